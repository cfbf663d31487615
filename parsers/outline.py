"""The outline of a text: every line with the headings above it, its tense and its list item."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from parsers.edges import first_characters, matches_at
from parsers.numerals import chinese
from parsers.records import DocumentKind
from parsers.restated import labelled, restated, told
from parsers.tables import (
    Cell,
    Column,
    Header,
    cells_of,
    header_of,
    is_bare,
    may_hold_table,
    measure_of,
    spaced_cells,
    spaced_header,
    stacked_cells,
    stacked_header,
    two_sided,
    unspanned,
)
from parsers.tense import Tense, Turn, default_tense, heading_tense, is_label, prose_tense
from parsers.turns import Place, planned_year, turns
from parsers.wrapping import BULLET


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
    about: str = ""
    """The piece of work that the line is about, by its heading or its own opening."""
    this: str = ""
    """The piece of work named last, which 该项目 means."""
    value: bool = False
    """A table's cell that holds nothing but a value."""
    measured: tuple[int, str] | None = None
    """For a table's cell with a bare number: where its row's name starts, and the unit."""

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
    sided: bool = False
    """A table sets pledges beside progress, but its cells cannot be told apart by their places."""
    restated: frozenset[int] = frozenset()
    """Starts of lines that repeat a pledge."""
    about: str = ""
    """The work that the lines here are about: 该项目."""
    this: str = ""
    headed: bool = False
    """A line of its own names it, so the lines below are about it too."""

    _default: Tense | None = None
    _planned: tuple[int | None] | None = None
    _announces: bool | None = None

    @property
    def own(self) -> str:
        """The text without lines that name other pages."""
        return "\n".join(line for line in self.text.split("\n") if _FOOTER.match(line) is None)

    @property
    def planned(self) -> int | None:
        """The year of the commitments."""
        if self._planned is None:
            self._planned = (planned_year(self.own, self.year, self.kind, self.default),)
        return self._planned[0]

    @property
    def default(self) -> Tense:
        """The tense of the whole document, worked out where a line needs it."""
        self._default = self._default or default_tense(self.own, self.kind)
        return self._default

    @property
    def announces(self) -> bool:
        """Whether this is a list of items that are planned: it tells of last year in a paragraph, not in items."""
        if self._announces is None:
            planned = self.kind is DocumentKind.LIST and self.default is Tense.PLAN
            self._announces = planned and _itemized(self.text)
        return self._announces

    def under(self, headings: list[_Heading]) -> None:
        """From here on these headings are open."""
        self.stack = headings
        self.path = tuple(heading for _, heading, _ in headings)
        self.section = next((tense for _, _, tense in reversed(headings) if tense is not None), None)

    @property
    def tense(self) -> Tense:
        """The tense that holds for a line here."""
        return self.section or self.prose or self.default


_LINE = re.compile(r"[^\n]+")
_ITEMS = re.compile(
    r"(?m)^[ 　\t]*(?:[一二三四五六七八九十]{1,3}[、.．]|[(（][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.、．]|0\d |"
    r"(?:项目|实事)[一二三四五六七八九十\d]{1,3}[：、]|[●•■◆★☑☐✓√➤►▶◇①-⑳])"
)
_LEAST_ITEMS = 3
_SHORT = 150
"""No longer is a line that is an item of a list without numbers."""


def _itemized(text: str) -> bool:
    """Whether a text is made of items, by their numbers or by short lines that count something."""
    if len(_ITEMS.findall(text)) >= _LEAST_ITEMS:
        return True
    counting = [line for line in text.split("\n") if re.search(r"\d[万亿]?[一-鿿]", line)]
    short = sum(len(line) <= _SHORT for line in counting)
    return short > _LEAST_ITEMS and short >= 0.6 * len(counting)


def lines(text: str, kind: DocumentKind, year: int | None = None) -> Iterator[Line]:
    """The lines of the folded text that can hold statements, with path, tense and item. `year`: what they are for."""
    state = _State(text, kind, year, tabular=may_hold_table(text))
    spans = [m.span() for m in _LINE.finditer(text) if m.group().strip()]
    state.restated = restated(text, spans) if kind is DocumentKind.BULLETIN else frozenset()
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
        yield _prose(text, start, end, state, spans[at] if at < len(spans) else None)


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
    state.sided = state.sided or (state.kind is DocumentKind.BULLETIN and two_sided(text, spans, at))
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


