"""Where the ontology and the data lie: inside the installed package, or beside it in a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """Return the folder `ontology` or `data` that belongs to this kg.

    A wheel carries them inside the package; an editable install finds them beside it.

    >>> (folder("ontology") / "ir.ttl").is_file()
    True
    """
    for place in (_PACKAGE / name, _PACKAGE.parent / name):
        if place.is_dir():
            return place
    raise FileNotFoundError(f"kg is installed without its {name}/ folder; install it again")
