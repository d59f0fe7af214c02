"""Sentence boundaries follow the layout and the signs, not the parser's guess."""

import pytest


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("France met Germany. Poland left.", ["France met Germany.", "Poland left."]),
        ("The U.S. met Iran. It left.", ["The U.S. met Iran.", "It left."]),
        ("Gen. Smith met Lt. Col. Jones.", ["Gen. Smith met Lt. Col. Jones."]),
        ('"We met." He left.', ['"We met."', "He left."]),
        ("He said: “We met Iran.” Poland left.", ["He said: “We met Iran.”", "Poland left."]),
        ("First line\n\nSecond line", ["First line", "Second line"]),
        ("a wrapped\nline goes on.", ["a wrapped\nline goes on."]),
        ("Agenda:\n- France met Germany\n- Poland left", ["Agenda:", "-", "France met Germany", "-", "Poland left"]),
        ("He was in the U.S. The next day he left.", ["He was in the U.S.", "The next day he left."]),
        ('He left. "The road is long."', ["He left.", '"The road is long."']),
        ("It cost $1.5 million. He paid.", ["It cost $1.5 million.", "He paid."]),
        ("DAMASCUS, Syria (Agency) - Iran left.", ["DAMASCUS, Syria (Agency) -", "Iran left."]),
        ("SOUTH SUDAN: Kenya left.", ["SOUTH SUDAN:", "Kenya left."]),
        ("NATO - the alliance - left.", ["NATO - the alliance - left."]),
    ],
)
def test_sentences(annotate, text: str, expected: list[str]) -> None:
    assert [s.text.strip() for s in annotate(text).sents] == expected


def test_a_skipped_span_stands_alone(annotate) -> None:
    doc = annotate("Share this story France met Germany.", skip=((0, 16),))
    assert [(s.text.strip(), s._.kg_skipped) for s in doc.sents] == [
        ("Share this story", True),
        ("France met Germany.", False),
    ]


@pytest.mark.parametrize("apostrophe", ["'", "’", "´", "`", "′"])
def test_whatever_stands_for_an_apostrophe_parts_owner_and_thing(annotate, apostrophe: str) -> None:
    doc = annotate(f"Chile{apostrophe}s army praised Peru.")
    assert [t.text for t in doc][:3] == ["Chile", f"{apostrophe}s", "army"]
    assert [n.actor.id for n in doc._.kg_named if n.use == "head"][:1] == ["Chile_military"]
