"""The table of README: one run of everything, about four minutes.

python benchmarks/summary.py
"""

from __future__ import annotations

from statistics import median

import build
import extract
import query
from corpus import articles, table, versions


def main() -> None:
    compared = extract.compare(articles(36), 7)
    rows = [
        (
            f"{name}, {compared.texts} dispatches of {compared.tokens // compared.texts} tokens",
            f"{compared.speed(name):,.0f} tokens a second; plain spaCy {compared.speed(extract.PLAIN):,.0f}: "
            f"**{compared.ratio(name):.2f} times its time**",
        )
        for name in (extract.KG, extract.LEXICON)
    ]  # fmt: skip
    for built in (build.measure(10), build.measure(100), build.measure(1000)):
        rows.append((
            f"`kg build`, {built.articles:,} articles",
            f"{built.first:,.1f} s; again, unchanged {built.again:.1f} s; {built.quads:,} quads, {built.disk:,.0f} MB on disk, "
            f"{built.memory:,.0f} MB of memory",
        ))  # fmt: skip
    asked = query.measure(100_000, 5)
    queries = {what: took for what, (took, _) in asked.steps.items() if what.startswith("`kg query")}
    slowest = max(queries, key=queries.__getitem__)
    took = {what: step[0] for what, step in asked.steps.items()}
    rows += [
        (f"load {asked.told:,} quads of {asked.articles} articles", f"{took[query.PUT] / 1000:.1f} s"),
        (f"load the background, {asked.quads - asked.told:,} quads", f"{took[query.BACKGROUND] / 1000:.1f} s, once"),
        ("open the store", f"{took['open']:.0f} ms"),
        (f"the {len(queries)} named queries", f"median {median(queries.values()):.0f} ms, slowest {queries[slowest]:,.0f} ms ({slowest})"),
        (f"`to_networkx`, {asked.steps['`kg.to_networkx`'][1]}", f"{took['`kg.to_networkx`']:.0f} ms"),
        ("`kg map` of them", f"{took['`kg.write_map`']:.0f} ms"),
    ]  # fmt: skip
    print(table(["What", "Measured"], rows))
    print(f"\n{versions()}")


if __name__ == "__main__":
    main()
