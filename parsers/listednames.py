"""The names of a list that shares one verb or value, and each in full."""

from __future__ import annotations

import re

from parsers.clauses import drop_comparison, tidy
from parsers.owners import INDICATOR, NEEDS_TOPIC, joined
from parsers.quantities import Quantity
from parsers.scopes import REACH, Row, Scope
from parsers.verbwords import Verb

AND = re.compile(r"、|以及|[和及与]")
COMMA = re.compile("、")
_ADJOINING = re.compile("(?<=”)(?=“)")
_SHARED_TAILS = ("占比", "比重", "增速", "增幅", "占有率", "覆盖率", "达标率", "合格率", "增长率")


def names_of(scope: Scope, left: int, right: int, separator: re.Pattern[str] = AND) -> list[tuple[int, int]]:
    """Where the names of the list in `left`..`right` stand."""
    names, at = [], left
    cuts = [m.span() for m in separator.finditer(scope.masked, left, right)]
    if "”“" in scope.text[left:right] and separator is AND:
        cuts = sorted([*cuts, *(m.span() for m in _ADJOINING.finditer(scope.text, left, right))])
    for begin, end in cuts:
        names.append((at, begin))
        at = end
    names.append((at, right))
    return [(s, e) for s, e in names if scope.text[s:e].strip()]


def subjects_of(scope: Scope, names: list[tuple[int, int]]) -> list[str]:
    """The names of a list in full: what the last or first says for all is added."""
    last = scope.words(*names[-1])
    shared = next((w for w in _SHARED_TAILS if last.endswith(w)), "")
    out: list[str] = []
    for start, end in names:
        subject = drop_comparison(scope.words(start, end))
        if subject.endswith("”") and "”" in last:
            subject += last[last.rindex("”") + 1 :]  # “甲师傅”“乙家政”培训
        accident = _ACCIDENTS.match(out[0]) if out and _CASUALTIES.fullmatch(subject) else None
        if accident is not None:
            subject = accident["of"] + subject
        elif len(subject) <= 2 and out and len(out[0]) >= len(subject) + 3:
            subject = out[0][: -len(subject)] + subject  # 预算收入和支出: 预算支出
        elif shared and not subject.endswith(shared):
            subject += shared
        elif len(subject) <= 4 and len(last) >= len(subject) + 2 and not INDICATOR.search(subject):
            subject += drop_comparison(last)[len(subject) :]  # 城镇和农村居民收入: 城镇居民收入
        out.append(subject)
    return out


_ACCIDENTS = re.compile(r"(?P<of>.{0,8}事故)(?:发生)?(?:起数|次数|数)?$")
_CASUALTIES = re.compile(r"死亡人数|受伤人数|死伤人数|伤亡人数|亡人数|直接经济损失|经济损失")
"""生产安全事故起数、死亡人数: deaths in those accidents."""


def _of_each(scope: Scope, quantity: Quantity, row: Row) -> list[Row]:
    """设置早市、夜市疏导点各3处: so many of each."""
    if row.verb is None or row.verb.end > quantity.start or row.end > quantity.end:
        return []
    names = names_of(scope, row.verb.end, quantity.start - 1)
    if not 2 <= len(names) <= 5 or "等" in scope.text[row.verb.end : quantity.start]:
        return []
    return [
        Row(quantity, "each-of", row.action, subject, row.start, quantity.end, verb=row.verb)
        for subject in subjects_of(scope, names)
    ]


_OTHER_CLAUSE = re.compile(r"[，；\d]")
_PLACES_OR_PEOPLE = re.compile(
    r"(?:院|室|校|馆|站|所|园|路|村|社区|[区县镇乡]|人员|学生|儿童|老人|企业|单位|机构|家庭)$"
)
_BOTH = re.compile("(?:(?<!平)均|都|双双)$")


def each_of(scope: Scope, quantity: Quantity, row: Row) -> list[Row]:
    """A、B均突破5万户: the one value holds for every name. Empty where the clause does not say so."""
    if scope.masked.startswith("各", quantity.start - 1):
        return _of_each(scope, quantity, row)
    if row.verb is None or not row.verb.any(Verb.MEASURE) or row.verb.end > quantity.start:
        return []
    if _BOTH.search(scope.masked, max(scope.start, row.verb.start - 2), row.verb.start) is None:
        return []
    names = names_of(scope, row.start, row.verb.start - 1)
    if not 2 <= len(names) <= 5 or _OTHER_CLAUSE.search(scope.masked, row.start, row.verb.start):
        return []
    subjects = [tidy(scope.text[s:e]) for s, e in names]
    if subjects[-1].endswith("率"):
        if any(_PLACES_OR_PEOPLE.search(subject) for subject in subjects[:-1]):
            return []  # 甲院、乙所达标率均达100%: one rate of both
        subjects = [s if s.endswith("率") else s + "率" for s in subjects_of(scope, names)]
    if all(NEEDS_TOPIC.match(subject) for subject in subjects):  # 办结率、满意率均达100%: of what was told before
        topic, _ = scope.subject_before(row.start)
        apart = _OTHER_CLAUSE.search(scope.masked, max(scope.start, row.start - REACH), row.start) is None
        subjects = [joined(topic, subject) for subject in subjects] if len(topic) <= 24 and apart else subjects
    return [
        Row(quantity, "each-of", row.action, subject, start, quantity.end, verb=row.verb)
        for (start, _), subject in zip(names, subjects, strict=True)
    ]
