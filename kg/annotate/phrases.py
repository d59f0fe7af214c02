"""The grammar of actor phrases: which words belong together in "the French president's envoy to the Sahel".

A sentence becomes a row of units (a known name, a role, an unknown proper name, a noun, a function word); the grammar
reads the row from left to right into `Phrase`s. Nothing here knows who anybody is: `kg.annotate.resolver` does.
The phrase's head decides what it names: "French president" is a person, "French company" a company, "French cheese"
nobody, though in all three France is a modifier that a noun of action ("French airstrike") may need.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from spacy.tokens import Span, Token

from kg.annotate.extensions import Use
from kg.annotate.gazetteer import Hit
from kg.knowledge import Role
from kg.lexicon import cues

COMPASS = frozenset("north south east west northeast northwest southeast southwest central".split())
FORMER = frozenset("former ex late ousted deposed toppled overthrown onetime erstwhile".split())
_STATE_LIKE = "SCT"
_OWNERS = "SCTOGAU"
_ARGUMENT = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "dative", "agent"})
VERBAL = frozenset({"VBD", "VBZ", "VBP", "VBN", "MD"})
"""Tags of a word that may be the verb of a clause."""
_MEMBERS = frozenset(
    """member members group movement organization organisation network followers sympathizers forum bloc grouping alliance
    club cartel""".split()
)
_SEATED = frozenset({"based", "headquartered"})
"""Participles that say where a group is at home: "a terror group based in Algeria"."""
_SPEAKS_FOR = frozenset({"spokesperson", "official", "chief", "member", "minister"})
"""Levels of roles that work "for" somebody ("a spokesman for the army", "a lawyer for Hamas")."""
_INHABITANTS = frozenset({"people", "armed group", "person", "body", "state", "party"})
_AT_HOME = frozenset({"in", "from", "at"})
ARMED = frozenset({"MIL", "COP", "REB", "UAF"})
_STANDS = frozenset({"in", "at", "near", "on"})
"""Where a base or a prison stands."""
_FIRM = frozenset("corp co inc ltd plc llc ag sa spa nv gmbh group holding holdings motor motors corporation".split())
"""What a company's full name ends with: "Toyota Motor Corp." is Toyota."""
_FORCEFUL = frozenset("GOV MIL COP SPY LEG JUD REB UAF OPP PTY LAB EDU CRM".split())
"""Sectors of which a noun before another is the one who does it: "a police raid", "a student protest"."""
TONGUES = frozenset({"language", "languages"})
_PRONOUNS = frozenset("its their his her our my your".split())
_AGE = re.compile(r"\w+[-–]year[-–]old")


@dataclass(slots=True)
class Unit:
    """A stretch of tokens with one part in the grammar; see `KINDS`."""

    kind: str
    start: int
    end: int
    hit: Hit | None = None
    text: str = ""
    whole: bool = False
    """True where the parser makes it an argument: a noun behind it belongs to another phrase."""
    dep: str = ""
    """What the parser makes of its last word."""
    verbal: bool = False
    """True of a word that may be the verb of a clause."""


KINDS = {
    "S": "name of a state", "A": "adjective or demonym", "C": "capital", "T": "seat of power", "P": "place",
    "O": "organisation", "G": "group", "H": "known person", "N": "unknown proper name of a person",
    "U": "unknown organisation", "R": "role that can act", "Q": "thing that acts for its owner", "Z": "noun that is no actor", "n": "other noun",
    "d": "determiner, number, possessive pronoun", "j": "adjective", "p": "possessive 's", "o": "of", "t": "to",
    "i": "in, at, for, from", "h": "hyphen", "a": "and", "c": "comma", "x": "anything else",
}  # fmt: skip


@dataclass(slots=True)
class Phrase:
    """A noun phrase that names an actor, or modifies one, by its units."""

    start: int
    end: int
    head: Unit
    use: Use = "head"
    owners: list[Phrase] = field(default_factory=list)
    roles: list[Unit] = field(default_factory=list)
    name: Unit | None = None
    modifiers: set[str] = field(default_factory=set)
    toward: Phrase | None = None
    counted: bool = False
    definite: bool = False
    owned: bool = False
    """Whether a pronoun says whose it is: "its troops in X" are not X's."""


