"""Known mistakes of the parser, mended in one place: each rule names the construction, and is tested."""

from __future__ import annotations

import calendar
import itertools
import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from kg.annotate.arguments import is_finite, is_infinitive, is_past_or_third, shares_object, takes
from kg.annotate.entities import CALENDAR
from kg.annotate.sentences import is_bullet
from kg.inventory import relations
from kg.knowledge import Role, load
from kg.lexicon import cues, lexicon


@Language.component("kg_repair", requires=["token.dep", "token.pos"], assigns=["token.dep"])
def kg_repair(doc: Doc) -> Doc:
    """Correct heads and labels where the parse is wrong in a known way."""
    for sentence in doc.sents:
        words = list(sentence)  # each look at a token of spaCy's makes it anew
        for token in words:
            _mend(token)
        _listed(words)
        _verb_before_clause(sentence, words)
        _participles(sentence, words)
        _clause_behind_comma(sentence, words)
        _content_clause(words)
        _told_below_a_noun(words)
        _participle_of_place(words)
        _trailing_report(sentence, words)
        _two_subjects(words)
        _of_in_a_name(words)
        _relative_clause(sentence, words)
        _resumed(words)
        _behind_relative(words)
        _name_with_of(words)
        _dateline(sentence, words)
        _garden_path(sentence, words)
        _held(words)
        _object_before(words)
        _whose_thing(words)
        _last_word(sentence, words)
        _one_owner(sentence, words)
        _fronted_gerund(sentence)
        _name_for_verb(sentence, words)
        _second_agent(words)
        _interposed(sentence, words)
        _titled_name(sentence, words)
        _name_set_off(sentence, words)
        _of_each(words)
        _each(words)
        _three_names(sentence, words)
        _phrasal_gerund(words)
        _and_verb(words)
        _dead(words)
        _noun_for_verb(sentence, words)
        _lost_verb(sentence, words)
        _verb_for_noun(words)
        _verb_behind_names(words)
        _helped_to(words)
        _plural_for_verb(words)
        _lost_subject(words)
        _headline(sentence, words)
        _clause_in_headline(words)
        _verb_behind_as(words)
        _second_in_headline(sentence, words)
        _bare_subject(sentence, words)
        _fronted_as(sentence, words)
        _fronted_day(sentence)
        _fronted_year(words)
        _face_to_face(words)
        _gapped(words)
    return doc


def _mend(token: Token, behind: int = -1) -> None:
    """Try the rules that look at one word; where one makes something else of the word, what is `behind` it looks at that."""
    kind = token.dep_, token.pos_ == "VERB"
    for place, rule in _rules(*kind):
        if place > behind:
            rule(token)
            if (token.dep_, token.pos_ == "VERB") != kind:
                _mend(token, place)
                return


@lru_cache(maxsize=128)
def _rules(label: str, is_verb: bool) -> tuple[tuple[int, Callable[[Token], None]], ...]:
    """Return the rules for a word of a label, in their order, each with its place: most words have few, and looking costs."""
    return tuple(
        (place, rule)
        for place, (labels, rule) in enumerate(_OF_A_WORD)
        if (not labels or label in labels) and (is_verb or rule not in _OF_A_VERB)
    )


def _lemma(token: Token) -> None:
    """A verb form of which the model makes no known verb ("stag" of "staged", "wag" of "waged") gets the known one."""
    if token.pos_ != "VERB":
        return
    verbs = lexicon().verbs
    known = cues().governors
    if token.lemma_.lower() in verbs and not _doubtful(token):
        return
    for lemma in _stems(token.lower_):
        if lemma in verbs or (lemma in known and token.lemma_.lower() not in known):
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


def _ablaze(token: Token) -> None:
    """ "Set a Japanese freighter alight": what is set alight stands before the word, which is no noun."""
    verb = token.head
    if token.lower_ not in _AFIRE or verb.lemma_ != "set":
        return
    things = [c for c in token.lefts if c.dep_ in {"compound", "nmod"} and c.i == token.i - 1]
    for thing in things:
        for other in [c for c in token.lefts if c != thing]:
            other.head = thing
        thing.head, thing.dep_ = verb, "dobj"
        token.dep_ = "oprd"


_AFIRE = frozenset({"ablaze", "alight", "afire", "aflame"})


def _two_words_for_one(verb: Token) -> None:
    """ "North Korea test-fired two missiles", "test fired": two words make one verb of the lexicon, and a name is its subject."""
    if verb.lemma_.lower() not in _last_halves() or verb.i < verb.sent.start + 2:
        return
    first = verb.nbor(-2) if verb.nbor(-1).text == "-" else verb.nbor(-1)
    joined = f"{first.lower_}-{verb.lemma_.lower()}"
    if joined not in lexicon().verbs or first.i <= verb.sent.start:
        return
    noun, before = verb.head, first.nbor(-1)
    if first.dep_ == "nsubj" and first.head == verb and (names := [c for c in first.lefts if c.pos_ == "PROPN"]):
        names[-1].head, names[-1].dep_ = verb, "nsubj"
        first.dep_ = "npadvmod"
    elif verb.dep_ == "amod" and noun.i > verb.i and first.head == verb and before.pos_ in {"PROPN", "NOUN"}:
        _as_subject(before, verb, noun)
    elif verb.tag_ == "NNS" and verb.nbor(-1).text == "-" and before.pos_ == "PROPN":
        _as_headline(before, verb)
    if verb.dep_ != "amod":
        verb.lemma_ = joined


def _as_headline(name: Token, verb: Token) -> None:
    """Make a verb of what the parser took for a plural: "X test-fires two missiles"."""
    noun = verb.head
    if verb.dep_ == "compound" and noun.i > verb.i:
        _as_subject(name, verb, noun)
    elif verb.dep_ == "ROOT" and name.head == verb:
        name.dep_ = "nsubj"
        for c in [c for c in verb.rights if c.dep_ == "appos"][:1]:
            c.dep_ = "dobj"
    verb.pos_, verb.tag_ = "VERB", "VBZ"


def _as_subject(name: Token, verb: Token, noun: Token) -> None:
    """Make a clause of a name, a verb and a noun that the parser took for one phrase: "X test-fired missiles"."""
    day = noun.head
    if noun.dep_ == "pobj" and day.dep_ == "prep" and day.i == name.i - 1 and day.i and day.nbor(-1) == day.head:
        told = day.head  # "X on Tuesday test-fired missiles, the army said"
        name.head, name.dep_ = day, "pobj"
        name, day.head = told, verb
        top, label = (told.head, told.dep_) if told.head != told else (verb, "ROOT")
    elif name.head == noun and name.dep_ in {"compound", "nmod"}:
        top, label = (noun.head, noun.dep_) if noun.head != noun else (verb, "ROOT")
    else:
        return
    verb.head, verb.dep_, verb.tag_ = top, "ccomp" if label == "dep" else label, "VBD"
    noun.head, noun.dep_ = verb, "dobj"
    name.head, name.dep_ = verb, "nsubj"
    for c in [c for c in noun.lefts if c.i < name.i]:
        c.head = name  # "X's army test-fired missiles"


def _doer_for_name(verb: Token) -> None:
    """ "Merkel telephoned Putin, Erdogan and Xi": names are taken for one phrase with a participle within."""
    noun, name = verb.head, verb.nbor(-1) if verb.i > verb.sent.start else verb
    names = verb.tag_ == "VBN" and noun.pos_ == name.pos_ == "PROPN" and name.i < verb.i < noun.i
    if not names or noun.dep_ != "ROOT" or verb.lemma_.lower() not in lexicon().verbs:
        return
    if not any(is_finite(t) for t in verb.sent):
        _as_subject(name, verb, noun)


@lru_cache(maxsize=1)
def _last_halves() -> frozenset[str]:
    return frozenset(verb.rpartition("-")[2] for verb in lexicon().verbs if "-" in verb)


def _participle_for_adjective(token: Token) -> None:
    """ "The minister was heckled by lawmakers": behind a passive auxiliary stands no adjective but a participle."""
    if (
        token.tag_ == "JJ"
        and token.lower_.endswith("ed")
        and any(c.dep_ in {"auxpass", "agent"} for c in token.children)
    ):
        token.tag_, token.pos_ = "VBN", "VERB"
        token.lemma_ = next((s for s in _stems(token.lower_) if s in lexicon().verbs), token.lower_)


def _two_objects(verb: Token) -> None:
    """ "Lent Mozambique 300 million dollars", "denied Kyiv a shipment": who is given something is no part of what is given."""
    if verb.pos_ != "VERB" or verb.lemma_.lower() not in cues().giving:
        return
    objects = [c for c in verb.children if c.dep_ == "dobj"]
    if any(c.dep_ == "dative" for c in verb.children) or not objects:
        return
    if len(objects) == 2 and objects[1] not in list(objects[0].conjuncts):
        objects[0].dep_ = "dative"
        return
    gift = objects[0]
    if gift.i < verb.i:  # "a missile, which Israel denies"
        return
    first = verb.doc[verb.i + 1]
    if first.tag_ == "DT" and first.i + 1 < gift.i and first.head == gift:
        first = verb.doc[first.i + 1]
        counted = first.pos_ == "PROPN" and verb.doc[first.i + 1].pos_ == "NUM"  # "sent the Maldives 100,000 doses"
        if first.tag_ not in {"NNS", "NNPS"} and not counted and not _is_role(verb.doc[gift.i - 1]):
            return
        first = first if counted or first.tag_ in {"NNS", "NNPS"} else verb.doc[gift.i - 1]
    inside = [t for t in (first, *first.ancestors) if t.i <= gift.i]
    to = next((t for t in inside if t.dep_ in {"nmod", "compound", "nsubj"} and t.head == gift), None)
    names = to is not None and all(
        t.pos_ == "PROPN" or t.tag_ in {"DT", "NNS"} for t in verb.doc[verb.i + 1 : to.i + 1]
    )
    if to is None or not names or gift.i - to.i < 2:
        return
    if gift.tag_ == "NNP" or _is_role(gift, but="property"):
        return  # "gave Hamas leaders", "sent UN envoy X": one phrase
    to.head, to.dep_ = verb, "dative"


def _called(verb: Token) -> None:
    """ "Called the Turkish president on Friday to discuss X": one who is rung up is an object, not what somebody is called.

    "Called the ambassador a very stupid guy": what stands behind whom he called is what he was called.
    """
    if verb.pos_ != "VERB" or verb.lemma_.lower() not in {"call", "phone", "ring"} or _has(verb, "auxpass"):
        return
    for whom in (c for c in verb.children if c.dep_ == "dobj" and verb.lemma_.lower() == "call"):
        for word in whom.children:
            bare = word.dep_ == "appos" and word.i > whom.i and word.left_edge.lower_ in {"a", "an"}
            if bare and word.left_edge.nbor(-1).pos_ in {"NOUN", "PROPN", "PRON"}:
                word.head, word.dep_ = verb, "oprd"
    if _has(verb, "dobj"):
        return
    named = [c for c in verb.children if c.dep_ == "oprd" and c.i > verb.i and c.pos_ in {"NOUN", "PROPN"}]
    if len(named) == 1:
        named[0].dep_ = "dobj"


