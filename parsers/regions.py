"""The gazetteer: administrative places, their short names, and finding them in text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from ahocorasick_rs import AhoCorasick

from parsers.brokenbytes import SURROGATE
from parsers.records import Region

_PEOPLES = (
    "蒙古族",
    "回族",
    "藏族",
    "维吾尔",
    "苗族",
    "彝族",
    "壮族",
    "布依族",
    "朝鲜族",
    "满族",
    "侗族",
    "瑶族",
    "白族",
    "土家族",
    "哈尼族",
    "哈萨克族",
    "哈萨克",
    "傣族",
    "黎族",
    "傈僳族",
    "佤族",
    "畲族",
    "拉祜族",
    "水族",
    "东乡族",
    "纳西族",
    "景颇族",
    "柯尔克孜",
    "土族",
    "达斡尔族",
    "仫佬族",
    "羌族",
    "布朗族",
    "撒拉族",
    "毛南族",
    "仡佬族",
    "锡伯",
    "塔吉克",
    "怒族",
    "鄂温克族",
    "保安族",
    "裕固族",
    "独龙族",
    "鄂伦春",
    "普米族",
    "各族",
    "蒙古",
)
_KINDS = (
    "特别行政区",
    "自治州",
    "自治县",
    "自治旗",
    "自治区",
    "地区",
    "林区",
    "新区",
    "省",
    "市",
    "区",
    "县",
    "旗",
    "盟",
)
_GENERIC = frozenset(
    ("城区", "矿区", "郊区", "新城区", "老城区", "市中区", "城关区", "开发区", "西区", "东区", "南区", "北区")
)
"""Names that are common nouns too: places only behind the name of the city above them."""
_WORDS = frozenset(("会同县", "合作市", "通道县", "增城", "增城区"))
"""Names that arise where words meet (会同 县…, 新增 城镇…).

