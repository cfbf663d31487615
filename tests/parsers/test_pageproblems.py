"""Pages that answer 200 and are not what was asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsers.maintext import main_text
from parsers.pageproblems import empty_list, is_home_address, list_problem, page_problem
from parsers.records import PageProblem
from parsers.selecting import Page, parse

PAGES = Path(__file__).resolve().parent.parent / "pages" / "layouts"
DEEP = "http://www.shiqiao.example/zwgk/203103/t20310302_88.html"
SAVED = [
    ("problem_jsl", PageProblem.CHALLENGE),
    ("problem_acw", PageProblem.CHALLENGE),
    ("problem_rate", PageProblem.RATE_LIMITED),
    ("problem_maintenance", PageProblem.MAINTENANCE),
    ("problem_login", PageProblem.LOGIN),
    ("problem_home", PageProblem.HOME_PAGE),
    ("problem_discuz_message", PageProblem.MESSAGE),
]


@pytest.mark.parametrize(("name", "problem"), SAVED)
def test_problem_is_recognised(name: str, problem: PageProblem) -> None:
    data = (PAGES / f"{name}.html").read_bytes()
    found = page_problem(data, url=DEEP)
    assert found is not None
    assert (found.problem, bool(found.detail)) == (problem, True)
    text = main_text(data, url=DEEP)
    assert (text.problem, text.text) == (problem, "")


def test_every_saved_problem_is_tested() -> None:
    tested = {name for name, _ in SAVED} | {"problem_column_page"}
    assert {path.stem for path in PAGES.glob("problem_*.html")} == tested


def html(body: str, title: str = "提示", head: str = "") -> bytes:
    return f"<html><head><meta charset=utf-8><title>{title}</title>{head}</head><body>{body}</body></html>".encode()


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (html("<script>var _0x1='__jsluid';document.cookie='a=1';location.reload();</script>"), PageProblem.CHALLENGE),
        (
            html("<h1>Just a moment...</h1><script src='/cdn-cgi/challenge-platform/x.js'></script>"),
            PageProblem.CHALLENGE,
        ),
        (html("<p>您的请求可能存在威胁，已被拦截。请联系管理员。</p>"), PageProblem.CHALLENGE),
        (html("<p>请完成安全验证后继续访问</p><div id='slider'></div>"), PageProblem.CHALLENGE),
        (html("<p>操作过于频繁，请稍后再试</p>"), PageProblem.RATE_LIMITED),
        (html("<p>您的IP访问频率过高，已被限制访问</p>"), PageProblem.RATE_LIMITED),
        (html("<h2>网站升级维护中</h2><p>预计周一恢复</p>"), PageProblem.MAINTENANCE),
        (html("<h1>502 Bad Gateway</h1><hr>nginx"), PageProblem.MAINTENANCE),
        (html("<p>您访问的页面不存在或已被删除！</p><a href='/'>返回首页</a>"), PageProblem.MESSAGE),
        (html("<div id='messagetext'><p>抱歉，您尚未登录，没有权限访问该版块</p></div>"), PageProblem.LOGIN),
        (html("<div id='messagetext'><p>站点维护中，请稍后访问</p></div>"), PageProblem.MAINTENANCE),
        (html("<div id='messagetext'><p>抱歉，该贴已被管理员删除</p></div>"), PageProblem.MESSAGE),
        (html("<p>x</p>", head="<link rel=canonical href='/'>"), PageProblem.HOME_PAGE),
    ],
)
def test_phrases_and_signs(data: bytes, problem: PageProblem) -> None:
    found = page_problem(data, url=DEEP)
    assert found is not None
    assert found.problem is problem


ARTICLE = "".join(
    f"<p>石桥区第{i}批系统维护工程：升级改造政务平台{i}个，期间网站访问过于频繁的问题得到解决，请市民登录后查看。</p>"
    for i in range(1, 20)
)


@pytest.mark.parametrize(
    "data",
    [
        html(ARTICLE, "关于系统维护的通报"),
        html(f'<div class="TRS_Editor">{ARTICLE}</div>', "关于系统维护的通报"),
        html(f"<form><input type=password><button>登录</button></form>{ARTICLE}", "工作动态"),
        html(f"<script>document.cookie='hits=1'; if (x) location.reload();</script>{ARTICLE}", "工作动态"),
    ],
)
def test_an_article_about_such_things_is_an_article(data: bytes) -> None:
    assert page_problem(data, url=DEEP) is None
    got = main_text(data, url=DEEP)
    assert got.problem is None
    assert got.text.count("\n") == 18


def test_a_short_notice_in_a_known_frame_is_read_and_a_blocked_one_is_not() -> None:
    notice = html('<div id="zoom"><p>石桥区2031年计划新建公园6个，总面积42公顷。</p></div>', "公告")
    assert main_text(notice).problem is None
    blocked = html('<div id="zoom"><p>访问过于频繁，请稍后再试。</p></div>', "公告")
    assert main_text(blocked).problem is PageProblem.RATE_LIMITED


def test_files_are_not_judged() -> None:
    for data in (b"%PDF-1.4 404 Not Found", "系统维护中".encode(), b"", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        assert page_problem(data, url=DEEP) is None


def test_a_short_thread_about_maintenance_is_a_thread() -> None:
    text = "自来水系统维护公告：石桥区3月5日停水8小时，涉及小区12个，请登录后查看名单。"
    page = f"<div id=postlist><div id=post_1><table><tr><td id=postmessage_1>{text}</td></tr></table></div></div>"
    assert page_problem(html(page, "系统维护公告"), url=DEEP) is None
    assert main_text(html(page, "系统维护公告"), url=DEEP).problem is None


def test_a_column_page_has_no_main_text() -> None:
    got = main_text((PAGES / "problem_column_page.html").read_bytes(), url=DEEP)
    assert (got.text, got.problem) == ("", PageProblem.NO_MAIN_TEXT)


@pytest.mark.parametrize(
    "name", ["deleted_thread", "login_thread", "missing_board", "board_p1_static", "board_p2_static", "rss"]
)
def test_forum_pages_that_are_no_threads_have_no_main_text(shared: Path, name: str) -> None:
    expected = {"deleted_thread": "message", "missing_board": "message", "login_thread": "login"}
    got = main_text((shared / "pages/discuz" / f"{name}.html").read_bytes())
    assert (got.text, got.problem) == ("", PageProblem(expected.get(name, "no_main_text")))


def parsed(data: bytes) -> Page:
    page = parse(data.decode())
    assert page is not None
    return page


def test_empty_lists() -> None:
    links = "".join(f"<li><a href='/{i}.html'>石桥区第{i}季度民生实事进展情况</a></li>" for i in range(6))
    assert empty_list(parsed(html(f"<ul>{links}</ul>"))) is None
    assert list_problem(html(f"<ul>{links}</ul>"), url=DEEP) is None
    assert list_problem(b"") is not None
    for body in (
        "<ul></ul><p>暂无数据</p>",
        "<div class=emp>本版块或指定的范围内尚无主题</div>",
        "<a href='/'>首页</a>",
    ):
        found = empty_list(parsed(html(body)))
        assert found is not None
        assert found.problem is PageProblem.EMPTY_LIST


@pytest.mark.parametrize(
    ("url", "home"),
    [
        ("http://a.example/", True),
        ("http://a.example", True),
        ("http://a.example/index.html", True),
        ("http://a.example/zwgk/", False),
        ("http://a.example/forum.php?mod=viewthread&tid=1", False),
        (DEEP, False),
    ],
)
def test_home_addresses(url: str, home: bool) -> None:
    assert is_home_address(url) is home
