"""Terms: stretches of time between two dates known to the day, the month or the year only.

Dates are ISO 8601 text to the precision known. `1991` as a first day means some day of 1991, as a last day too; an
empty date is open (not yet ended) or unknown. Comparisons are inclusive: what may have been in force on a day counts as
in force, unless a function says "surely".

A `date` that is asked for may be partial as well (any day of it will do), and None asks for what has not ended.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-\d\d)?)?", re.ASCII)
_NEVER = "9999-12-31"


@lru_cache(maxsize=1 << 16)
def is_date(text: str) -> bool:
    """Say whether the text is a calendar date, month or year in ISO 8601.

    >>> [t for t in ("1991", "1991-12", "1991-12-26", "1991-13", "1991-02-30", "26.12.1991") if is_date(t)]
    ['1991', '1991-12', '1991-12-26']
    """
    if not _DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(earliest(text))
        return len(text) < 10 or bool(date.fromisoformat(text))
    except ValueError:
        return False


def earliest(day: str) -> str:
    """Return the first day that a partial date can mean; an empty one lies before every other.

    >>> earliest("1991"), earliest("1991-12"), earliest("")
    ('1991-01-01', '1991-12-01', '')
    """
    return day + "-01-01"[len(day) - 4 :] if 4 <= len(day) < 10 else day


def latest(day: str) -> str:
    """Return the last day that a partial date can mean, as text for comparing; an empty one lies after every other.

    >>> latest("1991"), latest("1991-02"), latest("")
    ('1991-12-31', '1991-02-31', '9999-12-31')
    """
    if not day:
        return _NEVER
    return day + "-12-31"[len(day) - 4 :] if 4 <= len(day) < 10 else day


def covers(start: str, end: str, on: str | None) -> bool:
    """Say whether a term may include a date; both its ends belong to it.

    >>> covers("1991", "2012-05-15", "2012-05"), covers("2012-05-15", "", "2012-05-14"), covers("2012", "2017", None)
    (True, False, False)
    """
    if on is None:
        return not end
    return earliest(start) <= latest(on) and earliest(on) <= latest(end)


def surely_covers(start: str, end: str, on: str) -> bool:
    """Say whether a term includes every day that `on` can mean, whatever days its own ends are.

    >>> surely_covers("1991", "2012", "2012-05-01"), surely_covers("1991", "2012-05-15", "2012-05-01")
    (False, True)
    """
    return bool(start) and latest(start) <= earliest(on) and (not end or latest(on) <= earliest(end))


def overlaps(start: str, end: str, other_start: str, other_end: str) -> bool:
    """Say whether two terms may share a day.

    >>> overlaps("1990", "1991", "1991-06-01", ""), overlaps("1990", "1991", "1992", "")
    (True, False)
    """
    return earliest(start) <= latest(other_end) and earliest(other_start) <= latest(end)


def clash(start: str, end: str, other_start: str, other_end: str) -> bool:
    """Say whether two terms surely share more than the day on which one hands over to the other.

    >>> clash("1990", "1991", "1991", ""), clash("1990", "1993", "1991", ""), clash("2001-01-20", "", "", "2001-01-20")
    (False, True, False)
    """
    last_start = max(latest(start) if start else "", latest(other_start) if other_start else "")
    first_end = min(earliest(end) or _NEVER, earliest(other_end) or _NEVER)
    return last_start < first_end
