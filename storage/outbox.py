"""The outbox: queued notices become deliveries, deliveries are leased, sent, retried or parked.

A delivery row with its `message_id` is committed before anything is sent, so that a repeat after a crash carries the
same id. All changes go through transactions that are alone among writers; a lease keeps two deliverers apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy import ColumnElement, Connection, case, func, insert, or_, select, update

from storage import models as m
from storage.engine import Database
from storage.outbox_records import DeliveryRow, Kind, Leased, Plan, Waiting
from storage.records import Event, EventType, NoticeState, Observation, Pledge
from storage.rows import event_of, observation_of, pledge_of

__all__ = ["DeliveryRow", "Kind", "Leased", "Outbox", "Plan", "Waiting"]

QUEUED = NoticeState.QUEUED
EACH = "event:"
"""Groups of one notice: sent at once."""


class Outbox:
    """Reads and writes the notice and delivery tables of one ledger. Every method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def form(self, plans: Iterable[Plan], now: datetime, *, finishing: int | None, stale: timedelta) -> int:
        """Turn due notices without a delivery into deliveries; returns how many were made.

        Notices of a pass that is still under way wait for its end. `finishing` is a pass whose events are all
        written: it and every earlier one counts as ended, as does one that began longer ago than `stale`.
        """
        made = 0
        with self._database.writing() as connection:
            held = [f"run:{run}" for run in _open_runs(connection, now, finishing, stale)]
            for plan in plans:
                for group, condition in _groups(connection, plan, now, held):
                    delivery = _new_delivery(connection, plan.channel, group, now)
                    connection.execute(
                        update(m.Notice).where(condition).values(delivery_id=delivery).execution_options(
                            synchronize_session=False
                        )
                    )  # fmt: skip
                    made += 1
        return made

    def announce(self, channel: str, group: str, now: datetime) -> bool:
        """Queue a message that carries no notices (`baseline:7`), once for ever; False if it was queued before."""
        with self._database.writing() as connection:
            return _announce(connection, channel, group, now)

    def announce_to(self, channels: Iterable[str], group: str, now: datetime) -> None:
        """`announce` to several channels at once: a crash leaves none of them out."""
        with self._database.writing() as connection:
            for channel in channels:
                _announce(connection, channel, group, now)

    def due_channels(self, now: datetime) -> set[str]:
        """Channels with a delivery that is due."""
        d = m.Delivery
        with self._database.reading() as connection:
            return set(connection.scalars(select(d.channel).where(d.state == QUEUED, d.next_at <= now).distinct()))

    def lease(
        self, channel: str, owner: str, now: datetime, seconds: float, *, is_gone: Callable[[str], bool]
    ) -> Leased | None:
        """Take the channel's oldest delivery that is due and not leased; `is_gone` tells of a lease's dead owner."""
        d = m.Delivery
        with self._database.writing() as connection:
            rows = connection.execute(
                select(d.id, d.channel, d.group_key, d.message_id, d.attempts, d.lease_owner, d.lease_until)
                .where(d.state == QUEUED, d.channel == channel, d.next_at <= now)
                .order_by(d.id)
            )
            for row in rows:
                if row.lease_until is None or row.lease_until <= now or is_gone(row.lease_owner or ""):
                    until = now + timedelta(seconds=seconds)
                    connection.execute(update(d).where(d.id == row.id).values(lease_owner=owner, lease_until=until))
                    return Leased(row.id, row.channel, row.group_key, row.message_id, row.attempts)
        return None

    def accepted(self, delivery: int, now: datetime, note: str | None = None) -> None:
        """The channel took the message: the delivery and its notices are sent, whoever holds the lease by now."""
        d = m.Delivery
        with self._database.writing() as connection:
            connection.execute(
                update(d)
                .where(d.id == delivery)
                .values(state=NoticeState.SENT, sent_at=now, attempts=d.attempts + 1, last_error=note, **_FREE)
            )
            _move(connection, delivery, NoticeState.SENT)

    def refused(
        self, leased: Leased, owner: str, now: datetime, error: str, next_at: datetime | None, tell: Sequence[str]
    ) -> None:
        """The channel did not take it. `next_at` None: the limit is reached, it is parked and `tell` is told once.

        Does nothing when another deliverer has taken the lease over meanwhile. `error` must hold no address.
        """
        d = m.Delivery
        with self._database.writing() as connection:
            done = connection.execute(
                update(d)
                .where(d.id == leased.id, d.lease_owner == owner, d.state == QUEUED)
                .values(
                    attempts=d.attempts + 1,
                    last_error=error,
                    next_at=next_at or now,
                    state=QUEUED if next_at else NoticeState.PARKED,
                    **_FREE,
                )
            )
            if done.rowcount and next_at is None:
                _move(connection, leased.id, NoticeState.PARKED)
                if not _told_since_last_success(connection, leased.channel):
                    for name in tell:
                        _announce(connection, name, f"parked:{leased.channel}:{leased.id}", now)

    def release(self, leased: Leased, owner: str) -> None:
        """Give a delivery back untried."""
        d = m.Delivery
        with self._database.writing() as connection:
            connection.execute(update(d).where(d.id == leased.id, d.lease_owner == owner).values(**_FREE))

    def unpark(self, now: datetime, channel: str | None = None) -> int:
        """Queue parked deliveries again from the first attempt, of one channel or of all; returns how many."""
        d = m.Delivery
        with self._database.writing() as connection:
            where = (d.state == NoticeState.PARKED) & (d.channel == channel if channel else d.id > 0)
            ids = connection.scalars(select(d.id).where(where)).all()
            for delivery in ids:
                connection.execute(
                    update(d).where(d.id == delivery).values(state=QUEUED, attempts=0, next_at=now, **_FREE)
                )
                _move(connection, delivery, QUEUED)
        return len(ids)

    def size(self, delivery: int) -> int:
        """How many notices a delivery carries."""
        with self._database.reading() as connection:
            query = select(func.count()).select_from(m.Notice).where(m.Notice.delivery_id == delivery)
            return int(connection.scalar(query) or 0)

    def events(self, delivery: int, order: Sequence[EventType], limit: int) -> list[Event]:
        """At most `limit` events of a delivery, by `order` of type, large changes of a target first."""
        e = m.Event
        rank = case({t: i for i, t in enumerate(order)}, value=e.type, else_=len(order))
        share = case((e.old != 0, func.abs((e.new - e.old) / e.old)), else_=0.0)
        query = (
            select(e)
            .join(m.Notice, m.Notice.event_id == e.id)
            .where(m.Notice.delivery_id == delivery)
            .order_by(rank, share.desc().nulls_last(), e.id)
            .limit(limit)
        )
        with self._database.reading() as connection:
            return [event_of(row) for row in connection.execute(query)]

    def kinds(self, delivery: int) -> list[Kind]:
        """The events of a delivery, counted by type, place, theme and source."""
        return self._counted(m.Event.id.in_(select(m.Notice.event_id).where(m.Notice.delivery_id == delivery)))

    def baseline_kinds(self, run: int) -> list[Kind]:
        """The events of a pass that were recorded at first sight, counted."""
        return self._counted((m.Event.run_id == run) & m.Event.baseline)

    def baseline_runs(self, since: datetime, now: datetime, *, finishing: int | None, stale: timedelta) -> list[int]:
        """Ended nights that began after `since`, saw something for the first time, and were not summed up yet.

        What was imported by hand is known to the hand that did it.
        """
        with self._database.reading() as connection:
            held = set(_open_runs(connection, now, finishing, stale))
            nights = (m.Run.started_at >= since, m.Run.kind == "night")
            runs = connection.scalars(select(m.Run.id).where(*nights).order_by(m.Run.id)).all()
            return [
                run
                for run in runs
                if run not in held
                and _any(connection, (m.Event.run_id == run) & m.Event.baseline)
                and not _any(connection, m.Delivery.group_key == f"baseline:{run}")
            ]

    def last_finished(self, kind: str | None = None) -> datetime | None:
        """When a pass (of a kind) last came to its end."""
        query = select(func.max(m.Run.finished_at))
        with self._database.reading() as connection:
            return connection.scalar(query.where(m.Run.kind == kind) if kind else query)

    def pledges(self, ids: Iterable[int], points: int) -> dict[int, tuple[Pledge, tuple[Observation, ...]]]:
        """Pledges by id, each with its last `points` observations, oldest first."""
        wanted = sorted(set(ids))
        found: dict[int, tuple[Pledge, tuple[Observation, ...]]] = {}
        with self._database.reading() as connection:
            for row in connection.execute(select(m.Pledge).where(m.Pledge.id.in_(wanted))):
                found[row.id] = (pledge_of(row), _observations(connection, row.id, points))
        return found

    def delivery(self, delivery: int) -> DeliveryRow | None:
        """One delivery, or None."""
        return next(iter(self.log(m.Delivery.id == delivery)), None)

    def log(self, *where: ColumnElement[bool]) -> list[DeliveryRow]:
        """Deliveries in order of creation."""
        d = m.Delivery
        notices = select(func.count()).where(m.Notice.delivery_id == d.id).correlate(d).scalar_subquery()
        query = select(
            d.id, d.channel, d.group_key, d.message_id, d.state, d.attempts, notices, d.created_at, d.next_at,
            d.sent_at, d.last_error,
        ).where(*where).order_by(d.id)  # fmt: skip
        with self._database.reading() as connection:
            return [DeliveryRow(*row) for row in connection.execute(query)]

    def waiting(self) -> list[Waiting]:
        """Per channel, what is queued and what is parked."""
        n, d = m.Notice, m.Delivery
        with self._database.reading() as connection:
            notices = dict(
                connection.execute(select(n.channel, func.count()).where(n.state == QUEUED).group_by(n.channel))
                .tuples().all()
            )  # fmt: skip
            states = connection.execute(
                select(d.channel, d.state, func.count()).where(d.state != NoticeState.SENT).group_by(d.channel, d.state)
            ).tuples().all()  # fmt: skip
        by_state = {(channel, state): count for channel, state, count in states}
        names = sorted(set(notices) | {channel for channel, _, _ in states})
        return [
            Waiting(c, notices.get(c, 0), by_state.get((c, QUEUED), 0), by_state.get((c, NoticeState.PARKED), 0))
            for c in names
        ]

    def _counted(self, where: ColumnElement[bool]) -> list[Kind]:
        e = m.Event
        columns = (e.type, e.place, e.theme, e.source_id)
        with self._database.reading() as connection:
            rows = connection.execute(select(*columns, func.count()).where(where).group_by(*columns)).tuples()
            return [Kind(*row) for row in rows]


