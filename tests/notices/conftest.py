"""Ledgers for the tests of notices, on both databases."""

from __future__ import annotations

import shutil
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


@pytest.fixture(scope="session")
def empty_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the tables and nothing else, to be copied."""
    file = tmp_path_factory.mktemp("empty") / "ledger.db"
    made = connect(f"sqlite:///{file}")
    schema.ensure(made)
    made.close()
    return file


@pytest.fixture
def database(tmp_path: Path, empty_ledger: Path) -> Iterator[Database]:
    """An empty ledger in a SQLite file."""
    file = shutil.copy(empty_ledger, tmp_path / "ledger.db")
    made = connect(f"sqlite:///{file}")
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
