"""Mistakes about clauses: which verb is whose, what hangs on what."""

from __future__ import annotations

import itertools
import re

from spacy.tokens import Span, Token

from kg.annotate.entities import CALENDAR
from kg.annotate.repair.shared import (
    WEEKDAYS,
    behind_comma,
    has,
    is_below,
    is_land,
    is_name,
    is_person,
    is_role,
    left_edge,
    make_subject,
    roles_at,
    stems,
    tells_role,
)
from kg.annotate.resolver import office_kind
from kg.annotate.sentences import is_bullet
from kg.annotate.syntax import ABREAST, is_finite, is_infinitive, is_ones_own, is_plural, takes, told_by
from kg.knowledge import load
from kg.lexicon import cues, lexicon
from kg.terms import covers


def fronted_gerund(words: list[Token]) -> None:
    """ "Accusing Kenya's commission of fraud, X left": a word in -ing that opens a sentence is a verb, no part of a name."""
    first = words[0]
    if not first.lower_.endswith("ing") or first.dep_ not in {"advcl", "compound", "amod"}:
        return
    lemma = next((s for s in stems(first.lower_) if s in lexicon().verbs), None)
    noun = first
    while noun.dep_ in {"compound", "amod", "poss", "nmod"} and noun.head.i > noun.i:
        noun = noun.head
    verb = noun.head
    if lemma is None or verb.pos_ != "VERB":
        return
    if noun != first:
        subjects = [c for c in verb.lefts if c.dep_ == "nsubj"]
        if (
            len(subjects) != 2
            or subjects[0] != noun
            or not any(t.text == "," for t in words[0].doc[noun.i : subjects[1].i])
        ):
            return
        for c in [c for c in noun.rights if c.dep_ == "prep"]:
            c.head = first
        first.head = verb
        noun.head, noun.dep_ = first, "dobj"
    first.dep_, first.pos_, first.tag_, first.lemma_ = "advcl", "VERB", "VBG", lemma


def subject_behind_gerund(words: list[Token]) -> None:
    """ "Urging X to free Ann Lee, the minister met Y": who stands between the comma and the main verb is its subject, not Ann Lee."""
    first, verb = words[0], words[0].head
    if (
        first.tag_ != "VBG"
        or first.dep_ not in {"csubj", "advcl"}
        or verb.i < first.i
        or has(verb, "nsubj", "nsubjpass")
    ):
        return
    before = [t for t in words if t.i < verb.i and t.dep_ not in {"aux", "auxpass", "advmod", "neg"}]
    noun = before[-1]
    while noun.head.i > first.i and noun.dep_ not in {"appos", "conj"}:
        noun = noun.head
    if noun.dep_ != "appos" or noun.right_edge != before[-1] or not behind_comma(noun) or noun.pos_ not in _NOUNS:
        return
    make_subject(noun, verb)
    first.dep_ = "advcl"


_NOUNS = frozenset({"NOUN", "PROPN"})


def finite_beside_gerund(words: list[Token]) -> None:
    """ "Denied beating X and accused Y": what is told in the past tense is no more of what is denied."""
    for verb in words:
        if verb.dep_ != "conj" or verb.tag_ != "VBD":
            continue
        gerund = verb.head
        if gerund.tag_ != "VBG" or has(verb, "nsubj", "nsubjpass"):
            continue
        above = gerund
        while above.dep_ in {"xcomp", "pcomp", "prep", "conj"} and above.head.i < above.i:
            above = above.head
            if above.tag_ in {"VBD", "VBZ", "VBP"} and above.pos_ == "VERB":
                for c in [c for c in gerund.children if c.dep_ in {"cc", "punct"} and gerund.i < c.i < verb.i]:
                    c.head = above
                verb.head = above
                break


def verb_of_a_point(words: list[Token]) -> None:
    """ "- condemned Sudan", "(a) urges X to": the first word of a point is no adjective or plural where the lexicon knows what it does."""
    first = words[0]
    if (
        first.tag_ not in {"VBN", "NNS"}
        or len(words) < 3
        or not first.i
        or not is_bullet(first.nbor(-1).sent.text.strip())
    ):
        return
    noun = first.head
    known = lexicon().verbs.get(first.lemma_, ())
    if first.tag_ == "NNS":
        behind = words[1]
        if known and noun == first and (behind.pos_ in {"PROPN", "DET"} or behind.lower_ in {"on", "upon"}):
            first.tag_, first.pos_ = "VBZ", "VERB"
            for child in [
                c for c in first.rights if c.dep_ in {"nsubj", "npadvmod", "appos", "dep"} and c.pos_ == "PROPN"
            ]:
                child.dep_ = "dobj"
        return
    acts = noun.pos_ == "PROPN" or noun.i > first.i + 1 or any(noun.lemma_ in e.object for e in known)
    asked = noun.head if noun.dep_ == "nsubj" and is_infinitive(noun.head) else None  # "- urged X to release Y"
    if first.dep_ == "amod" and known and acts and "ROOT" in {noun.dep_, asked.dep_ if asked is not None else ""}:
        first.head, first.tag_, first.pos_, first.dep_ = first, "VBD", "VERB", "ROOT"
        noun.head, noun.dep_ = first, "dobj"
        if asked is not None:
            asked.head, asked.dep_ = first, "xcomp"


def leading_in(words: list[Token]) -> None:
    """ "At their meeting in Oslo, X and Y:": who leads in a list is no more of where they met."""
    way = words[0]
    if [t.text for t in words if not t.is_space][-1:] != [":"] or way.dep_ != "ROOT" or way.pos_ != "ADP":
        return
    first = next((t for t in words if t.dep_ == "conj" and t.left_edge.nbor(-1).text == ","), None)
    if first is not None and first.pos_ in {"NOUN", "PROPN"}:
        for t in [t for t in first.head.children if t.dep_ == "conj" and t.i > first.i]:
            t.head = first
        first.head, first.dep_ = first, "ROOT"
        way.head, way.dep_ = first, "prep"


def garden_path(words: list[Token]) -> None:
    """ "The army raided the camp": a past tense taken for a participle of the noun, where the sentence has no other verb."""
    root = words[0].sent.root
    if root.pos_ not in {"NOUN", "PROPN"} or any(is_finite(t) for t in words):
        return
    for verb in root.rights:
        if verb.dep_ == "acl" and verb.tag_ == "VBN" and not any(c.dep_ in {"agent", "auxpass"} for c in verb.children):
            slots = {s for e in lexicon().verbs.get(verb.lemma_.lower(), ()) for s in e.target}
            filled = {c.lower_ for c in verb.children if c.dep_ == "prep"} & slots
            further = any(c.dep_ == "xcomp" and has(c, "aux") for c in verb.children)
            further = further or _takes_no_object(verb)
            if filled - {"in", "at", "on"} or further or any(c.dep_ == "dobj" for c in verb.children):
                verb.tag_, verb.dep_ = "VBD", "relcl"  # its subject is then found as that of a relative clause
                return


