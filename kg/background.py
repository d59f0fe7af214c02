"""The background graph: states, organisations, groups, people, offices, memberships and terms as dated RDF.

Every membership, term, alliance and border is an event node of a standing relation with its first and last day and its
source; what is in force also stands as a direct triple, so that the simple question stays simple. There is no "today"
unless the caller gives one: in force is what has no last day, so that the same data gives the same quads.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from kg.knowledge import Alliance, Border, Holder, Knowledge, Membership, Office
from kg.names import BACKGROUND, ID, IR, PREFIXES, digest
from kg.terms import covers

_CLASSES: Final = {
    "state": "State", "person": "Person", "igo": "IGO", "body": "Body", "party": "Party", "armed group": "ArmedGroup",
    "company": "Company", "people": "People", "other": "OtherActor",
}  # fmt: skip
_ROLES: Final = {
    "member": ("memberOf",), "permanent member": ("permanentMemberOf", "memberOf"), "observer": ("observerOf",),
    "partner": ("observerOf",), "candidate": ("candidateOf",), "chair": ("chairs",), "suspended": ("memberOf",),
}  # fmt: skip
"""The relations of a member's role. The ontology has no word for partners and suspended members: a note tells them."""

_STATE_OFFICES: Final = {
    "head of state": "headOfStateOf",
    "head of government": "headOfGovernmentOf",
    "foreign minister": "foreignMinisterOf",
}
_REPRESENTING: Final = {
    "head of state", "head of government", "foreign minister", "defence minister", "head of organisation", "ambassador",
    "envoy",
}  # fmt: skip
_LABELS: Final = {"name", "long", "abbreviation", "spelling", "short"}
_PRECISION: Final = {
    length: NamedNode(f"{PREFIXES['xsd']}{name}") for length, name in ((4, "gYear"), (7, "gYearMonth"), (10, "date"))
}

Node = NamedNode | Literal
Triple = tuple[str, str, Node]

_A: Final = f"{PREFIXES['rdf']}type"
_LABEL: Final = f"{PREFIXES['rdfs']}label"
_ALT: Final = f"{PREFIXES['skos']}altLabel"
_NOTE: Final = f"{PREFIXES['skos']}note"
_SOURCE: Final = f"{PREFIXES['dcterms']}source"
_REPLACED: Final = f"{PREFIXES['dcterms']}isReplacedBy"


def quads(knowledge: Knowledge, today: str | None = None) -> list[Quad]:
    """Return the quads of the background graph, sorted; the same knowledge gives the same list.

    `today` is a date: what is in force on it becomes a direct triple. Without it, what has no last day does.
    """
    triples: dict[tuple[str, str, str], Node] = {}
    for part in (_actors(knowledge), _offices(knowledge), _parts(knowledge, today), _memberships(knowledge, today)):
        triples.update(((s, p, o.value), o) for s, p, o in part)
    for part in (_terms(knowledge, today), _neighbours(knowledge, today)):
        triples.update(((s, p, o.value), o) for s, p, o in part)
    graph = NamedNode(str(BACKGROUND))
    nodes: dict[str, NamedNode] = {}

    def node(iri: str) -> NamedNode:
        return nodes.get(iri) or nodes.setdefault(iri, NamedNode(iri))

    return [Quad(node(s), node(p), o, graph) for (s, p, _), o in sorted(triples.items(), key=lambda item: item[0])]


def _id(local: str) -> str:
    return f"{ID}{local}"


def _ir(local: str) -> str:
    return f"{IR}{local}"


def _day(text: str) -> Literal:
    """Return a date as a literal of the type of its precision."""
    return Literal(text, datatype=_PRECISION[len(text)])


def _dates(subject: str, start: str, end: str) -> Iterator[Triple]:
    if start:
        yield subject, _ir("from"), _day(start)
    if end:
        yield subject, _ir("until"), _day(end)


def _actors(knowledge: Knowledge) -> Iterator[Triple]:
    """Yield the nodes of all actors: type, label, other labels, codes, dates, source."""
    tables = (knowledge.states, knowledge.organisations, knowledge.groups, knowledge.persons)
    for local, row in ((local, row) for table in tables for local, row in table.items()):
        subject, actor = _id(local), knowledge.actor(local)
        if actor is None:
            continue
        yield subject, _A, NamedNode(_ir(_CLASSES[actor.type]))
        yield subject, _LABEL, Literal(actor.name)
        yield subject, _SOURCE, Literal(row.source)
        if actor.country:
            yield subject, _ir("country"), Literal(actor.country)
        if actor.sector:
            yield subject, _ir("sector"), Literal(actor.sector)
        for name in knowledge.names_of.get(local, ()):
            if name.kind in _LABELS and name.text != actor.name:
                yield subject, _ALT, Literal(name.text)
        yield from _dates(subject, getattr(row, "start", ""), getattr(row, "end", ""))
    for state in knowledge.states.values():
        if state.cow:
            yield _id(state.id), _ir("cowCode"), Literal(state.cow)
        for successor in state.successors:
            yield _id(state.id), _REPLACED, NamedNode(_id(successor))


