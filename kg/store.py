"""The store: one rdflib Dataset over an embedded Oxigraph on disk, in memory, or behind a SPARQL endpoint.

Only this module knows the backend. Every change is one transaction: a killed build leaves each graph whole or absent.
"""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPResponse
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self, cast
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pyoxigraph as ox
from oxrdflib import OxigraphStore
from rdflib import Dataset
from rdflib.plugins.stores.sparqlstore import SPARQLUpdateStore

from kg.errors import StoreError
from kg.model import Article
from kg.names import IR, LEDGER, PREFIXES, article_iri

MEMORY: Final = ":memory:"
"""The place of a store that lives in memory and is gone afterwards."""

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Results = ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean

_FLUSH_EVERY = 200_000  # quads
_DIGEST = ox.NamedNode(IR.digest)
_GAVE = ox.NamedNode(IR.gave)
_LEDGER = ox.NamedNode(LEDGER)
# What RocksDB writes: a folder that holds only such files was left by a build killed while it made the store.
_ROCKSDB_FILE = re.compile(r"LOCK|LOG.*|IDENTITY|CURRENT|MANIFEST-\d+|OPTIONS-\d+.*|\d+\.(log|sst|dbtmp)")


def default_place() -> Path:
    """Return where the store lies when nobody says: KG_STORE, else the platform's folder for data of programs."""
    if place := os.environ.get("KG_STORE"):
        return Path(place)
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local"
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(base) / "kg" / "store"


def open_store(place: str | Path | None = None, *, read_only: bool = False, create: bool = False) -> Store:
    """Open the store at a folder, at the URL of a SPARQL endpoint, or at `:memory:`.

    A reader (`read_only`) sees the store as it was when opened, also while a build writes. `create` makes a store where
    there is none.
    """
    name = str(place) if place is not None else os.environ.get("KG_STORE") or str(default_place())
    if name.startswith(("http://", "https://")):
        return RemoteStore(name)
    if name == MEMORY:
        return Store(ox.Store(), name)
    folder = Path(name)
    with _errors(name, "cannot open the store"):
        _check(folder, create=create and not read_only)
        return Store(_open(folder, read_only), name, read_only=read_only)


@dataclass(frozen=True)
class _Change:
    """What one transaction does: graphs dropped, quads deleted, quads inserted."""

    drop: list[ox.NamedNode] = field(default_factory=list)
    delete: list[ox.Quad] = field(default_factory=list)
    insert: list[ox.Quad] = field(default_factory=list)

    def __add__(self, other: _Change) -> _Change:
        return _Change(self.drop + other.drop, self.delete + other.delete, self.insert + other.insert)

    def text(self) -> str:
        """Return the change as a SPARQL update; terms are written by pyoxigraph, so no text can end its literal."""
        steps = [f"DROP SILENT GRAPH {graph}" for graph in self.drop]
        steps += [
            f"{verb} DATA {{\n{_data(quads)}}}"
            for verb, quads in (("DELETE", self.delete), ("INSERT", self.insert))
            if quads
        ]
        return ";\n".join(steps)


def _data(quads: Iterable[ox.Quad]) -> str:
    return "".join(f"GRAPH {q.graph_name} {{ {q.subject} {q.predicate} {q.object} }}\n" for q in quads)


