"""One hand-over at a time, so that a crash between acceptance and mark can repeat one message and not several."""

from __future__ import annotations

import threading
import time


class Gate:
    """Passed by one holder at a time. Who holds it longer than `patience` seconds loses it and holds up nobody."""

    def __init__(self, patience: float) -> None:
        self._patience = patience
        self._changed = threading.Condition()
        self._holder: object | None = None
        self._since = 0.0

    def enter(self, holder: object) -> None:
        """Wait for the gate, at most until its holder has lost it."""
        with self._changed:
            while self._holder is not None and (left := self._since + self._patience - time.monotonic()) > 0:
                self._changed.wait(left)
            self._holder, self._since = holder, time.monotonic()

    def leave(self, holder: object) -> None:
        """Let the next one in; does nothing for one that has lost the gate or never entered."""
        with self._changed:
            if self._holder is holder:
                self._holder = None
                self._changed.notify()
