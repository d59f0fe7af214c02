"""What kg knows of states, organisations, groups, offices, people and roles: the data files, loaded and asked.

`python -m kg.knowledge [FOLDER|FILE...]` prints every mistake of the shipped data, with these overlays, one a line.
"""

from __future__ import annotations

import hashlib
import importlib
import os
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, TypeVar

from kg import resources
from kg.errors import KnowledgeError
from kg.model import Actor, ActorType
from kg.tables import (
    TABLES,
    Alliance,
    Border,
    Group,
    Holder,
    Membership,
    Name,
    Office,
    Organisation,
    Person,
    Place,
    Role,
    Row,
    State,
    Table,
    did_you_mean,
    header_of,
    read_table,
    schemas,
    table_of_header,
    table_of_name,
)
from kg.terms import covers, earliest, latest, overlaps, surely_covers

__all__ = [
    "Alliance",
    "Border",
    "Group",
    "Holder",
    "Knowledge",
    "Membership",
    "Name",
    "Office",
    "Organisation",
    "Person",
    "Place",
    "Role",
    "Row",
    "State",
    "check",
    "covers",
    "load",
    "overlaps",
    "read",
    "schemas",
    "user_overlays",
]


T = TypeVar("T", bound=Row)


@dataclass(frozen=True)
class Knowledge:
    """All tables; what has an id by its id, everything in the order of the files.

    A date `on` that a method takes is ISO 8601 to any precision; None asks for what has no end date. Terms include both
    their days (see `kg.terms`).
    """

    states: dict[str, State]
    organisations: dict[str, Organisation]
    groups: dict[str, Group]
    offices: dict[str, Office]
    persons: dict[str, Person]
    names: list[Name]
    places: list[Place]
    memberships: list[Membership]
    holders: list[Holder]
    roles: list[Role]
    alliances: list[Alliance]
    borders: list[Border]
    digest: str
    """Digest of the bytes of all files, overlays too: the version of the knowledge."""
    overlaid: frozenset[str] = frozenset()
    """The files that overlay the shipped ones, as `where` names them."""
    problems: tuple[KnowledgeError, ...] = field(default=(), repr=False)
    """Mistakes of form met on reading; none in what `load` returns."""

    def rows(self) -> Iterator[Row]:
        """Yield every row of every table."""
        for by_id in (self.states, self.organisations, self.groups, self.offices, self.persons):
            yield from by_id.values()
        for rows in (self.names, self.places, self.memberships, self.holders, self.roles, self.alliances, self.borders):
            yield from rows

    def actor(self, local: str) -> Actor | None:
        """Return the actor of an id as the record that relations carry; None if no table has it.

        A group's country is its state's; a person's, that of the one state whose offices it held. A person's sector
        depends on the date, a state's on the mention: both are left to who knows these.
        """
        if state := self.states.get(local):
            return Actor(local, state.name, "state", state.iso3 or None)
        if organisation := self.organisations.get(local):
            return Actor(local, organisation.name, "igo")
        if group := self.groups.get(local):
            # The table's types are actor types; the linter sees to it.
            kind: ActorType = group.type  # type: ignore[assignment]
            return Actor(local, group.name, kind, self._iso3(group.state), group.sector or None)
        if person := self.persons.get(local):
            codes = {self._iso3(self.offices[h.office].of) for h in self.terms_of(local) if h.office in self.offices}
            codes.discard(None)
            return Actor(local, person.name, "person", codes.pop() if len(codes) == 1 else None)
        return None

    def _iso3(self, state: str) -> str | None:
        return self.states[state].iso3 or None if state in self.states else None

    def members(self, organisation: str, on: str | None = None) -> list[Membership]:
        """Return who belongs to an organisation at a date, in whatever role (member, observer, suspended, ...)."""
        return [m for m in self._members.get(organisation, ()) if covers(m.start, m.end, on)]

    def memberships_of(self, actor: str, on: str | None = None) -> list[Membership]:
        """Return what an actor belongs to at a date, in whatever role."""
        return [m for m in self._memberships.get(actor, ()) if covers(m.start, m.end, on)]

    def offices_of(self, actor: str) -> list[Office]:
        """Return the offices of a state or organisation."""
        return self._offices.get(actor, [])

    def terms(self, office: str) -> list[Holder]:
        """Return every term in an office, the earliest first."""
        return self._terms.get(office, [])

    def terms_of(self, person: str) -> list[Holder]:
        """Return every term of a person, the earliest first."""
        return self._careers.get(person, [])

    def holders_of(self, office: str, on: str | None = None) -> list[Holder]:
        """Return the terms that may include a date; on the day of a change, only the newer holder's.

        Where some terms surely include the date, those that only may (`to` 1991, asked for 1991-06) are left out.
        """
        terms = [h for h in self.terms(office) if covers(h.start, h.end, on)]
        if on is None or len(terms) < 2:
            return terms
        terms = [h for h in terms if surely_covers(h.start, h.end, on)] or terms
        return [
            h
            for h in terms
            if not (h.end and any(o is not h and earliest(h.end) <= latest(o.start) <= on for o in terms))
        ]

    def holder_on(self, office: str, on: str | None) -> Person | None:
        """Return who held an office at a date, or None if nobody is known or more than one may have held it."""
        people = {h.person for h in self.holders_of(office, on)}
        return self.persons.get(people.pop()) if len(people) == 1 else None

    @cached_property
    def names_of(self) -> dict[str, list[Name]]:
        """The names by actor."""
        return _by(self.names, "actor")

    @cached_property
    def _members(self) -> dict[str, list[Membership]]:
        return _by(self.memberships, "organisation")

    @cached_property
    def _memberships(self) -> dict[str, list[Membership]]:
        return _by(self.memberships, "member")

    @cached_property
    def _offices(self) -> dict[str, list[Office]]:
        return _by(self.offices.values(), "of")

    @cached_property
    def _terms(self) -> dict[str, list[Holder]]:
        return _by(sorted(self.holders, key=_term), "office")

    @cached_property
    def _careers(self) -> dict[str, list[Holder]]:
        return _by(sorted(self.holders, key=_term), "person")


