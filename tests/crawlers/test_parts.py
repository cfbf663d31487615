"""Bounds, decompression, pace and records, piece by piece."""

from __future__ import annotations

import gzip
import ipaddress
import time
import zlib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from scrapy import Request as ScrapyRequest

from crawlers import bounds, decoding
from crawlers.middlewares import PLAN, Plan
from crawlers.politeness import Sites, retry_seconds
from crawlers.queues import Queues
from crawlers.records import (
    Budget,
    CrawlSettings,
    Expect,
    Job,
    Known,
    Layout,
    Role,
    Source,
    job_from_json,
    job_to_json,
)

NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
SOURCE = Source("s", "清河镇", Layout.PORTAL, ("https://www.example.org/",), attachment_hosts=("files.example.org",))


@pytest.mark.parametrize(
    ("url", "role", "word"),
    [
        ("https://www.example.org/a", Role.ARTICLE, None),
        ("http://WWW.EXAMPLE.ORG/a", Role.ARTICLE, None),
        ("http://www.example.org:80/a", Role.ARTICLE, None),
        ("http://www.example.org:8080/a", Role.ARTICLE, "not a host"),
        ("http://example.org/a", Role.ARTICLE, "not a host"),
        ("http://www.example.org.evil.org/a", Role.ARTICLE, "not a host"),
        ("http://evil.org/www.example.org", Role.ARTICLE, "not a host"),
        ("http://files.example.org/a.pdf", Role.ATTACHMENT, None),
        ("http://files.example.org/a.html", Role.ARTICLE, "not a host"),
        ("http://me:word@www.example.org/a", Role.ARTICLE, "user name"),
        ("ftp://www.example.org/a", Role.ARTICLE, "http(s)"),
        ("file:///etc/passwd", Role.ARTICLE, "http(s)"),
        ("data:text/html,x", Role.ARTICLE, "http(s)"),
        ("http:///a", Role.ARTICLE, "http(s)"),
        ("http://[::1", Role.ARTICLE, ""),
        ("http://www.example.org:99999/", Role.ARTICLE, ""),
    ],
)
def test_where_a_source_may_lead(url: str, role: Role, word: str | None) -> None:
    reason = bounds.refusal(SOURCE, bounds.own_hosts(SOURCE), url, role)
    assert (reason is None) is (word is None), reason
    assert word is None or word in (reason or "")


@pytest.mark.parametrize(
    ("address", "public", "with_loopback"),
    [
        ("203.0.113.9", False, True),  # documentation
        ("8.8.8.8", True, True),
        ("127.0.0.1", False, True),
        ("10.1.2.3", False, True),
        ("192.168.0.1", False, True),
        ("100.64.0.1", False, False),
        ("169.254.169.254", False, False),
        ("0.0.0.0", False, False),
        ("224.0.0.1", False, False),
        ("::1", False, True),
        ("::ffff:127.0.0.1", False, True),
        ("::ffff:169.254.169.254", False, False),
        ("fe80::1", False, False),
        ("2606:4700::1111", True, True),
    ],
)
def test_which_addresses_may_be_connected_to(address: str, public: bool, with_loopback: bool) -> None:
    ip = ipaddress.ip_address(address)
    assert (bounds.reachable(ip, False), bounds.reachable(ip, True)) == (public, with_loopback)


def test_chinese_host_names_are_compared_as_dns_writes_them() -> None:
    source = replace(SOURCE, start=("http://清河.example/",))
    assert bounds.refusal(source, bounds.own_hosts(source), "http://xn--4kqz40h.example/a", Role.LIST) is not None
    name = "清河.example".encode("idna").decode()
    assert bounds.refusal(source, bounds.own_hosts(source), f"http://{name}/a", Role.LIST) is None


TEXT = "建成公园4处。".encode() * 400


@pytest.mark.parametrize(
    ("body", "encodings"),
    [
        (TEXT, ""),
        (TEXT, "identity"),
        (TEXT, "gzip"),
        (gzip.compress(TEXT), "gzip"),
        (gzip.compress(TEXT), " X-GZIP "),
        (gzip.compress(TEXT) + b"\0" * 20, "gzip"),
        (gzip.compress(TEXT[:30]) + gzip.compress(TEXT[30:]), "gzip"),
        (zlib.compress(TEXT), "deflate"),
        (zlib.compress(TEXT)[2:-4], "deflate"),
        (gzip.compress(zlib.compress(TEXT)), "deflate, gzip"),
    ],
    ids=["none", "identity", "not-gzip", "gzip", "x-gzip", "padded", "members", "zlib", "raw", "twice"],
)
def test_decode(body: bytes, encodings: str) -> None:
    assert decoding.decode(body, encodings, len(TEXT)) == TEXT


