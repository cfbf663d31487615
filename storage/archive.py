"""The capture archive: page bytes, compressed, named by their hash. Nothing in it is ever rewritten or half-written."""

from __future__ import annotations

import errno
import gzip
import hashlib
import os
import re
import secrets
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from storage.errors import ArchiveError, DamagedError

_NAME = re.compile(r"[0-9a-f]{64}")
_LEVEL = 6
_BLOCK = 1 << 20


class Archive:
    """A folder of `ab/<sha256>.gz`, where the hash is that of the bytes inside."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def path(self, sha256: str) -> Path:
        """Where a capture lies or would lie. Raises ArchiveError for what is no hash."""
        if not _NAME.fullmatch(sha256):
            raise ArchiveError(f"{sha256[:80]!r} is not the hash of a capture")
        return self.root / sha256[:2] / f"{sha256}.gz"

    def __contains__(self, sha256: str) -> bool:
        return self.path(sha256).is_file()

    def put(self, data: bytes) -> str:
        """Keep bytes and return their hash. Raises ArchiveError where they cannot be written; nothing is left then."""
        sha256 = hashlib.sha256(data).hexdigest()
        target = self.path(sha256)
        if not target.is_file():
            self._write(target, gzip.compress(data, _LEVEL, mtime=0))
        return sha256

    def adopt(self, path: Path, sha256: str) -> None:
        """Move a compressed body in after checking that it holds what its name says. Done before: removes `path`.

        Raises ArchiveError for a damaged body, which is left where it is, and where the archive cannot be written.
        """
        target = self.path(sha256)
        if target.is_file():
            path.unlink(missing_ok=True)
            return
        if (found := _hash_of(path)) != sha256:
            raise DamagedError(
                f"{path} holds other bytes than its name says ({found[:12]}…); delete it and fetch again"
            )
        self._move(path, target)

    def read(self, sha256: str) -> bytes:
        """The bytes of a capture. Raises ArchiveError where it is absent or damaged."""
        path = self.path(sha256)
        try:
            data = gzip.decompress(path.read_bytes())
        except FileNotFoundError:
            raise ArchiveError(f"the archive {self.root} has no capture {sha256}; restore it or fetch again") from None
        except (EOFError, gzip.BadGzipFile, zlib.error):
            raise DamagedError(f"{path} is damaged; restore it from a backup") from None
        except OSError as error:
            raise ArchiveError(f"{path} cannot be read ({error.strerror})") from None
        if hashlib.sha256(data).hexdigest() != sha256:
            raise DamagedError(f"{path} holds other bytes than its name says; restore it from a backup")
        return data

    def hashes(self) -> Iterator[str]:
        """All captures there are, by name."""
        for path in sorted(self.root.glob("[0-9a-f][0-9a-f]/*.gz")):
            if _NAME.fullmatch(path.stem):
                yield path.stem

    def _move(self, path: Path, target: Path) -> None:
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            _flush(path)
            os.replace(path, target)
            _flush(target.parent)
        except FileNotFoundError:
            raise ArchiveError(f"{path} is gone; fetch again") from None
        except OSError as error:
            if error.errno == errno.EXDEV:  # the spool lies on another disk
                self._write(target, path.read_bytes())
                path.unlink()
                return
            raise ArchiveError(self._why(error)) from None

    def _write(self, target: Path, data: bytes) -> None:
        """Write under a name of its own, then move: another process may write the same capture now."""
        temporary = target.parent / f".{target.name}.{os.getpid()}.{secrets.token_hex(4)}"
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with temporary.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            os.replace(temporary, target)
            _flush(target.parent)
        except OSError as error:
            with suppress(OSError):
                temporary.unlink()
            raise ArchiveError(self._why(error)) from None

    def _why(self, error: OSError) -> str:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            return f"no space left for captures in {self.root}; free some and run again, nothing is lost"
        return f"captures cannot be written to {self.root} ({error.strerror}); check [storage] archive"


def _hash_of(path: Path) -> str:
    digest = hashlib.sha256()
    try:
        with gzip.open(path) as file:
            while block := file.read(_BLOCK):
                digest.update(block)
    except FileNotFoundError:
        raise ArchiveError(f"{path} is gone; fetch again") from None
    except (EOFError, gzip.BadGzipFile, zlib.error):
        raise DamagedError(f"{path} is damaged; delete it and fetch again") from None
    except OSError as error:
        raise ArchiveError(f"{path} cannot be read ({error.strerror})") from None
    return digest.hexdigest()


def _flush(path: Path) -> None:
    """Have the disk hold it: a ledger row must not outlive its capture at a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
