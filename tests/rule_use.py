"""`python -m tests.rule_use`: how often each rule fires on the real documents, and which never do."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from parsers.exclusions import EXCLUSIONS
from parsers.explain import explain
from parsers.normalise import to_main
from parsers.records import DocumentKind, Facts
from parsers.statementrules import RULES
from tests.conftest import SHARED

KINDS = {"list": DocumentKind.LIST, "report": DocumentKind.REPORT, "bulletin": DocumentKind.BULLETIN}


def texts(shared: Path) -> list[Path]:
    """The real documents: gold texts and, as text, the seeds."""
    return sorted([*(shared / "gold" / "texts").glob("*.txt"), *(shared / "seeds").glob("*.txt")])


def count(paths: list[Path]) -> Counter[str]:
    """How often each rule fired on these documents."""
    used: Counter[str] = Counter()
    for path in paths:
        kind = next((k for word, k in KINDS.items() if word in path.stem), DocumentKind.OTHER)
        for sentence in explain(
            to_main(path.read_text(encoding="utf-8", errors="replace")), Facts(kind, None, None, None, None, None)
        ):
            used.update(f.rule for f in sentence.fired)
            used.update(o.rule for o in sentence.left_out)
    return used


def main() -> int:
    """Print the counts; exit status 1 if a rule was never used."""
    paths = texts(SHARED)
    if not paths:
        print(f"no documents under {SHARED}", file=sys.stderr)
        return 2
    used = count(paths)
    names = [r.name for r in RULES] + [x.rule.name for x in EXCLUSIONS]
    for name in sorted(names, key=lambda n: -used[n]):
        print(f"{used[name]:6d}  {name}")
    dead = [n for n in names if not used[n]]
    print(
        f"{len(names)} rules, {len(dead)} never used ({100 * len(dead) / len(names):.0f} %): {', '.join(dead) or '-'}"
    )
    return 1 if dead else 0


if __name__ == "__main__":
    sys.exit(main())
