"""Scraped text made safe for messages, and the marking of what changed. All functions are linear in their input.

Text from pages is data. `clean` takes away what could act on a reader's program (control and direction characters,
line breaks that would begin a header or a list), `for_chat` also disarms mentions, markup and bare addresses.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from urllib.parse import quote, urlsplit

_TOKEN = re.compile(r"[0-9０-９][0-9０-９.,，％%]{0,30}|[A-Za-z]{1,30}|.", re.DOTALL)
_SENTENCE_ENDS = "。！？；!?;\n"
_LOOKALIKES = str.maketrans(
    {
        "@": "＠",
        "<": "＜",
        ">": "＞",
        "[": "［",
        "]": "］",
        "*": "＊",
        "_": "＿",
        "`": "｀",
        "~": "～",
        "|": "｜",
        "\\": "＼",
        "#": "＃",
        "!": "！",
        "&": "＆",
    }
)
_MAX_COMPARED = 300
"""Tokens; beyond it the whole stretch between the common beginning and end counts as changed."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a quote; `changed` ones are marked."""

    text: str
    changed: bool = False


def clean(text: str | None) -> str:
    """One line of visible text: control, format, direction and surrogate characters gone, white space single."""
    if not text:
        return ""
    spaced = (" " if unicodedata.category(c) in ("Zl", "Zp", "Cc") else c for c in text)
    return " ".join("".join(c for c in spaced if unicodedata.category(c) not in ("Cf", "Cs", "Co", "Cn")).split())


def for_chat(text: str) -> str:
    """Text without power in any chat service: look-alikes replace markup, tags and mentions; addresses do not link.

    >>> for_chat("@all <!channel> [x](http://a.example)")
    '＠all ＜！channel＞ ［x］(http：//a.example)'
    """
    return text.translate(_LOOKALIKES).replace("://", "：//")


def for_mail_text(text: str) -> str:
    """Text for the plain twin of a mail, where only bare addresses could act."""
    return text.replace("://", "：//")


def safe_url(url: str | None) -> str | None:
    """An http or https address that can stand inside markup, everything else percent-encoded; None for other kinds."""
    if not url or len(url) > 2000:
        return None
    try:
        parts = urlsplit(url.strip())
        host = parts.hostname or ""
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host or parts.username is not None:
        return None
    return quote(clean(url), safe="/:?#=&%+,;@.~-_").replace(" ", "%20")


def shorten(text: str, limit: int) -> str:
    """At most `limit` characters, cut at a sentence border where one lies in the second half, marked by …"""
    if len(text) <= limit:
        return text
    head = text[: max(1, limit - 1)]
    border = max(head.rfind(end) for end in _SENTENCE_ENDS)
    return (head[: border + 1] if border >= len(head) // 2 else head) + "…"


def marked(old: str, new: str, limit: int = 200) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both quotes in pieces, the differing ones marked; each at most about `limit` characters long.

    >>> [p.text for p in marked("新建花坛20个", "新建花坛15个")[1] if p.changed]
    ['15']
    """
    first, second = _TOKEN.findall(old), _TOKEN.findall(new)
    head = 0
    while head < min(len(first), len(second)) and first[head] == second[head]:
        head += 1
    tail = 0
    while tail < min(len(first), len(second)) - head and first[-1 - tail] == second[-1 - tail]:
        tail += 1
    middles = (first[head : len(first) - tail], second[head : len(second) - tail])
    flags = _changed(*middles)
    out = []
    for tokens, middle, changed in zip((first, second), middles, flags, strict=True):
        pieces = [(t, False) for t in tokens[:head]]
        pieces += list(zip(middle, changed, strict=True))
        pieces += [(t, False) for t in tokens[len(tokens) - tail :]]
        out.append(_window(_joined(pieces), limit))
    return out[0], out[1]


def _changed(first: list[str], second: list[str]) -> tuple[list[bool], list[bool]]:
    flags = [True] * len(first), [True] * len(second)
    if max(len(first), len(second)) > _MAX_COMPARED:
        return flags
    for block in SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks():
        if block.size < 2:  # a lone common character between two changes is noise to the eye
            continue
        flags[0][block.a : block.a + block.size] = [False] * block.size
        flags[1][block.b : block.b + block.size] = [False] * block.size
    return flags


def _joined(tokens: list[tuple[str, bool]]) -> list[Piece]:
    pieces: list[Piece] = []
    run: list[str] = []
    for index, (text, changed) in enumerate(tokens):
        run.append(text)
        if index + 1 == len(tokens) or tokens[index + 1][1] != changed:
            pieces.append(Piece("".join(run), changed))
            run = []
    return pieces


def _window(pieces: list[Piece], limit: int) -> tuple[Piece, ...]:
    """Keep the changed pieces in sight: long unchanged stretches lose their far end, or their middle."""
    if sum(len(p.text) for p in pieces) <= limit:
        return tuple(pieces)
    if not any(p.changed for p in pieces):
        return (Piece(shorten("".join(p.text for p in pieces), limit)),)
    room = max(10, limit // (2 * len(pieces)))
    out: list[Piece] = []
    left = limit
    for index, piece in enumerate(pieces):
        if left <= 0:
            out.append(Piece("…"))
            break
        text = piece.text
        if piece.changed:
            text = shorten(text, max(20, limit // 2))
        elif len(text) > 2 * room:
            begin = "" if index == 0 else text[:room]
            end = "" if index == len(pieces) - 1 else text[-room:]
            text = f"{begin}…{end}"
        out.append(Piece(text, piece.changed))
        left -= len(text)
    return tuple(out)
