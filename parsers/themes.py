"""The theme of a statement: by its own words first, by the headings above it otherwise. The word
lists are data (`parsers.themewords`)."""

from __future__ import annotations

import re
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from parsers.records import Theme
from parsers.themewords import WORDS

_WEIGHT: dict[str, tuple[tuple[Theme, float], ...]] = {}
for _theme, _words in WORDS.items():
    for _word in _words.split():
        _WEIGHT[_word] = (*_WEIGHT.get(_word, ()), (_theme, float(len(_word))))

# Words that hold another without its meaning: 市政府 is no 市政.
for _word in (
    "市政府",
    "县政府",
    "区政府",
    "州政府",
    "行政村",
    "行政区域",
    "实事项目",
    "生命安全防护",
    "安全防护工程",
    "督查情况",
    "督查考核",
):
    _WEIGHT[_word] = ()

# Words of many contents, which settle little by themselves.
_FAINT = frozenset(
    [
        "小区",
        "房屋",
        "住宅",
        "楼栋",
        "雨水",
        "气象",
        "公寓",
        "照明",
        "企业",
        "安全",
        "健康",
        "环境",
        "服务",
        "改革",
        "创新",
        "基地",
        "资金",
        "品牌",
        "投资",
        "收入",
        "科技",
        "文化",
        "教育",
        "种植",
        "事项",
        "交通",
        "便民",
        "运动",
        "电力",
        "经济",
        "病",
        "碳",
        "桥",
        "茶",
        "项目",
        "演出",
        "环境",
        "生态",
        "创业",
        "人才",
        "亿元",
        "网点",
        "收入",
        "里程",
        "岗位",
        "基金",
        "农业",
        "卫生",
        "消费",
        "用电",
        "产业",
        "事故",
        "住宿",
        "行政",
        "价格",
        "展览",
        "困难家庭",
        "挂牌",
        "财政",
        "学生",
        "蔬菜",
        "园区",
        "医药",
        "监控",
        "海洋",
        "研发",
        "预警",
        "空气",
    ]
)


_WORDS = tuple(_WEIGHT)
_SAYS = tuple(
    tuple((theme, weight, 0.35 if word in _FAINT else 1.0) for theme, weight in _WEIGHT[word]) for word in _WORDS
)
_MATCHER = AhoCorasick(_WORDS, matchkind=MatchKind.LeftmostLongest)
"""Finds the words in a text, the longest at each place and none inside another."""


@lru_cache(maxsize=4096)
def _scores(text: str) -> tuple[tuple[Theme, float], ...]:
    total: dict[Theme, float] = {}
    for word, _, end in _MATCHER.find_matches_as_indexes(text):
        late = 1.2 * end / len(text)  # the head of a Chinese noun phrase stands last
        for theme, weight, factor in _SAYS[word]:
            total[theme] = total.get(theme, 0.0) + factor * (weight + late)
    return tuple([(theme, score if score < _MOST else _MOST) for theme, score in total.items()])


def forget() -> None:
    """Drop the scores kept of texts seen before."""
    _scores.cache_clear()


_MOST = 9.0
"""No text says more about its theme than this."""


def theme_of(
    subject: str,
    quote: str,
    headings: tuple[str, ...],
    context: str = "",
    earlier: Theme | None = None,
    title: str = "",
) -> Theme:
    """The theme by subject and quote, weighed with the topic sentence (`context`) and the nearest heading.

    Words that say nothing themselves (项目, 资金) take the theme of the row before them (`earlier`); the document's
    `title` speaks where nothing else does, unless it is that of a list or report of everything.
    """
    if _of_all_works(subject):
        return Theme.OTHER
    total = dict(_scores(subject[-200:]))
    _add(total, quote[-200:], 0.4)
    if not total and earlier is not None:
        return earlier
    money = bool(total) and _MONEY.fullmatch(subject) is not None
    if money and _LIVELIHOOD.search(subject):
        return Theme.OTHER
    if money and earlier is not None:
        return earlier
    if money and _OF_ALL.search(title) and not _scores(context):
        return Theme.OTHER
    if context:
        _add(total, context, 0.45)
    if headings:
        _add(total, headings[-1], 0.35)
    for heading in reversed(headings[:-1]):
        if not total:
            _add(total, heading, 1.0)
    if not total and not _OF_ALL.search(title):
        _add(total, title, 1.0)
    return max(total, key=total.__getitem__) if total else Theme.OTHER


_MONEY = re.compile(
    r"(?:.{0,12}(?:实事|民生|民心工程)(?:项目|工程|任务)?)?"
    r"(?:完成|筹措|年度|计划|总|项目|各级|财政|配套|专项|涉农|统筹|整合|[省市县区]级)*(?:投资|资金)(?:额|计划|规模)?"
    r"(?:占?(?:全年|年度|计划|目标)*(?:计划|任务|目标)|(?:到位|拨付|完成|支付)率)?"
)
_ALL_WORKS = re.compile(
    r"[^，。；]{0,24}(?:民生实事|为民实事|民心工程|民生工程)(?:候选)?(?:子?项目|任务|工程|清单)?(?:子项|事项)?"
    r"(?:年度|总)?(?:投资|资金|投入)?(?:拨付率|完成率|开工率|竣工率|办结率|(?:群众)?满意[度率])?"
)
"""All works of the year together, which are of no one theme."""
_SUB_WORKS = re.compile(r"(?:[一-鿿]{2,4}[市县区])?子项目?(?:[一-鿿]{0,6}进度)?")


def _of_all_works(subject: str) -> bool:
    """Whether what is told is told of all works of the year together."""
    if "子项" in subject and _SUB_WORKS.fullmatch(subject) is not None:
        return True
    named = "实事" in subject or "民心" in subject or "民生工程" in subject
    return named and _ALL_WORKS.fullmatch(subject) is not None


_OF_ALL = re.compile(r"实事|民生|民心|工作报告|国民经济|重点工作|暖民心")
_LIVELIHOOD = re.compile(r"实事|民生|民心")


def _add(total: dict[Theme, float], text: str, weight: float) -> None:
    for theme, score in _scores(text):
        total[theme] = total.get(theme, 0.0) + weight * score
