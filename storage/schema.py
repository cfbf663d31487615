"""Which schema the program speaks, and bringing a database to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import inspect, text
from sqlalchemy.exc import SQLAlchemyError

from storage.engine import Database, connect, explain
from storage.errors import LedgerError

if TYPE_CHECKING:
    from alembic.config import Config
    from sqlalchemy import Connection

OURS = frozenset(
    ("capture", "decision", "delivery", "document", "event", "fetch", "main_text", "match", "notice", "observation",
     "page", "pledge", "run", "source", "statement")
)  # fmt: skip
"""Names of our tables; a test holds them to the models."""
HEAD = "0003"
"""Newest revision in `storage/migrations/versions`; a test holds it to Alembic's own answer."""


def ensure(database: Database) -> None:
    """Create or upgrade the tables. Costs one query when the schema is this program's own. Raises LedgerError."""
    found = stored_revision(database)
    if found == HEAD:
        return
    if found is not None and found not in known_revisions():
        raise LedgerError(
            f"{database.name} was written by a newer minxin (schema {found}); upgrade minxin, it knows up to {HEAD}"
        )
    migrate(database)


def stored_revision(database: Database) -> str | None:
    """The revision a database is at; None for one without tables of ours."""
    with database.reading() as connection:
        tables = inspect(connection).get_table_names()
        if "alembic_version" in tables:
            return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    # A SQLite file is one program's; a PostgreSQL database may hold others' tables beside ours, but not of our names.
    if (database.is_sqlite and tables) or set(tables) & OURS:
        raise LedgerError(f"{database.name} holds tables of another program; name an empty database in [storage] url")
    return None


def migrate(database: Database, revision: str = "head") -> None:
    """Bring the schema to `revision` in one transaction: killed half-way, the old schema stands."""
    from alembic import command

    # Rebuilding a table on SQLite drops it for a moment, which enforced foreign keys would not allow.
    plain = connect(database.engine.url.render_as_string(hide_password=False), foreign_keys=False)
    memory = database.is_sqlite and database.name == ":memory:"
    try:
        with (database if memory else plain).writing() as connection:
            command.upgrade(alembic_config(connection), revision)
            _check_references(connection)
    except SQLAlchemyError as error:
        raise LedgerError(explain(error, database.name, database.engine.url)) from error
    finally:
        plain.close()


def alembic_config(connection: Connection | None = None) -> Config:
    """Alembic's configuration without an ini file; `connection` is the one to work on."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "storage:migrations")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def known_revisions() -> frozenset[str]:
    """All revisions this program can upgrade from."""
    from alembic.script import ScriptDirectory

    return frozenset(s.revision for s in ScriptDirectory.from_config(alembic_config()).walk_revisions())


def _check_references(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        broken = connection.execute(text("PRAGMA foreign_key_check")).first()
        if broken is not None:
            raise LedgerError(f"the upgrade would break table {broken[0]}, nothing was changed; report this as a bug")
