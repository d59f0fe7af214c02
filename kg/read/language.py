"""Which language a text is in. Only English is read so far; the others are named, so that nobody wonders."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from kg.resources import folder

_SAMPLE: Final = 5000
_WORD: Final = re.compile(r"[^\W\d_]+")
# Words frequent in English and nearly absent from its neighbours ("in", "is", "for", "at" are not).
_ENGLISH: Final = frozenset((
    "the", "and", "of", "to", "with", "that", "from", "by", "has", "have", "had", "this", "which", "their", "said",
    "its", "were", "been", "after", "would", "not", "but", "who", "his",
))  # fmt: skip
_LIKE_ENGLISH: Final = frozenset(("en", "pcm"))
"""English and what the detector often takes a headline for (Nigerian Pidgin)."""


@lru_cache(maxsize=1)
def _names() -> tuple[dict[str, str], dict[str, str]]:
    with (folder("data") / "languages.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    codes = {
        key: row["code"] for row in rows for key in (row["code"], row["name"].lower(), *row["also"].split("|")) if key
    }
    return {row["code"]: row["name"] for row in rows}, codes


def code(declared: str | None) -> str | None:
    """Return the code of a declared language: the first part of the tag, in two letters where there are two.

    >>> code("en-GB"), code("ENG"), code("Russian"), code("zh_Hant"), code(" "), code("klingon")
    ('en', 'en', 'ru', 'zh', None, None)
    """
    known, tag = _names()[1], (declared or "").strip().lower()
    first = re.split(r"[-_,;\s]", tag)[0]
    if found := known.get(tag) or known.get(first):
        return found
    return first if re.fullmatch(r"[a-z]{2,3}", first) and first != "und" else None


def name(of: str) -> str:
    """Return a language's name with its code, for people.

    >>> name("ru"), name("tlh")
    ('Russian (ru)', 'the language "tlh"')
    """
    known = _names()[0].get(of)
    return f"{known} ({of})" if known else "another language" if of == "und" else f'the language "{of}"'


def foreign(text: str) -> str | None:
    """Return the code of the language that a text is plainly in, if that is not English.

    Script decides first. In Latin script names are set aside (a headline full of them looks Italian to any
    detector), and two witnesses must agree: few English function words, and a detector that is sure.

    >>> foreign("Putin, Erdogan, Modi, Lula da Silva meet Mattarella in Palazzo del Quirinale, Roma")
    >>> foreign("Il presidente francese ha incontrato a Roma il presidente del Consiglio.")
    'it'
    """
    sample = text[:_SAMPLE]
    letters = [c for c in sample if c.isalpha()]
    if len(letters) >= 10:
        others = sum(not _is_latin(c) for c in letters)
        if others > len(letters) / 2:
            best, _ = _detect(sample)
            return best if best != "en" else "und"
    words = _WORD.findall(sample)
    small = [w for w in words if w.islower()]
    if len(letters) < 40 or not small or _share(small) >= 0.15:
        return None
    best, margin = _detect(" ".join(small))
    return best if margin > 25 and best in _names()[0] and best not in _LIKE_ENGLISH else None


def is_english(text: str) -> bool:
    """Tell a text that has English function words as only English has."""
    words = _WORD.findall(text[:_SAMPLE].lower())
    return len(words) >= 10 and _share(words) >= 0.2


def _share(words: Iterable[str]) -> float:
    hits = [w in _ENGLISH for w in words]
    return sum(hits) / len(hits)


@lru_cache(maxsize=4096)
def _is_latin(char: str) -> bool:
    return char < "\u0250" or unicodedata.name(char, "").startswith(("LATIN", "FULLWIDTH LATIN", "MODIFIER"))


def _detect(text: str) -> tuple[str, float]:
    """Return the likeliest language and its lead over English, in units of log likelihood."""
    import py3langid

    ranking = py3langid.rank(text)
    return code(ranking[0][0]) or "und", ranking[0][1] - dict(ranking)["en"]
