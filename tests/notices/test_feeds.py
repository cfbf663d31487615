"""Feeds: what Atom demands of them, ids that stay, and text that cannot act."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from lxml import etree, html

from flows.feeds import write_feeds
from parsers.records import Theme
from storage.records import Event, EventType
from tests.notices.test_safety import HOSTILE
from tests.notices.world import NOW, an_event

ATOM = "{http://www.w3.org/2005/Atom}"
ONE_IN_FEED, ONE_IN_ENTRY = ("id", "title", "updated"), ("id", "title", "updated")
KNOWN_IN_FEED = {"id", "title", "updated", "author", "link", "generator", "entry", "category", "subtitle"}
KNOWN_IN_ENTRY = {"id", "title", "updated", "published", "link", "content", "summary", "category", "author"}


def check(path: Path) -> etree._Element:
    """The rules of RFC 4287 that a feed of ours could break; returns the root."""
    root = etree.fromstring(path.read_bytes(), etree.XMLParser(resolve_entities=False, no_network=True))
    assert root.tag == f"{ATOM}feed"
    feed_author = root.find(f"{ATOM}author/{ATOM}name") is not None
    ids = set()
    for element, known, single in [(root, KNOWN_IN_FEED, ONE_IN_FEED)] + [
        (e, KNOWN_IN_ENTRY, ONE_IN_ENTRY) for e in root.findall(f"{ATOM}entry")
    ]:
        names = [etree.QName(child).localname for child in element]
        assert set(names) <= known
        assert all(names.count(n) == 1 for n in single)
        assert names.count("content") <= 1
        assert names.count("published") <= 1
        assert feed_author or "author" in names
        id_ = element.findtext(f"{ATOM}id") or ""
        assert re.fullmatch(r"tag:[a-z0-9.-]+,\d{4}(-\d\d){0,2}:[A-Za-z0-9._~:@/%!$&'()*+,;=?-]+", id_)
        assert id_ not in ids
        ids.add(id_)
        for date in ("updated", "published"):
            if text := element.findtext(f"{ATOM}{date}"):
                assert datetime.fromisoformat(text).utcoffset() is not None
        links = element.findall(f"{ATOM}link")
        assert len({(k.get("rel"), k.get("type"), k.get("hreflang")) for k in links}) == len(links)
        assert all(urlsplit(str(k.get("href"))).scheme in ("http", "https") for k in links)
        assert any(k.get("rel") == "alternate" for k in links) or "content" in names or element is root
        assert all(c.get("term") for c in element.findall(f"{ATOM}category"))
    return root


def entries(root: etree._Element) -> list[str]:
    return [str(e.findtext(f"{ATOM}id")) for e in root.findall(f"{ATOM}entry")]


def some() -> list[Event]:
    return [
        an_event(id=1),
        an_event(id=2, place="云州市白鹭区", at=NOW + timedelta(days=1)),
        an_event(id=3, theme=Theme.SPORT, at=NOW + timedelta(days=2)),
        an_event(id=4, baseline=True),
        an_event(id=5, type=EventType.SOURCE_UNHEALTHY),
    ]


def test_feeds_of_all_places_and_themes(tmp_path: Path) -> None:
    made = write_feeds(some(), tmp_path / "feeds", site_url="https://pledges.example/feeds")
    assert {f.path.name: f.entries for f in made} == {
        "all.xml": 3, "place-云州市青禾区.xml": 2, "place-云州市白鹭区.xml": 1, "theme-教育.xml": 2,
        "theme-体育.xml": 1,
    }  # fmt: skip
    for feed in made:
        root = check(feed.path)
        (own,) = [k for k in root.findall(f"{ATOM}link") if k.get("rel") == "self"]
        assert unquote(str(own.get("href"))) == f"https://pledges.example/feeds/{feed.path.name}"
    root = check(tmp_path / "feeds" / "all.xml")
    assert entries(root) == [f"tag:pledges.example,2026:event:{n}" for n in (3, 2, 1)]  # newest first
    assert root.findtext(f"{ATOM}updated") == (NOW + timedelta(days=2)).isoformat()
    newest = root.find(f"{ATOM}entry")
    assert newest is not None
    assert newest.findtext(f"{ATOM}title") == "【云州市青禾区】目标改变：幼儿园托位 1,800个 → 1,700个（下调5.6%）"
    body = html.fromstring(str(newest.findtext(f"{ATOM}content")))
    assert "sha256:0a1b" in "".join(str(t) for t in body.itertext())


def test_ids_stay_and_unchanged_files_are_not_touched(tmp_path: Path) -> None:
    write_feeds(some(), tmp_path, site_url="https://pledges.example/")
    first = {p.name: (p.read_bytes(), p.stat().st_mtime_ns, p.stat().st_ino) for p in tmp_path.iterdir()}
    write_feeds(reversed(some()), tmp_path, site_url="https://pledges.example/")
    again = {p.name: (p.read_bytes(), p.stat().st_mtime_ns, p.stat().st_ino) for p in tmp_path.iterdir()}
    assert again == first
    before = set(entries(check(tmp_path / "all.xml")))
    later = [*some(), an_event(id=9, at=NOW + timedelta(days=3))]
    write_feeds(later, tmp_path, site_url="https://pledges.example/")
    assert set(entries(check(tmp_path / "all.xml"))) - before == {"tag:pledges.example,2026:event:9"}


def test_empty_ledger_and_no_site(tmp_path: Path) -> None:
    (feed,) = write_feeds([], tmp_path)
    assert entries(check(feed.path)) == []


def test_only_the_newest(tmp_path: Path) -> None:
    write_feeds([an_event(id=i, at=NOW + timedelta(minutes=i)) for i in range(1, 8)], tmp_path, newest=3)
    assert [i.rpartition(":")[2] for i in entries(check(tmp_path / "all.xml"))] == ["7", "6", "5"]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_scraped_text_stays_text(tmp_path: Path, text: str) -> None:
    event = an_event(place=text, subject=text, title=text, quote_old=text, quote_new=text + "13", detail=text)
    made = write_feeds([event], tmp_path)
    assert {p.parent for p in (f.path.resolve() for f in made)} == {tmp_path.resolve()}
    for feed in made:
        content = str(check(feed.path).findtext(f"{ATOM}entry/{ATOM}content"))
        tags = {str(e.tag) for e in html.fromstring(content).iter()}
        assert tags <= {"div", "p", "strong", "br", "a"}
