"""Reading the archive again: the ledger follows today's parser, nobody is told, and the world's news is not lost.

Yesterday's parser is the real one with faults put in: it misses a sentence, misreads numbers, sees a promise that is
none, takes a promise for a result, leaves a line of chrome in the text and takes the year before for the document's.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from filelock import FileLock

from flows import reading
from flows.cli import run
from flows.config import Config, load
from flows.night import run_night
from flows.reparse import Reparsed, reparse
from flows.summary import Summary
from parsers.document import read as todays
from parsers.records import Document, Given, Statement, StatementKind
from parsers.regions import Gazetteer
from storage.ledger import Ledger
from storage.records import EventType, PageState, PledgeState, ProgressState
from tests.crawlers import site as web
from tests.crawlers.site import Site
from tests.flows.files import docx_of, old_word
from tests.flows.portal import PLACE, a_file, article, clock, link, listed, paragraphs
from tests.watch import watch_site

LIST = "青屿区2026年12件民生实事"
REPORT = "青屿区2026年民生实事上半年进展情况"
ITEMS = (
    "一、新建口袋公园6个。", "二、增设晾衣架310处。", "三、改造供热管网17.5公里。", "四、建设社区食堂9处。",
    "五、新增公共停车泊位450个。", "六、更新老旧电梯28部。", "工作专班电话2026年起由12人接听。",
)  # fmt: skip
RESULTS = ("新建口袋公园已完成2个。", "增设晾衣架已完成200处。", "改造供热管网已完成17.5公里。")
CHROME = "字号大中小打印本页\n"


def yesterdays(text: str, given: Given, regions: Gazetteer) -> Document:
    """Today's reading with the faults of an older parser."""
    read = todays(CHROME + text, given, regions)
    kept = [_older(read.text, s) for s in read.statements if "晾衣架" not in s.quote]
    return replace(read, facts=replace(read.facts, year=2025), statements=tuple(kept))


def _older(text: str, s: Statement) -> Statement:
    if "口袋公园6个" in s.quote:
        return replace(s, low=60, high=60)
    if "食堂" in s.quote:
        return replace(s, kind=StatementKind.ACHIEVED)
    if "供热管网已完成" in s.quote:
        return replace(s, low=7, high=7)
    if "电梯" in s.quote:
        end = text.index("12人") + 3
        invented = replace(s, subject="接听人员", low=12, high=12, unit="人", quote=text[end - 3 : end], start=end - 3)
        return replace(invented, end=end)
    return s


@dataclass
class Watched:
    config: Config
    toml: Path
    site: Site
    first: Summary

    def ledger(self) -> Ledger:
        return Ledger.open(self.config.storage.url.get_secret_value())

    def night(self, number: int) -> Summary:
        return run_night(self.config, clock=clock(number))

    def again(self, number: int) -> Reparsed:
        return reparse(self.config, clock=clock(number))


def publish(site: Site, items: tuple[str, ...] = ITEMS) -> str:
    site.on("/a/t20260120_1.html", article(LIST, paragraphs(*items)))
    site.on("/a/t20260705_2.html", article(REPORT, paragraphs(*RESULTS), "2026-07-05"))
    return listed(site, "/a/", ("t20260120_1.html", LIST), ("t20260705_2.html", REPORT))


@pytest.fixture(scope="module")
def one_night(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, Path, Summary]]:
    """A portal and the folder of a first night over it, read by yesterday's parser."""
    folder = tmp_path_factory.mktemp("watch")
    with web.running() as site, pytest.MonkeyPatch.context() as older:
        toml = watch_site({"one": publish(site)}, folder)
        older.setattr(reading, "read_main", yesterdays)
        first = run_night(load(toml), clock=clock(0))
        older.undo()
        yield site, folder, first


@pytest.fixture
def watched(one_night: tuple[Site, Path, Summary], tmp_path: Path) -> Watched:
    """A copy of that night's ledger and archive; from now on today's parser is at work."""
    site, folder, first = one_night
    publish(site)
    shutil.copytree(folder, tmp_path / "watch")
    toml = tmp_path / "watch" / "minxin.toml"
    return Watched(load(toml), toml, site, first)


