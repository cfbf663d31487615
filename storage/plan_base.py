"""One page being written: what all parts of the writing share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from parsers.records import Document
from storage.errors import LedgerError
from storage.records import (
    Match,
    Observation,
    PageInput,
    PagePlan,
)


@dataclass(frozen=True, slots=True)
class Writing:
    """One page being written."""

    c: Connection
    run: int
    at: datetime
    inp: PageInput
    document: Document
    plan: PagePlan
    page: Any
    capture_id: int
    parser: str


def pledge_id_of(match: Match, new_ids: list[int]) -> int:
    """The pledge of a match: an existing one or one of the plan's new ones."""
    if match.new_pledge is not None:
        return new_ids[match.new_pledge]
    if match.pledge is None:
        raise LedgerError("a match names no pledge; report this as a bug")
    return match.pledge


def observed_pledge(o: Observation, new_ids: list[int]) -> int:
    """The pledge of an observation: an id, or -(i+1) for `new_pledges[i]`."""
    return o.pledge_id if o.pledge_id > 0 else new_ids[-o.pledge_id - 1]
