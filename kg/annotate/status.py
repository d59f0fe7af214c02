"""What a sentence asserts of an event, and on whose word: decided by the scope of each cue, not by its presence.

From the predicate the way goes up the parse to the root. Every step asks what the governor makes of what it governs; a
relative clause ends the scope of everything above it but quotation ("the minister, who visited Moscow, may resign":
the visit is a fact). What is found on the way is combined: a denial outweighs a doubt, a doubt a demand, and so on.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from kg.annotate.arguments import given_to, surface_subject
from kg.annotate.entities import CALENDAR
from kg.annotate.extensions import Named
from kg.annotate.participants import is_answer, is_charge, is_convened, is_told
from kg.annotate.syntax import exceptions, is_content, is_finite, is_infinitive, is_inverted, is_past_or_third
from kg.lexicon import cues
from kg.model import Actor, Status

_WEIGHT: dict[str, int] = {"asserted": 0, "claimed": 1, "planned": 2, "demanded": 3, "hypothetical": 4, "negated": 5}
_CLAUSES = frozenset({"ccomp", "xcomp", "advcl", "acl", "pcomp", "csubj", "csubjpass", "parataxis"})
_FACTUAL_PREPOSITIONS = frozenset({"after", "since", "despite", "upon", "following", "besides"})
_FACTUAL_MARKS = frozenset("after because since while whereas as when although though".split())
_CONDITIONS = frozenset({"if", "unless", "provided"})


@dataclass(slots=True)
class Verdict:
    """The status of a predicate, the reporting verb whose word it is (if any), and the cues that decided."""

    status: Status
    report: Token | None
    cues: tuple[str, ...]
    presupposed: bool = False
    """It says whom is spoken of, and is not what is reported: "the men abducted by X are well, their families said"."""


def verdict(predicate: Token, *, own: bool = True) -> Verdict:
    """Return what the sentence makes of `predicate`, a verb or a noun of action; without `own` whatever stands on itself."""
    found: list[tuple[str, str]] = []
    report: Token | None = None
    token = predicate
    scoped = True
    telling = presupposed = False
    below: Token | None = None
    settled: int | None = None
    for _ in range(40):
        if (
            scoped and (own or token != predicate) and not (below == predicate and predicate.dep_ == "aux")
        ):  # "will not" is itself the refusal
            found += _own(token, below)
        head = token.head
        if head == token:
            if scoped and token.sent[0].lower_ in cues().imagined:
                found.append(("hypothetical", token.sent[0].lower_))
            led = token.doc._.kg_leads.get(token.i)
            if scoped and led is not None and led.status:
                found.append((led.status, led.cue))
            break
        if scoped:
            step = _governed(token, head)
            if settled is None and head.pos_ == "VERB" and head.lemma_.lower() in cues().settling:
                settled = len(found)
                found.append(step or ("asserted", head.lower_))
            elif step is not None:
                found.append(step)
        if report is None and _is_report(token, head):
            report, presupposed = head, telling
        document = token.tag_ == "VBG" and head.lemma_.lower() in cues().documents  # says no more than is made of it
        participle = token.dep_ == "acl" and token.tag_ in {"VBN", "VBG"} and not is_content(token)
        relative = token.dep_ == "relcl" and not _is_infinitive(token)  # "calls to ban X" is governed by the calls
        if relative or token.dep_ == "appos" or (participle and not document):
            scoped = False
            telling = telling or token.dep_ != "appos"
        if _is_background(token, head):
            scoped = False
        if relative and _is_in_fiction(head):
            found.append(("hypothetical", "fiction"))
        below, token = token, head
    report = report or _inverted_report(predicate) or _label(predicate)
    found = _in_force(found, settled)
    if any(s == "negated" for s, _ in found) and is_convened(predicate):  # who fails to agree at a meeting has met
        found = [(s, cue) for s, cue in found if s != "negated" and cue not in {"can", "could"}]
    status = max((s for s, _ in found), key=_WEIGHT.__getitem__, default="asserted")
    if report is not None and status == "hypothetical" and all(c == "would" for s, c in found if s == status):
        status = "planned"
    return Verdict(status, report, tuple(c for _, c in found), presupposed)  # type: ignore[arg-type]


def _in_force(found: list[tuple[str, str]], settled: int | None) -> list[tuple[str, str]]:
    """Return the cues that bear on the act: what is denied further up may be but the saying.

    `settled` is the index of a verb that settles whether the act was done ("deny").
    """
    if settled is not None and any(s == "negated" for s, _ in found[settled + 1 :]):
        return [*found[:settled], ("hypothetical", f"not {found[settled][1]}")]  # "neither confirmed nor denied that"
    asked = next((i for i, (_, cue) in enumerate(found) if cue == "whether"), len(found))
    return found[: asked + 1]  # "would not say whether X had"


def _is_background(token: Token, head: Token) -> bool:
    """Whether a word is told as done, whatever becomes of what it hangs on."""
    if token.dep_ == "amod" and token.tag_ == "VBN":
        return True  # "if Turkish-backed rebels came"
    if token.dep_ == "advcl" and (_mark(token) in _FACTUAL_MARKS or _is_fronted(token)):
        return True
    if token.dep_ == "pcomp":
        if head.lower_ in _FACTUAL_PREPOSITIONS:
            return True  # "will be tried after joining the rebels"
        if head.lower_ == "for" and cues().governors.get(head.head.lemma_.lower()) == "same":
            return True  # "blocked a statement condemning X for bombing Y"
    if token.dep_ == "pobj" and head.lower_ in {"after", "following"} and _is_history(head):
        return True  # "failed to agree after talks"
    if token.lower_ == "as" and token.dep_ == "prep" and (head.pos_ == "NOUN" or token.i < head.i):
        return True  # "its role as chair", "As members, they ...", whatever is planned or denied
    return _is_presumed(token, head)


def _is_history(word: Token) -> bool:
    """Whether a word stands below what somebody failed, or refused, to do in the past: what he failed after was done by then.

    Not so of a plan, or of what somebody "will not" do: "will not sign after the talks".
    """
    verbs = [t for t in word.ancestors if t.pos_ in {"VERB", "AUX"}]
    made = [status for v in verbs if (status := cues().governors.get(v.lemma_.lower()))]
    helpers = [c for v in verbs for c in v.children if c.dep_ in {"aux", "auxpass"}]
    past = bool(verbs) and verbs[-1].tag_ == "VBD" and not any(t.tag_ == "MD" for t in helpers)
    return past and bool(made) and made[-1] == "negated"


def _is_fronted(token: Token) -> bool:
    """Whether a participle stands before the clause it belongs to: "Detained by X in May, Y has never been tried".

    "Attacked by X, Y would respond" says what may come.
    """
    before = token.tag_ in {"VBN", "VBG"} and token.i < token.head.i and not _mark(token)
    return before and not any(c.tag_ == "MD" for c in token.head.children)


def _is_presumed(noun: Token, head: Token) -> bool:
    """Whether an act must have been done for what is said of it: "vowed to avenge the killing", "refused to condemn the raid"."""
    if noun.pos_ != "NOUN" or not any(_is_definite(c) for c in noun.children):
        return False
    if noun.dep_ == "pobj" and head.lower_ in {"for", "to", "over"}:
        return head.head.lemma_.lower() in cues().presuming
    return noun.dep_ in {"dobj", "nsubjpass"} and head.lemma_.lower() in cues().presuming


def _is_definite(word: Token) -> bool:
    return word.dep_ == "poss" or (word.dep_ == "det" and word.lower_ in {"the", "this", "that", "these", "those"})


def _is_in_fiction(noun: Token) -> bool:
    """Whether a work of fiction shows somebody: "the film shows a girl who fights"."""
    subjects = [c for c in noun.head.children if c.dep_ == "nsubj"] if noun.dep_ in {"dobj", "pobj"} else []
    return any(s.lemma_.lower() in cues().fiction for s in subjects)


def _fiction(below: Token | None) -> list[tuple[str, str]]:
    """Return what a work of fiction makes of what is told in it; what is described or recounted there may have been."""
    return [] if below is not None and below.dep_ == "nsubjpass" else [("hypothetical", "fiction")]


def _makes_up(work: Token, told: Token) -> bool:
    """Whether what a verb tells is made up in a work; a book may be a true account, and tells that in the past tense."""
    if work.lemma_.lower() not in cues().accounts:
        return work.lemma_.lower() in cues().fiction
    past = any(t.tag_ == "VBD" for t in (told, *(c for c in told.children if c.dep_ in {"aux", "auxpass"})))
    of = [p for c in work.children if c.lower_ == "of" for p in c.children]
    made_up = all(p.lemma_.lower() in cues().fiction | cues().accounts for p in of)  # no "series of raids"
    return not past and made_up


def is_withheld(verb: Token) -> bool:
    """Whether a verb of letting is denied: "never let X in", "did not allow X to land"."""
    denied = any(c.dep_ == "neg" and c.lower_ in cues().negations for c in verb.children)
    return denied and verb.lemma_.lower() in cues().permissive


def _own(token: Token, below: Token | None) -> list[tuple[str, str]]:
    """Return what stands on the token itself: negation, auxiliaries, "no", "alleged"."""
    found: list[tuple[str, str]] = [("negated", "nor")] if _is_behind_nor(token, below) else []
    lexicon = cues()
    if below is not None and below.dep_ == "conj" and token.pos_ in {"VERB", "AUX"}:
        # A coordinated verb shares the auxiliaries before the first unless it has its own, and negation unless "but" stands between.
        # What is finite shares none with an infinitive: "may meet X but condemned Y".
        # Nor does a past tense share with a present one: "no longer backs X and voted against it".
        if (
            _are_of_two_times(token, below)
            or (token.tag_ == "VB" and is_past_or_third(below))
            or any(c.dep_ in {"aux", "nsubj", "nsubjpass"} for c in below.children)
        ):
            return found
        contrast = any(c.lower_ in {"but", "yet"} for c in token.children if c.dep_ == "cc")
    else:
        contrast = False
        if (
            below is not None
            and token.pos_ in {"VERB", "AUX"}
            and below.dep_ in {"advcl"}
            and (_mark(below) in _FACTUAL_MARKS or _mark(below) in lexicon.marks)
        ):
            return found
    for c in token.children:
        low = c.lower_
        if status := _of_auxiliary(c):
            found.append((status, low))
        if (
            c.dep_ in {"neg", "preconj"} or (c.dep_ in {"det", "advmod", "cc"} and low in lexicon.negations)
        ) and low in lexicon.negations:
            following = token.doc[c.i + 1].lower_ if c.i + 1 < len(token.doc) else ""
            if following not in lexicon.not_negating and not (contrast and low in {"not", "n't", "n’t"}):
                found.append(("negated", low))
        if _is_at_no_time(c) or (c.dep_ == "aux" and any(map(_is_at_no_time, c.children))):
            found.append(("negated", "at no time"))  # the parser hangs "under no circumstances" on the auxiliary
        if c.dep_ == "prep" and low in {"for", "to"} and any(d.lower_ == "no" for p in c.children for d in p.children):
            found.append(("negated", "no"))  # "asked for no talks"
        if low == "longer" and any(g.lower_ == "no" for g in c.children):
            found.append(("negated", "no longer"))
        if (
            below is None
            and c.dep_ == "dobj"
            and (
                (c.lower_ in {"nothing", "nobody", "none"} and not exceptions(c) and c.i and c.nbor(-1).text != ",")
                or any(d.lower_ in {"no", "neither"} and d.dep_ in {"det", "preconj", "cc"} for d in c.children)
            )
        ):
            found.append(("negated", "no"))  # "sold Israel no tanks"
        if c.dep_ in {"advmod", "amod"} and lexicon.governors.get(low) == "claimed":
            found.append(("claimed", low))
        if c.dep_ == "amod" and (status := _QUALIFIED.get(low)):
            found.append((status, low))
        if c.dep_ == "prep" and low == "in" and any(_makes_up(p, token) for p in c.children):
            found += _fiction(below)
        if c.dep_ == "aux" and low == "to" and _is_headline_infinitive(token):  # "Kenya to send police to Haiti"
            found.append(("planned", "to"))
        if c.dep_ == "mark" and low in lexicon.marks:
            found.append((lexicon.marks[low], low))
        if c.dep_ == "mark" and low == "as" and token.head.lower_ in {"soon", "long"} and token.tag_ in {"VBZ", "VBP"}:
            found.append(("hypothetical", f"{token.head.lower_} as"))
        if c.dep_ == "advmod" and low in {"when", "once"} and any(g.tag_ == "MD" for g in token.head.children):
            found.append(("planned", low))
    found += _on_condition(token, below)
    if _is_open_question(token):
        found.append(("hypothetical", "how to"))
    subjects = [c for c in token.children if c.dep_ in {"nsubj", "nsubjpass"}]
    if below is not None and any(_makes_up(s, below) for s in subjects):
        found.append(("hypothetical", "fiction"))  # "the simulation has X blockading Y"
    if token.tag_ == "VB" and token.dep_ in {"ROOT", "ccomp"} and not subjects and _is_quoted(token):
        found.append(("demanded", "imperative"))
    if any(
        s.lower_ in {"nobody", "none", "neither"}
        or s.left_edge.lower_ == "neither"
        or any(d.lower_ == "no" for d in s.children)
        for s in _denying(subjects, below)
    ):
        found.append(("negated", "no"))
    if (
        token.pos_ in {"VERB", "AUX"}
        and token.tag_ == "VBG"
        and any(c.lower_ == "going" for c in (token,))
        and below is not None
    ):
        found.append(("planned", "going to"))
    return found


def _are_of_two_times(verb: Token, other: Token) -> bool:
    return {verb.tag_, other.tag_} in ({"VBD", "VBZ"}, {"VBD", "VBP"})


def _is_behind_nor(verb: Token, below: Token | None) -> bool:
    """Whether a verb is denied by what joins it to another: "has not armed X, nor has it trained Y"."""
    if verb.dep_ != "conj" or verb.pos_ not in {"VERB", "AUX"} or (below is not None and below.dep_ == "conj"):
        return False
    joins = [c for c in verb.head.children if c.dep_ in {"cc", "preconj"} and verb.head.i < c.i < verb.i]
    return bool(joins) and joins[-1].lower_ == "nor"


def _denying(subjects: list[Token], below: Token | None) -> list[Token]:
    """Return the subjects that may deny what is below: "no deal was reached in the talks", but talks there were."""
    occasion = below is not None and below.dep_ == "prep" and below.lower_ in _OCCASIONS
    return [s for s in subjects if not occasion or s.dep_ != "nsubjpass"]


_OCCASIONS = frozenset({"in", "at", "during", "after"})
_QUALIFIED: dict[str, str] = {
    **dict.fromkeys(("planned", "upcoming", "forthcoming", "future"), "planned"),
    **dict.fromkeys(("possible", "potential", "proposed", "threatened", "hypothetical"), "hypothetical"),
}
"""What an adjective makes of an act: "a possible visit"."""


def _of_auxiliary(word: Token) -> str | None:
    """Return what an auxiliary makes of its verb: "will", "may"; "should X yield" is "if X yields"."""
    if word.dep_ != "aux" and not (word.dep_ == "auxpass" and word.tag_ == "MD"):
        return None
    if word.lower_ in {"should", "had", "were"} and is_inverted(word):
        return "hypothetical"
    return cues().modals.get(word.lower_)


def _on_condition(verb: Token, below: Token | None) -> list[tuple[str, str]]:
    """Return what a condition makes of what may come, and "were X to attack Y" of the attack."""
    found = []
    if verb.dep_ == "advcl" and verb.lower_ == "were" and is_inverted(verb, verb):
        found.append(("hypothetical", "were"))
    condition = _condition(verb)
    if condition and (_is_open(verb) or (below is not None and _wills(verb))):
        found.append(("hypothetical", condition))
    return found


def _condition(verb: Token) -> str:
    """Return what opens the condition on which something is done: "unless it withdrew", "should it attack"."""
    for clause in (c for c in verb.children if c.dep_ in {"advcl", "ccomp"}):
        first = clause.left_edge
        even = first.i > 0 and first.nbor(-1).lower_ == "even"
        opened = first.dep_ == "mark" and first.head == clause and first.lower_ in _CONDITIONS and not even
        inverted = first.lower_ in {"should", "had", "were"} and clause.i < verb.i
        if opened and clause.dep_ == "advcl" and any(map(is_finite, (clause, *clause.children))):
            return first.lower_
        if inverted and is_inverted(first, first if first == clause else None):
            return first.lower_
    return ""


def _is_open(verb: Token) -> bool:
    """Whether a verb tells what may come, so that a condition bears on it; what is urged is urged whatever comes."""
    if any(c.dep_ == "aux" and c.lower_ in _FUTURE for c in verb.children):
        return True
    return _is_infinitive(verb) and verb.dep_ == "xcomp" and _wills(verb.head)


def _wills(verb: Token) -> bool:
    if verb.lemma_ == "offer":  # what is offered is offered, on whatever condition
        return False
    return verb.pos_ in {"VERB", "ADJ"} and cues().governors.get(verb.lemma_.lower()) == "planned"


_FUTURE = frozenset({"will", "would", "shall", "'ll", "’ll", "'d", "’d"})


def _is_headline_infinitive(verb: Token) -> bool:
    """Whether an infinitive is all the verb that a sentence has: "Kenya to send police", "X, Y leaders to meet"."""
    if verb.dep_ == "ROOT":
        return True
    finite = any(is_finite(t) for t in verb.sent)
    return verb.dep_ in {"acl", "relcl", "conj", "dep"} and not finite


def _is_open_question(verb: Token) -> bool:
    """Whether it is open how, where or whom: "disagree on how far to go"."""
    clause = verb
    while clause.dep_ in {"xcomp", "ccomp", "conj"}:
        clause = clause.head
    asked = {"WRB"} if clause.dep_ == "relcl" else {"WRB", "WP", "WDT"}  # "the men whom it wants to free"
    return _is_infinitive(verb) and any(
        c.i < verb.i and (c.tag_ in asked or (c.dep_ == "advmod" and any(g.tag_ == "WRB" for g in c.children)))
        for c in verb.children
    )


def _is_at_no_time(phrase: Token) -> bool:
    """Whether a phrase denies whatever it stands beside: "at no time", "under no circumstances", "by no means"."""
    return phrase.dep_ == "prep" and any(
        p.lemma_.lower() in cues().never and any(d.lower_ == "no" for d in p.children) for p in phrase.children
    )


def _is_quoted(verb: Token) -> bool:
    """Whether a verb begins what is quoted, with no helper before it: "Free our men", he said."""
    if any(c.dep_ in {"aux", "auxpass", "mark"} for c in verb.children):
        return False
    before = verb.doc[verb.left_edge.i - 1] if verb.left_edge.i > verb.sent.start else verb.left_edge
    return before.text in _QUOTES or verb.left_edge.text in _QUOTES


_QUOTES = frozenset({'"', "“", "‘", "'", "``", ":"})


def _governed(token: Token, head: Token) -> tuple[str, str] | None:
    """Return what the governor makes of what it governs, if anything."""
    lexicon = cues()
    lemma = head.lemma_.lower()
    if token.dep_ in {"prep", "agent"} or head.pos_ == "ADP":
        if token.dep_ == "pcomp" and head.lower_ in {"without", "against"}:
            return "negated", head.lower_
        if token.dep_ == "pcomp" and head.lower_ in _FACTUAL_PREPOSITIONS:
            return None
        if token.dep_ == "pcomp" and head.lower_ == "before" and any(c.dep_ == "oprd" for c in head.head.children):
            return None  # "called X a liar before receiving Y": such a call asks for nothing
        if token.dep_ == "pcomp" and head.lower_ in {"for", "of", "over"}:
            if head.head.lemma_.lower() in lexicon.punishing:
                return "claimed", head.head.lemma_  # "was arrested for spying on X": so the police say
        if token.dep_ == "pcomp" and (way := _WAYS.get(f"{head.head.lemma_.lower()} {head.lower_}")):
            return way, f"{head.head.lower_} {head.lower_}"
        if (
            token.dep_ == "pcomp"
            and head.head.dep_ in {"advmod", "prt", "acomp"}
            and (status := _phrasal(head.head.head))
        ):
            return status, f"{head.head.head.lemma_} {head.head.lower_}"  # "held back from recognising"
        if token.dep_ == "pcomp" and head.head.pos_ in {"VERB", "NOUN", "ADJ"}:
            if head.lower_ in {"at", "of", "about"} and head.head.lemma_.lower() in lexicon.reporting | {
                "talk",
                "speak",
            }:
                return "hypothetical", head.head.lemma_  # "hinted at lifting the ban"
            found = _by_lemma(head.head, head.head.lemma_.lower(), token)
            if found is None and head.head.pos_ == "NOUN" and lexicon.governors.get(head.head.lemma_.lower()) != "same":
                return "hypothetical", head.head.lemma_  # "interest in repatriating": nothing says that it was done
            return found
        if (
            token.dep_ == "pobj"
            and head.lower_ in {"from", "against"}
            and head.head.lemma_.lower() in lexicon.shielding
        ):
            return "hypothetical", head.head.lemma_  # "protect X from an attack"
        if token.dep_ == "pobj" and is_answer(token):
            return "hypothetical", f"to be {head.head.lower_}"  # "would be met with sanctions"
        if token.dep_ == "pobj" and (is_charge(head) or head.lower_ in {"for", "against", "of", "on", "to"}):
            governor = head.head
            before = token.doc[head.i - 1]
            blamed = lexicon.governors.get(governor.lemma_.lower()) == "claimed"  # "blamed X for the raid"
            if before.dep_ == "dobj" and before.head == governor and not blamed:
                governor = before  # "dropped its objections to the visit", wherever the parser hangs it
            status = lexicon.governors.get(governor.lemma_.lower())
            if governor.lemma_ == "tell" and head.lower_ == "of":
                return None  # "told of a raid" asks for none
            if token.pos_ == "NOUN" and status in {"demanded", "negated", "hypothetical", "planned", "claimed"}:
                return status, governor.lemma_
        return None
    perfect = token.tag_ == "VBN" and _has_to(token)
    if token.dep_ == "advcl" and not (
        _is_infinitive(token) or perfect or (token.tag_ == "VB" and _mark(token) == "for")
    ):
        return None  # but "is pushing for X leave", "was reported by Y in Z to have left"
    if token.dep_ == "xcomp" and lemma in {"have", "be", "remain"} and any(c.lower_ == "yet" for c in head.children):
        return "negated", "yet to"
    if token.dep_ in _CLAUSES or (token.dep_ == "relcl" and _is_infinitive(token)):
        if _parted(token, head):
            return None
        if is_content(token) and _is_rebutted(head):
            return "negated", head.head.lemma_
        if is_content(token) and lexicon.governors.get(lemma) == "claimed":
            return "claimed", lemma
        if token.dep_ in {"ccomp", "csubj"} and lemma == "be":
            for said in (c for c in head.children if c.dep_ in {"acomp", "attr"}):  # "it is untrue that"
                if status := lexicon.governors.get(said.lemma_.lower()):
                    return None if status == "same" else (status, said.lemma_)
        return _by_lemma(head, lemma, token)
    if token.dep_ == "nsubj" and token.pos_ in {"NOUN", "PROPN"} and head.pos_ in {"VERB", "AUX"}:
        return _said_of(head)
    if token.dep_ == "nsubjpass" and lemma in lexicon.answers and any(c.tag_ == "MD" for c in head.children):
        return "hypothetical", f"to be {head.lower_}"  # "an invasion would be met with force"
    if token.dep_ == "nsubjpass" and token.pos_ == "NOUN":
        other = any(c.dep_ == "prt" for c in head.children)  # "set out in a report" is not "set"
        status = _phrasal(head) or (None if other else lexicon.governors.get(lemma))
        return (status, head.lemma_) if status in {"planned", "demanded", "negated"} else None
    if token.dep_ == "dobj" and token.pos_ in {"NOUN", "NUM"}:  # "was promised $5 million"
        status = _phrasal(head) or lexicon.governors.get(lemma)
        if status in {"negated", "demanded", "planned", "hypothetical"} and lemma not in {
            "set",
            "make",
            "reject",
            "oppose",
            "offer",
        }:
            return status, head.lemma_
    return None


_WAYS: dict[str, str] = {
    "short of": "negated", "far from": "negated", "instead of": "negated", "keep from": "negated", "close to": "hypothetical",
    "verge of": "hypothetical", "brink of": "hypothetical", "point of": "hypothetical", "open to": "planned",
}  # fmt: skip
"""What a word with its preposition makes of a gerund: "far from abandoning X", "close to expelling X"."""


def _is_rebutted(word: Token) -> bool:
    """Whether what is said is said to be untrue: "rejected claims that", "reports that ... were dismissed"."""
    return word.dep_ in {"dobj", "nsubjpass"} and word.head.lemma_.lower() in cues().rebuttals


def _has_to(verb: Token) -> bool:
    """Whether "to" stands before a verb, perhaps with "have"."""
    return any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children)


def _by_lemma(head: Token, lemma: str, token: Token) -> tuple[str, str] | None:
    lexicon = cues()
    status = _phrasal(head) or lexicon.governors.get(lemma)
    if status == "same" or is_address(token):
        return None
    if lemma == "let" and head.tag_ == "VBD":
        return None  # whom somebody has let do it has done it
    if status is None and lemma in cues().delays and _is_infinitive(token) and given_to(head):
        return "demanded", lemma  # "gave X three days to leave"
    perfect = _has_to(token)
    if lemma in lexicon.reporting and perfect and any(c.dep_ == "auxpass" for c in head.children) and status is None:
        return "claimed", f"{head.lower_} to"  # "is said to have met"
    infinitive = _is_infinitive(token) or (perfect and status == "claimed")  # "believed to have joined"
    infinitive = infinitive or (perfect and lemma == "be" and any(c.dep_ == "auxpass" for c in token.children))
    if status == "demanded" and not infinitive and is_told(token, head):
        return None  # "insisted that X had left", not "that X leave"
    if (
        lemma in lexicon.reporting
        and not infinitive
        and (status is None or status in {"hypothetical", "claimed", "planned"} or lemma == "tell")
    ):
        if status == "hypothetical" and lemma in {"warn", "threaten", "fear"}:
            return "hypothetical", lemma
        return None
    if status is not None:
        return status, lemma
    if infinitive and token.dep_ in {"xcomp", "advcl", "acl", "ccomp"}:
        return "planned", "is to" if lemma == "be" else "to"
    if infinitive and token.dep_ == "relcl":
        return "planned", "to"
    return None


def _said_of(verb: Token) -> tuple[str, str] | None:
    """Return what an adjective makes of the act of which it is said: "a war is unthinkable", "a pact is hard to imagine".

    What is to begin has not: "the tariffs are to take effect"; "the sanctions are to punish X" tells what they are for.
    """
    if any(c.dep_ == "xcomp" and _has_to(c) and _comes_about(c) for c in verb.children) and verb.lemma_ == "be":
        return "planned", "is to"
    for said in (c for c in verb.children if c.dep_ in {"acomp", "oprd"}):
        below = [c.lemma_.lower() for c in said.children if c.dep_ in {"xcomp", "ccomp"}]
        comes = any(map(_comes_about, said.children))
        if below and not comes and not set(below) & cues().imagined:  # "the raid is likely to anger X" was a raid
            continue
        for word in (said.lemma_.lower(), *below):
            status = cues().governors.get(word)
            if status in {"hypothetical", "negated", "planned"}:
                return status, word
    return None


def _comes_about(verb: Token) -> bool:
    """Whether a verb says of an act that it comes about: "begin", "take effect", "come into force", "be imposed", "be held"."""
    lemma = verb.lemma_.lower()
    if any(c.dep_ == "auxpass" for c in verb.children):
        return lemma in cues().laying | cues().holding
    ways = [p for c in verb.children if c.dep_ == "prep" and c.lower_ == "into" for p in c.children]
    effect = any(
        c.lower_ in cues().effect for c in (*verb.children, *ways) if c.dep_ in {"dobj", "pobj", "advmod", "prt"}
    )
    return (lemma in cues().happening and not ways) or (lemma in cues().entering and effect)


def _phrasal(verb: Token) -> str | None:
    """Return what a verb with its particle makes of what it governs: "put off a visit"."""
    particles = [c.lower_ for c in verb.children if c.dep_ in {"prt", "advmod", "acomp"} and c.i > verb.i]
    found = [s for p in particles if (s := cues().governors.get(f"{verb.lemma_.lower()} {p}"))]
    return found[0] if found else None


def is_address(token: Token) -> bool:
    """Whether words are said to whom the verb above calls, writes to or summons: "phoned X to congratulate him"."""
    return (
        (_is_infinitive(token) or (token.tag_ == "VBG" and not any(c.dep_ == "aux" for c in token.children)))
        and token.dep_ in {"xcomp", "advcl", "ccomp"}
        and token.head.lemma_.lower() in cues().addressing and token.lemma_.lower() in cues().utterances
        and any(c.dep_ in {"dobj", "oprd", "nsubjpass", "dative"} or c.lower_ == "to" for c in token.head.children)
        and not any(_is_purpose(c) for c in token.head.children)
    )  # fmt: skip


def _is_purpose(preposition: Token) -> bool:
    """Whether a preposition opens what the calling is for ("called on X", "called for Y") and no date ("on Monday")."""
    dated = all(p.text in CALENDAR or p.ent_type_ in {"DATE", "TIME"} for p in preposition.children)
    return preposition.lower_ in {"on", "upon", "for"} and preposition.dep_ == "prep" and not dated


def _is_infinitive(token: Token) -> bool:
    return token.tag_ == "VB" and is_infinitive(token)


def _mark(token: Token) -> str:
    return next((c.lower_ for c in token.children if c.dep_ in {"mark", "advmod"} and c.i < token.i), "")


def _is_report(token: Token, head: Token) -> bool:
    """Whether `token` is the content of what `head` says."""
    if _parted(token, head):
        return False
    if (
        token.lower_ == "of"
        and token.dep_ == "prep"
        and head.pos_ == "VERB"
        and head.lemma_ in {"speak", "tell", "talk"}
    ):
        return True  # "spoke of the killing of X by Y"
    return token.dep_ in {"ccomp", "parataxis"} and head.lemma_.lower() in cues().reporting and head.pos_ == "VERB"


def _parted(one: Token, other: Token) -> bool:
    """Whether a semicolon stands between two words: two sentences in one, neither governs the other."""
    low, high = sorted((one.i, other.i))
    return any(t.text == ";" for t in one.doc[low:high])


def _label(predicate: Token) -> Token | None:
    """Return whose word a headline is: "Police: Gunmen kill two soldiers"; a land before a colon says but where it is."""
    sentence = predicate.sent
    colon = next((t for t in sentence[1:6] if t.text == ":"), None)
    if colon is None or not sentence[0].is_alpha or predicate.i < colon.i:
        return None
    last = sentence.doc[colon.i - 1]
    index: dict[int, list[Named]] = sentence.doc._.kg_by_head or {}
    for named in index.get(last.i, ()):
        speaks = named.actors() and named.use == "head" and not named.thing and all(map(_has_a_voice, named.actors()))
        if speaks and not any(t.pos_ in {"VERB", "AUX"} for t in sentence.doc[sentence.start : colon.i]):
            return last
    return None


def _has_a_voice(actor: Actor) -> bool:
    """Whether an actor before a colon speaks: a ministry, a capital, an official; of a group or a land it may be told."""
    return actor.type == "igo" or actor.sector in {"GOV", "MIL", "COP", "LEG", "JUD", "SPY"}


def _inverted_report(predicate: Token) -> Token | None:
    """Find "..., the minister said" and "according to the minister" where the parse hangs them below the content."""
    token = predicate
    for _ in range(40):
        inserted = [
            g for s in token.children if s.dep_ in {"nsubj", "nsubjpass"}
            for g in s.children if g.dep_ == "appos" and g.pos_ == "VERB"
        ]  # fmt: skip
        for c in (*token.children, *inserted):
            told = c.dep_ in {"parataxis", "ccomp", "advcl", "appos"} and _mark(c) not in _BESIDE
            if told and c.lemma_.lower() in cues().reporting and c != predicate and not _parted(c, predicate):
                if (
                    surface_subject(c)
                    and not any(
                        g.dep_ in {"ccomp", "xcomp"} or (g.dep_ == "dobj" and c.lemma_ != "tell") for g in c.children
                    )
                    and (c.i > predicate.i or _in_commas(c))
                ):
                    return c
            if c.dep_ == "prep" and (c.lower_ == "according" or _words_of(c)):
                return c
        if token.head == token:
            return None
        token = token.head
    return None


_BESIDE = frozenset({"while", "whereas", "although", "though", "because"})
"""What opens a clause beside another one: "X blamed Y, while engineers pointed to Z"."""


def _in_commas(verb: Token) -> bool:
    """Whether a clause stands between commas: "the general, prosecutors say, sent"."""
    doc, first, last = verb.doc, verb.left_edge.i, verb.right_edge.i
    return "," in {t.text for t in doc[max(first - 1, 0) : first + 1]} and "," in {t.text for t in doc[last : last + 2]}


def _words_of(preposition: Token) -> list[Token]:
    """Return whose "in the words of X", "in the view of X" are."""
    nouns = [p for p in preposition.children if p.dep_ == "pobj" and p.lemma_.lower() in _WORDS]
    return [
        t for noun in nouns if preposition.lower_ in {"in", "by"}
        for of in noun.children if of.lower_ == "of" for t in of.children if t.dep_ == "pobj"
    ]  # fmt: skip


_WORDS = frozenset({"word", "view", "opinion", "account", "telling", "estimation", "reckoning"})


def speakers(report: Token) -> list[Token]:
    """Return the tokens that say whose word it is."""
    if report.pos_ in {"NOUN", "PROPN"} and report.doc[report.i + 1 : report.i + 2].text == ":":
        return [report]  # whose word a headline is
    if report.dep_ == "prep" and report.lower_ != "according":
        return _words_of(report)
    if report.lower_ == "according":
        return [p for c in report.children if c.dep_ == "prep" for p in c.children if p.dep_ == "pobj"]
    own = [c for c in report.children if c.dep_ in {"nsubj", "nsubjpass"}]
    return own or surface_subject(report)