def _takes_no_object(verb: Token) -> bool:
    """Whether the lexicon knows a verb only by what stands behind prepositions, so that nobody is what it says: "conferred"."""
    entries = lexicon().verbs.get(verb.lemma_.lower(), ())
    return bool(entries) and not any(
        e.object or {"object", "owner", "dative", "befallen"} & {*e.source, *e.target} for e in entries
    )


def verb_before_clause(words: list[Token]) -> None:
    """ "Soldiers killed two rebels a day after Z had kidnapped X": what stands between "after" and "had" is a subject."""
    doc = words[0].doc
    for helper in words:
        if helper.lower_ != "had" or helper.dep_ != "aux" or (last := helper.head).tag_ != "VBN":
            continue
        marks = [t for t in words if t.i < helper.i and t.lower_ in _BACKWARD and t.dep_ == "prep"]
        mark = marks[-1] if marks else None
        doer = next((c for c in mark.children if c.dep_ == "pobj"), None) if mark is not None else None
        if mark is None or doer is None or doer.i > helper.i:
            continue
        between = doc[doer.i + 1 : helper.i]
        subject = next((c for c in last.lefts if c.dep_ in {"nsubj", "nsubjpass"}), None)
        if (subject is not None and subject.i > mark.i) or any(is_finite(t) and not is_below(t) for t in between):
            continue
        if any(t.dep_ == "cc" and t.head in {last, last.head} for t in between):
            continue  # "fled before the war and had lived in X"
        first: Token | None = last.head
        if subject is not None:
            first = next((c for c in subject.rights if c.dep_ == "acl" and c.i == subject.i + 1), None)
            if first is None or first.tag_ != "VBN" or not has(first, "dobj") or has(first, "agent"):
                continue
            if last.dep_ != "ROOT":
                continue
            last.head = first
            first.head, first.dep_, first.tag_ = first, "ROOT", "VBD"
            subject.head = first
        if first is None or first.pos_ != "VERB" or first.i > mark.i or last.dep_ not in {"ROOT", "conj", "advcl"}:
            continue
        last.dep_ = "advcl"
        when = mark.head
        if when.dep_ in {"npadvmod", "advmod"}:  # "a day after"
            when.head = last
        mark.head, mark.dep_ = last, "mark"
        make_subject(doer, last)
        for word in [t for t in words if t.head == first and doer.i < t.i < helper.i]:
            word.head = doer  # "vessels from his country"
        for word in [t for t in words if t.head == last and t.i < mark.i and t != when]:
            word.head = first
        if words[-1].is_punct:
            words[-1].head = first


_BACKWARD = frozenset({"after", "before", "since"})


def aside_in_clause(words: list[Token]) -> None:
    """ "Peru left after the rebels, ending a truce, sued X": who stands between a conjunction and an aside does what follows the aside."""
    for mark in words:
        if mark.lower_ not in _CONJUNCTIONS or mark.pos_ not in {"ADP", "SCONJ", "ADV"}:
            continue
        parts = _parts_of_clause(mark, words[-1].i)
        if parts is None:
            continue
        doer, aside, verb = parts
        above = next(
            (t for t in (mark.head, verb.head, *verb.lefts) if t.pos_ in {"VERB", "AUX"} and t.i < mark.i), None
        )
        if above is None or (verb.is_ancestor(above) and above.head != verb):
            continue  # no main clause stands before it
        _join_clause(mark, doer, aside, verb, above)


def _parts_of_clause(mark: Token, end: int) -> tuple[Token, Span, Token] | None:
    """Return who stands behind a conjunction, the aside between commas behind him and the verb behind that, if each may be this."""
    doc = mark.doc
    first = next((t.i for t in doc[mark.i + 1 : end] if t.text == ","), end)
    second = next((t.i for t in doc[first + 1 : end] if t.text == ","), end)
    if first - mark.i < 2 or not first + 2 < second < end:
        return None
    phrase, aside = doc[mark.i + 1 : first], doc[first + 1 : second]
    heads = [t for t in phrase if t.head.i not in range(mark.i + 1, first)]
    if len(heads) != 1 or any(t.lower_ in _CONJUNCTIONS for t in phrase):
        return None  # more than one phrase
    doer = heads[0]
    if doer.pos_ != "PROPN" and not (doer.pos_ == "NOUN" and is_role(doer, but="property")):
        return None  # "after the talks, held in Oslo, failed" is nobody's deed
    if aside[0].tag_ not in {"VBG", "VBN"} and aside[0].pos_ != "ADP":
        return None  # a list: "after Fiji, Tonga and Samoa"
    verb = next((t for t in doc[second + 1 : end] if t.dep_ not in {"aux", "auxpass", "advmod", "neg"}), mark)
    if verb.dep_ not in {"conj", "advcl", "ROOT"} or not _acts(verb):
        return None  # it has a subject: "after the war, ending in May, Peru left"
    if any(is_finite(t) for t in (*phrase, *aside)):
        return None  # the clause has its verb before: "as Peru left, ending a truce, ..."
    return doer, aside, verb


def _join_clause(mark: Token, doer: Token, aside: Span, verb: Token, above: Token) -> None:
    """Make a clause of who does what behind an aside, below the main verb before it."""
    if above.head == verb:  # the parser took the clause for the main one
        above.head, above.dep_ = (above if verb.head == verb else verb.head), verb.dep_
        for word in [c for c in verb.lefts if c.i < mark.i]:
            word.head = above
    for word in [t for t in aside if t.head.i not in range(aside.start, aside.end) and t.dep_ != "punct"]:
        word.head, word.dep_ = doer, "prep" if word.pos_ == "ADP" else "acl"
    verb.head, verb.dep_, verb.tag_ = above, "advcl", verb.tag_ if has(verb, "aux", "auxpass") else "VBD"
    make_subject(doer, verb)
    when = mark.doc[mark.i - 1]
    if when.dep_ in {"npadvmod", "advmod"} and mark in {when.head, *when.children}:  # "days after"
        when.head, when.dep_ = verb, "npadvmod"
    mark.head, mark.dep_ = verb, "mark"


_CONJUNCTIONS = frozenset({"after", "although", "as", "because", "before", "since", "though", "until", "when", "while"})


def _acts(verb: Token) -> bool:
    """Whether a verb may be that of a clause whose subject the parser has lost."""
    if has(verb, "nsubj", "nsubjpass", "expl", "mark"):
        return False
    lost = verb.tag_ == "VBN" and any(c.dep_ in {"dobj", "npadvmod"} for c in verb.rights) and not has(verb, "agent")
    return is_finite(verb) or has(verb, "aux", "auxpass") or lost


