"""Who stands in which grammatical slot of a predicate: voice, control, relative clauses and coordination undone.

Every function takes tokens of a parsed sentence and gives tokens: the heads of the phrases that fill a slot. The lexicon
speaks of slots ("subject", "object", "with") and never of voice or clause type; this module is where these are undone.
The labels are those of spaCy's English models (CLEAR style). What is asked of single words is in `syntax`; the slots of
meaning that build on these ("answered", "forcer", "deed") are in `participants`.
"""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from kg.annotate.entities import CALENDAR
from kg.annotate.syntax import (
    ABREAST,
    children,
    compounded,
    expanded,
    is_abbreviation,
    is_caused,
    is_content,
    is_finite,
    is_future,
    is_infinitive,
    is_left_out,
    is_matter,
    is_passive,
    is_violence,
    modifiers,
    possessor,
    requests,
    seen_through,
    shares_object,
    takes,
    told_by,
    transparent,
)
from kg.lexicon import PREPOSITIONS, cues

_RELATIVE = frozenset({"who", "which", "that", "whom"})


_OBJECT_CONTROL_PREPOSITIONS = frozenset({"of", "for", "from", "against", "with", "over", "into"})


def _repeated(word: Token) -> list[Token]:
    """Return a preposition and those that repeat it: "by X and by Y"."""
    return [word, *(c for c in word.conjuncts if c.lower_ == word.lower_ and c.i > word.i)]


def _is_suffered(verb: Token) -> bool:
    """Whether somebody had it done to his own by others: "the general had two brothers killed in the war"."""
    return any(is_violence(t) or any(k.category == "ASSAULT" for k in told_by(t)) for t in preposition(verb, "in"))


def subject(verb: Token) -> list[Token]:
    """Return who does it: the logical subject."""
    doer = compounded(verb)
    if doer is not None:
        return [doer]
    if verb.dep_ == "amod" and verb.tag_ == "VBN" and verb.i < verb.head.i:
        return []  # "in occupied Karabakh": it does not say by whom
    if is_passive(verb):
        if is_caused(verb):
            return [] if _is_suffered(verb) else subject(verb.head)
        agents = [
            p for c in verb.children if c.dep_ == "agent" for b in _repeated(c) for p in expanded(children(b, "pobj"))
        ]
        if not agents:  # "was awarded a loan, a million in aid, by X", with "by X" hung on the loan or the aid
            gifts = children(verb, "dobj")
            agents = [p for o in gifts for t in (o, *preposition(o, "in")) for p in preposition(t, "by")]
            agents = agents or ([p for p in preposition(verb, "by") if p.pos_ == "PROPN"] if gifts else [])
        if not agents and verb.dep_ in {"advcl", "acl"}:  # "armed and paid by X, the rebels ..."
            second = [c for c in verb.rights if c.dep_ == "conj" and c.tag_ == "VBN" and c.nbor(-1).lower_ == "and"]
            if len(second) == 1 and second[0].i == verb.i + 2:
                agents = subject(second[0])
        if not agents and verb.dep_ == "ccomp" and verb.head.lemma_ in cues().decreeing and verb.head.pos_ == "VERB":
            return subject(verb.head)  # "ordered that X be expelled", "ordered X jailed"
        if not agents and verb.dep_ == "ccomp" and _is_notice(verb):
            return subject(verb.head)
        if not agents and verb.dep_ == "conj":
            return []
        return agents
    return surface_subject(verb)


def _is_notice(verb: Token) -> bool:
    """Whether somebody is told what will be done to him by who tells: "was told by the minister that she would be deported"."""
    own = any(t.tag_ == "PRP" for t in children(verb, "nsubjpass"))
    return own and is_future(verb) and verb.head.lemma_ in {"tell", "inform", "notify"} and is_passive(verb.head)


