"""Names and phrases to actors: the resolver of the pipeline, for a phrase by itself or in its context."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, cast

from kg.flow import Options, pipeline
from kg.model import Actor
from kg.names import ID, local_name

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from kg.annotate.actors import NameFinder
    from kg.annotate.extensions import Named
    from kg.knowledge import Role

_CARRIER = " said so."
"""A bare phrase is read as the subject of a sentence: the model was trained on sentences, not on phrases."""

_ABBREVIATION = re.compile(r"\b(?:[A-Z]|Co|Corp|Inc|Ltd|Jr|Sr|Bros)\.$")
"""A last point that ends a word, and no sentence: "the U.S.", "Boeing Co."."""


@dataclass(frozen=True, slots=True)
class Question:
    """A phrase to resolve, the ISO date it was written at, and the text around it, where there are any."""

    text: str
    date: str | None = None
    context: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """Who is meant: nobody, one actor, or several ("the two countries"); `role` is the office that the phrase says.

    `why` names the entry (file and line) and the rule that decided.
    """

    text: str
    actors: tuple[Actor, ...]
    role: str | None
    confidence: float
    why: str

    @property
    def actor(self) -> Actor | None:
        """The actor, where the phrase means exactly one."""
        return self.actors[0] if len(self.actors) == 1 else None

    def record(self) -> dict[str, Any]:
        """Return the answer as the dict that `kg resolve` prints; of several actors, what they have in common."""
        a = self.actor or _together(self.actors)
        return {
            "text": self.text,
            "id": str(ID[a.id]) if a and a.id else None,
            "name": a.name if a else None,
            "type": a.type if a else None,
            "country": a.country if a else None,
            "sector": a.sector if a else None,
            "role": self.role,
            "confidence": self.confidence,
        }


def _together(actors: tuple[Actor, ...]) -> Actor | None:
    """Return several actors as one without an id: their names, and what they share."""
    if not actors:
        return None
    first = actors[0]
    shared = {
        f: getattr(first, f) if len({getattr(a, f) for a in actors}) == 1 else None for f in ("country", "sector")
    }
    kind = first.type if len({a.type for a in actors}) == 1 else "other"
    return Actor("", " and ".join(a.name for a in actors), kind, **shared)


def resolve(questions: Iterable[str | Question], *, options: Options | None = None) -> Iterator[Answer]:
    """Yield who each phrase means, an answer a question, in order.

    A date makes "the French president" one person; a context lets last names, "the minister" and pronouns be found.
    """
    for asked in questions:
        yield _answer(Question(asked) if isinstance(asked, str) else asked, options or Options())


def _answer(asked: Question, options: Options) -> Answer:
    from kg.annotate.pipeline import annotate, make_doc

    phrase = asked.text.strip()
    if not phrase:
        return Answer(asked.text, (), None, 0.0, "nothing was asked")
    nlp = pipeline(options)
    names = cast("NameFinder", nlp.get_pipe("kg_names"))
    if not asked.context and _one_case(phrase) and not any(h.names for h in names.gazetteer.find(phrase)):
        phrase = names.gazetteer.recase(phrase)
    text, start = _in_context(phrase, asked.context)
    doc = make_doc(nlp, text, date=asked.date)
    doc = annotate(nlp, doc, whole=True)
    end = start + len(phrase)
    named = _best(doc, start, end)
    if named is None or not named.actors():
        return replace(_nobody(replace(asked, text=phrase), doc, start, end, names), text=asked.text)
    surely = named.use == "head" and not named.rule.startswith(("pronoun", "the two"))
    return Answer(asked.text, named.actors(), _role(named), 0.9 if surely else 0.6, named.rule)


def _one_case(phrase: str) -> bool:
    """Whether a phrase's capitals say nothing: it has none, or nothing else ("UKRAINIAN SOLDIERS", but not "NATO")."""
    return phrase.islower() or (phrase.isupper() and " " in phrase)


