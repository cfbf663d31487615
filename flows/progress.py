"""From observations to progress: share of the target, state and the rule that gave it, and what contradicts what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from parsers.records import Comparator, Facts, Number, Statement, StatementKind, WorkStatus
from parsers.wording import Work, comparable, fold, in_base, measure, unit_key, works
from storage.records import Observation, Pledge, ProgressState

TOLERANCE = 0.02
"""Percent and count may differ by two points of a hundred before they contradict each other."""
_REPEAT = timedelta(days=45)
"""The same figure again within so many days is a copy of the report, not a new one."""
_RATES = frozenset({"%", "百分点", "‰"})
_LOWER = re.compile("失业率|涨幅|浓度|能耗|死亡率|发病率|赤字|逾期")
_STATE = {
    WorkStatus.PREPARING: ProgressState.PREPARING,
    WorkStatus.STARTED: ProgressState.STARTED,
    WorkStatus.UNDER_WAY: ProgressState.UNDER_WAY,
    WorkStatus.COMPLETED: ProgressState.COMPLETED,
}
_ORDER = tuple(_STATE.values())


@dataclass(frozen=True, slots=True)
class Assessment:
    """State of a pledge; `share` 0.196 for 19.6 of 100; `rule` says in Chinese what the state follows from."""

    state: ProgressState
    share: float | None
    rule: str


def period_end(facts: Facts, fallback: date) -> date:
    """The day a document's figures stand for: the end of its period, else its publication, else `fallback`."""
    ends = {"Q1": (3, 31), "H1": (6, 30), "Q3": (9, 30), "year": (12, 31)}
    if facts.period in ends and facts.year:
        return date(facts.year, *ends[facts.period])
    if facts.period and re.fullmatch(r"\d{4}-\d{2}-\d{2}", facts.period):
        try:
            return date.fromisoformat(facts.period)
        except ValueError:
            pass
    return facts.published_at or fallback


def runs_from_january(facts: Facts) -> bool:
    """Whether the document's counts run from the start of the year: those of a quarterly or 截至 bulletin do."""
    return facts.period is not None


def observe(statement: Statement, pledge: int, as_of: date, cumulative: bool) -> Observation:
    """What a result says of a pledge. `pledge` is an id, or -(i+1) for `PagePlan.new_pledges[i]`."""
    s = statement
    percent = float(s.low) if s.low is not None and unit_key(s.unit) == "%" and _is_share(s) else None
    return Observation(
        pledge_id=pledge,
        as_of=as_of,
        value=None if percent is not None else s.low,
        unit=None if percent is not None else s.unit,
        percent=percent,
        status=s.status,
        total=s.total,
        cumulative=s.cumulative or cumulative,
        quote=s.quote,
    )


def _is_share(s: Statement) -> bool:
    """A percentage of work done (完成全年任务的30.7%, 完成土建工程85%), not a rate that is itself the target."""
    return s.of_task or s.status in (WorkStatus.UNDER_WAY, WorkStatus.COMPLETED)


def ordered(observations: Sequence[Observation]) -> list[Observation]:
    """By the day they stand for; among equals the one written last comes last (one not yet written is newest)."""
    return sorted(observations, key=lambda o: (o.as_of, o.id is None, o.id or 0))


def share_of(pledge: Pledge, seen: Observation) -> float | None:
    """Part of the target that one observation reports done; None where it cannot be told.

    Where count and percentage are given, the percentage is the document's own rounding of the count; one that cannot be
    that (the target has changed since) gives way to the count.
    """
    counted = count_share(pledge, seen)
    if seen.percent is None:
        return counted
    told = seen.percent / 100
    return told if counted is None or abs(counted - told) <= TOLERANCE else counted


def count_share(pledge: Pledge, seen: Observation) -> float | None:
    """Part of the target that the count of an observation makes; None where it has none or it cannot be compared."""
    if pledge.kind is not StatementKind.TARGET or seen.value is None:
        return seen.value / seen.total if seen.value is not None and seen.total else None
    if not pledge.low or is_rate(pledge.unit) or not comparable(seen.unit, pledge.unit):
        return None
    if pledge.cmp is Comparator.AT_MOST or not _counts(pledge, seen):
        return None
    return in_base(seen.value, seen.unit) / in_base(pledge.low, pledge.unit)


