"""`minxin run`: one nightly pass in this process."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from flows.commands.common import ConfigOption, configuration

if TYPE_CHECKING:
    from flows.summary import Summary


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("run")(run)


def run(
    config: ConfigOption = None,
    source: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="A source to watch; all when not given.")
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print only the summary.")] = False,
) -> int:
    """Crawl, read, compare and tell, once.

    Safe to run again: a second pass over unchanged pages finds nothing.
    """
    from flows.night import run_night

    say = (lambda _: None) if quiet else (lambda line: print(line, file=sys.stderr))
    summary = run_night(configuration(config), only=source or (), say=say)
    for name, count in summary.counts().items():
        print(f"{name:12} {count}")
    for address, why in summary.suspect:
        print(f"suspect      {address} ({why})")
    for address, what in summary.unreadable:
        print(f"unreadable   {address} ({what})")
    problems = [*summary.problems, *_nothing_came(summary)]
    for problem in problems:
        print(f"minxin: {problem}", file=sys.stderr)
    return 1 if problems else 0


def _nothing_came(summary: Summary) -> list[str]:
    """A pass in which no site answered: more likely the network here than every site."""
    if not summary.fetched or any(summary.fetched[name] for name in ("ok", "not_modified")):
        return []
    kinds = ", ".join(f"{name} {n}" for name, n in summary.fetched.most_common())
    return [f"nothing could be fetched ({kinds}); check this machine's network and the sources' addresses"]
