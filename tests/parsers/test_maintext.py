"""The main text of pages: exact on forums, the same at every fetch, bounded on hostile input."""

from __future__ import annotations

import difflib
import html
import random
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from parsers.maintext import main_text
from parsers.normalise import to_main
from parsers.records import PageProblem

PAGES = Path(__file__).resolve().parent.parent / "pages" / "layouts"
BODIES = [
    ("thread_edited_static", "edited"),
    ("thread_filler1_static", "filler1"),
    ("thread_paged_cpall", "paged"),
    ("thread_seed001_static", "seed001"),
    ("thread_seed003_static", "seed003"),
    ("archiver_thread", "seed003"),
]


def posted(shared: Path, truth: str) -> list[str]:
    text = (shared / "pages/truth" / f"{truth}.txt").read_text(encoding="utf-8")
    return [line.strip() for line in text.splitlines() if line.strip() and line.strip() != "@@PAGE@@"]


@pytest.mark.parametrize(("page", "truth"), BODIES)
def test_body_equals_what_was_posted(shared: Path, page: str, truth: str) -> None:
    got = main_text((shared / "pages/discuz" / f"{page}.html").read_bytes())
    assert got.problem is None
    assert got.text.splitlines() == posted(shared, truth)


def test_a_post_in_parts_says_so_and_where_it_is_whole(shared: Path) -> None:
    page = (shared / "pages/discuz/thread_paged_static.html").read_bytes()
    got = main_text(page, url="http://127.0.0.1:38034/thread-32-1-1.html")
    assert got.text.splitlines() == posted(shared, "paged")[: got.text.count("\n") + 1]
    assert "part 1 of 3" in got.detail
    assert got.whole_url == "http://127.0.0.1:38034/forum.php?mod=viewthread&tid=32&cp=all"
    again = main_text(page, url="http://127.0.0.1:38034/forum.php?mod=viewthread&tid=32&extra=page%3D1")
    assert again.whole_url is not None
    assert again.whole_url.endswith("cp=all")
    assert main_text((shared / "pages/discuz/thread_paged_cpall.html").read_bytes()).whole_url is None


def test_a_posted_table_is_rows_and_replies_stay_out(shared: Path) -> None:
    got = main_text((shared / "pages/discuz/thread_reply_static.html").read_bytes())
    rows = [line for line in got.text.splitlines() if " | " in line]
    assert [row.count(" | ") for row in rows] == [2, 2]
    assert got.text.count("\n") == 4


# Where the article begins and ends in each portal page's source, found by reading it, and how many lines it has.
PORTALS = [
    ("dingnan_county_livelihood_article.php", "开始-->", "<!--所写内容  结束", 16),
    ("gne_deqing_2016_investment_bulletin", "ZJEG_RSS.content.begin-->", "<!--ZJEG_RSS.content.end", 1),
    ("gne_shanxi_gov_news", '<div class="TRS_Editor">', "<!-- /Main text", 9),
    ("webkit_pinyin_traditional_news", 'class="news">', '<div   id="icsuysb"', 9),
]


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize(("name", "begin", "end", "lines"), PORTALS)
def test_portal_text_against_a_cut_by_hand(shared: Path, name: str, begin: str, end: str, lines: int) -> None:
    data = (shared / "pages/portal" / f"{name}.html").read_bytes()
    source = data.decode("utf-8-sig")
    cut = source[source.index(begin) + len(begin) : source.index(end)]
    cut = re.sub(r"<style\b.*?</style>|<script\b.*?</script>", "", cut, flags=re.DOTALL)
    truth = squeezed(to_main(html.unescape(re.sub(r"<[^>]*>", "", cut))))
    got = main_text(data)
    same = difflib.SequenceMatcher(None, truth, squeezed(got.text), autojunk=False).get_matching_blocks()
    shared_chars = sum(block.size for block in same)
    assert shared_chars >= 0.99 * len(truth)
    assert shared_chars >= 0.99 * len(squeezed(got.text))
    assert got.text.count("\n") + 1 == lines


