"""What the parse says against a pair of mentions that only the reader takes for related.

The reader sees words, not clauses: it likes a state that only says whose fighters they are, what somebody says of others,
and the two ends of a sentence. Each objection is a construction in which no act goes from the one to the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from spacy.tokens import Doc, Span, Token

from kg.annotate import arguments, participants, syntax
from kg.annotate.extensions import Named
from kg.annotate.predicate import EXCEPTED, SCENE, Predicate
from kg.annotate.predicates import hears_protest, is_mourned, is_victim
from kg.inventory import categories
from kg.inventory import relations as inventory
from kg.lexicon import cues, lexicon
from kg.model import Actor, Mention, Relation

_MODIFYING = frozenset({"compound", "amod", "nmod", "poss", "npadvmod", "nummod"})
_ATTRIBUTES = frozenset({"prep", "pobj", "poss", "compound", "amod", "nmod", "nummod", "appos", "npadvmod", "pcomp"})
_CLAUSES = frozenset({"relcl", "advcl", "ccomp", "parataxis", "pcomp"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})

_IN_WORDS = frozenset({"ACCUSE", "REQUEST", "SUPPORT", "REJECT", "AGREE"})
"""What words alone may do to whom they speak of: "said that X had behaved shamefully"."""
_SUFFERED = frozenset({"ASSAULT", "COERCE"})
"""What somebody may suffer of whom the clause beside tells: "two died when the army opened fire"."""
_CONFLICT = frozenset({"SANCTION", "COERCE", "ASSAULT", "ACCUSE", "REJECT", "THREATEN"})
_MATERIAL = frozenset({"ASSAULT", "COERCE", "SANCTION", "AID", "COOPERATE", "MOBILIZE", "RETREAT", "CONCEDE"})
_FORCIBLE = frozenset({"ASSAULT", "COERCE", "SANCTION"})
_AT_A_PLACE = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "AID", "PROTEST"})
"""What is done to a land by what is done in it."""
_OWN = frozenset({"GOV", "MIL", "LEG", "SPY", "COP", "JUD", None})

_REMOVING = frozenset("deport extradite expel send return repatriate exile banish transfer hand".split())
_SENDING = frozenset({"land", "send", "deploy", "dispatch", "station", "muster", "lead", "march"})
_UNITING = frozenset("bring unite reconcile see pit set join leave have".split())
_MOTION = frozenset("fly return come travel arrive depart drive sail head flee move go back".split())
_DISCUSSED = frozenset("discuss debate review address consider tackle weigh raise analyse analyze assess".split())
_DEVOTING = frozenset({"devote", "dedicate", "reserve"})
_SITTINGS = frozenset("session sitting debate meeting summit hearing agenda discussion talk seminar conference".split())
_WAYS = frozenset({"through", "via", "across", "past"})
_SCENES = frozenset({"at", "in", "before", "near", "outside", "inside"})
_TOPICS = frozenset({"about", "regarding", "concerning"})
_LINKING = frozenset(
    "link connect separate divide distinguish compare contrast confuse border span pair associate equate liken".split()
)
_BELIEF = ("ism", "ology", "ography")
"""How the names of what people believe or study end: "British colonialism"."""
_JUDGING = frozenset({"ACCUSE", "REJECT", "SUPPORT", "PROTEST", "REQUEST"})
"""What is done in words about an act, to who acts and not to who suffers it."""


def objection(
    sentence: Span, source: Named, target: Named, category: str, *,
    symmetric: bool = False, made: Sequence[Relation] = (), refused: Iterable[Predicate] = (),
) -> str:  # fmt: skip
    """Return why no act of a category goes from one mention to another; empty where the parse has nothing against it.

    `made` is what is known of the sentence without the pair, `refused` what the lexicon saw in it and did not code.
    """
    doc = sentence.doc
    ways = ((source, target), (target, source)) if symmetric else ((source, target),)
    return (
        next(filter(None, (_of_one(doc, *way, category) for way in ways)), "")
        or _between(doc, source, target, category, symmetric=symmetric)
        or _told_otherwise(doc, source, target, category, made, refused)
        or _spoken_for(doc, source, target, category)
        or _opposite(doc, source, target, category)
        or next(filter(None, (barrier(doc, *way) for way in ways)), "")
    )


# -- what one of the two is, whatever the other ------------------------------------------------------------------------


def _of_one(doc: Doc, source: Named, target: Named, category: str) -> str:
    doer, sufferer = doc[source.head], doc[target.head]
    if "oprd" in {doer.dep_, sufferer.dep_}:
        return "one only says what somebody is held for"
    if sufferer.dep_ == "dobj" and sufferer.head.lemma_ in _SENDING and not any(a.country for a in target.actors()):
        return "the one sends his own"
    if category == "ASSAULT" and sufferer.dep_ == "dobj" and _is_sought(sufferer.head):
        return "who is looked for is not found yet"
    if category in _CONFLICT and _are_lost(sufferer):
        return "what befalls one's own is done by others"
    if sufferer.dep_ == "pobj" and sufferer.head.lower_ in _WAYS:
        return "the one only leads the way"
    if category in _CONFLICT and _is_destination(sufferer):
        return "it is where somebody is sent"
    if syntax.is_each_other(sufferer):
        return "each other's"
    if _is_ware(doer) or (_is_ware(sufferer) and category != "SANCTION"):
        return "it only says where goods, arts or manners are from"
    if category in _CONFLICT and doer.dep_ == "pobj" and syntax.is_weather(doer.head.head):
        return "no land sends its weather"
    if category == "AID" and _is_boon(doer):
        return "it is a gain that helps, and nobody"
    if _is_scene(doer):
        return "a place where something is done, or what something is about, does nothing"
    if category == "CONSULT" and _comes_from(sufferer):
        return "who comes from somewhere meets nobody there"
    if category == "CONSULT" and _comes_along(source, target, doer, sufferer):
        return "who comes along is met by nobody"
    if category == "ACCUSE" and (is_mourned(doc, target) or participants.is_in_charge(sufferer)):
        return "who suffered what is looked into is not suspected of it"
    if category == "PROTEST" and syntax.is_venue(sufferer):
        return "it is where people gather"
    if category == "PROTEST" and hears_protest(doc, target):
        return "the protest is only handed to it"
    if category in _JUDGING - {"ACCUSE"} and participants.is_handed_over(sufferer):
        return "whether he is handed over is said to another"
    if category in _FRIENDLY and _is_opposed(sufferer):
        return "what is done against somebody is no kindness to him"
    if category == "SUPPORT" and _is_follower(doer, sufferer):
        return "it only says whose man somebody is"
    if _is_aside(sufferer, category):
        return "it is what is spoken of, or where"
    return ""


_FRIENDLY = frozenset({"SUPPORT", "AID", "COOPERATE", "AGREE"})


def _first(token: Token) -> Token:
    """Return the first of those that a word is joined to: the Ukraine of "discuss Ukraine and Georgia"."""
    while token.dep_ == "conj":
        token = token.head
    return token


def _is_opposed(word: Token) -> bool:
    """Whether something is against somebody: "supports the fight against X and Y"."""
    word = _first(word)
    return word.dep_ == "pobj" and word.head.lower_ == "against"


def _is_sought(verb: Token) -> bool:
    """Whether somebody is only looked for: "have hunted him for years"; not "hunted him down"."""
    return verb.lemma_.lower() in cues().seeking and not any(c.dep_ == "prt" for c in verb.children)


def _are_lost(token: Token) -> bool:
    """Whether they are somebody's own whom others took: "had two aides arrested"."""
    return syntax.is_ones_own(token) and token.dep_ == "dobj" and token.head.lemma_ == "have"


