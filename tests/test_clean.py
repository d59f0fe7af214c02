"""What is marked as no evidence, and above all what is not."""

from __future__ import annotations

import pytest

from kg.read import dates, language
from kg.read.clean import clean, headline

BODY = "Wang Yi met Sergei Lavrov in Moscow."


def skipped(text: str, title: str | None = None, layout: str = "lines") -> list[str]:
    found = clean(text, title, layout=layout)  # type: ignore[arg-type]
    return [text[start:end] for start, end in found.skip]


@pytest.mark.parametrize(
    "line",
    [
        "(Credits- China Media Group, Beijing)",
        "Credits: AP",
        "Source link",
        "Source link0",
        "Share this",
        "Share this:",
        "Share on Facebook",
        "Share on Facebook Tweet WhatsApp",
        "Facebook | Twitter | Email",
        "Tweet",
        "Read more: Putin arrives in Beijing for talks with Xi",
        "READ MORE: Putin arrives in Beijing",
        "Also read: India protests against Pakistan's move",
        "ALSO READ | India summons envoy",
        "Related: Xi visits Russia",
        "Advertisement",
        "ADVERTISEMENT",
        "Story continues below advertisement",
        "Subscribe to our newsletter",
        "Sign up for our daily briefing",
        "Follow us on Twitter and Facebook",
        "All rights reserved.",
        "© 2023 The Daily News. All rights reserved.",
        "Copyright 2023 The Associated Press. All rights reserved.",
        "By John Smith",
        "BY JOHN SMITH",
        "By John Smith and Jane Doe, BBC News, Moscow",
        "By Maria van der Berg in Brussels",
        "By AFP",
        "Reporting by John Smith; Editing by Jane Doe",
        "Reporting by John Smith in Moscow and Jane Doe in Beijing; additional reporting by Max Roe; Editing by Al Lee",
        "(Reporting by John Smith; Editing by Jane Doe)",
        "Photo: Xinhua",
        "Photo: Xi Jinping shakes hands with Vladimir Putin",
        "Image credit: Reuters",
        "File photo",
        "Photo by Jane Doe",
        "Source: Xinhua",
        "Published on 18 September 2023 at 10:00",
        "Last updated: 18 September 2023",
        "We use cookies to improve your experience.",
        "By continuing to use this site you agree to our use of cookies.",
        "Reuters contributed to this report.",
        "With inputs from PTI",
        "(This story has not been edited by our staff and is auto-generated from a syndicated feed.)",
        "Click here to subscribe",
    ],
)
def test_furniture(line: str) -> None:
    assert skipped(f"{BODY}\n\n{line}\n\n{BODY}") == [line]


@pytest.mark.parametrize(
    "line",
    [
        "By Monday, Russia had withdrawn its troops from the city.",
        "By attacking Kyiv, Russia broke the agreement.",
        "By Tuesday Russian forces had seized Bakhmut",
        "Reporting by the Washington Post suggested that Russia attacked Ukraine.",
        "Source countries met in Geneva.",
        "Related parties in Syria signed a truce.",
        "Share prices fell after China sanctioned Boeing.",
        "Tweets by the ambassador angered Turkey.",
        "Photographs showed that Israel bombed the airport.",
        "Credit Suisse sued Mozambique.",
        "Follow-up talks between Iran and Iraq began.",
        "Video of the meeting was released by North Korea.",
        "Published on Monday, the report accuses China of spying on Germany.",
        "Support US sanctions, Japan told its allies.",
        "The treaty, all parties said, is dead.",
        "NATO — the alliance of 32 states — met in Vilnius.",
        "NATO – Russia relations have worsened since 2014.",
        "U.S. – Chinese talks failed.",
        "Beijing – a city of 20 million – hosted the summit.",
        "Moscow (which denies it) attacked Kyiv.",
        "Print media in Hungary praised Putin.",
        "Home to the US Fifth Fleet, Bahrain recognized Israel.",
        "• Iran seized a tanker",
    ],
)
def test_sentences_stay(line: str) -> None:
    assert skipped(f"{BODY}\n\n{line}\n\n{BODY}") == []


