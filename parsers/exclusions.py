"""Numbers that are no quantity: one rule per reason, each with its examples and counter-examples."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from parsers import units
from parsers.edges import last_characters
from parsers.rules import Rule, rule


@dataclass(slots=True)  # one for every number: frozen ones take four times as long to make
class Context:
    """A number in its text: `start`..`unit_end` number and unit, `end` behind comparator words such as 以上."""

    text: str
    start: int
    unit_end: int
    end: int
    number: str
    unit: str
    digits: bool
    scaled: bool
    """A magnitude word (万, 亿) stands behind the digits."""

    left: str
    """Up to 40 characters before the number, on its line."""
    right: str
    """Up to 40 characters behind number, unit and comparator, on its line."""

    def before(self) -> str:
        """The 16 characters before the number."""
        return self.left[-16:]

    def after(self) -> str:
        """The 28 characters behind number, unit and comparator."""
        return self.right[:28]


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A reason to leave a number out."""

    rule: Rule
    applies: Callable[[Context], bool]
    units: frozenset[str] | None = None
    """The only units it applies to, None for all."""
    written: bool = False
    """It applies to numbers in Chinese characters only."""


_BUILD = (
    "新建|改建|扩建|改扩建|建成|建设|建立|打造|新增|增设|设立|成立|完成|改造|提升|创建|开工|培育|引进|开通|开办|举办|"
    "组建|投用|启用|增加|修建|筹建|建好|新开|压缩至|缩短至|达到|签约|落户|投入使用|启动|续建|推进|实施|出台|获得|"
    "获批|获评|荣获|争取"
)
_BUILT = re.compile(rf"(?:{_BUILD})(?:了)?(?:不少于|至少|超过|约)?$")
_CONCRETE = frozenset("所座处家条栋幢部台辆艘名人户亩元倍成%番").union(["公里", "平方米", "公顷", "万元", "工作日"])
_ABSTRACT = re.compile(
    r"(?:重点|关键|主要|工作|重要|核心|不同|基本|着力|突出|重大)?(?:方面|阶段|维度|层面|环节|角度|层次|季度|多?月|多?小时|半月|多?星期|"
    r"方向|领域|"
    r"关键|问题|原则|短板|统筹|坚持|突破口|着力点|抓手|关口|百年|确立|维护|转变|代表团|意识|周年|关系|必须|聚焦|更加|"
    r"牢牢|台阶)"
)


def _ends(*words: str) -> Callable[[Context], bool]:
    return lambda c: c.left.endswith(words)


_LARGE_ONLY = re.compile("[十百千万亿]+")
_REACHES = re.compile(r"(?:突破|超|超过|达|达到|迈上|逾|过|跨过|跨越|跃上|跃升至|升至|增至)(?:了)?$")


def _magnitude_alone(c: Context) -> bool:
    if not _LARGE_ONLY.fullmatch(c.number) or c.number[0] == "十":
        return False
    if c.text[c.unit_end : c.end] in _BOUNDS and c.right[:1] in _STOPS:
        return False  # 巡讲百场以上
    return not _REACHES.search(c.before()) or _BIG_WORKS.match(c.right) is not None


_BIG_WORKS = re.compile(r"[一-鿿]{0,5}(?:项目|企业|集群|园区|工程)")
"""过亿元产业项目: of what size."""
_CONCRETE_NOUN = re.compile(
    r"(?:[一-鿿]{0,6}?)(?:项目|小区|社区|村|乡镇|公园|园区|学校|小学|中学|医院|站|中心|基地|市场|停车场|水厂|片区|"
    r"街道|县|集团|馆)"
)
_BUILDS = re.compile(r"新建|改建|扩建|建成|建设|改造|完成|新增|开工|启用|开通|创建|打造|成立|引进|建好|投用")


_NAMES = re.compile(r"(?:[^，。；、\d]{1,12}、){1,9}[^，。；、\d]{1,12}$")


def _as_many_names(c: Context) -> bool:
    """Whether as many names as the numeral says stand right before it."""
    things = c.unit in _CONCRETE or c.unit == "条" or (c.unit == "个" and _CONCRETE_NOUN.match(c.after()))
    names = _NAMES.search(c.left) if things else None
    return (
        names is not None
        and names.group().count("、") + 1 == "一二三四五六七八九十".find("二" if c.number == "两" else c.number) + 1
    )


_MACHINE = re.compile(r"[，。；、）)]|$|[^，。；、]{0,8}(?:车|机|器|仪|设备|电梯|变压|泵|床|灯|屏|柜|AED|终端)")


_KEPT_PROMISE = re.compile(
    r"[一-鿿]{0,6}(?:实事|项目|工程|任务)(?:项目|工程)?(?:\([^()]{0,16}\))?(?:、\d+[个项件条][^，。；、]{2,8})?(?:已|均|都|全部|全面|如期|圆满|按期)*(?:完成|办结|兑现|落实)(?![^，。；])"
)
"""十件实事全部办结."""


