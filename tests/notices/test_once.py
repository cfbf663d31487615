"""Progress that completes a pledge is told by the completion, wherever one reader would get both."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from flows.feeds import write_feeds
from flows.notices.message import Item, changes
from storage.records import EventType
from tests.notices.world import an_event, channel

DESK = channel("desk", "json://x")
PROGRESS = an_event(id=1, type=EventType.PROGRESS_REPORTED, old=2, new=4, subject="绿道", pledge_id=3)
COMPLETED = replace(PROGRESS, id=2, type=EventType.PLEDGE_COMPLETED, old=4)
OTHERS = (
    replace(PROGRESS, id=3, pledge_id=4, subject="口袋公园"),
    replace(PROGRESS, id=4, run=8, subject="绿道"),
    replace(PROGRESS, id=5, type=EventType.PROGRESS_INCONSISTENT),
)


def test_a_message_tells_the_completion_alone() -> None:
    message = changes([Item(PROGRESS), Item(COMPLETED)], DESK)
    assert message.size == 1
    assert "已完成：绿道" in message.subject
    assert changes([Item(e) for e in (PROGRESS, COMPLETED, *OTHERS)], DESK).size == 4


def test_progress_alone_is_told() -> None:
    assert changes([Item(PROGRESS)], DESK).size == 1


def test_a_feed_has_one_entry(tmp_path: Path) -> None:
    (feed, *_) = write_feeds([PROGRESS, COMPLETED], tmp_path)
    assert feed.entries == 1
    assert feed.path.read_text(encoding="utf-8").count("<entry>") == 1
