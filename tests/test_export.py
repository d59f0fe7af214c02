"""Every format loads again in the program it is for, with the same content and always the same bytes."""

import io
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pandas as pd
import pytest
from rdflib import Dataset, Graph, Literal, URIRef
from sample import fill, sample

from kg.errors import KgError
from kg.export import FORMATS, export
from kg.model import Article
from kg.names import BACKGROUND, DERIVED, LEDGER, PREFIXES, article_iri
from kg.network import to_networkx
from kg.store import MEMORY, Store, open_store


@pytest.fixture(scope="module")
def store() -> Store:
    filled = sample()
    article = Article("from a file", "No relation.", location="x.txt", named=False)
    filled.put(article, [])
    return filled


def written(store: Store, format: str, **options: object) -> bytes:
    stream = io.BytesIO()
    export(store, format, stream, **options)  # type: ignore[arg-type]
    return stream.getvalue()


def triples(store: Store) -> set[tuple[str, str, str]]:
    found = store.quads_for_pattern(None, None, None)
    return {(q.subject.value, q.predicate.value, q.object.value) for q in found if q.graph_name.value != str(LEDGER)}  # type: ignore[union-attr]


RDFLIB = {"turtle": "turtle", "trig": "trig", "nquads": "nquads", "jsonld": "json-ld"}


@pytest.mark.parametrize("format", RDFLIB)
def test_rdf_loads_in_rdflib(store: Store, format: str) -> None:
    data = written(store, format)
    graph = Dataset(default_union=True).parse(data=data, format=RDFLIB[format])
    assert {(str(s), str(p), str(o)) for s, p, o in graph.triples((None, None, None))} == triples(store)
    headline = graph.value(URIRef(article_iri("a2")), URIRef(PREFIXES["schema"] + "headline"))
    assert headline == Literal('"Signed", <b>\x00\ufffd')
    names = {str(g.identifier) for g in graph.graphs()} - {"urn:x-rdflib:default"}
    if format != "turtle":
        assert names == {g for g in store.graphs() if g != str(LEDGER)}
    assert str(LEDGER) not in data.decode()


@pytest.mark.parametrize("format", RDFLIB)
def test_articles_only(store: Store, format: str) -> None:
    text = written(store, format, articles_only=True).decode()
    assert "2009-06-16" not in text
    assert "DerivedEvent" not in text
    assert "A meeting" in text
    assert not any(str(graph) in text for graph in (BACKGROUND, DERIVED))


@pytest.mark.parametrize("format", ["graphml", "gexf"])
def test_networks_load_in_networkx(store: Store, format: str, tmp_path: Path) -> None:
    export(store, format, tmp_path / "g", derived=True)  # type: ignore[arg-type]
    reader = {"graphml": lambda p: nx.read_graphml(p, force_multigraph=True), "gexf": nx.read_gexf}[format]
    back, network = reader(tmp_path / "g"), to_networkx(store, derived=True)
    assert back.is_directed()
    assert set(back) == set(network)
    assert sorted((a, b) for a, b in back.edges()) == sorted((a, b) for a, b in network.edges())
    wang = back.nodes["Wang_Yi"]
    assert (wang["label"], wang["type"], wang["country"]) == ("Wang Yi", "person", "CHN")
    told = {(a, b, data["relation"], data["date"]) for a, b, data in back.edges(data=True) if "date" in data}
    assert {(a, b, "met", "2023-09-18") for a, b in network.edges() if {a, b} == {"Wang_Yi", "Sergei_Lavrov"}} <= told
    titles = {data.get("title") for _, _, data in back.edges(data=True)}
    assert '"Signed", <b>\ufffd\ufffd' in titles
    weights = {float(data["weight"]) for _, _, data in back.edges(data=True)}
    assert weights == {data["weight"] for _, _, data in network.edges(data=True)}


def test_tables_load_in_pandas(store: Store, tmp_path: Path) -> None:
    export(store, "csv", tmp_path / "tables")
    nodes, edges = pd.read_csv(tmp_path / "tables" / "nodes.csv"), pd.read_csv(tmp_path / "tables" / "edges.csv")
    network = to_networkx(store)
    assert list(nodes.columns) == ["id", "label", "type", "country", "sector", "iri"]
    assert set(nodes["id"]) == set(network)
    assert len(edges) == network.number_of_edges()
    assert '"Signed", <b>\ufffd\ufffd' in set(edges["title"])
    met = edges[edges["relation"] == "met"].iloc[0]
    assert {met["source"], met["target"]} == {"Wang_Yi", "Sergei_Lavrov"}
    assert met["confidence"] == pytest.approx(0.9)
    assert written(store, "csv") == (tmp_path / "tables" / "edges.csv").read_bytes()


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_bytes_from_any_store(store: Store, format: str, tmp_path: Path) -> None:
    first = written(store, format)
    with open_store(tmp_path / "store", create=True) as other:
        fill(other).put(Article("from a file", "", location="elsewhere", named=False), [])
        assert written(other, format) == first
    code = (
        "import sys; from kg.export import export; from kg.store import open_store\n"
        "export(open_store(sys.argv[1], read_only=True), sys.argv[2])"
    )
    for seed in ("1", "2"):
        program = [sys.executable, "-c", code, str(tmp_path / "store"), format]
        done = subprocess.run(program, capture_output=True, env={"PYTHONHASHSEED": seed, "PATH": ""}, check=False)
        assert (done.stdout, done.stderr) == (first, b"")


@pytest.mark.parametrize("format", FORMATS)
def test_an_empty_store(format: str, tmp_path: Path) -> None:
    with open_store(MEMORY) as empty:
        export(empty, format, tmp_path / "out")  # type: ignore[arg-type]
        assert (tmp_path / "out").exists()
        if format == "graphml":
            assert nx.read_graphml(tmp_path / "out").number_of_nodes() == 0
        elif format in RDFLIB:
            assert len(Graph().parse(data=written(empty, format), format=RDFLIB[format])) == 0


def test_what_cannot_be_written_is_one_line_and_leaves_the_old_file(store: Store, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("old")
    with pytest.raises(KgError, match="cannot be written"):
        export(store, "turtle", tmp_path / "file" / "x.ttl")
    with pytest.raises(KgError, match="formats are turtle"):
        export(store, "xlsx", tmp_path / "file")  # type: ignore[arg-type]
    with pytest.raises(KgError, match="no actor is called"):
        export(store, "graphml", tmp_path / "file", actor="Nobody")
    assert (tmp_path / "file").read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["file"]
