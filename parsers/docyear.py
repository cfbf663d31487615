"""The year a document's commitments or results are for, and the period a bulletin covers."""

from __future__ import annotations

import calendar
import re
from datetime import date

from parsers.dochead import Frame
from parsers.records import DocumentKind
from parsers.tense import Tense
from parsers.turns import planned_year

_Y = r"(?<!\d)(20[0-4]\d)"
_YEAR = re.compile(rf"{_Y}(?:年|(?= ?度|(?:区|市|县|省)))|{_Y}(?=[\u4e00-\u9fff])")
_SPAN = re.compile(r"20\d\d年? ?[-—–~至] ?20\d\d年?")
_CN_YEAR = re.compile("(?<![〇零一二三四五六七八九])二[〇零○O0][〇零○O0一二三四][〇零○O0一二三四五六七八九](?=年)")
_CN_DIGIT = {"〇": "0", "零": "0", "○": "0", "O": "0", "0": "0"} | {
    c: str(i) for i, c in enumerate("一二三四五六七八九", 1)
}
_PLAN_HEADING = re.compile(
    rf"{_Y}年(?:度|的)?[^，。]{{0,16}}?(?:目标|任务|重点|安排|打算|计划|思路|主要工作|工作建议|总体要求|部署|民生实事|为民办)"
)
_REVIEW_HEADING = re.compile(
    rf"{_Y}年(?:度|的)?[^，。]{{0,12}}?(?:回顾|总结|完成情况|成效|成绩|主要做法)|(?:回顾|总结){_Y}年"
)
_HEADING_LENGTH = 45
_TOLD = re.compile(r"(?:[：；]|[一二三四五]、)(20[0-4]\d年[^，。；：]{2,24})(?=[；。])")
_TOLD_LENGTH = 2000
_LOOKS_BACK = re.compile(r"回顾|总结|完成|情况|成效|成绩|过去|远景|五年|时期")
_LISTED = re.compile(
    rf"{_Y}年(?:度|全[市区县省]|[市区县省](?:委|政府)*)?[^，。；]{{0,12}}?(?:民心工程|民生实事|实事|为民办|民生工程|票决)"
)
_KEY_YEAR = re.compile(rf"{_Y}年，?是[^。]{{0,60}}(?:之年|周年|一年|第[一二三四五]年|关键年)")
_WORK_YEAR = re.compile(rf"{_Y}年(?:的)?(?:政府工作|经济社会发展|主要预期目标|工作的总体|全[市区县省])")
_NOW_TOLD = re.compile(rf"现将{_Y}年(?=[^。\n]{{2,40}}(?:情况|进展)[^。\n]{{0,16}}(?:通报|公布|公示|报告|汇报|通告))")
_SINCE = re.compile(rf"{_Y}年(?:以来|上半年|[前第]?[一二三四]季度|[1-4]季度|前三季度)")
_OPENING = re.compile(rf"(?:^|[。\n]){_Y}年，|召开(?:了)?{_Y}年(?=第|[上下]半年|[一二三四]季度)")
_THIS_YEAR = re.compile(r"今年|本年度|一季度|上半年|前三季度|全年")
_LAST_YEAR = re.compile(r"去年|上年|过去一年|年度完成情况|全年")
_AGE = re.compile(
    r"今年(?:是|正值|恰逢|适逢|又是)[^。]{0,80}?(?P<who>中华人民共和国|新中国|中国共产党|建党|建国)(?:成立)?(?P<n>\d{2,3})周年"
)
_AGES = {"中华人民共和国": 1949, "新中国": 1949, "建国": 1949, "中国共产党": 1921, "建党": 1921}
_CN = "一二三四五六七八九十"
_PLAN_AGE = re.compile(
    r"今年(?:是|正值|又是)[^。]{0,60}?“?十(?P<n>[三四五六七八])五”?(?:规划)?(?:的)?(?P<at>开局|起步|第[一二三四五]年|收官|决胜)"
)
_CONGRESS = re.compile(rf"(?:喜迎|迎接)(?:党的)?(?P<n>[{_CN}]{{2,3}})大")
_FIRST_CONGRESS_YEAR = 1922
"""The n-th party congress met in 1922 + 5n: the 19th in 2017, the 20th in 2022."""
_CONGRESSES = {"十九": 19, "二十": 20, "二十一": 21, "二十二": 22, "二十三": 23}


_LOST_YEAR = re.compile(r"(20(?<!\d20)[0-4]\d)(?=(?:1[0-2]|0?[1-9])月)")
_LOST_MONTH = re.compile(r"(?<=[至年])(1[0-2]|0?[1-9])([0-3]\d)日")


