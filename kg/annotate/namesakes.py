"""What is called after a person and is none: airports, streets, warships, foundations."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from kg.annotate.reference import words
from kg.annotate.syntax import is_plural
from kg.lexicon import cues

_FAR = 3
"""How many words may stand between a name and what is called by it: "Nelson Mandela Memorial Teaching Hospital"."""


def behind(doc: Doc, end: int) -> tuple[str, int]:
    """Return what a name that ends at a token is given to, "thing", "body" or nothing, and where that one's name ends."""
    known = words().called
    for i in range(end, min(end + _FAR, len(doc))):
        token = doc[i]
        capital = token.text[:1].isupper()
        if token.lower_ in known["things"] and not is_plural(token):
            return "thing", i + 1
        if token.lower_ in known["bodies"] and capital and not token.text.isupper():
            return "body", i + 1
        if token.lower_ not in known["between"]:
            break
    return "", end


def is_given(doc: Doc, start: int, stop: int) -> bool:
    """Whether a name is of who is given what stands behind it: "the committee awards Obama peace prize"."""
    i = start
    while i and doc[i - 1].is_title and doc[i - 1].pos_ in {"PROPN", "NOUN"} and not doc[i - 1].is_sent_start:
        i -= 1  # his title, or his first name
    verb = doc[i - 1] if i else None
    return verb is not None and verb.pos_ == "VERB" and doc[stop - 1].is_lower and verb.lemma_.lower() in cues().giving


def has_prefix(doc: Doc, start: int) -> bool:
    """Whether a ship's prefix begins the name of which a name is a part: "the USS George Washington"."""
    i, prefixes = start, words().called["prefixes"]
    while i and doc[i - 1].pos_ == "PROPN" and doc[i - 1].text not in prefixes:
        i -= 1
    return i > 0 and doc[i - 1].text in prefixes


def is_ship(doc: Doc, start: int) -> bool:
    """Whether a name is a ship's by what stands before it: "the USS Carl Vinson", "the carrier Charles de Gaulle"."""
    before = doc[start - 1] if start else None
    kind = before is not None and before.text in words().called["ships"] and not is_plural(before)
    return kind or has_prefix(doc, start)


def storms(doc: Doc) -> set[int]:
    """Return the tokens of the names of storms, here and where they return: "Cyclone Nargis hit X. Nargis killed ..."."""
    storm = words().called["storms"]
    kinds = [t.i for t in doc[:-1] if t.is_title and t.lower_ in storm and _is_single(t.nbor()) and not _is_deed(t)]
    if not kinds:
        return set()
    named = {doc[i + 1].text for i in kinds}
    again = {t.i for t in doc if t.text in named and _is_single(t) and (t.i - 1 in kinds or not _follows_name(t))}
    tropical = {i - 1 for i in kinds if i and doc[i - 1].lower_ == "tropical"}
    return again | tropical | set(kinds)


def _is_deed(storm: Token) -> bool:
    """Whether it is what people do in a headline: "Rebels Storm Gbagbo palace", "Police Storm Gbagbo's house"."""
    if storm.lower_ != "storm" or storm.is_sent_start or not storm.i:
        return False
    before, behind = storm.nbor(-1), storm.doc[storm.i + 2 : storm.i + 3].text
    owned = before.pos_ in {"NOUN", "PROPN"} and before.lower_ != "tropical" and behind in {"'s", "’s"}
    return owned or is_plural(before)


def _is_single(token: Token) -> bool:
    """Whether a word is a proper name, and no other name follows it."""
    last = token.i + 1 == len(token.doc) or token.nbor().pos_ != "PROPN"
    return last and token.pos_ == "PROPN" and token.is_title


def _follows_name(token: Token) -> bool:
    return not token.is_sent_start and token.i > 0 and token.nbor(-1).pos_ == "PROPN"
