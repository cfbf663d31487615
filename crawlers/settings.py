"""A job's settings in Scrapy's terms."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from crawlers import bounds, browser
from crawlers.records import Job, Source

_MIDDLEWARES: dict[str, int | None] = {
    # Ours stand in for Scrapy's own; what a watch does not need is left out.
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": None,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    "scrapy.downloadermiddlewares.cookies.CookiesMiddleware": None,
    "scrapy.downloadermiddlewares.httpproxy.HttpProxyMiddleware": None,
    "scrapy.downloadermiddlewares.httpcache.HttpCacheMiddleware": None,
    "scrapy.downloadermiddlewares.stats.DownloaderStats": None,
    "crawlers.middlewares.Gate": 100,
    "crawlers.middlewares.Cookies": 700,
    "crawlers.middlewares.Answers": 800,
}


def scrapy_settings(job: Job) -> dict[str, Any]:
    """Settings for one process that crawls the job. Raises BrowserError where a source needs one that is not there."""
    settings = job.settings
    extra = browser.settings(job.sources, settings) if any(source.browser for source in job.sources) else {}
    return extra | {
        "USER_AGENT": settings.user_agent,
        "DEFAULT_REQUEST_HEADERS": {
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "Accept-Language": "zh-CN,zh;q=0.9",
        },
        "DOWNLOADER_MIDDLEWARES": _MIDDLEWARES,
        "SPIDER_MIDDLEWARES": {
            "scrapy.spidermiddlewares.start.StartSpiderMiddleware": None,
            "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware": None,
            "scrapy.spidermiddlewares.referer.RefererMiddleware": None,
            "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
            "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,
            "scrapy.spidermiddlewares.metacopy.MetaCopyDetectionMiddleware": None,
        },
        "EXTENSIONS": {
            "crawlers.middlewares.Throttle": 0,
            "scrapy.extensions.telnet.TelnetConsole": None,
            "scrapy.extensions.remote_control.RemoteControl": None,
            "scrapy.extensions.memusage.MemoryUsage": None,
            "scrapy.extensions.feedexport.FeedExporter": None,
            "scrapy.extensions.logstats.LogStats": None,
        },
        "TELNETCONSOLE_ENABLED": False,
        "REMOTE_CONTROL_ENABLED": False,
        "TWISTED_DNS_RESOLVER": "crawlers.bounds.GuardedResolver",
        "MINXIN_PRIVATE_NAMES": [name for source in job.sources if source.allow_loopback for name in _names(source)],
        "DNS_TIMEOUT": min(20.0, settings.timeout),
        "DOWNLOAD_DELAY": settings.delay,
        "DOWNLOAD_DELAY_JITTER": 0.0,
        "DOWNLOAD_SLOTS": _slots(job),
        "DOWNLOAD_TIMEOUT": settings.timeout,
        "DOWNLOAD_MAXSIZE": settings.max_page_bytes,
        "DOWNLOAD_WARNSIZE": 0,
        "DOWNLOAD_FAIL_ON_DATALOSS": True,
        "DOWNLOAD_VERIFY_CERTIFICATES": settings.verify_tls,
        "CONCURRENT_REQUESTS": 0,  # none over all sites: `queues` bounds each site for itself
        "CONCURRENT_REQUESTS_PER_DOMAIN": 8 if settings.delay == 0 else 1,
        # Scrapy starts this many tasks for each answer; callbacks here yield requests only, which need none.
        "CONCURRENT_ITEMS": 2,
        "RETRY_TIMES": settings.retries,
        "RETRY_GIVE_UP_LOG_LEVEL": "DEBUG",
        "REDIRECT_MAX_TIMES": 8,
        "CLOSESPIDER_TIMEOUT": settings.seconds,
        "LOG_LEVEL": "WARNING",
        "STATS_DUMP": False,
        "WARN_ON_GENERATOR_RETURN_VALUE": False,
    }


def _slots(job: Job) -> dict[str, dict[str, float]]:
    """The pace of every site that is known from the start; the longest delay of the sources that share it wins."""
    slots: dict[str, dict[str, float]] = {}
    for source in job.sources:
        delay = job.settings.delay if source.delay is None else source.delay
        for host in bounds.own_hosts(source):
            longest = max(delay, slots.get(host, {}).get("delay", 0.0))
            slots[host] = {"delay": longest, "concurrency": 8 if longest == 0 else 1}
    return slots


def _names(source: Source) -> set[str]:
    return {urlsplit(f"//{host}").hostname or host for host in bounds.own_hosts(source) | set(source.attachment_hosts)}
