"""One fact is announced once: progress that completes a pledge is told by the completion.

The ledger and its exports keep both events, and a channel that asks for `progress_reported` alone gets it; only where
one message or feed would hold both is the progress left out.
"""

from __future__ import annotations

from collections.abc import Iterable

from storage.records import Event, EventType

Fact = tuple[int | None, int, str | None]
"""Pledge, run and capture."""


def completing(events: Iterable[Event]) -> frozenset[Fact]:
    """The facts that complete a pledge, for `covered`."""
    return frozenset(_fact(e) for e in events if e.type is EventType.PLEDGE_COMPLETED and e.pledge_id is not None)


def covered(event: Event, completions: frozenset[Fact]) -> bool:
    """Progress whose page and pass completed the same pledge."""
    return event.type is EventType.PROGRESS_REPORTED and _fact(event) in completions


def _fact(event: Event) -> Fact:
    return event.pledge_id, event.run, event.capture
