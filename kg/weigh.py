"""Two pairs of eyes: what the lexicon reads in a sentence, and what the reader thinks of each pair of mentions.

The lexicon says which relation it is; the reader confirms it or doubts it, which moves `confidence`, puts another category in its
place where it is very sure, and adds pairs about which the lexicon is silent, with the category's most general relation.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Span, Token

from kg.annotate.extensions import Named
from kg.annotate.reader import Opinion
from kg.confidence import Signals, log_odds
from kg.inventory import general
from kg.inventory import relations as inventory
from kg.model import Relation

Opinions = Mapping[tuple[int, int], Opinion]
Index = Mapping[tuple[int, int], int]
"""Character offsets of a mention -> its index in `doc._.kg_named`."""

ADD = 0.35
"""A pair about which the lexicon is silent is added from this confidence on; see data/confidence.md for what others give."""
ASKED = 0.1
"""A pair that the reader takes for related with less than this is not even considered."""
MUTUAL = 0.5
"""From here on the way back, too, makes an act of both towards each other."""
OVERRULE = 0.9
"""The reader's category replaces the lexicon's where it is at least so sure of it."""

_SUBJECTS = frozenset({"nsubj", "agent", "csubj"})


@dataclass(frozen=True, slots=True)
class Pair:
    """An ordered pair of mentions of one sentence that the reader takes for related."""

    source: int
    target: int
    opinion: Opinion
    symmetric: bool = False


def judged_at(sentence: Span, opinions: Opinions) -> Index:
    """Return which of the mentions that the reader judged each mention of a sentence is, or lies within."""
    named: list[Named] = sentence.doc._.kg_named
    known = sorted({i for pair in opinions for i in pair})
    return {
        n.edges(sentence.doc): i
        for n in named
        if sentence.start <= n.start < sentence.end
        for i in known
        if named[i].start <= n.start and n.end <= named[i].end
    }


def opinion_of(relation: Relation, index: Index, opinions: Opinions) -> Opinion | None:
    """Return the reader's most favourable opinion on the parties of a relation, or None where it has none."""
    pairs = [(s, t) for s in relation.source for t in relation.target]
    if relation.symmetric:
        parties = [*relation.source, *relation.target]
        pairs = [(s, t) for s in parties for t in parties if s is not t]
    found = []
    for s, t in pairs:
        i, j = index.get((s.start, s.end)), index.get((t.start, t.end))
        if i is not None and j is not None and (i, j) in opinions:
            found.append(opinions[i, j])
    return max(found, key=lambda o: o.related, default=None)


def weighed(relation: Relation, index: Index, opinions: Opinions) -> Relation:
    """Return a relation of the lexicon with what the reader says of it."""
    opinion = opinion_of(relation, index, opinions)
    if opinion is None or relation.plover is None:
        return relation
    category = opinion.category
    sure = opinion.category_probability * opinion.related
    if category not in {relation.plover, "STANDING"} and sure >= OVERRULE:
        kind = inventory()[general(category)]
        relation = replace(
            relation, relation=kind.name, plover=kind.category, mode=kind.mode, quad=kind.quad, symmetric=kind.symmetric,
            rule=f"{relation.rule}; the reader takes it for {category} ({sure:.2f})",
        )  # fmt: skip
    return replace(relation, signals=(*signals(opinion, relation.plover, relation.status), *relation.signals))


def signals(opinion: Opinion, category: str | None, status: str) -> Signals:
    """Return what the reader says of how sure a relation of this category and status is; see `kg.confidence`."""
    share = dict(opinion.categories).get(category or "", 0.0)
    told = opinion.status_probability
    return (
        ("reader", log_odds(opinion.related)),
        ("reader category", log_odds(share)),
        ("reader status", log_odds(told if status == opinion.status else (1 - told) / 2)),
    )


def joined(sentence: Span, source: Named, target: Named) -> Signals:
    """Return what the parse says for a pair that no lexicon entry joins."""
    governor = common(sentence, source.head, target.head)
    branch = sentence.doc[source.head]
    while governor.i not in {branch.i, branch.head.i} and branch.head.i != branch.i:
        branch = branch.head
    return (
        ("subject", float(branch.dep_ in _SUBJECTS)),
        ("apart", round(math.log1p(abs(source.head - target.head)), 3)),
    )


def silent(made: Sequence[Relation], named: Sequence[Named], index: Index, opinions: Opinions) -> Iterator[Pair]:
    """Yield the pairs about whose actors the lexicon says nothing here, each once, the likeliest first."""
    told: set[frozenset[str | int]] = set()
    for relation in made:
        if relation.plover is None:
            continue
        mentions = (*relation.source, *relation.target)
        actors = [m.actor.id for m in mentions]
        places = [index.get((m.start, m.end), -1) for m in mentions]
        told.update(frozenset[str | int]((a, b)) for a in actors for b in actors)
        told.update(frozenset[str | int]((a, b)) for a in places for b in places)
    for i, j in sorted(opinions, key=lambda p: (-opinions[p].related, p)):
        opinion = opinions[i, j]
        if opinion.related < ASKED or opinion.category == "STANDING" or named[i].use == "place":
            continue
        sources, targets = {a.id for a in named[i].actors()}, {a.id for a in named[j].actors()}
        both: set[frozenset[str | int]] = {frozenset((a, b)) for a in sources for b in targets}
        if sources & targets or both & told or frozenset((i, j)) in told:
            continue
        back = opinions.get((j, i))
        symmetric = back is not None and back.related >= MUTUAL and back.category == opinion.category
        told |= both
        yield Pair(i, j, opinion, symmetric)


def common(sentence: Span, one: int, other: int) -> Token:
    """Return the lowest token that governs two tokens of a sentence: the verb or noun between them."""
    doc = sentence.doc
    above = [doc[one], *doc[one].ancestors]
    known = {t.i for t in above}
    for token in (doc[other], *doc[other].ancestors):
        if token.i in known:
            return token
    return sentence.root
