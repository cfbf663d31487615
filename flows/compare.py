"""Comparing two captures of one page: old and new statements, aligned one to one.

Equal sentences first, then equal meaning, then one assignment over what is left by subject, action, unit, value and
place in the outline. What a pair of aligned statements changed is told by `difference`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from flows.assign import Edge, assign
from flows.evidence import letters
from parsers.records import Comparator, Number, Statement, StatementKind
from parsers.wording import comparable, exclude, fold, grams, in_base, masked, measure, same_value, similarity, works

ACCEPT = 0.62
"""A pair below this score are two statements."""
_BLOCK = 40
"""For each new statement at most so many old ones are scored, those that share most of its rare pairs of characters."""
_COMMON = 200
"""A key that more old statements share tells little: only those at about the same place are looked at."""
_PLEDGE_KINDS = frozenset({StatementKind.TARGET, StatementKind.MILESTONE})


class How(StrEnum):
    """By which step two statements were aligned."""

    EXACT = "exact"
    MEANING = "meaning"
    ASSIGNED = "assigned"


@dataclass(frozen=True, slots=True)
class Pair:
    """Positions in the two sequences and how sure the alignment is (1 for equal sentences)."""

    old: int
    new: int
    how: How
    score: float


@dataclass(frozen=True, slots=True)
class Alignment:
    """Every position occurs exactly once, in `pairs` or alone."""

    pairs: tuple[Pair, ...]
    only_old: tuple[int, ...]
    only_new: tuple[int, ...]


def is_pledge(statement: Statement) -> bool:
    """Targets and milestones promise; achieved and status rows report."""
    return statement.kind in _PLEDGE_KINDS


def align(old: Sequence[Statement], new: Sequence[Statement]) -> Alignment:
    """Align the statements of two captures one to one."""
    free_old, free_new = set(range(len(old))), set(range(len(new)))
    pairs: list[Pair] = []
    for how, key in ((How.EXACT, _sentence), (How.EXACT, _words), (How.MEANING, _meaning)):
        for i, j in _equal(old, new, free_old, free_new, key):
            pairs.append(Pair(i, j, how, 1.0))
    for i, j, cost in assign(_candidates(old, new, sorted(free_old), sorted(free_new)), 1 - ACCEPT):
        pairs.append(Pair(i, j, How.ASSIGNED, round(1 - cost, 4)))
        free_old.discard(i)
        free_new.discard(j)
    return Alignment(tuple(sorted(pairs, key=lambda p: p.new)), tuple(sorted(free_old)), tuple(sorted(free_new)))


def _sentence(s: Statement) -> Hashable:
    return (s.kind, s.status, s.of_task, s.total, s.cumulative, *_words(s))


def _words(s: Statement) -> tuple[Hashable, ...]:
    """The same sentence, whatever tense its section gave it: moving a paragraph is no event."""
    return (letters(s.quote), letters(s.subject), fold(s.action), s.cmp, _value(s), s.deadline)


def _meaning(s: Statement) -> Hashable:
    return (is_pledge(s), fold(s.subject), fold(s.action), s.cmp, _value(s), s.deadline, s.status)


def _value(s: Statement) -> Hashable:
    def rounded(n: float | None) -> float | None:
        return None if n is None else float(f"{in_base(n, s.unit):.10g}")

    return (rounded(s.low), rounded(s.high), measure(s.unit), rounded(s.old))


def _equal(
    old: Sequence[Statement],
    new: Sequence[Statement],
    free_old: set[int],
    free_new: set[int],
    key: Callable[[Statement], Hashable],
) -> list[tuple[int, int]]:
    """Pair statements of equal key; among several, those of the same heading first, then in text order."""
    waiting: dict[Hashable, list[int]] = defaultdict(list)
    for i in sorted(free_old):
        waiting[key(old[i])].append(i)
    found = []
    for same_path in (True, False):
        for j in sorted(free_new):
            queue = waiting.get(key(new[j]), [])
            hit = next((i for i in queue if not same_path or _path(old[i]) == _path(new[j])), None)
            if hit is not None:
                queue.remove(hit)
                free_old.discard(hit)
                free_new.discard(j)
                found.append((hit, j))
    return found


def _path(s: Statement) -> tuple[str, ...]:
    return tuple(masked(h) for h in s.path)


def _candidates(old: Sequence[Statement], new: Sequence[Statement], rows: list[int], columns: list[int]) -> list[Edge]:
    """Scored pairs worth weighing: those that share telling keys, near ones first among equals."""
    index: dict[str, list[int]] = defaultdict(list)
    for n, i in enumerate(rows):
        for key in _block_keys(old[i]):
            index[key].append(n)
    edges: list[Edge] = []
    for m, j in enumerate(columns):
        near = m * len(rows) // len(columns)
        votes: dict[int, float] = defaultdict(float)
        for key in _block_keys(new[j]):
            holders = index.get(key, [])
            weight = 1 / len(holders) if holders else 0.0
            for n in _around(holders, near):
                votes[n] += weight
        for n in sorted(votes, key=lambda n: (-votes[n], abs(n - near), n))[:_BLOCK]:
            score = likeness(old[rows[n]], new[j])
            if score > ACCEPT:
                edges.append((rows[n], j, 1 - score))
    return edges


def _around(holders: list[int], near: int) -> list[int]:
    """All holders of a rare key; of a common one those that stand nearest."""
    if len(holders) <= _COMMON:
        return holders
    at = bisect_left(holders, near)
    return holders[max(0, at - _COMMON // 2) : at + _COMMON // 2]


def _block_keys(s: Statement) -> frozenset[str]:
    keys = grams(masked(s.subject)) | {"=" + masked(s.quote)}
    return keys if s.low is None else keys | {f"{s.low:.10g}{s.unit}"}


def likeness(old: Statement, new: Statement) -> float:
    """0 to 1, how well two statements of one page continue each other; 0 where they cannot.

    Numbers are masked. Subjects that name different members of a row of exclusive words (义务教育, 学前) never continue
    each other, nor does a result continue a promise.
    """
    if is_pledge(old) is not is_pledge(new):
        return 0.0
    if _reread(old, new):
        return 0.95
    if exclude(old.subject, new.subject):
        return 0.0
    a, b = masked(old.subject), masked(new.subject)
    subject = 1.0 if a == b else similarity(a, b)
    if subject < 0.5 or (subject < 0.72 and not (a in b or b in a)):
        return 0.0
    return (
        0.50 * subject
        + 0.14 * _action(old, new)
        + 0.10 * _unit(old, new)
        + 0.08 * _outline(old, new)
        + 0.10 * _same_number(old, new)
        + 0.08 * similarity(masked(old.quote), masked(new.quote))
    )


def _reread(old: Statement, new: Statement) -> bool:
    """One sentence holds the other and the number is the same: read otherwise, not written otherwise."""
    a, b = letters(old.quote), letters(new.quote)
    return min(len(a), len(b)) >= 6 and (a in b or b in a) and _value(old) == _value(new) and old.low is not None


def _action(old: Statement, new: Statement) -> float:
    a, b = fold(old.action), fold(new.action)
    if a == b:
        return 1.0
    if a and b and (a in b or b in a):
        return 0.8
    return 0.6 if works(a) & works(b) or not a or not b else 0.0


def _unit(old: Statement, new: Statement) -> float:
    if measure(old.unit) == measure(new.unit):
        return 1.0
    return 0.6 if comparable(old.unit, new.unit) else 0.1


def _outline(old: Statement, new: Statement) -> float:
    """Share of the headings in common, outermost first."""
    a, b = _path(old), _path(new)
    common = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return common / max(len(a), len(b)) if a or b else 1.0


def _same_number(old: Statement, new: Statement) -> float:
    if old.low is None and new.low is None:
        return 1.0
    same = same_value(old.low, old.unit, new.low, new.unit) and same_value(old.high, old.unit, new.high, new.unit)
    return 1.0 if same else 0.0


@dataclass(frozen=True, slots=True)
class Difference:
    """What an edit changed between two aligned statements."""

    number: bool
    unit: bool
    comparator: bool
    deadline: bool
    status: bool
    wording: bool

    @property
    def target(self) -> bool:
        """What is promised changed: the number, its unit, its comparator or its deadline."""
        return self.number or self.unit or self.comparator or self.deadline


def difference(old: Statement, new: Statement) -> Difference:
    """Compare two aligned statements. Spelling of numbers and units, punctuation and spacing are no difference."""
    same_unit = measure(old.unit) == measure(new.unit) or old.low is None or new.low is None
    number = not _same_numbers(old, new, same_unit)
    return Difference(
        number=number,
        unit=not same_unit,
        comparator=_cmp(old) is not _cmp(new) and old.low is not None and new.low is not None,
        deadline=fold(old.deadline or "") != fold(new.deadline or ""),
        status=old.status is not new.status,
        wording=(fold(old.subject), fold(old.action)) != (fold(new.subject), fold(new.action))
        and letters(old.quote) != letters(new.quote),
    )


def _same_numbers(old: Statement, new: Statement, same_unit: bool) -> bool:
    """With another unit the bare numbers are compared: 20 个 and 20 套 differ in unit only."""
    before, after = (old.unit, new.unit) if same_unit else (None, None)
    values = ((old.low, new.low), (old.high, new.high), (old.old, new.old))
    return all(same_value(a, before, b, after) for a, b in values) and old.total == new.total


def _cmp(s: Statement) -> Comparator:
    return s.cmp or Comparator.EQUAL


def values(old: Statement, new: Statement) -> tuple[Number | None, Number | None]:
    """The pair of numbers that tells the change: the lower ends, or the upper ends where only they differ."""
    if same_value(old.low, old.unit, new.low, new.unit) and not same_value(old.high, old.unit, new.high, new.unit):
        return old.high, new.high
    return old.low, new.low
