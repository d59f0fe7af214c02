"""From annotated sentences to `Relation` records: who, to whom, what, when, where, on whose word."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Span, Token

from kg import weigh
from kg.annotate import places, timing
from kg.annotate.arguments import common, path
from kg.annotate.extensions import Named
from kg.annotate.predicates import Predicate
from kg.annotate.status import Verdict, is_withheld, speakers, verdict
from kg.annotate.topic import SPORTING, is_sport, plays
from kg.confidence import Signals, confidence, log_odds
from kg.errors import KgError
from kg.inventory import RelationType
from kg.inventory import relations as inventory
from kg.knowledge import load
from kg.lexicon import cues
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


def relate(article: Article, doc: Doc, *, add: float = weigh.ADD) -> list[Relation]:
    """Return the relations of an annotated article in the order of its text.

    `doc` is the article's text through the whole pipeline of `kg.annotate`; `add` the confidence from which on the
    reader's own relations are taken.
    """
    found: list[Relation] = []
    quoted = doc._.kg_quoted
    for sentence in doc.sents:
        if sentence._.kg_skipped:
            continue
        judged = weigh.judged(sentence)
        seen = list(considered(article, sentence, judged))
        events = [r for _, r in seen if isinstance(r, Relation)]
        made = [*_standing(article, sentence), *_memberships(article, sentence), *events]
        refused = [p for p, r in seen if isinstance(r, str)]
        made += _added(article, sentence, weigh.silent(sentence, made, refused, *judged), add)
        if sentence.root.i in quoted:
            made = [_as_quoted(r) for r in made]
        found += _distinct(replace(r, confidence=confidence(r.signals)) if r.signals else r for r in made)
    return found


def _as_quoted(told: Relation) -> Relation:
    """Return what a sentence within a quotation tells as its speaker's word: the article does not vouch for it.

    What the speaker does in saying it ("we condemn the raid") is done.
    """
    own = any(m.text.lower() in {"i", "we"} for m in told.source)
    if told.plover is None or told.status != "asserted" or own:
        return told
    signals = tuple((name, 1.0 if name in {"told", "claimed"} else value) for name, value in told.signals)
    return replace(told, status="claimed", signals=signals)


# -- what the reader adds ----------------------------------------------------------------------------------------------


def _added(article: Article, sentence: Span, pairs: Iterable[weigh.Pair], add: float) -> list[Relation]:
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
        ("reference", float(any(map(_refers, parties)))),
        *_circumstances(opinion.status, sentence),
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
    sides = _sides(sentence.doc, kind, sources, [target])
    if isinstance(sides, str) or not all(sides):
        return
    predicate = common(sentence.doc[named[first.source].head], sentence.doc[target.head])
    rule = f"reader: {opinion.category} {opinion.category_probability:.2f}, related {opinion.related:.2f}"
    made = _told(
        article, sentence, kind, sides, (*sources, target), predicate, None, opinion.status,
        _speaker(sentence.doc, verdict(predicate)), rule + (f"; named by {near.entry.where}" if near else ""), _signals_of(sentence, first, near),
    )  # fmt: skip
    if not _is_ancient(made):
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


# -- events ------------------------------------------------------------------------------------------------------------


def considered(article: Article, sentence: Span, judged: weigh.Judged) -> Iterator[tuple[Predicate, Relation | str]]:
    """Yield each predicate of a sentence with the relation that it makes, or with the reason why it makes none."""
    opinions, index = judged
    found = list(_told_by_lexicon(article, sentence))
    if not found:
        return
    affirmed = any(t.lower_ in cues().negations and t.nbor().lower_ in cues().not_negating for t in sentence[:-1])
    for predicate, made in found:
        if isinstance(made, str):
            yield predicate, made
            continue
        cued = made.status != "asserted" and (
            bool(predicate.entry.status) or bool(set(verdict(predicate.token).cues) - {"to"})
        )
        mutual = predicate.construction == "reciprocal"
        stand = [n.edges(sentence.doc) for n in predicate.source], [n.edges(sentence.doc) for n in predicate.target]
        yield predicate, weigh.weighed(made, opinions, index, stand, mutual=mutual, cued=cued, affirmed=affirmed)


def _told_by_lexicon(article: Article, sentence: Span) -> Iterator[tuple[Predicate, Relation | str]]:
    predicates: list[Predicate] = sentence.doc._.kg_predicates
    sport = is_sport(sentence)
    for predicate in predicates:
        if not sentence.start <= predicate.token.i < sentence.end:
            continue
        kind = inventory()[predicate.entry.relation]
        declined = kind.name == "refused" and all(a.type == "state" for n in predicate.target for a in n.actors())
        rowdy = kind.category == "PROTEST" and not predicate.target  # fans against a referee
        punished = predicate.token.lemma_ in {"punish", "penalise", "penalize"} or (  # for a mistake in defence
            kind.category == "SANCTION" and _is_at_home(predicate)
        )
        if (kind.category in SPORTING or declined or rowdy or punished) and (sport or _is_team(predicate)):
            yield predicate, "the sentence speaks of sport"
            continue
        for each in _directions(predicate):
            made = _event(article, sentence, each)
            yield each, made
            if isinstance(made, Relation) and made.status == "negated" and is_withheld(each.token):
                yield (
                    each,
                    _event(article, sentence, replace(each, entry=replace(each.entry, relation="refused")), own=False),
                )


def _is_at_home(predicate: Predicate) -> bool:
    """Whether somebody acts upon his own people: a federation upon a captain."""
    sources = {a.country for n in predicate.source for a in n.actors()}
    return None not in sources and sources == {a.country for n in predicate.target for a in n.actors()}


def _is_team(predicate: Predicate) -> bool:
    """Whether a state alone is said to act as a team does."""
    found = predicate.source
    actor = found[0].actor if len(found) == 1 else None
    state = actor is not None and actor.type == "state" and actor.sector is None
    return state and plays(predicate.token, predicate.token.doc[found[0].head])


def _directions(predicate: Predicate) -> Iterator[Predicate]:
    """Yield a predicate as it is, or once for each subject: where they do it to each other, or each with a third.

    "A and B signed deals with C" tells of no deal between A and B.
    """
    kind = inventory()[predicate.entry.relation]
    if (
        kind.symmetric
        and predicate.target
        and len([a for n in predicate.source for a in n.actors()]) > 1
        and predicate.entry.kind == "verb"
    ):
        for one in predicate.source:
            yield from (replace(predicate, source=[each]) for each in _singly(one))
        return
    several = [s for n in predicate.source for s in ([n] if _refers(n) else _singly(n))]
    each = several if predicate.mutual and not kind.symmetric else []
    if len(each) < 2:
        yield predicate
        return
    for one in each:
        yield replace(predicate, source=[one], target=[n for n in each if n is not one])


def _singly(named: Named) -> Iterator[Named]:
    """Yield a mention once for each actor that it names: "the Dutch and Canadian ministers"."""
    for actor in named.actors():
        yield replace(named, actor=actor, group=())


def _event(article: Article, sentence: Span, predicate: Predicate, *, own: bool = True) -> Relation | str:
    kind = inventory()[predicate.entry.relation]
    doc = sentence.doc
    sides = _sides(doc, kind, predicate.source, predicate.target, sovereign=predicate.entry.sovereign)
    if isinstance(sides, str):
        return sides
    source, target = sides
    if not target and not predicate.entry.alone and not predicate.lone:
        return "its target cannot be addressed, or is its source"
    judged = verdict(predicate.token, own=own)
    speaker = _speaker(doc, judged)
    parties = [m.actor for m in (*source, *target)]
    status = _status(predicate, judged, speaker, parties, [m.actor for m in source], kind)
    if status == "asserted" and timing.is_ahead(predicate.token, predicate.object, doc):
        status = "planned"
    if not target and status in {"hypothetical", "demanded", "negated"} and kind.category == "PROTEST":
        return "a protest that was not held, against nobody named"
    if predicate.construction == "noun" and kind.symmetric and any(map(_is_nobodys_minister, (*source, *target))):
        return "a minister of nobody knows where"
    if kind.category == "COERCE" and _is_crime(sentence) and all(map(_is_private, target)):
        return "crime of private people"
    made = _told(
        article, sentence, kind, sides, (*predicate.source, *predicate.target), predicate.token, predicate.object,
        status, speaker, f"{predicate.construction}; {predicate.entry.where}", _signals(predicate, status, sentence),
    )  # fmt: skip
    return "told of a time before the states of today" if _is_ancient(made) else made


def _is_ancient(told: Relation) -> bool:
    return told.date is not None and told.date[0].isdigit() and told.date < _STATES_BEGIN


_STATES_BEGIN = "1816"
"""The first year of the list of states (Correlates of War): the Mongols of 1258 are not Mongolia."""


def _is_crime(sentence: Span) -> bool:
    return any(re.search(rf"\b{re.escape(crime)}\b", sentence.text.lower()) for crime in cues().crimes)


def _is_private(mention: Mention) -> bool:
    """Whether somebody stands for no state and no group: "the former banker", "two men"."""
    actor = mention.actor
    return actor.type in {"person", "people"} and actor.country is None and actor.sector in _UNPOLITICAL


_UNPOLITICAL = frozenset({None, "BUS", "CVL", "CRM", "UNK", "ELI", "EDU", "HLH", "LAB", "AGR"})

Sides = tuple[list[Mention], list[Mention]]


def _sides(
    doc: Doc, kind: RelationType, sources: Sequence[Named], targets: Iterable[Named], *, sovereign: bool = False
) -> Sides | str:  # fmt: skip
    """Return source and target of a relation, each actor once and on one side, or why there is no such relation.

    What only a state does (`sovereign`) is politics, whoever is named as doing it.
    """
    targets = list(targets)
    official = {a.id for n in (*sources, *targets) if _is_staff(n) for a in n.actors()}
    spoken_to = kind.category in _BETWEEN_PEOPLE
    source = _mentions(doc, sources)
    target = _mentions(doc, [n for n in targets if not (spoken_to and n.thing)])
    if kind.symmetric and spoken_to and any(n.thing for n in sources):
        return "a thing talks with nobody"
    if kind.symmetric:
        source, target = _ordered_parties(source, target)
        target = [m for m in target if not _same_house(source[0].actor, m.actor)]
        if not target:
            return "one party is a part of the other"
    else:
        source_ids = {m.actor.id for m in source}
        target = [m for m in target if m.actor.id not in source_ids]
    if sovereign and source:
        return source, target
    return _no_politics(kind, source, target, official) or (source, target)


def _is_staff(named: Named) -> bool:
    """Whether the text calls somebody by an office of an organisation: the secretary general of the Arab League."""
    return named.of is not None and named.of.actor is not None and named.of.actor.type == "igo"


def _told(
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
        sentence=_text(article, sentence), start=_start(sentence), end=_end(sentence), rule=rule, signals=signals,
    ))  # fmt: skip


def _no_politics(
    kind: RelationType, source: list[Mention], target: list[Mention], official: Collection[str] = ()
) -> str:
    """Return why a relation between these parties would be no politics; empty where it may be."""
    category = kind.category
    parties = [m.actor for m in (*source, *target)]
    if not any(a.is_of_interest or a.id in official for a in parties):
        return "no party is a state's, an organisation's or a group's"
    if not source and not any(a.country or a.type in {"igo", "armed group"} for a in parties):
        return "done by nobody named to people of nobody knows where"
    if category == "CONSULT" and not all(a.has_standing or a.id in official for a in parties):
        return "a talk or visit of somebody without a public part"
    if (
        category == "ASSAULT"
        and source
        and all(_is_official(s) and _is_country_of(t, s) for s in source for t in target)
    ):
        return "no state attacks its own country: that is where it fought"
    if category in {"ASSAULT", "COERCE"} and source and all(m.actor.name in cues().kin for m in source):
        return "a private matter"
    if category in _WORLDLY and source and all(_is_pastime(m) for m in source):
        return "a figure of speech, or no act of politics: people of the arts or on holiday"
    if source and target and all(map(_is_pastime, source)) and not any(map(_is_public, target)):
        return "a word among people of the arts and of sport"
    if category == "AID" and source and all(m.actor.sector in {"HLH", "EDU"} and not m.actor.country for m in source):
        return "what a clinic or a school is there for"
    if category in {"SUPPORT", "REQUEST", "AGREE"} and not any(a.has_standing for a in parties):
        return "a word between private people"
    if (
        category == "PROTEST"
        and target
        and all(m.actor.sector in {"CVL", "REF"} and not m.actor.country for m in target)
    ):
        return "nobody protests against people without a part"
    if category == "THREATEN" and all(m.actor.sector in _ADVISERS for m in source):
        return "advice, no threat"
    if category in _WORDS and all(map(_is_official, source)):
        if (
            target
            and all(
                m.actor.type == "state"
                and m.actor.sector in {None, "GOV"}
                and m.actor.country == source[0].actor.country
                for m in target
            )
            and not _armed_against_rulers(source, target)
        ):
            return "an official speaks of the own state"
    if kind.name == "visited" and all(map(_travels, source)):
        business = any(m.actor.sector in {"BUS", "AGR", "LAB"} for m in source)
        if business or all(m.actor.type == "state" and m.actor.sector is None for m in target):
            return "a journey into a country of somebody who does not represent any"
    if kind.name == "visited" and all(m.actor.sector in {"EDU", "HLH", "BUS"} and not m.actor.country for m in target):
        return "a school or a shop is no host"
    if kind.name == "extraditedTo" and all(m.actor.country in {None, source[0].actor.country} for m in target):
        if not any(m.actor.type == "igo" for m in target):
            return "handed over to nobody abroad"
    if category == "COOPERATE" and any(map(_is_private, (*source, *target))):
        return "business with private people"
    if kind.name == "visited" and target and all(m.actor.type == "state" and not m.actor.sector for m in target):
        if source and all(s.actor.country == m.actor.country for s in source for m in target):
            return "nobody visits the own state"
    if kind.name == "withdrewFrom" and source and all(map(_is_retired, source)):
        return "people who move away or turn to something else do not retreat"
    if kind.name == "sanctioned" and source and all(map(_is_business, source)):
        return "a firm that keeps away imposes no sanctions"
    if kind.name in {"chairs", "holdsOffice", "leads"} and any(map(_is_nameless, target)):
        return "an office of nobody knows what"
    if all(a.sector == "BUS" or a.type == "company" for a in parties) and category in {
        "COOPERATE",
        "CONSULT",
        "AID",
        "REQUEST",
    }:
        return "business between companies"
    if category in {"ASSAULT", "MOBILIZE", "RETREAT"} and source and all(map(_is_business, source)):
        return "business in the words of war"
    if category in {"ASSAULT", "COERCE"} and source and all(m.actor.sector == "MED" for m in source):
        return "papers attack in words"
    if category == "SANCTION" and source and all(map(_is_business, source)):
        return "business of a company"
    if source and all(m.actor.sector in {"JUD", "COP"} for m in source):
        if category == "COERCE" and all(m.actor.sector == "BUS" and not m.actor.country for m in target):
            return "a crime of nobody's state"
    if kind.name == "extraditedTo" and all(m.actor.sector in {"JUD", "COP"} and not m.actor.country for m in target):
        return "handed over to the own justice"
    press = target if category == "CONSULT" else []
    if category in {"CONSULT", "SUPPORT", "ACCUSE", "REQUEST"} and any(
        m.actor.sector in {"MED", "JRN"} for m in (*source, *press)
    ):
        return "papers and reporters see, ask and quote; that is their trade, no act of politics"
    return ""


_WORLDLY = frozenset(
    "REJECT THREATEN ASSAULT COERCE CONSULT AID MOBILIZE RETREAT SANCTION AGREE COOPERATE CONCEDE".split()
)


def _is_pastime(mention: Mention) -> bool:
    """Whether somebody lives by the arts or is on holiday: a singer, a museum, tourists."""
    words = mention.text.lower().split()
    ends = {" ".join(words[-n:]) for n in (1, 2)}
    return bool(cues().pastimes & {form for e in ends for form in (e, e.removesuffix("s"), e.removesuffix("es"))})


def _is_public(mention: Mention) -> bool:
    """Whether somebody has a part in public life, as a state, a group or an official."""
    actor = mention.actor
    return actor.type not in {"person", "people"} or actor.sector not in _UNPOLITICAL


def _is_nobodys_minister(mention: Mention) -> bool:
    """Whether an official is only called by the office, and of no state: the "Minister" of a title line."""
    actor = mention.actor
    return actor.type == "person" and actor.sector == "GOV" and not actor.country and actor.name == actor.name.lower()


def _mentions(doc: Doc, named: Iterable[Named]) -> list[Mention]:
    """Return one mention an actor: the first."""
    found: dict[str, Mention] = {}
    for n in sorted((s for m in named for s in _spelled_out(doc, m)), key=lambda m: m.start):
        span = doc[n.start : n.end]
        for actor in n.actors():
            found.setdefault(actor.id, Mention(span.text, span.start_char, span.end_char, actor))
    return list(found.values())


def _spelled_out(doc: Doc, pronoun: Named) -> list[Named]:
    """Return the names for which a pronoun or a role stands, where the same sentence says it: evidence that reads by itself."""
    token = doc[pronoun.head]
    nameless = pronoun.actor is not None and (pronoun.actor.type in {"person", "other"} or pronoun.actor.name.islower())
    if token.pos_ == "NOUN" and pronoun.actor is not None and nameless and not pronoun.office:
        index: dict[int, list[Named]] = doc._.kg_by_head
        for c in token.rights:  # "the mediator, former president X, criticised"; "its patron, Iran, denied"
            one_of = token.dep_ == "pobj" and token.head.head.lower_ == "one"
            many = token.tag_ == "NNS" and not one_of and not c.conjuncts  # "a million refugees, Lebanon 200,000"
            for n in index.get(c.i, ()) if c.dep_ == "appos" and not many else ():
                person = n.actor is not None and n.actor.type == "person"
                if (
                    n.actor is not None
                    and doc[n.head].pos_ == "PROPN"
                    and (person or pronoun.actor.type != "person" or not pronoun.actor.country)
                ):
                    return [n]
    if token.tag_ not in {"PRP", "PRP$"}:
        return [pronoun]
    named: list[Named] = doc._.kg_named
    spelled = []
    for actor in pronoun.actors():
        names = (
            n for n in named
            if n.actor == actor and token.sent.start <= n.start < pronoun.start and doc[n.head].tag_ not in {"PRP", "PRP$"}
        )  # fmt: skip
        first = next(names, None)
        if first is None:
            return [pronoun]
        spelled.append(first)
    return spelled


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


_WORDS = frozenset({"THREATEN", "REQUEST"})


def _is_official(mention: Mention) -> bool:
    return mention.actor.sector in {"GOV", "MIL", "COP", "SPY"}


def _armed_against_rulers(source: Sequence[Mention], target: Sequence[Mention]) -> bool:
    """Whether an army speaks to its own government, which it may well threaten or tell to go."""
    return all(m.actor.sector == "MIL" for m in source) and all(m.actor.sector == "GOV" for m in target)


def _is_country_of(country: Mention, other: Mention) -> bool:
    """Whether the first is nothing but the country of the second."""
    actor = country.actor
    return actor.type == "state" and actor.sector is None and actor.country == other.actor.country


_ADVISERS = frozenset({"HLH", "EDU", "MED", "JRN"})


def _is_retired(mention: Mention) -> bool:
    """Whether somebody leads a private life: pensioners, tourists, nurses."""
    actor = mention.actor
    return actor.type in {"people", "person"} and actor.sector in {"CVL", "EDU", "HLH", "AGR", "LAB", "UNK", "BUS"}


def _is_business(mention: Mention) -> bool:
    return mention.actor.sector == "BUS" or mention.actor.type == "company"


_TRAVELLERS = frozenset({"REB", "UAF", "CRM", "EDU", "HLH", "BUS", "LAB", "AGR", "NGO"})


def _travels(mention: Mention) -> bool:
    """Whether somebody's journey is no visit: fighters, doctors, a preacher; not the pope."""
    actor = mention.actor
    return actor.sector in _TRAVELLERS or (actor.sector == "REL" and actor.type == "people")


