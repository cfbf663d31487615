"""The documented columns are the exported ones, in order, and every value named is one there is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from flows.tables import COLUMNS, Table
from storage.records import EventType, PageState, PledgeState, ProgressState

TEXT = (Path(__file__).parents[2] / "docs" / "columns.md").read_text(encoding="utf-8")


def section(table: Table) -> list[list[str]]:
    """The cells of a table's rows."""
    part = re.split(r"^## ", TEXT, flags=re.MULTILINE)
    (mine,) = [p for p in part if p.startswith(f"{table.value} ")]
    return [[c.strip() for c in line.strip("|").split("|")] for line in mine.splitlines() if line.startswith("| `")]


@pytest.mark.parametrize("table", list(Table))
def test_every_column_is_documented_in_order(table: Table) -> None:
    rows = section(table)
    assert tuple(r[0].strip("`") for r in rows) == COLUMNS[table]
    assert all(len(r) == 3 and r[1] and r[2] for r in rows)


@pytest.mark.parametrize(
    ("table", "column", "values"),
    [
        (Table.EVENTS, "type", list(EventType)),
        (Table.PLEDGES, "state", list(PledgeState)),
        (Table.PLEDGES, "progress", list(ProgressState)),
        (Table.PAGES, "state", list(PageState)),
    ],
)
def test_closed_sets_are_listed_whole(table: Table, column: str, values: list[str]) -> None:
    (row,) = [r for r in section(table) if r[0] == f"`{column}`"]
    assert re.findall(r"`(\w+)`", row[2]) == [str(v) for v in values]
