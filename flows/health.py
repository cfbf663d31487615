"""The health of sources: told once when it turns, and once when it is well again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from crawlers.records import Done, Outcome, Source, SourceSummary
from storage.ledger import Ledger, Route
from storage.records import Event, EventDraft, EventType
from storage.views import SourceHealth

_GOOD = (Outcome.OK, Outcome.NOT_MODIFIED)
_NOT_ASKED = (Outcome.ROBOTS, Outcome.OFF_LIMITS, Outcome.BUDGET)


def check(
    ledger: Ledger, run: int, sources: Sequence[Source], done: Iterable[Done], route: Route, at: datetime
) -> list[Event]:
    """Judge every source of the pass and write `source_unhealthy` or `source_recovered` where it turned."""
    summaries = {s.source: s for d in done for s in d.summaries}
    configured = {s.id: s for s in sources}
    told: list[Event] = []
    for state in ledger.sources(run):
        source = configured.get(state.id)
        if source is None:
            continue
        healthy, reason = judge(source, state, summaries.get(state.id))
        if healthy is None:
            continue
        draft = EventDraft(
            type=EventType.SOURCE_RECOVERED if healthy else EventType.SOURCE_UNHEALTHY,
            place=state.place,
            subject=source.name or source.id,
            url=source.start[0],
            detail=reason,
            key=f"health:{state.id}:{run}:{healthy}",
        )
        told += ledger.set_health(run, state.id, healthy=healthy, reason=reason, at=at, draft=draft, route=route)
    return told


def judge(source: Source, state: SourceHealth, summary: SourceSummary | None) -> tuple[bool | None, str]:
    """(healthy, reason in Chinese); healthy is None where tonight says nothing about it. Pure."""
    outcomes = dict(state.outcomes)
    good = sum(outcomes.get(o, 0) for o in _GOOD)
    asked = sum(n for o, n in outcomes.items() if o not in _NOT_ASKED)
    if asked and not good:
        kinds = "、".join(f"{o}×{n}" for o, n in sorted(outcomes.items()))
        return False, f"全部抓取失败（{kinds}）"
    if not asked:
        return (False, "robots.txt 不允许抓取任何起始页") if outcomes.get(Outcome.ROBOTS) else (None, "")
    # A scan or an old Word file is what its article has attached, not a sign that the site fails.
    readable, suspect = state.pages - state.unreadable, state.suspect - state.unreadable
    if readable and suspect == readable:
        return False, f"全部{readable}个页面都无法比对（验证码、登录页、错误页或空白）"
    if summary is not None and summary.list_pages and not summary.links_found:
        return False, f"列表页没有任何可读的链接，可能改版或被拦截（{summary.problem or '空列表'}）"
    least = source.expect.min_pages
    if summary is not None and least is not None and summary.complete and summary.links_found < least:
        return False, f"列表只有{summary.links_found}个链接，预期至少{least}个"
    return True, "恢复正常"
