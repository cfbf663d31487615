"""What crawling costs beside a Scrapy spider that only follows links and keeps nothing."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import textwrap
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from crawlers.records import CrawlSettings, Job, Layout, Source
from flows.crawl import run_crawl
from tests.bench.pages import long_report

PAGES = 500
_BARE = """
    import sys, scrapy
    from scrapy.crawler import CrawlerProcess

    class Bare(scrapy.Spider):
        name = "bare"
        start_urls = [sys.argv[1]]

        def parse(self, response):
            for link in response.css("a::attr(href)").getall():
                yield response.follow(link, self.keep)

        def keep(self, response):
            yield {"url": response.url, "size": len(response.body)}

    process = CrawlerProcess({"LOG_LEVEL": "ERROR", "ROBOTSTXT_OBEY": True, "COOKIES_ENABLED": False,
                              "TELNETCONSOLE_ENABLED": False, "CONCURRENT_REQUESTS_PER_DOMAIN": 8, "DOWNLOAD_DELAY": 0})
    process.crawl(Bare)
    process.start()
"""


def against_bare_spider(pairs: int = 3) -> list[float]:
    """Wall time of our crawl process over that of the bare one, on the same site in turn."""
    with _site() as base, tempfile.TemporaryDirectory() as folder:
        return [_ours(base, Path(folder) / str(n)) / _bare(base) for n in range(pairs)]


def _ours(base: str, spool: Path) -> float:
    source = Source(
        id="bench", place="天津市", layout=Layout.PORTAL, start=(f"{base}/list.html",), follow="民生实事",
        allow_loopback=True,
    )  # fmt: skip
    job = Job((source,), str(spool), datetime.now(UTC), settings=CrawlSettings(delay=0.0))
    begin = time.perf_counter()
    result = run_crawl(job, timeout=300)
    spent = time.perf_counter() - begin
    came = sum(f.role == "article" and f.outcome == "ok" for f in result.fetches())
    if came != PAGES:
        raise AssertionError(f"the crawl brought {came} of {PAGES} pages")
    return spent


def _bare(base: str) -> float:
    with tempfile.TemporaryDirectory() as folder:
        spider = Path(folder) / "bare.py"  # from a file: Scrapy reads the source of callbacks
        spider.write_text(textwrap.dedent(_BARE), encoding="utf-8")
        begin = time.perf_counter()
        done = subprocess.run(
            [sys.executable, str(spider), f"{base}/list.html"], capture_output=True, text=True, check=False
        )
        spent = time.perf_counter() - begin
    if done.returncode or "Traceback" in done.stderr:
        raise AssertionError(f"the bare spider failed: {done.stderr[-500:]}")
    return spent


@contextmanager
def _site() -> Iterator[str]:
    """One list of 500 articles on loopback."""
    article = long_report(3_000)
    rows = "".join(f'<li><a href="/a/t20260101_{n}.html">民生实事第{n}号</a></li>' for n in range(PAGES))
    listing = f"<html><body><ul>{rows}</ul></body></html>".encode()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            body = b"User-agent: *\n" if self.path == "/robots.txt" else listing if "list" in self.path else article
            if self.path.startswith("/a/"):
                body = article + f"<!-- {self.path} -->".encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
