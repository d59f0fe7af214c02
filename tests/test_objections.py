"""What syntax says against pairs that the reader takes for related: a construction a line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from spacy.tokens import Doc

from kg import weigh
from kg.annotate.extensions import Named
from kg.annotate.pipeline import annotate, make_doc
from kg.flow import Extraction, Options, extract
from kg.flow import pipeline as load
from kg.model import Article
from kg.objections import barrier, objection


@pytest.mark.parametrize(
    ("text", "one", "other", "category", "against"),
    [
        ("Turkey attacked US-backed fighters near Manbij.", "Turkey", "US", "ASSAULT", True),
        ("Turkey attacked US-backed fighters near Manbij.", "US", "fighters", "AID", False),
        ("The Serbian president's aide criticised Albania.", "Serbian", "Albania", "ACCUSE", True),
        ("Peru and Chile signed deals with Japan.", "Peru", "Chile", "AGREE", True),
        ("Peru warned that Chile was arming Bolivia.", "Peru", "Bolivia", "AID", True),
        ("Israel shot down a drone after Iran attacked Jordan.", "Israel", "Jordan", "ASSAULT", True),
        ("Kenya praised Ghana, while Togo threatened Mali.", "Kenya", "Mali", "THREATEN", True),
        ("A Turkish fleet landed 18,000 men below the town.", "fleet", "men", "COERCE", True),
        ("The troops withdrew through Chad.", "troops", "Chad", "RETREAT", True),
        ("The Peruvian council held a session on Chad.", "council", "Chad", "CONSULT", True),
        ("Peruvian envoys held talks with Chilean officials in Oman.", "envoys", "Oman", "CONSULT", True),
        ("Kenya supports the fight against Hamas.", "Kenya", "Hamas", "SUPPORT", True),
        ("Kenya recognised Ghana.", "Kenya", "Ghana", "SUPPORT", False),
        ("Kenya recognised Ghana, and Togo has too.", "Kenya", "Togo", "SUPPORT", True),
        ("Carlsberg was helped by brisk orders from Peru and Chile.", "Chile", "Carlsberg", "AID", True),
        ("Carlsberg was helped by loans from Peru.", "Peru", "Carlsberg", "AID", False),
        ("Peruvian lawmakers questioned an envoy about Chad.", "lawmakers", "Chad", "ACCUSE", True),
        ("Kenya and Ghana spoke about recognition of Togo.", "Kenya", "Togo", "SUPPORT", True),
        ("The Peruvian cabinet discussed Ghana.", "Ghana", "cabinet", "CONSULT", True),
        ("Peruvian ministers discussed Ghana and Togo in Lima.", "ministers", "Togo", "CONSULT", True),
        ("Peruvian ministers compared notes on Ghana and Togo.", "ministers", "Togo", "CONSULT", True),
        ("Kenya's recognition of Ghana enraged Togo.", "Kenya", "Togo", "SUPPORT", True),
        ("Libyan soldiers dismantled a launcher aimed at Chad.", "soldiers", "Chad", "ASSAULT", True),
        ("Libyan soldiers fired missiles aimed at Chad.", "soldiers", "Chad", "ASSAULT", False),
        ("A Syrian colonel was extradited to Germany.", "colonel", "Germany", "COOPERATE", True),
        ("A Syrian colonel was seized by Germany.", "Germany", "colonel", "COERCE", False),
        ("The Peruvian writer renounced Chilean citizenship.", "writer", "Chilean", "REJECT", True),
        ("Kenya's runners crushed the Ethiopians.", "Kenya", "Ethiopians", "ASSAULT", True),
        ("Kenya attacked Ghana.", "Kenya", "Ghana", "ASSAULT", False),
        ("A film about Peru angered Spain.", "Peru", "Spain", "ACCUSE", True),
        ("Her novel attacks British colonialism in Kenya.", "Kenya", "British", "ACCUSE", True),
        ("Peru condemned the raid on a Chilean hospital.", "Peru", "hospital", "ACCUSE", True),
        ("Peru hailed the capture of two Chilean generals.", "Peru", "generals", "SUPPORT", True),
        ("The road links Kenya with Ghana.", "Kenya", "Ghana", "COOPERATE", True),
        ("Brazilian beef won back Egyptian buyers.", "Brazilian", "Egyptian", "SUPPORT", True),
        ("Kenya banned Brazilian beef.", "Kenya", "Brazilian", "SANCTION", False),
        ("Ghana was attacked by Kenya.", "Kenya", "Ghana", "ASSAULT", False),
        ("The rebels whom Kenya attacked fled to Ghana.", "Kenya", "rebels", "ASSAULT", False),
        ("Soldiers from the coalition against Serbia came.", "coalition", "Serbia", "ASSAULT", True),
        ("The coalition attacked Serbia.", "coalition", "Serbia", "ASSAULT", False),
        ("There, refugees have been sheltered, councils established and rights practised.", "councils", "refugees", "AID", True),
        ("Peru has been told the Chilean minister ordered it to leave.", "Peru", "minister", "REQUEST", True),
        ("Peru told Chile that the rebels would face trial.", "Peru", "Chile", "THREATEN", True),
        ("Peru told Chile that it would face sanctions.", "Peru", "Chile", "THREATEN", False),
        ("Peru told Chile that any attack would be met with force.", "Peru", "Chile", "THREATEN", False),
        ("Raids by Turkish forces against Serbia came.", "forces", "Serbia", "ASSAULT", False),
        ("The Peruvian king toured Chad with a delegation of miners.", "king", "miners", "CONSULT", True),
        ("The Peruvian king came to Chad, accompanied by Peruvian miners.", "king", "miners", "CONSULT", True),
        ("The Peruvian king came to Chad for talks with its ministers.", "king", "ministers", "CONSULT", False),
        ("Kenyan officers have hunted the rebels for years.", "officers", "rebels", "ASSAULT", True),
        ("Kenyan officers hunted down the rebels.", "officers", "rebels", "ASSAULT", False),
        ("A dust storm from Chad battered Niger.", "Chad", "Niger", "ASSAULT", True),
        ("Sudan protested to the African Union about Chad.", "Sudan", "Union", "PROTEST", True),
        ("Sudan protested to the African Union over its sanctions.", "Sudan", "Union", "PROTEST", False),
        ("Sudan protested to Kenya over Chad.", "Sudan", "Kenya", "PROTEST", False),
        ("A rocket from Chad battered Niger.", "Chad", "Niger", "ASSAULT", False),
        ("Kenyan police look into the death of a Peruvian nurse.", "police", "nurse", "ACCUSE", True),
        ("Kenyan police look into a raid by Peruvian soldiers.", "police", "soldiers", "ACCUSE", False),
        ("Kenyan police seized him on suspicion of insulting Peru.", "police", "Peru", "ACCUSE", True),
        ("A Kenyan court rejected an extradition request for a Peruvian nurse.", "court", "nurse", "REJECT", True),
        ("A Kenyan court rejected a request by a Peruvian nurse.", "court", "nurse", "REJECT", False),
        ("The Kenyan embassy refused two requests in Peru.", "embassy", "Peru", "REJECT", True),
        ("Soldiers loyal to the Peruvian king fired on Chilean miners.", "Soldiers", "king", "SUPPORT", True),
        ("Peru is loyal to Chile.", "Peru", "Chile", "SUPPORT", False),
    ],
)  # fmt: skip
def test_objection(text: str, one: str, other: str, category: str, against: bool) -> None:
    nlp = load(Options())
    doc = annotate(nlp, make_doc(nlp, text), whole=True)
    named = {}
    for n in doc._.kg_named:
        if n.actors():
            named.setdefault(doc[n.head].text, n)
    found = objection(next(doc.sents), named[one], named[other], category, symmetric=category in {"AGREE", "CONSULT"})
    assert bool(found) == against, found


def _mention(doc: Doc, text: str) -> Named:
    return next(n for n in doc._.kg_named if doc[n.start : n.end].text == text)


@pytest.mark.parametrize(
    ("text", "source", "target", "apart"),
    [
        (
            "Turkish ships sank a Greek boat that had fired at Egyptian sailors.",
            "Turkish ships",
            "Egyptian sailors",
            True,
        ),
        (
            "Turkish ships sank a Greek boat that had fired at Egyptian sailors.",
            "Greek boat",
            "Egyptian sailors",
            False,
        ),
        ("Kenya praised Sudan, while Egypt condemned Libya.", "Kenya", "Libya", True),
        ("Kenya praised Sudan, while Egypt condemned Libya.", "Egypt", "Libya", False),
        ("Kenya praised Sudan, while Egypt condemned Libya.", "Egypt", "Sudan", True),
        ("Kenya urged Sudan to free the Libyan envoy.", "Kenya", "Sudan", False),
        ("Kenya demanded that Sudan free the Libyan envoy.", "Kenya", "Sudan", False),
        ("Kenya will arm Sudan, Egypt said.", "Egypt", "Sudan", True),
        ("Kenya will arm Sudan, Egypt said.", "Kenya", "Sudan", False),
    ],
)
def test_clauses_part_mentions(annotate: Callable[..., Doc], text: str, source: str, target: str, apart: bool) -> None:
    doc = annotate(text)
    assert bool(barrier(doc, _mention(doc, source), _mention(doc, target))) == apart


def facts(text: str) -> list[tuple[str, str]]:
    [made] = extract([Article("a", text, date="2020-01-01")], options=Options(reader=""))
    assert isinstance(made, Extraction)
    return [(r.relation, r.status) for r in made.relations if r.plover]


def test_the_readers_status_goes_with_its_category():
    """Where the two differ on what is done, the reader's "asserted" means its own category, not the lexicon's."""
    assert ("liftedSanctionsOn", "asserted") not in facts("Ankara still refuses to lift the ban on Cypriot ships.")


def test_what_one_side_alone_agrees_to_is_promised():
    assert ("agreedWith", "asserted") not in facts("Germany agreed to accept more than 1,500 Syrian refugees.")


def test_where_somebody_acts_upon_another_nothing_else_is_done_to_the_place():
    assert [r for r, _ in facts("Russia shells hospital in Kherson")] == ["bombed"]


def test_who_welcomes_an_arrest_hosts_nobody():
    assert ("hosted", "asserted") not in facts("Zambia welcomed the arrest of the Congolese warlord by Ugandan troops.")


@pytest.mark.parametrize(
    "text", ["Croatia have summoned three Albanian players.", "Ghana are beaten by Togo.", "Peru host Chile on Friday."]
)
def test_a_state_with_a_plural_verb_is_a_team(text: str) -> None:
    assert not [r for x in extract([Article("a", text)], options=Options(reader=None)) for r in x.relations if r.plover]


@pytest.mark.parametrize("text", ["US have supported Ghana.", "The Philippines have summoned the Chinese envoy."])
def test_a_state_with_a_plural_name_is_none(text: str) -> None:
    assert [r for x in extract([Article("a", text)], options=Options(reader=None)) for r in x.relations if r.plover]


def test_a_thing_is_met_by_nobody():
    (x,) = extract([Article("a", "Kenyan officials have seen the Ugandan response.")], options=Options(reader=None))
    assert not x.relations


def test_whom_the_data_know_may_visit_though_the_text_names_no_office():
    (x,) = extract([Article("a", "Geir Pedersen visited Syria.", date="2022-03-01")], options=Options(reader=None))
    assert [(r.relation, r.source[0].actor.sector) for r in x.relations] == [("visited", None)]


def test_a_people_of_its_own_name_talks_as_a_state_does():
    (x,) = extract([Article("a", "The Kurds met Syrian officials.")], options=Options(reader=None))
    assert [r.relation for r in x.relations] == ["met"]


def test_a_bombed_capital_is_no_government():
    (x,) = extract([Article("a", "Gunmen attacked Paris in 2015.")], options=Options(reader=None))
    assert [(m.actor.country, m.actor.sector) for r in x.relations for m in r.target] == [("FRA", None)]


def test_what_the_reader_all_but_excludes_gives_way_to_what_is_surer():
    (x,) = extract(
        [Article("a", "Chad praised Mali and attacked Niger, and Ghana thanked Togo.")], options=Options(reader=None)
    )
    praised, attacked, thanked = x.relations
    doubtful = (("lexicon", 1.0), ("reader", -6.0), ("reader category", -6.0), ("reader status", -6.0))
    doubted = replace(praised, signals=doubtful)
    assert not weigh.gives_way(doubted, [])
    assert weigh.gives_way(doubted, [thanked])
    seen = replace(praised, signals=(*doubtful[:1], ("reader", -0.5), *doubtful[2:]))  # they have to do with each other
    assert not weigh.gives_way(seen, [thanked, attacked])
    assert weigh.gives_way(seen, [praised])
    assert not weigh.gives_way(praised, [thanked])


def test_a_tackle_is_no_politics():
    assert not facts("Fiji suspended its captain for a high tackle on a Tongan.")
    assert not facts("India bowled out Pakistan for ninety in Colombo.")


def test_what_two_halt_they_do_not_do():
    assert facts("Poland and Hungary held joint drills.")
    assert not facts("Poland and Hungary halted joint drills.")


@pytest.mark.parametrize(
    "text",
    [
        "Uganda praised the bombing of Congolese rebels by Rwanda.",
        "Chile welcomed the release of Peruvian sailors by Eritrea.",
        "Peru condemned the shelling of a Chilean hospital.",
    ],
)
def test_victims_are_not_judged_for_what_they_suffer(text: str) -> None:
    [made] = extract([Article("a", text, date="2020-01-01")], options=Options(reader=""))
    assert isinstance(made, Extraction)
    judged = {m.text for r in made.relations if r.plover in {"SUPPORT", "ACCUSE"} for m in r.target}
    assert not judged & {"Congolese rebels", "Congolese", "sailors", "Peruvian sailors", "Chilean", "Chilean hospital"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Mali and Niger traded insults at the African Union.", {"Mali", "Niger"}),  # where, and not at whom
        (
            "Lisbon greeted hundreds of Czech students in June.",
            set(),
        ),  # no guests of state, however the reader calls it
        ("A Korean lender raided its Turkish rival for clerks.", set()),
        ("A Kenyan veto would sink the Somali bid.", set()),
        ("Dutch widows are abandoning Portugal for Croatia.", set()),
        ("Her play about Malta praises Spanish rule.", set()),
        ("When Franco died, Portugal rejoiced.", set()),
        ("Chile has torpedoed Peru's draft treaty.", {"Peru"}),
        ("Ghana, together with Togo, denounced Mali.", {"Mali"}),
        ("Mali and Niger exchanged prisoners.", {"Mali", "Niger"}),
        ("Isis was born of a schism; they execute each other's fighters.", set()),
        ("Canada issued a travel warning for Peru.", set()),  # which the lexicon excepts
        ("Kenyan police arrested 25 members of a ring in northern Uganda.", set()),
        ("The Danish minister called the Swedish ambassador a very stupid guy.", {"Swedish ambassador"}),
        ("The Greek minister launched a scathing attack on the European Commission.", {"European Commission"}),
    ],
)
def test_asserted_of_nobody_else(text: str, told: set[str]) -> None:
    [made] = extract([Article("a", text, date="2020-01-01")], options=Options(reader=""))
    assert isinstance(made, Extraction)
    facts = [r for r in made.relations if r.plover and r.status == "asserted"]
    assert {m.actor.name for r in facts for m in r.target} == told
    assert not {r.plover for r in facts} & {"ASSAULT", "COERCE"}


def test_what_two_are_asked_for_they_have_not_done() -> None:
    [made] = extract(
        [Article("a", "The Security Council gave Peru and Chile an ultimatum for a truce.")], options=Options(reader="")
    )
    assert isinstance(made, Extraction)
    assert {r.status for r in made.relations if r.plover == "RETREAT"} <= {"demanded"}
    [made] = extract(
        [Article("a", "An ultimatum to Peru and Chile for a ceasefire was read out.")], options=Options(reader="")
    )
    assert isinstance(made, Extraction)
    assert {r.status for r in made.relations if r.plover == "RETREAT"} == {"demanded"}


def test_what_firms_do_to_each_other_is_business(relations) -> None:
    assert not [r for r in relations("A Chinese company took over a Greek port operator.") if r.plover == "COERCE"]
    assert not [r for r in relations("A Danish bank took over a Slovak factory.") if r.plover == "COERCE"]
    (told,) = relations("The Chinese army took over a Philippine reef.")
    assert told.plover == "COERCE"
