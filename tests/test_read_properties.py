"""Whatever bytes come, the readers answer with articles and problems, and what they say holds."""

from __future__ import annotations

import gzip
import json
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.model import Article, Problem
from kg.read import READERS, read
from kg.read.clean import clean
from kg.read.encoding import decode_web
from kg.read.html import fragment_text

EXTENSIONS = [*sorted(READERS), ".dat", ""]
FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])

# Bytes that come near the formats break more than noise does.
PIECES = [
    b"---\n", b"id: a\n", b"date: 2023-02-30\n", b": [", b'{"text": "', b'"id": 1, ', b'"}\n', b"[[[", b"\\ud800",
    b"NaN", b"<html lang='ru'>", b"<p>", b"</p>", b"<meta charset=utf-7>",
    b"<?xml version='1.0' encoding='rot13'?>", b"<rss>", b"<channel>", b"<item>", b"<title>", b"</item>",
    b"<feed xmlns='http://www.w3.org/2005/Atom'>", b"<entry>", b"&amp", b"<![CDATA[",
    b"<!DOCTYPE x [<!ENTITY a '&a;'>]>", b"WARC/1.0\r\n", b"WARC-Type: response\r\n", b"Content-Length: 9\r\n",
    b"HTTP/1.1 200 OK\r\n", b"Content-Type: text/html\r\n", b"\r\n\r\n", b"Transfer-Encoding: chunked\r\n",
    b"\x1f\x8b\x08\0", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\0\0", b"\0", b"\xff", b"\xe2\x80\xa8",
    b"# Head\n", b"By Jane Doe\n", b"MOSCOW (Reuters) - ", b"(Credits- ", b"Source link",
    b"China met Russia in Moscow.\n", "Путин встретил Си.".encode(),
]  # fmt: skip
messes = st.one_of(st.binary(max_size=400), st.lists(st.sampled_from(PIECES), max_size=14).map(b"".join))


def read_bytes(name: str, data: bytes) -> Iterator[Article | Problem]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        yield from read([path], date="2023-09-18")


def check(found: list[Article | Problem]) -> None:
    assert found, "neither an article nor a reason"
    for item in found:
        if isinstance(item, Problem):
            assert "\n" not in str(item.error) and len(str(item.error)) < 800
            continue
        assert item.id and item.text.strip() and item.location and item.date
        assert item.title is None or item.title.strip() == item.title != ""
        json.dumps([item.id, item.text, item.title, item.source, item.url], ensure_ascii=False).encode()
        check_spans(item.skip, item.text)
    ids = [item.id for item in found if isinstance(item, Article)]
    assert len(set(ids)) == len(ids)


def check_spans(spans: tuple[tuple[int, int], ...], text: str) -> None:
    end_before = 0
    for start, end in spans:
        assert end_before <= start < end <= len(text)
        end_before = end


@given(st.sampled_from(EXTENSIONS), messes)
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_bytes_under_any_name(extension: str, data: bytes) -> None:
    found = list(read_bytes(f"a{extension}", data))
    check(found)
    again = [item for item in read_bytes(f"a{extension}", data) if isinstance(item, Article)]
    assert [replace(a, location="") for a in again] == [
        replace(a, location="") for a in found if isinstance(a, Article)
    ]


@given(st.sampled_from(EXTENSIONS), messes, st.integers(min_value=0))
@FEW
def test_any_bytes_packed_and_cut(extension: str, data: bytes, at: int) -> None:
    packed = gzip.compress(data)
    check(list(read_bytes(f"a{extension}.gz", packed[: at % (len(packed) + 1)])))


texts = st.text(st.characters(codec="utf-8"), min_size=1, max_size=200)
english = texts.map(lambda t: f"{t} China met with the president of Russia and said that it was a step to peace.")


@given(st.dictionaries(texts.filter(lambda t: t.strip()), english, min_size=1, max_size=5), st.booleans())
@FEW
def test_json_lines_come_back(records: dict[str, str], escaped: bool) -> None:
    rows = [json.dumps({"id": k, "text": v, "language": "en"}, ensure_ascii=escaped) for k, v in records.items()]
    found = [x for x in read_bytes("a.jsonl", "\n".join(rows).encode()) if isinstance(x, Article)]
    wanted = {k: v for k, v in records.items() if not _foreign(v)}
    assert {a.id: a.text for a in found} == wanted


def _foreign(text: str) -> bool:
    from kg.read.language import foreign

    return foreign(text) is not None


@given(english)
@FEW
def test_text_files_come_back(text: str) -> None:
    for item in read_bytes("a.txt", text.encode()):
        if isinstance(item, Article):
            assert item.text == text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
        else:
            assert not item.fatal or "\0" in text


lines = st.sampled_from(
    ["Xi meets Putin", "Xi meets Putin – BBC News", "China met Russia.", "", " ", "By Jane Doe", "Share", "Source link",
     "# Xi meets Putin", "===", "---", "(Photo: AFP)", "MOSCOW — Putin met Xi. Share", "<!-- -->", "© 2023",
     "• x", "\u2028"]
)  # fmt: skip


@given(st.lists(lines, max_size=8).map("\n".join) | st.text(max_size=80), st.none() | lines)
@settings(max_examples=300, deadline=None)
def test_spans_are_ordered_and_inside(text: str, title: str | None) -> None:
    for layout in ("lines", "markdown", "given"):
        check_spans(clean(text, title, layout=layout).skip, text)


@given(lines.filter(lambda line: line.strip("#=- \u2028")))
@FEW
def test_a_title_alone_is_evidence(line: str) -> None:
    assert clean("Xi meets Putin", line).skip == ()


@given(st.binary(max_size=200) | messes)
@FEW
def test_pages_always_decode(data: bytes) -> None:
    assert isinstance(decode_web(data, "text/html; charset=" + data[:20].decode("latin-1")), str)


@given(st.text(max_size=200))
@FEW
def test_fragments_never_fail(markup: str) -> None:
    assert "\0" not in fragment_text(f"<p>{markup}")
