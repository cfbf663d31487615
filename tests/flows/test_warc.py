"""A source's captures as a WARC file, read back by warcio and by the ledger's own hashes."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from flows.cli import run
from flows.config import Config, load
from flows.night import run_night
from storage.archive import Archive
from storage.captures import Captures
from storage.ledger import Ledger
from tests.crawlers import site as web
from tests.crawlers.site import Answer
from tests.flows.files import docx_of
from tests.flows.portal import DAY, a_file, article, clock, link, listed, paragraphs
from tests.watch import watch_site

LIST = "青屿区2026年12件民生实事"
FIRST = article(LIST, paragraphs("一、新建口袋公园6个。", "二、增设晾衣架310处。") + link("P1.docx", "表.docx"))
SECOND = FIRST.replace("310", "290")


@dataclass
class Watched:
    config: Config
    toml: Path
    file: Path


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    folder = tmp_path_factory.mktemp("watch")
    headers = {"Content-Type": "text/html; charset=utf-8", "Content-Encoding": "gzip", "X-Said": "7"}
    with web.running() as site:
        file = docx_of(["填报说明"])
        a_file(site, "/a/P1.docx", file, "application/msword")
        start = listed(site, "/a/", ("t20260120_1.html", LIST))
        toml = watch_site({"one": start, "two": listed(site, "/b/", ("/none.html", "实事"))}, folder)
        for night, page in enumerate((FIRST, SECOND)):
            site.on("/a/t20260120_1.html", Answer(gzip.compress(page.encode()), headers=headers))
            run_night(load(toml), clock=clock(night))
        yield Watched(load(toml), toml, folder / "one.warc.gz")


def export(watched: Watched, *arguments: str) -> int:
    return run(["export", "warc", "--config", str(watched.toml), *arguments])


@dataclass
class Record:
    kind: str
    url: str
    at: str
    status: str
    headers: list[tuple[str, str]]
    body: bytes


def records(file: Path) -> list[Record]:
    with file.open("rb") as stream:
        return [
            Record(
                r.rec_type,
                r.rec_headers.get_header("WARC-Target-URI"),
                r.rec_headers.get_header("WARC-Date"),
                r.http_headers.get_statuscode() if r.http_headers else "",
                r.http_headers.headers if r.http_headers else [],
                r.content_stream().read(),
            )
            for r in ArchiveIterator(stream)
        ]


def test_every_capture_comes_back(watched: Watched, capsys: pytest.CaptureFixture[str]) -> None:
    assert export(watched, "--source", "one", "--out", str(watched.file)) == 0
    assert "4 captures" in capsys.readouterr().out
    found = records(watched.file)
    assert [r.kind for r in found] == ["warcinfo"] + ["response", "metadata"] * 4
    with Ledger.open(watched.config.storage.url.get_secret_value()) as ledger:
        stored = Captures(ledger.database).of_source("one")
    responses = [r for r in found if r.kind == "response"]
    assert [hashlib.sha256(r.body).hexdigest() for r in responses] == [c.sha256 for c in stored]
    assert [r.url for r in responses] == [c.final_url for c in stored]
    assert [r.at for r in responses] == [f"{c.first_seen:%Y-%m-%dT%H:%M:%SZ}" for c in stored]
    assert {r.at[:10] for r in responses} == {f"{DAY:%Y-%m-%d}", "2026-03-02"}
    assert {r.status for r in responses} == {"200"}
    names = [r.body.decode().split("\r\n")[0] for r in found if r.kind == "metadata"]
    assert names == [f"capture: sha256:{c.sha256}" for c in stored]


def test_pages_come_with_their_headers(watched: Watched) -> None:
    export(watched, "--source", "one", "--out", str(watched.file))
    pages = [r for r in records(watched.file) if r.kind == "response" and r.url.endswith("1.html")]
    assert [r.body.decode() for r in pages] == [FIRST, SECOND]
    for page in pages:
        said = dict(page.headers)
        assert (said["X-Said"], said["Content-Type"]) == ("7", "text/html; charset=utf-8")
        assert int(said["Content-Length"]) == len(page.body)
        assert "Content-Encoding" not in said


def test_the_format_holds(watched: Watched, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """warcio's own checker finds every digest right, in the packed and in the plain file."""
    for name in ("x.warc.gz", "x.warc"):
        assert export(watched, "--source", "one", "--out", str(tmp_path / name)) == 0

        class Command:
            inputs = [str(tmp_path / name)]  # noqa: RUF012
            verbose = True

        capsys.readouterr()
        checker = Checker(Command)
        checker.process_all()
        said = capsys.readouterr().out
        assert checker.exit_value == 0, said
        assert said.count("digest pass") == 9
        assert "digest failed" not in said
    plain = (tmp_path / "x.warc").read_bytes()
    assert plain.startswith(b"WARC/1.0\r\nWARC-Type: warcinfo")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["x.warc", "x.warc.gz"]


def test_documents_taken_in_by_hand_are_resources(watched: Watched, tmp_path: Path) -> None:
    file = tmp_path / "list.txt"
    file.write_text(f"{LIST}\n\n一、新建口袋公园6个。\n", encoding="utf-8")
    assert run(["import", str(file), "--place", "临岚市云汀区", "--config", str(watched.toml)]) == 0
    out = tmp_path / "hand.warc.gz"
    assert export(watched, "--source", "import:临岚市云汀区", "--out", str(out)) == 0
    (record,) = [r for r in records(out) if r.kind == "resource"]
    assert (record.url, record.body) == (file.resolve().as_uri(), file.read_bytes())


def test_a_lost_capture_is_told_and_the_others_go_out(
    watched: Watched, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive = Archive(watched.config.storage.archive)
    lost = archive.path(hashlib.sha256(SECOND.encode()).hexdigest())
    kept = lost.read_bytes()
    lost.unlink()
    try:
        assert export(watched, "--source", "one", "--out", str(tmp_path / "x.warc.gz")) == 1
    finally:
        lost.write_bytes(kept)
    said = capsys.readouterr()
    assert "3 captures" in said.out
    assert len(said.err.splitlines()) == 1
    assert "t20260120_1.html: the archive" in said.err


BAD = [
    (["--source", "one"], 2, "needs --source ID and --out"),
    (["--out", "x.warc.gz"], 2, "needs --source ID and --out"),
    (["--source", "none", "--out", "x.warc.gz"], 2, "has no source 'none'"),
    (["--source", "one", "--out", "x.zip"], 2, "name the file something.warc.gz"),
    (["--source", "one", "--out", "nowhere/x.warc.gz"], 1, "cannot be written (No such file"),
    (["--source", "one", "--out", "x.warc.gz", "--year", "2026"], 2, "no --format, --place or --year"),
]  # fmt: skip


@pytest.mark.parametrize(("arguments", "status", "says"), BAD, ids=[b[2] for b in BAD])
def test_wrong_use(
    watched: Watched, arguments: list[str], status: int, says: str, capsys: pytest.CaptureFixture[str],
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    assert export(watched, *arguments) == status
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 1
    assert says in said[0]
    assert list(tmp_path.iterdir()) == []


def test_tables_take_no_file(watched: Watched, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["export", "pages", "--out", "x.csv", "--config", str(watched.toml)]) == 2
    assert "belong to 'export warc'" in capsys.readouterr().err
    assert run(["export", "pages", "--config", str(watched.toml)]) == 0
    assert capsys.readouterr().out.startswith("id,source,url")
