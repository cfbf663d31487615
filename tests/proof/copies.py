"""Copies of the mutation bench's documents, each in a district of its own: no copy speaks of another's pledges."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from random import Random

from flows.reading import document_of
from flows.seeds import load_regions
from parsers import maintext
from parsers.records import Document, DocumentKind, Given
from tests.mutations.bench import sources
from tests.mutations.documents import Source
from tests.proof import frames
from tests.proof.portal import Article, District, Portal

_TITLES = {
    DocumentKind.LIST: "{place}{year}年民生实事项目清单",
    DocumentKind.REPORT: "{year}年{place}政府工作报告",
    DocumentKind.BULLETIN: "{place}{year}年民生实事一季度进展情况",
}


@dataclass
class Copy:
    """A document on its page. `text` is what the page now says, as the watch reads it."""

    name: str
    district: District
    article: Article

    def read(self) -> Document:
        """The page as the nightly pass reads it."""
        return read(self.article)


def read(article: Article) -> Document:
    """Main text and statements of an article's page."""
    data = article.frame(article.title, article.day, article.lines, Random(0)).encode()
    main = maintext.main_text(data, url="http://127.0.0.1/x/t20310203_1.html", content_type="text/html; charset=utf-8")
    if main.problem is not None:
        raise AssertionError(f"{article.title}: {main.problem} {main.detail}")
    return document_of(main, Given(title=main.title, published_at=main.published_at), load_regions())


@lru_cache
def documents(*, own_place_only: bool = False) -> tuple[Source, ...]:
    """The bench's documents; with `own_place_only` those that name no lower place."""
    found = []
    for source in sources():
        article = Article(source.name, source.text.split("\n"))
        if not own_place_only or not any(s.place for s in read(article).statements):
            found.append(source)
    return tuple(found)


def add_copy(portal: Portal, number: int, source: Source) -> Copy:
    """Publish a copy of a document, beside a notice that never changes."""
    district = portal.district(number)
    year = source.facts.year
    article = Article(
        _TITLES[source.facts.kind].format(place=district.place, year=year),
        source.text.split("\n"),
        frames.FRAMES[number % len(frames.FRAMES)],
    )
    district.articles["t20310203_1.html"] = article
    district.articles["t20310203_2.html"] = Article(
        "社区食堂开放公告",
        ["各位居民：", "社区食堂自即日起恢复开放，欢迎前来用餐。", "请自备餐盒，节约粮食，共同维护环境。"],
    )
    return Copy(source.name, district, article)
