"""The Prefect flow `nightly`: the pass of `minxin run` with named tasks, retries and a summary on the run page."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

os.environ.setdefault("DO_NOT_TRACK", "1")  # read when Prefect is imported: no usage data leaves the machine

from prefect import flow, get_run_logger, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE
from prefect.runtime import flow_run

from flows.config import DEFAULT_CONFIG, load
from flows.crawl import CrawlError
from flows.night import Night, Shard
from flows.summary import Summary, markdown


@task(name="plan", task_run_name="plan: which sources are due", cache_policy=NO_CACHE)
def _plan(night: Night) -> tuple[Shard, ...]:
    return night.plan()


@task(name="crawl", task_run_name="crawl {shard.name}", cache_policy=NO_CACHE, retries=2, retry_delay_seconds=[30, 300])
def _crawl(night: Night, shard: Shard) -> None:
    night.crawl(shard)


@task(name="take in", task_run_name="take in captures", cache_policy=NO_CACHE)
def _take(night: Night) -> None:
    night.take()


@task(name="read", task_run_name="read and compare what changed", cache_policy=NO_CACHE)
def _read(night: Night) -> None:
    night.read()


@task(name="settle", task_run_name="settle: matches, missing pages, overdue pledges", cache_policy=NO_CACHE)
def _settle(night: Night) -> None:
    night.settle()


@task(name="deliver", task_run_name="deliver notices", cache_policy=NO_CACHE)
def _deliver(night: Night) -> None:
    night.deliver()


def _name() -> str:
    due: datetime | None = flow_run.get_scheduled_start_time()
    return f"night of {(due or datetime.now(ZoneInfo('UTC'))).astimezone(ZoneInfo('Asia/Shanghai')):%Y-%m-%d %H:%M}"


@flow(name="nightly", flow_run_name=_name, persist_result=False)
def nightly(config: str = DEFAULT_CONFIG, source: list[str] | None = None) -> dict[str, int]:
    """One nightly pass: crawl, read, compare, tell. Safe to run again; returns the summary's counts.

    Args:
        config: path of the configuration file; the default file may be absent.
        source: ids of the sources to watch; all when empty.
    """
    file = Path(config)
    settings = load(file if file.exists() or config != DEFAULT_CONFIG else None)
    with Night(settings, only=source or (), say=get_run_logger().info) as night:
        for shard in _plan(night):
            try:
                _crawl(night, shard)
            except CrawlError as error:  # the other shards, and what this one fetched, still count
                night.note_failure(shard, str(error))
        _take(night)
        _read(night)
        _settle(night)
        _deliver(night)
        summary = night.finish()
    _report(summary)
    return summary.counts()


def _report(summary: Summary) -> None:
    create_markdown_artifact(key="night", markdown=markdown(summary), description="What the night found")
