"""From what a format holds to an `Article`: the checks and the defaults that are the same for every format."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kg.errors import ReadError
from kg.model import Article, Problem
from kg.names import digest
from kg.read import dates, language
from kg.read.clean import Layout, clean

LONGEST: Final = 1_000_000
"""Characters of the longest article; more would not fit the parser."""

_SURROGATE: Final = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One article as its format gives it: the text decoded, the other fields of whatever type they came."""

    text: str
    location: str
    stem: str
    id: object = None
    title: object = None
    date: object = None
    source: object = None
    url: object = None
    language: object = None
    site: str | None = None
    layout: Layout = "given"
    sure_language: bool = True
    """False where the declared language may be a template's (a page's `lang`) rather than the author's."""


@dataclass(frozen=True, slots=True)
class Defaults:
    """What the caller says of articles that do not say it themselves."""

    date: str | None = None
    source: str | None = None
    url: str | None = None


def lost(what: str, where: str, hint: str | None = None, line: int | None = None) -> Problem:
    """Return the problem of an article that is lost."""
    return Problem(ReadError(what, where=where, line=line, hint=hint))


def note(what: str, where: str, hint: str | None = None) -> Problem:
    """Return a note on an article that is read all the same, or passed over on purpose."""
    return Problem(ReadError(what, where=where, hint=hint), fatal=False)


def finish(entry: Entry, defaults: Defaults) -> Iterator[Article | Problem]:
    """Check an entry and yield it as an article, behind notes on what was ignored; or the problem instead."""
    where, text = entry.location, whole(entry.text)
    if not text.strip():
        yield lost("has no text", where, "remove it, or get the article again")
        return
    if len(text) > LONGEST:
        yield lost(f"is {len(text):,} characters long; kg reads articles up to {LONGEST:,}", where, "split it")
        return
    field = _Fields(where)
    declared = language.code(field.string("language", entry.language))
    if other := _other_language(text, declared, entry.sure_language):
        yield from field.notes
        yield note(f"is in {language.name(other)}, which kg cannot read yet; skipped", where)
        return
    title, skip = clean(text, field.string("title", entry.title), layout=entry.layout, site=entry.site)
    date = field.date(entry.date) or defaults.date
    own = field.id(entry.id)
    source = field.string("source", entry.source) or defaults.source
    url = field.string("url", entry.url) or defaults.url
    yield from field.notes
    yield Article(
        id=own or f"{whole(entry.stem)}-{digest(text, date or '', length=8)}",
        text=text,
        title=title,
        date=date,
        source=source,
        url=url,
        language="en",
        skip=skip,
        location=where,
        named=own is not None,
    )


def whole(text: str) -> str:
    """Replace half characters (unpaired surrogates), which no file can hold; the length stays.

    >>> whole("a\\ud800b") == "a\\ufffdb"
    True
    """
    return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)


def _other_language(text: str, declared: str | None, sure: bool) -> str | None:
    """Return the language that an article is in, if it is not English."""
    if declared not in (None, "en") and (sure or not language.is_english(text)):
        return declared
    return language.foreign(text)


class _Fields:
    """Reads the fields beside the text; one that cannot be used is ignored, with a note."""

    def __init__(self, where: str):
        self.where = where
        self.notes: list[Problem] = []

    def string(self, name: str, value: object) -> str | None:
        if value is None:
            return None
        if isinstance(value, str):
            return whole(value).strip() or None
        self.notes.append(note(f'"{name}" is {kind(value)}, not a text; ignored', self.where))
        return None

    def date(self, value: object) -> str | None:
        if value is None or (isinstance(value, str) and not value.strip()):
            return None
        date = dates.iso(value)
        if date is None:
            shown = f"{whole(value)[:40]!r}" if isinstance(value, str) else kind(value)
            hint = "write it as 2023-09-18; the article is kept without it"
            self.notes.append(note(f"the date {shown} cannot be read", self.where, hint))
        return date

    def id(self, value: object) -> str | None:
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        if isinstance(value, str):  # kept to the character: whoever gave it looks for it again
            return whole(value) if value.strip() else None
        return self.string("id", value)


def kind(value: object) -> str:
    """Name a JSON value's type for people.

    >>> kind(3), kind(None), kind([]), kind("")
    ('a number', 'null', 'a list', 'a text')
    """
    names = {
        bool: "true or false",
        int: "a number",
        float: "a number",
        str: "a text",
        list: "a list",
        dict: "an object",
    }
    return "null" if value is None else names.get(type(value), type(value).__name__)
