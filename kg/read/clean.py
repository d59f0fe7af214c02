"""What in a text is no evidence: title lines, credits, bylines, datelines, share buttons, notices.

Nothing is cut from the text, whose characters the evidence counts; the spans are only marked. The phrases are data
(`data/boilerplate.csv`); here stand the constructions around them. A span is marked where it is plainly furniture:
a sentence lost is worse than a "Read more" too many.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, NamedTuple, TypeAlias

from kg.resources import folder

Span: TypeAlias = tuple[int, int]
Layout: TypeAlias = Literal["lines", "markdown", "given"]
"""How a text shows its title: as its first line (a text file), as a heading (Markdown), or not at all."""

_LONGEST_LINE: Final = 300
_LONGEST_TITLE: Final = 250
_LINE: Final = re.compile(r"[^\r\n\u2028\u2029]+")
_CLOSED: Final = re.compile(r"[.!…:;,][\"'”’»)\]*_]*$")
_HEADING: Final = re.compile(r" {0,3}#{1,6}(?:\s|$)")
_UNDERLINE: Final = re.compile(r"={2,}|-{3,}")
_COMMENT: Final = re.compile(r"<!--.{0,5000}?-->", re.DOTALL)
_IMAGE: Final = re.compile(r"!\[[^\]]*\]\([^)]*\)")
_SMALL_WORDS: Final = frozenset((
    "a", "additional", "al", "am", "an", "and", "at", "bin", "by", "de", "del", "der", "di", "du", "edited",
    "editing", "el", "et", "for", "from", "gmt", "ibn", "in", "la", "le", "of", "on", "pm", "reporting", "the",
    "to", "updated", "van", "via", "von", "with", "writing", "y",
))  # fmt: skip
_BYLINE: Final = re.compile(r"by:?\s+", re.IGNORECASE)
_CONTRIBUTED: Final = re.compile(
    r"(?:^|(?<=[.!?”\"] ))[^.!?\n]{2,120}\bcontributed to this (?:report|story|article)\.?$"
)
_SIGNED_OFF: Final = re.compile(r"\(?(?:Additional )?(?:Reporting|Writing|Editing|Compiled|Translated) by (?=[A-Z])")


class Cleaned(NamedTuple):
    """A text's title and the spans that are no evidence, in order and disjoint."""

    title: str | None
    skip: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str

    @property
    def span(self) -> Span:
        return self.start, self.end


@dataclass(frozen=True, slots=True)
class _Phrases:
    """The patterns that `data/boilerplate.csv` gives."""

    line: re.Pattern[str]
    label: re.Pattern[str]
    start: re.Pattern[str]
    signed: re.Pattern[str]
    tail: re.Pattern[str]
    aside: re.Pattern[str]
    dateline: re.Pattern[str]
    outlets: frozenset[str]
    agencies: frozenset[str]
    acronyms: frozenset[str]


def _any(phrases: Iterable[str]) -> str:
    """Return a pattern of alternatives, the longest first; an apostrophe is straight or curly."""
    ordered = sorted(set(phrases), key=lambda p: (-len(p), p))
    return "(?:" + "|".join(re.escape(p).replace("'", "['’]") for p in ordered) + ")"


@lru_cache(maxsize=1)
def _phrases() -> _Phrases:
    with (folder("data") / "boilerplate.csv").open(encoding="utf-8", newline="") as file:
        rows = [(row["kind"], row["match"], row["text"]) for row in csv.DictReader(file)]

    def having(match: str, *kinds: str) -> list[str]:
        return [text for kind, how, text in rows if how == match and (not kinds or kind in kinds)]

    whole, labels = _any(having("line")), _any(having("label"))
    credit = _any(having("label", "credit"))
    named = having("start", "credit", "report")
    i = re.IGNORECASE
    return _Phrases(
        line=re.compile(rf"[\W_]*(?:{whole}(?:\d+|[\W_]+|$))+", i),
        label=re.compile(rf"[\W_]*(?:{labels}\s*[:|]|credits?\s*[-–—])", i),
        start=re.compile(rf"[\W_]*{_any(p for p in having('start') if p not in named)}", i),
        signed=re.compile(rf"[\W_]*{_any(named)}", i),
        tail=re.compile(rf"(?:(?<=[.!?”\"’)\]])\s+{whole}(?:[\s|]+{whole})*|\bsource link)\d{{0,3}}\s*$", i),
        aside=re.compile(rf"\((?:{credit}\s*[:/]|credits?\s*[-–—]|photo by\b)[^()\n]{{0,160}}\)", i),
        dateline=_dateline(having("name", "agency")),
        outlets=frozenset(having("name", "outlet")),
        agencies=frozenset(having("name", "agency")),
        acronyms=frozenset(having("name", "acronym")),
    )


