"""Known mistakes of the parser, mended in one place: each rule names the construction, and is tested."""

from __future__ import annotations

import calendar
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from kg.lexicon import lexicon


@Language.component("kg_repair", requires=["token.dep", "token.pos"], assigns=["token.dep"])
def kg_repair(doc: Doc) -> Doc:
    """Correct heads and labels where the parse is wrong in a known way."""
    for sentence in doc.sents:
        for token in sentence:
            _lemma(token)
            _particle_object(token)
        _dateline(sentence)
        _garden_path(sentence)
        _headline(sentence)
        _fronted_as(sentence)
        _fronted_day(sentence)
    return doc


def _lemma(token: Token) -> None:
    """A verb form of which the model makes no known verb ("stag" of "staged", "wag" of "waged") gets the known one."""
    if token.pos_ != "VERB":
        return
    verbs = lexicon().verbs
    if token.lemma_.lower() in verbs and not _doubtful(token):
        return
    for lemma in _stems(token.lower_):
        if lemma in verbs:
            token.lemma_ = lemma
            return


def _doubtful(token: Token) -> bool:
    """Whether a short stem was made of a form that keeps its consonant single: "staged" is no form of "stag"."""
    low, lemma = token.lower_, token.lemma_.lower()
    return low in {lemma + "ed", lemma + "ing"} and lemma + "e" in lexicon().verbs and _short(lemma)


def _short(stem: str) -> bool:
    """Whether a stem doubles its last consonant before an ending: one vowel, then one consonant."""
    vowels = [c in "aeiou" for c in stem]
    return len(stem) > 2 and vowels[-2:] == [True, False] and sum(vowels) == 1


def _stems(form: str) -> Iterator[str]:
    """Yield the verbs of which a word may be a form."""
    for ending in ("ed", "ing", "es", "s"):
        stem = form.removesuffix(ending)
        if stem == form or len(stem) < 2:
            continue
        if stem.endswith("i"):
            yield stem[:-1] + "y"
        yield stem + "e"
        yield stem
        if len(stem) > 3 and stem[-1] == stem[-2]:
            yield stem[:-1]


_WEEKDAYS = frozenset({day.lower() for day in calendar.day_name})
_DASHES = frozenset({"--", "-", "–", "—", ":", ")"})


def _dateline(sentence: Span) -> None:
    """ "MOGADISHU, Somalia -- A raid has killed": the place of writing is not what kills."""
    if not sentence[0].text.isupper() or len(sentence[0]) < 3:
        return
    dash = next((t for t in sentence[1:12] if t.text in _DASHES), None)
    if dash is not None and dash.text == ")" and dash.i + 1 < sentence.end and dash.nbor().text in _DASHES:
        dash = dash.nbor()
    if dash is None or any(t.tag_ in {"VBD", "VBZ", "VBP", "MD"} for t in sentence.doc[sentence.start : dash.i]):
        return
    prefix = list(sentence.doc[sentence.start : dash.i])
    for place in prefix:
        if place.dep_ not in {"nsubj", "nsubjpass"} or place.head.i < dash.i:
            continue
        verb, label = place.head, place.dep_
        place.dep_ = "dep"
        if not any(c.dep_ == label and c.i > dash.i for c in verb.children):
            hung = [
                c for t in prefix for c in t.children if c.i > dash.i and c.dep_ in {"appos", "conj", "dep", "nmod"}
            ]
            if hung:
                hung[0].head, hung[0].dep_ = verb, label


def _garden_path(sentence: Span) -> None:
    """ "The army raided the camp": a past tense taken for a participle of the noun, where the sentence has no other verb."""
    root = sentence.root
    if root.pos_ not in {"NOUN", "PROPN"} or any(t.tag_ in {"VBD", "VBZ", "VBP", "MD"} for t in sentence):
        return
    for verb in root.rights:
        if verb.dep_ == "acl" and verb.tag_ == "VBN" and not any(c.dep_ in {"agent", "auxpass"} for c in verb.children):
            slots = {s for e in lexicon().verbs.get(verb.lemma_.lower(), ()) for s in e.target}
            filled = {c.lower_ for c in verb.children if c.dep_ == "prep"} & slots
            if filled - {"in", "at", "on"} or any(c.dep_ == "dobj" for c in verb.children):
                verb.tag_, verb.dep_ = "VBD", "relcl"  # its subject is then found as that of a relative clause
                return


