"""What list pages lead to: invented portals, and the real board pages where they lie beside the checkout."""

from __future__ import annotations

import gzip
import json
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawlers import layouts, links
from crawlers.canonical import canonical, thread_id
from crawlers.layouts import Expansion, Page, expand
from crawlers.records import Layout, Role, Source
from tests.crawlers.site import links as ul
from tests.crawlers.site import page as html

BASE = "http://www.example.org/zwgk/"
PORTAL = Source("p", "清河镇", Layout.PORTAL, (BASE,), follow="民生实事|进展", depth=2)


def read(source: Source, body: str | bytes, *, url: str = BASE, depth: int = 0, number: int = 1) -> Expansion:
    raw = body.encode() if isinstance(body, str) else body
    role = layouts.ROLES[source.layout]
    return expand(source, Page(url, raw, links.charset(raw, None), depth, number, BASE), role)


def urls(expansion: Expansion, role: Role = Role.ARTICLE) -> list[str]:
    return [found.url.removeprefix(BASE) for found in expansion.found if found.role is role]


# ---- portals

NAVIGATION = ul(
    ("/", "首页"), ("javascript:;", "进展"), ("#top", "进展"), ("mailto:a@example.org", "进展"), ("/x.jpg", "进展图")
)


@pytest.mark.parametrize(
    ("href", "text", "role"),
    [
        ("t20260102_1.html", "民生实事清单", Role.ARTICLE),
        ("202601/t20260102_1.html", "一季度进展", Role.ARTICLE),
        ("../contents/12/59.html", "进展", Role.ARTICLE),
        ("../c/2026-01-02/13.shtml", "进展", Role.ARTICLE),
        ("../art/2026/1/2/art_1_2.html", "进展", Role.ARTICLE),
        ("show.php?id=9", "进展", Role.ARTICLE),
        ("notice.html", "进展", Role.ARTICLE),
        ("list.pdf", "民生实事清单", Role.ARTICLE),
        ("msss/", "民生实事", Role.LIST),
        ("msss/index.html", "民生实事", Role.LIST),
        ("list_4.shtml", "民生实事", Role.LIST),
        ("col/col77/index.html", "民生实事", Role.LIST),
        ("t20260102_1.html", "人事任免", None),
        ("rsrm/", "人事任免", None),
        ("a.zip", "民生实事", None),
        ("a.mp4", "民生实事", None),
    ],
)
def test_links_are_told_apart_by_text_and_address(href: str, text: str, role: Role | None) -> None:
    expansion = read(PORTAL, html("政务公开", NAVIGATION, ul((href, text))))
    assert [found.role for found in expansion.found] == ([role] if role else [])


def test_depth_ends_the_way_down() -> None:
    body = html("栏目", ul(("msss/", "民生实事"), ("t20260102_1.html", "进展")))
    assert urls(read(PORTAL, body, depth=0), Role.LIST) == ["msss/"]
    assert urls(read(PORTAL, body, depth=1), Role.LIST) == []
    assert urls(read(PORTAL, body, depth=1)) == ["t20260102_1.html"]


def test_sections_avoid_and_own_address_forms() -> None:
    source = replace(PORTAL, sections="政务", avoid="解读", articles=r"/show/\w+$", lists="/lm/")
    body = html(
        "x",
        ul(("show/ab", "民生实事"), ("t20260102_1.html", "民生实事"), ("lm/3", "政务"), ("show/cd", "民生实事解读")),
    )
    expansion = read(source, body)
    assert (urls(expansion), urls(expansion, Role.LIST)) == (["show/ab"], ["lm/3"])


def test_without_follow_only_addresses_that_look_like_articles() -> None:
    source = replace(PORTAL, follow=None, depth=1)
    body = html("x", ul(("t20260102_1.html", "甲"), ("about.html", "关于"), ("msss/", "乙")))
    assert urls(read(source, body)) == ["t20260102_1.html"]


def test_the_title_stands_for_a_text_that_is_cut_short() -> None:
    body = '<html><body><a href="t20260102_1.html" title="清河镇一季度进展情况">清河镇一季度…</a></body></html>'
    assert [found.title for found in read(PORTAL, body).found] == ["清河镇一季度进展情况"]


