"""`minxin review` and `minxin history`: a person's view of matches and of one pledge's life."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from flows.commands.common import ConfigOption, configuration, ledger_of

if TYPE_CHECKING:
    from storage.views import ReviewItem


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
    from storage.records import MatchRole

    p, row = item.pledge, item.statement
    target = amount(p.cmp, p.low, p.high, p.unit)
    promised = item.role is MatchRole.RESTATEMENT
    return (
        f"{item.match_id}  {item.score:.2f}  {p.place} {p.year or ''} {p.theme}  "
        f"{'是同一条承诺吗？' if promised else '说的是这条承诺的进展吗？'}\n"
        f"  承诺 {p.id}：{p.action}{p.subject}{target} 「{p.quote}」 {p.url or ''}\n"
        f"  {'另一处' if promised else '进展'}：「{row.statement.quote}」 {row.url}\n"
        f"  理由：{item.why}"
    )


def history(
    pledge: Annotated[int, typer.Argument(help="Number of the pledge, the id in 'minxin export pledges'.")],
    config: ConfigOption = None,
) -> int:
    """Print the life of one pledge.

    Every statement, observation, change and decision with date, quote and address.
    """
    from flows.life import told

    settings = configuration(config)
    with ledger_of(settings) as ledger:
        for line in told(ledger.history(pledge), ZoneInfo(settings.zone)):
            print(line)
    return 0
