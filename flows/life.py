"""A pledge's life in words for `minxin history`: what it is now, then everything that was said of it, day by day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from flows.amounts import amount, number
from flows.notices.phrases import phrases
from flows.progress import STATUS_WORDS
from storage.keys import statement_key
from storage.records import Decider, Event, MatchRole, Observation, Pledge, PledgeState, Verdict
from storage.views import MatchRow, PledgeHistory, StatementRow

_STATE = {
    PledgeState.STANDING: "仍在文件中",
    PledgeState.MISSING: "上次抓取时不在页面上，待再次确认",
    PledgeState.REMOVED: "已从文件中删去或并入另一条",
    PledgeState.PAGE_GONE: "所在页面已撤下",
}
_ROLE = {
    MatchRole.RECORD: "承诺原文",
    MatchRole.RESTATEMENT: "转述",
    MatchRole.PROGRESS: "进展原文",
    MatchRole.PREVIOUS_YEAR: "下一年的承诺",
}


@dataclass(frozen=True, slots=True, order=True)
class _Entry:
    """One dated piece of a life; `rank` orders a day: statements, figures, events, decisions."""

    day: date
    rank: int
    number: int
    lines: tuple[str, ...]


def told(life: PledgeHistory, zone: ZoneInfo) -> list[str]:
    """The lines to print. Every statement, figure, event and decision has its date, its quote and its address."""
    entries = [*_statements(life, zone), *_figures(life), *_events(life, zone), *_decisions(life, zone)]
    lines = _head(life)
    for entry in sorted(entries):
        first, *rest = entry.lines
        lines += [f"{entry.day}  {first}", *(f"            {line}" for line in rest)]
    return lines


def _head(life: PledgeHistory) -> list[str]:
    p = life.pledge
    year = f"{p.year}年" if p.year else "年份不详"
    lines = [
        f"承诺 {p.id}  {p.place} {year} {p.theme}：{_target(p)}" + (f"，期限{p.deadline}" if p.deadline else ""),
        f"  原文：「{p.quote}」",
        f"  出处：{_source(p.title, p.url)}",
        f"  承诺：{_STATE[p.state]}",
        f"  进展：{phrases('zh').progress[p.progress] or '未知'}{_share(p)}",
    ]
    if p.progress_rule:
        lines.append(f"  依据：{p.progress_rule}")
    if life.previous is not None:
        q = life.previous
        lines.append(f"  上一年：{_target(q)}（{q.year}年，承诺 {q.id}）「{q.quote}」")
    return [*lines, ""]


def _target(p: Pledge) -> str:
    return f"{p.action}{p.subject}{amount(p.cmp, p.low, p.high, p.unit)}"


def _share(p: Pledge) -> str:
    return f"，完成目标的{p.share * 100:.3g}%" if p.share is not None else ""


def _source(title: str | None, url: str | None) -> str:
    return " ".join(part for part in (f"《{title}》" if title else "", url or "") if part) or "台账初始数据"


def _day(at: datetime, zone: ZoneInfo) -> date:
    return at.astimezone(zone).date()


def _statements(life: PledgeHistory, zone: ZoneInfo) -> Iterator[_Entry]:
    """Each sentence once, at the day it was first read; captures that repeat it are not listed."""
    rows = {r.id: r for r in life.statements}
    after = {r.previous_id: r for r in life.statements if r.previous_id is not None}
    matches = {m.statement_id: m for m in life.matches}
    for row in life.statements:
        before = rows.get(row.previous_id or 0)
        if before is not None and before.statement.quote == row.statement.quote:
            continue
        last = row
        while (following := after.get(last.id)) is not None and following.statement.quote == row.statement.quote:
            last = following
        latest = last
        while latest.id not in matches and (following := after.get(latest.id)) is not None:
            latest = following
        label, why = _said(life, latest, matches.get(latest.id))
        end = _end(last, after.get(last.id), zone)
        lines = [f"{label}：「{row.statement.quote}」{end}", f"{_source(row.facts.title, row.url)}", row.capture]
        yield _Entry(_day(row.fetched_at, zone), 0, row.id, tuple(lines + why))


def _said(life: PledgeHistory, row: StatementRow, match: MatchRow | None) -> tuple[str, list[str]]:
    """What the sentence is to the pledge, and why it was attached."""
    if match is None:
        return "陈述", []
    label = _ROLE[match.role]
    if match.verdict is Verdict.UNSURE:
        return f"待定的{label}", [f"理由：{match.why}（minxin review 编号 {match.id}）"]
    if match.verdict is Verdict.NONE:
        return f"不算{label}", [f"理由：{match.why}"]
    if row.id == life.pledge.statement_id:
        return label, []
    if match.role is MatchRole.RECORD:
        return "转述（曾为承诺原文）", []
    who = "人工确认" if match.decided_by is Decider.PERSON else f"自动，{match.score:g}"
    return label, [f"归入理由：{match.why}（{who}）"]


def _end(last: StatementRow, following: StatementRow | None, zone: ZoneInfo) -> str:
    if last.current and last.missing_since is None:
        return ""
    if last.removed_at is not None:
        return f"（{_day(last.removed_at, zone)}起已不在页面上）"
    if last.missing_since is not None:
        return f"（{_day(last.missing_since, zone)}抓取时不在页面上）"
    return f"（{_day(following.fetched_at, zone)}改为下文）" if following is not None else "（已不在页面上）"


def _figures(life: PledgeHistory) -> Iterator[_Entry]:
    rows = {r.id: r for r in life.statements}
    for label, seen in (("进展", life.observations), ("已更正的进展", life.superseded)):
        for o in seen:
            row = rows.get(o.statement_id or 0)
            source = [_source(row.facts.title, row.url)] if row is not None else []
            yield _Entry(o.as_of, 1, o.id or 0, (f"{label}：{_figure(o)}「{o.quote}」", *source))


def _figure(o: Observation) -> str:
    said = []
    if o.value is not None:
        said.append(f"{'累计' if o.cumulative else ''}{number(o.value)}{o.unit or ''}")
    if o.total is not None:
        said.append(f"共{number(o.total)}{o.unit or ''}")
    if o.percent is not None:
        said.append(f"完成{o.percent:g}%")
    if o.status is not None:
        said.append(STATUS_WORDS[o.status])
    return "，".join(said) + " " if said else ""


def _events(life: PledgeHistory, zone: ZoneInfo) -> Iterator[_Entry]:
    for e in life.events:
        lines = [f"事件 {e.id} {phrases('zh').labels[e.type]}：{_change(e)}{e.detail}".rstrip("： ")]
        if e.quote_old and e.quote_old != e.quote_new:
            lines.append(f"此前：「{e.quote_old}」")
        if e.quote_new:
            lines.append(f"{'现在' if e.quote_old else '原文'}：「{e.quote_new}」")
        lines.append(_source(e.title, e.url))
        yield _Entry(_day(e.at, zone), 2, e.id, tuple(lines))


def _change(e: Event) -> str:
    if e.old is None and e.new is None:
        return ""
    values = [f"{number(v)}{e.unit or ''}" for v in (e.old, e.new) if v is not None]
    return " → ".join(values) + " "


def _decisions(life: PledgeHistory, zone: ZoneInfo) -> Iterator[_Entry]:
    said = {statement_key(r.statement): r for r in life.statements}
    for n, d in enumerate(life.decisions):
        row = said.get(d.decision.statement_key)
        word = "接受" if d.decision.accepted else "否决"
        lines = [f"人工{word}：" + (f"「{row.statement.quote}」" if row else "（原句已不在台账中）")]
        if row is not None:
            lines.append(_source(row.facts.title, row.url))
        yield _Entry(_day(d.decided_at, zone), 3, n, tuple(lines))