@pytest.mark.parametrize(
    ("dateline", "rest"),
    [
        ("MOSCOW, Sept 18 (Reuters) - ", "China's foreign minister met Lavrov."),
        ("BEIJING, Sept. 18 (Xinhua) -- ", "Xi met Putin."),
        ("BEIJING — ", "Xi Jinping met Putin."),
        ("UNITED NATIONS, Sept 18, 2023 (Reuters) - ", "the council met."),
        ("TALLINN, Estonia (AP) — ", "Estonia expelled a diplomat."),
        ("SEOUL (AFP) – ", "South Korea condemned the test."),
        ("AL-TANF, Syria, 3 March (AFP) - ", "US troops left."),
        ("GENEVA/BRUSSELS (Reuters) - ", "The EU sanctioned Iran."),
        ("MOSCOW, September 18. /TASS/. ", "Putin met Xi."),
        ("Kyiv, 18 September 2023 (Ukrinform) – ", "Zelensky met Scholz."),
        ("Beijing (AFP) - ", "China sanctioned Boeing."),
    ],
)
def test_datelines(dateline: str, rest: str) -> None:
    assert [s.strip() for s in skipped(f"{dateline}{rest}\n\n{BODY}")] == [dateline.strip()]


@pytest.mark.parametrize(
    ("text", "tails"),
    [
        (f"{BODY} Source link", ["Source link"]),
        (f"{BODY} Share Tweet Source link", ["Share", "Tweet", "Source link"]),
        (f"{BODY} (Reporting by Jane Doe; Editing by Max Roe)", ["(Reporting by Jane Doe; Editing by Max Roe)"]),
        (f"{BODY} Reuters contributed to this report", ["Reuters contributed to this report"]),
        (f"{BODY} (Photo: AFP) They talked.", ["(Photo: AFP)"]),
        ("Iran, they said, must print", []),
    ],
)
def test_tails_on_the_last_line(text: str, tails: list[str]) -> None:
    joined = "".join(skipped(text)).replace(" ", "")
    assert joined == "".join(tails).replace(" ", "")


@pytest.mark.parametrize(
    ("text", "title", "skip"),
    [
        (f"Wang meets Lavrov\n\n{BODY}", "Wang meets Lavrov", ["Wang meets Lavrov"]),
        (f"\n\n  Wang meets Lavrov \n \n{BODY}", "Wang meets Lavrov", ["Wang meets Lavrov"]),
        (f"Will China attack Taiwan?\n\n{BODY}", "Will China attack Taiwan?", ["Will China attack Taiwan?"]),
        (f"A – B Times\n\nA – B Times\n\n{BODY}", "A – B Times", ["A – B Times", "A – B Times"]),
        (f"Xi meets Putin\nXi meets Putin\n{BODY}", "Xi meets Putin", ["Xi meets Putin", "Xi meets Putin"]),
        (f"Xi meets Putin\n\nBy Jane Doe\n\n{BODY}", "Xi meets Putin", ["Xi meets Putin", "By Jane Doe"]),
        (f"Advertisement\n\nXi meets Putin\n\n{BODY}", "Xi meets Putin", ["Advertisement", "Xi meets Putin"]),
        (BODY, None, []),
        ("Xi meets Putin", None, []),
        ("Xi meets Putin\n", None, []),
        (f"{BODY}\n\n{BODY}", None, []),
        (f"Xi met Putin\nin Moscow on Monday.\n\n{BODY}", None, []),
        ("Xi met Putin\n\nIran seized a tanker\n\nFrance expelled a diplomat", None, []),
        (f"{'Xi met Putin and ' * 20}\n\n{BODY}", None, []),
    ],
)
def test_title_of_a_text_file(text: str, title: str | None, skip: list[str]) -> None:
    assert clean(text, layout="lines").title == title
    assert skipped(text) == skip


@pytest.mark.parametrize(
    ("text", "title", "skip"),
    [
        (f"# Wang *meets* Lavrov\n\n{BODY}", "Wang meets Lavrov", ["# Wang *meets* Lavrov"]),
        (f"{BODY}\n\n## More\n\n{BODY}\n\n# Big", "Big", ["## More", "# Big"]),
        (f"Wang meets Lavrov\n===\n\n{BODY}", "Wang meets Lavrov", ["Wang meets Lavrov", "==="]),
        (f"{BODY}\n---\n* {BODY}", None, []),
        (f"{BODY}\n<!-- China hit Japan. -->\n![Xi](xi.jpg)", None, ["<!-- China hit Japan. -->", "![Xi](xi.jpg)"]),
        ("# China condemned Japan", "China condemned Japan", []),
    ],
)
def test_title_of_markdown(text: str, title: str | None, skip: list[str]) -> None:
    assert clean(text, layout="markdown").title == title
    assert skipped(text, layout="markdown") == skip


