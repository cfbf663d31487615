"""Equal words that may still mean two things: a stock and a flow, or people whom many pledges speak of."""

from __future__ import annotations

import re

from flows.progress import is_rate
from flows.sides import Side
from parsers.wording import fold

_STOCK = re.compile("达到?|突破|超过|拥有|共有|现有|保有|增至|升至|总量|总数")
_ANYBODY = frozenset(
    re.split(" ", "居民 群众 学生 职工 村民 农户 家庭 企业 住户 市民 人口 老人 儿童 妇女 农民 项目 任务 人数")
)


def in_doubt(one: Side, other: Side) -> str:
    """Why two counts of one thing may not be comparable, in Chinese; empty where nothing speaks against it."""
    if not one.counted or not other.counted or is_rate(one.unit):
        return ""
    if (_stock(one) and other.works) or (_stock(other) and one.works):
        return "一方说总量，一方说增量"
    return "对象说得笼统" if one.what in _ANYBODY else ""


def _stock(side: Side) -> bool:
    """It tells how many there are in all (床位达到3万张), not how many came."""
    level = bool(_STOCK.fullmatch(fold(side.action)) or side.what.endswith(("总量", "总数", "保有量")))
    return level and not side.works
