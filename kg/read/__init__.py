"""Articles out of files, folders and streams.

A path, a folder, or `-` (JSON lines on standard input) becomes `kg.model.Article`s; whatever cannot be read becomes a
`kg.model.Problem` with its file, line and remedy, and the reading goes on.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import BinaryIO, Final, TypeAlias

from kg.errors import ReadError
from kg.model import Article, Problem
from kg.names import digest
from kg.read import dates
from kg.read.encoding import is_binary, mark
from kg.read.entry import Defaults, Entry, finish, lost, note
from kg.read.feed import read_feed
from kg.read.files import STDIN, below, missing, one_line, opened, shown, unpacked
from kg.read.html import read_html
from kg.read.jsonl import read_jsonl
from kg.read.text import read_markdown, read_text
from kg.read.warc import read_warc

__all__ = ["READERS", "read"]

Reader: TypeAlias = Callable[[BinaryIO, str, str], Iterator[Entry | Problem]]

READERS: Final[dict[str, Reader]] = {
    ".txt": read_text,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
    ".xml": read_feed,
    ".rss": read_feed,
    ".atom": read_feed,
    ".warc": read_warc,
    ".wet": read_warc,
}
"""The reader of each extension, in any case, with or without `.gz` behind it."""

_README: Final = ("readme.md", "readme.markdown", "readme.txt")


def read(
    paths: Iterable[str | Path] | str | Path,
    *,
    date: str | None = None,
    source: str | None = None,
    url: str | None = None,
) -> Iterator[Article | Problem]:
    """Read the articles of paths in their order, a folder's sorted by path; nothing is read before it is asked for.

    `date`, `source` and `url` stand in for what an article does not say itself. A folder is read with all folders below
    it; hidden files, files of other kinds and a README are passed over. An article whose id came before with
    another text is a problem, since it would replace the first; the same article again is noted and passed over.

    >>> [problem.error.what for problem in read("no/such/folder")]
    ['no such file or folder']
    """
    if date is not None and dates.iso(date) is None:
        raise ReadError(f"the date {date!r} cannot be read", hint="write it as 2023-09-18")
    given = [paths] if isinstance(paths, str | Path) else paths
    return _distinct(_articles(given, Defaults(date=dates.iso(date), source=source, url=url)))


def _articles(paths: Iterable[str | Path], defaults: Defaults) -> Iterator[Article | Problem]:
    for entry in _entries(paths):
        if isinstance(entry, Problem):
            yield entry
        else:
            yield from finish(entry, defaults)


def _distinct(found: Iterable[Article | Problem]) -> Iterator[Article | Problem]:
    """Let no article pass twice."""
    seen: dict[str, tuple[str, str]] = {}
    for item in found:
        if isinstance(item, Problem):
            yield item
            continue
        content = digest(item.text, item.date or "", item.title or "")
        if item.id not in seen:
            seen[item.id] = content, item.location
            yield item
            continue
        first, where = seen[item.id]
        if first == content:
            yield note(f"is the same article as {where}; passed over", item.location)
        else:
            yield item  # a store will refuse it: one id, one graph


def _entries(paths: Iterable[str | Path]) -> Iterator[Entry | Problem]:
    for path in paths:
        if str(path) == STDIN:
            yield from _standard_input()
            continue
        if re.match(r"\w{2,10}://", str(path)):
            yield lost("is an address, not a file", shown(path), "download it first")
            continue
        try:
            folder = Path(path).is_dir()
        except (OSError, ValueError) as error:
            yield Problem(missing(path, error if isinstance(error, OSError) else ValueError("the path holds a NUL")))
            continue
        yield from _folder(Path(path)) if folder else _file(Path(path))


def _folder(folder: Path) -> Iterator[Entry | Problem]:
    found = False
    for item in below(folder, lambda p: _reader(p) is not None and p.name.lower() not in _README):
        found = True
        if isinstance(item, ReadError):
            yield Problem(item)
        else:
            yield from _file(item)
    if not found:
        kinds = " ".join(READERS)
        yield lost("the folder holds no article", shown(folder), f"kg reads files of these kinds: {kinds}")


def _file(path: Path) -> Iterator[Entry | Problem]:
    where = shown(path)
    try:
        with closing(opened(path)) as stream:
            reader = _reader(path) or _sniffed(stream.peek(4096)[:4096], where)
            yield from reader(stream, where, _stem(path))
    except ReadError as error:
        yield Problem(error)
    except (OSError, ValueError) as error:
        yield Problem(missing(path, error))


def _standard_input() -> Iterator[Entry | Problem]:
    where = "standard input"
    try:
        yield from read_jsonl(unpacked(sys.stdin.buffer, where), where, "stdin")
    except ReadError as error:
        yield Problem(error)
    except (OSError, ValueError, AttributeError) as error:
        yield lost(f"cannot be read: {one_line(error)}", where)


def _suffixes(path: Path) -> tuple[str, str]:
    """Return a file's stem and extension, without the `.gz` behind them."""
    plain = Path(re.sub(r"(?i)(?<=.)\.gz$", "", path.name))
    return plain.stem, plain.suffix.lower()


def _stem(path: Path) -> str:
    return shown(_suffixes(path)[0])


def _reader(path: Path) -> Reader | None:
    return READERS.get(_suffixes(path)[1])


def _sniffed(head: bytes, where: str) -> Reader:
    """Return the reader of a file that its name does not tell, by how it begins."""
    if not head:
        raise ReadError("is empty", where=where, hint="remove it, or get the article again")
    if is_binary(head):
        raise ReadError("is of no kind that kg reads", where=where, hint=f"it reads {' '.join(READERS)}")
    start = head.decode(mark(head) or "utf-8", "replace").lstrip("\ufeff \t\r\n").lower()
    shapes: tuple[tuple[str, Reader], ...] = (
        (r"warc/", read_warc),
        (r"[{\[]", read_jsonl),
        (r"(?:<\?xml|<!--)?.{0,2000}?<(?:rss|feed|rdf:rdf)\b", read_feed),
        (r"<(?:!doctype html|html|head|body|article|div|p)\b|<\?xml.{0,2000}?<html\b|<!--", read_html),
        (r"<\?xml", read_feed),
        (r"---\s*\n\w+:", read_markdown),
    )
    return next((reader for shape, reader in shapes if re.match(shape, start, re.DOTALL)), read_text)
