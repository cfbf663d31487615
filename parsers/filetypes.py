"""What a fetched file is, told from its bytes. Names and headers only decide where bytes leave it open (CSV)."""

from __future__ import annotations

from enum import StrEnum


class FileKind(StrEnum):
    """Kinds of file that are not HTML or plain text."""

    PDF = "pdf"
    ZIP = "zip"
    """An archive: a DOCX, an XLSX, an OFD or any other."""
    OLE = "ole"
    """Microsoft's compound file: .doc, .xls, .wps."""
    RTF = "rtf"
    IMAGE = "image"
    ARCHIVE = "archive"
    BINARY = "binary"
    CSV = "csv"


_MAGIC = (
    (b"PK\x03\x04", FileKind.ZIP),
    (b"PK\x05\x06", FileKind.ZIP),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", FileKind.OLE),
    (b"{\\rtf", FileKind.RTF),
    (b"\x89PNG", FileKind.IMAGE),
    (b"\xff\xd8\xff", FileKind.IMAGE),
    (b"GIF8", FileKind.IMAGE),
    (b"II*\x00", FileKind.IMAGE),
    (b"MM\x00*", FileKind.IMAGE),
    (b"RIFF", FileKind.IMAGE),
    (b"BM", FileKind.IMAGE),
    (b"Rar!", FileKind.ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", FileKind.ARCHIVE),
    (b"\x1f\x8b", FileKind.ARCHIVE),
)
_PDF_WITHIN = 1024
_SAMPLE = 8192
_CONTROLS = bytes(c for c in range(32) if c not in b"\t\n\r\f\x1b\x1c\x1d\x1e\x1f\x0b\x08") + b"\x7f"
_MOST_CONTROLS = 0.01


def file_kind(data: bytes, content_type: str | None = None) -> FileKind | None:
    """The kind of file, or None for HTML and plain text."""
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return FileKind.PDF
    for magic, kind in _MAGIC:
        if data.startswith(magic) and (kind is not FileKind.IMAGE or _is_binary(data)):
            return kind
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None
    if _is_binary(data):
        return FileKind.BINARY
    if content_type and "csv" in content_type.lower():
        return FileKind.CSV
    return None


def _is_binary(data: bytes) -> bool:
    sample = data[:_SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return controls > _MOST_CONTROLS * len(sample)
