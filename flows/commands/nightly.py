"""`minxin run`: one nightly pass in this process."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from flows.commands.common import ConfigOption, configuration


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("run")(run)


def run(
    config: ConfigOption = None,
    source: Annotated[list[str] | None, typer.Option(help="Id of a source to watch; all when not given.")] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print only the summary.")] = False,
) -> int:
    """Crawl, read, compare and tell, once. Safe to run again: the second pass finds nothing."""
    from flows.night import run_night

    say = (lambda _: None) if quiet else (lambda line: print(line, file=sys.stderr))
    summary = run_night(configuration(config), only=source or (), say=say)
    for name, count in summary.counts().items():
        print(f"{name:12} {count}")
    for address, why in summary.suspect:
        print(f"suspect      {address} ({why})")
    for address, what in summary.unreadable:
        print(f"unreadable   {address} ({what})")
    for problem in summary.problems:
        print(f"minxin: {problem}", file=sys.stderr)
    return 1 if summary.problems else 0
