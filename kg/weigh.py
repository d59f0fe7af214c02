"""Two pairs of eyes: what the lexicon reads in a sentence, and what the reader thinks of each pair of mentions.

The lexicon says which relation it is; the reader confirms it or doubts it, which moves `confidence`, puts another status in its
place where it is sure, refuses what both together make unlikely, and adds pairs about which the lexicon is silent, with
the category's most general relation. Where the two name different categories the lexicon's stays, for on sentences that others
annotated it is right more often; the doubt shows. The thresholds were found by measuring: data/confidence.md has what others give.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Span, Token

from kg.annotate import syntax
from kg.annotate.extensions import Named
from kg.annotate.predicate import Predicate
from kg.annotate.reader import Opinion
from kg.annotate.status import verdict
from kg.confidence import Signals, confidence, log_odds
from kg.inventory import RelationType, general
from kg.inventory import relations as inventory
from kg.lexicon import Lexicon, lexicon
from kg.model import Actor, Relation, Status
from kg.objections import objection

Opinions = Mapping[tuple[int, int], Opinion]
Index = Mapping[tuple[int, int], int]
"""Character offsets of a mention -> its index in `doc._.kg_named`."""
Edges = tuple[Sequence[tuple[int, int]], Sequence[tuple[int, int]]]
"""Character offsets of the words that stand for the source and for the target."""
Judged = tuple[Opinions, Index]

ADD = 0.55
"""A fact about which the lexicon is silent is added from this confidence on ..."""
ADD_TOLD = 0.07
"""... what is but planned, claimed, feared or denied from this one on: that asserts nothing. Of newspaper sentences that others annotated
it finds a tenth more pairs than 0.25 does, two thirds of them rightly, though seldom with the very status and category."""
REFUSE = 0.015
RULED_OUT = 0.0005
"""A relation of the lexicon is dropped below this confidence where the reader gives its parties no chance at all; with any chance
left it stays, at the bottom of the scale: of such, one in five is right on the held-out sentences, more on newswire."""
DOUBTED = 0.05
SURE = 0.3
"""A relation below the first gives way to one above the second in its sentence: what a sentence tells, it seldom tells of all whom it names."""
UNRELATED = 0.2
"""Below this the reader does not see that two have to do with each other."""
ASKED = 0.1
"""A pair that the reader takes for related with less than this is not even considered."""
MUTUAL = 0.5
"""From here on the way back, too, makes an act of both towards each other."""
RESTATE = 0.9
"""The reader's status replaces the lexicon's from here on: on the held-out sentences it was right 64 times, the lexicon 10."""

_NEARLY = 0.5
"""Of several mentions of a pair those count whose probability is at least this share of the best."""

_SUBJECTS = frozenset({"nsubj", "agent", "csubj"})


@dataclass(frozen=True, slots=True)
class Pair:
    """An ordered pair of mentions of one sentence that the reader takes for related."""

    source: int
    target: int
    opinion: Opinion
    symmetric: bool = False


def judged(sentence: Span) -> Judged:
    """Return the reader's opinions on a sentence, and which of the mentions it judged each mention is, or lies within."""
    doc = sentence.doc
    opinions: Opinions = (doc._.kg_opinions or {}).get(sentence.start, {})
    if not opinions:
        return {}, {}
    named: list[Named] = doc._.kg_named
    by_head: Mapping[int, list[Named]] = doc._.kg_by_head
    known = [(i, named[i].start, named[i].end) for i in sorted({i for pair in opinions for i in pair})]
    here = (n for t in range(sentence.start, sentence.end) for n in by_head.get(t, ()))
    return opinions, {n.edges(doc): i for n in here for i, start, end in known if start <= n.start and n.end <= end}


