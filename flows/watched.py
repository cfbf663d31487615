"""The sources of a configuration, checked against the places that exist."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from crawlers import sources as source_files
from crawlers.records import Source
from flows.config import Config
from flows.errors import WrongUse
from parsers.regions import Gazetteer
from storage.ledger import Ledger
from storage.views import SourceRow

OWN_SOURCES = Path(__file__).resolve().parent.parent / "seeds" / "sources"
BY_HAND = "import"
"""Layout of the sources that hold imported documents; they are never crawled."""


def watched(config: Config, regions: Gazetteer) -> tuple[Source, ...]:
    """All configured sources. Raises SourceError or WrongUse with one line."""
    found = source_files.load(config.crawl.sources or (OWN_SOURCES,))
    for source in found:
        if regions.by_full_name(source.place) is None:
            raise WrongUse(
                f"source {source.id}: unknown place {source.place!r}; write its full name from the city or province "
                f"down (天津市河东区), or add it to a file named in [places] files"
            )
    return found


def chosen(sources: tuple[Source, ...], only: Iterable[str]) -> tuple[Source, ...]:
    """The sources of these ids, all without any. Raises WrongUse for an id that none has."""
    known, wanted = {s.id for s in sources}, set(only)
    for name in sorted(wanted - known):
        raise WrongUse(f"no source is called {name!r}; the sources are {', '.join(sorted(known)) or 'none'}")
    return tuple(s for s in sources if not wanted or s.id in wanted)


def sync(ledger: Ledger, sources: Iterable[Source], at: datetime, imported: Iterable[SourceRow] = ()) -> None:
    """Make the ledger's sources those of the configuration; imported documents keep theirs."""
    rows = [
        SourceRow(
            id=s.id, place=s.place, name=s.name or s.id, layout=s.layout, expect_statements=s.expect.min_statements
        )
        for s in sources
    ]
    by_hand = {s.id: SourceRow(s.id, s.place, s.name, s.layout) for s in ledger.sources() if s.layout == BY_HAND}
    by_hand |= {row.id: row for row in imported}
    ledger.sync_sources([*rows, *by_hand.values()], at)
