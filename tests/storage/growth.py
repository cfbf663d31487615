"""What one changed page costs on ledgers of growing size: `python -m tests.storage.growth [SIZE…]`."""

from __future__ import annotations

import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from parsers.records import DocumentKind
from storage import models as m
from storage.ledger import Ledger
from storage.records import PageState, Pledge
from storage.rows import facts_values, packed, pledge_values, statement_values, text_sha256
from storage.views import SourceRow
from tests.storage.build import DAY, PLACE, T0, carry, document, fetched, read_all, to_desk

PER_PAGE = 100
LINES = tuple(f"新建第{'甲乙丙丁戊己庚辛壬癸'[n % 10]}类设施{'东西南北中'[n // 10 % 5]}{n}处" for n in range(PER_PAGE))

_BULLETIN: dict[str, Any] = {"kind": DocumentKind.BULLETIN, "period": "H1"}


def fill(ledger: Ledger, statements: int) -> None:
    """Put pages of other places into the ledger, `PER_PAGE` statements and pledges each, straight into the tables."""
    doc = document(LINES)
    sha256 = text_sha256(doc.text)
    pages = statements // PER_PAGE
    ledger.sync_sources([SourceRow("qs", PLACE, "测试门户", "portal"), SourceRow("far", "远省", "远", "portal")], T0)
    run = ledger.begin_run("fill", T0)
    with ledger.writing() as c:
        c.execute(insert(m.MainText).values(sha256=sha256, size=len(doc.text), data=packed(doc.text)))
    for first in range(1, pages + 1, 200):
        rows = _rows(doc, range(first, min(first + 200, pages + 1)), run, sha256)
        with ledger.writing() as c:
            for table, values in rows.items():
                c.execute(insert(table), values)
    ledger.finish_run(run, T0)


def _rows(doc: Any, numbers: range, run: int, sha256: str) -> dict[Any, list[dict[str, Any]]]:
    rows: dict[Any, list[dict[str, Any]]] = {
        t: []
        for t in (m.Page, m.Capture, m.Fetch, m.Document, m.Pledge, m.Statement, m.Match, m.Event, m.Delivery, m.Notice)
    }
    for n in numbers:
        place, year = f"远省第{n // 12}市第{n % 12}区", 2020 + n % 12
        rows[m.Page].append({
            "id": n, "source_id": "far", "url": f"http://far.test/{n}", "role": "article", "state": PageState.LIVE,
            "gone_count": 0, "fail_count": 0, "first_run_id": run, "first_seen": T0, "checked_at": T0,
            "changed_at": T0, "latest_capture_id": n, "compared_capture_id": n, "compared_at": T0, "document_id": n,
            "to_read": False, "missing": 0, "revision": 1,
        })  # fmt: skip
        rows[m.Capture].append({
            "id": n, "page_id": n, "sha256": f"{n:064x}", "size": 1, "headers": [], "run_id": run, "first_seen": T0,
            "last_seen": T0, "document_id": n,
        })  # fmt: skip
        rows[m.Document].append(
            facts_values(replace(doc.facts, place=place, year=year, **(_BULLETIN if n % 5 == 0 else {})))
            | {
                "id": n,
                "page_id": n,
                "capture_id": n,
                "text_sha256": sha256,
                "run_id": run,
                "read_at": T0,
                "parser": "1",
            }
        )
        for i in range(5):
            rows[m.Fetch].append({
                "key": f"{n}/{i}", "run_id": run, "source_id": "far", "page_id": n, "capture_id": n, "url": "u",
                "role": "article", "outcome": "ok", "status": 200, "size": 1, "duration": 0.1, "detail": "",
                "fetched_at": T0,
            })  # fmt: skip
        rows[m.Delivery].append({
            "id": n, "channel": "desk", "group_key": f"run:{n}", "message_id": f"{n}", "state": "sent", "attempts": 1,
            "next_at": T0, "created_at": T0, "sent_at": T0,
        })  # fmt: skip
        for i, s in enumerate(doc.statements):
            id_ = n * PER_PAGE + i
            pledge = {
                "id": id_, "place": place, "year": year, "page_id": n, "statement_id": id_, "run_id": run,
                "created_at": T0, "updated_at": T0, "revision": 0,
            }  # fmt: skip
            rows[m.Pledge].append(_pledge(s) | pledge)
            rows[m.Statement].append(statement_values(s) | {
                "id": id_, "document_id": n, "page_id": n, "pledge_id": id_, "is_current": True,
                "document_place": place, "document_year": year,
            })  # fmt: skip
            rows[m.Match].append({
                "id": id_, "statement_id": id_, "pledge_id": id_, "role": "record", "verdict": "sure", "score": 1.0,
                "why": "test", "decided_by": "rule", "decided_at": T0, "run_id": run,
            })  # fmt: skip
            rows[m.Event].append({
                "id": id_, "key": f"{id_}", "type": "pledge_added", "run_id": run, "at": T0, "place": place,
                "source_id": "far", "page_id": n, "year": year, "subject": s.subject, "new": s.low,
                "pledge_id": id_, "detail": "", "baseline": True,
            })  # fmt: skip
            rows[m.Notice].append({
                "event_id": id_, "channel": "desk", "group_key": f"run:{n}", "due_at": T0, "state": "sent",
                "delivery_id": n, "created_at": T0,
            })  # fmt: skip
    return rows


def _pledge(s: Any) -> dict[str, Any]:
    return pledge_values(
        Pledge(None, "", 0, s.subject, s.action, s.unit, s.theme, s.kind, s.cmp, s.low, s.high, quote=s.quote)
    )


def cost(ledger: Ledger, nights: int = 9) -> float:
    """Median seconds of a night with one changed page: fetch, input, plan, write, the run's events."""
    run = ledger.begin_run("night", T0)
    _night(ledger, run, LINES, 0, first=True)
    ledger.finish_run(run, T0)
    times = []
    for n in range(1, nights + 2):
        begun = time.perf_counter()
        run = ledger.begin_run("night", T0 + n * DAY)
        _night(ledger, run, (f"新建公共车位{600 + n}个", *LINES), n, first=False)
        ledger.absent_pages()
        ledger.review()
        ledger.events(run=run)
        ledger.finish_run(run, T0 + n * DAY)
        times.append(time.perf_counter() - begun)
    return sorted(times[1:])[nights // 2]


def _night(ledger: Ledger, run: int, lines: tuple[str, ...], n: int, *, first: bool) -> None:
    at, doc = T0 + n * DAY, document(lines)
    ledger.record_fetch(run, fetched(doc.text, at=at))
    ledger.known_pages("qs")
    for capture in ledger.captures_to_read():
        inp = ledger.page_input(capture.capture_id, doc, at.date())
        ledger.apply(run, inp, doc, (read_all if first else carry)(inp), to_desk, at)


def main() -> None:
    """Print size, cost and ratio to the smallest."""
    base = None
    for size in [int(a) for a in sys.argv[1:]] or [1_000, 10_000, 1_000_000]:
        with tempfile.TemporaryDirectory() as folder, Ledger.open(f"sqlite:///{Path(folder) / 'ledger.db'}") as ledger:
            begun = time.perf_counter()
            fill(ledger, size)
            filled = time.perf_counter() - begun
            seconds = cost(ledger)
            base = base or seconds
            megabytes = (Path(folder) / "ledger.db").stat().st_size / 1e6
            print(
                f"{size:>9} statements ({megabytes:.0f} MB, filled in {filled:.0f} s): "
                f"{seconds * 1000:.1f} ms a night, {seconds / base:.2f} times the smallest"
            )


if __name__ == "__main__":
    main()
