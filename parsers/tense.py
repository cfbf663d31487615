"""Which way the clauses of a sentence look: the words that say plan or review."""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import Enum

from parsers.ahead import NO_MONTH, names_coming


class Tense(Enum):
    """Which way a section looks."""

    PLAN = "plan"
    REVIEW = "review"


Turn = tuple[int, Tense]
"""From where on a paragraph looks which way."""

_TO_PLAN = re.compile(
    r"(?<!为)明年(?=[上下]半年|\d{1,2}月|底|初|[一二三四]季度|[^，。]{0,6}(?:建成|投用|完工|竣工|通车|开工|开放|开园|开馆|开诊|开学|开业|交付|启用|投入使用|投入运营|投产))|"
    r"预计(?:20\d\d年|全年)?(?:\d{1,2}月)?(?:(?:可|能|将|底|末|初)|(?<=月)(?:前|投|动|开|竣|完|交|启))|(?<!即)将(?=[^军来领士帅])(?!\d[\d.]*[^\d.年月日]|全[市区县]\d)|即将(?=[投建完开竣交通启进])|拟(?=[^定])(?!上市|录)|争取(?=早日|尽早|尽快|年内|年底|今年|明年|提前|[一二三四]季度|\d{1,2}月|春节|国庆)|力争|(?<!以)(?<!了)(?<!为)(?<!持续)确保(?!了)|下个?月(?=[完建投开竣将可拟启])|(?<![加高升长降少大展])到20[2-5]\d年(?!底?[^，。]{0,2}(?:以来|已))|今后|未来(?=[三五几两一\d，]|我们|我[省市县区])|"
    r"(?<![需主只重紧求])要(?=达到|在\d|于\d|确保|全部|继续|加快)|(?:(?<=今年)|(?<=全年)|(?<=我们))要(?=[一-鿿]{2})|[尚还仍]需(?=[一-鿿]{2})|下一步|下半年|年底(?:前|即?可|将|能|有望)|年内(?:即?可|将|能|有望)|\d{1,2}月(?:\d{1,2}日|底|份|初|[上中下]旬)?可(?=投|建|完|交|通|竣|开|试)|(?:建成|投用|完工|竣工|投产|交付|启用|改造)后(?:可|能)|"
    r"(?:剩余|余下|剩下|其余)[^，。；]{0,24}?(?:[一-鿿]后(?=实施|复工|开工|启动|施工|进场)|\d月(?:\d{1,2}日|底|[上中下]旬)?|月底前|年底|年内)|"
    r"(?<=全年)预计(?=新增|新建|建成|改造|开展|发放|培训)|预计到(?:年底|\d{1,2}月)|预计(?:还)?(?:可)?新增(?=[^，。；]{0,12}(?:学位|床位|托位|泊位|车位|座位|面积|能力))|预计[^，。；增达为]{0,12}(?:月底前|年底|前完|底前|投入使用|投用|通车|交付|封顶|复工|建成|完工|开工|竣工|开放|开诊|开园|开馆|开业|运营|试运行|通水|试生产|可(?=[提新增容满供]))|"
    r"(?<![占总按超较比过出于])(?<!占年)(?<!占全年)(?<!占当年)(?<!成全年)(?<!年度)(?<!成年)(?<!完成)计划(?!完成率|总投资|开工率|补助|补贴|投资[\d.]+[万亿]+元(?:以上)?的)(?=今|全年|再|更|补|铺|年|新|建|投|完|引|培|改|实|安|总|到|在|增|为|"
    r"支|扶|开|举|招|发|打|修|整|拆|购|采|启|创|提|扩|加|治|清|培|组|聘|选|资|补|救|减|竣|通|交|办|约?\d[\d.]*[万亿]?[^\d.%月年]|于|20\d\d年|\d{1,2}月|[一二三四]季度|[上下]半年)(?![^，。；\d]{1,8}的\d)|下一?阶段|有望|(?<=[期季节底日冬])前再(?=[完新建改开投])|待(?!遇|业|定|岗)[^，。；]{2,16}后|(?:投用|投产|达产|建成)后(?=年|日|预计)"
)
_PLANS = re.compile(
    r"(?:(?<![一-鿿])|(?<=[局委办县区镇乡])|(?<=项目)|(?<=工程)|(?<=改造)|(?<=(?<![占成过])(?:全|今|当|本)年)|(?<=[度底内月]))(?<![占成过]年度)计划(?=[一-鿿])(?![^，。；\d]{1,8}的\d)(?![一-鿿]?完成率|[率数量表书外内性的和等、及与中下之]|单列|总|投资|任务|目标|补助|补贴|生育|免疫|安排|进度|指标|项目|开工率|招生数)"
)
"""计划 with any verb behind it, where nothing makes it a noun: 全年计划搬迁."""
_TO_REVIEW = re.compile(
    r"(?<![而早为对给向])(?<![^现]在)已(?=[一-鿿])(?!知|[一-鿿]{1,4}的|(?:建成?|开工|完工|投产|实施|入库|签约)(?:项目|工程|小区|企业))|截至|截止|到现在|到目前|(?:(?<![由从比较于])|(?<=从)(?=去年\d{1,2}月))去年(?![^，。；\d]{0,8}的\d|[^，。；\d]{2,4}的[一-鿿]|[^，。；]{0,20}基础上[一-鿿]|[^，。；]{0,10}的?水平$)|(?<![比较与同])上年度?(?!同期|水平|基本持平|持平|相比|增|底|末|度?(?:结转|续建|未)|[^，。；\d]{1,8}的\d)|今年以来|现在(?=建成|完成|达到|共有)|(?<![一-鿿])现有(?=[一-鿿]{2,12}\d)|"
    r"正在(?![^，。；]{0,14}的)|今年上半年|过去一年|目前已|仅(?=开工|完成|建成|竣工)|全年共(?![要将需安计])|目前(?=只|仅|共|累计|全部|均(?!已)|仍[在有未]|尚[在有未]|(?:[^，。；、\d]{2,10})?(?:完成|建成|完工|竣工|开工|投用)(?:约?\d|[^\d，。；]{0,8}\d))|上半年(?=已|完工\d|新增\d|累计)|实际(?:完成|到位|开工|建成|新建|新增|改造|开展|发放|培训)|(?<![一-鿿])实(?=[发拨收建签]\d|发放|拨付|收缴)"
)
_TO_DO = (
    "(?:签约|搬迁|征收|征迁|拆迁|缴纳|拆除|筛查|配备|安置|接种|体检|建成|新建|新增|"
    "新改|改造|改扩建|扩建|建设|实施|培训|安装|整治|维修|提升|铺设|打造|更换|救助)"
)
SET = (
    rf"(?:(?:年度|全年|目标|[省市区县]定)?任务(?:数|量|目标|指标)?(?:为|是)?|(?<![一-鿿])(?:工作|年度|全年)?(?:目标|指标)(?:任务)?(?:为|是)?)"
    rf"(?=完成{_TO_DO}|完成[一-鿿]{{2,10}}{_TO_DO}|{_TO_DO})|"
    rf"(?:今年|全年|当年)的?目标(?:为|是)(?={_TO_DO})|[尚还仍]有\d[^，。；]{{0,8}}[需待](?={_TO_DO})|(?<![一-鿿])待(?={_TO_DO})|"
    rf"(?:(?<![一-鿿])|(?<=今年)|(?<=我们)|(?<=[底月前]))(?:应当?|需要?|原计划|承诺|要求|确定)(?={_TO_DO}|完成|开工|竣工|发放|投入资金|投资)|"
    rf"(?<=[全当]年)应当?(?={_TO_DO}|完成|开展|举办|发放|投资)|(?<=进度)应当?(?={_TO_DO}|完成|开工|竣工)|(?<![供对响适效相反理])应(?=[演建改办发]\d)"
)
"""What says, right before the verb, that its figure was set: 年度任务改造, 应改造, 承诺新建."""
_SET_HERE = re.compile(
    rf"{SET}|(?:(?:[省市区县]|[省市区县]级|上级)(?:定|下达)(?:的)?任务|(?<![一-鿿])总?任务)数?(?:为|是)?(?=约?\d)|"
    r"(?<![一-鿿])(?:任务|目标|计划)[数值]?：?(?:为|是)?(?=约?\d[\d.]*[万亿]?[^\d.%月年])|"
    r"列入(?:今年|年度|全年|[省市区县])?(?:年度)?计划的?(?=[^，。；\d全已]{2,12}\d)|任务(?:数|量)?(?:为|是)(?=[一-鿿]{0,12}约?\d)(?!\d[\d.]*[万亿]?%)|目标任务(?:数|量)?(?:为|是)?(?=约?\d)(?!\d[\d.]*[万亿]?[一-鿿]{1,2}的\d)|年内安排(?=约?\d)|安排(?=改造|新建|建设|实施)|(?<!完成)(?<![占超出过于])年度计划(?:投资)?(?=约?\d[\d.]*[万亿]?[^\d.%])|年度计划(?=实施|新建|新开工|竣工|完工|建成|建设|改造|开工|安装|培训|新增)|(?<![较比按出过于])年初(?:计划|安排|确定|下达)(?!的)|(?:下达|分解)[^，。；\d]{0,8}(?:任务|指标|计划)数?(?:为|是)?(?=约?\d)|(?:全年|年度|考核)(?:任务)?指标数?(?:为|是)?(?=约?\d)|(?<![超占成过出于])(?:全年|年度)(?:计划)?(?:目标|任务)(?:(?:为|是)?(?=约?\d)|(?:为|是)(?=[^，。；\d]{1,14}\d))|年内(?=[新改建完将要为])|(?<![已经了年])规划(?:建设(?!用地|面积)|新建|设置|布局)(?=[^，。；\d的]{0,12}约?\d)|计划总投资额?(?:为|约)*(?=\d)"
)
"""The figure set for the year, restated among results."""
_RESULT = re.compile(r"[一二三]季度(?!末?前)|上半年|\d月(?![^，。]{0,4}前)|实际|完成(?:[率数]|进度)|同比增|同期|较上年")
_COMPARED = re.compile(r"同比增|同期")
"""A comparison with the year before tells of the past, unless the sentence sets a figure for the coming time."""
_BOUND = re.compile(r"\d(?:\.\d+)?(?:%|个百分点|[万亿]?[一-鿿]{1,3})?(?:以上|以内|以下|左右)")
"""较上年下降6%以上: a bound is set, no result told."""
_SET = re.compile(r"安排|计划(?!完成率)|预期|目标")


