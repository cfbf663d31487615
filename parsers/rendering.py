"""An HTML element to lines of text, the way a reader sees them.

One paragraph, list item or table row is one line; the cells of a row are joined by ` | `. The tree is walked with a
stack of our own, so depth costs nothing and time is linear in the size of the tree.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import lru_cache

from lxml.etree import _Element

CELL_SEPARATOR = " | "


def _names(*rows: str) -> frozenset[str]:
    return frozenset(name for row in rows for name in row.split())


_BLOCKS = _names(
    "address article aside blockquote body caption center dd details dir div dl dt fieldset figcaption figure footer",
    "form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol optgroup p pre section summary table tbody td",
    "tfoot th thead title tr ul ucapcontent",
)
_UNSEEN = _names(
    "script style noscript template head link meta iframe frame object embed applet svg canvas audio video map area",
    "select option button input textarea datalist noframes",
)
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_SHRUNK = re.compile(r"font-size\s*:\s*0(?:px|pt|em|%)?\s*(?:;|$)", re.I)
"""Text made invisible by its size; on larger elements that only closes gaps between blocks."""
_KEEPING = re.compile(r"white-space\s*:\s*pre", re.I)
_WIDE = ("\u1100", "\u115f"), ("\u2e80", "\ua4cf"), ("\uac00", "\ud7a3"), ("\uf900", "\ufaff"), ("\ufe30", "\ufe6f")
_WIDE_QUOTES = "“”‘’…—·"
_MOST_ROWS_SPANNED = 1000
_BREAK = "\x1e"
"""Stands in gathered text for a line break that counts."""


def is_hidden(element: _Element) -> bool:
    """Whether the element's own attributes hide it from a reader."""
    style = element.get("style")
    if style is not None:
        hides, shrinks, _ = _meaning(style)
        if hides or (shrinks and element.tag in ("font", "span")):
            return True
    return element.get("hidden") is not None


@lru_cache(maxsize=256)  # a page says the same style of every paragraph
def _meaning(style: str) -> tuple[bool, bool, bool]:
    """Whether a style attribute hides its element, makes its text invisibly small, keeps the source's line breaks."""
    return _HIDING.search(style) is not None, _SHRUNK.search(style) is not None, _KEEPING.search(style) is not None


def text_blocks(root: _Element, skip: Collection[_Element] = ()) -> list[tuple[str, _Element]]:
    """Lines of the text inside `root`, each with the innermost element that holds it.

    Left out are the elements of `skip`, hidden ones, and what is not text.
    """
    walker = _Walker(skip)
    walker.walk(root)
    return walker.lines


def text_lines(root: _Element, skip: Collection[_Element] = ()) -> list[str]:
    """The lines of `text_blocks` alone."""
    return [line for line, _ in text_blocks(root, skip)]


def one_line(root: _Element, skip: Collection[_Element] = ()) -> str:
    """The text inside `root` as a single line."""
    return " ".join(text_lines(root, skip))


def join_cells(cells: Iterable[str]) -> str:
    """A table row as one line. Empty cells keep their place, but for those at the end."""
    row = list(cells)
    while row and not row[-1]:
        row.pop()
    return (CELL_SEPARATOR.join(row) if sum(map(bool, row)) > 1 else "".join(row)).strip()


def clean_line(line: str) -> str:
    """One line, its ends trimmed. Line breaks of the source are no spaces beside wide characters."""
    line = line.replace("\u00a0", " ")
    if "\n" not in line and "\r" not in line:
        return line.replace("\t", " ").strip()
    joined = ""
    for piece in line.replace("\t", " ").splitlines():
        piece = piece.strip()
        if not piece:
            continue
        joined += piece if not joined or _is_wide(joined[-1]) or _is_wide(piece[0]) else " " + piece
    return joined


def _is_wide(character: str) -> bool:
    if character < "\u1100":
        return character in _WIDE_QUOTES
    return (
        any(low <= character <= high for low, high in _WIDE)
        or "\uff00" <= character <= "\uffe6"
        or (character in _WIDE_QUOTES)
    )


_Line = tuple[str, _Element]