def _is_destination(token: Token) -> bool:
    """Whether somebody is sent there: "deported forty refugees to X"."""
    return token.dep_ == "pobj" and token.head.lower_ == "to" and token.head.head.lemma_ in _REMOVING


def _is_ware(modifier: Token) -> bool:
    """Whether a name of a land says whose goods, beasts, artists or manners they are: "Swedish furniture", "X's runners"."""
    owned = modifier.dep_ in {"amod", "compound", "nmod", "poss"}
    word = modifier.head.lemma_.lower()
    return owned and (word in cues().wares | cues().pastimes | cues().traits or word.endswith(_BELIEF))


def _is_boon(token: Token) -> bool:
    """Whether a name says only whose or from where a gain is, or the weather: "helped by China's demand, orders from X"."""
    first = _first(token)
    if first.dep_ == "pobj" and first.head.lower_ in {"from", "of", "in", "by"}:
        noun = first.head.head
    elif first.dep_ in {"amod", "compound", "nmod", "poss"}:
        noun = first.head
    else:
        return False
    return noun.lemma_.lower() in cues().boons or syntax.is_weather(noun)


def _is_scene(token: Token) -> bool:
    """Whether a name stands behind a word of place or topic: "sued X at the court", "her novel about X attacks Y"."""
    return token.dep_ == "pobj" and token.head.lower_ in _SCENES | _TOPICS


