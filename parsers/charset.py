"""Bytes to text: which charset a page is really in.

Order of belief: byte-order mark, valid UTF-8, what the page or its server declares, then the East Asian charset whose
frequent characters the bytes spell. gb2312 and gbk are always read as gb18030: a stricter decoder loses letters, and
the bytes of four-byte characters would then appear as false digits.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

_SNIFF_BYTES = 65536
_META = re.compile(rb"<meta\b[^>]{0,512}?charset\s*=\s*[\"']?\s*([a-z0-9_:.\-]{2,40})", re.I)
_XML = re.compile(rb"^\s*<\?xml\b[^>]{0,200}?encoding\s*=\s*[\"']([a-z0-9_:.\-]{2,40})", re.I)
_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([a-z0-9_:.\-]{2,40})", re.I)
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))

_SAME = {
    "gb2312": "gb18030",
    "gb_2312-80": "gb18030",
    "csgb2312": "gb18030",
    "gbk": "gb18030",
    "cp936": "gb18030",
    "ms936": "gb18030",
    "x-gbk": "gb18030",
    "gb18030": "gb18030",
    "euc-cn": "gb18030",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "x-x-big5": "big5hkscs",
    "cp950": "big5hkscs",
    "utf8": "utf-8",
    "utf-8": "utf-8",
    "shift_jis": "cp932",
    "euc-kr": "cp949",
    "utf-16": "utf-16-le",
    "utf-16le": "utf-16-le",
    "utf-16be": "utf-16-be",
}
"""Declared name to the decoder that reads it. Western one-byte names are left out on purpose: they decode anything,
and on the pages we read they are defaults of a server, not knowledge."""

_WORST_SHARE = 0.02
"""More undecodable characters than this, counted against the non-ASCII ones, refutes a declaration."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A page as text. Undecodable bytes are U+FFFD; a byte-order mark is taken off."""

    text: str
    charset: str
    """The decoder that was used: `utf-8`, `gb18030`, `big5hkscs`, …"""


def decode(data: bytes, header: str | None = None) -> Decoded:
    """Decode `data`; `header` is the Content-Type header or a bare charset name. Never raises."""
    for bom, name in _BOMS:
        if data.startswith(bom):
            return Decoded(data[len(bom) :].decode(name, "replace"), name)
    declared = _declared(data, header)
    as_utf8 = _utf8(data)
    if as_utf8 is not None and not (declared == "gb18030" and _only_short_sequences(as_utf8)):
        return Decoded(as_utf8, "utf-8")
    for believed in declared, "utf-8":
        if believed and (believed != "big5hkscs" or _spells(data) == believed):
            text = data.decode(believed, "replace")
            if _broken_share(text) <= _WORST_SHARE:
                return Decoded(text, believed)
    spelled = _spells(data)
    return Decoded(data.decode(spelled, "replace"), spelled)


def _declared(data: bytes, header: str | None) -> str | None:
    """The decoder for what the page says of itself, else for what the server says."""
    head = data[:_SNIFF_BYTES]
    for found in (_XML.search(head[:300]), _META.search(head)):
        if found:
            name = _SAME.get(found.group(1).decode("ascii").lower())
            # A page that reached its own meta element in ASCII is not in UTF-16, whatever it claims.
            if name and not name.startswith("utf-16"):
                return name
    if header:
        match = _HEADER.search(header)
        return _SAME.get((match.group(1) if match else header).strip().lower())
    return None


def _utf8(data: bytes) -> str | None:
    """The text if it is UTF-8; a last character cut off in the middle is forgiven."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data" and len(data) - error.start < 4:
            return data[: error.start].decode("utf-8")
        return None


def _only_short_sequences(text: str) -> bool:
    """Whether valid UTF-8 holds no character from U+0800 up, so that it may as well be a few GBK pairs."""
    return not text.isascii() and max(text) < "\u0800"


def _broken_share(text: str) -> float:
    """Undecodable characters as a share of the non-ASCII ones."""
    bad = text.count("\ufffd")
    if not bad:
        return 0.0
    return bad / max(1, len(text) - len(text.encode("ascii", "ignore")))


def _spells(data: bytes) -> str:
    """gb18030 or big5hkscs, by which one's frequent characters the byte pairs of the page are.

    Level one of GB 2312 (lead bytes B0 to D7) and of Big5 (A4 to C6) hold nearly all characters of running text.
    """
    sample = bytes(b for b in data[: 4 * _SNIFF_BYTES])
    gb = big5 = 0
    i, end = 0, len(sample) - 1
    while i < end:
        lead, trail = sample[i], sample[i + 1]
        if lead < 0x80:
            i += 1
            continue
        gb += 0xB0 <= lead <= 0xD7 and trail >= 0xA1
        big5 += 0xA4 <= lead <= 0xC6 and (0x40 <= trail <= 0x7E or trail >= 0xA1)
        i += 2
    return "big5hkscs" if big5 > gb else "gb18030"
