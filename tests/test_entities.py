"""Unknown names: the model is asked where one first stands, and what it said holds where the name returns."""

from __future__ import annotations

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from kg.annotate.entities import EntityFinder
from kg.annotate.pipeline import annotate, make_doc

FIRST = "Maria Okonjo, a lawyer, met the French president in Paris on Monday."
AGAIN = "Okonjo later spoke with the German chancellor."
OTHER = "The envoy, Thomas Brightwater, was there too."


@pytest.fixture
def asked(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the texts over which the model's recogniser is run."""
    texts: list[str] = []
    stage = nlp.get_pipe("kg_entities")
    assert isinstance(stage, EntityFinder)
    genuine = stage.recogniser

    def record(doc: Doc) -> Doc:
        texts.append(doc.text.strip())
        return genuine(doc)  # type: ignore[operator, no-any-return]

    monkeypatch.setattr(stage, "recogniser", record)
    return texts


def test_a_name_that_returns_is_not_asked_for_again(nlp: Language, asked: list[str]) -> None:
    doc = annotate(nlp, make_doc(nlp, f"{FIRST} {AGAIN} {OTHER}"))
    assert AGAIN not in " ".join(asked) and FIRST in asked[0] and OTHER in asked[0]
    people = [(e.text, e.label_) for e in doc.ents if "Okonjo" in e.text]
    assert people == [("Maria Okonjo", "PERSON"), ("Okonjo", "PERSON")]


def test_what_the_model_made_nothing_of_is_asked_for_again(nlp: Language, asked: list[str]) -> None:
    stage = nlp.get_pipe("kg_entities")
    stage.recogniser = lambda doc: asked.append(doc.text.strip()) or doc  # type: ignore[attr-defined]
    annotate(nlp, make_doc(nlp, f"{FIRST} {AGAIN}"))
    assert len(asked) == 2 and AGAIN in asked[1]


def test_known_names_ask_nothing(nlp: Language, asked: list[str]) -> None:
    annotate(nlp, make_doc(nlp, "France and Germany met Russia in Paris on Monday."))
    assert asked == []