_LOST_CUE = re.compile(r"\d\d\d日")


def _with_signs(text: str) -> str:
    """Dates that lost their signs in a conversion get them back: 202310月 -> 2023年10月, 截至1031日 -> 截至10月31日."""
    text = _LOST_YEAR.sub(r"\1年", text)
    return _LOST_MONTH.sub(r"\1月\2日", text) if _LOST_CUE.search(text) else text


def year_of(frame: Frame, title: str | None, kind: DocumentKind, published: date | None) -> int | None:
    """The year the document is for, None where it does not say. The title counts most, a posting date least."""
    head = _with_signs(frame.body[:6000])
    planned = _title_year(title) or _heading_year(frame, _PLAN_HEADING)
    reviewed = _heading_year(frame, _REVIEW_HEADING) if kind is DocumentKind.REPORT else None
    if reviewed and not _PLANS.search(frame.body):
        return reviewed  # only the review of a report given in the year after
    for found in (planned, _meeting_year(frame)):
        if found:
            return found
    if kind is DocumentKind.REPORT:
        found = _heading_year(frame, _REVIEW_HEADING)
        if found:
            return found
    if kind is DocumentKind.OTHER:
        found = planned_year(head, None, kind, Tense.PLAN)
        if found:
            return found
    for pattern in (_LISTED, _NOW_TOLD, _KEY_YEAR, _WORK_YEAR, _SINCE, _OPENING):
        years = [_number(m) for m in pattern.finditer(head)]
        if years:
            return years[0]
    return _jubilee(head) or _from_date(head, published) or _congress(head) or _only_year(head)


_PLANS = re.compile(
    r"今年(?!以来|[上下]半年)|主要预期目标|工作安排|(?:工作|下步)(?:打算|计划|思路)|重点(?:工作|抓好|做好)|下一步|"
    r"(?m:^[^\n。，]{0,20}(?:主要目标|目标任务|主要任务)[^\n。，]{0,6}$)"
)
"""What a report says of the time to come; that it met its targets is no plan."""
_ANY_YEAR = re.compile(rf"(?<!到)(?<!至){_Y}年(?!代|以前)")


def _only_year(head: str) -> int | None:
    """The one year a text names, where it names it more than once."""
    years = [int(m[1]) for m in _ANY_YEAR.finditer(head)]
    return years[0] if len(years) > 1 and len(set(years)) == 1 else None


def period_of(frame: Frame, title: str | None, kind: DocumentKind, year: int | None) -> str | None:
    """`year` for what is for a whole year; a bulletin's quarter, half year or closing date."""
    if kind is not DocumentKind.BULLETIN:
        told = _named_period(_reporting_part(frame, "")) if kind is DocumentKind.OTHER else None
        if told is not None:
            return told
        whole = year is not None or re.search("今年|全年|本年度", frame.body[:3000])
        return "year" if whole and (year is not None or kind is not DocumentKind.OTHER) else None
    heading = _with_signs(title or "")
    lead = _reporting_part(frame, heading)
    if _FINISHED.search(heading) and not _named_period(heading) and _closes_year(heading + lead):
        return "year"
    for text in (heading, lead):
        found = _named_period(text) or _closing_date(text, year)
        if found:
            return found
    return "year" if _WHOLE.search(heading) or _WHOLE.search(lead) else None


_PERIODS = (
    ("Q3", re.compile(r"前三季度|(?:第)?三季度|1 ?[-—–~至] ?9月")),
    (
        "H1",
        re.compile(
            r"上半年|(?:第)?二季度|1 ?[-—–~至] ?6月|(?<![下多近大小])(?<!经过)半年(?=进展|完成|工作|情况|报|度|答卷)"
        ),
    ),
    ("Q1", re.compile(r"(?:第)?一季度|1 ?[-—–~至] ?3月|首季")),
)
_REPORTS = re.compile("进展|完成情况|推进情况|落实情况|实施情况|进度|通报|完成率|兑现|公报|运行情况")
_UNTIL = re.compile(r"截至(?:目前|今年)?(?:(20\d\d)年)?(1[0-2]|[1-9])月(?:(\d{1,2})日|份?(?:底|末|(?=，)))")
_MONTHS = re.compile(r"(?<!\d)(?:1 ?[-—–~至] ?)?(1[0-2]|[1-9])月份?(?=[^。，]{0,16}(?:进展|进度|完成|推进|情况))")
_WHOLE_YEAR = rf"(?:全年|{_Y}年(?:度)?|年度|1 ?[-—–~至] ?12月|四季度|年终|年底)"
_WHOLE = re.compile(rf"{_WHOLE_YEAR}[^，。]{{0,20}}(?:{_REPORTS.pattern})")
_FINISHED = re.compile(
    rf"{_WHOLE_YEAR}[^，。]{{0,20}}(?:完成|实施|落实|办理)情况|"
    rf"{_WHOLE_YEAR}[^，。]{{0,20}}(?:实事|民心工程|民生工程)[^，。]{{0,8}}(?:全部|圆满|如期|全面|超额|按期)(?:完成|收官|兑现|办结)"
)
_WORKS = re.compile("实事|民心工程|民生工程")


