"""Ports of loopback that stay what a test takes them for while other tests run beside it."""

from __future__ import annotations

import random
import socket
from collections.abc import Iterator
from contextlib import contextmanager

_CHOSEN = range(15_000, 30_000)
"""Below the ports a system gives out by itself, so no test's server that asks for any port gets one of these."""


@contextmanager
def closed_port() -> Iterator[int]:
    """A port that refuses connections while the block lasts: it is bound, so nobody else gets it, and never listens."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield int(held.getsockname()[1])


def port_to_give() -> int:
    """A free port for a server that must be told its port."""
    for port in random.sample(_CHOSEN, 100):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise AssertionError("no free port on loopback")
