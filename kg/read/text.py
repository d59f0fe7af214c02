"""Plain text and Markdown with front matter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from kg.errors import ReadError
from kg.model import Problem
from kg.read.encoding import decode
from kg.read.entry import Entry
from kg.read.files import everything, one_line

_FENCE: Final = re.compile(r"---[ \t]*\n(?P<head>.*?)(?:(?<=\n)|^)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_KEY: Final = re.compile(r"---[ \t]*\n\w+:(?:[ \t]|\n)")
_FIELDS: Final = ("id", "title", "date", "source", "url", "language")


def read_text(stream: BinaryIO, where: str, stem: str) -> Iterator[Entry | Problem]:
    r"""Read a text file: one article, as it stands, except that every line end is `\n` and a byte order mark is off."""
    yield Entry(text=_lines(decode(everything(stream, where), where)), location=where, stem=stem, layout="lines")


def read_markdown(stream: BinaryIO, where: str, stem: str) -> Iterator[Entry | Problem]:
    """Read a Markdown file: its text is what stands behind the front matter, marks and all."""
    content = _lines(decode(everything(stream, where), where))
    match = _FENCE.match(content)
    if match is None and _KEY.match(content):
        raise ReadError("the front matter has no end", where=where, line=1, hint="close it with a line of ---")
    head = _front_matter(match["head"], where) if match else None
    if match is None or head is None:
        yield Entry(text=content, location=where, stem=stem, layout="markdown")
        return
    fields: dict[str, Any] = {name: head.get(name) for name in _FIELDS}
    fields["id"] = fields["id"] or fields["url"]
    yield Entry(text=content[match.end() :], location=where, stem=stem, layout="markdown", **fields)


def _front_matter(head: str, where: str) -> dict[str, object] | None:
    """Return the fields of a front matter; None where the text between the lines of dashes is none."""
    import yaml

    try:
        # The base loader leaves every value as written: no date object, no Norway (`no`) read as false.
        fields = yaml.load(head, Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        what = f"the front matter is not YAML ({one_line(error.problem or error.context or error)})"
        raise ReadError(what, where=where, line=line, hint="quote a value that holds a colon") from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        what = f"the front matter is not YAML ({one_line(str(error) or type(error).__name__)})"
        raise ReadError(what, where=where, line=1) from error
    if fields is None or fields == "":
        return {}
    # An empty value is an empty string to the base loader; the field is then as good as missing.
    return {str(k).lower(): None if v == "" else v for k, v in fields.items()} if isinstance(fields, dict) else None


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
