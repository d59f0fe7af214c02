"""What the parse says against a pair of mentions that only the reader takes for related.

The reader sees words, not clauses: it likes a state that only says whose fighters they are, what somebody says of others,
and the two ends of a sentence. Each objection is a construction in which no act goes from the one to the other.
"""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc, Span, Token

from kg.annotate import arguments
from kg.annotate.extensions import Named
from kg.lexicon import cues, lexicon
from kg.model import Actor

_MODIFYING = frozenset({"compound", "amod", "nmod", "poss", "npadvmod", "nummod"})
_IN_WORDS = frozenset({"ACCUSE", "REQUEST", "SUPPORT", "REJECT", "AGREE"})
"""What words alone may do to whom they speak of: "said that X had behaved shamefully"."""
_SUFFERED = frozenset({"ASSAULT", "COERCE"})
"""What somebody may suffer of whom the clause beside tells: "two died when the army opened fire"."""
_OWN = frozenset({"GOV", "MIL", "LEG", "SPY", "COP", "JUD", None})
_SENDING = frozenset({"land", "send", "deploy", "dispatch", "station", "muster", "lead", "march"})
_WAYS = frozenset({"through", "via", "across", "past"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})


def objection(sentence: Span, source: Named, target: Named, category: str, *, symmetric: bool = False) -> str:
    """Return why no act of a category goes from one mention to another; empty where the parse has nothing against it."""
    doc = sentence.doc
    for one, other in ((source, target), (target, source)):
        if reason := _only_owns(doc, one, other):
            return reason
    doer, sufferer = doc[source.head], doc[target.head]
    if sufferer in doer.conjuncts and (not symmetric or _with_a_third(doc, doer, {source.head, target.head})):
        return "both do it, or both suffer it"
    if "oprd" in {doer.dep_, sufferer.dep_}:
        return "one only says what somebody is held for"
    if sufferer.dep_ == "dobj" and sufferer.head.lemma_ in _SENDING and not any(a.country for a in target.actors()):
        return "the one sends his own"
    if sufferer.dep_ == "pobj" and sufferer.head.lower_ in _WAYS:
        return "the one only leads the way"
    if _spoken_of(source, sufferer, category):
        return "the one only speaks of the other"
    if _done_by_another(doc, source, target):
        return "somebody else does it to the other"
    if _done_elsewhere(doer, sufferer, category):
        return "the clause of the one does not reach the other"
    if _same_side(source, target, category):
        return "both are of one state"
    return ""


def _only_owns(doc: Doc, one: Named, other: Named) -> str:
    """Say that a mention only tells whose somebody is: "Iranian-backed rebels", "the president's aide", "a father of X"."""
    noun, joined = _phrase(doc, one)
    if noun is None:
        return ""
    if noun.i == other.head or other.start <= noun.i < other.end:
        return "" if joined else "one only says whose the other is"
    return "one only says whose somebody else is" if _names(doc, noun) else ""


def _phrase(doc: Doc, named: Named) -> tuple[Token | None, bool]:
    """Return the noun within whose phrase a mention only modifies, and whether a participle joins it: "US-backed forces"."""
    token, joined = doc[named.head], False
    while True:
        if token.dep_ in _MODIFYING or (token.dep_ == "conj" and token.head.dep_ in _MODIFYING):
            token = token.head
            joined = joined or token.tag_ in {"VBN", "VBG"}
        elif token.dep_ == "pobj" and token.head.lower_ in {"of", "in"} and _is_somebodys(doc, token.head.head):
            token = token.head.head
        else:
            return (None, False) if token.i == named.head else (token, joined)


def _is_somebodys(doc: Doc, noun: Token) -> bool:
    """Whether a noun names people who are somebody's: "the father of X", "the Armenians of X"; not "dozens of"."""
    index: dict[int, list[Named]] = doc._.kg_by_head
    people = any(a.type in {"person", "people", "body"} for m in index.get(noun.i, ()) for a in m.actors())
    return people and noun.lemma_.lower() not in arguments.transparent()


def _names(doc: Doc, noun: Token) -> bool:
    """Whether a noun, or who stands in apposition to it, is somebody himself."""
    beside = [noun, *(c for c in noun.children if c.dep_ == "appos"), *([noun.head] if noun.dep_ == "appos" else [])]
    return bool(_actors(doc, beside))


