"""Who stands in which grammatical slot of a predicate: voice, control, relative clauses and coordination undone.

Every function takes tokens of a parsed sentence and gives tokens: the heads of the phrases that fill a slot. The lexicon
speaks of slots ("subject", "object", "with") and never of voice or clause type; this module is where these are undone.
The labels are those of spaCy's English models (CLEAR style).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from spacy.tokens import Token

from kg.annotate.entities import CALENDAR
from kg.inventory import RelationType, relations
from kg.lexicon import PREPOSITIONS, Entry, cues, lexicon

_RELATIVE = frozenset({"who", "which", "that", "whom"})
_OBJECT_CONTROL_PREPOSITIONS = frozenset({"of", "for", "from", "against", "with", "over", "into"})


def is_passive(verb: Token) -> bool:
    """Whether the verb's surface subject is its object: "was arrested", "forces backed by", "arrested and deported"."""
    if verb.tag_ not in {"VBN", "VBD"}:
        return False
    below = {c.dep_ for c in verb.children}
    if not below.isdisjoint({"nsubjpass", "auxpass", "csubjpass"}):
        return True
    if verb.tag_ == "VBN" and "agent" in below:
        return True
    if verb.dep_ == "acl" and verb.tag_ == "VBN":
        return not is_content(verb)
    if _is_caused(verb):
        return True
    own = not below.isdisjoint({"nsubj", "aux"})
    if verb.dep_ == "conj" and verb.tag_ == "VBN" and not own and verb.head.pos_ == "VERB":
        return is_passive(verb.head)
    return verb.tag_ == "VBN" and verb.dep_ == "advcl" and not own and "dobj" not in below


def _repeated(word: Token) -> list[Token]:
    """Return a preposition and those that repeat it: "by X and by Y"."""
    return [word, *(c for c in word.conjuncts if c.lower_ == word.lower_ and c.i > word.i)]


def is_befallen(verb: Token) -> bool:
    """Whether a clause tells what befell somebody and of no doer: "X was arrested"; not of "the arrested X"."""
    told = verb
    while told.dep_ == "conj" and told.head.tag_ == "VBN":
        told = told.head
    if _children(verb, "agent") or not is_passive(verb):
        return False
    return bool(_children(told, "auxpass")) or _is_headline_participle(verb)


def befalls(verb: Token) -> bool:
    """Whether a verb joined to a passive tells what befell others, or goes without its helper: "and five wounded"."""
    return is_befallen(verb) or not _children(verb, "dobj", "aux", "agent")


def _is_headline_participle(verb: Token) -> bool:
    """Whether a participle tells what a headline reports: "Two soldiers killed in blast"."""
    noun = verb.head
    subject_only = verb.dep_ == "acl" and verb.tag_ == "VBN" and noun.dep_ == "ROOT" and verb.i == noun.i + 1
    return subject_only and not any(is_finite(t) for t in verb.sent)


def is_struck(verb: Token) -> bool:
    """Whether violence that names no doer does it: "a bomb killed X", "X was killed by a mine", "when a bomb exploded"."""
    passive = is_passive(verb)
    agents = [p for c in verb.children if c.dep_ == "agent" for p in _children(c, "pobj")]
    doers = agents if passive else _children(verb, "nsubj")
    if passive and not agents and _children(verb, "auxpass"):
        clauses = [c for c in _children(verb, "advcl") if any(t.lower_ in {"when", "after", "as"} for t in c.children)]
        doers = [s for c in clauses for s in _children(c, "nsubj")]
    return bool(doers) and all(is_violence(d) for d in doers)


def is_violence(noun: Token) -> bool:
    """Whether a noun is a weapon or an act of violence, and no storm or accident."""
    violent = noun.pos_ in {"NOUN", "PROPN"} and noun.lemma_.lower() in cues().blasts | cues().strikes
    return violent and not is_weather(noun)


def is_weather(noun: Token) -> bool:
    """Whether a noun is of nature, and nobody's act: "smoke", "a blast of Arctic air"."""
    of = [p for c in noun.children if c.lower_ == "of" for p in _children(c, "pobj")]
    return any(t.lemma_.lower() in cues().weather for t in (noun, *of))


def is_content(clause: Token) -> bool:
    """Whether a clause below a noun says what is feared, claimed or reported: "claims that it had armed X"."""
    return clause.dep_ == "acl" and bool(_children(clause, "mark", "nsubj", "nsubjpass"))


def compounded(verb: Token) -> Token | None:
    """Return the doer that a participle before its noun has joined on: "US-backed rebels", "Iranian-armed militias"."""
    if verb.tag_ not in {"VBN", "JJ"}:
        return None
    word = verb
    while word.dep_ == "conj" and word.head.tag_ == "VBN":
        word = word.head
    if word.dep_ != "amod" or word.head.i < verb.i:
        return None
    doers = [c for c in verb.lefts if c.dep_ in {"npadvmod", "advmod", "compound", "nmod", "amod", "dep"}]
    hyphen = verb.i > 1 and verb.nbor(-1).text in {"-", "–"}
    return doers[-1] if doers and hyphen and doers[-1].i == verb.i - 2 else None


def _is_caused(verb: Token) -> bool:
    """Whether somebody has it done: "had the activist arrested"."""
    return (
        verb.dep_ == "ccomp" and verb.tag_ in {"VBN", "VBD"} and verb.head.lemma_ in {"have", "get"}
        and bool(_children(verb, "nsubj")) and not _children(verb, "aux", "mark", "dobj")
    )  # fmt: skip


def is_small_clause(verb: Token) -> bool:
    """Whether a verb says what somebody has another do, or has done to him: "made him resign", "had him jailed"."""
    bare = verb.tag_ in {"VB", "VBN"} and not _children(verb, "aux", "auxpass", "mark")
    return verb.dep_ == "ccomp" and bare and verb.head.lemma_ in {"have", "get", "make", "let"}


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
        if _is_caused(verb):
            return [] if _is_suffered(verb) else subject(verb.head)
        agents = [
            p for c in verb.children if c.dep_ == "agent" for b in _repeated(c) for p in _expanded(_children(b, "pobj"))
        ]
        if not agents:  # "was awarded a loan, a million in aid, by X", with "by X" hung on the loan or the aid
            gifts = _children(verb, "dobj")
            agents = [p for o in gifts for t in (o, *preposition(o, "in")) for p in preposition(t, "by")]
            agents = agents or ([p for p in preposition(verb, "by") if p.pos_ == "PROPN"] if gifts else [])
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
    own = any(t.tag_ == "PRP" for t in _children(verb, "nsubjpass"))
    return own and _will(verb) and verb.head.lemma_ in {"tell", "inform", "notify"} and is_passive(verb.head)


