"""Transfer compression taken off piece by piece, so that a small body cannot become a huge one. Pure."""

from __future__ import annotations

import zlib

ACCEPTED = "gzip, deflate"
_PIECE = 1 << 18


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
            body = _inflate(body, 31, limit) if body[:2] == b"\x1f\x8b" else body
        elif name == "deflate":
            body = _deflate(body, limit)
        elif name != "identity":
            raise UndecodableError(f"content encoding {name} was not asked for")
    return body


def _deflate(body: bytes, limit: int) -> bytes:
    try:
        return _inflate(body, 15, limit)
    except UndecodableError:
        return _inflate(body, -15, limit)  # some servers send it without the zlib header


def _inflate(body: bytes, window: int, limit: int) -> bytes:
    pieces: list[bytes] = []
    size = 0
    while body:
        machine = zlib.decompressobj(window)
        while not machine.eof:
            try:
                piece = machine.decompress(body, _PIECE)
            except zlib.error as error:
                if pieces and window == 31 and not machine.unconsumed_tail and size:
                    return b"".join(pieces)  # padding behind the last member
                raise UndecodableError(f"body cannot be decompressed ({error})") from None
            size += len(piece)
            if size > limit:
                raise TooLargeError(f"more than {limit} bytes when decompressed")
            pieces.append(piece)
            body = machine.unconsumed_tail
            if not piece and not body and not machine.eof:
                raise CutShortError("compressed body ends before its end")
        body = machine.unused_data if window == 31 else b""
    return b"".join(pieces)
