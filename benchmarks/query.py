"""What loading and asking cost: 100,000 quads of articles, beside the background facts.

python benchmarks/query.py [--quads 100000] [--repeats 5]
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
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

VALUES = {"actor": "Russia", "other": "Ukraine", "organisation": "BRICS", "relation": "invaded"}
"""What the parameters are that a named query needs."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--quads", type=int, default=100_000)
    parser.add_argument("--repeats", type=int, default=5)
    args = parser.parse_args()

    graphs = _graphs(args.quads)
    told = sum(len(graph) for _, graph in graphs)
    with TemporaryDirectory() as folder:
        place, rows = Path(folder) / "store", []
        with kg.open_store(place, create=True) as store:
            rows.append(("background facts and ontology into the store", _time(lambda: prepare(store)), ""))
            rows.append(("quads of the articles into the store, a transaction an article",
                         _time(lambda: [store.put(article, graph) for article, graph in graphs]), told))  # fmt: skip
            rows.append(("rules", _time(lambda: derive(store)), ""))
            rows.append(("all again, nothing changed", _time(lambda: [store.put(a, graph) for a, graph in graphs]), 0))
            whole = len(store.oxigraph)
        rows.append(("open", _median(lambda: kg.open_store(place, read_only=True).close(), args.repeats), ""))
        with kg.open_store(place, read_only=True) as store:
            network = kg.to_networkx(store)
            for query in named_queries():
                rows.append((_name(query), _median(lambda q=query: _ask(store, q), args.repeats), _ask(store, query)))
            rows.append(("`kg.to_networkx`", _median(lambda: kg.to_networkx(store), args.repeats),
                         f"{len(network):,} actors, {network.size():,} edges"))  # fmt: skip
            rows.append(("`kg.write_map`", _median(lambda: kg.write_map(network, Path(folder) / "map.html"), 3), ""))
            rows.append(("`kg export --format nquads`",
                         _median(lambda: kg.save(store, "nquads", Path(folder) / "graph.nq"), 3), whole))  # fmt: skip
    print(
        f"{versions()}; {len(graphs):,} articles with {told:,} quads, {whole:,} with background and ontology; ", end=""
    )
    print(f"median of {args.repeats} runs\n")
    print(table(["what", "milliseconds", "rows or quads"], [(what, 1000 * took, found) for what, took, found in rows]))


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


def _time(run: Callable[[], object]) -> float:
    start = perf_counter()
    run()
    return perf_counter() - start


def _median(run: Callable[[], object], repeats: int) -> float:
    return median(_time(run) for _ in range(repeats))


if __name__ == "__main__":
    main()
