"""Known mistakes of the parser, mended in one place: each rule names the construction, and is tested."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Span, Token


@Language.component("kg_repair", requires=["token.dep", "token.pos"], assigns=["token.dep"])
def kg_repair(doc: Doc) -> Doc:
    """Correct heads and labels where the parse is wrong in a known way."""
    for sentence in doc.sents:
        _fronted_as(sentence)
    return doc


def _fronted_as(sentence: Span) -> None:
    """ "As members of the council, A and B bear ...": A and B are the subject, not more members.

    The parser takes a plural noun behind a fronted "as" for the subject of a clause, and what follows the comma for its
    coordination. Where no verb stands between "as" and the comma there is no clause.
    """
    first = sentence[0]
    if first.lower_ != "as" or first.dep_ != "mark":
        return
    verb = first.head
    comma = next((t for t in sentence if t.text == "," and t.i < verb.i and _follows(t)), None)
    if comma is None or any(t.pos_ in {"VERB", "AUX"} for t in sentence.doc[first.i : comma.i]):
        return
    before = [c for c in verb.children if c.dep_ == "nsubj" and c.i < comma.i]
    after = [t for t in sentence.doc[comma.i + 1 : verb.i] if t.dep_ == "conj" and t.head.i < comma.i]
    if not before or not after:
        return
    first.dep_ = "prep"
    before[0].head, before[0].dep_ = first, "pobj"
    after[0].head, after[0].dep_ = verb, "nsubj"


def _follows(comma: Token) -> bool:
    """Whether what follows the comma is the coordination that the parser made of the subject."""
    return any(
        t.dep_ == "conj" and t.head.i < comma.i and t.pos_ in {"PROPN", "NOUN"}
        for t in comma.doc[comma.i + 1 : comma.i + 6]
    )
