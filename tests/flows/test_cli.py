"""The command line: bad input is one clear line with the right exit status, and start-up is quick."""

from __future__ import annotations

import json
import os
import resource
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from random import Random

import pytest

from flows.cli import run
from flows.sample.content import content
from tests.ports import closed_port

MINXIN = str(Path(sys.executable).parent / "minxin")
LIST = next(a for a in content().articles if a.title.endswith("年20项民心工程"))


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, without any MINXIN_ variable."""
    for name in list(os.environ):
        if name.startswith("MINXIN_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def text_of(name: str = "list.txt") -> Path:
    file = Path(name)
    file.write_text(f"{LIST.title}\n\n" + "\n".join(LIST.lines_on(1)), encoding="utf-8")
    return file


def call(arguments: Sequence[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    status = run(list(arguments))
    said = capsys.readouterr()
    return status, said.out, said.err


BAD: list[tuple[str, list[str], int, str]] = [
    ("unknown option", ["parse", "--colour", "x.txt"], 2, "--colour"),
    ("unknown command", ["prase"], 2, "prase"),
    ("unknown table", ["export", "promises"], 2, "promises"),
    ("unknown format", ["export", "pledges", "--format", "xml"], 2, "xml"),
    ("missing argument", ["parse"], 2, "FILE"),
    ("missing file", ["parse", "none.txt"], 2, "none.txt: no such file"),
    ("empty file", ["parse", "empty.txt"], 1, "empty.txt: is empty"),
    ("binary file", ["parse", "binary.txt"], 1, "binary.txt: "),
    ("huge file", ["parse", "huge.html"], 1, "MB, more than"),
    ("folder", ["parse", "."], 1, ".: cannot be read"),
    ("missing configuration", ["run", "--config", "other.toml"], 2, "other.toml: no such file"),
    ("malformed configuration", ["run", "--config", "broken.toml"], 2, "broken.toml: not valid TOML"),
    ("unknown key", ["run", "--config", "key.toml"], 2, "key.toml:2: crawl.dealy: unknown key"),
    ("unknown place", ["run", "--config", "place.toml"], 2, "unknown place '大河区'"),
    ("unknown source", ["run", "--config", "fine.toml", "--source", "nobody"], 2, "no source is called 'nobody'"),
    ("bad source file", ["run", "--config", "layout.toml"], 2, "layout"),
    ("no database", ["export", "pledges", "--config", "text.toml"], 1, "is not a database file"),
    ("newer database", ["export", "pledges", "--config", "newer.toml"], 1, "newer minxin"),
    ("no such pledge", ["history", "999999", "--config", "fine.toml"], 1, "999999"),
    ("unknown place by hand", ["import", "empty.txt", "--place", "大河区", "--config", "fine.toml"], 2, "大河区"),
    ("nothing to notify", ["notify"], 2, "--pending"),
    ("no ledger", ["export", "pledges", "--config", "fresh.toml"], 1, "there is no ledger here yet"),
    ("no file of places", ["sources", "list", "--config", "noplaces.toml"], 2, "none.csv: cannot be read"),
    ("other columns", ["sources", "list", "--config", "columns.toml"], 2, "columns.csv:1: the columns must be"),
    ("no channel to test", ["notify", "--test", "--config", "fine.toml"], 1, "no channels are configured"),
    ("address unset", ["notify", "--test", "--config", "unset.toml"], 1, "minxin: channel desk: set the environment"),
    ("short place", ["export", "events", "--place", "河东区", "--config", "fine.toml"], 2, "unknown place '河东区'"),
    ("folder is a file", ["feeds", "text.db", "--config", "fine.toml"], 1, "text.db: cannot be read or written"),
    ("folder of the demo", ["demo", "--folder", "text.db"], 1, "text.db: cannot be read or written"),
    ("archive is a file", ["import", "empty.txt", "--config", "archive.toml"], 1, "text.db: cannot be read or written"),
    ("no address", ["import", "empty.txt", "--url", "www.example.org"], 2, "'www.example.org' is not an address"),
]  # fmt: skip


@pytest.fixture
def bad_files(home: Path) -> None:
    Path("empty.txt").write_bytes(b" \n")
    Path("binary.txt").write_bytes(bytes(range(256)) * 40)
    with Path("huge.html").open("wb") as file:
        file.truncate(50_000_000)
    Path("broken.toml").write_text("[crawl\n")
    Path("key.toml").write_text("[crawl]\ndealy = 1\n")
    source = '[[source]]\nid = "a"\nplace = "{}"\nlayout = "{}"\nstart = ["https://example.org/"]\n'
    for name, place, layout in (
        ("place", "大河区", "page"), ("layout", "天津市河东区", "blog"), ("fine", "天津市河东区", "page"),
    ):  # fmt: skip
        Path(f"{name}-sources.toml").write_text(source.format(place, layout), encoding="utf-8")
        Path(f"{name}.toml").write_text(f'[crawl]\nsources = ["{name}-sources.toml"]\n')
    Path("fresh.toml").write_text('[storage]\nurl = "sqlite:///fresh.db"\n')
    Path("noplaces.toml").write_text('[places]\nfiles = ["none.csv"]\n')
    Path("columns.csv").write_text("code;name;full_name\n")
    Path("columns.toml").write_text('[places]\nfiles = ["columns.csv"]\n')
    Path("unset.toml").write_text('[[notify.channels]]\nname = "desk"\nurl = "env:NO_SUCH_ADDRESS"\n')
    Path("archive.toml").write_text('[storage]\narchive = "text.db"\n')
    Path("text.db").write_text("this is no database, " * 100)
    Path("text.toml").write_text('[storage]\nurl = "sqlite:///text.db"\n')
    run(["import", "empty.txt", "--config", "fine.toml"])
    Path("newer.toml").write_text('[storage]\nurl = "sqlite:///newer.db"\n')
    run(["import", "empty.txt", "--config", "newer.toml"])
    with sqlite3.connect("newer.db") as db:
        db.execute("UPDATE alembic_version SET version_num = '9999'")
    db.close()


@pytest.mark.usefixtures("bad_files")
def test_bad_input_is_one_line(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = []
    capsys.readouterr()
    for what, arguments, status, says in BAD:
        got, _, err = call(arguments, capsys)
        lines = err.strip().splitlines()
        if got != status or len(lines) != 1 or says not in lines[0] or not lines[0].startswith("minxin: "):
            wrong.append((what, got, err))
    assert wrong == []


def test_looking_makes_no_ledger(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["export", "events"], ["review"], ["history", "1"], ["feeds", "out"], ["notify", "--preview"]):
        status, out, err = call(arguments, capsys)
        assert (status, out) == (1, "")
        assert "there is no ledger here yet; 'minxin run' or 'minxin import' makes it" in err
    assert list(home.iterdir()) == []


@pytest.mark.parametrize("arguments", [[], ["sources"]])
def test_a_bare_call_shows_the_help_as_it_stands(
    home: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    status, _, err = call(arguments, capsys)
    assert status == 2
    assert err.startswith("Usage: minxin")
    assert len(err.splitlines()) > 5


def test_the_version_is_printed(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(["--version"], capsys) == (0, f"minxin {version('minxin')}\n", "")


def test_a_pass_that_reaches_no_site_says_so(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("minxin.toml").write_text('[crawl]\nsources = ["sources.toml"]\ndelay = 0.0\n')
    with closed_port() as port:
        Path("sources.toml").write_text(
            f'[[source]]\nid = "a"\nplace = "天津市河东区"\nlayout = "page"\nstart = ["http://127.0.0.1:{port}/"]\n'
            "allow_loopback = true\n"
        )
        status, out, err = call(["run", "--quiet"], capsys)
    assert status == 1
    assert "documents    0" in out
    assert err.startswith("minxin: nothing could be fetched (refused")
    assert len(err.splitlines()) == 1


def test_a_terminal_without_chinese_still_gets_json(home: Path) -> None:
    command = [MINXIN, "parse", str(text_of()), "--format", "jsonl"]
    said = {}
    for encoding in ("utf-8", "ascii"):
        env = os.environ | {"PYTHONIOENCODING": encoding}
        done = subprocess.run(command, env=env, capture_output=True, check=True)
        said[encoding] = done.stdout.decode(encoding)
    assert len(said["ascii"].splitlines()) > 30
    assert [json.loads(line) for line in said["ascii"].splitlines()] == [
        json.loads(line) for line in said["utf-8"].splitlines()
    ]


def test_excel_gets_its_mark(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call(["import", str(text_of()), "--place", "天津市河东区"], capsys)
    _, plain, _ = call(["export", "pledges"], capsys)
    assert plain.startswith("id,place,")
    assert call(["export", "pledges", "--format", "excel"], capsys) == (0, "\ufeff" + plain, "")


def test_a_text_without_statements_is_one_line(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("walk.txt").write_text("周末去河边散步，风景不错。", encoding="utf-8")
    status, out, _ = call(["parse", "walk.txt"], capsys)
    assert status == 0
    assert out == "walk.txt: place not stated, year not stated, other, 0 statements\n"


def test_good_files_beside_a_bad_one(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("empty.txt").write_bytes(b"")
    status, out, err = call(["parse", str(text_of()), "empty.txt", "--format", "jsonl"], capsys)
    assert status == 1
    assert len(out.splitlines()) > 30
    assert err.startswith("minxin: empty.txt: is empty")


def test_parse_prints_every_field(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = text_of()
    status, out, _ = call(["parse", str(file), "--format", "jsonl"], capsys)
    assert status == 0
    rows = [json.loads(line) for line in out.splitlines()]
    wanted = {
        "kind", "quote", "start", "end", "action", "subject", "cmp", "low", "high", "unit", "from", "status", "theme",
        "deadline", "path", "rule", "confidence",
    }  # fmt: skip
    assert all(wanted <= set(row) for row in rows)
    _, out, _ = call(["parse", "--document", str(file)], capsys)
    document = json.loads(out)
    assert {"kind", "place", "year", "period", "title", "published_at", "text"} <= set(document)
    assert (document["kind"], document["year"]) == ("list", 2026)
    assert all(document["text"][r["start"] : r["end"]] == r["quote"] for r in rows)
    status, out, _ = call(["parse", str(file)], capsys)
    assert status == 0
    assert "quantity" in out
    status, out, _ = call(["parse", "--explain", str(file)], capsys)
    assert status == 0
    assert out.count("\n    + ") >= len(rows)
    assert "\n    - " in out


def test_the_five_seed_documents_go_in(home: Path, shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = sorted((shared / "seeds").glob("*.txt"))
    assert len(files) == 5
    status, out, err = call(["import", *map(str, files)], capsys)
    assert len(out.splitlines()) == 5, err
    assert status == 1, "two of them name no year"
    assert len(err.splitlines()) == 2
    assert all("--year" in line for line in err.splitlines())
    _, out, _ = call(["export", "pages", "--format", "jsonl"], capsys)
    pages = [json.loads(line) for line in out.splitlines()]
    assert {(p["place"], p["kind"]) for p in pages} == {
        ("天津市河西区", "report"), ("天津市河东区", "list"), ("天津市红桥区", "report"), ("天津市河东区", "report"),
        ("天津市", "bulletin"),
    }  # fmt: skip
    _, out, _ = call(["export", "pledges", "--format", "csv", "--place", "天津市河东区", "--year", "2023"], capsys)
    assert "义务教育学位,=,2880,2880,个" in out
    _, again, _ = call(["import", *map(str, files)], capsys)
    assert again.count(", 0 events") == 5


def test_a_fresh_ledger_starts_with_the_seed_pledges(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, _, _ = call(["import", str(text_of()), "--place", "天津市河东区"], capsys)
    assert status == 0
    _, out, _ = call(["export", "pledges", "--format", "jsonl", "--year", "2023"], capsys)
    rows = [json.loads(line) for line in out.splitlines()]
    assert any(r["subject"] == "义务教育学位" and r["low"] == 2880 for r in rows)


def test_a_locked_ledger(home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    Path("empty.txt").write_bytes(b"")
    call(["import", "empty.txt"], capsys)
    monkeypatch.setattr("storage.engine.BUSY_SECONDS", 0.2)
    with sqlite3.connect("minxin.db", isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        status, _, err = call(["import", str(text_of()), "--place", "天津市河东区"], capsys)
        other.execute("ROLLBACK")
    other.close()
    assert status == 1
    assert "is in use by another process" in err
    assert len(err.strip().splitlines()) == 1
    assert call(["import", str(text_of()), "--place", "天津市河东区"], capsys)[0] == 0


@pytest.mark.slow
def test_a_full_disk_while_captures_are_written(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A limit on file size stands for the full disk; the ledger, made before, stays whole."""
    Path("empty.txt").write_bytes(b"")
    call(["import", "empty.txt"], capsys)
    before = Path("minxin.db").read_bytes()
    big = Path("big.txt")
    letters = Random(7)
    noise = "".join(chr(letters.randrange(0x4E00, 0x9FA5)) + "。" * (n % 40 == 0) for n in range(300_000))
    big.write_text("新增停车泊位20个。" + noise, encoding="utf-8")

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))

    done = subprocess.run(
        [MINXIN, "import", str(big), "--place", "天津市河东区", "--year", "2026"],
        capture_output=True, text=True, preexec_fn=limited, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1, done.stderr
    assert lines[0].startswith("minxin: ")
    assert not list(Path("captures").rglob("*.gz"))
    assert len(before) > 0
    assert call(["export", "pledges"], capsys)[0] == 0


@pytest.mark.parametrize("arguments", [["--help"], ["parse", "list.txt", "--format", "jsonl"]])
def test_it_starts_in_under_a_second(home: Path, arguments: list[str]) -> None:
    text_of()
    spent = []
    for _ in range(4):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([MINXIN, *arguments], check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    assert min(spent) < 1.0, "processor seconds, which a busy machine does not change"


def test_prefect_is_loaded_only_where_it_runs(home: Path) -> None:
    loaded = "[m for m in sys.modules if m.split('.')[0] in ('prefect', 'apprise')]"
    code = f"import sys, flows.cli, flows.night; print({loaded})"
    out = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    assert out.strip() == "[]"
