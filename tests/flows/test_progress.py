"""Share, state and rule from observations; what contradicts what; what is overdue."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from flows.overdue import Bulletin, bulletin_overdue, due, pledge_overdue
from flows.progress import assess, disagree, fell, over_total, parts_exceed, period_end, shown
from parsers.records import Comparator, Statement, StatementKind, WorkStatus
from storage.records import EventType, Observation, Pledge, PledgeState, ProgressState
from tests.flows.planning import PLACE, done, facts, on, said

STATE = ProgressState
MARCH = on(2031, 3, 31)


def pledge(s: Statement, **more: object) -> Pledge:
    p = Pledge(7, PLACE, 2031, s.subject, s.action, s.unit, s.theme, s.kind, s.cmp, s.low, s.high, quote=s.quote)
    return replace(p, **more)  # type: ignore[arg-type]


def seen(
    value: float | None = None,
    unit: str | None = None,
    *,
    day: date = MARCH,
    percent: float | None = None,
    status: WorkStatus | None = None,
    total: float | None = None,
    cumulative: bool = True,
) -> Observation:
    return Observation(7, day, value, unit, percent, status, total, cumulative)


PIPES = pledge(said("燃气旧管网", 100, "公里", action="改造"))
BRIDGE = pledge(said("望江桥", action="建成通车"))
JOBLESS = pledge(said("城镇调查失业率", 5.5, "%", action="", cmp=Comparator.AT_MOST))
GROWTH = pledge(said("地区生产总值", 6, "%", action="增长"))
HOMES = pledge(said("保障性住房", 300, "套", action="新开工"))

ASSESSED: list[tuple[Pledge, list[Observation], ProgressState, float | None]] = [
    (PIPES, [], STATE.UNKNOWN, None),
    (PIPES, [seen(19.6, "公里")], STATE.UNDER_WAY, 0.196),
    (PIPES, [seen(19600, "米")], STATE.UNDER_WAY, 0.196),
    (PIPES, [seen(19.6, "公里", status=WorkStatus.COMPLETED)], STATE.UNDER_WAY, 0.196),
    (PIPES, [seen(100, "公里")], STATE.COMPLETED, 1.0),
    (PIPES, [seen(104, "公里")], STATE.EXCEEDED, 1.04),
    (PIPES, [seen(0, "公里")], STATE.NOT_STARTED, 0.0),
    (PIPES, [seen(percent=30.7, status=WorkStatus.UNDER_WAY)], STATE.UNDER_WAY, 0.307),
    (PIPES, [seen(percent=100)], STATE.COMPLETED, 1.0),
    (PIPES, [seen(60, "公里", day=on(2031, 9, 30)), seen(20, "公里")], STATE.UNDER_WAY, 0.6),
    (PIPES, [seen(60, "公里"), seen(day=on(2031, 12, 1), status=WorkStatus.COMPLETED)], STATE.COMPLETED, 0.6),
    (PIPES, [seen(80, "公里", status=WorkStatus.UNDER_WAY)], STATE.UNDER_WAY, None),
    (PIPES, [seen(status=WorkStatus.PREPARING)], STATE.PREPARING, None),
    (PIPES, [seen(12, "户", status=WorkStatus.COMPLETED)], STATE.UNDER_WAY, None),
    (BRIDGE, [seen(status=WorkStatus.STARTED)], STATE.STARTED, None),
    (BRIDGE, [seen(status=WorkStatus.COMPLETED)], STATE.COMPLETED, None),
    (BRIDGE, [seen(percent=38, status=WorkStatus.UNDER_WAY)], STATE.UNDER_WAY, 0.38),
    (BRIDGE, [seen(24, "项", total=48)], STATE.UNDER_WAY, 0.5),
    (HOMES, [seen(300, "套", status=WorkStatus.STARTED)], STATE.COMPLETED, 1.0),
    (GROWTH, [seen(6.4, "%")], STATE.UNDER_WAY, None),
    (GROWTH, [seen(6.4, "%", day=on(2031, 12, 31))], STATE.COMPLETED, None),
    (GROWTH, [seen(5.1, "%", day=on(2031, 12, 31))], STATE.UNDER_WAY, None),
    (JOBLESS, [seen(5.2, "%", day=on(2031, 12, 31))], STATE.COMPLETED, None),
    (JOBLESS, [seen(5.8, "%", day=on(2031, 12, 31))], STATE.UNDER_WAY, None),
]


@pytest.mark.parametrize(("of", "observations", "state", "share"), ASSESSED)
def test_state_and_share(
    of: Pledge, observations: list[Observation], state: ProgressState, share: float | None
) -> None:
    found = assess(of, observations)
    assert found.state is state
    assert found.share == (share if share is None else pytest.approx(share))
    assert found.rule


@pytest.mark.parametrize(
    ("period", "published", "want"),
    [
        ("Q1", None, on(2031, 3, 31)),
        ("H1", None, on(2031, 6, 30)),
        ("Q3", on(2031, 10, 20), on(2031, 9, 30)),
        ("year", None, on(2031, 12, 31)),
        ("2031-11-15", None, on(2031, 11, 15)),
        ("2031-02-31", on(2031, 3, 4), on(2031, 3, 4)),
        (None, on(2031, 4, 12), on(2031, 4, 12)),
        (None, None, on(2031, 7, 1)),
    ],
)
def test_the_day_of_a_figure(period: str | None, published: date | None, want: date) -> None:
    assert period_end(facts(period=period, published_at=published), on(2031, 7, 1)) == want


@pytest.mark.parametrize(
    ("before", "now", "want"),
    [
        (seen(60, "公里"), seen(55, "公里"), True),
        (seen(60, "公里"), seen(59000, "米"), True),
        (seen(60, "公里"), seen(61, "公里"), False),
        (seen(60, "公里", cumulative=False), seen(55, "公里"), False),
        (seen(percent=60), seen(percent=40), True),
        (seen(5.5, "%"), seen(5.2, "%"), False),
        (seen(9, "个", status=WorkStatus.UNDER_WAY), seen(3, "个", status=WorkStatus.COMPLETED), False),
    ],
)
def test_only_cumulative_figures_fall(before: Observation, now: Observation, want: bool) -> None:
    assert fell(now, before) is want


def test_percent_and_count_that_disagree() -> None:
    assert disagree(PIPES, [seen(19.6, "公里"), seen(percent=30.7)])
    assert disagree(PIPES, [seen(30.1, "公里"), seen(percent=30.7)]) is None
    assert disagree(PIPES, [seen(19.6, "公里"), seen(percent=50, day=on(2031, 6, 30))]) is None


def test_totals_and_parts() -> None:
    total = done("学位", 2580, "个", action="新增")
    assert parts_exceed([total, done("小学学位", 1080, "个"), done("初中学位", 1500, "个")], 0) is None
    assert "2600个" in str(parts_exceed([total, done("小学学位", 1080, "个"), done("初中学位", 1520, "个")], 0))
    assert parts_exceed([total, done("停车泊位", 9000, "个"), done("初中学位", 1520, "个")], 0) is None
    assert over_total(done("任务", 49, "项", total=48))
    assert over_total(done("任务", 24, "项", total=48)) is None


@pytest.mark.parametrize(
    ("value", "want"),
    [
        (19000, "1.9万"),
        (19600.5, "19600.5"),
        (320000000, "3.2亿"),
        (29810000000, "298.1亿"),
        (1234567890000, "12345.6789亿"),
        (12345, "1.2345万"),
        (3, "3"),
        (None, "无"),
    ],
)
def test_numbers_for_people(value: float | None, want: str) -> None:
    assert shown(value) == want


# Overdue


@pytest.mark.parametrize(
    ("of", "today", "want"),
    [
        (PIPES, on(2031, 12, 31), False),
        (PIPES, on(2032, 1, 20), False),
        (PIPES, on(2032, 2, 2), True),
        (PIPES, on(2033, 2, 2), False),
        (replace(PIPES, deadline="2031-10-31"), on(2031, 11, 10), False),
        (replace(PIPES, deadline="2031-10-31"), on(2031, 11, 20), True),
        (replace(PIPES, deadline="2033-10-31"), on(2032, 2, 2), False),
        (replace(PIPES, progress=STATE.COMPLETED), on(2032, 2, 2), False),
        (replace(PIPES, progress=STATE.OVERDUE), on(2032, 2, 2), False),
        (replace(PIPES, state=PledgeState.REMOVED), on(2032, 2, 2), False),
        (replace(PIPES, year=0), on(2032, 2, 2), False),
    ],
)
def test_overdue_pledges(of: Pledge, today: date, want: bool) -> None:
    found = pledge_overdue(of, today)
    assert (found is not None) is want
    if found:
        event, update = found
        assert event.type is EventType.PLEDGE_OVERDUE
        assert str(due(of)[0]) in event.detail  # type: ignore[index]
        assert update.changed.progress is STATE.OVERDUE
        assert pledge_overdue(update.changed, today) is None


def test_overdue_tells_how_far_it_got() -> None:
    found = pledge_overdue(replace(PIPES, share=0.196, progress=STATE.UNDER_WAY), on(2032, 2, 2))
    assert found is not None
    assert "19.6%" in found[0].detail


LAST_YEAR = [
    Bulletin(2030, "Q1", on(2030, 4, 20)),
    Bulletin(2030, "H1", on(2030, 7, 25)),
    Bulletin(2030, "Q3", on(2030, 10, 22)),
]


@pytest.mark.parametrize(
    ("bulletins", "today", "period"),
    [
        (LAST_YEAR, on(2031, 4, 25), None),
        (LAST_YEAR, on(2031, 5, 21), "Q1"),
        (LAST_YEAR, on(2031, 8, 25), "H1"),
        ([*LAST_YEAR, Bulletin(2031, "Q1", on(2031, 4, 2))], on(2031, 5, 21), None),
        ([*LAST_YEAR, Bulletin(2031, "Q1", on(2031, 4, 2))], on(2031, 8, 25), "H1"),
        ([*LAST_YEAR, Bulletin(2031, "H1", on(2031, 7, 2))], on(2031, 8, 25), None),
        (LAST_YEAR[:1], on(2031, 5, 21), None),
        (LAST_YEAR[1:], on(2031, 5, 21), None),
        ([], on(2031, 5, 21), None),
    ],
)  # fmt: skip
def test_overdue_bulletins(bulletins: list[Bulletin], today: date, period: str | None) -> None:
    found = bulletin_overdue("portal", PLACE, bulletins, today)
    if period is None:
        assert found is None
        return
    assert found is not None
    assert found.type is EventType.BULLETIN_OVERDUE
    assert found.key.endswith(f":2031:{period}")
    assert found == bulletin_overdue("portal", PLACE, bulletins, today)
    assert "规则" in found.detail


def test_milestone_kind_is_kept() -> None:
    assert BRIDGE.kind is StatementKind.MILESTONE
