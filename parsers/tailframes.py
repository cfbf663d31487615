"""The number stands last: 新增学位300个, 入园率达到77%, 危屋修缮已开工9户, 、床位20张."""

from __future__ import annotations

import re

from parsers.bareframes import PART_OF, bare, labelled
from parsers.clauses import before_fillers, drop_comparison, skip_adverbs, skip_times
from parsers.edges import last_characters
from parsers.governing import TREATMENTS, head_of, inner_verb, is_name, is_service, joins, nominal, shares
from parsers.houses import house_of, seated
from parsers.indicators import indicator, sided
from parsers.lexicon import Token, is_noun
from parsers.listednames import without_names
from parsers.owners import INDICATOR, NEEDS_TOPIC, PLANNED, joined, own_place, prefix_of
from parsers.quantities import Quantity
from parsers.scopes import EACH, FOR_WHOM, MAIN_DONE, Row, Scope, work_of
from parsers.shares import difference, on_schedule, share_of
from parsers.verbwords import Verb

_HOPING = frozenset(("力争", "确保", "预计", "努力", "全力"))
_KINDS_OF_WORK = frozenset(("续建", "新建", "在建", "扩建", "改建", "改扩建", "新建、改扩建", "新改扩建"))
_PROJECTS_DID = re.compile(r"项目(?:目前)?(?:已|均|全部|累计|实际|(?:开工|复工|完工|竣工|投产)$)")


def tail(scope: Scope, quantity: Quantity, left: int, before: list[Token]) -> Row:
    """The row of a number at the end of its phrase. `before`: the verbs in front of it."""
    stop = before_fillers(scope.masked, left, quantity.start)
    row = _tail(scope, quantity, left, stop, before)
    said = stop < quantity.number - 2
    each = EACH.search(scope.masked, stop, quantity.number) if said else None
    if each is not None and not row.subject.endswith(each.group()):
        row.subject += each.group()  # 标准达每人每月80元
    return row


def _tail(scope: Scope, quantity: Quantity, left: int, stop: int, before: list[Token]) -> Row:
    start = skip_adverbs(scope.masked, left, stop)
    mild = skip_times(scope.masked, left, stop)
    placed = own_place(scope, mild, stop)
    if placed > mild:
        mild, start = skip_times(scope.masked, placed, stop), skip_adverbs(scope.masked, placed, stop)
    told = _whole_phrase(scope, quantity, start, mild, stop) or _those_who(scope, quantity, mild, stop, before)
    if told is not None:
        return told
    last = before[-1] if before and before[-1].end >= stop else None
    head = head_of(before, left, start, mild)
    shared = last is not None and quantity.unit == "%" and last.word.endswith("完成")
    if last is not None and (last.word in _CLOSING or shared) and scope.words(mild, last.start):
        return _predicate_last(scope, quantity, mild, last)
    if last is not None and left > scope.start and scope.rows and nominal(scope, quantity, last, mild):
        return bare(scope, quantity, left, mild, stop)
    if head is not None and head.word in _KINDS_OF_WORK and scope.words(head.end, stop) == "项目":
        head = last = None  # 续建项目33个: which of the projects
        before = []
    elif head is not None and head.word in _KINDS_OF_WORK and _PROJECTS_DID.match(scope.masked, head.end, stop):
        before = [t for t in before if t is not head]  # 新建项目已开工5处
        head = None
    if head is not None and is_service(scope, head, stop):
        head = last = None
        before = []
    if head is not None and (is_name(scope, head, stop) or shares(scope, quantity, head, last, left)):
        head = None
    side = sided(scope, quantity, before, mild, stop)
    if side is not None:
        return side
    if last is not None and joins(scope, last, head, before, quantity):
        return indicator(scope, quantity, mild, last)
    row = _headed(scope, quantity, before, head, stop, mild) if head is not None and head is not last else None
    if row is not None:
        return row
    inner = inner_verb(scope, before, None, last)
    if inner is not None:
        return _verb_object(scope, quantity, inner, stop, mild)
    if last is not None and _named_work(scope, last, mild, stop):
        return Row(quantity, "name-number", "", scope.words(mild, stop), mild, quantity.end)
    if last is not None and (
        last.any(Verb.EVENT, Verb.STRONG, Verb.WEAK, Verb.MEASURE)
        or _treated(quantity, last, scope.words(mild, last.start))
    ):
        return _predicate_last(scope, quantity, mild, last)
    return bare(scope, quantity, left, mild, stop)


