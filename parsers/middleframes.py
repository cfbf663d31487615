"""The number stands before its noun: 建成9座灯塔, 16家企业完成改制, 为300名老人提供服务."""

from __future__ import annotations

import re

from parsers.clauses import before_fillers, drop_comparison, skip_adverbs, skip_times, tidy
from parsers.governing import head_of, inner_verb
from parsers.lexicon import Token, is_noun, tokens
from parsers.listednames import is_proper
from parsers.nounverbframes import ADVERBS, DECIDED, GENERIC, NAMED, REMAINS, REST, going_on, number_noun_verb
from parsers.owners import joined, near, own_place, prefix_of
from parsers.predicates import finishing, marked, noun_of
from parsers.quantities import Quantity
from parsers.scopes import ALSO_BUILT, LONGEST, REACH, Row, Scope
from parsers.tailframes import tail
from parsers.verbwords import Verb

_PREPOSITION = re.compile(r"(?:在|为|对|向|给|将(?![在于为对给向])|把|面向|针对|按照|按|组织|围绕|于)")


def middle(scope: Scope, index: int, left: int, right: int, before: list[Token]) -> Row | None:
    """The row of a number with a noun behind it. None where no verb claims anything."""
    quantity = scope.quantities[index]
    if index + 1 < len(scope.quantities) and _AVERAGE.fullmatch(scope.masked, quantity.end, right):
        return None  # 10个项目平均满意率为97%: what the rate is of
    stop = before_fillers(scope.masked, left, quantity.start)
    mild = skip_times(scope.masked, left, stop)
    placed = own_place(scope, mild, stop)
    mild = skip_times(scope.masked, placed, stop) if placed > mild else mild
    right = _until(scope, quantity, right)
    doing = going_on(scope, quantity, right)
    if doing is not None:
        return number_noun_verb(scope, quantity, mild, right, doing)
    dated = _DATED.match(scope.masked, quantity.end, right)
    after = tokens(scope.masked, dated.end() if dated else quantity.end, right)
    last = before[-1] if before and before[-1].end >= stop else None
    listed = scope.masked[left : quantity.start].rstrip().endswith("等")
    ended = _end_of_list(scope, quantity, before, left, mild, right) if listed else None
    if ended is not None:
        return ended
    last = None if listed and len(before) > 1 else last
    led = last is not None and last.any(Verb.STRONG, Verb.WEAK)
    if dated and after and after[0].start == dated.end() and not led:
        return number_noun_verb(scope, quantity, mild, right, after[0])
    preposition = _preposition(scope, quantity, left, mild, stop)
    if after and after[0].start == quantity.end and not led:
        verbal = after[0].any(Verb.STRONG, Verb.EVENT, Verb.MEASURE, Verb.WEAK)
        if verbal and not listed and not is_noun(scope.masked, after[0]) and (before or scope.words(mild, stop)):
            return _number_then_verb(scope, quantity, left, mild, stop, right, after[0], preposition, before)
    if preposition and not (last is not None and last.any(Verb.STRONG)):
        row = _prepositional(scope, quantity, preposition.end(), mild, right, after)
        if row is not None:
            return row
    if last is not None and scope.masked.startswith("的", quantity.start - 1) and last.end >= quantity.start - 2:
        before, last, mild = before[:-1], None, quantity.start  # 修复的14段海堤: a relative clause, no claim
    verb = _governing(scope, before, last, left, stop, mild)
    in_name = listed and verb is not None and bool(scope.words(mild, verb.start))  # 甲基地、乙研发楼等3个项目建成
    predicate = _predicate(scope, quantity, verb, after, right, in_name=in_name)
    if predicate is not None:
        inner = in_name or _inside(scope, verb, last, mild)
        return number_noun_verb(scope, quantity, mild if inner or verb is None else verb.end, right, predicate)
    if verb is not None and verb.any(Verb.MEANS) and not verb.any(Verb.STRONG, Verb.EVENT, Verb.WEAK):
        return None  # 围绕5个渔港: a means, no claim
    if verb is not None:
        return _verb_number_noun(scope, quantity, verb, right, mild, fronted=_fronted(scope, before, verb))
    return _without_verb(scope, index, left, mild, stop, right, after)


def _end_of_list(scope: Scope, quantity: Quantity, before: list[Token], left: int, mild: int, right: int) -> Row | None:
    """甲路、乙路等18条道路: the row of a list whose verb stands with the row before or far in front."""
    if scope.rows and near(scope.rows[-1], quantity) and left > scope.start:
        return _shared(scope, quantity, scope.rows[-1], right)
    far = _far_verb(scope, quantity, left) if not before else None
    return _verb_number_noun(scope, quantity, far, right, mild, fronted=False) if far is not None else None


