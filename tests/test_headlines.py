"""Headlines In Title Case are read as if only the names in them had capitals, and stand as written in what is found."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.annotate.pipeline import annotate, make_doc
from kg.flow import Options, pipeline


@pytest.mark.parametrize(
    ("headline", "told"),
    [
        ("Kenya Expels Three Ethiopian Diplomats Over Spying Claims", {("expelledDiplomatsOf", "Kenya", "Ethiopian Diplomats")}),
        ("Putin Meets Xi in Beijing", {("met", "Putin", "Xi")}),
        ("Saudi Arabia Rejects Iranian Accusations", {("rejected", "Saudi Arabia", "Iranian")}),
        ("U.N. Security Council Condemns North Korea Missile Launch", {
            ("condemned", "U.N. Security Council", "North Korea"), ("testedWeapon", "North Korea", ""),
        }),
        ("Peru, Chile Sign Border Agreement", {("signedAgreementWith", "Peru", "Chile")}),
        ("Indian Prime Minister Modi Visits Moscow for Farm Show", {("visited", "Modi", "Moscow")}),
        ("Salman Khan Arrested by Mumbai Police", {("detained", "Mumbai Police", "Salman Khan")}),
    ],
)  # fmt: skip
def test_title_case(relations, headline: str, told: set[tuple[str, str, str]]) -> None:
    found = {
        (r.relation, s.text, t)
        for r in relations(headline)
        if r.plover
        for s in r.source
        for t in [m.text for m in r.target] or [""]
    }
    assert found == told


def lowered(text: str) -> list[str]:
    """Return the words of a text that are parsed in lower case."""
    nlp = pipeline(Options())
    doc = make_doc(nlp, text)
    for name, stage in nlp.pipeline:
        if name == "tok2vec":
            break
        doc = stage(doc) if name != "kg_focus" else doc
    return list((doc._.kg_written or {}).values())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ahmed Salman and Karim Haddad met Omar Faruq.", []),
        ("The White House and Downing Street said nothing.", []),
        ("Iran Warns Israel.\n\nRussia left.", []),
        ("Indian Prime Minister Modi Visits Moscow", ["Visits"]),
        ("Kenya Expels Diplomats From Sudan", ["Expels", "Diplomats", "From"]),
        ("Turkish Foreign Minister Omar Faruq Visits Greece", ["Foreign", "Minister", "Visits"]),
    ],
)
def test_which_words_lose_their_capital(text: str, words: list[str]) -> None:
    assert sorted(lowered(text)) == sorted(words)


@given(
    st.lists(
        st.sampled_from("Kenya Accuses Border the of Minister Visits Ünal 12 , . - Peace Talks In Doha".split()),
        max_size=14,
    )
)
@settings(max_examples=40, deadline=None)
def test_the_text_stands_as_written(words: list[str]) -> None:
    nlp = pipeline(Options())
    text = " ".join(["Kenya Expels Three Ethiopian Diplomats Over Spying Claims\n\n", *words])
    doc = annotate(nlp, make_doc(nlp, text), whole=True)
    assert doc.text == text
