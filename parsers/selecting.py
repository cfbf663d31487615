"""CSS selectors on a parsed page, made cheap: one is only evaluated if its classes and ids occur on the page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import cast

from lxml.cssselect import CSSSelector
from lxml.etree import HTMLParser, ParserError, XMLSyntaxError, XPath, _Element
from lxml.html import document_fromstring

_NAME = re.compile(r"[.#]([\w-]+)|\[(?:id|class)[$^*~]?=\s*[\"']?([\w-]+)")
MOST_TAGS = 250_000
MOST_ATTRIBUTES = 4000
"""The parser's time grows with the square of the attributes of one tag."""
_SMALL = 65536
# Possessive throughout: a quote that is never closed ends the match instead of being tried again.
_TAG = re.compile(r"""<[a-zA-Z](?:[^"'>]++|"[^"]*+"|'[^']*+')*+""")
_ATTRIBUTE = re.compile(r"""[^\s=/"']+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"']+))?""")
_NAMES = XPath("//@class | //@id", smart_strings=False)
_VISIBLE = XPath("//text()[not(parent::script or parent::style or parent::noscript)]", smart_strings=False)
_SIZE = XPath("string-length(.)")
_NOT = re.compile(r":not\([^()]*(?:\([^()]*\))?\)")


@cache
def _compiled(selector: str) -> tuple[CSSSelector, tuple[str, ...]]:
    names = tuple(a or b for a, b in _NAME.findall(_NOT.sub("", selector)))
    return CSSSelector(selector, translator="html"), names


@dataclass(frozen=True, slots=True)
class Page:
    """A parsed page with its source text."""

    root: _Element
    source: str
    names: str
    """All values of class and id on the page, in lines."""
    cut: bool = False
    """The parser gave up inside the page, so that the rest of it is missing from the tree."""

    def select(self, selector: str, inside: _Element | None = None) -> list[_Element]:
        """Elements that match, in document order."""
        compiled, names = _compiled(selector)
        if not all(name in self.names for name in names):
            return []
        return cast(list[_Element], compiled(self.root if inside is None else inside))

    def select_any(self, selectors: tuple[str, ...], inside: _Element | None = None) -> list[_Element]:
        """Elements that match one of the selectors, selector by selector."""
        return [element for selector in selectors for element in self.select(selector, inside)]

    def metas(self) -> dict[str, str]:
        """Contents of the meta elements by their lower-case name, property or itemprop; the last one wins."""
        found: dict[str, str] = {}
        for element in self.root.iter("meta"):
            name = element.get("name") or element.get("property") or element.get("itemprop")
            content = (element.get("content") or "").strip()
            if name and content:
                found[name.strip().lower()] = content
        return found

    def visible_text(self) -> str:
        """All text nodes outside scripts and styles, with U+001F between them."""
        return "\x1f".join(cast(list[str], _VISIBLE(self.root)))

    def first(self, selectors: tuple[str, ...], inside: _Element | None = None) -> _Element | None:
        """The first match of the first selector that has one."""
        for selector in selectors:
            found = self.select(selector, inside)
            if found:
                return found[0]
        return None


def text_size(element: _Element) -> int:
    """Characters of all text inside an element."""
    return int(cast(float, _SIZE(element)))


def too_heavy(text: str) -> str | None:
    """Why a page must not be given to the parser, in words; None if it may be."""
    if text.count("<") > MOST_TAGS:
        return f"more than {MOST_TAGS} tags"
    if len(text) > _SMALL:
        long = [tag for tag in _TAG.findall(text) if len(tag) > MOST_ATTRIBUTES]
        if any(len(_ATTRIBUTE.findall(tag)) > MOST_ATTRIBUTES for tag in long):
            return f"a tag of more than {MOST_ATTRIBUTES} attributes"
    return None


def parse(text: str) -> Page | None:
    """Parse HTML; None where there is no element in it.

    lxml is given bytes, because a text that starts with an XML declaration is refused, and its own idea of the charset
    is overruled. The tree is never walked recursively, so its depth matters to nobody but the parser (2,048 levels).
    """
    parser = HTMLParser(encoding="utf-8", huge_tree=True, remove_pis=True, no_network=True)
    try:
        root = document_fromstring(text.replace("\x00", "").encode("utf-8", "replace"), parser=parser)
    except (ParserError, XMLSyntaxError):
        return None
    last = parser.error_log.last_error
    cut = last is not None and last.type_name == "ERR_RESOURCE_LIMIT"
    return Page(root, text, "\n".join(cast(list[str], _NAMES(root))), cut)
