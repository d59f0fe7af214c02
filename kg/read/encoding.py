"""Bytes to text: by the byte order mark, else by what is declared, else UTF-8. Text is never guessed into being."""

from __future__ import annotations

import codecs
import re
from typing import Final

from kg.errors import ReadError

# UTF-32 before UTF-16: the mark of the one begins with the mark of the other.
MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What browsers read under these labels (https://encoding.spec.whatwg.org/#names-and-labels).
_WEB_LABELS: Final = {
    "ascii": "cp1252", "us-ascii": "cp1252", "iso-8859-1": "cp1252", "iso8859-1": "cp1252", "latin1": "cp1252",
    "latin-1": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "shift_jis": "cp932",
    "shift-jis": "cp932", "x-sjis": "cp932", "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "iso-8859-9": "cp1254",
    "windows-874": "cp874", "tis-620": "cp874", "x-cp1251": "cp1251", "utf8": "utf-8", "unicode-1-1-utf-8": "utf-8",
    "x-mac-cyrillic": "mac-cyrillic", "utf-16": "utf-8", "utf-16le": "utf-8", "utf-16be": "utf-8",
}  # fmt: skip
_DECLARED: Final = re.compile(
    rb"""<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{1,40})|<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""",
    re.IGNORECASE,
)
_HEADER: Final = re.compile(r"""charset\s*=\s*["']?([\w.:-]{1,40})""", re.IGNORECASE)
_UTF16_DECLARATION: Final = ((b"<\0?\0x\0", "utf-16-le"), (b"\0<\0?\0x", "utf-16-be"))


def mark(data: bytes) -> str | None:
    """Return the encoding that a byte order mark at the beginning shows.

    >>> mark(b"\\xff\\xfeh\\x00"), mark(b"\\xef\\xbb\\xbfh"), mark(b"h")
    ('utf-16', 'utf-8-sig', None)
    """
    return next((name for bom, name in MARKS if data.startswith(bom)), None)


def is_binary(data: bytes) -> bool:
    """Tell bytes that are no text: they hold NUL bytes, and no mark says that these belong to UTF-16 or UTF-32."""
    return b"\0" in data and mark(data) in (None, "utf-8-sig")


def decode(data: bytes, where: str) -> str:
    """Decode a text file, or say at which byte it is not what it must be.

    >>> decode("Zürich".encode("utf-16"), "a.txt")
    'Zürich'
    """
    if is_binary(data):
        hint = "if it is text in UTF-16, save it as UTF-8"
        raise ReadError("is binary, not text (it holds NUL bytes)", where=where, hint=hint)
    name = mark(data) or "utf-8"
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        wide = name.removesuffix("-sig").upper()
        raise ReadError(f"byte {error.start + 1} is not {wide}", where=where, hint="save the file as UTF-8") from error


def decode_web(data: bytes, header: str | None = None) -> str:
    """Decode a web page as a browser does: mark, HTTP header, declaration, UTF-8, Windows-1252. Never fails.

    >>> decode_web(b'<meta charset="windows-1251">\\xcc\\xe8\\xf0'), decode_web(b"caf\\xe9")
    ('<meta charset="windows-1251">Мир', 'café')
    """
    if name := mark(data):
        return data.decode(name, "replace")
    for start, name in _UTF16_DECLARATION:
        if data.startswith(start):
            return data.decode(name, "replace")
    labels = _HEADER.findall(header or "")
    for match in _DECLARED.finditer(data[:4096]):
        labels.append((match[1] or match[2]).decode("ascii", "replace"))
    for label in labels:
        if name := _known(label):
            return data.decode(name, "replace")
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _known(label: str) -> str | None:
    name = _WEB_LABELS.get(label.lower(), label)
    try:
        # Some of Python's codecs (base64, rot13, idna) are none of characters.
        return codecs.lookup(name).name if isinstance(b"a".decode(name), str) else None
    except (LookupError, ValueError):
        return None
