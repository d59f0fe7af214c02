"""The ontology: complete, coherent, and its rules, shapes and queries do what they say on a small graph."""

import re
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import background, convert, inventory
from kg.errors import KnowledgeError
from kg.merge import merge
from kg.model import Actor, Article, Mention, Relation
from kg.names import BACKGROUND, DERIVED, ID, IR, ONTOLOGY, PREFIXES
from kg.query import query, read_query
from kg.resources import folder
from kg.store import Store, open_store

HOME = folder("ontology")
RULES = sorted((HOME / "rules").glob("*.rq"))
QUERIES = sorted((HOME / "queries").glob("*.rq"))

CONTRACT = {
    "CONSULT": "met visited hosted spokeWith negotiatedWith mediatedBetween wroteTo",
    "AGREE": "agreedWith signedAgreementWith ratifiedAgreementWith joined establishedTiesWith promised",
    "SUPPORT": "supported praised thanked endorsed defended recognized congratulated apologizedTo",
    "CONCEDE": "conceded liftedSanctionsOn released easedRestrictionsOn",
    "COOPERATE": "cooperatedWith tradedWith investedIn heldExerciseWith sharedIntelligenceWith extraditedTo",
    "AID": "aided suppliedArmsTo gaveHumanitarianAidTo lentTo gaveAsylumTo sentPeacekeepersTo",
    "RETREAT": "withdrewFrom agreedCeasefireWith demobilized returnedTo",
    "REQUEST": "requested demanded urged appealedTo proposedTo invited",
    "ACCUSE": "criticized accused condemned blamed investigated sued",
    "REJECT": "rejected refused vetoed boycotted disputed",
    "THREATEN": "warned threatened gaveUltimatumTo",
    "PROTEST": "protestedAgainst summonedEnvoyOf",
    "SANCTION": "sanctioned raisedTariffsOn embargoed expelledDiplomatsOf recalledEnvoyFrom severedTiesWith "
    "suspendedCooperationWith withdrewFromAgreementWith bannedEntryOf leftOrganization expelledFromOrganization",
    "MOBILIZE": "mobilizedAgainst deployedForcesTo testedWeapon",
    "COERCE": "seized detained deported blockaded occupied annexed violatedTerritoryOf cyberattacked closedBorderWith restricted",
    "ASSAULT": "attacked bombed invaded foughtWith shotDown killed",
    None: "memberOf observerOf candidateOf permanentMemberOf chairs holdsOffice headOfStateOf headOfGovernmentOf "
    "foreignMinisterOf ambassadorTo represents leads alliedWith strategicPartnerOf atWarWith hasTiesWith "
    "disputesTerritoryWith borders partOf basedIn",
}
SYMMETRIC = set(
    "met spokeWith negotiatedWith agreedWith signedAgreementWith ratifiedAgreementWith establishedTiesWith cooperatedWith "
    "tradedWith heldExerciseWith agreedCeasefireWith foughtWith alliedWith strategicPartnerOf atWarWith hasTiesWith "
    "disputesTerritoryWith borders".split()
)


# -- the inventory -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("category", CONTRACT)
def test_every_relation_of_the_contract_is_there(category):
    found = [name for name, r in inventory.relations().items() if r.category == category]
    assert set(CONTRACT[category].split()) <= set(found)


def test_symmetric_relations():
    assert {n for n, r in inventory.relations().items() if r.symmetric} == SYMMETRIC


def test_fields_are_complete():
    for r in inventory.relations().values():
        assert r.label and r.definition.endswith((".", ")")) and r.example.endswith("."), r.name
        assert (r.category is None) == (r.mode is None) == (r.quad is None) == r.standing, r.name
        assert r.domain and r.range, r.name


def test_intensity_keeps_the_order_of_specific_and_general():
    """A more specific relation is the stronger one, and conflict never scores above cooperation."""
    r = inventory.relations()
    for triple in ox.parse(path=HOME / "ir.ttl"):
        if triple.predicate.value.endswith("#subPropertyOf"):
            special, general = (r[t.value.removeprefix(IR)].intensity for t in (triple.subject, triple.object))
            assert abs(special) >= abs(general) and special * general >= 0, triple
    for x in r.values():
        if x.quad and x.quad.endswith("conflict") and x.category != "REQUEST":
            assert x.intensity < 0, x.name
        if x.quad and x.quad.endswith("cooperation"):
            assert x.intensity > 0, x.name


