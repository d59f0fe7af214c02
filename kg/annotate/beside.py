"""What the acts of a sentence tell of each other: a shared target, an addressee, who refuses, who does likewise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from kg.annotate import arguments, participants, syntax
from kg.annotate.extensions import Named
from kg.annotate.predicate import (
    DISMISSED,
    ECHO,
    NO_TARGET,
    REFUSED,
    SCENE,
    Predicate,
    actor_ids,
    called_as,
    fitting,
    is_promise,
    is_request,
)
from kg.annotate.status import is_address, verdict
from kg.inventory import relations
from kg.lexicon import cues, lexicon


def share(found: list[Predicate], mentions: dict[int, list[Named]]) -> None:
    """Let each of a sentence's predicates take from those beside it what the words leave unsaid, and add those that follow from them."""
    found += [gift for predicate in found for gift in _gifts(predicate, found)]
    found += [echo for predicate in found for echo in _echoes(predicate, mentions)]
    for predicate in found:
        for rule in (_follow, _address, _answer, _receive, _lie, _warn, _blame, _dismiss):
            rule(predicate, found)


def _follow(predicate: Predicate, others: list[Predicate]) -> None:
    """Give an act without a target that of the act beside it: "criticised X and recalled its ambassador"."""
    forgone, entry = None, predicate.entry
    if relations()[entry.relation].category == "SANCTION" and (entry.object or entry.kind == "noun"):
        forgone = participants.forgoer(predicate.token)  # "of imposing sanctions"; not "of suspending its subsidies"
    if not (predicate.entry.follows or forgone is not None) or predicate.missed != NO_TARGET:
        return
    verb = forgone or predicate.token
    beside = {verb.head.i} if verb.dep_ in {"conj", "advcl"} else set()
    beside |= {c.i for c in verb.children if c.dep_ in {"conj", "advcl"}}
    beside |= {c.i for c in verb.lefts if c.dep_ == "ccomp" and ";" in {t.text for t in verb.doc[c.i : verb.i]}}
    beside |= {c.i for o in arguments.object_(verb) for c in o.children if c.dep_ == "acl" and c.tag_ == "VBG"}
    ids = actor_ids(predicate.source)
    for other in others:
        if other.token.i in beside and not other.missed and actor_ids(other.source) & ids:
            if other.target:
                predicate.share(other)
                return


def _address(predicate: Predicate, others: list[Predicate]) -> None:
    """Give words without an addressee the one who hears or reads them: "phoned X to apologise", "sent X a letter threatening to"."""
    verb = predicate.token
    if predicate.missed != NO_TARGET or not predicate.source:
        return
    spoken = is_address(verb)
    # What a letter condemns may be of a third.
    written = verb.tag_ == "VBG" and relations()[predicate.entry.relation].category != "ACCUSE"
    for other in others:
        letter = written and other.entry.relation == "wroteTo" and verb.head in {other.token, other.object}
        if (letter or (spoken and other.token == verb.head)) and not other.missed and other.target:
            predicate.share(other)
            return


def _answer(predicate: Predicate, others: list[Predicate]) -> None:
    """Give a request without an addressee the one who refuses it: "X rejected Y's demands"."""
    request = predicate.token
    if predicate.missed != NO_TARGET or not predicate.source or not is_request(request):
        return
    if predicate.entry.relation == "proposedTo" or any(c.lower_ in {"any", "no"} for c in request.children):
        return
    clauses = [c for c in request.rights if c.dep_ in {"acl", "ccomp", "relcl"}]
    if any(g.dep_ in {"nsubj", "nsubjpass"} for c in clauses for g in c.children):
        return  # "demands that Z do it": it is asked of Z
    ids = actor_ids(predicate.source)
    for other in others:
        refused = relations()[other.entry.relation].category == "REJECT" and other.object == request
        if not refused or other.missed or verdict(other.token).status not in {"asserted", "claimed"}:
            continue  # "would reject any request": perhaps none was made
        if predicate.entry.relation == "appealedTo" and all(
            a.sector == "JUD" for m in other.source for a in m.actors()
        ):
            continue  # an appeal in law
        if ids & actor_ids(other.target):
            predicate.target, predicate.missed, predicate.construction = other.source, "", REFUSED
            return


def _gifts(promise: Predicate, others: list[Predicate]) -> Iterator[Predicate]:
    """Yield the help that somebody is promised: what it would be to give it, "promised X free rice"."""
    if not is_promise(promise) or promise.missed or promise.entry.deed:
        return
    named = {m.head for m in promise.target}
    for gift in (c for c in promise.token.children if c.dep_ == "dobj" and c.i not in named):
        things = [*arguments.preposition(gift, "in"), gift]  # "millions in aid"
        if any(t.lemma_.lower() in cues().blasts | cues().strikes for t in things):
            continue  # "promised Israel more rockets"
        if any(p.token in things and relations()[p.entry.relation].category == "AID" for p in others):
            continue  # "a loan": the noun tells it
        fitting = (
            entry
            for thing in things
            for entry in lexicon().verbs["give"]
            if relations()[entry.relation].category == "AID" and "dative" in entry.target and not entry.via
            if not entry.object.isdisjoint(called_as(thing))
        )
        if (entry := next(fitting, None)) is not None:
            yield Predicate(gift, entry, promise.source, promise.target, construction="promise")


