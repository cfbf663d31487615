"""The spool: a folder one crawl writes and the flow reads, whole at every instant.

`<sha256>.gz` are bodies, `fetches.jsonl` one line a fetch, `done.json` the end. A body is in place before the line
that names it, so a crawl killed at any time leaves a readable spool.
"""

from __future__ import annotations

import gzip
import hashlib
import os
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from pydantic import ValidationError

from crawlers.records import DONE, FETCH, Done, Fetch

FETCHES = "fetches.jsonl"
DONE_FILE = "done.json"
_LEVEL = 4  # a third of level 6's time for a tenth more bytes: fetching must not wait for packing


class Writer:
    """Writes one spool. Any OSError (a full disk) goes to the caller; what was written before stays valid."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._lines: BinaryIO = (folder / FETCHES).open("ab", buffering=0)
        if _is_torn(folder / FETCHES):
            self._lines.write(b"\n")
        self._have: set[str] = {path.stem for path in folder.glob("*.gz")}

    def body(self, body: bytes) -> str:
        """Keep a body under its hash and return the hash."""
        digest = hashlib.sha256(body).hexdigest()
        if digest not in self._have:
            packed = BytesIO()
            with gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=_LEVEL, mtime=0) as file:
                file.write(body)
            self._put(f"{digest}.gz", packed.getvalue())
            self._have.add(digest)
        return digest

    def fetch(self, fetch: Fetch) -> None:
        """Append one line in one write."""
        self._lines.write(FETCH.dump_json(fetch) + b"\n")

    def done(self, done: Done) -> None:
        """Write the end of the crawl."""
        self._put(DONE_FILE, DONE.dump_json(done))

    def close(self) -> None:
        """Close the file of lines."""
        self._lines.close()

    def _put(self, name: str, data: bytes) -> None:
        temporary = self._folder / f".{name}.{os.getpid()}"
        try:
            temporary.write_bytes(data)
            os.replace(temporary, self._folder / name)
        except OSError:
            temporary.unlink(missing_ok=True)
            raise


def _is_torn(path: Path) -> bool:
    """Whether the last line was cut off by the end of an earlier crawl."""
    if not path.is_file() or path.stat().st_size == 0:
        return False
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1) != b"\n"


def read(folder: Path) -> Iterator[Fetch]:
    """The fetches of a spool in the order they ended. A torn last line is left out; an absent file is empty."""
    try:
        lines = (folder / FETCHES).open("rb")
    except FileNotFoundError:
        return
    with lines:
        for line in lines:
            if fetch := _fetch(line):
                yield fetch


def read_from(folder: Path, offset: int) -> tuple[list[Fetch], int]:
    """The fetches whose lines begin at or after a byte offset, and the offset to go on from."""
    try:
        with (folder / FETCHES).open("rb") as lines:
            lines.seek(offset)
            data = lines.read()
    except FileNotFoundError:
        return [], offset
    whole = data[: data.rfind(b"\n") + 1]
    fetches = [fetch for line in whole.splitlines(keepends=True) if (fetch := _fetch(line))]
    return fetches, offset + len(whole)


def _fetch(line: bytes) -> Fetch | None:
    """One line; None where it is torn (a crawl that was started again in the same folder appends behind such a one)."""
    if not line.endswith(b"\n"):
        return None
    try:
        return FETCH.validate_json(line)
    except ValidationError:
        return None


def read_done(folder: Path) -> Done | None:
    """The end of the crawl, or None where it was stopped."""
    try:
        return DONE.validate_json((folder / DONE_FILE).read_bytes())
    except (FileNotFoundError, ValidationError):
        return None


def read_body(folder: Path, sha256: str) -> bytes:
    """A body of the spool. Raises FileNotFoundError, or ValueError where the bytes are not the hash's."""
    try:
        body = gzip.decompress(body_path(folder, sha256).read_bytes())
    except (EOFError, gzip.BadGzipFile) as error:
        raise ValueError(f"{sha256}.gz is damaged ({error})") from None
    if hashlib.sha256(body).hexdigest() != sha256:
        raise ValueError(f"{sha256}.gz holds other bytes than its name says")
    return body


def body_path(folder: Path, sha256: str) -> Path:
    """Where a body lies, for moving it into the archive without unpacking."""
    return folder / f"{sha256}.gz"
