"""Delivery: what is due is put together, sent channel by channel, retried with growing pauses, and never doubled."""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from flows.config import Channel, Notify
from flows.notices.channels import Line, Outcome, Parcel, Unusable, prepare
from flows.notices.compose import compose, example
from flows.notices.due import is_quiet
from flows.notices.gate import Gate
from flows.notices.lease import is_gone, owner_name
from flows.notices.render import render
from flows.notices.routing import sees
from storage.errors import LedgerError
from storage.outbox import Leased, Outbox, Plan

Clock = Callable[[], datetime]
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Policy:
    """How hard delivery tries. Times in seconds."""

    pauses: tuple[float, ...] = (60, 300, 1800, 7200, 21600, 43200, 86400)
    """After the first, second, … refusal; after one more refusal than there are pauses the message is parked."""
    lease: float = 900
    """Longer than one message can take."""
    budget: float = 240
    """After it, a channel begins no further message in this pass."""
    failures: int = 2
    """Refusals in a row after which a channel is left alone for this pass."""
    patience: float = 0.3
    """How long one channel's hand-over may keep the others from theirs; see `Gate`."""
    stale: timedelta = timedelta(hours=12)
    """A pass without an end counts as ended after this."""
    overdue: timedelta = timedelta(hours=36)
    """Without a finished night for this long operators are told."""
    paced: bool = True


@dataclass(frozen=True, slots=True)
class ChannelReport:
    """What happened on one channel."""

    channel: str
    sent: int = 0
    refused: int = 0
    parked: int = 0
    held: bool = False
    """Quiet hours: nothing was tried."""
    problem: str = ""
    """The last refusal, in words without any address."""


@dataclass(frozen=True, slots=True)
class DeliveryReport:
    """What one delivery pass did."""

    channels: tuple[ChannelReport, ...] = ()
    unknown: tuple[str, ...] = field(default=())
    """Channels with queued notices that are no longer configured."""

    @property
    def sent(self) -> int:
        """Messages accepted."""
        return sum(c.sent for c in self.channels)

    @property
    def parked(self) -> int:
        """Messages given up in this pass."""
        return sum(c.parked for c in self.channels)

    @property
    def problems(self) -> tuple[str, ...]:
        """One line for each channel that refused, and for each that is not configured any more."""
        lines = [f"channel {c.channel}: {c.problem}" for c in self.channels if c.problem]
        return (*lines, *(f"channel {name} has queued notices but is not configured any more" for name in self.unknown))


def deliver_due(
    outbox: Outbox,
    notify: Notify,
    now: datetime | None = None,
    *,
    finishing: int | None = None,
    policy: Policy | None = None,
) -> DeliveryReport:
    """Send all that is due. May run at any time, also beside another one; re-running sends nothing twice.

    `finishing` is the pass whose events are all written (its notices need not wait for its end). `now` stops the
    clock, for tests. Returns when every channel is done or has used up its time; a channel that hangs holds up
    nobody. Raises LedgerError when the outbox cannot be read.
    """
    policy = policy or Policy()
    clock: Clock = (lambda: now) if now else (lambda: datetime.now(UTC))
    _queue_first_sights(outbox, notify, clock(), finishing, policy)
    if finishing is None:
        _queue_overdue(outbox, notify, clock(), policy)
    plans = [Plan(c.name, c.flood) for c in notify.channels]
    outbox.form(plans, clock(), finishing=finishing, stale=policy.stale)
    reports = _on_threads(outbox, notify, clock, policy)
    for _ in range(2):  # what was parked just now is told to the operators in the same pass
        if not any(r.parked for r in reports):
            break
        again = _on_threads(outbox, notify, clock, policy, only={c.name for c in notify.channels if c.operator})
        reports = _merged(reports, again)
    known = {c.name for c in notify.channels}
    unknown = tuple(w.channel for w in outbox.waiting() if w.channel not in known and (w.notices or w.deliveries))
    return DeliveryReport(tuple(reports), unknown)


def _queue_first_sights(outbox: Outbox, notify: Notify, now: datetime, finishing: int | None, policy: Policy) -> None:
    """One summary for each channel and each pass that saw something for the first time."""
    since = now - timedelta(days=7)
    for run in outbox.baseline_runs(since, now, finishing=finishing, stale=policy.stale):
        kinds = outbox.baseline_kinds(run)
        told = [c.name for c in notify.channels if not c.baseline and any(sees(c, example(k)) for k in kinds)]
        outbox.announce_to(told, f"baseline:{run}", now)


