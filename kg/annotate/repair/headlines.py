"""Mistakes in headlines and in clauses without articles or auxiliaries, where names and verbs look alike."""

from __future__ import annotations

import itertools

from spacy.tokens import Token

from kg.annotate.repair.shared import (
    WEEKDAYS,
    has,
    is_below,
    is_land,
    is_name,
    is_role,
    leading_names,
    left_edge,
    matter_behind,
    roles_at,
    stems,
    tells_role,
)
from kg.annotate.syntax import is_finite, takes
from kg.lexicon import cues, lexicon


def gapped(words: list[Token]) -> None:
    """ "Uganda hosts 1.5 million refugees, Kenya half a million": who stands before a bare number does the same, and is nobody's guest."""
    for noun in words:
        if noun.dep_ != "dobj" or noun.tag_ not in {"NNS", "NNPS"} or not has(noun, "nummod"):
            continue
        verb = noun.head
        subject = next((c for c in verb.lefts if c.dep_ == "nsubj" and c.pos_ == "PROPN"), None)
        if subject is None:
            continue
        for name in verb.doc[noun.i + 1 : noun.sent.end - 1]:
            first = left_edge(name)
            joined = verb.doc[first - 1].text in {",", ";"} or verb.doc[first - 1].lower_ in {"and", "while"}
            if name.pos_ != "PROPN" or name.dep_ not in {"appos", "conj"} or not joined or not _is_bare_number(name):
                continue
            for number in [c for c in name.rights if c.dep_ in {"nummod", "predet", "conj", "cc", "det"}]:
                number.head = verb if number.dep_ == "nummod" else subject
                number.dep_ = "npadvmod" if number.dep_ == "nummod" else number.dep_
            name.head, name.dep_ = subject, "conj"


def _is_bare_number(name: Token) -> bool:
    """Whether a number of no noun stands behind a name: "France four", "Germany another 200", "Chad nearly as many"."""
    behind = name.doc[name.i + 1 : min(name.i + 7, name.sent.end)]
    counted = list(itertools.takewhile(lambda t: t.tag_ == "CD" or t.lower_ in _COUNTING, behind))
    if not any(t.tag_ == "CD" or t.lower_ == "many" for t in counted):
        return False
    after = name.doc[counted[-1].i + 1] if counted[-1].i + 1 < len(name.doc) else counted[-1]
    return after.is_punct or after.lower_ in {"and", "or", "while", "in", "from", "last", "this", "since"}


_COUNTING = frozenset(
    "about nearly almost some around over under more less fewer than another half a as many twice three times just only at least most".split()
)


def bare_subject(words: list[Token]) -> None:
    """ "Armenia at no time recognised X": a name that begins the sentence is the subject that its verb lacks."""
    first = next((t for t in words if t.pos_ == "PROPN" and t.dep_ in {"npadvmod", "advmod"}), None)
    if first is None or first.left_edge.i != words[0].i or first.lower_ in WEEKDAYS:
        return
    verb = first.head
    finite = verb.tag_ in {"VBD", "VBZ", "VBP"} or any(is_finite(c) for c in verb.children)
    if verb.pos_ in {"VERB", "AUX"} and finite and not has(verb, "nsubj", "nsubjpass", "expl"):
        first.dep_ = "nsubjpass" if has(verb, "auxpass") else "nsubj"


def and_verb(words: list[Token]) -> None:
    """ "Arrested two lawmakers and beat supporters": what is joined to a verb and has an object of its own is a verb."""
    for token in words:
        verb = token.head
        if token.tag_ != "NN" or token.dep_ != "conj" or verb.pos_ != "VERB" or token.i < verb.i:
            continue
        past = verb.tag_ in {"VBD", "VBN"} and token.lower_ not in _SAME_IN_THE_PAST
        if past or not has(token, "dobj") or has(token, "det", "amod", "compound", "poss"):
            continue
        if token.is_lower and token.lower_ in lexicon().verbs:
            token.tag_, token.pos_, token.lemma_ = verb.tag_, "VERB", token.lower_


