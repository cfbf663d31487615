"""The number stands last: 新增学位300个, 入园率达到77%, 危屋修缮已开工9户, 、床位20张."""

from __future__ import annotations

import re

from parsers.clauses import before_fillers, drop_comparison, skip_adverbs, skip_times, tidy
from parsers.lexicon import Token, Verb, is_noun
from parsers.quantities import Quantity
from parsers.scopes import LONGEST, REACH, Row, Scope
from parsers.shares import difference, share_of

INDICATOR = re.compile(
    r"(?:率|值|额|量|收入|余额|比重|占比|面积|总数|水平|速度|指数|浓度|涨幅|增幅|增速|预算|税收|人数|里程|规模|缺口|"
    r"强度|比例|增加值|标准|产量|投资|总投资|数量|均价|天数|总长)$"
)
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
    last = before[-1] if before and before[-1].end >= stop else None
    head = head_of(before, left, start, mild)
    if last is not None and last.word in ("完成", "实现") and scope.words(mild, last.start):
        return _predicate_last(scope, quantity, mild, last)
    if last is not None and left > scope.start and scope.rows and _nominal(scope, quantity, last, mild):
        return _bare(scope, quantity, left, mild, stop)
    if head is not None and (is_name(scope, head, stop) or _shares(scope, quantity, head, last, left)):
        head = None
    sided = _sided(scope, quantity, before, mild, stop)
    if sided is not None:
        return sided
    if last is not None and _joins(scope, last, head, before, quantity):
        return _indicator(scope, quantity, mild, last)
    if head is not None and head is not last:
        inner = inner_verb(scope, before, head, last)
        if inner is not None and head.any(Verb.STRONG) and inner.start - head.end > 6:
            inner = None
        if head.any(Verb.CONTROL, Verb.MEANS) and inner is not None:
            begin = skip_adverbs(scope.masked, head.end, inner.start)
            if head.any(Verb.MEANS):
                begin = mild if head.word in ("围绕", "面向", "针对") else inner.start
            return _verb_object(scope, quantity, inner, stop, begin)
        if head.word not in _HOPING and (not head.any(Verb.MEANS) or head.any(Verb.STRONG)):
            return _verb_object(scope, quantity, head, stop, head.start)
    inner = inner_verb(scope, before, None, last)
    if inner is not None:
        return _verb_object(scope, quantity, inner, stop, mild)
    if last is not None and last.any(Verb.EVENT, Verb.STRONG, Verb.WEAK, Verb.MEASURE):
        return _predicate_last(scope, quantity, mild, last)
    return _bare(scope, quantity, left, mild, stop)


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


def _shares(scope: Scope, quantity: Quantity, head: Token, last: Token | None, left: int) -> bool:
    """聘任船长6名、引航员9名: behind an enumeration comma a noun-like head is part of the name."""
    weak = not head.any(Verb.STRONG, Verb.WEAK, Verb.CONTROL, Verb.MEANS) and head is not last
    return weak and left > scope.start and bool(scope.rows) and near(scope.rows[-1], quantity)


def head_of(before: list[Token], left: int, start: int, mild: int) -> Token | None:
    """The verb at the head of the words, behind adverbs or one with them (加快推进)."""
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
        return not ((named and not INDICATOR.search(named)) or (verb is None and shared and len(before) == 1))
    if quantity.unit in ("%", "百分点", "倍") and last.any(Verb.STRONG):
        return True
    if last.any(Verb.STRONG) and head is not None and head is not last and last.word not in _PURE:
        return head.any(Verb.CONTROL, Verb.MEANS)
    return True


def inner_verb(scope: Scope, before: list[Token], head: Token | None, last: Token | None) -> Token | None:
    """The last verb before the number that is seldom a noun."""
    preposed = scope.masked.startswith(("在", "为", "对", "向", "给"), skip_times(scope.masked, scope.start, scope.end))
    for token in reversed(before):
        if token is head or token is last or (head is not None and token.start < head.end):
            continue
        if is_noun(scope.masked, token) or scope.masked.startswith("的", token.end):
            continue
        if token.any(Verb.STRONG) and not token.any(Verb.NOUNY):
            return token
        if preposed and token.any(Verb.WEAK, Verb.STRONG):
            return token
    return None


