"""The lexicon: which words tell which relation (data/predicates/*.yaml), and which words change what is asserted.

An analyst adds a word by adding an entry; `data/README.md` says how, and `check` names every mistake with its line.
"""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from kg.errors import KnowledgeError
from kg.model import STATUSES
from kg.resources import folder

SLOTS = frozenset(
    "subject object befallen dative owner clause deed benefit condition bearer poss mod of matter occasion speaker answered answerer helped left whose forcer convened none".split()
)
"""Slots beside the prepositions: `befallen` is the object where nobody is named who does it ("the troops were withdrawn"), `owner` is whose the object is (its possessor, adjective or of-complement), `deed` the
one to whom the act is done that an infinitive below the word names ("refused to meet X"), `benefit` whom a gift is for,
wherever that is said ("gave money to fight hunger in X"), `condition` who can avert a threat ("to strike unless X yields"),
`matter` whom an inquiry or a protest is about, wherever that is said ("a probe into the finances of X"), `occasion` who does
what the noun is the occasion of ("at the urging of Y, X agreed"), `speaker` whose word the clause is ("X said that Y was
responsible"), `answered` whose act would be met with what the noun says, or of which a verb warns, `answerer` who would do so ("an attack by X would be
met with force by Y"), `helped` who does with it what the clause tells ("with the aid of X, Y fought Z"), `left` the land that somebody
is told to leave ("the envoy was told to leave X"), `whose` of whom the subject is said to be one ("critics of X say"), `forcer`
who makes the subject do it ("X forced Y to resign"), `convened` who agrees, or does not, on something at a meeting ("A and B
failed to agree at a meeting")."""