# What counters, sessions, clocks, advertisers and editors of the frame do to an unchanged page between two fetches.
NOISE: list[tuple[str, Callable[[str], str]]] = [
    ("views", lambda s: re.sub(r'(class="xi1">)\d+|(id="hits">)\d+', r"\g<1>\g<2>98765", s)),
    ("visitors", lambda s: re.sub(r'(<span id="count">)\d+', r"\g<1>20999123", s)),
    ("formhash", lambda s: re.sub(r'(name="formhash" value=")\w+|(formhash=)\w+', r"\g<1>\g<2>0f0f0f0f", s)),
    ("processed", lambda s: re.sub(r"Processed in [\d.]+ second\(s\), \d+", "Processed in 0.9 second(s), 99", s)),
    (
        "clock",
        lambda s: s.replace("2031年3月9日 星期日", "2032年12月30日 星期四").replace("3&nbsp;天前", "昨天&nbsp;08:30"),
    ),
    ("image ids", lambda s: re.sub(r"aimg_\w{5}\b", "aimg_Zz9Qx", s)),
    ("sidebar", lambda s: re.sub(r"(<h3>热点新闻</h3><ul>)<li>.*?</li>", r"\1<li><a href='/n'>新建3个</a></li>", s)),
    ("navigation", lambda s: re.sub(r"(<ul class=\"nav\">)(<li>.*?</li>)(<li>.*?</li>)", r"\1\3\2", s)),
    ("advert", lambda s: s.replace("</body>", "<div class='ad'><a href='/ad'>促销5折起，限时3天！</a></div></body>")),
    ("script", lambda s: s.replace("</head>", "<script>var t=1930000000;</script></head>")),
    ("comments", lambda s: s.replace("<p>", "<p><!-- cached 17:02:11 -->")),
    ("line ends", lambda s: s.replace("\r\n", "\n").replace("\n", "\r\n")),
    ("junk", lambda s: re.sub(r'(class="jammer">|display:none">)[^<]+', r"\g<1>7 Q) 3 [ w", s)),
]
DOCUMENTS = [path.stem for path in sorted(PAGES.glob("*.txt"))]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_noise_around_an_unchanged_document_changes_no_byte(name: str) -> None:
    source = (PAGES / f"{name}.html").read_text(encoding="utf-8")
    first = main_text(source.encode())
    for what, noise in NOISE:
        noisy = main_text(noise(source).encode())
        assert (noisy.text, noisy.title, noisy.published_at) == (first.text, first.title, first.published_at), what


def test_each_noise_touches_a_page() -> None:
    pages = [path.read_bytes().decode() for path in sorted(PAGES.glob("*.html"))]
    idle = [what for what, noise in NOISE if what != "image ids" and all(noise(page) == page for page in pages)]
    assert idle == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_charset_changes_no_byte(name: str) -> None:
    source = (PAGES / f"{name}.html").read_text(encoding="utf-8")
    first = main_text(source.encode())
    declared = re.sub(r"charset=(\"?)utf-8", r"charset=\1gb2312", source, flags=re.IGNORECASE)
    declared = declared.replace('encoding="utf-8"', 'encoding="gb2312"')
    other = main_text(declared.encode("gb18030"))
    assert (other.charset, other.text) == ("gb18030", first.text)


@pytest.mark.parametrize(
    "page", ["discuz/thread_seed003_static", "discuz/thread_reply_static", "portal/gne_shanxi_gov_news"]
)
def test_noise_on_real_pages(shared: Path, page: str) -> None:
    source = (shared / "pages" / f"{page}.html").read_text(encoding="utf-8")
    first = main_text(source.encode())
    for what, noise in NOISE:
        assert main_text(noise(source).encode()).text == first.text, what


def test_main_text_form() -> None:
    page = '<div id="zoom"><p>為進(jìn)一步改善民生，今年新建社區食堂4個。</p><p>整治積水點&nbsp;12處。</p></div>'
    got = main_text(page.encode())
    assert got.text == "为进一步改善民生，今年新建社区食堂4个。\n整治积水点 12处。"
    assert to_main(got.text) == got.text