def _prose(text: str, start: int, end: int, state: _State, following: tuple[int, int] | None) -> Line:
    """A line of prose or a heading, and what it changes for the lines below. `following`: the next line."""
    stripped = text[start:end].strip()
    named = _ABOUT.match(stripped)
    level, number_end = _level(text, start, end)
    if level is None and _opens_year(stripped, state.path):
        state.under([])
        state.prose = Tense.PLAN
    if named or level is not None or not state.headed:
        state.about = named["name"] if named else ""
        state.this = state.about or state.this
        state.headed = named is not None and end - start - named.end() < 4
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
    whole = level is not None and heading_only(stripped) and not _is_item(text, level, following)
    item = _item(text, start, end) if level is not None else None
    tense = state.tense
    turned: tuple[Turn, ...] = ()
    if not whole:
        coming = (state.planned or 0) > (state.year or state.planned or 0)
        place = Place(tense, state.section is not None, state.kind, state.planned, state.looked_back, coming)
        found = turns(text, start, end, place)
        turned = found.turns
        if level is None and found.carried:
            state.prose = Tense.PLAN if state.announces else found.carried
            state.looked_back = found.looked_back
        repeated = _RESTATED.match(text, number_end, end) if level is not None else None
        if repeated and state.kind is DocumentKind.BULLETIN:
            later = (t for t in turned if t[0] > repeated.end())
            turned = ((start, Tense.PLAN), (repeated.end(), Tense.REVIEW), *later)
        elif state.kind is DocumentKind.BULLETIN:
            turned = labelled(text, start, end) or turned
    if state.sided and not turned:
        tense = Tense.REVIEW if told(text, start, end) else Tense.PLAN
    if start in state.restated:
        tense, turned = Tense.PLAN, ()
    return Line(
        start, end, state.path, tense, item, title=whole, lead=heading, turns=turned, about=state.about, this=state.this
    )


_ABOUT = re.compile(
    r"(?:[●•■◆★☑☐✓√➤►▶◇*]|[(（]?[一二三四五六七八九十\d]{1,3}[)）、.．])? ?"
    r"(?P<name>[^，。；：\n\d]{4,40}?(?:(?:项目|工程)(?=$|[，：。(（]|总投资|总用地|总建筑|占地|计划)|(?:学校|小学|中学|幼儿园|医院|中心|公园|项目|工程)(?=位于|地处|坐落)|"
    r"(?:学校|小学|中学|幼儿园|医院|中心|公园|水厂|泵站|大桥|道路)(?=(?:[(（][^()（）]*[)）])?。)))"
)


_YEAR_IS = re.compile(r"(20\d\d)年(?:是|，是)")


def _opens_year(stripped: str, path: tuple[str, ...]) -> bool:
    """Whether a paragraph turns to a year later than the one the headings above look back on: 2026年是…关键之年."""
    opened = _YEAR_IS.match(stripped)
    if opened is None:
        return False
    years = [int(y) for heading in path for y in re.findall(r"20\d\d", heading)]
    return bool(years) and int(opened[1]) > max(years)


_RESTATED = re.compile(
    r"[^。\n已了]{4,200}。(?=目前|截[至止]|已|实际|进展|累计|(?:落实|完成)情况|今年以来|(?:上半年|[一前][二三]?季度|全年|\d{1,2}(?:[-—~至]\d{1,2})?月份?)，)"
)
"""An item of a bulletin that repeats the pledge before it tells the result."""


