"""A knowledge graph of international relations, built from news with the sentence that proves every edge.

>>> import kg
>>> sorted(kg.__all__)[:4]
['Actor', 'Article', 'Extraction', 'KgError']
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from kg.errors import KgError
from kg.model import Actor, Article, Mention, Problem, Relation

if TYPE_CHECKING:
    from kg.export import export as save
    from kg.flow import Extraction, Options, Report, build, extract
    from kg.map import write_map
    from kg.network import to_networkx
    from kg.query import query as ask
    from kg.read import read as read_articles
    from kg.resolve import Question
    from kg.resolve import resolve as resolve_names
    from kg.store import Store, open_store
    from kg.why import why as explain

# What needs rdflib, NetworkX or a model is imported when it is first asked for, so that `import kg` is quick. No name
# here is that of a module: `kg.query` is the module, `kg.ask` its function.
_LATER = {
    "Extraction": "flow.Extraction",
    "Options": "flow.Options",
    "Question": "resolve.Question",
    "Report": "flow.Report",
    "Store": "store.Store",
    "ask": "query.query",
    "build": "flow.build",
    "explain": "why.why",
    "extract": "flow.extract",
    "open_store": "store.open_store",
    "read_articles": "read.read",
    "resolve_names": "resolve.resolve",
    "save": "export.export",
    "to_networkx": "network.to_networkx",
    "write_map": "map.write_map",
}

__all__ = [
    "Actor",
    "Article",
    "Extraction",
    "KgError",
    "Mention",
    "Options",
    "Problem",
    "Question",
    "Relation",
    "Report",
    "Store",
    "ask",
    "build",
    "explain",
    "extract",
    "open_store",
    "read_articles",
    "resolve_names",
    "save",
    "to_networkx",
    "write_map",
]


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    module, _, attribute = _LATER[name].partition(".")
    value = globals()[name] = getattr(import_module(f"kg.{module}"), attribute)
    return value
