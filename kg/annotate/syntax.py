"""What a word is in its clause: the forms of verbs and clauses, and the steps from one word to another in the parse."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from spacy.tokens import Token

from kg.inventory import RelationType, relations
from kg.lexicon import Entry, cues, lexicon


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
    if is_caused(verb):
        return True
    own = not below.isdisjoint({"nsubj", "aux"})
    if verb.dep_ == "conj" and verb.tag_ == "VBN" and not own and verb.head.pos_ == "VERB":
        return is_passive(verb.head)
    return verb.tag_ == "VBN" and verb.dep_ == "advcl" and not own and "dobj" not in below


def is_befallen(verb: Token) -> bool:
    """Whether a clause tells what befell somebody and of no doer: "X was arrested"; not of "the arrested X"."""
    told = verb
    while told.dep_ == "conj" and told.head.tag_ == "VBN":
        told = told.head
    if children(verb, "agent") or not is_passive(verb):
        return False
    return bool(children(told, "auxpass")) or _is_headline_participle(verb)


def befalls(verb: Token) -> bool:
    """Whether a verb joined to a passive tells what befell others, or goes without its helper: "and five wounded"."""
    return is_befallen(verb) or not children(verb, "dobj", "aux", "agent")


def _is_headline_participle(verb: Token) -> bool:
    """Whether a participle tells what a headline reports: "Two soldiers killed in blast"."""
    noun = verb.head
    subject_only = verb.dep_ == "acl" and verb.tag_ == "VBN" and noun.dep_ == "ROOT" and verb.i == noun.i + 1
    return subject_only and not any(is_finite(t) for t in verb.sent)


def is_struck(verb: Token) -> bool:
    """Whether violence that names no doer does it: "a bomb killed X", "X was killed by a mine", "when a bomb exploded"."""
    passive = is_passive(verb)
    agents = [p for c in verb.children if c.dep_ == "agent" for p in children(c, "pobj")]
    doers = agents if passive else children(verb, "nsubj")
    if passive and not agents and children(verb, "auxpass"):
        clauses = [c for c in children(verb, "advcl") if any(t.lower_ in {"when", "after", "as"} for t in c.children)]
        doers = [s for c in clauses for s in children(c, "nsubj")]
    return bool(doers) and all(is_violence(d) for d in doers)


def is_violence(noun: Token) -> bool:
    """Whether a noun is a weapon or an act of violence, and no storm or accident."""
    violent = noun.pos_ in {"NOUN", "PROPN"} and noun.lemma_.lower() in cues().blasts | cues().strikes
    return violent and not is_weather(noun)


def is_weather(noun: Token) -> bool:
    """Whether a noun is of nature, and nobody's act: "smoke", "a blast of Arctic air"."""
    of = [p for c in noun.children if c.lower_ == "of" for p in children(c, "pobj")]
    return any(t.lemma_.lower() in cues().weather for t in (noun, *of))


def is_content(clause: Token) -> bool:
    """Whether a clause below a noun says what is feared, claimed or reported: "claims that it had armed X"."""
    return clause.dep_ == "acl" and bool(children(clause, "mark", "nsubj", "nsubjpass"))


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


def is_caused(verb: Token) -> bool:
    """Whether somebody has it done: "had the activist arrested"."""
    return (
        verb.dep_ == "ccomp" and verb.tag_ in {"VBN", "VBD"} and verb.head.lemma_ in {"have", "get"}
        and bool(children(verb, "nsubj")) and not children(verb, "aux", "mark", "dobj")
    )  # fmt: skip


def is_small_clause(verb: Token) -> bool:
    """Whether a verb says what somebody has another do, or has done to him: "made him resign", "had him jailed"."""
    bare = verb.tag_ in {"VB", "VBN"} and not children(verb, "aux", "auxpass", "mark")
    return verb.dep_ == "ccomp" and bare and verb.head.lemma_ in {"have", "get", "make", "let"}


def is_matter(modifier: Token) -> bool:
    """Whether the name before a document says what it is about: "the Iraq report"; not "an Iraqi report", "a US report"."""
    found = (modifier.doc._.kg_by_head or {}).get(modifier.i, ())
    if any(m.rule.startswith("seat") for m in found):
        return False  # "a White House plan" is the government's own
    land = modifier.ent_type_ in {"GPE", "LOC"} or any(m.actor is not None and m.actor.type == "state" for m in found)
    return land and modifier.pos_ == "PROPN" and not is_abbreviation(modifier)


