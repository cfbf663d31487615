"""One pass in a process group of its own, which tells the step it is at. Loaded by the server that forks the passes."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import wraps
from typing import Any

from flows.config import load
from flows.night import Night, run_night
from flows.notices.channels import prepare
from tests.proof.portal import clock

STEPS = ("__enter__", "crawl", "take", "read", "settle", "deliver", "finish")
prepare()


def _noting(step: Any, number: int, method: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(method)
    def noted(*args: Any, **more: Any) -> Any:
        step.value = number
        return method(*args, **more)

    return noted


def work(config: str, days: float, step: Any) -> None:
    """One whole pass in a process group of its own, which tells the step it is at."""
    os.setsid()
    for number, name in enumerate(STEPS, 1):
        setattr(Night, name, _noting(step, number, getattr(Night, name)))
    summary = run_night(load(config), clock=clock(0, days=days))
    step.value = len(STEPS) + 1
    for problem in summary.problems:
        print(problem, file=sys.stderr)
    os._exit(1 if summary.problems else 0)
