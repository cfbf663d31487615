"""New promises of a page become pledges or restate known ones; the weightier document is the source of record."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from urllib.parse import urlsplit

from flows.assign import assign
from flows.draft import Draft, Ref
from flows.match import Judgement, restates
from flows.progress import shown
from flows.sides import Side, of_pledge, of_statement, same_thing
from parsers.records import DocumentKind, Facts, Number, Statement
from parsers.wording import same_value
from storage.records import Decider, EventType, MatchRole, Pledge, PledgeState, StoredStatement, Verdict

_FORUM = re.compile(r"thread-\d|viewthread|forum\.php|/archiver/|/bbs/|^bbs\.|\.bbs\.")
_KIND_RANK = {DocumentKind.LIST.value: 3, DocumentKind.REPORT.value: 2}
_ALONE = 0.5
_PROPOSED = 2
"""At most so many known pledges are proposed for a new one."""


def promise_year(facts: Facts) -> int:
    """The year a document's promises are for; 0 where neither document nor publication tells."""
    return facts.year or (facts.published_at.year if facts.published_at else 0)


def rank(kind: str | None, url: str | None, day: date | None) -> tuple[int, int, date]:
    """How much a document counts as the source of record: list over report over others, portal over forum, later."""
    address = urlsplit(url or "")
    forum = bool(_FORUM.search(address.netloc + address.path + "?" + address.query))
    official = 0 if not url or forum else 2 if address.netloc.endswith("gov.cn") else 1
    return _KIND_RANK.get(kind or "", 1 if url else 0), official, day or date.min


def _own_rank(draft: Draft) -> tuple[int, int, date]:
    facts = draft.page.facts
    return rank(facts.kind.value, draft.page.url, facts.published_at)


def attach_promises(draft: Draft, fresh: Sequence[int], taken: set[Ref]) -> None:
    """Attach new promises to pledges in scope, one to one; make pledges of the rest.

    `taken` are pledges this page states already: another sentence with the same number repeats them, one with another
    number is a pledge of its own.
    """
    facts = draft.page.facts
    year = promise_year(facts)
    chosen = _restated(draft, fresh, year, taken)
    mine: dict[tuple[str, int], list[Ref]] = {}
    for ref in taken:
        p = draft.pledge(ref)
        mine.setdefault((p.place, p.year), []).append(ref)
    for i in fresh:
        s = draft.statements[i]
        place = draft.place_of(s)
        if i in chosen:
            ref, judgement, decider = chosen[i]
            _restate(draft, i, ref, judgement, decider)
        else:
            said = _said_here(draft, s, mine.get((place, year), []))
            if said is not None:
                draft.match(i, said, MatchRole.RESTATEMENT, Verdict.SURE, 1.0, "同一文件重复表述，数字相同")
                continue
            ref = _create(draft, i, place, year)
            _propose(draft, i, place, year, taken | {chosen[n][0] for n in chosen})
        mine.setdefault((place, year), []).append(ref)


Chosen = dict[int, tuple[Ref, Judgement, Decider]]


def _restated(draft: Draft, fresh: Sequence[int], year: int, taken: set[Ref]) -> Chosen:
    """New promises that restate pledges of other documents, as one assignment; a person's word comes first."""
    chosen: Chosen = {}
    edges: list[tuple[int, int, float]] = []
    judged: dict[tuple[int, Ref], Judgement] = {}
    for i in fresh:
        s = draft.statements[i]
        given = draft.accepted(s)
        if given is not None:
            chosen[i] = (given, Judgement(Verdict.SURE, 1.0, "人工确认"), Decider.PERSON)
            continue
        index = draft.index(draft.place_of(s), year)
        side = of_statement(s)
        for n in index.near(side, 12):
            ref = index.sides[n][0]
            judgement = restates(side, index.sides[n][1])
            if ref in taken or judgement.verdict is not Verdict.SURE or draft.decision(s, draft.pledge(ref)) is False:
                continue
            if (i, ref) in judged and judged[i, ref].score >= judgement.score:
                continue
            judged[i, ref] = judgement
            edges.append((i, ref, 1 - judgement.score))
    given_away = {ref for ref, _, _ in chosen.values()}
    for i, ref, _ in assign([e for e in edges if e[1] not in given_away], _ALONE):
        chosen[i] = (ref, judged[i, ref], Decider.RULE)
    return chosen