def and_plural(words: list[Token]) -> None:
    """ "Praises and arms X": right behind "and" and before the only object, a form that agrees with the verb is a verb."""
    for noun in words:
        if noun.dep_ != "conj" or (verb := noun.head).tag_ != "VBZ":
            continue
        token = noun.left_edge
        if verb.i > token.i or has(verb, "dobj", "prep", "ccomp", "xcomp"):
            continue
        lemma = next((s for s in stems(token.lower_) if s in lexicon().verbs), "")
        known = any("object" in e.target for e in lexicon().verbs.get(lemma, ()))
        if known and token.tag_ == "NNS" and token.head == noun and token.nbor(-1).lower_ in {"and", "or"}:
            token.tag_, token.pos_, token.lemma_ = "VBZ", "VERB", lemma
            token.head, token.dep_ = verb, "conj"
            noun.head, noun.dep_ = token, "dobj"


_SAME_IN_THE_PAST = frozenset(
    {"beat", "hit", "cut", "set", "put", "let", "shut", "hurt", "bid", "cast", "quit", "split"}
)


def died(words: list[Token]) -> None:
    """ "X shoots down helicopter, 3 crew dead": who is dead behind a headline's comma is no second object."""
    for dead in words:
        if dead.lower_ not in {"dead", "killed", "wounded", "injured", "hurt", "missing"}:
            continue
        noun = dead.nbor(-1) if dead.i > words[0].i else dead
        if noun.dep_ != "dobj" or dead.is_ancestor(noun):
            continue  # what the object hangs on cannot hang on the object
        verb, start = noun.head, noun.left_edge.i
        last = dead == words[-1] or dead.nbor(1).is_punct
        if last and has(noun, "nummod") and start > verb.i + 1 and noun.doc[start - 1].text == ",":
            if sum(c.dep_ == "dobj" and c.i < start for c in verb.children):
                noun.dep_ = "dep"
                dead.head, dead.dep_ = noun, "amod"


def noun_for_verb(words: list[Token]) -> None:
    """ "US shoots down drone", "A, B praise ties": a headline's verb taken for a noun, where no other verb is the sentence's."""
    names = leading_names(words)
    if not names or (verb := names[-1].i + 1) >= words[-1].i:
        return
    token = words[0].doc[verb]
    plural = len(names) > 1
    form = token.lemma_.lower() if not plural else token.lower_
    if token.pos_ not in {"NOUN", "PROPN"} or not token.is_lower or form not in lexicon().verbs:
        return
    joined = {c.i for c in token.children if c.dep_ == "conj"}  # "A, B discuss X, agree to Y"
    second = words[0].sent.root if plural and words[0].sent.root.tag_ == "VBP" and words[0].sent.root.i > verb else None
    if second is not None and second.nbor(-1).text == ",":  # "A, B hail ties, sign deal"
        joined.add(second.i)
    if (token.tag_ == "NNS") == plural or any(is_finite(t) and not is_below(t) and t.i not in joined for t in words):
        return
    behind = [t for t in token.subtree if t.i > verb] or [t for t in token.ancestors if t.i > verb]
    top = token.head if plural and token.head.i > verb else token
    if (plural == (top == token) and not (plural and has(token, "dobj"))) or not behind:
        return
    root = words[0].sent.root
    token.tag_, token.pos_, token.lemma_ = ("VBP" if plural else "VBZ"), "VERB", form
    above = {top, *names, *(t for name in names for t in name.subtree)}
    outer = top.head if top.head not in above and root not in names else token
    token.head, token.dep_ = (token, "ROOT") if outer == token else (outer, top.dep_)
    for child in [c for c in top.children if c.i > verb and top == token]:
        if child.lower_ in _PARTICLES and child.dep_ == "prep" and child.i == verb + 1:
            child.dep_ = "prt"
            for noun in [c for c in child.children if c.dep_ == "pobj"]:
                noun.head, noun.dep_ = token, "dobj"
    if top != token:
        top.head, top.dep_ = token, "dobj"
    for name in names:
        name.head, name.dep_ = (token, "nsubj") if name == names[0] else (names[0], "conj")
    if root in names:
        for child in [c for c in root.children if c.i > verb and c != token]:
            child.head = token
    if root.i in joined and root == second:
        root.head, root.dep_ = token, "conj"


