"""The actor stages of the pipeline: `kg_names` finds known names, `kg_actors` reads phrases and says who is meant."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import cast

from spacy.language import Language
from spacy.tokens import Doc, Span

from kg.annotate.entities import CALENDAR
from kg.annotate.extensions import Named, head_of
from kg.annotate.gazetteer import Gazetteer, Hit
from kg.annotate.phrases import FORMER, Phrase, Reader, Unit, units
from kg.annotate.reference import words
from kg.annotate.resolver import Memory, Resolver, office_kind
from kg.knowledge import Knowledge, Name, Role, load
from kg.model import Actor, ActorType
from kg.names import digest, local_name

_LOCATIVE = frozenset(
    "in at near from outside around across through via into inside within throughout over above".split()
)
_WITHIN = frozenset("in at near inside across throughout within outside around".split())
"""Where something happens; what comes from a state, or goes to it, may have it for a party."""
_ADDRESSES = frozenset(
    """protest complain appeal say respond reply apologize apologise offer propose promise pledge sell provide give lend
    concede surrender listen object warning ultimatum message letter note appeal protest complaint apology aid support
    assistance loan signal response reply offer proposal pledge promise sale concession answer suggest hint""".split()
)
"""What is addressed to a government, not to a city."""
_PARTIES = frozenset("nsubj nsubjpass dobj pobj dative attr appos conj".split())
"""Where an adjective is a noun: "a Pakistani was hurt"."""
_SEAT_OF = re.compile(r"\b(MIL|LEG|JUD|SPY|COP)\b")
"""The sector that a seat's note says: the Pentagon is MIL, the Capitol LEG."""
_NAME_KINDS = {"adjective": "A", "demonym": "A", "demonyms": "A", "capital": "C", "seat": "T"}
_OWN_RULES = frozenset({"name", "adjective", "demonym", "demonyms", "capital"})
"""Kinds of names whose ambiguity the grammar or the resolver settles (Georgia, Congolese, Washington)."""
_ROLE_KINDS = {"property": "Q", "none": "Z", "transparent": "n"}


@Language.factory("kg_names", assigns=["doc._.kg_hits"], default_config={"overlays": []})
def make_names(nlp: Language, name: str, overlays: list[str]) -> NameFinder:
    """Create the stage that finds known names and roles; needs no other stage."""
    return NameFinder(load(overlays=[Path(p) for p in overlays]) if overlays else load())


class NameFinder:
    """Finds all known names in one pass over the text."""

    def __init__(self, knowledge: Knowledge):
        self.gazetteer = Gazetteer(knowledge)
        self.resolver = Resolver(knowledge)

    def __call__(self, doc: Doc) -> Doc:
        """Set `doc._.kg_hits`."""
        doc._.kg_hits = self.gazetteer.find(doc.text)
        return doc


@Language.factory(
    "kg_actors",
    requires=["token.pos", "token.dep", "doc.ents", "doc._.kg_hits"],
    assigns=["doc._.kg_named", "doc._.kg_by_head"],
    default_config={"overlays": []},
)
def make_actors(nlp: Language, name: str, overlays: list[str]) -> ActorFinder:
    """Create the stage that turns names, roles and phrases into actors."""
    return ActorFinder(load(overlays=[Path(p) for p in overlays]) if overlays else load())


class ActorFinder:
    """Reads each sentence's actor phrases and resolves them, first to last, with what the article has said before."""

    def __init__(self, knowledge: Knowledge):
        self.resolver = Resolver(knowledge)
        self.knowledge = knowledge

    def __call__(self, doc: Doc) -> Doc:
        """Set `doc._.kg_named` and `doc._.kg_by_head`."""
        reading = _Reading(doc, self.resolver)
        named = [n for sentence in doc.sents if not sentence._.kg_skipped for n in reading.sentence(sentence)]
        doc._.kg_named = named
        doc._.kg_by_head = by_head(named)
        return doc


def _unsure(name: Name) -> bool:
    """Whether a text may mean something else than this actor."""
    return name.note.startswith(("ambiguous", "mostly this"))


