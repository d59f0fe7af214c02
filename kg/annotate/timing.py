"""When an event took place: which of the text's dates hangs on its predicate, and which it shares with its neighbours."""

from __future__ import annotations

import calendar

from spacy.tokens import Doc, Token

from kg.annotate.dates import When, is_present
from kg.annotate.entities import CALENDAR
from kg.annotate.extensions import head_of
from kg.lexicon import lexicon

_IMPLICATIVE = frozenset("begin start continue manage fail cease go help come use decide refuse decline".split())
_MOTION = frozenset("be travel fly go come arrive return land head gather convene".split())
_PERIODS = frozenset(
    "spring summer autumn fall winter half quarter third part end start beginning middle month week day hour morning afternoon evening night dawn".split()
)


def of(predicate: Token, extra: Token | None, dates: list[When]) -> str | None:
    """Return the date of the event that a predicate tells: that which hangs on it and on no verb in between."""
    own: When | None = None
    shared: When | None = None
    sentence = predicate.sent
    for when in dates:
        if when.end <= sentence.start or when.start >= sentence.end:
            continue  # nothing hangs on a word of another sentence
        if when.start <= predicate.i < when.end:
            continue
        anchor = _anchor(predicate.doc, when)
        if anchor is None or (when.since and not _has_lasted(anchor)):
            continue
        if anchor.i == predicate.i or (extra is not None and anchor.i == extra.i):
            own = own or when
        elif _carries(predicate, anchor, when):
            shared = shared or when
    best = own or shared
    # A month whose year nobody knows ("in March" of an undated text) is less than the extraction format can say.
    return best.iso if best and not (best.iso.startswith("--") and len(best.iso) == len("--03")) else None


def _has_lasted(verb: Token) -> bool:
    """Whether "since" says when an act began: "has sanctioned X since 2014"; not "met for the first time since 2014"."""
    helpers = {c.lemma_ for c in verb.children if c.dep_ in {"aux", "auxpass"}}
    return "have" in helpers and not any(c.dep_ == "neg" for c in verb.children)


def is_ahead(predicate: Token, extra: Token | None, doc: Doc) -> bool:
    """Whether what the present tense tells is still to come on the article's date: "takes over in July"."""
    verb = predicate if predicate.pos_ in {"VERB", "AUX"} else predicate.head
    when = of(predicate, extra, doc._.kg_dates) if is_present(verb) else None
    article: str = doc._.kg_date or ""
    return when is not None and when[:1].isdigit() and when > article[: len(when)] != ""


def is_on_calendar(predicate: Token) -> bool:
    """Whether a sentence is an entry of a programme: "Monday: X meets Y in Paris"; not "Monday: X met Y"."""
    sentence = predicate.sent
    colon = next((t for t in sentence[1:6] if t.text in {":", "–", "—"}), None)
    if colon is None or predicate.i < colon.i or sentence[0].text not in _WEEKDAYS:
        return False
    dated = all(
        t.text in CALENDAR or t.is_punct or (t.is_digit and len(t) < 3) for t in sentence.doc[sentence.start : colon.i]
    )
    done = any(t.tag_ == "VBD" or (t.dep_ == "aux" and t.lemma_ == "have") for t in sentence)
    return dated and not done


_WEEKDAYS = frozenset(calendar.day_name)


def _anchor(doc: Doc, when: When) -> Token | None:
    """Return the verb or noun of action that a date hangs on: the first verb above it."""
    top = doc[head_of(doc, when.start, when.end)]
    of = next((t for t in (top, top.head) if t.lower_ == "of" and t.dep_ == "prep"), None)
    if of is not None and of.head.pos_ in {"NOUN", "PROPN"} and of.head.lemma_.lower() not in _PERIODS:
        return of.head  # "a treaty of 1936": the noun's date, whatever the verb tells
    if top.dep_ == "poss":
        return top.head  # "Monday's attack"
    for token in (top, *top.ancestors):
        if token.i in range(when.start, when.end):
            continue
        if token.pos_ in {"VERB", "AUX"}:
            return token
        if token.pos_ == "NOUN" and _is_action(token):
            return token
    return None


def _is_action(noun: Token) -> bool:
    return noun.lemma_.lower() in lexicon().nouns


def _carries(predicate: Token, anchor: Token, when: When) -> bool:
    """Whether a predicate shares the date of what stands above it: "held talks on Monday", "began on Monday to withdraw"."""
    if predicate.pos_ not in {"VERB", "AUX"}:
        if anchor.dep_ == "acl" and anchor.tag_ == "VBN" and anchor.head.i == predicate.i:
            return True  # "a meeting scheduled for Monday"
        return predicate.head.i == anchor.i and predicate.dep_ in {"dobj", "nsubj", "nsubjpass", "attr"}
    if anchor.dep_ == "pobj" and anchor.head.lower_ in {"in", "during", "at"} and anchor.head.head.i == predicate.i:
        return True  # "killed two soldiers in an attack on Monday"
    if anchor.dep_ == "advcl" and anchor.tag_ == "VBG" and anchor.i < predicate.i and anchor.head.i == predicate.i:
        return True  # "Speaking in Ankara on Monday, X threatened Y"
    if anchor.dep_ == "conj" and anchor.head.i == predicate.i:
        return _same_story(anchor, predicate)
    if predicate.head.i != anchor.i or predicate.i <= anchor.i:
        return False
    if predicate.dep_ == "xcomp":  # "agreed on Monday to meet" dates the agreement, "to meet on Monday" the meeting
        return when.start > predicate.i or anchor.lemma_ in _IMPLICATIVE
    if predicate.dep_ == "conj":
        return _same_story(predicate, anchor)
    if predicate.dep_ == "advcl" and any(
        c.lower_ in {"when", "as"} and c.dep_ in {"mark", "advmod"} for c in predicate.children
    ):
        return predicate.tag_ in {"VBD", "VBN"} and anchor.tag_ in {"VBD", "VBN"}  # "died on Monday when B shelled"
    if predicate.dep_ != "advcl" or any(c.dep_ in {"nsubj", "nsubjpass", "mark"} for c in predicate.children):
        return False
    if any(c.lower_ == "to" and c.dep_ == "aux" for c in predicate.children):
        return anchor.lemma_ in _MOTION  # "will fly to Cairo on Monday to meet"
    return predicate.tag_ == "VBG"


def _same_story(second: Token, first: Token) -> bool:
    """Whether coordinated verbs tell of one party in one tense: then the date of one is the other's, unless it has its own."""
    return second.tag_ == first.tag_ and not any(c.dep_ in {"nsubj", "nsubjpass"} for c in second.children)
