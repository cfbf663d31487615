"""robots.txt of every site, fetched once a night before anything else (RFC 9309)."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from protego import Protego
from scrapy import Request
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from crawlers.failures import explain
from crawlers.middlewares import PLAN, Plan, Stopped
from crawlers.politeness import Site
from crawlers.records import Outcome, Role

if TYPE_CHECKING:
    from crawlers.spider import NightSpider


UNREACHABLE = "robots.txt: "
"""How details begin that hold for a whole site."""


class Robots:
    """The rules of all sites of one crawl. A site whose robots.txt cannot be had is not crawled tonight."""

    def __init__(self, spider: NightSpider) -> None:
        self._spider = spider
        self._rules: dict[str, Protego | Stopped] = {}
        self._locks: dict[str, asyncio.Lock] = {}

    async def check(self, request: Request, plan: Plan, site: Site) -> None:
        """Raise Stopped where robots.txt forbids the address or could not be fetched."""
        parts = urlsplit(request.url)
        root = f"{parts.scheme}://{parts.netloc}"
        if root not in self._rules:
            async with self._locks.setdefault(root, asyncio.Lock()):
                if root not in self._rules:
                    self._rules[root] = await self._load(f"{root}/robots.txt", plan, site)
        rules = self._rules[root]
        if isinstance(rules, Stopped):
            raise Stopped(rules.outcome, rules.detail, rules.status)
        if not rules.can_fetch(request.url, self._spider.job.settings.user_agent):
            raise Stopped(Outcome.ROBOTS, "robots.txt forbids it")

    async def _load(self, url: str, asker: Plan, site: Site) -> Protego | Stopped:
        plan = Plan(asker.source, asker.hosts, url, url, Role.ROBOTS)
        request = Request(url, callback=NO_CALLBACK, meta={PLAN: plan}, dont_filter=True)
        engine = self._spider.crawler.engine
        assert engine is not None
        try:
            response = await engine.download_async(request)
        except Exception as error:  # noqa: BLE001 - every failure of the network has its outcome
            outcome, detail, status = explain(error, request)
            self._spider.record_failure(plan, outcome, detail, status, url)
            return Stopped(outcome, f"{UNREACHABLE}{detail}", status)
        self._spider.record_response(plan, response)
        if response.status >= 500 or response.status == 429:
            return Stopped(Outcome.ROBOTS, f"{UNREACHABLE}answered {response.status}", response.status)
        rules = Protego.parse(_text(response))
        if delay := rules.crawl_delay(self._spider.job.settings.user_agent):
            self._spider.sites.crawl_delay(site, float(delay))
            self._keep_pace(request.meta["download_slot"], site)
        return rules

    def _keep_pace(self, name: str, site: Site) -> None:
        """Bring the running download slot to the pace just learnt."""
        engine = self._spider.crawler.engine
        slot = engine.downloader.slots.get(name) if engine else None
        if slot is not None and site.floor > slot.delay:
            slot.delay, slot.concurrency = site.floor, 1


def _text(response: Response) -> str:
    """The rules, or nothing where there are none: an error page is not a robots.txt, whatever its status."""
    if response.status != 200 or response.body.lstrip()[:1] == b"<":
        return ""
    return response.body[:512_000].decode("utf-8-sig", "ignore")
