"""Pages of the sample portal as bytes: what an address answers on a night, with the noise of that request."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from urllib.parse import parse_qs

import jinja2

from flows.sample.content import SAMPLE, Article, Board, Content, Portal, Thread, blocks

_EDITORS = ("王青", "刘海岚", "周砚", "陈渡")


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer of the server."""

    status: int
    content_type: str
    body: bytes
    slow: bool = False


@dataclass(frozen=True, slots=True)
class Noise:
    """What differs between two requests for an unchanged page."""

    views: int
    visitor: int
    likes: int
    queries: int
    minute: int
    low: int
    high: int
    hash: str
    editor: str
    nav: tuple[tuple[str, str], ...]
    headlines: tuple[str, ...]
    related: tuple[str, ...]


def noise(seed: int, portal: Portal | None = None) -> Noise:
    """The noise of one request; the same seed gives the same noise."""
    dice = random.Random(seed)
    nav, headlines = (portal.nav, portal.headlines) if portal else ((), ())
    return Noise(
        views=dice.randint(100, 9999),
        visitor=dice.randint(100000, 999999),
        likes=dice.randint(10, 99),
        queries=dice.randint(5, 40),
        minute=dice.randint(10, 59),
        low=dice.randint(10, 19),
        high=dice.randint(20, 31),
        hash=f"{dice.getrandbits(32):08x}",
        editor=dice.choice(_EDITORS),
        nav=(*nav[:1], *dice.sample(nav[1:], len(nav[1:]))),
        headlines=tuple(dice.sample(headlines, max(len(headlines) - 1, 0))),
        related=tuple(dice.sample(headlines, min(len(headlines), 2))),
    )


class Pages:
    """Answers addresses. Pure: night and noise are given by the caller."""

    def __init__(self, content: Content, base: str) -> None:
        self._content = content
        self._base = base
        self._frames = jinja2.Environment(
            loader=jinja2.FileSystemLoader(SAMPLE / "frames"), autoescape=True, trim_blocks=True, lstrip_blocks=True
        )

    def answer(self, path: str, query: str, night: int, seed: int) -> Answer:
        """Answer `path?query` on a night. Unknown addresses answer 404."""
        if path == "/robots.txt":
            return self._page("robots.txt.j2", content_type="text/plain; charset=utf-8")
        board = self._content.board
        if path.startswith(board.prefix + "/"):
            return self._board(board, path.removeprefix(board.prefix + "/"), query, seed)
        for portal in self._content.portals:
            if path.startswith(portal.prefix + "/"):
                return self._portal(portal, path.removeprefix(portal.prefix), night, seed)
        return self._not_found()

    def _portal(self, portal: Portal, address: str, night: int, seed: int) -> Answer:
        articles = [a for a in self._content.articles if a.portal == portal.id and a.since <= night]
        listed = [article for article in articles if article.listed]
        drawn = noise(seed, portal)
        if address == "/rss.xml":
            return self._feed(portal, [article for article in articles if article.feed], night)
        if address in ("/", "/index.html"):
            return self._page("home.html.j2", portal=portal, articles=listed[:8], noise=drawn)
        number = re.fullmatch(re.escape(portal.folder) + r"/(?:index(?:_(\d{1,4}))?\.html)?", address)
        if number:
            return self._list(portal, listed, int(number[1] or 0), drawn)
        for article in articles:
            if article.address == address:
                return self._article(portal, article, night, drawn)
        return self._not_found()

    def _list(self, portal: Portal, listed: list[Article], page: int, drawn: Noise) -> Answer:
        size = portal.page_size
        names = ["index.html"] + [f"index_{n}.html" for n in range(1, -(-len(listed) // size))]
        if page >= len(names):
            return self._not_found()
        shown = listed[page * size : (page + 1) * size]
        return self._page(
            f"{portal.frame}_list.html.j2",
            portal=portal,
            articles=shown,
            page=page,
            names=names,
            total=len(listed),
            noise=drawn,
        )

    def _article(self, portal: Portal, article: Article, night: int, drawn: Noise) -> Answer:
        if article.missing or _begun(article.gone, night):
            return self._not_found()
        if _begun(article.challenge, night):
            return self._page("challenge.html.j2", noise=drawn)
        return self._page(
            f"{portal.frame}_article.html.j2",
            slow=article.slow,
            portal=portal,
            article=article,
            blocks_of_article=blocks(article.text_on(night)),
            restyled=_begun(article.restyled, night),
            noise=drawn,
        )

    def _feed(self, portal: Portal, articles: list[Article], night: int) -> Answer:
        summaries = ["".join(article.lines_on(night))[:120] for article in articles]
        kind = "application/rss+xml; charset=utf-8"
        return self._page(
            "feed.xml.j2",
            content_type=kind,
            base=self._base,
            portal=portal,
            articles=articles,
            summaries=summaries,
        )

    def _board(self, board: Board, address: str, query: str, seed: int) -> Answer:
        ids = parse_qs(query)
        if address == "forum.php" and ids.get("mod") == ["viewthread"]:
            address = f"thread-{ids.get('tid', ['0'])[0]}-1-1.html"
        elif address == "forum.php" and ids.get("mod") == ["forumdisplay"]:
            address = f"forum-{ids.get('fid', ['0'])[0]}-{ids.get('page', ['1'])[0]}.html"
        thread = re.fullmatch(r"thread-(\d{1,9})-\d+-\d+\.html", address)
        if thread:
            return self._thread(board, int(thread[1]), noise(seed))
        page = re.fullmatch(rf"forum-{board.fid}-(\d{{1,6}})\.html", address)
        return self._threads(board, int(page[1]), noise(seed)) if page else self._not_found()

    def _threads(self, board: Board, page: int, drawn: Noise) -> Answer:
        """A list page; like Discuz, a page number out of range answers with page 1, and sticky threads stand there."""
        normal = [thread for thread in board.threads if not thread.sticky]
        last = -(-len(normal) // board.page_size)
        page = page if 1 <= page <= last else 1
        shown = [thread for thread in board.threads if thread.sticky] if page == 1 else []
        shown += normal[(page - 1) * board.page_size : page * board.page_size]
        return self._page(
            "board_list.html.j2",
            base=self._base,
            board=board,
            threads=shown,
            page=page,
            last=last,
            total=len(normal),
            noise=drawn,
        )

    def _thread(self, board: Board, tid: int, drawn: Noise) -> Answer:
        found: Thread | None = next((thread for thread in board.threads if thread.tid == tid), None)
        if found is None:
            return self._page("board_message.html.j2", status=404, base=self._base, board=board, noise=drawn)
        return self._page(
            "board_thread.html.j2", base=self._base, board=board, thread=found, posts=found.posts, noise=drawn
        )

    def _not_found(self) -> Answer:
        return self._page("notfound.html.j2", status=404)

    def _page(
        self,
        frame: str,
        status: int = 200,
        content_type: str | None = None,
        slow: bool = False,
        **values: object,
    ) -> Answer:
        """Render a frame. A portal whose declared charset is not its real one leaves it out of the header."""
        portal = values.get("portal")
        charset = portal.charset if isinstance(portal, Portal) else "utf-8"
        same = not isinstance(portal, Portal) or portal.charset == portal.declared
        kind = content_type or ("text/html; charset=utf-8" if same else "text/html")
        text = self._frames.get_template(frame).render(values)
        return Answer(status, kind, text.encode(charset), slow)


def _begun(night: int | None, now: int) -> bool:
    return night is not None and now >= night