def _said_here(draft: Draft, s: Statement, refs: Sequence[Ref]) -> Ref | None:
    side = of_statement(s)
    return next((r for r in refs if _same_promise(side, of_pledge(draft.pledge(r)))), None)


def _same_promise(one: Side, other: Side) -> bool:
    return (
        restates(one, other).verdict is Verdict.SURE
        and same_thing(one, other)
        and same_value(one.low, one.unit, other.low, other.unit)
        and same_value(one.high, one.unit, other.high, other.unit)
    )


def as_pledge(draft: Draft, s: Statement, place: str, year: int) -> Pledge:
    """A pledge whose source of record is this page's statement."""
    page = draft.page
    return Pledge(
        id=None,
        place=place,
        year=year,
        subject=s.subject,
        action=s.action,
        unit=s.unit,
        theme=s.theme,
        kind=s.kind,
        cmp=s.cmp,
        low=s.low,
        high=s.high,
        old=s.old,
        deadline=s.deadline,
        quote=s.quote,
        page_id=page.page_id,
        title=page.facts.title,
        url=page.url,
        document_kind=page.facts.kind.value,
        document_date=page.facts.published_at,
    )


def _create(draft: Draft, i: int, place: str, year: int) -> Ref:
    s = draft.statements[i]
    previous = _previous(draft, s, place, year)
    ref = draft.create(replace(as_pledge(draft, s, place, year), previous_id=previous[0] if previous else None))
    draft.match(i, ref, MatchRole.RECORD, Verdict.SURE, 1.0, "首次出现")
    detail = ""
    if previous:
        before = draft.pledge(previous[0])
        draft.match(i, previous[0], MatchRole.PREVIOUS_YEAR, Verdict.SURE, previous[1].score, "上一年同一对象的承诺")
        if before.low is not None:
            detail = f"上一年（{before.year}年）的目标为{shown(before.low)}{before.unit or ''}。"
    _link_next(draft, s, ref, place, year)
    if i not in draft.quiet and draft.texts.appeared(s.quote) and not draft.texts.rearranged:
        draft.event(EventType.PLEDGE_ADDED, ref, new=s.low, quote_new=s.quote, detail=detail)
    return ref


def _link_next(draft: Draft, s: Statement, ref: Ref, place: str, year: int) -> None:
    """Last year's document was read after this year's: this year's pledge is linked to it now."""
    found = _same_thing_in(draft, s, place, year + 1) if year else None
    if found is not None and draft.pledge(found[0]).previous_id is None:
        draft.set(found[0], previous_id=ref)


def _propose(draft: Draft, i: int, place: str, year: int, stated: set[Ref]) -> None:
    """Put it before a person where a new pledge may be one that another document states in other words."""
    s = draft.statements[i]
    side, index = of_statement(s), draft.index(place, year)
    found = [(index.sides[n][0], restates(side, index.sides[n][1])) for n in index.near(side, 8)]
    unsure = [
        (ref, j)
        for ref, j in found
        if j.verdict is Verdict.UNSURE and ref not in stated and draft.decision(s, draft.pledge(ref)) is None
        and draft.pledge(ref).page_id != draft.page.page_id and draft.pledge(ref).state is not PledgeState.REMOVED
    ]  # fmt: skip
    for ref, j in sorted(unsure, key=lambda x: (-x[1].score, x[0]))[:_PROPOSED]:
        draft.match(i, ref, MatchRole.RESTATEMENT, j.verdict, j.score, j.why)


def revisit_promises(draft: Draft, carried: Sequence[tuple[int, StoredStatement]]) -> list[int]:
    """Apply a person's words to promises that stayed. Returns those that are to be attached anew.

    A promise that a person found to be a known pledge leaves its own, which is joined to the known one: nothing is told
    of it any more, and what is said in its words counts for the other. One that is not what it was taken for becomes a
    pledge of its own.
    """
    moved = []
    for i, row in carried:
        s, own = draft.statements[i], row.pledge_id
        if own is None or not draft.knows(own):
            continue
        given = draft.accepted(s)
        if given is not None and given != own:
            draft.match(i, own, MatchRole.RECORD, Verdict.NONE, 0.0, "人工确认是另一条承诺", Decider.PERSON)
            _join(draft, i, own, given)
            moved.append(i)
        elif draft.decision(s, draft.pledge(own)) is False and draft.pledge(own).page_id != draft.page.page_id:
            draft.match(i, own, MatchRole.RESTATEMENT, Verdict.NONE, 0.0, "人工否定", Decider.PERSON)
            moved.append(i)
    return moved


