"""One page, one address."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.canonical import canonical, date_hint, key, thread_id, whole_thread

B = "http://bbs.example"
THREAD = f"{B}/forum.php?mod=viewthread&tid=27"

ROWS = (
    ("HTTP://WWW.Example.ORG:80", "http://www.example.org/"),
    ("https://www.example.org:443/a?", "https://www.example.org/a"),
    ("http://www.example.org:8080/a", "http://www.example.org:8080/a"),
    ("http://www.example.org./a#part", "http://www.example.org/a"),
    ("http://user:word@www.example.org/a", "http://www.example.org/a"),
    ("http://e.org/a;jsessionid=0A1B.n2", "http://e.org/a"),
    ("http://e.org/a;jsessionid=0A1B?id=4", "http://e.org/a?id=4"),
    ("http://e.org/a?b=2&a=1&PHPSESSID=77&utm_source=x&spm=1.2", "http://e.org/a?a=1&b=2"),
    ("http://e.org/a?q=%CC%EC%BD%F2", "http://e.org/a?q=%CC%EC%BD%F2"),
    ("http://e.org/a?q=天津", "http://e.org/a?q=%E5%A4%A9%E6%B4%A5"),
    ("http://e.org/区/a b.html", "http://e.org/%E5%8C%BA/a%20b.html"),
    ("http://e.org/a?flag&empty=", "http://e.org/a?empty=&flag"),
    (f"{B}/thread-27-1-1.html", THREAD),
    (f"{B}/thread-27-3-2.html#pid9", THREAD),
    (f"{B}/forum.php?mod=viewthread&tid=27", THREAD),
    (f"{B}/forum.php?tid=27&mod=viewthread&extra=page%3D1&page=2", THREAD),
    (f"{B}/forum.php?mod=viewthread&tid=27&cp=all&page=1", THREAD),
    (f"{B}/forum.php?mod=viewthread&tid=27&mobile=2", THREAD),
    (f"{B}/forum.php?mod=redirect&tid=27&goto=lastpost#lastpost", THREAD),
    (f"{B}/archiver/tid-27.html", THREAD),
    (f"{B}/archiver/?tid-27.html", THREAD),
    (f"{B}/viewthread.php?tid=27&extra=page%3D2", THREAD),
    (f"{B}/bbs/thread-27-1-1.html", f"{B}/bbs/forum.php?mod=viewthread&tid=27"),
    (f"{B}/forum-2-1.html", f"{B}/forum.php?mod=forumdisplay&fid=2"),
    (f"{B}/forum-2-3.html", f"{B}/forum.php?mod=forumdisplay&fid=2&page=3"),
    (f"{B}/forum.php?mod=forumdisplay&fid=2&page=3", f"{B}/forum.php?mod=forumdisplay&fid=2&page=3"),
    (f"{B}/forum.php?mod=forumdisplay&fid=2&page=1", f"{B}/forum.php?mod=forumdisplay&fid=2"),
    (f"{B}/article-5-1.html", f"{B}/portal.php?mod=view&aid=5"),
    (f"{B}/portal.php?mod=view&aid=5&page=2", f"{B}/portal.php?mod=view&aid=5"),
    ("http://e.org/mythread-27-1-1.html", "http://e.org/mythread-27-1-1.html"),
    ("javascript:void(0)", "javascript:void(0)"),
    ("http://[::1", "http://[::1"),
    ("http://[::1]:81/a", "http://[::1]:81/a"),
    ("http://e.org:port/a", "http://e.org:port/a"),
)


@pytest.mark.parametrize(("url", "expected"), ROWS, ids=[row[0] for row in ROWS])
def test_canonical(url: str, expected: str) -> None:
    assert canonical(url) == expected
    assert canonical(expected) == expected


@given(st.text(max_size=40), st.text(alphabet="ab=&?%;/27-.天#", max_size=40))
def test_canonical_is_idempotent_and_never_raises(host: str, rest: str) -> None:
    once = canonical(f"http://{host}.example/{rest}")
    assert canonical(once) == once


def test_key_leaves_the_scheme_out() -> None:
    assert key("https://e.org/a") == key("http://e.org/a#x") == "e.org/a"


@pytest.mark.parametrize("url", [f"{B}/thread-27-1-1.html", THREAD])
def test_whole_thread_is_the_same_thread(url: str) -> None:
    assert whole_thread(url) == f"{THREAD}&page=1&cp=all"
    assert canonical(whole_thread(url)) == THREAD


@pytest.mark.parametrize(
    ("url", "expected"), [(THREAD, 27), (f"{B}/forum.php?mod=forumdisplay&fid=2", None), ("http://e.org/27", None)]
)
def test_thread_id(url: str, expected: int | None) -> None:
    assert thread_id(url) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://e.org/zwgk/202304/t20230403_61.html", date(2023, 4, 3)),
        ("http://e.org/c/2024-04-12/13.shtml", date(2024, 4, 12)),
        ("http://e.org/art/2023/4/3/art_1_2.html", date(2023, 4, 3)),
        ("http://e.org/zwgk/202304/99.html", date(2023, 4, 1)),
        ("http://e.org/20230403/99.html", date(2023, 4, 3)),
        ("http://e.org/t20231342_1.html", None),
        ("http://e.org/a.html", None),
    ],
)
def test_date_hint(url: str, expected: date | None) -> None:
    assert date_hint(url) == expected
