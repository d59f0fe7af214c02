"""What `kg extract` costs beside the plain spaCy pipeline on the same texts, in one run, turn by turn.

python benchmarks/extract.py [--articles 36] [--repeats 5] [--texts FILE.jsonl]
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

import spacy
from corpus import articles, table, versions

import kg
from kg.annotate.pipeline import DEFAULT_MODEL, make_doc
from kg.flow import Options, extract, pipeline
from kg.relate import relate


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--articles", type=int, default=36)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--texts", type=Path, help="a file or folder of articles [the dispatches]")
    args = parser.parse_args()

    chosen = articles(args.articles, args.texts)
    texts = [article.text for article in chosen]
    plain = spacy.load(DEFAULT_MODEL)
    tokens = sum(map(len, plain.tokenizer.pipe(texts)))
    runs: dict[str, Callable[[], object]] = {
        "plain spaCy, `nlp.pipe`": lambda: list(plain.pipe(texts)),
        "plain spaCy, a text at a time": lambda: [plain(text) for text in texts],
        "`kg extract`": lambda: list(extract(chosen)),
    }
    times = _alternating(runs, args.repeats)
    base = median(times["plain spaCy, `nlp.pipe`"])
    print(f"{versions()}; {len(texts):,} texts, {tokens:,} tokens, median of {args.repeats} runs\n")
    print(table(
        ["", "seconds", "tokens a second", "ratio", "fastest to slowest run"],
        [
            (name, median(taken), tokens / median(taken), f"{median(taken) / base:.2f}", f"{min(taken):.2f} to {max(taken):.2f}")
            for name, taken in times.items()
        ],
    ))  # fmt: skip
    pairs = zip(times["`kg extract`"], times["plain spaCy, `nlp.pipe`"], strict=True)
    print(f"\nRatio run by run: {', '.join(f'{kg_took / spacy_took:.2f}' for kg_took, spacy_took in pairs)}\n")
    stages = _stages(chosen, args.repeats)
    whole = sum(stages.values())
    print(table(
        ["stage of kg extract", "milliseconds an article", "share"],
        [(name, 1000 * taken / len(texts), f"{taken / whole:.1%}") for name, taken in stages.items()],
    ))  # fmt: skip
    print(f"\nThe command `kg extract` on one article, from start to end: {_command(chosen[0]):.2f} s")


def _alternating(runs: dict[str, Callable[[], object]], repeats: int) -> dict[str, list[float]]:
    """Run each in turn, so that what slows the machine down for a while slows all; the first round only warms up."""
    times: dict[str, list[float]] = {name: [] for name in runs}
    for again in range(repeats + 1):
        for name, run in runs.items():
            start = perf_counter()
            run()
            if again:
                times[name].append(perf_counter() - start)
    return times


def _stages(chosen: list[kg.Article], repeats: int) -> dict[str, float]:
    """Return the seconds that each stage takes for all articles, the median of several runs."""
    nlp = pipeline(Options())
    taken: dict[str, list[float]] = {}
    for _ in range(repeats):
        spent: Counter[str] = Counter()
        for article in chosen:
            start = perf_counter()
            doc = make_doc(nlp, article.text, date=article.date, skip=article.skip)
            spent["tokenizer"] += (now := perf_counter()) - start  # type: ignore[assignment]
            for name, stage in nlp.pipeline:
                doc, start = stage(doc), now
                spent[name] += (now := perf_counter()) - start  # type: ignore[assignment]
            relate(article, doc)
            spent["relate"] += perf_counter() - now  # type: ignore[assignment]
        for name, seconds in spent.items():
            taken.setdefault(name, []).append(seconds)
    return {name: median(seconds) for name, seconds in taken.items()}


def _command(article: kg.Article) -> float:
    """Return the seconds that the command takes for one article: most of it is loading the model and the data."""
    with TemporaryDirectory() as place:
        story = Path(place) / "story.txt"
        story.write_text(article.text, encoding="utf-8")
        taken = []
        for _ in range(3):
            start = perf_counter()
            subprocess.run([sys.executable, "-m", "kg", "extract", str(story)], check=True, capture_output=True)
            taken.append(perf_counter() - start)
    return median(taken)


if __name__ == "__main__":
    main()
