"""Relations become RDF, and back: the one module that knows the shape of an article's graph.

An article's graph holds three layers. The fact layer has one triple for every asserted relation of two actors, so that
the simple question stays simple. The event layer has a node for every relation whatever its status. The evidence layer
has the sentence, its offsets in the stored text, the mentions of the parties, and the activity that found them.

Every node has an IRI made from what it says, so the same input gives the same quads and no graph has a blank node.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Final, Protocol, cast, get_args, runtime_checkable
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Quad

from kg import inventory
from kg.model import Actor, ActorType, Article, Mention, Relation, Status
from kg.names import ID, IR, PREFIXES, article_iri, digest, local_name

ACTOR_CLASSES: Final[dict[ActorType, str]] = {
    "state": "State",
    "person": "Person",
    "igo": "IGO",
    "body": "Body",
    "party": "Party",
    "armed group": "ArmedGroup",
    "company": "Company",
    "people": "People",
    "other": "OtherActor",
}
"""The ontology's class of each type of actor."""

_XSD = PREFIXES["xsd"]
_NOT_IN_IRI = re.compile(r"[^!#$&'()*+,\-./0-9:;=?@A-Z_a-z~\[\]%]|%(?![0-9A-Fa-f]{2})")
_SURROGATE = re.compile("[\ud800-\udfff]")
_DATES: Final = (
    (re.compile(r"\d{4}-\d\d-\d\d"), "date", "day"),
    (re.compile(r"\d{4}-\d\d"), "gYearMonth", "month"),
    (re.compile(r"\d{4}"), "gYear", "year"),
    (re.compile(r"--\d\d-\d\d"), "gMonthDay", "day"),
    (re.compile(r"--\d\d"), "gMonth", "month"),
)


@dataclass(frozen=True, slots=True)
class Activity:
    """What read an article: the program, its model, its knowledge (data files and ontology) and its options."""

    version: str
    model: str
    model_version: str
    knowledge: str
    options: str
    reader: str = ""
    """The digest of the trained reader; empty where it was off."""


@runtime_checkable
class _Source(Protocol):
    """What quads can be looked up in: `kg.store.Store` and `pyoxigraph.Store` both."""

    def quads_for_pattern(
        self, subject: Any, predicate: Any, object: Any, graph_name: Any = None, /
    ) -> Iterator[Quad]: ...


def article_digest(article: Article, activity: Activity) -> str:
    """Return what an article's graph was made of; an equal digest means that there is nothing to do.

    Where the article lay is no part of it, so moving a file changes nothing.
    """
    a = article
    told = (a.id, a.text, a.title, a.date, a.source, a.url, a.language)
    parts = [f"={part}" if part is not None else "" for part in told]
    return digest(*parts, repr(a.skip), *astuple(activity), length=64)


def text_literal(text: str) -> Literal:
    r"""Return a text as a literal; a lone surrogate, which no RDF format can hold, becomes U+FFFD at the same offset.

    >>> text_literal("a\ud800b").value == "a\ufffdb"
    True
    """
    return Literal(_SURROGATE.sub("\ufffd", text))


def date_literal(text: str) -> Literal:
    """Return an ISO 8601 date as a literal typed by its precision; anything else stays a plain string.

    >>> [date_literal(d).datatype.value.partition("#")[2] for d in ("2023-09-18", "2023-09", "2023", "--09-18", "--09")]
    ['date', 'gYearMonth', 'gYear', 'gMonthDay', 'gMonth']
    >>> date_literal("2023-02-30").datatype.value.partition("#")[2], date_literal("2023-09-19T10:00:00+02:00").value
    ('string', '2023-09-19T08:00:00Z')
    """
    for pattern, datatype, _ in _DATES:
        if pattern.fullmatch(text):
            return _typed(text, datatype) if _in_calendar(text) else Literal(text)
    try:
        moment = datetime.fromisoformat(text).replace(microsecond=0)
    except ValueError:
        return text_literal(text)
    if moment.tzinfo is None:
        return _typed(moment.isoformat(), "dateTime")
    return _typed(moment.astimezone(UTC).isoformat().replace("+00:00", "Z"), "dateTime")


