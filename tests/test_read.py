"""Every format in, articles and problems out: through real files in every case."""

from __future__ import annotations

import codecs
import gzip
import io
import json
import os
import random
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from kg.errors import ReadError
from kg.model import Article, Problem
from kg.read import READERS, read

SHARED = Path(__file__).resolve().parents[2] / "shared" / "articles"
SENTENCE = "China met Russia in Moscow."
LONG = "Wang Yi met Sergei Lavrov in Moscow on Monday, and the two agreed that they would work together. " * 4


def articles(*paths: str | Path, **defaults: str) -> list[Article]:
    return [x for x in read(paths, **defaults) if isinstance(x, Article)]  # type: ignore[arg-type]


def problems(*paths: str | Path, **defaults: str) -> list[Problem]:
    return [x for x in read(paths, **defaults) if isinstance(x, Problem)]  # type: ignore[arg-type]


def one(path: Path, **defaults: str) -> Article:
    found = list(read([path], **defaults))  # type: ignore[arg-type]
    assert len(found) == 1 and isinstance(found[0], Article), [getattr(x, "error", x) for x in found]
    return found[0]


def complaint(path: Path) -> str:
    """The one line that says why a file gives nothing."""
    found = list(read([path]))
    assert len(found) == 1 and isinstance(found[0], Problem) and found[0].fatal, found
    line = str(found[0].error)
    assert str(path) in line and "\n" not in line
    return line


