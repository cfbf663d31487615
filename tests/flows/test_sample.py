"""The sample portal serves what its data say, changes as told between the nights, and is noisy everywhere."""

from __future__ import annotations

import csv
import re
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import date, datetime
from datetime import time as datetime_time
from pathlib import Path
from typing import Any
from urllib.parse import urljoin
from zoneinfo import ZoneInfo

import lxml.html
import pytest

from crawlers import sources
from crawlers.records import CrawlSettings, Job, Outcome, Role
from flows.crawl import run_crawl
from flows.sample import SamplePortal, sample_facts
from flows.sample.content import SAMPLE, Article, content

ROOT = Path(__file__).resolve().parents[2]
FACTS = sample_facts()
CHANGED = FACTS.changed
READABLE = [a for a in content().articles if not (a.missing or a.slow)]


@pytest.fixture
def portal() -> Iterator[SamplePortal]:
    with SamplePortal(slow_seconds=0.3) as running:
        yield running


def get(portal: SamplePortal, address: str, **headers: str) -> tuple[int, bytes, str]:
    request = urllib.request.Request(urljoin(portal.base_url, address), headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=10) as reply:
            return reply.status, reply.read(), reply.headers.get("Content-Type", "")
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read(), error.headers.get("Content-Type", "")


def tree(body: bytes) -> Any:
    """The page as a tree. Decoded here: a parser that trusts the label gb2312 stops at the first letter beyond it."""
    charset = "gb18030" if b"charset=gb2312" in body[:500] else "utf-8"
    return lxml.html.document_fromstring(body.decode(charset))


def seen(body: bytes, xpath: str) -> list[str]:
    """Lines of the element's text without markup and hidden parts."""
    (found,) = tree(body).xpath(xpath)
    for hidden in found.xpath('.//*[@class="jammer" or @class="pstatus" or contains(@style, "display:none")]'):
        hidden.drop_tree()
    for row in found.iter("tr"):
        row.text, row.tail = None, "\n"
        for cell in row[:-1]:
            cell.tail = " "
    return [line.strip() for line in found.text_content().splitlines() if line.strip()]


def prefix_of(portal_id: str) -> str:
    return next(p.prefix for p in content().portals if p.id == portal_id)


BODY = {
    "qingyu": '//div[contains(@class, "TRS_UEDITOR")]',
    "yunting": '//td[@id="zoom"]',
    "mirror": '//div[@id="content"]',
}


@pytest.mark.parametrize("article", READABLE, ids=lambda a: a.address)
def test_every_article_shows_its_text(portal: SamplePortal, article: Article) -> None:
    portal.night = article.since
    status, body, _ = get(portal, prefix_of(article.portal) + article.address)
    assert status == 200
    assert seen(body, BODY[article.portal]) == article.lines_on(article.since)


def test_the_feed_holds_a_page_that_no_list_links(portal: SamplePortal) -> None:
    pages = [get(portal, f"/qingyu/zwgk/zwdt/{name}")[1].decode() for name in ("index.html", "index_1.html")]
    feed = get(portal, "/qingyu/rss.xml")[1].decode()
    for address in FACTS.fetches.feed_only:
        assert address in feed
        assert not any(address in page for page in pages)


def test_the_target_is_lowered_and_nothing_else_in_the_list(portal: SamplePortal) -> None:
    before = seen(get(portal, CHANGED.address)[1], BODY["qingyu"])
    portal.night = 2
    after = seen(get(portal, CHANGED.address)[1], BODY["qingyu"])
    assert [(b, a) for b, a in zip(before, after, strict=True) if a != b] == [
        (line, line.replace(CHANGED.quote_old, CHANGED.quote_new)) for line in before if CHANGED.quote_old in line
    ]
    assert CHANGED.quote_new in "".join(after)


def test_the_forum_copy_keeps_the_old_number(portal: SamplePortal) -> None:
    portal.night = 2
    body = get(portal, "/bbs/forum.php?mod=viewthread&tid=43&extra=page%3D1")[1]
    lines = seen(body, '//td[@id="postmessage_430"]')
    assert CHANGED.quote_old in "".join(lines)
    assert CHANGED.quote_new not in "".join(lines)