_NEEDS_TOPIC = re.compile(
    r"^(?:(?:增速|占比|比重|增幅|总量|其中|投资完成率|完成比例|任务完成率|[一-鿿]{2}率|总投资|投资总量|投资额|"
    r"[一-鿿]{0,2}面积|同比|金额|总额|补助金额|占地|宽度|[总全]?长度?|[一-鿿]{0,2}里程|高度|"
    r"总数|[一-鿿]{2}占比|总建筑面积|平均[一-鿿]{2,4}|年度(?:计划)?投资(?:规模|额)?|年度计划|工程量|形象进度|工程进度)$|占(?=[^地比]))"
)


_PLACES = re.compile(r"(?:[一-鿿]{2,12}、){0,12}[一-鿿]{1,12}(?<![社小校片园景库])[区县市州旗镇乡]")
_YEAR = re.compile(r"20\d\d年(?:全年|度)?(?!度?计划)")


def _indicator(scope: Scope, quantity: Quantity, mild: int, verb: Token) -> Row:
    raw = re.sub(r"^(?:推动|促进|确保|力争|实现|使|带动|支持)+", "", tidy(scope.text[mild : verb.start]))
    subject = _YEAR.sub("", drop_comparison(raw))
    start = scope.text.find(raw[:2], mild, verb.start) if raw else mild
    start = mild if start < 0 else start
    rule = "indicator"
    if _PLACES.fullmatch(subject):
        topic, at = scope.subject_before(mild)
        if INDICATOR.search(topic):
            return Row(
                quantity, "indicator-topic", scope.text[verb.start : verb.end], subject + topic, min(at, start),
                quantity.end, verb=verb, base=topic,
            )  # fmt: skip
    if not subject or _NEEDS_TOPIC.match(subject):
        topic, at = scope.subject_before(mild, whole=not subject)
        if topic:
            subject, start, rule = joined(topic, subject), at, "indicator-topic"
            base = scope.rows[-1].base if scope.rows and topic == scope.rows[-1].subject else ""
            return Row(
                quantity, rule, scope.text[verb.start : verb.end], subject, start, quantity.end, verb=verb,
                base=base or topic,
            )  # fmt: skip
    return Row(quantity, rule, scope.text[verb.start : verb.end], subject, start, quantity.end, verb=verb)


def near(previous: Row, quantity: Quantity) -> bool:
    """Whether the row before lends its verb to this number."""
    return previous.inherits and quantity.end - previous.start < LONGEST and len(previous.prefix) < REACH


def joined(topic: str, name: str) -> str:
    """Topic and name as one subject, without saying a shared ending twice."""
    return topic if topic.endswith(name) else topic + name


_TASK = re.compile(r"^(?:全年|年度|总|当年|计划|目标|年初)?(?:目标|计划)?(?:总)?(?:任务|目标|计划)")


_PROGRESS = re.compile(r"(?:总)?(?:工程|工作)量|形象进度|工程进度|施工进度")


def _progress(scope: Scope, quantity: Quantity, verb: Token, begin: int, target: str) -> Row:
    """某项目计划完成工程量15%，实际完成工程量16%: the work stands before the plan's word or in the row before."""
    planned = _PLANNED.search(scope.masked, begin, verb.start)
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


