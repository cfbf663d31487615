"""What the words around a number belong to: the place or group before the verb, the topic an indicator needs."""

from __future__ import annotations

import re

from parsers.clauses import drop_comparison
from parsers.edges import without_end
from parsers.quantities import Quantity
from parsers.scopes import LONGEST, REACH, Row, Scope

INDICATOR = re.compile(
    r"(?:率|值|额|量|收入|余额|比重|占比|面积|总数|水平|速度|指数|浓度|涨幅|增幅|增速|预算|税收|人数|里程|规模|缺口|进度|"
    r"强度|比例|(?:到位|到账|协议|合同|结余)资金|增加值|标准|产量|投资|总投资|数量|均价|天数|总长|人次|花费|医师数|床位数|出栏|存栏)$"
)

NEEDS_TOPIC = re.compile(
    r"^(?:(?:(?:自然|同口径|年均|平均)?增[速幅]|占比|比重|总量|其中|投资完成率|完成比例|(?:目标|任务|计划|序时)完成率|(?!普惠|群众满意|入园|入学|升学|就业|失业|参保|森林|绿化|参合)(?:总体|群众|社会化|平均|抽检|检测|一次性?|综合|开|当年)?[一-鿿]{2}率|每[人户生][^，]{0,4}(?:补助|补贴|奖励)(?:标准)?|参与(?:群众|人数|人员|职工)|(?:群众|居民)?满意度|支出进度|总投资|投资总量|投资额|"
    r"总?(?:建筑|建设|施工|占地|改造|绿化|硬化|治理)?面积|同比|金额|总额|补助金额|占地|总?市值|年?产值|[总全]?[长宽高深]度?|[一-鿿]{0,2}里程|"
    r"总数|[涨降跌]幅|[总单]产量?|人次|[户人]数|(?:总|受益|覆盖|惠及)(?:户数|人数|人次)|(?!税收)[一-鿿]{2}占比|总建筑面积|年度(?:计划)?投资(?:规模|额)?|年度计划|工程量|形象进度|工程进度)$|占(?=[^地比]))"
)


CAPACITY = re.compile(r"日[一-鿿]{2,4}能力$")


def near(previous: Row, quantity: Quantity) -> bool:
    """Whether the row before lends its verb to this number."""
    return previous.inherits and quantity.end - previous.start < LONGEST and len(previous.prefix) < REACH


_OWN_MEASURE = re.compile(r"(?<=[一-鿿]{2})(?:通车|建设|改造|建筑)?(?:里程|面积|投资)$")


_RATE = re.compile(r"(?:投资|任务|目标)?[一-鿿]{2}率$")


def before_rate(topic: str, name: str) -> str:
    """某项目开工率100%，竣工率56%: the second rate is of the project, not of the first."""
    return _RATE.sub("", topic) if name.endswith("率") else topic


def joined(topic: str, name: str) -> str:
    """Topic and name as one subject, without saying a shared ending twice."""
    if topic.endswith(name):
        return topic
    if topic.endswith("投资") and name.startswith("投资"):
        return topic + name.removeprefix("投资")
    if name.startswith(topic):
        return name  # 完成投资9亿元，投资完成率69%
    if name in ("总产", "单产", "总产量", "产量", "产值", "年产值"):
        topic = re.sub(r"(?<=[一-鿿]{2})(?:播种|种植|收获|栽培)?面积$", "", topic)
    if name in ("总里程", "总面积", "总投资") and topic.endswith(name[1:]):
        topic = _OWN_MEASURE.sub("", topic)  # 公路通车里程, 总里程
    return topic + name


_DROPPED = re.compile(
    r"^(?:(?:全年|年度)(?:目标)?任务(?:为|是)|利用|依托|通过|结合|按照|依据|根据|借助|采取|运用|立足|聚焦|以|在(?!.{0,24}(?:区|院|校|店|站|村|社区|街道|"
    r"小区|住宅|机构|县|乡|镇|市|园|馆|路|街|处|所|点|室|流|域|段|带|河|湖|港|岛|场|沿线|区域|地区|部位|路口|\))$)|从|"
    r"[省市区县州旗]?[一-鿿]{1,6}(?:局|委|办|公司|集团)(?=利用|通过|按照|会同|联合|牵头|提前)|推动|促进|确保|由|与|据|因|继|经|关于|[该本](?:项目|工程|校|院|中心|区|县|市|镇|街道))"
)

_KEPT = re.compile(r"^(?:围绕|向|为(?!民)|对(?!口)|给|面向|针对|在|于)")