_ACHIEVED = re.compile(
    r"(?:提高|提升|增强|改善|解决|缓解|拓宽|方便|满足|实现|取得|形成|减轻|降低|保障|惠及|赢得|得到|优化|丰富|激发|扩大|带动|吸引)了"
)


def _achieved(text: str, start: int, end: int) -> bool:
    """Whether the sentence tells an effect that has come about: 极大改善了出行条件."""
    if text.find("了", start, end) < 0:
        return False
    return _ACHIEVED.search(text, start, end) is not None and _TO_PLAN.search(text, start, end) is None


DONE_CELL = r"(?<=[^\s，。；、：] )(?=(?:已|基本|全部|超额|累计)*完成(?:[\d，。；]|$)|已(?:建成|开工|启动|开通|投用))"
"""What stands around the blank before a table's last cell, which tells what became of the target beside it."""
_DONE_CELL = re.compile(f" {DONE_CELL}")
_CUE = re.compile(
    "明年|前再|目前|现有|现在|指标|仅|剩|年底|规划|余下|其余|后可|后能|将|拟|争取|力争|确保|到20|到现在|到目前|今后|未来|下一步|下半年|下月|下个月|预计|计划|下阶段|下一阶段|有望|成后|用后|产后|已|要|正在|截至|截止|去年|上年|今年|过去一年|实际|实发|实拨|实收|实建|实签|"
    "全年|年度|年内|年初|季度|上半年|月|完成率|完成数|完成进度|同比增|同期|安排|预期|目标|任务|应|需|待|承诺|要求|确定"
)
"""A part of whatever the six patterns above match: one quick search instead of theirs. Each word begins plainly, so
that the search can skip to it."""


