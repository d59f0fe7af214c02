"""Mistakes about names: who stands beside whom, what a name is made of, where a dateline ends."""

from __future__ import annotations

import itertools
from functools import lru_cache

from spacy.tokens import Token

from kg.annotate.entities import CALENDAR
from kg.annotate.repair.shared import (
    behind_comma,
    has,
    is_land,
    is_name,
    is_person,
    is_role,
    leading_names,
    roles_at,
    tells_role,
)
from kg.annotate.syntax import is_each_other, is_finite, is_plural
from kg.knowledge import load
from kg.lexicon import cues, lexicon


def name_for_verb(words: list[Token]) -> None:
    """ "Staff of Oxfam, Save the Children and Mercy Corps": what begins a known name is no verb."""
    doc = words[0].doc
    verbs = {t.idx: t for t in words[2:] if t.is_title and t.pos_ == "VERB"}
    for hit in doc._.kg_hits if verbs else ():
        verb = verbs.get(hit.start)
        if verb is None or not hit.names or hit.end <= verb.idx + len(verb):
            continue
        before = doc[verb.i - 2] if doc[verb.i - 1].text in {",", "and"} else None
        if before is None or before.pos_ not in {"PROPN", "NOUN"} or verb.dep_ != "conj":
            continue
        for c in [c for c in verb.children if c.idx >= hit.end]:
            c.head = verb.head
        inside = [t for t in doc[verb.i + 1 : verb.sent.end] if t.idx < hit.end]
        for c in [c for t in inside for c in t.children if c.idx >= hit.end]:
            c.head = verb
        verb.head, verb.pos_, verb.tag_ = before, "PROPN", "NNP"


def second_agent(words: list[Token]) -> None:
    """ "Criticised by X, and by Y's envoy", "urged by X and by Y to talk": the second "by" is of the same verb."""
    for by in words[1:]:
        if by.lower_ != "by" or by.dep_ not in {"conj", "prep"} or by.nbor(-1).lower_ != "and":
            continue
        agents = [t for t in words if t.dep_ == "agent" and t.i < by.i]
        if not agents or agents[-1].head == by.head:
            continue
        verb, inner = agents[-1].head, by.head
        if inner.dep_ == "conj" and inner.head == verb and inner.tag_ == "VB" and inner.i > by.i:
            inner.dep_ = "xcomp"  # "to talk" is what they urge
        by.head, by.dep_ = verb, "agent"


def interposed(words: list[Token]) -> None:
    """ "Met the premier and, a day later, a group of mayors": what stands between commas does not part two objects."""
    doc = words[0].doc
    for cc in words:
        if cc.dep_ != "cc" or cc.head.pos_ != "VERB" or cc.i >= words[-1].i or doc[cc.i + 1].text != ",":
            continue
        end = next((t.i for t in doc[cc.i + 2 : cc.i + 9] if t.text == ","), None)
        verb = cc.head
        first = next((c for c in reversed(list(verb.rights)) if c.dep_ == "dobj" and c.i < cc.i), None)
        if end is None or first is None or any(t.pos_ in {"VERB", "AUX"} for t in doc[cc.i + 2 : end]):
            continue
        behind = doc[end + 1 : words[-1].i + 1]
        second = next((t for t in behind if t.pos_ in {"NOUN", "PROPN"} and t.head.i <= end), None)
        if (
            second is not None
            and second.dep_ in {"conj", "npadvmod", "dobj", "appos", "dep"}
            and not any(t.pos_ in {"VERB", "AUX"} for t in doc[end + 1 : second.i + 1])
        ):
            second.head, second.dep_ = first, "conj"
            cc.head = first