def surface_subject(verb: Token, depth: int = 0) -> list[Token]:
    """Return the subject as the sentence shows it, inherited where the verb has none of its own."""
    if depth > 8:
        return []
    own = [t for t in children(verb, "nsubj", "nsubjpass") if not is_left_out(t)]
    # "X operating in Y said": the parser makes the participle the subject.
    own = [s for t in own for s in (children(t, "nsubj") or [t] if t.tag_ == "VBG" else [t])]
    if own:
        meant = [t for s in own for t in _antecedent(s, verb)]
        if meant != own and _is_singular(verb):  # "Isis, the rebels and Turkey, which regards ..."
            return [t for m in meant for t in seen_through(m)]
        named = expanded(meant)
        if meant != own:  # "the states that fought X, and the UN": the UN fought nobody
            named = [t for t in named if t.i < verb.i]
        return [*named, *(t for m in meant for t in _companions(m, verb))]
    head, dep = verb.head, verb.dep_
    if dep == "conj" and head.pos_ in {"VERB", "AUX"}:
        return surface_subject(head, depth + 1)
    if dep in {"xcomp", "ccomp", "advcl"} and is_infinitive(verb) and _is_told_to(verb):
        return surface_subject(head, depth + 1)
    if dep in {"xcomp", "ccomp"} and (dep == "xcomp" or is_infinitive(verb) or not children(verb, "mark")):
        if dep == "ccomp" and verb.tag_ not in {"VB", "VBG"}:
            return []
        return _controller(head, depth)
    if dep == "advcl" and is_infinitive(verb) and (called := _called_on(head)):
        return called
    if dep == "advcl" and verb.tag_ in {"VBG", "VB", "VBN"}:
        return surface_subject(head, depth + 1) if head.pos_ in {"VERB", "AUX"} else []
    if dep == "pcomp" and head.pos_ in {"ADP", "SCONJ"}:
        governor = head.head
        aside = governor.dep_ == "advmod"  # "far from blaming Y, X accused Z": X blames nobody
        if governor.lower_ in _CHAINED or governor.dep_ in {"prt", "advmod"}:  # "stopped short of condemning"
            governor = governor.head
        if governor.pos_ == "ADJ" and governor.dep_ in {"acomp", "oprd"}:  # "guilty of violating the truce"
            governor = governor.head
        if governor.pos_ in {"VERB", "AUX"}:
            praised = head.lower_ == "for" and governor.pos_ == "VERB"  # "deported him for meeting X": he met X
            controlled = head.lower_ in _OBJECT_CONTROL_PREPOSITIONS and governor.lemma_ in cues().object_control
            if praised or (controlled and not aside):
                return object_(governor) or surface_subject(governor, depth + 1)
            joined = (
                governor.lemma_ == "join" and head.lower_ == "in" and is_finite(governor)
            )  # "X joined Y in doing so"
            return [*surface_subject(governor, depth + 1), *(object_(governor) if joined else ())]
        return bearer_of(governor, depth)
    if dep in {"acl", "relcl"}:
        if verb.tag_ == "VBG" and head.lemma_.lower() in cues().documents:  # "issued a statement condemning X"
            return author_of(head, depth)
        if verb.tag_ in {"VBG", "VBN"}:
            return expanded([head])
        if verb.tag_ == "VB" and head.dep_ == "ROOT" and head.pos_ == "PROPN":  # "EU to hit cars with tariffs"
            return expanded([head])
        if verb.tag_ == "VB" and is_infinitive(verb) and (given := given_to(head)):
            return given
        if verb.tag_ == "VB" and (called := asked(head)):
            return called
        return bearer_of(head, depth) if verb.tag_ == "VB" else expanded([head])
    led = verb.doc._.kg_leads.get(verb.i)
    return expanded([verb.doc[i] for i in led.subjects]) if led else []


