"""Crawls as processes: every layout over two nights, and every way a crawl can come to an early end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crawlers import spool
from crawlers.__main__ import main
from crawlers.records import CrawlSettings, Fetch, Job, Known, Layout, Outcome, Role, Source, job_to_json
from flows.crawl import CrawlError, CrawlResult, run_crawl
from tests.crawlers import site as web
from tests.crawlers.site import Answer, Request, Site

pytestmark = pytest.mark.slow

NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
QUICK = CrawlSettings(delay=0, timeout=5.0, retries=0)


@pytest.fixture
def site() -> Iterator[Site]:
    with web.running() as running:
        yield running


def crawl(folder: Path, *sources: Source, now: datetime = NOW, **job: object) -> CrawlResult:
    settings = job.pop("settings", QUICK)
    return run_crawl(Job(sources, str(folder), now, settings=settings, **job), timeout=30)  # type: ignore[arg-type]


def known_after(result: CrawlResult, before: tuple[Known, ...] = ()) -> tuple[Known, ...]:
    """What a ledger would know after a night."""
    known = {(item.source, item.url): item for item in before}
    for fetch in result.fetches():
        if fetch.role not in (Role.ARTICLE, Role.ATTACHMENT) or fetch.outcome is Outcome.OFF_LIMITS:
            continue
        old = known.get((fetch.source, fetch.url))
        first = old.first_seen_at if old else fetch.fetched_at
        changed = old.changed_at if old and old.sha256 == fetch.sha256 else fetch.fetched_at
        sha256 = fetch.sha256 if fetch.outcome is Outcome.OK else (old.sha256 if old else None)
        known[fetch.source, fetch.url] = Known(
            fetch.url, fetch.source, fetch.etag, fetch.last_modified, sha256, fetch.fetched_at, changed, first,
            fetch.role, fetch.parent, fetch.requested_url,
        )  # fmt: skip
    return tuple(known.values())


def paths(fetches: Iterator[Fetch], role: Role, source: str | None = None) -> list[str]:
    return sorted(
        fetch.requested_url.split("/", 3)[3]
        for fetch in fetches
        if fetch.role is role and fetch.outcome is Outcome.OK and source in (None, fetch.source)
    )


# ---- a portal, a forum, a feed, a sitemap and a page

ARTICLE = web.page("实事", "<p>改造旧楼3栋。</p>")


def build_portal(site: Site) -> Source:
    site.on(
        "/",
        web.page("首页", web.links(("/msss/", "民生实事"), ("/rsrm/", "人事"), ("http://203.0.113.5/x.html", "进展"))),
    )
    for number in range(4):
        items = [(f"/msss/202602/t202602{10 + number}_{number}{n}.html", f"进展{number}{n}") for n in range(3)]
        following = f"index_{number + 1}.html" if number < 3 else None
        path = "/msss/" if number == 0 else f"/msss/index_{number}.html"
        site.on(path, web.page("民生实事", web.links(*items), next_url=following))
        for url, _ in items:
            site.on(url, ARTICLE)
    first = "/msss/202602/t20260210_00.html"
    site.on(first, web.page("清单", "<p>见附件</p>", web.links(("list.pdf", "清单.pdf"), ("/gone.docx", "表"))))
    site.on("/msss/202602/list.pdf", Answer(b"%PDF-1.4", headers={"Content-Type": "application/pdf", "ETag": '"p"'}))
    return Source(
        "portal", "清河镇", Layout.PORTAL, (site.base + "/",), follow="民生实事|进展", depth=2, allow_loopback=True
    )


def build_forum(site: Site) -> Source:
    def row(tid: int, sticky: bool = False) -> str:
        kind = "stickthread" if sticky else "normalthread"
        href = f"thread-{tid}-1-1.html" if tid % 2 else f"forum.php?mod=viewthread&amp;tid={tid}&amp;extra=page%3D1"
        return f'<tbody id="{kind}_{tid}"><tr><th><a class="s xst" href="{href}">进展{tid}</a></th></tr></tbody>'

    def board(request: Request) -> Answer:
        page = int(request.path.rsplit("-", 1)[1].split(".")[0])
        rows = "".join(row(tid) for tid in range(page * 3 - 2, page * 3 + 1))
        # a page out of range answers with page 1, and this board keeps offering a next page
        rows = row(99, sticky=True) + (rows if page <= 2 else "".join(row(tid) for tid in range(1, 4)))
        return Answer(web.page("版块", rows, f'<a class="nxt" href="forum-2-{page + 1}.html">下一页</a>').encode())

    for page in range(1, 9):
        site.on(f"/forum-2-{page}.html", board)
    for tid in (1, 2, 3, 4, 5, 6, 99):
        path = f"/thread-{tid}-1-1.html" if tid % 2 else f"/forum.php?mod=viewthread&tid={tid}&extra=page%3D1"
        site.on(path, ARTICLE)
    site.on("/thread-5-1-1.html", web.page("分页", "一<script>show_threadpage(46, 1, 3, 0);</script>"))
    site.on("/forum.php?mod=viewthread&tid=5&page=1&cp=all", web.page("分页", "一二三"))
    return Source("forum", "清河镇", Layout.DISCUZ, (f"{site.base}/forum-2-1.html",), allow_loopback=True)


def build_feeds(site: Site) -> tuple[Source, ...]:
    item = "<item><title>进展</title><link>/feed/1</link><pubDate>Mon, 02 Mar 2026 00:00:00 GMT</pubDate></item>"
    empty_first = [f"<rss><channel>{item}</channel></rss>", "<rss><channel></channel></rss>"]
    site.on("/rss", lambda _: Answer((empty_first.pop() if len(empty_first) > 1 else empty_first[0]).encode()))
    site.on("/feed/1", ARTICLE)
    site.on("/sitemap.xml", "<sitemapindex><sitemap><loc>/sm1.xml</loc></sitemap></sitemapindex>")
    site.on("/sm1.xml", "<urlset><url><loc>/news/2026/0301/12345.html</loc></url><url><loc>/</loc></url></urlset>")
    site.on("/news/2026/0301/12345.html", ARTICLE)
    site.on("/single.html", Answer(ARTICLE.encode(), headers={"Content-Type": "text/html", "Last-Modified": "x"}))
    site.on("/blocked/", web.page("请稍候", "<script>document.cookie='__jsl_clearance=1'</script>"))
    site.on("/rows.json", '{"list": [{"url": "/json/1.html", "title": "进展"}]}')
    site.on("/json/1.html", ARTICLE)
    plain = Source("feed", "清河镇", Layout.FEED, (f"{site.base}/rss",), follow="进展", allow_loopback=True)
    return (
        plain,
        replace(plain, id="map", layout=Layout.SITEMAP, start=(f"{site.base}/sitemap.xml",), follow=None),
        replace(plain, id="page", layout=Layout.PAGE, start=(f"{site.base}/single.html",)),
        replace(plain, id="blocked", layout=Layout.PORTAL, start=(f"{site.base}/blocked/",)),
        replace(plain, id="json", layout=Layout.PORTAL, start=(f"{site.base}/rows.json",)),
    )


def test_two_nights_over_every_layout(site: Site, tmp_path: Path) -> None:
    sources = (build_portal(site), build_forum(site), *build_feeds(site))
    seen: list[Fetch] = []
    first = run_crawl(Job(sources, str(tmp_path / "1"), NOW, settings=QUICK), 30, on_fetch=seen.append)
    assert seen == list(first.fetches())
    assert first.done is not None
    assert (first.done.reason, first.done.errors) == ("finished", 0)
    check_first_night(first, site)

    # The night after: one page was edited in silence, one is new, the rest is unchanged.
    site.asked.clear()
    site.on("/msss/202602/t20260211_11.html", web.page("实事", "<p>改造旧楼5栋。</p>"))
    news = web.links(("/msss/202603/t20260302_99.html", "进展新"), ("/msss/202602/t20260210_00.html", "进展"))
    site.on("/msss/", web.page("民生实事", news, next_url="index_1.html"))
    site.on("/msss/202603/t20260302_99.html", ARTICLE)
    known = known_after(first)
    second = crawl(tmp_path / "2", *sources, now=NOW + timedelta(days=1), known=known)
    check_second_night(second, site)

    # A year later nothing has changed: most pages rest.
    site.asked.clear()
    older = tuple(
        replace(k, first_seen_at=NOW, changed_at=NOW, checked_at=NOW + timedelta(days=364), sha256=k.sha256 or "0" * 64)
        for k in known_after(second, known)
    )
    third = crawl(tmp_path / "3", *sources, now=NOW + timedelta(days=365), known=older)
    assert third.done is not None
    assert paths(third.fetches(), Role.ARTICLE) == ["single.html"]
    assert sum(s.skipped for s in third.done.summaries) >= 8


def check_first_night(first: CrawlResult, site: Site) -> None:
    assert first.done is not None
    portal = paths(first.fetches(), Role.ARTICLE, "portal")
    assert len(portal) == 12
    assert paths(first.fetches(), Role.LIST, "portal") == [
        "", "msss/", "msss/index_1.html", "msss/index_2.html", "msss/index_3.html",
    ]  # fmt: skip
    (attachment,) = [f for f in first.fetches() if f.role is Role.ATTACHMENT and f.outcome is Outcome.OK]
    assert attachment.parent == f"{site.base}/msss/202602/t20260210_00.html"
    assert (attachment.content_type, attachment.title_hint) == ("application/pdf", "清单.pdf")
    assert first.body(attachment) == b"%PDF-1.4"
    assert [f.url for f in first.fetches() if f.outcome is Outcome.OFF_LIMITS] == ["http://203.0.113.5/x.html"]

    forum = {f.url: f for f in first.fetches() if f.source == "forum" and f.role is Role.ARTICLE}
    assert set(forum) == {f"{site.base}/forum.php?mod=viewthread&tid={tid}" for tid in (1, 2, 3, 4, 5, 6, 99)}
    assert "一二三" in first.body(forum[f"{site.base}/forum.php?mod=viewthread&tid=5"]).decode()
    assert len(site.times("/forum-2-")) == 3  # the third one repeats the first: the end

    assert paths(first.fetches(), Role.ARTICLE, "feed") == ["feed/1"]
    assert site.count("/rss") == 2  # empty is not "nothing there"
    assert paths(first.fetches(), Role.ARTICLE, "map") == ["news/2026/0301/12345.html"]
    assert paths(first.fetches(), Role.ARTICLE, "page") == ["single.html"]
    assert paths(first.fetches(), Role.ARTICLE, "json") == ["json/1.html"]
    summaries = {s.source: s for s in first.done.summaries}
    assert (summaries["blocked"].empty_lists, summaries["blocked"].links_found) == (1, 0)
    assert summaries["blocked"].problem.startswith("challenge")
    assert not summaries["blocked"].complete
    portal_found = summaries["portal"]
    assert (portal_found.links_found, portal_found.new_links, portal_found.empty_lists) == (12, 12, 0)
    assert summaries["portal"].complete
    assert summaries["forum"].complete


def check_second_night(second: CrawlResult, site: Site) -> None:
    assert second.done is not None
    summaries = {s.source: s for s in second.done.summaries}
    assert summaries["portal"].new_links == 1
    assert site.count("/msss/202603/t20260302_99.html") == 1
    assert site.count("/msss/index_1.html") == 1  # page 1 has news, page 2 has none: the end
    assert site.count("/msss/index_2.html") == 0
    assert len(site.times("/forum-2-")) == 1
    edited = [f for f in second.fetches() if f.requested_url.endswith("/t20260211_11.html")]
    assert "5栋" in second.body(edited[0]).decode()
    pdf = [r for r in site.asked if r.path.endswith("list.pdf")]
    assert [r.headers.get("if-none-match") for r in pdf] == ['"p"']
    assert all(site.count(r.path) == 1 for r in site.asked if r.path not in ("/rss", "/blocked/"))


def test_a_walk_that_broke_off_is_walked_to_its_end(site: Site, tmp_path: Path) -> None:
    source = build_portal(site)
    known = tuple(
        Known(f"{site.base}/msss/202602/t20260210_0{n}.html", "portal", sha256="0" * 64, checked_at=NOW)
        for n in range(3)
    )
    stopped = crawl(tmp_path / "1", source, known=known)
    assert "msss/index_1.html" not in paths(stopped.fetches(), Role.LIST)
    whole = crawl(tmp_path / "2", source, known=known, full=("portal",))
    assert len(paths(whole.fetches(), Role.ARTICLE)) == 12


def test_older_pages_are_left_by_date(site: Site, tmp_path: Path) -> None:
    source = replace(build_portal(site), since=datetime(2026, 2, 13, tzinfo=UTC).date())
    reversed_lists = [f"/msss/index_{n}.html" for n in (3,)]
    site.on(
        "/msss/",
        web.page(
            "民生实事",
            web.links(
                ("/msss/202602/t20260213_30.html", "进展"),
            ),
            next_url="index_1.html",
        ),
    )
    result = crawl(tmp_path, source)
    assert paths(result.fetches(), Role.ARTICLE) == ["msss/202602/t20260213_30.html"]
    assert site.count("/msss/index_1.html") == 1
    assert not any(site.count(path) for path in ("/msss/index_2.html", *reversed_lists))


# ---- how a crawl ends


def slow_site(site: Site) -> Source:
    """Pages that come quickly, then one that never comes."""
    urls = [site.on(f"/p{n}.html", web.page(f"第{n}页", "x" * 2000)) for n in range(30)]
    urls.append(site.on("/never.html", web.slow(60)))
    return Source("slow", "清河镇", Layout.PAGE, tuple(urls), allow_loopback=True)


def children() -> list[int]:
    """Crawls this process has started and that still run."""
    mine: list[str] = []
    for path in Path("/proc/self/task").glob("*/children"):
        with suppress(OSError):  # the thread ended between the listing and the look
            mine += path.read_text().split()
    return [int(pid) for pid in mine if b"crawlers" in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")]


def check_whole(folder: Path, at_least: int) -> None:
    good = [f for f in spool.read(folder) if f.outcome is Outcome.OK]
    assert len(good) >= at_least
    for fetch in good:
        assert len(spool.read_body(folder, fetch.sha256 or "")) == fetch.size


def test_the_time_limit_ends_the_crawl_and_keeps_what_came(site: Site, tmp_path: Path) -> None:
    job = Job((slow_site(site),), str(tmp_path), NOW, settings=replace(QUICK, timeout=50.0))
    begun = time.monotonic()
    result = run_crawl(job, timeout=5.0)
    assert time.monotonic() - begun < 15
    assert result.timed_out
    assert children() == []
    check_whole(tmp_path, 1)


def test_a_killed_crawl_leaves_a_readable_spool(site: Site, tmp_path: Path) -> None:
    job = Job((slow_site(site),), str(tmp_path), NOW, settings=replace(QUICK, timeout=50.0))

    def kill(fetch: Fetch) -> None:
        for pid in children() if fetch.outcome is Outcome.OK else ():
            os.kill(pid, signal.SIGKILL)

    with pytest.raises(CrawlError, match="ended by signal 9") as caught:
        run_crawl(job, 30, on_fetch=kill)
    assert "\n" not in str(caught.value)
    assert spool.read_done(tmp_path) is None
    check_whole(tmp_path, 1)
    again = run_crawl(replace(job, sources=(replace(job.sources[0], start=job.sources[0].start[:-1]),)), 30)
    assert again.done is not None
    check_whole(tmp_path, 31)


def test_a_full_disk_is_one_line_and_leaves_what_was_written(site: Site, tmp_path: Path) -> None:
    """`/dev/full` takes no byte, as a full disk does."""
    if not Path("/dev/full").exists():
        pytest.skip("needs /dev/full")
    (tmp_path / spool.FETCHES).symlink_to("/dev/full")
    source = replace(slow_site(site), start=slow_site(site).start[:-1])
    with pytest.raises(CrawlError, match="cannot be written") as caught:
        crawl(tmp_path, source)
    assert "No space left on device" in str(caught.value)
    assert "\n" not in str(caught.value)
    assert len(site.asked) < 25  # nothing is fetched that cannot be kept


def test_a_folder_that_cannot_be_made(site: Site, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CrawlError, match="cannot be written"):
        crawl(tmp_path / "file" / "spool", slow_site(site))


@pytest.mark.parametrize(
    ("arguments", "content", "status", "word"),
    [
        ((), None, 2, "usage"),
        (("job.json",), None, 2, "cannot be read"),
        (("job.json",), b"{", 2, "not a crawl job"),
        (("job.json",), b'{"sources": []}', 2, "spool"),
    ],
)
def test_wrong_use_is_one_line(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    content: bytes | None,
    status: int,
    word: str,
) -> None:
    if content is not None:
        (tmp_path / "job.json").write_bytes(content)
    assert main([str(tmp_path / argument) for argument in arguments]) == status
    said = capsys.readouterr()
    assert said.out == ""
    assert word in said.err
    assert len(said.err.splitlines()) == 1


def test_an_orphan_ends_itself(site: Site, tmp_path: Path) -> None:
    job = Job((slow_site(site),), str(tmp_path), NOW, settings=replace(QUICK, timeout=2.0))
    path = tmp_path / "job.json"
    path.write_bytes(job_to_json(job))
    ended = subprocess.run(
        [sys.executable, "-m", "crawlers", str(path), "--parent", "1"],
        timeout=20, check=False, capture_output=True,
    )  # fmt: skip
    assert (ended.returncode, ended.stderr) == (0, b"")
    done = spool.read_done(tmp_path)
    assert done is not None
    assert "gone" in done.reason
    assert not done.summaries[0].complete
    check_whole(tmp_path, 30)


def test_crawls_beside_each_other(site: Site, tmp_path: Path) -> None:
    source = replace(slow_site(site), start=slow_site(site).start[:-1])
    results: dict[int, CrawlResult] = {}

    def run(number: int) -> None:
        results[number] = crawl(tmp_path / str(number), source)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [len([f for f in r.fetches() if f.outcome is Outcome.OK]) for r in results.values()] == [30, 30]