@pytest.mark.parametrize(
    ("body", "encodings", "error"),
    [
        (gzip.compress(TEXT)[:-12], "gzip", decoding.CutShortError),
        (zlib.compress(TEXT)[:-12], "deflate", decoding.CutShortError),
        (b"\x1f\x8bnonsense" * 5, "gzip", decoding.UndecodableError),
        (b"\xff\xff\xff nonsense", "deflate", decoding.UndecodableError),
        (TEXT, "br", decoding.UndecodableError),
        (gzip.compress(TEXT + b"!"), "gzip", decoding.TooLargeError),
    ],
    ids=["cut-gzip", "cut-zlib", "false-gzip", "false-zlib", "unasked", "too-large"],
)
def test_decode_refuses(body: bytes, encodings: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        decoding.decode(body, encodings, len(TEXT))


def test_a_bomb_is_cut_off_early() -> None:
    bomb = gzip.compress(b"\0" * 50_000_000)
    begun = time.perf_counter()
    with pytest.raises(decoding.TooLargeError):
        decoding.decode(bomb, "gzip", 1_000_000)
    assert time.perf_counter() - begun < 0.5


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None), ("", None), ("soon", None), ("0", 0.0), ("120", 120.0), (" 5 ", 5.0), ("-3", None), ("1.5", None),
        ("Mon, 02 Mar 2026 02:01:00 GMT", 60.0), ("Mon, 02 Mar 2026 01:00:00 GMT", 0.0), ("٣", None),
    ],
)  # fmt: skip
def test_retry_after(value: str | None, expected: float | None) -> None:
    assert retry_seconds(value, NOW) == expected


def test_busy_answers_make_a_site_wait_ever_longer_and_then_close_it() -> None:
    sites = Sites(CrawlSettings())
    site = sites.get("www.example.org")
    waits = []
    for _ in range(7):
        before = time.monotonic()
        site.paused_until = 0.0
        sites.answered(site, 503, None, NOW)
        waits.append(round(site.paused_until - before))
    assert waits == [1, 2, 4, 8, 16, 32, 64]
    sites.answered(site, 200, None, NOW)
    assert site.busy == 0
    for _ in range(8):
        sites.answered(site, 429, "1", NOW)
    assert site.closed == "answered 429 8 times in a row"


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        (CrawlSettings(site_pages=3), Budget.PAGES),
        (CrawlSettings(site_bytes=3), Budget.BYTES),
        (CrawlSettings(site_seconds=5.0), Budget.SECONDS),
        (CrawlSettings(), None),
    ],
)
def test_budgets(settings: CrawlSettings, expected: Budget | None) -> None:
    sites = Sites(settings)
    site = sites.get("www.example.org")
    assert sites.spent(site) is None
    site.pages, site.bytes, site.begun = 3, 3, site.begun - 6
    assert sites.spent(site) is expected


def test_the_longest_delay_wins() -> None:
    sites = Sites(CrawlSettings(delay=1.0))
    assert sites.get("a", 0.5).floor == 0.5
    assert sites.get("a", 3.0).floor == 3.0
    assert sites.get("a", 0.1).floor == 3.0
    site = sites.get("a")
    sites.crawl_delay(site, 2.0)
    assert site.floor == 3.0
    sites.crawl_delay(site, 9.0)
    assert (site.floor, site.closed) == (9.0, None)
    sites.crawl_delay(site, 3600.0)
    assert site.floor == 9.0
    assert site.closed


def _request(site: str, name: str, priority: int = 0) -> ScrapyRequest:
    plan = Plan(SOURCE, frozenset(), name, name, Role.ARTICLE, site=site)
    return ScrapyRequest(f"http://{site}/{name}", priority=priority, meta={PLAN: plan})


def test_each_site_has_a_bound_of_its_own_and_the_new_goes_first() -> None:
    queues = Queues(in_flight=2)
    out = [r for n in range(4) for r in queues.offer(_request("a", f"old{n}"))]
    out += list(queues.offer(_request("b", "x")))
    assert [r.url for r in out] == ["http://a/old0", "http://a/old1", "http://b/x"]
    assert list(queues.offer(_request("a", "new", priority=10))) == []
    order = []
    while out:
        ended = out.pop(0)
        order.append(ended.url.rpartition("/")[2])
        out += list(queues.ended(ended))
    assert order == ["old0", "old1", "x", "new", "old2", "old3"]


def test_a_job_survives_json() -> None:
    source = replace(SOURCE, since=date(2020, 1, 1), expect=Expect(20, None), follow="a|b", delay=0.5, cookies=True)
    known = Known(
        "http://e/a", "s", '"e"', None, "0" * 64, NOW, NOW - timedelta(days=1), None, Role.ATTACHMENT, "http://e/p"
    )
    job = Job((source, SOURCE), "spool", NOW, (known,), CrawlSettings(delay=0), ("s",))
    assert job_from_json(job_to_json(job)) == job


@pytest.mark.parametrize("data", [b"", b"{}", b"[1]", b'{"sources": 3, "spool": "x", "now": "never"}', b"\xff"])
def test_what_is_no_job_is_one_line(data: bytes) -> None:
    with pytest.raises(ValueError) as caught:
        job_from_json(data)
    assert "\n" not in str(caught.value)
