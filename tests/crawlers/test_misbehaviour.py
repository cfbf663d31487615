"""One crawl over a site that does everything wrong; one row for each behaviour."""

from __future__ import annotations

import gzip
import ssl
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import pairwise

import pytest
import trustme

from crawlers.records import CrawlSettings, Fetch, Job, Known, Layout, Outcome, Role, Source
from flows.crawl import CrawlResult, run_crawl
from tests.crawlers import site as web
from tests.crawlers.site import Answer, Request, Site
from tests.ports import closed_port

pytestmark = pytest.mark.slow

LIMIT = 300_000
SETTINGS = CrawlSettings(delay=0, timeout=3.0, retries=1, max_page_bytes=LIMIT, max_pause=3.0, site_pages=150)
TEXT = web.page("清河镇民生实事", "<p>新建便民菜场3处。</p>")
PACKED = gzip.compress(TEXT.encode())
HTML = {"Content-Type": "text/html; charset=utf-8"}
GZIP = {**HTML, "Content-Encoding": "gzip"}


def cookie_wall(request: Request) -> Answer:
    if "pass=1" in request.headers.get("cookie", ""):
        return Answer(TEXT.encode())
    return web.redirect(request.path, Set_Cookie="pass=1; Path=/")


def ever_further(request: Request) -> Answer:
    return web.redirect(f"{request.path}x")


def conditional(request: Request) -> Answer:
    if request.headers.get("if-none-match") == '"v7"':
        return Answer(b"", 304, {"ETag": '"v7"'})
    return Answer(TEXT.encode(), headers={**HTML, "ETag": '"v7"', "Last-Modified": "Mon, 02 Mar 2026 00:00:00 GMT"})


def claimed_gigabyte() -> Answer:
    return Answer(b"<html>", length=1 << 30)


def raw_deflate(text: str) -> bytes:
    machine = zlib.compressobj(wbits=-15)
    return machine.compress(text.encode()) + machine.flush()


Body = Answer | str | bytes | web.Handler

