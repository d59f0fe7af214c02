"""Mistakes that one word shows: a lemma, a label, a tag that the words beside it exclude."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from spacy.language import Language
from spacy.strings import get_string_id
from spacy.tokens import Token

from kg.annotate.entities import CALENDAR
from kg.annotate.repair.shared import behind_comma, has, is_name, is_role, make_subject, matter_behind, stems
from kg.annotate.syntax import is_finite, is_past_or_third, is_plural, shares_object, takes, told_by
from kg.knowledge import load
from kg.lexicon import cues, lexicon


@Language.component("kg_repair", requires=["token.dep", "token.pos"], assigns=["token.dep"])
def mend(token: Token, behind: int = -1) -> None:
    """Try the rules that look at one word; where one makes something else of the word, what is `behind` it looks at that."""
    label, is_verb = token.dep, token.pos == _VERB
    for place, rule in _rules(label, is_verb):
        if place > behind:
            rule(token)
            if token.dep != label or (token.pos == _VERB) != is_verb:
                mend(token, place)
                return


_VERB = get_string_id("VERB")


@lru_cache(maxsize=128)
def _rules(label: int, is_verb: bool) -> tuple[tuple[int, Callable[[Token], None]], ...]:
    """Return the rules for a word of a label, in their order, each with its place: most words have few, and looking costs."""
    return tuple(
        (place, rule)
        for place, (labels, rule) in enumerate(_OF_A_WORD)
        if (not labels or label in map(get_string_id, labels)) and (is_verb or rule not in _OF_A_VERB)
    )


def _lemma(token: Token) -> None:
    """A verb form of which the model makes no known verb ("stag" of "staged", "wag" of "waged") gets the known one."""
    if token.pos_ != "VERB":
        return
    verbs = lexicon().verbs
    known = cues().governors
    if token.lemma_.lower() in verbs and not _doubtful(token):
        return
    for lemma in stems(token.lower_):
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


def _ablaze(token: Token) -> None:
    """ "Set a Japanese freighter alight": what is set alight stands before the word, which is no noun."""
    verb = token.head
    if token.lower_ not in _AFIRE:
        return
    if verb.tag_ == "VBZ" and verb.dep_ == "ccomp" and verb.head.lemma_ == "set" and verb.head.i < verb.i:
        _plural_for_verb(verb)
        token.head, token.dep_ = verb.head, "oprd"
        return
    if verb.lemma_ != "set":
        return
    things = [c for c in token.lefts if c.dep_ in {"compound", "nmod"} and c.i == token.i - 1]
    for thing in things:
        for other in [c for c in token.lefts if c != thing]:
            other.head = thing
        thing.head, thing.dep_ = verb, "dobj"
        token.dep_ = "oprd"


def _plural_for_verb(noun: Token) -> None:
    """Make a plural, and the object of the verb above, of what was taken for a verb: "set two grain barges ablaze"."""
    verb = noun.head
    for own in [c for c in noun.lefts if c.dep_ == "nsubj"]:
        for child in [c for c in own.lefts if c.dep_ in {"nummod", "amod", "det", "poss", "compound"}]:
            child.head = noun
        own.dep_ = "compound"
    for child in [c for c in noun.rights if c.dep_ in {"prep", "advmod", "npadvmod", "punct"}]:
        child.head = verb
    noun.tag_, noun.pos_, noun.dep_ = "NNS", "NOUN", "dobj"


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
    noun = verb.head
    if verb.tag_ != "VBN" or noun.dep_ != "ROOT" or verb.i == verb.sent.start:
        return
    name = verb.nbor(-1)
    names = noun.pos_ == name.pos_ == "PROPN" and name.i < verb.i < noun.i
    if not names or verb.lemma_.lower() not in lexicon().verbs:
        return
    if not any(is_finite(t) for t in verb.sent):
        _as_subject(name, verb, noun)


@lru_cache(maxsize=1)
def _last_halves() -> frozenset[str]:
    return frozenset(verb.rpartition("-")[2] for verb in lexicon().verbs if "-" in verb)


def _participle_for_adjective(token: Token) -> None:
    """ "The minister was heckled by lawmakers": behind a passive auxiliary stands no adjective but a participle."""
    if token.tag_ != "JJ" or not token.lower_.endswith("ed"):
        return
    joined = token.is_sent_start and any(
        g.dep_ == "agent" for c in token.children if c.dep_ == "conj" and c.tag_ == "VBN" for g in c.children
    )  # "Armed and trained by X, Y attacked"
    if joined or has(token, "auxpass", "agent"):
        token.tag_, token.pos_ = "VBN", "VERB"
        token.lemma_ = next((s for s in stems(token.lower_) if s in lexicon().verbs), token.lower_)


def _two_objects(verb: Token) -> None:
    """ "Lent Mozambique 300 million dollars", "denied Kyiv a shipment": who is given something is no part of what is given."""
    if verb.pos_ != "VERB" or verb.lemma_.lower() not in cues().giving:
        return
    objects = [c for c in verb.children if c.dep_ == "dobj"]
    datives = [c for c in verb.children if c.dep_ == "dative"]
    if len(datives) == 1 and objects and objects[0].i > verb.i:  # not "what X gave to Y"
        _titled_dative(verb, objects[0], datives[0])
        _named_dative(datives[0], objects[0])
    if len(datives) == 1 and is_plural(datives[0]) and not objects:
        _gift_behind(verb, datives[0])
    if datives or not objects:
        return
    if len(objects) == 1 and _gift_set_off(verb, objects[0]):
        return
    if len(objects) == 2 and objects[1] not in list(objects[0].conjuncts):
        objects[0].dep_ = "dative"
        return
    gift = objects[0]
    if gift.i < verb.i:  # "a missile, which Israel denies"
        return
    first = verb.doc[verb.i + 1]
    name = gift.nbor(-1)
    if first.tag_ == "DT" and name.pos_ == "PROPN" and name.head == gift and name.i > first.i + 1 and takes(verb, gift):
        for c in [c for c in gift.lefts if c != name]:  # "granted the Belarusian sprinter Ada Moyo asylum"
            c.head = name
        name.head, name.dep_ = verb, "dative"
        return
    if name.tag_ in {"NNS", "NN"} and name.head == gift and _is_given(verb, first, name, gift):
        for c in [c for c in gift.lefts if c.i < name.i]:  # "sent the Libyan rebels rockets", "gave the movement money"
            c.head = name
        name.head, name.dep_ = verb, "dative"
        return
    if first.tag_ == "DT" and first.i + 1 < gift.i and first.head == gift:
        first = verb.doc[first.i + 1]
        counted = first.pos_ == "PROPN" and verb.doc[first.i + 1].pos_ == "NUM"  # "sent the Maldives 100,000 doses"
        if first.tag_ not in {"NNS", "NNPS"} and not counted and not is_role(verb.doc[gift.i - 1]):
            return
        first = first if counted or first.tag_ in {"NNS", "NNPS"} else verb.doc[gift.i - 1]
    if name.tag_ == "NNS" and name.dep_ == "compound" and name.head == gift and is_role(name, but="property"):
        if not is_role(gift, but="property"):
            for c in [c for c in gift.lefts if verb.i < c.i < name.i]:  # "granted Russian deserters asylum"
                c.head = name
            name.head, name.dep_ = verb, "dative"
        return
    inside = [t for t in (first, *first.ancestors) if t.i <= gift.i]
    to = next((t for t in inside if t.dep_ in {"nmod", "compound", "nsubj"} and t.head == gift), None)
    names = to is not None and all(
        t.pos_ == "PROPN" or t.tag_ in {"DT", "NNS"} for t in verb.doc[verb.i + 1 : to.i + 1]
    )
    if to is None or not names or gift.i - to.i < 2:
        return
    if gift.tag_ == "NNP" or is_role(gift, but="property"):
        return  # "gave Hamas leaders", "sent UN envoy X": one phrase
    to.head, to.dep_ = verb, "dative"


def _gift_set_off(verb: Token, whom: Token) -> bool:
    """ "Denied the premier, Ann Lee, permission": behind the name between commas stands the gift, and no other name; whether it was mended."""
    names = [c for c in whom.rights if c.dep_ == "appos" and c.pos_ == "PROPN"]
    gifts = [c for t in (whom, *names) for c in t.rights if c.dep_ == "appos" and c.pos_ == "NOUN"]
    gift = next((g for g in gifts if takes(verb, g) and not is_role(g, but="property")), None)
    if gift is None:
        return False
    beside = not behind_comma(gift) and any(
        c.lower_ in {"a", "an"} for c in gift.lefts
    )  # "denied the envoy to X a visa"
    if not beside and (not names or gift.left_edge.i < names[0].i or not behind_comma(gift)):
        return False
    gift.head, gift.dep_, whom.dep_ = verb, "dobj", "dative"
    return True


def _is_given(verb: Token, first: Token, whom: Token, gift: Token) -> bool:
    """Whether who stands before a gift that the verb is known to take is given it: people, or a body of them."""
    if gift.tag_ not in {"NNS", "NN"} or has(verb, "dative") or not takes(verb, gift) or is_role(gift, but="property"):
        return False
    if any(c.dep_ == "prep" and c.lower_ in {"to", "for", "from"} for c in (*verb.rights, *gift.rights)):
        return False
    body = first.lower_ == "the" and gift.tag_ == "NN" and whom.tag_ == "NN"
    return (whom.tag_ == "NNS" or body) and is_role(whom, but="property") and whom.i > verb.i + 1


def _titled_dative(verb: Token, title: Token, name: Token) -> None:
    """ "Handed the rebel leader Ann Lee an ultimatum": the title is of who is given it, and no gift."""
    gift = next((c for c in name.rights if c.dep_ == "dobj"), None)
    if gift is None or name.pos_ != "PROPN" or title.i != name.left_edge.i - 1 or not is_role(title, but="property"):
        return
    for part in [c for c in name.rights if c.i >= gift.i]:
        part.head = verb
    for part in [title, *title.lefts]:
        part.head = name
    title.dep_ = "compound"


def _named_dative(title: Token, gift: Token) -> None:
    """ "Gave the rebel leader Ann Lee asylum": the name is of who is given it, and no part of the gift."""
    name = gift.nbor(-1)
    hung = name.pos_ == "PROPN" and name.head == gift and name.left_edge.i == title.i + 1
    if hung and is_role(title, but="property"):
        name.head, name.dep_ = title, "appos"


def _gift_behind(verb: Token, whom: Token) -> None:
    """ "Sent the rebels mortars": what stands behind who is given something is the gift, and nobody's other name."""
    gift = next((c for c in whom.rights if c.dep_ == "appos"), None)
    if (
        gift is None
        or gift.tag_ != "NNS"
        or gift.left_edge.i != whom.i + 1
        or not takes(verb, gift)
        or is_role(gift, but="property")
    ):
        return
    gift.head, gift.dep_ = verb, "dobj"
    for doer in [
        c for c in gift.rights if c.dep_ == "conj" and c.pos_ in {"PROPN", "NOUN"} and c.i < verb.sent.end - 1
    ]:
        second = next((c for c in verb.rights if c.dep_ == "conj" and c.i == doer.i + 1 and c.pos_ == "VERB"), None)
        if second is not None and not has(
            second, "nsubj", "nsubjpass", "aux"
        ):  # "sent X mortars and Chad lent it trucks"
            doer.head, doer.dep_ = second, "nsubj"


