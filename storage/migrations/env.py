"""Runs the migrations on the connection that `storage.schema` hands over, inside its transaction."""

from __future__ import annotations

from typing import Any

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Enum
from sqlalchemy.types import TypeDecorator

from storage.models import Base


def render_plain(kind: str, obj: Any, autogen: AutogenContext) -> Any:  # noqa: ARG001
    """Write plain column types into new migrations: an old migration must not change with today's classes."""
    if kind == "type" and isinstance(obj, TypeDecorator):
        return f"sa.{obj.impl!r}"
    if kind == "type" and isinstance(obj, Enum):
        values = ", ".join(repr(value) for value in obj.enums)
        return f"sa.Enum({values}, name={obj.name!r}, native_enum=False, create_constraint=True, length={obj.length})"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    transactional_ddl=True,
    render_item=render_plain,
    compare_type=True,
)
context.run_migrations()