def _whole_phrase(scope: Scope, quantity: Quantity, start: int, mild: int, stop: int) -> Row | None:
    """What the whole phrase before the number tells: a share, a difference, what goes on, what was spent."""
    share = on_schedule(scope, quantity, start) or share_of(scope, quantity, mild) or difference(scope, quantity, mild)
    if share is not None:
        return share
    going = _GOING_ON.fullmatch(scope.masked, mild, stop)
    if going is not None:  # 正在施工9个
        subject, begin = scope.subject_before(mild, unit=quantity.unit)
        return Row(quantity, "subject-verb-number", going["v"], subject, begin, quantity.end)
    return _spent(scope, quantity, mild, stop)


_THOSE = re.compile(r"(?P<did>[^，。；：\d]{2,24})的(?:共|已|仅)?有$")
_OR = re.compile("或(?:者)?(?:已)?(?:提前|超额)?")
_HOW_FAST = re.compile(r"(?:进度|进展)?(?:缓慢|较慢|较快|顺利|滞后|正常|良好)")


def _those_who(scope: Scope, quantity: Quantity, mild: int, stop: int, before: list[Token]) -> Row | None:
    """已完成年度任务的有3项, 推进缓慢的有2项: how many of what was counted came so far."""
    those = _THOSE.search(scope.masked, mild, stop) if scope.masked[stop - 1 : stop] == "有" else None
    verbs = [t for t in before if those is not None and t.start >= those.start()]
    if those is None or not verbs:
        return None
    verb = verbs[1] if len(verbs) > 1 and _OR.fullmatch(scope.masked, verbs[0].end, verbs[1].start) else verbs[0]
    topic, start = scope.subject_before(mild, unit=quantity.unit)
    target = (
        ""
        if _HOW_FAST.fullmatch(scope.masked, verb.end, those.end("did"))
        else (scope.words(verb.end, those.end("did")))
    )
    action = scope.text[verb.start : verb.end]
    start = min(start, verb.start) if topic else verb.start
    return Row(
        quantity, "subject-verb-number", action, joined(topic, target), start, quantity.end, verb=verb, base=topic
    )  # fmt: skip


_GOING_ON = re.compile(
    r"(?:正在|[仍尚还]在|在|正)(?P<v>施工|装修|装饰|安装|推进|办理|招标|征拆|收尾|验收|调试|建设|改造)"
)
_CLOSING = frozenset(
    ("完成", "实现", "完工", "竣工", "开工", "投用", "通车", "交付", "惠及", "签约", "投入使用", "入住", "并网")
)
"""Verbs that close what was named with its own verb: 新改建公路完工9公里."""
_WHO = frozenset(("人", "人次", "名", "例", "户", "项", "份", "件"))


def _treated(quantity: Quantity, verb: Token, named: str) -> bool:
    """适龄妇女筛查900人: a verb that is often a noun, with those it was done to. `named`: the words before it."""
    if verb.word == "报销":
        return True
    if verb.word == "服务" and quantity.unit in _WHO:
        return not named or named in _ON_AVERAGE  # 日均服务400人次, but 家医签约服务3万人
    return verb.word == "签约" or (verb.word in TREATMENTS and quantity.unit in _WHO)


_NAMED_WORK = frozenset(("培训", "检查", "抽检", "造林", "植树造林", "救助"))


def _named_work(scope: Scope, last: Token, mild: int, stop: int) -> bool:
    """渔业培训600人次, 植树造林3万亩: the work's name ends in its verb, and no other verb is there."""
    whole = last.word == "植树造林" or (mild < last.start and skip_adverbs(scope.masked, mild, last.start) < last.start)
    said = any(skip_adverbs(scope.masked, max(mild, last.start - n), last.start) == last.start > mild for n in (1, 2))
    return last.word in _NAMED_WORK and last.end == stop and whole and not said


_PURSUING = re.compile("^(?:实施|推进|开展)(?=.{4})")
_WORK_SPENT = re.compile(
    r"(?P<work>[^，。；、完]{2,24}(?:建设|改造|项目|工程|产业|领域|类))(?:已)?(?:累计)?(?P<v>完成)(?P<what>[一-鿿]{0,4}投[资入]额?)$"
)


def _spent(scope: Scope, quantity: Quantity, mild: int, stop: int) -> Row | None:
    """轨道交通建设完成投资7亿元: the work, what it took and the verb between."""
    match = _WORK_SPENT.match(scope.masked, mild, stop) if quantity.unit == "元" else None
    if match is None:
        return None
    verb = Token(match.start("v"), match.end("v"), match["v"], frozenset((Verb.EVENT,)))
    name = _PURSUING.sub("", scope.words(match.start("work"), match.end("work")))
    return Row(
        quantity, "subject-verb-number", verb.word, name + match["what"], mild, quantity.end, verb=verb, base=name
    )


