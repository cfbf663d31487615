"""The number stands last: 新增学位300个, 入园率达到77%, 危屋修缮已开工9户, 、床位20张."""

from __future__ import annotations

import re

from parsers.clauses import before_fillers, drop_comparison, skip_adverbs, skip_times, tidy
from parsers.edges import last_characters, without_end
from parsers.indicators import indicator, sided
from parsers.lexicon import Token, Verb, is_noun
from parsers.owners import INDICATOR, NEEDS_TOPIC, PLANNED, YEAR, joined, near, own_place, prefix_of
from parsers.quantities import Quantity
from parsers.scopes import LONGEST, REACH, Row, Scope
from parsers.shares import difference, share_of

_NOT_JOINING = frozenset(("实现", "完成", "通过", "降低", "达成", "达标"))
_HOPING = frozenset(("力争", "确保", "预计", "努力", "全力"))
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
_KINDS_OF_WORK = frozenset(("续建", "新建", "在建", "扩建", "改建"))
_PROJECTS_DID = re.compile(r"项目(?:目前)?(?:已|均|全部|累计|实际|(?:开工|复工|完工|竣工|投产)$)")
_TAKING_VALUE = frozenset(("完成", "实现", "争取", "带动", "拉动", "利用"))
_EXCEEDING = frozenset(["超过", "突破", "超", "逾", "接近"])


def tail(scope: Scope, quantity: Quantity, left: int, before: list[Token]) -> Row:
    """The row of a number at the end of its phrase. `before`: the verbs in front of it."""
    stop = before_fillers(scope.masked, left, quantity.start)
    start = skip_adverbs(scope.masked, left, stop)
    mild = skip_times(scope.masked, left, stop)
    placed = own_place(scope, mild, stop)
    if placed > mild:
        mild, start = skip_times(scope.masked, placed, stop), skip_adverbs(scope.masked, placed, stop)
    share = share_of(scope, quantity, mild) or difference(scope, quantity, mild)
    if share is not None:
        return share
    spent = _spent(scope, quantity, mild, stop)
    if spent is not None:
        return spent
    last = before[-1] if before and before[-1].end >= stop else None
    head = head_of(before, left, start, mild)
    shared = last is not None and quantity.unit == "%" and last.word.endswith("完成")
    if last is not None and (last.word in ("完成", "实现") or shared) and scope.words(mild, last.start):
        return _predicate_last(scope, quantity, mild, last)
    if last is not None and left > scope.start and scope.rows and _nominal(scope, quantity, last, mild):
        return _bare(scope, quantity, left, mild, stop)
    if head is not None and head.word in _KINDS_OF_WORK and scope.words(head.end, stop) == "项目":
        head = last = None  # 续建项目33个: which of the projects
        before = []
    elif head is not None and head.word in _KINDS_OF_WORK and _PROJECTS_DID.match(scope.masked, head.end, stop):
        before = [t for t in before if t is not head]  # 新建项目已开工5处
        head = None
    if head is not None and _is_service(scope, head, stop):
        head = last = None
        before = []
    if head is not None and (is_name(scope, head, stop) or _shares(scope, quantity, head, last, left)):
        head = None
    side = sided(scope, quantity, before, mild, stop)
    if side is not None:
        return side
    if last is not None and _joins(scope, last, head, before, quantity):
        return indicator(scope, quantity, mild, last)
    row = _headed(scope, quantity, before, head, stop, mild) if head is not None and head is not last else None
    if row is not None:
        return row
    inner = inner_verb(scope, before, None, last)
    if inner is not None:
        return _verb_object(scope, quantity, inner, stop, mild)
    if last is not None and last.any(Verb.EVENT, Verb.STRONG, Verb.WEAK, Verb.MEASURE):
        return _predicate_last(scope, quantity, mild, last)
    return _bare(scope, quantity, left, mild, stop)


_WORK_SPENT = re.compile(
    r"(?P<work>[^，。；、完]{2,24}(?:建设|改造|项目|工程|产业|领域|类))(?:已)?(?:累计)?(?P<v>完成)(?P<what>[一-鿿]{0,4}投资额?)$"
)


