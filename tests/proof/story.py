"""A small portal whose pages go through all that can happen to pages, night by night, and what a ledger made of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from storage.ledger import Ledger
from tests.proof import frames
from tests.proof.portal import Article, District, Portal, running

_REPORT = (
    "各位代表：现将2031年主要工作安排报告如下。",
    "新建改建中小学校6所，新增义务教育学位3640个。",
    "城镇新增就业5300人，改造农村公路126公里。",
    "新增养老床位310张，建成村级幸福院24个。",
    "新建公共停车泊位2400个，维修桥梁9座。",
    "建成充电桩420个，新增绿化面积21万平方米。",
)
_LIST = (
    "1.新增学前教育学位1260个。",
    "2.加装电梯不少于85部。",
    "3.筹集保障性租赁住房1450套。",
    "4.建设嵌入式养老服务中心12个。",
    "5.新建口袋公园15个。",
    "6.更新健身路径64处。",
)
_NOTICE = ("各位居民：", "社区食堂自即日起恢复开放，欢迎前来用餐。", "请自备餐盒，节约粮食，共同维护环境。")


class Story:
    """`show(n)` lets the portal look as on night n; every night can be shown again."""

    def __init__(self, portal: Portal, nights: int | None = None) -> None:
        self.portal = portal
        self.nights = nights or len(_NIGHTS)
        self.first, self.second = portal.district(0), portal.district(1)

    @classmethod
    @contextmanager
    def running(cls, seed: int, nights: int | None = None) -> Iterator[Story]:
        """A story on a running portal."""
        with running(seed) as portal:
            yield cls(portal, nights)

    def show(self, night: int) -> None:
        """Set the pages as they stand on this night."""
        self.first.articles, self.second.articles = _first_night(self.first), _second_district(self.second)
        for change in _NIGHTS[: night + 1]:
            change(self.first.articles, self.second.articles)


def _first_night(district: District) -> dict[str, Article]:
    place = district.place
    return {
        "t20310110_1.html": Article(f"2031年{place}政府工作报告", list(_REPORT)),
        "t20310112_2.html": Article(f"{place}2031年民生实事项目清单", list(_LIST), frames.zoom),
        "t20310405_3.html": Article(
            f"{place}2031年民生实事一季度进展情况",
            ["截至3月底，各项工作进展如下。", "新增学前教育学位300个。", "加装电梯26部。", "筹集保障性租赁住房510套。"],
            day="2031-04-05",
        ),
        "t20310203_4.html": Article("社区食堂开放公告", list(_NOTICE)),
    }


def _second_district(district: District) -> dict[str, Article]:
    place = district.place
    return {
        "t20310115_1.html": Article(f"{place}2031年民生实事项目清单", [*_LIST, "7.改造人行道38公里。"]),
        "t20310116_2.html": Article(f"2031年{place}政府工作报告", list(_REPORT), frames.forum),
        "t20310203_3.html": Article("社区食堂开放公告", list(_NOTICE)),
    }


Pages = dict[str, Article]


def _as_it_was(first: Pages, second: Pages) -> None:
    pass


def _edited(first: Pages, second: Pages) -> None:
    """A target lowered, a bulletin published, a clause and a list item gone."""
    report, items = first["t20310110_1.html"], second["t20310115_1.html"]
    report.text = report.text.replace("学位3640个", "学位3200个")
    first["t20310705_5.html"] = Article(
        report.title[5:-6] + "2031年民生实事上半年进展情况",
        ["截至6月底，各项工作进展如下。", "新增学前教育学位700个。", "更新健身路径64处。", "新建口袋公园5个。"],
        day="2031-07-05",
    )
    items.lines = [line for line in items.lines if "电梯" not in line]


def _gone(first: Pages, second: Pages) -> None:
    """A page that is no more, and a block page."""
    second["t20310116_2.html"].status = 404
    first["t20310112_2.html"].sick = "captcha"


def _back(first: Pages, second: Pages) -> None:
    """The block is over and the list says something else; a figure is corrected downward."""
    items, bulletin = first["t20310112_2.html"], first["t20310705_5.html"]
    items.sick = None
    items.text = items.text.replace("1450套", "1600套")
    bulletin.text = bulletin.text.replace("学位700个", "学位650个")


def _blocked(first: Pages, second: Pages) -> None:
    """All of a source is blocked."""
    for article in second.values():
        article.sick = None if article.status == 404 else "challenge"


def _recovered(first: Pages, second: Pages) -> None:
    """And opened again, with a new document."""
    for article in second.values():
        article.sick = None
    second["t20310801_4.html"] = Article(
        second["t20310115_1.html"].title.replace("项目清单", "补充公告"),
        ["经研究，增加以下民生实事。", "1.新建社区图书室14个。", "2.改造集贸市场5处。"],
        day="2031-08-01",
    )


_NIGHTS = (_as_it_was, _edited, _gone, _back, _blocked, _recovered, _as_it_was)


def told(ledger: Ledger) -> dict[str, list[Any]]:
    """All a ledger holds that must not depend on how often it was disturbed. Numbers of rows and times are left out."""
    pledges = ledger.pledges()
    names = {p.id: (p.place, p.year, p.subject, p.action, p.unit) for p in pledges}
    return {
        "pledges": [
            (*names[p.id], p.cmp, p.low, p.high, p.deadline, p.quote, p.state, p.progress, p.progress_rule, p.share,
             p.title, p.url)
            for p in pledges
        ],
        "statements": [
            (s.url, s.statement.quote, s.statement.start, s.current, s.missing_since is None, s.removed_at is None,
             names.get(s.pledge_id))
            for s in ledger.statements(current=False)
        ],
        "observations": [
            (names[o.pledge_id], o.as_of, o.value, o.unit, o.percent, o.status, o.total, o.quote)
            for o in ledger.observations([p.id for p in pledges if p.id is not None])
        ],
        "events": [
            (e.type, e.place, e.source, e.year, e.theme, e.subject, e.unit, e.old, e.new, e.quote_old,
             e.quote_new, e.url, e.title, e.detail, e.baseline)
            for e in ledger.events()
        ],
        "pages": [(p.url, p.state, p.suspect_reason, p.gone_count > 0, p.statements) for p in ledger.pages()],
        "sources": [(s.id, s.healthy, s.reason, s.pages, s.suspect) for s in ledger.sources()],
        "waiting": [c.url for c in ledger.captures_to_read()],
    }  # fmt: skip
