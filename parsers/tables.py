"""Table rows of the main text: which column is the pledge, which the progress, which only says who is in charge."""

from __future__ import annotations

import re
from dataclasses import dataclass
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
    (Column.TARGET, re.compile(r"目标|任务|内容|措施|标准|指标|要求|计划")),
    (Column.NAME, re.compile(r"项目|名称|实事|事项|类别|工程")),
)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with its words, offsets in the folded text, and its column's index."""

    start: int
    end: int
    words: str
    index: int


def cells_of(text: str, start: int, end: int) -> list[Cell]:
    """The cells of a line, one where it is no table row. Empty cells keep their place in `index`."""
    found: list[Cell] = []
    index, at = 0, start
    for position in [*(i for i in range(start, end) if text[i] in "|\t"), end]:
        words = text[at:position]
        if words.strip():
            lead = len(words) - len(words.lstrip())
            found.append(Cell(at + lead, at + len(words.rstrip()), words.strip(), index))
        index, at = index + 1, position + 1
    return found


def header(cells: list[Cell]) -> dict[int, Column] | None:
    """The columns a header row names, None where the row is no header."""
    if any(len(c.words) > 16 or re.search(r"[。；，]", c.words) for c in cells):
        return None
    roles = {c.index: role for c in cells for role in [_role(c.words)] if role is not None}
    return roles if len(roles) >= 2 and len(roles) * 2 >= len(cells) else None


def _role(words: str) -> Column | None:
    plain = re.sub(r"\s", "", words)
    return next((column for column, pattern in _ROLES if pattern.search(plain)), None)
