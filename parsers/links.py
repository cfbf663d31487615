"""Links of a page that belong to its document: attachments, and the address that shows a post whole."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from lxml.etree import _Element

from parsers.addresses import join, split
from parsers.rendering import one_line
from parsers.selecting import Page, text_size

DOCUMENT_SUFFIX = re.compile(r"\.(?:pdf|docx?|xlsx?|csv|wps|et|ofd|pptx?|zip|rar|7z|txt)(?=$|[?#&\s)）】])", re.I)
_FORUM_ATTACHMENT = re.compile(r"mod=attachment\b|/attachment\.php\b|[?&]aid=|downfile|download", re.I)
_PARTS = re.compile(r"show_threadpage\(\s*(\d{1,10})\s*,\s*(\d{1,4})\s*,\s*(\d{1,4})\s*,")
_THREAD_PATH = re.compile(r"thread-(\d+)-\d+-\d+\.html$")
_THREAD_ID = re.compile(r"\btid\s*=\s*(?:parseInt\(')?(\d{1,10})")
_PAGES = re.compile(
    r"createPageHTML\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*[\"']([\w.-]{1,80})[\"']\s*,\s*[\"'](\w{2,5})[\"']"
)
_UP = 2
_MOST_GROWTH = 3
_MOST_PAGES = 100


@dataclass(frozen=True, slots=True)
class Parts:
    """A post that its page shows in parts."""

    current: int
    count: int
    url: str
    """Where it is shown whole."""


def document_links(page: Page, body: _Element, url: str | None, around: _Element | None = None) -> tuple[str, ...]:
    """Absolute addresses of documents linked from the body or beside it, in page order, each once.

    `around` is the element to look in; without it, what is around the body as long as that adds little to it.
    """
    base = _base(page, url)
    found: dict[str, None] = {}
    for link in (_surroundings(body) if around is None else around).iter("a"):
        href = (link.get("href") or "").strip()
        if not href or href.startswith("#") or not _names_document(href, link):
            continue
        address = join(base, href)
        parts = split(address)
        if parts is not None and parts.scheme in ("http", "https") and parts.hostname:
            found[address] = None
    return tuple(found)


def _names_document(href: str, link: _Element) -> bool:
    if DOCUMENT_SUFFIX.search(href):
        return True
    return _FORUM_ATTACHMENT.search(href) is not None and DOCUMENT_SUFFIX.search(one_line(link) + " ") is not None


def _surroundings(body: _Element) -> _Element:
    """Portals list attachments below the text, in an element of their own."""
    size = text_size(body)
    around = body
    for _ in range(_UP):
        parent = around.getparent()
        if parent is None or parent.tag in ("body", "html") or text_size(parent) > _MOST_GROWTH * size + 500:
            break
        around = parent
    return around


def whole_post_url(page: Page, url: str | None) -> Parts | None:
    """Where a post is shown whole that this page shows one part of. None if it is whole, or the address is unknown."""
    match = _PARTS.search(page.source)
    if match is None or int(match[2]) < 1 or int(match[3]) < 2:
        return None
    base = _base(page, url)
    thread = _THREAD_ID.search(page.source)
    parts = split(url) or urlsplit("")
    query = dict(parse_qsl(parts.query))
    if query.get("mod") == "viewthread":
        whole = urlunsplit(parts._replace(query=urlencode(query | {"cp": "all"}), fragment=""))
    elif thread or _THREAD_PATH.search(parts.path):
        static = _THREAD_PATH.search(parts.path)
        number = static[1] if static else thread[1] if thread else ""
        whole = join(base, f"forum.php?mod=viewthread&tid={number}&cp=all")
    else:
        return None
    return Parts(int(match[2]), int(match[3]), whole)


def further_pages(page: Page, url: str | None) -> tuple[str, ...]:
    """Addresses of the other pages of an article that TRS publishes in pages, this being the first; empty if whole."""
    match = _PAGES.search(page.source)
    if match is None or not url or int(match[2]) != 0 or not 1 < int(match[1]) <= _MOST_PAGES:
        return ()
    name, suffix = match[3], match[4]
    parts = split(url)
    if parts is None or not parts.path.endswith(f"{name}.{suffix}"):
        return ()
    return tuple(join(url, f"{name}_{number}.{suffix}") for number in range(1, int(match[1])))


def _base(page: Page, url: str | None) -> str:
    element = page.first(("base[href]",))
    href = (element.get("href") or "").strip() if element is not None else ""
    return join(url or "", href)
