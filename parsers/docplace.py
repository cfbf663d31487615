"""The place a document speaks for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from parsers.dochead import Frame
from parsers.records import Given, Region
from parsers.regions import Gazetteer, Mention, is_everyday, stem

_STREET = re.compile("路|街|大街|大道|道(?!德)|巷|桥|站|里(?=小区|社区)|银行|大学|学院|交响|商会")
_OWN = re.compile(
    "[我全本区县州市省自](?:(?<=[我全本])[区县州市省]|(?<=[区县州市省])(?:委|(?:人民)?政府)|(?<=自)治区党委)"
)
"""What a text calls its own: 我区, 全县, 市委. One class of characters stands first, so that the search skips to it."""
_OWN_KINDS = {
    "区": ("区", "旗"),
    "县": ("县", "旗"),
    "州": ("州", "盟"),
    "市": ("市",),
    "省": ("省", "自治区"),
}
_UPPER_WEIGHT = {"我": 3, "全": 2, "本": 2}
_BODY_LIMIT = 60_000
_LEAST_SHORT = 3
"""Mentions by short name alone that make a district or county certain."""
_COVER = 0.75
"""Part of all places named that must lie in the place the document is taken to speak for."""
_NAMED_WITHIN = 300
_SIGNS = re.compile("人民政府|委宣传部|委办公室|民心工程办公室|人民代表大会")
_SIGNED = re.compile(rf"(?:中共)?(?P<name>[\u4e00-\u9fff]{{2,14}}?)(?:{_SIGNS.pattern})")


def place_of(frame: Frame, title: str | None, given: Given, regions: Gazetteer) -> str | None:
    """Full name of the place, None where the text does not tell. The title and the meeting's name come first."""
    if given.place:
        return regions.full_name(given.place) or given.place
    body = frame.body[:_BODY_LIMIT]
    context = f"{frame.tag}\n{body}"
    mentions = [m for m in regions.mentions(body) if not _is_street(body, m)]
    weights = _weights(mentions, regions, context)
    for text in (frame.meeting.where if frame.meeting else "", title or ""):
        found = _named(text, context, regions)
        if found:
            return found.full_name
    own = _own(body, weights, regions) or _signer(frame, context, regions)
    slogan = _slogan(body, mentions, weights, regions)
    if own and slogan and own.level == 1 and regions.within(slogan.full_name, own.full_name):
        own = slogan  # 全省 stands in a county's comparisons too
    found = own or slogan or _covering(weights, regions)
    found = found or _holding(weights, regions) or _named(frame.tag, context, regions) or _paper(frame, body, regions)
    return found.full_name if found else None


_SLOGAN = re.compile("(?:健康|平安|美丽|法治|数字|幸福|清廉|诚信|智慧|文明|书香|信用)$")
_PAPER = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{2,3})(?:日报|晚报|早报|晨报|都市报|广播电视台|电视台|发布|融媒体?中心|新闻网)"
)
_LEAST_HELD = 3
"""So many of its districts and counties named make a city the one a text speaks for."""


def _slogan(body: str, mentions: list[Mention], weights: Counter[str], regions: Gazetteer) -> Region | None:
    """The lowest place whose slogans the text uses: 平安X, 健康X."""
    best: Region | None = None
    for mention in mentions:
        if not mention.short or _SLOGAN.search(body, max(0, mention.start - 2), mention.start) is None:
            continue
        known = [r for r in mention.regions if weights.get(r.full_name)]
        if len(known) == 1 and (best is None or known[0].level > best.level):
            best = regions.by_full_name(known[0].full_name)
    return best


def _children(region: Region, weights: Counter[str], regions: Gazetteer) -> int:
    """How many places directly below the region are named."""
    below = (regions.by_full_name(n) for n in weights if n != region.full_name and n.startswith(region.full_name))
    return sum(r is not None and r.level == region.level + 1 for r in below)


def _holding(weights: Counter[str], regions: Gazetteer) -> Region | None:
    """The city named with several of its districts and counties, more than any other."""
    ranked = []
    for name in weights:
        region = regions.by_full_name(name)
        if region is not None and region.level == 2:
            ranked.append((_children(region, weights, regions), region))
    ranked.sort(key=lambda pair: -pair[0])
    if not ranked or ranked[0][0] < _LEAST_HELD or (len(ranked) > 1 and ranked[1][0] == ranked[0][0]):
        return None
    return ranked[0][1]


def _paper(frame: Frame, body: str, regions: Gazetteer) -> Region | None:
    """The home of the paper that prints a text about 我市: X晚报."""
    if not re.search("我市|全市|本市", body):
        return None
    for line in (*frame.lines[:4], *frame.lines[-3:]):
        for match in _PAPER.finditer(line.text[:_NAMED_WITHIN]):
            found = [m for m in regions.mentions(match["name"]) if len(m.regions) == 1 and m.regions[0].level == 2]
            if found:
                return found[-1].regions[0]
    return None


def _is_street(text: str, mention: Mention) -> bool:
    """A short name that is part of a street's, bank's or school's: 上海路, 北京银行."""
    return mention.short and _STREET.match(text, mention.end) is not None


