"""The outline of a text: every line with the headings above it, its tense and its list item."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from parsers.edges import first_characters, matches_at
from parsers.numerals import chinese
from parsers.records import DocumentKind
from parsers.tables import (
    Cell,
    Column,
    Header,
    cells_of,
    header_of,
    may_hold_table,
    spaced_cells,
    spaced_header,
    stacked_cells,
    stacked_header,
)
from parsers.tense import Tense, Turn, default_tense, heading_tense, is_label, prose_tense
from parsers.turns import Place, planned_year, turns
from parsers.wrapping import BULLET, joined_lines


@dataclass(slots=True)
class Line:
    """A stretch of the folded text to be read as prose. `path` are the headings above it, outermost first."""

    start: int
    end: int
    path: tuple[str, ...]
    tense: Tense
    item: int | None
    title: bool = False
    """A title line, which is read for no statements."""
    lead: str = ""
    """The paragraph's opening sentence, its topic."""
    turns: tuple[Turn, ...] = ()
    """Where inside the line the tense changes."""

    def tense_at(self, position: int) -> Tense:
        """The tense of the sentence at `position`."""
        if not self.turns:
            return self.tense
        index = bisect_right(self.turns, position, key=lambda turn: turn[0])
        return self.turns[index - 1][1] if index else self.tense


_CN = "一二三四五六七八九十百"
_LEVELS = (
    re.compile(rf"第[{_CN}\d]{{1,3}}(?:部分|[章节篇])[：、 ]?"),
    re.compile(rf"[{_CN}]{{1,3}}(?:、|[.．] ?(?=\D))"),
    re.compile(rf"[(（][{_CN}]{{1,3}}[)）][、.]?"),
    re.compile(r"\d{1,2}(?:[、．]|\.(?!\d)|[.．] )"),
    re.compile(r"[(（]\d{1,2}[)）][、.]?|[①-⑳]|\d{1,2}[)）]"),
)
_DASH = re.compile(r"[—–-]{2,}")
_LEVEL_FIRST = first_characters("|".join(p.pattern for p in (*_LEVELS, _DASH)))
_INLINE = re.compile(
    rf"(?:(?<=[。；：，])|(?<=^)|(?<=\n))(?:(?P<cn>[{_CN}]{{1,3}})是|[(（](?P<n>\d{{1,2}}|"
    rf"[{_CN}]{{1,3}})[)）](?=[^，。；]{{2}})|(?P<c>[①-⑳]))"
)
_INLINE_SIGN = re.compile(rf"[是(（①-⑳](?:(?<=[{_CN}]是)|(?<!是))")
_MOST_BEFORE_SIGN = 3
"""Characters of an item's number that can stand before its sign: 二十一 in 二十一是."""
_FOOTER = re.compile(
    r"\s*(?:版权声明|免责声明|相关(?:阅读|链接|新闻|文章)|责任编辑|上一篇|下一篇|扫一扫|打印本页|延伸阅读|推荐阅读|"
    r"热门推荐)"
)


_Heading = tuple[int, str, Tense | None]
"""A heading's level, its words, and the tense it announces."""


@dataclass(slots=True)
class _State:
    """What the lines above say: open headings, the tense of the prose, the columns of the table."""

    text: str
    kind: DocumentKind
    year: int | None = None
    tabular: bool = True
    stack: list[_Heading] = field(default_factory=list)
    path: tuple[str, ...] = ()
    """The open headings, outermost first."""
    section: Tense | None = None
    """The tense of the innermost heading that says one."""
    prose: Tense | None = None
    footer: bool = False
    body: bool = False
    columns: Header | None = None
    looked_back: bool = False

    _default: Tense | None = None
    _planned: tuple[int | None] | None = None

    @property
    def planned(self) -> int | None:
        """The year of the commitments."""
        if self._planned is None:
            self._planned = (planned_year(self.text, self.year, self.kind, self.default),)
        return self._planned[0]

    @property
    def default(self) -> Tense:
        """The tense of the whole document, worked out where a line needs it."""
        self._default = self._default or default_tense(self.text, self.kind)
        return self._default

    def under(self, headings: list[_Heading]) -> None:
        """From here on these headings are open."""
        self.stack = headings
        self.path = tuple(heading for _, heading, _ in headings)
        self.section = next((tense for _, _, tense in reversed(headings) if tense is not None), None)

    @property
    def tense(self) -> Tense:
        """The tense that holds for a line here."""
        return self.section or self.prose or self.default