@pytest.mark.parametrize("declared", ["gb2312", "gbk", "gb18030", "utf-8"])
def test_link_texts_in_chinese_encodings(declared: str) -> None:
    body = f'<html><head><meta charset="{declared}"></head><body><a href="t1_2345.html">进展㙍镕</a></body></html>'
    real = "utf-8" if declared == "utf-8" else "gb18030"
    assert [found.title for found in read(PORTAL, body.encode(real)).found] == ["进展㙍镕"]


@pytest.mark.parametrize("declared", ["utf-8", "gbk"])
def test_a_broken_byte_does_not_hide_a_list(declared: str) -> None:
    """An article cut off within a character, as some lists show it in their summaries."""
    body = f'<meta charset="{declared}"><p>{"清河镇" * 40}</p>'.encode(declared) + b"\xe6<br>"
    body += '<a href="t20260102_1.html">进展</a>'.encode(declared)
    assert [found.title for found in read(PORTAL, body).found] == ["进展"]


def test_a_base_element_counts() -> None:
    body = '<html><head><base href="http://www.example.org/other/"></head><a href="t20260102_1.html">进展</a></html>'
    assert read(PORTAL, body).found[0].url == "http://www.example.org/other/t20260102_1.html"


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ('<a href="index_1.html">下一页</a>', "index_1.html"),
        ('<a href="?page=2">下页</a>', "?page=2"),
        ('<a href="list_2.shtml">[下一页]</a>', "list_2.shtml"),
        ('<a href="p2.html">后一页 &gt;</a>', "p2.html"),
        ('<a href="p2.html">&gt;</a>', "p2.html"),
        ('<a class="pg nxt" href="p2.html">x</a>', "p2.html"),
        ('<link rel="next" href="p2.html">', "p2.html"),
        ('<script>createPageHTML(5, 0, "index", "html");</script>', "index_1.html"),
        ('<script>createPageHTML(5,3,"list","shtml")</script>', "list_4.shtml"),
        ('<script>createPageHTML(5, 4, "index", "html");</script>', None),
        ('<a href="index_1.html">2</a><a href="index_2.html">3</a>', "index_1.html"),
        ('<a href="/elsewhere/deep/9.html">2</a>', None),
        ('<a href="next.html">下一篇</a>', None),
        ('<a href="p2.html">上一页</a>', None),
    ],
)
def test_the_next_page_of_a_list(part: str, expected: str | None) -> None:
    found = read(PORTAL, html("列表", ul(("t20260102_1.html", "进展")), part)).next
    assert found == (None if expected is None else BASE + expected)


@pytest.mark.parametrize(
    ("paging", "begin", "number", "expected"),
    [
        ("index_{page}.html", 1, 1, "index_1.html"),
        ("index_{page}.html", 1, 4, "index_4.html"),
        ("?page={page}", 2, 1, "?page=2"),
        ("list_{page}.shtml", 2, 3, "list_4.shtml"),
    ],
)
def test_paging_by_pattern(paging: str, begin: int, number: int, expected: str) -> None:
    source = replace(PORTAL, paging=paging, paging_from=begin)
    body = html("列表", ul(("t20260102_1.html", "进展")))
    assert read(source, body, url=BASE + "index_3.html", number=number).next == BASE + expected


def test_a_list_served_as_json() -> None:
    data = {
        "rows": [{"docPubUrl": "t20260102_1.html", "docTitle": "<b>进展</b>一", "n": 1}, {"url": "x", "title": "别的"}]
    }
    expansion = read(PORTAL, json.dumps(data))
    assert [(f.url, f.title) for f in expansion.found] == [(BASE + "t20260102_1.html", "进展一")]


@pytest.mark.parametrize(
    "body", [b"", b"   ", b"\x00\x01", b"{", b"[" * 5000, b"<", b"<html>", b"<?xml version='1.0'?>"]
)
def test_nothing_to_read_is_an_empty_list(body: bytes) -> None:
    for layout in Layout:
        assert read(replace(PORTAL, layout=layout), body).found == ()


