"""The article that the project is judged by: what must come out of it, and what must not."""

from __future__ import annotations

import pytest
from conftest import shared

from kg.flow import Extraction, build, extract
from kg.names import ID
from kg.read import read
from kg.store import open_store

NAME = "articles/000_0fb7ed26430ebbf7.txt"


def records(date: str | None) -> list[dict]:
    return [
        r.record() for x in extract(read([shared(NAME)], date=date)) if isinstance(x, Extraction) for r in x.relations
    ]  # fmt: skip


@pytest.fixture(scope="module")
def found() -> list[dict]:
    return records(None)


def pairs(found: list[dict], relation: str, status: str = "asserted") -> set[tuple[str, str]]:
    return {
        (s["id"].removeprefix(str(ID)), t["id"].removeprefix(str(ID)))
        for r in found if r["relation"] == relation and r["status"] == status
        for s in r["source"] for t in r["target"]
    }  # fmt: skip


@pytest.mark.parametrize(
    ("relation", "source", "target"),
    [
        ("met", "Wang_Yi", "Sergei_Lavrov"),
        ("foreignMinisterOf", "Wang_Yi", "China"),
        ("foreignMinisterOf", "Sergei_Lavrov", "Russia"),
        ("headOfStateOf", "Xi_Jinping", "China"),
        ("headOfStateOf", "Vladimir_Putin", "Russia"),
        ("represents", "Wang_Yi", "China"),
        ("represents", "Sergei_Lavrov", "Russia"),
        ("represents", "Xi_Jinping", "China"),
        ("represents", "Vladimir_Putin", "Russia"),
        ("visited", "Xi_Jinping", "Russia"),
        ("met", "Xi_Jinping", "Vladimir_Putin"),
        ("permanentMemberOf", "China", "United_Nations_Security_Council"),
        ("permanentMemberOf", "Russia", "United_Nations_Security_Council"),
        ("memberOf", "China", "BRICS"),
        ("memberOf", "Russia", "BRICS"),
        ("chairs", "Russia", "BRICS"),
    ],
)
def test_facts(found: list[dict], relation: str, source: str, target: str) -> None:
    assert (source, target) in pairs(found, relation)


def test_when_where_and_on_whose_word(found: list[dict]) -> None:
    (meeting,) = [r for r in found if r["relation"] == "met" and r["source"][0]["name"] == "Wang Yi"]
    assert (meeting["date"], meeting["place"]) == ("--09-18", "Moscow")
    (visit,) = [r for r in found if r["relation"] == "visited"]
    assert visit["speaker"]["name"] == "Sergei Lavrov"


def test_dates_with_the_date_of_the_article() -> None:
    dated = records("2023-09-19")
    (meeting,) = [r for r in dated if r["relation"] == "met" and r["source"][0]["name"] == "Wang Yi"]
    assert meeting["date"] == "2023-09-18"
    (visit,) = [r for r in dated if r["relation"] == "visited"]
    assert visit["date"] == "2023-03"


def test_nothing_made_up(found: list[dict]) -> None:
    for r in found:
        names = {p["name"] for p in r["source"] + r["target"]}
        assert not names & {"Ukraine", "Dainik Savera Times", "China Media Group", "Source link"}
        assert "Source link" not in r["sentence"]
        assert "Dainik Savera" not in r["sentence"]
        for words in ("ready to prepare", "should strengthen", "does not target third parties"):
            if words in r["sentence"] and r["plover"]:
                assert r["status"] != "asserted", r


def test_the_states_met_by_their_ministers() -> None:
    with open_store(":memory:") as store:
        list(build(read([shared(NAME)]), store))
        rows = list(store.rows(
            "SELECT ?e WHERE { GRAPH ?g { id:China ir:met id:Russia } "
            "?d a ir:DerivedEvent ; ir:source id:China ; ir:target id:Russia ; prov:wasDerivedFrom ?e }"
        ))  # fmt: skip
    assert rows


def test_the_real_articles_build_without_a_failure() -> None:
    results = list(extract(read([shared("articles/real.jsonl")])))
    assert len(results) == 25
    assert all(isinstance(r, Extraction) for r in results)
