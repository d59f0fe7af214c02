"""The words of reference (data/reference.yaml): by what texts call an actor again, and what a name's last word says of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import cast

import yaml

from kg.errors import KnowledgeError
from kg.model import ACTOR_TYPES, SECTORS, ActorType
from kg.resources import folder

WHERE = "data/reference.yaml"


@dataclass(frozen=True, slots=True)
class Words:
    """What the file says.

    `types` maps a word to the types of actor that "the <word>" may mean; `names` the last word of a name to type and
    sector; `sides` may be a state and a group; `numbers` maps "the trio" to three; `american` are offices of the states of
    the USA, `kin` what only people have, `human` verbs of what only people do, `befalls` of what is done only to them,
    `judged` what only they are found, `proceedings` what is opened against them; `fighters` are the members of an armed group;
    `sailors` may be of a navy or of the ships of trade among `merchants`; `contingents` are parts of forces;
    `called` are words beside a person's name that make it another's: of things, of bodies, of ships;
    `given` a given name to the gender of those who bear it, `address` a title; behind one of the
    `courtesies` stands the name of a person.
    """

    types: dict[str, frozenset[str]]
    states: frozenset[str]
    people: frozenset[str]
    sides: frozenset[str]
    numbers: dict[str, int]
    names: dict[str, tuple[ActorType, str]]
    american: frozenset[str]
    kin: frozenset[str]
    human: frozenset[str]
    befalls: frozenset[str]
    judged: frozenset[str]
    proceedings: frozenset[str]
    fighters: frozenset[str]
    sailors: frozenset[str]
    merchants: frozenset[str]
    contingents: frozenset[str]
    called: dict[str, frozenset[str]]
    given: dict[str, str]
    address: dict[str, str]
    courtesies: frozenset[str]


@lru_cache(maxsize=1)
def words() -> Words:
    """Return the shipped file, read once.

    Raises:
        KnowledgeError: a type or sector that there is not.

    >>> sorted(words().types["firm"]), words().numbers["trio"], words().names["plc"]
    (['company'], 3, ('company', 'BUS'))
    """
    raw = yaml.safe_load((folder("data") / "reference.yaml").read_text(encoding="utf-8"))
    types: dict[str, frozenset[str]] = {}
    for entry in raw["refers"]:
        for kind in entry["types"]:
            _check(kind, ACTOR_TYPES)
        for word in entry["words"]:
            types[word] = types.get(word, frozenset()) | frozenset(entry["types"])
    names: dict[str, tuple[ActorType, str]] = {}
    for key, endings in raw["names"].items():
        kind, _, sector = key.rpartition(" ")
        _check(kind, ACTOR_TYPES)
        _check(sector, SECTORS)
        names.update((ending, (cast(ActorType, kind), sector)) for ending in endings)
    pairs = raw["pairs"]
    return Words(
        types, frozenset(pairs["states"]), frozenset(pairs["people"]), frozenset(pairs["sides"]), dict(raw["numbers"]), names,
        frozenset(raw["american offices"]), frozenset(raw["kin"]), frozenset(raw["human"]),
        frozenset(raw["befalls"]), frozenset(raw["judged"]), frozenset(raw["proceedings"]), frozenset(raw["fighters"]),
        frozenset(raw["sailors"]), frozenset(raw["merchants"]), frozenset(raw["contingents"]),
        {kind: frozenset(listed) for kind, listed in raw["called after people"].items()}, _by_gender(raw["given names"]), _by_gender(raw["address"]),
        frozenset(raw["courtesies"]),
    )  # fmt: skip


def _by_gender(raw: dict[str, list[str]]) -> dict[str, str]:
    return {name: gender for gender, names in raw.items() for name in names}


def _check(value: str, known: object) -> None:
    assert isinstance(known, (tuple, frozenset))
    if value not in known:
        raise KnowledgeError(f'"{value}" is not known', where=WHERE, hint=f"use one of {', '.join(sorted(known))}")