def _relative_noun(verb: Token) -> None:
    """ "X, whom the opposition accuses of fraud": a verb taken for a plural, and who acts for a part of it."""
    doers = [c for c in verb.lefts if c.dep_ == "compound" and c.i == verb.i - 1]
    if verb.tag_ != "NNS" or len(doers) != 1 or not verb.is_lower or verb.lemma_.lower() not in lexicon().verbs:
        return
    whom = verb.head if verb.dep_ == "nsubj" else next((c for c in verb.lefts if c.dep_ == "dobj"), verb)
    if whom.tag_ not in {"WP", "WDT"} or whom.i > doers[0].i or whom.head == whom:
        return
    if whom == verb.head:
        verb.head, verb.dep_ = whom.head, "relcl"
        whom.head, whom.dep_ = verb, "dobj"
    for c in [c for c in verb.lefts if c.dep_ in {"det", "amod", "poss"}]:
        c.head = doers[0]
    verb.tag_, verb.pos_ = "VBZ", "VERB"
    doers[0].dep_ = "nsubj"


def _called(verb: Token) -> None:
    """ "Called the Turkish president on Friday to discuss X": one who is rung up is an object, not what somebody is called.

    "Called the ambassador a very stupid guy": what stands behind whom he called is what he was called.
    """
    if verb.pos_ != "VERB" or verb.lemma_.lower() not in {"call", "phone", "ring"} or has(verb, "auxpass"):
        return
    for whom in (c for c in verb.children if c.dep_ == "dobj" and verb.lemma_.lower() == "call"):
        for word in whom.children:
            bare = word.dep_ == "appos" and word.i > whom.i and word.left_edge.lower_ in {"a", "an"}
            if bare and word.left_edge.nbor(-1).pos_ in {"NOUN", "PROPN", "PRON"}:
                word.head, word.dep_ = verb, "oprd"
    if has(verb, "dobj"):
        return
    named = [c for c in verb.children if c.dep_ == "oprd" and c.i > verb.i and c.pos_ in {"NOUN", "PROPN"}]
    if len(named) == 1:
        named[0].dep_ = "dobj"


