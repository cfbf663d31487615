"""The spool is whole at every instant."""

from __future__ import annotations

import errno
import gzip
import hashlib
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawlers import spool
from crawlers.records import Done, Fetch, Outcome, Role, SourceSummary

NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)


def line(number: int) -> Fetch:
    url = f"http://www.example.org/{number}"
    return Fetch(
        "qinghe", url, url, Role.ARTICLE, Outcome.OK, NOW, url, 200, (("Content-Type", "text/html"),), "0" * 64, 12,
        "text/html", "gbk", '"e"', None, "民生实事\n", None, 0.25, "",
    )  # fmt: skip


def test_round_trip(tmp_path: Path) -> None:
    writer = spool.Writer(tmp_path / "new" / "spool")
    digest = writer.body("正文".encode())
    writer.fetch(line(1))
    writer.fetch(line(2))
    done = Done("finished", 1.5, 2, 99, 0, (SourceSummary("qinghe", complete=True),), {"ok": 2})
    writer.done(done)
    writer.close()
    folder = tmp_path / "new" / "spool"
    assert list(spool.read(folder)) == [line(1), line(2)]
    assert spool.read_done(folder) == done
    assert spool.read_body(folder, digest).decode() == "正文"
    assert digest == hashlib.sha256("正文".encode()).hexdigest()


def test_bodies_are_byte_stable_and_kept_once(tmp_path: Path) -> None:
    one, two = spool.Writer(tmp_path / "1"), spool.Writer(tmp_path / "2")
    digest = one.body(b"x" * 5000)
    assert two.body(b"x" * 5000) == digest
    assert spool.body_path(tmp_path / "1", digest).read_bytes() == spool.body_path(tmp_path / "2", digest).read_bytes()
    before = spool.body_path(tmp_path / "1", digest).stat().st_mtime_ns
    assert one.body(b"x" * 5000) == digest
    assert spool.body_path(tmp_path / "1", digest).stat().st_mtime_ns == before
    one.close()
    two.close()


@pytest.mark.parametrize("kept", range(0, 200, 7))
def test_a_torn_last_line_is_left_out(tmp_path: Path, kept: int) -> None:
    writer = spool.Writer(tmp_path)
    writer.fetch(line(1))
    whole = (tmp_path / spool.FETCHES).read_bytes()
    writer.fetch(line(2))
    writer.close()
    both = (tmp_path / spool.FETCHES).read_bytes()
    (tmp_path / spool.FETCHES).write_bytes(both[: len(whole) + kept])
    assert list(spool.read(tmp_path)) == [line(1)]


def test_a_second_writer_goes_on_behind_a_torn_line(tmp_path: Path) -> None:
    (tmp_path / spool.FETCHES).write_bytes(b'{"source": "qinghe", "ur')
    writer = spool.Writer(tmp_path)
    writer.fetch(line(1))
    writer.fetch(line(2))
    writer.close()
    assert list(spool.read(tmp_path)) == [line(1), line(2)]


def test_reading_on_from_where_the_last_look_ended(tmp_path: Path) -> None:
    assert spool.read_from(tmp_path, 0) == ([], 0)
    writer = spool.Writer(tmp_path)
    writer.fetch(line(1))
    fetches, offset = spool.read_from(tmp_path, 0)
    assert fetches == [line(1)]
    assert spool.read_from(tmp_path, offset) == ([], offset)
    with (tmp_path / spool.FETCHES).open("ab") as torn:
        torn.write(b'{"source": "qi')
    assert spool.read_from(tmp_path, offset) == ([], offset)
    with (tmp_path / spool.FETCHES).open("ab") as torn:
        torn.write(b'nghe"}\n')
    writer.fetch(line(2))
    writer.close()
    assert spool.read_from(tmp_path, offset)[0] == [line(2)]


def test_nothing_there_is_nothing_read(tmp_path: Path) -> None:
    assert list(spool.read(tmp_path / "none")) == []
    assert spool.read_done(tmp_path / "none") is None


def test_damaged_bodies_are_told(tmp_path: Path) -> None:
    writer = spool.Writer(tmp_path)
    digest = writer.body(b"x" * 5000)
    writer.close()
    path = spool.body_path(tmp_path, digest)
    whole = path.read_bytes()
    path.write_bytes(whole[:-9])
    with pytest.raises(ValueError, match="damaged"):
        spool.read_body(tmp_path, digest)
    path.write_bytes(gzip.compress(b"other"))
    with pytest.raises(ValueError, match="other bytes"):
        spool.read_body(tmp_path, digest)


def test_a_full_disk_leaves_no_half_body(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    writer = spool.Writer(tmp_path)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError, match="No space left"):
        writer.body(b"x" * 5000)
    writer.close()
    assert [path.name for path in tmp_path.iterdir()] == [spool.FETCHES]
