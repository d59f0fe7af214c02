"""What the reader learns from: pairs as kg finds them, sentences told of other states, two told as one."""

from __future__ import annotations

import random

import pytest

from kg.train.corpus import Example, Link
from kg.train.items import LABELS, Item, items, taught, told_together
from kg.train.vary import vary

ACCUSE = LABELS.index("ACCUSE")


def named(item: Item, mention: int) -> str:
    return item.text[slice(*item.mentions[mention][0])]


def test_kgs_own_mentions_are_asked_about_beside_the_annotated_ones() -> None:
    text = "Turkey accused Syria while France watched."
    (made,) = items([Example(text, ((0, 6), (15, 20)), (Link(0, 1, "ACCUSE", "asserted"),), "s", "agency", "s.txt:1")])
    assert named(made, 2) == "France"
    assert made.links == {(0, 1): [(ACCUSE, 0)]}


def test_another_mention_of_a_party_is_neither_related_nor_unrelated() -> None:
    text = "Emmanuel Macron said he accused Russia."
    (made,) = items([Example(text, ((0, 15), (32, 38)), (Link(0, 1, "ACCUSE", "asserted"),), "s", "agency", "s.txt:1")])
    assert [named(made, i) for i, _ in made.unsaid] == ["he"]


def test_the_lexicon_teaches_its_examples() -> None:
    known = taught()
    assert len(known) > 1500
    assert all(label > 0 for item in known for labels in item.links.values() for label, _ in labels)


@pytest.mark.parametrize("seed", range(20))
def test_two_told_as_one_keep_their_mentions_and_relations(seed: int) -> None:
    learned = [
        Item(f"Oman {verb} Iran.", [[(0, 4)], [(6 + len(verb), 10 + len(verb))]], {(0, 1): [(k % 16 + 1, 0)]}, verb)
        for k, verb in enumerate(["praised", "told", "left", "met", "warned", "armed", "sued", "fought"])
    ]
    made = told_together(learned, random.Random(seed))
    assert sum(len(i.mentions) for i in made) == 2 * len(learned)
    assert sorted(label for i in made for label in i.links.values()) == sorted(i.links[0, 1] for i in learned)
    for item in made:
        assert all((named(item, i), named(item, j)) == ("Oman", "Iran") for i, j in item.links)


@pytest.mark.parametrize("seed", range(20))
def test_told_of_other_states_a_mention_is_the_same_one(seed: int) -> None:
    text = "French troops attacked Syria, and the French president, in Damascus, praised the French."
    spans = [(text.index(part), text.index(part) + len(part)) for part in ("French troops", "Syria", "Damascus")]
    told, moved = vary(text, [[span] for span in spans], random.Random(seed))
    troops, state, capital = (told[slice(*span[0])] for span in moved)
    adjective = troops.removesuffix(" troops")
    assert troops.endswith(" troops") and told.count(adjective) == 3
    assert told == f"{troops} attacked {state}, and the {adjective} president, in {capital}, praised the {adjective}."
