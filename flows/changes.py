"""What an edit of a page did to the statements it had: changed, reworded, missing, removed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from flows.compare import Difference, Pair, difference, is_pledge, values
from flows.draft import Correction, Draft, Ref
from flows.evidence import letters
from flows.progress import shown
from flows.promises import as_pledge, percent_change
from flows.reported import tell_correction
from flows.results import reporting
from parsers.records import Comparator, Statement
from parsers.wording import in_base, same_value
from storage.records import EventType, PledgeState, StoredStatement

_CMP = {
    Comparator.EQUAL: "等于",
    Comparator.AT_LEAST: "不少于",
    Comparator.AT_MOST: "不超过",
    Comparator.ABOUT: "约",
    Comparator.RANGE: "区间",
}


def carry(draft: Draft, pairs: Sequence[Pair]) -> None:
    """Continue aligned rows; a row that has come back is no longer missing."""
    old = draft.page.old_statements
    for pair in pairs:
        row = old[pair.old]
        draft.carried[pair.new] = row.id
        if draft.knows(row.pledge_id) and draft.pledge(row.pledge_id or 0).state is PledgeState.MISSING:
            draft.set(row.pledge_id or 0, state=PledgeState.STANDING)


def apply_changes(draft: Draft, pairs: Sequence[Pair]) -> set[int]:
    """Tell what changed in aligned rows. Returns new rows whose result changed and that belong to no pledge."""
    loose = set()
    for pair in pairs:
        row, s = draft.page.old_statements[pair.old], _reading(draft, pair)
        changed = difference(row.statement, s)
        if is_pledge(row.statement) and is_pledge(s):
            _promise(draft, row, s, changed)
        elif not is_pledge(row.statement) and not is_pledge(s) and _result(draft, row, pair.new, s, changed):
            loose.add(pair.new)
    return loose


def _reading(draft: Draft, pair: Pair) -> Statement:
    """The new row; in its old reading where the sentence is the same and only its surroundings or dress changed.

    A text that is the same to the letter was read anew by another parser: that counts, unless it lost the number.
    """
    old, new = draft.page.old_statements[pair.old].statement, draft.statements[pair.new]
    changed = difference(old, new)
    otherwise = changed.number or changed.unit or changed.comparator or is_pledge(old) is not is_pledge(new)
    lost = old.low is not None and new.low is None
    if otherwise and letters(old.quote) == letters(new.quote) and (lost or not draft.silent):
        kept = {n: getattr(new, n) for n in ("start", "end", "quote", "path", "item", "deadline")}
        draft.statements[pair.new] = replace(old, **kept)
    return draft.statements[pair.new]


def _promise(draft: Draft, row: StoredStatement, s: Statement, changed: Difference) -> None:
    ref = row.pledge_id if draft.knows(row.pledge_id) else None
    evident = _evident(draft, row.statement, s, changed)
    if ref is not None and _of_record(draft, ref) and (evident or draft.silent or not changed.target):
        _update_record(draft, ref, s, changed)
    if changed.target and evident:
        if ref is not None and not _of_record(draft, ref) and _agrees(s, draft, ref):
            return
        _target_event(draft, ref, row.statement, s, changed)
    elif changed.wording and not changed.target and _new_words(draft, row.statement, s):
        draft.event(
            EventType.PLEDGE_REWORDED,
            ref,
            about=s,
            old=row.statement.low,
            new=s.low,
            unit=s.unit,
            quote_old=row.statement.quote,
            quote_new=s.quote,
            detail=f"“{row.statement.action}{row.statement.subject}”改为“{s.action}{s.subject}”，数字未变。",
        )


def _of_record(draft: Draft, ref: Ref) -> bool:
    """This page is the pledge's source of record."""
    return draft.pledge(ref).page_id in (None, draft.page.page_id)


def _agrees(s: Statement, draft: Draft, ref: Ref) -> bool:
    """The statement says what the pledge's document of record says already."""
    p = draft.pledge(ref)
    same = same_value(s.low, s.unit, p.low, p.unit) and same_value(s.high, s.unit, p.high, p.unit)
    return same and s.cmp is p.cmp and s.deadline == p.deadline


def _update_record(draft: Draft, ref: Ref, s: Statement, changed: Difference) -> None:
    """The pledge follows its statement of record; its identity stays."""
    p = draft.pledge(ref)
    now = as_pledge(draft, s, p.place, p.year)
    own = ("id", "theme", "state", "progress", "progress_rule", "share", "previous_id", "page_id", "statement_id")
    draft.put(ref, replace(now, **{name: getattr(p, name) for name in own}))
    if changed.target:
        draft.retargeted.add(ref)


def _evident(draft: Draft, old: Statement, new: Statement, changed: Difference) -> bool:
    """The text itself shows the change: the old sentence is gone or the new one has come."""
    texts = draft.texts
    if changed.number or changed.unit or changed.comparator:
        return texts.appeared(new.quote) or texts.vanished(old.quote)
    return not texts.rearranged


