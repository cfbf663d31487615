"""`minxin review` and `minxin history`: a person's view of matches and of one pledge's life."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from flows.commands.common import ConfigOption, configuration, ledger_of

if TYPE_CHECKING:
    from storage.views import PledgeHistory, ReviewItem


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("review")(review)
    app.command("history")(history)


def review(
    accept: Annotated[list[int] | None, typer.Option(help="Number of a match to accept; may be repeated.")] = None,
    reject: Annotated[list[int] | None, typer.Option(help="Number of a match to reject; may be repeated.")] = None,
    ask: Annotated[bool, typer.Option("--ask", help="Go through them one by one.")] = False,
    config: ConfigOption = None,
) -> int:
    """List uncertain matches, accept or reject them. Decisions outlive re-parsing."""
    with ledger_of(configuration(config)) as ledger:
        now = datetime.now(UTC)
        for numbers, accepted in ((accept or [], True), (reject or [], False)):
            for number in numbers:
                ledger.decide(number, accepted=accepted, at=now)
                print(f"{number} {'accepted' if accepted else 'rejected'}; it counts from the next pass on")
        if accept or reject:
            return 0
        items = ledger.review()
        for item in items:
            print(_shown(item))
            if ask:
                answer = typer.prompt("accept, reject or skip", default="skip")
                if answer[:1] in ("a", "r"):
                    ledger.decide(item.match_id, accepted=answer[:1] == "a", at=now)
        if not items:
            print("nothing to review", file=sys.stderr)
    return 0


def _shown(item: ReviewItem) -> str:
    from flows.amounts import amount

    p, row = item.pledge, item.statement
    target = amount(p.cmp, p.low, p.high, p.unit)
    return (
        f"{item.match_id}  {item.score:.2f}  {p.place} {p.year or ''} {p.theme}\n"
        f"  承诺：{p.action}{p.subject}{target} 「{p.quote}」\n"
        f"  进展：「{row.statement.quote}」 {row.url}\n"
        f"  理由：{item.why}"
    )


def history(
    pledge: Annotated[int, typer.Argument(help="Number of the pledge, the id in 'minxin export pledges'.")],
    config: ConfigOption = None,
) -> int:
    """Print the life of one pledge.

    Every statement, observation, change and decision with date, quote and address.
    """
    with ledger_of(configuration(config)) as ledger:
        for line in _life(ledger.history(pledge)):
            print(line)
    return 0


def _life(life: PledgeHistory) -> list[str]:
    from flows.amounts import amount, number

    p = life.pledge
    target = amount(p.cmp, p.low, p.high, p.unit)
    head = [f"{p.place} {p.year or '年份不详'} {p.theme}：{p.action}{p.subject}{target}（{p.state}，{p.progress}）"]
    if life.previous:
        q = life.previous
        head.append(f"上一年（{q.year}）：{q.subject}{amount(q.cmp, q.low, q.high, q.unit)}")
    dated: list[tuple[str, str]] = []
    for s in life.statements:
        note = "" if s.current else "（已不在页面上）"
        dated.append((s.fetched_at.date().isoformat(), f"陈述{note}：「{s.statement.quote}」 {s.url} {s.capture}"))
    for o in life.observations:
        value = f"{number(o.value)}{o.unit or ''}" if o.value is not None else (o.status or "")
        share = f"，占{o.percent:g}%" if o.percent is not None else ""
        dated.append((o.as_of.isoformat(), f"进展：{value}{share} 「{o.quote}」"))
    for o in life.superseded:
        dated.append((o.as_of.isoformat(), f"已更正的进展：{number(o.value)}{o.unit or ''} 「{o.quote}」"))
    for e in life.events:
        change = f"{number(e.old)} → {number(e.new)}{e.unit or ''}" if e.new is not None else ""
        dated.append((e.at.date().isoformat(), f"事件 {e.type}：{change} {e.detail} {e.url or ''}".rstrip()))
    for d in life.decisions:
        word = "接受" if d.decision.accepted else "否决"
        dated.append((d.decided_at.date().isoformat(), f"人工{word}"))
    return head + [f"{day}  {text}" for day, text in sorted(dated, key=lambda pair: pair[0])]