def _non_grata(token: Token) -> None:
    """ "Declared the envoy persona non grata": the Latin is no verb, and the envoy the object of the declaring."""
    verb = token.head
    if token.lower_ != "persona" or token.dep_ not in {"ccomp", "xcomp", "oprd"}:
        return
    for by in [t for t in token.subtree if t.lower_ == "by" and t.dep_ in {"prep", "agent"}]:
        by.head, by.dep_ = verb, "agent"
    if token.pos_ not in {"VERB", "AUX"}:
        return
    for child in list(token.children):
        if child.dep_ in {"nsubj", "nsubjpass"}:
            child.head, child.dep_ = verb, "dobj"
        elif child.i > token.i and child.lower_ not in {"non", "grata"}:
            child.head = verb
    token.tag_, token.pos_, token.lemma_, token.dep_ = "NN", "NOUN", "persona", "oprd"


def _given_back(verb: Token) -> None:
    """ "Returned a sword engraved with a name to the museum": behind a clause about the thing, "to" says who gets it."""
    if verb.pos_ != "VERB" or verb.lemma_.lower() not in {"return", "restore", "repatriate"} or _has(verb, "auxpass"):
        return
    thing = next((c for c in verb.children if c.dep_ == "dobj"), None)
    if thing is None or any(
        c.lower_ == "to" and c.dep_ in {"prep", "dative"} for c in (*verb.children, *thing.children)
    ):
        return
    clause = next((c for c in thing.children if c.dep_ in {"acl", "relcl"} and c.i > thing.i), None)
    to = [t for t in clause.subtree if t.lower_ == "to" and t.dep_ in {"prep", "dative"}] if clause is not None else []
    if not to:
        return
    # The first "to" behind a verb of the clause may be the verb's own: "that belonged to X", "sent to X".
    if len(to) == 1 and to[0].head.pos_ in {"VERB", "AUX", "ADV"}:
        return
    to[-1].head, to[-1].dep_ = verb, "prep"


def _is_role(noun: Token, *, but: str = "none") -> bool:
    """Whether a noun says who somebody is; roles of one type may be left out."""
    return any(role.type not in {"none", but} for role in _roles_at(noun))


def _roles_at(noun: Token) -> Iterator[Role]:
    """Yield the roles that the data know by what ends with a noun."""
    end = noun.idx + len(noun)
    return (h.role for h in noun.doc._.kg_hits or () if h.end == end and h.role is not None)


def _auxiliary_for_verb(token: Token) -> None:
    """ "Saudi Arabia lifts ban on fruit": a full verb taken for an auxiliary of its object."""
    noun = token.head
    if (
        token.tag_ != "VBZ"
        or token.dep_ != "aux"
        or noun.pos_ != "NOUN"
        or noun.i < token.i
        or token.lower_ in _HELPERS
    ):
        return
    token.head, token.dep_ = (token, "ROOT") if noun.dep_ == "ROOT" else (noun.head, noun.dep_)
    token.pos_ = "VERB"
    _lemma(token)
    for c in list(noun.children):
        if c.dep_ in {"nsubj", "punct"} and c.i < token.i:
            c.head = token
    noun.head, noun.dep_ = token, "dobj"


_HELPERS = frozenset({"is", "has", "does", "'s", "’s"})


def _apposed_object(token: Token) -> None:
    """ "Zelensky thanks Lithuania for drones": what stands behind the verb is no apposition of what stands before it."""
    verb = token.head.head
    if token.dep_ != "appos" or token.pos_ != "PROPN" or verb.pos_ != "VERB" or token.head.dep_ != "nsubj":
        return
    between = verb.i == token.left_edge.i - 1 and token.head.i < verb.i
    if between and not _has(verb, "dobj", "ccomp"):
        token.head, token.dep_ = verb, "dobj"


def _content_for_relative(token: Token) -> None:
    """ "The allegation that X spied on Y": what is alleged is a clause, in which "that" stands for nothing."""
    verb = token.head
    if token.lower_ != "that" or token.dep_ != "dobj" or verb.dep_ != "relcl" or not _has(verb, "nsubj", "nsubjpass"):
        return
    if verb.head.lemma_.lower() in cues().tidings and (
        _has(verb, "prep") or sum(c.dep_ == "dobj" for c in verb.children) > 1
    ):
        token.dep_, verb.dep_ = "mark", "acl"


def _two_names(token: Token) -> None:
    """ "Amnesty International and Human Rights Watch", "Fatah and Hamas gunmen": the first of two names is no part of the second."""
    noun = token.head
    if token.dep_ not in {"nmod", "compound"} or token.pos_ != "PROPN" or noun.i < token.i:
        return
    cc = next((c for c in token.children if c.dep_ == "cc" and c.lower_ == "and"), None)
    other = next((c for c in token.children if c.dep_ == "conj" and c.i < noun.i), None)
    if cc is None or other is None:
        return
    if noun.tag_ == "NNS":  # "Congo and Rwanda rebels" are both lands' rebels; who kills leaders kills no party
        if noun.dep_ not in {"nsubj", "nsubjpass"}:
            return
        names = _is_name(noun.doc, token.i, token.i) and _is_name(noun.doc, cc.i + 1, other.i)
        if not names or noun.i != other.i + 1 or token.text in _states():
            return
    elif noun.pos_ != "PROPN" or not _is_name(noun.doc, cc.i + 1, noun.i):
        return
    token.head, token.dep_ = (token if noun.head == noun else noun.head), noun.dep_
    noun.head, noun.dep_ = token, "conj"
    other.head, other.dep_ = noun, "compound"


@lru_cache(maxsize=1)
def _states() -> frozenset[str]:
    """Return the names of states."""
    return frozenset(name.text for name in load().names if name.actor in load().states)


def _fronted_gerund(sentence: Span) -> None:
    """ "Accusing Kenya's commission of fraud, X left": a word in -ing that opens a sentence is a verb, no part of a name."""
    first = sentence[0]
    if not first.lower_.endswith("ing") or first.dep_ not in {"advcl", "compound", "amod"}:
        return
    lemma = next((s for s in _stems(first.lower_) if s in lexicon().verbs), None)
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
            or not any(t.text == "," for t in sentence.doc[noun.i : subjects[1].i])
        ):
            return
        for c in [c for c in noun.rights if c.dep_ == "prep"]:
            c.head = first
        first.head = verb
        noun.head, noun.dep_ = first, "dobj"
    first.dep_, first.pos_, first.tag_, first.lemma_ = "advcl", "VERB", "VBG", lemma


def _listed(words: list[Token]) -> None:
    """Mend a point of a list, and what leads in one."""
    _verb_of_a_point(words)
    _leading_in(words)


def _verb_of_a_point(words: list[Token]) -> None:
    """ "- condemned Sudan", "- held talks with X": the first word of a point is no adjective where the lexicon knows what it does."""
    first = words[0]
    noun = first.head
    if first.tag_ != "VBN" or first.dep_ != "amod" or not first.i or not is_bullet(first.nbor(-1).text):
        return
    known = lexicon().verbs.get(first.lemma_, ())
    acts = noun.pos_ == "PROPN" or noun.i > first.i + 1 or any(noun.lemma_ in e.object for e in known)
    asked = noun.head if noun.dep_ == "nsubj" and is_infinitive(noun.head) else None  # "- urged X to release Y"
    if known and acts and "ROOT" in {noun.dep_, asked.dep_ if asked is not None else ""}:
        first.head, first.tag_, first.pos_, first.dep_ = first, "VBD", "VERB", "ROOT"
        noun.head, noun.dep_ = first, "dobj"
        if asked is not None:
            asked.head, asked.dep_ = first, "xcomp"


def _leading_in(words: list[Token]) -> None:
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


def _name_for_verb(sentence: Span, words: list[Token]) -> None:
    """ "Staff of Oxfam, Save the Children and Mercy Corps": what begins a known name is no verb."""
    doc = sentence.doc
    verbs = {t.idx: t for t in words[2:] if t.is_title and t.pos_ == "VERB"}
    for hit in doc._.kg_hits if verbs else ():
        verb = verbs.get(hit.start)
        if verb is None or not hit.names or hit.end <= verb.idx + len(verb):
            continue
        before = doc[verb.i - 2] if doc[verb.i - 1].text in {",", "and"} else None
        if before is None or before.pos_ not in {"PROPN", "NOUN"} or verb.dep_ != "conj":
            continue
        for c in [c for c in verb.children if c.idx >= hit.end]:
            c.head = verb.head
        inside = [t for t in doc[verb.i + 1 : verb.sent.end] if t.idx < hit.end]
        for c in [c for t in inside for c in t.children if c.idx >= hit.end]:
            c.head = verb
        verb.head, verb.pos_, verb.tag_ = before, "PROPN", "NNP"


def _second_agent(words: list[Token]) -> None:
    """ "Criticised by X, and by Y's envoy", "urged by X and by Y to talk": the second "by" is of the same verb."""
    for by in words[1:]:
        if by.lower_ != "by" or by.dep_ not in {"conj", "prep"} or by.nbor(-1).lower_ != "and":
            continue
        agents = [t for t in words if t.dep_ == "agent" and t.i < by.i]
        if not agents or agents[-1].head == by.head:
            continue
        verb, inner = agents[-1].head, by.head
        if inner.dep_ == "conj" and inner.head == verb and inner.tag_ == "VB" and inner.i > by.i:
            inner.dep_ = "xcomp"  # "to talk" is what they urge
        by.head, by.dep_ = verb, "agent"


def _interposed(sentence: Span, words: list[Token]) -> None:
    """ "Met the premier and, a day later, a group of mayors": what stands between commas does not part two objects."""
    doc = sentence.doc
    for cc in words:
        if cc.dep_ != "cc" or cc.head.pos_ != "VERB" or cc.i + 1 >= sentence.end or doc[cc.i + 1].text != ",":
            continue
        end = next((t.i for t in doc[cc.i + 2 : cc.i + 9] if t.text == ","), None)
        verb = cc.head
        first = next((c for c in reversed(list(verb.rights)) if c.dep_ == "dobj" and c.i < cc.i), None)
        if end is None or first is None or any(t.pos_ in {"VERB", "AUX"} for t in doc[cc.i + 2 : end]):
            continue
        behind = doc[end + 1 : sentence.end]
        second = next((t for t in behind if t.pos_ in {"NOUN", "PROPN"} and t.head.i <= end), None)
        if (
            second is not None
            and second.dep_ in {"conj", "npadvmod", "dobj", "appos", "dep"}
            and not any(t.pos_ in {"VERB", "AUX"} for t in doc[end + 1 : second.i + 1])
        ):
            second.head, second.dep_ = first, "conj"
            cc.head = first


def _titled_name(sentence: Span, words: list[Token]) -> None:
    """ "Met President José Eduardo dos Santos": the title before a known name is not a party beside it."""
    for name in words:
        if name.dep_ not in {"appos", "dep", "npadvmod"} or name.pos_ != "PROPN":
            continue
        end = name.idx + len(name)
        hits = sentence.doc._.kg_hits
        start = next((h.start for h in hits if h.end == end and h.names), name.idx)
        title = next((t for t in words if t.idx + len(t) + 1 == start), None)
        if title is None or title.pos_ != "PROPN" or name.head.i >= title.i:
            continue
        if not any(h.role is not None and h.end == title.idx + len(title) for h in hits):
            continue
        if title.dep_ in {"dobj", "pobj", "nsubj", "nsubjpass"}:
            name.head, name.dep_ = title.head, title.dep_
            title.head, title.dep_ = name, "compound"


