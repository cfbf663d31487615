"""What exports and the pass ask of the ledger: filters, seeds, overdue candidates, runs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

import pytest
from sqlalchemy.exc import StatementError

from parsers.records import Comparator, StatementKind, Theme
from storage.ledger import Ledger, LedgerError
from storage.records import EventDraft, EventType, Pledge, PledgeUpdate, ProgressState
from storage.views import Ended
from tests.storage.build import (
    DAY,
    PLACE,
    T0,
    URL,
    document,
    fetched,
    first_night,
    night,
    read_all,
    to_desk,
    with_source,
)


def seed(subject: str, *, year: int = 2031, place: str = PLACE, low: float = 5, deadline: str | None = None) -> Pledge:
    return Pledge(
        id=None, place=place, year=year, subject=subject, action="新建", unit="个", theme=Theme.TRANSPORT,
        kind=StatementKind.TARGET, cmp=Comparator.AT_LEAST, low=low, high=None, deadline=deadline, title="旧清单",
    )  # fmt: skip


def test_seeds_go_into_a_ledger_without_pledges(ledger: Ledger) -> None:
    rows = [seed("车位"), seed("泊位", year=0), seed("路灯", low=1.5)]
    assert ledger.import_seed_pledges(rows, T0) == 3
    assert ledger.import_seed_pledges(rows, T0) == 0
    stored = ledger.pledges()
    assert [replace(p, id=None, known_since=None) for p in stored] == rows
    assert [type(p.low) for p in stored] == [int, int, float]
    run = with_source(ledger)
    night(ledger, run, fetched(), document(), read_all)
    assert len(ledger.pledges()) == 6


def test_seeds_do_not_enter_a_ledger_in_use(ledger: Ledger) -> None:
    first_night(ledger)
    assert ledger.import_seed_pledges([seed("车位")], T0) == 0


@pytest.mark.parametrize(
    ("place", "year", "subjects"),
    [
        (None, None, "甲乙丙丁戊"),
        ("云岭省", None, "甲乙丙"),
        ("云岭省青石市", None, "甲乙"),
        ("云岭省青石市", 2030, "乙"),
        (PLACE, None, "甲"),
        ("海屿省", 2031, "丁"),
        ("云", None, "甲乙丙戊"),
    ],
)
def test_pledges_of_a_place_and_below(ledger: Ledger, place: str | None, year: int | None, subjects: str) -> None:
    rows = [
        seed("甲"),
        seed("乙", place="云岭省青石市", year=2030),
        seed("丙", place="云岭省"),
        seed("丁", place="海屿省"),
        seed("戊", place="云州市"),
    ]
    ledger.import_seed_pledges(rows, T0)
    assert "".join(p.subject for p in ledger.pledges(place, year)) == subjects


def test_open_pledges(ledger: Ledger) -> None:
    rows = [
        seed("去年", year=2030), seed("今年"), seed("有期限", deadline="2031-06-30"), seed("不知何年", year=0),
        seed("明年", year=2032),
    ]  # fmt: skip
    ledger.import_seed_pledges(rows, T0)
    ended = Ended(2030, T0.date(), date(2031, 1, 1), date(2031, 7, 1))
    assert [p.subject for p in ledger.open_pledges(ended)] == ["去年", "有期限"]
    assert ledger.open_pledges(replace(ended, year=None, last=date(2031, 6, 29))) == []
    assert [p.subject for p in ledger.open_pledges(replace(ended, known_by=date(2031, 1, 1)))] == ["有期限"]

    run = ledger.begin_run("night", T0)
    (last_year,) = [p for p in ledger.pledges() if p.subject == "去年"]
    late = replace(last_year, progress=ProgressState.OVERDUE, progress_rule="年末未完成")
    draft = EventDraft(EventType.PLEDGE_OVERDUE, PLACE, 2030, pledge=last_year.id, key="overdue:1")
    update = PledgeUpdate(last_year.id or 0, late)
    (event,) = ledger.record_event(run, draft, to_desk, T0, update=update)
    assert event.pledge_id == last_year.id
    assert ledger.pledge(last_year.id or 0) == late
    assert [p.subject for p in ledger.open_pledges(ended)] == ["有期限"]


def test_event_filters(ledger: Ledger) -> None:
    first_night(ledger)
    run = ledger.begin_run("night", T0 + DAY)
    for place, type_ in ((PLACE, EventType.BULLETIN_OVERDUE), ("海屿省", EventType.DOCUMENT_GONE)):
        ledger.record_event(run, EventDraft(type_, place), to_desk, T0 + DAY)
    everything = ledger.events()
    assert [e.id for e in everything] == sorted(e.id for e in everything)
    assert len(everything) == 5
    assert len(ledger.events(run=1)) == 3
    assert len(ledger.events(since=T0 + DAY)) == 2
    assert len(ledger.events(place="云岭省")) == 4
    assert len(ledger.events(types=[EventType.DOCUMENT_GONE, EventType.PLEDGE_ADDED])) == 4
    assert len(ledger.events(baseline=True)) == 3
    assert ledger.events(ids=[everything[4].id, everything[0].id]) == [everything[0], everything[4]]
    assert ledger.events(limit=2) == everything[3:]
    assert all(e.at.tzinfo is not None and e.at.utcoffset() is not None for e in everything)


def test_runs(ledger: Ledger) -> None:
    one = ledger.begin_run("night", T0)
    two = ledger.begin_run("import", T0 + DAY)
    ledger.finish_run(two, T0 + DAY, {"pages": 3, "地方": ["甲"]})
    assert [(r.id, r.kind) for r in ledger.runs(unfinished=True)] == [(one, "night")]
    assert ledger.runs()[1].summary == {"pages": 3, "地方": ["甲"]}
    with pytest.raises(LedgerError, match="there is no run 99"):
        ledger.finish_run(99, T0)


def test_times_need_a_zone(ledger: Ledger) -> None:
    with pytest.raises(StatementError, match="a time without a zone cannot be stored"):
        ledger.begin_run("night", datetime(2031, 1, 1))
    assert ledger.runs() == []


@pytest.mark.parametrize("number", [99, 0])
def test_what_is_not_there_is_one_line(ledger: Ledger, number: int) -> None:
    first_night(ledger)
    calls: list[Callable[[], object]] = [
        lambda: ledger.pledge(number),
        lambda: ledger.history(number),
        lambda: ledger.page(number),
        lambda: ledger.document_text(number),
        lambda: ledger.decide(number, accepted=True, at=T0),
        lambda: ledger.mark_suspect(1, number, "challenge", "", T0),
        lambda: ledger.mark_gone(1, number, EventDraft(EventType.DOCUMENT_GONE, PLACE), to_desk, T0),
        lambda: ledger.page_input(number, document(), date(2031, 1, 1)),
    ]
    for call in calls:
        with pytest.raises(LedgerError, match=f"there is no (pledge|page|statement|match|capture) {number}"):
            call()


def test_page_rows(ledger: Ledger) -> None:
    first_night(ledger)
    (page,) = ledger.pages("qs")
    assert (page.url, page.statements, page.facts) == (URL, 3, document().facts)
    assert ledger.pages("nobody") == []