def units(
    sentence: Span, hits: Iterable[Unit], names: dict[int, int], bodies: dict[int, int] | None = None
) -> list[Unit]:
    """Return the row of units of a sentence: known stretches first, every other token by its part of speech.

    `hits` are disjoint units of known names and roles; `names` maps the first token of an unknown proper name of a person
    to its end, `bodies` that of an organisation.
    """
    known = {u.start: u for u in hits}
    bodies = bodies or {}
    row: list[Unit] = []
    doc, i = sentence.doc, sentence.start
    while i < sentence.end:
        unit = known.get(i)
        if unit is not None and unit.kind in "Zn" and i in bodies:
            unit = None  # the Fish of "Fish and Wildlife Service"
        if unit is None and i in names:
            unit = Unit("N", i, names[i], None, doc[i : names[i]].text)
        if unit is None and i in bodies:
            unit = Unit("U", i, bodies[i], None, doc[i : bodies[i]].text)
        last = doc[i] if unit is None else doc[unit.end - 1]
        if unit is None and last.pos_ == "NUM" and _AGE.fullmatch(doc[i : i + 5].text):
            unit = Unit("j", i, i + 5, None, doc[i : i + 5].text)
            last = doc[unit.end - 1]
        if unit is None:
            unit = Unit(_kind(last), i, i + 1, None, last.text)
        unit.dep, unit.verbal = last.dep_, last.tag_ in VERBAL
        unit.whole = unit.dep in _ARGUMENT
        row.append(unit)
        i = unit.end
    return row


def _tidied(row: list[Unit]) -> list[Unit]:
    """Return the row without what parts a name from its role: "the Kurdistan Workers' Party (PKK) militants", "the Isis “caliphate”"."""
    kept: list[Unit] = []
    skipped: set[int] = set()
    quoted: set[int] = set()
    for i, unit in enumerate(row):
        if i in skipped:
            continue
        kept.append(replace(unit, end=unit.end + 1) if i in quoted else unit)
        if unit.hit is None or unit.kind not in "GOSU" or i + 3 >= len(row):
            continue
        inner, marks = row[i + 2], row[i + 1].text + row[i + 3].text
        short = marks == "()" and inner.hit is not None and _actors(inner.hit) & _actors(unit.hit)
        if short and i + 4 < len(row) and row[i + 4].kind in "RQ":
            skipped |= {i + 1, i + 2, i + 3}
        elif marks in _QUOTES and inner.kind == "R":
            skipped |= {i + 1, i + 3}
            quoted.add(i + 2)
    return kept


def _actors(hit: Hit) -> set[str]:
    return {n.actor for n in hit.names}


_QUOTES = frozenset({"“”", "‘’", '""', "''"})


def _forceful(unit: Unit, thing: Unit, *, owned: bool) -> bool:
    """Whether a role before a noun says whose act it may be: rebels attack, courts order; a child's play is no politics.

    "The Thai military offensive" is of its military, a "military target" of some military, a "military solution" nobody's.
    """
    role = unit.hit.role if unit.hit is not None else None
    if role is not None and role.note == "adjective too" and not owned:
        return thing.text.lower().rstrip("s") in cues().sites
    return role is not None and unit.kind == "R" and role.sector in _FORCEFUL


_PREPOSITIONS = frozenset("in at for from on near inside across around within".split())


_TIMES = frozenset({
    *"year month week night weekend decade century spring summer autumn fall winter".split(),
    *(name.lower() for name in (*calendar.day_name, *calendar.month_name)),
})  # fmt: skip


_DAYS = frozenset({"today", "tonight", "yesterday", "tomorrow", *(name.lower() for name in calendar.day_name)})


