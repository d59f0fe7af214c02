"""The linter of the data files: mistakes of content, each with the line that is wrong and the line it contradicts."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Final, TypeVar

from kg.errors import KnowledgeError
from kg.knowledge import Knowledge
from kg.tables import (
    NAME_KINDS,
    STATE_NAME_KINDS,
    TABLES,
    Alliance,
    Border,
    Column,
    Group,
    Holder,
    Membership,
    Name,
    Organisation,
    Place,
    Role,
    Row,
    State,
    did_you_mean,
)
from kg.terms import clash, earliest, is_date, latest

_LOCAL = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)
_CODES: Final = {
    "iso3": re.compile("([A-Z]{3})?"),
    "iso2": re.compile("([A-Z]{2})?"),
    "cow": re.compile("([0-9]{1,3})?"),
}
_CODE_HINTS: Final = {"iso3": "three capital letters", "iso2": "two capital letters", "cow": "up to three digits"}
_TABLE_OF: Final = {table.record: table for table in reversed(TABLES.values())}

R = TypeVar("R", bound=Row)


def lint(knowledge: Knowledge) -> Iterator[KnowledgeError]:
    """Yield the mistakes of content: row by row, then between rows."""
    ids: dict[str, dict[str, Row]] = {
        "states": dict(knowledge.states), "organisations": dict(knowledge.organisations),
        "groups": dict(knowledge.groups), "offices": dict(knowledge.offices), "persons": dict(knowledge.persons),
    }  # fmt: skip
    known = {tables: set().union(*(ids[t] for t in tables)) for tables in _referred()}
    for row in knowledge.rows():
        yield from _row(row, known)
    for name in knowledge.names:
        kinds = STATE_NAME_KINDS if name.actor in knowledge.states else NAME_KINDS
        if name.kind in STATE_NAME_KINDS + NAME_KINDS and name.kind not in kinds:
            whose = "a state" if name.actor in knowledge.states else "an actor that is no state"
            yield _at(name, f'"{name.kind}" is no kind of name of {whose}', f"use {', '.join(kinds)}")
    yield from _shared_ids(ids)
    yield from _pairs(knowledge)
    yield from _titles(knowledge)


def _at(row: Row, what: str, hint: str | None = None) -> KnowledgeError:
    where, _, line = row.where.rpartition(":")
    return KnowledgeError(what, where=where, line=int(line), hint=hint)


def _referred() -> set[tuple[str, ...]]:
    """Return every combination of tables that a column refers to."""
    return {column.refers for table in TABLES.values() for column in table.spec.values() if column.refers}


def _row(row: Row, known: dict[tuple[str, ...], set[str]]) -> Iterator[KnowledgeError]:
    """Yield what is wrong with a row by itself, and its references to ids that do not exist."""
    table = _TABLE_OF[type(row)]
    for name, field, column in zip(table.columns, table.fields, table.spec.values(), strict=True):
        value = getattr(row, field)
        if not value:
            if column.required:
                yield _at(row, f'column "{name}" is empty')
            continue
        for item in value if column.many else (value,):
            problem = _item(item, name, column, known)
            if problem:
                yield _at(row, *problem)
        if column.many and len(set(value)) < len(value):
            yield _at(row, f'column "{name}" says an item twice')
        if field == "id" and not _LOCAL.fullmatch(value):
            yield _at(row, f'"{value}" is no id', "use ASCII letters, digits, _ and -")
        if field in _CODES and not _CODES[field].fullmatch(value):
            yield _at(row, f'"{value}" in column "{name}" is no code', f"write {_CODE_HINTS[field]}, or nothing")
    start, end = getattr(row, "start", ""), getattr(row, "end", "")
    if start and end and is_date(start) and is_date(end) and earliest(start) > latest(end):
        yield _at(row, f'"from" ({start}) is later than "to" ({end})')
    if isinstance(row, Alliance | Border) and row.state_a >= row.state_b:
        hint = "each pair stands once, in the order of the alphabet"
        yield _at(row, f'"{row.state_a}" must come before "{row.state_b}"', hint)
    if isinstance(row, Organisation) and row.id == row.parent:
        yield _at(row, f'"{row.id}" is its own parent')


def _item(
    item: str, name: str, column: Column, known: dict[tuple[str, ...], set[str]]
) -> tuple[str, str | None] | None:
    """Return what is wrong with one value of a column, and a hint."""
    if not item:
        return f'column "{name}" has an empty item', "lists are separated by one |"
    if item != item.strip() or "  " in item or "\n" in item:
        return f'"{item}" in column "{name}" has white space to spare', None
    if not item.isascii() and not unicodedata.is_normalized("NFC", item):
        return f'"{item}" in column "{name}" is not in Unicode form NFC', "normalise the text"
    if column.one_of and item not in column.one_of:
        what = f'"{item}" is no {name.rstrip("s") if column.many else name}'
        return what, did_you_mean(item, column.one_of) or f"use {', '.join(column.one_of)}"
    if column.refers and item not in known[column.refers]:
        what = f'"{item}" in column "{name}" is not in {" or ".join(column.refers)}'
        return what, did_you_mean(item, known[column.refers])
    return None


def _shared_ids(ids: dict[str, dict[str, Row]]) -> Iterator[KnowledgeError]:
    """Yield ids that stand in two tables: all of them live in one namespace."""
    seen: dict[str, Row] = {}
    for rows in ids.values():
        for key, row in rows.items():
            first = seen.setdefault(key, row)
            if first is not row:
                yield _at(row, f'"{key}" is an id at {first.where} too', "ids are unique over all tables")


def _pairs(knowledge: Knowledge) -> Iterator[KnowledgeError]:
    """Yield rows that contradict, or repeat, an earlier row at the same time."""
    spans: dict[str, State | Organisation | Group] = {**knowledge.states, **knowledge.organisations, **knowledge.groups}

    def name_span(name: Name) -> tuple[str, str]:
        # A name without dates lives as long as its actor does.
        actor = spans.get(name.actor)
        return name.start or (actor.start if actor else ""), name.end or (actor.end if actor else "")

    def name_key(name: Name) -> tuple[str, ...] | None:
        return (name.actor, name.text, name.kind)

    def claim(name: Name) -> tuple[str, ...] | None:
        return (name.text,) if name.kind in ("name", "long") and name.actor in spans else None

    yield from _clashes(
        knowledge.names,
        name_key,
        name_span,
        lambda n, o: f'"{n.text}" stands as {n.kind} of {n.actor} at {o.where} too',
    )
    yield from _clashes(
        knowledge.names, claim, name_span,
        lambda n, o: f'"{n.text}" cannot name {n.actor}: it names {o.actor} at {o.where}' if n.actor != o.actor else "",
        'if both are called so, give both the kind "spelling"',
    )  # fmt: skip
    yield from _clashes(
        knowledge.states.values(), lambda s: (s.iso3,) if s.iso3 else None, lambda s: (s.start, s.end),
        lambda s, o: f"{s.id} and {o.id} ({o.where}) have the code {s.iso3} at the same time",
    )  # fmt: skip
    yield from _clashes(
        knowledge.memberships, lambda m: (m.organisation, m.member), _span, _membership,
        "an actor is one thing to an organisation at a time (and may chair it)",
    )  # fmt: skip
    yield from _clashes(knowledge.alliances, lambda a: (a.state_a, a.state_b, a.obligation), _span, _again)
    yield from _clashes(knowledge.borders, lambda b: (b.state_a, b.state_b), _span, _again)
    yield from _clashes(knowledge.places, _place, lambda p: ("", ""), _again)
    yield from _clashes(knowledge.roles, lambda r: (r.text,), lambda r: ("", ""), _again)
    yield from _clashes(knowledge.holders, lambda h: (h.office, h.person), _span, _again)
    yield from _clashes(
        knowledge.holders, lambda h: (h.office,) if _single(knowledge, h) else None, _span,
        lambda h, o: f"{h.person} holds {h.office} while {o.person} does at {o.where}" if h.person != o.person else "",
        'end the earlier term; an office of several holders has "joint" among its kinds',
    )  # fmt: skip


def _clashes(
    rows: Iterable[R],
    key: Callable[[R], tuple[str, ...] | None],
    span: Callable[[R], tuple[str, str]],
    say: Callable[[R, R], str],
    hint: str | None = None,
) -> Iterator[KnowledgeError]:
    """Yield what `say` has to say of two rows with one key that surely share time; the later row is the wrong one."""
    groups: dict[tuple[str, ...], list[R]] = defaultdict(list)
    for row in rows:
        value = key(row)
        if value is not None:
            groups[value].append(row)
    for group in groups.values():
        for i, row in enumerate(group):
            for other in group[:i]:
                # Rows that repeat each other share all their time, known or not.
                if span(row) == span(other) or clash(*span(row), *span(other)):
                    what = say(row, other)
                    if what:
                        yield _at(row, what, hint)


def _span(row: Membership | Holder | Alliance | Border) -> tuple[str, str]:
    return row.start, row.end


def _place(row: Place) -> tuple[str, ...]:
    return row.text, row.kind, row.state


def _again(row: Row, other: Row) -> str:
    text = row.text if isinstance(row, Place | Role) else " and ".join(_TABLE_OF[type(row)].key_of(row)[:2])
    return f'"{text}" stands at {other.where} too, for the same time'


def _membership(row: Membership, other: Membership) -> str:
    if "chair" in (row.role, other.role) and row.role != other.role:
        return ""
    return f"{row.member} is {row.role} of {row.organisation} while it is {other.role} at {other.where}"


def _single(knowledge: Knowledge, row: Holder) -> bool:
    """Say whether the office has one holder at a time."""
    office = knowledge.offices.get(row.office)
    several = {"joint", "minister", "envoy", "other"}
    return office is not None and "joint" not in office.kinds and not set(office.kinds) <= several


def _titles(knowledge: Knowledge) -> Iterator[KnowledgeError]:
    """Yield states and organisations that have no name of their own among their names' clashes with other names."""
    owner: dict[str, State | Organisation] = {}
    rows: list[State | Organisation] = [*knowledge.states.values(), *knowledge.organisations.values()]
    for row in rows:
        first = owner.setdefault(row.name, row)
        if first is not row and clash(row.start, row.end, first.start, first.end):
            yield _at(row, f'"{row.name}" is the name of {first.id} at {first.where} too', "names tell actors apart")
