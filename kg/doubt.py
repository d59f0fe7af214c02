"""What the parse says against what the reader alone sees: parts of a party, partners in an act, what is only feared or denied.

The reader judges a pair by the words of the sentence; it does not see which phrase stands within which. Here the tree is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from spacy.tokens import Doc, Span, Token

from kg.annotate.arguments import is_each_other
from kg.annotate.extensions import Named
from kg.annotate.predicates import Predicate
from kg.annotate.status import verdict
from kg.inventory import relations as inventory
from kg.lexicon import Lexicon, cues, lexicon
from kg.model import Mention, Relation, Status

_ATTRIBUTES = frozenset({"prep", "pobj", "poss", "compound", "amod", "nmod", "nummod", "appos", "npadvmod", "pcomp"})
_SPOKEN = frozenset({"REJECT", "THREATEN", "REQUEST", "ACCUSE", "AGREE", "SANCTION", "PROTEST"})
"""What is done by the very word that denies or doubts the act below it: "refused to meet X" rejects X."""
_COUNTER: Mapping[str, frozenset[Status]] = {
    "asserted": frozenset({"negated", "hypothetical", "planned", "demanded"}),
    "planned": frozenset({"negated", "hypothetical"}),
    "claimed": frozenset({"negated", "hypothetical"}),
}
"""What the reader takes for a status -> what a cue in the sentence may make of it."""


def objection(
    sentence: Span, source: Named, target: Named, category: str, made: Sequence[Relation], refused: Iterable[Predicate] = ()
) -> str:  # fmt: skip
    """Return why the reader's pair is no relation of its own, or nothing; `refused` is what the lexicon saw and did not code."""
    doc = sentence.doc
    for predicate in refused:
        told = inventory()[predicate.entry.relation].category == category
        if (
            told
            and source.head in {n.head for n in predicate.source}
            and target.head in {n.head for n in predicate.target}
        ):
            return "the lexicon saw it, and why it is none"
    if category in _CONFLICT and _is_destination(doc[target.head]):
        return "it is where somebody is sent"
    if is_each_other(doc[target.head]):
        return "each other's"
    if any(n.use == "modifier" and _is_ware(doc[n.head]) for n in (source, target)):
        return "it only says where goods or arts are from"
    if _is_scene(doc[source.head]):
        return "a place where something is done does nothing"
    if category == "CONSULT" and _comes_from(doc[target.head]):
        return "who comes from somewhere meets nobody there"
    if _is_aside(doc[target.head], category):
        return "it is what is spoken of, or where"
    if _are_joined(doc[source.head], doc[target.head]):
        return "something is done to both, they do nothing to each other"
    if _with_a_third(doc, source, target, made):
        return "each acts with a third"
    for relation in made:
        if relation.plover is None:
            continue
        sources = [_head(doc, m) for m in relation.source]
        targets = [_head(doc, m) for m in relation.target]
        heads = [*sources, *targets]
        if source.head in sources and target.head in sources and not relation.symmetric:
            return "the two act together"
        joint = source.head in sources
        if joint and any(_is_within(doc[target.head], doc[t], clauses=True) for t in targets):
            return "its target is a part of what the source acts upon"
        if target.head in targets and any(_is_within(doc[source.head], doc[s]) for s in sources):
            return "its source only says who the one is that acts"
        if relation.symmetric and source.head in heads and any(_is_within(doc[target.head], doc[t]) for t in heads):
            return "its target only says who the one is that acts with the source"
        if relation.symmetric and target.head in heads and any(_is_within(doc[source.head], doc[t]) for t in heads):
            return "its source only says who the one is that acts with the target"
        if relation.symmetric and target.head in heads and any(_is_within(doc[s], doc[source.head]) for s in heads):
            return "its source is called by those who act with the target"
    return ""


def _with_a_third(doc: Doc, source: Named, target: Named, made: Iterable[Relation]) -> bool:
    """Whether both do the same with somebody else: "A and B each signed a deal with C"."""
    doers: dict[tuple[str, frozenset[str]], set[int]] = {}
    for relation in made:
        partners = frozenset(m.actor.id for m in relation.target)
        doers.setdefault((relation.relation, partners), set()).update(_head(doc, m) for m in relation.source)
    return any({source.head, target.head} <= heads for heads in doers.values())


def status_by_cue(sentence: Span, source: Named, target: Named, category: str, status: Status) -> Status:
    """Return the status that a cue above the act gives it, where the reader has not seen it; else the reader's."""
    act = _act(sentence, source, target, category)
    if act is None:
        return status
    told = verdict(act).status
    return told if told in _COUNTER.get(status, ()) else status


def _act(sentence: Span, source: Named, target: Named, category: str) -> Token | None:
    """Return the word between two parties that tells the act: the nearest to the target that the lexicon knows as such."""
    words = [t for t in _path(sentence.doc[source.head], sentence.doc[target.head]) if t.pos_ in {"VERB", "NOUN"}]
    known = lexicon()
    found = next((t for t in words if any(category in _categories(w, known) for w in (t, *_compounds(t)))), None)
    if found is None and category not in _SPOKEN:
        found = next((t for t in words if t.pos_ == "VERB" or _categories(t, known)), None)
    if found is None and category == "SANCTION":
        found = next((t for t in words if t.pos_ == "VERB"), None)
    return found


