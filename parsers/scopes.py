"""A clause as the frames see it: its numbers, what the sentence said before, and the stretches around a number."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from parsers.clauses import AND_WORD, drop_comparison, skip_adverbs, skip_times, tidy
from parsers.lexicon import Token, is_noun, tokens
from parsers.quantities import Quantity
from parsers.records import Number
from parsers.verbwords import Verb

REACH = 90  # how far from a number its words are looked for: keeps the work per number bounded
LONGEST = 240  # no quote is longer: what a verb far away governs is not told by it
EACH = re.compile(
    r"(?:每(?:人|户|生|名|位|床|亩|[百千万]人(?:口)?)(?:每?[年月天日]|每学[年期])?|[月年]人均)(?=[约近]?$)"
)
"""For whom and when the value behind it is said: 每户每年3万元."""


@dataclass(slots=True)
class Row:
    """A quantity with its words, offsets in the folded text."""

    quantity: Quantity
    rule: str
    action: str
    subject: str
    start: int
    end: int
    old: Number | None = None
    verb: Token | None = None
    inherits: bool = False
    """A number that follows without a verb shares this row's verb."""
    prefix: str = ""
    """Words before the verb that are part of the subject."""
    base: str = ""
    """What the sentence is about, where the subject adds a rate or share to it."""
    carried: bool = False
    """The row stands before the semicolon: it lends its subject, not its words."""
    total: Number | None = None

    def sharing(self, quantity: Quantity, subject: str, end: int = 0) -> Row:
        """The row of a number that this row's verb governs too, and which lends it on. `end`: the number's, unless
        the quote goes further."""
        return Row(
            quantity, "shared-verb", self.action, subject, self.start, end or quantity.end,
            verb=self.verb, inherits=True, prefix=self.prefix,
        )  # fmt: skip

    def lent(self, *, carried: bool = False) -> Row:
        """A copy that gives its subject to later clauses but not its verb."""
        return Row(
            self.quantity, self.rule, self.action, self.subject, self.start, self.end, self.old, self.verb, False,
            self.prefix, self.base, carried or self.carried, self.total,
        )  # fmt: skip