def _kind(token: Token) -> str:
    low, tag, pos, dep = token.lower_, token.tag_, token.pos_, token.dep_
    if tag == "POS" or low in {"'s", "’s"}:
        return "p"
    if low == "of":
        return "o"
    if (low == "to" and tag != "TO") or (low == "to" and dep == "prep"):
        return "t"
    if low in _PREPOSITIONS and pos == "ADP":
        return "i"
    if low in {"and", "or", "&"}:
        return "a"
    if low == ",":
        return "c"
    if low in {"-", "–"}:
        return "h"
    if token.ent_type_ in {"DATE", "TIME"} and pos in {"NOUN", "PROPN"} and dep in {"npadvmod", "nsubj", "dobj"}:
        return "x"  # "a judge Thursday approved"
    if low in _DAYS and dep in {"npadvmod", "nsubj", "dobj", "advmod"}:
        return "x"  # "entered the West Bank today"
    if (
        low in {"last", "next", "late", "early"}
        and token.i + 1 < len(token.doc)
        and token.nbor().lemma_.lower() in _TIMES
    ):
        return "x"  # "joined NATO last year", "struck the Houthis late Friday"
    if pos in {"DET", "NUM"} or tag == "PRP$":
        return "d"
    if low in COMPASS and dep in {"amod", "compound", "nmod", "advmod"}:
        return "j"  # "east Bosnia"
    if pos == "ADJ" or (tag in {"VBN", "VBG"} and dep in {"amod", "compound"}):
        return "j"
    if pos in {"NOUN", "PROPN"}:
        return "n"
    return "x"


def is_government(role: Role) -> bool:
    """Whether a role is a state's government, or of it, which may be called by its leader's name."""
    return role.type == "state" or role.text.lower().split()[0] in {"cabinet", "administration", "government"}


def _is_plural(phrase: Phrase) -> bool:
    return phrase.head.hit is not None and phrase.head.hit.plural


