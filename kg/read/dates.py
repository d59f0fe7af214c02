"""Dates as sources write them, to ISO 8601, no more precise than they are and never dependent on today."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import Final

_NAMES: Final = {name.lower(): n for n, name in enumerate(calendar.month_name) if name}
_MONTHS: Final = _NAMES | {name[:3]: n for name, n in _NAMES.items()} | {"sept": 9}
_MONTH: Final = rf"(?P<m>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\.?"
_WEEKDAY: Final = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_DAY: Final = r"(?P<d>\d{1,2})(?:st|nd|rd|th)?"
_YEAR: Final = r"(?P<y>\d{4})"
_TIME: Final = r"(?:(?:,|\s|T|at|-|\|)+\d{1,2}(?::\d\d|\s?[ap]\.?m).*)?"
_SHAPES: Final = tuple(
    re.compile(shape, re.IGNORECASE | re.ASCII)
    for shape in (
        rf"{_YEAR}(?:-(?P<m>\d\d)(?:-(?P<d>\d\d)(?:[T\s].*)?)?)?",
        rf"{_YEAR}(?P<m>\d\d)(?P<d>\d\d)(?:T?\d{{4,6}}Z?)?",
        rf"{_YEAR}[/.](?P<m>\d{{1,2}})[/.](?P<d>\d{{1,2}}){_TIME}",
        rf"{_WEEKDAY}{_DAY}(?:\s+of)?[\s-]+{_MONTH},?[\s-]+{_YEAR}{_TIME}",
        rf"{_WEEKDAY}{_MONTH}\s+{_DAY},?\s+{_YEAR}{_TIME}",
        rf"{_MONTH},?\s+{_YEAR}",
        rf"(?P<d>\d{{1,2}})\.(?P<m>\d{{1,2}})\.{_YEAR}{_TIME}",
        rf"(?P<a>\d{{1,2}})[/-](?P<b>\d{{1,2}})[/-]{_YEAR}{_TIME}",
    )
)


def iso(value: object) -> str | None:
    """Return a date as 2023-09-18, 2023-09 or 2023; None for what is no date or can be read in two ways.

    >>> [iso(d) for d in ("2023-09-19T10:00:00Z", "2023-09", "Mon, 18 Sep 2023 23:30:00 -0400", "Sept. 18, 2023")]
    ['2023-09-19', '2023-09', '2023-09-18', '2023-09-18']
    >>> iso("25/12/2023"), iso("03/04/2023"), iso("2023-02-30"), iso("yesterday")
    ('2023-12-25', None, None, None)
    """
    if isinstance(value, dt.datetime):
        value = value.date()
    if isinstance(value, dt.date):
        return value.isoformat() if value.year >= 1000 else None
    if not isinstance(value, str) or len(value) > 100:
        return None
    text = value.strip()
    for shape in _SHAPES:
        if match := shape.fullmatch(text):
            return _checked(match)
    return None


def _checked(match: re.Match[str]) -> str | None:
    parts = match.groupdict()
    year, month, day = parts["y"], parts.get("m"), parts.get("d")
    if "a" in parts:
        # 25/12 and 12/25 are clear; 03/04 is April in London and March in Washington.
        first, second = int(parts["a"]), int(parts["b"])
        if first != second and first <= 12 and second <= 12:
            return None
        month, day = (str(min(first, second)), str(max(first, second)))
    m = (_MONTHS.get(month.lower()) or int(month)) if month else None
    try:
        dt.date(int(year), m or 1, int(day) if day else 1)
    except ValueError:
        return None
    if int(year) < 1000:
        return None
    return "-".join([year, *([f"{m:02}"] if m else []), *([f"{int(day):02}"] if day else [])])