@pytest.mark.parametrize(
    ("text", "given", "title", "skip"),
    [
        (f"Xi meets Putin\n\n{BODY}", None, None, []),
        (f"Xi meets Putin\n{BODY}", "Xi meets Putin", "Xi meets Putin", ["Xi meets Putin"]),
        (f"XI MEETS PUTIN – BBC News\n{BODY}", "Xi meets Putin", "Xi meets Putin", ["XI MEETS PUTIN – BBC News"]),
        (f"Xi meets Putin\n\nXi meets Putin\n{BODY}", None, "Xi meets Putin", ["Xi meets Putin", "Xi meets Putin"]),
        (f"{BODY}\n{BODY}", BODY, BODY, []),
        ("Xi meets Putin", "Xi meets Putin", "Xi meets Putin", []),
    ],
)
def test_title_given(text: str, given: str | None, title: str | None, skip: list[str]) -> None:
    assert clean(text, given).title == title
    assert skipped(text, given, "given") == skip


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("Wang meets Lavrov in Moscow – Dainik Savera Times", "Wang meets Lavrov in Moscow"),
        ("Xi visits Russia again | Al Jazeera", "Xi visits Russia again"),
        ("Xi visits Russia again | World | The Guardian", "Xi visits Russia again"),
        ("Xi visits Russia again - BBC News", "Xi visits Russia again"),
        ("Xi visits Russia again - example.com", "Xi visits Russia again"),
        ("China protests US move – Foreign Ministry", "China protests US move – Foreign Ministry"),
        ("US–China talks – what we know", "US–China talks – what we know"),
        ("Talks - BBC News", "Talks - BBC News"),
        ("  Xi \n visits  ", "Xi visits"),
    ],
)
def test_headline(title: str, short: str) -> None:
    assert headline(title) == short


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        ("2023-09-18", "2023-09-18"),
        ("2023-09-18T23:59:59-05:00", "2023-09-18"),
        ("2023-09-18 10:00", "2023-09-18"),
        ("20230918", "2023-09-18"),
        ("20230918T101500Z", "2023-09-18"),
        ("2023/9/8", "2023-09-08"),
        ("2023-09", "2023-09"),
        ("2023", "2023"),
        ("18 September 2023", "2023-09-18"),
        ("18th Sept. 2023, 10:30 GMT", "2023-09-18"),
        ("Monday, September 18, 2023 10:00 AM EDT", "2023-09-18"),
        ("September 2023", "2023-09"),
        ("Mon, 18 Sep 2023 23:30:00 +0800", "2023-09-18"),
        ("18.9.2023", "2023-09-18"),
        ("09/18/2023", "2023-09-18"),
        ("03/04/2023", None),
        ("05/05/2023", "2023-05-05"),
        ("2023-13-01", None),
        ("2023-02-30", None),
        ("0999-01-01", None),
        ("12023-01-01", None),
        ("yesterday", None),
        ("", None),
        (20230918, None),
        (None, None),
    ],
)
def test_dates(value: object, iso: str | None) -> None:
    assert dates.iso(value) == iso


@pytest.mark.parametrize(
    "text",
    [
        "Xi Jinping, Vladimir Putin hail Power of Siberia gas pipeline deal",
        "Putin, Erdogan, Raisi, Bolsonaro, Ramaphosa, Modi, Lula da Silva meet Mattarella in Palazzo del Quirinale",
        "Macron, Scholz, Sunak, Meloni, Sánchez, Tusk, Rutte, Orbán discuss Ukraine aid, Gaza ceasefire",
        "PRESIDENT XI JINPING MEETS RUSSIAN PRESIDENT VLADIMIR PUTIN IN MOSCOW KREMLIN",
        "Xi met Putin.",
        "Wang Yi (王毅) met Lavrov (Лавров) in Moscow.",
        "1234 5678 !!!",
    ],
)
def test_english(text: str) -> None:
    assert language.foreign(text) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Министр иностранных дел Китая встретился с коллегой в Москве.", "ru"),
        ("王毅会见俄罗斯外长拉夫罗夫,双方讨论了两国关系。", "zh"),
        ("Der Bundeskanzler traf am Montag den französischen Präsidenten in Paris zu Gesprächen.", "de"),
        ("Le président français a rencontré le chancelier allemand à Paris lundi.", "fr"),
        ("El canciller chino se reunió con su homólogo ruso en Moscú.", "es"),
        ("Statsministeren mødte den tyske kansler i København mandag for at drøfte Ukraine.", "da"),
        ("Türkiye Cumhurbaşkanı Erdoğan, Rusya Devlet Başkanı Putin ile Soçi'de görüştü.", "tr"),
        ("Tổng thống Nga đã gặp Chủ tịch Trung Quốc tại Bắc Kinh hôm nay trong chuyến thăm.", "vi"),
    ],
)
def test_foreign(text: str, code: str) -> None:
    assert language.foreign(text) == code
