"""Points of a list whose subject stands in the words that lead in."""

from __future__ import annotations

import pytest

from kg.flow import Extraction, extract
from kg.model import Article


def _told(text: str) -> list[tuple[str, str, str, str]]:
    (found,) = extract([Article("a", text, date="2021-05-05")])
    assert isinstance(found, Extraction)
    for r in found.relations:
        assert all(text[m.start : m.end] == m.text for m in (*r.source, *r.target))
    return [
        (" ".join(sorted(m.text for m in r.source)), r.relation, " ".join(m.text for m in r.target), r.status)
        for r in found.relations
    ]


@pytest.mark.parametrize(
    "text, told",
    [
        ("In a statement, Kenya:\n- condemned Eritrea;\n- thanked Norway.", [
            ("Kenya", "condemned", "Eritrea", "asserted"), ("Kenya", "thanked", "Norway", "asserted")]),
        ("At their meeting in Oslo, Peru and Chile:\n* signed an agreement on fishing;\n* set no date for more.", [
            ("Peru", "signedAgreementWith", "Chile", "asserted")]),
        ("At their meeting in Riga on Monday the presidents of Peru and Chile:\n- signed a treaty on the border", [
            ("presidents", "signedAgreementWith", "presidents", "asserted")]),
        ("Sweden will:\n- impose sanctions on Belarus;\n- open two schools.", [
            ("Sweden", "sanctioned", "Belarus", "planned")]),
        ("The African Union agreed to:\n- impose sanctions on Eritrea;\n- meet again in May.", [
            ("African Union", "sanctioned", "Eritrea", "planned")]),
        ("Japan called on Iran to:\n- release the hostages;\n- open its ports.", [
            ("Japan", "urged", "Iran", "asserted"), ("Iran", "released", "hostages", "demanded")]),
        ("The foreign minister of Chad:\n- urged Libya to free the hostages.", [
            ("foreign minister", "urged", "Libya", "asserted"), ("Libya", "released", "hostages", "demanded")]),
        ("In its resolution, the Security Council:\n(a) commends Peru;\n(b) urges Chile to free two sailors.", [
            ("Security Council", "praised", "Peru", "asserted"), ("Security Council", "urged", "Chile", "asserted"),
            ("Chile", "released", "sailors", "demanded")]),
        ("In a statement, Kenya:\n1. condemned Eritrea;\n2. thanked Norway.", [
            ("Kenya", "condemned", "Eritrea", "asserted"), ("Kenya", "thanked", "Norway", "asserted")]),
        # A noun of speech leads in: what is asked is to be done by whom it is asked of, what is pledged by who pledges.
        ("Norway's demands to Iran:\n- release the hostages;\n- open its ports.", [
            ("Norway", "demanded", "Iran", "asserted"), ("Iran", "released", "hostages", "demanded")]),
        ("Norway's demands to Iran: - release the hostages; - open its ports.", [
            ("Norway", "demanded", "Iran", "asserted"), ("Iran", "released", "hostages", "demanded")]),
        ("Libya's promises:\n- release the hostages;\n- open its ports.", [
            ("Libya", "released", "hostages", "planned")]),
        ("Peru's accusations against Chad:\n- condemned Eritrea;\n- closed its ports.", [
            ("Peru", "accused", "Chad", "asserted"), ("Chad", "condemned", "Eritrea", "claimed")]),
        # A list that has lost its lines.
        ("In other news: -- Peru condemned Eritrea. -- Chad thanked Norway.", [
            ("Peru", "condemned", "Eritrea", "asserted"), ("Chad", "thanked", "Norway", "asserted")]),
        ("What happened overnight: • Peru condemned Eritrea • Chad thanked Norway", [
            ("Peru", "condemned", "Eritrea", "asserted"), ("Chad", "thanked", "Norway", "asserted")]),
    ],
)  # fmt: skip
def test_a_point_has_its_subject_above_the_list(text, told):
    assert _told(text) == told


@pytest.mark.parametrize(
    "text",
    [
        "Events in Peru and Chile:\n- condemned Eritrea;",
        "Kenya.\n- condemned Eritrea;",
        "Under the draft resolution, Kenya:\n- condemned Eritrea;",
        "Kenya met its lenders in Paris:\n- condemned Eritrea;",
        "In a statement, Kenya:\n\nIt rained.\n- condemned Eritrea;",
        "Kenya's fears:\n- condemned Eritrea;",
    ],
)
def test_no_subject_is_made_up(text):
    assert not [t for t in _told(text) if t[1] == "condemned"]


@pytest.mark.parametrize(
    "text",
    ["Turkey has the right to:\n- impose sanctions on Syria;", "Kenya did not agree to:\n- impose sanctions on Mali;"],
)
def test_what_may_or_will_not_be_done_is_not_told_as_planned(text):
    assert _told(text) == []
