"""`minxin import`, `minxin reparse` and `minxin sources`: what an operator does by hand."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from flows.commands.common import ConfigOption, check_place, configuration

sources_app = typer.Typer(help="The watched sources.", no_args_is_help=True, rich_markup_mode=None)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("import")(import_)
    app.command("reparse")(reparse)
    app.add_typer(sources_app, name="sources")


def import_(
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="Saved documents: .html .txt .pdf .docx …")],
    place: Annotated[str | None, typer.Option(help="Full name of the place, where the text does not say it.")] = None,
    year: Annotated[int | None, typer.Option(help="Year, where the text does not say it.", min=1949)] = None,
    url: Annotated[str | None, typer.Option(help="Address the file was saved from.")] = None,
    config: ConfigOption = None,
) -> int:
    """Take saved documents into the ledger."""
    from flows.errors import WrongUse
    from flows.imports import import_files
    from parsers.records import Given

    conf = configuration(config)
    if url is not None and len(files) > 1:
        raise WrongUse("--url names one page; import one file at a time with it")
    if url is not None and not url.startswith(("http://", "https://", "file://")):
        raise WrongUse(f"--url {url!r} is not an address; write it in full, from http:// or https:// on")
    if place is not None:
        check_place(conf, place)
    done = import_files(conf, files, Given(place=place, year=year, url=url))
    for line in done.taken:
        print(line)
    for problem in done.problems:
        print(f"minxin: {problem}", file=sys.stderr)
    return 1 if done.problems else 0


def reparse(
    source: Annotated[str | None, typer.Option(help="Id of a source; the whole archive when not given.")] = None,
    config: ConfigOption = None,
) -> int:
    """Read the archive again with today's parser and say what changed in the ledger. Nobody is written to."""
    from flows.reparse import reparse as again

    done = again(configuration(config), source)
    for change in done.changes:
        print(change)
    for name, count in done.counts().items():
        print(f"{name:12} {count}")
    for problem in done.problems:
        print(f"minxin: {problem}", file=sys.stderr)
    return 1 if done.problems else 0


@sources_app.command("check")
def check(
    source: Annotated[list[str] | None, typer.Option(help="Id of a source; all when not given.")] = None,
    report: Annotated[Path | None, typer.Option(help="Write a report: something.md or something.json.")] = None,
    pages: Annotated[int, typer.Option(help="Addresses asked for of one source.", min=1)] = 30,
    config: ConfigOption = None,
) -> int:
    """Fetch each source once, within a small budget, and say what a pass would see. Changes nothing."""
    from datetime import UTC, datetime

    from flows import check_report
    from flows.check import check_sources

    file = check_report.target(report) if report is not None else None
    done = check_sources(configuration(config), source or (), pages=pages, now=datetime.now(UTC))
    for line in check_report.lines(done):
        print(line)
    if file is not None:
        check_report.write(done, file)
    bad = [c for c in done.sources if not c.healthy]
    for checked in bad:
        print(f"minxin: {checked.source.id}: {check_report.state(checked)}", file=sys.stderr)
    if done.problem:
        print(f"minxin: {done.problem}", file=sys.stderr)
    return 1 if bad or done.problem else 0


@sources_app.command("list")
def list_(config: ConfigOption = None) -> int:
    """Print the configured sources."""
    from flows.seeds import load_regions
    from flows.watched import watched

    conf = configuration(config)
    for source in watched(conf, load_regions(conf.places.files)):
        state = "verified" if source.verified else "not verified"
        print(f"{source.id:24} {source.layout:8} {source.place}  {source.start[0]}  ({state})")
    return 0