def _is_nameless(mention: Mention) -> bool:
    """Whether a body is only called by what it is, and of no state: "the commission"."""
    actor = mention.actor
    return actor.country is None and actor.type in {"body", "other"} and actor.name == actor.name.lower()


def _speaker(doc: Doc, judged: Verdict) -> Mention | None:
    if judged.report is None:
        return None
    index: dict[int, list[Named]] = doc._.kg_by_head
    told = speakers(judged.report)
    told += [c for t in told for c in t.children if c.dep_ == "appos"]  # "said the farm minister, X"
    for token in told:
        for named in index.get(token.i, ()):
            made = _mentions(doc, [named])
            if made and (named.use != "place" or judged.report.lower_ == "according"):
                return made[0]
    return None


def _status(
    predicate: Predicate, judged: Verdict, speaker: Mention | None, parties: list[Actor], source: list[Actor], kind: RelationType
) -> Status:  # fmt: skip
    """Decide between asserted and claimed by who speaks: a party may tell its own act and its own cooperation.

    What somebody else said in its favour is that one's own word: "Turkey has apologised, the Kremlin said".
    """
    status: Status = judged.status
    if predicate.entry.sovereign and judged.cues and set(judged.cues) <= _DECISIONS:
        status = "asserted"  # "ordered that she be stripped of her citizenship": the order does it
    if status == "asserted" and predicate.entry.status:
        return predicate.entry.status  # type: ignore[return-value]
    if status != "asserted" or judged.report is None:
        return status
    if speaker is None:
        return "claimed" if _reports_others(judged.report) else status
    if cues().governors.get(judged.report.lemma_.lower()) == "claimed":  # who "claims" has not been believed
        return "claimed"
    together = kind.quad in _COOPERATION and kind.category != "SUPPORT"
    own = parties if together else source
    if any(_speaks_for(speaker.actor, party) for party in own):
        return "asserted"
    return "claimed"


