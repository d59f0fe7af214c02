"""Where an event took place: the location that hangs on its predicate ("met in Moscow"), by its name."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc, Token

from kg.annotate.extensions import head_of
from kg.lexicon import cues

_AT = frozenset({"in", "at", "near", "outside", "on", "during"})
_AT_VERB = frozenset({"dobj", "nsubjpass", "nsubj"})
"""What an act that is a noun is to the verb that says where: "held talks in X", "talks opened in X"."""
_LOCATIVE = frozenset({"in", "at", "near", "outside", "on", "off", "over"})


@dataclass(frozen=True, slots=True)
class Where:
    """A place at which something may happen: token span, and its name."""

    start: int
    end: int
    name: str


@Language.component("kg_places", requires=["doc._.kg_hits"], assigns=["doc._.kg_places"])
def kg_places(doc: Doc) -> Doc:
    """Set `doc._.kg_places`: known names behind a locative preposition, and what the model takes for a place there."""
    found: dict[int, Where] = {}
    for hit in doc._.kg_hits:
        names = [n for n in hit.names if n.kind in {"capital", "name", "long", "abbreviation", "spelling"}]
        physical = [p for p in hit.places if p.kind not in {"treaty", "media", "other"}]
        if not physical and not names:
            continue
        span = doc.char_span(hit.start, hit.end)
        if span is not None and _is_locative(doc, span.start):
            found[span.start] = Where(span.start, span.end, " ".join(span.text.split()))
    for ent in doc.ents:
        if ent.label_ in {"GPE", "LOC", "FAC"} and ent.start not in found and _is_locative(doc, ent.start):
            name = " ".join(ent.text.split())
            found[ent.start] = Where(ent.start, ent.end, name.removeprefix("the "))
    doc._.kg_places = [found[i] for i in sorted(found)]
    return doc


def _is_locative(doc: Doc, start: int) -> bool:
    i = _before(doc, start)
    if i > 0 and doc[i].lower_ == "of" and doc[i - 1].lemma_.lower() in cues().within:
        i = _before(doc, i - 1)  # "in the port of Odesa"
    return i >= 0 and doc[i].lower_ in _LOCATIVE and doc[i].pos_ == "ADP"


def _before(doc: Doc, start: int) -> int:
    """Return the token before a name with its article and adjectives."""
    i = start - 1
    while i >= 0 and (doc[i].pos_ in {"DET", "ADJ"} or doc[i].dep_ in {"amod", "compound"}):
        i -= 1
    return i


def of(predicate: Token, extra: Token | None, places: list[Where], taken: set[int]) -> str | None:
    """Return the name of the place that hangs on a predicate; `taken` are tokens that are parties of the event."""
    sentence = predicate.sent
    for where in places:
        if where.end <= sentence.start or where.start >= sentence.end:
            continue  # nothing hangs on a word of another sentence
        if any(i in taken for i in range(where.start, where.end)):
            continue
        if where.start <= predicate.i < where.end:
            continue
        token = predicate.doc[head_of(predicate.doc, where.start, where.end)]
        if token.dep_ == "compound" and token.head.dep_ == "pobj":
            token = token.head  # "at the Torkham crossing"
        if token.head.lower_ == "of" and token.head.head.lemma_.lower() in cues().within:
            token = token.head.head
        preposition = token.head
        if preposition.pos_ != "ADP":
            continue
        anchor = preposition.head
        if (anchor.i in taken and anchor.i > predicate.i) or (
            anchor.pos_ == "PROPN" and anchor.dep_ in {"pobj", "dobj", "nsubj", "conj"}
        ):
            # "met Lavrov in Moscow": the parser hangs the place on the party; people are not in places, events are.
            while anchor.i in taken or anchor.pos_ in {"PROPN", "ADP"}:
                if anchor.head == anchor:
                    break
                anchor = anchor.head
        while anchor.pos_ == "NOUN" and anchor.dep_ == "pobj":
            if anchor.head.lower_ == "of" and anchor.head.head.lemma_.lower() in cues().beside:
                anchor = anchor.head.head  # "met on the sidelines of a summit in Munich"
            elif anchor.head.lower_ not in _AT:
                break
            anchor = anchor.head.head  # "shot dead at a gallery in Ankara"
            if anchor.i in taken and anchor.dep_ in {"dobj", "nsubjpass", "pobj"}:
                anchor = anchor.head if anchor.head.pos_ == "VERB" else anchor.head.head
        if preposition.lower_ in {"over", "on"} and anchor.pos_ == "NOUN":
            continue  # "sovereignty over the heights": what it is about, not where
        if anchor.dep_ == "pobj" and anchor.head.lower_ == "of" and extra is not None and anchor.head.head.i == extra.i:
            anchor = extra  # "held a round of talks in Baghdad"
        if anchor.i == predicate.i or (extra is not None and anchor.i == extra.i):
            return where.name
        if predicate.pos_ == "NOUN" and anchor.i == predicate.head.i and predicate.dep_ in _AT_VERB:
            return where.name
    return None
