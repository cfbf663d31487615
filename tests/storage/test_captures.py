"""Captures as a whole, reading them again, and attachments no program can read: on both databases."""

from __future__ import annotations

from dataclasses import replace

from storage.captures import Captures
from storage.ledger import Ledger
from storage.records import FetchRow, PagePlan, PageState, PledgeState
from storage.views import CaptureToRead
from tests.storage.build import DAY, LINES, T0, URL, document, fetched, first_night, night, read_all, sha, with_source

FILE = "http://www.example.test/files/1.doc"


def captures(ledger: Ledger) -> Captures:
    return Captures(ledger.database)


def attached(body: str) -> FetchRow:
    return replace(fetched(body, url=FILE, role="attachment", etag='"7"'), parent=URL)


def with_file(ledger: Ledger) -> int:
    """A page and an attachment nobody can read. Returns the run."""
    run = with_source(ledger)
    night(ledger, run, fetched(), document(), read_all)
    ledger.record_fetch(run, attached("scan"))
    (capture,) = ledger.captures_to_read()
    ledger.mark_suspect(run, capture.capture_id, "not_readable", "a picture", T0)
    return run


def test_all_captures_of_a_source_come_in_the_order_of_time(ledger: Ledger) -> None:
    run = first_night(ledger)
    ledger.record_fetch(run, fetched("list", at=T0, url="http://www.example.test/", role="list"))
    ledger.record_fetch(run, replace(fetched("second", at=T0 + DAY), final_url=f"{URL}?moved"))
    found = captures(ledger).of_source("qs")
    assert [(c.role, c.sha256) for c in found] == [
        ("article", sha("first")), ("list", sha("list")), ("article", sha("second")),
    ]  # fmt: skip
    assert (found[2].final_url, found[2].first_seen, found[2].status) == (f"{URL}?moved", T0 + DAY, 200)
    assert found[0].headers == (("content-type", "text/html"),)
    assert captures(ledger).of_source("other") == []


def compared(ledger: Ledger, source: str | None = None) -> list[CaptureToRead]:
    return captures(ledger).compared(source)


def test_what_was_compared_is_read_again_not_what_waits(ledger: Ledger) -> None:
    run = first_night(ledger)
    ledger.record_fetch(run, fetched("second", at=T0 + DAY))
    assert [c.sha256 for c in ledger.captures_to_read()] == [sha("second")]
    assert [c.sha256 for c in compared(ledger)] == [sha("first")]
    assert [c.sha256 for c in compared(ledger, "qs")] == [sha("first")]
    assert compared(ledger, "other") == []


def test_an_unreadable_attachment_is_no_suspect_article(ledger: Ledger) -> None:
    with_file(ledger)
    (source,) = ledger.sources()
    assert (source.pages, source.suspect, source.unreadable) == (2, 1, 1)
    known = {page.url: page for page in ledger.known_pages("qs")}
    assert (known[FILE].sha256, known[FILE].etag) == (sha("scan"), '"7"')  # keeps to the schedule
    assert [(c.url, c.parent) for c in compared(ledger)] == [(URL, None), (FILE, URL)]


def test_a_suspect_article_is_fetched_at_once(ledger: Ledger) -> None:
    run = with_source(ledger)
    ledger.record_fetch(run, fetched(etag='"7"'))
    (capture,) = ledger.captures_to_read()
    ledger.mark_suspect(run, capture.capture_id, "not_readable", "bytes", T0)
    (page,) = ledger.known_pages("qs")
    assert (page.sha256, page.etag) == (None, None)
    assert ledger.sources()[0].unreadable == 0


def test_the_page_at_an_address(ledger: Ledger) -> None:
    with_file(ledger)
    page = captures(ledger).page_at("qs", URL)
    assert page is not None
    assert page.facts == document().facts
    assert captures(ledger).page_at("other", URL) == page
    assert captures(ledger).page_at("qs", "http://www.example.test/none") is None


def misreading(ledger: Ledger, lines: tuple[str, ...]) -> PagePlan:
    """Read the page again as `lines`; old rows of other subjects are misread."""
    (capture,) = compared(ledger)
    doc = document(lines)
    inp = ledger.page_input(capture.capture_id, doc, T0.date())
    old = {s.statement.subject: s for s in inp.old_statements}
    carried = tuple(old[s.subject].id for s in inp.statements)
    plan = PagePlan(inp.statements, carried, misread=tuple(s.id for s in inp.old_statements if s.id not in carried))
    run = ledger.begin_run("reparse", T0 + DAY)
    assert ledger.apply(run, inp, doc, plan, lambda _: (), T0 + DAY, "test 2", reread=True) == []
    ledger.finish_run(run, T0 + DAY)
    return plan


def test_a_pledge_nothing_speaks_of_any_more_does_not_stand(ledger: Ledger) -> None:
    first_night(ledger)
    (before,) = ledger.pages()
    misreading(ledger, LINES[:2])
    states = {p.subject: p.state for p in ledger.pledges()}
    assert states == {
        "公共车位": PledgeState.STANDING, "老旧水管": PledgeState.STANDING, "老年课堂": PledgeState.REMOVED,
    }  # fmt: skip
    (page,) = ledger.pages()
    assert page.statements == 2
    assert (page.state, page.changed_at, page.checked_at) == (before.state, before.changed_at, before.checked_at)


def test_reading_again_leaves_a_pages_state_and_what_waits(ledger: Ledger) -> None:
    run = first_night(ledger)
    ledger.record_fetch(run, fetched("second", at=T0 + DAY))
    (waiting,) = ledger.captures_to_read()
    ledger.mark_suspect(run, waiting.capture_id, "challenge", "a script", T0 + DAY)
    misreading(ledger, LINES[:2])
    (page,) = ledger.pages()
    assert (page.state, page.suspect_reason, page.statements) == (PageState.SUSPECT, "challenge", 2)
    ledger.record_fetch(run, fetched("third", at=T0 + 2 * DAY))
    misreading(ledger, LINES[:1])
    assert [c.sha256 for c in ledger.captures_to_read()] == [sha("third")]


def test_reading_again_is_no_baseline(ledger: Ledger) -> None:
    """A first night that was killed goes on being the first after a reading in between."""
    run = with_source(ledger)
    night(ledger, run, fetched(), document(), read_all)
    misreading(ledger, LINES[:2])
    run = ledger.begin_run("night", T0 + DAY)
    row = fetched("other", at=T0 + DAY, url="http://www.example.test/2.html")
    events = night(ledger, run, row, document(LINES[2:]), read_all)
    assert events
    assert all(e.baseline for e in events)