They, and names of two characters (完成县级), count behind a break.
"""
_EVERYDAY = """
新建 惠民 资源 平安 合作 安居 振兴 新兴 和政 互助 友好 乐业 通道 青山 城中 城东 城北 城西 路北
路南 港口 解放 大城 宏伟 安定 共和 同心 富民 利通 大关 站前 复兴 富裕 前进 兴城 合山 通城 山城
延长 新和 民乐 康乐 安宁 团结 兴业 兴国 工农 友谊 和平 光明 新华 民权 民主 东风 红旗 南部 公安
花园 绿园 富源 向阳 爱民 独山 双桥 南岸 江岸 江北 河口 湖滨 海港 滨海 滨江 滨湖 开平 太平 宁静
丰产 永久
"""
_PLAIN_WORDS = frozenset(_EVERYDAY.split())
"""Short names of counties that are everyday words (新建公园, 安居乐业): they name a place in full only."""
_COUNTY = 3
_BREAK_BEFORE = re.compile("[^\u4e00-\u9fff]|[年月日度在省市州区县]")
_LEAST_STEM = 2


@dataclass(frozen=True, slots=True)
class Mention:
    """A place named in a text: `text[start:end]`, and every region it can be."""

    start: int
    end: int
    regions: tuple[Region, ...]
    short: bool
    """Named without 市, 区, 县 …: 河西, 遵义."""


class Gazetteer:
    """All known places. Build it once with `Gazetteer.of`; it is immutable and safe to share."""

    def __init__(self, rows: tuple[Region, ...]) -> None:
        self._rows = rows
        self._full = {row.full_name: row for row in rows}
        self._below: dict[str, re.Pattern[str] | None] = {}  # kept per place: a text asks for its own many times

    @classmethod
    def of(cls, rows: Iterable[Region]) -> Gazetteer:
        """A gazetteer of these rows; where two have one full name, the later counts."""
        return cls(tuple({row.full_name: row for row in rows}.values()))

    def by_full_name(self, name: str) -> Region | None:
        """The region whose full name is exactly `name`."""
        return self._full.get(name)

    def full_name(self, name: str, context: str = "") -> str | None:
        """The full name of a place named in any usual way, or None where it is unknown or could be several.

        `context` is the text around it or a place above it: 河东区 with 天津市 is 天津市河东区.
        """
        region = self.resolve(name, context)
        return region.full_name if region else None

    def resolve(self, name: str, context: str = "") -> Region | None:
        """Like `full_name`, but the region itself."""
        name = name.strip()
        if name in self._full:
            return self._full[name]
        mentions = [m for m in self.mentions(name) if m.start == 0 and m.end == len(name)]
        candidates = mentions[0].regions if mentions else tuple(self._by_name.get(name, ()))
        if len(candidates) > 1 and context:
            candidates = self.supported(candidates, context)
        if len(candidates) > 1:  # 吉林 names the province before the city
            top = min(r.level for r in candidates)
            candidates = tuple(r for r in candidates if r.level == top)
        return candidates[0] if len(candidates) == 1 else None

    def supported(self, candidates: Iterable[Region], context: str) -> tuple[Region, ...]:
        """Those candidates whose city or province above is named most often in `context`; all where none is."""
        found = tuple(candidates)
        weights = {id(r): sum(context.count(stem(above.name)) for above in self.above(r)) for r in found}
        best = max(weights.values(), default=0)
        return tuple(r for r in found if weights[id(r)] == best)

    def parent(self, region: Region) -> Region | None:
        """The place one level above."""
        return self._full.get(region.full_name.removesuffix(region.name))

    def above(self, region: Region) -> tuple[Region, ...]:
        """The places above, nearest first."""
        chain: list[Region] = []
        up = self.parent(region)
        while up is not None:
            chain.append(up)
            up = self.parent(up)
        return tuple(chain)

    def within(self, place: str, outer: str) -> bool:
        """Whether `place` is `outer` or lies below it; both are full names."""
        return place.startswith(outer) and (place == outer or outer in self._full)

    def lower_places(self, text: str, place: str) -> Iterator[tuple[int, int, str]]:
        """Places below `place` that are named in full (东丽区) in the text: start, end, full name."""
        if place not in self._below:
            self._below[place] = self._names_below(place)
        names = self._below[place]
        if names is None or names.search(text) is None:
            return
        for mention in self.mentions(text):
            below = {r.full_name for r in mention.regions if r.full_name != place and self.within(r.full_name, place)}
            if len(below) == 1 and not mention.short:
                yield mention.start, mention.end, below.pop()

    def _names_below(self, place: str) -> re.Pattern[str] | None:
        """The names, short ones left out, that a place below `place` can be mentioned by; None where there are none."""
        names = set()
        for row in self._rows:
            if row.full_name != place and self.within(row.full_name, place):
                names |= {n for n in (row.name, stem(row.name), _abridged(row.name)) if not self._is_short(n)}
        return re.compile("|".join(map(re.escape, sorted(names)))) if names else None

    def _is_short(self, name: str) -> bool:
        whole = self._by_name[name][0].name if name in self._by_name else name
        return name == stem(whole) != whole

    def mentions(self, text: str) -> list[Mention]:
        """Every place named in the text, in order; a chain (贵州省遵义市) is one mention of its last place."""
        found: list[Mention] = []
        for mention in self._single(text):
            last = found[-1] if found else None
            joined = self._joined(last, mention) if last and last.end == mention.start else None
            if joined:
                found[-1] = joined
            elif mention.regions[0].name not in _GENERIC:
                found.append(mention)
        return found

    def _single(self, text: str) -> Iterator[Mention]:
        names, matcher = self._matcher
        done = 0
        try:
            hits = matcher.find_matches_as_indexes(text, True)
        except UnicodeEncodeError:
            hits = matcher.find_matches_as_indexes(SURROGATE.sub("\ufffd", text), True)
        for at, stop, name in sorted((a, -b, names[n]) for n, a, b in hits):
            if at < done or not (at == 0 or _distinct(name, text[at - 1])):
                continue
            if name in _PLAIN_WORDS and self._is_short(name) and self._by_name[name][0].level == _COUNTY:
                continue
            done = -stop
            yield Mention(at, done, self._by_name[name], short=self._is_short(name))

    def _joined(self, outer: Mention, inner: Mention) -> Mention | None:
        below = tuple(
            r for r in inner.regions if any(r != o and r.full_name.startswith(o.full_name) for o in outer.regions)
        )
        return Mention(outer.start, inner.end, below, inner.short) if below else None

    @cached_property
    def _by_name(self) -> dict[str, tuple[Region, ...]]:
        """Regions by name and by short name."""
        table: dict[str, list[Region]] = {}
        for row in self._rows:
            table.setdefault(row.name, []).append(row)
        exact = set(table)
        for row in self._rows:
            for short in {stem(row.name), _abridged(row.name)} - exact:
                table.setdefault(short, []).append(row)
        return {name: tuple(rows) for name, rows in table.items()}

    @cached_property
    def _matcher(self) -> tuple[tuple[str, ...], AhoCorasick]:
        """Every name a place can be mentioned by, and what finds them all in one pass, the longer ones too."""
        names = tuple(name for name in self._by_name if len(name) >= _LEAST_STEM)
        return names, AhoCorasick(names)


def _distinct(name: str, before: str) -> bool:
    doubtful = name in _WORDS or (len(name) == _LEAST_STEM and name.endswith(_KINDS))
    return not doubtful or _BREAK_BEFORE.match(before) is not None


def is_everyday(name: str) -> bool:
    """Whether a county's name begins like an everyday word: 新建区 in 新建区第六幼儿园."""
    return stem(name) in _PLAIN_WORDS


def _abridged(name: str) -> str:
    """恩施土家族苗族自治州 -> 恩施州, 某某族自治县 -> 某某县; other names as they are."""
    return stem(name) + name[-1] if name.endswith(("自治州", "自治县", "自治旗")) else name


@cache
def stem(name: str) -> str:
    """A place's short name: 河西区 -> 河西, 恩施土家族苗族自治州 -> 恩施; the name itself where nothing is left."""
    short = name
    for kind in _KINDS:
        if name.endswith(kind):
            short = name.removesuffix(kind)
            break
    cut = True
    while cut and name.endswith(("自治州", "自治县", "自治旗", "自治区")):
        cut = False
        for people in _PEOPLES:
            if short.endswith(people) and len(short) - len(people) >= _LEAST_STEM:
                short, cut = short.removesuffix(people), True
    return short if len(short) >= _LEAST_STEM else name
