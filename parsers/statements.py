"""Main text -> statements: the one entry that walks lines, sentences and clauses."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from parsers import milestones
from parsers.clauses import Sentence, mask, sentences
from parsers.deadlines import deadline
from parsers.folding import Folded
from parsers.frames import rows_of
from parsers.normalise import fold
from parsers.outline import Tense, lines
from parsers.quantities import Quantity, scan
from parsers.records import Facts, Statement, StatementKind, WorkStatus
from parsers.scopes import Row, Scope
from parsers.statementrules import CONFIDENCE
from parsers.themes import theme_of


@dataclass(frozen=True, slots=True)
class Read:
    """A sentence of the folded text with everything found in it."""

    sentence: Sentence
    rows: tuple[Row, ...]
    found: tuple[milestones.Found, ...]
    quantities: tuple[Quantity, ...]


def extract(text: str, facts: Facts, regions: object | None = None) -> tuple[Statement, ...]:
    """The statements of a stored main text, in text order; `text[start:end] == quote` for each. Never raises."""
    folded = fold(text)
    out: list[Statement] = []
    for read in walk(folded.text, facts):
        out.extend(_with_number(text, folded, read.sentence, row, facts) for row in read.rows)
        out.extend(_without_number(text, folded, read.sentence, found, facts) for found in read.found)
    return tuple(sorted(out, key=lambda s: (s.start, s.end)))


def walk(folded: str, facts: Facts) -> Iterator[Read]:
    """Sentence by sentence: rows with numbers, rows without, and every number seen."""
    masked = mask(folded)
    quantities = list(scan(folded))
    starts = [q.number for q in quantities]
    for line in lines(folded, facts.kind):
        if line.title:
            continue
        for sentence in sentences(folded, masked, line):
            inside = quantities[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
            rows = _rows(folded, masked, sentence, inside, facts.place or "") if inside else []
            taken = [(r.start, r.end) for r in rows]
            found = milestones.find(folded, masked, sentence, facts.kind, taken)
            yield Read(sentence, tuple(rows), tuple(found), tuple(inside))


def _rows(folded: str, masked: str, sentence: Sentence, inside: list[Quantity], place: str) -> list[Row]:
    rows: list[Row] = []
    said: list[Row] = []
    topic: tuple[int, int] | None = None
    for start, end in sentence.clauses:
        here = [q for q in inside if start <= q.number < end and not q.excluded]
        if here:
            scope = Scope(folded, masked, start, end, here, place, said, topic)
            rows.extend(rows_of(scope))
            said = scope.rows
        else:
            topic = (start, end)
            said = []
    return rows


_TASK = re.compile(r"(?:全年|年度|目标|计划)(?:的)?(?:任务|目标|计划)|任务")


def _with_number(text: str, folded: Folded, sentence: Sentence, row: Row, facts: Facts) -> Statement:
    start, end = folded.span(row.start, row.end)
    quantity = row.quantity
    review = sentence.tense is Tense.REVIEW
    quote = text[start:end]
    lines_above = sentence.line.path
    return Statement(
        kind=StatementKind.ACHIEVED if review else StatementKind.TARGET,
        quote=quote,
        start=start,
        end=end,
        action=re.sub(r"\s", "", row.action),
        subject=row.subject,
        theme=theme_of(row.subject, quote, lines_above, sentence.line.lead),
        rule=row.rule,
        confidence=CONFIDENCE.get(row.rule, 0.5),
        cmp=quantity.cmp,
        low=quantity.low,
        high=quantity.high,
        unit=quantity.unit,
        old=row.old,
        status=_work_status(row) if review else None,
        deadline=deadline(folded.text, sentence, row.start, facts.year),
        path=lines_above,
        item=sentence.item,
        total=row.total,
        of_task=quantity.unit == "%" and bool(_TASK.search(row.subject)),
        cumulative="累计" in folded.text[sentence.start : row.end],
    )


def _without_number(text: str, folded: Folded, sentence: Sentence, found: milestones.Found, facts: Facts) -> Statement:
    start, end = folded.span(found.start, found.end)
    quote = text[start:end]
    path = sentence.line.path
    return Statement(
        kind=StatementKind.STATUS if sentence.tense is Tense.REVIEW else StatementKind.MILESTONE,
        quote=quote,
        start=start,
        end=end,
        action=re.sub(r"\s", "", found.action),
        subject=found.subject,
        theme=theme_of(found.subject, quote, path, sentence.line.lead),
        rule=found.rule,
        confidence=CONFIDENCE.get(found.rule, 0.5),
        status=found.status,
        deadline=deadline(folded.text, sentence, found.start, facts.year),
        path=path,
        item=sentence.item,
    )


_COMPLETED = re.compile(r"完成|建成|竣工|投用|投入使用|完工|投产|通车|收官|开诊|投入运营|开放$")
_STARTED = re.compile(r"开工|启动|复工|动工|开建")


def _work_status(row: Row) -> WorkStatus | None:
    quantity = row.quantity
    if quantity.unit == "%" and "完成" in row.action:
        return WorkStatus.COMPLETED if quantity.low >= 100 else WorkStatus.UNDER_WAY
    if _COMPLETED.search(row.action):
        return WorkStatus.COMPLETED
    if _STARTED.search(row.action):
        return WorkStatus.STARTED
    return WorkStatus.UNDER_WAY if row.rule == "number-noun-verb" and row.action in ("推进", "建设", "施工") else None