def participles(words: list[Token]) -> None:
    """ "Pakistan, struck by militants, hit back", "Fighters held in the town were freed": a participle taken for the verb.

    What gives it away is a second finite verb without a subject, coordinated by nothing.
    """
    for verb in words:
        if verb.tag_ not in {"VBD", "VBN"} or verb.pos_ != "VERB" or has(verb, "aux", "auxpass"):
            continue
        subjects = [c for c in verb.lefts if c.dep_ in {"nsubj", "nsubjpass"}]
        if verb.dep_ == "acl" and not subjects:
            _nearest(verb)
            if words[0].sent.root.pos_ in {"VERB", "AUX"}:
                verb.tag_ = "VBN"
        elif len(subjects) == 1:
            after_comma = verb.i > words[0].i and verb.nbor(-1).text == ","
            own = subjects[0]
            second = next((c for c in verb.rights if _second_verb(verb, c)), None)
            passive = second is not None and (has(second, "auxpass", "aux") or second.pos_ == "AUX")
            if second is not None and (passive or (after_comma and second.nbor(-1).text == ",")):
                if not after_comma and second.nbor(-1).text == ",":
                    continue
                second.head, second.dep_ = (second if verb.head == verb else verb.head), verb.dep_
                verb.head, verb.dep_, verb.tag_ = own, "acl", "VBN"
                make_subject(own, second)
            elif _is_absolute(verb, own):
                verb.tag_, verb.dep_, own.dep_ = "VBN", "advcl", "nsubjpass"
                for listed in [c for c in verb.rights if c.dep_ in {"dobj", "dative", "oprd"}]:
                    if behind_comma(listed):
                        listed.dep_ = "dep"


def _nearest(participle: Token) -> None:
    """ "They printed pages for Kuciak, killed by ...": behind a comma it says something of the noun before, not of the subject."""
    doc, first = participle.doc, participle.left_edge.i
    if first < 2 or (doc[first].text != "," and doc[first - 1].text != ","):
        return
    before = doc[first - 1] if doc[first].text == "," else doc[first - 2]
    between = doc[participle.head.i + 1 : before.i]
    told = any(t.tag_ in {"VBD", "VBZ", "VBP"} for t in between)
    if before.pos_ in {"NOUN", "PROPN"} and told and not participle.is_ancestor(before):
        participle.head = before


def _second_verb(verb: Token, other: Token) -> bool:
    """Whether another verb hangs on the first as if coordinated, with no word that coordinates and no subject of its own."""
    if other.dep_ != "conj" or other.pos_ not in {"VERB", "AUX"} or has(other, "nsubj", "nsubjpass", "expl"):
        return False
    finite = is_finite(other) or has(other, "aux", "auxpass")
    between = [c for c in verb.rights if c.i < other.i]
    return finite and not any(c.dep_ in {"cc", "conj"} for c in between) and other.nbor(-1).dep_ != "cc"


def _is_absolute(verb: Token, own: Token) -> bool:
    """ "Its legions decimated, the group lies in ruins": a clause before the main one, parted from it by a comma alone."""
    if verb.dep_ not in {"ccomp", "advcl"} or verb.head.i < verb.i or has(verb, "mark", "advmod", "cc"):
        return False
    objects = [c for c in verb.rights if c.dep_ in {"dobj", "dative", "ccomp", "xcomp"}]
    return has(own, "poss") and all(map(behind_comma, objects)) and verb.head.lemma_.lower() not in cues().reporting


def clause_behind_comma(words: list[Token]) -> None:
    """ "A jailed X, and Y, who fled, blames Z": what stands behind ", and" and before a verb is its subject, no further object."""
    doc = words[0].doc
    for verb in words:
        if verb.dep_ not in {"conj", "advcl"} or verb.pos_ not in {"VERB", "AUX"}:
            continue
        if has(verb, "nsubj", "nsubjpass", "mark") or verb.head.i > verb.i:
            continue
        if verb.tag_ not in {"VBD", "VBZ", "VBP"} and not has(verb, "aux", "auxpass"):
            continue
        for name in reversed(words):  # the last: what stands before it may be an object
            if name.dep_ != "conj" or name.pos_ not in {"NOUN", "PROPN"} or not verb.head.i < name.i < verb.i:
                continue
            first, last = name.left_edge.i, name.right_edge.i
            joined = first - 2 > words[0].i and doc[first - 2].text == "," and doc[first - 1].lower_ in _JOINING
            gap = [t for t in doc[last + 1 : verb.i] if not (t.text == "," or t.head == verb)]
            if joined and last < verb.i and not gap and not any(c.dep_ == "cc" for c in doc[last + 1 : verb.i]):
                make_subject(name, verb)
                break


_JOINING = frozenset({"and", "but", "while"})


def main_clause_before(words: list[Token]) -> None:
    """ "Peru granted X asylum, and a house is being built": who gives somebody something gives it, and the house is built."""
    for verb in words:
        if verb.dep_ != "acl" or verb.tag_ != "VBN":
            continue
        noun, main = verb.head, verb.head.head
        if noun.dep_ not in {"nsubj", "nsubjpass"} or main.i < verb.i:
            continue
        given = has(verb, "dobj") and has(verb, "dative") and not has(verb, "agent", "aux", "mark")
        if not given or verb.lemma_.lower() not in cues().giving or verb.i != noun.i + 1:
            continue
        joints = [t for t in words if verb.i < t.i < main.i and t.lower_ in _JOINING and t.nbor(-1).text == ","]
        behind = [
            t for j in joints for t in words if j.i < t.i < main.i and t.dep_ == "conj" and t.left_edge.i == j.i + 1
        ]
        if len(behind) != 1 or behind[0].pos_ not in {"NOUN", "PROPN"}:
            continue
        verb.head, verb.dep_, verb.tag_ = (verb if main.head == main else main.head), main.dep_, "VBD"
        main.head, main.dep_ = verb, "conj"
        behind[0].head, behind[0].dep_ = main, noun.dep_
        joints[-1].head = verb
        noun.head, noun.dep_ = verb, "nsubj"


def behind_semicolon(words: list[Token]) -> None:
    """ "Laos and Peru sign a pact; Chad recalls its envoy, may sue Mali": what has no subject has that behind the semicolon."""
    for verb in words:
        if verb.dep_ != "conj" or verb.pos_ != "VERB" or has(verb, "nsubj", "nsubjpass", "expl"):
            continue
        first = verb.head
        semicolon = next(
            (t.i for t in reversed(verb.doc[first.i + 1 : max(verb.i, first.i + 1)]) if t.text == ";"), None
        )
        nearer = [
            t for t in verb.doc[semicolon or verb.i : verb.i]
            if t.dep_ in {"conj", "parataxis", "ccomp"} and t.head == first and has(t, "nsubj", "nsubjpass")
        ]  # fmt: skip
        if nearer:
            verb.head = nearer[-1]


