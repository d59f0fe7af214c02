"""Coreference by rules: agreement, sentence and salience; unsure means unresolved."""

import pytest


def names(doc, word: str) -> list[list[str]]:
    return [[a.name for a in m.actors()] for m in doc._.kg_named if doc[m.start : m.end].text.lower() == word.lower()]


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("French President Emmanuel Macron visited Poland. He met nobody.", "He", ["Emmanuel Macron"]),
        ("Foreign Minister Penny Wong of Australia left. She met nobody.", "She", ["Penny Wong"]),
        ("Russia attacked Ukraine. It withdrew.", "It", ["Russia"]),
        ("Russia said it would leave.", "it", ["Russia"]),
        ("China and Russia met. The two countries agreed.", "The two countries", ["China", "Russia"]),
        ("China met Russia. Both sides agreed.", "Both sides", ["China", "Russia"]),
        ("Russia recalled its envoy.", "its", ["Russia"]),
        # Unsure: two fit equally well, or it is no reference at all.
        ("Poland met France and Spain. Both sides agreed.", "Both sides", []),
        ("It is clear that France left.", "It", []),
        ("The French minister left with the German minister. He smiled.", "He", []),
    ],
)
def test_refers_to(annotate, text: str, word: str, expected: list[str]) -> None:
    found = [n for n in names(annotate(text), word) if n]
    assert found == ([expected] if expected else [])


def test_a_last_name_is_the_person_introduced_before(annotate) -> None:
    doc = annotate("Russian Foreign Minister Sergei Lavrov spoke. Lavrov said nothing else.")
    assert names(doc, "Lavrov") == [["Sergei Lavrov"]]


def test_the_minister_is_the_one_named_before(annotate) -> None:
    doc = annotate("Norwegian Foreign Minister Kari Hansen arrived. The foreign minister met Poland.")
    assert names(doc, "foreign minister")[-1] == ["Kari Hansen"]