@pytest.mark.parametrize(
    ("inner", "lines"),
    [
        ("<p>新建<span>12</span>\n<span>个</span>，改造3\n个。</p>", ["新建12个，改造3个。"]),
        ("<p>第一行<br>第二行<br/><br>第三行</p>尾巴", ["第一行", "第二行", "第三行", "尾巴"]),
        ("<ol><li>新建4个</li><li><p>改造7个</p></li></ol>", ["新建4个", "改造7个"]),
        (
            "<table><tr><th>项目</th><th>数</th></tr><tr><td>食堂</td><td>4<br>个</td></tr></table>",
            ["项目 | 数", "食堂 | 4 个"],
        ),
        ("<table><tr><td><p>甲。</p><p>乙。</p></td></tr></table>", ["甲。", "乙。"]),
        ("<table><tr><td>甲</td><td><table><tr><td>乙</td><td>3</td></tr></table></td></tr></table>", ["甲", "乙 | 3"]),
        ("<table><tr><td></td><td>食堂</td><td></td><td>4个</td><td> </td></tr></table>", ["| 食堂 |  | 4个"]),
        (
            "<table><tr><td rowspan=2>教育</td><td>学位</td><td>300个</td></tr><tr><td>教师</td><td>40名</td></tr>"
            "<tr><td>养老</td><td>床位</td><td>600张</td></tr></table>",
            ["教育 | 学位 | 300个", "| 教师 | 40名", "养老 | 床位 | 600张"],
        ),
        ("<p>可见<span style='display: none'>隐藏9</span><i hidden>8</i></p>", ["可见"]),
        ("<pre>第一行\n第二行</pre>", ["第一行", "第二行"]),
        ("<p style='white-space:pre-wrap'>第一行\n<b>第二\n行</b></p>", ["第一行", "第二", "行"]),
        ("<p>GDP growth\n5.5 percent</p>", ["GDP growth 5.5 percent"]),
        ("<p>甲<script>var n=5;</script><style>p{}</style>乙</p>", ["甲乙"]),
    ],
)
def test_lines(inner: str, lines: list[str]) -> None:
    page = f"<div id='postlist'><div id='post_1'><div id='postmessage_1'>{inner}</div></div></div>"
    got = main_text(page.encode())
    assert got.text.split("\n") == lines


@pytest.mark.parametrize(
    ("data", "layout"),
    [
        ("石桥区2031年计划\n\n  新建食堂4个。\n".encode(), "text"),
        ("石桥区2031年计划\r\n新建食堂4个。".encode("gbk"), "text"),
        ("项目,目标,进展\n食堂,4,3\n托位,300,85\n公厕,20,11\n".encode("gbk"), "csv"),
    ],
)
def test_plain_files(data: bytes, layout: str) -> None:
    got = main_text(data)
    assert (got.layout, got.problem) == (layout, None)
    assert "食堂" in got.text


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", PageProblem.NO_MAIN_TEXT),
        (b" \n\t", PageProblem.NO_MAIN_TEXT),
        (b"<html></html>", PageProblem.NO_MAIN_TEXT),
        (b'{"code":0,"rows":[{"t":"\xe5\xae\x9e\xe4\xba\x8b"}]}', PageProblem.NO_MAIN_TEXT),
        (b"<?xml version='1.0'?><urlset><url><loc>http://a.example/</loc></url></urlset>", PageProblem.NO_MAIN_TEXT),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", PageProblem.NOT_READABLE),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, PageProblem.NOT_READABLE),
        (b"Rar!\x1a\x07\x00", PageProblem.NOT_READABLE),
        (bytes(range(256)) * 40, PageProblem.NOT_READABLE),
    ],
)
def test_what_is_no_document(data: bytes, problem: PageProblem) -> None:
    got = main_text(data, url="http://a.example/x")
    assert (got.text, got.problem) == ("", problem)
    assert got.detail


