"""One pass of edits over a text, with every span mapped back."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

Edit = tuple[int, int, str]


class Layer:
    """One pass of edits over a source text: `text`, and where each of its stretches came from."""

    __slots__ = ("_at", "_kept", "_source", "_source_end", "text")

    def __init__(self, source: str, edits: Iterable[Edit]) -> None:
        """`edits`: (start, end, replacement), in order, not overlapping."""
        parts: list[str] = []
        self._at: list[int] = []  # start of each stretch in the folded text
        self._source: list[int] = []  # and in the source
        self._source_end: list[int] = []
        self._kept: list[bool] = []  # letter for letter, or replaced as a whole
        at = done = 0
        for start, end, new in edits:
            if start > done:
                at = self._add(parts, at, source[done:start], (done, start), kept=True)
            if new:
                at = self._add(parts, at, new, (start, end), kept=False)
            done = end
        if done < len(source):
            self._add(parts, at, source[done:], (done, len(source)), kept=True)
        self.text = "".join(parts)

    def _add(self, parts: list[str], at: int, new: str, span: tuple[int, int], *, kept: bool) -> int:
        parts.append(new)
        self._at.append(at)
        self._source.append(span[0])
        self._source_end.append(span[1])
        self._kept.append(kept)
        return at + len(new)

    def span(self, start: int, end: int) -> tuple[int, int]:
        if not self._at:
            return 0, 0
        first = bisect_right(self._at, start) - 1
        begin = self._source[first] + (start - self._at[first] if self._kept[first] else 0)
        if end <= start:
            return begin, begin
        last = bisect_right(self._at, end - 1) - 1
        if self._kept[last]:
            return begin, self._source[last] + end - self._at[last]
        return begin, self._source_end[last]