def plural_for_verb(words: list[Token]) -> None:
    """ "Doha not only mediates between X and Y": what has a subject and an object or a preposition of its own is a verb."""
    for token in words:
        wished = token.tag_ == "NN" and token.dep_ == "ccomp" and has(token, "mark") and has(token, "nsubj")
        if wished and token.lower_ in lexicon().verbs and not has(token, "det", "amod", "compound", "poss"):
            token.tag_, token.pos_, token.lemma_ = "VB", "VERB", token.lower_  # "demanded that X release Y"
        if token.tag_ == "NNS" and token.is_lower and has(token, "nsubj") and token.lemma_.lower() in lexicon().verbs:
            if has(token, "dobj", "prep", "conj") and not has(token, "det", "amod", "compound", "poss"):
                token.tag_, token.pos_ = "VBZ", "VERB"


def lost_verb(words: list[Token]) -> None:
    """ "The rejection of the pact irritated Berlin", "Its refusal to hail X angered Y": a verb before a last name, where there is no other."""
    last = words[-2] if len(words) > 3 and words[-1].text == "." else None
    if last is None or last.pos_ != "PROPN":
        return
    verb = last.nbor(-1)
    deed = next((t for t in words if t.tag_ == "VB" and t.dep_ == "acl" and has(t, "aux")), None)
    if any(t.pos_ in {"VERB", "AUX"} and t not in (verb, deed) for t in words) or (
        deed is None and verb.pos_ == "VERB"
    ):
        return
    form = verb.lemma_.lower() if verb.tag_ == "NNS" else next((s for s in stems(verb.lower_) if s in _verbs()), "")
    subject = next((t for t in words if t.pos_ in {"NOUN", "PROPN"} and t.dep_ in {"ROOT", "nsubj"}), None)
    if not verb.is_lower or form not in _verbs() or subject is None or subject.i >= verb.i - 1:
        return
    if verb.tag_ != "NNS" and not verb.lower_.endswith("ed"):
        return
    hung = [c for c in verb.children if c.i < verb.i]
    role = (verb.head, verb.dep_)
    if deed is not None:
        if verb.dep_ == "ROOT":
            return
        between = words[0].doc[deed.i + 1 : verb.i]
        hung = [t for t in between if t.head.i >= verb.i or (t.head == deed and t.dep_ == "dative")]
        role = (deed, "dobj")
    verb.head, verb.dep_, verb.pos_, verb.lemma_ = verb, "ROOT", "VERB", form
    verb.tag_ = "VBZ" if verb.tag_ == "NNS" else "VBD"
    for child in hung:
        child.head, child.dep_ = role
    for token, label in ((subject, "nsubj"), (last, "dobj"), (words[-1], "punct")):
        token.head, token.dep_ = verb, label


def _verbs() -> frozenset[str]:
    return frozenset(lexicon().verbs) | cues().stirring | frozenset(cues().governors)


_PARTICLES = frozenset({"down", "up", "out", "off", "over", "back", "in"})


def headline(words: list[Token]) -> None:
    """ "India, Japan sign pact": headlines coordinate with a comma alone."""
    for token in words:  # "Belgium, Rwanda sever ties": a verb that was taken for a noun
        if token.dep_ == "compound" and token.pos_ == "PROPN" and token.i < token.head.i and is_finite(token.head):
            token.dep_ = "nsubj"
    for token in words:  # "Kagame, Tshisekedi to meet in Luanda": two, not one who is the other
        if token.dep_ == "appos" and token.pos_ == (before := token.head).pos_ == "PROPN" and before.dep_ == "ROOT":
            beside = left_edge(token) == before.i + 2 and left_edge(before) == words[0].i
            if beside and token.i < words[-1].i and token.nbor().tag_ == "TO":
                token.dep_ = "conj"
        elif token.dep_ == "appos" and token.pos_ == before.pos_ == "PROPN" and before.dep_ == "nsubj":
            verb = before.head  # "Maduro, Lula meet"
            beside = left_edge(token) == before.i + 2 and left_edge(before) == words[0].i
            if beside and verb.i == token.i + 1 and verb.tag_ == "VBP":
                token.dep_ = "conj"
    subjects = [t for t in words if t.dep_ in {"nsubj", "nsubjpass"} and t.pos_ in {"PROPN", "NOUN"}]
    for token in subjects:
        first = left_edge(token)
        while first - 2 >= words[0].i and words[0].doc[first - 1].text == ",":
            before = words[0].doc[first - 2]
            if (
                before.i == words[0].i and before.pos_ in {"VERB", "ADJ"} and is_name(words[0].doc, before.i, before.i)
            ):  # "Chad, Sudan sign"
                before.tag_, before.pos_, before.lemma_ = "NNP", "PROPN", before.text
            named = before.pos_ == "PROPN" and token.pos_ == "PROPN"
            roles = named or tells_role(before)  # "Polish premier, Lithuanian counterpart meet"
            if not roles or before.dep_ not in _BESIDE_A_COMMA:
                break
            if before == token or left_edge(before) != words[0].i or before.n_rights > 1:
                break
            verb = token.head
            if before != verb.head and before.is_ancestor(verb):
                break  # what the verb hangs on cannot hang on the verb
            if before == verb.head:  # "Trump, Kim shake hands": the verb hung on the name
                verb.head, verb.dep_ = (verb if before.head == before else before.head), before.dep_
            before.head, before.dep_ = token.head, token.dep_
            token.head, token.dep_ = before, "conj"
            token, first = before, left_edge(before)