def promised(ledger: Ledger) -> dict[tuple[str, int], tuple[object, str]]:
    return {(p.subject, p.year): (p.low, p.state) for p in ledger.pledges(PLACE) if p.page_id is not None}


def direct(tmp_path: Path, site: Site) -> Config:
    """The ledger as today's parser alone makes it."""
    config = load(watch_site({"one": f"{site.base}/a/"}, tmp_path / "direct"))
    run_night(config, clock=clock(0))
    return config


def test_the_ledger_becomes_what_todays_parser_alone_makes(watched: Watched, tmp_path: Path) -> None:
    with watched.ledger() as ledger:
        assert promised(ledger)["口袋公园", 2025][0] == 60
        assert ("晾衣架", 2026) not in promised(ledger)
    done = watched.again(1)
    assert done.problems == []
    assert done.counts()["changed"] == 2
    with watched.ledger() as ledger, Ledger.open(direct(tmp_path, watched.site).storage.url.get_secret_value()) as want:
        standing = {k: v for k, v in promised(ledger).items() if v[1] == PledgeState.STANDING}
        assert standing == promised(want)
        rows = [sorted((r.statement for r in x.statements()), key=repr) for x in (ledger, want)]
        assert rows[0] == rows[1]
        assert {p.url: p.facts for p in ledger.pages()} == {p.url: p.facts for p in want.pages()}
        for row in ledger.statements(current=False):
            assert ledger.document_text(row.id)[row.statement.start : row.statement.end] == row.statement.quote
        seen = [{(p.subject, p.progress, p.share) for p in x.pledges(PLACE, 2026) if p.state == "standing"}
                for x in (ledger, want)]  # fmt: skip
        assert seen[0] == seen[1]
        assert ("供热管网", ProgressState.COMPLETED, 1.0) in seen[0]


def test_what_only_the_older_parser_saw_does_not_stand(watched: Watched) -> None:
    watched.again(1)
    with watched.ledger() as ledger:
        gone = {p.subject for p in ledger.pledges(PLACE) if p.state is PledgeState.REMOVED}
        assert "接听人员" in gone
        assert not [r for r in ledger.statements() if r.statement.subject == "接听人员"]


def test_nobody_is_told_then_or_later(watched: Watched) -> None:
    with watched.ledger() as ledger:
        before = ledger.events()
    watched.again(1)
    with watched.ledger() as ledger:
        assert ledger.events() == before
        assert ledger.notices() == []
    assert watched.night(2).events == []


def test_the_second_reading_changes_nothing(watched: Watched) -> None:
    watched.again(1)
    with watched.ledger() as ledger:
        rows, pages = ledger.statements(current=False), ledger.pages()
    done = watched.again(1)
    assert done.changes == []
    assert done.pages == 2
    with watched.ledger() as ledger:
        assert ledger.statements(current=False) == rows
        assert ledger.pages() == pages


def test_the_report_has_a_line_for_each_page(watched: Watched, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["reparse", "--source", "one", "--config", str(watched.toml)]) == 0
    said = capsys.readouterr()
    lines = {line.partition(": ")[0].rpartition("/")[2]: line for line in said.out.splitlines() if "http" in line}
    assert sorted(lines) == ["t20260120_1.html", "t20260705_2.html"]
    assert "year 2025 -> 2026" in lines["t20260120_1.html"]
    assert "other main text" in lines["t20260120_1.html"]
    assert "added" in lines["t20260705_2.html"]
    assert [line.split() for line in said.out.splitlines()[2:5]] == [["read", "2"], ["changed", "2"], ["added", "4"]]
    assert said.err == ""