def _small_chinese(c: Context) -> bool:
    if c.unit == "道" and c.after()[:1] in ("街", "路", "巷"):
        return True  # 十六道街
    if len(c.number) > 1 or c.number not in "一二两三四五六七八九十" or c.scaled:
        return False
    if c.unit in ("项", "件") and _KEPT_PROMISE.match(c.right):
        return False
    built = _BUILT.search(c.before())
    if c.number == "一" and c.after().startswith("一"):
        return True  # 一户一策
    if c.number == "一":
        return not (built and (c.unit in _CONCRETE or (c.unit == "个" and _CONCRETE_NOUN.match(c.after()))))
    if c.unit in ("%", "百分点", "亩", "平方米"):
        return False
    if c.unit in ("级", "类", "种", "次", "期", "面", "线", "线", "轮", "首"):
        return True
    if _as_many_names(c):
        return False  # 甲路、乙路、丙胡同三条断头路
    if c.unit == "台" and not _MACHINE.match(c.after()):
        return True  # 三台山
    named = c.unit == "个" and _CONCRETE_NOUN.match(c.after()) and _BUILDS.search(re.split("[，；。]", c.left)[-1])
    return not (built or named or c.unit in ("座", "所", "栋", "辆", "艘", "台"))


_MEASURED = re.compile(
    r"(?:压缩|缩短|缩减|压减|减少|增加|提速|达|达到|增至|减至|降至|控制在|超过|不超过|少于|多于|突破|平均|提高|延长|"
    r"为|至|到|时长|服务)(?:了|至|到|为)?$"
)
_WORKDAY_NOUN = re.compile(
    r"(?:办结|内办|响应|内响应|服务|便民|生活|健身|圈|直达|通达|可达|不打烊|自助|值班|值守|供水|供应|在线|社区|阅读|"
    r"医疗|救援|养老|文化|经济|城市|交通|通勤|出行|步行|全天|预警|急救|办|到达|"
    r"就诊)"
)


def _duration(c: Context) -> bool:
    if "年龄" in c.left[-14:]:
        return True
    if _WORKDAY_NOUN.match(c.after()):
        return True
    return not (_MEASURED.search(c.before()) or re.search("天数[^，。]{0,6}$", c.before()))


_LIMIT_NOUN = re.compile(
    r"(?:海拔|总投资|投资额|投资|产值|营收|营业收入|业务收入|收入|规模|面积|注册资本|单价|长度|高度|库容|税收|纳税|"
    r"金额|销售额|缴费|身高|年龄)(?:在|达|达到)?$"
)


_COUNT_BEFORE = re.compile(r"[\d一二两三四五六七八九十百千万亿]余?[个户家座所处条项名]$")
_BOUNDS = frozenset(("以上", "及以上", "以下", "及以下"))
_STOPS = frozenset(("", *"，。；、：)！？ 和及"))


_SIZES = frozenset(("兆瓦", "千瓦", "千伏", "千伏安", "马力", "蒸吨", "立方", "立方米", "寸", "英寸"))
_WORKS_OF = re.compile(r"[^，。；\d]{0,24}(?:项目|工程|生产线|基地)")
_FUND = re.compile(r"的[^，。；]{0,12}基金")
_SIZED = re.compile(r"[一-鿿]{0,4}(?:覆盖率|服务半径|半径|可达|登高|举高|云梯|消防车|消防艇)")
_VILLAGE = re.compile(
    r"(?:的)?(?:(?:不)?(?:搬迁|搬迁的)?|集中|较大)(?:大班额|自然屯|自然村|村|屯|村民小组|居民点|院落)"
)
_PLANT = re.compile(r"[一-鿿]{1,10}(?:项目|工程|电站|线路|变电站|锅炉|机组|基地)")
_CAPACITY = re.compile(r"(?:容量|装机|规模|新增|达|达到|能力|为|至|建成|并网)$")
_PRICED = re.compile(
    r"(?:总投资|投资额|产值|营收|营业收入|注册资本)(?:额)?(?:在|超过?|达到?|不低于|大于)(?:[\d.]+[万亿]*美?元或)?$"
)
_PRICED_THING = re.compile(r"(?:或[\d.]+[万亿]*美?元)?(?:以上)?(?:的)?[一-鿿]{0,8}(?:项目|企业|基地|平台|园区|工厂)\d")
"""总投资超20亿元或2亿美元产业项目3个: how large, then how many."""


