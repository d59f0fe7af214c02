"""What the gazetteer found in an article, by token, and what the article as a whole says of it."""

from __future__ import annotations

from spacy.tokens import Doc

from kg.annotate import namesakes
from kg.annotate.gazetteer import Hit
from kg.annotate.phrases import is_government
from kg.annotate.resolver import Resolver
from kg.knowledge import Name


def unsure(name: Name) -> bool:
    """Whether a text may mean something else than this actor."""
    return name.note.startswith(("ambiguous", "mostly this"))


def needs_article(name: Name) -> bool:
    """Whether a word names this actor behind "the" only: the West."""
    return name.note.startswith("only behind the")


class Known:
    """The known names and roles of one article: `hits` are (first token, end, hit)."""

    def __init__(self, doc: Doc, resolver: Resolver):
        self.doc, self.resolver = doc, resolver
        starts, ends = {}, {}
        for i, token in enumerate(doc):
            starts[token.idx] = i
            ends[token.idx + len(token)] = i + 1
            if len(token) > 2 and token.text[-1] == ".":  # a name may leave it out: "Boeing Co" of "Boeing Co."
                ends.setdefault(token.idx + len(token) - 1, i + 1)
        self.hits = [
            (starts[h.start], ends[h.end], h) for h in doc._.kg_hits if h.start in starts and h.end in ends
        ]  # fmt: skip
        self.called: dict[int, int] = {}
        """Organisations called after a person: first token -> end."""
        self.namesakes: set[int] = namesakes.storms(doc)
        """Tokens of names that are given to a thing, a storm or an organisation."""
        self.hits = [hit for hit in self.hits if not self._is_namesake(*hit)]
        self.state_starts = {start: n.actor for start, _, h in self.hits for n in h.names if n.kind == "name"}
        self.title_ends = {
            end for _, end, h in self.hits if h.role is not None and h.role.type == "person" and not h.plural
        }
        self.clear = {n.actor for _, _, h in self.hits for n in h.names if not unsure(n)}
        self.states_named = self._states_named()
        self.american = any(p.state == "United_States" for _, _, h in self.hits for p in h.places if not h.names)

        self.humans: set[int] = set()
        """Tokens of names that are people's by what the text says, whatever the model takes them for."""

    def is_before_government(self, token: int) -> bool:
        """Whether a government stands from a token on, which what is before it may name: "the Clinton administration"."""
        return any(a == token and h.role is not None and is_government(h.role) for a, _, h in self.hits)

    def _states_named(self) -> set[str]:
        """Return the states that the article names without doubt: by name, adjective, capital, or a place in them."""
        k = self.resolver.knowledge
        states = {actor for actor in self.clear if actor in k.states}
        states |= {k.groups[actor].state for actor in self.clear if actor in k.groups}
        for _, _, hit in self.hits:
            if not hit.names and len({p.state for p in hit.places}) == 1:
                states.add(hit.places[0].state)
        return states - {""}

    def _is_namesake(self, start: int, end: int, hit: Hit) -> bool:
        """Whether a known name is here that of something called so: Karzai's of an airport, Washington's of a ship."""
        if hit.role is not None or not hit.names:
            return False
        if not self.all_persons(hit) and not namesakes.has_prefix(self.doc, start):
            return False
        return start in self.namesakes or self.is_namesake(start, end)

    def is_namesake(self, start: int, end: int) -> bool:
        """Whether a name of a person is that of something called so; keep which tokens are its name."""
        kind, stop = namesakes.behind(self.doc, end)
        if kind == "thing" and namesakes.is_given(self.doc, start, stop):
            return False
        if kind == "body" and not any(a < stop < b for a, b, h in self.hits if h.role is not None):
            self.called[start] = stop  # not "Gandhi Hospital director": he is a director
        if kind or namesakes.is_ship(self.doc, start):
            self.namesakes.update(range(start, stop))
            return True
        return False

    def title(self, i: int) -> bool:
        """Whether token `i` ends a role that a name may follow."""
        return i + 1 in self.title_ends

    def place_at(self, i: int) -> bool:
        """Whether token `i` by itself is the name of a place or a state."""
        hits = [h for a, b, h in self.hits if (a, b) == (i, i + 1) and h.role is None]
        names = [n for h in hits for n in h.names]
        return all(n.kind in {"name", "capital", "spelling", "demonyms"} for n in names) and any(
            h.names or h.places for h in hits
        )

    def all_persons(self, hit: Hit) -> bool:
        """Whether every entry of a hit is a person."""
        return all(n.actor in self.resolver.knowledge.persons for n in hit.names)
