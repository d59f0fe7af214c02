"""The tables of the data files: a record type per file, its columns with their meaning, and the reading of one file.

The columns carry all that the linter, the JSON Schemas and the reader need; `data/README.md` explains them to people.
"""

from __future__ import annotations

import csv
import difflib
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, Final, TypeAlias

from kg.errors import KnowledgeError
from kg.model import SECTORS
from kg.terms import is_date

STATE_KINDS: Final = ("un member", "un observer", "partly recognised", "territory", "historical")
NAME_KINDS: Final = ("name", "abbreviation", "spelling", "short")
STATE_NAME_KINDS: Final = (
    "name", "long", "abbreviation", "adjective", "demonym", "demonyms", "spelling", "capital", "seat",
)  # fmt: skip
PLACE_KINDS: Final = (
    "city", "province", "region", "sea", "river", "lake", "strait", "island", "peninsula", "mountain", "desert", "base",
    "port", "airport", "camp", "landmark", "river", "treaty", "media", "other",
)  # fmt: skip
ORGANISATION_KINDS: Final = ("igo", "summit", "court", "body", "bank", "alliance", "bloc", "mission")
MEMBER_ROLES: Final = ("member", "permanent member", "observer", "partner", "candidate", "suspended", "chair")
GROUP_TYPES: Final = ("armed group", "party", "company", "people", "body", "other")
ROLE_TYPES: Final = (
    "person", "people", "body", "party", "armed group", "company", "state", "property", "none", "transparent", "other",
)  # fmt: skip
OFFICE_KINDS: Final = (
    "head of state", "head of government", "foreign minister", "defence minister", "head of organisation",
    "ambassador", "envoy", "minister", "joint", "other",
)  # fmt: skip
OBLIGATIONS: Final = ("defense",)


@dataclass(frozen=True, slots=True)
class Column:
    """What a column of a data file holds.

    `one_of` lists its values, `refers` the tables whose ids it may name; `many` columns are lists separated by `|`.
    """

    meaning: str
    example: str = ""
    required: bool = False
    one_of: tuple[str, ...] = ()
    refers: tuple[str, ...] = ()
    many: bool = False
    day: bool = False


def _column(meaning: str, example: str = "", **kw: Any) -> Any:
    return field(metadata={"column": Column(meaning, example, **kw)})


def _id(of: str, example: str) -> Any:
    return _column(f"readable local name of the {of}: ASCII letters, digits, `_`, `-`", example, required=True)


def _source() -> Any:
    return _column("where the fact can be checked", "COW 2016", required=True)


def _from(
    meaning: str = "first day, to the precision known; empty: unknown or always", example: str = "1991-12-26"
) -> Any:
    return _column(meaning, example, day=True)


def _to(meaning: str = "last day, to the precision known; empty: not ended", example: str = "2022-03") -> Any:
    return _column(meaning, example, day=True)


