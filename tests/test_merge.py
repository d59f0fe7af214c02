"""Reports of one event become one event, whatever the order in which they come."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kg
from kg.merge import Happening, Report, merge, merged
from kg.model import Article
from kg.names import IR

REPRESENTS = str(IR.represents)


def report(n: int, *, date: str = "", published: str = "2023-03-12", status: str = "asserted", place: str = "",
           sentence: str | None = None, outlet: str = "", relation: str = "met", article: str = "") -> Report:  # fmt: skip
    return Report(
        f"event/{n}", relation, status, ("Iran", "Saudi_Arabia"), (), date, place, 0.5 + n / 100, f"evidence/{n}",
        article or f"article/{n}", sentence if sentence is not None else f"Sentence {n}.", published, outlet,
    )  # fmt: skip


def shape(found: list[Happening]) -> set[tuple[frozenset[str], str, str, int]]:
    return {(frozenset(r.event for r in h.reports), h.date, h.place, h.sources) for h in found}


def test_compatible_dates_are_one_event() -> None:
    found = merged([report(1, date="2023-03-10"), report(2, date="2023-03"), report(3)])
    assert shape(found) == {(frozenset({"event/1", "event/2", "event/3"}), "2023-03-10", "", 3)}


def test_another_day_status_or_place_stays_apart() -> None:
    told = [
        report(1, date="2023-03-10", place="Beijing"), report(2, date="2023-03-11"),
        report(3, date="2023-03-10", place="Muscat"), report(4, date="2023-03-10", status="negated"),
    ]  # fmt: skip
    assert len(merged(told)) == 4


def test_what_may_belong_to_two_events_belongs_to_none() -> None:
    found = merged([report(1, date="2023-03-10"), report(2, date="2023-03-20"), report(3, date="2023-03")])
    assert len(found) == 3


def test_an_old_undated_report_is_no_report_of_a_later_event() -> None:
    assert len(merged([report(1, date="2023-03-10"), report(2, published="2023-03-01")])) == 2


def test_copies_and_one_outlet_count_once() -> None:
    same = "Iran and Saudi Arabia met in Beijing."
    told = [
        report(1, date="2023-03-10", sentence=same), report(2, date="2023-03-10", sentence=same),
        report(3, date="2023-03-10", outlet="Agency"), report(4, date="2023-03-10", outlet="Agency"),
        report(5, date="2023-03-10"),
    ]  # fmt: skip
    (only,) = merged(told)
    assert only.sources == 3


reports = st.lists(
    st.builds(
        report,
        st.integers(0, 30),
        date=st.sampled_from(["", "2023", "2023-03", "2023-03-10", "2023-03-11", "--03-10"]),
        published=st.sampled_from(["", "2023-03-01", "2023-03-12", "2023-03-14", "2023-04-01"]),
        place=st.sampled_from(["", "Beijing", "Muscat"]),
        outlet=st.sampled_from(["", "Agency", "Paper"]),
    ),
    max_size=12,
)


@given(reports, st.randoms())
def test_the_order_of_reports_changes_nothing(told: list[Report], chance: random.Random) -> None:
    shuffled = list(told)
    chance.shuffle(shuffled)
    assert shape(merged(told)) == shape(merged(shuffled))


@given(reports)
def test_every_report_is_in_one_event(told: list[Report]) -> None:
    events = [r.event for h in merged(told) for r in h.reports]
    assert len(events) == len({(r.event, r.date, r.published, r.place, r.outlet) for r in told})


@pytest.mark.parametrize(
    ("told", "events"),
    [
        # a city lies in its state, and a vaguer report joins the one event that it fits
        ([{"date": "2023-03-10", "place": "Beijing"}, {"date": "2023-03-10", "place": "China"}], 1),
        ([{"date": "2023-03-10", "place": "Beijing"}, {"date": "2023-03-10", "place": "Oman"}], 2),
        ([{"date": "2023-03-10", "place": "Beijing"}, {"date": "2023-03-10", "place": "Shanghai"}], 2),
        ([{"date": "2023-03-10", "place": p} for p in ("Beijing", "Shanghai", "China")], 3),
        ([{"date": "2023-03-10", "place": p} for p in ("Beijing", "China", "")], 1),
        ([{"date": "2023-03"}, {"date": "2023"}], 1),
        ([{"date": "2023-03"}, {"date": "2023-04"}, {"date": "2023"}], 3),
        ([{"date": "2023-03-10"}, {"date": "--03-10"}, {"date": "2023"}], 1),
        ([{"date": "2022-03-10"}, {"date": "2023"}], 2),
        # vague reports that contradict each other join nobody
        ([{"date": "2023-03-10"}, {"date": "2023-03", "place": "Beijing"}, {"date": "2023-03", "place": "Muscat"}], 3),
        # undated reports: of the days around, of one place, of one article
        ([{"published": "2023-03-10"}, {"published": "2023-03-12"}], 1),
        ([{"published": "2023-03-10"}, {"published": "2023-04-12"}], 2),
        ([{"published": "2023-03-10", "place": "Beijing"}, {"published": "2023-03-10", "place": "Muscat"}], 2),
        ([{"published": ""}, {"published": ""}], 2),
        ([{"published": "", "article": "a"}, {"published": "", "article": "a"}], 1),
        ([{"published": "", "sentence": "They met."}, {"published": "", "sentence": "They met."}], 1),
        ([{"published": "", "article": "a", "date": "2023-03-10"}, {"published": "", "article": "a"}], 1),
        # what lasts is one, whenever it is told
        ([{"relation": REPRESENTS, "published": "2021-03-10"}, {"relation": REPRESENTS, "published": "2023-04-12"}], 1),
    ],
)  # fmt: skip
def test_which_reports_are_one_event(told: list[dict[str, str]], events: int) -> None:
    made = [report(n, **said) for n, said in enumerate(told)]
    assert len(merged(made)) == len(merged(made[::-1])) == events


@pytest.mark.parametrize(
    ("one", "other", "sources"),
    [
        ("Iran met Iraq.", "Iran met Iraq.", 1),
        ("Iran met Iraq.", "TEHRAN, March 3 (Agency) - Iran met Iraq.", 1),
        ("Iran met Iraq.", "Iraq received a delegation from Iran.", 2),
        (
            "The foreign ministers of Iran and Iraq met in Baghdad on Tuesday for talks on water and borders.",
            "On Tuesday, the foreign ministers of Iran and Iraq met in Baghdad to discuss rivers.", 1,
        ),
        (
            "The foreign ministers of Iran and Iraq met in Baghdad on Tuesday for talks on water and borders.",
            "Iran's top diplomat sat down with his Iraqi counterpart in Baghdad on Tuesday.", 2,
        ),
    ],
)  # fmt: skip
def test_a_copied_text_is_no_second_source(one: str, other: str, sources: int) -> None:
    (event,) = merged([report(1, date="2023-03-10", sentence=one), report(2, date="2023-03-10", sentence=other)])
    assert event.sources == sources


@given(reports)
def test_copies_under_another_name_change_nothing_but_the_evidence(told: list[Report]) -> None:
    told = [
        replace(r, event=f"event/{n}", article=f"article/{n}", sentence=f"Sentence {n}.") for n, r in enumerate(told)
    ]
    copies = [replace(r, event=f"copy/{r.event}", article=f"copy/{r.article}") for r in told]
    once, twice = merged(told), merged([*told, *copies])
    assert sorted((h.date, h.place, h.sources) for h in once) == sorted((h.date, h.place, h.sources) for h in twice)
    assert all(len(h.reports) % 2 == 0 for h in twice)


@given(reports)
def test_no_event_contradicts_itself(told: list[Report]) -> None:
    for happening in merged(told):
        days = {r.date for r in happening.reports if len(r.date) == 10}
        assert len(days) <= 1
        assert len({r.place for r in happening.reports if r.place}) <= 1


ARTICLES = [
    Article("a", "Iran and Saudi Arabia signed an agreement in Beijing on 10 March 2023.", date="2023-03-10", source="One"),
    Article("b", "In Beijing on 10 March 2023, Saudi Arabia signed an agreement with Iran.", date="2023-03-11", source="Two"),
    Article("c", "Iran and Saudi Arabia signed an agreement in Beijing on 10 March 2023.", date="2023-03-12"),
]  # fmt: skip
QUERY = """SELECT ?event ?sources (COUNT(DISTINCT ?evidence) AS ?n) WHERE {
    ?event a ir:MergedEvent ; ir:relation ir:signedAgreementWith ; ir:sources ?sources ; ir:evidence ?evidence }
    GROUP BY ?event ?sources"""


def rows(store: kg.Store) -> list[tuple[str, ...]]:
    return sorted(tuple(getattr(v, "value", v) for v in row) for row in kg.ask(store, QUERY))


def test_in_the_store_in_any_order_in_one_build_or_several(tmp_path) -> None:
    results = []
    for name, builds in (("once", [ARTICLES]), ("back", [ARTICLES[::-1]]), ("single", [[a] for a in ARTICLES])):
        with kg.open_store(str(tmp_path / name), create=True) as store:
            for articles in builds:
                list(kg.build(articles, store))
            results.append(rows(store))
            before = merge(store)
            assert merge(store) == before
    assert results[0] == results[1] == results[2]
    assert len(results[0]) == 1
    assert results[0][0][1:] == ("2", "3")


def test_replacing_an_article_merges_anew(tmp_path) -> None:
    with kg.open_store(str(tmp_path / "store"), create=True) as store:
        list(kg.build(ARTICLES, store))
        list(kg.build([Article("b", "It rained in Beijing.", date="2023-03-11", source="Two")], store))
        assert [row[1:] for row in rows(store)] == [("1", "2")]
