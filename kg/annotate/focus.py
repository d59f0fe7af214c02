"""Which sentences are worth reading: those that name two who may act, and those that these refer back to.

Tagging, parsing and reading cost a hundred times what finding names does, and half of the sentences of a newspaper name
nobody, or one. What cannot hold a relation is blanked: its words become one stretch of white space of the same length, so that
every offset stays what it was.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import numpy
from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.tokens import Doc

from kg.annotate.gazetteer import Hit
from kg.annotate.sentences import points
from kg.lexicon import cues, lexicon

_PRONOUNS = frozenset(
    "he him his she her hers it its they them their we us our who whom whose both former latter other".split()
)
_NOBODY = frozenset({"none", "transparent", "property"})
"""Types of roles that name no actor by themselves: a raid, an aide, a warplane."""
_SUPPLETIVE = {"go": "gw", "be": "abiw"}
"""The first letters of all forms of these verbs."""
_DEFINITE = frozenset("the this these those that".split())
_LOOK_BACK = 3
"""How many sentences back coreference looks for whom a pronoun means; see `kg.annotate.coref`."""


@Language.factory("kg_focus", requires=["doc._.kg_hits"], assigns=[], default_config={})
def make_focus(nlp: Language, name: str) -> Focus:
    """Create the stage that blanks what cannot hold a relation."""
    return Focus()


class Focus:
    """Keeps the sentences that can hold a relation; needs names and sentence boundaries, no parse."""

    def __init__(self) -> None:
        entries = [e for e in lexicon().entries() if e.alone]
        words = {e.lemma for e in entries if not e.object} | {e.lemma for e in lexicon().entries() if e.agentless}
        words |= cues().blasts
        self.alone = _stems(words)
        # Of an irregular verb ("held a rally") the object tells, and the first letter, which stays but for "go" and "be".
        told: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for e in entries:
            if e.object:
                told[_stems(w.split()[-1] for w in e.object if w[0] not in "#@")].update(
                    _SUPPLETIVE.get(e.lemma, e.lemma[0])
                )
        self.alone_with = [(objects, tuple(sorted(letters))) for objects, letters in told.items() if objects]

    def __call__(self, doc: Doc) -> Doc:
        """Return a Doc of the same text length with the other sentences blanked."""
        bounds = numpy.flatnonzero(doc.to_array(SENT_START) == 1).tolist()
        if not bounds:
            return doc
        sentences = list(zip(bounds, [*bounds[1:], len(doc)], strict=True))
        hits: list[Hit] = doc._.kg_hits
        kept = [False] * len(sentences)
        any_name = [False] * len(sentences)
        before: list[int] = []
        at = 0
        for k, (start, end) in enumerate(sentences):
            first = doc[start].idx
            last = doc[end - 1].idx + len(doc[end - 1])
            here = []
            while at < len(hits) and hits[at].start < last:
                if hits[at].start >= first:
                    here.append(hits[at])
                at += 1
            kept[k], any_name[k], refers = self._worth(doc, start, end, here)
            if kept[k] and refers:
                for back in before[-_LOOK_BACK:]:
                    kept[back] = kept[back] or any_name[back]
            if end - start > 1 or doc[start].is_alpha:  # a bullet is none of the sentences to look back over
                before.append(k)
        for lead, mark, point in points([doc[start:end] for start, end in sentences]):
            if any_name[lead]:  # a point of a list has its subject above it
                kept[lead] = kept[mark] = kept[point] = True
        if all(kept):
            return doc
        return _blanked(doc, [s for s, keep in zip(sentences, kept, strict=True) if not keep])

    def _worth(self, doc: Doc, start: int, end: int, hits: list[Hit]) -> tuple[bool, bool, bool]:
        """Say whether a sentence can hold a relation, names anybody, and refers back."""
        covered: set[int] = set()
        named = 0
        position = -1
        for hit in sorted(hits, key=lambda h: (h.start, -h.end)):
            if hit.start >= position and not (hit.role is not None and hit.role.type in _NOBODY):
                named += 1
                position = hit.end
            covered.update(range(hit.start, hit.end))
        unknown = pronouns = definite = 0
        inside = False
        for token in doc[start:end]:
            low = token.lower_
            if low in _PRONOUNS:
                pronouns += 1
            elif low in _DEFINITE:
                definite += 1
            capital = token.text[:1].isupper() and token.idx not in covered and token.i > start
            if capital and not inside:
                unknown += 1
            inside = capital
        refers = bool(pronouns or definite)
        if named and named + unknown + pronouns >= 2:
            return True, True, refers
        if named and self._alone([t.lower_ for t in doc[start:end]]):
            return True, True, refers
        return False, bool(named or unknown), refers

    def _alone(self, words: list[str]) -> bool:
        """Whether the words may tell an act that one party is enough for."""
        if any(w.startswith(self.alone) for w in words):
            return True
        return any(
            any(w.startswith(objects) for w in words) and any(w.startswith(letters) for w in words)
            for objects, letters in self.alone_with
        )


def _stems(words: Iterable[str]) -> tuple[str, ...]:
    """Return how words begin in every form: none has been lemmatised yet."""
    return tuple(sorted({w[: max(4, len(w) - 2)] for w in words}))


def _blanked(doc: Doc, gone: list[tuple[int, int]]) -> Doc:
    """Return the Doc with each of these token ranges as one token of white space."""
    words: list[str] = []
    spaces: list[bool] = []
    starts: list[bool | int | None] = []
    at = 0

    def keep(until: int) -> None:
        for token in doc[at:until]:
            words.append(token.text)
            spaces.append(bool(token.whitespace_))
            starts.append(bool(token.is_sent_start))

    for start, end in gone:
        keep(start)
        last = doc[end - 1]
        words.append(" " * (last.idx + len(last) - doc[start].idx))
        spaces.append(bool(last.whitespace_))
        starts.append(True)
        at = end
    keep(len(doc))
    made = Doc(doc.vocab, words=words, spaces=spaces, sent_starts=starts)
    for name in ("kg_date", "kg_skip"):
        made._.set(name, doc._.get(name))
    edges = {token.idx for token in made}
    made._.kg_hits = [h for h in doc._.kg_hits if h.start in edges]
    return made