def test_news_that_wait_are_left_to_the_next_pass(watched: Watched) -> None:
    """A capture taken in by a pass that was killed before it read is compared by the next pass, and told."""
    watched.site.on("/a/t20260120_1.html", article(LIST, paragraphs(ITEMS[0].replace("6个", "5个"), *ITEMS[1:])))
    from flows.night import Night

    with Night(watched.config, clock=clock(1)) as night:
        for shard in night.plan():
            night.crawl(shard)
        night.take()
    done = watched.again(1)
    assert done.waiting == 1
    with watched.ledger() as ledger:
        assert promised(ledger)["口袋公园", 2026] == (6, PledgeState.STANDING)
    told = watched.night(2).events
    assert [(e.type, e.subject, e.old, e.new) for e in told] == [(EventType.TARGET_CHANGED, "口袋公园", 6, 5)]


def test_a_page_that_is_suspect_stays_so(watched: Watched) -> None:
    watched.site.on("/a/t20260120_1.html", "<html><body><script>location.reload()</script></body></html>")
    assert len(watched.night(1).suspect) == 1
    watched.again(2)
    with watched.ledger() as ledger:
        (page,) = [p for p in ledger.pages() if p.url.endswith("1.html")]
        assert page.state is PageState.SUSPECT
        assert page.suspect_reason
        assert promised(ledger)["口袋公园", 2026] == (6, PledgeState.STANDING)


def test_what_todays_parser_cannot_read_stays(watched: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    with watched.ledger() as ledger:
        rows = ledger.statements(current=False)
    monkeypatch.setattr("parsers.maintext._MOST_BYTES", 10)
    done = watched.again(1)
    assert len(done.problems) == 2
    assert all("cannot read it (not_readable" in p for p in done.problems)
    with watched.ledger() as ledger:
        assert ledger.statements(current=False) == rows
        assert {p.state for p in ledger.pages()} == {PageState.LIVE}


def test_attachments_that_could_not_be_read_are_read_at_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with web.running() as site:
        a_file(site, "/a/P1.docx", docx_of(["附件1", *ITEMS[:3]]))
        a_file(site, "/a/P2.doc", old_word())
        site.on("/a/t20260120_1.html", article(LIST, link("P1.docx", "清单.docx") + link("P2.doc", "表.doc")))
        config = load(watch_site({"one": listed(site, "/a/", ("t20260120_1.html", LIST))}, tmp_path))
        with monkeypatch.context() as older:
            older.setattr("parsers.attachments.MOST_BYTES", 10)
            first = run_night(config, clock=clock(0))
        assert len(first.unreadable) == 2
        done = reparse(config, clock=clock(1))
        assert [c.facts for c in done.changes] == [("read for the first time",)]
        assert done.problems == []
        with Ledger.open(config.storage.url.get_secret_value()) as ledger:
            states = {p.url.rpartition("/")[2]: p.state for p in ledger.pages() if p.role == "attachment"}
            assert states == {"P1.docx": PageState.LIVE, "P2.doc": PageState.SUSPECT}
            assert promised(ledger)["口袋公园", 2026] == (6, PledgeState.STANDING)
            assert ledger.events() == []


def test_documents_taken_in_by_hand_keep_what_was_said_of_them(watched: Watched, tmp_path: Path) -> None:
    file = tmp_path / "list.txt"
    file.write_text("民生实事\n\n" + "\n".join(ITEMS[:3]), encoding="utf-8")
    given = ["--place", "临岚市云汀区", "--year", "2027", "--config", str(watched.toml)]
    assert run(["import", str(file), *given]) == 0
    done = reparse(watched.config, "import:临岚市云汀区", clock=clock(1))
    assert (done.pages, done.changes) == (1, [])


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [(["--source", "none"], 2, "has no source 'none'"), (["--config", "other.toml"], 2, "no such file")],
)
def test_wrong_use(
    watched: Watched, arguments: list[str], status: int, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    given = arguments if "--config" in arguments else [*arguments, "--config", str(watched.toml)]
    assert run(["reparse", *given]) == status
    assert says in capsys.readouterr().err


def test_not_beside_a_pass(watched: Watched, capsys: pytest.CaptureFixture[str]) -> None:
    with FileLock(watched.config.storage.archive / ".minxin.lock"):
        assert run(["reparse", "--config", str(watched.toml)]) == 1
    assert "a pass is under way" in capsys.readouterr().err
