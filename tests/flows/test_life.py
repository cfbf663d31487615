"""One pledge over four nights, through the real thing: proposed, joined by a person, reported on, corrected, told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.cli import run
from flows.config import load
from flows.night import run_night
from storage.ledger import Ledger
from storage.records import EventType, MatchRole, PledgeState
from tests.crawlers import site as web
from tests.crawlers.site import Site
from tests.flows.portal import PLACE, article, clock, listed, paragraphs
from tests.watch import watch_site

REPORT, LIST, NEWS = "青屿区2026年民生实事安排", "青屿区2026年12件民生实事", "青屿区2026年民生实事上半年进展情况"
FIRST = ("一、新增停车泊位440个。", "二、新建口袋公园6个。", "三、改造供热管网17.5公里。", "四、更新老旧电梯28部。")
SECOND = (
    "一、新增城市停车泊位450个。",
    "二、新建口袋公园6个。",
    "三、改造供热管网17.5公里。",
    "四、更新老旧电梯28部。",
)
RESULT = "新增城市停车泊位180个，完成全年任务的40%。"
CORRECTED = "新增城市停车泊位160个，完成全年任务的35.6%。"


def publish(site: Site, *results: str) -> str:
    pages = [("t20260110_1.html", REPORT), ("t20260120_2.html", LIST)]
    site.on("/a/t20260110_1.html", article(REPORT, paragraphs(*FIRST), "2026-01-10"))
    site.on("/a/t20260120_2.html", article(LIST, paragraphs(*SECOND)))
    if results:
        body = paragraphs("截至6月底，各项工作进展如下。", *results, "新建口袋公园2个。", "更新老旧电梯9部。")
        site.on("/a/t20260705_3.html", article(NEWS, body, "2026-07-05"))
        pages.append(("t20260705_3.html", NEWS))
    return listed(site, "/a/", *pages)


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, int]]:
    """The configuration, and the number of the match that was proposed."""
    with web.running() as site:
        toml = watch_site({"one": publish(site)}, tmp_path_factory.mktemp("life"))
        run_night(load(toml), clock=clock(0))
        with ledger(toml) as book:
            (item,) = [i for i in book.review() if i.role is MatchRole.RESTATEMENT]
        assert run(["review", "--accept", str(item.match_id), "--config", str(toml)]) == 0
        run_night(load(toml), clock=clock(1))
        publish(site, RESULT)
        run_night(load(toml), clock=clock(2))
        publish(site, CORRECTED)
        run_night(load(toml), clock=clock(3))
        yield toml, item.match_id


def ledger(toml: Path) -> Ledger:
    return Ledger.open(load(toml).storage.url.get_secret_value())


@pytest.mark.slow
def test_the_joined_pledge_has_one_line(lived: tuple[Path, int]) -> None:
    with ledger(lived[0]) as book:
        spaces = [p for p in book.pledges(PLACE) if "停车泊位" in p.subject and p.page_id is not None]
        one, other = sorted(spaces, key=lambda p: p.state is PledgeState.REMOVED)
        assert (one.low, one.state, other.state) == (450, PledgeState.STANDING, PledgeState.REMOVED)
        life = book.history(one.id or 0)
        assert [(o.value, o.percent) for o in life.observations] == [(160, 35.6)]
        assert [(o.value, o.percent) for o in life.superseded] == [(180, 40)]
        assert one.share == pytest.approx(0.356)
        told = [(e.type, e.old, e.new) for e in life.events if e.type is not EventType.PLEDGE_ADDED]
        assert told == [(EventType.PROGRESS_REPORTED, None, 180), (EventType.PROGRESS_REGRESSED, 180, 160)]
        assert not [i for i in book.review() if i.match_id == lived[1]]


@pytest.mark.slow
def test_history_prints_it_with_date_quote_and_address(
    lived: tuple[Path, int], capsys: pytest.CaptureFixture[str]
) -> None:
    with ledger(lived[0]) as book:
        one = next(p for p in book.pledges(PLACE) if "停车泊位" in p.subject and p.low == 450 and p.state == "standing")
    assert run(["history", str(one.id), "--config", str(lived[0])]) == 0
    text = capsys.readouterr().out
    for said in (
        "新增城市停车泊位450个",
        "进展：进行中，完成目标的35.6%",
        "2026-06-30  进展：累计160个，完成35.6% 「新增城市停车泊位160个」",
        "2026-06-30  已更正的进展：累计180个，完成40%",
        "人工接受：「新增城市停车泊位450个」",
        "（2026-03-05改为下文）",
        "由40%更正为35.6%",
        f"《{NEWS}》 http://127.0.0.1",
        "sha256:",
    ):
        assert said in text, said
