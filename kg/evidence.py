"""The quote lock: a relation stands in its article, sentence and mentions, or it is refused."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from spacy.tokens import Span, Token

from kg.annotate import places, timing
from kg.annotate.extensions import Named
from kg.confidence import Signals
from kg.errors import KgError
from kg.inventory import RelationType
from kg.model import Article, Mention, Relation, Status
from kg.parties import Sides


class EvidenceError(KgError):
    """A relation whose evidence does not stand in the article at its offsets; it is refused."""


def relation(article: Article, made: Relation) -> Relation:
    """Return `made` if its sentence and every mention stand verbatim at their offsets in the article; else refuse.

    This is the quote lock: no relation leaves the program but through here.

    Raises:
        EvidenceError: naming the relation and what does not match.
    """
    if not _stands(made.sentence, made.start, made.end, article.text):
        raise EvidenceError(
            f"the sentence of {made.relation} does not stand at {made.start}-{made.end}", where=article.id
        )
    for m in (*made.source, *made.target, *((made.speaker,) if made.speaker else ())):
        if not _stands(m.text, m.start, m.end, article.text) or m.end > made.end:
            raise EvidenceError(f"{m.text!r} does not stand at {m.start}-{m.end}", where=article.id)
    if not made.source and not made.target:
        raise EvidenceError(f"{made.relation} has no party", where=article.id)
    return made


def _stands(words: str, start: int, end: int, text: str) -> bool:
    return 0 <= start < end and text[start:end] == words


def is_ancient(made: Relation) -> bool:
    """Whether something is told of a time before the states of today."""
    return made.date is not None and made.date[0].isdigit() and made.date < _STATES_BEGIN


_STATES_BEGIN = "1816"
"""The first year of the list of states (Correlates of War): the Mongols of 1258 are not Mongolia."""


def told(
    article: Article, sentence: Span, kind: RelationType, sides: Sides, parties: Iterable[Named], predicate: Token,
    extra: Token | None, status: Status, speaker: Mention | None, rule: str, signals: Signals,
) -> Relation:  # fmt: skip
    """Return the relation with its date and place, through the quote lock; `extra` is the predicate's object noun."""
    doc = sentence.doc
    source, target = sides
    taken = {i for n in parties for i in range(n.start, n.end)}
    return relation(article, Relation(
        article=article.id, relation=kind.name, plover=kind.category, mode=kind.mode, quad=kind.quad,
        source=tuple(source), target=tuple(target), symmetric=kind.symmetric,
        date=timing.of(predicate, extra, doc._.kg_dates), place=places.of(predicate, extra, doc._.kg_places, taken),
        status=status, speaker=speaker, confidence=0.0,
        sentence=text_of(article, sentence), start=start_of(sentence), end=end_of(sentence), rule=rule, signals=signals,
    ))  # fmt: skip


def with_places(article: Article, sentence: Span, made: Sequence[Relation]) -> Sequence[Relation]:
    """Return relations of a sentence, their parties' words with the place that says whose people they are: "people in Chad"."""
    doc = sentence.doc
    index: dict[int, list[Named]] = doc._.kg_by_head
    here = (n for i in range(sentence.start, sentence.end) for n in index.get(i, ()))
    ends = {n.edges(doc): doc[n.located - 1] for n in here if n.located}
    if not ends:
        return made

    def whole(m: Mention) -> Mention:
        last = ends.get((m.start, m.end))
        words = doc.char_span(m.start, last.idx + len(last)) if last is not None else None
        return m if words is None else replace(m, text=words.text, end=words.end_char)

    return [
        relation(article, replace(r, source=tuple(map(whole, r.source)), target=tuple(map(whole, r.target))))
        for r in made
    ]


def text_of(article: Article, sentence: Span) -> str:
    """Return the words of a sentence, without space around them."""
    return article.text[start_of(sentence) : end_of(sentence)]


def start_of(sentence: Span) -> int:
    """Return where the words of a sentence begin in the article."""
    return next((t.idx for t in sentence if not t.is_space), sentence.start_char)


def end_of(sentence: Span) -> int:
    """Return where the words of a sentence end in the article."""
    return next((t.idx + len(t) for t in reversed(list(sentence)) if not t.is_space), sentence.end_char)
