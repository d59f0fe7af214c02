"""The dates of events in sentences: a table. What is known only to lie within a span has the precision that the span shares.

Each row: the sentence, and the date of each relation that is asked for, in the order of the text ("-" for none). All are of
an article of Tuesday, 19 September 2023.
"""

from __future__ import annotations

import pytest

TUESDAY = "2023-09-19"

ABSOLUTE = [
    ("France condemned Iran on 4 May 2022.", "2022-05-04"),
    ("France condemned Iran on May 4, 2022.", "2022-05-04"),
    ("France condemned Iran on May 4th, 2022.", "2022-05-04"),
    ("On 4 May 2022, France condemned Iran.", "2022-05-04"),
    ("On the 4th of May 2022 France condemned Iran.", "2022-05-04"),
    ("France condemned Iran on Wednesday, May 4, 2022.", "2022-05-04"),
    ("France condemned Iran on Sept. 4, 2022.", "2022-09-04"),
    ("France condemned Iran in May 2022.", "2022-05"),
    ("France condemned Iran in late May 2022.", "2022-05"),
    ("France condemned Iran at the end of May 2022.", "2022-05"),
    ("In 2022 France condemned Iran.", "2022"),
    ("France condemned Iran in early 2021.", "2021"),
    ("France condemned Iran in the summer of 2019.", "2019"),
    ("France condemned Iran in the spring of 2019.", "2019"),
    ("France condemned Iran in the first half of 2019.", "2019"),
    ("France condemned Iran in mid-2019.", "2019"),
    ("France condemned Iran back in 1987.", "1987"),
    ("France condemned Iran on September 11.", "2023-09-11"),
    ("France condemned Iran on 11 September.", "2023-09-11"),
    ("France condemned Iran on Dec. 31.", "2022-12-31"),
    ("France condemned Iran on Sunday, 17 September.", "2023-09-17"),
]

RELATIVE = [
    ("France condemned Iran on Monday.", "2023-09-18"),
    ("France condemned Iran on Tuesday.", "2023-09-19"),
    ("France condemned Iran on Wednesday.", "2023-09-13"),
    ("France condemned Iran late on Monday.", "2023-09-18"),
    ("France condemned Iran early on Monday.", "2023-09-18"),
    ("France condemned Iran on Monday night.", "2023-09-18"),
    ("France condemned Iran Monday.", "2023-09-18"),
    ("On Monday evening, France condemned Iran.", "2023-09-18"),
    ("France condemned Iran last Friday.", "2023-09-15"),
    ("France condemned Iran yesterday.", "2023-09-18"),
    ("France today condemned Iran.", "2023-09-19"),
    ("France condemned Iran this morning.", "2023-09-19"),
    ("France condemned Iran last night.", "2023-09-18"),
    ("France condemned Iran three days ago.", "2023-09-16"),
    ("Three days ago France condemned Iran.", "2023-09-16"),
    ("France condemned Iran last week.", "2023-09"),
    ("France condemned Iran earlier this week.", "2023-09"),
    ("France condemned Iran over the weekend.", "2023-09"),
    ("France condemned Iran overnight.", "2023-09"),
    ("France condemned Iran in recent days.", "2023-09"),
    ("France condemned Iran last month.", "2023-08"),
    ("France condemned Iran earlier this month.", "2023-09"),
    ("France condemned Iran a month ago.", "2023-08"),
    ("France condemned Iran in July.", "2023-07"),
    ("France condemned Iran in November.", "2022-11"),
    ("France condemned Iran last November.", "2022-11"),
    ("France condemned Iran in July last year.", "2022-07"),
    ("France condemned Iran in November last year.", "2022-11"),
    ("France condemned Iran in March this year.", "2023-03"),
    ("France condemned Iran earlier this year.", "2023"),
    ("France condemned Iran last year.", "2022"),
    ("France condemned Iran this summer.", "2023"),
    ("France condemned Iran two years ago.", "2021"),
]

AHEAD = [
    ("France will visit Iran on Friday.", "2023-09-22"),
    ("France will visit Iran next Friday.", "2023-09-22"),
    ("France will visit Iran on Monday.", "2023-09-25"),
    ("France is to visit Iran on Monday.", "2023-09-25"),
    ("France plans to visit Iran on Monday.", "2023-09-25"),
    ("France is expected to visit Iran on Monday.", "2023-09-25"),
    ("France was due to visit Iran on Thursday.", "2023-09-21"),
    ("France will visit Iran tomorrow.", "2023-09-20"),
    ("France will visit Iran on September 25.", "2023-09-25"),
    ("France will visit Iran in January.", "2024-01"),
    ("France will visit Iran in November.", "2023-11"),
    ("France will visit Iran next month.", "2023-10"),
    ("France will visit Iran next year.", "2024"),
    ("France will visit Iran in May next year.", "2024-05"),
    ("France will visit Iran in the coming days.", "2023-09"),
    ("France will visit Iran next week.", "2023"),
    ("France will visit Iran in three days.", "2023-09-22"),
    ("France will visit Iran later this month.", "2023-09"),
]