def content_clause(words: list[Token]) -> None:
    """ "They warned the two governments were trying to ...": whom the parser takes for warned is the subject of what is said."""
    for verb in words:
        if verb.pos_ != "VERB" or verb.lemma_.lower() not in cues().reporting:
            continue
        objects = [c for c in verb.rights if c.dep_ == "dobj"]
        if len(objects) != 1:
            continue
        above = verb.head  # "as aid groups warn children face hunger": the last verb taken for that of the whole
        if verb.dep_ == "advcl" and above.i == objects[0].i + 1 and is_finite(above) and above.dep_ != "ROOT":
            if not has(above, "nsubj", "nsubjpass", "mark"):
                verb.head, verb.dep_ = above.head, "advcl"
                above.head, above.dep_ = verb, "ccomp"
        for clause in verb.rights:
            if clause.dep_ == "ccomp" and clause.i > objects[0].i and not has(clause, "nsubj", "nsubjpass", "mark"):
                told = any(c.dep_ in {"aux", "auxpass"} and is_finite(c) for c in clause.children)
                plural = objects[0].tag_ in {"NNS", "NNPS"} and clause.tag_ == "VBP"  # "warned children face hunger"
                if told or plural or clause.tag_ == "VBZ":
                    objects[0].head = clause
                    objects[0].dep_ = "nsubjpass" if has(clause, "auxpass") else "nsubj"
                    break


def told_below_a_noun(words: list[Token]) -> None:
    """ "A report that its soldiers had tortured X": a clause with a conjunction and a subject tells what the noun says."""
    for clause in words:
        if clause.dep_ == "relcl" and has(clause, "nsubj", "nsubjpass"):
            if any(c.dep_ == "mark" and c.lower_ == "that" for c in clause.children):
                clause.dep_ = "acl"


def trailing_report(words: list[Token]) -> None:
    """ "..., the news agency reported on Saturday": who says it, taken for a noun with a participle."""
    for verb in words:
        if verb.dep_ != "acl" or verb.tag_ not in {"VBN", "VBD"}:
            continue
        source = verb.head
        if source.i != verb.i - 1 or source == words[0].sent.root:
            continue
        if verb.lemma_.lower() not in cues().reporting or not behind_comma(source):
            continue
        if any(
            c.dep_ not in {"prep", "npadvmod", "advmod", "punct"} or c.lower_ in {"by", "as", "to"}
            for c in verb.children
        ):
            continue
        last = verb.right_edge.i + 1
        if tells_role(source) and all(t.is_punct for t in words[0].doc[last : words[-1].i + 1]):
            verb.head, verb.dep_, verb.tag_ = words[0].sent.root, "parataxis", "VBD"
            source.head, source.dep_ = verb, "nsubj"


def two_subjects(words: list[Token]) -> None:
    """ "The premier, called the president on Friday, his office said": with an object the participle is a verb, and the premier its own.

    Not of a verb of two objects: "an envoy, given asylum in X," has been given it.
    """
    for said in words:
        if said.pos_ != "VERB" or said.lemma_.lower() not in cues().reporting:
            continue
        first, *more = [c for c in said.lefts if c.dep_ == "nsubj"] or [said]
        clauses = [c for c in first.rights if c.dep_ == "acl" and c.tag_ in {"VBN", "VBD"} and has(c, "dobj")]
        if not more or len(clauses) != 1 or clauses[0].i < first.i or clauses[0].lemma_.lower() in cues().giving:
            continue
        verb = clauses[0]
        for child in list(first.children):
            if child.i > verb.i:
                child.head = verb
        verb.head, verb.dep_, verb.tag_ = said, "ccomp", "VBD"
        first.head, first.dep_ = verb, "nsubj"


def first_of_three(words: list[Token]) -> None:
    """ "The premier, Ann Lee, met X, thanked Y and scolded Z": with somebody for its object the participle is a verb, the first of three.

    Not of a verb of two objects, nor of a title: "an envoy, given asylum in X,", "the premier, elected president in May,".
    """
    for verb in words:
        if verb.dep_ != "acl" or verb.tag_ not in {"VBN", "VBD"}:
            continue
        noun, main = verb.head, verb.head.head
        if noun.dep_ != "nsubj" or not behind_comma(verb):
            continue
        more = [c for c in main.rights if c.dep_ == "conj" and c.tag_ == "VBD"]
        if main.tag_ != "VBD" or main.i < verb.i or main.nbor(-1).text != "," or not more or has(verb, "agent", "aux"):
            continue
        objects = [c for c in verb.rights if c.dep_ == "dobj"]
        whom = len(objects) == 1 and (objects[0].pos_ == "PROPN" or tells_role(objects[0]) or has(objects[0], "appos"))
        named = whom and (objects[0].pos_ == "PROPN" or has(objects[0], "det", "poss"))
        lemma = verb.lemma_.lower()
        if not named or lemma in cues().giving | cues().calling | cues().titling or not has(noun, "appos"):
            continue
        if not any("object" in e.target for e in lexicon().verbs.get(lemma, ())):
            continue
        for child in [c for c in noun.rights if c.i > verb.i]:
            child.head = verb
        verb.head, verb.dep_, verb.tag_ = (verb if main.head == main else main.head), main.dep_, "VBD"
        main.head, main.dep_ = verb, "conj"
        noun.head = verb


def participle_of_place(words: list[Token]) -> None:
    """ "In love with a spy in occupied Paris": after "in" and before a name a participle says what the place is."""
    for word in words[1:-1]:
        if word.tag_ != "VBN" or word.dep_ == "amod":
            continue
        before, place = word.nbor(-1), word.nbor()
        if before.lower_ != "in" or place.pos_ != "PROPN":
            continue
        while place.dep_ == "compound" and place.head.i > place.i:
            place = place.head
        if place.head != word or word.head.i >= before.i:
            continue
        before.head, before.dep_, before.pos_, before.tag_ = word.head, "prep", "ADP", "IN"
        place.head, place.dep_ = before, "pobj"
        for c in list(word.children):
            if c != before:
                c.head = place
        word.head, word.dep_ = place, "amod"


def some_of_which(words: list[Token]) -> None:
    """ "Agreed to give X ships, the first of which should sail": the clause is of the ships, and does not govern the giving."""
    for which in words[3:]:
        if which.lower_ not in {"which", "whom"} or which.dep_ != "pobj" or which.head.lower_ != "of":
            continue
        some = which.head.head
        verb, comma = some.head, some.left_edge.nbor(-1) if some.left_edge.i > words[0].i else some
        if some.dep_ not in {"nsubj", "nsubjpass"} or comma.text != "," or verb.i < some.i:
            continue
        main = next((c for c in verb.lefts if c.dep_ == "ccomp" and c.pos_ in {"VERB", "AUX"} and c.i < comma.i), None)
        if main is None:
            main = verb.head if verb.dep_ == "ccomp" and verb.head.i < comma.i else None
        behind = [t for t in words if main is not None and main.i < t.i < comma.i and t.pos_ in {"NOUN", "PROPN"}]
        if main is None or not behind:
            continue
        noun = next((t for t in reversed(behind) if is_plural(t)), behind[-1])
        if not main.is_ancestor(noun) or (main.head != verb and verb.is_ancestor(noun)):
            continue
        if main.head == verb:
            main.head, main.dep_ = (main, "ROOT") if verb.head == verb else (verb.head, verb.dep_)
            for c in [c for c in verb.children if c.i <= comma.i or (c.is_punct and c == words[-1])]:
                c.head = main
        verb.head, verb.dep_ = noun, "relcl"


