"""Where prose turns from what was done to what is meant: by the years and times its sentences open with."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from parsers.edges import matches_at
from parsers.records import DocumentKind
from parsers.tense import Tense, Turn

_WORKS = re.compile(r"(?:度|的)?[^，。；]{0,6}?(?:实事|民心工程|民生工程|政府工作报告)")
"""The year names works or a report, no time."""
_YEAR = re.compile(r"(20(?<![\d到至比较自于以~—-]20)[0-4]\d)年(?!(?:底|末)?(?:以前|之前|前))")
_NEXT_YEAR = re.compile(r"[及和暨与](?=20\d\d年)")
_AHEAD = re.compile(
    r"(?<!即)将(?=[^军来领士帅])|力争|拟(?=[^定])|预期|预计|争取|(?<![需重主只])要(?=[^求素闻件点么])|"
    r"计划(?!完成率|[^，。]{0,6}的|[，。；])|(?<!年度)目标(?!任务完成)|安排|打算|重点(?:工作|任务|抓|做)|主要(?:工作|任务)"
)
_BACK = re.compile(
    r"已(?=[一-鿿])(?!经?(?:确定|公布|出炉|发布|票决|揭晓))|[完建]成了|(?:全部|圆满|如期|超额)完成|回顾|总结|实现了|累计|情况|以来|截至|共(?:完成|建成|新建|新增)|实际"
)
_COMPARED = re.compile(r"同比|较上年|比上年")
_SENTENCE_END = "。；！？\n"
_REACH = 60
"""Characters of a sentence behind a year that say how it is meant."""

_LABEL = (
    r"(?P<plan>(?:年度|工作|建设|实施|项目|主要|全年|承诺)?(?:目标|任务|内容(?:包括|如下)?|目标任务|计划|事项)|(?:\d{1,2}|下)月份?(?:工作|重点)?计划|(?:时间|计划)进度|(?:进度|时间)(?:安排|节点)|进度计划|下一?步工作|下一?(?:步|阶段)(?:工作)?(?:安排|计划|打算|措施|思路|目标|任务))(?:[】\]]：?|：)|"
    r"(?P<done>(?:工作|项目|目前|最新|实际)?(?<!时间)(?<!计划)(?:进展|进度|(?:进展|完成|落实|推进|办理|实施)情况)|"
    r"(?:建设|工程|项目|目前|当前)(?:状态|现状)|存在(?:的)?(?:主要)?问题)(?:[】\]]：?|：)"
)
_LABEL_MARK = re.compile(_LABEL)
_MARK = re.compile(
    r"(?=[1-9去上前过一五今截本明下接新年工建实项主全承目任计内事进推落办完最时])(?:"
    r"(?P<year>(?<![\d到至比较自于以~—-])20[0-4]\d)年(?!(?:底|末)|[^，。]{0,30}?基础上)|"
    r"(?P<past>(?<![比较与])(?:去年|上年度?)(?!同期|相比|水平|增|底|末|\d{1,2}月(?:份|底|初|[上中下]旬)?(?:起|开始|以来)|(?:的)?工作|[^，。；]{0,8}的(?=\d)|[^，。]{0,30}?基础上)|"
    r"过去(?:的)?(?:一|五)年|这(?:一|五)年(?=，|里)|[一五]年来|今年以来|今年上半年|(?:上半年|前三季度|[一前]季度|1[-—~至]\d{1,2}月份?)(?=，|全[市区县省]|我[市区县])(?![^，。]{0,8}(?:将|力争|计划|目标))|1[-—~至]\d{1,2}月份?(?=累计|实际|共?完成)|截[至止](?=[^，。]{0,14}[月日底前]))|"
    r"(?P<this>今年|本年(?!度))|(?P<ahead>明年|下一步|下步|接下来|今后|新的一年|(?<=[。，\n])下半年)|"
    rf"{_LABEL}|"
    r"(?P<day>\d{1,2}月\d{1,2}日)(?=[^。\n]{1,60}?(?:举行|举办|开工|竣工|通车|启动|揭牌|召开)))"
)
_LABEL_WORDS = "目标 任务 内容 计划 事项 进展 进度 情况 安排 打算 措施 思路 状态 现状 问题 工作 节点"
_LABEL_CUE = re.compile(
    "|".join(f"{word}{sign}" for word in _LABEL_WORDS.split() for sign in ("】", r"\]", "："))
    + "|内容包括：|内容如下："
)
_CUE = re.compile(
    r"上半年|季度|至\d|-\d|—\d|~\d|20[0-4]\d年|去年|上年|过去|这一年|这五年|一年来|五年来|今年|截至|截止|本年|明年|下一步|下步|接下来|今后|新的一年|下半年|月\d|"
    + _LABEL_CUE.pattern
)
"""A part of whatever `_MARK` matches; each word begins plainly, so that the search can skip to it."""
_MOST_BEFORE_CUE = 4
"""Characters of a mark that can stand before its cue: 目标 in 目标任务：, 项目完成 in 项目完成情况：."""
_HEAD = re.compile(r"(?:\d{1,2}月份?)?[一-鿿“”《》【\[●•]{0,8}")
_GOVERNED = re.compile(r"[对在将把按照据落实施完成与及和]|包括|纳入|列入|根据")


_ANNOUNCED = re.compile(
    r"(?P<what>(?:(?P<year>20\d\d)年|(?P<this>今年)|明年|新一年)[^，。；]{0,24}?(?:实事|民生工程|民心工程)(?:项目|任务|清单)?)"
    r"(?![^。；]*(?:完成|进展|落实|推进)情况)[^。；]{0,60}(?:包括|如下|分别[是为]|[是为有])：\s*$"
)


def announced(text: str, start: int, end: int, this: int, least: int) -> re.Match[str] | None:
    """A paragraph's last words, where the items below are the list they name: 2031年十件民生实事包括：

    `this`: what 今年 means; `least`: the first year such a list can be for.
    """
    if not text[start:end].rstrip().endswith("："):
        return None
    found = _ANNOUNCED.search(text, start, end)
    if found is None:
        return None
    year = int(found["year"]) if found["year"] else this if found["this"] else least
    return found if year >= least else None


def planned_year(text: str, year: int | None, kind: DocumentKind, default: Tense) -> int | None:
    """The year the commitments of a folded text are for, None where its words and `year` do not tell."""
    ahead: Counter[int] = Counter()
    for match in _YEAR.finditer(text):
        said = _NEXT_YEAR.split(_sentence_rest(text, match.end()), 1)[0]
        if _AHEAD.search(said):
            ahead[int(match[1])] += 1
        elif _BACK.search(said):
            ahead[int(match[1])] -= 1
    best = max(((n, y) for y, n in ahead.items() if n > 0), default=None)
    if best is not None:
        said_by = kind in (DocumentKind.REPORT, DocumentKind.LIST)
        return year if said_by and year == best[1] + 1 else best[1]
    if year is None or kind is DocumentKind.LIST or default is Tense.PLAN:
        return year
    if kind is DocumentKind.REPORT and re.search(
        rf"{year}年，?是[^。]{{0,80}}(?:之年|周年|一年|第[一二三四五]年|关键年)", text
    ):
        return year  # the report tells more of the year before, but this is what it plans for
    return year + 1


@dataclass(slots=True)
class Place:
    """Where prose stands: the tense that holds, whether a heading says it, the kind of document."""

    tense: Tense
    headed: bool
    kind: DocumentKind
    planned: int | None
    looked_back: bool = False
    """The prose above told of an earlier year."""
    later: bool = False
    """The commitments are for a year later than the document's own."""


