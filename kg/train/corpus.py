"""The annotated sentences that the reader learns from (data/sentences/*.txt): format, loader, linter.

A file is one subject. Two lines make a record: a sentence in which every mention of an actor stands in square brackets,
and below it the relations between them by number, or `-` where there is none:

    [Turkey] on Monday accused [Syria] of shelling [Turkish villages], [a minister] said.
    1>2 ACCUSE asserted; 2>3 ASSAULT claimed

`1>2` reads "the first mention does it to the second", `1=2` that both do it with each other. Any pair that is not listed is
unrelated: that is a statement, too. A line that begins with `#` opens a stretch of one style: `# style: headline`.
"""

from __future__ import annotations

import hashlib
import re
import sys
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import KnowledgeError
from kg.model import STATUSES
from kg.resources import folder

CATEGORIES: tuple[str, ...] = tuple(
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE "
    "ASSAULT STANDING".split()
)
"""PLOVER's event categories, and STANDING for relations that last (member of, holds office, allied with)."""

_LINK = re.compile(r"(\d+)([>=])(\d+) ([A-Z]+) ([a-z]+)")
_BRACKET = re.compile(r"\[([^\[\]]*)\]")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Link:
    """One annotated relation: `source` and `target` are indexes of mentions, from 0."""

    source: int
    target: int
    category: str
    status: str
    symmetric: bool = False


@dataclass(frozen=True, slots=True)
class Example:
    """One annotated sentence; `spans` are the character offsets of its mentions in `text`."""

    text: str
    spans: tuple[tuple[int, int], ...]
    links: tuple[Link, ...]
    subject: str
    style: str
    where: str


def read(paths: Iterable[Path] | None = None) -> tuple[list[Example], list[KnowledgeError]]:
    """Read files of annotated sentences (all shipped ones by default); return the sound records and every mistake."""
    examples: list[Example] = []
    mistakes: list[KnowledgeError] = []
    seen: dict[str, str] = {}
    for path in sorted((folder("data") / "sentences").glob("*.txt")) if paths is None else paths:
        style, pending, opened = "", "", 0
        shown = _shown(path)
        for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            line = raw.strip()
            if not line:
                continue
            if line.startswith("#"):
                name, _, value = line.lstrip("# ").partition(":")
                style = value.strip() if name.strip() == "style" else style
                continue
            if not pending:
                pending, opened = line, number
                continue
            example, problems = _example(pending, line, path.stem, style, f"{shown}:{opened}")
            pending = ""
            if example is not None:
                key = " ".join(_WORD.findall(example.text.lower()))
                if key in seen:
                    problems.append(f"the sentence stands at {seen[key]}, too")
                seen.setdefault(key, example.where)
            if problems:
                mistakes += [KnowledgeError(p, where=shown, line=opened) for p in problems]
            elif example is not None:
                examples.append(example)
        if pending:
            mistakes.append(KnowledgeError(
                "a sentence without its line of relations", where=shown, line=opened,
                hint="write - where there is no relation",
            ))  # fmt: skip
    return examples, mistakes


def _shown(path: Path) -> str:
    """Return a file's path as one finds it in the repository, where it is there."""
    home, full = folder("data").resolve().parent, path.resolve()
    return full.relative_to(home).as_posix() if full.is_relative_to(home) else str(path)


def file_digests() -> dict[str, str]:
    """Return the SHA-256 of each file of annotated sentences: by these the model names the data that it learned from."""
    return {
        path.name: hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()
        for path in sorted((folder("data") / "sentences").glob("*.txt"))
    }


def held_out(subjects: Iterable[str]) -> frozenset[str]:
    """Return the subjects, a fifth or so, that are never learned from: a file stays on its side whatever others come."""
    return frozenset(s for s in subjects if zlib.crc32(s.encode()) % 5 == 3)


def _example(marked: str, links: str, subject: str, style: str, where: str) -> tuple[Example | None, list[str]]:
    problems: list[str] = []
    spans: list[tuple[int, int]] = []
    text, end = "", 0
    for bracket in _BRACKET.finditer(marked):
        text += marked[end : bracket.start()]
        if not bracket[1].strip() or bracket[1] != bracket[1].strip():
            problems.append(f"the brackets [{bracket[1]}] begin or end with a space, or are empty")
        spans.append((len(text), len(text) + len(bracket[1])))
        text += bracket[1]
        end = bracket.end()
    text += marked[end:]
    if "[" in text or "]" in text:
        problems.append("a bracket is not closed, or stands in another")
    found: dict[tuple[int, int, str], Link] = {}
    for part in [] if links == "-" else links.rstrip("; ").split(";"):
        match = _LINK.fullmatch(part.strip())
        if match is None:
            problems.append(f'"{part.strip()}" is not of the form 1>2 CATEGORY status')
            continue
        source, target = int(match[1]) - 1, int(match[3]) - 1
        if not (0 <= source < len(spans) and 0 <= target < len(spans)):
            problems.append(f'"{part.strip()}" names a mention that is not there: there are {len(spans)}')
        elif source == target:
            problems.append(f'"{part.strip()}" relates a mention to itself')
        if match[4] not in CATEGORIES:
            problems.append(f'"{match[4]}" is no category')
        if match[5] not in STATUSES:
            problems.append(f'"{match[5]}" is no status')
        if (source, target, match[4]) in found:
            problems.append(f'"{part.strip()}" stands twice')
        found[source, target, match[4]] = Link(source, target, match[4], match[5], match[2] == "=")
    if problems:
        return None, problems
    return Example(text, tuple(spans), tuple(found.values()), subject, style, where), []


def main(arguments: Sequence[str]) -> int:
    """Print every mistake of the files given (all by default) and what they hold; return 1 if there is a mistake."""
    examples, mistakes = read([Path(a) for a in arguments] or None)
    for mistake in mistakes:
        print(mistake)
    links = Counter(link.category for e in examples for link in e.links)
    status = Counter(link.status for e in examples for link in e.links)
    print(f"{len(examples)} sentences, {sum(not e.links for e in examples)} without a relation, "
          f"{sum(len(e.spans) for e in examples)} mentions, {sum(links.values())} relations")  # fmt: skip
    print(", ".join(f"{name} {links[name]}" for name in CATEGORIES))
    print(", ".join(f"{name} {status[name]}" for name in STATUSES))
    return 1 if mistakes else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
