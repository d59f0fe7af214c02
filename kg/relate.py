"""From annotated sentences to `Relation` records: who, to whom, what, when, where, on whose word."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.tokens import Doc, Span, Token

from kg import weigh
from kg.added import added
from kg.annotate import timing
from kg.annotate.extensions import Named
from kg.annotate.participants import is_answer
from kg.annotate.predicate import ECHO, LEFT, REFUSED, Predicate
from kg.annotate.status import Verdict, is_withheld, verdict
from kg.annotate.topic import SPORTING, is_jail, is_own_affair, is_sport, is_statecraft, plays
from kg.confidence import Signals, confidence, log_odds
from kg.evidence import is_ancient, told, with_places
from kg.inventory import RelationType
from kg.inventory import relations as inventory
from kg.lexicon import cues
from kg.model import Actor, Article, Mention, Relation, Status
from kg.parties import is_nobodys_minister, is_private, refers, sides_of, speaker_of
from kg.standing import memberships, standing

_COOPERATION = frozenset({"verbal cooperation", "material cooperation", None})


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
        made = [*standing(article, sentence), *memberships(article, sentence), *events]
        refused = [p for p, r in seen if isinstance(r, str)]
        more = added(article, sentence, weigh.silent(sentence, made, refused, *judged), add)
        untold = [r for p, r in seen if isinstance(r, Relation) and not r.target and p.entry.target != ("none",)]
        made = [r for r in made if not (r in untold and any(_tells_to_whom(a, r) for a in more))] + more
        if sentence.root.i in quoted:
            made = [_as_quoted(r) for r in made]
        made = [replace(r, confidence=confidence(r.signals)) if r.signals else r for r in made]
        found += _distinct(with_places(article, sentence, made))
    return found


def _tells_to_whom(seen: Relation, made: Relation) -> bool:
    """Whether the reader sees against whom forces are moved of which the lexicon tells no more than whose they are."""
    if made.plover != "MOBILIZE" or (seen.plover, seen.status) != (made.plover, made.status):
        return False
    return {m.actor.id for m in made.source} <= {m.actor.id for m in seen.source}


def _as_quoted(made: Relation) -> Relation:
    """Return what a sentence within a quotation tells as its speaker's word: the article does not vouch for it.

    What the speaker does in saying it ("we condemn the raid") is done.
    """
    own = any(m.text.lower() in {"i", "we"} for m in made.source)
    if made.plover is None or made.status != "asserted" or own:
        return made
    signals = tuple((name, 1.0 if name in {"told", "claimed"} else value) for name, value in made.signals)
    return replace(made, status="claimed", signals=signals)


def considered(article: Article, sentence: Span, judged: weigh.Judged) -> Iterator[tuple[Predicate, Relation | str]]:
    """Yield each predicate of a sentence with the relation that it makes, or with the reason why it makes none."""
    seen = list(_weighed(article, sentence, judged))
    sure = [r for _, r in seen if isinstance(r, Relation) and confidence(r.signals) >= weigh.SURE]
    for predicate, made in seen:
        doubted = isinstance(made, Relation) and not _is_overlooked(predicate) and weigh.gives_way(made, sure)
        yield predicate, "the reader doubts it, and something surer stands beside it" if doubted else made


def _is_overlooked(predicate: Predicate) -> bool:
    """Whether it is told where the reader sees little: "armed by X, Y fought Z", "an attack would be met with force"."""
    clause = predicate.construction == "passive" and predicate.token.dep_ == "advcl" and bool(predicate.source)
    return clause or is_answer(predicate.token)


def _weighed(article: Article, sentence: Span, judged: weigh.Judged) -> Iterator[tuple[Predicate, Relation | str]]:
    opinions, index = judged
    found = list(_told_by_lexicon(article, sentence))
    if not found:
        return
    affirmed = any(
        t.lower_ == "whereas" or (t.lower_ in cues().negations and t.nbor().lower_ in cues().not_negating)
        for t in sentence[:-1]
    ) or any(predicate.construction == ECHO for predicate, _ in found)  # "but Z has not": the denial is of Z
    for predicate, made in found:
        # Of two the reader sees that one forces the other, not to what; and it never learned that a land left acts.
        unread = predicate.entry.target == ("forcer",) or predicate.construction == LEFT
        if isinstance(made, str) or unread:
            yield predicate, made
            continue
        cued = made.status != "asserted" and (
            bool(predicate.entry.status)
            or bool(set(verdict(predicate.token).cues) - {"to"})
            or timing.is_on_calendar(predicate.token)
        )
        mutual = predicate.construction == "reciprocal"
        stand = [n.edges(sentence.doc) for n in predicate.source], [n.edges(sentence.doc) for n in predicate.target]
        yield predicate, weigh.weighed(made, opinions, index, stand, mutual=mutual, cued=cued, affirmed=affirmed)


def _told_by_lexicon(article: Article, sentence: Span) -> Iterator[tuple[Predicate, Relation | str]]:
    predicates: list[Predicate] = sentence.doc._.kg_predicates
    here = [p for p in predicates if sentence.start <= p.token.i < sentence.end]
    sport = bool(here) and is_sport(sentence)
    for predicate in here:
        kind = inventory()[predicate.entry.relation]
        declined = kind.name == "refused" and all(a.type == "state" for n in predicate.target for a in n.actors())
        rowdy = kind.category == "PROTEST" and not predicate.target  # fans against a referee
        punished = predicate.token.lemma_ in {"punish", "penalise", "penalize"} or (  # for a mistake in defence
            kind.category == "SANCTION" and _is_at_home(predicate)
        )
        team = _is_team(predicate)
        if (team and kind.category == "REQUEST") or (
            (kind.category in SPORTING or declined or rowdy or punished)
            and (sport or team)
            and not (predicate.object is not None and is_statecraft(predicate.object))
            and kind.name != "gaveAsylumTo"
            and not (kind.name == "released" and is_jail(sentence))
        ):
            yield predicate, "the sentence speaks of sport"
            continue
        if kind.name == "visited" and is_own_affair(predicate.token, predicate.object):
            yield predicate, "who travels for his own sake visits nobody"
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
    several = [s for n in predicate.source for s in ([n] if refers(n) else _singly(n))]
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
    sides = sides_of(doc, kind, predicate.source, predicate.target, sovereign=predicate.entry.sovereign)
    if isinstance(sides, str):
        return sides
    source, target = sides
    if not target and not predicate.entry.alone and not predicate.lone:
        return "its target cannot be addressed, or is its source"
    judged = verdict(predicate.token, own=own)
    speaker = speaker_of(doc, judged)
    parties = [m.actor for m in (*source, *target)]
    status = _status(predicate, judged, speaker, parties, [m.actor for m in source], kind)
    if status == "asserted" and timing.is_ahead(predicate.token, predicate.object, doc):
        status = "planned"
    if status == "asserted" and kind.category == "CONSULT" and timing.is_on_calendar(predicate.token):
        status = "planned"
    if status == "asserted" and (kind.quad or "").startswith("material") and any(map(_is_more_than_one, source)):
        return 'one person does not do alone what he says that "we" have done'
    if not target and status in {"hypothetical", "demanded", "negated"} and kind.category == "PROTEST":
        return "a protest that was not held, against nobody named"
    if predicate.construction == "noun" and kind.symmetric and any(map(is_nobodys_minister, (*source, *target))):
        return "a minister of nobody knows where"
    if kind.category == "COERCE" and _is_crime(sentence) and all(map(is_private, target)):
        return "crime of private people"
    made = told(
        article, sentence, kind, sides, (*predicate.source, *predicate.target), predicate.token, predicate.object,
        status, speaker, f"{predicate.construction}; {predicate.entry.where}", _signals(predicate, status, sentence),
    )  # fmt: skip
    return "told of a time before the states of today" if is_ancient(made) else made


def _is_more_than_one(mention: Mention) -> bool:
    """Whether "we" is taken for the speaker alone: who the others are nobody has said."""
    return mention.text.lower() == "we" and mention.actor.type == "person"


def _is_crime(sentence: Span) -> bool:
    return any(re.search(rf"\b{re.escape(crime)}\b", sentence.text.lower()) for crime in cues().crimes)


def _status(
    predicate: Predicate, judged: Verdict, speaker: Mention | None, parties: list[Actor], source: list[Actor], kind: RelationType
) -> Status:  # fmt: skip
    """Decide between asserted and claimed by who speaks: a party may tell its own act and its own cooperation.

    What somebody else said in its favour is that one's own word: "Turkey has apologised, the Kremlin said".
    """
    status: Status = judged.status
    if predicate.construction == REFUSED and status == "negated":
        status = "asserted"
    if predicate.entry.sovereign and judged.cues and set(judged.cues) <= _DECISIONS:
        status = "asserted"  # "ordered that she be stripped of her citizenship": the order does it
    if status == "asserted" and kind.name == "memberOf" and _sets_out(predicate.token):
        return "planned"
    if status == "asserted" and predicate.entry.status:
        return predicate.entry.status  # type: ignore[return-value]
    if status != "asserted" or judged.report is None:
        return status
    if speaker is None or (_is_some_official(speaker.actor) and kind.category != "ASSAULT"):
        told = _is_readout(judged.report) and kind.category == "CONSULT"
        told = told or (speaker is not None and _announces(predicate, speaker.actor, source))
        return "claimed" if _reports_others(judged.report) and not told else status
    if cues().governors.get(judged.report.lemma_.lower()) == "claimed":  # who "claims" has not been believed
        return "claimed"
    if judged.presupposed and is_private(speaker, anywhere=True):
        return "asserted"
    together = kind.quad in _COOPERATION and kind.category != "SUPPORT"
    own = parties if together else source
    if any(_speaks_for(speaker.actor, party) for party in own):
        return "asserted"
    return "claimed"


_DECISIONS = frozenset({"decision", "decide", "order", "decree", "ruling"})


def _sets_out(verb: Token) -> bool:
    """Whether an infinitive says what for somebody travels: "went to Syria to join X"."""
    purpose = verb.dep_ in {"advcl", "xcomp"} and any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children)
    if not purpose or verb.head.lemma_.lower() not in cues().journeys:
        return False
    on = any(c.lower_ == "on" and c.dep_ in {"prt", "advmod"} for c in verb.head.children)  # "went on to join"
    left = [m for c in verb.head.children if c.dep_ == "dobj" for m in verb.doc._.kg_by_head.get(c.i, ())]
    return not on and all(a.type == "state" for m in left for a in m.actors())  # "left the party to join another"


def _reports_others(report: Token) -> bool:
    """Whether a nameless speaker ("officials said") makes it a claim: always, but for "it was announced that"."""
    return report.lemma_ not in {"announce", "confirm", "reveal", "note", "recall", "acknowledge", "admit"}


_OFFICIAL = frozenset({None, "GOV", "MIL", "COP", "SPY"})
"""Sectors whose word is their state's own; a state's newspapers, courts, charities and parties speak for themselves."""


def _is_readout(report: Token) -> bool:
    """Whether a ministry's own record tells of a talk: "according to a ministry readout"."""
    return report.lower_ == "according" and any(
        p.lemma_.lower() in cues().readouts for c in report.children if c.dep_ == "prep" for p in c.children
    )


