"""Statements without a number: milestones of plans, and the state of named work in bulletins and reviews."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from parsers.alternation import trie_pattern
from parsers.clauses import Sentence, holds, skip_adverbs, skip_times, tidy
from parsers.headings import without_verb
from parsers.headingtense import is_label
from parsers.milestoneclauses import (
    BEFORE_FINISH,
    LEADS,
    VERB_OBJECT,
    clause,
    ending,
    verb_object,
)
from parsers.milestoneends import PHASE, about_work, finishing, only_ends, phase_of, rest_of
from parsers.parts import is_part
from parsers.records import DocumentKind
from parsers.stateforms import Found, overlaps
from parsers.states import states
from parsers.tense import Tense
from parsers.works import opening_place, opening_work, title_of, work_of_clause

_NEGATIVE = re.compile(r"尚未|未能|不够|不足|亟待|有待|没有|还需|问题")


_NOT_YET = re.compile(r"尚未|未能|还未|暂未|未按|未如期|未[完开动]工|没有(?:完成|开工|按)")
_SOLVING = re.compile(r"解决|缓解|破解|化解|改善|消除|补齐|整治|整改|改变|杜绝|针对")
_MANNER = re.compile(
    r"(?:倒排|挂图|抢抓|紧盯|压茬|优化|强化|细化|加强|科学|严格|统筹|全力以赴|克服|加快(?=进度)|抢)[^□]{0,8}$"
)


def _faulted(masked: str, sentence: Sentence) -> bool:
    """Whether the sentence names a shortcoming, not one that the work removes: 解决座位不足问题."""
    if _NEGATIVE.search(masked, sentence.start, sentence.end) is None:
        return False
    for start, end in sentence.clauses:
        if _NOT_YET.search(masked, start, end):
            continue
        fault = _NEGATIVE.search(masked, start, end)
        if fault and not _SOLVING.search(masked, start, min(end, fault.end() + 6)):
            return True
    return False


_CUE_WORDS = """
建成 投入使用 投用 启用 开工 竣工 启动 开办 开设 开通 举办 承办 主办 成立 组建
创建 创成 争创 获评 获批 荣获 入选 筹建 实现 完成 办好 建立 开展 开诊 设立 打通
通车 上线 揭牌 增开 出台 筹办 通过 放开 消除 开馆 完工 动工 复工 蓄水 投产 投运
下线 开学 招生 合龙 结顶 贯通 通水 开园 开业 开放 运行 运营 挂牌 落户 落地 达产 量产 收官 封顶 施工 出让 交付 交房 办复
通航 动建 召开 结束 开幕 被评为 被认定为 被命名为 营业 办理中 招标中 装修中 全覆盖 到位 完毕 摘帽 出列 验收
试生产 试运 调试 点火 进场 供水
"""
_CUE = re.compile(trie_pattern(_CUE_WORDS.split()))
_STATE_CUE = re.compile(
    rf"{_CUE.pattern}|[态状]：|已|正|处于|[仍尚]在|(?:项目|工程)(?:进入|处于|有序|稳步|加快|顺利|按计划|持续|推进|建设|实施)"
)


def cues(masked: str, kind: DocumentKind) -> list[int]:
    """Where words stand that every row without number needs, in one pass over the text."""
    pattern = _CUE if kind is DocumentKind.REPORT else _STATE_CUE
    return [m.start() for m in pattern.finditer(masked)]


def find(
    text: str, masked: str, sentence: Sentence, kind: DocumentKind, taken: list[tuple[int, int]], cues: list[int],
    about: str = "",
) -> Iterator[Found]:  # fmt: skip
    """The rows without number of a sentence, from the words at `cues`.

    `taken`: sorted stretches of its rows with a number. `about`: what a clause is about that does not say it.
    """
    stating = kind is not DocumentKind.REPORT
    if (not stating and not holds(cues, sentence.start, sentence.end)) or _faulted(masked, sentence):
        return
    if stating and Tense.REVIEW in sentence.tenses:
        stated = list(states(text, masked, sentence, taken))
        yield from stated
        told = ((s.start, s.end) for s in stated)
        taken = sorted([*taken, *(span for start, end in told for span in _told_in(sentence, start, end))])
    around = _Around(text, masked, sentence, about)
    for index, (start, end) in enumerate(sentence.clauses):
        around.label = _label(text, masked, start, end) or around.label
        if not holds(cues, start, end):
            continue
        start = _behind(masked, taken, start, end)
        if not holds(cues, start, end) or _NOT_YET.search(masked, start, end) or overlaps(taken, start, end):
            continue
        above = _above(masked, sentence.clauses, index)
        for span in _members(masked, start, end):
            found = _of_member(around, above, span, sentence.tense_at(start))
            if found is not None:
                yield found


def _told_in(sentence: Sentence, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The clauses of a state's quote that tell it: not 渔馆预计3月开馆 in 渔馆预计3月开馆，目前正在装修."""
    clauses = sentence.clauses
    first = max(0, bisect_left(clauses, (start, 0)) - 1)
    for begin, stop in clauses[first : bisect_left(clauses, (end, 0))]:
        if stop > start and sentence.tense_at(begin) is Tense.REVIEW:
            yield max(begin, start), min(stop, end)


