"""Percentages of something named, and differences from something named."""

from __future__ import annotations

import re

from parsers.clauses import drop_comparison
from parsers.owners import NEEDS_TOPIC, joined
from parsers.quantities import Quantity
from parsers.scopes import Row, Scope

_SHARE_BARE = re.compile(r"(?P<v>占)(?!比|地|用|有率|道)(?P<base>(?:(?!比重|比例)[^，。；、占\d]){1,14})$")
_SHARE = re.compile(
    r"(?P<v>占到|占|完成|达到|达|为|是(?=上|去年|20\d\d年)|提高[到至]|不低于|相当于|超过|超)(?:了)?(?P<base>[^，。；、占]{1,24}?)"
    r"(?:的(?:比重|比例)?|(?<=计划)|(?<=任务)|(?<=总量)|(?<=目标)|(?<=计划投资))$"
)


_ITS_SUM = re.compile(r"(?<=计划|任务|目标)\d[\d.]*[万亿]?[一-鿿]{1,2}$")
"""占年计划9亿元的60%: how much was planned is no part of the name."""
_HOPED = ("力争达到", "预计达到", "力争达", "有望达到", "力争超过", "提高到", "提升到", "提高至", "提升至")


def share_of(scope: Scope, quantity: Quantity, mild: int) -> Row | None:
    """完成全年任务的60%, 占总量的8%: a share of something named."""
    if quantity.unit not in ("%", "倍"):
        return None
    begin = max(mild, quantity.start - 40)
    if scope.masked.endswith(_HOPED, begin, quantity.start):
        return None  # 占生产总值比重力争达到2%
    window = scope.masked[begin : quantity.start].rstrip("约近超过达")
    named = window.endswith(("的", "的比重", "的比例", "计划", "任务", "总量", "目标", "计划投资"))
    bare = _SHARE_BARE.search(window) if quantity.start - begin == len(window) else None
    match = _SHARE.search(window) if named else bare
    if match is None or (
        named and window != scope.masked[begin : quantity.start] and window.endswith(("比重", "比例"))
    ):
        return None  # 占支出的比重超过70%: the verb is 超过
    at = begin + match.start()
    base = _ITS_SUM.sub("", scope.words(begin + match.start("base"), begin + match.end("base")))
    base += "目标" if match["base"].endswith("目标") and not base.endswith("目标") else ""
    subject, start = drop_comparison(scope.words(mild, at).removeprefix("仅")), mild
    if not subject:
        subject, start = scope.subject_before(at, flow=True)
    verb = match["v"]
    if quantity.unit == "倍":
        verb = "" if verb.startswith("不") else verb
        return Row(quantity, "share-of", verb, subject, start, quantity.end, base=subject)
    name = subject if subject.endswith(base) else subject + base  # 完成任务数14个，占任务数的67%
    return Row(quantity, "share-of", verb, name, start, quantity.end, base=subject)


_THAN = re.compile(
    r"[比较](?<!同.)(?P<whom>[^，。；、\d]{1,12}?)(?P<v>(?:(?<![增提升降加])[长高低多少快慢短])(?:出|了)?)$"
)
_SHORT_OF = re.compile(r"距(?:离)?(?P<whom>[^，。；、\d]{2,14}?)(?:还|尚|仍)?(?P<v>相差|差)$")
"""距全年目标还差1400人."""
_FASTER = re.compile(
    r"[比较](?<!同.)(?P<whom>[^，。；、\d]{1,12}?)(?P<v>(?<![提升降加新])[高低快慢]|加快|放缓)(?:出|了)?$"
)
"""比全市平均高2.1个百分点."""
_DIFFERENCE = re.compile(
    r"(?:预计|均|分别)?(?P<v>高于|高出|低于|低出|快于|慢于|优于|好于|领先|超过|跑赢)(?P<whom>[^，。；、]{1,16}?)(?:约|近)?$"
)


_BEHIND = re.compile(
    r"(?P<v>超前|超出|超过|超|塌|滞后|落后|快于|慢于)(?P<whom>(?:序时|时序|时间)?进度|序时|时序|(?:年度|预期)?(?:目标|计划|任务))(?:约|近)?$"
)


_SLOWER = re.compile(r"[比较](?P<whom>(?:序时|时序)(?:进度)?|计划)(?P<v>[快慢])$")


_ON_SCHEDULE = re.compile(
    r"(?P<v>(?:提前|超额)?完成|达到或超过|达到|超过|达|未达到?|低于|滞后于?|落后于?|快于|慢于|符合)"
    r"(?P<what>(?:全年|年度|年初)(?:目标|任务|计划)(?:任务)?(?:的(?:项目|任务))?|(?:序时|时序)(?:进度)?(?:要求)?|(?:进度|节点)(?:要求|目标)(?:的(?:项目|任务))?)"
    r"的?(?:有|共)?$"
)
_GROUPED = frozenset("项件个")


def on_schedule(scope: Scope, quantity: Quantity, start: int) -> Row | None:
    """达到序时进度的19项: how many of what was counted before keep to what was set. `start`: behind adverbs."""
    found = _ON_SCHEDULE.match(scope.masked, start, quantity.start) if quantity.unit in _GROUPED else None
    if found is None:
        return None
    return Row(quantity, "number-noun-verb", found["v"], "", start, quantity.end, prefix=found["what"])


_DIFFERS = re.compile(r"[比较距]|[高低快慢优好]于|[高低]出|领先|超|跑赢|塌|[滞落]后")
"""A part of whatever the four patterns above match."""


def difference(scope: Scope, quantity: Quantity, mild: int) -> Row | None:
    """高于全省2个百分点: a plain difference from something named."""
    begin = max(mild, quantity.start - 30)
    window = scope.masked[begin : quantity.start]
    if _DIFFERS.search(window) is None:
        return None
    plain = quantity.unit != "百分点" and not (quantity.unit == "%" and "于" in scope.masked[mild : quantity.start])
    match = (_THAN if plain else _DIFFERENCE).search(window) or _SLOWER.search(window) or _BEHIND.search(window)
    match = match or (_FASTER.search(window) if not plain else None) or _SHORT_OF.search(window)
    if match is None:
        return None
    at = begin + match.start()
    subject, start = drop_comparison(scope.words(mild, at)), mild
    if not subject or NEEDS_TOPIC.match(subject):
        topic, start = scope.subject_before(at)
        subject = joined(topic, subject)
    if match.re in (_BEHIND, _SLOWER) and match["v"] not in ("超过", "超出") and match["whom"] != "计划":
        subject += match["whom"]
    return Row(quantity, "indicator-topic", match["v"], subject, start, quantity.end, base=subject)
