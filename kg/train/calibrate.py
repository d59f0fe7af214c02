"""Fit `confidence` on the held-out sentences, read from end to end by the program as it is.

    python -m kg.train.calibrate [--write]

Prints, for lexicon alone and with the reader, precision and recall of relations, the reliability curve and the expected
calibration error; each half of the sentences is judged by weights that were fitted on the other. With --write the weights
(fitted on all) go to data/confidence.json and the figures with the figures in data/confidence.md.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg import weigh
from kg.annotate.pipeline import annotate, make_doc
from kg.confidence import SIGNALS, Signals, spoken
from kg.flow import Options, pipeline
from kg.model import Article, Mention, Relation
from kg.relate import relate
from kg.resources import folder
from kg.train.corpus import Example, Link, held_out, read

_HEAD = """# Confidence: how reliable it is

Written by `python -m kg.train.calibrate --write`. The held-out subjects of data/sentences, which neither the lexicon's writers
looked at for it nor the reader learned from, are read from end to end; a relation is right if parties, category and status are as
annotated. Each half of the sentences is judged by weights fitted on the other half. "From 0.6" is what `--min-confidence 0.6`
leaves: the precision (P) and recall (R) of all relations, and the precision of the asserted ones.
"""

_TRIED = (0.3, 0.4, 0.6)
"""Confidences beside `weigh.ADD` for which it is told what the reader would add."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Judged:
    """A relation of the program beside the annotation of its sentence."""

    sentence: int
    relation: Relation
    pair: bool
    full: bool
    right: bool
    """Parties, category and status are as annotated."""


def judge(examples: Sequence[Example], options: Options) -> tuple[list[Judged], int]:
    """Run the program over the sentences; return its relations judged, and how many relations are annotated.

    What the reader adds is taken whatever its confidence, for that is what is to be fitted.
    """
    nlp = pipeline(options)
    found: list[Judged] = []
    for i, example in enumerate(examples):
        doc = annotate(nlp, make_doc(nlp, example.text))
        links = [link for link in example.links if link.category != "STANDING"]
        for relation in relate(Article(str(i), example.text), doc, add=0.0):
            if relation.plover is None:
                continue
            fitting = [link for link in links if _fits(relation, link, example)]
            full = [link for link in fitting if link.category == relation.plover]
            right = any(link.status == relation.status for link in full)
            found.append(Judged(i, relation, bool(fitting), bool(full), right))
    return found, sum(link.category != "STANDING" for e in examples for link in e.links)


def _fits(relation: Relation, link: Link, example: Example) -> bool:
    one, other = example.spans[link.source], example.spans[link.target]
    straight = _touches(relation.source, one) and _touches(relation.target, other)
    if straight or not (relation.symmetric or link.symmetric):
        return straight
    parties = (*relation.source, *relation.target)
    return _touches(parties, one) and _touches(parties, other)


def _touches(mentions: Iterable[Mention], span: tuple[int, int]) -> bool:
    return any(m.start < span[1] and span[0] < m.end for m in mentions)


def fit(signals: Sequence[Signals], right: Floats, ridge: float = 1.0) -> dict[str, float]:
    """Fit a logistic model by Newton's method; `ridge` keeps the weights of rare signals small."""
    x = _matrix(signals)
    w = np.zeros(x.shape[1])
    keep = np.full(x.shape[1], ridge)
    keep[0] = 1e-6
    for _ in range(50):
        p = 1 / (1 + np.exp(-(x @ w)))
        gradient = x.T @ (right - p) - keep * w
        step = np.linalg.solve((x.T * (p * (1 - p))) @ x + np.diag(keep), gradient)
        w += step
        if np.abs(step).max() < 1e-6:
            break
    names = ("bias", *SIGNALS)
    return {name: round(float(value), 3) for name, value in zip(names, w, strict=True) if abs(value) >= 0.0005}


def _matrix(signals: Sequence[Signals]) -> Floats:
    return np.array([[1.0, *(dict(s).get(name, 0.0) for name in SIGNALS)] for s in signals])


def probabilities(weights: dict[str, float], signals: Sequence[Signals]) -> Floats:
    """Return the probability of each relation."""
    w = np.array([weights.get(name, 0.0) for name in ("bias", *SIGNALS)])
    made: Floats = 1 / (1 + np.exp(-(_matrix(signals) @ w)))
    return made


