"""How a quantity stands in its clause: which verb governs it, what it counts, and which stretch says so."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from parsers import numerals, units
from parsers.clauses import before_fillers, drop_comparison, skip_adverbs, skip_times, tidy
from parsers.lexicon import Token, Verb, tokens
from parsers.quantities import Quantity
from parsers.records import Number

_REACH = 90  # how far from a number its words are looked for: keeps the work per number bounded


@dataclass(slots=True)
class Row:
    """A quantity with its words, offsets in the folded text."""

    quantity: Quantity
    rule: str
    action: str
    subject: str
    start: int
    end: int
    old: Number | None = None
    verb: Token | None = None
    inherits: bool = False
    total: Number | None = None


@dataclass(slots=True)
class Scope:
    """One clause and what the sentence has said before it."""

    text: str
    masked: str
    start: int
    end: int
    quantities: list[Quantity]
    rows: list[Row] = field(default_factory=list)
    """Rows of the sentence so far."""
    topic: tuple[int, int] | None = None
    """The stretch that names what the sentence is about, from a clause without a number."""


_SEPARATOR = re.compile(r"、|以及|和|及|与|或|并")
_PREPOSITION = re.compile(r"(?:在|为|对|向|给|将|把|面向|针对|从|按|由|对接|组织|围绕|于)")
_PREDICATE_MARK = re.compile(
    r"(?:已(?:经)?|正在|全部|全面|均|都|陆续|按期|如期|率先|有序|加快)(?:全部|全面|按计划|按期|如期|顺利|稳步|有序|正式|成功|投入)?$"
)
_FROM = re.compile(
    rf"(?:从|由)(?P<lead>[^，。；、]{{0,14}}?)(?P<a>{numerals.DIGITS}|{numerals.CHINESE}++)(?P<mag>[十百千万亿]{{1,3}}+)?(?:{units.PATTERN})?(?:左右|以上)?"
    r"(?P<v>[一-鿿]{0,4}(?:到|至|为))(?:了)?(?P<mid>[^\d，。；、]{0,8}|20\d\d年[^\d，。；、]{0,4})$"
)
_EACH_OF = re.compile(r"(?:均|都|双双)(?=[一-鿿]{1,3}$)")
_WORK = re.compile(r"(?:建设|改造|整治|治理|提升|修复|维修|养护|编制|创建|工程|项目|任务|工作|提质强能|达标|更新)$")


def rows_of(scope: Scope) -> list[Row]:
    """The rows of one clause, in order."""
    listed = _respectively(scope)
    if listed:
        return listed
    out: list[Row] = []
    for index, quantity in enumerate(scope.quantities):
        if quantity.excluded:
            continue
        row = _from_to(scope, index, out) or _row(scope, index, out)
        if row is None:
            continue
        each = _each(scope, quantity, row)
        out.extend(each or [row])
        scope.rows.append(out[-1])
    _share_head(scope, out)
    return out


def _left(scope: Scope, index: int) -> int:
    start = scope.quantities[index - 1].end if index else scope.start
    return max(start, scope.quantities[index].start - _REACH)


def _right(scope: Scope, index: int) -> int:
    quantity = scope.quantities[index]
    limit = min(scope.end, quantity.end + _REACH)
    if index + 1 < len(scope.quantities):
        following = scope.quantities[index + 1].start
        cuts = list(_SEPARATOR.finditer(scope.masked, quantity.end, min(following, limit)))
        if cuts and cuts[0].start() == quantity.end:
            return quantity.end
        strong = [c for c in cuts if c.group() == "、"] or cuts
        return strong[-1].start() if strong else min(following, limit)
    return limit


def _from_to(scope: Scope, index: int, out: list[Row]) -> Row | None:
    """从X提高到Y, 由X降至Y."""
    quantity = scope.quantities[index]
    begin = max(scope.start, quantity.start - 60)
    window = scope.text[begin : quantity.start]
    if "从" not in window and "由" not in window:
        return None
    match = _FROM.search(window)
    if match is None:
        return None
    old = numerals.value(match["a"], match["mag"] or "")
    if old is None:
        return None
    if out and out[-1].quantity.number >= begin + match.start():
        scope.rows[:] = [r for r in scope.rows if r is not out[-1]]
        out.pop()
    at = begin + match.start()
    left = max(scope.start, at - _REACH)
    previous = [q for q in scope.quantities[:index] if q.end <= at]
    if previous:
        left = max(left, previous[-1].end)
    head = skip_times(scope.masked, left, at)
    subject = drop_comparison(tidy(scope.text[head:at]))
    if not subject:
        subject, head = _topic(scope, at)
    return Row(quantity, "from-to", match["v"], subject, head, quantity.end, old=old)


_RESPECTIVELY = re.compile(r"分别(?:同比)?(?P<v>[一-鿿]{1,4}?)?(?:了)?(?=约|不少于|超|\d)")


def _respectively(scope: Scope) -> list[Row]:
    """A、B分别增长5%和6%: one row for each name."""
    match = _RESPECTIVELY.search(scope.masked, scope.start, scope.end)
    values = [q for q in scope.quantities if not q.excluded and match and q.number >= match.end() - 1]
    if match is None or len(values) < 2:
        return []
    left = skip_times(scope.masked, max(scope.start, match.start() - 2 * _REACH), match.start())
    names = _names(scope, left, match.start())
    verb = match["v"] or ""
    if len(names) != len(values):
        subject = drop_comparison(tidy(scope.text[left : match.start()]))
        return [Row(q, "respectively", verb, subject, left, q.end) for q in values]
    last = scope.text[names[-1][0] : names[-1][1]]
    shared = next(
        (w for w in ("占比", "比重", "增速", "增幅", "占有率", "覆盖率", "达标率") if tidy(last).endswith(w)), ""
    )
    rows = []
    for (start, end), quantity in zip(names, values, strict=True):
        subject = drop_comparison(tidy(scope.text[start:end]))
        if shared and not subject.endswith(shared):
            subject += shared
        rows.append(Row(quantity, "respectively", verb, subject, start, quantity.end))
    return rows


def _names(scope: Scope, left: int, right: int) -> list[tuple[int, int]]:
    names, at = [], left
    for cut in re.finditer(r"、|以及|和|及|与", scope.masked[left:right]):
        names.append((at, left + cut.start()))
        at = left + cut.end()
    names.append((at, right))
    return [(s, e) for s, e in names if scope.text[s:e].strip()]


def _each(scope: Scope, quantity: Quantity, row: Row) -> list[Row]:
    """A、B均突破5万户: the one value holds for every name."""
    if row.verb is None or not row.verb.any(Verb.MEASURE):
        return []
    mark = re.search(r"(?:均|都|双双)$", scope.masked[max(scope.start, row.verb.start - 2) : row.verb.start])
    if mark is None:
        return []
    names = _names(scope, row.start, row.verb.start - 1)
    if not 2 <= len(names) <= 5:
        return []
    return [
        Row(quantity, "each-of", row.action, tidy(scope.text[s:e]), s, quantity.end, verb=row.verb) for s, e in names
    ]


def _topic(scope: Scope, at: int) -> tuple[str, int]:
    """What the sentence is about, where the clause itself does not say: words and their start."""
    if scope.rows:
        row = scope.rows[-1]
        return row.subject, row.start
    if scope.topic:
        start, end = scope.topic
        return tidy(scope.text[start:end]), start
    return "", at


def _row(scope: Scope, index: int, out: list[Row]) -> Row | None:
    quantity = scope.quantities[index]
    left, right = _left(scope, index), _right(scope, index)
    before = tokens(scope.masked, left, quantity.start)
    post = scope.masked[quantity.end : right].strip(" 　")
    if not post or post[0] in "、)）(" or (post[0] == "□" and not post.strip("□")):
        return _tail(scope, quantity, left, before, out)
    return _middle(scope, index, left, right, before, out)


# --- the number stands last: 新增学位300个, 覆盖率达到90% -----------------------------------------------------------


def _tail(scope: Scope, quantity: Quantity, left: int, before: list[Token], out: list[Row]) -> Row:
    stop = before_fillers(scope.masked, left, quantity.start)
    start = skip_adverbs(scope.masked, left, stop)
    mild = skip_times(scope.masked, left, stop)
    last = before[-1] if before and before[-1].end >= stop else None
    head = next((t for t in before if t.start <= start < t.end or t.start == mild), None)
    if last is not None and _measures(last, head):
        return _indicator(scope, quantity, left, mild, last)
    if head is not None and head is not last:
        inner = _inner(before, head, last)
        if head.any(Verb.CONTROL, Verb.MEANS) and inner is not None:
            return _verb_object(scope, quantity, inner, stop, mild, skip_subject=True)
        if not head.any(Verb.MEANS):
            return _verb_object(scope, quantity, head, stop, head.start)
    inner = _inner(before, None, last)
    if inner is not None:
        return _verb_object(scope, quantity, inner, stop, mild)
    if last is not None and last.any(Verb.EVENT, Verb.STRONG, Verb.WEAK, Verb.MEASURE):
        return _predicate_last(scope, quantity, mild, last, out)
    return _bare(scope, quantity, left, mild, stop, out)


_PURE = frozenset("为 占 达 达到 由 高 低 快 多 少 降 升 涨 增 减 超 逾 突破 超过 接近".split())


def _measures(last: Token, head: Token | None) -> bool:
    if not last.any(Verb.MEASURE) or last.word in ("实现", "完成", "通过", "降低", "达成", "达标"):
        return False
    if last.any(Verb.STRONG) and head is not None and head is not last and last.word not in _PURE:
        return head.any(Verb.CONTROL, Verb.MEANS)
    return True


_STRONG_INNER = (Verb.STRONG,)


def _inner(before: list[Token], head: Token | None, last: Token | None) -> Token | None:
    """The last verb before the number that is seldom a noun."""
    for token in reversed(before):
        if token is head or token is last:
            continue
        if head is not None and token.start < head.end:
            break
        if token.any(Verb.STRONG) and not (token.any(Verb.NOUNY, Verb.CONTROL)):
            return token
    return None


def _indicator(scope: Scope, quantity: Quantity, left: int, mild: int, verb: Token) -> Row:
    """Indicator, measure verb, value."""
    raw = scope.text[mild : verb.start]
    subject = drop_comparison(tidy(raw))
    start = mild
    rule = "indicator"
    if not subject or subject in ("增速", "占比", "比重", "增幅", "总量", "其中") or subject.startswith("占"):
        topic, at = _topic(scope, mild)
        if topic:
            subject, start, rule = topic + subject, at, "indicator-topic"
    return Row(quantity, rule, scope.text[verb.start : verb.end], subject, start, quantity.end, verb=verb)


def _verb_object(
    scope: Scope, quantity: Quantity, verb: Token, stop: int, begin: int, *, skip_subject: bool = False
) -> Row:
    """Verb, object, number; words before the verb that name a place of work or a group stay in the subject."""
    target = tidy(scope.text[verb.end : stop])
    prefix, start = ("", verb.start) if skip_subject else _prefix(scope, begin, verb.start)
    if not target and not prefix:
        prefix, start = _topic(scope, verb.start)
    return Row(
        quantity, "verb-object-number", scope.text[verb.start : verb.end], prefix + target, start, quantity.end,
        verb=verb, inherits=True,
    )  # fmt: skip


_DROPPED = re.compile(
    r"^(?:利用|依托|通过|结合|按照|根据|借助|采取|运用|以|在(?!.{0,24}(?:区|院|校|店|站|村|社区|街道|小区|住宅|机构)$)|从|推动|促进|确保|由|与|据)"
)
_KEPT = re.compile(r"^(?:围绕|向|为|对|给|面向|针对|在|于)")


def _prefix(scope: Scope, begin: int, end: int) -> tuple[str, int]:
    """The words before the verb that belong to the subject, and where the quote starts."""
    if begin >= end:
        return "", end
    words = scope.text[begin:end]
    if _DROPPED.match(words):
        return "", end
    match = _KEPT.match(words)
    start = begin + (match.end() if match else 0)
    kept = drop_comparison(tidy(scope.text[start:end]))
    if match and match.group() in ("在", "于") and "的" in kept:
        start += scope.text[start:end].rfind("的") + 1
        kept = tidy(scope.text[start:end])
    return (kept, start) if kept else ("", end)


def _predicate_last(scope: Scope, quantity: Quantity, mild: int, verb: Token, out: list[Row]) -> Row:
    """Subject, finishing verb, number: 项目已开工51户."""
    subject = drop_comparison(tidy(scope.text[mild : verb.start]))
    start = mild
    if not subject:
        subject, start = _topic(scope, verb.start)
    return Row(
        quantity, "subject-verb-number", scope.text[verb.start : verb.end], subject, start, quantity.end, verb=verb
    )


_INDICATOR_NOUN = re.compile(
    r"(?:率|值|额|量|收入|余额|比重|占比|面积|总数|水平|速度|指数|浓度|涨幅|增幅|预算|税收|人数|里程|规模|缺口|强度)$"
)


def _bare(scope: Scope, quantity: Quantity, left: int, mild: int, stop: int, out: list[Row]) -> Row:
    """No verb of its own: shares the verb before it, or has none."""
    raw = scope.masked[left : quantity.start]
    name = tidy(scope.text[mild:stop])
    previous = scope.rows[-1] if scope.rows else None
    linked = (
        previous is not None and previous.inherits and not scope.masked[left:stop].lstrip("、，").startswith("其中")
    )
    if linked and previous is not None:
        joined = left > scope.start and raw[:1] in ("、", "和", "及", "与", "") or left > scope.start
        if joined or not _INDICATOR_NOUN.search(name):
            subject = name or previous.subject
            if name and previous.verb is not None and not previous.verb.any(Verb.STRONG, Verb.WEAK):
                subject = name
            return Row(
                quantity, "shared-verb", previous.action, subject, previous.start, quantity.end,
                verb=previous.verb, inherits=True,
            )  # fmt: skip
    if not name and previous is not None:
        return Row(
            quantity,
            "same-subject",
            previous.action,
            previous.subject,
            previous.start,
            quantity.end,
            verb=previous.verb,
        )
    start = mild
    if not name and scope.topic:
        name, start = _topic(scope, mild)
    return Row(quantity, "name-number", "", name, start, quantity.end)


# --- the number stands before its noun: 建成2所小学, 16家企业完成改制 ----------------------------------------------


def _middle(scope: Scope, index: int, left: int, right: int, before: list[Token], out: list[Row]) -> Row | None:
    quantity = scope.quantities[index]
    stop = before_fillers(scope.masked, left, quantity.start)
    mild = skip_times(scope.masked, left, stop)
    start = skip_adverbs(scope.masked, left, stop)
    after = tokens(scope.masked, quantity.end, right)
    last = before[-1] if before and before[-1].end >= stop else None
    preposition = _PREPOSITION.match(scope.masked, mild) if mild < quantity.start else None
    if after and after[0].start == quantity.end and not (last and last.any(Verb.STRONG, Verb.WEAK)):
        return _number_then_verb(scope, quantity, left, mild, stop, right, after, preposition, before, out)
    if preposition and preposition.end() <= quantity.start and not (last is not None and last.any(Verb.STRONG)):
        row = _prepositional(scope, quantity, mild, stop, right, after, preposition.end())
        if row is not None:
            return row
    marked = _marked_predicate(scope, quantity, right, after)
    head = next((t for t in before if t.start <= start < t.end or t.start == mild), None)
    verb = last or head or _inner(before, None, None)
    if verb is not None and verb.any(Verb.CONTROL, Verb.MEANS) and not verb.any(Verb.STRONG, Verb.WEAK):
        strong = _inner(before, verb, None) if verb is head else None
        verb = strong or verb
        finishing = _finishing(after, right, scope)
        if verb.any(Verb.CONTROL) and not verb.any(Verb.STRONG, Verb.WEAK) and finishing is not None:
            return _number_noun_verb(scope, quantity, verb.end, right, finishing)
    if marked is not None:
        return _number_noun_verb(scope, quantity, mild if verb is None else verb.end, right, marked)
    if verb is not None:
        return _verb_number_noun(scope, quantity, verb, stop, right, mild)
    previous = scope.rows[-1] if scope.rows else None
    if (
        not before
        and previous is not None
        and previous.inherits
        and left > scope.start
        and not tidy(scope.text[left:stop])
    ):
        return _shared_number_noun(scope, quantity, previous, right)
    predicate = _finishing(after, right, scope) or next((t for t in after if t.any(Verb.STRONG, Verb.MEASURE)), None)
    if predicate is not None:
        return _number_noun_verb(scope, quantity, mild, right, predicate)
    return _look_ahead(scope, index, mild, stop, right)


def _finishing(after: list[Token], right: int, scope: Scope) -> Token | None:
    """A finishing verb that ends the clause."""
    if not after:
        return None
    stop = before_fillers(scope.masked, after[-1].start, right)
    token = after[-1]
    if token.end >= stop and token.any(Verb.EVENT, Verb.MEASURE):
        modifier = scope.masked[max(0, token.start - 2) : token.start]
        if token.any(Verb.WEAK, Verb.NOUNY) and not re.search(
            r"(?:有序|加快|稳步|全部|全面|已|正在|顺利|持续|计划|圆满|大幅)$", modifier
        ):
            return None
        return token
    return None


def _marked_predicate(scope: Scope, quantity: Quantity, right: int, after: list[Token]) -> Token | None:
    for token in after:
        if token.start > quantity.end and _PREDICATE_MARK.search(
            scope.masked[max(quantity.end, token.start - 8) : token.start]
        ):
            return token
    return None


def _cut_noun(text: str) -> str:
    """The noun behind a number without what continues the sentence."""
    text = re.split(r"为(?:核心|主体|主|重点|支撑|引领|载体|代表)|[和及](?=部分|一批)|，", text)[0]
    return tidy(re.sub(r"^的", "", text))


_NAMED = re.compile(r"等$|、")
_GENERIC = re.compile(r"^(?:项目|工程|政策|工作|措施|活动|赛事|任务|事项|重点项目建设)$")


def _verb_number_noun(scope: Scope, quantity: Quantity, verb: Token, stop: int, right: int, mild: int) -> Row:
    noun = _cut_noun(scope.text[quantity.end : right])
    between_raw = scope.text[verb.end : quantity.start].strip()
    between = tidy(between_raw)
    if between and _NAMED.search(between_raw):
        between = between + "等" if _GENERIC.match(noun) and between_raw.endswith("等") else ""
    if between in ("以", "有", "出", "至", "到", "多", "好"):
        between = ""
    prefix, start = (
        _prefix(scope, min(mild, verb.start), verb.start) if not verb.any(Verb.CONTROL) else ("", verb.start)
    )
    end = _noun_end(scope, quantity, right)
    return Row(
        quantity, "verb-number-noun", scope.text[verb.start : verb.end], prefix + between + noun, start, end,
        verb=verb, inherits=True,
    )  # fmt: skip


def _noun_end(scope: Scope, quantity: Quantity, right: int) -> int:
    text = scope.text[quantity.end : right]
    cut = re.search(r"为(?:核心|主体|主|重点|支撑|引领|载体|代表)|[和及](?=部分|一批)", text)
    end = quantity.end + (cut.start() if cut else len(text.rstrip(" 　、，的")))
    return max(end, quantity.end)


def _shared_number_noun(scope: Scope, quantity: Quantity, previous: Row, right: int) -> Row:
    noun = _cut_noun(scope.text[quantity.end : right])
    return Row(
        quantity, "shared-verb", previous.action, noun, previous.start, _noun_end(scope, quantity, right),
        verb=previous.verb, inherits=True,
    )  # fmt: skip


def _number_then_verb(
    scope: Scope, quantity: Quantity, left: int, mild: int, stop: int, right: int, after: list[Token],
    preposition: re.Match[str] | None, before: list[Token], out: list[Row],
) -> Row:  # fmt: skip
    """Noun, number, verb: 困难群众500人列为对象; or verb, number, verb: the second starts anew."""
    verb = after[0]
    if not before and tidy(scope.text[mild:stop]):
        begin = preposition.end() if preposition else mild
        noun = tidy(scope.text[begin:stop])
        target = _cut_noun(scope.text[verb.end : right])
        return Row(
            quantity, "noun-number-verb", scope.text[verb.start : verb.end], noun + target, begin, right, verb=verb
        )
    row = _tail(scope, quantity, left, before, out)
    if not row.subject:
        row.subject = tidy(scope.text[quantity.end : right])
        row.end = right
    return row


def _prepositional(
    scope: Scope, quantity: Quantity, mild: int, stop: int, right: int, after: list[Token], begin: int
) -> Row | None:
    """为N名老人提供服务, 在N个小区建设站点, 对N家市场进行改造."""
    verb = next((t for t in after if t.any(Verb.STRONG) and not t.any(Verb.NOUNY)), None)
    general = re.search(r"进行|给予|实行|予以|加以", scope.masked[quantity.end : right])
    if general and (verb is None or general.start() + quantity.end < verb.start):
        at = quantity.end + general.start()
        verb = Token(at, at + 2, general.group(), frozenset({Verb.STRONG}))
    verb = verb or next((t for t in after if t.any(Verb.WEAK, Verb.EVENT, Verb.CONTROL)), None)
    if verb is None:
        return None
    lead_raw = scope.text[begin : quantity.start].strip()
    lead = "" if _NAMED.search(lead_raw) else re.sub(r"^全(?:市|区|县|省|州)", "", tidy(lead_raw))
    noun = tidy(scope.text[quantity.end : verb.start])
    target = tidy(_cut_noun(scope.text[verb.end : right]))
    return Row(
        quantity, "for-number-noun", scope.text[verb.start : verb.end], lead + noun + target, mild,
        _noun_end(scope, quantity, right), verb=verb,
    )  # fmt: skip


def _number_noun_verb(scope: Scope, quantity: Quantity, begin: int, right: int, verb: Token) -> Row:
    """16家企业完成改制, 9个项目全部完工."""
    lead_raw = scope.text[begin : quantity.start].strip()
    noun = drop_comparison(tidy(scope.text[quantity.end : verb.start]))
    noun = re.sub(
        r"(?:已(?:经)?|正在|全部|全面|有序|按计划|率先|圆满|大幅|汛前|加快|稳步|如期|按期|均|都|顺利|向市民|成功)+$",
        "",
        noun,
    )
    lead = tidy(lead_raw)
    start = begin
    if lead and _NAMED.search(lead_raw):
        lead = lead + "等" if _GENERIC.match(noun) else ""
    target = _cut_noun(scope.text[verb.end : right])
    if not lead_raw:
        start = quantity.start
    else:
        start = (
            begin + len(scope.text[begin : quantity.start]) - len(scope.text[begin : quantity.start].lstrip(" 　、，"))
        )
    return Row(
        quantity, "number-noun-verb", scope.text[verb.start : verb.end], lead + noun + target, start,
        max(verb.end, _noun_end(scope, quantity, right)), verb=verb,
    )  # fmt: skip


def _look_ahead(scope: Scope, index: int, mild: int, stop: int, right: int) -> Row:
    """No verb on either side: the verb stands behind a later number of the clause, or nowhere."""
    quantity = scope.quantities[index]
    after = tokens(scope.masked, right, min(scope.end, quantity.end + 2 * _REACH))
    verb = _finishing(after, scope.end, scope)
    noun = tidy(scope.text[mild:stop]) + tidy(scope.text[quantity.end : right])
    if verb is not None:
        return Row(
            quantity,
            "number-noun-verb",
            scope.text[verb.start : verb.end],
            noun,
            mild,
            max(verb.end, scope.end),
            verb=verb,
        )
    return Row(quantity, "number-noun", "", noun, mild, _noun_end(scope, quantity, right))


def _share_head(scope: Scope, out: list[Row]) -> None:
    """4个小区、29万平方米旧楼改造: a row without its own noun takes the noun and the end of its neighbour."""
    for row, following in zip(reversed(out[:-1]), reversed(out[1:]), strict=True):
        between = scope.masked[row.quantity.end : following.quantity.start]
        if len(between) > 40:
            continue
        bare = between.strip() in ("、", "和", "", "及", "与")
        if (
            bare
            and following.rule in ("verb-number-noun", "shared-verb", "number-noun-verb", "number-noun")
            and following.end > following.quantity.end
        ):
            row.subject, row.end = following.subject, max(row.end, following.end)
            if not row.action:
                row.action, row.verb = following.action, following.verb
        elif re.fullmatch(r"[一-鿿]{1,3}级、", between):
            suffix = re.sub(r"^[一-鿿]{1,3}级", "", following.subject)
            row.subject, row.end = between[:-1] + suffix, max(row.end, following.end)
        elif (
            _WORK.search(following.subject)
            and row.action in ("完成", "实施", "推进", "启动")
            and not _WORK.search(row.subject)
            and following.rule == "shared-verb"
        ):
            row.subject, row.end = following.subject, max(row.end, following.end)
        elif (
            "、" not in between
            and "和" not in between
            and between
            and following.rule != "number-noun-verb"
            and row.rule == "verb-number-noun"
            and not following.subject.startswith(tidy(between))
        ):
            row.end = max(row.end, following.end)