@pytest.mark.parametrize("piece", ["a-", "a_1-", "news/", "content/a/", "1", "a/", "=1&id", "2023/"])
def test_strange_addresses_take_no_time(piece: str) -> None:
    url = "http://www.example.org/news/" + piece * 20_000
    begun = time.perf_counter()
    links.is_article(url + "!")
    links.is_list(url + "!")
    canonical(url)
    assert time.perf_counter() - begun < 0.5
    assert read(PORTAL, f'<a href="{url}">进展</a>').found == ()


# ---- feeds and sitemaps

RSS = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><link>http://www.example.org/</link>
<item><title>清河镇民生实事</title><link>t20260102_1.html</link>
<pubDate>Mon, 02 Mar 2026 08:00:00 +0800</pubDate></item>
<item><title><![CDATA[一季度进展]]></title><guid>http://www.example.org/g/2</guid></item>
<item><title>人事任免</title><link>http://www.example.org/3</link></item><item><title>进展，无地址</title></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><link rel="next" href="feed?page=2"/>
<entry><title>进展</title><link rel="edit" href="e/1"/><link rel="alternate" href="a/1"/>
<published>2026-01-01T00:00:00Z</published><updated>2026-03-02T00:00:00Z</updated></entry></feed>"""
FEED = replace(PORTAL, layout=Layout.FEED)


def test_rss() -> None:
    expansion = read(FEED, RSS)
    assert [(f.url, f.title) for f in expansion.found] == [
        (BASE + "t20260102_1.html", "清河镇民生实事"),
        ("http://www.example.org/g/2", "一季度进展"),
    ]
    assert expansion.found[0].updated == datetime(2026, 3, 2, 0, 0, tzinfo=UTC)


def test_atom() -> None:
    expansion = read(FEED, ATOM)
    assert [(f.url, f.updated) for f in expansion.found] == [(BASE + "a/1", datetime(2026, 3, 2, tzinfo=UTC))]
    assert expansion.next == BASE + "feed?page=2"


def test_no_entity_of_a_feed_is_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("进展 secret")
    body = f'<!DOCTYPE r [<!ENTITY s SYSTEM "{secret.as_uri()}">]><rss><channel><item><title>进展&s;</title>'
    body += "<link>http://www.example.org/1</link></item></channel></rss>"
    (found,) = read(FEED, body).found
    assert "secret" not in found.title


def test_entities_do_not_explode() -> None:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    body = f'<!DOCTYPE r [<!ENTITY e0 "进展">{levels}]>'
    body += "<rss><channel><item><title>&e9;</title><link>1</link></item></channel></rss>"
    assert all(len(found.title) < 100 for found in read(FEED, body).found)


SITEMAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>http://www.example.org/zwgk/t20260102_1.html</loc><lastmod>2026-03-02</lastmod></url>
<url><loc>http://www.example.org/zwgk/</loc></url><url><loc>http://www.example.org/show/ab</loc></url></urlset>"""
INDEX = """<sitemapindex><sitemap><loc>a.xml.gz</loc></sitemap><sitemap><loc>b.xml</loc></sitemap></sitemapindex>"""
MAP = replace(PORTAL, layout=Layout.SITEMAP, follow=None)


@pytest.mark.parametrize("body", [SITEMAP.encode(), gzip.compress(SITEMAP.encode())])
def test_sitemap(body: bytes) -> None:
    assert [(f.url, f.updated) for f in read(MAP, body).found] == [
        (BASE + "t20260102_1.html", datetime(2026, 3, 2, tzinfo=UTC))
    ]
    chosen = read(replace(MAP, articles=r"/show/"), body)
    assert [f.url for f in chosen.found] == ["http://www.example.org/show/ab"]


def test_sitemap_index_has_an_end() -> None:
    assert urls(read(MAP, INDEX), Role.SITEMAP) == ["a.xml.gz", "b.xml"]
    assert read(MAP, INDEX, depth=3).found == ()


# ---- forums

