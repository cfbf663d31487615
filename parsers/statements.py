"""Main text -> statements: the one entry that walks lines, sentences and clauses."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace

from parsers import milestones
from parsers.clauses import BLANK, Sentence, mask, sentences
from parsers.deadlines import Deadlines, deadline, named
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
        if not read.rows and not read.found:
            continue
        said = named(folded.text, read.sentence)
        out.extend(_with_number(text, folded, read.sentence, row, facts, said) for row in read.rows)
        out.extend(_without_number(text, folded, read.sentence, found, facts, said) for found in read.found)
    return tuple(sorted(out, key=lambda s: (s.start, s.end)))


def walk(folded: str, facts: Facts) -> Iterator[Read]:
    """Sentence by sentence: rows with numbers, rows without, and every number seen."""
    masked = mask(folded)
    quantities = list(scan(folded))
    starts = [q.number for q in quantities]
    carried: Row | None = None
    for line in lines(folded, facts.kind):
        if line.title:
            continue
        for sentence in sentences(folded, masked, line):
            inside = quantities[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
            rows = _rows(folded, masked, sentence, inside, facts.place or "", carried) if inside else []
            goes_on = folded.startswith("；", sentence.end) and rows
            carried = replace(rows[-1], inherits=False, carried=True) if goes_on else None
            taken = sorted((r.start, r.end) for r in rows)
            found = milestones.find(folded, masked, sentence, facts.kind, taken)
            yield Read(sentence, tuple(rows), tuple(found), tuple(inside))


def _rows(
    folded: str, masked: str, sentence: Sentence, inside: list[Quantity], place: str, carried: Row | None
) -> list[Row]:
    rows: list[Row] = []
    said: list[Row] = [carried] if carried else []
    topic: tuple[int, int] | None = None
    valid = [q for q in inside if not q.excluded]
    starts = [q.number for q in valid]
    for start, end in sentence.clauses:
        here = valid[bisect_left(starts, start) : bisect_left(starts, end)]
        if not here:
            topic = (start, end)
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
    _name_parts(folded, rows)
    return sorted(rows, key=lambda r: r.quantity.number)


_REMARK = re.compile(r"\([^()\n]{1,80}\)")


def _remarks(folded: str, start: int, end: int, hidden: list[Quantity], place: str, said: list[Row]) -> Iterator[Row]:
    """The numbers in a bracketed remark, read clause by clause like prose."""
    for match in _REMARK.finditer(folded, start, end):
        at = match.start() + 1
        for part in re.finditer(r"[^，；]+", folded[at : match.end() - 1]):
            begin, stop = at + part.start(), at + part.end()
            lead = _INCLUDING.match(folded, begin, stop)
            begin = lead.end() if lead else begin
            here = [q for q in hidden if begin <= q.number < stop]
            if here:
                yield from rows_of(_remark_scope(folded, start, match.start(), (begin, stop), here, place, said))


def _remark_scope(
    folded: str, clause: int, bracket: int, span: tuple[int, int], here: list[Quantity], place: str, said: list[Row]
) -> Scope:
    """A remark directly behind a number is about it, any other about the words in front of the bracket."""
    earlier = next((r for r in reversed(said) if r.quantity.end <= bracket), None)
    scope = Scope(folded, folded, span[0], span[1], here, place)
    if earlier is not None and earlier.quantity.end == bracket:
        scope.rows = [replace(earlier, inherits=False)]
    elif earlier is None or bracket - earlier.quantity.end > 6:
        begin = max(clause, folded.rfind("、", clause, bracket) + 1, earlier.quantity.end if earlier else clause)
        scope.topic = (begin, bracket)
    return scope


_INCLUDING = re.compile(r"(?:其中|包括|包含|含)[：，]?")
_OF = re.compile(
    r"[^，。；、\d]{0,14}?(?:中|里|当中)[，]?(?:截至[^，。；]{0,8}?(?=已))?(?:目前)?(?:已(?:经)?)?(?:有|完成|开工|竣工|完工|建成)?$"
)


_DONE = re.compile(r"^[^，。；、\d]{2,24}(?:完成|开工|竣工|完工|建成|投用|启动|交付|开建|办结|投产)(?:了)?$")


def _name_parts(folded: str, rows: list[Row]) -> None:
    """48项中已有24项完成: the first number is the total of the second, no row of its own."""
    totals: list[Row] = []
    for row, following in zip(rows[:], rows[1:], strict=False):
        if row.quantity.unit == following.quantity.unit and row.quantity.low > following.quantity.low:
            between = folded[row.quantity.end : min(following.quantity.start, row.quantity.end + 40)]
            if _OF.fullmatch(between) or (following.rule == "subject-verb-number" and _DONE.search(between)):
                following.total = row.quantity.low
                totals.append(row)
    if totals:
        rows[:] = [r for r in rows if not any(r is t for t in totals)]


_TASK = re.compile(r"(?:全年|年度|目标|计划)(?:的)?(?:任务|目标|计划)|任务")


def _with_number(
    text: str, folded: Folded, sentence: Sentence, row: Row, facts: Facts, deadlines: Deadlines
) -> Statement:
    start, end = folded.span(row.start, row.end)
    quantity = row.quantity
    review = sentence.tense_at(row.quantity.number) is Tense.REVIEW
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
        deadline=deadline(deadlines, row.start, facts.year),
        path=lines_above,
        item=sentence.item,
        total=row.total,
        of_task=quantity.unit == "%" and bool(_TASK.search(row.subject)),
        cumulative="累计" in folded.text[max(sentence.start, row.start - 30) : row.end],
    )


def _without_number(
    text: str, folded: Folded, sentence: Sentence, found: milestones.Found, facts: Facts, deadlines: Deadlines
) -> Statement:
    start, end = folded.span(found.start, found.end)
    quote = text[start:end]
    path = sentence.line.path
    return Statement(
        kind=StatementKind.STATUS if sentence.tense_at(found.start) is Tense.REVIEW else StatementKind.MILESTONE,
        quote=quote,
        start=start,
        end=end,
        action=re.sub(r"\s", "", found.action),
        subject=found.subject,
        theme=theme_of(found.subject, quote, path, sentence.line.lead),
        rule=found.rule,
        confidence=CONFIDENCE.get(found.rule, 0.5),
        status=found.status,
        deadline=deadline(deadlines, found.start, facts.year),
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