def _comes_from(target: Token) -> bool:
    """Whether somebody moves away from the target: "flew home from Germany"."""
    preposition = target.head
    return target.dep_ == "pobj" and preposition.lower_ == "from" and preposition.head.lemma_ in _MOTION


def _comes_along(source: Named, target: Named, doer: Token, token: Token) -> bool:
    """Whether somebody only accompanies the source: "visited X with a delegation of Y", "came accompanied by Y"."""
    chain = [token]
    while chain[-1].dep_ in _ATTRIBUTES and chain[-1].head != chain[-1]:
        chain.append(chain[-1].head)
    above = chain[-1]
    if token.dep_ == "pobj" and token.head.dep_ == "agent" and token.head.head.lemma_ == "accompany":
        return True
    beside = [c for c in chain if c.dep_ == "pobj" and c.head.lower_ == "with" and c.head.head == above]
    own = {a.country for a in source.actors()} & {a.country for a in target.actors()} - {None}
    suite = any(c.lemma_.lower() in _SUITE for c in beside)
    journey = above.lemma_.lower() in _MOTION or any(
        e.relation == "visited"
        and (not e.object or any(o.lemma_.lower() in e.object for o in arguments.object_(above)))
        for e in lexicon().verbs.get(above.lemma_.lower(), ())
    )
    return bool(beside and (suite or own)) and journey and doer in arguments.surface_subject(above)


_SUITE = frozenset("delegation team entourage retinue group party contingent suite escort staff".split())


def _is_follower(one: Token, other: Token) -> bool:
    """Whether one is told apart by whom he follows, while another thing is told of him: "gunmen loyal to X fired on Y"."""
    word = other.head.head
    loyal = word.lower_ in cues().loyal and other.dep_ == "pobj" and other.head.lower_ == "to"
    return loyal and word.head == one and word.dep_ in {"amod", "acl", "relcl"}


def _is_aside(token: Token, category: str) -> bool:
    """Whether a name is the subject of a talk, or the place of an act: "discussed X", "spoke about X", "agreed to meet in X"."""
    first = _first(token)
    verb = token.head
    if category == "CONSULT" and first.dep_ == "dobj" and first.head.lemma_ in _DISCUSSED:
        return True
    if category == "CONSULT" and first.dep_ == "pobj" and first.head.lower_ in _TOPICS | {"over", "on"}:
        return True
    if first.dep_ == "pobj" and (given := _devoted(first.head.head)):  # "devoted a session to X"
        return category == "CONSULT" or (category != "AID" and bool(given & _SITTINGS))
    if token.dep_ != "pobj":
        return False
    if category not in _JUDGED and _is_matter(token):
        return True
    asked = verb.head.head if verb.head.dep_ == "dobj" else verb.head
    if verb.lower_ == "about" and asked.lemma_ in cues().asking:
        return True  # "questioned a minister about X"
    told = verb.head.lemma_.lower() in syntax.requests()  # "refused requests in X"
    beside = verb.head.pos_ in {"VERB", "AUX"} or category == "CONSULT" or told
    return beside and verb.lower_ in {"in", "at", "near"} and category not in _AT_A_PLACE


