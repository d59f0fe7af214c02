"""Who has a part in an act that its own slots do not name: who answers, forces or is warned, whom a demand, a gift or an inquiry concerns."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from kg.annotate.arguments import (
    author_of,
    bearer_of,
    dative,
    makers,
    object_,
    owners,
    preposition,
    subject,
    surface_subject,
)
from kg.annotate.syntax import (
    accuses,
    children,
    expanded,
    is_adverbial,
    is_befallen,
    is_finite,
    is_future,
    is_infinitive,
    is_inverted,
    is_matter,
    is_passive,
    modifiers,
    possessor,
    told_by,
)
from kg.inventory import relations
from kg.lexicon import cues, lexicon


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
    return [*forcers, *(t for f in pressed for t in (*possessor(f), *makers(f)))]


def publisher(verb: Token) -> list[Token]:
    """Return whose document says it, of what is said by nobody named: "X was criticised in a report by Y"."""
    if not is_befallen(verb):
        return []
    said = [verb, *(c for c in verb.conjuncts if c.i > verb.i and is_befallen(c))]
    matters = [t for v in said for word in ("for", "over") for t in preposition(v, word)]
    texts = [t for word in (*said, *matters) for t in preposition(word, "in") if t.lemma_.lower() in cues().texts]
    named = ([*possessor(t), *makers(t), *(m for m in modifiers(t)[::-1] if not is_matter(m))] for t in texts)
    return [a for a in next(filter(None, named), []) if a.tag_ != "PRP$"]


def party_to(verb: Token) -> list[Token]:
    """Return with whom it was agreed, of what is lent by nobody named: "X was lent a billion under a deal with Y"."""
    if not is_befallen(verb) or verb.lemma_ not in {"lend", "loan", "grant"}:  # what is given may be a third's
        return []
    deals = [t for t in preposition(verb, "under") if t.lemma_.lower() in cues().agreements]
    signed = [c for t in deals for c in children(t, "relcl", "acl") if c.pos_ == "VERB"]
    return [t for word in (*deals, *signed) for t in preposition(word, "with")]


def warned_off(verb: Token) -> list[Token]:
    """Return whose act would be met with something, of which a verb warns: "warned that any attack by X would be met"."""
    told = [c for c in children(verb, "ccomp") if c.lemma_.lower() in cues().answers and is_passive(c) and is_future(c)]
    acts = [act for c in told if not children(c, "neg") for act in children(c, "nsubjpass") if _is_hostile(act)]
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


def performer(noun: Token, *, occasion: bool = False) -> list[Token]:
    """Return who performs an act that is a noun: the subject of its light verb ("launched a raid on X").

    With `occasion` also the subject of what is done at it: "A, at a meeting with B, said", "agreed after talks with B".
    """
    head = noun.head
    if noun.dep_ == "conj" and head.pos_ == "NOUN":
        return performer(head, occasion=occasion)
    if occasion and head.lower_ == "of" and head.head.lemma_ in cues().spans | {"round"}:  # "during two days of talks"
        return performer(head.head, occasion=True)
    if noun.dep_ in {"dobj", "nsubjpass"} and head.lemma_.lower() in cues().support:
        return subject(head)
    if noun.dep_ == "dobj" and forgoer(noun) is not None:
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


def is_their_own(meeting: Token) -> bool:
    """Whether a meeting is that of those who do something at it: "in their talks, X and Y agreed"."""
    fronted = meeting.dep_ == "pobj" and meeting.head.lower_ in _OCCASION and meeting.head.i < meeting.head.head.i
    return fronted and any(c.lower_ == "their" and c.dep_ == "poss" for c in meeting.children)


def forgoer(act: Token) -> Token | None:
    """Return the verb by which somebody does without a sanction: "stopped short of severing ties", "ruled out sanctions"."""
    head = act.head
    if act.dep_ == "pcomp" and head.lower_ == "of" and head.head.lower_ == "short":
        return head.head.head if head.head.head.pos_ == "VERB" else None
    out = head.lemma_ == "rule" and any(c.lower_ == "out" for c in head.rights)
    if not out or is_passive(head):
        return None
    if act.dep_ == "dobj":
        return head if any(kind.category == "SANCTION" for kind in told_by(act)) else None
    return head if act.dep_ == "xcomp" and act.tag_ == "VBG" else None


def is_charge(preposition: Token) -> bool:
    """Whether a preposition says what somebody is charged "with"."""
    return preposition.lower_ == "with" and preposition.head.lemma_ == "charge"


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
    return named or ([*children(verb.head, "dobj"), *dative(verb.head)] if warned else [])


def _met(verb: Token) -> list[Token]:
    """Return the act that a verb of answering is about: "an attack would be met", "will answer, or respond to, an attack"."""
    return surface_subject(verb) if is_passive(verb) else [*children(verb, "dobj"), *preposition(verb, "to")]


def answerer(noun: Token) -> list[Token]:
    """Return who would answer so: "met with force by X", "answered with sanctions from X", "met with Israeli missiles".

    Where nobody is named, it is who says so: "X said that an attack would be met with missiles".
    """
    verb = _answering(noun)
    if verb is None:
        return []
    owned = [*possessor(noun), *(t for t in modifiers(noun) if t.text[:1].isupper())]
    return makers(noun) or owned or _answerers(verb)


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
    return expanded(s for c in children(act, "ccomp") for s in children(c, "nsubj"))


def scenes(act: Token) -> list[Token]:
    """Return where an act takes effect: "send food to X", "withdraw from X"; with an object also "build a dam in X"."""
    words = ("to", "into", "from", *(("in", "on", "at", "across", "near") if children(act, "dobj") else ()))
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


def is_handed_over(token: Token) -> bool:
    """Whether somebody is whose extradition is decided on: "rejected an extradition request for X"."""
    noun = token.head.head
    of = token.dep_ == "pobj" and token.head.lower_ in {"of", "for"}
    return of and any(t.lemma_.lower() == "extradition" for t in (noun, *children(noun, "compound")))


def is_in_charge(token: Token) -> bool:
    """Whether a word stands in what somebody is charged with: "on suspicion of insulting X"."""
    return any(
        t.dep_ == "pcomp" and t.head.lower_ == "of" and t.head.head.dep_ == "pobj" and accuses(t.head.head)
        for t in token.ancestors
    )


def _is_ground(word: Token) -> bool:
    """Whether a preposition says with what somebody is charged: "on suspicion of degrading X"."""
    return word.lower_ == "on" and any(accuses(p) for p in children(word, "pobj"))


def _is_wronged(word: Token) -> bool:
    """Whether a word within the matter of an inquiry brings in who suffered: "techniques used against X", "X was spied on"."""
    noun = word.head
    if word.dep_ == "nsubjpass":
        return any(kind.category in {"ASSAULT", "COERCE"} for kind in told_by(noun, verb=True))
    if word.lower_ != "against":
        return False
    return not accuses(noun.head if noun.dep_ == "acl" else noun)  # "allegations made against X"


_ABOUT = frozenset("into of over about on against for regarding concerning towards toward".split())


_WITHIN = frozenset(
    "prep pobj pcomp poss compound amod nsubj nsubjpass dobj dative agent acl appos conj ccomp xcomp".split()
)


_TOWARD = ("with", "to", "against", "on", "from", "for", "over", "upon", "into", "in")


def conditioned(verb: Token, manner: str = "to") -> list[Token]:
    """Return who can avert what is threatened or end a refusal: "to strike unless X yields", "not before X yields"."""
    refusal = verb.dep_ == "aux" or verb.lemma_ == "refuse"
    told = children(verb, "acl", "ccomp") if verb.pos_ == "NOUN" else deeds(verb, manner)  # "the threat that he would"
    clauses = [c for v in ([verb.head] if verb.dep_ == "aux" else [verb, *told]) for c in children(v, "advcl")]
    warned = verb.lemma_.lower() in {"threaten", "warn", "threat", "warning", "vow"}
    marks = {"unless", "until"} if refusal else {"unless", "until", "if"} if warned else {"unless"}
    held = [c for c in clauses if any(m.lower_ in marks for m in children(c, "mark"))]
    found = [s for c in held for s in (children(c, "nsubj") if not is_passive(c) else subject(c))]
    return expanded(found)


def beneficiaries(verb: Token) -> list[Token]:
    """Return for whom something is given, wherever it is said: "money to fight hunger among the people of X"."""
    found: list[Token] = []
    queue = [verb]
    while queue:
        token = queue.pop(0)
        for c in token.rights:
            if c.dep_ == "pobj" or (c.dep_ == "dobj" and token != verb):
                found += expanded([c])
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
            if (c.dep_ in {"xcomp", "advcl", "acl"} and c.pos_ == "VERB" and is_infinitive(c) and not children(c, "nsubj")
                and (manner == "not to") == bool(children(c, "neg")))
            or (c.dep_ == "xcomp" and c.tag_ == "VBG" and manner == "to" and not children(c, "nsubj"))  # "ruled out lifting"
            or (c.dep_ == "csubj" and c.tag_ == "VBG")  # "lifting the sanctions is out of the question"
        ]  # fmt: skip
    elif manner in {"must", "should"}:
        acts = [
            c for c in word.children
            if c.dep_ == "ccomp" and c.pos_ in {"VERB", "AUX"} and not children(c, "nsubjpass", "neg")
            and any(a.dep_ == "aux" and a.lower_ in _DUTIES[manner] and not is_inverted(a) for a in c.children)
            and not any(s.tag_ == "PRP" for s in children(c, "nsubj"))
            and not (c.lemma_ == "be" and any(not children(a, "xcomp") for a in children(c, "acomp")))  # "be concerned"
        ]  # fmt: skip
    elif word.dep_ == "aux":  # "Israel will not release the prisoners": the auxiliary is the refusal
        acts = [word.head] if bool(children(word.head, "neg")) == (manner == "will not") else []
    else:
        acts = [
            c for c in word.children
            if c.dep_ == "ccomp" and c.pos_ == "VERB" and is_future(c) and (manner == "will not") == _is_denied(c)
            and children(c, "nsubj")
        ]  # fmt: skip
    acts = [inner for act in acts for inner in _helped_to(act)]
    return [a for act in acts for a in (act, *(t for t in act.conjuncts if _alike(t, act) and not _preferred(t)))]


def _helped_to(act: Token) -> list[Token]:
    """Return what one is to help do, where nobody is named who does it: "sent troops to help defend X"."""
    bare = act.lemma_ == "help" and not children(act, "dobj", "dative")
    return [c for c in children(act, "xcomp") if bare and not children(c, "nsubj")] or [act]


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
    if children(verb, "neg") or any(d.lower_ == "no" for o in children(verb, "dobj") for d in o.subtree):
        return True
    near = [c for t in (verb, *children(verb, "dobj")) for c in t.children]
    near += [c for t in children(verb, "nsubj") for c in t.children if c.dep_ == "det"]  # "neither country will attack"
    return any(
        c.lower_ == "neither"
        or (c.lower_ == "no" and c.dep_ == "det")
        or (c.lower_ == "longer" and any(g.lower_ == "no" for g in c.children))
        for c in near
    )


_DUTIES = {"must": frozenset({"must", "shall"}), "should": frozenset({"should", "ought"})}


def clause_subject(verb: Token, *, wished: bool = False, future: bool = False) -> list[Token]:
    """Return who is to do what a verb of asking or wishing asks for: "demanded that Israel withdraw".

    With `wished`, a clause that tells what is so asks nobody for anything: "insisted that Israel had withdrawn". With
    `future` it must say what will come: "warned that Israel would regret it" threatens, "warned that it was arming" does not.
    """
    for c in verb.children:
        content = c.dep_ == "acl" and any(t.lower_ == "that" for t in c.children)  # "the demand that X pay"
        if content or (c.dep_ in {"ccomp", "xcomp", "advcl"} and not is_adverbial(c)):
            caused = c.tag_ == "VBN" and not children(c, "aux", "auxpass")
            verbal = c.pos_ in {"VERB", "AUX"} or (
                c.dep_ == "ccomp" and bool(children(c, "mark"))
            )  # "that X resign/NN"
            if wished and (caused or is_told(c, verb) or not verbal):
                continue  # "called him a hero", "ordered her released": nothing is asked of them
            if future and not is_future(c):
                continue
            subjects = children(c, "nsubj")  # of "demanded that X be tried" X is not asked
            if subjects:
                return expanded(subjects)
    return []


def is_told(clause: Token, verb: Token) -> bool:
    """Whether a clause tells what is so: finite, without "should", below a verb that may say as well as wish ("insist")."""
    if verb.lemma_.lower() not in cues().reporting and clause.i > verb.i:
        return False
    helpers = children(clause, "aux", "auxpass")
    if any(c.lower_ in {"to", "should", "must", "ought", "shall"} for c in helpers):
        return False
    return any(is_finite(c) for c in (clause, *helpers))


def bearer(noun: Token) -> list[Token]:
    """Return of whom a noun is said: "China is a member", "X, a member", "as members, X and Y", "its role as chair"."""
    if noun.dep_ in {"attr", "oprd"} and noun.head.pos_ in {"AUX", "VERB"}:
        return surface_subject(noun.head)
    if noun.dep_ == "appos":
        return [noun.head]
    if noun.dep_ == "amod" and noun.i > noun.head.i:  # "a report critical of X", "officials loyal to X"
        return author_of(noun.head) if noun.head.lemma_.lower() in cues().documents else [noun.head]
    appositions = children(noun, "appos")
    if appositions:
        return expanded(appositions)
    if noun.dep_ == "conj" and noun.head.pos_ in {"NOUN", "PROPN"} and noun.head.dep_ in {"pobj", "attr", "appos"}:
        return bearer(noun.head)
    if noun.dep_ == "pobj" and noun.head.lower_ == "as":
        governor = noun.head.head
        if governor.pos_ in {"VERB", "AUX"}:
            return surface_subject(governor)
        owners = possessor(governor)
        if owners:
            return owners
        return bearer_of(governor, 0)
    return []