def test_general():
    assert {c: inventory.general(c) for c in ("CONSULT", "ASSAULT", "AID")} == {
        "CONSULT": "met", "ASSAULT": "attacked", "AID": "aided",
    }  # fmt: skip
    assert set(inventory.categories()) == {c for c in CONTRACT if c}
    with pytest.raises(KnowledgeError, match="no category 'FIGHT'; the categories are AGREE"):
        inventory.general("FIGHT")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('ir:mode "meet" ;\n    ir:quadClass "verbal cooperation"', 'ir:quadClass "verbal cooperation"', "met: no values of mode"),
        ("ir:intensity 2.2", "ir:intensity 22.0", "met: intensity 22.0 lies outside"),
        ("ir:intensity 2.2", 'ir:intensity "much"', "met: intensity 'much' is no number"),
        ("ir:intensity 2.2", "ir:intensity -2.2", "met: valence 1 does not fit intensity -2.2"),
        ("ir:category ir:AID", "ir:category ir:AIR", "aided: no category 'AIR'"),
        ("ir:general true", "ir:general false", "CONSULT: one relation must be ir:general, not none"),
        ('"met" ;', '"met", "meets" ;', "met: 2 values of label"),
        ("ir:met a ir:Relation, ", "ir:met owl:inverseOf ir:mat ; a ir:Relation, ", "met: its inverse 'mat' is no relation"),
        ("ir:standing true ;", 'ir:standing true ; ir:mode "sit" ;', "memberOf: a standing relation has no mode"),
        ("ir:Person a owl:Class", "ir:Person a owl:Class ] ", r"\.ttl:\d+: not Turtle"),
    ],
)  # fmt: skip
def test_mistakes_in_the_ontology_are_named(tmp_path, old, new, message):
    text = (HOME / "ir.ttl").read_text(encoding="utf-8")
    assert old in text
    broken = tmp_path / "ir.ttl"
    broken.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(KnowledgeError, match=message) as error:
        inventory.read(broken)
    assert str(error.value).startswith(str(broken))


def test_an_inverse_is_read(tmp_path):
    text = (HOME / "ir.ttl").read_text(encoding="utf-8")
    path = tmp_path / "ir.ttl"
    path.write_text(text + "\nir:hosted owl:inverseOf ir:visited .\n", encoding="utf-8")
    assert inventory.read(path)[0]["hosted"].inverse == "visited"


def test_every_term_is_documented_and_every_term_used_is_defined():
    defined: dict[str, set[str]] = {}
    used: set[str] = set()
    for triple in ox.parse(path=HOME / "ir.ttl"):
        assert not isinstance(triple.subject, ox.BlankNode)
        for term in (triple.subject, triple.predicate, triple.object):
            if isinstance(term, ox.NamedNode) and term.value.startswith(IR):
                used.add(term.value.removeprefix(IR))
        if triple.subject.value.startswith(IR):
            predicate = triple.predicate.value.rpartition("#")[2]
            defined.setdefault(triple.subject.value.removeprefix(IR), set()).add(predicate)
    for path in (HOME / "align.ttl", HOME / "shapes.ttl", *RULES, *QUERIES):
        used |= set(re.findall(r"\bir:([A-Za-z]+)", path.read_text(encoding="utf-8")))
    assert used - set(defined) == set()
    assert {name for name, told in defined.items() if not told >= {"label", "definition", "type"}} == set()


def test_names_of_the_model_are_in_the_ontology():
    """What articles and background tables become is defined."""
    text = "".join(Path(m.__file__).read_text(encoding="utf-8") for m in (background, convert))
    names = {a or b for a, b in re.findall(r'"ir:([A-Za-z]+)"|_ir\("([A-Za-z]+)"\)', text)}
    names |= set(convert.ACTOR_CLASSES.values())
    turtle = (HOME / "ir.ttl").read_text(encoding="utf-8")
    assert {n for n in names if f"\nir:{n} a " not in turtle} == set()