def _adjective_for_verb(token: Token) -> None:
    """ "Urges Laos to free sailors": behind "to" and before a bare noun it is what is asked for."""
    to, noun = token.nbor(-1) if token.i else token, token.head
    verb = to.head
    if token.dep_ != "amod" or to.lower_ != "to" or noun.dep_ != "pobj" or noun.head != to or verb.pos_ != "VERB":
        return
    asked = any(c.dep_ == "dobj" and c.i < to.i for c in verb.children)
    wishes = any(kind.category == "REQUEST" for kind in told_by(verb, verb=True))
    if not asked or not wishes or token.lower_ not in lexicon().verbs or not is_role(noun, but="property"):
        return
    before = [c for c in noun.lefts if c.i < token.i]
    token.head, token.dep_, token.pos_, token.tag_, token.lemma_ = verb, "xcomp", "VERB", "VB", token.lower_
    for part in [to, *before]:
        part.head = token
    to.dep_, to.pos_, to.tag_ = "aux", "PART", "TO"
    noun.head, noun.dep_ = token, "dobj"


def _self_named(token: Token) -> None:
    """ "Declared himself head of state", "proclaimed himself king": he is the object, and what he calls himself no clause or gift."""
    himself = token.lower_ in {"himself", "herself", "itself", "themselves"}
    if not himself or token.i == token.sent.start or token.nbor(-1).pos_ != "VERB":
        return
    verb = token.nbor(-1)
    if verb.lemma_.lower() not in cues().titling:
        return
    title = (
        token.head if token.dep_ in {"nsubj", "compound"} else next((c for c in verb.rights if c.dep_ == "dobj"), token)
    )
    if title == token or title.pos_ not in {"NOUN", "PROPN"} or title.head != verb or title.i < token.i:
        return
    token.head, token.dep_, title.dep_ = verb, "dobj", "oprd"


