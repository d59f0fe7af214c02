"""The map's page and its layout, without a browser."""

from __future__ import annotations

import base64
import hashlib
import html.parser
import json
import re
import time
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import KgError
from kg.layout import place
from kg.map import QUADS, SHAPES, write_map
from kg.model import ACTOR_TYPES


def actor(graph: nx.MultiDiGraph, name: str, kind: str = "state", country: str | None = None, **more: Any) -> None:
    label = more.pop("label", name.replace("_", " "))
    graph.add_node(name, label=label, type=kind, country=country, sector="GOV", iri=f"https://w3id.org/ir-kg/id/{name}")


def event(graph: nx.MultiDiGraph, source: str, target: str, key: str, /, **more: Any) -> None:
    data = {
        "relation": "met", "category": "CONSULT", "quad": "verbal cooperation", "intensity": 1.0, "date": "2023-09-18",
        "status": "asserted", "confidence": 0.9, "place": None, "sentence": f"{source} met {target}.", "article": "a1",
        "title": "Talks", "source": "The Courier", "url": "https://news.example.org/a1",
    }  # fmt: skip
    graph.add_edge(source, target, key=key, **(data | more))


@pytest.fixture
def graph() -> nx.MultiDiGraph:
    g = nx.MultiDiGraph()
    actor(g, "China", country="CHN")
    actor(g, "Russia", country="RUS")
    actor(g, "Wang_Yi", "person", "CHN")
    actor(g, "BRICS", "igo")
    actor(g, "Rohingya", "people", "MMR")
    event(g, "China", "Russia", "e1")
    event(g, "Russia", "China", "e1", sentence="China met Russia.")
    event(g, "China", "Russia", "e2", relation="visited", date="2024-03", article="a2", title="A visit")
    event(g, "Russia", "China", "e3", relation="criticized", category="ACCUSE", quad="verbal conflict", intensity=-2.0)
    event(
        g,
        "China",
        "BRICS",
        "e4",
        relation="memberOf",
        category=None,
        quad=None,
        intensity=None,
        date=None,
        article=None,
    )
    event(g, "Wang_Yi", "China", "e5", relation="represents", category=None, quad=None, date=None, article=None)
    return g


class Parts(html.parser.HTMLParser):
    """Every element of a page with its attributes, and the text of each script and style."""

    def __init__(self, page: str):
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.inside: list[tuple[str, dict[str, str | None], str]] = []
        self.within = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag in {"script", "style", "title"}:
            self.inside.append((tag, dict(attrs), ""))
            self.within = True

    def handle_endtag(self, tag: str) -> None:
        self.within = False

    def handle_data(self, data: str) -> None:
        if self.within:
            tag, attributes, text = self.inside[-1]
            self.inside[-1] = (tag, attributes, text + data)


