"""What can go wrong with the ledger, always told in one line that says what to do."""

from __future__ import annotations


class LedgerError(Exception):
    """The ledger cannot be used as asked. The message is one line for a person and never holds a password."""


class StaleInput(LedgerError):
    """Another pass wrote to the page or its pledges after the plan's input was read: read it again and plan again."""


class ArchiveError(Exception):
    """The capture archive cannot be used as asked. The message is one line for a person."""


class DamagedError(ArchiveError):
    """Bytes that are not what their name says."""
