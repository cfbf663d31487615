"""An indicator and its value: 入园率达到77%, 标准提高到城镇600元、农村400元."""

from __future__ import annotations

import re

from parsers.clauses import drop_comparison, tidy
from parsers.lexicon import Token
from parsers.owners import CAPACITY, INDICATOR, NEEDS_TOPIC, YEAR, before_rate, joined
from parsers.quantities import Quantity
from parsers.scopes import Row, Scope
from parsers.verbwords import Verb

_PLACES = re.compile(r"(?:[一-鿿]{2,12}、){0,12}[一-鿿]{1,12}(?<![社小校片园景库])[区县市州旗镇乡]")


_GROWTH = frozenset(("增长", "下降", "增加", "减少", "上升", "提高", "提升"))
_LEADING = re.compile("^(?:推动|促进|确保|力争|实现|使|带动|支持)+")


def indicator(scope: Scope, quantity: Quantity, mild: int, verb: Token) -> Row:
    """The row of an indicator, the verb that joins it to its value, and the value."""
    if verb.word.endswith("完成") and len(verb.word) >= 4:  # 拉索更换完成62根: the work belongs to the name
        verb = Token(verb.end - 2, verb.end, "完成", verb.kinds)
    raw = _LEADING.sub("", tidy(scope.text[mild : verb.start]))
    subject = YEAR.sub("", drop_comparison(raw))
    start = scope.text.find(raw[:2], mild, verb.start) if raw else mild
    start = mild if start < 0 else start
    action = scope.text[verb.start : verb.end]
    other = _other_side(scope, subject)
    if other:
        previous = scope.rows[-1]
        return Row(
            quantity, "indicator-topic", action, other, previous.start, quantity.end,
            verb=verb, base=other,
        )  # fmt: skip
    if _PLACES.fullmatch(subject):
        topic, at = scope.subject_before(mild)
        if INDICATOR.search(topic):
            begin = start if scope.rows else min(at, start)
            return Row(
                quantity, "indicator-topic", action, subject + topic, begin,
                quantity.end, verb=verb, base=topic,
            )  # fmt: skip
    if CAPACITY.match(subject):
        return Row(
            quantity, "indicator", action, joined(scope.facility(), subject), start, quantity.end, verb=verb
        )  # fmt: skip
    if not subject or NEEDS_TOPIC.match(subject):
        topic, at = scope.subject_before(mild, whole=not subject, flow=not subject and verb.word in _GROWTH)
        topic = before_rate(topic, subject)
        if topic and not ("满意" in subject and topic in _MONEY):
            subject = joined(topic, subject)
            base = scope.rows[-1].base if scope.rows and topic == scope.rows[-1].subject else ""
            return Row(
                quantity, "indicator-topic", action, subject, at, quantity.end, verb=verb,
                base=base or topic,
            )  # fmt: skip
    return Row(quantity, "indicator", action, subject, start, quantity.end, verb=verb)


_MONEY = frozenset(("投资", "资金", "投入"))
"""完成投资8亿元，群众满意度达到95%: not with the money."""
_SIDE_CUE = re.compile("[城农乡男女机企]")
_SIDE = re.compile(r"城镇|农村|城市|乡村|男性|女性|城区|乡镇|机关|企业")


_SIDES = ("城镇", "农村", "城市", "乡村", "城乡")


def _other_side(scope: Scope, subject: str) -> str:
    """农村低保标准提至800元，城镇升至900元: the subject of the row before for the other side; empty if none."""
    if subject not in _SIDES or not scope.rows:
        return ""
    before = scope.rows[-1].subject
    side = next((s for s in _SIDES if s != subject and before.startswith(s)), "")
    return subject + before[len(side) :] if side else ""


def sided(scope: Scope, quantity: Quantity, before: list[Token], mild: int, stop: int) -> Row | None:
    """标准提高到城镇600元、农村400元: which side the value holds for stands between verb and value."""
    begin = before[-1].end if before else mild
    if _SIDE_CUE.search(scope.text, begin, stop) is None:
        return None
    side = scope.words(begin, stop)
    if not _SIDE.fullmatch(side):
        return None
    if before and before[-1].any(Verb.MEASURE) and before[-1].word[-1] in "到至为达":
        verb, base, start = before[-1], drop_comparison(scope.words(mild, before[-1].start)), mild
        base, start = (re.sub(r"^[将把]", "", base), start) if base else scope.subject_before(mild)
    elif not before and scope.rows and scope.rows[-1].rule == "indicator" and scope.rows[-1].base:
        previous = scope.rows[-1]
        if previous.verb is None or previous.quantity.unit != quantity.unit:
            return None
        verb, base, start = previous.verb, previous.base, previous.start
    else:
        return None
    action = scope.text[verb.start : verb.end]
    return Row(quantity, "indicator", action, side + base, start, quantity.end, verb=verb, base=base)