_BESIDE_A_COMMA = frozenset({"npadvmod", "advmod", "dep", "nsubj", "nmod", "ROOT", "advcl"})
"""What the parser takes the first of two subjects for that a headline joins with a comma."""


def adjectives_in_headline(words: list[Token]) -> None:
    """ "Fiji to expel Australian, Tongan envoys": two lands before those who are of both, where a comma stands for "and"."""
    for noun in words[4:]:
        if not noun.is_lower or not noun.text.endswith("s") or not any(r.type == "person" for r in roles_at(noun)):
            continue
        comma = next((t for t in reversed(words[: noun.i - words[0].i]) if not _is_before_noun(t)), noun)
        if comma.text != "," or comma.i in {words[0].i, words[0].i + 1, noun.i - 1}:
            continue
        first, second = comma.nbor(-1), comma.doc[comma.i + 1 : noun.i]
        lands = is_land(first, first=first.i) and any(is_land(t, first=comma.i + 1) for t in second)
        verb = first.head
        if not lands or has(first, "det") or first.dep_ not in {"dobj", "advmod", "amod"}:
            continue
        if verb.pos_ != "VERB" or verb.i > first.i or (noun in verb.ancestors and noun.head != noun):
            continue
        if noun.dep_ in {"nsubj", "nsubjpass"}:
            continue  # "thanked Swiss, Tongan envoys said"
        if noun in verb.ancestors:  # the parser made a clause of "Tongan envoys"
            top = verb
            while top.head != noun:
                top = top.head
            subject = top if top != verb else None
            verb.head, verb.dep_ = verb, "ROOT"
            for c in [c for c in noun.children if c.i < comma.i or (c.i > noun.i and c.dep_ in {"prep", "punct"})]:
                c.head = verb
            if subject is not None:
                subject.head, subject.dep_ = verb, "nsubj"
        for c in [c for c in verb.lefts if c.dep_ in {"dep", "npadvmod"} and c.pos_ == "PROPN"]:
            c.dep_ = "nsubj"
        for c in [c for c in noun.children if c.dep_ == "nsubj"]:
            c.dep_ = "compound"
        noun.tag_, noun.pos_ = "NNS", "NOUN"
        noun.head, noun.dep_ = verb, "dobj"
        for c in [c for c in first.children if c.i > first.i]:
            c.head = noun
        first.head, first.dep_ = noun, "amod"


def _is_before_noun(token: Token) -> bool:
    """Whether a word may stand between a comma and the noun it qualifies."""
    return token.pos_ in {"ADJ", "PROPN"} or token.tag_ == "NN"


def clause_in_headline(words: list[Token]) -> None:
    """ "X fires missiles as A, B hold drills": behind "as" two names with a comma between are the subject of a clause."""
    for name in words:
        opening = name.head
        if name.dep_ != "pobj" or name.pos_ != "PROPN" or opening.lower_ not in {"as", "while", "after"}:
            continue
        verb = next((t for t in name.sent[name.i + 1 - name.sent.start :] if t.tag_ == "VBP"), None)
        other = next((c for c in verb.lefts if c.dep_ == "nsubj"), None) if verb is not None else None
        if verb is None or other is None or other.pos_ != "PROPN" or other.i != verb.i - 1:
            continue
        if left_edge(name) != opening.i + 1 or left_edge(other) != name.i + 2 or name.nbor().text != ",":
            continue
        above = [opening, *opening.ancestors]
        told = above[above.index(verb) - 1] if verb in above else above[-1]
        if told.pos_ != "VERB":
            continue
        if verb in above:
            told.head, told.dep_ = (told, "ROOT") if verb.head == verb else (verb.head, verb.dep_)
        verb.head, verb.dep_ = told, "advcl"
        opening.head, opening.dep_ = verb, "mark"
        name.head, name.dep_ = verb, "nsubj"
        other.head, other.dep_ = name, "conj"


