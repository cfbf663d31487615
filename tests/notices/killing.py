"""Random kills during delivery: every notice arrives, repeats carry the same id, none is lost.

Delivery runs in a process of its own and
is killed (SIGKILL) at a random instant. Of the two receivers one misbehaves half of the time: it refuses, is slow,
drops the connection, or takes the message and drops the connection without saying so.
"""

from __future__ import annotations

import multiprocessing
import random
import signal
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from multiprocessing.synchronize import Event as Begun
from pathlib import Path

from flows.notices.channels import prepare
from flows.notices.deliver import Policy, deliver_due
from storage import schema
from storage.engine import connect
from tests.notices.world import World, a_draft, channel, mail_url
from tests.receivers import Hook, Mailbox, Mood, hook_server, mail_server

POLICY = Policy(pauses=(0.0,) * 100_000, paced=False, failures=1_000_000)
BAD = (Mood.REFUSE, Mood.SLOW, Mood.DROP, Mood.TAKE_AND_DROP)
LONGEST = 0.25
"""Seconds after which a delivery is killed at the latest."""

prepare()  # the server that forks the deliverers has loaded everything


@dataclass
class Outcome:
    """What came of the kills. Repeats are counted by the kill, or the lost answer, that caused them."""

    seed: int
    kills: int = 0
    notices: int = 0
    messages: int = 0
    lost: int = 0
    repeats: int = 0
    unexplained: int = 0
    """Repeats that no kill and no lost answer explains, or a second repeat of one channel by one kill."""
    most_by_one_kill: int = 0
    lost_answers: int = 0
    seconds: float = 0.0
    left: int = 0
    moods: Counter[str] = field(default_factory=Counter)

    def __str__(self) -> str:
        return (
            f"seed {self.seed}: {self.kills} kills in {self.seconds:.0f} s, {self.notices} notices in {self.messages} "
            f"messages, lost {self.lost}, left {self.left}, repeats {self.repeats} (at most {self.most_by_one_kill} "
            f"by one kill, {self.lost_answers} answers lost by the receiver, unexplained {self.unexplained}); "
            f"the moody receiver: {dict(self.moods)}"
        )


def _world(ledger: str, mail_port: int, hook_port: int) -> World:
    return World(
        connect(ledger),
        channel("mail", mail_url(mail_port), digest="now", flood=10_000),
        channel("hook", f"json://127.0.0.1:{hook_port}/", digest="now", flood=10_000),
    )


def _deliver(ledger: str, mail_port: int, hook_port: int, begun: Begun | None = None) -> None:
    world = _world(ledger, mail_port, hook_port)
    if begun:
        begun.set()
    while world.outbox.waiting():
        deliver_due(world.outbox, world.notify, policy=POLICY)


def run(kills: int, seed: int, batch: int = 4) -> Outcome:
    """Kill delivery `kills` times, then let it finish, and compare what was queued with what arrived."""
    chance = random.Random(seed)
    moods = random.Random(seed + 1)
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.notices.killing"])
    begun = time.monotonic()
    with (
        tempfile.TemporaryDirectory() as folder,
        mail_server(lambda: moods.choice((Mood.TAKE,) * 4 + BAD), slow=0.1) as box,
        hook_server() as hook,
    ):
        ledger = f"sqlite:///{Path(folder) / 'ledger.db'}"
        schema.ensure(connect(ledger))
        world = _world(ledger, box.port, hook.port)
        out = Outcome(seed)
        ends: list[tuple[int, int]] = []
        while out.kills < kills:
            run_id = world.run()
            world.write(run_id, [a_draft(world.written + i) for i in range(batch)])
            ready = context.Event()
            process = context.Process(target=_deliver, args=(ledger, box.port, hook.port, ready), daemon=True)
            process.start()
            ready.wait(30)
            process.join(chance.uniform(0, LONGEST))
            process.kill()
            process.join()
            if process.exitcode == -signal.SIGKILL:
                out.kills += 1
                time.sleep(0.05)  # what it had handed over may still be on its way into the receivers' lists
                ends.append((len(box.moods), len(hook.moods)))
        _deliver(ledger, box.port, hook.port)
        _count(out, world, box, hook, ends)
        world.database.close()
    out.seconds = time.monotonic() - begun
    return out


def _count(out: Outcome, world: World, box: Mailbox, hook: Hook, ends: list[tuple[int, int]]) -> None:
    log = world.outbox.log()
    out.left = len(world.outbox.waiting())
    out.notices = sum(row.notices for row in log)
    arrivals = {
        "mail": [(id_.strip("<>").partition("@")[0], at) for id_, at in zip(box.ids(), box.attempts, strict=True)],
        "hook": [(r.headers["idempotency-key"], r.attempt) for r in hook.taken],
    }
    moods = {"mail": box.moods, "hook": hook.moods}
    out.moods = Counter(m.name.lower() for m in box.moods)
    by_kill: Counter[int] = Counter()
    for side, name in enumerate(("mail", "hook")):
        wanted = {row.message_id for row in log if row.channel == name}
        got = arrivals[name]
        out.messages += len(wanted)
        out.lost += len(wanted - {id_ for id_, _ in got})
        out.unexplained += len({id_ for id_, _ in got} - wanted)
        here: Counter[int] = Counter()
        last: dict[str, int] = {}
        for id_, at in got:
            if id_ in last:
                out.repeats += 1
                before = last[id_]
                kill = next((k for k, end in enumerate(ends) if before < end[side] <= at), None)
                if moods[name][before] is Mood.TAKE_AND_DROP:
                    out.lost_answers += 1
                elif kill is None:
                    out.unexplained += 1
                else:
                    here[kill] += 1
                    by_kill[kill] += 1
            last[id_] = at
        out.unexplained += sum(n - 1 for n in here.values())
    out.most_by_one_kill = max(by_kill.values(), default=0)