def data(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="kg-data">(.*?)</script>', page, re.S)
    assert found
    return json.loads(found[1])


def edge(page: str, source: str, target: str, quad: str) -> dict[str, Any]:
    return next(e for e in data(page)["edges"] if (e["from"], e["to"], e["quad"]) == (source, target, quad))


def test_every_kind_has_a_shape_of_its_own() -> None:
    assert set(SHAPES) == set(ACTOR_TYPES)
    assert len(set(SHAPES.values())) == len(SHAPES)


def test_nodes_by_kind_and_state(graph: nx.MultiDiGraph) -> None:
    nodes = {n["id"]: n for n in data(write_map(graph))["nodes"]}
    assert {n: nodes[n]["shape"] for n in nodes} == {
        "BRICS": "hexagon", "China": "dot", "Rohingya": "dot", "Russia": "dot", "Wang_Yi": "diamond",
    }  # fmt: skip
    assert nodes["Rohingya"]["hollow"] and not nodes["China"]["hollow"]
    assert nodes["China"]["color"] == nodes["Wang_Yi"]["color"] != nodes["Russia"]["color"]
    assert all(isinstance(n["x"], int) and isinstance(n["y"], int) for n in nodes.values())


def test_states_most_in_the_news_have_different_colours() -> None:
    codes = "USA CHN RUS GBR FRA DEU IND JPN IRN ISR UKR TUR SAU BRA KOR PRK SYR PAK".split(" ")
    g = nx.MultiDiGraph()
    for code in codes:
        actor(g, code, country=code)
    assert len({n["color"] for n in data(write_map(g))["nodes"]}) == len(codes)


def test_lines_merge_events_of_one_class_and_pair(graph: nx.MultiDiGraph) -> None:
    page = write_map(graph)
    both = edge(page, "China", "Russia", "verbal cooperation")
    events = data(page)["events"]
    assert [(events[n]["relation"], way) for n, way in both["events"]] == [("met", 0), ("visited", 1)]
    assert both["arrows"]["to"]["enabled"] and not both["arrows"]["from"]["enabled"]
    conflict = edge(page, "China", "Russia", "verbal conflict")
    assert conflict["arrows"]["from"]["enabled"] and not conflict["arrows"]["to"]["enabled"]
    assert both["width"] > conflict["width"]
    assert both["smooth"] != conflict["smooth"]  # neither line covers the other
    member = edge(page, "BRICS", "China", "standing")
    assert member["dashes"] and not both["dashes"] and "smooth" not in member
    assert len(data(page)["edges"]) == 4 and len(events) == 5


def test_symmetric_by_attribute_has_no_arrow() -> None:
    g = nx.MultiDiGraph()
    event(g, "A", "B", "e1", symmetric=True)
    line = data(write_map(g))["edges"][0]
    assert line["events"] == [[0, 0]] and not line["arrows"]["to"]["enabled"]


def test_one_event_of_several_parties_is_counted_once() -> None:
    g = nx.MultiDiGraph()
    event(g, "A", "C", "e1", sentence="A and B met C.")
    event(g, "B", "C", "e1", sentence="A and B met C.")
    page = data(write_map(g))
    assert len(page["edges"]) == 2 and len(page["events"]) == 1


def test_what_the_page_says_of_itself(graph: nx.MultiDiGraph) -> None:
    page = write_map(graph, title="Autumn", version="9.9")
    assert data(page)["shown"] == {
        "actors": 5, "events": 5, "articles": 2, "since": "2023-09-18", "until": "2024-03",
    }  # fmt: skip
    assert "made with kg 9.9" in page and "<title>Autumn</title>" in page


def test_unknown_year_and_no_date_are_no_span() -> None:
    g = nx.MultiDiGraph()
    event(g, "A", "B", "e1", date="--09-18")
    event(g, "A", "B", "e2", date=None)
    assert data(write_map(g))["shown"]["since"] is None


def test_same_graph_same_bytes(graph: nx.MultiDiGraph, tmp_path: Path) -> None:
    shuffled = nx.MultiDiGraph()
    shuffled.add_nodes_from(reversed(list(graph.nodes(data=True))))
    for u, v, k, d in reversed(list(graph.edges(keys=True, data=True))):
        shuffled.add_edge(u, v, key=k, **d)
    page = write_map(graph, tmp_path / "a.html")
    assert (tmp_path / "a.html").read_bytes() == page.encode() == write_map(shuffled).encode()


def test_nothing_can_be_fetched(graph: nx.MultiDiGraph) -> None:
    parts = Parts(write_map(graph))
    policy = next(a["content"] for t, a in parts.elements if a.get("http-equiv") == "Content-Security-Policy")
    assert policy and policy.startswith("default-src 'none';") and "unsafe" not in policy and "http" not in policy
    for tag, attributes in parts.elements:
        assert tag not in {"img", "iframe", "object", "embed", "base", "form"}
        assert "src" not in attributes and not any(name.startswith("on") for name in attributes)
        assert tag != "link" or attributes["href"] == "data:,"
    hashes = {
        f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
        for tag, attributes, text in parts.inside
        if tag in {"script", "style"} and "type" not in attributes
    }
    assert len(hashes) == 3 and all(h in policy for h in hashes)
    assert "sourceMappingURL" not in write_map(graph)


HOSTILE = [
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<!-- <script>",
    "{{ 7 * 7 }}{% raw %}",
    "\u2028\u2029\u202e\x00\ud800",
    "\"'`&amp;<b>",
    "__proto__",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_texts_stay_texts(text: str) -> None:
    g = nx.MultiDiGraph()
    actor(g, "A", label=text, country=text)
    event(
        g, "A", text, "e1", relation=text, category=text, quad=text, sentence=text, title=text, source=text, place=text
    )
    page = write_map(g, title=text)
    plain = write_map(nx.MultiDiGraph([("A", "B")]))
    assert [t for t, _ in Parts(page).elements] == [t for t, _ in Parts(plain).elements]
    found = data(page)
    assert found["nodes"][0]["name"] == text or found["nodes"][1]["name"] == text
    assert found["events"][0]["sentence"] == text
    assert re.search(
        r'id="kg-data">[\x20-\x25\x27-\x3b=\x3f-\x7e]*</script>', page
    )  # no <, >, &, and nothing not ASCII


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://x.org/a?b=1&c=<d>", True),
        ("http://x.org", True),
        ("javascript:alert(1)", False),
        (" javascript:alert(1)", False),
        ("data:text/html,<script>1</script>", False),
        ("file:///etc/passwd", False),
        ("//x.org", False),
        ("https://[broken", False),
        ("", False),
    ],
)
def test_only_web_addresses_are_links(url: str, kept: bool) -> None:
    g = nx.MultiDiGraph()
    event(g, "A", "B", "e1", url=url)
    assert data(write_map(g))["articles"][0]["url"] == (url if kept else None)


