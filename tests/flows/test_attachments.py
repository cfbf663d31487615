"""Attachments in the pass: read as part of their article, told when no program can read them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from crawlers.records import Layout, Role, Source
from flows import health
from flows.config import Config, load
from flows.fetched import Fetched, read_fetched
from flows.night import run_night
from flows.seeds import load_regions
from flows.summary import Summary, markdown
from parsers.records import DocumentKind, Facts, PageProblem
from storage.ledger import Ledger
from storage.records import EventType, PageState
from storage.views import PageRow, SourceHealth
from tests.crawlers import site as web
from tests.crawlers.site import Site
from tests.flows.files import docx_of, old_word, pdf_of, xlsx_of
from tests.flows.portal import PLACE, a_file, article, clock, link, listed, paragraphs
from tests.watch import watch_site

LIST = "青屿区2026年12件民生实事"
REPORT = "青屿区2026年民生实事上半年进展情况"
NEWS = "青屿区2026年民生实事征集"
ROWS = [("序号", "项目"), ("1", "新建口袋公园6个。"), ("2", "改造供热管网17.5公里。")]


@dataclass
class Nights:
    config: Config
    summaries: list[Summary]
    pages: dict[str, PageRow]
    asked: list[str]


def build(site: Site) -> dict[str, str]:
    """Two lists: one of articles with all kinds of files, one whose only article has only a file nobody can read."""
    a_file(site, "/a/P1.docx", docx_of(["附件1"], ROWS))
    a_file(
        site,
        "/a/P2.xlsx",
        xlsx_of([("序号", "完成情况"), (1, "新建口袋公园已完成2个。"), (2, "增设晾衣架已完成310处。")]),
    )
    a_file(
        site,
        "/a/P3.pdf",
        pdf_of(["青屿区2025年民生实事项目清单", "1. 新增公共停车泊位450个。", "2. 建设社区食堂9处。"]),
    )
    a_file(site, "/a/P4.doc", old_word())
    a_file(site, "/b/P5.wps", old_word(4000))
    site.on("/a/t20260120_1.html", article(LIST, link("P1.docx", "附件：清单.docx")))
    site.on("/a/t20260705_2.html", article(REPORT, paragraphs("见附件。") + link("P2.xlsx", "进展.xlsx"), "2026-07-05"))
    text = paragraphs(
        "现将有关事项说明如下，欢迎市民来信来电提出意见。", "征集时间为本月，地点在各街道办事处的服务大厅。"
    )
    site.on("/a/t20260110_3.html", article(NEWS, text + link("P3.pdf", "上年清单.pdf") + link("P4.doc", "表.doc")))
    site.on("/b/t20260110_4.html", article(NEWS, text + link("P5.wps", "登记表.wps")))
    names = ("t20260120_1", LIST), ("t20260705_2", REPORT), ("t20260110_3", NEWS)
    return {
        "many": listed(site, "/a/", *((f"{name}.html", title) for name, title in names)),
        "one": listed(site, "/b/", ("t20260110_4.html", NEWS)),
    }


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nights]:
    with web.running() as site:
        config = load(watch_site(build(site), tmp_path_factory.mktemp("watch"), "expect = { min_statements = 2 }"))
        summaries = [run_night(config, clock=clock(n)) for n in range(2)]
        with Ledger.open(config.storage.url.get_secret_value()) as ledger:
            pages = {page.url.rpartition("/")[2]: page for page in ledger.pages()}
        yield Nights(config, summaries, pages, [request.path for request in site.asked])


def facts_of(nights: Nights, name: str) -> Facts:
    facts = nights.pages[name].facts
    assert facts is not None
    return facts


def test_a_table_without_title_is_its_articles(nights: Nights) -> None:
    facts = facts_of(nights, "P1.docx")
    assert (facts.title, facts.kind, facts.place, facts.year) == (LIST, DocumentKind.LIST, PLACE, 2026)
    assert facts.published_at == date(2026, 1, 20)
    assert nights.pages["P1.docx"].statements == 2


def test_progress_in_an_attachment_reaches_the_pledge_of_another(nights: Nights) -> None:
    facts = facts_of(nights, "P2.xlsx")
    assert (facts.title, facts.kind, facts.published_at) == (REPORT, DocumentKind.BULLETIN, date(2026, 7, 5))
    with Ledger.open(nights.config.storage.url.get_secret_value()) as ledger:
        (park,) = [p for p in ledger.pledges(PLACE, 2026) if p.subject == "口袋公园"]
        assert park.id is not None
        (seen,) = ledger.observations(park.id)
        assert (park.low, seen.value, park.title) == (6, 2, LIST)
        assert "口袋公园" in seen.quote


def test_what_an_attachment_says_of_itself_counts(nights: Nights) -> None:
    facts = facts_of(nights, "P3.pdf")
    assert (facts.year, facts.kind, facts.place) == (2025, DocumentKind.LIST, PLACE)


def test_articles_that_only_announce_are_no_matter_of_health(nights: Nights) -> None:
    for name in ("t20260120_1.html", "t20260705_2.html"):
        assert (nights.pages[name].state, nights.pages[name].statements) == (PageState.LIVE, 0)
    assert [s.suspect for s in nights.summaries] == [[], []]


def test_a_file_no_program_reads_is_told_and_the_source_stays_well(nights: Nights) -> None:
    first = nights.summaries[0]
    assert sorted(url.rpartition("/")[2] for url, _ in first.unreadable) == ["P4.doc", "P5.wps"]
    assert first.counts()["unreadable"] == 2
    assert "P5.wps: an old Word" in markdown(first)
    for name in ("P4.doc", "P5.wps"):
        assert (nights.pages[name].state, nights.pages[name].suspect_reason) == (PageState.SUSPECT, "not_readable")
    told = {e.type for summary in nights.summaries for e in summary.events}
    assert EventType.SOURCE_UNHEALTHY not in told


def test_a_still_second_night_says_nothing(nights: Nights) -> None:
    assert nights.summaries[1].events == []
    assert nights.summaries[1].problems == []


def judged(**counts: int) -> bool | None:
    source = Source("s", PLACE, Layout.PORTAL, ("http://x.example/",))
    state = SourceHealth("s", PLACE, "", "portal", True, "", None, 0, clock()(), None, outcomes=(("ok", 3),), **counts)
    return health.judge(source, state, None)[0]


@pytest.mark.parametrize(
    ("counts", "healthy"),
    [
        ({"pages": 3, "suspect": 3}, False),
        ({"pages": 3, "suspect": 3, "unreadable": 1}, False),
        ({"pages": 3, "suspect": 1, "unreadable": 1}, True),
        ({"pages": 2, "suspect": 2, "unreadable": 2}, True),
        ({"pages": 3, "suspect": 2, "unreadable": 1}, True),
    ],
)
def test_health_looks_at_what_can_be_read(counts: dict[str, int], healthy: bool) -> None:
    assert judged(**counts) is healthy


LONG = "<ul>" + "<li>办事窗口 联系方式</li>" * 80 + "</ul>"
COVERS = [
    ("only a link", article(LIST, link("P1.pdf", "清单.pdf")), True),
    ("a short line", article(LIST, paragraphs("现予公布。") + link("P1.pdf", "附件")), True),
    ("no file", article(LIST, paragraphs("现予公布。")), False),
    ("a title that says nothing", article("详情", link("P1.pdf", "手册.pdf")), False),
    ("text beside the file that was not found", f"<title>{LIST}</title><h1>{LIST}</h1>{LONG}"
     + link("P1.pdf", "手册.pdf"), False),
]  # fmt: skip


@pytest.mark.parametrize(("what", "page", "cover"), COVERS, ids=[c[0] for c in COVERS])
def test_covers(what: str, page: str, cover: bool) -> None:
    fetched = Fetched("http://x.example/t20260120_1.html", Role.ARTICLE, PLACE)
    reading = read_fetched(page.encode(), fetched, load_regions())
    assert reading.main.problem is PageProblem.NO_MAIN_TEXT
    assert (reading.document is not None) is cover
    assert not (reading.document and reading.whole)


def test_expectations_are_for_whole_pages(tmp_path: Path) -> None:
    """A list of too few items is suspect; the same length in an article with files is not."""
    text = paragraphs("一、新建口袋公园6个。", "二、改造供热管网17.5公里。", "三、增设晾衣架310处。")
    with web.running() as site:
        a_file(site, "/a/P1.docx", docx_of(["附件1"], ROWS))
        site.on("/a/t20260120_1.html", article(LIST, text))
        site.on("/a/t20260121_2.html", article(LIST, text + link("P1.docx", "清单.docx"), "2026-01-21"))
        start = listed(site, "/a/", ("t20260120_1.html", LIST), ("t20260121_2.html", LIST))
        config = load(watch_site({"few": start}, tmp_path, "expect = { min_statements = 9 }"))
        summary = run_night(config, clock=clock())
    assert [url.rpartition("/")[2] for url, _ in summary.suspect] == ["t20260120_1.html"]
