"""The predicates of each sentence: where a lexicon entry fits, with the mentions that fill its roles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from kg.annotate import arguments, participants, syntax
from kg.annotate.beside import share
from kg.annotate.extensions import Named
from kg.annotate.predicate import (
    EXCEPTED,
    LEFT,
    NO_TARGET,
    Predicate,
    actor_ids,
    called_as,
    fitting,
    is_promise,
    is_request,
)
from kg.annotate.resolver import Resolver, resolver_of
from kg.annotate.status import speakers, verdict
from kg.inventory import relations
from kg.knowledge import Role
from kg.lexicon import COMPLEMENT, PREPOSITIONS, Entry, Lexicon, cues, lexicon
from kg.model import ORGANISED

_RECIPROCAL = frozenset({"with", "between", "among", "none"})
"""Where the other party may stand behind "with", joint subjects do it to each other: "A and B met"; not "A and B called"."""


_MEMBERS = frozenset(
    "forum bloc grouping alliance network organisation organization summit member representative delegation element contingent counterpart campaign lawyer".split()
)
_CONCERNING = frozenset({"SUPPORT", "CONCEDE", "AGREE", "AID", "SANCTION"})
_POWERS = frozenset({None, "GOV", "MIL", "COP", "SPY", "LEG", "JUD"})
_BURDENS = frozenset({"COERCE", "CONCEDE"})
"""What a government may do to the people of a place of its own: impose a curfew on them, or lift it."""
_HELPED = frozenset({"CVL", "REF", "CRM", "EDU", "HLH"})
_LANDS = frozenset({"from"})
_WHERE = ("in", "at", "near", "of", "on", "inside", "outside")
_UPON = ("after", "following", "by", "in")
_VOTES = frozenset({"vote", "resolution", "decision"})
_DEED_CATEGORY = {"agreement": {"AGREE"}, "protest": {"PROTEST"}, "assault": {"ASSAULT", "COERCE"}}
_TOGETHER = frozenset({"CONSULT", "COOPERATE", "AGREE", None})
"""What parties do with each other somewhere: the place is not who is promised it."""
_WORDS = frozenset({"ACCUSE", "SUPPORT", "REJECT", "REQUEST"})
_PUBLISHED = frozenset({"ACCUSE", "SUPPORT"})
_ARMED = frozenset({"#MIL", "#COP", "#REB", "#UAF", "#armed group"})
_PHRASAL = frozenset({"object", "dative", "deed", "clause", *PREPOSITIONS})
"""Slots that hold a noun phrase; where its head is no actor, the actor behind it is meant."""


_PLAIN = frozenset({"subject", "object", *PREPOSITIONS})
"""Slots for which an entry says no more than that it is a verb's or another word's."""


@Language.factory(
    "kg_predicates",
    requires=["token.dep", "token.lemma", "doc._.kg_by_head"],
    assigns=["doc._.kg_predicates", "doc._.kg_near"],
    default_config={"overlays": []},
)
def make_predicates(nlp: Language, name: str, overlays: list[str]) -> PredicateFinder:
    """Create the stage that finds what the lexicon knows."""
    return PredicateFinder(lexicon(), resolver_of(tuple(overlays)))


class PredicateFinder:
    """Matches the lexicon against the parse."""

    def __init__(self, words: Lexicon, resolver: Resolver):
        self.words = words
        self.resolver = resolver
        self.tables = {"verb": words.verbs, "noun": words.nouns, "adjective": words.adjectives}
        self.physical = {name for name, r in relations().items() if r.category in {"ASSAULT", "COERCE", "MOBILIZE"}}
        self.wishes = {name for name, r in relations().items() if r.category == "REQUEST"}
        self.symmetric = {name for name, r in relations().items() if r.symmetric}
        self._found: dict[tuple[int, str, str, bool], list[Token]] = {}
        """The objects of the words of a sentence: many entries of a verb ask for the same."""
        self._slots: dict[tuple[int, int, str, str], list[Token]] = {}
        """Who stands in the slots that hang on words and kind alone, likewise."""
        self._words: dict[int, frozenset[str]] = {}
        """What the objects are called: the entries of a verb ask whether they are one of many words."""

    def __call__(self, doc: Doc) -> Doc:
        """Set `doc._.kg_predicates` and `doc._.kg_near`."""
        found = [p for sentence in doc.sents if not sentence._.kg_skipped for p in self.sentence(sentence)]
        doc._.kg_predicates = [p for p in found if not p.missed]
        doc._.kg_near = [p for p in found if p.missed]
        return doc

    def sentence(self, sentence: Span) -> Iterator[Predicate]:
        """Yield the predicates of one sentence, those that an entry nearly fitted too."""
        mentions: dict[int, list[Named]] = sentence.doc._.kg_by_head
        leads = sentence.doc._.kg_leads
        if not any(i in mentions or i in leads for i in range(sentence.start, sentence.end)):
            return
        used: set[int] = set()
        found: list[Predicate] = []
        self._found.clear()
        self._slots.clear()
        self._words.clear()
        for token in sorted(sentence, key=lambda t: (t.pos_ not in {"VERB", "AUX"}, t.i)):
            if token.i in used:
                continue
            best, near, excepted = self._match(token, mentions)
            chosen = best or near
            if chosen is not None and chosen.entry.relation in {"deployedForcesTo", "visited"} and _keeps_peace(chosen):
                chosen.entry = replace(chosen.entry, relation="sentPeacekeepersTo")
            if chosen is not None and chosen.entry.relation == "sentPeacekeepersTo":
                chosen.target = [*chosen.target, *self._served(chosen.target, sentence.doc, mentions)]
            if chosen is not None:
                spoken_of = relations()[chosen.entry.relation].category in {"ACCUSE", "SUPPORT"}
                refused = relations()[chosen.entry.relation].category == "REJECT" and is_request(chosen.object)
                spoken_of = spoken_of or refused or is_promise(chosen)
                taken = chosen.entry.object and not spoken_of if best is not None else _is_ended(chosen)
                if chosen.object is not None and taken:
                    used.add(chosen.object.i)
                found.append(chosen)
            if excepted is not None and best is None and not _is_taken_up(excepted, near):
                found.append(excepted)
        share(found, mentions)
        yield from sorted(found, key=lambda p: p.token.i)

    def _match(
        self, token: Token, mentions: dict[int, list[Named]]
    ) -> tuple[Predicate | None, Predicate | None, Predicate | None]:
        """Return what a word tells by the best of its entries, what one nearly fitted, and what one excepts."""
        best: Predicate | None = None
        near: Predicate | None = None
        excepted: Predicate | None = None
        for entry in self._entries(token):
            predicate = self._fit(token, entry, mentions)
            if predicate is None:
                continue
            if predicate.missed == EXCEPTED:
                excepted = predicate
                continue
            if predicate.missed:
                nearer = entry.kind == "noun" and predicate.missed == NO_TARGET and predicate.source
                near = predicate if near is None or (nearer and not near.source) else near
                continue
            if best is None or (predicate.target and predicate.entry.relation == best.entry.relation):
                best = predicate
            if best.target or best.mutual or not best.entry.alone:
                break
        return best, near, excepted

    @staticmethod
    def _served(forces: Iterable[Named], doc: Doc, mentions: dict[int, list[Named]]) -> list[Named]:
        """Return the land where a force serves: who sends soldiers to the UN force in a land sends them to that land."""
        found = []
        for m in forces:
            noun = doc[m.head]
            while noun.dep_ in {"compound", "amod", "nmod", "poss"}:
                noun = noun.head
            place = [n for t in arguments.preposition(noun, "in") for n in mentions.get(t.i, ()) if n.use == "place"]
            found += [n for n in place if n.actor is not None and n.actor.type == "state"]
        return found

    def _entries(self, token: Token) -> Iterable[Entry]:
        lemma, pos = token.lemma_.lower(), token.pos_
        if pos in {"VERB", "AUX"}:
            found = self.words.verbs.get(lemma, ())
            if token.tag_ == "VBN" and syntax.compounded(token) is not None:
                found = self.words.adjectives.get(token.lower_, ()) or found
            elif token.tag_ == "VBN" and token.dep_ in {"amod", "acomp"}:
                found = (*found, *self.words.adjectives.get(token.lower_, ()))
            if token.tag_ == "VBG" and not found:
                found = self.words.nouns.get(token.lower_, ())
            return found
        if pos in {"NOUN", "PROPN"}:
            return self.words.nouns.get(lemma, ()) or self.words.nouns.get(token.lower_, ())
        if pos == "ADJ":
            return self.words.adjectives.get(token.lower_, ()) or self.words.adjectives.get(lemma, ())
        return ()

    # -- one entry at one token ----------------------------------------------------------------------------------------

    def _fit(self, token: Token, entry: Entry, mentions: dict[int, list[Named]]) -> Predicate | None:
        if entry.particle and not _has_particle(token, entry):
            return None
        objects = self._objects(token, entry)
        fitting = self._meant(entry, objects, mentions)
        if not fitting and (entry.via or entry.object):
            return None
        obj = fitting[0] if fitting else None
        if not self._may_be(token, entry, objects, mentions):
            return None
        source = self._sources(token, obj, entry, mentions)
        if entry.unless_object and any(self._is_one(o, entry.unless_object, mentions) for o in objects):
            return Predicate(token, entry, source, [], obj, missed=EXCEPTED)
        if _is_crowded(token.doc, entry, source) or (entry.relation == "promised" and _tells(token)):
            return Predicate(token, entry, source, [], obj, missed=EXCEPTED)
        if entry.who and not source:
            return None
        target = self._parties(token, obj, entry, entry.target, mentions, places=entry.places)
        if syntax.compounded(token) is not None:  # "US-supplied weapons" are no party
            target = [m for m in target if not m.thing]
        target = self._on_own_land(token, obj, entry, source, _reachable(token.doc, entry, target))
        if entry.whom and not target:
            return None
        if not source and target:
            source = self._behind_it(token, obj, entry, target, mentions)
        if entry.kind == "noun":
            source, target = self._around(token, entry, source, target, mentions)
        told = entry.relation == "released" and "announce" in {token.lemma_, token.head.lemma_}
        if told and _is_others_captive(token.doc, source, target):
            return Predicate(token, entry, source, target, obj, missed=EXCEPTED)
        source_ids = actor_ids(source)
        mutual = entry.mutual or any(
            syntax.is_each_other(t) for slot in entry.target for t in self._slot(token, obj, entry, slot)
        )
        if mutual and len(source_ids) == 1:
            source = self._nations(token, obj, entry, entry.source, source, mentions) or source
            source_ids = actor_ids(source)
        if not target and relations()[entry.relation].category == "ASSAULT" and _one_side(token.doc, source):
            return Predicate(token, entry, source, target, obj, missed="they are on one side")
        if mutual and len(source_ids) > 1 and not _one_crowd(source):
            return Predicate(token, entry, source, [], obj, mutual=True, construction="reciprocal")
        if mutual and not (entry.mutual and target):  # "they killed each other's fighters": who is the other?
            return Predicate(token, entry, source, target, obj, missed="nobody to do it with")
        if entry.relation in self.symmetric:
            source = (
                self._nations(token, obj, entry, entry.source, source, mentions)
                or source
                or self._gathered(token, mentions)
            )
            members = self._nations(token, obj, entry, entry.target, target, mentions)
            source, target = (source, members or target) if source else (members, target)
            source_ids = actor_ids(source)
            joint = any(arguments.preposition(token, p) for p in ("between", "among", "of"))
            if not source and not joint:  # "talks with X and Y": X and Y do not talk with each other
                return Predicate(token, entry, source, target, obj, missed="nobody named as its source")
            if entry.target == ("none",) and self._accompanied(token, obj, mentions):
                return None  # "A and B signed a deal with C": another entry knows with whom
            target = target or self._third(token, obj, entry, mentions)
            if len(source_ids | actor_ids(target)) < 2 or (not target and _one_crowd(source)):
                return Predicate(token, entry, source, target, obj, missed="fewer than two parties")
            if not target and entry.kind == "verb" and not self._jointly(token, entry):
                return Predicate(token, entry, source, target, obj, missed="its subjects do it to somebody else")
        else:
            target = [
                m for m in target
                if not {a.id for a in m.actors()} <= source_ids and not _is_pitied(entry, token.doc[m.head])
            ]  # fmt: skip
            if entry.relation == "promised" and self._among_themselves(token, entry, source_ids, mentions):
                return Predicate(token, entry, source, target, obj, missed="they do so with each other")
            befallen = entry.agentless and (syntax.is_befallen(token) or _is_attempt(token))
            assault = relations()[entry.relation].category == "ASSAULT"
            befallen = befallen or (assault and "object" in entry.target and syntax.is_struck(token))
            lone = entry.kind == "noun" and participants.is_answer(token)
            if not source and not ((entry.alone or befallen or lone) and target):
                return Predicate(token, entry, source, target, obj, missed="nobody named as its source")
            if lone and source and not target:
                return Predicate(token, entry, source, target, obj, lone=True, construction="noun")
            if not target and not entry.alone:
                return Predicate(token, entry, source, target, obj, missed=NO_TARGET)
        return Predicate(token, entry, source, target, obj, construction=self._construction(token, entry))

    def _meant(self, entry: Entry, objects: list[Token], mentions: dict[int, list[Named]]) -> list[Token]:
        """Return the objects that an entry asks for, the likeliest first."""
        if entry.object:
            return [o for o in objects if self._is_one(o, entry.object, mentions)]
        return sorted(objects, key=lambda o: o.pos_ == "NUM")  # "one of its boats": the boats

    def _is_one(self, token: Token, words: frozenset[str], mentions: dict[int, list[Named]]) -> bool:
        """Whether a token is one of the words that an entry asks for, or an actor of the kind: "#MIL", "#igo"."""
        if (called := self._words.get(token.i)) is None:
            kinds = {
                f"#{kind}"
                for m in mentions.get(token.i, ())
                if m.actor is not None
                for kind in (m.actor.sector, m.actor.type)
            }
            called = self._words[token.i] = frozenset(called_as(token) | kinds)
        return "*" in words or not words.isdisjoint(called)

    def _around(
        self, noun: Token, entry: Entry, source: list[Named], target: list[Named], mentions: dict[int, list[Named]]
    ) -> tuple[list[Named], list[Named]]:
        """Return the parties of an act that is a noun, with those that only the verb above it names."""
        if not source:
            source = [m for t in participants.answerer(noun) for m in mentions.get(t.i, ()) if _can_answer(m)]
        if not target and source:
            reached = arguments.reached(noun)
            target = [m for t in reached for m in fitting(mentions.get(t.i, ()), "object", entry.places)]
            target = target or self._named(participants.answered(noun), mentions)
            if not target and relations()[entry.relation].category == "ASSAULT":
                slot = "owner" if participants.is_warded_off(noun) else "object"  # the land for which a minister speaks
                target = [m for t in participants.sufferer(noun) for m in fitting(mentions.get(t.i, ()), slot, False)]
        mutual = any(map(syntax.is_each_other, arguments.complement(noun, "with")))
        told = target or mutual or participants.forgoer(noun) is not None  # "criticised X but ruled out sanctions"
        # Of "the withdrawal of some forces" it is the one who orders it; of "talks with each other" those who hold them.
        if told and all(map(_is_nobodys_force, source)):
            joint = relations()[entry.relation].category == "CONSULT" or entry.relation == "foughtWith"
            performers = participants.performer(noun, occasion=joint)
            source = [m for t in performers for m in fitting(mentions.get(t.i, ()), "subject", False)] or source
        return source, target

    def _sources(self, token: Token, obj: Token | None, entry: Entry, mentions: dict[int, list[Named]]) -> list[Named]:
        """Return who does it, as far as the entry allows them."""
        slots = entry.source
        lands = slots[0] == "subject" and bool(_LANDS & set(slots))  # "were expelled from X"
        if lands and (not syntax.is_passive(token) or arguments.subject(token)):
            slots, lands = slots[:1], False
        found = self._parties(token, obj, entry, slots, mentions, places=lands)
        if not found and entry.via == "in" and obj is not None and syntax.is_violence(obj):
            found = self._strikers(obj, mentions)  # "killed in a Taliban attack"
        if not found and relations()[entry.relation].category in _PUBLISHED:
            found = self._named(participants.publisher(token), mentions)
        if not found and relations()[entry.relation].category == "AID":
            found = self._named(participants.party_to(token), mentions)
        if not found and obj is not None and relations()[entry.relation].category in _WORDS:
            words = [t for slot in slots if slot.endswith("from") for t in self._slot(token, obj, entry, slot)]
            found = [m for t in words for m in mentions.get(t.i, ()) if self._is_capital(token.doc, m)]
        if entry.who:
            found = [
                m for m in found if any(entry.who & {a.sector, a.type, token.doc[m.head].lemma_} for a in m.actors())
            ]
        return found

    def _is_capital(self, doc: Doc, named: Named) -> bool:
        """Whether a place is a capital: "drew a rebuke from Moscow"."""
        return named.use == "place" and doc[named.start : named.end].text in self.resolver.capitals

    @staticmethod
    def _hearers(verb: Token, mentions: dict[int, list[Named]]) -> list[Named]:
        """Return to whom it is promised, whoever the promised act reaches: "promised X to free Y"; not "promised troops to"."""
        if verb.lemma_ not in {"promise", "assure"} or syntax.is_passive(verb):
            return []
        told = [*arguments.dative(verb), *arguments.object_(verb)]
        found = [m for t in told for m in fitting(mentions.get(t.i, ()), "object", False)]
        return [m for m in found if not m.thing and all(a.sector != "MIL" for a in m.actors())]

    def _is_gift(self, noun: Token) -> bool:
        """Whether whose it is is who promises: "promised Washington's support"; not "promised Egypt's president"."""
        return bool(self.words.nouns.get(noun.lemma_.lower()) and syntax.possessor(noun))

    def _behind_it(
        self, act: Token, obj: Token | None, entry: Entry, target: list[Named], mentions: dict[int, list[Named]]
    ) -> list[Named]:
        """Return who stands behind what is done by nobody named: who announces it, whose help it ends, whose vote it is."""
        category, found = relations()[entry.relation].category, []
        if category == "SANCTION":
            found = self._announcers(act, target, mentions) or self._givers(act, obj, mentions)
        if entry.relation == "detained" and entry.via == "into" and obj is not None and syntax.is_befallen(act):
            named = [m for t in arguments.owners(obj) for m in fitting(mentions.get(t.i, ()), "owner", False)]
            found = [m for m in named if all(a.sector in {"COP", "MIL"} for a in m.actors())]  # "into a police van"
        return found or (self._voters(act, target, mentions) if category in {"SANCTION", "CONCEDE"} else [])

    @staticmethod
    def _announcers(act: Token, target: Iterable[Named], mentions: dict[int, list[Named]]) -> list[Named]:
        """Return who announces what only he can do: "ties with X have been severed, the ministry announced"."""
        if not syntax.is_passive(act) or act.dep_ != "ccomp" or act.head.lemma_ != "announce":
            return []
        others = {a.country for m in target for a in m.actors()}
        found = [m for t in arguments.subject(act.head) for m in fitting(mentions.get(t.i, ()), "subject", False)]
        official = [m for m in found if all(a.type == "state" or a.sector == "GOV" for a in m.actors())]
        return [m for m in official if not others & {a.country for a in m.actors()}]

    @staticmethod
    def _voters(act: Token, target: Iterable[Named], mentions: dict[int, list[Named]]) -> list[Named]:
        """Return whose vote it is upon which something is done by nobody named: "after a vote in the Security Council, the ban was lifted"."""
        if not syntax.is_befallen(act):
            return []
        votes = [t for word in _UPON for t in arguments.preposition(act, word) if t.lemma_ in _VOTES]
        heads = [
            t
            for v in votes
            for t in (*arguments.owners(v), *arguments.preposition(v, "in"), *arguments.preposition(v, "by"))
        ]
        found = [m for t in heads for m in fitting(mentions.get(t.i, ()), "owner", False)]
        bodies = [m for m in found if all(a.type == "igo" or a.sector == "LEG" for a in m.actors())]
        own = {a.country or a.id for m in target for a in m.actors()}
        return [] if any((a.country or a.id) in own for m in bodies for a in m.actors()) else bodies

    def _givers(self, act: Token, gift: Token | None, mentions: dict[int, list[Named]]) -> list[Named]:
        """Return whose help it is that is said to end, at whoever's hands: "Danish aid to X was suspended"."""
        if gift is None or not syntax.is_passive(act) or arguments.subject(act):
            return []
        clauses = [c for c in act.children if c.dep_ == "advcl"]
        if any(act.lemma_ != "suspend" or all(t.lower_ != "because" for t in c.lefts) for c in clauses):
            return []  # "was halted when Y closed the border": somebody else's doing
        given = self._best(gift, mentions)
        if given is None or given.missed or relations()[given.entry.relation].category != "AID":
            return []
        return given.source

    def _among_themselves(
        self, token: Token, entry: Entry, sources: set[str], mentions: dict[int, list[Named]]
    ) -> bool:
        """Whether what is promised is agreed: "A and B agreed to build a dam in C", "A agreed with B to build one"."""
        acts = self._acts(token, entry, mentions) if "deed" in entry.target else []
        together = entry.deed == "harmless" or any(self._category(act, mentions) in _TOGETHER for act in acts)
        return (len(sources) > 1 and together) or bool(arguments.preposition(token, "with"))

    def _may_be(self, token: Token, entry: Entry, objects: list[Token], mentions: dict[int, list[Named]]) -> bool:
        """Whether the words around allow the entry, whoever the parties are."""
        if entry.kind == "verb" and entry.relation in self.physical and not entry.object:
            if any(o.lemma_.lower() in cues().abstract and not _is_party(o, mentions) for o in objects):
                return False  # "torpedoed a package of sanctions": no weapon hits what stands on paper
        if entry.via == "for" and objects and all(o.lemma_.lower() in cues().spans for o in objects):
            if any(self._is_one(o, _ARMED, mentions) for o in arguments.object_(token)):
                return False  # who attacks troops "for the third time" criticises nobody
        if entry.relation in self.wishes and syntax.asks_a_question(token):
            return False
        if entry.bare and objects:
            return False
        if entry.relation == "leftOrganization" and "owner.of" in entry.target and any(map(_is_anothers_part, objects)):
            return False  # "suspended Mali's participation in X": not its own
        if entry.act and not entry.act & participants.said_below(token):
            return False
        if entry.act and entry.relation == "expelledDiplomatsOf" and _leaves_a_thing(token, mentions):
            return False
        if entry.unless and any(
            (c.left_edge if c.dep_ == "advcl" else c).lower_ in entry.unless for c in token.children
        ):
            return False
        if entry.relation == "agreedWith" and _is_result(token):
            return False
        if entry.relation == "spokeWith" and (any(c.dep_ == "oprd" for c in token.children) or _names_in_quotes(token)):
            return False  # "called X a fool": who is called something is not rung up
        if entry.relation == "visited" and any(c.lower_ in {"home", "back"} for c in token.children):
            return False  # who comes home visits nobody
        if entry.clausal and not any(
            c.dep_ in {"xcomp", "ccomp", "advcl"}
            and c.pos_ in {"VERB", "AUX", "ADJ"}
            and c.i > token.i
            and not syntax.is_adverbial(c)
            for c in token.children
        ):
            return False
        if (entry.manner in {"must", "should"} or token.dep_ == "aux") and not participants.deeds(token, entry.manner):
            return False
        acts = self._acts(token, entry, mentions) if entry.deed else []
        return not entry.deed or any(self._is_deed(act, entry, mentions) for act in acts)

    def _third(self, token: Token, obj: Token | None, entry: Entry, mentions: dict[int, list[Named]]) -> list[Named]:
        """Return with whom it is agreed where that stands on what is agreed: "A and B agreed to establish ties with C"."""
        if relations()[entry.relation].category != "AGREE" or entry.kind != "verb":
            return []
        acts = [c for c in token.children if c.dep_ == "xcomp" and syntax.is_infinitive(c)]
        if acts and not entry.via:  # "agreed in talks with X to supply Y"
            talks = [t for word in ("in", "at", "during") for t in arguments.preposition(token, word) if _is_talk(t)]
            beside = [m for t in talks for p in arguments.preposition(t, "with") for m in mentions.get(p.i, ())]
            if found := list(fitting(beside, "with", places=False)):
                return found
        acts += [c for c in (obj.children if obj is not None else ()) if c.dep_ == "acl" and syntax.is_infinitive(c)]
        for act in acts:
            best = self._best(act, mentions)
            if best is not None and best.target and relations()[best.entry.relation].category == "AGREE":
                return best.target if best.entry.relation in self.symmetric else []
        return []

    @staticmethod
    def _accompanied(verb: Token, obj: Token | None, mentions: dict[int, list[Named]]) -> bool:
        """Whether somebody stands behind "with", or behind what they are to do: "agreed, or a deal, to open ties with X"."""
        below = [c for t in (verb, obj) if t is not None for c in t.children if syntax.is_infinitive(c)]
        inner = [o for act in below for o in arguments.object_(act)]
        words = [verb, *([obj] if obj is not None else ()), *below, *inner]
        beside = [p for word in words for p in arguments.complement(word, "with")]
        return any(m.actors() for t in beside for m in mentions.get(t.i, ()))

    @staticmethod
    def _jointly(verb: Token, entry: Entry) -> bool:
        """Whether joint subjects do it with each other: "A and B met", "held talks", "run it together"; not "A and B run"."""
        if not _RECIPROCAL & set(entry.target):
            return False
        if any(c.lower_ == "each" and c.dep_ in {"advmod", "appos", "det", "dep", "nsubj"} for c in verb.children):
            return False  # "A and B each agreed to"
        together = any(c.lower_ in cues().together for c in verb.children)
        return bool(entry.object) or together or entry.target == ("none",) or entry.lemma in cues().reciprocal

    def _nations(
        self, token: Token, obj: Token | None, entry: Entry, slots: tuple[str, ...], found: list[Named],
        mentions: dict[int, list[Named]],
    ) -> list[Named]:  # fmt: skip
        """Return the members where one plural stands for several: "the Chinese and Russian ministers met"."""
        if len(actor_ids(found)) > 1:
            return []
        heads = [t for slot in slots for t in self._slot(token, obj, entry, slot)]
        for t in heads:
            if t.tag_ in {"NNS", "NNPS"}:
                of = (
                    [*arguments.preposition(t, "of"), *arguments.preposition(t, "from")]
                    if mentions.get(t.i) or entry.kind == "noun"
                    else []
                )  # no "borders of"
                whose = [a for a in syntax.possessor(t) if a.tag_ != "PRP$" or self._acts_for(t, mentions)]
                members = [
                    m for a in (*whose, *syntax.modifiers(t), *of) for m in mentions.get(a.i, ())
                    if any(b.type in {"state", "igo", "armed group", "party", "body"} for b in m.actors())
                ]  # fmt: skip
                if len(actor_ids(members)) > 1:
                    return list({a.id: m for m in members for a in m.actors()}.values())
        return []

    @staticmethod
    def _gathered(meeting: Token, mentions: dict[int, list[Named]]) -> list[Named]:
        """Return who does something at a meeting that is theirs: "in their talks, X and Y agreed"."""
        if meeting.pos_ != "NOUN" or not participants.is_their_own(meeting):
            return []
        if any(kind.category == "CONSULT" for kind in syntax.told_by(meeting.head.head, verb=True)):
            return []  # "in their talks, X and Y discussed cattle": the verb tells it
        doers = participants.performer(meeting, occasion=True)
        return [m for t in doers for m in fitting(mentions.get(t.i, ()), "subject", False)]

    @staticmethod
    def _acts_for(noun: Token, mentions: dict[int, list[Named]]) -> bool:
        """Whether what people do they do for whose they are: "talks between their envoys"; not "a deal between their banks"."""
        sectors = {a.sector for m in mentions.get(noun.i, ()) for a in m.actors()}
        return noun.lemma_.lower() in _MEMBERS or bool(sectors & (_POWERS - {None}))

    def _reached(self, act: Token, mentions: dict[int, list[Named]]) -> list[Named]:
        """Return whom an act reaches by the lexicon: in "refused to lift the ban on X" it is X."""
        for entry in self._entries(act):
            if (
                entry.target not in {("deed",), ("subject",)}
                and (fit := self._fit(act, entry, mentions)) is not None
                and fit.target
            ):
                heads = [act.doc[m.head] for m in fit.target]
                own = any(t.tag_ == "PRP$" for h in heads for t in (h, *h.children))
                return [] if own else fit.target
        return []

    def _acts(self, token: Token, entry: Entry, mentions: dict[int, list[Named]]) -> list[Token]:
        """Return the further acts that a word of speech is about; what others will do is no promise of the speaker's."""
        acts = participants.deeds(token, entry.manner)
        if entry.deed == "any":  # "told X to leave", whatever the parser makes of X
            acts += [c for c in token.children if c.dep_ == "ccomp" and syntax.is_infinitive(c)]
        if not entry.manner.startswith("will") or token.dep_ == "aux":
            return acts
        speaking = {a.country for t in arguments.subject(token) for m in mentions.get(t.i, ()) for a in m.actors()}
        found = []
        for act in acts:
            doers = arguments.surface_subject(act)
            countries = {a.country for t in doers for m in mentions.get(t.i, ()) for a in m.actors()}
            own = any(t.tag_ == "PRP" or any(c.tag_ == "PRP$" for c in t.children) for t in doers)
            if own or (None not in countries and countries and countries <= speaking):
                found.append(act)
        return found

    def _is_deed(self, act: Token, speech: Entry, mentions: dict[int, list[Named]]) -> bool:
        """Whether the lexicon knows an act as cooperation or conflict."""
        if speech.deed == "any":
            return True
        if met := participants.met_with(act):
            return speech.deed in {"conflict", "answer"} and met == "ASSAULT"
        best = self._best(act, mentions)
        kind = relations()[best.entry.relation] if best else None
        if speech.relation == "promised" and self._is_purchase(act, best):
            return False
        if speech.deed == "harmless":
            return act.pos_ == "VERB" and act.lemma_.lower() not in cues().adverse and (
                kind is None or kind.quad is None
                or (kind.quad.endswith("cooperation") and kind.category != "CONSULT")
            )  # fmt: skip
        if speech.deed in _DEED_CATEGORY:
            boycott = speech.deed == "protest" and kind is not None and kind.name == "boycotted"
            return kind is not None and (boycott or kind.category in _DEED_CATEGORY[speech.deed])
        if kind is None or kind.quad is None or (speech.relation == "promised" and kind.category == "CONSULT"):
            return False  # to say that one will come is a plan, no promise
        if kind.category == "REJECT" and speech.relation == "threatened" and speech.lemma in cues().vowing:
            return (
                False  # "vowed to veto X's plan": who will refuse threatens nobody, least of all whom the plan is for
            )
        return kind.quad.endswith(speech.deed)

    def _is_purchase(self, act: Token, best: Predicate | None) -> bool:
        """Whether something is only bought or sold, so that nobody is promised it: "agreed to buy the Danish maker"; not "to buy oil from X"."""
        entries = self.words.verbs.get(act.lemma_.lower(), ())
        given = any({"object", "dative"} & {*e.target} for e in entries)  # "to supply X with tanks"
        found = best.target if best is not None else []
        bought = all(m.use == "modifier" or (act.doc[m.head].dep_ == "dobj" and not given) for m in found)
        return bought and any(e.relation == "tradedWith" for e in entries)

    @staticmethod
    def _construction(token: Token, entry: Entry) -> str:
        if entry.kind == "noun":
            return "noun"
        if entry.kind == "adjective":
            return "adjective"
        if "left" in entry.source and not arguments.subject(token) and arguments.left(token):
            return LEFT
        return "passive" if syntax.is_passive(token) else "light verb" if entry.object else "active"

    def _objects(self, token: Token, entry: Entry) -> list[Token]:
        """Return the objects of a word, looked up once for all entries that ask for the same."""
        more = bool(entry.object) if entry.via else entry.bare and entry.kind == "adjective"
        asked = (token.i, entry.kind, entry.via, more)
        if (found := self._found.get(asked)) is None:
            found = self._found[asked] = self._objects_of(token, entry)
        return found

    @staticmethod
    def _objects_of(token: Token, entry: Entry) -> list[Token]:
        if entry.kind == "noun":
            found = arguments.preposition(token, entry.via or "of")
            if not found and entry.via:  # "recognition of X as Y": hung on X
                found = [t for o in arguments.preposition(token, "of") for t in arguments.preposition(o, entry.via)]
            if not found and entry.via and token.dep_ in {"dobj", "nsubjpass"}:  # the parser hung it on the verb
                found = arguments.preposition(token.head, entry.via)
            return found
        predicative = [c for c in token.children if c.dep_ in {"acomp", "oprd", "ccomp", "advcl"} and c.pos_ == "ADJ"]
        named = (
            {"oprd", "attr"} if token.lemma_ == "be" else {"oprd"}
        )  # "called X a tyrant", "said that X was a tyrant"
        said = [c for c in token.children if c.dep_ in named and c.pos_ == "NOUN"]
        predicative += [c for c in said if not any(d.lower_ == "no" for d in c.children)]  # "X is no tyrant"
        if entry.via == COMPLEMENT:
            return predicative
        if entry.via:
            found = arguments.preposition(token, entry.via)
            alone = not any(c.dep_ == "prep" for c in token.children)
            if alone and entry.via == "in" and syntax.is_befallen(token):  # "killed and two wounded in a strike"
                last = [c for c in token.children if c.dep_ == "conj" and c.tag_ == "VBN" and syntax.befalls(c)]
                found = [t for verb in last for t in arguments.preposition(verb, "in") if syntax.is_violence(t)]
            if not found and entry.kind == "verb" and entry.object:  # "stripped X of his citizenship", hung on X
                found = [t for o in arguments.object_(token) for t in arguments.preposition(o, entry.via)]
            return found
        if entry.kind != "verb":  # "responsible" alone is an accusation, "responsible for trade" none
            return arguments.preposition(token, "for") if entry.bare else []
        objects = arguments.object_(token)
        held = [t for o in objects if o.pos_ == "NUM" for t in arguments.preposition(o, "in") if syntax.takes(token, t)]
        return [*(held or objects), *predicative]  # "froze $5 million in X's assets"

    def _able(
        self, tokens: list[Token], token: Token, entry: Entry, slot: str, mentions: dict[int, list[Named]]
    ) -> list[Token]:
        """Return those of the words in a slot that can be parties of the act, and who stands beside them."""
        if slot == "deed" and entry.relation in {"promised", "aided"}:  # "promised to defend X against Y"
            other = {"against", "from"} if entry.relation == "promised" else PREPOSITIONS
            tokens = [t for t in tokens if t.head.lower_ not in other or t.dep_ != "pobj"]
        if slot == "subject" and entry.relation in self.physical:  # a tariff that hits a country bombs nobody
            tokens = [t for t in tokens if t.lemma_.lower() not in cues().abstract or _is_party(t, mentions)]
        if slot == "subject" and relations()[entry.relation].category == "AID":  # "helped by rain", "by orders from X"
            tokens = [t for t in tokens if t.lemma_.lower() not in cues().boons and not syntax.is_weather(t)]
        tokens = [
            t for t in tokens
            if not (entry.relation == "promised" and slot == "object" and self._is_gift(t))
            and not (entry.relation == "suppliedArmsTo" and t.lemma_.lower() in cues().guarded)  # tanks to a border
        ]  # fmt: skip
        tokens = list({(a := _introduced(t, mentions)).i: a for t in tokens}.values())
        if slot == "left":  # who is told to leave a party is not expelled by a land
            tokens = [t for t in tokens if any(a.type == "state" for m in mentions.get(t.i, ()) for a in m.actors())]
        alone = slot in {"subject", "with", "speaker"}
        if alone or len(tokens) > 1:  # "praised the premier, Ann Lee, and the army"
            tokens = [a for t in tokens for a in _apposed(t, mentions, "" if alone else "person")]
        if slot == "deed":  # "in support of the miners"
            tokens = [t for t in tokens if not _is_occasion(t)]
        if slot in {"deed", "clause"}:  # its own troops: no party
            tokens = [t for t in tokens if not any(c.tag_ == "PRP$" for c in t.children)]
            tokens = [t for t in tokens if not any(map(_is_nobodys_force, mentions.get(t.i, ())))]
        if slot == "clause" and entry.relation == "warned":  # "warned that police would not yield": his own
            own = {a.country for t in arguments.subject(token) for m in mentions.get(t.i, ()) for a in m.actors()}
            tokens = [
                t for t in tokens
                if not any(a.country in own - {None} and a.sector in _POWERS for m in mentions.get(t.i, ()) for a in m.actors())
            ]  # fmt: skip
        return tokens

    def _parties(
        self, token: Token, obj: Token | None, entry: Entry, slots: tuple[str, ...], mentions: dict[int, list[Named]], *,
        places: bool,
    ) -> list[Named]:  # fmt: skip
        """Return the mentions in the first slot that names anybody."""
        for slot in slots:
            acts = self._acts(token, entry, mentions) if slot == "deed" else []
            if entry.relation == "aided":  # "sent troops to guard its border with X": no help to X
                acts = [act for act in acts if any(map(_is_anothers, arguments.object_(act)))]
            reached = self._hearers(token, mentions) if acts and entry.relation == "promised" else []
            reached += [] if reached else [m for act in acts for m in self._reached(act, mentions)]
            if reached:
                return list({id(m): m for m in reached}.values())
            tokens = participants.deed_parties(acts) if slot == "deed" else self._slot(token, obj, entry, slot)
            tokens = self._able(tokens, token, entry, slot, mentions)
            founded = slot == "deed" and any(act.lemma_.lower() in cues().founding for act in acts)
            found = [
                m
                for t in tokens
                for m in self._whose(
                    fitting(
                        mentions.get(t.i, ()),
                        "mod" if slot == "subject" and syntax.compounded(token) is not None else slot,
                        places
                        or founded
                        or slot in {"mod", "poss", "answered", "owner", "owner.poss", "owner.mod", "benefit", "matter"},
                    ),
                    t,
                    mentions,
                    relations()[entry.relation].category in _WORDS,
                )
            ]
            if slot == "subject" and entry.relation in self.physical:
                found = [self._forces_of(m, token.doc) for m in found]
            called = slot == "subject" and entry.via == COMPLEMENT
            if called:  # "said that X's dam was a disaster" is no word on X
                found = [m for m in found if m.use == "head" and not m.thing]
            elif not found and (slot in _PHRASAL or (slot == "subject" and slots is entry.target)):
                physical = entry.relation in self.physical and entry.relation != "cyberattacked"
                things = [t for t in tokens if not (physical and t.lemma_.lower() in cues().abstract)]
                found = [m for t in things for m in self._behind(t, mentions, places)]
                if not found and relations()[entry.relation].category in _CONCERNING:
                    found = [m for t in things for m in self._concerned(t, mentions)]
                if not found and relations()[entry.relation].category == "ACCUSE":
                    found = [m for t in things for m in self._misrule(t, token, mentions)]
                if not found and (physical or relations()[entry.relation].category == "RETREAT"):
                    found = [m for t in things for m in self._scene(t, token, mentions)]
                if not found and acts:
                    tokens = [
                        t
                        for act in acts
                        if self._category(act, mentions) not in _TOGETHER
                        for t in participants.scenes(act)
                        if not _is_occasion(t)
                    ]
                    found = [m for t in tokens for m in fitting(mentions.get(t.i, ()), slot, True)]
            elif not found and slot == "subject":
                found = [m for t in tokens for m in self._doers(t, mentions)]
            if slot in {"benefit", "matter"} and found:
                first = token.doc[found[0].head]
                found = [m for m in found if m.head == first.i or m.head in {t.i for t in first.conjuncts}]
            if found:
                return list({id(m): m for m in found}.values())
        return []

    @staticmethod
    def _named(tokens: Iterable[Token], mentions: dict[int, list[Named]]) -> list[Named]:
        """Return who is named by tokens that say whose something is."""
        return [m for t in tokens for m in fitting(mentions.get(t.i, ()), "owner", True)]

    def _doers(self, subject: Token, mentions: dict[int, list[Named]]) -> list[Named]:
        """Return who a subject is that names nobody itself: an apposition, whose act or thing it is, the speaker meant."""
        if subject.tag_ == "PRP":
            report = verdict(subject.head).report
            told = report is not None and report.i == subject.head.head.i and subject.i not in subject.doc._.kg_quoted
            quoted = subject.lower_ in {"we", "i"} or told  # "they beat him", a man said: not he
            tokens = speakers(report) if report is not None and quoted else []
        elif syntax.is_weather(subject):
            return []  # "heavy rain in X and Y killed people": the parser may make Y the rain
        else:
            shown = [
                m
                for t in participants.examples(subject)
                for m in mentions.get(t.i, ())
                if m.actors() and m.use != "place"
            ]
            if shown:
                return shown
            tokens = [c for c in subject.children if c.dep_ == "appos"]
            thing = any(m.thing or m.actor is None for m in mentions.get(subject.i, ()))
            if thing or subject.lemma_.lower() in _MEMBERS:
                tokens += arguments.owners(subject, of=False)
            elif syntax.is_violence(subject):  # "a Taliban attack on the base killed X"
                return self._strikers(subject, mentions)
            elif subject.lemma_.lower() in cues().documents:  # "introduced a bill that would sanction X"
                tokens += arguments.author_of(subject)
        for t in tokens:
            found = [m for m in mentions.get(t.i, ()) if m.actors() and m.use != "place"]
            if found:
                return found
        return []

    @staticmethod
    def _strikers(violence: Token, mentions: dict[int, list[Named]]) -> list[Named]:
        """Return whose violence it is: "US drone strikes", "a bombing by the Taliban"; no land in which a bomb goes off."""
        blast = violence.lemma_.lower() in cues().blasts
        for t in arguments.owners(violence, of=False):
            for m in mentions.get(t.i, ()):
                land = m.actor is not None and m.actor.type == "state" and not m.rule.startswith("seat")
                told = t.head.lower_ == "by" or t.dep_ == "poss"
                nation = m.rule.startswith(("adjective", "abbreviation"))
                if m.actors() and m.use != "place" and (not land or told or (nation and not blast)):
                    return [m]
        return []

    @staticmethod
    def _whose(found: Iterable[Named], token: Token, mentions: dict[int, list[Named]], words: bool) -> Iterator[Named]:
        """Put the owner in the place of what is only said or done: criticism of X's decision is criticism of X.

        With `words`, an act of words, in the place of whatever is his: who condemns X's test condemns X.
        """
        for m in found:
            owner = m.of
            if m.thing and owner is not None and (words or token.lemma_.lower() in cues().abstract):
                near = [o for t in syntax.possessor(token) for o in mentions.get(t.i, ()) if o.actors()]
                yield from (near or [o for o in mentions.get(owner.head, ()) if o.actors()])[:1] or [m]
            else:
                yield m

    @staticmethod
    def _forces_of(named: Named, doc: Doc) -> Named:
        """Return the state where its ministry says "it had struck X": the ministry speaks, the state strikes."""
        actor = named.actor
        if doc[named.head].tag_ != "PRP" or actor is None or actor.type != "body" or actor.sector != "GOV":
            return named
        states = [
            m for m in doc._.kg_named if m.start < named.start and m.actor is not None and m.actor.type == "state"
        ]
        return next((m for m in reversed(states) if m.actor is not None and m.actor.country == actor.country), named)

    def _on_own_land(
        self, token: Token, obj: Token | None, entry: Entry, source: Iterable[Named], target: list[Named]
    ) -> list[Named]:
        """Put the people of a place in its stead where the own state acts: "Kenya lifted a curfew in Mombasa".

        Nor does an army leave its land for hills in it: "withdrew guns from areas near the capital".
        """
        if entry.relation == "withdrewFrom":
            own = {a.country for m in source for a in m.actors() if a.sector in _POWERS} - {None}
            named = {t.i for slot in entry.target for t in self._slot(token, obj, entry, slot)}
            return [m for m in target if m.head in named or not own & {a.country for a in m.actors()}]
        if not entry.places or relations()[entry.relation].category not in _BURDENS:
            return target
        own = {a.country for m in source for a in m.actors() if a.type == "state" or a.sector in _POWERS}
        found = []
        for m in target:
            if m.use == "place" and m.actor is not None and m.actor.type == "state" and m.actor.country in own:
                m = replace(m, actor=self.resolver.unnamed(m.actor, Role("people", "CVL", "people", "", "")))
            found.append(m)
        return found

    def _concerned(self, noun: Token, mentions: dict[int, list[Named]]) -> list[Named]:
        """Return for whom help is that is itself supported or eased: "backed the aid to X", "curbs on trade with X"."""
        for entry in self.words.nouns.get(noun.lemma_.lower(), ()):
            if relations()[entry.relation].category in {"AID", "COOPERATE"}:
                tokens = [t for slot in entry.target for t in self._slot(noun, None, entry, slot)]
                found = [m for t in tokens for m in fitting(mentions.get(t.i, ()), "object", True)]
                found = found or [m for t in tokens for m in self._behind(t, mentions, True)]
                if found:
                    return found
        return []

    @staticmethod
    def _misrule(noun: Token, verb: Token, mentions: dict[int, list[Named]]) -> list[Named]:
        """Return whose doing it is that rights are denied somewhere: "criticised the human rights abuses in X"."""
        if noun.lemma_.lower() not in cues().misrule:
            return []
        for word in ("by", "in", "at"):
            hung = arguments.preposition(verb, word) if noun.dep_ == "dobj" else []
            for t in (*arguments.preposition(noun, word), *hung):
                found = [m for m in mentions.get(t.i, ()) if m.actor is not None and m.actor.country]
                if found:
                    return found
        return []

    def _best(self, act: Token, mentions: dict[int, list[Named]]) -> Predicate | None:
        """Return what the lexicon makes of an act; of what fits only nearly, the first."""
        fits = [f for e in self._entries(act) if (f := self._fit(act, e, mentions)) is not None]
        return next((f for f in fits if not f.missed), fits[0] if fits else None)

    def _category(self, act: Token, mentions: dict[int, list[Named]]) -> str | None:
        """Return the category of an act, empty where the lexicon does not know it."""
        best = self._best(act, mentions)
        return relations()[best.entry.relation].category if best is not None else ""

    @staticmethod
    def _scene(thing: Token, act: Token, mentions: dict[int, list[Named]]) -> list[Named]:
        """Return in whose land a thing lies that is attacked or seized: "a base in northern Mali", "the port of X"."""
        if thing.pos_ != "NOUN" or any(m.actors() and not m.thing for m in mentions.get(thing.i, ())):
            return []
        if {thing.lemma_.lower(), thing.head.head.lemma_.lower()} & _MEMBERS:
            return []  # "arrested members of a ring in northern Mali": people are no land's for where they are
        words = (
            (*_WHERE, "around", "above") if thing.head.lower_ == "from" else _WHERE
        )  # "withdrew from the hills around X"
        near = [t for word in words for t in arguments.preposition(thing, word)]
        near += [t for n in near if n.pos_ == "NOUN" for t in syntax.modifiers(n)]  # "in the Borno village of X"
        if thing.lemma_ in cues().sites:  # "a camp for Congolese refugees"
            for t in arguments.preposition(thing, "for"):
                found = [m for m in mentions.get(t.i, ()) if m.actor is not None and m.actor.country]
                if found:
                    return found
        built = thing.i in mentions or thing.lemma_ in cues().sites
        if built and thing.dep_ in {"dobj", "nsubjpass"} and act.pos_ == "VERB":  # the parser hung it on the verb
            near += [t for word in ("in", "at", "near", "inside", "outside") for t in arguments.preposition(act, word)]
        lands = [
            o for n in near
            for o in (*syntax.possessor(n), *arguments.preposition(n, "in"), *arguments.preposition(n, "of"),
                      *(syntax.modifiers(n) if n.lemma_.lower() in cues().within else ()))
        ]  # fmt: skip
        for t in (*near, *lands):
            found = [m for m in mentions.get(t.i, ()) if m.actor is not None and m.actor.type == "state"]
            found = found or [
                m for m in mentions.get(t.i, ()) if m.actor is not None and m.use == "modifier" and m.actor.country
            ]
            if found:
                return found
        return []

    def _behind(self, noun: Token, mentions: dict[int, list[Named]], places: bool, depth: int = 0) -> list[Named]:
        """Return the actors behind a thing that is none itself: "the threats made by X", "X's handling of it"."""
        if depth > 3 or noun.pos_ not in {"NOUN", "PROPN"} or noun.lemma_.lower() in cues().in_spirit:
            return []
        shown = [m for t in participants.examples(noun) for m in fitting(mentions.get(t.i, ()), "object", places)]
        if shown:
            return shown
        apposed = [c for c in noun.children if c.dep_ == "appos" and c.lemma_.lower() not in self.words.nouns]
        known = self.words.nouns.get(noun.lemma_.lower(), ())
        passive = noun.lemma_.lower() in cues().harm or any("of" in e.target for e in known)
        joint = any(e.relation in self.symmetric for e in known)  # "after talks with X"
        partners = [t for word in ("with", "among") for t in arguments.preposition(noun, word)] if joint else []
        for t in (*apposed, *partners, *arguments.owners(noun, of=not passive)):
            found = list(fitting(mentions.get(t.i, ()), "owner", places)) or self._behind(
                t, mentions, places, depth + 1
            )
            if found:
                return found
        return []

    def _slot(self, token: Token, obj: Token | None, entry: Entry, slot: str) -> list[Token]:
        """Return who stands in a slot; what hangs on nothing else of the entry is looked up once for all entries of a word."""
        if slot not in _PLAIN:
            return self._in_slot(token, obj, entry, slot)
        asked = (token.i, -1 if obj is None else obj.i, entry.kind, slot)
        if (found := self._slots.get(asked)) is None:
            found = self._slots[asked] = self._in_slot(token, obj, entry, slot)
        return found

    def _in_slot(self, token: Token, obj: Token | None, entry: Entry, slot: str) -> list[Token]:
        verbal = entry.kind == "verb"
        if slot == "none":
            return []
        if slot == "subject":
            if token.dep_ == "aux":
                return arguments.subject(token.head)
            if verbal or token.pos_ == "VERB" or syntax.compounded(token) is not None:
                return arguments.subject(token)
            return participants.bearer(token) or (
                arguments.surface_subject(token.head) if token.dep_ == "acomp" else []
            )
        if slot == "object":
            return arguments.object_(token)
        if slot == "befallen":
            return arguments.object_(token) if syntax.is_befallen(token) else []
        if slot == "dative":
            return arguments.dative(token)
        if slot == "matter":
            place = entry.via == "to"  # "took to the streets of X"
            words = [token, *([obj] if obj is not None and not place else ())]
            inquiry = entry.relation == "investigated"
            return [t for word in words for t in participants.matter(word, inquiry=inquiry)]
        if slot == "occasion":
            return participants.performer(token, occasion=True)
        if slot == "speaker":
            report = verdict(token).report
            return speakers(report) if report is not None else []
        if slot == "condition":
            return participants.conditioned(token, entry.manner)
        if slot == "benefit":
            return participants.beneficiaries(token)
        if slot == "clause":
            asks = {"wished": entry.relation in self.wishes, "future": entry.relation == "warned"}
            found = participants.clause_subject(token, **asks)
            return found or (participants.clause_subject(obj, **asks) if obj is not None else [])
        if slot == "bearer":
            return participants.bearer(token)
        if slot == "whose":
            doers = arguments.subject(token)
            return [t for d in doers for t in (*syntax.possessor(d), *arguments.preposition(d, "of"))]
        if slot == "convened":
            return participants.convened(token)
        if slot == "forcer":
            return participants.forcer(token)
        if slot == "helped":
            return participants.helped(token)
        if slot == "left":
            return arguments.left(token)
        if slot == "answered" and verbal:
            return participants.warned_off(token)
        if slot in {"answered", "answerer"}:
            return participants.answered(token) if slot == "answered" else participants.answerer(token)
        if slot == "poss":
            return syntax.possessor(token)
        if slot == "mod":
            return syntax.modifiers(token)
        if slot == "owner":
            if obj is None:
                return []
            return arguments.owners(obj)
        if slot in {"owner.poss", "owner.mod"}:
            own = syntax.possessor if slot == "owner.poss" else syntax.modifiers
            return own(obj) if obj is not None else []
        if slot.startswith("owner."):
            word = slot.removeprefix("owner.")
            return arguments.preposition(obj, word) or arguments.beyond(obj, word) if obj is not None else []
        found = arguments.preposition(token, slot) if verbal else arguments.complement(token, slot)
        if verbal:  # "lifted on Friday the sanctions on Iran": which "on" it is, the mentions tell
            found = found if obj is None else [*found, *arguments.complement(obj, slot)]
            found = found or [t for c in token.children if c.dep_ == "prt" for t in arguments.preposition(c, slot)]
            if not found and obj is not None and obj.lemma_ in {"blame", "responsibility"}:
                # "laid the blame for the raid on X", with "on X" hung on the raid
                found = [
                    t
                    for word in (obj, token)
                    for r in arguments.preposition(word, "for")
                    for t in arguments.preposition(r, slot)
                ]
            if not found and slot == "to":
                found = arguments.dative(token)
        return found if found or verbal else self._light(token, slot) or arguments.beyond(token, slot)

    @staticmethod
    def _light(noun: Token, slot: str) -> list[Token]:
        """Return what the parser hung on the verb of which the noun is the object: "held talks in Paris with Iran"."""
        if (
            noun.dep_ in {"dobj", "nsubjpass"}
            and noun.head.pos_ == "VERB"
            and (
                slot in {"with", "on", "against", "to", "between"}
                or (slot == "by" and not syntax.is_passive(noun.head))
            )
        ):
            found = arguments.preposition(noun.head, slot)
            if (
                not found and slot == "between" and noun.dep_ == "nsubjpass"
            ):  # "a deal was reached in talks between X and Y"
                talks = [t for word in ("in", "at", "during", "after") for t in arguments.preposition(noun.head, word)]
                found = [m for t in talks if _is_talk(t) for m in arguments.preposition(t, slot)]
            return found
        return []


