"""The outline of a text: every line with the headings above it, its tense and its list item."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from parsers.numerals import chinese
from parsers.records import DocumentKind
from parsers.tables import Cell, Column, cells_of, header


class Tense(Enum):
    """Which way a section looks."""

    PLAN = "plan"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
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


_CN = "一二三四五六七八九十百"
_LEVELS = (
    re.compile(rf"第[{_CN}\d]{{1,3}}(?:部分|[章节篇])[：、 ]?"),
    re.compile(rf"[{_CN}]{{1,3}}(?:、|[.．] ?(?=\D))"),
    re.compile(rf"[(（][{_CN}]{{1,3}}[)）][、.]?"),
    re.compile(r"\d{1,2}(?:[、．]|\.(?!\d)|[.．] )"),
    re.compile(r"[(（]\d{1,2}[)）][、.]?|[①-⑳]|\d{1,2}[)）]"),
)
_DASH = re.compile(r"[—–-]{2,}")
_INLINE = re.compile(
    rf"(?:(?<=[。；：，])|(?<=^)|(?<=\n))(?:(?P<cn>[{_CN}]{{1,3}})是|[(（](?P<n>\d{{1,2}}|"
    rf"[{_CN}]{{1,3}})[)）](?=[^，。；]{{2}})|(?P<c>[①-⑳]))"
)
_REVIEW = re.compile(
    r"回顾|过去(?:的)?(?:一|五|几)年|完成情况|进展情况|执行情况|落实情况|工作总结|取得的?成[绩就效]|主要成[绩就效]|"
    r"工作成效|工作进展|以来的?工作|[一五]年来"
)
_PLAN = re.compile(
    r"主要(?:预期)?目标|目标任务|重点(?:工作|任务|抓好|做好)|主要(?:任务|工作)|工作(?:安排|打算|思路|计划|要求|建议)|"
    r"(?:下一步|下步|今后|未来)|发展目标|远景目标|总体要求|预期目标|建议|"
    r"部署|今年(?:的)?(?:主要|重点)?工作|计划安排"
)
_FOOTER = re.compile(
    r"\s*(?:版权声明|免责声明|相关(?:阅读|链接|新闻|文章)|责任编辑|上一篇|下一篇|扫一扫|打印本页|延伸阅读|推荐阅读|"
    r"热门推荐)"
)
_YEARS_AGO = re.compile(r"20\d\d年")
_PAST_PROSE = re.compile(
    r"\s*(?:各位代表[：，！]?)?(?:一年来|过去(?:的)?(?:一|五)年|五年来|去年|回顾(?:过去|20)|20\d\d年以来|今年以来|"
    r"\d{4}年，(?:我们|全[市区县省]|在))"
)
_PLAN_PROSE = re.compile(
    r"[^。]{0,40}(?:主要(?:预期)?目标(?:任务)?是|(?:预期|发展|工作)目标(?:建议)?[是为]|今年[^。]{0,10}(?:重点(?:做好|"
    r"抓好|工作)|要做好|将继续|将实施|我们将)|"
    r"重点(?:做好|抓好)(?:以下|[一二三四五六七八九十]))"
)


_DONE = re.compile(
    r"已(?:经)?(?=[^\W\d知])|截[至止]|累计|同比|了(?=\d)|(?:全面|全部|圆满|提前|顺利)完成|荣获|获评|被评为|[一五]年来|"
    r"(?:增长|提高|下降)了|交卷|成绩单|[较比]上年"
)
_MEANT = re.compile(
    r"(?<!即)将(?=[^军来领士帅])|拟(?=[^定])|力争|确保|争取|计划(?=[新建完引培改实到在])|[年月]底前|继续|今年要|努力|"
    r"完善|进一步"
)
_URGED = re.compile(r"推进|加快|深化|推动|强化|加强|打造|健全|坚持")


def default_tense(text: str, kind: DocumentKind) -> Tense:
    """The tense where no heading says it: lists plan, bulletins report, unless the words that prevail say otherwise."""
    if kind is DocumentKind.BULLETIN:
        return Tense.REVIEW
    done, meant, urged = (len(p.findall(text)) for p in (_DONE, _MEANT, _URGED))
    if kind is DocumentKind.LIST:
        return Tense.REVIEW if done >= 2 and done >= 2 * meant else Tense.PLAN
    if kind is DocumentKind.REPORT:
        return Tense.REVIEW if done >= 2 and done > meant + urged / 5 else Tense.PLAN
    return Tense.REVIEW if done and 2 * done >= meant + urged / 5 else Tense.PLAN


def heading_tense(heading: str) -> Tense | None:
    """The tense a heading announces, None where it says nothing."""
    review, plan = _REVIEW.search(heading), _PLAN.search(heading)
    if review and plan:
        return Tense.REVIEW if review.start() < plan.start() else Tense.PLAN
    if review:
        return Tense.REVIEW
    return Tense.PLAN if plan else None


def lines(text: str, kind: DocumentKind) -> Iterator[Line]:
    """The lines of the folded text that can hold statements, with path, tense and item."""
    default = default_tense(text, kind)
    stack: list[tuple[int, str, Tense | None]] = []
    prose: Tense | None = None
    footer = False
    body = False
    columns: dict[int, Column] = {}
    for start, end in _joined(text):
        line = text[start:end]
        stripped = line.strip()
        if not stripped:
            continue
        if " | " in line or "\t" in line:
            around = next((x[2] for x in reversed(stack) if x[2] is not None), None) or prose or default
            cells = cells_of(text, start, end)
            named = header(cells)
            if named is None and len(cells) > 1:
                yield from _table_row(cells, columns, tuple(x[1] for x in stack), around)
            columns = named or columns
            if named is not None or len(cells) > 1:
                body = True
                continue
        footer = footer or _FOOTER.match(line) is not None
        if footer and (len(stripped) < 60 or _FOOTER.match(line)):
            continue
        level, number_end = _level(text, start, end)
        heading = _heading(text, start, number_end if level is not None else start, end)
        own = heading_tense(heading) if heading and (level is not None or len(stripped) < 30) else None
        if level is not None and level < len(_LEVELS):
            stack = [s for s in stack if s[0] < level]
            stack.append((level, heading or text[start:end].strip()[:40], own))
            if own is not None or level <= 1:
                prose = None
        elif _is_title(stripped, body):
            if own is not None:
                prose, stack = own, [(0, stripped, own)]
            elif body and len(stripped) < 26:
                stack = [(0, stripped, None)]
            yield Line(start, end, tuple(s[1] for s in stack), default, None, title=True)
            continue
        else:
            said = _prose_tense(line)
            section = next((s[2] for s in reversed(stack) if s[2] is not None), None)
            if said is not None and section is None:
                prose = said
        body = body or len(stripped) > 50
        tense = next((s[2] for s in reversed(stack) if s[2] is not None), None) or prose or default
        whole = level is not None and heading_only(stripped)
        item = _item(text, start, end) if level is not None else None
        yield Line(start, end, tuple(s[1] for s in stack), tense, item, title=whole, lead=heading)


_BULLET = re.compile(r"[●•■◆★▲※·○◎▪*]")
_OPENING = re.compile(
    rf"[ \t]*(?:[{_CN}\d]{{1,3}}[、.．)）]|[(（][{_CN}\d]|第[{_CN}]|[①-⑳]|[—–-]{{2}}|[●•■◆★▲※·○◎▪*\-|]|\d{{1,3}}\s*$)"
)


def _joined(text: str) -> Iterator[tuple[int, int]]:
    """Lines, with those joined that were broken in mid-sentence: under a bullet, or at the width of the page."""
    spans = [m.span() for m in re.finditer(r"[^\n]+", text)]
    bullets = sum(_BULLET.match(text, s) is not None for s, _ in spans) > 0.6 * len(spans)
    width = _wrap_width(text, spans)
    begin = start = end = -1
    for s, e in spans:
        bulleted = bullets and _BULLET.match(text, begin) is not None
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


def _table_row(cells: list[Cell], columns: dict[int, Column], path: tuple[str, ...], section: Tense) -> Iterator[Line]:
    """The cells of a table row that say something, each as a line with its column's tense."""
    name = next((c.words for c in cells if columns.get(c.index) is Column.NAME and not c.words.isdigit()), "")
    item = int(cells[0].words) if cells[0].words.isdigit() and len(cells[0].words) < 4 else None
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
    for level, pattern in enumerate(_LEVELS):
        match = pattern.match(text, at, end)
        if match:
            return level, match.end()
    return (len(_LEVELS), at) if _DASH.match(text, at, end) else (None, at)


