"""The fixed inventory of relations, read from the ontology: `ontology/ir.ttl` is the one place that defines them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg.errors import KnowledgeError
from kg.names import IR, PREFIXES
from kg.resources import folder

__all__ = ["QUADS", "Category", "RelationType", "categories", "general", "read", "relations", "table"]

QUADS: Final = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
"""The quad classes, from the friendliest to the most hostile."""

Values = dict[str, list[str]]
"""What the ontology says of one thing: property -> values, both as local names or plain text."""


@dataclass(frozen=True, slots=True)
class Category:
    """A PLOVER category; `general` names the relation to use when no more than the category is known."""

    name: str
    label: str
    definition: str
    quad: str
    general: str


@dataclass(frozen=True, slots=True)
class RelationType:
    """One relation of the ontology.

    `category`, `mode` and `quad` are None for a standing relation (member of, holds office). `domain` and `range` are
    local names of classes, `inverse` that of a relation.
    """

    name: str
    category: str | None
    mode: str | None
    quad: str | None
    valence: int
    intensity: float
    symmetric: bool
    inverse: str | None
    standing: bool
    general: bool
    label: str
    definition: str
    example: str
    domain: str
    range: str


def relations() -> dict[str, RelationType]:
    """Return every relation by its local name, in the order of the ontology.

    >>> met = relations()["met"]
    >>> met.category, met.mode, met.quad, met.symmetric
    ('CONSULT', 'meet', 'verbal cooperation', True)
    """
    return _load()[0]


def categories() -> dict[str, Category]:
    """Return the sixteen PLOVER categories by name.

    >>> len(categories()), categories()["ASSAULT"].quad
    (16, 'material conflict')
    """
    return _load()[1]


def general(category: str) -> str:
    """Return the relation to use when no more than the category is known.

    >>> general("ASSAULT")
    'attacked'
    """
    found = categories().get(category)
    if found is None:
        raise KnowledgeError(f"no category {category!r}", hint=f"the categories are {', '.join(categories())}")
    return found.general


@cache
def _load() -> tuple[dict[str, RelationType], dict[str, Category]]:
    return read(folder("ontology") / "ir.ttl")


def read(path: Path) -> tuple[dict[str, RelationType], dict[str, Category]]:
    """Read relations and categories from an ontology file; every mistake in it is told at once."""
    things = _things(path)
    mistakes: list[str] = []
    found = [_relation(n, v, mistakes) for n, v in things.items() if "Relation" in v["type"]]
    types = {r.name: r for r in found}
    groups: dict[str, Category] = {}
    for name, values in things.items():
        if "Category" not in values["type"]:
            continue
        generals = [r.name for r in found if r.general and r.category == name]
        if len(generals) != 1:
            mistakes.append(f"{name}: one relation must be ir:general, not {generals or 'none'}")
        quad = _one(name, values, "quadClass", mistakes)
        text = (_one(name, values, "label", mistakes), _one(name, values, "definition", mistakes))
        groups[name] = Category(name, *text, quad, generals[0] if generals else "")
    if not types:
        mistakes.append("no ir:Relation in it")
    for r in found:
        mistakes += _coherence(r, groups, types)
    if mistakes:
        raise KnowledgeError("; ".join(mistakes), where=str(path))
    return types, groups


def _things(path: Path) -> dict[str, Values]:
    """Return the terms of the ontology's own namespace with their values."""
    things: dict[str, Values] = {}
    try:
        for triple in ox.parse(path=path, format=ox.RdfFormat.TURTLE):
            subject = triple.subject
            if not isinstance(subject, ox.NamedNode) or not isinstance(triple.object, ox.NamedNode | ox.Literal):
                continue
            if subject.value.startswith(IR):
                values = things.setdefault(subject.value[len(IR) :], defaultdict(list))
                values[_local(triple.predicate.value)].append(_local(triple.object.value))
    except SyntaxError as e:
        raise KnowledgeError(f"not Turtle: {e.msg}", where=str(path), line=e.lineno) from e
    except OSError as e:
        raise KnowledgeError("cannot be read", where=str(path), hint="install kg again") from e
    return things