# path, what it answers, expected outcome, expected status, a word of the detail
ROWS: tuple[tuple[str, Body, Outcome, int | None, str], ...] = (
    ("/good.html", TEXT, Outcome.OK, 200, ""),
    ("/missing.html", Answer(b"gone", 404), Outcome.HTTP_ERROR, 404, "404"),
    ("/withdrawn.html", Answer(b"gone", 410), Outcome.HTTP_ERROR, 410, "410"),
    ("/login.html", Answer(b"who are you", 401), Outcome.HTTP_ERROR, 401, "401"),
    ("/broken.html", Answer(b"oops", 500), Outcome.HTTP_ERROR, 500, "500"),
    ("/flaps.html", web.flapping(TEXT, 1, 502), Outcome.OK, 200, ""),
    ("/slow.html", web.slow(8), Outcome.TIMEOUT, None, "in time"),
    ("/drip.html", web.drip(8), Outcome.TIMEOUT, None, "in time"),
    ("/hangs-up.html", web.hang_up(), Outcome.REFUSED, None, "broke"),
    ("/garbage.html", web.garbage(), Outcome.REFUSED, None, "broke"),
    ("/truncated.html", web.truncated(TEXT.encode()), Outcome.TRUNCATED, None, "broke off"),
    ("/broken-chunks.html", web.broken_chunks(), Outcome.TRUNCATED, None, "broke off"),
    ("/short-length.html", Answer(TEXT.encode(), length=60), Outcome.OK, 200, "no end tag"),
    ("/cut-gzip.html", Answer(PACKED[:-30], headers=GZIP), Outcome.TRUNCATED, 200, "ends before"),
    ("/false-gzip.html", Answer(b"\x1f\x8b\x08\x00rubbish" * 9, headers=GZIP), Outcome.TRUNCATED, 200, "decompressed"),
    ("/plain-as-gzip.html", Answer(TEXT.encode(), headers=GZIP), Outcome.OK, 200, ""),
    ("/gzip.html", Answer(PACKED, headers=GZIP), Outcome.OK, 200, ""),
    ("/two-gzips.html", Answer(PACKED + PACKED, headers=GZIP), Outcome.OK, 200, ""),
    ("/deflate.html", Answer(raw_deflate(TEXT), headers={**HTML, "Content-Encoding": "deflate"}), Outcome.OK, 200, ""),
    (
        "/unasked.html",
        Answer(b"\x01\x02", headers={**HTML, "Content-Encoding": "br"}),
        Outcome.TRUNCATED,
        200,
        "not asked for",
    ),
    ("/bomb.html", web.bomb(80_000_000), Outcome.TOO_LARGE, 200, "decompressed"),
    ("/gigabyte.html", claimed_gigabyte(), Outcome.TOO_LARGE, None, "limit"),
    ("/endless.html", web.endless(), Outcome.TOO_LARGE, None, "limit"),
    ("/empty.html", Answer(b""), Outcome.OK, 200, ""),
    ("/no-content.html", Answer(b"", 204), Outcome.OK, 204, ""),
    ("/moved.html", web.redirect("/good.html?from=moved", 301), Outcome.OK, 200, ""),
    ("/loop-a.html", web.redirect("/loop-b.html"), Outcome.REDIRECT_LOOP, None, "hops"),
    ("/loop-b.html", web.redirect("/loop-a.html"), Outcome.REDIRECT_LOOP, None, "hops"),
    ("/loop-self.html", web.redirect("/loop-self.html"), Outcome.REDIRECT_LOOP, None, "hops"),
    ("/further.html", ever_further, Outcome.REDIRECT_LOOP, None, "hops"),
    ("/nowhere.html", Answer(b"", 302), Outcome.HTTP_ERROR, 302, "302"),
    ("/to-file.html", web.redirect("file:///etc/passwd"), Outcome.OFF_LIMITS, 302, "file:"),
    ("/to-script.html", web.redirect("javascript:alert(1)"), Outcome.OFF_LIMITS, 302, "javascript"),
    ("/to-foreign.html", web.redirect("http://203.0.113.9/x"), Outcome.OFF_LIMITS, None, "not a host"),
    ("/to-private.html", web.redirect("http://10.0.0.1/admin"), Outcome.OFF_LIMITS, None, "not a host"),
    ("/to-port.html", web.redirect("http://127.0.0.1:9/x"), Outcome.OFF_LIMITS, None, "not a host"),
    ("/to-user.html", web.redirect("http://a:b@127.0.0.1/x"), Outcome.OFF_LIMITS, None, "user name"),
    ("/refresh.html", '<meta http-equiv="refresh" content="0;url=/good.html?r=1">', Outcome.OK, 200, ""),
    ("/refresh-self.html", '<meta http-equiv="refresh" content="1;url=/refresh-self.html">', Outcome.OK, 200, ""),
    ("/refresh-a.html", '<meta http-equiv="refresh" content="1;url=/refresh-b.html">', Outcome.OK, 200, ""),
    ("/refresh-b.html", '<meta http-equiv="refresh" content="1;url=/refresh-a.html">', Outcome.OK, 200, ""),
    ("/to-refresh.html", '<meta http-equiv=refresh content="0;url=//10.9.8.7/">', Outcome.OFF_LIMITS, None, "host"),
    ("/secret/page.html", TEXT, Outcome.ROBOTS, None, "forbids"),
    ("/wall.html", cookie_wall, Outcome.REDIRECT_LOOP, None, "hops"),
    ("/known.html", conditional, Outcome.NOT_MODIFIED, 304, ""),
    ("/known-changed.html", conditional, Outcome.OK, 200, ""),
    ("/many-headers.html", Answer(b"x", headers={f"X-{n}": "y" * 900 for n in range(40)}), Outcome.OK, 200, ""),
    ("/long-header.html", Answer(b"x", headers={"X-Long": "y" * 300_000}), Outcome.REFUSED, None, "broke"),
    ("/bad-header.html", Answer(raw=lambda c: c.sendall(b"HTTP/1.1 200 OK\r\nno colon\r\nContent-Length: 1\r\n\r\nx")),
     Outcome.OK, 200, ""),
)  # fmt: skip


@dataclass(slots=True)
class Night:
    site: Site
    other: dict[str, Site]
    result: CrawlResult
    fetches: list[Fetch]

    def one(self, source: str, path: str) -> Fetch:
        found = [f for f in self.fetches if f.source == source and f.requested_url.endswith(path)]
        assert len(found) == 1, [f.requested_url for f in self.fetches if f.source == source]
        return found[0]

    def of(self, source: str) -> list[Fetch]:
        return [f for f in self.fetches if f.source == source and f.role is not Role.ROBOTS]


def _source(name: str, *start: str, layout: Layout = Layout.PAGE) -> Source:
    return Source(name, "清河镇", layout, start, allow_loopback=True)