def _preposition(scope: Scope, quantity: Quantity, left: int, mild: int, stop: int) -> re.Match[str] | None:
    """在, 为 or 对 at the head of the phrase or behind its adverbs."""
    at_head = _PREPOSITION.match(scope.masked, mild, quantity.start)
    return at_head or _PREPOSITION.match(scope.masked, skip_adverbs(scope.masked, left, stop), quantity.start)


def _until(scope: Scope, quantity: Quantity, right: int) -> int:
    """Where what is told of the number ends: before 包括…, 中 of 建设中 and 落地见效."""
    listing = _INCLUDES.search(scope.masked, quantity.end, right)
    right = listing.start() if listing else right
    right -= 1 if _UNDER_WAY.search(scope.masked, quantity.end, right) else 0
    praised = _PRAISED.search(scope.masked, quantity.end, right) if scope.masked[right - 1] in _PRAISE_ENDS else None
    return praised.start() if praised else right


def _predicate(
    scope: Scope, quantity: Quantity, verb: Token | None, after: list[Token], right: int, *, in_name: bool
) -> Token | None:
    """The verb behind the noun that says what became of it. `in_name`: the verb in front is part of a name."""
    predicate = None if verb is not None and verb.word in _HELPING else marked(scope, quantity, after, right)
    if predicate is None and verb is not None and verb.word in ("实现", "确保") and after and after[-1].end >= right:
        predicate = after[-1] if after[-1].any(Verb.EVENT) and after[-1].start > quantity.end + 1 else None
    if predicate is None and (verb is None or in_name or not verb.any(Verb.STRONG, Verb.WEAK)):
        predicate = finishing(scope, after, right)
    return predicate


def _inside(scope: Scope, verb: Token | None, last: Token | None, mild: int) -> bool:
    """Whether the verb in front stands inside the name of what is counted: 小区改造31个项目全面开工."""
    if verb is None or (verb is not last and mild < verb.start):
        return True
    noun = verb.any(Verb.WEAK) and not verb.any(Verb.STRONG)
    return noun and bool(scope.words(mild, verb.start))


_HELPING = frozenset(("带动", "帮助", "助力", "拉动"))
"""龙头企业带动60户渔民增收: what follows is what it helps them to."""
_DATED = re.compile(r"(?:于|在)?\d{1,2}月(?:\d{1,2}日|[上中下]旬|底|份|初)?(?:之?前)?(?=[一-鿿]{2})")
"""修缮渔路9公里5月份开工: when, between the number and its verb."""
_PRAISED = re.compile(r"(?<=[一-鿿]{2})(?:落地|落实|走深走实|见行)*(?:见效|见成效|生根|走深走实)$")
"""推进18件实事落地见效: how it goes, no verb of its own."""
_PRAISE_ENDS = "效根实"
_UNDER_WAY = re.compile(r"(?:建设|施工|推进|办理|进行|实施|招标|改造|收尾|装修)中$")
_AVERAGE = re.compile(r"[一-鿿]{0,6}(?:平均|总体)[一-鿿]{1,6}[率度分](?:为|达到?|超过)?")
_INCLUDES = re.compile(r"(?<=[一-鿿]{2})(?:包括|涵盖|包含)")
"""11个事项包括…: what follows lists them and tells nothing of all."""


def _far_verb(scope: Scope, quantity: Quantity, left: int) -> Token | None:
    """The verb that heads a list of names too long to be looked through: 完成甲路、乙路…等18条道路改造."""
    if left <= scope.start or quantity.start - left < REACH or quantity.start - scope.start > LONGEST:
        return None
    head = skip_adverbs(scope.masked, scope.start, left)
    found = tokens(scope.masked, head, min(left, head + 8))
    return found[0] if found and found[0].start == head and found[0].any(Verb.STRONG, Verb.WEAK) else None


def _fronted(scope: Scope, before: list[Token], verb: Token) -> bool:
    """Whether what stands before the verb is its subject: 甲项目已确定…, with 已 or without another verb."""
    if scope.masked.startswith("已", verb.start - 1) or scope.masked.startswith("已经", verb.start - 2):
        return True
    return not any(t.any(Verb.STRONG, Verb.WEAK, Verb.CONTROL, Verb.MEANS) for t in before if t is not verb)


def _governing(scope: Scope, before: list[Token], last: Token | None, left: int, stop: int, mild: int) -> Token | None:
    """The verb in front of the number: adjacent, at the head, or inside."""
    start = skip_adverbs(scope.masked, left, stop)
    head = head_of(before, left, start, mild)
    already = last is not None and scope.masked.startswith("已", last.start - 1)
    if last is not None and (already or last.any(Verb.STRONG) or head is None or head is last):
        verb: Token | None = last
    else:
        verb = head or inner_verb(scope, before, None, None)
    if verb is not None and verb is head and verb.any(Verb.CONTROL, Verb.MEANS) and not verb.any(Verb.STRONG):
        verb = inner_verb(scope, before, verb, None) or verb
    return verb


