"""The number stands last: 新增学位300个, 入园率达到77%, 危屋修缮已开工9户, 、床位20张."""

from __future__ import annotations

import re

from parsers.bareframes import PART_OF, bare, labelled
from parsers.clauses import before_fillers, drop_comparison, skip_adverbs, skip_times
from parsers.governing import TREATMENTS, head_of, inner_verb, is_name, is_service, joins, nominal, shares
from parsers.indicators import indicator, sided
from parsers.lexicon import Token, is_noun
from parsers.listednames import without_names
from parsers.objectframes import ON_AVERAGE, WHO, verb_object
from parsers.owners import NEEDS_TOPIC, PLANNED, joined, own_place
from parsers.quantities import Quantity
from parsers.scopes import EACH, FOR_WHOM, MAIN_DONE, Row, Scope
from parsers.shares import difference, on_schedule, share_of
from parsers.verbwords import Verb

_HOPING = frozenset(("力争", "确保", "预计", "努力", "全力"))
_KINDS_OF_WORK = frozenset(("续建", "新建", "在建", "扩建", "改建", "改扩建", "新建、改扩建", "新改扩建"))
_OF_SERVICE = frozenset(("服务", "保障", "补助", "救助"))
"""Often part of a name, but a verb behind 累计 or 已."""
_CLASS = frozenset(("类", "类项目", "类实事", "类任务"))
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
    if head is not None:
        before, head, last = _without_names(scope, quantity, (before, head, last), left, stop)
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
        return verb_object(scope, quantity, inner, stop, mild)
    closed = _closed(scope, quantity, last, mild, stop) if last is not None else None
    return closed or bare(scope, quantity, left, mild, stop)


_Verbs = tuple[list[Token], Token | None, Token | None]
"""The verbs before a number, the one at the head among them, and the one right before the number."""


def _without_names(scope: Scope, quantity: Quantity, verbs: _Verbs, left: int, stop: int) -> _Verbs:
    """The verbs that are no part of a name."""
    before, head, last = verbs
    of_kind = scope.words(head.end, stop) if head is not None and stop - head.end < 5 else ""
    if head is not None and (of_kind in _CLASS or (head.word in _KINDS_OF_WORK and of_kind == "项目")):
        return [], None, None  # 续建项目33个, 改造类4项: which of the projects
    if head is not None and head.word in _KINDS_OF_WORK and _PROJECTS_DID.match(scope.masked, head.end, stop):
        return [t for t in before if t is not head], None, last  # 新建项目已开工5处
    if head is not None and is_service(scope, head, stop):
        return [], None, None
    if head is not None and (is_name(scope, head, stop) or shares(scope, quantity, head, last, left)):
        return before, None, last
    return before, head, last


def _closed(scope: Scope, quantity: Quantity, last: Token, mild: int, stop: int) -> Row | None:
    """The row of a number right behind a verb: the verb tells what became of it, or ends a name."""
    if _named_work(scope, last, mild, stop) or _total(scope, last, mild):
        return Row(quantity, "name-number", "", scope.words(mild, stop), mild, quantity.end)
    if (
        last.any(Verb.EVENT, Verb.STRONG, Verb.WEAK, Verb.MEASURE)
        or _treated(quantity, last, scope.words(mild, last.start))
        or (last.word in _OF_SERVICE and scope.masked.startswith(("累计", "已"), last.start - 2))
    ):
        return _predicate_last(scope, quantity, mild, last)
    return None


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


_THOSE = re.compile(r"(?P<did>[^，。；：\d]{2,24}(?:\d[\d.]*%(?:以[上下内])?)?)的(?:共|已|仅)?有$")
_RATE = re.compile(r"[一-鿿]{1,6}率(?=[一-鿿]{1,3}\d)")
_OR = re.compile("或(?:者)?(?:已)?(?:提前|超额)?")
_HOW_FAST = re.compile(r"(?:进度|进展)?(?:缓慢|较慢|较快|顺利|滞后|正常|良好)")


def _those_who(scope: Scope, quantity: Quantity, mild: int, stop: int, before: list[Token]) -> Row | None:
    """已完成年度任务的有3项, 推进缓慢的有2项: how many of what was counted came so far."""
    those = _THOSE.search(scope.masked, mild, stop) if scope.masked[stop - 1 : stop] == "有" else None
    verbs = [t for t in before if those is not None and t.start >= those.start()]
    if those is not None and _RATE.match(those["did"]):  # 完成率低于50%的有2项
        topic, start = scope.subject_before(mild, unit=quantity.unit)
        return Row(quantity, "name-number", "", joined(topic, those["did"]), start, quantity.end, base=topic)
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


