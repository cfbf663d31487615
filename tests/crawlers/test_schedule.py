"""Back-off as a table over a frozen clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from crawlers.records import Known, Role
from crawlers.schedule import FLOOR, STEPS, due, interval

NOW = datetime(2026, 6, 1, 2, 0, tzinfo=UTC)


def page(seen: float, changed: float | None, checked: float | None, role: Role = Role.ARTICLE) -> Known:
    """A page first seen, last changed and last checked so many days ago."""

    def ago(days: float | None) -> datetime | None:
        return None if days is None else NOW - timedelta(days=days)

    return Known(
        "http://e.org/a", "s", sha256="0" * 64, first_seen_at=ago(seen), changed_at=ago(changed),
        checked_at=ago(checked), role=role,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        (page(1, None, 1), True),
        (page(20, None, 1), True),
        (page(5, None, 0), True),
        (page(30, None, 1), False),
        (page(30, None, 3), True),
        (page(30, 2, 1), True),
        (page(100, None, 4), False),
        (page(100, None, 7), True),
        (page(300, None, 20), False),
        (page(300, None, 30), True),
        (page(1000, None, 60), False),
        (page(1000, None, 90), True),
        (page(4000, None, 200), False),
        (page(4000, None, 366), True),
        (page(4000, None, 0, Role.LIST), True),
        (page(4000, None, 0, Role.FEED), True),
        (page(4000, None, 0, Role.SITEMAP), True),
        (page(4000, None, None), True),
        (Known("http://e.org/a", "s", checked_at=NOW), True),
        (Known("http://e.org/a", "s", sha256="0" * 64, checked_at=NOW), True),
    ],
)
def test_due(known: Known, expected: bool) -> None:
    assert due(known, NOW) is expected


def test_the_wait_never_shrinks_with_age_and_never_passes_a_year() -> None:
    waits = [interval(page(days, None, 0), NOW) for days in range(0, 6000, 10)]
    assert waits == sorted(waits)
    assert waits[0] == timedelta(0)
    assert waits[-1] <= FLOOR
    assert [age for age, _ in STEPS] == sorted(age for age, _ in STEPS)


def test_pages_of_one_night_do_not_all_come_due_in_one_night() -> None:
    waits = {
        interval(Known(f"http://e.org/{n}", "s", first_seen_at=NOW - timedelta(days=900)), NOW).days for n in range(300)
    }
    assert len(waits) > 10


def test_an_old_page_costs_few_requests_in_a_year() -> None:
    """A page that never changes, over five years of nights."""
    first, checked, asked = NOW, NOW, 0
    for night in range(1, 5 * 365):
        now = NOW + timedelta(days=night, minutes=-night % 30)
        known = Known("http://e.org/a", "s", sha256="0" * 64, first_seen_at=first, checked_at=checked)
        if due(known, now):
            checked, asked = now, asked + 1
    assert 21 + 12 + 15 + 15 + 8 < asked < 110