def _weights(mentions: Iterable[Mention], regions: Gazetteer, body: str) -> Counter[str]:
    """How much the text speaks of each region, by full name: 3 for a full name, 1 for a short one.

    Many short names of districts and counties are words too (新建, 平安): they count where a place above is named.
    """
    weights: Counter[str] = Counter()
    borne: dict[str, bool] = {}
    named: dict[str, bool] = {}
    for mention in mentions:
        for region in mention.regions:
            if (mention.short or is_everyday(region.name)) and region.level == 3:
                if region.full_name not in borne:
                    borne[region.full_name] = _above_is_named(region, body, regions, named)
                if not borne[region.full_name]:
                    continue
            weights[region.full_name] += 1 if mention.short else 3
    return weights


def _above_is_named(region: Region, text: str, regions: Gazetteer, named: dict[str, bool]) -> bool:
    """Whether a place above stands in the text. `named`: what was found of names so far."""
    for up in regions.above(region):
        name = stem(up.name)
        if name not in named:
            named[name] = name in text
        if named[name]:
            return True
    return False


def _named(text: str, context: str, regions: Gazetteer) -> Region | None:
    """The most specific place named in a title or a meeting's name.

    A short name of a district or county counts only where the text bears it out (同心, 新建 are words as well).
    """
    best: Region | None = None
    for mention in regions.mentions(text):
        if _is_street(text, mention):
            continue
        candidates = mention.regions
        if len(candidates) > 1:
            candidates = regions.supported(candidates, context)
        top = min(r.level for r in candidates)
        candidates = tuple(r for r in candidates if r.level == top)
        if len(candidates) != 1 or (mention.short and top == 3 and not _borne_out(candidates[0], context, regions)):
            continue
        if best is None or (
            candidates[0].level > best.level and regions.within(candidates[0].full_name, best.full_name)
        ):
            best = candidates[0]
    return best


def _borne_out(region: Region, context: str, regions: Gazetteer) -> bool:
    if region.name in context:
        return True
    return _above_is_named(region, context, regions, {}) and context.count(stem(region.name)) >= _LEAST_SHORT


def _own(body: str, weights: Counter[str], regions: Gazetteer) -> Region | None:
    """The region most spoken of among those the text calls its own: 我区, 全县, 市委."""
    said: Counter[str] = Counter()
    for words, times in Counter(_OWN.findall(body)).items():
        level = "省" if words == "自治区党委" else words[1] if words[0] in _UPPER_WEIGHT else words[0]
        said[level] += times * _UPPER_WEIGHT.get(words[0], 1)
        if words in ("我区", "全区"):
            said["省"] += times * _UPPER_WEIGHT[words[0]]  # an autonomous region's as well
    strong = [kinds for level, kinds in _OWN_KINDS.items() if said[level] >= 2]
    for kinds in strong:
        found = _most_spoken_of(kinds, weights, regions, body)
        if found:
            return found
    return None


def _most_spoken_of(kinds: tuple[str, ...], weights: Counter[str], regions: Gazetteer, body: str) -> Region | None:
    ranked: list[tuple[float, Region]] = []
    for name, weight in weights.items():
        region = regions.by_full_name(name)
        if region is None or not region.name.endswith(kinds):
            continue
        above = sum(body.count(stem(up.name)) for up in regions.above(region))
        below = sum(w for other, w in weights.items() if other != name and other.startswith(name))
        certain = region.name in body or weight >= _LEAST_SHORT
        if certain and (region.level < 3 or above or region.name in body):
            ranked.append((weight + min(below, weight) + 0.5 * min(above, weight), region))
    ranked.sort(key=lambda pair: -pair[0])
    if not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
        return None
    best = ranked[0][1]
    for up in regions.above(best) if best.level == 3 else ():
        # 甲区、乙区、丙市 in a row: the text speaks for the city above them
        if up.level == 2 and up.name.endswith(kinds) and _children(up, weights, regions) >= _LEAST_HELD:
            return up
    return best


def _signer(frame: Frame, context: str, regions: Gazetteer) -> Region | None:
    """The place in the name of the body that signs or opens the text."""
    lines = [*frame.lines[:6], *frame.lines[-4:]]
    for line in lines:
        head = line.text[:_NAMED_WITHIN]
        for match in _SIGNED.finditer(head) if _SIGNS.search(head) else ():
            found = _named(match["name"], context, regions)
            if found:
                return found
    return None


def _covering(weights: Counter[str], regions: Gazetteer) -> Region | None:
    """The smallest region that is itself named and holds nearly all places named."""
    total = sum(weights.values())
    best: Region | None = None
    for name in weights:
        region = regions.by_full_name(name)
        if region is None:
            continue
        held = sum(w for other, w in weights.items() if other == name or other.startswith(name))
        # The places above are spoken of in its favour too: 贵州 and 遵义 in a text of 遵义.
        held += sum(weights.get(up.full_name, 0) for up in regions.above(region))
        if held >= _COVER * total and held >= _LEAST_SHORT and (best is None or region.level > best.level):
            best = region
    return best
