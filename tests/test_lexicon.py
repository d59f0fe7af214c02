"""The lexicon: every entry sound, every example read as it says; mistakes are named with file and line."""

from __future__ import annotations

from pathlib import Path

from kg.examples import failures
from kg.lexicon import lexicon, read_entries
from kg.resources import folder

FILES = sorted((folder("data") / "predicates").glob("*.yaml"))


def test_every_entry_is_sound() -> None:
    entries, mistakes = read_entries(FILES)
    assert [str(m) for m in mistakes] == []
    assert len(entries) > 500


def test_every_example_is_read_as_it_says() -> None:
    assert list(failures(list(lexicon().entries()))) == []


def test_mistakes_are_named_with_their_line(tmp_path: Path) -> None:
    path = tmp_path / "wrong.yaml"
    path.write_text(
        "- {verb: meet, relation: mets, source: subject, target: object, example: x, expect: A -> B}\n"
        "- {verb: visit, relation: visited, sorce: subject, target: object, example: x, expect: A -> B}\n"
        "- {verb: hail, relation: praised, source: subjekt, target: on, example: x, expect: A}\n"
        "- {verb: praise, relation: praised, source: subject, target: object}\n",
        encoding="utf-8",
    )
    entries, mistakes = read_entries([path])
    said = [str(m) for m in mistakes]
    assert entries == []
    assert said[0].endswith('wrong.yaml:1: relation "mets" is not in ontology/ir.ttl; did you mean "met"?')
    assert any(":2:" in s and "sorce" in s and "source" in s for s in said)
    assert any(":3:" in s and "subjekt" in s and "subject" in s for s in said)
    assert any(":3:" in s and "A -> B" in s for s in said)
    assert any(":4:" in s and "example" in s for s in said)


def test_all_mistakes_come_at_once_and_both_lines_of_a_double(tmp_path: Path) -> None:
    path = tmp_path / "twice.yaml"
    line = "- {verb: praise, relation: praised, source: subject, target: object, example: x, expect: A -> B}\n"
    path.write_text(line * 2, encoding="utf-8")
    entries, mistakes = read_entries([path])
    assert len(entries) == 1
    assert "twice.yaml:2" in str(mistakes[0])
    assert "twice.yaml:1" in str(mistakes[0])
