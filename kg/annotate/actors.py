"""The actor stages of the pipeline: `kg_names` finds known names, `kg_actors` reads phrases and says who is meant.

`kg.annotate.known` holds what was found of one article, `full_names` finds people that no data file knows, `senses` says what
each name means where it stands, `phrases` which words belong together, `mentions` and `persons` who is meant.
"""

from __future__ import annotations

from collections.abc import Iterable

from spacy.language import Language
from spacy.tokens import Doc, Span

from kg.annotate.extensions import Named
from kg.annotate.full_names import FullNames
from kg.annotate.gazetteer import Gazetteer
from kg.annotate.known import Known
from kg.annotate.mentions import Mentions
from kg.annotate.phrases import Reader, units
from kg.annotate.resolver import Resolver, resolver_of
from kg.annotate.senses import Senses


@Language.factory("kg_names", assigns=["doc._.kg_hits"], default_config={"overlays": []})
def make_names(nlp: Language, name: str, overlays: list[str]) -> NameFinder:
    """Create the stage that finds known names and roles; needs no other stage."""
    return NameFinder(resolver_of(tuple(overlays)))


class NameFinder:
    """Finds all known names in one pass over the text."""

    def __init__(self, resolver: Resolver):
        self.gazetteer = Gazetteer(resolver.knowledge)
        self.resolver = resolver

    def __call__(self, doc: Doc) -> Doc:
        """Set `doc._.kg_hits`."""
        doc._.kg_hits = self.gazetteer.find(doc.text)
        return doc


@Language.factory(
    "kg_actors",
    requires=["token.pos", "token.dep", "doc.ents", "doc._.kg_hits"],
    assigns=["doc._.kg_named", "doc._.kg_by_head"],
    default_config={"overlays": []},
)
def make_actors(nlp: Language, name: str, overlays: list[str]) -> ActorFinder:
    """Create the stage that turns names, roles and phrases into actors."""
    return ActorFinder(resolver_of(tuple(overlays)))


class ActorFinder:
    """Reads each sentence's actor phrases and resolves them, first to last, with what the article has said before."""

    def __init__(self, resolver: Resolver):
        self.resolver = resolver
        self.knowledge = resolver.knowledge

    def __call__(self, doc: Doc) -> Doc:
        """Set `doc._.kg_named` and `doc._.kg_by_head`."""
        reading = _Reading(doc, self.resolver)
        named = [n for sentence in doc.sents if not sentence._.kg_skipped for n in reading.sentence(sentence)]
        doc._.kg_named = named
        doc._.kg_by_head = by_head(named)
        return doc


def by_head(named: Iterable[Named]) -> dict[int, list[Named]]:
    """Index mentions by their head token."""
    index: dict[int, list[Named]] = {}
    for mention in named:
        index.setdefault(mention.head, []).append(mention)
    return index


class _Reading:
    """The reading of one article, sentence after sentence."""

    def __init__(self, doc: Doc, resolver: Resolver):
        known = Known(doc, resolver)
        self.full_names = FullNames(known).find()
        self.senses = Senses(known, self.full_names)
        self.mentions = Mentions(known)

    def sentence(self, sentence: Span) -> list[Named]:
        """Read one sentence."""
        known = self.senses.units(sentence)
        row = units(sentence, known, self.full_names, self.senses.bodies(sentence, known))
        return self.mentions.resolve(Reader(row).read())
