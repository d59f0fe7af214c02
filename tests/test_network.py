"""The graph as a network: who is joined to whom, by what, and which edges a filter keeps."""

import io

import pytest
from rdflib import Dataset, Graph
from sample import ACTIVITY, LAVROV, WANG, sample, told
from sample import fill as sample_of

from kg.convert import quads
from kg.errors import QueryError
from kg.export import export
from kg.merge import merge
from kg.model import Article
from kg.names import ID
from kg.network import centrality, to_networkx
from kg.store import MEMORY, Store, open_store


@pytest.fixture(scope="module")
def store() -> Store:
    return sample()


def edges(graph: Store | Graph, **filters: object) -> set[tuple[str, str, str]]:
    network = to_networkx(graph, **filters)  # type: ignore[arg-type]
    return {(a, str(data["relation"]), b) for a, b, data in network.edges(data=True)}


MET = ("Sergei_Lavrov", "met", "Wang_Yi")
SIGNED = {("China", "signedAgreementWith", "India"), ("China", "signedAgreementWith", "Russia"), ("India", "signedAgreementWith", "Russia")}  # fmt: skip
CONDEMNED = ("Russia", "condemned", "India")
STANDS_FOR = {("Wang_Yi", "represents", "China"), ("Sergei_Lavrov", "represents", "Russia")}
VISITED = ("Wang_Yi", "visited", "Russia")


def undirected(found: set[tuple[str, str, str]]) -> set[tuple[str, ...]]:
    mutual = {"met", "signedAgreementWith", "alliedWith"}
    return {(*sorted((a, b)), r) if r in mutual else (a, b, r) for a, r, b in found}


def test_the_articles_facts_are_the_network(store: Store) -> None:
    assert undirected(edges(store)) == undirected({MET, CONDEMNED, *SIGNED, *STANDS_FOR})


def test_what_nodes_and_edges_say(store: Store) -> None:
    network = to_networkx(store, relation="met")
    assert dict(network.nodes(data=True))["Wang_Yi"] == {
        "label": "Wang Yi", "type": "person", "country": "CHN", "sector": "GOV", "iri": str(ID.Wang_Yi),
    }  # fmt: skip
    [(_, _, key, data)] = network.edges(keys=True, data=True)
    assert key.startswith("merged/")
    assert {k: v for k, v in data.items() if k not in ("intensity", "weight")} == {
        "relation": "met", "category": "CONSULT", "quad": "verbal cooperation", "valence": 1, "symmetric": True,
        "date": "2023-09-18", "from": None, "until": None, "status": "asserted", "confidence": 0.9, "place": "Moscow",
        "sentence": "Wang Yi met Sergei Lavrov.", "sources": 1, "article": "a1", "title": "A meeting", "source": "Xinhua",
        "url": "http://x.org/1", "published": "2023-09-19", "layer": "article",
    }  # fmt: skip
    assert data["weight"] == max(1, abs(data["intensity"]))


def test_the_tellings_of_one_event_are_one_edge() -> None:
    again = Article("a4", "Lavrov and Wang held talks in September.", title="Again", date="2023-10-01", source="Paper")
    with open_store(MEMORY) as store:
        sample_of(store)
        store.put(
            again, quads(again, [told(again, "met", [LAVROV], [WANG], date="2023-09", confidence=0.95)], ACTIVITY)
        )
        merge(store)
        [(_, _, _, data)] = to_networkx(store, relation="met").edges(keys=True, data=True)
        assert (data["date"], data["place"], data["sources"], data["article"]) == ("2023-09-18", "Moscow", 2, "a4")
        [(_, _, _, data)] = to_networkx(store, relation="met", derived=True, actor="China").edges(keys=True, data=True)
        assert data["sources"] is None


def test_edges_of_a_joint_act_share_their_key(store: Store) -> None:
    network = to_networkx(store, relation="signedAgreementWith")
    assert network.number_of_edges() == 3
    assert len({key for _, _, key in network.edges(keys=True)}) == 1