def _join(draft: Draft, i: int, own: Ref, other: Ref) -> None:
    """The pledge that only this statement made is no pledge of its own any more."""
    rows = {r.id: r.pledge_id for r in draft.page.old_statements}
    again = any(rows.get(c or 0) == own for n, c in enumerate(draft.carried) if n != i)
    if not again and draft.pledge(own).page_id == draft.page.page_id:
        draft.set(own, state=PledgeState.REMOVED)
        draft.joined[own] = other


def _previous(draft: Draft, s: Statement, place: str, year: int) -> tuple[Ref, Judgement] | None:
    return _same_thing_in(draft, s, place, year - 1)


def _same_thing_in(draft: Draft, s: Statement, place: str, year: int) -> tuple[Ref, Judgement] | None:
    index = draft.index(place, year)
    side = of_statement(s)
    found = [(index.sides[n][0], restates(side, index.sides[n][1])) for n in index.near(side, 8)]
    sure = [(ref, j) for ref, j in found if j.verdict is Verdict.SURE]
    return max(sure, key=lambda x: (x[1].score, -x[0])) if sure else None


def _restate(draft: Draft, i: int, ref: Ref, judgement: Judgement, decider: Decider) -> None:
    """Another document states a known pledge: the one that counts more is the source of record."""
    s, before = draft.statements[i], draft.pledge(ref)
    mine, theirs = _own_rank(draft), rank(before.document_kind, before.url, before.document_date)
    differs = not _same_target(s, before)
    record = mine > theirs or (mine == theirs and differs)
    if record:
        fresh = as_pledge(draft, s, before.place, before.year)
        life = {n: getattr(before, n) for n in ("id", "previous_id", "progress", "progress_rule", "share")}
        draft.put(ref, replace(fresh, **life))
        draft.retargeted.add(ref)
    draft.match(
        i,
        ref,
        MatchRole.RECORD if record else MatchRole.RESTATEMENT,
        Verdict.SURE,
        judgement.score,
        judgement.why,
        decider,
    )
    if before.state in (PledgeState.REMOVED, PledgeState.MISSING):
        draft.set(ref, state=PledgeState.STANDING)
    if i in draft.quiet:
        return
    if before.state is PledgeState.REMOVED:
        draft.event(EventType.PLEDGE_ADDED, ref, new=s.low, quote_new=s.quote, detail="此前被删除的承诺重新出现。")
    elif differs:
        _documents_differ(draft, s, before, ref, record)


def _same_target(s: Statement, p: Pledge) -> bool:
    return same_value(s.low, s.unit, p.low, p.unit) and same_value(s.high, s.unit, p.high, p.unit)


def _documents_differ(draft: Draft, s: Statement, before: Pledge, ref: Ref, record: bool) -> None:
    """One event that names both documents; `new` is what the document of record says, whichever was read first."""
    here = f"《{draft.page.facts.title or draft.page.url}》为{shown(s.low)}{s.unit or ''}"
    there = f"《{before.title or before.url or '此前资料'}》为{shown(before.low)}{before.unit or ''}"
    old, new = (before.low, s.low) if record else (s.low, before.low)
    quotes = (before.quote, s.quote) if record else (s.quote, before.quote)
    draft.event(
        EventType.TARGET_CHANGED,
        ref,
        old=old,
        new=new,
        unit=s.unit if record else before.unit,
        quote_old=quotes[0],
        quote_new=quotes[1],
        detail=f"{'，'.join((there, here) if record else (here, there))}{percent_change(old, new)}；以后者为准。",
        once=f"documents:{ref}:{draft.page.page_id}:{old}:{new}",
    )


def percent_change(old: Number | None, new: Number | None) -> str:
    """`，下降6.94%`: the size of a change, empty where it has none."""
    if old is None or new is None or not old or old == new:
        return ""
    size = (new - old) / abs(old) * 100
    return f"，{'增加' if size > 0 else '下降'}{abs(size):.3g}%"
