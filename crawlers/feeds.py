"""RSS, Atom and sitemaps: XML bytes -> entries. Pure; entities and external parts are never followed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin

from lxml import etree


@dataclass(frozen=True, slots=True)
class Entry:
    """One item. `updated` is aware, None where absent or unreadable."""

    url: str
    title: str = ""
    updated: datetime | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """What a feed or a sitemap names. `further` are more sitemaps, or the next page of a feed."""

    entries: tuple[Entry, ...] = ()
    further: tuple[str, ...] = ()
    readable: bool = True


def read_feed(body: bytes, base: str) -> Listing:
    """Entries of RSS 0.9 to 2.0 or Atom."""
    root = _root(body)
    if root is None or _name(root) not in ("rss", "rdf", "feed"):
        return Listing(readable=False)
    entries: list[Entry] = []
    further: list[str] = []
    for element in root.iter():
        name = _name(element)
        if name in ("item", "entry"):
            if entry := _entry(element, base):
                entries.append(entry)
        elif name == "link" and element.get("rel") == "next" and element.get("href"):
            further.append(urljoin(base, element.get("href") or ""))
    return Listing(tuple(entries), tuple(further))


def read_sitemap(body: bytes, base: str) -> Listing:
    """Pages of a sitemap, or the sitemaps of an index."""
    root = _root(body)
    if root is None or _name(root) not in ("urlset", "sitemapindex"):
        return Listing(readable=False)
    entries: list[Entry] = []
    further: list[str] = []
    for element in root:
        values = {_name(child): (child.text or "").strip() for child in element}
        url = values.get("loc")
        if not url:
            continue
        if _name(element) == "sitemap":
            further.append(urljoin(base, url))
        elif _name(element) == "url":
            entries.append(Entry(urljoin(base, url), "", _time(values.get("lastmod", ""))))
    return Listing(tuple(entries), tuple(further))


def _root(body: bytes) -> etree._Element | None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    try:
        return etree.fromstring(body.strip(), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _name(element: etree._Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def _entry(element: etree._Element, base: str) -> Entry | None:
    url, title, updated = "", "", None
    for child in element:
        name, text = _name(child), (child.text or "").strip()
        if name == "link" and not url:
            url = child.get("href") or text if child.get("rel") in (None, "alternate") else ""
        elif name == "guid" and not url and child.get("isPermaLink") != "false" and text.startswith("http"):
            url = text
        elif name == "title":
            title = " ".join("".join(str(part) for part in child.itertext()).split())
        elif name in ("pubdate", "updated", "date", "published"):
            updated = max((t for t in (updated, _time(text)) if t), default=None)
    try:
        return Entry(urljoin(base, url), title, updated) if url else None
    except ValueError:
        return None


def _time(text: str) -> datetime | None:
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = read(text)
        except (ValueError, TypeError, IndexError):
            continue
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return None
