"""What the two READMEs say is so: commands run, examples load, notice and table are those of the program."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from crawlers import sources
from flows.cli import run
from flows.config import load
from flows.notices.services import SERVICES, Style, Unit
from flows.sample import SamplePortal
from tests import readme
from tests.readme import CHINESE, ENGLISH, ROOT
from tests.receivers import hook_server
from tests.watch import watch_sample

BOTH = pytest.mark.parametrize("file", [ENGLISH, CHINESE], ids=["en", "zh"])
BIN = Path(sys.executable).parent
CHANNEL = '\n[[notify.channels]]\nname = "desk"\nurl = "env:DESK_URL"\n'


def test_both_have_the_same_commands() -> None:
    assert readme.commands(ENGLISH) == readme.commands(CHINESE)
    assert len(readme.commands()) > 20


def test_every_command_is_run_by_a_test() -> None:
    known = {"make", "minxin", "printf", "prefect"}
    assert {command.split()[0] for command in readme.commands()} == known


@pytest.mark.parametrize("arguments", readme.calls("make"), ids=" ".join)
def test_make_knows_the_target(arguments: list[str]) -> None:
    done = subprocess.run(["make", "-n", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.slow
def test_the_commands_run_one_after_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In a folder that watches the sample portal; all of them succeed and tell no problem."""
    said: dict[str, str] = {}
    for name in [name for name in os.environ if name.startswith("MINXIN_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    with SamplePortal(slow_seconds=0.1) as portal, hook_server() as hook:
        watch_sample(portal, tmp_path, CHANNEL)
        watched = tmp_path / "sources" / "sample.toml"
        watched.write_text(
            watched.read_text(encoding="utf-8").replace('"sample-qingyu"', '"tj-hedong"'), encoding="utf-8"
        )
        monkeypatch.setenv("DESK_URL", f"json://127.0.0.1:{hook.port}/")
        for command in readme.commands():
            program, *arguments = shlex.split(command)
            if program == "printf":
                subprocess.run(["sh", "-c", command], check=True)
            if program == "minxin":
                status, (said[command], problems) = run(arguments), capsys.readouterr()
                assert status == 0, f"{command}\n{problems}"
    assert said["minxin parse list.txt"].count("target") == 2
    assert "list.txt: 天津市河东区, 2026, list, 2 statements" in "".join(said.values())
    assert said["minxin notify --test"] == "desk: accepted\n"
    assert len(said["minxin export pledges --format csv"].splitlines()) > 40
    assert (tmp_path / "public" / "all.xml").is_file()
    titles = [request.json()["title"] for request in hook.taken]
    assert "首次读取" in titles[0]
    assert sum("【测试】" in title for title in titles) == 1


@pytest.mark.slow
def test_the_notice_is_one_the_demo_prints(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (shown,) = readme.blocks(ENGLISH, "text")
    assert readme.blocks(CHINESE, "text") == [shown]
    monkeypatch.chdir(tmp_path)
    assert run(["demo", "--folder", "demo", "--html", "notice.html"]) == 0
    assert f"\n{shown}" in capsys.readouterr().out
    page = (tmp_path / "notice.html").read_text(encoding="utf-8")
    told = [line for line in shown.splitlines() if line.startswith(("目标改变", "历次", "说明"))]
    assert len(told) == 3
    assert [line for line in told if line not in page] == []


@BOTH
def test_the_configuration_loads(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINXIN_OPS_URL", "json://localhost/ops")
    whole, source = readme.blocks(file, "toml")
    (tmp_path / "minxin.toml").write_text(whole, encoding="utf-8")
    (tmp_path / "my-sources").mkdir()
    (tmp_path / "my-sources" / "hedong.toml").write_text(source, encoding="utf-8")
    config = load(tmp_path / "minxin.toml")
    assert [c.name for c in config.notify.channels] == ["desk", "ops"]
    assert config.notify.channels[1].secret_url() == "json://localhost/ops"
    assert [s.id for s in sources.load(config.crawl.sources)] == ["tj-hedong"]


def test_both_configure_the_same(tmp_path: Path) -> None:
    loaded = []
    for file in (ENGLISH, CHINESE):
        (tmp_path / "minxin.toml").write_text(readme.blocks(file, "toml")[0], encoding="utf-8")
        loaded.append(load(tmp_path / "minxin.toml"))
    assert loaded[0] == loaded[1]


UNITS = {
    "bytes": (Unit.BYTES, Unit.JSON),
    "字节": (Unit.BYTES, Unit.JSON),
    "characters": (Unit.CHARS,),
    "字符": (Unit.CHARS,),
}
STYLES = {
    Style.MAIL: ("HTML",),
    Style.MARKDOWN: ("Markdown",),
    Style.TEXT: ("text", "文本"),
}


@BOTH
def test_the_table_of_channels_is_the_programs(file: Path) -> None:
    seen = []
    for row in readme.channel_rows(file):
        for scheme in row.schemes:
            service = SERVICES[scheme]
            seen.append(scheme)
            assert row.limit == service.limit, scheme
            assert service.unit in UNITS[row.unit], scheme
            assert row.form.startswith(STYLES[service.style]), scheme
    assert sorted(seen) == sorted(SERVICES)


@pytest.mark.filterwarnings("ignore:'imghdr':DeprecationWarning")
@BOTH
def test_apprise_takes_the_addresses(file: Path) -> None:
    from apprise import Apprise  # one of its plugins imports a deprecated module

    real = {
        "TOKEN": "abcdefghij" * 3 + "kl",
        "CHAT": "-100200300",
        "user:pass@host": "user:pass@example.org",
        "…": "a@b.cn",
    }
    for row in readme.channel_rows(file):
        for address in row.addresses:
            if address.endswith("://"):  # the same without TLS
                continue
            for word, value in real.items():
                address = address.replace(word, value)
            assert Apprise.instantiate(address) is not None, address


@BOTH
def test_links_and_pictures_are_there(file: Path) -> None:
    targets = re.findall(r"\]\(([^)#]+)\)", file.read_text(encoding="utf-8"))
    local = [t for t in targets if "://" not in t]
    assert "docs/notice.png" in local
    assert [t for t in local if not (ROOT / t).exists()] == []
    assert (ROOT / "docs" / "notice.png").stat().st_size < 150_000
    for folder in re.findall(
        r"`((?:deploy|seeds|docs|parsers|storage|crawlers|flows|tests)/[\w./-]*)`", file.read_text()
    ):
        assert (ROOT / folder).exists(), folder
