"""What cannot hold a relation is blanked, and every offset stays what it was."""

from __future__ import annotations

import pytest

from kg.annotate.pipeline import load_pipeline, make_doc
from kg.flow import Extraction, extract
from kg.model import Article

TEXT = (
    "It rained all day. Turkey condemned Syria. The streets were wet, and nobody was there.\n\n"
    "A cat slept. Iran is old. It attacked Iraq on Monday. Nothing else is known."
)


@pytest.fixture(scope="module")
def focused():
    nlp = load_pipeline()
    doc = make_doc(nlp, TEXT)
    for name in ("kg_names", "kg_sentences", "kg_focus"):
        doc = nlp.get_pipe(name)(doc)
    return doc


def test_offsets_stay(focused):
    assert len(focused.text) == len(TEXT)
    assert all(TEXT[t.idx : t.idx + len(t)] == t.text for t in focused if not t.is_space)


def test_what_can_hold_a_relation_is_kept(focused):
    kept = " ".join(focused.text.split())
    assert "Turkey condemned Syria." in kept and "It attacked Iraq on Monday." in kept
    assert "Iran is old." in kept  # whom "it" may mean
    assert "rained" not in kept and "cat" not in kept


def test_evidence_stands_in_the_text_as_given():
    (found,) = extract([Article("a", TEXT)])
    assert isinstance(found, Extraction)
    assert {r.relation for r in found.relations} >= {"condemned"}
    assert all(TEXT[r.start : r.end] == r.sentence for r in found.relations)
