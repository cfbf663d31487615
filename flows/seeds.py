"""The data that comes with the program: administrative places and the ledger's first pledges."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from parsers.records import Comparator, Region, StatementKind, Theme
from parsers.regions import Gazetteer
from storage.records import Pledge

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
"""`flows` and `seeds` lie side by side, in a checkout and where the wheel is installed."""

_REGION_COLUMNS = ("code", "name", "full_name", "level")


class SeedError(ValueError):
    """A file of places that cannot be used; the message is one line for a person."""


def load_regions(extra: Iterable[Path] = ()) -> Gazetteer:
    """The gazetteer of the administrative list and of `extra` CSV files of the same columns.

    Raises SeedError with one line: file, line and what to do.
    """
    return _gazetteer(tuple(Path(path) for path in extra))


@cache
def _gazetteer(extra: tuple[Path, ...]) -> Gazetteer:
    return Gazetteer.of(row for path in (SEEDS / "regions.csv", *extra) for row in _regions(path))


def _regions(path: Path) -> Iterator[Region]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.reader(file)
            if tuple(next(rows, ())) != _REGION_COLUMNS:
                raise SeedError(f"{path}:1: the columns must be {','.join(_REGION_COLUMNS)}")
            for row in rows:
                if row:
                    yield _region(row, path, rows.line_num)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise SeedError(f"{path}: cannot be read ({error}); it must be a UTF-8 CSV file of places") from None


def _region(row: list[str], path: Path, line: int) -> Region:
    if len(row) != len(_REGION_COLUMNS) or row[3] not in ("1", "2", "3") or not row[2].endswith(row[1]) or not row[1]:
        raise SeedError(f"{path}:{line}: need code, name, full name that ends with the name, and level 1, 2 or 3")
    return Region(row[0], row[1], row[2], int(row[3]))


@cache
def load_pledges() -> tuple[Pledge, ...]:
    """The ledger's first pledges. A row without a year has year 0."""
    with (SEEDS / "pledges.csv").open(encoding="utf-8", newline="") as file:
        return tuple(_pledge(row) for row in csv.DictReader(file))


def _pledge(row: dict[str, str]) -> Pledge:
    low, _, high = row["value"].partition("-")
    return Pledge(
        id=None,
        place=row["place"],
        year=int(row["year"] or 0),
        subject=row["subject"],
        action=row["action"],
        unit=row["unit"] or None,
        theme=Theme(row["theme"]),
        kind=StatementKind.TARGET,
        cmp=Comparator(row["cmp"]),
        low=_number(low),
        high=_number(high or low),
    )


def _number(text: str) -> int | float:
    value = float(text)
    return int(value) if value.is_integer() else value
