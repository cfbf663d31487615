"""How a quantity stands in its clause: which verb governs it, what it counts, and which stretch says so."""

from __future__ import annotations

import re

from parsers.clauses import skip_adverbs
from parsers.lexicon import tokens
from parsers.listednames import each_of
from parsers.middleframes import middle
from parsers.pairs import from_to, respectively, to_zero
from parsers.quantities import Quantity
from parsers.scopes import ALSO_BUILT, SO_FAR, Row, Scope
from parsers.sharednouns import complete, share_nouns
from parsers.tailframes import tail
from parsers.verbwords import Verb


def rows_of(scope: Scope) -> list[Row]:
    """The rows of one clause, in order; they are also appended to `scope.rows`."""
    listed = respectively(scope)
    if listed:
        scope.rows.extend(listed)
        return listed
    out: list[Row] = []
    for index, quantity in enumerate(scope.quantities):
        row = from_to(scope, index, out) or to_zero(scope, index) or _row(scope, index)
        if row is None:
            continue
        out.extend(each_of(scope, quantity, row) or [row])
        scope.rows.append(out[-1])
    if len(out) > 1:
        share_nouns(scope, out)
    earlier = scope.rows[-len(out) - 1] if len(scope.rows) > len(out) else None
    for row in out:
        row.subject = _trimmed(row.subject, row.action)
        if row.subject.endswith("亿元"):
            _in_full(row, out)
        if row.action.endswith(")"):
            row.action = _ALSO.sub("", row.action)
        if not row.action and row.rule != "name-number":
            _have(row)
        if earlier is not None and not earlier.carried:
            complete(earlier, row)
        earlier = row
    return [r for r in out if r.action or r.rule not in _WITHOUT_VERB or not _described(scope, r)]


_WITHOUT_VERB = frozenset(("number-noun", "shared-verb"))
_CLASSED = re.compile(
    r"^[^，。；]{2,20}?(?:共|分为|分)(?:\d{1,2}|[一二三四五六七八九十]{1,2})大?[类项个](?=[一-鿿]{2})"
)
"""实事共10大类24个子项目: what the classes are made of."""
_TASK_OF = re.compile(r"^(?:目标|计划|全年|年度)*任务(?=小区|村|道路|公里|户|学校|楼|项目|老人|家庭|公厕|站)")
"""全年任务31个渔村: set for the year."""
_PROMISER = re.compile(r"^我?[省市县区]政府的?(?=[一-鿿]{0,6}(?:实事|民心工程))")
_ALL_WHO = re.compile(r"(?<=[一-鿿]{2})应[一-鿿]尽[一-鿿]$")
"""渔童救助应救尽救: how far it goes."""
_OF_THEM = re.compile(r"^(.{2,6})中(?:的)?\1(?=$|[一-鿿]{2})")
"""9座码头中有4座码头完工: what is counted is named twice."""
_SET_BY = re.compile(
    r"^(?:(?:20\d\d年|去年|上年)尚?(?:结转|续建|未完成|未完工|未竣工)的?|(?:[市县区省]政府)?(?:年初)?承诺的?(?=[一-鿿]{0,4}实事)|(?:列入)?(?:今年|年度|全年|当年|[省市区县])?(?:年度)?计划的|由?[一-鿿]{0,6}(?:下达我[省市区县]|下达|承担)的)(?=.{2})"
)
"""列入今年计划的渔屋: who set them or when."""
_SIZE = re.compile(r"(?<=[一-鿿]{2})\((?:共|约|计|含|其中)?\d[\d.]*[万亿]?(?:余|多)?[一-鿿]{1,5}\)")
"""安居房(728套)已完成工程量的90%: how many they are, in a row of its own."""
_EACH_HAS = re.compile(r"^(?P<each>每[^有，]{1,12}?)(?:至少|均|都)*有(?=[一-鿿]{2})")


_TRIMS = (
    ("中", _OF_THEM, r"\1"),
    ("共分", _CLASSED, ""),
    ("府", _PROMISER, ""),
    ("尽", _ALL_WHO, ""),
    ("(", _SIZE, ""),
    ("任", _TASK_OF, ""),
    ("的诺结续未", _SET_BY, ""),
)
"""Characters one of which is in whatever the pattern matches, the pattern, and what stays of it."""
_TRIM_CUE = frozenset("".join(cue for cue, _, _ in _TRIMS))


def _trimmed(subject: str, action: str) -> str:
    """A subject without the words that tell who set it, how it is classed or how far it goes."""
    if _TRIM_CUE.isdisjoint(subject):
        return subject
    for cue, pattern, kept in _TRIMS:
        if any(c in subject for c in cue) and not (action and pattern is _TASK_OF):
            subject = pattern.sub(kept, subject)
    return subject


_ALSO = re.compile(ALSO_BUILT + "$")
_ABOVE = re.compile(r"[十百]?亿元以上(?P<what>[一-鿿]{2,4})$")