def _announces(predicate: Predicate, speaker: Actor, source: list[Actor]) -> bool:
    """Whether a foreign ministry says in the present what its state says: "Denmark calls on X", a ministry spokesman said."""
    verb, states = predicate.token, all(a.type == "state" and a.sector in {None, "GOV"} for a in source)
    said = verb.lemma_.lower() in cues().utterances | {"call", "welcome"} and verb.tag_ in {"VBZ", "VBP"}
    return bool(source) and states and said and speaker.name.startswith("foreign minist")


def _is_some_official(speaker: Actor) -> bool:
    """Whether the text does not say of which state an official or a ministry is: "the health ministry announced"."""
    return speaker.country is None and speaker.sector in _OFFICIAL - {None} and speaker.name.islower()


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
        ("reference", float(any(map(refers, (*predicate.source, *predicate.target))))),
        ("apart", _apart(predicate)),
        ("deep", float(sum(t.dep_ in _CLAUSES for t in (predicate.token, *predicate.token.ancestors)))),
        *weigh.circumstances(status, sentence),
    )


_CLAUSES = frozenset({"ccomp", "advcl", "relcl", "acl", "xcomp", "parataxis", "csubj", "pcomp"})


def _apart(predicate: Predicate) -> float:
    """Return the log of the words from the predicate to the party that stands farthest from it."""
    heads = [n.head for n in (*predicate.source, *predicate.target)]
    return round(math.log1p(max((abs(h - predicate.token.i) for h in heads), default=0)), 3)


def _distinct(made: Iterable[Relation]) -> list[Relation]:
    """Return the relations of one sentence in the order of the text, each once; the first told wins.

    What befell somebody at nobody's hands is left out where the same befell him at somebody's.
    """
    seen: dict[tuple[object, ...], Relation] = {}
    done = set()
    for r in made:
        act = (r.relation, r.status, frozenset(m.actor.id for m in r.target))
        seen.setdefault((*act, frozenset(m.actor.id for m in r.source)), r)
        if r.source:
            done.add(act)
    return sorted((r for (*act, source), r in seen.items() if source or tuple(act) not in done), key=Relation.order)
