"""Who a phrase names, at a date: from the knowledge, and from what the article itself has said before.

`Resolver` knows the data files; `Memory` knows one article: the people it has introduced, with office and state.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import cast

from kg.annotate import reference
from kg.annotate.entities import CALENDAR
from kg.knowledge import Knowledge, Name, Role, load
from kg.model import ORGANISED, Actor, ActorType
from kg.names import local_name
from kg.terms import covers

SECTOR_WORDS = {
    "GOV": "officials", "MIL": "military", "LEG": "lawmakers", "JUD": "judiciary", "COP": "police", "SPY": "intelligence",
    "PTY": "politicians", "OPP": "opposition", "REB": "rebels", "UAF": "armed groups", "CRM": "criminals",
    "CVL": "civilians", "BUS": "business", "MED": "media", "JRN": "journalists", "EDU": "education", "HLH": "health",
    "AGR": "farmers", "LAB": "workers", "REL": "clergy", "REF": "refugees", "NGO": "NGOs", "ELI": "elites",
    "UNK": "people",
}  # fmt: skip
"""How an unnamed group is called by its state and sector: Turkish police, Syrian rebels."""

SECTOR_TYPES = {"MIL": "body", "COP": "body", "SPY": "body", "JUD": "body", "REB": "armed group", "UAF": "armed group"}

OFFICE_RELATIONS = {
    "head of state": "headOfStateOf",
    "head of government": "headOfGovernmentOf",
    "foreign minister": "foreignMinisterOf",
    "ambassador": "ambassadorTo",
    "head of organisation": "leads",
}
"""What it says of a person to hold an office of this kind; any other kind says `holdsOffice`."""

_SOLE = frozenset(
    {
        "pope",
        "supreme leader",
        "dalai lama",
        "archbishop of canterbury",
        "grand imam of al-azhar",
        "patriarch of moscow",
    }
)
"""Offices that there is one of in the world."""
_SERVICES = frozenset({"MIL", "LEG", "JUD", "COP", "SPY"})
"""The sectors of a state's offices beside its government."""
_MEMORY = 25
"""How many years after an office a bare last name with its title still means who held it."""
_OF_NO_DATE = "1985"
"""Since when an office must have been held for a bare last name to mean who held it in a text of no date."""
_HEADING = frozenset({"head of state", "head of government"})
_NO_FIGUREHEAD = "no figurehead"
_IN_GOVERNMENT = frozenset({"head of state", "head of government", "foreign minister", "defence minister"})


@lru_cache(maxsize=4)
def resolver_of(overlays: tuple[str, ...] = ()) -> Resolver:
    """Return the resolver of the background data and a user's own files: the stages of a pipeline share it."""
    return Resolver(load(overlays=[Path(p) for p in overlays]) if overlays else load())