def titled_name(words: list[Token]) -> None:
    """ "Met President José Eduardo dos Santos": the title before a known name is not a party beside it."""
    for name in words:
        if name.dep_ not in {"appos", "dep", "npadvmod"} or name.pos_ != "PROPN":
            continue
        end = name.idx + len(name)
        hits = words[0].doc._.kg_hits
        start = next((h.start for h in hits if h.end == end and h.names), name.idx)
        first = next((t for t in words if t.idx == start), name)
        apart = name.head.i < first.i and not first.i <= first.head.i <= name.i and not name.is_ancestor(first)
        if first.i < name.i and apart:
            if first.dep_ in {"dobj", "pobj", "nsubj", "nsubjpass"}:  # "by President Bingu wa Mutharika": one name
                name.head, name.dep_ = first.head, first.dep_
                for part in [c for c in first.children if c.i < first.i]:
                    part.head = name
                first.head, first.dep_ = name, "compound"
                continue
        title = next((t for t in words if t.idx + len(t) + 1 == start), None)
        if title is None or title.pos_ != "PROPN" or name.head.i >= title.i:
            continue
        if not any(h.role is not None and h.end == title.idx + len(title) for h in hits):
            continue
        if title.dep_ in {"dobj", "pobj", "nsubj", "nsubjpass"}:
            name.head, name.dep_ = title.head, title.dep_
            title.head, title.dep_ = name, "compound"


def titles_of_two(words: list[Token]) -> None:
    """ "The Kenyan ministers Musalia Mudavadi and Aden Duale met": the title before two names is no party, and both act."""
    for name in words:
        if name.dep_ != "appos" or name.pos_ != "PROPN" or (title := name.head).tag_ != "NNS":
            continue
        joined = [c for c in name.children if c.dep_ == "conj" and c.pos_ == "PROPN"]
        if len(joined) != 1:
            continue
        if (
            name.left_edge.i != title.i + 1
            or not any(r.type == "person" for r in roles_at(title))
            or has(title, "poss")
        ):
            continue
        if title.dep_ not in {"nsubj", "nsubjpass", "dobj", "pobj"} or title.lower_ == "allies":
            continue
        name.head, name.dep_ = title.head, title.dep_
        title.head, title.dep_ = name, "nmod"


def among_them(words: list[Token]) -> None:
    """ "Freed ten sailors, among them three Greeks": who stands behind "among them" is some of those named before it."""
    for among, them in itertools.pairwise(words[2:-1]):
        if among.lower_ != "among" or them.lower_ != "them" or among.nbor(-1).text != ",":
            continue
        noun = them.nbor(-3)
        if noun.tag_ != "NNS":
            continue
        if noun.head.dep_ == "agent" or not is_role(noun):
            continue  # "ten people were killed by rebels, among them a boy"
        some = next((c for c in them.children if c.dep_ == "appos"), among.head if among.head.i > them.i else None)
        if some is None or some.pos_ not in {"NOUN", "PROPN"} or some.left_edge.i < among.i or noun in some.subtree:
            continue
        if some.dep_ in {"nsubj", "nsubjpass"}:
            continue  # "ten sailors fled, among them Greeks were"
        among.head, among.dep_ = noun, "prep"
        them.head, them.dep_ = among, "pobj"
        some.head, some.dep_ = them, "appos"


def name_set_off(words: list[Token]) -> None:
    """ "Met Vietnam's party chief, Do Muoi, in Hanoi": a person's name between commas says who the one in office before it is."""
    doc = words[0].doc
    for name in words:
        if name.dep_ not in {"appos", "dep", "npadvmod"} or name.pos_ != "PROPN":
            continue
        start = name.left_edge.i
        if start - 2 < words[0].i or doc[start - 1].text != ",":
            continue
        before = role = doc[start - 2]
        while role.dep_ in {"pobj", "prep"} and role.head.i < role.i and role.head.pos_ in {"ADP", "NOUN"}:
            role = role.head  # "the governor of Jerusalem, X"
        if role.dep_ == "prep" and role.head.pos_ == "VERB" and role.i > words[0].i and doc[role.i - 1].dep_ == "dobj":
            role = doc[role.i - 1]  # "expelled the envoy in Suva, X": the parser hangs the place on the verb
        clear = name.ent_type_ == "PERSON" or is_person(name) or role == before or before.ent_type_ == "GPE"
        if (
            not clear
            or name.left_edge == name
            or role == name.head
            or role.tag_ != "NN"
            or role.dep_ not in {"dobj", "nsubj", "nsubjpass", "pobj", "conj"}
            or not any(known.type == "person" for known in roles_at(role))
        ):
            continue
        verb = role.head
        for c in [c for c in name.children if c.dep_ == "prep" and c.lower_ != "of" and verb.pos_ == "VERB"]:
            c.head = verb
        name.head, name.dep_ = role, "appos"


