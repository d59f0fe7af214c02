"""The proper names of people that no data file knows, by what stands around them: first names, titles, appositions."""

from __future__ import annotations

from spacy.tokens import Token

from kg.annotate.entities import CALENDAR
from kg.annotate.gazetteer import Hit
from kg.annotate.known import Known
from kg.annotate.reference import words

_PLACES = frozenset({"GPE", "LOC", "FAC", "NORP"})
_WITHIN_NAMES = frozenset({"compound", "amod", "nmod", "flat"})

_PARTICLES = frozenset("de da di do dos del della van von der den bin ibn ben".split())
"""What a surname begins with that names where a family is from."""
_UNSURE = frozenset({"", "PERSON", "ORG"})
"""What the model may take a name for that the text says is a person's."""


class FullNames:
    """Finds them in one article."""

    def __init__(self, known: Known):
        self.known, self.doc, self.resolver, self.date = known, known.doc, known.resolver, known.doc._.kg_date

    def find(self) -> dict[int, int]:
        """Return the proper names of people that no data file knows: first token -> end."""
        found: dict[int, int] = {}
        lasts: set[str] = set()
        taken = {i for start, end, hit in self.known.hits if hit.names or hit.places for i in range(start, end)}
        taken |= self.known.namesakes
        self._tagged(taken, found, lasts)
        self._introduced(taken, found, lasts)
        self._again(taken, found, lasts)
        return {a: b for a, b in found.items() if not self.known.is_namesake(a, b)}

    def _tagged(self, taken: set[int], found: dict[int, int], lasts: set[str]) -> None:
        """Add the names that the model takes for people's, and what they may be called by later."""
        for ent in self.doc.ents:
            if ent.label_ != "PERSON":
                continue
            start, end = ent.start, ent.end
            if self._named_like_a_place(start, end, taken):
                taken.discard(start)
            if end - start == 2 and start not in taken and end - 1 in taken and self.known.place_at(end - 1):
                taken.discard(end - 1)  # "George Washington"
            if end - start > 2 and self.doc[end - 2].text in _PARTICLES and self.known.place_at(end - 1):
                taken.discard(end - 1)  # "Leila de Lima"
            if end - start == 2 and self._two_last_names(start, taken):
                taken -= {start, start + 1}  # "Omar Nasser" is neither Omar nor Nasser
            if end - start > 1 and self._namesake(start, end, taken):
                taken.discard(end - 1)  # "Brigitte Macron"
            taken.difference_update(self._family_of_another(start, end))
            while start < end and (start in taken or not self.doc[start].text[:1].isupper() or self.known.title(start)):
                start += 1
            stop = start
            while stop < end and stop not in taken and self.doc[stop].tag_ != "POS":
                stop += 1
            if stop - start >= 2 and self.doc[stop - 1].text[:1].isupper():
                found[start] = stop
                lasts |= self._short_names(start, stop)

    def _introduced(self, taken: set[int], found: dict[int, int], lasts: set[str]) -> None:
        """Add the names that a title or a known first name introduces."""
        for start, end, hit in self.known.hits:
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

    def _again(self, taken: set[int], found: dict[int, int], lasts: set[str]) -> None:
        """Add last names that stand alone, and single names that the text or the data say are people's."""
        inside = {i for a, b in found.items() for i in range(a, b)}
        for token in self.doc:
            i, text = token.i, token.text
            upper = text[:1].isupper()
            if not upper and (token.whitespace_ or not text[:1].isalpha()):  # "al-Harbi" goes on without a space
                continue
            if i in taken or i in inside or text in CALENDAR:
                continue
            called = bool(i) and token.pos_ == "PROPN" and not self.known.title(i) and self._is_courtesy(i - 1)
            if called and upper and len(text) > 2:
                self.known.humans.add(i)
            word, end = self._word(i)
            if i not in found and self._rules(token):
                found[i] = i + 1
            elif word in lasts and token.pos_ in {"PROPN", "NOUN", "ADJ", "X"} and word[:1].isupper() | ("-" in word):
                found[i] = end
            elif not upper:
                continue
            elif token.pos_ == "PROPN" and i and self.known.title(i - 1) and i not in found:
                end = i + 1
                while (
                    end < len(self.doc)
                    and self.doc[end].pos_ == "PROPN"
                    and end not in taken
                    and not self.known.title(end)
                ):
                    end += 1
                found[i] = end
            elif called:
                found.setdefault(i, i + 1)
            elif token.pos_ == "PROPN" and self._befallen(token) and (start := self._unknown_name(token, taken)) >= 0:
                found.setdefault(start, i + 1)
                lasts.add(token.text)
            elif self._has_trade(token) and (start := self._unknown_name(token, taken, _UNSURE)) >= 0:
                found.setdefault(start, i + 1)
                lasts.add(token.text)
                self.known.humans.add(start)
            elif self.resolver.family(token.text, self.date) and self._first_name(None, i, taken):
                found[i] = i + 2
            elif token.pos_ == "PROPN" and (
                self.resolver.family(token.text, self.date) or (token.ent_type_ == "PERSON" and self._alone(i))
            ):
                found.setdefault(i, i + 1)
            elif token.pos_ == "PROPN" and self._said_to_be_human(token):
                found.setdefault(i, i + 1)
                lasts.add(token.text)
                self.known.humans.add(i)

    def _is_courtesy(self, i: int) -> bool:
        """Whether a word is "Mr" or "Mrs"; "MS" is a ship."""
        return self.doc[i].is_title and self.doc[i].lower_ in words().courtesies

    def _rules(self, token: Token) -> bool:
        """Whether a government is called by a name: "the Clinton Administration"; not by the last word of a longer one."""
        if token.pos_ != "PROPN" or self.resolver.ruler(token.text, self.date) is None:
            return False
        before = self.doc[token.i - 1] if token.i > token.sent.start else None
        longer = before is not None and before.pos_ == "PROPN" and not self.known.title(before.i)
        return not longer and self.known.is_before_government(token.i + 1)

    def _alone(self, i: int) -> bool:
        """Whether a token is a whole entity of the model and no part of a longer name."""
        doc = self.doc
        after = doc[i + 1] if i + 1 < len(doc) else None
        is_name = doc[i].ent_iob_ == "B" and len(doc[i]) > 2 and doc[i].text not in CALENDAR
        return is_name and (after is None or after.pos_ != "PROPN")

    def _said_to_be_human(self, token: Token) -> bool:
        """Whether the text says of a name what is said of people only, whatever the model takes it for.

        An age ("Begum, 19, left"), kin ("Begum's son"), a trade behind a comma ("Andry, a singer"), "who"; or, where the
        model takes it for nothing, a verb of speech or will, or of arrest and charge.
        """
        if token.dep_ in _WITHIN_NAMES or token.n_lefts or token.ent_type_ in {"DATE", "TIME"}:  # "New Year's Eve"
            return False
        doc, i = self.doc, token.i
        following = doc[i + 1] if i + 1 < len(doc) else None
        if following is None or following.pos_ == "PROPN" or (i > token.sent.start and doc[i - 1].pos_ == "PROPN"):
            return False
        text = token.text
        if len(text) < 3 or not text.isalpha() or text.isupper() or text.lower() in self.resolver.words:
            return False
        if token.dep_ == "poss":
            return token.head.lemma_.lower() in words().kin
        if following.text == "," and i + 3 < len(doc):
            first, second = doc[i + 2], doc[i + 3]
            if first.text.isdigit() and int(first.text) < 110 and second.text == ",":
                return True
            if any(c.dep_ == "appos" and self._is_office(c.lower_) for c in token.children):
                return True
            return first.lower_ in {"who", "whom"} and token.ent_type_ not in _PLACES
        if token.ent_type_:
            return False
        does = token.dep_ == "nsubj" and token.head.lemma_.lower() in words().human
        return does or self._befallen(token)

    @staticmethod
    def _befallen(token: Token) -> bool:
        """Whether a name stands where only people do: "convicted X", "found X guilty", "an investigation against X"."""
        above = token.head.lemma_.lower()
        if token.dep_ in {"dobj", "nsubjpass"}:
            return above in words().befalls
        if token.dep_ == "nsubj":
            return token.head.pos_ == "ADJ" and above in words().judged
        if token.dep_ != "pobj" or above not in {"against", "into"}:
            return False
        governor = token.head.head
        matters = [governor, *(c for c in governor.children if c.dep_ == "dobj")]
        return any(t.lemma_.lower() in words().proceedings for t in matters)

    def _has_trade(self, token: Token) -> bool:
        """Whether a trade beside a comma says that a name is a person's: "Ann Lee, a journalist whom X jailed", "the envoy, Ann Lee"."""
        if token.pos_ != "PROPN":
            return False
        if token.dep_ == "appos" and token.head.tag_ == "NN" and self._is_office(token.head.lower_):
            return True
        trades = [c for c in token.rights if c.dep_ == "appos" and c.tag_ == "NN" and self._is_office(c.lower_)]
        return any(c.lower_ in {"a", "an", "the"} for t in trades for c in t.lefts)

    def _unknown_name(self, last: Token, taken: set[int], kinds: frozenset[str] = frozenset({"", "PERSON"})) -> int:
        """Return where a name of two or three words begins that ends in a token and is nobody's known; -1 where none does.

        `kinds` are what the model may take it for.
        """
        start = last.i
        while start > last.sent.start and self.doc[start - 1].dep_ == "compound" and self.doc[start - 1].head == last:
            start -= 1
        name = self.doc[start : last.i + 1]
        clear = 2 <= len(name) <= 3 and all(
            t.pos_ == "PROPN" and t.is_title and t.is_alpha and t.i not in taken and t.ent_type_ in kinds
            and t.text not in CALENDAR and t.lower_ not in self.resolver.words
            for t in name
        )  # fmt: skip
        return start if clear else -1

    def _is_office(self, word: str) -> bool:
        role = self.resolver.words.get(word)
        return role is not None and role.type == "person"

    def _word(self, i: int) -> tuple[str, int]:
        """Return the text from token `i` to the next space, and its end: "al-Harbi" is one word of three tokens."""
        end = i + 1
        while end < len(self.doc) and not self.doc[end - 1].whitespace_ and self.doc[end].text in {"-", "–"}:
            end = min(end + 2, len(self.doc))
        return (self.doc[i:end].text if end > i + 1 else self.doc[i].text), end

    def _short_names(self, start: int, end: int) -> set[str]:
        """Return what a person may be called by later: the last word of a name, the first of two ("Deng Haoran")."""
        words = self.doc[start:end].text.split()
        return {words[-1], words[0]} if len(words) == 2 else {words[-1]}

    def _named_like_a_place(self, start: int, end: int, taken: set[int]) -> bool:
        """Whether a person's first name is a place's as well: "Paris Hilton", "Israel Vargas"."""
        if end - start != 2 or start not in taken or start + 1 in taken or not self.known.place_at(start):
            return False
        return self.doc[start + 1].pos_ == "PROPN" and not self.known.title(start + 1)

    def _two_last_names(self, start: int, taken: set[int]) -> bool:
        """Whether each word of a name of two is by itself but the last name of somebody known."""
        if not {start, start + 1} <= taken:
            return False
        alone = {a: h for a, b, h in self.known.hits if b - a == 1 and a in {start, start + 1}}
        longer = any(b - a > 1 and a <= start < b for a, b, _ in self.known.hits)
        return not longer and len(alone) == 2 and all(h.names and self.known.all_persons(h) for h in alone.values())

    def _namesake(self, start: int, end: int, taken: set[int]) -> bool:
        """Whether a full name ends in the last name of people of other first names: "Brigitte Macron"."""
        doc, known = self.doc, self.resolver.knowledge.persons
        if end - 1 not in taken or any(i in taken or self.known.title(i) for i in range(start, end - 1)):
            return False
        people = {n.actor for a, b, h in self.known.hits if (a, b) == (end - 1, end) for n in h.names}
        initials = {known[p].name[:1] for p in people if p in known}
        return bool(people) and people <= set(known) and doc[start].text[:1] not in initials

    def _family_of_another(self, start: int, end: int) -> range:
        """Return the last names of a full name that are of people of other first names: "Ali Abdul Gayoom" is not Maumoon."""
        for a, b, hit in self.known.hits:
            people = [self.resolver.knowledge.persons.get(n.actor) for n in hit.names]
            if not (start < a < b - 1 and b == end and people) or self.known.title(a - 1):
                continue
            text = f" {self.doc[a:b].text}"
            if all(p is not None and p.name.endswith(text) and self.doc[start].text not in p.name for p in people):
                return range(a, b)
        return range(0)

    def _first_name(self, hit: Hit | None, start: int, taken: set[int]) -> bool:
        """Whether a last name of somebody known is the first of another's, before a last name that nobody known has."""
        first, last = self.doc[start], self.doc[start + 1] if start + 1 < len(self.doc) else None
        if last is None or first.text not in self.resolver.first_names or not first.whitespace_:
            return False
        known = hit is None or bool(hit.names and self.known.all_persons(hit))
        unknown = last.pos_ == "PROPN" and last.text[:1].isupper() and last.text.lower() not in self.resolver.words
        unknown = unknown and last.text not in CALENDAR
        return known and first.dep_ == "compound" and last.i not in taken and unknown

    def _state_as_first_name(self, hit: Hit, start: int, taken: set[int]) -> bool:
        """Whether a state's name, a first name too, stands before a last name that nothing known has: "Jordan Henderson"."""
        doc = self.doc
        if start + 1 >= len(doc) or not doc[start].whitespace_ or not any("first name" in n.note for n in hit.names):
            return False
        last, after = doc[start + 1], doc[start + 2] if start + 2 < len(doc) else None
        named = after is not None and (after.pos_ == "PROPN" or (after.pos_ == "NOUN" and after.is_title))
        longer = after is not None and named and after.i not in taken and after.text != ","
        capital = last.text[:1].isupper() and not last.text.isupper() and last.text.isalpha() and last.tag_ == "NNP"
        places = all(
            h.places and not h.names for a, b, h in self.known.hits if a <= last.i < b
        )  # Henderson, a town, too
        role = any(
            h.role is not None for a, b, h in self.known.hits if a <= last.i < b
        )  # "Kenya Anti-Corruption Commission"
        known = (last.i in taken and not places) or role or last.text.lower() in self.resolver.words
        dated = last.text in CALENDAR  # "Israel Friday reimposed"
        return capital and not known and not longer and not dated and last.ent_type_ != "ORG"

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
        hit = next((h for a, _, h in self.known.hits if a == end and (h.names or h.places)), None)
        if hit is None or any(n.kind not in {"capital", "spelling"} for n in hit.names):
            return None
        stop = end
        while stop < len(self.doc) and self.doc[stop].pos_ == "PROPN" and not self.known.title(stop):
            stop += 1
        taken.difference_update(range(end, stop))
        return (end, stop) if stop > end else None
