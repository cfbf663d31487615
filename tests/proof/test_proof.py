"""The proofs of this folder, small; `python -m tests.proof.NAME` runs each whole."""

from __future__ import annotations

import pytest

from tests.proof import edits, kills, noise, soak

pytestmark = pytest.mark.slow


def test_noise_is_silent() -> None:
    tally = noise.run(10, seed=5, pages=10)
    assert (tally.events, tally.problems) == ([], [])
    assert sum(tally.cases.values()) == 10
    assert tally.statements > 100


def test_edits_are_told() -> None:
    tally = edits.run(8, seed=5, pages=10)
    assert tally.problems == []
    assert tally.total[0] >= 8
    assert tally.wrong == []


def test_killed_passes_leave_nothing_behind() -> None:
    out = kills.run(2, seed=5, nights=2)
    assert out.wrong == []
    assert sum(out.kills.values()) == 2
    assert out.messages > 3


def test_a_short_soak() -> None:
    found = soak.run(20, seed=5, nights=2)
    assert found.found_all, str(found)
    first, *_, last = found.nights
    assert last.megabytes < first.megabytes * 1.1