def relative_clause(words: list[Token]) -> None:
    """ "The wives of soldiers who fled": "who" stands for the nearest plural, if no comma parts them.

    "The political arm of the rebels, which have ...": behind a comma it stands for the nearest plural that fits the verb.
    "Envoys of X, which Y has recognised": "which" stands for nobody, but for the land whose they are.
    """
    for clause in words:
        if clause.dep_ != "relcl":
            continue
        if is_role(clause.head):
            which = next((c for c in clause.lefts if c.lower_ == "which" and c.dep_ in {"nsubj", "dobj"}), None)
            lands = [t for c in clause.head.children if c.lower_ in {"of", "from"} for t in c.children]
            if which is not None and lands and lands[0].dep_ == "pobj" and lands[0].pos_ == "PROPN":
                clause.head = lands[0]
        if _number(clause) == "singular":  # "A, B and C, which fears": C fears
            which = next((c for c in clause.lefts if c.lower_ in {"which", "who"}), None)
            listed = [t for t in clause.head.conjuncts if which is not None and t.i < which.i and t.dep_ == "conj"]
            if listed and listed[-1].i > clause.head.i:
                clause.head = listed[-1]
        if clause.head.tag_ in {"NN", "NNP"} and _number(clause) == "plural":
            which = next((c for c in clause.lefts if c.lower_ in {"which", "who"} and c.dep_ == "nsubj"), None)
            plurals = (
                [t for t in words[0].doc[clause.head.i + 1 : which.i] if t.tag_ in {"NNS", "NNPS"}] if which else []
            )
            alone = not list(clause.head.conjuncts) and not clause.head.text.endswith("s")
            if plurals and alone and plurals[-1].dep_ == "pobj":
                clause.head = plurals[-1]
        who = next((c for c in clause.lefts if c.lower_ == "who"), None)
        if who is None or who.i == words[0].i:
            continue
        near = who.nbor(-1)
        place = clause.head
        if place.dep_ == "pobj" and is_land(place) and place.head.lower_ in {"in", "of", "from"}:
            if is_role(place.head.head, but="property"):  # "ministers in Oslo, who": no land is a "who"
                clause.head = place.head.head
        if near != clause.head and near.tag_ in {"NNS", "NNPS"} and clause.head.is_ancestor(near):
            if near.dep_ == "pobj" and clause.head.tag_ in {"NNS", "NNPS"}:
                clause.head = near


def whom_between(words: list[Token]) -> None:
    """ "Men whom Ann Lee, the premier, condemned": behind the apposition stands the verb of the clause, no participle of hers."""
    for whom in words[1:]:
        if whom.lower_ != "whom" or whom.dep_ not in {"compound", "dobj", "dep"}:
            continue
        near = whom.nbor(-2 if whom.nbor(-1).text == "," and whom.i > words[1].i else -1)
        verb = next((
            t for t in words
            if t.i > whom.i and t.dep_ == "acl" and t.tag_ == "VBN" and t.nbor(-1).text == "," and t.head.pos_ == "PROPN"
            and t.head.i > whom.i and has(t.head, "appos") and not has(t, "agent", "dobj", "aux", "auxpass")
        ), None)  # fmt: skip
        if verb is None or near.pos_ not in {"NOUN", "PROPN"} or any(is_finite(t) for t in verb.doc[whom.i : verb.i]):
            continue
        name = verb.head
        if near == name or name.is_ancestor(near) or whom.is_ancestor(near):
            continue
        verb.head, verb.dep_, verb.tag_ = near, "relcl", "VBD"
        name.head, name.dep_ = verb, "nsubj"
        whom.head, whom.dep_ = verb, "dobj"


def caused_behind_commas(words: list[Token]) -> None:
    """ "The king had two ministers, both Kenyans, arrested": what stands behind the apposition is what he had done to them."""
    for verb in words:
        if verb.lower_ != "had" or verb.pos_ not in {"VERB", "AUX"} or has(verb, "aux"):
            continue
        ruler = next((c for c in verb.lefts if c.dep_ == "nsubj"), None)
        done = next((c for c in verb.rights if c.dep_ == "ccomp" and c.tag_ in {"VBN", "VBD"}), None)
        whom = next((c for c in (done or verb).children if c.dep_ == ("nsubj" if done else "dobj")), None)
        if ruler is None or whom is None or not is_role(whom, but="property"):
            continue  # an army that "had three men killed" did not kill them
        if is_ones_own(whom) and not _punishes(ruler, done or _done_to(whom)):
            if done is not None:  # "had two aides arrested": by others
                whom.head, whom.dep_ = verb, "dobj"
                done.head, done.dep_, done.tag_ = whom, "acl", "VBN"
            continue
        if done is not None:
            continue
        titles = [c for c in ruler.lefts if c.dep_ == "compound"]
        if ruler.ent_type_ != "PERSON" and not any(r.type == "person" for t in (ruler, *titles) for r in roles_at(t)):
            if not is_person(ruler):
                continue
        done = next((
            t for t in words
            if t.i > whom.i and t.tag_ == "VBN" and t.dep_ in {"acl", "advcl"} and (t.nbor(-1).text == "," or t.i == whom.i + 1)
            and (t.head == verb or whom in (t.head, t.head.head)) and not has(t, "agent", "aux", "nsubj", "nsubjpass", "mark")
        ), None)  # fmt: skip
        if done is None or (whom.nbor().text != "," and done.i > whom.i + 1) or not _acts_on_people(done):
            continue
        done.head, done.dep_ = verb, "ccomp"
        whom.head, whom.dep_ = done, "nsubj"
        for aside in [c for c in (*done.lefts, *verb.rights) if c.dep_ == "prep" and whom.i < c.i < done.i]:
            aside.head = whom


def _done_to(whom: Token) -> Token | None:
    return next((c for c in whom.rights if c.dep_ == "acl" and c.tag_ == "VBN"), None)


