"""A sentence and its mentions as the reader's network wants them: word pieces, who stands where among them, and how the parse joins them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Span
from tokenizers import Tokenizer

MAX_PIECES = 192
"""Word pieces that are read of a sentence; mentions behind them are not judged."""
MAX_MENTIONS = 16
"""Mentions that are judged in a sentence, the first of them."""

DEPENDENCIES = (
    "ROOT acl acomp advcl advmod agent amod appos attr aux auxpass case cc ccomp compound conj csubj csubjpass dative dep det "
    "dobj expl intj mark meta neg nmod npadvmod nsubj nsubjpass nummod oprd parataxis pcomp pobj poss preconj predet prep prt "
    "punct quantmod relcl xcomp"
).split()
"""The labels of the parse that the network knows (ClearNLP's, as spaCy's English models have them)."""
_NUMBER = {label: k for k, label in enumerate(DEPENDENCIES)}


@dataclass(frozen=True, slots=True)
class Syntax:
    """The parse of a sentence of N words."""

    edges: tuple[tuple[int, int], ...]
    """Where each word stands: character offsets into the sentence."""
    heads: tuple[int, ...]
    """The index of the word that governs each, its own for a root."""
    labels: tuple[str, ...]
    """What each is to its governor."""

    @classmethod
    def of(cls, sentence: Span) -> Syntax:
        """Return the parse of a sentence."""
        first, base, count = sentence.start, sentence.start_char, len(sentence)
        edges = tuple((t.idx - base, t.idx - base + len(t)) for t in sentence)
        heads = tuple(h if 0 <= (h := t.head.i - first) < count else k for k, t in enumerate(sentence))
        return cls(edges, heads, tuple(t.dep_ for t in sentence))

    def above(self, start: int, end: int) -> list[int]:
        """Return the word that governs those of a mention, and the words above it up to the root."""
        inside = [k for k, (a, b) in enumerate(self.edges) if a < end and start < b]
        if not inside:
            return []
        chain = [next((k for k in inside if self.heads[k] not in inside or self.heads[k] == k), inside[-1])]
        while (up := self.heads[chain[-1]]) not in chain:
            chain.append(up)
        return chain


UNPARSED = Syntax((), (), ())


@dataclass(frozen=True, slots=True)
class Pieces:
    """One sentence: T word pieces, M mentions (`kept` says which of those asked about), L labels of the parse."""

    ids: NDArray[np.int64]
    kinds: NDArray[np.int64]
    spans: NDArray[np.float32]
    between: NDArray[np.float32]
    """(M, M, T) each row sums to 1 over the pieces between two mentions, or is 0."""
    joining: NDArray[np.float32]
    """(M, M, T) each row sums to 1 over the pieces of the words that join two mentions in the parse, or is 0."""
    steps: NDArray[np.float32]
    """(M, M, 2 L) how often each label stands on the way up from the first, and on the way down to the other."""
    kept: tuple[int, ...]

    def inputs(self) -> dict[str, NDArray[Any]]:
        """Return the arrays under the names of the network's inputs, pairs laid out one after the other."""
        pairs = len(self.kept) ** 2
        return {
            "ids": self.ids, "kinds": self.kinds, "places": np.arange(len(self.ids)), "spans": self.spans,
            "between": self.between.reshape(pairs, -1), "joining": self.joining.reshape(pairs, -1),
            "steps": self.steps.reshape(pairs, -1),
        }  # fmt: skip


def pieces(tokenizer: Tokenizer, text: str, mentions: Sequence[tuple[int, int]], syntax: Syntax) -> Pieces:
    """Return a sentence's arrays; `mentions` are character offsets (start, end) into `text`, `syntax` is its parse."""
    encoded = tokenizer.encode(text)
    ids = np.array(encoded.ids[:MAX_PIECES], dtype=np.int64)
    offsets = encoded.offsets[:MAX_PIECES]
    rows: list[NDArray[np.float32]] = []
    kept: list[int] = []
    edges: list[tuple[int, int]] = []
    kinds = np.zeros(len(ids), dtype=np.int64)
    for index, (start, end) in enumerate(mentions):
        inside = [i for i, (a, b) in enumerate(offsets) if a < end and start < b]
        if not inside or len(kept) == MAX_MENTIONS:
            continue
        row = np.zeros(len(ids), dtype=np.float32)
        row[inside] = 1 / len(inside)
        kinds[inside] = 1
        rows.append(row)
        kept.append(index)
        edges.append((inside[0], inside[-1] + 1))
    count = len(kept)
    between = np.zeros((count, count, len(ids)), dtype=np.float32)
    for i, (a, b) in enumerate(edges):
        for j, (c, d) in enumerate(edges):
            low, high = min(b, d), max(a, c)
            if low < high:
                between[i, j, low:high] = 1 / (high - low)
    spans = np.stack(rows) if rows else np.zeros((0, len(ids)), dtype=np.float32)
    words, steps = _ways(syntax, [syntax.above(*mentions[k]) for k in kept])
    joining = words @ _pieces_of(syntax, offsets)
    joining /= np.maximum(joining.sum(-1, keepdims=True), 1)
    return Pieces(ids, kinds, spans, between, joining, steps, tuple(kept))


def _ways(syntax: Syntax, chains: Sequence[Sequence[int]]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return the words on the way between any two mentions in the parse (M, M, N), and the labels on it (M, M, 2 L)."""
    count, size = len(chains), len(syntax.heads)
    above = np.zeros((count, size), dtype=bool)
    depth = np.zeros(size, dtype=np.int64)
    for row, chain in zip(above, chains, strict=True):
        row[list(chain)] = True
        depth[list(chain)] = range(len(chain), 0, -1)
    own = above[:, None] & ~above[None]
    way = own | own.transpose(1, 0, 2)
    if size:
        shared = (above[:, None] & above[None]) * depth
        rows = np.arange(count)
        top = rows[:, None], rows, shared.argmax(-1)
        way[top] |= shared[top] > 0
    for k, chain in enumerate(chains):  # the mentions themselves are told of by their spans
        if chain:
            way[k, :, chain[0]] = way[:, k, chain[0]] = False
    known = np.zeros((size, len(DEPENDENCIES)), dtype=np.float32)
    for k, label in enumerate(syntax.labels):
        if label in _NUMBER:
            known[k, _NUMBER[label]] = 1
    up = own.astype(np.float32) @ known
    return way.astype(np.float32), np.concatenate([up, up.transpose(1, 0, 2)], -1)


def _pieces_of(syntax: Syntax, offsets: Sequence[tuple[int, int]]) -> NDArray[np.float32]:
    """Return which pieces belong to each word (N, T)."""
    found = np.zeros((len(syntax.edges), len(offsets)), dtype=np.float32)
    words = iter(enumerate(syntax.edges))
    at, (start, end) = next(words, (0, (0, 0)))
    for piece, (a, b) in enumerate(offsets):
        while end <= a and (following := next(words, None)) is not None:
            at, (start, end) = following
        if a < end and start < b:
            found[at, piece] = 1
    return found
