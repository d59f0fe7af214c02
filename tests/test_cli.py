"""The command line: help, streams, exit codes, and one clear line for every mistake."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kg.cli import app

COMMANDS = ("build", "extract", "resolve", "who", "query", "map", "export", "network", "info")
STORY = "French President Emmanuel Macron met German Chancellor Angela Merkel in Berlin on 5 July 2018."


def kg(*args: str | Path, stdin: str | None = None, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "kg", *map(str, args)],
        capture_output=True, text=True, check=False, input=stdin, env={**os.environ, **env}, timeout=300,
    )  # fmt: skip


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli")
    (folder / "story.txt").write_text(STORY, encoding="utf-8")
    place = folder / "store"
    done = kg("build", folder / "story.txt", "--store", place)
    assert done.returncode == 0, done.stderr
    return place


def test_help_lists_every_command() -> None:
    text = CliRunner().invoke(app, ["--help"]).output
    assert all(f"  {name} " in text for name in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_shows_an_example(command: str) -> None:
    result = CliRunner().invoke(app, [command, "--help"])
    assert result.exit_code == 0
    assert f"Example: kg {command}" in " ".join(result.output.split())


def test_version() -> None:
    assert kg("--version").stdout.startswith("kg ")


def test_extract_prints_json_lines_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"id": "x1", "text": STORY, "date": "2018-07-06"}) + "\n")
    done = kg("extract", tmp_path / "a.jsonl", "--format", "jsonl", "--reader", "off")
    records = [json.loads(line) for line in done.stdout.splitlines()]
    (met,) = [r for r in records if r["relation"] == "met"]
    assert list(met) == [
        "article", "relation", "plover", "mode", "quad", "source", "target", "symmetric", "date", "place", "status",
        "speaker", "confidence", "sentence", "start", "end",
    ]  # fmt: skip
    assert (met["article"], met["plover"], met["date"], met["place"]) == ("x1", "CONSULT", "2018-07-05", "Berlin")
    assert STORY[met["start"] : met["end"]] == met["sentence"]
    for party in met["source"] + met["target"]:
        assert list(party) == ["text", "start", "end", "id", "name", "type", "country", "sector"]
        assert STORY[party["start"] : party["end"]] == party["text"]
    assert done.returncode == 0


def test_standard_input() -> None:
    line = json.dumps({"id": "x1", "text": STORY})
    done = kg("extract", "-", stdin=line + "\n")
    assert done.returncode == 0
    assert all(json.loads(line)["article"] == "x1" for line in done.stdout.splitlines())
    assert done.stdout


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.txt", b"", "empty"),
        ("noise.txt", bytes(range(256)) * 20, "noise.txt"),
        ("bad.jsonl", b'{"id": "1", "text": "x"\n', "bad.jsonl:1"),
        ("number.jsonl", b'{"id": "1", "text": 7}\n', "number.jsonl:1"),
        ("none.jsonl", b'{"id": "1"}\n', "none.jsonl:1"),
        ("cut.jsonl.gz", gzip.compress(json.dumps({"id": "1", "text": STORY}).encode() * 50)[:-20], "cut.jsonl.gz"),
        ("cut.xml", b"<rss><channel><item><title>Fr", "cut.xml"),
        ("cut.warc", b"WARC/1.0\r\nWARC-Type: resp", "cut.warc"),
        ("big.jsonl", json.dumps({"id": "1", "text": "word " * 4_000_000}).encode(), "big.jsonl:1"),
    ],
)
def test_bad_input_is_one_clear_line_and_the_rest_is_read(
    tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    (tmp_path / name).write_bytes(content)
    (tmp_path / "good.txt").write_text(STORY)
    done = kg("extract", tmp_path / name, tmp_path / "good.txt")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    assert words in done.stderr
    assert '"met"' in done.stdout


def test_a_missing_path(tmp_path: Path) -> None:
    done = kg("extract", tmp_path / "nowhere.txt")
    assert done.returncode == 1
    assert "nowhere.txt" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_another_language_is_named_and_skipped(tmp_path: Path) -> None:
    text = "Le président français a rencontré la chancelière allemande à Berlin pour parler de la paix en Europe. " * 3
    (tmp_path / "f.txt").write_text(text, encoding="utf-8")
    done = kg("extract", tmp_path / "f.txt")
    assert done.returncode == 0
    assert "French" in done.stderr
    assert done.stdout == ""


def test_bad_usage() -> None:
    for args in (
        ["extract"],
        ["nonsense"],
        ["extract", "x.txt", "--date", "yesterday"],
        ["export", "--format", "word"],
    ):
        assert kg(*args).returncode == 2


@pytest.mark.parametrize("place", ["file", "folder"])
def test_a_store_that_is_none(tmp_path: Path, place: str) -> None:
    if place == "file":
        (tmp_path / "s").write_text("x")
    else:
        (tmp_path / "s").mkdir()
        (tmp_path / "s" / "holiday.jpg").write_text("x")
    for args in (["build", "-"], ["query", "ASK {}"], ["info"]):
        done = kg(*args, "--store", tmp_path / "s", stdin="")
        assert done.returncode != 0
        assert len(done.stderr.strip().splitlines()) == 1, done.stderr
        assert "Traceback" not in done.stderr


def test_a_store_that_is_not_there(tmp_path: Path) -> None:
    done = kg("query", "ASK {}", KG_STORE=str(tmp_path / "none"))
    assert done.returncode == 2
    assert "kg build" in done.stderr


@pytest.mark.parametrize("format", ["table", "csv", "json", "jsonl"])
def test_query_formats(store: Path, format: str) -> None:
    query = "SELECT ?a ?b WHERE { GRAPH ?g { ?a ir:met ?b } FILTER(STRSTARTS(STR(?g), STR(id:article))) } ORDER BY ?a"
    done = kg("query", query, "--store", store, "--format", format)
    assert done.returncode == 0, done.stderr
    text = done.stdout
    assert "Emmanuel_Macron" in text
    if format == "csv":
        assert next(csv.reader(io.StringIO(text))) == ["a", "b"]
    elif format == "json":
        assert json.loads(text)["head"]["vars"] == ["a", "b"]
    elif format == "jsonl":
        assert all(set(json.loads(line)) == {"a", "b"} for line in text.splitlines())


def test_parameters_are_values(store: Path) -> None:
    query = "SELECT ?b WHERE { ?who ir:met ?b }"
    found = kg("query", query, "--param", "who=Emmanuel Macron", "--store", store)
    assert "Angela_Merkel" in found.stdout
    evil = kg("query", query, "--param", "who=x } ; DROP ALL ; {", "--store", store)
    assert "Angela_Merkel" not in evil.stdout
    assert "Traceback" not in evil.stderr
    assert "Angela_Merkel" in kg("query", query, "--param", "who=Emmanuel Macron", "--store", store).stdout


@pytest.mark.parametrize(
    "query", ["DELETE WHERE { ?s ?p ?o }", "INSERT DATA { <a:b> <a:b> <a:b> }", "DROP ALL", "CLEAR ALL"]
)
def test_updates_are_refused(store: Path, query: str) -> None:
    done = kg("query", query, "--store", store)
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1


def test_queries_from_a_file_and_standard_input(store: Path, tmp_path: Path) -> None:
    (tmp_path / "q.rq").write_text("ASK { id:Emmanuel_Macron ir:met id:Angela_Merkel }")
    for args, stdin in ((["query", tmp_path / "q.rq"], None), (["query", "-"], "ASK { ?a ir:met ?b }")):
        done = kg(*args, "--store", store, stdin=stdin)
        assert done.stdout == "yes\n"


def test_the_list_of_queries_names_parameters() -> None:
    done = kg("query", "--list")
    assert "who-met-whom" in done.stdout
    assert "--param actor=" in done.stdout


def test_a_typo_gets_a_hint(store: Path) -> None:
    done = kg("query", "who-met-whm", "--store", store)
    assert done.returncode == 2
    assert "who-met-whom" in done.stderr


@pytest.mark.parametrize("format", ["turtle", "trig", "nquads", "jsonld", "graphml", "gexf", "csv"])
def test_export(store: Path, tmp_path: Path, format: str) -> None:
    done = kg("export", "--format", format, "--store", store)
    assert done.returncode == 0, done.stderr
    assert "Macron" in done.stdout
    out = tmp_path / "out"
    assert kg("export", "--format", format, "--store", store, "--out", out).returncode == 0
    assert out.exists()


def test_map_network_and_info(store: Path, tmp_path: Path) -> None:
    assert kg("map", "--store", store, "--out", tmp_path / "m.html").returncode == 0
    assert "Emmanuel Macron" in (tmp_path / "m.html").read_text(encoding="utf-8")
    assert "Emmanuel Macron" in kg("network", "--store", store).stdout
    info = kg("info", "--store", store).stdout
    assert "articles" in info
    assert "version of ir-kg" in info


def test_quiet_says_nothing_but_errors(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(STORY)
    assert kg("--quiet", "build", tmp_path / "good.txt", "--store", tmp_path / "s").stderr == ""
    assert kg("build", tmp_path / "good.txt", "--store", tmp_path / "s", "--quiet").stderr == ""
    loud = kg("build", tmp_path / "good.txt", "--store", tmp_path / "s")
    assert "unchanged" in loud.stderr
    assert "\x1b" not in loud.stderr


def test_resolve_reads_names_and_json() -> None:
    lines = "China\n" + json.dumps({"text": "Seoul", "date": "2020-01-01"}) + "\n"
    done = kg("resolve", stdin=lines)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [a["country"] for a in answers] == ["CHN", "KOR"]
    assert list(answers[0]) == ["text", "id", "name", "type", "country", "sector", "role", "confidence"]


def test_importing_kg_is_quick_and_loads_no_model() -> None:
    code = "import sys, kg; print([m for m in ('spacy', 'rdflib.graph', 'pandas', 'networkx') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "spacy" not in done.stdout
    assert "networkx" not in done.stdout
