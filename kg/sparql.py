"""The text of a SPARQL query: its tokens, what is refused in it, its parameters, and where it is wrong."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Final, NamedTuple

import pyoxigraph as ox

from kg.errors import QueryError
from kg.names import PREFIXES

_TOKEN = re.compile(
    r"""(?P<comment>\#[^\n\r]*)
      |(?P<string>\"{3}(?:[^"\\]|\\.|"(?!""))*\"{3}|'{3}(?:[^'\\]|\\.|'(?!''))*'{3}
         |"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')
      |(?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
      |(?P<var>[?$]\w+)
      |(?P<name>[^\W\d_][\w\-.]*(?::(?:[\w\-.:%]|\\.)*)?|:(?:[\w\-.:%]|\\.)+)
      |(?P<space>\s+)
      |(?P<sign>\\.|.)""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U(000[0-9A-Fa-f]{5}|0010[0-9A-Fa-f]{4})")
_FORMS: Final = {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"}
_UPDATES: Final = {"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"}
_FAILED = re.compile(r"error at (\d+):(\d+): (?:expected )?(.*)", re.DOTALL)


class Token(NamedTuple):
    """A piece of a query: comment, string, iri, var, name (keyword or prefixed name), space or sign."""

    kind: str
    text: str

    @property
    def word(self) -> str:
        """The keyword in capitals; empty where the token is none."""
        return self.text.upper() if self.kind == "name" and ":" not in self.text else ""

    @property
    def variable(self) -> str:
        """The variable's name; empty where the token is none."""
        return self.text[1:] if self.kind == "var" else ""


def tokens(text: str) -> list[Token]:
    """Cut a query into tokens, which joined are the query again.

    >>> [t.text for t in tokens("ASK {?a ir:met 'b'}") if t.kind != "space"]
    ['ASK', '{', '?a', 'ir:met', "'b'", '}']
    """
    return [Token(m.lastgroup or "", m[0]) for m in _TOKEN.finditer(text)]


def variables(text: str) -> set[str]:
    """Return the names of the variables of a query."""
    return {t.variable for t in tokens(text)} - {""}


def names_graphs(text: str) -> bool:
    """Whether a query says itself, with FROM, which graphs it asks."""
    return any(t.word == "FROM" for t in tokens(text))


def refuse(text: str, where: str) -> None:
    """Raise when a query would change the store or ask another machine."""
    found = tokens(text)
    form = next((t.word for t in found if t.word in _FORMS | _UPDATES), None)
    if all(t.kind in ("space", "comment") for t in found):
        raise QueryError("the query is empty", where=where, hint="give a named query, a query or a file")
    if form in _UPDATES:
        raise QueryError(f"{form} would change the store", where=where, hint="a query only reads")
    # SPARQL lets an escape stand anywhere, also inside a keyword.
    if _calls(found) or _calls(tokens(_ESCAPE.sub(lambda m: chr(int(m[1] or m[2], 16)), text))):
        raise QueryError("SERVICE would ask another machine", where=where, hint="kg works offline; leave it out")


def _calls(found: list[Token]) -> bool:
    """Whether a query asks another machine, or might in a reading of it that is not ours."""
    if any("SERVICE" in t.word for t in found):  # also where it touches a number or a keyword, as in `1e5SERVICE`
        return True
    # In `?a<?b#>` the rest of the line may be a comment to the parser and code to us, so no later token can be trusted.
    unsure = any(t.kind == "iri" and "#" in t.text and not re.match(r"<\w+:/", t.text) for t in found)
    return unsure and any("SERVICE" in t.text.upper() for t in found)


def explain(text: str, error: SyntaxError, where: str) -> QueryError:
    """Return the error of a query that the parser refused, with line, column and the text that stands there."""
    found = _FAILED.search(str(error))
    if not found:
        return QueryError(f"not SPARQL: {str(error).partition(chr(10))[0]}", where=where)
    line, column = int(found[1]), int(found[2])
    if "Prefix not found" in found[3] and (prefix := _unknown_prefix(text)) is not None:
        hint = f"declare it with PREFIX; known are {', '.join(f'{p}:' for p in PREFIXES)}"
        return QueryError(f"unknown prefix {prefix}: before column {column}", where=where, line=line, hint=hint)
    # The parser lists every token it could have gone on with; only its sentences help a person.
    told = next((p for p in re.split(r", |one of ", found[3]) if re.fullmatch(r"[A-Z][a-z]* \w+ [\w ]+", p)), "")
    lines = text.splitlines()
    stands = lines[line - 1] if line <= len(lines) else ""
    before, rest = (" ".join(part.split()) for part in (stands[: column - 1], stands[column - 1 :]))
    near = f"near {rest[:30]!r}" if rest else f"after {before[-30:]!r}"
    what = f"not SPARQL at column {column}, {near}"
    return QueryError(f"{what}: {told[0].lower()}{told[1:]}" if told else what, where=where, line=line)


def _unknown_prefix(text: str) -> str | None:
    names = [t.text for t in tokens(text) if t.kind == "name"]
    declared = {b.partition(":")[0] for a, b in pairwise(names) if a.upper() == "PREFIX"}
    used = (name.partition(":")[0] for name in names if ":" in name)
    return next((prefix for prefix in used if prefix not in declared and prefix not in PREFIXES), None)


def bind(text: str, values: Mapping[str, ox.NamedNode | ox.Literal]) -> str:
    """Return a query with values for some of its variables.

    A value joins each group of patterns that mentions its variable, as a VALUES block; pyoxigraph's own substitution
    reaches only variables that are selected. HAVING, LIMIT, OFFSET and the list of DESCRIBE lie outside any group:
    there the term takes the variable's place. Terms are written by pyoxigraph, so a value is one term whatever it
    contains.

    >>> bind("SELECT ?x { ?x ir:met ?a }", {"a": ox.Literal('"} DROP ALL')})
    'SELECT ?x { VALUES ?a { "\\\\"} DROP ALL" }  ?x ir:met ?a }'
    """
    found = tokens(text)
    groups = _groups(found)
    outermost = next(iter(groups), None)
    out, clause = io.StringIO(), ""
    for i, token in enumerate(found):
        if token.word in ("HAVING", "LIMIT", "OFFSET", "DESCRIBE"):
            clause = token.word
        elif token.word in ("ORDER", "VALUES", "WHERE", "FROM") or token.text in ("{", "}"):
            clause = ""
        if clause and token.variable in values:
            value = values[token.variable]
            digits = clause in ("LIMIT", "OFFSET") and value.value.isdecimal()
            out.write(value.value if digits else str(value))
            continue
        out.write(token.text)
        if i in groups:
            inside = {t.variable for t in (found if i == outermost else found[i : groups[i]])}
            out.writelines(f" VALUES ?{name} {{ {value} }} " for name, value in values.items() if name in inside)
    return out.getvalue()


def _groups(found: list[Token]) -> dict[int, int]:
    """Return the opening and closing brace of each group of patterns, in the order of opening.

    The template of a CONSTRUCT, the data of a VALUES and the braces around a sub-select are none.
    """
    solid = [i for i, t in enumerate(found) if t.kind not in ("space", "comment")]
    groups: dict[int, int] = {}
    open_braces: list[int] = []
    for at, i in enumerate(solid):
        if found[i].text == "{":
            before = list(_before(found, solid[:at]))
            template = before[:1] == ["CONSTRUCT"] or before[:2] == ["WHERE", "CONSTRUCT"]
            data = before[1:2] == ["VALUES"]
            shell = at + 1 < len(solid) and found[solid[at + 1]].word == "SELECT"
            open_braces.append(i)
            if not (template or data or shell):
                groups[i] = len(found)
        elif found[i].text == "}" and open_braces:
            start = open_braces.pop()
            if start in groups:
                groups[start] = i
    return groups


def _before(found: list[Token], solid: list[int]) -> Iterator[str]:
    """Iterate backwards over the two tokens before a brace; a list in parentheses counts as one."""
    at = len(solid) - 1
    for _ in range(2):
        if at < 0:
            return
        token = found[solid[at]]
        if token.text == ")":
            while at > 0 and found[solid[at]].text != "(":
                at -= 1
        yield token.word
        at -= 1