README = HOME / "README.md"
BETWEEN = re.compile(r"(<!-- relations -->\n).*(<!-- end -->)", re.DOTALL)


def _readme() -> str:
    table = inventory.table()
    return BETWEEN.sub(lambda m: f"{m[1]}\n{table}\n{m[2]}", README.read_text(encoding="utf-8"))


def test_readme_is_up_to_date():
    assert README.read_text(encoding="utf-8") == _readme(), "run `python tests/test_ontology.py`"


# -- a small graph -----------------------------------------------------------------------------------------------------

ACTORS = {
    a.id: a
    for a in (
        Actor("China", "China", "state", "CHN", "GOV"),
        Actor("Russia", "Russia", "state", "RUS", "GOV"),
        Actor("Ukraine", "Ukraine", "state", "UKR", "GOV"),
        Actor("Japan", "Japan", "state", "JPN", "GOV"),
        Actor("European_Union", "European Union", "igo"),
        Actor("Wang_Yi", "Wang Yi", "person", "CHN", "GOV"),
        Actor("Sergei_Lavrov", "Sergei Lavrov", "person", "RUS", "GOV"),
        Actor("BRICS", "BRICS", "igo"),
    )
}
ARTICLES = {
    a.id: a
    for a in (
        Article("a1", "Wang Yi of China met Sergei Lavrov of Russia in Moscow.", "Talks in Moscow", "2023-09-19", "Wire"),
        Article("a2", "Ukraine said China sold Russia arms. European Union sanctioned Russia. Russia attacked Ukraine.", "War", "2022-02-26"),
        Article("a3", "Wang Yi met Sergei Lavrov years before. Wang Yi will visit Japan.", None, "1990-05-01"),
        Article("a4", "Wang Yi of China visited Japan. Russia, China and Japan met.", "Visits", "2024-01-03"),
    )
}  # fmt: skip
ACTIVITY = convert.Activity("0.1.0", "model", "1", "k", "o")


def _mention(article: Article, local: str, sentence: str) -> Mention:
    name = ACTORS[local].name
    start = article.text.index(name, article.text.index(sentence))
    return Mention(name, start, start + len(name), ACTORS[local])


def _relation(article: str, name: str, source: str, target: str, n: int, **told: str | None) -> Relation:
    """A relation of the n-th sentence; parties are local names with blanks between."""
    a, kind = ARTICLES[article], inventory.relations()[name]
    sentence = a.text.split(". ")[n].removesuffix(".") + "."
    start = a.text.index(sentence)
    speaker = told.get("speaker")
    return Relation(
        article, name, kind.category, kind.mode, kind.quad,
        tuple(_mention(a, s, sentence) for s in source.split()), tuple(_mention(a, t, sentence) for t in target.split()),
        kind.symmetric, told.get("date"), told.get("place"), told.get("status") or "asserted",
        _mention(a, speaker, sentence) if speaker else None, 0.9, sentence, start, start + len(sentence), "test",
    )  # fmt: skip


