"""Headlines In Which Every Word Begins With A Capital: the model takes them for one long name.

Before tagging, the words of such a heading that are known words and no known name lose their capitals; when the parse is
made, each stands again as the text has it. So do the words within names that look like verbs. Offsets never change.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.language import Language
from spacy.tokens import Doc, Token

from kg.annotate.gazetteer import Hit
from kg.lexicon import cues

_NOT_VERBS = frozenset({"dos", "do", "das"})
"""Words within names that the tagger takes for verbs: "Jose Eduardo dos Santos"."""
_ENOUGH = 3
"""So many words beside names make a heading; one verb does where no full stop ends it."""
_CLOSERS = frozenset("\"'”’)]»")
_INFLECTED = (
    ("ies", "y"),
    ("es", ""),
    ("es", "e"),
    ("s", ""),
    ("ied", "y"),
    ("ed", ""),
    ("ed", "e"),
    ("ing", ""),
    ("ing", "e"),
)


@Language.factory("kg_headlines", requires=["doc._.kg_hits"], assigns=["doc._.kg_written"])
def make_headlines(nlp: Language, name: str) -> Headlines:
    """Create the stage that takes the capitals away."""
    lemmatizer = nlp.get_pipe("lemmatizer")
    index = lemmatizer.lookups.get_table("lemma_index")  # type: ignore[attr-defined]
    return Headlines({pos: frozenset(index.get(pos, ())) for pos in ("noun", "verb", "adj", "adv")})


class Headlines:
    """Finds such headings, by capitals alone; `words` are the known words by part of speech."""

    def __init__(self, words: dict[str, frozenset[str]]):
        self.verbs = words["verb"]
        self.others = words["adj"] | words["adv"]
        self.nouns = words["noun"]

    def __call__(self, doc: Doc) -> Doc:
        """Return the Doc with the words of headings in lower case, and what was written in `doc._.kg_written`."""
        names, roles = _covered(doc)
        lowered: dict[int, str] = {}
        bounds = [t.i for t in doc if t.is_sent_start]
        for start, end in zip(bounds, [*bounds[1:], len(doc)], strict=False):  # an empty text has no sentence
            words = list(doc[start:end])
            if self._is_heading(words, names):
                lowered |= self._lowered(words, names, roles)
            lowered |= {t.i: t.text.title() for t in words if t.i in names and t.text in _NOT_VERBS}
        if not lowered:
            return doc
        made = Doc(
            doc.vocab,
            words=[lowered.get(t.i, t.text) for t in doc],
            spaces=[bool(t.whitespace_) for t in doc],
            sent_starts=[bool(t.is_sent_start) for t in doc],
        )
        for name in ("kg_date", "kg_skip", "kg_hits"):
            made._.set(name, doc._.get(name))
        made._.kg_written = {i: doc[i].text for i in lowered}
        return made

    def _is_heading(self, words: Sequence[Token], names: set[int]) -> bool:
        """Whether every word but the small ones has a capital, and enough of them are no names."""
        own = [t for t in words[1:] if t.is_alpha and t.i not in names]
        if any(not t.text[:1].isupper() and t.lower_ not in cues().uncapitalised for t in own):
            return False
        known = [
            t.lower_ for t in own if t.is_title and t.lower_ not in cues().uncapitalised and self._is_word(t.lower_)
        ]
        tells = any(form in self.verbs for word in known for form in _stems(word))
        last = next((t.text for t in reversed(words) if not t.is_space and t.text not in _CLOSERS), "")
        return len(known) >= _ENOUGH or (tells and last != ".")

    def _lowered(self, words: Sequence[Token], names: set[int], roles: set[int]) -> dict[int, str]:
        """Return the words that lose their capital: not those of names, nor what may be a part of one."""
        own = [t for t in words[1:] if t.is_title and t.is_alpha and t.i not in names]
        small = {t.i: t.lower_ for t in own if t.lower_ in cues().uncapitalised}
        found = {t.i: t.lower_ for t in own if t.i not in small and self._is_word(t.lower_)}
        titles: set[int] = set()
        for t in reversed(own):  # "Prime Minister Modi"
            if t.i in roles and (t.i + 1 in names or t.i + 1 in titles):
                titles.add(t.i)
        unknown = {t.i for t in own if t.i not in found and t.i not in small}
        for t in own:  # "Salman Khan": a noun beside an unknown name may be a part of it
            beside = {t.i - 1, t.i + 1} & unknown
            if t.i in titles or (beside and not self._acts(t.lower_)):
                found.pop(t.i, None)
        return found | small

    def _is_word(self, text: str) -> bool:
        return any(form in words for form in _stems(text) for words in (self.verbs, self.nouns, self.others))

    def _acts(self, text: str) -> bool:
        return any(form in words for form in _stems(text) for words in (self.verbs, self.others))


def _stems(text: str) -> list[str]:
    return [text, *(text[: -len(end)] + stem for end, stem in _INFLECTED if text.endswith(end))]


def _covered(doc: Doc) -> tuple[set[int], set[int]]:
    """Return the tokens of known names and places, and of what people are called."""
    names: set[int] = set()
    roles: set[int] = set()
    hits: list[Hit] = doc._.kg_hits
    spans = [
        (h.start, h.end, names if h.names or h.places else roles)
        for h in hits if h.names or h.places or (h.role is not None and h.role.type == "person")
    ]  # fmt: skip
    at = {t.idx: t.i for t in doc}
    for start, end, into in spans:
        i = at.get(start, len(doc))
        while i < len(doc) and doc[i].idx < end:
            into.add(i)
            i += 1
    return names, roles


@Language.component("kg_as_written", requires=["token.dep", "token.pos"], assigns=[])
def kg_as_written(doc: Doc) -> Doc:
    """Return the parsed Doc with the words of headings as the text has them."""
    written: dict[int, str] = doc._.kg_written
    if not written:
        return doc
    made = Doc(
        doc.vocab,
        words=[written.get(t.i, t.text) for t in doc],
        spaces=[bool(t.whitespace_) for t in doc],
        tags=[t.tag_ for t in doc],
        pos=[t.pos_ for t in doc],
        morphs=[str(t.morph) for t in doc],
        lemmas=[t.lemma_ for t in doc],
        heads=[t.head.i for t in doc],
        deps=[t.dep_ for t in doc],
        ents=[f"{t.ent_iob_}-{t.ent_type_}" if t.ent_type_ else "O" for t in doc],
    )
    for name in ("kg_date", "kg_skip", "kg_hits"):
        made._.set(name, doc._.get(name))
    return made