class Reader:
    """Reads one row of units into phrases."""

    def __init__(self, row: list[Unit]):
        self.row = _tidied(row)
        self.found: list[Phrase] = []

    def read(self) -> list[Phrase]:
        """Return all phrases, inner ones too, in the order of their heads."""
        i = 0
        while i < len(self.row):
            end, phrase = self._phrase(i)
            if phrase is not None:
                self.found.append(phrase)
                end = self._apposition(phrase, end)
            i = max(end, i + 1)
        return sorted(self.found, key=lambda p: (p.start, -p.end))

    def _kinds(self, i: int) -> str:
        return self.row[i].kind if i < len(self.row) else "."

    # -- one noun phrase ---------------------------------------------------------------------------------------------

    def _phrase(self, i: int) -> tuple[int, Phrase | None]:
        """Read the noun phrase that starts at unit `i`; return where it ends and the phrase, if it names an actor."""
        stretch = self._stretch(i)
        if stretch == i:
            return i, None
        owner: Phrase | None = None
        part: list[Unit] = []
        for k in range(i, stretch):
            unit = self.row[k]
            if unit.kind == "p" and part and k + 1 < stretch:
                possessor = self._part(part, owner)
                if possessor is not None:
                    possessor.use = "possessive"
                    self.found.append(possessor)
                owner, part = possessor, []
            elif unit.kind != "p":
                part.append(unit)
        phrase = self._part(part, owner) if part else None
        if phrase is None:
            return stretch, None
        return self._complements(phrase, stretch), phrase

    def _stretch(self, i: int) -> int:
        """Return the end of the run of units that can stand in one noun phrase."""
        j = i
        previous = ""
        while j < len(self.row):
            kind = self.row[j].kind
            if kind in "xoti" or (kind in "ac" and not self._joins_owners(j)):
                break
            if kind == "h":
                if not (previous and previous in "SACPOGUTjn" and self._kinds(j + 1) in "jnSACTPORQZxGU"):
                    break
                if self._kinds(j + 1) == "x" and self.row[j + 1].text.lower() not in cues().links:
                    break
                j += 2
                previous = "j"
                continue
            if previous and kind in "d" and previous not in "da" and previous != "p":
                break
            joined = kind == "U" and previous == "S" and not self.row[j - 1].whole  # "the U.S. Wildlife Service"
            joined |= kind == "j" and previous == "S" and self._modifies(j - 1)  # "U.S. federal investigators"
            if previous and previous in "SCTHN" and kind in "SACTdjHNU" and not joined:
                break
            if previous in ("O", "G", "U") and kind in "SCTdOU":
                break
            if previous and previous in "SCTOGURQHN" and kind in "nZ" and self.row[j - 1].whole:
                break  # "granted the government permission"
            if previous and previous in "SCTOGU" and self.row[j - 1].dep == "dative":
                if kind == "Q" or (kind == "R" and self._kinds(j + 1) == "Q"):
                    break  # "gave Ukraine air defence radars"
            if previous and previous in "RQ" and kind in "jnZQRd" and self.row[j - 1].dep == "dative":
                break  # "sent the rebels anti-tank missiles"
            if previous in ("R", "Q") and kind in "SACTOUdj":
                break
            if previous in ("n", "Z") and kind in "SACTOUdjHN":
                break
            if previous in ("H", "N") and kind != "p" and not self._is_government(j):
                break
            if previous == "P" and kind in "SACTOUHNd":
                break
            previous = kind
            j += 1
        return j

    def _modifies(self, j: int) -> bool:
        """Whether a state's name belongs to a role behind an adjective, by the parse and by what stands there."""
        return (
            self.row[j].dep in {"compound", "nmod", "amod"} and self._kinds(j + 1) == "j" and self._kinds(j + 2) == "R"
        )

    def _is_government(self, j: int) -> bool:
        """Whether a role follows that a person's name may modify: "the Obama administration", "the Orban cabinet"."""
        hit = self.row[j].hit
        return self.row[j].kind == "R" and hit is not None and hit.role is not None and is_government(hit.role)

    def _joins_owners(self, j: int) -> bool:
        """Whether "and" or a comma at `j` joins owners of one head: "the Chinese, Indian and Russian foreign ministers"."""
        before, after = j - 1, j + 1
        if self._kinds(j) == "c" and self._pairs(before):
            return True
        serial = "A" if self._kinds(j) == "c" or self._kinds(before) == "c" else "AS"
        if self._kinds(j) == "c" and self._kinds(after) == "a":  # "Chinese, Indian, and Russian"
            after += 1
        elif self._kinds(j) == "a" and self._kinds(before) == "c":
            before -= 1
        if before < 0 or self._kinds(before) not in serial or self._kinds(after) not in serial:
            return False
        if self._kinds(j) == "c" and after == j + 1:  # of a list, the end says whether it is one
            return self._kinds(after + 1) in ("a", "c") and self._joins_owners(after + 1)
        k = after + 1
        while self._kinds(k) in "jn":
            k += 1
        left = self.row[before]
        if left.kind == "S" and self._kinds(after) == "A" and not left.text.replace(".", "").isupper():
            return False  # "between Syria and Palestinian officials", but "US and British forces"
        return "A" in (self._kinds(before), self._kinds(after)) and self._kinds(k) in "RQ"

    def _pairs(self, i: int) -> bool:
        """Whether an adjective and the one behind its comma are of one head, by the parse: "expels French, German envoys"."""
        k = i + 3
        while self._kinds(k) in "jn":
            k += 1
        paired = i >= 0 and self._kinds(i) == "A" and self.row[i].dep == "amod" and self._kinds(i + 2) in "AS"
        return paired and self._kinds(k) == "R"

    def _part(self, part: list[Unit], owner: Phrase | None) -> Phrase | None:
        """Build the phrase of one possessive-free stretch; `owner` is its possessor."""
        part = self._with_members(self._joined_modifiers(part))
        while part and part[-1].kind in "dja":
            part = part[:-1]
        if not part:
            return None
        owners = [owner] if owner else []
        head = part[-1]
        roles: list[Unit] = []
        modifiers: set[str] = set()
        counted = definite = owned = False
        name: Unit | None = None
        for unit in part:
            last = unit is head
            if unit.kind in "jn" and not last:
                modifiers.add(unit.text.lower())
            elif unit.kind == "d":
                counted = counted or unit.text.lower() not in {"the", "this", "that", "these", "those"}
                definite = definite or unit.text.lower() in {"the", "this", "that"}
                owned = owned or unit.text.lower() in _PRONOUNS
            elif unit.kind in "RQ":
                roles.append(unit)
            elif unit.kind in "HN" and last:
                name = unit
            elif unit.kind in "HN" and not roles:
                inner = Phrase(unit.start, unit.end, unit, use="modifier", name=unit)
                owners.append(inner)
                self.found.append(inner)
            elif unit.kind == "A" and not last and head.text.lower().endswith(("minority", "minorities")):
                continue  # "the Russian minority" is at home where it is one
            elif unit.kind == "A" and not last and ("ethnic" in modifiers or head.text.lower() in TONGUES):
                # "Ethnic Albanian unrest", "the Russian language": of a people, and of no state.
                self.found.append(Phrase(unit.start, unit.end, unit, use="modifier"))
            elif unit.kind in _OWNERS and not last:
                inner = Phrase(unit.start, unit.end, unit, use="modifier")
                owners.append(inner)
                self.found.append(inner)
            elif unit.kind == "P" and any(u.kind == "R" and u.start > unit.start for u in part):  # "Toronto police"
                owners.append(Phrase(unit.start, unit.end, unit, use="place"))
        if head.kind in "nZ" or (head.kind == "P" and any(u.kind not in "dj" for u in part[:-1])):
            for o in owners:
                o.use = "possessive" if o.use == "possessive" else "modifier"
            if (
                roles and roles[-1].end == head.start and _forceful(roles[-1], head, owned=bool(owners) or owned)
            ):  # "a rebel attack", "the Thai army offensive"
                self.found.append(
                    Phrase(roles[-1].start, roles[-1].end, roles[-1], use="modifier", owners=owners, roles=roles)
                )
            for unit in part[:-1]:
                if unit.kind == "P" and head.kind in "nZ":  # "the Borno village"
                    self.found.append(Phrase(unit.start, unit.end, unit, use="place"))
            return None
        start = part[0].start
        while start < head.start and self._unit_at(start) in "dj":
            start += 1
        phrase = Phrase(
            start, head.end, head, owners=owners, roles=roles, name=name, modifiers=modifiers, counted=counted,
            definite=definite, owned=owned,
        )  # fmt: skip
        if head.kind == "P":
            phrase.use = "place"
        return phrase

    @staticmethod
    def _with_members(part: list[Unit]) -> list[Unit]:
        """Let a group take in what only says that it is one: "45 Boko Haram members", "Toyota Motor Corp."."""
        firm = len(part)
        while firm > 1 and part[firm - 1].text.lower().rstrip(".") in _FIRM:
            if not part[firm - 1].text[:1].isupper() and part[firm - 1].text != "plc":
                break
            firm -= 1
        if firm < len(part) and part[firm - 1].kind == "G":
            group, last = part[firm - 1], part[-1]
            return [*part[: firm - 1], Unit("G", group.start, last.end, group.hit, group.text, last.whole)]
        if len(part) < 2 or part[-2].kind not in "GOU" or part[-1].text.lower() not in _MEMBERS:
            return part
        group, last = part[-2:]
        return [*part[:-2], Unit(group.kind, group.start, last.end, group.hit, group.text, last.whole)]

    def _unit_at(self, token: int) -> str:
        return next((u.kind for u in self.row if u.start <= token < u.end), "x")

    def _joined_modifiers(self, part: list[Unit]) -> list[Unit]:
        """Fold "US-led", "pro-Russian", "Saudi-backed" into one adjective; the state in it stays a modifier mention."""
        folded: list[Unit] = []
        k = 0
        while k < len(part):
            if k + 2 < len(part) and part[k + 1].kind == "h":
                left, right = part[k], part[k + 2]
                both = left.kind in _OWNERS and right.kind in _OWNERS
                if both:
                    folded += [left, right]
                elif left.kind in _OWNERS and right.text.lower() in cues().links | cues().likeness:
                    self.found.append(Phrase(left.start, left.end, left, use="modifier"))
                    folded.append(Unit("j", left.start, right.end, None, right.text))
                elif left.text.lower() in {"pro", "anti", "non", "ex", "vice"}:
                    if left.text.lower() == "ex":
                        folded += [Unit("j", left.start, left.end, None, "ex"), right]
                    elif right.kind in _OWNERS:
                        self.found.append(Phrase(right.start, right.end, right, use="modifier"))
                        folded.append(Unit("j", left.start, right.end, None, left.text))
                    else:
                        folded.append(Unit("j", left.start, right.end, None, right.text))
                elif right.kind in "RQnZ" or left.kind in _OWNERS:
                    folded += [left, right]
                else:
                    folded.append(Unit("j", left.start, right.end, None, right.text))
                k += 3
            else:
                folded.append(part[k])
                k += 1
        return folded

    # -- what follows a noun phrase ------------------------------------------------------------------------------------

    def _goes_on(self, end: int) -> bool:
        """Whether what ends here is coordinated with another state or organisation."""
        joined = end < len(self.row) and self.row[end].text.lower() in {"and", ","}
        return joined and self._kind_behind(end) in tuple("SOCP")

    def _kind_behind(self, j: int) -> str:
        """Return the kind of the unit behind another and its article: "from the OSCE"."""
        return self._kinds(j + 2 if self._kinds(j + 1) == "d" else j + 1)

    def _complements(self, phrase: Phrase, j: int) -> int:
        """Attach "of France", "to Angola", "in Ukraine" to a role; return the end."""
        if phrase.head.kind not in "RQ" or phrase.name:
            return j
        if self._kinds(j) == "o":
            before = len(self.found)
            end, inner = self._phrase(j + 1)
            if inner is not None and inner.head.kind in "SOGUCTRHN":
                inner.use = "possessive" if inner.head.kind in "RHN" else "modifier"
                self.found.append(inner)
                for other in phrase.owners if inner.head.kind in "OGU" else ():
                    if other.head.kind == "S" and other.use == "modifier":
                        other.use = "place"  # "the Turkey head of Amnesty International" works there
                # "the Australian director of the agency" directs the agency.
                phrase.owners.insert(0 if inner.head.kind in "OGU" else len(phrase.owners), inner)
                phrase.end = max(phrase.end, inner.end)
                j = self._more_owners(phrase, inner, end)
            else:
                del self.found[before:]  # they are read again, by themselves
        role = phrase.head.hit.role if phrase.head.hit else None
        if role is None:
            return j
        if self._kinds(j) == "a" and self._kinds(j + 1) in "RQ" and self._kinds(j + 2) == "o" and not phrase.owners:
            before = len(self.found)  # "the government and people of X"; X is read with the people
            _, inner = self._phrase(j + 3)
            del self.found[before:]
            if inner is not None and inner.head.kind in "SO":
                inner.use = "modifier"
                phrase.owners.append(inner)
            return j
        word = self.row[j].text.lower() if j < len(self.row) else ""
        if self._kinds(j) in ("t", "i") and role.level == "ambassador":
            end, inner = self._phrase(j + 1)
            if inner is not None and inner.head.kind in "SOCP":
                if not self._goes_on(end):  # of "ambassadors to A and B" neither is a mere modifier
                    inner.use = "modifier"
                self.found.append(inner)
                phrase.toward = inner
                phrase.end = max(phrase.end, inner.end)
                j = end
        elif not phrase.owners and (
            (word == "for" and role.type == "person" and self._serves(role))
            or (word == "to" and role.type == "person" and role.level == "official" and role.note in {"", "noun"})
            or (word == "from" and role.type == "person" and self._kind_behind(j) == "O")
        ):
            before = len(self.found)
            end, inner = self._phrase(j + 1)
            if inner is not None and (inner.head.kind in "SOGUCTHN" or (
                inner.head.kind == "R" and (inner.owners or inner.name)
            )):  # fmt: skip
                inner.use = "modifier" if inner.head.kind in "SOGUCT" else "possessive"
                self.found.append(inner)
                phrase.owners.append(inner)
                phrase.end = max(phrase.end, inner.end)
                j = end
            else:
                del self.found[before:]
        elif not phrase.owned and all(o.head.kind == "G" for o in phrase.owners):
            place = self._place_of(role, phrase.roles, j)
            for each in self._listed(place, phrase.head) if place is not None else ():
                phrase.owners.append(Phrase(each.start, each.end, each, use="place"))
        return j

    def _more_owners(self, phrase: Phrase, first: Phrase, j: int) -> int:
        """Attach the states that are coordinated with the first: "the foreign ministers of Brazil, Peru and Chile"; return the end."""
        if first.head.kind != "S" or phrase.head.hit is None or not phrase.head.hit.plural:
            return j
        before, more, k = len(self.found), list[Phrase](), j
        while self._kinds(k) in ("a", "c"):
            last = self.row[k].text.lower() == "and"
            end, inner = self._phrase(k + 1)
            if inner is None or inner.head.kind != "S":
                break
            inner.use = "modifier"
            more.append(inner)
            k = end
            if last:
                self.found += more
                phrase.owners += more
                phrase.end = max(phrase.end, k)
                return k
        del self.found[before:]
        return j

    def _listed(self, place: Unit, head: Unit) -> list[Unit]:
        """Return a place with those that are coordinated with it: "people in Chad, Niger and Mali"."""
        places, k = [place], self.row.index(place) + 1
        while self._kinds(k) in ("a", "c"):
            after = k + 2 if self._kinds(k) == "c" and self._kinds(k + 1) == "a" else k + 1
            if self._kinds(after) not in ("S", "P", "C") or self.row[after].dep != "conj":
                break
            places.append(self.row[after])
            k = after + 1
        # "rebels in Mali and Niger sent troops": what follows may be the subject of its own clause.
        clause = k < len(self.row) and self.row[k].verbal and head.dep not in {"nsubj", "nsubjpass"}
        return places[:1] if clause else places

    def _place_of(self, role: Role, roles: list[Unit], j: int) -> Unit | None:
        """Return the place from `j` on that says of which state people or a site are: "the rebels in northern Mali"."""
        word = self.row[j].text.lower() if j < len(self.row) else ""
        words = _AT_HOME if role.type in _INHABITANTS else _STANDS if self._is_site(role, roles) else None
        if words is None:
            return None
        if role.sector in {"REF", "CVL"} and (fled := self._fled(j)) is not None:
            return fled
        if word in _SEATED and self._kinds(j + 1) == "i":
            return self._locality(j + 2)
        within = word in words and not role.note.startswith("office")
        return self._locality(j + 1) if within or self._kinds(j) == "o" else None

    def _fled(self, j: int) -> Unit | None:
        """Return the land that people leave: "refugees fleeing the war in Liberia", "who fled Syria", "displaced by fighting in"."""
        if self._kinds(j) == "x" and self.row[j].text.lower() in {"who", "that"}:
            j += 1
        while self._kinds(j) == "x" and self.row[j].text.lower() in {"have", "had", "were", "are", "been"}:
            j += 1
        if j >= len(self.row) or self.row[j].text.lower() not in cues().fleeing | cues().uprooted:
            return None
        j += 1
        if j < len(self.row) and self.row[j].text.lower() in {"by", "from"}:
            j += 1
        return self._locality(j)

    @staticmethod
    def _is_site(role: Role, roles: list[Unit]) -> bool:
        """Whether a thing is of the forces in whose land it stands, where nobody else is named: "an army camp in Mali"."""
        sectors = {u.hit.role.sector for u in roles if u.hit is not None and u.hit.role is not None}
        return role.type == "property" and bool(sectors & ARMED) and role.text.split()[-1] in cues().sites

    @staticmethod
    def _serves(role: Role) -> bool:
        """Whether a role is done for somebody: spokesmen and lawyers are, candidates for an office are not."""
        speaks = role.level in _SPEAKS_FOR and "candidate" not in role.text
        return speaks or role.text.split()[-1].lower() in cues().serving

    def _locality(self, j: int, *, depth: int = 2) -> Unit | None:
        """Return the place that a noun phrase at `j` is, or lies in: "Helmand province", "a village in Nigeria"."""
        k = j
        while self._kinds(k) in "dj":
            k += 1
        if self._kinds(k) == "A" and self._kinds(k + 1) in ("P", "C"):
            return self.row[k]  # "the Syrian Golan Heights"
        if self._kinds(k) in ("S", "P", "C"):
            place, k = self.row[k], k + 1
            while self._kinds(k) in ("n", "Z"):
                k += 1
            if self._kinds(k) == "h":
                return None  # "in the face of Chad-backed rebels"
            # "in Russia's south" is in Russia, "of Russia's army" is the army's; "Cairo University" lies in Cairo.
            return place if self._kinds(k) != "p" or self._kinds(k + 1) in "njP" else None
        nouns = k
        while self._kinds(k) in ("n", "Z", "A", "j"):
            k += 1
        if k > nouns and depth and self._kinds(k) in ("o", "i"):
            return self._locality(k + 1, depth=depth - 1)
        return None

    def _apposition(self, phrase: Phrase, j: int) -> int:
        """Join a name and a role that stand in apposition, with or without a comma; return the end."""
        role = phrase.head.kind == "R"
        k = j + 1 if self._kinds(j) == "c" else j
        comma = k > j
        last = phrase.owners[-1] if phrase.owners else None
        if role and comma and _is_plural(phrase) and last is not None and last.end == phrase.end:
            if last.head.kind == "R" and not _is_plural(last):  # "supporters of the leader, X": X leads
                end = self._apposition(last, j)
                phrase.end = last.end
                return end
        if role and phrase.name is None and (phrase.owners or phrase.definite or not comma):
            if self._kinds(k) in ("H", "N") and self._closes(k + 1, comma):
                phrase.name = self.row[k]
                phrase.end = self.row[k].end
                return self._of_state(phrase, k + 1)
        if phrase.head.kind in "HN" and not comma:
            return self._of_state(phrase, j) if phrase.roles else self._of_body(phrase, j)
        if phrase.head.kind in "HN" and comma and not phrase.owners and all(map(self._is_address, phrase.roles)):
            before = len(self.found)
            if self._kinds(k) == "d" and self.row[k].text.isdigit() and self._kinds(k + 1) == "c":
                k += 2  # "Thomas Weber, 61, a German diplomat"
            end, other = self._phrase(k)
            if (
                other is not None and other.head.kind == "R" and other.name is None
                and (other.owners or other.definite) and self._closes(end, comma=True)
                and not self._resumes(phrase.head, other.head)
            ):  # fmt: skip
                phrase.roles, phrase.owners = [*phrase.roles, *other.roles], phrase.owners + other.owners
                phrase.modifiers |= other.modifiers
                phrase.toward = other.toward
                self.found[before:] = [p for p in self.found[before:] if p is not other]
                return end
            del self.found[before:]
        return j

    def _resumes(self, name: Unit, role: Unit) -> bool:
        """Whether a role begins the main clause behind the one that a name ends: "Urging X to free Ann Lee, the minister met Y"."""
        gerund = self.row[0].dep == "advcl" and self.row[0].text.endswith("ing")
        return gerund and role.dep in {"nsubj", "nsubjpass"} and name.dep in {"dobj", "pobj", "dative"}

    @staticmethod
    def _is_address(unit: Unit) -> bool:
        """Whether a role is a form of address only, so that another may say what a person is: "Dr. Mukwege, a surgeon"."""
        return unit.hit is not None and unit.hit.role is not None and unit.hit.role.note == "title only"

    def _of_state(self, phrase: Phrase, j: int) -> int:
        """Attach "of Ukraine", "of the Kenyan police" to a person with a title ("Colonel Petrenko of Ukraine"); return the end."""
        if phrase.owners or self._kinds(j) != "o" or self._kinds(j + 1) != "S":
            return self._of_body(phrase, j)
        if self._kinds(j + 2) == "p":
            return j
        state = self.row[j + 1]
        inner = Phrase(state.start, state.end, state, use="modifier")
        self.found.append(inner)
        phrase.owners.append(inner)
        phrase.end = state.end
        return j + 2

    def _of_body(self, phrase: Phrase, j: int) -> int:
        if phrase.owners or self._kinds(j) != "o":
            return j
        before = len(self.found)
        end, inner = self._phrase(j + 1)
        body = (
            inner is not None
            and inner.name is None
            and (inner.head.kind in "OG" or (inner.head.kind == "R" and inner.owners))
        )
        if inner is None or not body:
            del self.found[before:]
            return j
        inner.use = "modifier" if inner.head.kind != "R" else "possessive"
        self.found.append(inner)
        phrase.owners.append(inner)
        phrase.end = inner.end
        return end

    def _closes(self, j: int, comma: bool) -> bool:
        """Whether an apposition may end at `j`: a list ("Macron, the German chancellor and ...") goes on with "and"."""
        return not comma or self._kinds(j) not in "a"
