"""Title and date, as a page says them."""

from __future__ import annotations

from datetime import date

import pytest

from parsers.pagefacts import find_date, find_title, first_date, url_date
from parsers.selecting import Page, parse

NAV = "<div class=top>2031年3月9日 星期日 <a href='/'>首页</a> <a href='/zwgk/'>政务公开</a> 无障碍浏览</div>"


def page(body: str = "", title: str = "", head: str = "") -> Page:
    parsed = parse(f"<html><head><title>{title}</title>{head}</head><body>{NAV}{body}</body></html>")
    assert parsed is not None
    return parsed


@pytest.mark.parametrize(
    ("title", "body", "head"),
    [
        ("石桥区民生实事公示", "", ""),
        ("石桥区民生实事公示_工作动态_石桥区人民政府", "", ""),
        ("石桥区民生实事公示-石桥区人民政府", "", ""),
        ("石桥区民生实事公示 - 澜山市发展和改革委员会", "", ""),
        ("石桥区民生实事公示 | 石桥区政府网", "", ""),
        ("石桥新闻网 - 石桥区民生实事公示", "<h1>石桥区民生实事公示</h1>", ""),
        ("石桥区民生实事公示--澜山在线", "<h2>石桥区民生实事公示</h2>", ""),
        ("石桥区民生实事公示 澜山之窗", "<div class='title'>石桥区民生实事公示</div>", ""),
        ("石桥区民生实事公示_新鲜事", "", '<meta name="ColumnName" content="新鲜事">'),
        ("澜山市政府门户", "<h1>澜山市</h1>", '<meta name="ArticleTitle" content="石桥区民生实事公示">'),
        ("石桥区民生实事公示-石桥区人民政府", "<h1><a href='/'>石桥区人民政府</a></h1>", ""),
        ("石橋區民生實事公示", "", ""),
    ],
)
def test_title_without_the_site(title: str, body: str, head: str) -> None:
    assert find_title(page(body, title, head), None) == "石桥区民生实事公示"


@pytest.mark.parametrize("title", ["1-10月石桥区投资情况", "石桥区2031-2035年规划纲要", "关于“一老一小”工作的报告"])
def test_hyphens_of_a_title_stay(title: str) -> None:
    assert find_title(page(title=title), None) == title
    assert find_title(page(title=f"{title}_石桥区人民政府"), None) == title


def test_no_title() -> None:
    assert find_title(page(), None) is None


@pytest.mark.parametrize(
    ("body", "head"),
    [
        ("", '<meta name="PubDate" content="2031-03-02 10:21">'),
        ("", '<meta property="article:published_time" content="2031-03-02T10:21:00+08:00">'),
        ("<span>发布时间：2031-03-02 10:21</span>", ""),
        ("<span>发布日期：</span><span>2031年3月2日</span>", ""),
        ("<p>【发布日期】 2031/3/2</p>", ""),
        ("<span>發(fā)布時(shí)間：2031-03-02</span>", ""),
        ("<i>时间：</i>2031-03-02 06:23", ""),
        ("<p>2031-03-02 来源：石桥日报</p>", ""),
        ("<p>2031-03-02</p><p>来源：石桥日报</p>", ""),
        ("<p>成文日期：2031-02-28</p><p>发布日期：2031-03-02</p>", ""),
        ("<p>截止日期：2031-12-31</p><p>日期：2031-03-02</p>", ""),
        ("<p>时间：2031-13-45</p><p>时间：2031-03-02</p>", ""),
        ("<p>发表于 2031-3-2 08:30</p>", ""),
    ],
)
def test_date_on_the_page(body: str, head: str) -> None:
    assert find_date(page(body, head=head), None, "http://a.example/2030/1/1/t20300101_1.html") == date(2031, 3, 2)


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("http://a.example/zwgk/203103/t20310302_6158216.html", date(2031, 3, 2)),
        ("http://a.example/c/2031-03-02/1312807.shtml", date(2031, 3, 2)),
        ("http://a.example/art/2031/3/2/art_1_2.html", date(2031, 3, 2)),
        ("http://a.example/20310302/7.html", date(2031, 3, 2)),
        ("http://a.example/contents/12158/594955.html", None),
        ("http://a.example/art/2031/13/2/art_1_2.html", None),
        (None, None),
    ],
)
def test_the_address_is_the_last_resort(url: str | None, found: date | None) -> None:
    assert url_date(url) == found
    assert find_date(page("<p>今年新建食堂4个。</p>"), None, url) == found


def test_first_date() -> None:
    assert first_date("2031-02-30，2031.3.2") == date(2031, 3, 2)
    assert first_date("电话 2031-03-021") is None
