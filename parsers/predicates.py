"""What became of the things counted, behind their noun, and where that noun ends."""

from __future__ import annotations

import re

from parsers.clauses import before_fillers, tidy
from parsers.edges import without_end
from parsers.lexicon import Token, is_noun, tokens
from parsers.quantities import Quantity
from parsers.scopes import Scope
from parsers.verbwords import Verb

GOES = "顺利|良好|正常|有序|较好|较快|平稳|较慢|缓慢|偏慢|迟缓|滞后"
"""How a work goes."""
_MARK = re.compile(
    r"(?:已(?:经)?|正在|全部|全面|均|都|陆续|按期|如期|率先|有序|加快|按序时(?:进度)?|按时序(?:进度)?|按计划)(?:提前|超额|超前|基本|初步|"
    r"紧张|加紧|抓紧|加速|全部|全面|按计划|按期|如期|顺利|稳步|有序|"
    r"正式|成功)?$"
)
_ADVANCED = re.compile(r"(?:序时|时序|进度|有序|加快|稳步|全部|全面|已|正在|顺利|持续|计划|圆满|大幅|完成|加速)$")


def finishing(scope: Scope, after: list[Token], right: int) -> Token | None:
    """A verb behind the noun that says what became of it: 完成改制, 全部完工."""
    for token in after:
        if token.word != "提前" and token.word in _CLAIMING and not is_noun(scope.masked, token):
            return token
    if not after:
        return None
    token = after[-1]
    if token.end < before_fillers(scope.masked, token.start, right):
        return None
    if token.word.endswith("推进") and token.start > after[0].start:
        return token
    if token.word == "加快推进":
        return token
    if not token.any(Verb.EVENT, Verb.MEASURE):
        return None
    if token.word.endswith(("完成", "建成", "竣工", "完工", "投用")):
        return token
    if token.any(Verb.WEAK, Verb.NOUNY) and not _ADVANCED.search(scope.masked[max(0, token.start - 2) : token.start]):
        return None
    return token


_CLAIMING = frozenset(
    [
        "完成",
        "实现",
        "通过",
        "获评",
        "被评为",
        "被认定为",
        "被命名为",
        "被列为",
        "被授予",
        "入围",
        "跻身",
        "获得",
        "荣获",
        "入选",
        "列为",
        "纳入",
        "成为",
        "投入",
        "启动",
        "达到",
        "达",
        "突破",
        "超过",
        "获批",
        "列入",
        "落户",
        "入驻",
        "融入",
        "享受",
        "受益",
        "惠及",
        "参加",
        "参与",
        "进入",
        "转为",
        "通过验收",
        "实行",
        "建立",
        "建成",
        "远销",
        "畅销",
    ]
)
_HELPED = re.compile(
    r"(?:得到|获得|受到)(?:有效|妥善|全面|持续)?(?:改善|保障|救助|提升|修复|治理|解决|提高|资助|帮扶|增强)$"
)
_MARKED = re.compile(
    r"(?<=[一-鿿]{2})正在(?:全面|全部|加速|全力|加快|加紧|抓紧|有序|如期|按期|按计划|陆续|顺利|稳步|紧张|持续)*+(?=[一-鿿]{3})(?!相关|有关|各|全[区市县])"
)
_GOING = re.compile(
    rf"(?P<v>(?:进入|处于)[^，]{{2,6}}阶段|(?:推进|进展|运行|实施|建设|施工|完成)(?=(?:情况)?(?:{GOES}|完毕)$))"
    rf"(?:(?:情况)?(?:{GOES}|完毕))?$|"
    r"(?<=[一-鿿])(?:均|都|也|全部|现|也)?(?:正在|正(?=[如有按加抓进着])|已经?)(?:全面|全部|加速|全力|加快|加紧|抓紧|有序|如期|按期|按计划|"
    r"陆续|顺利|稳步|紧张|持续|着手|准备)*(?P<did>[一-鿿]{2,6}?)中?(?=$|□|这)"
)