def _name_set_off(sentence: Span, words: list[Token]) -> None:
    """ "Met Vietnam's party chief, Do Muoi, in Hanoi": a person's name between commas says who the one in office before it is."""
    doc = sentence.doc
    for name in words:
        if name.dep_ not in {"appos", "dep", "npadvmod"} or name.pos_ != "PROPN":
            continue
        start = name.left_edge.i
        if start - 2 < sentence.start or doc[start - 1].text != ",":
            continue
        before = role = doc[start - 2]
        while role.dep_ in {"pobj", "prep"} and role.head.i < role.i and role.head.pos_ in {"ADP", "NOUN"}:
            role = role.head  # "the governor of Jerusalem, X"
        if (
            role.dep_ == "prep"
            and role.head.pos_ == "VERB"
            and role.i > sentence.start
            and doc[role.i - 1].dep_ == "dobj"
        ):
            role = doc[role.i - 1]  # "expelled the envoy in Suva, X": the parser hangs the place on the verb
        clear = name.ent_type_ == "PERSON" or role == before or before.ent_type_ == "GPE"
        if (
            not clear
            or name.left_edge == name
            or role == name.head
            or role.tag_ != "NN"
            or role.dep_ not in {"dobj", "nsubj", "nsubjpass", "pobj", "conj"}
            or not any(known.type == "person" for known in _roles_at(role))
        ):
            continue
        verb = role.head
        for c in [c for c in name.children if c.dep_ == "prep" and c.lower_ != "of" and verb.pos_ == "VERB"]:
            c.head = verb
        name.head, name.dep_ = role, "appos"


def _is_name(doc: Doc, first: int, last: int) -> bool:
    """Whether a known name stands from one token to another."""
    start, end = doc[first].idx, doc[last].idx + len(doc[last])
    return any(h.start == start and h.end == end and h.names for h in doc._.kg_hits or ())


def _gerund_before_noun(token: Token) -> None:
    """ "Exchanged warning shots": a gerund between verb and bare noun says what kind of noun it is."""
    if token.tag_ != "VBG" or token.dep_ != "xcomp" or token.i + 1 >= len(token.doc) or token.head.i != token.i - 1:
        return
    noun = token.nbor()
    if noun.dep_ == "dobj" and noun.head == token and noun.tag_ == "NNS" and token.lower_ == "warning":
        noun.head, token.head, token.dep_ = token.head, noun, "amod"


def _denied_deed(token: Token) -> None:
    """ "Denied shipping drones to X": what is denied is a deed, not the object that stands behind it."""
    if token.tag_ != "VBG" or token.dep_ not in {"compound", "amod"} or token.head.dep_ != "dobj":
        return
    noun, verb = token.head, token.head.head
    if token.i != verb.i + 1:
        return
    if verb.lemma_ in {"deny", "admit", "begin", "stop", "resume", "risk", "consider"}:
        _as_deed(token, [*noun.rights, *verb.rights])


def _as_deed(token: Token, behind: list[Token]) -> None:
    """Make a word hung on a verb's object the deed of which the verb speaks; what stands `behind` the object goes with it."""
    noun, verb = token.head, token.head.head
    token.head, token.dep_, token.pos_ = verb, "xcomp", "VERB"
    _lemma(token)
    noun.head = token
    for c in behind:
        if c.i > noun.i and c.dep_ in {"prep", "dative"}:
            c.head = token


def _perfect_gerund(token: Token) -> None:
    """ "Denied having shipped weapons to X": what has a helper is a verb, and what stands behind it its object."""
    noun, verb = token.head, token.head.head
    if token.dep_ != "amod" or noun.dep_ not in {"dobj", "pobj"} or not verb.i < token.i < noun.i:
        return
    if not any(c.lower_ == "having" and c.dep_ == "aux" for c in token.children):
        return
    if noun.dep_ == "dobj":
        _as_deed(token, list(verb.rights))
        return
    token.head, token.dep_, token.pos_ = verb, "pcomp", "VERB"  # "charged with having tortured X"
    _lemma(token)
    noun.head, noun.dep_ = token, "dobj"


def _charged_with(way: Token) -> None:
    """ "Accused by X of having killed Y", "convicted X of the murder of Y": the charge belongs to the verb, to nobody's name."""
    party = way.head
    if way.lower_ != "of" or party.pos_ not in {"NOUN", "PROPN", "PRON"}:
        return
    verb = party.head.head if party.head.dep_ == "agent" else party.head
    told = party.dep_ in {"dobj", "nsubjpass"} or party.head.dep_ == "agent"
    if not told or verb.lemma_ not in {"accuse", "convict", "suspect"} or way.i < verb.i:
        return
    if any(c.dep_ == "pcomp" or (c.dep_ == "pobj" and _is_violent(c)) for c in way.children):
        way.head = verb


def _is_violent(noun: Token) -> bool:
    """Whether a noun is an act of violence or force upon somebody."""
    known = lexicon().nouns.get(noun.lemma_.lower(), ())
    return any(relations()[e.relation].category in {"ASSAULT", "COERCE"} for e in known)


def _lost_topic(token: Token) -> None:
    """ "Her novel about Cyprus attacks X": a name behind a bare preposition is no second subject."""
    if token.dep_ not in {"nsubj", "compound"} or not token.left_edge.i:
        return
    before, verb = token.left_edge.nbor(-1), token.head
    if before.dep_ != "prep" or verb.i < token.i or verb.pos_ not in {"VERB", "AUX"} or before.i < token.sent.start:
        return
    first = next((c for c in verb.children if c.dep_ == "nsubj" and c.i < token.i), None)
    if first is not None and before.head == first and not list(before.children):
        token.head, token.dep_ = before, "pobj"


def _floating(token: Token) -> None:
    """ "X and Y both condemned Z": "both" is no subject; who stands before it is."""
    verb = token.head
    if token.lower_ not in {"both", "all", "each"} or token.dep_ != "nsubj" or verb.i != token.i + 1 or token.i == 0:
        return
    before = token.nbor(-1)
    if before != verb.head or before.pos_ not in {"PROPN", "NOUN"}:
        return
    other = next((c for c in before.children if c.dep_ == "nsubj"), None)
    verb.head, verb.dep_ = (verb, "ROOT") if before.dep_ == "ROOT" else (before.head, before.dep_)
    before.head, before.dep_ = verb, "nsubj"
    token.dep_, token.head = "det", before
    if other is not None:
        other.head = verb
        before.head, before.dep_ = other, "conj"


_WEEKDAYS = frozenset({day.lower() for day in calendar.day_name})
_DASHES = frozenset({"--", "-", "–", "—", ":", ")"})


def _dateline(sentence: Span, words: list[Token]) -> None:
    """ "MOGADISHU, Somalia -- A raid has killed": the place of writing is not what kills."""
    dash = next((t for t in words[1:12] if t.text in _DASHES), None)
    if dash is None or len(sentence[0]) < 3:
        return
    before = sentence.doc[sentence.start : dash.i]
    dated = any(t.text in CALENDAR for t in before) and any(
        t.like_num for t in before
    )  # "Tehran, March 15, IRNA - ..."
    bare = all(t.pos_ in {"PROPN", "NUM", "PUNCT"} or t.text in CALENDAR for t in before)
    if not sentence[0].text.isupper() and not (dated and bare):
        return
    if dash is not None and dash.text == ")" and dash.i + 1 < sentence.end and dash.nbor().text in _DASHES:
        dash = dash.nbor()
    if any(is_finite(t) for t in sentence.doc[sentence.start : dash.i]):
        return
    prefix = list(sentence.doc[sentence.start : dash.i])
    for place in prefix:
        if place.dep_ in {"compound", "nmod", "amod"} and place.head.i > dash.i:
            place.dep_ = "dep"  # "DOHA - Four Arab states": they are not Doha's
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


def _garden_path(sentence: Span, words: list[Token]) -> None:
    """ "The army raided the camp": a past tense taken for a participle of the noun, where the sentence has no other verb."""
    root = sentence.root
    if root.pos_ not in {"NOUN", "PROPN"} or any(is_finite(t) for t in words):
        return
    for verb in root.rights:
        if verb.dep_ == "acl" and verb.tag_ == "VBN" and not any(c.dep_ in {"agent", "auxpass"} for c in verb.children):
            slots = {s for e in lexicon().verbs.get(verb.lemma_.lower(), ()) for s in e.target}
            filled = {c.lower_ for c in verb.children if c.dep_ == "prep"} & slots
            further = any(c.dep_ == "xcomp" and _has(c, "aux") for c in verb.children)
            if filled - {"in", "at", "on"} or further or any(c.dep_ == "dobj" for c in verb.children):
                verb.tag_, verb.dep_ = "VBD", "relcl"  # its subject is then found as that of a relative clause
                return


def _verb_before_clause(sentence: Span, words: list[Token]) -> None:
    """ "Soldiers killed two rebels a day after Z had kidnapped X": what stands between "after" and "had" is a subject."""
    doc = sentence.doc
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
        if (subject is not None and subject.i > mark.i) or any(is_finite(t) and not _is_below(t) for t in between):
            continue
        if any(t.dep_ == "cc" and t.head in {last, last.head} for t in between):
            continue  # "fled before the war and had lived in X"
        first: Token | None = last.head
        if subject is not None:
            first = next((c for c in subject.rights if c.dep_ == "acl" and c.i == subject.i + 1), None)
            if first is None or first.tag_ != "VBN" or not _has(first, "dobj") or _has(first, "agent"):
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
        doer.head, doer.dep_ = last, "nsubjpass" if _has(last, "auxpass") else "nsubj"
        for word in [t for t in words if t.head == first and doer.i < t.i < helper.i]:
            word.head = doer  # "vessels from his country"
        for word in [t for t in words if t.head == last and t.i < mark.i and t != when]:
            word.head = first
        if sentence[-1].is_punct:
            sentence[-1].head = first


_BACKWARD = frozenset({"after", "before", "since"})


def _in_court(token: Token) -> None:
    """ "Sentenced to six years in a Moscow court": neither the years nor the crime but the sentencing is in the court."""
    noun = token.head
    if token.lower_ != "in" or not any(c.lemma_ in {"court", "tribunal"} for c in token.children):
        return
    verb = noun.head.head
    if noun.dep_ in {"pobj", "pcomp"} and verb.pos_ == "VERB" and verb.lemma_ in cues().judged:
        token.head = verb


def _far_object(token: Token) -> None:
    """ "Its legions were lost, its leaders dead": what stands behind a comma or an "and" is no object."""
    if token.dep_ != "dobj" or token.head.i > token.i or token.left_edge.i == 0:
        return
    before = token.left_edge.nbor(-1)
    comma = before.text == "," and before.i == token.head.i + 1
    if before.dep_ == "cc" or (comma and not shares_object(token.head)):
        token.dep_ = "dep"


