"""Sentence boundaries, set before the parser runs so that it cannot split or join against the layout of the text."""

from __future__ import annotations

import re

from spacy.language import Language
from spacy.tokens import Doc

MAX_TOKENS = 400
"""A longer sentence is a table, a list or noise; it is cut into pieces of this length, none of them evidence."""

_END = frozenset(".?!…。")
_CLOSERS = frozenset("\"'”’)]»")
_OPENERS = frozenset("\"'“‘([«")
_ABBREVIATION = re.compile(
    r"^(?:[A-Z]\.)+$|^(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|Cmdr|Adm|Sgt|Sen|Rep|Gov|St|Hon|Rev|Jr|Sr|No|vs|etc|Inc|Ltd|Co|"
    r"Corp|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|approx|Mt|Ft|Gens|Messrs|e\.g|i\.e|a\.m|p\.m)\.?$"
)


@Language.component("kg_sentences", assigns=["token.is_sent_start"])
def kg_sentences(doc: Doc) -> Doc:
    """Start a sentence after ., ? or ! (and closing quotes), after an empty line, at a bullet, and at a skipped span."""
    borders = {edge for span in doc._.kg_skip for edge in span}
    length = 0
    for i, token in enumerate(doc):
        start = i == 0 or (not token.is_space and _starts(doc, i, borders))
        if length >= MAX_TOKENS:
            start = True
        token.is_sent_start = start
        length = 1 if start else length + 1
    return doc


def _starts(doc: Doc, i: int, borders: set[int]) -> bool:
    token = doc[i]
    if borders and any(b in borders for b in range(doc[i - 1].idx + 1, token.idx + 1)):
        return True
    j = i - 1
    between = ""
    while j >= 0 and doc[j].is_space:
        between = doc[j].text + between
        j -= 1
    between = (doc[j].whitespace_ if j >= 0 else "") + between
    if j < 0:
        return False
    if between.count("\n") > 1 or ("\n" in between and token.text in {"-", "*", "•", "–", "·"}):
        return True
    last = j
    while last > 0 and doc[last].text in _CLOSERS and doc[last - 1].text[-1:] in _END | _CLOSERS:
        last -= 1
    text = doc[last].text
    if text[-1:] not in _END:
        return "\n" in between and doc[j].text[-1:] in _END
    if token.text in {'"', "'"} and not between:
        return False  # a straight quotation mark that follows without a space closes
    if text == "." and last and not doc[last - 1].whitespace_:
        text = doc[last - 1].text + "."
    if not (
        token.text[:1].isupper() or token.text[:1].isdigit() or token.text[:1] in _OPENERS or token.text in "-•*–—"
    ):
        return False
    return not (text[-1] == "." and len(text) > 1 and _ABBREVIATION.match(text) and not _new_start(token.text))


def _new_start(text: str) -> bool:
    """After an abbreviation only a word that seldom goes on after a name starts a new sentence ("in the U.S. The ...")."""
    return text in {"The", "He", "She", "It", "They", "In", "But", "And", "This", "On", "A", "We", "At", "That", "His"}
