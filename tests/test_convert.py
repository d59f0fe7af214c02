"""Relations become quads and come back; whatever an article holds, its graph is valid RDF."""

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Dataset, Graph

from kg import inventory
from kg.convert import Activity, article_digest, date_literal, date_precision, quads, relations_of
from kg.model import ACTOR_TYPES, SECTORS, STATUSES, Actor, Article, Mention, Relation
from kg.names import ID, IR, PREFIXES, article_iri

ACTIVITY = Activity("0.1.0", "en_core_web_sm", "3.8.0", "abc", "def")
WANG = Actor("Wang_Yi", "Wang Yi", "person", "CHN", "GOV")
LAVROV = Actor("Sergei_Lavrov", "Sergei Lavrov", "person", "RUS", "GOV")
MODI = Actor("Narendra_Modi", "Narendra Modi", "person", "IND", "GOV")
SENTENCE = "Wang Yi met Sergei Lavrov and Narendra Modi."
ARTICLE = Article(
    "a1", SENTENCE, title="A meeting", date="2023-09-19", source="The Paper", url="http://x.org/1", language="en"
)


def mention(actor: Actor) -> Mention:
    start = SENTENCE.index(actor.name)
    return Mention(actor.name, start, start + len(actor.name), actor)


def told(relation: str = "met", status: str = "asserted", **changes: object) -> Relation:
    kind = inventory.relations()[relation]
    values = {
        "article": "a1", "relation": relation, "plover": kind.category, "mode": kind.mode, "quad": kind.quad,
        "source": (mention(WANG),), "target": (mention(LAVROV), mention(MODI)), "symmetric": kind.symmetric,
        "date": "2023-09-18", "place": "Moscow", "status": status, "speaker": None, "confidence": 0.93,
        "sentence": SENTENCE, "start": 0, "end": len(SENTENCE), "rule": "svo; met",
    }  # fmt: skip
    return Relation(**(values | changes))  # type: ignore[arg-type]


def facts(found: list[ox.Quad], relation: str) -> set[tuple[str, str]]:
    return {
        (q.subject.value.removeprefix(ID), q.object.value.removeprefix(ID))
        for q in found
        if q.predicate.value == str(IR[relation])
    }


def values(found: list[ox.Quad], prefixed: str) -> list[str]:
    prefix, _, local = prefixed.partition(":")
    return sorted(q.object.value for q in found if q.predicate.value == PREFIXES[prefix] + local)


def test_a_mutual_relation_joins_all_parties_both_ways() -> None:
    parties = ["Wang_Yi", "Sergei_Lavrov", "Narendra_Modi"]
    assert facts(quads(ARTICLE, [told()], ACTIVITY), "met") == {(a, b) for a in parties for b in parties if a != b}


def test_a_directed_relation_goes_from_each_source_to_each_target() -> None:
    found = quads(ARTICLE, [told("criticized")], ACTIVITY)
    assert facts(found, "criticized") == {("Wang_Yi", "Sergei_Lavrov"), ("Wang_Yi", "Narendra_Modi")}


@pytest.mark.parametrize("status", STATUSES)
def test_only_what_is_asserted_is_a_fact(status: str) -> None:
    found = quads(ARTICLE, [told(status=status)], ACTIVITY)
    assert bool(facts(found, "met")) == (status == "asserted")
    assert values(found, "ir:status") == [str(IR[status])]


def test_the_event_and_its_evidence() -> None:
    found = quads(ARTICLE, [told(speaker=mention(LAVROV))], ACTIVITY)
    expected = {
        "ir:relation": [IR.met], "ir:source": [ID.Wang_Yi], "ir:target": [ID.Narendra_Modi, ID.Sergei_Lavrov],
        "ir:date": ["2023-09-18"], "ir:datePrecision": ["day"], "ir:place": ["Moscow"],
        "ir:speaker": [ID.Sergei_Lavrov],
        "ir:confidence": ["0.93"], "ir:category": [IR.CONSULT], "ir:mode": ["meet"], "ir:sentence": [SENTENCE],
        "ir:quadClass": ["verbal cooperation"], "ir:reportedBy": [str(article_iri("a1"))], "ir:rule": ["svo; met"],
        "schema:articleBody": [SENTENCE], "schema:datePublished": ["2023-09-19"],
        "dcterms:identifier": ["a1", "abc", "def"],
        "ir:digest": [article_digest(ARTICLE, ACTIVITY)], "schema:softwareVersion": ["0.1.0", "3.8.0"],
    }  # fmt: skip
    assert {name: values(found, name) for name in expected} == {k: sorted(map(str, v)) for k, v in expected.items()}
    assert {q.graph_name for q in found} == {ox.NamedNode(article_iri("a1"))}
    assert len(values(found, "ir:mention")) == 4  # a source, two targets, the speaker
    assert not any(isinstance(term, ox.BlankNode) for q in found for term in (q.subject, q.object))