RELATIONS = [
    _relation("a1", "represents", "Wang_Yi", "China", 0),
    _relation("a1", "foreignMinisterOf", "Sergei_Lavrov", "Russia", 0),
    _relation("a1", "met", "Wang_Yi", "Sergei_Lavrov", 0, date="2023-09-18", place="Moscow"),
    _relation("a2", "suppliedArmsTo", "China", "Russia", 0, status="claimed", speaker="Ukraine"),
    _relation("a2", "sanctioned", "European_Union", "Russia", 1, date="2022-02-25"),
    _relation("a2", "attacked", "Russia", "Ukraine", 2, date="2022-02"),
    _relation("a3", "met", "Wang_Yi", "Sergei_Lavrov", 0),
    _relation("a3", "visited", "Wang_Yi", "Japan", 1, status="planned"),
    _relation("a4", "represents", "Wang_Yi", "China", 0),
    _relation("a4", "visited", "Wang_Yi", "Japan", 0, date="2024-01"),
    _relation("a4", "met", "Russia", "China Japan", 1, date="--01-02"),
]
TERMS = """
id:China a ir:State ; rdfs:label "China" ; ir:memberOf id:BRICS .
id:Russia a ir:State ; rdfs:label "Russia" ; ir:memberOf id:BRICS ; ir:alliedWith id:China .
id:Sergei_Lavrov a ir:Person ; rdfs:label "Sergei Lavrov" .
id:BRICS a ir:IGO ; rdfs:label "BRICS" .
id:FM_Russia a ir:Office ; rdfs:label "Foreign minister, Russia" ; ir:officeOf id:Russia .
<e/1> a ir:Event ; ir:relation ir:memberOf ; ir:source id:China ; ir:target id:BRICS ; ir:status ir:asserted ;
    ir:from "2009-06-16"^^xsd:date ; dcterms:source "list" .
<e/2> a ir:Event ; ir:relation ir:observerOf ; ir:source id:Russia ; ir:target id:BRICS ; ir:status ir:asserted ;
    ir:from "2001"^^xsd:gYear ; ir:until "2009-06"^^xsd:gYearMonth ; dcterms:source "list" .
<e/3> a ir:Event ; ir:relation ir:holdsOffice ; ir:source id:Sergei_Lavrov ; ir:target id:FM_Russia ; ir:status ir:asserted ;
    ir:from "2004-03-09"^^xsd:date ; ir:office id:FM_Russia ; dcterms:source "list" .
"""


def _triples(text: str) -> Iterator[ox.Triple]:
    head = "".join(f"@prefix {p}: <{iri}> .\n" for p, iri in PREFIXES.items())
    yield from ox.parse(head + text, ox.RdfFormat.TURTLE, base_iri=ID)


def _fill(store: Store) -> None:
    for article in ARTICLES.values():
        mine = [r for r in RELATIONS if r.article == article.id]
        store.put(article, convert.quads(article, mine, ACTIVITY))
    for graph, triples in ((BACKGROUND, _triples(TERMS)), (ONTOLOGY, ox.parse(path=HOME / "ir.ttl"))):
        name = ox.NamedNode(graph)
        store.replace(graph, [ox.Quad(t.subject, t.predicate, t.object, name) for t in triples])
    derived = {t for rule in RULES for t in store.query(rule.read_text(encoding="utf-8"))}
    name = ox.NamedNode(DERIVED)
    store.replace(DERIVED, [ox.Quad(t.subject, t.predicate, t.object, name) for t in derived])
    merge(store)


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with open_store(":memory:") as opened:
        _fill(opened)
        yield opened


# -- rules -------------------------------------------------------------------------------------------------------------


def _derived(store: Store, rule: str) -> set[tuple[str, ...]]:
    """What a rule derives, as (relation, source, target, date, base)."""
    rows = store.rows(
        f"""SELECT ?r ?s ?t ?d ?base {{ GRAPH <{DERIVED}> {{
            ?e a ir:DerivedEvent ; ir:rule "{rule}" ; ir:relation ?r ; ir:source ?s ; ir:target ?t ;
              prov:wasDerivedFrom/^prov:wasDerivedFrom ?e ; ir:evidence ?proof ; ir:reportedBy ?base .
            OPTIONAL {{ ?e ir:date ?d }} }} }}"""
    )
    return {tuple(re.split(r"[#/]", x.value)[-1] if x else "" for x in row) for row in rows}


def test_contact(store):
    assert _derived(store, "rules/contact.rq") == {
        ("met", "China", "Russia", "2023-09-18", "a1"),
        ("met", "China", "Japan", "2024-01", "a4"),
    }, "a3 does not say whom Wang Yi and Lavrov represented then; Russia, China and Japan met needs no rule"


def test_contact_is_a_fact_in_both_directions(store):
    ask = "ASK {{ GRAPH <{}> {{ id:{} ir:met id:{} }} }}"
    for one, other in (("China", "Russia"), ("Russia", "China")):
        assert bool(store.query(ask.format(DERIVED, one, other)))
    assert not bool(store.query(ask.format(DERIVED, "Wang_Yi", "Russia")))


def test_visit(store):
    assert _derived(store, "rules/visit.rq") == {("visited", "China", "Japan", "2024-01", "a4")}


