"""From the phrases of an article to its mentions: who is meant by a name, a role, a role of a state."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from dataclasses import replace
from typing import cast

from spacy.tokens import Token

from kg.annotate.extensions import Named, head_of
from kg.annotate.gazetteer import Hit
from kg.annotate.known import Known, needs_article, unsure
from kg.annotate.persons import Persons, has_offices
from kg.annotate.phrases import ARMED, FORMER, TONGUES, Phrase
from kg.annotate.reference import words
from kg.annotate.resolver import NOT_OWN, Memory, office_kind
from kg.annotate.senses import WITHIN, is_scene, word_before
from kg.annotate.syntax import befallen_by
from kg.knowledge import Role
from kg.lexicon import cues
from kg.model import Actor, ActorType
from kg.names import digest, local_name

_OBJECTS = frozenset({"nsubj", "nsubjpass", "dobj"})
_ALSO_A_PLANE = "ambiguous: also a plane"
_PEOPLE = Role("people", "CVL", "people", "", "")
_REFUGEES = Role("people", "REF", "people", "", "")
_PARTIES = frozenset("nsubj nsubjpass dobj pobj dative attr appos conj".split())
"""Where an adjective is a noun: "a Pakistani was hurt"."""
_SEAT_OF = re.compile(r"\b(MIL|LEG|JUD|SPY|COP)\b")
"""The sector that a seat's note says: the Pentagon is MIL, the Capitol LEG."""


_JOINING = frozenset({"and", "&", ",", "the"})
"""Words that may stand between coordinated owners."""
_QUANTIFIERS = frozenset("no any every several many some most various numerous few".split())
"""Words that make "countries" some that nobody names: "several countries recalled their envoys"."""


def _is_moved(noun: Token, words: frozenset[str]) -> bool:
    """Whether a noun is what is taken or sent somewhere: "withdrew troops", "the withdrawal of forces"."""
    head = noun.head
    while noun.dep_ == "pobj" and head.dep_ == "prep" and head.lower_ == "of":
        noun, head = head.head, head.head
        if noun.lemma_.lower() in words:
            return True
    return noun.dep_ in {"dobj", "nsubjpass"} and head.lemma_.lower() in words


def _finer(role: Role, owners: list[Named]) -> Role:
    """Return the role with the sector of the body it serves: a navy's head is military, an army's spokesman too."""
    if role.sector in {"", "GOV", "UNK"} and role.level in _SERVING | _HEADS:
        for owner in owners[:1]:
            if owner.actor is not None and owner.actor.type not in {"state", "igo", "person"}:
                sector = owner.actor.sector
                # Students have a leader and a spokesman; a people has the state's.
                people = owner.actor.type == "people"
                heads = role.level in _HEADS or role.note == "office: leader"
                if (sector in _RULED or not heads) if people else role.level not in _SERVING:
                    continue
                if sector and sector != role.sector and role.type == "person":
                    # Without its note: a leader of Sudan's rebels holds no office of Sudan.
                    return Role(role.text, sector, role.type, role.level, "", role.where)
    house = next((o.actor for o in owners[:1] if o.actor is not None and o.actor.type == "body"), None)
    if role.sector == "GOV" and role.type == "body" and house is not None and house.sector == "LEG":
        return replace(role, sector="LEG")  # a parliament's security committee
    service = next((o.actor.sector for o in owners[:1] if o.actor is not None and o.actor.type == "body"), None)
    if role.sector == "MIL" and role.type == "person" and service in {"SPY", "COP"}:  # an officer of MI6
        return replace(role, sector=service, note="")
    band = owners[0].actor if owners else None  # a commander of rebels is one, and so is a rebel's army
    if role.sector == "MIL" and band is not None and band.sector:
        if band.type == "armed group" or (band.type == "person" and band.sector in {"REB", "UAF"}):
            return replace(role, sector=band.sector, note="")
    return role


