"""Which way a document looks as a whole, where no heading says it."""

from __future__ import annotations

import re

from parsers.records import DocumentKind
from parsers.tense import Tense

# Counted over whole texts: every alternative begins plainly, so that the search can skip to it.
_DONE = re.compile(
    r"了(?<=[一-鿿]{2}了)(?=[一-鿿“])(?<!为了)(?<!除了)(?<!到了)(?<!出了)(?<!过了)(?<!定了)(?<!布了)(?<!生了)(?<!确了)(?<!决了)(?<!议了)(?<!取了)(?<!行了)(?<!开了)(?<!集了)(?!了解)|已(?:经)?(?=[^\W\d知])(?!确定|公布|出炉|发布|票决|揭晓|明确)|截至|截止|累计(?!访问|浏览|点击|阅读)|同比|了(?=\d)(?<![布定过决议生出]了)|全面完成|全部完成|圆满完成|提前完成|顺利完成|荣获|获评|被评为|"
    r"一年来|五年来|增长了|提高了|下降了|交卷|成绩单|较上年|比上年|由上年的|实际完成|现报告如下|情况报告如下|情况通报如下"
)
_MEANT = re.compile(
    r"将(?<!即将)(?=[^军来领士帅])|拟(?=[^定])|力争|确保|争取|计划(?=[新建完引培改实到在])|年底前|月底前|继续|今年要|努力|"
    r"完善|进一步"
)
_URGED = re.compile(r"推进|加快|深化|推动|强化|加强|打造|健全|坚持")


def default_tense(text: str, kind: DocumentKind) -> Tense:
    """The tense where no heading says it: lists plan, bulletins report, unless the words that prevail say otherwise."""
    if kind is DocumentKind.BULLETIN:
        return Tense.REVIEW
    done, meant, urged = (len(p.findall(text)) for p in (_DONE, _MEANT, _URGED))
    if kind is DocumentKind.LIST:
        return Tense.REVIEW if done >= 2 and done >= 2 * meant and _mostly_done(text) else Tense.PLAN
    if kind is DocumentKind.REPORT:
        before = _before_plans(text)
        if before and len(_DONE.findall(before)) + len(_LEADS.findall(before)) >= len(_MEANT.findall(before)):
            return Tense.REVIEW
        done += len(_LEADS.findall(text))
        return Tense.REVIEW if done >= 2 and done > meant + urged / 5 else Tense.PLAN
    if announces_works(text):
        return Tense.PLAN
    done += len(_REPORTED.findall(text))
    return Tense.REVIEW if done and 2 * done >= meant + urged / 5 else Tense.PLAN


_REPORTED = re.compile(
    r"今年以来|近年来|先后|前[\d一二三四五六七八九十]{1,2}个月|1[-—~至]\d{1,2}月|记者[从在了看走]|据统计|眼下|如今|目前(?=[，全共有])|去年(?!同期)"
)
"""News that tells how things stand."""
_HEADLINES = 120
_CHOSEN = re.compile(r"出炉|公布|揭晓|敲定|来了|定了|票决|投票|说了算|发布|确定(?=了?20|了?今年)")
_OF_A_LIST = re.compile(r"实事|民心工程|民生工程|民生清单")
_TOLD_OF = re.compile(r"完成|进展|答卷|成绩|兑现|办结|收官|盘点|成效|落实|推进|晒|半年|季度|交卷|过半|回顾")


def announces_works(text: str) -> bool:
    """Whether the headlines are of a list that has been chosen: what the news tells without a year is to come."""
    lines = text[:_HEADLINES].split("\n")
    return any(
        _OF_A_LIST.search(line) and _CHOSEN.search(line) and not _TOLD_OF.search(line) for line in lines
    ) and not _TOLD_OF.search(lines[0])


_LEADS = re.compile(
    r"(?m)^[ 　]*(?:[(（]?[一二三四五六七八九十]{1,3}(?:[)）、]|是))?"
    r"(?!着力|推动|坚持|加快|确保|全力|促进|努力|力争|继续|要)[一-鿿“”、，]{2,24}?(?:(?:持续|不断|稳步|显著|明显|更加|稳定|有效|日益)(?:向好|[一-鿿]{2})|"
    r"(?:实现|取得|迈出|开创)(?:了)?新[一-鿿]{2}|再上新台阶|再创新高)[。\n]"
)
"""A paragraph of a review opens with what came about: 就业形势稳定向好。 One of a plan opens with what to do."""
_PLANS_BELOW = re.compile(
    r"(?m)^[ 　]*[一二三四五六七八九十]{1,2}、[^。\n]{0,24}"
    r"(?:重点工作|主要任务|工作安排|目标任务|工作任务|主要工作|工作重点)[^。\n]{0,8}$"
)
_PLANS_ABOVE = re.compile(r"总体(?:要求|思路)|主要(?:预期)?目标|今年(?:要|将|的工作)|我们(?:要|将)")
_LEAST_BEFORE = 60


def _before_plans(text: str) -> str:
    """What an excerpt of a report tells above its heading of plans, empty where that already plans."""
    heading = _PLANS_BELOW.search(text)
    before = text[: heading.start()] if heading else ""
    return before if len(before) >= _LEAST_BEFORE and _PLANS_ABOVE.search(before) is None else ""


_COUNTS = re.compile(r"\d[万亿]?[一-鿿%]")
_DONE_SHARE = 0.25


def _mostly_done(text: str) -> bool:
    """Whether the results stand among a list's items, not in a word about last year before them."""
    counting = [line for line in text.split("\n") if _COUNTS.search(line)]
    return sum(_DONE.search(line) is not None for line in counting) >= _DONE_SHARE * len(counting)
