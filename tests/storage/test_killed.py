"""A night may be killed at any instant: the next one ends where an undisturbed one does."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

SEED = 5
KILLS = 12


def outcome(address: str, kills: int) -> Any:
    command = [sys.executable, "-m", "tests.storage.killing", address, str(kills), str(SEED)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=200, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.slow
def test_killed_nights_end_like_undisturbed_ones(url: str, tmp_path: Path) -> None:
    undisturbed = outcome(f"sqlite:///{tmp_path / 'undisturbed.db'}", 0)
    disturbed = outcome(url, KILLS)
    assert disturbed["kills"] >= 4, f"seed {SEED}"
    assert undisturbed["kills"] == 0
    assert disturbed["outcome"] == undisturbed["outcome"], f"seed {SEED}"
    told = undisturbed["outcome"]
    assert [e[0] for e in told["events"]].count("target_changed") == 2
    assert [e[0] for e in told["events"]].count("pledge_removed") == 1
    assert len(told["notices"]) == len(told["events"]) == 9
    assert told["evidence"]
    assert told["waiting"] == 0