def _punishes(ruler: Token, done: Token | None) -> bool:
    """Whether a ruler has his own people jailed, and in his own land, so that it is his deed: "the king had his cousin jailed"."""
    if done is None or done.lemma_.lower() not in cues().punishing or any(is_land(t) for t in done.subtree):
        return False
    known, end = load(), ruler.idx + len(ruler)
    titles = (ruler, *(c for c in ruler.lefts if c.dep_ == "compound"))
    kinds = {office_kind(role) for t in titles for role in roles_at(t)}
    names = [n for h in ruler.doc._.kg_hits or () if h.end == end for n in h.names]
    for term in (t for n in names for t in known.terms_of(n.actor)):  # not one who ruled once
        kinds |= {*known.offices[term.office].kinds} if covers(term.start, term.end, ruler.doc._.kg_date) else set()
    return bool(kinds & {"head of state", "head of government"})


def _acts_on_people(verb: Token) -> bool:
    """Whether a verb is what those in power have done to people: "arrested", "freed", "put to death"; not "killed"."""
    ordered = any(kind.category in {"COERCE", "CONCEDE"} for kind in told_by(verb, verb=True))
    return ordered or verb.lemma_.lower() in cues().punishing


def talked_with(words: list[Token]) -> None:
    """ "Talked about bananas and Cuba with President Ruto": one talks with somebody; "the book with Ruto on its cover" may be with him.

    What one discusses one discusses with somebody, whatever it is: "discussed the future of Iraq with President Ruto".
    """
    for way in words:
        if way.lower_ != "with" or way.dep_ != "prep" or way.head.pos_ not in {"NOUN", "PROPN"}:
            continue
        matter = way.head
        if matter.dep_ == "pobj" and matter.head.lower_ == "of" and matter.head.head.head.lemma_ == "discuss":
            matter = matter.head.head
        while matter.dep_ == "conj" and matter.head.pos_ in {"NOUN", "PROPN"}:
            matter = matter.head
        about = matter.dep_ == "pobj" and matter.head.lower_ == "about"
        verb = matter.head.head if about else matter.head
        talks = about and verb.lemma_.lower() in cues().conversing
        if not talks and not (matter.dep_ == "dobj" and verb.lemma_.lower() == "discuss"):
            continue
        others = [t for c in way.children if c.dep_ == "pobj" for t in (c, *c.lefts)]
        person = any(is_person(t) or any(r.type == "person" for r in roles_at(t)) for t in others)
        known = about and has(way.head, "det", "poss") and way.head.pos_ == "NOUN"
        if person and not known and not any(map(_may_be_with, (matter, *matter.conjuncts))):
            way.head = verb


def agreed_in_talks(words: list[Token]) -> None:
    """ "Agreed in talks with X to supply Y": what is agreed, promised or refused in talks is no purpose of theirs."""
    for act in words:
        if act.dep_ != "acl" or act.tag_ != "VB":
            continue
        talks, way = act.head, act.head.head
        if talks.dep_ != "pobj" or way.lower_ not in {"in", "at", "during"}:
            continue
        verb = way.head
        binding = verb.pos_ == "VERB" and (verb.lemma_ in cues().vowing or verb.lemma_ in _BINDING)
        others = [p for c in verb.rights if c.dep_ == "prep" and c != way for p in c.children if p.text not in CALENDAR]
        if not binding or others or has(verb, "dobj", "xcomp", "ccomp", "auxpass"):
            continue
        if any(kind.category == "CONSULT" for kind in told_by(talks)):
            act.head, act.dep_ = verb, "xcomp"


_BINDING = frozenset({"agree", "consent", "offer", "refuse", "decline", "decide", "undertake", "threaten"})


def during_talks(words: list[Token]) -> None:
    """ "Agreed on the return of Y during two days of talks": what is agreed in talks is the matter, and it is agreed then."""
    for way in words:
        matter = way.head
        if way.lower_ != "during" or matter.dep_ != "pobj" or matter.head.lower_ not in {"on", "over", "about"}:
            continue
        verb = matter.head.head
        times = [c for c in way.children if c.dep_ == "pobj"]
        held = [p for t in times for of in t.children if of.lower_ == "of" for p in of.children]
        talks = any(kind.category == "CONSULT" for t in (*times, *held) for kind in told_by(t))
        if talks and verb.pos_ == "VERB" and verb.lemma_ in cues().agreeing:
            way.head = verb


def _may_be_with(noun: Token) -> bool:
    """Whether a matter may itself be with somebody: "relations with X", "the war with X"."""
    entries = lexicon().nouns.get(noun.lemma_.lower(), ())
    return noun.lemma_.lower() in cues().dealings or any("with" in e.target for e in entries)


def given_in_place(words: list[Token]) -> None:
    """ "Sent the government in Skopje mortars": where who is given something sits is no part of what he is given."""
    for way in words:
        verb = way.head
        if way.lower_ != "in" or way.dep_ != "prep" or verb.pos_ != "VERB" or way.i < verb.i:
            continue
        whom = next((c for c in verb.rights if c.dep_ == "dobj"), None)
        thing = next((c for c in way.children if c.dep_ == "pobj" and c.tag_ in {"NNS", "NN"}), None)
        if whom is None or thing is None or whom.i != way.i - 1 or thing.i <= way.i + 1 or has(verb, "dative"):
            continue
        place = thing.nbor(-1)
        named = place.pos_ == "PROPN" and place.dep_ == "compound" and left_edge(place) == way.i + 1
        named = named and thing.tag_ == "NNS" and has(whom, "det")
        if place.tag_ == "NN" and place.dep_ == "compound" and place.i == way.i + 2 and place.nbor(-1).lower_ == "the":
            named = whom.tag_ == "NNS" and takes(verb, thing)  # "sent civilians in the city food"
        gives = any("dative" in e.target for e in lexicon().verbs.get(verb.lemma_.lower(), ()))
        if not named or place.head != thing or not gives or not is_role(whom, but="property"):
            continue
        for part in [c for c in thing.lefts if c.i < place.i]:
            part.head = place
        thing.head, thing.dep_ = verb, "dobj"
        whom.dep_ = "dative"
        way.head = whom
        place.head, place.dep_ = way, "pobj"


def held(words: list[Token]) -> None:
    """ "Fighters held prisoner", "was taken hostage": a bare noun says what somebody is held for, and is nobody else."""
    for noun in words:
        if (
            noun.dep_ == "dobj"
            and noun.tag_ == "NN"
            and noun.lower_ in cues().captives
            and noun.head.lemma_ in {"hold", "take", "keep"}
        ):
            if noun.i == noun.head.i + 1 or (noun.nbor(-1).pos_ in {"PROPN", "NOUN", "PRON"} and not noun.n_lefts):
                noun.dep_ = "oprd"