_FREE = {"lease_owner": None, "lease_until": None}


def _open_runs(connection: Connection, now: datetime, finishing: int | None, stale: timedelta) -> list[int]:
    r = m.Run
    query = select(r.id).where(r.finished_at.is_(None), r.started_at > now - stale)
    return [run for run in connection.scalars(query) if finishing is None or run > finishing]


def _groups(
    connection: Connection, plan: Plan, now: datetime, held: Sequence[str]
) -> list[tuple[str, ColumnElement[bool]]]:
    """The deliveries to make for a channel: group name and which notices belong to it."""
    n = m.Notice
    free = (n.channel == plan.channel) & (n.state == QUEUED) & n.delivery_id.is_(None) & (n.due_at <= now)
    query = select(n.group_key, func.min(n.id)).where(free, n.group_key.not_in(held)).group_by(n.group_key)
    found = connection.execute(query.order_by(func.min(n.id))).tuples().all()
    single = [(group, first) for group, first in found if group.startswith(EACH)]
    if len(single) > plan.flood:
        rest = [(group, free & (n.group_key == group)) for group, _ in found if not group.startswith(EACH)]
        return [*rest, (f"flood:{single[0][1]}", free & n.group_key.startswith(EACH))]
    return [(group, free & (n.group_key == group)) for group, _ in found]


