"""The names of a list that shares one verb or value, and each in full."""

from __future__ import annotations

import re

from parsers.clauses import AND_WORD, drop_comparison, tidy
from parsers.owners import INDICATOR, NEEDS_TOPIC, joined
from parsers.quantities import Quantity
from parsers.scopes import REACH, Row, Scope
from parsers.verbwords import Verb

AND = re.compile(r"、|以及|" + AND_WORD + r"|(?<![惠涉普波])及|(?<!参)与")
COMMA = re.compile("、")
_ADJOINING = re.compile("(?<=”)(?=“)")


def names_of(scope: Scope, left: int, right: int, separator: re.Pattern[str] = AND) -> list[tuple[int, int]]:
    """Where the names of the list in `left`..`right` stand."""
    names, at = [], left
    cuts = [m.span() for m in separator.finditer(scope.masked, left, right)]
    if "”“" in scope.text[left:right] and separator is AND:
        cuts = sorted([*cuts, *(m.span() for m in _ADJOINING.finditer(scope.text, left, right))])
    for begin, end in cuts:
        names.append((at, begin))
        at = end
    names.append((at, right))
    return [(s, e) for s, e in names if scope.text[s:e].strip()]


def subjects_of(scope: Scope, names: list[tuple[int, int]]) -> list[str]:
    """The names of a list in full: what the last or first says for all is added."""
    last, first = scope.words(*names[-1]), drop_comparison(scope.words(*names[0]))
    out: list[str] = []
    for index, (start, end) in enumerate(names):
        subject = drop_comparison(scope.words(start, end))
        if subject.endswith("”") and "”" in last:
            subject += last[last.rindex("”") + 1 :]  # “甲师傅”“乙家政”培训
        out.append(_in_full(subject, first if out else "", last if index < len(names) - 1 else ""))
    return out


def _in_full(subject: str, first: str, last: str) -> str:
    """One name of a list with what its `first` and `last` say for all. `last` is empty for the last itself."""
    coded = _CODED.match(last) if last else None
    if coded is not None and _CODED.fullmatch(subject):
        return subject + last[coded.end() :]  # PM10、PM2.5平均浓度
    accident = _ACCIDENTS.match(first) if first and _CASUALTIES.fullmatch(subject) else None
    if accident is not None:
        return accident["of"] + subject
    own = INDICATOR.search(subject) is not None or subject.endswith("起数")
    counted = _PER_HEAD.match(first)
    if counted is not None and _PLACES.search(subject):
        subject = counted.group() + subject  # 每千人床位、医师数
    head = _HEAD_OF.search(last)
    if head is not None and not own and not (_SIDE.match(subject) and _SIDE.match(last)):
        return subject + head.group()  # 原煤、天然气产量: 原煤产量
    if len(subject) <= 2 and len(first) >= len(subject) + 3:
        return first[: -len(subject)] + subject  # 预算收入和支出: 预算支出
    if len(subject) <= 4 and len(last) >= len(subject) + 2 and not own:
        return subject + drop_comparison(last)[len(subject) :]  # 城镇和农村居民收入: 城镇居民收入
    return subject


_CODED = re.compile(r"[A-Za-z]+[\d.]*")
_HEAD_OF = re.compile(
    r"(?:(?:保险)?参保(?:人数|人次|率)|人均(?:可支配|纯)收入|(?:产业|行业|市场)?(?:总)?(?:产值|产量|增加值|销售额|销售收入|零售额|出口额|进口额|交易额|成交额|营业额|投资额?|(?<!居民)收入|保费|余额|价格|"
    r"面积|人数|人次|数量|总量|总额|指数|标准)|占比|比重|增速|增幅|(?:占有|覆盖|达标|合格|增长|(?:(?:项目)?投资|资金)?(?:完成|开工|竣工|拨付|签约|办结|普及))率|出栏|存栏)$"
)
"""What the last of a list measures, and so all of them."""
_PER_HEAD = re.compile(r"每[十百千万]+人(?:口)?")
_PLACES = re.compile(r"(?<!每)(?:床位|托位|医师|护士|病床)数?$")
_SIDE = re.compile("城镇|农村|城市|乡村|城区|县城")
_ACCIDENTS = re.compile(r"(?P<of>.{0,8}事故)(?:发生)?(?:起数|次数|数)?$")
_CASUALTIES = re.compile(r"死亡人数|受伤人数|死伤人数|伤亡人数|亡人数|直接经济损失|经济损失")
"""生产安全事故起数、死亡人数: deaths in those accidents."""


def _of_each(scope: Scope, quantity: Quantity, row: Row) -> list[Row]:
    """设置早市、夜市疏导点各3处: so many of each."""
    if row.verb is None or row.verb.end > quantity.start or row.end > quantity.end:
        return []
    names = names_of(scope, row.verb.end, quantity.start - 1)
    if not 2 <= len(names) <= 5 or "等" in scope.text[row.verb.end : quantity.start]:
        return []
    return [
        Row(quantity, "each-of", row.action, subject, row.start, quantity.end, verb=row.verb)
        for subject in subjects_of(scope, names)
    ]


