"""What the sample portal shows: typed records read from `seeds/sample`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

SAMPLE = Path(__file__).resolve().parents[2] / "seeds" / "sample"
"""The sample's data; `flows` and `seeds` lie side by side, in a checkout and where the wheel is installed."""
NIGHTS = (1, 2)


@dataclass(frozen=True, slots=True)
class Edit:
    """From `night` on, `old` in the text reads `new`."""

    night: int
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Block:
    """One block of an article: paragraph, heading, aside (centred) or table."""

    kind: str
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """An article of a portal. `gone`, `challenge` and `restyled` name the night from which they hold."""

    portal: str
    address: str
    title: str
    date: date
    source: str
    text: str
    edits: tuple[Edit, ...] = ()
    since: int = 1
    listed: bool = True
    feed: bool = False
    missing: bool = False
    slow: bool = False
    gone: int | None = None
    challenge: int | None = None
    restyled: int | None = None

    def text_on(self, night: int) -> str:
        """The article's text as it stands on a night."""
        text = self.text
        for edit in self.edits:
            if night >= edit.night:
                text = text.replace(edit.old, edit.new)
        return text

    def lines_on(self, night: int) -> list[str]:
        """What a reader sees, a line a paragraph, without markup; a table row's cells stand side by side."""
        lines: list[str] = []
        for block in blocks(self.text_on(night)):
            lines.extend(" ".join(row) for row in block.rows)
            if block.text:
                lines.append(block.text)
        return lines


@dataclass(frozen=True, slots=True)
class Portal:
    """A web site with one column of articles. `declared` is the charset the pages claim, `charset` the real one."""

    id: str
    prefix: str
    name: str
    place: str
    frame: str
    charset: str
    declared: str
    column: str
    folder: str
    page_size: int
    footer: tuple[str, ...]
    headlines: tuple[str, ...]
    """Of the sidebar; they rotate and carry numbers that are no statements."""
    nav: tuple[tuple[str, str], ...]
    """Folder below the prefix, and name."""


@dataclass(frozen=True, slots=True)
class Post:
    """One post of a thread."""

    pid: int
    author: str
    date: datetime
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Thread:
    """A thread of the board; the first post is the document."""

    tid: int
    title: str
    author: str
    date: datetime
    views: int
    sticky: bool
    edited: str
    posts: tuple[Post, ...]

    @property
    def replies(self) -> tuple[Post, ...]:
        """Posts after the first."""
        return self.posts[1:]


@dataclass(frozen=True, slots=True)
class Board:
    """A forum of one board."""

    prefix: str
    name: str
    forum: str
    fid: int
    page_size: int
    threads: tuple[Thread, ...]


@dataclass(frozen=True, slots=True)
class Content:
    """All the sample portal has to show."""

    portals: tuple[Portal, ...]
    articles: tuple[Article, ...]
    board: Board


@cache
def content() -> Content:
    """Read the sample's data (once)."""
    site = _toml("site.toml")
    portals = tuple(Portal(**_tuples(table)) for table in site["portal"])
    articles = [_article(table) for table in _toml("articles.toml")["article"]]
    articles += [_news(number, table, portals[0]) for number, table in enumerate(_toml("news.toml")["news"])]
    articles.sort(key=lambda article: article.date, reverse=True)
    threads = tuple(_thread(table) for table in _toml("threads.toml")["thread"])
    return Content(portals, tuple(articles), Board(**site["board"], threads=threads))


def blocks(text: str) -> list[Block]:
    """Read the light markup of the sample's texts: `## ` heading, `> ` centred, `| a | b |` table rows."""
    found: list[Block] = []
    for line in text.strip().splitlines():
        if line.startswith("|"):
            row = tuple(cell.strip() for cell in line.strip("|").split("|"))
            before = found.pop().rows if found and found[-1].kind == "table" else ()
            found.append(Block("table", rows=(*before, row)))
        elif line.startswith("## "):
            found.append(Block("heading", line[3:]))
        elif line.startswith("> "):
            found.append(Block("aside", line[2:]))
        elif line.strip():
            found.append(Block("paragraph", line.strip()))
    return found


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((SAMPLE / name).read_text(encoding="utf-8"))


def _tuples(table: dict[str, Any]) -> dict[str, Any]:
    return {key: _frozen(value) for key, value in table.items()}


def _frozen(value: Any) -> Any:
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


def _text(table: dict[str, Any]) -> str:
    """The text of a table: inline, or from its file."""
    name = table.pop("file", None)
    inline: str = table.pop("text", "")
    return (SAMPLE / "pages" / name).read_text(encoding="utf-8").strip() if name else inline.strip()


def _article(table: dict[str, Any]) -> Article:
    edits = tuple(Edit(**edit) for edit in table.pop("edit", ()))
    return Article(text=_text(table), edits=edits, **table)


def _news(number: int, table: dict[str, Any], portal: Portal) -> Article:
    day: date = table["date"]
    address = f"{portal.folder}/{day:%Y%m}/t{day:%Y%m%d}_{70000 + number}.html"
    return Article(portal.id, address, table["title"], day, "青屿融媒", table["text"])


def _thread(table: dict[str, Any]) -> Thread:
    tid: int = table["tid"]
    intro: str = table.get("intro", "")
    lines = [intro] * bool(intro) + [line.removeprefix("## ") for line in _text(table).splitlines()]
    first = Post(tid * 10, table["author"], table["date"], tuple(lines))
    replies = (
        Post(tid * 10 + number, reply["author"], reply["date"], tuple(reply["text"].strip().splitlines()))
        for number, reply in enumerate(table.get("reply", ()), 1)
    )
    return Thread(
        tid=tid,
        title=table["title"],
        author=table["author"],
        date=table["date"],
        views=table.get("views", 0),
        sticky=table.get("sticky", False),
        edited=table.get("edited", ""),
        posts=(first, *replies),
    )
