"""Opening the ledger: created, upgraded, refused; each refusal one line that says what to do."""

from __future__ import annotations

import os
import re
import signal
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.exc import IntegrityError

from storage import engine, schema
from storage.engine import connect
from storage.ledger import Ledger, LedgerError
from storage.models import Base
from tests.ports import closed_port
from tests.postgres import Postgres
from tests.storage.build import T0, first_night


def refused(url: str) -> str:
    with pytest.raises(LedgerError) as caught:
        Ledger.open(url)
    message = str(caught.value)
    assert "\n" not in message
    return message


def test_empty_database_gets_all_tables(url: str) -> None:
    Ledger.open(url).close()
    with closing(connect(url)) as database, database.reading() as c:
        assert set(inspect(c).get_table_names()) == {t.name for t in Base.metadata.tables.values()} | {
            "alembic_version"
        }
        assert c.execute(text("SELECT version_num FROM alembic_version")).scalars().all() == [schema.HEAD]


def test_migrations_make_what_the_models_say(url: str) -> None:
    Ledger.open(url).close()
    with closing(connect(url)) as database, database.reading() as c:
        context = MigrationContext.configure(c, opts={"compare_type": True, "target_metadata": Base.metadata})
        assert compare_metadata(context, Base.metadata) == []
        for table in Base.metadata.sorted_tables:
            made = {x["name"] for x in inspect(c).get_check_constraints(table.name)}
            assert made == {str(x.name) for x in table.constraints if type(x).__name__ == "CheckConstraint"}


def test_head_is_the_newest_migration() -> None:
    script = ScriptDirectory.from_config(schema.alembic_config())
    assert script.get_heads() == [schema.HEAD]
    assert schema.known_revisions() == {s.revision for s in script.walk_revisions()}


def test_a_ledger_of_the_first_revision_is_brought_up_with_its_rows(url: str) -> None:
    database = connect(url)
    schema.migrate(database, "0001")
    assert schema.stored_revision(database) == "0001"
    first_night(Ledger(database))
    database.close()
    with Ledger.open(url) as ledger:
        assert len(ledger.statements()) > 0
        with ledger.reading() as c:
            names = {index["name"] for index in inspect(c).get_indexes("document")}
    assert "ix_document_kind_year" in names


def test_opening_again_changes_nothing(url: str) -> None:
    with Ledger.open(url) as ledger:
        run = ledger.begin_run("night", T0)
    for _ in range(2):
        with Ledger.open(url) as ledger:
            assert [r.id for r in ledger.runs()] == [run]


def test_no_alembic_where_the_schema_is_up_to_date(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'ledger.db'}"
    Ledger.open(address).close()
    code = f"import sys; from storage.ledger import Ledger; Ledger.open({address!r}); print('alembic' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "False"


def test_newer_schema(url: str) -> None:
    Ledger.open(url).close()
    database = connect(url)
    with database.writing() as c:
        c.execute(text("UPDATE alembic_version SET version_num = '9041'"))
    message = refused(url)
    assert message.endswith(
        f"was written by a newer minxin (schema 9041); upgrade minxin, it knows up to {schema.HEAD}"
    )
    with database.reading() as c:
        assert c.execute(text("SELECT version_num FROM alembic_version")).scalar() == "9041"
    database.close()


def test_tables_of_another_program(url: str) -> None:
    database = connect(url)
    with database.writing() as c:
        c.execute(text("CREATE TABLE pledge (title TEXT)"))
    assert "holds tables of another program" in refused(url)
    database.close()


def test_a_sqlite_file_of_another_program(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "other.db")) as other:
        other.execute("CREATE TABLE notes (title TEXT)")
    assert "holds tables of another program" in refused(f"sqlite:///{tmp_path / 'other.db'}")


def test_the_names_of_our_tables() -> None:
    assert set(Base.metadata.tables) == schema.OURS


def test_closed_sets_are_checked_by_the_database(ledger: Ledger) -> None:
    with pytest.raises(LedgerError), ledger.writing() as c:
        c.execute(
            text(
                "INSERT INTO delivery (channel, group_key, message_id, state, attempts, next_at, created_at)"
                " VALUES ('a', 'b', 'c', 'lost', 0, '2031-01-01 00:00:00', '2031-01-01 00:00:00')"
            )
        )


def test_foreign_keys_are_enforced(ledger: Ledger) -> None:
    with pytest.raises(LedgerError) as caught, ledger.writing() as c:
        c.execute(
            text(
                "INSERT INTO notice (event_id, channel, group_key, due_at, state, created_at)"
                " VALUES (4711, 'a', 'b', '2031-01-01 00:00:00', 'queued', '2031-01-01 00:00:00')"
            )
        )
    assert isinstance(caught.value.__cause__, IntegrityError)


# An interrupted migration

KILLED = """
import os, signal, sys
from sqlalchemy import Engine, event
from storage.ledger import Ledger

made = []
@event.listens_for(Engine, "after_cursor_execute")
def killed(c, cursor, statement, parameters, context, many):
    if statement.lstrip().startswith("CREATE TABLE"):
        made.append(statement)
        if len(made) == int(sys.argv[2]):
            os.kill(os.getpid(), signal.SIGKILL)

Ledger.open(sys.argv[1])
"""


def test_killed_migration_is_taken_up(url: str) -> None:
    done = subprocess.run([sys.executable, "-c", KILLED, url, "9"], timeout=60, check=False)
    assert done.returncode == -signal.SIGKILL
    with closing(connect(url)) as database, database.reading() as c:
        assert inspect(c).get_table_names() == []
    with Ledger.open(url) as ledger:
        assert ledger.begin_run("night", T0) == 1