def _devoted(word: Token) -> set[str]:
    """Return what is devoted to somebody, where a preposition hangs on the verb or on the thing."""
    verb = word if word.pos_ == "VERB" and word.lemma_ in _DEVOTING else word.head
    return (
        {w for t in arguments.object_(verb) for w in (t.lemma_.lower(), t.lower_)}
        if verb.lemma_ in _DEVOTING
        else set()
    )


_JUDGED = frozenset({"ACCUSE", "REQUEST", "REJECT", "PROTEST", "THREATEN", "ASSAULT"})
"""What is done to somebody by words about what he does, or was done for all that is said about it."""


def _is_matter(token: Token) -> bool:
    """Whether it is the object of an act that is talked of: "spoke about recognition of X"."""
    noun = token.head.head
    matter = token.dep_ == "pobj" and noun.dep_ == "pobj" and noun.head.lower_ in _TOPICS
    return matter and noun.pos_ == "NOUN" and not any(c.dep_ == "poss" for c in noun.children)


# -- how the two hang together ------------------------------------------------------------------------------------------


def _between(doc: Doc, source: Named, target: Named, category: str, *, symmetric: bool) -> str:
    doer, sufferer = doc[source.head], doc[target.head]
    if reason := _only_owns(doc, source, target) or _only_owns(doc, target, source):
        return reason
    if _is_called_after(doer, sufferer):
        return "the one is only called after its being against the other"
    if _is_told(doc, source, sufferer):
        return "the one is only told of the other"
    if category == "THREATEN" and _hears_of_others(doc, source, sufferer):
        return "the one only tells the other of somebody else"
    if _does_likewise(doer, sufferer):
        return "the other does the same, or does not"
    if sufferer in doer.conjuncts and (not symmetric or _with_a_third(doc, doer, {source.head, target.head})):
        return "both do it, or both suffer it"
    if category in _JUDGING and is_victim(sufferer):
        return "who suffers an act is not judged for it"
    if _are_joined(doer, sufferer):
        return "something is done to both, they do nothing to each other"
    if category in _MATERIAL and _suffers(doc, source, sufferer):
        return "what the one suffers he does to nobody"
    if category in _MATERIAL and _undone(doc, source, sufferer):
        return "the one undoes what reaches the other"
    if category in _SUFFERED and (_fights_beside(doer, sufferer) or _fights_beside(sufferer, doer)):
        return "who fights beside somebody does not fight him"
    if category in _MATERIAL and _is_beside(doer, sufferer):
        return "each is only the subject of a passive of its own"
    if _stirs(source, sufferer):
        return "what the one does only moves the other"
    if _spoken_of(source, sufferer, category):
        return "the one only speaks of the other"
    if _done_by_another(doc, source, target):
        return "somebody else does it to the other"
    if _only_judges(doc, source, target, category):
        return "the one only says what he thinks of what befell the other"
    if _done_elsewhere(doer, sufferer, category):
        return "the clause of the one does not reach the other"
    if _same_side(source, target, category):
        return "both are of one state"
    return ""


def _only_owns(doc: Doc, one: Named, other: Named) -> str:
    """Say that a mention only tells whose somebody is: "Iranian-backed rebels", "the president's aide", "a father of X"."""
    noun, joined = _phrase(doc, one)
    if noun is None:
        return ""
    if noun.i == other.head or other.start <= noun.i < other.end:
        return "" if joined else "one only says whose the other is"
    return "one only says whose somebody else is" if _names(doc, noun) or _is_member(doc, noun) else ""


def _is_member(doc: Doc, noun: Token) -> bool:
    """Whether a noun is one of somebody: "a Chadian member of Hamas" is Hamas's man."""
    belongs = any(e.relation == "memberOf" for e in lexicon().nouns.get(noun.lemma_.lower(), ()))
    return belongs and noun.tag_ == "NN" and bool(_actors(doc, arguments.preposition(noun, "of")))


def _phrase(doc: Doc, named: Named) -> tuple[Token | None, bool]:
    """Return the noun within whose phrase a mention only modifies, and whether a participle joins it: "US-backed forces"."""
    token, joined = doc[named.head], False
    while True:
        if token.dep_ in _MODIFYING or (token.dep_ == "conj" and token.head.dep_ in _MODIFYING):
            token = token.head
            joined = joined or token.tag_ in {"VBN", "VBG"}
        elif token.dep_ == "pobj" and token.head.lower_ in {"of", "in"} and _is_somebodys(doc, token.head.head):
            token = token.head.head
        else:
            return (None, False) if token.i == named.head else (token, joined)


