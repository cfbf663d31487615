"""Table rows of the main text: which column is the pledge, which the progress, which only says who is in charge."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum

from parsers import units


class Column(Enum):
    """What a column of a table of pledges holds."""

    NUMBER = "number"
    NAME = "name"
    TARGET = "target"
    PROGRESS = "progress"
    UNIT = "unit"
    RATE = "rate"
    ASIDE = "aside"


_ROLES = (
    (Column.NUMBER, re.compile(r"^(?:序号|编号|项次|号)$")),
    (Column.UNIT, re.compile(r"^(?:计量)?单位$")),
    (
        Column.RATE,
        re.compile(r"^(?:完成率|(?:任务|目标|计划)?完成(?:比例|百分比)|占.{2,8}(?:比|比例|比重|%))(?:\(%\))?$"),
    ),
    (Column.TARGET, re.compile(r"进度(?:安排|计划|要求)|目标进度|(?:实施|工作)计划|(?:时间|节点)安排")),
    (Column.ASIDE, re.compile(r"单位|领导|责任|部门|备注|时限|时间|达序|说明|联系|电话|科室|牵头|配合|主体|性质|地点")),
    (Column.PROGRESS, re.compile(r"进展|完成情况|推进情况|进度|落实情况|实施情况|完成数|办理情况")),
    (Column.TARGET, re.compile(r"目标|任务|内容|措施|标准|指标|要求|计划|规模")),
    (Column.NAME, re.compile(r"项目|名称|实事|事项|类别|分类|大类|领域|板块|工程")),
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
    above = _cells_above(header, found) if header and width <= header.width else 0
    if above:
        return [replace(cell, index=cell.index + above) for cell in found]
    if header and header.numbered and found and found[0].index == 0 and _TOO_LONG.search(found[0].words):
        return [replace(cell, index=cell.index + 1) for cell in found]  # the number's cell spans several rows
    if header and _unnamed(header, found):
        return [replace(cell, index=cell.index + 1) for cell in found]
    if lacking > 0 and found and text[start:end].lstrip()[:1] not in "|\t" and _spanned(header, found, lacking):
        found = [replace(cell, index=cell.index + lacking) for cell in found]
    return found


def _cells_above(header: Header, cells: list[Cell]) -> int:
    """How many cells stand before the row's number in a cell above that spans several rows: 类别 before 序号."""
    numbers = next((index for index, role in header.roles.items() if role is Column.NUMBER), 0)
    return numbers if cells and cells[0].index == 0 and cells[0].words.isdigit() else 0


def _unnamed(header: Header, cells: list[Cell]) -> bool:
    """Whether the row's name stands in a cell above that spans several rows: it starts with what is to be done."""
    named = header.roles.get(0) is Column.NAME and header.roles.get(1) is Column.TARGET
    if not named or not cells or cells[0].index != 0 or len(cells[0].words) <= 6:
        return False
    second = cells[1].words if len(cells) > 1 else ""
    aside = len(second) <= _SHORT and (_WHEN.fullmatch(second) is not None or not _pledged(second))
    return aside and _pledged(cells[0].words)


def _pledged(words: str) -> bool:
    """Whether the words of a cell say what is to be done: they hold a number or are a sentence."""
    return _PLEDGED.search(_ITEM.sub("", words)) is not None


def _spanned(header: Header | None, cells: list[Cell], lacking: int) -> bool:
    """Whether the cells fit the header's last columns: a number under its numbers."""
    return header is not None and header.roles.get(lacking) is Column.NUMBER and cells[0].words.isdigit()


def header_of(cells: list[Cell]) -> Header | None:
    """The columns a header row names, None where the row is no header."""
    if len(cells) > _MOST or any(len(c.words) > 16 or _PROSE.search(c.words) for c in cells):
        return None
    roles = {c.index: role for c in cells for role in [_role(c.words)] if role is not None}
    for cell in cells:
        others = {role for index, role in roles.items() if index != cell.index}
        if _INDICATOR.fullmatch(re.sub(r"\s", "", cell.words)) and others & {Column.TARGET, Column.PROGRESS}:
            roles[cell.index] = Column.NAME
    _name_before_target(cells, roles)
    told = len(roles) * 2 >= len(cells) and len(set(roles.values())) >= _PAIR
    return Header(roles, cells[-1].index + 1) if told else None


def _name_before_target(cells: list[Cell], roles: dict[int, Column]) -> None:
    """主要任务 beside 全年目标 names the work, the second says how much of it."""
    targets = [c for c in cells if roles.get(c.index) is Column.TARGET]
    if len(targets) == _PAIR and _HOW_MUCH.search(targets[1].words) and not _HOW_MUCH.search(targets[0].words):
        roles[targets[0].index] = Column.NAME


_PAIR = 2
_HOW_MUCH = re.compile("目标|计划|指标")


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
        words = text[start:end].strip(" \t|")
        if _role(words) is None or len(words) > 16 or _PROSE.search(words):
            break
        cells.append(Cell(start, end, words, len(cells)))
    found = header_of(cells) if cells else None
    return found if found is not None and found.numbered and found.width >= 3 else None