@dataclass(slots=True)
class Scope:
    """One clause and what the sentence has said before it."""

    text: str
    masked: str
    start: int
    end: int
    quantities: list[Quantity]
    place: str = ""
    """The document's place: its names are left out of subjects."""
    rows: list[Row] = field(default_factory=list)
    """Rows of the sentence so far."""
    topic: tuple[int, int] | None = None
    """The stretch that names what the sentence is about, from a clause without a number."""

    def words(self, start: int, end: int) -> str:
        """The text between two offsets without particles at its ends."""
        return tidy(self.text[start:end])

    def cut(self, index: int) -> re.Match[str] | None:
        """The separator between the number at `index` and the next, None where they share one phrase."""
        quantity, following = self.quantities[index], self.quantities[index + 1]
        divided = DIVIDED.search(self.masked, quantity.end, following.number)
        if divided is not None:
            return divided
        found = _SEPARATOR.finditer(self.masked, quantity.end, min(following.start, quantity.end + REACH))
        # One character is no noun (3个省、市项目), unless what follows is about it (3个村、占任务的9%).
        near = quantity.end + 1
        one = self.masked[quantity.end : near] in _ONE_CHARACTER  # 91栋楼、建筑面积58万平方米
        cuts = [c for c in found if c.start() != near or one or _ABOUT.match(self.masked, c.end())]
        if not cuts:
            return None
        if cuts[0].start() == quantity.end:
            return cuts[0]
        return [c for c in cuts if c.group() == "、" or c is cuts[-1]][-1]

    def left(self, index: int) -> int:
        """Where the words before a number begin."""
        if not index:
            return max(self.start, self.quantities[0].start - REACH)
        cut = self.cut(index - 1)
        start = cut.end() if cut else self.quantities[index - 1].end
        if cut is None and AREA.fullmatch(self.masked, start, self.quantities[index].start):
            start = self.quantities[index].start  # 8个镇3.9万名群众: where, and whom
        return max(start, self.quantities[index].start - REACH)

    def right(self, index: int) -> int:
        """Where the words behind a number end."""
        quantity = self.quantities[index]
        limit = min(self.end, quantity.end + REACH)
        if index + 1 < len(self.quantities):
            cut = self.cut(index)
            return cut.start() if cut else min(self.quantities[index + 1].start, limit)
        return limit

    def subject_before(self, at: int, *, whole: bool = False, unit: str = "", flow: bool = False) -> tuple[str, int]:
        """What the sentence is about, where the clause itself does not say: words and their start.

        `whole`: with the rate or sum the row before measured, as in 总投资9亿元，增长8%. `unit`: that of a number whose
        kind was counted before. `flow`: with the verb that says it came new, of which a growth or share of the task is.
        """
        if self.rows and self.topic and self.topic[0] > self.rows[-1].end:
            place = _FACILITY.match(self.masked, skip_times(self.masked, *self.topic), self.topic[1])
            if place is not None:
                return tidy(self.text[place.start() : place.end()]), at
        if self.rows:
            row = self._row_about(unit)
            if row is None or at - row.start > LONGEST or len(row.subject) > REACH:
                return "", at
            if len(self.rows) > 1 and _MOTIONS.search(row.subject) and _PROPOSALS.search(self.rows[-2].subject):
                return f"{self.rows[-2].subject}、{row.subject}", at  # 代表建议9件、委员提案8件，满意率100%
            if row.verb is not None and row.verb.any(Verb.HOLDING) and row.subject == row.verb.word[1:]:
                return "", at  # 送戏85场，放映1012场
            base = "" if whole and row.rule != "share-of" else row.base
            named = flow_of(row) if flow else ""
            named = named or base or work_of(row)
            if not whole and row.quantity.unit == "%" and unit != "%":
                named = _SHARE_TOLD.sub("", named)
            return _TASK.sub("", AMONG.sub("", named)), at if row.carried else row.start
        if self.topic:
            start, end = self.topic
            if _MEANT_WITH.match(self.masked, start, end) or _TELLS_NOTHING.search(self.masked, start, end):
                return "", at
            if at - start > LONGEST:
                return "", at
            start = skip_times(self.masked, start, end)
            if not self.masked.startswith("：", end):  # a label is a name, whatever it begins with
                match = _TOPIC_VERB.match(self.masked, start, end)
                start = match.end() if match else start
                verb = self.topic_verb()
                start = skip_times(self.masked, max(start, verb.end), end) if verb is not None else start
            words = _WHY.sub("", _SINCE.sub("", _GOES_ON.sub("", drop_comparison(tidy(self.text[start:end])))))
            return AMONG.sub("", _RESPECT.sub("", _STEP_TOLD.sub("", _SHARE_TOLD.sub("", words)))), start
        return "", at

    def _row_about(self, unit: str) -> Row | None:
        """The row of the sentence whose thing a number without a noun counts; None where they only tell of money.

        改造小区5个，惠及3000户，完成目标的80%: of the work. 改造小区29个、楼218栋，完工21个: of what 个 counted.
        """
        late = self.rows[:-7:-1]
        told = [r for r in late if r.action not in FOR_WHOM]
        told = [r for r in told if not r.carried] or told
        if unit in OF_ANYTHING:
            return (told or late)[0]
        alike = [r for r in told or late if r.quantity.unit == unit and r.subject]
        if not alike and unit and told and told[0].quantity.unit == "%":  # 已开工16个，开工率88.9%，其中完工4个
            told = [r for r in told if r.quantity.unit == unit] or told
        if not alike and told and _SUM.search(told[0].subject):  # 36个项目，投资9亿元，已完工15个
            return next((r for r in told if not _SUM.search(r.subject)), None)
        return (alike or told or late)[0]

    def facility(self) -> str:
        """The works whose capacity is told, where the clause without a number names one: 某水厂扩建竣工，日供水能力…"""
        if self.topic is None:
            return ""
        found = _WORKS_NAMED.search(self.masked, skip_times(self.masked, *self.topic), self.topic[1])
        return tidy(self.text[found.start("name") : found.end("name")]) if found is not None else ""

    def topic_verb(self) -> Token | None:
        """The verb at the head of the clause without a number: 铺设某街主管网，全长2公里."""
        if self.topic is None:
            return None
        head = skip_adverbs(self.masked, *self.topic)
        found = tokens(self.masked, head, min(self.topic[1], head + 8))
        if (
            not found
            or found[0].start != head
            or not found[0].any(Verb.STRONG, Verb.MEASURE)
            or found[0].end == self.topic[1]
        ):
            return None
        return None if is_noun(self.masked, found[0]) else found[0]


def work_of(row: Row) -> str:
    """What a row is about: 老桥改造5座 is about 老桥改造, whose verb is its last word."""
    works = row.rule == "subject-verb-number" and _A_WORK.search(row.action) is not None
    return row.subject + row.action.removeprefix("开工") if works and row.subject else row.subject


_FLOWS = frozenset(("新增", "净增", "新登记", "新签约", "新注册", "新设", "新设立"))


def flow_of(row: Row) -> str:
    """新登记渔户6230户，增长22%: what grew is those newly registered, not all. Empty where nothing came new."""
    return row.prefix + row.action + row.subject.removeprefix(row.prefix) if row.action in _FLOWS else ""


_A_WORK = re.compile(r"(?:改造|整治|治理|修复|维修|养护|建设|提升|搬迁|更新|修缮|就业)$")


