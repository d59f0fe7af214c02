"""Where an event took place, by what the place hangs on."""

from __future__ import annotations

from spacy.language import Language

from kg.annotate import places
from kg.annotate.pipeline import annotate, make_doc


def test_a_place_at_a_headline_without_a_verb(nlp: Language) -> None:
    """The party on which the place hangs is the root: nothing stands above it, and the search ends there."""
    doc = annotate(nlp, make_doc(nlp, "Kyrgyz president Sadyr Japarov in Moscow with Putin."))
    assert doc[3].dep_ == "ROOT" and doc._.kg_places
    assert places.of(doc[1], None, doc._.kg_places, {3}) is None


def test_a_place_that_the_parser_hangs_on_a_party(nlp: Language) -> None:
    doc = annotate(nlp, make_doc(nlp, "Wang Yi met Sergei Lavrov in Moscow."))
    party = {t.i for t in doc if t.text in {"Sergei", "Lavrov"}}
    assert places.of(doc[2], None, doc._.kg_places, party) == "Moscow"


def test_talks_that_open_somewhere_are_held_there(relations) -> None:
    [talks] = relations("Talks between Laos and Thailand on river traffic opened in Vientiane on Tuesday.")
    assert talks.place == "Vientiane"
