"""Standing relations that a sentence tells by the way: offices in titles, memberships that its wording takes for granted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Span

from kg.annotate.extensions import Named
from kg.evidence import end_of, relation, start_of, text_of
from kg.inventory import relations as inventory
from kg.knowledge import load
from kg.model import Actor, Article, Mention, Relation
from kg.parties import is_nameless, mentions

_NO_OFFICE = frozenset({"OPP", "REB", "UAF", "CRM", "CVL", "NGO", "BUS", "REL", "EDU", "MED", "JRN", "LAB"})
"""Sectors of people who hold no office of their state: "the Belarusian opposition leader"."""


def standing(article: Article, sentence: Span) -> Iterator[Relation]:
    """Yield what a name with its office says: "Chinese Foreign Minister Wang Yi"."""
    named: list[Named] = sentence.doc._.kg_named
    for n in named:
        if (
            not n.office
            or not (sentence.start <= n.start < sentence.end)
            or n.of is None
            or n.actor is None
            or n.former
        ):
            continue
        person = mentions(sentence.doc, [n])
        owner = mentions(sentence.doc, [n.of])
        if not person or not owner or owner[0].actor.id == n.actor.id or is_nameless(owner[0]):
            continue
        if not owner[0].text:  # "an envoy of the pope" names no Holy See
            continue
        body = owner[0].actor
        if body.type == "state" and n.actor.sector in _NO_OFFICE:
            continue
        for name in n.office:
            target = owner
            if name == "ambassadorTo":
                target = mentions(sentence.doc, [n.toward]) if n.toward else []
                name = name if target else "holdsOffice"
                target = target or owner
            yield _standing_relation(article, sentence, name, person, target, " ".join(n.titles))
        if body.type == "state" and n.actor.sector in {"GOV", None} and n.office != ("holdsOffice",):
            yield _standing_relation(article, sentence, "represents", person, owner, " ".join(n.titles))


def _standing_relation(
    article: Article, sentence: Span, name: str, source: list[Mention], target: list[Mention], why: str
) -> Relation:
    kind = inventory()[name]
    return relation(article, Relation(
        article=article.id, relation=name, plover=None, mode=None, quad=None, source=tuple(source), target=tuple(target),
        symmetric=kind.symmetric, date=None, place=None, status="asserted", speaker=None, confidence=0.95,
        sentence=text_of(article, sentence), start=start_of(sentence), end=end_of(sentence), rule=f"title: {why}",
    ))  # fmt: skip


def memberships(article: Article, sentence: Span) -> Iterator[Relation]:
    """Yield memberships that the wording presupposes and the background confirms: "the BRICS countries", "both sides".

    A sentence that speaks of an organisation's members ("BRICS countries", "all member states") and names states that the
    data know as members at the date is evidence of their membership; without either it says nothing.
    """
    doc = sentence.doc
    organisations = _spoken_of_members(sentence)
    if not organisations:
        return
    named: list[Named] = doc._.kg_named
    here = [n for n in named if sentence.start <= n.start < sentence.end and n.use in {"head", "possessive"}]
    for organisation, mention in organisations:
        members = {
            m.member for m in load().members(organisation.id, article.date) if m.role in {"member", "permanent member"}
        }
        for m in mentions(doc, here):
            if m.actor.type == "state" and m.actor.id in members:
                made = _standing_relation(article, sentence, "memberOf", [m], [mention], "members of an organisation")
                yield replace(made, confidence=0.8)


def _spoken_of_members(sentence: Span) -> list[tuple[Actor, Mention]]:
    doc = sentence.doc
    index: dict[int, list[Named]] = doc._.kg_by_head
    found = []
    for i in range(sentence.start, sentence.end):
        for n in index.get(i, ()):
            if n.actor is None or n.actor.type != "igo":
                continue
            follower = doc[n.end] if n.end < len(doc) else None
            if (
                follower is not None
                and follower.tag_ in {"NNS", "NNPS"}
                and follower.lemma_.lower() in {"country", "state", "nation", "member"}
            ):
                made = mentions(doc, [n])
                found.append((n.actor, made[0]))
    return found
