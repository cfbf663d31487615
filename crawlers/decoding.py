"""Transfer compression taken off piece by piece, so that a small body cannot become a huge one. Pure."""

from __future__ import annotations

import zlib

ACCEPTED = "gzip, deflate"
_PIECE = 1 << 18
_GZIP, _ZLIB, _RAW = 31, 15, -15  # zlib's window codes
_MAGIC = b"\x1f\x8b"


class TooLargeError(ValueError):
    """The body grows beyond the limit."""


class CutShortError(ValueError):
    """The compressed stream ends before its end."""


class UndecodableError(ValueError):
    """Not what its header says, or an encoding that was not asked for."""


def decode(body: bytes, encodings: str, limit: int) -> bytes:
    """`body` without the `Content-Encoding`s named (`gzip, deflate`), of at most `limit` bytes."""
    for name in reversed([part.strip().lower() for part in encodings.split(",") if part.strip()]):
        if name in ("gzip", "x-gzip"):
            body = _inflate(body, _GZIP, limit) if body.startswith(_MAGIC) else body
        elif name == "deflate":
            body = _deflate(body, limit)
        elif name != "identity":
            raise UndecodableError(f"content encoding {name} was not asked for")
    return body


def _deflate(body: bytes, limit: int) -> bytes:
    try:
        return _inflate(body, _ZLIB, limit)
    except UndecodableError:
        return _inflate(body, _RAW, limit)  # some servers send it without the zlib header


def _inflate(body: bytes, window: int, limit: int) -> bytes:
    """All members of a stream; what follows the last one is padding."""
    pieces: list[bytes] = []
    size = 0
    while True:
        machine = zlib.decompressobj(window)
        while not machine.eof:
            try:
                piece = machine.decompress(body, _PIECE)
            except zlib.error as error:
                raise UndecodableError(f"body cannot be decompressed ({error})") from None
            size += len(piece)
            if size > limit:
                raise TooLargeError(f"more than {limit} bytes when decompressed")
            pieces.append(piece)
            body = machine.unconsumed_tail
            if not piece and not body and not machine.eof:
                raise CutShortError("compressed body ends before its end")
        body = machine.unused_data
        if window != _GZIP or not body.startswith(_MAGIC):
            return b"".join(pieces)
