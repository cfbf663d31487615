"""The ledger as tables: the columns of `minxin export`, one function a table."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import TextIO

from storage.ledger import Ledger

Cell = str | int | float | bool | None
Row = Mapping[str, Cell]


class Table(StrEnum):
    """What can be exported."""

    PLEDGES = "pledges"
    PROGRESS = "progress"
    EVENTS = "events"
    PAGES = "pages"
    NOTICES = "notices"


COLUMNS: Mapping[Table, tuple[str, ...]] = {
    Table.PLEDGES: (
        "id", "place", "year", "theme", "kind", "action", "subject", "cmp", "low", "high", "unit", "from", "deadline",
        "state", "progress", "progress_rule", "share", "previous_id", "quote", "title", "url",
    ),
    Table.PROGRESS: (
        "id", "pledge_id", "place", "year", "theme", "subject", "as_of", "value", "unit", "percent", "total",
        "cumulative", "status", "quote",
    ),
    Table.EVENTS: (
        "id", "type", "run", "at", "place", "source", "year", "theme", "subject", "unit", "old", "new", "quote_old",
        "quote_new", "url", "title", "capture", "pledge_id", "detail", "baseline",
    ),
    Table.PAGES: (
        "id", "source", "url", "role", "state", "reason", "kind", "place", "year", "period", "title", "published_at",
        "statements", "capture", "first_seen", "checked_at", "changed_at",
    ),
    Table.NOTICES: (
        "id", "event_id", "channel", "group", "state", "due_at", "created_at", "message_id", "attempts", "sent_at",
        "last_error",
    ),
}  # fmt: skip


def rows(ledger: Ledger, table: Table, place: str | None = None, year: int | None = None) -> Iterator[Row]:
    """The rows of a table; every row has all of its columns."""
    return _MAKERS[table](ledger, place, year)


def write(out: TextIO, table: Table, found: Iterable[Row], *, jsonl: bool) -> None:
    """Write rows as CSV with a head line, or as JSON lines."""
    if jsonl:
        for row in found:
            out.write(json.dumps(dict(row), ensure_ascii=False) + "\n")
        return
    writer = csv.DictWriter(out, fieldnames=COLUMNS[table], lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: _cell(value) for name, value in row.items()} for row in found)


def _cell(value: Cell) -> Cell:
    """Text that a spreadsheet would run as a formula is kept from it by a quote sign."""
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") and value not in ("=",):
        return "'" + value
    return value


def _row(table: Table, values: Sequence[object]) -> Row:
    return {name: _plain(value) for name, value in zip(COLUMNS[table], values, strict=True)}


def _plain(value: object) -> Cell:
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, StrEnum):
        return str(value)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if value is None or isinstance(value, str | int | float | bool):
        return value
    raise TypeError(f"no cell: {type(value).__name__}")


def _year(year: int | None) -> int | None:
    return year or None  # 0 stands for an unknown year in the ledger


def _pledges(ledger: Ledger, place: str | None, year: int | None) -> Iterator[Row]:
    for p in ledger.pledges(place, year):
        yield _row(
            Table.PLEDGES,
            (p.id, p.place, _year(p.year), p.theme, p.kind, p.action, p.subject, p.cmp, p.low, p.high, p.unit, p.old,
             p.deadline, p.state, p.progress, p.progress_rule, p.share, p.previous_id, p.quote, p.title, p.url),
        )  # fmt: skip


def _progress(ledger: Ledger, place: str | None, year: int | None) -> Iterator[Row]:
    pledges = {p.id: p for p in ledger.pledges(place, year) if p.id is not None}
    for o in ledger.observations(list(pledges)):
        p = pledges[o.pledge_id]
        yield _row(
            Table.PROGRESS,
            (o.id, o.pledge_id, p.place, _year(p.year), p.theme, p.subject, o.as_of, o.value, o.unit, o.percent,
             o.total, o.cumulative, o.status, o.quote),
        )  # fmt: skip


def _events(ledger: Ledger, place: str | None, year: int | None) -> Iterator[Row]:
    for e in ledger.events(place=place):
        if year is None or e.year == year:
            yield _row(
                Table.EVENTS,
                (e.id, e.type, e.run, e.at, e.place, e.source, _year(e.year), e.theme, e.subject, e.unit, e.old, e.new,
                 e.quote_old, e.quote_new, e.url, e.title, e.capture, e.pledge_id, e.detail, e.baseline),
            )  # fmt: skip


def _pages(ledger: Ledger, place: str | None, year: int | None) -> Iterator[Row]:
    for p in ledger.pages():
        f = p.facts
        where = (f.place if f else None) or p.place
        if (place is not None and not where.startswith(place)) or (year is not None and (f is None or f.year != year)):
            continue
        yield _row(
            Table.PAGES,
            (p.id, p.source, p.url, p.role, p.state, p.suspect_reason, f.kind if f else None, where,
             f.year if f else None, f.period if f else None, f.title if f else None, f.published_at if f else None,
             p.statements, p.capture, p.first_seen, p.checked_at, p.changed_at),
        )  # fmt: skip


def _notices(ledger: Ledger, place: str | None, year: int | None) -> Iterator[Row]:  # noqa: ARG001 (one log for all)
    for n in ledger.notices():
        yield _row(
            Table.NOTICES,
            (n.id, n.event_id, n.channel, n.group, n.state, n.due_at, n.created_at, n.message_id, n.attempts,
             n.sent_at, n.last_error),
        )  # fmt: skip


_MAKERS: Mapping[Table, Callable[[Ledger, str | None, int | None], Iterator[Row]]] = {
    Table.PLEDGES: _pledges,
    Table.PROGRESS: _progress,
    Table.EVENTS: _events,
    Table.PAGES: _pages,
    Table.NOTICES: _notices,
}
