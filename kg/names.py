"""Namespaces and the minting of identifiers: the one place that knows how an IRI of ours looks."""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from functools import lru_cache
from typing import Final

from rdflib import Namespace, URIRef

IR: Final = Namespace("https://w3id.org/ir-kg/ontology#")
"""The ontology."""

ID: Final = Namespace(os.environ.get("KG_BASE", "https://w3id.org/ir-kg/id/"))
"""The data; set KG_BASE to mint identifiers under a base of your own."""

OA: Final = Namespace("http://www.w3.org/ns/oa#")
SCHEMA: Final = Namespace("https://schema.org/")
SEM: Final = Namespace("http://semanticweb.cs.vu.nl/2009/11/sem/")

BACKGROUND: Final = ID["graph/background"]
"""The named graph of background facts: states, organisations, offices and their holders."""

ONTOLOGY: Final = ID["graph/ontology"]
"""The named graph that holds the ontology itself."""

DERIVED: Final = ID["graph/derived"]
"""The named graph of what rules derive from the facts of the articles."""

MERGED: Final = ID["graph/merged"]
"""The named graph of events that several articles may tell of: one node each, with all its evidence."""

LEDGER: Final = ID["graph/ledger"]
"""The named graph that says which file on this machine gave which article; it is never exported."""

PREFIXES: Final = {
    "ir": str(IR),
    "id": str(ID),
    "oa": str(OA),
    "schema": str(SCHEMA),
    "sem": str(SEM),
    "prov": "http://www.w3.org/ns/prov#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "time": "http://www.w3.org/2006/time#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""The prefixes that every query and every export knows."""

_KEEP = re.compile(r"[^0-9A-Za-z_\-.~]+")


_MINTED = re.compile(r"-[0-9a-f]{12}$")


@lru_cache(maxsize=4096)
def local_name(text: str) -> str:
    """Turn a name into a readable local name: letters without their marks, digits, `_`, `-`, `.`.

    Text in which nothing readable is left (another script, only signs) gets a name from its digest, so that two
    different names never share one by accident.

    >>> local_name("Wang Yi"), local_name("Côte d'Ivoire"), local_name("Guinea-Bissau")
    ('Wang_Yi', 'Cote_dIvoire', 'Guinea-Bissau')
    >>> local_name("王毅") == local_name("王毅") != local_name("习近平")
    True
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    plain = plain.translate(
        {
            ord("'"): None,
            ord("’"): None,
            ord("ø"): "o",
            ord("Ø"): "O",
            ord("ł"): "l",
            ord("Ł"): "L",
            ord("đ"): "d",
            ord("Đ"): "D",
            ord("ı"): "i",
            ord("ß"): "ss",
            ord("æ"): "ae",
            ord("Æ"): "Ae",
        }
    )
    letters = sum(c.isalnum() for c in plain)
    name = _KEEP.sub("_", plain).strip("_.")
    readable = sum(c.isalnum() for c in name)
    if not name or readable < letters:
        return f"{name}_{digest(text)}".strip("_")
    return name


def digest(*parts: str, length: int = 12) -> str:
    """Return the first `length` hex digits of the SHA-256 of the parts; parts are kept apart.

    >>> digest("a", "bc") == digest("ab", "c")
    False
    """
    joined = "".join(f"{len(p)}:{p}" for p in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:length]


def actor_iri(local: str) -> URIRef:
    """Return the IRI of an actor with this local name.

    >>> str(actor_iri("China"))
    'https://w3id.org/ir-kg/id/China'
    """
    return ID[local]


def article_iri(article_id: str) -> URIRef:
    """Return the IRI of an article, which is also the name of its graph.

    An id that is a plain local name stays readable; any other gets its digest beside it, so that distinct ids
    have distinct IRIs.

    >>> str(article_iri("a1")), str(article_iri("http://x.org/?a=1")).startswith(str(ID) + "article/http_x.org_a_1-")
    ('https://w3id.org/ir-kg/id/article/a1', True)
    """
    name = local_name(article_id)[:80]
    plain = name == article_id and not _MINTED.search(article_id)
    return ID[f"article/{name}" if plain else f"article/{name}-{digest(article_id)}"]


def short(iri: str) -> str:
    """Write an IRI with the shortest prefix that fits, for people.

    >>> short("https://w3id.org/ir-kg/ontology#met")
    'ir:met'
    """
    for prefix, base in PREFIXES.items():
        if iri.startswith(base) and len(iri) > len(base):
            return f"{prefix}:{iri[len(base) :]}"
    return iri
