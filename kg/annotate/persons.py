"""Who a named person is: by the data files, by what the article said before, by the title and state that it gives here."""

from __future__ import annotations

from kg.annotate.extensions import Named, head_of
from kg.annotate.known import Known
from kg.annotate.phrases import FORMER, Phrase, Unit
from kg.annotate.resolver import Memory, office_kind
from kg.knowledge import Role
from kg.lexicon import cues
from kg.model import ORGANISED, Actor
from kg.names import local_name


def has_offices(owner: Named) -> bool:
    """Whether a mention is of something that people hold offices of."""
    return owner.actor is not None and owner.actor.type in {"state", "igo", "armed group", "party", "body"}


class Persons:
    """Identifies the people of one article; `said` are the ids of whom it has named so far."""

    def __init__(self, known: Known, memory: Memory, said: dict[str, None]):
        self.known, self.doc, self.resolver, self.date = known, known.doc, known.resolver, known.doc._.kg_date
        self.memory, self.said = memory, said

    def mention(self, phrase: Phrase, owner: Named | None, role: Role | None) -> Named | None:
        """Return the mention of a phrase that ends in a name; `owner` is whose `role` it is."""
        unit = phrase.name
        assert unit is not None
        start, end, head = unit.start, unit.end, head_of(self.doc, unit.start, unit.end)
        if unit.hit is None and any(
            c.dep_ == "appos" and c.lemma_ in cues().settlements for c in self.doc[head].children
        ):
            return None  # "Tuazar, the neighbouring village"
        former = bool(phrase.modifiers & FORMER)
        actor = self._identify(unit, owner, role, former)
        if actor is None:
            return None
        titles = tuple(u.text.lower() for u in phrase.roles)
        office: tuple[str, ...] = ()
        if owner is not None and owner.actor is not None and role is not None and role.type == "person":
            if has_offices(owner) and owner.use != "place":
                if role.level and role.level != "member":
                    office = self.resolver.office_relations(owner.actor.id, role, self.date)
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
            states[n.actor].iso3 for a, b, h in self.known.hits if b == unit.start or a in edges for n in h.names if n.actor in states
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
        if text.endswith("ism"):
            return None  # "Bin Ladenism" is no person
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
        known = self.memory.by_name.get(text) or (self.memory.called(text) if " " not in text else None)
        if known is not None:
            better = self._with_role(known, owner, role, former) if (owner or role) and not known.sector else known
            if better != known:
                self.memory.remember(known.name, better)
            return better
        if " " not in text:
            person_id = self.resolver.family(text, self.date) if not self._is_part(unit) else None
            if person_id is not None:
                actor = self.resolver.actor(person_id, self.date)
                if actor is not None and not self._contradicted(actor, owner, role):
                    self.memory.remember(text, actor, text)
                    return actor
            ruler = self.resolver.ruler(text, self.date) if self.known.is_before_government(unit.end) else None
            if ruler is not None:
                return ruler
            unsaid = self.doc[unit.start].ent_type_ != "PERSON" and unit.start not in self.known.humans
            if (role is None or owner is None) and unsaid:
                return None
        country = self.resolver.family_country(text, role, self.date) if role is not None and owner is None else None
        actor = self._with_role(Actor(local_name(text), text, "person", country), owner, role, former)
        self.memory.remember(text, actor)
        return actor

    def _is_part(self, unit: Unit) -> bool:
        """Whether a last name is but a part of a longer name, of which the rest is known to nobody: "Britta Nielsen"."""
        start, end = unit.start, unit.end
        sentence = self.doc[start].sent
        before = self.doc[start - 1] if start > sentence.start + 1 else None
        after = self.doc[end] if end < sentence.end else None
        beside = [
            t for t in (before, after)
            if t is not None and t.pos_ == "PROPN" and t.is_title and t.is_alpha and t.dep_ != "appos"
        ]  # fmt: skip
        return any(not any(a <= t.i < b for a, b, _ in self.known.hits) for t in beside)

    def _contradicted(self, actor: Actor, owner: Named | None, role: Role | None) -> bool:
        """Whether the text says of a bare last name what its known bearer is not: a king, a Somali."""
        country = owner.actor.country if owner is not None and owner.actor is not None else None
        foreign = country is not None and actor.country not in {None, country}
        office = role is not None and office_kind(role) in {"head of state", "head of government", "foreign minister"}
        return foreign or (office and role is not None and not self.resolver.fits(actor.id, role, None, None))

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
            and not (
                role.sector == "GOV" and owner is not None and owner.actor is not None and owner.actor.type == "igo"
            )
            and (sector is None or role.level or not self.date)
        ):
            # A rank says nothing new of a colonel who governs.
            rank = role.level == "officer" and bool(self.resolver.kinds_held(actor.id, self.date))
            # Who the text calls minister is one to it, unless the data know that he was, and is no more.
            over = sector == "ELI" and self.date and self.resolver.fits(actor.id, role, None, self.date, former=True)
            sector = sector if over or rank else role.sector
        elif role is not None and role.level and sector == "ELI" and not self.date:
            sector = None  # "OPEC Secretary General X", of no known date: he is it
        body = owner.actor if owner is not None else None
        if sector is None and body is not None and body.type in ORGANISED:
            sector = body.sector
        if sector is None and country is not None and actor.country is None:
            sector = "UNK"
        return Actor(actor.id, actor.name, actor.type, country, sector)
