"""Running mutations: a baseline night, the mutated page, and what planning says of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from random import Random

from flows.compare import is_pledge
from parsers.normalise import to_main
from parsers.records import DocumentKind, Facts, Statement, StatementKind
from parsers.statements import extract
from storage.records import EventType, PagePlan
from tests.flows.planning import Shelf
from tests.mutations.documents import Source, invented, real
from tests.mutations.edits import EDITS, Edited, Told
from tests.mutations.noise import NOISE, UNHEALTHY


@dataclass
class Tally:
    """Cases by mutator: how many, how many right, and the wrong ones in words."""

    cases: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def add(self, name: str, ok: bool, said: str) -> None:
        """Count one case."""
        self.cases[name] += 1
        self.right[name] += ok
        if not ok:
            self.wrong.append(said)

    @property
    def total(self) -> tuple[int, int]:
        """(cases, right)."""
        return sum(self.cases.values()), sum(self.right.values())


@lru_cache(maxsize=32)
def read(text: str, facts: Facts) -> tuple[str, tuple[Statement, ...]]:
    """Main text and statements, as the ledger would store them."""
    main = to_main(text)
    return main, extract(main, facts)


def baseline(source: Source) -> tuple[Shelf, str, tuple[Statement, ...]]:
    """A ledger that has seen the document once."""
    shelf = Shelf()
    main, statements = read(source.text, source.facts)
    shelf.night(1, source.facts, statements, main, place=source.facts.place)
    return shelf, main, statements


def next_nights(shelf: Shelf, source: Source, text: str, nights: int) -> list[PagePlan]:
    """The changed page, fetched on so many nights."""
    main, statements = read(text, source.facts)
    return [shelf.night(1, source.facts, statements, main, place=source.facts.place) for _ in range(nights)]


def events(plans: Sequence[PagePlan]) -> list[Told]:
    """All events over the nights."""
    return [(e.type, e.old, e.new) for plan in plans for e in plan.events]


def run_noise(sources: Sequence[Source], cases: int, seed: int) -> Tally:
    """Meaningless changes, one or two at once, seen twice: no event may come."""
    tally = Tally()
    for n in range(cases):
        rng = Random(f"{seed}:{n}")
        source = rng.choice(sources)
        shelf, main, statements = baseline(source)
        sick = len(statements) >= 10 and rng.random() < 0.2
        chosen = [rng.choice(UNHEALTHY)] if sick else rng.sample(NOISE, rng.choice([1, 1, 2]))
        text = main
        for noise in chosen:
            text = noise.change(text, rng)
        plans = next_nights(shelf, source, text, 2)
        told = events(plans)
        name = "+".join(sorted(x.name for x in chosen)) if len(chosen) == 1 else "two at once"
        label = "+".join(x.name for x in chosen)
        said = [(e.type.value, e.old, e.new, e.quote_old, e.quote_new) for p in plans for e in p.events]
        tally.add(name, not told, f"seed {seed}:{n} {source.name} {label}: {said}")
    return tally


def run_edits(sources: Sequence[Source], cases: int, seed: int) -> Tally:
    """Real edits: exactly the expected events, with the right values."""
    tally = Tally()
    names = [*EDITS, "bulletin_published"]
    n = -1
    while sum(tally.cases.values()) < cases:
        n += 1
        rng = Random(f"{seed}:{n}")
        source = rng.choice(sources)
        name = names[n % len(names)]
        if name == "added" and source.facts.kind not in (DocumentKind.LIST, DocumentKind.REPORT):
            continue  # a bare sentence in a bulletin reads as a result
        shelf, main, statements = baseline(source)
        if name == "bulletin_published":
            outcome = _published(shelf, source, statements, rng)
            if outcome is None:
                continue
            edited, plans = outcome
        else:
            found = EDITS[name](main, statements, rng)
            if found is None:
                continue
            edited = found
            plans = next_nights(shelf, source, edited.text, edited.nights)
        told = Counter(events(plans))
        wanted = Counter(edited.expected)
        extra = [t for t in (told - wanted) if t[0] not in edited.also]
        ok = not (wanted - told) and not extra
        said = [(e.type.value, e.old, e.new, e.quote_old, e.quote_new) for p in plans for e in p.events]
        suspects = [p.suspect for p in plans if p.suspect]
        tally.add(
            name,
            ok,
            f"seed {seed}:{n} {source.name} {name} {edited.about!r}: wanted {edited.expected}, {said} {suspects}",
        )
    return tally


def _published(
    shelf: Shelf, source: Source, statements: Sequence[Statement], rng: Random
) -> tuple[Edited, list[PagePlan]] | None:
    """A bulletin on one to three of the document's pledges, at another address."""
    fit = [
        s for s in statements
        if s.kind is StatementKind.TARGET and s.low and s.low >= 4 and s.low == s.high and s.old is None
        and s.unit not in ("%", "百分点", None) and len(s.subject) >= 3 and s.place is None
        and sum(x.subject == s.subject for x in statements if is_pledge(x)) == 1
    ]  # fmt: skip
    chosen = rng.sample(fit, min(len(fit), rng.randint(1, 3)))
    if not chosen:
        return None
    lines, expected = ["民生实事上半年进展情况", "截至6月底，各项工作进展如下。"], []
    for s in chosen:
        value = max(1, int((s.low or 0) * rng.uniform(0.1, 0.9)))
        action = s.action if re.fullmatch(r"[一-龥]{2,4}", s.action) else "完成"
        lines.append(f"已{action}{s.subject}{value}{s.unit}。")
        expected.append((EventType.PROGRESS_REPORTED, None, value))
    facts = Facts(
        kind=DocumentKind.BULLETIN, place=source.facts.place, year=source.facts.year, period="H1",
        title="民生实事上半年进展情况", published_at=None,
    )  # fmt: skip
    main, told = read("\n".join(lines), facts)
    plan = shelf.night(2, facts, told, main, place=facts.place)
    wanted = (*expected, (EventType.DOCUMENT_NEW, None, None))
    return Edited(main, tuple(wanted), about=" / ".join(lines[2:])), [plan]


def sources() -> list[Source]:
    """Invented and, where they lie beside the checkout, real documents."""
    return invented() + real()