def _heading(text: str, start: int, body: int, end: int) -> str:
    """The heading words: the line up to its first full stop, at most 60 characters."""
    stop = min((p for p in (text.find(c, body, end) for c in "。：\t") if p >= 0), default=end)
    return text[start:stop].strip() if stop - body <= 60 else ""


_NUMBERED_QUANTITY = re.compile(r"\d")


def heading_only(stripped: str) -> bool:
    """A numbered line that is only a heading: no sentence end, short, and no number with a unit."""
    stripped = re.sub(r"\([^()]*\)$", "", stripped)
    return (
        len(stripped) < 60
        and not re.search(r"[。；！]", stripped)
        and not _NUMBERED_QUANTITY.search(re.sub(r"^\D{0,2}\d{1,2}\D", "", stripped))
    )


def _is_title(stripped: str, body: bool) -> bool:
    if len(stripped) >= 45 or re.search(r"[。；，、]", stripped) or _BULLET.match(stripped):
        return False
    return not _COUNTED.search(stripped) or (
        not body and (_TITLE.search(stripped) or _NEWS.search(stripped)) is not None
    )


_NEWS = re.compile(r"20\d\d年[^新改完建实]|进展|！|记者|出炉|亮点")
_COUNTED = re.compile(r"\d|[一二两三四五六七八九十百]+(?:座|所|个|家|条|处|项|名)")
_TITLE = re.compile(
    r"(?:报告|清单|工程|实事|名单|方案|通知|公布|公示|进展|情况|解读|项目|计划|任务|目标|会议上|通报|公告|安排|意见|"
    r"摘要|回复: ?\d+|回顾|发布|来了|出炉|交卷)[！!)）》”]*$"
)


def _prose_tense(line: str) -> Tense | None:
    if _PLAN_PROSE.match(line):
        return Tense.PLAN
    return Tense.REVIEW if _PAST_PROSE.match(line) else None


def _item(text: str, start: int, end: int) -> int | None:
    match = re.match(rf"\D{{0,3}}?(\d{{1,2}}|[{_CN}]{{1,3}})", text[start : min(end, start + 8)])
    if not match:
        return None
    return int(match[1]) if match[1].isdigit() else chinese(match[1])


def inline_items(text: str, start: int, end: int) -> list[tuple[int, int | None]]:
    """Starts and numbers of items inside one paragraph: 一是…；二是…, （1）…（2）…, ①…"""
    found: list[tuple[int, int | None]] = []
    for match in _INLINE.finditer(text, start, end):
        if match["c"]:
            number: int | None = ord(match["c"]) - ord("①") + 1
        else:
            word = match["cn"] or match["n"]
            number = int(word) if word.isdigit() else chinese(word)
        found.append((match.end(), number))
    return found
