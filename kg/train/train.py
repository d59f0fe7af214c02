"""Train the reader: annotated sentences in, an 8-bit ONNX model and its card out. `make train` runs it.

    python -m kg.train.train [--out DIR] [--epochs N] [--layers N] [--base NAME] [--limit N]

Needs the `train` extra (PyTorch). Seeds are fixed; the sentences of the held-out subjects are never trained on: they fit the
calibration and give the card its figures.
"""

from __future__ import annotations

import argparse
import logging
import random
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from kg.annotate.pieces import DEPENDENCIES, MAX_MENTIONS, pieces
from kg.flow import processors
from kg.model import STATUSES
from kg.resources import folder
from kg.train.corpus import file_digests, held_out, read
from kg.train.export import export
from kg.train.items import LABELS, Item, items, taught, told_together
from kg.train.network import BASE, Batch, PairReader, base_folder
from kg.train.vary import vary

log = logging.getLogger("kg.train")

SEED = 17
VARIED = 0.5
"""The share of the sentences that each epoch tells of other states than they were written of."""
_WARM = 0.05
"""The share of the training in which the rate of learning rises."""
IGNORED = -100
"""PyTorch's mark for a pair that costs nothing."""


_HALF = bool(torch.cpu._is_avx512_bf16_supported())
"""Half precision is three times as fast on processors that have it in hardware, and slow on others."""


def batch_of(
    batch: Sequence[Item], tokenizer: Tokenizer, chance: random.Random | None = None
) -> tuple[Batch, Tensor, Tensor, list[list[int]]]:
    """Pad sentences into one batch, with the labels of their pairs and which mentions stand there.

    `chance` varies spans, labels and names in training.
    """
    made, labels = [], []
    for item in batch:
        text, mentions, syntax = item.text, item.mentions, item.syntax
        if chance and chance.random() < VARIED:
            text, moved = vary(text, [*mentions, syntax.edges], chance)
            mentions, syntax = moved[:-1], replace(syntax, edges=tuple(moved[-1]))
        if len(mentions) > MAX_MENTIONS:  # those in relations first
            busy = {i for pair in item.links for i in pair}
            order = sorted(range(len(mentions)), key=lambda i: (i not in busy, i))[:MAX_MENTIONS]
        else:
            order = list(range(len(mentions)))
        spans = [(chance.choice(mentions[i]) if chance else mentions[i][-1]) for i in order]
        one = pieces(tokenizer, text, spans, syntax)
        made.append(one)
        labels.append([order[k] for k in one.kept])
    length, most = max(len(p.ids) for p in made), max(1, *(len(p.kept) for p in made))
    size = len(batch)
    ids, kinds, mask = (np.zeros((size, length), dtype=np.int64) for _ in range(3))
    spans_ = np.zeros((size, most, length), dtype=np.float32)
    between = np.zeros((size, most, most, length), dtype=np.float32)
    joining = np.zeros_like(between)
    steps = np.zeros((size, most, most, 2 * len(DEPENDENCIES)), dtype=np.float32)
    category = np.full((size, most, most), IGNORED, dtype=np.int64)
    status = np.full((size, most, most), IGNORED, dtype=np.int64)
    for k, (item, p, order) in enumerate(zip(batch, made, labels, strict=True)):
        t, m = len(p.ids), len(p.kept)
        ids[k, :t], kinds[k, :t], mask[k, :t] = p.ids, p.kinds, 1
        spans_[k, :m, :t], between[k, :m, :m, :t] = p.spans, p.between
        joining[k, :m, :m, :t], steps[k, :m, :m] = p.joining, p.steps
        for i in range(m):
            for j in range(m):
                if i == j:
                    continue
                known = item.links.get((order[i], order[j]))
                if (order[i], order[j]) in item.unsaid:
                    continue
                category[k, i, j] = 0
                if known:
                    category[k, i, j], status[k, i, j] = chance.choice(known) if chance else known[0]
    tensors = (torch.from_numpy(a) for a in (ids, kinds, mask, spans_, between, joining, steps))
    return Batch(*tensors), torch.from_numpy(category), torch.from_numpy(status), labels


