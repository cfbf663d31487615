"""Matching across documents: which pledge a promise restates, which pledge a result reports on.

Place and year are settled by the caller; here subject, action, measure and theme are weighed. A verdict comes from
general signals only: what is left of each subject outside their common part, words that exclude one another, verbs that
exclude one another (build, renovate), measures that can be compared, and how rare the shared characters are among the
pledges in question. Each judgement says in words why.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from flows.doubts import in_doubt
from flows.sides import Side, Weights, of_pledge, of_statement, same_thing
from parsers.records import Statement
from parsers.wording import (
    comparable,
    exclude,
    fold,
    grams,
    in_base,
    measure,
    rest,
    same_value,
    similarity,
    unit_key,
    works_agree,
)
from storage.records import Pledge, Verdict

UNSURE = 0.42
"""A score from here on is worth a person's look."""
_ABSURD = 5.0
"""A result so many times its target is doubted before it is believed."""
_CLOSE = 0.8
_WITHIN = 0.6
"""Likeness from which two promises may be one: with words of their own on both sides, or on one side only."""
_KEEP = 3
"""At most so many unsure pledges are shown for one result."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What matching thinks of one pair; `why` is in Chinese, for people."""

    verdict: Verdict
    score: float
    why: str


NO_MATCH = Judgement(Verdict.NONE, 0.0, "没有共同的对象")


def restates(one: Side, other: Side) -> Judgement:
    """Whether two promises of one place and year are one pledge: equal thing, measure and work.

    A qualifier on one side only is forgiven where the numbers are equal too; else it is for a person to say.
    """
    if not works_agree(one.works, other.works) or exclude(one.subject, other.subject):
        return NO_MATCH
    if one.counted is not other.counted or (one.counted and not _one_unit(one, other)):
        return NO_MATCH
    if not one.counted and not _same_act(one, other):
        return NO_MATCH
    equal = one.counted and _equal_number(one, other)
    if same_thing(one, other):
        doubt = in_doubt(one, other) if one.counted and not equal else ""
        if doubt:
            return Judgement(Verdict.UNSURE, 0.6, f"{doubt}，数字不同")
        return Judgement(Verdict.SURE, 1.0 if equal or not one.counted else 0.95, "对象、计量和做法相同")
    alike = similarity(one.what, other.what)
    left = rest(one.what, other.what)
    if not left.rival and alike >= 0.75 and (equal or not one.counted):
        return Judgement(Verdict.SURE, round(0.8 * alike, 3), "对象只差一个限定词，其余相同")
    if alike >= (_CLOSE if left.rival else _WITHIN) and (not one.counted or equal or _near_number(one, other)):
        said = f"一方有“{left.mine or '—'}”，另一方有“{left.theirs or '—'}”"
        return Judgement(
            Verdict.UNSURE, round(0.8 * alike, 3), f"对象相近，{said}；{'数字相同' if equal else '数字不同'}"
        )
    return NO_MATCH


def _near_number(one: Side, other: Side) -> bool:
    """Two versions of one target seldom differ by more than a factor of two."""
    a, b = in_base(one.low or 0, one.unit), in_base(other.low or 0, other.unit)
    return min(a, b) * 2 >= max(a, b)


def _one_unit(one: Side, other: Side) -> bool:
    return unit_key(one.unit) == unit_key(other.unit) or comparable(one.unit, other.unit)


def _equal_number(one: Side, other: Side) -> bool:
    return same_value(one.low, None, other.low, None) and same_value(one.high, None, other.high, None)


def _same_act(one: Side, other: Side) -> bool:
    a, b = fold(one.action), fold(other.action)
    return a == b or (bool(a and b) and (a in b or b in a)) or bool(one.works & other.works)