def verb_behind_as(words: list[Token]) -> None:
    """ "Boat damaged as X's coast guard fires water cannon": a plural between who acts and what it is known to take is a verb."""
    for verb in words:
        if verb.tag_ != "NNS" or verb.dep_ != "compound" or not verb.is_lower:
            continue
        noun, opening = verb.head, verb.head.head
        if noun.dep_ != "pobj" or opening.lower_ not in {"as", "after", "while"} or opening.head.pos_ != "VERB":
            continue
        doers = [c for c in noun.children if c.dep_ == "compound" and c.i == verb.i - 1] or list(verb.lefts)[-1:]
        if not takes(verb, noun) or len(doers) != 1 or doers[0].pos_ not in {"NOUN", "PROPN"}:
            continue
        doer, above = doers[0], opening.head
        before = [c for c in (*noun.lefts, *verb.lefts) if c.i < doer.i]
        behind = [c for c in noun.rights if c.dep_ == "prep"]
        verb.tag_, verb.pos_ = "VBZ", "VERB"
        for token in (noun, verb, opening, doer, *before, *behind):
            token.head = above  # what is to hang on another must not stand above it
        for token, head, label in (
            (verb, above, "advcl"),
            (opening, verb, "mark"),
            (doer, verb, "nsubj"),
            (noun, verb, "dobj"),
        ):
            token.head, token.dep_ = head, label
        for token in (*before, *behind):
            token.head = doer if token in before else verb


def verb_between_names(words: list[Token]) -> None:
    """ "Laos sues Peru, Chad thanks Mali": a plural between two names, the first behind a comma, is the verb of a second headline."""
    for verb in words[2:-1]:
        noun = verb.head
        if verb.tag_ != "NNS" or verb.dep_ not in {"compound", "nmod"} or not verb.is_lower or noun.i < verb.i:
            continue
        form = next((s for s in stems(verb.lower_) if s in lexicon().verbs), "")
        doer, above = verb.nbor(-1), noun.head
        known = noun.pos_ == "PROPN" or (noun.i > verb.i + 1 and is_role(noun))
        if not form or not known or is_role(verb, but="property"):
            continue  # "France, UN allies Chad and Mali"
        named = doer.pos_ == "PROPN" or (tells_role(doer) and is_name(doer.doc, doer.i - 1, doer.i - 1))
        start = min(left_edge(doer), left_edge(noun))
        if not named or start <= words[0].i or verb.doc[start - 1].text not in {",", ";"}:
            continue
        if above.pos_ != "VERB" or above.i > start or doer.is_ancestor(above):
            above = verb.sent.root
        if above.pos_ != "VERB" or above.i in range(start, noun.i + 1):
            continue
        before = [c for c in (*noun.lefts, *verb.lefts, *doer.lefts) if c.i < doer.i]
        for token in (noun, verb, doer, *before):
            token.head = above  # what is to hang on another must not stand above it
        verb.tag_, verb.pos_, verb.lemma_, verb.dep_ = "VBZ", "VERB", form, "conj"
        noun.head, noun.dep_ = verb, "dobj"
        doer.head, doer.dep_ = verb, "nsubj"
        for token in before:
            token.head = doer


def verb_behind_role(words: list[Token]) -> None:
    """ "Nepal's prime minister phones Manmohan Singh": between who holds an office and a name a plural is the verb, where there is no other."""
    verb = next((t for t in words if t.dep_ == "ROOT"), words[0])
    form = next((s for s in stems(verb.lower_) if s in lexicon().verbs), "")
    if verb.tag_ != "NNS" or not verb.is_lower or not form or verb in (words[0], words[-1]):
        return
    if is_role(verb, but="property") or any(t.pos_ in {"VERB", "AUX"} for t in words):
        return
    doer, name = verb.nbor(-1), next((c for c in verb.rights if c.pos_ == "PROPN"), verb)
    person = any(r.type == "person" for r in roles_at(doer))
    if doer.head != verb or not person or name == verb or left_edge(name) != verb.i + 1:
        return
    for child in [c for c in verb.lefts if c != doer]:
        child.head = doer
    verb.tag_, verb.pos_, verb.lemma_ = "VBZ", "VERB", form
    doer.dep_, name.dep_ = "nsubj", "dobj"


