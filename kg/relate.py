"""From annotated sentences to `Relation` records: who, to whom, what, when, where, on whose word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.tokens import Doc, Span, Token

from kg.annotate import places, timing
from kg.annotate.extensions import Named
from kg.annotate.predicates import Predicate
from kg.annotate.status import Verdict, speakers, verdict
from kg.annotate.topic import SPORTING, is_sport
from kg.errors import KgError
from kg.inventory import relations as inventory
from kg.knowledge import load
from kg.model import Actor, Article, Mention, Relation, Status

_COOPERATION = frozenset({"verbal cooperation", "material cooperation", None})
_BETWEEN_PEOPLE = frozenset({"CONSULT", "REQUEST", "AGREE"})
"""Who is met, asked or agreed with can answer: no ship, no embassy."""


class EvidenceError(KgError):
    """A relation whose evidence does not stand in the article at its offsets; it is refused."""


def relation(article: Article, made: Relation) -> Relation:
    """Return `made` if its sentence and every mention stand verbatim at their offsets in the article; else refuse.

    This is the quote lock: no relation leaves the program but through here.

    Raises:
        EvidenceError: naming the relation and what does not match.
    """
    if not made.sentence or article.text[made.start : made.end] != made.sentence:
        raise EvidenceError(
            f"the sentence of {made.relation} does not stand at {made.start}-{made.end}", where=article.id
        )
    for m in (*made.source, *made.target, *((made.speaker,) if made.speaker else ())):
        if not m.text or article.text[m.start : m.end] != m.text or m.end > made.end:
            raise EvidenceError(f"{m.text!r} does not stand at {m.start}-{m.end}", where=article.id)
    if not made.source and not made.target:
        raise EvidenceError(f"{made.relation} has no party", where=article.id)
    return made


def relate(article: Article, doc: Doc) -> list[Relation]:
    """Return the relations of an annotated article in the order of its text.

    `doc` is the article's text through the whole pipeline of `kg.annotate`.
    """
    found: list[Relation] = []
    for sentence in doc.sents:
        if sentence._.kg_skipped:
            continue
        made = [*_standing(article, sentence), *_memberships(article, sentence), *_events(article, sentence)]
        found += _distinct(made)
    return found


# -- events ------------------------------------------------------------------------------------------------------------


def _events(article: Article, sentence: Span) -> Iterator[Relation]:
    predicates: list[Predicate] = sentence.doc._.kg_predicates
    sport = is_sport(sentence)
    for predicate in predicates:
        if sport and inventory()[predicate.entry.relation].category in SPORTING:
            continue
        if sentence.start <= predicate.token.i < sentence.end:
            for each in _directions(predicate):
                made = _event(article, sentence, each)
                if made is not None:
                    yield made


def _directions(predicate: Predicate) -> Iterator[Predicate]:
    """Yield a predicate as it is, or, where its subjects do it to each other, once for each of them."""
    kind = inventory()[predicate.entry.relation]
    if not predicate.mutual or kind.symmetric or len(predicate.source) < 2:
        yield predicate
        return
    for one in predicate.source:
        yield replace(predicate, source=[one], target=[n for n in predicate.source if n is not one])


def _event(article: Article, sentence: Span, predicate: Predicate) -> Relation | None:
    kind = inventory()[predicate.entry.relation]
    doc = sentence.doc
    spoken_to = kind.category in _BETWEEN_PEOPLE
    source = _mentions(doc, predicate.source)
    target = _mentions(doc, [n for n in predicate.target if not (spoken_to and n.thing)])
    source_ids = {m.actor.id for m in source}
    if kind.symmetric:
        source, target = _ordered_parties(source, target)
        target = [m for m in target if not _same_house(source[0].actor, m.actor)]
        if not target:
            return None
    else:
        target = [m for m in target if m.actor.id not in source_ids]
        if not target and not predicate.entry.alone:
            return None
    parties = [m.actor for m in (*source, *target)]
    if (
        not parties
        or not _of_interest(parties)
        or (kind.category == "CONSULT" and not all(map(_has_standing, parties)))
    ):
        return None
    press = target if kind.category == "CONSULT" else []
    if kind.category in {"CONSULT", "SUPPORT", "ACCUSE"} and any(
        m.actor.sector in {"MED", "JRN"} for m in (*source, *press)
    ):
        return None  # papers and reporters see, ask and quote; that is their trade, no act of politics
    judged = verdict(predicate.token)
    speaker = _speaker(doc, judged)
    status = _status(predicate, judged, speaker, parties, [m.actor for m in source], kind.quad)
    taken = {i for n in (*predicate.source, *predicate.target) for i in range(n.start, n.end)}
    extra = predicate.object
    day = timing.of(predicate.token, extra, doc._.kg_dates)
    return relation(article, Relation(
        article=article.id, relation=kind.name, plover=kind.category, mode=kind.mode, quad=kind.quad,
        source=tuple(source), target=tuple(target), symmetric=kind.symmetric, date=day,
        place=places.of(predicate.token, extra, doc._.kg_places, taken), status=status, speaker=speaker,
        confidence=_confidence(predicate, status), sentence=_text(article, sentence), start=_start(sentence), end=_end(sentence),
        rule=f"{predicate.construction}; {predicate.entry.where}",
    ))  # fmt: skip


def _mentions(doc: Doc, named: Iterable[Named]) -> list[Mention]:
    """Return one mention an actor: the first."""
    found: dict[str, Mention] = {}
    for n in sorted((_spelled_out(doc, m) for m in named), key=lambda m: m.start):
        span = doc[n.start : n.end]
        for actor in n.actors():
            found.setdefault(actor.id, Mention(span.text, span.start_char, span.end_char, actor))
    return list(found.values())


def _spelled_out(doc: Doc, pronoun: Named) -> Named:
    """Return the name for which a pronoun stands, where the same sentence says it: evidence that reads by itself."""
    token = doc[pronoun.head]
    if token.tag_ not in {"PRP", "PRP$"} or pronoun.actor is None or pronoun.group:
        return pronoun
    named: list[Named] = doc._.kg_named
    for n in named:
        if (
            n.actor == pronoun.actor
            and token.sent.start <= n.start < pronoun.start
            and doc[n.head].tag_ not in {"PRP", "PRP$"}
        ):
            return n
    return pronoun


def _ordered_parties(source: list[Mention], target: list[Mention]) -> tuple[list[Mention], list[Mention]]:
    """Return the first party in the text and all the others, as the extraction format wants of symmetric relations."""
    parties = {m.actor.id: m for m in sorted([*source, *target], key=lambda m: (m.start, m.actor.id))}
    ordered = sorted(parties.values(), key=lambda m: (m.start, m.actor.id))
    return ordered[:1], ordered[1:]


def _same_house(one: Actor, other: Actor) -> bool:
    """Whether one organisation is a part of the other: a council does not meet its own organisation."""
    known = load().organisations
    parents = {known[a.id].parent if a.id in known else "" for a in (one, other)}
    return bool(parents & {one.id, other.id})


def _of_interest(parties: list[Actor]) -> bool:
    """Whether a relation is one of politics: a party is a state's, an organisation, a group, or holds public power."""
    return any(a.country or a.type not in {"person", "people"} or a.sector not in _PRIVATE for a in parties)