@pytest.fixture
def put(tmp_path: Path) -> Iterator[Any]:
    def write(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    yield write


def lines(*records: object) -> str:
    return "".join(json.dumps(r) + "\n" for r in records)


def feed(*items: str) -> str:
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>N</title>{"".join(items)}</channel></rss>'


def warc(*records: tuple[str, str, str, bytes], packed: bool = False) -> bytes:
    """An archive of (url, status, content type, body)."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed)
    writer.write_record(writer.create_warcinfo_record("x", {"software": "test"}))
    for url, status, kind, body in records:
        headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
        writer.write_record(writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=headers))
    return out.getvalue()


PAGES = [
    (f"http://x.org/{n}", "200 OK", "text/html", f"<html><body><p>{SENTENCE} {n}.</p></body></html>".encode())
    for n in range(4)
]


# Text


def test_text_as_given_with_line_ends_made_one(put: Any) -> None:
    article = one(put("a.txt", "\ufeffXi meets Putin\r\n\r\nChina met Russia.\rThey agreed.\n"))
    assert article.text == "Xi meets Putin\n\nChina met Russia.\nThey agreed.\n"
    assert (article.title, article.skip, article.language, article.named) == ("Xi meets Putin", ((0, 14),), "en", False)


def test_id_of_a_text_comes_from_name_and_content(put: Any) -> None:
    first = one(put("a.txt", SENTENCE))
    assert first.id.startswith("a-") and len(first.id) == 10
    assert first.id == one(put("other/a.txt", SENTENCE)).id
    assert len({first.id, one(put("a.txt", SENTENCE + "!")).id, one(put("b.txt", SENTENCE)).id}) == 3
    assert one(put("a.txt", SENTENCE), date="2023-09-18").id != first.id


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_encodings_shown_by_a_mark(put: Any, encoding: str) -> None:
    text = "Erdoğan met Zelensky in Lviv – “a first step”."
    assert one(put("a.txt", text.encode(encoding))).text == text
    assert one(put("a.md", text.encode(encoding))).text == text
    assert one(put("a.jsonl", lines({"id": "a", "text": text}).encode(encoding))).text == text
    assert one(put("a.html", f"<html><body><p>{text}</p></body></html>".encode(encoding))).text == text


def test_big_endian_marks(put: Any) -> None:
    assert one(put("a.txt", codecs.BOM_UTF16_BE + SENTENCE.encode("utf-16-be"))).text == SENTENCE


def test_front_matter(put: Any) -> None:
    article = one(
        put(
            "a.md",
            "---\nid: 007\ntitle: 'Xi: a visit'\ndate: 18 September 2023\nsource: Xinhua\nurl: http://x/1\n"
            "language: en-GB\ntags: [a]\n---\n\n# Head\n\n* China met [Russia](http://r).\n",
        )
    )
    assert article.text == "\n# Head\n\n* China met [Russia](http://r).\n"
    assert (article.id, article.title, article.date) == ("007", "Xi: a visit", "2023-09-18")
    assert (article.source, article.url, article.language, article.named) == ("Xinhua", "http://x/1", "en", True)
    assert [article.text[a:b] for a, b in article.skip] == ["# Head"]


@pytest.mark.parametrize(
    ("content", "text", "article_id"),
    [
        (f"---\nurl: http://x/1\n---\n{SENTENCE}", SENTENCE, "http://x/1"),
        (f"---\n---\n{SENTENCE}", SENTENCE, None),
        (f"---\r\nid: a\r\n---\r\n{SENTENCE}", SENTENCE, "a"),
        (f"---\nid: a\n...\n{SENTENCE}", SENTENCE, "a"),
        (f"---\nid:\ntitle:\n---\n{SENTENCE}", SENTENCE, None),
        (SENTENCE, SENTENCE, None),
        (f"---\n\n{SENTENCE}\n\n---\n", f"---\n\n{SENTENCE}\n\n---\n", None),
    ],
)
def test_front_matter_shapes(put: Any, content: str, text: str, article_id: str | None) -> None:
    article = one(put("a.md", content))
    assert article.text == text
    assert article.named == (article_id is not None)
    assert article_id is None or article.id == article_id


# JSON lines


def test_json_lines_fields_and_places(put: Any) -> None:
    path = put(
        "a.jsonl",
        lines(
            {"id": 12, "text": " China\r\nmet\tRussia. \x07", "title": None, "date": "2023-09-19T10:00:00Z"},
            {
                "id": "b",
                "text": "Iran met Iraq.",
                "date": "2023-09",
                "source": "IRNA",
                "url": "http://x",
                "language": "EN",
            },
        ).replace("\n", "\r\n"),
    )
    first, second = articles(path)
    assert (first.id, first.text, first.title, first.date) == ("12", " China\r\nmet\tRussia. \x07", None, "2023-09-19")
    assert (first.location, first.named) == (f"{path}:1", True)
    assert (second.date, second.source, second.url, second.language) == ("2023-09", "IRNA", "http://x", "en")


@pytest.mark.parametrize(
    ("line", "what"),
    [
        (b"nonsense", "not JSON"),
        (b"[1, 2]", "a list, not an object"),
        (b"3", "a number, not an object"),
        (b'{"id": "x"}', 'no "text"'),
        (b'{"id": "x", "text": null}', '"text" is null'),
        (b'{"id": "x", "text": 5}', '"text" is a number'),
        (b'{"id": "x", "text": ["a"]}', '"text" is a list'),
        (b'{"id": "x", "text": ""}', "has no text"),
        (b'{"id": "x", "text": " \\n\\t "}', "has no text"),
        (b'{"id": "x", "text": "\xff"}', "not UTF-8"),
        (b'{"id": "x", "text": "a"', "not JSON"),
        (b"[" * 200_000, "nested too deeply"),
        (b'{"text": "a", "id": ' + b"1" * 5000 + b"}", "not JSON that can be read"),
        (
            json.dumps({"text": "x" * 1_000_001}).encode(),
            "1,000,001 characters long; kg reads articles up to 1,000,000",
        ),
    ],
)
def test_a_bad_line_costs_itself_only(put: Any, line: bytes, what: str) -> None:
    path = put("a.jsonl", b'{"id": 1, "text": "a b"}\n\n' + line + b'\n{"id": 2, "text": "c d"}\n')
    first, problem, second = read([path])
    assert isinstance(first, Article) and isinstance(second, Article) and isinstance(problem, Problem)
    assert problem.fatal and str(problem.error).startswith(f"{path}:3: ") and what in str(problem.error)
    assert "\n" not in str(problem.error)
    assert (first.id, second.id, second.location) == ("1", "2", f"{path}:4")


@pytest.mark.parametrize(
    ("field", "what"),
    [
        ({"title": 3}, '"title" is a number'),
        ({"source": ["a"]}, '"source" is a list'),
        ({"id": True}, '"id" is true or false'),
        ({"date": "soon"}, "the date 'soon' cannot be read"),
        ({"date": "0999-01-01"}, "cannot be read"),
        ({"date": 20230918}, "the date a number cannot be read"),
        ({"date": {"y": 1}}, "cannot be read"),
    ],
)
def test_a_bad_field_is_ignored_with_a_note(put: Any, field: dict[str, object], what: str) -> None:
    note, article = read([put("a.jsonl", lines({"id": "a", "text": SENTENCE} | field))])
    assert isinstance(note, Problem) and not note.fatal and what in str(note.error) and "a.jsonl:1: " in str(note.error)
    assert isinstance(article, Article) and (article.title, article.date, article.source) == (None, None, None)


def test_half_characters_are_replaced_and_offsets_kept(put: Any) -> None:
    article = one(
        put("a.jsonl", '{"id": "i\\udc00", "text": "China \\ud800 met \\ud83d\\ude00.", "title": "\\udfff t"}')
    )
    assert article.text == "China \ufffd met \U0001f600."
    assert (article.id, article.title) == ("i\ufffd", "\ufffd t")


def test_marks_blank_lines_and_strange_numbers(put: Any) -> None:
    path = put("a.jsonl", b'\xef\xbb\xbf\n \r\n{"id": "a", "text": "China met Russia.", "x": NaN, "y": -Infinity}')
    assert one(path).location == f"{path}:3"


def test_line_separators_inside_a_text_do_not_break_the_line(put: Any) -> None:
    assert one(put("a.jsonl", '{"id": "a", "text": "one\u2028two\x85three"}'.encode())).text == "one\u2028two\x85three"


def test_one_document_over_several_lines(put: Any) -> None:
    assert "over several lines" in complaint(put("a.jsonl", json.dumps([{"id": 1, "text": "a"}], indent=1)))


def test_twenty_megabytes_in_one_line(put: Any) -> None:
    path = put("a.jsonl", lines({"id": "a", "text": "x" * 20_000_000}, {"id": "b", "text": SENTENCE}))
    problem, article = read([path])
    assert isinstance(problem, Problem) and "20,000,000 characters long" in str(problem.error)
    assert isinstance(article, Article) and article.id == "b"


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    content = lines({"id": "a", "text": SENTENCE}).encode() + b"nonsense\n"
    for data in (content, gzip.compress(content)):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
        article, problem = read("-")
        assert isinstance(article, Article) and article.location == "standard input:1"
        assert isinstance(problem, Problem) and str(problem.error).startswith("standard input:2: ")


# Ids within one reading


def test_the_same_id_twice(put: Any) -> None:
    path = put("a.jsonl", lines({"id": "a", "text": "x y"}, {"id": "a", "text": "z"}, {"id": "a", "text": "x y"}))
    article, other, again = read([path])
    assert isinstance(article, Article) and isinstance(other, Article)  # only a store needs ids of their own
    assert isinstance(again, Problem) and not again.fatal and f"same article as {path}:1" in str(again.error)


def test_a_file_named_twice_is_read_once(put: Any) -> None:
    path = put("a/a.txt", SENTENCE)
    assert len(articles(path, path.parent)) == 1
    assert [p.fatal for p in problems(path, path.parent)] == [False]


# Web pages


def test_page(put: Any) -> None:
    article = one(
        put(
            "a.html",
            f"""<!DOCTYPE html><html lang="en-US"><head><title>Wang meets Lavrov in Moscow | Daily X</title>
            <meta property="og:site_name" content="Daily X"><link rel="canonical" href="https://x.org/a">
            <meta property="article:published_time" content="2023-09-18T23:00:00-05:00"></head><body>
            <nav><a href="/">Home</a></nav><article><h1>Wang meets Lavrov in Moscow</h1><p>By Jane Doe</p>
            <p>MOSCOW (Reuters) - {LONG}</p><p>{LONG}</p><p>Share this</p></article>
            <footer>All rights reserved</footer></body></html>""",
        )
    )
    assert (article.id, article.title, article.date) == ("https://x.org/a", "Wang meets Lavrov in Moscow", "2023-09-18")
    assert (article.source, article.url, article.language, article.named) == ("Daily X", "https://x.org/a", "en", True)
    evidence = kept(article)
    assert "Wang Yi met Sergei Lavrov" in evidence
    for no in ("Wang meets", "Jane Doe", "Reuters", "Share this", "Home", "All rights"):
        assert no not in evidence


def kept(article: Article) -> str:
    chars = list(article.text)
    for start, end in reversed(article.skip):
        del chars[start:end]
    return "".join(chars)


@pytest.mark.parametrize(
    "markup",
    [
        f"<p>{SENTENCE}</p>",
        f"<html><body>{SENTENCE}</body></html>",
        f"<html><body><nav>Home News</nav><article><p>{SENTENCE}</p></article><footer>About</footer></body></html>",
        "<html><body><div><script>x()</script>China <b>met</b> Russia<!-- a --> in Moscow.</div></body></html>",
        f'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body><p>{SENTENCE}</p></body></html>',
    ],
)
def test_small_pages(put: Any, markup: str) -> None:
    assert one(put("a.htm", markup)).text.strip() == SENTENCE


@pytest.mark.parametrize(
    "head",
    ['<meta charset="windows-1252">', '<meta http-equiv="Content-Type" content="text/html; charset=latin-1">', ""],
)
def test_page_encodings(put: Any, head: str) -> None:
    markup = f"<html><head>{head}</head><body><p>Caf\xe9 talks \x96 said France.</p></body></html>".encode("latin-1")
    assert one(put("a.html", markup)).text.strip() == "Café talks – said France."


@pytest.mark.parametrize("markup", ["", "<html></html>", "<html><body><script>x</script></body></html>", "\0\1\2<p>a"])
def test_pages_without_an_article(put: Any, markup: str) -> None:
    complaint(put("a.html", markup))


def test_the_days_of_crawling_are_no_dates(put: Any) -> None:
    assert one(put("a.html", f"<html><body><p>{SENTENCE}</p><p>In 2019 they met too.</p></body></html>")).date is None
    assert articles(put("a.warc", warc(PAGES[0])))[0].date is None


# Feeds


def test_rss(put: Any) -> None:
    path = put(
        "a.xml",
        feed(
            "<language>en-gb</language>",
            "<item><title>Wang &amp; Lavrov meet</title><link>http://x/1</link><guid>g1</guid>"
            "<pubDate>Mon, 18 Sep 2023 23:30:00 -0400</pubDate>"
            "<description>&lt;p&gt;Wang &lt;b&gt;met&lt;/b&gt; Lavrov.&lt;/p&gt;"
            "&lt;p&gt;They talked.&lt;/p&gt;</description></item>",
            "<item><title>China met Russia</title><link>http://x/2</link></item>",
            "<item><title>T</title><description>Plain 5 &lt; 6 text.</description></item>",
        ),
    )
    first, second, third = articles(path)
    assert (first.id, first.title, first.url, first.date) == ("g1", "Wang & Lavrov meet", "http://x/1", "2023-09-18")
    assert (first.text, first.source, first.location) == ("Wang met Lavrov.\n\nThey talked.", "N", f"{path}#1")
    assert (second.id, second.text, second.skip) == ("http://x/2", "China met Russia", ())
    assert (third.text, third.named) == ("Plain 5 < 6 text.", False)


def test_atom(put: Any) -> None:
    article = one(
        put(
            "a.atom",
            '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>N</title><entry><id>tag:x,1</id>'
            '<title type="html">Xi &lt;b&gt;visits&lt;/b&gt;</title><link href="http://x/1"/>'
            "<updated>2023-09-18T23:00:00-05:00</updated><summary>Short.</summary>"
            '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Xi visited Russia.</p></div></content>'
            "</entry></feed>",
        )
    )
    assert (article.id, article.title, article.text) == ("tag:x,1", "Xi visits", "Xi visited Russia.")
    assert (article.url, article.date) == ("http://x/1", "2023-09-18")


@pytest.mark.parametrize("encoding", ["windows-1251", "utf-16", "iso-8859-5"])
def test_feed_encodings(put: Any, encoding: str) -> None:
    xml = feed("<item><guid>a</guid><title>China met Владимир Путин in Moscow.</title></item>")
    xml = xml.replace('"1.0"', f'"1.0" encoding="{encoding}"')
    assert one(put("a.rss", xml.encode(encoding))).text == "China met Владимир Путин in Moscow."


def test_a_cut_feed_gives_its_whole_entries(put: Any) -> None:
    item = "<item><guid>{0}</guid><title>Xi visits {0}</title><description>China met Russia {0}.</description></item>"
    xml = feed(*(item.format(n) for n in range(3))).encode()
    cut = xml[: xml.rindex(b"met")]
    for path in (put("a.xml", cut), put("b.xml.gz", gzip.compress(xml)[:-12])):
        assert len(articles(path)) >= 2
        (problem,) = problems(path)
        assert problem.fatal and "cut off" in str(problem.error)
    assert [a.id for a in articles(put("a.xml", cut))] == ["0", "1"]


@pytest.mark.parametrize("content", ["", "  ", "<a><b/></a>", "noise", "\0\1", "<rss version='2.0'><channel/></rss>"])
def test_no_feed(put: Any, content: str) -> None:
    complaint(put("a.xml", content))


# Archives


@pytest.mark.parametrize("packed", [False, True])
def test_archive(put: Any, packed: bool) -> None:
    data = warc(
        *PAGES[:2],
        ("http://x.org/no", "404 Not Found", "text/html", b"<p>China met nobody."),
        ("http://x.org/i", "200 OK", "image/png", b"\x89PNG"),
        (
            "http://x.org/c",
            "200 OK",
            "text/html; charset=windows-1252",
            b"<html><body><p>Caf\xe9 talks.</p></body></html>",
        ),
        packed=packed,
    )
    path = put(f"a.warc{'.gz' if packed else ''}", data)
    found = articles(path)
    assert [a.id for a in found] == ["http://x.org/0", "http://x.org/1", "http://x.org/c"]
    assert [a.location for a in found] == [f"{path}#{n}" for n in (2, 3, 6)]
    assert found[0].url == "http://x.org/0" and found[0].named
    assert found[2].text == "Café talks."
    assert problems(path) == []


def test_archive_packed_as_one(put: Any) -> None:
    assert len(articles(put("a.warc.gz", gzip.compress(warc(*PAGES))))) == 4


def test_texts_of_an_archive(put: Any) -> None:
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=False)
    for url, language, text in (("http://x/1", "eng", SENTENCE), ("http://x/2", "rus,eng", "Китай встретил Россию.")):
        headers = {"WARC-Identified-Content-Language": language}
        body = io.BytesIO(text.encode())
        record = writer.create_warc_record(
            url, "conversion", body, warc_content_type="text/plain", warc_headers_dict=headers
        )
        writer.write_record(record)
    article, skipped = read([put("a.warc", out.getvalue())])
    assert isinstance(article, Article) and (article.id, article.text) == ("http://x/1", SENTENCE)
    assert isinstance(skipped, Problem) and "in Russian (ru)" in str(skipped.error)


def test_a_cut_archive_gives_what_stands_before(put: Any) -> None:
    plain, packed = warc(*PAGES), warc(*PAGES, packed=True)
    inside_body = plain[: plain.rindex(b"China") + 3]
    inside_http = plain[: plain.rindex(b"HTTP/1.1") + 10]
    inside_header = plain[: plain.rindex(b"WARC-Target-URI") + 20]
    for data in (inside_body, inside_http, inside_header, packed[:-40]):
        path = put("a.warc.gz", data)
        assert [a.id for a in articles(path)] == [f"http://x.org/{n}" for n in range(3)]
        (problem,) = problems(path)
        assert problem.fatal and "cut off" in str(problem.error)


@pytest.mark.parametrize("content", [b"", b"noise\nnoise", b"\0\1\2" * 50, warc()])
def test_no_archive(put: Any, content: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    complaint(put("a.warc", content))
    assert capsys.readouterr() == ("", "")


# Folders and paths


def test_folder_in_order(put: Any, tmp_path: Path) -> None:
    for name in (
        "b.txt",
        "a/z.TXT",
        "a/c/d.Md",
        "a.txt",
        ".hidden.txt",
        ".git/x.txt",
        "README.md",
        "a/README.md",
        "x.png",
    ):
        put(f"in/{name}", f"{SENTENCE} {name}")
    put("in/x.html.gz", gzip.compress(f"<p>{SENTENCE} packed</p>".encode()))
    found = [Path(a.location).relative_to(tmp_path / "in").as_posix() for a in articles(tmp_path / "in")]
    assert found == ["a/c/d.Md", "a/z.TXT", "a.txt", "b.txt", "x.html.gz"]
    assert problems(tmp_path / "in") == []


def test_paths_keep_their_order(put: Any) -> None:
    b, a = put("b.txt", "Iran met Iraq."), put("a.txt", SENTENCE)
    assert [x.location for x in articles(b, a)] == [str(b), str(a)]


def test_a_loop_of_links_ends(put: Any, tmp_path: Path) -> None:
    put("in/sub/a.txt", SENTENCE)
    (tmp_path / "in/sub/up").symlink_to(tmp_path / "in")
    (tmp_path / "in/self").symlink_to(tmp_path / "in/self")
    (tmp_path / "in/other").symlink_to(tmp_path / "out")
    put("out/b.txt", "Iran met Iraq.")
    (tmp_path / "out/back").symlink_to(tmp_path / "out")
    assert [Path(a.location).name for a in articles(tmp_path / "in")] == ["b.txt", "a.txt"]


def test_what_is_no_file(put: Any, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "folder.txt").mkdir()
    put("folder.txt/a.txt", SENTENCE)
    os.mkfifo(tmp_path / "pipe.jsonl")
    assert "no such file" in complaint(tmp_path / "missing.txt")
    assert "holds no article" in complaint(tmp_path / "empty")
    assert "pipe or a device" in complaint(tmp_path / "pipe.jsonl")
    assert len(articles(tmp_path / "folder.txt")) == 1
    for path in ("https://example.org/a", "a\0b", str(tmp_path / "empty" / ("x" * 5000))):
        (problem,) = problems(path)
        assert problem.fatal and "\n" not in str(problem.error) and "\0" not in str(problem.error)


def test_permission_denied(put: Any, unprivileged: Callable[[], AbstractContextManager[None]]) -> None:
    path = put("a.txt", SENTENCE)
    assert len(articles(path)) == 1
    path.chmod(0)
    with unprivileged():
        assert "permission denied" in complaint(path).lower()


@pytest.mark.parametrize(
    ("name", "content", "text"),
    [
        ("a", SENTENCE, SENTENCE),
        ("a.news", SENTENCE, SENTENCE),
        ("a.json", lines({"id": "a", "text": SENTENCE}), SENTENCE),
        ("a.page", f"<!DOCTYPE html><html><body><p>{SENTENCE}</p></body></html>", SENTENCE),
        ("a.feed", feed(f"<item><title>{SENTENCE}</title></item>"), SENTENCE),
        ("a.note", f"---\nid: a\n---\n{SENTENCE}", SENTENCE),
        ("a.archive", warc(("http://x", "200 OK", "text/html", f"<p>{SENTENCE}</p>".encode())), SENTENCE),
        ("a.gz", gzip.compress(SENTENCE.encode()), SENTENCE),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 12 else "",
)
def test_unknown_extensions_are_looked_into(put: Any, name: str, content: str | bytes, text: str) -> None:
    assert one(put(name, content)).text == text


def test_unknown_and_binary(put: Any) -> None:
    assert "no kind that kg reads" in complaint(put("a.bin", b"\x7fELF\0\0"))


# Bad input


@pytest.mark.parametrize("extension", sorted(READERS))
def test_empty_blank_and_noise(put: Any, extension: str) -> None:
    noise = random.Random(1).randbytes(5000)
    for content in (b"", b" \n\t\n", noise, gzip.compress(b""), gzip.compress(noise)):
        complaint(put(f"a{extension}", content))


def test_invalid_utf8_is_said_not_guessed(put: Any) -> None:
    assert "byte 4 is not UTF-8; save the file as UTF-8" in complaint(put("a.txt", b"caf\xe9"))
    assert "UTF-16" in complaint(put("a.txt", codecs.BOM_UTF16_LE + b"a\0b"))


def test_cut_gzip_gives_what_stands_before(put: Any) -> None:
    rng = random.Random(1)
    data = gzip.compress(lines(*({"id": n, "text": f"China {rng.random()} met."} for n in range(400))).encode())
    path = put("a.jsonl.gz", data[: len(data) // 2])
    assert len(articles(path)) > 150
    (problem,) = problems(path)
    assert problem.fatal and "cut off" in str(problem.error)
    assert "cut off" in complaint(put("a.txt.gz", gzip.compress(SENTENCE.encode())[:-5]))
    assert "damaged" in complaint(put("b.txt.gz", gzip.compress(SENTENCE.encode())[:-8] + b"\0" * 8))


def test_too_long_texts(put: Any) -> None:
    assert "1,000,001 characters long; kg reads articles up to 1,000,000; split it" in complaint(
        put("a.txt", "x" * 1_000_001)
    )
    assert "larger than 32 MB" in complaint(put("b.txt", b"x" * (33 << 20)))
    assert len(one(put("c.txt", "x" * 1_000_000)).text) == 1_000_000


@pytest.mark.parametrize(
    "line", ["---\ntitle: a: b\n---\nx", "---\ntitle: [\n---\nx", "---\ntitle: x\n", "---\n\ta: b\n---\nx"]
)
def test_broken_front_matter(put: Any, line: str) -> None:
    assert "front matter" in complaint(put("a.md", line))


def test_the_line_of_broken_front_matter(put: Any) -> None:
    assert "a.md:3: the front matter is not YAML" in complaint(put("a.md", "---\nid: a\ntitle: a: b\n---\nx"))


def test_a_bad_date_in_front_matter_costs_the_date_only(put: Any) -> None:
    note, article = read([put("a.md", f"---\ndate: 2023-02-30\n---\n{SENTENCE}")])
    assert isinstance(note, Problem) and not note.fatal
    assert isinstance(article, Article) and article.date is None


def test_the_rest_goes_on(put: Any, tmp_path: Path) -> None:
    put("in/a.txt", b"\xff\xff"), put("in/b.jsonl", "x\n"), put("in/c.xml", "<rss"), put("in/d.txt", SENTENCE)
    assert [a.text for a in articles(tmp_path / "in", tmp_path / "no", tmp_path / "in/d.txt")] == [SENTENCE]


# Languages


@pytest.mark.parametrize(
    ("record", "name"),
    [
        ({"text": "Министр иностранных дел встретился с коллегой."}, "Russian (ru)"),
        ({"text": "Министр иностранных дел встретился с коллегой.", "language": "en"}, "Russian (ru)"),
        ({"text": "Der Kanzler traf Macron.", "language": "de"}, "German (de)"),
        ({"text": "Le président français a rencontré le chancelier allemand à Paris lundi."}, "French (fr)"),
    ],
)
def test_another_language_is_skipped_and_named(put: Any, record: dict[str, str], name: str) -> None:
    (problem,) = read([put("a.jsonl", lines({"id": "a"} | record))])
    assert isinstance(problem, Problem) and not problem.fatal
    assert f"a.jsonl:1: is in {name}, which kg cannot read yet; skipped" in str(problem.error)


def test_a_templates_language_yields_to_the_text(put: Any) -> None:
    page = "<html lang='{}'><body><p>{}</p></body></html>"
    assert one(put("a.html", page.format("tr", LONG))).language == "en"
    (problem,) = read([put("a.html", page.format("tr", "Erdoğan Putin ile görüştü."))])
    assert isinstance(problem, Problem) and "Turkish" in str(problem.error)


# Defaults


def test_defaults_stand_in_for_what_is_missing(put: Any) -> None:
    path = put("a.jsonl", lines({"id": "a", "text": "a b", "date": "2020"}, {"id": "b", "text": "c d"}))
    first, second = articles(path, date="18 September 2023", source="S", url="http://u")
    assert (first.date, first.source, second.date, second.url) == ("2020", "S", "2023-09-18", "http://u")
    with pytest.raises(ReadError, match="cannot be read"):
        read([path], date="soon")


def test_nothing_is_read_ahead(put: Any) -> None:
    found = read([put("a.jsonl", lines({"id": "a", "text": SENTENCE}) * 3), "missing"])
    assert isinstance(next(found), Article)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared articles are not here")
def test_the_real_article() -> None:
    article = one(SHARED / "000_0fb7ed26430ebbf7.txt")
    doubled = "Wang Yi meets Russian Foreign Minister Sergei Lavrov – Dainik Savera Times"
    assert article.title == "Wang Yi meets Russian Foreign Minister Sergei Lavrov"
    assert [article.text[a:b] for a, b in article.skip] == [
        doubled, doubled, "(Credits- China Media Group, Beijing)", "Source link",
    ]  # fmt: skip
    assert len(articles(SHARED / "real.jsonl")) == 25 and problems(SHARED / "real.jsonl") == []
