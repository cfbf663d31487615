"""What matching looks at: each side of a pair in its normal forms, and how much shared characters tell."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from parsers.records import Number, Statement, Theme
from parsers.wording import Work, fold, grams, parts, what, works
from storage.records import Pledge


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a match: a promise or a result, by its normal forms."""

    subject: str
    action: str
    what: str
    parts: tuple[str, ...]
    works: frozenset[Work]
    theme: Theme
    unit: str | None
    low: Number | None
    high: Number | None
    of_task: bool = False

    @property
    def counted(self) -> bool:
        """It carries a number."""
        return self.low is not None


@lru_cache(maxsize=16384)
def _side(
    subject: str, action: str, theme: Theme, unit: str | None, low: Number | None, high: Number | None, of_task: bool
) -> Side:
    whole, verbs = what(subject), works(action, subject)
    return Side(subject, action, whole, parts(subject), verbs, theme, unit, low, high, of_task)


def of_pledge(p: Pledge) -> Side:
    """The matching side of a pledge."""
    return _side(p.subject, p.action, p.theme, p.unit, p.low, p.high, False)


def of_statement(s: Statement) -> Side:
    """The matching side of a statement."""
    return _side(s.subject, s.action, s.theme, s.unit, s.low, s.high, s.of_task)


def same_thing(one: Side, other: Side) -> bool:
    """Equal normal forms, also where one side's verb stands inside the other's subject (安装…, …安装工作)."""
    if one.what == other.what:
        return True
    for a, b in ((one, other), (other, one)):
        verb = fold(b.action)
        if len(verb) > 1 and verb in a.what and a.what.replace(verb, "", 1) == b.what:
            return True
    return False


class Weights:
    """How much a pair of characters tells among the subjects at hand: rare ones tell more. Smoothed for short lists."""

    def __init__(self, subjects: Iterable[str]) -> None:
        found: Counter[str] = Counter()
        total = 0
        for subject in subjects:
            found.update(grams(subject))
            total += 1
        self._rare = math.log(total + 8)
        self._known = {g: max(0.2, math.log((total + 8) / (n + 1))) for g, n in found.items()}
        self._sums: dict[str, float] = {}

    def of(self, gram: str) -> float:
        """Weight of one pair of characters, at least 0.2."""
        return self._known.get(gram, self._rare)

    def sum(self, some: Iterable[str]) -> float:
        """Weight of several."""
        return sum(map(self.of, some))

    def whole(self, text: str) -> float:
        """Weight of a text's pairs of characters."""
        if text not in self._sums:
            self._sums[text] = self.sum(grams(text))
        return self._sums[text]
