"""Building statements and pages for planning tests, and carrying a plan over into the next night's input."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Any

from flows.plan import plan_page
from parsers.records import Comparator, DocumentKind, Facts, Statement, StatementKind, Theme
from storage.records import (
    Decision,
    EventDraft,
    MatchRole,
    Observation,
    PageInput,
    PagePlan,
    Pledge,
    StoredStatement,
    Verdict,
)

PLACE = "云州市临江区"
START = datetime(2031, 2, 1, 18, 0, tzinfo=UTC)


def said(
    subject: str,
    low: float | None = None,
    unit: str | None = None,
    *,
    action: str = "新增",
    kind: StatementKind | None = None,
    quote: str | None = None,
    **more: Any,
) -> Statement:
    """A statement whose quote is built from its parts."""
    kind = kind or (StatementKind.TARGET if low is not None else StatementKind.MILESTONE)
    words = quote or f"{action}{subject}{'' if low is None else f'{low:.10g}'}{unit or ''}"
    values: dict[str, Any] = {"high": low, "cmp": Comparator.EQUAL if low is not None else None, "theme": Theme.OTHER}
    return Statement(
        kind=kind, quote=words, start=0, end=len(words), action=action, subject=subject, rule="test", confidence=1.0,
        low=low, unit=unit, **(values | more),
    )  # fmt: skip


def done(subject: str, low: float | None = None, unit: str | None = None, **more: Any) -> Statement:
    """A result."""
    kind = StatementKind.ACHIEVED if low is not None else StatementKind.STATUS
    return said(subject, low, unit, **({"action": "完成", "kind": kind} | more))


def facts(kind: DocumentKind = DocumentKind.LIST, year: int | None = 2031, **more: Any) -> Facts:
    """What a document says of itself."""
    values: dict[str, Any] = {"place": PLACE, "period": None, "title": "测试文件", "published_at": None}
    return Facts(kind=kind, year=year, **(values | more))


@dataclass
class Shelf:
    """The ledger's rows as planning sees them, folded night by night from the plans themselves."""

    pledges: dict[int, Pledge] = field(default_factory=dict)
    observations: list[Observation] = field(default_factory=list)
    pages: dict[int, tuple[Facts, tuple[StoredStatement, ...], str]] = field(default_factory=dict)
    decisions: tuple[Decision, ...] = ()
    now: datetime = START
    row: int = 0
    numbered: int = 0

    def page(self, page_id: int, of: Facts, statements: Sequence[Statement], text: str = "", **more: Any) -> PageInput:
        """The input of a page fetched now."""
        before = self.pages.get(page_id)
        content = repr((of, statements, text))
        values: dict[str, Any] = {
            "source": "test", "place": PLACE, "url": f"https://www.example.gov.cn/{page_id}.html",
            "capture": "sha256:" + sha256(content.encode()).hexdigest(), "fetched_at": self.now, "facts": of,
            "statements": tuple(statements), "old_facts": before[0] if before else None,
            "old_statements": before[1] if before else (), "old_text_same": bool(before and text and before[2] == text),
            "pledges": tuple(self.pledges.values()), "observations": tuple(self.observations),
            "decisions": self.decisions, "baseline": before is None, "today": self.now.date(),
            "text": text, "old_text": before[2] if before else "",
        }  # fmt: skip
        return PageInput(page_id=page_id, **(values | more))

    def night(self, page_id: int, of: Facts, statements: Sequence[Statement], text: str = "", **more: Any) -> PagePlan:
        """Plan a page and take the plan over; a day passes."""
        page = self.page(page_id, of, statements, text, **more)
        plan = plan_page(page)
        if plan.suspect is None:
            self.take(page, plan)
        self.now += timedelta(days=1)
        return plan

    def take(self, page: PageInput, plan: PagePlan) -> None:
        """Fold a plan into the rows."""
        first = max(self.pledges, default=0) + 1
        for update in plan.updates:
            last = update.changed.previous_id
            after = last if last is None or last > 0 else first - last - 1
            self.pledges[update.pledge] = replace(update.changed, previous_id=after)
        for n, pledge in enumerate(plan.new_pledges):
            self.pledges[first + n] = replace(pledge, id=first + n)
        old = {r.id: r for r in page.old_statements}
        attached = {i: old[c].pledge_id for i, c in enumerate(plan.carried) if c is not None}
        for m in plan.matches:
            if m.verdict is Verdict.SURE and m.role is not MatchRole.PREVIOUS_YEAR:
                attached[m.statement] = m.pledge if m.new_pledge is None else first + m.new_pledge
        ids = list(range(self.row + 1, self.row + 1 + len(plan.statements)))
        self.row += len(plan.statements)
        told = {page.old_statements and c: ids[i] for i, c in enumerate(plan.carried)}
        superseded = {c for i, _ in plan.observations if (c := plan.carried[i]) is not None}
        kept = [o for o in self.observations if o.statement_id not in superseded and o.id not in plan.withdrawn]
        self.observations = [replace(o, statement_id=told.get(o.statement_id, o.statement_id)) for o in kept]
        for i, o in plan.observations:
            ref = o.pledge_id if o.pledge_id > 0 else first - o.pledge_id - 1
            self.numbered += 1
            self.observations.append(replace(o, pledge_id=ref, statement_id=ids[i], id=self.numbered))
        rows = [StoredStatement(ids[i], s, attached.get(i)) for i, s in enumerate(plan.statements)]
        gone = {c for c in plan.carried if c is not None} | set(plan.removed)
        for r in page.old_statements:
            if r.id in plan.missing:
                rows.append(replace(r, missing_since=self.now))
            elif r.missing_since is not None and r.id not in gone:
                rows.append(r)
        self.pages[page.page_id] = (page.facts, tuple(rows), page.text)


def told(plan: PagePlan) -> list[tuple[str, float | None, float | None]]:
    """The plan's events as (type, old, new)."""
    return [(e.type.value, e.old, e.new) for e in plan.events]


def only(plan: PagePlan) -> EventDraft:
    """The plan's one event."""
    assert len(plan.events) == 1, told(plan)
    return plan.events[0]


def on(year: int, month: int, day: int) -> date:
    return date(year, month, day)
