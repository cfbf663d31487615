"""What follows from a night as a whole: results that find their pledge late, pages that are gone, time that ran out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from flows.overdue import Bulletin, bulletin_overdue, ended, pledge_overdue
from flows.rematch import plan_rematch
from parsers import VERSION
from parsers.records import Document
from storage.ledger import Ledger, Route, StaleInput
from storage.records import Event, EventDraft, EventType
from storage.views import StatementRow


def match_again(
    ledger: Ledger, run: int, today: date, route: Route, at: datetime, fresh: Iterable[tuple[str, int]] = ()
) -> list[Event]:
    """Results that were read before the pledge they report on are matched with the pledges that are new.

    New since the last finished pass, so that a killed one leaves nothing unmatched, and those of the places and years
    of `fresh`.
    """
    told: list[Event] = []
    for page_id in sorted(_homeless_pages(ledger, {*fresh, *_added(ledger, run)})):
        rows = [r for r in ledger.statements(page_id) if r.missing_since is None]
        if not rows:
            continue
        first = rows[0]
        text = ledger.document_text(first.id)
        document = Document(first.facts, text, tuple(r.statement for r in rows))
        page = ledger.page_input(first.capture_id, document, today)
        try:
            plan = plan_rematch(page)
            told += ledger.apply(run, page, document, plan, route, at, parser=VERSION, reread=True)
        except StaleInput:
            continue  # another pass is at this page and matches it itself
    return told


def _added(ledger: Ledger, run: int) -> set[tuple[str, int]]:
    """Places and years with new pledges. By the order of the passes, not by time: a clock may be set back."""
    runs = ledger.runs()
    finished = max((r.id for r in runs if r.finished_at is not None and r.id < run), default=0)
    kinds = [EventType.PLEDGE_ADDED]
    added = [e for r in runs if r.id > finished for e in ledger.events(run=r.id, types=kinds)]
    return {(e.place, e.year) for e in added if e.year is not None}


def _homeless_pages(ledger: Ledger, fresh: set[tuple[str, int]]) -> set[int]:
    found: set[StatementRow] = set()
    for place, year in sorted(fresh):
        for upper in _upwards(place):
            for spoken in (year, year + 1):  # next year's report looks back
                found.update(ledger.unattached(upper, spoken))
    return {row.page_id for row in found}


def _upwards(place: str) -> Iterable[str]:
    """The place and what may stand above it: 天津市河东区, 天津市."""
    yield place
    for end in range(len(place) - 1, 1, -1):
        if place[end - 1] in "省市区县州盟":
            yield place[:end]


def gone_pages(ledger: Ledger, run: int, route: Route, at: datetime) -> list[Event]:
    """Pages the server called gone on two nights: their pledges stand, marked."""
    told: list[Event] = []
    for page in ledger.absent_pages(2):
        facts = page.facts
        draft = EventDraft(
            type=EventType.DOCUMENT_GONE,
            place=(facts.place if facts else None) or page.place,
            year=facts.year if facts else None,
            url=page.url,
            title=facts.title if facts else None,
            capture=page.capture,
            detail=f"连续两夜返回“页面不存在”；存档仍在，页面上的{page.statements}条陈述保留并作标记。",
            key=f"gone:{page.id}:{page.capture}:{page.changed_at.isoformat()}",
        )
        told += ledger.mark_gone(run, page.id, draft, route, at)
    return told


def overdue(ledger: Ledger, run: int, today: date, zone: str, route: Route, at: datetime) -> list[Event]:
    """Pledges past their time without word of completion, and bulletins that should be there by now."""
    told: list[Event] = []
    for pledge in ledger.open_pledges(ended(today)):
        late = pledge_overdue(pledge, today)
        if late is not None:
            told += ledger.record_event(run, late[0], route, at, update=late[1])
    series: dict[tuple[str, str], list[Bulletin]] = {}
    for page in ledger.bulletins(today.year - 1):
        facts = page.facts
        if facts is None or facts.year is None or facts.period is None:
            continue
        seen = facts.published_at or page.first_seen.astimezone(ZoneInfo(zone)).date()
        bulletin = Bulletin(facts.year, facts.period, seen, facts.title, page.url)
        series.setdefault((page.source, facts.place or page.place), []).append(bulletin)
    for (source, place), bulletins in series.items():
        draft = bulletin_overdue(source, place, bulletins, today)
        if draft is not None:
            told += ledger.record_event(run, draft, route, at, source=source)
    return told
