"""A page's plan, night after night: events and nothing else, absence with proof, progress, decisions."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

import pytest

from flows.plan import plan_page
from flows.rematch import plan_rematch
from parsers.records import Comparator, DocumentKind, Statement, StatementKind, WorkStatus
from storage.keys import pledge_key, statement_key
from storage.records import Decider, Decision, EventType, MatchRole, PagePlan, PledgeState, ProgressState, Verdict
from tests.flows.planning import PLACE, Shelf, done, facts, on, only, said, told

SEATS = said("义务教育学位", 3640, "个")
HOMES = said("老旧小区改造", 17, "个", action="完成")
PARKING = said("公共停车泊位", 2400, "个", action="新建")
CLINIC = said("区妇幼保健院新院区", action="投入使用")
GYM = said("健身路径", 64, "处", action="更新")
PIPES = said("燃气旧管网", 100, "公里", action="改造")
LIST = [SEATS, HOMES, PARKING, CLINIC, GYM, PIPES]
BULLETIN = facts(DocumentKind.BULLETIN, period="Q1", title="一季度进展")


@pytest.fixture
def shelf() -> Shelf:
    """A ledger that has seen the list once."""
    shelf = Shelf()
    shelf.night(1, facts(), LIST)
    return shelf


def number(shelf: Shelf, subject: str) -> int:
    return next(i for i, p in shelf.pledges.items() if p.subject == subject)


def nothing(plan: PagePlan) -> bool:
    """The plan writes nothing but rows carried on."""
    rows = (plan.events, plan.updates, plan.matches, plan.new_pledges, plan.missing, plan.removed, plan.observations)
    return not any(rows)


def test_first_sight_makes_a_pledge_of_each_promise() -> None:
    shelf = Shelf()
    plan = shelf.night(1, facts(), LIST)
    assert len(plan.new_pledges) == 6
    assert plan.carried == (None,) * 6
    assert [e.type for e in plan.events] == [EventType.DOCUMENT_NEW] + [EventType.PLEDGE_ADDED] * 6
    assert {m.role for m in plan.matches} == {MatchRole.RECORD}


def test_unchanged_capture_gives_an_empty_plan(shelf: Shelf) -> None:
    plan = shelf.night(1, facts(), LIST)
    assert None not in plan.carried
    assert nothing(plan)


def test_order_and_spelling_say_nothing(shelf: Shelf) -> None:
    other = [replace(s, quote=s.quote + "。", path=("二、民生",)) for s in reversed(LIST)]
    assert told(shelf.night(1, facts(), other)) == []


CHANGES: list[tuple[Statement, float | None, float | None, str]] = [
    (said("义务教育学位", 3460, "个"), 3640, 3460, "下降4.95%"),
    (said("义务教育学位", 4000, "个"), 3640, 4000, "增加9.89%"),
    (said("义务教育学位", 3640, "套"), 3640, 3640, "单位由“个”改为“套”"),
    (
        said("义务教育学位", 3640, "个", cmp=Comparator.AT_LEAST, quote="新增义务教育学位不少于3640个"),
        3640,
        3640,
        "要求由“等于”改为“不少于”",
    ),
    (said("义务教育学位", 3640, "个", deadline="2031-10-31"), 3640, 3640, "期限由未定改为2031-10-31"),
]


@pytest.mark.parametrize(("new", "before", "after", "words"), CHANGES)
def test_a_changed_target(shelf: Shelf, new: Statement, before: float, after: float, words: str) -> None:
    event = only(shelf.night(1, facts(), [new, *LIST[1:]]))
    assert (event.type, event.old, event.new) == (EventType.TARGET_CHANGED, before, after)
    assert (event.quote_old, event.quote_new) == (SEATS.quote, new.quote)
    assert words in event.detail
    assert event.pledge == number(shelf, "义务教育学位")
    now = shelf.pledges[event.pledge]
    assert (now.low, now.unit, now.cmp, now.deadline) == (new.low, new.unit, new.cmp, new.deadline)
    assert told(shelf.night(1, facts(), [new, *LIST[1:]])) == []


def test_reworded_with_the_same_number(shelf: Shelf) -> None:
    event = only(shelf.night(1, facts(), [*LIST[:4], said("社区健身路径", 64, "处", action="更新"), PIPES]))
    assert (event.type, event.old, event.new) == (EventType.PLEDGE_REWORDED, 64, 64)
    assert event.pledge == number(shelf, "社区健身路径")


def test_another_thing_is_no_rewording(shelf: Shelf) -> None:
    plan = shelf.night(1, facts(), [said("学前教育学位", 3640, "个"), *LIST[1:]])
    assert told(plan) == [("pledge_added", None, 3640)]
    assert len(plan.missing) == 1


def test_removal_needs_two_fetches(shelf: Shelf) -> None:
    less = LIST[:5]
    plan = shelf.night(1, facts(), less)
    assert told(plan) == []
    assert len(plan.missing) == 1
    assert shelf.pledges[number(shelf, "燃气旧管网")].state is PledgeState.MISSING
    event = only(shelf.night(1, facts(), less))
    assert (event.type, event.old, event.quote_old) == (EventType.PLEDGE_REMOVED, 100, PIPES.quote)
    assert shelf.pledges[number(shelf, "燃气旧管网")].state is PledgeState.REMOVED
    assert told(shelf.night(1, facts(), less)) == []


def test_the_same_fetch_planned_again_proves_nothing(shelf: Shelf) -> None:
    now = shelf.now
    shelf.night(1, facts(), LIST[:5])
    page = shelf.page(1, facts(), LIST[:5], fetched_at=now)
    assert plan_page(page).removed == ()


def test_a_pledge_that_comes_back_says_nothing(shelf: Shelf) -> None:
    shelf.night(1, facts(), LIST[:5])
    plan = shelf.night(1, facts(), LIST)
    assert told(plan) == []
    assert shelf.pledges[number(shelf, "燃气旧管网")].state is PledgeState.STANDING
    assert told(shelf.night(1, facts(), LIST)) == []


def test_a_removed_pledge_that_comes_back_is_told(shelf: Shelf) -> None:
    shelf.night(1, facts(), LIST[:5])
    shelf.night(1, facts(), LIST[:5])
    event = only(shelf.night(1, facts(), LIST))
    assert event.type is EventType.PLEDGE_ADDED
    assert "重新出现" in event.detail
    assert len(shelf.pledges) == 6


@pytest.mark.parametrize(
    ("statements", "more"),
    [
        ([], {}),
        (LIST[:2], {}),
        ([said(f"第{n}号线站点", n, "个") for n in range(2, 9)], {}),
        (LIST, {"expect_statements": 20}),
    ],
)
def test_suspect_pages_change_nothing(shelf: Shelf, statements: list[Statement], more: dict[str, Any]) -> None:
    plan = shelf.night(1, facts(), statements, **more)
    assert plan.suspect
    assert nothing(plan)


@pytest.mark.parametrize(
    ("title", "text", "waits"),
    [
        ("2031年政府工作报告", "", True),
        ("2031年民生实事项目清单", "新增学位", True),
        (None, "", True),
        ("2031年政府工作报告问答", "", False),
        ("一图读懂政府工作报告", "", False),
        ("2031年民生实事", "问：今年办哪些实事？\n答：有十件。", False),
    ],
)
def test_first_sight_waits_only_for_a_pledge_page(title: str | None, text: str, waits: bool) -> None:
    plan = Shelf().night(1, facts(DocumentKind.REPORT, title=title), [], text, expect_statements=20)
    assert (plan.suspect is not None) is waits


def test_below_expectation_is_broken_where_it_was_met_before(shelf: Shelf) -> None:
    about = facts(title="民生实事解读")
    assert shelf.night(3, about, LIST, expect_statements=6).suspect is None
    assert shelf.night(3, about, LIST[:5], expect_statements=6).suspect
    assert shelf.night(4, about, LIST[:4], expect_statements=6).suspect is None
    assert shelf.night(4, about, LIST[:3], expect_statements=6).suspect is None


def test_next_years_document_at_the_same_address_is_new(shelf: Shelf) -> None:
    later = [said("义务教育学位", 3000, "个"), said("口袋公园", 9, "个", action="新建")]
    plan = shelf.night(1, facts(year=2032), later)
    assert told(plan) == [("document_new", None, None), ("pledge_added", None, 3000), ("pledge_added", None, 9)]
    assert not plan.missing
    seats = plan.new_pledges[0]
    assert seats.previous_id == number(shelf, "义务教育学位")
    assert "3640" in plan.events[1].detail
    assert [m.role for m in plan.matches if m.pledge] == [MatchRole.PREVIOUS_YEAR]


def test_a_copy_restates_and_says_nothing_else(shelf: Shelf) -> None:
    copy = [replace(s, quote=s.quote + "，", path=()) for s in LIST]
    plan = shelf.night(2, facts(), copy, url="https://bbs.example.com/thread-7-1-1.html")
    assert told(plan) == [("document_new", None, None)]
    assert {m.role for m in plan.matches} == {MatchRole.RESTATEMENT}
    assert not plan.new_pledges
    assert not plan.updates


def test_another_document_with_another_number_is_one_change_naming_both() -> None:
    shelf = Shelf()
    shelf.night(1, facts(DocumentKind.REPORT, title="工作报告", published_at=on(2031, 1, 9)), LIST)
    lower = [said("义务教育学位", 3460, "个"), *LIST[1:]]
    plan = shelf.night(2, facts(title="民生清单", published_at=on(2031, 2, 1)), lower)
    assert told(plan)[1:] == [("target_changed", 3640, 3460)]
    assert "工作报告" in plan.events[1].detail
    assert "民生清单" in plan.events[1].detail
    now = shelf.pledges[number(shelf, "义务教育学位")]
    assert (now.low, now.page_id, now.document_kind) == (3460, 2, "list")


def test_the_order_of_reading_does_not_matter() -> None:
    shelf = Shelf()
    lower = [said("义务教育学位", 3460, "个"), *LIST[1:]]
    shelf.night(2, facts(title="民生清单", published_at=on(2031, 2, 1)), lower)
    plan = shelf.night(1, facts(DocumentKind.REPORT, title="工作报告", published_at=on(2031, 1, 9)), LIST)
    assert told(plan)[1:] == [("target_changed", 3640, 3460)]
    assert shelf.pledges[number(shelf, "义务教育学位")].low == 3460


def test_a_copy_that_catches_up_says_nothing(shelf: Shelf) -> None:
    copy = {"url": "https://bbs.example.com/thread-7-1-1.html"}
    lower = [said("义务教育学位", 3460, "个"), *LIST[1:]]
    shelf.night(2, facts(), LIST, **copy)
    assert told(shelf.night(1, facts(), lower)) == [("target_changed", 3640, 3460)]
    assert told(shelf.night(2, facts(), lower, **copy)) == []


# Progress


def test_a_bulletin_reports_on_pledges(shelf: Shelf) -> None:
    results = [
        done("义务教育学位", 910, "个", action="新增"),
        done("燃气旧管网改造", 19.6, "公里"),
        done("健身路径", 64, "处", action="更新"),
        done("旅游收入", 4, "%", action="增长"),
    ]
    plan = shelf.night(2, BULLETIN, results)
    assert sorted(told(plan)) == sorted(
        [
            ("document_new", None, None),
            ("progress_reported", None, 910),
            ("progress_reported", None, 19.6),
            ("progress_reported", None, 64),
            ("pledge_completed", 64, 64),
        ]
    )
    pipes = shelf.pledges[number(shelf, "燃气旧管网")]
    assert pipes.progress is ProgressState.UNDER_WAY
    assert pipes.share == pytest.approx(0.196)
    assert "19.6公里" in pipes.progress_rule
    assert [o.as_of for _, o in plan.observations] == [on(2031, 3, 31)] * 3


def test_a_later_bulletin_knows_the_earlier(shelf: Shelf) -> None:
    shelf.night(2, BULLETIN, [done("义务教育学位", 910, "个", action="新增")])
    half = facts(DocumentKind.BULLETIN, period="H1", title="上半年进展")
    plan = shelf.night(3, half, [done("义务教育学位", 1900, "个", action="新增")])
    assert told(plan)[1:] == [("progress_reported", 910, 1900)]
    autumn = facts(DocumentKind.BULLETIN, period="Q3", title="前三季度进展")
    plan = shelf.night(4, autumn, [done("义务教育学位", 1700, "个", action="新增")])
    assert told(plan)[1:] == [("progress_regressed", 1900, 1700)]


def test_a_copy_of_a_bulletin_is_no_progress(shelf: Shelf) -> None:
    shelf.night(2, BULLETIN, [done("义务教育学位", 910, "个", action="新增")])
    plan = shelf.night(3, BULLETIN, [done("义务教育学位", 910, "个", action="新增")])
    assert told(plan) == [("document_new", None, None)]
    assert [m.verdict for m in plan.matches] == [Verdict.SURE]


@pytest.mark.parametrize(("corrected", "kind"), [(700, "progress_regressed"), (990, "progress_reported")])
def test_a_corrected_bulletin(shelf: Shelf, corrected: int, kind: str) -> None:
    other = done("旅游收入", 4, "%", action="增长")
    shelf.night(2, BULLETIN, [done("义务教育学位", 910, "个", action="新增"), other])
    plan = shelf.night(2, BULLETIN, [done("义务教育学位", corrected, "个", action="新增"), other])
    assert told(plan) == [(kind, 910, corrected)]
    pledge = shelf.pledges[number(shelf, "义务教育学位")]
    assert pledge.share == pytest.approx(corrected / 3640)
    assert [o.value for o in shelf.observations] == [corrected]


def test_a_corrected_figure_that_belongs_to_no_pledge_is_told_too(shelf: Shelf) -> None:
    shelf.night(2, BULLETIN, [done("旅游收入", 40, "元", action="实现")])
    plan = shelf.night(2, BULLETIN, [done("旅游收入", 30, "元", action="实现")])
    assert told(plan) == [("progress_regressed", 40, 30)]
    assert plan.events[0].pledge is None


def test_percent_and_count_that_disagree(shelf: Shelf) -> None:
    results = [done("燃气旧管网改造", 19.6, "公里"), done("燃气旧管网改造", 60, "%", of_task=True)]
    plan = shelf.night(2, BULLETIN, results)
    assert "progress_inconsistent" in [t for t, _, _ in told(plan)]
    assert "19.6公里" in next(e.detail for e in plan.events if e.type is EventType.PROGRESS_INCONSISTENT)


def test_completed_is_told_once(shelf: Shelf) -> None:
    shelf.night(2, BULLETIN, [done("老旧小区改造", 17, "个")])
    half = facts(DocumentKind.BULLETIN, period="H1")
    plan = shelf.night(3, half, [done("老旧小区改造", 18, "个")])
    assert told(plan)[1:] == [("progress_reported", 17, 18)]
    assert shelf.pledges[number(shelf, "老旧小区改造")].progress is ProgressState.EXCEEDED


def test_uncertain_results_are_proposed_and_told_nowhere(shelf: Shelf) -> None:
    plan = shelf.night(2, BULLETIN, [done("普惠性义务教育阶段学位", 910, "个", action="新增")])
    assert told(plan) == [("document_new", None, None)]
    assert [(m.verdict, m.role) for m in plan.matches] == [(Verdict.UNSURE, MatchRole.PROGRESS)]
    assert not plan.observations


def test_a_district_named_in_a_city_bulletin_is_its_own_place() -> None:
    shelf = Shelf()
    shelf.night(1, facts(), LIST)
    city = facts(DocumentKind.BULLETIN, place="云州市", period="Q1")
    plan = shelf.night(
        2, city, [done("老旧小区改造", 4, "个"), done("健身路径", 9, "处", action="更新", place="临江区")]
    )
    assert told(plan)[1:] == [("progress_reported", None, 9)]
    assert plan.events[1].place == PLACE


def test_a_report_looks_back_on_the_year_before(shelf: Shelf) -> None:
    report = facts(DocumentKind.REPORT, year=2032, title="工作报告")
    rows = [done("老旧小区改造", 17, "个", path=("一、工作回顾",)), said("老旧小区改造", 20, "个", action="完成")]
    plan = shelf.night(2, report, rows)
    assert ("progress_reported", None, 17) in told(plan)
    assert [o.as_of for _, o in plan.observations] == [on(2031, 12, 31)]
    assert plan.new_pledges[0].previous_id == number(shelf, "老旧小区改造")


def test_a_table_row_with_target_and_progress() -> None:
    shelf = Shelf()
    plan = shelf.night(1, facts(), [PIPES, done("燃气旧管网改造", 19.6, "公里")])
    assert [(m.new_pledge, m.role) for m in plan.matches] == [(0, MatchRole.RECORD), (0, MatchRole.PROGRESS)]
    assert [o.pledge_id for _, o in plan.observations] == [-1]
    assert plan.new_pledges[0].share == pytest.approx(0.196)


def test_results_read_before_their_pledge_are_attached_quietly() -> None:
    shelf = Shelf()
    results = [done("燃气旧管网改造", 19.6, "公里"), done("普惠性义务教育阶段学位", 910, "个", action="新增")]
    shelf.night(2, BULLETIN, results)
    shelf.night(1, facts(), LIST)
    plan = plan_rematch(shelf.page(2, BULLETIN, results))
    assert told(plan) == []
    assert [(m.statement, m.verdict) for m in plan.matches] == [(0, Verdict.SURE), (1, Verdict.UNSURE)]
    assert [u.changed.share for u in plan.updates] == [pytest.approx(0.196)]
    shelf.take(shelf.page(2, BULLETIN, results), plan)
    assert plan_page(shelf.page(2, BULLETIN, results)).matches == ()


# Decisions of a person


def test_a_person_accepts_an_uncertain_match(shelf: Shelf) -> None:
    row = done("普惠性义务教育阶段学位", 910, "个", action="新增")
    shelf.night(2, BULLETIN, [row])
    seats = shelf.pledges[number(shelf, "义务教育学位")]
    shelf.decisions = (Decision(statement_key(row), pledge_key(seats), accepted=True),)
    plan = shelf.night(2, BULLETIN, [row])
    assert [(m.verdict, m.decided_by) for m in plan.matches] == [(Verdict.SURE, Decider.PERSON)]
    assert shelf.pledges[number(shelf, "义务教育学位")].share == pytest.approx(910 / 3640)
    assert nothing(shelf.night(2, BULLETIN, [row]))


def test_a_person_rejects_a_sure_match(shelf: Shelf) -> None:
    row = done("义务教育学位", 910, "个", action="新增")
    seats = shelf.pledges[number(shelf, "义务教育学位")]
    shelf.decisions = (Decision(statement_key(row), pledge_key(seats), accepted=False),)
    plan = shelf.night(2, BULLETIN, [row])
    assert told(plan) == [("document_new", None, None)]
    assert not plan.observations


def test_a_rejection_detaches_what_was_attached(shelf: Shelf) -> None:
    row = done("义务教育学位", 910, "个", action="新增")
    shelf.night(2, BULLETIN, [row])
    seats = shelf.pledges[number(shelf, "义务教育学位")]
    shelf.decisions = (Decision(statement_key(row), pledge_key(seats), accepted=False),)
    plan = shelf.night(2, BULLETIN, [row])
    assert [(m.verdict, m.decided_by) for m in plan.matches] == [(Verdict.NONE, Decider.PERSON)]
    assert [(u.changed.progress, u.changed.share) for u in plan.updates] == [(ProgressState.UNKNOWN, None)]


# The texts as evidence


def text_of(*statements: Statement) -> str:
    return "\n".join(s.quote + "。" for s in statements)


def test_a_sentence_that_still_stands_is_not_missing() -> None:
    shelf = Shelf()
    text = text_of(*LIST)
    shelf.night(1, facts(), LIST, text)
    plan = shelf.night(1, facts(), LIST[:5], text.replace("。", "；"))
    assert told(plan) == []
    assert not plan.missing
    assert len(plan.statements) == 6
    kept = plan.statements[5]
    assert text.replace("。", "；")[kept.start : kept.end] == kept.quote == PIPES.quote


def test_the_same_text_read_otherwise_is_no_news() -> None:
    shelf = Shelf()
    text = text_of(*LIST)
    shelf.night(1, facts(), LIST[:5], text)
    plan = shelf.night(1, facts(), LIST, text)
    assert told(plan) == []
    assert len(plan.new_pledges) == 1
    plan = shelf.night(1, facts(), [replace(SEATS, low=364, high=364), *LIST[1:]], text)
    assert told(plan) == []
    assert shelf.pledges[number(shelf, "义务教育学位")].low == 364


def test_a_shorter_number_inside_a_longer_one_is_evidence() -> None:
    shelf = Shelf()
    old, new = said("所公办园", 12, "所", quote="12所公办园"), said("所公办园", 2, "所", quote="2所公办园")
    shelf.night(1, facts(), [old, *LIST], text_of(old, *LIST))
    assert told(shelf.night(1, facts(), [new, *LIST], text_of(new, *LIST))) == [("target_changed", 12, 2)]


def test_a_number_in_another_dress_keeps_its_value_though_it_is_not_read() -> None:
    shelf = Shelf()
    old, new = said("桥梁", 9, "座"), said("桥梁", action="新增", quote="新增桥梁九座", kind=StatementKind.TARGET)
    shelf.night(1, facts(), [old, *LIST], text_of(old, *LIST))
    plan = shelf.night(1, facts(), [new, *LIST], text_of(new, *LIST))
    assert told(plan) == []
    assert (plan.statements[0].low, plan.statements[0].quote) == (9, new.quote)
    assert nothing(shelf.night(1, facts(), [new, *LIST], text_of(new, *LIST)))
    assert shelf.pledges[number(shelf, "桥梁")].low == 9
    bare = done("桥梁", quote="新增桥梁九座", action="新增", kind=StatementKind.ACHIEVED)
    seen = done("桥梁", 9, "座", action="新增")
    shelf.night(2, BULLETIN, [seen, HOMES], text_of(seen, HOMES))
    assert told(shelf.night(2, BULLETIN, [bare, HOMES], text_of(bare, HOMES))) == []
    assert [o.value for o in shelf.observations] == [9]


def test_half_a_text_is_suspect() -> None:
    shelf = Shelf()
    rows = LIST + [said(f"第{n}号站点", n, "个") for n in range(3, 9)]
    text = text_of(*rows)
    shelf.night(1, facts(), rows, text)
    assert shelf.night(1, facts(), rows[:8], text_of(*rows[:8])).suspect
    assert shelf.night(1, facts(), rows[:11], text_of(*rows[:11])).suspect is None


def test_planning_is_quick_on_a_long_page_in_a_large_scope() -> None:
    shelf = Shelf()
    towns = [f"{a}{b}镇" for a in "青白赤玄金银铜铁水火" for b in "山河湖林田"]
    many = [
        said(f"{t}{x}", n + 5, "个", action="新建") for t in towns for n, x in enumerate(("卫生站", "图书室", "停车场"))
    ]
    shelf.night(9, facts(), many)
    other = facts(DocumentKind.REPORT)
    page = shelf.page(1, other, [done(s.subject, 2, "个", action="建成") for s in many] + LIST)
    begun = time.process_time()
    plan = plan_page(page)
    assert time.process_time() - begun < 1.0
    assert sum(m.verdict is Verdict.SURE for m in plan.matches) >= 150


def test_status_words_count_as_results(shelf: Shelf) -> None:
    row = done("区妇幼保健院新院区", action="投入使用", status=WorkStatus.COMPLETED)
    plan = shelf.night(2, BULLETIN, [row])
    assert row.kind is StatementKind.STATUS
    assert [t for t, _, _ in told(plan)] == ["document_new", "progress_reported", "pledge_completed"]


def test_one_change_said_twice_on_a_page_is_one_event() -> None:
    shelf = Shelf()
    twice = [*LIST, replace(SEATS, quote="要新增义务教育学位3640个", path=("附表",))]
    first = shelf.night(1, facts(), twice)
    assert len(first.new_pledges) == 6
    lower = said("义务教育学位", 3460, "个")
    changed = [lower, *LIST[1:], replace(lower, quote="要新增义务教育学位3460个", path=("附表",))]
    assert told(shelf.night(1, facts(), changed)) == [("target_changed", 3640, 3460)]


def test_a_copy_edited_alone_names_the_document_of_record(shelf: Shelf) -> None:
    copy = {"url": "https://bbs.example.com/thread-7-1-1.html"}
    shelf.night(2, facts(), LIST, **copy)
    event = only(shelf.night(2, facts(), [said("义务教育学位", 3460, "个"), *LIST[1:]], **copy))
    assert (event.type, event.old, event.new) == (EventType.TARGET_CHANGED, 3640, 3460)
    assert "转载" in event.detail
    assert shelf.pledges[number(shelf, "义务教育学位")].low == 3640


def test_events_have_the_same_key_whenever_they_are_planned(shelf: Shelf) -> None:
    page = shelf.page(1, facts(), [said("义务教育学位", 3460, "个"), *LIST[1:4], said("停车场", 9, "个")])
    first, again = plan_page(page), plan_page(page)
    assert [e.key for e in first.events] == [e.key for e in again.events]
    assert len({e.key for e in first.events}) == len(first.events) > 1


def test_looking_again_proves_no_absence(shelf: Shelf) -> None:
    shelf.night(1, facts(), LIST[:5])
    rows = [r.statement for r in shelf.pages[1][1]]
    assert len(rows) == 6
    plan = plan_rematch(shelf.page(1, facts(), rows))
    assert nothing(plan)
    assert len(plan.statements) == 5