def _finer(role: Role, owners: list[Named]) -> Role:
    """Return the role with the sector of the body it serves: a navy's head is military, an army's spokesman too."""
    if role.sector in {"", "GOV", "UNK"} and role.level in {"spokesperson", "chief", "official", "", "member"}:
        for owner in owners[:1]:
            if owner.actor is not None and owner.actor.type not in {"state", "igo", "person", "people"}:
                sector = owner.actor.sector
                if sector and sector != role.sector and role.type == "person":
                    # Without its note: a leader of Sudan's rebels holds no office of Sudan.
                    return Role(role.text, sector, role.type, role.level, "", role.where)
    house = next((o.actor for o in owners[:1] if o.actor is not None and o.actor.type == "body"), None)
    if role.sector == "GOV" and role.type == "body" and house is not None and house.sector == "LEG":
        return replace(role, sector="LEG")  # a parliament's security committee
    band = next((o.actor for o in owners[:1] if o.actor is not None and o.actor.type == "armed group"), None)
    if role.sector == "MIL" and band is not None and band.sector:  # a commander of rebels is one
        return replace(role, sector=band.sector, note="")
    return role


def by_head(named: Iterable[Named]) -> dict[int, list[Named]]:
    """Index mentions by their head token."""
    index: dict[int, list[Named]] = {}
    for mention in named:
        index.setdefault(mention.head, []).append(mention)
    return index


