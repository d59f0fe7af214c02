"""What the tests share: the pipeline, loaded once a process, and relations as short text."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from kg.model import Article, Relation

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def nlp() -> Language:
    """Lexicon and syntax alone: rules are tested apart from what was trained."""
    from kg.flow import Options, pipeline

    return pipeline(Options(reader=None))


@pytest.fixture(scope="session")
def annotate(nlp: Language) -> Callable[..., Doc]:
    from kg.annotate.pipeline import annotate as run_stages
    from kg.annotate.pipeline import make_doc

    def run(text: str, date: str | None = None, skip: tuple[tuple[int, int], ...] = ()) -> Doc:
        return run_stages(nlp, make_doc(nlp, text, date=date, skip=skip), whole=True)

    return run


@pytest.fixture(scope="session")
def relations(annotate: Callable[..., Doc]) -> Callable[..., list[Relation]]:
    from kg.relate import relate

    def run(text: str, date: str | None = None) -> list[Relation]:
        return relate(Article("a", text, date=date), annotate(text, date))

    return run


@pytest.fixture(scope="session")
def told(relations: Callable[..., list[Relation]]) -> Callable[..., list[str]]:
    """Relations as text: "Russia -met-> China, planned"; standing relations only where asked for."""

    def run(text: str, date: str | None = None, standing: bool = False) -> list[str]:
        return [short(r) for r in relations(text, date) if standing or r.plover]

    return run


@pytest.fixture
def unprivileged() -> Callable[[], AbstractContextManager[None]]:
    """A block in which root, who may read and write everything, is nobody; for any other user it changes nothing."""

    @contextmanager
    def block() -> Iterator[None]:
        root = hasattr(os, "seteuid") and os.geteuid() == 0
        if root:
            os.seteuid(65534)
        try:
            yield
        finally:
            if root:
                os.seteuid(0)

    return block


def short(r: Relation) -> str:
    source = " + ".join(m.actor.name for m in r.source)
    target = " + ".join(m.actor.name for m in r.target)
    return f"{source} -{r.relation}-> {target}" + (f", {r.status}" if r.status != "asserted" else "")


def shared(name: str) -> Path:
    """Return a file of the material beside the checkout, or skip: users do not have it."""
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"needs ../shared/{name}, which is only beside the developers' checkout")
    return path
