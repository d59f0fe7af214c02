"""The way of the data, a call per step: articles -> sentences -> actors -> relations -> quads -> store.

read      kg.read.read          paths -> Article
annotate  kg.annotate.pipeline  Article -> spaCy Doc with actors, dates, places, predicates
relate    kg.relate.relate      Doc -> Relation
convert   kg.convert.quads      Relation -> RDF quads
store     kg.store.Store.put    quads -> the article's named graph, in one transaction
derive    kg.derive.derive      what follows from the facts, by the rules in ontology/rules
merge     kg.merge.merge        reports of one event -> one event with all its evidence
"""

from __future__ import annotations

import logging
import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import KgError
from kg.model import Article, Problem, Relation

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from kg.convert import Activity
    from kg.store import Store

log = logging.getLogger(__name__)

_AHEAD = 2
"""Articles that are parsed before the first of them is finished: long and short ones keep parser and reader busy in turn."""
_CHUNK = 8
"""Articles handed to a worker at once."""
_WORTH = 300_000
"""Characters of text from which on a second process is worth its start of three seconds."""
_UNASKED = 2
"""Processes that are started unasked: each takes 360 MB of memory."""


@dataclass(frozen=True, slots=True)
class Options:
    """What changes what is extracted; part of every build's provenance."""

    model: str = ""
    overlays: tuple[str, ...] = ()
    reader: str | None = ""
    """None for lexicon and syntax alone; empty for the trained reader that is shipped, else the folder of another."""
    min_confidence: float = 0.0
    """Relations below are left out."""


@dataclass(frozen=True, slots=True)
class Extraction:
    """One article with its relations, in the order of its text."""

    article: Article
    relations: tuple[Relation, ...]
    problems: tuple[Problem, ...] = ()


@dataclass(slots=True)
class Report:
    """What a build did."""

    built: int = 0
    unchanged: int = 0
    relations: int = 0
    derived: int = 0
    events: int = 0
    """How many distinct events the articles of the store tell of."""
    problems: list[Problem] = field(default_factory=list)

    @property
    def failed(self) -> int:
        """How many articles were lost."""
        return sum(p.fatal for p in self.problems)


def extract(
    articles: Iterable[Article | Problem], *, options: Options | None = None, workers: int = 1
) -> Iterator[Extraction | Problem]:
    """Yield the relations of each article, in the order of the articles; problems pass through in their place.

    `workers` is a number of processes; 0 takes two where there is much to read, and two processors. The same articles give
    the same relations, whatever it is.
    """
    options = options or Options()
    if not workers:
        workers, articles = _workers(iter(articles))
    if workers <= 1:
        yield from _extract_each(articles, options)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        stream = iter(articles)
        pending: list[Future[list[Extraction | Problem]]] = []
        while True:
            while len(pending) < workers * 3 and (chunk := list(islice(stream, _CHUNK))):
                pending.append(pool.submit(_extract_chunk, chunk, options))
            if not pending:
                return
            yield from pending.pop(0).result()


def _workers(articles: Iterator[Article | Problem]) -> tuple[int, Iterator[Article | Problem]]:
    """Return how many processes the articles are worth, and the articles; some of them are read ahead."""
    most = min(_UNASKED, processors())
    ahead: list[Article | Problem] = []
    text = 0
    while most > 1 and text < _WORTH and (item := next(articles, None)) is not None:
        ahead.append(item)
        text += len(item.text) if isinstance(item, Article) else 0
    return most if text >= _WORTH else 1, chain(ahead, articles)


def processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _extract_chunk(chunk: Sequence[Article | Problem], options: Options) -> list[Extraction | Problem]:
    return list(_extract_each(chunk, options))


def _extract_each(articles: Iterable[Article | Problem], options: Options) -> Iterator[Extraction | Problem]:
    """Extract one article after the other; while the reader, on a thread of its own, judges one, the next is parsed."""
    with ThreadPoolExecutor(1, thread_name_prefix="reader") as reader:
        begun: deque[Callable[[], Extraction | Problem]] = deque()
        for item in articles:
            begun.append(_begin(item, options, reader))
            if len(begun) > _AHEAD:
                yield begun.popleft()()
        while begun:
            yield begun.popleft()()


def _begin(item: Article | Problem, options: Options, reader: Executor) -> Callable[[], Extraction | Problem]:
    """Annotate an article up to the reader, and give it to that; return what does the rest.

    An article that breaks a stage is named, and costs nothing but itself.
    """
    from kg.annotate.pipeline import make_doc, run, stages
    from kg.relate import relate

    if isinstance(item, Problem):
        return lambda: item
    nlp = pipeline(options)
    try:
        before, reading, after = stages(nlp)
        doc = run(before, make_doc(nlp, item.text, date=item.date, skip=item.skip))
        read = reader.submit(run, reading, doc)
    except Exception as error:  # one bad article never stops a run
        problem = _problem(item, error)
        return lambda: problem

    def rest() -> Extraction | Problem:
        try:
            doc = run(after, read.result())
            relations = tuple(r for r in relate(item, doc) if r.confidence >= options.min_confidence)
        except Exception as error:
            return _problem(item, error)
        return Extraction(item, relations, _left_out(item, doc))

    return rest