def _participles(sentence: Span, words: list[Token]) -> None:
    """ "Pakistan, struck by militants, hit back", "Fighters held in the town were freed": a participle taken for the verb.

    What gives it away is a second finite verb without a subject, coordinated by nothing.
    """
    for verb in words:
        if verb.tag_ not in {"VBD", "VBN"} or verb.pos_ != "VERB" or _has(verb, "aux", "auxpass"):
            continue
        subjects = [c for c in verb.lefts if c.dep_ in {"nsubj", "nsubjpass"}]
        if verb.dep_ == "acl" and not subjects:
            _nearest(verb)
            if sentence.root.pos_ in {"VERB", "AUX"}:
                verb.tag_ = "VBN"
        elif len(subjects) == 1:
            after_comma = verb.i > sentence.start and verb.nbor(-1).text == ","
            own = subjects[0]
            second = next((c for c in verb.rights if _second_verb(verb, c)), None)
            passive = second is not None and (_has(second, "auxpass", "aux") or second.pos_ == "AUX")
            if second is not None and (passive or (after_comma and second.nbor(-1).text == ",")):
                if not after_comma and second.nbor(-1).text == ",":
                    continue
                second.head, second.dep_ = (second if verb.head == verb else verb.head), verb.dep_
                verb.head, verb.dep_, verb.tag_ = own, "acl", "VBN"
                own.head, own.dep_ = second, "nsubjpass" if _has(second, "auxpass") else "nsubj"
            elif _is_absolute(verb, own):
                verb.tag_, verb.dep_, own.dep_ = "VBN", "advcl", "nsubjpass"
                for listed in [c for c in verb.rights if c.dep_ in {"dobj", "dative", "oprd"}]:
                    if _behind_comma(listed):
                        listed.dep_ = "dep"


def _nearest(participle: Token) -> None:
    """ "They printed pages for Kuciak, killed by ...": behind a comma it says something of the noun before, not of the subject."""
    doc, first = participle.doc, participle.left_edge.i
    if first < 2 or (doc[first].text != "," and doc[first - 1].text != ","):
        return
    before = doc[first - 1] if doc[first].text == "," else doc[first - 2]
    between = doc[participle.head.i + 1 : before.i]
    if before.pos_ in {"NOUN", "PROPN"} and any(t.tag_ in {"VBD", "VBZ", "VBP"} for t in between):
        participle.head = before


def _second_verb(verb: Token, other: Token) -> bool:
    """Whether another verb hangs on the first as if coordinated, with no word that coordinates and no subject of its own."""
    if other.dep_ != "conj" or other.pos_ not in {"VERB", "AUX"} or _has(other, "nsubj", "nsubjpass", "expl"):
        return False
    finite = is_finite(other) or _has(other, "aux", "auxpass")
    between = [c for c in verb.rights if c.i < other.i]
    return finite and not any(c.dep_ in {"cc", "conj"} for c in between) and other.nbor(-1).dep_ != "cc"


def _is_absolute(verb: Token, own: Token) -> bool:
    """ "Its legions decimated, the group lies in ruins": a clause before the main one, parted from it by a comma alone."""
    if verb.dep_ not in {"ccomp", "advcl"} or verb.head.i < verb.i or _has(verb, "mark", "advmod", "cc"):
        return False
    objects = [c for c in verb.rights if c.dep_ in {"dobj", "dative", "ccomp", "xcomp"}]
    return _has(own, "poss") and all(map(_behind_comma, objects)) and verb.head.lemma_.lower() not in cues().reporting


def _behind_comma(token: Token) -> bool:
    first = token.left_edge
    return first.i > 0 and first.nbor(-1).text == ","


def _clause_behind_comma(sentence: Span, words: list[Token]) -> None:
    """ "A jailed X, and Y, who fled, blames Z": what stands behind ", and" and before a verb is its subject, no further object."""
    doc = sentence.doc
    for verb in words:
        if verb.dep_ != "conj" or verb.pos_ not in {"VERB", "AUX"} or _has(verb, "nsubj", "nsubjpass"):
            continue
        if verb.tag_ not in {"VBD", "VBZ", "VBP"} and not _has(verb, "aux", "auxpass"):
            continue
        for name in words:
            if name.dep_ != "conj" or name.pos_ not in {"NOUN", "PROPN"} or not verb.head.i < name.i < verb.i:
                continue
            first, last = name.left_edge.i, name.right_edge.i
            joined = first - 2 > sentence.start and doc[first - 2].text == "," and doc[first - 1].lower_ in _JOINING
            gap = [t for t in doc[last + 1 : verb.i] if not (t.text == "," or t.head == verb)]
            if joined and last < verb.i and not gap and not any(c.dep_ == "cc" for c in doc[last + 1 : verb.i]):
                name.head, name.dep_ = verb, "nsubjpass" if _has(verb, "auxpass") else "nsubj"
                break


_JOINING = frozenset({"and", "but", "while"})


def _content_clause(words: list[Token]) -> None:
    """ "They warned the two governments were trying to ...": whom the parser takes for warned is the subject of what is said."""
    for verb in words:
        if verb.pos_ != "VERB" or verb.lemma_.lower() not in cues().reporting:
            continue
        objects = [c for c in verb.rights if c.dep_ == "dobj"]
        if len(objects) != 1:
            continue
        for clause in verb.rights:
            if clause.dep_ == "ccomp" and clause.i > objects[0].i and not _has(clause, "nsubj", "nsubjpass", "mark"):
                told = any(c.dep_ in {"aux", "auxpass"} and is_finite(c) for c in clause.children)
                plural = objects[0].tag_ in {"NNS", "NNPS"} and clause.tag_ == "VBP"  # "warned children face hunger"
                if told or plural or clause.tag_ == "VBZ":
                    objects[0].head = clause
                    objects[0].dep_ = "nsubjpass" if _has(clause, "auxpass") else "nsubj"
                    break


def _told_below_a_noun(words: list[Token]) -> None:
    """ "A report that its soldiers had tortured X": a clause with a conjunction and a subject tells what the noun says."""
    for clause in words:
        if clause.dep_ == "relcl" and _has(clause, "nsubj", "nsubjpass"):
            if any(c.dep_ == "mark" and c.lower_ == "that" for c in clause.children):
                clause.dep_ = "acl"


def _trailing_report(sentence: Span, words: list[Token]) -> None:
    """ "..., the news agency reported on Saturday": who says it, taken for a noun with a participle."""
    for verb in words:
        if verb.dep_ != "acl" or verb.tag_ not in {"VBN", "VBD"}:
            continue
        source = verb.head
        if source.i != verb.i - 1 or source == sentence.root:
            continue
        if verb.lemma_.lower() not in cues().reporting or not _behind_comma(source):
            continue
        if any(
            c.dep_ not in {"prep", "npadvmod", "advmod", "punct"} or c.lower_ in {"by", "as", "to"}
            for c in verb.children
        ):
            continue
        last = verb.right_edge.i + 1
        if _tells_role(source) and all(t.is_punct for t in sentence.doc[last : sentence.end]):
            verb.head, verb.dep_, verb.tag_ = sentence.root, "parataxis", "VBD"
            source.head, source.dep_ = verb, "nsubj"


def _two_subjects(words: list[Token]) -> None:
    """ "The premier, called the president on Friday, his office said": with an object the participle is a verb, and the premier its own.

    Not of a verb of two objects: "an envoy, given asylum in X," has been given it.
    """
    for said in words:
        if said.pos_ != "VERB" or said.lemma_.lower() not in cues().reporting:
            continue
        first, *more = [c for c in said.lefts if c.dep_ == "nsubj"] or [said]
        clauses = [c for c in first.rights if c.dep_ == "acl" and c.tag_ in {"VBN", "VBD"} and _has(c, "dobj")]
        if not more or len(clauses) != 1 or clauses[0].i < first.i or clauses[0].lemma_.lower() in cues().giving:
            continue
        verb = clauses[0]
        for child in list(first.children):
            if child.i > verb.i:
                child.head = verb
        verb.head, verb.dep_, verb.tag_ = said, "ccomp", "VBD"
        first.head, first.dep_ = verb, "nsubj"


def _participle_of_place(words: list[Token]) -> None:
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


def _of_in_a_name(words: list[Token]) -> None:
    """ "The Council of Europe's commissioner": he is the Council's; none of Europe's commissioners has a Council."""
    for owner in words:
        if owner.dep_ != "poss" or owner.pos_ != "PROPN":
            continue
        thing, of = owner.head, owner.head.head
        if thing.dep_ != "pobj" or of.lower_ != "of" or of.i != owner.i - 1:
            continue
        name, first = of.head, of.head.left_edge
        if first.lower_ == "the":
            first = first.nbor()
        if name.pos_ != "PROPN" or name.i >= of.i or not _is_name(name.doc, first.i, owner.i):
            continue
        after = [c for c in name.children if c.i > owner.i]
        if name.head == name:
            thing.head, thing.dep_ = thing, "ROOT"
        else:
            thing.head, thing.dep_ = name.head, name.dep_
        name.head, name.dep_ = thing, "poss"
        owner.head, owner.dep_ = of, "pobj"
        for child in after:
            child.head = thing


def _relative_clause(sentence: Span, words: list[Token]) -> None:
    """ "The wives of soldiers who fled": "who" stands for the nearest plural, if no comma parts them.

    "The political arm of the rebels, which have ...": behind a comma it stands for the nearest plural that fits the verb.
    "Envoys of X, which Y has recognised": "which" stands for nobody, but for the land whose they are.
    """
    for clause in words:
        if clause.dep_ != "relcl":
            continue
        if _is_role(clause.head):
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
                [t for t in sentence.doc[clause.head.i + 1 : which.i] if t.tag_ in {"NNS", "NNPS"}] if which else []
            )
            alone = not list(clause.head.conjuncts) and not clause.head.text.endswith("s")
            if plurals and alone and plurals[-1].dep_ == "pobj":
                clause.head = plurals[-1]
        who = next((c for c in clause.lefts if c.lower_ == "who"), None)
        if who is None or who.i == sentence.start:
            continue
        near = who.nbor(-1)
        if near != clause.head and near.tag_ in {"NNS", "NNPS"} and clause.head.is_ancestor(near):
            if near.dep_ == "pobj" and clause.head.tag_ in {"NNS", "NNPS"}:
                clause.head = near


def _held(words: list[Token]) -> None:
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


def _object_before(words: list[Token]) -> None:
    """ "The talks (that) A held with B": who stands between a thing and the verb that it is the object of is its subject."""
    for verb in words:
        if verb.dep_ != "acl" or verb.tag_ not in {"VBN", "VBD"}:
            continue
        doer = verb.head
        if verb.i != doer.i + 1 or _has(verb, "agent", "dobj"):
            continue
        start = doer.left_edge.i
        that = verb.doc[start - 1] if start - 1 > verb.sent.start else None
        if that is None or doer.dep_ not in {"dobj", "nsubj", "appos", "pobj"}:
            continue
        thing = that.nbor(-1) if that.lower_ in {"that", "which"} else that
        if thing.pos_ != "NOUN" or not takes(verb, thing) or thing in verb.subtree or not _has(verb, "prep"):
            continue
        verb.head, verb.dep_, verb.tag_ = thing, "relcl", "VBD"
        doer.head, doer.dep_ = verb, "nsubj"
        if that != thing:
            that.head, that.dep_ = verb, "dobj"


