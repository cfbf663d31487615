"""Rows that share a noun or its end with the row beside them: 6个院落、2万平方米老屋修缮."""

from __future__ import annotations

import re

from parsers import units
from parsers.clauses import tidy
from parsers.lexicon import tokens
from parsers.nounverbframes import ALSO_VERB
from parsers.owners import joined
from parsers.scopes import AMONG, AREA, DIVIDED, LONGEST, REACH, Row, Scope

_WORK = re.compile(
    r"(?:建设|改造|整治|治理|提升|修复|维修|养护|编制|创建|工程|项目|任务|工作|提质强能|达标|更新|整理)$"
)
_ONLY_WORK = re.compile(
    r"(?:综合|全面|提升|提质|更新|升级|节能|改造|整治|治理|建设|修复|维修|修缮|养护|清淤|美化|亮化|绿化|硬化|工程|任务|工作)+"
)
_LEVEL = re.compile(r"[一-鿿]{1,3}级(?=、|和|$)")
_NOUN_RULES = frozenset(("verb-number-noun", "shared-verb", "number-noun-verb", "number-noun", "for-number-noun"))


def share_nouns(scope: Scope, out: list[Row]) -> None:
    """6个院落、2万平方米老屋修缮: a row without its own noun takes the noun and the end of its neighbour."""
    for row, following in zip(reversed(out[:-1]), reversed(out[1:]), strict=True):
        between = scope.masked[row.quantity.end : following.quantity.start]
        noun_behind = following.end > following.quantity.end and following.rule in _NOUN_RULES
        if len(between) > 40 or following.end - row.start > LONGEST or DIVIDED.search(between):
            continue
        if not between.strip("、和及与 ") or (not row.subject and between[:1] in "、和及与"):
            own = row.subject and row.rule == "verb-object-number" and scope.masked[row.quantity.start - 1] != "等"
            if noun_behind and not own:
                _take(row, following)  # but 涉及居民300户、9栋楼
        elif (level := _LEVEL.match(between)) and row.end <= following.quantity.start:
            suffix = re.sub(r"^[一-鿿]{1,3}级", "", following.subject)
            row.subject, row.end = level.group() + suffix, max(row.end, following.end)
        elif not re.search(r"[、和及与或，]", between):
            _one_phrase(scope, row, following, tidy(scope.text[row.quantity.end : following.quantity.start]))
        elif row.subject and following.rule == "shared-verb" and _ONLY_WORK.fullmatch(following.subject):
            row.subject = following.subject = joined(row.subject, following.subject)  # 6个院落、2万平方米修缮
            row.end = max(row.end, following.end)
        elif (
            _WORK.search(following.subject)
            and row.action in ("完成", "实施", "推进", "启动")
            and not _WORK.search(row.subject)
            and following.rule == "shared-verb"
            and following.end > following.quantity.end
        ):
            _named_last(row, following)


def _named_last(row: Row, following: Row) -> None:
    """完成4个小区、29万平方米老楼改造: one thing measured twice. 推进8个村、5个片区改造: two things, one work."""
    row.end = max(row.end, following.end)
    if _mixed(row, following):
        row.subject = following.subject
        return
    work = _LAST_WORK.search(following.subject)
    row.subject += work.group() if work else ""


_LAST_WORK = re.compile(
    r"(?:综合|提升|提质|更新)?(?:建设|改造|整治|治理|提升|修复|维修|养护|创建|更新)(?:提升|工程|项目|任务)?$"
)


def _mixed(row: Row, following: Row) -> bool:
    """One is a count, the other a measure."""
    return (row.quantity.unit in units.MEASURES) != (following.quantity.unit in units.MEASURES)


def _take(row: Row, following: Row) -> None:
    row.end = max(row.end, following.end)
    if not following.subject:  # 困难群众80户200人全部搬迁
        following.subject, following.start = row.subject, min(row.start, following.start)
        row.action, row.verb = row.action or following.action, row.verb or following.verb
        return
    row.subject = following.subject
    if not row.action:
        row.action, row.verb = following.action, following.verb


_AMONG_ALL = re.compile(r"(?P<what>[一-鿿]{2,}?)(?:当)?中(?:已|有|现|共)*")


def _one_phrase(scope: Scope, row: Row, following: Row, between: str) -> None:
    """8个岛屿900亩滩涂修复: both numbers measure one thing. 90家渔行接入3条冷链: the verb's object ends the first."""
    if row.verb is not None and row.quantity.end <= row.verb.start < following.quantity.start:
        if row.verb.end >= following.quantity.start - 1 and following.end > following.quantity.end:
            row.subject += scope.words(following.quantity.end, following.end)
            row.end = max(row.end, following.end)
        return
    if following.rule in ("name-number", "shared-verb") and following.subject == between and row.rule in _NOUN_RULES:
        following.subject, following.start = row.subject, min(row.start, following.start)
        return
    if (
        row.rule not in _NOUN_RULES
        or following.end <= following.quantity.end
        or tokens(scope.masked, row.quantity.end, following.quantity.start)
    ):
        return
    among = _AMONG_ALL.fullmatch(between)
    if among is not None and following.verb is not None and following.verb.start >= following.quantity.end:
        row.subject = among["what"]  # 12座渔闸中已有7座完工
        behind = scope.words(following.verb.end, following.end)
        following.subject = row.subject if ALSO_VERB.fullmatch(behind) else joined(row.subject, behind)
        following.start = min(row.start, following.start)
        return
    if AREA.fullmatch(between):
        return  # 8个镇3.9万名群众: where, and whom
    noun = (
        scope.words(following.quantity.end, following.end)
        if following.rule != "number-noun-verb"
        else following.subject
    )
    subject = noun if noun.startswith(between) else between + noun
    row.end = max(row.end, following.end)
    row.subject = subject
    if row.rule != "number-noun-verb":
        following.start, following.subject = min(row.start, following.start), subject
        if not following.action or following.rule == "number-noun":
            following.action, following.verb, following.rule = row.action, row.verb, "shared-verb"
    else:
        following.subject, following.start = subject, min(row.start, following.start)


_PART = re.compile(r"(?:项目|家庭|企业|群众|人员|对象|工程|户|人|资金|待遇|子项|子项目|子任务)$")
_BENEFITS = frozenset(("待遇", "家庭"))


def complete(earlier: Row, row: Row) -> None:
    """A subject of one general word (项目, 家庭) is told apart by what the sentence counted before."""
    part = _PART.fullmatch(row.subject) if len(row.subject) <= 3 else None
    general = part is not None and len(earlier.subject) <= REACH
    told = AMONG.sub("", earlier.base or earlier.subject)
    verb = row.verb if row.subject not in _BENEFITS else None
    own = verb is not None and verb.start < row.quantity.start and earlier.verb is not verb
    if general and not own and earlier.end < row.start and earlier.subject != row.subject:
        row.subject = joined(told, row.subject)
