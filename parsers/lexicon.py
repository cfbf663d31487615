"""Verbs beside a number: the matcher made of the words in `parsers.verbwords`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from parsers.alternation import trie_pattern
from parsers.clauses import skip_adverbs, skip_times
from parsers.edges import first_characters, last_characters
from parsers.verbheads import DONE, HEAD, HELD
from parsers.verbwords import CARRIERS, CLASSES, NO_MERGE, WORD_PARTS, Verb, VerbClass

# Other single characters are nearly always parts of words.
_SCANNED = [w for w in CLASSES if len(w) > 1 or w in "达超为占降增"]


_NO_VERB_HERE = {
    "共": "(?!建[设成立造])",
    "主": "(?!办理)",
    "援": "(?!助(?<=法律援助))",
    **dict.fromkeys("改换建修装", "(?!完成)"),
    "组": "(?!织(?<=社会组织))",
    "查": "(?!处(?<=核查处))",
    "比": "(?!增[长速幅加量]|增(?<=[同环]比增))",
}
"""Behind the first character: other words that a verb's characters are part of."""
_SCAN = re.compile(trie_pattern(_SCANNED, _NO_VERB_HERE))
_JOIN = re.compile(r"(?:、|和|或|及|并|与|或者|以及)?")


@dataclass(slots=True)
class Token:
    """A verb, or verbs joined (新建、改建; 加固改造), at `start`..`end` of the text."""

    start: int
    end: int
    word: str
    kinds: frozenset[VerbClass]

    def any(self, *kinds: VerbClass) -> bool:
        """Whether the verb belongs to one of the classes."""
        return not self.kinds.isdisjoint(kinds)


_FALSE_AFTER = re.compile(
    r"(?P<always>[器率费量额者证性员款]|情况|进展|进度|比例|程度|后|时|以来)|项目|工程(?!款)|任务|机构|办法|条例|"
    r"制度|体系|单位|设备|价格|成本|能力|"
    r"面积|中心|计划|活动|行动|大赛|服务|园区|基地"
)
_FALSE_FIRST = first_characters(_FALSE_AFTER.pattern)
_PARTS = {word: re.compile(parts) for word, parts in WORD_PARTS.items()}


_RATED = re.compile("(?:成功|合格|满意|达标|完好|普及|及时)[率度]")
_RATED_FIRST = first_characters(_RATED.pattern)
_TRADE = re.compile("业(?![主务态绩余户])")
"""服务业, 制造业, 种植业 name a trade; 新建业务用房 and 新增业主委员会 keep their verb."""
_SORT = re.compile("型(?!号|材|钢|录)|类(?:项目|工程|企业|场所|用地|岗位|课程)")
"""创新型企业, 改造类项目: a verb that tells the sort."""
_FOR = re.compile(
    r"[近约]\d[\d.]*[万千百]*余?[名人户家个][^，。；\d]{2,20}(?:提供|发放|办理|开展|减免|安装|落实|送去|解决|配备)"
)
_BEFORE_NUMBER = ("不", "约", "近", "全", "了", "到", "至", "逾", "超")


def _part_of_word(masked: str, word: str, stop: int, end: int) -> bool:
    """Whether the word up to `stop` is no verb here: 超 in 超市, 为 in 为老, 孵化 in 孵化器."""
    if len(word) == 1 and stop < end and not masked.startswith(_BEFORE_NUMBER, stop):
        return not (word == "达" and masked.startswith("每", stop))  # 达每人每月80元
    if word == "为" and masked.startswith("全", stop) and masked[stop + 1 : stop + 2] in "省市区县州旗镇":
        return True  # 为全区2万名
    if masked.startswith("业", stop) and _TRADE.match(masked, stop):
        return True
    if word == "为" and _FOR.match(masked, stop):
        return True  # 为近2万名老人提供助餐
    if masked.startswith(("型", "类"), stop) and _SORT.match(masked, stop):
        return True
    if masked[stop : stop + 1] in _RATED_FIRST and _RATED.match(masked, stop):
        return True  # 调解成功率, 服务满意度
    guard = _PARTS.get(word)
    return guard is not None and guard.match(masked, stop) is not None


def is_noun(masked: str, token: Token) -> bool:
    """Whether what follows makes a noun of the verb: 新改扩建项目, 完成情况, 使用率."""
    if masked[token.end : token.end + 1] not in _FALSE_FIRST:
        return False
    match = _FALSE_AFTER.match(masked, token.end)
    return match is not None and (match["always"] is not None or token.word not in CARRIERS)


_DONE_LAST = last_characters(DONE.pattern)
_HEAD_FIRST = first_characters(HEAD.pattern) | first_characters(HELD.pattern) | set("新再设")


