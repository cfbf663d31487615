"""What a watch does when clock, names and configuration change under it: each as a user would expect."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from flows.config import Config, load
from flows.summary import Summary
from storage.ledger import Ledger
from storage.records import EventType, PageState, PledgeState
from tests.proof.portal import pass_over
from tests.proof.story import Story, told

REPORT = "t20310110_1.html"


class Watch:
    """A story that is watched, with a configuration that can be rewritten."""

    def __init__(self, story: Story, folder: Path) -> None:
        self.story, self.folder = story, folder
        story.show(0)
        self.config: Config = story.portal.write(folder)

    def night(self, number: int) -> Summary:
        """One pass."""
        summary = pass_over(self.config, number)
        assert summary.problems == []
        return summary

    def rewrite(self, change: Callable[[str], str], file: str = "sources.toml") -> None:
        """Change a file of the configuration."""
        path = self.folder / file
        path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")

    def edit(self, old: str, new: str) -> None:
        """Change the first district's report."""
        article = self.story.first.articles[REPORT]
        assert old in article.text
        article.text = article.text.replace(old, new)

    def ledger(self) -> Ledger:
        """The ledger."""
        return Ledger.open(self.config.storage.url.get_secret_value())

    def holds(self) -> dict[str, list[Any]]:
        """All that must not change where nothing happened."""
        with self.ledger() as ledger:
            return told(ledger)


@pytest.fixture
def watch(tmp_path: Path) -> Iterator[Watch]:
    with Story.running(3) as story:
        one = Watch(story, tmp_path)
        one.night(0)
        yield one


def _without(text: str, source: str) -> str:
    """The sources without one."""
    tables = text.split("[[source]]")
    return "[[source]]".join(t for t in tables if f'id = "{source}"' not in t)


def _changes(summary: Summary) -> list[tuple[EventType, str | None, Any, Any]]:
    return [(e.type, e.source, e.old, e.new) for e in summary.events]


@pytest.mark.slow
def test_a_clock_set_back_and_a_night_run_again(watch: Watch) -> None:
    watch.edit("学位3640个", "学位3700个")
    assert len(watch.night(30).events) == 1
    watch.edit("学位3700个", "学位3800个")
    # The clock had gone wrong by a month, and was put right: nothing waits for the wrong time to come.
    assert _changes(watch.night(1)) == [(EventType.TARGET_CHANGED, "s0000", 3700, 3800)]
    before = watch.holds()
    assert watch.night(1).events == []
    assert watch.holds() == before


@pytest.mark.slow
def test_sources_renamed_removed_put_back_and_of_another_place(watch: Watch) -> None:
    whole = (watch.folder / "sources.toml").read_text(encoding="utf-8")
    before = watch.holds()
    _rename_one_and_remove_the_other(watch, before)
    _correct_the_one_and_put_the_other_back(watch, whole, before)


def _rename_one_and_remove_the_other(watch: Watch, before: dict[str, list[Any]]) -> None:
    second = watch.story.second
    watch.rewrite(lambda text: _without(text, "s0001").replace('id = "s0000"', 'id = "qingchuan"'))
    watch.edit("学位3640个", "学位3500个")
    items = second.articles["t20310115_1.html"]
    items.text = items.text.replace("公园15个", "公园20个")
    asked = len(watch.story.portal.site.asked)
    # The renamed one goes on with its pages and pledges: what changed is a change, not something new.
    assert _changes(watch.night(1)) == [(EventType.TARGET_CHANGED, "qingchuan", 3640, 3500)]
    after = watch.holds()
    assert [row[:5] for row in after["pledges"]] == [row[:5] for row in before["pledges"]]
    assert [row[0] for row in after["pages"]] == [row[0] for row in before["pages"]]
    # The removed one is not asked any more; what it said stands, and nobody is told that it is ill.
    assert not [r for r in watch.story.portal.site.asked[asked:] if r.path.startswith("/s0001")]
    with watch.ledger() as ledger:
        assert {p.source for p in ledger.pages()} == {"qingchuan", "s0001"}
        assert all(p.state is PledgeState.STANDING for p in ledger.pledges(second.place))
        assert all(p.state is PageState.LIVE for p in ledger.pages("s0001"))
        (gone,) = [s for s in ledger.sources() if s.id == "s0001"]
        assert gone.removed_at is not None
        assert gone.healthy


def _correct_the_one_and_put_the_other_back(watch: Watch, whole: str, before: dict[str, list[Any]]) -> None:
    first, wrong, right = watch.story.first, watch.story.first.place, "云州市青云区"
    for article in first.articles.values():  # names no place: it is the source's
        article.title = article.title.replace(wrong, "")
    regions = (watch.folder / "regions.csv").read_text(encoding="utf-8")
    (watch.folder / "places.csv").write_text(f"{regions}990199,{right[3:]},{right},3\n", encoding="utf-8")
    watch.rewrite(lambda text: text.replace("regions.csv", "places.csv"), "minxin.toml")
    watch.rewrite(lambda _: whole.replace('id = "s0000"', 'id = "qingchuan"').replace(wrong, right))
    watch.config = load(watch.folder / "minxin.toml")
    # What changed while a source was away is told once it is back; a corrected place is no news.
    assert _changes(watch.night(2)) == [(EventType.TARGET_CHANGED, "s0001", 15, 20)]
    with watch.ledger() as ledger:
        assert not ledger.pledges(wrong)
        assert ledger.pledges(right)
        assert len(ledger.pledges()) == len(before["pledges"])
