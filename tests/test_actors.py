"""Who acts: whole phrases, read by themselves; the phrase's head decides."""

from __future__ import annotations

import pytest

from kg.annotate.resolver import Resolver
from kg.knowledge import load
from kg.names import ID
from kg.resolve import Question, resolve


@pytest.mark.parametrize(
    ("phrase", "local", "type", "country", "sector"),
    [
        ("Iranian Foreign Minister Mohammad Javad Zarif", "Mohammad_Javad_Zarif", "person", "IRN", "GOV"),
        ("three Philippine Army soldiers", "Philippines_military", "body", "PHL", "MIL"),
        ("the visiting German chancellor", "Germany_chancellor", "person", "DEU", "GOV"),
        ("China's foreign ministry", "China_foreign_ministry", "body", "CHN", "GOV"),
        ("Russian warplanes", "Russia_military", "body", "RUS", "MIL"),
        ("Seoul", "South_Korea", "state", "KOR", "GOV"),
        ("the Kremlin", "Russia", "state", "RUS", "GOV"),
        ("the Pentagon", "United_States", "state", "USA", "MIL"),
        ("pro-Russian separatists in eastern Ukraine", "Ukraine_rebels", "armed group", "UKR", "REB"),
        ("Turkish police", "Turkey_police", "body", "TUR", "COP"),
        ("Syrian rebels", "Syria_rebels", "armed group", "SYR", "REB"),
        ("the Israeli prime minister", "Israel_prime_minister", "person", "ISR", "GOV"),
        ("a French company", "France_companies", "company", "FRA", "BUS"),
        ("a French tourist", "France_civilians", "people", "FRA", "CVL"),
        ("French football team", "French_football_team", "other", "FRA", None),
        ("Chinese food", None, None, None, None),
        ("Bank of China", "Bank_of_China", "company", "CHN", "BUS"),
        ("Ethiopian Airlines", "Ethiopian_Airlines", "company", "ETH", "BUS"),
        ("Guinea-Bissau", "Guinea-Bissau", "state", "GNB", None),
        ("Northern Ireland", "Northern_Ireland", "other", "GBR", None),
        ("New England", "New_England", "other", "USA", None),
        ("South China Sea", None, None, None, None),
        ("North Korea", "North_Korea", "state", "PRK", None),
        ("Nigerien soldiers", "Niger_military", "body", "NER", "MIL"),
        ("the United Nations", "United_Nations", "igo", None, None),
        ("NATO", "NATO", "igo", None, None),
        ("the European Commission", "European_Commission", "igo", None, None),
        ("Islamic State fighters", "Islamic_State", "armed group", None, "REB"),
        ("Kurdistan Workers' Party (PKK) militants", "Kurdistan_Workers_Party", "armed group", "TUR", "REB"),
        ("the Islamic State “caliphate”", "Islamic_State", "armed group", None, "REB"),
        ("positions of the Syrian rebels", "Syria_rebels", "armed group", "SYR", "REB"),
        ("positions of the Syrian army", "Syria_military", "body", "SYR", "MIL"),
        ("Portugal's ambassador to Angola", "Portugal_ambassador", "person", "PRT", "GOV"),
        ("former US president Barack Obama", "Barack_Obama", "person", "USA", "ELI"),
        ("the Burmese junta", "Myanmar", "state", "MMR", "GOV"),
        ("Venezuelan opposition leader", "Venezuela_opposition_leader", "person", "VEN", "OPP"),
        ("Kenyan lawmakers", "Kenya_lawmakers", "people", "KEN", "LEG"),
        ("Indian farmers", "India_farmers", "people", "IND", "AGR"),
        ("Saudi-led coalition", "Saudi-led_coalition", "igo", None, None),
        ("the Dominican Republic", "Dominican_Republic", "state", "DOM", None),
        ("Niger", "Niger", "state", "NER", None),
        ("the White House", "United_States", "state", "USA", "GOV"),
        ("Afghan refugees", "Afghanistan_refugees", "people", "AFG", "REF"),
        ("the U.S. Treasury", "United_States", "state", "USA", "GOV"),
        ("the US state department", "United_States", "state", "USA", "GOV"),
    ],
)
def test_phrases(phrase: str, local: str | None, type: str | None, country: str | None, sector: str | None) -> None:
    (answer,) = resolve([phrase])
    found = answer.record()
    assert (found["id"], found["type"], found["country"], found["sector"]) == (
        str(ID[local]) if local else None, type, country, sector,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("phrase", "date", "name"),
    [
        ("the US president", "2012-05-01", "Barack Obama"),
        ("the US president", "2018-05-01", "Donald Trump"),
        ("the US president", "2023-05-01", "Joe Biden"),
        ("the Soviet foreign minister", "1987-05-01", "Eduard Shevardnadze"),
        ("the French foreign minister", "2014-03-01", "Laurent Fabius"),
        # Who rules by force is not the head of state where another leads.
        ("Thailand's military ruler", "2015-06-06", "Thai military ruler"),
        ("Fiji's strongman", "2008-08-08", "Fijian strongman"),
        ("Guinea's junta leader", "2022-05-05", "Mamady Doumbouya"),
    ],
)
def test_an_office_is_a_person_at_a_date(phrase: str, date: str, name: str) -> None:
    (answer,) = resolve([Question(phrase, date)])
    assert answer.actor is not None
    assert answer.actor.name == name