def _headed(scope: Scope, quantity: Quantity, before: list[Token], head: Token, stop: int, mild: int) -> Row | None:
    """A verb at the head governs the number itself or leads the verb that does: 推动某镇建成冷库12座."""
    listed = _listed_verb(scope, before, head, stop)
    if listed is not None:
        return _verb_object(scope, quantity, listed, stop, listed.start)
    inner = inner_verb(scope, before, head, before[-1] if before[-1].end >= stop else None)
    if inner is not None and is_noun(scope.masked, head) and inner.word in ("涉及", "惠及", "覆盖"):
        return _verb_object(scope, quantity, inner, stop, head.start)  # 完工项目涉及楼9栋
    if inner is not None and head.any(Verb.STRONG) and inner.start - head.end > 6:
        inner = None
    if head.any(Verb.CONTROL) and _LISTED.search(scope.masked, head.end, stop):
        return _verb_object(scope, quantity, head, stop, head.start)  # 加快甲路改造、乙路拓宽等项目52个
    if head.any(Verb.CONTROL, Verb.MEANS) and inner is not None:
        begin = skip_adverbs(scope.masked, head.end, inner.start)
        if head.any(Verb.MEANS):
            begin = mild if head.word in ("围绕", "面向", "针对") else inner.start
        return _verb_object(scope, quantity, inner, stop, begin)
    if head.word not in _HOPING and (not head.any(Verb.MEANS) or head.any(Verb.STRONG)):
        return _verb_object(scope, quantity, head, stop, head.start)
    return None


_LEAST_OBJECT = 4


def _listed_verb(scope: Scope, before: list[Token], head: Token, stop: int) -> Token | None:
    """接种疫苗应接尽接、培训渔医300人次: behind the comma a verb with an object of its own."""
    last = before[-1]
    opens = scope.masked.startswith("、", last.start - 1) and last.start - 1 - head.end >= _LEAST_OBJECT
    governs = opens and last.any(Verb.STRONG) and last.end + 2 <= stop and not is_noun(scope.masked, last)
    return last if governs and "等" not in scope.masked[last.end : stop] else None


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
_MONEY = frozenset(("投资", "投入"))
_ON_AVERAGE = frozenset(("日均", "月均", "年均"))
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
_PREPARATIONS = frozenset(("前期工作", "前期手续", "前期准备", "前期准备工作"))
_COUNTS_ITSELF = frozenset(("培训", "体检", "义诊", "巡诊"))
"""Named alone, without 已 and without an object, the work itself is what is counted."""
_HERE = re.compile(r"(?:我|全|本)[省市区县州]")
"""涉及我区36项: where, not what."""
_PLANNED_LAST = re.compile(r"(?<=[一-鿿]{2})(?<!年度)(?<!全年)(?:计划|(?<=[台座部套户条])任务|(?<=电梯)任务)$")
_YEAR_ONLY = re.compile(r"^20\d\d年度?$")
_PEOPLE = re.compile(r"群体|人员|家庭|学生|对象")
_LISTED = re.compile(r"等[一-鿿]{0,8}(?:项目|工程|企业|平台|园区|道路|小区)$")
_EXCEEDS = re.compile(r"(?:累计|总数|均|力争|预计|有望|确保|将|总额)*(?:超过|突破|超|逾|接近)(?:了)?$")
_EXCEEDS_LAST = last_characters(_EXCEEDS.pattern)


