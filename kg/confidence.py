"""`confidence`: the probability that a relation is right in parties, category and status, from what spoke for it.

A logistic model over a few signals, fitted on sentences that neither lexicon nor reader had seen (`kg/train/calibrate.py`);
data/confidence.json holds its weights, data/confidence.md its reliability.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from functools import lru_cache

from kg.resources import folder

Signals = tuple[tuple[str, float], ...]
"""Name and strength of each thing that speaks for or against a relation."""

SIGNALS: dict[str, str] = {
    "reader": "log odds that the two are related, in the reader's eyes",
    "reader category": "log odds of the record's category, given that they are related",
    "reader status": "log odds of the record's status",
    "lexicon": "1 where a lexicon entry made the relation",
    "precision": "the log odds of the entry's precision",
    "noun": "1 for a nominal predicate",
    "reference": "1 where a party is a pronoun or the like",
    "told": "1 for a status other than asserted",
    "claimed": "1 for the status claimed",
    "subject": "1 where the reader alone joins the pair, and its source is a subject or agent",
    "apart": "log of the words between the parties, or from a lexicon's predicate to the farther of them",
    "deep": "number of clauses that a lexicon's predicate lies in",
    "nearly": "1 where a lexicon entry of the category had one of the parties",
    "long": "1 in a sentence of more than 40 tokens",
}


def confidence(signals: Signals) -> float:
    """Return the probability, to two digits, so that machines agree.

    >>> 0 < confidence((("lexicon", 1.0),)) < 1
    True
    """
    found = dict(signals)
    weights = _weights().get(spoken(found), {})
    total = weights.get("bias", 0.0) + sum(weights.get(name, 0.0) * value for name, value in found.items())
    return round(min(max(1 / (1 + math.exp(-total)), 0.01), 0.99), 2)


def spoken(names: Iterable[str]) -> str:
    """Return who speaks for a relation with these signals: the lexicon, the reader, or both; each has its own weights."""
    said = set(names)
    return "lexicon" if "reader" not in said else "both" if "lexicon" in said else "reader"


def log_odds(probability: float) -> float:
    """Return the log odds of a probability, within +-5.

    >>> log_odds(0.5), log_odds(1.0)
    (0.0, 5.0)
    """
    p = min(max(probability, 1e-4), 1 - 1e-4)
    return round(min(max(math.log(p / (1 - p)), -5.0), 5.0), 3)


@lru_cache(maxsize=1)
def _weights() -> Mapping[str, Mapping[str, float]]:
    found: dict[str, dict[str, float]] = json.loads((folder("data") / "confidence.json").read_text(encoding="utf-8"))
    return found
