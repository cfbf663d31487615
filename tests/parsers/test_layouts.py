"""Every layout cuts its body, and nothing else, out of a page that looks like its own."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from parsers.layouts import DISCUZ, LAYOUTS, PORTAL, Trust
from parsers.maintext import main_text
from parsers.records import MainText, PageProblem

PAGES = Path(__file__).resolve().parent.parent / "pages" / "layouts"
FORUM = "http://bbs.lanshan.example/thread-512-1-1.html"
PORTAL_URL = "http://www.shiqiao.example/zwgk/203103/t20310302_88.html"


def read(name: str, url: str | None = None) -> MainText:
    return main_text((PAGES / f"{name}.html").read_bytes(), url=url)


# name of the saved page, layout, title, date
SAVED = [
    ("discuz_x35_jammer", "discuz-thread", "石桥区2031年十件民生实事", date(2031, 2, 27)),
    ("discuz_x35_locked", "discuz-thread", "石桥区积水点清单", date(2031, 2, 27)),
    ("discuz_x35_mobile", "discuz-mobile", "石桥区2031年十件民生实事", date(2031, 2, 27)),
    ("discuz_x34_mobile", "discuz-mobile", "石桥区2031年十件民生实事", date(2031, 2, 27)),
    ("discuz_x34_wap", "discuz-wap", "石桥区2031年十件民生实事", date(2031, 2, 27)),
    ("discuz_archiver", "discuz-archiver", "石桥区2031年十件民生实事", date(2031, 2, 27)),
    ("discuz_printable", "discuz-printable", "石桥区2031年十件民生实事", date(2031, 2, 27)),
    ("portal_trs", "portal-trs", "2031年石桥区民生实事进展（一季度）", date(2031, 4, 8)),
    ("portal_zoom", "portal-zoom", "石桥区开展供水管网改造", date(2031, 5, 19)),
    ("portal_vsb", "portal-vsb", "石桥区教育局2031年工作要点", date(2031, 2, 14)),
    ("portal_named", "portal-named", "全区城市管理工作会召开", date(2031, 3, 11)),
    ("portal_unknown", "unknown", "石桥区2031年《政府工作报告》解读", date(2031, 1, 22)),
    ("portal_old_tables", "unknown", "石桥区公路养护情况通报", date(2031, 7, 4)),
]


@pytest.mark.parametrize(("name", "layout", "title", "published"), SAVED)
def test_saved_page_gives_its_text(name: str, layout: str, title: str, published: date) -> None:
    got = read(name)
    assert got.text == (PAGES / f"{name}.txt").read_text(encoding="utf-8").rstrip("\n")
    assert (got.layout, got.title, got.published_at, got.problem) == (layout, title, published, None)


def test_no_saved_page_is_forgotten() -> None:
    tested = {name for name, *_ in SAVED} | {"discuz_x35_banned", "discuz_x35_second_page"}
    assert {path.stem for path in PAGES.glob("*.html")} == tested | {p.stem for p in PAGES.glob("problem_*.html")}


def test_replies_alone_are_no_document() -> None:
    got = read("discuz_x35_second_page")
    assert (got.text, got.problem) == ("", PageProblem.NO_MAIN_TEXT)
    assert "replies" in got.detail


def test_a_reply_never_stands_in_for_a_hidden_post() -> None:
    got = read("discuz_x35_banned")
    assert (got.text, got.problem) == ("", PageProblem.MESSAGE)


def test_hidden_parts_are_told() -> None:
    assert "hidden" in read("discuz_x35_locked").detail


def test_attachments_are_absolute_and_belong_to_the_document() -> None:
    assert read("discuz_x35_jammer", FORUM).attachments == (
        "http://bbs.lanshan.example/forum.php?mod=attachment&aid=NDF8MmY%3D",
    )
    assert len(read("discuz_x34_wap", FORUM).attachments) == 1
    assert read("portal_zoom", PORTAL_URL).attachments == ("http://www.shiqiao.example/attach/0/88/guanwang.xlsx",)
    assert len(read("portal_vsb", PORTAL_URL).attachments) == 1
    assert read("portal_trs", PORTAL_URL).attachments == ()


def test_further_pages_of_an_article() -> None:
    page = f'<div class="TRS_Editor">{BODY}</div><script>createPageHTML(3, 0, "t20310302_88", "html");</script>'
    got = main_text(page.encode(), url=PORTAL_URL)
    assert got.further_urls == (PORTAL_URL.replace(".html", "_1.html"), PORTAL_URL.replace(".html", "_2.html"))
    assert "page 1 of 3" in got.detail
    assert main_text(page.replace("(3, 0", "(3, 1").encode(), url=PORTAL_URL).further_urls == ()
    list_page = page.replace("t20310302_88", "index")
    assert main_text(list_page.encode(), url=PORTAL_URL).further_urls == ()


def test_without_any_class_or_id_portal_texts_stay_the_same() -> None:
    for name in ("portal_trs", "portal_zoom", "portal_vsb", "portal_named"):
        html = (PAGES / f"{name}.html").read_text(encoding="utf-8")
        bare = main_text(re.sub(r'\s(?:class|id)="[^"]*"', "", html).encode())
        assert bare.layout == "unknown"
        assert bare.text == read(name).text, name


LINES = ["一、新建社区食堂4个，改造提升7个，年底前全部开业。", "二、整治积水点12处，总投资860万元，惠及居民1.2万人。"]
BODY = "".join(f"<p>{line}</p>" for line in LINES)
CHROME = '<div class="nav"><a href="/">首页</a><a href="/zw/">政务公开</a></div>'


def element(selector: str) -> str:
    """An element a simple selector matches, with the two paragraphs inside."""
    if selector.startswith("["):
        name, value = selector[1:-1].split("=")
        return f'<div {name}="{value}">{BODY}</div>'
    match = re.fullmatch(r"(\w*)([.#]?)([\w-]*)(?:\[id\^=([\w-]+)\])?", selector)
    assert match, selector
    tag, mark, name, prefix = match.groups()
    attribute = f'class="{name}"' if mark == "." else f'id="{name or prefix + "_7"}"' if mark or prefix else ""
    return f"<{tag or 'div'} {attribute}>{BODY}</{tag or 'div'}>"


@pytest.mark.parametrize(
    ("layout", "selector"), [(layout.name, selector) for layout in PORTAL for selector in layout.body]
)
def test_every_portal_selector_cuts_its_body(layout: str, selector: str) -> None:
    page = f"<html><body>{CHROME}<div>{element(selector)}</div><div>澜ICP备20310001号-1</div></body></html>"
    got = main_text(page.encode())
    assert (got.layout, got.text.split("\n")) == (layout, LINES)


def test_names_are_unique_and_only_forums_are_exact() -> None:
    names = [layout.name for layout in LAYOUTS]
    assert len(names) == len(set(names))
    assert all((layout.trust is Trust.EXACT) == (layout in DISCUZ) for layout in LAYOUTS)