def _limit(c: Context) -> bool:
    """亿元以上, 库容900万方以上, 90个30户以上的村: a limit that describes which things are counted."""
    if c.unit in ("户", "人") and c.text[c.unit_end : c.end] in _BOUNDS and _VILLAGE.match(c.after()):
        return True  # 20户以上自然村
    if c.left.endswith(("年产", "日产")) and _WORKS_OF.match(c.right):
        return True  # 年产9000吨白酒扩建工程
    if c.unit == "米" and _SIZED.match(c.after()):
        return True  # 500米覆盖率, 32米登高车
    if c.text[c.unit_end : c.end] in _BOUNDS and _COUNT_BEFORE.search(c.left) and c.after()[:1] not in _STOPS:
        return True
    if c.unit not in units.MEASURES or c.unit in ("%", "百分点", "倍", "番"):
        return False
    if c.unit in _SIZES and _COUNT_BEFORE.search(c.left) and c.after()[:1] not in _STOPS:
        return True  # 3台168兆瓦锅炉
    if c.unit in _SIZES and _PLANT.match(c.after()) and not _CAPACITY.search(c.left):
        return True  # 100兆瓦光伏发电项目
    if _PRICED.search(c.left) and _PRICED_THING.match(c.after()):
        return True
    comparator = c.text[c.unit_end : c.end]
    if not comparator or comparator.strip("()") in ("左右", "起", "上下"):
        return False
    after = c.after()
    if not after or after[0] in "，。；、：)！？ " or after.startswith(("并", "和", "，")):
        return False
    return bool(
        after[0] == "的"
        or _LIMIT_NOUN.search(c.before())
        or re.search(r"[\d一二两三四五六七八九十]", after) is not None
        or c.unit in ("米", "吨", "元")
    )


_RATED = re.compile(r"的[一-鿿]{0,6}(?:项目|企业|单位|地区|家庭|人员|乡镇|街道|部门)(?![一-鿿]{0,2}(?:占|达))")
_WORK_OF = re.compile(r"的[一-鿿]{0,10}(?:建设|改造|整治|治理|修复|绿化|铺设|维修|养护|提升|任务)")
_GIVEN = re.compile(r"的(?:标准|比例|水平|补贴|补助|奖励|支持|资金|额度|价格|速度|力度|投资|幅度|增长|增速|贷款)")


def _modifier(c: Context) -> bool:
    """产值超30亿元的产业集群: the number describes the thing, it is not the claim."""
    if not c.right.startswith("的") or (c.left.endswith("规模") and _FUND.match(c.right)):
        return False
    if _BUILT.search(c.before()) and _WORK_OF.match(c.after()):
        return False  # 完成5平方公里的渔村绿化
    if c.unit == "%" and c.left.endswith(("低于", "高于", "不足")) and _RATED.match(c.right):
        return True  # 满意率低于60%的项目
    if c.unit in ("%", "百分点") or _GIVEN.match(c.after()):
        return False
    return c.unit in units.MEASURES or bool(_LIMIT_NOUN.search(c.before()))


def _in_marks(c: Context) -> bool:
    """Inside “…” or 《…》 on the same line, unless these hold whole clauses, as speech does."""
    before, after = c.left, c.right
    if _OPENED.search(before) is None:
        return False
    for opening, closing in ("“”", "《》", "「」", "『』", "‘’"):
        left = before.rfind(opening)
        if left >= 0 and left > before.rfind(closing):
            right = after.find(closing)
            spoken = opening == "“" and ("，" in before[left:] or "，" in after[: max(0, right)])
            return right >= 0 and len(before) - left + right < 32 and not spoken
    return False


_OPENED = re.compile("[“《「『‘]")
_RANKED = frozenset(("名", "位", "家", "个", "%", "级"))
_RANK = re.compile(r"(?:[^底月年日]前|排名|位居|位列|列|居)(?:第)?$")
_RANK_LAST = last_characters(_RANK.pattern)
_ONE_OF = re.compile(r"[^，。；、是为]{1,24}之一")


def _rank(c: Context) -> bool:
    if c.unit in _RANKED and c.left[-1:] in _RANK_LAST and _RANK.search(c.before()):
        return True
    return "之一" in c.right and _ONE_OF.match(c.after()) is not None


_CAMERAS = re.compile(r"(?:监控|视频|摄像|探头|图像|天网|雪亮)[^，。；]{0,10}$")
_CAMERAS_BEHIND = re.compile(r"[^，。；]{0,6}(?:监控|视频|摄像|探头|图像)")
_LIFE = re.compile(r"寿命[^，。；]{0,12}$")
_MEETING = re.compile(r"(?:全会|会议|全体|人代会|党代会|代表大会|常委会|常务会|党组)")
_CHROME_COUNTS = (
    "签到天数",
    "浏览次数",
    "浏览量",
    "阅读次数",
    "阅读量",
    "点击次数",
    "点击量",
    "点击率",
    "访问次数",
    "阅读",
    "浏览",
    "点击",
    "评论",
    "访问量",
    "回复",
    "查看",
    "积分",
)

