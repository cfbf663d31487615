"""Sources and fetches: what the crawler's lines come to in the ledger."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from storage import models as m
from storage.ledger import Ledger, LedgerError
from storage.records import EventDraft, EventType, PageState
from storage.views import FetchResult, SourceRow
from tests.storage.build import (
    DAY,
    LINES,
    PLACE,
    T0,
    URL,
    carry,
    document,
    fetched,
    first_night,
    night,
    sha,
    to_desk,
    with_source,
)


def logged(ledger: Ledger) -> int:
    with ledger.reading() as c:
        return int(c.execute(select(func.count()).select_from(m.Fetch)).scalar_one())


def test_spool_taken_in_twice_counts_once(ledger: Ledger) -> None:
    run = with_source(ledger)
    rows = [
        fetched(),
        fetched("list", url="http://www.example.test/", role="list"),
        fetched(None, url="http://www.example.test/9.html", outcome="timeout", status=None),
    ]
    assert ledger.record_fetches(run, rows) == [
        FetchResult(1, 1, True), FetchResult(2, 2, True), FetchResult(None, None, False)
    ]  # fmt: skip
    again = [ledger.record_fetch(run, row) for row in rows]
    assert again == [FetchResult(1, 1, False), FetchResult(2, 2, False), FetchResult(None, None, False)]
    assert logged(ledger) == 3
    assert [c.url for c in ledger.captures_to_read()] == [URL]  # lists lead to pages, they are not read


def test_a_page_has_one_capture_for_one_content(ledger: Ledger) -> None:
    run = with_source(ledger)
    results = [
        ledger.record_fetch(run, fetched(body, at=T0 + timedelta(minutes=n)))
        for n, body in enumerate(("a", "a", "b", "a"))
    ]
    assert [r.capture_id for r in results] == [1, 1, 2, 1]
    assert [r.new_content for r in results] == [True, False, True, True]
    (capture,) = ledger.captures_to_read()
    assert (capture.sha256, capture.fetched_at) == (sha("a"), T0 + timedelta(minutes=3))


OUTCOMES: list[tuple[dict[str, Any], dict[str, Any]]] = [
    # (fetch of the second night, what the page's row says then)
    ({"body": "first"}, {"checked": True, "gone": 0, "fail": 0, "to_read": False}),
    ({"body": "other"}, {"checked": True, "gone": 0, "fail": 0, "to_read": True}),
    ({"outcome": "not_modified", "status": 304}, {"checked": True, "gone": 0, "fail": 0, "to_read": False}),
    ({"outcome": "http_error", "status": 404}, {"checked": True, "gone": 1, "fail": 0, "to_read": False}),
    ({"outcome": "http_error", "status": 410}, {"checked": True, "gone": 1, "fail": 0, "to_read": False}),
    ({"outcome": "http_error", "status": 503}, {"checked": False, "gone": 0, "fail": 1, "to_read": False}),
    ({"outcome": "timeout", "status": None}, {"checked": False, "gone": 0, "fail": 1, "to_read": False}),
    ({"outcome": "truncated", "status": 200}, {"checked": False, "gone": 0, "fail": 1, "to_read": False}),
    ({"outcome": "budget", "status": None}, {"checked": False, "gone": 0, "fail": 0, "to_read": False}),
    ({"outcome": "robots", "status": None}, {"checked": False, "gone": 0, "fail": 0, "to_read": False}),
]


@pytest.mark.parametrize(("second", "expected"), OUTCOMES, ids=[str(s) for s, _ in OUTCOMES])
def test_outcome(ledger: Ledger, second: dict[str, Any], expected: dict[str, Any]) -> None:
    run = first_night(ledger)
    row = fetched(**{"body": None, "at": T0 + DAY, **second})
    assert ledger.record_fetch(run, row).page_id == 1
    with ledger.reading() as c:
        page = c.execute(select(m.Page)).one()
    assert {
        "checked": page.checked_at == T0 + DAY,
        "gone": page.gone_count,
        "fail": page.fail_count,
        "to_read": page.to_read,
    } == expected
    assert page.state is PageState.LIVE


def test_counters_fall_back_after_a_good_fetch(ledger: Ledger) -> None:
    run = first_night(ledger)
    ledger.record_fetch(run, fetched(None, outcome="http_error", status=404, at=T0 + DAY))
    (known,) = ledger.known_pages("qs")
    assert (known.gone_count, known.sha256) == (1, None)  # asked for again the next night
    run = ledger.begin_run("night", T0 + 2 * DAY)
    ledger.record_fetch(run, fetched(at=T0 + 2 * DAY))
    (known,) = ledger.known_pages("qs")
    assert (known.gone_count, known.sha256) == (0, sha("first"))
    assert (known.first_seen, known.checked_at, known.changed_at) == (T0, T0 + 2 * DAY, T0)


def test_known_pages_carry_validators_and_parent(ledger: Ledger) -> None:
    run = with_source(ledger)
    row = replace(fetched(etag='W/"7"', role="attachment"), parent=URL, last_modified="Tue", requested_url=URL + "?x")
    ledger.record_fetch(run, row)
    (known,) = ledger.known_pages("qs")
    assert (known.etag, known.last_modified, known.parent, known.requested_url) == ('W/"7"', "Tue", URL, URL + "?x")
    assert known.role == "attachment"
    (capture,) = ledger.captures_to_read()
    assert (capture.parent, capture.layout, capture.place) == (URL, "portal", PLACE)
    assert ledger.known_pages("nobody") == []


def test_text_no_database_takes(ledger: Ledger) -> None:
    run = with_source(ledger)
    row = replace(fetched(), detail="a\x00b\ud800", title_hint="车位\x00" * 1000)
    assert ledger.record_fetch(run, row).page_id == 1
    long = fetched("x", url="http://www.example.test/" + "a" * 5000)
    assert ledger.record_fetch(run, long) == FetchResult(None, None, False)
    assert logged(ledger) == 2


def test_clock_set_back(ledger: Ledger) -> None:
    run = first_night(ledger)
    night(ledger, run, fetched("edited", at=T0 - 30 * DAY), document(LINES[:2]), carry)
    assert ledger.captures_to_read() == []
    assert len(ledger.statements()) == 3  # two and the one that is missing
    ledger.finish_run(run, T0 - 30 * DAY)
    assert len(ledger.runs()) == 2


def test_unknown_source_is_one_line(ledger: Ledger) -> None:
    run = with_source(ledger)
    with pytest.raises(LedgerError) as caught:
        ledger.record_fetch(run, fetched(source="nobody"))
    assert str(caught.value) == "there is no source nobody in the ledger; take the configuration in first"


# Sources


def test_removed_source_keeps_its_rows_and_is_not_expected(ledger: Ledger) -> None:
    first_night(ledger)
    ledger.sync_sources([SourceRow("other", PLACE)], T0 + DAY)
    by_id = {s.id: s for s in ledger.sources()}
    assert by_id["qs"].removed_at == T0 + DAY
    assert by_id["other"].removed_at is None
    assert len(ledger.pledges()) == 3
    ledger.sync_sources([SourceRow("qs", PLACE)], T0 + 2 * DAY)
    by_id = {s.id: s for s in ledger.sources()}
    assert by_id["qs"].removed_at is None
    assert by_id["other"].removed_at == T0 + 2 * DAY


def test_renamed_source_takes_its_pages_along(ledger: Ledger) -> None:
    run = first_night(ledger)
    ledger.sync_sources([SourceRow("qs-new", PLACE)], T0 + DAY)
    result = ledger.record_fetch(run, fetched(source="qs-new", at=T0 + DAY))
    assert result == FetchResult(1, 1, False)
    assert ledger.captures_to_read() == []
    assert [p.source for p in ledger.pages()] == ["qs-new"]
    edited = fetched("edited", source="qs-new", at=T0 + 2 * DAY)
    run = ledger.begin_run("night", T0 + 2 * DAY)
    ledger.record_fetch(run, edited)
    (capture,) = ledger.captures_to_read()
    assert not ledger.page_input(capture.capture_id, document(), date(2031, 3, 3)).baseline


def test_one_address_is_one_page_for_all_sources(ledger: Ledger) -> None:
    run = with_source(ledger)
    ledger.sync_sources([SourceRow("qs", PLACE), SourceRow("feed", PLACE)], T0)
    ids = [ledger.record_fetch(run, fetched(source=s)).page_id for s in ("qs", "feed", "qs")]
    assert ids == [1, 1, 1]
    assert [p.source for p in ledger.pages()] == ["qs"]
    assert len(ledger.captures_to_read()) == 1


def test_corrected_place_moves_what_was_filed_wrongly(ledger: Ledger) -> None:
    run = first_night(ledger)
    right = "云岭省青石市南塘区"
    ledger.sync_sources([SourceRow("qs", right)], T0 + DAY)
    assert {p.place for p in ledger.pledges()} == {right}
    assert ledger.events(place=PLACE)  # events stay as they were told
    ledger.record_fetch(run, fetched("edited", at=T0 + DAY))
    (capture,) = ledger.captures_to_read()
    inp = ledger.page_input(capture.capture_id, document(), date(2031, 3, 2))
    assert (inp.place, len(inp.pledges)) == (right, 3)


def test_health_turns_once(ledger: Ledger) -> None:
    run = with_source(ledger)
    bad = EventDraft(EventType.SOURCE_UNHEALTHY, PLACE, detail="所有页面均不可读。")
    good = EventDraft(EventType.SOURCE_RECOVERED, PLACE)

    def note(healthy: bool, draft: EventDraft) -> int:
        written = ledger.set_health(run, "qs", healthy=healthy, reason="x", at=T0, draft=draft, route=to_desk)
        return len(written)

    assert [note(False, bad), note(False, bad), note(True, good), note(True, good)] == [1, 0, 1, 0]
    assert [e.type for e in ledger.events()] == [EventType.SOURCE_UNHEALTHY, EventType.SOURCE_RECOVERED]
    assert all(e.source == "qs" and not e.baseline for e in ledger.events())
    assert len(ledger.notices()) == 2
    run = ledger.begin_run("night", T0 + DAY)
    assert note(False, bad) == 1  # a later illness is news again
    assert ledger.sources()[0].bad_runs == 1


def test_outcomes_of_a_run_are_counted(ledger: Ledger) -> None:
    run = with_source(ledger)
    ledger.record_fetches(
        run,
        [fetched(), fetched("2", url=URL + "2"), fetched(None, url=URL + "3", outcome="timeout", status=None)],
    )
    first = ledger.captures_to_read()[0]
    ledger.mark_suspect(run, first.capture_id, "challenge", "a script", T0)
    (source,) = ledger.sources(run)
    assert (source.pages, source.suspect, source.outcomes) == (2, 1, (("ok", 2), ("timeout", 1)))
    assert [p.suspect_detail for p in ledger.pages(state=PageState.SUSPECT)] == ["a script"]
    assert len(ledger.captures_to_read()) == 1


def test_requeue(ledger: Ledger) -> None:
    run = first_night(ledger)
    ledger.record_fetch(run, fetched("list", url="http://www.example.test/", role="list", at=T0 + DAY))
    assert ledger.requeue([1, 2, 99]) == 1
    assert [c.page_id for c in ledger.captures_to_read()] == [1]
    night(ledger, run, fetched(at=T0 + DAY), document(), carry)
    assert ledger.requeue_all("nobody") == 0
    assert ledger.requeue_all() == 1


def test_limit(ledger: Ledger) -> None:
    run = with_source(ledger)
    ledger.record_fetches(run, [fetched(str(n), url=f"{URL}{n}") for n in range(3)])
    assert [c.page_id for c in ledger.captures_to_read(2)] == [1, 2]
