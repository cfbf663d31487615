"""Nights killed at random instants (SIGKILL), each taken up by the next; prints what the ledger holds in the end.

Run as a process of its own: `python -m tests.storage.killing ADDRESS KILLS SEED`. With no kills it prints the
undisturbed outcome.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
from dataclasses import replace

from sqlalchemy import Engine, event

from storage.ledger import Ledger
from storage.records import EventDraft, EventType, PageInput, PagePlan, PledgeUpdate
from storage.views import SourceRow
from tests.storage.build import (
    DAY,
    LINES,
    PLACE,
    T0,
    added,
    carry,
    changed,
    document,
    fetched,
    read_all,
    sha,
    to_desk,
)

NIGHTS = [
    {"1.html": LINES, "2.html": ("开通公交线路3条", "新增树木9000棵")},
    {"1.html": ("新建公共车位600个", LINES[1]), "2.html": ("开通公交线路3条", "新增树木9000棵", "修缮古桥4座")},
    {"1.html": ("新建公共车位600个", LINES[1]), "2.html": ("开通公交线路5条", "新增树木9000棵", "修缮古桥4座")},
]
"""Address -> lines of the page, for each night."""


def plan(inp: PageInput) -> PagePlan:
    """New pledges, changed targets and removals, as simply as this test needs them."""
    base = carry(inp)
    old = {s.id: s for s in inp.old_statements}
    pledges = {p.id: p for p in inp.pledges}
    updates, events = [], []
    for s, old_id in zip(inp.statements, base.carried, strict=True):
        pledge = pledges.get(old[old_id].pledge_id) if old_id is not None else None
        if pledge is not None and pledge.id is not None and pledge.low != s.low:
            updates.append(PledgeUpdate(pledge.id, changed(pledge, low=s.low, high=s.high, quote=s.quote)))
            key = f"changed:{pledge.id}:{pledge.low}:{s.low}"
            events.append(EventDraft(EventType.TARGET_CHANGED, PLACE, old=pledge.low, new=s.low, key=key))
    for id_ in base.removed:
        key = f"removed:{old[id_].pledge_id}:{inp.capture}"
        events.append(EventDraft(EventType.PLEDGE_REMOVED, PLACE, quote_old=old[id_].statement.quote, key=key))
    fresh = [i for i, old_id in enumerate(base.carried) if old_id is None]
    first = read_all(inp)
    kept = [first.new_pledges[i] for i in fresh]
    for n, (i, pledge) in enumerate(zip(fresh, kept, strict=True)):
        events.append(replace(added(inp, i, pledge), new_pledge=n))
    matches = [replace(first.matches[i], new_pledge=n) for n, i in enumerate(fresh)]
    return replace(base, updates=tuple(updates), events=tuple(events), new_pledges=tuple(kept), matches=tuple(matches))


def work(address: str) -> None:
    """All nights, from the first: what is in the ledger already is passed over."""
    with Ledger.open(address) as ledger:
        ledger.sync_sources([SourceRow("qs", PLACE, "测试门户", "portal")], T0)
        bodies = {sha(doc.text): doc for pages in NIGHTS for doc in map(document, pages.values())}
        for n, pages in enumerate(NIGHTS):
            at = T0 + n * DAY
            run = ledger.begin_run("night", at)
            for name, lines in pages.items():
                ledger.record_fetch(run, fetched(document(lines).text, url=f"http://www.example.test/{name}", at=at))
            for capture in ledger.captures_to_read():
                doc = bodies[capture.sha256]
                inp = ledger.page_input(capture.capture_id, doc, at.date())
                ledger.apply(run, inp, doc, plan(inp), to_desk, at)
            ledger.finish_run(run, at)


def killed(address: str, after: int) -> bool:
    """Work in a process that kills itself at its so-many-th SQL statement. Whether it was killed."""
    pid = os.fork()
    if pid == 0:
        count = 0

        def step(*_: object) -> None:
            nonlocal count
            count += 1
            if count == after:
                os.kill(os.getpid(), signal.SIGKILL)

        event.listen(Engine, random.choice(["before_cursor_execute", "after_cursor_execute"]), step)
        event.listen(Engine, "commit", step)
        work(address)
        os._exit(0)
    status = os.waitpid(pid, 0)[1]
    if status not in (0, signal.SIGKILL):
        raise SystemExit(f"a night failed by itself: {status}")
    return status != 0


def outcome(address: str) -> dict[str, object]:
    """What the ledger holds, without what may differ (ids: an undone write uses numbers up)."""
    with Ledger.open(address) as ledger:
        statements, events = ledger.statements(current=False), ledger.events()
        order = {e.id: n for n, e in enumerate(events)}
        return {
            "statements": [(s.url, s.statement.quote, s.current, s.missing_since is None) for s in statements],
            "evidence": all(
                ledger.document_text(s.id)[s.statement.start : s.statement.end] == s.statement.quote for s in statements
            ),
            "pledges": [(p.subject, p.low, p.quote, p.state) for p in ledger.pledges()],
            "events": [(e.type, e.old, e.new, e.quote_old, e.quote_new, e.baseline) for e in events],
            "notices": [(order[n.event_id], n.channel, n.state) for n in ledger.notices()],
            "waiting": len(ledger.captures_to_read()),
        }


def main() -> None:
    """See the module's text."""
    address, kills, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    random.seed(seed)
    Ledger.open(address).close()
    hits = sum(killed(address, random.randint(1, 150)) for _ in range(kills))
    work(address)
    json.dump({"kills": hits, "outcome": outcome(address)}, sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    main()