def test_without_a_date_an_office_is_nobody_in_particular() -> None:
    (answer,) = resolve(["the US president"])
    assert answer.actor is not None
    assert answer.actor.id == "United_States_president"


def test_the_context_says_who_is_meant() -> None:
    context = "Norwegian Foreign Minister Kari Hansen met nobody. Later Hansen left."
    (answer,) = resolve([Question("Hansen", None, context)])
    assert answer.actor is not None
    assert (answer.actor.name, answer.actor.country, answer.actor.sector) == ("Kari Hansen", "NOR", "GOV")


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Indian and Pakistani troops clashed.", ["India_military", "Pakistan_military"]),
        ("The deal was made by the French and German governments.", ["France", "Germany"]),
        ("Turkish troops clashed.", ["Turkey_military"]),
        (
            "Kenyan, Ugandan and South African troops clashed.",
            ["Kenya_military", "Uganda_military", "South_Africa_military"],
        ),
        (
            "The EU helps people in Chad, Niger and Mali.",
            ["European_Union", "Chad_civilians", "Niger_civilians", "Mali_civilians"],
        ),
        ("Police in Chad and Niger have intervened.", ["Chad_police", "Niger_police"]),
        ("Rebels in Mali fled and Niger sent help.", ["Mali_rebels", "Niger"]),
        ("Soldiers of Chad, Niger and Mali fled.", ["Chad_military", "Niger_military", "Mali_military"]),
        # A fighter may be a plane.
        ("A Soviet fighter shot down a Greek airliner.", ["Soviet_Union_military", "Greece_business"]),
        ("A Syrian fighter left.", ["Syria_rebels"]),
        # Of which land a people is; of which organisation who comes from it.
        ("The Albanians of southern Serbia left.", ["Serbia_civilians", "Serbia"]),
        ("Syrians in Turkey protested.", ["Syria_civilians"]),
        ("Chad received a mission of inspectors from the OSCE.", ["Chad", "OSCE"]),
        ("Soldiers of Chad, Niger said, fled.", ["Chad_military", "Niger"]),
    ],
)
def test_coordinated_states_are_two_actors(annotate, text: str, ids: list[str]) -> None:
    heads = [m for m in annotate(text)._.kg_named if m.use == "head"]
    assert [a.id for m in heads for a in m.actors()] == ids


@pytest.mark.parametrize(
    ("text", "name", "type", "sector"),
    [
        ("Police arrested managers of Milrem Holdings.", "Milrem Holdings", "company", "BUS"),
        ("The court fined the Ankara Chess Federation.", "Ankara", None, None),
    ],
)
def test_an_unknown_organisation_is_an_actor(
    annotate, text: str, name: str, type: str | None, sector: str | None
) -> None:
    found = [m.actor for m in annotate(text)._.kg_named if m.actor and m.actor.name == name]
    assert {(a.type, a.sector) for a in found} == ({(type, sector)} if type else set())


def test_several_actors_are_one_answer() -> None:
    (answer,) = resolve([Question("The two countries", None, "China and Russia met. The two countries agreed.")])
    assert [a.id for a in answer.actors] == ["China", "Russia"]
    assert answer.record()["id"] is None
    assert answer.record()["name"] == "China and Russia"


