"""Numbers that are no quantity: one rule per reason, each with its examples and counter-examples."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from parsers import units
from parsers.edges import last_characters
from parsers.limits import BUILT, Context, duration, limit, magnitude_alone, modifier
from parsers.rules import Rule, rule


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A reason to leave a number out."""

    rule: Rule
    applies: Callable[[Context], bool]
    units: frozenset[str] | None = None
    """The only units it applies to, None for all."""
    written: bool = False
    """It applies to numbers in Chinese characters only."""
    behind: frozenset[str] | None = None
    """The only characters right before the number it applies behind, None for all."""


_CONCRETE = frozenset("所座处家条栋幢部台辆艘名人户亩元倍成%番").union(["公里", "平方米", "公顷", "万元", "工作日"])
_ABSTRACT = re.compile(
    r"(?:重点|关键|主要|工作|重要|核心|不同|基本|着力|突出|重大)?(?:方面|阶段|维度|层面|环节|角度|层次|季度|多?月(?![底初末份])|多?小时|半月|多?星期|"
    r"方向|领域|"
    r"关键|问题|原则|短板|统筹|坚持|突破口|着力点|抓手|关口|百年|确立|维护|转变|代表团|意识|周年|关系|必须|聚焦|更加|"
    r"牢牢|台阶)"
)


def _behind(words: tuple[str, ...], what: Rule, *, between: str = "") -> Exclusion:
    """A number right behind one of the words, or with only characters of `between` after it."""
    return Exclusion(
        what,
        lambda c: c.left.rstrip(between).endswith(words),
        behind=frozenset(between).union(word[-1] for word in words),
    )


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


_CLAUSE_ENDS = frozenset(("", *"，。；、"))
_GETS = re.compile(
    r"新建|改建|扩建|建成|改造|新增|增设|设置|打通|配备|购置|引进|开通|修建|修缮|办结|完工|竣工|投用|安装"
)


def _small_chinese(c: Context) -> bool:
    if c.unit == "道" and c.after()[:1] in ("街", "路", "巷"):
        return True  # 十六道街
    if len(c.number) > 1 or c.number not in "一二两三四五六七八九十" or c.scaled:
        return False
    if c.unit in ("项", "件") and _KEPT_PROMISE.match(c.right):
        return False
    if c.unit == "成":
        return False
    built = BUILT.search(c.before())
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
    said = re.split("[，；。]", c.left)[-1]
    if c.after()[:1] in _CLAUSE_ENDS and _GETS.search(said):
        return False  # 改造过街设施三处
    named = c.unit == "个" and _CONCRETE_NOUN.match(c.after()) and _BUILDS.search(said)
    return not (built or named or c.unit in ("座", "所", "栋", "辆", "艘", "台"))


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
_VOTERS = re.compile(r"(?:与会|出席)?[一-鿿]{0,6}代表(?=以|现场|通过|投|参加|出席|列席|进行|对|按|们|共同)")
_RANKED = frozenset(("名", "位", "家", "个", "%", "级"))
_RANK = re.compile(r"(?:[^底月年日目此之以期节季提]前|排名|位居|位列|列|居)(?:第)?$")
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

