"""Configuration: every mistake is one line that names the key and, where it came from a file, the line."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.config import Config, ConfigError, load

GOOD = """\
[storage]
url = "sqlite:///ledger.db"
archive = "pages"

[crawl]
sources = ["sources"]
delay = 0.5

[[notify.channels]]
name = "desk"
url = "env:DESK_URL"
places = ["临岚市青屿区"]
themes = ["教育"]
events = ["target_changed"]
digest = "daily"

[[notify.channels]]
name = "ops"
url = "json://localhost"
operator = true
"""


def write(folder: Path, text: str) -> Path:
    file = folder / "minxin.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_paths_are_relative_to_the_file(tmp_path: Path) -> None:
    config = load(write(tmp_path, GOOD))
    assert config.storage.url.get_secret_value() == f"sqlite:///{tmp_path / 'ledger.db'}"
    assert config.storage.archive == tmp_path / "pages"
    assert config.crawl.sources == (tmp_path / "sources",)
    assert [c.name for c in config.notify.channels] == ["desk", "ops"]


def test_the_environment_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINXIN_STORAGE__URL", "postgresql+psycopg://u:secret@db/x")
    monkeypatch.setenv("MINXIN_CRAWL__DELAY", "3")
    config = load(write(tmp_path, GOOD))
    assert config.storage.url.get_secret_value() == "postgresql+psycopg://u:secret@db/x"
    assert config.crawl.delay == 3.0
    assert config.storage.archive == tmp_path / "pages"
    assert "secret" not in repr(config)


def test_without_a_file_the_defaults_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert load() == Config()


@pytest.mark.parametrize(
    ("change", "line", "says"),
    [
        (("delay = 0.5", "delay = -1"), ":7", "crawl.delay: Input should be greater than or equal to 0"),
        (("delay = 0.5", "dealy = 1"), ":7", "crawl.dealy: unknown key"),
        (('digest = "daily"', 'digest = "hourly"'), ":15", "notify.channels[0].digest: Input should be"),
        (("operator = true", 'zone = "Mars/Olympus"'), ":20", "notify.channels[1].zone: unknown time zone"),
        (('name = "ops"', 'name = "desk"'), "", "two channels are named 'desk'"),
        (('name = "ops"\n', ""), "", "notify.channels[1].name: is missing; add it"),
        (('themes = ["教育"]', 'themes = ["学校"]'), ":13", "notify.channels[0].themes[0]: Input should be"),
        (("[crawl]", "[craw]"), ":5", "craw: unknown key"),
        (("[storage]", "[storage"), "", "not valid TOML"),
        (('sources = ["sources"]', 'sources = "sources"'), ":6", "crawl.sources: must be a list"),
        (('digest = "daily"', "quiet = 22"), ":15", "notify.channels[0].quiet: must be a table"),
    ],
)
def test_mistakes(tmp_path: Path, change: tuple[str, str], line: str, says: str) -> None:
    assert change[0] in GOOD
    file = write(tmp_path, GOOD.replace(*change))
    with pytest.raises(ConfigError) as caught:
        load(file)
    message = str(caught.value)
    assert says in message
    assert message.startswith(f"{file}{line}:")
    assert "\n" not in message


def test_a_bad_environment_variable_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MINXIN_CRAWL__DELAY", "soon")
    with pytest.raises(ConfigError, match="MINXIN_CRAWL__DELAY"):
        load()


def test_a_missing_named_file(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no such file"):
        load(tmp_path / "other.toml")


def test_channel_addresses_are_found_and_never_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk, ops = load(write(tmp_path, GOOD)).notify.channels
    with pytest.raises(ConfigError, match="DESK_URL"):
        desk.secret_url()
    monkeypatch.setenv("DESK_URL", "mailto://u:secret@localhost")
    assert desk.secret_url() == "mailto://u:secret@localhost"
    secret_file = tmp_path / "ops.url"
    secret_file.write_text("json://localhost/secret\n")
    filed = ops.model_copy(update={"url": type(ops.url)(f"file:{secret_file}")})
    assert filed.secret_url() == "json://localhost/secret"
    assert "secret@" not in f"{desk!r}"