def _time_given(token: Token) -> None:
    """ "Gave the envoys two days to leave": the days are what they are given, not when."""
    verb = token.head
    if token.lemma_.lower() not in _SPANS or verb.lemma_ != "give" or has(verb, "dobj") or token.i < verb.i:
        return
    whom = next((c for c in verb.rights if c.dep_ == "dative"), None)
    if whom is not None and whom.right_edge.i == token.left_edge.i - 1:
        token.dep_ = "dobj"


_SPANS = frozenset({"minute", "hour", "day", "week", "fortnight", "month", "year"})


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
    if verb.pos_ != "VERB" or verb.lemma_.lower() not in {"return", "restore", "repatriate"} or has(verb, "auxpass"):
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
    """ "Zelensky thanks Lithuania for drones", "Ghana recalls ambassador": what stands behind the verb is no apposition."""
    verb = token.head
    if token.dep_ == "appos" and verb.pos_ == "VERB" and verb.i == token.left_edge.i - 1:
        if not has(verb, "dobj", "ccomp", "xcomp"):
            token.dep_ = "dobj"
        return
    verb = token.head.head
    if token.dep_ != "appos" or token.pos_ != "PROPN" or verb.pos_ != "VERB" or token.head.dep_ != "nsubj":
        return
    between = verb.i == token.left_edge.i - 1 and token.head.i < verb.i
    if between and not has(verb, "dobj", "ccomp"):
        token.head, token.dep_ = verb, "dobj"


