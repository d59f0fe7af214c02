"""Coreference as far as rules reach: pronouns, "the two countries", "the former", "his counterpart", "the group".

Each rule looks back for the one antecedent that agrees; where two fit equally well, the mention stays unresolved: a guess
would be quoted. The new mentions join `doc._.kg_named`, and keep their own words and offsets.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from kg.annotate.actors import by_head
from kg.annotate.arguments import complement, preposition, surface_subject
from kg.annotate.extensions import Named, Use
from kg.annotate.phrases import ARMED
from kg.annotate.pronouns import (
    HE,
    IT,
    MANY,
    SHE,
    THINGS,
    Said,
    answered_by,
    distinct_actors,
    in_parallel,
    in_same_clause,
    is_beside_one,
    is_membership,
    is_pleonastic,
    is_strangers,
    is_subject,
    never_own,
    own_subjects,
    plural_thing,
    told_apart,
    verb_above,
    whose_deed,
)
from kg.annotate.quotes import quoted, said_by
from kg.annotate.reference import words
from kg.annotate.resolver import ANOTHERS, NOT_OWN, Resolver, office_kind, resolver_of
from kg.annotate.syntax import befallen_by, is_plural, possessor, told_by
from kg.inventory import RelationType, relations
from kg.knowledge import Role
from kg.lexicon import cues, lexicon
from kg.model import ORGANISED, Actor
from kg.names import digest, local_name
from kg.terms import covers

_THEY = frozenset({"they", "them", "their"})
_SPEAKER = frozenset({"i", "me", "my", "we", "us", "our", "ours"})
_OURS = frozenset({"we", "us", "our", "ours"})
_REFERRING = HE | SHE | IT | _THEY | _SPEAKER | {"former", "latter", "both"}
_SOMEBODY = {"he": "man", "him": "man", "she": "woman", "her": "woman"}
"""What is known of whom a pronoun means where nothing else is."""
_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5}
_INSTITUTIONS = frozenset({"GOV", "MIL", "COP", "LEG", "JUD", "SPY"})
_DOMESTIC = frozenset({"OPP", "PTY", "LAB", "EDU", "COP", "LEG", "JUD", "REB", "AGR", "HLH"})
"""Who is at home where a text names one country only: its police and opposition, not those whom its army may be killing."""
_CROWDS = frozenset({"CVL", "OPP", "LAB", "EDU", "AGR"})
"""Who is at home where they act, whoever else the clause names: protesters, strikers."""
_OTHERS = frozenset("last other another first next new main many few several same whole entire largest biggest".split())
_CONCEDING = frozenset({"although", "though", "while", "whereas", "before", "after", "since", "as", "when"})
"""What begins a clause whose subject is mostly that of the clause behind it."""
_OUTWARD = ("foreign", "defence", "defense")
"""How offices and ministries begin that mostly deal with other lands."""
_HEADS = frozenset({"head of state", "head of government"})
_REPORTERS = frozenset({"MED", "JRN", "BUS", "NGO"})
"""Who tells of a land, or works in it, from anywhere."""
_LOOK_BACK = 3
"""How many sentences back an antecedent may stand."""
_LOOK_FOR_PAIR = 8
_FALLING = frozenset({"die", "fall", "perish", "kill", "wound", "injure"})
_COUNTING = frozenset({"nummod", "det", "amod", "quantmod", "advmod"})


@Language.factory(
    "kg_coref",
    requires=["doc._.kg_named", "token.dep"],
    assigns=["doc._.kg_named", "doc._.kg_by_head", "doc._.kg_quoted"],
    default_config={"overlays": []},
)
def make_coref(nlp: Language, name: str, overlays: list[str]) -> Coreference:
    """Create the stage that resolves what refers back."""
    return Coreference(resolver_of(tuple(overlays)))


class Coreference:
    """Goes through an article once, keeping what each sentence named."""

    def __init__(self, resolver: Resolver):
        self.knowledge = knowledge = resolver.knowledge
        self.resolver = resolver
        self.gender = {p.id: p.gender for p in knowledge.persons.values() if p.gender}
        self.states = {s.iso3: s for s in knowledge.states.values() if not s.end}
        called = {s.name: s.id for s in knowledge.states.values()}
        halves = [
            (f"North {name}", f"South {name}") for way, _, name in (c.partition(" ") for c in called) if way == "North"
        ]
        self.halves = {called[one]: pair for pair in halves for one in pair if called.keys() >= {*pair}}
        """States of a land that is, or was, two, with the names of both: North Korea and South Korea."""
        self.styles = {
            (n.actor, w) for n in knowledge.names if n.kind == "long" and not n.end for w in n.text.lower().split()
        }
        """States with the words of their official names: which of them is a kingdom."""
        self.words = words()

    def __call__(self, doc: Doc) -> Doc:
        """Add what refers back to `doc._.kg_named`."""
        index: dict[int, list[Named]] = doc._.kg_by_head
        self._apposed(doc)
        countries = {a.country for m in doc._.kg_named for a in m.actors() if not m.unowned and a.country}
        doc._.kg_quoted = quoted(doc)
        said = Said(doc, quoted=doc._.kg_quoted, countries=frozenset(countries))
        added: list[Named] = []
        for sentence in doc.sents:
            if sentence._.kg_skipped:
                continue
            here = sorted(
                (m for i in range(sentence.start, sentence.end) for m in index.get(i, ())), key=lambda m: m.start
            )
            taken = {i for m in here if m.actors() and not m.unowned for i in range(m.start, m.end)}
            loose = {m.head: m for m in here if m.unowned}
            for m in here:
                if m.actor is not None and (gender := self._addressed(m, doc)):
                    said.gender.setdefault(m.actor.id, gender)
            said.speaker = self._speaker(sentence, here, said)
            for m in here:
                if m.of is not None and m.of.use == "place" and m.actor is not None and m.actor.type == "armed group":
                    said.before = [o for o in here if o.actors() and o.start < m.start]
                    band = self._band(doc[m.head], said, here) if doc[m.head].n_lefts else None  # "the militants in X"
                    m.actor = band or m.actor
            for token in sentence:
                known = token.i in taken and token.lemma_.lower() != "colleague"  # "his Greek colleague" may say more
                if known or not (token.i in loose or _may_refer(token)):
                    continue
                said.before = [m for m in here if m.actors() and m.start < token.i and m.head != token.i]
                role = loose.get(token.i)
                found = self._refer(token, role, said, here)
                if found is None and role is not None:
                    self._own(role, token, said, here)
                elif found is not None:
                    for old in [
                        m
                        for m in here
                        if m.start <= token.i < m.end and (m.unowned or m.head == token.i or not m.actors())
                    ]:
                        here.remove(old)
                        old.actor, old.group = None, ()
                    added.append(found)
                    here = sorted([*here, found], key=lambda m: m.start)
            for m in here:
                if m.titles and m.actor is not None:
                    said.titles[m.actor.id] = m.titles[-1]
            if here or any(t.is_alpha for t in sentence):  # a bullet is none of the sentences to look back over
                said.history.append([m for m in here if m.actors()])
        added += self._somebody(doc, added)
        covered = {i for m in added for i in range(m.start, m.end)}
        kept = [m for m in doc._.kg_named if m.actors() or m.head not in covered]
        doc._.kg_named = sorted([*kept, *added], key=lambda m: (m.start, m.end))
        if len(countries) == 1:
            self._at_home(doc, next(iter(countries)))
        doc._.kg_by_head = by_head(doc._.kg_named)
        self._of_whose_staff(doc)
        return doc

    def _of_whose_staff(self, doc: Doc) -> None:
        """Give who is called somebody's spokesman the land of that one: "her spokesman Steffen Seibert"."""
        index: dict[int, list[Named]] = doc._.kg_by_head
        for m in doc._.kg_named:
            role = self.resolver.words.get(m.titles[-1]) if m.titles else None
            if role is None or role.level != "spokesperson" or m.actor is None or m.actor.country is not None:
                continue
            at = m.start - 1 - len(role.text.split()) * (doc[m.head].pos_ == "PROPN")
            owners = [o.actor for o in index.get(at, ()) if doc[at].tag_ == "PRP$" and o.actor is not None]
            if m.actor.type == "person" and len(owners) == 1 and owners[0].country is not None:
                self._rename(doc, m.actor, replace(m.actor, country=owners[0].country, sector=owners[0].sector))

    def _apposed(self, doc: Doc) -> None:
        """Give a role in apposition to a name its bearer: "Chevron, the oil company which X sued", "the envoy for Yemen, Ann Lee"."""
        named: list[Named] = doc._.kg_named
        index: dict[int, list[Named]] = doc._.kg_by_head
        for m in named:
            role = self.resolver.words.get(m.titles[-1]) if m.titles else None
            word = doc[m.head]
            owner = m.use == "possessive" and word.dep_ == "pobj" and word.head.lower_ == "of"
            if role is None or m.actor is None or m.plural or word.pos_ != "NOUN" or not (m.use == "head" or owner):
                continue
            beside = [c for c in word.children if c.dep_ == "appos"] + ([word.head] if word.dep_ == "appos" else [])
            beside += [
                c for r in beside if r.pos_ == "NOUN" for c in r.children if c.dep_ == "appos"
            ]  # "the diplomat X"
            names = [
                n for t in beside for n in index.get(t.i, ())
                if t.pos_ == "PROPN" and n.use != "place" and n.actor is not None and not n.unowned and _is_such(n.actor, role)
            ]  # fmt: skip
            if len(names) != 1 or (bearer := names[0].actor) is None or bearer.id == m.actor.id:
                continue
            if bearer.type == "person" and bearer.country is None and role.note != ANOTHERS:
                sector = bearer.sector or ("ELI" if m.former else role.sector)
                known = replace(bearer, country=m.actor.country, sector=sector)
                self._rename(doc, bearer, known)
                bearer = known
            for thing in (t for t in named if owner and t.thing and t.actor == m.actor):
                thing.actor, thing.unowned = bearer, False  # "the bunker of his rival, X"
            m.actor, m.unowned = bearer, False
            m.rule = f"{doc[m.start : m.end].text}, as {bearer.name} is called beside"

    @staticmethod
    def _somebody(doc: Doc, added: Iterable[Named]) -> Iterator[Named]:
        """Yield the pronouns for people of whom the rules do not find out who they are: some man, some woman.

        They are nobody's antecedent: they are looked for when all others are found.
        """
        named = [m for m in (*doc._.kg_named, *added) if m.actors()]
        taken = {i for m in named for i in range(m.start, m.end)}
        people = sorted(m.start for m in named if any(a.type in {"person", "people"} for a in m.actors()))
        stamp = digest(doc.text, length=6)
        for sentence in doc.sents:
            before = next((i for i in people if i >= sentence.start), sentence.end)
            for token in sentence if not sentence._.kg_skipped else ():
                who = _SOMEBODY.get(token.lower_) if token.tag_ == "PRP" and token.i not in taken else None
                if who is None or before < token.i:  # it may be the one named before
                    continue
                yield Named(
                    token.i, token.i + 1, token.i, Actor(local_name(f"{who} {stamp}"), who, "person"), unowned=True,
                    rule=f"pronoun {token.text}, of whom the text does not say who it is",
                )  # fmt: skip

    def _refer(self, token: Token, role: Named | None, said: Said, here: Sequence[Named] = ()) -> Named | None:
        low = token.lower_
        found: tuple[Actor, ...] = ()
        if token.tag_ == "PRP" and token.dep_ in {"nsubj", "nsubjpass"} and (found := self._ahead(token, said, here)):
            return _named(token.i, token, found, "head", f"pronoun {token.text}, the subject of the main clause behind")
        if token.dep_ in {"dobj", "pobj", "dative"} and (found := in_parallel(token, said)):
            return _named(token.i, token, found, "head", f"pronoun {token.text}, the object of the verb beside")
        if token.tag_ == "PRP$" and (found := self._judged(token, said)):
            return _named(token.i, token, found, "possessive", f"pronoun {token.text}, what the object is judged for")
        if token.tag_ == "PRP$" and (found := self._joined_to(token, said)):
            return _named(token.i, token, found, "possessive", f"pronoun {token.text}, of whom it is coordinated with")
        if low in HE or low in SHE:
            actor = self._person("m" if low in HE else "f", token, said)
            found = (actor,) if actor else ()
        elif low in IT:
            actor = self._thing(token, said)
            found = (actor,) if actor else ()
        elif low in _SPEAKER:
            found = (self._voice(said.speaker, token),) if said.speaker is not None and token.i in said.quoted else ()
        elif low in _THEY:
            found = self._several(token, said)
        elif low in {"former", "latter"} and token.dep_ not in {"amod", "compound", "advmod"}:
            return self._of_two(token, said)
        elif token.pos_ in {"NOUN", "PROPN"} or low == "both" or low in _NUMBERS:
            return self._definite(token, role, said)
        if not found:
            return None
        use: Use = "possessive" if token.tag_ == "PRP$" else "head"
        return _named(token.i, token, found, use, f"pronoun {token.text}")

    # -- pronouns ------------------------------------------------------------------------------------------------------

    def _ahead(self, token: Token, said: Said, here: Sequence[Named]) -> tuple[Actor, ...]:
        """Return the subject of the clause to which a subordinate one is put before: "Although it scolded X, Ghana ..."."""
        clause, low = token.head, token.lower_
        marks = {c.lower_ for c in clause.lefts if c.dep_ in {"mark", "advmod"}}
        if clause.dep_ != "advcl" or clause.head.i < clause.i or not marks & _CONCEDING:
            return ()
        subjects = {c.i for c in clause.head.lefts if c.dep_ in {"nsubj", "nsubjpass"} and c.i > clause.i}
        if low in IT and is_pleonastic(token):
            return ()
        for m in here:
            if m.head not in subjects or m.use != "head" or m.actor is None:
                continue
            fits = low not in _THEY and self._fits(m.actor, low, said)
            return (m.actor,) if fits and not m.plural else ()
        return ()

    def _fits(self, actor: Actor, pronoun: str, said: Said) -> bool:
        """Whether a pronoun of the third person may stand for an actor."""
        if pronoun in HE | SHE:
            return actor.type == "person" and self._gender(actor, said) in (None, "m" if pronoun in HE else "f")
        if pronoun in _THEY:
            return actor.type in MANY | {"person"}
        return pronoun in IT and actor.type in THINGS

    def _joined_to(self, token: Token, said: Said) -> tuple[Actor, ...]:
        """Return with whom somebody of his is coordinated: "invited him and his wife", "the army and three of its generals"."""
        some = token.head.head.head if token.head.dep_ == "pobj" and token.head.head.lower_ == "of" else None
        counted = some is not None and some.tag_ == "CD"
        joined = some if some is not None and counted else token.head
        first = joined.head if joined.dep_ == "conj" else None
        own = any(c.lower_ == "own" for c in token.head.lefts)
        if first is None or own or not (counted or token.lower_ in HE | SHE):
            return ()
        found = [m.actor for m in said.before if m.head == first.i and m.use == "head" and m.actor is not None]
        return (found[0],) if len(found) == 1 and self._fits(found[0], token.lower_, said) else ()

    def _judged(self, pronoun: Token, said: Said) -> tuple[Actor, ...]:
        """Return the object of a verb of judgement, whose deed it is: "praised Jordan for its support of refugees".

        Who is put under sanctions is so for what he did: "extended sanctions against Syria due to its crackdown".
        """
        way = pronoun.head.head
        if way.lower_ == "of" and way.head.dep_ == "pobj":  # "rebuked Hungary over the state of its courts"
            if _befalls_others(way.head) and not any(c.lower_ == "own" for c in pronoun.head.lefts):
                return ()  # "condemned X for the killing of its envoy": hardly X's envoy
            way = way.head.head
        verb = (verb_above(way) if way.lower_ in {"due", "because"} else None) or way.head  # "for a year due to"
        if verb.dep_ == "pobj" and verb.head.lower_ == "of" and verb.pos_ in {"NOUN", "PROPN"}:
            verb = verb.head.head  # "condemnation of Iran for its arrest of X"
        if pronoun.head.dep_ != "pobj" or way.lower_ not in {"for", "over", "due", "because"}:
            return ()
        things = [c for c in verb.children if c.dep_ == "dobj"]
        measures = [c for c in things if c.lemma_.lower() in {"sanction", "embargo"}]
        if measures:
            objects = {t.i for m in measures for word in ("on", "against") for t in complement(m, word)}
            objects |= {t.i for word in ("on", "against") for t in preposition(verb, word)}
        elif verb.lemma_.lower() in cues().judging and way.lower_ in {"for", "over"}:
            objects = {c.i for c in things}
        elif verb.pos_ == "NOUN" and verb.lemma_.lower() in _judgements() and way.lower_ in {"for", "over"}:
            of = {t.i for t in complement(verb, "of")}
            blamed = [m for m in said.before if m.head in of and m.actors() and not m.thing]
            return blamed[0].actors() if len(blamed) == 1 and self._agreeing(blamed[0], pronoun, said) else ()
        else:
            return ()
        found = distinct_actors(m for m in said.before if m.head in objects and m.use == "head")
        return tuple(found) if len(found) == 1 and self._fits(found[0], pronoun.lower_, said) else ()

    def _agreeing(self, mention: Named, pronoun: Token, said: Said) -> bool:
        """Whether a mention agrees with a pronoun in number, and one person in gender: "the authorities ... their"."""
        many = is_plural(said.doc[mention.head]) or len(mention.actors()) > 1
        low = pronoun.lower_
        return low in _THEY if many else mention.actor is not None and self._fits(mention.actor, low, said)

    def _voice(self, speaker: Actor, pronoun: Token) -> Actor:
        """Return whom a speaker means: who says "we" of his office means his state, but with "we thank" thanks himself."""
        state = self.states.get(speaker.country or "")
        official = speaker.type == "person" and speaker.sector in {"GOV", "MIL"}
        if pronoun.lower_ not in _OURS or not official or state is None:
            return speaker
        named = speaker.name.split()[-1][:1].isupper()  # an unnamed spokesman speaks for others
        if named and pronoun.dep_ == "nsubj" and any(map(_is_word, told_by(pronoun.head, verb=True))):
            return speaker
        return Actor(state.id, state.name, "state", state.iso3, speaker.sector)

    def _speaker(self, sentence: Span, here: list[Named], said: Said) -> Actor | None:
        """Return who says what the sentence quotes; a sentence that is all quotation goes on with the one before."""
        telling = said_by(sentence, said.quoted)
        for token in telling:
            same = {token.i, *(c.i for c in token.children if c.dep_ == "appos")}
            for m in here:
                if m.head in same and m.actor is not None:
                    return m.actor
            said.before = [m for m in here if m.actors() and m.start < token.i]
            found = self._refer(token, None, said)
            return found.actor if found is not None else None
        begins = sentence.start in said.quoted or sentence[0].text in {"“", '"'}
        return said.speaker if begins else None

    def _person(self, wanted: str, token: Token, said: Said) -> Actor | None:
        def fits(actor: Actor) -> bool:
            return self._fits(actor, token.lower_, said)

        if is_strangers(token) or self._told(token, fits, said):
            return None
        actor = self._antecedent(fits, token, said)
        if actor is not None and actor.country is None and actor.name.islower():
            # "The father", "a husband": which of them he is, is said where the sentence has no other.
            here = _people_of(said.before) or (_people_of(said.history[-1]) if self._holds_office(actor, said) else [])
            if [a.id for a in here] != [actor.id]:
                return None
        if actor is not None and actor.id not in self.gender:
            said.gender.setdefault(actor.id, wanted)
        return actor

    @staticmethod
    def _holds_office(actor: Actor, said: Said) -> bool:
        """Whether somebody of whom only the office is told is the subject of the sentence before: "The minister has few friends. ..."."""
        before = [m for m in (said.history[-1] if said.history else ()) if m.actor == actor]
        return actor.sector in _INSTITUTIONS and any(
            is_subject(said.doc[m.head]) and any(c.lower_ == "the" for c in said.doc[m.head].lefts) for m in before
        )

    def _addressed(self, named: Named, doc: Doc) -> str | None:
        """Return the gender that a form of address or a title gives a person: "Mrs", "spokesman"."""
        if named.actor is None or named.actor.type != "person":
            return None
        before = doc[max(named.start - 1, named.start and doc[named.start].sent.start) : named.start + 1]
        said = [*(t.lower_ for t in before), *(word for title in named.titles for word in title.split()[-1:])]
        return next((self.words.address[w] for w in said if w in self.words.address), None)

    def _gender(self, actor: Actor, said: Said) -> str | None:
        """Return the gender that the data, the article's titles and pronouns, or the given name say; None if nothing does."""
        given, _, family = actor.name.partition(" ")
        by_name = self.words.given.get(given) if family else None
        return self.gender.get(actor.id) or said.gender.get(actor.id) or by_name

    @staticmethod
    def _told(token: Token, fits: Callable[[Actor], bool], said: Said) -> bool:
        """Whether one who fits tells another who fits something about "him": it may be either."""
        clause = next((a for a in token.ancestors if a.dep_ == "ccomp"), None)
        if clause is None:
            return False
        arguments = {
            m.actor.id for m in said.before
            if m.actor is not None and fits(m.actor) and m.use == "head" and verb_above(said.doc[m.head]) == clause.head
        }  # fmt: skip
        return len(arguments) > 1

    def _thing(self, token: Token, said: Said) -> Actor | None:
        if token.dep_ == "expl" or (token.lower_ == "it" and is_pleonastic(token)):
            return None
        if (warned := self._warned(token, said)) is not None:
            return warned
        # From one sentence to the next only a subject or an owner is taken up; "welcomed it" is mostly what was said.
        back = 1 if token.dep_ in {"nsubj", "nsubjpass", "poss"} else 0
        return self._antecedent(lambda a: a.type in THINGS, token, said, back, subjects_only=True)

    @staticmethod
    def _warned(token: Token, said: Said) -> Actor | None:
        """Return who is warned of what will be done to it: "warned X that Y would suspend aid to it", "that his men would attack it"."""
        act = (
            verb_above(token) if token.dep_ == "pobj" and token.head.lower_ in {"to", "with", "on", "against"} else None
        )
        if token.dep_ == "dobj":  # of a third's attack it may be the one who warns that is hit
            doers = [c for c in token.head.children if c.dep_ == "nsubj"]
            act = token.head if any(t.tag_ == "PRP$" for d in doers for t in d.lefts) else None
        if (
            act is None
            or act.dep_ != "ccomp"
            or act.head.lemma_ != "warn"
            or not any(c.tag_ == "MD" for c in act.children)
        ):
            return None
        found = [
            m.actor for m in said.before
            if m.actor is not None and m.actor.type in THINGS and m.use == "head"
            and said.doc[m.head].head == act.head and said.doc[m.head].dep_ in {"dobj", "nsubjpass"}
        ]  # fmt: skip
        return found[0] if len(found) == 1 else None

    def _antecedent(
        self, fits: Callable[[Actor], bool], token: Token, said: Said, back: int = _LOOK_BACK, *,
        subjects_only: bool = False,
    ) -> Actor | None:  # fmt: skip
        """Return the one actor that agrees: in this sentence the nearest subject, else in the last ones their subject."""
        doc = said.doc
        for mentions, same in said.back(token, back) if back else [next(said.back(token, 1))]:
            fitting = [m for m in mentions if m.actor is not None and fits(m.actor) and m.use in {"head", "possessive"}]
            titles = [m for m in fitting if doc[m.head].dep_ == "oprd"]  # "declared himself president"
            if titles and len(titles) == len(fitting) and same:
                return self._of_whom(titles, mentions, doc)
            fitting = [m for m in fitting if m not in titles]
            if same and token.tag_ == "PRP":  # "signed a deal with it": not with itself
                selves = own_subjects(token)
                fitting = [m for m in fitting if m.head not in selves]
            if token.lower_ in IT:  # rebels are no "it"
                fitting = [m for m in fitting if doc[m.head].tag_ != "NNS"]
            if same and token.tag_ == "PRP$" and (answered := answered_by(token)) is not None:
                fitting = [m for m in fitting if doc[m.head].head != answered or not is_subject(doc[m.head])]
            doers = never_own(token) if same else set()
            if same and is_membership(token):  # an organisation has members: the place is that of another
                doers = {m.head for m in fitting if m.actor is not None and m.actor.type == "igo"}
            if doers:
                fitting = [m for m in fitting if m.head not in doers]
                others = distinct_actors(fitting)
                return others[0] if len(others) == 1 else None
            subjects = [m for m in fitting if is_subject(doc[m.head])]
            if same and token.tag_ == "PRP$":
                owners = [m for m in subjects if doc[m.head].head in token.ancestors and not doc[m.head].conjuncts]
                if owners:
                    return owners[-1].actor
            actors = distinct_actors(subjects if subjects_only else fitting)
            if len(actors) == 1:
                return actors[0]
            chosen = distinct_actors(subjects)
            if len(chosen) == 1:
                return chosen[0]
            if same and token.tag_ == "PRP$" and not chosen and (owner := whose_deed(token, mentions)) is not None:
                return owner
            if fitting:
                return None
        return None

    @staticmethod
    def _of_whom(titles: list[Named], mentions: list[Named], doc: Doc) -> Actor | None:
        """Return who has given himself the title that is all a sentence has for "him"; of what others call somebody nobody."""
        own = [
            t for t in titles if any(c.tag_ == "PRP" and c.lower_.endswith("self") for c in doc[t.head].head.children)
        ]
        heads = {d.i for t in own[-1:] for d in surface_subject(doc[t.head].head)}
        return next((m.actor for m in mentions if m.head in heads), None)

    def _several(self, token: Token, said: Said) -> tuple[Actor, ...]:
        """Return whom "they" means: the coordinated subjects, or the one plural subject, nearest before; else the one object."""
        doc = said.doc
        for mentions, same in said.back(token, 1):
            doers = set()
            if same:  # "detained X before releasing them"
                doers = never_own(token) if token.tag_ == "PRP$" else own_subjects(token)
            heads = [m for m in mentions if m.use == "head" and m.actors() and m.head not in doers]
            subjects = [m for m in heads if is_subject(doc[m.head])]
            sets: dict[frozenset[str], tuple[Actor, ...]] = {}
            for m in subjects:
                joined = _joined(m, mentions, doc)
                one = any(c.lower_ in {"a", "an"} for c in doc[m.head].lefts)  # "her husband, a Macedonian"
                several = m.plural or (m.actor is not None and m.actor.type in MANY and not one)
                actors = joined if len(joined) > 1 or several else m.group
                if actors:
                    sets[frozenset(a.id for a in actors)] = actors
            if not sets and same and not plural_thing(token, mentions):
                objects = [m for m in heads if m not in subjects and (m.plural or m.group) and not m.thing]
                sets = {frozenset(a.id for a in m.actors()): m.actors() for m in objects}
            if not sets and not same and is_beside_one(token):
                others = [m for m in heads if m not in subjects and m.plural]
                sets = {frozenset(a.id for a in m.actors()): m.actors() for m in others}
            if len(sets) == 1:
                return next(iter(sets.values()))
            if sets or (subjects and not same):
                return ()
        return ()

    # -- descriptions ----------------------------------------------------------------------------------------------------

    def _of_two(self, token: Token, said: Said) -> Named | None:
        """Resolve "the former", "the latter" where the nearest sentence names exactly two that can act."""
        for mentions in [said.before, *reversed(said.history[-1:])]:
            actors = distinct_actors(m for m in mentions if m.use == "head")
            if len(actors) == 2:
                chosen = actors[0 if token.lower_ == "former" else 1]
                return _named(_start(token), token, (chosen,), "head", f"the {token.lower_} of two")
            if actors:
                return None
        return None

    def _definite(self, token: Token, role: Named | None, said: Said) -> Named | None:
        lemma = token.lemma_.lower()
        if lemma in _NUMBERS:
            counted = any(t.lower_ == lemma and t.i != token.i for s in _near(token) for t in s)  # of two planes
            return None if counted else self._together(token, lemma, _NUMBERS[lemma], said)
        if lemma == "counterpart":
            return self._counterpart(token, said)
        if lemma == "colleague":
            if self._is_of_office(token, said):
                return self._counterpart(token, said)
            if role is None:
                return None
        dets = {c.lower_ for c in token.lefts}
        many = self._how_many(token, lemma, dets)
        if many:
            return self._together(token, lemma, many, said)
        if token.text in _HALVES and "the" in dets:
            return self._half(token, said)
        if token.text[:1].isupper() and token.i != token.sent.start:
            return None
        if lemma in {"neighbour", "neighbor"} and any(c.tag_ == "PRP$" for c in token.lefts):
            return self._neighbour(token, said)
        if (
            lemma in cues().homelands
            and (whose := next((c for c in token.lefts if c.tag_ == "PRP$"), None)) is not None
        ):
            return self._homeland(token, whose, said)
        if not dets & {"the", "this", "that"} or dets & _OTHERS or told_apart(token):
            return None
        word = next((w for w in _phrases(token) if w in self.words.types), None)
        if word is None or (role is None and lemma == "state" and token.dep_ == "compound"):
            return None
        titled = self.resolver.words.get(role.titles[-1]) if role is not None and role.titles else None
        if titled is not None and (titled.sector == "MED" or titled.type == "body") and word != titled.text.lower():
            return None  # "the news agency" is not the agency, "the interior ministry" no other body
        return self._described(token, word, role, said)

    def _homeland(self, token: Token, whose: Token, said: Said) -> Named | None:
        """Resolve "his country": the state of whoever "his" is."""
        owner = next((m for m in reversed(said.before) if m.head == whose.i and m.actor is not None), None)
        state = self.resolver.state_of(owner.actor.country) if owner is not None and owner.actor is not None else None
        if state is None or _modified(token):
            return None
        return _named(token.i, token, (state,), _use(token), f"{whose.lower_} {token.lower_}")

    def _described(self, token: Token, word: str, role: Named | None, said: Said) -> Named | None:
        """Resolve "the <word>" to the only actor of its types that the nearest sentence with any of them names."""
        types = self.words.types[word]
        start = _start(token)
        own = {
            m.actor.country for m in said.before if m.actor is not None and start <= m.start and m.end <= token.i + 1
        }
        capital_only = word in {"state", "party"} and not _modified(token)
        if len(own) > 1 or capital_only or (role is not None and role.of is not None):
            return None
        near = [m for m in said.before if m.use != "place" and in_same_clause(token, said.doc[m.head])]
        beside = {a.id for m in near for a in m.actors()}
        for mentions, same in said.back(token, _LOOK_BACK):
            found = [
                a for a in distinct_actors(m for m in mentions if m.use != "modifier" and not m.unowned and m.start < start)
                if a.type in types and (not own or a.country in own) and self._agrees(a, role, said)
                and a.id not in beside
            ]  # fmt: skip
            if same and found and types == {"state"}:
                found += [
                    a
                    for m in said.history[-1:]
                    for a in distinct_actors(m)
                    if a.type == "state" and a.id != found[0].id
                ]
            if (
                len(found) > 1 and types == {"state"} and word != "state"
            ):  # of a kingdom and a republic it is the kingdom
                found = [a for a in found if (a.id, word) in self.styles]
                if not found:
                    return None
            if len(found) > 1:
                return None
            if found:
                if found[0].type == "person" and role is not None and role.former:
                    found = [replace(found[0], sector="ELI")]
                return _named(start, token, (found[0],), _use(token), f"the {word}: the only one named")
        return None

    def _agrees(self, actor: Actor, role: Named | None, said: Said) -> bool:
        """Whether a role word can mean a person: their sectors must not differ, nor their offices ("the premier" is no president)."""
        if actor.type != "person" or role is None or not role.titles:
            return actor.type != "person"
        word = self.resolver.words.get(role.titles[-1])
        title = self.resolver.words.get(said.titles.get(actor.id, ""))
        if word is not None and title is not None and {office_kind(word), office_kind(title)} == _HEADS:
            if not self.resolver.fits(actor.id, word, None, said.doc._.kg_date):
                return False
        return word is None or actor.sector in (None, word.sector, "UNK") or (role.former and actor.sector == "ELI")

    def _counterpart(self, token: Token, said: Said) -> Named | None:
        """Resolve "his Turkish counterpart": who holds in Turkey what he holds at home, at the article's date."""
        start = _start(token)
        inside = [m for m in said.before if m.use == "modifier" and start <= m.start < token.i and m.actor is not None]
        states = [m for m in inside if m.actor is not None and m.actor.type in {"state", "igo"}]
        owner = next((m for m in reversed(said.before) if m.use == "possessive" and start <= m.start < token.i), None)
        person = owner.actor if owner is not None and owner.actor is not None and owner.actor.type == "person" else None
        if len(states) != 1 or (states[0].actor is None):
            return None
        of = states[0].actor
        title = said.titles.get(person.id, "") if person is not None else ""
        index: dict[int, list[Named]] = said.doc._.kg_by_head
        named = [m for t in token.subtree for m in index.get(t.i, ()) if m.actor is not None and _names(m, token)]
        if named:  # "his Indian counterpart Narendra Modi", "his Indian counterpart, Narendra Modi"
            _represent(named[0], of, owner, said.doc)
            return None if token.dep_ == "compound" else _named(start, token, named[0].actors(), "head", named[0].rule)
        actor = self._holder_like(person, title, of, said.doc._.kg_date)
        if actor is None:
            role = self.resolver.words.get(title or "official")
            actor = self.resolver.unnamed(of, role) if role is not None else None
        if actor is None:
            return None
        found = _named(
            start, token, (actor,), _use(token), f"counterpart of {person.name if person else 'one'} in {of.name}"
        )
        found.of, found.titles = states[0], (title,) if title else ()
        return found

    @staticmethod
    def _is_of_office(token: Token, said: Said) -> bool:
        """Whether it is the colleague of somebody in office: "their Indian colleagues" of officials, not of journalists."""
        start = _start(token)
        owners = [a for m in said.before if m.use == "possessive" and start <= m.start < token.i for a in m.actors()]
        return bool(owners) and all(a.sector in _INSTITUTIONS for a in owners)

    def _holder_like(self, person: Actor | None, title: str, of: Actor, date: str | None) -> Actor | None:
        """Return who holds in another state the office that the text or the data give a person."""
        role = self.resolver.words.get(title)
        if role is not None and (holder := self.resolver.holder(of.id, role, date)) is not None:
            return self.resolver.actor(holder, date)
        if person is None:
            return None
        for kind in self.resolver.kinds_held(person.id, date):
            if (holder := self.resolver.holder_of_kind(of.id, kind, date)) is not None:
                return self.resolver.actor(holder, date)
        return None

    def _half(self, token: Token, said: Said) -> Named | None:
        """Return which of two states "the North" or "the South" is where one of them has been named: "North Korea shelled the South"."""
        place = token.dep_ == "pobj" and token.head.lower_ not in _TOWARDS
        if (
            place
            or token.dep_ in {"compound", "nmod", "npadvmod", "appos"}
            or any(c.lower_ == "of" for c in token.rights)
        ):
            return None
        named = [m for mentions in (*said.history, said.before) for m in mentions]
        pairs = {self.halves[a.id] for m in named for a in m.actors() if a.id in self.halves}
        of = {
            self.halves[s.id]
            for a in distinct_actors(named)
            if (s := self.states.get(a.country or "")) and s.id in self.halves
        }
        if len(pairs | of) != 1 or "Global South" in said.doc.text:
            return None
        pair = (pairs | of).pop()
        name = pair[token.text == "South"]
        state = next((s for s in self.states.values() if s.name == name), None)
        codes = frozenset(s.iso3 for s in self.states.values() if s.name in pair)
        if state is None or not _is_half(token, state.iso3, codes, named, said):
            return None
        half = Actor(state.id, state.name, "state", state.iso3)
        use: Use = "possessive" if token.dep_ == "poss" else "head"
        return _named(token.left_edge.i, token, (half,), use, f"the {token.text}, of the two states of a land")

    def _neighbour(self, token: Token, said: Said) -> Named | None:
        """Resolve "its neighbour" to the one state of the article so far that borders on its owner."""
        owner = next((m for m in reversed(said.before) if m.use == "possessive" and _start(token) <= m.start), None)
        if owner is None or owner.actor is None:
            return None
        mine = owner.actor.id
        near = {
            b.state_b if b.state_a == mine else b.state_a
            for b in self.knowledge.borders
            if mine in (b.state_a, b.state_b) and covers(b.start, b.end, said.doc._.kg_date)
        }
        named = [m for mentions in (said.before, *said.history) for m in mentions]
        found = [a for a in distinct_actors(named) if a.id in near]
        if len(found) != 1:
            return None
        return _named(_start(token), token, (found[0],), _use(token), f"neighbour of {owner.actor.name}")

    # -- several -------------------------------------------------------------------------------------------------------

    def _how_many(self, token: Token, lemma: str, dets: set[str]) -> int:
        """Return how many actors a phrase means: "both sides", "the three countries", "the trio"; 0 if it does not say."""
        if lemma in self.words.numbers:
            return self.words.numbers[lemma] if "the" in dets and not any(c.lower_ == "of" for c in token.rights) else 0
        if lemma == "both":
            return 2 if token.dep_ in {"nsubj", "nsubjpass"} else 0
        if dets & {"both", "either", "neither"}:
            return 2
        if not dets & {"the", "these", "those", "their"}:
            return 0
        return next((_NUMBERS[d] for d in dets if d in _NUMBERS), 0)

    def _together(self, token: Token, lemma: str, many: int, said: Said) -> Named | None:
        """Resolve such a phrase to the states, or people, of the nearest sentence that names just so many of them."""
        either = lemma in self.words.numbers or lemma == "both" or lemma in _NUMBERS
        if not either and lemma not in self.words.states | self.words.people | self.words.sides:
            return None
        if lemma in self.words.sides and (pair := _brought_together(said, many)):
            return _named(_start(token), token, pair, _use(token), f"the {lemma}: those who are to talk")
        group = lemma in self.words.sides - self.words.states - self.words.people  # "the two movements" are no people
        wanted = [lemma in self.words.states] if not either else [False, True]
        before = [m for m in said.before if not _start(token) <= m.start <= token.i]
        for mentions in [before, *reversed(said.history[-2:])] if either else []:
            joined = [_joined(m, mentions, said.doc) for m in mentions if m.use == "head" and m.actor is not None]
            sets = {frozenset(a.id for a in actors): actors for actors in joined if len(actors) == many}
            if len(sets) == 1:
                return _named(_start(token), token, next(iter(sets.values())), _use(token), f"the {lemma}")
        for states in wanted if not group else []:
            for mentions in [before, *reversed(said.history[-_LOOK_FOR_PAIR:])]:
                found = self._as_states(mentions) if states else _people(mentions)
                if len(found) == many:
                    rule = f"the two {lemma}" if many == 2 and lemma not in _NUMBERS else f"the {lemma}"
                    return _named(_start(token), token, found, _use(token), rule)
                if len(found) > many or (found and either):
                    break
        if lemma in self.words.sides:  # not both of them are a state's
            joined = [_joined(m, before, said.doc) for m in before if m.use == "head" and m.actor is not None]
            sets = {frozenset(a.id for a in actors): actors for actors in joined if len(actors) == many}
            if len(sets) == 1:
                return _named(_start(token), token, next(iter(sets.values())), _use(token), f"the two {lemma}")
        return None

    def _as_states(self, mentions: Iterable[Named]) -> tuple[Actor, ...]:
        found: dict[str, Actor] = {}
        for m in mentions:
            if m.use == "place":
                continue
            for actor in m.actors():
                state = self.states.get(actor.country or "")
                if state is not None:
                    found.setdefault(state.id, Actor(state.id, state.name, "state", state.iso3))
        return tuple(found.values())

    def _at_home(self, doc: Doc, country: str) -> None:
        """Give who holds an office of no named state the only country of the article, where its places or groups are those.

        "The minister in Algiers" is Algeria's; the president who threatened Russia, or Russian banks, is not Russia's.
        """
        named: list[Named] = doc._.kg_named
        for m in named:
            bare = m.use == "head" and m.actor is not None and m.actor.type == "state" and m.actor.sector is None
            if bare and not is_subject(doc[m.head]):
                return
        if not any(m.use == "place" or (m.actor is not None and m.actor.id in self.knowledge.groups) for m in named):
            return
        for m in named:
            role = self.resolver.words.get(m.titles[-1]) if m.titles else None
            actor = m.actor
            if actor is None or actor.country is not None or m.of is not None or role is None:
                continue
            if role.sector not in _DOMESTIC | {"GOV"} or not (role.level or role.note.startswith("office")):
                continue
            state = self.resolver.state_of(country)
            if actor.type == "person" and not m.unowned:
                self._rename(doc, actor, replace(actor, country=country))
            elif actor.type == "people" and m.unowned and state is not None:
                self._rename(doc, actor, self.resolver.unnamed(state, role, former=m.former))

    @staticmethod
    def _rename(doc: Doc, old: Actor, new: Actor) -> None:
        """Say of every mention of an actor what was found out of one."""
        for m in doc._.kg_named:
            if m.actor == old:
                m.actor = new

    # -- roles of no named state -----------------------------------------------------------------------------------------

    def _own(self, mention: Named, token: Token, said: Said, here: list[Named]) -> None:
        """Give "the army", "police", "protesters" the state in which the text has them act, where it is the only one."""
        role = self.resolver.words.get(mention.titles[-1]) if mention.titles else None
        if (
            role is None
            or role.level == "country"
            or (mention.actor is None and role.type not in {"property", "state"})
        ):
            return
        if (
            role.text in cues().foreigners
            or role.type == "property"
            or any(c.lower_ in cues().outside for c in token.lefts)
        ):
            return
        if role.sector == "MIL" and mention.actor is not None and mention.actor.sector in {"REB", "UAF"}:
            role = replace(role, sector=mention.actor.sector)  # "the forces of the warlord"
        if any(c.tag_ in {"PRP$", "WP$"} or (c.dep_ == "poss" and c.text in _HALVES) for c in token.lefts):
            if role.text == "owner" and any(c.lower_ in IT | {"their"} for c in token.lefts):
                return  # mostly of what was lost or taken, and of no state
            if token.lemma_ in cues().kindred and (land := _land_of(token, here)) is not None:
                mention.actor, mention.unowned, mention.thing = land.actor, False, False
                mention.rule = f"{token.text} in {land.actor.name if land.actor else ''}"
                return
            self._possessed(mention, token, role, said, here)
            return
        if token.lemma_ in cues().anyones or role.text.startswith("peacekeep"):
            return
        if (band := self._band(token, said, here)) is not None:
            mention.actor, mention.unowned = band, False
            mention.rule = f"{token.text}: the only armed group named before ({role.where})"
            return
        if role.sector in ARMED and (theirs := self._loyal(token, role, said, here)) is not None:
            mention.actor, mention.unowned = theirs, False
            mention.rule = f"{token.text} loyal to somebody of {theirs.country} ({role.where})"
            return
        if role.sector == "JUD" and self._called_otherwise(mention, token):
            return
        state = (
            self._said_of(mention, token, here)
            or self._fallen(mention, token, here)
            or self._where(mention, token, here)
        )
        if state is None and role.sector == "LEG" and "congress" in role.text:
            # Other parliaments are called so too, and an Indian party: with America named, it is hers.
            if "USA" not in said.countries:
                return
            state = self.resolver.state_of("USA")
        if state is None and role.type == "state":
            state = _citizenship(token, here)
        institution = (
            role.type in {"body", "state"} and role.sector in _INSTITUTIONS and role.text not in self.words.types
        )
        if state is None and institution and not _modified(token, mention.start):
            if {c.lower_ for c in token.lefts} & {"the", "this"}:
                state = self._only_state(token, said)
        one_group = role.type == "armed group" and token.tag_ == "NN"  # "the terrorist organisation" may be any
        if (
            state is None
            and role.sector in _DOMESTIC
            and not one_group
            and any(m.actors() and not m.unowned for m in here)
        ):
            state = self.resolver.state_of(next(iter(said.countries))) if len(said.countries) == 1 else None
        rule = "the only state named"
        if state is None and (state := self._ruled_here(mention, role, token, said, here)) is not None:
            rule = "the only one whose offices the sentence names"
        if state is None or (role.type == "person" and mention.actor is None):
            return
        holder = self._holder(mention, role, state, said.doc)
        old, mention.actor = mention.actor, holder or self.resolver.unnamed(state, role, former=mention.former)
        if old is not None:  # "leaders of the opposition coalition" are those of the coalition
            self._rename(said.doc, old, mention.actor)
        mention.unowned = False
        mention.rule = f"{state.name}, {rule}, + {mention.titles[-1]} ({role.where})"

    @staticmethod
    def _called_otherwise(mention: Named, token: Token) -> bool:
        """Whether a court has a name of its own before it, of no state: "The Hague court" is not of the only state named."""
        title = set(mention.titles[-1].split())
        return any(t.pos_ == "PROPN" and t.lower_ not in title for t in token.doc[mention.start : token.i])

    def _loyal(self, token: Token, role: Role, said: Said, here: Sequence[Named]) -> Actor | None:
        """Return the forces of the land of whom they are loyal to: "troops loyal to Laurent Gbagbo"."""
        leaders = {
            p.i for c in token.rights if c.lower_ in cues().loyal for to in c.children if to.lower_ == "to"
            for p in to.children if p.dep_ == "pobj"
        }  # fmt: skip
        lands = {
            a.country for m in here if m.head in leaders and m.use == "head" for a in m.actors()
            if a.country and (a.type == "person" or m.former)
        }  # fmt: skip
        state = self.resolver.state_of(lands.pop()) if len(lands) == 1 else None
        if state is None:
            return None
        rules = any(m.head in leaders and a.sector == "GOV" for m in here for a in m.actors())
        return self.resolver.unnamed(state, role if rules or role.sector != "MIL" else replace(role, sector="UAF"))

    def _said_of(self, mention: Named, token: Token, here: Sequence[Named]) -> Actor | None:
        """Return the state whose organ the sentence has called by the same word: "Chad's army ..., where the army ..."."""
        if mention.plural or _modified(token, mention.start) or told_apart(token):
            return None
        if not any(c.lower_ == "the" for c in token.lefts):
            return None
        lands = {
            a.country for m in here for a in m.actors()
            if m.start < mention.start and m.titles and m.titles == mention.titles and not m.unowned
        }  # fmt: skip
        return self.resolver.state_of(lands.pop()) if len(lands) == 1 else None

    def _fallen(self, mention: Named, token: Token, here: Sequence[Named]) -> Actor | None:
        """Return the state of whose forces those are who die where a band has met them: "rebels ambushed Malian troops, and ten soldiers died"."""
        verb, actor = token.head, mention.actor
        if token.dep_ not in {"nsubj", "nsubjpass"} or verb.lemma_ not in _FALLING or token.tag_ != "NNS":
            return None
        if actor is None or actor.sector not in {"MIL", "COP"} or any(c.dep_ not in _COUNTING for c in token.children):
            return None
        named = [(m, a) for m in here for a in m.actors() if m.start < mention.start and m.use != "place" and a.country]
        own = {a.country for _, a in named if a.sector == actor.sector}
        theirs = [a for m, a in named if a.sector not in {actor.sector, "REB", "UAF"} and m.use == "head"]
        foreign = [a for a in theirs if a.country not in own and a.type != "armed group"]
        return self.resolver.state_of(own.pop()) if len(own) == 1 and not foreign else None

    def _ruled_here(self, mention: Named, role: Role, token: Token, said: Said, here: list[Named]) -> Actor | None:
        """Return the state of which the sentence names other offices or organs, and of no other: "Chad's president sacked the justice minister"."""
        head = office_kind(role) in _HEADS
        office = role.type == "person" and (role.level == "minister" or head)
        organ = role.type in {"body", "state"} and role.sector in _INSTITUTIONS and role.text not in self.words.types
        the = bool({c.lower_ for c in token.lefts} & {"the", "this"})
        bare = mention.use == "modifier" and organ  # "a cabinet meeting", "government offices"
        if not (office or organ) or not (the or bare) or mention.plural or mention.former or told_apart(token):
            return None
        if _modified(token, mention.start) or office_kind(role) == "foreign minister":
            return None
        others = [m for m in here if m is not mention and not m.unowned]
        organs = {
            a.country for m in others for a in m.actors()
            if a.country and (m.titles or not head) and self._governs_there(m, a, others)
            and not (office and verb_above(said.doc[m.head]) == verb_above(token) and _call(verb_above(token)))
        }  # fmt: skip
        lands = {a.country for m in others for a in m.actors() if a.sector not in _REPORTERS} - {None}
        state = self.resolver.state_of(organs.pop()) if len(organs) == 1 and lands <= organs else None
        if state is not None and self._is_asked(token, state, said):
            return None
        # "Whatever the chancellor thinks of Orban": Hungary has none.
        return None if state is None or (head and not self.resolver.has_office(state.id, role)) else state

    @staticmethod
    def _is_asked(token: Token, state: Actor, said: Said) -> bool:
        """Whether a president asks something of it in his own name: "we call on the junta", which is not his own."""
        verb = verb_above(token)
        own = verb is not None and any(s.lower_ in {"i", "we"} for s in surface_subject(verb))
        return own and token.i in said.quoted and said.speaker is not None and said.speaker.country == state.country

    def _governs_there(self, mention: Named, actor: Actor, others: Sequence[Named]) -> bool:
        """Whether somebody acts in a land as one of its own: its court, its president, not its envoy; its army where its rebels are too."""
        if mention.of is None and actor.id not in {*self.knowledge.persons, *self.knowledge.groups}:
            return False  # whose it is, is itself but gathered from the only state named
        if actor.sector in {"JUD", "LEG", "COP"}:
            return True
        if actor.sector == "MIL":
            groups = {a.id: a for m in others for a in m.actors() if a.id in self.knowledge.groups}
            return any(g.country == actor.country and g.type == "armed group" for g in groups.values())
        title = mention.titles[-1] if mention.titles else ""
        role = self.resolver.words.get(title)
        if role is None:
            ruled = actor.type == "person" and not self.resolver.never_headed_state(actor.id)
            return ruled and actor.id in self.knowledge.persons and actor.sector in {"GOV", "ELI"}
        if role.sector != "GOV" or title.startswith(_OUTWARD) or (office_kind(role) or "").startswith(_OUTWARD):
            return False
        now = not mention.plural and not mention.former  # not "Eritrea's old rulers"
        return role.type == "body" or (now and (role.level == "minister" or office_kind(role) in _HEADS))

    def _holder(self, mention: Named, role: Role, owner: Actor, doc: Doc) -> Actor | None:
        """Return who the data say holds an office that the text names without its holder."""
        if role.type != "person" or mention.plural or mention.former or not office_kind(role):
            return None
        holder = self.resolver.holder(owner.id, role, doc._.kg_date)
        return self.resolver.actor(holder, doc._.kg_date) if holder else None

    def _possessed(self, mention: Named, token: Token, role: Role, said: Said, here: list[Named]) -> None:
        """Give "its army", "whose regime" the owner whom the pronoun means."""
        owners = {t.i for t in possessor(token)}
        found = distinct_actors(m for m in here if m.head in owners and m is not mention)
        if len(found) != 1:
            return
        owner = self.resolver.state_of(found[0].country) if found[0].type == "person" else found[0]
        if role.type == "state" and self.resolver.never_headed_state(found[0].id):
            owner = found[0]  # the regime of who rules a province is no state's government
        if owner is None:
            return
        if role.note in NOT_OWN and owner.type == "state":
            mention.actor, mention.unowned = self.resolver.outsider(owner, role), False
            mention.rule = f"{owner.name}, by the pronoun, and {role.text} ({role.where})"
            return
        # A convoy of soldiers is these soldiers.
        itself = owner.type == "person" or (token.lemma_ in cues().anyones and owner.type != "state")
        actor = self._holder(mention, role, owner, said.doc)
        actor = actor or (owner if itself else self.resolver.unnamed(owner, role, former=mention.former))
        if actor.id == owner.id and role.type in {"person", "people"} and not (itself and owner.type == "people"):
            return  # a movement that urges its followers urges somebody
        mention.actor, mention.unowned = actor, False
        mention.rule = f"{owner.name}, by the pronoun, + {mention.titles[-1]} ({role.where})"

    def _where(self, mention: Named, token: Token, here: list[Named]) -> Actor | None:
        """Return the state of the places at which a role's clause says that it acts, where the sentence names no other."""
        role = self.resolver.words.get(mention.titles[-1]) if mention.titles else None
        if role is not None and role.sector == "CVL" and token.lemma_ in cues().anywhere:
            return None
        verb = verb_above(token)
        places = {
            m.actor.country for m in here
            if m.use == "place" and m.actor is not None and verb is not None and verb_above(token.doc[m.head]) == verb
        } - {None}  # fmt: skip
        crowd = (
            role is not None
            and role.sector in _CROWDS
            and token.lemma_ not in cues().anywhere
            and is_subject(_whole(token))
        )
        victim = role is not None and role.sector in {"JRN", "REL", "HLH"} and token.dep_ == "nsubjpass"
        others = [m for m in here if not victim or (verb_above(token.doc[m.head]) == verb and m.use != "modifier")]
        named = places if crowd else {a.country for m in others for a in m.actors() if not m.unowned} - {None}
        sent = verb is not None and verb.lemma_ in {"send", "dispatch", "deploy"} and not is_subject(token)
        if len(places) != 1 or named != places or mention.use == "modifier" or sent:
            return None
        return self.resolver.state_of(places.pop())

    def _band(self, token: Token, said: Said, sentence: Sequence[Named]) -> Actor | None:
        """Return the one armed group that the text has named, of which unnamed fighters are: "Boko Haram ... Militants then"."""
        singular = token.tag_ not in {"NNS", "NNPS"}
        the = [t.lower_ for t in token.lefts]
        if singular or token.lemma_.lower() not in self.words.fighters or _modified(token) or the not in ([], ["the"]):
            return None  # "a militant" may be anybody's
        # Not those in the same clause: "snipers killed three soldiers of the SDF".
        beside = {a.id for m in sentence if in_same_clause(token, said.doc[m.head]) for a in m.actors()}
        if the:  # those whom the text spoke of last, not those who fight them
            beside |= {a.id for m in said.before for a in m.actors()}
        for mentions, here in said.back(token, len(said.history) if the else _LOOK_BACK):
            found = {a.id: a for m in mentions for a in m.actors() if a.type == "armed group" and not m.unowned}
            if the and here:
                continue
            if the or not here:
                found = {i: a for i, a in found.items() if i not in beside}
            if found:
                return next(iter(found.values())) if len(found) == 1 and not set(found) & beside else None
        return None

    def _only_state(self, token: Token, said: Said) -> Actor | None:
        """Return the one state that the nearest sentence with any names, in whatever way."""
        for mentions, _ in said.back(token, _LOOK_BACK):
            countries = {a.country for m in mentions for a in m.actors() if not m.unowned} - {None}
            if countries:
                return self.resolver.state_of(countries.pop()) if len(countries) == 1 else None
        return None