_PRIVATE = frozenset({None, "CVL", "REF", "UNK", "MED", "JRN"})


def _has_standing(actor: Actor) -> bool:
    """Whether a visit or a talk of this actor is politics: not a tourist's, nor that of somebody of whom nothing is said."""
    return actor.type not in {"person", "people"} or actor.sector not in _PRIVATE


def _speaker(doc: Doc, judged: Verdict) -> Mention | None:
    if judged.report is None:
        return None
    index: dict[int, list[Named]] = doc._.kg_by_head
    for token in speakers(judged.report):
        for named in index.get(token.i, ()):
            made = _mentions(doc, [named])
            if made and named.use != "place":
                return made[0]
    return None


def _status(
    predicate: Predicate, judged: Verdict, speaker: Mention | None, parties: list[Actor], source: list[Actor], quad: str | None
) -> Status:  # fmt: skip
    """Decide between asserted and claimed by who speaks: a party may tell its own act and its own cooperation."""
    status: Status = judged.status
    if status == "asserted" and predicate.entry.status:
        return predicate.entry.status  # type: ignore[return-value]
    if status != "asserted" or judged.report is None:
        return status
    if speaker is None:
        return "claimed" if _reports_others(judged.report) else status
    own = source if quad not in _COOPERATION else parties
    if any(_speaks_for(speaker.actor, party) for party in own):
        return "asserted"
    return "claimed"


