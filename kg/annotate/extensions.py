"""The extension attributes that kg's pipeline sets on a spaCy Doc: one table, read before you add another.

Docs never cross a process border in kg (workers take articles and give relations), so the values may be any objects.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from spacy.tokens import Doc, Span, Token

from kg.model import Actor

ATTRIBUTES: dict[str, tuple[Any, str, str]] = {
    # name: (default, set by, meaning)
    "kg_date": (None, "caller", "the article's ISO date, or None"),
    "kg_skip": ((), "caller", "character spans that are no evidence"),
    "kg_hits": ((), "kg_names", "list[Hit]: known names and roles, by character"),
    "kg_written": (None, "kg_headlines", "dict: token -> its text, where it is parsed in lower case"),
    "kg_named": ((), "kg_actors", "list[Named]: actor mentions in the order of the text"),
    "kg_by_head": (None, "kg_actors", "dict: token index -> list[Named] whose head it is"),
    "kg_opinions": (
        None,
        "kg_reader",
        "dict: a sentence's first token -> (index, index) in kg_named -> Opinion; None: no reader",
    ),
    "kg_leads": ({}, "kg_lists", "dict: verb of a point of a list -> the Lead that says who does it"),
    "kg_quoted": (frozenset(), "kg_coref", "frozenset[int]: the tokens that stand in quotation marks"),
    "kg_dates": ((), "kg_dates", "list[When]: dates, by token"),
    "kg_places": ((), "kg_places", "list[Where]: places at which something may happen, by token"),
    "kg_predicates": ((), "kg_predicates", "list[Predicate]: what the lexicon found, with its parties"),
    "kg_near": ((), "kg_predicates", "list[Predicate]: what an entry nearly fitted, with the reason in `missed`"),
}


def register() -> None:
    """Make the attributes known to spaCy; doing it again changes nothing."""
    for name, (default, _, _) in ATTRIBUTES.items():
        Doc.set_extension(name, default=default, force=True)
    if not Span.has_extension("kg_skipped"):
        Span.set_extension("kg_skipped", getter=_skipped)


def _skipped(span: Span) -> bool:
    """Whether a sentence lies, for more than half of it, in what is no evidence."""
    return any(
        min(end, span.end_char) - max(start, span.start_char) > len(span.text) / 2 for start, end in span.doc._.kg_skip
    )


Use = Literal["head", "possessive", "modifier", "place"]


@dataclass(slots=True)
class Named:
    """A mention of an actor: token span, head token, the actor, and how the text uses it.

    `use` is "head" where the mention can be subject or object itself, "possessive" (China's stance) and "modifier"
    (Chinese exports) where only the noun that it belongs to can be, "place" where a name is a location ("in Moscow").
    `of` is the mention of the state or organisation that a role belongs to, `titles` the role phrases, `office` the
    office's relations (foreignMinisterOf, ...). `rule` says how the actor was found, for `--why`.
    """

    start: int
    end: int
    head: int
    actor: Actor | None
    use: Use = "head"
    of: Named | None = None
    titles: tuple[str, ...] = ()
    office: tuple[str, ...] = ()
    former: bool = False
    plural: bool = False
    thing: bool = False
    """True for what only acts for its owner (missiles, an embassy): it can be attacked, not asked."""
    unowned: bool = False
    """True for a role of which the text does not say whose it is here ("the police", "the minister")."""
    toward: Named | None = None
    rule: str = ""
    group: tuple[Actor, ...] = ()
    """The members, where the mention stands for several known actors ("the two countries")."""
    located: int = 0
    """The end of the places behind the mention that say of which state somebody is: "people in Chad and Niger"; 0: none."""

    def actors(self) -> tuple[Actor, ...]:
        """Return whom the mention stands for: one, several, or nobody."""
        if self.group:
            return self.group
        return (self.actor,) if self.actor else ()

    @property
    def is_stranger(self) -> bool:
        """Whether it is a pronoun for somebody of whom the text does not say who it is."""
        return self.unowned and self.rule.startswith("pronoun")

    def edges(self, doc: Doc) -> tuple[int, int]:
        """Return the character offsets of the mention."""
        last = doc[self.end - 1]
        return doc[self.start].idx, last.idx + len(last)

    def tokens(self, doc: Doc) -> Iterator[Token]:
        """Yield the tokens of the mention."""
        yield from doc[self.start : self.end]


def head_of(doc: Doc, start: int, end: int) -> int:
    """Return the first noun of a stretch whose head lies outside it, else the first such word ("Kurdish-led Forces": Forces).

    `Span.root` says the same, but looks at every token of the Doc first; that made a long article quadratic.
    """
    if end == start + 1:
        return start
    roots = [t for t in doc[start:end] if not start <= t.head.i < end or t.head.i == t.i]
    nouns = [t for t in roots if t.pos_ in {"NOUN", "PROPN"}]
    return (nouns or roots)[0].i if roots else end - 1