def _spent(scope: Scope, quantity: Quantity, mild: int, stop: int) -> Row | None:
    """轨道交通建设完成投资7亿元: the work, what it took and the verb between."""
    match = _WORK_SPENT.match(scope.masked, mild, stop) if quantity.unit == "元" else None
    if match is None:
        return None
    verb = Token(match.start("v"), match.end("v"), match["v"], frozenset((Verb.EVENT,)))
    name = scope.words(match.start("work"), match.end("work"))
    return Row(
        quantity, "subject-verb-number", verb.word, name + match["what"], mild, quantity.end, verb=verb, base=name
    )


def _headed(scope: Scope, quantity: Quantity, before: list[Token], head: Token, stop: int, mild: int) -> Row | None:
    """A verb at the head governs the number itself or leads the verb that does: 推动某镇建成冷库12座."""
    inner = inner_verb(scope, before, head, before[-1] if before[-1].end >= stop else None)
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


_TAKING_WORK = frozenset(("完成", "实施", "推进", "启动", "开展", "组织", "安排", "举办"))


def _nominal(scope: Scope, quantity: Quantity, last: Token, mild: int) -> bool:
    """完成管网改造9公里、立管更换300户: behind the comma the work is named with its verb last."""
    previous = scope.rows[-1]
    named = scope.words(mild, last.start) or last.any(Verb.HOLDING)
    marked = scope.masked.startswith(("已", "共", "新"), last.start - 1)
    return bool(
        named
        and not marked
        and last.any(Verb.STRONG, Verb.WEAK)
        and not last.any(Verb.MEASURE, Verb.EVENT)
        and previous.action in _TAKING_WORK
        and near(previous, quantity)
    )


_SERVICE = re.compile(r"(?:服务|活动|行动|项目)$")


def _is_service(scope: Scope, head: Token, stop: int) -> bool:
    """托管服务60期, 演出活动20场: no verb, the service is counted."""
    plain = not head.any(Verb.STRONG, Verb.CONTROL, Verb.MEANS, Verb.EVENT)
    return plain and _SERVICE.fullmatch(scope.words(head.end, stop)) is not None


def _shares(scope: Scope, quantity: Quantity, head: Token, last: Token | None, left: int) -> bool:
    """聘任船长6名、引航员9名: behind an enumeration comma a noun-like head is part of the name."""
    weak = not head.any(Verb.STRONG, Verb.WEAK, Verb.CONTROL, Verb.MEANS) and head is not last
    return weak and left > scope.start and bool(scope.rows) and near(scope.rows[-1], quantity)


def head_of(before: list[Token], left: int, start: int, mild: int) -> Token | None:
    """The verb at the head of the words, behind adverbs or one with them (加快推进)."""
    if not before:
        return None
    heads = [t for t in before if t.start in (start, mild, left) or t.start < start < t.end]
    if len(heads) > 1 and not heads[0].any(Verb.STRONG, Verb.WEAK) and heads[1].start == start:
        return heads[1]
    return heads[0] if heads else None


def is_name(scope: Scope, head: Token, stop: int) -> bool:
    """投资总量, 培训人数: the verb at the head is part of an indicator's name."""
    weak = not head.any(Verb.STRONG, Verb.WEAK) or is_noun(scope.masked, head)
    return (
        weak and not head.any(Verb.CONTROL, Verb.MEANS) and INDICATOR.search(scope.masked, head.end, stop) is not None
    )


def _joins(scope: Scope, last: Token, head: Token | None, before: list[Token], quantity: Quantity) -> bool:
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
"""A group of people as the object: 公益性岗位安置就业困难人员60名."""


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
        if token.any(Verb.WEAK, Verb.STRONG) and _preposed(scope):
            return token
    return None


def _preposed(scope: Scope) -> bool:
    """The clause begins with 在…, 为…, 对…."""
    return scope.masked.startswith(("在", "为", "对", "向", "给"), skip_times(scope.masked, scope.start, scope.end))


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


_HOSTED = frozenset(("入驻", "进驻", "接待", "入园", "入住"))
_OPENED = re.compile(
    r"(?:(?:建设|改造|改扩建|扩建|迁建)?(?:工程|项目)?(?:已|全面|正式|基本|顺利)*(?:建成投用|建成|投入使用|投用|启用|运营|开业|开园|开放|封关运营|完成|竣工)|建设)$"
)