def surface_subject(verb: Token, depth: int = 0) -> list[Token]:
    """Return the subject as the sentence shows it, inherited where the verb has none of its own."""
    if depth > 8:
        return []
    own = _children(verb, "nsubj", "nsubjpass")
    # "X operating in Y said": the parser makes the participle the subject.
    own = [s for t in own for s in (_children(t, "nsubj") or [t] if t.tag_ == "VBG" else [t])]
    if own:
        meant = [t for s in own for t in _antecedent(s, verb)]
        if meant != own and _is_singular(verb):  # "Isis, the rebels and Turkey, which regards ..."
            return [t for m in meant for t in _seen_through(m)]
        named = _expanded(meant)
        if meant != own:  # "the states that fought X, and the UN": the UN fought nobody
            named = [t for t in named if t.i < verb.i]
        return [*named, *(t for m in meant for t in _companions(m, verb))]
    head, dep = verb.head, verb.dep_
    if dep == "conj" and head.pos_ in {"VERB", "AUX"}:
        return surface_subject(head, depth + 1)
    if dep in {"xcomp", "ccomp", "advcl"} and is_infinitive(verb) and _is_told_to(verb):
        return surface_subject(head, depth + 1)
    if dep in {"xcomp", "ccomp"} and (dep == "xcomp" or is_infinitive(verb) or not _children(verb, "mark")):
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
        return _bearer_of(governor, depth)
    if dep in {"acl", "relcl"}:
        if verb.tag_ == "VBG" and head.lemma_.lower() in cues().documents:  # "issued a statement condemning X"
            return author_of(head, depth)
        if verb.tag_ in {"VBG", "VBN"}:
            return _expanded([head])
        if verb.tag_ == "VB" and head.dep_ == "ROOT" and head.pos_ == "PROPN":  # "EU to hit cars with tariffs"
            return _expanded([head])
        if verb.tag_ == "VB" and is_infinitive(verb) and (given := given_to(head)):
            return given
        if verb.tag_ == "VB" and (called := asked(head)):
            return called
        return _bearer_of(head, depth) if verb.tag_ == "VB" else _expanded([head])
    led = verb.doc._.kg_leads.get(verb.i)
    return _expanded([verb.doc[i] for i in led.subjects]) if led else []


def _is_told_to(verb: Token) -> bool:
    """Whether a word is said by who calls, to whom he calls: "phoned X to convey support"; not "called on X to protest"."""
    head = verb.head
    reached = bool(_children(head, "dobj", "dative")) and not any(
        c.lower_ in {"on", "upon", "for"} and any(p.ent_type_ not in {"DATE", "TIME"} for p in _children(c, "pobj"))
        for c in _children(head, "prep")
    )
    return reached and head.lemma_.lower() in cues().addressing and verb.lemma_.lower() in cues().utterances


def _called_on(verb: Token) -> list[Token]:
    """Return whom a verb asks to do what an infinitive says: "called on X to release Y", "urged X on Monday to"; no day."""
    words = {"call": ("on", "upon"), "appeal": ("to",), "prevail": ("on", "upon")}.get(verb.lemma_, ())
    if is_passive(verb):
        return []
    if objects := _children(verb, "dobj"):  # "urged X on Monday to": only the day stands between
        between = [p for c in verb.children if c.dep_ == "prep" and c.i > objects[0].i for p in _children(c, "pobj")]
        dated = bool(between) and all(t.ent_type_ in {"DATE", "TIME"} or t.text in CALENDAR for t in between)
        asks = verb.lemma_ in cues().object_control and verb.lemma_ not in cues().addressing
        return object_(verb) if dated and asks else []
    found = [p for word in words for p in preposition(verb, word)]
    return [t for t in found if t.ent_type_ not in {"DATE", "TIME"} and t.text not in CALENDAR]


def _companions(subject: Token, verb: Token) -> list[Token]:
    """Return who acts along with a subject: "X, together with Y, accused Z", "along with Y, X accused Z"."""
    found: list[Token] = []
    hung = [c for c in verb.lefts if c.dep_ == "prep" and c.pos_ == "ADP"]  # the parser hung it on the verb
    for c in (*subject.children, *hung):
        joined = c.lower_ == "with" and any(t.lower_ in _JOINTLY for t in c.lefts)
        if c.lower_ in _JOINTLY:
            found += preposition(c, "with")
        elif joined or (c.dep_ == "prep" and c not in hung and (c.lower_ == "alongside" or _is_aside(c))):
            found += _expanded(_children(c, "pobj"))
    return found


def _is_aside(preposition: Token) -> bool:
    """Whether it says who does the same: "X, like Y, accused Z"; not "leaders like Y"."""
    return preposition.lower_ == "like" and preposition.i > 0 and preposition.nbor(-1).text == ","


_JOINTLY = frozenset({"together", "along", "jointly"})


def _is_singular(verb: Token) -> bool:
    """Whether a verb has the form of one subject in the third person."""
    return any(t.tag_ == "VBZ" or t.lower_ == "was" for t in (verb, *_children(verb, "aux", "auxpass")))


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


def forcer(verb: Token) -> list[Token]:
    """Return who makes somebody do it: "the army forced the president to resign", "was compelled by X to go"."""
    head = verb.head
    while verb.dep_ == "conj" and head.pos_ == "VERB":
        verb, head = head, head.head
    if verb.dep_ not in {"xcomp", "ccomp"} or verb.tag_ not in {"VB", "VBP"} or head.lemma_ not in cues().forcing:
        return []
    forcers = subject(head) or (preposition(verb, "by") if is_passive(head) else [])
    # "strikes by X forced the president to resign": a murder of X did not
    pressed = [f for f in forcers if f.lemma_.lower() in cues().pressing]
    return [*forcers, *(t for f in pressed for t in (*possessor(f), *_makers(f)))]


def publisher(verb: Token) -> list[Token]:
    """Return whose document says it, of what is said by nobody named: "X was criticised in a report by Y"."""
    if not is_befallen(verb):
        return []
    said = [verb, *(c for c in verb.conjuncts if c.i > verb.i and is_befallen(c))]
    matters = [t for v in said for word in ("for", "over") for t in preposition(v, word)]
    texts = [t for word in (*said, *matters) for t in preposition(word, "in") if t.lemma_.lower() in cues().texts]
    named = ([*possessor(t), *_makers(t), *(m for m in modifiers(t)[::-1] if not _is_matter(m))] for t in texts)
    return [a for a in next(filter(None, named), []) if a.tag_ != "PRP$"]


def _is_matter(modifier: Token) -> bool:
    """Whether the name before a document says what it is about: "the Iraq report"; not "an Iraqi report", "a US report"."""
    found = (modifier.doc._.kg_by_head or {}).get(modifier.i, ())
    lands = (m.actor for m in found if m.actor is not None and m.actor.type == "state")
    land = modifier.ent_type_ in {"GPE", "LOC"} or any(
        a.sector is None for a in lands
    )  # "a Kremlin plan" is its rulers'
    return land and modifier.pos_ == "PROPN" and not _is_short(modifier)


def _is_short(name: Token) -> bool:
    """Whether a name is an abbreviation, which may stand for an adjective: "the U.S. troops"."""
    return name.text.replace(".", "").isupper()


def party_to(verb: Token) -> list[Token]:
    """Return with whom it was agreed, of what is lent by nobody named: "X was lent a billion under a deal with Y"."""
    if not is_befallen(verb) or verb.lemma_ not in {"lend", "loan", "grant"}:  # what is given may be a third's
        return []
    deals = [t for t in preposition(verb, "under") if t.lemma_.lower() in cues().agreements]
    signed = [c for t in deals for c in _children(t, "relcl", "acl") if c.pos_ == "VERB"]
    return [t for word in (*deals, *signed) for t in preposition(word, "with")]


