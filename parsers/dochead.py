"""The frame of a document: its lines without page chrome, its title line, its date, the meeting it was given at."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from parsers.normalise import Folded, fold

_HEAD_LINES = 60
_MEETING_WITHIN = 3000
_TITLE_LENGTH = range(5, 61)
_DAY = r"(?<!\d)((?:19|20)\d\d) ?[-/.年] ?(\d{1,2}) ?[-/.月] ?(\d{1,2})(?!\d)"
_DAY_CUE = re.compile(r"(?:19|20)\d\d ?[-/.年]")
_DATED = re.compile(
    rf"(?:发表于|发布(?:时间|日期|于)?|发表(?:时间|日期)|发稿|公开日期|成文日期|日期|时间)[：\s]*\[?{_DAY}"
)
_POSTED = re.compile(rf"(?:发表于|发布(?:时间|日期|于))[：\s]*\[?{_DAY}")
_DATELINE = re.compile(rf"{_DAY}日?(?:讯|电)")
_PRINTED = re.compile(rf"(?:日报|晚报|晨报|时报|周报|都市报)[ 　]{{0,3}}{_DAY}")
_DATE_LINE = re.compile(rf"\[?{_DAY}日?(?: \d\d?:\d\d(?::\d\d)?)?\]?(?: *(?:来源|作者|浏览|字号|信息来源|\|).*)?")
_CHROME = re.compile(
    r"设为首页|收藏本站|复制链接|显示全部楼层|每日心情|签到天数|\[LV|^(?:主题|帖子|积分|版主|回复|楼主|关闭|开心)$|Rank：|^查看："
    r"|^(?:来源|信息来源|作者|时间|发布|发表|日期|索引号|文号|主题分类|发文机关|成文日期"
    r"|公开方式|公开日期|体裁|名称|有效性|浏览|阅读|访问|点击"
    r"|字[体号]|打印|分享|编辑|责任编辑|审核|初审|终审|附件|当前位置|您(?:当前|现在)?的?(?:位置|所在)|首页|扫一扫|关怀版|无障碍|登录|注册|上一篇|下一篇)"
    r"(?:[：> ]|$|日期|时间|次数|量|数|机构|机关|单位|人)|^[^。，]{1,30} > |首页 ?>"
    r"|^\d[\d\-:/ .]*$|Powered by|^返回|客服|在线咨询"
)
_TAIL = re.compile(
    r"^\W*(?:版权声明|免责声明|相关(?:阅读|链接|新闻|文章|推荐|报道)|延伸阅读|推荐阅读|热门(?:推荐|新闻)|热点(?:推荐|新闻)|上一篇|下一篇|扫一扫|打印本页"
    r"|您需要登录后才可以|本版积分规则|Powered by|网站标识码|主办单位|版权所有|关于我们|网站地图)"
)
_HEADING = re.compile(
    r"第?[一二三四五六七八九十百]{1,3}[、.章节]|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[、.．](?!\d)|[①-⑳]"
)
_SALUTE = re.compile(r"各位(?:代表|委员|领导)|同志们|^(?:现将|现在)")
_BODY_END = re.compile(r"[。；！？!?;，,、：:]$")
_BULLET = re.compile("[●•■◆★☆☑✓√➤►▶◇]")
_HAN = re.compile("[\u4e00-\u9fff]")
_DOCUMENT = re.compile(
    r"工作报告|实事|民心工程|民生工程|为民办|进展|完成情况|落实情况|推进情况|进度|通报|公报|公告|通知|清单|项目|方案|要点|计划|安排|回顾|任务|公布|总结"
)
_TAG = re.compile(r"^(?:\[[^\]]{1,8}\]|【[^】]{1,8}】) ?(?=.)")
_CONGRESS = re.compile(r"第[一二三四五六七八九十\d]{1,4}届(?:人民代表大会|人大)")
_MEETING_LINE = re.compile(rf"^[—\-·|]|^\([^()]*\)$|{_DAY}|{_CONGRESS.pattern}.*上\)?$")
_BYLINE = re.compile(r"(?:记者|通讯员|撰稿)[|丨：:/ ]|记者 ?[\u4e00-\u9fff ]{2,10}$|^【?来源|\|.*\|")
_OFFICIAL = re.compile(
    r"[□○■●◎ ]{0,3}[\u4e00-\u9fff]{0,12}代?[市县区州省旗]长(?:候选人)?[ ：]{0,3}[\u4e00-\u9fff ]{2,8}$"
)
_BEFORE_CONGRESS = re.compile(rf"(?:{_DAY}日? ?)?(?:在|召开|经|由)?(?P<where>[\u4e00-\u9fff]{{1,30}})$")


@dataclass(slots=True)
class Line:
    """A line of the article: folded text without outer blanks, and its span in the main text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Meeting:
    """The session of a people's congress a report was given at."""

    where: str
    day: date | None


