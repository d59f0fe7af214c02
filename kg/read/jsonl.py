"""JSON lines: an object a line, `text` its text to the character; from a file or from standard input."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from kg.errors import ReadError
from kg.model import Problem
from kg.read.encoding import is_binary, mark
from kg.read.entry import Entry, kind, lost
from kg.read.files import DOCUMENT_LIMIT, one_line, peekable

_FIELDS: Final = ("id", "title", "date", "source", "url", "language")


def read_jsonl(stream: BinaryIO, where: str, stem: str) -> Iterator[Entry | Problem]:
    """Read JSON lines one by one; a line that is no article costs that line only."""
    found = False
    for number, line in _lines(stream, where):
        if isinstance(line, bytes) and not line.strip():
            continue
        if not found and isinstance(line, bytes) and line.strip() in (b"[", b"{"):
            hint = "write one object a line (jq -c '.[]' does it)"
            raise ReadError("is one JSON document over several lines, not JSON lines", where=where, hint=hint)
        found = True
        yield _entry(line, where, number, stem) if isinstance(line, bytes) else line
    if not found:
        raise ReadError("is empty: it holds no article", where=where, hint='expected a line like {"id": …, "text": …}')


def _lines(stream: BinaryIO, where: str) -> Iterator[tuple[int, bytes | Problem]]:
    """Number the lines, in UTF-8; a line too long to be one article is passed over without being held."""
    buffered = peekable(stream)
    head = buffered.peek(8192)[:8192]
    if is_binary(head):
        raise ReadError("is binary, not JSON lines (it holds NUL bytes)", where=where)
    if mark(head) in ("utf-16", "utf-32"):
        yield from _wide_lines(buffered, mark(head) or "", where)
        return
    number = 0
    while line := buffered.readline(DOCUMENT_LIMIT):
        number += 1
        if len(line) == DOCUMENT_LIMIT and not line.endswith(b"\n"):
            while (rest := buffered.readline(1 << 20)) and not rest.endswith(b"\n"):
                pass
            yield number, lost(f"the line is longer than {DOCUMENT_LIMIT >> 20} MB", where, "split it", number)
            continue
        yield number, line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line


def _wide_lines(stream: BinaryIO, encoding: str, where: str) -> Iterator[tuple[int, bytes | Problem]]:
    number = 0
    try:
        with io.TextIOWrapper(stream, encoding, newline="\n") as text:
            while line := text.readline(DOCUMENT_LIMIT):
                number += 1
                yield number, line.encode("utf-8", "surrogatepass")
    except UnicodeDecodeError as error:
        hint = "save the file as UTF-8"
        raise ReadError(f"is not {encoding.upper()} throughout", where=where, line=number + 1, hint=hint) from error


def _entry(line: bytes, where: str, number: int, stem: str) -> Entry | Problem:
    try:
        record: Any = json.loads(line.decode())
    except UnicodeDecodeError as error:
        return lost(f"byte {error.start + 1} of the line is not UTF-8", where, "save the file as UTF-8", number)
    except json.JSONDecodeError as error:
        return lost(f"the line is not JSON ({error.msg} at column {error.colno})", where, None, number)
    except (ValueError, RecursionError) as error:
        what = "it is nested too deeply" if isinstance(error, RecursionError) else one_line(error)
        return lost(f"the line is not JSON that can be read ({what})", where, None, number)
    if not isinstance(record, dict):
        hint = 'write {"id": …, "text": …}'
        return lost(f"the line is {kind(record)}, not an object", where, hint, number)
    text = record.get("text")
    if not isinstance(text, str):
        what = f'"text" is {kind(text)}, not a text' if "text" in record else 'the record has no "text"'
        return lost(what, where, 'put the article into "text"', number)
    fields: dict[str, Any] = {name: record.get(name) for name in _FIELDS}
    return Entry(text=text, location=f"{where}:{number}", stem=stem, **fields)
