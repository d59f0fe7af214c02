"""Where lexicon and annotation disagree: a wrong label, or a wrong entry. One line each, to be looked at by somebody.

python -m kg.train.disputes [FILE ...]
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from kg.flow import Options
from kg.train.calibrate import Judged, judge
from kg.train.corpus import Example, read


def disputes(examples: Sequence[Example]) -> Iterator[tuple[Example, Judged]]:
    """Yield what the lexicon makes of annotated sentences where its pair is annotated, but not with its category."""
    found, _ = judge(examples, Options(reader=None))
    for judged in found:
        if judged.pair and not judged.full:
            yield examples[judged.sentence], judged


def main(arguments: Sequence[str]) -> int:
    """Print the disputes and how often which category stands against which."""
    examples, _ = read([Path(a) for a in arguments] or None)
    count: Counter[str] = Counter()
    for example, judged in disputes(examples):
        r = judged.relation
        parties = tuple(", ".join(m.text for m in side) for side in (r.source, r.target))
        links = [
            f"{example.text[slice(*example.spans[k.source])]} {k.category} {example.text[slice(*example.spans[k.target])]}"
            for k in example.links
        ]
        print(
            f"{example.where}: {parties[0]} {r.plover} {parties[1]} ({r.rule}); annotated: {'; '.join(links)}\n  {example.text}"
        )
        count[f"{r.plover}"] += 1
    print(f"{sum(count.values())} disputes in {len(examples)} sentences: {dict(count.most_common())}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
