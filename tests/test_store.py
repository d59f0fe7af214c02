"""The store keeps each graph whole or not at all, and says in one line what is wrong."""

import random
import resource
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import parse_qs

import pyoxigraph as ox
import pytest
from rdflib import Dataset, Graph, Literal, URIRef

from kg.convert import Activity, article_digest
from kg.derive import derive
from kg.errors import KgError, KnowledgeError, StoreError
from kg.model import Article
from kg.names import DERIVED, ID, IR, LEDGER, article_iri
from kg.query import query
from kg.store import MEMORY, Store, default_place, open_store

ACTIVITY = Activity("0.1.0", "m", "1", "k", "o")


def quad(text: str, graph: str, subject: str = "s") -> ox.Quad:
    return ox.Quad(ox.NamedNode(ID[subject]), ox.NamedNode(IR.sentence), ox.Literal(text), ox.NamedNode(graph))


def graph_of(article: Article) -> list[ox.Quad]:
    me = ox.NamedNode(article_iri(article.id))
    told = ox.Quad(me, ox.NamedNode(IR.digest), ox.Literal(article_digest(article, ACTIVITY)), me)
    return [quad(article.text, me.value), told]


def texts(store: Store, graph: str | None = None) -> list[str]:
    name = ox.NamedNode(graph) if graph else None
    return sorted(q.object.value for q in store.quads_for_pattern(None, ox.NamedNode(IR.sentence), None, name))


class Endpoint(BaseHTTPRequestHandler):
    """A SPARQL endpoint as small as one can be, over an Oxigraph in memory."""

    store: ox.Store

    def do_POST(self) -> None:
        sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
        form = parse_qs(sent, keep_blank_values=True)
        status, kind, body = 200, "text/plain", b""
        try:
            if self.path.startswith("/update"):
                self.store.update(form["update"][0] if "update" in form else sent)
            else:
                union = "union-default-graph" in form
                found = self.store.query(form["query"][0], use_default_graph_as_union=union)
                if isinstance(found, ox.QueryTriples):
                    kind, body = "application/n-triples", found.serialize(format=ox.RdfFormat.N_TRIPLES)
                else:
                    kind, body = "application/sparql-results+json", found.serialize(format=ox.QueryResultsFormat.JSON)
        except SyntaxError as error:
            status, body = 400, str(error).encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def endpoint() -> Iterator[str]:
    handler = type("Handler", (Endpoint,), {"store": ox.Store()})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/query"
        server.shutdown()