def train(
    learned: Sequence[Item], tokenizer: Tokenizer, *, base: str = BASE, epochs: int = 8, size: int = 16,
    rate: float = 1e-4, seed: int = SEED, layers: int = 0,
) -> PairReader:  # fmt: skip
    """Train a reader on the items; the same items and seed give the same weights on the same machine."""
    torch.manual_seed(seed)
    torch.set_num_threads(min(2, processors()))  # a third would wait more than it works
    chance = random.Random(seed)
    model = PairReader(base, len(LABELS), len(STATUSES), layers=layers)
    # The vectors of the words stay as they are: three fifths of all the weights, an eighth of the time.
    model.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
    encoder = [p for n, p in model.named_parameters() if n.startswith("encoder.") and p.requires_grad]
    head = [p for n, p in model.named_parameters() if not n.startswith("encoder.")]
    rates = (rate, rate * 5)
    optimizer = torch.optim.AdamW([{"params": p} for p in (encoder, head)], weight_decay=0.01, fused=True)
    loss_of = torch.nn.CrossEntropyLoss(ignore_index=IGNORED, reduction="sum")
    started = time.monotonic()
    for epoch in range(epochs):
        model.train()
        total = 0.0
        batches = _batches(told_together(learned, chance), size, chance)
        for done, batch in enumerate(batches):
            progress = (epoch + done / len(batches)) / epochs
            for group, most in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = most * min(1.0, (progress + 1e-3) / _WARM) * (1 - progress)
            inputs, category, status, _ = batch_of(batch, tokenizer, chance)
            with torch.autocast("cpu", torch.bfloat16, enabled=_HALF):
                logits, told = model(*inputs.arrays())
            # By the related pairs, not by all: where a sentence has few of them among many, each still counts in full.
            related = max(4, int((status != IGNORED).sum()))
            loss = loss_of(logits.float().flatten(0, 2), category.flatten()) / related
            loss = loss + 0.5 * loss_of(told.float().flatten(0, 2), status.flatten()) / related
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            total += loss.item()
        log.info("epoch %d: loss %.4f, %.0f s", epoch + 1, total * size / len(learned), time.monotonic() - started)
    model.eval()
    return model


def _batches(learned: Sequence[Item], size: int, chance: random.Random) -> list[list[Item]]:
    """Return shuffled batches of sentences of about one length: less padding."""
    order = sorted(learned, key=lambda i: len(i.text) + chance.random() * 40)
    batches = [order[i : i + size] for i in range(0, len(order), size)]
    chance.shuffle(batches)
    return batches


@dataclass(slots=True)
class Judged:
    """What the model says of every ordered pair of some items: logits, and the labels."""

    category: np.ndarray
    status: np.ndarray
    true: list[list[tuple[int, int]]]
    """The (category, status)s of each pair; empty where it is unrelated."""

    @property
    def related(self) -> np.ndarray:
        """The probability that the model gives each pair of being related."""
        raised = np.exp(self.category - self.category.max(1, keepdims=True))
        made: np.ndarray = 1 - raised[:, 0] / raised.sum(1)
        return made

    @property
    def best(self) -> np.ndarray:
        """The likeliest category of each pair, given that it is related."""
        made: np.ndarray = 1 + self.category[:, 1:].argmax(1)
        return made


def judge(model: PairReader, asked: Sequence[Item], tokenizer: Tokenizer, size: int = 32) -> Judged:
    """Let the model judge every pair."""
    logits, told, true = [], [], []
    with torch.no_grad():
        for start in range(0, len(asked), size):
            batch = asked[start : start + size]
            inputs, category, _, orders = batch_of(batch, tokenizer)
            a, b = model(*inputs.arrays())
            for k, item in enumerate(batch):
                for i, j in (category[k] != IGNORED).nonzero().tolist():
                    logits.append(a[k, i, j].numpy())
                    told.append(b[k, i, j].numpy())
                    true.append(item.links.get((orders[k][i], orders[k][j]), []))
    return Judged(np.stack(logits), np.stack(told), true)


