"""Nights killed at random instants, each gone on with by the next pass: `python -m tests.proof.kills [KILLS] [SEED]`.

A pass is a process group of its own, killed with SIGKILL; half of the time the crawl it started, which has a group of
its own, dies with it as in a power cut, else it is orphaned. What the ledger holds in the end, and what two receivers
got, must be what an undisturbed watch leaves behind.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from storage.ledger import Ledger
from storage.outbox import Outbox
from storage.records import NoticeState
from tests.notices.world import mail_url
from tests.proof.passes import STEPS, work
from tests.proof.story import Story, told
from tests.receivers import Hook, Mailbox, hook_server, mail_server

_ATTEMPT = 0.004
"""Days between a killed pass and the next of the same night."""

CHANNELS = """
[[notify.channels]]
name = "mail"
url = "{mail}"
digest = "run"
[[notify.channels]]
name = "hook"
url = "json://127.0.0.1:{hook}/"
digest = "now"
flood = 1000
[[notify.channels]]
name = "operator"
url = "json://127.0.0.1:{hook}/operator"
operator = true
"""


@dataclass
class Outcome:
    """What came of the kills."""

    seed: int
    kills: Counter[str] = field(default_factory=Counter)
    """By the step that was under way."""
    orphans: int = 0
    worlds: int = 0
    events: int = 0
    messages: int = 0
    repeats: int = 0
    wrong: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def __str__(self) -> str:
        return (
            f"seed {self.seed}: {sum(self.kills.values())} kills in {self.worlds} watches, {self.seconds:.0f} s; "
            f"{dict(self.kills)}, {self.orphans} crawls orphaned; {self.events} events and {self.messages} messages a "
            f"watch, {self.repeats} messages repeated with their id; {len(self.wrong)} differences"
        )


@dataclass
class _Watch:
    """One watch over the story's nights."""

    config: Path
    context: Any
    lengths: dict[int, float] = field(default_factory=dict)
    """Seconds a step takes, as last seen."""

    def start(self, days: float) -> tuple[Any, Any]:
        step = self.context.Value("i", 0)
        process = self.context.Process(target=work, args=(str(self.config), days, step), daemon=True)
        process.start()
        return process, step

    def ended(self, night: int) -> bool:
        """Whether the night's pass came to its end; one more pass would be a night of its own."""
        with Ledger.open(f"sqlite:///{self.config.parent / 'minxin.db'}") as ledger:
            return sum(r.finished_at is not None for r in ledger.runs()) > night

    def whole(self, days: float) -> None:
        """A pass that is left alone."""
        process, step = self.start(days)
        at, since = 0, time.monotonic()
        while process.is_alive():
            if step.value != at:
                self.lengths[at] = time.monotonic() - since
                at, since = step.value, time.monotonic()
            time.sleep(0.002)
        process.join()
        if process.exitcode != 0:
            raise SystemExit(f"a pass that was left alone failed: {process.exitcode}")

    def killed(self, days: float, chance: random.Random, out: Outcome) -> bool:
        """A pass that is killed within a step chosen at random; False where it had ended before."""
        process, step = self.start(days)
        wanted = chance.randint(1, len(STEPS))
        while step.value < wanted and process.is_alive():
            time.sleep(0.001)
        time.sleep(chance.uniform(0, self.lengths.get(wanted, 0.05)))
        crawls, at = _children(process.pid), step.value
        orphan = chance.random() < 0.5
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        for pid in () if orphan else crawls:
            with suppress(ProcessLookupError):
                os.killpg(pid, signal.SIGKILL)
        process.join()
        if process.exitcode == 0:
            return False
        if process.exitcode != -signal.SIGKILL:
            out.wrong.append(f"a pass failed by itself: {process.exitcode}")
        out.kills[STEPS[min(at, len(STEPS)) - 1] if at else "start"] += 1
        out.orphans += bool(orphan and crawls)
        return True