def _compounds(noun: Token) -> list[Token]:
    """Return the nouns before a noun that say what it is: "aid package"."""
    return [c for c in noun.lefts if c.dep_ == "compound" and c.pos_ == "NOUN"] if noun.pos_ == "NOUN" else []


def _categories(token: Token, words: Lexicon) -> set[str | None]:
    table = words.verbs if token.pos_ == "VERB" else words.nouns
    return {inventory()[e.relation].category for e in table.get(token.lemma_.lower(), ())}


def _path(source: Token, target: Token) -> Iterator[Token]:
    """Yield the words above the target, up to the lowest that governs the source too."""
    above = {source.i, *(t.i for t in source.ancestors)}
    for token in target.ancestors:
        yield token
        if token.i in above and token.i != source.i:
            return


def _comes_from(target: Token) -> bool:
    """Whether somebody moves away from the target: "flew home from Germany"."""
    preposition = target.head
    return target.dep_ == "pobj" and preposition.lower_ == "from" and preposition.head.lemma_ in _MOTION


def _are_joined(one: Token, other: Token) -> bool:
    """Whether two are the objects of one verb that does not bring them together: "a bridge linking X and Y"."""
    first, second = sorted((one, other), key=lambda t: t.i)
    return first.dep_ == "dobj" and second in list(first.conjuncts) and first.head.lemma_ not in _UNITING


def _is_aside(token: Token, category: str) -> bool:
    """Whether a name is the subject of a talk, or the place of an act: "discussed X", "spoke about X", "agreed to meet in X"."""
    verb = token.head
    if category == "CONSULT" and token.dep_ == "dobj" and verb.lemma_ in _DISCUSSED:
        return True
    if token.dep_ != "pobj":
        return False
    if category == "CONSULT" and verb.lower_ in {"about", "regarding", "concerning", "over"}:
        return True
    if category == "CONSULT" and verb.lower_ == "on" and verb.head.pos_ == "NOUN":
        return True
    beside = verb.head.pos_ in {"VERB", "AUX"} and verb.lower_ in {"in", "at", "near"}
    return beside and category not in {"ASSAULT", "COERCE", "MOBILIZE", "AID", "PROTEST"}


_DISCUSSED = frozenset("discuss debate review address consider tackle weigh raise analyse analyze assess".split())


def _is_destination(token: Token) -> bool:
    """Whether somebody is sent there: "deported forty refugees to X"."""
    return token.dep_ == "pobj" and token.head.lower_ == "to" and token.head.head.lemma_ in _SENDING


_CONFLICT = frozenset({"SANCTION", "COERCE", "ASSAULT", "ACCUSE", "REJECT", "THREATEN"})
_SENDING = frozenset("deport extradite expel send return repatriate exile banish transfer hand".split())
_UNITING = frozenset("bring unite reconcile see pit set join leave have".split())
_MOTION = frozenset("fly return come travel arrive depart drive sail head flee move go back".split())


def _is_within(inner: Token, outer: Token, *, clauses: bool = False) -> bool:
    """Whether a word only says more of another one, in the same phrase: "Soldiers loyal to X", "fighters from X".

    With `clauses` also in a relative clause: "killed the general who had led X".
    """
    if outer.dep_ in {"amod", "compound", "nmod", "poss"} and outer.head.pos_ == "NOUN":
        outer = outer.head  # "the Iranian general": what says more of the general
    token = inner
    while token.i != outer.i:
        if token.i != inner.i and any(c.i == outer.i and c.dep_ == "appos" for c in token.children):
            return True  # "his Spanish colleague X"
        if clauses and token.dep_ == "relcl" and token.head.i == outer.i:
            return True
        verbal = token.pos_ in {"VERB", "AUX"} or token.dep_ in {"dobj", "nsubj", "nsubjpass"}
        hung = token.dep_ in _ATTRIBUTES or (token.dep_ == "conj" and token.head.i != outer.i)
        if not (hung or (clauses and verbal)) or token.head.i == token.i:
            return False
        if not clauses and token.head.pos_ in {"VERB", "AUX"}:
            return False
        token = token.head
    return inner.i != outer.i


def _is_ware(modifier: Token) -> bool:
    """Whether a name of a land says what kind of goods, art or beast it is: "Swedish furniture"."""
    return (
        modifier.dep_ in {"amod", "compound", "nmod"} and modifier.head.lemma_.lower() in cues().wares | cues().pastimes
    )


def _is_scene(token: Token) -> bool:
    """Whether a name stands behind a word of place beside a verb: "sued X at the court"."""
    return token.dep_ == "pobj" and token.head.lower_ in {"at", "in", "before", "near", "outside", "inside"}


def _head(doc: Doc, mention: Mention) -> int:
    """Return the head token of a party, by its place in the text."""
    named: Sequence[Named] = doc._.kg_named
    edges = (mention.start, mention.end)
    return next((n.head for n in named if n.edges(doc) == edges), -1)
