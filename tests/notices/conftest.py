"""Ledgers for the tests of notices, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.notices import channels
from storage import schema
from storage.engine import Database, connect
from tests import postgres


@pytest.fixture(scope="session")
def running_postgres() -> Iterator[postgres.Postgres]:
    with postgres.server() as running:
        yield running


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """An empty ledger in a SQLite file."""
    made = connect(f"sqlite:///{tmp_path / 'ledger.db'}")
    schema.ensure(made)
    yield made
    made.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def either(request: pytest.FixtureRequest) -> Iterator[Database]:
    """An empty ledger, once on each database."""
    if request.param == "sqlite":
        yield request.getfixturevalue("database")
        return
    running: postgres.Postgres = request.getfixturevalue("running_postgres")
    url = running.database()
    made = connect(url)
    schema.ensure(made)
    yield made
    made.close()
    running.drop(url)


@pytest.fixture(scope="session", autouse=True)
def _apprise_loaded() -> None:
    channels.prepare()
