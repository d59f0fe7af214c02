"""Questions to the store: SPARQL queries, free or named, with parameters bound as values.

A named query is a file `NAME.rq` in `ontology/queries/` or in the folder that KG_QUERIES names; comment lines at its
head say `# title:`, `# description:`, and `# param: NAME (TYPE) what it is` or `# param: NAME (TYPE, required) ...` for
each parameter, TYPE one of actor, relation, date, text, number. A parameter is the variable of that name, and stays
unbound when it is not given.
"""

from __future__ import annotations

import csv
import difflib
import json
import os
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal, TextIO, cast, get_args

import pyoxigraph as ox
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from kg import inventory, sparql
from kg.convert import date_literal, date_precision, text_literal
from kg.errors import QueryError
from kg.names import ID, IR, PREFIXES, short
from kg.resources import folder
from kg.store import Store

Format = Literal["table", "csv", "json", "jsonl"]
ParameterType = Literal["actor", "relation", "date", "text", "number"]
Term = ox.NamedNode | ox.Literal
FORMATS: Final[tuple[str, ...]] = get_args(Format)

_HEAD = re.compile(r"#\s*(title|description|param)\s*:\s*(.*)", re.IGNORECASE)
_PARAM = re.compile(r"(\w+)\s*\((\w+)(,\s*required)?\)\s*(.*)")
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]+")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a named query."""

    name: str
    type: ParameterType
    required: bool = False
    description: str = ""


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query that has a name: a file of the ontology, or of the user."""

    name: str
    title: str
    description: str
    parameters: tuple[Parameter, ...]
    text: str
    path: Path


def named_queries() -> list[NamedQuery]:
    """Return every named query, sorted by name; the user's own (KG_QUERIES) come before those of kg."""
    folders = [folder("ontology") / "queries"]
    if own := os.environ.get("KG_QUERIES"):
        if not Path(own).is_dir():
            raise QueryError("KG_QUERIES names no folder", where=own)
        folders.append(Path(own))
    found = {path.stem: path for place in folders for path in sorted(place.glob("*.rq"))}
    return [read_query(found[name]) for name in sorted(found)]