def _reports_others(report: Token) -> bool:
    """Whether a nameless speaker ("officials said") makes it a claim: always, but for "it was announced that"."""
    return report.lemma_ not in {"announce", "confirm", "reveal", "note", "recall", "acknowledge", "admit"}


def _speaks_for(speaker: Actor, party: Actor) -> bool:
    """Whether the speaker is the party, or of the same state."""
    if speaker.id == party.id:
        return True
    rebels = {"REB", "OPP", "UAF", "CVL", "CRM"}
    if (speaker.sector in rebels) != (party.sector in rebels):
        return False
    return speaker.country is not None and speaker.country == party.country


def _confidence(predicate: Predicate, status: Status) -> float:
    """A first estimate from construction and lexicon entry: to two digits, so that machines agree."""
    value = predicate.entry.precision
    if predicate.construction == "noun":
        value -= 0.05
    if any(n.rule.startswith(("pronoun", "the two")) for n in (*predicate.source, *predicate.target)):
        value -= 0.1
    if status != "asserted":
        value -= 0.05
    return round(min(max(value, 0.05), 0.99), 2)


# -- standing relations ------------------------------------------------------------------------------------------------


def _standing(article: Article, sentence: Span) -> Iterator[Relation]:
    """Yield what a name with its office says: "Chinese Foreign Minister Wang Yi"."""
    named: list[Named] = sentence.doc._.kg_named
    for n in named:
        if (
            not (sentence.start <= n.start < sentence.end)
            or not n.office
            or n.of is None
            or n.actor is None
            or n.former
        ):
            continue
        person = _mentions(sentence.doc, [n])
        owner = _mentions(sentence.doc, [n.of])
        if not person or not owner or owner[0].actor.id == n.actor.id:
            continue
        body = owner[0].actor
        for name in n.office:
            target = owner
            if name == "ambassadorTo":
                target = _mentions(sentence.doc, [n.toward]) if n.toward else []
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
        sentence=_text(article, sentence), start=_start(sentence), end=_end(sentence), rule=f"title: {why}",
    ))  # fmt: skip


def _memberships(article: Article, sentence: Span) -> Iterator[Relation]:
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
        for m in _mentions(doc, here):
            if m.actor.type == "state" and m.actor.id in members:
                made = _standing_relation(article, sentence, "memberOf", [m], [mention], "members of an organisation")
                yield replace(made, confidence=0.8)


def _spoken_of_members(sentence: Span) -> list[tuple[Actor, Mention]]:
    doc = sentence.doc
    lemmas = {t.lemma_.lower() for t in sentence}
    index: dict[int, list[Named]] = doc._.kg_by_head
    found = []
    for token in sentence:
        for n in index.get(token.i, ()):
            if n.actor is None or n.actor.type != "igo":
                continue
            follower = doc[n.end] if n.end < len(doc) else None
            plural = follower is not None and follower.lemma_.lower() in {"country", "state", "nation", "member"}
            if (
                plural
                and follower is not None
                and follower.tag_ in {"NNS", "NNPS"}
                and "member" in lemmas | {"member" if plural else ""}
            ):
                made = _mentions(doc, [n])
                found.append((n.actor, made[0]))
    return found


# -- order, doubles, text ----------------------------------------------------------------------------------------------


def _distinct(made: list[Relation]) -> list[Relation]:
    """Return the relations of one sentence in the order of the text, each once; the more specific entry wins."""
    seen: dict[tuple[object, ...], Relation] = {}
    for r in made:
        key = (r.relation, r.status, frozenset(m.actor.id for m in r.source), frozenset(m.actor.id for m in r.target))
        if key not in seen or r.confidence > seen[key].confidence:
            seen.setdefault(key, r)
    return sorted(seen.values(), key=Relation.order)


def _text(article: Article, sentence: Span) -> str:
    return article.text[_start(sentence) : _end(sentence)]


def _start(sentence: Span) -> int:
    return next((t.idx for t in sentence if not t.is_space), sentence.start_char)


def _end(sentence: Span) -> int:
    return next((t.idx + len(t) for t in reversed(list(sentence)) if not t.is_space), sentence.end_char)
