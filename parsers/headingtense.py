"""Which way a heading, a label or a paragraph's opening says that the text below looks."""

from __future__ import annotations

import re
from collections.abc import Callable

from parsers.tense import Tense

_REVIEW = re.compile(
    r"回顾|过去(?:的)?(?:一|五|几)年|完成情况|进展情况|执行情况|落实情况|工作总结|取得的?成[绩就效]|主要成[绩就效]|"
    r"(?:提前|超额|圆满|如期)完成(?:[^，。]{0,8}(?:目标)?任务)?|(?:达到|超过|快于)(?:序时|时序)进度|工作成效|工作进展|存在(?:的)?(?:主要)?(?:问题|困难|不足)|以来的?工作|[一五]年来|成绩单|答卷|(?:目标|任务|指标|实事|项目|工作)(?:推进)?情况$"
)
_PLAN = re.compile(
    r"主要(?:预期)?目标|目标任务|重点(?:工作|任务|抓好|做好)|主要(?:任务|工作)|工作(?:安排|打算|思路|计划|要求|建议)|"
    r"(?:下一步|下步|今后|未来)|发展目标|远景目标|总体要求|预期目标|建议|"
    r"任务书|路线图|蓝图|部署|今年(?:的)?(?:主要|重点)?工作|计划安排|(?:项目|实事|建设|实施)内容"
)
_PAST_PROSE = re.compile(
    r"\s*(?:各位代表[：，！]?)?(?:这一年，|一年来|过去(?:的)?(?:一|五)年|五年来|去年|回顾(?:过去|20)|20\d\d年以来|今年以来|"
    r"\d{4}年，(?:我们|全[市区县省]|在))"
)
_PLAN_PROSE = re.compile(
    r"[^。]{0,40}(?:主要(?:预期)?目标(?:任务)?是|(?:预期|发展|工作)目标(?:建议)?[是为]|今年[^。]{0,10}(?:重点(?:做好|"
    r"抓好|工作)|要做好|将继续|将实施|我们将)|"
    r"重点(?:做好|抓好)(?:以下|[一二三四五六七八九十]))"
)
_BOTH = re.compile("[及和暨与]")
_HEADED_YEAR = re.compile(r"(20(?<![\d到至]20)[0-4]\d)年(?!(?:底|末)?(?:前|之前)|.{0,8}(?:规划|计划|目标|安排|打算))")


def heading_tense(heading: str, planned: Callable[[], int | None] = lambda: None) -> Tense | None:
    """The tense a heading announces, None where it says nothing. `planned`: the year of the document's commitments."""
    if heading.endswith(("会议上", "会上")):
        return None  # when and where a report was given
    opening = heading.partition("，")[0]  # later words tell of a part: 改造9个小区，2030年续建的6月完工
    year = _HEADED_YEAR.search(opening)
    if year and int(year[1]) < (planned() or 0):
        return Tense.REVIEW
    review, plan = _REVIEW.search(heading), _PLAN.search(heading)
    if review and plan and _BOTH.search(heading, min(review.end(), plan.end()), max(review.start(), plan.start()) + 1):
        return None  # 2030年工作总结及2031年工作打算
    if review and plan:
        return Tense.REVIEW if review.end() > plan.start() and review.end() >= plan.end() else Tense.PLAN
    if review:
        return Tense.REVIEW
    return Tense.PLAN if plan else None


_LABEL = re.compile(
    r"[【\[]?(?:截[至止][^，。：]{2,8}(?:进展|进度|完成情况)|实际(?:完成|进展)(?:情况)?|(?:项目|实事|工作|建设|实施|主要|目前|年度|全年|承诺|下一步)?(?:内容|计划|目标|任务|目标任务|进展|进度|(?:进展|(?:目标|任务)?完成|推进|落实|办理|实施)情况)|"
    r"下一?(?:步|阶段)(?:工作)?(?:安排|打算|措施|思路)|下一?步工作|(?:\d{1,2}|下)月份?(?:工作|重点)?计划|(?:时间|计划)进度|(?:进度|时间)(?:安排|节点)|进度计划|(?:建设|工程|项目|目前|当前)(?:状态|现状)|存在(?:的)?(?:主要)?问题)[】\]]?：?"
)


def is_label(heading: str) -> bool:
    """Whether a heading only labels the paragraph below it (项目内容, 进展情况) and opens no section."""
    return _LABEL.fullmatch(heading) is not None


def prose_tense(line: str) -> Tense | None:
    """The tense a paragraph's opening announces, None where it says nothing."""
    if _PLAN_PROSE.match(line):
        return Tense.PLAN
    return Tense.REVIEW if _PAST_PROSE.match(line) else None