class Store:
    """Named graphs, one an article; `dataset` is the same graphs for users of rdflib."""

    def __init__(self, oxigraph: ox.Store | None, place: str, *, read_only: bool = False):
        self._oxigraph = oxigraph
        self.place = place
        self.read_only = read_only
        self._unflushed = 0
        self.dataset = Dataset(self._rdflib_store(), default_union=True)
        for prefix, base in PREFIXES.items():
            self.dataset.bind(prefix, base)

    def _rdflib_store(self) -> Any:
        return OxigraphStore(store=self._oxigraph)

    @property
    def oxigraph(self) -> ox.Store:
        """The Oxigraph store itself; a closed store and an endpoint have none."""
        if self._oxigraph is None:
            raise StoreError("the store is closed" if type(self) is Store else "an endpoint", where=self.place)
        return self._oxigraph

    def close(self) -> None:
        """Let go of the store, so that another process may write it."""
        if self._oxigraph is not None:
            with suppress(StoreError):  # nothing is lost: what was written stands in the log
                self._flush()
            self.dataset.close()
            self._oxigraph = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def query(self, text: str, *, union: bool = True) -> Results:
        """Ask a SPARQL query; an update is a SyntaxError.

        The default graph is the union of all named graphs, whatever FROM says; without `union` FROM makes it.
        """
        with _errors(self.place, "cannot read the store"):
            return self.oxigraph.query(text, prefixes=dict(PREFIXES), use_default_graph_as_union=union)

    def rows(self, text: str) -> Iterator[ox.QuerySolution]:
        """Iterate over the rows of a SELECT query."""
        with _errors(self.place, "cannot read the store"):
            yield from cast(ox.QuerySolutions, self.query(text))

    def quads_for_pattern(
        self, subject: Term | None, predicate: Term | None, object: Term | None, graph_name: Term | None = None
    ) -> Iterator[ox.Quad]:
        """Iterate over the quads that match; None matches everything."""
        with _errors(self.place, "cannot read the store"):
            yield from self.oxigraph.quads_for_pattern(
                cast("ox.NamedNode | None", subject), cast("ox.NamedNode | None", predicate), object,
                cast("ox.NamedNode | None", graph_name),
            )  # fmt: skip

    def update(self, text: str) -> None:
        """Run a SPARQL update in one transaction."""
        with self._writing():
            self.oxigraph.update(text, prefixes=dict(PREFIXES))

    def graphs(self) -> list[str]:
        """Return the names of all named graphs, sorted."""
        with _errors(self.place, "cannot read the store"):
            return sorted(g.value for g in self.oxigraph.named_graphs())

    def has(self, graph: str, digest: str) -> bool:
        """Whether a graph stands and was made of what the digest says."""
        me = ox.NamedNode(graph)
        return any(True for _ in self.quads_for_pattern(me, _DIGEST, ox.Literal(digest), me))

    def replace(self, graph: str, quads: Iterable[ox.Quad]) -> bool:
        """Make a graph exactly these quads in one transaction; say whether that changed anything."""
        return self._write(self._replacement(graph, quads))

    def unchanged(self, article: Article, digest: str) -> bool:
        """Whether an article's graph stands with this digest, so that the article need not be read again.

        Where another file than before gives the same article, that is noted, and what the file gave earlier goes.
        """
        if not self.has(article_iri(article.id), digest):
            return False
        if not self.read_only:
            self._write(self._ledger(article))
        return True

    def put(self, article: Article, quads: Iterable[ox.Quad]) -> bool:
        """Make an article's graph exactly these quads; say whether that changed anything.

        An article without an id of its own is known by the file that gave it: the graph of the file's earlier text goes
        in the same transaction, unless another file still gives that text.
        """
        return self._write(self._ledger(article) + self._replacement(article_iri(article.id), quads))

    def _replacement(self, graph: str, quads: Iterable[ox.Quad]) -> _Change:
        me, new = ox.NamedNode(graph), dict.fromkeys(quads)
        old = set(self.quads_for_pattern(None, None, None, me))
        if old == new.keys():
            return _Change()
        return _Change(drop=[me] if old else [], insert=list(new))

    def _ledger(self, article: Article) -> _Change:
        """Return what makes the ledger say which file gave an unnamed article, and drops what the file gave before."""
        location = None if article.named else _location(article.location)
        if location is None:
            return _Change()
        me = ox.NamedNode(article_iri(article.id))
        lines = list(self.quads_for_pattern(location, _GAVE, None, _LEDGER))
        stale = [line for line in lines if line.object != me]
        lost = [line.object for line in stale if self._givers(line.object) == {location}]
        fresh = ox.Quad(location, _GAVE, me, _LEDGER)
        return _Change(cast("list[ox.NamedNode]", lost), stale, [] if fresh in lines else [fresh])

    def _givers(self, article: Term) -> set[Term]:
        return {line.subject for line in self.quads_for_pattern(None, _GAVE, article, _LEDGER)}

    def _write(self, change: _Change) -> bool:
        """Write a change in one transaction; say whether there was any."""
        if change.insert and not (change.drop or change.delete):
            self._extend(change.insert)
        elif text := change.text():
            self.update(text)
        self._unflushed += len(change.insert)
        if self._unflushed > _FLUSH_EVERY:
            self._flush()
        return change != _Change()

    def _flush(self) -> None:
        """Sort what was written into the tables; else whoever opens the store next does it, 0.8 s for 100,000 quads."""
        if self._unflushed and self._oxigraph is not None:
            with self._writing():
                self._oxigraph.flush()
        self._unflushed = 0

    def _extend(self, quads: list[ox.Quad]) -> None:
        """Add quads in one transaction: twice as fast as an update that says the same."""
        with self._writing():
            self.oxigraph.extend(quads)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with _errors(self.place, "cannot write the store"):
            if self.read_only:
                raise OSError("it was opened to be read only")
            yield


