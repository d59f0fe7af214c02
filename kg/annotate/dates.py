"""Dates of events, to the precision that the text gives and no finer.

Own rules rather than a general date parser: those return a full timestamp for "in March" and guess a year, and an analyst
must be able to tell "March 2023" from "1 March 2023". What is only known to lie within a span ("last week", "May 3-5") has
the precision that all the span shares, and a bound ("by Friday", "until 2020") dates nothing. What needs the article's date ("on Wednesday", "last month") stays
unresolved without it; "On September 18" without a year is --09-18.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from spacy.language import Language
from spacy.tokens import Doc, Token

_MONTHS = {name.lower(): i for i, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.lower(): i for i, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_DAYS = {name.lower(): i for i, name in enumerate(calendar.day_name)}
_NUMBERS = {w: i for i, w in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())}
_NUMBERS |= {"a": 1, "an": 1, "several": 0, "few": 0}

_MONTH = "(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>1[5-9]\d\d|20\d\d)"
_LONG_AGO = r"(?P<year>1[0-4]\d\d)"
_WEEKDAY = "(?P<weekday>" + "|".join(_DAYS) + ")"
_COUNT = r"(?P<count>\d{1,3}|" + "|".join(_NUMBERS) + ")"
_UNIT = r"(?P<unit>day|week|month|year|decade)s?"

_DAY_TO = r"(?P<to>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_DASH = r" ?(?:-|–|to|and|until|till|through) ?"


def _unnamed(pattern: str) -> str:
    return re.sub(r"\?P<\w+>", "?:", pattern)


_POINT = "|".join(
    _unnamed(p) for p in (
        rf"{_DAY}(?: of)? {_MONTH}(?:,? {_YEAR})?", rf"{_MONTH} {_DAY}(?:,? {_YEAR})?", rf"{_MONTH}(?:,? {_YEAR})?", _YEAR,
        rf"(?:(?:last|next|this) )?{_WEEKDAY}",
    )
)  # fmt: skip
_EXPLICIT = _unnamed(rf"(?:{_MONTH} \d|{_DAY}(?: of)? {_MONTH})")

_PATTERNS = [
    (name, re.compile(rf"(?<![\w-])(?:{pattern})(?![\w-])", re.IGNORECASE | re.MULTILINE))
    for name, pattern in (
        ("none", rf"(?:from |between )?{_unnamed(_WEEKDAY)}(?: to | through |–|-){_unnamed(_WEEKDAY)}"),
        ("none", rf"between {_unnamed(_WEEKDAY)} and {_unnamed(_WEEKDAY)}"),
        ("iso", r"(?P<year>1[5-9]\d\d|20\d\d)-(?P<month>0[1-9]|1[0-2])-(?P<day>[0-3]\d)"),
        # The date of a dateline is the report's, and what an event comes before or after is not its own date.
        ("none", rf"(?-i:^[A-Z][\w .,'/-]{{1,40}}), (?:{_POINT})(?: \([^)\n]*\))?(?= ?[-–—])"),
        ("none", rf"(?:until|till|by|before|after|prior to|as of|as early as|no later than) (?:the )?(?:{_POINT})(?!['’\w])"),
        ("none", rf"(?:the|early|mid|late)?[- ]?{_unnamed(_YEAR)}s"),
        ("days", rf"{_DAY}{_DASH}{_DAY_TO}(?: of)? {_MONTH}(?:,? {_YEAR})?"),
        ("days", rf"{_MONTH} {_DAY}{_DASH}(?P<to_month>{_unnamed(_MONTH)} )?{_DAY_TO}(?:,? {_YEAR})?"),
        ("year_of", rf"{_unnamed(_MONTH)}{_DASH}{_unnamed(_MONTH)},? {_YEAR}"),
        ("none", rf"{_unnamed(_YEAR)}{_DASH}(?:{_unnamed(_YEAR)}|\d\d)"),
        ("day", rf"{_DAY}(?: of)? {_MONTH},? {_YEAR}"),
        ("day", rf"{_MONTH} {_DAY},? {_YEAR}"),
        ("month", rf"(?:(?:early|mid|late)[- ])?{_MONTH},?(?: of)? {_YEAR}"),
        ("month_of", rf"{_MONTH},?(?: of)? (?P<which>this|last|next) year"),
        ("relative_month", rf"(?P<which>this|last|next) {_MONTH}"),
        ("day_of_month", rf"{_DAY}(?: of)? {_MONTH}"),
        ("day_of_month", rf"{_MONTH} {_DAY}"),
        ("weekday", rf"(?:(?P<which>last|next|this) )?{_WEEKDAY}(?!,? \(?(?:the )?{_EXPLICIT})"),
        ("none", rf"(?:within|for|over|after) (?:the (?:next|past|last|coming) )?{_unnamed(_COUNT)} {_unnamed(_UNIT)}"),
        ("ago", rf"{_COUNT} {_UNIT} ago"),
        ("apart", rf"{_COUNT} {_UNIT} (?P<side>earlier|before|later)(?= *(?:[,.;:)”\"\n]|$))"),
        ("apart", r"the (?P<side>previous|following|next) day"),
        ("apart", r"the day (?P<side>before)(?= *(?:[,.;:)”\"\n]|$))"),
        ("none", rf"{_unnamed(_COUNT)} {_unnamed(_UNIT)} (?:earlier|before|later|after)"),
        ("none", r"(?:the )?(?:previous|following|past|preceding) (?:week|month|year)"),
        ("near", r"(?P<which>coming|next|recent|past|last)(?: few)? (?P<unit>days|weeks)"),
        ("weekend", r"(?:over|at|during|on) the weekend|(?P<which>last|this|next) weekend"),
        ("overnight", r"overnight"),
        ("season", r"(?:earlier |later )?this (?:spring|summer|autumn|fall)"),
        ("ahead", rf"in {_COUNT} {_UNIT}(?:['’] time)?"),
        ("unit", r"(?P<which>last|next|this|earlier this|later this) (?P<unit>week|month|year)"),
        ("today", r"today|tonight|this (?:morning|afternoon|evening)|yesterday|tomorrow|last night"),
        ("only_month", rf"(?:in|since|from|early|mid|late|during|for|of|last|next)[- ]{_MONTH}"),
        ("year", rf"(?:in|since|during|from|early|late|mid|of|for)[- ]{_YEAR}"),
        ("year", rf"[Ii]n {_LONG_AGO}(?=[,.;]|$| and\b)"),  # not "in 1200 villages"
    )
]  # fmt: skip


_HINT = re.compile(
    r"\d|\b(?:" + "|".join(sorted({m[:3] for m in _MONTHS} | {d[:3] for d in _DAYS}))
    + r"|week|day|month|year|decade|yesterday|today|tonight|tomorrow|morning|afternoon|evening|last night|overnight|spring|summer|autumn|fall)",
    re.IGNORECASE,
)  # fmt: skip
"""What no date lacks: the patterns are tried only around it."""
_BEFORE, _AFTER = 90, 60
"""Characters around a hint in which all of its date stands."""

_LAPSE = re.compile(rf"in {_unnamed(_COUNT)} {_unnamed(_UNIT)}$", re.IGNORECASE)


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
    doc._.kg_dates = [tensed for w in found if (tensed := _tensed(doc, w))]
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
    found: list[tuple[int, int, str | None, int]] = []
    hinted = _hinted(text)
    for name, pattern in _PATTERNS:  # what says more stands first and takes its stretch of the text, date or none
        for match in (m for start, end in hinted for m in pattern.finditer(text, start, end)):
            start, end = match.span()
            if any(start < b and a < end for a, b, *_ in found):
                continue
            if name in {"only_month", "relative_month", "day_of_month"} and not match["month"][:1].isupper():
                continue  # "may" and "march" are verbs unless written as names
            if name == "apart":
                iso, direction = _apart(match, [f for f in found if f[1] <= start], today), 0
            else:
                iso, direction = _resolve(name, match, today, article)
            found.append((start, end, iso, direction))
    for start, end, iso, direction in sorted(found, key=lambda f: f[:2]):
        if iso is not None:
            yield start, end, iso, direction


def _hinted(text: str) -> list[tuple[int, int]]:
    """Return the stretches of a text in which dates may stand."""
    stretches: list[tuple[int, int]] = []
    for hint in _HINT.finditer(text):
        start, end = max(0, hint.start() - _BEFORE), min(len(text), hint.end() + _AFTER)
        if stretches and start <= stretches[-1][1]:
            start = stretches.pop()[0]
        stretches.append((start, end))
    return stretches


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
    if name == "none":
        return None, 0
    if name == "month":
        return f"{parts['year']}-{month:02d}", 0
    if name in {"year", "year_of"}:
        return parts["year"], 0
    if name == "days":
        return _days(parts, month), 0
    if name == "day_of_month":
        day = int(parts["day"])
        if day > calendar.monthrange(2024, month)[1]:
            return None, 0
        return f"--{month:02d}-{day:02d}", 0
    year = today.year if today else int(article[:4]) if article and article[:4].isdigit() else None
    if name == "month_of":
        step = {"last": -1, "next": 1}.get(which, 0)
        return (f"{year + step}-{month:02d}" if year else None), step
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
    if name == "season":
        return str(today.year), 0
    if name == "overnight":
        return _within(today - timedelta(days=1), today), 0
    if name == "weekend":
        return _weekend(which, today)
    if name == "near":
        ahead = which in {"coming", "next"}
        edge = today + timedelta(days=(1 if ahead else -1) * (7 if parts["unit"].lower() == "days" else 30))
        return _within(*sorted((today, edge))), 1 if ahead else -1
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
    shift = -1 if words in {"yesterday", "last night"} else 1 if words == "tomorrow" else 0
    return (today + timedelta(days=shift)).isoformat(), shift


def _within(first: date, last: date) -> str | None:
    """Return what is known of a day within a span: as much of the date as all its days share."""
    if first == last:
        return first.isoformat()
    if (first.year, first.month) == (last.year, last.month):
        return _month_of(first)
    return str(first.year) if first.year == last.year else None


def _days(parts: dict[str, str], month: int) -> str:
    """Return the month of a range of days ("May 3-5"), or its year where it runs into another month."""
    if parts.get("to_month") and _month(parts["to_month"].strip().rstrip(".")) != month:
        return parts["year"] or f"--{month:02d}"
    return f"{parts['year']}-{month:02d}" if parts["year"] else f"--{month:02d}"


def _weekend(which: str, today: date) -> tuple[str | None, int]:
    saturday = today - timedelta(days=(today.weekday() - 5) % 7)
    if which == "next":
        saturday += timedelta(days=7)
    last = saturday + timedelta(days=8 if which == "this" and today.weekday() < 5 else 1)
    return _within(saturday, last), 1 if which == "next" else 0


def _apart(m: re.Match[str], found: list[tuple[int, int, str | None, int]], today: date | None) -> str | None:
    """Return the date of "two days earlier", "the next day": reckoned from the last day that the text has named."""
    parts = m.groupdict()
    days = [day for *_, iso, _ in sorted(found, key=lambda f: f[:2]) if (day := _day(iso))]
    ahead = parts["side"].lower() in {"later", "following", "next"}
    if not days and (ahead or "count" not in parts):
        return None
    start = days[-1] if days else today
    if start is None:
        return None
    return _distance("ahead" if ahead else "ago", {"count": "one", "unit": "day"} | parts, start)[0]


def _unit(which: str, unit: str, today: date) -> tuple[str | None, int]:
    step = {"last": -1, "next": 1}.get(which, 0)
    if unit == "week":
        monday = today + timedelta(days=7 * step - today.weekday())
        return _within(monday, monday + timedelta(days=6)), step
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


def _tensed(doc: Doc, when: When) -> When | None:
    """Give "September 18" and "in March" the year that the article's date and the tense of their verb say."""
    article = doc._.kg_date
    verb = _verb(doc[when.start])
    future = when.direction > 0 or (verb is not None and _is_future(verb, doc, when))
    today = _day(article)
    if _LAPSE.match(when.text) and not (verb is not None and _is_future(verb, doc, when)):
        return None  # "the third attack in two weeks" counts back, or says how long it took
    if when.text.lower() in _DAYS and future and today and (day := _day(when.iso)) and day <= today:
        return replace(when, iso=(day + timedelta(days=7)).isoformat(), direction=1)  # "will meet on Monday"
    if not when.iso.startswith("--") or not article or not article[:4].isdigit():
        return when
    year = int(article[:4])
    later = when.iso[2:] > article[5 : 5 + len(when.iso) - 2] if len(article) >= 7 else False
    if when.direction < 0:
        year -= 1 if later or when.iso[2:] == article[5 : 5 + len(when.iso) - 2] else 0
    elif later and not future:
        year -= 0 if verb is not None and is_present(verb) else 1  # "takes over in July" was not last year
    elif not later and future and when.iso[2:] < article[5 : 5 + len(when.iso) - 2]:
        year += 1
    iso = f"{year}-{when.iso[2:]}"
    if len(iso) == 10 and _day(iso) is None:
        return when
    return replace(when, iso=iso)


