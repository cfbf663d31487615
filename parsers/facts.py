"""What a document says about itself: kind, place, year, period, title, date, and the body that speaks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from parsers.dochead import Frame, frame_of, is_heading, title_line
from parsers.docplace import place_of
from parsers.docyear import period_of, year_of
from parsers.records import DocumentKind, Facts, Given
from parsers.regions import Gazetteer

_REPORT_TITLE = re.compile(
    "政府工作(?:的)?报告|工作报告$|工作总结(?:和|及|暨|与)[^，。]{0,16}(?:打算|计划|安排|思路|要点)"
)
_PLAN_REPORT = re.compile(r"(?:草案|安排|打算|计划)的报告(?:[(（][^()（）]{1,8}[)）])?$")
_REPORTED = re.compile("截至[^。，]{0,10}[月日底]|已(?:全部|经|提前|超额)?(?:完成|启动|开工|建成|完工)|累计完成|完成率")
_LEAST_REPORTED = 3
_ABOUT_REPORT = re.compile("报告》?(?:重点|任务|确定|提出|分解|落实|责任|目标|主要指标)|贯彻落实")
_RESULT = re.compile(
    "(?:进展|完成|落实|推进|实施|执行|办理|运行)情况|进度|完成率|通报|公报|成效|晒单|成绩单|兑现|答卷|简报|专报|圆满|已完成|提前完成|全部完成|加快推进|有序推进"
    "|过半|期中考|半年考|交卷|收官|顺利推进|稳步推进|综述|亮点|上半年|季度|1 ?[-—–~至] ?\\d{1,2}月|\\d月份"
)
_PROMISE = re.compile(
    "民生实事|民心工程|民生工程|为民办实事|办实事|实事项目|惠民实事|实事工程|[件项大]实事|民生清单|幸福清单|惠民工程"
    "|重点(?:建设)?(?:项目|工程)|(?:工作要点|重点工作|工作计划|主要任务|目标任务|任务清单|项目清单|项目计划)"
)
_LETTER_SPACED = 4
"""So many characters shorter than its text, a folded title had blanks between its letters."""
_OPENING = 220
"""Characters at the start that tell a list without a title."""
_SPEECH = re.compile("各位代表|代表[市区县省州][^，。]{0,4}(?:人民)?政府|向大会(?:报告|作)|请予审议|政府工作报告")
_REVIEW = re.compile("(?:工作)?回顾|过去(?:的)?(?:一|五)年|一年来|五年来")
_DONE = re.compile("同比|环比|累计|已完成|已建成|完成了|实现了|截至|达到|新增了|以来|上半年|突破|圆满")
_TO_DO = re.compile("将|力争|确保|要|加快|推进|今年|计划|争取|完成.{0,12}任务|启动|建设|实施|加强")
_NUMBER = re.compile(r"\d[万亿]?[\u4e00-\u9fff%]")
_ITEM = re.compile(
    r"(?:^|\n|。|；)(?:第?[一二三四五六七八九十]{1,3}[、是]|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[、.](?!\d))"
)
_BYLINE = re.compile(r"记者|通讯员|本报讯|讯（|报道")
_SAID = r"(?:表示|介绍|告诉记者|感慨道?|笑着说|坦言|认为|说道|[^道学小来再听传据]说)[，：。“]"
_REPORT_SAID = r"报告》?(?:指出|提出|显示|公布|明确|透露|强调)"
_MOST_BEFORE_SAID = 8
_QUOTES_OTHERS = re.compile(rf"[^，。]{{1,{_MOST_BEFORE_SAID}}}{_SAID}|{_REPORT_SAID}")
_QUOTE_CUE = re.compile(r"[示绍者慨道说言为告》](?:(?<![告》])[，：。“]|(?<=[告》])[指提显公明透强])")
_QUOTE_END = re.compile(rf"{_SAID}|{_REPORT_SAID}")
"""What every one of `_QUOTES_OTHERS` ends with; the cue is a part of it that is quick to look for."""
_LEAST_QUOTED = 2
_TALK = re.compile(
    "报告》?[^，。]{0,8}(?:问答|答问|答记者问|热议|热评|评论|看点|关键词|解读|点赞)|答记者问|来信(?:的)?(?:答复|回复)"
)
"""Titles of talk about a report, or of an answer to somebody."""
_WORKS_AHEAD = re.compile(
    r"(?:重点|着力|突出|全力|扎实)(?:做好|抓好|推进)(?:以下|如下|[一二三四五六七八九十])[^，。]{0,8}(?:方面|个?方面工作)|"
    r"发展(?:的)?(?:主要)?(?:预期)?(?:目标|指标)[建议]{0,2}(?:是|为|：)"
)
"""A report's speaker sets out the work ahead."""
_LEAST_ITEMS = 3
_ITEM_LENGTH = 150
_FIRST_ITEM = re.compile(r"第?[一1]|\([一1]\)|①")
_SPEAKS = re.compile(
    r"(?:中共)?[\u4e00-\u9fff]{2,14}?(?:民心工程办公室|民生实事办公室|人民政府办公[室厅]|人民政府|委宣传部|发展和改革委员会|统计局"
    r"|第[一二三四五六七八九十]{1,3}届人民代表大会第[一二三四五六七八九十]{1,3}次会议主席团)"
)
_NAMED_WITHIN = 300
"""Characters of a line in which the body that speaks is named."""
_FOR_GOVERNMENT = re.compile("代表(?:[市区县省州]|自治区|本级|[\u4e00-\u9fff]{2,10})?(?:人民)?政府")


