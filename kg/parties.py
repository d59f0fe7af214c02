"""Who may be a party to which relation: from the mentions at a predicate to source and target, or why there is no relation."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from kg.annotate.extensions import Named
from kg.annotate.status import Verdict, speakers
from kg.inventory import RelationType
from kg.knowledge import load
from kg.lexicon import cues
from kg.model import Actor, Mention

_AT_TOWNS = frozenset({"ASSAULT", "MOBILIZE"})
"""What may be done to a capital as a town."""
_BETWEEN_PEOPLE = frozenset({"CONSULT", "REQUEST", "AGREE"})
"""Who is met, asked or agreed with can answer: no ship, no embassy."""


def is_private(mention: Mention, *, anywhere: bool = False) -> bool:
    """Whether somebody stands for no state and no group: "the former banker", "two men"; `anywhere`, of a known land too."""
    actor = mention.actor
    homeless = anywhere or actor.country is None
    return actor.type in {"person", "people"} and homeless and actor.sector in _UNPOLITICAL


_UNPOLITICAL = frozenset({None, "BUS", "CVL", "CRM", "UNK", "ELI", "EDU", "HLH", "LAB", "AGR"})


Sides = tuple[list[Mention], list[Mention]]


def sides_of(
    doc: Doc, kind: RelationType, sources: Sequence[Named], targets: Iterable[Named], *, sovereign: bool = False
) -> Sides | str:  # fmt: skip
    """Return source and target of a relation, each actor once and on one side, or why there is no such relation.

    What only a state does (`sovereign`) is politics, whoever is named as doing it.
    """
    targets = list(targets)
    known = load().persons
    official = {a.id for n in (*sources, *targets) for a in n.actors() if a.id in known or _is_staff(n)}
    spoken_to = kind.category in _BETWEEN_PEOPLE
    if kind.category in {"AGREE", "COOPERATE"} and _heads(doc, targets) & cues().traders:
        if all(a.sector == "BUS" or a.type == "company" for n in sources for a in n.actors()):
            return "business between companies"  # "to build it with an Indian partner"
    source = mentions(doc, sources)
    # Who speaks to a thing speaks to whose it is: "let American planes land".
    target = mentions(
        doc,
        [n.of or n if spoken_to and n.thing else n for n in targets if not (spoken_to and n.thing and n.of is None)],
    )
    if kind.category in _AT_TOWNS:  # "bombers attacked Paris" struck the town, not its rulers
        towns = {doc[n.start].idx for n in targets if n.rule.startswith("capital")}
        target = [replace(m, actor=replace(m.actor, sector=None)) if m.start in towns else m for m in target]
    if kind.name == "alliedWith" and any(n.former for n in (*sources, *targets)):
        return "it was an alliance with somebody who no longer stands for anybody"
    talks = kind.category == "CONSULT" and any(n.thing for n in targets)
    if kind.symmetric and spoken_to and (talks or any(n.thing for n in sources)):
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
    if kind.category == "CONSULT":  # "rang the emir and his brother": the brother has no public part
        source, target = (
            [m for m in side if m.actor.has_standing or m.actor.id in official] or side for side in (source, target)
        )
    return _no_politics(kind, source, target, official) or (source, target)


def _heads(doc: Doc, named: Iterable[Named]) -> set[str]:
    """Return the nouns of which only an adjective is named: "partner" of "an Indian partner"."""
    return {doc[n.head].head.lemma_.lower() for n in named if n.use == "modifier"}


def _is_staff(named: Named) -> bool:
    """Whether the text calls somebody by an office of an organisation: the secretary general of the Arab League."""
    return named.of is not None and named.of.actor is not None and named.of.actor.type == "igo"


def _no_politics(
    kind: RelationType, source: list[Mention], target: list[Mention], official: Collection[str] = ()
) -> str:
    """Return why a relation between these parties would be no politics; empty where it may be."""
    category = kind.category
    parties = [m.actor for m in (*source, *target)]
    if not any(a.is_of_interest or a.id in official for a in parties):
        return "no party is a state's, an organisation's or a group's"
    if not source and not any(a.country or a.type in {"igo", "armed group"} or a.sector == "NGO" for a in parties):
        return "done by nobody named to people of nobody knows where"
    if category == "CONSULT" and not all(a.has_standing or a.id in official for a in parties):
        return "a talk or visit of somebody without a public part"
    if (
        (category == "ASSAULT" or kind.name == "blockaded")
        and source
        and all(_is_official(s) and _is_country_of(t, s) for s in source for t in target)
    ):
        return "no state attacks or surrounds its own country: that is where it acted"
    if category in {"ASSAULT", "COERCE"} and source and all(m.actor.name in cues().kin for m in source):
        return "a private matter"
    if category in _WORLDLY and source and all(_is_pastime(m) for m in source):
        return "a figure of speech, or no act of politics: people of the arts or on holiday"
    if source and target and all(map(_is_pastime, source)) and not any(map(_is_public, target)):
        return "a word among people of the arts and of sport"
    if category == "AID" and source and all(m.actor.sector in {"HLH", "EDU"} and not m.actor.country for m in source):
        return "what a clinic or a school is there for"
    if category in {"SUPPORT", "REQUEST", "AGREE"} and not any(a.has_standing or a.id in official for a in parties):
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
            and not any(cues().central & set(m.text.lower().split()[:1]) for m in target)
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
    if category == "COOPERATE" and any(map(is_private, (*source, *target))):
        return "business with private people"
    if kind.name == "visited" and target and all(m.actor.type == "state" and not m.actor.sector for m in target):
        if source and all(s.actor.country == m.actor.country for s in source for m in target):
            return "nobody visits the own state"
    if kind.name == "withdrewFrom" and source and all(map(_is_retired, source)):
        return "people who move away or turn to something else do not retreat"
    if kind.name == "sanctioned" and source and all(map(_is_business, source)):
        return "a firm that keeps away imposes no sanctions"
    if kind.name in {"chairs", "holdsOffice", "leads"} and any(map(is_nameless, target)):
        return "an office of nobody knows what"
    if all(a.sector == "BUS" or a.type == "company" for a in parties) and category in _DEALINGS:
        return "business between companies"
    unknown = [m.actor for m in source if m.actor.type == "other" and not m.actor.country]
    private = all(map(_is_business, source)) or len(unknown) == len(source)  # one found by the model alone is one
    if kind.name == "promised" and source and private and all(map(_is_business, target)):
        return "business between companies"
    if category == "MOBILIZE" and source and all(m.actor.sector in {"EDU", "NGO", "MED"} for m in source):
        return "a game of people without forces"
    warlike = category in {"ASSAULT", "MOBILIZE", "RETREAT"} or kind.name == "occupied"  # a firm takes over others
    sailed = category == "ASSAULT" and all(map(_is_craft, source))
    if warlike and source and all(map(_is_business, source)) and not sailed:
        return "business in the words of war"
    if category in {"ASSAULT", "COERCE"} and source and all(m.actor.sector == "MED" for m in source):
        return "papers attack in words"
    if category == "SANCTION" and source and all(map(_is_business, source)):
        return "business of a company"
    if source and all(m.actor.sector in {"JUD", "COP"} for m in source):
        firms = all(m.actor.sector == "BUS" and not m.actor.country and m.actor.type != "people" for m in target)
        if category == "COERCE" and firms:
            return "a crime of nobody's state"
    if kind.name == "extraditedTo" and all(m.actor.sector in {"JUD", "COP"} and not m.actor.country for m in target):
        return "handed over to the own justice"
    press = target if category == "CONSULT" else []
    if category in {"CONSULT", "SUPPORT", "ACCUSE", "REQUEST"} and any(
        m.actor.sector in {"MED", "JRN"} for m in (*source, *press)
    ):
        return "papers and reporters see, ask and quote; that is their trade, no act of politics"
    return ""


_DEALINGS = frozenset({"COOPERATE", "CONSULT", "AID", "REQUEST"})
"""What firms do with each other in the words of politics."""
_WORLDLY = frozenset(
    "REJECT THREATEN ASSAULT COERCE CONSULT AID MOBILIZE RETREAT SANCTION AGREE COOPERATE CONCEDE".split()
)


def _is_pastime(mention: Mention) -> bool:
    """Whether somebody lives by the arts or is on holiday: a singer, a museum, tourists; not whose name is Baker."""
    if mention.actor.type == "person" and not mention.actor.name.islower():
        return False
    words = mention.text.lower().split()
    ends = {" ".join(words[-n:]) for n in (1, 2)}
    return bool(cues().pastimes & {form for e in ends for form in (e, e.removesuffix("s"), e.removesuffix("es"))})


def _is_public(mention: Mention) -> bool:
    """Whether somebody has a part in public life, as a state, a group or an official."""
    actor = mention.actor
    return actor.type not in {"person", "people"} or actor.sector not in _UNPOLITICAL


def is_nobodys_minister(mention: Mention) -> bool:
    """Whether an official is only called by the office, and of no state: the "Minister" of a title line."""
    actor = mention.actor
    return actor.type == "person" and actor.sector == "GOV" and not actor.country and actor.name == actor.name.lower()


def mentions(doc: Doc, named: Iterable[Named]) -> list[Mention]:
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
                    joined = [m for t in c.conjuncts for m in index.get(t.i, ()) if doc[m.head].pos_ == "PROPN"]
                    return [n, *(m for m in joined if m.actors() and m.use == "head")]  # "two presidents, X and Y"
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


def _is_craft(mention: Mention) -> bool:
    """Whether somebody is named as ships: "Chinese fishing boats"."""
    word = mention.text.lower().split()[-1]
    return not {word, word.removesuffix("s")}.isdisjoint(cues().craft)


_TRAVELLERS = frozenset({"REB", "UAF", "CRM", "EDU", "HLH", "BUS", "LAB", "AGR", "NGO"})


def _travels(mention: Mention) -> bool:
    """Whether somebody's journey is no visit: fighters, doctors, a preacher; not the pope."""
    actor = mention.actor
    return actor.sector in _TRAVELLERS or (actor.sector == "REL" and actor.type == "people")


def is_nameless(mention: Mention) -> bool:
    """Whether a body is only called by what it is, and of no state: "the commission"."""
    actor = mention.actor
    return actor.country is None and actor.type in {"body", "other"} and actor.name == actor.name.lower()


def speaker_of(doc: Doc, judged: Verdict) -> Mention | None:
    """Return on whose word something is told, if the sentence names an actor."""
    if judged.report is None:
        return None
    index: dict[int, list[Named]] = doc._.kg_by_head
    told = speakers(judged.report)
    told += [c for t in told for c in t.children if c.dep_ == "appos"]  # "said the farm minister, X"
    for token in told:
        for named in index.get(token.i, ()):
            made = mentions(doc, [named])
            if made and (named.use != "place" or judged.report.lower_ == "according"):
                return made[0]
    return None


def refers(named: Named) -> bool:
    """Whether a mention only refers back: "he", "the two"."""
    return named.rule.startswith(("pronoun", "the two"))
