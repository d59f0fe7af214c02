"""Names and phrases to actors: the resolver of the pipeline, for a phrase by itself or in its context."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.flow import Options, pipeline
from kg.model import Actor
from kg.names import ID, local_name

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from kg.annotate.extensions import Named

_CARRIER = " said so."
"""A bare phrase is read as the subject of a sentence: the model was trained on sentences, not on phrases."""


@dataclass(frozen=True, slots=True)
class Question:
    """A phrase to resolve, the ISO date it was written at, and the text around it, where there are any."""

    text: str
    date: str | None = None
    context: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """Who is meant: None for `actor` where nobody can be named; `role` is the office that the phrase says."""

    text: str
    actor: Actor | None
    role: str | None
    confidence: float
    why: str

    def record(self) -> dict[str, Any]:
        """Return the answer as the dict that `kg resolve` prints."""
        a = self.actor
        return {
            "text": self.text,
            "id": str(ID[a.id]) if a else None,
            "name": a.name if a else None,
            "type": a.type if a else None,
            "country": a.country if a else None,
            "sector": a.sector if a else None,
            "role": self.role,
            "confidence": self.confidence,
        }


def resolve(questions: Iterable[str | Question], *, options: Options | None = None) -> Iterator[Answer]:
    """Yield who each phrase means, an answer a question, in order.

    A date makes "the French president" one person; a context lets last names, "the minister" and pronouns be found.
    """
    for asked in questions:
        yield _answer(Question(asked) if isinstance(asked, str) else asked, options or Options())


def _answer(asked: Question, options: Options) -> Answer:
    from kg.annotate.pipeline import make_doc

    phrase = asked.text.strip()
    if not phrase:
        return Answer(asked.text, None, None, 0.0, "nothing was asked")
    text, start = _in_context(phrase, asked.context)
    nlp = pipeline(options)
    doc = make_doc(nlp, text, date=asked.date)
    for _, stage in nlp.pipeline:
        doc = stage(doc)
    end = start + len(phrase)
    named = _best(doc, start, end)
    if named is None or not named.actors():
        return _nobody(asked, doc, start, end)
    actor = named.actors()[0]
    surely = named.use == "head" and not named.rule.startswith(("pronoun", "the two"))
    return Answer(asked.text, actor, _role(named), 0.9 if surely else 0.6, named.rule)


def _in_context(phrase: str, context: str | None) -> tuple[str, int]:
    if context:
        at = context.rfind(phrase)
        if at >= 0:
            return context, at
        return f"{context.rstrip()}\n\n{phrase}{_CARRIER}", len(context.rstrip()) + 2
    return (phrase if phrase[-1] in ".!?" else phrase + _CARRIER), 0


def _best(doc: Doc, start: int, end: int) -> Named | None:
    """Return the mention of the phrase's head: the outermost that can stand for the whole."""
    inside: list[Named] = [
        n for n in doc._.kg_named
        if n.actors() and doc[n.start].idx >= start and doc[n.end - 1].idx + len(doc[n.end - 1]) <= end
    ]  # fmt: skip
    heads = [n for n in inside if n.use == "head"]
    if not heads:
        return None
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is not None:
        at_root = [n for n in heads if n.start <= span.root.i < n.end]
        if at_root:
            return max(at_root, key=lambda n: n.end - n.start)
    return heads[0]


def _nobody(asked: Question, doc: Doc, start: int, end: int) -> Answer:
    """A phrase that names no actor may still belong to a state: a French football team is somebody of France."""
    owners = {
        a.country: a for n in doc._.kg_named for a in n.actors()
        if a.country and start <= doc[n.start].idx < end
    }  # fmt: skip
    if len(owners) != 1:
        return Answer(asked.text, None, None, 0.0, "no actor was recognised")
    country, owner = next(iter(owners.items()))
    phrase = " ".join(asked.text.split())
    if owner.type == "state" and any(n.use == "place" for n in doc._.kg_named):
        return Answer(
            asked.text, Actor(local_name(phrase), phrase, "other", country), None, 0.3, f"a place in {owner.name}"
        )
    return Answer(asked.text, Actor(local_name(phrase), phrase, "other", country), None, 0.4, f"of {owner.name}")


def _role(named: Named) -> str | None:
    return named.titles[-1] if named.titles else None
