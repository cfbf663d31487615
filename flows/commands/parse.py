"""`minxin parse`: statements of local files, without a database."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.errors import WrongUse

if TYPE_CHECKING:
    from parsers.records import Document, Given


class Format(StrEnum):
    """How statements are printed."""

    TABLE = "table"
    JSONL = "jsonl"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("parse")(parse)


def parse(
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="Saved pages: .html .txt .pdf .docx .xlsx .csv")],
    url: Annotated[str | None, typer.Option(help="Address the file was saved from.")] = None,
    place: Annotated[str | None, typer.Option(help="Full name of the place, wins over the text.")] = None,
    year: Annotated[int | None, typer.Option(help="Year of the commitments, wins over the text.", min=1949)] = None,
    form: Annotated[Format, typer.Option("--format", help="Table for people, JSON lines for programs.")] = Format.TABLE,
    document: Annotated[bool, typer.Option("--document", help="Print the document's facts and main text.")] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Say which rules fired and why numbers do not count.")] = (
        False
    ),
) -> int:
    """Print the statements of saved documents."""
    from flows.reading import Unreadable, read_file
    from parsers.records import Given

    given = Given(place=place, year=year, url=url)
    bad = 0
    for file in files:
        try:
            read = read_file(file, given)
        except Unreadable as problem:
            if len(files) == 1 and not file.exists():
                raise WrongUse(str(problem)) from None
            print(f"minxin: {problem}", file=sys.stderr)
            bad += 1
            continue
        if document:
            print(json.dumps(_document(read), ensure_ascii=False))
        elif explain:
            _explain(read)
        elif form is Format.JSONL:
            _lines(read)
        else:
            _table(file, read, given)
    return 1 if bad else 0


def _document(read: Document) -> dict[str, object]:
    facts = read.facts
    return {
        "kind": facts.kind,
        "place": facts.place,
        "year": facts.year,
        "period": facts.period,
        "title": facts.title,
        "published_at": facts.published_at.isoformat() if facts.published_at else None,
        "issuer": facts.issuer,
        "text": read.text,
    }


def _lines(read: Document) -> None:
    from parsers.output import as_json

    out = [json.dumps(as_json(statement), ensure_ascii=False) for statement in read.statements]
    if out:
        sys.stdout.write("\n".join(out) + "\n")


def _explain(read: Document) -> None:
    from parsers.explain import explain as explained

    for one in explained(read.text, read.facts):
        print(f"{one.start}-{one.end} [{one.tense}] {one.sentence}")
        for fired in one.fired:
            print(f"    + {fired.rule}: 「{' '.join(fired.quote.split())}」")
        for left in one.left_out:
            print(f"    - {left.number}: {left.reason} ({left.rule})")


def _table(file: Path, read: Document, given: Given) -> None:
    from rich.console import Console
    from rich.table import Table

    from flows.amounts import amount

    facts = read.facts
    where = given.place or facts.place or "place not stated"
    title = f"{file.name}: {where}, {facts.year or 'year not stated'}, {facts.kind}, {len(read.statements)} statements"
    if not read.statements:
        print(title)
        return
    table = Table(title=title, title_justify="left", header_style="bold")
    for name in ("kind", "action", "subject", "quantity", "status", "theme", "quote"):
        table.add_column(name, overflow="fold")
    for s in read.statements:
        quote = " ".join(s.quote.split())
        table.add_row(s.kind, s.action, s.subject, amount(s.cmp, s.low, s.high, s.unit), s.status or "", s.theme, quote)
    Console().print(table)
