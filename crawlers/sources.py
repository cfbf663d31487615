"""Sources as TOML: read strictly, so that a typing error is a line on the screen and not a silent gap in the watch."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from crawlers import bounds
from crawlers.records import Expect, Layout, Source


class SourceError(ValueError):
    """A source that cannot be used; the message is one line naming file, source, key and what to do."""


def _pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(f"not a regular expression ({error}); correct it or escape its special characters") from None
    if _NESTED.search(text):
        raise ValueError("a repeated group that itself repeats can take for ever; write it without the inner + or *")
    return text


_NESTED = re.compile(r"\((?:[^()\\]|\\.)*[+*](?:[^()\\]|\\.)*\)(?:[+*]|\{\d+,\})")


def _address(url: str) -> str:
    try:
        bounds.site_of(url)
    except ValueError:
        raise ValueError(f"{url!r} is not an address; write it in full, from http:// or https:// on") from None
    return url


def _host(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::\d{1,5})?", text):
        raise ValueError(f"{text!r} is not a host; write it without http:// and path, as www.example.org")
    return text.lower()


Pattern = Annotated[str, AfterValidator(_pattern)]
Address = Annotated[str, AfterValidator(_address)]
Host = Annotated[str, AfterValidator(_host)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Expect(_Strict):
    min_statements: int | None = Field(default=None, ge=0)
    min_pages: int | None = Field(default=None, ge=0)


class _Entry(_Strict):
    """One `[[source]]` table."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9_-]*$")
    place: str = Field(min_length=1)
    layout: Layout
    start: tuple[Address, ...] = Field(min_length=1)
    name: str = ""
    follow: Pattern | None = None
    avoid: Pattern | None = None
    sections: Pattern | None = None
    articles: Pattern | None = None
    lists: Pattern | None = None
    depth: int = Field(default=1, ge=0, le=6)
    paging: str | None = None
    paging_from: int = Field(default=2, ge=0)
    pages: int = Field(default=50, ge=1)
    since: date | None = None
    expect: _Expect = _Expect()
    verified: bool = False
    allow_loopback: bool = False
    hosts: tuple[Host, ...] = ()
    attachment_hosts: tuple[Host, ...] = ()
    cookies: bool = False
    browser: bool = False
    delay: float | None = Field(default=None, ge=0)

    @field_validator("paging")
    @classmethod
    def _has_page(cls, text: str | None) -> str | None:
        if text is not None and "{page}" not in text:
            raise ValueError("needs {page} where the number stands, as in index_{page}.html")
        return text

    @model_validator(mode="after")
    def _starts_at_home(self) -> _Entry:
        if self.hosts:
            for url in self.start:
                if bounds.site_of(url) not in self.hosts:
                    raise ValueError(f"hosts: {bounds.site_of(url)} of the start address is missing; add it")
        return self

    def source(self) -> Source:
        """The record."""
        values = {name: getattr(self, name) for name in type(self).model_fields}
        return Source(**{**values, "expect": Expect(self.expect.min_statements, self.expect.min_pages)})


def load(paths: Iterable[Path]) -> tuple[Source, ...]:
    """Read sources from files and folders (their `*.toml`, by name). Raises SourceError with one line.

    Place names are not looked up here; the caller has the gazetteer.
    """
    sources: list[Source] = []
    where: dict[str, Path] = {}
    for path in _files(paths):
        for entry in _read(path):
            if entry.id in where:
                raise SourceError(
                    f"{path}: source {entry.id}: id: is taken by a source in {where[entry.id]}; give each its own"
                )
            where[entry.id] = path
            sources.append(entry)
    return tuple(sources)


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            found = sorted(path.glob("*.toml"))
            if not found:
                raise SourceError(f"{path}: holds no .toml file; name a folder or file with sources")
            yield from found
        else:
            yield path


def _read(path: Path) -> Iterator[Source]:
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise SourceError(f"{path}: no such file; name an existing folder or file in crawl.sources") from None
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(f"{path}: cannot be read ({error}); it must be a UTF-8 TOML file") from None
    except tomllib.TOMLDecodeError as error:
        raise SourceError(f"{path}: not valid TOML: {error}") from None
    for key in data:
        if key != "source":
            raise SourceError(f"{path}: {key}: unknown key; sources are written as [[source]] tables")
    tables = data.get("source")
    if not isinstance(tables, list) or not tables:
        raise SourceError(f"{path}: holds no [[source]] table; add one")
    for number, table in enumerate(tables, 1):
        yield _entry(path, number, table)


def _entry(path: Path, number: int, table: Any) -> Source:
    try:
        return _Entry.model_validate(table).source()
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        name = table.get("id") if isinstance(table, dict) else None
        label = f"source {name}" if isinstance(name, str) and name else f"source number {number}"
        key = ".".join(str(part) for part in first["loc"] if not isinstance(part, int))
        middle = f"{label}: {key}" if key else label
        raise SourceError(f"{path}: {middle}: {_reason(first)}") from None


def _reason(error: Any) -> str:
    kind, message = error["type"], str(error["msg"]).removeprefix("Value error, ")
    known = {
        "extra_forbidden": "unknown key; remove it or correct its spelling",
        "missing": "is missing; add it",
        "too_short": "is empty; name at least one",
        "string_pattern_mismatch": "must be lower-case letters, digits, - and _",
    }
    return known.get(kind, message)
