"""Whether a capture is whole enough to be compared: a page that lost its statements is broken, not changed."""

from __future__ import annotations

import re

from flows.compare import Alignment
from flows.evidence import Texts
from parsers.records import DocumentKind
from storage.records import PageInput

_ENOUGH = 4
"""From so many old statements on, losing more than half of them is a matter of the page's health."""
_MANY = 8
"""So many statements lost at once, and more than a third, are as well."""
_CUT = 3
_HALF = 0.6
"""Where the text breaks off: so many lost and more than a quarter, or less than this share of the text left."""
_ABOUT = re.compile(
    "解读|问答|答问|答记者问|图解|图说|一图|读懂|看懂|访谈|专访|对话|热议|速览|速读|看点|亮点|摘要|摘登|解码|征集|征求"
    "|发布会|审议|分组|讨论|表决|投票|督查|调研|座谈|部署|动员|起草|听取|侧记|综述|评论|时评|观察|直播|预告"
)
"""Titles of what is written about a report or a list."""
_SPOKEN = re.compile(r"^\s*(?:问|答|记者|主持人|网友)\s*[：:]", re.MULTILINE)


def suspicion(page: PageInput, alignment: Alignment, replaced: bool) -> str | None:
    """In words, why a capture is not to be compared: too few statements, or hardly any of those it had."""
    now, before = len(page.statements), sum(r.missing_since is None for r in page.old_statements)
    if _below_expectation(page, now, before):
        return f"只读出{now}条，低于该来源应有的{page.expect_statements}条"
    if replaced or page.old_text_same:
        return None
    if before and not now:
        return f"上次有{before}条，这次一条也没有"
    if before >= _ENOUGH and now * 2 < before:
        return f"上次有{before}条，这次只有{now}条"
    if before - now >= _MANY and now * 3 < before * 2:
        return f"上次有{before}条，这次少了{before - now}条"
    kept = sum(page.old_statements[p.old].missing_since is None for p in alignment.pairs)
    if _breaks_off(page, before, before - kept):
        return f"正文在中途断了，{before - kept}条没有读到"
    if (before >= _ENOUGH and kept * 2 < before) or (before > 1 and not kept):
        return f"上次的{before}条只有{kept}条还在，像是换了内容"
    return None


def _below_expectation(page: PageInput, now: int, before: int) -> bool:
    """Fewer statements than the source's pledge pages have (`expect.min_statements`).

    A page that had as many is broken. At first sight there is nothing to lose, but a broken page taken for whole would
    make all of its pledges news the night it is well again; so a page that is by kind and title a list or a report
    waits until it is whole. What is written about one (questions and answers, a picture guide, a session's news) is
    read as a list or a report too, holds few pledges or none, and stays so: it is not waited for.
    """
    if not page.expect_statements or now >= page.expect_statements:
        return False
    if page.facts.kind not in (DocumentKind.LIST, DocumentKind.REPORT):
        return False
    return before >= page.expect_statements or not _about_one(page)


def _about_one(page: PageInput) -> bool:
    """The page speaks about a pledge document and is none."""
    return bool(_ABOUT.search(page.facts.title or "")) or len(_SPOKEN.findall(page.text)) >= 2


def _breaks_off(page: PageInput, before: int, lost: int) -> bool:
    """Only the beginning of the text arrived, and much is lost with the rest."""
    if not lost:
        return False
    left = Texts(page.old_text, page.text).left
    return left < _HALF or (left < 1 and lost >= _CUT and lost * 4 > before)
