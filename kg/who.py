"""Who held an office at a date: answers from the data files, with the term, its source and the line that says so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kg.errors import QueryError
from kg.knowledge import Knowledge, Office, Person
from kg.terms import covers, is_date

_ASKING = re.compile(
    r"^(?:who\s+(?:is|was|are|were|has\s+been)\s+)?(?:the\s+)?(?:(?:current|then|present|incumbent)\s+)?", re.IGNORECASE
)
_NAMES: Final = {"name", "long", "abbreviation", "adjective", "spelling", "short"}
_BETWEEN: Final = {"of", "for", "to", "in"}


@dataclass(frozen=True, slots=True)
class Answer:
    """A person, the office, the term in it, and where that can be checked: the source and the line of the data file."""

    person: Person
    office: Office
    start: str
    end: str
    source: str
    where: str


def who(question: str, on: str | None, knowledge: Knowledge) -> list[Answer]:
    """Return who held the office of the question at a date (None: who holds it now), the surest reading only.

    The question is a phrase such as "foreign minister of France", "French foreign minister", "UN secretary-general",
    with or without "who is the". More than one answer means that the phrase, or the data, allows more than one.

    Raises `QueryError` if `on` is no date.
    """
    if on is not None and not is_date(on):
        raise QueryError(f'"{on}" is not a date', hint="write 2014-03-01, 2014-03 or 2014")
    answers = []
    for office in _offices(_words(_ASKING.sub("", question.strip().rstrip("?!. "))), on, knowledge):
        for term in knowledge.holders_of(office.id, on):
            person = knowledge.persons.get(term.person)
            if person is not None:
                answers.append(Answer(person, office, term.start, term.end, term.source, term.where))
    return answers


def _words(text: str) -> list[str]:
    """Split a phrase into words in one spelling: small, without dots, apostrophes, hyphens and articles.

    >>> _words("the U.S. Secretary-General's defense minister")
    ['us', 'secretary', 'general', 'defence', 'minister']
    """
    plain = re.sub(r"['’]s?(?!\w)", "", text.lower()).replace("defense", "defence").replace(".", "")
    return [word for word in re.split(r"[\s\-–]+", plain) if word and word != "the"]


def _offices(words: list[str], on: str | None, knowledge: Knowledge) -> list[Office]:
    """Return the offices that a phrase can mean: whose offices it names, and which of them."""
    found: dict[str, Office] = {}
    owners = _owners(on, knowledge)
    for title, owner in _splits(words):
        for actor in owners.get(owner, ()):
            offices = knowledge.offices_of(actor)
            # An office of this very title comes before one of this kind: France has a president, not a "head of state".
            fits = [o for o in offices if title in _titles(o)] or [o for o in offices if title in map(_phrase, o.kinds)]
            found.update((office.id, office) for office in fits)
    if not found:
        # A title may say by itself whose office it is: "NATO secretary-general", "Pope".
        alone = [office for office in knowledge.offices.values() if " ".join(words) in _titles(office)]
        found = {office.id: office for office in alone} if len(alone) == 1 else {}
    return list(found.values())


def _splits(words: list[str]) -> Iterator[tuple[str, str]]:
    """Yield every reading of a phrase as title and owner: "president of X", "X president"."""
    for i in range(1, len(words)):
        before, after = " ".join(words[:i]), " ".join(words[i:])
        yield after, before
        if words[i] in _BETWEEN and i + 1 < len(words):
            yield before, " ".join(words[i + 1 :])


def _owners(on: str | None, knowledge: Knowledge) -> dict[str, list[str]]:
    """Return the actors that have offices, by each of their names in use at the date."""
    owners: dict[str, list[str]] = {}
    for actor in sorted({office.of for office in knowledge.offices.values()}):
        row = knowledge.states.get(actor) or knowledge.organisations.get(actor) or knowledge.groups.get(actor)
        if row is None or not covers(row.start, row.end, on):
            continue
        names = [n.text for n in knowledge.names_of.get(actor, ()) if n.kind in _NAMES and covers(n.start, n.end, on)]
        for text in {_phrase(name) for name in (row.name, *names)}:
            owners.setdefault(text, []).append(actor)
    return owners


def _titles(office: Office) -> set[str]:
    return {_phrase(title) for title in (office.title, *office.titles)}


def _phrase(text: str) -> str:
    return " ".join(_words(text))
