"""Normal forms of subjects, actions, units and quotes: what two sentences are compared by.

Everything here is a pure function of its strings; nothing knows of pledges or pages. A normal form is for comparing
and never shown.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from rapidfuzz.distance import Indel

from parsers.records import Number

_NOISE = re.compile(r"[^\w.%]|_|(?<![0-9])\.|\.(?![0-9])")
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?[万亿千百]*")


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Letters, digits, Chinese characters, `%` and decimal points only; full-width forms folded, lower case."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", text).lower())


@lru_cache(maxsize=65536)
def masked(text: str) -> str:
    """`fold` with every run of digits (with its 万, 亿) as one `#`: 2880 and 2800 are neither alike nor unlike."""
    return _NUMBER.sub("#", fold(text))


class Work(StrEnum):
    """Classes of verbs that tell one piece of work from another. Neutral verbs (完成, 实施, 推进) have none."""

    BUILD = "build"
    RENOVATE = "renovate"
    GROW = "grow"
    REDUCE = "reduce"
    HOLD = "hold"
    DELIVER = "deliver"
    PLAN = "plan"


def _list(words: str) -> list[str]:
    return words.split()


_CLASSES: tuple[tuple[tuple[Work, ...], str], ...] = (
    ((Work.BUILD,), "新建 新增 增加 增建 增设 新设 新开 建成 建设 建立 打造 设立 创建 开设 建造 兴建 修建 新辟 开辟"),
    ((Work.BUILD,), "组建 成立 引进 布设"),
    (
        (Work.RENOVATE,),
        "提升改造 升级改造 更新改造 改造提升 提质改造 改造 修缮 更新 整治 维修 翻新 改建 维护 修复 大修 治理",
    ),
    ((Work.BUILD, Work.RENOVATE), "新建改扩建 改扩建 扩建 新改扩建 新建改建 新改建"),
    ((Work.GROW,), "增长 提高 提升 提高到 上升 增至 升至 提高至 上调"),
    ((Work.REDUCE,), "下降 降低 减少 降至 压减 削减 降到 下调 控制"),
    ((Work.HOLD,), "举办 开展 组织 推出 办好 举行 承办 开办"),
    ((Work.DELIVER,), "发放 惠及 帮扶 救助 资助 补贴 配备 安装 发出 投放 赠送"),
    ((Work.PLAN,), "制定 编制 出台 印发 拟定 起草 修订"),
)
_WORDS = {word: classes for classes, words in _CLASSES for word in _list(words)}
_NEUTRAL = _list(
    "完成 实施 推进 确保 实现 达到 启动 开工 竣工 投入使用 投用 推动 加快 全面完成 基本完成 累计完成 超额完成 复工 "
    "完工 进行 持续 力争 超过 突破 正在 全部 累计 全面"
)
_GENERIC = _list(
    "全年任务 年度任务 目标任务 改造任务 项目 工程 工作 任务 等 的 了 各类 全市 全区 全县 全省 我市 我区 我县 本市 "
    "本区 本县 市级 区级 县级 年度 全年 今年 及 和 与 以及 共计 占全年计划 占全年任务 占年度计划 占年度任务 占目标任务 "
    "占计划 全年计划 年度计划 全年目标 年度目标"
)
_WORK = re.compile("|".join(sorted(_WORDS, key=len, reverse=True)))
# Verbs that a bulletin moves into its subject (燃气旧管网改造已完成). Verbs that are as often nouns (补贴, 治理) stay.
_MOVED = {
    word
    for classes, words in _CLASSES
    for word in _list(words)
    if set(classes) <= {Work.BUILD, Work.RENOVATE, Work.GROW, Work.REDUCE}
} - set(_list("引进 组建 成立 控制 维护 治理 创建"))
_DROP = re.compile("|".join(sorted({*_MOVED, *_NEUTRAL, *_GENERIC}, key=len, reverse=True)))
_RIVALS: tuple[frozenset[Work], ...] = (
    frozenset({Work.BUILD, Work.RENOVATE}),
    frozenset({Work.GROW, Work.REDUCE}),
    frozenset({Work.PLAN, Work.BUILD}),
    frozenset({Work.PLAN, Work.RENOVATE}),
)


@lru_cache(maxsize=65536)
def works(*texts: str) -> frozenset[Work]:
    """The classes of work that the words of action and subject name; empty for neutral verbs."""
    return frozenset(w for text in texts for hit in _WORK.findall(fold(text)) for w in _WORDS[hit])


def works_agree(one: frozenset[Work], other: frozenset[Work]) -> bool:
    """False only where one side builds what the other renovates, plans what the other does, and so on."""
    if not one or not other or one & other:
        return True
    return not any((one & pair) and (other & pair) for pair in _RIVALS)


@lru_cache(maxsize=65536)
def what(subject: str) -> str:
    """The thing counted or done: the folded subject without verbs of work and words that tell nothing apart.

    `燃气旧管网改造项目` and `燃气旧管网` are both `燃气旧管网`. Item numbers and short remarks in brackets go as well:
    `(三)自习室` is `自习室`, `公共(含专用)泊位` is `公共泊位`. A subject of such words only stays as it is.
    """
    folded = fold(_REMARK.sub("", _ITEM.sub("", subject)) or subject)
    return _INSIDE.sub("", _DROP.sub("", folded)) or folded


_INSIDE = re.compile(r"(?<=..)(?<![初高集空其])中$")
_ITEM = re.compile(r"^\s*[(（][一二三四五六七八九十0-9]{1,3}[)）]")
_REMARK = re.compile(r"[(（](?:含|包含|包括)[^()（）]{1,12}[)）]|[(（][A-Za-z0-9]{1,8}[)）]")


_LONG = 200


def _ends(text: str) -> str:
    """Both ends of an overlong text: comparing stays cheap whatever a page holds."""
    return text if len(text) <= _LONG else text[: _LONG // 2] + text[-_LONG // 2 :]


def similarity(one: str, other: str) -> float:
    """Share of characters in common order, 0 to 1. Of overlong texts the two ends are compared."""
    return Indel.normalized_similarity(_ends(one), _ends(other))


@dataclass(frozen=True, slots=True)
class Rest:
    """What each of two strings has that the other has not."""

    mine: str
    theirs: str

    @property
    def rival(self) -> bool:
        """Both have words of their own: two different things, however much they share."""
        return bool(self.mine) and bool(self.theirs)


@lru_cache(maxsize=65536)
def rest(one: str, other: str) -> Rest:
    """Characters of each normal form outside their longest common subsequence."""
    one, other = _ends(one), _ends(other)
    mine, theirs = [], []
    for op in Indel.opcodes(one, other):
        if op.tag in ("delete", "replace"):
            mine.append(one[op.src_start : op.src_end])
        if op.tag in ("insert", "replace"):
            theirs.append(other[op.dest_start : op.dest_end])
    return Rest("".join(mine), "".join(theirs))


# Words of one row exclude one another: a sentence about one is never a sentence about another.
_EXCLUSIVE: tuple[tuple[str, ...], ...] = (
    ("义务教育", "学前", "普通高中", "职业教育", "高等教育"),
    ("小学", "初中", "高中", "幼儿园", "大学"),
    ("供热", "供水", "燃气", "排水", "供电", "污水"),
    ("城镇", "农村"),
    ("公路", "铁路", "地铁", "公交"),
    ("公厕", "停车"),
    ("老年", "儿童", "残疾"),
    ("一季度", "二季度", "三季度", "四季度", "上半年", "下半年"),
    ("出口", "进口"),
    ("一级", "二级", "三级", "四级", "五级"),
    ("一期", "二期", "三期", "四期"),
    ("国家级", "省级"),
)
_ROW = {word: n for n, row in enumerate(_EXCLUSIVE) for word in row}
_ROW_WORD = re.compile("|".join(sorted(_ROW, key=len, reverse=True)))


@lru_cache(maxsize=65536)
def _marks(folded: str) -> tuple[tuple[int, frozenset[str]], ...]:
    rows: dict[int, set[str]] = {}
    for word in _ROW_WORD.findall(folded):
        rows.setdefault(_ROW[word], set()).add(word)
    return tuple((row, frozenset(words)) for row, words in sorted(rows.items()))


def exclude(one: str, other: str) -> bool:
    """True where the two name different members of a row of words that exclude one another (义务教育, 学前)."""
    mine = dict(_marks(fold(one)))
    return any(row in mine and not mine[row] & words for row, words in _marks(fold(other)))


_UNIT_ALIAS = {
    "平米": "平方米", "m2": "平方米", "km2": "平方公里", "平方千米": "平方公里", "ha": "公顷",
    "千米": "公里", "km": "公里", "m": "米", "千克": "公斤", "kg": "公斤", "m3": "立方米",
    "个百分点": "百分点", "元人民币": "元", "名": "人", "位": "人", "间套": "套", "套间": "套",
}  # fmt: skip
# Unit -> (dimension, how many base units it holds).
_DIMENSION: dict[str, tuple[str, float]] = {
    "米": ("length", 1.0), "公里": ("length", 1000.0),
    "平方米": ("area", 1.0), "公顷": ("area", 10000.0), "平方公里": ("area", 1e6), "亩": ("area", 10000.0 / 15),
    "公斤": ("mass", 1.0), "吨": ("mass", 1000.0),
}  # fmt: skip
_COUNTERS = frozenset("个处座所家项条间件类种片块只支辆台场批栋幢站点部")


@lru_cache(maxsize=4096)
def unit_key(unit: str | None) -> str:
    """The measure's one name: ㎡, 平米 and 平方米 are 平方米; empty for no unit."""
    if not unit:
        return ""
    folded = fold(re.sub(r"[（(].*?[)）]", "", unit)) or fold(unit)
    return _UNIT_ALIAS.get(folded, folded)