def tokens(masked: str, start: int, end: int) -> list[Token]:
    """Verbs in `masked[start:end]`, adjacent or joined ones merged."""
    found: list[Token] = []
    head = _head(masked, start, end)
    for match in _SCAN.finditer(masked, start, end):
        word, (begin, stop) = match[0], match.span()
        if _part_of_word(masked, word, stop, end):
            continue
        token = Token(begin, stop, word, CLASSES[word])
        if found and _merges(masked, found[-1], token, start, end):
            last = found.pop()
            kinds = last.kinds | (token.kinds if last.kinds & {Verb.STRONG} else token.kinds & {Verb.EVENT})
            token = Token(last.start, token.end, masked[last.start : token.end], kinds - {Verb.CONTROL, Verb.MEANS})
        found.append(token)
    if len(found) > 1 and _finishes(masked, found[-2], found[-1], end):
        found[-2:] = [Token(found[-2].end - 2, found[-2].end, "完成", CLASSES["完成"])]
    done = DONE.search(masked, max(start, end - 3), end) if masked[end - 1 : end] in _DONE_LAST else None
    if done is not None and (not found or found[-1].end <= done.start()):
        found.append(Token(done.start("v"), end, done["v"], frozenset((Verb.STRONG, Verb.EVENT))))
    if head is not None:
        found = [t for t in found[:3] if not (head.start <= t.start and t.end <= head.end)] + found[3:]
    if head is not None and not any(t.start < head.end and head.start < t.end for t in found[:3]):
        at = sum(t.start < head.start for t in found)
        if at < len(found) and found[at].start == head.end and found[at].any(Verb.STRONG, Verb.WEAK):
            head = Token(head.start, found[at].end, masked[head.start : found.pop(at).end], head.kinds)
        found.insert(at, head)
    return found


_FEW = 4
"""No more characters stand between 完成 and the step it finishes."""


def _finishes(masked: str, verb: Token, step: Token, end: int) -> bool:
    """Whether the last verb is what 完成 finishes: 完成入户评估512户."""
    near = verb.word.endswith("完成") and step.start - verb.end <= _FEW and end - step.end < _FEW
    return near and step.any(Verb.STRONG) and not step.any(Verb.MEASURE) and masked[verb.end] not in "率比"


_AND_HEAD = re.compile(rf"[、和及](?:{HEAD.pattern})")


_SET_UP = re.compile("设(?=[床学泊车座席岗]位|教学班|班级)")
"""设床位120张."""


_OTHER_WORDS = {"建立": "体", "增建": "设档筑成材", "增发": "明电光展"}
"""What follows where the second character belongs to the next word: 新增建设用地, 新增发明专利."""


def _head(masked: str, start: int, end: int) -> Token | None:
    """A verb that is one only at the head of its words: 下沉事项, 再建5座; most of them by how they are formed."""
    times, adverbs = skip_times(masked, start, end), skip_adverbs(masked, start, end)
    again = adverbs - 1 if masked.startswith("再", adverbs - 1) and adverbs > start else adverbs  # 还要再建2处
    for at in {times, adverbs, again}:
        if masked[at : at + 1] not in _HEAD_FIRST:
            continue
        renewed = masked[at + 1 : at + 3] if masked.startswith(("新", "再"), at) else ""
        other = renewed == "就业" or masked[at + 3 : at + 4] in _OTHER_WORDS.get(renewed, "")
        kinds = frozenset() if other else CLASSES.get(renewed, frozenset())  # 新就业形态, 新增建设用地
        whole = at + 3 <= end and not kinds.isdisjoint((Verb.STRONG, Verb.WEAK, Verb.NOUNY, Verb.EVENT))
        match = HEAD.match(masked, at, end) if not (whole and masked[at] == "再") else None
        if match is not None and match.group() not in CLASSES:
            joined = _AND_HEAD.match(masked, match.end(), end)  # 新聘、续聘
            stop = joined.end() if joined else match.end()
            return Token(at, stop, masked[at:stop], frozenset((Verb.STRONG,)))
        if whole:
            return Token(at, at + 3, masked[at : at + 3], frozenset((Verb.STRONG,)))
        if _SET_UP.match(masked, at, end):
            return Token(at, at + 1, "设", frozenset((Verb.STRONG,)))
        held = HELD.match(masked, at, end)
        if held is not None:
            return Token(at, at + 2, masked[at : at + 2], frozenset((Verb.STRONG, Verb.HOLDING)))
    return None


_APART = frozenset(("投入", "惠及", "涉及", "覆盖", "带动", "吸引", "安置"))
"""改造投入资金9万元: the work before is what it is spent on."""


_LAYING = frozenset(("铺设", "敷设", "安装", "更换", "浇筑", "铺筑", "栽植", "拆除"))
_NAMED_BEFORE = 3
"""某街雨污分流改造铺设管道4公里: the work has a name, the verb an object; but 维修更换路灯."""


def _merges(masked: str, last: Token, token: Token, start: int, end: int) -> bool:
    if (
        (last.word in NO_MERGE and last.word != "新增")
        or not last.any(Verb.STRONG, Verb.WEAK)
        or not token.any(Verb.STRONG, Verb.WEAK)
    ):
        return False
    if token.word.startswith("新") and not last.any(Verb.STRONG):
        return False
    gap = masked[last.end : token.start]
    if gap == "" and token.word in _LAYING and token.end + 2 <= end and last.start - start >= _NAMED_BEFORE:
        return False
    if gap == "" and (last.word in NO_MERGE or (token.word in _APART and not last.any(Verb.STRONG))):
        return False
    if gap == "":
        return not token.any(Verb.NOUNY) or token.any(Verb.STRONG)
    noun = token.any(Verb.NOUNY) and not token.any(Verb.STRONG)
    return len(gap) <= 2 and _JOIN.fullmatch(gap) is not None and not noun