_DECISIONS = frozenset({"decision", "decide", "order", "decree", "ruling"})


def _reports_others(report: Token) -> bool:
    """Whether a nameless speaker ("officials said") makes it a claim: always, but for "it was announced that"."""
    return report.lemma_ not in {"announce", "confirm", "reveal", "note", "recall", "acknowledge", "admit"}


_NO_OFFICE = frozenset({"OPP", "REB", "UAF", "CRM", "CVL", "NGO", "BUS", "REL", "EDU", "MED", "JRN", "LAB"})
"""Sectors of people who hold no office of their state: "the Belarusian opposition leader"."""

_OFFICIAL = frozenset({None, "GOV", "MIL", "COP", "SPY"})
"""Sectors whose word is their state's own; a state's newspapers, courts, charities and parties speak for themselves."""


def _speaks_for(speaker: Actor, party: Actor) -> bool:
    """Whether the speaker is the party, or of the same state."""
    if speaker.id == party.id:
        return True
    if speaker.sector not in _OFFICIAL or party.sector in {"REB", "OPP", "UAF", "CVL", "CRM"}:
        return False
    return speaker.country is not None and speaker.country == party.country


def _signals(predicate: Predicate, status: Status, sentence: Span) -> Signals:
    """Return what the lexicon's side says of how sure a relation is; see `kg.confidence`."""
    return (
        ("lexicon", 1.0),
        ("precision", log_odds(predicate.entry.precision)),
        ("noun", float(predicate.construction == "noun")),
        ("reference", float(any(map(_refers, (*predicate.source, *predicate.target))))),
        ("apart", _apart(predicate)),
        ("deep", float(sum(t.dep_ in _CLAUSES for t in (predicate.token, *predicate.token.ancestors)))),
        *_circumstances(status, sentence),
    )


