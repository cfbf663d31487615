"""One suite, two databases: every test that takes `ledger` or `url` runs on SQLite and on a real PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.ledger import Ledger
from storage.models import Base
from tests.postgres import Postgres, server


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    with server() as running:
        yield running


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Address of an empty database."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'ledger.db'}"
        return
    postgres: Postgres = request.getfixturevalue("postgres")
    address = postgres.database()
    yield address
    postgres.drop(address)


@pytest.fixture(scope="session")
def sqlite_ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with Ledger.open(f"sqlite:///{tmp_path_factory.mktemp('session') / 'ledger.db'}") as opened:
        yield opened


@pytest.fixture(scope="session")
def postgres_ledger(postgres: Postgres) -> Iterator[Ledger]:
    with Ledger.open(postgres.database()) as opened:
        yield opened


@pytest.fixture(params=["sqlite", "postgresql"])
def ledger(request: pytest.FixtureRequest) -> Ledger:
    """A ledger without rows; one a session, for its statements are compiled once then."""
    kind = "sqlite" if request.param == "sqlite" else "postgres"
    opened: Ledger = request.getfixturevalue(f"{kind}_ledger")
    tables = Base.metadata.sorted_tables
    with opened.writing() as c:
        if opened.database.is_sqlite:
            c.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
            for table in reversed(tables):
                c.execute(table.delete())
        else:
            names = ", ".join(f'"{table.name}"' for table in tables)
            c.exec_driver_sql(f"TRUNCATE {names} RESTART IDENTITY")
    return opened
