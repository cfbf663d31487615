"""`minxin notify`: deliver what is queued, show who would get it, or try the channels."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from flows.commands.common import ConfigOption, configuration, ledger_of
from flows.errors import WrongUse

if TYPE_CHECKING:
    from flows.config import Config


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("notify")(notify)


def notify(
    pending: Annotated[bool, typer.Option("--pending", help="Deliver what is queued and due.")] = False,
    test: Annotated[bool, typer.Option("--test", help="Send a test message to each channel.")] = False,
    preview: Annotated[bool, typer.Option("--preview", help="Show who would get the last night's events.")] = False,
    channel: Annotated[str | None, typer.Option(help="With --test: only this channel.")] = None,
    config: ConfigOption = None,
) -> int:
    """Deliver queued notices, or try the channels."""
    if [pending, test, preview].count(True) != 1:
        raise WrongUse("say one of --pending, --test or --preview; see 'minxin notify --help'")
    conf = configuration(config)
    if test:
        return _test(conf, channel)
    with ledger_of(conf) as ledger:
        if preview:
            from flows.notices.preview import preview as lines

            print("\n".join(lines(ledger, conf.notify)))
            return 0
        from flows.notices.deliver import deliver_due
        from storage.outbox import Outbox

        report = deliver_due(Outbox(ledger.database), conf.notify)
    print(f"{report.sent} messages sent")
    for problem in report.problems:
        print(f"minxin: {problem}", file=sys.stderr)
    return 1 if report.problems else 0


def _test(conf: Config, channel: str | None) -> int:
    from flows.notices.preview import test_channels

    bad = 0
    for name, problem in test_channels(conf.notify, channel):
        print(f"{name}: {problem or 'accepted'}", file=sys.stderr if problem else sys.stdout)
        bad += bool(problem)
    return 1 if bad else 0