def _table_row(cells: list[Cell], state: _State) -> Iterator[Line]:
    """The cells of a table row that say something, each as a line with its column's tense."""
    columns = state.columns.roles if state.columns else {}
    cells = unspanned(cells, state.columns)
    path, section = state.path, state.tense
    names = [c.words for c in cells if columns.get(c.index) is Column.NAME and not c.words.isdigit()]
    name = names[-1] if names else ""
    first = next((c for c in cells if columns.get(c.index) is Column.NUMBER), cells[0])
    item = int(first.words) if first.words.isdigit() and len(first.words) < 4 else None
    roles = set(columns.values())
    target = next((c.words for c in cells if columns.get(c.index) is Column.TARGET), name)
    target = target or next((c.words for c in cells if len(c.words) > _OFFICE), "")
    opened = _ABOUT.match(target)
    works = [c.words for c in cells if _WORK_CELL.search(c.words)]
    pursued = [words for words in works if _PURSUED.match(words)]
    named = (_pledged_work(words) for words in (*pursued, target, name, *works))
    pledged = opened["name"] if opened else next((n for n in named if len(n) > 4), "")
    by_words = _by_words(cells, state)
    unit = measure_of(cells, state.columns)
    named_at = next((c.start for c in cells if c.words == name), 0) if name else 0
    for cell in cells:
        role = columns.get(cell.index)
        measured = (named_at, unit) if unit and name and is_bare(cell.words) and role in _VALUES else None
        if role in (Column.NUMBER, Column.ASIDE, Column.UNIT) or (cell.words.isdigit() and not measured):
            continue
        if role is Column.NAME and roles & {Column.TARGET, Column.PROGRESS} and not _PLEDGES.search(cell.words):
            continue
        tense = section
        if role in (Column.PROGRESS, Column.RATE):
            tense = Tense.REVIEW
        elif role is Column.TARGET and (Column.PROGRESS in roles or not told(state.text, cell.start, cell.end)):
            tense = Tense.PLAN
        elif Column.PROGRESS in roles and not told(state.text, cell.start, cell.end):
            tense = Tense.PLAN  # names of pledges, and columns without a name of ours
        if by_words:
            tense = Tense.REVIEW if told(state.text, cell.start, cell.end) else Tense.PLAN
        short = len(cell.words) <= 30 and not re.search(r"[，；。].", cell.words)
        stated = len(cell.words) <= 60 and _REACHED.match(cell.words) is not None
        reports = role is Column.PROGRESS or by_words or tense is Tense.REVIEW
        alone = reports and (short or (stated and "。" not in cell.words[:-1]))
        about = pledged if alone else ""
        value = bool(name) and (measured is not None or _VALUE.fullmatch(cell.words) is not None)
        if value:
            about = _ITEM_MARK.sub("", name) + ("完成率" if role is Column.RATE else "")
        where = (*path, name) if name else path
        yield Line(cell.start, cell.end, where, tense, item, lead=name, about=about, value=value, measured=measured)


_VALUES = (Column.TARGET, Column.PROGRESS)


_PLEDGES = re.compile(r"\d|^(?:完成|建成|启动|开工)[^，。；]{5}")
_VALUE = re.compile(r"(?:不少于|不低于|不超过|控制在|达到?|增长|提升|提高|约|近|超过?)*-?\d[\d.,万亿]*[^\d，。；]{0,6}")
_ITEM_MARK = re.compile(r"^[一二三四五六七八九十\d]{1,3}[、.．] ?")


def _by_words(cells: list[Cell], state: _State) -> bool:
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
_HOW_MANY = re.compile(r"(?:不少于|不低于|约|近|超)?\d[\d.万亿]*[^\d，。；]{1,4}(?:以上)?$")


def _pledged_work(words: str) -> str:
    """The work that a cell of pledges names, without how many; empty where it names several."""
    plain = _HOW_MANY.sub("", re.sub(r"^[一二三四五六七八九十\d]{1,3}[、.]", "", words).rstrip("。； "))
    plain = _PURSUED.sub("", plain)
    return plain if 4 <= len(plain) <= 30 and not re.search(r"[，；。\d]", plain) else ""


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


def _is_item(text: str, level: int, following: tuple[int, int] | None) -> bool:
    """Whether a short numbered line is a list's item: the next number follows at once, or the text ends."""
    return level >= 3 and (following is None or _level(text, *following)[0] == level)


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
