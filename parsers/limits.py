"""Numbers that only describe: how large, how long, above which bound the things are that something is told of."""

from __future__ import annotations

import re
from dataclasses import dataclass

from parsers import units


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


_BUILD = (
    "新建|改建|扩建|改扩建|建成|建设|建立|打造|新增|增设|设立|成立|完成|改造|提升|创建|开工|培育|引进|开通|开办|举办|"
    "组建|投用|启用|增加|修建|筹建|建好|新开|压缩至|缩短至|达到|签约|落户|投入使用|启动|续建|推进|实施|出台|获得|"
    "获批|获评|荣获|争取"
)
BUILT = re.compile(rf"(?:{_BUILD})(?:了)?(?:不少于|至少|超过|约)?$")

_LARGE_ONLY = re.compile("[十百千万亿]+")
_REACHES = re.compile(
    r"(?:突破|超|超过|达|达到|迈上|跨上|登上|逾|过|跨过|跨越|跃上|跃升至|升至|增至|(?<![以之网线路马])上)(?:了)?$"
)


def magnitude_alone(c: Context) -> bool:
    """亿元以上项目: a magnitude word without a figure, unless something reaches it."""
    if not _LARGE_ONLY.fullmatch(c.number) or c.number[0] == "十":
        return False
    if c.text[c.unit_end : c.end] in _BOUNDS and c.right[:1] in _STOPS:
        return False  # 巡讲百场以上
    if c.text.startswith(("余", "多"), c.start + len(c.number)):
        return False  # 巡讲百余场
    return not _REACHES.search(c.before()) or _BIG_WORKS.match(c.right) is not None


_BIG_WORKS = re.compile(r"[一-鿿]{0,5}(?:项目|企业|集群|园区|工程)")
"""过亿元产业项目: of what size."""


_MEASURED = re.compile(
    r"(?:压缩|缩短|缩减|压减|减少|增加|提速|达|达到|增至|减至|降至|控制在|超过|不超过|少于|多于|突破|平均|提高|延长|"
    r"为|至|到|时长|服务)(?:了|至|到|为)?$"
)
_WORKDAY_NOUN = re.compile(
    r"(?:办结|内办|响应|内响应|服务|便民|生活|健身|圈|直达|通达|可达|不打烊|自助|值班|值守|供水|供应|在线|社区|阅读|"
    r"医疗|救援|养老|文化|经济|城市|交通|通勤|出行|步行|全天|预警|急救|办|到达|"
    r"就诊)"
)


_UNTIL = re.compile(r"[离距][^，。；]{1,8}(?:不到|不足|仅剩|还有|只有|仅有)?$")


def duration(c: Context) -> bool:
    """24小时服务: a length of time that names a service and is not what changes."""
    if "年龄" in c.left[-14:] or _UNTIL.search(c.left):
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


_SIZES = frozenset(
    ("吉瓦", "吉瓦时", "兆瓦时", "兆瓦", "千瓦", "千伏", "千伏安", "马力", "蒸吨", "立方", "立方米", "寸", "英寸")
)
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
_PRICED_THING = re.compile(
    r"(?:或[\d.]+[万亿]*美?元)?(?:以上)?(?:的)?[一-鿿]{0,8}(?:项目|企业|基地|平台|园区|工厂|集群|[县区镇市])\d"
)
"""总投资超20亿元或2亿美元产业项目3个: how large, then how many."""


def limit(c: Context) -> bool:
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


_SHARE_OF_IT = re.compile(r"的约?\d[\d.]*[%％]")
_PLANNED = re.compile(r"(?:占|为|达到?|完成|相当于)(?:了)?[^，。；、\d]{0,8}(?:计划|任务|目标)(?:数|量|总数)?约?$")
_INVOLVING = re.compile(r"[^，。；、\d]{1,10}(?:涉及|包含|包括)的\d")
_RATED = re.compile(r"的[一-鿿]{0,6}(?:项目|企业|单位|地区|家庭|人员|乡镇|街道|部门)(?![一-鿿]{0,2}(?:占|达))")
_WORK_OF = re.compile(r"的[一-鿿]{0,10}(?:建设|改造|整治|治理|修复|绿化|铺设|维修|养护|提升|任务)")
_GIVEN = re.compile(r"的(?:标准|比例|水平|补贴|补助|奖励|支持|资金|额度|价格|速度|力度|投资|幅度|增长|增速|贷款)")


_MISSED = re.compile(r"(?:超额完成|未达到|没有达到|未能达到|未完成|未能完成)(?:了)?$")
_WHAT_WAS_SET = re.compile(r"的(?:年度|全年|预期|既定|发展)*(?:任务|目标|计划)")
_CLASSED = re.compile(r"的(?:共)?有(?=约?\d)")
_LONG = re.compile(r"(?:新建|改建|扩建|建设|铺设|改造|打造|修建|建成)(?:一条|总|全)?长(?:度)?约?$")


def modifier(c: Context) -> bool:
    """产值超30亿元的产业集群: the number describes the thing, it is not the claim."""
    if _INVOLVING.match(c.right):
        return True  # 20件实事涉及的56项任务
    if not c.right.startswith("的") or (c.left.endswith("规模") and _FUND.match(c.right)):
        return False
    if _SHARE_OF_IT.match(c.right) and _PLANNED.search(c.left):
        return True  # 占全年任务900个的60%
    if _MISSED.search(c.left) and _WHAT_WAS_SET.match(c.right):
        return True  # 未达到5%的预期目标
    if c.unit == "%" and _CLASSED.match(c.right):
        return True  # 完成率低于50%的有2项
    if _LONG.search(c.left):
        return False  # 新建长3公里的步道
    if BUILT.search(c.before()) and _WORK_OF.match(c.after()):
        return False  # 完成5平方公里的渔村绿化
    if c.unit == "%" and c.left.endswith(("低于", "高于", "不足")) and _RATED.match(c.right):
        return True  # 满意率低于60%的项目
    if c.unit in ("%", "百分点") or _GIVEN.match(c.after()):
        return False
    return c.unit in units.MEASURES or bool(_LIMIT_NOUN.search(c.before()))