@dataclass(frozen=True, slots=True)
class Frame:
    """A document without its page's chrome."""

    lines: tuple[Line, ...]
    tag: str
    """What a forum put in brackets before the title: `天津`; empty where there is none."""
    published_at: date | None
    meeting: Meeting | None
    body: str
    """The folded lines."""


def frame_of(text: str) -> Frame:
    """Take a main text apart. Chrome lines at the head and everything behind the article's end are left out."""
    folded = fold(text)
    lines = _lines(folded)
    kept: list[Line] = []
    published: date | None = None
    posted: date | None = None
    for index, line in enumerate(lines):
        if index >= 3 and _TAIL.match(line.text):
            break
        if index < _HEAD_LINES:
            published = published or _published(line.text)
            posted = posted or _posted(line.text)
            if len(line.text) < 120 and not line.text.endswith("。") and _CHROME.search(line.text):
                continue
        kept.append(line)
    published = posted or published or _signed(kept)
    tag = next((m[0].strip(" []【】") for line in kept[:5] if (m := _TAG.match(line.text))), "")
    body = "\n".join(line.text for line in kept)
    return Frame(tuple(kept), tag, published, _meeting(body[:_MEETING_WITHIN]), body)


def title_line(frame: Frame, names: tuple[str, ...]) -> Line | None:
    """The line of the head that is the title, without a forum's tag; None where the text starts without one.

    Of several title-like lines the one counts that names a place (`names`), a year or a kind of document.
    """
    candidates: list[tuple[int, int, Line]] = []
    for index, line in enumerate(frame.lines[:_HEAD_LINES]):
        text = line.text
        text = text.rstrip("！？!?") if index == 0 and _DOCUMENT.search(text) else text  # …出炉！
        if _BODY_END.search(text) and (len(text) > 40 or text.endswith("。")):
            break
        if not _title_like(text) or " » " in text:  # a forum's trail of boards names the title once more
            if _HEADING.match(text) or _SALUTE.search(text):
                break
            continue
        words = 2 * bool(_DOCUMENT.search(text)) + 2 * any(n in text for n in names) + bool(re.search(r"20\d\d", text))
        candidates.append((-words, index, line))
    return _untagged(min(candidates, key=lambda c: c[:2])[2]) if candidates else None


def is_heading(text: str) -> bool:
    """Whether a line starts with the number of a section or item."""
    return _HEADING.match(text) is not None


def _lines(folded: Folded) -> list[Line]:
    found: list[Line] = []
    at = 0
    for raw in folded.text.split("\n"):
        text = raw.strip()
        if text:
            start = at + len(raw) - len(raw.lstrip())
            found.append(Line(text, *folded.span(start, start + len(text))))
        at += len(raw) + 1
    return found


def _title_like(text: str) -> bool:
    text = _TAG.sub("", text)
    if len(text) not in _TITLE_LENGTH or len(_HAN.findall(text)) < 4 or _BODY_END.search(text) or "。" in text:
        return False
    others = (_BULLET.match, _HEADING.match, _SALUTE.search, _OFFICIAL.match, _MEETING_LINE.search, _BYLINE.search)
    return not any(found(text) for found in others)


def _untagged(line: Line) -> Line:
    tag = _TAG.match(line.text)
    if tag is None:
        return line
    # Brackets and the blank behind them are one character each in both texts.
    return Line(line.text[tag.end() :], line.start + tag.end(), line.end)


def _published(text: str) -> date | None:
    if _DAY_CUE.search(text) is None:
        return None
    match = _DATED.search(text) or _DATE_LINE.fullmatch(text) or _DATELINE.search(text[:60])
    match = match or _PRINTED.search(text[:60])
    return calendar_date(match[1], match[2], match[3]) if match else None


def _posted(text: str) -> date | None:
    """The day a forum names behind the author: other dates beside a post are the author's own."""
    match = _POSTED.search(text) if _DAY_CUE.search(text) else None
    return calendar_date(match[1], match[2], match[3]) if match else None


def _signed(lines: list[Line]) -> date | None:
    """A date that stands alone at the end, under the name of the body that signs."""
    for line in lines[-3:] if len(lines) > 3 else ():
        match = _DATE_LINE.fullmatch(line.text)
        if match:
            return calendar_date(match[1], match[2], match[3])
    return None


def _meeting(head: str) -> Meeting | None:
    best: Meeting | None = None
    for match in _CONGRESS.finditer(head):
        before = _BEFORE_CONGRESS.search(head[max(0, match.start() - 60) : match.start()])
        if before is None:
            continue
        where = before["where"].rpartition("在")[2]
        day = calendar_date(before[1], before[2], before[3]) if before[1] else None
        if day is not None:
            return Meeting(where, day)
        best = best or Meeting(where, None)
    return best


def calendar_date(year: str, month: str, day: str) -> date | None:
    """The date of three numbers, None where there is no such day."""
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
