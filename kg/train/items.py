"""What the reader learns from: sentences, with their mentions as kg finds them and the labels of their pairs."""

from __future__ import annotations

import multiprocessing
import random
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field

from spacy.tokens import Doc

from kg.annotate.extensions import Named
from kg.annotate.pieces import MAX_MENTIONS, UNPARSED, Syntax
from kg.annotate.pipeline import annotate, make_doc
from kg.flow import Options, pipeline
from kg.inventory import relations
from kg.lexicon import lexicon
from kg.model import STATUSES
from kg.train.corpus import CATEGORIES, Example

LABELS = ("none", *CATEGORIES)
"""What the reader tells pairs apart by."""
JOINED = 0.2
"""The chance that a sentence is told together with the next: what stands in one has nothing to do with what stands in the other."""
_CHUNK = 500
"""Sentences handed to a worker at once."""
_JOINTS = (" ", "; ", ", while ", ", and ")
_LONGEST = 420
"""Characters of two sentences that are told together."""


@dataclass(slots=True)
class Item:
    """A sentence to learn from: its mentions, each with the spans it may be given by, and the labels of its pairs."""

    text: str
    mentions: list[list[tuple[int, int]]]
    links: dict[tuple[int, int], list[tuple[int, int]]] = field(default_factory=dict)
    """Pair of mentions -> its (category, status)s; pairs that are not here are unrelated."""
    subject: str = ""
    unsaid: frozenset[tuple[int, int]] = frozenset()
    """Pairs of other mentions of the parties of a relation: neither related nor unrelated, for annotators name one only."""
    syntax: Syntax = UNPARSED
    """The parse of the text."""


def taught() -> list[Item]:
    """Return the examples of the lexicon: short sentences, each with one relation that is known."""
    nlp = pipeline(Options(reader=None))
    found: dict[str, Item] = {}
    for entry in lexicon().entries():
        category = relations()[entry.relation].category or "STANDING"
        source, _, target = entry.expect or ("", "", "")
        ends = [(entry.example.find(name), len(name)) for name in (source, target)]
        if not all(name and at >= 0 for name, (at, _) in zip((source, target), ends, strict=True)):
            continue
        spans = [(at, at + length) for at, length in ends]
        if spans[0][0] < spans[1][1] and spans[1][0] < spans[0][1]:
            continue
        label = (LABELS.index(category), STATUSES.index(entry.status or "asserted"))
        links = {(0, 1): [label]}
        if relations()[entry.relation].symmetric:
            links[1, 0] = [label]
        if entry.example not in found:
            doc = annotate(nlp, make_doc(nlp, entry.example), whole=True)
            found[entry.example] = Item(entry.example, [[s] for s in spans], links, "lexicon", syntax=Syntax.of(doc[:]))
    return list(found.values())


def items(examples: Sequence[Example], *, workers: int = 1) -> list[Item]:
    """Return the examples with the mentions that kg itself finds: it will be asked about those.

    Where kg's mention overlaps an annotated one it is another way to give it; where it overlaps none it is one more
    party that has nothing to do with the others. `workers` processes share the work, and change nothing.
    """
    if workers <= 1:
        return _items(examples)
    chunks = [examples[at : at + _CHUNK] for at in range(0, len(examples), _CHUNK)]
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
        return [item for made in pool.map(_items, chunks) for item in made]


def _items(examples: Sequence[Example]) -> list[Item]:
    nlp = pipeline(Options(reader=None))
    made = []
    for example in examples:
        doc = annotate(nlp, make_doc(nlp, example.text), whole=True)
        mentions = [[span] for span in example.spans]
        actors: dict[str, set[int]] = {}
        for named in doc._.kg_named:
            if not named.actors():
                continue
            start, end = named.edges(doc)
            over = [k for k, (a, b) in enumerate(example.spans) if a < end and start < b]
            if len(over) == 1:
                mentions[over[0]].append((start, end))
            elif not over:
                over = [len(mentions)]
                mentions.append([(start, end)])
            if _refers(named, doc):
                actors.setdefault(named.actors()[0].id, set()).update(over)
        links: dict[tuple[int, int], list[tuple[int, int]]] = {}
        for link in example.links:
            label = (LABELS.index(link.category), STATUSES.index(link.status))
            links.setdefault((link.source, link.target), []).append(label)
            if link.symmetric:
                links.setdefault((link.target, link.source), []).append(label)
        made.append(
            Item(example.text, mentions, links, example.subject, _unsaid(links, actors.values()), Syntax.of(doc[:]))
        )
    return made


def _refers(named: Named, doc: Doc) -> bool:
    """Whether a mention means one actor as such: "Vilnius" may be but the place, "Lithuanian" but an adjective."""
    if named.use == "place" or len(named.actors()) != 1:
        return False
    return named.actors()[0].type != "state" or doc[named.head].pos_ == "PRON"


def _unsaid(links: Iterable[tuple[int, int]], same: Iterable[set[int]]) -> frozenset[tuple[int, int]]:
    """Return the pairs that are linked pairs by other mentions of the same actors: "the envoy, Ann Lee, ... she"."""
    known = set(links)
    alike: dict[int, set[int]] = {}
    for mentions in same:
        for m in mentions:
            alike.setdefault(m, {m}).update(mentions)
    pairs = {(a, b) for i, j in known for a in alike.get(i, {i}) for b in alike.get(j, {j})}
    return frozenset((a, b) for a, b in pairs - known if b not in alike.get(a, {a}))


def told_together(learned: Sequence[Item], chance: random.Random) -> list[Item]:
    """Return the sentences in another order, some of them two in one: a long sentence holds more than one story."""
    order = list(learned)
    chance.shuffle(order)
    made: list[Item] = []
    while order:
        one = order.pop()
        fits = bool(order) and len(one.text) + len(order[-1].text) < _LONGEST
        fits = fits and len(one.mentions) + len(order[-1].mentions) <= MAX_MENTIONS
        made.append(_joined(one, order.pop(), chance.choice(_JOINTS)) if fits and chance.random() < JOINED else one)
    return made


def _joined(one: Item, other: Item, joint: str) -> Item:
    text = (one.text if joint == " " else one.text.rstrip(".")) + joint
    at, count = len(text), len(one.mentions)
    moved = [[(start + at, end + at) for start, end in spans] for spans in other.mentions]
    links = {(i + count, j + count): labels for (i, j), labels in other.links.items()}
    unsaid = {(i + count, j + count) for i, j in other.unsaid}
    return Item(
        text + other.text,
        one.mentions + moved,
        one.links | links,
        one.subject,
        one.unsaid | unsaid,
        _beside(one.syntax, other.syntax, at),
    )


def _beside(one: Syntax, other: Syntax, at: int) -> Syntax:
    """Return two parses side by side; the other begins at the character `at`."""
    edges = tuple((start + at, end + at) for start, end in other.edges)
    heads = tuple(h + len(one.heads) for h in other.heads)
    return Syntax(one.edges + edges, one.heads + heads, one.labels + other.labels)
