"""Title and publication date of a page, as the page says them; the address is only asked where the page is silent."""

from __future__ import annotations

import re
from datetime import date

from parsers.addresses import split
from parsers.layouts import Layout
from parsers.normalise import to_main
from parsers.rendering import one_line
from parsers.selecting import Page

_DATE = r"(?<!\d)((?:19|20)\d\d)\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})(?!\d)"
_ANY_DATE = re.compile(_DATE)
_GAP = r"[\s\x1f\u00a0:：\[【（(\]】）)]{0,12}"
_LABELLED = re.compile(rf"(?:[期间間]|[发發](?:布|表)(?:于|於)?){_GAP}{_DATE}")
_BESIDE_SOURCE = re.compile(
    rf"{_DATE}[^\n。\x1f]{{0,20}}(?:\x1f[^\n。\x1f]{{0,12}}){{0,3}}?"
    r"(?:(?:来源|來源|作者|编辑|浏览次数|浏览量|点击数?|阅读)\s*[:：]|字号|字体)"
)
_PUBLISHED = re.compile("[发發公]|日期[:：\\s]*$")
_OTHER_DATE = re.compile("截|有效|成文|开始|结束|活动|报名|会议|施行|实施|生效|更新|修改|办公|服务")
_URL_DATES = (
    re.compile(r"/t(20\d\d)(\d\d)(\d\d)_\d"),
    re.compile(r"/(20\d\d)[-/](\d{1,2})[-/](\d{1,2})(?=[/_.]|$)"),
    re.compile(r"/(20\d\d)(\d\d)(\d\d)/"),
)
_DATE_METAS = (
    "pubdate",
    "publishdate",
    "publish_date",
    "article:published_time",
    "firstpublishedtime",
    "datepublished",
    "og:release_date",
    "publishtime",
)
_SITE_METAS = ("sitename", "columnname", "application-name", "og:site_name")
_SEPARATOR = re.compile(r"\s*[_|｜»]+\s*|\s+[-–—]+\s+|\s*--+\s*|-(?=[^-]*$)")
_SITE_NAME = re.compile(
    "(?:网|網|网站|门户|政府|首页|频道|论坛|委员会|委|局|办公室|厅|部|日报|新闻|公开|动态|Discuz!.*)$"
)
_HEADINGS = ("h1", "h2", "h3", ".title", ".con-title", ".article-title", ".bt", "#title")
_CATEGORY = re.compile(r"^\[[^\[\]]{1,20}\]\s*")
_LEAST_HEADING = 4
_MOST_HEADINGS = 50


def find_title(page: Page, layout: Layout | None) -> str | None:
    """The document's title without the site's name, in main-text form."""
    if layout is not None:
        element = page.first(layout.title)
        if element is not None:
            line = one_line(element, page.select_any(layout.title_strip, element))
            if line:
                return to_main(_without_category(page, line))
    metas = page.metas()
    if metas.get("articletitle"):
        return to_main(metas["articletitle"])
    whole = page.first(("title",))
    title = one_line(whole) if whole is not None else ""
    return to_main(_heading_in(page, title) or _without_site(page, title, metas)) or None


def _without_category(page: Page, title: str) -> str:
    """A thread's title without the category some views set before it, which the window title does not have."""
    bare = _CATEGORY.sub("", title)
    window = page.first(("title",))
    return bare if bare and window is not None and one_line(window).startswith(bare) else title


def _heading_in(page: Page, title: str) -> str:
    """The longest heading of the page that the window title repeats."""
    found = [one_line(element) for selector in _HEADINGS for element in page.select(selector)[:_MOST_HEADINGS]]
    inside = [h for h in found if len(h) >= _LEAST_HEADING and h in title]
    if title and inside:
        best = max(inside, key=len)
        rest = title.removesuffix(best).strip("_-–—|｜» ")
        # A logo is a heading too: it repeats the end of the window title, the site's name.
        return "" if title.endswith(best) and rest and not _SITE_NAME.search(rest) else best
    return ""


def _without_site(page: Page, title: str, metas: dict[str, str]) -> str:
    names = {metas.get(name, "") for name in _SITE_METAS}
    names |= {one_line(element) for element in page.select("h1")[:_MOST_HEADINGS]}
    parts = [part for part in _SEPARATOR.split(title) if part.strip()]
    while len(parts) > 1 and (parts[-1] in names or _SITE_NAME.search(parts[-1])):
        title = title[: title.rindex(parts.pop())].rstrip(" -–—_|｜»")
    return title.strip("_ ")


def find_date(page: Page, layout: Layout | None, url: str | None, head: str = "") -> date | None:
    """When the page says it was published. `head` is text before the body that tells of it."""
    if layout is not None:
        for selector in layout.date:
            element = page.first((selector,))
            told = (
                (element.get("title") or " ".join(str(text) for text in element.itertext()))
                if element is not None
                else ""
            )
            found = first_date(told)
            if found:
                return found
    if first_date(head):
        return first_date(head)
    metas = page.metas()
    for name in _DATE_METAS:
        found = first_date(metas.get(name, ""))
        if found:
            return found
    return _visible_date(page.visible_text()) or url_date(url)


def _visible_date(text: str) -> date | None:
    """The date with the label that says most, as shown on the page."""
    second: date | None = None
    for match in _LABELLED.finditer(text):
        found = _calendar_date(match)
        before = text[max(0, match.start() - 8) : match.start() + 2]
        if found is None or _OTHER_DATE.search(before):
            continue
        if _PUBLISHED.search(before):
            return found
        second = second or found
    if second is None:
        beside = _BESIDE_SOURCE.search(text)
        second = _calendar_date(beside) if beside else None
    return second


def url_date(url: str | None) -> date | None:
    """The day an address of the usual forms names: `/t20230403_6.html`, `/2023/4/3/`, `/2024-04-12/`."""
    parts = split(url)
    path = parts.path if parts else ""
    for pattern in _URL_DATES:
        match = pattern.search(path)
        if match:
            return _calendar_date(match)
    return None


def first_date(text: str) -> date | None:
    """The first calendar date in the text."""
    return next((found for match in _ANY_DATE.finditer(text) if (found := _calendar_date(match))), None)


def _calendar_date(match: re.Match[str]) -> date | None:
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None
