"""Fit `confidence` and the reader's settings on the held-out sentences, read from end to end by the program as it is.

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

from kg.confidence import SIGNALS, Signals
from kg.flow import Extraction, Options, extract
from kg.model import Article, Mention, Relation
from kg.resources import folder
from kg.train.corpus import Example, Link, held_out, read

_HEAD = """# Confidence: how reliable it is

Written by `python -m kg.train.calibrate --write`. The held-out subjects of data/sentences, which neither the lexicon's writers
looked at for it nor the reader learned from, are read from end to end; a relation is right if parties, category and status are as
annotated. Each half of the sentences is judged by weights fitted on the other half. "From 0.6" is what `--min-confidence 0.6`
leaves: the precision (P) and recall (R) of all relations, and the precision of the asserted ones.
"""

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
    """Run the program over the sentences; return its relations judged, and how many relations are annotated."""
    articles = [Article(f"{i}", e.text) for i, e in enumerate(examples)]
    found: list[Judged] = []
    for i, result in enumerate(extract(articles, options=options)):
        if not isinstance(result, Extraction):
            continue
        example = examples[i]
        links = [link for link in example.links if link.category != "STANDING"]
        for relation in result.relations:
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

    def tell(line: str) -> None:
        print(line)
        said.append(line)

    for name, options in (("lexicon", Options(reader=None)), ("reader", Options(reader=args.reader))):
        found, total = judge(examples, options)
        signals = [j.relation.signals for j in found]
        right = np.array([float(j.right) for j in found])
        half = np.array([j.sentence % 2 == 0 for j in found])
        crossed = np.zeros(len(found))
        for side in (half, ~half):
            learned = fit([s for s, h in zip(signals, side, strict=True) if not h], right[~side])
            crossed[side] = probabilities(learned, [s for s, h in zip(signals, side, strict=True) if h])
        weights[name] = fit(signals, right)
        asserted = np.array([j.relation.status == "asserted" for j in found])
        tell(f"\n{name}: {len(examples)} sentences, {total} relations annotated, {len(found)} found")
        for what in ("pair", "full", "right"):
            hits = sum(getattr(j, what) for j in found)
            p, r = hits / max(1, len(found)), hits / max(1, total)
            tell(f"  {what:6} P {p:.3f} R {r:.3f} F1 {2 * p * r / max(1e-9, p + r):.3f}")
        tell(f"  asserted precision {right[asserted].mean():.3f} of {asserted.sum()}")
        rows, error = reliability(crossed, right)
        tell(f"  expected calibration error {error:.3f}; confidence, share right, number:")
        for row in rows:
            tell(f"    {row[0]:.2f}  {row[1]:.2f}  {row[2]}")
        for least in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
            kept = crossed >= least
            facts = kept & asserted
            if not facts.any():
                continue
            tell(
                f"  from {least}: P {right[kept].mean():.3f} R {right[kept].sum() / total:.3f}, "
                f"asserted P {right[facts].mean():.3f} of {facts.sum()}"
            )
        tell(f"  weights {weights[name]}")
    if args.write:
        text = json.dumps(weights, indent=2) + "\n"
        (folder("data") / "confidence.json").write_text(text, encoding="utf-8")
        page = [_HEAD, "```", *(line.lstrip("\n") for line in said), "```", ""]
        (folder("data") / "confidence.md").write_text("\n".join(page), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
