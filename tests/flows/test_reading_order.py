"""Pages come in any order; what they say is understood in one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from storage.ledger import Ledger
from storage.records import EventType
from tests.proof.portal import Article, District, Portal, pass_over, running

_LIST = ["1.新增学前教育学位1260个。", "2.加装电梯85部。", "3.新建口袋公园15个。"]
_FIRST = ["截至3月底，各项工作进展如下。", "新增学前教育学位300个。", "加装电梯26部。"]
_HALF = ["截至6月底，各项工作进展如下。", "新增学前教育学位700个。", "加装电梯51部。"]


def _publish(district: District, order: str) -> None:
    """The three documents, found (and so fetched) in this order."""
    year = f"{district.place}2031年民生实事"
    articles = {
        "l": Article(f"{year}项目清单", _LIST, day="2031-01-10"),
        "q": Article(f"{year}一季度进展情况", _FIRST, day="2031-04-05"),
        "h": Article(f"{year}上半年进展情况", _HALF, day="2031-07-05"),
    }
    # A list names its newest row first.
    district.articles = {f"t2031{articles[o].day[5:7]}05_{o}.html": articles[o] for o in reversed(order)}


def _progress(portal: Portal, order: str, folder: Path) -> list[tuple[str | None, object, object]]:
    district = next(iter(portal.districts.values()))
    district.articles = {
        "t20310101_0.html": Article("社区食堂开放公告", ["社区食堂自即日起恢复开放，欢迎前来用餐。"] * 3)
    }
    config = portal.write(folder)
    pass_over(config, 0)
    _publish(district, order)
    events = pass_over(config, 1).events
    with Ledger.open(config.storage.url.get_secret_value()) as ledger:
        assert {o.as_of for p in ledger.pledges() if p.place == district.place
                for o in ledger.observations(p.id or 0)} == {date(2031, 3, 31), date(2031, 6, 30)}  # fmt: skip
    told = [(e.subject, e.old, e.new) for e in events if e.type is EventType.PROGRESS_REPORTED]
    return sorted(told, key=str)


@pytest.mark.slow
def test_results_find_their_pledge_in_whatever_order_the_pages_came(tmp_path: Path) -> None:
    with running() as portal:
        portal.district(0)
        told = [_progress(portal, order, tmp_path / order) for order in ("lqh", "hql")]
    assert told[0] == told[1]
    assert len(told[0]) == 4
