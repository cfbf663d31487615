"""Headings, titles and the numbers of items: what a line of its own announces."""

from __future__ import annotations

import re

from parsers.edges import first_characters, matches_at
from parsers.numerals import chinese
from parsers.wrapping import BULLET

_CN = "一二三四五六七八九十百"
LEVELS = (
    re.compile(rf"第[{_CN}\d]{{1,3}}(?:部分|[章节篇])[：、 ]?"),
    re.compile(rf"[{_CN}]{{1,3}}(?:、|[.．] ?(?=\D))"),
    re.compile(rf"[(（][{_CN}]{{1,3}}[)）][、.]?"),
    re.compile(r"\d{1,2}(?:[、．]|\.(?!\d)|[.．] )"),
    re.compile(r"[(（]\d{1,2}[)）][、.]?|[①-⑳]|\d{1,2}[)）]"),
)
_DASH = re.compile(r"[—–-]{2,}")
_LEVEL_FIRST = first_characters("|".join(p.pattern for p in (*LEVELS, _DASH)))
_INLINE = re.compile(
    rf"(?:(?<=[。；：，])|(?<=^)|(?<=\n))(?:(?P<cn>[{_CN}]{{1,3}})是|[(（](?P<n>\d{{1,2}}|"
    rf"[{_CN}]{{1,3}})[)）](?=[^，。；]{{2}})|(?P<c>[①-⑳]))"
)
_INLINE_SIGN = re.compile(rf"[是(（①-⑳](?:(?<=[{_CN}]是)|(?<!是))")
_MOST_BEFORE_SIGN = 3
"""Characters of an item's number that can stand before its sign: 二十一 in 二十一是."""
ABOUT = re.compile(
    r"(?:[●•■◆★☑☐✓√➤►▶◇*]|[(（]?[一二三四五六七八九十\d]{1,3}[)）、.．])? ?"
    r"(?P<name>(?![一二三四五六七八九十]{1,3}[、.．)）])(?:[^，。；：\n\d]|\d(?=号)){2,40}?(?:(?:项目|工程)(?=$|[，：。(（](?!共有?\d)|总投资|总用地|总建筑|占地|计划)|(?:学校|小学|中学|幼儿园|医院|中心|公园|项目|工程)(?=位于|地处|坐落)|(?:[院校]区|[一二三]期|加固|大桥|扩建|迁建)(?=：)|"
    r"(?:学校|小学|中学|幼儿园|医院|中心|公园|水厂|处理厂|产业园|物流园|基地|院区|泵站|大桥|道路|(?:综合|教学|门诊|住院|宿舍|业务|康复)楼)(?=(?:[(（][^()（）]*[)）])?。)))"
)
ABOUT_CUE = re.compile(
    "项目|工程|学校|小学|中学|幼儿园|医院|中心|公园|院区|校区|期：|加固|大桥|扩建|迁建|水厂|处理厂|产业园|物流园|基地|泵站|道路|楼"
)
"""A part of whatever `ABOUT` matches."""
TOLD_OF = re.compile(
    r"(?:推进|加快|实施|完成|启动|开展|抓好)*(?P<name>[^，。；：、\n\d]{4,28}(?:建设|改造|迁建|扩建|更新|整治|治理|修复|搬迁|改扩建|培训|筛查|接种|体检|提标|提质))(?:工程|项目)?(?:\d[\d.]*[万亿]?[一-鿿]{1,2})?(?=。[^\n])"
)
"""An item of a bulletin that opens with the work it tells of: 某中学迁建。目前正在…"""
TITLED = re.compile(
    r"(?:“(?P<quoted>[^”\n]{3,24})”(?:项目|工程|行动|专项行动)(?=[，：。]|计划|完成|已|确定|目前)|"
    r"(?:实施|推进|开展|加快|启动)?(?:\d[\d.]*[万亿]?[一-鿿])?(?P<plain>[^，。；：、“”\n\d]{3,24}?(?:建设|改造|整治|治理|修复|搬迁|改善|巩固提升|通畅|迁建|扩建|设施|计划|工程|项目))"
    r"(?:\d[\d.]*[万亿]?[一-鿿]{1,2})?(?:[(（][^()（）\n]{2,14}[)）])?(?=。[^\n]))"
)
"""What opens a paragraph of a bulletin without a number: “渔港食堂”项目，…; 渔路通畅工程(2031—2033年)。…"""
PLEDGED_WORK = re.compile(
    r"(?:开工建设|建成投用|建成启用|新建|改建|扩建|续建|建成|打通|举办|启动|建设)(?P<name>(?![东西南北中]?路|街|大道)[^，。；：、\n\d]{3,24})"
    r"(?=。(?:目前|现|项目|工程|该|本)?[^。\n]{0,12}?(?:已|正在|尚未|完成))"
)
"""An item of a bulletin that opens with its pledge, and then tells how it stands: 开工建设渔港消防站。已开工。"""
ALONE = re.compile(
    r"(?P<name>[^，。；：、\n\d]{3,24}"
    r"(?:建设|改造|迁建|扩建|更新|整治|治理|修复|搬迁|培训|筛查|检查|接种|体检|提标|提质|配备|安装|救助))[。：]?"
)
"""A numbered line of a bulletin that is nothing but the name of a work."""
GROUPED = re.compile(
    r"[^，。；：\n]{0,8}(?:实事|民心|惠民)(?:项目|工程)|(?:进度|进展)?(?:已|未|均)?(?:完成|滞后|缓慢|较慢|推进|其他|民生|实事|民生实事|为民办实事|民心)的?(?:子)?(?:项目|工程)"
)
"""滞后项目: how far many have come, no work of its own."""
PLEDGE_HEADING = re.compile(
    r"^\D{1,4}(?:建成|打通|开工建设)(?=[^，、。：]{4,30}$)|"
    r"[^，、。：\d]{4,30}(?:竣工|开工建设|动工建设|投入使用|建成投用|通车|交付使用)$"
)
"""A list's heading that is a pledge itself: （二）渔馆竣工并交付使用."""
SIZED = re.compile(
    r"(?P<name>[^，。；：、\n\d]{3,30}(?:[(（][^()（）\n]{1,8}[)）])?)(?=。(?:[^。\n]{0,60}?(?:总投资|概算投资|计划投资|建筑面积|占地面积|全长|"
    r"装机容量)\d|(?:[^。\n]{0,60}。)?(?:建设|工程|项目)(?:状态|现状|进展)：))"
)
"""The same where how large the work is follows, or how it stands: 某水库除险加固。总投资6840万元。建设状态：…"""


