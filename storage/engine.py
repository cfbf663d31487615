"""One way to reach a database: connections set up alike, transactions for reading and writing, errors in one line."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from storage.errors import LedgerError

BUSY_SECONDS = 30.0
"""How long a writer waits for another one."""
WRITERS = 0x6D78_6C67
"""Key of PostgreSQL's advisory lock that lets one writer in at a time, as SQLite does by itself."""


class Database:
    """An engine and the two kinds of transaction. Use `reading` for looks, `writing` for anything that changes rows."""

    def __init__(self, engine: Engine, name: str) -> None:
        self.engine = engine
        self.name = name
        """What people call it: a file path, or host and database without the password."""

    @property
    def is_sqlite(self) -> bool:
        """Whether the database is a SQLite file."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A consistent look at the ledger. Raises LedgerError."""
        with self._told(), self.engine.connect() as connection:
            if not self.is_sqlite:
                connection = connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction alone among writers: committed at the end, undone on any exception. Raises LedgerError."""
        with self._told(), self.engine.connect() as connection:
            connection = connection.execution_options(minxin_write=True)
            with connection.begin():
                if not self.is_sqlite:
                    connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{int(BUSY_SECONDS * 1000)}ms'")
                    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITERS})")
                yield connection

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (DBAPIError, PoolTimeout, sqlite3.Error) as error:
            raise LedgerError(explain(error, self.name, self.engine.url)) from error

    def close(self) -> None:
        """Give back all connections."""
        self.engine.dispose()


def connect(url: str, *, foreign_keys: bool = True) -> Database:
    """Make a Database for an address; nothing is opened yet. Raises LedgerError for an address of no known kind."""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):  # ValueError: a port that is no number
        raise LedgerError(
            "the ledger's address is not one: write sqlite:///minxin.db or postgresql+psycopg://user@host/name"
        ) from None
    if parsed.get_backend_name() not in ("sqlite", "postgresql"):
        raise LedgerError(
            f"{parsed.get_backend_name()} is not a database minxin knows: use sqlite or postgresql+psycopg"
        )
    if parsed.drivername == "postgresql":
        parsed = parsed.set(drivername="postgresql+psycopg")
    try:
        engine = create_engine(parsed, **_options(parsed))
    except (NoSuchModuleError, ImportError, ArgumentError):
        raise LedgerError(
            f"{parsed.drivername} is not a driver minxin knows: use sqlite or postgresql+psycopg"
        ) from None
    if parsed.get_backend_name() == "sqlite":
        _set_up_sqlite(engine, foreign_keys=foreign_keys)
    return Database(engine, display(parsed))


def display(url: URL) -> str:
    """The address as it may be shown: no user, no password, no options."""
    if url.get_backend_name() == "sqlite":
        return url.database or ":memory:"
    port = f":{url.port}" if url.port else ""
    return f"{url.host or 'local socket'}{port}/{url.database or ''}"


def _options(url: URL) -> dict[str, Any]:
    if url.get_backend_name() == "sqlite":
        return {"connect_args": {"timeout": BUSY_SECONDS}}
    return {"connect_args": {"connect_timeout": 10}, "pool_pre_ping": True, "pool_size": 2}


def _set_up_sqlite(engine: Engine, *, foreign_keys: bool) -> None:
    """Take transactions over from the driver, which would leave DDL outside of them."""

    @event.listens_for(engine, "connect")
    def _connected(dbapi: sqlite3.Connection, record: object) -> None:  # noqa: ARG001
        dbapi.isolation_level = None
        dbapi.execute(f"PRAGMA foreign_keys={'ON' if foreign_keys else 'OFF'}")
        _use_wal(dbapi)
        dbapi.execute("PRAGMA synchronous=FULL")  # a notice marked sent stays so after a power cut

    @event.listens_for(engine, "begin")
    def _begun(connection: Connection) -> None:
        write = connection.get_execution_options().get("minxin_write")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def _use_wal(dbapi: sqlite3.Connection) -> None:
    """Let readers in beside a writer. The switch does not wait for locks by itself, as all else does."""
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            if dbapi.execute("PRAGMA journal_mode").fetchone()[0] not in ("wal", "memory"):
                dbapi.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() >= deadline:
                raise
            time.sleep(0.05)


_SAYINGS = (
    ("database is locked", "is in use by another process; wait for it to end and run again"),
    ("lock timeout", "is in use by another process; wait for it to end and run again"),
    ("file is not a database", "is not a database file; name another file in [storage] url"),
    ("unable to open database file", "cannot be opened; check that its folder exists and may be written"),
    ("attempt to write a readonly database", "may not be written; check the permissions of the file and its folder"),
    ("readonly database", "may not be written; check the permissions of the file and its folder"),
    ("database or disk is full", "cannot grow, the disk is full; free some space and run again"),
    ("disk I/O error", "cannot be written (disk error or full); check the disk and run again"),
    ("database disk image is malformed", "is damaged; restore it from a backup"),
    ("password authentication failed", "refused the user or password; check [storage] url"),
    ("no password supplied", "wants a password; put it into [storage] url or PGPASSWORD"),
    ("does not exist", "has no such database or user; create it or check [storage] url"),
    ("Connection refused", "cannot be reached (connection refused); start it or check host and port in [storage] url"),
    ("resolve host", "cannot be reached (unknown host); check the host in [storage] url"),
    ("Name or service not known", "cannot be reached (unknown host); check the host in [storage] url"),
    ("timeout expired", "cannot be reached (no answer in time); check host and port in [storage] url"),
    ("server closed the connection", "closed the connection; check the server and run again"),
    ("permission denied", "refused permission; grant this user the right to create and write tables"),
)


def explain(error: BaseException, name: str, url: URL) -> str:
    """One line for a database error: which ledger, what is wrong, what to do. Holds no password."""
    text = str(error.orig) if isinstance(error, DBAPIError) else str(error)
    if isinstance(error, PoolTimeout):
        return f"{name} has no free connection; run fewer passes at once"
    for part, saying in _SAYINGS:
        if part.lower() in text.lower():
            if part == "unable to open database file":
                return f"{name} {_why_not_open(name)}"
            return f"{name} {saying}"
    first = next((line.strip() for line in text.splitlines() if line.strip()), type(error).__name__)
    if url.password:
        first = first.replace(str(url.password), "***")
    return f"{name}: {first[:300]}"


def _why_not_open(name: str) -> str:
    path = Path(name)
    if path.is_dir():
        return "is a folder; name a file in [storage] url"
    if not path.parent.is_dir():
        return f"cannot be opened: there is no folder {path.parent}; create it"
    return "cannot be opened; check that the file and its folder may be read and written"
