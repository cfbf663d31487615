"""The Prefect path for real, by the commands of the README: server, deployment, worker, two runs, their ledger."""

from __future__ import annotations

import os
from collections import Counter
from contextlib import ExitStack
from pathlib import Path

import pytest

from flows.config import load
from flows.sample import SamplePortal, sample_facts
from storage.ledger import Ledger
from storage.records import EventType
from tests.prefect_home import prefect_server
from tests.readme import calls
from tests.receivers import hook_server, mail_server
from tests.watch import watch_sample

CHANNELS = """
[[notify.channels]]
name = "desk"
url = "env:DESK_URL"
places = ["临岚市青屿区"]
events = ["target_changed", "pledge_removed"]
[[notify.channels]]
name = "hook"
url = "env:HOOK_URL"
"""
ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.slow
def test_two_nights_by_deployment(tmp_path: Path) -> None:
    home = tmp_path / "prefect"
    home.mkdir()
    with ExitStack() as stack:
        portal = stack.enter_context(SamplePortal(slow_seconds=0.1))
        box, hook = stack.enter_context(mail_server()), stack.enter_context(hook_server())
        address = f"mailto://127.0.0.1:{box.port}/?from=minxin@example.org&to=desk@example.org&mode=insecure"
        secrets = {"DESK_URL": address, "HOOK_URL": f"json://127.0.0.1:{hook.port}/secret-path-7x"}
        config = watch_sample(portal, tmp_path / "watch", CHANNELS)
        server, *preparing, worker, running = calls("prefect")
        assert (server[:2], worker[:2]) == (["server", "start"], ["worker", "start"])
        prefect = stack.enter_context(prefect_server(server, home, ROOT, secrets))
        for arguments in preparing:
            prefect.run(*arguments)
        with prefect.worker(worker) as log:
            for night in (1, 2):
                portal.night = night
                out = prefect.run(*running, "--param", f"config={config}", "--watch", timeout=200)
                assert "Completed" in out, out + log.read_text()
        scheduled = prefect.ask("/flow_runs/filter", {"flow_runs": {"state": {"type": {"any_": ["SCHEDULED"]}}}})
        artifact = prefect.ask("/artifacts/night/latest")
    assert scheduled, "cron made no runs"
    assert "| announced |" in artifact["data"]
    assert "Error" not in log.read_text()
    told = [m for m in box.messages if "2,400个 → 2,150个" in str(m["Subject"])]
    assert len(told) == 1
    assert len({m["Message-ID"] for m in box.messages}) == len(box.messages)
    assert [e["new"] for r in hook.taken for e in r.json()["events"] if e["type"] == "target_changed"] == [2150]
    for file in (log, home / "server.log"):
        assert "secret-path-7x" not in file.read_text()
    with Ledger.open(load(config).storage.url.get_secret_value()) as ledger:
        runs = ledger.runs()
        assert [r.kind for r in runs if r.finished_at] == ["night", "night"]
        events = ledger.events(run=runs[1].id, baseline=False)
    changed = [e for e in events if e.type is EventType.TARGET_CHANGED]
    expected = sample_facts().changed
    assert [(e.old, e.new, e.place) for e in changed] == [(expected.old, expected.new, expected.place)]
    assert Counter(e.type for e in events)[EventType.PLEDGE_REMOVED] == 0
    assert "PREFECT_API_URL" not in os.environ
