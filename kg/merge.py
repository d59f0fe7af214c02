"""One event, told several times: reports of the same event become one node with all their evidence.

An article's graph holds what that article tells (ir:Event). After each build the reports of all articles are merged into
ir:MergedEvent nodes in a graph of their own, which is made anew from what is in the store: the result does not depend on the
order of the articles, nor on whether they came in one build or in several.

Two reports tell of one event if relation, parties and status are the same, and date and place compatible: of two dates one
contains the other ("2023-03" and "2023-03-10"), of two places one is the state of the other. The exact reports found the
events; the vaguer ones then join, a level at a time, where they fit exactly one event and contradict nobody who joins with
them: unsure means apart. What differs in status, date or place stays side by side. A report without a date belongs to an
event of its own article, to one of the week before its article came out, or to the other undated reports of those days; a
standing relation (a membership, an office) lasts, and all its undated reports are one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from importlib.metadata import version
from itertools import groupby

import pyoxigraph as ox

from kg import inventory
from kg.convert import date_literal, date_precision, decimal_literal
from kg.knowledge import load
from kg.names import ID, IR, MERGED, digest
from kg.store import Store

_WINDOW = 7
"""Days in which articles come back to an event of a known day without saying the day again."""
_CYCLE = 3
"""Days in which undated reports are news of the same event."""
_RUN = 8
"""Words in a row that two sentences share only where one was copied from the other, or both from a third."""
_DATELINE = re.compile(r"^[A-Z][A-Z .'/-]+(?:,[^-–—()]{0,40})?(?:\([^)]{2,40}\))? *[-–—]+ +")

_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
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
        """Return what all reports of one event have in common; who of mutual parties is named first is no part of it."""
        kind = _kind(self.relation)
        if kind is not None and kind.symmetric:
            return self.relation, self.status, tuple(sorted({*self.sources, *self.targets})), ()
        return self.relation, self.status, tuple(sorted(self.sources)), tuple(sorted(self.targets))

    def vagueness(self) -> tuple[int, int]:
        """Return how little it says of when and where: a day, a month, a year, a day of no year, nothing; a place, a state, nothing."""
        when = 3 if self.date.startswith("-") else {10: 0, 7: 1, 4: 2}.get(len(self.date), 4)
        return when, 2 if not self.place else 1 if _is_state(self.place) else 0

    def marks(self) -> set[str]:
        """Return what makes two reports dependent on each other, if they share it: article, outlet, a run of words."""
        words = _words(self.sentence).split()
        runs = {" ".join(words[i : i + _RUN]) for i in range(max(1, len(words) - _RUN + 1))}
        return {f"article {self.article}"} | runs | ({f"outlet {self.outlet.casefold()}"} if self.outlet else set())


@dataclass(slots=True, eq=False)
class Happening:
    """The reports of one event, and each date with place that they give."""

    reports: list[Report] = field(default_factory=list)
    given: set[tuple[str, str]] = field(init=False, default_factory=set)

    def __post_init__(self) -> None:
        self.given.update((r.date, r.place) for r in self.reports)

    def add(self, reports: Iterable[Report]) -> None:
        """Take in more reports."""
        self.reports += reports
        self.__post_init__()

    @property
    def date(self) -> str:
        """The most precise date that a report gives."""
        return max((r.date for r in self.reports), key=lambda d: (len(d.lstrip("-")), d), default="")

    @property
    def place(self) -> str:
        """The place that most reports give, a city rather than its state; of several the first in the alphabet."""
        places = sorted(r.place for r in self.reports if r.place)
        return max(places, key=lambda p: (not _is_state(p), places.count(p)), default="")

    @property
    def confidence(self) -> float:
        """That of the surest report."""
        return max(r.confidence for r in self.reports)

    @property
    def sources(self) -> int:
        """How many independent reports there are: an outlet counts once, and so does a text, whoever prints it."""
        return len(_joined(self.reports, Report.marks))

    def fits(self, report: Report) -> bool:
        """Whether a report contradicts none of these."""
        return all(_same_time(report.date, day) and _same_place(report.place, place) for day, place in self.given)


def merged(reports: Iterable[Report]) -> list[Happening]:
    """Return the events behind reports; the same for any order of the reports."""
    found: list[Happening] = []
    ordered = sorted(set(reports), key=lambda r: (repr(r.same()), r.event, repr(r)))
    for _, group in groupby(ordered, key=Report.same):
        found += _events(list(group))
    return found


def _events(group: Sequence[Report]) -> list[Happening]:
    """Merge the reports of one relation between the same parties, from the exact to the vague."""
    found: list[Happening] = []
    index: dict[str, dict[int, Happening]] = defaultdict(dict)
    for _, level in groupby(sorted(group, key=Report.vagueness), key=Report.vagueness):
        # What joins is decided before anything has joined, so that no report decides for another of its level.
        joining: dict[int, tuple[Happening, list[Report]]] = {}
        founding: list[Report] = []
        fresh: list[tuple[Happening, Report]] = []
        for r in level:
            happening = _only((h for key in _asked(r) for h in index.get(key, {}).values()), r)
            if happening is not None:
                joining.setdefault(id(happening), (happening, []))[1].append(r)
            else:
                founding.append(r)
        for happening, joiners in joining.values():
            if all(map(Happening(joiners).fits, joiners)):
                happening.add(joiners)
                fresh += ((happening, r) for r in joiners)
            else:
                founding += joiners
        new = _founded(founding)
        for happening, r in (*fresh, *((h, r) for h in new for r in h.reports)):
            for key in _known(r):
                index[key][id(happening)] = happening
        found += new
    return found


def _only(happenings: Iterable[Happening], report: Report) -> Happening | None:
    """Return the one event that a report fits; None where there is none, or more than one."""
    found: Happening | None = None
    for happening in happenings:
        if happening is not found and happening.fits(report):
            if found is not None:
                return None
            found = happening
    return found


def _founded(reports: Iterable[Report]) -> list[Happening]:
    """Return the events that reports of one level make among themselves."""
    made: dict[tuple[str, str], list[Report]] = defaultdict(list)
    for r in reports:
        made[r.date, r.place].append(r)
    return [
        h for (day, _), told in sorted(made.items()) for h in ([Happening(told)] if day else _undated(told))
    ]  # fmt: skip


def _undated(reports: Sequence[Report]) -> list[Happening]:
    """Merge undated reports of one article, of one sentence, and of articles that came out within days of each other."""
    if _lasts(reports[0].relation):
        return [Happening(list(reports))]
    made: list[Happening] = []
    apart: list[Happening] = []
    start = ""
    together = _joined(reports, lambda r: {f"article {r.article}", f"sentence {_words(r.sentence)}"})
    for published, told in sorted(
        ((min((r.published for r in told if r.published), default=""), told) for told in together),
        key=lambda pair: (pair[0], pair[1][0].event, repr(pair[1][0])),
    ):
        if not _day(published):
            apart.append(Happening(told))
        elif made and start in _days(published, _CYCLE):
            made[-1].add(told)
        else:
            made.append(Happening(told))
            start = published[:10]
    return [*made, *apart]


def _known(report: Report) -> Iterator[str]:
    """Yield under what an event is looked up: its day, what that lies in, and its articles and sentences."""
    yield from (f"article {report.article}", f"sentence {_words(report.sentence)}")
    if day := report.date:
        yield from (day, day[:7], day[:4])
        if not day.startswith("-"):
            yield from (f"-{day[4:]}", f"-{day[4:7]}")
    elif _day(report.published):
        yield f"published {report.published[:10]}"


def _asked(report: Report) -> Iterator[str]:
    """Yield under what the events are looked up that a report may tell of."""
    if report.date:
        yield report.date
        return
    yield from (f"article {report.article}", f"sentence {_words(report.sentence)}")
    yield from _days(report.published, _WINDOW)
    yield from (f"published {day}" for day in _days(report.published, _CYCLE))


def _same_time(one: str, other: str) -> bool:
    """Whether two dates may be the same: one is the other, or contains it; of two undated reports nothing is known."""
    coarse, fine = sorted((one, other), key=lambda d: (not d.startswith("-"), len(d)))
    if coarse.startswith("-"):
        known, rest = fine[1 if fine.startswith("-") else 4 :], coarse[1:]
        return known.startswith(rest) or rest.startswith(known)
    return fine == coarse or not coarse or fine.startswith(f"{coarse}-")


def _same_place(one: str, other: str) -> bool:
    if one == other or not one or not other:
        return True
    return _is_state(one) != _is_state(other) and bool(_states(one) & _states(other))


@lru_cache(maxsize=4096)
def _states(place: str) -> frozenset[str]:
    """Return the states that a name may mean or lie in."""
    states, inside = _geography()
    return states.get(place, frozenset()) | inside.get(place, frozenset())


def _is_state(place: str) -> bool:
    return place in _geography()[0]


@lru_cache(maxsize=1)
def _geography() -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    """Return the states by their names, and the states that places lie in by the places' names."""
    states: dict[str, set[str]] = defaultdict(set)
    inside: dict[str, set[str]] = defaultdict(set)
    known = load()
    for state in known.states:
        for name in known.names_of.get(state, ()):
            if name.kind in {"name", "long", "abbreviation", "short"}:
                states[name.text].add(state)
            elif name.kind == "capital":
                inside[name.text].add(state)
    for place in known.places:
        if place.state:
            inside[place.text].add(place.state)
    return {k: frozenset(v) for k, v in states.items()}, {k: frozenset(v) for k, v in inside.items()}


