"""Lines of a bulletin that repeat a pledge before the lines that tell what became of it."""

from __future__ import annotations

import re
from itertools import islice

from parsers.tense import Tense, Turn

_LABEL = re.compile(
    r"[ \t●•■◆★☑☐✓√➤►▶◇*]*(?:目前)?(?:工作|项目|最新|实际)?(?:进展|进度|完成|落实|推进)(?:情况)?：|"
    r"[ \t]*【(?:进展|完成|落实)(?:情况)?】"
)
_PLEDGE = re.compile(r"[ \t]*(?:[●•■◆★☑☐✓√➤►▶◇*]|\d{1,2}[.、．]|[(（]?[一二三四五六七八九十]{1,3}[)）、])")
_TOLD = re.compile(r"已|目前|正在|截[至止]|累计|完成率|(?<!\d)\d{1,2}月(?!底?前)")
_TELLS = re.compile(r"[^。；\n]{0,24}?(?:已|目前|正在|截[至止]|累计|(?<!\d)\d{1,2}月(?:份|底|初)?(?!前))")
_NUMBERED = re.compile(
    r"[ \t　]*(?:实事|任务|工程|项目)[一二三四五六七八九十\d]{1,3}[：、]|"
    r"[ \t　]*第[一二三四五六七八九十]{1,3}件[：、，]"
)
RESTATED = re.compile(
    r"[^。\n已了]{4,200}。(?:\([^()\n]{2,30}\))?(?=目前|截[至止]|已|实际|进展|累计|(?:落实|完成)情况|今年以来|(?:上半年|[一前][二三]?季度|全年|\d{1,2}(?:[-—~至]\d{1,2})?月份?)，|1[-—~至]\d{1,2}月份?(?:新增|累计|完成|实际|共))|"
    r"(?:建成(?:投用|启用|开放)?|开工建设)[^，。\n\d已了]{4,30}。(?=[^。；\n]{0,16}?(?:已|正在|尚未))"
)
"""An item of a bulletin that repeats the pledge before it tells the result."""
PLEDGED = re.compile(r"[^。；\n\d已了]{2,60}\d[^。\n已了]{1,60}。(?=[^。；\n]{2,40}?(?:已|正在|目前))")
"""The same where the result does not come at once: 新建泵站9座。甲泵站、乙泵站已建成."""
PLEDGED_FIRST = re.compile(r"[^。；\n\d已了]{2,60}\d[^。\n已了]{1,60}。(?=[^\n]{4})")
"""The same in a bulletin whose items are known to begin with the pledge."""
PLEDGED_ALONE = re.compile(
    r"[^，。；：\n已了共]{0,24}?\d[^，。；：\n已了共]{2,24}。"
    r"(?=(?:上半年|目前|今年以来|截[至止][^，。]{2,10}，?|\d{1,2}[-—~至]\d{1,2}月，?)?(?:累计|共|实际)?(?:已|剩余))"
)
"""A paragraph without a number that opens with the pledge: 渔路安防设施90公里。已完成46公里."""
_HEADED = re.compile(rf"(?m)^[ 　]*(?:\d{{1,2}}[.、．](?!\d)|[(（]\d{{1,2}}[)）]){RESTATED.pattern}")
_LEAST_HEADED = 2
_MOST_LINES = 3
_FEW_ITEMS = 4


def heads_items(text: str) -> bool:
    """Whether a bulletin's numbered items begin with the pledge, as a rule."""
    return sum(1 for _ in islice(_HEADED.finditer(text), _LEAST_HEADED)) == _LEAST_HEADED


def restated(text: str, spans: list[tuple[int, int]]) -> frozenset[int]:
    """The starts of the lines in `spans` that only repeat what was promised: above a line 进展情况：…, or items
    without a word of progress above a line that has one."""
    found: set[int] = set()
    silent: list[int] = []
    items = alternating = 0
    plain: list[int] = []
    for index, (start, end) in enumerate(spans):
        items += _PLEDGE.match(text, start, end) is not None
        if _LABEL.match(text, start, end):
            found.update(_above(text, spans, index))
        elif _TOLD.search(text, start, end) is not None:
            continue
        elif _NUMBERED.match(text, start, end):
            found.add(start)
        elif index + 1 < len(spans) and _PLEDGE.match(text, start, end) and end - start <= 120:
            after, stop = spans[index + 1]
            if not _PLEDGE.match(text, after, stop):
                alternating += 1
                plain.append(start)
            if not _PLEDGE.match(text, after, stop) and _TELLS.match(text, after, stop):
                silent.append(start)
    if len(silent) > 1 or items < _FEW_ITEMS:  # one of many is the last item before a closing word
        found.update(silent)
    if len(silent) >= _LEAST_SILENT and 2 * len(silent) >= alternating:
        found.update(plain)  # most items are told of in the line below, so all are
    return frozenset(found)


_LEAST_SILENT = 3
_INSIDE = re.compile(
    r"(?<=[。；)])[ 　]*(?:(?:目前|项目|工作|最新|实施|实际)?(?:进展|进度|(?:目标|任务)?完成|落实|推进)(?:情况)?|"
    r"(?:建设|工程)(?:状态|现状))："
)
_NEXT = re.compile(r"[①-⑳]|[(（][一二三四五六七八九十\d]{1,2}[)）]|(?<=。)\d{1,2}[.、]")


def labelled(text: str, start: int, end: int) -> tuple[Turn, ...]:
    """The turns of a paragraph that labels its results: 新建码头3座。项目进展：已建2座。②新增泊位9个。项目进展：…"""
    turned: list[Turn] = []
    begin = start
    for label in _INSIDE.finditer(text, start, end):
        item = _NEXT.search(text, begin, label.start()) if turned else None
        if item is not None or not turned:
            turned.append((item.start() if item else begin, Tense.PLAN))
        turned.append((label.end(), Tense.REVIEW))
        begin = label.end()
    return tuple(turned)


def told(text: str, start: int, end: int) -> bool:
    """Whether a line has a word that says how far something has come."""
    return _COME.search(text, start, end) is not None


_COME = re.compile(
    r"已|目前|正在|截[至止]|累计|完成率|[完竣]工|推进中|进行中|施工|开工建设|办理中|完成[\d一-鿿]{0,12}%|\d{1,2}月(?:份|底|初)?(?:开工|完工|通车|建成)"
)


def _above(text: str, spans: list[tuple[int, int]], index: int) -> list[int]:
    """The paragraphs right above a progress line, up to the title of the item."""
    out: list[int] = []
    for start, end in reversed(spans[max(0, index - _MOST_LINES) : index]):
        titled = text.find("。", start, end) < 0 and text.find("，", start, end) < 0
        if _LABEL.match(text, start, end) or (titled and out):
            break
        out.append(start)
        if titled:
            break
    return out