def object_before(words: list[Token]) -> None:
    """ "The talks (that) A held with B": who stands between a thing and the verb that it is the object of is its subject."""
    for verb in words:
        if verb.dep_ != "acl" or verb.tag_ not in {"VBN", "VBD"}:
            continue
        doer = verb.head
        if verb.i != doer.i + 1 or has(verb, "agent", "dobj"):
            continue
        start = doer.left_edge.i
        that = verb.doc[start - 1] if start - 1 > verb.sent.start else None
        if that is None or doer.dep_ not in {"dobj", "nsubj", "appos", "pobj"}:
            continue
        thing = that.nbor(-1) if that.lower_ in {"that", "which"} else that
        if thing.pos_ != "NOUN" or not takes(verb, thing) or thing in verb.subtree or not has(verb, "prep"):
            continue
        verb.head, verb.dep_, verb.tag_ = thing, "relcl", "VBD"
        doer.head, doer.dep_ = verb, "nsubj"
        if that != thing:
            that.head, that.dep_ = verb, "dobj"


def _number(verb: Token) -> str:
    """Return the number that a finite verb shows; "" for "attacked" and "will"."""
    finite = next((c for c in verb.lefts if c.dep_ in {"aux", "auxpass"}), verb)
    if finite.tag_ == "VBZ" or finite.lower_ == "was":
        return "singular"
    return "plural" if finite.tag_ == "VBP" or finite.lower_ == "were" else ""


def resumed(words: list[Token]) -> None:
    """ "Take back the men that we caught and try them": a verb with an object of its own is not within the relative clause."""
    for verb in words:
        if verb.dep_ != "conj" or (clause := verb.head).dep_ != "relcl" or not any(
            c.dep_ == "dobj" and c.lower_ in {"them", "him", "her", "it"} for c in verb.rights
        ):  # fmt: skip
            continue
        governor = clause.head.head
        gap = any(c.dep_ == "dobj" and c.lower_ in {"that", "which", "whom"} for c in clause.lefts)
        if (
            gap
            and clause.head.dep_ == "dobj"
            and governor.pos_ == "VERB"
            and not has(verb, "nsubj", "nsubjpass", "aux")
        ):
            verb.head = governor


def behind_relative(words: list[Token]) -> None:
    """ "X, whom Y recognised in January, called on Z": where a name governs the sentence, the verb behind its clause is the main one."""
    top = next((t for t in words if t.dep_ == "ROOT"), None)
    clause = next((t for t in words if t.dep_ == "relcl" and t.head == top), None)
    if top is None or clause is None or top.pos_ not in {"NOUN", "PROPN"}:
        return
    if clause.i == 0 or clause.nbor(-1).text == ",":
        return
    verb = next((
        t for t in words
        if t.i > clause.i and t.dep_ in {"acl", "relcl"} and t.tag_ in {"VBD", "VBN"} and t.nbor(-1).text == ","
        and not has(t, "nsubj", "nsubjpass", "mark", "aux", "auxpass", "agent")
    ), None)  # fmt: skip
    if verb is None:
        return
    verb.head, verb.dep_, verb.tag_ = verb, "ROOT", "VBD"
    top.head, top.dep_ = verb, "nsubj"
    for mark in [c for c in top.children if c.dep_ == "punct" and c.i > verb.i]:
        mark.head = verb


def phrasal_gerund(words: list[Token]) -> None:
    """ "Ruled out sending soldiers to X": a gerund right behind a verb that needs one is what is ruled out."""
    for token in words[2:]:
        if token.tag_ != "VBG" or token.dep_ != "advcl":
            continue
        particle, verb = token.nbor(-1), token.head
        if particle.dep_ == "prt" and particle.head == verb:
            if verb.lemma_ == "rule" or f"{verb.lemma_} {particle.lower_}" in cues().governors:
                token.dep_ = "xcomp"


def bare_auxiliary(words: list[Token]) -> None:
    """ "X has acted but Y has not yet": an auxiliary of no verb is itself the verb, and no adverb's."""
    for adverb in words:
        helper = next((c for c in adverb.lefts if c.dep_ == "aux" and is_finite(c)), None)
        if helper is None or adverb.pos_ != "ADV" or adverb.head.pos_ != "VERB" or helper.head.head.i > helper.i:
            continue
        verb = adverb.head
        for child in list(adverb.children):
            child.head = helper if child != helper else verb
        helper.head, helper.dep_, helper.pos_ = verb, "conj", "VERB"
        adverb.head, adverb.dep_ = helper, "advmod"


def object_taken_for_subject(words: list[Token]) -> None:
    """ "X praised Y but Z abstained": a verb that takes no clause has an object, and another the clause behind "but"."""
    for verb in words:
        above = verb.head
        if verb.dep_ != "ccomp" or not is_finite(verb) or above.pos_ != "VERB" or above.i > verb.i or has(verb, "mark"):
            continue
        first = next((c for c in verb.lefts if c.dep_ == "nsubj"), None)
        if first is None or left_edge(first) != above.i + 1 or has(above, "dobj") or not _takes_only_objects(above):
            continue
        second = next((c for c in first.rights if c.dep_ == "conj"), None)
        joint = next((c for c in first.rights if c.dep_ == "cc"), None)
        if second is None or joint is None or has(second, "conj") or joint.lower_ not in {"and", "but", "while"}:
            continue
        second.head, second.dep_, joint.head = verb, "nsubj", above
        first.head, first.dep_ = above, "dobj"
        verb.dep_ = "conj"


def _takes_only_objects(verb: Token) -> bool:
    """Whether the lexicon knows a verb by what is done to its object, and no clause stands behind it."""
    lemma = verb.lemma_.lower()
    if any(kind.category in {"ACCUSE", "SUPPORT"} for kind in told_by(verb, verb=True)):
        return lemma not in {"say", "claim", "allege", "charge"}
    known = any("object" in e.target and not e.clausal for e in lexicon().verbs.get(lemma, ()))
    return known and lemma not in cues().reporting and lemma not in cues().governors


def lost_subject(words: list[Token]) -> None:
    """ "X was praised for its reforms and Y was scolded", "X supports Y but Z does not": what "and" joins to a noun is the subject of a finite verb right behind it."""
    for verb in words:
        if verb.dep_ not in {"conj", "ccomp"} or has(verb, "nsubj", "nsubjpass", "mark"):
            continue
        helper = next((c for c in verb.lefts if c.dep_ in {"aux", "auxpass"} and is_finite(c)), None)
        helper = helper or (verb if is_finite(verb) else None)  # "condemned X but Y has no army"
        if helper is None or helper == words[0]:
            continue
        name = helper.nbor(-1)
        joined = name.dep_ == "conj" and verb.head.i <= name.head.i and verb.head.pos_ == "VERB"
        if name.is_ancestor(verb):
            continue
        if (
            joined
            and name.pos_ in {"NOUN", "PROPN"}
            and name.doc[left_edge(name) - 1].lower_ in {"and", "but", "while"}
        ):
            make_subject(name, verb)
            verb.dep_ = "conj"