def _paid_for(scope: Scope, at: int) -> tuple[str, int]:
    """实施重点项目16个，累计完成投资6亿元: in what the sentence is about."""
    topic, start = scope.subject_before(at)
    fits = 2 < len(topic) <= 20 and not INDICATOR.search(topic) and not topic.endswith(scope.place[-3:] or "，")
    return (topic, start) if fits and (scope.rows or _WORKS.search(topic)) else ("", at)


def _holds(verb: Token, target: str) -> bool:
    return verb.word in ("设置", "设有", "配备", "提供") and _SEATS.search(target) is not None


def _opened(scope: Scope, at: int) -> str:
    """某养老中心建成投用，设置床位80张: whose beds, where the clause before opens one named place."""
    topic, _ = scope.subject_before(at)
    opened = _OPENED.search(topic)
    return topic[: opened.start()] if opened and 4 <= opened.start() <= 24 and "、" not in topic else ""


_MONEY = frozenset(("投资", "投入"))
_WORKS = re.compile(r"(?:项目|工程|建设|改造|实事|任务)$")
_LISTED_KIND = re.compile(
    r"^(?:[^，。；]*、[^，。；]*|[^，。；]{2,}(?=等(?:国家|全国|省|市|国际)))(?<![中上下高低优同均])等(?!级|次|额)(?!项目|工程)(?=[一-鿿、“”]{4,}$)"
)
"""甲项目、乙园区等重点项目: the kind, not the names."""
_GOES_WITH = re.compile(r"(?:并|后)?(?:营业|在建|运营|投用|使用|投入使用|投入运营|开业|开放|运行)")
"""建成并营业6处: the second verb names nothing."""
_YEAR_ONLY = re.compile(r"^20\d\d年度?$")
_PEOPLE = re.compile(r"群体|人员|家庭|学生|对象")
_LISTED = re.compile(r"等[一-鿿]{0,8}(?:项目|工程|企业|平台|园区|道路|小区)$")
_EXCEEDS = re.compile(r"(?:累计|总数|均|力争|预计|有望|确保|将|总额)*(?:超过|突破|超|逾|接近)(?:了)?$")
_EXCEEDS_LAST = last_characters(_EXCEEDS.pattern)


def _verb_object(scope: Scope, quantity: Quantity, verb: Token, stop: int, begin: int) -> Row:
    """Verb, object, number; words before the verb that name a place of work or a group stay in the subject."""
    exceeds = scope.masked[stop - 1 : stop] in _EXCEEDS_LAST
    last = _EXCEEDS.search(scope.masked[verb.end : stop]) if exceeds else None
    held = skip_times(scope.masked, verb.end, stop) if scope.masked.startswith("20", verb.end) else verb.end
    target = scope.words(held, verb.end + last.start() if last else stop)
    target = "" if _GOES_WITH.fullmatch(target) else target
    target = _YEAR_ONLY.sub("", target if _PEOPLE.search(target) else _LISTED_KIND.sub("", target))
    prefix, start = prefix_of(scope, begin, verb.start)
    if not prefix and _PROGRESS.fullmatch(target):
        return _progress(scope, quantity, verb, begin, target)
    if not prefix and (not target or _TASK.match(target)) and not verb.any(Verb.HOLDING):
        prefix, start = scope.subject_before(verb.start)
    elif not prefix and scope.topic and not scope.rows and (verb.word in _HOSTED or _holds(verb, target)):
        prefix = _opened(scope, verb.start)
    elif not prefix and (
        target in _MONEY or (target == "资金" and scope.rows and _WORKS.search(scope.rows[-1].subject))
    ):
        prefix, start = _paid_for(scope, verb.start)
    elif not prefix and _WORK_NOUN.fullmatch(target) and target not in ("投资", "投入"):
        topic, at = scope.subject_before(verb.start)
        if topic and at < verb.start and len(topic) <= 20:
            prefix, start = _WORK_END.sub("", topic), at  # 实施街巷整治工程，完成治理20条
    return Row(
        quantity, "verb-object-number", scope.text[verb.start : verb.end], joined(prefix, target), start, quantity.end,
        verb=verb, inherits=True, prefix=prefix,
    )  # fmt: skip