class _Reading:
    """The reading of one article: its memory, and the tokens of its hits."""

    def __init__(self, doc: Doc, resolver: Resolver):
        self.doc, self.resolver, self.date = doc, resolver, doc._.kg_date
        self.memory = Memory()
        self.stamp = digest(doc.text, length=6)
        self.said: dict[str, None] = {}
        starts = {t.idx: t.i for t in doc}
        # A name may leave out the last point of a token: "Boeing Co" of "Boeing Co.".
        ends = {t.idx + len(t) - 1: t.i + 1 for t in doc if len(t) > 2 and t.text[-1] == "."}
        ends |= {t.idx + len(t): t.i + 1 for t in doc}
        self.hits = [
            (starts[h.start], ends[h.end], h) for h in doc._.kg_hits if h.start in starts and h.end in ends
        ]  # fmt: skip
        self.state_starts = {start: n.actor for start, _, h in self.hits for n in h.names if n.kind == "name"}
        self.title_ends = {
            end for _, end, h in self.hits if h.role is not None and h.role.type == "person" and not h.plural
        }
        self.clear = {n.actor for _, _, h in self.hits for n in h.names if not _unsure(n)}
        self.states_named = self._states_named()
        self.american = any(p.state == "United_States" for _, _, h in self.hits for p in h.places if not h.names)
        self.full_names = self._full_names()
        self.name_length = {i: b - a for a, b in self.full_names.items() for i in range(a, b)}
        self.position = 0
        self.ents: dict[int, list[Span]] = {}
        for ent in doc.ents:
            if ent.label_ == "ORG":
                self.ents.setdefault(ent.sent.start, []).append(ent)

    def _states_named(self) -> set[str]:
        """Return the states that the article names without doubt: by name, adjective, capital, or a place in them."""
        k = self.resolver.knowledge
        states = {actor for actor in self.clear if actor in k.states}
        states |= {k.groups[actor].state for actor in self.clear if actor in k.groups}
        for _, _, hit in self.hits:
            if not hit.names and len({p.state for p in hit.places}) == 1:
                states.add(hit.places[0].state)
        return states - {""}

    # -- from tokens to units ----------------------------------------------------------------------------------------

    def _full_names(self) -> dict[int, int]:
        """Return the proper names of people that no data file knows: first token -> end."""
        found: dict[int, int] = {}
        taken = {i for start, end, hit in self.hits if hit.names or hit.places for i in range(start, end)}
        lasts: set[str] = set()
        for ent in self.doc.ents:
            if ent.label_ != "PERSON":
                continue
            start, end = ent.start, ent.end
            if self._named_like_a_place(start, end, taken):
                taken.discard(start)
            if end - start == 2 and start not in taken and end - 1 in taken and self._place_at(end - 1):
                taken.discard(end - 1)  # "George Washington"
            if end - start > 1 and self._namesake(start, end, taken):
                taken.discard(end - 1)  # "Brigitte Macron"
            while start < end and (start in taken or not self.doc[start].text[:1].isupper() or self._title(start)):
                start += 1
            stop = start
            while stop < end and stop not in taken and self.doc[stop].tag_ != "POS":
                stop += 1
            if stop - start >= 2 and self.doc[stop - 1].text[:1].isupper():
                found[start] = stop
                lasts |= self._short_names(start, stop)
        for start, end, hit in self.hits:
            for name in hit.names:
                person = self.resolver.knowledge.persons.get(name.actor)
                if person and end - start > 1:
                    lasts |= {person.family} if person.family else {self.doc[end - 1].text}
            if hit.role is not None and hit.role.type == "person" and not hit.plural:
                named = self._before_title(start, taken, found) or self._after_title(start, end, taken, found)
                if named is not None:
                    found[named[0]] = named[1]
                    lasts |= self._short_names(*named)
            elif end - start == 1 and (
                self._first_name(hit, start, taken) or self._state_as_first_name(hit, start, taken)
            ):
                found[start] = end + 1  # "Roman Protasevich" is not Petre Roman
        inside = {i for a, b in found.items() for i in range(a, b)}
        for token in self.doc:
            i = token.i
            if i in taken or i in inside or not token.text[:1].isalpha() or token.text in CALENDAR:
                continue
            word, end = self._word(i)
            if word in lasts and token.pos_ in {"PROPN", "NOUN", "ADJ", "X"} and word[:1].isupper() | ("-" in word):
                found[i] = end
            elif not token.text[:1].isupper():
                continue
            elif token.pos_ == "PROPN" and i and self._title(i - 1) and i not in found:
                end = i + 1
                while (
                    end < len(self.doc) and self.doc[end].pos_ == "PROPN" and end not in taken and not self._title(end)
                ):
                    end += 1
                found[i] = end
            elif self.resolver.family(token.text, self.date) and self._first_name(None, i, taken):
                found[i] = i + 2
            elif token.pos_ == "PROPN" and (
                self.resolver.family(token.text, self.date) or (token.ent_type_ == "PERSON" and self._alone(i))
            ):
                found.setdefault(i, i + 1)
        return found

    def _alone(self, i: int) -> bool:
        """Whether a token is a whole entity of the model and no part of a longer name."""
        doc = self.doc
        after = doc[i + 1] if i + 1 < len(doc) else None
        is_name = doc[i].ent_iob_ == "B" and len(doc[i]) > 2 and doc[i].text not in CALENDAR
        return is_name and (after is None or after.pos_ != "PROPN")

    def _word(self, i: int) -> tuple[str, int]:
        """Return the text from token `i` to the next space, and its end: "al-Harbi" is one word of three tokens."""
        end = i + 1
        while end < len(self.doc) and not self.doc[end - 1].whitespace_ and self.doc[end].text in {"-", "–"}:
            end = min(end + 2, len(self.doc))
        return self.doc[i:end].text, end

    def _short_names(self, start: int, end: int) -> set[str]:
        """Return what a person may be called by later: the last word of a name, the first of two ("Deng Haoran")."""
        words = self.doc[start:end].text.split()
        return {words[-1], words[0]} if len(words) == 2 else {words[-1]}

    def _named_like_a_place(self, start: int, end: int, taken: set[int]) -> bool:
        """Whether a person's first name is a place's as well: "Paris Hilton", "Israel Vargas"."""
        if end - start != 2 or start not in taken or start + 1 in taken or not self._place_at(start):
            return False
        return self.doc[start + 1].pos_ == "PROPN" and not self._title(start + 1)

    def _namesake(self, start: int, end: int, taken: set[int]) -> bool:
        """Whether a full name ends in the last name of people of other first names: "Brigitte Macron"."""
        doc, known = self.doc, self.resolver.knowledge.persons
        if end - 1 not in taken or any(i in taken or self._title(i) for i in range(start, end - 1)):
            return False
        people = {n.actor for a, b, h in self.hits if (a, b) == (end - 1, end) for n in h.names}
        initials = {known[p].name[:1] for p in people if p in known}
        return bool(people) and people <= set(known) and doc[start].text[:1] not in initials

    def _first_name(self, hit: Hit | None, start: int, taken: set[int]) -> bool:
        """Whether a last name of somebody known is the first of another's, before a last name that nobody known has."""
        first, last = self.doc[start], self.doc[start + 1] if start + 1 < len(self.doc) else None
        if last is None or first.text not in self.resolver.first_names or not first.whitespace_:
            return False
        known = hit is None or bool(hit.names and self._all_persons(hit))
        unknown = last.pos_ == "PROPN" and last.text[:1].isupper() and last.text.lower() not in self.resolver.words
        unknown = unknown and last.text not in CALENDAR
        return known and first.dep_ == "compound" and last.i not in taken and unknown

    def _state_as_first_name(self, hit: Hit, start: int, taken: set[int]) -> bool:
        """Whether a state's name, a first name too, stands before a last name that nothing known has: "Jordan Henderson"."""
        doc = self.doc
        if start + 1 >= len(doc) or not doc[start].whitespace_ or not any("first name" in n.note for n in hit.names):
            return False
        last, after = doc[start + 1], doc[start + 2] if start + 2 < len(doc) else None
        longer = after is not None and after.pos_ == "PROPN" and not after.is_punct and after.i not in taken
        capital = last.text[:1].isupper() and not last.text.isupper() and last.text.isalpha() and last.tag_ == "NNP"
        places = all(h.places and not h.names for a, b, h in self.hits if a <= last.i < b)  # Henderson, a town, too
        known = (last.i in taken and not places) or last.text.lower() in self.resolver.words
        dated = last.text in CALENDAR  # "Israel Friday reimposed"
        return capital and not known and not longer and not dated and last.ent_type_ != "ORG"

    def _place_at(self, i: int) -> bool:
        """Whether token `i` by itself is the name of a place or a state."""
        hits = [h for a, b, h in self.hits if (a, b) == (i, i + 1) and h.role is None]
        names = [n for h in hits for n in h.names]
        return all(n.kind in {"name", "capital", "spelling"} for n in names) and any(h.names or h.places for h in hits)

    def _before_title(self, start: int, taken: set[int], found: dict[int, int]) -> tuple[int, int] | None:
        """Return the proper name in front of an apposition that the model took for no person: "Elif Kaya, Turkey's ..."."""
        doc = self.doc
        comma = start - 1
        while comma > max(start - 8, 0) and doc[comma].text != ",":
            if doc[comma].pos_ in {"VERB", "AUX", "CCONJ", "ADP", "PUNCT"}:
                return None
            comma -= 1
        first = comma
        while (
            first > 0 and doc[first - 1].pos_ == "PROPN" and first - 1 not in taken and not doc[first - 1].is_sent_end
        ):
            first -= 1
        clean = comma - first in {2, 3, 4} and first not in found and doc[comma].text == ","
        known = {doc[i].ent_type_ for i in range(first, comma)} & {"ORG", "DATE", "FAC", "EVENT"}
        return (first, comma) if clean and not known and doc[first:comma].text.replace(" ", "").isalpha() else None

    def _after_title(self, start: int, end: int, taken: set[int], found: dict[int, int]) -> tuple[int, int] | None:
        """Return the name behind a capital title that is a place's as well: "Queen Victoria", "Mayor London Breed"."""
        if not self.doc[start].text[:1].isupper() or end not in taken or end in found:
            return None
        hit = next((h for a, _, h in self.hits if a == end and (h.names or h.places)), None)
        if hit is None or any(n.kind not in {"capital", "spelling"} for n in hit.names):
            return None
        stop = end
        while stop < len(self.doc) and self.doc[stop].pos_ == "PROPN" and not self._title(stop):
            stop += 1
        taken.difference_update(range(end, stop))
        return (end, stop) if stop > end else None

    def _title(self, i: int) -> bool:
        """Whether token `i` ends a role that a name may follow."""
        return i + 1 in self.title_ends

    def sentence(self, sentence: Span) -> list[Named]:
        """Read one sentence."""
        known = self._units(sentence)
        row = units(sentence, known, self.full_names, self._bodies(sentence, known))
        phrases = Reader(row).read()
        done: dict[int, Named] = {}
        named: list[Named] = []
        for phrase in phrases:
            mention = self._mention(phrase, done)
            if mention is not None:
                named.append(mention)
        return named

    def _units(self, sentence: Span) -> list[Unit]:
        chosen: list[Unit] = []
        end = sentence.start
        candidates: list[tuple[int, int, Hit]] = []
        while self.position < len(self.hits) and self.hits[self.position][0] < sentence.end:
            candidates.append(self.hits[self.position])
            self.position += 1
        for start, stop, hit in sorted(candidates, key=lambda c: (c[0], -(c[1] - c[0]), c[2].role is not None)):
            if start < end < stop and hit.names and chosen[-1].kind == "R" and self._all_persons(hit):
                start = end  # "Prince X" is listed, but the text has "Crown Prince X"
            if start < end or stop > sentence.end:
                continue
            unit = self._unit(start, stop, hit)
            if unit is not None:
                chosen.append(unit)
                end = stop
        return chosen

    def _all_persons(self, hit: Hit) -> bool:
        return all(n.actor in self.resolver.knowledge.persons for n in hit.names)

    def _bodies(self, sentence: Span, known: list[Unit]) -> dict[int, int]:
        """Return the organisations that the model finds and no data file knows: first token -> end."""
        taken = {i for u in known for i in range(u.start, u.end)} | set(self.name_length)
        found: dict[int, int] = {}
        for ent in self.ents.get(sentence.start, ()):
            start, end = ent.start, ent.end
            while start < end and (self.doc[start].pos_ == "DET" or self.doc[start].is_punct):
                start += 1
            while end > start and (self.doc[end - 1].is_punct or self.doc[end - 1].tag_ == "POS"):
                end -= 1
            words = self.doc[start:end]
            if end <= start or any(i in taken for i in range(start, end)) or not words[-1].text[:1].isupper():
                continue
            if len(words) == 1 and start == sentence.start and not words.text.isupper():
                continue  # "Malaria": at the start of a sentence a capital letter says nothing
            if (
                words[-1].text not in CALENDAR
                and words[-1].pos_ == "PROPN"
                and words.text.lower() not in self.resolver.words
                and len(words.text) > 1
            ):
                found[start] = end
        return found

    def _unit(self, start: int, end: int, hit: Hit) -> Unit | None:
        text = self.doc[start:end].text
        if hit.role is not None:
            if hit.role.type in {"none", "property"} and self.full_names.get(start, 0) >= end:
                return None  # "Moon left", of Moon Jae-in
            if hit.role.note == "noun" and (
                self.doc[start].pos_ == "ADJ" or self.doc[start].dep_ in {"amod", "compound"}
            ):
                return None  # "national": a Thai national, national security
            if hit.role.type == "person" and end - start == 1 and self.doc[start].pos_ in {"VERB", "AUX", "ADV", "ADP"}:
                return None
            if self.doc[end - 1].pos_ in {"VERB", "AUX", "ADV", "ADP", "SCONJ"}:
                return None
            if self.doc[end - 1].pos_ == "ADJ" and hit.role.type in {"none", "property"}:
                return None
            return Unit(_ROLE_KINDS.get(hit.role.type, "R"), start, end, hit, text)
        if any(self.name_length.get(i, 0) > end - start for i in range(start, end)):
            return None
        if start in self.full_names and self._may_be_person(hit):
            return None
        names = self._names(start, end, hit)
        if not names:
            if not hit.places:
                return None  # what the words say by themselves ("Congress" of Brazil) is left to the roles
            place = hit.places[0]
            if place.kind in {"treaty", "media", "other"}:
                return Unit("Z", start, end, hit, text)
            return Unit("P", start, end, hit, text)
        return Unit(self._kind(names[0], start, end), start, end, replace(hit, names=tuple(names)), text)

    @staticmethod
    def _may_be_person(hit: Hit) -> bool:
        return any(_unsure(n) for n in hit.names)

    def _names(self, start: int, end: int, hit: Hit) -> list[Name]:
        """Return the entries that the text may be here, rejecting what the context denies."""
        names = list(hit.names)
        token = self.doc[start]
        if start and self.doc[start - 1].lower_ in {"river", "lake", "mount"}:
            return []
        if end - start == 1 and any(_unsure(n) for n in names):
            following = self.doc[end] if end < len(self.doc) else None
            if token.pos_ not in {"PROPN", "NOUN", "ADJ"}:
                return []
            if token.ent_type_ == "PERSON" and following is not None and following.ent_iob_ == "I":
                return []
        names = [n for n in names if not _unsure(n) or self._settled(n) or self._supported(n)]
        if hit.places and names and all(n.kind in {"name", "spelling"} for n in names):
            american = any(p.state == "United_States" for p in hit.places)
            if american and (self.american or self._after_comma(start) or self._american_office(start, end)):
                return []
        return names

    def _settled(self, name: Name) -> bool:
        return name.kind in _OWN_RULES and name.actor in self.resolver.knowledge.states

    def _supported(self, name: Name) -> bool:
        """Whether the article names the actor, its state or its organisation elsewhere, in words that cannot mis-say.

        A name that mostly means this actor ("Congress", "Foreign Office") needs no more than that no other state is named.
        """
        k = self.resolver.knowledge
        home = {name.actor}
        if name.actor in k.groups:
            home.add(k.groups[name.actor].state)
        elif name.actor in k.organisations:
            home.add(k.organisations[name.actor].parent)
        if home & (self.clear | self.states_named):
            return True
        mostly = name.note.startswith("mostly this")
        people = name.actor in k.groups and k.groups[name.actor].type == "people"
        state = name.actor in k.states and name.kind in {"spelling", "name", "long"}
        general = people or state or name.actor in k.organisations
        return mostly and (general or not self.states_named)

    def _american_office(self, start: int, end: int) -> bool:
        """Whether a state of the USA is named as such by an office: "Georgia Governor", "the governor of Georgia"."""
        of = start >= 2 and self.doc[start - 1].lower_ == "of"
        return any(
            h.role is not None and h.role.text.lower() in words().american and (a == end or (of and b == start - 1))
            for a, b, h in self.hits
        )

    def _after_comma(self, start: int) -> bool:
        """Whether a name stands as the state after a town: "Atlanta, Georgia"."""
        return start >= 2 and self.doc[start - 1].text == "," and self.doc[start - 2].ent_type_ in {"GPE", "LOC"}

    def _kind(self, name: Name, start: int, end: int) -> str:
        k = self.resolver.knowledge
        if name.actor in k.states:
            kind = _NAME_KINDS.get(name.kind, "S")
            if kind == "C" and self._is_location(name, start, end):
                return "P"
            return kind
        if name.actor in k.organisations:
            return "O"
        return "H" if name.actor in k.persons else "G"

    def _before(self, start: int) -> str:
        """Return the word before a name and its article and adjectives ("in northern Syria": in)."""
        i = start - 1
        while i > 0 and (self.doc[i].pos_ in {"DET", "ADJ"} or self.doc[i].dep_ == "amod"):
            i -= 1
        return self.doc[i].lower_ if i >= 0 else ""

    def _is_location(self, name: Name, start: int, end: int) -> bool:
        if end + 1 < len(self.doc) and self.doc[end].text == ",":
            state = self.state_starts.get(end + 1)
            if state is not None and (state == name.actor or name.note.startswith("ambiguous")):
                return True  # "Paris, France", "Victoria, Australia"
        before = self._before(start)
        if before == "to":
            return not self._addressed(start)
        return before in _LOCATIVE or (start == 0 and end < len(self.doc) and self.doc[end].text in {"(", "—", "–"})

    def _addressed(self, start: int) -> bool:
        """Whether a capital behind "to" is spoken to or given something, and no goal of a journey."""
        head = self.doc[start]
        while head.dep_ in {"compound", "pobj"} and head.head is not head:
            head = head.head
        return head.dep_ in {"prep", "dative"} and head.head.lemma_.lower() in _ADDRESSES

    # -- from phrases to actors --------------------------------------------------------------------------------------

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
            return self._person(phrase, owners)
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
            return unit.start, unit.end, self._head(unit.start, unit.end)
        return phrase.start, phrase.head.end, self._head(phrase.head.start, phrase.head.end)

    def _head(self, start: int, end: int) -> int:
        return head_of(self.doc, start, end)

    def _known(self, phrase: Phrase, owners: list[Named]) -> Named | None:
        hit = phrase.head.hit
        if hit is None:
            return None
        start, end, head = phrase.head.start, phrase.head.end, self._head(phrase.head.start, phrase.head.end)
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
        if len(chosen) > 1 and _unsure(entry) and not any(c in self.said for c in chosen):
            chosen = self._likeliest(hit, chosen)
            if len(chosen) != 1:
                return None
            entry = next(n for n in hit.names if n.actor == chosen[0])
        actor = self.resolver.actor(chosen[0], self.date, sector)
        if actor is None:
            return None
        owner = self._owner(owners)
        if "national societies" in entry.note and owner is not None and owner.actor is not None:
            actor = self.resolver.society(owner.actor, entry)
        use = phrase.use
        if phrase.head.kind in "ST" and use == "head" and self._before(start) in _WITHIN:
            use = "place"
        plural = entry.kind == "demonyms" or (entry.kind == "demonym" and phrase.counted)
        if phrase.head.kind == "A" and use == "head":
            word = self.doc[head]
            one = phrase.counted and word.pos_ in {"NOUN", "PROPN"} and word.dep_ in _PARTIES
            # "The French" are a nation, "the Belgian" is one of them.
            one = one or (phrase.definite and word.lower_.endswith(("an", "i")) and word.dep_ in _PARTIES)
            if entry.kind == "adjective" and not phrase.definite and not one:
                use = "modifier"
            elif one or (entry.kind != "adjective" and not (phrase.definite and not phrase.counted)):
                role = Role("people", "CVL", "people", "", "")
                actor = self.resolver.unnamed(actor, role)
        return Named(start, end, head, actor, use, plural=plural, rule=f"{entry.kind} {entry.text} ({entry.where})")

    def _likeliest(self, hit: Hit, chosen: tuple[str, ...]) -> tuple[str, ...]:
        """Return the one of several actors of a name that the article's places speak for, or that it mostly means."""
        named = [c for c in chosen if c in self.states_named]
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
            kind, sector = self.resolver.kind_of_body(text)
            known = Actor(local_name(text), text, kind, country, sector)
            self.memory.bodies[text] = known
        return Named(
            start, end, self._head(start, end), known, phrase.use, rule=f"organisation {text}, found by the model"
        )  # fmt: skip

    def _role(self, phrase: Phrase, owners: list[Named]) -> Named | None:
        hit = phrase.head.hit
        assert hit is not None and hit.role is not None
        role = _finer(self._finest_role(phrase), owners)
        start, end, head = self._span(phrase)
        former = bool(phrase.modifiers & FORMER)
        title = role.text.lower()
        owner = self._owner(owners)
        definite = phrase.definite and not hit.plural and role.type == "person"
        plural = hit.plural or self.doc[head].tag_ in {"NNS", "NNPS"}
        if owner is None and definite and (person := self._known_bearer(role, None, former)) is not None:
            return Named(
                start, end, head, person, phrase.use, titles=(title,), former=former, rule=f"the {title}, named before"
            )
        if owner is None and role.type == "person" and not hit.plural:
            owner = self._sole_office(role)
        if owner is None:
            return Named(
                start, end, head, self._stateless(role, hit.plural), phrase.use, titles=(title,), plural=plural,
                unowned=True, former=former, rule=f"{title} of no named state ({role.where})",
            )  # fmt: skip
        assert owner.actor is not None
        local = self._local(owner)
        actor = self.resolver.unnamed(owner.actor, role, former=former, place=local)
        rule = f"{local or owner.actor.name} + {title} ({role.where})"
        led = self._state(owner) or owner.actor.type in {"other", "company"}  # a church has a head too
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
        )  # fmt: skip

    def _each(self, owners: list[Named], role: Role, plural: bool, former: bool) -> tuple[Actor, ...]:
        """Return an actor for each of coordinated states: "Indian and Pakistani troops", "the French and German ministers"."""
        states = [o for o in owners if o.actor is not None and o.actor.type == "state" and o.use == "modifier"]
        joined = len(states) == 2 and self.doc[states[0].end : states[1].start].text in {"and", "&"}
        if not joined:
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

    def _stateless(self, role: Role, plural: bool) -> Actor | None:
        """Return "police" or "the protesters" of an article that does not say whose: an actor of this article alone."""
        if role.type == "property" or role.level == "country" or (role.type == "other" and not role.sector):
            return None
        kind = "body" if role.type == "state" else "people" if plural and role.type == "person" else role.type
        name = f"{role.text.lower()}"
        return Actor(
            local_name(f"{name} {self.stamp}"),
            name,
            cast(ActorType, kind),
            None,
            role.sector or None,
        )

    def _finest_role(self, phrase: Phrase) -> Role:
        """Return the role of the head, with the sector of what precedes it where that says more ("Army soldiers")."""
        hit = phrase.roles[-1].hit
        assert hit is not None and hit.role is not None
        role = hit.role
        if len(phrase.roles) > 1 and role.sector in {"", "GOV", "CVL", "UNK"}:
            first = phrase.roles[0].hit
            if first is not None and first.role is not None and first.role.sector:
                sector = first.role.sector
                return Role(role.text, sector, role.type, role.level, role.note, role.where)
        return role

    def _owner(self, owners: list[Named]) -> Named | None:
        """Return the owner that counts, first come: a state, an organisation, a group."""
        for owner in owners:
            # An envoy of the French president is France's envoy, a wife of Syrian rebels a Syrian.
            while owner.of is not None:
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

    @staticmethod
    def _state(owner: Named) -> bool:
        return owner.actor is not None and owner.actor.type in {"state", "igo", "armed group", "party", "body"}

    def _person(self, phrase: Phrase, owners: list[Named]) -> Named | None:
        unit = phrase.name
        assert unit is not None
        start, end, head = unit.start, unit.end, self._head(unit.start, unit.end)
        owner = self._owner(owners)
        role = _finer(self._finest_role(phrase), owners) if phrase.roles else None
        former = bool(phrase.modifiers & FORMER)
        actor = self._identify(unit, owner, role, former)
        if actor is None:
            return None
        titles = tuple(u.text.lower() for u in phrase.roles)
        office: tuple[str, ...] = ()
        if owner is not None and owner.actor is not None and role is not None and role.type == "person":
            if self._state(owner) and owner.use != "place":
                if role.level and role.level != "member":
                    office = self.resolver.office_relations(owner.actor.id, role)
                if not former:
                    self.memory.by_office[owner.actor.id, role.text.lower()] = actor
        if role is not None and not former:
            self.memory.entitle(role.text.lower(), actor)
        return Named(
            start, end, head, actor, phrase.use, of=owner, titles=titles, office=office, former=former,
            rule=f"person {actor.name}{self._entry(unit, actor)}",
        )  # fmt: skip

    def _beside(self, unit: Unit) -> str | None:
        """Return the country of a state named with a person: "Saudi King Abdullah", "King Abdullah of Jordan"."""
        of = unit.end < len(self.doc) and self.doc[unit.end].lower_ == "of"
        edges = {unit.end + 1} if of else set()
        states = self.resolver.knowledge.states
        found = {
            states[n.actor].iso3 for a, b, h in self.hits if b == unit.start or a in edges for n in h.names if n.actor in states
        }  # fmt: skip
        return found.pop() if len(found) == 1 else None

    def _entry(self, unit: Unit, actor: Actor) -> str:
        """Return the data file's line that names a person, or how else the text says who is meant."""
        names = unit.hit.names if unit.hit is not None else ()
        where = next((n.where for n in names if n.actor == actor.id), "")
        if not where and actor.id in self.resolver.knowledge.persons:
            where = self.resolver.knowledge.persons[actor.id].where
        return f" ({where})" if where else ", by what the text says"

    def _identify(self, unit: Unit, owner: Named | None, role: Role | None, former: bool) -> Actor | None:
        text = " ".join(unit.text.split())
        if unit.hit is not None:
            ids = self.resolver.choose(unit.hit.names, self.date, self.said)
            if len(ids) > 1 and all(i in self.resolver.knowledge.persons for i in ids):
                country = owner.actor.country if owner is not None and owner.actor is not None else self._beside(unit)
                one = self.resolver.namesake(ids, country, self.date, self.said)
                if one is None:
                    return None
                ids = (one,)
            actor = self.resolver.actor(ids[0], self.date)
            person = self.resolver.knowledge.persons.get(ids[0])
            if actor is not None:
                if actor.country is None or role is not None:
                    actor = self._with_role(actor, owner, role, former)
                self.memory.remember(text, actor, person.family if person else "")
                return actor
        known = self.memory.by_name.get(text) or (self.memory.by_last.get(text) if " " not in text else None)
        if known is not None:
            better = self._with_role(known, owner, role, former) if (owner or role) and not known.sector else known
            if better != known:
                self.memory.remember(known.name, better)
            return better
        if " " not in text:
            person_id = self.resolver.family(text, self.date)
            if person_id is not None:
                actor = self.resolver.actor(person_id, self.date)
                if actor is not None:
                    self.memory.remember(text, actor, text)
                    return actor
            if (role is None or owner is None) and self.doc[unit.start].ent_type_ != "PERSON":
                return None
        country = self.resolver.family_country(text, role, self.date) if role is not None and owner is None else None
        actor = self._with_role(Actor(local_name(text), text, "person", country), owner, role, former)
        self.memory.remember(text, actor)
        return actor

    def _with_role(self, actor: Actor, owner: Named | None, role: Role | None, former: bool) -> Actor:
        """Give a person the state and the sector that the text says, where the data say none."""
        country, sector = actor.country, actor.sector
        if country is None and owner is not None and owner.actor is not None:
            country = owner.actor.country
        if former:
            sector = "ELI"
        elif (
            role is not None
            and role.sector
            and role.sector != "UNK"
            and (sector is None or role.level or not self.date)
        ):
            # A rank says nothing new of a colonel who governs.
            rank = role.level == "officer" and bool(self.resolver.kinds_held(actor.id, self.date))
            # Who the text calls minister is one to it, unless the data know that he was, and is no more.
            over = sector == "ELI" and self.date and self.resolver.fits(actor.id, role, None, self.date, former=True)
            sector = sector if over or rank else role.sector
        body = owner.actor if owner is not None else None
        if sector is None and body is not None and body.type in {"body", "party", "company", "other", "armed group"}:
            sector = body.sector
        if sector is None and country is not None and actor.country is None:
            sector = "UNK"
        return Actor(actor.id, actor.name, actor.type, country, sector)
