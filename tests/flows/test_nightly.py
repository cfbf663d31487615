"""The Prefect path for real: server, work pool, deployment, worker, two runs, and what they left in the ledger."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from flows.config import load
from flows.sample import SamplePortal, sample_facts
from storage.ledger import Ledger
from storage.records import EventType
from tests.prefect_home import prefect_server
from tests.watch import watch_sample

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.slow
def test_two_nights_by_deployment(tmp_path: Path) -> None:
    home = tmp_path / "prefect"
    home.mkdir()
    with SamplePortal(slow_seconds=0.1) as portal, prefect_server(home, ROOT) as prefect:
        config = watch_sample(portal, tmp_path / "watch")
        prefect.run("work-pool", "create", "minxin", "--type", "process")
        prefect.run("deploy", "--prefect-file", "deploy/prefect.yaml", "--all")
        with prefect.worker("minxin") as log:
            for night in (1, 2):
                portal.night = night
                out = prefect.run(
                    "deployment", "run", "nightly/nightly", "--param", f"config={config}", "--watch", timeout=200
                )
                assert "Completed" in out, out + log.read_text()
        scheduled = prefect.run("flow-run", "ls", "--state", "Scheduled")
        artifacts = prefect.run("artifact", "inspect", "night")
    assert "SCHEDULED" in scheduled.upper(), "cron made no runs"
    assert "| announced |" in artifacts
    assert "Error" not in log.read_text()
    with Ledger.open(load(config).storage.url.get_secret_value()) as ledger:
        runs = ledger.runs()
        assert [r.kind for r in runs if r.finished_at] == ["night", "night"]
        events = ledger.events(run=runs[1].id, baseline=False)
    changed = [e for e in events if e.type is EventType.TARGET_CHANGED]
    expected = sample_facts().changed
    assert [(e.old, e.new, e.place) for e in changed] == [(expected.old, expected.new, expected.place)]
    assert Counter(e.type for e in events)[EventType.PLEDGE_REMOVED] == 0
    assert "PREFECT_API_URL" not in os.environ