@pytest.mark.parametrize("address", FACTS.fetches.restyled)
def test_a_restyled_page_keeps_its_text(portal: SamplePortal, address: str) -> None:
    before = get(portal, address)[1]
    portal.night = 2
    after = get(portal, address)[1]
    assert seen(before, BODY["yunting"]) == seen(after, BODY["yunting"])
    rest = [
        [line for line in seen(page, "//body") if line not in seen(page, BODY["yunting"])] for page in (before, after)
    ]
    assert len(set(rest[1]) - set(rest[0])) >= 5


def test_the_challenge_answers_200_without_the_text(portal: SamplePortal) -> None:
    portal.night = 2
    for address in FACTS.fetches.challenged:
        status, body, _ = get(portal, address)
        assert status == 200
        assert "验证码" in body.decode()
        assert "实事" not in body.decode()


def test_missing_gone_and_unknown_pages_answer_404(portal: SamplePortal) -> None:
    assert [get(portal, a)[0] for a in FACTS.fetches.gone] == [200]
    portal.night = 2
    for address in (*FACTS.fetches.gone, *FACTS.fetches.missing, "/", "/bbs/thread-999-1-1.html", "/qingyu/../etc"):
        assert get(portal, address)[0] == 404, address


def test_the_slow_page_is_slow(portal: SamplePortal) -> None:
    begun = time.monotonic()
    assert get(portal, FACTS.fetches.slow[0])[0] == 200
    assert time.monotonic() - begun >= 0.3


def test_the_slow_page_holds_up_neither_the_others_nor_the_end() -> None:
    (slow,) = FACTS.fetches.slow
    with SamplePortal(slow_seconds=60) as portal:
        reader = threading.Thread(target=get, args=(portal, slow))
        reader.start()
        while not portal.requests:
            time.sleep(0.01)
        assert get(portal, CHANGED.address)[0] == 200
        assert reader.is_alive()
    reader.join(timeout=10)
    assert not reader.is_alive()


@pytest.mark.parametrize(
    "address", [CHANGED.address, "/yunting/xxgk/index.html", "/bbs/forum-2-1.html", "/bbs/thread-46-1-1.html"]
)
def test_every_request_is_noisy(portal: SamplePortal, address: str) -> None:
    assert get(portal, address)[1] != get(portal, address)[1]


def test_the_second_portal_declares_gb2312_and_is_gb18030(portal: SamplePortal) -> None:
    _, body, kind = get(portal, FACTS.fetches.restyled[0])
    assert "charset" not in kind
    assert b"charset=gb2312" in body
    with pytest.raises(UnicodeDecodeError):
        body.decode("gb2312")
    assert "顾堃" in body.decode("gb18030")


def test_the_board_pages_like_discuz(portal: SamplePortal) -> None:
    def ids(address: str) -> list[str]:
        return [str(i) for i in tree(get(portal, address)[1]).xpath("//tbody[contains(@id, 'thread_')]/@id")]

    assert ids("/bbs/forum-2-1.html") == ["stickthread_11", "normalthread_46", "normalthread_43", "normalthread_37"]
    assert ids("/bbs/forum.php?mod=forumdisplay&fid=2&page=2") == ["normalthread_29"]
    assert ids("/bbs/forum-2-9.html") == ids("/bbs/forum-2-1.html")


def test_an_unchanged_feed_answers_304(portal: SamplePortal) -> None:
    with urllib.request.urlopen(portal.base_url + "/qingyu/rss.xml") as reply:
        tag = reply.headers["ETag"]
    assert get(portal, "/qingyu/rss.xml", **{"If-None-Match": tag})[0] == 304
    portal.night = 2
    assert get(portal, "/qingyu/rss.xml", **{"If-None-Match": tag})[0] == 200


def test_requests_are_logged_with_night_status_and_agent(portal: SamplePortal) -> None:
    get(portal, "/robots.txt", **{"User-Agent": "probe/1"})
    portal.night = 2
    get(portal, "/nowhere")
    first, second = portal.requests
    assert (first.night, first.method, first.path, first.status, first.user_agent) == (
        1,
        "GET",
        "/robots.txt",
        200,
        "probe/1",
    )
    assert (second.night, second.path, second.status) == (2, "/nowhere", 404)


