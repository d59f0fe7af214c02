"""The records that pass from station to station: Article, Actor, Mention, Relation. Frozen, plain, ordered."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from kg.errors import KgError
from kg.names import ID

ActorType = Literal["state", "person", "igo", "body", "party", "armed group", "company", "people", "other"]
Status = Literal["asserted", "negated", "planned", "demanded", "hypothetical", "claimed"]

ACTOR_TYPES: tuple[str, ...] = get_args(ActorType)
ORGANISED: frozenset[str] = frozenset({"body", "party", "armed group", "company", "other"})
"""The types of actors that are groups with an organisation, but for states and what states form."""
STATUSES: tuple[str, ...] = get_args(Status)
SECTORS: frozenset[str] = frozenset(
    "GOV MIL LEG JUD COP SPY PTY OPP REB UAF CRM CVL BUS MED JRN EDU HLH AGR LAB REL REF NGO ELI UNK".split()
)
"""PLOVER role codes (https://github.com/openeventdata/PLOVER); UNK: a person of whom only the state is known."""


@dataclass(frozen=True, slots=True)
class Article:
    """One text with what its source says about it.

    `text` is the text as given: every offset in a `Relation` counts its characters. `skip` holds the spans
    (start, end) of it that are no evidence: title lines, credits, share buttons. `location` says where it was
    read (file, or file:line) for messages and for the ledger; it is no part of the article's identity. `named` is
    False where the id was made from file name and content because the input carried none.
    """

    id: str
    text: str
    title: str | None = None
    date: str | None = None
    source: str | None = None
    url: str | None = None
    language: str | None = None
    skip: tuple[tuple[int, int], ...] = ()
    location: str = ""
    named: bool = True


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts or is acted upon; equal ids are the same actor.

    `id` is the local name below `kg.names.ID`; `country` an ISO 3166-1 alpha-3 code (of the state that the actor is or
    belongs to), `sector` a PLOVER role code.
    """

    id: str
    name: str
    type: ActorType
    country: str | None = None
    sector: str | None = None

    @property
    def iri(self) -> str:
        """The actor's IRI."""
        return str(ID[self.id])

    @property
    def has_standing(self) -> bool:
        """Whether the actor has a public part: not a tourist, nor somebody of whom nothing is said."""
        nation = self._is_nation and self.sector is None
        return nation or self.type not in {"person", "people"} or self.sector not in _PRIVATE

    @property
    def is_of_interest(self) -> bool:
        """Whether a relation with the actor may be one of politics: a state's, an organisation, a group, or of public standing."""
        return bool(self.country) or self.has_standing or self._is_nation

    @property
    def _is_nation(self) -> bool:
        """Whether the actor is a people of a name of its own and of no state, such as the Kurds."""
        return self.type == "people" and self.name[:1].isupper()


_PRIVATE = frozenset({None, "CVL", "REF", "UNK", "MED", "JRN", "AGR", "EDU", "HLH"})


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of an article's text that names an actor: `article.text[start:end] == text`."""

    text: str
    start: int
    end: int
    actor: Actor

    def record(self) -> dict[str, Any]:
        """Return the mention as the party object of the extraction format."""
        a = self.actor
        return {
            "text": self.text, "start": self.start, "end": self.end,
            "id": a.iri, "name": a.name, "type": a.type, "country": a.country, "sector": a.sector,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation that one sentence tells, with its evidence.

    `relation` is a local name of the ontology; `plover`, `mode` and `quad` are None for a standing relation. `date` is ISO
    8601 to the precision known (2023, 2023-03, 2023-03-20, or --09-18 where the year is unknown). `start` and `end` are
    the sentence's offsets in the article's text. `rule` names the construction and the lexicon line that made it.
    Build one with `kg.evidence.relation`, which refuses evidence that does not stand in the text.
    """

    article: str
    relation: str
    plover: str | None
    mode: str | None
    quad: str | None
    source: tuple[Mention, ...]
    target: tuple[Mention, ...]
    symmetric: bool
    date: str | None
    place: str | None
    status: Status
    speaker: Mention | None
    confidence: float
    sentence: str
    start: int
    end: int
    rule: str = field(default="", compare=False)
    signals: tuple[tuple[str, float], ...] = field(default=(), compare=False)
    """What spoke for and against it; see `kg.confidence`."""

    def order(self) -> tuple[Any, ...]:
        """Return the key by which relations stand in the order of the text."""
        parties = tuple((m.start, m.end) for m in (*self.source, *self.target))
        return self.start, self.end, min(parties), parties, self.relation, self.status

    def record(self) -> dict[str, Any]:
        """Return the relation as a plain dict in the order of the extraction format."""
        return {
            "article": self.article, "relation": self.relation, "plover": self.plover, "mode": self.mode,
            "quad": self.quad, "source": [m.record() for m in self.source], "target": [m.record() for m in self.target],
            "symmetric": self.symmetric, "date": self.date, "place": self.place, "status": self.status,
            "speaker": self.speaker.record() if self.speaker else None, "confidence": self.confidence,
            "sentence": self.sentence, "start": self.start, "end": self.end,
        }  # fmt: skip

    def json(self) -> str:
        """Return the relation as one line of JSON."""
        return json.dumps(self.record(), ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that was left out, and why: an article that cannot be read, a sentence too long to parse."""

    error: KgError
    fatal: bool = True
    """True where an article was lost (exit code 1); False for a note on an article that was read."""
