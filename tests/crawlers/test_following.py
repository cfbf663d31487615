"""How far a list is followed, as tables of pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from crawlers import canonical
from crawlers.following import Walks
from crawlers.layouts import Expansion, Found
from crawlers.middlewares import Plan
from crawlers.records import Job, Known, Layout, Role, Source

NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
ROOT = "http://e.org/list/"
SOURCE = Source("s", "清河镇", Layout.PORTAL, (ROOT,), pages=8)
NAVIGATION = ("http://e.org/info/1001.html", "http://e.org/info/1002.html")


def row(number: int) -> str:
    return f"http://e.org/t202602{number:02}_{number}.html"


def page(wanted: str, others: str = "") -> Expansion:
    """A page that names wanted and other articles by number (`1 2`), under the same navigation as all pages."""
    found = tuple(Found(row(int(n)), Role.ARTICLE, "进展") for n in wanted.split())
    rows = tuple(row(int(n)) for n in (wanted + " " + others).split())
    return Expansion(found, None, NAVIGATION + rows)


def pages_read(source: Source, pages: list[Expansion], known: str = "", full: bool = False) -> int:
    """How many pages a walk over these reads; the last one stands for all that follow it."""
    items = tuple(Known(canonical.canonical(row(int(n))), source.id) for n in known.split())
    job = Job((source,), "spool", NOW, items, full=(source.id,) if full else ())
    walks = Walks(job, {(k.source, canonical.key(k.url)) for k in items})
    number = 1
    while True:
        plan = Plan(source, frozenset(), ROOT, ROOT, Role.LIST, page=number)
        if not walks.goes_on(plan, ROOT, pages[min(number, len(pages)) - 1]):
            return number
        number += 1


OLD = replace(SOURCE, since=date(2026, 2, 10))

ROWS = (
    ("first night, to the end that repeats", SOURCE, [page("1 2"), page("3 4"), page("5")], "", False, 4),
    ("first night, the first page comes again", SOURCE, [page("1 2"), page("3 4"), page("1 2")], "", False, 3),
    (
        "first night, wanted pages are rare",
        SOURCE,
        [page("", "1 2"), page("", "3"), page("4"), page("", "5")],
        "",
        False,
        5,
    ),
    ("first night, nothing but navigation", SOURCE, [page("1"), page("")], "", False, 2),
    ("no further than allowed", SOURCE, [page(str(n)) for n in range(1, 20)], "", False, 8),
    ("all known: one page", SOURCE, [page("1 2"), page("3 4")], "1 2 3 4", False, 1),
    ("news on the first page: one page more", SOURCE, [page("9 1"), page("2 3"), page("4")], "1 2 3 4", False, 2),
    (
        "a sticky known page does not end it",
        SOURCE,
        [page("1 8"), page("1 7"), page("1 2"), page("3")],
        "1 2 3",
        False,
        3,
    ),
    (
        "nothing wanted on the first page: look on",
        SOURCE,
        [page("", "11"), page("1", "12"), page("2")],
        "1 2",
        False,
        2,
    ),
    ("nothing wanted for long: leave", SOURCE, [page("", str(n)) for n in range(11, 20)], "1 2", False, 3),
    ("the last walk broke off: to the end", SOURCE, [page("1 2"), page("3 4"), page("5")], "1 2 3 4 5", True, 4),
    ("older than wanted", OLD, [page("12"), page("8 9"), page("7")], "", False, 2),
    ("one of them is young enough", OLD, [page("12"), page("9 10"), page("7 8"), page("6")], "", False, 3),
)


@pytest.mark.parametrize(
    ("source", "pages", "known", "full", "expected"), [r[1:] for r in ROWS], ids=[r[0] for r in ROWS]
)
def test_how_far(source: Source, pages: list[Expansion], known: str, full: bool, expected: int) -> None:
    assert pages_read(source, pages, known, full) == expected


def test_two_lists_of_a_source_do_not_end_each_other() -> None:
    walks = Walks(Job((SOURCE,), "spool", NOW), ())
    for root in (ROOT, "http://e.org/other/"):
        for number in (1, 2):
            plan = Plan(SOURCE, frozenset(), root, root, Role.LIST, page=number)
            assert walks.goes_on(plan, root, page(str(number)))
