"""Which verb governs a number: the one at the head, one inside, or none that is a name or a neighbour's."""

from __future__ import annotations

import re

from parsers.clauses import skip_times
from parsers.lexicon import Token, is_noun
from parsers.owners import INDICATOR, near
from parsers.quantities import Quantity
from parsers.scopes import REACH, Scope
from parsers.verbwords import Verb

_NOT_JOINING = frozenset(("实现", "完成", "通过", "降低", "达成", "达标"))
_PURE = frozenset(
    [
        "为",
        "占",
        "达",
        "达到",
        "由",
        "高",
        "低",
        "快",
        "多",
        "少",
        "降",
        "升",
        "涨",
        "增",
        "减",
        "超",
        "逾",
        "突破",
        "超过",
        "接近",
        "增长",
        "下降",
        "提高到",
        "提升到",
        "提升至",
        "控制在",
        "增至",
        "降至",
        "升至",
        "压缩至",
    ]
)
_TAKING_VALUE = frozenset(("完成", "实现", "争取", "带动", "拉动", "利用", "释放", "创造", "新增"))
TREATMENTS = frozenset(("筛查", "体检", "就业", "参保", "就诊", "随访", "签约", "互认"))
"""What is done to people or things, as often a noun as a verb."""
_EXCEEDING = frozenset(["超过", "突破", "超", "逾", "接近"])
_TAKING_WORK = frozenset(("完成", "实施", "推进", "启动", "开展", "组织", "安排", "举办"))


def nominal(scope: Scope, quantity: Quantity, last: Token, mild: int) -> bool:
    """完成管网改造9公里、立管更换300户: behind the comma the work is named with its verb last."""
    previous = scope.rows[-1]
    named = scope.words(mild, last.start) or last.any(Verb.HOLDING)
    marked = scope.masked.startswith(("已", "共", "新"), last.start - 1)
    return bool(
        named
        and not marked
        and (last.any(Verb.STRONG, Verb.WEAK) or last.word in TREATMENTS)
        and not last.any(Verb.MEASURE, Verb.EVENT)
        and (previous.action in _TAKING_WORK or (last.word == "就业" and previous.action in ("新增", "实现", "促进")))
        and near(previous, quantity)
    )


_SERVICE = re.compile(r"(?:服务|活动|行动|项目)$")


def is_service(scope: Scope, head: Token, stop: int) -> bool:
    """托管服务60期, 演出活动20场: no verb, the service is counted."""
    plain = not head.any(Verb.STRONG, Verb.CONTROL, Verb.MEANS, Verb.EVENT)
    return plain and _SERVICE.fullmatch(scope.words(head.end, stop)) is not None


def shares(scope: Scope, quantity: Quantity, head: Token, last: Token | None, left: int) -> bool:
    """聘任船长6名、引航员9名: behind an enumeration comma a noun-like head is part of the name."""
    weak = not head.any(Verb.STRONG, Verb.WEAK, Verb.CONTROL, Verb.MEANS) and head is not last
    return weak and left > scope.start and bool(scope.rows) and near(scope.rows[-1], quantity)


def head_of(before: list[Token], left: int, start: int, mild: int) -> Token | None:
    """The verb at the head of the words, behind adverbs or one with them (加快推进)."""
    if not before:
        return None
    heads = [t for t in before if t.start in (start, mild, left) or t.start < start < t.end]
    heads = [t for t in heads if t.end >= start or t.start in (start, mild)]  # 建成后新增学位9个
    if heads and heads[0].word == "安排":
        led = next((t for t in before if t.start == heads[0].end and t.any(Verb.STRONG, Verb.WEAK)), None)
        heads = [led] if led is not None else heads  # 安排改造渔村9个
    if len(heads) > 1 and not heads[0].any(Verb.STRONG, Verb.WEAK) and heads[1].start == start:
        return heads[1]
    return heads[0] if heads else None


def is_name(scope: Scope, head: Token, stop: int) -> bool:
    """投资总量, 培训人数: the verb at the head is part of an indicator's name."""
    weak = not head.any(Verb.STRONG, Verb.WEAK) or is_noun(scope.masked, head)
    return (
        weak and not head.any(Verb.CONTROL, Verb.MEANS) and INDICATOR.search(scope.masked, head.end, stop) is not None
    )


def joins(scope: Scope, last: Token, head: Token | None, before: list[Token], quantity: Quantity) -> bool:
    """Whether the verb before the number joins an indicator to its value."""
    if not last.any(Verb.MEASURE) or last.word in _NOT_JOINING:
        return False
    if last.word in _EXCEEDING:
        verb = head if head is not None and head is not last and not head.any(Verb.CONTROL, Verb.MEANS) else None
        verb = verb or inner_verb(scope, before, None, last)
        shared = (
            scope.rows
            and scope.rows[-1].inherits
            and scope.masked.rfind("、", max(scope.start, quantity.start - REACH), quantity.start) >= 0
        )
        named = scope.words(verb.end, last.start) if verb is not None else ""
        if verb is not None and named and verb.word in _TAKING_VALUE and not is_noun(scope.masked, verb):
            return False
        return not ((named and not INDICATOR.search(named)) or (verb is None and shared and len(before) == 1))
    if quantity.unit in ("%", "百分点", "倍") and last.any(Verb.STRONG):
        return True
    if last.any(Verb.STRONG) and head is not None and head is not last and last.word not in _PURE:
        return head.any(Verb.CONTROL, Verb.MEANS)
    return True


_SUMMED = re.compile(r"(?:累计|共计|已经?)$")
"""黄金产业园累计入驻企业14家: what was counted up is a verb."""
_GROUP = re.compile(
    r"[一-鿿、]{0,12}?(?:人员|人口|群众|学生|劳动力|职工|教师|老人|老年人|妇女|儿童|残疾人|农民工|毕业生|患者)(?:累计|共|约|近|超)?(?=\d)"
)
"""A group of people as the object: 渔市岗位安置困难渔民60名."""


def inner_verb(scope: Scope, before: list[Token], head: Token | None, last: Token | None) -> Token | None:
    """The last verb before the number that is seldom a noun."""
    for token in reversed(before):
        if token is head or token is last or (head is not None and token.start < head.end):
            continue
        if is_noun(scope.masked, token) or scope.masked.startswith("的", token.end):
            continue
        if token.any(Verb.STRONG) and not token.any(Verb.NOUNY):
            return token
        if _SUMMED.search(scope.masked, max(scope.start, token.start - 3), token.start):
            return token
        if token.any(Verb.NOUNY) and _GROUP.match(scope.masked, token.end, scope.end):
            return token
        by_means = head is not None and head.any(Verb.MEANS)  # 利用边角地建设停车场
        if token.any(Verb.WEAK, Verb.STRONG) and (by_means or _preposed(scope)):
            return token
    return None


def _preposed(scope: Scope) -> bool:
    """The clause begins with 在…, 为…, 对…."""
    return scope.masked.startswith(("在", "为", "对", "向", "给"), skip_times(scope.masked, scope.start, scope.end))
