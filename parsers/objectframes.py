"""A verb, its object and the number last: 新增学位300个, 完成投资6亿元, 惠及家庭300户."""

from __future__ import annotations

import re

from parsers.clauses import skip_adverbs, skip_times
from parsers.edges import last_characters
from parsers.houses import house_of, seated
from parsers.lexicon import Token
from parsers.listednames import without_names
from parsers.owners import INDICATOR, PLANNED, joined, prefix_of
from parsers.quantities import Quantity
from parsers.scopes import PREPARATIONS, Row, Scope, work_of
from parsers.verbwords import Verb

_TASK = re.compile(r"^(?:全年|年度|总|当年|计划|目标|年初)?(?:目标|计划)?(?:总)?(?:任务|目标|计划)")


_PROGRESS = re.compile(r"(?:总)?(?:工程|工作)量|形象进度|工程进度|施工进度")


def _progress(scope: Scope, quantity: Quantity, verb: Token, begin: int, target: str) -> Row:
    """某项目计划完成工程量15%，实际完成工程量16%: the work stands before the plan's word or in the row before."""
    planned = PLANNED.search(scope.masked, begin, verb.start)
    name, start = (scope.words(begin, planned.start()), begin) if planned is not None else ("", begin)
    if not name:
        name, start = scope.subject_before(verb.start)
    return Row(
        quantity, "verb-object-number", scope.text[verb.start : verb.end], joined(name, target), start, quantity.end,
        verb=verb, base=name,
    )  # fmt: skip


_WORK_NOUN = re.compile(
    r"(?:治理|改造|整治|建设|修缮|修复|维修|养护|提升|清理|绿化|亮化|硬化|施工|投资|投入|安装|铺设|搬迁)+"
)
_WORK_END = re.compile(
    r"(?:(?:综合|全面|提升|更新|升级|改造|整治|治理|建设|修复|维修|修缮|养护|清理|绿化|亮化|硬化|安装|铺设|搬迁){0,3}"
    r"(?:工程|项目|行动|任务|工作))$|(?:提升|改造|整治|治理|建设|修复|维修|修缮)$"
)


_ALL_WORKS = re.compile(r"(?:实事|民心工程|民生工程)(?:项目|工程)?(?:子项)?$")
"""The whole list: what it cost is told as 投资 alone."""


def _paid_for(scope: Scope, at: int) -> tuple[str, int]:
    """实施重点项目16个，累计完成投资6亿元: in what the sentence is about."""
    topic, start = scope.subject_before(at)
    last = scope.rows[-1] if scope.rows else None
    topic = last.prefix if last is not None and last.prefix and _STEP.fullmatch(topic[len(last.prefix) :]) else topic
    if topic.endswith("前期工作") and len(scope.rows) > 1:
        topic = scope.rows[0].subject  # 32项工程已完工7项，开展前期工作2项，完成投资9亿元
    fits = 2 < len(topic) <= 20 and not INDICATOR.search(topic) and not topic.endswith(scope.place[-3:] or "，")
    if _ALL_WORKS.search(topic):
        return "", at
    return (topic, start) if fits and (scope.rows or _WORKS.search(topic)) else ("", at)


_GIVES = re.compile(r"^(?:[发拨]放|实施|开展|落实|推进|兑现|开发|推行|提供)(?=.{2})")


def _benefit(scope: Scope, begin: int, verb: Token) -> tuple[str, int]:
    """发放租房补贴惠及家庭300户: what of, as far as it is one short name."""
    named = _GIVES.sub("", scope.words(begin, verb.start))
    return (named, begin) if 2 <= len(named) <= 14 and "、" not in named else ("", verb.start)