def may_turn(text: str, start: int, end: int) -> bool:
    """Whether a word in `text[start:end]` could turn the tense of a clause there."""
    if _CUE.search(text, start, end) is not None:
        return True
    return text.find("了", start, end) >= 0 or text.find(" ", start, end) >= 0  # an effect, a table's last cell


_FINISHED = re.compile(r"(?:共|累计)?完成(?:投资|改造|新建|建设)?约?\d")
_FINISHED_OF = re.compile(
    r"(?:共|累计|现|实际?|全年)?(?:已?完成|建成|完工|竣工|开工|签约|发放|投用|交付|办结|实现)约?\d"
)
"""任务12公里，建成3公里: what was done of the figure set."""
_TASK_OF = re.compile(
    r"(?!为|[^，。；]*(?:完成|超|达|占|已|落实|增加|承担|下达|个的|的\d))[^，。；\d]{2,16}(?:任务|(?<=[位房道网校园馆站所项])目标)约?(?=\d[\d.]*[万亿]?[^\d.%])"
)
"""渔路建设任务12公里: set, where nothing says that it was done."""
_ONLY_WHEN = re.compile(
    r"[ 　]*(?:预计|计划|力争|确保|争取|拟|将|到|在|于|至)+(?:今年|明年|20\d\d年)?"
    r"(?:\d{1,2}月(?:\d{1,2}日|底|份|初|[上中下]旬)?|年底|年末|[一二三四]季度末?|[上下]半年|国庆节?|春节)(?:之?前|内)?"
)
"""预计9月底前，完成投资2亿元: when, and nothing else."""
_THIS_YEAR = re.compile(r"[ 　]*而?(?:今年|新的一年)(?!以来|上半年|[一二三]季度|\d|已)")
_YEAR_BEFORE = re.compile(
    r"[ 　]*(?:20\d\d年(?!底|末|前|初|\d|起)|上年度?|(?:刚刚)?过去的?一年，)"
    r"[^，。；\n]{2,24}\d[^，。；\n]{0,8}[，。](?=今年|新的一年|本年)"
)
"""2030年建成渔园12个，今年建设15个: of the year before."""
_ON_TOP = re.compile(r"(?:基础上|之后|后)$")
"""在去年改造120座的基础上: told of the past, and nothing behind it is."""
_ONCE = re.compile(r"(?:建成|投用|投产|达产|竣工|完工|启用|投入使用|完成)后$")
_STILL_BUILT = re.compile(r"(?:正在|仍在|正)[^，。；]{0,6}(?:装修|施工|建设|改造|安装|收尾)|(?:装修|施工|建设)中$")
_CAN = re.compile(r"可(?=[达年日容提新满吸带惠服节减])|能够")
_ADDS = re.compile("[成工]后，新增")
"""建成后，新增泊位560个."""
_READY_BY = re.compile(
    r"(?:于|在|到|可|将|力争)*(?:今年|本月|下月|近期|不久)?(?:年底|年末|年内|岁末|月底|春节|元旦|五一|国庆|中秋|入冬|供[暖热](?:季|期)?|汛期|[春秋]季?(?:学期|开学)?|开学|"
    r"[一二三四]季度|\d{1,2}月(?:\d{1,2}日|底|初|份|[上中下]旬)?)?(?:前|后|期间)?(?:即|就|便|可|将|能|全部|全面|正式|陆续)*"
    r"(?:投入使用|投用|投运|启用|开放|开园|开馆|开诊|开学|建成|完工|竣工|通车|交付|交房|运营|封顶)"
)
"""When what is still being built will be ready."""
_TO_COME = re.compile(r"下半年|下一?(?:步|阶段)|将(?!近)|力争|确保|务必|要(?=达到|完成|实现)")
_STEP_CUE = re.compile(
    "招投?标|选址|采购|施工图|踏勘|勘[察测]|方案|评估|摸底|立项|可研|设计|，(?:已)?完成[设备安装]*\\d"
)
_STEP = re.compile(
    r"(?:目前|现)?(?:均?已)?(?:完成|进入|启动|进行)?[^，。；\d]{0,8}(?:招投?标|选址|采购|施工图|踏勘|勘[察测]|方案|评估|摸底|立项|可研|设计)"
    r"(?:设计|工作|编制|审批|阶段)?(?:\d+[处座个所])?(?:已(?:确定|完成|通过))?"
)
_PART_DONE = re.compile(r"(?:目前)?已?完成(?:设备安装)?(?P<done>\d+(?:\.\d+)?)(?P<unit>[万亿]?[一-鿿]{1,3})")
_COUNTS_LAST = re.compile(r"(?P<all>\d+(?:\.\d+)?)(?P<unit>[万亿]?[一-鿿]{1,3})$")
_DID = re.compile("已|完成|[建落]成|[竣完开]工|累计|实际|投用|惠及|[选确]定|签约|排查|开展|发放|举办|计划")


