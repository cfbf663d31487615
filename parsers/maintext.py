"""The main text of a fetched page: the body cut out of its layout, byte for byte the same at every fetch."""

from __future__ import annotations

import re
from datetime import date

from lxml.etree import _Element

from parsers.charset import decode
from parsers.layouts import LAYOUTS, Cut, Layout
from parsers.normalise import to_main
from parsers.pagefacts import find_date, find_title
from parsers.records import MainText, PageProblem
from parsers.rendering import text_lines
from parsers.selecting import Page, parse

_MARKUP = re.compile(r"<(?:!doctype\s+html|html|head|body|div|p|span|table|meta|title|script|article|br)\b", re.I)


def main_text(data: bytes, *, url: str | None = None, content_type: str | None = None) -> MainText:
    """Read a page, whatever it is. Never raises on content: what cannot be read comes back with its `problem` set."""
    decoded = decode(data, content_type)
    if not _MARKUP.search(decoded.text[:65536]):
        return _plain(decoded.text, decoded.charset)
    page = parse(decoded.text)
    if page is None:
        return _nothing(decoded.charset, "the page is empty")
    for layout in LAYOUTS:
        lines = _body_lines(page, layout)
        if lines is not None:
            return MainText(
                text=to_main("\n".join(lines)),
                title=find_title(page, layout),
                published_at=find_date(page, layout, url),
                layout=layout.name,
                charset=decoded.charset,
            )
    return _unknown(page, decoded.charset, url)


def _plain(text: str, charset: str) -> MainText:
    if not text.strip():
        return _nothing(charset, "the page is empty")
    return MainText(text=to_main(text), title=None, published_at=None, layout="text", charset=charset)


def _nothing(charset: str, detail: str, title: str | None = None, published_at: date | None = None) -> MainText:
    return MainText("", title, published_at, "unknown", charset, PageProblem.NO_MAIN_TEXT, detail)


def _unknown(page: Page, charset: str, url: str | None) -> MainText:
    from trafilatura import extract  # imported where it is needed: it takes over half a second

    text = extract(page.source, fast=True, include_comments=False, deduplicate=False) or ""
    title, published_at = find_title(page, None), find_date(page, None, url)
    if len(text) < 50:
        return _nothing(charset, "no body was found", title, published_at)
    return MainText(to_main(text), title, published_at, "unknown", charset)


def _body_lines(page: Page, layout: Layout) -> list[str] | None:
    """The lines of the layout's body, or None if the page is not of this layout."""
    if not all(word in page.source for word in layout.words) or not all(page.select(s) for s in layout.signs):
        return None
    for selector in layout.body:
        found = page.select(selector)
        if not found or (not layout.first_only and len(found) > layout.max_matches):
            continue
        body = found[0] if layout.first_only else max(found, key=_size)
        if layout.cut is Cut.BETWEEN:
            body = _between(page, body, layout.until)
        strip = page.select_any((*layout.strip, *layout.hidden), body)
        lines = text_lines(body, strip)
        if sum(map(len, lines)) >= layout.min_chars:
            return lines
    return None


def _size(element: _Element) -> int:
    return sum(len(t) for t in element.itertext())


def _between(page: Page, start: _Element, until: tuple[str, ...]) -> _Element:
    """An element that holds what stands between `start` and the sibling that ends the body. Changes the tree."""
    parent = start.getparent()
    assert parent is not None
    stops = set(page.select_any(until, parent))
    holder = parent.makeelement("article")
    holder.text = start.tail
    node = start.getnext()
    while node is not None and node not in stops:
        following = node.getnext()
        holder.append(node)
        node = following
    return holder