def _lasts(relation: str) -> bool:
    kind = _kind(relation)
    return kind is not None and kind.category is None


@lru_cache(maxsize=1 << 14)
def _words(sentence: str) -> str:
    """Return a sentence as its words alone, so that a copy under another dateline or punctuation is the same.

    >>> _words("KYIV, March 3 (Agency) - Iran, it said, met Iraq.")
    'iran it said met iraq'
    """
    return " ".join(re.findall(r"\w+", _DATELINE.sub("", sentence).casefold()))


def _joined(reports: Iterable[Report], marks: Callable[[Report], set[str]]) -> list[list[Report]]:
    """Return reports in groups of those that share a mark, directly or through others."""
    groups: dict[str, list[Report]] = {}
    for report in reports:
        mine = sorted(marks(report))
        shared = {id(groups[m]): groups[m] for m in mine if m in groups}
        largest = max(shared.values(), key=len, default=[])
        largest.append(report)
        for group in shared.values():
            if group is not largest:
                for other in group:
                    groups.update(dict.fromkeys(marks(other), largest))
                largest += group
        groups.update(dict.fromkeys(mine, largest))
    return list({id(group): group for group in groups.values()}.values())


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _days(last: str, before: int) -> Iterator[str]:
    """Yield a day and so many before it."""
    if (day := _day(last)) is not None:
        yield from ((day - timedelta(n)).isoformat() for n in range(before + 1))