def _is_talk(noun: Token) -> bool:
    """Whether the lexicon knows a noun as a meeting or talks."""
    return any(relations()[e.relation].category == "CONSULT" for e in lexicon().nouns.get(noun.lemma_.lower(), ()))


def _is_ended(near: Predicate) -> bool:
    """Whether it is told that something ended, and not by whom: "trade with X was suspended" tells of no trade."""
    ends = near.entry.relation == "suspendedCooperationWith" and bool(near.entry.object)
    return ends and syntax.is_passive(near.token)


def _is_anothers(noun: Token) -> bool:
    """Whether what is guarded is somebody, or somebody else's: not "its embassy in X", not "the border with X"."""
    return noun.lemma_.lower() not in cues().guarded and not any(c.tag_ == "PRP$" for c in noun.children)


def _is_party(token: Token, mentions: dict[int, list[Named]]) -> bool:
    """Whether a word names people or a body: political opponents, not an opponent of a plan."""
    return any(m.actors() and not m.thing for m in mentions.get(token.i, ()))


def _is_attempt(verb: Token) -> bool:
    """Whether an act without a doer is somebody's attempt or plot: "a plot to kill X"."""
    return verb.dep_ == "acl" and syntax.is_infinitive(verb) and verb.head.lemma_.lower() in cues().attempts