def _treated(quantity: Quantity, verb: Token, named: str) -> bool:
    """适龄妇女筛查900人: a verb that is often a noun, with those it was done to. `named`: the words before it."""
    if verb.word == "报销":
        return True
    if verb.word == "服务" and quantity.unit in WHO:
        return not named or named in ON_AVERAGE  # 日均服务400人次, but 家医签约服务3万人
    return verb.word == "签约" or (verb.word in TREATMENTS and quantity.unit in WHO)


def _total(scope: Scope, last: Token, mild: int) -> bool:
    """总投入5.4亿元: a sum, no verb."""
    return last.word in ("投入", "支出") and scope.masked.startswith("总", last.start - 1) and mild < last.start


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
        return verb_object(scope, quantity, listed, stop, listed.start)
    inner = inner_verb(scope, before, head, before[-1] if before[-1].end >= stop else None)
    if inner is not None and is_noun(scope.masked, head) and inner.word in ("涉及", "惠及", "覆盖"):
        return verb_object(scope, quantity, inner, stop, head.start)  # 完工项目涉及楼9栋
    if inner is not None and head.any(Verb.STRONG) and inner.start - head.end > 6:
        inner = None
    if head.any(Verb.CONTROL) and _LISTED.search(scope.masked, head.end, stop):
        return verb_object(scope, quantity, head, stop, head.start)  # 加快甲路改造、乙路拓宽等项目52个
    if head.any(Verb.CONTROL, Verb.MEANS) and inner is not None:
        begin = skip_adverbs(scope.masked, head.end, inner.start)
        if head.any(Verb.MEANS):
            begin = mild if head.word in ("围绕", "面向", "针对") else inner.start
        return verb_object(scope, quantity, inner, stop, begin)
    if head.word not in _HOPING and (not head.any(Verb.MEANS) or head.any(Verb.STRONG)):
        return verb_object(scope, quantity, head, stop, head.start)
    return None


_LEAST_OBJECT = 4
_LISTED = re.compile(r"等[一-鿿]{0,8}(?:项目|工程|企业|平台|园区|道路|小区)$")


def _listed_verb(scope: Scope, before: list[Token], head: Token, stop: int) -> Token | None:
    """接种疫苗应接尽接、培训渔医300人次: behind the comma a verb with an object of its own."""
    last = before[-1]
    opens = scope.masked.startswith("、", last.start - 1) and last.start - 1 - head.end >= _LEAST_OBJECT
    governs = opens and last.any(Verb.STRONG) and last.end + 2 <= stop and not is_noun(scope.masked, last)
    return last if governs and "等" not in scope.masked[last.end : stop] else None


_FOR = re.compile(r"^(?:免费)?[为对给](?=.{2})")
_IS_WORK = re.compile(r"[一-鿿]{2}(?<!全部|基本|主体|建设|竣工|完工|建成|开工)$")


_RATE_OF_PAY = re.compile(r"(?<=[一-鿿]{2})(?:补助|保障|救助|供养)?标准(?:每[^，]{1,6})?$")
"""低保标准提高到5200元，惠及1万人: those who get it."""
_PACE = re.compile("(?:推进|实施|工程|整体)?(?:进展|进度)|按照?(?:序时|时序|计划)进度")
_ALREADY = re.compile(r"(?<=[一-鿿]{2})已(?P<how>[一-鿿]{1,2})$")


def _predicate_last(scope: Scope, quantity: Quantity, mild: int, verb: Token) -> Row:
    """Subject, finishing verb, number: 危屋修缮已开工9户."""
    planned = PLANNED.search(scope.masked, mild, verb.start)  # “渔厕改造”项目计划三季度末完成
    named = scope.words(mild, planned.start() if planned and planned.end() == verb.start else verb.start)
    subject = without_names(_FOR.sub("", drop_comparison(named)).removesuffix("免费"))
    start = mild
    if skip_adverbs(scope.masked, mild, verb.start) == verb.start and not scope.words(mild, verb.start).endswith("量"):
        subject, start = "", verb.start  # 重点养护600公里
    if _PACE.fullmatch(subject):
        subject = ""  # 进展滞后2项
    if subject and (NEEDS_TOPIC.match(subject) or subject in ON_AVERAGE):
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
    other = previous.prefix if PART_OF.fullmatch(previous.prefix) else ""
    base = base.removeprefix(other)  # 甲镇完成户厕320户，乙镇完成280户
    return name + base if 2 < len(base) <= 30 and not PART_OF.fullmatch(base) else ""