def _particle_object(token: Token) -> None:
    """ "US shoots down balloon": a noun hung on a particle as on a preposition is the verb's object."""
    if token.dep_ == "pobj" and token.head.dep_ == "prt" and token.head.head.pos_ == "VERB":
        token.head, token.dep_ = token.head.head, "dobj"


def _headline(sentence: Span) -> None:
    """ "India, Japan sign pact": headlines coordinate with a comma alone."""
    subjects = [t for t in sentence if t.dep_ in {"nsubj", "nsubjpass"} and t.pos_ == "PROPN"]
    for token in subjects:
        first = _left_edge(token)
        while first - 2 >= sentence.start and sentence.doc[first - 1].text == ",":
            before = sentence.doc[first - 2]
            if before.pos_ != "PROPN" or before.dep_ not in {"npadvmod", "dep", "nsubj", "nmod", "ROOT", "advcl"}:
                break
            if before == token or _left_edge(before) != sentence.start or before.n_rights > 1:
                break
            before.head, before.dep_ = token.head, token.dep_
            token.head, token.dep_ = before, "conj"
            token, first = before, _left_edge(before)


def _left_edge(token: Token) -> int:
    return min([token.i, *(c.i for c in token.lefts if c.dep_ in {"compound", "amod", "det"})])


def _fronted_day(sentence: Span) -> None:
    """ "On Tuesday Turkey condemned ...": the day is no part of the name behind it, and the name is the subject."""
    first = sentence[0]
    if first.lower_ != "on" or len(sentence) < 4:
        return
    day, verb = sentence[1], first.head
    name = day.head
    if day.lower_ not in _WEEKDAYS or day.dep_ not in {"compound", "nmod"} or name.head.i != first.i:
        return
    if verb.pos_ in {"VERB", "AUX"} and not any(c.dep_ in {"nsubj", "nsubjpass"} for c in verb.children):
        passive = any(c.dep_ == "auxpass" for c in verb.children)
        day.head, day.dep_ = first, "pobj"
        name.head, name.dep_ = verb, "nsubjpass" if passive else "nsubj"


def _fronted_as(sentence: Span) -> None:
    """ "As members of the council, A and B bear ...": A and B are the subject, not more members.

    The parser takes a plural noun behind a fronted "as" for the subject of a clause, and what follows the comma for its
    coordination. Where no verb stands between "as" and the comma there is no clause.
    """
    first = sentence[0]
    if first.lower_ != "as" or first.dep_ != "mark":
        return
    verb = first.head
    comma = next((t for t in sentence if t.text == "," and t.i < verb.i and _follows(t)), None)
    if comma is None or any(t.pos_ in {"VERB", "AUX"} for t in sentence.doc[first.i : comma.i]):
        return
    before = [c for c in verb.children if c.dep_ == "nsubj" and c.i < comma.i]
    after = [t for t in sentence.doc[comma.i + 1 : verb.i] if t.dep_ == "conj" and t.head.i < comma.i]
    if not before or not after:
        return
    first.dep_ = "prep"
    before[0].head, before[0].dep_ = first, "pobj"
    after[0].head, after[0].dep_ = verb, "nsubj"


def _follows(comma: Token) -> bool:
    """Whether what follows the comma is the coordination that the parser made of the subject."""
    return any(
        t.dep_ == "conj" and t.head.i < comma.i and t.pos_ in {"PROPN", "NOUN"}
        for t in comma.doc[comma.i + 1 : comma.i + 6]
    )
