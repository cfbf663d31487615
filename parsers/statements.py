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
from parsers.quantities import Quantity, measured, scan
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
    seen = _Seen(folded, masked, facts)
    for line in lines(folded, facts.kind, facts.year, first_month_ahead(facts)):
        if line.title:
            continue
        seen.begin(line)
        for start, end, number in bounds(masked, line):
            inside = seen.numbers_in(start, end)
            if line.measured:
                inside = measured(folded, start, end, line.measured[1])
            seen.headed_by(start, end, number, blank=not inside)
            if not inside and not every and not holds(seen.cues, start, end):
                seen.carried = []
                continue
            yield seen.read(line, sentence(masked, line, start, end, number), inside)


class _Seen:
    """What the sentences read so far lend to the next one, and how it is read."""

    def __init__(self, folded: str, masked: str, facts: Facts) -> None:
        self._folded, self._masked, self._facts = folded, masked, facts
        self._quantities = list(scan(folded))
        self._numbers = [q.number for q in self._quantities]
        self.cues = milestones.cues(masked, facts.kind)
        self.carried: list[Row] = []
        """The rows before a semicolon or in the cell before."""
        self._last: list[Row] = []
        """The last row of the line before."""
        self._counted: dict[str, str] = {}
        self._here: dict[str, str] = {}
        self._cell: tuple[int | None, str] = (None, "")
        self._context = ""
        """The topic sentence of the item or paragraph."""
        self._item: int | None = None
        self._lead: tuple[int, int] | None = None
        """The name of an indicator or kind of work that the paragraph opens with."""
        self._pledged = ""
        """What the line begins with as its pledge."""

    def begin(self, line: Line) -> None:
        """Go on to the next line."""
        beside = (line.item, line.lead) == self._cell != (None, "")  # the cells of a row share its number and name
        told = self._facts.kind is DocumentKind.BULLETIN and _TOLD_BELOW.fullmatch(line.lead) is not None
        same = told and {q.unit for q in self.numbers_in(line.start, line.end)[:1]} == {
            r.quantity.unit for r in self._last
        }
        self.carried = self.carried if beside else self._last if same else []
        self._last = []
        self._cell = (line.item, line.lead)
        self._context, self._item, self._lead = line.lead if len(line.lead) <= 24 else "", line.item, None
        self._counted = self._counted if self._facts.kind is DocumentKind.BULLETIN else {}
        self._here = self._here if beside else {}
        self._pledged = ""

    def numbers_in(self, start: int, end: int) -> list[Quantity]:
        """The numbers of a sentence."""
        return self._quantities[bisect_left(self._numbers, start) : bisect_left(self._numbers, end)]

    def headed_by(self, start: int, end: int, number: int | None, *, blank: bool) -> None:
        """Note what a sentence names that those behind it are about; `blank`: it holds no number."""
        if number == self._item and not (blank and 4 <= end - start <= 22):
            return
        first = first_clause(self._masked, start, end)
        if number != self._item or first == end:
            self._context, self._item, self._lead = self._folded[start:first], number, None
        if blank and first == end and _NAME.fullmatch(self._folded, start, end):
            self._lead = (start, end)

    def read(self, line: Line, said: Sentence, inside: list[Quantity]) -> Read:
        """The rows of a sentence of the line."""
        folded, masked, facts, start = self._folded, self._masked, self._facts, said.start
        self.carried = [] if line.value else self.carried
        rows: list[Row] = []
        if inside:
            rows = rows_in(folded, masked, said, inside, facts.place or "", self.carried, self._lead)
            _name(rows, line, self._counted, self._here)
        if rows and facts.kind is not DocumentKind.REPORT:
            name_parts_of(folded, masked, said, rows)
        if rows and facts.kind is DocumentKind.BULLETIN:
            self._pledged = rows[0].subject if start <= line.start + _MOST_OF_NUMBER else self._pledged
            _name_by_lead(masked, rows, line, start, facts.place or "", self._pledged)
        goes_on = said.end == line.end or folded.startswith(_GOING_ON, said.end)
        self.carried = [row.lent(carried=True) for row in rows[-_MOST_CARRIED:]] if goes_on else []
        self._last = [row.lent(carried=True) for row in rows[-1:]] or self._last
        taken = sorted([(max(r.start, said.clause_start(r.quantity.number)), r.end) for r in rows])
        known = line.about or known_work(rows, self._context)
        found = list(milestones.find(folded, masked, said, facts.kind, taken, self.cues, known))
        found.extend(_beside(folded, masked, said, rows))
        return Read(said, tuple(rows), tuple(found), tuple(inside), self._context)


_TOLD_BELOW = re.compile("(?:目前|工作|项目|最新|实际)?(?:进展|进度|完成|落实|推进)(?:情况)?")
"""改造渔屋20户。 Below it: 进展情况：已完工13户。"""
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
