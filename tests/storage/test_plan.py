"""What one page writes: statements with their evidence, pledges, matches, observations, events, notices."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select

from parsers.records import DocumentKind, StatementKind
from storage import models as m
from storage.ledger import Ledger, LedgerError, StaleInput
from storage.records import (
    EventDraft,
    EventType,
    Match,
    MatchRole,
    PageInput,
    PagePlan,
    PageState,
    PledgeState,
    PledgeUpdate,
    Verdict,
)
from tests.storage.build import (
    DAY,
    LINES,
    PLACE,
    T0,
    URL,
    carry,
    changed,
    document,
    fetched,
    first_night,
    night,
    observed,
    read_all,
    sha,
    to_desk,
    with_source,
)


def count(ledger: Ledger, table: type[m.Base]) -> int:
    with ledger.reading() as c:
        return int(c.execute(select(func.count()).select_from(table)).scalar_one())


def assert_evidence(ledger: Ledger) -> None:
    """Every statement there ever was stands in the text it was read from, and leads to its capture."""
    rows = ledger.statements(current=False)
    assert rows
    for row in rows:
        text = ledger.document_text(row.id)
        assert text[row.statement.start : row.statement.end] == row.statement.quote
        assert row.capture.startswith("sha256:")
        assert row.url == URL
    with ledger.reading() as c:
        captures = {f"sha256:{s}" for s in c.execute(select(m.Capture.sha256)).scalars()}
    assert {row.capture for row in rows} <= captures


def test_first_reading(ledger: Ledger) -> None:
    run = with_source(ledger)
    events = night(ledger, run, fetched(), document(), read_all)

    assert [e.type for e in events] == [EventType.PLEDGE_ADDED] * 3
    assert all(e.baseline and e.source == "qs" and e.document_date == date(2031, 1, 20) for e in events)
    assert ledger.events(run=run) == events
    pledges = ledger.pledges()
    assert [(p.subject, p.low, p.place, p.year) for p in pledges] == [
        ("公共车位", 640, PLACE, 2031), ("老旧水管", 52, PLACE, 2031), ("老年课堂", 17, PLACE, 2031),
    ]  # fmt: skip
    assert all(isinstance(p.low, int) for p in pledges)
    statements = {s.id: s for s in ledger.statements()}
    assert [statements[p.statement_id or 0].pledge_id for p in pledges] == [p.id for p in pledges]
    assert {p.page_id for p in pledges} == {1}
    assert [(n.event_id, n.channel, n.group) for n in ledger.notices()] == [
        (e.id, "desk", f"run:{run}") for e in events
    ]
    assert ledger.captures_to_read() == []
    assert_evidence(ledger)


def test_same_text_in_another_dress_writes_no_statement(ledger: Ledger) -> None:
    run = first_night(ledger)
    before = count(ledger, m.Statement), count(ledger, m.Document), count(ledger, m.MainText)

    events = night(ledger, run, fetched("other chrome", at=T0 + DAY), document(), carry)

    assert events == []
    assert (count(ledger, m.Statement), count(ledger, m.Document), count(ledger, m.MainText)) == before
    assert count(ledger, m.Capture) == 2
    assert ledger.captures_to_read() == []
    assert ledger.page(1).changed_at == T0


def test_edited_page_keeps_pledges_and_evidence(ledger: Ledger) -> None:
    run = first_night(ledger)
    doc = document(("新建公共车位600个", *LINES[1:]))

    def plan(inp: PageInput) -> PagePlan:
        pledge = next(p for p in inp.pledges if p.subject == "公共车位")
        new = changed(pledge, low=600, high=600, quote=inp.statements[0].quote)
        draft = EventDraft(
            EventType.TARGET_CHANGED, PLACE, 2031, subject="公共车位", old=640, new=600, pledge=pledge.id, key="c"
        )
        return replace(carry(inp), updates=(PledgeUpdate(pledge.id or 0, new),), events=(draft,))

    (event,) = night(ledger, run, fetched("edited", at=T0 + DAY), doc, plan)

    assert (event.old, event.new, event.baseline) == (640, 600, False)
    (pledge,) = ledger.pledges(ids=[event.pledge_id or 0])
    assert (pledge.low, pledge.quote) == (600, "新建公共车位600个")
    history = ledger.history(pledge.id or 0)
    assert [s.statement.low for s in history.statements] == [640, 600]
    assert [s.current for s in history.statements] == [False, True]
    assert pledge.statement_id == history.statements[1].id
    assert [x.statement_id for x in history.matches] == [pledge.statement_id]
    assert ledger.page(1).changed_at == T0 + DAY
    assert_evidence(ledger)


def test_page_input_shows_the_past(ledger: Ledger) -> None:
    run = first_night(ledger)
    ledger.record_fetch(run, fetched("edited", at=T0 + DAY))
    (capture,) = ledger.captures_to_read()
    doc = document(LINES[:2])
    inp = ledger.page_input(capture.capture_id, doc, date(2031, 3, 3))

    assert [s.statement for s in inp.old_statements] == list(document().statements)
    assert [s.pledge_id for s in inp.old_statements] == [p.id for p in inp.pledges]
    assert inp.old_facts == document().facts
    assert (inp.old_text, inp.text, inp.old_text_same) == (document().text, doc.text, False)
    assert inp.capture == f"sha256:{sha('edited')}"
    assert inp.baseline is False
    assert capture.document_kind == DocumentKind.LIST


@pytest.mark.parametrize(
    ("place", "year", "seen"),
    [
        (PLACE, 2031, True),
        (PLACE, 2032, True),  # last year's, for the lowered ambition
        (PLACE, 2033, False),
        (PLACE, 2030, True),  # an older document read late, to be linked to
        (PLACE, 2029, False),
        ("云岭省青石市", 2031, True),
        ("云岭省", 2031, True),
        (PLACE + "柳荫镇", 2031, True),
        ("云岭省青石市南塘区", 2031, False),
        ("云岭省青石市北塘", 2031, True),  # a beginning of the name counts as above; matching compares whole names
        ("海屿省青石市北塘区", 2031, False),
    ],
)
def test_scope(ledger: Ledger, place: str, year: int, seen: bool) -> None:
    run = first_night(ledger)
    ledger.record_fetch(run, fetched("other", url="http://www.example.test/2.html", at=T0 + DAY))
    (capture,) = ledger.captures_to_read()
    doc = document(("开通公交线路3条",), year=year, place=place)
    inp = ledger.page_input(capture.capture_id, doc, date(2031, 3, 3))
    assert bool(inp.pledges) is seen


def test_removal_takes_two_fetches(ledger: Ledger) -> None:
    run = first_night(ledger)
    shorter = document(LINES[:2])
    night(ledger, run, fetched("shorter", at=T0 + DAY), shorter, carry)
    (missing,) = [s for s in ledger.statements() if s.missing_since]
    assert (missing.statement.subject, missing.missing_since) == ("老年课堂", T0 + DAY)

    # The same bytes again, told by a 304: the second healthy look.
    run = ledger.begin_run("night", T0 + 2 * DAY)
    removed: list[int] = []

    def plan(inp: PageInput) -> PagePlan:
        removed.extend(carry(inp).removed)
        return carry(inp)

    night(ledger, run, fetched(None, outcome="not_modified", status=304, at=T0 + 2 * DAY), shorter, plan)
    assert removed == [missing.id]
    assert [s.statement.subject for s in ledger.statements()] == ["公共车位", "老旧水管"]
    gone = next(s for s in ledger.statements(current=False) if s.id == missing.id)
    assert gone.removed_at == T0 + 2 * DAY

    run = ledger.begin_run("night", T0 + 3 * DAY)
    assert ledger.record_fetch(run, fetched(None, outcome="not_modified", status=304, at=T0 + 3 * DAY)).capture_id == 2
    assert ledger.captures_to_read() == []
    assert_evidence(ledger)


def test_statement_that_returns_is_no_longer_missing(ledger: Ledger) -> None:
    run = first_night(ledger)
    night(ledger, run, fetched("shorter", at=T0 + DAY), document(LINES[:2]), carry)
    run = ledger.begin_run("night", T0 + 2 * DAY)
    night(ledger, run, fetched("first", at=T0 + 2 * DAY), document(), carry)
    rows = ledger.statements()
    assert [r.statement.subject for r in rows] == ["公共车位", "老旧水管", "老年课堂"]
    assert [r.missing_since for r in rows] == [None] * 3
    assert [r.pledge_id for r in rows] == [p.id for p in ledger.pledges()]


def progress(value: int) -> tuple[str, ...]:
    return (f"建成公共车位{value}个",)


def bulletin_plan(inp: PageInput) -> PagePlan:
    pledge = next(p for p in inp.pledges if p.subject == "公共车位")
    s = inp.statements[0]
    return replace(
        carry(inp),
        matches=(Match(0, pledge.id, MatchRole.PROGRESS, Verdict.SURE, 0.9, "same subject"),),
        observations=((0, observed(pledge.id or 0, s.low or 0, s.quote)),),
    )


def bulletin(value: int) -> object:
    return document(progress(value), kind=DocumentKind.BULLETIN, said=StatementKind.ACHIEVED)


def test_corrected_bulletin_supersedes_its_observation(ledger: Ledger) -> None:
    run = first_night(ledger)
    url = "http://www.example.test/b.html"
    kind = {"kind": DocumentKind.BULLETIN, "said": StatementKind.ACHIEVED}
    night(ledger, run, fetched("b1", url=url, at=T0 + DAY), document(progress(300), **kind), bulletin_plan)  # type: ignore[arg-type]
    pledge = ledger.pledges()[0].id or 0
    assert [o.value for o in ledger.observations(pledge)] == [300]

    run = ledger.begin_run("night", T0 + 2 * DAY)
    extra = (*progress(300), "开通公交线路3条")
    night(ledger, run, fetched("b2", url=url, at=T0 + 2 * DAY), document(extra, **kind), bulletin_plan)  # type: ignore[arg-type]
    (same,) = ledger.observations(pledge)
    current = {s.id for s in ledger.statements()}
    assert same.statement_id in current

    run = ledger.begin_run("night", T0 + 3 * DAY)
    night(ledger, run, fetched("b3", url=url, at=T0 + 3 * DAY), document(progress(280), **kind), bulletin_plan)  # type: ignore[arg-type]
    assert [o.value for o in ledger.observations(pledge)] == [280]
    history = ledger.history(pledge)
    assert [o.value for o in history.superseded] == [300]
    assert [x.role for x in history.matches] == [MatchRole.RECORD, MatchRole.PROGRESS]


def test_a_withdrawn_observation_stands_no_more(ledger: Ledger) -> None:
    run = first_night(ledger)
    kind = {"kind": DocumentKind.BULLETIN, "said": StatementKind.ACHIEVED}
    made = fetched("b1", url="http://www.example.test/b.html", at=T0 + DAY)
    night(ledger, run, made, document(progress(300), **kind), bulletin_plan)  # type: ignore[arg-type]
    (told,) = ledger.observations(ledger.pledges()[0].id or 0)

    def plan(inp: PageInput) -> PagePlan:
        return replace(carry(inp), withdrawn=(told.id or 0,))

    run = ledger.begin_run("night", T0 + 2 * DAY)
    again = fetched("b2", url="http://www.example.test/b.html", at=T0 + 2 * DAY)
    night(ledger, run, again, document((*progress(300), "开通公交线路3条"), **kind), plan)  # type: ignore[arg-type]
    assert ledger.observations(told.pledge_id) == []
    assert [o.value for o in ledger.history(told.pledge_id).superseded] == [300]


def test_a_pledge_may_follow_one_of_the_same_plan(ledger: Ledger) -> None:
    run = first_night(ledger)
    this = ledger.pledges()[0]

    def plan(inp: PageInput) -> PagePlan:
        return replace(read_all(inp), updates=(PledgeUpdate(this.id or 0, replace(this, previous_id=-2)),))

    older = fetched("old", url="http://www.example.test/old.html", at=T0 + DAY)
    night(ledger, run, older, document(year=2030), plan)
    before = [p for p in ledger.pledges() if p.year == 2030]
    assert ledger.pledges()[0].previous_id == before[1].id


def test_observation_of_a_pledge_of_the_same_plan(ledger: Ledger) -> None:
    run = with_source(ledger)

    def plan(inp: PageInput) -> PagePlan:
        return replace(read_all(inp), observations=((1, observed(-2, 5, "five")), (1, observed(-2, 5, "five"))))

    night(ledger, run, fetched(), document(), plan)
    assert [(o.pledge_id, o.value) for o in ledger.observations([1, 2, 3])] == [(ledger.pledges()[1].id, 5)]


def test_event_key_counts_once(ledger: Ledger) -> None:
    run = with_source(ledger)

    def plan(inp: PageInput) -> PagePlan:
        first = read_all(inp)
        return replace(first, events=first.events + first.events)

    assert len(night(ledger, run, fetched(), document(), plan)) == 3
    draft = EventDraft(EventType.BULLETIN_OVERDUE, PLACE, 2031, key="late:1")
    assert len(ledger.record_event(run, draft, to_desk, T0)) == 1
    assert ledger.record_event(run, draft, to_desk, T0) == []
    assert len(ledger.notices()) == 4


def test_suspect_plan_writes_nothing_else(ledger: Ledger) -> None:
    run = first_night(ledger)
    before = ledger.statements()
    row = fetched("captcha", at=T0 + DAY, etag='"x"')
    events = night(ledger, run, row, document(LINES[:1]), lambda inp: replace(carry(inp), suspect="too_few"))
    assert events == []
    assert ledger.statements() == before
    page = ledger.page(1)
    assert (page.state, page.suspect_reason) == (PageState.SUSPECT, "too_few")
    (known,) = ledger.known_pages("qs")
    assert (known.etag, known.sha256) == (None, None)  # fetched again at once, in full
    assert ledger.captures_to_read() == []

    run = ledger.begin_run("night", T0 + 2 * DAY)
    assert night(ledger, run, fetched("first", at=T0 + 2 * DAY), document(), carry) == []
    assert ledger.page(1).state is PageState.LIVE


def test_quote_must_stand_in_the_text(ledger: Ledger) -> None:
    run = with_source(ledger)
    doc = document()
    wrong = replace(doc, statements=(replace(doc.statements[0], start=1, end=1 + len(LINES[0])),))
    with pytest.raises(LedgerError, match="is not at 1:"):
        night(ledger, run, fetched(), wrong, read_all)
    assert ledger.statements() == []
    assert len(ledger.captures_to_read()) == 1


def test_stale_plan_is_refused(ledger: Ledger) -> None:
    run = with_source(ledger)
    ledger.record_fetches(run, [fetched(), fetched("copy", url="http://www.example.test/copy.html")])
    one, two = ledger.captures_to_read()
    doc = document()
    first = ledger.page_input(one.capture_id, doc, T0.date())
    second = ledger.page_input(two.capture_id, doc, T0.date())
    ledger.apply(run, first, doc, read_all(first), to_desk, T0)
    with pytest.raises(StaleInput):
        ledger.apply(run, second, doc, read_all(second), to_desk, T0)
    with pytest.raises(StaleInput):
        ledger.apply(run, first, doc, read_all(first), to_desk, T0)
    assert len(ledger.pledges()) == 3
    again = ledger.page_input(two.capture_id, doc, T0.date())
    assert len(again.pledges) == 3


def test_exception_in_route_leaves_nothing(ledger: Ledger) -> None:
    run = with_source(ledger)
    calls: list[int] = []

    def route(event: object) -> list[object]:
        calls.append(1)
        if len(calls) == 3:
            raise RuntimeError("no route")
        return []

    with pytest.raises(RuntimeError):
        night(ledger, run, fetched(), document(), read_all, route=route)  # type: ignore[arg-type]
    for table in (m.Statement, m.Document, m.MainText, m.Pledge, m.Match, m.Event, m.Notice):
        assert count(ledger, table) == 0, table
    assert len(ledger.captures_to_read()) == 1
    (capture,) = ledger.captures_to_read()
    inp = ledger.page_input(capture.capture_id, document(), T0.date())
    assert len(ledger.apply(run, inp, document(), read_all(inp), to_desk, T0)) == 3


def test_baseline_ends_with_the_first_finished_run(ledger: Ledger) -> None:
    run = with_source(ledger)
    other = "http://www.example.test/2.html"
    night(ledger, run, fetched(), document(), read_all)
    ledger.record_fetch(run, fetched("two", url=other))
    # The first night is killed here; the next one reads what it left.
    run = ledger.begin_run("night", T0 + DAY)
    (capture,) = ledger.captures_to_read()
    doc = document(("开通公交线路3条",))
    inp = ledger.page_input(capture.capture_id, doc, date(2031, 3, 2))
    assert inp.baseline
    ledger.apply(run, inp, doc, read_all(inp), to_desk, T0)
    ledger.finish_run(run, T0 + DAY)
    assert [r.id for r in ledger.runs(unfinished=True)] == [1]

    run = ledger.begin_run("night", T0 + 2 * DAY)
    new = fetched("three", url="http://www.example.test/3.html", at=T0 + 2 * DAY)
    (event,) = night(ledger, run, new, document(("开通夜间公交9条",)), read_all)
    assert not event.baseline


def test_gone_page_marks_its_pledges_and_comes_back(ledger: Ledger) -> None:
    run = first_night(ledger)
    draft = EventDraft(EventType.DOCUMENT_GONE, PLACE, url=URL, key="gone:1")
    absent = {"outcome": "http_error", "status": 404}
    ledger.record_fetch(run, fetched(None, at=T0 + DAY, **absent))  # type: ignore[arg-type]
    ledger.record_fetch(run, fetched(None, at=T0 + DAY + DAY / 24, **absent))  # type: ignore[arg-type]
    assert ledger.absent_pages() == []  # two requests of one night are one absence
    run = ledger.begin_run("night", T0 + 2 * DAY)
    ledger.record_fetch(run, fetched(None, at=T0 + 2 * DAY, **absent))  # type: ignore[arg-type]
    (page,) = ledger.absent_pages()
    (event,) = ledger.mark_gone(run, page.id, draft, to_desk, T0 + 2 * DAY)
    assert event.type is EventType.DOCUMENT_GONE
    assert {p.state for p in ledger.pledges()} == {PledgeState.PAGE_GONE}
    assert ledger.mark_gone(run, page.id, draft, to_desk, T0 + 2 * DAY) == []
    assert ledger.absent_pages() == []

    run = ledger.begin_run("night", T0 + 3 * DAY)
    night(ledger, run, fetched("first", at=T0 + 3 * DAY), document(), carry)
    assert {p.state for p in ledger.pledges()} == {PledgeState.STANDING}
    assert ledger.page(1).state is PageState.LIVE


def unsure(inp: PageInput) -> PagePlan:
    pledge = next(p for p in inp.pledges if p.subject == "公共车位")
    verdict, pledged = Verdict.UNSURE, pledge.id
    return replace(carry(inp), matches=(Match(0, pledged, MatchRole.PROGRESS, verdict, 0.6, "perhaps"),))


@pytest.mark.parametrize("accepted", [True, False])
def test_decision_outlives_reading_again(ledger: Ledger, accepted: bool) -> None:
    run = first_night(ledger)
    doc = document(progress(300), kind=DocumentKind.BULLETIN, said=StatementKind.ACHIEVED)
    url = "http://www.example.test/b.html"
    night(ledger, run, fetched("b1", url=url, at=T0 + DAY), doc, unsure)
    (item,) = ledger.review()
    assert (item.pledge.subject, item.statement.statement.low, item.why) == ("公共车位", 300, "perhaps")
    assert [s.statement.low for s in ledger.unattached(PLACE, 2031)] == [300]

    ledger.decide(item.match_id, accepted=accepted, at=T0 + DAY)
    assert ledger.review() == []
    (capture,) = ledger.captures_to_read()  # what follows from the word is worked out at the next pass
    inp = ledger.page_input(capture.capture_id, doc, date(2031, 3, 2))
    (decision,) = inp.decisions
    assert decision.accepted is accepted

    # Another text around the sentence: new rows, the same decision, and a rule does not overrule the person.
    run = ledger.begin_run("night", T0 + 2 * DAY)
    longer = document((*progress(300), "开通公交线路3条"), kind=DocumentKind.BULLETIN, said=StatementKind.ACHIEVED)
    night(ledger, run, fetched("b2", url=url, at=T0 + 2 * DAY), longer, unsure)
    assert ledger.review() == []
    history = ledger.history(item.pledge.id or 0)
    assert [d.decision.accepted for d in history.decisions] == [accepted]
    progress_match = next(x for x in history.matches if x.role is MatchRole.PROGRESS)
    assert progress_match.verdict is (Verdict.SURE if accepted else Verdict.NONE)