def _offices(knowledge: Knowledge) -> Iterator[Triple]:
    """Yield the nodes of offices."""
    for office in knowledge.offices.values():
        subject, owner = _id(office.id), knowledge.actor(office.of)
        yield subject, _A, NamedNode(_ir("Office"))
        yield subject, _LABEL, Literal(f"{office.title}, {owner.name}" if owner else office.title)
        yield subject, _ir("officeOf"), NamedNode(_id(office.of))
        yield subject, _SOURCE, Literal(office.source)
        for kind in office.kinds:
            yield subject, _ir("officeKind"), Literal(kind)


def _parts(knowledge: Knowledge, today: str | None) -> Iterator[Triple]:
    """Yield what organisations are part of."""
    for organisation in knowledge.organisations.values():
        if organisation.parent and covers(organisation.start, organisation.end, today):
            yield _id(organisation.id), _ir("partOf"), NamedNode(_id(organisation.parent))


def _event(
    relation: str, source: str, target: str, row: Membership | Holder | Alliance | Border, office: str = ""
) -> Iterator[Triple]:
    """Yield the node of a standing relation with its term."""
    subject = _id(f"event/{digest('background', relation, source, target, row.start, row.end, office)}")
    yield subject, _A, NamedNode(_ir("Event"))
    yield subject, _ir("relation"), NamedNode(_ir(relation))
    yield subject, _ir("source"), NamedNode(_id(source))
    yield subject, _ir("target"), NamedNode(_id(target))
    yield subject, _ir("status"), NamedNode(_ir("asserted"))
    yield subject, _SOURCE, Literal(row.source)
    if office:
        yield subject, _ir("office"), NamedNode(_id(office))
    yield from _dates(subject, row.start, row.end)


def _alive(knowledge: Knowledge, local: str, today: str | None) -> bool:
    """Say whether a state, organisation or group is there; nothing is in force of one that is gone."""
    row = knowledge.states.get(local) or knowledge.organisations.get(local) or knowledge.groups.get(local)
    return row is None or covers(row.start, row.end, today)


def _memberships(knowledge: Knowledge, today: str | None) -> Iterator[Triple]:
    """Yield memberships, and as direct triples those in force; a suspended member is none."""
    for row in knowledge.memberships:
        relations = _ROLES[row.role]
        event = list(_event(relations[0], row.member, row.organisation, row))
        yield from event
        if row.role in ("partner", "suspended"):
            yield event[0][0], _NOTE, Literal(row.role)
        alive = _alive(knowledge, row.member, today) and _alive(knowledge, row.organisation, today)
        if alive and row.role != "suspended" and covers(row.start, row.end, today):
            for relation in relations:
                yield _id(row.member), _ir(relation), NamedNode(_id(row.organisation))


def _terms(knowledge: Knowledge, today: str | None) -> Iterator[Triple]:
    """Yield the terms of office; a person who is head of state and of government has both relations."""
    accredited = _accredited(knowledge)
    for row in knowledge.holders:
        office = knowledge.offices.get(row.office)
        if office is None:
            continue
        relations = [("holdsOffice", office.id), *_relations(knowledge, office)]
        if office.id in accredited:
            relations.append(("ambassadorTo", accredited[office.id]))
        for relation, target in relations:
            yield from _event(relation, row.person, target, row, office.id)
            if covers(row.start, row.end, today) and _alive(knowledge, office.of, today):
                yield _id(row.person), _ir(relation), NamedNode(_id(target))


def _relations(knowledge: Knowledge, office: Office) -> Iterator[tuple[str, str]]:
    """Yield what holding an office makes of a person, beside holding it."""
    for kind in office.kinds:
        if kind in _STATE_OFFICES and office.of in knowledge.states:
            yield _STATE_OFFICES[kind], office.of
        elif kind == "head of organisation" and office.of not in knowledge.states:
            yield "leads", office.of
    if _REPRESENTING.intersection(office.kinds):
        yield "represents", office.of


def _accredited(knowledge: Knowledge) -> dict[str, str]:
    """Return to whom the ambassadors' offices are accredited, as their titles say: Ambassador to the United Nations."""
    actors = {
        name: local
        for table in (knowledge.organisations, knowledge.states)
        for local, row in table.items()
        for name in (row.name, *(n.text for n in knowledge.names_of.get(local, ()) if n.kind in _LABELS))
    }
    found = {}
    for office in knowledge.offices.values():
        target = office.title.partition(" to ")[2].removeprefix("the ")
        if "ambassador" in office.kinds and target in actors:
            found[office.id] = actors[target]
    return found


def _neighbours(knowledge: Knowledge, today: str | None) -> Iterator[Triple]:
    """Yield alliances and borders; both are symmetric."""
    rows: list[Alliance | Border] = [*knowledge.alliances, *knowledge.borders]
    for row in rows:
        relation = "alliedWith" if isinstance(row, Alliance) else "borders"
        yield from _event(relation, row.state_a, row.state_b, row)
        alive = _alive(knowledge, row.state_a, today) and _alive(knowledge, row.state_b, today)
        if alive and covers(row.start, row.end, today):
            yield _id(row.state_a), _ir(relation), NamedNode(_id(row.state_b))
            yield _id(row.state_b), _ir(relation), NamedNode(_id(row.state_a))