_FOR = re.compile(r"^[为对给](?=.{2})")


def _predicate_last(scope: Scope, quantity: Quantity, mild: int, verb: Token) -> Row:
    """Subject, finishing verb, number: 危屋修缮已开工9户."""
    subject = _FOR.sub("", drop_comparison(scope.words(mild, verb.start)))
    start = mild
    if skip_adverbs(scope.masked, mild, verb.start) == verb.start and not scope.words(mild, verb.start).endswith("量"):
        subject, start = "", verb.start  # 重点养护600公里
    if subject and NEEDS_TOPIC.match(subject):
        topic, at = scope.subject_before(mild)
        subject, start = joined(topic, subject), at
    if not subject and not verb.any(Verb.HOLDING):
        subject, start = scope.subject_before(verb.start)
    elif quantity.unit == "%":
        subject, start = _labelled(scope, subject, start)
    place = _share_of_place(scope, quantity, subject)
    if place:
        subject, start, base = place, scope.rows[-1].start, place[len(subject) :]
        action = scope.text[verb.start : verb.end]
        return Row(quantity, "subject-verb-number", action, subject, start, quantity.end, verb=verb, base=base)
    action = scope.text[verb.start : verb.end]
    if action.endswith("完成") and len(action) > 2:  # 管网铺设完成9公里: the work belongs to the subject
        subject, action = subject + action[:-2], "完成"
    return Row(quantity, "subject-verb-number", action, subject, start, quantity.end, verb=verb)


def _share_of_place(scope: Scope, quantity: Quantity, name: str) -> str:
    """接通天然气30万户，其中甲区完成9万户、乙县完成7万户: the place's share of what was counted."""
    previous = scope.rows[-1] if scope.rows else None
    if previous is None or previous.quantity.unit != quantity.unit or not _PART_OF.fullmatch(name):
        return ""
    base = previous.base or previous.subject
    return name + base if 2 < len(base) <= 30 and not _PART_OF.fullmatch(base) else ""


def _labelled(scope: Scope, name: str, start: int) -> tuple[str, int]:
    """文体中心：砌体工程完成30%: how far a part of the work has come that the label names."""
    if scope.topic is None or not scope.masked.startswith("：", scope.topic[1]) or len(name) > 14:
        return name, start
    label = scope.words(*scope.topic)
    fits = _BUILDING.search(label) and len(label) <= 30 and scope.topic[1] >= start - LONGEST
    return (label + name, scope.topic[0]) if fits else (name, start)


_MEASURED = re.compile(r"(?<=.{2})(?:(?:计划)?总投资|总?(?:建筑|占地)面积|总长度?|全长|总里程)$")
_PART_OF = re.compile(r"[一-鿿]{1,8}(?<![社小校片园景库])[区县市州旗镇乡]|[省市区县]?本级|[省市区县]直")
_LEVEL = re.compile(r"(?:国家|省|市|区|县|自治区|部|省部)级")
_BUILDING = re.compile(r"(?:项目|工程|中心|馆|路|桥|学校|小学|中学|医院|公园|小区|站|厂|园|楼|院|场|库|线)$")
_AS_TARGET = re.compile(r"(?<=[一-鿿]{2})(?:目标任务|任务目标)(?:数|量)?$")
_SEATS = re.compile(r"(?:学位|床位|泊位|车位|停车位|托位|岗位)$")
_PARTS_OF = re.compile(r"[ 　]*(?:其中|涵盖|包括|包含|含|分别为)")
_DIMENSION = re.compile(r"(?:总?(?:建筑|建设|施工|占地|改造|绿化|硬化|治理)?面积|[总全]?[长宽高深]度?|总?里程)")


_without_excess = without_end(r"(?:累计|总数|均)?(?:超过|突破|超|逾|接近)(?:了)?$")


