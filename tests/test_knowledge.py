"""The loader and linter of the data files: every kind of mistake names its line; overlays correct and add."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import knowledge, resources
from kg.errors import KnowledgeError
from kg.knowledge import Knowledge, check, covers, load, overlaps, read, schemas, user_overlays
from kg.terms import clash, earliest, is_date, latest, surely_covers

GOOD = {
    "states.csv": """\
id,name,iso3,iso2,cow,kind,from,to,successors,source
France,France,FRA,FR,220,un member,,,,UN
Czechoslovakia,Czechoslovakia,CSK,,315,historical,1918-10-28,1992-12-31,Czechia|Slovakia,COW 2016
Czechia,Czechia,CZE,CZ,316,un member,1993-01-01,,,UN
Slovakia,Slovakia,SVK,SK,317,un member,1993-01-01,,,UN
Ivory_Coast,Côte d'Ivoire,CIV,CI,437,un member,1960-08-07,,,UN
""",
    "state_names.csv": """\
actor,text,kind,from,to,note
France,French,adjective,,,
France,the French Republic,long,,,
Czechia,Czech Republic,long,,,
Czechia,Czech,adjective,,,
""",
    "organisations.csv": """\
id,name,kind,parent,from,to,source
United_Nations,United Nations,igo,,1945-10-24,,UN
Security_Council,Security Council,body,United_Nations,1946,,UN
""",
    "memberships.csv": """\
organisation,member,role,from,to,source
United_Nations,France,member,1945-10-24,,UN
United_Nations,Czechia,member,1993-01-19,,UN
Security_Council,France,permanent member,1946,,UN
Security_Council,France,chair,2023-01-01,2023-01-31,UN
""",
    "groups.csv": "id,name,type,state,sector,from,to,source\nTotal,Total,company,France,BUS,,,site\n",
    "offices.csv": """\
id,title,of,kinds,titles,source
President_of_France,President,France,head of state,president|French leader,site
Minister_of_France,Minister,France,minister,,site
""",
    "persons.csv": """\
id,name,family,gender,source
Jacques_Chirac,Jacques Chirac,Chirac,m,site
Nicolas_Sarkozy,Nicolas Sarkozy,Sarkozy,m,site
Francois_Hollande,François Hollande,Hollande,m,site
""",
    "holders.csv": """\