def _in_context(phrase: str, context: str | None) -> tuple[str, int]:
    if context:
        at = max((m.start() for m in re.finditer(rf"(?<!\w){re.escape(phrase)}(?!\w)", context)), default=-1)
        if at < 0:
            at = context.lower().rfind(phrase.lower())
        if at >= 0:
            return context, at
        return f"{context.rstrip()}\n\n{phrase}{_CARRIER}", len(context.rstrip()) + 2
    return (phrase if phrase[-1] in ".!?" and not _ABBREVIATION.search(phrase) else phrase + _CARRIER), 0


def _best(doc: Doc, start: int, end: int) -> Named | None:
    """Return the mention of the phrase's head: the outermost that can stand for the whole."""
    inside: list[Named] = [
        n for n in doc._.kg_named
        if n.actors() and not n.is_stranger and doc[n.start].idx >= start and doc[n.end - 1].idx + len(doc[n.end - 1]) <= end
    ]  # fmt: skip
    whole = [n for n in inside if doc[n.start].idx == start and doc[n.end - 1].idx + len(doc[n.end - 1]) == end]
    if whole:
        whole.sort(key=lambda n: n.use not in {"head", "possessive"})
        return whole[0] if whole[0].use in {"head", "possessive"} or doc[whole[0].start].tag_ == "PRP$" else None
    heads = [n for n in inside if n.use == "head"]
    if not heads:
        return None
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is not None:
        at_root = [n for n in heads if n.start <= span.root.i < n.end]
        if at_root:
            return max(at_root, key=lambda n: n.end - n.start)
    return heads[0]


def _nobody(asked: Question, doc: Doc, start: int, end: int, names: NameFinder) -> Answer:
    """A phrase that names no actor may still belong to a state: a French football team is somebody of France."""
    nobody = Answer(asked.text, (), None, 0.0, "no actor was recognised")
    phrase = " ".join(asked.text.split())
    thing = _thing(doc, start, end)
    if thing is not None and thing.note != "collective":
        return replace(nobody, why=f'"{thing.text}" is no actor ({thing.where})')
    bare = phrase.removeprefix("the ").removeprefix("The ")
    known = names.resolver.choose(names.gazetteer.names(bare), asked.date) if not asked.context else ()
    if len(known) == 1 and (actor := names.resolver.actor(known[0], asked.date)) is not None:
        entry = next(n for n in names.gazetteer.names(bare) if n.actor == known[0])
        return Answer(asked.text, (actor,), None, 0.5, f"{entry.kind} {entry.text}, alone ({entry.where})")
    owners = {
        a.country: (a, n) for n in doc._.kg_named for a in n.actors()
        if a.country and start <= doc[n.start].idx < end
    }  # fmt: skip
    if len(owners) != 1:
        return nobody
    country, (owner, named) = next(iter(owners.items()))
    somebody = Actor(local_name(phrase), phrase, "other", country, _sector_within(doc, start, end))
    if owner.type == "state" and named.use == "place":
        return Answer(asked.text, (somebody,), None, 0.3, f"in {owner.name}: {named.rule}")
    return Answer(asked.text, (somebody,), None, 0.4, f"of {owner.name}: {named.rule}")


def _thing(doc: Doc, start: int, end: int) -> Role | None:
    """Return the entry that says that a phrase's head is a thing ("Chinese food"), if one does."""
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None:
        return None
    at = span.root.idx
    return next((h.role for h in doc._.kg_hits if h.role and h.role.type == "none" and h.start <= at < h.end), None)


def _sector_within(doc: Doc, start: int, end: int) -> str | None:
    """Return the sector of the last role within a phrase whose head is unknown: a teachers' league is of education."""
    said = [h.role.sector for h in doc._.kg_hits if h.role and h.role.sector and start <= h.start and h.end <= end]
    return said[-1] if said else None


def _role(named: Named) -> str | None:
    return named.titles[-1] if named.titles else None
