"""Quotations: which words stand in one, and who says them."""

from __future__ import annotations

from spacy.tokens import Doc, Span, Token

from kg.annotate.status import speakers, verdict

_OPEN = frozenset({"“", "«", "„"})
_CLOSE = frozenset({"”", "»"})


def quoted(doc: Doc) -> frozenset[int]:
    """Return the tokens that stand in quotation marks; a new paragraph that opens none ends a quotation.

    So does a sentence that was left out (white space, for it can hold no relation): nobody knows what marks it had.
    """
    inside: set[int] = set()
    open_ = spaced = False
    for token in doc:
        text = token.text
        if token.is_space and ("\n" in text or len(text) > 1):
            open_ = False
        elif text in _OPEN:
            open_ = True
        elif text in _CLOSE:
            open_ = False
        elif text == '"':
            open_ = spaced or token.i == 0 or doc[token.i - 1].is_space
        elif open_:
            inside.add(token.i)
        spaced = bool(token.whitespace_)
    return frozenset(inside)


def said_by(sentence: Span, inside: frozenset[int]) -> list[Token]:
    """Return the tokens that name who says what a sentence quotes; empty where it does not say."""
    for token in sentence:
        if token.i in inside and token.pos_ in {"VERB", "AUX"}:
            report = verdict(token).report
            return [t for t in speakers(report) if t.i not in inside] if report is not None else []
    return []