@pytest.mark.parametrize(
    ("since", "until", "kept"),
    [
        ("2023", None, {MET, *STANDS_FOR}),
        ("2023-09-18", "2023-09-18", {MET}),
        ("2023-09", "2023-09", {MET, *STANDS_FOR}),
        ("2023-09-19", None, STANDS_FOR),  # by the date of the article
        (None, "2022", SIGNED),  # a day without a year counts by its article
        ("2022-03-15", "2022-03-15", SIGNED),  # an article of that month
        ("2022-04", None, {MET, *STANDS_FOR}),
        (None, "2021", set()),  # and without any date it lies inside no bound
    ],
)
def test_bounds(store: Store, since: str | None, until: str | None, kept: set[tuple[str, str, str]]) -> None:
    assert undirected(edges(store, since=since, until=until)) == undirected(kept)


@pytest.mark.parametrize(
    ("filters", "kept"),
    [
        ({"actor": "Wang_Yi"}, {MET, ("Wang_Yi", "represents", "China")}),
        ({"actor": "wang yi"}, {MET, ("Wang_Yi", "represents", "China")}),
        ({"actor": "PRC", "relation": ["signedAgreementWith"]}, {s for s in SIGNED if "China" in s}),
        ({"actor": ["China", "Wang Yi"], "relation": "represents"}, {("Wang_Yi", "represents", "China")}),
        ({"relation": ["met", "condemned"]}, {MET, CONDEMNED}),
        ({"status": "planned"}, {VISITED}),
        ({"status": ["planned", "asserted"], "relation": ["visited", "met"]}, {MET, VISITED}),
        ({"background": True, "relation": "memberOf"}, {("China", "memberOf", "BRICS")}),
        (
            {"background": True, "relation": ["memberOf", "alliedWith"], "since": "1980"},
            {("China", "memberOf", "BRICS")},
        ),
        (
            {"background": True, "relation": ["memberOf", "alliedWith"], "until": "1979"},
            {("China", "alliedWith", "Russia")},
        ),
        ({"derived": True, "relation": "met"}, {MET, ("China", "met", "Russia")}),
    ],
)
def test_filters(store: Store, filters: dict[str, object], kept: set[tuple[str, str, str]]) -> None:
    assert undirected(edges(store, **filters)) == undirected(kept)


@pytest.mark.parametrize(
    ("filters", "said"),
    [
        ({"actor": "Chima"}, "did you mean China"), ({"relation": "mett"}, "did you mean met"),
        ({"status": "plannd"}, "did you mean planned"),
    ],
)  # fmt: skip
def test_what_is_not_known_is_refused(store: Store, filters: dict[str, str], said: str) -> None:
    for graph in (store, store.dataset):
        with pytest.raises(QueryError) as caught:
            to_networkx(graph, **filters)  # type: ignore[arg-type]
        assert said in str(caught.value)


def test_every_kind_of_graph_gives_the_same_network(store: Store) -> None:
    def text(graph: Store | Graph) -> str:
        network = to_networkx(graph, derived=True, background=True, actor="China")
        return repr((list(network.nodes(data=True)), list(network.edges(keys=True, data=True))))

    exported = {}
    for format in ("nquads", "turtle"):
        stream = io.BytesIO()
        export(store, format, stream)  # type: ignore[arg-type]
        exported[format] = stream.getvalue().decode()
    dataset = Dataset().parse(data=exported["nquads"], format="nquads")
    graph = Graph().parse(data=exported["turtle"], format="turtle")
    assert text(store) == text(store.dataset) == text(dataset) == text(graph)
    assert to_networkx(Graph()).number_of_nodes() == 0


def test_centrality(store: Store) -> None:
    rows = {row["actor"]: row for row in centrality(to_networkx(store))}
    assert rows["Russia"] | {"betweenness": 0} == {
        "actor": "Russia", "label": "Russia", "type": "state", "country": "RUS", "events": 3, "partners": 3,
        "cooperation": 1, "conflict": 1, "betweenness": 0,
    }  # fmt: skip
    assert next(iter(rows)) == "Russia"
    assert centrality(to_networkx(store, relation="embargoed")) == []
