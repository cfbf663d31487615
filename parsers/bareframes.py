"""A number behind a name without a verb of its own: 床位20张, 其中甲区9户."""

from __future__ import annotations

import re

from parsers.clauses import tidy
from parsers.edges import without_end
from parsers.owners import CAPACITY, INDICATOR, NEEDS_TOPIC, YEAR, before_rate, joined, near
from parsers.quantities import Quantity
from parsers.scopes import LONGEST, REACH, Row, Scope
from parsers.verbwords import Verb


def labelled(scope: Scope, name: str, start: int) -> tuple[str, int]:
    """文体中心：砌体工程完成30%: how far a part of the work has come that the label names."""
    if scope.topic is None or not scope.masked.startswith("：", scope.topic[1]) or len(name) > 14:
        return name, start
    label = scope.words(*scope.topic)
    fits = _BUILDING.search(label) and len(label) <= 30 and scope.topic[1] >= start - LONGEST
    return (label + name, scope.topic[0]) if fits else (name, start)


_MEASURED = re.compile(r"(?<=.{2})(?:(?:计划)?总投资|总?(?:建筑|占地)面积|占地|总长度?|全长|总里程)$")
PART_OF = re.compile(
    r"[一-鿿]{1,8}(?<![社小校片园景库地户城发矿林灾牧山院街厂宅业下])[区县市州旗]|[一-鿿]{1,8}(?<![城下返回入])[镇乡]|[一-鿿]{2,6}街道|[省市区县]?本级|[省市区县]直"
)
_BUILDING = re.compile(r"(?:项目|工程|中心|馆|路|桥|学校|小学|中学|医院|公园|小区|站|厂|园|楼|院|场|库|线)$")
_AS_TARGET = re.compile(r"(?<=[一-鿿]{2})(?:目标任务|任务目标)(?:数|量)?$")
SEATS = re.compile(r"(?:学位|床位|泊位|车位|停车位|托位|岗位)$")
_PARTS_OF = re.compile(r"[ 　]*(?:其中|涵盖|包括|包含|含|分别为)")
_DIMENSION = re.compile(r"(?:总?(?:建筑|建设|施工|占地|改造|绿化|硬化|治理)?面积|[总全]?[长宽高深]度?|总?里程)")


def bare(scope: Scope, quantity: Quantity, left: int, mild: int, stop: int) -> Row:
    """No verb of its own: shares the verb before it, or has none."""
    name = _AS_TARGET.sub("", YEAR.sub("", _without_excess(scope.words(mild, stop))))
    if name.endswith("目前"):
        name = name.removesuffix("目前")
        if PART_OF.fullmatch(name) and scope.topic is not None and not scope.rows:
            name, mild = scope.subject_before(mild)  # 像这样的渔民食堂，青石县目前已有57个
    if name.endswith("有") and len(name) > 2:
        action = "" if name.endswith(("共有", "现有", "已有", "又有", "含有")) else "有"
        name = tidy(re.sub(r"的?(?:共|[还仍]|现|已)?有$", "", name))
        return Row(quantity, "name-number", action, name, mild, quantity.end)
    name = "" if name in _SIDES else _HAVING.sub("", name)
    name += "均" if name in _PER and scope.masked.startswith("均", stop) else ""  # 日均300人次
    stands = _STANDS.match(name)
    if stands is not None:  # 完成项目9个，在建项目6个
        return Row(quantity, "name-number", stands["v"], name[stands.end() :], mild, quantity.end)
    previous = scope.rows[-1] if scope.rows else None
    if previous is not None and CAPACITY.match(name) and not scope.facility():  # 新建处理站6座，日处理能力1800吨
        return Row(quantity, "name-number", "", joined(previous.subject, name), previous.start, quantity.end)
    around = scope.masked[max(scope.start, quantity.start - REACH) : quantity.start]
    parts = "其中" in around or "分别为" in around
    divided = _divided(scope, quantity, previous, name, parts) if previous is not None and name else None
    if divided is not None:
        return divided
    if previous is not None and near(previous, quantity) and _LEVEL.fullmatch(name):
        subject = name + _LEVEL.sub("", previous.subject, count=1)  # 国家级示范区3个、省级5个
        return previous.sharing(quantity, subject)
    part = _part(scope, quantity, previous, name) if parts and previous is not None else None
    if part is not None:
        return part
    if previous is not None and near(previous, quantity) and not parts:
        beside = _beside(scope, quantity, previous, name, (left, stop))
        if beside is not None:
            return beside
    shared = previous is not None and not (previous.carried and quantity.start - scope.start < 2)
    if not name and previous is not None and shared and quantity.end - previous.start < LONGEST:
        return Row(
            quantity, "shared-verb", previous.action, previous.subject, previous.start, quantity.end, verb=previous.verb
        )
    return _named(scope, quantity, mild, name)


