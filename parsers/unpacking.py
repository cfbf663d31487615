"""Archives and compressed streams of strangers, bounded before anything is unpacked."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator


class Unreadable(ValueError):
    """The file cannot be read as text; the message says why, in words for a person."""


MOST_MEMBERS = 3_000
MOST_UNPACKED = 100_000_000
MOST_XML = 40_000_000
_MOST_RATIO = 250
_RATIO_FROM = 1_000_000
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.I)
_DOCTYPE_WITHIN = 65536
_STREAM = re.compile(rb"stream\r?\n")
_MOST_STREAM = 60_000_000
_MOST_STREAMS = 100_000
_LAYERS = 3

_KNOWN = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}
_NAMED = {
    "OFD.xml": "an OFD file",
    "ppt/presentation.xml": "a slide show",
    "xl/workbook.bin": "a binary Excel file",
    "content.xml": "an OpenDocument file",
}


def office_kind(data: bytes) -> str:
    """`docx` or `xlsx` for a ZIP archive that is one and is safe to open.

    Raises Unreadable for anything else, for archives that unpack to too much, are protected, name paths outside
    themselves, or hold XML with a document type declaration.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            _refuse_unsafe(members)
            kind = _kind({member.filename for member in members})
            _refuse_doctype(archive, members)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, zlib.error, OSError, RuntimeError) as error:
        raise Unreadable(f"a broken archive ({type(error).__name__})") from None
    return kind


def _kind(names: set[str]) -> str:
    for name, kind in _KNOWN.items():
        if name in names:
            return kind
    for name, words in _NAMED.items():
        if name in names:
            raise Unreadable(words)
    raise Unreadable("a packed archive")


def _refuse_unsafe(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MOST_MEMBERS:
        raise Unreadable(f"an archive of more than {MOST_MEMBERS} files")
    if sum(member.file_size for member in members) > MOST_UNPACKED:
        raise Unreadable(f"unpacks to more than {MOST_UNPACKED} bytes")
    for member in members:
        if member.flag_bits & 1:
            raise Unreadable("protected by a password")
        name = member.filename.replace("\\", "/")
        if name.startswith("/") or ".." in name.split("/") or ":" in name:
            raise Unreadable("an archive that names a path outside itself")
        if member.file_size > _RATIO_FROM and member.file_size > _MOST_RATIO * max(1, member.compress_size):
            raise Unreadable("packed far denser than a document can be")


def _refuse_doctype(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> None:
    for member in members:
        if member.filename.endswith((".xml", ".rels", ".vml")):
            if member.file_size > MOST_XML:
                raise Unreadable(f"a part of more than {MOST_XML} bytes")
            with archive.open(member) as part:
                if _DOCTYPE.search(part.read(_DOCTYPE_WITHIN)):
                    raise Unreadable("XML with a document type declaration")


def refuse_pdf_bombs(data: bytes) -> None:
    """Raise Unreadable if the compressed streams of a PDF unpack to more than a document holds, layer by layer."""
    total = 0
    for start in _stream_starts(data):
        packed = data[start:]
        for _ in range(_LAYERS):
            if packed[:1] != b"\x78":
                break
            unpacked = _inflate(packed)
            total += len(unpacked)
            if len(unpacked) > _MOST_STREAM or total > MOST_UNPACKED:
                raise Unreadable("its streams unpack to far more than a document holds")
            packed = unpacked


def _stream_starts(data: bytes) -> Iterator[int]:
    for count, match in enumerate(_STREAM.finditer(data)):
        if count >= _MOST_STREAMS:
            raise Unreadable(f"more than {_MOST_STREAMS} streams")
        yield match.end()


def _inflate(packed: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, _MOST_STREAM + 1)
    except zlib.error:
        return b""
