"""What a right pass over the sample portal must find, read from `seeds/sample/expected.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from typing import Any

from flows.sample.content import SAMPLE
from parsers.records import DocumentKind, Number, Theme


@dataclass(frozen=True, slots=True)
class Changed:
    """The target that is lowered before night 2."""

    place: str
    year: int
    subject: str
    unit: str
    theme: Theme
    old: Number
    new: Number
    quote_old: str
    quote_new: str
    address: str


@dataclass(frozen=True, slots=True)
class ExpectedDocument:
    """A document with its facts; `night` is the first that shows it."""

    address: str
    kind: DocumentKind
    place: str
    year: int
    period: str
    night: int


@dataclass(frozen=True, slots=True)
class Progress:
    """A figure in night 2's bulletin and the target of the pledge it reports on."""

    quote: str
    subject: str
    value: Number
    unit: str
    target: Number
    completed: bool = False


@dataclass(frozen=True, slots=True)
class Fetches:
    """Addresses with a peculiar answer."""

    forbidden: tuple[str, ...]
    """robots.txt closes them: they must not appear in the request log."""
    missing: tuple[str, ...]
    gone: tuple[str, ...]
    challenged: tuple[str, ...]
    slow: tuple[str, ...]
    feed_only: tuple[str, ...]
    restyled: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SampleFacts:
    """All expectations. Addresses are below the portal's base address."""

    first_night: date
    second_night: date
    first_pages: int
    """Articles and threads that can be read on night 1."""
    second_pages: int
    changed: Changed
    documents: tuple[ExpectedDocument, ...]
    progress: tuple[Progress, ...]
    silent: dict[str, str]
    """Address -> why night 2 announces nothing for it."""
    fetches: Fetches


def sample_facts() -> SampleFacts:
    """Read the expectations."""
    data: dict[str, Any] = tomllib.loads((SAMPLE / "expected.toml").read_text(encoding="utf-8"))
    changed, nights = data["changed"], data["nights"]
    return SampleFacts(
        first_night=nights["first"],
        second_night=nights["second"],
        first_pages=nights["first_pages"],
        second_pages=nights["second_pages"],
        changed=Changed(**(changed | {"theme": Theme(changed["theme"])})),
        documents=tuple(ExpectedDocument(**(d | {"kind": DocumentKind(d["kind"])})) for d in data["document"]),
        progress=tuple(Progress(**table) for table in data["progress"]),
        silent={table["address"]: table["why"] for table in data["silent"]},
        fetches=Fetches(**{key: tuple(value) for key, value in data["fetches"].items()}),
    )