class RemoteStore(Store):
    """The same behind a SPARQL 1.1 endpoint.

    A URL that ends in `/query` or `/sparql` is written at `/update` beside it (Oxigraph, Fuseki); any other URL takes
    both. The endpoint's default graph should be the union of its graphs; Oxigraph's is asked to be.
    """

    def __init__(self, url: str):
        self._query_url = url
        self._update_url = re.sub(r"/(query|sparql)/?$", "/update", url)
        super().__init__(None, url)

    def _rdflib_store(self) -> Any:
        union = {"union-default-graph": ""}
        return SPARQLUpdateStore(self._query_url, self._update_url, method="POST_FORM", params=union)

    def query(self, text: str, *, union: bool = True) -> Results:
        """Ask the endpoint; rows and triples come back as those of a local store do."""
        head = "".join(f"PREFIX {prefix}: <{base}> " for prefix, base in PREFIXES.items())
        form = {"query": head + text} | ({"union-default-graph": ""} if union else {})
        accept = "application/sparql-results+json, application/n-triples"
        with self._post(self._query_url, form, accept) as answer:
            kind, body = answer.headers.get_content_type(), answer.read()
        if kind == "application/sparql-results+json":
            return ox.parse_query_results(body, ox.QueryResultsFormat.JSON)
        # Only a store answers with QueryTriples, so the triples pass through one in memory.
        with_triples = ox.Store()
        with_triples.extend(ox.parse(body, ox.RdfFormat.from_media_type(kind) or ox.RdfFormat.N_TRIPLES))
        return with_triples.query("CONSTRUCT WHERE { ?s ?p ?o }")

    def quads_for_pattern(
        self, subject: Term | None, predicate: Term | None, object: Term | None, graph_name: Term | None = None
    ) -> Iterator[ox.Quad]:
        """Iterate over the quads of named graphs that match."""
        given = {"s": subject, "p": predicate, "o": object, "g": graph_name}
        values = " ".join(f"VALUES ?{name} {{ {term} }}" for name, term in given.items() if term is not None)
        for row in self.rows(f"SELECT ?s ?p ?o ?g {{ {values} GRAPH ?g {{ ?s ?p ?o }} }}"):
            yield ox.Quad(row["s"], row["p"], row["o"], row["g"])

    def update(self, text: str) -> None:
        """Send a SPARQL update as one request."""
        head = "".join(f"PREFIX {prefix}: <{base}> " for prefix, base in PREFIXES.items())
        self._post(self._update_url, {"update": head + text}, "*/*").close()

    def _extend(self, quads: list[ox.Quad]) -> None:
        self.update(_Change(insert=quads).text())

    def graphs(self) -> list[str]:
        """Return the names of all named graphs, sorted."""
        rows = self.rows("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")
        return sorted(cast(ox.NamedNode, row["g"]).value for row in rows)

    def _post(self, url: str, form: dict[str, str], accept: str) -> HTTPResponse:
        request = Request(url, urlencode(form).encode(), {"Accept": accept})
        try:
            return cast(HTTPResponse, urlopen(request, timeout=300))
        except HTTPError as error:
            said = error.read(300).decode("utf-8", "replace").strip().partition("\n")[0]
            if error.code == 400:
                raise SyntaxError(said) from error
            raise StoreError(f"the endpoint answered {error.code} {said or error.reason}", where=url) from error
        except (URLError, OSError, ValueError) as error:
            reason = getattr(error, "reason", error)
            raise StoreError(f"cannot reach the endpoint: {reason}", where=url, hint="check the URL") from error


def _location(location: str) -> ox.NamedNode | None:
    """Return the IRI of the place that gave an article; standard input is no place to come back to."""
    if not location or location.startswith("-"):
        return None
    return ox.NamedNode(Path(location).absolute().as_uri())


def _check(folder: Path, *, create: bool) -> None:
    """Raise unless the folder is a store, or may become one."""
    where = str(folder)
    if folder.is_file():
        raise StoreError("is a file, not the folder of a store", where=where, hint="give a folder with --store")
    if (folder / "CURRENT").is_file() and (folder / "IDENTITY").is_file():
        return
    if folder.is_dir():
        foreign = sorted(f.name for f in folder.iterdir() if not _ROCKSDB_FILE.fullmatch(f.name))
        if foreign:
            hint = "give an empty or a new folder with --store"
            raise StoreError(f"is no store, it holds other files ({foreign[0]})", where=where, hint=hint)
    if not create:
        raise StoreError("there is no store here", where=where, hint="run `kg build PATH...` first, or say --store DIR")
    folder.mkdir(parents=True, exist_ok=True)


def _open(folder: Path, read_only: bool) -> ox.Store:
    if not read_only:
        return ox.Store(str(folder))
    for _ in range(8):
        # A build may be changing its files at this very moment; a little later they fit together again. A file that is
        # gone meanwhile is told of as either error; what is damaged in truth is told by the last try.
        with suppress(OSError, RuntimeError):
            return ox.Store.read_only(str(folder))
        time.sleep(0.05)
    return ox.Store.read_only(str(folder))


@contextmanager
def _errors(place: str, what: str) -> Iterator[None]:
    """Turn what the system or RocksDB says into one line for a person."""
    try:
        yield
    except (OSError, RuntimeError) as error:  # pyoxigraph tells of some damage with a RuntimeError
        said = (getattr(error, "strerror", None) or str(error)).strip().partition("\n")[0]
        if "lock" in said.lower() and ("LOCK" in said or "Resource temporarily" in said):
            hint = "wait until it is done, or use another --store"
            raise StoreError("the store is in use by another kg build", where=place, hint=hint) from error
        raise StoreError(f"{what}: {said}", where=place, hint=_HINTS.get(_cause(said), "")) from error


def _cause(said: str) -> str:
    lowered = said.lower()
    if "no space" in lowered or "too large" in lowered or "quota" in lowered:
        return "full"
    if "permission" in lowered or "read-only" in lowered:
        return "permission"
    return "damaged" if "corruption" in lowered or "invalid" in lowered else ""


_HINTS = {
    "full": "free some disk space and build again",
    "permission": "check the rights on the folder, or use another --store",
    "damaged": "the files are damaged: build again into a new folder",
}