def test_a_standing_relation_has_no_category() -> None:
    found = quads(ARTICLE, [told("memberOf")], ACTIVITY)
    assert [values(found, f"ir:{name}") for name in ("category", "mode", "quadClass")] == [[], [], []]


def test_the_same_input_gives_the_same_quads_and_one_event_for_one_relation() -> None:
    once = quads(ARTICLE, [told(), told("criticized")], ACTIVITY)
    assert once == quads(ARTICLE, [told(), told("criticized"), told()], ACTIVITY)
    assert len(set(once)) == len(once)


def test_every_term_of_ours_is_in_the_ontology() -> None:
    from kg.resources import folder

    ontology = Graph().parse(folder("ontology") / "ir.ttl")
    known = {str(s) for s in ontology.subjects()}
    found = quads(ARTICLE, [told(speaker=mention(LAVROV)), told("memberOf")], ACTIVITY)
    used = {term.value for q in found for term in (q.predicate, q.object) if isinstance(term, ox.NamedNode)}
    assert sorted(u for u in used if u.startswith(str(IR)) and u not in known) == []


@pytest.mark.parametrize(
    ("text", "datatype", "precision"),
    [
        ("2023-09-18", "date", "day"), ("2023-09", "gYearMonth", "month"), ("2023", "gYear", "year"),
        ("--09-18", "gMonthDay", "day"), ("--09", "gMonth", "month"), ("--02-29", "gMonthDay", "day"),
        ("2023-02-29", "string", "day"), ("2023-13", "string", "month"), ("soon", "string", None), ("", "string", None),
        ("2023-09-19T10:00:00+00:00", "dateTime", None), ("2023-09-19 10:00", "dateTime", None),
    ],
)  # fmt: skip
def test_dates_are_typed_by_their_precision(text: str, datatype: str, precision: str | None) -> None:
    literal = date_literal(text)
    assert (literal.datatype.value, date_precision(text)) == (PREFIXES["xsd"] + datatype, precision)
    # The store keeps the literal as it is, so that building again finds it unchanged.
    store = ox.Store()
    store.add(ox.Quad(ID_A, ID_A, literal))
    assert next(iter(store)).object == literal


ID_A = ox.NamedNode("https://example.org/a")


def test_the_digest_is_of_what_is_said_not_of_where_it_lies() -> None:
    base = article_digest(ARTICLE, ACTIVITY)
    from dataclasses import fields, replace

    assert article_digest(replace(ARTICLE, location="elsewhere", named=False), ACTIVITY) == base
    changes = {
        "id": "b",
        "text": "x",
        "title": None,
        "date": "2024",
        "source": "",
        "url": None,
        "language": "fr",
        "skip": ((0, 1),),
    }
    digests = {article_digest(replace(ARTICLE, **{k: v}), ACTIVITY) for k, v in changes.items()}  # type: ignore[arg-type]
    digests |= {article_digest(ARTICLE, replace(ACTIVITY, **{f.name: "other"})) for f in fields(ACTIVITY)}
    assert len(digests | {base}) == len(changes) + len(fields(ACTIVITY)) + 1
    assert len(base) == 64


text = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
anything = st.text(max_size=30)  # lone surrogates too
dates = st.sampled_from([None, "2023-09-18", "2023-09", "2023", "--09-18", "--09"])


