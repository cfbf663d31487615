"""Planning one page: from a new capture's statements and the ledger's state to everything that is to be written.

Pure: no database, no clock. An unchanged capture gives an empty plan with every statement carried.
"""

from __future__ import annotations

from flows.changes import absent, apply_changes, carry
from flows.compare import Alignment, align, is_pledge
from flows.draft import Draft, Ref
from flows.progress import assess, disagree, done, over_total, parts_exceed, shown
from flows.promises import attach_promises, revisit_promises
from flows.reported import report
from flows.results import attach_results, revisit
from flows.suspicion import suspicion
from parsers.wording import comparable
from storage.keys import pledge_key
from storage.records import EventType, PageInput, PagePlan, ProgressState


def plan_page(page: PageInput, *, rematch: bool = False) -> PagePlan:
    """What one page writes. `suspect` set means: nothing is written, the page is fetched again later.

    Results that stood on the page before without a pledge are attached, quietly, where one surely fits by now or where
    a person said so; with `rematch` uncertain matches for them are proposed too.
    """
    replaced = _another_document(page)
    alignment = _alignment(page, replaced)
    reason = suspicion(page, alignment, replaced)
    if reason is not None:
        return PagePlan(page.statements, (None,) * len(page.statements), suspect=reason)
    draft = Draft(page)
    carry(draft, alignment.pairs)
    loose = apply_changes(draft, alignment.pairs)
    _new_statements(draft, alignment, loose, rematch)
    if not replaced and not rematch:
        absent(draft, alignment.only_old)
    report(draft)
    _progress(draft)
    _document(draft, replaced)
    return _built(draft)


def _another_document(page: PageInput) -> bool:
    """The address now carries another year's document: its statements are new, the old ones are not missing."""
    old = page.old_facts
    if old is None or not page.old_statements or page.old_text_same:
        return False
    if old.year == page.facts.year or None in (old.year, page.facts.year):
        return False
    alignment = _align(page)
    exact = sum(p.score == 1.0 for p in alignment.pairs)
    return exact * 2 < len(page.old_statements)


def _align(page: PageInput) -> Alignment:
    return align([r.statement for r in page.old_statements], page.statements)


def _alignment(page: PageInput, replaced: bool) -> Alignment:
    if replaced:
        return Alignment((), tuple(range(len(page.old_statements))), tuple(range(len(page.statements))))
    return _align(page)


def _new_statements(draft: Draft, alignment: Alignment, loose: set[int], rematch: bool) -> None:
    """Attach what is new, and quietly what stood there before without a pledge."""
    rows = {p.new: draft.page.old_statements[p.old] for p in alignment.pairs}
    promises = {i for i, row in rows.items() if row.pledge_id is None and is_pledge(draft.statements[i])}
    stayed = [(i, row) for i, row in sorted(rows.items()) if i not in promises and is_pledge(draft.statements[i])]
    moved = set(revisit_promises(draft, stayed))
    promises |= moved
    results = revisit(draft, [(i, row) for i, row in sorted(rows.items()) if not is_pledge(draft.statements[i])])
    draft.quiet |= {*promises, *results, *loose}
    kept = [r.pledge_id for i, r in rows.items() if i not in moved]
    taken: set[Ref] = {ref for ref in kept if ref is not None and draft.knows(ref)}
    new = alignment.only_new
    attach_promises(draft, sorted({i for i in new if is_pledge(draft.statements[i])} | promises), taken)
    attach_results(draft, sorted({i for i in new if not is_pledge(draft.statements[i])} | loose))
    attach_results(draft, [i for i in results if i not in loose], propose=rematch)


def _progress(draft: Draft) -> None:
    """Set the state of every pledge with new observations or a new target."""
    for ref in sorted({*draft.reported, *draft.retargeted}):
        seen = draft.seen[ref]
        before = draft.pledge(ref)
        if not seen and ref not in draft.retargeted:
            continue
        now = assess(before, seen)
        state, rule = now.state, now.rule
        if before.progress is ProgressState.OVERDUE and not done(state):
            state, rule = ProgressState.OVERDUE, before.progress_rule
        draft.set(ref, progress=state, progress_rule=rule, share=now.share)
        news = ref in draft.retargeted or any(i not in draft.quiet for i in draft.reported[ref])
        if news and done(state) and not done(before.progress):
            _completed(draft, ref, rule)
        if news:
            _inconsistent(draft, ref)


def _completed(draft: Draft, ref: Ref, rule: str) -> None:
    p = draft.pledge(ref)
    last = draft.statements[draft.leading[ref]] if ref in draft.leading else None
    draft.event(
        EventType.PLEDGE_COMPLETED,
        ref,
        old=p.low,
        new=last.low if last is not None and comparable(last.unit, p.unit) else None,
        quote_old=p.quote,
        quote_new=last.quote if last is not None else None,
        detail=f"{rule}。" + (f"为目标的{shown(round(p.share * 100, 1))}%。" if p.share and p.share > 1 else ""),
        once=pledge_key(p),
    )


def _inconsistent(draft: Draft, ref: Ref) -> None:
    said = {i: over_total(draft.statements[i]) or parts_exceed(draft.statements, i) for i in draft.reported[ref]}
    reasons = [(i, why) for i, why in said.items() if why]
    contradiction = disagree(draft.pledge(ref), draft.seen[ref])
    if contradiction and ref in draft.leading:
        reasons.append((draft.leading[ref], contradiction))
    for i, why in reasons:
        s = draft.statements[i]
        draft.event(EventType.PROGRESS_INCONSISTENT, ref, new=s.low, unit=s.unit, quote_new=s.quote, detail=why + "。")


def _document(draft: Draft, replaced: bool) -> None:
    """`document_new` at the first sight of a document that says something of ours.

    `document_edited` only where the page has new results that belong to no pledge and nothing else tells the edit: a
    page whose other words changed is not our news.
    """
    page = draft.page
    if page.old_facts is None or replaced:
        if page.statements:
            title = page.facts.title or page.url
            draft.event(EventType.DOCUMENT_NEW, None, detail=f"新文件《{title}》，共{len(page.statements)}条。",
                        once=f"{page.page_id}:{page.facts.year}:{page.facts.period}")  # fmt: skip
        return
    if draft.events or draft.missing or draft.removed or draft.texts.rearranged:
        return
    fresh = [s for s, row in zip(draft.statements, draft.carried, strict=True) if row is None and not is_pledge(s)]
    news = [s for s in fresh if draft.texts.appeared(s.quote)]
    if news:
        draft.event(EventType.DOCUMENT_EDITED, None, new=None, quote_new=news[0].quote,
                    detail=f"页面新增{len(news)}条结果，尚未对应到承诺。")  # fmt: skip


def _built(draft: Draft) -> PagePlan:
    return PagePlan(
        statements=tuple(draft.statements),
        carried=tuple(draft.carried),
        missing=tuple(draft.missing),
        removed=tuple(draft.removed),
        new_pledges=tuple(draft.created),
        updates=draft.updates(),
        matches=tuple(draft.matches),
        observations=tuple(draft.observations),
        withdrawn=tuple(draft.withdrawn),
        events=tuple(sorted(draft.events.values(), key=lambda e: e.type is not EventType.DOCUMENT_NEW)),
    )