def is_abbreviation(name: Token) -> bool:
    """Whether a name is an abbreviation, which may stand for an adjective: "the U.S. troops"."""
    return name.text.replace(".", "").isupper()


@lru_cache(maxsize=1)
def requests() -> dict[str, list[Entry]]:
    """Return the nouns by which something is asked of somebody, with their entries."""
    found = {
        lemma: [e for e in entries if relations()[e.relation].category == "REQUEST"]
        for lemma, entries in lexicon().nouns.items()
    }
    return {lemma: entries for lemma, entries in found.items() if entries}


def is_venue(token: Token) -> bool:
    """Whether a word only says where people gather: "a rally at the university"; at an embassy it is against whose it is."""
    at = token.dep_ == "pobj" and token.head.lower_ in {"at", "in", "on", "near", "outside"}
    return at and token.lemma_.lower() in cues().venues


def befallen_by(deed: str) -> Iterator[RelationType]:
    """Yield what is done by a deed to whom "of" names behind it: "the invasion of X" is not X's."""
    entries = lexicon().nouns.get(deed, ())
    return (relations()[e.relation] for e in entries if "of" in e.target and "of" not in e.source)


def is_plural(noun: Token) -> bool:
    """Whether a noun is a plural by its form."""
    return noun.tag_ in {"NNS", "NNPS"}


def is_ones_own(noun: Token) -> bool:
    """Whether a noun is of people who are somebody's: his aides, kin or comrades."""
    return noun.lemma_.lower() in cues().retinue | cues().kin | cues().comrades


def accuses(noun: Token) -> bool:
    """Whether a noun names an accusation: "a charge", "suspicion"."""
    return any(kind.category == "ACCUSE" for kind in told_by(noun))


def told_by(word: Token, *, verb: bool = False) -> Iterator[RelationType]:
    """Yield what relations the lexicon tells by a noun, or by a verb."""
    entries = (lexicon().verbs if verb else lexicon().nouns).get(word.lemma_.lower(), ())
    return (relations()[e.relation] for e in entries)


def is_inverted(auxiliary: Token, verb: Token | None = None) -> bool:
    """Whether an auxiliary stands before the subject: "should Iran strike" is "if Iran strikes"; of its head, or of `verb`."""
    return any(s.i > auxiliary.i for s in children(verb or auxiliary.head, "nsubj", "nsubjpass"))


def is_future(verb: Token) -> bool:
    """Whether an auxiliary puts a verb into the future, or makes it what would be: "will strike"."""
    return any(c.dep_ == "aux" and c.lower_ in _FUTURE for c in verb.children)


ABREAST = frozenset({"face", "shoulder", "side", "hand", "arm"})
"""What is told twice of who stands beside somebody, or before him: "shoulder to shoulder"."""
_FUTURE = frozenset({"will", "would", "shall", "'ll", "’ll", "wo"})


def is_finite(word: Token) -> bool:
    """Whether a word is the finite verb or auxiliary of a clause."""
    return word.tag_ in {"VBD", "VBZ", "VBP", "MD"}


def is_past_or_third(verb: Token) -> bool:
    """Whether a form of a verb can be no infinitive: "praised", "takes"; not "put"."""
    return verb.tag_ in {"VBD", "VBZ"} and verb.lower_ != verb.lemma_.lower()


def is_echo(verb: Token) -> bool:
    """Whether a verb only says that somebody does likewise, or not: "but Z has not", "while Z did so", "Z has not done so"."""
    marks = [c.lower_ for c in verb.children if c.dep_ == "mark"]
    beside = verb.dep_ == "conj" or (verb.dep_ == "advcl" and bool(marks) and set(marks) <= _CONTRASTS)
    if not beside or verb.lemma_ not in {"do", "have"} or not children(verb, "nsubj"):
        return False
    if any(c.dep_ not in _BARE for c in verb.children):
        return False
    return is_finite(verb) or (verb.lemma_ == "do" and any(c.lower_ == "so" for c in verb.rights))


_CONTRASTS = frozenset({"while", "whereas", "though", "although"})
_BARE = frozenset({"nsubj", "aux", "neg", "advmod", "punct", "cc", "mark"})


def is_infinitive(verb: Token) -> bool:
    """Whether a verb stands with "to"."""
    return any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children)