def test_two_processes_open_an_empty_ledger_at_once(url: str) -> None:
    problems: list[BaseException] = []

    def work() -> None:
        try:
            Ledger.open(url).close()
        except BaseException as error:  # noqa: BLE001 (told by the assertion below)
            problems.append(error)

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []


# What cannot be opened


def test_locked_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.1)
    file = tmp_path / "ledger.db"
    with Ledger.open(f"sqlite:///{file}") as ledger:
        other = sqlite3.connect(file, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        assert ledger.runs() == []  # readers are not held up
        with pytest.raises(LedgerError) as caught:
            ledger.begin_run("night", T0)
        assert str(caught.value) == f"{file} is in use by another process; wait for it to end and run again"
        other.execute("ROLLBACK")
        other.close()
        assert ledger.begin_run("night", T0) == 1


def test_locked_while_it_is_created(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.1)
    file = tmp_path / "ledger.db"
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    assert refused(f"sqlite:///{file}") == f"{file} is in use by another process; wait for it to end and run again"
    other.close()


def test_postgres_writer_waits_for_the_other(postgres_ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.1)
    with postgres_ledger.writing(), pytest.raises(LedgerError, match="is in use by another process"):
        postgres_ledger.begin_run("night", T0)
    assert postgres_ledger.begin_run("night", T0)


def test_not_a_database(tmp_path: Path) -> None:
    file = tmp_path / "ledger.db"
    file.write_bytes("不是数据库".encode() * 1000)
    before = file.read_bytes()
    assert refused(f"sqlite:///{file}") == f"{file} is not a database file; name another file in [storage] url"
    assert file.read_bytes() == before


def test_damaged_database(tmp_path: Path) -> None:
    file = tmp_path / "ledger.db"
    Ledger.open(f"sqlite:///{file}").close()
    data = bytearray(file.read_bytes())
    data[100:4096] = os.urandom(3996)
    file.write_bytes(data)
    assert re.match(re.escape(str(file)) + " is (damaged|not a database file);", refused(f"sqlite:///{file}"))


def test_folders(tmp_path: Path) -> None:
    assert "is a folder; name a file" in refused(f"sqlite:///{tmp_path}")
    assert f"there is no folder {tmp_path / 'no'}" in refused(f"sqlite:///{tmp_path / 'no' / 'ledger.db'}")


def test_read_only_database(tmp_path: Path) -> None:
    file = tmp_path / "ledger.db"
    Ledger.open(f"sqlite:///{file}").close()
    with Ledger.open(f"sqlite:///file:{file}?mode=ro&uri=true") as ledger:
        assert ledger.runs() == []
        with pytest.raises(LedgerError, match="may not be written; check the permissions"):
            ledger.begin_run("night", T0)


FULL = """
import resource, sys
from storage.ledger import Ledger, LedgerError
from tests.storage.build import T0, first_night

ledger = Ledger.open(sys.argv[1])
run = ledger.begin_run("night", T0)
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, resource.RLIM_INFINITY))
try:
    for _ in range(100):
        ledger.finish_run(run, T0, {"note": "x" * 20_000})
except LedgerError as error:
    print(error)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
ledger.begin_run("after", T0)
"""


def test_full_disk(tmp_path: Path) -> None:
    file = tmp_path / "ledger.db"
    done = subprocess.run(
        [sys.executable, "-c", FULL, f"sqlite:///{file}"], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    assert re.fullmatch(re.escape(str(file)) + r" cannot (grow|be written)\b.*\bfull\b.*\n", done.stdout)
    with Ledger.open(f"sqlite:///{file}") as ledger:
        assert [r.kind for r in ledger.runs()] == ["night", "after"]


def test_unreachable_postgres() -> None:
    with closed_port() as port:
        message = refused(f"postgresql+psycopg://watcher:s3cret-word@127.0.0.1:{port}/ledger")
    assert message.startswith(f"127.0.0.1:{port}/ledger cannot be reached (connection refused)")


def test_postgres_without_that_database(postgres: Postgres) -> None:
    address = postgres.database()
    postgres.drop(address)
    assert "has no such database or user" in refused(address)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql+psycopg://watcher:s3cret-word@127.0.0.1:1/ledger",
        "postgresql://watcher:s3cret-word@127.0.0.1:1/ledger?connect_timeout=1",
        "postgresql+nosuch://watcher:s3cret-word@host/ledger",
        "mysql://watcher:s3cret-word@host/ledger",
        "watcher:s3cret-word@host",
        "postgresql+psycopg://watcher:s3cret-word@127.0.0.1:port/ledger",
        "postgresql+psycopg://watcher:s3cret-word@127.0.0.1:1/ledger?options=nonsense%20here&sslmode=s3cret-word",
        "",
    ],
)
def test_no_password_is_told(url: str) -> None:
    message = refused(url)
    assert "s3cret-word" not in message


def test_address_of_a_foreign_engine_works(postgres: Postgres) -> None:
    address = postgres.database()
    with Ledger.open(address.replace("postgresql+psycopg://", "postgresql://", 1)) as ledger:
        assert ledger.runs() == []
    postgres.drop(address)


def test_memory() -> None:
    with Ledger.open("sqlite://") as ledger:
        assert ledger.begin_run("night", T0) == 1
        assert len(ledger.runs()) == 1


def test_journal_lets_readers_in(tmp_path: Path) -> None:
    file = tmp_path / "ledger.db"
    Ledger.open(f"sqlite:///{file}").close()
    plain = create_engine(f"sqlite:///{file}")
    with plain.connect() as c:
        assert c.execute(text("PRAGMA journal_mode")).scalar() == "wal"
    plain.dispose()