def test_a_third_night_is_refused(portal: SamplePortal) -> None:
    with pytest.raises(ValueError, match="nights 1 and 2"):
        portal.night = 3


def test_sources_are_written_with_the_port(portal: SamplePortal, tmp_path: Path) -> None:
    found = sources.load([portal.write_sources(tmp_path / "sources")])
    assert {source.place for source in found} <= {p.place for p in content().portals}
    for source in found:
        assert source.allow_loopback
        assert get(portal, source.start[0])[0] == 200


def crawled(portal: SamplePortal, spool: Path, at: date) -> dict[str, set[Outcome]]:
    """A real crawl by the project's spider: outcomes by address below the base."""
    job = Job(
        sources=sources.load([portal.write_sources(spool)]),
        spool=str(spool),
        now=datetime.combine(at, datetime_time(2), ZoneInfo("Asia/Shanghai")),
        settings=CrawlSettings(delay=0.0, timeout=10.0),
    )
    outcomes: dict[str, set[Outcome]] = {}
    for fetch in run_crawl(job, timeout=60).fetches():
        if fetch.role is Role.ARTICLE:
            outcomes.setdefault(fetch.url.removeprefix(portal.base_url), set()).add(fetch.outcome)
    return outcomes


@pytest.mark.slow
def test_the_crawler_meets_every_behaviour(portal: SamplePortal, tmp_path: Path) -> None:
    first = crawled(portal, tmp_path / "first", FACTS.first_night)
    portal.night = 2
    second = crawled(portal, tmp_path / "second", FACTS.second_night)
    fetches = FACTS.fetches
    ok = [{address for address, outcome in night.items() if outcome == {Outcome.OK}} for night in (first, second)]
    assert len(ok[0]) == FACTS.first_pages
    assert len(ok[1] - set(fetches.challenged)) == FACTS.second_pages
    assert {*fetches.feed_only, *fetches.slow, *fetches.gone, *fetches.challenged} <= ok[0]
    assert all(first[address] == second[address] == {Outcome.HTTP_ERROR} for address in fetches.missing)
    assert all(second[address] == {Outcome.HTTP_ERROR} for address in fetches.gone)
    assert all(first[address] == second[address] == {Outcome.ROBOTS} for address in fetches.forbidden)
    assert not {request.path for request in portal.requests} & set(fetches.forbidden)
    assert {d.address for d in FACTS.documents if d.night == 1} <= ok[0]
    assert {d.address for d in FACTS.documents} <= ok[1] | set(fetches.challenged)


def test_expectations_agree_with_the_pages() -> None:
    texts = {prefix_of(a.portal) + a.address: a for a in content().articles}
    promised = texts[CHANGED.address].text_on(2)
    bulletin = next(texts[d.address] for d in FACTS.documents if d.night == 2).text_on(2)
    assert CHANGED.quote_old in texts[CHANGED.address].text_on(1)
    for row in FACTS.progress:
        assert bulletin.count(row.quote) == 1
        assert f"{row.value}{row.unit}" in row.quote
        assert row.subject in promised
        assert f"{row.target}{row.unit}" in promised or f"{row.target / 10000}万{row.unit}" in promised
        share = re.search(re.escape(row.quote) + r"，完成全年任务的(\d+)%", bulletin)
        assert share is None or round(100 * row.value / row.target) == int(share[1])
        assert row.completed == (row.value == row.target)


def test_the_places_are_invented() -> None:
    with (SAMPLE / "regions.csv").open(encoding="utf-8", newline="") as file:
        own = list(csv.DictReader(file))
    assert {p.place for p in content().portals} <= {row["full_name"] for row in own}
    real = ROOT / "seeds" / "regions.csv"
    if not real.exists():
        pytest.skip("seeds/regions.csv is not there")
    with real.open(encoding="utf-8", newline="") as file:
        names = {(row["code"], row["name"]) for row in csv.DictReader(file)}
    for row in own:
        assert row["code"] not in {code for code, _ in names}
        assert row["name"] not in {name for _, name in names}