def _dateline(agencies: Sequence[str]) -> re.Pattern[str]:
    """Return the pattern of a dateline: a place in capitals, then perhaps a region, date and agency, then a dash.

    A place in small letters needs a known agency in parentheses behind it.
    """
    month = r"(?:Jan(?:uary)?|Feb(?:ruary)?|March|April|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|"
    month += r"Nov(?:ember)?|Dec(?:ember)?|Mar|Apr)\.?"
    date = rf"(?:,? (?:{month} \d{{1,2}}|\d{{1,2}} {month})(?:,? \d{{4}})?)"
    capitals = r"[A-Z][A-Z'’.-]+(?:[ /][A-Z][A-Z'’.-]*){0,3}"
    place = r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,2}"
    agency = r"(?: ?[(\[/][A-Z][^()\[\]/\n]{1,40}[)\]/])"
    dash = r"(?:\s?(?:—|--)\s?|\s[–-]\s)"
    known = rf"(?: ?[(\[/]{_any(agencies)}[)\]/])"
    return re.compile(
        rf"(?:(?=[A-Z'’. -]*[A-Z]{{3}})(?P<city>{capitals})(?:, {place})?{dash}(?=[\"'“‘]?[A-Z])"
        rf"|{capitals}(?:, {place})?(?:{date}{agency}?|{agency}{date}?)\.?{dash}"
        rf"|{capitals}(?:, {place})?{date}\.? ?/[A-Z]{{2,10}}/\.?\s"
        rf"|{place}(?:, {place})?{date}?{known}{date}?{dash})"
    )


def clean(text: str, title: str | None = None, *, layout: Layout = "given", site: str | None = None) -> Cleaned:
    r"""Return the title and the spans of a text that are no evidence.

    >>> clean("Wang meets Lavrov – The Daily News\n\nThey met.\n\nSource link", layout="lines")
    Cleaned(title='Wang meets Lavrov', skip=((0, 34), (47, 58)))
    """
    lines = _lines(text)
    headings = _headings(text, lines) if layout == "markdown" else []
    heads = {line.span for line in headings}
    furniture = {line.span for line in lines if line.span not in heads and _is_furniture(line.text)}
    body = [line for line in lines if line.span not in furniture]
    given = headline(title, site) if title else None
    if given is None and (first := _title_line(text, body, headings, layout)):
        given = headline(_plain(first.text), site)
    names = {_letters(t) for t in (given, title) if t} - {""}
    titles = [line for line in body if line.span in heads or _repeats(line.text, names, site)]
    if len(titles) < len(body):  # a text that is nothing but its title is the evidence itself
        furniture.update(line.span for line in titles)
    spans = list(furniture)
    for line in body:
        if line.span not in furniture:
            spans.extend(_within(line))
    if layout == "markdown":
        spans.extend(m.span() for pattern in (_COMMENT, _IMAGE) for m in pattern.finditer(text))
    return Cleaned(given or None, merged([*spans, *_ending(text)]))


