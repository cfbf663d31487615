"""Lines of the folded text, with those joined that were broken in mid-sentence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

_CN = "一二三四五六七八九十百"
BULLET = re.compile(r"[●•■◆★▲※·○◎▪*]")
"""The signs that open a list item."""
_OPENING = re.compile(
    rf"[ \t]*(?:[{_CN}\d]{{1,3}}[、.．)）]|[(（][{_CN}\d]|第[{_CN}]|[①-⑳]|[—–-]{{2}}|[●•■◆★▲※·○◎▪*\-|]|\d{{1,3}}\s*$)"
)


def joined_lines(text: str) -> Iterator[tuple[int, int]]:
    """Lines, with those joined that were broken in mid-sentence: under a bullet, or at the width of the page."""
    spans = [m.span() for m in re.finditer(r"[^\n]+", text)]
    bullets = sum(BULLET.match(text, s) is not None for s, _ in spans) > 0.6 * len(spans)
    width = _wrap_width(text, spans)
    begin = start = end = -1
    for s, e in spans:
        bulleted = bullets and BULLET.match(text, begin) is not None
        if (
            begin >= 0
            and s == end + 1
            and not _OPENING.match(text, s, e)
            and _broken(text, start, end, width, bulleted)
        ):
            start, end = s, e
            continue
        if begin >= 0:
            yield begin, end
        begin, start, end = s, s, e
    if begin >= 0:
        yield begin, end


def _wrap_width(text: str, spans: list[tuple[int, int]]) -> int:
    """The length at which lines of prose were broken, 0 where they were not."""
    lengths = Counter(e - s for s, e in spans if e - s >= 20 and text[e - 1] not in _ENDS)
    if not lengths:
        return 0
    if not any(text.find("。", s, e - 1) >= 0 for s, e in spans):
        return 0
    best = max(lengths, key=lambda n: lengths[n - 1] + lengths[n] + lengths[n + 1])
    longer = sum(e - s > best + 3 for s, e in spans)
    return best if lengths[best - 1] + lengths[best] + lengths[best + 1] >= 4 and longer <= len(spans) // 20 else 0


_ENDS = "。；！？：…)”|\t"


def _broken(text: str, start: int, end: int, width: int, bulleted: bool) -> bool:
    """Whether the line stops in mid-sentence."""
    if text[end - 1] == "，":
        return True
    if text[end - 1] in _ENDS or "\t" in text[max(start, end - 200) : end]:
        return False
    return bulleted or bool(width and abs(end - start - width) <= 2)