_CLAUSES = frozenset({"ccomp", "advcl", "relcl", "acl", "xcomp", "parataxis", "csubj", "pcomp"})


def _apart(predicate: Predicate) -> float:
    """Return the log of the words from the predicate to the party that stands farthest from it."""
    heads = [n.head for n in (*predicate.source, *predicate.target)]
    return round(math.log1p(max((abs(h - predicate.token.i) for h in heads), default=0)), 3)


def _circumstances(status: Status, sentence: Span) -> Signals:
    return (
        ("told", float(status != "asserted")),
        ("claimed", float(status == "claimed")),
        ("long", float(len(sentence) > 40)),
    )


def _refers(named: Named) -> bool:
    return named.rule.startswith(("pronoun", "the two"))


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
        if not person or not owner or owner[0].actor.id == n.actor.id or _is_nameless(owner[0]):
            continue
        body = owner[0].actor
        if body.type == "state" and n.actor.sector in _NO_OFFICE:
            continue
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
    index: dict[int, list[Named]] = doc._.kg_by_head
    found = []
    for token in sentence:
        for n in index.get(token.i, ()):
            if n.actor is None or n.actor.type != "igo":
                continue
            follower = doc[n.end] if n.end < len(doc) else None
            if (
                follower is not None
                and follower.tag_ in {"NNS", "NNPS"}
                and follower.lemma_.lower() in {"country", "state", "nation", "member"}
            ):
                made = _mentions(doc, [n])
                found.append((n.actor, made[0]))
    return found


# -- order, doubles, text ----------------------------------------------------------------------------------------------


def _distinct(made: Iterable[Relation]) -> list[Relation]:
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
