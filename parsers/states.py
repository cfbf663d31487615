"""The state of named work in a bulletin: 已…, 正在…, 进入收尾阶段."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from parsers.clauses import Sentence, skip_times, tidy
from parsers.headingtense import is_label
from parsers.milestoneends import PHASE
from parsers.parts import is_group, is_part
from parsers.records import WorkStatus
from parsers.stateforms import BAD_SUBJECT, Found, first_verb, object_of, overlaps, own_work, unmarked
from parsers.tense import Tense
from parsers.works import opening_work
from parsers.workstatus import of_words

_AGREED = re.compile(r"(?:同意|审议通过|审定|批准|研究通过)$")
_STATE = re.compile(
    r"(?P<mark>(?:目前|现)?(?:正在|[仍尚]在(?=[推施建开进办编组装招调收整改铺])|[也均都]在(?=(?:同步|有序|加快|抓紧|积极|稳步)[推施建开进])|已经?(?![有经久知])(?!(?<=已经)[^，]{2,30}会)|正(?=[^式常确向好规当面比本])|[仍尚](?=处[于在])|[仅只](?=完成[一-鿿])))(?P<adv>全面|全部|基本|顺利|按计划|有序|"
    r"正式|陆续|成功|抓紧)?"
)
_RELATIVE = re.compile(r"[一-鿿]{1,5}的")
_OWNER = re.compile(r"(?:(?<![校院园片景库开病厂小])区|[县市旗州镇乡街道])$")
_HOPED = re.compile(r"(?<=[一-鿿]{4})(?:预计|计划|基本|力争|拟|将)+$")
"""渔馆项目预计6月竣工，目前主体已封顶: no part of the name."""
_BEGUN = re.compile(
    r"(?:原?计划|预计|拟|定)?(?:于|在)?(?:20\d\d年|今年|明年|去年)?(?:\d{1,2}月)?(?:\d{1,2}日|份|底|初)?前?(?:主体)?(?:全面|正式|如期)?(?:开工建设|开工|完工|竣工|封顶|启动|复工|动工|投用|投入使用|建成|通车|开业|开学)$"
)
_A_PART = re.compile(
    r"(?:溢洪道|导流洞|泄洪洞|大坝|坝体|渠首|闸室|引桥|匝道|连接线|左幅|右幅|左洞|右洞|泵房|机房|车库|围墙|大门|运动场|操场|食堂|报告厅|"
    r"(?:综合|教学|宿舍|门诊|住院|实训|办公|业务)楼)"
)
"""What nobody could find without the name of the work it belongs to."""
_SHORT_NAME = 3
"""体育场 in an item about a sports centre: one of its parts."""
_THIS = re.compile(r"[该本](?:项目|工程)")
_PHASE = re.compile(
    PHASE.pattern + r"|[A-Z\d一二三四五六、—-]{1,8}[#号]?(?:楼|栋|标段|地块|厂房)|[东西南北中]片区|[主附裙配]楼"
)
_PHASED = re.compile(rf"(?P<work>[^，。；\d#]{{3,30}}?)(?:{_PHASE.pattern})")
"""渔港水厂一期已投运，二期正在施工: each phase is a work of its own."""
_MOST_OF_PART = 14
"""Characters of a part's name that the name of the work before the colon completes."""
_DESIGN = re.compile("(?:初步|规划)?(?:设计方案?|施工图|可研报告|招标文件|实施方案|施工图设计)")
_WORK_LABEL = re.compile(
    r"(?:项目|工程|园|馆|改造|建设|中心|学校|小学|中学|医院|[院校]区|[一二三]期|楼|路|桥|[东西南北]延)(?:\([^()]*\)|□+)?$"
)
_DONE_STEP = re.compile(r"[ 　]*(?:完成[^，]{4,}|(?:进度|进展)(?:滞后|缓慢|较慢|偏慢|迟缓))")
"""渔民补贴提标，完成入户调查，正在发放: a step of the work named before."""
_HOUSE = re.compile(
    r"(?:[一二三四五六七八九十\d]+号|[东西南北]|门诊|住院|医技|教学|综合|宿舍|行政|实训|科研|食堂|病房)[一-鿿、]{0,6}[楼馆区厅](?![一-鿿]{3}项目)"
)
"""A building of a school or hospital that the sentence has named."""
_WHOLE = re.compile(
    r"(?:新建|改建|扩建|改扩建|迁建|建设)?(?P<name>[^，、；：\d]{2,20}?(?:小学|中学|学校|幼儿园|医院|大学|学院|中心)(?:[^，、；：已正]{0,6}项目)?)"
)
_WHY = re.compile(
    r"(?:(?<=[一-鿿]{4})|(?<=[一-鿿]{2}[路街桥河站]))(?:因[^，]{2,24}(?:原因|变更|调整|受阻|不足|问题|困难|滞后|未到位|迁改|征迁|征收|拆迁|征地)|受[^，]{2,20}影响)$"
)
"""县馆新馆因设计变更正在装修: why, not what."""
_ORDINAL = re.compile(r"\(第[一二三四五六七八九十]{1,3}[项件]\)$")
_PURSUED = re.compile(r"^(?:实施|推进)(?=[^，]{4,}(?:项目|工程|改造|建设|试点)(?:\([^()]*\))?$)")
_MEANT = re.compile(r"^(?:正在|已)[一-鿿]{1,5}的(?=[^，]{3})")
_ALL_DONE = re.compile("(?:全部|全面|均|都|基本)*(?:完成|完工|竣工|建成|投用)")
"""改造管网18公里，已全部完成: of what was counted, not of all the label names."""
_HOW_LONG = re.compile(r"[ 　]*(?:本项目|该项目|项目)?(?:计划|建设|合同|施工|总)*(?:工期|周期)")
"""计划工期240天: how long it takes, no name."""
_ALL = re.compile(r"(?<=[一-鿿]{2})[均都也]$")
_BUILDER = re.compile(r"(?:施工|建设|承建|中标|监理|设计|采购|责任|实施)(?:单位|企业|公司|方)")
"""施工单位正在进场: of the work that was named before."""
_STOPPED = re.compile(r"停工|停滞|停建|搁置|暂停|中止|终止|取消")
"""No state that the ledger knows; 已停工 is not 已完成."""
_ROAD = re.compile(
    r"[省市区县镇乡][一二三四五六七八九十][幼中小]|[一-鿿]{2,}[路道街桥站院校园馆河湖港楼厂渠场堂厅池库]"
)
_TOPIC_VERB = re.compile(r"^(?:对|为|开展|启动|推进|实施|建设|在|加快|持续|深化|制定)+")


