"""Web pages: the main text as trafilatura finds it, with the page's own title, date, site, address and language."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from kg.errors import ReadError
from kg.model import Problem
from kg.read.encoding import decode_web, is_binary
from kg.read.entry import Entry
from kg.read.files import everything, one_line

_PAGE_LIMIT: Final = 10 * 1024 * 1024
_DATES: Final = {"original_date": True, "extensive_search": False, "max_date": "2100-01-01"}
"""How htmldate searches: where a page states its date, not all over its text; no part of it depends on today."""

_SHORT: Final = 250
_BLOCKS: Final = frozenset((
    "address", "article", "aside", "blockquote", "body", "br", "dd", "div", "dl", "dt", "figcaption", "figure",
    "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre", "section",
    "table", "td", "th", "tr", "ul",
))  # fmt: skip
_NO_TEXT: Final = frozenset((
    "script", "style", "noscript", "template", "svg", "iframe", "object", "head", "select", "button", "form", "nav",
))  # fmt: skip
_FURNITURE: Final = frozenset(("aside", "footer", "figcaption"))
_PROLOG: Final = re.compile(r"\s*<\?xml[^>]*\?>")


def read_html(stream: BinaryIO, where: str, stem: str) -> Iterator[Entry | Problem]:
    """Read a page that lies in a file."""
    data = everything(stream, where, _PAGE_LIMIT)
    entry = page(data, where=where, stem=stem)
    if entry is None:
        raise ReadError("no article text found in the page", where=where, hint="save the article as .txt")
    yield entry


def page(
    data: bytes,
    *,
    where: str,
    stem: str,
    header: str | None = None,
    address: str | None = None,
    language: str | None = None,
) -> Entry | None:
    """Return a page's article, None if it has none; `header` is its Content-Type, `address` where it was fetched.

    `address`, where there is one, is the article's id; the page's canonical address else.
    """
    if is_binary(data):
        raise ReadError("is binary, not a web page (it holds NUL bytes)", where=where)
    markup = _PROLOG.sub("", decode_web(data, header), count=1).replace("\0", "")
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        found = _extracted(markup, address)
    except Exception as error:  # trafilatura and lxml stumble over broken pages in ways of their own
        raise ReadError(f"the page cannot be parsed ({one_line(error)})", where=where) from error
    if found is None:
        return None
    text, about, lang = found
    return Entry(
        text=text,
        location=where,
        stem=stem,
        id=address or about.url or None,
        title=about.title or None,
        date=about.date or None,
        source=about.sitename or None,
        url=about.url or address or None,
        language=lang or language,
        site=about.sitename or None,
        sure_language=False,
    )


def _extracted(markup: str, address: str | None) -> tuple[str, Any, str | None] | None:
    import trafilatura
    from trafilatura.metadata import extract_metadata

    tree = trafilatura.load_html(markup)
    if tree is None:
        # trafilatura takes a fragment, or a page of few words, for no page at all.
        tree = trafilatura.load_html(f"<html><body>{markup}</body></html>") if "<" in markup else None
    if tree is None:
        return None
    lang = next((str(v) for e in tree.iter("html") for k, v in e.attrib.items() if k.endswith("lang")), None)
    about = extract_metadata(tree, default_url=address, date_config=dict(_DATES), extensive=False)
    own = _own_text(tree)
    document: Any = trafilatura.bare_extraction(
        tree, url=address, include_comments=False, date_extraction_params=dict(_DATES)
    )
    text = (document.text or "").strip() if document is not None else ""
    # In a page of few words trafilatura falls back to all of them, menus too.
    text = own if own and len(text) < _SHORT else text
    return (text, about, lang) if text else None


def _own_text(tree: Any) -> str:
    """Return the text of what the page itself marks as its article, else of its body."""
    for tag in ("article", "main", "body"):
        found = list(tree.iter(tag))
        if len(found) == 1 and (text := block_text(found[0], _FURNITURE)):
            return text
    return ""


def fragment_text(markup: str) -> str:
    """Return the text of a piece of HTML, a line a block, as feeds carry it.

    >>> fragment_text("<p>Wang <b>met</b> Lavrov.</p><p>A &amp; B</p>")
    'Wang met Lavrov.\\n\\nA & B'
    """
    from lxml import etree, html  # type: ignore[import-untyped]

    try:
        tree = html.fromstring(f"<div>{markup}</div>")
    except (etree.LxmlError, ValueError, AssertionError):
        return re.sub(r"<[^<>]*>", " ", markup).strip()
    return block_text(tree)


def block_text(element: Any, without: frozenset[str] = frozenset()) -> str:
    """Return an element's text with its blocks as paragraphs; scripts, forms, menus and `without` left out."""
    from lxml import etree

    pieces: list[str] = []
    leaving = 0
    for event, node in etree.iterwalk(element, events=("start", "end", "comment", "pi")):
        tag = node.tag if isinstance(node.tag, str) else None
        hidden = tag in _NO_TEXT or tag in without
        if tag is None:
            if not leaving:
                pieces.append(node.tail or "")
        elif event == "start":
            leaving += hidden
            if not leaving:
                pieces.append("\0" * (tag in _BLOCKS) + (node.text or ""))
        else:
            leaving -= hidden
            if not leaving and node is not element:
                pieces.append("\0" * (tag in _BLOCKS) + (node.tail or ""))
    blocks = (" ".join(block.split()) for block in "".join(pieces).split("\0"))
    return "\n\n".join(block for block in blocks if block)