def _in_full(row: Row, rows: list[Row]) -> None:
    """亿元以上项目52个、10亿元以上6个: projects of that size."""
    above = next((m for r in rows if r is not row and (m := _ABOVE.search(r.subject))), None)
    if above is not None and row.subject[0].isdigit():
        row.subject += "以上" + above["what"]


def _have(row: Row) -> None:
    """每个渔村至少有1座码头: what there is, no other verb says."""
    each = _EACH_HAS.match(row.subject)
    if each is not None:
        row.action, row.subject = "有", each["each"] + row.subject[each.end() :]


_ACCOUNT = re.compile(r"(?:关系到.{0,16}|情况|进展|公布|公示|名单|一览|解读|怎么样|如何|通报|中|之中|当中)$")


def _described(scope: Scope, row: Row) -> bool:
    """选定的3家医院…就医, 20项实事进展情况: the number tells which thing is meant and claims nothing."""
    if re.fullmatch(r"[ 　]*在(?:全[市区县省州])?", scope.masked[scope.start : row.quantity.start]):
        return True
    return scope.masked.startswith("的", row.quantity.start - 1) or _ACCOUNT.search(row.subject) is not None


_NO_NOUN = re.compile(r"(?:等|左右|已|均|都|全部|将|以上|为止|大关|关口|新?台阶)+")
_BESIDES = re.compile(r"(?:以及|[及和与])(?:其他|其它|附属|相关|配套|有关)")
_APIECE = re.compile(r"[ 　]*分别[为是](?=[一-鿿]{2,8}[区县市州旗镇乡]$)")
_REMARK = re.compile(r" ?\([^()\n]{0,80}\)")


def _row(scope: Scope, index: int) -> Row | None:
    quantity = scope.quantities[index]
    left, right = scope.left(index), scope.right(index)
    apiece = _APIECE.match(scope.masked, left, quantity.start)
    left = apiece.end() if apiece else left  # 改造完成18家，分别为甲区5家、乙区7家
    before = tokens(scope.masked, left, quantity.start)
    opened = scope.text.startswith((" ", "("), quantity.end)
    remark = _REMARK.match(scope.text, quantity.end, right) if opened else None
    post = scope.masked[remark.end() if remark else quantity.end : right].strip(" 　\n")
    if (
        not post
        or _some_of(scope, index)
        or _share_follows(scope, index)
        or _anew(scope, quantity, right)
        or post[0] in "、)并且"
        or post.startswith(("对", "用于", "支持"))
        or _NO_NOUN.fullmatch(post)
        or _BESIDES.match(post)
        or (remark and post[0] in "和及")
    ):
        return _spent_on(scope, quantity, right, tail(scope, quantity, left, before))
    return middle(scope, index, left, right, before)


def _some_of(scope: Scope, index: int) -> bool:
    """新建渔校4所已开工3所: what was set, then how many of them there are so far."""
    if index + 1 >= len(scope.quantities):
        return False
    quantity, following = scope.quantities[index], scope.quantities[index + 1]
    fewer = quantity.unit == following.unit and quantity.low > following.low
    return fewer and SO_FAR.fullmatch(scope.masked, quantity.end, following.start) is not None


_SHARE_DONE = re.compile(r"(?:已|目前|累计)*(?:完成|达到?)约?")
_STEP_DONE = re.compile(r"(?:已|目前|仅)*完成[一-鿿]{2,8}")


def _share_follows(scope: Scope, index: int) -> bool:
    """右岸2.8公里完成65%: how long it is, and then how much of it is done."""
    if index + 1 >= len(scope.quantities):
        return False
    quantity, following = scope.quantities[index], scope.quantities[index + 1]
    if following.unit == "%":
        return _SHARE_DONE.fullmatch(scope.masked, quantity.end, following.start) is not None
    part = quantity.unit == following.unit and quantity.low > following.low
    return part and _STEP_DONE.fullmatch(scope.masked, quantity.end, following.start) is not None


def _anew(scope: Scope, quantity: Quantity, right: int) -> bool:
    """新增就业2700人 不断提高水平: a blank behind the unit, then another verb or adverb."""
    at = quantity.end + 1
    if scope.masked[quantity.end : at] != " " or at >= right:
        return False
    found = tokens(scope.masked, at, min(right, at + 6))
    return skip_adverbs(scope.masked, at, right) > at or (
        bool(found) and found[0].start == at and found[0].any(Verb.STRONG)
    )


_USED_FOR = re.compile(r"(?:主要)?用于(?:支持|开展|实施)?")


def _spent_on(scope: Scope, quantity: Quantity, right: int, row: Row) -> Row:
    """投入2亿元用于校舍改造: what the money is for stands behind it."""
    use = _USED_FOR.match(scope.masked, quantity.end, right) if quantity.unit == "元" else None
    if use is not None and row.verb is not None and (not row.subject or row.subject.endswith("资金")):
        words = scope.words(use.end(), right)
        if 2 < len(words) <= 30:
            row.subject, row.end = words, right
    return row