def land_and_name(words: list[Token]) -> None:
    """ "The president of the Maldives, Ann Lee, had": the land before the comma is no part of the name behind it."""
    for name in words:
        listed = name.dep_ == "conj"  # "of the Maldives, Ann Lee, and": nor is the name another land
        way = name.head.head if listed else name.head
        if way.lower_ not in {"of", "in"} or way.dep_ != "prep" or name.pos_ != "PROPN":
            continue
        land = name.head if listed else next(
            (c for c in name.lefts if c.dep_ in {"nmod", "compound"} and c.nbor().text == ","), None
        )  # fmt: skip
        role = way.head
        if land is None or land.pos_ != "PROPN" or not any(known.type == "person" for known in roles_at(role)):
            continue
        if (name.ent_type_ != "PERSON" and not is_person(name)) or (listed and not _set_off(name, land)):
            continue
        if not listed:
            for part in [c for c in name.lefts if c.i < land.i]:
                part.head = land
            land.head, land.dep_ = way, "pobj"
        name.head, name.dep_ = role, "appos"


def _set_off(name: Token, land: Token) -> bool:
    """Whether a name stands between a comma behind a land and another comma, or the end."""
    behind = name.doc[name.i + 1 : name.i + 2]
    return name.left_edge.i == land.i + 2 and behind_comma(name) and behind.text in {",", "."} and is_land(land)


def beside_apposition(words: list[Token]) -> None:
    """ "Met the premier, Ann Lee, and the queen": behind a name set off by commas the next stands beside the premier."""
    doc = words[0].doc
    for token in words:
        if token.dep_ != "conj" or token.pos_ not in {"NOUN", "PROPN"} or (name := token.head).dep_ != "appos":
            continue
        role, first = name.head, token.left_edge.i
        if name.pos_ != "PROPN" or role.tag_ != "NN" or not tells_role(role) or not behind_comma(name):
            continue
        if first - 2 > name.i and doc[first - 1].lower_ == "and" and doc[first - 2].text == ",":
            for joint in [c for c in name.children if c.dep_ == "cc"]:
                joint.head = role
            token.head = role


_DASHES = frozenset({"--", "-", "–", "—", ":", ")"})


def dateline(words: list[Token]) -> None:
    """ "MOGADISHU, Somalia -- A raid has killed": the place of writing is not what kills."""
    dash = next((t for t in words[1:12] if t.text in _DASHES), None)
    if dash is None or len(words[0]) < 3:
        return
    before = words[0].doc[words[0].i : dash.i]
    dated = any(t.text in CALENDAR for t in before) and any(
        t.like_num for t in before
    )  # "Tehran, March 15, IRNA - ..."
    bare = all(t.pos_ in {"PROPN", "NUM", "PUNCT"} or t.text in CALENDAR for t in before)
    if not words[0].text.isupper() and not (dated and bare):
        return
    if dash is not None and dash.text == ")" and dash.i < words[-1].i and dash.nbor().text in _DASHES:
        dash = dash.nbor()
    if any(is_finite(t) for t in words[0].doc[words[0].i : dash.i]):
        return
    prefix = list(words[0].doc[words[0].i : dash.i])
    for place in prefix:
        if place.dep_ in {"compound", "nmod", "amod"} and place.head.i > dash.i:
            place.dep_ = "dep"  # "DOHA - Four Arab states": they are not Doha's
        if place.dep_ not in {"nsubj", "nsubjpass"} or place.head.i < dash.i:
            continue
        verb, label = place.head, place.dep_
        place.dep_ = "dep"
        if not any(c.dep_ == label and c.i > dash.i for c in verb.children):
            hung = [
                c for t in prefix for c in t.children if c.i > dash.i and c.dep_ in {"appos", "conj", "dep", "nmod"}
            ]
            if hung:
                hung[0].head, hung[0].dep_ = verb, label


