"""Dates of events, to the precision that the text gives and no finer.

Own rules rather than a general date parser: those return a full timestamp for "in March" and guess a year, and an analyst
must be able to tell "March 2023" from "1 March 2023". What needs the article's date ("on Wednesday", "last month") stays
unresolved without it; "On September 18" without a year is --09-18.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from spacy.language import Language
from spacy.tokens import Doc, Token

from kg.annotate.extensions import head_of

_MONTHS = {name.lower(): i for i, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.lower(): i for i, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_DAYS = {name.lower(): i for i, name in enumerate(calendar.day_name)}
_NUMBERS = {w: i for i, w in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())}
_NUMBERS |= {"a": 1, "an": 1, "several": 0, "few": 0}

_MONTH = "(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>1[5-9]\d\d|20\d\d)"
_WEEKDAY = "(?P<weekday>" + "|".join(_DAYS) + ")"
_COUNT = r"(?P<count>\d{1,3}|" + "|".join(_NUMBERS) + ")"
_UNIT = r"(?P<unit>day|week|month|year|decade)s?"

_PATTERNS = [
    (name, re.compile(rf"(?<![\w-])(?:{pattern})(?![\w-])", re.IGNORECASE))
    for name, pattern in (
        ("iso", r"(?P<year>1[5-9]\d\d|20\d\d)-(?P<month>0[1-9]|1[0-2])-(?P<day>[0-3]\d)"),
        ("day", rf"{_DAY}(?: of)? {_MONTH},? {_YEAR}"),
        ("day", rf"{_MONTH} {_DAY},? {_YEAR}"),
        ("month", rf"(?:(?:early|mid|late)[- ])?{_MONTH},?(?: of)? {_YEAR}"),
        ("relative_month", rf"(?P<which>this|last|next) {_MONTH}"),
        ("day_of_month", rf"{_DAY}(?: of)? {_MONTH}"),
        ("day_of_month", rf"{_MONTH} {_DAY}"),
        ("weekday", rf"(?:(?P<which>last|next|this) )?{_WEEKDAY}"),
        ("ago", rf"{_COUNT} {_UNIT} (?:ago|earlier|before)"),
        ("ahead", rf"(?:in|within) {_COUNT} {_UNIT}(?:' time)?"),
        ("unit", r"(?P<which>last|next|this|the previous|the following|the past|earlier this|later this) (?P<unit>week|month|year)"),
        ("today", r"today|tonight|this (?:morning|afternoon|evening)|yesterday|tomorrow|last night|the day before|a day earlier|the following day|the next day"),
        ("only_month", rf"(?:in|since|by|until|from|early|mid|late|during|last|next) {_MONTH}"),
        ("year", rf"(?:in|since|by|until|during|from|early|late|mid|of|before|after) {_YEAR}"),
    )
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class When:
    """A date in the text: token span, ISO 8601 to the precision known, and whether the wording points ahead or back."""

    start: int
    end: int
    iso: str
    text: str
    direction: int = 0
    since: bool = False


@Language.component("kg_dates", assigns=["doc._.kg_dates"])
def kg_dates(doc: Doc) -> Doc:
    """Set `doc._.kg_dates`: the dates of the article, in order."""
    found = []
    for start, end, iso, direction in find(doc.text, doc._.kg_date):
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is None:
            continue
        found.append(When(span.start, span.end, iso, span.text, direction, _since(doc, span.start)))
    doc._.kg_dates = [_tensed(doc, w) for w in found]
    return doc


def _since(doc: Doc, start: int) -> bool:
    return doc[start].lower_ == "since" or (start > 0 and doc[start - 1].lower_ == "since")


def find(text: str, article: str | None) -> Iterator[tuple[int, int, str, int]]:
    """Yield (start, end, ISO date, direction) of each date, by character; `article` is the date to reckon from.

    >>> [d for *_, d, _ in find("On September 18, 2023 and in March", "2023-09-19")]
    ['2023-09-18', '--03']
    >>> [d for *_, d, _ in find("On September 18 they met", None)]
    ['--09-18']
    """
    today = _day(article)
    found: list[tuple[int, int, str, int]] = []
    for name, pattern in _PATTERNS:  # what says more stands first and takes its stretch of the text
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(start < b and a < end for a, b, *_ in found):
                continue
            if name in {"only_month", "relative_month", "day_of_month"} and not match["month"][:1].isupper():
                continue  # "may" and "march" are verbs unless written as names
            iso, direction = _resolve(name, match, today, article)
            if iso is not None:
                found.append((start, end, iso, direction))
    yield from sorted(found)


def _day(article: str | None) -> date | None:
    try:
        return date.fromisoformat(article) if article else None
    except ValueError:
        return None


def _resolve(name: str, m: re.Match[str], today: date | None, article: str | None) -> tuple[str | None, int]:
    parts = m.groupdict()
    month = _month(parts.get("month"))
    which = (parts.get("which") or "").lower()
    if name in {"iso", "day"}:
        return _valid(int(parts["year"]), month, int(parts["day"])), 0
    if name == "month":
        return f"{parts['year']}-{month:02d}", 0
    if name == "year":
        return parts["year"], 0
    if name == "day_of_month":
        day = int(parts["day"])
        if day > calendar.monthrange(2024, month)[1]:
            return None, 0
        return f"--{month:02d}-{day:02d}", 0
    year = today.year if today else int(article[:4]) if article and article[:4].isdigit() else None
    if name in {"only_month", "relative_month"}:
        if not which and m[0].split()[0].lower() in {"last", "next"}:
            which = m[0].split()[0].lower()
        direction = {"last": -1, "next": 1}.get(which, 0)
        if which == "this" and year:
            return f"{year}-{month:02d}", 0
        return f"--{month:02d}", direction
    if today is None:
        return None, 0
    if name == "weekday":
        return _weekday(today, _DAYS[parts["weekday"].lower()], which), 1 if which == "next" else 0
    if name == "today":
        return _named_day(m[0].lower(), today)
    if name == "unit":
        return _unit(which, parts["unit"].lower(), today)
    return _distance(name, parts, today)


def _month(word: str | None) -> int:
    if not word:
        return 0
    return int(word) if word.isdigit() else _MONTHS[word.lower()]


def _valid(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _weekday(today: date, weekday: int, which: str) -> str:
    """The nearest such day not after the article: papers say "on Wednesday" of the last one, "next Wednesday" of the next."""
    back = (today.weekday() - weekday) % 7
    if which == "next":
        return (today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)).isoformat()
    if which == "last" and back == 0:
        back = 7
    return (today - timedelta(days=back)).isoformat()


def _named_day(words: str, today: date) -> tuple[str | None, int]:
    if words in {"the day before", "a day earlier", "the following day", "the next day"}:
        return None, 0
    shift = -1 if words in {"yesterday", "last night"} else 1 if words == "tomorrow" else 0
    return (today + timedelta(days=shift)).isoformat(), shift


def _unit(which: str, unit: str, today: date) -> tuple[str | None, int]:
    step = {"last": -1, "the previous": -1, "next": 1, "the following": 1}.get(which, 0)
    if which == "the past" or unit == "week":
        return (None, step) if which == "the past" else (_month_of(today + timedelta(weeks=step)), step)
    if unit == "month":
        return _month_of(_shift(today, step)), step
    return str(today.year + step), step


def _distance(name: str, parts: dict[str, str], today: date) -> tuple[str | None, int]:
    word = parts["count"].lower()
    count = int(word) if word.isdigit() else _NUMBERS[word]
    sign = -1 if name == "ago" else 1
    unit = parts["unit"].lower()
    if not count:
        return None, sign
    if unit == "day":
        return (today + timedelta(days=sign * count)).isoformat(), sign
    if unit == "week":
        return _month_of(today + timedelta(weeks=sign * count)), sign
    if unit == "month":
        return _month_of(_shift(today, sign * count)), sign
    year = today.year + sign * count * (10 if unit == "decade" else 1)
    return (str(year) if 1500 <= year <= 2200 else None), sign


def _shift(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


def _month_of(day: date) -> str:
    return f"{day.year}-{day.month:02d}"


# -- the year of a day or month that names none ------------------------------------------------------------------------


def _tensed(doc: Doc, when: When) -> When:
    """Give "September 18" and "in March" the year that the article's date and the tense of their verb say."""
    article = doc._.kg_date
    if not when.iso.startswith("--") or not article or not article[:4].isdigit():
        return when
    year = int(article[:4])
    later = when.iso[2:] > article[5 : 5 + len(when.iso) - 2] if len(article) >= 7 else False
    verb = _verb(doc[when.start])
    future = when.direction > 0 or (verb is not None and _is_future(verb))
    if when.direction < 0:
        year -= 1 if later or when.iso[2:] == article[5 : 5 + len(when.iso) - 2] else 0
    elif later and not future:
        year -= 1
    elif not later and future and when.iso[2:] < article[5 : 5 + len(when.iso) - 2]:
        year += 1
    iso = f"{year}-{when.iso[2:]}"
    if len(iso) == 10 and _day(iso) is None:
        return when
    return When(when.start, when.end, iso, when.text, when.direction, when.since)


