"""RSS and Atom: each entry an article, its HTML taken to text."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from kg.errors import ReadError
from kg.model import Problem
from kg.read.encoding import is_binary
from kg.read.entry import Entry, lost
from kg.read.files import one_line, so_far
from kg.read.html import fragment_text

_FEED_LIMIT: Final = 64 * 1024 * 1024
_CLOSED: Final = re.compile(rb"</(?:\w+:)?(?:item|entry)\s*>", re.IGNORECASE)
_END: Final = re.compile(rb"</(?:\w+:)?(?:rss|feed|rdf)\s*>\s*(?:<!--.*?-->\s*)*\Z", re.IGNORECASE | re.DOTALL)
_TAG: Final = re.compile(r"</?[a-zA-Z][^<>]*>|&[a-zA-Z]{2,8};|&#\w{1,6};")


def read_feed(stream: BinaryIO, where: str, stem: str) -> Iterator[Entry | Problem]:
    """Read a feed's entries; of one that is cut off, those that are whole, and a problem at the end."""
    data, broken = so_far(stream, where, _FEED_LIMIT)
    if is_binary(data):
        raise ReadError("is binary, not a feed (it holds NUL bytes)", where=where)
    if not data.strip():
        raise broken or ReadError("is empty", where=where, hint="get the feed again")
    feed = _parsed(data, where)
    if not feed.version and not feed.entries:
        if broken is not None:
            raise broken
        why = f" ({one_line(feed.bozo_exception)})" if feed.get("bozo_exception") else ""
        raise ReadError(f"is no RSS or Atom feed{why}", where=where, hint="save a web page as .html")
    cut = bool(feed.bozo) and not _END.search(data[-4096:])
    complete = len(_CLOSED.findall(data)) if cut else len(feed.entries)
    for number, item in enumerate(feed.entries[:complete], 1):
        yield _entry(item, feed.feed, f"{where}#{number}", stem)
    if broken is not None:
        yield Problem(broken)
    elif cut:
        what = f"the feed is cut off after {complete} whole entr{'y' if complete == 1 else 'ies'}"
        yield lost(what, where, "get it again")
    elif not feed.entries:
        yield lost("the feed has no entries", where)


def _parsed(data: bytes, where: str) -> Any:
    import feedparser

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            # Handed over as a file: bytes that look like an address would be fetched.
            return feedparser.parse(io.BytesIO(data))
    except Exception as error:  # feedparser's lenient parser stumbles over noise in ways of its own
        raise ReadError(f"the feed cannot be parsed ({one_line(error)})", where=where) from error


def _entry(item: Any, feed: Any, where: str, stem: str) -> Entry | Problem:
    parts = [*item.get("content", ()), *([item["summary_detail"]] if "summary_detail" in item else ())]
    detail = next((p for p in parts if _string(p.get("value"))), None)
    title = _text(item.get("title_detail") or {"value": item.get("title")}).replace("\n\n", " ")
    text = _text(detail) if detail else ""
    if not text and not title:
        return lost("the entry has neither text nor title", where)
    link = _string(item.get("link"))
    language = (detail or {}).get("language") or item.get("language") or feed.get("language")
    return Entry(
        text=text or title,
        location=where,
        stem=stem,
        id=_string(item.get("id")) or link,
        title=title or None,
        date=_string(item.get("published")) or _string(item.get("updated")) or _string(item.get("created")),
        source=_string((item.get("source") or {}).get("title")) or _string(feed.get("title")),
        url=link if link and re.match("(?i)https?://", link) else None,
        language=_string(language),
        sure_language=False,
    )


def _string(value: object) -> str | None:
    return value if isinstance(value, str) and value.strip() else None


def _text(detail: Any) -> str:
    """Return a feed's text construct as plain text; feeds mark HTML as plain and plain as HTML alike."""
    value = _string(detail.get("value")) or ""
    return fragment_text(value) if _TAG.search(value) else value.strip()