def _whose_thing(words: list[Token]) -> None:
    """ "X, whose two ships Y seized": the things stand before the verb that they are the object of, and Y did it."""
    for whose in words:
        if whose.tag_ != "WP$" or whose.head.pos_ != "NOUN":
            continue
        thing = whose.head
        if thing.tag_ == "NN" and _is_role(thing, but="property"):  # "whose premier Ann Lee resigned"
            continue
        hung = thing.dep_ in {"relcl", "appos"}  # the clause hung on the thing
        verb = next((c for c in thing.children if c.dep_ == "relcl"), None) if hung else thing.head
        if verb is None or verb.tag_ not in {"VBD", "VBZ", "VBP"} or verb.i < thing.i or _has(verb, "nsubjpass"):
            continue
        between = [c for c in (*thing.rights, *verb.lefts) if thing.i < c.left_edge.i and c.i < verb.i]
        doers = [c for c in between if c.pos_ == "PROPN" and c.text not in CALENDAR]
        if len(doers) != 1 or any(c.dep_ == "dobj" and c.i > verb.i for c in verb.children):
            continue
        if _is_role(thing, but="property") and _has(doers[0], "conj"):
            continue  # "whose allies Togo and Benin voted": they are the allies
        if hung:
            verb.head, thing.head = thing.head, verb
        thing.dep_ = "dobj"
        doers[0].head, doers[0].dep_ = verb, "nsubj"


def _last_word(sentence: Span, words: list[Token]) -> None:
    """ "..., the official agency reported on Saturday": a sentence's last words, taken for an object, say who reports it."""
    for verb in words:
        if verb.dep_ != "acl" or verb.tag_ not in {"VBD", "VBN"} or verb.lemma_.lower() not in cues().reporting:
            continue
        name = verb.head
        last = all(t.is_punct or t.i <= verb.right_edge.i for t in sentence.doc[verb.i : sentence.end])
        governor = name.head
        if (
            not last or _has(verb, "agent", "ccomp", "dobj", "mark", "aux", "auxpass") or not _behind_comma(name)
            or name.i >= verb.i or name.dep_ not in {"dobj", "appos", "npadvmod", "conj", "dep", "attr"} or governor == name
        ):  # fmt: skip
            continue
        verb.head, verb.dep_, verb.tag_ = governor, "parataxis", "VBD"
        name.head, name.dep_ = verb, "nsubj"


def _number(verb: Token) -> str:
    """Return the number that a finite verb shows; "" for "attacked" and "will"."""
    finite = next((c for c in verb.lefts if c.dep_ in {"aux", "auxpass"}), verb)
    if finite.tag_ == "VBZ" or finite.lower_ == "was":
        return "singular"
    return "plural" if finite.tag_ == "VBP" or finite.lower_ == "were" else ""


def _resumed(words: list[Token]) -> None:
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
            and not _has(verb, "nsubj", "nsubjpass", "aux")
        ):
            verb.head = governor


def _name_with_of(words: list[Token]) -> None:
    """ "Movement for Democratic Change leader X said": the object of a name's own preposition is within the name; X is what it governs."""
    for person in words:
        if person.dep_ != "pobj" or person.pos_ != "PROPN":
            continue
        way = person.head
        if way.dep_ != "prep" or person.i < way.i:
            continue
        top, end = way.head, way.idx + len(way)
        name = next((h for h in person.doc._.kg_hits or () if h.names and h.start <= top.idx and end < h.end), None)
        last = name and next((t for t in words if t.idx + len(t) == name.end), None)
        if name is None or last is None or person.idx < name.end or top.head == top or top.idx > way.idx:
            continue
        if person.nbor(-1).text == "(":  # "the Department for International Development (DfID)"
            continue
        person.head, person.dep_ = top.head, top.dep_
        top.head, top.dep_ = person, "nmod"
        last.head, last.dep_ = way, "pobj"


def _behind_relative(words: list[Token]) -> None:
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
        and not _has(t, "nsubj", "nsubjpass", "mark", "aux", "auxpass", "agent")
    ), None)  # fmt: skip
    if verb is None:
        return
    verb.head, verb.dep_, verb.tag_ = verb, "ROOT", "VBD"
    top.head, top.dep_ = verb, "nsubj"
    for mark in [c for c in top.children if c.dep_ == "punct" and c.i > verb.i]:
        mark.head = verb


def _joined_finite(verb: Token) -> None:
    """ "It became fixated on purity and, as a consequence, murdered thousands": a past tense behind "and" is no adverbial clause."""
    if (
        verb.dep_ != "advcl"
        or verb.tag_ != "VBD"
        or verb.head.i > verb.i
        or _has(verb, "nsubj", "nsubjpass", "mark", "aux")
    ):
        return
    first = min((t.i for c in verb.lefts for t in c.subtree), default=verb.i)
    before = [t for t in verb.doc[verb.sent.start : first] if not t.is_punct]
    if before and before[-1].lower_ in {"and", "but", "or"} and is_finite(verb.head):
        verb.dep_ = "conj"


def _finite_second(verb: Token) -> None:
    """ "Said it would arm X and condemned Y", "wants to meet X and has expelled Y": a finite verb is no second infinitive."""
    helpers = [c for c in verb.children if c.dep_ in {"aux", "auxpass"}]
    active = verb.text.endswith("ed") and _has(verb, "dobj") and not helpers
    if verb.tag_ == "VBN" and verb.head.tag_ == "VB" and active:
        verb.tag_ = "VBD"
    finite = (not helpers and is_past_or_third(verb)) or any(c.tag_ in {"VBD", "VBZ"} for c in helpers)
    if verb.head.tag_ != "VB" or not finite or _has(verb, "nsubj", "nsubjpass", "mark"):
        return
    if _has(verb.head, "auxpass") or (not helpers and _has(verb, "agent")):
        return  # "would be arrested and deported", whatever the tagger makes of it
    above = verb.head
    while above.dep_ in _BELOW and above.head.pos_ in {"VERB", "AUX"}:
        above = above.head
        if is_finite(above) or any(c.tag_ in {"VBD", "VBZ", "VBP"} for c in above.children if c.dep_ == "aux"):
            for word in [c for c in verb.head.children if c.dep_ == "cc" and verb.head.i < c.i < verb.i]:
                word.head = above
            verb.head = above
            return


_BELOW = frozenset({"conj", "xcomp", "ccomp", "advcl"})


def _active_second(verb: Token) -> None:
    """ "Became obsessed with spies and, as a result, murdered Syrians": what has an object of its own is no second passive."""
    first = verb.head
    if verb.dep_ != "conj" or verb.tag_ != "VBN" or first.tag_ != "VBN" or not _has(first, "auxpass"):
        return
    if _has(verb, "aux", "auxpass", "agent") or not any(c.dep_ == "dobj" and c.i > verb.i for c in verb.children):
        return
    apart = verb.i > 0 and verb.nbor(-1).text == "," and any(c.lower_ == "and" for c in first.rights)
    if apart and verb.lemma_ not in cues().given and verb.text.endswith("ed"):
        verb.tag_ = "VBD"


def _gapped(words: list[Token]) -> None:
    """ "Uganda hosts 1.5 million refugees, Kenya half a million": who stands before a bare number does the same, and is nobody's guest."""
    for noun in words:
        if noun.dep_ != "dobj" or noun.tag_ not in {"NNS", "NNPS"} or not _has(noun, "nummod"):
            continue
        verb = noun.head
        subject = next((c for c in verb.lefts if c.dep_ == "nsubj" and c.pos_ == "PROPN"), None)
        if subject is None:
            continue
        for name in verb.doc[noun.i + 1 : noun.sent.end - 1]:
            first = _left_edge(name)
            joined = verb.doc[first - 1].text in {",", ";"} or verb.doc[first - 1].lower_ in {"and", "while"}
            if name.pos_ != "PROPN" or name.dep_ not in {"appos", "conj"} or not joined or not _is_bare_number(name):
                continue
            for number in [c for c in name.rights if c.dep_ in {"nummod", "predet", "conj", "cc", "det"}]:
                number.head = verb if number.dep_ == "nummod" else subject
                number.dep_ = "npadvmod" if number.dep_ == "nummod" else number.dep_
            name.head, name.dep_ = subject, "conj"


def _is_bare_number(name: Token) -> bool:
    """Whether a number of no noun stands behind a name: "France four", "Germany another 200", "Chad nearly as many"."""
    behind = name.doc[name.i + 1 : min(name.i + 7, name.sent.end)]
    counted = list(itertools.takewhile(lambda t: t.tag_ == "CD" or t.lower_ in _COUNTING, behind))
    if not any(t.tag_ == "CD" or t.lower_ == "many" for t in counted):
        return False
    after = name.doc[counted[-1].i + 1] if counted[-1].i + 1 < len(name.doc) else counted[-1]
    return after.is_punct or after.lower_ in {"and", "or", "while", "in", "from", "last", "this", "since"}


_COUNTING = frozenset(
    "about nearly almost some around over under more less fewer than another half a as many twice three times just only at least most".split()
)


def _has(token: Token, *deps: str) -> bool:
    return any(c.dep_ in deps for c in token.children)


def _caused(token: Token) -> None:
    """ "Riyadh has had a preacher removed": who is removed is no object of "had", and who had it done did it."""
    noun, verb = token.head, token.head.head
    if token.tag_ != "VBN" or token.dep_ != "acl" or noun.dep_ != "dobj" or verb.lemma_ not in {"have", "get"}:
        return
    if token.i != noun.i + 1 or _has(token, "agent") or _has(noun, "nummod", "poss") or noun.tag_ != "NN":
        return
    token.head, token.dep_ = verb, "ccomp"
    noun.head, noun.dep_ = token, "nsubj"


def _up_to(token: Token) -> None:
    """ "kidnapped up to 16 advisers": "up to" counts, and the noun behind it is the verb's object."""
    if token.lower_ != "to" or token.dep_ != "prep" or not token.i or token.nbor(-1).lower_ != "up":
        return
    verb = token.head
    nouns = [c for c in token.children if c.dep_ == "pobj" and any(n.pos_ == "NUM" for n in c.children)]
    if verb.pos_ == "ADP" and verb.head.pos_ == "VERB":
        verb = verb.head
    if nouns and verb.pos_ == "VERB" and token.nbor(-1).i > verb.i and not any(c.dep_ == "dobj" for c in verb.children):
        nouns[0].head, nouns[0].dep_ = verb, "dobj"
        token.head, token.dep_ = nouns[0], "quantmod"


def _particle_object(token: Token) -> None:
    """ "US shoots down balloon", "let in a team": a noun hung on a particle as on a preposition is the verb's object."""
    if token.dep_ == "pobj" and token.head.lower_ in {"in", "through"} and token.head.head.lemma_ == "let":
        if token.head.i == token.head.head.i + 1:
            token.head.dep_ = "prt"
    if token.dep_ == "pobj" and token.head.dep_ == "prt" and token.head.head.pos_ == "VERB":
        token.head, token.dep_ = token.head.head, "dobj"


def _bare_subject(sentence: Span, words: list[Token]) -> None:
    """ "Armenia at no time recognised X": a name that begins the sentence is the subject that its verb lacks."""
    first = next((t for t in words if t.pos_ == "PROPN" and t.dep_ == "npadvmod"), None)
    if first is None or first.left_edge.i != sentence.start or first.lower_ in _WEEKDAYS:
        return
    verb = first.head
    finite = verb.tag_ in {"VBD", "VBZ", "VBP"} or any(is_finite(c) for c in verb.children)
    if verb.pos_ in {"VERB", "AUX"} and finite and not _has(verb, "nsubj", "nsubjpass", "expl"):
        first.dep_ = "nsubjpass" if _has(verb, "auxpass") else "nsubj"