def _is_somebodys(doc: Doc, noun: Token) -> bool:
    """Whether a noun names people who are somebody's: "the father of X", "the Armenians of X"; not "dozens of"."""
    index: dict[int, list[Named]] = doc._.kg_by_head
    people = any(a.type in {"person", "people", "body"} for m in index.get(noun.i, ()) for a in m.actors())
    return people and noun.lemma_.lower() not in syntax.transparent()


def _names(doc: Doc, noun: Token) -> bool:
    """Whether a noun, or who stands in apposition to it, is somebody himself."""
    beside = [noun, *(c for c in noun.children if c.dep_ == "appos"), *([noun.head] if noun.dep_ == "appos" else [])]
    return bool(_actors(doc, beside))


def _actors(doc: Doc, tokens: Iterable[Token]) -> set[int]:
    """Return the head tokens of the actors among tokens."""
    index: dict[int, list[Named]] = doc._.kg_by_head
    return {t.i for t in tokens for m in index.get(t.i, ()) if m.actors() and m.use != "place"}


def _does_likewise(one: Token, other: Token) -> bool:
    """Whether the other only does what the one does: "X has recognised Y, but Z has not"."""
    echo = other.head
    return other.dep_ == "nsubj" and syntax.is_echo(echo) and one in arguments.subject(echo.head)


def _with_a_third(doc: Doc, party: Token, pair: set[int]) -> bool:
    """Whether what two do jointly they do with somebody else: "A and B signed deals with C"."""
    verb = next((a for a in party.ancestors if a.pos_ in {"VERB", "AUX"}), None)
    if verb is None:
        return False
    things = [verb, *arguments.object_(verb)]
    others = [t for thing in things for word in ("with", "to") for t in arguments.complement(thing, word)]
    return bool(_actors(doc, [*others, *things]) - pair - {party.i} - {t.i for t in party.conjuncts})


def _are_joined(one: Token, other: Token) -> bool:
    """Whether two are objects of one verb that does not bring them together: "a bridge linking X and Y", "links X with Y"."""
    first, second = sorted((one, other), key=lambda t: t.i)
    if first.dep_ == "dobj" and first.head.lemma_ in _LINKING:
        return second.dep_ == "pobj" and second.head.head == first.head
    return first.dep_ == "dobj" and second in list(first.conjuncts) and first.head.lemma_ not in _UNITING


def _suffers(doc: Doc, source: Named, target: Token) -> bool:
    """Whether the source is the subject of a passive, and the target no part of what he is to do: "X was extradited to Y"."""
    verb = _verb_of(doc[source.head], "nsubjpass")
    if verb is None:
        return False
    below = next((t for t in (target, *target.ancestors) if t.head == verb), None)
    return below is None or below.dep_ not in {"xcomp", "ccomp", "conj", "advcl", "agent"}


def _undone(doc: Doc, source: Named, target: Token) -> bool:
    """Whether the source acts against a thing or a plan that is to reach the target: "dismantled a launcher aimed at X"."""
    verb = _verb_of(doc[source.head], "nsubj")
    if verb is None or verb.lemma_.lower() not in cues().foiling:
        return False
    thing = next((t for t in target.ancestors if t.dep_ == "dobj" and t.head == verb), None)
    clause = next((t for t in target.ancestors if t.dep_ in {"acl", "relcl"} or t.lower_ == "against"), None)
    return thing is not None and clause is not None and thing.is_ancestor(clause)


def _is_called_after(source: Token, target: Token) -> bool:
    """Whether a name only says what a league is for: "a minister of the coalition against X", "the alliance against X"."""
    against = target.head
    league = source.lemma_.lower() in cues().leagues
    return league and target.dep_ == "pobj" and against.lower_ == "against" and against.head == source