def _is_told_to(verb: Token) -> bool:
    """Whether a word is said by who calls, to whom he calls: "phoned X to convey support"; not "called on X to protest"."""
    head = verb.head
    reached = bool(children(head, "dobj", "dative")) and not any(
        c.lower_ in {"on", "upon", "for"} and any(p.ent_type_ not in {"DATE", "TIME"} for p in children(c, "pobj"))
        for c in children(head, "prep")
    )
    return reached and head.lemma_.lower() in cues().addressing and verb.lemma_.lower() in cues().utterances


def _called_on(verb: Token) -> list[Token]:
    """Return whom a verb asks to do what an infinitive says: "called on X to release Y", "urged X on Monday to"; no day."""
    words = {"call": ("on", "upon"), "appeal": ("to",), "prevail": ("on", "upon")}.get(verb.lemma_, ())
    if is_passive(verb):
        return []
    if objects := children(verb, "dobj"):  # "urged X on Monday to": only the day stands between
        between = [p for c in verb.children if c.dep_ == "prep" and c.i > objects[0].i for p in children(c, "pobj")]
        # Behind a name set off by commas the day may hang on whom it asks.
        hung = [p for c in objects[0].rights if c.dep_ == "prep" for p in children(c, "pobj") if is_date(p)]
        dated = bool(between or hung) and all(map(is_date, between))
        asks = verb.lemma_ in cues().object_control and verb.lemma_ not in cues().addressing
        return object_(verb) if dated and asks else []
    found = [p for word in words for p in preposition(verb, word)]
    return [t for t in found if not is_date(t)]


def is_date(token: Token) -> bool:
    """Whether a word is of a day or an hour."""
    return token.ent_type_ in {"DATE", "TIME"} or token.text in CALENDAR


def _companions(subject: Token, verb: Token) -> list[Token]:
    """Return who acts along with a subject: "X, together with Y, accused Z", "along with Y, X accused Z"."""
    found: list[Token] = []
    hung = [c for c in verb.lefts if c.dep_ == "prep" and c.pos_ == "ADP"]  # the parser hung it on the verb
    for c in (*subject.children, *hung):
        joined = c.lower_ == "with" and any(t.lower_ in _JOINTLY for t in c.lefts)
        if c.lower_ in _JOINTLY:
            found += preposition(c, "with")
        elif joined or (c.dep_ == "prep" and c not in hung and (c.lower_ == "alongside" or _is_aside(c))):
            found += expanded(children(c, "pobj"))
        elif _is_joined(c):
            found += preposition(c, "by")
    return found


def _is_joined(clause: Token) -> bool:
    """Whether it says between commas who does the same: "X, joined by Y, broke off relations"."""
    return clause.dep_ == "acl" and clause.lower_ == "joined" and clause.nbor(-1).text == ","


def _is_aside(preposition: Token) -> bool:
    """Whether it says who does the same: "X, like Y, accused Z"; not "leaders like Y"."""
    return preposition.lower_ == "like" and preposition.i > 0 and preposition.nbor(-1).text == ","


_JOINTLY = frozenset({"together", "along", "jointly"})


def _is_singular(verb: Token) -> bool:
    """Whether a verb has the form of one subject in the third person."""
    return any(t.tag_ == "VBZ" or t.lower_ == "was" for t in (verb, *children(verb, "aux", "auxpass")))


def _controller(head: Token, depth: int) -> list[Token]:
    """Return who does what an infinitive or gerund below `head` says: its object with "urge", else its subject."""
    if head.pos_ in {"ADJ", "NOUN"}:
        verb = head.head
        return surface_subject(verb, depth + 1) if verb.pos_ in {"VERB", "AUX"} else []
    if head.pos_ not in {"VERB", "AUX"}:
        return []
    if is_passive(head):
        return surface_subject(head, depth + 1)
    if head.lemma_ in cues().object_control:
        objects = object_(head)
        if not objects:
            objects = [p for prep in ("on", "to", "for", "with") for p in preposition(head, prep)]
        if objects:
            return objects
    return surface_subject(head, depth + 1)


