"""The background graph: nodes, dated events, direct triples only for what is in force."""

import pytest
from pyoxigraph import BlankNode, Store

from kg.background import quads
from kg.knowledge import Knowledge, load
from kg.names import BACKGROUND, PREFIXES

FILES = {
    "states.csv": """\
id,name,iso3,iso2,cow,kind,from,to,successors,source
Russia,Russia,RUS,RU,365,un member,1991-12-26,,,COW 2016
Soviet_Union,Soviet Union,SUN,SU,365,historical,1922-12-30,1991-12-26,Russia,COW 2016
South_Africa,South Africa,ZAF,ZA,560,un member,,,,COW 2016
Botswana,Botswana,BWA,BW,571,un member,1966-09-30,,,COW 2016
""",
    "state_names.csv": """\
actor,text,kind,from,to,note
Russia,Russian Federation,long,,,
Russia,Russian,adjective,,,
Russia,Moscow,capital,,,
""",
    "organisations.csv": """\
id,name,kind,parent,from,to,source
BRICS,BRICS,bloc,,2009-06-16,,site
United_Nations,United Nations,igo,,1945-10-24,,UN
Security_Council,Security Council,body,United_Nations,1946,,UN
Warsaw_Pact,Warsaw Pact,alliance,,1955-05-14,1991-07-01,x
""",
    "memberships.csv": """\
organisation,member,role,from,to,source
BRICS,Russia,member,2009-06-16,,site
BRICS,Botswana,partner,2025,,site
Security_Council,Russia,permanent member,1991-12-26,,UN
Security_Council,South_Africa,member,2019-01-01,2020-12-31,UN
Warsaw_Pact,Soviet_Union,member,1955-05-14,,x
United_Nations,South_Africa,suspended,1974-11,,x
""",
    "groups.csv": "id,name,type,state,sector,from,to,source\nWagner,Wagner Group,armed group,Russia,UAF,2014,,x\n",
    "offices.csv": """\
id,title,of,kinds,titles,source
President_of_South_Africa,President,South_Africa,head of state|head of government,,site
Secretary-General_of_the_UN,Secretary-General,United_Nations,head of organisation,,site
Russian_Ambassador_UN,Permanent Representative to the United Nations,Russia,ambassador,,site
""",
    "persons.csv": """\
id,name,family,gender,source
Jacob_Zuma,Jacob Zuma,Zuma,m,x
Cyril_Ramaphosa,Cyril Ramaphosa,Ramaphosa,m,x
Antonio_Guterres,António Guterres,Guterres,m,x
Vasily_Nebenzya,Vasily Nebenzya,Nebenzya,m,x
""",
    "holders.csv": """\
office,person,from,to,source
President_of_South_Africa,Jacob_Zuma,2009-05-09,2018-02-14,site
President_of_South_Africa,Cyril_Ramaphosa,2018-02-15,,site
Secretary-General_of_the_UN,Antonio_Guterres,2017-01,,site
Russian_Ambassador_UN,Vasily_Nebenzya,2017,,site
""",
    "alliances.csv": "state_a,state_b,obligation,from,to,source\nRussia,South_Africa,defense,2000,2001,x\n",
    "borders.csv": "state_a,state_b,from,to,source\nBotswana,South_Africa,1966-09,,COW\n",
}


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    folder = tmp_path_factory.mktemp("data")
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return load(folder)


@pytest.fixture(scope="module")
def store(known: Knowledge) -> Store:
    store = Store()
    store.extend(quads(known))
    return store


def ask(store: Store, pattern: str) -> bool:
    return bool(store.query(f"ASK {{ GRAPH <{BACKGROUND}> {{ {pattern} }} }}", prefixes=PREFIXES))


