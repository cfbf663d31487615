"""A few random kills during delivery; `python -m tests.notices.kills` runs two hundred."""

from __future__ import annotations

import random

import pytest

from tests.notices.killing import run


@pytest.mark.slow
def test_every_notice_arrives_and_repeats_carry_the_same_id() -> None:
    seed = random.randrange(1_000_000)
    out = run(kills=5, seed=seed, batch=2)
    print(out)
    assert out.kills == 5
    assert out.notices >= 5 * 2 * 2
    assert (out.lost, out.left, out.unexplained) == (0, 0, 0), out