def _children(pid: int | None) -> list[int]:
    with suppress(OSError):
        return [int(p) for p in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()]
    return []


@contextmanager
def _receivers() -> Iterator[tuple[Mailbox, Hook]]:
    with mail_server() as box, hook_server() as hook:
        yield box, hook


def watch(story: Story, chance: random.Random | None, context: Any, out: Outcome, most: int = 0) -> dict[str, Any]:
    """Watch all nights of the story, killed up to four times each (never without `chance`); what is left behind."""
    kills = 0
    with tempfile.TemporaryDirectory() as folder, _receivers() as (box, hook):
        extra = CHANNELS.format(mail=mail_url(box.port), hook=hook.port)
        story.portal.write(Path(folder), extra)
        one = _Watch(Path(folder) / "minxin.toml", context)
        for night in range(story.nights):
            story.show(night)
            attempt = 0
            if chance is not None:
                for _ in range(chance.randint(1, 4)):
                    if kills < most and not one.ended(night):
                        kills += one.killed(night + attempt * _ATTEMPT, chance, out)
                    attempt += 1
            if not one.ended(night):
                one.whole(night + attempt * _ATTEMPT)
        with Ledger.open(f"sqlite:///{Path(folder) / 'minxin.db'}") as ledger:
            left = told(ledger)
            log = Outbox(ledger.database).log()
        _count(out, log, box, hook, kills)
        left["messages"] = sorted((row.channel, row.group.partition(":")[0], row.state, row.notices) for row in log)
        leftovers = [p.name for p in (Path(folder) / "captures" / "spool").glob("*")]
        if leftovers and chance is None:
            out.wrong.append(f"spools left: {leftovers}")
    return left


def _count(out: Outcome, log: list[Any], box: Mailbox, hook: Hook, kills: int) -> None:
    """Every message arrived, those repeated carry their id, and there are no more repeats than kills."""
    wanted = {row.message_id for row in log}
    got = [id_.strip("<>").partition("@")[0] for id_ in box.ids()] + [r.headers["idempotency-key"] for r in hook.taken]
    out.messages = len(wanted)
    out.repeats += len(got) - len(set(got))
    if wanted - set(got) or set(got) - wanted:
        out.wrong.append(f"{len(wanted - set(got))} messages lost, {len(set(got) - wanted)} that nobody wrote")
    if len(got) - len(set(got)) > kills:
        out.wrong.append(f"{len(got) - len(set(got))} repeats after {kills} kills")
    if any(row.state is not NoticeState.SENT for row in log):
        out.wrong.append("messages not marked sent")


def run(kills: int, seed: int, nights: int | None = None) -> Outcome:
    """Kill so many passes, over as many watches as it takes, and compare each with the undisturbed one."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.proof.passes"])
    out, begun, chance = Outcome(seed), time.monotonic(), random.Random(seed)
    with Story.running(seed, nights) as story:
        want = watch(story, None, context, out)
        out.events = len(want["events"])
        while (left := kills - sum(out.kills.values())) > 0 and len(out.wrong) < 5:
            out.worlds += 1
            got = watch(story, chance, context, out, left)
            out.wrong += [f"watch {out.worlds}: {line}" for line in differences(want, got)]
    out.seconds = time.monotonic() - begun
    return out


def differences(want: dict[str, Any], got: dict[str, Any]) -> list[str]:
    """What two ledgers differ in, in words."""
    lines = []
    for name, rows in want.items():
        missing, extra = Counter(rows) - Counter(got[name]), Counter(got[name]) - Counter(rows)
        lines += [f"{name}: lost {row}" for row in list(missing)[:5]]
        lines += [f"{name}: too much {row}" for row in list(extra)[:5]]
    return lines


def main() -> int:
    """See the module's text; 0 where nothing differs."""
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 20310510
    out = run(kills, seed)
    print(out)
    for line in out.wrong[:30]:
        print(" ", line)
    return 1 if out.wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