def warned_off(verb: Token) -> list[Token]:
    """Return whose act would be met with something, of which a verb warns: "warned that any attack by X would be met"."""
    told = [c for c in _children(verb, "ccomp") if c.lemma_.lower() in cues().answers and is_passive(c) and _will(c)]
    acts = [act for c in told if not _children(c, "neg") for act in _children(c, "nsubjpass") if _is_hostile(act)]
    return [t for act in acts for t in owners(act, of=False)]


def _is_hostile(noun: Token) -> bool:
    """Whether a noun is of what is done to others by force or by sanctions: an attack, tariffs; not needs, debts."""
    return any(kind.quad == "material conflict" for kind in told_by(noun))


def convened(meeting: Token) -> list[Token]:
    """Return who agrees, or does not, on something at a meeting: "X and Y failed to agree at a meeting in Z"."""
    if not is_convened(meeting):
        return []
    verb = next(t for t in meeting.ancestors if t.pos_ in {"VERB", "AUX"})
    if is_passive(verb):
        return []
    others = [t for word in ("with", "between") for t in (*preposition(meeting, word), *preposition(verb, word))]
    return [] if others else surface_subject(verb)


def is_convened(meeting: Token) -> bool:
    """Whether a noun says where something was, or was not, agreed: "failed to agree at a meeting", "after two weeks of talks"."""
    while (
        meeting.dep_ == "pobj" and meeting.head.lower_ == "of" and meeting.head.head.lemma_ in cues().spans | {"round"}
    ):
        meeting = meeting.head.head
    way = meeting.head
    return meeting.dep_ == "pobj" and way.lower_ in {"at", "during", "after"} and _settles(way.head)


def _settles(verb: Token) -> bool:
    """Whether a verb is one of agreeing, or of failing to."""
    below = (c for c in verb.children if c.dep_ == "xcomp")
    return verb.lemma_ in cues().agreeing or any(c.lemma_ in cues().agreeing for c in below)


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


def _bearer_of(noun: Token, depth: int) -> list[Token]:
    """Return whose plan, offer or decision a noun is: its possessor, else the subject of the verb that it completes."""
    named = noun.doc._.kg_by_head or {}
    if owners := possessor(noun):
        return owners
    given = noun.dep_ == "dobj" and noun.head.lemma_.lower() in cues().giving  # "gave the Pentagon permission"
    planners = [m for m in modifiers(noun) if not _is_matter(m)]
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


@lru_cache(maxsize=1)
def requests() -> dict[str, list[Entry]]:
    """Return the nouns by which something is asked of somebody, with their entries."""
    found = {
        lemma: [e for e in entries if relations()[e.relation].category == "REQUEST"]
        for lemma, entries in lexicon().nouns.items()
    }
    return {lemma: entries for lemma, entries in found.items() if entries}


def author_of(document: Token, depth: int = 0) -> list[Token]:
    """Return whose statement, resolution or lawsuit it is: its owner, who made it, or who issues it."""
    named = [t for t in modifiers(document) if t.tag_ == "JJ" or _is_short(t)]  # "a U.S. report"
    authors = [*possessor(document), *_makers(document), *named[::-1]]
    return authors or _bearer_of(document, depth)


def owners(noun: Token, *, of: bool = True) -> list[Token]:
    """Return whose a thing is, nearest first: "its plan", "a plan by", "put forward by", "the Russian plan", "the plan of".

    `of` is False for a noun of action, of which "of" names the one acted upon ("the killing of").
    """
    holders = possessor(noun)
    named = [t for t in holders if t.tag_ != "PRP$"]  # "their Chinese counterparts" are China's
    found = [*named, *_makers(noun), *modifiers(noun)[::-1], *(t for t in holders if t not in named)]
    carried = [c for c in _children(noun, "acl") if c.tag_ == "VBG" and c.lemma_.lower() in cues().carrying]
    found += [t for c in carried for t in object_(c)]  # "a car carrying X"
    held = [c for c in _children(noun, "acl") if c.lemma_ == "belong"]
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
    return [t for c in near if c.lower_ == word for t in _expanded(_children(c, "pobj")) if t.pos_ == "PROPN"]


def performer(noun: Token, *, occasion: bool = False) -> list[Token]:
    """Return who performs an act that is a noun: the subject of its light verb ("launched a raid on X").

    With `occasion` also the subject of what is done at it: "A, at a meeting with B, said", "agreed after talks with B".
    """
    head = noun.head
    if noun.dep_ == "conj" and head.pos_ == "NOUN":
        return performer(head, occasion=occasion)
    if noun.dep_ in {"dobj", "nsubjpass"} and head.lemma_.lower() in cues().support:
        return subject(head)
    if noun.dep_ == "pobj" and (
        is_charge(head) or (head.lower_ in {"of", "for"} and head.head.lemma_ in cues().charging)
    ):
        return object_(head.head)  # "X was accused of reprisals against Y"
    if noun.dep_ == "pobj" and head.lower_ == "behind" and head.head.lemma_ == "be":
        return surface_subject(head.head)  # "X was behind the attack on Y"
    if (
        noun.dep_ == "pobj"
        and head.lower_ in {"for", "in"}
        and head.head.lemma_.lower() in cues().involvement
        and head.head.dep_ == "dobj"
    ):
        return surface_subject(head.head.head)  # "denied responsibility for the attack on X"
    if occasion and noun.dep_ == "pobj" and head.lower_ in _OCCASION and head.head.pos_ in {"VERB", "AUX"}:
        return subject(head.head)
    return []


def is_charge(preposition: Token) -> bool:
    """Whether a preposition says what somebody is charged "with"."""
    return preposition.lower_ == "with" and preposition.head.lemma_ == "charge"


def reached(noun: Token) -> list[Token]:
    """Return whom an act that is a noun reaches: "the tariffs hit X", "the sanctions target X"."""
    if noun.dep_ in {"nsubj", "agent", "pobj"}:
        verb = noun.head if noun.dep_ == "nsubj" else noun.head.head
        by = noun.dep_ == "nsubj" or noun.head.dep_ == "agent"
        if by and verb.lemma_.lower() in cues().reach:
            return object_(verb)
    return []


def sufferer(noun: Token) -> list[Token]:
    """Return who fears, survives or is shielded from an act that is a noun: "repelled the attack", "protect X from a raid"."""
    word = noun.head
    if noun.dep_ == "dobj" and word.lemma_.lower() in cues().suffering and not is_passive(word):
        return surface_subject(word)
    if noun.dep_ == "nsubjpass" and word.lemma_.lower() in cues().suffering:
        return subject(word)
    if is_warded_off(noun):
        return [o for t in _answerers(word) for o in (possessor(t) or modifiers(t) or [t])]
    if noun.dep_ != "pobj":
        return []
    governor = word.head
    if word.lower_ == "of" and governor.pos_ == "NOUN" and cues().governors.get(governor.lemma_) == "hypothetical":
        return sufferer(governor)  # "exposed to the threat of an attack"
    if word.lower_ in {"from", "against"} and governor.lemma_.lower() in cues().shielding:
        return object_(governor)
    if word.lower_ == "to" and governor.lemma_.lower() in {"expose", "vulnerable"}:
        if governor.dep_ in {"acomp", "oprd"} and governor.head.lemma_ != "be":  # "leaves them exposed to"
            return object_(governor.head)
        if governor.pos_ != "VERB":
            return surface_subject(governor.head)
        return object_(governor) or surface_subject(governor)
    return []


