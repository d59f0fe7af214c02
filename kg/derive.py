"""What follows from the facts: every rule of `ontology/rules/` is run and its result kept in a graph of its own.

A rule is a SPARQL CONSTRUCT over the union of all graphs. It starts from nodes of class ir:Event, which no derived node
has, so that nothing derived supports itself once its reason is gone.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pyoxigraph as ox

from kg.errors import KnowledgeError
from kg.names import DERIVED
from kg.resources import folder
from kg.store import Store


def derive(store: Store, rules: Path | None = None) -> int:
    """Make the derived graph exactly what the rules give now, in one transaction; return its number of quads.

    Nothing is written when nothing changed. `rules` is a folder of `.rq` files other than that of the ontology.
    """
    graph = ox.NamedNode(DERIVED)
    found = {ox.Quad(t.subject, t.predicate, t.object, graph) for rule in rule_files(rules) for t in _run(store, rule)}
    store.replace(DERIVED, sorted(found, key=str))
    return len(found)


def rule_files(rules: Path | None = None) -> list[Path]:
    """Return the rule files, sorted by name."""
    return sorted((rules or folder("ontology") / "rules").glob("*.rq"))


def _run(store: Store, path: Path) -> Iterator[ox.Triple]:
    try:
        result = store.query(path.read_text(encoding="utf-8"))
    except SyntaxError as error:
        raise KnowledgeError(f"not SPARQL: {str(error).partition(chr(10))[0]}", where=str(path)) from error
    if not isinstance(result, ox.QueryTriples):
        raise KnowledgeError("a rule must be a CONSTRUCT query", where=str(path))
    return cast("Iterator[ox.Triple]", result)
