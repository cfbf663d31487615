"""No query of a night walks through a table that grows with the ledger: each finds its rows by an index."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, event

from storage.ledger import Ledger
from storage.models import Base
from storage.records import EventDraft, EventType, PageInput, PagePlan
from storage.views import Ended
from tests.storage.build import DAY, LINES, PLACE, T0, URL, carry, document, fetched, first_night, night, to_desk
from tests.storage.test_plan import bulletin_plan, progress, unsure

SMALL = {"source", "run"}
"""As many rows as the configuration has sources, or one a night."""

CONDITIONAL = {
    index.name
    for table in Base.metadata.sorted_tables
    for index in table.indexes
    if index.dialect_options["postgresql"].get("where") is not None
}


@contextmanager
def walked(ledger: Ledger) -> Iterator[set[tuple[str, str]]]:
    """Collects (table, statement) for every table a statement reads from end to end."""
    found: set[tuple[str, str]] = set()
    explain = _explain_sqlite if ledger.database.is_sqlite else _explain_postgres

    def before(c: Connection, cursor: Any, statement: str, parameters: Any, context: Any, many: bool) -> None:
        if re.match(r"\s*(SELECT|UPDATE|DELETE|WITH)\b", statement) and "pg_advisory" not in statement:
            for table in explain(c, statement, parameters[0] if many else parameters):
                found.add((table, statement))

    event.listen(ledger.database.engine, "before_cursor_execute", before)
    try:
        yield found
    finally:
        event.remove(ledger.database.engine, "before_cursor_execute", before)


def _explain_sqlite(c: Connection, statement: str, parameters: Any) -> Iterator[str]:
    raw: Any = c.connection.dbapi_connection
    for row in raw.execute(f"EXPLAIN QUERY PLAN {statement}", parameters):
        # With an index it is one of a condition (all open runs, all pages to read): SQLite calls it a scan as well.
        if hit := re.match(r"SCAN (\w+)\b(?! USING INDEX ix_)", row[3]):
            yield hit.group(1)


def _explain_postgres(c: Connection, statement: str, parameters: Any) -> Iterator[str]:
    raw: Any = c.connection.dbapi_connection
    with raw.cursor() as cursor:
        for plan in ("seqscan", "hashjoin", "mergejoin"):  # the tables are small here: ask what it does with large ones
            cursor.execute(f"SET LOCAL enable_{plan} = off")
        cursor.execute("SET LOCAL plan_cache_mode = force_generic_plan")
        cursor.execute(f"EXPLAIN {statement}", parameters)
        lines = [line for (line,) in cursor.fetchall()]
    for n, line in enumerate(lines):
        if hit := re.search(r"Seq Scan on \"?(\w+)\"?", line):
            yield hit.group(1)
        # A whole index read from end to end is no better, unless it is one of a condition.
        whole = re.search(r"Index (?:Only )?Scan (?:Backward )?using \"?(\w+)\"? on \"?(\w+)\"?", line)
        if whole and "Index Cond" not in "".join(lines[n + 1 : n + 2]) and whole.group(1) not in CONDITIONAL:
            yield whole.group(2)


def _second_night(ledger: Ledger) -> None:
    run, at = ledger.runs()[-1].id, T0 + DAY
    ledger.record_fetches(run, [fetched(None, outcome="not_modified", status=304, at=at)])
    night(ledger, run, fetched("edited", at=at), document(("新建公共车位600个", LINES[0])), carry)
    night(ledger, run, fetched("b", url=URL + "b", at=at), document(progress(5)), bulletin_plan)
    night(ledger, run, fetched("c", url=URL + "c", at=at), document(progress(7)), unsure)


def _third_night(ledger: Ledger) -> None:
    run = ledger.begin_run("night", T0 + 2 * DAY)

    def suspect(inp: PageInput) -> PagePlan:
        return replace(carry(inp), suspect="too_few")

    night(ledger, run, fetched("edited", at=T0 + 2 * DAY), document(LINES[:1]), carry)
    night(ledger, run, fetched("captcha", at=T0 + 3 * DAY), document(LINES[:1]), suspect)
    gone = EventDraft(EventType.DOCUMENT_GONE, PLACE)
    ledger.mark_gone(run, 1, gone, to_desk, T0 + 2 * DAY)
    ledger.record_event(run, EventDraft(EventType.BULLETIN_OVERDUE, PLACE), to_desk, T0, source="qs")
    ledger.finish_run(run, T0 + 2 * DAY)


STEPS: list[Callable[[Ledger], object]] = [
    _second_night,
    _third_night,
    lambda ledger: ledger.captures_to_read(),
    lambda ledger: ledger.known_pages("qs"),
    lambda ledger: ledger.absent_pages(),
    lambda ledger: ledger.bulletins(2031),
    lambda ledger: ledger.events(run=2),
    lambda ledger: ledger.events(since=T0),
    lambda ledger: ledger.events(place=PLACE, since=T0),
    lambda ledger: ledger.pledges(ids=[1, 2]),
    lambda ledger: ledger.history(1),
    lambda ledger: ledger.unattached(PLACE, 2031),
    lambda ledger: ledger.open_pledges(Ended(2031, T0.date(), date(2031, 6, 1), date(2032, 1, 1))),
    lambda ledger: ledger.runs(unfinished=True),
    lambda ledger: ledger.review(),
    lambda ledger: ledger.decide(ledger.review()[0].match_id, accepted=True, at=T0),
]


@pytest.mark.parametrize("step", STEPS, ids=range(len(STEPS)))
def test_no_walk_through_growing_tables(ledger: Ledger, step: Callable[[Ledger], object]) -> None:
    first_night(ledger)
    if step not in STEPS[:2]:
        _second_night(ledger)
    with walked(ledger) as found:
        step(ledger)
    told = {(table, " ".join(statement.split())) for table, statement in found if table not in SMALL}
    assert not told


def test_scope_is_a_range_of_its_years(tmp_path: Path) -> None:
    """An index of the year alone would do for the planner, and cost more with every place that is added."""
    plans: list[str] = []

    def before(c: Connection, cursor: Any, statement: str, parameters: Any, context: Any, many: bool) -> None:
        if "FROM pledge" in statement and "pledge.place" in statement[statement.rindex("WHERE") :]:
            raw: Any = c.connection.dbapi_connection
            plans.extend(row[3] for row in raw.execute(f"EXPLAIN QUERY PLAN {statement}", parameters))

    with Ledger.open(f"sqlite:///{tmp_path / 'ledger.db'}") as ledger:
        first_night(ledger)
        ledger.requeue([1])
        (capture,) = ledger.captures_to_read()
        event.listen(ledger.database.engine, "before_cursor_execute", before)
        ledger.page_input(capture.capture_id, document(), T0.date())
    assert {re.sub(r"^SEARCH pledge USING (COVERING )?INDEX ", "", plan) for plan in plans} == {
        "ix_pledge_year_place (year=? AND place=?)",
        "ix_pledge_year_place (year=? AND place>? AND place<?)",
    }