_OTHER_CLAUSE = re.compile(r"[，；\d]")
_PLACES_OR_PEOPLE = re.compile(
    r"(?:院|室|校|馆|站|所|园|路|村|社区|[区县镇乡]|人员|学生|儿童|老人|企业|单位|机构|家庭)$"
)
_BOTH = re.compile("(?:(?<!平)均|都|双双)$")


def each_of(scope: Scope, quantity: Quantity, row: Row) -> list[Row]:
    """A、B均突破5万户: the one value holds for every name. Empty where the clause does not say so."""
    if scope.masked.startswith("各", quantity.start - 1):
        return _of_each(scope, quantity, row)
    rates = _two_rates(quantity, row)
    if rates:
        return rates
    if row.verb is None or not row.verb.any(Verb.MEASURE) or row.verb.end > quantity.start:
        return []
    if _BOTH.search(scope.masked, max(scope.start, row.verb.start - 2), row.verb.start) is None:
        return []
    names = names_of(scope, row.start, row.verb.start - 1)
    if not 2 <= len(names) <= 5 or _OTHER_CLAUSE.search(scope.masked, row.start, row.verb.start):
        return []
    subjects = [tidy(scope.text[s:e]) for s, e in names]
    if subjects[-1].endswith("率"):
        if any(_PLACES_OR_PEOPLE.search(subject) for subject in subjects[:-1]):
            return []  # 甲院、乙所达标率均达100%: one rate of both
        subjects = [s if s.endswith("率") else s + "率" for s in subjects_of(scope, names)]
    elif _HEAD_OF.search(subjects[-1]):
        subjects = subjects_of(scope, names)  # 城镇居民、渔民人均可支配收入均增长8%
    if all(NEEDS_TOPIC.match(subject) for subject in subjects):  # 办结率、满意率均达100%: of what was told before
        topic, _ = scope.subject_before(row.start)
        apart = _OTHER_CLAUSE.search(scope.masked, max(scope.start, row.start - REACH), row.start) is None
        subjects = [joined(topic, subject) for subject in subjects] if len(topic) <= 24 and apart else subjects
    return [
        Row(quantity, "each-of", row.action, subject, start, quantity.end, verb=row.verb)
        for (start, _), subject in zip(names, subjects, strict=True)
    ]


_RATES = re.compile(r"(?P<first>[^，。；、\d和与及]{0,14}[一-鿿]{2}率)[和与及](?P<second>[^，。；、\d和与及]{2,10}率)")


def _two_rates(quantity: Quantity, row: Row) -> list[Row]:
    """入学率和巩固率达100%: the one value holds for both."""
    told = _RATES.fullmatch(row.subject) if quantity.unit == "%" and row.old is None else None
    if told is None:
        return []
    first, second = told["first"], told["second"]
    if len(second) == _BARE_RATE < len(first):
        second = first[:-_BARE_RATE] + second  # 渔业小学入学率和巩固率
    return [
        Row(quantity, "each-of", row.action, subject, row.start, quantity.end, verb=row.verb)
        for subject in (first, second)
    ]


_BARE_RATE = 3
_LISTED_KIND = re.compile(
    r"^(?:[^，。；]*(?:、|”“)[^，。；]*|“[^”]{2,}”[一-鿿]{0,6}|[^，。；]{2,}(?=等(?:国家|全国|省|市|国际))|[^，。；、]{1,12}(?:[路街桥]|延线|[东西南北]延|[东西南北中]段)(?=等“?断头路))(?<![中上下高低优同均])等(?!级|次|额)(?!项目|工程)"
    r"(?=[一-鿿、“”]{3,}$)"
)


def without_names(words: str) -> str:
    """甲项目、乙园区等重点项目: the kind, not the names."""
    listed = _LISTED_KIND.match(words) if "等" in words else None
    return words[listed.end() :] if listed and is_proper(listed.group()) else words


_PROPER = re.compile(
    r"”|[一二三四五六]环(?=、|等|$)|[一-鿿\dA-Za-z]{2,}(?:[一二三四五六]期|路|街|巷|桥|道|[路街道](?:[东西南北]延|[东西南北中]段)|小区|社区|新村|[村镇乡苑园里庄城厦期厂站馆]|街道|公园|中学|小学|学校|幼儿园|医院|[河湖江区县市]|"
    r"广场|集团|公司|新材料?|食品|科技|电子|制药|能源|生物|股份|重工|光电|产业园|马拉松|嘉年华|[时文美购]\S周|运动会|市运会|[^、]节|论坛|博览会|项目|工程|中心|大楼|水库|基地)(?=、|等|$)"
)


def is_proper(names: str) -> bool:
    """Whether a list holds names of their own (云栖路、湖东路等), not kinds of things (养老、托育等)."""
    return _PROPER.search(names) is not None
