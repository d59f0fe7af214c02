"""Which words stand in quotation marks."""

from __future__ import annotations

import pytest
import spacy

from kg.annotate.quotes import quoted

LEFT_OUT = " " * 12


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("He said: “We won.” They lost.", ["We", "won", "."]),
        ('He said: "We won." They lost.', ["We", "won", "."]),
        ('"We won," he said. "They lost." It rained.', ["We", "won", ",", "They", "lost", "."]),
        ("“We won.\n“They lost.\nIt rained.", ["We", "won", ".", "They", "lost", "."]),
        (f"“We won. {LEFT_OUT} It rained.", ["We", "won", "."]),
        (f'It rained. {LEFT_OUT} They lost," he said. It rained.', []),
        ("It rained.", []),
    ],
)
def test_quoted(text: str, inside: list[str]) -> None:
    doc = spacy.blank("en")(text)
    assert [doc[i].text for i in sorted(quoted(doc))] == inside
