"""Sentences told of other states: who acts must be read off the words between the names, not off the names.

A small encoder learns by heart who usually fights whom. In training, the states and armed groups of a sentence therefore
change places with others now and then, the same name always for the same one; labels stay.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from kg.knowledge import load

_FORMS = frozenset({"name", "adjective", "demonyms", "capital"})
Span = tuple[int, int]


@lru_cache(maxsize=1)
def _forms() -> Mapping[str, tuple[str, str]]:
    """Return each name of a state or armed group with whose it is and which of its forms."""
    known = load()
    found: dict[str, tuple[str, str]] = {}
    for name in known.names:
        if name.kind in _FORMS and name.actor in known.states:
            found.setdefault(name.text, (name.actor, name.kind))
    for group in known.groups.values():
        if group.type == "armed group":
            found.setdefault(group.name, (group.id, "armed group"))
    return found


@lru_cache(maxsize=1)
def _actors() -> Mapping[str, Mapping[str, str]]:
    """Return the first form of each kind of each actor."""
    found: dict[str, dict[str, str]] = {}
    for text, (actor, kind) in _forms().items():
        found.setdefault(actor, {}).setdefault(kind, text)
    return found


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(re.escape(t) for t in sorted(_forms(), key=lambda t: (-len(t), t))) + r")\b")


def vary(text: str, mentions: Sequence[Sequence[Span]], chance: random.Random) -> tuple[str, list[list[Span]]]:
    """Return a text told of other states, and where its mentions stand in it."""
    swaps: list[tuple[int, int, str]] = []
    chosen: dict[str, str] = {}
    hits = [(m.start(), m.end(), *_forms()[m[0]]) for m in _pattern().finditer(text)]
    for actor in sorted({actor for _, _, actor, _ in hits}):
        needed = {kind for _, _, a, kind in hits if a == actor}
        others = [a for a, forms in _actors().items() if needed <= forms.keys() and a not in chosen.values()]
        chosen[actor] = chance.choice(others) if others else actor
    for start, end, actor, kind in hits:
        swaps.append((start, end, _actors()[chosen[actor]].get(kind, text[start:end])))
    made, at = [], 0
    for start, end, new in swaps:
        made += [text[at:start], new]
        at = end
    made.append(text[at:])
    return "".join(made), [[(_moved(a, swaps, False), _moved(b, swaps, True)) for a, b in spans] for spans in mentions]


def _moved(at: int, swaps: Sequence[tuple[int, int, str]], is_end: bool) -> int:
    """Return where an offset lies after the swaps; one inside a swapped name goes to that name's edge."""
    shift = 0
    for start, end, new in swaps:
        if end <= at:
            shift += len(new) - (end - start)
        elif start < at:
            return start + shift + (len(new) if is_end else 0)
        else:
            break
    return at + shift