@pytest.mark.parametrize(
    ("phrase", "date", "why"),
    [
        ("Kyiv", None, "data/state_names.csv:"),
        ("the French foreign minister", "2014-03-01", "data/holders_europe.csv:"),
        ("Emmanuel Macron", None, "data/person_names_europe.csv:"),
        ("Chinese food", None, "data/roles.csv:"),
        ("Toronto police", None, "Toronto + police (data/roles.csv:"),
    ],
)
def test_why_names_file_and_line(phrase: str, date: str | None, why: str) -> None:
    (answer,) = resolve([Question(phrase, date)])
    assert why in answer.why


def test_a_leader_of_rebels_holds_no_office_of_their_state() -> None:
    (answer,) = resolve([Question("the leader of the Sudanese rebels", "2005-05-05")])
    assert answer.actor is not None
    assert (answer.actor.id, answer.actor.sector) == ("Sudan_rebels", "REB")


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        # Said to be people's names by age, kin, a trade, "who", or speech.
        ("Begum, 19, left Britain.", "Begum", "person"),
        ("Kenya thanked Mr Tilwi.", "Tilwi", "person"),
        ("Iran freed Mrs Tilwi.", "Tilwi", "person"),
        ("Norway freed Begum's son.", "Begum", "person"),
        ("Belarus jailed Pavlovich for ten years.", "Pavlovich", "person"),
        ("Raoni, who praised Brazil, left.", "Raoni", "person"),
        ("Andry, a singer, thanked Brazil.", "Andry", "person"),
        ("The Danes struck on New Year's Eve, their Norwegian colleague said.", "Eve", None),
        ("Asked about Iran, the state department declined to speak of US citizens.", "state department", "state"),
        # States together; a direction and other names are none.
        ("Russia accused the West of lying.", "West", "other"),
        ("Iran asked western countries to help Oman.", "western countries", "other"),
        ("Turkey fears attacks in the West.", "West", None),
        ("The West African peacekeepers left Mali.", "West", None),
    ],
)
def test_names_by_what_is_said_of_them(annotate, text: str, name: str, expected: str | None) -> None:
    doc = annotate(text)
    found = [m.actor.type for m in doc._.kg_named if doc[m.start : m.end].text == name and m.actor is not None]
    assert found == ([expected] if expected else [])


@pytest.mark.parametrize(
    "text", ["Britain's allies held the children.", "Iran's neighbours condemned Israel.", "Egypt's rival met Israel."]
)
def test_whose_ally_somebody_is_is_not_who(annotate, text: str) -> None:
    """Britain's allies are not Britain, nor of its government."""
    doc = annotate(text)
    (one,) = [n.actor for n in doc._.kg_named if doc[n.head].text in {"allies", "neighbours", "rival"}]
    assert one.type == "other" and one.country is None


def test_a_bare_last_name_means_no_minister_of_the_second_row() -> None:
    assert Resolver(load()).family("Haddad", "2024-01-01") is None
    assert Resolver(load()).family("Lavrov", "2024-01-01") == "Sergei_Lavrov"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A court in Lyon found Barvelin guilty of failing to report it.", "Barvelin"),
        ("The court in New Delhi has ordered an investigation against Oomal Chandry over this.", "Oomal Chandry"),
        ("French judges convicted Barvelin on Monday.", "Barvelin"),
    ],
)
def test_who_is_tried_is_a_person(annotate, text: str, name: str) -> None:
    found = [n.actor for n in annotate(text)._.kg_named if n.actor is not None and n.actor.name == name]
    assert [a.type for a in found] == ["person"]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Ramzan Kadyrov's regime was accused of torture.", "Ramzan_Kadyrov"),
        ("He met Ramzan Kadyrov, whose regime was accused of torture.", "Ramzan_Kadyrov"),
        ("Saddam Hussein's regime was accused of torture.", "Iraq"),
    ],
)
def test_whose_regime_it_is(annotate, text: str, who: str) -> None:
    doc = annotate(text)
    assert [n.actor.id for n in doc._.kg_named if n.actor is not None and doc[n.head].text == "regime"] == [who]


def test_a_village_is_no_person(annotate) -> None:
    doc = annotate("We woke to the news that Isis had attacked Tuazar, the neighbouring village.")
    assert not [n for n in doc._.kg_named if n.actor is not None and n.actor.type == "person"]