def read_facts(text: str, given: Given, regions: Gazetteer) -> Facts:
    """Facts of a main text. What `given` holds wins; what neither says is None. No text raises."""
    frame = frame_of(text)
    title = given.title or _title(text, frame, regions)
    kind = kind_of(frame, title)
    place = place_of(frame, title, given, regions)
    published = given.published_at or frame.published_at
    year = given.year or year_of(frame, title, kind, published)
    return Facts(
        kind=kind,
        place=place,
        year=year,
        period=period_of(frame, title, kind, year),
        title=title,
        published_at=published,
        issuer=_issuer(frame, kind, place, regions),
    )


def _title(text: str, frame: Frame, regions: Gazetteer) -> str | None:
    head = "\n".join(line.text[:_NAMED_WITHIN] for line in frame.lines[:12])
    names = {m_text for m in regions.mentions(head) if len(m_text := head[m.start : m.end]) > 1}
    line = title_line(frame, tuple(names))
    if line is None:
        return None
    written = " ".join(text[line.start : line.end].split()).translate(_NARROW)
    return written if len(written) < len(line.text) + _LETTER_SPACED else line.text


_NARROW = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF1A)}
"""Full-width digits."""


def kind_of(frame: Frame, title: str | None) -> DocumentKind:
    """What a document is: by its title, then by how it opens, then by what its numbers are."""
    by_title = _kind_of_title(title) if title else None
    told = _tells(frame, title) and not (title and _REPORT_TITLE.search(title))
    if told or (title and _TALK.search(title)):
        return DocumentKind.OTHER
    if by_title is DocumentKind.LIST and len(_REPORTED.findall(frame.body[:1500])) >= _LEAST_REPORTED:
        return DocumentKind.BULLETIN
    if by_title:
        return by_title
    if any("|" in line.text and _RESULT.search(line.text) for line in frame.lines[:8]):
        return DocumentKind.BULLETIN  # the header of a table with a column of results
    opening = frame.body[:_OPENING]
    first = frame.lines[0].text if frame.lines else ""
    if _has_report_headings(frame) or (is_heading(first) and not _FIRST_ITEM.match(first)) or _REVIEW.search(first):
        return DocumentKind.REPORT
    if _PROMISE.search(opening):
        if _RESULT.search(opening) and not _assigns(frame) and not _announces(frame):
            return DocumentKind.BULLETIN
        if _items(frame) >= _LEAST_ITEMS:
            return DocumentKind.LIST
    section = is_heading(first) and not first[:1].isdigit()
    if _SPEECH.search(frame.body[:1500]) or section or _WORKS_AHEAD.search(frame.body[:1500]):
        return DocumentKind.REPORT
    kind = _kind_of_numbers(frame.body, title or "")
    if kind is DocumentKind.LIST and _BYLINE.search(frame.body[:200]) and len(_ITEM.findall(frame.body)) < _LEAST_ITEMS:
        return DocumentKind.BULLETIN if _RESULT.search(opening) else DocumentKind.OTHER  # news of a meeting
    return kind


def _tells(frame: Frame, title: str | None) -> bool:
    """A reporter's story that lets others speak, as against a bulletin that a paper prints."""
    head = "\n".join((title or "", frame.body[:6000]))
    return _BYLINE.search(head) is not None and len(list(islice(_quotes(head), _LEAST_QUOTED))) >= _LEAST_QUOTED


