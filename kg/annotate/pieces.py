"""A sentence and its mentions as the reader's network wants them: word pieces, and who stands where among them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

MAX_PIECES = 192
"""Word pieces that are read of a sentence; mentions behind them are not judged."""
MAX_MENTIONS = 16
"""Mentions that are judged in a sentence, the first of them."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """One sentence: T word pieces, M mentions (`kept` says which of those asked about)."""

    ids: NDArray[np.int64]
    kinds: NDArray[np.int64]
    spans: NDArray[np.float32]
    between: NDArray[np.float32]
    kept: tuple[int, ...]

    def inputs(self) -> dict[str, NDArray[Any]]:
        """Return the arrays under the names of the network's inputs, as a batch of one."""
        return {
            "ids": self.ids[None], "kinds": self.kinds[None], "mask": np.ones_like(self.ids)[None],
            "spans": self.spans[None], "between": self.between[None],
        }  # fmt: skip


def pieces(tokenizer: Tokenizer, text: str, mentions: Sequence[tuple[int, int]]) -> Pieces:
    """Return a sentence's arrays; `mentions` are character offsets (start, end) into `text`."""
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
    return Pieces(ids, kinds, spans, between, tuple(kept))
