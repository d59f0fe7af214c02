"""What several of the rules ask about a word."""

from __future__ import annotations

import calendar
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg.knowledge import Role, load


def stems(form: str) -> Iterator[str]:
    """Yield the verbs of which a word may be a form."""
    for ending in ("ed", "ing", "es", "s"):
        stem = form.removesuffix(ending)
        if stem == form or len(stem) < 2:
            continue
        if stem.endswith("i"):
            yield stem[:-1] + "y"
        yield stem + "e"
        yield stem
        if len(stem) > 3 and stem[-1] == stem[-2]:
            yield stem[:-1]


def is_role(noun: Token, *, but: str = "none") -> bool:
    """Whether a noun says who somebody is; roles of one type may be left out."""
    return any(role.type not in {"none", but} for role in roles_at(noun))


def roles_at(noun: Token) -> Iterator[Role]:
    """Yield the roles that the data know by what ends with a noun."""
    end = noun.idx + len(noun)
    return (h.role for h in noun.doc._.kg_hits or () if h.end == end and h.role is not None)


def is_name(doc: Doc, first: int, last: int) -> bool:
    """Whether a known name stands from one token to another."""
    start, end = doc[first].idx, doc[last].idx + len(doc[last])
    return any(h.start == start and h.end == end and h.names for h in doc._.kg_hits or ())


def is_person(noun: Token) -> bool:
    """Whether a noun ends the known name of a person."""
    end, persons = noun.idx + len(noun), load().persons
    return any(n.actor in persons for h in noun.doc._.kg_hits or () if h.end == end for n in h.names)


def is_land(noun: Token, *, first: int | None = None) -> bool:
    """Whether a noun ends a state's name, adjective, people or capital; one that begins at the token `first`, if that is given."""
    doc, end, states = noun.doc, noun.idx + len(noun), load().states
    hits = (h for h in doc._.kg_hits or () if h.end == end and (first is None or h.start == doc[first].idx))
    return any(n.actor in states for h in hits for n in h.names)


WEEKDAYS = frozenset({day.lower() for day in calendar.day_name})


def behind_comma(token: Token) -> bool:
    """Whether a comma stands before a word and what hangs on it."""
    first = token.left_edge
    return first.i > 0 and first.nbor(-1).text == ","


def has(token: Token, *deps: str) -> bool:
    """Whether something of one of these labels hangs on a word."""
    return any(c.dep_ in deps for c in token.children)


def matter_behind(noun: Token) -> Token | None:
    """Return the preposition of what somebody is warned or accused of, right behind him; not "Lee of the Red Cross"."""
    for way in (c for t in (noun, noun.head) for c in t.rights if c.dep_ == "prep" and c.i == noun.i + 1):
        matters = [c for c in way.children if c.dep_ in {"pobj", "pcomp"}]
        if way.lower_ in _MATTER and any(way.lower_ != "of" or c.pos_ != "PROPN" for c in matters):
            return way
    return None


_MATTER = frozenset({"of", "over", "about", "against"})


def tells_role(noun: Token) -> bool:
    """Whether a noun says what somebody is: "premier", "junta", "foreign ministry"."""
    return noun.pos_ == "NOUN" and next(roles_at(noun), None) is not None


def is_below(verb: Token) -> bool:
    """Whether a verb is that of a subordinate clause: "as traffic slows"."""
    return verb.dep_ in {"advcl", "relcl", "acl"} or any(a.dep_ in {"advcl", "relcl", "acl"} for a in verb.ancestors)


def leading_names(words: list[Token]) -> list[Token]:
    """Return the last words of the names that begin a headline: "US ...", "Putin, Xi ...", "Mali and Niger ..."."""
    found: list[Token] = []
    for token in words:
        if (
            found
            and token.pos_ in {"VERB", "ADJ"}
            and token.is_title
            and token.nbor(-1).text == ","
            and is_person(token)
        ):
            token.tag_, token.pos_, token.lemma_ = "NNP", "PROPN", token.text  # "Putin, Modi hail ties"
        if token.pos_ == "PROPN" and not token.is_lower:
            follows = token.i < words[-1].i and token.nbor().pos_ == "PROPN" and not token.nbor().is_lower
            found += [] if follows else [token]
        elif token.text not in {",", "and", "&"} or not found:
            break
    return found


def left_edge(token: Token) -> int:
    """Return where a noun begins, with its article, adjectives and the nouns before it."""
    return min([token.i, *(c.i for c in token.lefts if c.dep_ in {"compound", "amod", "det"})])


def make_subject(noun: Token, verb: Token) -> None:
    """Hang a noun on a verb as its subject."""
    noun.head, noun.dep_ = verb, "nsubjpass" if has(verb, "auxpass") else "nsubj"
