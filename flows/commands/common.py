"""What several commands share: the configuration option and an open ledger."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

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


@contextmanager
def ledger_of(config: Config) -> Iterator[Ledger]:
    """The ledger of a configuration, closed at the end."""
    from storage.ledger import Ledger

    with Ledger.open(config.storage.url.get_secret_value()) as ledger:
        yield ledger
