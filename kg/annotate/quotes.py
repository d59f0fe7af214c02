"""Quotations: which words stand in one, and who says them."""

from __future__ import annotations

from spacy.tokens import Doc, Span, Token

from kg.annotate.status import speakers, verdict

_OPEN = frozenset({"“", "«", "„"})
_CLOSE = frozenset({"”", "»"})


def quoted(doc: Doc) -> frozenset[int]:
    """Return the tokens that stand in quotation marks; a new paragraph that opens none ends a quotation."""
    inside: set[int] = set()
    open_ = False
    for token in doc:
        if token.is_space and "\n" in token.text:
            open_ = False
        elif token.text in _OPEN:
            open_ = True
        elif token.text in _CLOSE:
            open_ = False
        elif token.text == '"':
            open_ = not open_
        elif open_:
            inside.add(token.i)
    return frozenset(inside)


def said_by(sentence: Span, inside: frozenset[int]) -> list[Token]:
    """Return the tokens that name who says what a sentence quotes; empty where it does not say."""
    for token in sentence:
        if token.i in inside and token.pos_ in {"VERB", "AUX"}:
            report = verdict(token).report
            return [t for t in speakers(report) if t.i not in inside] if report is not None else []
    return []
