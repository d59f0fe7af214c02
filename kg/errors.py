"""Errors for people: what was wrong, where, and what to do about it."""

from __future__ import annotations


class KgError(Exception):
    """A mistake in the input or the surroundings, as one line that a person can act on.

    Anything that is not a `KgError` is a bug in kg and keeps its traceback.

    >>> print(KgError("no such file", where="news/a.txt", hint="check the spelling"))
    news/a.txt: no such file; check the spelling
    """

    def __init__(self, what: str, *, where: str | None = None, line: int | None = None, hint: str | None = None):
        self.what, self.where, self.line, self.hint = what, where, line, hint
        super().__init__(what)

    def __str__(self) -> str:
        place = f"{self.where}:{self.line}" if self.where and self.line else self.where
        text = f"{place}: {self.what}" if place else self.what
        return f"{text}; {self.hint}" if self.hint else text


class ReadError(KgError):
    """An article, or a file of articles, that cannot be read."""


class KnowledgeError(KgError):
    """A mistake in a data file: states, organisations, offices, roles, predicates, ontology."""


class StoreError(KgError):
    """A store that cannot be opened, written or found."""


class QueryError(KgError):
    """A query that is not SPARQL, is not allowed, or does not exist; a parameter that does not fit."""