def opinion_of(relation: Relation, opinions: Opinions, index: Index, stand: Edges = ((), ())) -> Opinion | None:
    """Return the reader's most favourable opinion on the parties of a relation, or None where it has none.

    `stand` has the edges of the words that stand for source and target at the act: the record names "Putin", who "he" is, but
    what the reader thinks of "he" is what it thinks of the act.
    """
    sources = [*((m.start, m.end) for m in relation.source), *stand[0]]
    targets = [*((m.start, m.end) for m in relation.target), *stand[1]]
    pairs = [(s, t) for s in sources for t in targets]
    if relation.symmetric:
        parties = [*sources, *targets]
        pairs = [(s, t) for s in parties for t in parties if s != t]
    found = []
    for s, t in pairs:
        i, j = index.get(s), index.get(t)
        if i is not None and j is not None and (i, j) in opinions:
            found.append(opinions[i, j])
    # "condemned the generals and threatened to arrest them": of mentions nearly as sure, that of which it thinks this act.
    best = max((o.related for o in found), default=0.0)
    near = [o for o in found if o.related >= best * _NEARLY]
    category = relation.plover or ""
    return max(near, key=lambda o: (o.related * dict(o.categories).get(category, 0.0), o.related), default=None)


def weighed(
    relation: Relation, opinions: Opinions, index: Index, stand: Edges = ((), ()), *, mutual: bool = False, cued: bool = False,
    affirmed: bool = False,
) -> Relation | str:  # fmt: skip
    """Return a relation of the lexicon with what the reader says of it, or why the reader refuses it.

    The reader has one opinion of a pair: of another act of the pair than that it says nothing. A `mutual` act ("accused each
    other") is judged both ways. What a word in the sentence makes of an act (`cued`: "stopped short of", "set to") the reader
    may have overlooked; of "not only" it may think that it denies, of "whereas" that the denial goes on, and of "but Z has not" that it
    is of all (`affirmed`).
    """
    opinion = opinion_of(replace(relation, symmetric=relation.symmetric or mutual), opinions, index, stand)
    if opinion is None or relation.plover is None:
        return relation
    # Whose word it is the sentence says; what that makes of it is a rule, no guess.
    spoken = relation.speaker is not None and {relation.status, opinion.status} == {"asserted", "claimed"}
    if (
        opinion.category == relation.plover
        and opinion.status != relation.status
        and opinion.status_probability >= RESTATE
        and not cued
        and not spoken
        and not (affirmed and opinion.status == "negated")
    ):
        told = f"{opinion.status} ({opinion.status_probability:.2f})"
        relation = replace(relation, status=opinion.status, rule=f"{relation.rule}; the reader takes it as {told}")
    relation = replace(relation, signals=(*signals(opinion, relation.plover, relation.status), *relation.signals))
    if (sure := confidence(relation.signals)) < REFUSE and opinion.related <= RULED_OUT:
        return f"the reader refuses it: related {opinion.related:.2f}, {opinion.category or 'nothing'}; confidence {sure:.2f}"
    return relation


def gives_way(relation: Relation, sure: Sequence[Relation]) -> bool:
    """Whether the reader all but excludes a relation, and thinks better of others of its sentence.

    Of the same parties anything surer will do; of others only where the reader does not see that these have to do with each other.
    """
    related = dict(relation.signals).get("reader")
    if related is None or confidence(relation.signals) >= DOUBTED:
        return False
    parties = {m.actor.id for m in (*relation.source, *relation.target)}
    beside = [r for r in sure if len(parties & {m.actor.id for m in (*r.source, *r.target)}) > 1]
    if relation.status == "negated" and beside and all(r.plover == "ACCUSE" for r in beside):
        return False  # "criticised X but stopped short of suspending it"
    if relation.plover == "SANCTION" and beside and all(r.plover in {"ACCUSE", "THREATEN"} for r in beside):
        return False  # "condemned X and froze their accounts", "warned X that it would suspend the country"
    if relation.plover == "CONSULT" and relation.symmetric and beside and all(r.plover == "AGREE" for r in beside):
        return False  # "failed to agree in talks between their envoys": who agrees, or does not, has met
    return bool(beside) or (bool(sure) and related < log_odds(UNRELATED))


