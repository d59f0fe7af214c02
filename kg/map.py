"""The map: one self-contained HTML page of a network, with the sentence behind every edge.

pyvis builds the network and fills our own template (map.html, map.css, map.js), for its own one loads parts from
elsewhere and puts labels into the page as HTML. Here every text travels as JSON and is shown as text, the drawing
library stands in the page, and the page's own policy forbids it to fetch anything.
"""

from __future__ import annotations

import base64
import hashlib
import math
from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import networkx as nx

from kg.errors import KgError
from kg.layout import place

__all__ = ["write_map"]

_HERE = Path(__file__).resolve().parent

SHAPES = {
    "state": "dot", "igo": "hexagon", "person": "diamond", "body": "square", "party": "star",
    "armed group": "triangle", "company": "triangleDown", "people": "ring", "other": "frame",
}  # fmt: skip
"""How a kind of actor is drawn; `ring` and `frame` are a hollow dot and a hollow square."""

QUADS = ("material cooperation", "verbal cooperation", "verbal conflict", "material conflict", "standing")

# Bright and dark enough for a light and a dark page. Beyond a dozen colours no reader, colour-blind or not, tells all
# apart: shape, label and panel say the same in words.
_PALETTE = (
    "#4477aa", "#cc6677", "#2f8a4c", "#cfa02a", "#a0528f", "#3fa594", "#b5651d", "#6c6fc9",
    "#94942f", "#58b0d2", "#c0504d", "#7a9e3f", "#d487ad", "#5f7f8f", "#e08b3e", "#3f8f6b",
    "#9a7fd1", "#b39557", "#2f8fb3", "#a85f9e", "#86785a", "#d9705a", "#5c8fd6", "#83a392",
)  # fmt: skip
_NO_STATE = "#8b919c"
_SALT = "6053"  # found by trial: with it the eighteen states most in the news have eighteen different colours

_LARGE = 1200  # drawn edges from which the page gives up dashes (half of a frame's time), and edges while it moves
_LABEL = 30  # characters of a name on the map; the panel has all of it


@dataclass
class _Drawn:
    """All events of one quad class between two actors: one line on the map."""

    first: str
    second: str
    quad: str
    events: dict[int, int] = field(default_factory=dict)
    """Number of the event: 1 from first to second, -1 the other way, 0 both."""


def write_map(
    graph: nx.MultiDiGraph[Any],
    out: Path | None = None,
    *,
    title: str = "Who did what to whom",
    version: str | None = None,
) -> str:
    """Return the network of `kg.network.to_networkx` as one HTML page; write it to `out` too, if given.

    The page asks for nothing from anywhere and opens from a file. The same graph gives the same bytes.

    >>> page = write_map(nx.MultiDiGraph())
    >>> "Nothing to draw yet" in page
    True
    """
    page = _render(graph, _printable(title), version or _version())
    if out is not None:
        try:
            Path(out).write_bytes(page.encode("utf-8"))
        except OSError as e:
            reason = e.strerror or str(e)
            raise KgError(
                f"the map cannot be written ({reason})", where=str(out), hint="give another place with --out"
            ) from e
    return page


def _render(graph: nx.MultiDiGraph[Any], title: str, version: str) -> str:
    from markupsafe import Markup
    from pyvis.network import Network  # slow to import: brings IPython

    drawn, events, articles = _collect(graph)
    net = Network(directed=True, cdn_resources="in_line")
    _add_actors(net, graph, drawn)
    large = len(drawn) > _LARGE
    _add_edges(net, drawn, large)
    net.options = {
        "autoResize": True,
        "physics": {"enabled": False},
        "layout": {"improvedLayout": False},
        "nodes": {"font": {"size": 0}, "chosen": False},
        "edges": {
            "smooth": False,
            "selectionWidth": 1.5,
            "hoverWidth": 1,
            "arrowStrikethrough": False,
            "selfReference": {"size": 16, "angle": 0.8},
        },
        "interaction": {
            "hover": False,
            "hideEdgesOnDrag": large,
            "hideEdgesOnZoom": large,
            "keyboard": {"enabled": True, "bindToWindow": False},
            "multiselect": False,
            "selectConnectedEdges": False,
            "tooltipDelay": 100000,
        },
    }
    dates = sorted(e["date"] for e in events if e["date"] and not e["date"].startswith("-"))
    vis = _library()
    script = _own("map.js")
    style = _own("map.css")
    net.set_template_dir(str(_HERE), "map.html")
    net.templateEnv.autoescape = True
    net.templateEnv.policies["json.dumps_kwargs"] = {"sort_keys": True, "separators": (",", ":")}
    net.templateEnv.globals.update(
        title=title,
        events=events,
        articles=articles,
        large=large,
        shown={
            "actors": graph.number_of_nodes(),
            "events": len(events),
            "articles": len(articles),
            "since": dates[0] if dates else None,
            "until": dates[-1] if dates else None,
        },
        version=version,
        vis_script=Markup(vis),
        own_script=Markup(script),
        own_style=Markup(style),
        policy=Markup(
            "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; "
            f"script-src {_hash(vis)} {_hash(script)}; style-src {_hash(style)}"
        ),
    )
    return str(net.generate_html())