def _names_in_quotes(verb: Token) -> bool:
    """Whether a quotation follows whom one calls: 'called X, the president, "a liar"', which the parser hangs anywhere."""
    if verb.lemma_ != "call":
        return False
    for token in verb.doc[verb.i + 1 : verb.sent.end]:
        if token.text in {'"', "\u201c"}:
            return True
        if token.dep_ == "prep" and token.head == verb:  # "called X on Sunday", and what is quoted is something else
            return False
    return False


def _is_result(verb: Token) -> bool:
    """Whether somebody is let do something only because of what was done: "withdrew its forces, allowing X to advance"."""
    return (
        verb.lemma_.lower() in cues().permissive
        and verb.tag_ == "VBG"
        and verb.dep_ in {"advcl", "acl"}
        and verb.i > verb.head.i
    )


def _is_crowded(doc: Doc, entry: Entry, source: Iterable[Named]) -> bool:
    """Whether those who invade a place only come in crowds: tourists, fans."""
    return entry.relation == "invaded" and any(doc[m.head].lemma_.lower() in cues().crowding for m in source)


def _tells(verb: Token) -> bool:
    """Whether somebody is only told what is so: "assured X that Y believes"; not "assured X that it would help"."""
    clauses = [c for c in verb.children if c.dep_ == "ccomp" and any(t.lower_ == "that" for t in c.children)]
    helpers = [t for c in clauses for t in (c, *c.children) if t.dep_ == "aux" or t == c]
    return bool(clauses) and not any(t.tag_ in {"MD", "VB"} for t in helpers)


