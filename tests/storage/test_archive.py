"""The capture archive: what is in it is whole, whatever happens while it is written."""

from __future__ import annotations

import gzip
import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from storage.archive import Archive
from storage.errors import ArchiveError

BODY = "北塘区新建公共车位640个。".encode() * 50


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "captures")


def spooled(tmp_path: Path, data: bytes, name: str | None = None) -> tuple[Path, str]:
    sha256 = hashlib.sha256(data).hexdigest()
    path = tmp_path / f"{name or sha256}.gz"
    path.write_bytes(gzip.compress(data))
    return path, sha256


def files(archive: Archive) -> list[str]:
    return sorted(str(p.relative_to(archive.root)) for p in archive.root.rglob("*") if p.is_file())


def test_put_and_read(archive: Archive) -> None:
    sha256 = archive.put(BODY)
    assert sha256 == hashlib.sha256(BODY).hexdigest()
    assert archive.read(sha256) == BODY
    assert sha256 in archive
    assert "0" * 64 not in archive
    assert files(archive) == [f"{sha256[:2]}/{sha256}.gz"]
    assert list(archive.hashes()) == [sha256]


def test_same_bytes_are_one_file(archive: Archive) -> None:
    sha256 = archive.put(BODY)
    before = archive.path(sha256).stat()
    assert archive.put(BODY) == sha256
    after = archive.path(sha256).stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    assert archive.put(b"") != sha256
    assert archive.read(hashlib.sha256(b"").hexdigest()) == b""


def test_adopt_moves_the_spooled_body(archive: Archive, tmp_path: Path) -> None:
    path, sha256 = spooled(tmp_path, BODY)
    archive.adopt(path, sha256)
    assert not path.exists()
    assert archive.read(sha256) == BODY
    again, _ = spooled(tmp_path, BODY)
    archive.adopt(again, sha256)
    assert not again.exists()
    archive.adopt(again, sha256)  # a pass that was killed between moving and noting it
    assert files(archive) == [f"{sha256[:2]}/{sha256}.gz"]


@pytest.mark.parametrize("damage", ["other", "torn", "plain", "absent"])
def test_damaged_bodies_stay_out(archive: Archive, tmp_path: Path, damage: str) -> None:
    path, sha256 = spooled(tmp_path, BODY)
    if damage == "other":
        path.write_bytes(gzip.compress(b"something else"))
    elif damage == "torn":
        path.write_bytes(path.read_bytes()[:-9])
    elif damage == "plain":
        path.write_bytes(BODY)
    else:
        path.unlink()
    with pytest.raises(ArchiveError) as caught:
        archive.adopt(path, sha256)
    assert "\n" not in str(caught.value)
    assert path.exists() == (damage != "absent")
    assert sha256 not in archive


@pytest.mark.parametrize("damage", [b"", b"\x1f\x8b", gzip.compress(b"else", mtime=0), b"<html>"])
def test_damage_in_the_archive_is_told(archive: Archive, damage: bytes) -> None:
    sha256 = archive.put(BODY)
    archive.path(sha256).write_bytes(damage)
    with pytest.raises(ArchiveError, match="restore it from a backup") as caught:
        archive.read(sha256)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["", "..", "../../etc/passwd", "A" * 64, "a" * 63, "a" * 64 + "\n"])
def test_only_hashes_are_names(archive: Archive, name: str) -> None:
    with pytest.raises(ArchiveError, match="is not the hash of a capture"):
        archive.read(name)


def test_absent_capture(archive: Archive) -> None:
    with pytest.raises(ArchiveError, match="has no capture"):
        archive.read("0" * 64)


def test_folder_that_cannot_be_one(tmp_path: Path) -> None:
    (tmp_path / "captures").write_text("a file")
    with pytest.raises(ArchiveError, match=r"check \[storage\] archive"):
        Archive(tmp_path / "captures").put(BODY)


FULL_DISK = """
import os, resource, sys
from pathlib import Path
from storage.archive import Archive
from storage.errors import ArchiveError

archive = Archive(Path(sys.argv[1]))
small = archive.put(b"small")
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, resource.RLIM_INFINITY))
try:
    archive.put(os.urandom(100_000))
except ArchiveError as error:
    print(error)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
assert archive.read(small) == b"small"
archive.put(b"more")
"""


def test_full_disk_leaves_nothing_half_written(tmp_path: Path) -> None:
    """The kernel refuses to write past a size, as it does on a full disk; afterwards there is room again."""
    archive = Archive(tmp_path / "captures")
    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(archive.root)], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        f"no space left for captures in {archive.root}; free some and run again, nothing is lost"
    ]
    assert sorted(archive.read(h) for h in archive.hashes()) == [b"more", b"small"]
    assert len(files(archive)) == 2


KILLED = """
import os, sys
from pathlib import Path
from storage.archive import Archive

archive = Archive(Path(sys.argv[1]))
print("ready", flush=True)
while True:
    archive.put(os.urandom(300_000))
"""


def test_killed_while_writing(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "captures")
    for _ in range(3):
        process = subprocess.Popen([sys.executable, "-c", KILLED, str(archive.root)], stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        process.stdout.readline()
        while not any(archive.root.glob("*/*.gz")):
            assert process.poll() is None
        process.kill()
        process.wait()
        process.stdout.close()
    hashes = list(archive.hashes())
    assert hashes
    for sha256 in hashes:
        archive.read(sha256)
