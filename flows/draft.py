"""A page's plan while it is being made: the only mutable thing in planning, thrown away once `PagePlan` is built."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date

from flows.compare import Difference, is_pledge
from flows.evidence import Texts
from flows.match import Index
from parsers.records import Number, Statement
from storage.keys import digest, pledge_key, sentence_key, statement_key
from storage.records import (
    Decider,
    EventDraft,
    EventType,
    Match,
    MatchRole,
    Observation,
    PageInput,
    Pledge,
    PledgeState,
    PledgeUpdate,
    Verdict,
)

Ref = int
"""Id of an existing pledge, or -(i+1) for the i-th new one."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A result that its page corrected; `evident` where the text itself shows it."""

    old: Statement
    changed: Difference
    evident: bool


class Draft:
    """Collects what a page writes."""

    def __init__(self, page: PageInput) -> None:
        self.page = page
        self.home = page.facts.place or page.place
        self.texts = Texts(page.old_text, page.text)
        self.silent = page.old_text_same
        """The text is the same: what changed is how it is read, and that is nobody's news."""
        self.statements: list[Statement] = list(page.statements)
        self.carried: list[int | None] = [None] * len(page.statements)
        self.existing: dict[int, Pledge] = {p.id: p for p in page.pledges if p.id is not None}
        self.before = dict(self.existing)
        self.created: list[Pledge] = []
        self.matches: list[Match] = []
        self.observations: list[tuple[int, Observation]] = []
        self.missing: list[int] = []
        self.removed: list[int] = []
        self.events: dict[str, EventDraft] = {}
        self.seen: dict[Ref, list[Observation]] = defaultdict(list)
        for o in page.observations:
            self.seen[o.pledge_id].append(o)
        self.touched: dict[tuple[Ref, date], list[int]] = {}
        """Pledge and day the page says something new of -> its new statements; told by `flows/reported.py`."""
        self.corrected: dict[int, Correction] = {}
        """Results whose figure or state was corrected on the page."""
        self.reported: dict[Ref, list[int]] = defaultdict(list)
        """Statements that gave a pledge new observations."""
        self.leading: dict[Ref, int] = {}
        """The statement that carries the latest figure a pledge was newly reported."""
        self.withdrawn: list[int] = []
        """Ids of observations the page no longer makes."""
        self.retargeted: set[Ref] = set()
        """Pledges whose progress is to be told anew though no observation came."""
        self.promising = sum(is_pledge(s) for s in page.statements) * 4 >= len(page.statements)
        """A good part of the page are promises."""
        self.quiet: set[int] = set()
        """Statements that are no news: they stood on the page before, or their change is told already."""
        self.decided: dict[str, dict[str, bool]] = defaultdict(dict)
        for d in page.decisions:
            self.decided[d.statement_key][d.pledge_key] = d.accepted
        self.joined = self._joined()
        """Pledges that a person found to be another one -> that one. Their wording finds it."""
        self._indexes: dict[tuple[str, int], Index] = {}

    def pledge(self, ref: Ref) -> Pledge:
        """The pledge as planned so far."""
        return self.existing[ref] if ref >= 0 else self.created[-ref - 1]

    def knows(self, ref: Ref | None) -> bool:
        """Whether the pledge is in scope (it may have left with a corrected place)."""
        return ref is not None and (ref in self.existing if ref >= 0 else -ref <= len(self.created))

    def put(self, ref: Ref, pledge: Pledge) -> None:
        """Set a pledge's planned state."""
        if ref >= 0:
            self.existing[ref] = pledge
        else:
            self.created[-ref - 1] = pledge

    def create(self, pledge: Pledge) -> Ref:
        """Plan a new pledge."""
        self.created.append(pledge)
        return -len(self.created)

    def index(self, place: str, year: int) -> Index:
        """The pledges of one place and year that the ledger held before this page."""
        key = (place, year)
        if key not in self._indexes:
            self._indexes[key] = Index(self.known(place, year))
        return self._indexes[key]

    def known(self, place: str, year: int) -> list[tuple[Ref, Pledge]]:
        """The pledges of one place and year that the ledger held before this page, those joined under their one."""
        return [
            (self.joined.get(ref, ref), p) for ref, p in self.existing.items() if p.place == place and p.year == year
        ]

    def _joined(self) -> dict[Ref, Ref]:
        if not self.decided:
            return {}
        refs = {pledge_key(p): ref for ref, p in self.existing.items() if p.state is not PledgeState.REMOVED}
        found = {}
        for ref, p in self.existing.items():
            if p.state is not PledgeState.REMOVED:
                continue
            given = self.decided.get(sentence_key(p.quote, p.low, p.high, p.unit), {})
            one = next((refs[k] for k, yes in given.items() if yes and refs.get(k, ref) != ref), None)
            if one is not None:
                found[ref] = one
        return found

    def decision(self, statement: Statement, pledge: Pledge) -> bool | None:
        """A person's word on this pair, if there is one."""
        if not self.decided:
            return None
        return self.decided.get(statement_key(statement), {}).get(pledge_key(pledge))

    def accepted(self, statement: Statement) -> Ref | None:
        """The pledge a person gave this statement to, if it is in scope."""
        wanted = (
            {k for k, yes in self.decided.get(statement_key(statement), {}).items() if yes} if self.decided else set()
        )
        found = [ref for ref, p in self.existing.items() if pledge_key(p) in wanted] if wanted else []
        return min(found, key=lambda ref: (self.existing[ref].state is PledgeState.REMOVED, ref), default=None)

    def match(
        self,
        statement: int,
        ref: Ref,
        role: MatchRole,
        verdict: Verdict,
        score: float,
        why: str,
        decider: Decider = Decider.RULE,
    ) -> None:
        """Attach a statement to a pledge, or propose it."""
        self.matches.append(
            Match(
                statement=statement,
                pledge=ref if ref >= 0 else None,
                role=role,
                verdict=verdict,
                score=round(score, 3),
                why=why,
                new_pledge=-ref - 1 if ref < 0 else None,
                decided_by=decider,
            )
        )

    def place_of(self, statement: Statement) -> str:
        """Full name of the place a statement is about: a lower place named inside is its own place."""
        lower = statement.place
        if not lower:
            return self.home
        return lower if lower.startswith(self.home) or len(lower) > len(self.home) else self.home + lower

    def event(
        self,
        kind: EventType,
        ref: Ref | None,
        *,
        about: Statement | None = None,
        old: Number | None = None,
        new: Number | None = None,
        unit: str | None = None,
        quote_old: str | None = None,
        quote_new: str | None = None,
        detail: str = "",
        once: str | None = None,
    ) -> None:
        """Plan an event. It is written once per page, subject, values and fetch, or once per `once` where given.

        A page that says one thing twice changes it once.
        """
        if self.silent and kind is not EventType.PLEDGE_REMOVED:
            return
        pledge = self.pledge(ref) if ref is not None else None
        who = (ref, pledge_key(pledge)) if pledge else (None, statement_key(about) if about else "")
        draft = self._blank(kind, pledge, about)
        page = self.page
        key = once or f"{page.page_id}:{digest(*who, old, new, unit, page.capture, page.fetched_at)}"
        existing, created = (ref, None) if ref is None or ref >= 0 else (None, -ref - 1)
        filled = replace(
            draft, old=old, new=new, unit=draft.unit if unit is None else unit, quote_old=quote_old,
            quote_new=quote_new, detail=detail, key=f"{kind.value}:{key}", pledge=existing, new_pledge=created,
        )  # fmt: skip
        self.events.setdefault(filled.key, filled)

    def _blank(self, kind: EventType, pledge: Pledge | None, about: Statement | None) -> EventDraft:
        """An event with what page, pledge or statement say of themselves."""
        page, topic = self.page, pledge or about
        return EventDraft(
            type=kind,
            place=pledge.place if pledge else self.place_of(about) if about else self.home,
            year=pledge.year if pledge else page.facts.year,
            theme=topic.theme if topic else None,
            subject=topic.subject if topic else None,
            unit=topic.unit if topic else None,
            url=page.url,
            title=page.facts.title,
            capture=page.capture,
        )

    def updates(self) -> tuple[PledgeUpdate, ...]:
        """The existing pledges that changed."""
        return tuple(PledgeUpdate(ref, p) for ref, p in sorted(self.existing.items()) if p != self.before[ref])

    def set(self, ref: Ref, **changes: object) -> None:
        """Change fields of a pledge."""
        self.put(ref, replace(self.pledge(ref), **changes))  # type: ignore[arg-type]