def _verb_object(scope: Scope, quantity: Quantity, verb: Token, stop: int, begin: int) -> Row:
    """Verb, object, number; words before the verb that name a place of work or a group stay in the subject."""
    last = re.search(
        r"(?:累计|总数|均|力争|预计|有望|确保|将|总额)*(?:超过|突破|超|逾|接近)(?:了)?$", scope.masked[verb.end : stop]
    )
    target = scope.words(verb.end, verb.end + last.start() if last else stop)
    prefix, start = prefix_of(scope, begin, verb.start)
    if not prefix and _PROGRESS.fullmatch(target):
        return _progress(scope, quantity, verb, begin, target)
    if not prefix and (not target or _TASK.match(target)) and not verb.any(Verb.HOLDING):
        prefix, start = scope.subject_before(verb.start)
    elif not prefix and _WORK_NOUN.fullmatch(target) and target not in ("投资", "投入"):
        topic, at = scope.subject_before(verb.start)
        if topic and at < verb.start:
            prefix, start = _WORK_END.sub("", topic), at  # 实施街巷整治工程，完成治理20条
    return Row(
        quantity, "verb-object-number", scope.text[verb.start : verb.end], joined(prefix, target), start, quantity.end,
        verb=verb, inherits=True, prefix=prefix,
    )  # fmt: skip


_DROPPED = re.compile(
    r"^(?:利用|依托|通过|结合|按照|依据|根据|借助|采取|运用|立足|聚焦|以|在(?!.{0,24}(?:区|院|校|店|站|村|社区|街道|"
    r"小区|住宅|机构|县|乡|镇|市|园|馆|路|街|处|\))$)|从|"
    r"推动|促进|确保|由|与|据|因|经)"
)
_KEPT = re.compile(r"^(?:围绕|向|为|对(?!口)|给|面向|针对|在|于)")


_PLANNED = re.compile(
    r"(?:原)?计划(?:于|在|到)?(?:全年|年内|[一二三四上下][季半](?:度|年)|\d{1,2}月(?:底|份)?(?:前)?)?$|"
    r"(?:原计划|计划(?:全年|年内|[一二三四上下][季半](?:度|年)))|"
    r"在[^，。；\d]{1,10}(?:前|后|期间|之前|之后|来临前)"
)


_SIDE = re.compile(r"城镇|农村|城市|乡村|男性|女性|城区|乡镇|机关|企业")


def _sided(scope: Scope, quantity: Quantity, before: list[Token], mild: int, stop: int) -> Row | None:
    """标准提高到城镇600元、农村400元: which side the value holds for stands between verb and value."""
    side = scope.words(before[-1].end if before else mild, stop)
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


def own_place(scope: Scope, begin: int, end: int) -> int:
    """The position behind the document's own place at the head: a city's report speaks of all of it."""
    match = _PLACE_HEAD.match(scope.masked, begin, end)
    return match.end() if match and match.group() in scope.place else begin


_PLACE_HEAD = re.compile(r"[一-鿿]{2,4}?[省市县区州盟旗]")
_AGAIN = re.compile(r"(?:至少|再|还|又|共|将|要|需|拟|计划|各|分别|已|并|统一|集中|免费|新)+$")


def prefix_of(scope: Scope, begin: int, end: int) -> tuple[str, int]:
    """The words before the verb that belong to the subject, and where the quote starts."""
    planned = _PLANNED.search(scope.masked, begin, end)
    if planned is not None and "划" in planned.group():
        return "", end
    begin = planned.end() if planned is not None else begin
    whole = own_place(scope, begin, end)
    begin = max(begin, whole)
    words = scope.text[begin:end]
    if begin >= end or _DROPPED.match(words):
        return "", end
    match = _KEPT.match(words)
    start = begin + (match.end() if match else 0)
    kept = _AGAIN.sub("", drop_comparison(scope.words(start, end)))
    if match and match.group() in ("在", "于"):
        start += scope.text[start:end].rfind("的") + 1 if "的" in kept else 0
        kept = re.sub(r"^全(?:市|区|县|省|州)", "", scope.words(start, end))
    if (
        not kept
        or len(kept) > 30
        or kept in scope.place
        or re.fullmatch(r"[一-鿿]{1,3}(?:[市县省州]|(?<![社小校片园])区)", kept)
    ):
        return "", end
    return kept, start