def read_query(path: Path) -> NamedQuery:
    """Read a query file with its head."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(f"cannot be read: {error}", where=str(path)) from error
    told, parameters = {"title": "", "description": ""}, []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.startswith("#"):
            break
        if not (head := _HEAD.fullmatch(line.strip())):
            continue
        key, value = head[1].lower(), head[2].strip()
        if key != "param":
            told[key] = f"{told[key]} {value}".strip()
        elif (param := _PARAM.fullmatch(value)) and param[2] in get_args(ParameterType):
            parameters.append(Parameter(param[1], cast(ParameterType, param[2]), bool(param[3]), param[4]))
        else:
            hint = f"write `# param: NAME (TYPE) what it is`, TYPE one of {', '.join(get_args(ParameterType))}"
            raise QueryError("not a parameter", where=str(path), line=number, hint=hint)
    return NamedQuery(path.stem, told["title"] or path.stem, told["description"], tuple(parameters), text, path)


def find_query(text_or_name: str) -> NamedQuery:
    """Return what to ask: a named query, the file of a path, or the text itself as a query without a name."""
    asked = text_or_name.strip()
    if re.fullmatch(r"[\w-]+", asked):
        known = {q.name: q for q in named_queries()}
        if asked not in known:
            hint = did_you_mean(asked, known, "see `kg query --list`")
            raise QueryError(f"there is no query named {asked!r}", hint=hint)
        return known[asked]
    if not re.search(r"[\s{}]", asked) or asked.endswith(".rq"):
        if asked and not Path(asked).is_file():
            raise QueryError("no such query file", where=asked, hint="give a named query, a query or a file")
        if asked:
            return read_query(Path(asked))
    return NamedQuery("query", "", "", (), text_or_name, Path())


def query(store: Store, text_or_name: str, params: Mapping[str, str] | None = None) -> Result:
    """Ask the store a named query, a query file or a query; `params` are values for its variables.

    What a value means: a full IRI or `prefix:name` is that IRI; a number is a number, an ISO date a date; the name of
    an actor in the store is that actor, the name of a relation that relation; anything else is text. `text:China` is
    always text. A parameter that the head of a query declares is of its declared type.
    """
    asked = find_query(text_or_name)
    where = str(asked.path) if asked.path.name else "query"
    sparql.refuse(asked.text, where)
    values = _values(store, asked, params or {})
    try:
        text = sparql.bind(asked.text, values) if values else asked.text
        return Result(store.query(text, union=not sparql.names_graphs(text)))
    except SyntaxError as error:
        raise sparql.explain(asked.text, _first_error(store, asked.text, error), where) from error


class Result:
    """The answer to a query, to be iterated over or written once."""

    def __init__(self, found: ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean):
        self._found = found
        self.columns: list[str] = ["subject", "predicate", "object"]
        self.boolean: bool | None = None
        if isinstance(found, ox.QuerySolutions):
            self.columns = [v.value for v in found.variables]
        elif isinstance(found, ox.QueryBoolean):
            self.boolean, self.columns = bool(found), ["answer"]

    def __iter__(self) -> Iterator[tuple[ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None, ...]]:
        """Iterate over the rows: one term a column, None where unbound; triples are sorted."""
        if isinstance(self._found, ox.QueryBoolean):
            yield (ox.Literal(bool(self._found)),)
        elif isinstance(self._found, ox.QuerySolutions):
            for row in self._found:
                yield tuple(row)
        else:
            yield from (tuple(triple) for triple in sorted(set(self._found), key=str))

    def write(self, stream: TextIO, format: Format = "table") -> None:
        """Write the answer: a table for people, SPARQL 1.1 CSV or JSON results, or a JSON object a line.

        The triples of CONSTRUCT and DESCRIBE are Turtle for people and JSON-LD for `json`.
        """
        writers: dict[str, Callable[[TextIO], None]] = {
            "table": self._table,
            "csv": self._csv,
            "json": self._json,
            "jsonl": self._jsonl,
        }
        if format not in writers:
            raise QueryError(f"unknown format {format!r}", hint=f"the formats are {', '.join(FORMATS)}")
        writers[format](stream)

    def _serialized(self, format: ox.QueryResultsFormat) -> str:
        found = cast("ox.QuerySolutions | ox.QueryBoolean", self._found)
        return cast(bytes, found.serialize(format=format)).decode()

    def _rdf(self, format: ox.RdfFormat) -> str:
        triples = [ox.Triple(*cast("tuple[Any, Any, Any]", row)) for row in self]
        return cast(bytes, ox.serialize(triples, format=format, prefixes=_used_prefixes(triples))).decode()

    def _csv(self, stream: TextIO) -> None:
        if isinstance(self._found, ox.QuerySolutions):
            stream.write(self._serialized(ox.QueryResultsFormat.CSV))
        else:  # the standard has no CSV for these: the columns are ours
            write_csv(self.columns, ([_plain(term) for term in row] for row in self), stream)

    def _json(self, stream: TextIO) -> None:
        if isinstance(self._found, ox.QueryTriples):
            stream.write(self._rdf(ox.RdfFormat.JSON_LD) + "\n")
        else:
            stream.write(self._serialized(ox.QueryResultsFormat.JSON) + "\n")

    def _jsonl(self, stream: TextIO) -> None:
        for row in self:
            line = {name: _value(term) for name, term in zip(self.columns, row, strict=True)}
            stream.write(json.dumps(line, ensure_ascii=False) + "\n")

    def _table(self, stream: TextIO) -> None:
        if isinstance(self._found, ox.QueryTriples):
            stream.write(self._rdf(ox.RdfFormat.TURTLE))
        elif self.boolean is not None:
            stream.write("yes\n" if self.boolean else "no\n")
        else:
            write_table(self.columns, ([_shown(term) for term in row] for row in self), stream)


def write_rows(rows: Sequence[Mapping[str, Any]], stream: TextIO, format: Format = "table") -> None:
    """Write rows of plain values, all with the same keys, in a format of query results."""
    columns = list(rows[0]) if rows else []
    cells = [["" if value is None else str(value) for value in row.values()] for row in rows]
    if format == "table":
        write_table(columns, cells, stream)
    elif format == "csv":
        write_csv(columns, cells, stream)
    elif format == "json":
        stream.write(json.dumps(list(rows), ensure_ascii=False, indent=2) + "\n")
    else:
        stream.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def write_csv(columns: Sequence[str], rows: Iterable[Sequence[str]], stream: TextIO) -> None:
    """Write a table with the line ends of the CSV standard."""
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows(rows)


def write_table(columns: Sequence[str], rows: Iterable[Sequence[str]], stream: TextIO) -> None:
    """Write a table for people: fitted to a terminal, else aligned, with nothing that could steer a terminal."""
    cells = [[_CONTROL.sub(" ", cell) for cell in row] for row in rows]
    if stream.isatty():
        table = Table(*columns, row_styles=["", "dim"])
        for row in cells:
            table.add_row(*(Text(cell, overflow="ellipsis") for cell in row))
        Console(file=stream).print(table)
    else:
        _align([list(columns), *cells], stream)


def _align(rows: list[list[str]], stream: TextIO) -> None:
    """Write rows as columns of text, each as wide as its widest cell on any screen."""
    widths = [max(cell_len(cell) for cell in column) for column in zip(*rows, strict=True)]
    rows.insert(1, ["-" * width for width in widths])
    for row in rows:
        cells = [cell + " " * (width - cell_len(cell)) for cell, width in zip(row, widths, strict=True)]
        stream.write("  ".join(cells).rstrip() + "\n")


def _plain(term: Any) -> str:
    """Return a term as plain text; a triple inside a triple as it is written in Turtle."""
    return "" if term is None else str(getattr(term, "value", term))


def _shown(term: Any) -> str:
    """Return a term for people: IRIs short."""
    return short(term.value) if isinstance(term, ox.NamedNode) else _plain(term)


def _value(term: Any) -> Any:
    """Return a term as a value of JSON."""
    if term is None:
        return None
    if isinstance(term, ox.Literal):
        kind = term.datatype.value.removeprefix(PREFIXES["xsd"])
        if kind == "boolean":
            return term.value == "true"
        if kind in ("integer", "decimal", "double", "float"):
            try:
                number = int(term.value) if kind == "integer" else float(term.value)
            except ValueError:
                return term.value
            return number if abs(number) < float("inf") else term.value
    return _plain(term)


def _used_prefixes(triples: list[ox.Triple]) -> dict[str, str]:
    text = "\n".join(str(t) for t in triples)
    return {prefix: base for prefix, base in PREFIXES.items() if f"<{base}" in text}


def _first_error(store: Store, text: str, error: SyntaxError) -> SyntaxError:
    """Return the error at its place in the text as the user wrote it, without values."""
    try:
        store.query(text)
    except SyntaxError as original:
        return original
    return error


def _values(store: Store, asked: NamedQuery, params: Mapping[str, str]) -> dict[str, Term]:
    """Return the value of each parameter as a term."""
    types: dict[str, ParameterType | None] = {p.name: p.type for p in asked.parameters}
    if not types:
        types = dict.fromkeys(sparql.variables(asked.text))
    for parameter in asked.parameters:
        if parameter.required and parameter.name not in params:
            hint = f"say --param {parameter.name}=VALUE: {parameter.description}"
            raise QueryError(f"{asked.name} needs the parameter {parameter.name!r}", hint=hint)
    values = {}
    for name, text in params.items():
        if name not in types:
            known = ", ".join(sorted(types)) or "none"
            hint = did_you_mean(name, types, f"its parameters are: {known}")
            raise QueryError(f"{asked.name} has no parameter {name!r}", hint=hint)
        values[name] = value_of(store, text, types[name], name)
    return values


def value_of(store: Store, text: str, type: ParameterType | None = None, name: str = "value") -> Term:
    """Return the term that a parameter's text means, of the declared type if one is given."""
    if type == "text":
        return text_literal(text)
    if text.startswith("text:"):
        return text_literal(text.removeprefix("text:"))
    readings: dict[ParameterType, Callable[[], Term | None]] = {
        "number": lambda: _number(text),
        "relation": lambda: _iri(text) or _relation(text),
        "date": lambda: _date(text),
        "actor": lambda: _iri(text) or find_actor(store, text),
    }
    if type is None:
        return next((found for reading in readings.values() if (found := reading())), None) or text_literal(text)
    if found := readings[type]():
        return found
    hints: dict[ParameterType, Callable[[], str]] = {
        "number": lambda: "write 3 or 0.5",
        "relation": lambda: did_you_mean(text, inventory.relations(), "see the relations in ontology/ir.ttl"),
        "date": lambda: "write 2023-09-18, 2023-09 or 2023",
        "actor": lambda: did_you_mean(text, _labels(store), "no article and no data file names it"),
    }
    raise QueryError(f"{name}: {text!r} is no {type} known here", hint=hints[type]())