def _citizenship(government: Token, here: Iterable[Named]) -> Actor | None:
    """Return the state whose citizenship a government is to give or take: "urged the government not to revoke her UK citizenship"."""
    owners = [
        m.actor for m in here
        if m.actor is not None and m.actor.type == "state" and m.use in {"modifier", "possessive"}
        and government.doc[m.head].head.lemma_ in cues().citizenship and government.head.is_ancestor(government.doc[m.head])
    ]  # fmt: skip
    return owners[0] if len({a.id for a in owners}) == 1 else None


def _land_of(token: Token, here: Iterable[Named]) -> Named | None:
    """Return the state in which a speaker's brothers or friends are."""
    where = {p.i for c in token.children if c.lower_ in {"in", "from"} for p in c.children if c.dep_ == "prep"}
    if not any(c.lower_ == "our" for c in token.lefts):
        return None
    lands = [m for m in here if m.head in where and m.actor is not None and m.actor.type == "state"]
    return next((m for m in lands if not m.rule.startswith("seat")), None)


def _call(verb: Token | None) -> bool:
    """Whether a verb tells of a meeting or a call."""
    return verb is not None and verb.lemma_.lower() in cues().encounters


def _is_such(actor: Actor, role: Role) -> bool:
    """Whether what a role word means can be called so: a person an envoy, a company a glassmaker, a party a movement; all a rival."""
    return role.note == ANOTHERS or actor.type == role.type or {actor.type, role.type} <= ORGANISED