def test_rules_start_from_texts_only(store):
    """Running the rules again over their own result adds nothing: nothing derived supports itself."""
    before = set(store.quads_for_pattern(None, None, None, ox.NamedNode(DERIVED)))
    again = {t for rule in RULES for t in store.query(rule.read_text(encoding="utf-8"))}
    assert {q.triple for q in before} == again


@pytest.mark.parametrize(
    ("relation", "source", "target", "expected"),
    [
        ("met", "p", "q", [("contact", "A", "B")]),
        ("hosted", "p", "q", [("contact", "A", "B"), ("visit", "B", "A")]),
        ("visited", "p", "B", [("contact", "A", "B"), ("visit", "A", "B")]),
        ("visited", "A", "B", [("contact", "A", "B")]),
        ("spokeWith", "p", "x q", [("contact", "A", "B")]),
        ("negotiatedWith", "x", "p q", [("contact", "A", "B")]),
        ("visited", "p q", "x", []),
        ("met", "A", "B", []),
        ("met", "p", "p2", []),
        ("met", "p", "x", []),
        ("condemned", "p", "q", []),
    ],
)
def test_rules_by_relation(relation, source, target, expected):
    """A and B are states, p and p2 represent A, q represents B, x nobody."""
    text = f"""id:A a ir:State ; rdfs:label "A" . id:B a ir:State ; rdfs:label "B" .
        id:p ir:represents id:A . id:p2 ir:represents id:A . id:q ir:headOfGovernmentOf id:B . id:x a ir:Person .
        <event/1> a ir:Event ; ir:relation ir:{relation} ; ir:status ir:asserted ; ir:evidence <evidence/1> ;
          ir:source {", ".join(f"id:{s}" for s in source.split())} ; ir:target {", ".join(f"id:{t}" for t in target.split())} ."""
    with open_store(":memory:") as small:
        g = ox.NamedNode(ID + "article/x")
        small.replace(g.value, [ox.Quad(t.subject, t.predicate, t.object, g) for t in _triples(text)])
        found = []
        for rule in RULES:
            triples = list(small.query(rule.read_text(encoding="utf-8")))
            parties = {t.predicate.value: t.object.value for t in triples if "/event/" in t.subject.value}
            if parties:
                ends = [parties[IR + end].removeprefix(ID) for end in ("source", "target")]
                found.append((rule.stem, *ends))
    assert found == expected


# -- shapes ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("update", "message"),
    [
        ("", None),
        ("DELETE { GRAPH ?g { ?e ir:status ?s } } WHERE { GRAPH ?g { ?e ir:relation ir:sanctioned ; ir:status ?s } }", "one status"),
        ("DELETE { GRAPH ?g { ?e ir:evidence ?s } } WHERE { GRAPH ?g { ?e ir:relation ir:sanctioned ; ir:evidence ?s } }", "its evidence"),
        ("INSERT { GRAPH ?g { ?e ir:confidence 1.5 } } WHERE { GRAPH ?g { ?e ir:relation ir:sanctioned } }", "from 0 to 1"),
        ("INSERT { GRAPH ?g { ?e ir:date 'soon' } } WHERE { GRAPH ?g { ?e ir:relation ir:sanctioned } }", "at most one date"),
        ("INSERT { GRAPH ?g { ?e ir:relation ir:mat } } WHERE { GRAPH ?g { ?e ir:relation ir:sanctioned } }", "exactly one relation"),
        ("DELETE { GRAPH ?g { ?a rdfs:label ?l } } WHERE { GRAPH ?g { ?a a ir:IGO ; rdfs:label ?l } }", "has a name"),
        ("INSERT { GRAPH ?g { ?m oa:end 0 } } WHERE { GRAPH ?g { ?m a ir:Mention } }", "before its end"),
        ("DELETE { GRAPH ?g { ?a schema:articleBody ?l } } WHERE { GRAPH ?g { ?a schema:articleBody ?l } }", "exactly one text"),
        ("DELETE { GRAPH ?g { ?a prov:wasDerivedFrom ?l } } WHERE { GRAPH ?g { ?a prov:wasDerivedFrom ?l } }", "derived from"),
    ],
)  # fmt: skip
def test_shapes(update, message):
    pyshacl = pytest.importorskip("pyshacl")
    from rdflib import Graph

    with open_store(":memory:") as fresh:
        _fill(fresh)
        if update:
            fresh.update(update)
        data = Graph()
        for q in fresh.quads_for_pattern(None, None, None):
            data.parse(data=f"{q.triple} .", format="nt")
    shapes = Graph().parse(HOME / "shapes.ttl")
    conforms, _, report = pyshacl.validate(data, shacl_graph=shapes)
    assert conforms == (message is None), report
    assert message is None or message in report