def of_in_a_name(words: list[Token]) -> None:
    """ "The Council of Europe's commissioner": he is the Council's; none of Europe's commissioners has a Council."""
    for owner in words:
        if owner.dep_ != "poss" or owner.pos_ != "PROPN":
            continue
        thing, of = owner.head, owner.head.head
        if thing.dep_ != "pobj" or of.lower_ != "of" or of.i != owner.i - 1:
            continue
        name, first = of.head, of.head.left_edge
        if first.lower_ == "the":
            first = first.nbor()
        if name.pos_ != "PROPN" or name.i >= of.i or not is_name(name.doc, first.i, owner.i):
            continue
        after = [c for c in name.children if c.i > owner.i]
        if name.head == name:
            thing.head, thing.dep_ = thing, "ROOT"
        else:
            thing.head, thing.dep_ = name.head, name.dep_
        name.head, name.dep_ = thing, "poss"
        owner.head, owner.dep_ = of, "pobj"
        for child in after:
            child.head = thing


def whose_thing(words: list[Token]) -> None:
    """ "X, whose two ships Y seized": the things stand before the verb that they are the object of, and Y did it."""
    for whose in words:
        if whose.tag_ != "WP$" or whose.head.pos_ != "NOUN":
            continue
        thing = whose.head
        if thing.tag_ == "NN" and is_role(thing, but="property"):  # "whose premier Ann Lee resigned"
            continue
        hung = thing.dep_ in {"relcl", "appos"}  # the clause hung on the thing
        verb = next((c for c in thing.children if c.dep_ == "relcl"), None) if hung else thing.head
        if verb is None or verb.tag_ not in {"VBD", "VBZ", "VBP"} or verb.i < thing.i or has(verb, "nsubjpass"):
            continue
        between = [c for c in (*thing.rights, *verb.lefts) if thing.i < c.left_edge.i and c.i < verb.i]
        doers = [c for c in between if c.pos_ == "PROPN" and c.text not in CALENDAR]
        if len(doers) != 1 or any(c.dep_ == "dobj" and c.i > verb.i for c in verb.children):
            continue
        if is_role(thing, but="property") and has(doers[0], "conj"):
            continue  # "whose allies Togo and Benin voted": they are the allies
        if hung:
            verb.head, thing.head = thing.head, verb
        thing.dep_ = "dobj"
        doers[0].head, doers[0].dep_ = verb, "nsubj"


def where_whose(words: list[Token]) -> None:
    """ "X, along whose frontier Y massed troops": the frontier is where Y did it, and Y is no part of its name."""
    for whose in words[1:-2]:
        if whose.tag_ != "WP$":
            continue
        way, thing = whose.nbor(-1), whose.nbor()
        if way.dep_ != "prep" or thing.pos_ != "NOUN" or thing.nbor().pos_ != "PROPN":
            continue
        verb = next(
            (
                t
                for t in words[thing.i + 2 - words[0].i :]
                if t.pos_ == "VERB" and t.tag_ in {"VBD", "VBZ", "VBP", "VBN"}
            ),
            None,
        )
        doer = next((t for t in words[thing.i + 1 - words[0].i :] if t.dep_ != "compound"), None)
        if verb is None or doer is None or doer.pos_ != "PROPN" or doer.i > verb.i:
            continue
        owner = next((t for t in reversed(words[: way.i - words[0].i]) if t.pos_ in {"NOUN", "PROPN"}), None)
        if owner is None or {verb, way, thing, whose, doer} & {owner, *owner.ancestors} or has(verb, "nsubjpass"):
            continue
        helpers = [c for c in verb.lefts if c.dep_ in {"aux", "auxpass", "neg"}]
        if any(t not in helpers and t.pos_ != "ADV" for t in words[doer.i + 1 - words[0].i : verb.i - words[0].i]):
            continue
        verb.head, verb.dep_ = owner, "relcl"
        way.head, way.dep_ = verb, "prep"
        thing.head, thing.dep_ = way, "pobj"
        whose.head, whose.dep_ = thing, "poss"
        doer.head, doer.dep_ = verb, "nsubj"