def _named(start: int, token: Token, found: tuple[Actor, ...], use: Use, rule: str) -> Named:
    one = len(found) == 1
    return Named(
        start, token.i + 1, token.i, found[0] if one else None, use, plural=not one, rule=rule, group=() if one else found
    )  # fmt: skip


def _names(mention: Named, counterpart: Token) -> bool:
    """Whether a mention says by name who the counterpart is: right behind it, or in apposition behind a comma."""
    if mention.start == counterpart.i + 1:
        return True
    person = mention.actor is not None and mention.actor.type == "person"
    head = counterpart.doc[mention.head]
    return person and head.dep_ == "appos" and head.head == counterpart and mention.start == counterpart.i + 2


def _represent(mention: Named, of: Actor, owner: Named | None, doc: Doc) -> None:
    """Give a person of whom nothing else is known the state that the text says, and the sector of whose counterpart it is."""
    person = mention.actor
    if person is None or person.type != "person" or person.country is not None or of.country is None:
        return
    sector = person.sector or (owner.actor.sector if owner is not None and owner.actor is not None else None) or "UNK"
    known = replace(person, country=of.country, sector=sector)
    for other in doc._.kg_named:
        if other.actor == person:
            other.actor = known


def _use(token: Token) -> Use:
    return "possessive" if token.dep_ == "poss" else "modifier" if token.dep_ == "compound" else "head"