def _queue_overdue(outbox: Outbox, notify: Notify, now: datetime, policy: Policy) -> None:
    """Tell operators once that no night has finished for too long."""
    last = outbox.last_finished("night")
    if last is not None and now - last > policy.overdue:
        hours = int(policy.overdue.total_seconds() // 3600)
        for channel in notify.channels:
            if channel.operator:
                outbox.announce(channel.name, f"overdue:{last.isoformat()}/{hours}", now)


def _on_threads(
    outbox: Outbox, notify: Notify, clock: Clock, policy: Policy, only: set[str] | None = None
) -> list[ChannelReport]:
    """Each channel with something due on its own thread; one that does not come back in time keeps its lease."""
    due = outbox.due_channels(clock())
    channels = [c for c in notify.channels if c.name in due and (only is None or c.name in only)]
    if channels:
        prepare()
    done: queue.Queue[ChannelReport] = queue.Queue()
    gate = Gate(policy.patience)
    for channel in channels:
        worker = _Worker(outbox, notify, channel, clock, policy, gate)
        threading.Thread(target=lambda w=worker: done.put(w.run()), name=f"notify {channel.name}", daemon=True).start()
    reports: dict[str, ChannelReport] = {}
    end = time.monotonic() + policy.budget + 60
    while len(reports) < len(channels) and (left := end - time.monotonic()) > 0:
        try:
            report = done.get(timeout=left)
        except queue.Empty:
            break
        reports[report.channel] = report
    late = "did not answer in time, its message is tried again later"
    return [reports.get(c.name, ChannelReport(c.name, refused=1, problem=late)) for c in channels]


def _merged(first: list[ChannelReport], second: list[ChannelReport]) -> list[ChannelReport]:
    merged = {r.channel: r for r in first}
    for r in second:
        before = merged.get(r.channel, ChannelReport(r.channel))
        merged[r.channel] = replace(
            r,
            sent=before.sent + r.sent,
            refused=before.refused + r.refused,
            parked=before.parked + r.parked,
            problem=r.problem or before.problem,
        )
    return list(merged.values())


class _Worker:
    """Sends one channel's deliveries, one after the other."""

    def __init__(
        self, outbox: Outbox, notify: Notify, channel: Channel, clock: Clock, policy: Policy, gate: Gate
    ) -> None:
        self._outbox, self._notify, self._channel = outbox, notify, channel
        self._clock, self._policy, self._gate = clock, policy, gate
        self._owner = owner_name()
        self._line: Line | None = None
        self._sent = self._refused = self._parked = 0
        self._problem = ""

    def run(self) -> ChannelReport:
        """Work until nothing is due, the time is used up or the channel keeps refusing."""
        name = self._channel.name
        if is_quiet(self._channel.quiet, self._clock().astimezone(self._channel.tz()).time()):
            return ChannelReport(name, held=True)
        try:
            self._work()
        except LedgerError as error:
            self._problem = str(error)
        except Exception as error:  # noqa: BLE001 - one channel must not take the others down; the type is enough to say
            log.error("channel %s: unexpected %s", name, type(error).__name__)
            self._problem = f"unexpected {type(error).__name__}"
        return ChannelReport(name, self._sent, self._refused, self._parked, problem=self._problem)

    def _work(self) -> None:
        end = time.monotonic() + self._policy.budget
        failures = 0
        while failures < self._policy.failures and time.monotonic() < end:
            leased = self._outbox.lease(
                self._channel.name, self._owner, self._clock(), self._policy.lease, is_gone=is_gone
            )
            if leased is None:
                return
            if self._sent + self._refused and self._line and self._policy.paced:
                time.sleep(self._line.service.pace)
            try:
                outcome = self._send(leased)
                if outcome.accepted:
                    self._mark(leased, outcome.note)
                else:
                    self._refuse(leased, outcome.reason)
            finally:
                self._gate.leave(self)
            failures = 0 if outcome.accepted else failures + 1

    def _send(self, leased: Leased) -> Outcome:
        try:
            if self._line is None:
                self._line = Line(self._channel)
        except Unusable as error:
            return Outcome(False, str(error))
        try:
            composed = compose(self._outbox, self._notify, self._channel, leased)
            parcel = Parcel(render(composed.message, self._line.service), leased.message_id, composed.data())
        except LedgerError:
            self._outbox.release(leased, self._owner)
            raise
        except Exception as error:  # noqa: BLE001 - a message that cannot be built must not stop those behind it
            return Outcome(False, f"could not be put into words ({type(error).__name__})")
        return self._line.send(parcel, lambda: self._gate.enter(self))

    def _mark(self, leased: Leased, note: str | None) -> None:
        """Record an acceptance. A busy ledger is waited for: an unrecorded acceptance would be sent once more."""
        for pause in (0.2, 1.0, 5.0, None):
            try:
                self._outbox.accepted(leased.id, self._clock(), note)
                self._sent += 1
                return
            except LedgerError:
                if pause is None:
                    raise
                time.sleep(pause)

    def _refuse(self, leased: Leased, reason: str) -> None:
        now, pauses = self._clock(), self._policy.pauses
        self._refused += 1
        self._problem = reason
        next_at = now + timedelta(seconds=pauses[leased.attempts]) if leased.attempts < len(pauses) else None
        operator = leased.group.startswith(("parked:", "overdue:"))
        tell = [c.name for c in self._notify.channels if c.operator and c.name != self._channel.name and not operator]
        self._outbox.refused(leased, self._owner, now, reason, next_at, tell)
        self._parked += next_at is None
