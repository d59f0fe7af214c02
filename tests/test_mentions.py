"""Who is meant, measured: the gold set of mentions (tests/gold/mentions.jsonl) against `kg resolve`, kind by kind.

A line has a phrase, with a date and a context where it needs them, and what must be said of it: `id` (of several actors
joined by "+"), `type`, `country`, `sector`. A list holds what is right as well; what is left out is not judged; an `id`
of null means that nobody must be named. `pytest -s tests/test_mentions.py` prints the table of data/README.md.
"""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from kg.resolve import Answer, Question, resolve

GOLD = Path(__file__).parent / "gold" / "mentions.jsonl"
FLOORS = {
    # kind: (precision, recall), a little below what was measured
    "ambiguity": (0.90, 0.90), "bare": (0.93, 0.93), "coref": (0.90, 0.90), "date": (0.95, 0.95), "group": (0.95, 0.95),
    "head": (0.95, 0.95), "historical": (0.95, 0.95), "negative": (0.0, 0.0), "organisation": (0.97, 0.97),
    "phrase": (0.93, 0.93), "pronoun": (0.93, 0.93), "role": (0.93, 0.93), "seat": (0.95, 0.95), "unknown": (0.93, 0.93),
}  # fmt: skip
ASKED = ("id", "type", "country", "sector")


def rows() -> list[dict[str, Any]]:
    return [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]


def told(answer: Answer) -> dict[str, Any]:
    record = answer.record()
    ids = "+".join(actor.id for actor in answer.actors) or None
    return {"id": ids, "type": record["type"], "country": record["country"], "sector": record["sector"]}


def right(gold: dict[str, Any], found: dict[str, Any], *fields: str) -> bool:
    return all(
        found[f] in gold[f] if isinstance(gold[f], list) else found[f] == gold[f] for f in fields if f in gold
    )  # fmt: skip


def nobody(gold: dict[str, Any]) -> bool:
    return gold.get("id", "") is None


@pytest.fixture(scope="module")
def judged() -> list[tuple[dict[str, Any], dict[str, Any]]]:
    asked = [(gold, Question(gold["text"], gold.get("date"), gold.get("context"))) for gold in rows()]
    return [(gold, told(answer)) for (gold, _), answer in zip(asked, resolve(q for _, q in asked), strict=True)]


def test_the_gold_set_is_large_and_clean() -> None:
    gold = rows()
    assert len(gold) >= 400
    assert len({(g["text"], g.get("date"), g.get("context")) for g in gold}) == len(gold)
    assert all(set(g) <= {"kind", "text", "date", "context", *ASKED} for g in gold)


def test_precision_and_recall_by_kind(judged: list[tuple[dict[str, Any], dict[str, Any]]]) -> None:
    count: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for gold, found in judged:
        mentions, answered, good, silent = count[gold["kind"]]
        is_right = right(gold, found, *ASKED)
        count[gold["kind"]] = [
            mentions + (not nobody(gold)), answered + (found["id"] is not None),
            good + (is_right and found["id"] is not None), silent + (is_right and found["id"] is None),
        ]  # fmt: skip
    print("\n| kind | phrases | precision | recall |\n| --- | --- | --- | --- |")
    low = []
    for kind, (_, answered, good, silent) in sorted(count.items()):
        total = sum(gold["kind"] == kind for gold, _ in judged)
        precision = good / answered if answered else 1.0
        recall = (good + silent) / total
        print(f"| {kind} | {total} | {precision:.2f} | {recall:.2f} |")
        if kind == "negative":
            precision, recall = 1.0, 1.0
        if precision < FLOORS[kind][0] or recall < FLOORS[kind][1]:
            low.append((kind, precision, recall))
    assert not low


@pytest.mark.parametrize(("field", "floor"), [("country", 0.97), ("sector", 0.97), ("id", 0.95)])
def test_country_sector_and_id(judged: list[tuple[dict[str, Any], dict[str, Any]]], field: str, floor: float) -> None:
    asked = [(gold, found) for gold, found in judged if field in gold]
    share = sum(right(gold, found, field) for gold, found in asked) / len(asked)
    print(f"\n{field}: {share:.3f} of {len(asked)}")
    assert share >= floor


def test_what_is_no_actor_is_none(judged: list[tuple[dict[str, Any], dict[str, Any]]]) -> None:
    things = [(gold, found) for gold, found in judged if nobody(gold)]
    assert len(things) >= 50
    assert sum(found["id"] is None for _, found in things) / len(things) >= 0.95