# -- queries -----------------------------------------------------------------------------------------------------------

EXPECTED = [
    ("facts", {"actor": "Ukraine"}, "date source act target status article", [
        ("2022-02", "Russia", "attacked", "Ukraine", "asserted", "a2"),
    ]),
    ("facts", {"actor": "BRICS"}, "date source act status", [
        ("2001/2009-06", "Russia", "observerOf", "asserted"), ("2009-06-16/..", "China", "memberOf", "asserted"),
    ]),
    ("facts", {"actor": "Japan", "relation": "visited", "only": "planned"}, "source act sentence", [
        ("Wang Yi", "visited", "Wang Yi will visit Japan."),
    ]),
    ("events", {"actor": "Wang Yi", "relation": "met"}, "date act status sources", [
        ("", "met", "asserted", "1"), ("2023-09-18", "met", "asserted", "1"),
    ]),
    ("who-met-whom", {"since": "2023"}, "date source act target place", [
        ("2023-09-18", "Wang Yi", "met", "Sergei Lavrov", "Moscow"), ("2024-01", "Wang Yi", "visited", "Japan", None),
    ]),
    ("who-met-whom", {"actor": "Russia"}, "date source act", [("--01-02", "Russia", "met")]),
    ("timeline", {"actor": "Russia", "since": "2022"}, "date source act target intensity", [
        ("2022-02", "Russia", "attacked", "Ukraine", "-9"), ("2022-02-25", "European Union", "sanctioned", "Russia", "-6"),
    ]),
    ("timeline", {"actor": "Russia", "other": "Ukraine"}, "act sources title article", [("attacked", "1", "War", "a2")]),
    ("dyad", {"actor": "China", "other": "Japan"}, "act status", [("met", "asserted")]),
    ("dyad", {"actor": "Russia", "other": "China", "only": "claimed"}, "source act target status", [
        ("China", "suppliedArmsTo", "Russia", "claimed"),
    ]),
    ("dyad", {"actor": "Japan", "other": "China", "relation": "met"}, "date source act", [("--01-02", "Russia", "met")]),
    ("evidence", {"actor": "Sergei Lavrov", "relation": "met", "other": "Wang Yi"}, "status sentence start end article", [
        ("asserted", "Wang Yi met Sergei Lavrov years before.", "0", "39", "a3"),
        ("asserted", "Wang Yi of China met Sergei Lavrov of Russia in Moscow.", "0", "55", "a1"),
    ]),
    ("evidence", {"actor": "Japan", "relation": "visited", "other": "Wang Yi"}, "sentence", []),
    ("alliances", {"actor": "China"}, "name tie number details", [
        ("Russia", "3 belongs to the same organisations", "1", "BRICS"),
    ]),
    ("alliances", {"actor": "Russia"}, "name tie number", [
        ("China", "1 allied with", "1"), ("China", "3 belongs to the same organisations", "1"),
    ]),
    ("sanctions", {}, "date source act target", [("2022-02-25", "European Union", "sanctioned", "Russia")]),
    ("sanctions", {"actor": "China"}, "source", []),
    ("conflicts", {}, "source target events first last worst acts", [
        ("European Union", "Russia", "1", "2022-02-25", "2022-02-25", "-6", "sanctioned"),
        ("Russia", "Ukraine", "1", "2022-02", "2022-02", "-9", "attacked"),
    ]),
    ("conflicts", {"minimum": "2"}, "source", []),
    ("members", {"organisation": "BRICS"}, "member role from to source", [
        ("China", "memberOf", "2009-06-16", None, "list"), ("Russia", "observerOf", "2001", "2009-06", "list"),
    ]),
    ("members", {"organisation": "BRICS", "on": "2009-01-31"}, "member", [("Russia",)]),
    ("members", {"organisation": "BRICS", "on": "2009-06"}, "member", [("China",), ("Russia",)]),
    ("offices", {"actor": "Sergei Lavrov"}, "person office of from source", [
        ("Sergei Lavrov", "Foreign minister, Russia", "Russia", "2004-03-09", "list"),
        ("Sergei Lavrov", "foreignMinisterOf", "Russia", None, "Talks in Moscow"),
    ]),
    ("offices", {"on": "2003"}, "person", []),
    ("statements", {"actor": "Ukraine"}, "source act target status", [("China", "suppliedArmsTo", "Russia", "claimed")]),
    ("statements", {"actor": "Russia"}, "act", [("met",)]),
    ("claims", {}, "speaker source act target", [("Ukraine", "China", "suppliedArmsTo", "Russia")]),
    ("claims", {"actor": "Japan"}, "speaker", []),
    ("planned", {}, "speaker source act target", [(None, "Wang Yi", "visited", "Japan")]),
    ("most-active", {"minimum": "4"}, "actor country events acting acted_upon", [
        ("Russia", "RUS", "4", "2", "2"), ("Wang Yi", "CHN", "4", "4", "0"),
    ]),
    ("most-active", {"since": "2023-09", "until": "2023"}, "actor events", [("Sergei Lavrov", "1"), ("Wang Yi", "1")]),
    ("relations", {"since": "2022", "until": "2024"}, "category act events asserted", [
        ("ASSAULT", "attacked", "1", "1"), ("CONSULT", "met", "1", "1"), ("CONSULT", "visited", "1", "1"),
        ("SANCTION", "sanctioned", "1", "1"),
    ]),
    ("articles", {}, "date title events article", [
        ("1990-05-01", None, "2", "a3"), ("2022-02-26", "War", "3", "a2"), ("2023-09-19", "Talks in Moscow", "3", "a1"),
        ("2024-01-03", "Visits", "3", "a4"),
    ]),
    ("articles", {"word": "moscow", "until": "2023-09"}, "article publisher", [("a1", "Wire")]),
    ("derived", {"actor": "Russia"}, "date source act target from_source from_act from_target rule", [
        ("2023-09-18", "China", "met", "Russia", "Wang Yi", "met", "Sergei Lavrov", "rules/contact.rq"),
    ]),
    ("contacts", {"actor": "Japan"}, "name reports first last", [
        ("China", "2", "--01-02", "2024-01"), ("Russia", "1", "--01-02", "--01-02"),
    ]),
    ("contacts", {"actor": "China", "since": "2023", "until": "2023"}, "name reports places", [("Russia", "1", "Moscow")]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "params", "columns", "expected"), EXPECTED)
