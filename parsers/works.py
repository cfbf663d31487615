"""The work that a sentence or a numbered item tells of, by the words it opens with."""

from __future__ import annotations

import re

from parsers.clauses import Sentence, skip_times, tidy
from parsers.parts import is_group, is_part
from parsers.scopes import Row

_TITLE = re.compile(r"(?:[(（]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）、.．]+ ?)(?P<name>[^，。；：、\d]{4,16})")


def title_of(sentence: Sentence) -> str:
    """The title of a numbered item that is one work, not the heading of many."""
    line = sentence.line
    titled = _TITLE.fullmatch(line.lead.strip()) if sentence.start > line.start + len(line.lead) else None
    return titled["name"] if titled is not None and not is_group(titled["name"]) else ""


_OPENS = re.compile(
    r"(?:□{5,}|[^，。；：\d□]{2}[路道街](?:[东西南北]段)?)(?=尚|目前|已|正|计划|拟|预计|将)|[^，。；：\d]{4,28}?(?:场|馆|路|桥|校|小学|中学|幼儿园|项目|工程|中心|医院|公园|广场|道|线|站|厂|楼)(?:(?:[东西南北]段|[一二三]期|□+))?"
    r"(?=尚|目前|已|正|位于|计划|拟|预计|将)"
)
_TELLS_OF = re.compile(
    r"(?!建设|新建|改建|推进|完成|实施|加快|启动|做好|抓好|确保|力争|新增|改造|作为|随着|依托|围绕|正在|已|仍|全[市区县])(?:[A-Z]\d{1,4})?[^，。；：、”“\d]{1,24}?"
    r"(?:(?<!实事)项目|工程(?!师)|小学|中学|学校|幼儿园|医院|中心|公园|敬老院|卫生院|馆(?!建设)|水厂|停车[场楼]|(?:综合|教学|门诊|住院|宿舍)楼|(?:互助|服务|安置)点|(?<!生产)基地|泵站|物流园|产业园|(?<!危)桥(?![梁镇乡村街社停公中小泵大])|大道|[病院校]区|"
    r"除险加固|改造|迁建|扩建)(?:(?:迁建|新馆|新院区?|新校区|[东西南北]段|[一二三]期|[东西南北]?[校院园]区(?:项目|工程)?|□+|"
    r"(?:(?!完成|推进|实施|正在|已|总工程)[一-鿿]){2,6}?(?:项目|工程)))?(?=[^的、项工方]|$)"
)
"""The work that a sentence tells of, whatever it says of it."""


def opening_place(text: str, masked: str, sentence: Sentence) -> str:
    """The named place or work that the first clause says something of: 柳桥停车场尚在征拆，…; empty where none."""
    return _opening(text, masked, sentence, _OPENS)


def opening_work(text: str, masked: str, sentence: Sentence, opening: str = "", about: str = "") -> str:
    """The work that a sentence or, in more words, what stands above it tells of. `opening`: its `opening_place`."""
    work = opening or _opening(text, masked, sentence, _TELLS_OF)
    return about if about.endswith(work) or is_part(work, about) else work


def work_of_clause(text: str, masked: str, clause: tuple[int, int] | None) -> str:
    """The work that a clause opens with: 渔史馆新馆正在装修, 预计3月开馆; empty where it names none."""
    return _named_in(text, masked, clause, _TELLS_OF) if clause is not None else ""


def _opening(text: str, masked: str, sentence: Sentence, opens: re.Pattern[str]) -> str:
    """The named place or work a sentence of several clauses opens with: 柳桥停车场尚在征拆，预计4月底建成."""
    clauses = sentence.clauses
    first = clauses[1:2] if clauses and masked.startswith("：", clauses[0][1]) else clauses[:1]
    if len(clauses) < 2 or not first:
        return ""
    return _named_in(text, masked, first[0], opens)


def _named_in(text: str, masked: str, clause: tuple[int, int], opens: re.Pattern[str]) -> str:
    """What a clause opens with, behind its time and the office that drives it."""
    start = behind_office(masked, skip_times(masked, *clause), clause[1])
    match = opens.match(masked, start, clause[1])
    return tidy(text[start : match.end()]) if match else ""


_OFFICE = re.compile(
    r"[^，。；：、\d]{1,12}(?:局|委|办|街道|镇|集团|公司|部门)[要将]?(?:加快|抓紧|全力|督促|牵头|统筹|推进|做好)+"
)


def behind_office(masked: str, start: int, end: int) -> int:
    """区民政局加快渔馆迁建手续办理: where the work stands behind who drives it."""
    office = _OFFICE.match(masked, start, end)
    return office.end() if office else start


_OF_A_WORK = re.compile(
    r"(?:[左右上下]半?[幅洞线])?(?:[一-鿿]{0,4}(?:路基|路面|桥面|水稳层?|(?<!进)基层|面层|管道|管线|主体(?:结构)?|(?:净化|幕墙|装饰|安装|土建)工程|砌筑|幕墙|"
    r"隧道|拉索|桩基|土建|围堰|箱梁|桥墩|护岸|防渗墙|外墙[一-鿿]{0,4}|铺设|铺筑|开挖|浇筑|吊装|粉刷|装修|装饰|设备安装|贯通率|到场率|[左右]洞)|"
    r"[一-鿿]{2,6}(?:土建|主体|安装)部分)(?:土石方|工程|更换|安装|铺设|施工)?"
)
"""A part of a road, building or waterworks, which is told by the name of the work."""


def name_parts_of(text: str, masked: str, sentence: Sentence, rows: list[Row]) -> None:
    """甲路改造因征迁滞后，仅完成雨水管道1.2公里: the part is of the work that the sentence opens with."""
    parts = [row for row in rows if _is_of_a_work(row)]
    if not parts:
        return
    work = opening_work(text, masked, sentence)
    if not work or is_group(work):
        return
    for row in parts:
        if not row.subject.startswith(work[:2]) and not work.endswith(
            (row.subject, row.action or row.subject)
        ):  # 更新改造输水管道9公里
            row.base = row.base or row.subject
            row.subject = work + row.subject


def _is_of_a_work(row: Row) -> bool:
    if row.subject == "投资":
        return row.quantity.unit == "元" and bool(row.action)
    return 1 < len(row.subject) <= _LONGEST_PART and _OF_A_WORK.fullmatch(row.subject) is not None


_LONGEST_PART = 12
