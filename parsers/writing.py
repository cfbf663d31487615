"""Rows of the folded text -> statements of the stored text."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from operator import attrgetter

from parsers.clauses import Sentence
from parsers.deadlines import Deadlines, deadline
from parsers.folding import Folded
from parsers.quantities import Quantity
from parsers.records import Facts, Statement, StatementKind, Theme, WorkStatus
from parsers.regions import Gazetteer
from parsers.scopes import Row
from parsers.stateforms import Found
from parsers.statementrules import CONFIDENCE
from parsers.tense import Tense
from parsers.themes import theme_of
from parsers.workstatus import of_counted, of_share, of_verb


@dataclass(slots=True)
class Read:
    """A sentence of the folded text with everything found in it."""

    sentence: Sentence
    rows: tuple[Row, ...]
    found: tuple[Found, ...]
    quantities: tuple[Quantity, ...]
    context: str
    """The topic sentence above: 繁荣渔村文化."""


def _with_owner(text: str, subject: str, start: int, end: int) -> int:
    """Where the quote begins that holds the whole subject: 渔路改造9公里。已完成3公里 for what was done of it."""
    if text.find(subject, start, end) >= 0:
        return start
    missing = set(subject).difference(text[start:end])
    if len(missing) < _LEAST_MISSING:
        return start
    before = text[max(0, start - _FURTHEST) : start]
    for length in range(len(subject), _LEAST_OWNER - 1, -1):
        if not missing.isdisjoint(subject[:length]) and (at := before.rfind(subject[:length])) >= 0:
            return start - len(before) + at
    return start


_LEAST_MISSING = 2
_LEAST_OWNER = 3
_FURTHEST = 160
_TASK = re.compile(r"(?:全年|年度|目标|计划)(?:的)?(?:任务|目标|计划)|任务")


_PLACE = re.compile(r"[区县市旗州](?<=[一-鿿].)")


@dataclass(slots=True)
class Writer:
    """Makes statements of the rows found in one text."""

    text: str
    folded: Folded
    facts: Facts
    regions: Gazetteer | None
    """Where places below the document's own are looked up; None where it has no place."""

    def with_number(self, read: Read, row: Row, deadlines: Deadlines, earlier: Theme | None) -> Statement:
        """The target or result of a row; `earlier` is the theme of the row before it."""
        sentence, quantity = read.sentence, row.quantity
        first, last = min(row.start, quantity.number), max(row.end, quantity.unit_end)
        start, end = self.folded.span(_with_owner(self.folded.text, row.subject, first, last), last)
        review = sentence.tense_at(quantity.number) is Tense.REVIEW and not _set(self.folded.text, row, read.quantities)
        quote = self.text[start:end]
        path = sentence.line.path
        subject = _in_charge(row.subject)
        return Statement(
            kind=StatementKind.ACHIEVED if review else StatementKind.TARGET,
            quote=quote,
            start=start,
            end=end,
            action="".join(row.action.split()),
            subject=subject,
            theme=theme_of(subject, quote, path, read.context + sentence.line.about, earlier, self.facts.title or ""),
            rule=row.rule,
            confidence=CONFIDENCE.get(row.rule, 0.5),
            cmp=quantity.cmp,
            low=quantity.low,
            high=quantity.high,
            unit=quantity.unit,
            old=row.old,
            status=_work_status(self.folded.text, row) if review else None,
            deadline=deadline(deadlines, quantity.number, self.facts.year, past=review),
            path=path,
            item=sentence.item,
            place=self._lower_place(quote),
            total=row.total,
            of_task=quantity.unit == "%" and bool(_TASK.search(row.subject)),
            cumulative="累计" in self.folded.text[max(sentence.start, row.start - 30) : row.end],
        )

    def without_number(self, read: Read, found: Found, deadlines: Deadlines) -> Statement:
        """The milestone or status found."""
        subject = _SIZED.sub("", _in_charge(found.subject))
        start, end = self.folded.span(_with_owner(self.folded.text, subject, found.start, found.end), found.end)
        quote = self.text[start:end]
        path = read.sentence.line.path
        state = found.rule.startswith("state")
        return Statement(
            kind=StatementKind.STATUS if state else StatementKind.MILESTONE,
            quote=quote,
            start=start,
            end=end,
            action="".join(found.action.split()),
            subject=subject,
            theme=theme_of(subject, quote, path, read.context + read.sentence.line.about, None, self.facts.title or ""),
            rule=found.rule,
            confidence=CONFIDENCE.get(found.rule, 0.5),
            status=found.status,
            deadline=deadline(deadlines, found.end, self.facts.year, past=state),
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


_SIZED = re.compile(
    r"^(?:日?(?:供水|处理)(?:能力|规模)?|总?投资|占地(?:面积)?|(?:总?建筑|规划)面积)约?\d[\d.]*[余多]?(?:[万亿]*)(?:元|亩|平方米|公顷|吨)的(?=.{3})"
)
"""总投资9亿元的渔港工程: how large, not what."""
_DONE_VERB = r"(?:完成|建成(?:投用)?|完工|竣工(?:交付)?|开工|投用|筛查|改造|新增|新建|安装|培训|配备|整治|更换)(?=\d)"
_DONE_OF = re.compile(
    rf"\(?(?:其中)?(?:目前|现)?(?:已经?|累计|实际)?{_DONE_VERB}|"
    rf"，(?:目前|现|截[至止][^，。；()]{{2,8}}?)?，?(?:已经?|仅){_DONE_VERB}|，(?:目前|截[至止][^，。；()]{{2,8}}?[底日])，?{_DONE_VERB}"
)
_AMONG = re.compile(r"，(?:目前|其中|现)(?:已有)?(?=\d)")
_FINISHED = re.compile("已?(?:完成|建成|完工|竣工|投用)")
"""改造渔屋18户，目前12户已完工."""
_PROMISED = (
    "建", "改造", "新增", "建设", "安装", "更新", "打造", "提升", "筛查", "配备", "增设", "整治", "治理", "更换",
    "资助",
)  # fmt: skip
"""新建渔园6个，已建成4个: what such a verb counts is promised where fewer are done; 签约9部，已完工3部 are steps."""
_SET_ASIDE = re.compile(
    r"\([省市区县]?(?:年度|全年|年初|下达|定)?(?:目标|计划)?(?:任务|目标|计划|指标)(?:数|量)?(?:为|是)?约?$"
)


_OFFICE = re.compile(
    r"\((?:(?:责任|牵头|实施|主管|承办)(?:单位|部门)?[：:]?)?[^()]{0,16}(?:局|委|办|厅|集团|公司|街道|镇|乡|指挥部|部门)\)"
)


def _in_charge(subject: str) -> str:
    """渔港泊位(区城管局): the name without who is in charge."""
    return _OFFICE.sub("", subject) if "(" in subject else subject


def _set(text: str, row: Row, quantities: tuple[Quantity, ...]) -> bool:
    """新建渔园6个(已建成4个): the bracket tells how much of what was set is done. 建成6个(任务4个): what was set."""
    quantity = row.quantity
    if _SET_ASIDE.search(text, max(0, quantity.start - 16), quantity.start) is not None:
        return True
    match = _DONE_OF.match(text, quantity.end)
    among = _AMONG.match(text, quantity.end) if match is None else None
    told = match or among
    if told is None:
        return False
    at = told.end()
    index = bisect_left(quantities, at, key=attrgetter("number"))
    done = quantities[index] if index < len(quantities) and quantities[index].number == at else None
    if done is None or done.unit != quantity.unit or (among and not _FINISHED.match(text, done.unit_end)):
        return False
    aside = text.startswith("，", quantity.end) and not row.action.endswith(_PROMISED)
    return done.low < quantity.low and of_verb(row.action) is None and not aside


_IN_HAND = re.compile(r"(?:正在|正|[仍尚还均也都]在|(?<=\d[一-鿿])在)(?:抓紧|加快|有序|陆续|同步|集中|着手)*$")


def _work_status(text: str, row: Row) -> WorkStatus | None:
    """What a row with a number says of how far the work is."""
    if row.quantity.unit == "%":
        return of_share(row.action, row.subject, row.quantity.low)
    at = text.find(row.action, row.start, row.end) if row.action else -1
    going_on = at > 0 and _IN_HAND.search(text, max(0, at - 6), at) is not None
    return of_counted(row.action, row.subject, going_on=going_on)