def _bare(scope: Scope, quantity: Quantity, left: int, mild: int, stop: int) -> Row:
    """No verb of its own: shares the verb before it, or has none."""
    name = _AS_TARGET.sub("", YEAR.sub("", _without_excess(scope.words(mild, stop))))
    if name.endswith("有") and len(name) > 2:
        name = tidy(re.sub(r"的?(?:共|还|现|已)?有$", "", name))
        return Row(quantity, "name-number", "", name, mild, quantity.end)
    previous = scope.rows[-1] if scope.rows else None
    parts = "其中" in scope.masked[max(scope.start, quantity.start - REACH) : quantity.start]
    seats = previous is not None and _SEATS.search(previous.subject)
    if previous and seats and previous.quantity.unit == quantity.unit and name and not name.endswith(seats.group()):
        listed = _PARTS_OF.match(scope.masked, scope.start, quantity.start) or previous.rule == "name-number"
        if listed and not scope.masked[previous.quantity.end : scope.start].strip("，、"):
            return Row(quantity, "name-number", "", name + seats.group(), previous.start, quantity.end)
    divided = previous is not None and (parts or (previous.rule == "shared-verb" and bool(previous.base)))
    if divided and previous and previous.quantity.unit == quantity.unit and _PART_OF.fullmatch(name):
        base = previous.base or previous.subject  # 优化线路9条，其中甲县3条、乙县6条
        return Row(quantity, "shared-verb", previous.action, name + base, previous.start, quantity.end, base=base)
    if previous is not None and near(previous, quantity) and _LEVEL.fullmatch(name):
        subject = name + _LEVEL.sub("", previous.subject, count=1)  # 国家级示范区3个、省级5个
        return Row(
            quantity, "shared-verb", previous.action, subject, previous.start, quantity.end,
            verb=previous.verb, inherits=True, prefix=previous.prefix,
        )  # fmt: skip
    same_clause = left > scope.start
    if (
        previous is not None
        and near(previous, quantity)
        and not parts
        and (same_clause or not previous.prefix)
        and (not NEEDS_TOPIC.match(name) or _DIMENSION.fullmatch(name) is not None)
        and (same_clause or (not INDICATOR.search(name) and previous.end == previous.quantity.end))
    ):
        subject = joined(previous.prefix if same_clause else "", name) if name else previous.subject
        if same_clause and _DIMENSION.fullmatch(name):
            subject = joined(previous.base or previous.subject, name)
        return Row(
            quantity, "shared-verb", previous.action, subject, previous.start, quantity.end,
            verb=previous.verb, inherits=True, prefix=previous.prefix,
        )  # fmt: skip
    shared = previous is not None and not (previous.carried and quantity.start - scope.start < 2)
    if not name and previous is not None and shared and quantity.end - previous.start < LONGEST:
        return Row(
            quantity, "shared-verb", previous.action, previous.subject, previous.start, quantity.end, verb=previous.verb
        )
    return _named(scope, quantity, mild, name)


def _named(scope: Scope, quantity: Quantity, mild: int, name: str) -> Row:
    """A name and its value; a length or area shares the verb of the work it measures."""
    previous = scope.rows[-1] if scope.rows else None
    start = mild
    if name in ("投资", "计划投资"):
        carried = previous is not None and previous.carried
        base, start = ("", mild) if carried else scope.subject_before(mild)
        return Row(quantity, "name-number", "投资", base, start, quantity.end, base=base)
    if not name or NEEDS_TOPIC.match(name):
        base, start = scope.subject_before(mild)
        verb = previous.verb if previous is not None else scope.topic_verb()
        if base and verb is not None and verb.any(Verb.STRONG, Verb.WEAK) and _DIMENSION.fullmatch(name):
            begin = min(start, verb.start) if verb.start >= quantity.end - LONGEST else start
            return Row(
                quantity, "shared-verb", scope.text[verb.start : verb.end], joined(base, name), begin, quantity.end,
                verb=verb, base=base,
            )  # fmt: skip
        return Row(quantity, "name-number", "", joined(base, name), start, quantity.end, base=base)
    if quantity.unit == "%":
        name, start = _labelled(scope, name, start)
    whole = _MEASURED.sub("", name)
    return Row(quantity, "name-number", "", name, start, quantity.end, base=whole if whole != name else "")
