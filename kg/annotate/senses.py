"""Which of its meanings a known name has where it stands, and what part of the grammar it is: units for the phrase reader."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc, Span, Token

from kg.annotate.entities import CALENDAR
from kg.annotate.gazetteer import Hit
from kg.annotate.known import Known, needs_article, unsure
from kg.annotate.phrases import COMPASS, VERBAL, Unit
from kg.annotate.reference import words
from kg.knowledge import Name
from kg.lexicon import cues

_LOCATIVE = frozenset(
    "in at near from outside around across through via into inside within throughout over above".split()
)
_NAME_KINDS = {"adjective": "A", "demonym": "A", "demonyms": "A", "capital": "C", "seat": "T"}
_OWN_RULES = frozenset({"name", "adjective", "demonym", "demonyms", "capital"})
"""Kinds of names whose ambiguity the grammar or the resolver settles (Georgia, Congolese, Washington)."""
_ROLE_KINDS = {"property": "Q", "none": "Z", "transparent": "n"}


def word_before(doc: Doc, start: int) -> str:
    """Return the word before a name and its article and adjectives ("in northern Syria": in)."""
    i = start - 1
    while i > 0 and (doc[i].pos_ in {"DET", "ADJ", "ADV"} or doc[i].lower_ in COMPASS or doc[i].dep_ == "amod"):
        i -= 1
    return doc[i].lower_ if i >= 0 else ""


def is_scene(doc: Doc, start: int) -> bool:
    """Whether a name says where something happens: "in Syria", "in the suburbs of Beirut"."""
    before = word_before(doc, start)
    if before in WITHIN:
        return True
    of = start - 1
    while of > 0 and doc[of].pos_ in {"DET", "ADJ"}:
        of -= 1
    within = (
        before == "of" and of > 0 and doc[of - 1].lemma_.lower() in cues().within
        and word_before(doc, of - 1) in WITHIN | {"on", "along", "over", "off"}
    )  # fmt: skip
    return within or _is_joined_to_scene(doc, start)


def _is_joined_to_scene(doc: Doc, start: int) -> bool:
    """Whether a name is coordinated with one that says where something happens: the second of "in Paris and Rome"."""
    name = doc[start]
    while name.dep_ == "compound":
        name = name.head
    if name.dep_ != "conj" or name.head.i > start or name.head.dep_ not in {"pobj", "conj"}:
        return False
    first = next((a for a in name.ancestors if a.dep_ not in {"conj", "pobj"}), name)
    crowd = first.dep_ == "prep" and first.head.dep_ in {"nsubj", "nsubjpass"}  # "police in Paris and Rome said"
    if not crowd and name.i + 1 < len(doc) and doc[name.i + 1].tag_ in VERBAL:
        return False  # "met in Paris and Rome sent troops": it may be the subject of a clause of its own
    return is_scene(doc, min(t.i for t in (name.head, *name.head.lefts) if t.dep_ in {"compound", "pobj", "conj"}))


WITHIN = frozenset("in at near inside across throughout within outside around".split())
"""Where something happens; what comes from a state, or goes to it, may have it for a party."""


_PARTICLES = frozenset("de del da do dos".split())
"""What joins the words of a name of Latin lands."""


def _is_particle(token: Token) -> bool:
    """Whether a word joins two parts of a name; not the verb of "Laos and Peru do Chile a favour"."""
    return token.text in _PARTICLES and token.pos_ not in {"VERB", "AUX"}


class Senses:
    """Reads the known names of one article, sentence after sentence."""

    def __init__(self, known: Known, full_names: dict[int, int]):
        self.known, self.doc, self.resolver = known, known.doc, known.resolver
        self.full_names = full_names
        self.name_length = {i: b - a for a, b in full_names.items() for i in range(a, b)}
        self.position = 0
        self.ents: dict[int, list[Span]] = {}
        self.longer: dict[int, int] = dict(known.called)
        """Unknown organisations, by their start, whose names contain a state's or a person's."""
        for ent in self.doc.ents:
            if ent.label_ == "ORG":
                self.ents.setdefault(ent.sent.start, []).append(ent)
        self._purposes()

    def _purposes(self) -> None:
        """Keep the unknown organisations that say what they are for: "the Movement for Quality Government"."""
        doc, endings = self.doc, words().names
        inside = {i for a, b, h in self.known.hits if h.names and b - a > 1 for i in range(a, b)}
        for i in range(len(doc) - 2):
            if doc[i + 1].text != "for" or not doc[i].is_title or i in inside or doc[i + 2].text in CALENDAR:
                continue
            kind, end = endings.get(doc[i].lower_), self._capitals(i + 2)
            before = doc[i - 1] if i > doc[i].sent.start + 1 else None
            if before is not None and before.is_title and not any(b == i for _, b, _ in self.known.hits):
                continue  # "the ASEAN Coordinating Centre for ..." is ASEAN's
            if i == doc[i].sent.start and any((a, b) == (i + 2, end) and h.names for a, b, h in self.known.hits):
                continue  # "Aid for Ukraine was blocked": it is the sentence that begins with a capital letter
            if kind is not None and kind[1] != "GOV" and doc[i].tag_ in {"NN", "NNP"} and end > i + 2:
                self.longer.setdefault(i, end)
        for start, end, hit in self.known.hits:
            if any(n.actor in self.resolver.knowledge.states and n.kind == "name" for n in hit.names):
                if stop := self._society(end):
                    self.longer[start] = stop

    def _capitals(self, start: int) -> int:
        """Return the end of the words with capital letters from a token on: "Justice and Peace"; not "and Iran"."""
        doc, end = self.doc, start
        while end < len(doc) and doc[end].text[:1].isupper() and doc[end].text not in CALENDAR:
            end += 1
            more = end + 1 < len(doc) and doc[end].lower_ in {"and", "&"} and doc[end + 1].text[:1].isupper()
            if more and not any(a == end + 1 and h.names for a, _, h in self.known.hits):
                end += 1
        return end

    def _society(self, start: int) -> int:
        """Return the end of a society's name behind the state's that it begins with: "Israel Flying Aid"; 0 where none is."""
        doc, i = self.doc, start
        while i < min(start + 3, len(doc)) and doc[i].is_title and doc[i].pos_ in {"PROPN", "NOUN", "ADJ"}:
            kind = words().names.get(doc[i].lower_)
            if i > start and kind is not None and kind[0] == "other":
                return i + 1 if i + 1 < len(doc) and not doc[i + 1].text[:1].isupper() else 0
            if any(a <= i < b for a, b, _ in self.known.hits):
                return 0
            i += 1
        return 0

    def units(self, sentence: Span) -> list[Unit]:
        """Return the known names and roles of a sentence, the longest first; sentences come in their order."""
        chosen: list[Unit] = []
        end = sentence.start
        candidates: list[tuple[int, int, Hit]] = []
        while self.position < len(self.known.hits) and self.known.hits[self.position][0] < sentence.end:
            candidates.append(self.known.hits[self.position])
            self.position += 1
        for start, stop, hit in sorted(candidates, key=lambda c: (c[0], -(c[1] - c[0]), c[2].role is not None)):
            if start < end < stop and hit.names and chosen[-1].kind == "R" and self.known.all_persons(hit):
                start = end  # "Prince X" is listed, but the text has "Crown Prince X"
            if start < end or stop > sentence.end:
                continue
            unit = self._unit(start, stop, hit)
            if unit is not None:
                chosen.append(unit)
                end = stop
        inside = {i for a, b in self.longer.items() for i in range(a, b)}
        return [u for u in chosen if u.start not in inside]

    def bodies(self, sentence: Span, known: list[Unit]) -> dict[int, int]:
        """Return the organisations that the model finds and no data file knows: first token -> end."""
        taken = (
            {i for u in known if u.kind not in "Zn" for i in range(u.start, u.end)}
            | set(self.name_length)
            | self.known.namesakes
        )
        found = {a: b for a, b in self.longer.items() if sentence.start <= a < sentence.end}
        taken |= {i for a, b in found.items() for i in range(a, b)}
        for ent in self.ents.get(sentence.start, ()):
            start, end = ent.start, ent.end
            while start < end and (self.doc[start].pos_ == "DET" or self.doc[start].is_punct):
                start += 1
            first = next((u for u in known if u.start == start and u.kind in "SA"), None)
            if first is not None and end - first.end > 1:  # "the U.S. Fish and Wildlife Service"
                start = first.end
            while end > start and (self.doc[end - 1].is_punct or self.doc[end - 1].tag_ == "POS"):
                end -= 1
            name = self.doc[start:end]
            if end <= start or any(i in taken for i in range(start, end)) or not name[-1].text[:1].isupper():
                continue
            if self._is_town(start):
                continue
            if len(name) == 1 and start == sentence.start and not name.text.isupper() and not self._speaks(start):
                continue  # "Malaria": at the start of a sentence a capital letter says nothing
            if (
                name[-1].text not in CALENDAR
                and name[-1].pos_ == "PROPN"
                and name.text.lower() not in self.resolver.words
                and len(name.text) > 1
            ):
                found[start] = end
        return found

    def _is_town(self, i: int) -> bool:
        """Whether a name says of what town somebody is the mayor, or what town it is: "the village of Convencion"."""
        before = self.doc[max(i - 2, 0) : i]
        return (
            len(before) == 2 and before[1].lower_ == "of" and before[0].lower_ in cues().settlements | cues().townsmen
        )

    def _speaks(self, i: int) -> bool:
        return self.doc[i].dep_ == "nsubj" and self.doc[i].head.lemma_.lower() in words().human

    def _unit(self, start: int, end: int, hit: Hit) -> Unit | None:
        text = self.doc[start:end].text
        if hit.role is not None:
            if hit.role.type in {"none", "property"} and self.full_names.get(start, 0) >= end:
                return None  # "Moon left", of Moon Jae-in
            if (
                not hit.role.level
                and text[:1].isupper()
                and start
                and self.doc[start - 1].lower_.rstrip(".") in {"mr", "mrs", "ms", "miss"}
            ):
                return None  # "Mr Baker"
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
        if (
            self._is_longer_place(start, end)
            or self._is_of_longer_name(start, end, hit)
            or self._is_inside_body(start, end, hit)
        ):
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
        return any(unsure(n) for n in hit.names)

    def _names(self, start: int, end: int, hit: Hit) -> list[Name]:
        """Return the entries that the text may be here, rejecting what the context denies."""
        names = list(hit.names)
        token = self.doc[start]
        if start and self.doc[start - 1].lower_ in {"river", "lake", "mount"}:
            return []
        if end - start == 1 and any(unsure(n) for n in names):
            following = self.doc[end] if end < len(self.doc) else None
            if token.pos_ not in {"PROPN", "NOUN", "ADJ"}:
                return []
            if token.ent_type_ == "PERSON" and following is not None and following.ent_iob_ == "I":
                return []
        if self._is_surname(end, hit):
            return []
        names = [n for n in names if not self._goes_on(n, end)]
        names = [n for n in names if not needs_article(n) or self._behind_article(start, end)]
        joined = end < len(self.doc) and self.doc[end].text in {"-", "–"}
        names = [n for n in names if joined or "combining form" not in n.note]  # "Franco-German"; Franco ruled Spain
        names = [
            n for n in names
            if not unsure(n) or self._settled(n) or self._supported(n) or (self._is_armed(n) and self._owns(end))
        ]  # fmt: skip
        if hit.places and names and all(n.kind in {"name", "spelling"} for n in names):
            american = any(p.state == "United_States" for p in hit.places)
            if american and (self.known.american or self._after_comma(start) or self._american_office(start, end)):
                return []
        return names

    def _is_longer_place(self, start: int, end: int) -> bool:
        """Whether a place of two words and more only begins another's name that nobody knows: "Santa Cruz Barillas"."""
        if end - start < 2 or end >= len(self.doc) or self.doc[end].lower_ in self.resolver.words:
            return False
        one = self.doc[start].ent_type_ == self.doc[end].ent_type_ == "GPE" and self.doc[end].ent_iob_ == "I"
        return one and self.doc[end].pos_ == "PROPN"

    def _is_of_longer_name(self, start: int, end: int, hit: Hit) -> bool:
        """Whether a place's name is but a part of another's: the two of "Santa Rosa de Lima", the second of "New Lisbon"."""
        doc = self.doc
        if any(n.kind not in {"name", "capital", "spelling"} for n in hit.names):
            return False
        before = start >= 2 and _is_particle(doc[start - 1]) and doc[start - 2].pos_ == "PROPN"
        behind = end + 1 < len(doc) and _is_particle(doc[end]) and doc[end + 1].pos_ == "PROPN"
        new = (
            start > doc[start].sent.start + 1  # "New Kabul government" only begins a sentence
            and doc[start - 1].text == "New"
            and any(n.kind == "capital" for n in hit.names)
        )
        return before or behind or new

    def _is_inside_body(self, start: int, end: int, hit: Hit) -> bool:
        """Whether a state's name only ends an organisation's, or follows its "All": "Jamiat-i-Islami Afghanistan (JIA)"."""
        doc, groups = self.doc, self.resolver.knowledge.groups
        if not start or not any(n.kind == "name" and n.actor in self.resolver.knowledge.states for n in hit.names):
            return False
        before = next((h for h in self.known.hits if h[1] == start and h[2].names), None)
        if before is not None and doc[start - 1].head == doc[end - 1] and doc[start - 1].dep_ == "compound":
            if all(n.actor in groups and groups[n.actor].type == "other" for n in before[2].names):
                self.longer[before[0]] = end  # "Amnesty International Turkey"
                return True
        if doc[start - 1].text == "All" and end < len(doc) and doc[end].pos_ == "PROPN" and doc[end].is_title:
            last = end
            while last < len(doc) and (doc[last].pos_ == "PROPN" or doc[last].tag_ == "POS"):
                last += 1
            self.longer[start - 1] = last - 1 if doc[last - 1].tag_ == "POS" else last
            return True
        short = doc[end + 1].text if end + 2 < len(doc) and doc[end].text == "(" and doc[end + 2].text == ")" else ""
        if len(short) < 2 or not short.isupper() or short[-1] != doc[start].text[0] or doc[start - 1].pos_ != "PROPN":
            return False
        first, words = start, 1
        while first > doc[start].sent.start and (doc[first - 1].pos_ == "PROPN" or doc[first - 1].text == "-"):
            first -= 1
            words += doc[first].text[0].isupper()
            if words == len(short) and doc[first].text[0] == short[0]:
                self.longer[first] = end
                return True
        return False

    def _is_surname(self, end: int, hit: Hit) -> bool:
        """Whether a city's or a state's name is a family's: "the Colombo family"."""
        city = all(
            n.kind in {"name", "capital", "spelling"} and n.actor in self.resolver.knowledge.states for n in hit.names
        )
        behind = [t.lower_ for t in self.doc[end : end + 2]]
        return city and bool(behind) and (behind[0] in cues().clans or behind == ["crime", "family"])

    def _goes_on(self, name: Name, end: int) -> bool:
        """Whether a body's name that others bear too begins a longer one: Bangkok's "Metropolitan Police Bureau"."""
        groups = self.resolver.knowledge.groups
        if not unsure(name) or name.actor not in groups or groups[name.actor].type != "body" or end >= len(self.doc):
            return False
        kind = words().names.get(self.doc[end].lower_)
        return self.doc[end].is_title and kind is not None and kind[0] == "body"

    def _behind_article(self, start: int, end: int) -> bool:
        """Whether a name stands by itself behind "the": "the West", not "the West Wing"."""
        goes_on = end < len(self.doc) and (self.doc[end].text[:1].isupper() or self.doc[end].text == "-")
        return start > 0 and self.doc[start - 1].lower_ == "the" and not goes_on

    def _settled(self, name: Name) -> bool:
        return name.kind in _OWN_RULES and name.actor in self.resolver.knowledge.states

    def _is_armed(self, name: Name) -> bool:
        """Whether a name mostly means an armed group: Wagner."""
        groups = self.resolver.knowledge.groups
        armed = name.actor in groups and groups[name.actor].type == "armed group"
        return armed and name.note.startswith("mostly this")

    def _owns(self, end: int) -> bool:
        """Whether a name says whose something is that only fighters have: "the Wagner base"."""
        return end < len(self.doc) and self.doc[end].lemma_.lower() in cues().of_fighters

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
        if home & (self.known.clear | self.known.states_named):
            return True
        mostly = name.note.startswith("mostly this")
        people = name.actor in k.groups and k.groups[name.actor].type == "people"
        state = name.actor in k.states and name.kind in {"spelling", "name", "long"}
        general = people or state or name.actor in k.organisations
        return mostly and (general or not self.known.states_named)

    def _american_office(self, start: int, end: int) -> bool:
        """Whether a state of the USA is named as such by an office: "Georgia Governor", "the governor of Georgia"."""
        of = start >= 2 and self.doc[start - 1].lower_ == "of"
        return any(
            h.role is not None and h.role.text.lower() in words().american and (a == end or (of and b == start - 1))
            for a, b, h in self.known.hits
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

    def _is_location(self, name: Name, start: int, end: int) -> bool:
        if end + 1 < len(self.doc) and self.doc[end].text == ",":
            state = self.known.state_starts.get(end + 1)
            if state is not None and (state == name.actor or name.note.startswith("ambiguous")):
                return True  # "Paris, France", "Victoria, Australia"
        before = word_before(self.doc, start)
        if before == "to":
            return not self._addressed(start)
        if before == "capital" or (before == "of" and self._is_part(start)):
            return True
        dateline = start == 0 and end < len(self.doc) and self.doc[end].text in {"(", "—", "–"}
        return before in _LOCATIVE or is_scene(self.doc, start) or dateline

    def _is_part(self, start: int) -> bool:
        """Whether a capital is what something is a part of: "the suburbs of Beirut", "in central districts of Cairo"."""
        head = self.doc[start]
        while head.dep_ in {"compound", "pobj", "prep"} and head.head != head:
            head = head.head
            if head.pos_ == "NOUN":
                return head.lemma_.lower() in cues().parts
        return False

    def _addressed(self, start: int) -> bool:
        """Whether a capital behind "to" is spoken to or given something, and no goal of a journey."""
        head = self.doc[start]
        while head.dep_ in {"compound", "pobj"} and head.head != head:
            head = head.head
        return head.dep_ in {"prep", "dative"} and head.head.lemma_.lower() in cues().addresses
