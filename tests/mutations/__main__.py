"""`python -m tests.mutations [CASES] [SEED]`: the whole bench, a thousand cases of each sort by default."""

from __future__ import annotations

import sys
import time

from tests.mutations.bench import Tally, run_edits, run_noise, sources


def _print(title: str, tally: Tally, seconds: float) -> None:
    cases, right = tally.total
    print(f"{title}: {right} of {cases} right ({seconds:.0f} s)")
    for name in sorted(tally.cases):
        print(f"  {name:20} {tally.right[name]:5} of {tally.cases[name]}")
    for line in tally.wrong[:40]:
        print("  wrong:", line)


def main() -> int:
    """Run both halves; 0 where no noise gave an event and at least 99 of 100 edits were told right."""
    cases = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 20310301
    documents = sources()
    print(f"seed {seed}, {len(documents)} documents")
    begun = time.perf_counter()
    noise = run_noise(documents, cases, seed)
    _print("changes without meaning", noise, time.perf_counter() - begun)
    begun = time.perf_counter()
    edits = run_edits(documents, cases, seed)
    _print("real edits", edits, time.perf_counter() - begun)
    clean = noise.total[0] == noise.total[1]
    return 0 if clean and edits.total[1] >= 0.99 * edits.total[0] else 1


if __name__ == "__main__":
    raise SystemExit(main())
