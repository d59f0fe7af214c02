"""Reports of one event become one event, whatever the order in which they come."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

import kg
from kg.merge import Happening, Report, merge, merged
from kg.model import Article


def report(n: int, *, date: str = "", published: str = "2023-03-12", status: str = "asserted", place: str = "",
           sentence: str | None = None, outlet: str = "", relation: str = "met") -> Report:  # fmt: skip
    return Report(
        f"event/{n}", relation, status, ("Iran", "Saudi_Arabia"), (), date, place, 0.5 + n / 100, f"evidence/{n}",
        f"article/{n}", sentence if sentence is not None else f"Sentence {n}.", published, outlet,
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
