"""What a clause tells of whom a pronoun in it can, must or cannot mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from kg.annotate.arguments import complement, surface_subject
from kg.annotate.extensions import Named
from kg.annotate.syntax import is_small_clause
from kg.inventory import relations
from kg.lexicon import cues, lexicon
from kg.model import Actor

HE = frozenset({"he", "him", "his"})
SHE = frozenset({"she", "her", "hers"})
IT = frozenset({"it", "its"})
THINGS = frozenset({"state", "igo", "body", "party", "armed group", "company", "other"})
MANY = frozenset({"people", "armed group", "party"})
"""Who is "they" by one name: the Taliban."""
OF_WHAT = frozenset({"accuse", "suspect", "convict", "acquit", "inform", "notify", "deprive", "remind"})
"""Verbs whose "of" the parser may hang on their object."""
_HELP = frozenset({"aid", "help", "assist", "assistance", "rescue", "defence", "defense", "support"})


@dataclass(slots=True)
class Said:
    """What an article has named up to a token: in its sentence, and in the sentences before, the last one last."""

    doc: Doc
    before: list[Named] = field(default_factory=list)
    history: list[list[Named]] = field(default_factory=list)
    gender: dict[str, str] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    quoted: frozenset[int] = frozenset()
    speaker: Actor | None = None
    """Who says what this sentence quotes."""
    countries: frozenset[str] = frozenset()
    """The countries of all whom the article names."""

    def back(self, token: Token, sentences: int) -> Iterator[tuple[list[Named], bool]]:
        """Yield the mentions of this sentence that the token may refer to, then those of the sentences before."""
        here = self.before
        if token.tag_ != "PRP$" and token.dep_ != "poss":
            # "He" is nobody who stands in the same clause as its object; where it happens is no object.
            here = [m for m in here if m.use == "place" or not in_same_clause(token, self.doc[m.head])]
        yield here, True
        for mentions in reversed(self.history[-sentences:]):
            yield mentions, False


def own_subjects(pronoun: Token) -> set[int]:
    """Return the subjects of the clause in which a pronoun is an object: it cannot be one of them."""
    token = pronoun
    while token.dep_ in {"dobj", "dative", "pobj", "prep"} and token.pos_ not in {"VERB", "AUX"}:
        token = token.head
    is_object = token != pronoun and token.pos_ in {"VERB", "AUX"}
    return {t.i for t in surface_subject(token)} if is_object else set()


def told_apart(token: Token) -> bool:
    """Whether what follows a noun says which one it is: "the group of ...", "the country that ..."."""
    return any(c.dep_ == "relcl" or (c.lower_ == "of" and token.head.lemma_ not in OF_WHAT) for c in token.rights)


def distinct_actors(mentions: Iterable[Named]) -> list[Actor]:
    """Return whom mentions stand for, each once, in their order."""
    return list({a.id: a for m in mentions for a in m.actors()}.values())


def is_strangers(pronoun: Token) -> bool:
    """Whether somebody whom no stage knows stands before the pronoun in its sentence: it may be he."""
    doc, sentence = pronoun.doc, pronoun.sent
    index: dict[int, list[Named]] = doc._.kg_by_head
    heads = range(sentence.start, sentence.end)
    named = {i for head in heads for m in index.get(head, ()) for i in range(m.start, m.end)}
    return any(t.ent_type_ == "PERSON" and t.i not in named for t in doc[sentence.start : pronoun.i])


def is_beside_one(token: Token) -> bool:
    """Whether the one who did it before does this to them: "The navy met four boats. It searched them"."""
    verb = verb_above(token)
    return verb is not None and any(c.dep_ == "nsubj" and c.lower_ in IT | HE | SHE for c in verb.children)


def is_subject(token: Token) -> bool:
    """Whether a word is a subject, or within the phrase of one."""
    while token.dep_ in {"compound", "conj", "appos", "flat"} and token.head != token:
        token = token.head
    return token.dep_ in {"nsubj", "nsubjpass"}


def plural_thing(pronoun: Token, mentions: Iterable[Named]) -> bool:
    """Whether a plural noun that names nobody stands before the pronoun in its sentence: "they" may be the tanks.

    Not what is theirs, nor what is done to them: "froze their assets", "sanctions on them".
    """
    doc = pronoun.doc
    named = {i for m in mentions for i in range(m.start, m.end)}
    things = [t for t in doc[pronoun.sent.start : pronoun.i] if t.tag_ == "NNS" and t.i not in named]
    done = pronoun.head.head if pronoun.dep_ == "pobj" else pronoun.head
    return any(done not in {t, t.head} and not any(c.lower_ == "their" for c in t.lefts) for t in things)


def in_parallel(pronoun: Token, said: Said) -> tuple[Actor, ...]:
    """Return whom the verb beside has for its object: "freed the prisoners and put them on a plane"."""
    plural, verb = pronoun.lower_ == "them", verb_above(pronoun)
    if pronoun.tag_ == "PRP" and verb is not None and (pronoun.lower_ in IT or plural):
        contrasted = (
            _denied(pronoun, verb, said, plural=plural)
            or _helped(pronoun, verb, said, plural=plural)
            or _contrasted(verb, said, plural=plural)
            or (not plural and _spared(pronoun, verb, said))
        )
        if contrasted:
            return contrasted
    given = pronoun.lower_ == "it" and pronoun.dep_ == "dative"  # "praised Serbia and granted it a loan"
    if pronoun.lower_ == "it" and pronoun.head.lower_ in {"on", "against", "upon"}:
        given = True  # "criticised the junta but stopped short of imposing sanctions on it"
        while verb is not None and verb.dep_ in {"pcomp", "xcomp"}:
            verb = verb_above(verb)
    if not (plural or given or pronoun.lower_ in {"him", "her"}) or pronoun.tag_ != "PRP" or verb is None:
        return ()
    if verb.dep_ == "xcomp" and verb.head.pos_ == "VERB" and not any(c.dep_ == "dobj" for c in verb.head.children):
        verb = verb.head  # "condemned the generals and threatened to arrest them"
    while verb.dep_ == "conj" and verb.head.pos_ == "VERB" and not any(c.dep_ == "nsubj" for c in verb.children):
        verb = verb.head
        objects = [c for c in verb.children if c.dep_ in {"dobj", "nsubjpass"}]
        if objects:
            many = objects[0].tag_ in {"NNS", "NNPS"} or any(c.dep_ == "conj" for c in objects[0].children)
            found = distinct_actors(
                m for m in said.before if m.head == objects[0].i and m.use == "head" and not m.thing
            )
            human = plural or given or not any(a.type in {"state", "igo", "company", "other"} for a in found)
            return tuple(found) if found and many == plural and human else ()
    return ()


def _denied(pronoun: Token, verb: Token, said: Said, *, plural: bool) -> tuple[Actor, ...]:
    """Return to whom somebody denies having done what another then did: "denied shelling a clinic and accused rebels of bombing it"."""
    if pronoun.dep_ != "dobj" or not _is_forcible(verb):
        return ()
    doers = [t for t in (verb.head.head.children if verb.dep_ == "pcomp" else verb.children) if t.i < pronoun.i]
    doers = [t for t in doers if t.dep_ in {"nsubj", "dobj"}]
    above = verb
    while above.dep_ in {"pcomp", "prep", "ccomp", "xcomp"}:
        above = above.head
    beside = [above.head] if above.dep_ == "conj" else [c for c in above.children if c.dep_ == "ccomp"]
    for denial in (v for v in beside if v.lemma_ == "deny" and v.i < verb.i):
        deeds = [c for c in denial.children if c.dep_ == "xcomp" and c.i > denial.i]
        objects = [o for d in deeds if _is_forcible(d) for o in d.children if o.dep_ == "dobj" and o.i > d.i]
        if len(objects) != 1 or (objects[0].tag_ in {"NNS", "NNPS"}) != plural or not doers:
            continue
        here = [m for m in said.before if m.actors() and not m.thing]
        found = distinct_actors(m for m in here if m.head == objects[0].i and m.use == "head")
        found = found or distinct_actors(m for m in here if said.doc[m.head].head == objects[0])
        others = {a.id for m in here for a in m.actors() if said.doc[m.head] in doers}
        if len(found) == 1 and found[0].id not in others:
            return tuple(found)
    return ()


def _is_forcible(verb: Token) -> bool:
    """Whether a verb tells of violence or force against its object."""
    entries = [e for e in lexicon().verbs.get(verb.lemma_.lower(), ()) if "object" in e.target]
    return any(relations()[e.relation].category in {"ASSAULT", "COERCE"} for e in entries)


def _helped(pronoun: Token, verb: Token, said: Said, *, plural: bool) -> tuple[Actor, ...]:
    """Return whom somebody would help if another attacked him: "would defend Niger's rulers if X attacked them"."""
    main = verb.head
    between = said.doc[main.i : verb.i]
    if (
        pronoun.dep_ != "dobj"
        or verb.dep_ not in {"advcl", "ccomp"}
        or not any(t.lower_ in {"if", "should"} for t in between)
    ):
        return ()
    if not _is_forcible(verb) or not any(c.dep_ == "nsubj" for c in verb.children):
        return ()
    helps = [p for c in main.children if c.dep_ == "prep" for p in c.children if p.lemma_.lower() in _HELP]
    objects = {t.i for noun in helps for t in complement(noun, "of")}
    if main.lemma_.lower() in cues().shielding | _HELP:
        objects |= {c.i for c in main.children if c.dep_ == "dobj"}
    found = [m for m in said.before if m.head in objects and m.use in {"head", "modifier"} and not m.thing]
    fits = [m for m in found if (said.doc[m.head].tag_ in {"NNS", "NNPS"}) == plural]
    return fits[0].actors() if len(fits) == 1 and len(found) == 1 else ()


def whose_deed(pronoun: Token, mentions: Iterable[Named]) -> Actor | None:
    """Return whose things did what is told first: "Israel's jets bombed fighters, and its gunboats shelled ..."; not "bombed Syria"."""
    doc, verb = pronoun.doc, pronoun.head.head
    if verb.dep_ != "conj" or verb.head.pos_ != "VERB" or pronoun.head.dep_ != "nsubj":
        return None
    found = [m for m in mentions if m.actor is not None and m.actor.type in THINGS and doc[m.head].tag_ != "NNS"]
    doers = [
        m
        for m in found
        if m.use == "possessive" and doc[m.head].head.head == verb.head and is_subject(doc[m.head].head)
    ]
    objects = [m for m in found if m.use == "head" and doc[m.head].dep_ in {"dobj", "dative"}]
    return doers[0].actor if len(doers) == 1 and not objects else None


def _contrasted(verb: Token, said: Said, *, plural: bool) -> tuple[Actor, ...]:
    """Return whom the main clause has for its object where another does, or does not do, the same: "whereas Y recognised it"."""
    same = verb.lemma_ == verb.head.lemma_ or (_judges(verb) and _judges(verb.head))
    marks = {c.lower_ for c in verb.lefts if c.dep_ == "mark"}
    if not (verb.dep_ == "advcl" and ("whereas" in marks or (same and "while" in marks))) and not (
        verb.dep_ == "conj" and same
    ):
        return ()
    main = verb.head
    if main.i > verb.i or main.pos_ != "VERB" or not any(c.dep_ == "nsubj" for c in verb.children):
        return ()
    objects = {c.i for c in main.children if c.dep_ == "dobj"}
    found = distinct_actors(m for m in said.before if m.head in objects and m.use == "head" and not m.thing)
    kinds = MANY if plural else THINGS
    return tuple(found) if len(found) == 1 and found[0].type in kinds else ()


def _judges(verb: Token) -> bool:
    """Whether a verb says what somebody thinks of another: "recognised", "denounced"; not "attacked", which may be meant."""
    entries = [e for e in lexicon().verbs.get(verb.lemma_.lower(), ()) if "object" in e.target]
    kinds = {relations()[e.relation].category for e in entries}
    return bool(kinds & {"ACCUSE", "SUPPORT"}) and "ASSAULT" not in kinds


def _spared(pronoun: Token, verb: Token, said: Said) -> tuple[Actor, ...]:
    """Return whom the verb beside has for its object where the same subject goes on: "criticised X but stopped short of suspending it"."""
    upon = any("object" in e.target for e in lexicon().verbs.get(verb.lemma_.lower(), ()))
    above = verb
    while above.dep_ in {"pcomp", "xcomp", "prep"} or above.pos_ == "ADV":
        above = above.head
    if not upon or pronoun.dep_ != "dobj" or above == verb or above.dep_ != "conj" or above.head.pos_ != "VERB":
        return ()
    if any(c.dep_ in {"nsubj", "dobj"} for c in above.children):
        return ()
    objects = {c.i for c in above.head.children if c.dep_ == "dobj"}
    found = distinct_actors(m for m in said.before if m.head in objects and m.use == "head" and not m.thing)
    return tuple(found) if len(found) == 1 and found[0].type in {"state", "igo"} else ()


def answered_by(pronoun: Token) -> Token | None:
    """Return the verb of what is done "in response to its invasion", "in retaliation for his arrest": by its subject to him."""
    for noun in pronoun.ancestors:
        if noun.lemma_ in cues().retaliation and noun.dep_ == "pobj":
            return next((a for a in noun.ancestors if a.pos_ == "VERB"), None)
        if noun.pos_ == "VERB":
            break
    return None


def never_own(pronoun: Token) -> set[int]:
    """Return the subjects of what nobody does to his own: "cut ties with Iran and expelled its diplomats"."""
    thing = pronoun.head
    if thing.dep_ == "pobj" and thing.head.lower_ == "of" and thing.head.head.pos_ == "NUM":
        thing = thing.head.head  # "sank one of its boats"
    verb = thing.head if pronoun.dep_ == "poss" and thing.dep_ == "dobj" else None
    own = any(c.lower_ == "own" for c in pronoun.head.lefts)
    if verb is None or own:
        return set()
    deed = verb.lemma_.lower()
    if deed not in cues().upon_others and f"{deed} {thing.lemma_.lower()}" not in cues().upon_others:
        return set()
    return {t.i for t in surface_subject(verb)}


def is_membership(pronoun: Token) -> bool:
    """Whether what somebody takes, ends or gives back is a place among members: "suspended its membership", "restored its membership"."""
    thing = pronoun.head
    changed = thing.dep_ == "dobj" and thing.head.lemma_ in {"suspend", "revoke", "restore", "terminate", "reinstate"}
    return changed and thing.lemma_ == "membership"


def verb_above(token: Token) -> Token | None:
    """Return the nearest verb that a word hangs on."""
    return next((a for a in token.ancestors if a.pos_ in {"VERB", "AUX"}), None)


def in_same_clause(pronoun: Token, other: Token) -> bool:
    """Whether both are arguments of the same verb, so that they cannot be the same person ("Putin met him")."""
    mine, its = verb_above(pronoun), verb_above(other)
    if mine is None or its is None:
        return False
    caused = pronoun.head == mine and is_small_clause(mine)  # "the king had the premier jailed", "made him resign"
    return mine.i == its.i or (caused and mine.head.i == its.i)


def is_pleonastic(token: Token) -> bool:
    """Whether "it" is empty: "it is clear that", "it remains to be seen"."""
    verb = token.head
    if verb.lemma_ not in {"be", "seem", "appear", "remain", "become", "take", "emerge"}:
        return False
    if any(c.dep_ == "acomp" and (c.tag_ in {"VBN", "VBG"} or c.lower_ in cues().disposed) for c in verb.children):
        return False
    return any(c.dep_ in {"ccomp", "xcomp", "acomp", "attr", "advcl"} for c in verb.children)