_SIZE = re.compile(
    r"[ 　]*(?:总?建筑面积|总?占地|用地|(?:估算)?总?投资|设置?(?:床|座|泊|学|车)位|全长|总长|路宽|桥长|规模|提供|新增)"
    r"[^，\d]{0,8}\d[\d.]*[万亿]*[一-鿿]{1,4}"
)


_PART_STEP = re.compile("完成(?:主体|桩基|基础|土建|室内|内部|设备)(?:结构)?(?:工程|施工|建设|封顶|装修|安装)?")


def _above(masked: str, clauses: tuple[tuple[int, int], ...], index: int) -> tuple[int, int] | None:
    """The clause before that names what this one may be about."""
    before = clauses[max(0, index - _MOST_PASSED) : index]
    return next((c for c in reversed(before) if not _names_nothing(masked, *c)), before[0] if before else None)


_MOST_PASSED = 8


def _names_nothing(masked: str, start: int, end: int) -> bool:
    """Whether a clause tells only how, how large or when: those behind it are about the work named before it."""
    if _MANNER.match(masked, start, end) or _SIZE.fullmatch(masked, start, end):
        return True
    if _PART_STEP.fullmatch(masked, skip_times(masked, start, end), end):
        return True
    ends = only_ends(masked, start, end)
    return ends is not None and not tidy(BEFORE_FINISH.sub("", masked[start : ends.start()]))


@dataclass  # without slots: the place that a sentence opens with is looked for once, where a clause asks for it
class _Around:
    """What stands around the clauses of a sentence and may say what one of them is about."""

    text: str
    masked: str
    sentence: Sentence
    about: str
    label: str = ""
    """The label of the clauses read so far: 渔馆迁建：…"""

    @cached_property
    def opening(self) -> str:
        """The place that the sentence opens with."""
        return opening_place(self.text, self.masked, self.sentence)

    def work(self, above: tuple[int, int] | None, tense: Tense) -> str:
        """The work that a clause without a name of its own is about; `above`: the clause before it."""
        known = self.label or self.opening or self.sentence.line.about
        if tense is not Tense.PLAN:
            return known
        work = opening_work(self.text, self.masked, self.sentence, self.opening, self.about)
        latest = self.label or _latest(self.text, self.masked, above, work)
        return without_verb(latest or work or known or self.about or title_of(self.sentence))


def _label(text: str, masked: str, start: int, end: int) -> str:
    """The name of the work where a clause is nothing else and a colon follows."""
    if (
        not masked.startswith("：", end)
        or not _LABEL.fullmatch(masked, start, end)
        or is_label(text[start:end].strip())
    ):
        return ""
    return tidy(text[skip_times(masked, start, end) : end])