def _reporting_part(frame: Frame, title: str) -> str:
    """The sentences at the head that speak of the reporting itself; all of them where the title names such works."""
    head = _with_signs(frame.body[:1500])
    if _WORKS.search(title):
        return head
    sentences = re.split("[。\n]", head)
    return "。".join(s for s in sentences if _REPORTS.search(s) or _UNTIL.search(s) or _WORKS.search(s))


def _closes_year(text: str) -> bool:
    """Whether the text tells no day up to which it reports, or one in December."""
    until = _UNTIL.search(text)
    return until is None or until[2] == "12"


def _named_period(text: str) -> str | None:
    return next((name for name, pattern in _PERIODS if pattern.search(text)), None)


def _closing_date(text: str, year: int | None) -> str | None:
    match = _UNTIL.search(text)
    if match:
        written = int(match[1]) if match[1] else year
        return _iso(written, int(match[2]), int(match[3]) if match[3] else None)
    months = _MONTHS.search(text)
    return _iso(year, int(months[1]), None) if months else None


def _iso(year: int | None, month: int, day: int | None) -> str | None:
    if year is None:
        return None
    last = calendar.monthrange(year, month)[1]
    return date(year, month, min(day or last, last)).isoformat() if (day or 1) >= 1 else None


def _number(match: re.Match[str]) -> int:
    return int(next(g for g in match.groups() if g))


def _title_year(title: str | None) -> int | None:
    if not title:
        return None
    text = _SPAN.sub("", _CN_YEAR.sub(lambda m: "".join(_CN_DIGIT[c] for c in m[0]), _with_signs(title)))
    planned = [_number(m) for m in _PLAN_HEADING.finditer(text) if not _LOOKS_BACK.search(m[0])]
    return max(planned or [_number(m) for m in _YEAR.finditer(text)], default=None)


def _heading_year(frame: Frame, pattern: re.Pattern[str]) -> int | None:
    """The latest year that a heading of this sort names, standing alone or told in a row (一、…；二、…)."""
    years = []
    for line in frame.lines:
        if "20" not in line.text:
            continue
        alone = len(line.text) <= _HEADING_LENGTH and not line.text.endswith("。")
        parts = [line.text] if alone else _TOLD.findall(line.text[:_TOLD_LENGTH])
        for part in parts:
            match = pattern.search(part)
            if match and not (pattern is _PLAN_HEADING and _LOOKS_BACK.search(part)):
                years.append(_number(match))
    return max(years, default=None)


def _meeting_year(frame: Frame) -> int | None:
    """The year a report given on that day is for: from November on, the next."""
    day = frame.meeting.day if frame.meeting else None
    if day is None:
        return None
    return day.year + 1 if day.month >= 11 else day.year


def _jubilee(head: str) -> int | None:
    age = _AGE.search(head)
    if age:
        return _AGES[age["who"]] + int(age["n"])
    plan = _PLAN_AGE.search(head)
    if plan:
        start = 1951 + 5 * (10 + _CN.index(plan["n"]) + 1)
        nth = plan["at"][1:2]
        return start + (4 if plan["at"] in ("收官", "决胜") else _CN.index(nth) if nth in _CN else 0)
    return None


def _from_date(head: str, published: date | None) -> int | None:
    """今年 read with the day of publication; in the first months of a year a whole year's results are last year's."""
    if published is None or not _THIS_YEAR.search(head):
        return None
    if published.month <= 2 and _LAST_YEAR.search(head) and "今年" not in head:
        return published.year - 1
    return published.year


def _congress(head: str) -> int | None:
    match = _CONGRESS.search(head)
    number = _CONGRESSES.get(match["n"]) if match else None
    return _FIRST_CONGRESS_YEAR + 5 * number if number else None