def _start(token: Token) -> int:
    """Return the first token of a noun's determiners and modifiers."""
    kinds = {"det", "nummod", "predet", "amod", "poss", "compound", "quantmod", "nmod"}
    return min((t.i for c in token.lefts if c.dep_ in kinds for t in c.subtree), default=token.i)


def _phrases(token: Token) -> Iterator[str]:
    """Yield a noun with its modifiers, the longest first: "island nation", "nation"."""
    first = next(
        (i for i in range(token.i - 2, token.i) if i >= 0 and token.doc[i].dep_ in {"compound", "amod"}), token.i
    )
    for i in range(first, token.i + 1):
        yield token.doc[i : token.i + 1].text.lower()


def _modified(token: Token, before: int | None = None) -> bool:
    """Whether anything modifies a noun; `before` which token, where its own name is of several words ("interior ministry")."""
    return any(c.dep_ in {"amod", "compound"} and (before is None or c.i < before) for c in token.lefts)


_HALVES = frozenset({"North", "South"})
_TOWARDS = frozenset({"with", "from", "against", "at", "by", "to", "on", "between", "of", "into", "for"})
"""What stands before a party, whereas "in the South" is where something is."""


def _joined(mention: Named, mentions: list[Named], doc: Doc) -> tuple[Actor, ...]:
    """Return the actors of a subject and of those coordinated with it."""
    heads = {mention.head, *(t.i for t in doc[mention.head].conjuncts)}
    return tuple(distinct_actors(m for m in mentions if m.head in heads and m.use == "head"))


