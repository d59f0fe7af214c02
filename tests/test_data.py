"""The shipped data files: no mistake in them, and what the tables must hold."""

import re

from kg import resources
from kg.knowledge import check, load
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
