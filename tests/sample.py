"""A small graph for tests, made by hand: three articles, a background, no language model."""

import pyoxigraph as ox

from kg import inventory
from kg.convert import Activity, quads
from kg.derive import derive
from kg.merge import merge
from kg.model import Actor, Article, Mention, Relation
from kg.names import BACKGROUND
from kg.store import MEMORY, Store, open_store

ACTIVITY = Activity("0.1.0", "en_core_web_sm", "3.8.0", "abc", "def")
CHINA = Actor("China", "China", "state", "CHN", "GOV")
RUSSIA = Actor("Russia", "Russia", "state", "RUS", "GOV")
INDIA = Actor("India", "India", "state", "IND", "GOV")
WANG = Actor("Wang_Yi", "Wang Yi", "person", "CHN", "GOV")
LAVROV = Actor("Sergei_Lavrov", "Sergei Lavrov", "person", "RUS", "GOV")
BRICS = Actor("BRICS", "BRICS", "igo")

ARTICLES = (
    Article(
        "a1", "Wang Yi met Sergei Lavrov.", title="A meeting", date="2023-09-19", source="Xinhua", url="http://x.org/1"
    ),
    Article("a2", "China and Russia and India signed.", title='"Signed", <b>\x00\ud800', date="2022-03"),
    Article("a3", "Russia condemned India."),
)


def told(article: Article, relation: str, sources: list[Actor], targets: list[Actor], **changes: object) -> Relation:
    """A relation told by the whole text of an article."""
    kind = inventory.relations()[relation]
    values = {
        "article": article.id, "relation": relation, "plover": kind.category, "mode": kind.mode, "quad": kind.quad,
        "source": tuple(Mention(a.name, 0, 1, a) for a in sources),
        "target": tuple(Mention(a.name, 2, 3, a) for a in targets), "symmetric": kind.symmetric, "date": None,
        "place": None, "status": "asserted", "speaker": None, "confidence": 0.9, "sentence": article.text,
        "start": 0, "end": len(article.text), "rule": "svo",
    }  # fmt: skip
    return Relation(**(values | changes))  # type: ignore[arg-type]


RELATIONS = (
    (
        told(ARTICLES[0], "met", [WANG], [LAVROV], date="2023-09-18", place="Moscow"),
        told(ARTICLES[0], "represents", [WANG], [CHINA]),
        told(ARTICLES[0], "represents", [LAVROV], [RUSSIA]),
        told(ARTICLES[0], "visited", [WANG], [RUSSIA], date="2023-10", status="planned"),
    ),
    (told(ARTICLES[1], "signedAgreementWith", [CHINA], [RUSSIA, INDIA], date="--03-01"),),
    (told(ARTICLES[2], "condemned", [RUSSIA], [INDIA], speaker=Mention("Russia", 0, 6, RUSSIA)),),
)

_BACKGROUND = """INSERT DATA { GRAPH <%s> {
  id:China a ir:State ; rdfs:label "China" ; skos:altLabel "PRC", "People's Republic of China" ; ir:country "CHN" ;
    ir:memberOf id:BRICS .
  id:Congo_A a ir:State ; rdfs:label "Congo" . id:Congo_B a ir:State ; skos:altLabel "Congo" .
  id:Cote_dIvoire a ir:State ; rdfs:label "Côte d'Ivoire" .
  id:BRICS a ir:IGO ; rdfs:label "BRICS" .
  id:event\\/term1 a ir:Event ; ir:relation ir:memberOf ; ir:source id:China ; ir:target id:BRICS ;
    ir:status ir:asserted ; ir:from "2009-06-16"^^xsd:date .
  id:event\\/term2 a ir:Event ; ir:relation ir:alliedWith ; ir:source id:China ; ir:target id:Russia ;
    ir:status ir:asserted ; ir:from "1950"^^xsd:gYear ; ir:until "1979"^^xsd:gYear .
} }"""


def fill(store: Store) -> Store:
    """Put the sample into a store."""
    store.update(_BACKGROUND % BACKGROUND)
    for article, relations in zip(ARTICLES, RELATIONS, strict=True):
        store.put(article, quads(article, relations, ACTIVITY))
    derive(store)
    merge(store)
    return store


def sample() -> Store:
    """A store in memory that holds the sample."""
    return fill(open_store(MEMORY))


def union(store: Store) -> list[ox.Triple]:
    """Every triple of the store."""
    return [quad.triple for quad in store.quads_for_pattern(None, None, None)]
