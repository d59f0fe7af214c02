"""`kg why`: what the program saw in a text, sentence by sentence: actors, predicates, what it made of them, and what it left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from spacy.tokens import Span

from kg.flow import Options, pipeline
from kg.model import Article, Relation

_DOUBTS = {
    "reader": "the reader doubts that the two are related",
    "reader category": "the reader takes it for something else",
    "reader status": "the reader doubts the status",
}


@dataclass(frozen=True, slots=True)
class Seen:
    """One sentence under the magnifying glass; each part is a list of plain dicts, ready for JSON."""

    sentence: str
    actors: list[dict[str, Any]]
    """Each mention: text, actor id, type, country, sector, how it is used, and the rule that found it."""
    relations: list[dict[str, Any]]
    """Each relation: its parties, status and cues, date, place, confidence and signals, rule with lexicon file and line, and
    what the reader doubts of it."""
    missed: list[dict[str, Any]]
    """What was nearly coded: the word, the lexicon entry, and why not."""
    pairs: list[dict[str, Any]]
    """What the reader thinks of the pairs that it takes for related with a probability of a twentieth or more."""


def why(text: str, *, date: str | None = None, options: Options | None = None) -> list[Seen]:
    """Return what is seen in each sentence of a text; `date` is the ISO date at which it was written."""
    from kg.annotate.pipeline import annotate, make_doc
    from kg.annotate.status import verdict
    from kg.relate import considered, relate
    from kg.weigh import judged

    nlp = pipeline(options or Options())
    article = Article("text", text, date=date)
    doc = make_doc(nlp, text, date=date)
    doc = annotate(nlp, doc, whole=True)
    made = relate(article, doc)
    found = []
    for sentence in doc.sents:
        if not any(t.is_alpha for t in sentence):
            continue
        start, end = sentence.start_char, sentence.end_char
        here = [n for n in doc._.kg_named if sentence.start <= n.start < sentence.end]
        actors = []
        for n in here:
            span = doc[n.start : n.end]
            for a in n.actors() or (None,):
                actors.append({
                    "text": span.text, "id": a.id if a else None, "type": a.type if a else None,
                    "country": a.country if a else None, "sector": a.sector if a else None, "use": n.use, "rule": n.rule,
                })  # fmt: skip
        told = [r for r in made if start <= r.start < end]
        relations = [_relation(r) for r in told]
        missed = [
            {"word": p.token.text, "relation": p.entry.relation, "entry": p.entry.where, "why": p.missed}
            for p in doc._.kg_near if sentence.start <= p.token.i < sentence.end
        ]  # fmt: skip
        for predicate, result in considered(article, sentence, judged(sentence)):
            if isinstance(result, str):
                missed.append({
                    "word": predicate.token.text, "relation": predicate.entry.relation,
                    "entry": predicate.entry.where, "why": result,
                })  # fmt: skip
            else:
                for r, row in zip(told, relations, strict=True):
                    if r.rule.startswith(result.rule) and (r.source, r.target) == (result.source, result.target):
                        row["cues"] = list(verdict(predicate.token).cues)
        found.append(Seen(sentence.text.strip(), actors, relations, missed, _pairs(sentence)))
    return found


def _relation(r: Relation) -> dict[str, Any]:
    signals = dict(r.signals)
    doubts = [name for name in ("reader", "reader category", "reader status") if signals.get(name, 0.0) < 0]
    return {
        "relation": r.relation, "plover": r.plover, "source": [m.text for m in r.source],
        "target": [m.text for m in r.target], "status": r.status, "cues": [],
        "speaker": r.speaker.text if r.speaker else None, "date": r.date, "place": r.place,
        "confidence": r.confidence, "signals": signals, "rule": r.rule,
        "doubt": _DOUBTS[doubts[0]] if doubts else "",
    }  # fmt: skip


def _pairs(sentence: Span) -> list[dict[str, Any]]:
    doc = sentence.doc
    named = doc._.kg_named
    rows = []
    for (i, j), opinion in sorted((doc._.kg_opinions or {}).get(sentence.start, {}).items()):
        if opinion.related >= 0.05:
            rows.append({
                "source": doc[named[i].start : named[i].end].text, "target": doc[named[j].start : named[j].end].text,
                "related": opinion.related, "categories": dict(opinion.categories), "status": opinion.status,
                "status probability": opinion.status_probability,
            })  # fmt: skip
    return sorted(rows, key=lambda r: -r["related"])