def _number(text: str) -> ox.Literal | None:
    kind = "decimal" if "." in text else "integer"
    return ox.Literal(text, datatype=ox.NamedNode(PREFIXES["xsd"] + kind)) if _NUMBER.fullmatch(text) else None


def _relation(text: str) -> ox.NamedNode | None:
    return ox.NamedNode(IR[text]) if text in inventory.relations() else None


def _date(text: str) -> ox.Literal | None:
    literal = date_literal(text)
    return literal if date_precision(text) and not literal.datatype.value.endswith("#string") else None


def find_actor(store: Store, text: str) -> ox.NamedNode | None:
    """Return the actor of the store that a text names: by local name, else by label, else by either in any case."""
    if re.fullmatch(r"[\w\-.~]+", text):
        iri = ox.NamedNode(ID + text)
        if any(True for _ in store.quads_for_pattern(iri, None, None)):
            return iri
    labels = _labels(store)
    folded = _folded(text)
    for same in (lambda label: label == text, lambda label: _folded(label) == folded):
        found = {iri for label, iris in labels.items() if same(label) for iri in iris}
        if len(found) == 1:
            return ox.NamedNode(found.pop())
        if found:
            names = ", ".join(sorted(short(iri) for iri in found))
            raise QueryError(f"{text!r} names several actors: {names}", hint="say which")
    return None


