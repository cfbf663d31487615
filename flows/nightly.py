"""The Prefect flow `nightly`: the same pass as `minxin run`, with named tasks, retries and a summary on the run page."""

from __future__ import annotations

from pathlib import Path

from prefect import flow, get_run_logger, task
from prefect.artifacts import create_markdown_artifact
from prefect.runtime import flow_run

from flows.config import load
from flows.crawl import CrawlError
from flows.night import Night, Shard
from flows.summary import Summary, markdown


@task(name="plan", task_run_name="plan: which sources are due")
def _plan(night: Night) -> tuple[Shard, ...]:
    return night.plan()


@task(name="crawl", task_run_name="crawl {shard.name}", retries=2, retry_delay_seconds=[30, 300])
def _crawl(night: Night, shard: Shard) -> None:
    night.crawl(shard)


@task(name="take in", task_run_name="take in captures")
def _take(night: Night) -> None:
    night.take()


@task(name="read", task_run_name="read and compare what changed")
def _read(night: Night) -> None:
    night.read()


@task(name="settle", task_run_name="settle: matches, missing pages, overdue pledges")
def _settle(night: Night) -> None:
    night.settle()


@task(name="deliver", task_run_name="deliver notices")
def _deliver(night: Night) -> None:
    night.deliver()


@flow(name="nightly", flow_run_name="night of {config}", log_prints=True)
def nightly(config: str = "minxin.toml", source: list[str] | None = None) -> dict[str, int]:
    """One nightly pass: crawl, read, compare, tell. Safe to run again; returns the summary's counts.

    Args:
        config: path of the configuration file.
        source: ids of the sources to watch; all when empty.
    """
    say = get_run_logger().info
    file = Path(config)
    with Night(load(file if file.exists() or config != "minxin.toml" else None), only=source or (), say=say) as night:
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
    create_markdown_artifact(
        key="night", markdown=markdown(summary), description=f"What the night found ({flow_run.get_name() or 'local'})"
    )