def _verb(token: Token) -> Token | None:
    for ancestor in token.ancestors:
        if ancestor.pos_ in {"VERB", "AUX"}:
            return ancestor
    return None


def _is_future(verb: Token) -> bool:
    if any(c.lower_ in {"will", "shall", "would", "'ll", "may", "should"} for c in verb.children if c.dep_ == "aux"):
        return True
    infinitive = any(c.lower_ == "to" for c in verb.children if c.dep_ == "aux")
    return (infinitive and verb.head is not verb and verb.head.tag_ not in {"VBD", "VBN"}) or verb.head.lemma_ in {
        "plan", "schedule", "expect", "due", "set",
    }  # fmt: skip


def of(predicate: Token, extra: Token | None, dates: list[When]) -> str | None:
    """Return the date of the event that a predicate tells: that which hangs on it and on no verb in between."""
    best: When | None = None
    for when in dates:
        if when.since:
            continue
        if any(when.start <= t.i < when.end for t in (predicate,)):
            continue
        anchor = _anchor(predicate.doc, when)
        if anchor is None:
            continue
        if anchor.i == predicate.i or (extra is not None and anchor.i == extra.i) or _carries(predicate, anchor):
            best = best or when
    # A month whose year nobody knows ("in March" of an undated text) is less than the extraction format can say.
    return best.iso if best and len(best.iso) != len("--03") else None


def _anchor(doc: Doc, when: When) -> Token | None:
    """Return the verb or noun of action that a date hangs on: the first verb above it."""
    top = doc[head_of(doc, when.start, when.end)]
    for token in (top, *top.ancestors):
        if token.i in range(when.start, when.end):
            continue
        if token.pos_ in {"VERB", "AUX"}:
            return token
        if token.pos_ == "NOUN" and _is_action(token):
            return token
    return None


def _is_action(noun: Token) -> bool:
    from kg.lexicon import lexicon

    return noun.lemma_.lower() in lexicon().nouns


def _carries(predicate: Token, anchor: Token) -> bool:
    """Whether `anchor` is the verb that carries a nominal predicate: "held talks on Monday", "paid a visit in March"."""
    if predicate.pos_ in {"VERB", "AUX"}:
        coordinated = predicate.dep_ == "conj" and predicate.head.i == anchor.i and predicate.i > anchor.i
        infinitive = predicate.dep_ == "xcomp" and predicate.head.i == anchor.i
        return infinitive or (coordinated and not any(c.dep_ in {"nsubj", "nsubjpass"} for c in predicate.children))
    return predicate.head.i == anchor.i and predicate.dep_ in {"dobj", "nsubj", "nsubjpass", "attr"}