def marked(scope: Scope, quantity: Quantity, after: list[Token], right: int) -> Token | None:
    """The verb that 已, 正在 or how it goes (推进顺利) marks as what became of the things counted."""
    going = _GOING.search(scope.masked, quantity.end, right)
    helped = _HELPED.search(scope.masked, quantity.end, right)
    if helped is not None:
        return Token(helped.start(), helped.end(), helped.group(), frozenset((Verb.EVENT,)))
    mark = _MARKED.search(scope.masked, quantity.end, right)
    if mark is not None and all(t.start != mark.end() for t in after):
        word = scope.masked[mark.end() : mark.end() + 2]
        return Token(mark.end(), mark.end() + 2, word, frozenset((Verb.EVENT,)))
    if going is not None and going["v"]:
        return Token(going.start("v"), going.end("v"), going["v"], frozenset((Verb.EVENT,)))
    for token in after:
        if (
            token.word != "提前"
            and token.start > quantity.end
            and token.any(Verb.STRONG, Verb.WEAK, Verb.EVENT, Verb.MEASURE)
            and _MARK.search(scope.masked[max(quantity.end, token.start - 8) : token.start])
        ):
            return token
    if going is not None:
        return Token(going.start("did"), going.end(), going["did"], frozenset((Verb.EVENT,)))
    return None


_CONTINUES = re.compile(
    r"(?<=.{2})全程(?=[一-鿿]{2})|为(?:核心|主体|主|重点|支撑|引领|载体|代表)|[和及](?=部分|一批)|，|(?<=.{2})(?:均已|已全部|全部已|均(?=[完通实达]))(?=[一-鿿]{2})|"
    r"(?<=.{2})(?:总体|整体)(?!规划|方案|布局|目标)(?=[一-鿿]{2})|(?<=.{2})正着手(?=[一-鿿]{2})|"
    r"(?<=[一-鿿]{3}(?<!合)(?<!兼)(?<!归))并(?=(?:常态化|同步|全部|及时|通过|投入|推进|完成|组织|开展|落实|建立|实现|形成|取得|交付))"
)
_CONTINUES_CUE = frozenset("全为和及，均已总整正并")
"""One of them is in whatever `_CONTINUES` matches."""
_CREATED = re.compile(r"(?<=.{2})(?:开展|为[^了]{2,12}提供|提供)")


_LISTED_NEXT = re.compile(r"、(?:因地制宜|进一步|有效|持续)?(?=[^、]{4})")


def _next_verb(text: str) -> re.Match[str] | None:
    """The enumeration comma before another verb: 建设20个食堂、解决用餐问题."""
    for cut in _LISTED_NEXT.finditer(text):
        found = tokens(text, cut.end(), min(cut.end() + 6, len(text)))
        if found and found[0].start == cut.end() and found[0].any(Verb.STRONG) and not found[0].any(Verb.NOUNY):
            return cut
    return None


def noun_of(scope: Scope, verb: str, start: int, end: int) -> tuple[str, int]:
    """The noun behind a number without what continues the sentence, and its end."""
    text = scope.text[start:end]
    cut = None if _CONTINUES_CUE.isdisjoint(text) else _CONTINUES.search(text)
    cut = cut or (_next_verb(text) if "、" in text else None)
    if cut is None and verb in ("成立", "组建", "建立", "设立", "组织"):
        cut = _CREATED.search(text)
    if cut:
        text = text[: cut.start()]
    text = text.rstrip(" 　、，的").removesuffix("基础上").rstrip("的")
    noun = _LONG_REMARK.sub("", tidy(text.removeprefix("的")))
    return _without_goal(noun), start + len(text)


_LONG_REMARK = re.compile(r"\((?:[^()]{6,})\)")
_without_goal = without_end(r"(?:(?<=.{4})建设目标|(?<=.{4})目标任务|大关|关口|台阶)$")