def last_word(words: list[Token]) -> None:
    """ "..., the official agency reported on Saturday": a sentence's last words, taken for an object, say who reports it."""
    for verb in words:
        if verb.dep_ != "acl" or verb.tag_ not in {"VBD", "VBN"} or verb.lemma_.lower() not in cues().reporting:
            continue
        name = verb.head
        last = all(t.is_punct or t.i <= verb.right_edge.i for t in words[0].doc[verb.i : words[-1].i + 1])
        governor = name.head
        if (
            not last or has(verb, "agent", "ccomp", "dobj", "mark", "aux", "auxpass") or not behind_comma(name)
            or name.i >= verb.i or name.dep_ not in {"dobj", "appos", "npadvmod", "conj", "dep", "attr"} or governor == name
        ):  # fmt: skip
            continue
        verb.head, verb.dep_, verb.tag_ = governor, "parataxis", "VBD"
        name.head, name.dep_ = verb, "nsubj"


def name_with_of(words: list[Token]) -> None:
    """ "Movement for Democratic Change leader X said": the object of a name's own preposition is within the name; X is what it governs."""
    for person in words:
        if person.dep_ != "pobj" or person.pos_ != "PROPN":
            continue
        way = person.head
        if way.dep_ != "prep" or person.i < way.i:
            continue
        top, end = way.head, way.idx + len(way)
        name = next((h for h in person.doc._.kg_hits or () if h.names and h.start <= top.idx and end < h.end), None)
        last = name and next((t for t in words if t.idx + len(t) == name.end), None)
        if name is None or last is None or person.idx < name.end or top.head == top or top.idx > way.idx:
            continue
        if person.nbor(-1).text == "(":  # "the Department for International Development (DfID)"
            continue
        person.head, person.dep_ = top.head, top.dep_
        top.head, top.dep_ = person, "nmod"
        last.head, last.dep_ = way, "pobj"


def one_owner(words: list[Token]) -> None:
    """ "Thailand and Myanmar's junta held talks": one junta has one owner; what stands before "and" is a party itself."""
    for noun in words:
        if not noun.n_lefts or noun.dep_ not in {"nsubj", "dobj", "pobj"}:
            continue
        owners = [c for c in noun.lefts if c.dep_ == "poss" and c.pos_ == "PROPN" and not has(c, "case")]
        if len(owners) != 1:
            continue
        one = (noun.tag_ == "NN" and tells_role(noun)) or noun.tag_ == "NNP"  # "President Ruto and Uganda's Museveni"
        if not one:
            continue
        last = [c for c in owners[0].children if c.dep_ == "conj" and has(c, "case")]
        if len(last) == 1 and owners[0].left_edge.i == noun.left_edge.i:
            owners[0].head, owners[0].dep_ = noun.head, noun.dep_
            noun.head, noun.dep_ = owners[0], "conj"
            last[0].head, last[0].dep_ = noun, "poss"


def owner_of_each(words: list[Token]) -> None:
    """ "Kenya's Ruto and Uganda's Museveni met": each land has its own, and the first is a party itself."""
    for second in words:
        if (
            second.dep_ not in {"nsubj", "dobj", "pobj"}
            or second.pos_ not in {"PROPN", "NOUN"}
            or second.head == second
        ):
            continue
        for first in [c for c in second.lefts if c.dep_ in {"nmod", "compound", "poss"}]:
            lands = [c for c in first.children if c.dep_ == "conj" and c.i > first.i and has(c, "case")]
            owners = [
                t for c in (first, second) for t in c.lefts if t.dep_ == "poss" and t.i < first.i and has(t, "case")
            ]
            if len(lands) != 1 or len(owners) != 1 or has(first, "case") or not has(first, "cc"):
                continue
            if first.pos_ not in {"PROPN", "NOUN"} or owners[0].left_edge.i > second.left_edge.i:
                continue
            first.head, first.dep_ = second.head, second.dep_
            second.head, second.dep_ = first, "conj"
            owners[0].head = first
            lands[0].head, lands[0].dep_ = second, "poss"