def pledged(text: str, clauses: list[tuple[int, int]], tenses: tuple[Tense, ...]) -> tuple[Tense, ...]:
    """The tenses where a clause repeats a pledge whose first steps the next one tells: 新建公厕9座，完成选址5座."""
    if len(clauses) < 2 or _STEP_CUE.search(text, clauses[0][1], clauses[-1][1]) is None:
        return tenses
    out = list(tenses)
    for index, (start, end) in enumerate(clauses[:-1]):
        counts = _COUNTS_LAST.search(text, max(start, end - 12), end)
        if counts is None or out[index] is not Tense.REVIEW or _DID.search(text, start, end) is not None:
            continue
        step = _STEP.fullmatch(text, *clauses[index + 1]) is not None
        part = _PART_DONE.fullmatch(text, *clauses[index + 1])
        if step or (part is not None and part["unit"] == counts["unit"] and float(part["done"]) < float(counts["all"])):
            out[index] = Tense.PLAN
    return tuple(out)


_PLANNED_COUNT = re.compile(r"计划[^，。；\d]{0,12}(?P<all>\d+(?:\.\d+)?)(?P<unit>[万亿]?[一-鿿]{1,3})")
_BY_THEN = re.compile(r"[上下]半年|[一二三四]季度|[月年]底|\d月|明年|下一?[步阶]|剩余|其余|前")
_SO_MANY = re.compile(
    r"(?:目前|现)?(?:进场|入场|开工|动工|启动|完工|竣工|建成|投用)(?P<done>\d+(?:\.\d+)?)(?P<unit>[万亿]?[一-鿿]{1,2})"
)