def lines(text: str, kind: DocumentKind, year: int | None = None) -> Iterator[Line]:
    """The lines of the folded text that can hold statements, with path, tense and item. `year`: what they are for."""
    state = _State(text, kind, year, tabular=may_hold_table(text))
    spans = [s for s in joined_lines(text) if text[s[0] : s[1]].strip()]
    at = 0
    while at < len(spans):
        start, end = spans[at]
        cells, used = _cells(text, spans, at, state) if state.tabular else ([], 0)
        if used:
            if cells:
                yield from _table_row(cells, state)
            state.body, at = True, at + used
            continue
        at += 1
        footer = _FOOTER.match(text, start, end) is not None
        state.footer = state.footer or footer
        if state.footer and (footer or len(text[start:end].strip()) < 60):
            continue
        yield _prose(text, start, end, state)


def _cells(text: str, spans: list[tuple[int, int]], at: int, state: _State) -> tuple[list[Cell], int]:
    """The cells of the table row that starts at line `at` and how many lines it takes; 0 lines where there is none.

    A header takes its lines without giving cells.
    """
    start, end = spans[at]
    if " | " in text[start:end] or text.find("\t", start, end) >= 0:
        cells = cells_of(text, start, end, state.columns)
        named = header_of(cells) if cells else None
        state.columns = named or state.columns
        return ([], 1) if named else (cells, 1) if len(cells) > 1 else ([], 0)
    spaced = spaced_header(text, start, end)
    stacked = None if spaced else stacked_header(text, spans, at)
    named = spaced or stacked
    if named is not None:
        state.columns = named
        return [], named.width if stacked else 1
    if state.columns is None or not state.columns.numbered or not text[start:end].lstrip()[:1].isdigit():
        return [], 0
    cells = spaced_cells(text, start, end, state.columns)
    if cells:
        return cells, 1
    cells = stacked_cells(text, spans, at, state.columns)
    return cells, len(cells)


def _prose(text: str, start: int, end: int, state: _State) -> Line:
    """A line of prose or a heading, and what it changes for the lines below."""
    stripped = text[start:end].strip()
    level, number_end = _level(text, start, end)
    heading = _heading(text, start, number_end if level is not None else start, end)
    headed = heading and (level is not None or len(stripped) < 30)
    own = heading_tense(heading, lambda: state.planned) if headed else None
    if level is not None and level < len(_LEVELS):
        state.under([*(s for s in state.stack if s[0] < level), (level, heading or stripped[:40], own)])
        if own is not None or level <= 1:
            state.prose = None
    elif _is_title(stripped, state.body):
        if own is not None:
            state.under([(0, stripped, own)])
            state.prose = state.prose if is_label(stripped) else own
        elif len(stripped) < 26 and (state.body or (state.stack and is_label(state.stack[0][1]))):
            state.under([(0, stripped, None)])
        return Line(start, end, state.path, Tense.PLAN, None, title=True)
    elif state.section is None:
        state.prose = prose_tense(text[start:end]) or state.prose
    state.body = state.body or len(stripped) > 50
    whole = level is not None and heading_only(stripped)
    item = _item(text, start, end) if level is not None else None
    tense = state.tense
    turned: tuple[Turn, ...] = ()
    if not whole:
        place = Place(tense, state.section is not None, state.kind, state.planned, state.looked_back)
        found = turns(text, start, end, place)
        turned = found.turns
        if level is None and found.carried:
            state.prose, state.looked_back = found.carried, found.looked_back
        restated = _RESTATED.match(text, number_end, end) if level is not None else None
        if restated and state.kind is DocumentKind.BULLETIN:
            later = (t for t in turned if t[0] > restated.end())
            turned = ((start, Tense.PLAN), (restated.end(), Tense.REVIEW), *later)
    return Line(start, end, state.path, tense, item, title=whole, lead=heading, turns=turned)


_RESTATED = re.compile(r"[^。；\n已了]{4,120}。(?=目前|截[至止]|已|实际|进展|累计|(?:落实|完成)情况)")
"""An item of a bulletin that repeats the pledge before it tells the result."""


