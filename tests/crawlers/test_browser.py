"""Pages built by script, with a real Chromium."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pytest

from crawlers import browser
from crawlers.records import CrawlSettings, Fetch, Job, Layout, Outcome, Role, Source
from flows.crawl import CrawlError, CrawlResult, run_crawl
from tests.crawlers import site as web
from tests.crawlers.site import Answer, Site

pytestmark = [pytest.mark.slow, pytest.mark.browser]

NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
LIST = """<html><body><ul id="rows"></ul><script>
fetch("/rows.json").then(r => r.json()).then(rows => {
  for (const row of rows) { const a = document.createElement("a"); a.href = row.url; a.textContent = row.title;
    document.getElementById("rows").append(a); } });
</script></body></html>"""
ARTICLE = """<html><body><h1>清河镇民生实事</h1><script>
document.body.append("新建" + (2 + 1) + "处菜场"); document.cookie = "a=1";
</script></body></html>"""
SPY = """<html><body>清河镇<script>
fetch("http://127.0.0.1:%d/steal").catch(() => 0); fetch("http://169.254.169.254/").catch(() => 0);
navigator.serviceWorker && navigator.serviceWorker.register("/sw.js").catch(() => 0);
</script><img src="/big.jpg"><iframe src="http://127.0.0.1:%d/frame"></iframe></body></html>"""


@dataclass(slots=True)
class Night:
    site: Site
    foreign: Site
    result: CrawlResult
    fetches: list[Fetch]

    def one(self, path: str) -> Fetch:
        (found,) = [f for f in self.fetches if f.requested_url.endswith(path)]
        return found


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Night]:
    if not any(shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome")):
        pytest.skip("no Chromium on this machine (install the package chromium)")
    with web.running() as site, web.running() as foreign:
        site.on("/list/", LIST)
        site.on(
            "/rows.json",
            Answer(b'[{"url": "/202603/t20260302_1.html", "title": "\xe8\xbf\x9b\xe5\xb1\x95"}]', headers={}),
        )
        site.on("/202603/t20260302_1.html", ARTICLE)
        site.on("/spy.html", SPY % (foreign.port, foreign.port))
        site.on("/away.html", web.redirect(f"http://127.0.0.1:{foreign.port}/away"))
        site.on("/script-away.html", f"<script>location = 'http://127.0.0.1:{foreign.port}/script'</script>")
        site.on("/loop.html", web.redirect("/loop.html"))
        site.on("/never.html", web.slow(30))
        site.on("/gone.html", Answer(b"<html>gone</html>", 404))
        site.on("/robots.txt", Answer(b"User-agent: *\nDisallow: /secret", headers={}))
        base = f"http://localhost:{site.port}"
        paths = ("spy", "away", "script-away", "loop", "never", "gone", "secret")
        plain = Source("plain", "清河镇", Layout.PAGE, (f"{base}/list/",), allow_loopback=True)
        sources = (
            plain,
            replace(plain, id="list", layout=Layout.PORTAL, follow="进展", browser=True),
            replace(plain, id="pages", start=tuple(f"{base}/{path}.html" for path in paths), browser=True),
        )
        settings = CrawlSettings(delay=0, timeout=6.0, retries=0)
        folder = tmp_path_factory.mktemp("browser")
        result = run_crawl(Job(sources, str(folder), NOW, settings=settings), 60)
        yield Night(site, foreign, result, list(result.fetches()))


def test_a_list_and_an_article_built_by_script(night: Night) -> None:
    article = night.one("/t20260302_1.html")
    assert (article.outcome, article.status, article.title_hint) == (Outcome.OK, 200, "进展")
    assert "新建3处菜场" in night.result.body(article).decode()


def test_sources_that_do_not_ask_get_no_browser(night: Night) -> None:
    (plain,) = [f for f in night.fetches if f.source == "plain" and f.role is Role.ARTICLE]
    assert night.result.body(plain).decode() == LIST


def test_no_script_leads_out_of_bounds(night: Night) -> None:
    assert night.foreign.asked == []
    assert night.one("/spy.html").outcome is Outcome.OK
    assert night.site.count("/big.jpg") == 0


@pytest.mark.parametrize(
    ("path", "outcome"),
    [
        ("/away.html", Outcome.DNS),
        ("/script-away.html", Outcome.OFF_LIMITS),
        ("/loop.html", Outcome.REDIRECT_LOOP),
        ("/never.html", Outcome.TIMEOUT),
        ("/gone.html", Outcome.HTTP_ERROR),
        ("/secret.html", Outcome.ROBOTS),
    ],
)
def test_failures_have_their_outcomes(night: Night, path: str, outcome: Outcome) -> None:
    fetch = night.one(path)
    assert fetch.outcome is outcome, fetch.detail


def test_the_crawl_ended_by_itself(night: Night) -> None:
    assert night.result.done is not None
    assert (night.result.done.reason, night.result.done.errors) == ("finished", 0)
    agents = {r.headers["user-agent"] for r in night.site.asked}
    assert agents == {CrawlSettings().user_agent}


def test_a_missing_browser_is_one_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    source = Source("qinghe", "清河镇", Layout.PAGE, ("http://localhost:9/",), browser=True, allow_loopback=True)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(browser.BrowserError, match=r"source qinghe: .* install the package chromium"):
        browser.settings((source,), CrawlSettings())
    with pytest.raises(CrawlError, match="install the package chromium"):
        run_crawl(Job((source,), str(tmp_path_factory.mktemp("none")), NOW), 20)