def helped(noun: Token) -> list[Token]:
    """Return who does what a clause tells with the aid that a noun names: "X, with the aid of Y, fought Z"."""
    verb = noun.head.head
    behind = noun.dep_ == "pobj" and noun.head.lower_ == "with" and verb.pos_ == "VERB"
    return subject(verb) if behind else []


def left(verb: Token) -> list[Token]:
    """Return what somebody is told to leave by nobody named: "the envoy was given two days to leave X", "told to leave within hours".

    Without a date those not needed, or endangered, may be called home: "told to leave X as fighting spread".
    """
    needless = any(c.lower_ in cues().unneeded for t in object_(verb) for c in t.children)
    by = [p for t in verb.subtree if t.lower_ == "by" and t.i > verb.i for p in _children(t, "pobj")]
    dated = all(p.text in CALENDAR or p.ent_type_ in {"DATE", "TIME"} for p in by)
    urgent = any(t.lemma_.lower() in cues().expelling for t in verb.subtree)
    if needless or not dated or not urgent or not is_passive(verb):
        return []
    leaving = [c for c in _children(verb, "xcomp") if c.lemma_ in {"leave", "quit", "depart"} and is_infinitive(c)]
    return [t for c in leaving for t in object_(c)]


def examples(noun: Token) -> list[Token]:
    """Return who is named as one of several: "countries like X and Y", "groups such as X", "states including X"."""
    return [
        t for word in ("like", "as", "including") if word != "as" or _is_such(noun) for t in preposition(noun, word)
    ]


def _is_such(noun: Token) -> bool:
    return any(c.lower_ == "as" and c.i and c.nbor(-1).lower_ == "such" for c in noun.children)


def answered(noun: Token) -> list[Token]:
    """Return whose act would be met with what a noun says: "a Turkish incursion would be met with force by X".

    Where nobody is named, it is who is warned of it: "warned X that any attack would be met with force".
    """
    verb = _answering(noun)
    if verb is None:
        return []
    named = [t for act in _met(verb) for t in owners(act, of=False)]
    warned = verb.dep_ == "ccomp" and verb.head.lemma_.lower() in cues().reporting
    return named or ([*_children(verb.head, "dobj"), *dative(verb.head)] if warned else [])


def _met(verb: Token) -> list[Token]:
    """Return the act that a verb of answering is about: "an attack would be met", "will answer, or respond to, an attack"."""
    return surface_subject(verb) if is_passive(verb) else [*_children(verb, "dobj"), *preposition(verb, "to")]


def answerer(noun: Token) -> list[Token]:
    """Return who would answer so: "met with force by X", "answered with sanctions from X", "met with Israeli missiles".

    Where nobody is named, it is who says so: "X said that an attack would be met with missiles".
    """
    verb = _answering(noun)
    if verb is None:
        return []
    owned = [*possessor(noun), *(t for t in modifiers(noun) if t.text[:1].isupper())]
    return _makers(noun) or owned or _answerers(verb)


def _answerers(verb: Token) -> list[Token]:
    """Return who answers what would be met with something: the agent, else who says so."""
    told = is_passive(verb) and verb.dep_ == "ccomp" and verb.head.lemma_.lower() in cues().reporting
    return subject(verb) or (subject(verb.head) if told else [])


def is_warded_off(noun: Token) -> bool:
    """Whether an act would be met with violence, by who would suffer it: "any attack would be met with force"."""
    verb = noun.head
    force = [*preposition(verb, "with"), *preposition(verb, "by")] if noun.dep_ == "nsubjpass" else []
    return any(kind.category == "ASSAULT" for t in force if _answering(t) == verb for kind in told_by(t))


def is_answer(noun: Token) -> bool:
    """Whether an act that is a noun is what another would be met with, or what would be met so."""
    verb = noun.head
    met = (
        noun.dep_ == "nsubjpass"
        and verb.lemma_.lower() in cues().answers
        and any(c.tag_ == "MD" for c in verb.children)
    )
    return met or _answering(noun) is not None


def _answering(noun: Token) -> Token | None:
    """Return the verb of "would be met with N", "will be answered by N", "will answer any attack with N"."""
    verb = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ in {"with", "by"} else None
    if verb is not None and verb.pos_ == "NOUN":  # the parser hung it on the attack; "an attack by N" is N's
        verb = (verb.head.head if verb.dep_ == "pobj" else verb.head) if noun.head.lower_ == "with" else None
    if verb is None or not (any(c.tag_ == "MD" for c in verb.children) or is_infinitive(verb)):
        return None
    if is_passive(verb):
        return verb if verb.lemma_.lower() in cues().answers else None
    return verb if noun.head.lower_ == "with" and _answers(verb) else None


def met_with(verb: Token) -> str | None:
    """Return the category of what an act will be met with: "vowed to answer any attack with missiles"."""
    things = [t for word in (verb, *_met(verb)) for t in preposition(word, "with")]
    entries = [e for t in things if _answering(t) == verb for e in lexicon().nouns.get(t.lemma_.lower(), ())]
    return next((relations()[e.relation].category for e in entries if "answerer" in e.source), None)


def _answers(verb: Token) -> bool:
    """Whether a verb answers what others do: "will answer, or respond to, any attack"; not "will meet the envoy"."""
    known = verb.lemma_.lower() in cues().answers or (verb.lemma_ in {"respond", "react"} and _met(verb))
    return bool(known) and any(map(_is_hostile, _met(verb)))


_OCCASION = frozenset({"in", "at", "during", "after", "following", "for", "on", "before", "through", "by", "under"})


def _makers(noun: Token) -> list[Token]:
    """Return who made it: "the threats by X", "a request from X", "an appeal filed by X"."""
    found = [*preposition(noun, "by"), *preposition(noun, "from")]
    if noun.lemma_.lower() in cues().overtures:  # "an offer for talks by X"
        found += [t for word in ("for", "of") for n in preposition(noun, word) for t in preposition(n, "by")]
    for clause in _children(noun, "acl"):
        told = clause.lemma_.lower() in cues().reporting  # "men said by X to belong to"
        if clause.tag_ == "VBN" and not told and not is_content(clause):
            found += subject(clause)
    return found


def deed_parties(acts: Iterable[Token]) -> list[Token]:
    """Return to whom the acts are done that clauses below a word name: "refused to meet X", "said it would help X"."""
    found: list[Token] = []
    for act in acts:
        if act.lemma_.lower() in cues().founding:  # "build a dam in X": it is for X, not for the dam
            found += [t for t in scenes(act) if t not in found]
            continue
        objects = object_(act)
        inner = [preposition(o, p) for o in objects for p in _TOWARD]
        for tokens in (_allowed(act), objects, dative(act), *(preposition(act, p) for p in _TOWARD), *inner):
            found += [t for t in tokens if t not in found]
    return found


