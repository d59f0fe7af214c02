"""Web archives: every page fetched with success, and the plain texts of WET files."""

from __future__ import annotations

from collections.abc import Iterator
from io import BufferedReader
from typing import Any, BinaryIO, Final

from kg.errors import ReadError
from kg.model import Problem
from kg.read.encoding import is_binary
from kg.read.entry import Entry, lost, note
from kg.read.files import CutOff, one_line, peekable
from kg.read.html import page

_PAGE_LIMIT: Final = 10 * 1024 * 1024
_PAGES: Final = ("text/html", "application/xhtml+xml")
_HINT: Final = "what stands before the break is kept; get the archive again"


def read_warc(stream: BinaryIO, where: str, stem: str) -> Iterator[Entry | Problem]:
    """Read an archive record by record; requests, redirects, images and the like are passed over."""
    pages = 0
    for number, record in enumerate(_records(stream, where), 1):
        place = f"{where}#{number}"
        try:
            found = _entry(record, place, stem)
        except CutOff:
            raise
        except ReadError as error:
            found = Problem(error)
        except Exception as error:  # a broken chunk or header inside one record; the next may be sound
            found = lost(f"the record cannot be read ({one_line(error)})", place)
        if _rest_is_missing(record.raw_stream):
            raise CutOff("the archive is cut off in the middle of a record", where=place, hint=_HINT)
        if found is not None:
            pages += 1
            yield found
    if not pages:
        raise ReadError("the archive holds no web page", where=where)


def _records(stream: BinaryIO, where: str) -> Iterator[Any]:
    from warcio.archiveiterator import ArchiveIterator

    class Silent(ArchiveIterator):  # type: ignore[misc]
        """warcio writes a warning to standard error; the library never prints."""

        INC_RECORD = ""
        begun = False

        def _next_record(self, next_line: str | None) -> Any:
            """Tell the end of the archive from an end amid a record's headers: warcio takes both for the end."""
            try:
                record = super()._next_record(next_line)
            except EOFError:
                if next_line or not self.begun:
                    raise CutOff("the archive is cut off in the header of a record", where=where, hint=_HINT) from None
                raise
            self.begun = True
            return record

    source = peekable(stream)
    head = source.peek(16)[:16]
    if not head:
        raise ReadError("is empty", where=where, hint="get the archive again")
    if not head.startswith((b"WARC/", b"filedesc:")):
        raise ReadError("is no web archive: it does not begin with WARC/", where=where)
    archive = Silent(_Steps(source))
    while True:
        try:
            record = next(archive)
        except StopIteration:
            break
        except ReadError:
            raise
        except Exception as error:  # warcio meets noise with errors of many kinds, none of them for people
            raise CutOff(
                "the archive is damaged here", where=f"{where}, byte {archive.offset:,}", hint=_HINT
            ) from error
        if record.format == "warc" and not (record.rec_headers.get_header("Content-Length") or "").isdigit():
            raise CutOff("the archive is cut off in the header of a record", where=where, hint=_HINT)
        yield record
    if archive.err_count:
        raise ReadError("a record is longer or shorter than it says", where=where, hint="check its text")


class _Steps:
    """A stream read in single steps, so that a break in it does not take the sound bytes before with it."""

    def __init__(self, stream: BufferedReader[Any]):
        self._stream = stream

    def read(self, size: int = -1) -> bytes:
        return self._stream.read1(size)


def _rest_is_missing(raw: Any) -> bool:
    """Read what the record promises still to hold, and tell whether the file ends before."""
    while raw.read(1 << 16):
        pass
    return bool(getattr(raw, "limit", 0) > 0)


def _entry(record: Any, place: str, stem: str) -> Entry | Problem | None:
    header, language = _declared(record)
    kind = (header or "").split(";")[0].strip().lower()
    if kind not in _PAGES and not (kind == "text/plain" and record.rec_type == "conversion"):
        return None
    address = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<> ") or None
    data = record.content_stream().read(_PAGE_LIMIT + 1)
    if len(data) > _PAGE_LIMIT:
        return lost(f"the page is larger than {_PAGE_LIMIT >> 20} MB", place)
    if kind == "text/plain":
        return _plain(data, place, stem, address, language)
    entry = page(data, where=place, stem=stem, header=header, address=address, language=language)
    return entry or note("no article text found in the page; passed over", place)


def _declared(record: Any) -> tuple[str | None, str | None]:
    """Return the type and the language that a record states of its page; nothing for what holds no page."""
    headers, http = record.rec_headers, record.http_headers
    if record.rec_type == "response" and http is not None and http.get_statuscode() == "200":
        return http.get_header("Content-Type"), http.get_header("Content-Language")
    if record.rec_type in ("resource", "conversion"):
        return headers.get_header("Content-Type"), headers.get_header("WARC-Identified-Content-Language")
    return None, None


def _plain(data: bytes, place: str, stem: str, address: str | None, language: str | None) -> Entry | Problem:
    if is_binary(data):
        return lost("is binary, not text (it holds NUL bytes)", place)
    text = data.decode("utf-8", "replace").replace("\r\n", "\n")
    first = (language or "").split(",")[0] or None
    return Entry(
        text=text,
        location=place,
        stem=stem,
        id=address,
        url=address,
        language=first,
        layout="lines",
        sure_language=False,
    )
