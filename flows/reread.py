"""Planning a page whose capture was read again by another parser: today's reading counts, and nothing is news. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flows.compare import align, is_pledge
from flows.plan import plan_page
from flows.progress import assess, done
from flows.promises import promise_year
from parsers.records import Facts, Statement
from storage.records import PageInput, PagePlan, Pledge, PledgeUpdate, ProgressState, StoredStatement


@dataclass(frozen=True, slots=True)
class Change:
    """What another reading of one page changed in the ledger."""

    url: str
    added: int
    """Statements the reading before had not."""
    dropped: int
    """Statements of the reading before that this one has not."""
    differing: int
    """Statements both have, with other values, words or headings."""
    new_pledges: int
    moved_pledges: int
    """Pledges with another target, state, place or year."""
    facts: tuple[str, ...]
    """What the document is now said to be: `year 2025 -> 2026`."""
    text: bool
    """The main text is another one."""

    def __str__(self) -> str:
        counted = (
            (self.added, "added"), (self.dropped, "dropped"), (self.differing, "read differently"),
            (self.new_pledges, "new pledges"), (self.moved_pledges, "pledges changed"),
        )  # fmt: skip
        parts = [f"{n} {what}" for n, what in counted if n]
        return f"{self.url}: {', '.join([*parts, *self.facts, *(['other main text'] if self.text else [])])}"


def plan_reread(page: PageInput) -> PagePlan:
    """The plan that brings the page's rows and pledges to this reading of the capture they came from.

    It holds no event. Rows this reading has not are `misread`; rows that wait for proof of their removal go on waiting.
    A page that was never read before is planned as a new one, without its events.
    """
    if page.old_facts is None:
        return replace(plan_page(replace(page, expect_statements=None)), events=())
    turned = _turned(page)
    kept = tuple(row for n, row in enumerate(page.old_statements) if n not in turned)
    plan = plan_page(replace(page, old_statements=kept, old_text_same=True, expect_statements=None), rematch=True)
    carried = {id_ for id_ in plan.carried if id_ is not None}
    misread = tuple(r for r in page.old_statements if r.id not in carried and r.missing_since is None)
    return replace(
        plan,
        statements=page.statements,
        updates=_updates(page, plan, misread),
        misread=tuple(row.id for row in misread),
        events=(),
    )


def _turned(page: PageInput) -> set[int]:
    """Positions of old rows that were a promise and are now read as a result, or the other way round."""
    pairs = align([row.statement for row in page.old_statements], page.statements).pairs
    rows = page.old_statements
    return {p.old for p in pairs if is_pledge(rows[p.old].statement) is not is_pledge(page.statements[p.new])}


# ---- pledges


def _updates(page: PageInput, plan: PagePlan, misread: tuple[StoredStatement, ...]) -> tuple[PledgeUpdate, ...]:
    planned = {u.pledge: u.changed for u in plan.updates}
    now = {p.id: planned.get(p.id, p) for p in page.pledges if p.id is not None}
    before = {p.id: p for p in page.pledges}
    rows = {row.id: row for row in page.old_statements}
    for i, id_ in enumerate(plan.carried):
        pledge = now.get(rows[id_].pledge_id or 0) if id_ is not None else None
        if pledge is not None and plan.statements[i] != page.statements[i] and _is_record(pledge, id_):
            now[pledge.id or 0] = _says(pledge, page.statements[i])
    for id_, pledge in now.items():
        now[id_] = _moved(pledge, page)
    lost = {row.id for row in misread}
    for ref in {row.pledge_id for row in misread if not is_pledge(row.statement)}:
        if ref in now:
            now[ref] = _reassessed(now[ref], page, lost)
    kept = {id_: replace(p, known_since=before[id_].known_since) for id_, p in now.items()}
    return tuple(PledgeUpdate(id_, p) for id_, p in sorted(kept.items()) if p != before[id_])


def _is_record(pledge: Pledge, row: int | None) -> bool:
    return pledge.statement_id == row


def _says(pledge: Pledge, s: Statement) -> Pledge:
    """The pledge in the words and values of its statement of record, where planning had kept an older reading."""
    return replace(
        pledge, kind=s.kind, cmp=s.cmp, low=s.low, high=s.high, unit=s.unit, old=s.old, subject=s.subject,
        action=s.action, deadline=s.deadline, quote=s.quote,
    )  # fmt: skip


def _moved(pledge: Pledge, page: PageInput) -> Pledge:
    """A pledge of this page goes with its document where that is now of another place or year."""
    old, new = page.old_facts, page.facts
    if old is None or pledge.page_id != page.page_id:
        return pledge
    place, year = pledge.place, pledge.year
    if place == (old.place or page.place):
        place = new.place or page.place
    if year == promise_year(old):
        year = promise_year(new)
    return pledge if (place, year) == (pledge.place, pledge.year) else replace(pledge, place=place, year=year)


def _reassessed(pledge: Pledge, page: PageInput, lost: set[int]) -> Pledge:
    """The pledge's progress without what rows reported that are taken back."""
    seen = [o for o in page.observations if o.pledge_id == pledge.id and o.statement_id not in lost]
    now = assess(pledge, seen)
    state, rule = now.state, now.rule
    if pledge.progress is ProgressState.OVERDUE and not done(state):
        state, rule = pledge.progress, pledge.progress_rule
    return replace(pledge, progress=state, progress_rule=rule, share=now.share)


# ---- telling


def change_of(page: PageInput, plan: PagePlan) -> Change | None:
    """What a plan of `plan_reread` changes, or None where the ledger says all of it already."""
    rows = {row.id: row.statement for row in page.old_statements}
    pairs = [(rows[id_], s) for id_, s in zip(plan.carried, plan.statements, strict=True) if id_ is not None]
    change = Change(
        url=page.url,
        added=sum(id_ is None for id_ in plan.carried),
        dropped=len(plan.misread),
        differing=sum(_without_offsets(old) != _without_offsets(new) for old, new in pairs),
        new_pledges=len(plan.new_pledges),
        moved_pledges=len(plan.updates),
        facts=_told(page.old_facts, page.facts),
        text=page.old_facts is not None and not page.old_text_same,
    )
    if page.old_facts is None:
        return change
    same = replace(change, url="", facts=()) == Change("", 0, 0, 0, 0, 0, (), False)
    return None if same and page.old_facts == page.facts and all(old == new for old, new in pairs) else change


def _without_offsets(s: Statement) -> Statement:
    return replace(s, start=0, end=0)


def _told(old: Facts | None, new: Facts) -> tuple[str, ...]:
    if old is None:
        return ("read for the first time",)
    named = ("kind", "place", "year", "period", "title", "published_at", "issuer")
    return tuple(
        f"{name} {getattr(old, name)} -> {getattr(new, name)}"
        for name in named
        if getattr(old, name) != getattr(new, name)
    )
