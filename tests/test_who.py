"""Who held an office: phrases, dates, and the line that says so."""

import pytest

from kg.errors import QueryError
from kg.knowledge import Knowledge, load
from kg.who import who

FILES = {
    "states.csv": """\
id,name,iso3,iso2,cow,kind,from,to,successors,source
France,France,FRA,FR,220,un member,,,,x
United_States,United States,USA,US,2,un member,,,,x
Germany,Germany,DEU,DE,255,un member,1990-10-03,,,x
West_Germany,West Germany,DEU,DE,260,historical,1949-05-23,1990-10-02,Germany,x
""",
    "state_names.csv": """\
actor,text,kind,from,to,note
France,French,adjective,,,
United_States,US,abbreviation,,,
United_States,American,adjective,,,
United_States,America,spelling,,,
Germany,German,adjective,,,
West_Germany,German,adjective,,,
West_Germany,West German,adjective,,,
""",
    "organisations.csv": """\
id,name,kind,parent,from,to,source
United_Nations,United Nations,igo,,1945-10-24,,x
European_Commission,European Commission,body,,1958,,x
""",
    "organisation_names.csv": "actor,text,kind,from,to,note\nUnited_Nations,UN,abbreviation,,,\n",
    "offices.csv": """\
id,title,of,kinds,titles,source
Foreign_Minister_of_France,Minister of Foreign Affairs,France,foreign minister,foreign minister,x
President_of_the_US,President,United_States,head of state|head of government,president,x
Secretary_of_Defense,Secretary of Defense,United_States,defence minister,Pentagon chief|defense secretary,x
Chancellor_of_Germany,Chancellor,Germany,head of government,chancellor,x
Chancellor_of_West_Germany,Chancellor,West_Germany,head of government,chancellor,x
Secretary-General_of_the_UN,Secretary-General,United_Nations,head of organisation,UN chief|secretary general,x
President_of_the_Commission,President,European_Commission,head of organisation,president,x
""",
    "persons.csv": "id,name,family,gender,source\n"
    + "".join(f"{name},{name.replace('_', ' ')},{name.split('_')[-1]},,x\n" for name in (
        "Laurent_Fabius", "Jean-Noel_Barrot", "Barack_Obama", "Donald_Trump", "Joe_Biden", "Helmut_Kohl",
        "Angela_Merkel", "Antonio_Guterres", "Ursula_von_der_Leyen", "Lloyd_Austin",
    )),
    "holders.csv": """\
office,person,from,to,source
Foreign_Minister_of_France,Laurent_Fabius,2012-05-16,2016-02-11,site
Foreign_Minister_of_France,Jean-Noel_Barrot,2024-09-21,,site
President_of_the_US,Barack_Obama,2009-01-20,2017-01-20,REIGN 2021
President_of_the_US,Donald_Trump,2017-01-20,2021-01-20,REIGN 2021
President_of_the_US,Joe_Biden,2021-01-20,2025-01-20,REIGN 2021
President_of_the_US,Donald_Trump,2025-01-20,,site
Secretary_of_Defense,Lloyd_Austin,2021-01-22,2025-01-20,site
Chancellor_of_West_Germany,Helmut_Kohl,1982-10-01,1990-10-02,x
Chancellor_of_Germany,Helmut_Kohl,1990-10-03,1998-10-27,x
Chancellor_of_Germany,Angela_Merkel,2005-11-22,2021-12-08,x
Secretary-General_of_the_UN,Antonio_Guterres,2017-01-01,,x
President_of_the_Commission,Ursula_von_der_Leyen,2019-12-01,,x
""",
}  # fmt: skip


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    folder = tmp_path_factory.mktemp("data")
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return load(folder)


@pytest.mark.parametrize(
    ("question", "on", "people"),
    [
        ("foreign minister of France", "2014-03-01", ["Laurent_Fabius"]),
        ("Who was the French foreign minister?", "2014", ["Laurent_Fabius"]),
        ("France's minister of foreign affairs", None, ["Jean-Noel_Barrot"]),
        ("the president of the US", "2012-05-01", ["Barack_Obama"]),
        ("US president", "2018-05-01", ["Donald_Trump"]),
        ("the U.S. President", "2023-05-01", ["Joe_Biden"]),
        ("American head of state", "2017-01-20", ["Donald_Trump"]),
        ("president of America", "2021-01", ["Donald_Trump", "Joe_Biden"]),
        ("US defense secretary", "2022", ["Lloyd_Austin"]),
        ("Pentagon chief", "2022", ["Lloyd_Austin"]),
        ("American defence minister", "2022", ["Lloyd_Austin"]),
        ("German chancellor", "1987", ["Helmut_Kohl"]),
        ("German chancellor", "1995", ["Helmut_Kohl"]),
        ("current German chancellor", None, []),
        ("UN secretary-general", None, ["Antonio_Guterres"]),
        ("secretary general of the United Nations", None, ["Antonio_Guterres"]),
        ("UN chief", "2020", ["Antonio_Guterres"]),
        ("president of the European Commission", None, ["Ursula_von_der_Leyen"]),
        ("president", None, []),
        ("foreign minister of Atlantis", None, []),
        ("", None, []),
    ],
)
def test_who(known: Knowledge, question: str, on: str | None, people: list[str]) -> None:
    assert [answer.person.id for answer in who(question, on, known)] == people


def test_an_answer_can_be_checked(known: Knowledge) -> None:
    (answer,) = who("foreign minister of France", "2014-03-01", known)
    assert (answer.start, answer.end, answer.source) == ("2012-05-16", "2016-02-11", "site")
    assert answer.where.endswith("/holders.csv:2") and answer.office.of == "France"


def test_a_date_that_is_none(known: Knowledge) -> None:
    with pytest.raises(QueryError, match="2014-03-01, 2014-03 or 2014"):
        who("foreign minister of France", "March 2014", known)