def is_mourned(doc: Doc, named: Named) -> bool:
    """Whether somebody is who died, or was harmed: who looks into his death does not suspect him."""
    return participants.is_dead(doc[named.head], person=any(a.type in {"person", "people"} for a in named.actors()))


def hears_protest(doc: Doc, named: Named) -> bool:
    """Whether a protest is only handed to somebody, and against another: "lodged a protest with the UN against X", or "about X".

    What a state is told about others may be its own doing ("protested to Belgrade over Kosovo"), not so an organisation.
    """
    hearer = doc[named.head]
    way = hearer.head
    verb = next((a for a in way.ancestors if a.pos_ == "VERB"), None)
    if way.dep_ not in {"prep", "dative"} or way.lower_ not in {"to", "with"} or verb is None:
        return False
    about = {"about", "over", "regarding"} if any(a.type == "igo" for a in named.actors()) else set()
    index: dict[int, list[Named]] = doc._.kg_by_head
    words = (verb, *arguments.object_(verb), hearer)
    against = [t for word in words for p in (*about, "against") for t in arguments.preposition(word, p)]
    inside = [t for top in against for t in top.subtree if t.tag_ != "PRP$"]
    found = [a for t in inside for m in index.get(t.i, ()) for a in m.actors()]
    return bool(found) and not {a.id for a in found} & {a.id for a in named.actors()}


