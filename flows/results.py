"""New results of a page attach to the pledges they report on, as dated observations."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flows.draft import Draft, Ref
from flows.match import Index
from flows.progress import fell, last_like, observe, period_end, repeated, runs_from_january
from flows.promises import percent_change, promise_year
from parsers.records import DocumentKind, Number, Statement
from storage.records import Decider, EventType, MatchRole, Observation, StoredStatement, Verdict

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
            known = [(ref, p) for ref, p in draft.existing.items() if (p.place, p.year) == key]
            indexes[key] = Index(known + own) if own else draft.index(*key)
        _attach_result(draft, i, told, indexes[key], propose)


def _attach_result(draft: Draft, i: int, told: Reporting, index: Index, propose: bool) -> bool:
    s = draft.statements[i]
    given = draft.accepted(s)
    if given is not None:
        draft.match(i, given, MatchRole.PROGRESS, Verdict.SURE, 1.0, "人工确认", Decider.PERSON)
        report(draft, i, given, told)
        return True
    for found in index.find(s):
        j = found.judgement
        if draft.decision(s, draft.pledge(found.pledge)) is False:
            continue
        if j.verdict is Verdict.SURE:
            draft.match(i, found.pledge, MatchRole.PROGRESS, j.verdict, j.score, j.why)
            report(draft, i, found.pledge, told)
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
        if ref is not None and draft.decision(s, draft.pledge(ref)) is False:
            draft.match(i, ref, MatchRole.PROGRESS, Verdict.NONE, 0.0, "人工否定", Decider.PERSON)
            draft.seen[ref] = [o for o in draft.seen[ref] if o.statement_id != row.id]
            draft.retargeted.add(ref)
            ref = None
        if row.pledge_id is None or (ref is None and draft.knows(row.pledge_id)):
            homeless.append(i)
    return homeless


def report(draft: Draft, i: int, ref: Ref, told: Reporting) -> None:
    """Write the observation of a result and its event: progress, or a fall of what was reported before."""
    s = draft.statements[i]
    new = observe(s, ref, told.as_of, told.cumulative)
    earlier = draft.seen[ref]
    copy = repeated(new, earlier)
    before = last_like(new, earlier)
    record(draft, i, ref, new)
    if copy is not None or i in draft.quiet or not draft.texts.appeared(s.quote):
        return
    down = before is not None and fell(new, before)
    draft.event(
        EventType.PROGRESS_REGRESSED if down else EventType.PROGRESS_REPORTED,
        ref,
        about=s,
        old=figure(before),
        new=s.low,
        unit=s.unit,
        quote_old=before.quote if before else None,
        quote_new=s.quote,
        detail=f"累计数比{before.as_of}的报道减少{percent_change(figure(before), s.low)}。" if before and down else "",
    )


def record(draft: Draft, i: int, ref: Ref, new: Observation) -> None:
    """Plan an observation."""
    draft.seen[ref].append(new)
    draft.reported[ref].append(i)
    draft.observations.append((i, new))


def figure(seen: Observation | None) -> Number | None:
    """The number an observation carries: its count, or its percentage."""
    if seen is None:
        return None
    return seen.percent if seen.percent is not None else seen.value