def _content_for_relative(token: Token) -> None:
    """ "The allegation that X spied on Y": what is alleged is a clause, in which "that" stands for nothing."""
    verb = token.head
    if token.lower_ != "that" or token.dep_ != "dobj" or verb.dep_ != "relcl" or not has(verb, "nsubj", "nsubjpass"):
        return
    if verb.head.lemma_.lower() in cues().tidings and (
        has(verb, "prep") or sum(c.dep_ == "dobj" for c in verb.children) > 1
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
        names = is_name(noun.doc, token.i, token.i) and is_name(noun.doc, cc.i + 1, other.i)
        if not names or noun.i != other.i + 1 or token.text in _states():
            return
    elif noun.pos_ != "PROPN" or not is_name(noun.doc, cc.i + 1, noun.i):
        return
    token.head, token.dep_ = (token if noun.head == noun else noun.head), noun.dep_
    noun.head, noun.dep_ = token, "conj"
    other.head, other.dep_ = noun, "compound"


@lru_cache(maxsize=1)
def _states() -> frozenset[str]:
    """Return the names of states."""
    return frozenset(name.text for name in load().names if name.actor in load().states)


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
    aside = party.dep_ == "pobj" and (
        party.lower_ == "turn" or party.text in CALENDAR
    )  # "accused X in turn of killing Y"
    verb = party.head.head if party.head.dep_ == "agent" or aside else party.head
    told = party.dep_ in {"dobj", "nsubjpass"} or party.head.dep_ == "agent" or aside
    if not told or verb.lemma_ not in {"accuse", "convict", "suspect"} or way.i < verb.i:
        return
    if any(c.dep_ == "pcomp" or (c.dep_ == "pobj" and _is_violent(c)) for c in way.children):
        way.head = verb


def _is_violent(noun: Token) -> bool:
    """Whether a noun is an act of violence or force upon somebody."""
    return any(kind.category in {"ASSAULT", "COERCE"} for kind in told_by(noun))


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


def _in_court(token: Token) -> None:
    """ "Sentenced to six years in a Moscow court": neither the years nor the crime but the sentencing is in the court."""
    noun = token.head
    if token.lower_ != "in" or not any(c.lemma_ in {"court", "tribunal"} for c in token.children):
        return
    verb = noun.head.head
    if noun.dep_ in {"pobj", "pcomp"} and verb.pos_ == "VERB" and verb.lemma_ in cues().judged:
        token.head = verb


def _far_object(token: Token) -> None:
    """ "Its legions were lost, its leaders dead": what stands behind a comma or an "and" is no object.

    Nor is what a talk was: "the ministers met in Oslo on Monday, their first meeting since May".
    """
    if token.dep_ != "dobj" or token.head.i > token.i or token.left_edge.i == 0:
        return
    before = token.left_edge.nbor(-1)
    comma = before.text == "," and before.i == token.head.i + 1
    aside = before.text == "," and before.nbor().tag_ == "PRP$" and any(k.category == "CONSULT" for k in told_by(token))
    if before.dep_ == "cc" or aside or (comma and not shares_object(token.head)):
        token.dep_ = "dep"


def _joined_finite(verb: Token) -> None:
    """ "It became fixated on purity and, as a consequence, murdered thousands": a past tense behind "and" is no adverbial clause."""
    if (
        verb.dep_ != "advcl"
        or verb.tag_ != "VBD"
        or verb.head.i > verb.i
        or has(verb, "nsubj", "nsubjpass", "mark", "aux")
    ):
        return
    first = min((t.i for c in verb.lefts for t in c.subtree), default=verb.i)
    before = [t for t in verb.doc[verb.sent.start : first] if not t.is_punct]
    if before and before[-1].lower_ in {"and", "but", "or"} and is_finite(verb.head):
        verb.dep_ = "conj"


def _finite_second(verb: Token) -> None:
    """ "Said it would arm X and condemned Y", "wants to meet X and has expelled Y": a finite verb is no second infinitive."""
    helpers = [c for c in verb.children if c.dep_ in {"aux", "auxpass"}]
    active = verb.text.endswith("ed") and has(verb, "dobj") and not helpers
    if verb.tag_ == "VBN" and verb.head.tag_ == "VB" and active:
        verb.tag_ = "VBD"
    finite = (not helpers and is_past_or_third(verb)) or any(c.tag_ in {"VBD", "VBZ"} for c in helpers)
    if verb.head.tag_ != "VB" or not finite or has(verb, "nsubj", "nsubjpass", "mark"):
        return
    if has(verb.head, "auxpass") or (not helpers and has(verb, "agent")):
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
    if verb.dep_ != "conj" or verb.tag_ != "VBN" or first.tag_ != "VBN" or not has(first, "auxpass"):
        return
    if has(verb, "aux", "auxpass", "agent") or not any(c.dep_ == "dobj" and c.i > verb.i for c in verb.children):
        return
    apart = verb.i > 0 and verb.nbor(-1).text == "," and any(c.lower_ == "and" for c in first.rights)
    if apart and verb.lemma_ not in cues().given and verb.text.endswith("ed"):
        verb.tag_ = "VBD"


def _caused(token: Token) -> None:
    """ "Riyadh has had a preacher removed": who is removed is no object of "had", and who had it done did it."""
    noun, verb = token.head, token.head.head
    if token.tag_ != "VBN" or token.dep_ != "acl" or noun.dep_ != "dobj" or verb.lemma_ not in {"have", "get"}:
        return
    if token.i != noun.i + 1 or has(token, "agent") or has(noun, "nummod", "poss") or noun.tag_ != "NN":
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


def _off_a_coast(token: Token) -> None:
    """ "The ship that pirates seized off Oman": where no verb of the lexicon has the word, "off" says where, and takes nothing away."""
    verb = token.head
    way = token.doc[max(token.left_edge.i - 1, 0)]
    if token.pos_ != "PROPN" or way.lower_ != "off" or way.dep_ not in {"prt", "prep", "advmod"} or way.head != verb:
        return
    entries = lexicon().verbs.get(verb.lemma_.lower(), ())
    if entries and not any(e.particle == "off" for e in entries):
        way.tag_, way.pos_, way.dep_ = "IN", "ADP", "prep"
        token.head, token.dep_ = way, "pobj"


def _gerund(token: Token) -> None:
    """ "refrained from sanctioning Mali", "stopped short of breaking ties": a gerund taken for a part of what is behind it."""
    name, preposition = token.head, token.nbor(-1) if token.i else token
    if not token.lower_.endswith("ing") or not token.is_lower or token.dep_ not in {"compound", "amod"}:
        return
    if name.dep_ != "pobj" or preposition != name.head or preposition.lower_ not in _GERUND:
        return
    if name.pos_ != "PROPN" and f"{preposition.head.lower_} {preposition.lower_}" not in _DOING:
        return  # "of rising prices"
    verb = next((stem for stem in stems(token.lower_) if stem in lexicon().verbs), None)
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
    if verb.tag_ not in {"VBD", "VBZ", "VBP"} or has(verb, "nsubj", "nsubjpass", "expl") or verb.i < 2:
        return
    if verb.dep_ not in {"advcl", "conj", "ccomp", "relcl", "acl"}:
        return
    above = next((t for t in verb.ancestors if t.i < verb.i), verb)
    for preposition in (*verb.children, *(c for t in (above, *above.children) for c in (t, *t.children))):
        if preposition.dep_ not in {"prep", "mark"} or preposition.lower_ not in _OPENING or preposition.i > verb.i:
            continue
        nouns = [c for c in preposition.children if c.dep_ == "pobj"]
        if len(nouns) == 1 and nouns[0].right_edge.i == verb.left_edge.i - 1:
            make_subject(nouns[0], verb)
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
    if len(nouns) != 1 or between or has(token, "nsubj", "aux", "auxpass") or verb.pos_ != "VERB" or has(verb, "dobj"):
        return
    if nouns[0].left_edge.i == token.i + 1 and not token.is_ancestor(verb):
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
    if verb.dep_ != "ROOT" or verb.lemma_ in cues().reporting or not has(token, "nsubj") or has(verb, "nsubj", "expl"):
        return
    if has(verb, "dobj", "prep") and verb.nbor(-1).text == ",":
        token.head, token.dep_ = token, "ROOT"
        verb.head, verb.dep_ = token, "conj"


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
    if len(names) == 1 and verb.pos_ == "VERB" and not has(verb, "dobj"):
        names[0].head, names[0].dep_ = verb, "dobj"
        calling.head, calling.dep_, token.dep_ = names[0], "relcl", "dep"


def _listed_measure(token: Token) -> None:
    """ "Imposed travel bans and asset freezes on X": a form that does not agree with the list before it is the last of the list."""
    verb = token.head
    if token.tag_ != "VBZ" or verb.pos_ != "VERB" or verb.i > token.i or has(verb, "dobj"):
        return
    subjects = [c for c in token.lefts if c.dep_ == "nsubj"]
    joined = [c for s in subjects for c in s.children if c.dep_ == "conj" and c.i == token.i - 1]
    if len(subjects) != 1 or len(joined) != 1 or verb.lemma_ in cues().reporting or has(token, "dobj", "aux", "mark"):
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
    below = not token.is_ancestor(first) and token.head in way.ancestors
    if first.dep_ == "pobj" and way.lower_ in {"on", "against"} and below:
        token.head = joining.head = first


def _ruling(token: Token) -> None:
    """ "Antigua's governing Labour Party accused X": what a party or a head of a land is said to be doing there is no clause."""
    owner = next((c for c in token.lefts if c.dep_ == "nsubj" and has(c, "case")), None)
    party = next((c for c in token.rights if c.dep_ == "dobj"), None)
    verb = token.head
    if token.lower_ not in cues().attributive or owner is None or party is None or verb.i < party.i:
        return
    if owner.i == token.i - 2 and party.left_edge.i == token.i + 1 and is_role(party):
        make_subject(party, verb)
        owner.head, owner.dep_ = party, "poss"
        token.head, token.dep_, token.pos_ = party, "amod", "ADJ"


def _warned_behind(token: Token) -> None:
    """ "Obama meets Abbas, warns Mugabe of sanctions": who stands between a second verb and what it is "of" is its object."""
    verb = token.head
    if verb.tag_ != "VBZ" or verb.i == verb.sent.start or verb.nbor(-1).text != ",":
        return
    if token.left_edge.i == verb.i + 1 and not has(verb, "dobj", "aux"):
        if (way := matter_behind(token)) is not None:
            token.dep_, way.head = "dobj", verb


def _made_to(token: Token) -> None:
    """ "Made the convoy unload its fuel": with a subject and an object a form below "make" is a verb, whatever noun it may be.

    Nor is it finite: "made the envoy and his staff leave".
    """
    if token.tag_ == "VBP" and token.head.lemma_ in {"make", "let"} and not has(token, "mark", "aux"):
        if any(c.dep_ == "nsubj" and token.head.i < c.i < token.i for c in token.children):
            token.tag_ = "VB"
    if token.tag_ == "NN" and token.head.lemma_ in {"make", "let"} and token.head.i < token.i:
        subjects = [c for c in token.lefts if c.dep_ == "nsubj"]
        if subjects and any(c.dep_ == "dobj" for c in token.rights):
            token.tag_, token.pos_ = "VB", "VERB"


def _far_agent(by: Token) -> None:
    """ "Was received with full honours by X": who stands behind "by" receives, and has made no honours."""
    noun = by.head
    if by.lower_ != "by" or noun.dep_ != "pobj" or noun.head.lower_ != "with":
        return
    verb = noun.head.head
    if verb.tag_ != "VBN" or not has(verb, "auxpass") or has(verb, "agent") or verb.lemma_ not in lexicon().verbs:
        return
    word = noun.lemma_.lower()
    made = cues().wares | cues().documents | cues().fiction | cues().accounts
    named = any(c.dep_ == "pobj" and c.pos_ == "PROPN" for c in by.children)
    if named and word not in made and word not in lexicon().nouns:
        for child in [c for c in noun.rights if c.i > by.i and c.dep_ == "prep"]:
            child.head = verb
        by.head, by.dep_ = verb, "agent"


def _title_for_adjective(token: Token) -> None:
    """ "Met the secretary-general, Ann Lee": an adjective that ends a title stands for somebody."""
    if token.tag_ != "JJ" or token.i < token.sent.start + 2 or token.nbor(-1).text != "-":
        return
    if token.nbor(-2).head == token and is_role(token, but="property"):
        token.tag_, token.pos_ = "NN", "NOUN"


def _by_telephone(by: Token) -> None:
    """ "X and Y conferred by telephone": where no auxiliary makes it passive, the line over which they talk is no doer."""
    verb = by.head
    means = [c for c in by.children if c.dep_ == "pobj" and c.lemma_.lower() in cues().lines and not c.n_lefts]
    if means and has(verb, "nsubj") and not has(verb, "nsubjpass", "auxpass"):
        by.dep_ = "prep"
        if not has(verb, "aux") and verb.tag_ == "VBN":
            verb.tag_ = "VBD"


def _people_for_verb(token: Token) -> None:
    """ "Denied a group of trade unionists entry": who is given or denied something, in a plural taken for a verb."""
    if (
        token.tag_ != "VBZ"
        or token.i < token.sent.start + 2
        or token.lemma_.lower() in lexicon().verbs
        or not is_role(token)
    ):
        return
    verb, before = token.head, token.nbor(-1)
    things = [c for c in token.rights if c.dep_ == "dobj"]
    if verb.pos_ != "VERB" or verb.i >= before.i or before.pos_ not in {"NOUN", "PROPN"} or len(things) != 1:
        return
    if before.dep_ == "nsubj" and before.head == token:
        token.dep_ = "dative"
    elif before.dep_ == "pobj" and (some := before.head.head).dep_ == "dobj" and some.head == verb:
        token.head, token.dep_, some.dep_ = before.head, "pobj", "dative"
    else:
        return
    token.tag_, token.pos_ = "NNS", "NOUN"
    for child in [before, *before.lefts]:
        child.head = token
    before.dep_ = "compound"
    for child in [things[0], *(c for c in token.rights if c.dep_ == "prep")]:
        child.head = verb


_OF_A_WORD: tuple[tuple[frozenset[str], Callable[[Token], None]], ...] = tuple(
    (frozenset(labels.split()), rule) for labels, rule in (
        ("", _participle_for_adjective),
        ("", _lemma),
        ("", _two_words_for_one),
        ("dobj advmod acomp", _ablaze),
        ("pobj", _particle_object),
        ("dobj", _off_a_coast),
        ("", _two_objects),
        ("", _called),
        ("nsubj dative dobj compound", _self_named),
        ("npadvmod", _time_given),
        ("acl", _caused),
        ("relcl nsubj", _relative_noun),
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
        ("amod", _adjective_for_verb),
        ("amod", _doer_for_name),
        ("nsubj compound", _lost_topic),
        ("nsubj", _floating),
        ("nsubj", _warned_behind),
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
        ("csubj", _ruling),
        ("advcl ccomp", _people_for_verb),
        ("ccomp", _made_to),
        ("prep", _far_agent),
        ("agent", _by_telephone),
        ("nsubj nsubjpass dobj pobj dative", _title_for_adjective),
    )
)  # fmt: skip
"""The rules that look at one word, with the labels that it must have."""
_OF_A_VERB = frozenset({_lemma, _two_objects, _called, _given_back, _ruling, _people_for_verb})
"""Those of them that do nothing where the word is no verb."""