def of_each(words: list[Token]) -> None:
    """ "Ministers Salehi of Iran and Faisal of Jordan met": whose state is named in the same way is joined to the first, not to his state."""
    for token in words:
        if token.dep_ != "conj" or (state := token.head).dep_ != "pobj" or state.head.lower_ != "of":
            continue
        first = state.head.head
        of = [c for c in token.children if c.lower_ == "of"]
        if (
            of
            and not [c for c in state.children if c.lower_ == "of"]
            and {t.pos_ for t in (token, state, first)} == {"PROPN"}
        ):
            for joint in [c for c in state.children if c.dep_ == "cc"]:
                joint.head = first
            token.head = first
    for token in words:  # "between Salehi of Iran and Faisal of Jordan": both may be taken for one name
        if token.pos_ != "PROPN" or token.dep_ != "pobj" or (way := token.head).lower_ != "of":
            continue
        states = [c for c in token.lefts if c.dep_ == "nmod" and c.pos_ == "PROPN" and c.i == way.i + 1]
        joints = [c for s in states for c in s.rights if c.dep_ == "cc" and c.lower_ == "and"]
        if joints and way.head.pos_ == "PROPN" and any(c.lower_ == "of" and c.i == token.i + 1 for c in token.rights):
            joints[0].head = token.head = way.head
            states[0].head, states[0].dep_, token.dep_ = way, "pobj", "conj"


def one_another(words: list[Token]) -> None:
    """ "Troops of X and rebels of Y shelled each other": who do it to each other are two, and not two whom the first follow."""
    for token in words:
        verb = token.head
        if token.dep_ != "dobj" or not is_each_other(token):
            continue
        subject = next((c for c in verb.lefts if c.dep_ == "nsubj"), None)
        if subject is None or subject.tag_ != "NNS" or has(subject, "conj"):
            continue
        inside = [t for t in subject.subtree if t.dep_ == "conj" and t.tag_ == "NNS" and t.i > subject.i]
        for other in inside[:1]:
            beside = other.head
            joint = next((c for c in beside.rights if c.dep_ == "cc" and c.i < other.i), None)
            if beside.tag_ == "NNP" and joint is not None and beside.dep_ == "pobj":
                other.head, other.dep_, joint.head = subject, "conj", subject


def second_topic(words: list[Token]) -> None:
    """ "Exchanged views on X, the growth of Y and Z": a noun behind a comma is joined to the topic before it, and to no verb."""
    for token in words:
        verb, first = token.head, token.left_edge.i
        if token.dep_ != "conj" or token.pos_ not in {"NOUN", "PROPN"} or verb.pos_ != "VERB" or first - 2 < verb.i:
            continue
        before = token.doc[first - 2]
        way = before.head
        listed = token.doc[first - 1].text == "," and before.dep_ == "pobj" and way.lower_ in {"on", "about", "over"}
        dated = before.ent_type_ in {"DATE", "TIME"} or before.text in CALENDAR or token.text in CALENDAR
        if listed and not dated and way.head.dep_ == "dobj" and has(token, "cc") and not has(token, "nsubj", "dobj"):
            token.head = before


def elsewhere(words: list[Token]) -> None:
    """ "Sent soldiers to X and nurses to Y": no soldiers went to Y and no nurses to X, so only the first stays the verb's object."""
    for token in words:
        first = token.left_edge.i
        if token.dep_ != "conj" or token.tag_ not in {"NNS", "NN"} or token.doc[first - 1].lower_ != "and":
            continue
        verb = next((a for a in token.ancestors if a.pos_ == "VERB"), None)
        thing = next((c for c in verb.rights if c.dep_ == "dobj" and c.i < first), None) if verb is not None else None
        if verb is None or thing is None or token.i + 1 >= words[-1].i or token.nbor().lower_ not in {"to", "with"}:
            continue
        way = token.nbor()
        if any(c.lower_ == way.lower_ and thing.i < c.i < first for c in (*verb.rights, *thing.rights)):
            token.head, token.dep_ = verb, "dep"
            way.head = token