BOARD = "http://bbs.example.org/forum-2-1.html"
FORUM = Source("f", "清河镇", Layout.DISCUZ, (BOARD,))
ROWS = """<tbody id="stickthread_5"><tr><td><a href="thread-5-1-1.html">icon</a></td><th><a class="s xst"
href="thread-5-1-1.html">民生实事置顶</a></th></tr></tbody><tbody id="normalthread_7"><tr><th><a class="s xst"
href="forum.php?mod=viewthread&amp;tid=7&amp;extra=page%3D1">进展</a><a href="thread-7-2-1.html">2</a></th></tr></tbody>
<a href="forum.php?mod=viewthread&tid=9&goto=lastpost">回复</a>"""


def test_rows_of_a_board() -> None:
    expansion = read(FORUM, html("版块", ROWS, '<a class="nxt" href="forum-2-2.html">下一页</a>'), url=BOARD)
    assert [(thread_id(canonical(f.url)), f.title) for f in expansion.found] == [(5, "民生实事置顶"), (7, "进展")]
    assert expansion.next == "http://bbs.example.org/forum-2-2.html"
    chosen = read(replace(FORUM, follow="民生"), html("版块", ROWS), url=BOARD)
    assert [f.title for f in chosen.found] == ["民生实事置顶"]
    assert chosen.next is None


def test_a_front_page_leads_to_its_boards() -> None:
    body = html(
        "论坛",
        ul(("forum-2-1.html", "天津"), ("forum.php?mod=forumdisplay&fid=3", "河北"), ("forum-4-1.html", "天津二")),
    )
    source = replace(FORUM, depth=2, sections="天津")
    assert [f.title for f in read(source, body, url=BOARD).found if f.role is Role.LIST] == ["天津", "天津二"]
    assert read(source, body, url=BOARD, depth=1).found == ()


def test_real_boards(shared: Path) -> None:
    """Sticky rows repeat, a moved thread leads to where it went, the last page has no next one."""
    first, second = (
        read(FORUM, (shared / "pages" / "discuz" / f"board_p{n}_static.html").read_bytes(), url=BOARD) for n in (1, 2)
    )
    ids = [[thread_id(canonical(f.url)) for f in expansion.found] for expansion in (first, second)]
    assert len(ids[0]) > 15
    assert len(ids[1]) > 3
    assert None not in ids[0] + ids[1]
    assert {5, 9, 30} <= set(ids[0])
    assert first.next is not None
    assert canonical(first.next).endswith("/forum.php?mod=forumdisplay&fid=2&page=2")
    assert second.next is None
    assert all(found.title and not found.title.isdigit() for found in first.found)


def test_real_feed_and_messages(shared: Path) -> None:
    folder = shared / "pages" / "discuz"
    feed = read(FORUM, (folder / "rss.html").read_bytes(), url=BOARD)
    assert len(feed.found) > 10
    assert all(thread_id(canonical(found.url)) for found in feed.found)
    for name in ("missing_board.html", "login_thread.html", "deleted_thread.html"):
        assert read(FORUM, (folder / name).read_bytes(), url=BOARD).found == ()


def test_real_threads_in_parts(shared: Path) -> None:
    folder = shared / "pages" / "discuz"
    parts = {path.name for path in folder.glob("*thread*.html") if layouts.in_parts(path.read_bytes())}
    assert parts == {"thread_paged_static.html"}


# ---- attachments


def test_attachments_of_an_article() -> None:
    body = html(
        "通知",
        ul(("W02026.pdf", "附件1"), ("b.DOCX?v=2", "附件2"), ("c.wps", "附件3"), ("/download?id=4", "清单.xlsx"),
           ("t20260102_1.html", "关于表格.xls的说明"), ("d.jpg", "图"), ("forum.php?mod=attachment&aid=NQ", "表.xlsx")),
    )  # fmt: skip
    found = [link.url.removeprefix(BASE) for link in layouts.attachments(body.encode(), "utf-8", BASE)]
    assert found == [
        "W02026.pdf", "b.DOCX?v=2", "c.wps", "http://www.example.org/download?id=4", "forum.php?mod=attachment&aid=NQ",
    ]  # fmt: skip
    assert layouts.attachments(html("x", ul(("a.html", "b"))).encode(), None, BASE) == []