def _gerund(token: Token) -> None:
    """ "refrained from sanctioning Mali", "stopped short of breaking ties": a gerund taken for a part of what is behind it."""
    name, preposition = token.head, token.nbor(-1) if token.i else token
    if not token.lower_.endswith("ing") or not token.is_lower or token.dep_ not in {"compound", "amod"}:
        return
    if name.dep_ != "pobj" or preposition != name.head or preposition.lower_ not in _GERUND:
        return
    if name.pos_ != "PROPN" and f"{preposition.head.lower_} {preposition.lower_}" not in _DOING:
        return  # "of rising prices"
    verb = next((stem for stem in _stems(token.lower_) if stem in lexicon().verbs), None)
    if verb is not None:
        token.lemma_, token.tag_, token.pos_ = verb, "VBG", "VERB"
        token.head, token.dep_ = preposition, "pcomp"
        name.head, name.dep_ = token, "dobj"


_GERUND = frozenset({"from", "of", "without", "by", "before", "after", "against"})
_DOING = frozenset(
    {"short of", "refrain from", "refrained from", "refraining from", "capable of", "incapable of", "far from"}
)
"""What only a deed follows."""


def _subject_behind(verb: Token) -> None:
    """ "after the government and the rebels were unable to": what stands between "after" and a verb is its subject."""
    if verb.tag_ not in {"VBD", "VBZ", "VBP"} or _has(verb, "nsubj", "nsubjpass", "expl") or verb.i < 2:
        return
    if verb.dep_ not in {"advcl", "conj", "ccomp", "relcl", "acl"}:
        return
    above = next((t for t in verb.ancestors if t.i < verb.i), verb)
    for preposition in (*verb.children, *(c for t in (above, *above.children) for c in (t, *t.children))):
        if preposition.dep_ not in {"prep", "mark"} or preposition.lower_ not in _OPENING or preposition.i > verb.i:
            continue
        nouns = [c for c in preposition.children if c.dep_ == "pobj"]
        if len(nouns) == 1 and nouns[0].right_edge.i == verb.left_edge.i - 1:
            nouns[0].head, nouns[0].dep_ = verb, "nsubjpass" if _has(verb, "auxpass") else "nsubj"
            preposition.head, preposition.dep_ = verb, "mark"
            verb.dep_ = "advcl"
            return


_OPENING = frozenset({"after", "before", "since", "until", "because", "as"})


def _listed_participle(token: Token) -> None:
    """ "to send back rejected asylum seekers": what no word coordinates says of the noun what befell it, not what is done."""
    if token.dep_ != "conj" or token.tag_ not in {"VBN", "VBD"} or token.nbor(-1).text in {",", ";"} or token.i < 2:
        return
    nouns = [c for c in token.children if c.dep_ == "dobj" and c.i > token.i]
    between = [c for c in token.head.children if c.dep_ in {"cc", "punct"} and token.head.i < c.i < token.i]
    verb = token.nbor(-1) if token.nbor(-1).pos_ == "VERB" else token.nbor(-1).head
    if (
        len(nouns) != 1
        or between
        or _has(token, "nsubj", "aux", "auxpass")
        or verb.pos_ != "VERB"
        or _has(verb, "dobj")
    ):
        return
    if nouns[0].left_edge.i == token.i + 1:
        nouns[0].head = verb
        token.head, token.dep_, token.tag_ = nouns[0], "amod", "VBN"


def _first_of_several(token: Token) -> None:
    """ "He denounced X, praised Y and thanked Z": what comes first and has the subject is no content of what follows."""
    verb = token.head
    if (
        token.dep_ != "ccomp"
        or token.i > verb.i
        or not (token.tag_ == verb.tag_ and verb.tag_ in {"VBD", "VBZ", "VBP"})
    ):
        return
    if (
        verb.dep_ != "ROOT"
        or verb.lemma_ in cues().reporting
        or not _has(token, "nsubj")
        or _has(verb, "nsubj", "expl")
    ):
        return
    if _has(verb, "dobj", "prep") and verb.nbor(-1).text == ",":
        token.head, token.dep_ = token, "ROOT"
        verb.head, verb.dep_ = token, "conj"


def _tells_role(noun: Token) -> bool:
    """Whether a noun says what somebody is: "premier", "junta", "foreign ministry"."""
    return noun.pos_ == "NOUN" and next(_roles_at(noun), None) is not None


def _one_owner(sentence: Span, words: list[Token]) -> None:
    """ "Thailand and Myanmar's junta held talks": one junta has one owner; what stands before "and" is a party itself."""
    for noun in words:
        if not noun.n_lefts or noun.dep_ not in {"nsubj", "dobj", "pobj"}:
            continue
        owners = [c for c in noun.lefts if c.dep_ == "poss" and c.pos_ == "PROPN" and not _has(c, "case")]
        if len(owners) != 1:
            continue
        one = (noun.tag_ == "NN" and _tells_role(noun)) or noun.tag_ == "NNP"  # "President Ruto and Uganda's Museveni"
        if not one:
            continue
        last = [c for c in owners[0].children if c.dep_ == "conj" and _has(c, "case")]
        if len(last) == 1 and owners[0].left_edge.i == noun.left_edge.i:
            owners[0].head, owners[0].dep_ = noun.head, noun.dep_
            noun.head, noun.dep_ = owners[0], "conj"
            last[0].head, last[0].dep_ = noun, "poss"


def _of_each(words: list[Token]) -> None:
    """ "Ministers Salehi of Iran and Faisal of Jordan met": whose state is named in the same way is joined to the first, not to his state."""
    for token in words:
        if token.dep_ != "conj" or (state := token.head).dep_ != "pobj" or state.head.lower_ != "of":
            continue
        first = state.head.head
        of = [c for c in token.children if c.lower_ == "of"]
        if (
            of
            and not [c for c in state.children if c.lower_ == "of"]
            and {t.pos_ for t in (token, state, first)} == {"PROPN"}
        ):
            for joint in [c for c in state.children if c.dep_ == "cc"]:
                joint.head = first
            token.head = first


def _three_names(sentence: Span, words: list[Token]) -> None:
    """ "Mali, Chad and Niger left": the second of three names is no apposition to the first."""
    for token in words:
        if (
            token.dep_ != "appos"
            or {token.pos_, (first := token.head).pos_} != {"PROPN"}
            or _has(token, "det")
            or first.dep_ not in {"nsubj", "dobj", "pobj"}
        ):
            continue
        third = [c for c in token.children if c.dep_ == "conj" and c.pos_ == "PROPN"]
        beside = token.left_edge.i == first.i + 2 and sentence.doc[first.i + 1].text == ","
        if not beside or not _has(token, "cc") or len(third) != 1:
            continue
        if first.dep_ == "nsubj":
            between = token.doc[third[0].right_edge.i + 1 : first.head.i]  # "A, B and C each left"
            listed = all(t.pos_ in {"ADV", "AUX", "DET", "PRON"} for t in between)
        else:  # "visited Fiji, Tonga and Samoa"; not "visited Suva, Fiji, and Tonga"
            listed = all(t.doc[t.left_edge.i : t.i + 1].text in _lands() for t in (token, first))
        if listed:
            token.dep_ = "conj"


def _each(words: list[Token]) -> None:
    """ "Mali and Chad each seized Libyan assets": what each did is no adjective of what it was done to."""
    for token in words[2:-2]:
        if token.lower_ != "each" or token.dep_ != "det":
            continue
        verb, thing, names = token.nbor(), token.head, token.head.head
        past = verb.tag_ in {"VBD", "VBN"} and verb.dep_ == "amod" and verb.head == thing
        if past and thing.dep_ in {"appos", "conj"} and names.dep_ == "ROOT" and names.pos_ in {"PROPN", "NOUN"}:
            for c in [c for c in names.children if c.i > thing.i or c == thing]:
                c.head = verb
            verb.head, verb.dep_, verb.pos_, verb.tag_ = verb, "ROOT", "VERB", "VBD"
            thing.head, thing.dep_ = verb, "dobj"
            names.head, names.dep_ = verb, "nsubj"
            token.head, token.dep_ = verb, "dep"


@lru_cache(maxsize=1)
def _lands() -> frozenset[str]:
    """Return the names of states, without their capitals and peoples."""
    known = load()
    return frozenset(n.text for n in known.names if n.actor in known.states and n.kind in {"name", "long", "spelling"})


def _phrasal_gerund(words: list[Token]) -> None:
    """ "Ruled out sending soldiers to X": a gerund right behind a verb that needs one is what is ruled out."""
    for token in words[2:]:
        particle, verb = token.nbor(-1), token.head
        if token.tag_ == "VBG" and token.dep_ == "advcl" and particle.dep_ == "prt" and particle.head == verb:
            if verb.lemma_ == "rule" or f"{verb.lemma_} {particle.lower_}" in cues().governors:
                token.dep_ = "xcomp"


def _and_verb(words: list[Token]) -> None:
    """ "Arrested two lawmakers and beat supporters": what is joined to a verb and has an object of its own is a verb."""
    for token in words:
        verb = token.head
        if token.tag_ != "NN" or token.dep_ != "conj" or verb.pos_ != "VERB" or token.i < verb.i:
            continue
        past = verb.tag_ in {"VBD", "VBN"} and token.lower_ not in _SAME_IN_THE_PAST
        if past or not _has(token, "dobj") or _has(token, "det", "amod", "compound", "poss"):
            continue
        if token.is_lower and token.lower_ in lexicon().verbs:
            token.tag_, token.pos_, token.lemma_ = verb.tag_, "VERB", token.lower_


_SAME_IN_THE_PAST = frozenset(
    {"beat", "hit", "cut", "set", "put", "let", "shut", "hurt", "bid", "cast", "quit", "split"}
)


def _dead(words: list[Token]) -> None:
    """ "X shoots down helicopter, 3 crew dead": who is dead behind a headline's comma is no second object."""
    for dead in words:
        noun = dead.nbor(-1) if dead.i > words[0].i else dead
        if dead.lower_ not in {"dead", "killed", "wounded", "injured", "hurt", "missing"} or noun.dep_ != "dobj":
            continue
        if dead.is_ancestor(noun):
            continue  # what the object hangs on cannot hang on the object
        verb, start = noun.head, noun.left_edge.i
        last = dead == words[-1] or dead.nbor(1).is_punct
        if last and _has(noun, "nummod") and start > verb.i + 1 and noun.doc[start - 1].text == ",":
            if sum(c.dep_ == "dobj" and c.i < start for c in verb.children):
                noun.dep_ = "dep"
                dead.head, dead.dep_ = noun, "amod"