def figures(judged: Judged, threshold: float = 0.5) -> dict[str, float]:
    """Return precision and recall of pairs and of pairs with category, and accuracies where the pair is related."""
    related, best = judged.related >= threshold, judged.best
    status = judged.status.argmax(1)
    true = np.array([bool(t) for t in judged.true])
    right = np.array([b in [c for c, _ in t] for b, t in zip(best, judged.true, strict=True)])
    told = np.array([s in [x for _, x in t] for s, t in zip(status, judged.true, strict=True)])

    def f1(hits: int) -> tuple[float, float, float]:
        p, r = hits / max(1, related.sum()), hits / max(1, true.sum())
        return p, r, 2 * p * r / (p + r) if p + r else 0.0

    pair, full = f1(int((related & true).sum())), f1(int((related & right).sum()))
    return {
        "pairs": float(len(true)), "related": float(true.sum()),
        "pair P": pair[0], "pair R": pair[1], "pair F1": pair[2],
        "full P": full[0], "full R": full[1], "full F1": full[2],
        "category": float(right[true].mean()), "status": float(told[true].mean()),
    }  # fmt: skip


def by_category(judged: Judged) -> dict[str, dict[str, float]]:
    """Return, for each category, how many pairs have it, and the share that the reader gives it where it is asked."""
    related, best = judged.related >= 0.5, judged.best
    table = {}
    for k, name in enumerate(LABELS[1:], 1):
        mine = np.array([k in [c for c, _ in t] for t in judged.true])
        if mine.any():
            table[name] = {
                "pairs": int(mine.sum()), "found": round(float(related[mine].mean()), 2),
                "category": round(float((best[mine] == k).mean()), 2),
            }  # fmt: skip
    return table


def main(arguments: Sequence[str]) -> int:
    """Train, measure, export."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--out", type=Path, default=folder("data") / "reader", help="where the model goes [data/reader]"
    )
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument(
        "--base", default=BASE, help="the encoder: an installed package with a folder `model`, or a path"
    )
    parser.add_argument("--layers", type=int, default=4, help="how many of the encoder's layers are kept; 0 for all")
    parser.add_argument("--limit", type=int, default=0, help="learn from so many sentences only (learning curve)")
    args = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    files = file_digests()
    examples, mistakes = read()
    if mistakes:
        raise mistakes[0]
    out = held_out([e.subject for e in examples])
    prepared = items(examples, workers=processors())
    learned = [i for i in prepared if i.subject not in out]
    asked = [i for i in prepared if i.subject in out]
    if args.limit:
        random.Random(SEED).shuffle(learned)
        learned = learned[: args.limit]
    tokenizer = Tokenizer.from_file(str(Path(base_folder(args.base)) / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    log.info("%d sentences to learn from, %d held out (%s)", len(learned), len(asked), ", ".join(sorted(out)))
    learned += taught()
    model = train(learned, tokenizer, base=args.base, epochs=args.epochs, layers=args.layers)
    judged = judge(model, asked, tokenizer)
    about = {
        "base": args.base,
        "labels": list(LABELS),
        "statuses": list(STATUSES),
        "data": {
            "files": files, "sentences": len(examples), "learned": len(learned), "held out": len(asked),
            "held-out subjects": sorted(out), "relations": sum(len(e.links) for e in examples),
        },
        "training": {"seed": SEED, "epochs": args.epochs, "layers": args.layers, "half precision": _HALF, "torch": torch.__version__},
        "figures": {name: round(value, 3) for name, value in figures(judged).items()},
        "by category": by_category(judged),
    }  # fmt: skip
    export(model, tokenizer, about, args.out, base=args.base)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
