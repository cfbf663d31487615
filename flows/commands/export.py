"""`minxin export`: the ledger as data."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import Annotated

import typer

from flows.commands.common import ConfigOption, configuration, ledger_of


class Table(StrEnum):
    """What can be exported."""

    PLEDGES = "pledges"
    PROGRESS = "progress"
    EVENTS = "events"
    PAGES = "pages"
    NOTICES = "notices"


class Format(StrEnum):
    """How rows are written."""

    CSV = "csv"
    JSONL = "jsonl"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("export")(export)


def export(
    table: Annotated[Table, typer.Argument(help="Which table.")],
    form: Annotated[Format, typer.Option("--format", help="CSV or JSON lines.")] = Format.CSV,
    place: Annotated[str | None, typer.Option(help="Only this place and the places below it.")] = None,
    year: Annotated[int | None, typer.Option(help="Only this year.")] = None,
    config: ConfigOption = None,
) -> int:
    """Write a table of the ledger to standard output."""
    from flows import tables

    with ledger_of(configuration(config)) as ledger:
        kind = tables.Table(table.value)
        tables.write(sys.stdout, kind, tables.rows(ledger, kind, place, year), jsonl=form is Format.JSONL)
    return 0
