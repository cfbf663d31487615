"""Statements of one page on one pledge and day are one fact: one observation, one event, corrected as one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from flows.fold import fold
from parsers.records import DocumentKind, WorkStatus
from storage.keys import pledge_key, statement_key
from storage.records import Decision, EventType, Observation, Pledge, ProgressState
from tests.flows.planning import PLACE, Shelf, done, facts, on, only, said, told

JOBS = said("城镇就业", 13500, "人", cmp=None)
CLINICS = said("社区卫生服务站", 4, "个", action="新建")
HOMES = said("老旧小区改造", 17, "个", action="完成")
COUNT = done("城镇就业", 3510, "人", action="新增")
SHARE = done("城镇就业", 26, "%", of_task=True, quote="新增城镇就业3510人，完成全年任务的26%")
OTHER = done("旅游收入", 4, "%", action="增长")
Q1 = facts(DocumentKind.BULLETIN, period="Q1", title="一季度进展")
H1 = facts(DocumentKind.BULLETIN, period="H1", title="上半年进展")
NEXT = [
    done("城镇就业", 7290, "人", action="新增"),
    done("城镇就业", 54, "%", of_task=True, quote="新增城镇就业7290人，完成全年任务的54%"),
]


@pytest.fixture
def shelf() -> Shelf:
    shelf = Shelf()
    shelf.night(1, facts(), [JOBS, CLINICS, HOMES])
    return shelf


def line(shelf: Shelf, subject: str) -> list[tuple[float | None, float | None, WorkStatus | None]]:
    ref = next(i for i, p in shelf.pledges.items() if p.subject == subject)
    return [(o.value, o.percent, o.status) for o in shelf.observations if o.pledge_id == ref]


def test_count_and_percentage_are_one_observation_and_one_event(shelf: Shelf) -> None:
    plan = shelf.night(2, Q1, [COUNT, SHARE, OTHER])
    assert told(plan)[1:] == [("progress_reported", None, 3510)]
    assert plan.events[1].detail == "完成全年任务的26%。"
    plan = shelf.night(3, H1, [*NEXT, OTHER])
    assert told(plan)[1:] == [("progress_reported", 3510, 7290)]
    assert plan.events[1].detail == "完成全年任务的54%（此前26%）。"
    assert (plan.events[1].quote_old, plan.events[1].quote_new) == (COUNT.quote, NEXT[0].quote)
    assert line(shelf, "城镇就业") == [(3510, 26, None), (7290, 54, None)]
    assert len([m for m in plan.matches if m.pledge is not None]) == 2, "both sentences are evidence"


def test_a_state_told_apart_belongs_to_the_count(shelf: Shelf) -> None:
    word = done("社区卫生服务站", action="建成投用", quote="已全部建成投用", status=WorkStatus.COMPLETED)
    plan = shelf.night(2, Q1, [done("社区卫生服务站", 4, "个", action="新建"), word])
    assert told(plan)[1:] == [("progress_reported", None, 4), ("pledge_completed", 4, 4)]
    assert "已全部建成投用" in plan.events[1].detail
    assert line(shelf, "社区卫生服务站") == [(4, None, WorkStatus.COMPLETED)]


@pytest.mark.parametrize("order", [1, -1])
def test_the_figure_of_the_whole_leads(shelf: Shelf, order: int) -> None:
    rows = [
        done("老旧小区改造", 17, "个", action="开工", status=WorkStatus.STARTED),
        done("老旧小区改造", 8, "个"),
        done("老旧小区改造", 2, "个", quote="6月完成老旧小区改造2个"),
    ]
    plan = shelf.night(2, H1, rows[::order])
    assert told(plan)[1:] == [("progress_reported", None, 8)]
    assert line(shelf, "老旧小区改造") == [(8, None, None)]


def test_a_page_that_stays_says_nothing(shelf: Shelf) -> None:
    shelf.night(2, Q1, [COUNT, SHARE, OTHER])
    plan = shelf.night(2, Q1, [COUNT, SHARE, OTHER])
    assert not any((plan.events, plan.observations, plan.withdrawn, plan.updates))


def test_a_copy_with_less_says_nothing(shelf: Shelf) -> None:
    shelf.night(2, Q1, [COUNT, SHARE])
    assert told(shelf.night(3, Q1, [COUNT])) == [("document_new", None, None)]
    assert told(shelf.night(4, Q1, [SHARE])) == [("document_new", None, None)]


def test_a_corrected_bulletin_corrects_its_observation(shelf: Shelf) -> None:
    shelf.night(2, Q1, [COUNT, SHARE, OTHER])
    rows = [
        done("城镇就业", 3240, "人", action="新增"),
        replace(SHARE, low=24, high=24, quote="新增城镇就业3240人，完成全年任务的24%"),
    ]
    event = only(shelf.night(2, Q1, [*rows, OTHER]))
    assert (event.type, event.old, event.new) == (EventType.PROGRESS_REGRESSED, 3510, 3240)
    assert "由26%更正为24%" in event.detail
    assert line(shelf, "城镇就业") == [(3240, 24, None)]


def test_a_copy_that_catches_up_says_nothing(shelf: Shelf) -> None:
    shelf.night(2, Q1, [COUNT, OTHER])
    shelf.night(3, Q1, [COUNT, OTHER])
    lower = done("城镇就业", 3240, "人", action="新增")
    assert told(shelf.night(2, Q1, [lower, OTHER])) == [("progress_regressed", 3510, 3240)]
    assert told(shelf.night(3, Q1, [lower, OTHER])) == []


def test_only_the_percentage_is_corrected(shelf: Shelf) -> None:
    shelf.night(2, Q1, [COUNT, SHARE, OTHER])
    row = replace(SHARE, low=27, high=27, quote="新增城镇就业3510人，完成全年任务的27%")
    event = only(shelf.night(2, Q1, [COUNT, row, OTHER]))
    assert (event.type, event.old, event.new, event.unit) == (EventType.PROGRESS_REPORTED, 26, 27, "%")
    assert line(shelf, "城镇就业") == [(3510, 27, None)]


def test_a_sentence_added_later_joins_the_observation(shelf: Shelf) -> None:
    shelf.night(2, Q1, [COUNT, OTHER])
    event = only(shelf.night(2, Q1, [COUNT, SHARE, OTHER]))
    assert (event.old, event.new, event.unit) == (None, 26, "%")
    assert line(shelf, "城镇就业") == [(3510, 26, None)]
    assert not shelf.night(2, Q1, [COUNT, SHARE, OTHER]).events


def test_the_count_may_come_after_the_percentage(shelf: Shelf) -> None:
    shelf.night(2, Q1, [SHARE, OTHER])
    plan = shelf.night(2, Q1, [COUNT, SHARE, OTHER])
    assert told(plan) == [("progress_reported", None, 3510)]
    assert line(shelf, "城镇就业") == [(3510, 26, None)]


def test_a_missing_sentence_takes_nothing_back(shelf: Shelf) -> None:
    shelf.night(2, Q1, [COUNT, SHARE, OTHER])
    assert not shelf.night(2, Q1, [SHARE, OTHER]).events
    assert not shelf.night(2, Q1, [SHARE, OTHER]).events
    assert line(shelf, "城镇就业") == [(3510, 26, None)]


def test_a_person_takes_one_statement_out(shelf: Shelf) -> None:
    shelf.night(2, Q1, [COUNT, SHARE, OTHER])
    jobs = next(p for p in shelf.pledges.values() if p.subject == "城镇就业")
    shelf.decisions = (Decision(statement_key(COUNT), pledge_key(jobs), accepted=False),)
    plan = shelf.night(2, Q1, [COUNT, SHARE, OTHER])
    assert len(plan.withdrawn) == 1
    assert line(shelf, "城镇就业") == [(None, 26, None)]
    shelf.decisions += (Decision(statement_key(SHARE), pledge_key(jobs), accepted=False),)
    shelf.night(2, Q1, [COUNT, SHARE, OTHER])
    assert line(shelf, "城镇就业") == []
    assert next(p for p in shelf.pledges.values() if p.subject == "城镇就业").progress is ProgressState.UNKNOWN


def test_a_quote_in_a_new_dress_keeps_its_observation(shelf: Shelf) -> None:
    dressed = replace(COUNT, quote="新增城镇就业 3,510 人")
    shelf.night(2, Q1, [COUNT, SHARE, OTHER])
    assert not shelf.night(2, Q1, [dressed, SHARE, OTHER]).events
    current = {r.id for r in shelf.pages[2][1]}
    assert {o.statement_id for o in shelf.observations} <= current
    shelf.night(2, Q1, [done("城镇就业", 3600, "人", action="新增"), SHARE, OTHER])
    assert line(shelf, "城镇就业") == [(3600, 26, None)]


def test_a_percentage_that_contradicts_the_count_is_told(shelf: Shelf) -> None:
    plan = shelf.night(2, Q1, [COUNT, replace(SHARE, low=62, high=62)])
    assert [t for t, _, _ in told(plan)] == ["document_new", "progress_reported", "progress_inconsistent"]
    jobs = next(p for p in shelf.pledges.values() if p.subject == "城镇就业")
    assert jobs.share == pytest.approx(0.26)


def test_rates_are_not_summed_up() -> None:
    pledge = Pledge(7, PLACE, 2031, "地区生产总值", "增长", "%", JOBS.theme, JOBS.kind, None, 6, 6)
    rows = [Observation(7, on(2031, 6, 30), v, "%", None, None) for v in (5.8, 6.3)]
    assert fold(pledge, list(enumerate(rows))).observation.value == 5.8