def second_object(words: list[Token]) -> None:
    """ "Struck militants in the hills of Iraq and fighters in Syria": people behind "and" are joined to people, not to where these were."""
    for token in words:
        if token.tag_ != "NNS" or token.dep_ not in {"appos", "conj"}:
            continue
        first = token.left_edge.i
        if first == words[0].i:
            continue
        joint, place = token.doc[first - 1], token.head
        verb = next((a for a in place.ancestors if a.pos_ == "VERB"), None)
        if (
            joint.lower_ != "and"
            or place.dep_ != "pobj"
            or verb is None
            or has(place, "conj") != (token.dep_ == "conj")
        ):
            continue
        objects = [c for c in verb.rights if c.dep_ == "dobj" and c.i < place.i]
        named = place.pos_ == "PROPN" or token.dep_ == "appos"
        if named and len(objects) == 1 and not is_role(place) and all(map(_are_people, (objects[0], token))):
            token.head, token.dep_, joint.head = objects[0], "conj", objects[0]


def _are_people(noun: Token) -> bool:
    return any(r.type in {"person", "people", "armed group"} for r in roles_at(noun))


def three_parties(words: list[Token]) -> None:
    """ "Mali, Chad and Niger left", "The Tories, the Greens and six rebels voted": the second of three is no apposition to the first."""
    for token in words:
        if token.dep_ != "appos" or not has(token, "cc"):
            continue
        first, start = token.head, token.left_edge.i
        third = [c for c in token.children if c.dep_ == "conj"]
        if len(third) != 1 or start - 2 != first.i:
            continue
        if token.doc[start - 1].text != ",":
            continue
        behind = third[0].right_edge.i + 1
        if first.dep_ in {"nsubj", "nsubjpass"}:  # with no comma before the verb: "A, B and C each left"
            between = token.doc[behind : first.head.i]
            listed = behind <= first.head.i and all(t.pos_ in _BEFORE_A_VERB for t in between)
        else:
            listed = _are_objects(first, token, token.doc[behind : behind + 1].text)
        if listed:
            token.dep_ = "conj"


_BEFORE_A_VERB = frozenset({"ADV", "AUX", "DET", "PART", "PRON"})


def _are_objects(first: Token, second: Token, behind: str) -> bool:
    """Whether two objects are of two: lands ("visited Fiji, Tonga and Samoa"; not "Suva, Fiji, and Tonga"), or one and several.

    "Arrested Ada Moyo, four other leaders and an editor".
    """
    if first.dep_ in {"dobj", "pobj"} and all(t.doc[t.left_edge.i : t.i + 1].text in _lands() for t in (first, second)):
        return True
    told = is_role(second) or has(second, "nummod")
    return first.dep_ == "dobj" and is_plural(first) != is_plural(second) and told and behind != ","


def initials_behind(words: list[Token]) -> None:
    """ "Leaders of the Kurdish party KDPX met": behind a word for a party or a group, and its article, initials are its name."""
    for token in words:
        if token.dep_ != "compound" or not token.is_lower or (noun := token.head).i != token.i + 1:
            continue
        initials = (
            noun.text.isupper()
            and noun.text.isalpha()
            and len(noun.text) > 2
            and any(has(t, "det") for t in (token, noun))
        )
        if not initials or not any(r.type in {"party", "armed group"} for r in roles_at(token)):
            continue
        token.head, token.dep_ = noun.head, noun.dep_
        for child in list(noun.children):
            child.head = token
        noun.head, noun.dep_, noun.pos_, noun.tag_ = token, "appos", "PROPN", "NNP"


