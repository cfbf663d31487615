"""Numbers that belong together: 从X提高到Y, 分别为X和Y, A、B均达X."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from parsers import numerals, units
from parsers.clauses import drop_comparison, skip_adverbs, skip_times, tidy
from parsers.lexicon import Token, is_noun, tokens
from parsers.listednames import COMMA, names_of, subjects_of
from parsers.owners import CAPACITY, INDICATOR, NEEDS_TOPIC, joined
from parsers.quantities import Quantity
from parsers.records import Comparator
from parsers.scopes import EACH, REACH, Row, Scope, work_of
from parsers.verbwords import Verb

_FROM = re.compile(
    rf"(?:从|由)(?P<lead>[^，。；、]{{0,14}}?)(?P<a>{numerals.DIGITS}|{numerals.CHINESE}++)(?P<mag>(?:[十百万亿]|"
    rf"千(?![瓦米克伏])){{1,3}}+)?"
    rf"(?:{units.PATTERN})?(?:左右|以上)?(?:预计|已|将|逐步)?(?P<v>[一-鿿]{{0,4}}(?:到|至|为))(?:了)?"
    r"(?P<mid>[^\d，。；、]{0,8}|20\d\d年[^\d，。；、]{0,4})$"
)
_RESPECTIVELY = re.compile(
    r"分别(?:同比|[比较](?:上年|去年)(?:同期)?)?(?P<v>为(?=[约不超近\d每了全年序目])|(?!为)[一-鿿]{1,4}?)?(?:了)?(?P<each>每[一-鿿]{1,6}|(?:全年|年度|年|序时|目标)?(?:目标|计划|任务)(?:任务)?(?=的))?的?"
    r"(?=约|不少于|超|\d)"
)


def from_to(scope: Scope, index: int, out: list[Row]) -> Row | None:
    """从X提高到Y, 由X降至Y: one row with the new value; a row made of the old value is taken back from `out`."""
    quantity = scope.quantities[index]
    begin = max(scope.start, quantity.start - 60)
    window = scope.text[begin : quantity.start]
    match = _FROM.search(window) if "从" in window or "由" in window else None
    old = numerals.value(match["a"], match["mag"] or "") if match else None
    if match is None or old is None:
        return None
    if out and out[-1].quantity.number >= begin + match.start():
        dropped = out.pop()
        if scope.rows and scope.rows[-1] is dropped:
            scope.rows.pop()
    at = begin + match.start()
    if quantity.unit == "%" and scope.text.startswith("成", begin + match.end("mag" if match["mag"] else "a")):
        old *= 10  # 由六成提高到八成
    left = max([scope.start, at - REACH, *(q.end for q in scope.quantities[max(0, index - 4) : index] if q.end <= at)])
    head = skip_times(scope.masked, left, at)
    subject = drop_comparison(scope.words(head, at))
    if not subject:
        subject, head = scope.subject_before(at)
    elif CAPACITY.match(subject):
        subject = joined(scope.facility(), subject)
    elif NEEDS_TOPIC.match(subject):
        topic, head = scope.subject_before(at)
        subject = joined(topic, subject)
    each = next((m for m in (match["mid"], match["lead"]) if m.startswith("每")), "")
    subject = re.sub(r"^[将把]", "", subject) + each
    return Row(quantity, "from-to", match["v"], subject, head, quantity.end, old=old)


_TO_ZERO = re.compile(r"(?P<v>(?:下降|降低|减少|降|减)(?:至|到|为))(?:零|0)(?![\d.一-鿿%])")
_WAS = re.compile(r"(?:从|由)(?:20\d\d年(?:底|末)?的?)?$")


def to_zero(scope: Scope, index: int) -> Row | None:
    """贫困发生率由24%降至零: the new value is a word, with the unit of the old one."""
    quantity = scope.quantities[index]
    match = _TO_ZERO.match(scope.masked, quantity.unit_end, scope.end)
    if match is None:
        return None
    since = _WAS.search(scope.masked, max(scope.start, quantity.number - 14), quantity.number)
    if since is None:
        return None
    head = skip_times(scope.masked, scope.left(index), since.start())
    subject = drop_comparison(scope.words(head, since.start()))
    if not subject:
        subject, head = scope.subject_before(since.start())
    none = replace(quantity, low=0, high=0, end=match.end(), unit_end=match.end())
    return Row(none, "from-to", match["v"], subject, head, match.end(), old=quantity.low)


def _fronted(scope: Scope, first: tuple[int, int]) -> Token | None:
    """The verb before the first of several names, which are what it was done to."""
    found = tokens(scope.masked, *first)
    head = found[0] if found and found[0].start == first[0] and found[0].end < first[1] else None
    done = head is not None and head.any(Verb.STRONG, Verb.WEAK) and not is_noun(scope.masked, head)
    return head if done else None


_AHEAD = ("不低于", "不少于", "不高于", "不超过")


def _alike(scope: Scope, values: list[Quantity]) -> list[Quantity]:
    """分别增长8%、12%左右: what stands behind the last value is said of all."""
    last = values[-1] if values else None
    first = values[0] if values else None
    if first is not None and scope.text.startswith(_AHEAD, first.start):
        plain = [q.cmp is Comparator.EQUAL and q.unit == first.unit for q in values]  # 分别不低于1950元和1450元
        return [replace(q, cmp=first.cmp) if fits else q for q, fits in zip(values, plain, strict=True)]
    if last is None or not scope.text.endswith(("左右", "以上", "以内"), last.unit_end, last.end):
        return values
    plain = [q.cmp is Comparator.EQUAL and q.end == q.unit_end and q.unit == last.unit for q in values]
    return [replace(q, cmp=last.cmp) if fits else q for q, fits in zip(values, plain, strict=True)]


def respectively(scope: Scope) -> list[Row]:
    """A、B分别增长5%和6%: one row for each name."""
    if len(scope.quantities) < 2:
        return []
    paired = _old_and_new(scope) or _one_object(scope) or _again(scope)
    if paired:
        return paired
    match = _RESPECTIVELY.search(scope.masked, scope.start, scope.end) or _in_turn(scope)
    values = _alike(scope, [q for q in scope.quantities if match and q.number >= match.end() - 1])
    counted = _counted(scope, match, values) if match else []
    if counted:
        return counted
    if match is None or len(values) < 2 or len(values) < len(scope.quantities):
        return []
    left = skip_times(scope.masked, max(scope.start, match.start() - 2 * REACH), match.start())
    names = names_of(scope, left, match.start())
    if len(names) > len(values) == scope.masked.count("、", left, match.start()) + 1:
        names = names_of(scope, left, match.start(), COMMA)  # 甲、乙、丙和丁行业 with three values
    verb = match["v"] or ""
    fronted = _fronted(scope, names[0]) if verb in ("", "为") and len(names) == len(values) else None
    if fronted is not None:  # 改造甲管、乙管分别为8公里和9公里
        verb, names = scope.text[fronted.start : fronted.end], [(fronted.end, names[0][1]), *names[1:]]
    each = (match.groupdict().get("each") or "") if match.re is _RESPECTIVELY else ""
    own = skip_adverbs(scope.masked, left, match.start()) if left < match.start() else left
    if not drop_comparison(scope.words(own, match.start())) and len(scope.rows) >= len(values):
        return _of_rows_before(scope, verb, each, values)
    if len(names) != len(values):
        subjects = _sides(drop_comparison(scope.words(left, match.start())), len(values))
        names = [(left, left)] * len(values)
    else:
        subjects = subjects_of(scope, names)
    return [
        Row(quantity, "respectively", verb, subject + (_own_each(scope, quantity) or each), start, quantity.end)
        for (start, _), subject, quantity in zip(names, subjects, values, strict=True)
    ]


def _of_rows_before(scope: Scope, verb: str, each: str, values: list[Quantity]) -> list[Row]:
    """改造甲管、乙管，分别完成5公里和6公里: one value for each of the rows before."""
    named = scope.rows[-len(values) :]
    subjects = [work_of(r) for r in named]
    if len(set(subjects)) == 1:
        subjects = _sides(subjects[0], len(values))
    return [
        Row(q, "respectively", verb, s + each, r.start, q.end) for s, r, q in zip(subjects, named, values, strict=True)
    ]


def _own_each(scope: Scope, quantity: Quantity) -> str:
    """每人每月660元和每人每年6040元: for whom and when each value is said."""
    found = EACH.search(scope.masked, max(scope.start, quantity.number - 10), quantity.number)
    return found.group() if found else ""


def _counted(scope: Scope, match: re.Match[str], values: list[Quantity]) -> list[Row]:
    """甲、乙、丙等3项完成率分别达38%、64%、70%: how many names there are stands behind them."""
    before = scope.quantities[: -len(values)] if values else []
    if len(before) != 1 or len(values) < 2 or before[0].low != len(values):
        return []
    count = before[0]
    left = skip_times(scope.masked, max(scope.start, count.start - 2 * REACH), count.start)
    right = count.start - 1 if scope.masked.startswith("等", count.start - 1) else count.start
    names = names_of(scope, left, right, COMMA)
    if len(names) != len(values):
        names = names_of(scope, left, right)
    if len(names) != len(values):
        return []
    rate = drop_comparison(scope.words(count.end, match.start()))
    return [
        Row(q, "respectively", match["v"] or "", scope.words(s, e) + rate, s, q.end)
        for (s, e), q in zip(names, values, strict=True)
    ]


_DID = re.compile(r"分别(?P<did>[^，。；、\d]{3,24})$")


def _one_object(scope: Scope) -> list[Row]:
    """甲镇、乙镇分别新建泵站3座、5座: one verb and object, as many places as values."""
    values = scope.quantities
    did = _DID.search(scope.masked, max(scope.start, values[0].start - 30), values[0].start)
    if did is None or len(values) < 2:
        return []
    if any(scope.masked[a.end : b.start] not in ("、", "和", "以及") for a, b in pairwise(values)):
        return []
    left = skip_times(scope.masked, max(scope.start, did.start() - 2 * REACH), did.start())
    names = names_of(scope, left, did.start())
    verb = next(iter(tokens(scope.masked, did.start("did"), did.end("did"))), None)
    if len(names) != len(values) or verb is None or verb.start != did.start("did") or verb.any(Verb.MEASURE):
        return []
    work = scope.words(verb.end, did.end())
    return [
        Row(q, "respectively", scope.text[verb.start : verb.end], tidy(scope.text[s:e]) + work, s, q.end)
        for (s, e), q in zip(names, values, strict=True)
    ]


_TURNED = re.compile(r"(?:同比)?(?P<v>增长|提高|下降|达到|达|为|上升|提升|增至|降至|升至|突破|超过)(?:了)?(?=\d)")


_GROWTH = re.compile(r"[ 　]*(?:同比|比上年|较上年|名义|实际|预计|均|分别)*(?P<v>增长|下降|提高|上升|增加|减少|达到?)")


def _again(scope: Scope) -> list[Row]:
    """城镇、渔村居民收入分别达到4.8万元、2.6万元，增长5%、7%: the second values are of the same names in turn."""
    values = scope.quantities
    named = scope.rows[-len(values) :]
    match = _GROWTH.match(scope.masked, scope.start, values[0].start)
    if len(named) < len(values) or match is None or match.end() != values[0].start:
        return []
    if any(row.rule != "respectively" for row in named) or any(q.unit != values[0].unit for q in values):
        return []
    between = [scope.masked[a.end : b.start] for a, b in pairwise(values)]
    if len({row.subject for row in named}) < len(named) or any(sign not in ("、", "和", "与") for sign in between):
        return []
    return [
        Row(q, "respectively", match["v"], row.subject, row.start, q.end) for q, row in zip(values, named, strict=True)
    ]


def _in_turn(scope: Scope) -> re.Match[str] | None:
    """甲率、乙率提高3个百分点和5个百分点: as many rates as values, 分别 left out."""
    if len(scope.quantities) != 2 or scope.quantities[0].unit != scope.quantities[1].unit:
        return None
    first, second = scope.quantities
    match = _TURNED.search(scope.masked, max(scope.start, first.start - 5), first.start + 1)
    if match is None or match.end() != first.start or scope.masked[first.end : second.start] not in ("和", "、", "与"):
        return None
    names = names_of(scope, skip_times(scope.masked, scope.start, match.start()), match.start())
    told = len(names) == 2 and INDICATOR.search(scope.words(*names[-1])) is not None
    apart = told and not _WHERE.search(scope.words(*names[0]))
    return match if apart else None


_WHERE = re.compile(r"(?:院|室|校|馆|站|所|园|[区县市镇村])$")
"""甲医院、乙诊所就诊率: one rate of both, where only its two values are told apart."""


def _sides(subject: str, count: int) -> list[str]:
    """城乡居民收入 with two values: of town and of country, in this order."""
    if count == 2 and subject.count("存贷款") == 1:
        return [subject.replace("存贷款", "存款"), subject.replace("存贷款", "贷款")]
    if count == 2 and subject.count("城乡") == 1:
        return [subject.replace("城乡", "城镇"), subject.replace("城乡", "农村")]
    return [subject] * count


# The verb between old and new values, and what each value holds for.
_SINCE = re.compile(r"(?P<each>分别)?(?:从|由)(?P<lead>[^，、。；\d]{0,10})$")
_TURN = re.compile(
    r"(?:左右|以上)?(?P<each>分别)?(?:统一)?(?P<v>[一-鿿]{0,4}?(?:到|至|为))(?:了)?(?P<lead>[^，、。；\d分]{0,10})"
)


def _old_and_new(scope: Scope) -> list[Row]:
    """A、B分别从1、2提高到3、4: the first half of the numbers are the old values."""
    half, odd = divmod(len(scope.quantities), 2)
    if half < 2 or odd:
        return []
    old, new = scope.quantities[:half], scope.quantities[half:]
    turn = _TURN.fullmatch(scope.masked, old[-1].end, new[0].start) if new[0].start - old[-1].end < 30 else None
    since = _SINCE.search(scope.masked, max(scope.start, old[0].start - 20), old[0].start)
    measures = [q.unit for q in old]
    apart = measures == [q.unit for q in new] and len(set(measures)) == half  # 由9户20人减至3户5人
    if turn is None or since is None or not (turn["each"] or since["each"] or apart):
        return []
    left = skip_times(scope.masked, max(scope.start, since.start() - 2 * REACH), since.start())
    left += 1 if scope.masked.startswith(("将", "把"), left) else 0
    names = names_of(scope, left, since.start())
    subjects = subjects_of(scope, names) if len(names) == half else []
    if not subjects:
        topic = drop_comparison(scope.words(left, since.start()))
        topic, left = (topic, left) if topic else scope.subject_before(since.start())
        names, subjects = [(left, left)] * half, [topic] * half
    each = turn["lead"] if turn["lead"].startswith("每") else ""
    return [
        Row(value, "respectively", turn["v"], subject + each, start, value.end, old=before.low)
        for (start, _), subject, before, value in zip(names, subjects, old, new, strict=True)
    ]