@pytest.mark.parametrize(
    "pattern",
    [
        # nodes
        'id:Russia a ir:State ; rdfs:label "Russia" ; skos:altLabel "Russian Federation"',
        'id:Russia ir:country "RUS" ; ir:cowCode "365"',
        'id:Russia ir:from "1991-12-26"^^xsd:date ; dcterms:source "COW 2016"',
        'id:Soviet_Union dcterms:isReplacedBy id:Russia ; ir:until "1991-12-26"^^xsd:date',
        "id:Security_Council a ir:IGO ; ir:partOf id:United_Nations",
        'id:Wagner a ir:ArmedGroup ; ir:country "RUS" ; ir:sector "UAF" ; ir:from "2014"^^xsd:gYear',
        'id:Cyril_Ramaphosa a ir:Person ; rdfs:label "Cyril Ramaphosa" ; ir:country "ZAF"',
        'id:President_of_South_Africa a ir:Office ; rdfs:label "President, South Africa" ; ir:officeOf id:South_Africa',
        'id:President_of_South_Africa ir:officeKind "head of state", "head of government"',
        # what is in force
        "id:Russia ir:memberOf id:BRICS, id:Security_Council ; ir:permanentMemberOf id:Security_Council",
        "id:Botswana ir:observerOf id:BRICS",
        "id:Cyril_Ramaphosa ir:headOfStateOf id:South_Africa ; ir:headOfGovernmentOf id:South_Africa",
        "id:Cyril_Ramaphosa ir:holdsOffice id:President_of_South_Africa ; ir:represents id:South_Africa",
        "id:Antonio_Guterres ir:leads id:United_Nations",
        "id:Vasily_Nebenzya ir:ambassadorTo id:United_Nations ; ir:represents id:Russia",
        "id:Botswana ir:borders id:South_Africa . id:South_Africa ir:borders id:Botswana",
        # events
        '?e a ir:Event ; ir:relation ir:memberOf ; ir:source id:South_Africa ; ir:target id:Security_Council ; '
        'ir:status ir:asserted ; dcterms:source "UN" ; '
        'ir:from "2019-01-01"^^xsd:date ; ir:until "2020-12-31"^^xsd:date',
        "?e ir:relation ir:headOfGovernmentOf ; ir:source id:Jacob_Zuma ; ir:office id:President_of_South_Africa",
        '?e ir:relation ir:leads ; ir:source id:Antonio_Guterres ; ir:from "2017-01"^^xsd:gYearMonth',
        '?e ir:relation ir:alliedWith ; ir:source id:Russia ; ir:until "2001"^^xsd:gYear',
        '?e ir:relation ir:memberOf ; ir:source id:South_Africa ; skos:note "suspended"',
    ],
)  # fmt: skip
def test_is_there(store: Store, pattern: str) -> None:
    assert ask(store, pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        "id:Jacob_Zuma ir:headOfStateOf ?x",
        "id:South_Africa ir:memberOf ?x",  # out of one organisation, suspended from another
        "id:Soviet_Union ir:memberOf ?x",  # neither is there any more, though the row has no end
        "id:Russia ir:alliedWith ?x",
        'id:Russia skos:altLabel "Russian"',
        'id:Russia skos:altLabel "Moscow"',
        "id:Vasily_Nebenzya ir:leads ?x",
        "?e a ir:Event FILTER NOT EXISTS { ?e ir:relation ?r ; ir:source ?s ; ir:target ?t ; dcterms:source ?tag }",
    ],
)
def test_is_not_there(store: Store, pattern: str) -> None:
    assert not ask(store, pattern)


def test_today_asks_for_a_date(known: Knowledge) -> None:
    store = Store()
    store.extend(quads(known, "2010-01-01"))
    assert ask(store, "id:Jacob_Zuma ir:headOfStateOf id:South_Africa")
    assert not ask(store, "id:Cyril_Ramaphosa ir:headOfStateOf ?x")


def test_same_knowledge_same_quads(known: Knowledge) -> None:
    first = quads(known)
    assert first == quads(known) and len(set(first)) == len(first)
    assert not [quad for quad in first if isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode)]
    assert {str(quad.graph_name.value) for quad in first} == {str(BACKGROUND)}
