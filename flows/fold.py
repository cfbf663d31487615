"""What one page says of one pledge at one day is one observation: count, percentage, state and total together.

新增就业7290人，完成全年任务的54% are two statements and one fact. Every statement stays attached to the pledge as
evidence; the one that carries the figure leads and gives the observation its quote.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from flows.progress import count_share, is_rate
from parsers.records import WorkStatus
from parsers.wording import comparable, in_base
from storage.records import Observation, Pledge

Member = tuple[int, Observation]
"""Index of a statement and what it says by itself."""


@dataclass(frozen=True, slots=True)
class Folded:
    """The one observation of a page, pledge and day. The others are indices of the statements it was made of."""

    lead: int
    observation: Observation
    percent: int | None = None
    """The statement that gave the percentage, where it is not the lead."""
    status: int | None = None
    """The statement that gave the state, where it is not the lead."""


def fold(pledge: Pledge, members: Sequence[Member]) -> Folded:
    """Make one observation of what statements of one page say of a pledge at one day.

    The lead is the count that can be set against the target; of several the largest, for parts and single months stand
    beside the figure of the whole; without a count a percentage leads, else the last word on the state.
    """
    counts = [m for m in members if m[1].value is not None]
    shares = [m for m in members if m[1].percent is not None]
    words = [m for m in members if m[1].value is None and m[1].percent is None and m[1].status is not None]
    lead = _first_count(pledge, counts) if counts else (shares or words or list(members))[-1]
    i, seen = lead
    if not counts:
        return Folded(i, replace(seen, cumulative=any(o.cumulative for _, o in members)))
    share = shares[-1] if shares else None
    word = _word(pledge, seen, words)
    whole = replace(
        seen,
        percent=share[1].percent if share else None,
        status=word[1].status if word else seen.status,
        cumulative=any(o.cumulative for _, o in members),
    )
    return Folded(i, whole, share[0] if share else None, word[0] if word else None)


def _first_count(pledge: Pledge, counts: Sequence[Member]) -> Member:
    def order(member: Member) -> tuple[bool, bool, float, int]:
        i, o = member
        size = 0.0 if is_rate(o.unit) or o.value is None else in_base(o.value, o.unit)
        return count_share(pledge, o) is None, not comparable(o.unit, pledge.unit), -size, i

    return min(counts, key=order)


def _word(pledge: Pledge, seen: Observation, words: Sequence[Member]) -> Member | None:
    """A state told apart from the count (4个，已全部投用). A count done stays done though other work goes on."""
    if seen.status is not None or not words:
        return None
    last = words[-1]
    return last if last[1].status is WorkStatus.COMPLETED or count_share(pledge, seen) is None else None


def same(one: Observation, other: Observation) -> bool:
    """Both say the same of the same day; their quotes and statements may differ."""
    return _content(one) == _content(other)


def _content(o: Observation) -> tuple[object, ...]:
    return (o.as_of, o.value, o.unit, o.percent, o.status, o.total, o.cumulative)