def _certificate() -> ssl.SSLContext:
    """A certificate no browser would accept: its authority is known to nobody."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(context)
    return context


def _misbehave(site: Site) -> Source:
    robots = "User-agent: *\nDisallow: /secret/\n"
    site.on("/robots.txt", Answer(robots.encode(), headers={"Content-Type": "text/plain"}))
    site.on("/good.html?from=moved", TEXT)
    site.on("/good.html?r=1", TEXT)
    site.otherwise(ever_further)
    starts = [site.on(path, answer) for path, answer, *_ in ROWS]
    return _source("wrong", *starts)


def _calendar(request: Request) -> Answer:
    day = int(request.path.rpartition("=")[2] or 0) if "=" in request.path else 0
    items = [(f"/cal/?page={day + n}", f"第{day + n}日") for n in range(1, 30)]
    items += [(f"/news/{day}/{n}00{n}.html;jsessionid={day}{n}", "民生实事") for n in range(5)]
    return Answer(web.page("日历", web.links(*items)).encode())


def _others(sites: dict[str, Site], closed: int) -> list[Source]:
    """Behaviours of a whole site, each on a site of its own, since sites are paced and closed one by one."""
    sites["busy"].on("/a.html", web.flapping(TEXT, 1, 503, retry_after="1"))
    sites["later"].on("/a.html", Answer(b"busy", 429, {"Retry-After": "7200"}))
    for n in range(3):
        sites["later"].on(f"/b{n}.html", TEXT)
        sites["paced"].on(f"/b{n}.html", TEXT)
        sites["own-pace"].on(f"/b{n}.html", TEXT)
    sites["paced"].on("/robots.txt", Answer(b"User-agent: *\nCrawl-delay: 0.4\n", headers={}))
    sites["never"].on("/robots.txt", Answer(b"User-agent: *\nCrawl-delay: 86400\n", headers={}))
    sites["no-robots"].on("/robots.txt", Answer(b"down", 500))
    sites["html-robots"].on("/robots.txt", Answer(b"<html>Disallow: /</html>"))
    sites["html-robots"].on("/a.html", TEXT)
    sites["mute-robots"].on("/robots.txt", web.slow(8))
    sites["cookies"].on("/wall.html", cookie_wall)
    sites["calendar"].otherwise(_calendar)
    sites["named"].on("/a.html", TEXT)
    port = {name: site.base for name, site in sites.items()}
    named = f"http://localhost:{sites['named'].port}/a.html"
    return [
        _source("busy", f"{port['busy']}/a.html"),
        _source("later", f"{port['later']}/a.html", *(f"{port['later']}/b{n}.html" for n in range(3))),
        _source("paced", *(f"{port['paced']}/b{n}.html" for n in range(3))),
        replace(_source("own-pace", *(f"{port['own-pace']}/b{n}.html" for n in range(3))), delay=0.4),
        _source("never", f"{port['never']}/a.html"),
        _source("no-robots", f"{port['no-robots']}/a.html"),
        _source("html-robots", f"{port['html-robots']}/a.html"),
        _source("mute-robots", f"{port['mute-robots']}/a.html"),
        replace(_source("cookies", f"{port['cookies']}/wall.html"), cookies=True),
        Source(
            "calendar", "清河镇", Layout.PORTAL, (f"{port['calendar']}/cal/",), follow="民生", sections="日", depth=6,
            allow_loopback=True,
        ),
        replace(_source("named", named), allow_loopback=False),
        replace(_source("literal", f"{port['named']}/a.html"), allow_loopback=False),
        replace(_source("decimal", f"http://2130706433:{sites['named'].port}/a.html"), allow_loopback=False),
        _source("refused", f"http://127.0.0.1:{closed}/a.html"),
        _source("unknown-name", "http://no-such-host.invalid/a.html"),
        _source("own-certificate", f"{port['own-certificate']}/a.html"),
    ]  # fmt: skip


OTHERS: tuple[str, ...] = ("busy", "later", "paced", "own-pace", "never", "no-robots", "html-robots", "mute-robots")
OTHERS += ("cookies", "calendar", "named")


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Night]:
    site, sites = Site(), {name: Site() for name in OTHERS}
    sites["own-certificate"] = Site(_certificate())
    now = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
    known = (
        Known(f"{site.base}/known.html", "wrong", etag='"v7"', sha256="0" * 64, checked_at=now),
        Known(f"{site.base}/known-changed.html", "wrong", etag='"v6"', sha256="0" * 64, checked_at=now),
    )
    folder = tmp_path_factory.mktemp("spool")
    try:
        with closed_port() as closed:
            sources = (_misbehave(site), *_others(sites, closed))
            result = run_crawl(Job(sources, str(folder), now, known, SETTINGS), timeout=60)
        yield Night(site, sites, result, list(result.fetches()))
    finally:
        for each in (site, *sites.values()):
            each.close()


@pytest.mark.parametrize(
    ("path", "outcome", "status", "word"), [(r[0], *r[2:]) for r in ROWS], ids=[r[0] for r in ROWS]
)
def test_each_behaviour_is_an_outcome(night: Night, path: str, outcome: Outcome, status: int | None, word: str) -> None:
    fetch = night.one("wrong", path)
    assert (fetch.outcome, fetch.status) == (outcome, status), fetch.detail
    assert word in fetch.detail
    if outcome is Outcome.OK and fetch.size:
        assert len(night.result.body(fetch)) == fetch.size <= LIMIT


def test_the_crawl_ended_by_itself_without_mistakes(night: Night) -> None:
    done = night.result.done
    assert done is not None
    assert (done.reason, done.errors, night.result.timed_out) == ("finished", 0, False)
    assert (night.result.spool / "stderr.log").read_text() == ""


def test_decoded_bodies_are_what_was_written(night: Night) -> None:
    for path in ("/good.html", "/gzip.html", "/deflate.html", "/plain-as-gzip.html", "/flaps.html"):
        assert night.result.body(night.one("wrong", path)).decode() == TEXT
    assert night.result.body(night.one("wrong", "/two-gzips.html")).decode() == TEXT * 2


def test_failures_are_retried_and_refusals_are_not(night: Night) -> None:
    asked = {path: night.site.count(path) for path in ("/broken.html", "/missing.html", "/bomb.html")}
    assert asked == {"/broken.html": 2, "/missing.html": 1, "/bomb.html": 1}
    assert night.site.count("/hangs-up.html") >= 2


def test_forbidden_addresses_are_never_asked_for(night: Night) -> None:
    assert night.site.count("/secret/page.html") == 0
    assert night.site.count("/robots.txt") == 1


def test_a_redirect_is_told_with_its_end(night: Night) -> None:
    assert night.one("wrong", "/moved.html").final_url == f"{night.site.base}/good.html?from=moved"


def test_validators_are_recorded(night: Night) -> None:
    fetch = night.one("wrong", "/known-changed.html")
    assert (fetch.etag, fetch.last_modified) == ('"v7"', "Mon, 02 Mar 2026 00:00:00 GMT")


def test_the_crawler_says_who_it_is_and_sends_no_cookies(night: Night) -> None:
    assert {r.headers["user-agent"] for r in night.site.asked} == {SETTINGS.user_agent}
    assert not [r for r in night.site.asked if "cookie" in r.headers]


# source, its one expected outcome, a word of the detail
SITES = (
    ("busy", Outcome.OK, ""),
    ("never", Outcome.BUDGET, "86400 s"),
    ("no-robots", Outcome.ROBOTS, "answered 500"),
    ("html-robots", Outcome.OK, ""),
    ("mute-robots", Outcome.TIMEOUT, "robots.txt"),
    ("cookies", Outcome.OK, ""),
    ("named", Outcome.OFF_LIMITS, "private"),
    ("literal", Outcome.OFF_LIMITS, "private"),
    ("decimal", Outcome.OFF_LIMITS, "private"),
    ("refused", Outcome.REFUSED, "refused"),
    ("unknown-name", Outcome.DNS, "resolved"),
    ("own-certificate", Outcome.TLS, "no secure connection"),
)


@pytest.mark.parametrize(("source", "outcome", "word"), SITES, ids=[row[0] for row in SITES])
def test_each_site_is_an_outcome(night: Night, source: str, outcome: Outcome, word: str) -> None:
    fetch = night.of(source)[-1]
    assert fetch.outcome is outcome, fetch.detail
    assert word in fetch.detail


def test_private_addresses_are_never_connected_to(night: Night) -> None:
    assert night.other["named"].asked == []


def test_retry_after_is_kept(night: Night) -> None:
    first, second = night.other["busy"].times("/a.html")
    assert second - first >= 0.95


def test_a_site_that_wants_us_much_later_is_left_alone(night: Night) -> None:
    assert len(night.other["later"].times("/b")) <= 3  # those that were already on their way
    assert night.of("later")[-1].outcome in (Outcome.BUDGET, Outcome.OK, Outcome.HTTP_ERROR)
    assert night.other["later"].count("/a.html") == 1


@pytest.mark.parametrize("source", ["paced", "own-pace"])
def test_the_agreed_pace_is_kept(night: Night, source: str) -> None:
    times = night.other[source].times("/b")
    assert len(times) == 3
    # Measured at the server, so the way there counts too; without a pace all three come within milliseconds.
    assert times[-1] - times[0] >= 0.7
    assert min(later - earlier for earlier, later in pairwise(times)) >= 0.3


def test_an_endless_calendar_ends_by_its_budget(night: Night) -> None:
    calendar = night.other["calendar"]
    assert len(calendar.asked) <= SETTINGS.site_pages + 2
    assert not [r.path for r in calendar.asked if "jsessionid" in r.path and night.other["calendar"].count(r.path) > 1]
    done = night.result.done
    assert done is not None
    summary = next(s for s in done.summaries if s.source == "calendar")
    assert summary.budget_hits > 0
    assert not summary.complete
    assert len([f for f in night.of("calendar") if f.outcome is Outcome.BUDGET]) == 1