def _is_taken_up(excepted: Predicate, near: Predicate | None) -> bool:
    """Whether another entry takes up what one excepts, and only the reader finds whose deed it is: "investigates X's killing of Y"."""
    deed = excepted.object
    same = near is not None and near.entry.relation == excepted.entry.relation
    return same and deed is not None and bool(arguments.preposition(deed, "of"))


def _is_others_captive(doc: Doc, source: Sequence[Named], target: Sequence[Named]) -> bool:
    """Whether who is freed is said to be held in a land, or by somebody, not of the source: he only tells of it."""
    below = [c for m in target for c in doc[m.head].children if c.dep_ == "acl" and c.tag_ == "VBN"]
    held = [
        c
        for c in below
        if any(relations()[e.relation].category == "COERCE" for e in lexicon().verbs.get(c.lemma_.lower(), ()))
    ]
    index: dict[int, list[Named]] = doc._.kg_by_head
    keepers = {a.country for c in held for t in c.subtree for m in index.get(t.i, ()) for a in m.actors()} - {None}
    return bool(keepers) and not keepers & {a.country for m in source for a in m.actors()}


def _one_crowd(source: list[Named]) -> bool:
    """Whether those who come together are private people from several places: "veterans from Chad and Niger"."""
    actors = [a for m in source for a in m.actors()]
    return bool(actors) and all(m.located for m in source) and not any(a.sector in _POWERS for a in actors)