def _counts(pledge: Pledge, seen: Observation) -> bool:
    """Nine projects under way are not nine done; but begun ones count where beginning was promised."""
    if seen.status in (None, WorkStatus.COMPLETED):
        return True
    return seen.status is WorkStatus.STARTED and "开工" in pledge.action


def is_rate(unit: str | None) -> bool:
    """Percentages and points are levels to be reached, not counts to be worked off."""
    return unit_key(unit) in _RATES


def assess(pledge: Pledge, observations: Sequence[Observation]) -> Assessment:
    """The state that the observations of a pledge tell, by the first rule that applies.

    1. the latest share of the target decides: below 1 under way, 1 completed, above exceeded;
    2. a level (rate) is judged at the end of the year only;
    3. else the latest status word.
    """
    seen = ordered(observations)
    if not seen:
        return Assessment(ProgressState.UNKNOWN, None, "尚无进展报道")
    words = [o for o in seen if o.status is not None]
    for o in reversed(seen):
        share = share_of(pledge, o)
        if share is not None:
            return _by_share(pledge, o, share, words)
    if pledge.kind is StatementKind.TARGET and is_rate(pledge.unit):
        return _by_level(pledge, seen)
    if words:
        last = words[-1]
        status = last.status or WorkStatus.UNDER_WAY
        if pledge.kind is StatementKind.TARGET and last.value is not None and status is WorkStatus.COMPLETED:
            return Assessment(ProgressState.UNDER_WAY, None, f"{last.as_of}报道已完成一部分，数量与目标不可比")
        return Assessment(_STATE[status], None, f"{last.as_of}报道的措辞：{STATUS_WORDS[status]}")
    return Assessment(ProgressState.UNDER_WAY, None, f"{seen[-1].as_of}报道了数字，与目标不可比")


STATUS_WORDS = {
    WorkStatus.PREPARING: "前期准备",
    WorkStatus.STARTED: "已启动",
    WorkStatus.UNDER_WAY: "推进中",
    WorkStatus.COMPLETED: "已完成",
}
"""The state of a work as a rule or a life says it."""


def _by_share(pledge: Pledge, seen: Observation, share: float, words: list[Observation]) -> Assessment:
    later = [o for o in words if o.as_of > seen.as_of and o.value is None and o.status is WorkStatus.COMPLETED]
    if later and share < 1:
        return Assessment(ProgressState.COMPLETED, share, f"{later[-1].as_of}报道的措辞：已完成")
    of = pledge.low if pledge.kind is StatementKind.TARGET else seen.total
    if count_share(pledge, seen) is None:
        said = f"{seen.as_of}报道完成{shown(seen.percent)}%"
    else:
        said = f"{seen.as_of}报道{shown(seen.value)}{seen.unit or ''}，目标{shown(of)}{pledge.unit or ''}"
    if share > 1 + 1e-9:
        return Assessment(ProgressState.EXCEEDED, share, said)
    if share >= 1 - 1e-9:
        return Assessment(ProgressState.COMPLETED, share, said)
    if share == 0:
        return Assessment(ProgressState.NOT_STARTED, share, said)
    return Assessment(ProgressState.UNDER_WAY, share, said)


def _by_level(pledge: Pledge, seen: list[Observation]) -> Assessment:
    last = next((o for o in reversed(seen) if o.value is not None and measure(o.unit) == measure(pledge.unit)), None)
    if last is None or last.value is None or pledge.low is None:
        return Assessment(ProgressState.UNKNOWN, None, "报道的数字与目标不可比")
    said = f"{last.as_of}报道{shown(last.value)}{last.unit or ''}，目标{shown(pledge.low)}{pledge.unit or ''}"
    if last.as_of < date(pledge.year, 12, 31):
        return Assessment(ProgressState.UNDER_WAY, None, said + "（比率以全年为准）")
    lower = lower_is_better(pledge)
    reached = last.value <= (pledge.high or pledge.low) if lower else last.value >= pledge.low
    if reached:
        return Assessment(ProgressState.COMPLETED, None, said)
    return Assessment(ProgressState.UNDER_WAY, None, said + "，未达到")


