"""Table rows of the main text: which column is the pledge, which the progress, which only says who is in charge."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum


class Column(Enum):
    """What a column of a table of pledges holds."""

    NUMBER = "number"
    NAME = "name"
    TARGET = "target"
    PROGRESS = "progress"
    ASIDE = "aside"


_ROLES = (
    (Column.NUMBER, re.compile(r"^(?:序号|编号|项次|号)$")),
    (Column.ASIDE, re.compile(r"单位|领导|责任|部门|备注|时限|时间|达序|说明|联系|电话|科室|牵头|配合|主体|性质|地点")),
    (Column.PROGRESS, re.compile(r"进展|完成情况|推进情况|进度|落实情况|实施情况|完成数|办理情况")),
    (Column.TARGET, re.compile(r"目标|任务|内容|措施|标准|指标|要求|计划|规模")),
    (Column.NAME, re.compile(r"项目|名称|实事|事项|类别|大类|领域|板块|工程")),
)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with its words, offsets in the folded text, and its column's index."""

    start: int
    end: int
    words: str
    index: int


@dataclass(frozen=True, slots=True)
class Header:
    """The columns a header names, and how many it has."""

    roles: dict[int, Column]
    width: int

    @property
    def numbered(self) -> bool:
        """Whether the first column counts the rows."""
        return self.roles.get(0) is Column.NUMBER


_MOST = 40
"""More columns make no table of pledges."""


def may_hold_table(text: str) -> bool:
    """Whether anything in the text could be a table row or a header."""
    return _TABLE_CUE.search(text) is not None


def cells_of(text: str, start: int, end: int, header: Header | None = None) -> list[Cell]:
    """The cells of a line, one where it is no table row. Empty cells keep their place in `index`.

    Under a `header` a row that lacks its first cells (one that spans several rows) is set to the right.
    """
    found: list[Cell] = []
    index, at = 0, start
    for position in [*(m.start() for m in _BETWEEN.finditer(text, start, end)), end]:
        words = text[at:position]
        if words.strip():
            lead = len(words) - len(words.lstrip())
            found.append(Cell(at + lead, at + len(words.rstrip()), words.strip(), index))
        index, at = index + 1, position + 1
    width = index - (1 if at >= end or not text[at - 1 : end].strip("| \t") else 0)
    lacking = header.width - width if header else 0
    if lacking > 0 and found and text[start:end].lstrip()[:1] not in "|\t" and _spanned(header, found, lacking):
        found = [replace(cell, index=cell.index + lacking) for cell in found]
    return found


def _spanned(header: Header | None, cells: list[Cell], lacking: int) -> bool:
    """Whether the cells fit the header's last columns: a number under its numbers."""
    return header is not None and header.roles.get(lacking) is Column.NUMBER and cells[0].words.isdigit()


def header_of(cells: list[Cell]) -> Header | None:
    """The columns a header row names, None where the row is no header."""
    if len(cells) > _MOST or any(len(c.words) > 16 or _PROSE.search(c.words) for c in cells):
        return None
    roles = {c.index: role for c in cells for role in [_role(c.words)] if role is not None}
    return Header(roles, cells[-1].index + 1) if len(roles) >= 2 and len(roles) * 2 >= len(cells) else None


def spaced_header(text: str, start: int, end: int) -> Header | None:
    """The columns of a header whose cells only blanks part: 序号 项目 任务 单位. It starts with the rows' numbers."""
    if end - start > 80 or not _FIRST.match(text, start, end):
        return None
    found = header_of([Cell(m.start(), m.end(), m[0], i) for i, m in enumerate(_WORD.finditer(text, start, end))])
    return found if found is not None and found.numbered and found.width >= 3 else None


def spaced_cells(text: str, start: int, end: int, header: Header) -> list[Cell]:
    """The cells of a numbered row that only blanks part, empty where the row does not fit the header.

    Blanks too many belong to the cell before the last column.
    """
    if not _NUMBERED.match(text, start, end):
        return []
    words = [m.span() for m in _WORD.finditer(text, start, end)]
    spare = len(words) - header.width
    if spare < 0 or (spare and header.roles.get(header.width - 1) is not Column.ASIDE):
        return []
    last = header.width - 2
    spans = [*words[:last], (words[last][0], words[last + spare][1]), *words[last + spare + 1 :]]
    return [Cell(a, b, text[a:b], i) for i, (a, b) in enumerate(spans)]


def stacked_header(text: str, spans: list[tuple[int, int]], at: int) -> Header | None:
    """The columns of a table whose cells stand on lines of their own, where the header starts at line `at`."""
    if spans[at][1] - spans[at][0] > 6 or not _FIRST.match(text, *spans[at]):
        return None
    cells: list[Cell] = []
    for start, end in spans[at : at + _MOST]:
        words = text[start:end].strip()
        if _role(words) is None or len(words) > 16 or _PROSE.search(words):
            break
        cells.append(Cell(start, end, words, len(cells)))
    found = header_of(cells) if cells else None
    return found if found is not None and found.numbered and found.width >= 3 else None


def stacked_cells(text: str, spans: list[tuple[int, int]], at: int, header: Header) -> list[Cell]:
    """The cells of the row that starts with its number at line `at`; empty where the lines make no such row."""
    row = spans[at : at + header.width]
    after = spans[at + header.width] if at + header.width < len(spans) else None
    if len(row) < header.width or not _is_number(text, *row[0]):
        return []
    if any(_is_number(text, *span) for span in row[1:]) or (after and not _is_number(text, *after)):
        return []
    return [Cell(a, b, text[a:b].strip(), i) for i, (a, b) in enumerate(row)]


_TABLE_CUE = re.compile(r"\t| \| |序 ?号|编 ?号|项次")
_BETWEEN = re.compile(r"[|\t]")
_PROSE = re.compile(r"[。；，]")
_FIRST = re.compile(r"[ \t]*(?:序 ?号|编 ?号|项次)")
_WORD = re.compile(r"[^ \t　]+")
_NUMBERED = re.compile(r"[ \t]*\d{1,3} ")


def _is_number(text: str, start: int, end: int) -> bool:
    return end - start <= 4 and text[start:end].strip().isdigit()


def _role(words: str) -> Column | None:
    plain = re.sub(r"\s", "", words)
    return next((column for column, pattern in _ROLES if pattern.search(plain)), None)
