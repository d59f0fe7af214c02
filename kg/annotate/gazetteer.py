"""Every known name in a text, found in one pass: states, capitals, organisations, groups, people, places, roles.

Two Aho-Corasick automata read the text once each: one for names, which keep their case ("Turkey" is no bird), one for
roles ("foreign minister"), which do not. Whatever the number of entries, the cost is that of reading the text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import ahocorasick_rs

from kg.knowledge import Knowledge, Name, Place, Role

_SPACE = re.compile(r"\s")
_IRREGULAR = {"man": "men", "woman": "women", "person": "people", "child": "children", "wife": "wives"}


@dataclass(frozen=True, slots=True)
class Hit:
    """A stretch of text, by character offsets, and the entries that it may stand for."""

    start: int
    end: int
    names: tuple[Name, ...] = ()
    places: tuple[Place, ...] = ()
    role: Role | None = None
    plural: bool = False


def plurals(text: str) -> list[str]:
    """Return the plural forms of a role phrase: of its last word, or of its first before "of", "-general" and the like.

    >>> plurals("foreign minister"), plurals("chief of staff"), plurals("embassy"), plurals("policeman")
    (['foreign ministers'], ['chiefs of staff'], ['embassies'], ['policemen'])
    """
    head, of, tail = text.partition(" of ")
    if of:
        return [f"{p}{of}{tail}" for p in plurals(head)]
    for one, many in _IRREGULAR.items():
        if text.endswith(one):
            return [text[: -len(one)] + many]
    if text.endswith(("s", "x", "ch", "sh")):
        return [] if text.endswith("s") else [text + "es"]
    if text.endswith("y") and text[-2:-1] not in "aeiou":
        return [text[:-1] + "ies"]
    return [text + "s"]


class Gazetteer:
    """The automata over one `Knowledge`; `find` reads a text."""

    def __init__(self, knowledge: Knowledge):
        self._names: dict[str, list[Name]] = defaultdict(list)
        for name in knowledge.names:
            self._names[name.text].append(name)
        # Last names and companies are often words: "may", "shell".
        self._worded = {*knowledge.persons, *(g.id for g in knowledge.groups.values() if g.type == "company")}
        self._places: dict[str, list[Place]] = defaultdict(list)
        for place in knowledge.places:
            self._places[place.text].append(place)
        self._roles: dict[str, tuple[Role, bool]] = {}
        for role in knowledge.roles:
            for form in plurals(role.text.lower()):
                self._roles.setdefault(form, (role, True))
        for role in knowledge.roles:
            self._roles[role.text.lower()] = (role, role.type == "people")
        self._name_texts = sorted(set(self._names) | set(self._places))
        self._role_texts = sorted(self._roles)
        self._name_automaton = _automaton(self._name_texts)
        self._role_automaton = _automaton(self._role_texts)

    def names(self, text: str) -> tuple[Name, ...]:
        """Return the entries of a whole name."""
        return tuple(self._names.get(text, ()))

    @cached_property
    def _lowered(self) -> tuple[list[str], dict[str, str], ahocorasick_rs.AhoCorasick]:
        """The names that are told without their capitals: of several words, or no word of another meaning."""
        proper: dict[str, str] = {}
        for text, names in self._names.items():
            clear = not any(n.note.startswith(("ambiguous", "mostly this")) for n in names)
            word = any(n.actor not in self._worded and (not n.note or n.kind == "adjective") for n in names)
            if clear and len(text) > 3 and (" " in text or word):
                proper.setdefault(text.lower(), text)
        for text in self._places:
            if " " in text:
                proper.setdefault(text.lower(), text)
        texts = sorted(t for t in proper if t not in self._roles)
        return texts, proper, _automaton(texts)

    def recase(self, text: str) -> str:
        """Return a text written in one case with the capitals of the names that it has: "moroccan king".

        >>> from kg.knowledge import load
        >>> Gazetteer(load()).recase("UKRAINIAN SOLDIERS")
        'Ukrainian soldiers'
        """
        low = _lower(text)
        texts, proper, automaton = self._lowered
        for index, start, end in _matches(automaton, low.replace("’", "'")):
            known = proper[texts[index]]
            low = low[:start] + known + low[end:]
        return low

    def find(self, text: str) -> list[Hit]:
        """Return the hits in order of their start; names do not overlap names, nor roles roles.

        A role may overlap a name ("US army" beside "army"): the caller decides.
        """
        flat = _SPACE.sub(" ", text).replace("’", "'")
        hits = []
        ends: dict[int, int] = {}
        for index, start, end in _matches(self._name_automaton, flat):
            key = self._name_texts[index]
            hits.append(Hit(start, end, names=tuple(self._names.get(key, ())), places=tuple(self._places.get(key, ()))))
            ends.update((at, end) for at in range(start + 1, end) if flat[at - 1] == " ")
        low = _lower(flat)
        for index, start, end in _matches(self._role_automaton, low):
            found = self._roles[self._role_texts[index]]
            name_end = ends.get(start, end)
            if name_end < end:  # "Mexico City police" is no "city police"
                start = name_end + 1
                rest = self._roles.get(low[start:end])
                if rest is None:
                    continue
                found = rest
            hits.append(Hit(start, end, role=found[0], plural=found[1]))
        return sorted(hits, key=lambda h: (h.start, -h.end, h.role is not None))


def _automaton(texts: list[str]) -> ahocorasick_rs.AhoCorasick:
    return ahocorasick_rs.AhoCorasick([t.replace("’", "'") for t in texts], matchkind=ahocorasick_rs.MatchKind.Standard)


def _matches(automaton: ahocorasick_rs.AhoCorasick, text: str) -> Iterator[tuple[int, int, int]]:
    """Yield the matches of whole words: from the left the longest, none overlapping another.

    The automaton gives every match, those that end inside a word too: left to choose, it would take "Shiite militia" in
    "Shiite militiamen", and find nothing there.
    """
    whole = [
        (start, -end, index)
        for index, start, end in automaton.find_matches_as_indexes(text, overlapping=True)
        if _boundary(text, end) and _boundary(text, start)
    ]
    whole.sort()
    last = 0
    for start, minus_end, index in whole:
        if start >= last:
            last = -minus_end
            yield index, start, last


def _boundary(text: str, at: int) -> bool:
    return at in (0, len(text)) or not (text[at - 1].isalnum() and text[at].isalnum())


def _lower(text: str) -> str:
    """Lower-case without changing the length: a letter whose small form is longer stays as it is."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
