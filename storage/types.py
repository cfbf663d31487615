"""Column types that keep their promise on SQLite and PostgreSQL alike."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import BindParameter, DateTime, Dialect, Enum, Float, String, bindparam
from sqlalchemy.types import TypeDecorator, TypeEngine

from parsers.records import PageProblem

E = TypeVar("E", bound=StrEnum)

URL_MAX = 2000
"""Longest address kept as a page, in bytes; a longer one would not fit an index row of PostgreSQL."""

NOT_READABLE = PageProblem.NOT_READABLE.value
"""Reason of pages that hold no text a program can read, as plain text for queries."""


class UtcDateTime(TypeDecorator[datetime]):
    """An instant. Takes aware datetimes only and returns them in UTC, also from SQLite, which keeps no zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Refuse naive values: their instant is a guess."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone cannot be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Attach or convert to UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class NumberType(TypeDecorator[int | float]):
    """A figure: whole ones come back as int, so that 2880 does not turn into 2880.0 in exports."""

    impl = Float(53)
    cache_ok = True

    def process_result_value(self, value: Any, dialect: Dialect) -> int | float | None:  # noqa: ARG002
        """Make whole figures int."""
        if value is None:
            return None
        return int(value) if float(value).is_integer() else float(value)


def choice(kind: type[E], name: str, length: int = 24) -> Enum:
    """A closed set stored as its string values and checked by the database."""
    return Enum(
        kind,
        name=name,
        native_enum=False,
        create_constraint=True,
        length=length,
        values_callable=lambda members: [m.value for m in members],
    )


def fixed(value: Any, kind: TypeEngine[Any], *, several: bool = False) -> BindParameter[Any]:
    """A value written into the SQL itself: the index of a condition is found only by a condition without parameters."""
    return bindparam(None, value, kind, literal_execute=True, expanding=several, unique=True)


def place_type() -> String:
    """A full place name, ordered by code point, so that the places below one are a range of the index."""
    return String(200).with_variant(String(200, collation="C"), "postgresql")