_ORDINALS = re.compile(r"第(?:[\d一二三四五六七八九十]{1,3}[、和及])+$")
_AROUND = re.compile(r"的?(?:半径|范围(?:之)?内)")
_RATED = re.compile(r"(?:满意度|满意率|得分|评分|测评|分数|指数|均分|成绩)[^，。；\d]{0,8}$|分，[^，。；\d]{0,8}$")
EXCLUSIONS = (
    Exclusion(
        rule("points", "分 that scores nothing", 0.9, {"渔会9时30分，在渔馆召开": "30分"}, ("渔民满意度达到92.4分",)),
        lambda c: _RATED.search(c.left) is None,
        units=frozenset("分"),
    ),
    Exclusion(
        rule("ordinals", "第M、N are ordinals", 0.97, {"第3、6项渔业实事已完成": "6项"}, ("新建渔屋3座、渔馆6座",)),
        lambda c: _ORDINALS.search(c.left) is not None,
        behind=frozenset("、和及"),
    ),
    _behind(("第",), rule("ordinal", "第N is an ordinal", 0.99, {"荣获全省第3名": "3名"}, ("新增停车位3个",))),
    Exclusion(
        rule(
            "rank",
            "a place in a ranking, or one of N",
            0.97,
            {"综合排名跻身全国前30位": "30位", "被确定为全省12个试点县之一": "12个"},
            ("年底前改造公厕5座", "确定12个试点县", "目前19个小区已完工"),
        ),
        _rank,
    ),
    Exclusion(
        rule(
            "name", "inside quotation marks or a book title", 0.95, {"推广“3个一”服务法": "3个"}, ("新建“口袋公园”3个",)
        ),
        _in_marks,
    ),
    _behind(
        ("每",),
        rule("each", "the basis of a rate (每…)", 0.95, {"每100人配备健身指导员2名": "100人"}, ("每年培训教师100人",)),
    ),
    _behind(
        _CHROME_COUNTS,
        rule(
            "page-chrome",
            "counts of views, posts, signing-in days",
            0.95,
            {"签到天数: 57 天，积分 300": "57天"},
            ("优良天数57天",),
        ),
        between="：: ",
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
    _behind(("连续", "连年"), rule("in-a-row", "连续N次", 0.9, {"连续3次获评先进": "3次"}, ("组织检查3次",))),
    Exclusion(
        rule("voters", "how many voted or took part", 0.9, {"278名市人大代表现场投票": "278名"}, ("培训代表80名",)),
        lambda c: _VOTERS.match(c.right) is not None,
        units=frozenset("名位"),
    ),
    Exclusion(
        rule("abstract", "counts of aspects, problems, stages", 0.9, {"做好5个方面工作": "5个"}, ("建成5个小区",)),
        lambda c: _ABSTRACT.match(c.text[c.unit_end : c.unit_end + 12]) is not None,
        units=frozenset("个项大条次种类"),
    ),
    Exclusion(
        rule("magnitude", "万, 亿 without a figure", 0.95, {"亿元以上项目开工12个": "亿元"}, ("产值突破千亿元。",)),
        magnitude_alone,
        written=True,
    ),
    Exclusion(
        rule(
            "small-chinese",
            "a one-character numeral that names or groups",
            0.85,
            {"抓好三项制度落实": "三项", "建立一个平台": "一个"},
            ("新建两座水厂", "改造三所学校", "渔位占比超过六成。", "改造渔街设施三处。"),
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
        duration,
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
        lambda c: c.text.startswith("级", c.unit_end) or limit(c),
    ),
    Exclusion(
        rule(
            "within",
            "how far around something is, or within which area",
            0.9,
            {"实现5公里半径内有渔医站": "5公里", "在200平方公里范围内建设渔灯": "200平方公里"},
            ("新建渔路5公里", "整治渔区200平方公里"),
        ),
        lambda c: _AROUND.match(c.right) is not None,
        units=frozenset(("公里", "米", "平方公里", "千米")),
    ),
    Exclusion(
        rule(
            "modifier",
            "a measure that describes a thing",
            0.8,
            {"培育一批产值超30亿元的企业": "30亿元", "建成泊位600个，占全年任务900个的60%": "900个"},
            ("实现产值30亿元", "全年任务900个"),
        ),
        modifier,
    ),
)


@lru_cache(maxsize=4096)  # units may be compound: 元/人年
def exclusions(unit: str, before: str, *, digits: bool) -> tuple[Exclusion, ...]:
    """The exclusions that can apply to a number with this unit behind this character, in digits or in Chinese ones."""
    return tuple(
        x
        for x in EXCLUSIONS
        if (x.units is None or unit in x.units)
        and (x.behind is None or before in x.behind)
        and not (digits and x.written)
    )