def _actors(doc: Doc, tokens: Iterable[Token]) -> set[int]:
    """Return the head tokens of the actors among tokens."""
    index: dict[int, list[Named]] = doc._.kg_by_head
    return {t.i for t in tokens for m in index.get(t.i, ()) if m.actors() and m.use != "place"}


def _with_a_third(doc: Doc, party: Token, pair: set[int]) -> bool:
    """Whether what two do jointly they do with somebody else: "A and B signed deals with C"."""
    verb = next((a for a in party.ancestors if a.pos_ in {"VERB", "AUX"}), None)
    if verb is None:
        return False
    things = [verb, *arguments.object_(verb)]
    others = [t for thing in things for word in ("with", "to") for t in arguments.complement(thing, word)]
    return bool(_actors(doc, [*others, *things]) - pair - {party.i} - {t.i for t in party.conjuncts})


def _spoken_of(source: Named, target: Token, category: str) -> bool:
    """Whether the source is who says something, and the target stands in what is said."""
    if category in _IN_WORDS:
        return False
    for token in (target, *target.ancestors):
        if token.dep_ == "ccomp" and token.head.lemma_.lower() in cues().reporting:
            if source.head in {t.i for t in arguments.surface_subject(token.head)}:
                return True
    return False


def _done_by_another(doc: Doc, source: Named, target: Named) -> bool:
    """Whether the act that reaches the target has a doer of its own: "shot down a jet that had bombed X", "Y's support of X"."""
    token, inside = doc[target.head], set(range(source.start, source.end))
    if token.is_ancestor(doc[source.head]):
        return False
    while token.head != token:
        below, token = token, token.head
        if token.pos_ in {"VERB", "AUX"}:
            if below.dep_ in _SUBJECTS or (below.dep_ == "agent"):
                return False
            doers = arguments.subject(token)
            return bool(_actors(doc, doers)) and not {t.i for t in doers} & {*inside, target.head}
        if token.pos_ == "NOUN" and below.dep_ == "prep" and token.lemma_.lower() in lexicon().nouns:
            owners = arguments.possessor(token)
            named = _actors(doc, owners)
            if named and not {t.i for t in owners} & inside and not named & {source.head, target.head}:
                return not any(m.actor == source.actor for i in named for m in doc._.kg_by_head[i])
    return False


def _done_elsewhere(source: Token, target: Token, category: str) -> bool:
    """Whether the source acts in a clause in which the target has no part: "left land held by X", "a day after X did so"."""
    token = source
    while token.dep_ in _MODIFYING or token.dep_ == "conj":
        token = token.head
    by = token.dep_ == "pobj" and token.head.dep_ == "agent"
    if not by and token.dep_ not in {"nsubj", "nsubjpass"}:
        return False
    verb = token.head.head if by else token.head
    while verb.dep_ == "conj" and verb.head.pos_ in {"VERB", "AUX"}:
        verb = verb.head
    if verb.is_ancestor(target) or verb.dep_ not in {"advcl", "relcl", "acl"}:
        return False
    if verb.dep_ == "advcl":
        return category not in _SUFFERED
    antecedent = verb.head
    means = (
        antecedent.dep_ in {"nsubj", "nsubjpass"} or antecedent.head.dep_ == "agent"
    )  # "killed by a bomb planted by X"
    return antecedent != target and not antecedent.is_ancestor(target) and not means


def _same_side(source: Named, target: Named, category: str) -> bool:
    """Whether a state, or its forces, would act towards itself."""
    return any(
        a.country is not None and a.country == b.country and (_is_state(a, b, category) or _is_force(a, b, category))
        for a in source.actors() for b in target.actors()
    )  # fmt: skip


def _is_state(one: Actor, other: Actor, category: str) -> bool:
    """Whether one is a state and the other its own office: a state does not talk with its envoys."""
    states = [a for a in (one, other) if a.type == "state" and a.sector in {None, "GOV"}]
    return bool(states) and {one.sector, other.sector} <= _OWN and category != "COERCE"


def _is_force(one: Actor, other: Actor, category: str) -> bool:
    return category == "ASSAULT" and one.sector == other.sector == "MIL"
