"""`python -m tests.notices.kills`: 200 random kills during delivery, with figures. The suite runs a few of them."""

from __future__ import annotations

import argparse
import random

from tests.notices.killing import run


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description="Kill delivery at random instants and count what arrives.")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=random.randrange(1_000_000))
    given = parser.parse_args()
    out = run(given.kills, given.seed)
    print(out)
    if out.lost or out.left or out.unexplained:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
