"""What the reader alone may not join: across a clause with a doer of its own."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from kg.annotate.extensions import Named
from kg.reach import barrier


def _mention(doc: Doc, text: str) -> Named:
    return next(n for n in doc._.kg_named if doc[n.start : n.end].text == text)


@pytest.mark.parametrize(
    ("text", "source", "target", "apart"),
    [
        (
            "Turkish ships sank a Greek boat that had fired at Egyptian sailors.",
            "Turkish ships",
            "Egyptian sailors",
            True,
        ),
        (
            "Turkish ships sank a Greek boat that had fired at Egyptian sailors.",
            "Greek boat",
            "Egyptian sailors",
            False,
        ),
        ("Kenya praised Sudan, while Egypt condemned Libya.", "Kenya", "Libya", True),
        ("Kenya praised Sudan, while Egypt condemned Libya.", "Egypt", "Libya", False),
        ("Kenya praised Sudan, while Egypt condemned Libya.", "Egypt", "Sudan", True),
        ("Kenya urged Sudan to free the Libyan envoy.", "Kenya", "Sudan", False),
        ("Kenya demanded that Sudan free the Libyan envoy.", "Kenya", "Sudan", False),
        ("Kenya will arm Sudan, Egypt said.", "Egypt", "Sudan", True),
        ("Kenya will arm Sudan, Egypt said.", "Kenya", "Sudan", False),
    ],
)
def test_clauses_part_mentions(annotate: Callable[..., Doc], text: str, source: str, target: str, apart: bool) -> None:
    doc = annotate(text)
    assert bool(barrier(doc, _mention(doc, source), _mention(doc, target))) == apart