def test_bare_graph_and_odd_values() -> None:
    g = nx.MultiDiGraph()
    g.add_edge("Cote_dIvoire", "Ghana", key=0, confidence=float("nan"), intensity="much")
    g.add_edge(1, 1)
    page = data(write_map(g))
    assert [n["name"] for n in page["nodes"]] == ["1", "Cote dIvoire", "Ghana"]
    assert {n["kind"] for n in page["nodes"]} == {"other"}
    assert page["events"][1]["confidence"] is None and page["events"][1]["quad"] in QUADS


def test_long_names_are_cut_on_the_map_only() -> None:
    g = nx.MultiDiGraph()
    actor(g, "A", label="x" * 5000)
    node = data(write_map(g))["nodes"][0]
    assert len(node["label"]) == 30 and node["label"].endswith("…") and len(node["name"]) == 5000


def test_empty_graph_says_how_to_build() -> None:
    page = write_map(nx.MultiDiGraph())
    assert "Nothing to draw yet" in page and "kg build" in page


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(KgError) as error:
        write_map(nx.MultiDiGraph(), tmp_path / "no" / "such" / "map.html")
    assert "map.html" in str(error.value) and "--out" in str(error.value)


sizes = st.tuples(st.integers(5, 90), st.integers(5, 40))


@settings(max_examples=60, deadline=None)
@given(st.data(), st.lists(sizes, max_size=40))
def test_boxes_never_overlap(pick: st.DataObject, boxes: list[tuple[int, int]]) -> None:
    number = st.integers(0, max(0, len(boxes) - 1))
    ties = pick.draw(st.lists(st.tuples(number, number, st.integers(1, 9)), max_size=80)) if boxes else []
    spots = place(boxes, ties)
    assert spots == place(boxes, ties) and len(spots) == len(boxes)
    for i, (x, y) in enumerate(spots):
        for j in range(i):
            wide, high = boxes[i][0] + boxes[j][0], boxes[i][1] + boxes[j][1]
            assert abs(x - spots[j][0]) >= wide - 2 or abs(y - spots[j][1]) >= high - 2


def test_tied_actors_stand_nearer() -> None:
    cliques = [(a + g, b + g, 1) for g in (0, 6) for a in range(6) for b in range(a)]
    spots = place([(20, 15)] * 12, [*cliques, (0, 6, 1)])

    def apart(i: int, j: int) -> float:
        return ((spots[i][0] - spots[j][0]) ** 2 + (spots[i][1] - spots[j][1]) ** 2) ** 0.5

    inside = [apart(a, b) for a, b, _ in cliques]
    across = [apart(a, b + 6) for a in range(6) for b in range(6)]
    assert sum(inside) / len(inside) < 0.6 * sum(across) / len(across)


def test_two_thousand_actors_and_ten_thousand_events_in_time() -> None:
    g = nx.MultiDiGraph()
    for n, (a, b) in enumerate(sorted(nx.gnm_random_graph(2000, 10000, seed=1).edges)):
        event(g, f"A{a}", f"A{b}", f"e{n}", quad=QUADS[n % 5])
    start = time.perf_counter()
    page = write_map(g)
    assert time.perf_counter() - start < 20
    assert data(page)["large"]