def _fights_beside(one: Token, other: Token) -> bool:
    """Whether the one acts alongside the other: "fought alongside X against Y", "side by side with X"."""
    return one.dep_ == "nsubj" and other in arguments.preposition(one.head, "alongside")


def _is_beside(source: Token, target: Token) -> bool:
    """Whether two suffer side by side, as the parser joins lists of passives: "refugees sheltered, councils established"."""
    verb = source.head
    done = verb.tag_ == "VBN" and not any(c.dep_ in {"aux", "auxpass", "dobj"} for c in verb.children)
    clause = target.head
    return (
        source.dep_ == "nsubj"
        and done
        and target.dep_ == "nsubjpass"
        and clause.head == verb
        and clause.dep_ == "ccomp"
    )


def _is_told(doc: Doc, source: Named, target: Token) -> bool:
    """Whether the target stands in what the source is told: "has been told the minister ordered it"."""
    verb = _verb_of(doc[source.head], "nsubjpass")
    if verb is None or verb.lemma_.lower() not in cues().reporting:
        return False
    return any(t.dep_ == "ccomp" and t.head == verb for t in (target, *target.ancestors))


def _hears_of_others(doc: Doc, source: Named, target: Token) -> bool:
    """Whether the target is told what somebody else is to do or suffer: "told the agency that the men would face trial"."""
    verb = target.head
    if target.dep_ not in {"dobj", "dative"} or source.head not in {t.i for t in arguments.subject(verb)}:
        return False
    told = next((c for c in verb.children if c.dep_ == "ccomp" and c.i > target.i), None)
    if told is None:
        return False
    index: dict[int, list[Named]] = doc._.kg_by_head
    listeners = [a for m in index.get(target.i, ()) for a in m.actors()]
    found = [a for t in told.subtree for m in index.get(t.i, ()) for a in m.actors()]
    named = [a for a in found if a.country or a.type != "body"]  # not "force"
    own = any(a.id == b.id or (a.country and a.country == b.country) for a in named for b in listeners)
    return bool(named) and not own and all(t.pos_ != "PRON" for t in told.subtree)  # a pronoun may be the listener


def _stirs(source: Named, target: Token) -> bool:
    """Whether only what the source does, or a war in it, moves the target: "X's recognition of Y enraged Z"."""
    verb = target.head
    if target.dep_ != "dobj" or verb.lemma_.lower() not in cues().stirring:
        return False
    causes = arguments.surface_subject(verb)
    return bool(causes) and all(t.i != source.head for t in causes)


def _verb_of(token: Token, role: str) -> Token | None:
    """Return the verb whose subject of this kind a token is, or is joined to, or owns."""
    token = _doer(token)
    return token.head if token.dep_ == role else None


def _doer(token: Token) -> Token:
    """Return the noun that a token says more of, the first where several are joined: of "the Iranian and Omani ships" ships."""
    while token.dep_ in _MODIFYING or token.dep_ == "conj":
        token = token.head
    return token


def _spoken_of(source: Named, target: Token, category: str) -> bool:
    """Whether the source is who says something, and the target stands in what is said."""
    if category in _IN_WORDS:
        return False
    for token in (target, *target.ancestors):
        if token.dep_ == "ccomp" and token.head.lemma_.lower() in cues().reporting:
            if source.head in {t.i for t in arguments.surface_subject(token.head)}:
                return True
    return False


def _done_by_another(doc: Doc, source: Named, target: Named) -> bool:
    """Whether the act that reaches the target has a doer of its own: "shot down a jet that had bombed X", "Y's support of X"."""
    token, inside = doc[target.head], set(range(source.start, source.end))
    if token.is_ancestor(doc[source.head]):
        return False
    while token.head != token:
        below, token = token, token.head
        if token.pos_ in {"VERB", "AUX"}:
            if below.dep_ in _SUBJECTS or (below.dep_ == "agent"):
                return False
            doers = _doers(token)
            return bool(_actors(doc, doers)) and not {t.i for t in doers} & {*inside, target.head}
        if token.pos_ == "NOUN" and below.dep_ == "prep" and token.lemma_.lower() in lexicon().nouns:
            owners = syntax.possessor(token)
            named = _actors(doc, owners)
            if named and not {t.i for t in owners} & inside and not named & {source.head, target.head}:
                return not any(m.actor == source.actor for i in named for m in doc._.kg_by_head[i])
    return False


