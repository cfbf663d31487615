"""Sentences and clauses of the folded text, and the words around them that carry no meaning for a statement."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from parsers.edges import first_characters, last_characters
from parsers.headings import inline_items
from parsers.headingtense import is_label
from parsers.outlinestate import Line
from parsers.tense import DONE_CELL, SET, Tense, may_turn, pledged, tenses_of

BLANK = "□"
_HIDDEN = re.compile(
    r"“[^“”\n，。；]{1,26}”|《[^《》\n]{1,50}》|\((?!(?:改|新|扩|复|改、扩|改扩|改造|回|建|间|台|次|改扩建|市、区|"
    r"市、县|[一二三四五六七八九十\d]{1,3})\))[^()\n]{1,200}\)|【[^【】\n]{1,20}】"
)


def mask(text: str) -> str:
    """`text` with quoted names, titles and bracketed remarks blanked out, of the same length."""
    return _HIDDEN.sub(lambda m: (" " if _is_mark(text, m) else BLANK) * len(m[0]), text)


_MARKS = re.compile(r"【[^【】\n]{1,4}】")
"""【路】打通断头路6条: a mark at the head of a line."""


def _is_mark(text: str, match: re.Match[str]) -> bool:
    at = match.start()
    if match[0][0] == "【" and is_label(match[0]):
        return True
    return _MARKS.fullmatch(match[0]) is not None and (at == 0 or text[at - 1] == "\n")


@dataclass(slots=True)
class Sentence:
    """A sentence with its clauses as (start, end) in the folded text."""

    start: int
    end: int
    clauses: tuple[tuple[int, int], ...]
    tenses: tuple[Tense, ...]
    """The tense of each clause."""
    line: Line
    item: int | None

    def tense_at(self, position: int) -> Tense:
        """The tense of the clause that holds `position`."""
        return self.tenses[self._clause_at(position)] if self.tenses else self.line.tense

    def clause_start(self, position: int) -> int:
        """Where the clause begins that holds `position`."""
        return self.clauses[self._clause_at(position)][0] if self.clauses else self.start

    def _clause_at(self, position: int) -> int:
        return max(0, bisect_right(self.clauses, (position, 1 << 60)) - 1)


# Both begin with one class of characters, to which the search skips in one step.
_SENTENCE_END = re.compile(
    r"[。！？；;. ](?:(?<=[。！？；;])|(?<=\.)(?=\s|$)|(?<=[^\d\s] )(?: +|(?=\*?\d{1,2}[.、．]\*?[^\d\s])))"
)
_CLAUSE_END = re.compile(rf"[，：:\t—, ](?:(?<=[，：:\t])|(?<=—)—|(?<=,)(?!\d)|(?<= ){DONE_CELL})")
Bounds = tuple[int, int, int | None]
"""Start and end of a sentence and the number of the item it stands in."""


def bounds(masked: str, line: Line) -> Iterator[Bounds]:
    """Where the sentences of a line are. A semicolon ends a sentence, and so does an item inside the paragraph."""
    edges = [(line.start, line.item), *inline_items(masked, line.start, line.end)]
    for index, (begin, number) in enumerate(edges):
        stop = edges[index + 1][0] if index + 1 < len(edges) else line.end
        for match in _SENTENCE_END.finditer(masked, begin, stop):
            if match.end() > begin:
                yield begin, match.start(), number
            begin = match.end()
        if begin < stop:
            yield begin, stop, number


def sentence(masked: str, line: Line, start: int, end: int, item: int | None) -> Sentence:
    """The sentence of a line at these bounds."""
    clauses = []
    at = start
    for match in _CLAUSE_END.finditer(masked, start, end):
        if match.start() > at:
            clauses.append((at, match.start()))
        at = match.end()
    if at < end:
        clauses.append((at, end))
    plain = not line.turns and not may_turn(masked, start, end)
    tenses = (line.tense,) * len(clauses) if plain else tenses_of(masked, clauses, line.tense_at, line.ahead)
    if Tense.REVIEW in tenses:
        tenses = pledged(masked, clauses, tenses)
    return Sentence(start, end, tuple(clauses), tenses, line, item)


def holds(positions: list[int], start: int, end: int) -> bool:
    """Whether one of the sorted positions lies in start..end."""
    at = bisect_left(positions, start)
    return at < len(positions) and positions[at] < end


def first_clause(masked: str, start: int, end: int) -> int:
    """The end of the first clause of a sentence."""
    match = _CLAUSE_END.search(masked, start, end)
    return match.start() if match else end


_MONTH = r"[在于到至]?\d{1,2}月(?:底|份|末|[上中下]旬|\d{1,2}日)?(?:前|之前)?"
_BEFORE_VERB = (
    rf"{SET}|"
    r"[尚暂仍](?=未)|(?:到|至)年底|[尚还仍]需(?=[一-鿿]{2})|新增(?=完工|开工|竣工|办结)|序时(?=推进|实施)|(?:年度|年初)(?=计划(?:新开工|开工|竣工|完工|新建|改造|实施))|(?:建成|投用|完工|竣工|扩建|改造|投产|达产)后(?=[可将能]*(?:新增|提供|增加)|[年日](?!产|均)[一-鿿]{2})|下一?阶段|"
    r"(?:截[至止]|到)(?:本报)?(?:记者)?发稿(?:时|前)?|正常(?=推进|实施|进行|开展|施工)|重新(?=启动|开工|启用|开放|修订|建设)|向上(?=争取)|另(?=开工|建成|完工|有|新|增)"
)
_ADVERB = (
    r"(?:赶在)?(?:[供采][暖热][期季]|春节|国庆节?|中秋节?|元旦|汛期|入冬)前(?=再|[完新建改]|$)|[本当上][月周]|[可能](?=按时|如期|按期)|20[12]\d(?:1[0-2]|[1-9])月|(?:到|至|在)?(?:20\d\d|今|去|明|当|本|全|上|前|近)年(?:内|底前?|末|初|度|前)?|年内|年底前|年底|"
    + _MONTH
    + r"|第?[一二三四]季度末?|上半年|"
    r"下半年|前三季度|"
    r"截[至止][^，]{0,12}?(?:底|日|前|末)|目前|已经|已|现已经?|现在(?!场|代)|累计|共计|总共|一共|共有|共|合计|总计|预计|将|拟|计划(?!生育|免疫)|"
    r"力争|争取(?=[今明年早在于]|\d{1,2}月|[一二三四]季度)|要|还要|还将|还|继续|持续|深入|加快|全面|大力|积极|扎实|"
    r"着力|稳步|有序|统筹|"
    r"进一步|高标准(?!(?:基本)?农田|棉田|厂房|温室|大棚|池塘|果园)|高质量|高水平|高起点|高效|高位|精心|用心|切实|科学|严格|同步|同时|率先|圆满|成功(?![率路街村]|大道|社区|小区)|顺利|基本|均|都|"
    r"全部|分别|其中|此外|另外|并且|并|再|又|也|我们|努力|全力|重点|主要|逐步|不断|"
    r"更好|认真|稳妥|有效|精准|规范|深化推进|先后|首次|连续[一二三四五六七八九十\d]+年|每年|每月|每[天日]|每学年|每学期|全(?:省|市|区|县|州|"
    r"盟|旗|镇|乡|年|域)|[我该](?:省|市|区|县|州|镇|街道)|今年以来|一年来|" + _BEFORE_VERB + r"|"
    r"五年来|\d{1,2}[-—~至]\d{1,2}月(?:份|底)?|"
    r"\(?[一二三四五六七八九十\d]{1,2}\)|[一二三四五六七八九十]{1,3}是|[①-⑳]|[-—·•●■◆★▲※*○◎▪☑☐✓✔√➤►▶◇]+|"
    r"[一二三四五六七八九十]{1,3}、|\d{1,2}[、.．](?=\D)|\d{1,2} (?=[\u4e00-\u9fff])|各(?:县|区|市|"
    r"地|部门|乡|镇|街)(?:区|市|镇|街道|道)?|是|准备|即|使|让|对照|年均|(?:投用|建成|完工|竣工|达产|投产|实施|完成|改造|运营)后|平均|"
    r"[春夏秋冬]季(?:学期)?|梯次|分批|分期|分区域|分步|分类|陆续|相继|接续|实际|正在|正|开始|于|至今|当前|现有|原有|现|在全(?:省|市|区|县)|按时|如期|提前|超额|高规格|集中|一次性|常态化|"
    r"市场化|多渠道|滚动|只(?![读数要争])|可(?!再生|回收|降解|研|支配|持续|比|靠|视)|仅(?!次)|正?按(?:照)?(?:序时|时序)(?:进度|计划)?|(?:剔除|扣除)[^，。；\d]{2,14}后|同口径|开栓后|(?:按)?现行标准下?|(?:较好|很好|圆满|顺利|切实)地|接近|到(?:现在|目前)(?:为止)?|届时(?:可)?|直接(?!经济|融资|投资|损失)|初步(?:考虑)?|(?:整合|统筹|汇聚)(?:各类|各方)?(?:资源|力量|资金)|多措并举|免费(?=[为向开提发培接送安实配筛检体测])|坚决|全方位|彻底(?=解决)|综合(?=改造|提升)|全力以赴|尽快|尽早|抓紧|早日|加紧|依法|广泛|充分|妥善|真正|确保"
)
_LEADING = rf"[ 　“\n、]|{_ADVERB}"
_HEAD = re.compile(rf"(?:{_LEADING})*")
_HEAD_FIRST = first_characters(_LEADING)
_TAIL = re.compile(
    r"(?:了|(?<=完成)[数值](?=$|为|达)|(?<![一-鿿])(?:计划|目标|任务)[数值](?=$|为|达)|[年月]人均|共计|共|总计|合计|累计|等|(?<!生)均|各|的|就|将|再|还|：|:|—|-|、|已|(?<![签预节制条履合])约|近|每(?:[千万百十]+)?(?:人|户|名|个|亩|次)?(?:每)?(?:月|"
    r"年|天|日|次)?|在|总数|分别|共有|成功|提前|以上|"
    r"圆满|同时|和|及|与)+$"
)
_TAIL_LAST = last_characters(_TAIL.pattern)


def skip_adverbs(masked: str, start: int, end: int) -> int:
    """The position behind adverbs, times and item numbers at the head of `masked[start:end]`."""
    if masked[start : start + 1] not in _HEAD_FIRST:
        return start
    match = _HEAD.match(masked, start, end)
    return match.end() if match else start


def before_fillers(masked: str, start: int, end: int) -> int:
    """The end of `masked[start:end]` without particles and counting words."""
    if masked[end - 1 : end] not in _TAIL_LAST:
        return end
    match = _TAIL.search(masked, max(start, end - 14), end)
    return match.start() if match else end


_TIMES = (
    r"[ 　“\n、]|□{4,}(?=截[至止]|已|目前)|下个?月|[本当上][月周]|[本当]年度|"
    r"20[12]\d(?:1[0-2]|[1-9])月|\d{1,2}[-—~至]\d{1,2}月(?:份|底)?|分别[为是]|"
    r"(?:到|至|在)?(?:20\d\d|今|去|明|当|本|全)年(?:内|底前?|末|度(?=\d|$|计划[实新完建改]))?(?![^，。；\d]{0,3}(?:建成|投用|出生|入学|毕业|退役)的)|年内|年底前?|"
    + _MONTH
    + r"|[一二三四]季度末?|上半年|前三季度|"
    r"截[至止][^，]{0,12}?(?:底|日|前|末)|目前|现已经?|现在(?!场|代)|已经|已(?!用|建)|累计|共计|合计|预计|力争|确保|继续|持续|其中|此外|"
    r"另外|同时|我们|先后|推动|促进|加快|拟(?!定)|准备|包括|包含|"
    r"涵盖|(?:年度|全年|年初|原)计划(?=约?\d)|计划(?!生育|免疫)|[区市县省](?:内|域内)(?=新|就业)|到目前(?:为止)?|实际(?=[新完])|"
    r"\([一二三四五六七八九十\d]{1,2}\)|[一二三四五六七八九十]{1,3}是|[①-⑳]|[-—·•●■◆★▲※*○◎▪☑☐✓✔√➤►▶◇]+|"
    r"[一二三四五六七八九十]{1,3}、|\d{1,2}[、.．](?=\D)|"
    r"今年以来|一年来|五年来|"
    + _BEFORE_VERB
    + r"|全(?:市|区|县|省|州)(?:各类)?(?!生产|居民|[一-鿿]{0,3}收入)|[我该](?:市|区|县|省)|共(?=完成|"
    r"新|建|开|投|实|使|发|组|办|处)"
)
_MILD = re.compile(rf"(?:{_TIMES})*")
_MILD_FIRST = first_characters(_TIMES)


def skip_times(masked: str, start: int, end: int) -> int:
    """The position behind times, places of the whole document and item numbers only."""
    if masked[start : start + 1] not in _MILD_FIRST:
        return start
    match = _MILD.match(masked, start, end)
    return match.end() if match else start


AND_WORD = (
    r"和(?!谐|睦|平区|[平兴顺美悦泰馨苑润](?:[路里街巷道村镇乡苑园桥]|大道|社区|小区|家园|广场|公园|新村|新城|小学|中学|"
    r"学校|医院|花园|佳苑|[东西南北中]路))"
)
"""和 that is no part of a name: 和平路, 和谐家园, 和顺街."""
_STRIP_HEAD = re.compile(
    rf"^(?:同比|环比|{AND_WORD}|[ 　、，：了的及与\"*]|"
    r"以及|并(?![网购轨表])|其中|等(?!级)|以(?=\d)|以及|"
    r"(?:按)?现行标准下?|(?:剔除|扣除)[^，、\d]{2,14}?后|开栓后|目标(?!任务|考核|管理|责任|群体|人群|值)(?=[一-鿿]{2})|"
    r"全(?:市|县|省|区|州)(?=各类|共|"
    r"累计)|共计|累计|其中|各类(?=银行$)|已经?|将|进一步|"
    r"要(?=确保|力争)|确保(?=[一-鿿]{2})|力争(?=[一-鿿]{2})|继续|全面|成功(?![率路街村]|大道|社区|小区)|新(?=$))+"
)
_STRIP_TAIL = re.compile(
    r"(?:[ 　、，：了的和及与并]|等|共计|合计|累计|总计|共|分别|同比|环比|已有|又有|已|将|为|是|达|，|"
    r"(?<!年度)(?<!全年)(?<!年度建设)目标)+$"
)
_STRIP_HEAD_FIRST = first_characters(_STRIP_HEAD.pattern)
_STRIP_TAIL_LAST = last_characters(_STRIP_TAIL.pattern)
_AGAINST = r"(?:较|(?<!占)比)(?!重|例|率|值|较)[^，、]{1,8}?(?=$)"
_COMPARISON = re.compile(
    r"(?:同比|环比|(?<!占)比上年(?:同期)?|(?:与|同)?(?:上年|去年)(?:同期)?(?:相比)?|比去年(?:同期)?|较上年(?:同期)?|"
    r"较去年(?:同期)?|(?:较|(?<!占)比)20\d\d年|"
    rf"{_AGAINST}|可比|名义|预计|(?:(?:[两三四五六七八九十\d]+)?年)?平?(?<![日月户人])均(?=$)|按可比价(?:格)?计算|累计|同口径|"
    r"年内|年底前|(?<=[一-鿿]{2})再(?=$)|在(?:原有|(?:去年|上年|20\d\d年)[^，、]{0,16})基础上(?:再|又)?|稳步|大幅|平稳|(?:实际|[尚暂仍])(?=$)|有望|力争|确保|已|(?<![日月户人年])均|目前|超前|超额|提前(?:或超额)?|预期|可比|(?<!年度)计划(?=$)|"
    r"\d{1,2}月(?:\d{1,2}日|[底份初]|[上中下]旬)?(?:之?前|起|后)?(?=$|[全基][部面本])|始终|连续[一二三四五六七八九十两\d]+年|连年|首次|(?<=[率数])[须应](?=$)|(?<![重主需纪摘只提紧])要(?:确保|力争)?(?=$)|(?<=进度)应当?(?=$)|(?<=能力)可(?=$)|(?<=[一-鿿]{2})[仅只](?=$)|历史性|成功|全部|全面|基本|(?<=[一-鿿]{2})(?:剔除|扣除)[^，、\d]{2,14}?后)+$"
)
_COMPARISON_LAST = last_characters(_COMPARISON.pattern.replace(f"{_AGAINST}|", ""))


def tidy(text: str) -> str:
    """A subject without the particles at its ends and without blanks inside."""
    text = "".join(text.split())
    if text[:1] in _STRIP_HEAD_FIRST:
        text = _STRIP_HEAD.sub("", text)
    return _STRIP_TAIL.sub("", text) if text[-1:] in _STRIP_TAIL_LAST else text


def drop_comparison(text: str) -> str:
    """An indicator without 同比, 较上年, 预计 … before its verb."""
    if text[-1:] not in _COMPARISON_LAST and "较" not in text and "比" not in text:
        return text
    return _COMPARISON.sub("", text)