def _allowed(act: Token) -> list[Token]:
    """Return who is let or made to do something by the act: "refused to allow X to land"."""
    return _expanded(s for c in _children(act, "ccomp") for s in _children(c, "nsubj"))


def scenes(act: Token) -> list[Token]:
    """Return where an act takes effect: "send food to X", "withdraw from X"; with an object also "build a dam in X"."""
    words = ("to", "into", "from", *(("in", "on", "at", "across", "near") if _children(act, "dobj") else ()))
    things = [act, *object_(act)]
    return [t for word in words for thing in things for t in preposition(thing, word)]


def matter(word: Token, *, inquiry: bool = False) -> list[Token]:
    """Return what stands in the matter of an inquiry or a protest, nearest first: "a probe into the finances of X in Y".

    An `inquiry` into what befell somebody is not about him; only "by" says whose doing it was.
    """
    queue = [c for c in word.children if c.dep_ == "prep" and c.lower_ in _ABOUT and not (inquiry and _is_ground(c))]
    queue += [c for c in word.children if c.lower_ == "in" and any(p.lemma_ in cues().reactions for p in c.children)]
    queue += [c for c in word.children if c.dep_ in {"acl", "advcl", "xcomp"} and c.tag_ in {"VBN", "VB"}]
    found: list[Token] = []
    while queue:
        token = queue.pop(0)
        found += [token] if token.pos_ in {"NOUN", "PROPN", "ADJ", "PRON"} and token.tag_ != "PRP$" else []
        victims = inquiry and token.lemma_.lower() in cues().harm
        inner = [c for c in token.children if c.dep_ in _WITHIN and (not victims or c.lower_ == "by")]
        queue += [c for c in inner if not inquiry or not _is_wronged(c)]
    return found


def is_dead(token: Token, *, person: bool) -> bool:
    """Whether somebody is whom a death befell: "the death of X"; of a `person` also "X's murder", which a state may commit."""
    while token.dep_ in {"compound", "amod", "nmod", "poss", "conj"}:
        noun, owned = token.head, token.dep_ != "conj"
        if owned and noun.lemma_.lower() in cues().deaths and not preposition(noun, "of"):  # "X's murder of Y"
            return person
        token = noun
    of = token.dep_ == "pobj" and token.head.lower_ == "of"
    return of and token.head.head.lemma_.lower() in cues().deaths


def is_venue(token: Token) -> bool:
    """Whether a word only says where people gather: "a rally at the university"; at an embassy it is against whose it is."""
    at = token.dep_ == "pobj" and token.head.lower_ in {"at", "in", "on", "near", "outside"}
    return at and token.lemma_.lower() in cues().venues


def is_handed_over(token: Token) -> bool:
    """Whether somebody is whose extradition is decided on: "rejected an extradition request for X"."""
    noun = token.head.head
    of = token.dep_ == "pobj" and token.head.lower_ in {"of", "for"}
    return of and any(t.lemma_.lower() == "extradition" for t in (noun, *_children(noun, "compound")))


def is_in_charge(token: Token) -> bool:
    """Whether a word stands in what somebody is charged with: "on suspicion of insulting X"."""
    return any(
        t.dep_ == "pcomp" and t.head.lower_ == "of" and t.head.head.dep_ == "pobj" and accuses(t.head.head)
        for t in token.ancestors
    )


def _is_ground(word: Token) -> bool:
    """Whether a preposition says with what somebody is charged: "on suspicion of degrading X"."""
    return word.lower_ == "on" and any(accuses(p) for p in _children(word, "pobj"))


def _is_wronged(word: Token) -> bool:
    """Whether a word within the matter of an inquiry brings in who suffered: "techniques used against X", "X was spied on"."""
    noun = word.head
    if word.dep_ == "nsubjpass":
        return any(kind.category in {"ASSAULT", "COERCE"} for kind in told_by(noun, verb=True))
    if word.lower_ != "against":
        return False
    return not accuses(noun.head if noun.dep_ == "acl" else noun)  # "allegations made against X"


def accuses(noun: Token) -> bool:
    """Whether a noun names an accusation: "a charge", "suspicion"."""
    return any(kind.category == "ACCUSE" for kind in told_by(noun))


def told_by(word: Token, *, verb: bool = False) -> Iterator[RelationType]:
    """Yield what relations the lexicon tells by a noun, or by a verb."""
    entries = (lexicon().verbs if verb else lexicon().nouns).get(word.lemma_.lower(), ())
    return (relations()[e.relation] for e in entries)


_ABOUT = frozenset("into of over about on against for regarding concerning towards toward".split())
_WITHIN = frozenset(
    "prep pobj pcomp poss compound amod nsubj nsubjpass dobj dative agent acl appos conj ccomp xcomp".split()
)
_TOWARD = ("with", "to", "against", "on", "from", "for", "over", "upon", "into", "in")


def conditioned(verb: Token, manner: str = "to") -> list[Token]:
    """Return who can avert what is threatened or end a refusal: "to strike unless X yields", "not before X yields"."""
    refusal = verb.dep_ == "aux" or verb.lemma_ == "refuse"
    told = _children(verb, "acl", "ccomp") if verb.pos_ == "NOUN" else deeds(verb, manner)  # "the threat that he would"
    clauses = [c for v in ([verb.head] if verb.dep_ == "aux" else [verb, *told]) for c in _children(v, "advcl")]
    warned = verb.lemma_.lower() in {"threaten", "warn", "threat", "warning", "vow"}
    marks = {"unless", "until"} if refusal else {"unless", "until", "if"} if warned else {"unless"}
    held = [c for c in clauses if any(m.lower_ in marks for m in _children(c, "mark"))]
    found = [s for c in held for s in (_children(c, "nsubj") if not is_passive(c) else subject(c))]
    return _expanded(found)


def beneficiaries(verb: Token) -> list[Token]:
    """Return for whom something is given, wherever it is said: "money to fight hunger among the people of X"."""
    found: list[Token] = []
    queue = [verb]
    while queue:
        token = queue.pop(0)
        for c in token.rights:
            if c.dep_ == "pobj" or (c.dep_ == "dobj" and token != verb):
                found += _expanded([c])
            if c.dep_ in {"dobj", "pobj", "pcomp", "xcomp", "advcl", "acl", "amod"} or (
                c.dep_ in {"prep", "dative"} and c.lower_ in _FOR_WHOM
            ):
                queue.append(c)
    return found


_FOR_WHOM = frozenset({"for", "to", "in", "of", "at", "on", "among", "within", "across", "as"})


