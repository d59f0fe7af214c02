"""The model's attribute rules, looked up once for each kind of word instead of matched against every text.

What the rules say of a token hangs on its tag, its dependency and, for a few words, on its own form and its neighbours'.
The rules themselves are asked once for each such combination.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import numpy as np
from spacy.attrs import DEP, LEMMA, LOWER, MORPH, POS, TAG
from spacy.language import Language
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc

Key = tuple[int, ...]
_SET = [TAG, DEP, POS, LEMMA, MORPH]


@Language.factory("kg_attributes", requires=["token.tag", "token.dep"], assigns=["token.pos", "token.morph"])
def make_attributes(nlp: Language, name: str) -> Attributes:
    """Create the stage from the model's own `attribute_ruler`, which leaves the pipeline."""
    ruler = nlp.get_pipe("attribute_ruler")
    assert isinstance(ruler, AttributeRuler)
    return Attributes(ruler)


class Attributes:
    """Sets what the attribute rules set, from memory where the combination has been seen before."""

    def __init__(self, ruler: AttributeRuler):
        self.ruler = ruler
        rules: list[Any] = ruler.patterns
        patterns = [tokens for rule in rules for tokens in rule["patterns"]]
        self.own = _Forms(token for tokens in patterns for token in tokens)
        self.beside = _Forms(token for tokens in patterns if len(tokens) > 1 for token in tokens)
        self.seen: dict[Key, tuple[int, ...]] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Set part of speech, morphology and the lemmas that the rules know."""
        keys = self._keys(doc)
        if not self.seen.keys() >= set(keys):
            doc = self.ruler(doc)
            self.seen.update(zip(keys, map(tuple, doc.to_array(_SET).tolist()), strict=True))
            return doc
        rows = [self.seen[key] for key in keys]
        return doc.from_array(_SET, np.array(rows, dtype="uint64")) if rows else doc  # type: ignore[arg-type]

    def _keys(self, doc: Doc) -> list[Key]:
        """Return for each token what its attributes hang on; a neighbour's dependency matters for an expletive's verb."""
        tags, deps, forms = (column.tolist() for column in doc.to_array([TAG, DEP, LOWER]).T)
        strings = doc.vocab.strings
        expletive = strings["expl"]
        own = [form if self.own.has(form, strings) else 0 for form in forms]
        beside = [0, *(form if self.beside.has(form, strings) else 0 for form in forms), 0]
        before = [0, *deps]
        return [
            (tag, dep, own[i], beside[i], beside[i + 2], before[i] == expletive, token.is_space)
            for i, (token, tag, dep) in enumerate(zip(doc, tags, deps, strict=True))
        ]


class _Forms:
    """The word forms that patterns name, as they are or by a regular expression."""

    def __init__(self, tokens: Iterable[Any]):
        wanted = [t["LOWER"] for t in tokens if "LOWER" in t]
        self.words = {w for each in wanted for w in ([each] if isinstance(each, str) else each.get("IN", ()))}
        self.rules = [re.compile(each["REGEX"]) for each in wanted if isinstance(each, dict) and "REGEX" in each]
        self.known: dict[int, bool] = {}

    def has(self, form: int, strings: Any) -> bool:
        found = self.known.get(form)
        if found is None:
            word = strings[form]
            found = word in self.words or any(rule.search(word) for rule in self.rules)
            self.known[form] = found
        return found