_SERVED = {"MIL": ("COP",), "MED": ("GOV", "MIL", "COP"), "LAB": ("MIL", "COP", "GOV", "NGO", "HLH", "EDU")}
"""Whose a thing or its people are, by the noun before: the sector of the head noun gives way to it."""
_SERVING = frozenset({"spokesperson", "chief", "official", "", "member"})
_HEADS = frozenset({"spokesperson", "chief", "head of state"})
"""Levels of those whom people may have, and not only a state: "the president of Kenya's teachers"."""
_RULED = frozenset({None, "GOV", "MIL", "CVL", "UNK"})
_ABROAD = frozenset({"international", "multinational", "foreign"})
_BODIES = frozenset({"body", "party", "armed group", "company"})


class Mentions:
    """Resolves the phrases of one article, first to last, with what it has said before."""

    def __init__(self, known: Known):
        self.known, self.doc, self.resolver, self.date = known, known.doc, known.resolver, known.doc._.kg_date
        self.memory = Memory()
        self.stamp = digest(self.doc.text, length=6)
        self.said: dict[str, None] = {}
        self.persons = Persons(known, self.memory, self.said)

    def resolve(self, phrases: Iterable[Phrase]) -> list[Named]:
        """Return the mentions of one sentence's phrases."""
        done: dict[int, Named] = {}
        found = [self._mention(phrase, done) for phrase in phrases]
        return [mention for mention in found if mention is not None]

    def _mention(self, phrase: Phrase, done: dict[int, Named]) -> Named | None:
        """Resolve a phrase, its owners first; a phrase is resolved once."""
        if id(phrase) in done:
            return done[id(phrase)]
        owners = [m for o in phrase.owners if (m := self._mention(o, done)) is not None and m.actor is not None]
        mention = self._resolve(phrase, owners)
        if mention is None:
            return None
        if phrase.toward is not None:
            mention.toward = self._mention(phrase.toward, done)
        done[id(phrase)] = mention
        if mention.actor is not None:
            self.said.setdefault(mention.actor.id, None)
        return mention

    def _resolve(self, phrase: Phrase, owners: list[Named]) -> Named | None:
        kind = phrase.head.kind
        if phrase.name is not None:
            role = _finer(self._finest_role(phrase), owners) if phrase.roles else None
            american = any(o.actor is not None and o.actor.id == "United_States" for o in owners)
            if role is not None and role.text.lower() == "representative" and american and phrase.toward is None:
                role = replace(role, sector="LEG")  # a US representative sits in the House
            if role is not None and role.type in _BODIES and phrase.name.hit is None:
                return self._called(phrase, role, owners)
            heads = role is not None and (role.level == "chief" or role.text == "commander")
            return self.persons.mention(phrase, self._owner(owners, headed=heads), role)
        if kind in "RQ":
            return self._role(phrase, owners)
        if kind in "SCTOGAP":
            return self._known(phrase, owners)
        if kind == "U":
            return self._body(phrase, owners)
        return None

    def _span(self, phrase: Phrase) -> tuple[int, int, int]:
        unit = phrase.name or phrase.head
        if phrase.name is not None:
            return unit.start, unit.end, head_of(self.doc, unit.start, unit.end)
        return phrase.start, phrase.head.end, head_of(self.doc, phrase.head.start, phrase.head.end)

    def _known(self, phrase: Phrase, owners: list[Named]) -> Named | None:
        hit = phrase.head.hit
        if hit is None:
            return None
        start, end, head = phrase.head.start, phrase.head.end, head_of(self.doc, phrase.head.start, phrase.head.end)
        if phrase.head.kind == "P":
            states = {p.state for p in hit.places if p.state} or set(
                self.resolver.choose(hit.names, self.date, self.said)
            )
            place = self.resolver.actor(states.pop()) if len(states) == 1 else None
            return Named(start, end, head, place, "place", rule=f"place {phrase.head.text}") if place else None
        chosen = self.resolver.choose(hit.names, self.date, self.said)
        if not chosen:
            return None
        entry = next(n for n in hit.names if n.actor == chosen[0])
        sector = None
        if entry.kind == "seat":
            said = _SEAT_OF.search(entry.note)
            sector = said.group() if said else "GOV"
        elif entry.kind == "capital":
            sector = "GOV"
        if len(chosen) > 1 and unsure(entry) and not any(c in self.said for c in chosen):
            chosen = self._likeliest(hit, chosen)
            if len(chosen) != 1:
                return None
            entry = next(n for n in hit.names if n.actor == chosen[0])
        actor = self.resolver.actor(chosen[0], self.date, sector)
        if actor is None or (needs_article(entry) and word_before(self.doc, start) in WITHIN):
            return None  # what happens in the West happens somewhere
        owner = self._owner(owners)
        if "national societies" in entry.note and owner is not None and owner.actor is not None:
            actor = self.resolver.society(owner.actor, entry)
        use = phrase.use
        if phrase.head.kind in "STC" and use == "head" and is_scene(self.doc, start):
            use = "place"
        many = phrase.head.kind == "G" and self.doc[head].tag_ in {"NNS", "NNPS"}
        plural = many or entry.kind == "demonyms" or (entry.kind == "demonym" and phrase.counted)
        if phrase.head.kind == "A" and (kin := self._origin(start, end)):
            who = self._stateless(Role(kin, "CVL", "people", "", ""), True)
            rule = f"{entry.text} of no named state ({entry.where})"
            return Named(start, end, head, who, use, plural=plural, unowned=True, rule=rule)
        if phrase.head.kind == "A" and use == "head":
            word = self.doc[head]
            one = phrase.counted and word.dep_ in _PARTIES and (word.pos_ in {"NOUN", "PROPN"} or word.dep_ in _OBJECTS)
            # "The French" are a nation, "the Belgian" is one of them.
            one = one or (phrase.definite and word.lower_.endswith(("an", "i")) and word.dep_ in _PARTIES)
            abroad = self._settled(word, actor) if entry.kind == "demonyms" else None
            if entry.kind == "adjective" and not phrase.definite and not one:
                use = "modifier"
            elif abroad is not None:
                actor = self.resolver.unnamed(abroad, _PEOPLE)
            elif entry.kind == "demonyms" and any(c.lower_ in cues().uprooted for c in word.lefts):
                actor = self.resolver.unnamed(actor, _REFUGEES)
            elif one or (entry.kind != "adjective" and not (phrase.definite and not phrase.counted)):
                actor = self.resolver.unnamed(actor, _PEOPLE)
        elif entry.kind == "demonyms" and use == "modifier" and self.doc[head].dep_ not in {"compound", "nmod", "amod"}:
            # "Syrians Seek Refuge": capital letters behind them; not "Finns Party".
            actor = self.resolver.unnamed(actor, _PEOPLE)
        return Named(start, end, head, actor, use, plural=plural, rule=f"{entry.kind} {entry.text} ({entry.where})")

    def _origin(self, start: int, end: int) -> str:
        """Return whom an adjective means that tells of what people they are, in whatever land: "ethnic Albanians"; else nothing."""
        word = self.doc[start:end].text
        if start and self.doc[start - 1].lower_ == "ethnic":
            return f"ethnic {word}"
        return f"{word} speakers" if end < len(self.doc) and self.doc[end].lower_ in TONGUES else ""

    def _settled(self, word: Token, nation: Actor) -> Actor | None:
        """Return the other state of which somebody is by where they live: "the Albanians of southern Serbia"."""
        seats = {p.i for c in word.children if c.lower_ == "of" for p in c.children if p.dep_ == "pobj"}
        found = {
            n.actor for a, b, h in self.known.hits if any(a <= i < b for i in seats)
            for n in h.names if n.actor in self.resolver.knowledge.states and n.actor != nation.id
        }  # fmt: skip
        return self.resolver.actor(found.pop(), self.date) if len(found) == 1 else None

    def _likeliest(self, hit: Hit, chosen: tuple[str, ...]) -> tuple[str, ...]:
        """Return the one of several actors of a name that the article's places speak for, or that it mostly means."""
        named = [c for c in chosen if c in self.known.states_named]
        if named:
            return tuple(named)
        mostly = {n.actor for n in hit.names if n.note.startswith("mostly this")}
        return tuple(c for c in chosen if c in mostly)

    def _body(self, phrase: Phrase, owners: list[Named]) -> Named:
        """Return an organisation that no data file knows, of the state that the text puts before it."""
        start, end = phrase.head.start, phrase.head.end
        text = " ".join(phrase.head.text.split())
        known = self.memory.bodies.get(text)
        if known is None:
            owner = self._owner(owners)
            country = owner.actor.country if owner is not None and owner.actor is not None else None
            country = country or self._seat(start, end) or self._inside(start, end)
            kind, sector = self.resolver.kind_of_body(text)
            known = Actor(local_name(text), text, kind, country, sector)
            self.memory.bodies[text] = known
        return Named(
            start, end, head_of(self.doc, start, end), known, phrase.use, rule=f"organisation {text}, found by the model"
        )  # fmt: skip

    def _called(self, phrase: Phrase, role: Role, owners: list[Named]) -> Named:
        """Return an organisation whose kind the text puts before its name: "the newspaper Mizzima"."""
        assert phrase.name is not None
        start, end, head = self._span(phrase)
        text = " ".join(phrase.name.text.split())
        owner = self._owner(owners)
        country = owner.actor.country if owner is not None and owner.actor is not None else None
        known = self.memory.bodies.setdefault(
            text, Actor(local_name(text), text, cast(ActorType, role.type), country, role.sector or None)
        )
        return Named(start, end, head, known, phrase.use, rule=f"{role.type} {text}, called {role.text} ({role.where})")

    def _seat(self, start: int, end: int) -> str | None:
        """Return the country in which the text says that a body is: "the Municipal Museum in Germany"."""
        k = self.resolver.knowledge
        inner = self.doc[head_of(self.doc, start, end)].children
        seats = {p.i for c in inner if c.dep_ == "prep" and c.lower_ in {"in", "at"} for p in c.children}
        here = [h for a, b, h in self.known.hits if any(a <= i < b for i in seats)]
        states = {n.actor for h in here for n in h.names if n.actor in k.states} | {
            p.state for h in here for p in h.places
        }
        return k.states[states.pop()].iso3 or None if len(states) == 1 and states <= set(k.states) else None

    def _inside(self, start: int, end: int) -> str | None:
        """Return the country of the one state that a body has in its name: "Jamiat-i-Islami Afghanistan"."""
        states = self.resolver.knowledge.states
        inner = {n.actor for a, b, h in self.known.hits if start < a and b <= end for n in h.names if n.actor in states}
        return states[inner.pop()].iso3 or None if len(inner) == 1 else None

    def _role(self, phrase: Phrase, owners: list[Named]) -> Named | None:
        hit = phrase.head.hit
        assert hit is not None and hit.role is not None
        role = _finer(self._finest_role(phrase), owners)
        start, end, head = self._span(phrase)
        role = self._as_told(role, head)
        former = bool(phrase.modifiers & FORMER)
        title = role.text.lower()
        if role.sector == "MIL" and _is_moved(self.doc[head], cues().removals):  # "withdrew troops from X": not X's
            owners = [o for o in owners if word_before(self.doc, o.start) != "from"]
        if title.startswith("peacekeep") or phrase.modifiers & _ABROAD:  # are there, and from elsewhere
            owners = [o for o in owners if o.use != "place"]
        if _is_moved(self.doc[head], cues().sending):  # "sent inspectors to X": nor are these
            owners = [o for o in owners if o.start < head]
        if role.type == "property" and any(befallen_by(title)):  # "the invasion of X"
            owners = [o for o in owners if o.start < head]
        ruler = next((o.actor for o in owners if o.actor is not None), None)
        if role.type == "state" and ruler is not None and self.resolver.never_headed_state(ruler.id):
            # The regime of who rules a province is his, no state's government.
            return Named(start, end, head, ruler, phrase.use, rule=f"{title} of {ruler.name} ({role.where})")
        owner = self._owner(owners, thing=role.type == "property")
        if owner is not None and (one := self._part_of(role, owner)) is not None:
            owner.actor = None  # "contingents of peacekeeping troops": they are not two
            return Named(
                start, end, head, one, phrase.use, of=owner.of, titles=(title,), plural=True, unowned=owner.unowned,
                rule=f"{title} of {one.name} ({role.where})",
            )  # fmt: skip
        definite = phrase.definite and not hit.plural and role.type == "person"
        plural = hit.plural or self.doc[head].tag_ in {"NNS", "NNPS"}
        if owner is None and definite and (person := self._known_bearer(role, None, former)) is not None:
            return Named(
                start, end, head, person, phrase.use, titles=(title,), former=former, rule=f"the {title}, named before"
            )
        if owner is None and role.type == "person" and not hit.plural:
            owner = self._sole_office(role)
        if owner is None:
            first = phrase.roles[0].hit
            who = first.role if role.type == "property" and first is not None and first is not hit else None
            if who is not None and who.sector in {"REB", "UAF"}:  # "rebel positions" are the rebels'
                return Named(
                    start, end, head, self._stateless(who, True), phrase.use, thing=True, unowned=True,
                    rule=f"{title} of {who.text.lower()}s ({role.where})",
                )  # fmt: skip
            some = role.level == "country" and bool({t.lower_ for t in self.doc[head].lefts} & _QUANTIFIERS)
            return Named(
                start, end, head, self._stateless(role, hit.plural, some=some, former=former), phrase.use, titles=(title,), plural=plural,
                unowned=True, former=former, rule=f"{title} of no named state ({role.where})",
            )  # fmt: skip
        assert owner.actor is not None
        placed = owner.rule.startswith("capital") or owner.use == "place"
        if role.type == "property" and placed and role.text in cues().blasts:
            return None  # "the Kabul bombing" is where it was
        local = self._local(owner)
        outside = self._is_outside(role, owner)
        actor = (
            self.resolver.outsider(owner.actor, role) if outside
            else self.resolver.unnamed(owner.actor, role, former=former, place=local)
        )  # fmt: skip
        rule = f"{local or owner.actor.name} + {title} ({role.where})"
        led = has_offices(owner) or owner.actor.type in {"other", "company"}  # a church has a head too
        office = role.type == "person" and led and not local and office_kind(role)
        if office and not hit.plural and not former:
            held = self.memory.by_office.get((owner.actor.id, title))
            if held is None:
                holder = self.resolver.holder(owner.actor.id, role, self.date)
                held = self.resolver.actor(holder, self.date) if holder else None
            if held is None and definite:
                held = self._known_bearer(role, owner.actor.id, former=False)
            if held is not None:
                where = self.resolver.term(owner.actor.id, role, held.id, self.date) or role.where
                actor, rule = held, f"{owner.actor.name} + {title}: who held it ({where})"
        group = self._each(owners, role, hit.plural, former) if plural or role.type != "person" else ()
        return Named(
            start, end, head, None if group else actor, phrase.use, of=owner, titles=(title,), former=former,
            plural=plural, rule=rule, thing=role.type == "property", group=group,
            located=self._located(end, owners if group else [owner]),
        )  # fmt: skip

    def _as_told(self, role: Role, head: int) -> Role:
        """Return the role as the sentence has it: fighters that fly are jets, sailors of a tanker are of no navy."""
        if role.note == _ALSO_A_PLANE and self.doc[head].head.lemma_.lower() in cues().flying:
            return self.resolver.words.get("fighter jet") or role
        if role.sector == "MIL" and role.text in words().sailors and self._is_merchant(head):
            return replace(role, sector="CVL")
        return role

    @staticmethod
    def _is_outside(role: Role, owner: Named) -> bool:
        """Whether who is called so is not of the owner's: "China's critics" may be from anywhere, "relatives of nine women" men."""
        assert owner.actor is not None
        if owner.actor.type == "people" and owner.unowned:
            return role.text == "family member" or role.text.split()[-1] in words().kin
        return role.note in NOT_OWN and owner.use != "modifier" and owner.actor.type == "state"

    @staticmethod
    def _part_of(role: Role, owner: Named) -> Actor | None:
        """Return the forces of which a mention counts a part: "contingents of troops", "a convoy of soldiers"."""
        troops = owner.actor is not None and owner.actor.sector in ARMED and owner.use == "possessive" and owner.titles
        return owner.actor if troops and role.text in words().contingents else None

    def _is_merchant(self, head: int) -> bool:
        """Whether the sentence of a mention names a ship of trade, and no warship; who boards, or seizes, such a ship is not its crew."""
        taken = {
            t.lemma_.lower() for c in self.doc[head].head.children if c.dep_ == "dobj" and self.doc[head].dep_ == "nsubj"
            for t in (c, *c.lefts)
        }  # fmt: skip
        if taken & words().merchants:
            return False
        lemmas = {t.lemma_.lower() for t in self.doc[head].sent}
        return bool(lemmas & words().merchants) and not lemmas & {"navy", "naval", "warship", "frigate", "destroyer"}

    def _each(self, owners: list[Named], role: Role, plural: bool, former: bool) -> tuple[Actor, ...]:
        """Return an actor for each of coordinated states: "Indian and Pakistani troops", "people in Chad, Niger and Mali"."""
        states = [o for o in owners if o.actor is not None and o.actor.type == "state"]
        joined = all(
            one.use == other.use and one.use in {"modifier", "place"} and self._between(one, other) <= _JOINING
            for one, other in itertools.pairwise(states)
        )
        if len(states) < 2 or len(states) < len(owners) or not joined:
            return ()
        found = []
        for owner in states:
            assert owner.actor is not None
            person = None
            if plural and role.type == "person" and office_kind(role) and not former:
                person = self.resolver.holder(owner.actor.id, role, self.date)
            actor = self.resolver.actor(person, self.date) if person else None
            found.append(actor or self.resolver.unnamed(owner.actor, role, former=former))
        return tuple(found)

    def _located(self, end: int, owners: list[Named]) -> int:
        """Return the end of the places that a mention's own preposition names: "people in northern Chad and Niger"; 0: none.

        Of several lands each is named so that both can be told apart: "the armies of Chad and Niger".
        """
        places = [o for o in owners if (o.use == "place" or len(owners) > 1) and o.start >= end]
        if not places or self.doc[places[0].head].dep_ != "pobj":
            return 0
        preposition, *words = self.doc[end : places[0].start]
        own = preposition.pos_ == "ADP" and all(t.pos_ in {"DET", "ADJ"} for t in words)
        return places[-1].end if own else 0

    def _between(self, one: Named, other: Named) -> set[str]:
        """Return the words between two mentions."""
        return {t.lower_ for t in self.doc[one.end : other.start]}

    def _known_bearer(self, role: Role, of: str | None, former: bool) -> Actor | None:
        """Return the one person of the article so far whom the text gave this title, or who held such an office."""
        title = role.text.lower()
        if of is None and not former and (bearer := self.memory.bearer(title)) is not None:
            return self.memory.people.get(bearer.id, bearer)
        found = [a for a in self.memory.people.values() if self.resolver.fits(a.id, role, of, self.date, former=former)]
        if len(found) != 1:
            return None
        return replace(found[0], sector="ELI") if former else found[0]

    def _sole_office(self, role: Role) -> Named | None:
        """Return the owner that a title names by itself ("the pope"), as a mention of no words."""
        of = self.resolver.sole_office(role)
        actor = self.resolver.actor(of) if of else None
        return Named(0, 0, 0, actor, "modifier", rule=f"the office of {actor.name}") if actor else None

    def _local(self, owner: Named) -> str:
        """Return the place within a state that a role belongs to ("Ontario government"); empty where it is the state's."""
        if owner.use != "place" or owner.rule.startswith(("name ", "capital ")):
            return ""
        text = self.doc[owner.start : owner.end].text
        return "" if text in self.resolver.capitals else text

    def _stateless(self, role: Role, plural: bool, *, some: bool = False, former: bool = False) -> Actor | None:
        """Return "police" or "the protesters" of an article that does not say whose: an actor of this article alone.

        A country of which it does not say which one is an actor only where it counts them (`some`): "many countries", "no state".
        """
        if (
            role.type == "property"
            or (role.level == "country" and not some)
            or (role.type == "other" and not role.sector)
        ):
            return None
        kind = "body" if role.type == "state" else "people" if plural and role.type == "person" else role.type
        name = f"{role.text.lower()}"
        return Actor(
            local_name(f"{name} {self.stamp}"),
            name,
            cast(ActorType, kind),
            None,
            "ELI" if former and role.sector == "GOV" else role.sector or None,
        )

    def _finest_role(self, phrase: Phrase) -> Role:
        """Return the role of the head, with the sector of what precedes it where that says more ("Army soldiers")."""
        hit = phrase.roles[-1].hit
        assert hit is not None and hit.role is not None
        role = hit.role
        first = phrase.roles[0].hit.role if len(phrase.roles) > 1 and phrase.roles[0].hit is not None else None
        if first is None or not first.sector:
            return role
        if role.sector in {"", "GOV", "CVL", "UNK"}:
            camp = first.sector in {"REB", "PTY", "OPP", "UAF"}
            # An Islamist president is a president.
            return role if office_kind(role) and camp else replace(role, sector=first.sector)
        # Police helicopters, government websites.
        return replace(role, sector=first.sector) if first.sector in _SERVED.get(role.sector, ()) else role

    def _owner(self, owners: list[Named], *, thing: bool = False, headed: bool = False) -> Named | None:
        """Return the owner that counts, first come: a state, an organisation, a group; of a thing, who has it; what is `headed`."""
        groups = [o for o in owners if o.actor is not None and o.actor.type in {"armed group", "party"}]
        if groups and owners[0].actor is not None and owners[0].actor.type == "people":
            owners = groups  # "the Kurdish YPG militia": a people only says whose group it is
        for owner in owners:
            # An envoy of the French president is France's envoy, a wife of Syrian rebels a Syrian.
            # But positions of Syrian rebels are the rebels', and the head of Russia's security service heads no state.
            while owner.of is not None:
                if thing and owner.actor is not None and owner.actor.sector in ARMED:
                    break
                if headed and owner.actor is not None and owner.actor.type == "body":
                    break
                owner = owner.of
            if owner.actor is None:
                continue
            if owner.actor.type == "people" and owner.actor.country is None:
                there = next((o.actor for o in owners if o.actor is not None and o.actor.type == "state"), None)
                if there is not None:  # "Tuareg separatists in northern Mali"
                    return replace(owner, actor=replace(owner.actor, country=there.country))
            if owner.actor.type != "person":
                return owner
            state = self.resolver.state_of(owner.actor.country)
            if state is not None:  # "the Obama administration"
                return replace(owner, actor=state)
        return None