office,person,from,to,source
President_of_France,Nicolas_Sarkozy,2007-05-16,2012-05-15,site
President_of_France,Jacques_Chirac,1995-05-17,2007-05-16,site
President_of_France,Francois_Hollande,2012-05-15,,site
""",
    "places.csv": "text,kind,state,note\nLyon,city,France,\nAlps,mountain,,\n",
    "roles.csv": "text,sector,type,level,note\nsoldier,MIL,person,,\nrebels,REB,armed group,,\n",
    "alliances.csv": "state_a,state_b,obligation,from,to,source\nCzechia,Slovakia,defense,1993,,ATOP\n",
    "borders.csv": "state_a,state_b,from,to,source\nCzechia,Slovakia,1993-01,,COW\n",
}


def write(folder: Path, files: dict[str, str]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return write(tmp_path / "data", GOOD)


def say(place: Path) -> list[str]:
    return [str(mistake) for mistake in check(read(place))]


def test_good_data_has_no_mistake(data: Path) -> None:
    assert say(data) == []
    known = load(data)
    assert known.states["Czechoslovakia"].successors == ("Czechia", "Slovakia")
    assert known.states["France"].where == "data/states.csv:2"
    assert known.offices["President_of_France"].kinds == ("head of state",)
    assert [n.text for n in known.names_of["Czechia"]] == ["Czech Republic", "Czech"]
    assert len(known.roles) == 2 and len(known.places) == 2 and len(known.alliances) == len(known.borders) == 1


MISTAKES = [
    # file, line to add, what the message says after "data/<file>:<line>: "
    ("states.csv", "Spain,Spain,ESP,ES,230,un member,,,", "9 fields where the header has 10"),
    ("states.csv", "Spain,Spain,ESP,ES,230,un memeber,,,,UN", 'did you mean "un member"?'),
    ("states.csv", "Spain,Spain,ESP,ES,230,un member,1479-13,,,UN", '"1479-13" in column "from" is not a date'),
    ("states.csv", "Spain,Spain,ESP,ES,230,un member,1990,1989-12,,UN", '"from" (1990) is later than "to" (1989-12)'),
    (
        "states.csv",
        "Spain,Spain,ESP,ES,230,un member,,,Portugal,UN",
        '"Portugal" in column "successors" is not in states',
    ),
    ("states.csv", "España,Spain,ESP,ES,230,un member,,,,UN", '"España" is no id'),
    ("states.csv", "Spain,Spain,Esp,ES,230,un member,,,,UN", '"Esp" in column "iso3" is no code; write three capital'),
    ("states.csv", "Spain,Spain,FRA,ES,230,un member,,,,UN", "Spain and France (data/states.csv:2) have the code FRA"),
    (
        "states.csv",
        "Spain,France,ESP,ES,230,un member,,,,UN",
        '"France" is the name of France at data/states.csv:2 too',
    ),
    ("states.csv", "Spain,,ESP,ES,230,un member,,,,UN", 'column "name" is empty'),
    ("states.csv", "Spain,Spain ,ESP,ES,230,un member,,,,UN", '"Spain " in column "name" has white space to spare'),
    ("states.csv", "Spain,Espan\u0303a,ESP,ES,230,un member,,,,UN", 'in column "name" is not in Unicode form NFC'),
    ("states.csv", "Spain,Spain,ESP,ES,230,historical,,,France||Czechia,UN", 'column "successors" has an empty item'),
    ("states.csv", "France,France,FRA,FR,220,un member,,,,UN", '"France" stands at data/states.csv:2 too; keep one'),
    ("states.csv", "France,Gaul,FRA,FR,220,un member,,,,UN", "they differ in name; keep one"),
    ("states.csv", '"Spain,Spain,ESP', "not CSV"),
    (
        "state_names.csv",
        "Frence,the Frankish,long,,,",
        '"Frence" in column "actor" is not in states or organisations or',
    ),
    (
        "state_names.csv",
        "France,French,adjective,,,",
        '"French" stands as adjective of France at data/state_names.csv:2 too',
    ),
    (
        "state_names.csv",
        "France,Czech Republic,name,,,",
        '"Czech Republic" cannot name France: it names Czechia at data/',
    ),
    (
        "state_names.csv",
        "United_Nations,the Nations,demonyms,,,",
        '"demonyms" is no kind of name of an actor that is no state; use name',
    ),
    (
        "organisations.csv",
        "NATO,NATO,alliance,Nato,,,x",
        '"Nato" in column "parent" is not in organisations; did you mean',
    ),
    ("organisations.csv", "NATO,NATO,alliance,NATO,,,x", '"NATO" is its own parent'),
    ("organisations.csv", "France,Frants,igo,,,,x", '"France" is an id at data/states.csv:2 too'),
    (
        "memberships.csv",
        "United_Nations,France,observer,1950,1960,x",
        "France is observer of United_Nations while it is member",
    ),
    ("memberships.csv", "United_Nations,Slovakia,membr,1993,,x", '"membr" is no role; did you mean "member"?'),
    ("groups.csv", "Elf,Elf,company,France,BIZ,,,x", '"BIZ" is no sector; use AGR'),
    ("groups.csv", "Elf,Elf,compny,France,BUS,,,x", '"compny" is no type; did you mean "company"?'),
    (
        "offices.csv",
        "King,King,Franze,head of state,,x",
        '"Franze" in column "of" is not in states or organisations or groups',
    ),
    ("offices.csv", "King,King,France,head of stat,,x", '"head of stat" is no kind; did you mean "head of state"?'),
    ("offices.csv", "King,King,France,,,x", 'column "kinds" is empty'),
    ("offices.csv", "King,King,France,minister,king|king,x", 'column "titles" says an item twice'),
    ("persons.csv", "Clovis,Clovis,Clovis,x,x", '"x" is no gender'),
    ("persons.csv", "Jacques_Chirac,Jacques Chirac,Chirac,m,site", '"Jacques_Chirac" stands at data/persons.csv:2 too'),
    ("holders.csv", "President_of_France,Clovis,1950,1960,x", '"Clovis" in column "person" is not in persons'),
    ("holders.csv", "President_of_Frnace,Jacques_Chirac,,,x", 'not in offices; did you mean "President_of_France"?'),
    (
        "holders.csv",
        "President_of_France,Jacques_Chirac,2010,2011,x",
        "Jacques_Chirac holds President_of_France while Nicolas_",
    ),
    ("places.csv", "Lyon,city,France,", '"Lyon" stands at data/places.csv:2 too'),
    ("places.csv", "Nice,town,France,", '"town" is no kind'),
    ("roles.csv", "soldier,MIL,person,,", '"soldier" stands at data/roles.csv:2 too'),
    ("alliances.csv", "Slovakia,Czechia,defense,1999,,x", '"Slovakia" must come before "Czechia"'),
    ("borders.csv", "Czechia,Slovakia,1993-01,,x", '"Czechia and Slovakia" stands at data/borders.csv:2 too'),
]


@pytest.mark.parametrize(("name", "line", "message"), MISTAKES, ids=[f"{m[0]}-{m[2][:40]}" for m in MISTAKES])
def test_every_mistake_names_its_line(data: Path, name: str, line: str, message: str) -> None:
    text = GOOD[name] + line + "\n"
    (data / name).write_text(text, encoding="utf-8")
    at = f"data/{name}:{len(text.splitlines())}: "
    found = [mistake for mistake in say(data) if mistake.startswith(at)]
    assert [mistake for mistake in found if message in mistake], say(data)


def test_all_mistakes_at_once(data: Path) -> None:
    for name in ("states.csv", "offices.csv", "holders.csv"):
        (data / name).write_text(GOOD[name] + "a b,c\n" + GOOD[name].splitlines()[1] + "\n", encoding="utf-8")
    lines = [7, 8, 4, 5, 5, 6]
    files = ["states", "states", "offices", "offices", "holders", "holders"]
    assert [m.split(": ")[0] for m in say(data)] == sorted(
        f"data/{f}.csv:{n}" for f, n in zip(files, lines, strict=True)
    )


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("id,name,type,state,sectr,from,to,source", 'unknown column "sectr"; did you mean "sector"?'),
        ("id,name,type,state,sectr,from,to,source", 'no column "sector"; the header is id,name,type,state,sector'),
        ("id,name,type,state,sector,from,from,source", 'column "from" stands twice'),
    ],
)
def test_headers(data: Path, header: str, message: str) -> None:
    write(data, {"groups.csv": header + "\nTotal,Total,company,France,,,,site\n"})
    assert any(mistake.startswith(f"data/groups.csv:1: {message}") for mistake in say(data))


def test_columns_may_come_in_any_order(data: Path) -> None:
    write(data, {"places.csv": "\ufeffkind,text,note,state\ncity,Lyon,,France\n"})
    assert [(p.text, p.kind, p.state) for p in load(data).places] == [("Lyon", "city", "France")]


def test_text_that_is_not_utf8_names_the_line(data: Path) -> None:
    (data / "places.csv").write_bytes(
        "text,kind,state,note\nLyon,city,France,\nOrléans,city,France,\n".encode("latin-1")
    )
    assert say(data) == ["data/places.csv:3: not UTF-8 text; save the file as UTF-8"]


def test_load_raises_what_read_keeps(data: Path) -> None:
    write(data, {"groups.csv": GOOD["groups.csv"] + "a,b\nc,d,e\n"})
    with pytest.raises(KnowledgeError, match=r"data/groups.csv:3: 2 fields.*and 1 more mistake\)"):
        load(data)
    assert len(read(data).problems) == 2


def test_missing_tables_are_empty_but_a_missing_folder_is_not(tmp_path: Path) -> None:
    assert load(write(tmp_path / "data", {})).states == {}
    with pytest.raises(KnowledgeError, match="no such folder"):
        load(tmp_path / "nowhere")


def test_tables_may_be_split(data: Path) -> None:
    chirac = "id,name,family,gender,source\nJacques_Chirac,Jacques Chirac,Chirac,m,REIGN\n"
    more = "office,person,from,to,source\nMinister_of_France,Jacques_Chirac,1972,1974,x\n"
    names = "actor,text,kind,from,to,note\nJacques_Chirac,Chirac the tall,spelling,,,\n"
    write(data, {"persons_europe.csv": chirac, "holders/ministers.csv": more, "person_names_europe.csv": names})
    assert say(data) == []
    known = load(data)
    assert known.persons["Jacques_Chirac"].source == "site"
    assert known.holders[0].where == "data/holders/ministers.csv:2"
    assert known.names[-1].text == "Chirac the tall"
    write(data, {"persons_europe.csv": chirac.replace(",m,", ",,")})
    (mistake,) = say(data)
    assert (
        mistake.startswith("data/persons_europe.csv:2: ") and "data/persons.csv:2 too; they differ in gender" in mistake
    )


def test_files_of_others_are_left_alone(data: Path) -> None:
    write(data, {"verbs.csv": "a,b\n1\n"})
    assert say(data) == []


# Overlays


def test_an_overlay_file_corrects_and_adds(data: Path, tmp_path: Path) -> None:
    mine = write(
        tmp_path / "mine",
        {
            "terms.csv": "office,person,from,to,source\n"
            "President_of_France,Francois_Hollande,2012-05-15,2017-05-14,me\n"
            "President_of_France,Emmanuel_Macron,2017-05-14,,me\n",
            "people.csv": "id,name,family,gender,source\nEmmanuel_Macron,Emmanuel Macron,Macron,m,me\n",
            "groups_mine.csv": "id,name,type,state,sector,from,to,source\n"
            "Total,TotalEnergies,company,France,BUS,,,me\n",
        },
    )
    known = load(data, [mine])
    assert known.groups["Total"].name == "TotalEnergies" and known.groups["Total"].source == "me"
    assert [(h.person, h.end) for h in known.terms("President_of_France")][-2:] == [
        ("Francois_Hollande", "2017-05-14"),
        ("Emmanuel_Macron", ""),
    ]
    assert known.persons["Emmanuel_Macron"].where == f"{mine}/people.csv:2"
    assert known.digest != load(data).digest == load(data).digest


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (
            "id,name,iso3,iso2,cow,kind,from,to,successors,source\nFrance,France,FRX,FR,220,un member,,,,me",
            "is FRA at data/",
        ),
        (
            "office,person,from,to,source\nPresident_of_France,Jacques_Chirac,2015,,me",
            "while Francois_Hollande does at data/",
        ),
        (
            "actor,text,kind,from,to,note\nFrance,Czech Republic,long,,,",
            "cannot name France: it names Czechia at data/",
        ),
        ("id,name,family,gender,source\nFrance,France Gall,Gall,f,me", '"France" is an id at data/states.csv:2 too'),
        (
            "actor,text,kind,from,to,note\nFrnace,Frankreich,spelling,,,",
            "not in states or organisations or groups or persons",
        ),
        ("actor,text,knd,from,to,note\nFrance,Frankreich,spelling,,,", "neither name nor header is that of a table"),
    ],
)
def test_an_overlay_that_contradicts_is_refused(data: Path, tmp_path: Path, table: str, message: str) -> None:
    mine = tmp_path / "mine.csv"
    mine.write_text(table + "\n", encoding="utf-8")
    with pytest.raises(KnowledgeError) as caught:
        load(data, [mine])
    assert message in str(caught.value) and str(caught.value).startswith(f"{mine}:")


def test_mistakes_of_the_shipped_data_do_not_stop_a_good_overlay(data: Path, tmp_path: Path) -> None:
    write(data, {"groups.csv": GOOD["groups.csv"] + "Elf,Elf,company,Frnace,,,,x\n"})
    mine = tmp_path / "mine.csv"
    mine.write_text("text,kind,state,note\nNice,city,France,\n", encoding="utf-8")
    assert load(data, [mine]).places[-1].text == "Nice"


def test_the_configuration_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KG_CONFIG", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert user_overlays() == []
    folder = write(
        tmp_path / "kg", {"places.csv": GOOD["places.csv"], "boilerplate.csv": "a,b\n", "x.csv": GOOD["roles.csv"]}
    )
    assert user_overlays() == [folder / "places.csv", folder / "x.csv"]
    monkeypatch.setenv("KG_CONFIG", str(tmp_path / "elsewhere"))
    assert user_overlays() == []


# Questions


@pytest.fixture
def known(data: Path) -> Knowledge:
    return load(data)


@pytest.mark.parametrize(
    ("on", "person"),
    [
        ("1994-01-01", None),
        ("2000", "Jacques_Chirac"),
        ("2007-05-15", "Jacques_Chirac"),
        ("2007-05-16", "Nicolas_Sarkozy"),  # on the day of the change, the newer one
        ("2007-05", None),  # either of two
        ("2012-06", "Francois_Hollande"),
        (None, "Francois_Hollande"),
    ],
)
def test_holder_on(known: Knowledge, on: str | None, person: str | None) -> None:
    holder = known.holder_on("President_of_France", on)
    assert (holder.id if holder else None) == person


def test_a_term_that_surely_includes_the_date_beats_one_that_may(data: Path) -> None:
    text = GOOD["holders.csv"].replace("1995-05-17,2007-05-16", "1995-05-17,2007")
    known = load(write(data, {"holders.csv": text}))
    assert [h.person for h in known.holders_of("President_of_France", "2007-09-01")] == ["Nicolas_Sarkozy"]
    assert known.holder_on("President_of_France", "2007-03-01") == known.persons["Jacques_Chirac"]


def test_members_and_offices(known: Knowledge) -> None:
    assert [m.member for m in known.members("United_Nations", "1992")] == ["France"]
    assert [m.member for m in known.members("United_Nations")] == ["France", "Czechia"]
    assert [(m.organisation, m.role) for m in known.memberships_of("France", "2023-01-05")] == [
        ("United_Nations", "member"),
        ("Security_Council", "permanent member"),
        ("Security_Council", "chair"),
    ]
    assert [o.id for o in known.offices_of("France")] == ["President_of_France", "Minister_of_France"]
    assert [h.start for h in known.terms_of("Jacques_Chirac")] == ["1995-05-17"]


@pytest.mark.parametrize(
    ("local", "record"),
    [
        ("France", ("France", "state", "FRA", None)),
        ("United_Nations", ("United Nations", "igo", None, None)),
        ("Total", ("Total", "company", "FRA", "BUS")),
        ("Jacques_Chirac", ("Jacques Chirac", "person", "FRA", None)),
    ],
)
def test_actor(known: Knowledge, local: str, record: tuple[str, ...]) -> None:
    actor = known.actor(local)
    assert actor is not None and (actor.name, actor.type, actor.country, actor.sector) == record
    assert known.actor("Atlantis") is None


# Terms

DAYS = st.dates().map(str)
PARTIAL = st.tuples(DAYS, st.sampled_from([4, 7, 10])).map(lambda pair: pair[0][: pair[1]])
ENDS = st.one_of(st.just(""), PARTIAL)


@given(PARTIAL)
def test_a_partial_date_lies_between_its_ends(day: str) -> None:
    assert is_date(day) and earliest(day) <= latest(day) and covers(day, day, day)
    assert earliest(day).startswith(day) and latest(day).startswith(day)


@given(ENDS, ENDS, PARTIAL)
def test_covering_is_overlapping_with_a_date(start: str, end: str, on: str) -> None:
    assert covers(start, end, on) == overlaps(start, end, on, on)
    assert covers(start, end, on) or not surely_covers(start, end, on)


@given(ENDS, ENDS, ENDS, ENDS)
def test_overlap_and_clash_are_symmetric(a: str, b: str, c: str, d: str) -> None:
    assert overlaps(a, b, c, d) == overlaps(c, d, a, b)
    assert clash(a, b, c, d) == clash(c, d, a, b)


def test_names_hold_no_stray_marks() -> None:
    names = [name.text for name in load().names]
    assert len(names) > 10_000
    assert [name for name in names if set(name) & set("!|<>=;{}[]")] == []


# Schemas and the entry for writers of data


def test_schemas_are_up_to_date() -> None:
    place = resources.folder("data") / "schema"
    shipped = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in place.glob("*.json")}
    assert {name: shipped.get(name) for name in schemas()} == schemas(), "run: python -m kg.knowledge --schemas"


def test_main_prints_every_mistake(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mine = tmp_path / "mine.csv"
    mine.write_text("text,kind,state,note\nAtlantis,island,Atlantis,\n", encoding="utf-8")
    assert knowledge.main([str(mine)]) == 1
    assert f'{mine}:2: "Atlantis" in column "state" is not in states' in capsys.readouterr().out
    assert knowledge.main([str(tmp_path / "none.csv")]) == 1
    assert "no such file or folder" in capsys.readouterr().out
