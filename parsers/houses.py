"""Whose seats, beds or guests a number counts: 某小学已开学，提供学位360个."""

from __future__ import annotations

import re

from parsers.bareframes import SEATS
from parsers.clauses import skip_times
from parsers.lexicon import Token
from parsers.scopes import Scope

_HOSTED = frozenset(("入驻", "进驻", "接待", "入园", "入住"))
_HOLDING = frozenset(("设置", "设有", "配备", "提供"))
_OPENED = re.compile(
    r"(?:(?:建设|改造|改扩建|扩建|迁建)?(?:工程|项目)?(?:于\d{1,2}月(?:\d{1,2}日|底|份)?)?(?:已|全面|正式|基本|顺利)*(?:建成投用|建成|投入使用|投用|启用|运营|开业|开园|开放|封关运营|完成|竣工)|建设)$"
)
_HOUSE = re.compile(
    r"(?P<name>(?!新建|改建|扩建|改扩建|建设|公办|各|多)[^，、；：\d的等]{2,18}?(?:小学|中学|学校|幼儿园|医院|院区|新院|学院|敬老院|福利院|养老院|校区|"
    r"综合体|停车[楼场]|(?:养老|托育|康养|照护|托养)[一-鿿]{0,4}中心))(?:[一-鿿]{0,6}(?:工程|项目|[楼部]))?"
    r"(?=已|于|将|预计|正式|全面|顺利|主体|\d{1,2}月|通过|开[园学诊业放工]|建成|竣工|完工|投[入用]|启用|封顶|交付)"
)
"""One named house and what becomes of it: its seats or beds may be told behind."""


def seated(verb: Token, target: str) -> bool:
    """Whether the verb and its object may belong to a house named before: 入驻企业9家, 提供学位300个."""
    return verb.word in _HOSTED or (verb.word in _HOLDING and SEATS.search(target) is not None)


def house_of(scope: Scope, at: int) -> tuple[str, int]:
    """某养老中心建成投用，设置床位80张: whose beds and where that is said, where the clause before opens one place."""
    clause = scope.topic or (at, at)
    house = _HOUSE.match(scope.masked, skip_times(scope.masked, *clause), clause[1])
    if house is not None:
        return scope.text[house.start("name") : house.end("name")], house.start()
    topic, start = scope.subject_before(at)
    opened = _OPENED.search(topic)
    return (topic[: opened.start()], start) if opened and 4 <= opened.start() <= 24 and "、" not in topic else ("", at)