BEGINNINGS = [
    ("France has sanctioned Iran since 2014.", "2014"),
    ("Since May 2014 France has sanctioned Iran.", "2014-05"),
    ("Iran has been sanctioned by France since Monday.", "2023-09-18"),
]

VAGUE = [
    ("France condemned Iran in the 1990s.", "-"),
    ("France condemned Iran decades ago.", "-"),
    ("France condemned Iran a few days ago.", "-"),
    ("France condemned Iran several months ago.", "-"),
    ("France condemned Iran before 2014.", "-"),
    ("France condemned Iran after 2014.", "-"),
    ("France will visit Iran by 2027.", "-"),
    ("France will visit Iran by Friday.", "-"),
    ("France will visit Iran within two weeks.", "-"),
    ("France sanctioned Iran until 2020.", "-"),
    ("France met Iran for the first time since 2014.", "-"),
    ("France has not met Iran since 2014.", "-"),
    ("France condemned Iran two days before the summit.", "-"),
    ("France condemned Iran two years after the war.", "-"),
    ("France bombed Iran for the second time in a week.", "-"),
    ("France condemned Iran the previous week.", "-"),
    ("France condemned Iran the following month.", "-"),
    ("France condemned Iran under a treaty of 1936.", "-"),
    ("France condemned Iran, which has held Aleppo since 2016.", "-"),
    ("France condemned Iran over the election of 2019.", "-"),
]

RANGES = [
    ("France bombed Iran between May 3 and May 5, 2022.", "2022-05"),
    ("France bombed Iran from 3 to 5 May 2022.", "2022-05"),
    ("France bombed Iran on May 3-5, 2022.", "2022-05"),
    ("France visited Iran on 3-5 May 2022.", "2022-05"),
    ("France bombed Iran between 2014 and 2016.", "-"),
    ("France bombed Iran from 2014 to 2016.", "-"),
    ("France bombed Iran from March to May 2022.", "2022"),
    ("France bombed Iran in 2014-16.", "-"),
    ("France bombed Iran from Monday to Thursday.", "-"),
]

SEVERAL = [
    ("France condemned Iran on Monday and Poland thanked Germany on Sunday.", "2023-09-18 2023-09-17"),
    ("On Monday France condemned Iran and thanked Germany.", "2023-09-18 2023-09-18"),
    ("France condemned Iran on Monday and thanked Germany.", "2023-09-18 2023-09-18"),
    ("France, which thanked Germany in 2019, condemned Iran on Monday.", "2019 2023-09-18"),
    ("France condemned Iran on Monday for bombing Iraq.", "2023-09-18 -"),
    ("France condemned Iran and will visit Germany on Friday.", "- 2023-09-22"),
    ("France condemned Iran and thanked Germany on Monday.", "2023-09-18 2023-09-18"),
    ("France's president will fly to Berlin on Monday to visit Germany.", "2023-09-25"),
    ("France bombed Iran in the early hours of Saturday.", "2023-09-16"),
    ("France agreed on Monday to visit Iran.", "-"),
    ("France promised on Monday to visit Iran in November.", "2023-11"),
    ("France urged Iran on Monday to visit Iraq.", "2023-09-18 -"),
    ("Poland said on Monday that France had condemned Iran.", "-"),
    ("France condemned Iran, Poland said on Monday.", "-"),
    ("France condemned Iran, a spokesman told reporters on Monday.", "-"),
    ("France condemned Iran on Sunday, a spokesman said on Monday.", "2023-09-17"),
    ("France condemned Iran a day after Poland thanked Germany on Sunday.", "- 2023-09-17"),
    ("PARIS, Sept 18 - France condemned Iran.", "-"),
    ("PARIS, Sept 18 (Agence) - France condemned Iran on Sunday.", "2023-09-17"),
    ("France held talks with Iran on Monday.", "2023-09-18"),
    ("France began on Sunday to bomb Iran.", "2023-09-17"),
    ("Talks between France and Iran on Monday failed.", "2023-09-18"),
    ("Nine people died on Saturday when France bombed Iran.", "2023-09-16"),
    ("A meeting between France and Iran scheduled for October 5 was cancelled.", "2023-10-05"),
    ("Speaking in Geneva on Monday, France's president condemned Iran.", "2023-09-18"),
    ("France thanked Germany on Monday, while Poland praised Iran as an ally and condemned Norway.", "2023-09-18 -"),
    ("France attended Monday's talks with Iran.", "2023-09-18"),
    ("France's president met Iran's on Monday in Geneva.", "2023-09-18"),
]

TABLE = [*ABSOLUTE, *RELATIVE, *AHEAD, *BEGINNINGS, *VAGUE, *RANGES, *SEVERAL]
ASKED = {"condemned", "visited", "bombed", "sanctioned", "thanked", "urged", "met", "negotiatedWith"}


def test_the_table_is_large() -> None:
    assert len({text for text, _ in TABLE}) == len(TABLE) >= 100


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_event_dates(relations, text: str, expected: str) -> None:
    found = [r for r in relations(text, TUESDAY) if r.relation in ASKED and r.target]
    assert [r.date or "-" for r in found] == expected.split(), [(r.relation, r.date) for r in found]