def load(folder: Path | None = None, overlays: Sequence[Path] = ()) -> Knowledge:
    """Load the data files of a folder (the shipped ones by default), with the user's own laid over them.

    An overlay is a folder of files named as the shipped ones, or one CSV file whose header says which table it is. Its
    rows correct those of the same key (in tables with terms: at an overlapping time) and add the others. A table may be
    split into `<table>_*.csv` or a folder `<table>/`. The shipped data without overlays is loaded once.

    Raises `KnowledgeError` with file and line for a mistake of form, and for anything `check` finds in an overlay.
    """
    if folder is None and not overlays:
        return _shipped()
    knowledge = read(folder, overlays)
    mistakes = list(knowledge.problems)
    if not mistakes and overlays:
        mistakes = [mistake for mistake in check(knowledge) if mistake.where in knowledge.overlaid]
    if mistakes:
        raise _combined(mistakes)
    return knowledge


@lru_cache(maxsize=1)
def _shipped() -> Knowledge:
    knowledge = read()
    if knowledge.problems:
        raise _combined(knowledge.problems)
    return knowledge


def user_overlays() -> list[Path]:
    """Return the user's own data files: those of tables in KG_CONFIG, or in the `kg` folder of the XDG configuration.

    Files there that are no table (by name and by header) belong to other parts of kg.
    """
    named = os.environ.get("KG_CONFIG")
    config = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    folder = Path(named) if named else config / "kg"
    return [path for path, _ in _files(folder)] if folder.is_dir() else []


def check(knowledge: Knowledge) -> list[KnowledgeError]:
    """Return every mistake in the data, of form and of content, each with file and line, in the order of the files."""
    from kg.lint import lint

    mistakes = {str(mistake): mistake for mistake in (*knowledge.problems, *lint(knowledge))}
    return sorted(mistakes.values(), key=lambda m: (m.where in knowledge.overlaid, m.where or "", m.line or 0, m.what))


def read(folder: Path | None = None, overlays: Sequence[Path] = ()) -> Knowledge:
    """Read as `load` does, but keep mistakes of form in `problems` instead of raising them."""
    base = folder or resources.folder("data")
    digest = hashlib.sha256()
    problems: list[KnowledgeError] = []
    tables: dict[str, list[Row]] = {name: [] for name in TABLES}
    overlaid: list[str] = []
    if not base.is_dir():
        raise KnowledgeError("no such folder of data files", where=str(base))
    for layer in (base, *overlays):
        new: dict[str, list[Row]] = defaultdict(list)
        for path, table in _files(layer, strict=layer is not base):
            data = path.read_bytes()
            label = f"{base.name}/{path.relative_to(base).as_posix()}" if layer is base else str(path)
            digest.update(f"{table.name} {len(data)}\n".encode())
            digest.update(data)
            rows, mistakes = read_table(table, data, label)
            problems += mistakes
            new[table.name] += rows
            if layer is not base:
                overlaid.append(label)
        for name, rows in new.items():
            table = TABLES[name]
            distinct = _distinct(table, rows, problems) if table.key == ("id",) else rows
            tables[name] = _overlay(table, tables[name], distinct, problems) if tables[name] else distinct
    # Any: that the rows of a table are of the table's record type is beyond what mypy can follow.
    content: dict[str, Any] = {"names": []}
    for name, table in TABLES.items():
        if table.record is Name:
            content["names"] += tables[name]
        else:
            content[name] = {table.key_of(r)[0]: r for r in tables[name]} if table.key == ("id",) else tables[name]
    return Knowledge(**content, digest=digest.hexdigest(), overlaid=frozenset(overlaid), problems=tuple(problems))


