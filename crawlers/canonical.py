"""Canonical addresses: one page, one address, however a site writes it. Pure.

Session ids, trackers, view parameters and fragments go; the forms a Discuz board knows for one thread become one.
"""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import SplitResult, quote, urlsplit, urlunsplit

Query = list[tuple[str, str | None]]

_SESSION = ("sid", "phpsessid", "jsessionid", "sessionid", "session_id", "asp.net_sessionid", "cfid", "cftoken")
_CAME_FROM = ("fromuid", "spm", "gclid", "fbclid", "share_token", "isappinstalled")
_FORUM_VIEW = ("extra", "formhash", "mobile", "highlight", "rand", "handlekey", "inajax", "ordertype", "authorid")
_DROPPED = frozenset((*_SESSION, *_CAME_FROM, *_FORUM_VIEW))
_DROPPED_PREFIX = ("utm_", "aspsessionid")
_PATH_SESSION = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/?#;]*", re.I)
_THREAD = re.compile(r"/(?:thread-(\d+)-\d+-\d+\.html|archiver/tid-(\d+)(?:-\d+)?\.html)$")
_ARCHIVED = re.compile(r"tid-(\d+)(?:-\d+)?\.html")
_BOARD = re.compile(r"/forum-(\d+)-(\d+)\.html$")
_PORTAL = re.compile(r"/article-(\d+)-\d+\.html$")
_DATES = (
    re.compile(r"/t(20\d\d)(\d\d)(\d\d)_"),
    re.compile(r"/(20\d\d)-(\d{1,2})-(\d{1,2})/"),
    re.compile(r"/(20\d\d)/(\d{1,2})/(\d{1,2})/"),
    re.compile(r"/(20\d\d)(\d\d)(\d\d)/"),
    re.compile(r"/(20\d\d)(\d\d)()/"),
)


def canonical(url: str) -> str:
    """The identity of an absolute http(s) address. Idempotent; other strings come back unchanged."""
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        return url
    if parts.scheme not in ("http", "https") or not host:
        return url
    path = _escaped(_PATH_SESSION.sub("", parts.path) or "/")
    query = _kept(parts.query)
    path, query = _forum(path, query)
    default = {"http": 80, "https": 443}[parts.scheme]
    name = f"[{host}]" if ":" in host else host.rstrip(".") or host
    netloc = name if port in (None, default) else f"{name}:{port}"
    text = "&".join(f"{name}={value}" if value is not None else name for name, value in query)
    return urlunsplit(SplitResult(parts.scheme, netloc, path, text, ""))


def key(url: str) -> str:
    """What tells pages apart within one crawl: the canonical address without its scheme."""
    return canonical(url).partition("://")[2]


def thread_id(url: str) -> int | None:
    """The thread a canonical Discuz address names."""
    found = re.search(r"/forum\.php\?mod=viewthread&tid=(\d+)$", url)
    return int(found.group(1)) if found else None


def whole_thread(url: str) -> str:
    """The address that shows a Discuz thread's post in one piece, from any address of it."""
    return f"{canonical(url)}&page=1&cp=all"


def date_hint(url: str) -> date | None:
    """The date an address carries (the first of the month where it has no day); the page's own date wins."""
    for pattern in _DATES:
        if found := pattern.search(url):
            year, month, day = (int(group or 1) for group in found.groups())
            try:
                return date(year, month, day)
            except ValueError:
                continue
    return None


def _escaped(path: str) -> str:
    return quote(path, safe="%/:@!$&'()*+,;=~-._?")


def _kept(query: str) -> Query:
    """The query without what does not name the page. Values stay escaped as they are: they may be GBK."""
    kept: Query = []
    for pair in _escaped(query).split("&"):
        name, equals, value = pair.partition("=")
        lower = name.lower()
        if pair and lower not in _DROPPED and not lower.startswith(_DROPPED_PREFIX):
            kept.append((name, value if equals else None))
    return sorted(kept, key=lambda item: (item[0], item[1] or ""))


def _forum(path: str, query: Query) -> tuple[str, Query]:
    """Bring the addresses of Discuz threads, boards and articles to their dynamic form, which every board answers."""
    if found := _THREAD.search(path):
        return path[: found.start()] + "/forum.php", _thread(found.group(1) or found.group(2))
    if found := _BOARD.search(path):
        return path[: found.start()] + "/forum.php", _board(found.group(1), found.group(2))
    if found := _PORTAL.search(path):
        return path[: found.start()] + "/portal.php", [("mod", "view"), ("aid", found.group(1))]
    values = {name: value or "" for name, value in query}
    folder, _, file = path.rpartition("/")
    if file == "viewthread.php" and "tid" in values:
        return f"{folder}/forum.php", _thread(values["tid"])
    if file == "forum.php" and "tid" in values and values.get("mod") in ("viewthread", "redirect"):
        return path, _thread(values["tid"])
    if file == "forum.php" and values.get("mod") == "forumdisplay" and set(values) <= {"mod", "fid", "page"}:
        return path, _board(values.get("fid", ""), values.get("page", "1"))
    if file == "portal.php" and values.get("mod") == "view" and "aid" in values:
        return path, [("mod", "view"), ("aid", values["aid"])]
    if folder.endswith("/archiver") and len(query) == 1 and (found := _ARCHIVED.fullmatch(query[0][0])):
        return folder.removesuffix("/archiver") + "/forum.php", _thread(found.group(1))
    return path, query


def _thread(tid: str) -> Query:
    return [("mod", "viewthread"), ("tid", tid)]


def _board(fid: str, page: str) -> Query:
    pairs: Query = [("mod", "forumdisplay"), ("fid", fid)]
    return pairs if page in ("", "0", "1") else [*pairs, ("page", page)]