def deeds(word: Token, manner: str = "to") -> list[Token]:
    """Return the further acts that a word of speech is about, by the manner in which they are named.

    "to": infinitives ("refused to meet or phone X"); "not to": the same, denied ("promised not to attack X");
    "will": the speaker's own future ("said it will help X");
    "will not": the same, denied; "must" and "should": what another is to do ("said that Y must help X").
    """
    if manner in {"to", "not to"}:
        acts = [
            c for c in word.children
            if (c.dep_ in {"xcomp", "advcl", "acl"} and c.pos_ == "VERB" and is_infinitive(c) and not _children(c, "nsubj")
                and (manner == "not to") == bool(_children(c, "neg")))
            or (c.dep_ == "xcomp" and c.tag_ == "VBG" and manner == "to" and not _children(c, "nsubj"))  # "ruled out lifting"
            or (c.dep_ == "csubj" and c.tag_ == "VBG")  # "lifting the sanctions is out of the question"
        ]  # fmt: skip
    elif manner in {"must", "should"}:
        acts = [
            c for c in word.children
            if c.dep_ == "ccomp" and c.pos_ in {"VERB", "AUX"} and not _children(c, "nsubjpass", "neg")
            and any(a.dep_ == "aux" and a.lower_ in _DUTIES[manner] and not is_inverted(a) for a in c.children)
            and not any(s.tag_ == "PRP" for s in _children(c, "nsubj"))
            and not (c.lemma_ == "be" and any(not _children(a, "xcomp") for a in _children(c, "acomp")))  # "be concerned"
        ]  # fmt: skip
    elif word.dep_ == "aux":  # "Israel will not release the prisoners": the auxiliary is the refusal
        acts = [word.head] if bool(_children(word.head, "neg")) == (manner == "will not") else []
    else:
        acts = [
            c for c in word.children
            if c.dep_ == "ccomp" and c.pos_ == "VERB" and _will(c) and (manner == "will not") == _is_denied(c)
            and _children(c, "nsubj")
        ]  # fmt: skip
    acts = [inner for act in acts for inner in _helped_to(act)]
    return [a for act in acts for a in (act, *(t for t in act.conjuncts if _alike(t, act) and not _preferred(t)))]


def _helped_to(act: Token) -> list[Token]:
    """Return what one is to help do, where nobody is named who does it: "sent troops to help defend X"."""
    bare = act.lemma_ == "help" and not _children(act, "dobj", "dative")
    return [c for c in _children(act, "xcomp") if bare and not _children(c, "nsubj")] or [act]


def _alike(verb: Token, act: Token) -> bool:
    """Whether a coordinated verb shares what stands before an act: "will seek and sign", not "will seek but stopped"."""
    return verb.i > act.i and verb.tag_ == act.tag_


def _preferred(verb: Token) -> bool:
    """Whether another act is preferred to this one: "to escort the boats rather than push them out"."""
    return any(t.lower_ in {"than", "instead"} for t in verb.doc[max(verb.left_edge.i - 2, 0) : verb.i])


def said_below(verb: Token) -> frozenset[str]:
    """Return the words by which a verb says what its object is to do or become: "let X go", "ordered X closed, out"."""
    below = [c for c in verb.children if c.i > verb.i]
    inner = [g for c in below if c.dep_ in {"dobj", "prep", "dative", "nsubj"} for g in c.children]
    found = [c for c in below if c.dep_ in _COMPLEMENTS] + [g for g in inner if g.dep_ in {"acl", "relcl", "pobj"}]
    return frozenset(w.lower_ for t in found for a in _helped_to(t) for w in (t, a, *a.conjuncts))


_COMPLEMENTS = frozenset({"xcomp", "ccomp", "advcl", "oprd", "acomp", "prt", "advmod", "prep"})


def _is_denied(verb: Token) -> bool:
    """Whether it is said not to be done: "will not buy", "will buy no more planes", "will no longer buy"."""
    if _children(verb, "neg") or any(d.lower_ == "no" for o in _children(verb, "dobj") for d in o.subtree):
        return True
    near = [c for t in (verb, *_children(verb, "dobj")) for c in t.children]
    near += [
        c for t in _children(verb, "nsubj") for c in t.children if c.dep_ == "det"
    ]  # "neither country will attack"
    return any(
        c.lower_ == "neither"
        or (c.lower_ == "no" and c.dep_ == "det")
        or (c.lower_ == "longer" and any(g.lower_ == "no" for g in c.children))
        for c in near
    )


def is_inverted(auxiliary: Token, verb: Token | None = None) -> bool:
    """Whether an auxiliary stands before the subject: "should Iran strike" is "if Iran strikes"; of its head, or of `verb`."""
    return any(s.i > auxiliary.i for s in _children(verb or auxiliary.head, "nsubj", "nsubjpass"))


def _will(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ in _FUTURE for c in verb.children)


_DUTIES = {"must": frozenset({"must", "shall"}), "should": frozenset({"should", "ought"})}
_FUTURE = frozenset({"will", "would", "shall", "'ll", "’ll", "wo"})


def is_finite(word: Token) -> bool:
    """Whether a word is the finite verb or auxiliary of a clause."""
    return word.tag_ in {"VBD", "VBZ", "VBP", "MD"}


def is_past_or_third(verb: Token) -> bool:
    """Whether a form of a verb can be no infinitive: "praised", "takes"; not "put"."""
    return verb.tag_ in {"VBD", "VBZ"} and verb.lower_ != verb.lemma_.lower()


def is_infinitive(verb: Token) -> bool:
    """Whether a verb stands with "to"."""
    return any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children)


def object_(verb: Token) -> list[Token]:
    """Return to whom or what it is done: the logical object."""
    if compounded(verb) is not None:
        return [next(a for a in verb.ancestors if a.tag_ != "VBN")]
    own = _children(verb, "dobj")
    if verb.dep_ == "relcl" and any(map(_is_stranded, verb.children)):
        return []
    if not own and is_passive(verb):
        return surface_subject(verb)
    if own:
        return _expanded(t for o in own for t in _antecedent(o, verb))
    finite_gap = verb.dep_ == "acl" and verb.tag_ in {"VBD", "VBZ", "VBP"}  # "ships that X seized"
    if (verb.dep_ == "relcl" or finite_gap) and _is_object_gap(verb):
        return [verb.head]
    wish = verb
    while wish.dep_ == "xcomp" and is_infinitive(wish):
        wish = wish.head
    if wish != verb and wish.dep_ == "relcl" and not _children(wish, "dobj") and _lacks_object(wish):
        return [wish.head]  # "the men it wants to free"
    for clause in _children(verb, "ccomp"):
        if is_infinitive(clause) and not _children(clause, "mark") and not _children(clause, "aux")[1:]:
            raised = [s for s in _children(clause, "nsubj") if s.i > verb.i]
            if raised:  # "convicted X to pay": the parser makes the object the subject of the infinitive
                return _expanded(raised)
        if clause.tag_ == "VBG" and not _children(clause, "mark", "aux"):  # "accepted refugees fleeing the war"
            raised = [s for s in _children(clause, "nsubj") if s.i > verb.i and s.tag_ not in {"PRP", "PRP$"}]
            if raised:
                return _expanded(raised)
    for right in verb.children:
        if right.dep_ == "conj" and right.pos_ == "VERB" and _children(right, "dobj"):
            between = verb.doc[verb.i + 1 : right.i]  # "arrested and then severely beat"
            near = all(t.pos_ in {"ADV", "CCONJ", "PUNCT", "AUX"} for t in between) or right.i <= verb.i + 3
            if near or shares_object(right):
                return _expanded(_children(right, "dobj"))
    return []