def lower_is_better(pledge: Pledge) -> bool:
    """A ceiling (不超过) or a level one wants low (失业率, 浓度), unless the size of a reduction is promised."""
    if (
        works(pledge.action) & {Work.REDUCE}
        and "控制" not in pledge.action
        and not pledge.action.endswith(("至", "到"))
    ):
        return False
    return pledge.cmp is Comparator.AT_MOST or bool(_LOWER.search(pledge.subject))


def shown(value: Number | None) -> str:
    """A number as people write it: 19600, 1.9万, 3.2亿."""
    if value is None:
        return "无"
    for size, word in ((100_000_000, "亿"), (10_000, "万")):
        if abs(value) >= size and abs(round(value / size, 4) * size - value) <= 1e-12 * abs(value):
            return f"{round(value / size, 4):.10g}{word}"
    return f"{value:.10g}"


def done(state: ProgressState) -> bool:
    """Completed or exceeded."""
    return state in (ProgressState.COMPLETED, ProgressState.EXCEEDED)


def repeated(new: Observation, earlier: Sequence[Observation]) -> Observation | None:
    """The earlier observation that this one only repeats (a copy or a shortened copy of a bulletin), if any."""
    for o in ordered(earlier)[::-1]:
        if abs(o.as_of - new.as_of) <= _REPEAT and _adds_nothing(new, o):
            return o
    return None


def _adds_nothing(new: Observation, before: Observation) -> bool:
    if new.value is not None and (new.value, unit_key(new.unit)) != (before.value, unit_key(before.unit)):
        return False
    if new.percent not in (None, before.percent):
        return False
    figure = new.value is not None or new.percent is not None
    return new.status in (None, before.status) or (figure and new.status is WorkStatus.UNDER_WAY)


def last_like(new: Observation, earlier: Sequence[Observation]) -> Observation | None:
    """The latest earlier observation whose figure can be set against the new one."""
    for o in ordered(earlier)[::-1]:
        if o.as_of > new.as_of:
            continue
        if new.percent is not None and o.percent is not None:
            return o
        if new.value is not None and o.value is not None and comparable(o.unit, new.unit):
            return o
    return None


def fell(new: Observation, before: Observation) -> bool:
    """A cumulative figure is lower than it was. Levels (rates) may fall."""
    counts = new.value is not None and before.value is not None and comparable(new.unit, before.unit)
    if not counts and new.percent is not None and before.percent is not None:
        return new.percent < before.percent
    if new.value is None or before.value is None or is_rate(new.unit) or not (new.cumulative and before.cumulative):
        return False
    if new.status is not before.status:
        return False
    return in_base(new.value, new.unit) < in_base(before.value, before.unit)


def disagree(pledge: Pledge, observations: Sequence[Observation]) -> str | None:
    """In words, why the count and the percentage reported for one day cannot both be right; None where they can."""
    counts = [(o, share) for o in observations if (share := count_share(pledge, o)) is not None]
    for told in (o for o in observations if o.percent is not None):
        for count, share in counts:
            if count.as_of == told.as_of and abs(share - (told.percent or 0) / 100) > TOLERANCE:
                return (
                    f"报道完成{shown(told.percent)}%，但{shown(count.value)}{count.unit or ''}"
                    f"只合目标{shown(pledge.low)}{pledge.unit or ''}的{share * 100:.3g}%"
                )
    return None


def over_total(statement: Statement) -> str | None:
    """In words, why n of m is impossible: n is greater than m."""
    if statement.total is not None and statement.low is not None and statement.low > statement.total:
        return f"已完成{shown(statement.low)}，总数只有{shown(statement.total)}"
    return None


def parts_exceed(statements: Sequence[Statement], at: int) -> str | None:
    """In words, why the parts that follow a total (新增学位…，其中小学学位…) cannot be right: they add up to more.

    Parts are the results right after the total, in the same unit, whose subjects end in the total's subject.
    """
    whole = statements[at]
    head = fold(whole.subject)
    if whole.low is None or not head or is_rate(whole.unit):
        return None
    added: Number = 0
    count = 0
    for part in statements[at + 1 : at + 9]:
        subject = fold(part.subject)
        if part.low is None or subject == head or not subject.endswith(head) or part.unit != whole.unit:
            break
        added += part.low
        count += 1
    if count >= 2 and added > whole.low * (1 + 1e-9):
        return f"各部分合计{shown(added)}{whole.unit or ''}，超过总数{shown(whole.low)}{whole.unit or ''}"
    return None