def states(text: str, masked: str, sentence: Sentence, taken: list[tuple[int, int]]) -> Iterator[Found]:
    """已…, 正在… in a bulletin: one row for each piece of work."""
    return _Reader(text, masked, sentence, taken).rows()


@dataclass(slots=True)
class _Reader:
    """Goes through the clauses of a sentence and keeps what the ones before said."""

    text: str
    masked: str
    sentence: Sentence
    taken: list[tuple[int, int]]
    topic: tuple[int, int] | None = None
    """The clause that names what is spoken of."""
    label: str = ""
    """The work named before a colon."""
    whole: str = ""
    """The school or hospital named last, whose buildings may follow."""
    counted: bool = False
    """Whether the clause before tells how many things of their own were dealt with."""
    found: Found | None = None
    """The state told last: what follows may still be about its work."""

    def rows(self) -> Iterator[Found]:
        """The states, in order."""
        for start, end in self.sentence.clauses:
            self._names(start, end)
            if self.sentence.line.about and (labelled := _STANDS.match(self.text, start, end)):
                yield self._stands(labelled)
                continue
            reviewed = self.sentence.tense_at(start) is Tense.REVIEW
            stands = overlaps(self.taken, start, end)
            of_others = stands and reviewed and not _OF_THE_WORK.search(self.masked, start, end)
            self.counted, before = of_others, self.counted
            if stands or is_label(self.text[start:end].strip()):
                self.topic = None
                continue
            waiting = _NOT_BEGUN.search(self.masked, start, end) if reviewed else None
            if waiting is not None:
                yield from self._not_begun(waiting, start, end)
                continue
            match = self._mark(start, end) if reviewed else None
            if match is not None:
                yield from self._marked(match, start, end, after_count=before)
                continue
            if reviewed and self.found is not None and (part := self._part_reached(start, end)) is not None:
                yield self.found
                self.found = part
                continue
            if self.found is None and end - start < 60:
                for found in unmarked(self.text, self.masked, start, end):
                    yield replace(found, subject=self._labelled(found.subject))
            if _HOW_LONG.match(self.masked, start, end):
                continue
            if self.topic is None or not _DONE_STEP.match(self.masked, start, end):
                self.topic = (skip_times(self.masked, start, end), end)
        if self.found is not None:
            yield self.found

    def _mark(self, start: int, end: int) -> re.Match[str] | None:
        """已 or 正在 in a clause: 正在推进的渔港隧道已贯通 has it in 已贯通."""
        marks = list(_STATE.finditer(self.masked, start, end))
        return next((m for m in marks if not _RELATIVE.match(self.masked, m.end(), end)), marks[0] if marks else None)

    def _part_reached(self, start: int, end: int) -> Found | None:
        """1号楼已封顶，2号楼施工至8层: how far another part of the same work has come."""
        found = next(unmarked(self.text, self.masked, start, end), None)
        head = _PHASE.match(found.subject) if found is not None else None
        phased = _PHASED.match(self.found.subject) if self.found is not None else None
        if found is None or head is None or phased is None:
            return None
        return replace(found, subject=phased["work"] + found.subject)

    def _stands(self, match: re.Match[str]) -> Found:
        """建设状态：在建: how the work of the item stands, in a word."""
        begin = self.text.rfind("。", self.sentence.line.start, match.start()) + 1
        begin = max(begin, self.sentence.line.start, match.start() - _MOST_OF_LABEL)
        said = match["said"]
        status = of_words("正" if said in _UNDER_WAY else "已", said)
        return Found(begin, match.end(), first_verb(said), self.sentence.line.about, "state-marked", status)

    def _labelled(self, subject: str) -> str:
        """With the work named before the colon: 甲医院：门诊楼施工至地上五层, 某幼儿园：配套设备已启动招标."""
        apart = self.label and self.label not in subject and len(subject) <= _MOST_OF_PART
        apart = apart and subject[-2:] != self.label[-2:]  # 渔村幼儿园：东港幼儿园正在装修: one of that kind
        return self.label + subject if apart else subject

    def _names(self, start: int, end: int) -> None:
        """What a clause names for those behind it: a school, a work before a colon."""
        head = skip_times(self.masked, start, end)
        whole = _WHOLE.match(self.masked, head, end)
        self.whole = tidy(self.text[whole.start("name") : whole.end("name")]) if whole else self.whole
        if self.masked.startswith("：", end) and _WORK_LABEL.search(self.masked, start, end):
            named = tidy(self.text[head:end])
            self.label = "" if re.search(r"\d", named) else named

    def _marked(self, match: re.Match[str], start: int, end: int, *, after_count: bool) -> Iterator[Found]:
        """A clause with 已 or 正在: a state of its own work, or of what was named before."""
        if _RELATIVE.match(self.masked, match.end(), end) or _STOPPED.match(self.masked, match.end(), end):
            return
        begin = skip_times(self.masked, start, match.start())
        subject, own = self._own_subject(begin, match), tidy(self.text[begin : match.start()])
        said = self.text[match.end() : end].strip()
        if not _names_a_work(subject) and not (len(subject) > 2 and _OWNER.search(subject)):
            if self.found is not None:
                self.found = replace(self.found, end=end, status=self._merged(match["mark"], said))
                return
            if self.topic is None and not self.label and not self.sentence.line.about:
                yield from own_work(self.text, match, end)
                return
            if after_count and self.topic is None and (not self.label or _ALL_DONE.fullmatch(said)):
                return  # 150户改造完成评估，正在招标: of what was counted, not of the heading
            begin, subject = self._earlier_subject(start)
        if self.found is not None:
            yield self.found
            self.found = None
        subject = self._in_full(re.sub(r"^(?:为|对)", "", subject), said, start)
        agreed = subject.startswith("《") and _AGREED.search(said)
        if agreed or not _names_a_work(subject) or BAD_SUBJECT.match(subject) or len(said) < 2:
            return
        self.found = Found(
            begin, end, first_verb(said), subject, "state-marked", of_words(match["mark"], said, own or subject)
        )

    def _merged(self, mark: str, said: str) -> WorkStatus:
        """How far the work is by what this clause adds: 已完成装修，正在采购设备 is no preparation."""
        before, now = self.found.status if self.found else None, of_words(mark, said)
        begun = before in (WorkStatus.UNDER_WAY, WorkStatus.COMPLETED)
        return WorkStatus.UNDER_WAY if begun and now is WorkStatus.PREPARING else now

    def _not_begun(self, match: re.Match[str], start: int, end: int) -> Iterator[Found]:
        """甲路受征收影响尚未开工: the work waits."""
        begin = skip_times(self.masked, start, match.start())
        subject = self._own_subject(begin, match)
        if not _names_a_work(subject):
            named = _named_by(self.text, self.topic)
            fits = self.topic is not None and _names_a_work(named) and _SPECIFIC.search(named)
            begin, subject = (self.topic[0], named) if fits and self.topic else self._earlier_subject(start)
        if self.found is not None:
            yield self.found
            self.found = None
        if _names_a_work(subject) and not BAD_SUBJECT.match(subject):
            self.found = Found(begin, end, f"未{match['v']}", subject, "state-marked", WorkStatus.PREPARING)

    def _own_subject(self, begin: int, match: re.Match[str]) -> str:
        """What stands before the mark, with the work that 该项目 or 主体 belongs to."""
        said = _ORDINAL.sub("", _PURSUED.sub("", _MEANT.sub("", tidy(self.text[begin : match.start()]))))
        subject, line = _WHY.sub("", _ALL.sub("", said)), self.sentence.line
        if _BUILDER.fullmatch(subject):
            return ""
        if _THIS.fullmatch(subject) and line.this:
            return line.this
        if _PHASE.fullmatch(subject):
            phased = _PHASED.match(self.found.subject if self.found else _named_by(self.text, self.topic))
            return (phased["work"] if phased else self.label or line.about) + subject
        short = (
            len(subject) == _SHORT_NAME
            and subject[-1] not in "路街桥河村镇"
            and not is_group(line.about)
            and subject not in line.about
        )
        return line.about + subject if line.about and (short or is_part(subject, line.about)) else subject

    def _earlier_subject(self, start: int) -> tuple[int, str]:
        """Where the quote begins and what a clause without a subject is about; empty where nothing tells it."""
        named = _named_by(self.text, self.topic)
        specific = _SPECIFIC.search(named) is not None and len(named) > 5
        about = "" if specific else self.label or self.sentence.line.about
        if not about and self.masked.startswith(("其余", "并"), start):
            return start, ""  # 其余正在招标: of what, another row tells
        return (start if self.topic is None or about else self.topic[0]), about or named

    def _in_full(self, subject: str, said: str, start: int) -> str:
        """The subject with the label, school or object that tells it apart."""
        subject = self._labelled(subject)
        if self.topic is not None and _DESIGN.fullmatch(subject):
            subject = _named_by(self.text, self.topic) + subject  # 甲公园完成选址，设计方案已通过评审
        if self.whole and self.whole not in subject and _HOUSE.match(subject):
            subject = self.whole + subject  # 甲小学已开工，东教学楼正在装修
        if _A_PART.fullmatch(subject) and self.sentence.clauses[0][0] < start - 1 and not self.label:
            work = opening_work(self.text, self.masked, self.sentence)
            apart = work and not is_group(work) and subject[:2] not in work
            subject = work + subject if apart else subject  # 水库除险加固主坝灌浆结束，溢洪道正在开挖
        return subject + object_of(said) if _OWNER.search(subject) else subject  # 甲县已完成管道铺设: the object