_VERB = re.compile(
    r"^(?:开工建设|建成投用|新建|改建|扩建|续建|迁建|建设(?!项目|工程|[东西南北中]?路|街|大道)|建成(?!区(?:面积|绿化|内|黑臭))|打通|启动(?!区(?:建设|内|域|$))|实施|推进|完成|举办|改造提升|改造)(?=[^，]{4})"
)


def without_verb(title: str) -> str:
    """新建渔港医院: the name of the work alone."""
    return _VERB.sub("", title)


def level_of(text: str, start: int, end: int) -> tuple[int | None, int]:
    """How deep the number at the head of a line stands, None without one, and where the words behind it begin."""
    at = start
    while at < end and text[at] in " \t　":
        at += 1
    if text[at : at + 1] not in _LEVEL_FIRST:
        return None, at
    for level, pattern in enumerate(LEVELS):
        match = pattern.match(text, at, end)
        if match:
            return level, match.end()
    return (len(LEVELS), at) if _DASH.match(text, at, end) else (None, at)


def is_item(text: str, level: int, following: tuple[int, int] | None) -> bool:
    """Whether a short numbered line is a list's item: the next number follows at once, or the text ends."""
    return level >= 3 and (following is None or level_of(text, *following)[0] == level)


def heading_of(text: str, start: int, body: int, end: int) -> str:
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


def is_title(stripped: str, body: bool) -> bool:
    """Whether a line is a title. `body`: running text stands above it."""
    if len(stripped) >= 45 or _RUNNING.search(stripped) or BULLET.match(stripped):
        return False
    return not _COUNTED.search(_OPENING_YEAR.sub("", stripped)) or (
        not body and (_TITLE.search(stripped) or _NEWS.search(stripped)) is not None
    )


_OPENING_YEAR = re.compile(r"^20\d\d年(?=(?:的)?(?:主要|工作|重点|总体|目标|全年|经济社会|政府工作))")
_RUNNING = re.compile("[。；，、]")
_NEWS = re.compile(r"20\d\d年[^新改完建实]|进展|！|记者|出炉|亮点")
_COUNTED = re.compile(r"\d|[一二两三四五六七八九十百]+(?:座|所|个|家|条|处|项|名)")
_TITLE = re.compile(
    r"(?:报告|清单|工程|实事|名单|方案|通知|公布|公示|进展|情况|解读|项目|计划|任务|目标|会议上|通报|公告|安排|意见|"
    r"摘要|回复: ?\d+|回顾|发布|来了|出炉|交卷)[！!)）》”]*$"
)
_NUMBER = re.compile(rf"\D{{0,3}}?(\d{{1,2}}|[{_CN}]{{1,3}})")


def item_of(text: str, start: int, end: int) -> int | None:
    """The number of a list's item at the head of a line."""
    match = _NUMBER.match(text, start, min(end, start + 8))
    if not match:
        return None
    return int(match[1]) if match[1].isdecimal() else chinese(match[1])


def inline_items(text: str, start: int, end: int) -> list[tuple[int, int | None]]:
    """Starts and numbers of items inside one paragraph: 一是…；二是…, （1）…（2）…, ①…"""
    found: list[tuple[int, int | None]] = []
    for match in matches_at(_INLINE_SIGN, _INLINE, text, start, end, _MOST_BEFORE_SIGN):
        if match["c"]:
            number: int | None = ord(match["c"]) - ord("①") + 1
        else:
            word = match["cn"] or match["n"]
            number = int(word) if word.isdecimal() else chinese(word)
        found.append((match.end(), number))
    return found