def _collect(graph: nx.MultiDiGraph[Any]) -> tuple[list[_Drawn], list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the lines to draw, the events behind them and the articles those stand in, each in a fixed order."""
    edges = sorted(
        ((str(u), str(v), _key(u, v, k), d) for u, v, k, d in graph.edges(keys=True, data=True)), key=lambda e: e[:3]
    )
    numbers: dict[str, int] = {}
    events: list[dict[str, Any]] = []
    article_numbers: dict[Hashable, int] = {}
    articles: list[dict[str, Any]] = []
    lines: dict[tuple[str, str, str], _Drawn] = {}
    for source, target, key, data in edges:
        # Between several parties one event makes several edges; a key of two meanings stays two events.
        what = _event(data)
        name = repr((key, data.get("article"), sorted(what.items())))
        if name not in numbers:
            numbers[name] = len(events)
            article = str(data.get("article") or "")
            if article:
                if article not in article_numbers:
                    article_numbers[article] = len(articles)
                    articles.append(
                        {
                            "title": _text(data.get("title")),
                            "source": _text(data.get("source")),
                            "url": _link(data.get("url")),
                        }
                    )
                what["article"] = article_numbers[article]
            events.append(what)
        number = numbers[name]
        first, second = min(source, target), max(source, target)
        line = lines.setdefault((first, second, what["quad"]), _Drawn(first, second, what["quad"]))
        way = 0 if data.get("symmetric") or source == target else (1 if source == first else -1)
        if line.events.setdefault(number, way) != way:
            line.events[number] = 0  # told in both directions: symmetric
    return [lines[k] for k in sorted(lines)], events, articles


def _key(source: Any, target: Any, key: Any) -> str:
    """Return the event's id; a number that NetworkX gave by itself counts the edges of one pair only."""
    return key if isinstance(key, str) else f"{source} {target} {key}"


def _event(data: dict[str, Any]) -> dict[str, Any]:
    quad = data.get("quad")
    return {
        "relation": _text(data.get("relation")) or "related",
        "category": _text(data.get("category")),
        "quad": str(quad) if quad in QUADS else "standing",
        "date": _text(data.get("date")),
        "from": _text(data.get("from")),
        "until": _text(data.get("until")),
        "status": _text(data.get("status")) or "asserted",
        "confidence": _number(data.get("confidence")),
        "intensity": _number(data.get("intensity")),
        "place": _text(data.get("place")),
        "sentence": _text(data.get("sentence")),
        "sources": _number(data.get("sources")),
    }


def _add_actors(net: Any, graph: nx.MultiDiGraph[Any], drawn: list[_Drawn]) -> None:
    names = sorted(str(n) for n in graph.nodes)
    attributes = {str(n): d for n, d in graph.nodes(data=True)}
    ties: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for line in drawn:
        for name in {line.first, line.second}:
            ties[name] += len(line.events)
        pairs[line.first, line.second] += len(line.events)
    number = {name: i for i, name in enumerate(names)}
    sizes = {n: _size(str(attributes[n].get("type")), ties[n]) for n in names}
    labels = {n: _text(attributes[n].get("label")) or n.replace("_", " ") for n in names}
    # Room for the name below, and for a line to be seen between two actors.
    boxes = [(max(sizes[n] + 20, 3.3 * min(len(labels[n]), _LABEL) + 8), sizes[n] + 18) for n in names]
    spots = place(boxes, [(number[a], number[b], float(c)) for (a, b), c in sorted(pairs.items())])
    for name, (x, y) in zip(names, spots, strict=True):
        data = attributes[name]
        kind = str(data.get("type"))
        kind = kind if kind in SHAPES else "other"
        shape = SHAPES[kind]
        colour = _colour(data.get("country"))
        net.add_node(
            name,
            label=_short(labels[name]),
            shape={"ring": "dot", "frame": "square"}.get(shape, shape),
            color=colour,
            hollow=shape in {"ring", "frame"},
            x=x,
            y=y,
            size=sizes[name],
            kind=kind,
            name=labels[name],
            country=_text(data.get("country")),
            sector=_text(data.get("sector")),
            iri=_link(data.get("iri")),
            weight=ties[name],
        )


def _add_edges(net: Any, drawn: list[_Drawn], large: bool) -> None:
    together: Counter[tuple[str, str]] = Counter((line.first, line.second) for line in drawn)
    met: Counter[tuple[str, str]] = Counter()
    for number, line in enumerate(drawn):
        pair = (line.first, line.second)
        options: dict[str, Any] = {}
        if together[pair] > 1 and line.first != line.second:
            bend = _bend(met[pair], together[pair])
            if bend:
                kind = "curvedCW" if bend > 0 else "curvedCCW"
                options["smooth"] = {"enabled": True, "type": kind, "roundness": abs(bend)}
        met[pair] += 1
        ways = set(line.events.values())
        net.add_edge(
            line.first,
            line.second,
            id=f"e{number}",
            quad=line.quad,
            events=[[n, way] for n, way in sorted(line.events.items())],
            arrows={
                "to": {"enabled": 1 in ways, "scaleFactor": 0.5},
                "from": {"enabled": -1 in ways, "scaleFactor": 0.5},
            },
            width=_width(len(line.events)),
            dashes=[5, 5] if line.quad == "standing" and not large else False,
            **options,
        )


def _bend(turn: int, of: int) -> float:
    """Fan out the lines between one pair, so that none covers another: 0 in the middle, then left and right."""
    return round((turn - (of - 1) / 2) * 0.16, 2)


def _width(events: int) -> float:
    return round(min(1.6 + 1.5 * math.log2(events), 9.0), 2) if events else 1.0


def _size(kind: str, ties: int) -> int:
    floor = 10 if kind in {"state", "igo"} else 7
    # Shapes that fill less of their box are drawn larger, to look as large.
    look = {"party": 1.45, "person": 1.2, "armed group": 1.15, "company": 1.15, "body": 0.9, "other": 0.9}.get(
        kind, 1.0
    )
    return round(min(floor + 2.2 * math.log2(1 + ties), 30) * look)


def _colour(country: Any) -> str:
    """Return the colour of a state, the same in every map."""
    if not country:
        return _NO_STATE
    digest = hashlib.sha256(f"{_SALT}{country}".encode("utf-8", "replace")).digest()
    return _PALETTE[int.from_bytes(digest[:4], "big") % len(_PALETTE)]


def _short(label: str) -> str:
    label = " ".join(label.split())
    return label if len(label) <= _LABEL else label[: _LABEL - 1].rstrip() + "…"


def _text(value: Any) -> str | None:
    return None if value is None or value == "" else str(value)


def _number(value: Any) -> float | None:
    """Return a number that JSON can carry, or None."""
    try:
        number = float(value)
    except (TypeError, ValueError):
        return None
    return number if math.isfinite(number) else None


def _link(value: Any) -> str | None:
    """Return a web address as it is and anything else (javascript:, data:, file:) not at all."""
    try:
        good = value and urlsplit(str(value)).scheme in {"http", "https"}
    except ValueError:
        good = False
    return str(value) if good else None


def _printable(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")


def _version() -> str:
    try:
        return metadata.version("ir-kg")
    except metadata.PackageNotFoundError:
        return "(not installed)"


def _own(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8").replace("\r\n", "\n")


def _library() -> str:
    """Return vis-network as pyvis carries it, without the pointer to a source map, which a browser might look for."""
    import pyvis

    folder = Path(pyvis.__file__).resolve().parent / "templates" / "lib"
    text = next(iter(sorted(folder.glob("vis-9.1*/vis-network.min.js")))).read_text(encoding="utf-8")
    lines: Iterable[str] = text.replace("\r\n", "\n").replace("\r", "\n").splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith("//# sourceMappingURL"))


def _hash(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode('utf-8')).digest()).decode()}'"