def _verb(token: Token) -> Token | None:
    for ancestor in token.ancestors:
        if ancestor.pos_ in {"VERB", "AUX"}:
            return ancestor
    return None


def _is_future(verb: Token, doc: Doc, when: When) -> bool:
    """Whether a verb tells of what is yet to come: by its auxiliary, or by what it is the object of."""
    if any(
        c.lower_ in {"will", "shall", "would", "'ll", "’ll", "may", "should"} for c in verb.children if c.dep_ == "aux"
    ):
        return True
    if verb.lemma_ in _AHEAD and when.start > 0 and "for" in {doc[when.start].lower_, doc[when.start - 1].lower_}:
        return True  # "planned for June"
    infinitive = any(c.lower_ == "to" for c in verb.children if c.dep_ == "aux")
    if not infinitive or verb.head == verb or when.start < verb.i:
        return False
    return verb.head.tag_ not in {"VBD", "VBN"} or verb.head.lemma_ in _AHEAD


def is_present(verb: Token) -> bool:
    """Whether a verb stands in the present, of what is planned too: "takes over in July", "is visiting next week"."""
    helpers = [c for c in verb.children if c.dep_ in {"aux", "auxpass"}]
    return all(t.tag_ in {"VBZ", "VBP", "VBG"} for t in (verb, *helpers)) and (verb.tag_ != "VBG" or bool(helpers))


_AHEAD = frozenset(
    "plan schedule expect due set agree promise vow pledge threaten intend want hope prepare ask urge invite arrange propose".split()
)