def _beside(scope: Scope, quantity: Quantity, previous: Row, name: str, span: tuple[int, int]) -> Row | None:
    """新增学位300个、床位20张: shares the verb of the row right before it. `span`: where the name stands."""
    left, stop = span
    same_clause = left > scope.start
    measures = _DIMENSION.fullmatch(name) is not None
    if "总数" in scope.masked[stop : quantity.start] or (NEEDS_TOPIC.match(name) and not measures):
        return None
    own = previous.prefix or name.startswith("“") or INDICATOR.search(name) or previous.end != previous.quantity.end
    if not same_clause and own:
        return None
    if same_clause and measures:
        return previous.sharing(quantity, joined(previous.base or previous.subject, name))
    return previous.sharing(
        quantity, joined(previous.prefix if same_clause else "", name) if name else previous.subject
    )


_PER = frozenset("日月年人户")
_STANDS = re.compile("(?P<v>在建|未开工)(?=项目|工程|小区|学校)")
_HAVING = re.compile(r"^有(?![线机轨色害效关序])(?=[一-鿿]{2})")
"""已有渔民食堂46家."""
_OPEN_TO_ALL = re.compile("公共|公办|普惠")
_SIDES = frozenset(("计划", "实际", "目标", "年度计划", "全年计划", "实际完成"))
"""渔民就业：计划9000人，实际9800人: only what was meant and what came."""


def _divided(scope: Scope, quantity: Quantity, whole: Row, name: str, parts: bool) -> Row | None:
    """The places or kinds a sum is made of, named without what is counted."""
    if whole.quantity.unit != quantity.unit:
        return None
    seats = SEATS.search(whole.subject)
    if seats and SEATS.search(name) is None:
        listed = _PARTS_OF.match(scope.masked, scope.start, quantity.start) or whole.rule == "name-number"
        if listed and not scope.masked[whole.quantity.end : scope.start].strip("，、"):
            action = whole.action if parts else ""
            base = whole.base or whole.subject
            kind = base if _OPEN_TO_ALL.match(base) else seats.group()
            return Row(quantity, "name-number", action, name + kind, whole.start, quantity.end, base=base)
    measured = _YIELD.search(whole.subject) if parts and not INDICATOR.search(name) else None
    if measured is not None:  # 粮食总产量53万吨，其中小麦18万吨
        return Row(quantity, "name-number", "", name + measured.group(), whole.start, quantity.end, base=whole.subject)
    if PART_OF.fullmatch(name) and (parts or (whole.rule == "shared-verb" and whole.base)):
        base = whole.base or whole.subject  # 优化线路9条，其中甲县3条、乙县6条
        return Row(quantity, "shared-verb", whole.action, name + base, whole.start, quantity.end, base=base)
    return None