def test_two_last_names_are_one_person(annotate) -> None:
    doc = annotate("President Omar Nasser of Chad left.")
    assert [n.actor.name for n in doc._.kg_named if n.actor is not None and n.actor.type == "person"] == ["Omar Nasser"]


def test_what_the_text_calls_a_newspaper_is_no_person(annotate) -> None:
    doc = annotate("Myanmar banned the newspaper Mizzima.")
    assert [(a.type, a.sector) for m in doc._.kg_named for a in m.actors() if a.name == "Mizzima"] == [("body", "MED")]
    doc = annotate("Prosecutors opened an investigation into the dealings of hotel group Kempfer.")
    assert [a.type for m in doc._.kg_named for a in m.actors() if a.name == "Kempfer"] == ["company"]


@pytest.mark.parametrize(
    ("text", "word", "name", "country"),
    [
        ("Hezbollah's opponents condemned Iran.", "opponents", "Hezbollah opponent", None),
        ("Hezbollah supporters condemned Iran.", "Hezbollah supporters", "Hezbollah supporter", "LBN"),
        ("Hamas's rivals condemned Iran.", "rivals", "Hamas rival", None),
        ("Victims of Boko Haram condemned Iran.", "Victims", "Boko Haram victim", None),
        ("China's critics condemned Iran.", "critics", "China critic", None),
        ("Chinese critics condemned Iran.", "Chinese critics", "Chinese civilians", "CHN"),
        ("Hezbollah fighters attacked Iran.", "Hezbollah fighters", "Hezbollah", "LBN"),
        ("NATO allies condemned Iran.", "NATO allies", "NATO", None),
    ],
)
def test_who_has_to_do_with_a_group_is_not_the_group(
    annotate, text: str, word: str, name: str, country: str | None
) -> None:
    doc = annotate(text)
    found = [(a.name, a.country) for m in doc._.kg_named if doc[m.start : m.end].text == word for a in m.actors()]
    assert found == [(name, country)]


def test_a_name_behind_a_leader_is_the_leaders_whoever_supports_him(annotate) -> None:
    doc = annotate(
        "Kenyan police beat supporters of the opposition leader, Raila Odinga, and relatives of the victims."
    )
    found = {doc[m.head].text: a.name for m in doc._.kg_named for a in m.actors()}
    assert found["supporters"] == "Kenyan civilians" and found["Odinga"] == "Raila Odinga"
    assert found["relatives"] == "victim relative"


@pytest.mark.parametrize(
    ("text", "word", "name", "country", "sector"),
    [
        ("A court in Denmark found Britta Nielsen guilty.", "Nielsen", "Britta Nielsen", None, None),
        ("Former Somali president Sheikh Sharif left.", "Sharif", "Sharif", "SOM", "ELI"),
        ("A Turkish police helicopter crashed in Iran.", "helicopter", "Turkish police", "TUR", "COP"),
        ("A Greek government website was hacked by Iran.", "website", "Greek website", "GRC", "GOV"),
        ("Kurdish forces attacked Turkey.", "forces", "Kurdish people forces", None, "UAF"),
        ("A peacekeeping force in Liberia attacked Ghana.", "force", "peacekeeping force", None, "MIL"),
        ("Saudi hackers attacked Qatar.", "hackers", "Saudi criminals", "SAU", "CRM"),
        ("Officers of MI6 met former officials.", "Officers", "MI6 intelligence", "GBR", "SPY"),
        ("Iran and Oman freed former officials.", "officials", "official", None, "ELI"),
        ("US representatives Martha Roby and Mo Brooks left Iran.", "Roby", "Martha Roby", "USA", "LEG"),
        ("Boko Haram fled. Chad attacked the militants in Gwoza.", "militants", "Boko Haram", "NGA", "REB"),
    ],
)
def test_whose_and_of_what_sort(
    annotate, text: str, word: str, name: str, country: str | None, sector: str | None
) -> None:  # fmt: skip
    doc = annotate(text, date="2014-03-22")
    found = [(a.name, a.country, a.sector) for m in doc._.kg_named if doc[m.head].text == word for a in m.actors()]
    assert found == [(name, country, sector)]


