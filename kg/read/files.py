"""Files and folders as streams of bytes: what lies below a folder, in order; what is compressed, unpacked."""

from __future__ import annotations

import gzip
import io
import os
import stat
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, Final

from kg.errors import ReadError

STDIN: Final = "-"
DOCUMENT_LIMIT: Final = 32 * 1024 * 1024
"""Bytes of one document or one line: enough for an article of a million characters however it is written."""


class CutOff(ReadError):
    """A stream that ends or breaks before its end: nothing more can be read from it."""


def shown(path: str | Path) -> str:
    """Return a path as a person may see it on one line: no control characters, no undecodable bytes."""
    text = os.fsencode(path).decode("utf-8", "replace")
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)


def one_line(error: BaseException | str) -> str:
    """Return another library's message on one short line."""
    text = " ".join(str(error).split()) or type(error).__name__
    return text if len(text) <= 160 else text[:159] + "…"


def missing(path: str | Path, error: OSError | ValueError) -> ReadError:
    """Say why a path cannot be opened."""
    where = shown(path)
    if isinstance(error, FileNotFoundError):
        return ReadError("no such file or folder", where=where, hint="check the path")
    if isinstance(error, PermissionError):
        return ReadError("may not be read: permission denied", where=where, hint="change its permissions")
    return ReadError(f"cannot be read: {one_line(getattr(error, 'strerror', None) or error)}", where=where)


def below(folder: Path, wanted: Callable[[Path], bool]) -> Iterator[Path | ReadError]:
    """Walk a folder sorted by path; hidden names are passed over, and no folder is entered twice.

    A link to a folder is followed unless it leads back into the walk, where the folder stands under its own name.
    """
    root = folder.resolve()
    entered: set[tuple[int, int]] = set()
    waiting = [folder]
    while waiting:
        path = waiting.pop()
        try:
            if not path.is_dir():
                if wanted(path):
                    yield path
                continue
            if path != folder and path.is_symlink() and path.resolve().is_relative_to(root):
                continue
            status = path.stat()
            if (status.st_dev, status.st_ino) in entered:
                continue
            entered.add((status.st_dev, status.st_ino))
            waiting.extend(sorted((p for p in path.iterdir() if not p.name.startswith(".")), reverse=True))
        except (OSError, RuntimeError) as error:  # resolve() calls a loop of links a RuntimeError up to Python 3.12
            yield missing(path, error if isinstance(error, OSError) else OSError(str(error)))


def opened(path: Path) -> io.BufferedReader[Any]:
    """Open a file for reading, unpacked if it is gzip."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # opening a pipe would wait for a writer
            hint = "pipe JSON lines into `-` instead"
            raise ReadError("is a pipe or a device, not a file", where=shown(path), hint=hint)
        return unpacked(path.open("rb"), shown(path))
    except (OSError, ValueError) as error:
        raise missing(path, error) from error


def unpacked(stream: BinaryIO, where: str) -> io.BufferedReader[Any]:
    """Return a stream with its gzip packing, if it has one, taken off."""
    plain = peekable(stream)
    return io.BufferedReader(_Unpacked(plain, where), 1 << 16) if plain.peek(2)[:2] == b"\x1f\x8b" else plain


def peekable(stream: BinaryIO) -> io.BufferedReader[Any]:
    """Return a stream whose beginning can be looked at before it is read."""
    return stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(stream)


class _Unpacked(io.RawIOBase):
    """Gzip whose break is a `ReadError` of ours: warcio, for one, takes an EOFError for the proper end."""

    def __init__(self, packed: BinaryIO, where: str):
        self._packed, self._where = packed, where
        self._plain = gzip.GzipFile(fileobj=packed)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            data = self._plain.read1(len(buffer))
        except EOFError as error:
            hint = "what stands before the break is kept; get the file again"
            raise CutOff("the gzip data end too early: the file is cut off", where=self._where, hint=hint) from error
        except (zlib.error, gzip.BadGzipFile) as error:
            hint = "what stands before the break is kept; get the file again"
            raise CutOff(f"the gzip data are damaged ({one_line(error)})", where=self._where, hint=hint) from error
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._packed.close()
        super().close()


def everything(stream: BinaryIO, where: str, limit: int = DOCUMENT_LIMIT) -> bytes:
    """Read a document whole, unless it is empty, broken, or too large to be one article."""
    data, broken = so_far(stream, where, limit)
    if broken is not None:
        raise broken
    return data


def so_far(stream: BinaryIO, where: str, limit: int) -> tuple[bytes, CutOff | None]:
    """Read a document up to its end or to the break in it, which is returned beside."""
    source, parts, size, broken = peekable(stream), [], 0, None
    try:
        while size <= limit and (part := source.read1(min(1 << 20, limit + 1 - size))):
            parts.append(part)
            size += len(part)
    except CutOff as error:
        broken = error
    if size > limit:
        raise ReadError(f"is larger than {limit >> 20} MB, too much for one document", where=where, hint="split it")
    if not size and broken is None:
        raise ReadError("is empty", where=where, hint="remove it, or get the article again")
    return b"".join(parts), broken
