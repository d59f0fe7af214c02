"""The reader: what it was made of, and that its answers do not depend on what stands beside a sentence."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from kg.annotate.pieces import Syntax
from kg.annotate.pipeline import annotate, make_doc
from kg.annotate.reader import load_reader, model_digest
from kg.confidence import SIGNALS, confidence
from kg.flow import Extraction, Options, extract, pipeline
from kg.model import STATUSES, Article
from kg.resources import folder
from kg.train.corpus import CATEGORIES, file_digests, held_out, read

MODEL = folder("data") / "reader"
SENTENCE = "Turkey on Monday accused Syria of shelling Turkish villages, a minister said in Ankara."
SPANS = [(0, 6), (25, 30), (43, 59), (61, 71), (80, 86)]


@pytest.fixture(scope="module")
def about() -> dict:
    return json.loads((MODEL / "model.json").read_text(encoding="utf-8"))


def parsed(text: str) -> Syntax:
    nlp = pipeline(Options(reader=""))
    return Syntax.of(annotate(nlp, make_doc(nlp, text), whole=True)[:])


def test_the_model_learned_from_the_data_that_stands_here(about):
    here = file_digests()
    assert {name: here.get(name) for name in about["data"]["files"]} == about["data"]["files"]
    assert about["digest"] == hashlib.sha256((MODEL / "model.onnx").read_bytes()).hexdigest() == model_digest()
    assert set(about["data"]["held-out subjects"]) == held_out(n.removesuffix(".txt") for n in about["data"]["files"])


def test_labels(about):
    assert about["labels"] == ["none", *CATEGORIES]
    assert about["statuses"] == list(STATUSES)


def test_an_accusation_is_read():
    found = load_reader().judge(SENTENCE, SPANS, parsed(SENTENCE))
    assert len(found) == len(SPANS) * (len(SPANS) - 1)
    accused = found[0, 1]
    assert accused.related > 0.5 and accused.category == "ACCUSE"
    assert accused.status in {"asserted", "claimed"}  # a minister says so
    assert found[0, 4].related < 0.5 and found[1, 0].related < 0.5


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Serbian President Aleksandar Vucic met Kosovo's Albin Kurti.", {"Aleksandar Vucic", "Albin Kurti"}),
        ("Russia's defence ministry accused Ukraine's army.", {"defence ministry", "army"}),
        ("Kurdish forces attacked Islamic State.", {"Kurdish forces", "Islamic State"}),
        ("Israel's attack on Gaza angered Turkey.", {"Israel", "Gaza", "Turkey"}),
    ],
)
def test_an_owner_is_no_party_beside_what_it_owns(text: str, asked: set[str]):
    doc = annotate(pipeline(Options(reader="")), make_doc(pipeline(Options(reader="")), text), whole=True)
    (opinions,) = doc._.kg_opinions.values()
    named = doc._.kg_named
    assert {doc[named[i].start : named[i].end].text for pair in opinions for i in pair} == asked


def test_the_same_alone_and_after_others():
    reader = load_reader()
    alone = reader.judge(SENTENCE, SPANS, parsed(SENTENCE))
    reader.judge("Iran met Iraq.", [(0, 4), (9, 13)], parsed("Iran met Iraq."))
    assert reader.judge(SENTENCE, SPANS, parsed(SENTENCE)) == alone


def test_workers_change_nothing():
    articles = [Article(str(i), f"{SENTENCE} It is day {i}. Iran warned Iraq.") for i in range(12)]
    one, two = (
        [
            r.json()
            for e in extract(articles, options=Options(reader=""), workers=n)
            if isinstance(e, Extraction)
            for r in e.relations
        ]
        for n in (1, 2)
    )
    assert one == two and one


def test_off_leaves_the_lexicon_alone():
    (found,) = extract([Article("a", SENTENCE)], options=Options(reader=None))
    assert isinstance(found, Extraction)
    assert found.relations and all("reader" not in r.rule for r in found.relations)


def test_min_confidence_leaves_out():
    (found,) = extract([Article("a", SENTENCE)], options=Options(reader=""))
    (less,) = extract([Article("a", SENTENCE)], options=Options(reader="", min_confidence=0.99))
    assert isinstance(found, Extraction) and isinstance(less, Extraction)
    assert len(less.relations) < len(found.relations)


def test_confidence_grows_with_what_speaks_for_a_relation():
    low, high = ((("reader", x), ("reader category", 2.0), ("reader status", 2.0)) for x in (-2.0, 4.0))
    assert confidence(low) < confidence(high)
    weights = json.loads((folder("data") / "confidence.json").read_text(encoding="utf-8"))
    assert all(set(w) <= {"bias", *SIGNALS} for w in weights.values())


# -- the sentences -----------------------------------------------------------------------------------------------------


def test_the_sentences_are_sound_and_balanced():
    examples, mistakes = read()
    assert [str(m) for m in mistakes] == []
    assert len(examples) >= 6000
    assert len({e.text for e in examples}) == len(examples)
    assert sum(not e.links for e in examples) >= len(examples) * 0.3
    subjects = {e.subject for e in examples}
    out = held_out(subjects)
    assert 0.1 < sum(e.subject in out for e in examples) / len(examples) < 0.3
    assert {link.category for e in examples for link in e.links} == set(CATEGORIES)


def test_the_sentences_that_are_not_learned_from_yet_are_sound_and_none_of_the_others():
    place = folder("data") / "sentences"
    examples, mistakes = read([*sorted(place.glob("*.txt")), *sorted((place / "unread").glob("*.txt"))])
    assert [str(m) for m in mistakes] == []
    assert len(examples) > len(read()[0])


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("[A] hit [B].\n1>3 ASSAULT asserted", "names a mention that is not there"),
        ("[A] hit [B].\n1>2 HIT asserted", "is no category"),
        ("[A] hit [B].\n1>2 ASSAULT done", "is no status"),
        ("[A] hit [B].\n1 > 2 ASSAULT", "is not of the form"),
        ("[A] hit [B.\n-", "a bracket is not closed"),
        ("[A] hit [B].\n-\n[A] hit [B]!\n-", "the sentence stands at"),
        ("[A] hit [B].", "without its line of relations"),
        ("[A] hit [B].\n1>1 ASSAULT asserted", "relates a mention to itself"),
    ],
)
def test_the_linter_names_the_line(tmp_path: Path, lines: str, said: str):
    path = tmp_path / "trial.txt"
    path.write_text(f"# style: agency\n{lines}\n", encoding="utf-8")
    _, mistakes = read([path])
    assert any((said in str(m) and ":2" in str(m)) or ":4" in str(m) for m in mistakes)