def _files(place: Path, *, strict: bool = False) -> list[tuple[Path, Table]]:
    """Return the table files of a folder, or the one file, each with its table, sorted by name.

    With `strict` a CSV file that is no table is a mistake; without, it belongs to somebody else.
    """
    if place.is_file():
        paths = [place]
    elif place.is_dir():
        paths = sorted([*place.glob("*.csv"), *place.glob("*/*.csv")])
    else:
        raise KnowledgeError("no such file or folder of actors", where=str(place))
    found = []
    for path in paths:
        inside = path.parent.name if path.parent not in (place, place.parent) else path.stem
        table = table_of_name(path.stem) or table_of_name(inside)
        if table is None or place.is_file():
            header = header_of(path.read_bytes())
            # A header that fits says best what a single file is; a name that fits lets the reader say what is wrong.
            by_header = table_of_header(header)
            table = table if table and (by_header is None or table.columns == by_header.columns) else by_header
        if table is not None:
            found.append((path, table))
        elif strict:
            near = did_you_mean(path.stem, TABLES)
            hint = near or "its first line must be the header of a table; data/README.md lists them"
            raise KnowledgeError("neither name nor header is that of a table", where=str(path), line=1, hint=hint)
    return found


def _distinct(table: Table, rows: Iterable[Row], problems: list[KnowledgeError]) -> list[Row]:
    """Refuse a second row with the same id; a person may stand in several files with the same facts."""
    seen: dict[tuple[str, ...], Row] = {}
    for row in rows:
        key = table.key_of(row)
        first = seen.setdefault(key, row)
        if first is row or (isinstance(row, Person) and isinstance(first, Person) and _same_person(first, row)):
            continue
        differ = [c for c, f in zip(table.columns, table.fields, strict=True) if getattr(row, f) != getattr(first, f)]
        what = f'"{key[0]}" stands at {first.where} too'
        hint = f"they differ in {', '.join(differ)}; keep one" if differ else "keep one"
        problems.append(_mistake(row, what, hint))
    return list(seen.values())


def _same_person(one: Person, other: Person) -> bool:
    """Say whether two rows of different files tell the same of a person."""
    apart = one.where.rpartition(":")[0] != other.where.rpartition(":")[0]
    return apart and (one.name, one.family, one.gender) == (other.name, other.family, other.gender)


def _overlay(table: Table, old: list[Row], new: Iterable[Row], problems: list[KnowledgeError]) -> list[Row]:
    """Return the old rows with the new ones in place of those they correct, the others at the end."""
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for i, row in enumerate(old):
        places[table.key_of(row)].append(i)
    result: list[Row | None] = list(old)
    for row in new:
        hits = [i for i in places[table.key_of(row)] if not table.dated or _same_time(old[i], row)]
        for i in hits:
            if isinstance(row, State) and row.iso3 != getattr(old[i], "iso3", row.iso3):
                what = (
                    f'"{row.id}" is {getattr(old[i], "iso3", "")} at {old[i].where}, not {row.iso3 or "without code"}'
                )
                problems.append(_mistake(row, what, "a state keeps its code; give another state another id"))
        for i in hits[1:]:
            result[i] = None
        if hits:
            result[hits[0]] = row
        else:
            result.append(row)
    return [row for row in result if row is not None]


def _same_time(one: Row, other: Row) -> bool:
    """Say whether two rows of a table with terms speak of the same time."""
    return overlaps(*(getattr(row, name) for row in (one, other) for name in ("start", "end")))


def _mistake(row: Row, what: str, hint: str | None = None) -> KnowledgeError:
    """Return a mistake at the line of a row."""
    where, _, line = row.where.rpartition(":")
    return KnowledgeError(what, where=where, line=int(line), hint=hint)


def _combined(mistakes: Sequence[KnowledgeError]) -> KnowledgeError:
    """Return the first mistake, saying how many more there are."""
    first, more = mistakes[0], len(mistakes) - 1
    if not more:
        return first
    also = f"and {more} more mistake{'s' if more > 1 else ''}"
    hint = f"{first.hint} ({also})" if first.hint else also
    return KnowledgeError(first.what, where=first.where, line=first.line, hint=hint)


def _term(row: Holder) -> tuple[str, str]:
    """Sort terms by their first day; of two of the same day, the one that ended first."""
    return earliest(row.start), latest(row.end)


def _by(rows: Iterable[T], name: str) -> dict[str, list[T]]:
    """Group rows by a field, in their order."""
    groups: dict[str, list[T]] = defaultdict(list)
    for row in rows:
        groups[getattr(row, name)].append(row)
    return dict(groups)


def main(arguments: Sequence[str]) -> int:
    """Print every mistake of the data, overlaid by the files or folders given; return 1 if there is any."""
    if arguments == ["--schemas"]:
        _write_schemas()
        return 0
    try:
        mistakes = check(read(overlays=[Path(argument) for argument in arguments]))
    except KnowledgeError as error:
        mistakes = [error]
    for mistake in mistakes:
        print(mistake)
    return 1 if mistakes else 0


def _write_schemas() -> None:
    """Write data/schema/ anew after a change of the record types."""
    import json

    place = resources.folder("data") / "schema"
    place.mkdir(exist_ok=True)
    for name, schema in schemas().items():
        text = json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
        (place / f"{name}.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    # Imported again under its own name, so that record types and errors are those of the package.
    sys.exit(importlib.import_module("kg.knowledge").main(sys.argv[1:]))