def _without_verb(
    scope: Scope, index: int, left: int, mild: int, stop: int, right: int, after: list[Token]
) -> Row | None:
    quantity = scope.quantities[index]
    previous = scope.rows[-1] if scope.rows else None
    if previous is not None and near(previous, quantity) and left > scope.start and not scope.words(left, stop):
        return _shared(scope, quantity, previous, right)
    alone = previous is not None and not scope.words(left, stop) and not after
    if previous is not None and alone and previous.rule in _LISTING and previous.end + 1 == quantity.start:
        return _shared(scope, quantity, previous, right)  # 新建11座公厕，3座旅游公厕
    predicate = next(
        (
            t
            for t in after
            if t.any(Verb.STRONG, Verb.MEASURE)
            and t.word != "提前"
            and not is_noun(scope.masked, t)
            and not t.any(Verb.NOUNY)
        ),
        None,
    )
    if predicate is not None:
        return number_noun_verb(scope, quantity, mild, right, predicate)
    if previous is not None and near(previous, quantity) and left > scope.start:
        return _shared(scope, quantity, previous, right)
    return _look_ahead(scope, index, mild, stop, right)


_LONGEST_SERVICE = 12
_LISTING = frozenset(("verb-number-noun", "shared-verb"))


_KINDS = re.compile(r"[一-鿿]{2,3}(?:、[一-鿿]{2,3})+等")
"""建成影像、心电等5个共享中心: which kinds, no names."""
_SIZE = re.compile(r"^(?:总?投资|规模|面积)[^，\d]{0,3}\d[\d.]*[万亿]*(?:元|亩|平方米)的?")
"""总投资9亿元的72个项目: how large they are together."""
_HAVING = re.compile(r"(?<=[一-鿿]{2})(?:至少|均|都|各|已)*(?:有|配有|达到)$")
"""实现每个镇卫生院至少有2名医生."""
_WORKS = re.compile(r"(?:项目|工程|工作|活动)$")
_REMARKED = re.compile("^" + ALSO_BUILT)


def _verb_number_noun(scope: Scope, quantity: Quantity, verb: Token, right: int, mild: int, *, fronted: bool) -> Row:
    action = scope.text[verb.start : verb.end]
    noun, end = noun_of(scope, action, quantity.end, right)
    raw = scope.text[verb.end : quantity.start].strip()
    between = tidy(_REMARKED.sub("", raw))
    if between and NAMED.search(raw):
        kept = raw.endswith("等") and (GENERIC.match(noun) or (_KINDS.fullmatch(raw) and not is_proper(raw)))
        between = between + "等" if kept else ""
    between = re.sub(r"^全(?:市|区|县|省|州|镇)(?=$|[一-鿿]{2})", "", between)
    between = DECIDED.sub("", _HAVING.sub("", _SIZE.sub("", between))) if between else ""
    if between in ("以", "有", "出", "至", "到", "多", "好", "超", "逾", "长", "总长", "全长", "一条长"):
        between = ""
    prefix, start = "", verb.start
    leads = verb.any(Verb.CONTROL) and verb.word not in _HELPING
    if verb.word in _HELPING:
        noun = re.sub(r"^(?:实现|稳定|稳步)", "", noun)
    if fronted and not leads and skip_adverbs(scope.masked, mild, verb.start) < verb.start:
        prefix, start = prefix_of(scope, mild, verb.start)
    if not prefix and quantity.unit == "%" and noun.endswith("覆盖"):
        prefix, start = ADVERBS.sub("", drop_comparison(scope.words(mild, verb.start))), mild  # 某馆实现100%全覆盖
    if not prefix and action == "覆盖" and quantity.unit == "%" and verb.start - mild <= _LONGEST_SERVICE:
        prefix, start = scope.words(mild, verb.start), mild  # 助餐服务覆盖80%以上的社区
    if not prefix and scope.topic and scope.masked.startswith("已", scope.start):
        topic, at = scope.subject_before(verb.start)
        if _WORKS.search(topic):
            prefix, start = topic, at
    return Row(
        quantity, "verb-number-noun", action, prefix + between + noun, start, max(end, quantity.end),
        verb=verb, inherits=True, prefix=prefix,
    )  # fmt: skip


def _shared(scope: Scope, quantity: Quantity, previous: Row, right: int) -> Row:
    noun, end = noun_of(scope, previous.action, quantity.end, right)
    return previous.sharing(quantity, joined(previous.prefix, noun), max(end, quantity.end))