def _part_of(text: str, plan: tuple[int, int], done: tuple[int, int]) -> bool:
    """计划改造56个片区，进场54个: behind the plan's number, how many of them there are so far."""
    planned = _PLANNED_COUNT.search(text, *plan)
    some = _SO_MANY.fullmatch(text, *done) if planned is not None else None
    if planned is None or some is None or _BY_THEN.search(text, *plan) is not None:
        return False
    return planned["unit"].startswith(some["unit"]) and float(some["done"]) <= float(planned["all"])


def _may_come(text: str, start: int, end: int) -> bool:
    """Whether a clause tells of something that is not there yet, so that what it can do lies ahead."""
    if text[end - 1] == "后":
        return _ONCE.search(text, start, end) is not None
    building = text[end - 1] == "中" or text.find("正", start, end) >= 0 or text.find("仍在", start, end) >= 0
    return building and _STILL_BUILT.search(text, start, end) is not None


def tenses_of(
    text: str, clauses: list[tuple[int, int]], section: Callable[[int], Tense], ahead: float = NO_MONTH
) -> tuple[Tense, ...]:
    """The tense of each clause: its section's, until a word of its own or of a clause before it says otherwise.

    `section` gives the tense that holds at a position; `ahead`: see `ahead.first_month_ahead`.
    """
    if not clauses:
        return ()
    first, last = clauses[0][0], clauses[-1][1]
    cell = _DONE_CELL.search(text, first, last)
    if cell is not None:
        return tuple(Tense.REVIEW if start >= cell.end() else Tense.PLAN for start, _ in clauses)
    told = _Told(text, ahead, achieved=_achieved(text, first, last))
    before: tuple[int, int] | None = None
    out: list[Tense] = []
    for span in clauses:
        told.arrive(section(span[0]), before, span)
        told.turn(*span)
        out.append(told.tense)
        before = span
    return tuple(out)


