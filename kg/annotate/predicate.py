"""One act that a sentence tells: the word, the lexicon entry that fits there, and who fills its roles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from spacy.tokens import Token

from kg.annotate import syntax
from kg.annotate.extensions import Named
from kg.lexicon import Entry

NO_TARGET = "nobody named as its target"
EXCEPTED = "the words beside it are excepted"
"""Why an entry does not fit where its `unless_object` does: "a travel warning" warns nobody."""
SCENE = "it is where those are who are hit"
DISMISSED = "it is how those leave who are expelled"
LEFT = "land that is left"
"""The construction of an expulsion by nobody named: it is by the land that is to be left."""
ECHO = "likewise"
"""The construction of what somebody does or does not do as another does: "but Z has not"."""
REFUSED = "request that is refused"
"""The construction of a request of which it is told that it was refused: it was made."""


@dataclass(slots=True)
class Predicate:
    """A lexicon entry that fits at a token, with its parties; `missed` says why an entry that nearly fitted did not."""

    token: Token
    entry: Entry
    source: list[Named] = field(default_factory=list)
    target: list[Named] = field(default_factory=list)
    object: Token | None = None
    mutual: bool = False
    """Its subjects do it to each other."""
    lone: bool = False
    """It is told though only one party is named: "would be met with American sanctions"."""
    construction: str = ""
    missed: str = ""

    def share(self, other: Predicate) -> None:
        """Take the target of the act beside it, for want of one of its own."""
        self.target, self.missed, self.construction = other.target, "", "shared target"


def actor_ids(mentions: Iterable[Named]) -> set[str]:
    """Return the ids of whom mentions stand for."""
    return {a.id for m in mentions for a in m.actors()}


def fitting(found: Iterable[Named], slot: str, places: bool) -> Iterator[Named]:
    """Yield the mentions that may fill a slot: a modifier only where the slot asks for modifiers."""
    for m in found:
        if not m.actors():
            continue
        if m.use == "place" and not places:
            continue
        if (
            m.use in {"modifier", "possessive"}
            and slot not in {"mod", "poss", "owner", "of", "bearer", "answered", "answerer", "whose"}
            and not (slot == "subject" and m.use == "possessive")
            and not slot.startswith("owner")
        ):
            continue
        yield m


def called_as(token: Token) -> set[str]:
    """Return what a token is called: its lemma, its form, "lemma of another", the compound that it heads."""
    lemma = token.lemma_.lower()
    of = {f"{lemma} of {p.lemma_.lower()}" for c in token.children if c.lower_ == "of" for p in c.children}
    compound = " ".join([*[c.lower_ for c in token.lefts if c.dep_ in {"compound", "amod"}][-1:], lemma])
    if compound.startswith("cyber "):  # a cyber attack is no attack
        return {compound}
    return {lemma, token.lower_, compound, *of}


def is_promise(predicate: Predicate) -> bool:
    """Whether somebody promises something, and does not offer it, which may be refused."""
    return predicate.entry.relation == "promised" and predicate.token.lemma_ in {"promise", "pledge"}


def is_request(token: Token | None) -> bool:
    """Whether a noun asks somebody for something: "a demand", "a call for help"; an order may be to others."""
    if token is None or token.pos_ != "NOUN":
        return False
    return token.lemma_.lower() in syntax.requests() and token.lemma_.lower() != "order"