@lru_cache(maxsize=4096)
def measure(unit: str | None) -> str:
    """The kind of measure: `length`, `area`, `mass`, or the unit itself. Values of one measure can be compared."""
    key = unit_key(unit)
    return _DIMENSION[key][0] if key in _DIMENSION else key


def in_base(value: Number, unit: str | None) -> float:
    """The value in the base unit of its measure (米, 平方米, 公斤), else as it is."""
    key = unit_key(unit)
    return float(value) * (_DIMENSION[key][1] if key in _DIMENSION else 1.0)


def comparable(one: str | None, other: str | None) -> bool:
    """Whether numbers in the two units can be set against each other: one measure, or two words for counting things."""
    a, b = measure(one), measure(other)
    return a == b or (a in _COUNTERS and b in _COUNTERS)


def same_value(one: Number | None, unit: str | None, other: Number | None, other_unit: str | None) -> bool:
    """Equal numbers of one measure: 19.6 公里 and 19600 米."""
    if one is None or other is None:
        return one is other
    a, b = in_base(one, unit), in_base(other, other_unit)
    return measure(unit) == measure(other_unit) and abs(a - b) <= 1e-9 * max(1.0, abs(a), abs(b))


@lru_cache(maxsize=65536)
def grams(text: str) -> frozenset[str]:
    """Pairs of neighbouring characters; the character itself for a text of one."""
    if len(text) < 2:
        return frozenset((text,)) if text else frozenset()
    return frozenset(text[i : i + 2] for i in range(len(text) - 1))


_CONJUNCTION = re.compile(r"[、，,；;]|以及|和|与|及")


@lru_cache(maxsize=16384)
def parts(subject: str) -> tuple[str, ...]:
    """Normal forms of the members of a list of things (A、B和C); one for a plain subject."""
    found = tuple(w for piece in _CONJUNCTION.split(subject) if len(w := what(piece)) > 1)
    return found or (what(subject),)


def joined(values: Iterable[object]) -> str:
    """One key out of several normal forms, readable and unambiguous (no normal form holds `|`)."""
    return "|".join("" if v is None else str(v) for v in values)
