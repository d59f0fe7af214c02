"""The reader: a small trained model that judges every ordered pair of mentions in a sentence.

One pass of the encoder a sentence. The model's numbers are quantised a sentence at a time, so that what stands beside a
sentence in a batch, and how many processes work, change nothing. `kg/train` makes the model; data/reader/README.md is its card.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc

from kg.annotate.extensions import Named
from kg.annotate.pieces import Pieces, Syntax, pieces
from kg.errors import KgError
from kg.model import Status
from kg.resources import folder

_UNLIKELY = 0.02
"""Of a pair that is less likely related than this, no more is asked: most pairs are."""
_WORTH = 0.1
"""The share of the probability from which on a category is named at all."""
_DIGITS = 3
"""Probabilities are rounded before anything is decided by them: machines differ in the last bits."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the reader thinks of an ordered pair of mentions: does the first act towards the second?

    `related` is the probability that it does; `category` the likeliest PLOVER category (or STANDING) with its
    probability given that the two are related; `status` likewise.
    """

    related: float
    category: str
    category_probability: float
    status: Status
    status_probability: float
    categories: tuple[tuple[str, float], ...] = ()
    """The categories that have at least a tenth of the probability, the likeliest first."""


@Language.factory("kg_reader", requires=["doc._.kg_named"], assigns=["doc._.kg_opinions"], default_config={"model": ""})
def make_reader(nlp: Language, name: str, model: str) -> ReaderStage:
    """Create the stage that judges pairs."""
    return ReaderStage(load_reader(model))


class ReaderStage:
    """Judges the pairs of each sentence that can hold a relation."""

    def __init__(self, reader: PairJudge):
        self.reader = reader

    def __call__(self, doc: Doc) -> Doc:
        """Set `doc._.kg_opinions`: a sentence's first token -> pair of mentions, by index in `doc._.kg_named` -> Opinion."""
        asked: list[Pieces] = []
        whose: list[tuple[int, list[int]]] = []
        named: list[Named] = doc._.kg_named
        at = 0
        for sentence in doc.sents:
            while at < len(named) and named[at].start < sentence.start:
                at += 1
            here = []
            while at < len(named) and named[at].start < sentence.end:
                here.append(at)
                at += 1
            here = _parties([i for i in here if named[i].actors()], named)
            actors = {a.id: a for i in here for a in named[i].actors()}
            if sentence._.kg_skipped or len(actors) < 2 or not any(a.is_of_interest for a in actors.values()):
                continue
            base = sentence.start_char
            spans = [(start - base, end - base) for start, end in (named[i].edges(doc) for i in here)]
            asked.append(self.reader.pieces(sentence.text, spans, Syntax.of(sentence)))
            whose.append((sentence.start, here))
        doc._.kg_opinions = {
            start: {(here[i], here[j]): opinion for (i, j), opinion in judged.items()}
            for (start, here), judged in zip(whose, self.reader.judge_all(asked), strict=True)
        }
        return doc


def _parties(here: list[int], named: list[Named]) -> list[int]:
    """Leave out what is a part of another mention or says whose it is: "Kurdish" in "Kurdish forces", "Oman's" minister."""
    owners = {id(named[i].of) for i in here if named[i].of is not None}
    widest = sorted((i for i in here if id(named[i]) not in owners), key=lambda i: (named[i].start, -named[i].end))
    kept: list[int] = []
    for i in widest:
        if not kept or named[i].end > named[kept[-1]].end:
            kept.append(i)
    return kept


