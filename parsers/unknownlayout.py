"""Pages of no known layout: trafilatura says which text matters, the page itself gives that text back line by line.

trafilatura alone loses line breaks, tables and short paragraphs, and lets chrome through. So its answer is only used to
find the element that nearly all of it stands in; that element is then read like a known body, and what comes out must
look like a document. If it does not, there is no main text: chrome is never given back.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml.etree import _Element

from parsers.normalise import to_main
from parsers.prose import is_chrome, is_item, is_sentence, prose_share, without_chrome, without_header
from parsers.rendering import CELL_SEPARATOR, text_blocks, text_lines
from parsers.selecting import Page

_MOST_SOURCE = 4_000_000
_MOST_DEPTH = 200
_MOST_TAGS = 20_000
_SHORTEST_STRONG = 8
_LEAST_STRONG = 60
_NEARLY_ALL = 0.9
_LEAST_PROSE = 0.6
_LEAST_CHARS = 40
_MOST_LINKED = 0.35
_LINK_LIST = 0.7
_HOLDERS = frozenset(
    ["body", "div", "td", "tr", "tbody", "table", "article", "section", "main", "center", "form", "font"]
)
_GROUPS = frozenset(["div", "ul", "ol", "dl", "table", "section", "aside", "nav", "footer", "header", "form", "p"])
_ASIDE = re.compile(
    r"(?:^|[\s_-])(?:ads?|advert\w*|banner|footer|foot|bottom|copyright|side|sidebar|aside|recommend\w*|related|"
    r"comments?|pinglun|nav|navbar|menu|breadcrumbs?|crumbs?|share\w*|qrcode|ewm)(?=$|[\s_-])",
    re.I,
)
_SPACE = re.compile(r"[\s|]+")
_DOCUMENT_LINK = re.compile(r"\.(?:pdf|docx?|xlsx?|csv|wps|et|ofd|pptx?|zip|rar|txt)(?:[?#]|$)", re.I)


def body_lines(page: Page, title: str | None) -> tuple[_Element, list[str]] | None:
    """The element that holds the document and its lines in main-text form, or None if it cannot be told from chrome."""
    if len(page.source) > _MOST_SOURCE or _deeper_than(page.root, _MOST_DEPTH):
        return None
    apart = [*asides(page.root), *link_lists(page.root, least=1)]
    strong = [(line, owner) for line, owner in text_blocks(page.root, apart) if _is_strong(line, owner)]
    if _chars(strong) < _LEAST_STRONG:
        return None
    found = _trafilatura_text(page.source)
    matched = [(line, owner) for line, owner in strong if _squeezed(line) in found]
    # Where trafilatura went for the wrong part of the page, all that reads like a document has its say.
    for blocks in (matched, strong):
        if _chars(blocks) >= _LEAST_STRONG:
            holder = _holder(page.root, blocks)
            lines = document_lines(holder, title)
            if lines is not None:
                return holder, lines
    return None


def _is_strong(line: str, owner: _Element) -> bool:
    """Whether a line cannot be chrome: a sentence, a numbered item, a table row with a number."""
    if is_chrome(line):
        return False
    if CELL_SEPARATOR in line:
        return owner.tag == "tr" and len(line) >= _SHORTEST_STRONG and any(map(str.isdigit, line))
    return len(line) >= _SHORTEST_STRONG and (is_sentence(line) or is_item(line))


def _chars(blocks: Sequence[tuple[str, _Element]]) -> int:
    return sum(len(line) for line, _ in blocks)


def document_lines(holder: _Element, title: str | None, strip: Sequence[_Element] = ()) -> list[str] | None:
    """Lines of `holder` without lists of links and chrome, in main-text form; None if they are no document."""
    skip = [*strip, *asides(holder), *link_lists(holder, least=1)]
    lines = without_header(without_chrome(main_lines(text_lines(holder, skip))), title)
    total = sum(map(len, lines))
    if total < _LEAST_CHARS or prose_share(lines) < _LEAST_PROSE:
        return None
    if linked_chars(holder, skip) > _MOST_LINKED * total:
        return None
    return lines


def main_lines(lines: Sequence[str]) -> list[str]:
    """Lines in main-text form, the empty ones left out."""
    return [line for line in map(str.strip, to_main("\n".join(lines)).split("\n")) if line]


def _trafilatura_text(source: str) -> str:
    """What trafilatura takes for the text, without any space; nothing for pages that would keep it busy for seconds."""
    if source.count("<") > _MOST_TAGS:
        return ""
    from trafilatura import extract  # imported where it is needed: it takes over half a second

    # deduplicate keeps a global state that eats texts at their fourth sight: never switch it on.
    text = extract(source, fast=True, include_comments=False, include_tables=True, deduplicate=False)
    return _squeezed(text or "")


def _squeezed(text: str) -> str:
    return _SPACE.sub("", text)


def _holder(root: _Element, blocks: Sequence[tuple[str, _Element]]) -> _Element:
    """The deepest element that holds nearly all of the blocks and is no single paragraph."""
    weights: dict[_Element, list[int]] = {}
    for line, owner in blocks:
        element: _Element | None = owner
        while element is not None:
            weight = weights.setdefault(element, [0, 0])
            weight[0] += len(line)
            weight[1] += 1
            element = element.getparent()
    holder, nothing = root, [0, 0]
    least_lines = min(2, len(blocks))
    while True:
        inner = [
            child
            for child in holder
            if child.tag in _HOLDERS
            and weights.get(child, nothing)[0] >= _NEARLY_ALL * weights[root][0]
            and weights[child][1] >= least_lines
        ]
        if not inner:
            return holder
        holder = inner[0]


def asides(holder: _Element) -> list[_Element]:
    """Elements inside `holder` that say of themselves that they stand beside the document."""
    found = list(holder.iter("nav", "footer", "aside"))
    for element in holder.iter("div", "td", "ul", "section", "p", "table"):
        named = f"{element.get('class') or ''} {element.get('id') or ''}"
        if element is not holder and named != " " and _ASIDE.search(named):
            found.append(element)
    return found


def link_lists(holder: _Element, least: int = 2) -> list[_Element]:
    """Groups inside `holder` of at least `least` links to other pages and little else. Links to documents stay."""
    leading = {
        link for link in holder.iter("a") if link.get("href") and not _DOCUMENT_LINK.search(link.get("href", ""))
    }
    if len(leading) < least:
        return []
    sizes: dict[_Element, list[int]] = {}
    for element in reversed(list(holder.iter())):
        if not isinstance(element.tag, str):
            continue
        own = sizes.setdefault(element, [0, 0, 0])
        own[0] += len((element.text or "").strip())
        if element in leading:
            own[1], own[2] = own[0], 1
        parent = element.getparent()
        if parent is not None and element is not holder and element.tag not in ("script", "style"):
            above = sizes.setdefault(parent, [0, 0, 0])
            above[0] += own[0] + len((element.tail or "").strip())
            above[1] += own[1]
            above[2] += own[2]
    found: list[_Element] = []
    for element in holder.iter(*_GROUPS):
        total, linked, links = sizes.get(element, [0, 0, 0])
        if element is not holder and links >= least and linked >= _LINK_LIST * total:
            found.append(element)
    return found


def linked_chars(holder: _Element, skip: list[_Element]) -> int:
    """Characters of links to other pages inside `holder`, outside the elements of `skip`."""
    skipped = set(skip)
    count = 0
    for link in holder.iter("a"):
        if _DOCUMENT_LINK.search(link.get("href") or ""):
            continue
        if skipped and any(above in skipped for above in link.iterancestors()):
            continue
        count += sum(len(t.strip()) for t in link.itertext())
    return count


def _deeper_than(root: _Element, limit: int) -> bool:
    """Whether elements nest deeper; such pages are made to break readers, no portal writes them."""
    depth = 0
    stack = [iter(root)]
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
        else:
            depth = len(stack)
            if depth > limit:
                return True
            stack.append(iter(child))
    return False
