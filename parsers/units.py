"""The units: a list of data, with an example for each group and the words a unit must not be mistaken in."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class UnitGroup:
    """Units that behave alike. `measure` units also describe things (库容900万方以上的), counters rarely do."""

    name: str
    units: tuple[str, ...]
    example: str
    measure: bool = False
    duration: bool = False


GROUPS = (
    UnitGroup("share", ("个百分点", "百分点", "%", "％", "‰"), "达标率提高3个百分点", measure=True),
    UnitGroup(
        "money", ("元", "美元", "欧元", "港元", "日元", "港币", "人民币", "卢布"), "发放补贴3.5亿元", measure=True
    ),
    UnitGroup(
        "area",
        ("平方米", "平米", "㎡", "m²", "m2", "平方公里", "平方千米", "公顷", "亩", "亩次"),
        "新增绿地12公顷",
        measure=True,
    ),
    UnitGroup(
        "length",
        ("公里", "千米", "km", "米", "延米", "华里", "海里", "芯公里", "皮长公里"),
        "敷设管线9公里",
        measure=True,
    ),
    UnitGroup("volume", ("立方米", "方", "m³", "升", "毫升", "立方"), "清淤3万立方米", measure=True),
    UnitGroup(
        "weight",
        ("吨", "公斤", "千克", "克", "斤", "毫克", "微克", "吨标准煤", "标准煤", "载重吨"),
        "产粮40万吨",
        measure=True,
    ),
    UnitGroup(
        "power",
        ("千瓦", "千瓦时", "兆瓦", "兆瓦时", "瓦", "度", "千伏安", "兆伏安", "MW", "GW", "kW", "KW", "kWh"),
        "装机20万千瓦",
        measure=True,
    ),
    UnitGroup("computing", ("PFLOPS", "EFLOPS", "P", "Gbps", "GB", "TB", "PB", "架机柜"), "算力规模达200P"),
    UnitGroup("people", ("人", "名", "位", "户", "口", "人次", "户次", "人份", "劳动力"), "培训教师300人次"),
    UnitGroup(
        "times",
        (
            "次",
            "场",
            "场次",
            "期",
            "班次",
            "车次",
            "架次",
            "艘次",
            "辆次",
            "件次",
            "台次",
            "批次",
            "例",
            "例次",
            "列",
            "班",
            "课时",
            "学时",
            "轮",
            "趟",
            "频次",
            "项次",
            "床次",
            "处次",
            "家次",
            "单",
        ),
        "举办讲座40场次",
    ),
    UnitGroup(
        "things",
        (
            "个",
            "项",
            "件",
            "条",
            "座",
            "所",
            "家",
            "处",
            "套",
            "套(间)",
            "套（间）",
            "间",
            "栋",
            "幢",
            "张",
            "台",
            "部",
            "辆",
            "艘",
            "架",
            "块",
            "片",
            "株",
            "棵",
            "盏",
            "组",
            "支",
            "只",
            "头",
            "匹",
            "羽",
            "尾",
            "本",
            "册",
            "篇",
            "首",
            "份",
            "宗",
            "起",
            "笔",
            "种",
            "类",
            "款",
            "门",
            "根",
            "枚",
            "面",
            "盆",
            "粒",
            "袋",
            "箱",
            "标准箱",
            "标箱",
            "TEU",
            "桶",
            "眼",
            "孔",
            "道",
            "顶",
            "台套",
            "台(套)",
            "台（套）",
            "辆(台)",
            "辆（台）",
            "套次",
            "床",
            "机组",
            "端",
            "芯",
            "批",
            "幅",
            "尊",
            "卷",
            "节",
            "副",
            "具",
            "剂",
            "剂次",
            "个(次)",
            "个（次）",
        ),
        "改造公厕12座",
    ),
    UnitGroup("times-as-much", ("倍", "番", "成"), "产值增长2.5倍", measure=True),
    UnitGroup(
        "duration",
        ("天", "个工作日", "工作日", "小时", "个小时", "分钟", "个月", "秒", "毫秒", "日"),
        "办理时限压缩至3个工作日",
        measure=True,
        duration=True,
    ),
)

# Counters that this list must not read out of a longer word: 部门, 条例, 家庭 …
_NOT_BEFORE = {
    "人": "才|制|大代表|均|民|居环境|社|防|工智能|口普查|身|员",
    "家": "庭|园|政|乡|电|长|禽|具",
    "项": "目",
    "部": "门|署|级|队|委",
    "条": "例|款",
    "场": "地|馆|所|景|址|站",
    "处": "理|置|罚|方|级|于|长",
    "座": "谈|席",
    "所": "属|有|在|谓|得",
    "口": "袋|岸|径|碑|粮",
    "户": "籍|外|口|用",
    "台": "账|湾|商|州|风",
    "道": "路|德",
    "份": "额",
    "天": "然|津|河|燃",
    "元": "旦|素|宇宙|化|件|宝",
    "次": "生|级|要|于",
    "期": "间|限|望|工程|项目|建设|货|末|待|改|扩",
    "方": "面|式|案|向|便|位|言|阵|针|米|法|可|能|主|志",
    "度": "假|过|夏|汛|冬",
    "成": "立|功|员|果|效|本|为|都|年|人|长|熟|套|品|交|绩|就|片|区",
    "门": "诊|户|店|口|槛|球|市",
    "首": "批|个|次|届|创|家|店|都|府|套|位|要|席|台|发",
    "节": "能|点|水|约|日|目|庆|假|制",
    "面": "积|向|貌|对|临|上",
    "组": "织|建|团|成|长|合",
    "批": "准|发|复|示|量",
    "单": "位|元|独|体|项",
    "班": "级|子",
    "列": "入|为|车",
    "例": "如|会",
    "位": "于|置|居|列",
    "名": "单|称|录|额|列",
    "米": "粉|线|水|酒",
    "升": "级|至|到|学",
    "克": "服",
    "瓦": "斯",
    "端": "口",
    "头": "部|雁",
    "只": "有|要|能|增|争",
    "支": "持|撑|付|部|农",
    "本": "科|级|地|市|区|县|年|土|次|届",
    "片": "区",
    "块": "链",
    "卷": "烟",
    "眼": "病|科",
    "根": "据|本|治",
    "P": "[A-Za-z]",
    "番": "茄",
    "间": "隔|接",
    "类": "似",
    "副": "县|区|市|省|主|处|厅|局|中心",
    "具": "有|备|体",
    "轮": "换|岗|动",
    "起": "步|来|草|到|点|诉|效|势",
    "顶": "层|尖",
    "盆": "地",
    "芯": "片",
    "宗": "教|旨",
    "秒": "级|批",
    "倍": "增|受|感|加",
}

MEASURES = frozenset(u for g in GROUPS if g.measure for u in g.units)
DURATIONS = frozenset(u for g in GROUPS if g.duration for u in g.units)
PEOPLE = "职工|群众|居民|人口|农民|学生|师生|老人|老年人|儿童|妇女|市民|村民|劳动力|毕业生|参保人|残疾人|移民|游客"
"""Class words for people, where 万 stands without a unit (45万职工)."""

_TOP = (
    "人",
    "户",
    "月",
    "天",
    "年",
    "亩",
    "平方米",
    "立方米",
    "吨",
    "小时",
    "标准立方米",
    "升",
    "千瓦时",
    "公里",
    "次",
    "床",
    "平方公里",
    "个",
    "件",
    "万元",
    "套",
    "千克",
    "公斤",
    "人·月",
    "人·年",
    "米",
)


def _pattern() -> str:
    words = sorted((u for g in GROUPS for u in g.units), key=len, reverse=True)
    parts = []
    for word in words:
        guard = _NOT_BEFORE.get(word)
        parts.append(re.escape(word) + (f"(?!{guard})" if guard else ""))
    tops = "|".join(sorted(map(re.escape, _TOP), key=len, reverse=True))
    firsts = "".join(sorted({re.escape(word[0]) for word in words}))
    # The set of first characters rejects most places in one step, before the long alternation.
    return f"(?=[{firsts}])(?:{'|'.join(parts)})(?:/(?:{tops})){{0,2}}+"


PATTERN = _pattern()
"""Regular expression of a unit, longest first, with its guards."""


def canonical(unit: str) -> str:
    """The unit as it is reported: 个百分点 is 百分点, ％ is %."""
    return {"个百分点": "百分点", "％": "%", "个工作日": "工作日", "个小时": "小时"}.get(unit, unit)