def _where() -> Any:
    return field(default="", compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class State:
    """A state, now or since 1945."""

    id: str = _id("state", "China")
    name: str = _column("its common English name", "China", required=True)
    iso3: str = _column("ISO 3166-1 alpha-3 code, or the code in use for it; empty: none", "CHN")
    iso2: str = _column("ISO 3166-1 alpha-2 code; empty: none", "CN")
    cow: str = _column("Correlates of War country code; empty: none", "710")
    kind: str = _column("its standing", "un member", required=True, one_of=STATE_KINDS)
    start: str = _from("first day as a state of the international system; empty: before 1945")
    end: str = _to()
    successors: tuple[str, ...] = _column("states that followed it", "Russia|Ukraine", refers=("states",), many=True)
    source: str = _source()
    where: str = _where()


@dataclass(frozen=True, slots=True)
class Name:
    """A text by which an actor is called."""

    actor: str = _column(
        "id of who is called so", "China", required=True, refers=("states", "organisations", "groups", "persons")
    )
    text: str = _column("the text as it stands in articles", "People's Republic of China", required=True)
    kind: str = _column("what kind of text it is", "long", required=True, one_of=(*STATE_NAME_KINDS, "short"))
    start: str = _from("first day of its use; empty: always")
    end: str = _to("last day of its use; empty: still used")
    note: str = _column("anything a reader of this file should know")
    where: str = _where()


@dataclass(frozen=True, slots=True)
class Place:
    """A place that is never an actor."""

    text: str = _column("its name as it stands in articles", "Kharkiv", required=True)
    kind: str = _column("what kind of place it is", "city", required=True, one_of=PLACE_KINDS)
    state: str = _column("id of the state it lies in; empty: none or several", "Ukraine", refers=("states",))
    note: str = _column("anything a reader of this file should know")
    where: str = _where()


@dataclass(frozen=True, slots=True)
class Organisation:
    """An intergovernmental organisation, one of its bodies, a summit, a court, a mission."""

    id: str = _id("organisation", "BRICS")
    name: str = _column("its common name", "BRICS", required=True)
    kind: str = _column("what it is", "bloc", required=True, one_of=ORGANISATION_KINDS)
    parent: str = _column("id of the organisation it is a part of; empty: none", "", refers=("organisations",))
    start: str = _from("day it was founded; empty: unknown", "2009-06-16")
    end: str = _to("day it was dissolved; empty: still there")
    source: str = _source()
    where: str = _where()


@dataclass(frozen=True, slots=True)
class Membership:
    """A state (or organisation) in an organisation, for a time, in a role."""

    organisation: str = _column("id of the organisation", "BRICS", required=True, refers=("organisations",))
    member: str = _column("id of the member", "China", required=True, refers=("states", "organisations", "groups"))
    role: str = _column("as what it belongs to it", "member", required=True, one_of=MEMBER_ROLES)
    start: str = _from("day of joining; empty: unknown", "2009-06-16")
    end: str = _to("day of leaving; empty: still in")
    source: str = _source()
    where: str = _where()


@dataclass(frozen=True, slots=True)
class Group:
    """An armed group, a party, a company, a people or a movement with a name."""

    id: str = _id("group", "Wagner_Group")
    name: str = _column("its common name", "Wagner Group", required=True)
    type: str = _column("the actor type", "armed group", required=True, one_of=GROUP_TYPES)
    state: str = _column("id of the state it belongs to; empty: none or several", "Russia", refers=("states",))
    sector: str = _column("PLOVER role code; empty: none", "UAF", one_of=tuple(sorted(SECTORS)))
    start: str = _from("founded; empty: unknown", "2014")
    end: str = _to("dissolved; empty: still there")
    source: str = _source()
    where: str = _where()


@dataclass(frozen=True, slots=True)
class Role:
    """What a head word or phrase says of sector and type, whoever holds the role."""

    text: str = _column("the phrase, in lower case unless it is a name", "foreign ministry spokesman", required=True)
    sector: str = _column("PLOVER role code; empty: none", "GOV", one_of=tuple(sorted(SECTORS)))
    type: str = _column("the actor type it makes", "person", required=True, one_of=ROLE_TYPES)
    level: str = _column("how high in its state", "national")
    note: str = _column("anything a reader of this file should know")
    where: str = _where()


@dataclass(frozen=True, slots=True)
class Office:
    """One concrete office of one state or organisation."""

    id: str = _id("office", "President_of_China")
    title: str = _column("its title without the state's name", "President", required=True)
    of: str = _column(
        "id of the state or organisation it belongs to", "China", required=True,
        refers=("states", "organisations", "groups"),
    )  # fmt: skip
    kinds: tuple[str, ...] = _column(
        "what the holder is; `joint`: several hold it at once",
        "head of state",
        required=True,
        one_of=OFFICE_KINDS,
        many=True,
    )
    titles: tuple[str, ...] = _column(
        "every phrase by which texts call the holder", "president|state president", many=True
    )
    source: str = _source()
    where: str = _where()


@dataclass(frozen=True, slots=True)
class Person:
    """A person with a name."""

    id: str = _id("person", "Xi_Jinping")
    name: str = _column("the full name as English texts give it", "Xi Jinping", required=True)
    family: str = _column("the name by which second mentions call the person", "Xi", required=True)
    gender: str = _column("m, f or empty: unknown", "m", one_of=("m", "f"))
    source: str = _source()
    where: str = _where()


@dataclass(frozen=True, slots=True)
class Holder:
    """A person's term in an office."""

    office: str = _column("id of the office", "President_of_China", required=True, refers=("offices",))
    person: str = _column("id of the person", "Xi_Jinping", required=True, refers=("persons",))
    start: str = _from("first day in office; empty: unknown", "2013-03-14")
    end: str = _to("last day in office; empty: still in office")
    source: str = _source()
    where: str = _where()


@dataclass(frozen=True, slots=True)
class Alliance:
    """Two states bound to defend each other; each pair once a term, the earlier id first."""

    state_a: str = _column("id of a state", "Belgium", required=True, refers=("states",))
    state_b: str = _column("id of another state", "France", required=True, refers=("states",))
    obligation: str = _column("what the treaty obliges to", "defense", required=True, one_of=OBLIGATIONS)
    start: str = _from("first year in force", "1949")
    end: str = _to("last year in force; empty: in force when the source ends")
    source: str = _source()
    where: str = _where()


@dataclass(frozen=True, slots=True)
class Border:
    """Two states with a common land border; each pair once a term, the earlier id first."""

    state_a: str = _column("id of a state", "China", required=True, refers=("states",))
    state_b: str = _column("id of another state", "India", required=True, refers=("states",))
    start: str = _from("first day; empty: before 1945", "1947-08-15")
    end: str = _to()
    source: str = _source()
    where: str = _where()


Row: TypeAlias = (
    State | Name | Place | Organisation | Membership | Group | Role | Office | Person | Holder | Alliance | Border
)

_FROM_COLUMN: Final = {"from": "start", "to": "end"}
_TO_COLUMN: Final = {"start": "from", "end": "to"}


class Table:
    """One kind of data file: its name, its record type, and the fields that make a row's key.

    A row of an overlay with the key of an earlier row corrects it. Rows of a `dated` table share a key at different
    times; there an overlay's row corrects those whose time it overlaps.
    """

    def __init__(self, name: str, record: type[Row], key: tuple[str, ...], kinds: tuple[str, ...] = ()):
        self.name, self.record, self.key, self.kinds = name, record, key, kinds
        self.fields = tuple(f.name for f in fields(record) if f.name != "where")
        self.columns = tuple(_TO_COLUMN.get(f, f) for f in self.fields)
        self.spec: dict[str, Column] = {f.name: f.metadata["column"] for f in fields(record) if f.name != "where"}
        self.dated = "start" in self.fields and key != ("id",)

    def key_of(self, row: Row) -> tuple[str, ...]:
        """Return the values that identify a row."""
        return tuple(getattr(row, name) for name in self.key)

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of a row as a dict of text by column."""
        properties: dict[str, Any] = {}
        for name, column in zip(self.columns, self.spec.values(), strict=True):
            item: dict[str, Any] = {"type": "string"}
            one_of = self.kinds if self.kinds and name == "kind" else column.one_of
            if one_of:
                item["enum"] = sorted(one_of) if column.required or column.many else ["", *sorted(one_of)]
            if column.day:
                item["pattern"] = r"^(\d{4}(-\d{2}(-\d{2})?)?)?$"
            if name == "id":
                item["pattern"] = "^[A-Za-z0-9_-]+$"
            elif column.required:
                item["minLength"] = 1
            if column.many:
                item = {"type": "array", "items": item}
                if column.required:
                    item["minItems"] = 1
                    item["items"].pop("minLength", None)
            item["description"] = column.meaning + (
                f" (an id of {' or '.join(column.refers)})" if column.refers and "id of" not in column.meaning else ""
            )
            if column.example:
                item["examples"] = [column.example.split("|") if column.many else column.example]
            properties[name] = item
        return {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": f"{self.name}.csv",
            "description": f"{self.record.__doc__} Lists are separated by | in the file.",
            "type": "object",
            "properties": properties,
            "required": list(self.columns),
            "additionalProperties": False,
        }


_NAME_KEY: Final = ("actor", "text", "kind")

TABLES: Final[dict[str, Table]] = {
    table.name: table
    for table in (
        Table("states", State, ("id",)),
        Table("state_names", Name, _NAME_KEY, STATE_NAME_KINDS),
        Table("places", Place, ("text", "kind", "state")),
        Table("organisations", Organisation, ("id",)),
        Table("organisation_names", Name, _NAME_KEY, NAME_KINDS),
        Table("memberships", Membership, ("organisation", "member", "role")),
        Table("groups", Group, ("id",)),
        Table("group_names", Name, _NAME_KEY, NAME_KINDS),
        Table("roles", Role, ("text",)),
        Table("offices", Office, ("id",)),
        Table("persons", Person, ("id",)),
        Table("person_names", Name, _NAME_KEY, NAME_KINDS),
        Table("holders", Holder, ("office", "person")),
        Table("alliances", Alliance, ("state_a", "state_b", "obligation")),
        Table("borders", Border, ("state_a", "state_b")),
    )
}
"""The tables by file name, in the order in which they are read."""


def schemas() -> dict[str, dict[str, Any]]:
    """Return the JSON Schema of every table by its name; `data/schema/` holds them as files.

    >>> schemas()["holders"]["required"]
    ['office', 'person', 'from', 'to', 'source']
    """
    return {name: table.schema() for name, table in TABLES.items()}


def table_of_name(stem: str) -> Table | None:
    """Return the table of a file name: `holders`, or split by region, `holders_africa`.

    >>> table_of_name("person_names_asia").name, table_of_name("verbs")
    ('person_names', None)
    """
    fits = [name for name in TABLES if stem == name or stem.startswith(name + "_")]
    return TABLES[max(fits, key=len)] if fits else None


def table_of_header(header: Iterable[str]) -> Table | None:
    """Return the table that has exactly these columns, in any order.

    The four tables of names have the same columns and go to one list, so that the first stands for all.

    >>> table_of_header(["actor", "text", "kind", "from", "to", "note"]).name
    'state_names'
    """
    columns = sorted(header)
    return next((table for table in TABLES.values() if sorted(table.columns) == columns), None)


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """Return a hint at the nearest known word.

    >>> did_you_mean("un memeber", STATE_KINDS)
    'did you mean "un member"?'
    """
    names = list(known)
    if len(names) > 500:
        # Comparing with thousands of ids takes its time; a slip in the first two letters is rare.
        names = [name for name in names if name[:2].lower() == word[:2].lower()]
    by_case = {name.lower(): name for name in sorted(names)}
    near = difflib.get_close_matches(word.lower(), by_case, n=1, cutoff=0.7)
    return f'did you mean "{by_case[near[0]]}"?' if near else None


def header_of(data: bytes) -> list[str]:
    """Return the column names in the first line of a CSV file."""
    first = data.split(b"\n", 1)[0].decode("utf-8-sig", "replace")
    return next(csv.reader([first.rstrip("\r")]), [])


def read_table(table: Table, data: bytes, label: str) -> tuple[list[Row], list[KnowledgeError]]:
    """Read one file: its rows, and every mistake in its form. `label` names the file in messages.

    A line with a mistake gives no row, except that a bad date is kept for the linter to see the rest.

    >>> rows, mistakes = read_table(TABLES["holders"], b"office,person,from,to,source\\nA,B,2001-13,,x\\n", "h.csv")
    >>> print(mistakes[0])
    h.csv:2: "2001-13" in column "from" is not a date; write 1991-12-26, 1991-12 or 1991
    """
    problems: list[KnowledgeError] = []
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return [], [KnowledgeError("not UTF-8 text", where=label, line=line, hint="save the file as UTF-8")]
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[Row] = []
    try:
        header = next(reader, [])
        problems += _header_mistakes(table, header, label)
        order = (
            None if tuple(header) == table.columns else [header.index(c) if c in header else -1 for c in table.columns]
        )
        lists = [i for i, column in enumerate(table.spec.values()) if column.many]
        days = [i for i, column in enumerate(table.spec.values()) if column.day]
        width = len(header)
        # Any: a row's cells are text or, in list columns, tuples; the record type says which is which.
        make: Any = table.record
        for cells in reader:
            if not cells:
                continue
            line = reader.line_num
            if len(cells) != width:
                problems.append(_width_mistake(cells, width, label, line))
                continue
            values: list[Any] = cells if order is None else [cells[i] if i >= 0 else "" for i in order]
            for i in days:
                if values[i] and not is_date(values[i]):
                    problems.append(_date_mistake(values[i], table.columns[i], label, line))
            for i in lists:
                values[i] = tuple(values[i].split("|")) if values[i] else ()
            rows.append(make(*values, f"{label}:{line}"))
    except csv.Error as error:
        problems.append(
            KnowledgeError(
                f"not CSV: {error}", where=label, line=reader.line_num, hint='write a quote inside a quoted field as ""'
            )
        )
    return rows, problems


def _header_mistakes(table: Table, header: Sequence[str], label: str) -> list[KnowledgeError]:
    """Say which columns are unknown, missing or doubled."""
    mistakes = [
        KnowledgeError(
            f'unknown column "{name}"', where=label, line=1,
            hint=did_you_mean(name, table.columns) or f"the columns of {table.name} are {','.join(table.columns)}",
        )
        for name in header if name not in table.columns
    ]  # fmt: skip
    hint = f"the header is {','.join(table.columns)}"
    mistakes += [
        KnowledgeError(f'no column "{name}"', where=label, line=1, hint=hint)
        for name in table.columns
        if name not in header
    ]
    doubled = sorted({name for name in header if header.count(name) > 1})
    return mistakes + [
        KnowledgeError(f'column "{name}" stands twice', where=label, line=1, hint=hint) for name in doubled
    ]


def _width_mistake(cells: Sequence[str], width: int, label: str, line: int) -> KnowledgeError:
    hint = "a field with a comma needs quotes" if len(cells) > width else "an empty field still needs its comma"
    return KnowledgeError(f"{len(cells)} fields where the header has {width}", where=label, line=line, hint=hint)


def _date_mistake(value: str, column: str, label: str, line: int) -> KnowledgeError:
    what = f'"{value}" in column "{column}" is not a date'
    return KnowledgeError(what, where=label, line=line, hint="write 1991-12-26, 1991-12 or 1991")
