"""Main text -> statements: the one entry that walks lines, sentences and clauses."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from operator import attrgetter

from parsers import milestones
from parsers.ahead import first_month_ahead
from parsers.clauserows import rows_in
from parsers.clauses import Sentence, bounds, first_clause, holds, mask, sentence
from parsers.deadlines import named
from parsers.naming import (
    known_work,
    name_bare_parts,
    name_by_cell,
    name_place,
    name_rest,
    name_steps,
    name_task,
    name_work,
)
from parsers.normalise import fold
from parsers.outline import lines
from parsers.outlinestate import Line
from parsers.quantities import measured, scan
from parsers.records import DocumentKind, Facts, Statement, Theme
from parsers.regions import Gazetteer
from parsers.scopes import Row
from parsers.stateforms import Found
from parsers.tense import Tense
from parsers.works import name_parts_of
from parsers.writing import Read, Writer


def extract(text: str, facts: Facts, regions: Gazetteer | None = None) -> tuple[Statement, ...]:
    """The statements of a stored main text, in text order; `text[start:end] == quote` for each. Never raises."""
    folded = fold(text)
    writer = Writer(text, folded, facts, regions if facts.place else None)
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
    carried: list[Row] = []
    counted: dict[str, str] = {}
    cell: tuple[int | None, str] = (None, "")
    here: dict[str, str] = {}
    for line in lines(folded, facts.kind, facts.year, first_month_ahead(facts)):
        if line.title:
            continue
        pledged = ""
        beside = (line.item, line.lead) == cell != (None, "")  # the cells of a row share its number and name
        carried = carried if beside else []
        cell = (line.item, line.lead)
        context, item, lead = line.lead if len(line.lead) <= 24 else "", line.item, None
        counted = counted if facts.kind is DocumentKind.BULLETIN else {}
        here = here if beside else {}
        for start, end, number in bounds(masked, line):
            inside = quantities[bisect_left(numbers, start) : bisect_left(numbers, end)]
            if line.measured:
                inside = measured(folded, start, end, line.measured[1])
            carried = [] if line.value else carried
            if number != item or (4 <= end - start <= 22 and not inside):
                first = first_clause(masked, start, end)
                if number != item or first == end:
                    context, item, lead = folded[start:first], number, None
                if not inside and first == end and _NAME.fullmatch(folded, start, end):
                    lead = (start, end)
            if not inside and not every and not holds(cues, start, end):
                carried = []
                continue
            said = sentence(masked, line, start, end, number)
            rows = rows_in(folded, masked, said, inside, facts.place or "", carried, lead) if inside else []
            _name(rows, line, counted, here)
            if rows and facts.kind is not DocumentKind.REPORT:
                name_parts_of(folded, masked, said, rows)
            if rows and facts.kind is DocumentKind.BULLETIN:
                pledged = rows[0].subject if start <= line.start + _MOST_OF_NUMBER else pledged
                _name_by_lead(masked, rows, line, start, facts.place or "", pledged)
            goes_on = end == line.end or folded.startswith(_GOING_ON, end)
            carried = [row.lent(carried=True) for row in rows[-_MOST_CARRIED:]] if goes_on else []
            taken = sorted([(max(r.start, said.clause_start(r.quantity.number)), r.end) for r in rows])
            known = line.about or known_work(rows, context)
            found = list(milestones.find(folded, masked, said, facts.kind, taken, cues, known))
            found.extend(_beside(folded, masked, said, rows))
            yield Read(said, tuple(rows), tuple(found), tuple(inside), context)


_GOING_ON = ("；", "。其中", "。其余", "，其余", " | ", "\t")


def _name(rows: list[Row], line: Line, counted: dict[str, str], here: dict[str, str]) -> None:
    """Subjects that the text before, the line's heading or the table's row tells."""
    name_rest(rows, counted, here, headed=bool(line.about))
    if line.about:
        name_work(rows, line.about)
    name_bare_parts(rows, here)
    if line.named and not line.value:
        name_by_cell(rows, line.named)
    if line.measured:
        for row in rows:
            row.start = line.measured[0]  # the unit stands between the name and the number


def _name_by_lead(masked: str, rows: list[Row], line: Line, start: int, place: str, pledged: str) -> None:
    """Subjects that the title of the item, the pledge it begins with or the place before its colon tells."""
    stop = line.start + len(line.lead)
    if (line.item is not None or line.about) and start > stop and masked.startswith("。", stop):
        title = line.about or _NUMBER.sub("", line.lead)
        if pledged and any(c.isdigit() for c in title):
            title = pledged  # 新建渔路68公里。完成路基52公里，完成率76%
            name_steps(rows, title)
        if 3 < len(title) <= _LONGEST_TITLE and not title[-1].isdigit():
            name_task(rows, title)
    elif masked.startswith("：", stop) and line.lead not in place and masked.find("。", stop, start) < 0:
        name_place(rows, line.lead)


_NUMBER = re.compile(r"^[ 　]*[(（]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）、.．]* ?")
_LONGEST_TITLE = 16
_MOST_OF_NUMBER = 6
_MOST_CARRIED = 6
"""So many rows before a semicolon or a table's cell lend their subjects to what stands behind."""
_NAME = re.compile(
    r"[ 　]*(?:[(（]?[一二三四五六七八九十\d]{1,3}[)）、.．] ?)?[^\d，。；：、！？ ]{2,14}"
    r"(?:生产总值|收入|投资|消费|总额|增加值|指数|水平|价格|进出口|项目|工程|率|引资|就业|预算|税收|能耗|减排)"
)
"""A sentence that only names an indicator or a kind of work: what follows is about it."""


def _beside(folded: str, masked: str, said: Sentence, rows: list[Row]) -> Iterator[Found]:
    """The milestones that share their verb with a number."""
    for row in rows:
        if row.rule == "verb-number-noun" and said.tense_at(row.start) is Tense.PLAN:
            found = milestones.before_number(folded, masked, row.start, row.quantity.start)
            if found is not None:
                yield found
