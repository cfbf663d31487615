"""What waits to be asked, site by site.

Scrapy has one bound for all requests in flight, so a site that is paused or slow would hold up all the others. Here
each site has a bound of its own, and what is in flight for one never counts for another.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

from scrapy import Request

from crawlers.middlewares import PLAN, Plan

IN_FLIGHT = 16


@dataclass(slots=True)
class _Queue:
    waiting: list[tuple[int, int, Request]] = field(default_factory=list)
    in_flight: int = 0


class Queues:
    """Requests by site, the highest priority first, then in their order. Every request given out must be ended."""

    def __init__(self, in_flight: int = IN_FLIGHT) -> None:
        self._bound = in_flight
        self._queues: dict[str, _Queue] = {}
        self._order = count()

    def offer(self, request: Request) -> Iterator[Request]:
        """Take a request; give out what may go now."""
        queue = self._queue(request)
        heapq.heappush(queue.waiting, (-request.priority, next(self._order), request))
        yield from self._release(queue)

    def ended(self, request: Request) -> Iterator[Request]:
        """A request that was given out came to its end; give out what may follow it."""
        queue = self._queue(request)
        queue.in_flight -= 1
        yield from self._release(queue)

    def _queue(self, request: Request) -> _Queue:
        plan: Plan = request.meta[PLAN]
        return self._queues.setdefault(plan.site, _Queue())

    def _release(self, queue: _Queue) -> Iterator[Request]:
        while queue.waiting and queue.in_flight < self._bound:
            _, _, request = heapq.heappop(queue.waiting)
            queue.in_flight += 1
            yield request