SO_FAR = re.compile(r"(?:目前|现)?(?:已经?|现已)?(?:开工|完工|完成|建成|竣工|投用|开业|启用|交付|通车|进场)")
"""新建渔校4所已开工3所: nothing but a verb between what was set and how many of them there are so far."""
PREPARATIONS = ("前期工作", "前期手续", "前期准备", "前期准备工作")
ALSO_BUILT = r"\((?:新建|改建|扩建|改扩建|含改造|改造|续建|重建|启动|复工)\)"
"""新建(改建)8家渔民食堂: how else it came about."""
MAIN_DONE = frozenset(("主体完工", "主体封顶"))
"""5座水库主体完工: the verb is of the main part of what is counted."""
OF_ANYTHING = frozenset(("", "%", "百分点", "元", "倍"))
_MEANT_WITH = re.compile(r"[ 　]*(?:因(?!地)|受(?!益|理)|由于|随着|聚焦|围绕|坚持|立足|依托|按照|根据|针对|瞄准|锚定)")
_TELLS_NOTHING = re.compile(r"将对|(?:说|说道|介绍|表示|告诉[^，]{0,6}|透露|指出|强调|笔账|坦言|了解到|获悉)$")
_FACILITY = re.compile(
    r"[^，。；、\d]{2,20}?(?:厂|泵站|医院|学校|小学|中学|幼儿园|馆|大桥|工程|项目)(?=(?:年内|年底|于|已|将|正式|全面|顺利|如期|\d{1,2}月)*"
    r"(?:建成|竣工|完工|投产|投用|投入|开工|通水|通车|开学|开馆|运行|启用|并网))"
)
"""改造泵房40处，云川水厂年内竣工，日供水能力…: the place named last."""
_WORKS_NAMED = re.compile(
    r"(?:建成|新建|扩建|启动|完成|推进|实施|建设|^)*(?P<name>[^，。；、\d]{2,16}?(?:水厂|污水处理厂|处理厂|实验室|医院|泵站|水库|填埋场|处理站|厂|(?:烘干|储备|处理|配送|仓储)中心))"
)
AREA = re.compile(r"(?:乡?镇|乡|街道|社区|(?:行政|自然)?村|县|区|市|省|州|单位|部门)(?:\([^()]*\))?")
_PROPOSALS, _MOTIONS = re.compile("(?:建议|议案)$"), re.compile("提案$")
_RESPECT = re.compile(r"(?<=[一-鿿]{2})(?:方面|领域)$")
AMONG = re.compile(r"(?<=[一-鿿]{2})(?<!高)(?<!初)(?:当)?中$")
_SHARE_TOLD = re.compile(r"(?<=[一-鿿]{2})(?:的支出)?占[^，]{2,20}(?:比重|比例)[^，]{0,12}$")
"""民生支出占预算支出的比重保持在七成以上，累计投入9亿元: of what."""
_SINCE = re.compile(r"(?<=[一-鿿]{3})(?:于|自)?\d{1,2}月(?:\d{1,2}日)?起[^，]{2,10}$")
"""某馆8月8日起免费开放，日均接待400人: since when, not what."""
_WHY = re.compile(r"(?<=[一-鿿]{4})(?:因[^，]{3,24}|受[^，]{2,20}影响)$")
"""某路改造因管线迁移滞后，仅完成管道1.2公里: why, not what."""
_STEP_TOLD = re.compile(
    r"(?<=[一-鿿]{2}[期路桥园馆道站厂区目程造心楼院校库])(?:已?完成[^，\d]{2,12}|"
    r"(?:主体[^，]{0,4}|基础)?(?:施工|浇筑|建设)至[^，]{2,10}|[一-鿿]{2,4}(?:吊装|安装|浇筑|砌筑|施工|开挖)(?:到位|完毕|完成))$"
)
"""绿道二期完成土方工程，贯通9公里: of what."""
_GOES_ON = re.compile(
    r"(?<=[一-鿿]{4})(?:仍|尚)?正在(?:实施|推进|建设|施工|进行)$|"
    r"(?<=项目|工程|工作|任务|改造)(?:已经?)?(?:全面|加速|加快|有序|稳步|持续|顺利|扎实|深入)+(?:启动|建设|推进|实施|开展|铺开|展开|落地)$"
)
"""海港类工程稳步推进，累计投资9亿元: how it goes, behind the work."""
_SUM = re.compile(r"(?:投资|投入|资金)(?:额|年度计划|计划)?$")
_TASK = re.compile(r"(?<=建设|改造|整治|治理|修复|提升|新建|扩建)任务$")
FOR_WHOM = frozenset(("惠及", "受益", "服务", "覆盖", "涉及", "带动"))
_ONE_CHARACTER = frozenset("楼桥路井树库船车街")
_ABOUT = re.compile(r"占|同比|较|完成|开工率|增长")
DIVIDED = re.compile(r"(?<=[一-鿿]{3})(?:共?(?:分解|细化|分)[为成]|共(?:有|包[含括]|涉及|涵盖|计)?)约?$")
"""10件实事共分解为32个子项: two counts, not one phrase."""
_SEPARATOR = re.compile(r"、|以及|" + AND_WORD + r"|(?<![惠涉普波])及|(?<!参)与|或|(?<![合兼])并(?![网轨])")
"""和 and the like between two things, not inside 惠及, 参与 or 和平区."""
_TOPIC_VERB = re.compile(
    r"(?:像这样的|通过[^，]{0,20}?(?=开展)|深入|全面|持续|扎实|积极|大力|稳步|加快|同时|在|对|为|开展|推进|实施|落实|"
    r"建设(?!项目|工程)|推动|完成|启动|进一步|完善)+"
)