def _labels(store: Store) -> dict[str, set[str]]:
    """Return every name of an actor with the IRIs that bear it; local names count as names."""
    labels: dict[str, set[str]] = {}
    pattern = "?actor rdfs:label|skos:altLabel ?label FILTER(STRSTARTS(STR(?actor), STR(id:)))"
    for row in store.rows(f"SELECT DISTINCT ?actor ?label {{ {pattern} }}"):
        iri, label = cast(ox.NamedNode, row["actor"]).value, cast(ox.Literal, row["label"]).value
        labels.setdefault(label, set()).add(iri)
        labels.setdefault(iri.removeprefix(ID).replace("_", " "), set()).add(iri)
    return labels


def _folded(text: str) -> str:
    """Return a name without case, marks of letters, or the kind of its spaces."""
    plain = unicodedata.normalize("NFKD", text)
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).casefold().replace("_", " ").split())


def _iri(text: str) -> ox.NamedNode | None:
    """Return the IRI that a text is, in full or with a known prefix."""
    prefix, _, local = text.partition(":")
    full = text if prefix in ("http", "https", "urn", "file") and local else ""
    if prefix in PREFIXES and local:
        full = PREFIXES[prefix] + local
    try:
        return ox.NamedNode(full) if full else None
    except ValueError:
        return None


def did_you_mean(text: str, known: Iterable[str], otherwise: str) -> str:
    """Return a hint with the known names that are close to a text, or something else to do."""
    folded = {name.casefold(): name for name in known}
    close = difflib.get_close_matches(text.casefold(), folded, 3)
    return f"did you mean {' or '.join(folded[c] for c in close)}?" if close else otherwise