class _Told:
    """The tense that holds while the clauses of a sentence are read one after the other."""

    def __init__(self, text: str, ahead: float, *, achieved: bool) -> None:
        self._text, self._ahead, self._achieved = text, ahead, achieved
        self.tense = Tense.PLAN
        self._section: Tense | None = None
        self._planned = False
        """A clause so far speaks of plans."""
        self._urged = False
        """A clause so far of a report of results speaks of what is still to come."""
        self._was_set = False
        """The clause before names the figure that was set."""
        self._add_up = False
        """The clause before tells what the coming figures come on top of."""
        self._once = False
        """The clause before tells of something that is not there yet."""

    def arrive(self, section: Tense, before: tuple[int, int] | None, span: tuple[int, int]) -> None:
        """Begin a clause: what its section and the clause before it say of its tense."""
        text, (start, end) = self._text, span
        if section is not self._section:
            self._section, self.tense = section, Tense.REVIEW if self._achieved else section
        waits = before is not None and _ONLY_WHEN.fullmatch(text, *before) is not None
        if self.tense is Tense.PLAN and self._section is Tense.REVIEW and not waits:
            done = _FINISHED.match(text, start, end) or (self._was_set and _FINISHED_OF.match(text, start, end))
            if done or (before is not None and _part_of(text, before, span)):
                self.tense = Tense.REVIEW  # 计划改造学校38所，完成投资9亿元
        if section is Tense.PLAN and _THIS_YEAR.match(text, start, end) is not None:
            self.tense = section  # 去年新建渔园9个，今年再建6个
        if section is Tense.PLAN and _YEAR_BEFORE.match(text, start) is not None:
            self.tense = Tense.REVIEW
        if self._add_up:
            self.tense, self._add_up = section, False
        if self._once and (
            _CAN.search(text, start, end) or _READY_BY.match(text, start, end) or _ADDS.match(text, start - 3)
        ):
            self.tense = Tense.PLAN  # 项目建成后，日处理能力可达2万吨; 正在装修，国庆前开放
        self._once = _may_come(text, start, end)

    def turn(self, start: int, end: int) -> None:
        """What the clause's own words say."""
        text = self._text
        if _CUE.search(text, start, end) is None:
            return
        plan, review = _TO_PLAN.search(text, start, end), _TO_REVIEW.search(text, start, end)
        if plan is None and text.find("计划", start, end) >= 0:
            plan = _PLANS.search(text, start, end)
        self._planned = self._planned or plan is not None or _SET.search(text, start, end) is not None
        reported = self._section is Tense.REVIEW
        self._urged = self._urged or (reported and _TO_COME.search(text, start, end) is not None)
        coming = plan is not None or (reported and names_coming(text, start, end, self._ahead))
        told = _RESULT if reported and not self._urged else _COMPARED
        self._was_set = (
            not coming
            and reported
            and (_SET_HERE.search(text, start, end) or _TASK_OF.match(text, start, end)) is not None
        )
        if not (review and reported) and (coming or self._was_set):
            self.tense = Tense.PLAN
        elif review or ((reported or not self._planned) and told.search(text, start, end)):
            bound = not (review or reported) and _BOUND.search(text, start, end)
            self.tense = self.tense if bound else Tense.REVIEW
        self._add_up = review is not None and not reported and _ON_TOP.search(text, start, end) is not None