def reliability(p: Floats, right: Floats, bins: int = 10) -> tuple[list[tuple[float, float, int]], float]:
    """Return (mean confidence, share right, number) of each tenth, and the expected calibration error."""
    rows, error = [], 0.0
    for k in range(bins):
        inside = (p >= k / bins) & (p < (k + 1) / bins if k < bins - 1 else p <= 1)
        if inside.any():
            rows.append((float(p[inside].mean()), float(right[inside].mean()), int(inside.sum())))
            error += inside.mean() * abs(p[inside].mean() - right[inside].mean())
    return rows, float(error)


def fitted(seen: Sequence[Judged]) -> tuple[dict[str, dict[str, float]], Floats]:
    """Return the weights for each who speaks, and each relation's confidence by weights of the other half of the sentences."""
    right = np.array([float(j.right) for j in seen])
    half = np.array([j.sentence % 2 == 0 for j in seen])
    speakers = np.array([spoken(dict(j.relation.signals)) for j in seen])
    confidence = np.zeros(len(seen))
    weights = {}

    def signals(chosen: NDArray[np.bool_]) -> list[Signals]:
        return [j.relation.signals for j, c in zip(seen, chosen, strict=True) if c]

    for speaker in sorted(set(speakers)):
        mine = speakers == speaker
        weights[speaker] = fit(signals(mine), right[mine])
        for side in (mine & half, mine & ~half):
            confidence[side] = probabilities(fit(signals(mine & ~side), right[mine & ~side]), signals(side))
    return weights, confidence


def report(seen: Sequence[Judged], total: int, confidence: Floats) -> list[str]:
    """Return what is found and how much of it is right: with what the reader adds from several confidences on, and from least ones."""
    right = np.array([float(j.right) for j in seen])
    asserted = np.array([j.relation.status == "asserted" for j in seen])
    alone = np.array([spoken(dict(j.relation.signals)) == "reader" for j in seen])
    said = []
    for add in (*_TRIED, weigh.ADD) if alone.any() else (weigh.ADD,):
        chosen = ~alone | (confidence >= np.where(asserted, add, min(add, weigh.ADD_TOLD)))
        kept = [j for j, c in zip(seen, chosen, strict=True) if c]
        facts = [j for j in kept if j.relation.status == "asserted"]
        said.append(
            f"{len(kept)} of {total} found" + (f", the facts that the reader adds from {add}" if alone.any() else "")
        )
        for what in ("pair", "full", "right"):
            hits = sum(getattr(j, what) for j in kept)
            p, r = hits / max(1, len(kept)), hits / max(1, total)
            said.append(f"  {what:6} P {p:.3f} R {r:.3f} F1 {2 * p * r / max(1e-9, p + r):.3f}")
        said.append(f"  asserted precision {np.mean([j.right for j in facts]):.3f} of {len(facts)}")
    rows, error = reliability(confidence, right)
    said += [f"expected calibration error {error:.3f}; confidence, share right, number:"]
    said += [f"  {mean:.2f}  {share:.2f}  {number}" for mean, share, number in rows]
    for least in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
        taken = chosen & (confidence >= least)
        facts_ = taken & asserted
        if facts_.any():
            said.append(
                f"from {least}: P {right[taken].mean():.3f} R {right[taken].sum() / total:.3f}, "
                f"asserted P {right[facts_].mean():.3f} of {facts_.sum()}"
            )
    return said


def main(arguments: Sequence[str]) -> int:
    """Judge, fit, print; write where asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--reader", default="", help="the folder of another reader")
    args = parser.parse_args(arguments)
    examples, _ = read()
    out = held_out([e.subject for e in examples])
    examples = [e for e in examples if e.subject in out]
    weights: dict[str, dict[str, float]] = {}
    said: list[str] = []
    for name, options in (("lexicon alone", Options(reader=None)), ("with the reader", Options(reader=args.reader))):
        seen, total = judge(examples, options)
        found, confidence = fitted(seen)
        # Beside a reader the lexicon's word alone is what the reader could not judge; it keeps the weights of all.
        weights = {**found, **weights}
        said += [
            f"{name}: {len(examples)} sentences, {total} relations annotated",
            *report(seen, total, confidence),
            "",
        ]
    print("\n".join(said))
    if args.write:
        text = json.dumps(weights, indent=2) + "\n"
        (folder("data") / "confidence.json").write_text(text, encoding="utf-8")
        (folder("data") / "confidence.md").write_text(
            "\n".join([_HEAD, "```", *said[:-1], "```", ""]), encoding="utf-8"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
