"""Where each actor of a map is drawn: tied actors near each other, no two boxes over one another, groups packed.

Everything is computed beforehand, with numpy alone and without chance, so that a page opens at once and the same
graph always gives the same picture. (NetworkX's own layouts need SciPy for more than 500 nodes, or take twice as long.)
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import networkx as nx
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

_GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))
_ASPECT = 1.6  # screens are wider than high
_BLOCK = 1_000_000  # pairs of nodes looked at together: bounds the memory


def place(boxes: Sequence[tuple[float, float]], ties: Sequence[tuple[int, int, float]]) -> list[tuple[int, int]]:
    """Return the centre (x, y) of every box, given as half width and half height, so that none overlap.

    `ties` are (box, box, weight): the heavier, the nearer. Boxes that no chain of ties joins are laid out apart,
    the largest group in the middle and the others around it.

    >>> place([], []), place([(10, 5)], [])
    ([], [(0, 0)])
    """
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(len(boxes)))
    for a, b, weight in ties:
        if a != b:
            graph.add_edge(a, b, weight=weight + (graph[a][b]["weight"] if graph.has_edge(a, b) else 0))
    half = np.asarray(boxes, dtype=np.float32).reshape(-1, 2)
    groups = [sorted(c) for c in nx.connected_components(graph)]
    loners = sorted(g[0] for g in groups if len(g) == 1)
    groups = sorted((g for g in groups if len(g) > 1), key=lambda g: (-len(g), g))

    insides = [_component(graph, g, half[g]) for g in groups]
    at = np.zeros_like(half)
    for members, inside, move in zip(
        groups, insides, _pack(list(map(_extent, insides, (half[g] for g in groups)))), strict=True
    ):
        at[members] = inside + np.asarray(move, np.float32)
    tied = [n for g in groups for n in g]
    at[loners] = _rows(half[loners], _extent(at[tied], half[tied]) if tied else None)
    if len(at):
        at -= (at.min(axis=0) + at.max(axis=0)) / 2
    return [(round(float(x)), round(float(y))) for x, y in at]


def _component(graph: nx.Graph[int], members: list[int], half: Floats) -> Floats:
    """Lay out one connected group around the origin."""
    number = {n: i for i, n in enumerate(members)}
    ties = sorted((number[a], number[b], d["weight"]) for a, b, d in graph.subgraph(members).edges(data=True))
    ties = [(min(a, b), max(a, b), w) for a, b, w in ties]
    # A walk from the best-tied actor outwards, laid on a spiral, is a start in which neighbours are near already.
    hub = max(members, key=lambda n: (graph.degree(n), -n))
    order = [hub, *(b for _, b in nx.bfs_edges(graph, hub, sort_neighbors=sorted))]
    length = 1.0 * float(np.sqrt((half * 2).prod(axis=1).mean()))
    at = np.zeros((len(members), 2), np.float32)
    for step, node in enumerate(order):
        radius, angle = length * math.sqrt(step), step * _GOLDEN_ANGLE
        at[number[node]] = radius * math.cos(angle), radius * math.sin(angle)
    return _separate(_lie_down(_spread(at, sorted(ties), length)), half)


def _spread(at: Floats, ties: list[tuple[int, int, float]], length: float) -> Floats:
    """Let ties pull and nodes push until the picture is at rest (Fruchterman and Reingold, cooled)."""
    count = len(at)
    a = np.array([t[0] for t in ties])
    b = np.array([t[1] for t in ties])
    degree = np.bincount(np.concatenate([a, b]), minlength=count).astype(np.float32)
    mass = np.sqrt(degree)  # a hub pushes harder, so that its neighbours stand around it and not on it
    pull = np.array([1 + math.log1p(t[2]) / 2 for t in ties], np.float32) / np.sqrt(np.minimum(degree[a], degree[b]))
    rounds = int(min(500, max(80, 4e8 / count**2)))
    stretch = np.array([1 / _ASPECT, 1], np.float32)
    for turn in range(rounds):
        push = np.zeros_like(at)
        for lo in range(0, count, max(1, _BLOCK // count)):
            block = slice(lo, lo + max(1, _BLOCK // count))
            dx = at[block, :1] - at[:, 0]
            dy = at[block, 1:] - at[:, 1]
            force = mass / np.maximum(dx * dx + dy * dy, 1.0)
            push[block, 0] = np.einsum("ij,ij->i", dx, force)
            push[block, 1] = np.einsum("ij,ij->i", dy, force)
        move = push * (length**2 * mass)[:, None] - at * stretch * (0.04 * mass)[:, None]
        apart = at[b] - at[a]
        tug = apart * (pull * np.sqrt((apart**2).sum(axis=1)) / length)[:, None]
        for axis in (0, 1):
            move[:, axis] += np.bincount(a, tug[:, axis], count) - np.bincount(b, tug[:, axis], count)
        heat = length * 2 * (1 - turn / rounds) ** 1.5 + 0.5
        size = np.sqrt((move**2).sum(axis=1))
        at = at + move * (np.minimum(size, heat) / np.maximum(size, 1e-6))[:, None]
    return at


def _lie_down(at: Floats) -> Floats:
    """Turn the picture so that its longest way runs from left to right."""
    at = at - at.mean(axis=0)
    x, y = at[:, 0], at[:, 1]
    angle = 0.5 * math.atan2(2 * float((x * y).sum()), float((x * x).sum() - (y * y).sum()))
    c, s = math.cos(angle), math.sin(angle)
    return np.stack([c * x + s * y, c * y - s * x], axis=1).astype(np.float32)


def _separate(at: Floats, half: Floats) -> Floats:
    """Push boxes that overlap apart along the shorter way, and again, until none do."""
    at = at.copy()
    for turn in range(200):
        moved = np.zeros_like(at)
        # Neighbours in x only: sorted by x, a box can overlap just those within the widest box's width.
        order = np.argsort(at[:, 0], kind="stable")
        reach = float(half[:, 0].max()) * 2
        xs = at[order, 0]
        last = np.searchsorted(xs, xs + reach, side="right")
        first = np.arange(len(at)) + 1
        lengths = np.maximum(last - first, 0)
        left = np.repeat(order, lengths)
        offset = np.arange(int(lengths.sum())) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        right = order[np.repeat(first, lengths) + offset]
        gap = at[right] - at[left]
        over = half[left] + half[right] - np.abs(gap)
        hit = (over[:, 0] > 0.5) & (over[:, 1] > 0.5)
        if not hit.any():
            break
        left, right, gap, over = left[hit], right[hit], gap[hit], over[hit]
        across = (over[:, 0] < over[:, 1]).astype(int)
        sign = np.where(gap >= 0, 1, -1)
        rows = np.arange(len(left))
        amount = over[rows, 1 - across] / 2 * 1.05 * sign[rows, 1 - across]
        for axis in (0, 1):
            this = across != axis
            moved[:, axis] += np.bincount(right[this], amount[this], len(at))
            moved[:, axis] -= np.bincount(left[this], amount[this], len(at))
        # Boxes pushed by several others would jump too far; late turns also grow the whole, which always makes room.
        limit = float(half.max())
        at = (at + np.clip(moved, -limit, limit)) * np.float32(1.0 if turn < 60 else 1.01)
    return at


def _extent(at: Floats, half: Floats) -> tuple[float, float, float, float]:
    low, high = (at - half).min(axis=0), (at + half).max(axis=0)
    return float(low[0]), float(low[1]), float(high[0]), float(high[1])


def _rows(half: Floats, above: tuple[float, float, float, float] | None, gap: float = 16) -> Floats:
    """Set boxes in centred rows: under what is there already, as wide as that, or on their own."""
    full = half * 2 + gap
    width = max(above[2] - above[0] if above else 0.0, math.sqrt(float(full.prod(axis=1).sum()) * _ASPECT), 400.0)
    middle, y = ((above[0] + above[2]) / 2, above[3] + 2 * gap) if above else (0.0, 0.0)
    at = np.zeros_like(half)
    row: list[int] = []
    for n in range(len(half) + 1):
        if row and (n == len(half) or float(full[row, 0].sum() + full[n, 0]) > width):
            ends = np.cumsum(full[row, 0])
            at[row, 0] = middle - ends[-1] / 2 + ends - full[row, 0] / 2
            at[row, 1] = y + float(full[row, 1].max()) / 2
            y += float(full[row, 1].max())
            row = []
        row.append(n)
    return at


def _pack(extents: list[tuple[float, float, float, float]], gap: float = 26) -> list[tuple[float, float]]:
    """Return by how much to move each rectangle so that all stand apart, the first in the middle."""
    placed = np.zeros((0, 4))
    moves = []
    radius = 0.0
    for x0, y0, x1, y1 in extents:
        width, height = x1 - x0 + gap, y1 - y0 + gap
        step = max(8.0, min(width, height) / 4)
        radius = max(0.0, radius - step)  # further in all is taken, near enough: rectangles come largest first
        while (spot := _free_spot(placed, width, height, radius)) is None:
            radius += step
        x, y = spot
        placed = np.vstack([placed, [x - width / 2, y - height / 2, x + width / 2, y + height / 2]])
        moves.append((x - (x0 + x1) / 2, y - (y0 + y1) / 2))
    return moves


def _free_spot(placed: NDArray[np.float64], width: float, height: float, radius: float) -> tuple[float, float] | None:
    """Find a free place for a rectangle on an ellipse around the middle, from the bottom round."""
    count = 1 if radius == 0 else 48
    angles = np.arange(count) * (2 * math.pi / count) + math.pi / 2
    xs, ys = radius * _ASPECT * np.cos(angles), radius * np.sin(angles)
    taken = (
        (xs[:, None] - width / 2 < placed[:, 2])
        & (xs[:, None] + width / 2 > placed[:, 0])
        & (ys[:, None] - height / 2 < placed[:, 3])
        & (ys[:, None] + height / 2 > placed[:, 1])
    ).any(axis=1)
    free = np.flatnonzero(~taken)
    if not len(free):
        return None
    return float(xs[free[0]]), float(ys[free[0]])
