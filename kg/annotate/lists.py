"""Lists of points under words that lead in: "At their talks X and Y: - signed an accord; - condemned Z".

A point that begins with a verb has its subject above the list, and what the leading words make of it ("will:", "agreed to:")
they make of every point.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc, Token

from kg.annotate import arguments, syntax
from kg.annotate.extensions import Named
from kg.annotate.sentences import points
from kg.lexicon import cues

_ASKED = frozenset({"dobj", "pobj", "dative"})


@dataclass(frozen=True, slots=True)
class Lead:
    """Who does what a point says: the heads of the mentions, and what the word that leads in makes of it."""

    subjects: tuple[int, ...]
    status: str | None = None
    cue: str = ""


@Language.component("kg_lists", requires=["doc._.kg_by_head"], assigns=["doc._.kg_leads"])
def kg_lists(doc: Doc) -> Doc:
    """Set `doc._.kg_leads`: the verb of a point without a subject -> its `Lead`."""
    doc._.kg_leads = {verb.i: lead for verb, lead in _led(doc)}
    return doc


def _led(doc: Doc) -> Iterator[tuple[Token, Lead]]:
    sentences = list(doc.sents)
    for above, _, point in points(sentences):
        words = [t for t in sentences[point] if not t.is_space]
        if not _is_open(sentences[point].root, words):
            continue
        lead = _lead([t for t in sentences[above] if not t.is_space])
        if lead is not None:
            yield sentences[point].root, lead


def _is_open(verb: Token, words: list[Token]) -> bool:
    """Whether a point begins with its verb, but for an adverb, and has no subject."""
    before = [t for t in words if t.i < verb.i]
    subject = any(c.dep_ in {"nsubj", "nsubjpass", "csubj", "expl"} for c in verb.children)
    return verb.pos_ == "VERB" and not subject and all(t.pos_ in {"ADV", "AUX", "PART"} for t in before)


def _lead(words: list[Token]) -> Lead | None:
    last = words[-2] if len(words) > 1 else words[0]
    before = [t for t in words if t.i < last.i]
    verb = next((t for t in reversed(before) if t.pos_ == "VERB"), None)
    if any(t.dep_ == "neg" for t in before):
        return None  # "did not agree to:"
    if last.lower_ == "to" and verb is not None:  # "agreed to:", "urged X to:"
        status = cues().governors.get(verb.lemma_.lower())
        if status is None:
            return None  # "has the right to:"
        asks = verb.lemma_.lower() in cues().object_control
        asked = [t for t in before if t.i > verb.i and t.dep_ in _ASKED and _is_named(t)] if asks else []
        return _made(asked or _subjects(before, verb), None if status == "same" else status, verb)
    if last.lower_ in cues().modals:  # "X will:"
        return _made(_subjects(before, last), cues().modals[last.lower_], last)
    if any(t.pos_ in {"VERB", "AUX"} for t in before):
        return None
    noun = _top(last)
    if (meant := _meant(noun)) is not None:
        return _made(*meant, noun)
    if any(t.lemma_.lower() in cues().proposals for t in before):
        return None  # "under the draft resolution, X:"
    return _made(_doers(last), None, noun)


def _made(who: list[Token], status: str | None, cue: Token) -> Lead | None:
    return Lead(tuple(t.i for t in who), status, cue.lower_) if who else None


def _meant(noun: Token) -> tuple[list[Token], str | None] | None:
    """Return who is to do, or did, what the points say, where a noun of speech leads in: "the unions' demands to X:"."""
    if noun.lemma_.lower() in syntax.requests():
        return arguments.asked(noun), "demanded"
    if syntax.accuses(noun):
        return arguments.preposition(noun, "against"), "claimed"
    status = cues().governors.get(noun.lemma_.lower())
    if status == "planned":
        return arguments.owners(noun), status
    return ([], None) if status not in {None, "same"} else None


def _is_named(token: Token) -> bool:
    """Whether a word is the head of a mention of somebody."""
    found: list[Named] = token.doc._.kg_by_head.get(token.i, [])
    return any(m.actors() and m.use == "head" for m in found)


def _subjects(before: list[Token], verb: Token) -> list[Token]:
    """Return the actors named before a verb, whatever the parser makes of a sentence that ends in the middle."""
    named = [t for t in before if t.i < verb.i and t.pos_ in {"NOUN", "PROPN", "PRON"}]
    return _doers(named[-1]) if named else []


def _doers(last: Token) -> list[Token]:
    """Return who is named by the words that end with `last`: "The ministers of X and Y", "At their talks in Paris, X and Y"."""
    head = _top(last)
    if head.pos_ in {"NOUN", "PROPN"} and head.i in head.doc._.kg_by_head:
        return [head]
    owned = last  # "At their talks on Thursday the presidents of X and Y"
    while owned.dep_ == "conj" or (owned.dep_ == "pobj" and owned.head.lower_ == "of"):
        owned = owned.head if owned.dep_ == "conj" else owned.head.head
    before = owned.left_edge.i - 1
    if owned != last and owned.i in last.doc._.kg_by_head and before >= 0 and last.doc[before].pos_ != "ADP":
        return [owned]
    return _row(last)


def _top(last: Token) -> Token:
    """Return what the words that end with `last` hang on."""
    head = last
    while head.head.i < head.i and head.head.sent == head.sent:
        head = head.head
    return head


def _row(last: Token) -> list[Token]:
    """Return the actors of the last row of names; nobody where a preposition leads to them."""
    doc = last.doc
    ends = {m.end: m for ms in doc._.kg_by_head.values() for m in ms if m.actors() and m.use == "head"}
    found: list[Token] = []
    at = last.i + 1
    while (mention := ends.get(at)) is not None:
        found.append(doc[mention.head])
        at = mention.start
        while at and doc[at - 1].pos_ == "DET":
            at -= 1
        if not at or doc[at - 1].lower_ not in {"and", ","}:
            break
        at -= 2 if at > 1 and doc[at - 1].lower_ == "and" and doc[at - 2].text == "," else 1
    return [] if at and doc[at - 1].pos_ == "ADP" else found[::-1]
