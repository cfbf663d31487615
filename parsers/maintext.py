"""The main text of a fetched page, the same byte for byte at every fetch of an unchanged page.

The layout is told from the page itself (`parsers.layouts`), its body is cut out and walked directly with lxml: that
keeps every line, table row and short paragraph, where trafilatura, made to judge whole pages, drops some of them, and
it costs a fraction. trafilatura is asked where the layout is unknown (`parsers.unknownlayout`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from parsers.bodies import Body, Shown, find_body
from parsers.charset import decode
from parsers.filetypes import FileKind, file_kind
from parsers.layouts import DISCUZ, PORTAL, Layout, Trust
from parsers.links import document_links, further_pages, whole_post_url
from parsers.normalise import to_main
from parsers.pagefacts import find_date, find_title
from parsers.pageproblems import SHORT, Finding, blocked, forum_message, hidden_problem, home_page, is_board
from parsers.records import MainText, PageProblem
from parsers.selecting import Page, parse, too_heavy
from parsers.unknownlayout import body_lines

_MARKUP = re.compile(r"<(?:!doctype\s+html|html|head|body|div|p|span|table|meta|title|script|article|br)\b", re.I)
_FEED = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,500}?-->\s*)?<(?:rss|feed|urlset|sitemapindex|rdf:RDF)\b", re.S
)
_JSON = re.compile(r"\s*[\[{]\s*[\"\[{\]}]")
_SNIFF = 65536
_MOST_BYTES = 20_000_000
_MOST_UNDECODED = 0.05


@dataclass(frozen=True, slots=True)
class _Context:
    page: Page
    charset: str
    url: str | None
    title: str | None


def main_text(data: bytes, *, url: str | None = None, content_type: str | None = None) -> MainText:
    """Read a page or a file, told apart by content: HTML, plain text, PDF, DOCX, XLSX, CSV.

    `url` makes links absolute and is the last resort for a date; `content_type` is the HTTP header. Never raises on
    content: what cannot be read, or is no document, comes back with `problem` set and an empty text.
    """
    if len(data) > _MOST_BYTES:
        return _failed(PageProblem.NOT_READABLE, f"larger than {_MOST_BYTES} bytes")
    kind = file_kind(data, content_type)
    if kind is not None:
        from parsers.attachments import read_attachment  # the libraries behind it take a second to import

        return read_attachment(data, kind)
    decoded = decode(data, content_type)
    text = decoded.text
    if _FEED.match(text):
        return _failed(PageProblem.NO_MAIN_TEXT, "a feed or a sitemap, not a document", decoded.charset, "feed")
    if not _MARKUP.search(text[:_SNIFF]):
        from parsers.attachments import is_table, read_attachment

        if is_table(text, url):
            return read_attachment(data, FileKind.CSV)
        return _plain(text, decoded.charset)
    heavy = too_heavy(text)
    if heavy is not None:
        return _failed(PageProblem.NOT_READABLE, heavy, decoded.charset)
    page = parse(text)
    if page is None:
        return _failed(PageProblem.NO_MAIN_TEXT, "the page is empty", decoded.charset)
    if page.cut:
        return _failed(PageProblem.NOT_READABLE, "nested deeper than the parser goes", decoded.charset)
    return _html(page, decoded.charset, url)


def _plain(text: str, charset: str) -> MainText:
    if not text.strip():
        return _failed(PageProblem.NO_MAIN_TEXT, "the page is empty", charset)
    if _JSON.match(text) and text.rstrip()[-1] in "]}":
        return _failed(PageProblem.NO_MAIN_TEXT, "data for a script, not a document", charset)
    if text.count("\ufffd") > _MOST_UNDECODED * len(text):
        return _failed(PageProblem.NOT_READABLE, "bytes that spell no text in any known charset", charset, "binary")
    return MainText(to_main(text), None, None, "text", charset)


def _failed(problem: PageProblem, detail: str, charset: str = "", layout: str = "unknown") -> MainText:
    return MainText("", None, None, layout, charset, problem, detail)


def _html(page: Page, charset: str, url: str | None) -> MainText:
    message = forum_message(page)
    if message is not None:
        return _failed(message.problem, message.detail, charset, "discuz-message")
    for layout in DISCUZ:
        body = find_body(page, layout, None)
        if body is not None:
            return _posted(_Context(page, charset, url, find_title(page, layout)), layout, body)
    if is_board(page):
        return _failed(PageProblem.NO_MAIN_TEXT, "a list of threads, not a document", charset, "discuz-board")
    return _portal(_Context(page, charset, url, find_title(page, None)))


def _posted(context: _Context, layout: Layout, body: Body) -> MainText:
    """A forum's post as main text."""
    page, url = context.page, context.url
    problem, detail, whole = None, "", None
    if body.shown is Shown.REPLIES:
        problem, detail = PageProblem.NO_MAIN_TEXT, "a later page of a thread: replies only"
    elif body.shown is Shown.NOTHING:
        problem = hidden_problem(body.notice)
        detail = f"the post is hidden: {body.notice[:80]}"
    elif body.shown is Shown.PART:
        detail = f"a part of the post is hidden: {body.notice[:80]}"
    parts = whole_post_url(page, url)
    if parts is not None:
        detail, whole = f"part {parts.current} of {parts.count} of the post", parts.url
    return MainText(
        text="\n".join(body.lines),
        title=context.title,
        published_at=find_date(page, layout, url, " ".join(body.head)),
        layout=layout.name,
        charset=context.charset,
        problem=problem,
        detail=detail,
        attachments=document_links(page, body.element, url, body.around),
        whole_url=whole,
    )


def _portal(context: _Context) -> MainText:
    """A page that is no forum's: known frames, then named ones, then whatever looks like a document."""
    page = context.page
    for layout in PORTAL:
        if layout.trust is Trust.NAME:
            break
        body = find_body(page, layout, context.title)
        if body is not None:
            finding = blocked(page) if sum(map(len, body.lines)) < SHORT else None
            return _read(context, layout, body) if finding is None else _found(context, finding)
    finding = blocked(page) or home_page(page, context.url)
    if finding is not None:
        return _found(context, finding)
    for layout in PORTAL:
        if layout.trust is Trust.NAME:
            body = find_body(page, layout, context.title)
            if body is not None:
                return _read(context, layout, body)
    holder = body_lines(page, context.title)
    if holder is not None:
        return _read(context, None, Body(holder[0], holder[1]))
    return _found(context, Finding(PageProblem.NO_MAIN_TEXT, "no text that can be told from the page's chrome"))


def _read(context: _Context, layout: Layout | None, body: Body) -> MainText:
    further = further_pages(context.page, context.url)
    return MainText(
        text="\n".join(body.lines),
        title=context.title,
        published_at=find_date(context.page, layout, context.url),
        layout=layout.name if layout else "unknown",
        charset=context.charset,
        detail=f"page 1 of {len(further) + 1} of the article" if further else "",
        attachments=document_links(context.page, body.element, context.url),
        further_urls=further,
    )


def _found(context: _Context, finding: Finding) -> MainText:
    return MainText("", context.title, None, "unknown", context.charset, finding.problem, finding.detail)