def given_to(noun: Token) -> list[Token]:
    """Return who is given something to do something: "gave X three days to leave", "gave X an ultimatum of 72 hours to"."""
    while noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.pos_ == "NOUN":
        noun = noun.head.head
    if (
        noun.lemma_ in cues().vows
        or noun.dep_ not in {"dobj", "nsubjpass"}
        or noun.head.lemma_ not in {"give", "grant"}
    ):
        return []
    return dative(noun.head) or preposition(noun.head, "to")


def bearer_of(noun: Token, depth: int) -> list[Token]:
    """Return whose plan, offer or decision a noun is: its possessor, else the subject of the verb that it completes."""
    named = noun.doc._.kg_by_head or {}
    if owners := possessor(noun):
        return owners
    given = noun.dep_ == "dobj" and noun.head.lemma_.lower() in cues().giving  # "gave the Pentagon permission"
    planners = [m for m in modifiers(noun) if not is_matter(m)]
    if not given and any(m.i in named for m in planners):  # "a Turkish plan to attack X"
        return [noun] if noun.i in named else planners
    verb = noun.head if noun.dep_ in {"dobj", "pobj", "attr"} else None
    while verb is not None and verb.pos_ == "ADP" and verb.head != verb:
        verb = verb.head
    return surface_subject(verb, depth + 1) if verb is not None and verb.pos_ in {"VERB", "AUX"} else []


def asked(noun: Token) -> list[Token]:
    """Return who is to do what an infinitive below a request says: "an appeal by X to Y to grant asylum"."""
    words = [w for w in ("on", "to") for e in requests().get(noun.lemma_.lower(), ()) if w in e.target]
    return next((p for w in words if (p := preposition(noun, w))), [])


def author_of(document: Token, depth: int = 0) -> list[Token]:
    """Return whose statement, resolution or lawsuit it is: its owner, who made it, or who issues it."""
    named = [t for t in modifiers(document) if t.tag_ == "JJ" or is_abbreviation(t)]  # "a U.S. report"
    authors = [*possessor(document), *makers(document), *named[::-1]]
    return authors or bearer_of(document, depth)


def owners(noun: Token, *, of: bool = True) -> list[Token]:
    """Return whose a thing is, nearest first: "its plan", "a plan by", "put forward by", "the Russian plan", "the plan of".

    `of` is False for a noun of action, of which "of" names the one acted upon ("the killing of").
    """
    holders = possessor(noun)
    named = [t for t in holders if t.tag_ != "PRP$"]  # "their Chinese counterparts" are China's
    found = [*named, *makers(noun), *modifiers(noun)[::-1], *(t for t in holders if t not in named)]
    carried = [c for c in children(noun, "acl") if c.tag_ == "VBG" and c.lemma_.lower() in cues().carrying]
    found += [t for c in carried for t in object_(c)]  # "a car carrying X"
    held = [c for c in children(noun, "acl") if c.lemma_ == "belong"]
    found += [t for c in held for t in preposition(c, "to")]  # "a shed belonging to X"
    if noun.lemma_.lower() in _FRONTIERS:
        heads = noun.doc._.kg_by_head or {}
        with_whom = [t for t in preposition(noun, "with") if t.i in heads]  # not "with Turkish help"
        found = [*with_whom, *_beside(noun, "with"), *preposition(noun, "of"), *found]
    left = {t.i for c in noun.children if c.lower_ == "out" for t in preposition(c, "of")}  # "flights out of X"
    return [*found, *(t for t in preposition(noun, "of") if of and t.i not in left)]


_FRONTIERS = frozenset({"border", "frontier", "boundary"})


