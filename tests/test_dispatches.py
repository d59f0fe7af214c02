"""The dispatches that kg brings along: complete, readable, and each in words of its own."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
import yaml

from kg.model import Article
from kg.read import read
from kg.resources import folder

FOLDER = folder("data") / "dispatches"
FILES = sorted(path for path in FOLDER.glob("*.md") if path.name.lower() != "readme.md")
STEMS = [path.stem for path in FILES]

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z])|\n+")


def split(path: Path) -> tuple[dict[str, str], str]:
    """Return front matter (every value as written) and body."""
    empty, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
    assert empty == ""
    return yaml.load(head, Loader=yaml.BaseLoader), body.strip()


def sentences(body: str) -> list[str]:
    """Return the sentences worth comparing: four words or more, marks of lists off."""
    plain = (re.sub(r"\s+", " ", part).strip(" -").casefold() for part in _SENTENCE_END.split(body))
    return [part for part in plain if len(part.split()) >= 4]


def test_there_are_enough() -> None:
    assert len(FILES) >= 30


@pytest.mark.parametrize("path", FILES, ids=STEMS)
def test_front_matter(path: Path) -> None:
    head, _ = split(path)
    assert list(head) == ["title", "date", "source", "language"]
    assert head["title"].strip()
    assert (head["source"], head["language"]) == ("kg dispatches", "en")
    day = date.fromisoformat(head["date"])
    assert date(2013, 1, 1) <= day <= date(2025, 12, 31)
    assert path.stem.startswith(f"{day.isoformat()}-")


@pytest.mark.parametrize("path", FILES, ids=STEMS)
def test_body(path: Path) -> None:
    _, body = split(path)
    assert 80 <= len(body.split()) <= 250
    assert not re.search(r"^#", body, re.MULTILINE), "a dispatch has no headings"
    assert not re.search('[“”"]', body), "statements are told in indirect speech"


def test_titles_are_unique() -> None:
    titles = Counter(split(path)[0]["title"] for path in FILES)
    assert [title for title, count in titles.items() if count > 1] == []


def test_no_sentence_stands_twice() -> None:
    found = Counter(sentence for path in FILES for sentence in sentences(split(path)[1]))
    assert len(found) > 5 * len(FILES)
    assert [sentence for sentence, count in found.items() if count > 1] == []


def test_all_are_read() -> None:
    articles = list(read(FOLDER))
    assert [item for item in articles if not isinstance(item, Article)] == []
    assert len(articles) == len(FILES)
    for path, article in zip(FILES, articles, strict=True):
        head, body = split(path)
        assert isinstance(article, Article)
        assert (article.title, article.date, article.source, article.language) == tuple(head.values())
        assert article.text.strip() == body
