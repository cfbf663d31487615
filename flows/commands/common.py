"""What several commands share: the configuration option and an open ledger."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.errors import Problem, WrongUse

if TYPE_CHECKING:
    from flows.config import Config
    from storage.ledger import Ledger

ConfigOption = Annotated[
    Path | None, typer.Option("--config", help="Configuration file; minxin.toml of this folder when not given.")
]


def configuration(file: Path | None) -> Config:
    """The configuration, or ConfigError."""
    from flows.config import load

    return load(file)


def check_place(config: Config, place: str) -> None:
    """WrongUse where `place` is no full name of a place."""
    from flows.seeds import load_regions

    if load_regions(config.places.files).by_full_name(place) is None:
        raise WrongUse(f"unknown place {place!r}; write its full name from the city or province down (天津市河东区)")


@contextmanager
def ledger_of(config: Config) -> Iterator[Ledger]:
    """The ledger of a configuration, closed at the end. Raises Problem where its file is not there yet."""
    from storage.ledger import Ledger

    url = config.storage.url.get_secret_value()
    file = _sqlite_file(url)
    if file is not None and file.parent.is_dir() and not file.exists():
        raise Problem(f"{file}: there is no ledger here yet; 'minxin run' or 'minxin import' makes it")
    with Ledger.open(url) as ledger:
        yield ledger


def _sqlite_file(url: str) -> Path | None:
    match = re.match(r"sqlite(?:\+\w+)?:///(?!:memory:)([^?]+)", url)
    return Path(match.group(1)) if match else None
