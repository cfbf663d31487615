"""The whole pass over the sample portal: two nights, nothing twice, everything with its evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

import pytest

from flows.config import Config, load
from flows.errors import Problem
from flows.night import Night, run_night
from flows.sample import SamplePortal, sample_facts
from flows.summary import Summary
from storage.archive import Archive
from storage.ledger import Ledger
from storage.records import EventType, PageState
from tests.watch import watch_sample

FACTS = sample_facts()


def clock(day: date) -> Callable[[], datetime]:
    """A clock that stands shortly after two in the morning, Tianjin time, and ticks a second a look."""
    looks = iter(range(10**9))
    begin = datetime.combine(day, time(18, 10), tzinfo=UTC) - timedelta(days=1)
    return lambda: begin + timedelta(seconds=next(looks))


def night_of(config: Config, portal: SamplePortal, number: int, day: date) -> Summary:
    portal.night = number
    return run_night(config, clock=clock(day))


class Watched(NamedTuple):
    """Three passes over the portal, the third over the same pages as the second."""

    config: Config
    nights: list[Summary]
    rows: list[int]
    """Statement rows in the ledger after each."""
    portal: SamplePortal


def ledger_of(config: Config) -> Ledger:
    return Ledger.open(config.storage.url.get_secret_value())


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Watched:
    folder = tmp_path_factory.mktemp("watch")
    with SamplePortal(slow_seconds=0.1) as portal:
        config = load(watch_sample(portal, folder))
        nights, rows = [], []
        for number, day in ((1, FACTS.first_night), (2, FACTS.second_night), (2, FACTS.second_night + timedelta(1))):
            nights.append(night_of(config, portal, number, day))
            with ledger_of(config) as ledger:
                rows.append(len(ledger.statements(current=False)))
        return Watched(config, nights, rows, portal)


def test_the_first_night_is_a_baseline(watched: Watched) -> None:
    _, nights, _, _ = watched
    first = nights[0]
    assert first.problems == []
    assert first.counts()["announced"] == 0
    assert Counter(e.type for e in first.events)[EventType.PLEDGE_ADDED] > 50


def test_the_lowered_target_is_announced_once(watched: Watched) -> None:
    _, nights, _, portal = watched
    changed = [e for e in nights[1].events if e.type is EventType.TARGET_CHANGED]
    want = FACTS.changed
    assert [(e.place, e.year, e.subject, e.unit, e.old, e.new) for e in changed] == [
        (want.place, want.year, want.subject, want.unit, want.old, want.new)
    ]
    (event,) = changed
    assert (event.quote_old, event.quote_new) == (want.quote_old, want.quote_new)
    assert event.url
    assert event.url.endswith(want.address)
    assert event.capture
    assert portal.requests


def test_the_new_bulletin_is_progress(watched: Watched) -> None:
    _, nights, _, _ = watched
    reported = {(e.subject, e.new, e.unit) for e in nights[1].events if e.type is EventType.PROGRESS_REPORTED}
    missed = [p for p in FACTS.progress if (p.subject, p.value, p.unit) not in reported]
    assert len(missed) <= len(FACTS.progress) // 10, missed


def test_noise_is_silent(watched: Watched) -> None:
    _, nights, _, _ = watched
    told = [e for e in nights[1].events for address in FACTS.silent if e.url and e.url.endswith(address)]
    assert told == []
    assert not [e for e in nights[1].events if e.type in (EventType.PLEDGE_REMOVED, EventType.DOCUMENT_GONE)]


def test_the_challenged_page_is_suspect(watched: Watched) -> None:
    config, nights, _, _ = watched
    (address,) = FACTS.fetches.challenged
    assert [url for url, _ in nights[1].suspect if url.endswith(address)]
    with ledger_of(config) as ledger:
        (page,) = ledger.pages(state=PageState.SUSPECT)
        assert page.url.endswith(address)
        assert ledger.statements(page.id), "its statements stand"


def test_the_same_pages_again_say_nothing(watched: Watched) -> None:
    _, nights, _, _ = watched
    third = nights[2]
    told = [e for e in third.events if e.type is not EventType.DOCUMENT_GONE]
    assert told == []
    assert watched.rows[2] == watched.rows[1]


def test_robots_and_identity(watched: Watched) -> None:
    _, _, _, portal = watched
    asked = {r.path for r in portal.requests}
    assert "/robots.txt" in asked
    assert not asked & set(FACTS.fetches.forbidden)
    assert {r.user_agent for r in portal.requests} == {Config().crawl.user_agent}


def test_every_statement_has_its_evidence(watched: Watched) -> None:
    config, _, _, _ = watched
    archive = Archive(config.storage.archive)
    with ledger_of(config) as ledger:
        rows = ledger.statements(current=False)
        assert len(rows) > 200
        for row in rows:
            text = ledger.document_text(row.id)
            assert text[row.statement.start : row.statement.end] == row.statement.quote
            assert archive.read(row.capture.removeprefix("sha256:"))


def test_two_passes_at_once_are_refused(watched: Watched) -> None:
    config, _, _, _ = watched
    with Night(config), pytest.raises(Problem, match="another pass is under way"), Night(config):
        pass
