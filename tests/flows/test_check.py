"""`minxin sources check`: what each source would give, told and written down, with nothing else touched."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from flows.check import Check, Checked, check_sources
from flows.check_report import lines, markdown
from flows.cli import run
from flows.config import load
from tests.crawlers import site as web
from tests.crawlers.site import Site
from tests.flows.files import docx_of, old_word
from tests.flows.portal import DAY, a_file, article, link, listed, paragraphs
from tests.watch import watch_site

LIST = "青屿区2026年12件民生实事"
REPORT = "青屿区2026年民生实事上半年进展情况"
ITEMS = ("一、新建口袋公园6个。", "二、增设晾衣架310处。", "三、改造供热管网17.5公里。", "四、建设社区食堂9处。")
CHALLENGE = "<html><body><script>document.cookie='k=1';location.reload()</script></body></html>"
SHORT = "青屿区2025年10件民生实事"


def build(site: Site) -> dict[str, str]:
    """A portal that is well, one that forbids its articles, one that answers with challenges, one that is not there."""
    site.on("/robots.txt", "User-agent: *\nDisallow: /shut/2026\n")
    a_file(site, "/well/P1.docx", docx_of(["附件1", "新增公共停车泊位450个。"]))
    a_file(site, "/well/P2.doc", old_word())
    site.on("/well/t20260120_1.html", article(LIST, paragraphs(*ITEMS)))
    progress = paragraphs("新建口袋公园已完成2个。") + link("P1.docx", "清单.docx") + link("P2.doc", "表|格.doc")
    site.on("/well/t20260705_2.html", article(REPORT, progress, "2026-07-05"))
    site.on("/well/t20250105_3.html", article(SHORT, paragraphs(ITEMS[0], "请各部门抓紧落实。"), "2025-01-05"))
    names = ("t20260120_1", LIST), ("t20260705_2", REPORT), ("t20250105_3", SHORT)
    for n in range(3):
        site.on(f"/blocked/t2026012{n}_1.html", CHALLENGE)
    return {
        "well": listed(site, "/well/", *((f"{name}.html", title) for name, title in names)),
        "shut": listed(site, "/shut/", ("2026/t20260120_1.html", LIST)),
        "blocked": listed(site, "/blocked/", *((f"t2026012{n}_1.html", LIST) for n in range(3))),
        "away": f"{site.base}/away/",
    }


@dataclass
class Told:
    check: Check
    toml: Path
    site: Site
    status: int
    out: str
    err: str
    report: dict[str, Any]
    files: list[list[str]]

    def of(self, name: str) -> Checked:
        return next(c for c in self.check.sources if c.source.id == name)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    folder = tmp_path_factory.mktemp("check")
    report = tmp_path_factory.mktemp("report") / "check.json"
    out, err = io.StringIO(), io.StringIO()
    with web.running() as site:
        toml = watch_site(build(site), folder, "expect = { min_statements = 3 }")
        before = sorted(str(path) for path in folder.rglob("*"))
        with redirect_stdout(out), redirect_stderr(err):
            status = run(["sources", "check", "--report", str(report), "--config", str(toml)])
        after = sorted(str(path) for path in folder.rglob("*"))
        check = check_sources(load(toml), ["well"], now=DAY)
        whole = check_sources(load(toml), now=DAY)
        assert check.sources == tuple(c for c in whole.sources if c.source.id == "well")
        read = json.loads(report.read_text(encoding="utf-8"))
        yield Told(whole, toml, site, status, out.getvalue(), err.getvalue(), read, [before, after])


def test_a_source_that_is_well(told: Told) -> None:
    well = told.of("well")
    assert (well.healthy, well.found, well.lists, well.complete) == (True, 3, 1, True)
    assert well.newest == date(2026, 7, 5)
    pages = {p.url.rpartition("/")[2]: p for p in well.pages}
    assert {name: p.statements for name, p in pages.items() if not p.suspect} == {
        "t20260120_1.html": 4, "t20260705_2.html": 1, "P1.docx": 1,
    }  # fmt: skip
    assert well.statements == 6
    assert (pages["P1.docx"].title, pages["P1.docx"].year, pages["P1.docx"].attachment) == (REPORT, 2026, True)
    assert [(p.url.rpartition("/")[2], p.suspect) for p in well.suspects()] == [
        ("t20250105_3.html", "1 statements, 3 are expected")
    ]
    assert pages["P2.doc"].unreadable


def test_sources_that_are_not_well(told: Told) -> None:
    assert [c.healthy for c in map(told.of, ("shut", "blocked", "away"))] == [True, False, False]
    assert told.of("shut").robots == "there are rules, 1 addresses forbidden"
    blocked = told.of("blocked")
    assert [p.suspect.partition(":")[0] for p in blocked.suspects()] == ["challenge"] * 3
    assert "全部3个页面都无法比对" in blocked.reason
    assert "http_error" in told.of("away").reason


def test_the_command_tells_and_its_status_says_so(told: Told) -> None:
    assert told.status == 1
    assert [line.split(":")[1].strip() for line in told.err.splitlines()] == ["away", "blocked"]
    for piece in ("well  临岚市青屿区  healthy", "2026-07-05", "3 in 1 lists", "P2.doc (not_readable", "6"):
        assert piece in told.out
    assert told.out.count("suspect  ") == 4


def test_the_report_in_json(told: Told) -> None:
    (well,) = [s for s in told.report["sources"] if s["source"] == "well"]
    assert (well["found"], well["statements"], well["newest"], well["healthy"]) == (3, 6, "2026-07-05", True)
    assert len(well["pages"]) == 5
    assert told.report["problem"] is None


def test_the_report_in_markdown(told: Told) -> None:
    text = markdown(told.check)
    assert "| well | 临岚市青屿区 | healthy | 3 | 3 | 2026-07-05 | 6 | 1 |" in text
    assert "表\\|格.doc" in text
    tables = [line for line in text.splitlines() if line.startswith("|")]
    assert {len(line.replace("\\|", "").split("|")) for line in tables} == {10, 9}
    assert list(lines(told.check))


def test_nothing_else_is_written(told: Told) -> None:
    assert told.files[0] == told.files[1]
    assert not [name for name in told.files[1] if name.endswith(".db") or "captures" in name]


def test_the_budget_holds(told: Told) -> None:
    told.site.asked.clear()
    check = check_sources(load(told.toml), ["well"], pages=2, now=DAY)
    asked = [r.path for r in told.site.asked if r.path != "/robots.txt"]
    assert len(asked) <= 2
    assert not check.sources[0].complete
    assert "not read to their end" in "\n".join(lines(check))


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--report", "x.txt"], "something.md or something.json"),
        (["--report", "nowhere/x.md"], "no such folder"),
        (["--source", "nobody"], "no source is called 'nobody'"),
        (["--pages", "0"], "'--pages'"),
    ],
)
def test_wrong_use(told: Told, arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]) -> None:
    told.site.asked.clear()
    assert run(["sources", "check", *arguments, "--config", str(told.toml)]) == 2
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 1
    assert says in said[0]
    assert told.site.asked == []