def _brought_together(said: Said, many: int) -> tuple[Actor, ...]:
    """Return those of one land whom a third has brought together, or urged to talk: "Egypt brought Fatah and Hamas together".

    Those of two lands are found as their states.
    """
    sets: dict[frozenset[str], tuple[Actor, ...]] = {}
    for m in said.before:
        verb = verb_above(said.doc[m.head])
        joined = _joined(m, said.before, said.doc) if m.use == "head" and m.actor is not None else ()
        kinds = told_by(verb, verb=True) if verb is not None else ()
        third = any(k.name == "mediatedBetween" or k.category == "REQUEST" for k in kinds)
        if third and len(joined) == many and not is_subject(said.doc[m.head]):
            sets[frozenset(a.id for a in joined)] = joined
    lands = {a.country for actors in sets.values() for a in actors}
    return next(iter(sets.values())) if len(sets) == len(lands) == 1 and None not in lands else ()


def _near(token: Token) -> Iterator[Span]:
    """Yield the sentence up to a word, and the sentence before."""
    start = token.sent.start
    yield token.doc[start : token.i]
    if start:
        yield token.doc[start - 1].sent


def _people_of(mentions: Iterable[Named]) -> list[Actor]:
    """Return who is a person, or several, among whom a text names."""
    return distinct_actors(m for m in mentions if any(a.type in {"person", "people"} for a in m.actors()))


