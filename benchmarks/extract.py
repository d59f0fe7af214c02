"""What `kg extract` costs beside the plain spaCy pipeline: the same texts, in one run, turn by turn.

python benchmarks/extract.py [--articles 36] [--repeats 5] [--texts FILE.jsonl]
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

import spacy
from corpus import articles, table, versions

import kg
from kg.annotate.pipeline import DEFAULT_MODEL, make_doc
from kg.flow import Options, extract, pipeline
from kg.relate import relate

PLAIN, SINGLY = "plain spaCy, `nlp.pipe`", "plain spaCy, a text at a time"
KG, LEXICON = "`kg extract`", "`kg extract --reader off`"


@dataclass(frozen=True)
class Measured:
    """The seconds of each run, all over the same tokens."""

    texts: int
    tokens: int
    seconds: dict[str, list[float]]
    """By the clock."""
    worked: dict[str, list[float]]
    """Of the processor, all threads together."""

    def speed(self, name: str) -> float:
        """Return tokens a second."""
        return self.tokens / median(self.seconds[name])

    def ratio(self, name: str) -> float:
        """Return the time as a multiple of that of plain spaCy."""
        return median(self.seconds[name]) / median(self.seconds[PLAIN])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--articles", type=int, default=36)
    parser.add_argument("--repeats", type=int, default=7)
    parser.add_argument("--texts", type=Path, help="a file or folder of articles [the dispatches]")
    args = parser.parse_args()

    chosen = articles(args.articles, args.texts)
    found = compare(chosen, args.repeats)
    print(f"{versions()}; {found.texts:,} texts, {found.tokens:,} tokens, median of {args.repeats} runs\n")
    rows = [
        (
            name, median(taken), found.speed(name), f"{found.ratio(name):.2f}", f"{min(taken):.2f} to {max(taken):.2f}",
            median(found.worked[name]), f"{median(found.worked[name]) / median(found.worked[PLAIN]):.2f}",
        )
        for name, taken in found.seconds.items()
    ]  # fmt: skip
    columns = ["", "seconds", "tokens a second", "ratio", "fastest to slowest run", "processor seconds", "ratio"]
    print(table(columns, rows))
    pairs = zip(found.seconds[KG], found.seconds[PLAIN], strict=True)
    print(f"\nRatio run by run: {', '.join(f'{ours / theirs:.2f}' for ours, theirs in pairs)}\n")
    costs = stages(chosen, args.repeats)
    whole = sum(costs.values())
    print(table(
        ["stage of kg extract", "milliseconds an article", "share"],
        [(name, 1000 * taken / len(chosen), f"{taken / whole:.1%}") for name, taken in costs.items()],
    ))  # fmt: skip
    print(f"\nThe command `kg extract` on one article, from start to end: {command(chosen[0]):.2f} s")


def compare(chosen: list[kg.Article], repeats: int) -> Measured:
    """Run kg and the plain pipeline over the same articles, turn by turn."""
    texts = [article.text for article in chosen]
    plain = spacy.load(DEFAULT_MODEL)
    runs: dict[str, Callable[[], object]] = {
        PLAIN: lambda: list(plain.pipe(texts)),
        SINGLY: lambda: [plain(text) for text in texts],
        LEXICON: lambda: list(extract(chosen, options=Options(reader=None))),
        KG: lambda: list(extract(chosen, options=Options(reader=""))),
    }
    tokens = sum(len(plain.make_doc(text)) for text in texts)
    return Measured(len(texts), tokens, *_alternating(runs, repeats))


def _alternating(
    runs: dict[str, Callable[[], object]], repeats: int
) -> tuple[dict[str, list[float]], dict[str, list[float]]]:
    """Run each in turn, so that what slows the machine down for a while slows all; the first round only warms up.

    Returns the seconds of each run by the clock, and those of the processor: what other programs take does not count there.
    """
    clock: dict[str, list[float]] = {name: [] for name in runs}
    worked: dict[str, list[float]] = {name: [] for name in runs}
    for again in range(repeats + 1):
        for name, run in runs.items():
            start, start_worked = perf_counter(), process_time()
            run()
            if again:
                clock[name].append(perf_counter() - start)
                worked[name].append(process_time() - start_worked)
    return clock, worked


def stages(chosen: list[kg.Article], repeats: int) -> dict[str, float]:
    """Return the seconds that each stage takes for all articles, the median of several runs."""
    nlp = pipeline(Options(reader=""))
    taken: dict[str, list[float]] = {}
    for _ in range(repeats):
        spent: defaultdict[str, float] = defaultdict(float)
        for article in chosen:
            start = process_time()
            doc = make_doc(nlp, article.text, date=article.date, skip=article.skip)
            spent["tokenizer"] += (now := process_time()) - start
            for name, stage in nlp.pipeline:
                doc, start = stage(doc), now
                spent[name] += (now := process_time()) - start
            relate(article, doc)
            spent["relate"] += process_time() - now
        for name, seconds in spent.items():
            taken.setdefault(name, []).append(seconds)
    return {name: median(seconds) for name, seconds in taken.items()}


def command(article: kg.Article) -> float:
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
