"""The rows with numbers of a sentence, clause by clause, and of the remarks in its brackets."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from parsers.clauses import BLANK, Sentence, skip_times
from parsers.frames import rows_of
from parsers.headingtense import is_label
from parsers.naming import name_money, name_parts
from parsers.quantities import Quantity
from parsers.scopes import Row, Scope

_WORK_LABEL = re.compile(r"(?:项目|工程|中心|馆|[东西南北]延|改造|建设|学校|小学|中学|医院|公园|小区|楼|路|桥)$")
_EXCEPT = re.compile(r"[ 　]*除(?!险|夕|尘)[^，。；]{2,40}?(?:以外|之外|外)$")
"""除1项跨年实施外: what the rest of the sentence is not about."""
_PREDICATE = re.compile(r"[ 　]*(?:目前|现|全年|年度|原)*(?:已|正在|正按|将于|力争|预计|计划|尚未|预期)")
"""A clause that only says how the work named before it stands."""


_OWN_WORK = re.compile(
    r"[ 　]*(?:实施|推进|启动|开展|新建|改造|建设|打通)"
    r"(?=[^，：]{3,30}(?:项目|工程|改造|建设|提升|整治|[路桥馆校园]|中心)$)"
)
"""实施柳河路改造工程: a work of its own in the item of a larger one."""
_MOST_IN_CLAUSE = 120
"""No clause that somebody wrote holds more numbers; what stands behind so many is no prose."""


def rows_in(
    folded: str, masked: str, sentence: Sentence, inside: list[Quantity], place: str, carried: list[Row],
    lead: tuple[int, int] | None = None,
) -> list[Row]:  # fmt: skip
    """The rows of a sentence, in text order. `carried`: the rows before the semicolon; `lead`: the name of an indicator
    or work that the paragraph opens with, as offsets."""
    rows: list[Row] = []
    said: list[Row] = carried
    topic = lead
    valid = [q for q in inside if not q.excluded]
    starts = [q.number for q in valid]
    for start, end in sentence.clauses:
        first = bisect_left(starts, start)
        here = valid[first : min(bisect_left(starts, end), first + _MOST_IN_CLAUSE)]
        if _EXCEPT.match(masked, start, end):
            continue
        if not here:
            if skip_times(masked, start, end) == end:
                continue  # 其中，
            if said and said[-1].carried and is_label(folded[start:end].strip()):
                topic = None
                continue  # 进展情况：已完工13户: of what the line before counts
            labelled = topic is not None and (topic == lead or masked.startswith("：", topic[1]))
            kept = labelled and (_PREDICATE.match(masked, start, end) or _WORK_LABEL.search(masked, *topic or (0, 0)))
            if not kept or _OWN_WORK.match(masked, start, end):
                topic = None if end - start < 12 and is_label(folded[start:end].strip()) else (start, end)
            said = [said[-1].lent()] if said and not said[-1].carried else []
            continue
        before = len(rows)
        outer = [q for q in here if masked[q.number] != BLANK]
        if outer:
            scope = Scope(folded, masked, start, end, outer, place, said, topic)
            rows.extend(rows_of(scope))
            said = scope.rows
        if len(outer) < len(here):
            hidden = [q for q in here if masked[q.number] == BLANK]
            rows.extend(_remarks(folded, start, end, hidden, place, rows[before:]))
    name_parts(folded, rows)
    name_money(rows)
    return sorted(rows, key=lambda r: r.quantity.number) if len(rows) > 1 else rows


_REMARK = re.compile(r"\([^()\n]{1,200}\)")


def _remarks(folded: str, start: int, end: int, hidden: list[Quantity], place: str, said: list[Row]) -> Iterator[Row]:
    """The numbers in a bracketed remark, read clause by clause like prose."""
    for match in _REMARK.finditer(folded, start, end):
        if _COUNTING.fullmatch(folded, match.start(), match.end()):
            continue
        at = match.start() + 1
        for part in re.finditer(r"[^，；]+", folded[at : match.end() - 1]):
            begin, stop = at + part.start(), at + part.end()
            lead = _INCLUDING.match(folded, begin, stop)
            begin = lead.end() if lead else begin
            here = [q for q in hidden if begin <= q.number < stop]
            if here:
                scope = _remark_scope(folded, start, match.start(), (begin, stop), here, place, said)
                whole = scope.rows[0] if scope.rows and lead else None
                for row in rows_of(scope):
                    if whole is not None and not row.action and row.quantity.unit == whole.quantity.unit:
                        row.action = whole.action  # 新增泊位900个(其中公用泊位300个)
                    if scope.rows and row.subject and _TASK_ALONE.fullmatch(row.subject):
                        row.subject, row.start = scope.rows[0].subject, scope.rows[0].start  # 新增泊位620个(任务600个)
                    yield row


def _remark_scope(
    folded: str, clause: int, bracket: int, span: tuple[int, int], here: list[Quantity], place: str, said: list[Row]
) -> Scope:
    """A remark directly behind a number is about it, any other about the words in front of the bracket."""
    earlier = next((r for r in reversed(said) if r.quantity.end <= bracket), None)
    scope = Scope(folded, folded, span[0], span[1], here, place)
    if earlier is not None and earlier.quantity.end == bracket:
        scope.rows = [earlier.lent()]
    elif earlier is None or bracket - earlier.quantity.end > 6:
        begin = max(clause, folded.rfind("、", clause, bracket) + 1, earlier.quantity.end if earlier else clause)
        scope.topic = (begin, bracket)
    return scope


_COUNTING = re.compile(
    r"\((?:共|含)?\d{1,3}[项个件条](?:指标|任务|事项|措施|内容)?\)(?=\s|$)|\(共?\d{1,3}[项个件条](?:指标|任务|事项|措施|内容)\)"
)
"""How many items stand below a heading."""
_TASK_ALONE = re.compile(r"(?:年度|全年|目标|计划)*(?:任务|目标|计划|指标)(?:数|量)?")
_INCLUDING = re.compile(r"(?:其中|包括|包含|含)[：，]?")