def _so_called(token: Token) -> None:
    """ "The jets bombed what the army called rebel bases": the bases were bombed."""
    calling, verb = token.head, token.head.head
    if (
        token.lower_ != "what"
        or token.dep_ != "dobj"
        or calling.dep_ != "ccomp"
        or calling.lemma_ not in cues().calling
    ):
        return
    names = [c for c in calling.rights if c.dep_ in {"oprd", "dobj"} and c != token and c.pos_ in {"NOUN", "PROPN"}]
    if len(names) == 1 and verb.pos_ == "VERB" and not _has(verb, "dobj"):
        names[0].head, names[0].dep_ = verb, "dobj"
        calling.head, calling.dep_, token.dep_ = names[0], "relcl", "dep"


def _noun_for_verb(sentence: Span, words: list[Token]) -> None:
    """ "US shoots down drone", "A, B praise ties": a headline's verb taken for a noun, where no other verb is the sentence's."""
    names = _leading_names(sentence, words)
    if not names or (verb := names[-1].i + 1) >= sentence.end - 1:
        return
    token = sentence.doc[verb]
    plural = len(names) > 1
    form = token.lemma_.lower() if not plural else token.lower_
    if token.pos_ not in {"NOUN", "PROPN"} or not token.is_lower or form not in lexicon().verbs:
        return
    joined = {c.i for c in token.children if c.dep_ == "conj"}  # "A, B discuss X, agree to Y"
    second = sentence.root if plural and sentence.root.tag_ == "VBP" and sentence.root.i > verb else None
    if second is not None and second.nbor(-1).text == ",":  # "A, B hail ties, sign deal"
        joined.add(second.i)
    if (token.tag_ == "NNS") == plural or any(is_finite(t) and not _is_below(t) and t.i not in joined for t in words):
        return
    behind = [t for t in token.subtree if t.i > verb] or [t for t in token.ancestors if t.i > verb]
    top = token.head if plural and token.head.i > verb else token
    if (plural == (top == token) and not (plural and _has(token, "dobj"))) or not behind:
        return
    root = sentence.root
    token.tag_, token.pos_, token.lemma_ = ("VBP" if plural else "VBZ"), "VERB", form
    outer = top.head if top.head not in {top, *names} and root not in names else token
    token.head, token.dep_ = (token, "ROOT") if outer == token else (outer, top.dep_)
    for child in [c for c in top.children if c.i > verb and top == token]:
        if child.lower_ in _PARTICLES and child.dep_ == "prep" and child.i == verb + 1:
            child.dep_ = "prt"
            for noun in [c for c in child.children if c.dep_ == "pobj"]:
                noun.head, noun.dep_ = token, "dobj"
    if top != token:
        top.head, top.dep_ = token, "dobj"
    for name in names:
        name.head, name.dep_ = (token, "nsubj") if name == names[0] else (names[0], "conj")
    if root in names:
        for child in [c for c in root.children if c.i > verb and c != token]:
            child.head = token
    if root.i in joined and root == second:
        root.head, root.dep_ = token, "conj"


def _lost_subject(words: list[Token]) -> None:
    """ "X was praised for its reforms and Y was scolded": before a second passive, what "and" joins to a noun is its own subject."""
    for verb in words:
        helper = next((c for c in verb.lefts if c.dep_ in {"aux", "auxpass"} and is_finite(c)), None)
        if verb.dep_ != "conj" or helper is None or _has(verb, "nsubj", "nsubjpass") or helper == words[0]:
            continue
        name = helper.nbor(-1)
        joined = name.dep_ == "conj" and verb.head.i < name.head.i and verb.head.pos_ == "VERB"
        if (
            joined
            and name.pos_ in {"NOUN", "PROPN"}
            and name.doc[_left_edge(name) - 1].lower_ in {"and", "but", "while"}
        ):
            name.head, name.dep_ = verb, "nsubjpass" if _has(verb, "auxpass") else "nsubj"


def _plural_for_verb(words: list[Token]) -> None:
    """ "Doha not only mediates between X and Y": what has a subject and an object or a preposition of its own is a verb."""
    for token in words:
        wished = token.tag_ == "NN" and token.dep_ == "ccomp" and _has(token, "mark") and _has(token, "nsubj")
        if wished and token.lower_ in lexicon().verbs and not _has(token, "det", "amod", "compound", "poss"):
            token.tag_, token.pos_, token.lemma_ = "VB", "VERB", token.lower_  # "demanded that X release Y"
        if token.tag_ == "NNS" and token.is_lower and _has(token, "nsubj") and token.lemma_.lower() in lexicon().verbs:
            if _has(token, "dobj", "prep", "conj") and not _has(token, "det", "amod", "compound", "poss"):
                token.tag_, token.pos_ = "VBZ", "VERB"


def _lost_verb(sentence: Span, words: list[Token]) -> None:
    """ "The rejection of the pact irritated Berlin", "Its refusal to hail X angered Y": a verb before a last name, where there is no other."""
    last = sentence[-2] if len(sentence) > 3 and sentence[-1].text == "." else None
    if last is None or last.pos_ != "PROPN":
        return
    verb = last.nbor(-1)
    deed = next((t for t in words if t.tag_ == "VB" and t.dep_ == "acl" and _has(t, "aux")), None)
    if any(t.pos_ in {"VERB", "AUX"} and t not in (verb, deed) for t in words) or (
        deed is None and verb.pos_ == "VERB"
    ):
        return
    form = verb.lemma_.lower() if verb.tag_ == "NNS" else next((s for s in _stems(verb.lower_) if s in _verbs()), "")
    subject = next((t for t in words if t.pos_ in {"NOUN", "PROPN"} and t.dep_ in {"ROOT", "nsubj"}), None)
    if not verb.is_lower or form not in _verbs() or subject is None or subject.i >= verb.i - 1:
        return
    if verb.tag_ != "NNS" and not verb.lower_.endswith("ed"):
        return
    hung = [c for c in verb.children if c.i < verb.i]
    role = (verb.head, verb.dep_)
    if deed is not None:
        if verb.dep_ == "ROOT":
            return
        between = sentence.doc[deed.i + 1 : verb.i]
        hung = [t for t in between if t.head.i >= verb.i or (t.head == deed and t.dep_ == "dative")]
        role = (deed, "dobj")
    verb.head, verb.dep_, verb.pos_, verb.lemma_ = verb, "ROOT", "VERB", form
    verb.tag_ = "VBZ" if verb.tag_ == "NNS" else "VBD"
    for child in hung:
        child.head, child.dep_ = role
    for token, label in ((subject, "nsubj"), (last, "dobj"), (sentence[-1], "punct")):
        token.head, token.dep_ = verb, label


def _verbs() -> frozenset[str]:
    return frozenset(lexicon().verbs) | cues().stirring | frozenset(cues().governors)


_PARTICLES = frozenset({"down", "up", "out", "off", "over", "back", "in"})


def _is_below(verb: Token) -> bool:
    """Whether a verb is that of a subordinate clause: "as traffic slows"."""
    return verb.dep_ in {"advcl", "relcl", "acl"} or any(a.dep_ in {"advcl", "relcl", "acl"} for a in verb.ancestors)


def _leading_names(sentence: Span, words: list[Token]) -> list[Token]:
    """Return the last words of the names that begin a headline: "US ...", "Putin, Xi ...", "Mali and Niger ..."."""
    found: list[Token] = []
    for token in words:
        if token.pos_ == "PROPN" and not token.is_lower:
            follows = token.i + 1 < sentence.end and token.nbor().pos_ == "PROPN" and not token.nbor().is_lower
            found += [] if follows else [token]
        elif token.text not in {",", "and", "&"} or not found:
            break
    return found


def _verb_for_noun(words: list[Token]) -> None:
    """ "Israel rejects Hamas offer": a form that does not agree with the name before it is a noun, and the verb's object."""
    for token in words:
        if token.dep_ != "ccomp" or token.tag_ != "VBP" or token.lemma_ not in lexicon().nouns:
            continue
        subjects = [c for c in token.lefts if c.dep_ == "nsubj"]
        if len(subjects) != 1:
            continue
        name, verb = subjects[0], token.head
        if name.tag_ != "NNP" or name.i != token.i - 1 or _has(name, "conj") or verb.i >= name.i or _has(verb, "dobj"):
            continue
        if verb.lemma_ not in cues().reporting and not _has(token, "dobj", "ccomp", "xcomp", "mark"):
            token.tag_, token.pos_, token.dep_ = "NN", "NOUN", "dobj"
            name.dep_ = "compound"


def _verb_behind_names(words: list[Token]) -> None:
    """ "Unless Mali and Niger share intelligence, ...": a clause that has no verb has it behind the names that it begins with."""
    for mark in words:
        if mark.lower_ not in _CLAUSAL or mark.dep_ not in {"mark", "prep"}:
            continue
        names = _leading_names(mark.sent, words[mark.i - words[0].i + 1 :])
        at = names[-1].i + 1 if len(names) == 2 else len(mark.doc)
        if at >= words[-1].i or mark.doc[at].head.i <= at:
            continue
        verb, thing = mark.doc[at], mark.doc[at].head
        first, second = names
        bare = verb.is_lower and verb.tag_ in {"NN", "JJ"} and verb.lower_ in lexicon().verbs
        if not bare or second not in first.children or first.head != thing or not _is_last(thing):
            continue
        above = mark.head if mark.dep_ == "prep" else mark.head.head
        if (
            (above == mark.head and mark.dep_ == "mark")
            or above.pos_ not in {"VERB", "AUX"}
            or thing.is_ancestor(above)
        ):
            continue
        verb.tag_, verb.pos_, verb.lemma_ = "VBP", "VERB", verb.lower_
        verb.head, verb.dep_ = above, "advcl"
        thing.head, thing.dep_ = verb, "dobj"
        first.head, first.dep_ = verb, "nsubj"
        mark.head, mark.dep_ = verb, "mark"


_CLAUSAL = frozenset({"unless", "if", "because", "whether", "although", "though"})


def _is_last(noun: Token) -> bool:
    """Whether a clause ends behind a noun, so that it is the subject of nothing."""
    return noun.i + 1 < len(noun.doc) and noun.nbor().is_punct and (noun.dep_ != "nsubj" or not is_finite(noun.head))


def _listed_measure(token: Token) -> None:
    """ "Imposed travel bans and asset freezes on X": a form that does not agree with the list before it is the last of the list."""
    verb = token.head
    if token.tag_ != "VBZ" or verb.pos_ != "VERB" or verb.i > token.i or _has(verb, "dobj"):
        return
    subjects = [c for c in token.lefts if c.dep_ == "nsubj"]
    joined = [c for s in subjects for c in s.children if c.dep_ == "conj" and c.i == token.i - 1]
    if len(subjects) != 1 or len(joined) != 1 or verb.lemma_ in cues().reporting or _has(token, "dobj", "aux", "mark"):
        return
    measure = subjects[0]
    if measure.left_edge.i != verb.i + 1 or not takes(verb, measure):
        return
    token.tag_, token.pos_ = "NNS", "NOUN"
    measure.head, measure.dep_ = verb, "dobj"
    token.head, token.dep_ = measure, "conj"
    joined[0].head, joined[0].dep_ = token, "compound"
    for way in [c for c in token.rights if c.dep_ == "prep"]:
        way.head = measure
    for other in [c for c in token.rights if c.dep_ in {"cc", "conj"}]:
        other.head = verb