def _of_member(around: _Around, above: tuple[int, int] | None, span: tuple[int, int], tense: Tense) -> Found | None:
    """The row of a clause or of one of its members; `above`: the clause before."""
    text, masked = around.text, around.masked
    found = clause(text, masked, *span, tense) or finishing(text, masked, above, span, tense)
    if found is None:
        ends = only_ends(masked, *span)
        rest = rest_of(text, span[0], ends) if ends is not None else ""
        if ends is None or (rest and not PHASE.fullmatch(rest)):
            return None
        known = around.work(above, tense)
        known = phase_of(text, above, rest, known) if rest else known
        return about_work(text, span, ends, tense, known) if known else None
    if not (_ONLY_PART.fullmatch(found.subject) or is_part(found.subject, around.sentence.line.about)):
        return found
    whole = _whole(text, masked, above, found)
    known = "" if whole is not None else around.work(above, tense)
    return whole or (replace(found, subject=known + found.subject) if known else None)


def _latest(text: str, masked: str, above: tuple[int, int] | None, work: str) -> str:
    """The work that the clause before opens with, where the sentence goes from one work to the next."""
    named = work_of_clause(text, masked, above)
    return "" if len(named) < _LEAST_NAME or is_part(named, work) or named in work else named


_LEAST_NAME = 4


_LABEL = re.compile(
    r"[^，。；：]{4,30}(?<!时限)(?<!单位)(?<!标准)(?<!方面)(?<!领域)(?<!情况)(?<!任务)(?<!内容)(?<!如下)(?<!街道)(?<!部门)(?<![类年是局委办厅镇乡县])"
)
_ONLY_PART = re.compile(
    r"(?:地下室|(?:室内|内部)(?=装[修饰])|二次结构|桩基|设备(?=安装|调试)|施工(?=招标))(?:施工|装修|装饰|招标|安装|调试|工程|结构)?|(?:工程)?项目|工程|(?:基础|土建|主体)工程(?:建设|施工)?|(?:项目|工程)?主体(?:结构)?(?:建设|工程|施工|封顶)?(?:任务)?|(?:项目|工程)?(?:全部|所有)?(?:建设|改造|施工)(?:任务|工作)?"
)


def _whole(text: str, masked: str, above: tuple[int, int] | None, found: Found) -> Found | None:
    """甲小学扩建工程，年内完成主体建设: the part of the work that the clause before names."""
    named = _WORK_NAMED.match(masked, *above) if above else None
    if above is None or named is None or found.end - above[0] > 120:
        return None
    start = skip_adverbs(masked, above[0], named.end())
    led = LEADS.match(masked, start, named.end())  # 加快推进渔馆迁建，年内完成主体工程
    name = without_verb(tidy(text[led.end() if led else start : named.end()]))
    return replace(found, start=start, subject=name + found.subject)


_WORK_NAMED = re.compile(r"[^，：]{4,50}(?:项目|工程|建设|改造|迁建|扩建)$")
_JOINT = re.compile(r"(?:、|以及|[和及与])(?:新建|建设|改造|完成|建成)?(?:约|不少于|超过)?$")


def before_number(text: str, masked: str, start: int, number: int) -> Found | None:
    """完成青石河综合治理工程和6座泵站建设: what the verb at `start` finishes besides what is counted from `number`."""
    match = VERB_OBJECT.match(masked, start, number)
    joint = _JOINT.search(masked, max(start, number - 8), number)
    if match is None or joint is None or joint.start() - match.end() < 4:
        return None
    return verb_object(text, masked, match, joint.start(), Tense.PLAN)


_MEMBER_END = re.compile(
    r"(?<=[一-鿿\d]{4})(?:建成通车|合龙|投入使用|建成|投用|竣工|开工|通车|投产|运营|启用|开馆|开园|开诊|完工)(?=、[一-鿿]{4})"
)


def _members(masked: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """甲馆开馆、乙中心投用: each with a finishing verb of its own. Else the clause as it is."""
    last = ending(masked, start, end)
    if last is not None and last.end() == end:
        for match in _MEMBER_END.finditer(masked, start, end):
            yield start, match.end()
            start = match.end() + 1
    yield start, end


def _behind(masked: str, taken: list[tuple[int, int]], start: int, end: int) -> int:
    """A clause whose first member is taken goes on behind it: 3个码头建成、某航道动工."""
    index = bisect_left(taken, (end, 0))
    stops = [e for s, e in taken[max(0, index - 12) : index] if start <= e < end and masked.startswith("、", e)]
    return max(stops) + 1 if stops else start
