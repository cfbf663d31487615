"""Main text -> statements: the one entry that walks lines, sentences and clauses."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from operator import attrgetter

from parsers import milestones
from parsers.clauses import BLANK, Sentence, bounds, first_clause, holds, mask, sentence, skip_times
from parsers.deadlines import Deadlines, deadline, named
from parsers.folding import Folded
from parsers.frames import rows_of
from parsers.normalise import fold
from parsers.outline import lines
from parsers.quantities import Quantity, scan
from parsers.records import Facts, Statement, StatementKind, Theme, WorkStatus
from parsers.regions import Gazetteer
from parsers.scopes import Row, Scope
from parsers.statementrules import CONFIDENCE
from parsers.states import Found
from parsers.tense import Tense, is_label
from parsers.themes import theme_of


@dataclass(slots=True)
class Read:
    """A sentence of the folded text with everything found in it."""

    sentence: Sentence
    rows: tuple[Row, ...]
    found: tuple[Found, ...]
    quantities: tuple[Quantity, ...]
    context: str
    """The topic sentence above: 繁荣渔村文化."""


def extract(text: str, facts: Facts, regions: Gazetteer | None = None) -> tuple[Statement, ...]:
    """The statements of a stored main text, in text order; `text[start:end] == quote` for each. Never raises."""
    folded = fold(text)
    writer = _Writer(text, folded, facts, regions if facts.place else None)
    out: list[Statement] = []
    for read in walk(folded.text, facts):
        if not read.rows and not read.found:
            continue
        said = named(folded.text, read.sentence)
        earlier: Theme | None = None
        for row in read.rows:
            out.append(writer.with_number(read, row, said, earlier))
            earlier = out[-1].theme
        out.extend(writer.without_number(read, found, said) for found in read.found)
    return tuple(sorted(out, key=attrgetter("start", "end")))


def walk(folded: str, facts: Facts, *, every: bool = False) -> Iterator[Read]:
    """Sentence by sentence: rows with numbers, rows without, and every number seen.

    Sentences without a number and without a word that could make a row are left out unless `every` is set.
    """
    masked = mask(folded)
    quantities = list(scan(folded))
    numbers = [q.number for q in quantities]
    cues = milestones.cues(masked, facts.kind)
    carried: Row | None = None
    for line in lines(folded, facts.kind, facts.year):
        if line.title:
            continue
        context, item = line.lead if len(line.lead) <= 24 else "", line.item
        for start, end, number in bounds(masked, line):
            inside = quantities[bisect_left(numbers, start) : bisect_left(numbers, end)]
            if number != item or (4 <= end - start <= 22 and not inside):
                first = first_clause(masked, start, end)
                if number != item or first == end:
                    context, item = folded[start:first], number
            if not inside and not every and not holds(cues, start, end):
                carried = None
                continue
            said = sentence(masked, line, start, end, number)
            rows = _rows(folded, masked, said, inside, facts.place or "", carried) if inside else []
            goes_on = folded.startswith(("；", "。其中", "。其余", "，其余", " | ", "\t"), end) and rows
            carried = rows[-1].lent(carried=True) if goes_on else None
            taken = sorted([(r.start, r.end) for r in rows])
            found = milestones.find(folded, masked, said, facts.kind, taken, cues)
            yield Read(said, tuple(rows), tuple(found), tuple(inside), context)


_MOST_IN_CLAUSE = 120
"""No clause that somebody wrote holds more numbers; what stands behind so many is no prose."""


def _rows(
    folded: str, masked: str, sentence: Sentence, inside: list[Quantity], place: str, carried: Row | None
) -> list[Row]:
    rows: list[Row] = []
    said: list[Row] = [carried] if carried else []
    topic: tuple[int, int] | None = None
    valid = [q for q in inside if not q.excluded]
    starts = [q.number for q in valid]
    for start, end in sentence.clauses:
        first = bisect_left(starts, start)
        here = valid[first : min(bisect_left(starts, end), first + _MOST_IN_CLAUSE)]
        if not here:
            if skip_times(masked, start, end) == end:
                continue  # 其中，
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
    _name_parts(folded, rows)
    return sorted(rows, key=lambda r: r.quantity.number) if len(rows) > 1 else rows


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
        scope.rows = [earlier.lent()]
    elif earlier is None or bracket - earlier.quantity.end > 6:
        begin = max(clause, folded.rfind("、", clause, bracket) + 1, earlier.quantity.end if earlier else clause)
        scope.topic = (begin, bracket)
    return scope


_INCLUDING = re.compile(r"(?:其中|包括|包含|含)[：，]?")
_OF = re.compile(
    r"[^，。；、\d]{0,14}?(?:中|里|当中)[，]?(?:截至[^，。；]{0,8}?(?=已))?(?:目前)?(?:已(?:经)?)?(?:有|完成|开工|"
    r"竣工|完工|建成)?$"
)


_HAVE = re.compile(r"[^，。；、\d]{2,14}(?:已有|又有|中有|已)")
_DONE = re.compile(
    r"^[^，。；、\d]{2,24}(?:完成|开工|竣工|完工|建成|投用|启动|交付|开建|办结|投产)(?:了)?$|"
    r"^[^，。；、\d]{2,24}已(?:经)?[一-鿿]{1,4}$"
)


def _name_parts(folded: str, rows: list[Row]) -> None:
    """36座灯塔中已有12座点亮: the first number is the total of the second, no row of its own."""
    if len(rows) < 2:
        return
    totals: list[Row] = []
    for row, following in pairwise(rows):
        if row.quantity.unit == following.quantity.unit and row.quantity.low > following.quantity.low:
            between = folded[row.quantity.end : min(following.quantity.start, row.quantity.end + 40)]
            if (
                _OF.fullmatch(between)
                or _HAVE.fullmatch(between)
                or (following.rule == "subject-verb-number" and _DONE.search(between))
            ):
                following.total = row.quantity.low
                totals.append(row)
    if totals:
        rows[:] = [r for r in rows if not any(r is t for t in totals)]


_TASK = re.compile(r"(?:全年|年度|目标|计划)(?:的)?(?:任务|目标|计划)|任务")


_PLACE = re.compile(r"[区县市旗州](?<=[一-鿿].)")


@dataclass(slots=True)
class _Writer:
    """Makes statements of the rows found in one text."""

    text: str
    folded: Folded
    facts: Facts
    regions: Gazetteer | None
    """Where places below the document's own are looked up; None where it has no place."""

    def with_number(self, read: Read, row: Row, deadlines: Deadlines, earlier: Theme | None) -> Statement:
        sentence, quantity = read.sentence, row.quantity
        start, end = self.folded.span(min(row.start, quantity.number), max(row.end, quantity.unit_end))
        review = sentence.tense_at(quantity.number) is Tense.REVIEW
        quote = self.text[start:end]
        path = sentence.line.path
        return Statement(
            kind=StatementKind.ACHIEVED if review else StatementKind.TARGET,
            quote=quote,
            start=start,
            end=end,
            action="".join(row.action.split()),
            subject=row.subject,
            theme=theme_of(row.subject, quote, path, read.context, earlier),
            rule=row.rule,
            confidence=CONFIDENCE.get(row.rule, 0.5),
            cmp=quantity.cmp,
            low=quantity.low,
            high=quantity.high,
            unit=quantity.unit,
            old=row.old,
            status=_work_status(row) if review else None,
            deadline=deadline(deadlines, row.start, self.facts.year, past=review),
            path=path,
            item=sentence.item,
            place=self._lower_place(quote),
            total=row.total,
            of_task=quantity.unit == "%" and bool(_TASK.search(row.subject)),
            cumulative="累计" in self.folded.text[max(sentence.start, row.start - 30) : row.end],
        )

    def without_number(self, read: Read, found: Found, deadlines: Deadlines) -> Statement:
        start, end = self.folded.span(found.start, found.end)
        quote = self.text[start:end]
        path = read.sentence.line.path
        state = found.rule.startswith("state")
        return Statement(
            kind=StatementKind.STATUS if state else StatementKind.MILESTONE,
            quote=quote,
            start=start,
            end=end,
            action="".join(found.action.split()),
            subject=found.subject,
            theme=theme_of(found.subject, quote, path, read.context),
            rule=found.rule,
            confidence=CONFIDENCE.get(found.rule, 0.5),
            status=found.status,
            deadline=deadline(deadlines, found.start, self.facts.year),
            path=path,
            item=read.sentence.item,
            place=self._lower_place(quote),
        )

    def _lower_place(self, quote: str) -> str | None:
        """The lower place the quote names in full, where it names exactly one."""
        if self.regions is None or self.facts.place is None or _PLACE.search(quote) is None:
            return None
        named_here = {full for _, _, full in self.regions.lower_places(quote, self.facts.place)}
        return named_here.pop() if len(named_here) == 1 else None


_COMPLETED = re.compile(r"完成|建成|竣工|投用|投入使用|完工|投产|通车|收官|开诊|投入运营|开放$")
_STARTED = re.compile(r"开工|启动|复工|动工|开建")


@lru_cache(maxsize=1024)  # the verbs of a language are few
def _status_of(action: str) -> WorkStatus | None:
    if _COMPLETED.search(action):
        return WorkStatus.COMPLETED
    return WorkStatus.STARTED if _STARTED.search(action) else None


def _work_status(row: Row) -> WorkStatus | None:
    quantity = row.quantity
    if quantity.unit == "%" and "完成" in row.action:
        return WorkStatus.COMPLETED if quantity.low >= 100 else WorkStatus.UNDER_WAY
    status = _status_of(row.action)
    if status is not None:
        return status
    going_on = row.rule == "number-noun-verb" and row.action in ("推进", "建设", "施工")
    return WorkStatus.UNDER_WAY if going_on or row.action == "在建" else None