def _beside(noun: Token, word: str) -> list[Token]:
    """Return what stands right behind a noun, hung on the verb above: "moved troops to the border with X"."""
    near = [c for c in noun.head.head.children if noun.dep_ == "pobj" and c.dep_ == "prep" and c.i == noun.i + 1]
    return [t for c in near if c.lower_ == word for t in expanded(children(c, "pobj")) if t.pos_ == "PROPN"]


def reached(noun: Token) -> list[Token]:
    """Return whom an act that is a noun reaches: "the tariffs hit X", "the sanctions target X"."""
    if noun.dep_ in {"nsubj", "agent", "pobj"}:
        verb = noun.head if noun.dep_ == "nsubj" else noun.head.head
        by = noun.dep_ == "nsubj" or noun.head.dep_ == "agent"
        if by and verb.lemma_.lower() in cues().reach:
            return object_(verb)
    return []


def left(verb: Token) -> list[Token]:
    """Return what somebody is told to leave by nobody named: "the envoy was given two days to leave X", "told to leave within hours".

    Without a date those not needed, or endangered, may be called home: "told to leave X as fighting spread".
    """
    needless = any(c.lower_ in cues().unneeded for t in object_(verb) for c in t.children)
    said = [t for t in verb.subtree if t.lower_ == "by" and t.i > verb.i and t.head.dep_ not in {"npadvmod", "appos"}]
    by = [p for t in said for p in children(t, "pobj")]  # no "step by X"
    dated = all(map(is_date, by))
    urgent = any(t.lemma_.lower() in cues().expelling for t in verb.subtree)
    if _ordered_out(verb) and not children(verb, "advcl"):  # some envoys by their hosts; all may be called home
        urgent |= any(children(t, "nummod") for t in object_(verb))
    if needless or not dated or not urgent or not is_passive(verb):
        return []
    leaving = [c for c in children(verb, "xcomp") if c.lemma_ in {"leave", "quit", "depart"} and is_infinitive(c)]
    return [t for c in leaving for t in object_(c)] or _ordered_out(verb)


def _ordered_out(verb: Token) -> list[Token]:
    """Return what somebody is ordered out of: "was ordered out of X"."""
    return [t for c in verb.rights if c.lower_ == "out" for t in preposition(c, "of")]


def makers(noun: Token) -> list[Token]:
    """Return who made it: "the threats by X", "a request from X", "an appeal filed by X"."""
    found = [*preposition(noun, "by"), *preposition(noun, "from")]
    if noun.lemma_.lower() in cues().overtures:  # "an offer for talks by X"
        found += [t for word in ("for", "of") for n in preposition(noun, word) for t in preposition(n, "by")]
    for clause in children(noun, "acl"):
        told = clause.lemma_.lower() in cues().reporting  # "men said by X to belong to"
        if clause.tag_ == "VBN" and not told and not is_content(clause):
            found += subject(clause)
    return found


def object_(verb: Token) -> list[Token]:
    """Return to whom or what it is done: the logical object."""
    if compounded(verb) is not None:
        return [next(a for a in verb.ancestors if a.tag_ != "VBN")]
    own = children(verb, "dobj")
    if verb.dep_ == "relcl" and any(map(_is_stranded, verb.children)):
        return []
    if not own and is_passive(verb):
        return surface_subject(verb)
    if own:
        return expanded(t for o in own for t in _antecedent(o, verb))
    finite_gap = verb.dep_ == "acl" and verb.tag_ in {"VBD", "VBZ", "VBP"}  # "ships that X seized"
    if (verb.dep_ == "relcl" or finite_gap) and _is_object_gap(verb):
        return [verb.head]
    wish = verb
    while wish.dep_ == "xcomp" and is_infinitive(wish):
        wish = wish.head
    if wish != verb and wish.dep_ == "relcl" and not children(wish, "dobj") and _lacks_object(wish):
        return [wish.head]  # "the men it wants to free"
    for clause in children(verb, "ccomp"):
        made = verb.lemma_ == "make" and clause.tag_ == "VB" and not children(clause, "aux")  # "made X leave"
        if made or (is_infinitive(clause) and not children(clause, "mark") and not children(clause, "aux")[1:]):
            raised = [s for s in children(clause, "nsubj") if s.i > verb.i]
            if raised:  # "convicted X to pay": the parser makes the object the subject of the infinitive
                return expanded(raised)
        if clause.tag_ == "VBG" and not children(clause, "mark", "aux"):  # "accepted refugees fleeing the war"
            raised = [s for s in children(clause, "nsubj") if s.i > verb.i and s.tag_ not in {"PRP", "PRP$"}]
            if raised:
                return expanded(raised)
    for right in verb.children:
        if right.dep_ == "conj" and right.pos_ == "VERB" and children(right, "dobj"):
            between = verb.doc[verb.i + 1 : right.i]  # "arrested and then severely beat"
            near = all(t.pos_ in {"ADV", "CCONJ", "PUNCT", "AUX"} for t in between) or right.i <= verb.i + 3
            if near or shares_object(right):
                return expanded(children(right, "dobj"))
    return []


