"""The whole way: same input, same bytes; building again changes nothing; a killed build is completed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg import flow
from kg.convert import relations_of
from kg.evidence import EvidenceError, relation
from kg.export import export
from kg.flow import Extraction, Report, build, extract
from kg.model import Article, Relation
from kg.names import article_iri
from kg.read import read
from kg.store import open_store

TEXTS = [
    "French President Emmanuel Macron met German Chancellor Angela Merkel in Berlin on 5 July 2018.",
    "China and Russia held talks. The two countries did not visit Iran.",
    "Turkey will visit Iraq next week, the Turkish foreign ministry said.",
    "Poland is a country of plains and lakes. Nothing happened there.",
]


def articles(n: int = 4) -> list[Article]:
    return [
        Article(f"a{i}", TEXTS[i % len(TEXTS)] + f" This was text number {i}.", date="2018-07-06") for i in range(n)
    ]


def write(path: Path, n: int) -> Path:
    lines = [json.dumps({"id": a.id, "text": a.text, "date": a.date}) for a in articles(n)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def kg(*args: str | Path, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "kg", *map(str, args)],
        capture_output=True, text=True, check=False, env={**os.environ, **env}, timeout=300,
    )  # fmt: skip


def dump(place: Path, tmp: Path) -> bytes:
    out = tmp / "dump.nq"
    with open_store(place, read_only=True) as store:
        export(store, "nquads", out)
    return out.read_bytes()


def test_an_article_becomes_relations_and_an_empty_one_none() -> None:
    results = [r for r in extract(articles()) if isinstance(r, Extraction)]
    assert [r.article.id for r in results] == ["a0", "a1", "a2", "a3"]
    assert {r.relation for r in results[0].relations} >= {"met", "headOfStateOf"}
    assert results[3].relations == ()


def test_same_bytes_under_any_hash_seed_and_any_workers(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", 24)
    one = kg("extract", path, PYTHONHASHSEED="1")
    two = kg("extract", path, "--workers", "2", PYTHONHASHSEED="2")
    assert one.returncode == two.returncode == 0
    assert one.stdout
    assert one.stdout == two.stdout


@pytest.mark.parametrize(("cores", "texts", "wanted"), [(2, 2, 1), (2, 400, 2), (8, 400, 2), (1, 400, 1)])
def test_a_second_process_only_where_there_is_much_to_read(
    cores: int, texts: int, wanted: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(flow, "processors", lambda: cores)
    asked = [Article(str(n), "France met Germany on Monday. " * 30) for n in range(texts)]
    workers, passed = flow._workers(iter(asked))
    assert workers == wanted
    assert list(passed) == asked


def test_building_again_changes_not_one_quad(tmp_path: Path) -> None:
    reports = [Report(), Report()]
    dumps = []
    for report in reports:
        with open_store(tmp_path / "store", create=True) as store:
            list(build(articles(), store, report=report))
        dumps.append(dump(tmp_path / "store", tmp_path))
    assert (reports[0].built, reports[1].built, reports[1].unchanged) == (4, 0, 4)
    assert dumps[0] == dumps[1]


def test_one_id_for_two_articles_is_refused_by_the_store(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    lines = [{"id": "x", "text": "France met Germany on Monday."}, {"id": "x", "text": "Spain met Italy on Monday."}]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    with open_store(":memory:") as store:
        results = list(build(read([path]), store))
    assert [isinstance(r, Extraction) for r in results] == [True, False]
    assert f"{path}:2: has the id x, which {path}:1 has" in str(results[1].error)  # type: ignore[union-attr]


def test_a_changed_article_replaces_its_graph(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    with open_store(tmp_path / "store", create=True) as store:
        for text in ("France met Germany on Monday.", "Spain met Italy on Tuesday."):
            path.write_text(text, encoding="utf-8")
            list(build(read([path]), store))
        told = list(
            store.rows(
                "SELECT DISTINCT ?a ?b WHERE { ?e ir:relation ir:met ; ir:source ?a ; ir:target ?b ; ir:reportedBy ?x }"
            )
        )
        count = next(iter(store.rows("SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE { ?x a schema:NewsArticle }")))["n"].value
    assert [(r["a"].value.rsplit("/")[-1], r["b"].value.rsplit("/")[-1]) for r in told] == [("Spain", "Italy")]
    assert count == "1"


def test_the_graph_gives_back_the_relations(tmp_path: Path) -> None:
    with open_store(":memory:") as store:
        for result in build(articles(), store):
            assert isinstance(result, Extraction)
            back = relations_of(store, article_iri(result.article.id))
            assert [r.record() for r in back] == [r.record() for r in result.relations]


@pytest.mark.slow
def test_a_killed_build_is_completed_to_the_same_graph(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", 150)
    whole = tmp_path / "whole"
    assert kg("build", path, "--store", whole).returncode == 0
    cut = tmp_path / "cut"
    for seconds in (0.9, 2.0, 2.6):
        process = subprocess.Popen(
            [sys.executable, "-m", "kg", "build", str(path), "--store", str(cut)], stderr=subprocess.DEVNULL
        )
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
        process.wait()
        if (cut / "CURRENT").exists():
            with open_store(cut, read_only=True) as store:
                assert isinstance(store.graphs(), list)
    assert kg("build", path, "--store", cut).returncode == 0
    assert dump(cut, tmp_path) == dump(whole, tmp_path)


def test_two_builds_at_once(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", 2)
    with open_store(tmp_path / "store", create=True):
        second = kg("build", path, "--store", tmp_path / "store")
    assert second.returncode != 0
    assert "in use" in second.stderr
    assert len(second.stderr.strip().splitlines()) == 1


def test_a_relation_without_its_evidence_is_refused() -> None:
    article = Article("a", "France met Germany.")
    (made,) = next(r.relations for r in extract([article]) if isinstance(r, Extraction))
    record = {name: getattr(made, name) for name in Relation.__dataclass_fields__}
    for damage in ({"sentence": "France met Spain."}, {"start": 1}, {"source": (), "target": ()}):
        with pytest.raises(EvidenceError):
            relation(article, Relation(**{**record, **damage}))


def test_one_bad_article_never_stops_a_run(monkeypatch: pytest.MonkeyPatch) -> None:
    import kg.relate

    sound = kg.relate.relate

    def breaks(article: Article, doc: object) -> list[Relation]:
        if article.id == "a1":
            raise ValueError("boom")
        return sound(article, doc)  # type: ignore[arg-type]

    monkeypatch.setattr(kg.relate, "relate", breaks)
    results = list(extract(articles(3)))
    assert [isinstance(r, Extraction) for r in results] == [True, False, True]
    assert "boom" in str(results[1].error)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "text",
    [
        "word " * 12_000,
        "a" * 50_000,
        "\x00\x01\x02",
        "(" * 5_000,
        "France met Germany.\u2028" * 50,
        "🇫🇷 met 🇩🇪.",
        "\ufffd" * 10,
    ],
)
def test_strange_texts_do_no_harm(text: str) -> None:
    (result,) = extract([Article("a", text)])
    assert isinstance(result, Extraction)
    for r in result.relations:
        assert text[r.start : r.end] == r.sentence


@pytest.mark.parametrize(
    "text", ["Angela Merkel", "José Eduardo dos Santos", "Angela Merkel\n\n", "•", "• Angela Merkel", " \n "]
)
def test_a_name_alone_is_a_text(text: str) -> None:
    (found,) = extract([Article("a", text)])
    assert isinstance(found, Extraction)
    assert found.relations == ()