def _people(mentions: Iterable[Named]) -> tuple[Actor, ...]:
    return tuple({a.id: a for m in mentions for a in m.actors() if a.type == "person"}.values())


def _may_refer(token: Token) -> bool:
    """Whether a token is a pronoun or a noun that something determines: no other refers back."""
    return token.lower_ in _REFERRING or (token.n_lefts > 0 and token.pos_ in {"NOUN", "PROPN"}) or _is_the_two(token)


def _is_the_two(token: Token) -> bool:
    """Whether a bare number stands for those who do something with each other: "X visited Y, and the two talked"; not "the two fell"."""
    if token.lower_ not in _NUMBERS or token.dep_ != "nsubj" or [c.lower_ for c in token.children] != ["the"]:
        return False
    entries = lexicon().verbs.get(token.head.lemma_.lower(), ())
    return any(relations()[e.relation].symmetric and "subject" in e.source for e in entries)


def _is_word(kind: RelationType) -> bool:
    """Whether a relation is in the words themselves: thanks, a demand; not a recognition or a treaty, which are states'."""
    return kind.category in {"SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN"} and kind.name != "recognized"


def _whole(token: Token) -> Token:
    """Return what a noun is counted by: the thousands of "thousands of people"."""
    while token.dep_ == "pobj" and token.head.lower_ == "of":
        token = token.head.head
    return token