def date_precision(text: str) -> str | None:
    """Return `day`, `month` or `year` for an ISO 8601 date, None for anything else.

    >>> date_precision("2023-09"), date_precision("--09-18"), date_precision("soon")
    ('month', 'day', None)
    """
    return next((precision for pattern, _, precision in _DATES if pattern.fullmatch(text)), None)


def decimal_literal(number: float) -> Literal:
    """Return a number as the shortest xsd:decimal, which is the form that the store keeps.

    >>> decimal_literal(0.93).value, decimal_literal(1.0).value, decimal_literal(1e-07).value
    ('0.93', '1', '0.0000001')
    """
    text = format(Decimal(repr(number)), "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return _typed(text, "decimal")


def node(iri: str) -> NamedNode:
    """Return the node of an IRI; characters that no IRI may hold are percent-encoded.

    >>> node("https://x.org/a b>")
    <NamedNode value=https://x.org/a%20b%3E>
    """
    return NamedNode(_NOT_IN_IRI.sub(lambda m: quote(_SURROGATE.sub("\ufffd", m[0]), safe=""), iri))


def quads(article: Article, relations: Sequence[Relation], activity: Activity) -> list[Quad]:
    """Return the graph of an article: the article, the activity, its actors, and every relation in three layers."""
    writer = _Writer(article, activity)
    for relation in relations:
        writer.relation(relation)
    return list(writer.quads)


def relations_of(source: _Source | Iterable[Quad], article: str) -> list[Relation]:
    """Read the relations of an article back from its graph, in the order of the text.

    `source` is a store, or the quads themselves; `article` is the article's IRI.
    """
    article = str(article)  # an rdflib URIRef equals no plain text
    if isinstance(source, _Source):
        source = source.quads_for_pattern(None, None, None, NamedNode(article))
    return _Reader(source, article).relations()


class _Writer:
    """Collects the quads of one article, each once, in the order of writing."""

    def __init__(self, article: Article, activity: Activity):
        self.article = article
        self.graph = node(str(article_iri(article.id)))
        self.quads: dict[Quad, None] = {}
        self.seen: set[NamedNode] = set()
        self.activity = self._activity(activity)
        self._article(activity)

    def add(self, subject: NamedNode, predicate: str, value: NamedNode | Literal | str | int | None) -> None:
        """Add one quad; a plain string becomes a literal, None nothing."""
        if value is None:
            return
        if isinstance(value, str):
            value = text_literal(value)
        elif isinstance(value, int):
            value = _typed(str(value), "integer")
        self.quads[Quad(subject, _term(predicate), value, self.graph)] = None

    def _article(self, activity: Activity) -> None:
        a, me = self.article, self.graph
        self.add(me, "rdf:type", _term("schema:NewsArticle"))
        self.add(me, "dcterms:identifier", a.id)
        self.add(me, "schema:headline", a.title)
        self.add(me, "schema:datePublished", date_literal(a.date) if a.date else None)
        self.add(me, "ir:sourceName", a.source)
        # A literal, for what a feed calls a URL need not be one.
        self.add(me, "schema:url", _typed(_SURROGATE.sub("\ufffd", a.url), "anyURI") if a.url else None)
        self.add(me, "schema:inLanguage", a.language)
        self.add(me, "schema:articleBody", a.text)
        self.add(me, "ir:digest", article_digest(a, activity))

    def _activity(self, activity: Activity) -> NamedNode:
        a = activity
        me = node(f"{ID}activity/{digest(self.article.id, *astuple(a))}")
        self.add(me, "rdf:type", _term("prov:Activity"))
        self.add(me, "prov:used", self.graph)
        agents = [("kg", a.version), (a.model, a.model_version), *([("kg reader", a.reader)] if a.reader else [])]
        for name, version in agents:
            agent = node(f"{ID}software/{local_name(name)}-{digest(name, version)}")
            self.add(me, "prov:wasAssociatedWith", agent)
            self.add(agent, "rdf:type", _term("prov:SoftwareAgent"))
            self.add(agent, "schema:name", name)
            self.add(agent, "schema:softwareVersion", version)
        for kind, text, type_ in (("knowledge", a.knowledge, "prov:Entity"), ("options", a.options, "prov:Plan")):
            used = node(f"{ID}{kind}/{digest(text)}")
            self.add(me, "prov:used", used)
            self.add(used, "rdf:type", _term(type_))
            self.add(used, "dcterms:identifier", text)
        return me

    def _actor(self, actor: Actor) -> NamedNode:
        me = node(actor.iri)
        if me not in self.seen:  # equal ids are the same actor: the first mention describes it
            self.seen.add(me)
            self.add(me, "rdf:type", _term(f"ir:{ACTOR_CLASSES[actor.type]}"))
            self.add(me, "rdfs:label", actor.name)
            self.add(me, "ir:country", actor.country)
            self.add(me, "ir:sector", actor.sector)
        return me

    def relation(self, r: Relation) -> None:
        """Write the three layers of one relation."""
        key = _key(r)
        event, evidence = node(f"{ID}event/{key}"), node(f"{ID}evidence/{key}")
        if event in self.seen:
            return
        self.seen.add(event)
        sources = [self._actor(m.actor) for m in r.source]
        targets = [self._actor(m.actor) for m in r.target]
        if r.status == "asserted":
            self._facts(r, sources, targets)
        self.add(event, "rdf:type", _term("ir:Event"))
        self.add(event, "ir:relation", node(IR + r.relation))
        for actor in sources:
            self.add(event, "ir:source", actor)
        for actor in targets:
            self.add(event, "ir:target", actor)
        self.add(event, "ir:status", node(IR + r.status))
        if r.date:
            self.add(event, "ir:date", date_literal(r.date))
            self.add(event, "ir:datePrecision", date_precision(r.date))
        self.add(event, "ir:place", r.place)
        self.add(event, "ir:speaker", self._actor(r.speaker.actor) if r.speaker else None)
        self.add(event, "ir:confidence", decimal_literal(r.confidence))
        self.add(event, "ir:category", node(IR + r.plover) if r.plover else None)
        self.add(event, "ir:mode", r.mode)
        self.add(event, "ir:quadClass", r.quad)
        self.add(event, "ir:evidence", evidence)
        self.add(event, "ir:reportedBy", self.graph)
        self._evidence(r, evidence)

    def _facts(self, r: Relation, sources: list[NamedNode], targets: list[NamedNode]) -> None:
        if r.symmetric:
            parties = list(dict.fromkeys([*sources, *targets]))
            pairs = [(a, b) for a in parties for b in parties if a != b]
        else:
            pairs = [(a, b) for a in sources for b in targets]
        for a, b in pairs:
            self.add(a, f"ir:{r.relation}", b)

    def _evidence(self, r: Relation, me: NamedNode) -> None:
        position, exact = NamedNode(f"{me.value}#position"), NamedNode(f"{me.value}#quote")
        self.add(me, "rdf:type", _term("ir:Evidence"))
        self.add(me, "rdf:type", _term("oa:SpecificResource"))
        self.add(me, "oa:hasSource", self.graph)
        self.add(me, "oa:hasSelector", position)
        self.add(me, "oa:hasSelector", exact)
        self.add(me, "ir:sentence", r.sentence)
        self.add(me, "ir:rule", r.rule or None)
        self.add(me, "prov:wasGeneratedBy", self.activity)
        self.add(position, "rdf:type", _term("oa:TextPositionSelector"))
        self.add(position, "oa:start", r.start)
        self.add(position, "oa:end", r.end)
        self.add(exact, "rdf:type", _term("oa:TextQuoteSelector"))
        self.add(exact, "oa:exact", r.sentence)
        for role, mentions in (
            ("source", r.source),
            ("target", r.target),
            ("speaker", [r.speaker] if r.speaker else []),
        ):
            for order, mention in enumerate(mentions, 1):
                self._mention(me, role, order, mention)

    def _mention(self, evidence: NamedNode, role: str, order: int, mention: Mention) -> None:
        me = NamedNode(f"{evidence.value}#{role}-{order}")
        self.add(evidence, "ir:mention", me)
        self.add(me, "rdf:type", _term("ir:Mention"))
        self.add(me, "ir:actor", self._actor(mention.actor))
        self.add(me, "ir:role", role)
        self.add(me, "ir:order", order)
        self.add(me, "oa:start", mention.start)
        self.add(me, "oa:end", mention.end)
        self.add(me, "oa:exact", mention.text)


class _Reader:
    """Reads relations from the quads of one article's graph."""

    def __init__(self, found: Iterable[Quad], article: str):
        self.article = article
        self.about: dict[str, dict[str, list[str]]] = {}
        for quad in found:
            if isinstance(quad.graph_name, NamedNode) and quad.graph_name.value == article:
                subject, value = cast(NamedNode, quad.subject), cast("NamedNode | Literal", quad.object)
                self.about.setdefault(subject.value, {}).setdefault(quad.predicate.value, []).append(value.value)

    def relations(self) -> list[Relation]:
        """Return every relation of the graph, in the order of the text."""
        event = _term("ir:Event").value
        iris = sorted(i for i, about in self.about.items() if event in about.get(_term("rdf:type").value, ()))
        found = [self.relation(iri) for iri in iris]
        return sorted(found, key=Relation.order)

    def get(self, subject: str, predicate: str) -> str | None:
        """Return the value of a property that has at most one."""
        return next(iter(self.about.get(subject, {}).get(_term(predicate).value, ())), None)

    def need(self, subject: str, predicate: str) -> str:
        """Return the value of a property that every such node has."""
        value = self.get(subject, predicate)
        if value is None:
            raise ValueError(f"{subject} has no {predicate}: this is no graph that kg wrote")
        return value

    def relation(self, event: str) -> Relation:
        """Return the relation of an event node."""
        evidence = self.need(event, "ir:evidence")
        name = self.need(event, "ir:relation").removeprefix(IR)
        known = inventory.relations().get(name)
        category = self.get(event, "ir:category")
        speaker = self.mentions(evidence, "speaker")
        return Relation(
            article=self.need(self.article, "dcterms:identifier"),
            relation=name,
            plover=category.removeprefix(IR) if category else None,
            mode=self.get(event, "ir:mode"),
            quad=self.get(event, "ir:quadClass"),
            source=self.mentions(evidence, "source"),
            target=self.mentions(evidence, "target"),
            symmetric=known.symmetric if known else False,
            date=self.get(event, "ir:date"),
            place=self.get(event, "ir:place"),
            status=cast(Status, self.need(event, "ir:status").removeprefix(IR)),
            speaker=speaker[0] if speaker else None,
            confidence=float(self.need(event, "ir:confidence")),
            sentence=self.need(evidence, "ir:sentence"),
            start=int(self.need(f"{evidence}#position", "oa:start")),
            end=int(self.need(f"{evidence}#position", "oa:end")),
            rule=self.get(evidence, "ir:rule") or "",
        )

    def mentions(self, evidence: str, role: str) -> tuple[Mention, ...]:
        """Return the mentions of an evidence node that have this role, in order."""
        iris = self.about[evidence].get(_term("ir:mention").value, [])
        mine = sorted((int(self.need(i, "ir:order")), i) for i in iris if self.get(i, "ir:role") == role)
        return tuple(
            Mention(
                self.need(i, "oa:exact"), int(self.need(i, "oa:start")), int(self.need(i, "oa:end")),
                self.actor(self.need(i, "ir:actor")),
            )
            for _, i in mine
        )  # fmt: skip

    def actor(self, iri: str) -> Actor:
        """Return the actor of an IRI as this article describes it."""
        class_name = self.need(iri, "rdf:type").removeprefix(IR)
        kind = next(t for t in get_args(ActorType) if ACTOR_CLASSES[t] == class_name)
        local = iri.removeprefix(str(ID))
        return Actor(local, self.need(iri, "rdfs:label"), kind, self.get(iri, "ir:country"), self.get(iri, "ir:sector"))


def _key(r: Relation) -> str:
    """Return the digest that tells this relation from every other one, and so names its nodes."""
    return digest(r.json(), length=16)


def _term(name: str) -> NamedNode:
    found = _TERMS.get(name)
    if found is None:
        prefix, _, local = name.partition(":")
        found = _TERMS[name] = NamedNode(PREFIXES[prefix] + local)
    return found


_TERMS: dict[str, NamedNode] = {}


def _typed(text: str, datatype: str) -> Literal:
    return Literal(text, datatype=NamedNode(_XSD + datatype))


def _in_calendar(text: str) -> bool:
    """Whether the months and days of a date exist; 29 February does where no year is given."""
    parts = [int(p) for p in text.replace("--", "2000-").split("-")]
    try:
        date(max(parts[0], 1), *[*parts[1:], 1, 1][:2])
    except ValueError:
        return False
    return True
