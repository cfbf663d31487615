"""Promises that may be one are put before a person; the word given holds from the next planning on."""

from __future__ import annotations

import pytest

from parsers.records import DocumentKind
from storage.keys import pledge_key, statement_key
from storage.records import Decider, Decision, MatchRole, Pledge, PledgeState, ProgressState, Verdict
from tests.flows.planning import Shelf, done, facts, on, said, told

REPORT = facts(DocumentKind.REPORT, title="工作报告", published_at=on(2031, 1, 9))
LIST = facts(title="民生清单", published_at=on(2031, 2, 1))
Q1 = facts(DocumentKind.BULLETIN, period="Q1", title="一季度进展")
SPACES = said("停车泊位", 300, "个")
TOWN = said("城市停车泊位", 360, "个")
SEATS = said("义务教育学位", 3640, "个")
BEDS = said("家庭养老床位", 520, "张")
GYM = said("健身路径", 64, "处", action="更新")


@pytest.fixture
def shelf() -> Shelf:
    """A report and a list that word one promise differently."""
    shelf = Shelf()
    shelf.night(1, REPORT, [SPACES, SEATS, GYM, BEDS])
    shelf.night(2, LIST, [TOWN, SEATS, GYM])
    return shelf


def pledge(shelf: Shelf, subject: str) -> Pledge:
    return next(p for p in shelf.pledges.values() if p.subject == subject)


def decide(shelf: Shelf, subject: str, accepted: bool) -> None:
    shelf.decisions = (Decision(statement_key(TOWN), pledge_key(pledge(shelf, subject)), accepted),)


def test_a_promise_in_other_words_is_proposed() -> None:
    shelf = Shelf()
    shelf.night(1, REPORT, [SPACES, SEATS, GYM, BEDS])
    plan = shelf.night(2, LIST, [TOWN, SEATS, GYM])
    (unsure,) = [m for m in plan.matches if m.verdict is Verdict.UNSURE]
    assert (unsure.role, unsure.statement, unsure.pledge) == (MatchRole.RESTATEMENT, 0, pledge(shelf, "停车泊位").id)
    assert "城市" in unsure.why
    assert told(plan) == [("document_new", None, None), ("pledge_added", None, 360)]


def test_accepted_they_are_one_pledge(shelf: Shelf) -> None:
    spaces, town = pledge(shelf, "停车泊位"), pledge(shelf, "城市停车泊位")
    decide(shelf, "停车泊位", accepted=True)
    plan = shelf.night(2, LIST, [TOWN, SEATS, GYM])
    assert told(plan) == []
    assert (MatchRole.RECORD, Verdict.SURE, Decider.PERSON) in {(m.role, m.verdict, m.decided_by) for m in plan.matches}
    one = shelf.pledges[spaces.id or 0]
    assert (one.low, one.page_id, one.state) == (360, 2, PledgeState.STANDING)
    assert shelf.pledges[town.id or 0].state is PledgeState.REMOVED
    plan = shelf.night(2, LIST, [TOWN, SEATS, GYM])
    assert not any((plan.events, plan.updates, plan.matches, plan.new_pledges))


def test_both_wordings_find_the_joined_pledge(shelf: Shelf) -> None:
    decide(shelf, "停车泊位", accepted=True)
    shelf.decisions = (Decision(statement_key(TOWN), pledge_key(pledge(shelf, "停车泊位")), accepted=True),)
    ref = pledge(shelf, "停车泊位").id
    shelf.night(2, LIST, [TOWN, SEATS, GYM])
    shelf.decisions = (Decision(statement_key(TOWN), pledge_key(shelf.pledges[ref or 0]), accepted=True),)
    plan = shelf.night(3, Q1, [done("城市停车泊位", 90, "个", action="新增")])
    assert [m.pledge for m in plan.matches if m.verdict is Verdict.SURE] == [ref]
    copy = shelf.night(4, LIST, [TOWN, SEATS, GYM], url="https://bbs.example.com/thread-7-1-1.html")
    assert not copy.new_pledges
    assert ref in {m.pledge for m in copy.matches}


def test_what_was_reported_of_the_joined_goes_over(shelf: Shelf) -> None:
    row = done("城市停车泊位", 90, "个", action="新增")
    shelf.night(3, Q1, [row])
    assert pledge(shelf, "城市停车泊位").share == pytest.approx(0.25)
    spaces, town = pledge(shelf, "停车泊位"), pledge(shelf, "城市停车泊位")
    decide(shelf, "停车泊位", accepted=True)
    shelf.night(2, LIST, [TOWN, SEATS, GYM])
    shelf.decisions = (Decision(statement_key(TOWN), pledge_key(shelf.pledges[spaces.id or 0]), accepted=True),)
    plan = shelf.night(3, Q1, [row])
    assert told(plan) == []
    assert shelf.pledges[spaces.id or 0].share == pytest.approx(0.25)
    assert shelf.pledges[town.id or 0].progress is ProgressState.UNKNOWN
    assert [(o.pledge_id, o.value) for o in shelf.observations] == [(spaces.id, 90)]


def test_rejected_it_is_not_proposed_again(shelf: Shelf) -> None:
    decide(shelf, "停车泊位", accepted=False)
    plan = shelf.night(2, LIST, [TOWN, SEATS, GYM])
    assert not any((plan.events, plan.updates, plan.matches))
    copy = shelf.night(4, LIST, [TOWN], url="https://bbs.example.com/thread-7-1-1.html")
    assert {m.verdict for m in copy.matches} == {Verdict.SURE}


def test_a_restatement_that_is_none_becomes_a_pledge_of_its_own(shelf: Shelf) -> None:
    seats = pledge(shelf, "义务教育学位")
    shelf.decisions = (Decision(statement_key(SEATS), pledge_key(seats), accepted=False),)
    plan = shelf.night(1, REPORT, [SPACES, SEATS, GYM, BEDS])
    assert told(plan) == []
    assert [p.subject for p in plan.new_pledges] == ["义务教育学位"]
    assert shelf.pledges[seats.id or 0].state is PledgeState.STANDING


def test_last_years_list_read_late_is_linked() -> None:
    shelf = Shelf()
    shelf.night(1, facts(year=2032), [SEATS, GYM])
    old = [said("义务教育学位", 2000, "个"), said("口袋公园", 9, "个", action="新建")]
    plan = shelf.night(2, facts(year=2031), old)
    assert [e for e in told(plan) if e[0] == "target_changed"] == []
    now, before = shelf.pledges[1], next(p for p in shelf.pledges.values() if p.year == 2031 and p.low == 2000)
    assert (now.year, now.previous_id) == (2032, before.id)
    assert shelf.pledges[2].previous_id is None
    assert not shelf.night(2, facts(year=2031), old).updates