class PairJudge:
    """The model as ONNX, with its tokenizer and labels."""

    def __init__(self, place: Path):
        import onnxruntime
        from tokenizers import Tokenizer

        try:
            self.about: dict[str, Any] = json.loads((place / "model.json").read_text(encoding="utf-8"))
            self.tokenizer = Tokenizer.from_file(str(place / "tokenizer.json"))
        except OSError as error:
            raise KgError("the reader's model is not there", where=str(place), hint="install kg again") from error
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self.session = onnxruntime.InferenceSession(
            str(place / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self.labels: list[str] = self.about["labels"]
        self.statuses: list[Status] = self.about["statuses"]

    def judge(self, text: str, mentions: Sequence[tuple[int, int]], syntax: Syntax) -> dict[tuple[int, int], Opinion]:
        """Return an opinion on each ordered pair of mentions (character offsets into `text`), by their indexes."""
        return self.judge_all([self.pieces(text, mentions, syntax)])[0]

    def pieces(self, text: str, mentions: Sequence[tuple[int, int]], syntax: Syntax) -> Pieces:
        """Return a sentence as the network wants it."""
        return pieces(self.tokenizer, text, mentions, syntax)

    def judge_all(self, sentences: Sequence[Pieces]) -> list[dict[tuple[int, int], Opinion]]:
        """Return the opinions on several sentences, one after the other.

        The network runs over all of them first: it drives all else out of the processor's caches, and what is between two
        runs would take twice its time.
        """
        runs = [self.session.run(None, asked.inputs()) if len(asked.kept) > 1 else () for asked in sentences]
        return [
            self._judged(asked.kept, *logits) if logits else {} for asked, logits in zip(sentences, runs, strict=True)
        ]

    def _judged(
        self, kept: tuple[int, ...], category_logits: NDArray[np.float32], status_logits: NDArray[np.float32]
    ) -> dict[tuple[int, int], Opinion]:
        """Return what the network says of each pair of a sentence's mentions."""
        count = len(kept)
        category, status = _softmax(category_logits), _softmax(status_logits)
        related = np.round(1 - category[:, 0], _DIGITS)
        likely = np.flatnonzero(related >= _UNLIKELY)  # most pairs are not
        shares = category[likely, 1:]
        shares = np.round(shares / np.maximum(shares.sum(-1, keepdims=True), 1e-9), _DIGITS)
        told = np.round(status[likely], _DIGITS)
        more = dict(zip(likely.tolist(), zip(shares.tolist(), told.tolist(), strict=True), strict=True))
        found = {}
        for pair, probability in enumerate(related.tolist()):
            a, b = divmod(pair, count)
            if a != b:
                i, j = kept[a], kept[b]
                found[i, j] = self._opinion(probability, *more[pair]) if pair in more else _unlikely(probability)
        return found

    def _opinion(self, related: float, shares: list[float], told: list[float]) -> Opinion:
        worth = sorted((-share, k) for k, share in enumerate(shares) if share >= _WORTH)
        best = max(range(len(shares)), key=shares.__getitem__)
        how = max(range(len(told)), key=told.__getitem__)
        return Opinion(
            related, self.labels[best + 1], shares[best], self.statuses[how], told[how],
            tuple((self.labels[k + 1], -share) for share, k in worth),
        )  # fmt: skip


@lru_cache(maxsize=64)
def _unlikely(related: float) -> Opinion:
    return Opinion(related, "", 0.0, "asserted", 0.0)


def _softmax(logits: NDArray[np.float32]) -> NDArray[np.float64]:
    logits = logits.astype(np.float64)
    raised = np.exp(logits - logits.max(-1, keepdims=True))
    made: NDArray[np.float64] = raised / raised.sum(-1, keepdims=True)
    return made


@lru_cache(maxsize=2)
def model_digest(place: str = "") -> str:
    """Return the SHA-256 of the reader's weights, in hexadecimal: which model it was."""
    return hashlib.sha256((_place(place) / "model.onnx").read_bytes()).hexdigest()


def _place(place: str) -> Path:
    return Path(place) if place else folder("data") / "reader"


@lru_cache(maxsize=2)
def load_reader(place: str = "") -> PairJudge:
    """Return the reader of the installation, or that in a folder; it is loaded once a process."""
    return PairJudge(_place(place))