def planned_twice(words: list[Token]) -> None:
    """ "EU to lift sanctions on X, resume aid": behind a comma stands the second of two that are to be done."""
    second = next((t for t in words if t.dep_ == "ROOT"), words[0])
    subject = next((c for c in second.lefts if c.dep_ == "nsubj"), None)
    if subject is None or second.tag_ not in {"VB", "VBP"} or has(second, "aux") or second.nbor(-1).text != ",":
        return
    first = next((c for c in subject.rights if c.dep_ in {"acl", "relcl"} and c.tag_ == "VB"), None)
    if first is None or first.nbor(-1).lower_ != "to" or first.i != subject.i + 2 or subject.left_edge.i != words[0].i:
        return
    for c in [c for c in second.lefts if c != subject]:
        c.head = first
    first.head, first.dep_ = first, "ROOT"
    subject.head = first
    second.head, second.dep_, second.tag_ = first, "conj", "VB"


def second_verb(words: list[Token]) -> None:
    """ "Merkel meets Putin, warns Mugabe of sanctions": what the subject does first is not what he says in doing the second."""
    for verb in words:
        if verb.dep_ != "ROOT" or verb.tag_ != "VBZ" or verb.nbor(-1 if verb.i > words[0].i else 0).text != ",":
            continue
        said = [c for c in verb.lefts if c.dep_ == "ccomp" and c.tag_ == "VBZ" and has(c, "nsubj")]
        named = any(c.dep_ == "dobj" and c.pos_ == "PROPN" and matter_behind(c) for c in verb.rights)
        if len(said) == 1 and named and not has(verb, "nsubj", "nsubjpass") and said[0].left_edge.i == words[0].i:
            first = said[0]
            for child in [c for c in verb.lefts if c != first]:
                child.head = first
            first.head, first.dep_ = first, "ROOT"
            verb.head, verb.dep_ = first, "conj"


def second_in_headline(words: list[Token]) -> None:
    """ "Putin, Xi hail ties, sign deal": a second verb behind a comma, taken for a noun."""
    names = leading_names(words)
    if len(names) < 2 or (verb := words[0].doc[min(names[-1].i + 1, words[-1].i)]).pos_ != "VERB":
        return
    for token in words[verb.i - words[0].i + 2 :]:
        noun = token.head
        before = token.tag_ == "NN" and token.dep_ in {"nmod", "amod"} and noun.i > token.i + 1
        if (
            before
            and token.nbor().pos_ in {"ADJ", "DET", "PUNCT"}
            and token.nbor(-1).text == ","
            and token.lower_ in lexicon().verbs
            and noun.pos_ == "NOUN"
            and not noun.is_ancestor(verb)
        ):
            for c in [c for c in token.children if c.i > token.i]:
                c.head = noun  # "meet in X, hail 'new era' in ties"
            token.tag_, token.pos_, token.lemma_ = "VBP", "VERB", token.lower_
            token.head, token.dep_ = verb, "conj"
            noun.head, noun.dep_ = token, "dobj"
        taken = token.tag_ == "NN" and token.dep_ == "compound" and noun.i == token.i + 1 and takes(token, noun)
        if (
            taken
            and token.nbor(-1).text == ","
            and noun.head == verb
            and noun.dep_ in {"conj", "dep", "npadvmod", "dobj"}
        ):
            token.tag_, token.pos_, noun.tag_, noun.pos_ = "VBP", "VERB", "NN", "NOUN"  # "meet in X, sign deal"
            token.head, token.dep_ = verb, "conj"
            noun.head, noun.dep_ = token, "dobj"
        if (
            token.dep_ == "ROOT"
            and token.i > verb.i + 1
            and token.nbor(-1).text == ","
            and token.lower_ in lexicon().verbs
            and token.tag_ in {"NN", "VB"}
            and has(token, "dobj")
        ):
            token.tag_, token.pos_, token.lemma_ = "VBP", "VERB", token.lower_
            if token in verb.ancestors:
                verb.head, verb.dep_ = verb, "ROOT"
            token.head, token.dep_ = verb, "conj"
