"""Small documents, fetches and plans for the tests of the ledger. Places and numbers are invented."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from parsers.records import Comparator, Document, DocumentKind, Facts, Statement, StatementKind, Theme
from storage.ledger import Ledger
from storage.records import (
    Event,
    EventDraft,
    EventType,
    FetchRow,
    Match,
    MatchRole,
    NoticeDraft,
    Observation,
    PageInput,
    PagePlan,
    Pledge,
    Verdict,
)
from storage.views import SourceRow

T0 = datetime(2031, 3, 1, 18, 0, tzinfo=UTC)
DAY = timedelta(days=1)
PLACE = "云岭省青石市北塘区"
URL = "http://www.example.test/1.html"
LINES = ("新建公共车位640个", "改造老旧水管52公里", "开办老年课堂17处")


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def document(
    lines: Sequence[str] = LINES,
    *,
    kind: DocumentKind = DocumentKind.LIST,
    said: StatementKind = StatementKind.TARGET,
    year: int | None = 2031,
    place: str | None = None,
) -> Document:
    """One statement a line: two characters of action, a subject, digits, a unit."""
    text, statements = "", []
    for line in lines:
        digits = "".join(ch for ch in line if ch.isdigit())
        unit = line.rsplit(digits, 1)[1]
        start = len(text)
        text += line + "\n"
        statements.append(
            Statement(
                kind=said, quote=line, start=start, end=start + len(line), action=line[:2],
                subject=line[2 : line.index(digits)], theme=Theme.TRANSPORT, rule="test", confidence=0.9,
                cmp=Comparator.EQUAL, low=int(digits), high=int(digits), unit=unit, path=("一、开头",),
            )
        )  # fmt: skip
    return Document(Facts(kind, place, year, "year", "甲清单", date(2031, 1, 20)), text, tuple(statements))


def fetched(
    body: str | None = "first", *, at: datetime = T0, url: str = URL, source: str = "qs", outcome: str = "ok",
    status: int | None = 200, role: str = "article", etag: str | None = None,
) -> FetchRow:  # fmt: skip
    return FetchRow(
        source=source, url=url, outcome=outcome, fetched_at=at, role=role, status=status,
        sha256=sha(body) if body is not None and outcome == "ok" else None, size=len(body or ""), charset="utf-8",
        etag=etag, headers=(("content-type", "text/html"),),
    )  # fmt: skip


def with_source(ledger: Ledger, *, source: str = "qs", place: str = PLACE, expect: int | None = None) -> int:
    """Sources and a run to begin with. Returns the run."""
    ledger.sync_sources([SourceRow(source, place, "测试门户", "portal", expect)], T0)
    return ledger.begin_run("night", T0)


def read_all(inp: PageInput) -> PagePlan:
    """The plan of a first reading: every statement is a new pledge with an event."""
    pledges = tuple(
        Pledge(
            id=None, place=inp.facts.place or inp.place, year=inp.facts.year or 0, subject=s.subject, action=s.action,
            unit=s.unit, theme=s.theme, kind=s.kind, cmp=s.cmp, low=s.low, high=s.high, quote=s.quote, url=inp.url,
        )
        for s in inp.statements
    )  # fmt: skip
    n = range(len(pledges))
    return PagePlan(
        statements=inp.statements,
        carried=(None,) * len(pledges),
        new_pledges=pledges,
        matches=tuple(Match(i, None, MatchRole.RECORD, Verdict.SURE, 1.0, "test", new_pledge=i) for i in n),
        events=tuple(added(inp, i, p) for i, p in enumerate(pledges)),
    )


def added(inp: PageInput, i: int, p: Pledge) -> EventDraft:
    return EventDraft(
        EventType.PLEDGE_ADDED, p.place, p.year, p.theme, p.subject, p.unit, new=p.low, quote_new=p.quote, url=inp.url,
        capture=inp.capture, new_pledge=i, key=f"added:{inp.page_id}:{p.subject}",
    )  # fmt: skip


def carry(inp: PageInput) -> PagePlan:
    """The plan of a later reading: statements continue the old ones of the same subject, what lacks is missing."""
    old = {s.statement.subject: s for s in inp.old_statements}
    carried = tuple(old[s.subject].id if s.subject in old else None for s in inp.statements)
    lacking = [s for s in inp.old_statements if s.id not in carried]
    return PagePlan(
        inp.statements,
        carried,
        missing=tuple(s.id for s in lacking if s.missing_since is None),
        removed=tuple(s.id for s in lacking if s.missing_since is not None),
    )


def observed(pledge: int, value: float, quote: str, as_of: date = date(2031, 6, 30)) -> Observation:
    return Observation(pledge, as_of, value, "个", None, None, cumulative=True, quote=quote)


def to_desk(event: Event) -> Iterable[NoticeDraft]:
    return [NoticeDraft("desk", event.at, f"run:{event.run}")]


def night(
    ledger: Ledger, run: int, row: FetchRow, doc: Document, plan: Callable[[PageInput], PagePlan], *,
    route: Callable[[Event], Iterable[NoticeDraft]] = to_desk,
) -> list[Event]:  # fmt: skip
    """Take one fetch in, and if it is to be read, read it."""
    ledger.record_fetch(run, row)
    events: list[Event] = []
    for capture in ledger.captures_to_read():
        inp = ledger.page_input(capture.capture_id, doc, row.fetched_at.date())
        events += ledger.apply(run, inp, doc, plan(inp), route, row.fetched_at, "test 1")
    return events


def first_night(ledger: Ledger, lines: Sequence[str] = LINES) -> int:
    """A source with one page read and its baseline done. Returns the run of the second night."""
    run = with_source(ledger)
    night(ledger, run, fetched(), document(lines), read_all)
    ledger.finish_run(run, T0)
    return ledger.begin_run("night", T0 + DAY)


def changed(pledge: Pledge, **values: object) -> Pledge:
    return replace(pledge, **values)  # type: ignore[arg-type]