def kind_of(category: str, *, symmetric: bool) -> RelationType:
    """Return the most general relation of a category; of what parties do with each other, one that is symmetric.

    What one side alone agrees to, it promises.
    """
    if symmetric and category == "RETREAT":
        return inventory()["agreedCeasefireWith"]
    if not symmetric and category == "AGREE":
        return inventory()["promised"]
    return inventory()[general(category)]


def signals(opinion: Opinion, category: str | None, status: str) -> Signals:
    """Return what the reader says of how sure a relation of this category and status is; see `kg.confidence`."""
    share = dict(opinion.categories).get(category or "", 0.0)
    told = opinion.status_probability
    return (
        ("reader", log_odds(opinion.related)),
        ("reader category", log_odds(share)),
        ("reader status", log_odds(told if status == opinion.status else (1 - told) / 2)),
    )


def circumstances(status: Status, sentence: Span) -> Signals:
    """Return what the status and the sentence say of how sure a relation is."""
    return (
        ("told", float(status != "asserted")),
        ("claimed", float(status == "claimed")),
        ("long", float(len(sentence) > 40)),
    )


def joined(sentence: Span, source: Named, target: Named) -> Signals:
    """Return what the parse says for a pair that no lexicon entry joins."""
    governor = syntax.common(sentence.doc[source.head], sentence.doc[target.head])
    branch = sentence.doc[source.head]
    while governor.i not in {branch.i, branch.head.i} and branch.head.i != branch.i:
        branch = branch.head
    return (
        ("subject", float(branch.dep_ in _SUBJECTS)),
        ("apart", round(math.log1p(abs(source.head - target.head)), 3)),
    )


def silent(
    sentence: Span, made: Sequence[Relation], refused: Sequence[Predicate], opinions: Opinions, index: Index
) -> Iterator[Pair]:
    """Yield the pairs of which the lexicon does not say here that the first acts towards the second, the likeliest first.

    Those against which the parse speaks are left out; `refused` is what the lexicon saw and did not code.
    """
    named: list[Named] = sentence.doc._.kg_named
    told: set[tuple[str | int, str | int]] = set()
    for relation in made:
        if relation.plover is None:
            continue
        for name in (lambda m: m.actor.id, lambda m: index.get((m.start, m.end), -1)):
            ways = [(name(s), name(t)) for s in relation.source for t in relation.target]
            told.update(ways)
            if relation.symmetric or relation.relation in {"mediatedBetween", "ceasedFireIn"}:
                parties = [name(m) for m in (*relation.source, *relation.target)]
                told.update((a, b) for a in parties for b in parties)
    for i, j in sorted(opinions, key=lambda p: (-opinions[p].related, p)):
        opinion = opinions[i, j]
        if opinion.related < ASKED or opinion.category == "STANDING" or named[i].use == "place":
            continue
        ways = [(a.id, b.id) for a in _same(sentence, named[i]) for b in _same(sentence, named[j])]
        if (i, j) in told or any(a == b or (a, b) in told for a, b in ways):
            continue
        back = opinions.get((j, i))
        symmetric = back is not None and back.related >= MUTUAL and back.category == opinion.category
        source, target = named[i], named[j]
        if objection(sentence, source, target, opinion.category, symmetric=symmetric, made=made, refused=refused):
            continue
        told.update(ways)
        if symmetric:
            told.update((b, a) for a, b in ways)
        yield Pair(i, j, opinion, symmetric)


def _same(sentence: Span, mention: Named) -> list[Actor]:
    """Return whom a mention stands for, and who stands in apposition to it: "the emir, Sheikh Hamad"."""
    doc, head = sentence.doc, sentence.doc[mention.head]
    beside = [c for c in head.children if c.dep_ == "appos"] + ([head.head] if head.dep_ == "appos" else [])
    return [*mention.actors(), *(a for t in beside for m in doc._.kg_by_head.get(t.i, ()) for a in m.actors())]