class Resolver:
    """Answers who is meant by a name, or by an office of a state, at a date."""

    def __init__(self, knowledge: Knowledge):
        self.knowledge = knowledge
        self._offices_by_title: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._offices_by_kind: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._titled: dict[str, list[str]] = defaultdict(list)
        for office in knowledge.offices.values():
            for title in {office.title.lower(), *(t.lower() for t in office.titles)}:
                self._offices_by_title[office.of, title].append(office.id)
                self._titled[title].append(office.id)
            for kind in office.kinds:
                self._offices_by_kind[office.of, kind].append(office.id)
        self._held: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
        for holder in knowledge.holders:
            self._held[holder.person].append((holder.office, holder.start, holder.end))
        self.words = {role.text.lower(): role for role in knowledge.roles}
        self._adjective: dict[str, str] = {}
        self.capitals: set[str] = set()
        peoples = {g.id for g in knowledge.groups.values() if g.type == "people"}
        for name in knowledge.names:
            if name.kind == "adjective" or (name.actor in peoples and name.kind == "spelling"):
                self._adjective.setdefault(name.actor, name.text)
            elif name.kind == "capital":
                self.capitals.add(name.text)
        self._by_code = {
            s.iso3: Actor(s.id, s.name, "state", s.iso3) for s in knowledge.states.values() if s.iso3 and not s.end
        }
        self._families: dict[str, list[str]] = defaultdict(list)
        self.first_names = {p.name.split()[0] for p in knowledge.persons.values() if " " in p.name}
        for person in knowledge.persons.values():
            if person.family:
                self._families[person.family].append(person.id)

    # -- actors by id ------------------------------------------------------------------------------------------------

    def actor(self, local_id: str, date: str | None = None, sector: str | None = None) -> Actor | None:
        """Return the actor of the data files with this id, as it was at a date; None where there is none."""
        k = self.knowledge
        if local_id in k.states:
            state = k.states[local_id]
            return Actor(state.id, state.name, "state", state.iso3 or None, sector)
        if local_id in k.organisations:
            organisation = k.organisations[local_id]
            return Actor(organisation.id, organisation.name, "igo", None, sector)
        if local_id in k.groups:
            group = k.groups[local_id]
            home = k.states.get(group.state)
            return Actor(
                group.id, group.name, cast(ActorType, group.type), home.iso3 if home else None, group.sector or None
            )
        if local_id in k.persons:
            return self._person(local_id, date)
        return None

    def _person(self, person_id: str, date: str | None) -> Actor:
        person = self.knowledge.persons[person_id]
        terms = self._held.get(person_id, [])
        held = [t for t in terms if (covers(t[1], t[2], date) if date else not t[2])]
        governing = [t for t in held if self._governs(t[0])]
        groups = [self.knowledge.groups.get(self.knowledge.offices[o].of) for o, _, _ in held]
        sector: str | None = None
        if governing:
            sector = next((s for s in map(self._sector, governing) if s == "GOV"), self._sector(governing[0]))
        elif any(groups):
            sector = next(g.sector or None for g in groups if g)
        elif terms and not held and (date or all(end for _, _, end in terms)):
            before = all(start and date and start > date for _, start, _ in terms)
            sector = None if before else "ELI"
        return Actor(person.id, person.name, "person", self._home(governing or self._latest_first(terms, date)), sector)

    def _sector(self, term: tuple[str, str, str]) -> str:
        """Return the sector of a state's office: a chairman of the joint chiefs is military, a speaker a lawmaker."""
        office = self.knowledge.offices[term[0]]
        if office.kinds != ("other",):
            return "GOV"
        titles = (self.words.get(title.lower()) for title in (office.title, *office.titles))
        said = next((role.sector for role in titles if role is not None), "GOV")
        return said if said in _SERVICES else "GOV"

    @staticmethod
    def _latest_first(terms: list[tuple[str, str, str]], date: str | None) -> list[tuple[str, str, str]]:
        """Order terms so that the last one begun by a date comes first: Yeltsin is of Russia after 1991."""
        return sorted(terms, key=lambda t: (not date or t[1] <= date, t[1]), reverse=True)

    def _home(self, terms: Iterable[tuple[str, str, str]]) -> str | None:
        states = self.knowledge.states
        for office_id, _, _ in terms:
            office = self.knowledge.offices.get(office_id)
            if office and office.of in states:
                return states[office.of].iso3 or None
            if office and office.of in self.knowledge.groups:
                home = states.get(self.knowledge.groups[office.of].state)
                return home.iso3 or None if home else None
        return None

    def _governs(self, office_id: str) -> bool:
        office = self.knowledge.offices[office_id]
        return office.of in self.knowledge.states

    def state_of(self, country: str | None) -> Actor | None:
        """Return the state, of those that exist now, that has an ISO code."""
        return self._by_code.get(country or "")

    # -- names ---------------------------------------------------------------------------------------------------------

    def choose(self, names: Iterable[Name], date: str | None, known: Iterable[str] = ()) -> tuple[str, ...]:
        """Return the ids that a name may stand for, best first: in use at the date, then known to the article."""
        alive = [n for n in names if not date or covers(n.start, n.end, date)] or list(names)
        if not date:
            alive = [n for n in alive if not n.end] or alive
        ids = list(dict.fromkeys(n.actor for n in alive))
        if len(ids) == 1:
            return (ids[0],)
        ids = [i for i in ids if self._exists(i, date)] or ids
        said = set(known)
        return tuple(sorted(ids, key=lambda i: (i not in said, ids.index(i))))

    def namesake(self, ids: tuple[str, ...], country: str | None, date: str | None, known: Iterable[str]) -> str | None:
        """Return which of several people of one name is meant: of the state, in the article, in office; None if unsure."""
        said = set(known)
        for fits in (
            lambda i: country is not None and self._home(self._held.get(i, ())) == country,
            lambda i: i in said,
            lambda i: any(covers(a, b, date) if date else not b for _, a, b in self._held.get(i, ())),
        ):
            ids = tuple(filter(fits, ids)) or ids
        return ids[0] if len(ids) == 1 else None

    def _exists(self, local_id: str, date: str | None) -> bool:
        k = self.knowledge
        thing = k.states.get(local_id) or k.organisations.get(local_id) or k.groups.get(local_id)
        if thing is None:
            return True
        return covers(thing.start, thing.end, date) if date else not thing.end

    def family(self, name: str, date: str | None) -> str | None:
        """Return the one head of state or government or foreign minister whom a bare last name means at a date."""
        if name in CALENDAR:  # "on Friday" is no word of Godwin Friday's
            return None
        held = []
        for person in self._families.get(name, ()):
            for office_id, start, end in self._held.get(person, ()):
                office = self.knowledge.offices.get(office_id)
                if office and _IN_GOVERNMENT & set(office.kinds) and (covers(start, end, date) if date else not end):
                    held.append(person)
                    break
        if not held and not date:
            held = [p for p in self._families.get(name, ()) if self._governed(p)]
            held = held if all(self._recent(p, None) for p in held) else []
        return held[0] if len(held) == 1 else None

    def ruler(self, name: str, date: str | None) -> Actor | None:
        """Return by whose name a government is called: in office at the date, else ever; of two of one state, neither of them."""
        terms = {
            p: [
                t for t in self._held.get(p, ())
                if _HEADING & set(self.knowledge.offices[t[0]].kinds) and self.knowledge.offices[t[0]].of in self.knowledge.states
            ]
            for p in self._families.get(name, ())
        }  # fmt: skip
        ruled = [p for p in terms if terms[p]]
        now = [p for p in ruled if any(covers(a, b, date) if date else not b for _, a, b in terms[p])]
        countries = {self._home(self._latest_first(terms[p], date)) for p in now or ruled}
        if len(countries) != 1 or None in countries:
            return None
        people = now or ruled
        if len(people) == 1:
            return self._person(people[0], date)
        return Actor(local_name(name), name, "person", countries.pop(), "ELI")

    def _recent(self, person: str, date: str | None) -> bool:
        """Whether a person held an office not long before a date; of no date, in the times that most texts are of.

        Of two surnames the first alone says less: President Carter is Jimmy Carter, President Herrera not Luis Herrera Campins.
        """
        known = self.knowledge.persons[person]
        whole = known.name.startswith(known.family) or known.name.endswith(known.family)
        since = str(int(date[:4]) - _MEMORY) if date else "" if whole else _OF_NO_DATE
        return any(not end or end >= since for _, start, end in self._held.get(person, ()) if not date or start <= date)

    def _governed(self, person: str) -> bool:
        offices = (self.knowledge.offices.get(o) for o, _, _ in self._held.get(person, ()))
        return any(o is not None and _IN_GOVERNMENT & set(o.kinds) for o in offices)

    def adjective(self, owner: Actor) -> str:
        """Return the adjective of a state ("Turkish"), else the actor's name."""
        if owner.id in self._adjective:
            return self._adjective[owner.id]
        known = self.actor(owner.id)
        return (known or owner).name

    # -- offices -------------------------------------------------------------------------------------------------------

    def office(self, of: str, role: Role) -> tuple[str, ...]:
        """Return the ids of the offices of a state or organisation that a role phrase may mean."""
        found = self._offices_by_title.get((of, role.text.lower()))
        if found:
            return tuple(found)
        kind = office_kind(role)
        return tuple(self._offices_by_kind.get((of, kind), ())) if kind else ()

    def holder(self, of: str, role: Role, date: str | None) -> str | None:
        """Return the person who held an office at a date, where the data name exactly one."""
        if not date:
            return None
        held = [p.id for o in self.office(of, role) if (p := self.knowledge.holder_on(o, date)) is not None]
        if held and office_kind(role) == "leader":
            return held[0]  # the files put first the office that leads: general secretary, then prime minister
        people = set(held)
        if role.note.endswith(_NO_FIGUREHEAD) and (leader := self.holder(of, self.words["leader"], date)) is not None:
            people.add(leader)  # Thailand's military ruler is not its king, nor always its prime minister
        return people.pop() if len(people) == 1 else None

    def holder_of_kind(self, of: str, kind: str, date: str | None) -> str | None:
        """Return who held an office of a kind ("foreign minister") at a date, where the data name exactly one."""
        if not date:
            return None
        offices = self._offices_by_kind.get((of, kind), ())
        people = {p.id for o in offices if (p := self.knowledge.holder_on(o, date)) is not None}
        return people.pop() if len(people) == 1 else None

    def kinds_held(self, person: str, date: str | None) -> list[str]:
        """Return the kinds of the offices that a person holds at a date, the highest first."""
        held = [o for o, start, end in self._held.get(person, ()) if (covers(start, end, date) if date else not end)]
        kinds = {k for o in held if o in self.knowledge.offices for k in self.knowledge.offices[o].kinds}
        order = ["head of state", "head of government", "foreign minister", "defence minister"]
        return [k for k in order if k in kinds]

    def never_headed_state(self, person: str) -> bool:
        """Whether a person of the data holds offices, and none of them has ever been that of a head of state or government."""
        offices = [self.knowledge.offices[o] for o, _, _ in self._held.get(person, ()) if o in self.knowledge.offices]
        return bool(offices) and not any({"head of state", "head of government"} & set(o.kinds) for o in offices)

    def term(self, of: str, role: Role, person: str, date: str | None) -> str:
        """Return the file and line of the term by which a person held a role at a date; empty if none does."""
        for office in self.office(of, role):
            for holder in self.knowledge.holders_of(office, date):
                if holder.person == person:
                    return holder.where
        return ""

    def family_country(self, name: str, role: Role, date: str | None) -> str | None:
        """Return the one country whose office holders a title and a last name can mean: two presidents Bush, one country."""
        family = self._families.get(name, ())
        people = [p for p in family if self.fits(p, role, None, date, former=not date)]
        # An article about times past.
        people = people or [p for p in family if self.fits(p, role, None, None)]
        people = people if any(self._recent(p, date) for p in people) else []
        countries = {self._person(p, date).country for p in people}
        return countries.pop() if len(countries) == 1 else None

    def has_office(self, of: str, role: Role) -> bool:
        """Whether a state has an office of a title, by the data: Britain has no president."""
        return (of, role.text.lower()) in self._offices_by_title

    def office_relations(self, of: str, role: Role, date: str | None = None) -> tuple[str, ...]:
        """Return the standing relations that holding a role in a state or organisation means; never empty.

        A president heads the government where there is no prime minister at the date.
        """
        kinds: list[str] = []
        for office in self.office(of, role):
            kinds += self.knowledge.offices[office].kinds
        if "head of state" in kinds and date and self._has_premier(of, date):
            kinds = [k for k in kinds if k != "head of government"]
        if not kinds:
            kind = office_kind(role)
            kinds = [kind] if kind else []
        if of not in self.knowledge.states:
            kinds = ["head of organisation"] if "head of organisation" in kinds else []
        else:
            kinds = [k for k in kinds if k != "head of organisation"]
        relations = [OFFICE_RELATIONS[k] for k in dict.fromkeys(kinds) if k in OFFICE_RELATIONS]
        return tuple(relations) or ("holdsOffice",)

    def _has_premier(self, of: str, date: str) -> bool:
        """Whether somebody who is no head of state heads a state's government at a date."""
        offices = self._offices_by_kind.get((of, "head of government"), ())
        premiers = (o for o in offices if "head of state" not in self.knowledge.offices[o].kinds)
        return any(any(self.knowledge.holders_of(o, date)) for o in premiers)

    def represents(self, of: str, role: Role) -> bool:
        """Whether a holder of the role speaks and acts for the state."""
        return of in self.knowledge.states and role.sector == "GOV" and role.level in {
            "head of state", "head of government", "minister", "ambassador", "spokesperson", "official", "chief",
        }  # fmt: skip

    def sole_office(self, role: Role) -> str | None:
        """Return whose office a title says by itself: there is one pope."""
        offices = self._titled.get(role.text.lower(), ())
        return self.knowledge.offices[offices[0]].of if len(offices) == 1 and not self._common(role) else None

    @staticmethod
    def _common(role: Role) -> bool:
        """Whether many states have such an office, though the data name it in one only."""
        return office_kind(role) not in _SOLE

    def fits(self, person: str, role: Role, of: str | None, date: str | None, *, former: bool = False) -> bool:
        """Whether a person holds, or has held where the text says so or gives no date, an office that a role may mean."""
        for office_id, start, end in self._held.get(person, ()):
            office = self.knowledge.offices.get(office_id)
            if office is None or (of is not None and office.of != of):
                continue
            titles = {office.title.lower(), *(t.lower() for t in office.titles)}
            if role.text.lower() not in titles and office_kind(role) not in office.kinds:
                continue
            if (former and (not date or start <= date)) or not date or covers(start, end, date):
                return True
        return False

    def kind_of_body(self, text: str) -> tuple[ActorType, str | None]:
        """Return the type and sector that an unknown organisation's name says: "Milrem Ltd" is a company.

        >>> from kg.knowledge import load
        >>> resolver = Resolver(load())
        >>> resolver.kind_of_body("Milrem Holdings"), resolver.kind_of_body("Ankara Chess Association")
        (('company', 'BUS'), ('other', 'NGO'))
        """
        words = text.lower().replace(".", "").partition(" for ")[0].split()
        for n in range(min(3, len(words)), 0, -1):
            role = self.words.get(" ".join(words[-n:]))
            if role is not None and role.sector and role.type in ORGANISED:
                return cast(ActorType, role.type), role.sector
        if words and (known := reference.words().names.get(words[-1])):
            return known
        if "of" in words and (role := self.words.get(words[0])) is not None and role.type == "body":
            return "body", role.sector or None
        return "other", None

    def society(self, owner: Actor, name: Name) -> Actor:
        """Return a state's own society of a movement: the Danish Red Cross."""
        text = name.text
        return Actor(local_name(f"{owner.id} {text}"), f"{self.adjective(owner)} {text}", "other", owner.country, "NGO")

    @staticmethod
    def outsider(owner: Actor, role: Role) -> Actor:
        """Return who has to do with a group and is no part of it: its victims, its members' families, its rivals."""
        word = role.text.lower()
        country = None if role.note.startswith((ANOTHERS, _AGAINST)) else owner.country
        kind: ActorType = "armed group" if role.sector == "REB" else "other" if role.type == "state" else "people"
        sector = None if role.type == "state" else role.sector or None
        return Actor(local_name(f"{owner.id} {word}"), f"{owner.name} {word}", kind, country, sector)

    # -- the unnamed ----------------------------------------------------------------------------------------------------

    def unnamed(self, owner: Actor, role: Role, *, former: bool = False, place: str = "") -> Actor:
        """Return the actor that a role of a state or organisation means where no name is given: one id each.

        What acts for a state as a whole (its government, its officials' country) is the state itself; forces, police,
        rebels are one actor by state and sector; ministries, courts and parliaments one each. `place` is the part of the
        state that the role belongs to: the government of Ontario is not Canada's.
        """
        others = role.note == ANOTHERS and owner.type != "igo"  # NATO's allies are its members
        if owner.type in _BANDS and (others or (role.sector in _OUTSIDERS and role.type in {"person", "people"})):
            return self.outsider(owner, role)
        if owner.type not in {"state", "body", "people"} or (owner.type == "body" and role.type == "property"):
            return owner
        if owner.type == "people" and role.type == "property" and role.sector == "GOV":
            return owner  # the protesters' demands
        sector = "ELI" if former else (role.sector or None)
        if sector == "MIL" and owner.type == "people":
            sector = "UAF"  # a people has no army
        if role.note == ANOTHERS:
            name = f"{self.adjective(owner)} {role.text.lower()}"
            return Actor(local_name(f"{owner.id} {role.text.lower()}"), name, "other")
        if role.type == "state" and place:
            return Actor(local_name(f"{place} government"), f"{place} government", "body", owner.country, "GOV")
        if owner.type != "people" and (role.type == "state" or (role.type == "property" and sector == "GOV")):
            return Actor(owner.id, owner.name, "state", owner.country, "GOV")
        own = (role.type in {"body", "party"} and sector not in {"MIL", "COP"}) or (role.type == "other" and not sector)
        word = role.text.lower() if own else SECTOR_WORDS.get(sector or "UNK", "people")
        kind = role.type if own else SECTOR_TYPES.get(sector or "", "people")
        if role.type == "company":
            word, kind = "companies", "company"
        if role.type == "person" and office_kind(role) and not former and not place:
            word, kind = role.text.lower(), "person"
        return Actor(
            local_name(f"{owner.id} {word}"),
            f"{self.adjective(owner)} {word}",
            cast(ActorType, kind),
            owner.country,
            sector,
        )


