"""`python -m tests.notices.many`: 10,000 events of one night to 20 channels, with time and memory.

All filters, digests and renderings are in the mix; half of the channels get everything, so that floods become
summaries, the others get what their place asks for, in messages below their flood limit.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from flows.config import Channel
from flows.notices.channels import prepare
from parsers.records import Theme
from storage import schema
from storage.engine import connect
from storage.records import EventDraft, EventType
from tests.notices.world import World, a_draft, channel, mail_url
from tests.receivers import hook_server, mail_server

PAGE = 25
"""Events written in one transaction, as by one page."""


@dataclass(frozen=True)
class Figures:
    """Seconds and megabytes of one night."""

    events: int
    notices: int
    messages: int
    writing: float
    delivering: float
    memory_before: float
    memory_after: float

    def __str__(self) -> str:
        return (
            f"{self.events} events, {self.notices} notices, {self.messages} messages: written in {self.writing:.1f} s, "
            f"delivered in {self.delivering:.1f} s, peak memory {self.memory_before:.0f} -> {self.memory_after:.0f} MB"
        )


def peak() -> float:
    """Peak memory of this process so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def drafts(count: int) -> list[EventDraft]:
    """Events of 200 invented places, with quotes of ordinary length."""
    kinds = (EventType.TARGET_CHANGED, EventType.PROGRESS_REPORTED, EventType.PLEDGE_ADDED)
    themes = list(Theme)
    return [
        a_draft(
            i, type=kinds[i % 3], place=f"云州市第{i % 200:03}区", theme=themes[i % len(themes)], subject=f"项目{i}",
            quote_old=f"全年改造第{i}号道路及其两侧的人行道、路灯与排水管线共计1800处，十月底前全部完成",
            quote_new=f"全年改造第{i}号道路及其两侧的人行道、路灯与排水管线共计1700处，十月底前全部完成",
        )
        for i in range(count)
    ]  # fmt: skip


def channels(mail_port: int, hook_port: int) -> list[Channel]:
    """Twenty: five digests of everything by mail, five floods at once, ten that follow one place each."""
    hook = f"json://127.0.0.1:{hook_port}/"
    made = [channel(f"all{i}", mail_url(mail_port), digest=("run", "daily")[i % 2]) for i in range(5)]
    made += [channel(f"now{i}", hook, digest="now") for i in range(5)]
    made += [channel(f"one{i}", mail_url(mail_port), places=[f"云州市第{i:03}区"], flood=200) for i in range(10)]
    return made


def run(count: int = 10_000) -> Figures:
    """Write the events, deliver them (the daily digests a day later), and measure."""
    prepare()
    with tempfile.TemporaryDirectory() as folder, mail_server() as box, hook_server() as hook:
        database = connect(f"sqlite:///{Path(folder) / 'ledger.db'}")
        schema.ensure(database)
        world = World(database, *channels(box.port, hook.port), site_url="https://pledges.example/")
        all_drafts = drafts(count)
        run_id = world.run()
        begun = time.monotonic()
        for first in range(0, count, PAGE):
            world.write(run_id, all_drafts[first : first + PAGE])
        written = time.monotonic()
        before = peak()
        world.deliver()
        world.deliver(26 * 60)
        done = time.monotonic()
        left = world.outbox.waiting()
        log = world.outbox.log()
        database.close()
        if left or len(box.messages) + len(hook.taken) != len(log):
            raise SystemExit(f"not everything arrived: {left}")
        notices = sum(row.notices for row in log)
        return Figures(count, notices, len(log), written - begun, done - written, before, peak())


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Deliver one night's many events and measure.")
    parser.add_argument("--events", type=int, default=10_000)
    print(run(parser.parse_args().events))