def _table_row(cells: list[Cell], state: _State) -> Iterator[Line]:
    """The cells of a table row that say something, each as a line with its column's tense."""
    columns = state.columns.roles if state.columns else {}
    path, section = state.path, state.tense
    name = next((c.words for c in cells if columns.get(c.index) is Column.NAME and not c.words.isdigit()), "")
    first = next((c for c in cells if columns.get(c.index) is Column.NUMBER), cells[0])
    item = int(first.words) if first.words.isdigit() and len(first.words) < 4 else None
    roles = set(columns.values())
    for cell in cells:
        role = columns.get(cell.index)
        if role in (Column.NUMBER, Column.ASIDE) or cell.words.isdigit():
            continue
        if role is Column.NAME and roles & {Column.TARGET, Column.PROGRESS} and not re.search(r"\d", cell.words):
            continue
        tense = section
        if role is Column.PROGRESS:
            tense = Tense.REVIEW
        elif role is Column.TARGET and Column.PROGRESS in roles:
            tense = Tense.PLAN
        yield Line(cell.start, cell.end, (*path, name) if name else path, tense, item, lead=name)


def _level(text: str, start: int, end: int) -> tuple[int | None, int]:
    at = start
    while at < end and text[at] in " \t　":
        at += 1
    if text[at : at + 1] not in _LEVEL_FIRST:
        return None, at
    for level, pattern in enumerate(_LEVELS):
        match = pattern.match(text, at, end)
        if match:
            return level, match.end()
    return (len(_LEVELS), at) if _DASH.match(text, at, end) else (None, at)


def _heading(text: str, start: int, body: int, end: int) -> str:
    """The heading words: the line up to its first full stop, at most 60 characters."""
    match = _HEADING_END.search(text, body, end)
    stop = match.start() if match else end
    return text[start:stop].strip() if stop - body <= 60 else ""


_HEADING_END = re.compile(r"[。：\t]")


_LAST_BRACKETS = re.compile(r"\([^()]*\)$")
_SENTENCE_MARK = re.compile("[。；！]")
_ITEM_NUMBER = re.compile(r"\D{0,2}\d{1,2}\D")
_QUANTITY = re.compile(r"\d")


def heading_only(stripped: str) -> bool:
    """A numbered line that is only a heading: no sentence end, short, and no number with a unit."""
    if stripped.endswith(")"):
        stripped = _LAST_BRACKETS.sub("", stripped)
    if len(stripped) >= 60 or _SENTENCE_MARK.search(stripped):
        return False
    return not _QUANTITY.search(stripped, match.end() if (match := _ITEM_NUMBER.match(stripped)) else 0)


def _is_title(stripped: str, body: bool) -> bool:
    if len(stripped) >= 45 or _RUNNING.search(stripped) or BULLET.match(stripped):
        return False
    return not _COUNTED.search(stripped) or (
        not body and (_TITLE.search(stripped) or _NEWS.search(stripped)) is not None
    )


_RUNNING = re.compile("[。；，、]")
_NEWS = re.compile(r"20\d\d年[^新改完建实]|进展|！|记者|出炉|亮点")
_COUNTED = re.compile(r"\d|[一二两三四五六七八九十百]+(?:座|所|个|家|条|处|项|名)")
_TITLE = re.compile(
    r"(?:报告|清单|工程|实事|名单|方案|通知|公布|公示|进展|情况|解读|项目|计划|任务|目标|会议上|通报|公告|安排|意见|"
    r"摘要|回复: ?\d+|回顾|发布|来了|出炉|交卷)[！!)）》”]*$"
)


_NUMBER = re.compile(rf"\D{{0,3}}?(\d{{1,2}}|[{_CN}]{{1,3}})")


def _item(text: str, start: int, end: int) -> int | None:
    match = _NUMBER.match(text, start, min(end, start + 8))
    if not match:
        return None
    return int(match[1]) if match[1].isdigit() else chinese(match[1])


def inline_items(text: str, start: int, end: int) -> list[tuple[int, int | None]]:
    """Starts and numbers of items inside one paragraph: 一是…；二是…, （1）…（2）…, ①…"""
    found: list[tuple[int, int | None]] = []
    for match in matches_at(_INLINE_SIGN, _INLINE, text, start, end, _MOST_BEFORE_SIGN):
        if match["c"]:
            number: int | None = ord(match["c"]) - ord("①") + 1
        else:
            word = match["cn"] or match["n"]
            number = int(word) if word.isdigit() else chinese(word)
        found.append((match.end(), number))
    return found