@lru_cache(maxsize=1)
def _judgements() -> frozenset[str]:
    """Return the nouns of praise and blame: "condemnation", "praise"."""
    of = {
        noun: {relations()[e.relation].category for e in entries if "of" in e.target}
        for noun, entries in lexicon().nouns.items()
    }
    return frozenset(noun for noun, kinds in of.items() if kinds & {"ACCUSE", "SUPPORT"})


def _is_half(token: Token, code: str, codes: frozenset[str], named: Sequence[Named], said: Said) -> bool:
    """Whether "the South" is a state: of what is attacked or gets something it may be the land named last that has a south.

    Who does something, or is praised, is a state; and so it is beside the other half, or where both are named.
    """
    kinds = list(told_by(token.head, verb=True))
    judged = any(k.category in {"SUPPORT", "ACCUSE"} for k in kinds) and all(k.category != "ASSAULT" for k in kinds)
    if token.dep_ == "nsubj" or (token.dep_ == "dobj" and judged):
        return True
    lands = [a.country for m in named for a in m.actors() if a.country]
    beside = any(a.country in codes - {code} for m in said.before for a in m.actors())
    return beside or codes <= set(lands) or codes.issuperset(lands[-1:])


def _befalls_others(deed: Token) -> bool:
    """Whether a noun is of what is mostly done to another's: "the killing of X"; a land oppresses its own."""
    kinds = befallen_by(deed.lemma_.lower())
    return any(k.category in {"ASSAULT", "COERCE", "SANCTION", "CONCEDE"} and k.name != "restricted" for k in kinds)