def _some_of(token: Token) -> None:
    """ "Sanctions on the army and three of its generals": they are under sanctions with it, and are no further thing beside these."""
    some = token.tag_ == "CD" and any(
        t.tag_ == "PRP$" for c in token.children if c.lower_ == "of" for p in c.children for t in p.lefts
    )
    joining = token.nbor(-1) if token.i > token.sent.start + 1 else token
    if not some or joining.dep_ != "cc":
        return
    first = joining.nbor(-2 if joining.nbor(-1).text == "," and joining.i > token.sent.start + 1 else -1)
    while first.dep_ in {"appos", "compound"}:
        first = first.head
    way = first.head
    if first.dep_ == "pobj" and way.lower_ in {"on", "against"} and token.head in way.ancestors:
        token.head = joining.head = first


def _helped_to(words: list[Token]) -> None:
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
        helped, first = (token if enemy.head == token else enemy).head, _left_edge(name)
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
    fighters = any(r.sector in {"REB", "UAF", "CRM"} and r.type != "property" for r in _roles_at(noun))
    return fighters or _is_name(noun.doc, noun.i, noun.i)


def _headline(sentence: Span, words: list[Token]) -> None:
    """ "India, Japan sign pact": headlines coordinate with a comma alone."""
    for token in words:  # "Belgium, Rwanda sever ties": a verb that was taken for a noun
        if token.dep_ == "compound" and token.pos_ == "PROPN" and token.i < token.head.i and is_finite(token.head):
            token.dep_ = "nsubj"
    for token in words:  # "Kagame, Tshisekedi to meet in Luanda": two, not one who is the other
        if token.dep_ == "appos" and token.pos_ == (before := token.head).pos_ == "PROPN" and before.dep_ == "ROOT":
            beside = _left_edge(token) == before.i + 2 and _left_edge(before) == sentence.start
            if beside and token.i + 1 < sentence.end and token.nbor().tag_ == "TO":
                token.dep_ = "conj"
    subjects = [t for t in words if t.dep_ in {"nsubj", "nsubjpass"} and t.pos_ in {"PROPN", "NOUN"}]
    for token in subjects:
        first = _left_edge(token)
        while first - 2 >= sentence.start and sentence.doc[first - 1].text == ",":
            before = sentence.doc[first - 2]
            if (
                before.i == sentence.start
                and before.pos_ in {"VERB", "ADJ"}
                and _is_name(sentence.doc, before.i, before.i)
            ):  # "Chad, Sudan sign"
                before.tag_, before.pos_, before.lemma_ = "NNP", "PROPN", before.text
            named = before.pos_ == "PROPN" and token.pos_ == "PROPN"
            roles = named or _tells_role(before)  # "Polish premier, Lithuanian counterpart meet"
            if not roles or before.dep_ not in {
                "npadvmod",
                "dep",
                "nsubj",
                "nmod",
                "ROOT",
                "advcl",
            }:
                break
            if before == token or _left_edge(before) != sentence.start or before.n_rights > 1:
                break
            if before == (verb := token.head).head:  # "Trump, Kim shake hands": the verb hung on the name
                verb.head, verb.dep_ = (verb if before.head == before else before.head), before.dep_
            before.head, before.dep_ = token.head, token.dep_
            token.head, token.dep_ = before, "conj"
            token, first = before, _left_edge(before)


def _clause_in_headline(words: list[Token]) -> None:
    """ "X fires missiles as A, B hold drills": behind "as" two names with a comma between are the subject of a clause."""
    for name in words:
        opening = name.head
        if name.dep_ != "pobj" or name.pos_ != "PROPN" or opening.lower_ not in {"as", "while", "after"}:
            continue
        verb = next((t for t in name.sent[name.i + 1 - name.sent.start :] if t.tag_ == "VBP"), None)
        other = next((c for c in verb.lefts if c.dep_ == "nsubj"), None) if verb is not None else None
        if verb is None or other is None or other.pos_ != "PROPN" or other.i != verb.i - 1:
            continue
        if _left_edge(name) != opening.i + 1 or _left_edge(other) != name.i + 2 or name.nbor().text != ",":
            continue
        above = [opening, *opening.ancestors]
        told = above[above.index(verb) - 1] if verb in above else above[-1]
        if told.pos_ != "VERB":
            continue
        if verb in above:
            told.head, told.dep_ = (told, "ROOT") if verb.head == verb else (verb.head, verb.dep_)
        verb.head, verb.dep_ = told, "advcl"
        opening.head, opening.dep_ = verb, "mark"
        name.head, name.dep_ = verb, "nsubj"
        other.head, other.dep_ = name, "conj"


def _verb_behind_as(words: list[Token]) -> None:
    """ "Boat damaged as X's coast guard fires water cannon": a plural between who acts and what it is known to take is a verb."""
    for verb in words:
        noun, opening = verb.head, verb.head.head
        opened = noun.dep_ == "pobj" and opening.lower_ in {"as", "after", "while"} and opening.head.pos_ == "VERB"
        if verb.tag_ != "NNS" or verb.dep_ != "compound" or not verb.is_lower or not opened:
            continue
        doers = [c for c in noun.children if c.dep_ == "compound" and c.i == verb.i - 1] or list(verb.lefts)[-1:]
        thing = {noun.lemma_.lower(), f"{noun.nbor(-1).lower_} {noun.lemma_.lower()}"}
        takes = any(not e.via and not thing.isdisjoint(e.object) for e in lexicon().verbs.get(verb.lemma_.lower(), ()))
        if not takes or len(doers) != 1 or doers[0].pos_ not in {"NOUN", "PROPN"}:
            continue
        doer, above = doers[0], opening.head
        before = [c for c in (*noun.lefts, *verb.lefts) if c.i < doer.i]
        behind = [c for c in noun.rights if c.dep_ == "prep"]
        verb.tag_, verb.pos_ = "VBZ", "VERB"
        for token in (noun, verb, opening, doer, *before, *behind):
            token.head = above  # what is to hang on another must not stand above it
        for token, head, label in (
            (verb, above, "advcl"),
            (opening, verb, "mark"),
            (doer, verb, "nsubj"),
            (noun, verb, "dobj"),
        ):
            token.head, token.dep_ = head, label
        for token in (*before, *behind):
            token.head = doer if token in before else verb


def _second_in_headline(sentence: Span, words: list[Token]) -> None:
    """ "Putin, Xi hail ties, sign deal": a second verb behind a comma, taken for a noun."""
    names = _leading_names(sentence, words)
    if len(names) < 2 or (verb := sentence.doc[min(names[-1].i + 1, sentence.end - 1)]).pos_ != "VERB":
        return
    for token in words[verb.i - sentence.start + 2 :]:
        noun = token.head
        before = token.tag_ == "NN" and token.dep_ in {"nmod", "amod"} and noun.i > token.i + 1
        if (
            before
            and token.nbor().pos_ in {"ADJ", "DET", "PUNCT"}
            and token.nbor(-1).text == ","
            and token.lower_ in lexicon().verbs
            and noun.pos_ == "NOUN"
            and not noun.is_ancestor(verb)
        ):
            for c in [c for c in token.children if c.i > token.i]:
                c.head = noun  # "meet in X, hail 'new era' in ties"
            token.tag_, token.pos_, token.lemma_ = "VBP", "VERB", token.lower_
            token.head, token.dep_ = verb, "conj"
            noun.head, noun.dep_ = token, "dobj"
        if (
            token.dep_ == "ROOT"
            and token.i > verb.i + 1
            and token.nbor(-1).text == ","
            and token.lower_ in lexicon().verbs
            and token.tag_ in {"NN", "VB"}
            and _has(token, "dobj")
        ):
            token.tag_, token.pos_, token.lemma_ = "VBP", "VERB", token.lower_
            if token in verb.ancestors:
                verb.head, verb.dep_ = verb, "ROOT"
            token.head, token.dep_ = verb, "conj"


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


def _fronted_year(words: list[Token]) -> None:
    """ "In 2017 four states imposed ...": the year is the object of "in", and what it was taken to count is the subject."""
    for before, year in itertools.pairwise(words):
        if year.dep_ != "nummod" or before.lower_ != "in":
            continue
        name = year.head
        verb = before.head.head if before.head.pos_ == "ADV" else before.head
        if name.head != before or not _YEAR.fullmatch(year.text):
            continue
        if verb.pos_ in {"VERB", "AUX"} and verb.i > name.i and not _has(verb, "nsubj", "nsubjpass", "expl"):
            year.head, year.dep_ = before, "pobj"
            name.head, name.dep_ = verb, "nsubjpass" if _has(verb, "auxpass") else "nsubj"


_YEAR = re.compile(r"1[89]\d\d|20\d\d")


def _face_to_face(words: list[Token]) -> None:
    """ "Has not met its leaders face to face": no leader faces anything."""
    for i in range(1, len(words) - 2):
        first = words[i]
        if first.lower_ != "face" or [t.lower_ for t in words[i + 1 : i + 3]] != ["to", "face"] or first.head.i > i:
            continue
        verb = first.head
        if verb.pos_ == "VERB" and verb != first:
            for c in [c for c in first.lefts if c.dep_ in {"nsubj", "compound", "dobj"}]:
                c.head, c.dep_ = verb, "dobj"
            first.dep_, first.pos_, first.tag_ = "advmod", "ADV", "RB"


def _fronted_as(sentence: Span, words: list[Token]) -> None:
    """ "As members of the council, A and B bear ...": A and B are the subject, not more members.

    The parser takes a plural noun behind a fronted "as" for the subject of a clause, and what follows the comma for its
    coordination. Where no verb stands between "as" and the comma there is no clause.
    """
    first = sentence[0]
    if first.lower_ != "as" or first.dep_ != "mark":
        return
    verb = first.head
    comma = next((t for t in words if t.text == "," and t.i < verb.i and _follows(t)), None)
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


_OF_A_WORD: tuple[tuple[frozenset[str], Callable[[Token], None]], ...] = tuple(
    (frozenset(labels.split()), rule) for labels, rule in (
        ("", _participle_for_adjective),
        ("", _lemma),
        ("", _two_words_for_one),
        ("dobj", _ablaze),
        ("pobj", _particle_object),
        ("", _two_objects),
        ("", _called),
        ("acl", _caused),
        ("ccomp xcomp oprd", _non_grata),
        ("", _given_back),
        ("aux", _auxiliary_for_verb),
        ("appos", _apposed_object),
        ("dobj", _content_for_relative),
        ("dobj", _so_called),
        ("nmod compound", _two_names),
        ("xcomp", _gerund_before_noun),
        ("compound amod", _denied_deed),
        ("amod", _perfect_gerund),
        ("amod", _doer_for_name),
        ("nsubj compound", _lost_topic),
        ("nsubj", _floating),
        ("dobj", _far_object),
        ("prep", _up_to),
        ("prep", _in_court),
        ("prep", _charged_with),
        ("compound amod", _gerund),
        ("advcl conj ccomp relcl acl", _subject_behind),
        ("advcl", _joined_finite),
        ("conj", _finite_second),
        ("conj", _active_second),
        ("conj", _listed_participle),
        ("ccomp", _first_of_several),
        ("ccomp", _listed_measure),
        ("conj", _some_of),
    )
)  # fmt: skip
"""The rules that look at one word, with the labels that it must have."""
_OF_A_VERB = frozenset({_lemma, _two_objects, _called, _given_back})
"""Those of them that do nothing where the word is no verb."""