LINE = "全区新建食堂4个，改造7个。".encode()
HOSTILE = {
    "50 MB": b"<html>" + b"<p>x</p>" * 6_300_000,
    "many tags": b"<div class=TRS_Editor>" + b"<b>" * 260_000,
    "many attributes": b"<div id=zoom " + b"".join(b"a%d=1 " % i for i in range(50_000)) + b">" + LINE,
    "many quoted attributes": b"<div id=zoom " + b"".join(b'a%d="<" ' % i for i in range(20_000)) + b">" + LINE,
    "deep divs": b"<div>" * 60_000 + LINE * 20,
    "deep spans in a body": b"<div id=zoom>" + b"<span>" * 60_000 + LINE * 20,
    "deep tables": b"<div id=zoom>" + b"<table><tr><td>" * 15_000 + LINE * 20,
    "open quotes": b"<div id=zoom>" + LINE + b"<a '" * 100_000,
    "spaces": b"<div id=zoom>" + b" " * 2_000_000 + LINE,
    "cookies": b"<script>" + b"document.cookie=" * 60_000 + b"</script>",
    "entities": b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'ccc'>"
    + b"".join(b"<!ENTITY b%d '%s'>" % (i, b"&b%d;" % (i - 1) * 10) for i in range(1, 12))
    + b"]><html><body><p>&b11;</p></body></html>",
    "links": b"<body>" + "<div><a href=/x>新建公园3个。</a></div>".encode() * 8_000,
    "nul bytes": b"<div id=zoom>" + b"\x00" * 40 + LINE * 400,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_end_soon(name: str) -> None:
    start = time.perf_counter()
    got = main_text(HOSTILE[name], url="http://a.example/x/1.html")
    assert time.perf_counter() - start < 8
    assert got.problem is not None or LINE.decode() in got.text


SHARDS = [
    b"<table>",
    b"</table>",
    b"<td rowspan=99999>",
    b"</div>",
    b'<div id="zoom">',
    b"<!--",
    b"\x00",
    b"\xff",
    b"&#0;",
]
SHARDS += [b"&#xD800;", b'<base href="//[">', b'<a href="http://[x/a.pdf">q</a>', b"<svg>", b"<?php ", b"<plaintext>"]


@pytest.mark.parametrize("seed", range(4))
def test_mutilated_pages_never_raise(seed: int) -> None:
    chance = random.Random(seed)
    pages = [path.read_bytes() for path in sorted(PAGES.glob("*.html"))]
    for _ in range(80):
        page = bytearray(chance.choice(pages))
        for _ in range(chance.randint(1, 10)):
            at = chance.randrange(len(page))
            if chance.random() < 0.5:
                page[at:at] = chance.choice(SHARDS)
            else:
                del page[at : at + chance.randint(1, 300)]
            page = page or bytearray(b"x")
        got = main_text(
            bytes(page), url=chance.choice([None, "http://[", "no address", "http://a.example/t20310302_88.html"])
        )
        assert (got.problem is None) == bool(got.text)
        assert got.problem is None or got.detail


def test_a_page_the_parser_gave_up_on_is_not_read_as_if_it_were_whole() -> None:
    page = b"<div id=zoom><p>" + LINE + b"</p>" + b"<span>" * 3000 + LINE
    assert main_text(page).problem is PageProblem.NOT_READABLE
    assert main_text(page.replace(b"<span>" * 3000, b"<span>" * 1500)).text.count(LINE.decode()) == 2


def test_time_grows_linearly() -> None:
    def seconds(size: int) -> float:
        page = b"<div class=TRS_Editor>" + (b"<p>" + LINE + b"</p>") * size
        best = 9.0
        for _ in range(3):
            start = time.perf_counter()
            main_text(page)
            best = min(best, time.perf_counter() - start)
        return best

    assert seconds(16_000) < 4 * 3 * seconds(4_000)


def test_known_layouts_cost_less_than_trafilatura(shared: Path) -> None:
    from trafilatura import extract

    page = (shared / "pages/discuz/thread_seed003_static.html").read_bytes()
    source = page.decode()

    def best(run: Callable[[], object]) -> float:
        times = []
        for _ in range(7):
            start = time.perf_counter()
            run()
            times.append(time.perf_counter() - start)
        return min(times)

    assert best(lambda: main_text(page)) < best(lambda: extract(source))


def test_heavy_libraries_are_not_imported_for_a_known_page() -> None:
    code = (
        "import sys; from parsers.maintext import main_text;"
        "assert main_text('<div id=zoom>新建食堂4个，改造7个。</div>'.encode()).text;"
        "print([m for m in ('trafilatura','pdfplumber','openpyxl','docx') if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
