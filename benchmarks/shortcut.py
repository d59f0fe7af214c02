"""What is lost by not parsing the sentences that can hold no relation: the same articles, with and without the shortcut.

python benchmarks/shortcut.py [--articles 60] [--texts FILE.jsonl] [--reader on]
"""

from __future__ import annotations

import argparse
from pathlib import Path

from corpus import articles, table, versions

from kg import Article
from kg.annotate.pipeline import annotate, make_doc
from kg.flow import Options, pipeline
from kg.relate import relate

Found = tuple[str, int, str, tuple[str, ...], tuple[str, ...], str]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--articles", type=int, default=60)
    parser.add_argument("--texts", type=Path, help="a file or folder of articles [the dispatches]")
    parser.add_argument("--reader", choices=("on", "off"), default="off")
    args = parser.parse_args()
    chosen = articles(args.articles, args.texts)
    options = Options(reader="" if args.reader == "on" else None)
    short, read, of = found(chosen, options, whole=False)
    whole, _, _ = found(chosen, options, whole=True)
    print(f"{versions()}; {len(chosen):,} texts, {of:,} tokens, reader {args.reader}\n")
    print(table(["", ""], [
        ("share of the tokens that are parsed", f"{read / of:.1%}"),
        ("relations, every sentence parsed", len(whole)),
        ("relations with the shortcut", len(short)),
        ("lost", f"{len(whole - short)} ({len(whole - short) / max(1, len(whole)):.1%})"),
        ("read otherwise, or only with the shortcut", len(short - whole)),
    ]))  # fmt: skip
    for each in sorted(whole - short)[:10]:
        print("lost:", each)


def found(chosen: list[Article], options: Options, *, whole: bool) -> tuple[set[Found], int, int]:
    """Return the relations of the articles, the tokens that are parsed, and all tokens."""
    nlp = pipeline(options)
    relations: set[Found] = set()
    read = of = 0
    for article in chosen:
        raw = make_doc(nlp, article.text, date=article.date, skip=article.skip)
        of += len(raw)
        doc = annotate(nlp, raw, whole=whole)
        read += sum(not token.is_space for token in doc)
        for r in relate(article, doc):
            parties = (tuple(m.actor.name for m in side) for side in (r.source, r.target))
            relations.add((article.id, r.start, r.relation, *parties, r.status))  # type: ignore[arg-type]
    return relations, read, of


if __name__ == "__main__":
    main()