def _predicate_last(scope: Scope, quantity: Quantity, mild: int, verb: Token) -> Row:
    """Subject, finishing verb, number: 危屋修缮已开工9户."""
    subject = drop_comparison(scope.words(mild, verb.start))
    start = mild
    if skip_adverbs(scope.masked, mild, verb.start) == verb.start and not scope.words(mild, verb.start).endswith("量"):
        subject, start = "", verb.start  # 重点养护600公里
    if subject and _NEEDS_TOPIC.match(subject):
        topic, at = scope.subject_before(mild)
        subject, start = joined(topic, subject), at
    if not subject and not verb.any(Verb.HOLDING):
        subject, start = scope.subject_before(verb.start)
    action = scope.text[verb.start : verb.end]
    return Row(quantity, "subject-verb-number", action, subject, start, quantity.end, verb=verb)


_PART_OF = re.compile(r"[一-鿿]{1,8}(?<![社小校片园景库])[区县市州旗镇乡]|[省市区县]?本级|[省市区县]直")
_DIMENSION = re.compile(r"(?:总?(?:建筑|占地|改造|绿化)?面积|[总全]?长度?|总?里程)")


def _bare(scope: Scope, quantity: Quantity, left: int, mild: int, stop: int) -> Row:
    """No verb of its own: shares the verb before it, or has none."""
    name = re.sub(r"(?:累计|总数|均)?(?:超过|突破|超|逾|接近)(?:了)?$", "", scope.words(mild, stop))
    name = _YEAR.sub("", name)
    if name.endswith("有") and len(name) > 2:
        name = tidy(re.sub(r"的?(?:共|还|现|已)?有$", "", name))
        return Row(quantity, "name-number", "", name, mild, quantity.end)
    previous = scope.rows[-1] if scope.rows else None
    parts = "其中" in scope.masked[max(scope.start, quantity.start - REACH) : quantity.start]
    divided = previous is not None and (parts or (previous.rule == "shared-verb" and bool(previous.base)))
    if divided and previous and previous.quantity.unit == quantity.unit and _PART_OF.fullmatch(name):
        base = previous.base or previous.subject  # 优化线路9条，其中甲县3条、乙县6条
        return Row(quantity, "shared-verb", previous.action, name + base, previous.start, quantity.end, base=base)
    same_clause = left > scope.start
    if (
        previous is not None
        and near(previous, quantity)
        and not parts
        and (same_clause or (not INDICATOR.search(name) and previous.end == previous.quantity.end))
    ):
        subject = joined(previous.prefix if same_clause else "", name) if name else previous.subject
        if same_clause and _DIMENSION.fullmatch(name):
            subject = joined(previous.base or previous.subject, name)
        return Row(
            quantity, "shared-verb", previous.action, subject, previous.start, quantity.end,
            verb=previous.verb, inherits=True, prefix=previous.prefix,
        )  # fmt: skip
    if not name and previous is not None and quantity.end - previous.start < LONGEST:
        return Row(
            quantity,
            "shared-verb",
            previous.action,
            previous.subject,
            previous.start,
            quantity.end,
            verb=previous.verb,
        )
    start = mild
    if not name or _NEEDS_TOPIC.match(name):
        base, start = scope.subject_before(mild)
        verb = previous.verb if previous is not None else scope.topic_verb()
        if base and verb is not None and verb.any(Verb.STRONG, Verb.WEAK) and _DIMENSION.fullmatch(name):
            begin = min(start, verb.start) if verb.start >= quantity.end - LONGEST else start
            return Row(
                quantity, "shared-verb", scope.text[verb.start : verb.end], joined(base, name), begin, quantity.end,
                verb=verb, base=base,
            )  # fmt: skip
        return Row(quantity, "name-number", "", joined(base, name), start, quantity.end, base=base)
    return Row(quantity, "name-number", "", name, start, quantity.end)
