"""What a message says, in three renderings, two languages, and within each service's limits."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from flows.notices.message import Item, changes, operation, summary
from flows.notices.phrases import phrases
from flows.notices.render import render, render_plain
from flows.notices.services import SERVICES, Service, Style, Unit
from flows.notices.text import Piece, marked, shorten
from parsers.records import Comparator, StatementKind, Theme
from storage.records import Event, EventType, Observation, Pledge, ProgressState
from tests.notices.world import an_event, channel

DESK = channel("desk", "json://x", places=["云州市"], themes=["教育"], min_change=2)
ENGLISH = channel("desk", "json://x", language="en")
PLEDGE = Pledge(
    3, "云州市青禾区", 2026, "绿道", "建设", "公里", Theme.ENVIRONMENT, StatementKind.TARGET, Comparator.EQUAL, 60, 60,
    share=0.345, progress=ProgressState.UNDER_WAY,
)  # fmt: skip
LINE = (
    Observation(3, date(2026, 3, 31), 8.2, "公里", None, None),
    Observation(3, date(2026, 6, 30), 20.7, "公里", 34.5, None),
)
PROGRESS = Item(
    an_event(
        type=EventType.PROGRESS_REPORTED, theme=Theme.ENVIRONMENT, subject="绿道", unit="公里", old=8.2, new=20.7,
        quote_old=None, quote_new="截至六月底累计建成绿道20.7公里", pledge_id=3,
    ),
    PLEDGE,
    LINE,
)  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "subject"),
    [
        ({}, "【云州市青禾区】目标改变：幼儿园托位 1,800个 → 1,700个（下调5.6%）"),
        ({"new": 19000}, "【云州市青禾区】目标改变：幼儿园托位 1,800个 → 1.9万个（上调955.6%）"),
        ({"old": 0}, "【云州市青禾区】目标改变：幼儿园托位 0个 → 1,700个"),
        ({"type": EventType.PLEDGE_ADDED, "old": None}, "【云州市青禾区】新增承诺：幼儿园托位 1,700个"),
        ({"type": EventType.PLEDGE_REMOVED, "new": None}, "【云州市青禾区】承诺被删去：幼儿园托位 1,800个"),
        (
            {"type": EventType.PROGRESS_REPORTED, "unit": "%", "old": 12.5, "new": 30.7},
            "【云州市青禾区】进展：幼儿园托位 12.5% → 30.7%",
        ),
        (
            {"type": EventType.DOCUMENT_GONE, "old": None, "new": None, "subject": None},
            "【云州市青禾区】文件已撤下：青禾区2026年二十件实事",
        ),
        (
            {"type": EventType.SOURCE_UNHEALTHY, "old": None, "new": None, "subject": None, "title": None},
            "【云州市青禾区】来源异常：yz-qinghe",
        ),
    ],
)
def test_subject_says_place_what_and_how_much(changed: dict[str, Any], subject: str) -> None:
    assert changes([Item(an_event(**changed))], DESK).subject == subject


@pytest.mark.parametrize("kind", list(EventType))
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_event_type_has_words_in_both_languages(kind: EventType, language: str) -> None:
    reader = channel("d", "json://x", language=language)
    shown = render_plain(changes([Item(an_event(type=kind))], reader))
    assert phrases(language).labels[kind] in shown
    assert phrases("zh").words.keys() == phrases("en").words.keys()


def test_share_bar_and_line_so_far() -> None:
    shown = render_plain(changes([PROGRESS], DESK))
    assert "▓▓▓░░░░░░░ 完成目标的34.5%，目标60公里，状态：进行中" in shown
    assert "历次：2026年3月31日 8.2公里 → 2026年6月30日 20.7公里（34.5%）" in shown
    assert "“截至六月底累计建成绿道20.7公里”" in shown
    assert "关注云州市，主题教育，目标变化不小于2%" in shown


def test_progress_picture_in_mail_is_plain_html() -> None:
    html = render(changes([PROGRESS], DESK), SERVICES["mailto"]).html
    assert html is not None
    assert 'width="34%"' in html
    assert 'width="66%"' in html
    assert "<img" not in html
    full = Item(PROGRESS.event, Pledge(**{f: getattr(PLEDGE, f) for f in PLEDGE.__slots__} | {"share": 1.3}), LINE)
    html = render(changes([full], DESK), SERVICES["mailto"]).html
    assert html is not None
    assert 'width="100%" height="10"' in html
    assert "完成目标的130%" in html


def test_grouped_by_place_and_theme_the_gravest_first() -> None:
    items = [
        Item(an_event(id=1, type=EventType.PLEDGE_ADDED, place="甲市", subject="甲一")),
        Item(an_event(id=2, place="乙市", subject="乙一", theme=Theme.SPORT)),
        Item(an_event(id=3, type=EventType.PLEDGE_ADDED, place="乙市", subject="乙二", theme=Theme.SPORT)),
        Item(an_event(id=4, place="乙市", subject="乙三")),
        Item(an_event(id=5, place="甲市", year=None, theme=None, type=EventType.DOCUMENT_NEW)),
    ]
    message = changes(items, DESK)
    assert message.subject.startswith("【乙市等2地】")
    assert message.subject.endswith("等5项变化")
    assert [(p.name, [(t.name, len(t.items)) for t in p.themes]) for p in message.places] == [
        ("乙市2026年", [("体育", 2), ("教育", 1)]),
        ("甲市2026年", [("教育", 1)]),
        ("甲市", [("其他", 1)]),
    ]


def test_english_on_request() -> None:
    shown = render_plain(changes([Item(an_event(new=19000)), PROGRESS], ENGLISH))
    assert "Target changed: 幼儿园托位 1,800 个 → 19,000 个 (up 955.6%)" in shown
    assert "Why you get this: channel desk, gets every event." in shown
    assert "Before: “" in shown


@pytest.mark.parametrize(
    ("old", "new", "marks"),
    [
        ("新建托位1800个", "新建托位1700个", (["1800"], ["1700"])),
        ("新建托位1800个", "新建托位1.9万个", (["1800"], ["1.9万"])),
        ("改造3处，新建5处", "改造4处，新建6处", (["3", "5"], ["4", "6"])),
        ("六月底前完成", "年底前完成", (["六月"], ["年"])),
        ("同一句话", "同一句话", ([], [])),
        ("", "新句", ([], ["新句"])),
        ("完成30.7%", "完成41%", (["30.7%"], ["41%"])),
    ],
)
def test_changed_parts_are_marked(old: str, new: str, marks: tuple[list[str], list[str]]) -> None:
    first, second = marked(old, new)
    assert "".join(p.text for p in first) == old
    assert "".join(p.text for p in second) == new
    assert ([p.text for p in first if p.changed], [p.text for p in second if p.changed]) == marks


def test_long_quotes_keep_the_change_in_sight() -> None:
    before, after = "甲" * 3000, "乙" * 3000
    first, second = marked(f"{before}1800{after}", f"{before}1700{after}")
    for pieces, number in ((first, "1800"), (second, "1700")):
        assert Piece(number, True) in pieces
        assert len("".join(p.text for p in pieces)) < 260
    different = marked("甲" * 5000, "乙" * 5000)
    assert all(len("".join(p.text for p in side)) < 260 for side in different)


def test_shorten_cuts_at_sentences() -> None:
    assert shorten("第一句。第二句很长很长很长", 9) == "第一句。第二句很…"
    assert shorten("第一句话讲完了。第二句很长很长很长", 12) == "第一句话讲完了。…"
    assert shorten("短", 5) == "短"


@pytest.mark.parametrize(
    ("language", "value", "unit", "words"),
    [
        ("zh", 2880, "个", "2,880个"),
        ("zh", 19000, "人", "1.9万人"),
        ("zh", 12345, "人", "12,345人"),
        ("zh", 30.7, "%", "30.7%"),
        ("zh", 116000000, "元", "1.16亿元"),
        ("en", 19000, "人", "19,000 人"),
        ("en", 30.7, "%", "30.7%"),
        ("en", 19.6, "公里", "19.6 公里"),
        ("zh", None, "个", ""),
    ],
)
def test_numbers_as_readers_write_them(language: str, value: float | None, unit: str, words: str) -> None:
    assert phrases(language).amount(value, unit) == words


def many(count: int, size: int = 60) -> list[Item]:
    """Items with long quotes of Chinese text."""
    return [
        Item(an_event(id=i, subject=f"项目{i}", quote_old="改" * size + "18处。", quote_new="改" * size + "17处。"))
        for i in range(count)
    ]


@pytest.mark.parametrize("schema", sorted(SERVICES))
@pytest.mark.parametrize("count", [1, 7, 50])
@pytest.mark.parametrize("link", ["https://pledges.example/rest", None])
def test_every_service_gets_what_it_takes(schema: str, count: int, link: str | None) -> None:
    service = SERVICES[schema]
    out = render(changes(many(count), DESK, number="0a1b2c3d", site_url=link), service)
    assert service.size(out.body) <= service.limit
    assert len(out.title) <= service.title
    assert "0a1b2c3d" in out.body
    told = sum(f"项目{i}：" in out.body or f"项目{i} " in out.body for i in range(count))
    assert out.shown <= count
    assert told >= out.shown >= min(count, 1)
    if out.shown < count:  # never silently: the number of those left out, and where they are
        assert f"其余{count - out.shown}项" in out.body
        assert (link or "minxin export events") in out.body


def test_a_limit_too_small_for_one_item_cuts_and_points() -> None:
    tiny = Service("tiny", Style.MARKDOWN, 300, Unit.BYTES)
    out = render(changes(many(1, 400), DESK, number="0a1b2c3d", site_url="https://pledges.example/x"), tiny)
    assert tiny.size(out.body) <= 300
    assert "0a1b2c3d" in out.body
    assert "https://pledges.example/x" in out.body
    assert "…" in out.body


def test_summary_counts() -> None:
    kinds = {EventType.TARGET_CHANGED: 70, EventType.PLEDGE_ADDED: 5}
    message = summary(kinds, {"甲市": 60, "乙市": 15}, many(2), DESK, site_url="https://pledges.example/")
    shown = render_plain(message)
    assert "【甲市等2地】75项变化" in message.subject
    assert "目标改变 70" in shown
    assert "乙市 15" in shown
    assert "其余73项" in shown


def test_operation_messages() -> None:
    text = render_plain(operation("parked", DESK, channel="desk", attempts=8, count=3, error="refused (HTTP 503)"))
    assert "refused (HTTP 503)" in text
    with pytest.raises(KeyError):
        operation("parked", DESK, channel="desk")


def test_detail_and_missing_fields() -> None:
    bare: Event = an_event(
        type=EventType.BULLETIN_OVERDUE, theme=None, subject=None, unit=None, old=None, new=None, quote_old=None,
        quote_new=None, url=None, title=None, capture=None, detail="去年同期已发布三期，今年尚未发布。",
    )  # fmt: skip
    shown = render_plain(changes([Item(bare)], DESK))
    assert "说明：去年同期已发布三期，今年尚未发布。" in shown
    assert "None" not in shown
