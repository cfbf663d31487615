"""The captures of a source as a WARC file, the archives' common format, readable by any of its tools."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from flows.errors import Problem, WrongUse
from parsers import VERSION
from storage.archive import Archive
from storage.captures import Captures, StoredCapture
from storage.errors import ArchiveError
from storage.ledger import Ledger

_OF_TRANSFER = frozenset({"content-encoding", "transfer-encoding", "content-length"})
"""Headers that tell how the body travelled. It is kept unpacked, so they are kept under another name."""
_KEPT_AS = "X-Archive-Orig-"


@dataclass(slots=True)
class Exported:
    """What went into a WARC file."""

    captures: int = 0
    bytes: int = 0
    """Of the bodies, unpacked."""
    problems: list[str] = field(default_factory=list)
    """One line for each capture whose body the archive does not hold."""


def export_warc(ledger: Ledger, archive: Archive, source: str, out: Path) -> Exported:
    """Write all captures of a source to `out`, oldest first; compressed where its name ends with .gz.

    Each is a `response` record (a `resource` for documents taken in by hand) with a `metadata` record that names the
    page and the capture as the ledger does. The file is put in place when it is whole. Raises WrongUse for a source
    the ledger does not know or a file name that is none of a WARC, Problem where the file cannot be written.
    """
    if not out.name.endswith((".warc", ".warc.gz")):
        raise WrongUse(f"{out}: name the file something.warc.gz (or .warc)")
    known = [s.id for s in ledger.sources()]
    if source not in known:
        raise WrongUse(f"the ledger has no source {source!r}; it has {', '.join(known) or 'none'}")
    captures = Captures(ledger.database).of_source(source)
    temporary = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        with temporary.open("xb") as file:
            done = _write(file, archive, source, captures, packed=out.suffix == ".gz")
        os.replace(temporary, out)
    except OSError as error:
        raise Problem(f"{out}: cannot be written ({error.strerror})") from None
    finally:
        with suppress(OSError):
            temporary.unlink()
    return done


def _write(file: BinaryIO, archive: Archive, source: str, captures: list[StoredCapture], *, packed: bool) -> Exported:
    writer = WARCWriter(file, gzip=packed)
    info = {"software": f"minxin {VERSION}", "format": "WARC File Format 1.0", "description": f"captures of {source}"}
    writer.write_record(writer.create_warcinfo_record(Path(file.name).name.lstrip("."), info))
    done = Exported()
    for capture in captures:
        try:
            body = archive.read(capture.sha256)
        except ArchiveError as error:
            done.problems.append(f"{capture.url}: {error}")
            continue
        record = _record(writer, capture, body)
        writer.write_record(record)
        writer.write_record(_metadata(writer, capture, record))
        done.captures += 1
        done.bytes += len(body)
    return done


def _record(writer: Any, capture: StoredCapture, body: bytes) -> Any:
    address = capture.final_url or capture.url
    dated = {"WARC-Date": _time(capture.first_seen)}
    if capture.status is None:
        kind = capture.content_type or "application/octet-stream"
        return writer.create_warc_record(
            address, "resource", BytesIO(body), len(body), warc_content_type=kind, warc_headers_dict=dated
        )
    http = StatusAndHeaders(_status(capture.status), _headers(capture, len(body)), protocol="HTTP/1.1")
    return writer.create_warc_record(
        address, "response", BytesIO(body), len(body), warc_headers_dict=dated, http_headers=http
    )


def _metadata(writer: Any, capture: StoredCapture, record: Any) -> Any:
    """What the ledger calls this capture, so that a quote's evidence can be found in the file."""
    fields = (
        ("capture", f"sha256:{capture.sha256}"),
        ("page", capture.url),
        ("role", capture.role),
        ("lastSeen", _time(capture.last_seen)),
    )
    text = "".join(f"{name}: {' '.join(value.split())}\r\n" for name, value in fields).encode()
    said = {
        "WARC-Date": _time(capture.first_seen),
        "WARC-Concurrent-To": record.rec_headers.get_header("WARC-Record-ID"),
    }
    address = capture.final_url or capture.url
    return writer.create_warc_record(address, "metadata", BytesIO(text), len(text), warc_headers_dict=said)


def _headers(capture: StoredCapture, size: int) -> list[tuple[str, str]]:
    """The headers as they came, but for those that would have a reader unpack what is unpacked already."""
    kept = [(_KEPT_AS + n if n.lower() in _OF_TRANSFER else n, _line(v)) for n, v in capture.headers]
    return [*kept, ("Content-Length", str(size))]


def _line(value: str) -> str:
    return " ".join(value.splitlines())


def _status(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"{status} Unknown"


def _time(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
