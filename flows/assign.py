"""Minimum-cost assignment on a sparse graph: each left node takes at most one right node, at the least total cost.

Successive shortest paths with potentials (Dijkstra on reduced costs), one connected component at a time. Leaving a node
alone costs `alone`, so a pair is formed only where it is cheaper than two lone nodes. Components larger than
`EXACT_LIMIT` edges are settled cheapest pair first: a page whose every line looks like every other is bounded that way.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable

Edge = tuple[int, int, float]
EXACT_LIMIT = 6000


def assign(edges: Iterable[Edge], alone: float) -> list[Edge]:
    """The chosen edges, sorted by left node. Costs must not be negative; edges costing `alone` or more are ignored."""
    usable = [e for e in edges if e[2] < alone]
    chosen: list[Edge] = []
    for component in _components(usable):
        if len(component) == 1:
            chosen += component
        elif len(component) > EXACT_LIMIT:
            chosen += _cheapest_first(component)
        else:
            chosen += _exact(component, alone)
    return sorted(chosen)


def _components(edges: list[Edge]) -> list[list[Edge]]:
    parent: dict[tuple[int, int], tuple[int, int]] = {}

    def find(node: tuple[int, int]) -> tuple[int, int]:
        parent.setdefault(node, node)
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for left, right, _ in edges:
        parent[find((0, left))] = find((1, right))
    groups: dict[tuple[int, int], list[Edge]] = defaultdict(list)
    for edge in edges:
        groups[find((0, edge[0]))].append(edge)
    return list(groups.values())


def _cheapest_first(edges: list[Edge]) -> list[Edge]:
    lefts: set[int] = set()
    rights: set[int] = set()
    chosen = []
    for left, right, cost in sorted(edges, key=lambda e: (e[2], e[0], e[1])):
        if left not in lefts and right not in rights:
            lefts.add(left)
            rights.add(right)
            chosen.append((left, right, cost))
    return chosen


def _exact(edges: list[Edge], alone: float) -> list[Edge]:
    """Each left node has a private exit of cost `alone`: a flow always exists, and pairs must earn their place."""
    cost: dict[int, dict[int, float]] = defaultdict(dict)
    for left, right, value in edges:
        cost[left][right] = min(value, cost[left].get(right, value))
    lefts = sorted(cost)
    rights = sorted({r for row in cost.values() for r in row})
    exits = {left: -1 - n for n, left in enumerate(lefts)}
    for left in lefts:
        cost[left][exits[left]] = alone
    taken: dict[int, int] = {}
    price_left = dict.fromkeys(lefts, 0.0)
    price_right = dict.fromkeys([*rights, *exits.values()], 0.0)
    for left in lefts:
        _augment(left, cost, taken, price_left, price_right)
    return [(left, right, cost[left][right]) for right, left in taken.items() if right >= 0]


def _augment(
    source: int,
    cost: dict[int, dict[int, float]],
    taken: dict[int, int],
    price_left: dict[int, float],
    price_right: dict[int, float],
) -> None:
    """One shortest augmenting path from `source`; prices keep all reduced costs at or above zero."""
    distance: dict[int, float] = {}
    came_from: dict[int, int] = {}
    settled: dict[int, float] = {}
    heap: list[tuple[float, int]] = []
    left, base = source, 0.0
    reached = {source: 0.0}
    while True:
        for right, value in cost[left].items():
            through = base + value - price_left[left] - price_right[right]
            if right not in settled and through < distance.get(right, float("inf")):
                distance[right] = through
                came_from[right] = left
                heapq.heappush(heap, (through, right))
        base, end = heapq.heappop(heap)
        while end in settled:
            base, end = heapq.heappop(heap)
        settled[end] = base
        if end not in taken:
            break
        left = taken[end]
        reached[left] = base
    for node, at in reached.items():
        price_left[node] += base - at
    for right, at in settled.items():
        price_right[right] -= base - at
    previous = {left: right for right, left in taken.items()}
    while True:
        left = came_from[end]
        taken[end], end = left, previous.get(left, end)
        if left == source:
            return
