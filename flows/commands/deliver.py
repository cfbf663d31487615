"""`minxin notify`: deliver what is queued, show who would get it, or try the channels."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.commands.common import ConfigOption, configuration, ledger_of
from flows.errors import Problem, WrongUse

if TYPE_CHECKING:
    from flows.config import Config


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("notify")(notify)
    app.command("feeds")(feeds)


def notify(
    pending: Annotated[bool, typer.Option("--pending", help="Deliver what is queued and due.")] = False,
    test: Annotated[bool, typer.Option("--test", help="Send a test message to each channel.")] = False,
    preview: Annotated[bool, typer.Option("--preview", help="Show who would get the last night's events.")] = False,
    retry: Annotated[bool, typer.Option("--retry", help="Take parked messages up again, then deliver.")] = False,
    channel: Annotated[str | None, typer.Option(help="With --test or --retry: only this channel.")] = None,
    config: ConfigOption = None,
) -> int:
    """Deliver queued notices, or try the channels."""
    if [pending, test, preview, retry].count(True) != 1:
        raise WrongUse("say one of --pending, --retry, --test or --preview; see 'minxin notify --help'")
    conf = configuration(config)
    if channel is not None and channel not in {c.name for c in conf.notify.channels}:
        raise WrongUse(f"no channel is called {channel!r} in [[notify.channels]]")
    if test:
        return _test(conf, channel)
    with ledger_of(conf) as ledger:
        if preview:
            from flows.notices.preview import preview as lines

            print("\n".join(lines(ledger, conf.notify)))
            return 0
        from flows.notices.deliver import deliver_due
        from storage.outbox import Outbox

        outbox = Outbox(ledger.database)
        if retry:
            print(f"{outbox.unpark(datetime.now(UTC), channel)} parked messages taken up again")
        report = deliver_due(outbox, conf.notify)
        waiting = outbox.waiting()
    print(f"{report.sent} messages sent")
    for left in waiting:
        print(
            f"{left.channel}: {left.notices} notices wait for their time or the next try, {left.parked} messages parked"
        )
    for problem in report.problems:
        print(f"minxin: {problem}", file=sys.stderr)
    return 1 if report.problems else 0


def _test(conf: Config, channel: str | None) -> int:
    from flows.notices.preview import try_channels

    if not conf.notify.channels:
        raise Problem("no channels are configured; add [[notify.channels]] to minxin.toml")
    bad = 0
    for trial in try_channels(conf.notify, (channel,) if channel else ()):
        if trial.ok:
            print(f"{trial.channel}: accepted")
        else:
            print(f"minxin: channel {trial.channel}: {trial.reason}", file=sys.stderr)
            bad += 1
    return 1 if bad else 0


def feeds(
    folder: Annotated[Path, typer.Argument(help="Folder the feeds are written to.")],
    language: Annotated[str, typer.Option(help="Language of the entries: zh or en.")] = "zh",
    config: ConfigOption = None,
) -> int:
    """Write Atom feeds of what was announced.

    One feed of everything, one a place, one a theme.
    """
    from flows.feeds import write_feeds

    if language not in ("zh", "en"):
        raise WrongUse(f"--language knows zh and en, not {language!r}")
    conf = configuration(config)
    with ledger_of(conf) as ledger:
        written = write_feeds(ledger.events(baseline=False), folder, site_url=conf.notify.site_url, language=language)
    for feed in written:
        print(f"{feed.path}: {feed.entries} entries")
    return 0