ANOTHERS = "another's"
_AGAINST = "against"
NOT_OWN = frozenset({"against states too", "another's where owned"})
"""Notes of roles: who is somebody else than the one named with it; who suffers from that one, or is against it."""
_BANDS = frozenset({"armed group", "igo", "party", "company"})
_OUTSIDERS = frozenset({"CVL", "OPP", "REF"})
"""Sectors of people who may have to do with a group, and are no members."""
"""The note of a role that is never its owner's own: Britain's ally is not Britain."""


def office_kind(role: Role) -> str | None:
    """Return the kind of office that a role's note names ("office: foreign minister"), or None.

    >>> office_kind(Role("premier", "GOV", "person", "head of government", "office: head of government"))
    'head of government'
    """
    return role.note.removeprefix("office:").split(";")[0].strip() if role.note.startswith("office:") else None


@dataclass(slots=True)
class Memory:
    """What one article has said so far of people: by full name, by last name, by office, by title."""

    by_name: dict[str, Actor] = field(default_factory=dict)
    by_last: dict[str, Actor] = field(default_factory=dict)
    by_office: dict[tuple[str, str], Actor] = field(default_factory=dict)
    titled: dict[str, dict[str, Actor]] = field(default_factory=dict)
    people: dict[str, Actor] = field(default_factory=dict)
    bodies: dict[str, Actor] = field(default_factory=dict)
    settled: set[str] = field(default_factory=set)
    """The last names by which the text has called somebody: it goes on meaning him, whoever else it names in full."""

    def called(self, last: str) -> Actor | None:
        """Return whom a last name alone means."""
        found = self.by_last.get(last)
        if found is not None:
            self.settled.add(last)
        return found

    def remember(self, name: str, actor: Actor, family: str = "") -> None:
        """Keep a person under the full name, the last name and, where it stands for nobody else, the first."""
        self.by_name[name] = actor
        self.people[actor.id] = actor
        words = name.split()
        if not words:
            return
        for last in {family, words[-1], *([words[0]] if len(words) == 2 else [])} - {""}:
            self.by_last.setdefault(last, actor)
        last = family or words[-1]
        if (family or len(words) > 1) and (last not in self.settled or self.by_last[last].id == actor.id):
            self.by_last[last] = actor

    def entitle(self, title: str, actor: Actor) -> None:
        """Keep that a person bears a title."""
        self.titled.setdefault(title, {})[actor.id] = actor

    def bearer(self, title: str) -> Actor | None:
        """Return the one person whom "the <title>" may mean: who bears just this title, else one that contains its words.

        >>> memory = Memory()
        >>> memory.entitle("deputy trade minister", Actor("Elif_Kaya", "Elif Kaya", "person", "TUR", "GOV"))
        >>> memory.bearer("deputy minister").name, memory.bearer("foreign minister")
        ('Elif Kaya', None)
        """
        exact = self.titled.get(title)
        words = set(title.split())
        found = exact or {i: a for t, by_id in self.titled.items() if words <= set(t.split()) for i, a in by_id.items()}
        return next(iter(found.values())) if len(found) == 1 else None