def _one_side(doc: Doc, source: Sequence[Named]) -> bool:
    """Whether some are told to be on the side of the others: "X and its allies"."""
    return len(source) > 1 and any(
        doc[m.head].lemma_.lower() in cues().comrades and any(c.tag_ == "PRP$" for c in doc[m.head].children)
        for m in source
    )


def _keeps_peace(predicate: Predicate) -> bool:
    """Whether forces are sent to keep the peace, or come to: "sent troops to X on a peacekeeping mission"."""
    token = predicate.token
    if predicate.entry.relation == "visited" and not all(
        a.sector == "MIL" for m in predicate.source for a in m.actors()
    ):
        return False
    clause = token.head if token.pos_ == "NOUN" and token.dep_ in {"dobj", "nsubjpass"} else token
    words = clause.doc[clause.left_edge.i : clause.right_edge.i + 1].text.lower()
    return any(word in words for word in cues().peacekeeping)


def _apposed(token: Token, mentions: dict[int, list[Named]], kind: str = "") -> list[Token]:
    """Return who, of this type if one is given, stands in apposition to a word that names nobody: "his Turkish colleague X"."""
    if token.pos_ != "NOUN" or mentions.get(token.i) or syntax.is_weather(token):
        return [token]
    named = [
        c for c in token.rights
        if c.dep_ == "appos" and any(kind in {"", a.type} for m in mentions.get(c.i, ()) for a in m.actors())
    ]  # fmt: skip
    return named if len(named) == 1 else [token]


