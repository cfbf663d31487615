"""How a quantity stands in its clause: which verb governs it, what it counts, and which stretch says so."""

from __future__ import annotations

import re

from parsers import units
from parsers.clauses import skip_adverbs, tidy
from parsers.lexicon import tokens
from parsers.listednames import each_of
from parsers.middleframes import middle
from parsers.nounverbframes import ALSO_VERB
from parsers.owners import joined
from parsers.pairs import from_to, respectively, to_zero
from parsers.quantities import Quantity
from parsers.scopes import ALSO_BUILT, AMONG, AREA, DIVIDED, LONGEST, REACH, SO_FAR, Row, Scope
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
        _share_nouns(scope, out)
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
            _complete(earlier, row)
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
    r"^(?:20\d\d年(?:结转|续建)的?|(?:[市县区省]政府)?(?:年初)?承诺的?(?=[一-鿿]{0,4}实事)|(?:列入)?(?:今年|年度|全年|当年|[省市区县])?(?:年度)?计划的|由?[一-鿿]{0,6}(?:下达我[省市区县]|下达|承担)的)(?=.{2})"
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
    ("的诺结续", _SET_BY, ""),
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


_WORK = re.compile(
    r"(?:建设|改造|整治|治理|提升|修复|维修|养护|编制|创建|工程|项目|任务|工作|提质强能|达标|更新|整理)$"
)
_ONLY_WORK = re.compile(
    r"(?:综合|全面|提升|提质|更新|升级|节能|改造|整治|治理|建设|修复|维修|修缮|养护|清淤|美化|亮化|绿化|硬化|工程|任务|工作)+"
)
_LEVEL = re.compile(r"[一-鿿]{1,3}级(?=、|和|$)")
_NOUN_RULES = frozenset(("verb-number-noun", "shared-verb", "number-noun-verb", "number-noun", "for-number-noun"))


def _share_nouns(scope: Scope, out: list[Row]) -> None:
    """6个院落、2万平方米老屋修缮: a row without its own noun takes the noun and the end of its neighbour."""
    for row, following in zip(reversed(out[:-1]), reversed(out[1:]), strict=True):
        between = scope.masked[row.quantity.end : following.quantity.start]
        noun_behind = following.end > following.quantity.end and following.rule in _NOUN_RULES
        if len(between) > 40 or following.end - row.start > LONGEST or DIVIDED.search(between):
            continue
        if not between.strip("、和及与 ") or (not row.subject and between[:1] in "、和及与"):
            own = row.subject and row.rule == "verb-object-number" and scope.masked[row.quantity.start - 1] != "等"
            if noun_behind and not own:
                _take(row, following)  # but 涉及居民300户、9栋楼
        elif (level := _LEVEL.match(between)) and row.end <= following.quantity.start:
            suffix = re.sub(r"^[一-鿿]{1,3}级", "", following.subject)
            row.subject, row.end = level.group() + suffix, max(row.end, following.end)
        elif not re.search(r"[、和及与或，]", between):
            _one_phrase(scope, row, following, tidy(scope.text[row.quantity.end : following.quantity.start]))
        elif row.subject and following.rule == "shared-verb" and _ONLY_WORK.fullmatch(following.subject):
            row.subject = following.subject = joined(row.subject, following.subject)  # 6个院落、2万平方米修缮
            row.end = max(row.end, following.end)
        elif (
            _WORK.search(following.subject)
            and row.action in ("完成", "实施", "推进", "启动")
            and not _WORK.search(row.subject)
            and following.rule == "shared-verb"
            and following.end > following.quantity.end
        ):
            _named_last(row, following)


def _named_last(row: Row, following: Row) -> None:
    """完成4个小区、29万平方米老楼改造: one thing measured twice. 推进8个村、5个片区改造: two things, one work."""
    row.end = max(row.end, following.end)
    if _mixed(row, following):
        row.subject = following.subject
        return
    work = _LAST_WORK.search(following.subject)
    row.subject += work.group() if work else ""


_LAST_WORK = re.compile(
    r"(?:综合|提升|提质|更新)?(?:建设|改造|整治|治理|提升|修复|维修|养护|创建|更新)(?:提升|工程|项目|任务)?$"
)


def _mixed(row: Row, following: Row) -> bool:
    """One is a count, the other a measure."""
    return (row.quantity.unit in units.MEASURES) != (following.quantity.unit in units.MEASURES)


def _take(row: Row, following: Row) -> None:
    row.end = max(row.end, following.end)
    if not following.subject:  # 困难群众80户200人全部搬迁
        following.subject, following.start = row.subject, min(row.start, following.start)
        row.action, row.verb = row.action or following.action, row.verb or following.verb
        return
    row.subject = following.subject
    if not row.action:
        row.action, row.verb = following.action, following.verb


_AMONG_ALL = re.compile(r"(?P<what>[一-鿿]{2,}?)(?:当)?中(?:已|有|现|共)*")


def _one_phrase(scope: Scope, row: Row, following: Row, between: str) -> None:
    """8个岛屿900亩滩涂修复: both numbers measure one thing. 90家渔行接入3条冷链: the verb's object ends the first."""
    if row.verb is not None and row.quantity.end <= row.verb.start < following.quantity.start:
        if row.verb.end >= following.quantity.start - 1 and following.end > following.quantity.end:
            row.subject += scope.words(following.quantity.end, following.end)
            row.end = max(row.end, following.end)
        return
    if following.rule in ("name-number", "shared-verb") and following.subject == between and row.rule in _NOUN_RULES:
        following.subject, following.start = row.subject, min(row.start, following.start)
        return
    if (
        row.rule not in _NOUN_RULES
        or following.end <= following.quantity.end
        or tokens(scope.masked, row.quantity.end, following.quantity.start)
    ):
        return
    among = _AMONG_ALL.fullmatch(between)
    if among is not None and following.verb is not None and following.verb.start >= following.quantity.end:
        row.subject = among["what"]  # 12座渔闸中已有7座完工
        behind = scope.words(following.verb.end, following.end)
        following.subject = row.subject if ALSO_VERB.fullmatch(behind) else joined(row.subject, behind)
        following.start = min(row.start, following.start)
        return
    if AREA.fullmatch(between):
        return  # 8个镇3.9万名群众: where, and whom
    noun = (
        scope.words(following.quantity.end, following.end)
        if following.rule != "number-noun-verb"
        else following.subject
    )
    subject = noun if noun.startswith(between) else between + noun
    row.end = max(row.end, following.end)
    row.subject = subject
    if row.rule != "number-noun-verb":
        following.start, following.subject = min(row.start, following.start), subject
        if not following.action or following.rule == "number-noun":
            following.action, following.verb, following.rule = row.action, row.verb, "shared-verb"
    else:
        following.subject, following.start = subject, min(row.start, following.start)


_PART = re.compile(r"(?:项目|家庭|企业|群众|人员|对象|工程|户|人|资金|待遇|子项|子项目|子任务)$")
_BENEFITS = frozenset(("待遇", "家庭"))


def _complete(earlier: Row, row: Row) -> None:
    """A subject of one general word (项目, 家庭) is told apart by what the sentence counted before."""
    part = _PART.fullmatch(row.subject) if len(row.subject) <= 3 else None
    general = part is not None and len(earlier.subject) <= REACH
    told = AMONG.sub("", earlier.base or earlier.subject)
    verb = row.verb if row.subject not in _BENEFITS else None
    own = verb is not None and verb.start < row.quantity.start and earlier.verb is not verb
    if general and not own and earlier.end < row.start and earlier.subject != row.subject:
        row.subject = joined(told, row.subject)
