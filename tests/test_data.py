"""The shipped data files: no mistake in them, and what the tables must hold."""

import re
from collections import defaultdict

from kg import resources
from kg.knowledge import check, covers, load
from kg.tables import TABLES


def test_the_data_has_no_mistake() -> None:
    assert [str(mistake) for mistake in check(load())] == []


def test_loading_again_costs_nothing() -> None:
    assert load() is load()


def test_the_readme_explains_every_column() -> None:
    text = (resources.folder("data") / "README.md").read_text(encoding="utf-8")
    sections = dict(re.findall(r"^### (\w+)\.csv\n(.*?)(?=^##|\Z)", text, re.MULTILINE | re.DOTALL))
    told = {name: tuple(re.findall(r"^\| (\w+) \|", body, re.MULTILINE))[1:] for name, body in sections.items()}
    assert told == {name: table.columns for name, table in TABLES.items()}


def test_the_tables_hold_enough() -> None:
    k = load()
    kinds = [state.kind for state in k.states.values()]
    assert kinds.count("un member") == 193
    assert kinds.count("un observer") == 2
    assert {"Taiwan", "Kosovo", "Western_Sahara", "Abkhazia", "South_Ossetia", "Northern_Cyprus", "Somaliland"} <= set(
        k.states
    )
    assert {"Soviet_Union", "Yugoslavia", "Czechoslovakia", "East_Germany", "West_Germany", "South_Yemen"} <= set(
        k.states
    )
    assert len(k.organisations) >= 150
    dated: defaultdict[str, int] = defaultdict(int)
    for membership in k.memberships:
        dated[membership.organisation] += bool(membership.start)
    assert sum(count >= 2 for count in dated.values()) >= 60
    assert len([g for g in k.groups.values() if g.type != "people"]) >= 200
    assert len([role for role in k.roles if role.sector]) >= 400
    assert len({name.actor for name in k.names if name.kind == "seat"}) >= 100


def test_every_state_has_names_and_a_capital() -> None:
    k = load()
    kinds: defaultdict[str, set[str]] = defaultdict(set)
    for name in k.names:
        kinds[name.actor].add(name.kind)
    members = [state.id for state in k.states.values() if state.kind == "un member"]
    assert [m for m in members if not {"name", "capital"} <= kinds[m] or not kinds[m] & {"adjective", "demonym"}] == []


def test_offices_since_1990() -> None:
    k = load()
    members = [state for state in k.states.values() if state.kind == "un member"]

    def covered(state: str, wanted: set[str], years: range) -> bool:
        terms = [t for o in k.offices_of(state) if wanted & set(o.kinds) for t in k.terms(o.id)]
        return all(any(covers(t.start, t.end, f"{year}-07-01") for t in terms) for year in years)

    leaders = {"head of state", "head of government"}
    begun = {s.id: max(1990, int((s.start or "1900")[:4]) + 1) for s in members}
    without = [s.id for s in members if not covered(s.id, leaders, range(max(begun[s.id], 2005), 2026))]
    assert without in ([], ["San_Marino"])  # its captains regent change every half-year
    assert sum(covered(s.id, {"foreign minister"}, range(2001, 2026)) for s in members) >= 60