def _verb_object(scope: Scope, quantity: Quantity, verb: Token, stop: int, begin: int) -> Row:
    """Verb, object, number; words before the verb that name a place of work or a group stay in the subject."""
    exceeds = scope.masked[stop - 1 : stop] in _EXCEEDS_LAST
    last = _EXCEEDS.search(scope.masked[verb.end : stop]) if exceeds else None
    held = skip_times(scope.masked, verb.end, stop) if scope.masked.startswith(("20", "了20"), verb.end) else verb.end
    target = scope.words(held, verb.end + last.start() if last else stop)
    target = "" if _GOES_WITH.fullmatch(target) or _HERE.fullmatch(target) else _PLANNED_LAST.sub("", target)
    target = _YEAR_ONLY.sub("", target if _PEOPLE.search(target) else without_names(target))
    prefix, start = prefix_of(scope, begin, verb.start)
    prefix = "" if _DECIDERS.search(prefix) else prefix
    if prefix in _ON_AVERAGE:
        prefix = joined(scope.subject_before(start)[0], prefix)  # 新增食堂5家，日均服务老人900人次
    if verb.word == "惠及" and len(target) > 1:
        prefix, start = _benefit(scope, begin, verb)
    elif verb.word == "涉及" and not prefix and scope.rows and len(target) > 1:
        main = next((r for r in scope.rows if not r.carried and r.quantity.unit != "元"), scope.rows[0])
        prefix = work_of(main) if 4 <= len(work_of(main)) <= 20 else ""  # 实施渔村改造9个，涉及渔屋30栋
    if not prefix and not target and verb.word in _COUNTS_ITSELF and quantity.unit in _WHO:
        plain = skip_adverbs(scope.masked, begin, verb.start) == begin
        if plain and begin == verb.start:  # 举办培训班9期，培训8600人次
            return Row(quantity, "name-number", "", verb.word, verb.start, quantity.end)
    if not prefix and _PROGRESS.fullmatch(target):
        return _progress(scope, quantity, verb, begin, target)
    if not prefix and (not target or _TASK.match(target) or target in _PREPARATIONS) and not verb.any(Verb.HOLDING):
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
        verb=verb, inherits=True, prefix=prefix, base=prefix if target in _PREPARATIONS else "",
    )  # fmt: skip


_FOR = re.compile(r"^[为对给](?=.{2})")
_IS_WORK = re.compile(r"[一-鿿]{2}(?<!全部|基本|主体|建设|竣工|完工|建成|开工)$")


_RATE_OF_PAY = re.compile(r"(?<=[一-鿿]{2})(?:补助|保障|救助|供养)?标准(?:每[^，]{1,6})?$")
"""低保标准提高到5200元，惠及1万人: those who get it."""
_ALREADY = re.compile(r"(?<=[一-鿿]{2})已(?P<how>[一-鿿]{1,2})$")


def _predicate_last(scope: Scope, quantity: Quantity, mild: int, verb: Token) -> Row:
    """Subject, finishing verb, number: 危屋修缮已开工9户."""
    planned = PLANNED.search(scope.masked, mild, verb.start)  # “渔厕改造”项目计划三季度末完成
    named = scope.words(mild, planned.start() if planned and planned.end() == verb.start else verb.start)
    subject = without_names(_FOR.sub("", drop_comparison(named)).removesuffix("免费"))
    start = mild
    if skip_adverbs(scope.masked, mild, verb.start) == verb.start and not scope.words(mild, verb.start).endswith("量"):
        subject, start = "", verb.start  # 重点养护600公里
    if subject and (NEEDS_TOPIC.match(subject) or subject in _ON_AVERAGE):
        topic, at = scope.subject_before(mild)
        subject, start = joined(topic, subject), at
    if not subject and verb.any(Verb.HOLDING):
        subject = verb.word[1:]  # 送书2万册
    elif not subject:
        subject, start = scope.subject_before(verb.start, unit=quantity.unit)
        subject = _RATE_OF_PAY.sub("", subject) if verb.word in FOR_WHOM else subject
    elif quantity.unit == "%":
        subject, start = labelled(scope, subject, start)
    moved = _ALREADY.search(subject)
    place = _share_of_place(scope, quantity, subject)
    if place:
        subject, start, base = place, scope.rows[-1].start, place[len(subject) :]
        action = scope.text[verb.start : verb.end]
        return Row(quantity, "subject-verb-number", action, subject, start, quantity.end, verb=verb, base=base)
    action = scope.text[verb.start : verb.end]
    if moved is not None:  # 渔屋改造已入户评估600户
        subject, action = subject[: moved.start()], moved["how"] + action
    if action in MAIN_DONE:
        subject, action = subject + action[:2], action[2:]
    closing = action[-2:]
    worked = action.endswith("建设完成") and quantity.unit == "%"
    if closing in _CLOSING and (
        worked or _IS_WORK.search(action[:-2])
    ):  # 管网铺设完成9公里: the work belongs to the subject
        subject, action = subject + action[:-2], closing
    return Row(quantity, "subject-verb-number", action, subject, start, quantity.end, verb=verb)


def _share_of_place(scope: Scope, quantity: Quantity, name: str) -> str:
    """接通天然气30万户，其中甲区完成9万户、乙县完成7万户: the place's share of what was counted."""
    if not scope.rows or not PART_OF.fullmatch(name):
        return ""
    alike = (r for r in scope.rows[:-7:-1] if r.quantity.unit == quantity.unit)
    previous = next(alike, None)  # 已完成9000户，占63%，其中甲县完成4000户
    if previous is None:
        return ""
    base = previous.base or previous.subject
    return name + base if 2 < len(base) <= 30 and not PART_OF.fullmatch(base) else ""