def _new_delivery(connection: Connection, channel: str, group: str, now: datetime) -> int:
    made = connection.execute(
        insert(m.Delivery).values(
            channel=channel, group_key=group, message_id=uuid4().hex, state=QUEUED, attempts=0, next_at=now,
            created_at=now,
        )
    ).inserted_primary_key  # fmt: skip
    if made is None:  # pragma: no cover - both databases give it back
        raise RuntimeError("the database gave no key for a new delivery")
    return int(made[0])


def _announce(connection: Connection, channel: str, group: str, now: datetime) -> bool:
    d = m.Delivery
    if _any(connection, (d.channel == channel) & (d.group_key == group)):
        return False
    _new_delivery(connection, channel, group, now)
    return True


def _told_since_last_success(connection: Connection, channel: str) -> bool:
    """Whether operators were told of parked notices of a channel that has accepted nothing since."""
    d = m.Delivery
    last = connection.scalar(select(func.max(d.sent_at)).where(d.channel == channel))
    told = d.group_key.startswith(f"parked:{channel}:", autoescape=True)
    return _any(connection, told & (d.created_at > last) if last else told)


def _move(connection: Connection, delivery: int, state: NoticeState) -> None:
    connection.execute(update(m.Notice).where(m.Notice.delivery_id == delivery).values(state=state))


def _any(connection: Connection, where: ColumnElement[bool]) -> bool:
    return connection.scalar(select(1).where(where).limit(1)) is not None


def _observations(connection: Connection, pledge: int, points: int) -> tuple[Observation, ...]:
    o = m.Observation
    rows = connection.execute(
        select(o)
        .where(o.pledge_id == pledge, or_(o.value.is_not(None), o.percent.is_not(None)), o.superseded_at.is_(None))
        .order_by(o.as_of.desc(), o.id.desc())
        .limit(points)
    )
    return tuple(observation_of(row) for row in reversed(rows.all()))