_DECIDERS = re.compile("(?:会议|全会|[人党]代会|常委会)$")
_SOMEWHERE = frozenset(("这里", "那里", "现场", "当地", "其"))
_MONEY = frozenset(("投资", "投入"))
WHO = frozenset(("人", "人次", "名", "例", "户", "项", "份", "件"))
ON_AVERAGE = frozenset(("日均", "月均", "年均"))
_WORKS = re.compile(
    r"(?:项目|工程|建设|改造|实事|任务|(?<=[一-鿿]{3})(?:中心|馆|公园|大桥|医院|学校|小学|中学|水厂|泵站))$"
)
_STEP = re.compile(
    r"(?:路基|路面|基层|底基层|水稳层?|垫层|桥梁|隧道|涵洞|桩基|基础|主体|主管网?|支管网?|管沟|土方|土石方|立管|内外墙|外立面|"
    r"地下室|绿化|硬化|亮化)(?:工程|施工|铺设|建设|开挖|浇筑|摊铺|硬化|面积)?"
)
"""A part or step of a larger work."""
_IS_WORK_NAME = re.compile(r"(?:改造|建设|工程|项目|提升|整治|治理|修复|迁建|扩建|新建|公路|道路)$")
_GOES_WITH = re.compile(r"(?:并|后)?(?:到位|完毕|营业|在建|运营|投用|使用|投入使用|投入运营|开业|开放|运行)")
"""建成并营业6处: the second verb names nothing."""
_KEPT = re.compile(r"(?:年度)?(?:序时|时序|时间|节点|计划)进度(?:要求)?")
"""达到时序进度11项: of what was counted before."""
_COUNTS_ITSELF = frozenset(("培训", "体检", "义诊", "巡诊"))
"""Named alone, without 已 and without an object, the work itself is what is counted."""
_HERE = re.compile(r"(?:我|全|本)[省市区县州]")
"""涉及我区36项: where, not what."""
_PLANNED_LAST = re.compile(r"(?<=[一-鿿]{2})(?<!年度)(?<!全年)(?:计划|(?<=[台座部套户条])任务|(?<=电梯)任务)$")
_YEAR_ONLY = re.compile(r"^20\d\d年度?$")
_PEOPLE = re.compile(r"群体|人员|家庭|学生|对象")
_EXCEEDS = re.compile(r"(?:累计|总数|均|力争|预计|有望|确保|将|总额)*(?:超过|突破|超|逾|接近)(?:了)?$")
_EXCEEDS_LAST = last_characters(_EXCEEDS.pattern)


def verb_object(scope: Scope, quantity: Quantity, verb: Token, stop: int, begin: int) -> Row:
    """Verb, object, number; words before the verb that name a place of work or a group stay in the subject."""
    exceeds = scope.masked[stop - 1 : stop] in _EXCEEDS_LAST
    last = _EXCEEDS.search(scope.masked[verb.end : stop]) if exceeds else None
    held = skip_times(scope.masked, verb.end, stop) if scope.masked.startswith(("20", "了20"), verb.end) else verb.end
    target = scope.words(held, verb.end + last.start() if last else stop)
    target = "" if _GOES_WITH.fullmatch(target) or _HERE.fullmatch(target) else _PLANNED_LAST.sub("", target)
    target = _YEAR_ONLY.sub("", target if _PEOPLE.search(target) else without_names(target))
    prefix, start = prefix_of(scope, begin, verb.start)
    prefix = "" if _DECIDERS.search(prefix) or prefix in _SOMEWHERE else prefix
    if prefix in ON_AVERAGE:
        prefix = joined(scope.subject_before(start)[0], prefix)  # 新增食堂5家，日均服务老人900人次
    if verb.word == "惠及" and len(target) > 1:
        prefix, start = _benefit(scope, begin, verb)
    elif verb.word == "涉及" and not prefix and scope.rows and len(target) > 1:
        main = next((r for r in scope.rows if not r.carried and r.quantity.unit != "元"), scope.rows[0])
        prefix = work_of(main) if 4 <= len(work_of(main)) <= 20 else ""  # 实施渔村改造9个，涉及渔屋30栋
    if not prefix and not target and verb.word in _COUNTS_ITSELF and quantity.unit in WHO:
        plain = skip_adverbs(scope.masked, begin, verb.start) == begin
        if plain and begin == verb.start:  # 举办培训班9期，培训8600人次
            return Row(quantity, "name-number", "", verb.word, verb.start, quantity.end)
    if not prefix and _PROGRESS.fullmatch(target):
        return _progress(scope, quantity, verb, begin, target)
    apart = target in PREPARATIONS or _KEPT.fullmatch(target) is not None
    if not prefix and (not target or _TASK.match(target) or apart) and not verb.any(Verb.HOLDING):
        prefix, start = scope.subject_before(verb.start)
    elif not prefix and scope.rows and _STEP.fullmatch(target) and _IS_WORK_NAME.search(work_of(scope.rows[-1])):
        prefix, start = scope.subject_before(verb.start)  # 公路改造48公里，已完成路基31公里
    elif not prefix and scope.topic and not scope.rows and seated(verb, target):
        prefix, start = house_of(scope, verb.start)
    elif not prefix and (
        target in _MONEY or (target == "资金" and scope.rows and _WORKS.search(scope.rows[-1].subject))
    ):
        prefix, start = _paid_for(scope, verb.start)
    elif not prefix and _WORK_NOUN.fullmatch(target) and target not in ("投资", "投入"):
        topic, at = scope.subject_before(verb.start)
        if topic and at < verb.start and len(topic) <= 20:
            prefix, start = _WORK_END.sub("", topic), at  # 实施渔巷整修工程，完成整修20条
    return Row(
        quantity, "verb-object-number", scope.text[verb.start : verb.end], joined(prefix, target), start, quantity.end,
        verb=verb, inherits=True, prefix=prefix, base=prefix if apart else "",
    )  # fmt: skip
