"""A fetched page as a document: articles, attachments that belong to one, and articles that only announce one.

An attachment is read as part of its article: where its own text does not say title, year, place, date or kind, they are
the article's. Pure: bytes and what is known of them in, document out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from crawlers import layouts
from crawlers.links import Tree, tree
from crawlers.records import Role
from flows.reading import document_of
from parsers import maintext
from parsers.charset import decode
from parsers.facts import read_facts
from parsers.pagefacts import find_date
from parsers.records import Document, DocumentKind, Facts, Given, MainText, PageProblem
from parsers.regions import Gazetteer
from parsers.selecting import parse
from parsers.statements import extract

_COVER_LENGTH = 400
"""An article that only announces its attachments has no more text than this outside of links, chrome included."""
_NO_TEXT = frozenset({"a", "script", "style", "option", "title", "noscript"})


@dataclass(frozen=True, slots=True)
class Fetched:
    """What is known of a page beside its bytes."""

    url: str
    role: Role
    place: str
    """Of its source."""
    content_type: str | None = None
    title_hint: str | None = None
    """Text of the link that led to it."""
    parent: Facts | None = None
    """For an attachment: what its article says of itself."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A page read. `document` is None where it must not be compared; `main.problem` says why."""

    main: MainText
    document: Document | None
    whole: bool = True
    """The document is all on this page, so that its length can be judged."""


def read_fetched(data: bytes, page: Fetched, regions: Gazetteer) -> Reading:
    """Read a fetched page. Never raises on content that can be expected; the parsers' own faults come through."""
    main = maintext.main_text(data, url=page.url, content_type=page.content_type)
    attached = page.role is Role.ATTACHMENT
    if not attached:
        main = _dated(data, main, page)
    if main.problem is not None and (attached or not _is_cover(data, main, page, regions)):
        return Reading(main, None)
    document = _attachment(main, page, regions) if attached else _article(main, page, regions)
    whole = not attached and main.problem is None and not main.attachments
    return Reading(main, _placed(document, page.place), whole)


def article_facts(data: bytes, page: Fetched, regions: Gazetteer) -> Facts:
    """What an article says of itself by its title and date, whether or not it has a text."""
    main = _dated(data, maintext.main_text(data, url=page.url, content_type=page.content_type), page)
    return read_facts(main.text, _given(main, page), regions)


def _dated(data: bytes, main: MainText, page: Fetched) -> MainText:
    """A page without main text still says when it was published."""
    if main.problem is not PageProblem.NO_MAIN_TEXT or main.title is None:
        return main
    parsed = parse(decode(data, page.content_type).text)
    return main if parsed is None else replace(main, published_at=find_date(parsed, None, page.url))


def _given(main: MainText, page: Fetched) -> Given:
    return Given(url=page.url, title=main.title or page.title_hint, published_at=main.published_at)


def _article(main: MainText, page: Fetched, regions: Gazetteer) -> Document:
    return document_of(main, _given(main, page), regions)


def _placed(document: Document, place: str) -> Document:
    """The source's place where the text names none, or one that has nothing to do with the source's."""
    stated = document.facts.place
    related = stated is not None and (stated.startswith(place) or place.startswith(stated))
    return document if related else replace(document, facts=replace(document.facts, place=place))


# ---- attachments


def _attachment(main: MainText, page: Fetched, regions: Gazetteer) -> Document:
    parent = page.parent
    own = read_facts(main.text, Given(url=page.url), regions)
    title = own.title if _tells(own.title, regions) else None
    if parent is None:
        facts = read_facts(main.text, Given(url=page.url, title=title or page.title_hint or own.title), regions)
    else:
        published = own.published_at or parent.published_at
        given = Given(None, own.year, page.url, title or parent.title or own.title, published)
        facts = _inherited(read_facts(main.text, given, regions), parent)
    return Document(facts, main.text, extract(main.text, facts, regions))


def _tells(title: str | None, regions: Gazetteer) -> bool:
    """Whether a title names a document: the head of a table, the first line of many attachments, does not."""
    if not title:
        return False
    told = read_facts("", Given(title=title), regions)
    return told.kind is not DocumentKind.OTHER or told.year is not None or told.place is not None


def _inherited(own: Facts, parent: Facts) -> Facts:
    of_parent = own.kind is DocumentKind.OTHER and parent.kind is not DocumentKind.OTHER
    return replace(
        own,
        kind=parent.kind if of_parent else own.kind,
        place=own.place or parent.place,
        year=own.year or parent.year,
        period=parent.period if of_parent or own.period is None else own.period,
        issuer=own.issuer or parent.issuer,
    )


# ---- articles that only announce


def _is_cover(data: bytes, main: MainText, page: Fetched, regions: Gazetteer) -> bool:
    """Whether a page without main text is an article that only announces its attachments.

    Its title must name a document, it must link to one, and hardly anything else may stand on it: a page whose text
    could not be found has more.
    """
    if main.problem is not PageProblem.NO_MAIN_TEXT or not _tells(main.title, regions):
        return False
    if not layouts.attachments(data, main.charset, page.url):
        return False
    root = tree(data, main.charset)
    return root is not None and _text_outside_links(root) <= _COVER_LENGTH


def _text_outside_links(root: Tree) -> int:
    """Characters of a page's text that stand in no link. Iterative: pages can be nested deeply."""
    size = 0
    waiting = [root]
    while waiting and size <= _COVER_LENGTH:
        element = waiting.pop()
        for child in element:
            size += len("".join((child.tail or "").split()))
            if isinstance(child.tag, str) and child.tag not in _NO_TEXT:
                size += len("".join((child.text or "").split()))
                waiting.append(child)
    return size
