"""A Prefect server and worker of the tests' own, on loopback."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.ports import port_to_give

BIN = Path(sys.executable).parent


@dataclass(frozen=True)
class PrefectHome:
    """A running server: its environment for commands and its log folder."""

    env: dict[str, str]
    folder: Path
    cwd: Path

    def run(self, *arguments: str, timeout: float = 120) -> str:
        """Run one prefect command; its output. Raises with the output where it fails."""
        done = subprocess.run(
            [str(BIN / "prefect"), *arguments],
            env=self.env, cwd=self.cwd, capture_output=True, text=True, timeout=timeout, check=False,
        )  # fmt: skip
        if done.returncode:
            raise AssertionError(f"prefect {' '.join(arguments)} failed:\n{done.stdout}\n{done.stderr}")
        return done.stdout

    def ask(self, path: str, body: object = None) -> Any:
        """What the server's API answers; with `body` the question is a POST."""
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(
            self.env["PREFECT_API_URL"] + path, data=data, headers={"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)

    @contextmanager
    def worker(self, arguments: Sequence[str]) -> Iterator[Path]:
        """A worker while the block lasts, started with `worker start …`; its log file."""
        log = self.folder / "worker.log"
        with _process([str(BIN / "prefect"), *arguments], self.env, self.cwd, log):
            yield log


@contextmanager
def prefect_server(
    arguments: Sequence[str], folder: Path, cwd: Path, secrets: Mapping[str, str] | None = None
) -> Iterator[PrefectHome]:
    """A server with an empty database in `folder`, started with `server start …` on a free port of loopback.

    `secrets` are in the environment of its worker.
    """
    port = port_to_give()
    env = {k: v for k, v in os.environ.items() if not k.startswith(("PREFECT_", "MINXIN_"))}
    env |= {
        "PREFECT_HOME": str(folder),
        "PREFECT_API_URL": f"http://127.0.0.1:{port}/api",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        "PREFECT_CLI_PROMPT": "false",
        "NO_COLOR": "1",
        "COLUMNS": "200",
        **(secrets or {}),
    }
    command = [str(BIN / "prefect"), *arguments, "--host", "127.0.0.1", "--port", str(port)]
    with _process(command, env, cwd, folder / "server.log"):
        _wait_for(f"http://127.0.0.1:{port}/api/health", folder / "server.log")
        yield PrefectHome(env, folder, cwd)


@contextmanager
def _process(command: list[str], env: dict[str, str], cwd: Path, log: Path) -> Iterator[None]:
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, env=env, cwd=cwd, stdin=subprocess.DEVNULL, stdout=out, stderr=out, start_new_session=True
        )
    try:
        yield
    finally:
        for sign in (signal.SIGINT, signal.SIGKILL):
            try:
                os.killpg(process.pid, sign)
                process.wait(10)
                break
            except subprocess.TimeoutExpired:
                continue
            except ProcessLookupError:
                break


def _wait_for(url: str, log: Path, seconds: float = 90) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            time.sleep(0.3)
    raise AssertionError(f"the Prefect server did not start:\n{log.read_text()[-3000:]}")