def headline(title: str, site: str | None = None) -> str:
    """Return a title on one line, without the name of the site behind it.

    >>> headline("Wang meets Lavrov in Moscow – Dainik Savera Times"), headline("Putin visits China – Kremlin")
    ('Wang meets Lavrov in Moscow', 'Putin visits China – Kremlin')
    """
    title = " ".join(title.split())
    for _ in range(2):
        head, mark, tail = _last_part(title)
        if not mark or len(head.split()) < 3 or not _is_site(tail, mark, site):
            break
        title = head
    return title


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return spans in order, those that overlap joined, empty ones left out.

    >>> merged([(5, 9), (0, 3), (2, 4), (7, 7)])
    ((0, 4), (5, 9))
    """
    out: list[Span] = []
    for start, end in sorted(spans):
        if out and start < out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        elif start < end:
            out.append((start, end))
    return tuple(out)


def _lines(text: str) -> list[_Line]:
    out = []
    for match in _LINE.finditer(text):
        stripped = match[0].strip()
        if stripped:
            start = match.start() + match[0].index(stripped)
            out.append(_Line(start, start + len(stripped), stripped))
    return out


def _last_part(title: str) -> tuple[str, str, str]:
    cuts = [(title.rfind(mark), mark) for mark in (" | ", " – ", " — ", " - ", " :: ", " • ", " · ")]
    at, mark = max(cuts)
    return (title[:at].rstrip(), mark.strip(), title[at + len(mark) :].strip()) if at > 0 else (title, "", "")


def _is_site(tail: str, mark: str, site: str | None) -> bool:
    words = tail.split()
    if not words or len(words) > 6:
        return False
    if site and _letters(tail) == _letters(site):
        return True
    if mark in ("|", "::"):
        return True
    outlets = _phrases().outlets
    if len(words) == 1 and re.search(r"\w\.(?:com|org|net|info|gov|[a-z]{2})$", tail):
        return True
    named = any(w.strip(",.") in outlets for w in words)
    return named and all(w[0].isupper() or not w[0].isalpha() or w.lower() in _SMALL_WORDS for w in words)


def _letters(text: str) -> str:
    """Return what makes two lines the same title: letters and digits, whatever their case and punctuation."""
    return "".join(c for c in text.casefold() if c.isalnum())


def _plain(line: str) -> str:
    """Return a Markdown heading without its marks."""
    return re.sub(r"[*_`]{1,3}([^*_`]+)[*_`]{1,3}", r"\1", line.strip("# \t"))


def _headings(text: str, lines: Sequence[_Line]) -> list[_Line]:
    out = []
    for number, line in enumerate(lines):
        follower = lines[number + 1] if number + 1 < len(lines) else None
        if _HEADING.match(text, line.start):
            out.append(line)
        elif follower and not _CLOSED.search(line.text) and _UNDERLINE.fullmatch(follower.text):
            if text.count("\n", line.end, follower.start) > 1:
                continue
            out.extend((line, follower))
    return out


def _title_line(text: str, body: Sequence[_Line], headings: Sequence[_Line], layout: Layout) -> _Line | None:
    """Return the line at the top that is the title: a heading, a doubled line, or a short one set apart."""
    if headings:
        return next((h for h in headings if re.match(r"#\s", h.text)), headings[0])
    if len(body) < 2 or len(body[0].text) > _LONGEST_TITLE or _CLOSED.search(body[0].text):
        return None
    first, second = body[:2]
    if _letters(first.text) and _letters(first.text) == _letters(second.text):
        return first
    if layout == "given" or text.count("\n", first.end, second.start) < 2 or _phrases().dateline.match(first.text):
        return None
    opens = first.text.lstrip("\"'“‘«([*_")[:1]
    # Where no line is a closed sentence, the text is a list of headlines, and each of them tells something.
    listed = len(body) > 2 and not any(_CLOSED.search(line.text) for line in body)
    return first if (opens.isupper() or opens.isdigit()) and not listed else None


def _repeats(line: str, names: set[str], site: str | None) -> bool:
    if len(line) > _LONGEST_TITLE or re.search(r"\.[\"'”’»)\]]*$", line):
        return False
    return _letters(line) in names or _letters(headline(line, site)) in names


def _is_furniture(line: str) -> bool:
    if len(line) > _LONGEST_LINE:
        return False
    phrases = _phrases()
    if phrases.line.fullmatch(line) or phrases.label.match(line) or phrases.start.match(line):
        return True
    if match := phrases.signed.match(line):
        return _only_names(line[match.end() :])
    if match := _BYLINE.match(line):
        return _is_byline(line[match.end() :])
    return bool(_CONTRIBUTED.fullmatch(line)) or (len(line) < 160 and "all rights reserved" in line.lower())


def _is_byline(rest: str) -> bool:
    """Tell `John Smith, BBC News` after "By" from a sentence that begins with "By"."""
    words = rest.replace(",", " ").split()
    if not words or len(words) > 14 or (len(words) > 3 and re.search(r"[.!?]$", rest)):
        return False
    single = len(words) == 1 and rest.strip(" .|") in _phrases().agencies
    return (single or len(words) > 1) and words[0][0].isupper() and _only_names(rest)


def _only_names(rest: str) -> bool:
    """Tell a string of names, dates and small words, in which nobody does anything."""
    return all(
        w[0].isupper() or not w[0].isalpha() or w.lower() in _SMALL_WORDS or "@" in w
        for w in re.findall(r"[\w@][\w@.'’-]*", rest)
    )


def _within(line: _Line) -> Iterator[Span]:
    """Find what is no evidence inside a line that is: its dateline, credits in parentheses."""
    phrases = _phrases()
    if (match := phrases.dateline.match(line.text)) and match["city"] not in phrases.acronyms:
        yield line.start, line.start + match.end()
    for match in phrases.aside.finditer(line.text):
        yield line.start + match.start(), line.start + match.end()


def _ending(text: str) -> Iterator[Span]:
    """Find what hangs behind the last sentence on its line: "Source link", who reported and edited, the rights."""
    phrases, end = _phrases(), len(text.rstrip())
    for _ in range(6):
        base = max(0, end - _LONGEST_LINE)
        last = text[base:end]
        match = phrases.tail.search(last) or _CONTRIBUTED.search(last) or _signature(last)
        if not match or match.start() == match.end():
            return
        start = base + match.start()
        start += len(text[start:end]) - len(text[start:end].lstrip())
        yield start, end
        end = len(text[:start].rstrip())


def _signature(last: str) -> re.Match[str] | None:
    return next((m for m in _SIGNED_OFF.finditer(last) if _only_names(last[m.end() :])), None)