PLANNED = re.compile(
    r"(?:原)?计划(?:于|在|到)?(?:全年|年内|[一二三四上下][季半](?:度|年)末?|\d{1,2}月(?:底|份)?(?:前)?)?$|"
    r"(?:原计划|计划(?:全年|年内|[一二三四上下][季半](?:度|年)))|"
    r"在[^，。；\d]{1,10}(?:前|后|期间|之前|之后|来临前)"
)


def own_place(scope: Scope, begin: int, end: int) -> int:
    """The position behind the document's own place at the head: a city's report speaks of all of it."""
    named = not _OFFICES.isdisjoint(scope.masked[begin : min(end, begin + _LONGEST_OFFICE)])
    office = _OFFICE_WILL.match(scope.masked, begin, end) if named else None
    if office is not None:
        return office.end()
    if not scope.place:
        return begin
    match = _PLACE_HEAD.match(scope.masked, begin, end) or _PLACE_WILL.match(scope.masked, begin, end)
    return match.end() if match and match.group() in scope.place else begin


_OFFICES = frozenset("局委办")
_LONGEST_OFFICE = 10
_OFFICE_WILL = re.compile(
    r"[省市区县州旗]?[一-鿿]{2,8}?(?:局|委|办)(?:(?:今年|全年|一季度|上半年|下半年|前三季度)?(?:计划|拟|将)(?:为(?=[^，。；\d]{2,12}(?:接种|提供|发放|安装)))?|"
    r"(?:今年|一季度|上半年|前三季度)(?=[新完开改建组发]|城镇))"
)
"""县教育局计划改造: whose plan it is."""
_PLACE_HEAD = re.compile(r"[一-鿿]{2,4}?[省市县区州盟旗](?!域)")

_PLACE_WILL = re.compile(r"[一-鿿]{2,4}?(?=将|已|拟|计划|正在)")

YEAR = re.compile(r"20\d\d年(?:全年|度)?(?!度?计划)")
_ANNOUNCED = re.compile(r"(?:确定|提出|明确|公布|部署|要求|承诺)(?:了)?(?:20\d\d年|今年|全年)?(?:将|要)?$")
_without_adverbs = without_end(
    r"(?:可以?|能够|至少|再|还|又|共|将|要|需|拟|计划|各|分别|已|并|统一|统筹|集中|免费|年度|新|面向全国|(?:全国|全省)?公开)+$"
)


_FUNDING = re.compile(r"(?:中央|[省市区县州镇]|各级|本级)*(?:本级)?财政")
_BY_MEANS = re.compile(r"通过.{2,30}(?:渠道|方式|平台|形式|途径|办法)$")
_ALL_PLACES = re.compile(r"^(?:[区市县省州镇]里|各(?:镇街|乡镇|街镇|县区|区县|地)(?=$|[一-鿿]{0,2}$))(?:还|又|也)?")
_WHOLE = re.compile("^全(?:市|区|县|省|州)")
_A_PLACE = re.compile(r"(?!(?:主|老|新)?城区|城乡)[一-鿿]{1,3}(?:[市县省州]|(?<![社小校片园])区)")


def prefix_of(scope: Scope, begin: int, end: int) -> tuple[str, int]:
    """The words before the verb that belong to the subject, and where the quote starts."""
    if begin >= end:
        return "", end
    planned = PLANNED.search(scope.masked, begin, end)
    if planned is not None and "划" in planned.group():
        return "", end
    begin = planned.end() if planned is not None else begin
    whole = own_place(scope, begin, end)
    begin = max(begin, whole)
    words = scope.text[begin:end]
    if begin >= end or _DROPPED.match(words) or _ANNOUNCED.search(words):
        return "", end
    if scope.masked.startswith("惠及", end):
        return "", end  # 改造老旧小区惠及3000户: the households, not the work
    match = _KEPT.match(words)
    start = begin + (match.end() if match else 0)
    kept = YEAR.sub("", _without_adverbs(drop_comparison(scope.words(start, end))))
    if match and match.group() in ("在", "于"):
        start += scope.text[start:end].rfind("的") + 1 if "的" in kept else 0
        kept = _WHOLE.sub("", scope.words(start, end))
    elif match:
        kept = _WHOLE.sub("", kept)
    if kept.endswith("期间"):
        return "", end
    if _FUNDING.fullmatch(kept) or _BY_MEANS.search(kept):
        return "", end
    kept = _ALL_PLACES.sub("", kept)
    if not kept or len(kept) > 30 or kept in scope.place or _A_PLACE.fullmatch(kept):
        return "", end
    return kept, start
