"""The cells of a table row as lines, each with its column's tense and the work its row is about."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parsers.deadlines import DATED_CELL
from parsers.headings import ABOUT
from parsers.outlinestate import Line, State
from parsers.records import DocumentKind
from parsers.restated import told
from parsers.tables import Cell, Column, is_bare, measure_of, unspanned
from parsers.tense import Tense


def table_row(cells: list[Cell], state: State) -> Iterator[Line]:
    """The cells of a table row that say something, each as a line with its column's tense."""
    columns = state.columns.roles if state.columns else {}
    cells = unspanned(cells, state.columns)
    path = state.path
    names = [c.words for c in cells if columns.get(c.index) is Column.NAME and not c.words.isdigit()]
    name = names[-1] if names else ""
    first = next((c for c in cells if columns.get(c.index) is Column.NUMBER), cells[0])
    item = int(first.words) if first.words.isdecimal() and len(first.words) < 4 else None
    roles = set(columns.values())
    target = next((c.words for c in cells if columns.get(c.index) is Column.TARGET), name)
    pledged = _pledged_by(cells, target, name)
    by_words = _by_words(cells, state)
    unit = measure_of(cells, state.columns)
    named = _ITEM_MARK.sub("", name)
    named_at = next((c.start for c in cells if c.words == name), 0) if name else 0
    due = next(((c.start, c.end) for c in cells if DATED_CELL.fullmatch(c.words)), None)
    for cell in cells:
        role = columns.get(cell.index)
        measured = (named_at, unit) if unit and name and is_bare(cell.words) and role in _VALUES else None
        aside = role is Column.ASIDE and not _DUE.search(cell.words)
        if aside or role in (Column.NUMBER, Column.UNIT) or (cell.words.isdigit() and not measured):
            continue
        if role is Column.NAME and roles & {Column.TARGET, Column.PROGRESS} and not _PLEDGES.search(cell.words):
            continue
        tense = _tense(cell, role, roles, state, by_words=by_words)
        short = len(cell.words) <= 30 and not re.search(r"[，；。].", cell.words)
        stated = len(cell.words) <= 60 and _REACHED.match(cell.words) is not None
        alone = (by_words or tense is Tense.REVIEW) and (short or (stated and "。" not in cell.words[:-1]))
        about = pledged if alone or (role is Column.TARGET and name and short) else ""
        value = bool(name) and (measured is not None or _VALUE.fullmatch(cell.words) is not None)
        if value:
            about = named + ("完成率" if role is Column.RATE else "")
        where = (*path, name) if name else path
        yield Line(
            cell.start, cell.end, where, tense, item, lead=name, about=about, named=named,
            value=value, ahead=state.ahead, measured=measured, due=due,
        )  # fmt: skip


def _pledged_by(cells: list[Cell], target: str, name: str) -> str:
    """The work that a row is about: what a cell pursues, else its target, its name, or a cell that ends like a work."""
    target = target or next((c.words for c in cells if len(c.words) > _OFFICE), "")
    opened = ABOUT.match(target)
    if opened:
        return opened["name"]
    works = [c.words for c in cells if _WORK_CELL.search(c.words)]
    pursued = [words for words in works if _PURSUED.match(words)]
    named = (_pledged_work(words) for words in (*pursued, target, name, *works))
    return next((n for n in named if len(n) > 4), name if 3 <= len(name) <= 20 else "")


def _tense(cell: Cell, role: Column | None, roles: set[Column], state: State, *, by_words: bool) -> Tense:
    """Which way a cell looks: by its column, or by its own words where no column can tell."""
    tells = told(state.text, cell.start, cell.end)
    if by_words:
        return Tense.REVIEW if tells else Tense.PLAN
    if role in (Column.PROGRESS, Column.RATE):
        return Tense.REVIEW
    if role is Column.TARGET and Column.PROGRESS in roles:
        return Tense.PLAN
    if not tells and (role is Column.TARGET or Column.PROGRESS in roles):
        return Tense.PLAN  # targets, names of pledges, and columns without a name of ours
    return state.tense


_DUE = re.compile(
    r"[^，。；、\d]{4,20}\d{1,2}月(?:底|份|上旬|中旬|下旬)?前?(?:竣工|完工|投入使用|投用|开工|通车|完成[^，。]{3,})"
)
"""青石小学8月底前竣工: a remark on when that is a pledge of its own."""
_VALUES = (Column.TARGET, Column.PROGRESS)
_PLEDGES = re.compile(r"\d|^(?:完成|建成|启动|开工)[^，。；]{5}")
_VALUE = re.compile(r"(?:不少于|不低于|不超过|控制在|达到?|增长|提升|提高|约|近|超过?)*-?\d[\d.,万亿]*[^\d，。；]{0,6}")
_ITEM_MARK = re.compile(r"^[一二三四五六七八九十\d]{1,3}[、.．] ?")


def _by_words(cells: list[Cell], state: State) -> bool:
    """Whether only the words of a bulletin's row tell promise from progress: its columns have no names, or do not fit
    what stands in them."""
    if state.kind is not DocumentKind.BULLETIN:
        return False
    roles = state.columns.roles if state.columns else {}
    reached = [c for c in cells if (_REACHED.match if roles else _REACHED.search)(c.words)]
    if not roles:
        return bool(reached) and len([c for c in cells if len(c.words) > _OFFICE]) > len(reached)
    return any(roles.get(c.index) is Column.TARGET for c in reached)


_OFFICE = 8
"""No longer are the names of most offices and the dates in a table."""
_REACHED = re.compile(r"(?:目前|现|截[至止][^，]{0,10}，?)?(?:已(?!有)|正在|完成[^，。]{0,12}(?:招标|方案|选址|审批))")
_WORK_CELL = re.compile(r"(?:项目|工程|建设|改造|行动|服务|提升|楼|馆|校|园|路|桥|中心|医院)(?:\([^()]*\))?$")
_PURSUED = re.compile(
    r"^(?:(?:启动|实施|完成|建成|投用|推进|开展|开工|当年|年内|年底前)+(?:\d+[个所座处条家户项])?|对(?=[^，]{4,28}进行))"
)
"""What a cell does to its work: 启动实施甲学校建设, 实施20所中小学改造."""
_FINISHED = re.compile("(?:竣工|完工|投入使用|投用|通车|开业|开放)")
"""竣工并投入使用: what is to become of the work that another cell names."""
_HOW_MANY = re.compile(r"(?:不少于|不低于|约|近|超)?\d[\d.万亿]*[^\d，。；]{1,4}(?:以上)?$")


def _pledged_work(words: str) -> str:
    """The work that a cell of pledges names, without how many; empty where it names several."""
    plain = _HOW_MANY.sub("", re.sub(r"^[一二三四五六七八九十\d]{1,3}[、.]", "", words).rstrip("。； "))
    plain = "" if _FINISHED.match(plain) else _PURSUED.sub("", plain)
    return plain if 4 <= len(plain) <= 30 and not re.search(r"[，；。\d]", plain) else ""