def _number_then_verb(
    scope: Scope, quantity: Quantity, left: int, mild: int, stop: int, right: int, verb: Token,
    preposition: re.Match[str] | None, before: list[Token],
) -> Row:  # fmt: skip
    """Noun, number, verb: 困难群众500人列为对象; or verb, number, verb, where the second starts anew."""
    if not before and scope.words(mild, stop):
        begin = preposition.end() if preposition else mild
        target, end = noun_of(scope, "", verb.end, right)
        action = scope.text[verb.start : verb.end]
        named = REMAINS.sub("", scope.words(begin, stop))
        if REST.fullmatch(named):  # 另有3家在建
            named, begin = scope.subject_before(begin, unit=quantity.unit)
        return Row(
            quantity, "noun-number-verb", action, joined(named, target), begin, max(end, verb.end), verb=verb
        )  # fmt: skip
    if before and _SPENDING.fullmatch(scope.masked, before[-1].start, stop) and quantity.unit == "元":
        target, end = noun_of(scope, "", verb.end, right)
        if len(target) > 2 and not any(right <= q.start <= right + 1 for q in scope.quantities):
            action = scope.text[before[-1].start : before[-1].end]
            return Row(
                quantity, "verb-number-noun", action, target, before[-1].start, max(end, verb.end), verb=before[-1]
            )
    row = tail(scope, quantity, left, before)
    if not row.subject:
        row.subject, row.end = scope.words(quantity.end, right), right
    return row


_SPENDING = re.compile(r"(?:投资|投入|出资|筹资|争取|安排|拨付|落实)(?:各类|专项|财政)?(?:资金)?")
_BY = re.compile(r"按照?(?=[^，]*$)")
_GENERAL = re.compile(r"进行|给予|实行|予以|加以")
_PROVIDED = re.compile(r"(?<=[^提])的[^，。；]{1,6}(?P<v>提供)")


def _prepositional(
    scope: Scope, quantity: Quantity, begin: int, mild: int, right: int, after: list[Token]
) -> Row | None:
    """为N名老人提供服务, 在N个小区建设站点, 对N家市场进行改造."""
    verb = next(
        (t for t in after if t.any(Verb.STRONG) and not t.any(Verb.NOUNY) and not is_noun(scope.masked, t)), None
    )
    general = _GENERAL.search(scope.masked, quantity.end, right)
    if general and (verb is None or general.start() < verb.start):
        verb = Token(general.start(), general.end(), general.group(), frozenset({Verb.STRONG}))
    given = _PROVIDED.search(scope.masked, quantity.end, right)  # 为未接种的女生提供接种
    if given is not None and verb is not None and verb.start < given.start():
        verb = Token(given.start("v"), given.end("v"), given["v"], frozenset({Verb.STRONG}))
    verb = verb or next((t for t in after if t.any(Verb.WEAK, Verb.EVENT, Verb.CONTROL, Verb.NOUNY)), None)
    stop = right
    if verb is None and right < scope.end and (scope.masked[right] in "、和及与" or scope.masked[right].isdigit()):
        later = tokens(scope.masked, right, min(scope.end, right + REACH))
        verb = next((t for t in later if t.any(Verb.STRONG) and not t.any(Verb.NOUNY)), None)
        stop, right = right, min(scope.end, right + REACH)
    if verb is None:
        return None
    raw = scope.text[begin : quantity.start].strip()
    lead = "" if NAMED.search(raw) else re.sub(r"^全(?:市|区|县|省|州)", "", tidy(raw))
    action = scope.text[verb.start : verb.end]
    target, end = noun_of(scope, action, verb.end, right)
    whom = _BY.split(scope.words(quantity.end, min(stop, verb.start)))[0].removesuffix("免费")
    subject = lead + whom + target
    return Row(quantity, "for-number-noun", action, subject, mild, max(end, verb.end), verb=verb)


_THERE_IS = re.compile(r"^(?!每)(?P<who>.*?)(?:已|现|共)?有$")


def _look_ahead(scope: Scope, index: int, mild: int, stop: int, right: int) -> Row | None:
    """No verb on either side: it may stand behind a later number of the clause."""
    quantity = scope.quantities[index]
    noun = _THERE_IS.sub(r"\g<who>", scope.words(mild, stop)) + scope.words(quantity.end, right)
    if index + 1 < len(scope.quantities):
        after = tokens(scope.masked, right, min(scope.end, quantity.end + 2 * REACH))
        verb = finishing(scope, after, scope.end)
        if verb is not None:
            action = scope.text[verb.start : verb.end]
            return Row(quantity, "number-noun-verb", action, noun, mild, verb.end, verb=verb)
    start = mild if scope.words(mild, stop) else quantity.start
    _, end = noun_of(scope, "", quantity.end, right)
    return Row(quantity, "number-noun", "", noun, start, max(end, quantity.end))
