"""Line ends in mid-sentence: under a bullet, or where lines were broken at the width of the page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

_CN = "一二三四五六七八九十百"
BULLET = re.compile(r"[●•■◆★▲※·○◎▪☑☐✓✔√➤►▶◇*]")
"""The signs that open a list item."""
_OPENING = re.compile(
    rf"[ \t]*(?:[{_CN}\d]{{1,3}}[、.．)）](?!\d)|\d{{1,2}}[ 　](?=[一-鿿])|[(（][{_CN}\d]|"
    rf"第[{_CN}]|[①-⑳]|[—–-]{{2}}|[●•■◆★▲※·○◎▪☑☐✓✔√➤►▶◇*\-|]|\d{{1,3}}\s*$)"
)
_PAGE_NUMBER = re.compile(r"[ \t]*[-—–][ \t]?\d{1,3}[ \t]?[-—–][ \t]*")


def breaks(text: str) -> Iterator[tuple[int, int]]:
    """The stretches (line end, page number between) that part a sentence and are to be left out, in order."""
    spans = [m.span() for m in re.finditer(r"[^\n]+", text)]
    bullets = sum(BULLET.match(text, s) is not None for s, _ in spans) > 0.6 * len(spans)
    width = _wrap_width(text, spans)
    tabular = _CELLS.search(text) is not None
    begin = start = end = -1
    for s, e in spans:
        if width and begin >= 0 and _PAGE_NUMBER.fullmatch(text, s, e):
            continue
        bulleted = bullets and BULLET.match(text, begin) is not None
        near = s == end + 1 or (width and _PAGE_NUMBER.fullmatch(text[end + 1 : s - 1]))
        runs_on = begin >= 0 and near and not _OPENING.match(text, s, e)
        runs_on = runs_on and not (tabular and (_CELLS.search(text, s, e) or _CELLS.search(text, start, end)))
        if runs_on and _broken(text, start, end, width, bulleted):
            yield end, s
        else:
            begin = s
        start, end = s, e


def _wide(text: str, start: int, end: int) -> int:
    """The width of a line in full-width characters; blanks at its end do not count."""
    line = text[start:end].rstrip()
    return (len(line) + len(line.encode("utf-8", "replace"))) // 4


def _wrap_width(text: str, spans: list[tuple[int, int]]) -> int:
    """The width at which lines of prose were broken, 0 where they were not."""
    widths = [(_wide(text, s, e), e) for s, e in spans]
    lengths = Counter(
        w
        for (w, e), (s, _) in zip(widths, spans, strict=True)
        if w >= 20 and text[e - 1] not in _ENDS and not _CELLS.search(text, s, e)
    )
    if not lengths:
        return 0
    if not any(text.find("。", s, e - 1) >= 0 for s, e in spans):
        return 0
    best = max(lengths, key=lambda n: lengths[n - 1] + lengths[n] + lengths[n + 1])
    longer = sum(w > best + 3 for w, _ in widths)
    return best if lengths[best - 1] + lengths[best] + lengths[best + 1] >= 4 and longer <= len(spans) // 20 else 0


_ENDS = "。；！？：…)”|\t"
_CELLS = re.compile(r"\t| \| ")
"""What parts the cells of a table's row, which is a line of its own."""


def _broken(text: str, start: int, end: int, width: int, bulleted: bool) -> bool:
    """Whether the line stops in mid-sentence."""
    if text[end - 1] == "，":
        return True
    if text[end - 1] in _ENDS and not (width and text[end - 1] in ")”" and _wide(text, start, end) == width):
        return False
    return bulleted or bool(width and abs(_wide(text, start, end) - width) <= 2) or _unfinished(text, start, end)


_LEAST_UNFINISHED = 60
_HEADING = re.compile(rf" ?(?:[{_CN}]{{1,3}}、|第[{_CN}]|[(（][{_CN}])")
_LAST_WORDS = re.compile(r"[，。；] ?[^，。；\n]{0,40}$")


def _unfinished(text: str, start: int, end: int) -> bool:
    """Whether a line of running text ends in the middle of words, whatever the width of the others."""
    if _wide(text, start, end) < _LEAST_UNFINISHED or not "一" <= text[end - 1] <= "鿿":
        return False
    last = _LAST_WORDS.search(text, max(start, end - 42), end)
    return last is not None and _HEADING.match(text, last.start() + 1, end) is None  # 。二、主要目标 is a heading