def verb_for_noun(words: list[Token]) -> None:
    """ "Israel rejects Hamas offer": a form that does not agree with the name before it is a noun, and the verb's object."""
    for token in words:
        if token.dep_ != "ccomp" or token.tag_ != "VBP" or token.lemma_ not in lexicon().nouns:
            continue
        subjects = [c for c in token.lefts if c.dep_ == "nsubj"]
        if len(subjects) != 1:
            continue
        name, verb = subjects[0], token.head
        if name.tag_ != "NNP" or name.i != token.i - 1 or has(name, "conj") or verb.i >= name.i or has(verb, "dobj"):
            continue
        if verb.lemma_ not in cues().reporting and not has(token, "dobj", "ccomp", "xcomp", "mark"):
            token.tag_, token.pos_, token.dep_ = "NN", "NOUN", "dobj"
            name.dep_ = "compound"


def helped_to(words: list[Token]) -> None:
    """ "Helped the U.S. battle Islamic State fighters": behind who is helped, and before whom one fights, it is a verb."""
    for name, token in itertools.pairwise(words):
        if token.dep_ not in {"compound", "dobj"} or name.pos_ != "PROPN":
            continue
        if token.tag_ not in {"NN", "NNP"} or token.lower_ not in lexicon().verbs:
            continue
        last = token
        while last.dep_ == "compound" and last.head.i > last.i:
            last = last.head
        beside = [*token.rights, *token.head.rights] if token.dep_ == "dobj" else [last]
        enemy = next((t for t in beside if t.i > token.i and t.dep_ in {"dobj", "appos", "ccomp"}), None)
        if enemy is None or name.head not in {token, token.head, enemy}:
            continue
        helped, first = (token if enemy.head == token else enemy).head, left_edge(name)
        article = [c for c in (*token.lefts, *enemy.lefts) if c.dep_ == "det" and c.i < name.i]
        if helped.lemma_ != "help" or not _is_foe(enemy) or min((first, *(c.i for c in article))) != helped.i + 1:
            continue
        token.head, token.dep_, token.tag_, token.pos_, token.lemma_ = helped, "ccomp", "VB", "VERB", token.lower_
        name.head, name.dep_ = token, "nsubj"
        for c in [c for c in (*article, *enemy.lefts) if c.i < name.i]:
            c.head = name
        enemy.head, enemy.dep_ = token, "dobj"
        for c in enemy.lefts:
            c.dep_ = "compound" if c.dep_ == "nsubj" else c.dep_


def _is_foe(noun: Token) -> bool:
    """Whether a noun phrase is of fighters: "Islamic State extremists"; not "attack victims"."""
    fighters = any(r.sector in {"REB", "UAF", "CRM"} and r.type != "property" for r in roles_at(noun))
    return fighters or is_name(noun.doc, noun.i, noun.i)


def subject_of_fronted(words: list[Token]) -> None:
    """ "Backed by Mali, the president, Ann Lee, resigned": behind the clause that opens a sentence stands the subject, no apposition."""
    first, doc = words[0], words[0].doc
    verb = first.head
    if first.tag_ != "VBN" or first.dep_ != "advcl" or verb.i < first.i or not has(first, "agent"):
        return
    for second in first.conjuncts:
        if second.tag_ == "VBD" and has(second, "agent") and second.i < verb.i:
            second.tag_ = "VBN"
    if has(verb, "nsubj", "nsubjpass", "expl") or not (is_finite(verb) or verb.tag_ == "VBN"):
        return
    for name in first.subtree:
        if name.dep_ not in {"appos", "conj"} or name.pos_ not in {"NOUN", "PROPN"} or name.i > verb.i:
            continue
        start = name.left_edge.i
        if doc[start - 1].text != "," or doc[verb.i - 1].text not in {",", doc[name.right_edge.i].text}:
            continue
        if name.pos_ == "NOUN" and not is_role(name, but="property"):
            continue
        make_subject(name, verb)
        for aside in [t for t in doc[name.i + 1 : verb.i] if t.head.i < start and t.dep_ != "punct"]:
            aside.head, aside.dep_ = name, "prep" if aside.pos_ == "ADP" else "acl"
        if verb.tag_ == "VBN" and not has(verb, "aux", "auxpass"):
            verb.tag_ = "VBD"
        return


def fronted_place(words: list[Token]) -> None:
    """ "In Oslo the Union's envoy, Ann Lee, met X": behind a place with which a sentence opens stands its subject."""
    opening = words[0]
    verb = opening.head
    if opening.lower_ not in {"in", "at"} or opening.dep_ != "prep" or verb.pos_ != "VERB" or verb.i < opening.i:
        return
    inside = [c for c in opening.rights if c.dep_ == "pobj"]
    if len(inside) != 2 or has(verb, "nsubj", "nsubjpass", "expl"):
        return
    place, subject = inside
    if place.pos_ == "PROPN" and place.i == subject.left_edge.i - 1 and subject.i < verb.i:
        make_subject(subject, verb)


def fronted_time(words: list[Token]) -> None:
    """ "On Tuesday Turkey condemned ...", "In 2017 four states imposed ...": when it was is no part of the subject behind it."""
    for before, when in itertools.pairwise(words):
        year = before.lower_ == "in" and when.dep_ == "nummod" and _YEAR.fullmatch(when.text) is not None
        day = before.lower_ == "on" and when.dep_ in {"compound", "nmod"} and when.lower_ in WEEKDAYS
        name = when.head
        if not (year or (day and before == words[0])) or name.head != before:
            continue
        verb = before.head.head if before.head.pos_ == "ADV" else before.head
        if verb.pos_ in {"VERB", "AUX"} and verb.i > name.i and not has(verb, "nsubj", "nsubjpass", "expl"):
            when.head, when.dep_ = before, "pobj"
            make_subject(name, verb)


_YEAR = re.compile(r"1[89]\d\d|20\d\d")


def face_to_face(words: list[Token]) -> None:
    """ "Has not met its leaders face to face", "stands side by side with X": no leader faces anything, and X stands there too."""
    for i in range(1, len(words) - 2):
        first, again = words[i], words[i + 2]
        if first.lower_ not in ABREAST or first.lower_ != again.lower_ or words[i + 1].lower_ not in {"to", "by", "in"}:
            continue
        verb = first.head
        if first.head.i < i and verb.pos_ == "VERB" and verb != first:
            for c in [c for c in first.lefts if c.dep_ in {"nsubj", "compound", "dobj"}]:
                c.head, c.dep_ = verb, "dobj"
            # Who fights shoulder to shoulder with X does not fight with X.
            fights = any(kind.category == "ASSAULT" for kind in told_by(verb, verb=True))
            beside = [c for t in (first, again, verb) for c in t.rights if c.lower_ == "with" and c.i > i + 2]
            for c in [c for c in beside if c not in verb.ancestors and (c.head != verb or c.i == i + 3)]:
                c.head = first if fights else verb
                for foe in [t for p in c.rights for t in p.rights if fights and t.lower_ == "against"]:
                    foe.head = verb
            first.dep_, first.pos_, first.tag_ = "advmod", "ADV", "RB"