def judge(result: Side, pledge: Side, weights: Weights) -> Judgement:
    """Whether a result reports on a pledge of the same place and year.

    Sure needs the same thing, work that does not clash and numbers that can be compared; where the numbers cannot be
    compared, even an unsure match needs a closer subject.
    """
    if exclude(result.subject, pledge.subject):
        return Judgement(Verdict.NONE, 0.0, "对象互相排斥")
    agree = works_agree(result.works, pledge.works) and not (_starts(pledge) and not _starts(result))
    subject, said, equal = _subject(result, pledge, weights)
    counted, number = _measure(result, pledge)
    score = 0.68 * subject + 0.12 * counted + 0.1 * (result.theme is pledge.theme) + 0.1 * _work(result, pledge)
    doubt = in_doubt(result, pledge) if equal and not result.of_task else ""
    why = "；".join(w for w in (said, number, doubt, "" if agree else "做法不同", _theme(result, pledge)) if w)
    if equal and agree and counted >= 0.9 and not doubt:
        return Judgement(Verdict.SURE, round(score, 3), why)
    near = 0.2 if counted > 0.6 else 0.6
    if score >= UNSURE and subject >= near and (agree or equal):
        return Judgement(Verdict.UNSURE, round(min(score, 0.89), 3), why)
    return Judgement(Verdict.NONE, round(score, 3), why)


def _subject(result: Side, pledge: Side, weights: Weights) -> tuple[float, str, bool]:
    """Likeness of the things, said in words, and whether they are the same thing."""
    if same_thing(result, pledge):
        return 1.0, f"对象相同（{pledge.what}）", True
    best = _overlap(result.what, pledge.what, weights)
    for mine in result.parts:
        for theirs in pledge.parts:
            best = max(best, 0.92 * _overlap(mine, theirs, weights))
    left = rest(result.what, pledge.what)
    if best == 0:
        return 0.0, "没有共同的对象", False
    if not left.rival:
        said = f"结果多出“{left.mine}”" if left.mine else f"承诺多出“{left.theirs}”"
        return best, f"对象相近，{said}", False
    best *= 1.0 if result.what[-2:] == pledge.what[-2:] else 0.85
    return best, f"对象部分相同，结果有“{left.mine}”，承诺有“{left.theirs}”", False


def _overlap(one: str, other: str, weights: Weights) -> float:
    """Shared weight: the mean of Dice and containment, the latter discounted where little is contained."""
    shared = grams(one) & grams(other)
    if not shared:
        return 0.0
    common, a, b = weights.sum(shared), weights.whole(one), weights.whole(other)
    small = min(len(one), len(other))
    contained = common / min(a, b) * (1.0 if small > 2 else 0.8)
    return min(1.0, 0.5 * (2 * common / (a + b)) + 0.5 * contained)


def _measure(result: Side, pledge: Side) -> tuple[float, str]:
    """How well the numbers can be set against each other."""
    if result.of_task:
        return 1.0, "占全年任务的比例"
    if not result.counted:
        return 0.9, "结果没有数字，只说进度"
    if not pledge.counted:
        return 0.9, "承诺没有数字"
    if not comparable(result.unit, pledge.unit):
        return 0.2, f"计量单位不同（{result.unit or '无'}与{pledge.unit or '无'}）"
    if _absurd(result, pledge):
        return 0.6, "数值相差悬殊"
    if measure(result.unit) != measure(pledge.unit):
        return 0.9, f"量词可比（{result.unit}与{pledge.unit}）"
    return 1.0, f"计量单位相同（{pledge.unit or '无'}）"


def _absurd(result: Side, pledge: Side) -> bool:
    got, want = in_base(result.low or 0, result.unit), in_base(pledge.low or 0, pledge.unit)
    return want > 0 and got > _ABSURD * want


def _work(result: Side, pledge: Side) -> float:
    if result.works & pledge.works or fold(result.action) == fold(pledge.action):
        return 1.0
    return 0.7 if works_agree(result.works, pledge.works) else 0.0


def _starts(side: Side) -> bool:
    """It counts what was begun (新开工3000套), not what was finished."""
    return side.counted and "开工" in side.action and not any(w in side.action for w in ("建成", "竣工", "完工"))


def _theme(result: Side, pledge: Side) -> str:
    return f"同属{pledge.theme.value}" if result.theme is pledge.theme else "主题不同"


@dataclass(frozen=True, slots=True)
class Found:
    """A pledge found for a result; `pledge` is a position in the sequence searched."""

    pledge: int
    judgement: Judgement