def _local(value: str) -> str:
    """Return the local name of an IRI that has one of our prefixes, other text as it is."""
    for base in (IR, PREFIXES["owl"], PREFIXES["rdf"], PREFIXES["rdfs"], PREFIXES["skos"]):
        if value.startswith(base):
            return value[len(base) :]
    return value


def _one(name: str, values: Values, key: str, mistakes: list[str]) -> str:
    """Return the one value of a property; note a mistake where there is none or more than one."""
    found = values.get(key, [])
    if len(found) != 1:
        mistakes.append(f"{name}: {len(found) or 'no'} values of {key} where there must be one")
        return ""
    return found[0]


def _number(name: str, values: Values, key: str, mistakes: list[str]) -> float:
    text = _one(name, values, key, mistakes)
    try:
        return float(text or 0)
    except ValueError:
        mistakes.append(f"{name}: {key} {text!r} is no number")
        return 0.0


def _relation(name: str, values: Values, mistakes: list[str]) -> RelationType:
    standing = "true" in values.get("standing", [])

    def coded(key: str) -> str | None:
        """Return a field that every relation has but a standing one."""
        if not standing:
            return _one(name, values, key, mistakes)
        if key in values:
            mistakes.append(f"{name}: a standing relation has no {key}")
        return None

    return RelationType(
        name=name,
        category=coded("category"),
        mode=coded("mode"),
        quad=coded("quadClass"),
        valence=round(_number(name, values, "valence", mistakes)),
        intensity=_number(name, values, "intensity", mistakes),
        symmetric="SymmetricProperty" in values["type"],
        inverse=_one(name, values, "inverseOf", mistakes) if "inverseOf" in values else None,
        standing=standing,
        general="true" in values.get("general", []),
        label=_one(name, values, "label", mistakes),
        definition=_one(name, values, "definition", mistakes),
        example=_one(name, values, "example", mistakes),
        domain=_one(name, values, "domain", mistakes),
        range=_one(name, values, "range", mistakes),
    )


def _coherence(r: RelationType, groups: dict[str, Category], types: dict[str, RelationType]) -> list[str]:
    """Return what does not fit together in a relation whose fields are all there."""
    wrong = []
    if r.category and r.category not in groups:
        wrong.append(f"no category {r.category!r}")
    elif r.category and r.quad != groups[r.category].quad:
        wrong.append(f"quad class {r.quad!r} is not that of {r.category}")
    if r.quad and r.quad not in QUADS:
        wrong.append(f"no quad class {r.quad!r}")
    if not -10 <= r.intensity <= 10:
        wrong.append(f"intensity {r.intensity} lies outside -10 to 10")
    if r.valence != (0 if abs(r.intensity) < 0.5 else 1 if r.intensity > 0 else -1):
        wrong.append(f"valence {r.valence} does not fit intensity {r.intensity}")
    if r.inverse and r.inverse not in types:
        wrong.append(f"its inverse {r.inverse!r} is no relation")
    return [f"{r.name}: {text}" for text in wrong]


def table() -> str:
    """Return the inventory as Markdown, a table per category: the heart of `ontology/README.md`."""
    parts = []
    for group in categories().values():
        parts += [f"### {group.name}", "", f"{group.definition} ({group.quad}; in general `{group.general}`)", ""]
        parts += ["| relation | mode | intensity | definition | example |", "| --- | --- | ---: | --- | --- |"]
        parts += [
            f"| {_mark(r)} | {r.mode} | {r.intensity:+.1f} | {r.definition} | {r.example} |"
            for r in relations().values()
            if r.category == group.name
        ]
        parts.append("")
    parts += ["### Standing relations", "", "They last; they have no category, mode or quad class.", ""]
    parts += ["| relation | from | to | intensity | definition | example |", "| --- | --- | --- | ---: | --- | --- |"]
    parts += [
        f"| {_mark(r)} | {r.domain} | {r.range} | {r.intensity:+.1f} | {r.definition} | {r.example} |"
        for r in relations().values()
        if r.standing
    ]
    return "\n".join(parts) + "\n"


def _mark(r: RelationType) -> str:
    return f"`{r.name}` ↔" if r.symmetric else f"`{r.name}`"
