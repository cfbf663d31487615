"""A small portal of an invented district for the tests of this folder: a list, articles in a portal's frame, files."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from tests.crawlers import site as web
from tests.crawlers.site import Answer, Site

PLACE = "临岚市青屿区"
DAY = datetime(2026, 3, 1, 18, 10, tzinfo=UTC)


def clock(nights: int = 0) -> Callable[[], datetime]:
    """A clock of the n-th night; it ticks a second a look."""
    looks = iter(range(10**9))
    return lambda: DAY + timedelta(days=nights, seconds=next(looks))


def article(title: str, body: str, day: str = "2026-01-20") -> str:
    """An article as portals frame it."""
    return (
        f'<html><head><title>{title}</title><meta name="ArticleTitle" content="{title}">'
        f'<meta name="PubDate" content="{day} 09:00"></head><body><div class="nav"><a href="/">首页</a></div>'
        f'<h1>{title}</h1><div class="TRS_Editor">{body}</div></body></html>'
    )


def paragraphs(*lines: str) -> str:
    """Lines as paragraphs."""
    return "".join(f"<p>{line}</p>" for line in lines)


def link(name: str, text: str) -> str:
    """A paragraph with a link to a file."""
    return f'<p><a href="{name}">{text}</a></p>'


def listed(site: Site, path: str, *articles: tuple[str, str]) -> str:
    """A list of articles at `path`; returns its address."""
    return site.on(path, web.page("民生实事", web.links(*articles)))


def a_file(site: Site, path: str, data: bytes, content_type: str = "application/octet-stream") -> str:
    """A file to fetch."""
    return site.on(path, Answer(data, headers={"Content-Type": content_type}))
