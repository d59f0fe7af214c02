"""The model's named entities, asked for only where a name stands that neither the data files nor the article so far know.

Entity recognition costs as much as all else that spaCy does; most sentences of world politics name nobody unknown.
"""

from __future__ import annotations

import calendar
from collections.abc import Sequence

from spacy.language import Language
from spacy.tokens import Doc, Span

from kg.annotate.gazetteer import Hit

CALENDAR = frozenset({*calendar.day_name, *calendar.month_name, *calendar.day_abbr, *calendar.month_abbr})
"""Words with a capital letter that name nobody."""
_FIRM = frozenset({"PERSON", "ORG", "GPE", "NORP"})
"""Labels that are right often enough to hold for the whole article."""


@Language.factory("kg_entities", requires=["doc._.kg_hits"], assigns=["doc.ents"])
def make_entities(nlp: Language, name: str) -> EntityFinder:
    """Create the stage from the model's own `ner`, which leaves the pipeline."""
    return EntityFinder(nlp.get_pipe("ner"))


class EntityFinder:
    """Runs the model's entity recogniser over the sentences in which an unknown name stands for the first time.

    Where a name returns it is what it was: an article speaks of one Begum.
    """

    def __init__(self, recogniser: object):
        self.recogniser = recogniser

    def __call__(self, doc: Doc) -> Doc:
        """Set `doc.ents`."""
        known: set[int] = set()
        hits: list[Hit] = doc._.kg_hits
        for hit in hits:
            known.update(range(hit.start, hit.end))
        first: list[Span] = []
        again: list[tuple[Span, set[str]]] = []
        seen: set[str] = set()
        for sentence in doc.sents:
            names = self._unknown(sentence, known, seen)
            if names and names <= seen:
                again.append((sentence, names))
            elif names:
                first.append(sentence)
            seen |= names
        found = self._recognised(doc, first)
        settled = {t.text for entity in found if entity.label_ in _FIRM for t in entity}
        found += self._recognised(doc, [s for s, names in again if not names <= settled])
        found += _returning(found, [s for s, names in again if names <= settled])
        doc.set_ents(sorted(found, key=lambda e: e.start))
        return doc

    def _recognised(self, doc: Doc, asked: Sequence[Span]) -> list[Span]:
        if not asked:
            return []
        part = Doc(
            doc.vocab,
            words=[t.text for s in asked for t in s],
            spaces=[bool(t.whitespace_) for s in asked for t in s],
            sent_starts=[t.i == s.start for s in asked for t in s],
        )
        part = self.recogniser(part)  # type: ignore[operator]
        back = [t.i for s in asked for t in s]
        found = []
        for ent in part.ents:
            start, last = back[ent.start], back[ent.end - 1]
            if last - start == len(ent) - 1:
                found.append(Span(doc, start, last + 1, label=ent.label))
        return found

    @staticmethod
    def _unknown(sentence: Span, known: set[int], seen: set[str]) -> set[str]:
        """Return the words of the sentence that may be names and belong to none that is known.

        The first word has its capital letter anyhow: it counts where it is tagged as a name, or has been one before.
        """
        return {
            t.text
            for t in sentence
            if t.text[:1].isupper()
            and t.idx not in known
            and (t.i > sentence.start or t.pos_ == "PROPN" or t.text in seen)
            and not t.is_stop
            and t.text not in CALENDAR
        }


def _returning(found: Sequence[Span], sentences: Sequence[Span]) -> list[Span]:
    """Return the names of entities where they stand again, the longest first; people by their last name, too."""
    names: dict[str, dict[tuple[str, ...], int]] = {}
    returned: list[Span] = []
    for entity in found:
        words = tuple(t.text for t in entity)
        for form in {words, words[-1:]} if entity.label_ == "PERSON" else {words}:
            names.setdefault(form[0], {}).setdefault(form, entity.label)
    longest = {first: sorted(forms, key=len, reverse=True) for first, forms in names.items()}
    for sentence in sentences:
        texts = [t.text for t in sentence]
        at = 0
        while at < len(texts):
            form = next((f for f in longest.get(texts[at], ()) if tuple(texts[at : at + len(f)]) == f), ())
            if form:
                start = sentence.start + at
                returned.append(Span(sentence.doc, start, start + len(form), label=names[texts[at]][form]))
            at += max(1, len(form))
    return returned
