"""Configuration: `minxin.toml`, overridden by `MINXIN_…` environment variables, checked strictly.

Every error is one line that names the file, the key and what to do. Secrets (channel addresses, a database
password) are held as `SecretStr`, so that they do not print.
"""

from __future__ import annotations

import os
import re
import tomllib
from datetime import time
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from parsers.records import Theme
from storage.records import EventType

DEFAULT_CONFIG = "minxin.toml"


class ConfigError(ValueError):
    """A configuration that cannot be used; the message is one line for a person."""


class Digest(StrEnum):
    """When a channel's notices are sent."""

    NOW = "now"
    RUN = "run"
    DAILY = "daily"
    WEEKLY = "weekly"


def _known_zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError(f"unknown time zone {name!r}, use a name such as Asia/Shanghai")
    return name


Zone = Annotated[str, AfterValidator(_known_zone)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Storage(_Strict):
    """Where the ledger and the captures lie. Relative paths are relative to the configuration file."""

    url: SecretStr = SecretStr("sqlite:///minxin.db")
    archive: Path = Path("captures")


class Crawl(_Strict):
    """How pages are fetched. Times in seconds, sizes in bytes."""

    sources: tuple[Path, ...] = ()
    """Folders or files; empty means the sources that come with the program."""
    delay: float = Field(default=1.0, ge=0)
    timeout: float = Field(default=30.0, gt=0)
    max_page_bytes: int = Field(default=20_000_000, gt=0)
    site_seconds: float = Field(default=1800.0, gt=0)
    site_bytes: int = Field(default=500_000_000, gt=0)
    site_pages: int = Field(default=5000, gt=0)
    verify_tls: bool = True
    shards: int = Field(default=1, gt=0)
    """Crawl processes; sites are spread over them."""
    user_agent: str = "minxin (+https://example.org/minxin; watches published government pledges)"


class QuietHours(_Strict):
    """No message between these local times; what is due then waits for the end."""

    begin: time
    end: time


class Channel(_Strict):
    """One receiver. All filters are optional; a place includes the places below it."""

    name: str = Field(min_length=1, pattern=r"^[\w.-]+$")
    url: SecretStr
    places: tuple[str, ...] = ()
    themes: tuple[Theme, ...] = ()
    events: tuple[EventType, ...] = ()
    sources: tuple[str, ...] = ()
    min_change: float = Field(default=0.0, ge=0)
    """A changed target below this many percent is not sent."""
    digest: Digest = Digest.RUN
    digest_at: time = time(8, 0)
    digest_day: Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"] = "mon"
    zone: Zone = "Asia/Shanghai"
    quiet: QuietHours | None = None
    flood: int = Field(default=50, gt=0)
    """More notices than this in one message become a summary."""
    language: Literal["zh", "en"] = "zh"
    person: str | None = None
    operator: bool = False
    """Receives health events and parked notices instead of readers' notices."""
    baseline: bool = False
    """Also wants the events of a first sight."""

    def secret_url(self) -> str:
        """The Apprise address, with `env:NAME` and `file:PATH` resolved. Never log it."""
        raw = self.url.get_secret_value()
        if raw.startswith("env:"):
            value = os.environ.get(raw[4:], "")
            if not value:
                raise ConfigError(f"channel {self.name}: set the environment variable {raw[4:]} to its address")
            return value
        if raw.startswith("file:"):
            try:
                return Path(raw[5:]).read_text(encoding="utf-8").strip()
            except OSError as error:
                raise ConfigError(f"channel {self.name}: cannot read its address file ({error.strerror})") from None
        if raw.startswith("prefect:"):
            return _prefect_secret(self.name, raw[8:])
        return raw

    def tz(self) -> ZoneInfo:
        """The channel's time zone."""
        return ZoneInfo(self.zone)


def _prefect_secret(channel: str, block: str) -> str:
    from prefect.blocks.system import Secret  # imported where it runs: Prefect takes over a second

    try:
        return str(Secret.load(block).get())  # type: ignore[union-attr]
    except ValueError:
        raise ConfigError(f"channel {channel}: create the Prefect Secret block {block!r}") from None


class Notify(_Strict):
    """Who is told."""

    channels: tuple[Channel, ...] = ()
    site_url: str | None = None
    """Public address of the site, for links to the rest of a long message."""

    @model_validator(mode="after")
    def _unique(self) -> Notify:
        names = [c.name for c in self.channels]
        twice = sorted({n for n in names if names.count(n) > 1})
        if twice:
            raise ValueError(f"two channels are named {twice[0]!r}; give each its own name")
        return self


class Places(_Strict):
    """Places beside those of the administrative list: development zones, new districts, invented ones."""

    files: tuple[Path, ...] = ()
    """CSV files with the columns code, name, full_name, level."""


class Config(BaseSettings):
    """The whole configuration."""

    model_config = SettingsConfigDict(
        env_prefix="MINXIN_", env_nested_delimiter="__", extra="forbid", frozen=True, env_ignore_empty=True
    )

    storage: Storage = Storage()
    crawl: Crawl = Crawl()
    notify: Notify = Notify()
    places: Places = Places()
    zone: Zone = "Asia/Shanghai"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment wins over the file."""
        return env_settings, init_settings


def load(path: str | Path | None = None) -> Config:
    """Read the configuration. Without `path`, `minxin.toml` of this folder is read if it is there.

    Raises ConfigError with one line: file, line or key, and what to do.
    """
    file = Path(path) if path else Path(DEFAULT_CONFIG)
    if path is None and not file.exists():
        return _validated({}, file)
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ConfigError(f"{file}: no such file; name an existing configuration with --config") from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{file}: cannot be read ({error}); it must be a UTF-8 TOML file") from None
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{file}: not valid TOML: {error}") from None
    return _anchored(_validated(data, file, text), file.resolve().parent)


def _validated(data: dict[str, Any], file: Path, text: str = "") -> Config:
    try:
        return Config(**data)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        key = _key(first["loc"], data)
        raise ConfigError(f"{file}{_line(first['loc'], text)}: {key}: {_reason(first)}") from None


def _key(loc: tuple[int | str, ...], data: dict[str, Any]) -> str:
    """`notify.channels[1].digest`, with an environment variable's name where the value came from there."""
    dotted = "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in loc).lstrip(".")
    names = [str(p).upper() for p in loc if not isinstance(p, int)]
    variable = "MINXIN_" + "__".join(names)
    return f"{variable} (environment)" if variable in os.environ and names[0].lower() not in data else dotted


def _line(loc: tuple[int | str, ...], text: str) -> str:
    """`:12`, the line of the offending key, found by its table and name; empty where it cannot be told."""
    while loc and isinstance(loc[-1], int):  # an element of a list stands on the list's line
        loc = loc[:-1]
    if not loc:
        return ""
    tables = [str(p) for p in loc[:-1] if not isinstance(p, int)]
    index = next((p for p in loc if isinstance(p, int)), 0)
    seen, here = -1, not tables
    for number, line in enumerate(text.splitlines(), 1):
        header = re.match(r"\s*\[+\s*([\w.\-]+)\s*\]+", line)
        if header:
            same = header.group(1) == ".".join(tables)
            seen += same
            here = same and (not line.lstrip().startswith("[[") or seen == index)
            if not tables and header.group(1).split(".")[0] == str(loc[-1]):
                return f":{number}"
        elif here and re.match(rf"\s*[\"']?{re.escape(str(loc[-1]))}[\"']?\s*=", line):
            return f":{number}"
    return ""


def _reason(error: Any) -> str:
    if error["type"] == "extra_forbidden":
        return "unknown key; remove it or correct its spelling"
    if error["type"] == "missing":
        return "is missing; add it"
    wanted = _WANTED.get(error["type"])
    if wanted:
        return wanted.format(table=".".join(str(p) for p in error["loc"] if isinstance(p, str)))
    return str(error["msg"]).removeprefix("Value error, ")


_WANTED = {
    "tuple_type": 'must be a list: ["…", "…"], or a line [[{table}]] for each where the elements are tables',
    "model_type": "must be a table of keys and values, not a single value",
}


def _anchored(config: Config, folder: Path) -> Config:
    """Make relative paths relative to the configuration file."""
    url = config.storage.url.get_secret_value()
    match = re.match(r"^(sqlite(?:\+\w+)?:///)(?!/|:memory:)(.+)$", url)
    if match:
        url = f"{match.group(1)}{folder / match.group(2)}"
    storage = Storage(url=SecretStr(url), archive=folder / config.storage.archive)
    crawl = config.crawl.model_copy(update={"sources": tuple(folder / s for s in config.crawl.sources)})
    places = Places(files=tuple(folder / f for f in config.places.files))
    return config.model_copy(update={"storage": storage, "crawl": crawl, "places": places})