def shares_object(verb: Token) -> bool:
    """Whether the object behind a second verb and a comma is that of the first one too: "X praised, and Y rejected, the plan"."""
    first = verb.head
    if verb.dep_ != "conj" or first.pos_ != "VERB" or first.i > verb.i or verb.i + 1 >= len(verb.doc):
        return False
    return first.nbor().text == verb.nbor().text == "," and not children(first, "dobj", "ccomp", "xcomp")


def takes(verb: Token, noun: Token) -> bool:
    """Whether the lexicon knows a noun as the object of a verb: "the talks X held with Y"."""
    entries = lexicon().verbs.get(verb.lemma_.lower(), ())
    before = noun.nbor(-1).lower_ if noun.i else ""
    called = {noun.lemma_.lower(), f"{before} {noun.lemma_.lower()}"}
    return any(not e.via and not e.particle and not called.isdisjoint(e.object) for e in entries)


def possessor(noun: Token) -> list[Token]:
    """Return whose it is: "Turkey's condemnation"."""
    found = children(noun, "poss")
    if any(t.tag_ == "WP$" for t in found):  # "Iran, whose drones ..."
        clause = next((a for a in noun.ancestors if a.dep_ == "relcl"), None)
        return [clause.head] if clause is not None else []
    return expanded(found)


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
    return any(map(is_each_other, children(token, "poss")))


def is_adverbial(clause: Token) -> bool:
    """Whether a clause says when or why, and not what is asked for: "ordered the raid, though its officers"."""
    opening = {c.lower_ for c in children(clause, "mark", "advmod") if c.i < clause.i}
    return clause.dep_ == "advcl" and not opening & {"for", "that"} and not is_infinitive(clause)


def asks_a_question(verb: Token) -> bool:
    """Whether what is asked is a question: "asked whether", "asked the minister why"."""
    clauses = children(verb, "ccomp", "xcomp", "advcl")
    openings = [c for clause in clauses for c in clause.subtree if c.i < clause.i and c.i > verb.i]
    return any(c.lower_ in _QUESTIONS and c.dep_ in _OPENINGS for c in openings)


_QUESTIONS = frozenset("whether why what how who whom when where which whose".split())


_OPENINGS = frozenset({"mark", "advmod", "attr", "dobj", "nsubj", "nsubjpass", "pobj", "det", "poss"})


def children(token: Token, *deps: str) -> list[Token]:
    """Return the children of a word that have one of these labels."""
    return [c for c in token.children if c.dep_ in deps]


def expanded(tokens: Iterable[Token]) -> list[Token]:
    """Add what is coordinated with each token, and see through "hundreds of soldiers" to the soldiers."""
    found: dict[int, Token] = {}
    for token in tokens:
        named = []
        for way in children(token, "prep"):
            if way.lower_ == "including":
                named += children(way, "pobj")
            elif way.lower_ == "among":
                named += [t for p in children(way, "pobj") if p.lower_ == "them" for t in children(p, "appos")]
        for one in (token, *token.conjuncts, *(t for p in named for t in (p, *p.conjuncts))):
            if one is not token and one.pos_ in {"VERB", "AUX", "ADV"} and one != token:
                continue
            if one != token and is_left_out(one):
                continue
            for inner in seen_through(one):
                found.setdefault(inner.i, inner)
    return sorted(found.values(), key=lambda t: t.i)


def is_left_out(joined: Token) -> bool:
    """Whether a word is joined to another as one for which it does not hold: "X but not Y", "X, not Y"."""
    doc, first = joined.doc, joined.left_edge.i
    return any(
        doc[i].lower_ == "not" and doc[i - 1].lower_ in {"but", "and", "though", ","}
        for i in range(max(first - 1, 1), joined.i)
    )


def exceptions(token: Token) -> list[Token]:
    """Return the words below one that except something: "nothing but sympathy"."""
    return [c for c in token.children if c.lower_ in {"but", "except"}]


def seen_through(token: Token) -> list[Token]:
    """Return the noun behind a number or a quantity: "dozens of Russian officials", "nothing but sympathy"."""
    if token.lower_ in {"nothing", "anything"}:
        inner = [p for c in exceptions(token) for p in children(c, "pobj", "conj")]
        return [*inner, token] if inner else [token]
    number = token.pos_ == "NUM" or token.text[0].isdigit()  # "$20bn of X's exports"
    if token.lemma_.lower() in transparent() or (token.n_rights and number):
        inner = [p for c in token.children if c.dep_ == "prep" and c.lower_ == "of" for p in children(c, "pobj")]
        if inner:
            return [t for i in inner for one in (i, *i.conjuncts) for t in (token, *seen_through(one))]
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