@dataclass(slots=True)
class Turned:
    """The clauses with which the tense changes, and what outlasts the paragraph (None: nothing here does)."""

    turns: tuple[Turn, ...] = ()
    carried: Tense | None = None
    looked_back: bool = False


def turns(text: str, start: int, end: int, place: Place) -> Turned:
    """Where `text[start:end]` turns. Under a heading that says the tense only labels do (目标任务：…进展情况：…)."""
    cue, mark = (_LABEL_CUE, _LABEL_MARK) if place.headed else (_CUE, _MARK)
    if cue.search(text, start, end) is None:
        return Turned(looked_back=place.looked_back)
    found: list[Turn] = []
    carried: Tense | None = None
    looked_back = place.looked_back
    for match in matches_at(cue, mark, text, start, end, _MOST_BEFORE_CUE):
        clause = _clause_start(text, start, match.start())
        kind = match.lastgroup
        if clause is None or (kind == "ahead" and _alone(text, clause, match)):
            continue
        if kind == "day":
            if place.kind is DocumentKind.OTHER:
                found.append((clause, Tense.REVIEW))
                found.append((_sentence_end(text, match.end(), end), carried or place.tense))
            continue
        spoken = _speech_end(text, clause, end)
        tense = _meant(match, _sentence_rest(text, match.end()), place.planned, looked_back=looked_back)
        if tense is None and place.later and kind == "year" and int(match["year"]) == place.planned:
            tense = Tense.PLAN
        if tense is not None and spoken is not None:
            found += [(clause, tense), (spoken, carried or place.tense)]
        elif tense is not None:
            found.append((clause, tense))
            if _outlasts(text, (start, end), clause, match, tense, place):
                carried = tense
                earlier = _EARLIER.match(match[0]) and not _OF_A_MONTH.match(text, match.end())
                looked_back = tense is Tense.REVIEW and bool(earlier)
            now = (
                _NOW.search(text, match.end(), end) if kind == "plan" and place.kind is DocumentKind.BULLETIN else None
            )
            if now is not None:
                found.append((now.end(), Tense.REVIEW))
                carried = None
    return Turned(tuple(sorted(found, key=lambda turn: turn[0])), carried, looked_back)