class _Walker:
    """Depth-first walk that gathers lines; table rows gather their cells' lines first."""

    def __init__(self, skip: Collection[_Element]) -> None:
        self.lines: list[_Line] = []
        self._skip = frozenset(skip)
        self._parts: list[str] = []
        self._keeping: list[bool] = []
        """For each open element whether it keeps the line breaks of the source."""
        self._kept = 0
        """How many of them do."""
        self._rows: list[tuple[list[_Line], list[tuple[list[_Line], int]]]] = []
        """Open rows: the lines around each, and for each of its cells so far its lines and how many rows it spans."""
        self._spans: list[list[int]] = []
        """For each open table and column, how many more rows a cell from above reaches down."""
        self._nested: set[int] = set()
        """Depths of open rows that hold a table of their own: they lay out, they are no data."""

    def walk(self, root: _Element) -> None:
        """Gather the lines inside `root`, its tail left out."""
        self._text(root.text)
        stack = [(root, iter(root))]
        while stack:
            element, children = stack[-1]
            child = next(children, None)
            if child is None:
                stack.pop()
                if stack:
                    self._close(element)
            elif self._open(child, element):
                stack.append((child, iter(child)))
            else:
                self._text(child.tail)
        self._flush(root)

    def _open(self, element: _Element, parent: _Element) -> bool:
        """Start an element; False if its inside is not read."""
        tag = element.tag
        if not isinstance(tag, str) or tag in _UNSEEN or element in self._skip or is_hidden(element):
            return False
        if tag == "br":
            self._flush(parent)
            return False
        if tag in _BLOCKS:
            self._flush(parent)
            if tag == "tr":
                self._rows.append((self.lines, []))
            elif tag in ("td", "th") and self._rows:
                self.lines = []
                self._rows[-1][1].append((self.lines, _rowspan(element)))
            elif tag == "table":
                self._spans.append([])
                if self._rows:
                    self._nested.add(len(self._rows))
        self._keeping.append(_keeps_breaks(element))
        self._kept += self._keeping[-1]
        self._text(element.text)
        return True

    def _close(self, element: _Element) -> None:
        self._kept -= self._keeping.pop()
        if element.tag in _BLOCKS:
            self._flush(element)
            if element.tag == "tr":
                self._end_row(element)
            elif element.tag == "table":
                self._spans.pop()
        self._text(element.tail)

    def _text(self, text: str | None) -> None:
        if text:
            self._parts.append(text.replace("\r\n", "\n").replace("\n", _BREAK) if self._kept else text)

    def _end_row(self, row: _Element) -> None:
        depth = len(self._rows)
        self.lines, cells = self._rows.pop()
        placed = self._placed(cells)
        filled = [lines for lines, _ in cells if lines]
        if len(filled) < 2 or depth in self._nested:
            for lines in filled:
                self.lines += lines
        else:
            self.lines.append((join_cells(placed), row))
        self._nested.discard(depth)

    def _placed(self, cells: list[tuple[list[_Line], int]]) -> list[str]:
        """A row's cells as text, with an empty one where a cell from a row above reaches down."""
        spans = self._spans[-1] if self._spans else []
        row: list[str] = []
        for lines, rowspan in cells:
            while len(row) < len(spans) and spans[len(row)]:
                spans[len(row)] -= 1
                row.append("")
            spans += [0] * (len(row) + 1 - len(spans))
            spans[len(row)] = rowspan - 1
            row.append(" ".join(line for line, _ in lines))
        for column in range(len(row), len(spans)):
            spans[column] = max(0, spans[column] - 1)
        return row

    def _flush(self, owner: _Element) -> None:
        if self._parts:
            for piece in "".join(self._parts).split(_BREAK):
                line = clean_line(piece)
                if line:
                    self.lines.append((line, owner))
            self._parts.clear()


def _keeps_breaks(element: _Element) -> bool:
    style = element.get("style")
    return element.tag == "pre" or (style is not None and _meaning(style)[2])


def _rowspan(cell: _Element) -> int:
    value = cell.get("rowspan") or ""
    return max(1, min(int(value[:6]), _MOST_ROWS_SPANNED)) if value.isascii() and value.isdigit() else 1
