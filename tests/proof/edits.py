"""A thousand real edits, through whole passes: `python -m tests.proof.edits [CASES] [SEED]`."""

from __future__ import annotations

import re
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from flows.compare import is_pledge
from parsers.records import Document, DocumentKind, StatementKind
from storage.records import Event, EventType
from tests.mutations.edits import EDITS, Edited, Told
from tests.proof.copies import Copy, add_copy, documents
from tests.proof.portal import Article, pass_over, running


@dataclass
class EditTally:
    """What the passes said of the edits."""

    seed: int
    cases: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    nights: int = 0
    seconds: float = 0.0

    @property
    def total(self) -> tuple[int, int]:
        """(cases, right)."""
        return sum(self.cases.values()), sum(self.right.values())

    def __str__(self) -> str:
        table = ", ".join(f"{name} {self.right[name]}/{n}" for name, n in sorted(self.cases.items()))
        cases, right = self.total
        return (
            f"seed {self.seed}: {right} of {cases} edits right in {self.nights} nights, {self.seconds:.0f} s; {table}"
        )


@dataclass
class _Open:
    """An edit that is waited for."""

    name: str
    edited: Edited
    nights: int
    told: list[Event] = field(default_factory=list)


@dataclass
class _Watched:
    copy: Copy
    open: _Open | None = None
    reported: bool = False
    """A bulletin was published: later edits would touch its pledges' progress as well."""


def run(cases: int, seed: int, pages: int = 100) -> EditTally:
    """So many edits, on `pages` pages in turn, each page going on from its last edit."""
    tally, rng, begun = EditTally(seed), Random(seed), time.perf_counter()
    with running(seed) as portal, tempfile.TemporaryDirectory() as folder:
        known = documents(own_place_only=True)
        watched = [_Watched(add_copy(portal, n, known[n % len(known)])) for n in range(min(pages, cases))]
        config = portal.write(Path(folder))
        tally.problems += pass_over(config, 0).problems
        names = [*EDITS, "bulletin_published"]
        at = 0
        while tally.total[0] < cases and tally.nights < 100:
            tally.nights += 1
            for one in watched:
                at += one.open is None and _begin(one, names, at, rng)
            summary = pass_over(config, tally.nights)
            tally.problems += [*summary.problems, *(f"suspect {url}: {why}" for url, why in summary.suspect)]
            by_source: dict[str | None, list[Event]] = {}
            for event in summary.events:
                by_source.setdefault(event.source, []).append(event)
            for one in watched:
                _end(one, by_source.pop(one.copy.district.id, []), tally)
            tally.wrong += [f"night {tally.nights}: {_words(e)}" for rest in by_source.values() for e in rest]
    tally.seconds = time.perf_counter() - begun
    return tally


def _begin(one: _Watched, names: list[str], at: int, rng: Random) -> bool:
    """Edit the page in the next way that fits it."""
    document = one.copy.read()
    if one.reported:
        return False
    wanted = names[at % len(names)]
    for name in (wanted, *rng.sample(list(EDITS), len(EDITS))):
        if name == "bulletin_published":
            edited = _publish(one, document, rng)
        elif name == "added" and document.facts.kind not in (DocumentKind.LIST, DocumentKind.REPORT):
            continue  # a bare sentence in a bulletin reads as a result
        else:
            edited = EDITS[name](document.text, document.statements, rng)
            if edited is not None:
                one.copy.article.text = edited.text
        if edited is not None:
            one.open = _Open(name, edited, edited.nights)
            return True
    return False


def _end(one: _Watched, told: list[Event], tally: EditTally) -> None:
    """Take what a night said of a page; judge where the edit's nights are over."""
    if one.open is None:
        if told:
            tally.wrong.append(f"{one.copy.name} unchanged: {[_words(e) for e in told]}")
        return
    open_ = one.open
    early = open_.nights > 1 and told
    open_.told += told
    open_.nights -= 1
    if open_.nights > 0 and not early:
        return
    one.open = None
    said: Counter[Told] = Counter((e.type, e.old, e.new) for e in open_.told)
    wanted = Counter(open_.edited.expected)
    extra = [t for t in (said - wanted) if t[0] not in open_.edited.also]
    right = not (wanted - said) and not extra and not early
    tally.cases[open_.name] += 1
    tally.right[open_.name] += right
    if not right:
        tally.wrong.append(
            f"night {tally.nights} {one.copy.name} {open_.name} {open_.edited.about!r}: wanted "
            f"{[(t.value, old, new) for t, old, new in open_.edited.expected]}, got {[_words(e) for e in open_.told]}"
        )


def _words(e: Event) -> str:
    return f"{e.type} {e.subject} {e.old} -> {e.new} {e.quote_old!r} -> {e.quote_new!r} {e.detail}"


def _publish(one: _Watched, document: Document, rng: Random) -> Edited | None:
    """A bulletin on one to three of the document's pledges, at another address."""
    statements, year = document.statements, document.facts.year
    fit = [
        s for s in statements
        if s.kind is StatementKind.TARGET and s.low and s.low >= 4 and s.low == s.high and s.old is None
        and s.unit not in ("%", "百分点", None) and len(s.subject) >= 3
        and sum(x.subject == s.subject for x in statements if is_pledge(x)) == 1
    ]  # fmt: skip
    chosen = rng.sample(fit, min(len(fit), rng.randint(1, 3)))
    if not chosen or year is None or document.facts.kind is DocumentKind.BULLETIN:
        return None
    title = f"{one.copy.district.place}{year}年民生实事上半年进展情况"
    lines = ["截至6月底，各项工作进展如下。"]
    expected: list[Told] = [(EventType.DOCUMENT_NEW, None, None)]
    for s in chosen:
        value = max(1, int((s.low or 0) * rng.uniform(0.1, 0.9)))
        action = s.action if re.fullmatch(r"[一-龥]{2,4}", s.action) else "完成"
        lines.append(f"已{action}{s.subject}{value}{s.unit}。")
        expected.append((EventType.PROGRESS_REPORTED, None, value))
    one.copy.district.articles["t20310705_3.html"] = Article(title, lines, day=f"{year}-07-05")
    one.reported = True
    return Edited("", tuple(expected), about=" / ".join(lines[1:]))


def main() -> int:
    """See the module's text; 0 where at least 99 of 100 edits were told right and nothing else was told."""
    cases = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 20310510
    tally = run(cases, seed)
    print(tally)
    for line in [*tally.wrong[:60], *tally.problems[:20]]:
        print(" ", line)
    return 0 if tally.total[1] >= 0.99 * tally.total[0] and not tally.problems else 1


if __name__ == "__main__":
    raise SystemExit(main())
