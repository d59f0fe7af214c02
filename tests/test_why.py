"""`kg why` shows what was seen, what was made of it, and what was not, and why."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from typer.testing import CliRunner

from kg import weigh
from kg.annotate.pieces import Syntax
from kg.annotate.reader import Opinion
from kg.cli import app
from kg.flow import Options, pipeline
from kg.model import Status
from kg.why import Seen, why


def test_actors_rule_and_lexicon_line():
    (seen,) = why("On Tuesday Turkey condemned Israel.", date="2010-06-03")
    assert [(a["text"], a["country"]) for a in seen.actors] == [("Turkey", "TUR"), ("Israel", "ISR")]
    assert all("data/state_names.csv:" in a["rule"] for a in seen.actors)
    (told,) = [r for r in seen.relations if r["relation"] == "condemned"]
    assert told["source"] == ["Turkey"] and told["target"] == ["Israel"] and told["date"] == "2010-06-01"
    assert "data/predicates/" in told["rule"] and told["signals"]


def test_the_cue_of_a_status():
    (seen,) = why("Turkey did not condemn Israel.")
    (told,) = [r for r in seen.relations if r["relation"] == "condemned"]
    assert told["status"] == "negated" and "not" in told["cues"]


def test_what_was_nearly_coded():
    (seen,) = why("Turkey condemned the weather.")
    assert any(m["relation"] == "condemned" and "target" in m["why"] for m in seen.missed)


def test_the_reader_speaks():
    (seen,) = why("Turkey accused Syria of lying.", options=Options(reader=""))
    assert seen.pairs and seen.pairs[0]["source"] == "Turkey" and "ACCUSE" in seen.pairs[0]["categories"]


class _Says:
    """A reader that says one thing of the first towards the second, and nothing of the way back."""

    def __init__(self, related: float, category: str, status: Status):
        self.opinion = Opinion(related, category, 0.99, status, 0.99, ((category, 0.99),))

    def pieces(self, text: str, mentions: list[tuple[int, int]], syntax: Syntax) -> str:
        return text

    def judge_all(self, sentences: list[str]) -> list[dict[tuple[int, int], Opinion]]:
        return [{(0, 1): self.opinion, (1, 0): Opinion(0.0, "", 0.0, "asserted", 0.0)} for _ in sentences]


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Seen]:
    """Return what is seen in one sentence beside a reader that says this."""

    def read(related: float, category: str = "ACCUSE", status: Status = "asserted") -> Seen:
        stage = pipeline(Options(reader="")).get_pipe("kg_reader")
        monkeypatch.setattr(stage, "reader", _Says(related, category, status))
        (seen,) = why("Turkey accused Syria of lying.", options=Options(reader=""))
        return seen

    return read


def test_a_conflict_lowers_confidence_and_shows(told: Callable[..., Seen]):
    (agreed,) = told(0.95).relations
    (doubted,) = told(0.1).relations
    (otherwise,) = told(0.9, "CONSULT").relations
    assert not agreed["doubt"]
    assert doubted["doubt"] and doubted["confidence"] < agreed["confidence"]
    assert otherwise["confidence"] < agreed["confidence"] and otherwise["doubt"]


def test_the_reader_refuses_and_it_shows(told: Callable[..., Seen], monkeypatch: pytest.MonkeyPatch):
    (doubted,) = told(0.0).relations
    monkeypatch.setattr(weigh, "REFUSE", doubted["confidence"] + 0.01)
    seen = told(0.0)
    assert not seen.relations
    assert any("the reader refuses it" in m["why"] for m in seen.missed)


def test_the_reader_restates_where_it_is_sure(told: Callable[..., Seen]):
    (restated,) = told(0.95, status="negated").relations
    assert restated["status"] == "negated" and "the reader takes it as negated" in restated["rule"]


def test_the_command():
    shown = CliRunner().invoke(app, ["why", "Turkey condemned Israel.", "--date", "2010-06-01"])
    assert shown.exit_code == 0
    assert "condemned" in shown.stdout and "data/predicates/" in shown.stdout