def _is_object_gap(verb: Token) -> bool:
    """Whether a relative clause without a pronoun lacks its object: "the rebels Russia attacked"."""
    return not children(verb, "ccomp", "xcomp") and _lacks_object(verb)


def _lacks_object(verb: Token) -> bool:
    """Whether a relative clause has a subject, and neither a pronoun nor a preposition for what it is said of."""
    subjects = children(verb, "nsubj")
    if not subjects or verb.head.pos_ not in {"NOUN", "PROPN"} or any(map(_is_stranded, verb.children)):
        return False
    pronoun = any(t.lower_ in _RELATIVE or any(c.tag_ == "WP$" for c in t.children) for t in subjects)
    further = any(c.dep_ == "prep" and children(c, "pobj") for c in verb.children)
    return not pronoun and (not further or takes(verb, verb.head))


def dative(verb: Token) -> list[Token]:
    """Return the indirect object: "gave Ukraine weapons", "gave weapons to Ukraine"."""
    if is_passive(verb) and children(verb, "dobj"):  # "was given a loan"
        return surface_subject(verb)
    found = [t for c in children(verb, "dative") for t in ([c] if c.pos_ != "ADP" else children(c, "pobj"))]
    return expanded(found)


def preposition(head: Token, word: str) -> list[Token]:
    """Return what stands behind a preposition that belongs to `head`; "between" gives every member."""
    found: list[Token] = _in_reach(head) if word == "near" else []
    for c in head.children:
        low = c.lower_
        if low == word and c.dep_ in {"prep", "agent", "dative"} and not _is_absolute(c) and not _is_ranked(c):
            things = [t for again in _repeated(c) for t in children(again, "pobj")]
            found += expanded(a for t in things for a in _antecedent(t, head))  # "X, to which Y has lent billions"
            found += [t for p in children(c, "pcomp") if p.pos_ in {"NOUN", "PROPN"} for t in expanded([p])]
            if word != "with":  # "attack on X calling it"; "with X calling" opens a clause of its own
                gerunds = [p for p in children(c, "pcomp") if p.tag_ in {"VBG", "VBN", "VBD"}]
                found += [t for p in gerunds for t in expanded(children(p, "nsubj"))]
        elif low in _CHAINED and c.i > head.i:  # "pulled out of X"
            found += preposition(c, word)
        elif word == "alongside" and low in ABREAST and c.dep_ == "advmod":  # "fought side by side with X"
            found += [t for way in (c, *(p for b in c.rights for p in b.rights)) for t in preposition(way, "with")]
        if low == word and _is_stranded(c) and children(head, "nsubj"):
            found.append(head.head)
    return found


