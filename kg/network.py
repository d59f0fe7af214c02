"""The graph as a network: actors joined by what they did, for NetworkX."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations, product
from typing import Any, Final, cast

import networkx as nx
from rdflib import Dataset, Graph

from kg import inventory
from kg.convert import ACTOR_CLASSES
from kg.errors import QueryError
from kg.model import STATUSES
from kg.names import ID, IR, PREFIXES
from kg.query import did_you_mean, find_actor, write_rows
from kg.store import Store

__all__ = ["centrality", "to_networkx", "write_rows"]

_LAYERS: Final = {
    "article": "?event a ir:Event ; ir:reportedBy ?article .",
    "background": "?event a ir:Event . FILTER NOT EXISTS { ?event ir:reportedBy ?any }",
    "derived": "?event a ir:DerivedEvent . OPTIONAL { ?event ir:reportedBy ?article }",
}
_TYPES: Final = {f"{IR}{name}": kind for kind, name in ACTOR_CLASSES.items()}
_ACTORS: Final = {
    "label": "?actor rdfs:label ?value",
    "type": f"VALUES ?value {{ {' '.join(f'<{iri}>' for iri in _TYPES)} }} ?actor a ?value",
    "country": "?actor ir:country ?value",
    "sector": "?actor ir:sector ?value",
}

Row = tuple[str | None, ...]


def to_networkx(
    graph: Store | Graph,
    *,
    since: str | None = None,
    until: str | None = None,
    actor: str | Collection[str] | None = None,
    relation: str | Collection[str] | None = None,
    status: str | Collection[str] = ("asserted",),
    background: bool = False,
    derived: bool = False,
) -> nx.MultiDiGraph[str]:
    """Return actors and the relations that the articles tell between them.

    `graph` is a store, its rdflib Dataset, or any rdflib graph of an export. A node is an actor by its local name, with
    label, type, country, sector, iri. An edge joins two parties of an event, and its key is the event's local name, so
    that the edges of a joint act can be told to be one. A symmetric relation is one edge between two parties, not two.
    Several tellings of one event are one edge with the surest of them as its evidence; `sources` is the number of those
    independent of each other, None in the other layers. `weight` is the strength of the relation, at least 1; `valence` says whether it is friendly.

    `since` and `until` are dates to any precision; an event without a date, or without a year, counts by the date of
    its article. `actor` is a name or local name, or several: only their relations are taken. `background` adds the
    dated facts of the data files, `derived` what the rules derive.
    """
    only = {_actor(graph, name) for name in ([actor] if isinstance(actor, str) else actor or ())}
    layers = ["article", *(["background"] if background else []), *(["derived"] if derived else [])]
    asked = {
        "relation": _checked("relation", relation, inventory.relations()),
        "status": _checked("status", status, STATUSES),
    }
    articles = {row[0]: row[1:] for row in _rows(graph, _ARTICLES)}
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for layer in layers:
        events = _events(graph, layer, asked, only)
        told = _merged(graph, events) if layer == "article" else {}
        chosen: dict[str, _Event] = {}
        for iri in sorted(events):
            event = events[iri]
            event.told_by = _Report(*articles.get(event.article, ()))
            iri = told.get(iri, iri)
            if event.within(since, until) and (iri not in chosen or event.surer_than(chosen[iri])):
                chosen[iri] = event
        for iri, event in sorted(chosen.items()):
            for a, b in event.ties():
                if not only or only & {a, b}:
                    network.add_edge(_local(a), _local(b), key=_local(iri), **event.attributes(layer))
    _describe(network, graph)
    return network


def centrality(network: nx.MultiDiGraph[str]) -> list[dict[str, Any]]:
    """Return a row for each actor, the busiest first: its events, partners, kinds of act, and how it links others.

    `betweenness` is the share of shortest ways between other actors that pass through this one, whatever the direction;
    in a network of more than 500 actors it is estimated from 500 of them, always the same.
    """
    simple: nx.Graph[str] = nx.Graph()
    simple.add_nodes_from(sorted(network))
    simple.add_edges_from(sorted(network.edges()))
    between = nx.betweenness_centrality(simple, k=min(500, len(simple)) or None, seed=0)
    rows = []
    for node, data in cast("Iterable[tuple[str, dict[str, Any]]]", network.nodes(data=True)):
        edges = [*network.in_edges(node, keys=True, data=True), *network.out_edges(node, keys=True, data=True)]
        quads = {key: str(said["quad"]) for _, _, key, said in edges}
        row = {"actor": node, "label": data["label"], "type": data["type"], "country": data["country"]}
        row |= {"events": len(quads), "partners": len(set(simple[node]) - {node})}
        for kind in ("cooperation", "conflict"):
            row[kind] = sum(quad.endswith(kind) for quad in quads.values())
        rows.append(row | {"betweenness": round(between[node], 4)})
    return sorted(rows, key=lambda row: (-row["events"], row["actor"]))


_ARTICLES: Final = """SELECT ?article ?id ?title ?source ?url ?published {
  ?article a schema:NewsArticle .
  OPTIONAL { ?article dcterms:identifier ?id } OPTIONAL { ?article schema:headline ?title }
  OPTIONAL { ?article ir:sourceName ?source } OPTIONAL { ?article schema:url ?url }
  OPTIONAL { ?article schema:datePublished ?published }
}"""


_MERGED: Final = """SELECT ?event ?merged ?sources ?date ?place {
  ?merged a ir:MergedEvent ; ir:report ?event ; ir:sources ?sources .
  OPTIONAL { ?merged ir:date ?date } OPTIONAL { ?merged ir:place ?place }
}"""


@dataclass(frozen=True)
class _Report:
    """The article that tells of an event."""

    id: str | None = None
    title: str | None = None
    source: str | None = None
    url: str | None = None
    published: str | None = None


@dataclass
class _Event:
    """An event with all its parties."""

    relation: str
    status: str
    date: str | None
    first: str | None
    last: str | None
    confidence: str | None
    place: str | None
    sentence: str | None
    article: str | None
    sources: set[str] = field(default_factory=set, init=False)
    targets: set[str] = field(default_factory=set, init=False)
    told_by: _Report = field(default=_Report(), init=False)
    independent: int | None = field(default=None, init=False)

    def surer_than(self, other: _Event) -> bool:
        """Whether this telling of the same event is surer; that of the earlier article where they are as sure."""
        mine, theirs = float(self.confidence or 0), float(other.confidence or 0)
        return mine > theirs or (mine == theirs and (self.told_by.published or "~") < (other.told_by.published or "~"))

    def ties(self) -> Iterable[tuple[str, str]]:
        """Return the pairs of parties: each source with each target, and all with all where the relation is mutual."""
        kind = inventory.relations().get(self.relation)
        if kind and kind.symmetric:
            return combinations([*sorted(self.sources), *sorted(self.targets - self.sources)], 2)
        return product(sorted(self.sources), sorted(self.targets))

    def within(self, since: str | None, until: str | None) -> bool:
        """Whether the event, or the term of a standing fact, lies inside the bounds as far as its precision tells."""
        first, last = self.first, self.last
        if not (first or last):
            dated = self.date and not self.date.startswith("--")
            first = last = self.date if dated else self.told_by.published
            if not first:
                return not (since or until)
        after = not (since and last) or last[: len(since)] >= since[: len(last)]
        before = not (until and first) or first[: len(until)] <= until[: len(first)]
        return after and before

    def attributes(self, layer: str) -> dict[str, Any]:
        """Return what an edge of the event says."""
        kind = inventory.relations().get(self.relation)
        intensity = kind.intensity if kind else 0.0
        return {
            "relation": self.relation,
            "category": kind.category if kind else None,
            "quad": kind.quad if kind else None,
            "valence": kind.valence if kind else 0,
            "intensity": intensity,
            "weight": max(1.0, abs(intensity)),
            "symmetric": bool(kind and kind.symmetric),
            "date": self.date,
            "from": self.first,
            "until": self.last,
            "status": self.status,
            "confidence": float(self.confidence) if self.confidence else None,
            "place": self.place,
            "sentence": self.sentence,
            "sources": self.independent,
            "article": self.told_by.id,
            "title": self.told_by.title,
            "source": self.told_by.source,
            "url": self.told_by.url,
            "published": self.told_by.published,
            "layer": layer,
        }


def _events(graph: Store | Graph, layer: str, asked: dict[str, set[str]], only: set[str]) -> dict[str, _Event]:
    """Return the events of a layer by their IRIs."""
    given = [f"VALUES ?{name} {{ {' '.join(f'ir:{v}' for v in sorted(vs))} }}" for name, vs in asked.items() if vs]
    if only:
        these = f"VALUES ?only {{ {' '.join(f'<{iri}>' for iri in sorted(only))} }}"
        given.append(f"{{ {these} ?event ir:source ?only }} UNION {{ {these} ?event ir:target ?only }}")
    text = f"""SELECT ?event ?source ?target ?relation ?status
      ?date ?from ?until ?confidence ?place ?sentence ?article {{
      {" ".join(given)} {_LAYERS[layer]}
      ?event ir:status ?status ; ir:relation ?relation ; ir:source ?source .
      OPTIONAL {{ ?event ir:target ?target }} OPTIONAL {{ ?event ir:date ?date }}
      OPTIONAL {{ ?event ir:from ?from }} OPTIONAL {{ ?event ir:until ?until }}
      OPTIONAL {{ ?event ir:confidence ?confidence }} OPTIONAL {{ ?event ir:place ?place }}
      OPTIONAL {{ ?event ir:evidence/ir:sentence ?sentence }}
    }}"""
    events: dict[str, _Event] = {}
    for row in _rows(graph, text):
        iri, source, target, relation, status = (value or "" for value in row[:5])
        if iri not in events:
            events[iri] = _Event(relation.removeprefix(IR), status.removeprefix(IR), *row[5:])
        events[iri].sources.add(source)
        if target:
            events[iri].targets.add(target)
    return events


def _merged(graph: Store | Graph, events: dict[str, _Event]) -> dict[str, str]:
    """Give the events what their merged event knows of date, place and sources; return which that is."""
    told: dict[str, str] = {}
    for event in events.values():
        event.independent = 1
    for iri, merged, sources, date, place in _rows(graph, _MERGED):
        if iri in events and merged and sources:
            event, told[iri] = events[iri], merged
            event.date, event.place, event.independent = date, place, int(sources)
    return told


def _describe(network: nx.MultiDiGraph[str], graph: Store | Graph) -> None:
    """Give every node what the graph says of the actor; of several values the first by the alphabet."""
    told: dict[str, dict[str, str]] = {str(ID[node]) if ":" not in node else node: {} for node in network}
    for key, pattern in _ACTORS.items():
        for iri, value in _rows(graph, f"SELECT DISTINCT ?actor ?value {{ {pattern} }}"):
            if iri in told and value:
                text = _TYPES[value] if key == "type" else value
                told[iri][key] = min(text, told[iri].get(key, text))
    for iri, said in told.items():
        local = _local(iri)
        default = {"label": local.replace("_", " "), "type": "other", "country": None, "sector": None, "iri": iri}
        network.nodes[local].update(default | said)


def _rows(graph: Store | Graph, text: str) -> Iterator[Row]:
    """Iterate over the rows of a query to a store or to any graph of rdflib, as plain text."""
    if isinstance(graph, Store):
        for solution in graph.rows(text):
            yield tuple(None if term is None else cast(Any, term).value for term in solution)
        return
    if isinstance(graph, Dataset) and not graph.default_union:
        graph = Dataset(graph.store, default_union=True)
    for row in graph.query(text, initNs=PREFIXES):
        yield tuple(None if term is None else str(term) for term in cast("tuple[Any, ...]", row))


def _local(iri: str) -> str:
    """Return the local name of an IRI of ours; any other stays whole."""
    return iri.removeprefix(str(ID))


def _checked(what: str, asked: str | Collection[str] | None, known: Collection[str]) -> set[str]:
    names = {asked} if isinstance(asked, str) else set(asked or ())
    for name in sorted(names):
        if name not in known:
            raise QueryError(
                f"there is no {what} {name!r}", hint=did_you_mean(name, known, f"known: {', '.join(known)}")
            )
    return names


def _actor(graph: Store | Graph, name: str) -> str:
    """Return the IRI of the actor that a name or a local name means."""
    if isinstance(graph, Store) and (found := find_actor(graph, name)):
        return found.value
    labels: dict[str, str] = {}
    for iri, label in sorted(_rows(graph, "SELECT DISTINCT ?actor ?label { ?actor rdfs:label ?label }"), reverse=True):
        if iri and label and iri.startswith(str(ID)):
            labels |= {label: iri, _local(iri): iri, iri: iri}
    if name not in labels:
        raise QueryError(f"no actor is called {name!r}", hint=did_you_mean(name, labels, "check the name"))
    return labels[name]
