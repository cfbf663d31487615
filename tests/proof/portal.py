"""A portal of many districts on loopback: each district is a source of its own, with its list and its articles."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from flows.config import Config, load
from flows.night import run_night
from flows.summary import Summary
from tests.crawlers.site import Answer, Request, Site
from tests.proof import frames

BEGIN = datetime(2031, 5, 10, 18, 10, tzinfo=UTC)
"""The first night of every proof: shortly after two in the morning, China time."""
DAY = timedelta(days=1)
FOLLOW = "民生实事|工作报告|进展|公告"

CONFIG = """\
[storage]
url = "sqlite:///minxin.db"
archive = "captures"
[crawl]
sources = ["sources.toml"]
delay = 0.0
timeout = 20.0
[places]
files = ["regions.csv"]
"""
_SOURCE = """\
[[source]]
id = "{id}"
place = "{place}"
layout = "portal"
start = ["{base}/{id}/index.html"]
follow = "{follow}"
allow_loopback = true
verified = true
{more}"""
_FIRST, _SECOND = "青白赤玄碧紫金银苍翠", "川溪岭坪湾桥台泉港塬"


@dataclass
class Article:
    """One article: its text now, and how it answers."""

    title: str
    lines: list[str]
    frame: Callable[..., str] = frames.trs
    day: str = "2031-02-03"
    status: int = 200
    sick: str | None = None
    """Name in `frames.SICK`: answered instead of the article, with status 200."""
    etag: bool = False
    """Answers 304 to a reader that has this very page."""

    @property
    def text(self) -> str:
        """The lines."""
        return "\n".join(self.lines)

    @text.setter
    def text(self, text: str) -> None:
        self.lines = text.split("\n")


@dataclass
class District:
    """A source: a place with its articles by file name."""

    id: str
    place: str
    articles: dict[str, Article] = field(default_factory=dict)

    def url(self, name: str) -> str:
        """Path of an article on the site."""
        return f"/{self.id}/{name}"


class Portal:
    """Districts on one site. Every answer carries noise of its own, drawn from the seed and a running number."""

    def __init__(self, site: Site, seed: int = 0) -> None:
        self.site, self.seed = site, seed
        self.districts: dict[str, District] = {}
        self.quiet = False
        """No noise: every answer of an unchanged page is the same."""
        self._numbers = itertools.count()
        site.otherwise(self._answer)

    def district(self, number: int) -> District:
        """Add a district with an invented name of its own."""
        city, rest = divmod(number, 90)
        one = District(f"s{number:04}", f"{'云雾霞虹霜'[city % 5]}{'州江'[city // 5]}市{place_name(rest)}")
        self.districts[one.id] = one
        return one

    def _answer(self, request: Request) -> Answer:
        rng = Random(f"{self.seed}:{request.path if self.quiet else next(self._numbers)}")
        id_, _, name = request.path.lstrip("/").partition("/")
        district = self.districts.get(id_)
        if request.path == "/robots.txt":
            return Answer(b"User-agent: *\nDisallow:\n", headers={"Content-Type": "text/plain"})
        if district is None:
            return Answer(b"<html><body>404 Not Found</body></html>", 404)
        if name == "index.html":
            rows = [(district.url(n), a.title, a.day) for n, a in reversed(district.articles.items())]
            return Answer(frames.listing(f"{district.place}公开目录", rows, rng).encode())
        article = district.articles.get(name)
        if article is None:
            return Answer(b"<html><body>404 Not Found</body></html>", 404)
        if article.status != 200:
            return Answer(f"<html><body>{article.status}</body></html>".encode(), article.status)
        if article.sick is not None:
            return Answer(frames.SICK[article.sick](rng).encode())
        return Answer(article.frame(article.title, article.day, article.lines, rng).encode())

    def page(self, path: str) -> bytes:
        """What a reader would get."""
        return self._answer(Request(path, {}, time.monotonic())).body

    def write(self, folder: Path, extra: str = "", more: str = "") -> Config:
        """Write the configuration that watches all districts, and load it. `more` goes into each source."""
        folder.mkdir(parents=True, exist_ok=True)
        cities: dict[str, int] = {}
        rows = ["code,name,full_name,level"]
        for d in self.districts.values():
            city, name = d.place[:3], d.place[3:]
            if city not in cities:
                cities[city] = len(cities)
                rows.append(f"9{cities[city]}0000,{city},{city},1")
            rows.append(f"9{cities[city]}01{len(rows) % 90 + 10},{name},{d.place},3")
        (folder / "regions.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
        tables = [
            _SOURCE.format(id=d.id, place=d.place, base=self.site.base, follow=FOLLOW, more=more)
            for d in self.districts.values()
        ]
        (folder / "sources.toml").write_text("\n".join(tables), encoding="utf-8")
        (folder / "minxin.toml").write_text(CONFIG + extra, encoding="utf-8")
        return load(folder / "minxin.toml")


def place_name(number: int) -> str:
    """One of a hundred invented districts."""
    return f"{_FIRST[number // 10 % 10]}{_SECOND[number % 10]}区"


@contextmanager
def running(seed: int = 0) -> Iterator[Portal]:
    """A portal for as long as the block lasts."""
    site = Site()
    try:
        yield Portal(site, seed)
    finally:
        site.close()


def clock(night: int, *, days: float | None = None) -> Callable[[], datetime]:
    """The clock of a night; it ticks a millisecond a look."""
    looks = itertools.count()
    begin = BEGIN + DAY * (night if days is None else days)
    return lambda: begin + timedelta(milliseconds=next(looks))


def pass_over(config: Config, night: int, **more: Any) -> Summary:
    """One whole pass on a night."""
    return run_night(config, clock=clock(night), **more)
