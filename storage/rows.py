"""Between table rows and records, both ways."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Row

from parsers.records import Facts, Statement
from storage.records import Event, Observation, Pledge, PledgeState

T = TypeVar("T")

CHUNK = 500
"""Ids in one IN list: small enough for every database, large enough to keep the number of queries low."""

_SAME_PLEDGE = tuple(f.name for f in fields(Pledge) if f.name not in ("id", "known_since"))
_SAME_STATEMENT = tuple(f.name for f in fields(Statement) if f.name not in ("start", "end", "path"))
_SAME_OBSERVATION = tuple(f.name for f in fields(Observation))
FACTS = tuple(f.name for f in fields(Facts))


def chunks(items: Iterable[T], size: int = CHUNK) -> Iterator[list[T]]:
    """The items in lists of at most `size`."""
    iterator = iter(items)
    while part := list(islice(iterator, size)):
        yield part


def digest(*parts: object) -> str:
    """A hash of the parts that tells ("a", "bc") from ("ab", "c")."""
    return hashlib.sha256("\x1f".join("" if p is None else str(p) for p in parts).encode()).hexdigest()


def text_sha256(text: str) -> str:
    """Name of a main text. Lone surrogates, which no encoding has, count as they are."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def packed(text: str) -> bytes:
    """A main text as it is stored."""
    return zlib.compress(text.encode("utf-8", "surrogatepass"), 6)


def unpacked(data: bytes) -> str:
    """A stored main text."""
    return zlib.decompress(data).decode("utf-8", "surrogatepass")


def statement_values(s: Statement) -> dict[str, Any]:
    """Columns of a statement."""
    values = {name: getattr(s, name) for name in _SAME_STATEMENT}
    values.update(quote_start=s.start, quote_end=s.end, path=list(s.path))
    return values


def statement_of(row: Row[Any]) -> Statement:
    """The record of a statement row."""
    same = {name: getattr(row, name) for name in _SAME_STATEMENT}
    return Statement(start=row.quote_start, end=row.quote_end, path=tuple(row.path), **same)


def pledge_values(p: Pledge) -> dict[str, Any]:
    """Columns of a pledge, without its id."""
    return {name: getattr(p, name) for name in _SAME_PLEDGE}


def pledge_of(row: Row[Any], gone_page: int | None = None) -> Pledge:
    """The record of a pledge row. Pledges of `gone_page`, which is back, read as standing."""
    values = {name: getattr(row, name) for name in _SAME_PLEDGE}
    if gone_page is not None and row.page_id == gone_page and row.state is PledgeState.PAGE_GONE:
        values["state"] = PledgeState.STANDING
    return Pledge(id=row.id, known_since=row.created_at.date(), **values)


def observation_of(row: Row[Any]) -> Observation:
    """The record of an observation row."""
    return Observation(**{name: getattr(row, name) for name in _SAME_OBSERVATION})


def observation_key(o: Observation) -> str:
    """Content key of an observation within its pledge."""
    return digest(o.as_of, _plain(o.value), o.unit, _plain(o.percent), o.status, _plain(o.total), o.cumulative)


def _plain(value: float | None) -> str | None:
    return None if value is None else f"{value:.12g}"


def facts_of(row: Row[Any]) -> Facts:
    """The facts of a document row."""
    return Facts(**{name: getattr(row, name) for name in FACTS})


def facts_values(facts: Facts) -> dict[str, Any]:
    """Columns of a document's facts."""
    return {name: getattr(facts, name) for name in FACTS}


def event_of(row: Row[Any]) -> Event:
    """The record of an event row."""
    return Event(
        id=row.id, type=row.type, run=row.run_id, at=row.at, place=row.place, source=row.source_id, year=row.year,
        theme=row.theme, subject=row.subject, unit=row.unit, old=row.old, new=row.new, quote_old=row.quote_old,
        quote_new=row.quote_new, url=row.url, title=row.title, capture=row.capture, pledge_id=row.pledge_id,
        detail=row.detail, baseline=row.baseline, document_date=row.document_date,
    )  # fmt: skip


def first_line(text: str | None, limit: int) -> str | None:
    """Text that every database takes: without NUL and surrogates, at most `limit` characters."""
    if text is None:
        return None
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")[:limit]


def places_above(place: str) -> Sequence[str]:
    """All names the place could stand below: every beginning of its full name."""
    return [place[:n] for n in range(2, len(place))]