def test_queries(store, name, params, columns, expected):
    result = query(store, name, params)
    places = [result.columns.index(c) for c in columns.split()]
    rows = [tuple(row[p].value if row[p] else None for p in places) for row in result]
    assert rows == expected


def test_every_query_is_tested():
    assert {p.stem for p in QUERIES} == {name for name, *_ in EXPECTED}


@pytest.mark.parametrize("path", QUERIES, ids=lambda p: p.stem)
def test_heads_and_columns(store, path):
    """Heads are whole, every parameter is used, and the query runs as it is, in any SPARQL tool."""
    asked = read_query(path)
    body = "\n".join(line for line in asked.text.splitlines() if not line.startswith("#"))
    assert asked.title != path.stem and asked.description.endswith(".")
    assert all(p.description and f"?{p.name}" in body for p in asked.parameters)
    assert "ORDER BY" in body
    found = store.oxigraph.query(asked.text, use_default_graph_as_union=True)
    assert not {v.value for v in found.variables} & {p.name for p in asked.parameters if p.name != "actor"}
    for row in found:
        assert not any(isinstance(term, ox.NamedNode) for term in row)


@pytest.mark.parametrize("path", RULES, ids=lambda p: p.stem)
def test_rules_say_what_they_derive(path):
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    assert [line.split(":")[0] for line in lines[:4]] == ["# title", "# description", "# derives", "# from"]


if __name__ == "__main__":
    Path(README).write_text(_readme(), encoding="utf-8")
