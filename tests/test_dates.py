"""Dates: to the precision of the text, reckoned from the article's date, the year by the tense."""

import pytest

from kg.annotate.dates import find

TUESDAY = "2023-09-19"


@pytest.mark.parametrize(
    ("text", "article", "expected"),
    [
        ("on 18 September 2023", None, ["2023-09-18"]),
        ("on September 18, 2023,", None, ["2023-09-18"]),
        ("on the 3rd of May 2019", None, ["2019-05-03"]),
        ("on 2023-09-18", None, ["2023-09-18"]),
        ("On September 18, local time", None, ["--09-18"]),
        ("in March 2014", None, ["2014-03"]),
        ("in early March 2014", None, ["2014-03"]),
        ("in 2014", None, ["2014"]),
        ("on Wednesday", TUESDAY, ["2023-09-13"]),
        ("on Tuesday", TUESDAY, ["2023-09-19"]),
        ("next Tuesday", TUESDAY, ["2023-09-26"]),
        ("last Tuesday", TUESDAY, ["2023-09-12"]),
        ("yesterday", TUESDAY, ["2023-09-18"]),
        ("last month", TUESDAY, ["2023-08"]),
        ("last year", TUESDAY, ["2022"]),
        ("this March", TUESDAY, ["2023-03"]),
        ("two days ago", TUESDAY, ["2023-09-17"]),
        ("three years earlier", TUESDAY, ["2020"]),
        ("three months ago", TUESDAY, ["2023-06"]),
        # What needs the article's date says nothing without it.
        ("on Wednesday", None, []),
        ("last month", None, []),
        # Words that only look like dates.
        ("they may march on the capital", TUESDAY, []),
        ("resolution 2231 and 1701", None, []),
        ("on February 30, 2020", None, []),
        ("the 1990s", None, []),
    ],
)
def test_find(text: str, article: str | None, expected: list[str]) -> None:
    assert [iso for *_, iso, _ in find(text, article)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("France met Germany on September 18.", "2023-09-18"),
        ("France met Germany on November 3.", "2022-11-03"),
        ("France will meet Germany on November 3.", "2023-11-03"),
        ("France will meet Germany on January 3.", "2024-01-03"),
        ("France met Germany in March.", "2023-03"),
    ],
)
def test_the_year_follows_the_article_and_the_tense(relations, text: str, expected: str) -> None:
    assert [r.date for r in relations(text, TUESDAY)] == [expected]


def test_a_year_that_nobody_knows_stays_unknown(relations) -> None:
    assert [r.date for r in relations("France met Germany on September 18.")] == ["--09-18"]
    assert [r.date for r in relations("France met Germany in September.")] == [None]


def test_a_date_belongs_to_its_own_verb(relations) -> None:
    (met,) = relations("France, which visited nobody in 2019, met Germany on Monday.", TUESDAY)
    assert met.date == "2023-09-18"
    (said,) = relations("Germany said on Monday that France had met Poland.", TUESDAY)
    assert said.date is None
