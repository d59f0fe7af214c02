"""A sentence as the reader's network sees it: word pieces, mentions, and the way from one mention to another in the parse."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.annotate.pieces import DEPENDENCIES, UNPARSED, Pieces, Syntax, pieces
from kg.annotate.pipeline import annotate, make_doc
from kg.annotate.reader import load_reader
from kg.flow import Options, pipeline

TEXT = "Peru said that Chile, its neighbour, had attacked Bolivia."


def seen(text: str, names: list[str]) -> Pieces:
    nlp = pipeline(Options(reader=None))
    doc = annotate(nlp, make_doc(nlp, text), whole=True)
    spans = [(text.index(n), text.index(n) + len(n)) for n in names]
    return pieces(load_reader().tokenizer, text, spans, Syntax.of(doc[:]))


def words(made: Pieces, one: int, other: int) -> str:
    tokenizer = load_reader().tokenizer
    return tokenizer.decode([int(made.ids[k]) for k in np.flatnonzero(made.joining[one, other])])


def labels(made: Pieces, one: int, other: int) -> tuple[set[str], set[str]]:
    up, down = np.split(made.steps[one, other], 2)
    return {DEPENDENCIES[k] for k in np.flatnonzero(up)}, {DEPENDENCIES[k] for k in np.flatnonzero(down)}


def test_words_that_join_two_mentions_in_the_parse() -> None:
    made = seen(TEXT, ["Peru", "Chile", "Bolivia"])
    assert words(made, 1, 2) == words(made, 2, 1) == "attacked"
    assert words(made, 0, 2) == "said attacked"


def test_labels_on_the_way_up_and_down() -> None:
    made = seen(TEXT, ["Peru", "Chile", "Bolivia"])
    assert labels(made, 1, 2) == ({"nsubj"}, {"dobj"})
    assert labels(made, 2, 1) == ({"dobj"}, {"nsubj"})


def test_an_owner_hangs_upon_what_it_owns() -> None:
    made = seen("Peru's attack on Chile angered Bolivia.", ["Peru", "Chile", "Bolivia"])
    assert words(made, 0, 1) == "attack on"
    assert labels(made, 0, 2) == ({"poss", "nsubj"}, {"dobj"})


def test_two_sentences_have_nothing_that_joins_them() -> None:
    made = seen("Peru slept. Chile woke up.", ["Peru", "Chile"])
    assert words(made, 0, 1) == "slept woke"
    assert labels(made, 0, 1) == ({"ROOT", "nsubj"}, {"ROOT", "nsubj"})


@settings(max_examples=60, deadline=None)
@given(
    st.text(max_size=300),
    st.lists(st.tuples(st.integers(0, 300), st.integers(1, 20)), max_size=20),
    st.lists(st.tuples(st.integers(0, 299), st.integers(0, 40), st.sampled_from([*DEPENDENCIES, "odd"])), max_size=40),
)
def test_any_text_and_parse_has_its_pieces(text, marks, parse) -> None:
    starts = sorted({start for start, _, _ in parse})
    edges = tuple(zip(starts, [*starts[1:], 300], strict=True)) if starts else ()
    heads = tuple(h % len(edges) for _, h, _ in parse[: len(edges)])
    syntax = Syntax(edges, heads, tuple(label for _, _, label in parse[: len(edges)]))
    made = pieces(load_reader().tokenizer, text, [(a, a + n) for a, n in marks], syntax)
    assert made.spans.shape == (len(made.kept), len(made.ids))
    assert all(abs(row.sum() - 1) < 1e-5 for row in made.spans)
    assert len(made.ids) <= 192 and len(made.kept) <= 16
    sums = made.joining.sum(-1)
    assert np.all((np.abs(sums - 1) < 1e-5) | (sums == 0))
    assert np.allclose(made.joining, made.joining.transpose(1, 0, 2))
    up, down = np.split(made.steps, 2, -1)
    assert np.array_equal(up, down.transpose(1, 0, 2))


def test_without_a_parse_nothing_joins() -> None:
    made = pieces(load_reader().tokenizer, TEXT, [(0, 4), (15, 20)], UNPARSED)
    assert not made.joining.any() and not made.steps.any()


@pytest.mark.parametrize("heads", [(1, 0), (1, 2, 0)])
def test_words_that_govern_each_other_end_the_way(heads: tuple[int, ...]) -> None:
    edges = tuple((k, k + 1) for k in range(len(heads)))
    assert Syntax(edges, heads, ("dep",) * len(heads)).above(0, 1) == list(range(len(heads)))
