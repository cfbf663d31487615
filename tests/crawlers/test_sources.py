"""Sources as TOML: what is right is read, each mistake is one line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from crawlers.records import Expect, Layout
from crawlers.sources import SourceError, load

GOOD = """
[[source]]
id = "qinghe"
place = "清河镇"
layout = "portal"
start = ["https://www.example.org/zwgk/"]
"""
FULL = (
    GOOD
    + """
name = "清河镇政府"
follow = "民生实事|进展"
avoid = "解读"
sections = "公开"
articles = '/t\\d+'
lists = '/lm/'
depth = 2
paging = "index_{page}.html"
paging_from = 1
pages = 9
since = 2020-01-01
expect = { min_statements = 20, min_pages = 3 }
verified = true
allow_loopback = true
hosts = ["www.example.org", "old.example.org:8080"]
attachment_hosts = ["files.example.org"]
cookies = true
delay = 2.5
"""
)

MISTAKES = (
    (GOOD + "folow = 'x'", "qinghe", "folow", "unknown key"),
    (GOOD.replace('place = "清河镇"', ""), "qinghe", "place", "is missing; add it"),
    (GOOD.replace('id = "qinghe"', ""), "source number 1", "id", "is missing"),
    (GOOD.replace("qinghe", "Qing He"), "Qing He", "id", "lower-case"),
    (GOOD + GOOD, "qinghe", "id", "is taken"),
    (GOOD + "follow = '('", "qinghe", "follow", "not a regular expression"),
    (GOOD + "follow = '(a+)+b'", "qinghe", "follow", "for ever"),
    (GOOD + "avoid = '[z-a]'", "qinghe", "avoid", "not a regular expression"),
    (GOOD.replace("https://www.example.org/zwgk/", "www.example.org"), "qinghe", "start", "not an address"),
    (GOOD.replace("https:", "ftp:"), "qinghe", "start", "not an address"),
    (GOOD.replace("https://www.example.org/zwgk/", "http://[::1"), "qinghe", "start", "not an address"),
    (GOOD.replace('["https://www.example.org/zwgk/"]', "[]"), "qinghe", "start", "is empty"),
    (GOOD.replace('"portal"', '"blog"'), "qinghe", "layout", "'portal', 'discuz'"),
    (GOOD + "depth = 99", "qinghe", "depth", "less than or equal to 6"),
    (GOOD + "depth = 'deep'", "qinghe", "depth", "valid integer"),
    (GOOD + "paging = 'index_2.html'", "qinghe", "paging", "{page}"),
    (GOOD + "expect = { statements = 3 }", "qinghe", "expect.statements", "unknown key"),
    (GOOD + "hosts = ['https://www.example.org']", "qinghe", "hosts", "not a host"),
    (GOOD + "hosts = ['other.example.org']", "qinghe", "hosts", "www.example.org"),
    (GOOD + "since = 'gestern'", "qinghe", "since", "date"),
    (GOOD + "delay = -1", "qinghe", "delay", "greater than or equal to 0"),
    ("[sources]\nid = 'a'", "", "sources", "[[source]]"),
    ("source = 3", "", "", "no [[source]] table"),
    ("", "", "", "no [[source]] table"),
    ("[[source]\n", "", "", "not valid TOML"),
)


def write(folder: Path, text: str, name: str = "some.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_full_entry(tmp_path: Path) -> None:
    (source,) = load([write(tmp_path, FULL)])
    assert (source.id, source.layout, source.since) == ("qinghe", Layout.PORTAL, date(2020, 1, 1))
    assert source.expect == Expect(20, 3)
    assert (source.paging, source.paging_from, source.delay) == ("index_{page}.html", 1, 2.5)
    assert source.hosts == ("www.example.org", "old.example.org:8080")
    assert source.verified
    assert source.cookies


@pytest.mark.parametrize(("text", "label", "key", "reason"), MISTAKES)
def test_each_mistake_is_one_line(tmp_path: Path, text: str, label: str, key: str, reason: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(SourceError) as caught:
        load([path])
    message = str(caught.value)
    assert message.startswith(str(path))
    assert label in message
    assert key in message
    assert reason in message
    assert "\n" not in message


def test_folders_are_read_by_name_and_ids_are_unique_over_files(tmp_path: Path) -> None:
    write(tmp_path, GOOD, "b.toml")
    write(tmp_path, GOOD.replace("qinghe", "donghe"), "a.toml")
    (tmp_path / "notes.txt").write_text("not a source")
    assert [source.id for source in load([tmp_path])] == ["donghe", "qinghe"]
    write(tmp_path, GOOD, "c.toml")
    with pytest.raises(SourceError, match=r"c\.toml: source qinghe: id: is taken by a source in .*b\.toml"):
        load([tmp_path])


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("none.toml", None, "no such file"),
        ("gbk.toml", "place = '河'".encode("gbk"), "UTF-8"),
        ("folder", b"", "no .toml"),
    ],
)
def test_files_that_cannot_be_read(tmp_path: Path, name: str, content: bytes | None, reason: str) -> None:
    path = tmp_path / name
    if name == "folder":
        path.mkdir()
    elif content is not None:
        path.write_bytes(content)
    with pytest.raises(SourceError, match=reason):
        load([path])


def test_the_sources_that_come_with_the_program() -> None:
    folder = Path(__file__).resolve().parents[2] / "seeds" / "sources"
    sources = load([folder])
    places = {source.place for source in sources if source.layout is Layout.PORTAL}
    assert len(places) == 17
    assert all(place.startswith("天津市") for place in places)
    assert any(source.layout is Layout.DISCUZ for source in sources)
    assert not any(source.verified or source.allow_loopback for source in sources)