@st.composite
def relations(draw: st.DrawFn, actors: list[Actor]) -> Relation:
    kind = inventory.relations()[draw(st.sampled_from(sorted(inventory.relations())))]
    party = st.builds(Mention, text, st.integers(0, 99), st.integers(100, 200), st.sampled_from(actors))
    return Relation(
        "the article", kind.name, kind.category, kind.mode, kind.quad,
        tuple(draw(st.lists(party, min_size=1, max_size=3))), tuple(draw(st.lists(party, max_size=3))), kind.symmetric,
        draw(dates), draw(st.none() | text.filter(bool)), draw(st.sampled_from(STATUSES)), draw(st.none() | party),
        draw(st.integers(0, 100)) / 100, draw(text), draw(st.integers(0, 99)), draw(st.integers(100, 200)), draw(text),
    )  # fmt: skip


people = st.lists(
    st.builds(
        Actor, st.from_regex(r"[A-Z][A-Za-z_\-]{0,9}", fullmatch=True), text, st.sampled_from(ACTOR_TYPES),
        st.sampled_from([None, "CHN"]), st.sampled_from([None, *sorted(SECTORS)]),
    ),
    min_size=1, max_size=4, unique_by=lambda a: a.id,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(people.flatmap(lambda a: st.lists(relations(a), max_size=4, unique=True)), st.booleans())
def test_relations_come_back(given_relations: list[Relation], through_a_store: bool) -> None:
    article = Article("the article", "x" * 200)
    found = quads(article, given_relations, ACTIVITY)
    iri = str(article_iri(article.id))
    if through_a_store:
        store = ox.Store()
        store.extend(found)
        assert set(store) == set(found)
        back = relations_of(store, iri)
    else:
        back = relations_of(found, iri)
    assert sorted(r.json() for r in back) == sorted({r.json(): r for r in given_relations})
    assert [r.start for r in back] == sorted(r.start for r in back)


FORMATS = {
    "nquads": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "json-ld": ox.RdfFormat.JSON_LD,
    "turtle": ox.RdfFormat.TURTLE,
}
HOSTILE = [
    "a\x00b",
    "\ufffe\uffff",
    'x" . <y> <z> "',
    "line\nline\r\n",
    "\\u0041\\",
    "<script>'\"</script>",
    "日本\U0001f600",
]


@pytest.mark.filterwarnings("ignore")  # rdflib warns with the hostile text itself, which no test runner can pass on
@pytest.mark.parametrize(
    "hostile",
    [*HOSTILE, "", " ", "../../x", "https://x.org/?q=ü&a=<b>#c", "%zz", "{}|^`"],
    ids=ascii,
)
def test_hostile_articles_survive_every_format(hostile: str) -> None:
    actor = Actor(f"a {hostile}", hostile, "other")
    party = Mention(hostile, 0, 1, actor)
    relation = told(
        article=hostile, source=(party,), target=(mention(LAVROV),), place=hostile, sentence=hostile, rule=hostile
    )
    article = Article(hostile, hostile, title=hostile, date=hostile, source=hostile, url=hostile, language=hostile)
    found = quads(article, [relation], ACTIVITY)
    for name in ("nquads", "trig", "json-ld", "turtle"):
        format = FORMATS[name]
        given_terms = found if format.supports_datasets else [q.triple for q in found]
        data = ox.serialize(given_terms, format=format)
        assert {q.triple for q in ox.parse(data, format=format)} == {q.triple for q in found}
        rdflib_graph = Dataset(default_union=True).parse(data=data, format=name)
        bodies = {str(o) for o in rdflib_graph.objects(predicate=ox_uri("schema:articleBody"))}
        assert bodies == {hostile.replace("\ud800", "\ufffd")}
    [back] = relations_of(found, str(ox.NamedNode(article_iri(hostile)).value))
    assert back.sentence == hostile.replace("\ud800", "\ufffd")


def test_a_lone_surrogate_becomes_the_replacement_character() -> None:
    article = Article("a", "x\ud800y")
    assert "x\ufffdy" in {q.object.value for q in quads(article, [], ACTIVITY) if isinstance(q.object, ox.Literal)}


def ox_uri(prefixed: str) -> object:
    from rdflib import URIRef

    prefix, _, local = prefixed.partition(":")
    return URIRef(PREFIXES[prefix] + local)


@given(anything, anything)
def test_distinct_ids_have_distinct_valid_graphs(one: str, other: str) -> None:
    nodes = [ox.NamedNode(article_iri(name)) for name in (one, other)]
    assert (nodes[0] == nodes[1]) == (one == other)