_NOW = re.compile(r"(?<=。)[ 　]*(?=(?:目前|截[至止])[^。]{0,30}(?:已|建成|完成|完工|竣工|开工))")
"""全年目标：新建码头15个。目前建成13个: back to what was done."""


def _speech_end(text: str, clause: int, end: int) -> int | None:
    """Where the speech ends that holds a clause; None where it is told by the text itself."""
    opened = text.rfind("“", max(0, clause - 200), clause + 1)
    if opened < 0 or text.find("”", opened, clause) >= 0 or text.find("\n", opened, clause) >= 0:
        return None
    closed = text.find("”", clause, end)
    return closed + 1 if closed >= 0 else None


def _alone(text: str, clause: int, match: re.Match[str]) -> bool:
    """Whether a word of the time to come is of its clause alone: 预计明年建成, 明年6月投入使用."""
    expected = _EXPECTED.search(text, clause, match.start()) is not None
    return expected or _WHEN_READY.match(text, match.end()) is not None


def _outlasts(text: str, span: tuple[int, int], clause: int, match: re.Match[str], tense: Tense, place: Place) -> bool:
    """Whether what a clause says holds for the paragraphs below.

    A label does that ends its paragraph. A bulletin's word of the time to come does that opens one or announces those
    below; elsewhere every word of time does.
    """
    start, end = span
    if match.lastgroup in ("plan", "done"):
        return tense is Tense.PLAN and not text[match.end() : end].strip()
    if place.kind not in _TOLD or tense is Tense.REVIEW:
        return True
    return clause - start < _OPENING or text[start:end].rstrip().endswith(("：", "如下", "如下。"))


_OPENING = 14
_TOLD = (DocumentKind.BULLETIN, DocumentKind.OTHER)
_WHEN_READY = re.compile(
    r"(?:\d{1,2}月(?:底|份|初|[上中下]旬)?前?|[上下]半年|[春夏秋冬]季|年初|年底)[^，。；\d]{0,6}(?:投入使用|投用|建成|竣工|完工|通车|开学|交付|启用|开工)"
)
_EXPECTED = re.compile("预计|计划|力争|确保|争取|拟|将")
_EARLIER = re.compile(r"20|去年|上年|过去|这")
_OF_A_MONTH = re.compile(r"\d{1,2}月")
"""去年12月开业: when one thing was, no look back at the year."""
_LABELS = {"past": Tense.REVIEW, "done": Tense.REVIEW, "ahead": Tense.PLAN, "plan": Tense.PLAN}


def _meant(match: re.Match[str], said: str, planned: int | None, *, looked_back: bool) -> Tense | None:
    kind = match.lastgroup or ""
    if kind in _LABELS:
        return _LABELS[kind]
    ahead, back = _AHEAD.search(said), _BACK.search(said)
    if kind == "year" and planned is None:
        return None
    if _WORKS.match(said):
        if kind == "year" and int(match["year"]) < (planned or 0):
            return Tense.REVIEW if back else None
        return Tense.PLAN if looked_back and not back else None
    if kind == "year" and int(match["year"]) < (planned or 0):
        return None if ahead and ahead.start() == 0 else Tense.REVIEW
    if ahead or back:
        return None if ahead and back else Tense.PLAN if ahead else Tense.REVIEW
    if _COMPARED.search(said):
        return Tense.REVIEW
    return Tense.PLAN if looked_back else None


def _sentence_rest(text: str, at: int) -> str:
    """The sentence from `at` on, at most 60 characters."""
    window = text[at : at + _REACH]
    return window[: min((i for i in map(window.find, _SENTENCE_END) if i >= 0), default=_REACH)]


def _sentence_end(text: str, at: int, end: int) -> int:
    stop = text.find("。", at, min(end, at + 400))
    return stop + 1 if stop >= 0 else end


def _clause_start(text: str, start: int, at: int) -> int | None:
    """Where the clause begins that a time opens, alone or behind a short subject; None where it stands deeper."""
    head = text[max(start, at - 12) : at]
    cut = max(map(head.rfind, "，：。；！？\n 　"))
    if cut < 0 and at - start > len(head):
        return None
    lead = head[cut + 1 :]
    if _HEAD.fullmatch(lead) is None or _GOVERNED.search(lead):
        return None
    return at - len(lead)