def _doers(verb: Token) -> list[Token]:
    """Return the subjects of a verb and who stands in apposition to them: "the premier, Ann Lee, met ..."."""
    subjects = arguments.subject(verb)
    return [*subjects, *(c for t in subjects for c in t.rights if c.dep_ == "appos")]


def _only_judges(doc: Doc, source: Named, target: Named, category: str) -> bool:
    """Whether the one but blames or welcomes a deed that befalls the other: "Peru condemned the sanctions on Chad"."""
    token = doc[target.head]
    while token.dep_ in _MODIFYING | {"conj"} and token.head != token:
        token = token.head
    way, deed = token.head, token.head.head
    entries = lexicon().nouns.get(deed.lemma_.lower(), ()) if token.dep_ == "pobj" and deed.dep_ == "dobj" else ()
    kinds = {inventory()[e.relation].category for e in entries if way.lower_ in e.target}
    if not kinds or not kinds <= _FORCIBLE or any(way.lower_ in e.source for e in entries):
        return False
    doers = _doers(deed.head)
    if source.head not in {t.i for t in doers} or any(c.tag_ == "PRP$" for c in deed.lefts):
        return False
    verbs = lexicon().verbs.get(deed.head.lemma_.lower(), ())
    told = {inventory()[e.relation].category for e in verbs if "object" in e.target and not e.object}
    if told & {"ACCUSE", "REJECT"} or deed.head.lemma_.lower() in cues().regretting:
        return category in _FORCIBLE | {"ACCUSE"}
    supports = any(k.category == "SUPPORT" for k in syntax.told_by(deed.head, verb=True))
    return category == "SUPPORT" and supports  # "welcomed the sanctions on Chad"


def _done_elsewhere(source: Token, target: Token, category: str) -> bool:
    """Whether the source acts in a clause in which the target has no part: "left land held by X", "a day after X did so"."""
    token = _doer(source)
    by = token.dep_ == "pobj" and token.head.dep_ == "agent"
    if not by and token.dep_ not in {"nsubj", "nsubjpass"}:
        return False
    verb = token.head.head if by else token.head
    while verb.dep_ == "conj" and verb.head.pos_ in {"VERB", "AUX"}:
        verb = verb.head
    if verb.is_ancestor(target) or verb.dep_ not in {"advcl", "relcl", "acl"}:
        return False
    if verb.dep_ == "advcl":
        return category not in _SUFFERED
    antecedent = verb.head
    means = (
        antecedent.dep_ in {"nsubj", "nsubjpass"} or antecedent.head.dep_ == "agent"
    )  # "killed by a bomb planted by X"
    return antecedent != target and not antecedent.is_ancestor(target) and not means


def _same_side(source: Named, target: Named, category: str) -> bool:
    """Whether a state, or its forces, would act towards itself."""
    return any(
        a.country is not None and a.country == b.country and (_is_state(a, b, category) or _is_force(a, b, category))
        for a in source.actors() for b in target.actors()
    )  # fmt: skip


def _is_state(one: Actor, other: Actor, category: str) -> bool:
    """Whether one is a state and the other its own office: a state does not talk with its envoys."""
    states = [a for a in (one, other) if a.type == "state" and a.sector in {None, "GOV"}]
    return bool(states) and {one.sector, other.sector} <= _OWN and category != "COERCE"


def _is_force(one: Actor, other: Actor, category: str) -> bool:
    return category == "ASSAULT" and one.sector == other.sector == "MIL"


# -- what is already told of them ---------------------------------------------------------------------------------------


