"""Every lexicon entry's example is a test: `python -m kg.examples [FILE...]` says which fail, and what was read instead.

An entry fails where its example does not give its relation between the parties of `expect`, or its `not` sentence does.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from kg.flow import Extraction, Options, extract
from kg.lexicon import Entry, read_entries
from kg.model import Article, Mention, Relation
from kg.resources import folder


def failures(entries: Sequence[Entry]) -> Iterator[str]:
    """Yield a line for each example that does not give what it should."""
    articles = []
    for i, entry in enumerate(entries):
        articles.append(Article(f"{i}", entry.example))
        if entry.counter:
            articles.append(Article(f"{i}-not", entry.counter))
    found = {
        r.article.id: r.relations for r in extract(articles, options=Options(reader=None)) if isinstance(r, Extraction)
    }
    for i, entry in enumerate(entries):
        name = f"{entry.where}: {entry.lemma} {entry.particle}".rstrip()
        relations = found.get(f"{i}", ())
        if not any(_fits(entry, r) for r in relations):
            yield f"{name}: expected {entry.relation}: {entry.expect} of {entry.example!r}; got {_shown(relations)}"
        wrong = [r for r in found.get(f"{i}-not", ()) if r.relation == entry.relation and r.status == "asserted"]
        if wrong:
            yield f"{name}: {entry.counter!r} should not give {_shown(wrong)}"


def _fits(entry: Entry, relation: Relation) -> bool:
    if relation.relation != entry.relation or entry.expect is None:
        return False
    source, _, target = entry.expect
    straight = _names(relation.source, source) and _names(relation.target, target)
    turned = relation.symmetric and _names(relation.source, target) and _names(relation.target, source)
    return straight or turned


def _names(mentions: Iterable[Mention], wanted: str) -> bool:
    if wanted in {"", "-"}:
        return not list(mentions)
    return any(
        wanted.casefold() in form.casefold() or form.casefold() in wanted.casefold()
        for m in mentions for form in (m.text, m.actor.name)
    )  # fmt: skip


def _shown(relations: Iterable[Relation]) -> str:
    shown = [
        f"{r.relation}({', '.join(m.text for m in r.source)} -> {', '.join(m.text for m in r.target)}; {r.status})"
        for r in relations
    ]
    return "; ".join(shown) or "nothing"


def main() -> None:
    """Check the files named on the command line, or all."""
    base = folder("data") / "predicates"
    paths = [Path(a) for a in sys.argv[1:]] or sorted(base.glob("*.yaml"))
    classes = base / "classes.yaml"
    entries, mistakes = read_entries(paths if classes in paths else [classes, *paths])
    for mistake in mistakes:
        print(mistake)
    failed = list(failures(entries))
    print(*failed, sep="\n")
    print(f"{len(entries)} entries, {len(mistakes)} mistakes, {len(failed)} examples fail", file=sys.stderr)
    sys.exit(bool(failed or mistakes))


if __name__ == "__main__":
    main()