class Index:
    """The pledges of one place and year, searched by pairs of characters."""

    def __init__(self, pledges: Sequence[tuple[int, Pledge]]) -> None:
        """`pledges` as (caller's reference, pledge)."""
        self.sides: list[Entry] = [(ref, of_pledge(p), p.quote) for ref, p in pledges]
        self.weights = Weights(side.what for _, side, _ in self.sides)
        self._holders: dict[str, list[int]] = defaultdict(list)
        for n, (_, side, _) in enumerate(self.sides):
            for gram in grams(side.what):
                self._holders[gram].append(n)

    def near(self, side: Side, most: int = 20) -> list[int]:
        """Positions of the pledges that share the most telling pairs of characters."""
        votes: dict[int, float] = defaultdict(float)
        for gram in grams(side.what):
            weight = self.weights.of(gram)
            for n in self._holders.get(gram, ()):
                votes[n] += weight
        return sorted(votes, key=lambda n: (-votes[n], n))[:most]

    def find(self, statement: Statement) -> list[Found]:
        """Pledges a result may report on: one sure, or up to three unsure, best first. References are the caller's."""
        side = of_statement(statement)
        found = [(self.sides[n], judge(side, self.sides[n][1], self.weights)) for n in self.near(side)]
        if spans_years(statement):
            found = [(entry, _doubted(j, "说的像是几年的合计")) for entry, j in found]
        sure = [(entry, j) for entry, j in found if j.verdict is Verdict.SURE]
        if sure:
            return _one_sure(side, _once(sure))
        unsure = sorted(((e, j) for e, j in found if j.verdict is Verdict.UNSURE), key=lambda x: (-x[1].score, x[0][0]))
        unsure = _once(unsure)
        top = unsure[0][1].score if unsure else 0.0
        return [Found(e[0], j) for e, j in unsure[:_KEEP] if j.score >= top - 0.35]


Entry = tuple[int, Side, str]
"""The caller's reference, the pledge by its normal forms, and its sentence."""
_YEARS = re.compile(
    r"[两二三四五六七八九十]年(?!级|制|期|行动|一贯|义务|规划|计划|内)|十[一二三四五六七八九]五(?=[”\"时规]|$)|[两二三四五]年来"
)


def spans_years(statement: Statement) -> bool:
    """Sentence or heading speaks of several years (五年来, “十三五”时期): its figure is no single year's."""
    return any(_YEARS.search(text) for text in (statement.quote, *statement.path))


def _doubted(judgement: Judgement, why: str) -> Judgement:
    """A sure match that a person should look at after all."""
    if judgement.verdict is not Verdict.SURE:
        return judgement
    return Judgement(Verdict.UNSURE, min(judgement.score, 0.89), f"{judgement.why}；{why}")


def _once(found: list[tuple[Entry, Judgement]]) -> list[tuple[Entry, Judgement]]:
    """Each pledge once, by the wording that fits best: joined pledges have several."""
    best: dict[int, tuple[Entry, Judgement]] = {}
    for entry, judgement in found:
        if entry[0] not in best or judgement.score > best[entry[0]][1].score:
            best[entry[0]] = (entry, judgement)
    return list(best.values())


def _one_sure(side: Side, sure: list[tuple[Entry, Judgement]]) -> list[Found]:
    """Of several pledges on one thing: the one of the same unit and work, the counted one for a count; else unsure."""

    def rank(entry: Entry) -> tuple[bool, ...]:
        _, other, _ = entry
        return (
            _starts(side) is _starts(other),
            fold(side.subject) == fold(other.subject),
            side.counted is other.counted,
            unit_key(side.unit) == unit_key(other.unit),
            bool(side.works & other.works) or fold(side.action) == fold(other.action),
        )

    ordered = sorted(sure, key=lambda x: (tuple(not r for r in rank(x[0])), x[0][0]))
    best = [x for x in ordered if rank(x[0]) == rank(ordered[0][0])]
    one_sentence = not side.counted and bool(best[0][0][2]) and len({entry[2] for entry, _ in best}) == 1
    if len(best) == 1 or one_sentence:  # 9个小区、41万平方米改造: the state of the work is told of the first
        return [Found(best[0][0][0], best[0][1])]
    return [
        Found(e[0], Judgement(Verdict.UNSURE, min(j.score, 0.89), j.why + "；同一对象有几条承诺"))
        for e, j in best[:_KEEP]
    ]