# -- the status of what the reader adds ---------------------------------------------------------------------------------


_SPOKEN = frozenset({"REJECT", "THREATEN", "REQUEST", "ACCUSE", "AGREE", "SANCTION", "PROTEST"})
"""What is done by the very word that denies or doubts the act below it: "refused to meet X" rejects X."""
_IMAGINED = frozenset({"would", "might", "may", "could", "'d", "’d"})
_COUNTER: Mapping[str, frozenset[Status]] = {
    "asserted": frozenset({"negated", "hypothetical", "planned", "demanded"}),
    "planned": frozenset({"negated", "hypothetical"}),
    "claimed": frozenset({"negated", "hypothetical"}),
}
"""What the reader takes for a status -> what a cue in the sentence may make of it."""


def status_by_cue(sentence: Span, source: Named, target: Named, category: str, status: Status) -> Status:
    """Return the status that a cue above the act gives it, where the reader has not seen it; else the reader's."""
    if status == "asserted" and any(syntax.is_left_out(sentence.doc[m.head]) for m in (source, target)):
        return "negated"  # "X, but not Y, condemned Z"
    act = _act(sentence, source, target, category)
    if act is None:  # what words alone do is done by the verb itself, unless it only would be
        one, other = sentence.doc[source.head], sentence.doc[target.head]
        if status == "asserted" and _are_asked(one, other, category):
            return "demanded"
        verb = syntax.common(one, other)
        imagined = any(c.dep_ == "aux" and c.lower_ in _IMAGINED for c in verb.children)
        denied = any(c.dep_ == "neg" for c in verb.children)
        return "hypothetical" if status == "asserted" and imagined and not denied else status
    told = verdict(act).status
    return told if told in _COUNTER.get(status, ()) else status


_JOINT = frozenset({"AGREE", "CONSULT", "COOPERATE", "RETREAT"})
"""What two may be asked to do with each other."""


def _are_asked(one: Token, other: Token, category: str) -> bool:
    """Whether two are asked together to do something with each other: "an ultimatum to A and B for a ceasefire"."""
    first, second = sorted((one, other), key=lambda t: t.i)
    if category not in _JOINT or second not in first.conjuncts or first.dep_ not in {"pobj", "dobj", "dative"}:
        return False
    word = first.head.head if first.head.pos_ == "ADP" else first.head
    return bool(_categories(word, lexicon()) & {"REQUEST", "THREATEN"})


def _act(sentence: Span, source: Named, target: Named, category: str) -> Token | None:
    """Return the word between two parties that tells the act: the nearest to the target that the lexicon knows as such."""
    words = [t for t in _path(sentence.doc[source.head], sentence.doc[target.head]) if t.pos_ in {"VERB", "NOUN"}]
    known = lexicon()
    found = next((t for t in words if any(category in _categories(w, known) for w in (t, *_compounds(t)))), None)
    if found is None and category not in _SPOKEN:
        found = next((t for t in words if t.pos_ == "VERB" or _categories(t, known)), None)
    if found is None and category == "SANCTION":
        found = next((t for t in words if t.pos_ == "VERB"), None)
    return found


def _compounds(noun: Token) -> list[Token]:
    """Return the nouns before a noun that say what it is: "aid package"."""
    return [c for c in noun.lefts if c.dep_ == "compound" and c.pos_ == "NOUN"] if noun.pos_ == "NOUN" else []


def _categories(token: Token, words: Lexicon) -> set[str | None]:
    table = words.verbs if token.pos_ == "VERB" else words.nouns
    return {inventory()[e.relation].category for e in table.get(token.lemma_.lower(), ())}


def _path(source: Token, target: Token) -> Iterator[Token]:
    """Yield the words above the target, up to the lowest that governs the source too."""
    above = {source.i, *(t.i for t in source.ancestors)}
    for token in target.ancestors:
        yield token
        if token.i in above and token.i != source.i:
            return