def _new_words(draft: Draft, old: Statement, new: Statement) -> bool:
    texts = draft.texts
    return texts.appeared(new.quote) and texts.vanished(old.quote) and not texts.rearranged


def _target_event(draft: Draft, ref: Ref | None, old: Statement, new: Statement, changed: Difference) -> None:
    before, after = values(old, new)
    other = draft.pledge(ref) if ref is not None and not _of_record(draft, ref) else None
    record = f"这是转载，《{other.title or other.url}》仍为{shown(other.low)}{other.unit or ''}。" if other else ""
    draft.event(
        EventType.TARGET_CHANGED,
        ref,
        about=new,
        old=before,
        new=after,
        unit=new.unit,
        quote_old=old.quote,
        quote_new=new.quote,
        detail=_told(old, new, changed) + record,
    )


def _told(old: Statement, new: Statement, changed: Difference) -> str:
    said = []
    before, after = values(old, new)
    if changed.number and before != after:
        size = percent_change(in_base(before, old.unit), in_base(after, new.unit)) if before and after else ""
        said.append(f"由{shown(before)}{old.unit or ''}改为{shown(after)}{new.unit or ''}{size}")
    if changed.number and old.old != new.old:
        said.append(f"基数由{shown(old.old)}改为{shown(new.old)}")
    if changed.unit:
        said.append(f"单位由“{old.unit or '无'}”改为“{new.unit or '无'}”")
    if changed.comparator:
        said.append(f"要求由“{_cmp(old)}”改为“{_cmp(new)}”")
    if changed.deadline:
        said.append(f"期限由{old.deadline or '未定'}改为{new.deadline or '未定'}")
    return "，".join(said) + "。" if said else ""


def _cmp(s: Statement) -> str:
    return _CMP[s.cmp or Comparator.EQUAL]


def _result(draft: Draft, row: StoredStatement, i: int, s: Statement, changed: Difference) -> bool:
    """A result was corrected on its page. True where it belongs to no pledge and should be matched again."""
    moved = changed.number or changed.unit or changed.comparator or changed.status
    if not moved:
        return False
    evident = draft.texts.appeared(s.quote) or draft.texts.vanished(row.statement.quote)
    if not evident and not draft.silent:
        return False
    correction = Correction(row.statement, changed, evident)
    ref = row.pledge_id if draft.knows(row.pledge_id) else None
    if ref is not None:
        draft.corrected[i] = correction
        draft.touched.setdefault((ref, reporting(draft, s).as_of), []).append(i)
    elif evident:
        tell_correction(draft, None, s, correction)
    return ref is None


# --- what is no longer there ------------------------------------------------------------------------------------


def absent(draft: Draft, positions: Sequence[int]) -> None:
    """Old rows that nothing continues: still in the text, missing for the first time, or removed for good."""
    for n in positions:
        row = draft.page.old_statements[n]
        if _still_there(draft, row):
            continue
        if row.missing_since is None:
            draft.missing.append(row.id)
            _mark(draft, row, PledgeState.MISSING)
        elif draft.page.fetched_at > row.missing_since:
            draft.removed.append(row.id)
            _removed(draft, row)


def _still_there(draft: Draft, row: StoredStatement) -> bool:
    """The sentence stands in the new text though it was not read again: the old reading is kept."""
    if draft.texts.known and draft.texts.vanished(row.statement.quote):
        return False
    place = draft.texts.locate(row.statement.quote)
    if place is None:
        return False
    start, end = place
    draft.statements.append(replace(row.statement, start=start, end=end, quote=draft.page.text[start:end]))
    draft.carried.append(row.id)
    return True


def _mark(draft: Draft, row: StoredStatement, state: PledgeState) -> bool:
    """Set the state of a pledge whose record is on this page; False where it is not."""
    ref = row.pledge_id
    if ref is None or not draft.knows(ref) or not is_pledge(row.statement):
        return False
    if draft.pledge(ref).page_id not in (None, draft.page.page_id) or _said_again(draft, ref):
        return False
    draft.set(ref, state=state)
    return True


def _said_again(draft: Draft, ref: Ref) -> bool:
    """Another statement of the page still carries the pledge."""
    pledge_of = {r.id: r.pledge_id for r in draft.page.old_statements}
    if any(c is not None and pledge_of.get(c) == ref for c in draft.carried):
        return True
    return any(m.pledge == ref and m.role.value in ("record", "restatement") for m in draft.matches)


def _removed(draft: Draft, row: StoredStatement) -> None:
    s = row.statement
    if _mark(draft, row, PledgeState.REMOVED):
        draft.event(
            EventType.PLEDGE_REMOVED,
            row.pledge_id,
            old=s.low,
            unit=s.unit,
            quote_old=s.quote,
            detail="连续两次抓取都不再有这条承诺，页面其余内容正常。",
            once=f"{draft.page.page_id}:{row.id}:{row.missing_since}",
        )
