"""Coreference as far as rules reach: pronouns, "the two countries", "both sides", "the bloc", "its neighbour".

Each rule looks back for the one antecedent that agrees; where two fit equally well, the mention stays unresolved: a guess
would be quoted. The new mentions join `doc._.kg_named`, and keep their own words and offsets.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Token

from kg.annotate.actors import by_head
from kg.annotate.extensions import Named, Use
from kg.knowledge import Knowledge, load
from kg.model import Actor

_HE = frozenset({"he", "him", "his"})
_SHE = frozenset({"she", "her", "hers"})
_IT = frozenset({"it", "its"})
_THEY = frozenset({"they", "them", "their"})
_STATES = frozenset(
    {"country", "nation", "state", "side", "party", "government", "neighbour", "neighbor", "capital", "power"}
)
_PEOPLE = frozenset(
    {"leader", "president", "minister", "diplomat", "official", "man", "pair", "premier", "chief", "counterpart"}
)
_BLOCS = frozenset(
    {"alliance", "bloc", "organisation", "organization", "union", "grouping", "agency", "council", "coalition"}
)
_LOOK_BACK = 3
"""How many sentences back an antecedent may stand."""


@Language.factory(
    "kg_coref",
    requires=["doc._.kg_named", "token.dep"],
    assigns=["doc._.kg_named", "doc._.kg_by_head"],
    default_config={"overlays": []},
)
def make_coref(nlp: Language, name: str, overlays: list[str]) -> Coreference:
    """Create the stage that resolves what refers back."""
    return Coreference(load(overlays=[Path(p) for p in overlays]) if overlays else load())


class Coreference:
    """Goes through an article once, keeping what each sentence named."""

    def __init__(self, knowledge: Knowledge):
        self.gender = {p.id: p.gender for p in knowledge.persons.values() if p.gender}
        self.kinds = {o.id: o.kind for o in knowledge.organisations.values()}
        self.states = {s.iso3: s for s in knowledge.states.values() if not s.end}

    def __call__(self, doc: Doc) -> Doc:
        """Add what refers back to `doc._.kg_named`."""
        index: dict[int, list[Named]] = doc._.kg_by_head
        history: list[list[Named]] = []
        added: list[Named] = []
        seen_gender: dict[str, str] = {}
        for sentence in doc.sents:
            if sentence._.kg_skipped:
                continue
            here = sorted(
                (m for i in range(sentence.start, sentence.end) for m in index.get(i, ())), key=lambda m: m.start
            )
            current = [m for m in here if m.actors()]
            taken = {i for m in here if m.actors() for i in range(m.start, m.end)}
            for token in sentence:
                if token.i in taken:
                    continue
                before = [m for m in current if m.start < token.i]
                mention = self._refer(token, before, history, seen_gender)
                if mention is not None:
                    for old in [m for m in here if not m.actors() and m.start <= token.i < m.end]:
                        here.remove(old)
                    added.append(mention)
                    current = sorted([*current, mention], key=lambda m: m.start)
            history.append(current)
        unresolved = {i for m in added for i in range(m.start, m.end)}
        kept = [m for m in doc._.kg_named if m.actors() or m.head not in unresolved]
        doc._.kg_named = sorted([*kept, *added], key=lambda m: (m.start, m.end))
        doc._.kg_by_head = by_head(doc._.kg_named)
        return doc

    def _refer(
        self, token: Token, before: list[Named], history: list[list[Named]], gender: dict[str, str]
    ) -> Named | None:
        low = token.lower_
        possessive = token.tag_ == "PRP$"
        use: Use = "possessive" if possessive else "head"
        found: tuple[Actor, ...]
        if low in _HE or low in _SHE:
            actor = self._person("m" if low in _HE else "f", token, before, history, gender)
            rule = "pronoun"
            found = (actor,) if actor else ()
        elif low in _IT:
            actor = self._thing(token, before, history)
            found, rule = ((actor,) if actor else ()), "pronoun"
        elif low in _THEY:
            found, rule = self._several(token.doc, before, history), "pronoun"
        elif token.pos_ == "NOUN" or low in {"both"}:
            return self._definite(token, before, history)
        else:
            return None
        if not found:
            return None
        return Named(
            token.i, token.i + 1, token.i, found[0] if len(found) == 1 else None, use, plural=len(found) > 1,
            rule=f"{rule} {token.text}", group=found if len(found) > 1 else (),
        )  # fmt: skip

    # -- one antecedent ------------------------------------------------------------------------------------------------

    def _person(
        self, wanted: str, token: Token, before: list[Named], history: list[list[Named]], gender: dict[str, str]
    ) -> Actor | None:
        def fits(actor: Actor) -> bool:
            if actor.type != "person":
                return False
            known = self.gender.get(actor.id) or gender.get(actor.id)
            return known in (None, wanted)

        if _stranger(token):
            return None
        actor = self._antecedent(fits, token, before, history)
        if actor is not None and actor.country is None and actor.name.islower():
            return None  # "the father", "a husband": which of them he is, is not said
        if actor is not None and actor.id not in self.gender:
            gender.setdefault(actor.id, wanted)
        return actor

    def _thing(self, token: Token, before: list[Named], history: list[list[Named]]) -> Actor | None:
        if token.dep_ == "expl" or (token.lower_ == "it" and _pleonastic(token)):
            return None

        def fits(actor: Actor) -> bool:
            return actor.type in {"state", "igo", "body", "party", "armed group", "company"}

        # From one sentence to the next only a subject or an owner is taken up; "welcomed it" is mostly what was said.
        back = history[-1:] if token.dep_ in {"nsubj", "nsubjpass", "poss"} else []
        return self._antecedent(fits, token, before, back, subjects_only=True)

    def _antecedent(
        self, fits: Callable[[Actor], bool], token: Token, before: list[Named], history: list[list[Named]], *,
        subjects_only: bool = False,
    ) -> Actor | None:  # fmt: skip
        """Return the one actor that agrees: in this sentence the nearest subject, else in the last ones their subject."""
        doc = token.doc
        for mentions, same in [(before, True), *[(h, False) for h in reversed(history[-_LOOK_BACK:])]]:
            fitting = [m for m in mentions if m.actor is not None and fits(m.actor) and m.use in {"head", "possessive"}]
            if same and token.tag_ != "PRP$":
                # "He" is nobody who stands in the same clause as its object or owner.
                fitting = [m for m in fitting if not _same_clause(token, doc[m.head])]
            subjects = [m for m in fitting if _is_subject(doc[m.head])]
            if same and token.tag_ == "PRP$":
                owners = [m for m in subjects if doc[m.head].head in token.ancestors and not doc[m.head].conjuncts]
                if owners:
                    return owners[-1].actor
            actors = {m.actor.id: m.actor for m in (subjects if subjects_only else fitting) if m.actor is not None}
            if len(actors) == 1:
                return next(iter(actors.values()))
            chosen = {m.actor.id: m.actor for m in subjects if m.actor is not None}
            if len(chosen) == 1:
                return next(iter(chosen.values()))
            if fitting:
                return None
        return None

    # -- several -------------------------------------------------------------------------------------------------------

    def _several(self, doc: Doc, before: list[Named], history: list[list[Named]]) -> tuple[Actor, ...]:
        """Return whom "they" means: the last coordinated subjects, or the last plural actor where it is the only one."""
        for mentions in [before, *reversed(history[-1:])]:
            joint = [m for m in mentions if m.use == "head" and m.actor is not None]
            subjects = [m for m in joint if _is_subject(doc[m.head])]
            plural = {m.actor.id: m.actor for m in subjects if m.plural and m.actor is not None}
            if len(plural) == 1 and len(subjects) == 1:
                return tuple(plural.values())
            groups = [m.group for m in mentions if m.group]
            if groups and not plural:
                return groups[-1]
        return ()

    def _definite(self, token: Token, before: list[Named], history: list[list[Named]]) -> Named | None:
        lemma = token.lemma_.lower()
        dets = {c.lower_ for c in token.lefts}
        dual = "both" in dets or ("two" in dets and bool(dets & {"the", "these", "those", "their"}))
        start = min(
            [c.i for c in token.lefts if c.dep_ in {"det", "nummod", "predet", "amod", "poss"}], default=token.i
        )
        if dual and (lemma in _STATES or lemma in _PEOPLE):
            states = lemma in _STATES
            found = self._pair(states, before, history)
            if len(found) == 2:
                use: Use = "possessive" if token.dep_ == "poss" else "head"
                return Named(
                    start, token.i + 1, token.i, None, use, plural=True, rule=f"the two {lemma}", group=found
                )  # fmt: skip
            return None
        if lemma in _BLOCS and dets & {"the", "this"} and not any(c.dep_ in {"amod", "compound"} for c in token.lefts):
            actor = self._bloc(before, history)
            if actor is not None and not any(c.lower_ == "of" for c in token.rights):
                return Named(start, token.i + 1, token.i, actor, "head", rule=f"the {lemma}")
        return None

    def _bloc(self, before: list[Named], history: list[list[Named]]) -> Actor | None:
        for mentions in [before, *reversed(history[-_LOOK_BACK:])]:
            found = {m.actor.id: m.actor for m in mentions if m.actor is not None and m.actor.type == "igo"}
            if found:
                return next(iter(found.values())) if len(found) == 1 else None
        return None

    def _pair(self, states: bool, before: list[Named], history: list[list[Named]]) -> tuple[Actor, ...]:
        """Return the two states (or people) of the nearest sentence that names exactly two of them."""
        mentions: list[Named] = []
        for more in [before, *reversed(history[-8:])]:
            mentions = more
            found = self._as_states(mentions) if states else _people(mentions)
            if len(found) == 2:
                return found
            if len(found) > 2:
                return ()
        return ()

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


def _people(mentions: Iterable[Named]) -> tuple[Actor, ...]:
    return tuple({a.id: a for m in mentions for a in m.actors() if a.type == "person"}.values())


def _stranger(pronoun: Token) -> bool:
    """Whether somebody whom no stage knows stands before the pronoun in its sentence: it may be he."""
    doc, sentence = pronoun.doc, pronoun.sent
    index: dict[int, list[Named]] = doc._.kg_by_head
    heads = range(sentence.start, sentence.end)
    named = {i for head in heads for m in index.get(head, ()) for i in range(m.start, m.end)}
    return any(t.ent_type_ == "PERSON" and t.i not in named for t in doc[sentence.start : pronoun.i])


def _is_subject(token: Token) -> bool:
    while token.dep_ in {"compound", "conj", "appos", "flat"} and token.head is not token:
        token = token.head
    return token.dep_ in {"nsubj", "nsubjpass"}


def _same_clause(pronoun: Token, other: Token) -> bool:
    """Whether both are arguments of the same verb, so that they cannot be the same person ("Putin met him")."""

    def verb(t: Token) -> Token | None:
        return next((a for a in t.ancestors if a.pos_ in {"VERB", "AUX"}), None)

    mine, its = verb(pronoun), verb(other)
    return mine is not None and its is not None and mine.i == its.i


def _pleonastic(token: Token) -> bool:
    """Whether "it" is empty: "it is clear that", "it remains to be seen"."""
    verb = token.head
    return verb.lemma_ in {"be", "seem", "appear", "remain", "become", "take", "emerge"} and any(
        c.dep_ in {"ccomp", "xcomp", "acomp", "attr", "advcl"} for c in verb.children
    )