def _problem(article: Article, error: Exception) -> Problem:
    if isinstance(error, KgError):
        return Problem(error)
    log.debug("article %s", article.id, exc_info=error)
    return Problem(KgError(
        f"could not be analysed ({type(error).__name__}: {error})", where=article.location or article.id,
        hint="please report it with the text",
    ))  # fmt: skip


def _left_out(article: Article, doc: Doc) -> tuple[Problem, ...]:
    from kg.annotate.sentences import MAX_TOKENS

    long = [s for s in doc.sents if len(s) >= MAX_TOKENS]
    return tuple(
        Problem(
            KgError(
                f"a sentence of {len(s)} words or more at character {s.start_char} was left out",
                where=article.location or article.id, hint="it is no prose, or lacks full stops",
            ), fatal=False,
        ) for s in long[:1]
    )  # fmt: skip


@lru_cache(maxsize=2)
def pipeline(options: Options) -> Language:
    """Return the pipeline for these options; it is loaded once a process."""
    from kg.annotate.pipeline import DEFAULT_MODEL, load_pipeline

    return load_pipeline(options.model or DEFAULT_MODEL, overlays=options.overlays, reader=options.reader)


def activity(options: Options | None = None) -> Activity:
    """Return what a build with these options records about itself: versions of program, model and data."""
    from kg.annotate.pipeline import DEFAULT_MODEL
    from kg.annotate.reader import model_digest
    from kg.convert import Activity
    from kg.knowledge import load
    from kg.names import digest
    from kg.resources import folder

    options = options or Options()
    model = options.model or DEFAULT_MODEL
    try:
        model_version = version(model.replace("_", "-"))
    except PackageNotFoundError:
        model_version = "unknown"
    data = folder("data")
    files = sorted([*(data / "predicates").glob("*.yaml"), data / "cues.yaml", data / "reference.yaml"])
    words = digest(*(f.read_text(encoding="utf-8") for f in [*files, folder("ontology") / "ir.ttl"]), length=16)
    knowledge = load(overlays=[Path(p) for p in options.overlays]) if options.overlays else load()
    return Activity(
        version=version("ir-kg"), model=model, model_version=model_version,
        knowledge=digest(knowledge.digest, words, length=16), options=digest(repr(options)),
        reader="" if options.reader is None else model_digest(options.reader),
    )  # fmt: skip


def build(
    articles: Iterable[Article | Problem], store: Store, *, options: Options | None = None, workers: int = 1,
    report: Report | None = None,
) -> Iterator[Extraction | Problem]:  # fmt: skip
    """Read articles into the store, one transaction an article; yield each one as it is stored, and every problem.

    An unchanged article is passed over without running the model, and only counted in
    `report.unchanged`. `workers` as in `extract`. Background and ontology are brought up to date first, what the rules derive last; a build that is killed leaves
    whole articles, and the next one completes it to the same graph.
    """
    from kg.convert import quads
    from kg.derive import derive
    from kg.merge import merge

    report = report if report is not None else Report()
    made = activity(options)
    prepare(store, options)
    for result in extract(_changed(articles, store, made, report), options=options, workers=workers):
        if isinstance(result, Extraction):
            store.put(result.article, quads(result.article, result.relations, made))
            report.built += 1
            report.relations += len(result.relations)
            report.problems += result.problems
        else:
            report.problems.append(result)
        yield result
    report.derived = derive(store)
    report.events = merge(store)


def prepare(store: Store, options: Options | None = None) -> None:
    """Write the background facts and the ontology into the store, where they are not there as they are now."""
    import pyoxigraph as ox

    from kg.background import quads as background
    from kg.knowledge import load
    from kg.names import BACKGROUND, IR, ONTOLOGY, digest
    from kg.resources import folder

    overlays = [Path(p) for p in (options or Options()).overlays]
    knowledge = load(overlays=overlays) if overlays else load()
    text = (folder("ontology") / "ir.ttl").read_bytes()

    def current(graph: str, made_of: str, quads: Callable[[ox.NamedNode], Iterable[ox.Quad]]) -> None:
        if not store.has(graph, made_of):
            me = ox.NamedNode(graph)
            mark = ox.Quad(me, ox.NamedNode(str(IR.digest)), ox.Literal(made_of), me)
            store.replace(graph, [*quads(me), mark])

    current(str(BACKGROUND), digest(version("ir-kg"), knowledge.digest, length=64), lambda _: background(knowledge))
    current(
        str(ONTOLOGY), digest(text.decode(), length=64),
        lambda me: [ox.Quad(t.subject, t.predicate, t.object, me) for t in ox.parse(text, format=ox.RdfFormat.TURTLE)],
    )  # fmt: skip


def _changed(
    articles: Iterable[Article | Problem], store: Store, made: Activity, report: Report
) -> Iterator[Article | Problem]:
    """Pass over what stands in the store as it is."""
    from kg.convert import article_digest

    seen: dict[str, str] = {}
    for item in articles:
        if isinstance(item, Article) and seen.setdefault(item.id, item.location) != item.location:
            yield Problem(KgError(
                f"has the id {item.id}, which {seen[item.id]} has with another content", where=item.location,
                hint="give each article an id of its own",
            ))  # fmt: skip
            continue
        if isinstance(item, Article) and store.unchanged(item, article_digest(item, made)):
            report.unchanged += 1
        else:
            yield item
