"""Numbers that belong together: 从X提高到Y, 分别为X和Y, A、B均达X."""

from __future__ import annotations

import re

from parsers import numerals, units
from parsers.clauses import drop_comparison, skip_times, tidy
from parsers.lexicon import Verb
from parsers.quantities import Quantity
from parsers.scopes import REACH, Row, Scope
from parsers.tailframes import INDICATOR

_FROM = re.compile(
    rf"(?:从|由)(?P<lead>[^，。；、]{{0,14}}?)(?P<a>{numerals.DIGITS}|{numerals.CHINESE}++)(?P<mag>(?:[十百万亿]|"
    rf"千(?![瓦米克伏])){{1,3}}+)?"
    rf"(?:{units.PATTERN})?(?:左右|以上)?(?:预计|已|将|逐步)?(?P<v>[一-鿿]{{0,4}}(?:到|至|为))(?:了)?"
    r"(?P<mid>[^\d，。；、]{0,8}|20\d\d年[^\d，。；、]{0,4})$"
)
_RESPECTIVELY = re.compile(r"分别(?:同比)?(?P<v>[一-鿿]{1,4}?)?(?:了)?(?=约|不少于|超|\d)")
_AND = re.compile(r"、|以及|[和及与]")
_COMMA = re.compile("、")
_SHARED_TAILS = ("占比", "比重", "增速", "增幅", "占有率", "覆盖率", "达标率", "合格率", "增长率")


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
    left = max([scope.start, at - REACH, *(q.end for q in scope.quantities[max(0, index - 4) : index] if q.end <= at)])
    head = skip_times(scope.masked, left, at)
    subject = drop_comparison(scope.words(head, at))
    if not subject:
        subject, head = scope.subject_before(at)
    subject = re.sub(r"^将", "", subject)
    return Row(quantity, "from-to", match["v"], subject, head, quantity.end, old=old)


def respectively(scope: Scope) -> list[Row]:
    """A、B分别增长5%和6%: one row for each name."""
    match = _RESPECTIVELY.search(scope.masked, scope.start, scope.end)
    values = [q for q in scope.quantities if match and q.number >= match.end() - 1]
    if match is None or len(values) < 2 or len(values) < len(scope.quantities):
        return []
    left = skip_times(scope.masked, max(scope.start, match.start() - 2 * REACH), match.start())
    names = _names(scope, left, match.start())
    if len(names) > len(values) == scope.masked.count("、", left, match.start()) + 1:
        names = _names(scope, left, match.start(), _COMMA)  # 甲、乙、丙和丁行业 with three values
    verb = match["v"] or ""
    if not drop_comparison(scope.words(left, match.start())) and len(scope.rows) >= len(values):
        named = scope.rows[-len(values) :]
        return [Row(q, "respectively", verb, r.subject, r.start, q.end) for r, q in zip(named, values, strict=True)]
    if verb in ("从", "由") and len(values) % 2 == 0:
        return _respectively_from(scope, names, values)
    if len(names) != len(values):
        subject = drop_comparison(scope.words(left, match.start()))
        return [Row(q, "respectively", verb, subject, left, q.end) for q in values]
    last = scope.words(*names[-1])
    shared = next((w for w in _SHARED_TAILS if last.endswith(w)), "")
    rows: list[Row] = []
    for (start, end), quantity in zip(names, values, strict=True):
        subject = drop_comparison(scope.words(start, end))
        if len(subject) <= 2 and len(rows) and len(rows[0].subject) >= len(subject) + 3:
            subject = rows[0].subject[: -len(subject)] + subject  # 预算收入和支出: 预算支出
        elif shared and not subject.endswith(shared):
            subject += shared
        elif len(subject) <= 4 and len(last) >= len(subject) + 2 and not INDICATOR.search(subject):
            subject += drop_comparison(last)[len(subject) :]  # 城镇和农村居民收入: 城镇居民收入
        rows.append(Row(quantity, "respectively", verb, subject, start, quantity.end))
    return rows


def _respectively_from(scope: Scope, names: list[tuple[int, int]], values: list[Quantity]) -> list[Row]:
    """A、B分别从1、2提高到3、4: the first half are the old values."""
    half = len(values) // 2
    verb = scope.words(values[half - 1].end, values[half].start)
    rows = []
    for index, (old, new) in enumerate(zip(values[:half], values[half:], strict=True)):
        start, end = names[index] if len(names) == half else (names[0][0], names[-1][1])
        subject = drop_comparison(scope.words(start, end))
        rows.append(Row(new, "respectively", verb, subject, start, new.end, old=old.low))
    return rows


def _names(scope: Scope, left: int, right: int, separator: re.Pattern[str] = _AND) -> list[tuple[int, int]]:
    names, at = [], left
    for cut in separator.finditer(scope.masked, left, right):
        names.append((at, cut.start()))
        at = cut.end()
    names.append((at, right))
    return [(s, e) for s, e in names if scope.text[s:e].strip()]


def each_of(scope: Scope, quantity: Quantity, row: Row) -> list[Row]:
    """A、B均突破5万户: the one value holds for every name. Empty where the clause does not say so."""
    if row.verb is None or not row.verb.any(Verb.MEASURE) or row.verb.end > quantity.start:
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
