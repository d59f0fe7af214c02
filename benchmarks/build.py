"""What a build costs: the first time, again with nothing changed, on disk and in memory.

python benchmarks/build.py [--sizes 10 100 1000] [--repeats 3]
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import sys
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from corpus import articles, table, versions

import kg


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[10, 100, 1000], metavar="ARTICLES")
    parser.add_argument("--repeats", type=int, default=3, help="runs of a size; from 1,000 articles on there is one")
    parser.add_argument("--texts", type=Path, help="a file or folder of articles [the dispatches]")
    args = parser.parse_args()

    print(f"{versions()}; median of {args.repeats} runs, one from 1,000 articles on\n")
    columns = ["articles", "first build, s", "ms an article", "again, s", "quads", "store, MB", "memory peak, MB"]
    built = [measure(size, args.repeats, args.texts) for size in args.sizes]
    print(table(columns, [(b.articles, b.first, b.each, b.again, b.quads, b.disk, b.memory) for b in built]))


@dataclass(frozen=True)
class Build:
    """What a build took: seconds, and megabytes on disk and in memory."""

    articles: int
    first: float
    again: float
    quads: int
    disk: float
    memory: float

    @property
    def each(self) -> float:
        """Milliseconds an article."""
        return 1000 * self.first / self.articles


def measure(size: int, repeats: int = 3, texts: Path | None = None) -> Build:
    """Return the median of several builds of so many articles, or one build of 1,000 and more."""
    runs = [_measured(size, texts) for _ in range(repeats if size < 1000 else 1)]
    first, again, quads, disk, memory = (median(values) for values in zip(*runs, strict=True))
    return Build(size, first, again, int(quads), disk / 1e6, memory / 1e6)


def _measured(size: int, texts: Path | None) -> tuple[float, float, int, int, int]:
    with TemporaryDirectory() as place:
        store = Path(place) / "store"
        first, quads, memory = _in_a_process(store, size, texts)
        again, _, _ = _in_a_process(store, size, texts)
        disk = sum(path.stat().st_size for path in store.rglob("*") if path.is_file())
    return first, again, quads, disk, memory


def _in_a_process(store: Path, size: int, texts: Path | None) -> tuple[float, int, int]:
    """Build in a new process: it loads model and data anew, and its memory is its own."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(_build, store, size, texts).result()


def _build(place: Path, size: int, texts: Path | None) -> tuple[float, int, int]:
    """Return seconds, quads in the store, and the peak of memory in bytes."""
    chosen = articles(size, texts)
    start = perf_counter()
    with kg.open_store(place, create=True) as store:
        for result in kg.build(chosen, store):
            if isinstance(result, kg.Problem):
                raise result.error
    taken = perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    with kg.open_store(place, read_only=True) as store:
        return taken, len(store.oxigraph), peak


if __name__ == "__main__":
    main()
