"""The graph as files for other programs: RDF for triple stores, networks for Gephi and R, tables for pandas.

The same graph gives the same bytes. The ledger, which names files of this machine, is never written.
"""

from __future__ import annotations

import csv
import io
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Final, Literal, cast, get_args

import networkx as nx
import pyoxigraph as ox

from kg.errors import KgError
from kg.names import BACKGROUND, DERIVED, LEDGER, MERGED, ONTOLOGY, PREFIXES
from kg.network import to_networkx
from kg.store import Store

Format = Literal["turtle", "trig", "nquads", "jsonld", "graphml", "gexf", "csv"]
FORMATS: Final[tuple[str, ...]] = get_args(Format)

_RDF: Final = {
    "turtle": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "nquads": ox.RdfFormat.N_QUADS,
    "jsonld": ox.RdfFormat.JSON_LD,
}
# What XML 1.0 cannot hold, not even escaped; CSV readers stumble over NUL.
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NODE_COLUMNS: Final = ("id", "label", "type", "country", "sector", "iri")


def export(
    store: Store, format: Format, out: Path | IO[bytes] | None = None, *, articles_only: bool = False, **filters: Any
) -> None:
    """Write the store to a file, a binary stream, or standard output.

    The formats of RDF write every graph, Turtle their union; `articles_only` leaves out background, ontology and what
    is derived. The formats of networks write what `kg.network.to_networkx` gives with these `filters`: the asserted
    relations of the articles, if nothing else is said. `csv` fills a folder with nodes.csv and edges.csv; a stream
    gets the edges alone.
    """
    if format not in FORMATS:
        raise KgError(f"unknown format {format!r}", hint=f"the formats are {', '.join(FORMATS)}")
    if format in _RDF:
        write: Callable[[IO[bytes]], None] = lambda stream: _rdf(store, format, stream, articles_only)  # noqa: E731
    else:
        network = to_networkx(store, **filters)
        if format == "csv" and isinstance(out, Path):
            for name, table in (("nodes.csv", _nodes(network)), ("edges.csv", _edges(network))):
                with _file(out / name) as stream:
                    _table(table, stream)
            return
        writers: dict[str, Callable[[IO[bytes]], None]] = {
            "csv": lambda stream: _table(_edges(network), stream),
            "graphml": lambda stream: _graphml(network, stream),
            "gexf": lambda stream: _gexf(network, stream),
        }
        write = writers[format]
    if isinstance(out, Path):
        with _file(out) as stream:
            write(stream)
    else:
        write(out or sys.stdout.buffer)


def _rdf(store: Store, format: str, stream: IO[bytes], articles_only: bool) -> None:
    left_out = {str(LEDGER)} | ({str(g) for g in (BACKGROUND, ONTOLOGY, DERIVED, MERGED)} if articles_only else set())
    graphs = [graph for graph in store.graphs() if graph not in left_out]
    if format == "turtle":
        ox.serialize(_union(store, set(graphs)), stream, ox.RdfFormat.TURTLE, prefixes=dict(PREFIXES))
    elif format == "nquads":
        for graph in graphs:
            lines = sorted(f"{quad} .\n" for quad in _graph(store, graph))
            stream.write("".join(lines).encode())
    else:
        quads = (quad for graph in graphs for quad in sorted(_graph(store, graph), key=_order))
        ox.serialize(quads, stream, _RDF[format], prefixes=dict(PREFIXES))


def _graph(store: Store, graph: str) -> Iterator[ox.Quad]:
    return store.quads_for_pattern(None, None, None, ox.NamedNode(graph))


def _order(quad: ox.Quad | ox.Triple) -> tuple[str, str, str]:
    return str(quad.subject), str(quad.predicate), str(quad.object)


def _union(store: Store, graphs: set[str]) -> Iterator[ox.Triple]:
    """Iterate over the triples of several graphs, each once, sorted; by one subject at a time, to keep memory small."""
    nodes = {ox.NamedNode(graph) for graph in graphs}
    subjects = {quad.subject for quad in store.quads_for_pattern(None, None, None) if quad.graph_name in nodes}
    for subject in sorted(subjects, key=str):
        quads = store.quads_for_pattern(subject, None, None)
        yield from sorted({quad.triple for quad in quads if quad.graph_name in nodes}, key=_order)


def _nodes(network: nx.MultiDiGraph[str]) -> Iterator[list[Any]]:
    yield list(_NODE_COLUMNS)
    for node, data in _sorted_nodes(network):
        yield [node, *(data[column] for column in _NODE_COLUMNS[1:])]


def _edges(network: nx.MultiDiGraph[str]) -> Iterator[list[Any]]:
    # `source` and `target` are what networks call the ends of an edge; the article's own source is its publisher here.
    columns: list[str] = []
    for a, b, key, data in _sorted_edges(network):
        if not columns:
            columns = list(data)
            yield ["source", "target", "event", *("publisher" if c == "source" else c for c in columns)]
        yield [a, b, key, *(data[column] for column in columns)]
    if not columns:
        yield ["source", "target", "event"]


def _sorted_nodes(network: nx.MultiDiGraph[str]) -> list[tuple[str, dict[str, Any]]]:
    return sorted(cast(Any, network.nodes(data=True)))


def _sorted_edges(network: nx.MultiDiGraph[str]) -> list[tuple[str, str, str, dict[str, Any]]]:
    return sorted(cast(Any, network.edges(keys=True, data=True)), key=lambda edge: edge[:3])


def _table(rows: Iterable[list[Any]], stream: IO[bytes]) -> None:
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([_clean(cell) for cell in row] for row in rows)
    text.detach()


def _clean(value: Any) -> Any:
    return _NOT_IN_XML.sub("\ufffd", value) if isinstance(value, str) else value


def _plain(network: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """Return a network that XML can hold: sorted, without what is unknown, and without forbidden characters."""
    plain: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node, data in _sorted_nodes(network):
        plain.add_node(node, **{k: _clean(v) for k, v in data.items() if v is not None})
    for a, b, key, data in _sorted_edges(network):
        plain.add_edge(a, b, key, **{k: _clean(v) for k, v in data.items() if v is not None})
    return plain


def _graphml(network: nx.MultiDiGraph[str], stream: IO[bytes]) -> None:
    nx.write_graphml_xml(_plain(network), stream)


def _gexf(network: nx.MultiDiGraph[str], stream: IO[bytes]) -> None:
    text = "\n".join(nx.generate_gexf(_plain(network))) + "\n"
    # NetworkX writes the day on which the file is made; the same graph is to give the same bytes.
    stream.write(re.sub(r' lastmodifieddate="[^"]*"', "", text, count=1).encode())


@contextmanager
def _file(path: Path) -> Iterator[IO[bytes]]:
    """Open a file that takes its name when it is complete, so that a failed export leaves the old one."""
    half = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with half.open("wb") as stream:
                yield stream
            half.replace(path)
        finally:
            half.unlink(missing_ok=True)
    except OSError as error:
        raise KgError(f"cannot be written: {error.strerror or error}", where=str(path)) from error
