"""What loading and asking cost: 100,000 quads of articles, beside the background facts.

python benchmarks/query.py [--quads 100000] [--repeats 5]
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

import pyoxigraph as ox
from corpus import articles, table, versions

import kg
from kg.convert import quads
from kg.derive import derive
from kg.flow import activity, prepare
from kg.query import NamedQuery, named_queries

BACKGROUND, PUT = "background facts and ontology into the store", "quads of the articles into the store"
VALUES = {"actor": "Russia", "other": "Ukraine", "organisation": "BRICS", "relation": "invaded"}
"""What the parameters are that a named query needs."""


@dataclass(frozen=True)
class Measured:
    """The milliseconds of each step, with what it found, and what lies in the store."""

    articles: int
    told: int
    quads: int
    steps: dict[str, tuple[float, object]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--quads", type=int, default=100_000)
    parser.add_argument("--repeats", type=int, default=5)
    args = parser.parse_args()

    found = measure(args.quads, args.repeats)
    print(
        f"{versions()}; {found.articles:,} articles with {found.told:,} quads, {found.quads:,} with background and ",
        end="",
    )
    print(f"ontology; median of {args.repeats} runs, one of what changes the store\n")
    rows = [(what, *step) for what, step in found.steps.items()]
    print(table(["what", "milliseconds", "rows or quads"], rows))


def measure(wanted: int, repeats: int) -> Measured:
    """Load a store with so many quads of articles, and ask it everything."""
    graphs = _graphs(wanted)
    told = sum(len(graph) for _, graph in graphs)
    steps: dict[str, tuple[float, object]] = {}

    def step(what: str, run: Callable[[], object], times: int = 1, found: object = "") -> None:
        taken = []
        for _ in range(times):
            start = perf_counter()
            run()
            taken.append(perf_counter() - start)
        steps[what] = (1000 * median(taken), found)

    with TemporaryDirectory() as folder:
        place, page, dump = Path(folder) / "store", Path(folder) / "map.html", Path(folder) / "graph.nq"
        with kg.open_store(place, create=True) as store:
            step(BACKGROUND, lambda: prepare(store))
            step(PUT, lambda: [store.put(article, graph) for article, graph in graphs], found=told)
            step("rules", lambda: derive(store))
            step(
                "all articles again, nothing changed", lambda: [store.put(article, graph) for article, graph in graphs]
            )
            whole = len(store.oxigraph)
        step("open", lambda: kg.open_store(place, read_only=True).close(), repeats)
        with kg.open_store(place, read_only=True) as store:
            for query in named_queries():
                step(_name(query), partial(_ask, store, query), repeats, _ask(store, query))
            network = kg.to_networkx(store)
            size = f"{len(network):,} actors, {network.size():,} edges"
            step("`kg.to_networkx`", lambda: kg.to_networkx(store), repeats, size)
            step("`kg.write_map`", lambda: kg.write_map(network, page), repeats, size)
            step("`kg export --format nquads`", lambda: kg.save(store, "nquads", dump), repeats, whole)
    return Measured(len(graphs), told, whole, steps)


def _graphs(wanted: int) -> list[tuple[kg.Article, list[ox.Quad]]]:
    """Return articles with their quads, so many that there are as many quads as wanted."""
    made, found, told = activity(), [], 0
    for result in kg.extract(articles(100_000)):
        if isinstance(result, kg.Extraction):
            graph = list(quads(result.article, result.relations, made))
            found.append((result.article, graph))
            told += len(graph)
            if told >= wanted:
                break
    return found


def _ask(store: kg.Store, query: NamedQuery) -> int:
    """Return how many rows a named query has; the first parameters it needs are taken from VALUES."""
    values = {p.name: VALUES[p.name] for p in query.parameters if p.required}
    return sum(1 for _ in kg.ask(store, query.name, values))


def _name(query: NamedQuery) -> str:
    values = "".join(f" --param {p.name}={VALUES[p.name]}" for p in query.parameters if p.required)
    return f"`kg query {query.name}{values}`"


if __name__ == "__main__":
    main()