PREPOSITIONS = frozenset(
    "with to from on against at in into for by between among over toward towards of about through across along via behind upon "
    "alongside around near under within onto out off after before during without like as following outside".split()
)
COMPLEMENT = "complement"
"""Where `object` stands for what somebody is called or declared, and not for who is: "called X a friend"."""
DEEDS = (
    "cooperation",
    "conflict",
    "material cooperation",
    "verbal cooperation",
    "material conflict",
    "verbal conflict",
    "agreement",
    "protest",
    "assault",
    "harmless",
    "answer",
    "any",
)
"""Kinds of a further act: of a quad class, of a category, or "harmless": any that the lexicon does not know as conflict, "answer": with force to another's."""
MANNERS = ("to", "not to", "will", "will not", "must", "should")
KINDS = ("verb", "noun", "adjective")
_FIELDS = frozenset(
    "verb noun adjective relation source target object via unless_object places alone agentless status precision note example "
    "expect not bare clausal deed manner mutual follows who whom act unless sovereign".split()
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One predicate: a word (a verb with its particle, a noun with the words before it), what it needs, which relation it tells, and who fills its roles."""

    kind: str
    lemma: str
    relation: str
    source: tuple[str, ...]
    target: tuple[str, ...]
    particle: str = ""
    object: frozenset[str] = frozenset()
    via: str = ""
    unless_object: frozenset[str] = frozenset()
    places: bool = False
    alone: bool = False
    agentless: bool = False
    """Told of whom it befell where nobody is named who did it: "X was arrested"."""
    bare: bool = False
    clausal: bool = False
    deed: str = ""
    manner: str = "to"
    mutual: bool = False
    follows: bool = False
    who: frozenset[str] = frozenset()
    whom: frozenset[str] = frozenset()
    act: frozenset[str] = frozenset()
    unless: frozenset[str] = frozenset()
    sovereign: bool = False
    """What only a state or its officials do, by decision: whoever strips somebody of citizenship acts for one."""
    status: str = ""
    precision: float = 0.85
    example: str = ""
    expect: tuple[str, str, str] | None = None
    counter: str = ""
    where: str = ""

    @property
    def specificity(self) -> int:
        """How much an entry asks for: what asks for more is tried first."""
        needs = (
            4 * bool(self.object)
            + 4 * bool(self.who)
            + 4 * bool(self.whom)
            + 4 * bool(self.act)
            + 2 * bool(self.particle)
            + bool(self.via)
            + bool(self.deed)
            + ("condition" in self.target)
        )
        return needs + (self.target != ("none",))


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All entries by lemma, the specific ones first."""

    verbs: Mapping[str, tuple[Entry, ...]]
    nouns: Mapping[str, tuple[Entry, ...]]
    adjectives: Mapping[str, tuple[Entry, ...]]

    def entries(self) -> Iterator[Entry]:
        """Yield every entry."""
        for table in (self.verbs, self.nouns, self.adjectives):
            for entries in table.values():
                yield from entries


@dataclass(frozen=True, slots=True)
class Cues:
    """Words that change the status of what they govern; see data/cues.yaml."""

    governors: Mapping[str, str] = field(default_factory=dict)
    """Lemma of a verb, adjective or noun -> status of the clause or noun below it; "same" passes it on."""
    modals: Mapping[str, str] = field(default_factory=dict)
    marks: Mapping[str, str] = field(default_factory=dict)
    negations: frozenset[str] = frozenset()
    reporting: frozenset[str] = frozenset()
    object_control: frozenset[str] = frozenset()
    transparent: frozenset[str] = frozenset()
    documents: frozenset[str] = frozenset()
    abstract: frozenset[str] = frozenset()
    support: frozenset[str] = frozenset()
    reach: frozenset[str] = frozenset()
    fiction: frozenset[str] = frozenset()
    accounts: frozenset[str] = frozenset()
    permissive: frozenset[str] = frozenset()
    reciprocal: frozenset[str] = frozenset()
    together: frozenset[str] = frozenset()
    comrades: frozenset[str] = frozenset()
    retinue: frozenset[str] = frozenset()
    kin: frozenset[str] = frozenset()
    sport: frozenset[str] = frozenset()
    crimes: frozenset[str] = frozenset()
    harm: frozenset[str] = frozenset()
    deaths: frozenset[str] = frozenset()
    venues: frozenset[str] = frozenset()
    addressing: frozenset[str] = frozenset()
    utterances: frozenset[str] = frozenset()
    sites: frozenset[str] = frozenset()
    adverse: frozenset[str] = frozenset()
    presuming: frozenset[str] = frozenset()
    misrule: frozenset[str] = frozenset()
    not_negating: frozenset[str] = frozenset()
    settling: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()
    imagined: frozenset[str] = frozenset()
    rebuttals: frozenset[str] = frozenset()
    answers: frozenset[str] = frozenset()
    agreements: frozenset[str] = frozenset()
    suffering: frozenset[str] = frozenset()
    shielding: frozenset[str] = frozenset()
    punishing: frozenset[str] = frozenset()
    blasts: frozenset[str] = frozenset()
    strikes: frozenset[str] = frozenset()
    founding: frozenset[str] = frozenset()
    peacekeeping: frozenset[str] = frozenset()
    giving: frozenset[str] = frozenset()
    upon_others: frozenset[str] = frozenset()
    guarded: frozenset[str] = frozenset()
    distances: frozenset[str] = frozenset()
    flying: frozenset[str] = frozenset()
    central: frozenset[str] = frozenset()
    judging: frozenset[str] = frozenset()
    seeking: frozenset[str] = frozenset()
    carrying: frozenset[str] = frozenset()
    within: frozenset[str] = frozenset()
    pastimes: frozenset[str] = frozenset()
    wares: frozenset[str] = frozenset()
    weather: frozenset[str] = frozenset()
    boons: frozenset[str] = frozenset()
    craft: frozenset[str] = frozenset()
    readouts: frozenset[str] = frozenset()
    traders: frozenset[str] = frozenset()
    traits: frozenset[str] = frozenset()
    foiling: frozenset[str] = frozenset()
    stirring: frozenset[str] = frozenset()
    journeys: frozenset[str] = frozenset()
    private: frozenset[str] = frozenset()
    uncapitalised: frozenset[str] = frozenset()
    leagues: frozenset[str] = frozenset()
    calling: frozenset[str] = frozenset()
    titling: frozenset[str] = frozenset()
    lines: frozenset[str] = frozenset()
    regretting: frozenset[str] = frozenset()
    settlements: frozenset[str] = frozenset()
    townsmen: frozenset[str] = frozenset()
    decreeing: frozenset[str] = frozenset()
    forcing: frozenset[str] = frozenset()
    agreeing: frozenset[str] = frozenset()
    vows: frozenset[str] = frozenset()
    involvement: frozenset[str] = frozenset()
    charging: frozenset[str] = frozenset()
    expelling: frozenset[str] = frozenset()
    unneeded: frozenset[str] = frozenset()
    overtures: frozenset[str] = frozenset()
    reactions: frozenset[str] = frozenset()
    laying: frozenset[str] = frozenset()
    anywhere: frozenset[str] = frozenset()
    foreigners: frozenset[str] = frozenset()
    crowding: frozenset[str] = frozenset()
    loyal: frozenset[str] = frozenset()
    anyones: frozenset[str] = frozenset()
    encounters: frozenset[str] = frozenset()
    outside: frozenset[str] = frozenset()
    homelands: frozenset[str] = frozenset()
    citizenship: frozenset[str] = frozenset()
    kindred: frozenset[str] = frozenset()
    retaliation: frozenset[str] = frozenset()
    disposed: frozenset[str] = frozenset()
    removals: frozenset[str] = frozenset()
    sending: frozenset[str] = frozenset()
    serving: frozenset[str] = frozenset()
    uprooted: frozenset[str] = frozenset()
    fleeing: frozenset[str] = frozenset()
    links: frozenset[str] = frozenset()
    likeness: frozenset[str] = frozenset()
    of_fighters: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()
    parts: frozenset[str] = frozenset()
    clans: frozenset[str] = frozenset()
    tidings: frozenset[str] = frozenset()
    judged: frozenset[str] = frozenset()
    captives: frozenset[str] = frozenset()
    given: frozenset[str] = frozenset()
    statecraft: frozenset[str] = frozenset()
    proposals: frozenset[str] = frozenset()
    texts: frozenset[str] = frozenset()
    pressing: frozenset[str] = frozenset()
    jails: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    attempts: frozenset[str] = frozenset()
    occasions: frozenset[str] = frozenset()
    in_spirit: frozenset[str] = frozenset()
    vowing: frozenset[str] = frozenset()
    spans: frozenset[str] = frozenset()
    delays: frozenset[str] = frozenset()
    happening: frozenset[str] = frozenset()
    entering: frozenset[str] = frozenset()
    effect: frozenset[str] = frozenset()
    holding: frozenset[str] = frozenset()
    asking: frozenset[str] = frozenset()
    attributive: frozenset[str] = frozenset()
    conversing: frozenset[str] = frozenset()
    dealings: frozenset[str] = frozenset()


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Return the lexicon of the installation; `KnowledgeError` names the first mistake."""
    entries, mistakes = read_entries(sorted((folder("data") / "predicates").glob("*.yaml")))
    if mistakes:
        raise mistakes[0]
    return assemble(entries)


def assemble(entries: Sequence[Entry]) -> Lexicon:
    """Index entries by kind and lemma."""
    tables: dict[str, dict[str, list[Entry]]] = {kind: defaultdict(list) for kind in KINDS}
    for entry in entries:
        tables[entry.kind][entry.lemma].append(entry)
    return Lexicon(*(
        {lemma: tuple(sorted(found, key=lambda e: -e.specificity)) for lemma, found in tables[kind].items()}
        for kind in KINDS
    ))  # fmt: skip


@lru_cache(maxsize=1)
def cues() -> Cues:
    """Return the status cues of the installation."""
    path = folder("data") / "cues.yaml"
    raw = yaml.load(path.read_text(encoding="utf-8"), Loader=_PlainLoader) or {}
    governors: dict[str, str] = {}
    for status, words in (raw.get("governors") or {}).items():
        if status not in STATUSES and status != "same":
            raise KnowledgeError(
                f'"{status}" is no status', where="data/cues.yaml", hint=f"use one of {', '.join(STATUSES)} or same"
            )
        for word in words:
            governors[str(word)] = status
    flat = {k: {str(w): s for s, ws in (raw.get(k) or {}).items() for w in ws} for k in ("modals", "marks")}
    words = [f.name for f in fields(Cues) if f.name not in {"governors", *flat}]
    sets = {k: frozenset(str(w) for w in raw.get(k) or ()) for k in words}
    return Cues(governors=governors, **flat, **sets)  # type: ignore[arg-type]


# -- reading -----------------------------------------------------------------------------------------------------------

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _PlainLoader(_LOADER):  # type: ignore[misc, valid-type]
    """YAML in which "on" is a preposition, not a truth value."""

    yaml_implicit_resolvers = {  # noqa: RUF012
        first: [(tag, regexp) for tag, regexp in found if tag != "tag:yaml.org,2002:bool" or first in "tTfF"]
        for first, found in _LOADER.yaml_implicit_resolvers.items()
    }


class _LineLoader(_PlainLoader):
    """The same, remembering on which line each mapping began."""


def _mapping(loader: Any, node: Any) -> dict[str, Any]:
    made: dict[str, Any] = loader.construct_mapping(node, deep=True)
    made["__line__"] = node.start_mark.line + 1
    return made


_LineLoader.add_constructor("tag:yaml.org,2002:map", _mapping)


def read_entries(paths: Sequence[Path]) -> tuple[list[Entry], list[KnowledgeError]]:
    """Read predicate files; return the sound entries and every mistake with its line."""
    from kg.inventory import relations

    known = relations()
    entries: list[Entry] = []
    mistakes: list[KnowledgeError] = []
    classes: dict[str, list[str]] = {}
    raws: list[tuple[str, dict[str, Any]]] = []
    for path in paths:
        label = f"data/predicates/{path.name}"
        try:
            loaded = yaml.load(path.read_text(encoding="utf-8"), Loader=_LineLoader)
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            mark = getattr(error, "problem_mark", None)
            line = mark.line + 1 if mark else None
            mistakes.append(KnowledgeError("not YAML", where=label, line=line, hint=str(error).splitlines()[0]))
            continue
        if isinstance(loaded, dict):
            classes.update({k: [str(w) for w in v] for k, v in loaded.items() if k != "__line__"})
            continue
        raws += [(label, raw) for raw in loaded or () if isinstance(raw, dict)]
    seen: dict[tuple[Any, ...], str] = {}
    for label, raw in raws:
        entry, problems = _entry(raw, label, known, classes)
        mistakes += problems
        if entry is None:
            continue
        key = (
            entry.kind,
            entry.lemma,
            entry.particle,
            entry.object,
            entry.via,
            entry.source,
            entry.target,
            entry.deed,
            entry.manner,
            entry.who,
            entry.whom,
            entry.act,
        )
        if key in seen:
            mistakes.append(KnowledgeError(
                f'"{entry.lemma}" stands twice with the same conditions', where=label, line=raw["__line__"],
                hint=f"the other is {seen[key]}",
            ))  # fmt: skip
            continue
        seen[key] = entry.where
        entries.append(entry)
    return entries, mistakes


def _entry(
    raw: dict[str, Any], label: str, known: Mapping[str, Any], classes: Mapping[str, list[str]]
) -> tuple[Entry | None, list[KnowledgeError]]:
    line = raw["__line__"]
    problems: list[KnowledgeError] = []

    def wrong(what: str, hint: str | None = None) -> None:
        problems.append(KnowledgeError(what, where=label, line=line, hint=hint))

    for name in sorted(set(raw) - _FIELDS - {"__line__"}):
        wrong(f'unknown field "{name}"', _near(name, _FIELDS))
    kinds = [k for k in KINDS if k in raw]
    if len(kinds) != 1:
        wrong("an entry has one of verb, noun, adjective")
        return None, problems
    kind = kinds[0]
    if kind == "verb":
        lemma, _, particle = str(raw[kind]).partition(" ")
    else:  # "permanent member", "cease fire": the last word is the head
        particle, _, lemma = str(raw[kind]).rpartition(" ")
    relation = str(raw.get("relation", ""))
    if relation not in known:
        wrong(f'relation "{relation}" is not in ontology/ir.ttl', _near(relation, known))
    slots = {}
    for role in ("source", "target"):
        value = raw.get(role, "none")
        slots[role] = tuple(str(v) for v in (value if isinstance(value, list) else [value]))
        for slot in slots[role]:
            if slot not in SLOTS and slot not in PREPOSITIONS and not slot.startswith("owner."):
                wrong(f'unknown slot "{slot}" in {role}', _near(slot, SLOTS | PREPOSITIONS))
    objects = _words(raw.get("object"), classes, wrong)
    unless = _words(raw.get("unless_object"), classes, wrong)
    status = str(raw.get("status", ""))
    if status and status not in STATUSES:
        wrong(f'unknown status "{status}"', _near(status, STATUSES))
    deed = str(raw.get("deed", ""))
    if deed and deed not in DEEDS:
        wrong(f'unknown kind of deed "{deed}"', _near(deed, DEEDS))
    manner = str(raw.get("manner", "to"))
    if manner not in MANNERS:
        wrong(f'unknown manner "{manner}"', _near(manner, MANNERS))
    example = str(raw.get("example", ""))
    if not example:
        wrong(f'"{raw[kind]}" has no example', "give a sentence; it is a test")
    expect = _expected(raw.get("expect"), relation, wrong) if example else None
    if problems:
        return None, problems
    return Entry(
        kind, lemma, relation, slots["source"], slots["target"], particle, objects, str(raw.get("via", "")), unless,
        bool(raw.get("places")), bool(raw.get("alone")), bool(raw.get("agentless")), bool(raw.get("bare")),
        bool(raw.get("clausal")), deed, manner, bool(raw.get("mutual")), bool(raw.get("follows")), _words(raw.get("who"), classes, wrong), _words(raw.get("whom"), classes, wrong),
        _words(raw.get("act"), classes, wrong), _words(raw.get("unless"), classes, wrong), bool(raw.get("sovereign")), status,
        float(raw.get("precision", 0.85)), example, expect, str(raw.get("not", "")), f"{label}:{line}",
    ), problems  # fmt: skip


def _words(value: Any, classes: Mapping[str, list[str]], wrong: Any) -> frozenset[str]:
    words: set[str] = set()
    for word in value if isinstance(value, list) else [value] if value else []:
        text = str(word)
        if text.startswith("@"):
            if text[1:] not in classes:
                wrong(f'unknown word class "{text}"', _near(text[1:], classes))
            words |= set(classes.get(text[1:], ()))
        else:
            words.add(text)
    return frozenset(words)


def _expected(value: Any, relation: str, wrong: Any) -> tuple[str, str, str] | None:
    """Read "A -> B": the parties that the example gives, as words of the example."""
    if value is None:
        wrong("no expect", 'write the parties of the example: "China -> Russia"')
        return None
    source, arrow, target = str(value).partition("->")
    if not arrow:
        wrong(f'expect "{value}" is not of the form "A -> B"')
        return None
    return source.strip(), relation, target.strip()


def _near(word: str, known: Any) -> str | None:
    near = difflib.get_close_matches(word, [str(k) for k in known], n=1)
    return f'did you mean "{near[0]}"?' if near else None
