"""Characters broken by a converter that annotated raw GBK bytes, put together again where only one character fits.

Such a converter takes the second byte of one character and the first byte of the next for a character of its own and
writes that one's reading behind it. The reading then stands *inside* the next character: its first byte and the
opening bracket are decoded as one unreadable sign, its second byte runs into what follows. With `P` the byte before,
`X` the lost byte and `T` the byte after the note, `(P X)` must be a character of that reading and `(X T)` a character:
mostly one `X` does both. The bytes behind `T` are then one off until an ASCII byte brings them back into step.
"""

from __future__ import annotations

import re

from parsers.readings import by_reading

SURROGATE = re.compile("[\ud800-\udfff]")
"""Half a character, which no encoding can write: what is left of broken bytes."""

_BROKEN = re.compile("([^\\x00-\\x7f])[?？\ufffd]{1,2}[(（]?([a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜ]{1,6})[)）]")
_CUE = re.compile("[?？\ufffd][(（]?[a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜ]")
_WINDOW = 24
"""Characters looked at behind a note; a longer stretch out of step is left alone."""


def repair(text: str) -> str:
    """Text with broken characters replaced where exactly one character fits; everything else as it is."""
    if _CUE.search(text) is None:
        return text
    out: list[str] = []
    done = 0
    for match in _BROKEN.finditer(text):
        if match.start() < done:
            continue
        found = _rebuild(match[1], match[2], text[match.end() : match.end() + _WINDOW])
        if found is not None:
            mended, used = found
            out += (text[done : match.start() + 1], mended)
            done = match.end() + used
    return "".join([*out, text[done:]])


def _rebuild(before: str, reading: str, after: str) -> tuple[str, int] | None:
    """The characters that stood there and how many characters of `after` they replace."""
    stretch = _out_of_step(after)
    last = _gbk(before)
    if stretch is None or len(last) != 2:
        return None
    tail, used = stretch
    fitting = set()
    for char in by_reading().get(reading, frozenset()):
        code = _gbk(char)
        if len(code) == 2 and code[0] == last[1]:
            mended = _decode(code[1:] + tail)
            if mended is not None:
                fitting.add(mended)
    return (fitting.pop(), used) if len(fitting) == 1 else None


def _out_of_step(after: str) -> tuple[bytes, int] | None:
    """Bytes up to and with the ASCII byte that ends a stretch out of step, and its length in characters."""
    tail = b""
    for index, char in enumerate(after):
        code = _gbk(char)
        tail += code
        if len(code) == 1:
            return (tail, index + 1) if 0x40 <= code[0] <= 0x7E else None
        if len(code) != 2:
            return None
    return None


def _gbk(char: str) -> bytes:
    try:
        return char.encode("gbk")
    except UnicodeEncodeError:
        return b""


def _decode(code: bytes) -> str | None:
    """The text of `code`, None unless it is whole and its first character is a Han character."""
    try:
        text = code.decode("gbk")
    except UnicodeDecodeError:
        return None
    return text if "\u4e00" <= text[0] <= "\u9fff" else None
