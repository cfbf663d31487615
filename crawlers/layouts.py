"""What a list page of each layout leads to. Pure: bytes in, addresses out."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from urllib.parse import urljoin

from crawlers import decoding, feeds, links
from crawlers.canonical import canonical, thread_id
from crawlers.links import Link
from crawlers.records import Layout, Role, Source


@dataclass(frozen=True, slots=True)
class Page:
    """A fetched list page. `root` is the first page of its list, `number` counts from 1."""

    url: str
    body: bytes
    charset: str | None
    depth: int
    number: int
    root: str


@dataclass(frozen=True, slots=True)
class Found:
    """An address a list names."""

    url: str
    role: Role
    title: str = ""
    updated: datetime | None = None


@dataclass(frozen=True, slots=True)
class Expansion:
    """All a list page leads to."""

    found: tuple[Found, ...] = ()
    next: str | None = None
    rows: tuple[str, ...] = ()
    """All addresses that look like articles, wanted or not: what tells one page of a list from another."""


@lru_cache(maxsize=1024)
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.I)


def _matches(pattern: str | None, text: str) -> bool:
    return bool(pattern and _pattern(pattern).search(text))


def expand(source: Source, page: Page, role: Role) -> Expansion:
    """Read a list page as its source's layout (or, for a feed behind a list address, as what it is)."""
    start = page.body.lstrip()[:200]
    if role is Role.SITEMAP:
        return _sitemap(source, page)
    if role is Role.FEED or (start.startswith(b"<?xml") and b"<rss" in page.body[:1000]):
        return _feed(source, page)
    if start[:1] in (b"{", b"["):
        found = links.json_links(page.body, page.url)
        rows = tuple(link.url for link in found)
        return Expansion(_choose(source, page, found), _templated(source, page), rows)
    tree = links.tree(page.body, page.charset)
    if tree is None:
        return Expansion()
    return _HTML[source.layout](source, page, tree)


def _portal(source: Source, page: Page, tree: links.Tree) -> Expansion:
    found = links.links(tree, page.url)
    following = _templated(source, page) or links.next_page(tree, found, page.url, page.number)
    rows = tuple(link.url for link in found if _is_row(source, link))
    return Expansion(_choose(source, page, found), following, rows)


def _choose(source: Source, page: Page, found: list[Link]) -> tuple[Found, ...]:
    """The links worth opening: by text first, then by the form of the address."""
    chosen: list[Found] = []
    sections = source.sections or source.follow
    for link in found:
        if links.is_asset(link.url) or _matches(source.avoid, link.text):
            continue
        role = _role(source, link)
        wanted = sections if role is Role.LIST else source.follow
        if wanted and not _matches(wanted, link.text):
            continue
        if role is Role.LIST and page.depth + 1 < source.depth:
            chosen.append(Found(link.url, Role.LIST, link.text))
        elif role is Role.ARTICLE:
            chosen.append(Found(link.url, Role.ARTICLE, link.text))
    return tuple(chosen)


def _role(source: Source, link: Link) -> Role | None:
    """What a link is by its address; with `follow` given, its text decides for addresses of unknown form."""
    if links.is_attachment(link) or _matches(source.articles, link.url):
        return Role.ARTICLE
    if _matches(source.lists, link.url) or (not source.lists and links.is_list(link.url)):
        return Role.LIST
    if source.articles:
        return None
    return Role.ARTICLE if source.follow or links.is_article(link.url) else None


def _is_row(source: Source, link: Link) -> bool:
    if _matches(source.articles, link.url):
        return True
    return not links.is_list(link.url) and not links.is_asset(link.url) and links.is_article(link.url)


def _templated(source: Source, page: Page) -> str | None:
    if source.paging is None:
        return None
    return urljoin(page.root, source.paging.replace("{page}", str(source.paging_from + page.number - 1)))


def _discuz(source: Source, page: Page, tree: links.Tree) -> Expansion:
    """Threads of a board: its rows, sticky ones too; a forum's front page leads to its boards."""
    found = links.links(tree, page.url)
    rows = [link for link in found if "xst" in link.css.split()]
    if not rows:
        rows = [link for link in found if thread_id(canonical(link.url)) and not link.text.isdigit()]
    threads = [
        Found(link.url, Role.ARTICLE, link.text)
        for link in rows
        if thread_id(canonical(link.url)) is not None
        and (source.follow is None or _matches(source.follow, link.text))
        and not _matches(source.avoid, link.text)
    ]
    boards = [
        Found(link.url, Role.LIST, link.text)
        for link in found
        if page.depth + 1 < source.depth and "mod=forumdisplay&fid=" in canonical(link.url)
        if source.sections is None or _matches(source.sections, link.text)
    ]
    following = next((link.url for link in found if "nxt" in link.css.split()), None)
    return Expansion((*threads, *boards), following, tuple(link.url for link in rows))


def _feed(source: Source, page: Page) -> Expansion:
    listing = feeds.read_feed(page.body, page.url)
    found = [
        Found(entry.url, Role.ARTICLE, entry.title, entry.updated)
        for entry in listing.entries
        if (source.follow is None or _matches(source.follow, entry.title)) and not _matches(source.avoid, entry.title)
    ]
    return Expansion(tuple(found), next(iter(listing.further), None), tuple(entry.url for entry in listing.entries))


def _sitemap(source: Source, page: Page) -> Expansion:
    """Sitemaps name no texts: `follow` and `articles` look at the address."""
    body = page.body
    if body[:2] == b"\x1f\x8b":
        body = decoding.decode(body, "gzip", 60_000_000)
    listing = feeds.read_sitemap(body, page.url)
    wanted = source.articles or source.follow
    found = [
        Found(entry.url, Role.ARTICLE, "", entry.updated)
        for entry in listing.entries
        if (_matches(wanted, entry.url) if wanted else links.is_article(entry.url))
        and not _matches(source.avoid, entry.url)
    ]
    more = [Found(url, Role.SITEMAP) for url in listing.further if page.depth < 3]
    return Expansion((*found, *more), rows=tuple(entry.url for entry in listing.entries))


_HTML: dict[Layout, Callable[[Source, Page, links.Tree], Expansion]] = {
    Layout.PORTAL: _portal,
    Layout.DISCUZ: _discuz,
    Layout.FEED: _portal,
    Layout.SITEMAP: _portal,
    Layout.PAGE: _portal,
}

ROLES: dict[Layout, Role] = {
    Layout.PORTAL: Role.LIST,
    Layout.DISCUZ: Role.LIST,
    Layout.FEED: Role.FEED,
    Layout.SITEMAP: Role.SITEMAP,
    Layout.PAGE: Role.ARTICLE,
}
"""What the start addresses of a layout are."""


def attachments(body: bytes, charset: str | None, url: str) -> list[Link]:
    """The document files an article links to."""
    if not links.may_have_attachments(body):
        return []
    tree = links.tree(body, charset)
    return [link for link in links.links(tree, url) if links.is_attachment(link)] if tree is not None else []


_PARTS = re.compile(rb"show_threadpage\(\s*\d+\s*,\s*\d+\s*,\s*(\d+)")


def in_parts(body: bytes) -> bool:
    """Whether a Discuz thread shows only one part of its post."""
    found = _PARTS.search(body)
    return bool(found and int(found.group(1)) > 1)
