"""Find numbers with a unit in the folded text, and say which of them are no quantity and why."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from heapq import merge

from parsers import numerals, units
from parsers.edges import first_characters, last_characters
from parsers.exclusions import exclusions
from parsers.limits import Context
from parsers.records import Comparator, Number


@dataclass(slots=True)
class Quantity:
    """A number with its unit. `start`..`end` covers the comparator words, `number`..`unit_end` only number and unit."""

    start: int
    end: int
    number: int
    unit_end: int
    low: Number
    high: Number
    cmp: Comparator
    unit: str
    words: str
    """The number as written."""
    excluded: str | None = None
    """Name of the rule that says this is no quantity."""
    implied_unit: bool = False


_N = rf"(?:{numerals.DIGITS}|{numerals.CHINESE}++)"
_MAG = "(?:[十百万亿]|千(?![瓦米克伏卡])){1,3}+"
_NUMERALS = "零〇一二两三四五六七八九十百千万亿"
# A number as `_N` has it, its first character apart: a search that begins with a class of characters skips to them.
_FIRST_NUMBER = (
    rf"[\d{_NUMERALS}](?<![\d.,A-Za-z{_NUMERALS}].)"
    rf"(?:(?<=\d)\d*+{numerals.THOUSANDS}|(?<!\d)(?:(?<!千)|(?![瓦米克伏卡])){numerals.CHINESE}*+)"
)
_CANDIDATE = re.compile(
    rf"(?P<a>{_FIRST_NUMBER})(?P<more>[多余来])?(?P<mag>{_MAG})?(?P<more2>[多余来])?"
    rf"(?P<tail>(?P<u0>{units.PATTERN})?(?:[-—–~～至到]{{1,2}}+|"
    rf"、(?=[一二三四五六七八九])|或(?=[0-9一二三四五六七八九]))(?P<b>{_N})(?P<more3>[多余来])?(?P<magb>{_MAG})?(?P<more4>[多余来])?(?(u0)(?=(?P=u0))))?"
    rf"(?P<unit>{units.PATTERN}|(?=(?:农村|城镇|城乡|困难|贫困|脱贫|搬迁|受灾|在校|失能|残疾|高校|企业|重点|特殊|"
    rf"参保){{0,2}}(?:{units.PEOPLE}))|(?<=[万亿])(?=[，。；、]|新?台阶|大关|关口))"
)
_BEFORE = re.compile(
    r"(?P<most>不超过|不足|不高于|不多于|不大于|少于(?<!不少于)|低于(?<!不低于)|小于|最多)|"
    r"(?P<least>不少于|不低于|不小于|不下于|至少|大于|多于|高于|优于|逾|超(?:过)?|突破|高达|最低)|(?P<about>大约|"
    r"约为|(?<![签预节制条])约|近|将近|接近|大概|左右)"
)
_BEFORE_END = re.compile(rf"(?:{_BEFORE.pattern})(?:了)?$")
_MONEY_BEFORE = re.compile(r"(?:资金|投资|投入|收入|产值|预算|补助|补贴|贷款)(?:共计|共|约|近|超|达|为|总计){0,2}$")
_COUNT_BEFORE = re.compile(
    r"(?:(?P<unit>人次)|(?<=参保)人数|(?<=参与)人数)(?:累计|共)?(?:达到?|为|突破|超过?|约|近){0,2}$"
)
_PEOPLE_BEFORE = re.compile(r"(?:老年人|老人|人口|居民|学生|儿童|残疾人|农民工|劳动力|党员|群众)(?:达|约|近|有|共)?$")
_NEGATIVE = re.compile(r"(?:增长|增速|增幅|增长率|下降|为|达|约|、|和)[-－−]$")
_UPWARDS = re.compile("(?<![以之网线路马迈跨登跃])上$")
_STEPS = re.compile("新?(?:台阶|大关|关口)")
_BEFORE_LAST = last_characters(_BEFORE_END.pattern)
_LEAST_VERB = re.compile(r"至少[一-鿿]{1,4}$")
_EACH = re.compile(r"每(?:人|户|生|名)(?:每[年月天])?$")
"""不低于每人每月600元: for whom stands between comparator and number."""
_MEASURED_BY = re.compile(r"(?:(?P<least>不低于|不少于)|(?P<most>不高于|不超过))[^，。；、\d]{2,24}的(?P<about>约)?$")
"""不低于当地平均工资的2倍: what the number is a multiple of stands between."""
_AFTER = re.compile(
    r" ?\(?(?:(?P<least>(?:及|或)?以上|及以上|起)|"
    r"(?P<most>的目标以内|的目标之内|以内|之内|内(?=$|[，。；)\s])|以下|及以下)|(?P<about>左右|上下))\)?"
)
_REMARK = re.compile(r"\([^()\d\n]{1,8}\)")
_AFTER_FIRST = first_characters(rf"{_AFTER.pattern}|{_REMARK.pattern}")
_ACTION_COMPARATORS = frozenset(("超过", "突破", "超", "逾", "接近", "高达"))


def measured(text: str, start: int, end: int, unit: str) -> list[Quantity]:
    """The bare number at `text[start:end]` in a unit that stands elsewhere, as in a table; empty where it is none."""
    found = [q for q in scan(text[start:end] + unit) if not q.excluded]
    if len(found) != 1:
        return []
    return [replace(found[0], start=start, end=end, number=start + found[0].number, unit_end=end)]


def scan(text: str) -> Iterator[Quantity]:
    """All numbers with a unit in `text`, in order, those that are no quantity with `excluded` set."""
    for match in _candidates(text):
        if match.re is _ELIDED:
            yield from _elided(text, match)
            continue
        found = _read(text, match) if match.re is _CANDIDATE else _share(text, match)
        if found is not None:
            yield found


def _candidates(text: str) -> Iterator[re.Match[str]]:
    found = [_CANDIDATE.finditer(text)]
    found += [_FRACTION.finditer(text), _PERCENT.finditer(text)] if "分之" in text else []
    found += [_ELIDED.finditer(text)] if "分别" in text else []
    return merge(*found, key=re.Match.start) if len(found) > 1 else found[0]


_ELIDED = re.compile(
    rf"分别[^，。；、\d]{{0,6}}(?P<list>(?:\d+(?:\.\d+)?[、和与及])+)(?=\d+(?:\.\d+)?(?P<mag>{_MAG})?(?:{units.PATTERN}))"
)


def _elided(text: str, match: re.Match[str]) -> Iterator[Quantity]:
    """分别提高0.6、1.2个百分点: the unit stands once, behind the last number."""
    last = _CANDIDATE.match(text, match.end())
    if last is None or (read := _read(text, last)) is None or read.excluded:
        return
    for number in re.finditer(r"[\d.]+", match["list"]):
        start, end = match.start("list") + number.start(), match.start("list") + number.end()
        low = numerals.value(number.group(), match["mag"] or "")
        if low is not None:
            yield Quantity(start, end, start, read.unit_end, low, low, Comparator.EQUAL, read.unit, number.group())


_FRACTION = re.compile(
    r"[二三四五六七八九十](?<![一二三四五六七八九十百].)分之(?P<b>[一二三四五六七八九])(?![点十百千万])"
    r"(?P<more>)(?P<more2>)(?P<more3>)(?P<more4>)"
)


_PERCENT = re.compile(
    r"百分之(?P<b>[一二三四五六七八九十百]{1,4}(?!分之)|\d{1,3}(?:\.\d{1,2})?)(?P<more>)(?P<more2>)(?P<more3>)(?P<more4>)"
)


def _share(text: str, match: re.Match[str]) -> Quantity | None:
    return _fraction(text, match) if match.re is _FRACTION else _percent(text, match)


def _percent(text: str, match: re.Match[str]) -> Quantity | None:
    """百分之九十八 is 98%."""
    share = numerals.value(match["b"])
    if share is None:
        return None
    cmp, begin, stop = _comparator(text, match, "%", is_range=False)
    return Quantity(begin, stop, match.start(), match.end(), share, share, cmp, "%", match[0], None, False)


def _fraction(text: str, match: re.Match[str]) -> Quantity | None:
    """四分之三 is 75%. Thirds and the like, which no percentage says exactly, are left out."""
    share = Fraction(numerals.chinese(match["b"]) or 0, numerals.chinese(match[0][0]) or 1) * 100
    if share.denominator != 1 or share > 100:
        return None
    cmp, begin, stop = _comparator(text, match, "%", is_range=False)
    low = int(share)
    return Quantity(begin, stop, match.start(), match.end(), low, low, cmp, "%", match[0], None, False)


def _read(text: str, match: re.Match[str]) -> Quantity | None:
    first, magnitude, second, magnitude2, unit_between, unit = match.group("a", "mag", "b", "magb", "u0", "unit")
    implied = not unit
    if implied and not (magnitude or magnitude2 or "万" in first or "亿" in first):
        return None
    low = numerals.value(first, magnitude or "")
    if second is None:
        high = low
    else:
        high = numerals.value(second, magnitude2 or "")
        if magnitude2 and not magnitude and not unit_between and low is not None:
            low = numerals.value(first, magnitude2)
    if low is None or high is None:
        return None
    named = _implied(text, *match.span()) if implied else units.canonical(unit)
    if named is None:
        return None
    if unit_between and units.canonical(unit_between) != named:
        return None
    start, end = match.span()
    cmp, begin, stop = _comparator(text, match, unit, is_range=second is not None and low != high)
    left = text[max(0, start - 40) : start].rpartition("\n")[2]
    right = text[stop : stop + 40].partition("\n")[0]
    context = Context(text, start, end, stop, first, named, first[0].isascii(), bool(magnitude), left, right)
    if _NEGATIVE.search(text, max(0, start - 8), start):  # 增长-3%
        low, high, begin = -low, -high, min(begin, start - 1)
    if named == "成":  # 三成 is 30%
        low, high, named = low * 10, high * 10, "%"
    return Quantity(
        begin, stop, start, end, min(low, high), max(low, high), cmp,
        named or "人", match[0], _excluded(context), implied,
    )  # fmt: skip


def _implied(text: str, start: int, end: int) -> str | None:
    """The unit of a number that names none: empty where a word for people follows, None where nothing tells."""
    if _STEPS.match(text, end):
        return "元"  # 迈上千亿台阶
    if text[end : end + 1] not in tuple("，。；、"):
        return ""
    counted = _COUNT_BEFORE.search(text, max(0, start - 8), start)
    if counted is not None:
        return counted["unit"] or "人"  # 参保人次达1052万
    if _PEOPLE_BEFORE.search(text, max(0, start - 6), start):
        return "人"
    return "元" if _MONEY_BEFORE.search(text, max(0, start - 8), start) else None  # 投入资金7572万，


def _excluded(context: Context) -> str | None:
    """The name of the first rule that says the number is no quantity."""
    for exclusion in exclusions(context.unit, context.left[-1:], digits=context.digits):
        if exclusion.applies(context):
            return exclusion.rule.name
    return None


def _comparator(text: str, match: re.Match[str], unit: str, *, is_range: bool) -> tuple[Comparator, int, int]:
    start, end = match.span()
    more = any(match.group("more", "more2", "more3", "more4"))
    cmp = Comparator.RANGE if is_range else Comparator.AT_LEAST if more else Comparator.EQUAL
    if text[start] in "百千万" and _UPWARDS.search(text, max(0, start - 2), start):
        start, cmp = start - 1, Comparator.AT_LEAST  # 上万人次
    each = _EACH.search(text, max(0, start - 8), start) if text[start - 1 : start] in "人户生名月年" else None
    start = each.start() if each else start
    before = _BEFORE_END.search(text, max(0, start - 5), start) if text[start - 1 : start] in _BEFORE_LAST else None
    if each and not before:
        start = match.start()
    if before:
        word = before.group()
        kind = _kind(before)
        cmp = cmp if is_range else kind
        if word.rstrip("了") not in _ACTION_COMPARATORS:
            start = before.start()
    elif cmp is Comparator.EQUAL and text.find("至少", max(0, start - 7), start) >= 0 and _at_least(text, start):
        cmp = Comparator.AT_LEAST  # 至少完成1个
    elif unit in ("倍", "%") and text[start - 1 : start] == "的":
        measured = _MEASURED_BY.search(text, max(0, start - 32), start)
        cmp = _kind(measured) if measured and not is_range else cmp
    if text[end : end + 1] not in _AFTER_FIRST:
        return cmp, start, end
    remark = _REMARK.match(text, end)
    after = _AFTER.match(text, remark.end() if remark else end)
    if after and not (after["least"] == "起" and text[after.end() : after.end() + 1] not in "，。；、"):
        if not is_range:
            cmp = _kind(after)
        end = after.end() if text[after.start()] == "(" or after.group()[-1] != ")" else after.end() - 1
    return cmp, start, end


def _at_least(text: str, start: int) -> bool:
    return _LEAST_VERB.search(text, max(0, start - 7), start) is not None


def _kind(match: re.Match[str]) -> Comparator:
    if match["least"]:
        return Comparator.AT_LEAST
    return Comparator.AT_MOST if match["most"] else Comparator.ABOUT