def _can_answer(mention: Named) -> bool:
    """Whether somebody may himself meet an act with force: no agency that only reports it."""
    return any(a.type in {"state", "armed group"} or a.sector in {"GOV", "MIL", "REB", "UAF"} for a in mention.actors())


_GROUPINGS = frozenset("group force militia movement faction organisation organization army band outfit".split())
"""What an apposition may say of an organised party that stands before it."""


def _introduced(token: Token, mentions: dict[int, list[Named]]) -> Token:
    """Return the name of whom an apposition says what he is: "Novak, a politician jailed by X"."""
    if token.dep_ != "appos" or token.tag_ != "NN":
        return token
    first = token.head  # the parser hangs it on the first of "A and B, a group armed by X"
    name = next((c for c in reversed(list(first.conjuncts)) if first.i < c.i < token.left_edge.i), first)
    if token.lemma_.lower() in _GROUPINGS and any(c.lower_ in {"a", "an"} for c in token.lefts):
        named = any(a.type in ORGANISED for m in mentions.get(name.i, ()) for a in m.actors())
        return name if named else token  # "the Congolese army, a force armed by X"
    if name.pos_ != "PROPN":
        return token
    end = token.idx + len(token)
    hits = token.doc._.kg_hits
    if not any(h.end == end and h.role is not None and h.role.type == "person" for h in hits):
        return token  # "met X, a step condemned by Y"
    if any(a.type not in {"people", "person"} for m in mentions.get(token.i, ()) for a in m.actors()):
        return token
    person = any(a.type == "person" for m in mentions.get(name.i, ()) for a in m.actors())
    return name if person else token