def _quotes(text: str) -> Iterator[re.Match[str]]:
    """The matches of `_QUOTES_OTHERS`, looked for only where the words are that one ends with."""
    done = 0
    for cue in _QUOTE_CUE.finditer(text):
        end = _QUOTE_END.search(text, max(done, cue.start() - 4), cue.end() + 1)
        if end is None:
            continue
        match = _QUOTES_OTHERS.search(text, max(done, end.start() - _MOST_BEFORE_SAID))
        if match is None:
            return
        yield match
        done = match.end()


def _kind_of_title(title: str) -> DocumentKind | None:
    report = _REPORT_TITLE.search(title)
    if (report and not _ABOUT_REPORT.search(title)) or _PLAN_REPORT.search(title):
        return DocumentKind.REPORT
    if (_RESULT.search(title) or "进展" in title) and (
        _PROMISE.search(title) or report or _NUMBERS_TITLE.search(title)
    ):
        return DocumentKind.BULLETIN
    return DocumentKind.LIST if _PROMISE.search(title) else None


_NUMBERS_TITLE = re.compile("经济|公报|运行|发展|进展")


_ASSIGNED = re.compile(r"(?:^|\n| \| ?)\W{0,3}(?:完成时限|责任单位|牵头单位|责任部门|责任领导|配合单位)\W{0,2}[：:|]")


_ALREADY = re.compile("已|累计|截[至止]")


def _assigns(frame: Frame) -> bool:
    """Whether the items name who is to do them and by when, and do not say what is done: work is handed out."""
    body = frame.body
    return len(_ASSIGNED.findall(body)) >= _LEAST_ITEMS and len(_ALREADY.findall(body)) < _LEAST_REPORTED


_ANNOUNCED = re.compile(
    r"票决|予以公布|出炉|征集|候选|继续(?:办好|实施|实行|推进)|(?:项目|实事|工程)(?:共有?\d+[项件个])?(?:如下|是|为)?：|今年(?:要|将|的)"
)


def _announces(frame: Frame) -> bool:
    """Whether what follows the opening is a list to come, the results named there those of the year before."""
    opening, rest = frame.body[: 2 * _OPENING], frame.body[_OPENING:]
    counting = [s for s in re.split("[。；\n]", rest) if _NUMBER.search(s)]
    told = sum(_ALREADY.search(s) is not None or "了" in s for s in counting)
    return _ANNOUNCED.search(opening) is not None and len(counting) >= _LEAST_ITEMS and told * 10 <= len(counting)


def _items(frame: Frame) -> int:
    """Numbered items, or lines that end like items."""
    lines = sum(line.text.endswith(("。", "；")) and len(line.text) < _ITEM_LENGTH for line in frame.lines)
    return max(len(_ITEM.findall(frame.body)), lines)


def _has_report_headings(frame: Frame) -> bool:
    """A heading that looks back and one that plans, as only a report has both."""
    headings = [line.text for line in frame.lines if is_heading(line.text) and len(line.text) <= 45]
    back = any(_REVIEW.search(h) for h in headings)
    ahead = any(re.search("主要目标|目标任务|重点工作|主要工作|工作安排|重点任务", h) for h in headings)
    return back and ahead


def _kind_of_numbers(body: str, title: str) -> DocumentKind:
    """Without other signs: sentences with numbers that report make a bulletin, those that promise a list."""
    done = planned = 0
    for sentence in re.split("[。；\n]", body):
        if _NUMBER.search(sentence):
            if _DONE.search(sentence):
                done += 1
            elif _TO_DO.search(sentence):
                planned += 1
    if done >= 1 and _RESULT.search(title):
        return DocumentKind.BULLETIN
    if done + planned < _LEAST_ITEMS:
        return DocumentKind.OTHER
    if done >= planned:
        return DocumentKind.BULLETIN
    return DocumentKind.LIST if _PROMISE.search(body[:2000]) else DocumentKind.OTHER


def _issuer(frame: Frame, kind: DocumentKind, place: str | None, regions: Gazetteer) -> str | None:
    """The body that speaks: for a report the government of its place, else the body named at the foot or head."""
    if place and (kind is DocumentKind.REPORT or _FOR_GOVERNMENT.search(frame.body[:3000])):
        return f"{place}人民政府" if _SPEECH.search(frame.body[:3000]) else None
    for line in (*frame.lines[-3:], *frame.lines[:4]):
        for match in _SPEAKS.finditer(line.text[:_NAMED_WITHIN]):
            for mention in regions.mentions(match[0]):
                return match[0] if match[0].startswith("中共") else match[0][mention.start :]
    return None
