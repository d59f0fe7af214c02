"""Whether the clauses of a sentence let one mention act upon another: across them the reader guesses by the words alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from spacy.tokens import Doc, Token

from kg.annotate import arguments
from kg.annotate.extensions import Named
from kg.lexicon import cues

_CLAUSE = frozenset({"relcl", "advcl", "ccomp", "parataxis", "pcomp"})


def barrier(doc: Doc, source: Named, target: Named) -> str:
    """Return why a clause keeps the source from the target; empty where none does."""
    doer, other = doc[source.head], doc[target.head]
    for clause in _clauses(other):
        if clause.i == doer.i or clause.is_ancestor(doer):
            break
        if _has_own_doer(doc, clause, source, other):
            return f"target in a clause with a subject of its own ({clause.dep_})"
    own = _own_clause(doer)
    if (
        own is not None
        and own.i != other.i
        and not own.is_ancestor(other)
        and own.lemma_.lower() not in cues().reporting
    ):
        return f"source in a clause that does not hold the target ({own.dep_})"
    return ""


def _clauses(token: Token) -> list[Token]:
    """Return the heads of the clauses below the main one that hold a token, the inmost first."""
    return [t for t in (token, *token.ancestors) if _opens(t)]


def _opens(verb: Token) -> bool:
    if verb.pos_ not in {"VERB", "AUX"}:
        return False
    own = any(c.dep_ in {"nsubj", "nsubjpass"} for c in verb.children)
    return own and (verb.dep_ in _CLAUSE or verb.dep_ == "conj")


def _has_own_doer(doc: Doc, clause: Token, source: Named, target: Token) -> bool:
    by_head: Mapping[int, Sequence[Named]] = doc._.kg_by_head
    ids = {a.id for a in source.actors()}
    own = [c for c in clause.children if c.dep_ in {"nsubj", "nsubjpass"}]
    if any(s.i == target.i or s.is_ancestor(target) for s in own):
        return False
    subjects = arguments.surface_subject(clause)
    doers = [n for s in subjects for n in by_head.get(s.i, ()) if n.actors()]
    return bool(doers) and not any(ids & {a.id for a in n.actors()} for n in doers)


def _own_clause(token: Token) -> Token | None:
    """Return the clause below the main one of which a token is the subject; not a relative one, which may act on its head."""
    word = token
    while word.dep_ == "conj" and word.head.pos_ in {"NOUN", "PROPN", "PRON"}:
        word = word.head
    return word.head if word.dep_ == "nsubj" and _opens(word.head) and word.head.dep_ != "relcl" else None