def _in_reach(head: Token) -> list[Token]:
    """Return what something is so many miles from: "within ten miles of X", "two miles from X"."""
    found: list[Token] = []
    for c in (c for c in head.children if c.dep_ == "prep" and c.lower_ in {"within", "from"}):
        things = children(c, "pobj") if c.lower_ == "within" else [c.nbor(-1)] if c.i > c.sent.start else []
        measured = [t for t in things if t.lemma_.lower() in cues().distances]
        if c.lower_ == "within":
            found += [t for m in measured for t in preposition(m, "of")]
        elif head.lemma_.lower() not in cues().removals and any(map(_is_short_way, measured)):
            found += expanded(children(c, "pobj"))
    return found


def _is_short_way(measure: Token) -> bool:
    """Whether a number stands before a measure, of less than four figures: "two miles"; what moves so far may go away."""
    return any(len(n.text) < 4 for n in children(measure, "nummod"))


def beyond(noun: Token, word: str) -> list[Token]:
    """Return what the parser hung on the noun inside: "the withdrawal of forces from X", "an attack by rebels on X"."""
    inside = [*preposition(noun, "of"), *(preposition(noun, "by") if word in {"on", "against"} else ())]
    return [t for inner in inside for t in preposition(inner, word)]


def _is_stranded(word: Token) -> bool:
    """Whether a preposition ends a relative clause whose gap is its own: "the rebels they fought alongside"."""
    verb = word.head
    if verb.dep_ != "relcl" or word.i < verb.i or word.lower_ not in PREPOSITIONS or word.n_rights:
        return False
    return word.dep_ in {"prep", "advmod"} and all(t.lower_ in _RELATIVE for t in children(verb, "dobj"))


def _is_ranked(preposition: Token) -> bool:
    """Whether a preposition belongs to an ordinal that the parser took for an adverb: ", her first to an Arab state"."""
    before = preposition.doc[max(preposition.i - 2, 0) : preposition.i]
    return len(before) == 2 and before[0].tag_ == "PRP$" and before[1].lower_ in _RANKS


_RANKS = frozenset("first second third fourth fifth sixth last latest".split())


def _is_absolute(preposition: Token) -> bool:
    """Whether a preposition opens a clause of its own: ", with officials seeking a fee"."""
    if preposition.lower_ != "with" or (not preposition.is_sent_start and preposition.nbor(-1).text != ","):
        return False
    return any(c.tag_ == "VBG" and c.dep_ == "acl" for p in preposition.children for c in p.children)


def complement(noun: Token, word: str) -> list[Token]:
    """Return what stands behind a noun's preposition, its participle's too: "sanctions on X", "sanctions imposed on X"."""
    below = children(noun, "acl", "relcl")
    clauses = [c for c in below if c.dep_ == "acl" and c.tag_ == "VBN"]
    clauses += [c for c in below if c.dep_ == "relcl" and c.lemma_ in cues().laying]  # "the ban it has imposed on X"
    found = [*preposition(noun, word), *(t for c in clauses for t in preposition(c, word))]
    if not found and word != "of" and noun.lemma_.lower() in transparent():  # "a round of talks with X"
        found = [t for inner in preposition(noun, "of") if inner != noun for t in complement(inner, word)]
    return found


_CHAINED = frozenset(
    "out away back short ahead up down off over along together elsewhere deep north south east west".split()
)


def _antecedent(token: Token, verb: Token) -> Iterable[Token]:
    """Return what a relative pronoun stands for; any other token is itself."""
    if token.lower_ in _RELATIVE and token.tag_ in {"WDT", "WP", "IN", "DT"}:
        clause: Token = verb
        said = clause.head
        if clause.dep_ == "ccomp" and said.lemma_ == "be" and any(s.lower_ == "it" for s in children(said, "nsubj")):
            return children(said, "attr") or (token,)  # "it was X that armed Y"
        while clause.dep_ in {"conj", "xcomp", "ccomp"} and clause.head != clause:
            clause = clause.head
        if clause.dep_ == "relcl":
            return (clause.head,)
    return (token,)
