"""What a page newly reports of its pledges: one observation and one event for each pledge and day.

Statements of one page on one pledge and day are one fact (`flows/fold.py`). Whenever one of them is new, corrected or
taken away by a person, the observation is made anew of all that stand, and what the page said before is withdrawn.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date

from flows.compare import is_pledge, values
from flows.draft import Correction, Draft, Ref
from flows.fold import Folded, fold, same
from flows.progress import fell, last_like, observe, repeated, shown
from flows.promises import percent_change
from flows.results import reporting
from parsers.records import Number, Statement
from parsers.wording import comparable, in_base
from storage.records import EventType, MatchRole, Observation, Verdict

Group = tuple[Ref, date]


def report(draft: Draft) -> None:
    """Plan the observations and events of all pledges the page says something new of."""
    attached = _attached(draft)
    standing = _standing(draft, attached)
    _redressed(draft, attached)
    for group in sorted(draft.touched):
        fresh = sorted({i for i in draft.touched[group] if attached.get(i) == group[0]})
        _report(draft, group, fresh, standing.get(group, []))


def _attached(draft: Draft) -> dict[int, Ref]:
    """Result statement -> the pledge it is attached to by now."""
    known = {r.id: r.pledge_id for r in draft.page.old_statements}
    found: dict[int, Ref] = {}
    for i, row in enumerate(draft.carried):
        ref = known.get(row) if row is not None else None
        if ref is not None and draft.knows(ref) and not is_pledge(draft.statements[i]):
            found[i] = ref
    for m in draft.matches:
        if m.role is not MatchRole.PROGRESS:
            continue
        ref = m.pledge if m.new_pledge is None else -m.new_pledge - 1
        if m.verdict is Verdict.SURE and ref is not None:
            found[m.statement] = ref
        elif found.get(m.statement) == ref:
            del found[m.statement]
    return found


def _standing(draft: Draft, attached: dict[int, Ref]) -> dict[Group, list[int]]:
    """All statements of the pledges in question, new or not, by the day they stand for."""
    wanted = {ref for ref, _ in draft.touched}
    found: dict[Group, list[int]] = defaultdict(list)
    for i, ref in sorted(attached.items()):
        if ref in wanted:
            found[ref, reporting(draft, draft.statements[i]).as_of].append(i)
    return found


def _redressed(draft: Draft, attached: dict[int, Ref]) -> None:
    """A quote in a new dress keeps its observation: told again, it goes over to the row that continues its own."""
    row_of = {row: i for i, row in enumerate(draft.carried) if row is not None}
    touched = {ref for ref, _ in draft.touched}
    for ref in sorted(set(attached.values()) - touched):
        for o in draft.seen[ref]:
            i = row_of.get(o.statement_id or 0)
            if i is not None and attached.get(i) == ref and o.quote != draft.statements[i].quote:
                draft.observations.append((i, o))


def _report(draft: Draft, group: Group, fresh: list[int], members: list[int]) -> None:
    ref, day = group
    before = _own(draft, ref, day, members)
    if not members:
        _withdraw(draft, ref, before)
        return
    told = [(i, reporting(draft, draft.statements[i])) for i in members]
    folded = fold(draft.pledge(ref), [(i, observe(draft.statements[i], ref, t.as_of, t.cumulative)) for i, t in told])
    new = folded.observation
    before = [o for o in before if _replaced(draft, o, new)]
    _withdraw(draft, ref, before, new)
    earlier = draft.seen[ref]
    draft.seen[ref] = [*earlier, new]
    draft.observations.append((folded.lead, new))
    if fresh:
        draft.reported[ref] += fresh
        draft.leading[ref] = folded.lead
    if any(i in draft.corrected for i in fresh):
        if not any(o.as_of == day and repeated(new, [o]) for o in earlier):  # else a copy caught up
            _corrected(draft, ref, folded, [i for i in fresh if i in draft.corrected])
    elif any(i not in draft.quiet and draft.texts.appeared(draft.statements[i].quote) for i in fresh):
        _news(draft, ref, folded, before, earlier)


def _own(draft: Draft, ref: Ref, day: date, members: list[int]) -> list[Observation]:
    """What this page has said of the pledge at that day so far."""
    rows = {r.id for r in draft.page.old_statements}
    mine = {draft.carried[i] for i in members}
    return [o for o in draft.seen[ref] if o.statement_id in rows and (o.as_of == day or o.statement_id in mine)]


def _replaced(draft: Draft, old: Observation, new: Observation) -> bool:
    """Not the figure of a sentence that this fetch lacks, unless the page now gives another in its place."""
    if old.statement_id in draft.carried:
        return True
    return old.value is None or (new.value is not None and comparable(old.unit, new.unit))


def _withdraw(draft: Draft, ref: Ref, old: list[Observation], new: Observation | None = None) -> None:
    draft.seen[ref] = [o for o in draft.seen[ref] if o not in old]
    draft.withdrawn += [o.id for o in old if o.id is not None and (new is None or not same(o, new))]


def _news(draft: Draft, ref: Ref, folded: Folded, own: list[Observation], others: list[Observation]) -> None:
    """Tell what is new: the count, with percentage and state in words; else the percentage; else the state."""
    new = folded.observation
    if any(same(o, new) for o in own) or repeated(new, others) is not None:
        return
    about, part = folded.lead, new
    if any((o.value, o.unit) == (new.value, new.unit) for o in own):  # the count was told; its share or state is new
        about, part = _added(folded, own)
    elif new.value is not None:
        part = replace(new, percent=None)
    s = draft.statements[about]
    last = last_like(part, [*others, *own])
    down = last is not None and fell(part, last)
    said = _besides(draft, folded, [*others, *own]) if about == folded.lead else ""
    fall = f"累计数比{last.as_of}的报道减少{percent_change(_figure(part, last), s.low)}。" if last and down else ""
    draft.event(
        EventType.PROGRESS_REGRESSED if down else EventType.PROGRESS_REPORTED,
        ref,
        about=s,
        old=_figure(part, last),
        new=s.low,
        unit=s.unit,
        quote_old=last.quote if last else None,
        quote_new=s.quote,
        detail=fall + said,
    )


def _added(folded: Folded, own: list[Observation]) -> tuple[int, Observation]:
    new = folded.observation
    if folded.percent is not None and all(o.percent != new.percent for o in own):
        return folded.percent, replace(new, value=None, unit=None)
    return (folded.status if folded.status is not None else folded.lead), replace(new, value=None, percent=None)


def _besides(draft: Draft, folded: Folded, earlier: list[Observation]) -> str:
    """In words, what the other statements of the fact add to its figure."""
    said = []
    if folded.percent is not None:
        said.append(_percent(draft, folded, earlier))
    if folded.status is not None:
        said.append(f"另称“{draft.statements[folded.status].quote}”")
    return "；".join(said) + "。" if said else ""


def _percent(draft: Draft, folded: Folded, earlier: list[Observation]) -> str:
    new = folded.observation
    last = last_like(replace(new, value=None, unit=None), earlier)
    task = "全年任务的" if draft.statements[folded.percent or 0].of_task else ""
    before = f"（此前{shown(last.percent)}%）" if last and last.percent != new.percent else ""
    return f"完成{task}{shown(new.percent)}%{before}"


def _figure(part: Observation, seen: Observation | None) -> Number | None:
    """The number of an earlier observation that the new one is set against."""
    if seen is None:
        return None
    return seen.value if part.percent is None else seen.percent


# Corrections


def _corrected(draft: Draft, ref: Ref, folded: Folded, rows: list[int]) -> None:
    """One event for all that a page corrected of one fact: the figure that leads, the others in words."""
    evident = [i for i in rows if draft.corrected[i].evident]
    if not evident:
        return
    first = folded.lead if folded.lead in evident else evident[0]
    others = [_words(draft.statements[i], draft.corrected[i]) for i in evident if i != first]
    tell_correction(draft, ref, draft.statements[first], draft.corrected[first], "".join(others))


def tell_correction(draft: Draft, ref: Ref | None, s: Statement, correction: Correction, more: str = "") -> None:
    """The event of a figure or state that its page corrected."""
    old = correction.old
    before, after = values(old, s)
    draft.event(
        EventType.PROGRESS_REGRESSED if _lower(old, s) else EventType.PROGRESS_REPORTED,
        ref,
        about=s,
        old=before,
        new=after,
        unit=s.unit,
        quote_old=old.quote,
        quote_new=s.quote,
        detail=_words(s, correction) + more,
    )


def _words(s: Statement, correction: Correction) -> str:
    old, changed = correction.old, correction.changed
    if not (changed.number or changed.unit):
        return "原页面上的表述已更正。"
    before, after = values(old, s)
    size = percent_change(before, after)
    return f"原页面上的数字由{shown(before)}{old.unit or ''}更正为{shown(after)}{s.unit or ''}{size}。"


def _lower(old: Statement, new: Statement) -> bool:
    before, after = values(old, new)
    if before is None or after is None or not comparable(old.unit, new.unit):
        return False
    return in_base(after, new.unit) < in_base(before, old.unit)
