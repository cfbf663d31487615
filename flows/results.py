"""New results of a page attach to the pledges they report on; what they report is told by `flows/reported.py`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flows.draft import Draft
from flows.match import Index
from flows.progress import period_end, runs_from_january
from flows.promises import promise_year
from parsers.records import DocumentKind, Statement
from storage.records import Decider, MatchRole, StoredStatement, Verdict

_YEAR = re.compile(r"(?<!\d)(20\d\d)年")


@dataclass(frozen=True, slots=True)
class Reporting:
    """What a page's results stand for."""

    year: int
    as_of: date
    cumulative: bool


def reporting(draft: Draft, s: Statement) -> Reporting:
    """The year a result is about and the day its figure stands for.

    A heading that names a year decides; a work report that also promises looks back on the year before its own; any
    other document reports on its own year.
    """
    facts = draft.page.facts
    own = promise_year(facts) or draft.page.today.year
    named = [int(y) for heading in reversed(s.path) for y in _YEAR.findall(heading)]
    looks_back = facts.kind is DocumentKind.REPORT and draft.promising
    year = named[0] if named and named[0] in (own, own - 1) else own - 1 if looks_back else own
    day = period_end(facts, draft.page.fetched_at.date())
    if facts.kind is DocumentKind.REPORT or year < own:
        day = date(year, 12, 31)
    return Reporting(year, day, s.cumulative or runs_from_january(facts))


def attach_results(draft: Draft, fresh: Sequence[int], *, propose: bool = True) -> None:
    """Attach results to pledges; with `propose` uncertain matches are put before a person."""
    indexes: dict[tuple[str, int], Index] = {}
    for i in fresh:
        s = draft.statements[i]
        told = reporting(draft, s)
        key = (draft.place_of(s), told.year)
        if key not in indexes:
            own = [(-n - 1, p) for n, p in enumerate(draft.created) if (p.place, p.year) == key]
            indexes[key] = Index(draft.known(*key) + own) if own else draft.index(*key)
        _attach_result(draft, i, told, indexes[key], propose)


def _attach_result(draft: Draft, i: int, told: Reporting, index: Index, propose: bool) -> bool:
    s = draft.statements[i]
    given = draft.accepted(s)
    if given is not None:
        draft.match(i, given, MatchRole.PROGRESS, Verdict.SURE, 1.0, "人工确认", Decider.PERSON)
        draft.touched.setdefault((given, told.as_of), []).append(i)
        return True
    for found in index.find(s):
        j = found.judgement
        if draft.decision(s, draft.pledge(found.pledge)) is False:
            continue
        if j.verdict is Verdict.SURE:
            draft.match(i, found.pledge, MatchRole.PROGRESS, j.verdict, j.score, j.why)
            draft.touched.setdefault((found.pledge, told.as_of), []).append(i)
            return True
        if propose:
            draft.match(i, found.pledge, MatchRole.PROGRESS, j.verdict, j.score, j.why)
    return False


def revisit(draft: Draft, carried: Sequence[tuple[int, StoredStatement]]) -> list[int]:
    """Apply a person's words to rows that stayed. Returns the results that belong to no pledge (yet)."""
    homeless = []
    for i, row in carried:
        s = draft.statements[i]
        ref = row.pledge_id if draft.knows(row.pledge_id) else None
        why = "人工否定" if ref is not None and draft.decision(s, draft.pledge(ref)) is False else ""
        why = "所报的承诺并入另一条" if ref in draft.joined else why
        if ref is not None and why:
            draft.match(i, ref, MatchRole.PROGRESS, Verdict.NONE, 0.0, why, Decider.PERSON)
            draft.touched.setdefault((ref, reporting(draft, s).as_of), [])
            draft.retargeted.add(ref)
            ref = None
        if row.pledge_id is None or (ref is None and draft.knows(row.pledge_id)):
            homeless.append(i)
    return homeless
