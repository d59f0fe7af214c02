"""Two pairs of eyes: what the lexicon reads in a sentence, and what the reader thinks of each pair of mentions.

The lexicon says which relation it is; the reader confirms it, refuses it, or adds a pair about which the lexicon is silent, with
the category's most general relation. Where both speak and disagree, `confidence` falls. `settings` are those under which
precision and recall were best on sentences of our own; `kg/train/calibrate.py` fits them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from spacy.tokens import Span, Token

from kg.annotate.extensions import Named
from kg.annotate.reader import Opinion
from kg.confidence import Signals, log_odds
from kg.inventory import general
from kg.inventory import relations as inventory
from kg.model import Relation
from kg.resources import folder

Opinions = Mapping[tuple[int, int], Opinion]


@dataclass(frozen=True, slots=True)
class Settings:
    """What probability of the reader does what; see the module."""

    add: float = 0.6
    """A pair of which the lexicon says nothing is added from here on."""
    refuse: float = 0.0
    """A relation of the lexicon below this is dropped."""
    overrule: float = 0.9
    """The reader's category replaces the lexicon's where it is at least so sure of it."""


@dataclass(frozen=True, slots=True)
class Pair:
    """An ordered pair of mentions of one sentence that the reader takes for related."""

    source: int
    target: int
    opinion: Opinion
    symmetric: bool = False


@lru_cache(maxsize=1)
def settings() -> Settings:
    """Return the settings that came with the model."""
    about = json.loads((folder("data") / "reader" / "model.json").read_text(encoding="utf-8"))
    return Settings(**about.get("settings", {}))


def opinion_of(relation: Relation, index: Mapping[tuple[int, int], int], opinions: Opinions) -> Opinion | None:
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


def weigh(
    made: Iterable[Relation], index: Mapping[tuple[int, int], int], opinions: Opinions
) -> tuple[list[Relation], list[tuple[Relation, Opinion]]]:
    """Return the lexicon's relations that the reader lets stand, and those that it refuses, with its opinion."""
    chosen = settings()
    kept: list[Relation] = []
    refused: list[tuple[Relation, Opinion]] = []
    for relation in made:
        opinion = opinion_of(relation, index, opinions)
        if opinion is None or relation.plover is None:
            kept.append(relation)
        elif opinion.related < chosen.refuse:
            refused.append((relation, opinion))
        else:
            kept.append(_judged(relation, opinion, chosen))
    return kept, refused


def signals(opinion: Opinion, category: str | None, status: str) -> Signals:
    """Return what the reader says of how sure a relation of this category and status is; see `kg.confidence`."""
    share = dict(opinion.categories).get(category or "", 0.0)
    told = opinion.status_probability
    return (
        ("reader", log_odds(opinion.related)),
        ("reader category", log_odds(share)),
        ("reader status", log_odds(told if status == opinion.status else (1 - told) / 2)),
    )


def _judged(relation: Relation, opinion: Opinion, chosen: Settings) -> Relation:
    """Return the relation with its category settled between lexicon and reader."""
    category = opinion.category
    sure = opinion.category_probability * opinion.related
    if category not in {relation.plover, "STANDING"} and sure >= chosen.overrule:
        kind = inventory()[general(category)]
        relation = replace(
            relation, relation=kind.name, plover=kind.category, mode=kind.mode, quad=kind.quad, symmetric=kind.symmetric,
            rule=f"{relation.rule}; the reader takes it for {category} ({sure:.2f})",
        )  # fmt: skip
    spoken = (*signals(opinion, relation.plover, relation.status), *relation.signals)
    return replace(relation, signals=spoken)


def added(sentence: Span, made: Sequence[Relation], named: Sequence[Named], opinions: Opinions) -> list[Pair]:
    """Return the pairs that the reader adds to what the lexicon found, the surest first."""
    chosen = settings()
    told: set[frozenset[str]] = set()
    for relation in made:
        if relation.plover is None:
            continue
        parties = [m.actor.id for m in (*relation.source, *relation.target)]
        told |= {frozenset((a, b)) for a in parties for b in parties}
    found: list[Pair] = []
    order = sorted(
        ((i, j) for i, j in opinions if sentence.start <= named[i].start < sentence.end),
        key=lambda p: (-opinions[p].related, p),
    )
    for i, j in order:
        opinion = opinions[i, j]
        if opinion.related < chosen.add or opinion.category == "STANDING" or named[i].use == "place":
            continue
        ids = {a.id for a in named[i].actors()}, {a.id for a in named[j].actors()}
        if ids[0] & ids[1] or any(frozenset((a, b)) in told for a in ids[0] for b in ids[1]):
            continue
        back = opinions.get((j, i))
        symmetric = back is not None and back.related >= chosen.add and back.category == opinion.category
        if back is not None and back.related > opinion.related and not symmetric:
            continue
        told |= {frozenset((a, b)) for a in ids[0] for b in ids[1]}
        found.append(Pair(i, j, opinion, symmetric))
    return found


def common(sentence: Span, one: int, other: int) -> Token:
    """Return the lowest token that governs two tokens of a sentence: the verb or noun between them."""
    doc = sentence.doc
    above = [doc[one], *doc[one].ancestors]
    known = {t.i for t in above}
    for token in (doc[other], *doc[other].ancestors):
        if token.i in known:
            return token
    return sentence.root
