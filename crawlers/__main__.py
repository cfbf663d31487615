"""`python -m crawlers JOB.json`: one crawl in a process of its own.

Exit status 0 done, 1 done with mistakes of the crawler itself, 2 wrong use, 3 the spool cannot be written.
`--parent PID` ends the crawl when that process is gone.
"""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path
from time import monotonic

from scrapy.crawler import Crawler, CrawlerProcess
from scrapy.utils.defer import deferred_from_coro
from twisted.internet.task import LoopingCall

from crawlers.browser import BrowserError
from crawlers.records import Done, Job, job_from_json
from crawlers.settings import scrapy_settings
from crawlers.spider import NightSpider
from crawlers.spool import Writer

_USAGE = "usage: python -m crawlers JOB.json [--parent PID]"


def main(arguments: list[str]) -> int:
    """Run the crawl a job file describes."""
    if len(arguments) not in (1, 3) or (len(arguments) == 3 and arguments[1] != "--parent"):
        return _say(_USAGE, 2)
    try:
        job = job_from_json(Path(arguments[0]).read_bytes())
    except OSError as error:
        return _say(f"{arguments[0]}: cannot be read ({error.strerror})", 2)
    except ValueError as error:
        return _say(f"{arguments[0]}: not a crawl job: {error}", 2)
    try:
        writer = Writer(Path(job.spool))
    except OSError as error:
        return _say(f"{job.spool}: cannot be written ({error.strerror})", 3)
    return crawl(job, writer, int(arguments[2]) if len(arguments) == 3 else None)


def crawl(job: Job, writer: Writer, parent: int | None = None) -> int:
    """Crawl in this process. Works once: Twisted's reactor does not start again."""
    begun = monotonic()
    try:
        settings = scrapy_settings(job)
    except BrowserError as error:
        return _say(str(error), 2)
    process = CrawlerProcess(settings)
    # Scrapy sets the root logger to DEBUG; records nobody reads cost a tenth of the time.
    logging.getLogger().setLevel(logging.WARNING)
    logging.getLogger("scrapy.downloadermiddlewares.redirect").setLevel(logging.ERROR)
    logging.getLogger("scrapy.core.downloader.handlers.http11").setLevel(logging.ERROR)
    logging.getLogger("scrapy-playwright").setLevel(logging.ERROR)
    crawler = process.create_crawler(NightSpider)
    process.crawl(crawler, job=job, writer=writer)
    if parent is not None:
        _watch(crawler, parent)
    process.start()
    spider = crawler.spider
    if not isinstance(spider, NightSpider):
        return _say("the crawl could not be started", 1)
    return _finish(crawler, spider, monotonic() - begun)


def _watch(crawler: Crawler, parent: int) -> None:
    """An orphan would crawl beside the next pass, at twice the agreed pace."""

    def look() -> None:
        engine = crawler.engine
        if os.getppid() != parent and engine is not None and engine.spider is not None:
            watch.stop()
            deferred_from_coro(engine.close_spider_async(reason="the process that asked for it is gone"))

    watch = LoopingCall(look)
    watch.start(2.0, now=False)


def _finish(crawler: Crawler, spider: NightSpider, seconds: float) -> int:
    assert crawler.stats is not None
    reason = str(crawler.stats.get_value("finish_reason") or "stopped")
    if spider.broken is not None:
        return _say(f"{spider.job.spool}: cannot be written ({spider.broken.strerror or spider.broken})", 3)
    mistakes = int(crawler.stats.get_value("spider_exceptions/count") or 0)
    done = Done(
        reason=reason,
        seconds=round(seconds, 3),
        requests=sum(site.pages for site in spider.sites.all()),
        bytes=sum(site.bytes for site in spider.sites.all()),
        errors=mistakes,
        summaries=tuple(tally.summary(reason == "finished") for tally in spider.tallies.values()),
        outcomes=dict(spider.outcomes),
    )
    try:
        spider.writer.done(done)
    except OSError as error:
        return _say(f"{spider.job.spool}: cannot be written ({error.strerror or error})", 3)
    spider.writer.close()
    return 1 if mistakes else 0


def _say(line: str, status: int) -> int:
    print(line, file=sys.stderr)
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