# -- the store ---------------------------------------------------------------------------------------------------------


def merge(store: Store) -> int:
    """Make the graph of merged events exactly what the articles in the store give now; return how many events there are.

    Nothing is read but the articles' digests where they are those of the last time.
    """
    graph = ox.NamedNode(str(MERGED))
    made_of = digest(version("ir-kg"), load().digest, *sorted(_digests(store)), length=64)
    if not store.has(graph.value, made_of):
        quads = {q for h in merged(_reports(store)) for q in _quads(h, graph)}
        quads.add(ox.Quad(graph, ox.NamedNode(str(IR.digest)), ox.Literal(made_of), graph))
        store.replace(graph.value, sorted(quads, key=str))
    return sum(1 for _ in store.quads_for_pattern(None, _TYPE, ox.NamedNode(str(IR.MergedEvent)), graph))


def _digests(store: Store) -> Iterator[str]:
    for row in _rows(store, "SELECT ?article ?digest { ?article a schema:NewsArticle ; ir:digest ?digest }"):
        yield f"{row['article']} {row['digest']}"


def _reports(store: Store) -> Iterator[Report]:
    parties: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in _rows(store, _PARTIES):
        parties[row["event"]][row["role"]].add(row["actor"])
    for row in _rows(store, _EVENTS):
        sources = parties[row["event"]][str(IR.source)]
        targets = parties[row["event"]][str(IR.target)]
        yield Report(
            row["event"], row["relation"], row["status"], tuple(sorted(sources)), tuple(sorted(targets)), row["date"],
            row["place"], float(row["confidence"] or 0), row["evidence"], row["article"], row["sentence"],
            row["published"], row["source"],
        )  # fmt: skip


def _kind(relation: str) -> inventory.RelationType | None:
    return inventory.relations().get(relation.removeprefix(str(IR)))


def _rows(store: Store, query: str) -> Iterator[dict[str, str]]:
    result = store.query(query)
    assert isinstance(result, ox.QuerySolutions)
    names = [v.value for v in result.variables]
    for solution in result:
        yield {n: solution[n].value if solution[n] is not None else "" for n in names}


def _quads(happening: Happening, graph: ox.NamedNode) -> Iterator[ox.Quad]:
    first = min(happening.reports, key=lambda r: (r.published or "~", r.event))
    me = ox.NamedNode(f"{ID}merged/{digest(min(r.event for r in happening.reports), length=16)}")

    def quad(name: str, value: ox.NamedNode | ox.Literal) -> ox.Quad:
        return ox.Quad(me, ox.NamedNode(str(IR[name])), value, graph)

    yield ox.Quad(me, _TYPE, ox.NamedNode(str(IR.MergedEvent)), graph)
    yield quad("relation", ox.NamedNode(first.relation))
    yield quad("status", ox.NamedNode(first.status))
    if (kind := _kind(first.relation)) and kind.category:
        yield quad("category", ox.NamedNode(str(IR[kind.category])))
        yield quad("mode", ox.Literal(str(kind.mode)))
        yield quad("quadClass", ox.Literal(str(kind.quad)))
    for name, actors in (("source", first.sources), ("target", first.targets)):
        for actor in actors:
            yield quad(name, ox.NamedNode(actor))
    if happening.date:
        yield quad("date", date_literal(happening.date))
        if precision := date_precision(happening.date):
            yield quad("datePrecision", ox.Literal(precision))
    if happening.place:
        yield quad("place", ox.Literal(happening.place))
    yield quad("confidence", decimal_literal(happening.confidence))
    yield quad("sources", ox.Literal(happening.sources))
    for r in happening.reports:
        yield quad("report", ox.NamedNode(r.event))
        yield quad("evidence", ox.NamedNode(r.evidence))
        yield quad("reportedBy", ox.NamedNode(r.article))