def stacked_cells(text: str, spans: list[tuple[int, int]], at: int, header: Header) -> list[Cell]:
    """The cells of the row that starts with its number at line `at`; empty where the lines make no such row."""
    if not _is_number(text, *spans[at]):
        return []
    stop = next((i for i in range(at + 1, len(spans)) if _is_number(text, *spans[i]) or _is_row(text, *spans[i])), None)
    if stop is None:  # the last row: what stands behind it may be no table any more
        stop = min(len(spans), at + header.width)
    row = spans[at:stop]
    if not header.width <= len(row) <= header.width + _MOST_PARAGRAPHS:
        return []
    # A last cell of several paragraphs takes several lines.
    cells = [_stripped(text, a, b, min(i, header.width - 1)) for i, (a, b) in enumerate(row)]
    return [c for c in cells if c.words]


_INDICATOR = re.compile(r"(?:考核|主要|具体|经济|量化|发展|年度|预期)*(?:指标(?:名称)?|(?:项目|任务|工作)名称)")
"""A column that names what is measured, where another holds the values."""
_MEASURE = re.compile(rf"[十百千万亿]{{0,2}}(?:{units.PATTERN})(?:/[一-鿿]{{1,3}}){{0,2}}")
_BARE = re.compile(r"(?:不少于|不低于|不超过|≥|≤|>|<|约)?\d[\d,]*(?:\.\d+)?(?:以上|以内)?")


def measure_of(cells: list[Cell], header: Header | None) -> str:
    """The unit that a row's own cell gives for the bare numbers beside it, empty where none does."""
    roles = header.roles if header else {}
    given = (c.words for c in cells if roles.get(c.index) is Column.UNIT)
    return next((words for words in given if _MEASURE.fullmatch(words)), "")


def is_bare(words: str) -> bool:
    """Whether a cell holds a number without a unit."""
    return _BARE.fullmatch(words) is not None


_MOST_PARAGRAPHS = 12
_TOO_LONG = re.compile(r"^(?!\d{1,3}$)[^\d].{7}")
_MOST_HEADER_LINES = 16
_ITEM = re.compile(r"^[\d一二三四五六七八九十]{1,3}[.、．]")
_WHEN = re.compile(r"[\d.年月日底前末上中下旬]*")
_SHORT = 10
"""Characters of a date or an office."""
_PLEDGED = re.compile(r"\d|[。；;]$")
_TABLE_CUE = re.compile(r"\t| \| |序 ?号|编 ?号|项次")
_BETWEEN = re.compile(r"[|\t]")
_PROSE = re.compile(r"[。；，]")
_FIRST = re.compile(r"[ \t]*(?:序 ?号|编 ?号|项次)")
_WORD = re.compile(r"[^ \t　]+")
_ROW = re.compile(r"[ ]*\d{1,3}[ ]*(?:\t|\| ?)[^\t|\n]+[\t|]")
_NUMBERED = re.compile(r"[ \t]*\d{1,3} ")


def _is_number(text: str, start: int, end: int) -> bool:
    return end - start <= 6 and text[start:end].strip(" \t|").isdigit()


def _is_row(text: str, start: int, end: int) -> bool:
    """Whether a line holds the cells of a row of its own, its number first."""
    return _ROW.match(text, start, end) is not None


def _stripped(text: str, start: int, end: int, index: int) -> Cell:
    """The cell of a line without the bar that closes it."""
    words = text[start:end].strip(" \t|")
    at = text.index(words, start, end) if words else start
    return Cell(at, at + len(words), words, index)


def two_sided(text: str, spans: list[tuple[int, int]], at: int) -> bool:
    """Whether a header with one word or two a line starts here that names both what is promised and how it stands."""
    if not _FIRST.match(text, *spans[at]) or spans[at][1] - spans[at][0] > 6:
        return False
    roles: set[Column | None] = set()
    for start, end in spans[at : at + _MOST_HEADER_LINES]:
        words = text[start:end].strip(" \t|")
        if len(words) > 10 or words.isdigit() or _PROSE.search(words):
            break
        roles.add(_role(words))
    return {Column.TARGET, Column.PROGRESS} <= roles


def unspanned(cells: list[Cell], header: Header | None) -> list[Cell]:
    """The cells of a row whose name stands in a cell above that spans several rows: moved to their own columns."""
    if header is None or not header.numbered or len(cells) < 2 or not cells[0].words.isdigit():
        return cells
    if Column.PROGRESS not in header.roles.values():
        return cells
    told = any(header.roles.get(c.index) is Column.PROGRESS for c in cells)
    name = cells[1]
    if told or header.roles.get(name.index) is not Column.NAME or header.roles.get(name.index + 1) is not Column.TARGET:
        return cells
    if not _pledged(name.words):
        return cells
    return [cells[0], *(replace(c, index=c.index + 1) for c in cells[1:])]


def _role(words: str) -> Column | None:
    plain = re.sub(r"\s", "", words)
    return next((column for column, pattern in _ROLES if pattern.search(plain)), None)