EXCLUSIONS = (
    Exclusion(
        rule("ordinal", "第N is an ordinal", 0.99, {"荣获全省第3名": "3名"}, ("新增停车位3个",)),
        _ends("第"),
    ),
    Exclusion(
        rule(
            "rank",
            "a place in a ranking, or one of N",
            0.97,
            {"综合排名跻身全国前30位": "30位", "被确定为全省12个试点县之一": "12个"},
            ("年底前改造公厕5座", "确定12个试点县"),
        ),
        _rank,
    ),
    Exclusion(
        rule(
            "name", "inside quotation marks or a book title", 0.95, {"推广“3个一”服务法": "3个"}, ("新建“口袋公园”3个",)
        ),
        _in_marks,
    ),
    Exclusion(
        rule("each", "the basis of a rate (每…)", 0.95, {"每100人配备健身指导员2名": "100人"}, ("每年培训教师100人",)),
        _ends("每"),
    ),
    Exclusion(
        rule(
            "page-chrome",
            "counts of views, posts, signing-in days",
            0.95,
            {"签到天数: 57 天，积分 300": "57天"},
            ("优良天数57天",),
        ),
        lambda c: c.left.rstrip("：: ").endswith(_CHROME_COUNTS),
    ),
    Exclusion(
        rule("meeting", "the number of a meeting", 0.99, {"区委全会十二次会议召开。": "十二次"}, ("召开会议12次",)),
        lambda c: _MEETING.match(c.after()) is not None,
        units=frozenset("次"),
    ),
    Exclusion(
        rule(
            "line-number",
            "路 numbers a bus line, unless it counts cameras",
            0.95,
            {"开通12路公交线路": "12路"},
            ("新装视频监控300路",),
        ),
        lambda c: _CAMERAS.search(c.left) is None and _CAMERAS_BEHIND.match(c.right) is None,
        units=frozenset("路"),
    ),
    Exclusion(
        rule("age", "an age, unless how long people live", 0.95, {"补贴80岁老人": "80岁"}, ("人均预期寿命提高到79岁",)),
        lambda c: _LIFE.search(c.left) is None,
        units=frozenset("岁"),
    ),
    Exclusion(
        rule("zero", "零 as part of a word", 0.99, {"建设关键零部件产业园。": "零部"}, ("新增零工市场1个",)),
        lambda c: c.number in ("零", "〇"),
        written=True,
    ),
    Exclusion(
        rule("in-a-row", "连续N次", 0.9, {"连续3次获评先进": "3次"}, ("组织检查3次",)),
        _ends("连续", "连年"),
    ),
    Exclusion(
        rule("abstract", "counts of aspects, problems, stages", 0.9, {"做好5个方面工作": "5个"}, ("建成5个小区",)),
        lambda c: _ABSTRACT.match(c.text[c.unit_end : c.unit_end + 12]) is not None,
        units=frozenset("个项大条次种类"),
    ),
    Exclusion(
        rule("magnitude", "万, 亿 without a figure", 0.95, {"亿元以上项目开工12个": "亿元"}, ("产值突破千亿元。",)),
        _magnitude_alone,
        written=True,
    ),
    Exclusion(
        rule(
            "small-chinese",
            "a one-character numeral that names or groups",
            0.85,
            {"抓好三项制度落实": "三项", "建立一个平台": "一个"},
            ("新建两座水厂", "改造三所学校"),
        ),
        _small_chinese,
        written=True,
    ),
    Exclusion(
        rule(
            "duration",
            "a length of time that is not the claim",
            0.9,
            {"推行24小时自助服务": "24小时"},
            ("办理时限压缩至5个工作日",),
        ),
        _duration,
        units=units.DURATIONS,
    ),
    Exclusion(
        rule(
            "limit",
            "a limit or size class that describes what is counted (亿元以上, 万吨级)",
            0.85,
            {"新开工5000万元以上项目40个": "5000万元", "建设5万吨级泊位2个": "5万吨"},
            ("发放补贴5000万元以上", "吞吐量5万吨"),
        ),
        lambda c: c.text.startswith("级", c.unit_end) or _limit(c),
    ),
    Exclusion(
        rule(
            "modifier",
            "a measure that describes a thing",
            0.8,
            {"培育一批产值超30亿元的企业": "30亿元"},
            ("实现产值30亿元",),
        ),
        _modifier,
    ),
)


@lru_cache(maxsize=1024)  # units may be compound: 元/人年
def exclusions(unit: str, *, digits: bool) -> tuple[Exclusion, ...]:
    """The exclusions that can apply to a number with this unit, written in digits or in Chinese characters."""
    return tuple(x for x in EXCLUSIONS if (x.units is None or unit in x.units) and not (digits and x.written))
