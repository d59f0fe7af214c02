"""`kg why` shows what was seen, what was made of it, and what was not, and why."""

from __future__ import annotations

from typer.testing import CliRunner

from kg.cli import app
from kg.flow import Options
from kg.why import why


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


def test_a_conflict_lowers_confidence_and_shows():
    options = Options(reader="")
    (agreed,) = [r for s in why("Turkey accused Syria of lying.", options=options) for r in s.relations]
    (disputed,) = [r for s in why("Hamburg beat Denmark's wrestlers.", options=options) for r in s.relations] or [None]
    assert not agreed["doubt"]
    if disputed is not None:
        assert disputed["doubt"] and disputed["confidence"] < agreed["confidence"]


def test_the_command():
    shown = CliRunner().invoke(app, ["why", "Turkey condemned Israel.", "--date", "2010-06-01"])
    assert shown.exit_code == 0
    assert "condemned" in shown.stdout and "data/predicates/" in shown.stdout
