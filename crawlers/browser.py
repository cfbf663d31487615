"""Pages built by script: settings for scrapy-playwright and the system's Chromium (extra `browser`).

The browser may only reach the hosts of the sources that ask for it, each pinned to an address that was checked: a
script cannot lead it elsewhere, not by a redirect and not by DNS.
"""

from __future__ import annotations

import importlib.util
import ipaddress
import os
import shutil
import socket
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from crawlers import bounds
from crawlers.records import CrawlSettings, Source

if TYPE_CHECKING:
    from playwright.async_api import Page
    from playwright.async_api import Request as BrowserRequest

_HANDLER = "scrapy_playwright.handler.ScrapyPlaywrightDownloadHandler"
_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
_NOT_LOADED = frozenset({"image", "media", "font", "websocket", "eventsource", "manifest", "ping"})
_IDLE = 5_000  # milliseconds; a page that polls for ever is read as it stands then


class BrowserError(RuntimeError):
    """A source asks for a browser and there is none; the message is one line."""


def settings(sources: Iterable[Source], crawl: CrawlSettings) -> dict[str, Any]:
    """Scrapy settings for a job with sources that ask for a browser. Raises BrowserError."""
    wanting = [source for source in sources if source.browser]
    if importlib.util.find_spec("scrapy_playwright") is None:
        raise BrowserError(f"source {wanting[0].id}: browser = true needs the extra: pip install 'minxin[browser]'")
    program = next((path for name in _NAMES if (path := shutil.which(name))), None)
    if program is None:
        raise BrowserError(f"source {wanting[0].id}: browser = true needs Chromium; install the package chromium")
    arguments = [f"--host-resolver-rules={_resolver_rules(wanting)}", "--disable-background-networking"]
    if os.geteuid() == 0:
        arguments.append("--no-sandbox")  # Chromium's own sandbox refuses to run as root
    return {
        "DOWNLOAD_HANDLERS": {"http": _HANDLER, "https": _HANDLER},
        "PLAYWRIGHT_LAUNCH_OPTIONS": {"executable_path": program, "args": arguments},
        "PLAYWRIGHT_DEFAULT_NAVIGATION_TIMEOUT": crawl.timeout * 1000,
        "PLAYWRIGHT_MAX_PAGES_PER_CONTEXT": 2,
        "PLAYWRIGHT_ABORT_REQUEST": _not_needed,
    }


def meta(source: Source) -> dict[str, Any]:
    """What a request carries so that the browser fetches it, in a context of the source's own."""
    from scrapy_playwright.page import PageMethod

    return {
        "playwright": True,
        "playwright_context": source.id,
        "playwright_context_kwargs": {"service_workers": "block", "accept_downloads": False},
        "playwright_page_methods": [PageMethod(_settle)],
    }


def _resolver_rules(sources: list[Source]) -> str:
    """Chromium's rules: each allowed host at its checked address, and no other host anywhere."""
    rules: list[str] = []
    for source in sources:
        for site in sorted(bounds.own_hosts(source)):
            host = urlsplit(f"//{site}").hostname or site
            address = _checked(host, source.allow_loopback)
            rules.append(f"MAP {host} {address}" if address else f"MAP {host} ~NOTFOUND")
    return ", ".join([*dict.fromkeys(rules), "MAP * ~NOTFOUND"])


def _checked(host: str, allow_loopback: bool) -> str | None:
    try:
        address = socket.gethostbyname(host)
    except OSError:
        return None
    return address if bounds.reachable(ipaddress.ip_address(address), allow_loopback) else None


def _not_needed(request: BrowserRequest) -> bool:
    return request.resource_type in _NOT_LOADED


async def _settle(page: Page) -> None:
    """Wait until the scripts have fetched what they show."""
    from playwright.async_api import TimeoutError as BrowserTimeout

    try:
        await page.wait_for_load_state("networkidle", timeout=_IDLE)
    except BrowserTimeout:
        return
