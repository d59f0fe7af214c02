"""One event, told several times: reports of the same event become one node with all their evidence.

An article's graph holds what that article tells (ir:Event). After each build the reports of all articles are merged into
ir:MergedEvent nodes in a graph of their own, which is made anew from what is in the store: the result does not depend on the
order of the articles, nor on whether they came in one build or in several.

Two reports tell of one event if relation, parties and status are the same, and date and place compatible: of two dates one
contains the other ("2023-03" and "2023-03-10"); a report without a date belongs to the event whose date is within a week before
its article's. Where it could belong to two events it belongs to none of them: unsure means apart. What differs in status or date
stays side by side.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

import pyoxigraph as ox

from kg.convert import date_literal, date_precision, decimal_literal
from kg.names import ID, IR, MERGED, digest
from kg.store import Store

_WINDOW = 7
"""Days between an event and the article that tells of it without a date, or between two such articles."""

_EVENTS = """
PREFIX ir: <https://w3id.org/ir-kg/ontology#>
PREFIX schema: <https://schema.org/>
SELECT ?event ?relation ?status ?date ?place ?confidence ?evidence ?article ?sentence ?published ?source WHERE {
  GRAPH ?article {
    ?event a ir:Event ; ir:relation ?relation ; ir:status ?status ; ir:evidence ?evidence .
    ?evidence ir:sentence ?sentence .
    OPTIONAL { ?event ir:date ?date } OPTIONAL { ?event ir:place ?place } OPTIONAL { ?event ir:confidence ?confidence }
    OPTIONAL { ?article schema:datePublished ?published } OPTIONAL { ?article ir:sourceName ?source }
  }
}
"""
_PARTIES = """
PREFIX ir: <https://w3id.org/ir-kg/ontology#>
SELECT ?event ?role ?actor WHERE { GRAPH ?article { ?event a ir:Event ; ?role ?actor . VALUES ?role { ir:source ir:target } } }
"""
_SYMMETRIC = (
    "PREFIX ir: <https://w3id.org/ir-kg/ontology#> SELECT ?r WHERE { ?r a ir:Relation , owl:SymmetricProperty }"
)


@dataclass(frozen=True, slots=True)
class Report:
    """What one article tells of an event, as strings of the store; empty where it does not say."""

    event: str
    relation: str
    status: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    date: str
    place: str
    confidence: float
    evidence: str
    article: str
    sentence: str
    published: str
    outlet: str

    def same(self) -> tuple[object, ...]:
        """Return what all reports of one event have in common."""
        return self.relation, self.status, self.sources, self.targets


@dataclass(slots=True)
class Happening:
    """The reports of one event."""

    reports: list[Report] = field(default_factory=list)

    @property
    def date(self) -> str:
        """The most precise date that a report gives."""
        return max((r.date for r in self.reports), key=lambda d: (len(d.lstrip("-")), d), default="")

    @property
    def place(self) -> str:
        """The place that most reports give, the first of them in the alphabet."""
        places = sorted(r.place for r in self.reports if r.place)
        return max(places, key=places.count) if places else ""

    @property
    def confidence(self) -> float:
        """That of the surest report."""
        return max(r.confidence for r in self.reports)

    @property
    def sources(self) -> int:
        """How many independent reports there are: an outlet counts once, and so does a sentence, whoever prints it."""
        groups: list[set[str]] = []
        for r in self.reports:
            words = " ".join(r.sentence.lower().split())
            marks = {f"article {r.article}", f"sentence {words}", *([f"outlet {r.outlet}"] if r.outlet else [])}
            joined = [g for g in groups if g & marks]
            groups = [g for g in groups if not g & marks] + [marks.union(*joined)]
        return len(groups)


def merged(reports: Iterable[Report]) -> list[Happening]:
    """Return the events behind reports; the same for any order of the reports."""
    found: list[Happening] = []
    ordered = sorted(set(reports), key=lambda r: (repr(r.same()), r.event))
    for _, group in groupby(ordered, key=Report.same):
        found += _events(list(group))
    return found


def _events(group: Sequence[Report]) -> list[Happening]:
    """Merge the reports of one relation between the same parties: the most precise dates first, each event by its date."""
    exact: dict[tuple[str, str], Happening] = {}
    loose: list[Report] = []
    for r in sorted(group, key=lambda r: (r.date, r.place, r.event)):
        if len(r.date) == len("2023-03-10") and not r.date.startswith("-"):
            exact.setdefault((r.date, r.place), Happening()).reports.append(r)
        else:
            loose.append(r)
    events = _placed(exact)
    # The reports without a day of their own: coarse dates from the finest on, then none. What joins is decided before
    # anything has joined, so that no report decides for another.
    apart: dict[tuple[str, str], Happening] = {}
    joins: list[tuple[Happening, Report]] = []
    for r in loose:
        fitting = [h for h in events if _fits(r, h)]
        if len(fitting) == 1:
            joins.append((fitting[0], r))
        else:
            apart.setdefault(
                (r.date or f"published {r.published}", r.place if r.date else ""), Happening()
            ).reports.append(r)
    for happening, r in joins:
        happening.reports.append(r)
    return [*events, *_chained(list(apart.values()))]


def _placed(exact: dict[tuple[str, str], Happening]) -> list[Happening]:
    """Let the reports of a day that name no place join those of the one place that others name for that day."""
    days: dict[str, list[str]] = defaultdict(list)
    for day, place in exact:
        days[day].append(place)
    for day, places in days.items():
        named = [p for p in places if p]
        if "" in places and len(named) == 1:
            exact[day, named[0]].reports += exact.pop((day, "")).reports
    return list(exact.values())


def _fits(report: Report, happening: Happening) -> bool:
    first = happening.reports[0]
    if report.place and first.place and report.place != first.place:
        return False
    if report.date:
        return first.date.startswith(f"{report.date}-") or (
            report.date.startswith("--") and first.date.endswith(report.date[1:])
        )
    gap = _days(first.date, report.published)
    return report.article == first.article or (gap is not None and 0 <= gap <= _WINDOW)


def _chained(apart: list[Happening]) -> list[Happening]:
    """Merge undated reports of articles that came out within a week of each other: they tell the news of that week."""
    undated = [h for h in apart if not h.reports[0].date and h.reports[0].published]
    others = [h for h in apart if h not in undated]
    made: list[Happening] = []
    start = ""
    for h in sorted(undated, key=lambda h: h.reports[0].published):
        gap = _days(start, h.reports[0].published) if start else None
        if made and gap is not None and gap <= _WINDOW:
            made[-1].reports += h.reports
        else:
            made.append(h)
            start = h.reports[0].published
    return [*others, *made]


def _days(earlier: str, later: str) -> int | None:
    try:
        return (date.fromisoformat(later[:10]) - date.fromisoformat(earlier[:10])).days
    except ValueError:
        return None


# -- the store ---------------------------------------------------------------------------------------------------------


def merge(store: Store) -> int:
    """Make the graph of merged events exactly what the articles in the store give now; return how many events there are."""
    found = merged(_reports(store))
    graph = ox.NamedNode(str(MERGED))
    store.replace(str(MERGED), sorted({q for h in found for q in _quads(h, graph)}, key=str))
    return len(found)


def _reports(store: Store) -> Iterator[Report]:
    from kg.inventory import relations

    symmetric = {str(IR[r.name]) for r in relations().values() if r.symmetric}
    parties: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in _rows(store, _PARTIES):
        parties[row["event"]][row["role"]].add(row["actor"])
    for row in _rows(store, _EVENTS):
        sources = parties[row["event"]][str(IR.source)]
        targets = parties[row["event"]][str(IR.target)]
        if row["relation"] in symmetric:
            sources, targets = sources | targets, set()
        yield Report(
            row["event"], row["relation"], row["status"], tuple(sorted(sources)), tuple(sorted(targets)), row["date"],
            row["place"], float(row["confidence"] or 0), row["evidence"], row["article"], row["sentence"],
            row["published"], row["source"],
        )  # fmt: skip


def _rows(store: Store, query: str) -> Iterator[dict[str, str]]:
    result = store.query(query)
    assert isinstance(result, ox.QuerySolutions)
    names = [v.value for v in result.variables]
    for solution in result:
        yield {n: solution[n].value if solution[n] is not None else "" for n in names}


def _quads(happening: Happening, graph: ox.NamedNode) -> Iterator[ox.Quad]:
    first = happening.reports[0]
    me = ox.NamedNode(f"{ID}merged/{digest(*map(repr, first.same()), *sorted(r.event for r in happening.reports))}")

    def quad(name: str, value: ox.NamedNode | ox.Literal) -> ox.Quad:
        return ox.Quad(me, ox.NamedNode(str(IR[name])), value, graph)

    yield ox.Quad(
        me, ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), ox.NamedNode(str(IR.MergedEvent)), graph
    )
    yield quad("relation", ox.NamedNode(first.relation))
    yield quad("status", ox.NamedNode(first.status))
    for name, actors in (("source", first.sources), ("target", first.targets)):
        for actor in actors:
            yield quad(name, ox.NamedNode(actor))
    if happening.date:
        yield quad("date", date_literal(happening.date))
        yield quad("datePrecision", ox.Literal(str(date_precision(happening.date))))
    if happening.place:
        yield quad("place", ox.Literal(happening.place))
    yield quad("confidence", decimal_literal(happening.confidence))
    yield quad("sources", ox.Literal(happening.sources))
    for r in happening.reports:
        yield quad("report", ox.NamedNode(r.event))
        yield quad("evidence", ox.NamedNode(r.evidence))
        yield quad("reportedBy", ox.NamedNode(r.article))