def test_a_president_beside_a_prime_minister_heads_no_government(annotate) -> None:
    for date, offices in (("2010-02-01", {"headOfStateOf", "headOfGovernmentOf"}), ("2018-02-01", {"headOfStateOf"})):
        doc = annotate("Sudan's president, Omar al-Bashir, left.", date=date)
        assert {o for m in doc._.kg_named for o in m.office} - {"represents"} == offices


def test_an_office_of_whom_the_text_only_calls_by_a_title_is_no_relation(relations) -> None:
    told = relations("Ann Lee, an envoy of the Dalai Lama, met the Polish president.")
    assert {r.relation for r in told} == {"met"}


def test_who_heads_a_body_of_a_state_holds_no_office_of_the_state(relations) -> None:
    told = relations("Ann Lee, the head of Peru's security service, met the Chadian minister.")
    assert [r.target[0].text for r in told if r.relation == "holdsOffice"] == ["security service"]


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        # A government by its leader's name.
        ("Carter Administration officials warned Iran.", "officials", [("American officials", "USA")]),
        ("The Mubarak regime jailed bloggers.", "regime", [("Egypt", "EGY")]),
        ("The Johnson government fell.", "government", [("government", None)]),  # of Britain, or of the USA
        ("U.S federal investigators left.", "investigators", [("American police", "USA")]),
        # Longer names that contain a state's.
        ("The Hizb-e-Wahdat Pakistan (HWP) left.", "Pakistan", [("Hizb-e-Wahdat Pakistan", "PAK")]),
        ("Transparency International Kenya left.", "Kenya", [("Transparency International Kenya", "KEN")]),
        ("Leaders of All Pakistan Traders League accused Iran.", "League", [("All Pakistan Traders League", "PAK")]),
        ("Police arrested members of the Lima clan.", "Lima", []),
        ("Police raided San Pedro Carchá in Guatemala.", "Pedro", []),
        ("Police arrested Senator Pedro de Lima.", "Lima", [("Pedro de Lima", None)]),
        ("Oman met Libya-inspired protesters.", "protesters", [("protester", None)]),
        ("The opposition Workers' Party left.", "Party", [("workers' party", None)]),
        ("Brazil's president left the Workers' Party.", "Party", [("Workers' Party (Brazil)", "BRA")]),
        # What is called after people.
        ("Rebels stormed Leila Santos International Airport.", "Santos", []),
        ("Rebels stormed Indira Gandhi International Airport.", "Airport", [("India", "IND")]),
        ("Rebels stormed Yasser Arafat Square.", "Arafat", []),
        ("Norway gives Obama peace prize.", "Obama", [("Barack Obama", "USA")]),  # whom it is given to
        ("Iran shelled the USS George Washington.", "Washington", []),
        ("Iran shelled the carrier Charles de Gaulle.", "Gaulle", []),
        ("Iran sued the Helmut Kohl Foundation.", "Foundation", [("Helmut Kohl Foundation", None)]),
        ("The Reagan administration left.", "administration", [("United States", "USA")]),
        # Longer names that begin or end as known ones.
        ("Norway Reading Aid left Malta.", "Aid", [("Norway Reading Aid", None)]),
        ("Norway sent food aid to Malta.", "Norway", [("Norway", "NOR")]),
        ("The Campaign for Honest Government left.", "Campaign", [("Campaign for Honest Government", None)]),
        (
            "The Ministry for Foreign Affairs of Chad left.",
            "Ministry",
            [("Chadian ministry for foreign affairs", "TCD")],
        ),
        ("Police arrested the San Jose de Lima gang.", "Lima", []),
        ("Laos and Peru do Chile a favour.", "Chile", [("Chile", "CHL")]),
        ("Laos and Peru do Chile a favour.", "Peru", [("Peru", "PER")]),
        (
            "Relief for Niger was blocked by Chad.",
            "Niger",
            [("Niger", "NER")],
        ),  # no organisation, but a sentence's start
        ("Police arrested the New Lisbon gang.", "Lisbon", []),
        ("New Kabul government left.", "government", [("Afghanistan", "AFG")]),
        ("The Metropolitan Police Bureau summoned him.", "Bureau", [("bureau", None)]),
        # People of the same last name, long ago or of another first name.
        ("Police arrested Faris Abdul Gayoom.", "Gayoom", [("Faris Abdul Gayoom", None)]),
        ("President Herrera left.", "Herrera", [("Herrera", None)]),
        ("Hundreds of Syrians Seek Refuge in Malta.", "Syrians", [("Syrian civilians", "SYR")]),
        ("They met the Divisional Commissioner.", "Commissioner", [("divisional commissioner", None)]),
    ],
)
def test_names_within_names(annotate, text: str, word: str, expected: list[tuple[str, str | None]]) -> None:
    doc = annotate(text)
    found = [(a.name, a.country) for m in doc._.kg_named if doc[m.head].text == word for a in m.actors()]
    assert found == expected


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        # Adjectives that name nobody.
        ("Iran ruled out a military option.", "military", []),
        ("Iran struck military targets.", "military", [("military", None)]),
        ("The Thai military option failed.", "military", [("Thai military", "THA")]),
        ("Iran praised the military.", "military", [("military", None)]),
        ("Iran cancelled an official dinner.", "official", []),
        ("Estonia banned the Ukrainian language.", "Ukrainian", [("ukrainian speakers", None)]),
        ("Estonia banned Ukrainian cars.", "Ukrainian", [("Ukraine", "UKR")]),
        # Of what people, not of what state.
        ("Oman crushed ethnic Hungarian riots.", "Hungarian", [("ethnic hungarian", None)]),
        ("Oman jailed an ethnic Hungarian.", "Hungarian", [("ethnic hungarian", None)]),
        ("Oman jailed a Hungarian.", "Hungarian", [("Hungarian civilians", "HUN")]),
        ("The Hungarian minority left.", "minority", [("minority", None)]),
        ("Political forces in Niger left.", "forces", [("Nigerien political force", "NER")]),
        # Who speaks for people of a land, or heads them, holds no office of the land's.
        ("A spokesman for the Kenyan teachers left.", "spokesman", [("Kenyan education", "KEN")]),
        ("The leader of the Kenyan students left.", "leader", [("Kenyan education", "KEN")]),
        # Who is another's.
        ("Ghana's creditors left.", "creditors", [("Ghana creditor", None)]),
        ("Ghanaian creditors left.", "creditors", [("Ghanaian business", "GHA")]),
        ("Ghana scolded its donors.", "donors", [("Ghana donor", None)]),
        ("Ghana gave the mask back to its owners.", "owners", [("owner", None)]),
        ("Humanitarian aid workers left Ghana.", "workers", [("humanitarian aid worker", None)]),
        ("Merkel received Macron and his wife.", "wife", [("French civilians", "FRA")]),
        ("Relatives of five women sued Ghana.", "Relatives", [("women relative", None)]),
        # Whose forces.
        ("Soldiers loyal to Riek Machar attacked Ghana.", "Soldiers", [("South Sudanese armed groups", "SSD")]),
        ("Soldiers loyal to Ghana attacked Chad.", "Soldiers", [("soldier", None)]),
        ("A convoy of soldiers left Accra.", "soldiers", []),
        ("Pirates left a tanker with Ghanaian sailors.", "sailors", [("Ghanaian civilians", "GHA")]),
        ("A frigate with Ghanaian sailors saw a tanker.", "sailors", [("Ghanaian military", "GHA")]),
        ("Ghanaian sailors boarded a Greek tanker.", "sailors", [("Ghanaian military", "GHA")]),
        ("The Ghanaian army said that rebels from Chad hit the army.", "army", [("Ghanaian military", "GHA")] * 2),
        ("Joe Biden and members of Congress met Ghana's envoy.", "members", [("American lawmakers", "USA")]),
        ("Members of Congress scolded Ghana.", "Members", [("members of congress", None)]),
        ("The Hague court convicted Ghana's former president.", "court", [("court", None)]),
        ("The Supreme Court convicted Ghana's former president.", "Court", [("Ghanaian supreme court", "GHA")]),
    ],
)
def test_of_whom_it_is_not(annotate, text: str, word: str, expected: list[tuple[str, str | None]]) -> None:
    doc = annotate(text)
    found = [(a.name, a.country) for m in doc._.kg_named if doc[m.head].text == word for a in m.actors()]
    assert found == expected


def test_where_somebody_works_is_no_party(annotate) -> None:
    doc = annotate("Norway detained the Turkey head of Amnesty International.")
    assert [m.use for m in doc._.kg_named if doc[m.head].text == "Turkey"] == ["place"]