def _echoes(predicate: Predicate, mentions: dict[int, list[Named]]) -> Iterator[Predicate]:
    """Yield what others do or do not do likewise: "X has recognised Y, but Z has not done so"."""
    verb = predicate.token
    if predicate.missed or predicate.mutual or predicate.entry.kind != "verb" or syntax.is_passive(verb):
        return
    doers = {t.i for t in arguments.surface_subject(verb)}
    if not predicate.target or not doers & {m.head for m in predicate.source}:
        return
    for likewise in filter(syntax.is_echo, verb.children):
        named = [m for t in arguments.surface_subject(likewise) for m in mentions.get(t.i, ())]
        source = list(fitting(named, "subject", False))
        if source and not actor_ids(source) & actor_ids([*predicate.source, *predicate.target]):
            yield replace(predicate, token=likewise, source=source, construction=ECHO)


def _receive(predicate: Predicate, others: list[Predicate]) -> None:
    """Give help without a recipient the one to whom it is promised: "promised X to send food", "promised X a loan"."""
    act, relation = predicate.token, predicate.entry.relation
    given = relations()[relation].category == "AID" or relation == "extraditedTo"
    if not predicate.missed or predicate.target or not given:
        return
    for other in others:
        heard = any(m.head in {t.i for t in arguments.object_(other.token)} for m in other.target)
        if other.missed or not is_promise(other) or (other.entry.deed and not heard):
            continue
        gift = other.object is not None and other.object in {act, act.head.head}
        if gift and act.pos_ == "NOUN" and (act.dep_ == "dobj" or act.head.lower_ == "in"):
            predicate.source = predicate.source or other.source
        elif act.head != other.token or act.dep_ not in {"xcomp", "advcl"}:
            continue
        if actor_ids(predicate.source) == actor_ids(other.source):
            predicate.share(other)
            return


def _lie(predicate: Predicate, others: list[Predicate]) -> None:
    """Leave out the land where those lie who are hit: "struck Idlib, targeting the jihadists' arms" is no attack on Syria."""
    assault = relations()[predicate.entry.relation].category == "ASSAULT"
    if not assault or not predicate.target or any(m.use != "place" for m in predicate.target):
        return
    for other in others:
        aimed = other.token.head == predicate.token and other.token.lower_ == "targeting" and not other.missed
        if aimed and other.target and all(m.use != "place" for m in other.target):
            predicate.missed = SCENE
            return


def _warn(predicate: Predicate, others: list[Predicate]) -> None:
    """Give a sanction without a target the one who is warned of it: "warned X that it would suspend its aid"."""
    act = predicate.token
    if predicate.missed != NO_TARGET or relations()[predicate.entry.relation].category != "SANCTION":
        return
    for other in others:
        warned = other.entry.relation in {"warned", "threatened"} and act.head == other.token and act.dep_ == "ccomp"
        if warned and not other.missed and other.target and actor_ids(predicate.source) == actor_ids(other.source):
            predicate.share(other)
            return


def _blame(predicate: Predicate, others: list[Predicate]) -> None:
    """Let those who accuse each other of violence each do it to the other: "accused each other of firing on posts"."""
    act = predicate.token
    if not predicate.missed or predicate.source or relations()[predicate.entry.relation].category != "ASSAULT":
        return
    hit = [*arguments.object_(act), *(t for way in ("on", "at") for t in arguments.preposition(act, way))]
    if act.dep_ != "pcomp" or act.head.lower_ != "of" or not any(map(_is_of_war, hit)):
        return
    for other in others:
        if other.construction == "reciprocal" and other.token == act.head.head and not predicate.target:
            predicate.source, predicate.mutual, predicate.missed = other.source, True, ""
            predicate.construction = "reciprocal"
            return


def _dismiss(predicate: Predicate, others: list[Predicate]) -> None:
    """Ask nothing of those who are expelled beside it: "expelled the envoy and told him to be gone by Friday"."""
    act = predicate.token
    if predicate.missed or relations()[predicate.entry.relation].category != "REQUEST":
        return
    for other in others:
        expelled = other.entry.relation in {"expelledDiplomatsOf", "deported"} and not other.missed
        beside = other.token in act.conjuncts or act.head == other.token or other.token.head == act
        if expelled and beside and actor_ids(other.source) == actor_ids(predicate.source):
            if actor_ids(predicate.target) <= actor_ids(other.target):
                predicate.missed = DISMISSED
                return


def _is_of_war(noun: Token) -> bool:
    """Whether a noun names what the other side has: its posts, positions, villages; not "civilians", who may be anybody's."""
    roles = [h.role for h in noun.doc._.kg_hits or () if h.end == noun.idx + len(noun) and h.role is not None]
    return noun.lemma_.lower() in cues().settlements or any(r.sector == "MIL" for r in roles)