_YIELD = re.compile(r"(?<=[一-鿿]{2})(?:总产量|产量|总产值|产值|增加值|销售额)$")
_MODIFIER = re.compile(
    r"(?:城市|农村|城区|乡村|县城|主城区|乡镇|城镇)(?:社区|地区)?|[一-鿿]{2,6}型|[快慢超]充|小学|初中|高中|公办|民办|普惠"
)


def _divides(scope: Scope, quantity: Quantity, whole: Row) -> bool:
    """Whether the numbers of the clause are the parts that the whole consists of."""
    parts = [q.low for q in scope.quantities if q.unit == quantity.unit]
    return len(parts) > 1 and abs(sum(parts) - whole.quantity.low) < 1e-6 * max(1, whole.quantity.low)


def _part(scope: Scope, quantity: Quantity, whole: Row, name: str) -> Row | None:
    """新增学位900个，其中公办学位300个: what was done to the whole was done to its part."""
    fits = whole.quantity.unit == quantity.unit and quantity.unit != "%" and len(name) > 1
    if not fits or not whole.action or quantity.end - whole.start > LONGEST:
        return None
    if INDICATOR.search(name) or NEEDS_TOPIC.match(name) or (whole.verb is not None and whole.verb.any(Verb.MEASURE)):
        return None
    between = scope.masked[whole.quantity.end : quantity.start]
    if "其中" not in between and whole.rule != "shared-verb":
        return None
    base = whole.base or whole.subject
    subject = name + base if _MODIFIER.fullmatch(name) and len(base) > 1 else name
    if _divides(scope, quantity, whole):  # 其中小学学位300个、初中学位600个: of what it consists
        begin = scope.text.rfind(name, scope.start, quantity.number)
        return Row(quantity, "name-number", "", subject, begin, quantity.end, base=base)
    return Row(quantity, "shared-verb", whole.action, subject, whole.start, quantity.end, verb=whole.verb, base=base)


def _named(scope: Scope, quantity: Quantity, mild: int, name: str) -> Row:
    """A name and its value; a length or area shares the verb of the work it measures."""
    previous = scope.rows[-1] if scope.rows else None
    start = mild
    if name in ("投资", "计划投资"):
        carried = previous is not None and previous.carried
        base, start = ("", mild) if carried else scope.subject_before(mild)
        return Row(quantity, "name-number", "投资", base, start, quantity.end, base=base)
    if CAPACITY.match(name):
        return Row(quantity, "name-number", "", joined(scope.facility(), name), start, quantity.end)
    if not name or NEEDS_TOPIC.match(name):
        base, start = scope.subject_before(mild)
        base = before_rate(base, name)
        verb = previous.verb if previous is not None else scope.topic_verb()
        inner = _INNER_VERB.fullmatch(base) if not name and verb is None else None
        if inner is not None:  # 城镇新增就业：计划9000人
            return Row(quantity, "name-number", inner["verb"], inner["of"] + inner["what"], start, quantity.end)
        if base and verb is not None and verb.any(Verb.STRONG, Verb.WEAK) and _DIMENSION.fullmatch(name):
            begin = min(start, verb.start) if verb.start >= quantity.end - LONGEST else start
            return Row(
                quantity, "shared-verb", scope.text[verb.start : verb.end], joined(base, name), begin, quantity.end,
                verb=verb, base=base,
            )  # fmt: skip
        return Row(quantity, "name-number", "", joined(base, name), start, quantity.end, base=base)
    if quantity.unit == "%":
        name, start = labelled(scope, name, start)
    whole = _MEASURED.sub("", name)
    return Row(quantity, "name-number", "", name, start, quantity.end, base=whole if whole != name else "")


_INNER_VERB = re.compile(r"(?P<of>城镇|城乡|农村|城区|全[市区县省])(?P<verb>新增)(?P<what>[一-鿿]{2,12})")
_LEVEL = re.compile(r"(?:国家|省|市|区|县|自治区|部|省部)级")


_without_excess = without_end(r"(?:累计|总数|均)?(?:超过|突破|超|逾|接近)(?:了)?$")
