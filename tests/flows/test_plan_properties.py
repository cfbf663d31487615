"""Whatever two captures hold: every row is accounted for, and a page that stays the same falls silent."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.records import Comparator, DocumentKind, Statement, WorkStatus
from storage.records import EventType, PagePlan, StoredStatement
from tests.flows.planning import Shelf, done, facts, said

SUBJECTS = [
    "学位",
    "义务教育学位",
    "学前教育学位",
    "老旧小区",
    "停车泊位",
    "燃气旧管网",
    "供热管网",
    "口袋公园",
    "健身路径",
]
PROMISES = st.builds(
    said,
    st.sampled_from(SUBJECTS),
    st.integers(1, 40),
    st.sampled_from(["个", "处", "公里", "人"]),
    action=st.sampled_from(["新增", "新建", "改造", "完成"]),
    cmp=st.sampled_from([Comparator.EQUAL, Comparator.AT_LEAST]),
    deadline=st.sampled_from([None, "2031-10-31"]),
)
RESULTS = st.builds(
    done,
    st.sampled_from(SUBJECTS),
    st.integers(1, 40),
    st.sampled_from(["个", "处", "公里", "人", "%"]),
    action=st.sampled_from(["新增", "新建", "改造", "完成"]),
    of_task=st.booleans(),
    cumulative=st.booleans(),
    status=st.sampled_from([None, *WorkStatus]),
)
PAGES = st.lists(st.one_of(PROMISES, RESULTS), max_size=12)
KINDS = st.sampled_from([DocumentKind.LIST, DocumentKind.REPORT, DocumentKind.BULLETIN])


def check(plan: PagePlan, rows: tuple[StoredStatement, ...], statements: list[Statement]) -> None:
    """Each old row is continued, missing, removed, or waits; all references are valid."""
    carried = [c for c in plan.carried if c is not None]
    fates = Counter([*carried, *plan.missing, *plan.removed])
    ids = {r.id for r in rows}
    assert set(fates) <= ids
    assert not fates or max(fates.values()) == 1
    assert {r.id for r in rows if r.missing_since is None} <= set(fates)
    assert len(plan.statements) == len(plan.carried) >= len(statements)
    for m in plan.matches:
        assert 0 <= m.statement < len(plan.statements)
        assert (m.pledge is None) is (m.new_pledge is not None)
        assert m.new_pledge is None or m.new_pledge < len(plan.new_pledges)
        assert m.why
    assert len({e.key for e in plan.events}) == len(plan.events)
    assert all(e.key for e in plan.events)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(first=PAGES, second=PAGES, other=PAGES, kind=KINDS)
def test_every_row_has_one_fate_and_a_still_page_falls_silent(
    first: list[Statement], second: list[Statement], other: list[Statement], kind: DocumentKind
) -> None:
    shelf = Shelf()
    shelf.night(1, facts(), first)
    shelf.night(2, facts(kind, period="H1"), other)
    for statements in (second, second, second):
        rows = shelf.pages[1][1]
        plan = shelf.night(1, facts(), statements)
        if plan.suspect is None:
            check(plan, rows, statements)
    assert plan.suspect or not plan.events
    again = shelf.night(2, facts(kind, period="H1"), other)
    assert not [e for e in again.events if e.type is not EventType.PLEDGE_COMPLETED]


@settings(max_examples=150, deadline=None, derandomize=True)
@given(statements=PAGES, order=st.randoms(use_true_random=False))
def test_order_never_matters(statements: list[Statement], order: object) -> None:
    shelf = Shelf()
    shelf.night(1, facts(), statements)
    mixed = list(statements)
    order.shuffle(mixed)  # type: ignore[attr-defined]
    assert shelf.night(1, facts(), mixed).events == ()