def _names_a_work(subject: str) -> bool:
    """Whether the words are enough to tell a piece of work."""
    return len(subject) >= 4 or _ROAD.fullmatch(subject) is not None


def _named_by(text: str, topic: tuple[int, int] | None) -> str:
    """The work that the clause before names, without the verb at its head and without when it began."""
    if topic is None:
        return ""
    said = _REACHED.sub("", _BEGUN.sub("", _TOPIC_VERB.sub("", text[topic[0] : topic[1]], count=1)))
    return tidy(_HOPED.sub("", said))


_SPECIFIC = re.compile(
    r"(?:[路街道桥河馆校园院楼场站线段区镇村库]|项目|工程|改造|建设|迁建|扩建|新建|整治|修复|小学|中学|中心|公园)$"
)
"""The clause before names a work: it counts more than the heading of its group."""
_OF_THE_WORK = re.compile(r"[该本](?:项目|工程)|资金|投资|%")
_NOT_BEGUN = re.compile(
    r"(?:至今|目前|仍|还)*(?:[尚暂还仍]未|(?<=至今)未|未(?=能|按|如期))(?:能)?(?:正式|全面|如期|按期|按时|按计划)?(?P<v>开工|启动|动工|开建|进场|实施)(?:建设|施工|实施)?$"
)
_STANDS = re.compile(
    r"(?<=[态状展度]：)[ 　]*(?P<said>(?:已|正在|全部|全面|主体)*(?:在建|续建|施工|建设|推进|前期(?:工作|阶段|手续)?|"
    r"招标|开工|复工|竣工|完工|建成|完成|投用|投入使用|通车|未开工)中?)(?=[，。；\n(（]|$)"
)
_UNDER_WAY = ("在建", "续建", "施工", "建设", "推进", "施工中", "建设中", "推进中")
_MOST_OF_LABEL = 8
_REACHED = re.compile(
    r"(?<=[一-鿿]{2}[路街道桥河馆校园院楼场站线区镇村目程造建治复段期延心所厂库堂厅])(?:已)?(?:完成|处于)[^，]{2,30}$|"
    r"(?<=[一-鿿]{6})(?:完成|完工|封顶|结束)$|(?<=[一-鿿]{2}[路桥馆楼园站厂])(?:主体|主墩|主塔|基础|桩基|路基|土建|桥面|管网)[一-鿿]{0,4}(?:完毕|完成|结束|贯通)$|(?<=[一-鿿]{4})(?:选址|位于|坐落)[^，]{2,20}$|"
    r"(?<=[一-鿿]{4})受[^，]{2,20}影响$|(?<=[一-鿿]{4})因[^，]{2,24}$|(?<=[一-鿿]{4})(?:推进|进展)(?:顺利|缓慢|滞后|有序)$|"
    r"(?<=[一-鿿]{4})自(?:20\d\d年)?\d{1,2}月[^，]{0,8}以来[^，]{0,8}$|(?<=[一-鿿]{4})(?:全线|主线|顺利)?贯通$"
)
"""What the clause before tells of its work: 甲项目完成前期手续，正在进行招标."""