def shares_object(verb: Token) -> bool:
    """Whether the object behind a second verb and a comma is that of the first one too: "X praised, and Y rejected, the plan"."""
    first = verb.head
    if verb.dep_ != "conj" or first.pos_ != "VERB" or first.i > verb.i or verb.i + 1 >= len(verb.doc):
        return False
    return first.nbor().text == verb.nbor().text == "," and not _children(first, "dobj", "ccomp", "xcomp")


def _is_object_gap(verb: Token) -> bool:
    """Whether a relative clause without a pronoun lacks its object: "the rebels Russia attacked"."""
    return not _children(verb, "ccomp", "xcomp") and _lacks_object(verb)


def _lacks_object(verb: Token) -> bool:
    """Whether a relative clause has a subject, and neither a pronoun nor a preposition for what it is said of."""
    subjects = _children(verb, "nsubj")
    if not subjects or verb.head.pos_ not in {"NOUN", "PROPN"} or any(map(_is_stranded, verb.children)):
        return False
    pronoun = any(t.lower_ in _RELATIVE or any(c.tag_ == "WP$" for c in t.children) for t in subjects)
    further = any(c.dep_ == "prep" and _children(c, "pobj") for c in verb.children)
    return not pronoun and (not further or takes(verb, verb.head))


def takes(verb: Token, noun: Token) -> bool:
    """Whether the lexicon knows a noun as the object of a verb: "the talks X held with Y"."""
    entries = lexicon().verbs.get(verb.lemma_.lower(), ())
    before = noun.nbor(-1).lower_ if noun.i else ""
    called = {noun.lemma_.lower(), f"{before} {noun.lemma_.lower()}"}
    return any(not e.via and not e.particle and not called.isdisjoint(e.object) for e in entries)


def dative(verb: Token) -> list[Token]:
    """Return the indirect object: "gave Ukraine weapons", "gave weapons to Ukraine"."""
    if is_passive(verb) and _children(verb, "dobj"):  # "was given a loan"
        return surface_subject(verb)
    found = [t for c in _children(verb, "dative") for t in ([c] if c.pos_ != "ADP" else _children(c, "pobj"))]
    return _expanded(found)


def preposition(head: Token, word: str) -> list[Token]:
    """Return what stands behind a preposition that belongs to `head`; "between" gives every member."""
    found: list[Token] = _in_reach(head) if word == "near" else []
    for c in head.children:
        low = c.lower_
        if low == word and c.dep_ in {"prep", "agent", "dative"} and not _is_absolute(c) and not _is_ranked(c):
            things = [t for again in _repeated(c) for t in _children(again, "pobj")]
            found += _expanded(a for t in things for a in _antecedent(t, head))  # "X, to which Y has lent billions"
            found += [t for p in _children(c, "pcomp") if p.pos_ in {"NOUN", "PROPN"} for t in _expanded([p])]
            if word != "with":  # "attack on X calling it"; "with X calling" opens a clause of its own
                gerunds = [p for p in _children(c, "pcomp") if p.tag_ in {"VBG", "VBN", "VBD"}]
                found += [t for p in gerunds for t in _expanded(_children(p, "nsubj"))]
        elif low in _CHAINED and c.i > head.i:  # "pulled out of X"
            found += preposition(c, word)
        if low == word and _is_stranded(c) and _children(head, "nsubj"):
            found.append(head.head)
    return found


def _in_reach(head: Token) -> list[Token]:
    """Return what something is so many miles from: "within ten miles of X", "two miles from X"."""
    found: list[Token] = []
    for c in (c for c in head.children if c.dep_ == "prep" and c.lower_ in {"within", "from"}):
        things = _children(c, "pobj") if c.lower_ == "within" else [c.nbor(-1)] if c.i > c.sent.start else []
        measured = [t for t in things if t.lemma_.lower() in cues().distances]
        if c.lower_ == "within":
            found += [t for m in measured for t in preposition(m, "of")]
        elif head.lemma_.lower() not in cues().removals and any(map(_is_short_way, measured)):
            found += _expanded(_children(c, "pobj"))
    return found


def _is_short_way(measure: Token) -> bool:
    """Whether a number stands before a measure, of less than four figures: "two miles"; what moves so far may go away."""
    return any(len(n.text) < 4 for n in _children(measure, "nummod"))


def beyond(noun: Token, word: str) -> list[Token]:
    """Return what the parser hung on the noun inside: "the withdrawal of forces from X", "an attack by rebels on X"."""
    inside = [*preposition(noun, "of"), *(preposition(noun, "by") if word in {"on", "against"} else ())]
    return [t for inner in inside for t in preposition(inner, word)]


def _is_stranded(word: Token) -> bool:
    """Whether a preposition ends a relative clause whose gap is its own: "the rebels they fought alongside"."""
    verb = word.head
    if verb.dep_ != "relcl" or word.i < verb.i or word.lower_ not in PREPOSITIONS or word.n_rights:
        return False
    return word.dep_ in {"prep", "advmod"} and all(t.lower_ in _RELATIVE for t in _children(verb, "dobj"))


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
    below = _children(noun, "acl", "relcl")
    clauses = [c for c in below if c.dep_ == "acl" and c.tag_ == "VBN"]
    clauses += [c for c in below if c.dep_ == "relcl" and c.lemma_ in cues().laying]  # "the ban it has imposed on X"
    found = [*preposition(noun, word), *(t for c in clauses for t in preposition(c, word))]
    if not found and word != "of" and noun.lemma_.lower() in transparent():  # "a round of talks with X"
        found = [t for inner in preposition(noun, "of") if inner != noun for t in complement(inner, word)]
    return found


_CHAINED = frozenset(
    "out away back short ahead up down off over along together elsewhere deep north south east west".split()
)


def possessor(noun: Token) -> list[Token]:
    """Return whose it is: "Turkey's condemnation"."""
    found = _children(noun, "poss")
    if any(t.tag_ == "WP$" for t in found):  # "Iran, whose drones ..."
        clause = next((a for a in noun.ancestors if a.dep_ == "relcl"), None)
        return [clause.head] if clause is not None else []
    return _expanded(found)


def modifiers(noun: Token) -> list[Token]:
    """Return the adjectives and nouns before a noun, nearest last: "Russian", "US-Chinese"."""
    found = [c for c in noun.lefts if c.dep_ in {"amod", "compound", "nmod", "nummod"}]
    return [t for c in found for t in (*_deep(c), c)]


def _deep(token: Token) -> Iterator[Token]:
    for c in token.children:
        if c.dep_ in {"compound", "nmod", "amod", "npadvmod", "conj"}:
            yield from _deep(c)
            yield c


def is_each_other(token: Token) -> bool:
    """Whether a token is "each other", "one another", or what belongs to each other ("each other's envoys")."""
    if token.lower_ == "other" and token.i and token.nbor(-1).lower_ == "each":
        return True
    if token.lower_ in {"one", "another"} and any(t.lower_ in {"one", "another"} for t in token.children):
        return True
    if token.lower_ == "another" and token.i and token.nbor(-1).lower_ == "one":
        return True
    if token.lower_ == "other" and token.dep_ in {"dobj", "poss"} and any(c.lower_ == "the" for c in token.lefts):
        return any(t.lower_ == "each" for t in token.doc[token.sent.start : token.i])  # "A and B each blamed the other"
    return any(map(is_each_other, _children(token, "poss")))