def _has_particle(token: Token, entry: Entry) -> bool:
    """Whether a verb has its particle, a noun the words that stand before it in the entry."""
    if entry.kind == "verb":
        return any(
            c.lower_ == entry.particle
            and (
                c.dep_ in {"prt", "advmod", "acomp"}
                or (c.dep_ == "prep" and not any(g.dep_ == "pobj" for g in c.children))
            )
            for c in token.children
        )
    words = entry.particle.split()
    before = token.doc[max(token.i - len(words), token.sent.start) : token.i]
    return [t.lower_ for t in before] == words


def _reachable(doc: Doc, entry: Entry, target: list[Named]) -> list[Named]:
    """Return those of the target to whom such a thing is done."""
    if entry.whom:
        target = [
            m for m in target if any(entry.whom & {a.sector, a.type, *called_as(doc[m.head])} for a in m.actors())
        ]
    if entry.kind == "adjective" and entry.target == ("object",):  # "US-supplied weapons" are supplied to nobody
        target = [m for m in target if not m.thing]
    if entry.relation == "investigated":
        target = [m for m in target if not is_mourned(doc, m)]
    if entry.relation == "protestedAgainst":
        target = [m for m in target if not syntax.is_venue(doc[m.head]) and not hears_protest(doc, m)]
    if entry.relation == "promised":
        target = [m for m in target if not _is_nobodys_force(m) and not _is_a_cause(m)]
        if "deed" in entry.target:  # those for whom help is are rarely promised it
            target = [m for m in target if any(a.country or a.sector not in _HELPED for a in m.actors())]
    if entry.manner in {"must", "should"}:  # what people should feel or fear is asked of nobody
        target = [m for m in target if any(a.type != "people" and a.sector not in {"CVL", "REF"} for a in m.actors())]
    return target


def _leaves_a_thing(verb: Token, mentions: dict[int, list[Named]]) -> bool:
    """Whether somebody is to leave what is no land: "gave the envoy two days to leave his house"."""
    leaving = [t for t in verb.subtree if t.i > verb.i and t.lemma_ in {"leave", "quit"}]
    things = [o for t in leaving for o in syntax.children(t, "dobj") if o.pos_ == "NOUN" and o.i not in mentions]
    return any(o.lemma_.lower() not in cues().homelands | {"capital", "territory", "state", "soil"} for o in things)


def _is_anothers_part(thing: Token) -> bool:
    """Whether a membership is said to be somebody's, and not "its": "Mali's membership", "Malian participation"."""
    named: dict[int, list[Named]] = thing.doc._.kg_by_head
    owned = any(t.tag_ != "PRP$" for t in syntax.possessor(thing))
    return owned or any(m.actors() for t in syntax.modifiers(thing) for m in named.get(t.i, ()))


def _is_a_cause(named: Named) -> bool:
    """Whether a mention says what something is promised for, and not to whom: "for schools", "a full inquiry"."""
    return all(a.country is None and a.type == "body" and a.name.islower() for a in named.actors())


def _is_nobodys_force(named: Named) -> bool:
    """Whether a mention is of forces of no state: "more troops" are the speaker's own."""
    return named.actor is not None and named.actor.sector == "MIL" and named.actor.country is None


def _is_occasion(token: Token) -> bool:
    """Whether a noun only says in what spirit something is done: "in support of the miners"."""
    return token.head.lower_ == "in" and token.lemma_.lower() in cues().occasions | cues().in_spirit


_OWNED = frozenset({"compound", "amod", "nmod", "poss", "nummod", "conj"})


def _is_pitied(entry: Entry, target: Token) -> bool:
    """Whether it is no praise of somebody that what he suffers, or his release, is praised."""
    return relations()[entry.relation].category == "SUPPORT" and is_victim(target)


def is_victim(target: Token) -> bool:
    """Whether somebody suffers the act that a verb speaks of: "condemned the raid on X", "welcomed the release of X"."""
    token = target
    while token.dep_ in _OWNED:
        token = token.head
    preposition, deed = token.head, token.head.head
    if token.dep_ != "pobj" or deed.pos_ != "NOUN" or deed.dep_ not in {"dobj", "pobj", "nsubjpass"}:
        return False
    if preposition.lower_ == "on" and deed.head.lemma_ in {"blame", "pin"}:
        return False
    return any(
        relations()[e.relation].category in _SUFFERED and preposition.lower_ in e.target
        for e in lexicon().nouns.get(deed.lemma_.lower(), ())
    )


_SUFFERED = frozenset({"ASSAULT", "COERCE", "CONCEDE"})
