"""The command line: each command parses, calls one public function, and renders what it returns."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from enum import StrEnum
from importlib.metadata import version
from itertools import chain, islice
from pathlib import Path
from typing import Annotated, Any, NoReturn, TypeVar

import typer

from kg.errors import KgError
from kg.model import Article, Problem

app = typer.Typer(
    help="A knowledge graph of international relations from news, with the sentence that proves every edge.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
log = logging.getLogger("kg")
T = TypeVar("T")

DONE, SOME_LOST, BAD_USAGE = 0, 1, 2

_KNOWN_AHEAD = 5000
"""So many articles are listed before work starts, so that the bar knows its end; more are streamed."""


class QueryFormat(StrEnum):
    """How the rows of a query are written."""

    table = "table"
    csv = "csv"
    json = "json"
    jsonl = "jsonl"


class ExportFormat(StrEnum):
    """What a store is exported as."""

    turtle = "turtle"
    trig = "trig"
    nquads = "nquads"
    jsonld = "jsonld"
    graphml = "graphml"
    gexf = "gexf"
    csv = "csv"


class RecordFormat(StrEnum):
    """How records are written."""

    jsonl = "jsonl"


class WhyFormat(StrEnum):
    """How an explanation is shown."""

    table = "table"
    json = "json"


StoreOption = Annotated[
    str | None,
    typer.Option("--store", envvar="KG_STORE", metavar="DIR|URL", help="The store [default: your data folder]."),
]
PathsArgument = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH...",
        help="Files or folders: txt, md, html, jsonl(.gz), xml, rss, atom, warc(.gz); - reads JSON lines.",
    ),
]
DateOption = Annotated[str | None, typer.Option("--date", metavar="ISO", help="Date of articles that name none.")]
WorkersOption = Annotated[
    int,
    typer.Option(
        "--workers",
        "-j",
        min=0,
        metavar="N",
        help="Processes; 0: two where there is much to read. The output does not depend on it.",
    ),
]
ModelOption = Annotated[str, typer.Option("--model", help="Another spaCy model, by name or path.")]
ActorsOption = Annotated[
    list[Path] | None, typer.Option("--actors", metavar="FILE|DIR", help="Your own data files, over those of kg.")
]
ReaderOption = Annotated[
    str,
    typer.Option(
        "--reader", metavar="on|off|DIR", help="The trained reader beside the lexicon; off for the lexicon alone."
    ),
]
ConfidenceOption = Annotated[
    float,
    typer.Option("--min-confidence", min=0, max=1, metavar="P", help="Leave out relations below this probability."),
]
OutOption = Annotated[Path | None, typer.Option("--out", "-o", metavar="FILE|DIR", help="Where to write.")]


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"kg {version('ir-kg')}")
        raise typer.Exit()


@app.callback()
def options(
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Only errors on standard error.")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Say more, with tracebacks.")] = False,
    show_version: Annotated[bool, typer.Option("--version", is_eager=True, callback=_version)] = False,
) -> None:
    """Set how much is said; results go to standard output, all else to standard error."""
    level = logging.ERROR if quiet else logging.DEBUG if verbose else logging.INFO
    logging.basicConfig(level=logging.WARNING, format="%(message)s", stream=sys.stderr, force=True)
    log.setLevel(level)


# -- commands ----------------------------------------------------------------------------------------------------------


@app.command(epilog="Example: kg build news/ --store graph --workers 2")
def build(
    paths: PathsArgument, store: StoreOption = None, date: DateOption = None, workers: WorkersOption = 0,
    model: ModelOption = "", actors: ActorsOption = None, reader: ReaderOption = "on",
    min_confidence: ConfidenceOption = 0.0,
) -> None:  # fmt: skip
    """Read articles into the store; unchanged ones are passed over, changed ones replaced."""
    from kg.flow import Extraction, Report
    from kg.flow import build as build_graph
    from kg.read import read
    from kg.store import open_store

    chosen = _options(model, actors, reader, min_confidence)
    report = Report()
    with open_store(store, create=True) as opened:
        items, total = _listed(read(paths, date=_iso(date)))
        for result in _progress(
            build_graph(items, opened, options=chosen, workers=_processes(workers, paths), report=report),
            total,
            "Reading",
        ):
            _tell(result)
            if isinstance(result, Extraction):
                for problem in result.problems:
                    _tell(problem)
        place = opened.place
    log.info(
        "%d article%s read, %d unchanged, %d lost: %d relations; in all %d events, %d derived quads; store: %s", report.built,
        "" if report.built == 1 else "s", report.unchanged, report.failed, report.relations, report.events, report.derived, place,
    )  # fmt: skip
    raise typer.Exit(SOME_LOST if report.failed else DONE)


@app.command(epilog="Example: kg extract story.txt --date 2023-09-19 --format jsonl")
def extract(
    paths: PathsArgument, format: Annotated[RecordFormat, typer.Option("--format")] = RecordFormat.jsonl,
    date: DateOption = None, workers: WorkersOption = 0, model: ModelOption = "", actors: ActorsOption = None,
    reader: ReaderOption = "on", min_confidence: ConfidenceOption = 0.0,
) -> None:  # fmt: skip
    """Print the relations of articles, a JSON object a line; no store is needed."""
    from kg.flow import Extraction
    from kg.flow import extract as extract_all
    from kg.read import read

    lost = False
    items, total = _listed(read(paths, date=_iso(date)))
    chosen = _options(model, actors, reader, min_confidence)
    for result in _progress(extract_all(items, options=chosen, workers=_processes(workers, paths)), total, "Reading"):
        if isinstance(result, Extraction):
            for relation in result.relations:
                _print(relation.json())
            for problem in result.problems:
                _tell(problem)
        else:
            lost = lost or result.fatal
            _tell(result)
    raise typer.Exit(SOME_LOST if lost else DONE)


@app.command(epilog='Example: kg resolve "the French foreign minister" --date 2014-03-01')
def resolve(
    texts: Annotated[list[str] | None, typer.Argument(metavar="[TEXT...]", help="Names or phrases; none: standard input.")] = None,
    format: Annotated[RecordFormat, typer.Option("--format")] = RecordFormat.jsonl,
    date: DateOption = None,
    why: Annotated[bool, typer.Option("--why", help="Say which entry and which rule decided.")] = False,
    model: ModelOption = "", actors: ActorsOption = None,
) -> None:  # fmt: skip
    """Say who is meant by names and phrases, an answer a line.

    Standard input holds a name per line, or a JSON object {"text", "date"?, "context"?} per line.
    """
    from kg.resolve import Question
    from kg.resolve import resolve as resolve_all

    asked = [Question(t, _iso(date)) for t in texts] if texts else _questions(sys.stdin, _iso(date))
    for answer in resolve_all(asked, options=_options(model, actors)):
        record = answer.record()
        if why:
            record["why"] = answer.why
        _print(json.dumps(record, ensure_ascii=False))


@app.command(epilog='Example: kg why "Turkey condemned the raid by Israel." --date 2010-06-01')
def why(
    text: Annotated[str, typer.Argument(help="A sentence or a few; - reads standard input.")],
    date: DateOption = None,
    format: Annotated[WhyFormat, typer.Option("--format")] = WhyFormat.table,
    model: ModelOption = "", actors: ActorsOption = None, reader: ReaderOption = "on",
) -> None:  # fmt: skip
    """Show what is seen in a text: actors, relations with rule and lexicon line, what was nearly coded and why not."""
    from kg.why import why as look

    asked = sys.stdin.read() if text == "-" else text
    for seen in look(asked, date=_iso(date), options=_options(model, actors, reader)):
        if format is WhyFormat.json:
            _print(json.dumps(asdict(seen), ensure_ascii=False))
            continue
        _print(seen.sentence)
        _section("actors", [
            f"{a['text']} -> {a['id'] or 'nobody'} ({', '.join(str(a[k]) for k in ('type', 'country', 'sector') if a[k])}; "
            f"{a['use']}; {a['rule']})" for a in seen.actors
        ])  # fmt: skip
        _section("relations", [
            f"{', '.join(r['source'])} -{r['relation']}-> {', '.join(r['target']) or '-'}: {r['status']}"
            + (f" ({', '.join(r['cues'])})" if r["cues"] else "")
            + "".join(f", {k} {r[k]}" for k in ("speaker", "date", "place") if r[k])
            + f", confidence {r['confidence']}; {r['rule']}" + (f"; {r['doubt']}" if r["doubt"] else "")
            for r in seen.relations
        ])  # fmt: skip
        _section("not coded", [f"{m['word']} ({m['relation']}, {m['entry']}): {m['why']}" for m in seen.missed])
        _section("the reader", [
            f"{p['source']} -> {p['target']}: related {p['related']:.2f}; "
            f"{', '.join(f'{c} {v:.2f}' for c, v in p['categories'].items())}; {p['status']} {p['status probability']:.2f}"
            for p in seen.pairs
        ])  # fmt: skip


def _section(title: str, lines: list[str]) -> None:
    if lines:
        _print(f"  {title}")
        for line in lines:
            _print(f"    {line}")


@app.command(epilog='Example: kg who "foreign minister of France" --on 2014-03-01')
def who(
    question: Annotated[str, typer.Argument(help="An office, of a state or an organisation.")],
    on: Annotated[str | None, typer.Option("--on", metavar="ISO", help="The day; none: today's holders.")] = None,
    actors: ActorsOption = None,
) -> None:
    """Say who held an office at a date, with the term and its source."""
    from kg.knowledge import load
    from kg.who import who as ask

    overlays = list(actors or [])
    found = ask(question, _iso(on), load(overlays=overlays) if overlays else load())
    if not found:
        raise KgError(
            f'nobody is known as "{question}"' + (f" on {on}" if on else ""), hint="try another title or date"
        )
    for a in found:
        _print(
            f"{a.person.name}\t{a.office.title} of {a.office.of.replace('_', ' ')}\t{a.start or '?'} to {a.end or 'now'}\t{a.source}\t{a.where}"
        )


@app.command(epilog="Example: kg query timeline --param actor=China --format csv")
def query(
    text: Annotated[str, typer.Argument(metavar="[NAME|QUERY|FILE|-]", help="A named query, SPARQL, a file of it, or - for standard input.")] = "",
    param: Annotated[list[str] | None, typer.Option("--param", "-p", metavar="K=V", help="A value for a parameter.")] = None,
    format: Annotated[QueryFormat, typer.Option("--format", "-f")] = QueryFormat.table,
    store: StoreOption = None,
    show: Annotated[bool, typer.Option("--list", help="List the named queries with their parameters.")] = False,
) -> None:  # fmt: skip
    """Ask the graph: a named query (--list) or any SPARQL SELECT, ASK, CONSTRUCT or DESCRIBE."""
    from kg.query import named_queries
    from kg.query import query as ask
    from kg.store import open_store

    if show:
        for q in named_queries():
            _print(f"{q.name}\n    {q.description}")
            for p in q.parameters:
                need = "required" if p.required else "optional"
                _print(f"    --param {p.name}=...  {p.type}, {need}: {p.description}")
        return
    if not text:
        raise typer.BadParameter("say what to ask: a named query (kg query --list), SPARQL, a file, or -")
    asked = sys.stdin.read() if text == "-" else text
    with open_store(store, read_only=True) as opened:
        ask(opened, asked, _params(param)).write(sys.stdout, format.value)


@app.command("map", epilog="Example: kg map --out map.html --since 2023-01-01 --actor China")
def map_(
    out: OutOption = Path("map.html"),
    since: Annotated[str | None, typer.Option("--since", metavar="ISO")] = None,
    until: Annotated[str | None, typer.Option("--until", metavar="ISO")] = None,
    actor: Annotated[list[str] | None, typer.Option("--actor", help="Only what these actors take part in.")] = None,
    relation: Annotated[list[str] | None, typer.Option("--relation", help="Only these relations.")] = None,
    status: Annotated[list[str] | None, typer.Option("--status", help="Statuses to draw [default: asserted].")] = None,
    derived: Annotated[bool, typer.Option("--derived", help="Draw what rules derive, too.")] = False,
    title: Annotated[str, typer.Option("--title", help="The page's title.")] = "",
    store: StoreOption = None,
) -> None:
    """Write one self-contained HTML page with the map of the graph; it needs no network."""
    from kg.map import write_map
    from kg.store import open_store

    with open_store(store, read_only=True) as opened:
        graph = _network(opened, since, until, actor, relation, status, derived)
    page = write_map(graph, out, **({"title": title} if title else {}))
    log.info(
        "%s: %d actors, %d relations, %d kB", out, graph.number_of_nodes(), graph.number_of_edges(), len(page) // 1000
    )


@app.command(epilog="Example: kg export --format graphml --out graph.graphml")
def export(
    format: Annotated[ExportFormat, typer.Option("--format", "-f")] = ExportFormat.trig,
    out: OutOption = None, store: StoreOption = None,
) -> None:  # fmt: skip
    """Write the graph as RDF or as a network; standard output without --out."""
    from kg.export import export as export_graph
    from kg.store import open_store

    with open_store(store, read_only=True) as opened:
        export_graph(opened, format.value, out)


@app.command(epilog="Example: kg network --actor China --top 20")
def network(
    top: Annotated[int, typer.Option("--top", min=1, help="So many actors.")] = 20,
    since: Annotated[str | None, typer.Option("--since", metavar="ISO")] = None,
    until: Annotated[str | None, typer.Option("--until", metavar="ISO")] = None,
    actor: Annotated[list[str] | None, typer.Option("--actor", help="Only what these actors take part in.")] = None,
    relation: Annotated[list[str] | None, typer.Option("--relation", help="Only these relations.")] = None,
    status: Annotated[list[str] | None, typer.Option("--status")] = None,
    derived: Annotated[bool, typer.Option("--derived", help="Count what rules derive, too.")] = False,
    format: Annotated[QueryFormat, typer.Option("--format", "-f")] = QueryFormat.table,
    store: StoreOption = None,
) -> None:
    """Show who is central: for each actor the events, partners, cooperation and conflict, and the betweenness."""
    from kg.network import centrality, write_rows
    from kg.store import open_store

    with open_store(store, read_only=True) as opened:
        graph = _network(opened, since, until, actor, relation, status, derived)
    write_rows(centrality(graph)[:top], sys.stdout, format.value)


@app.command(epilog="Example: kg info --store graph")
def info(
    store: StoreOption = None, format: Annotated[QueryFormat, typer.Option("--format", "-f")] = QueryFormat.table
) -> None:
    """Show what is in the store, and the versions that matter."""
    from kg.info import info as look
    from kg.network import write_rows
    from kg.store import open_store

    with open_store(store, read_only=True) as opened:
        write_rows([{"what": k, "value": v} for k, v in look(opened).items()], sys.stdout, format.value)


# -- helpers -----------------------------------------------------------------------------------------------------------


def _options(model: str, actors: list[Path] | None, reader: str = "on", min_confidence: float = 0.0) -> Any:
    from kg.flow import Options
    from kg.knowledge import user_overlays

    return Options(
        model=model, overlays=tuple(str(p) for p in [*user_overlays(), *(actors or [])]),
        reader=None if reader == "off" else "" if reader == "on" else reader, min_confidence=min_confidence,
    )  # fmt: skip


def _iso(text: str | None) -> str | None:
    from kg.terms import is_date

    if text is not None and not is_date(text):
        raise typer.BadParameter(f'"{text}" is not a date; write 2023-09-19, 2023-09 or 2023')
    return text


def _params(given: list[str] | None) -> dict[str, str]:
    found = {}
    for one in given or []:
        name, equals, value = one.partition("=")
        if not equals or not name:
            raise typer.BadParameter(f'"{one}" is not NAME=VALUE')
        found[name] = value
    return found


def _network(
    store: Any, since: str | None, until: str | None, actor: list[str] | None, relation: list[str] | None,
    status: list[str] | None, derived: bool,
) -> Any:  # fmt: skip
    from kg.network import to_networkx

    return to_networkx(
        store, since=_iso(since), until=_iso(until), actor=actor or None, relation=relation or None,
        status=tuple(status or ["asserted"]), derived=derived,
    )  # fmt: skip


def _questions(lines: Iterable[str], date: str | None) -> Iterator[Any]:
    from kg.resolve import Question

    for number, line in enumerate(lines, 1):
        text = line.rstrip("\n")
        if not text.strip():
            continue
        if text.lstrip().startswith("{"):
            try:
                record = json.loads(text)
                yield Question(str(record["text"]), record.get("date") or date, record.get("context"))
            except (ValueError, KeyError, TypeError) as error:
                raise KgError(
                    "not a JSON object with a text", where="standard input", line=number,
                    hint='write {"text": "...", "date": "2014-03-01"}',
                ) from error  # fmt: skip
        else:
            yield Question(text, date)


def _listed(items: Iterator[Article | Problem]) -> tuple[Iterator[Article | Problem], int | None]:
    """Return the articles and, where they are not too many to hold, how many they are."""
    if not _bar_wanted():
        return items, None
    head = list(islice(items, _KNOWN_AHEAD))
    return chain(head, items), len(head) if len(head) < _KNOWN_AHEAD else None


def _processes(workers: int, paths: Sequence[str]) -> int:
    """What comes through a pipe is answered at once: nothing is read ahead to see how much it is."""
    return workers or int("-" in paths)


def _bar_wanted() -> bool:
    return sys.stderr.isatty() and log.level <= logging.INFO


def _progress(results: Iterable[T], total: int | None, what: str) -> Iterator[T]:
    if not _bar_wanted():
        yield from results
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=total)
        for result in results:
            yield result
            bar.advance(task)


def _tell(result: object) -> None:
    if isinstance(result, Problem):
        (log.error if result.fatal else log.warning)("kg: %s", result.error)


def _print(line: str) -> None:
    sys.stdout.write(line.encode("utf-8", "replace").decode("utf-8") + "\n")


def _flags_first(words: list[str]) -> list[str]:
    """Let --quiet and --verbose stand behind the command, too, where people put them."""
    flags = [w for w in words if w in {"-q", "--quiet", "-v", "--verbose"}]
    return [*flags, *(w for w in words if w not in flags)]


def main() -> NoReturn:
    """Run the command line; every expected error is one line on standard error."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    try:
        app(_flags_first(sys.argv[1:]), standalone_mode=True)
    except KgError as error:
        log.debug("", exc_info=True)
        sys.stderr.write(f"kg: {error}\n")
        sys.exit(BAD_USAGE)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(DONE)
    except KeyboardInterrupt:
        sys.stderr.write("kg: stopped; what was read is stored, run the same command to go on\n")
        sys.exit(130)
    sys.exit(DONE)


if __name__ == "__main__":
    main()
