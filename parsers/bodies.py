"""Cutting the body of a known layout out of its page."""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass
from enum import StrEnum

from lxml.etree import _Element

from parsers.layouts import Cut, Layout, Trust
from parsers.prose import without_chrome, without_header
from parsers.rendering import one_line, text_lines
from parsers.selecting import Page, text_size
from parsers.unknownlayout import document_lines, link_lists, linked_chars, main_lines

_NUMBER = re.compile(r"\s*\[?(\d{1,6})\]?\s*#?\s*")
_MOST_LINKED = 0.5


class Shown(StrEnum):
    """How much of the document the page shows."""

    ALL = "all"
    PART = "part"
    """Some of it is hidden from this reader."""
    NOTHING = "nothing"
    """All of it is hidden from this reader."""
    REPLIES = "replies"
    """The page holds replies; the document stands on the first page."""


@dataclass(frozen=True, slots=True)
class Body:
    """A document cut out of its page."""

    element: _Element
    lines: list[str]
    """In main-text form."""
    around: _Element | None = None
    """The post that holds the body with its attachments; None where the body is no post."""
    shown: Shown = Shown.ALL
    head: tuple[str, ...] = ()
    """Lines that stood before the document and tell of it (author, time)."""
    notice: str = ""
    """What stands in place of the hidden part."""


def find_body(page: Page, layout: Layout, title: str | None) -> Body | None:
    """The layout's body, or None if the page is not of this layout."""
    if not all(word in page.source for word in layout.words) or not all(page.select(s) for s in layout.signs):
        return None
    if layout.trust is Trust.EXACT:
        return _post(page, layout)
    for selector in layout.body:
        found = page.select(selector)
        if found and len(found) <= layout.max_matches:
            body = _framed(page, layout, max(found, key=text_size), title)
            if body is not None:
                return body
    return None


def _framed(page: Page, layout: Layout, element: _Element, title: str | None) -> Body | None:
    if layout.trust is Trust.NAME:
        document = document_lines(element, title, page.select_any(layout.strip, element))
        return Body(element, document) if document is not None else None
    skip = [*page.select_any(layout.strip, element), *link_lists(element)]
    lines = without_chrome(main_lines(text_lines(element, skip)))
    if layout.trust is Trust.FRAME:
        lines = without_header(lines, title)
    total = sum(map(len, lines))
    if total < layout.min_chars or linked_chars(element, skip) > _MOST_LINKED * total:
        return None
    return Body(element, lines)


def _post(page: Page, layout: Layout) -> Body | None:
    """The first post of a thread."""
    post = page.root
    if layout.posts:
        first = page.first(layout.posts)
        if first is None:
            return None
        post = first
    start = page.first(layout.body, post)
    notice = page.first(layout.hidden, post)
    if start is None:
        return None if notice is None else Body(post, [], post, Shown.NOTHING, notice=one_line(notice))
    if _is_reply(page, layout, post):
        return Body(start, [], post, Shown.REPLIES)
    element = _between(page, start, layout.until) if layout.cut is Cut.BETWEEN else start
    lines = text_lines(element, page.select_any((*layout.strip, *layout.hidden), element))
    head, lines = _without_head(lines, layout.head)
    lines = main_lines(lines)
    if not lines:
        return None if notice is None else Body(element, [], post, Shown.NOTHING, notice=one_line(notice))
    shown = Shown.ALL if notice is None else Shown.PART
    around = element if layout.cut is Cut.BETWEEN else post
    return Body(element, lines, around, shown, head, "" if notice is None else one_line(notice))


def _is_reply(page: Page, layout: Layout, post: _Element) -> bool:
    """Whether the page's first post is not the first of its thread, by its number or the page's."""
    numbers = [e for selector in layout.floor for e in page.select(selector, post)[:1]]
    numbers += [e for selector in layout.page_number for e in page.select(selector)[:1]]
    matches = (_NUMBER.fullmatch(one_line(element)) for element in numbers)
    return any(int(match[1]) > 1 for match in matches if match)


def _without_head(lines: list[str], patterns: tuple[str, ...]) -> tuple[tuple[str, ...], list[str]]:
    head = []
    for pattern in patterns:
        if lines and re.fullmatch(pattern, lines[0]):
            head.append(lines[0])
            lines = lines[1:]
    return tuple(head), lines


def _between(page: Page, start: _Element, until: tuple[str, ...]) -> _Element:
    """An element that holds copies of what stands between `start` and the sibling that ends the body."""
    parent = start.getparent()
    assert parent is not None
    stops = set(page.select_any(until, parent))
    holder = parent.makeelement("article", {})
    holder.text = start.tail
    node = start.getnext()
    while node is not None and node not in stops:
        holder.append(deepcopy(node))
        node = node.getnext()
    return holder
