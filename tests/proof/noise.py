"""A thousand changes without meaning, through whole passes: `python -m tests.proof.noise [CASES] [SEED]`."""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from storage.records import Event
from tests.mutations.noise import NOISE
from tests.proof import frames
from tests.proof.copies import Copy, add_copy, documents
from tests.proof.portal import pass_over, running

_STATUS = (500, 502, 503, 403, 429)


@dataclass
class NoiseTally:
    """What the passes said."""

    seed: int
    cases: Counter[str] = field(default_factory=Counter)
    events: list[str] = field(default_factory=list)
    """Events that should not be, in words."""
    suspect: int = 0
    problems: list[str] = field(default_factory=list)
    statements: int = 0
    seconds: float = 0.0

    def __str__(self) -> str:
        return (
            f"seed {self.seed}: {sum(self.cases.values())} changes without meaning on {self.statements} statements in "
            f"{self.seconds:.0f} s: {len(self.events)} events, {self.suspect} pages suspect; {dict(self.cases)}"
        )


def run(cases: int, seed: int, pages: int = 100) -> NoiseTally:
    """So many changed pages, `pages` of them a night, each on top of the last night's."""
    tally, rng, begun = NoiseTally(seed), Random(seed), time.perf_counter()
    with running(seed) as portal, tempfile.TemporaryDirectory() as folder:
        known = documents()
        copies = [add_copy(portal, n, known[n % len(known)]) for n in range(min(pages, cases))]
        texts = [copy.article.text for copy in copies]
        config = portal.write(Path(folder))
        first = pass_over(config, 0)
        tally.problems += first.problems
        tally.statements = first.statements
        night = 0
        while sum(tally.cases.values()) < cases:
            night += 1
            done = {}
            for copy, text in zip(copies, texts, strict=True):
                done[copy.district.id] = _change(copy, text, rng)
                tally.cases[done[copy.district.id].partition("+")[0].partition(":")[0]] += 1
            summary = pass_over(config, night)
            tally.problems += summary.problems
            tally.suspect += len(summary.suspect)
            tally.events += [_words(e, night, done.get(e.source or "", "?"), copies) for e in summary.events]
    tally.seconds = time.perf_counter() - begun
    return tally


def _change(copy: Copy, text: str, rng: Random) -> str:
    """Let the page look another way tonight; returns in words how."""
    article = copy.article
    article.status, article.sick, article.text = 200, None, text
    if rng.random() < 0.25:
        return _sicken(copy, text, rng)
    if article.frame is not frames.forum and rng.random() < 0.3:
        article.frame = rng.choice(frames.PORTAL_FRAMES)
    chosen = rng.sample(NOISE, rng.choice([0, 1, 1, 2]))
    for noise in chosen:
        text = noise.change(text, rng)
    article.text = text
    return "+".join(["wording", *(n.name for n in chosen)]) if chosen else "frame"


def _sicken(copy: Copy, text: str, rng: Random) -> str:
    article = copy.article
    kind = rng.choice(("status", "sick", "sick", "empty", "cut"))
    if kind == "status":
        article.status = rng.choice(_STATUS)
        return f"status:{article.status}"
    if kind == "sick":
        article.sick = rng.choice(sorted(frames.SICK))
        return f"blocked:{article.sick}"
    article.text = "" if kind == "empty" else text[: int(len(text) * rng.uniform(0.05, 0.4))]
    return kind


def _words(event: Event, night: int, how: str, copies: list[Copy]) -> str:
    name = next((c.name for c in copies if c.district.id == event.source), "?")
    return (
        f"night {night} {name} [{how}] {event.type} {event.place} {event.subject} {event.old} -> {event.new} "
        f"{event.quote_old!r} -> {event.quote_new!r} {event.detail}"
    )


def main() -> int:
    """See the module's text; 0 where nothing was told."""
    cases = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 20310510
    tally = run(cases, seed)
    print(tally)
    for line in [*tally.events[:60], *tally.problems[:20]]:
        print(" ", line)
    kinds = Counter(line.split("] ")[1].split(" ")[0] for line in tally.events)
    print(f"by type: {dict(kinds)}") if kinds else None
    return 1 if tally.events or tally.problems else 0


if __name__ == "__main__":
    raise SystemExit(main())