def _told_otherwise(
    doc: Doc, source: Named, target: Named, category: str, made: Sequence[Relation], refused: Iterable[Predicate]
) -> str:
    common = {t.i for s in (source, target) for t in (doc[s.head], doc[s.head].head)}
    for predicate in refused:
        told = inventory()[predicate.entry.relation].category == category
        if (
            (told or predicate.token.i in common)
            and source.head in {n.head for n in predicate.source}
            and target.head in {n.head for n in predicate.target}
        ):
            return "the lexicon saw it, and why it is none"
    if _each_with_a_third(doc, source, target, made):
        return "each acts with a third"
    place = doc[target.start : target.end].text
    for relation in made:
        if relation.plover is None:
            continue
        sources = [_head(doc, m) for m in relation.source]
        targets = [_head(doc, m) for m in relation.target]
        heads = [*sources, *targets]
        if source.head in sources and target.head in sources and not relation.symmetric:
            return "the two act together"
        joint = source.head in sources
        thanks = doc[target.head].dep_ == "nsubj" and doc[target.head].head.lemma_.lower() in cues().judging
        if joint and thanks and relation.plover == category == "AID":
            return "the one only gives thanks for what another got"
        elsewhere = relation.plover != category or category not in _AT_A_PLACE
        if joint and relation.place == place and elsewhere and target.head not in targets:
            return "it is where the source acts upon another"
        returned = relation.relation in {"extraditedTo", "cooperatedWith"}
        handed = returned and doc[target.head].dep_ in {"dobj", "nsubjpass"}
        if joint and handed and category == "COERCE" and doc[target.head].head == _above(doc, targets):
            return "who is handed over to another"
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


def _opposite(doc: Doc, source: Named, target: Named, category: str) -> str:
    """Object where the word between the two undoes ("halted joint drills"), or the lexicon knows it, of one of them, as the opposite."""
    governor, heads = syntax.common(doc[source.head], doc[target.head]), {source.head, target.head}
    if governor.i in heads:  # "A and B": what the two do, the word above says
        governor = governor.head
    friendly = _is_friendly(category)
    if friendly and governor.pos_ == "VERB" and governor.lemma_.lower() in cues().foiling:
        return "it comes to nothing"
    for near in doc._.kg_near:
        if near.token != governor:
            continue
        known = inventory()[near.entry.relation].category
        if known and heads & {n.head for n in (*near.source, *near.target)}:
            if _is_friendly(known) != friendly:
                return f"the word says the opposite, {near.entry.relation}"
    return ""


def _spoken_for(doc: Doc, source: Named, target: Named, category: str) -> str:
    """Object where the lexicon knows the act, and that it is not done to the target."""
    for near in doc._.kg_near:
        if near.missed == SCENE and target.head in {m.head for m in near.target}:
            return SCENE
        if near.missed == EXCEPTED and inventory()[near.entry.relation].category == category:
            if near.token in syntax.path(doc[source.head], doc[target.head]):
                return f"the lexicon excepts the word here, {near.entry.where}"
    for act in doc._.kg_predicates:
        given = act.mutual and act.object is not None and act.object.i == target.head
        if given and inventory()[act.entry.relation].category == category:
            return "it is what those who act give each other"  # "exchanged prisoners"
    return ""


def _is_friendly(category: str) -> bool:
    return categories()[category].quad.endswith("cooperation")


def _above(doc: Doc, targets: Sequence[int]) -> Token | None:
    """Return the verb behind whose preposition the targets stand."""
    return next((doc[t].head.head for t in targets if doc[t].dep_ == "pobj"), None)


def _each_with_a_third(doc: Doc, source: Named, target: Named, made: Iterable[Relation]) -> bool:
    """Whether both do the same with somebody else: "A and B each signed a deal with C"."""
    doers: dict[tuple[str, frozenset[str]], set[int]] = {}
    for relation in made:
        partners = frozenset(m.actor.id for m in relation.target)
        doers.setdefault((relation.relation, partners), set()).update(_head(doc, m) for m in relation.source)
    return any({source.head, target.head} <= heads for heads in doers.values())


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


def _head(doc: Doc, mention: Mention) -> int:
    """Return the head token of a party, by its place in the text."""
    named: Sequence[Named] = doc._.kg_named
    edges = (mention.start, mention.end)
    return next((n.head for n in named if doc[n.start].idx == mention.start and n.edges(doc) == edges), -1)


# -- clauses between them ------------------------------------------------------------------------------------------------


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
    return own and (verb.dep_ in _CLAUSES or verb.dep_ == "conj")


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