def each(words: list[Token]) -> None:
    """ "Mali and Chad each seized Libyan assets": what each did is no adjective of what it was done to."""
    for token in words[2:-2]:
        if token.lower_ != "each" or token.dep_ != "det":
            continue
        verb, thing, names = token.nbor(), token.head, token.head.head
        past = verb.tag_ in {"VBD", "VBN"} and verb.dep_ == "amod" and verb.head == thing
        if past and thing.dep_ in {"appos", "conj"} and names.dep_ == "ROOT" and names.pos_ in {"PROPN", "NOUN"}:
            behind = [c for c in names.children if c.i > thing.i or c == thing]
            verb.head, verb.dep_, verb.pos_, verb.tag_ = verb, "ROOT", "VERB", "VBD"
            for c in behind:
                c.head = verb
            thing.head, thing.dep_ = verb, "dobj"
            names.head, names.dep_ = verb, "nsubj"
            token.head, token.dep_ = verb, "dep"


@lru_cache(maxsize=1)
def _lands() -> frozenset[str]:
    """Return the names of states, without their capitals and peoples."""
    known = load()
    return frozenset(n.text for n in known.names if n.actor in known.states and n.kind in {"name", "long", "spelling"})


def verb_behind_names(words: list[Token]) -> None:
    """ "Unless Mali and Niger share intelligence, ...": a clause that has no verb has it behind the names that it begins with."""
    for mark in words:
        if mark.lower_ not in _CLAUSAL or mark.dep_ not in {"mark", "prep"}:
            continue
        names = leading_names(words[mark.i - words[0].i + 1 :])
        at = names[-1].i + 1 if len(names) == 2 else len(mark.doc)
        if at >= words[-1].i or mark.doc[at].head.i <= at:
            continue
        verb, thing = mark.doc[at], mark.doc[at].head
        first, second = names
        bare = verb.is_lower and verb.tag_ in {"NN", "JJ"} and verb.lower_ in lexicon().verbs
        if (
            not bare
            or thing.pos_ not in {"NOUN", "PROPN"}
            or second not in first.children
            or first.head != thing
            or not _is_last(thing)
        ):
            continue
        above = mark.head if mark.dep_ == "prep" else mark.head.head
        if (
            (above == mark.head and mark.dep_ == "mark")
            or above.pos_ not in {"VERB", "AUX"}
            or thing.is_ancestor(above)
        ):
            continue
        verb.tag_, verb.pos_, verb.lemma_ = "VBP", "VERB", verb.lower_
        verb.head, verb.dep_ = above, "advcl"
        thing.head, thing.dep_ = verb, "dobj"
        first.head, first.dep_ = verb, "nsubj"
        mark.head, mark.dep_ = verb, "mark"


_CLAUSAL = frozenset({"unless", "if", "because", "whether", "although", "though"})


def _is_last(noun: Token) -> bool:
    """Whether a clause ends behind a noun, so that it is the subject of nothing."""
    return noun.i + 1 < len(noun.doc) and noun.nbor().is_punct and (noun.dep_ != "nsubj" or not is_finite(noun.head))


def fronted_as(words: list[Token]) -> None:
    """ "As members of the council, A and B bear ...": A and B are the subject, not more members.

    The parser takes a plural noun behind a fronted "as" for the subject of a clause, and what follows the comma for its
    coordination. Where no verb stands between "as" and the comma there is no clause.
    """
    first = words[0]
    if first.lower_ != "as" or first.dep_ != "mark":
        return
    verb = first.head
    comma = next((t for t in words if t.text == "," and t.i < verb.i and _follows(t)), None)
    if comma is None or any(t.pos_ in {"VERB", "AUX"} for t in words[0].doc[first.i : comma.i]):
        return
    before = [c for c in verb.children if c.dep_ == "nsubj" and c.i < comma.i]
    after = [t for t in words[0].doc[comma.i + 1 : verb.i] if t.dep_ == "conj" and t.head.i < comma.i]
    if not before or not after:
        return
    first.dep_ = "prep"
    before[0].head, before[0].dep_ = first, "pobj"
    after[0].head, after[0].dep_ = verb, "nsubj"


def _follows(comma: Token) -> bool:
    """Whether what follows the comma is the coordination that the parser made of the subject."""
    return any(
        t.dep_ == "conj" and t.head.i < comma.i and t.pos_ in {"PROPN", "NOUN"}
        for t in comma.doc[comma.i + 1 : comma.i + 6]
    )
