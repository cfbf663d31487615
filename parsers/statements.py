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
from parsers.states import PART, Found
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
        context, item, lead = line.lead if len(line.lead) <= 24 else "", line.item, None
        for start, end, number in bounds(masked, line):
            inside = quantities[bisect_left(numbers, start) : bisect_left(numbers, end)]
            if number != item or (4 <= end - start <= 22 and not inside):
                first = first_clause(masked, start, end)
                if number != item or first == end:
                    context, item, lead = folded[start:first], number, None
                if not inside and first == end and _NAME.fullmatch(folded, start, end):
                    lead = (start, end)
            if not inside and not every and not holds(cues, start, end):
                carried = None
                continue
            said = sentence(masked, line, start, end, number)
            rows = _rows(folded, masked, said, inside, facts.place or "", carried, lead) if inside else []
            if said.line.about:
                _name_work(rows, said.line.about)
            known = said.line.about or _known(rows, context)
            goes_on = folded.startswith(("；", "。其中", "。其余", "，其余", " | ", "\t"), end) and rows
            carried = rows[-1].lent(carried=True) if goes_on else None
            taken = sorted([(r.start, r.end) for r in rows])
            found = list(milestones.find(folded, masked, said, facts.kind, taken, cues, known))
            found.extend(_beside(folded, masked, said, rows))
            yield Read(said, tuple(rows), tuple(found), tuple(inside), context)


_WORK_LABEL = re.compile(r"(?:项目|工程|中心|馆|[东西南北]延|改造|建设|学校|小学|中学|医院|公园|小区|楼|路|桥)$")
_NAME = re.compile(
    r"[ 　]*(?:[(（]?[一二三四五六七八九十\d]{1,3}[)）、.．] ?)?[^\d，。；：、！？ ]{2,14}"
    r"(?:生产总值|收入|投资|消费|总额|增加值|指数|水平|价格|进出口|项目|工程|率|引资|就业|预算|税收|能耗|减排)"
)
"""A sentence that only names an indicator or a kind of work: what follows is about it."""
_PREDICATE = re.compile(r"[ 　]*(?:目前|现|全年|年度|原)*(?:已|正在|正按|将于|力争|预计|计划|尚未|预期)")
"""A clause that only says how the work named before it stands."""

_MOST_IN_CLAUSE = 120
"""No clause that somebody wrote holds more numbers; what stands behind so many is no prose."""


def _rows(
    folded: str, masked: str, sentence: Sentence, inside: list[Quantity], place: str, carried: Row | None,
    lead: tuple[int, int] | None = None,
) -> list[Row]:  # fmt: skip
    rows: list[Row] = []
    said: list[Row] = [carried] if carried else []
    topic = lead
    valid = [q for q in inside if not q.excluded]
    starts = [q.number for q in valid]
    for start, end in sentence.clauses:
        first = bisect_left(starts, start)
        here = valid[first : min(bisect_left(starts, end), first + _MOST_IN_CLAUSE)]
        if not here:
            if skip_times(masked, start, end) == end:
                continue  # 其中，
            labelled = topic is not None and (topic == lead or masked.startswith("：", topic[1]))
            kept = labelled and (_PREDICATE.match(masked, start, end) or _WORK_LABEL.search(masked, *topic or (0, 0)))
            if not kept:
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
    _name_money(rows)
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


_COUNTING = re.compile(
    r"\((?:共|含)?\d{1,3}[项个件条](?:指标|任务|事项|措施|内容)?\)(?=\s|$)|\(共?\d{1,3}[项个件条](?:指标|任务|事项|措施|内容)\)"
)
"""How many items stand below a heading."""
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


_OTHERS = re.compile(r"(?:其余|剩余|其他|另外)?中?")


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
                following.subject = following.subject.removeprefix(row.subject + "中") or following.subject
                if _OTHERS.fullmatch(following.subject):  # 其余27项中已完成19项: of what was named first
                    earlier = next((r for r in rows if r.quantity.unit == row.quantity.unit and r is not row), None)
                    before = earlier is not None and earlier.quantity.number < row.quantity.number
                    following.subject = earlier.subject if earlier and before else following.subject
    if totals:
        rows[:] = [r for r in rows if not any(r is t for t in totals)]


_THIS_WORK = re.compile(
    r"(?:[该本](?:项目|工程))?(?:项目|工程)?(?P<what>(?:计划)?(?:总?投资额?|总体进度|形象进度|工程进度|总工程量|年度投资|(?:投入)?资金|进度)?"
    r"(?:占[^，]{2,8})?)"
)


_HEAD_VERB = re.compile(r"^(?:建成投用|开工建设|新建|改建|扩建|建设|建成|完成|实施|推进|打通|新增|打造|开展)+(?=.{3})")
_BUILT = re.compile(r"建|改造|实施|提升|修|铺|整治|治理")
_TOPIC_WORK = re.compile(r"[^，。；：\d]{4,24}(?:项目|工程|改造|建设|新建|迁建|扩建|整治)")


def _known(rows: list[Row], context: str) -> str:
    """What a clause without a subject is about: what the sentence counted last, or the paragraph's topic."""
    if _TOPIC_WORK.fullmatch(context.strip()):
        return context.strip()
    last = rows[-1] if rows else None
    if (
        last is not None
        and _BUILT.search(last.action)
        and last.quantity.unit not in ("%", "元")
        and 3 < len(last.subject) <= 30
    ):
        return last.subject
    return ""


def _name_work(rows: list[Row], about: str) -> None:
    """Under a heading that names one work, 该项目 and 完成项目投资 are about it."""
    for row in rows:
        if not row.subject and row.quantity.unit == "%" and row.quantity.start - row.start < 2:
            row.subject = _HEAD_VERB.sub("", about)
            continue
        if row.quantity.unit == "%" and PART.fullmatch(row.subject):
            row.subject = about + row.subject
            continue
        this = _THIS_WORK.fullmatch(row.subject)
        if this is not None and row.subject and row.rule != "number-noun" and row.quantity.unit in ("元", "%"):
            row.subject = about + this["what"]


_SPENT = frozenset(("投入", "投资", "安排", "筹措", "筹集", "拨付", "争取", "下达", "统筹"))
_BARE_MONEY = re.compile(r"(?:各类|专项|财政|上级|帮扶|衔接)?(?:资金)?")


def _beside(folded: str, masked: str, said: Sentence, rows: list[Row]) -> Iterator[Found]:
    """The milestones that share their verb with a number."""
    for row in rows:
        if row.rule == "verb-number-noun" and said.tense_at(row.start) is Tense.PLAN:
            found = milestones.before_number(folded, masked, row.start, row.quantity.start)
            if found is not None:
                yield found


def _name_money(rows: list[Row]) -> None:
    """投入680万元，对105户…进行改造: the money is for what the next clause does."""
    for row, following in pairwise(rows):
        bare = not row.subject and row.action in _SPENT
        spent = row.quantity.unit == "元" and (bare or (not row.action and row.subject == "投资"))
        if spent and 1 <= following.start - row.quantity.end <= 3 and following.quantity.unit != "元":
            row.action = row.action or "投资"
            row.subject, row.end = following.subject, max(row.end, following.end)


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
            theme=theme_of(
                row.subject, quote, path, read.context + sentence.line.about, earlier, self.facts.title or ""
            ),
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
            theme=theme_of(
                found.subject, quote, path, read.context + read.sentence.line.about, None, self.facts.title or ""
            ),
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
