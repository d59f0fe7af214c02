"""What a sentence is about, where that makes its words mean something else: in sport, to beat is no assault."""

from __future__ import annotations

import re
from functools import lru_cache

from spacy.tokens import Span, Token

from kg.annotate.arguments import object_, preposition
from kg.lexicon import cues

SPORTING = frozenset(
    "CONSULT ASSAULT AGREE SUPPORT COOPERATE THREATEN COERCE RETREAT CONCEDE AID MOBILIZE REJECT".split()
)
"""Categories whose words sport uses, too; a boycott or a protest of games is politics."""


def is_statecraft(word: Token) -> bool:
    """Whether a word is of a thing that only states and armies have: they sign no "peace treaty" in sport."""
    return word.lemma_.lower() in cues().statecraft


def is_jail(sentence: Span) -> bool:
    """Whether a sentence tells of somebody let out "from" a jail: no sport does that, though he be a footballer."""
    return any(t.lemma_.lower() in cues().jails and t.dep_ == "pobj" and t.head.lower_ == "from" for t in sentence)


_SCORE = r"(?<![\d-])\d{1,3}[-–]\d{1,2}(?![\d-])(?! (?:vote|majority|resolution))"


def is_sport(sentence: Span) -> bool:
    """Whether a sentence reports sport, by its words or a score."""
    return bool(_pattern().search(sentence.text.lower()))


def plays(verb: Token, subject: Token) -> bool:
    """Whether one name has a plural's verb, as teams have: "Brazil host Argentina", "Croatia have called up a striker"."""
    if _is_their(verb, subject):
        return True  # "Ghana sacked their coach"
    helpers = [c for c in verb.children if c.dep_ in {"aux", "auxpass"}]
    plural = helpers[0].lower_ in {"have", "are", "were"} if helpers else verb.tag_ == "VBP"
    if not plural or subject.dep_ not in {"nsubj", "nsubjpass"} or subject.head != verb:
        return False
    several = subject.lower_.rstrip(".").endswith("s")  # "the Philippines have", "US have"
    one = subject.tag_ == "NNP" and not several and not list(subject.conjuncts)
    return one and verb.sent.text.rstrip().endswith(".")  # headlines are tagged badly


def _is_their(verb: Token, subject: Token) -> bool:
    """Whether one state is "they", as teams are, and acts upon a player or a coach."""
    staff = [o for o in verb.children if o.dep_ == "dobj" and any(c.lower_ == "their" for c in o.children)]
    return (
        subject.dep_ == "nsubj"
        and subject.head == verb
        and not list(subject.conjuncts)
        and any(o.lemma_.lower() in {"coach", "manager", "captain", "keeper", "trainer", "skipper"} for o in staff)
    )


def is_own_affair(journey: Token, visit: Token | None) -> bool:
    """Whether somebody travels for his own sake: "flew to Vienna for treatment", "arrived in Fiji on holiday"."""
    words = [journey, *([visit] if visit is not None else ())]
    scenes = [p for w in words for c in w.children if c.dep_ == "prep" for p in c.children if c.lower_ in {"to", "in"}]
    aims = [p for w in (*words, *scenes) for by in ("for", "on") for p in preposition(w, by)]
    aims += [o for c in journey.children if c.tag_ == "VB" and c.i > journey.i for o in object_(c)]
    private = any(c.lower_ == "private" for w in words for c in w.children)
    return private or any(a.lemma_.lower() in cues().private for a in aims)


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, cues().sport), key=len, reverse=True))
    verbs = "beat|beats|defeated|won|win|wins|lost|drew|thrashed|crushed|victory|defeat|led|trailed"
    final = r"in the final(?=[^\w\s]|$| (?:of|on|against|at|after|in|by)\b)"  # not "in the final status talks"
    return re.compile(rf"\b(?:{words})s?\b|\b{final}|\b(?:{verbs})\b[^.]{{0,40}}{_SCORE}")