@pytest.fixture(params=["disk", "memory", "endpoint"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    place = {"disk": tmp_path / "store", "memory": MEMORY}.get(request.param)
    with open_store(place or request.getfixturevalue("endpoint"), create=True) as opened:
        yield opened


# What every store does


def test_replace_makes_a_graph_exactly_what_is_given(store: Store) -> None:
    one, other = str(ID["graph/one"]), str(ID["graph/other"])
    assert store.replace(other, [quad("other", other)])
    assert store.replace(one, [quad("a", one), quad('b" } DROP ALL #', one), quad("a", one)])
    assert not store.replace(one, [quad('b" } DROP ALL #', one), quad("a", one)])
    assert store.replace(one, [quad("c\x00\n'\\", one)])
    assert (texts(store, one), texts(store, other), store.graphs()) == (["c\x00\n'\\"], ["other"], [one, other])
    assert store.replace(one, [])
    assert store.graphs() == [other]


def test_a_named_article_is_known_by_its_id(store: Store) -> None:
    old, new = (Article("a", text, location=f"{text}.txt") for text in ("old", "new"))
    assert store.put(old, graph_of(old))
    assert store.unchanged(old, article_digest(old, ACTIVITY))
    assert not store.unchanged(new, article_digest(new, ACTIVITY))
    assert store.put(new, graph_of(new))
    assert not store.put(new, graph_of(new))
    assert (texts(store), store.graphs()) == (["new"], [str(article_iri("a"))])


def test_a_changed_file_replaces_what_it_gave_before(store: Store) -> None:
    def file(name: str, text: str) -> Article:
        return Article(f"{text}-id", text, location=f"news/{name}.txt", named=False)

    def build(article: Article) -> None:
        if not store.unchanged(article, article_digest(article, ACTIVITY)):
            store.put(article, graph_of(article))

    for name, text in [("a", "one"), ("b", "two")]:
        build(file(name, text))
    build(file("a", "three"))
    assert texts(store) == ["three", "two"]
    build(file("c", "two"))  # a copy: both files give it now
    build(file("b", "four"))
    assert texts(store) == ["four", "three", "two"]
    build(file("c", "four"))  # its old text has no file any more
    assert texts(store) == ["four", "three"]
    ledger = {q.object.value for q in store.quads_for_pattern(None, None, None, ox.NamedNode(LEDGER))}
    assert ledger == {str(article_iri("three-id")), str(article_iri("four-id"))}


def test_what_came_on_standard_input_is_in_no_ledger(store: Store) -> None:
    article = Article("x", "text", location="-:3", named=False)
    store.put(article, graph_of(article))
    assert str(LEDGER) not in store.graphs()


def test_rdflib_sees_the_union_of_the_graphs(store: Store) -> None:
    store.replace(str(ID.g), [quad("hello", str(ID.g))])
    assert isinstance(store.dataset, Dataset)
    rows = list(store.dataset.query("SELECT ?o { ?s ir:sentence ?o }", initNs={"ir": IR}))
    if type(store) is Store:  # what the union is, is for an endpoint to say
        assert [str(row[0]) for row in rows] == ["hello"]
        assert (URIRef(ID.s), URIRef(IR.sentence), Literal("hello")) in store.dataset
    graph = Graph(store.dataset.store, identifier=URIRef(ID.g))
    assert [str(o) for o in graph.objects()] == ["hello"]


@pytest.mark.parametrize(
    "text", ["SELECT ?o { ?s ir:sentence ?o }", "ASK { ?s ir:sentence 'hello' }", "CONSTRUCT WHERE { ?s ?p ?o }"]
)
def test_queries(store: Store, text: str) -> None:
    store.replace(str(ID.g), [quad("hello", str(ID.g))])
    [row] = list(query(store, text))
    assert row[-1].value in ("hello", "true")  # type: ignore[union-attr]


# Rules

RULE = """CONSTRUCT { ?a ir:met ?b . ?n a ir:DerivedEvent } WHERE {
  ?e a ir:Event ; ir:source ?a ; ir:target ?b BIND(IRI(CONCAT(STR(?e), "-derived")) AS ?n) }"""


def test_the_derived_graph_is_exactly_what_the_rules_give(store: Store, tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "met.rq").write_text(RULE)
    store.update("INSERT DATA { GRAPH id:g { id:e a ir:Event ; ir:source id:A ; ir:target id:B } }")
    writes: list[str] = []
    original = store._write
    store._write = lambda change: writes.append("write") if (done := original(change)) else done  # type: ignore
    assert derive(store, tmp_path / "rules") == 2
    assert derive(store, tmp_path / "rules") == 2
    assert writes == ["write"]
    store.update(
        "DELETE DATA { GRAPH id:g { id:e ir:target id:B } }; INSERT DATA { GRAPH id:g { id:e ir:target id:C } }"
    )
    assert derive(store, tmp_path / "rules") == 2
    found = {q.object.value for q in store.quads_for_pattern(None, ox.NamedNode(IR.met), None, ox.NamedNode(DERIVED))}
    assert found == {str(ID.C)}
    store.replace(str(ID.g), [])
    assert derive(store, tmp_path / "rules") == 0
    assert str(DERIVED) not in store.graphs()


def test_the_rules_of_the_ontology_run() -> None:
    with open_store(MEMORY) as memory:
        memory.update("""INSERT DATA { GRAPH id:g {
            id:event1 a ir:Event ; ir:relation ir:met ; ir:source id:A ; ir:target id:B ; ir:status ir:asserted ;
                ir:evidence id:x ; ir:reportedBy id:g .
            id:A ir:represents id:China . id:B ir:represents id:Russia .
            id:China a ir:State ; rdfs:label "China" . id:Russia a ir:State ; rdfs:label "Russia" } }""")
        assert derive(memory) > 0
        assert query(memory, "ASK { GRAPH id:graph\\/derived { id:China ir:met id:Russia } }").boolean
        memory.replace(str(ID.g), [])
        assert derive(memory) == 0


@pytest.mark.parametrize(("text", "said"), [("SELECT * {}", "must be a CONSTRUCT"), ("CONSTRUCT {", "not SPARQL")])
def test_a_rule_that_is_none(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "bad.rq").write_text(text)
    with open_store(MEMORY) as memory, pytest.raises(KnowledgeError, match=said):
        derive(memory, tmp_path)


# Places that are no store


def one_line(error: KgError) -> str:
    text = str(error)
    assert "\n" not in text
    assert "Traceback" not in text
    return text


@pytest.mark.parametrize(
    ("make", "create", "said"),
    [
        (lambda p: None, False, "there is no store here; run `kg build"),
        (lambda p: p.mkdir(), False, "there is no store here; run `kg build"),
        (lambda p: p.write_text("x"), True, "is a file, not the folder of a store"),
        (lambda p: (p.mkdir(), (p / "thesis.doc").touch()), True, "is no store, it holds other files (thesis.doc)"),
        (lambda p: (p.mkdir(), (p / "thesis.doc").touch()), False, "is no store, it holds other files (thesis.doc)"),
    ],
)  # fmt: skip
def test_a_place_that_is_no_store(tmp_path: Path, make: object, create: bool, said: str) -> None:
    place = tmp_path / "place"
    make(place)  # type: ignore[operator]
    for read_only in (False, True):
        with pytest.raises(StoreError) as caught:
            open_store(place, create=create, read_only=read_only)
        assert said in one_line(caught.value)
        assert str(place) in str(caught.value)
    assert not (place / "LOCK").exists()


def test_a_folder_below_a_file_and_a_damaged_store(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="cannot open the store"):
        open_store(tmp_path / "file" / "store", create=True)
    open_store(tmp_path / "store", create=True).close()
    (tmp_path / "store" / "CURRENT").write_text("junk\n")
    for read_only in (False, True):
        with pytest.raises(StoreError, match="damaged") as caught:
            open_store(tmp_path / "store", read_only=read_only)
        one_line(caught.value)


def test_no_permission(tmp_path: Path, unprivileged: Callable[[], AbstractContextManager[None]]) -> None:
    open_store(tmp_path / "first", create=True).close()
    tmp_path.chmod(0o500)
    with unprivileged(), pytest.raises(StoreError, match="Permission denied"):
        open_store(tmp_path / "store", create=True)
    tmp_path.chmod(0o700)


def test_the_default_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("KG_STORE", str(tmp_path / "mine"))
    with open_store(create=True) as opened:
        assert opened.place == str(tmp_path / "mine")
    monkeypatch.delenv("KG_STORE")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    if sys.platform == "linux":
        assert default_place() == tmp_path / "kg" / "store"
        monkeypatch.delenv("XDG_DATA_HOME")
        assert default_place() == Path.home() / ".local" / "share" / "kg" / "store"


def test_an_endpoint_that_is_not_there() -> None:
    store = open_store("http://127.0.0.1:1/query")
    with pytest.raises(StoreError, match="cannot reach the endpoint"):
        store.graphs()


def test_an_endpoint_says_where_a_query_is_wrong(endpoint: str) -> None:
    with open_store(endpoint) as remote, pytest.raises(KgError, match="not SPARQL"):
        query(remote, "SELECT nothing")


# Several processes


def run(code: str, *arguments: object) -> subprocess.Popen[str]:
    program = [sys.executable, "-c", textwrap.dedent(code), *map(str, arguments)]
    return subprocess.Popen(program, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def test_two_builds_at_once(tmp_path: Path) -> None:
    place = tmp_path / "store"
    with open_store(place, create=True) as first:
        first.replace(str(ID.g), [quad("a", str(ID.g))])
        with pytest.raises(StoreError, match="in use by another kg build"):
            open_store(place)
        other = run(
            """
            import sys
            from kg.store import open_store
            try:
                open_store(sys.argv[1], create=True)
            except Exception as error:
                print(error)
            """,
            place,
        )
        said, _ = other.communicate(timeout=30)
        assert "in use by another kg build" in said
        assert said.count("\n") == 1
        with open_store(place, read_only=True) as reader:  # a reader may look meanwhile
            assert texts(reader) == ["a"]
            with pytest.raises(StoreError, match="read only"):
                reader.replace(str(ID.g), [])
            first.replace(str(ID.g), [quad("b", str(ID.g))])
            assert texts(reader) == ["a"]  # and sees the store as it was when opened
        with open_store(place, read_only=True) as reader:
            assert texts(reader) == ["b"]
    with open_store(place) as later, open_store(place, read_only=True):
        assert texts(later) == ["b"]
    with pytest.raises(StoreError, match="closed"):
        later.graphs()


WRITER = """
    import sys, time
    import pyoxigraph as ox
    from kg.names import ID, IR
    from kg.store import open_store

    store = open_store(sys.argv[1], create=True)
    pause = float(sys.argv[3])
    turn = int(sys.argv[2])
    print("ready", flush=True)
    while True:
        turn += 1
        time.sleep(pause)
        graph = str(ID[f"graph/{turn % 20}"])
        node, said = ox.NamedNode(graph), ox.NamedNode(IR.sentence)
        text = f"{turn} " + "x" * 300
        store.replace(graph, [ox.Quad(ox.NamedNode(ID[str(n)]), said, ox.Literal(text), node) for n in range(300)])
"""


def test_a_killed_writer_leaves_whole_graphs(tmp_path: Path) -> None:
    chance = random.Random(7)
    counts: list[int] = []
    for turn in range(6):
        writer = run(WRITER, tmp_path / "store", turn * 1000, 0)
        assert writer.stdout
        assert writer.stdout.readline() == "ready\n"
        time.sleep(chance.uniform(0.05, 0.6))
        writer.kill()
        writer.wait()
        with open_store(tmp_path / "store", read_only=True) as reader:
            seen = {graph: texts(reader, graph) for graph in reader.graphs()}
        with open_store(tmp_path / "store") as opened:
            assert {graph: texts(opened, graph) for graph in opened.graphs()} == seen
            for graph, found in seen.items():
                assert (len(found), len(set(found))) == (300, 1), graph
        counts.append(len(seen))
    assert counts[-1] > 0


def test_readers_while_a_build_runs(tmp_path: Path) -> None:
    writer = run(WRITER, tmp_path / "store", 0, 0.02)
    try:
        assert writer.stdout
        assert writer.stdout.readline() == "ready\n"
        for _ in range(6):
            with open_store(tmp_path / "store", read_only=True) as reader:
                for graph in reader.graphs():
                    found = texts(reader, graph)
                    assert (len(found), len(set(found))) == (300, 1)
            time.sleep(0.05)
    finally:
        writer.kill()
        writer.wait()


def test_a_full_disk(tmp_path: Path) -> None:
    program = run(
        f"""
        import resource, sys
        from kg.errors import StoreError
        from kg.store import open_store
        import pyoxigraph as ox
        from kg.names import ID, IR
        store = open_store(sys.argv[1], create=True)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, {resource.RLIM_INFINITY}))
        node, said = ox.NamedNode(ID.g), ox.NamedNode(IR.sentence)
        try:
            for n in range(100):
                graph = ox.NamedNode(ID[f"g{{n}}"])
                store.replace(graph.value, [ox.Quad(node, said, ox.Literal(str(n) * 5000), graph)])
        except StoreError as error:
            print(error)
        """,
        tmp_path / "store",
    )
    said, _ = program.communicate(timeout=60)
    assert "cannot write the store" in said
    assert "free some disk space" in said
    assert said.count("\n") == 1
    with open_store(tmp_path / "store") as opened:
        assert all(len(texts(opened, graph)) == 1 for graph in opened.graphs())


@pytest.mark.parametrize("error", [OSError, RuntimeError])  # RocksDB's word for a missing file comes as either
def test_a_reader_waits_while_a_build_changes_its_files(tmp_path: Path, monkeypatch, error: type[Exception]) -> None:
    place = tmp_path / "store"
    with open_store(place, create=True) as first:
        first.replace(str(ID.g), [quad("a", str(ID.g))])
    tries = []

    class Busy:
        @staticmethod
        def read_only(path: str) -> ox.Store:
            tries.append(path)
            if len(tries) < 3:
                raise error("Corruption: IO error: No such file or directory: 000009.sst")
            return ox.Store.read_only(path)

    monkeypatch.setattr("kg.store.ox", SimpleNamespace(**{**vars(ox), "Store": Busy}))
    with open_store(place, read_only=True) as reader:
        assert texts(reader) == ["a"]
    assert len(tries) == 3