def clause_subject(verb: Token, *, wished: bool = False, future: bool = False) -> list[Token]:
    """Return who is to do what a verb of asking or wishing asks for: "demanded that Israel withdraw".

    With `wished`, a clause that tells what is so asks nobody for anything: "insisted that Israel had withdrawn". With
    `future` it must say what will come: "warned that Israel would regret it" threatens, "warned that it was arming" does not.
    """
    for c in verb.children:
        content = c.dep_ == "acl" and any(t.lower_ == "that" for t in c.children)  # "the demand that X pay"
        if content or (c.dep_ in {"ccomp", "xcomp", "advcl"} and not _is_adverbial(c)):
            caused = c.tag_ == "VBN" and not _children(c, "aux", "auxpass")
            verbal = c.pos_ in {"VERB", "AUX"} or (
                c.dep_ == "ccomp" and bool(_children(c, "mark"))
            )  # "that X resign/NN"
            if wished and (caused or is_told(c, verb) or not verbal):
                continue  # "called him a hero", "ordered her released": nothing is asked of them
            if future and not _will(c):
                continue
            subjects = _children(c, "nsubj")  # of "demanded that X be tried" X is not asked
            if subjects:
                return _expanded(subjects)
    return []


def _is_adverbial(clause: Token) -> bool:
    """Whether a clause says when or why, and not what is asked for: "ordered the raid, though its officers"."""
    opening = {c.lower_ for c in _children(clause, "mark", "advmod") if c.i < clause.i}
    return clause.dep_ == "advcl" and not opening & {"for", "that"} and not is_infinitive(clause)


def is_told(clause: Token, verb: Token) -> bool:
    """Whether a clause tells what is so: finite, without "should", below a verb that may say as well as wish ("insist")."""
    if verb.lemma_.lower() not in cues().reporting and clause.i > verb.i:
        return False
    helpers = _children(clause, "aux", "auxpass")
    if any(c.lower_ in {"to", "should", "must", "ought", "shall"} for c in helpers):
        return False
    return any(is_finite(c) for c in (clause, *helpers))


def asks_a_question(verb: Token) -> bool:
    """Whether what is asked is a question: "asked whether", "asked the minister why"."""
    clauses = _children(verb, "ccomp", "xcomp", "advcl")
    openings = [c for clause in clauses for c in clause.subtree if c.i < clause.i and c.i > verb.i]
    return any(c.lower_ in _QUESTIONS and c.dep_ in _OPENINGS for c in openings)


_QUESTIONS = frozenset("whether why what how who whom when where which whose".split())
_OPENINGS = frozenset({"mark", "advmod", "attr", "dobj", "nsubj", "nsubjpass", "pobj", "det", "poss"})


def bearer(noun: Token) -> list[Token]:
    """Return of whom a noun is said: "China is a member", "X, a member", "as members, X and Y", "its role as chair"."""
    if noun.dep_ in {"attr", "oprd"} and noun.head.pos_ in {"AUX", "VERB"}:
        return surface_subject(noun.head)
    if noun.dep_ == "appos":
        return [noun.head]
    if noun.dep_ == "amod" and noun.i > noun.head.i:  # "a report critical of X", "officials loyal to X"
        return author_of(noun.head) if noun.head.lemma_.lower() in cues().documents else [noun.head]
    appositions = _children(noun, "appos")
    if appositions:
        return _expanded(appositions)
    if noun.dep_ == "conj" and noun.head.pos_ in {"NOUN", "PROPN"} and noun.head.dep_ in {"pobj", "attr", "appos"}:
        return bearer(noun.head)
    if noun.dep_ == "pobj" and noun.head.lower_ == "as":
        governor = noun.head.head
        if governor.pos_ in {"VERB", "AUX"}:
            return surface_subject(governor)
        owners = possessor(governor)
        if owners:
            return owners
        return _bearer_of(governor, 0)
    return []


def _children(token: Token, *deps: str) -> list[Token]:
    return [c for c in token.children if c.dep_ in deps]


def _antecedent(token: Token, verb: Token) -> Iterable[Token]:
    """Return what a relative pronoun stands for; any other token is itself."""
    if token.lower_ in _RELATIVE and token.tag_ in {"WDT", "WP", "IN", "DT"}:
        clause: Token = verb
        said = clause.head
        if clause.dep_ == "ccomp" and said.lemma_ == "be" and any(s.lower_ == "it" for s in _children(said, "nsubj")):
            return _children(said, "attr") or (token,)  # "it was X that armed Y"
        while clause.dep_ in {"conj", "xcomp", "ccomp"} and clause.head != clause:
            clause = clause.head
        if clause.dep_ == "relcl":
            return (clause.head,)
    return (token,)


def _expanded(tokens: Iterable[Token]) -> list[Token]:
    """Add what is coordinated with each token, and see through "hundreds of soldiers" to the soldiers."""
    found: dict[int, Token] = {}
    for token in tokens:
        named = [p for c in _children(token, "prep") if c.lower_ == "including" for p in _children(c, "pobj")]
        among = [p for c in _children(token, "prep") if c.lower_ == "among" for p in _children(c, "pobj")]
        named += [t for p in among if p.lower_ == "them" for t in _children(p, "appos")]
        for one in (token, *token.conjuncts, *(t for p in named for t in (p, *p.conjuncts))):
            if one is not token and one.pos_ in {"VERB", "AUX", "ADV"} and one != token:
                continue
            for inner in _seen_through(one):
                found.setdefault(inner.i, inner)
    return sorted(found.values(), key=lambda t: t.i)


def exceptions(token: Token) -> list[Token]:
    """Return the words below one that except something: "nothing but sympathy"."""
    return [c for c in token.children if c.lower_ in {"but", "except"}]


def _seen_through(token: Token) -> list[Token]:
    """Return the noun behind a number or a quantity: "dozens of Russian officials", "nothing but sympathy"."""
    if token.lower_ in {"nothing", "anything"}:
        inner = [p for c in exceptions(token) for p in _children(c, "pobj", "conj")]
        return [*inner, token] if inner else [token]
    if token.lemma_.lower() in transparent() or (token.n_rights and token.pos_ == "NUM"):
        inner = [p for c in token.children if c.dep_ == "prep" and c.lower_ == "of" for p in _children(c, "pobj")]
        if inner:
            return [t for i in inner for one in (i, *i.conjuncts) for t in (token, *_seen_through(one))]
    return [token]


@lru_cache(maxsize=1)
def transparent() -> frozenset[str]:
    """Return the nouns that only count or divide what follows "of"."""
    return cues().transparent


def common(one: Token, other: Token) -> Token:
    """Return the lowest token that governs two tokens of a sentence: the verb or noun between them."""
    above = {t.i for t in (one, *one.ancestors)}
    return next((t for t in (other, *other.ancestors) if t.i in above), one.sent.root)


def path(one: Token, other: Token) -> set[Token]:
    """Return the tokens over which two tokens hang together, the one that governs both among them."""
    top = common(one, other)
    found = {top}
    for end in (one, other):
        for token in end.ancestors:
            if token == top:
                break
            found.add(token)
    return found
