"""What the attribute rules say, from memory: the same as the rules themselves say, in any order of texts."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.attrs import DEP, LEMMA, MORPH, POS, TAG
from spacy.language import Language

from kg.annotate.attributes import Attributes
from kg.annotate.pipeline import DEFAULT_MODEL

TEXTS = [path.read_text(encoding="utf-8") for path in sorted(Path("data/dispatches").glob("*.md"))[:12]]
WORDS = "I ai n't gon na got ta let 's c'm on y' all there is are It 's he'd to that which run better  \n ruled Ankara".split(
    " "
)
SET = [TAG, DEP, POS, LEMMA, MORPH]


@pytest.fixture(scope="module")
def nlp() -> Language:
    return spacy.load(DEFAULT_MODEL, exclude=["ner", "lemmatizer", "attribute_ruler"])


@pytest.fixture(scope="module")
def memory() -> Attributes:
    return Attributes(spacy.load(DEFAULT_MODEL, exclude=["ner"]).get_pipe("attribute_ruler"))  # type: ignore[arg-type]


def check(nlp: Language, memory: Attributes, text: str) -> None:
    doc = nlp(text)
    expected = memory.ruler(doc.copy()).to_array(SET).tolist()
    assert memory(doc.copy()).to_array(SET).tolist() == expected


def test_whole_articles(nlp: Language, memory: Attributes) -> None:
    assert TEXTS
    for text in [*TEXTS, *reversed(TEXTS)]:
        check(nlp, memory, text)


@settings(max_examples=60, deadline=None)
@given(words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=12))
def test_words_that_the_rules_name(nlp: Language, memory: Attributes, words: list[str]) -> None:
    check(nlp, memory, " ".join(words))
