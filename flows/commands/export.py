"""`minxin export`: the ledger as data, and its captures as a WARC file."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.commands.common import ConfigOption, check_place, configuration, ledger_of
from flows.errors import WrongUse

if TYPE_CHECKING:
    from flows.config import Config


class Table(StrEnum):
    """What can be exported: the tables of the ledger, and a source's captures."""

    PLEDGES = "pledges"
    PROGRESS = "progress"
    EVENTS = "events"
    PAGES = "pages"
    NOTICES = "notices"
    WARC = "warc"


class Format(StrEnum):
    """How rows are written."""

    CSV = "csv"
    EXCEL = "excel"
    """CSV with the byte order mark without which Excel shows Chinese as garbage."""
    JSONL = "jsonl"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("export")(export)


def export(
    table: Annotated[Table, typer.Argument(help="Which table; warc for the captures of one source.")],
    form: Annotated[
        Format | None, typer.Option("--format", help="CSV (if not said), CSV for Excel, or JSON lines.")
    ] = None,
    place: Annotated[str | None, typer.Option(help="Only this place and the places below it.")] = None,
    year: Annotated[int | None, typer.Option(help="Only this year.")] = None,
    source: Annotated[str | None, typer.Option(help="With warc: id of the source.")] = None,
    out: Annotated[Path | None, typer.Option(help="With warc: file to write, something.warc.gz.")] = None,
    config: ConfigOption = None,
) -> int:
    """Write a table of the ledger to standard output, or a source's captures to a WARC file."""
    if table is Table.WARC:
        if (form, place, year) != (None, None, None):
            raise WrongUse("export warc takes --source and --out, no --format, --place or --year")
        if source is None or out is None:
            raise WrongUse("export warc needs --source ID and --out FILE.warc.gz")
        return _warc(configuration(config), source, out)
    if source is not None or out is not None:
        raise WrongUse(f"--source and --out belong to 'export warc'; {table} goes to standard output")
    from flows import tables

    conf = configuration(config)
    if place is not None:
        check_place(conf, place)
    with ledger_of(conf) as ledger:
        if form is Format.EXCEL:
            sys.stdout.write("\ufeff")
        kind = tables.Table(table.value)
        tables.write(sys.stdout, kind, tables.rows(ledger, kind, place, year), jsonl=form is Format.JSONL)
    return 0


def _warc(conf: Config, source: str, out: Path) -> int:
    from flows.warc import export_warc
    from storage.archive import Archive

    with ledger_of(conf) as ledger:
        done = export_warc(ledger, Archive(conf.storage.archive), source, out)
    print(f"{out}: {done.captures} captures, {done.bytes / 1e6:.1f} MB unpacked")
    for problem in done.problems:
        print(f"minxin: {problem}", file=sys.stderr)
    return 1 if done.problems else 0
