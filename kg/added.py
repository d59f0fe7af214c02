"""What the reader alone sees in a sentence, as relations: the lexicon is silent about them, or lacked one of the parties."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.tokens import Span

from kg import weigh
from kg.annotate.extensions import Named
from kg.annotate.predicate import EXCEPTED, Predicate
from kg.annotate.status import verdict
from kg.annotate.syntax import common, path
from kg.annotate.timing import is_on_calendar
from kg.annotate.topic import SPORTING, is_sport
from kg.confidence import Signals, confidence
from kg.evidence import is_ancient, told
from kg.inventory import RelationType
from kg.inventory import relations as inventory
from kg.model import Article, Relation
from kg.parties import refers, sides_of, speaker_of


def added(article: Article, sentence: Span, pairs: Iterable[weigh.Pair], add: float) -> list[Relation]:
    """Return the relations that the reader alone sees: one for each category, status and target."""
    named: list[Named] = sentence.doc._.kg_named
    groups: dict[tuple[object, ...], list[weigh.Pair]] = {}
    nearby: dict[tuple[int, int], Predicate | None] = {}
    for pair in pairs:
        near = nearby[pair.source, pair.target] = _nearly(sentence, pair)
        least = add if pair.opinion.status == "asserted" else min(add, weigh.ADD_TOLD)
        if confidence(_signals_of(sentence, pair, near)) < least:
            continue
        parties = named[pair.source], named[pair.target]
        told = weigh.status_by_cue(sentence, *parties, pair.opinion.category, pair.opinion.status)
        if told == "asserted" and pair.opinion.category == "CONSULT" and is_on_calendar(sentence.doc[parties[0].head]):
            told = "planned"
        pair = replace(pair, opinion=replace(pair.opinion, status=told))
        target = "" if pair.symmetric else pair.target
        key = (pair.opinion.category, pair.opinion.status, target, pair.symmetric and (pair.source, pair.target))
        groups.setdefault(key, []).append(pair)
    return [
        r for group in groups.values()
        for r in _from_reader(article, sentence, group, nearby[group[0].source, group[0].target])
    ]  # fmt: skip


def _signals_of(sentence: Span, pair: weigh.Pair, near: Predicate | None) -> Signals:
    """Return what speaks for a relation that the reader sees alone."""
    opinion = pair.opinion
    parties = [sentence.doc._.kg_named[i] for i in (pair.source, pair.target)]
    return (
        *weigh.signals(opinion, opinion.category, opinion.status),
        *weigh.joined(sentence, *parties),
        ("nearly", float(near is not None)),
        ("reference", float(any(map(refers, parties)))),
        *weigh.circumstances(opinion.status, sentence),
    )


def _from_reader(
    article: Article, sentence: Span, pairs: list[weigh.Pair], near: Predicate | None
) -> Iterator[Relation]:  # fmt: skip
    """Yield the relation of pairs that share their target; `near` is the lexicon's predicate that names it, if any."""
    named: list[Named] = sentence.doc._.kg_named
    first = pairs[0]
    opinion = first.opinion
    kind = inventory()[near.entry.relation] if near else weigh.kind_of(opinion.category, symmetric=first.symmetric)
    if (kind.category in SPORTING or kind.category == "ACCUSE") and is_sport(sentence):
        return
    sources, target = [named[p.source] for p in pairs], named[first.target]
    sides = sides_of(sentence.doc, kind, sources, [target])
    if isinstance(sides, str) or not all(sides):
        return
    predicate = common(sentence.doc[named[first.source].head], sentence.doc[target.head])
    rule = f"reader: {opinion.category} {opinion.category_probability:.2f}, related {opinion.related:.2f}"
    made = told(
        article, sentence, kind, sides, (*sources, target), predicate, None, opinion.status,
        speaker_of(sentence.doc, verdict(predicate)), rule + (f"; named by {near.entry.where}" if near else ""), _signals_of(sentence, first, near),
    )  # fmt: skip
    if not is_ancient(made):
        yield made


def _nearly(sentence: Span, pair: weigh.Pair) -> Predicate | None:
    """Return the predicate of the pair's category that has one of the parties and lacked the other: it names the relation."""
    named: list[Named] = sentence.doc._.kg_named
    category = pair.opinion.category
    heads = {named[i].head for i in (pair.source, pair.target)}
    between = path(*(sentence.doc[named[i].head] for i in (pair.source, pair.target)))
    near: list[Predicate] = sentence.doc._.kg_near
    for predicate in near:
        if (
            sentence.start <= predicate.token.i < sentence.end
            and not predicate.entry.alone
            and predicate.missed != EXCEPTED
            and inventory()[predicate.entry.relation].category == category
            and heads & {n.head for n in (*predicate.source, *predicate.target)}
            and predicate.token in between
            and _is_mutual(inventory()[predicate.entry.relation], pair)
        ):
            return predicate
    return None


def _is_mutual(kind: RelationType, pair: weigh.Pair) -> bool:
    """Whether a relation can name what two do with each other, or what one alone does: none mediates between the two."""
    if pair.symmetric:
        return kind.symmetric or not weigh.kind_of(pair.opinion.category, symmetric=True).symmetric
    return pair.opinion.category not in {"AGREE", "RETREAT"} or not kind.symmetric
