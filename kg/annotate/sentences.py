"""Sentence boundaries, set before the parser runs so that it cannot split or join against the layout of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy
from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.tokens import Doc, Span

MAX_TOKENS = 400
"""A longer sentence is a table, a list or noise; it is cut into pieces of this length, none of them evidence."""

_END = frozenset(".?!…。")
_BULLETS = frozenset("-*•–—·")
_MARKS = _BULLETS | {"--"}
_CLOSERS = frozenset("\"'”’)]»")
_OPENERS = frozenset("\"'“‘([«")
_LAST = _END | _CLOSERS
_PARTING = frozenset(":;.")
_ABBREVIATION = re.compile(
    r"^(?:[A-Z]\.)+$|^(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|Cmdr|Adm|Sgt|Sen|Rep|Gov|St|Hon|Rev|Jr|Sr|No|vs|etc|Inc|Ltd|Co|"
    r"Corp|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|approx|Mt|Ft|Gens|Messrs|e\.g|i\.e|a\.m|p\.m)\.?$"
)


_DATELINE = re.compile(
    r"^[ \t]*[A-Z][A-Z'’.-]{2,}(?: [A-Z][A-Z'’.-]+){0,3}(?:, [A-Z][\w .]{2,20}){0,2}(?: \([^)\n]{1,40}\))?"
    r"(?: ?(?:--?|–|—)|(?<=[A-Z]{5}):) (?=[A-Z0-9])(?!I\b|We\b)",
    re.MULTILINE,
)
"""Where a report was written: "DOHA, Qatar (Agency) - ", "SAUDI ARABIA: "."""


_NUMBERED = re.compile(r"^[ \t]*(\(?(?:\d{1,2}|[a-z]|[ivx]{2,4})[.)])[ \t]+(?=\S)", re.MULTILINE)
"""The mark of a point that is numbered: "1. ", "(a) ", "iv) "."""


def is_bullet(text: str) -> bool:
    """Whether a stretch of text is a mark before a point of a list."""
    return text in _MARKS or (len(text) < _LONGEST_MARK and _NUMBERED.match(f"{text} x") is not None)


_LONGEST_MARK = len("(viii)")


def points(sentences: Sequence[Span]) -> Iterator[tuple[int, int, int]]:
    """Yield the points of lists, by number: the sentence that leads in, the mark, the point itself."""
    if not any(len(s) <= _LONGEST_MARK and is_bullet(s.text.strip()) for s in sentences):
        return
    lead = mark = -1
    for k, text in enumerate(s.text.strip() for s in sentences):
        if is_bullet(text):
            mark = k
        elif lead >= 0 and mark == k - 1:
            yield lead, mark, k
        else:
            lead = k if text.endswith(":") else -1


@Language.component("kg_sentences", assigns=["token.is_sent_start"])
def kg_sentences(doc: Doc) -> Doc:
    """Start a sentence after ., ? or ! (and closing quotes), after an empty line, at a bullet and behind it, and at a skipped span."""
    words = [t.text for t in doc]
    spaces = [bool(t.whitespace_) for t in doc]
    starts = {0, *_edges(doc), *_behind_datelines(doc), *_points_in_line(words, spaces), *_numbered(doc)}
    previous = -1  # the last token that is not white space
    gap = ""
    for i, word in enumerate(words):
        if word.isspace():
            gap += word
            continue
        if previous >= 0:
            between = (" " if spaces[previous] else "") + gap
            opened = (
                previous in starts and words[previous] in _OPENERS
            )  # a mark that begins a sentence does not end one
            if (
                not opened
                and (word[-1] in _BULLETS or words[previous][-1] in _LAST or gap)
                and _starts(words, spaces, previous, i, between)
            ):
                starts.add(i)
                if word in _MARKS and spaces[i] and "\n" in gap:
                    starts.add(i + 1)  # the mark itself is no word of the point, and misleads the tagger
        previous, gap = i, ""
    marks = numpy.full(len(words), -1, dtype="int32")
    last = 0
    for i in range(len(words)):
        if i in starts or i - last >= MAX_TOKENS:
            marks[i], last = 1, i
    marked: Doc = doc.from_array([SENT_START], marks.reshape(-1, 1).astype("uint64"))  # type: ignore[arg-type]
    return marked


def _behind_datelines(doc: Doc) -> Iterator[int]:
    """Yield the tokens behind a dateline: it stands in no sentence, and misleads the parser."""
    ends = {m.end() for m in _DATELINE.finditer(doc.text)}
    if ends:
        yield from (token.i for token in doc if token.idx in ends)


def _numbered(doc: Doc) -> Iterator[int]:
    """Yield the tokens at which the marks of a numbered list stand, and those behind; one line that begins so is no list."""
    marks = list(_NUMBERED.finditer(doc.text))
    if len(marks) > 1:
        ends = {edge for m in marks for edge in (m.start(1), m.end())}
        yield from (token.i for token in doc if token.idx in ends)


def _edges(doc: Doc) -> Iterator[int]:
    """Yield the tokens at which a skipped span begins or the text goes on behind it."""
    if not doc._.kg_skip:
        return
    edges = sorted({edge for span in doc._.kg_skip for edge in span})
    k = 0
    for token in doc:
        if token.is_space:
            continue
        while k < len(edges) and edges[k] <= token.idx:
            k += 1
            yield token.i


def _points_in_line(words: list[str], spaces: list[bool]) -> Iterator[int]:
    """Yield where the points of a list start that has lost its lines: "demands to X: - free Y; - pay Z"; a lone dash is no list."""
    marks: list[int] = []
    for i in range(1, len(words) - 1):
        if words[i] in _MARKS and spaces[i] and spaces[i - 1]:
            before = words[i - 1][-1]
            if before == ":":
                yield from _both_sides(marks)
                marks = [i]
            elif marks and (before in _PARTING or words[i] == "•"):  # which, unlike a dash, is a mark of points alone
                marks.append(i)
    yield from _both_sides(marks)


def _both_sides(marks: list[int]) -> Iterator[int]:
    if len(marks) > 1:
        yield from (at for mark in marks for at in (mark, mark + 1))


def _starts(words: list[str], spaces: list[bool], previous: int, i: int, between: str) -> bool:
    """Whether a sentence starts at word `i`, of which `previous` is the last word and `between` the space before."""
    word = words[i]
    # A line may break at a dash that is no mark of a list.
    listed = word in _BULLETS or (word == "--" and words[previous][-1] in _PARTING)
    if between.count("\n") > 1 or ("\n" in between and listed):
        return True
    last = previous
    while last > 0 and words[last] in _CLOSERS and words[last - 1][-1:] in _END | _CLOSERS:
        last -= 1
    text = words[last]
    if text[-1:] not in _END:
        return False
    if word in {'"', "'"} and not between:
        return False  # a straight quotation mark that follows without a space closes
    if text == "." and last and not spaces[last - 1]:
        text = words[last - 1] + "."
    if not (word[0].isupper() or word[0].isdigit() or word[0] in _OPENERS or word in _BULLETS):
        return False
    return not (text[-1] == "." and len(text) > 1 and _ABBREVIATION.match(text) and not _new_start(word))


def _new_start(text: str) -> bool:
    """After an abbreviation only a word that seldom goes on after a name starts a new sentence ("in the U.S. The ...")."""
    return text in {"The", "He", "She", "It", "They", "In", "But", "And", "This", "On", "A", "We", "At", "That", "His"}
