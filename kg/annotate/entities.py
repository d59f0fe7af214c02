"""The model's named entities, asked for only where a name stands that no data file knows.

Entity recognition costs as much as all else that spaCy does; most sentences of world politics name nobody unknown.
"""

from __future__ import annotations

import calendar

from spacy.language import Language
from spacy.tokens import Doc, Span

from kg.annotate.gazetteer import Hit

CALENDAR = frozenset({*calendar.day_name, *calendar.month_name, *calendar.day_abbr, *calendar.month_abbr})
"""Words with a capital letter that name nobody."""


@Language.factory("kg_entities", requires=["doc._.kg_hits"], assigns=["doc.ents"])
def make_entities(nlp: Language, name: str) -> EntityFinder:
    """Create the stage from the model's own `ner`, which leaves the pipeline."""
    return EntityFinder(nlp.get_pipe("ner"))


class EntityFinder:
    """Runs the model's entity recogniser over the sentences that hold an unknown capitalised word."""

    def __init__(self, recogniser: object):
        self.recogniser = recogniser

    def __call__(self, doc: Doc) -> Doc:
        """Set `doc.ents`."""
        known: set[int] = set()
        hits: list[Hit] = doc._.kg_hits
        for hit in hits:
            known.update(range(hit.start, hit.end))
        asked = [s for s in doc.sents if self._unknown(s, known)]
        if not asked:
            return doc
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
        doc.set_ents(found)
        return doc

    @staticmethod
    def _unknown(sentence: Span, known: set[int]) -> bool:
        """Whether a capitalised word stands in the sentence that is tagged as a name and belongs to none that is known."""
        return any(
            t.pos_ == "PROPN"
            and t.text[:1].isupper()
            and t.idx not in known
            and not t.is_stop
            and t.text not in CALENDAR
            for t in sentence
        )
