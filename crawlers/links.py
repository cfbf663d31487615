"""Links of a page: read once with lxml, told apart by text and address. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias
from urllib.parse import urljoin, urlsplit

from lxml import etree, html

from parsers.charset import decode

Tree: TypeAlias = etree._Element

_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.I)
_HEADER_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w-]{2,20})", re.I)
_NEXT_TEXT = re.compile(r"^[\[【(（<《]?\s*(下一?页|后一?页|下一頁|next(?: page)?)\s*[\]】)）>》›»→]*$|^[>›»]$", re.I)
_PAGER_CALL = re.compile(
    r"createPage(?:HTML|Html)?\w{0,8}\(\s*(\d{1,5})\s*,\s*(\d{1,5})\s*,\s*[\"']([\w-]{1,40})[\"']\s*,\s*[\"'](\w{2,6})[\"']"
)
_REFRESH = re.compile(rb"<meta[^>]{0,80}http-equiv\s*=\s*[\"']?refresh[^>]{0,300}>", re.I)
_REFRESH_URL = re.compile(rb"content\s*=\s*[\"']?\s*(\d{1,4})\s*;\s*url\s*=\s*[\"']?([^\"'\s>]+)", re.I)

ATTACHMENT = re.compile(r"\.(?:pdf|docx?|xlsx?|csv|wps|et|ofd|rtf)$", re.I)
_ATTACHMENT_HINTS = (b".pdf", b".doc", b".xls", b".csv", b".wps", b".et", b".ofd", b".rtf")
_LONGEST = 2000  # what is longer is no address of a page, and patterns need not look at it
_ASSET = re.compile(
    r"\.(?:jpe?g|png|gif|bmp|ico|svg|webp|css|js|mp[34]|avi|flv|wmv|mov|swf|exe|apk|zip|rar|7z|gz|tar)$", re.I
)
_ARTICLE = re.compile(
    r"/t\d{8}_\d+\.|/contents?/[\w/-]{0,200}\d|/art_\d+_\d+|/\d{4}-\d{1,2}(?:-\d{1,2})?/\w+\.|"
    r"/(?:19|20)\d{4,6}/|/(?:19|20)\d\d/\d{1,2}/|/(?:art|article|info|news|show|detail|view)s?[/_-][\w/-]{0,200}\d|"
    r"[?&](?:id|aid|tid|articleid|newsid|contentid|infoid|docid)=[\w-]+|/[a-z]*\d{3}[\w-]*\.(?:s?html?|jsp|aspx?|php)$",
    re.I,
)
_LIST = re.compile(
    r"/$|/(?:index|list|default|col|channel|node|lm|more)[\w-]{0,20}\.(?:s?html?|jsp|aspx?|php)$|"
    r"[?&](?:page|pageno|p)=\d+$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Link:
    """A link with its visible text, or its title where the text is cut short."""

    url: str
    text: str
    css: str = ""


def charset(body: bytes, content_type: str | None) -> str | None:
    """The character set as declared by the header, else by the page; lower case."""
    if found := _HEADER_CHARSET.search(content_type or ""):
        return found.group(1).lower()
    if meta := _META_CHARSET.search(body, 0, 4096):
        return meta.group(1).decode("ascii").lower()
    return None


def tree(body: bytes, declared: str | None) -> Tree | None:
    """The parsed page, or None where there is nothing to parse. `declared` is what the server said of its charset."""
    text = decode(body, declared).text
    try:
        return html.document_fromstring(text.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return None


def links(page: Tree, base: str) -> list[Link]:
    """All http(s) links of a page in their order, resolved against its base."""
    base = _base(page, base)
    found: list[Link] = []
    for anchor in page.iter("a", "area"):
        href = (anchor.get("href") or "").strip()
        if not href or href[0] == "#" or href[:11].lower() in ("javascript:", "mailto:"):
            continue
        try:
            url = urljoin(base, href)
        except ValueError:
            continue
        if url.startswith(("http://", "https://")) and len(url) <= _LONGEST:
            found.append(Link(url, _text(anchor), anchor.get("class") or ""))
    return found


def _base(page: Tree, base: str) -> str:
    element = page.find(".//base[@href]")
    if element is None:
        return base
    try:
        return urljoin(base, (element.get("href") or "").strip())
    except ValueError:
        return base


def _text(anchor: Tree) -> str:
    text = " ".join("".join(str(part) for part in anchor.itertext()).split())[:300]
    title = (anchor.get("title") or "").strip()[:300]
    if title and (not text or text.endswith(("...", "…", "..")) or text in title):
        return title
    return text


def is_article(url: str) -> bool:
    """Whether the address has one of the usual forms of an article."""
    return bool(_ARTICLE.search(_path(url)))


def is_list(url: str) -> bool:
    """Whether the address has one of the usual forms of a list or a section."""
    return bool(_LIST.search(_path(url)))


def is_asset(url: str) -> bool:
    """Pictures, scripts, films, archives: never fetched."""
    return bool(_ASSET.search(urlsplit(url).path))


def is_attachment(link: Link) -> bool:
    """Whether a link leads to a document file, by its address or (download scripts) by its text."""
    if ATTACHMENT.search(urlsplit(link.url).path):
        return True
    return bool(ATTACHMENT.search(link.text)) and "?" in link.url


def may_have_attachments(body: bytes) -> bool:
    """A cheap look before parsing the page."""
    lower = body.lower()
    return any(hint in lower for hint in _ATTACHMENT_HINTS)


def _path(url: str) -> str:
    _, slash, rest = url.partition("://")[2].partition("/")
    return (slash + rest)[:_LONGEST]


def next_page(page: Tree, found: list[Link], url: str, number: int) -> str | None:
    """The address of the list page after this one (the `number`th, from 1), as the page tells it."""
    head = page.find(".//link[@rel='next']")
    if head is not None and head.get("href"):
        return urljoin(_base(page, url), head.get("href") or "")
    for link in found:
        if "nxt" in link.css.split() or _NEXT_TEXT.match(link.text):
            return link.url
    if script := _scripted(page, url):
        return script
    return next((link.url for link in found if link.text == str(number + 1) and _same_list(link.url, url)), None)


def _scripted(page: Tree, url: str) -> str | None:
    """Portals of the TRS kind write their pager by script: pages in all, this page from 0, name, ending."""
    for script in page.iter("script"):
        if found := _PAGER_CALL.search(script.text or ""):
            total, current, name, ending = int(found[1]), int(found[2]), found[3], found[4]
            return urljoin(url, f"{name}_{current + 1}.{ending}") if current + 1 < total else None
    return None


def _same_list(one: str, other: str) -> bool:
    return re.sub(r"\d+", "", one.rpartition("/")[0]) == re.sub(r"\d+", "", other.rpartition("/")[0])


def refresh(body: bytes, base: str) -> str | None:
    """Where a page that only sends the reader on (meta refresh within 5 seconds) leads."""
    meta = _REFRESH.search(body, 0, 4096)
    found = _REFRESH_URL.search(meta.group(0)) if meta else None
    if not found or int(found.group(1)) > 5:
        return None
    try:
        return str(urljoin(base, found.group(2).decode("utf-8", "replace")))
    except ValueError:
        return None


_URL_KEYS = ("url", "href", "link", "docpuburl", "linkurl", "puburl", "htmlurl", "weburl", "docurl")
_TITLE_KEYS = ("title", "doctitle", "name", "subject", "linktitle", "showtitle")


def json_links(body: bytes, base: str) -> list[Link]:
    """Links of a list that a portal serves as JSON: every object with an address and a title, however deep."""
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        return []
    found = []
    for item in _objects(data):
        lower = {str(name).lower(): value for name, value in item.items() if isinstance(value, str)}
        url = next((lower[name] for name in _URL_KEYS if lower.get(name)), None)
        if url:
            text = next((lower[name] for name in _TITLE_KEYS if lower.get(name)), "")
            try:
                found.append(Link(urljoin(base, url.strip()), re.sub(r"<[^<>]*>", "", text)))
            except ValueError:
                continue
    return [link for link in found if link.url.startswith(("http://", "https://"))]


def _objects(data: object) -> Iterator[dict[object, object]]:
    stack = [data]
    while stack:
        item = stack.pop()
        if isinstance(item, dict):
            yield item
            stack.extend(reversed(list(item.values())))
        elif isinstance(item, list):
            stack.extend(reversed(item))
