"""Atom feeds of the announced events: one of everything, one for each place, one for each theme."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from flows.config import Channel
from flows.notices.message import Item, changes
from flows.notices.once import completing, covered
from flows.notices.phrases import phrases
from flows.notices.render import render_entry
from flows.notices.routing import HEALTH
from flows.notices.text import clean, safe_url
from storage.records import Event, Observation, Pledge

if TYPE_CHECKING:
    from feedgen.entry import FeedEntry

NEWEST = 100
"""Entries in one feed."""
_AUTHORITY_SINCE = 2026
"""The year in tag: addresses; it never changes, or every reader would see every entry again."""


@dataclass(frozen=True, slots=True)
class Feed:
    """One written feed."""

    path: Path
    title: str
    entries: int


@dataclass(frozen=True, slots=True)
class _Plan:
    name: str
    title: str
    events: tuple[Event, ...]


def write_feeds(
    events: Iterable[Event],
    folder: Path,
    *,
    site_url: str | None = None,
    known: Mapping[int, tuple[Pledge, Sequence[Observation]]] | None = None,
    language: str = "zh",
    newest: int = NEWEST,
) -> list[Feed]:
    """Write `all.xml`, `place-….xml` and `theme-….xml` into `folder` and return what was written.

    Events seen at first sight and those about sources are left out. Files whose content stays the same are not
    touched. `site_url` is the public address of `folder`; without it ids stay valid but links lead to the sources only.
    """
    told = sorted((e for e in events if not e.baseline and e.type not in HEALTH), key=lambda e: (e.at, e.id))
    completions = completing(told)
    told = [e for e in told if not covered(e, completions)]
    folder.mkdir(parents=True, exist_ok=True)
    return [_write(plan, folder, site_url, known or {}, language) for plan in _plans(told, language, newest)]


def _plans(told: Sequence[Event], language: str, newest: int) -> list[_Plan]:
    brand = phrases(language).words["brand"]
    everything = phrases(language).words["places_all"]
    plans = [_Plan("all.xml", f"{brand} · {everything}", tuple(told[-newest:]))]
    places = sorted({e.place for e in told})
    themes = sorted({str(e.theme) for e in told if e.theme})
    for place in places:
        name = clean(place)
        plans.append(
            _Plan(f"place-{_file(name)}.xml", f"{brand} · {name}", tuple(e for e in told if e.place == place)[-newest:])
        )
    for theme in themes:
        chosen = tuple(e for e in told if e.theme == theme)[-newest:]
        plans.append(_Plan(f"theme-{_file(theme)}.xml", f"{brand} · {theme}", chosen))
    return plans


def _file(name: str) -> str:
    """A name that is one file name on every system."""
    return re.sub(r"[^\w-]+", "_", name)[:60] or "_"


def _tag(site_url: str | None, rest: str) -> str:
    host = (urlsplit(site_url).hostname if site_url else None) or "minxin.invalid"
    return f"tag:{host},{_AUTHORITY_SINCE}:{rest}"


def _write(
    plan: _Plan,
    folder: Path,
    site_url: str | None,
    known: Mapping[int, tuple[Pledge, Sequence[Observation]]],
    language: str,
) -> Feed:
    from feedgen.feed import FeedGenerator

    feed = FeedGenerator()
    feed.id(_tag(site_url, f"feed:{quote(plan.name)}"))
    feed.title(plan.title)
    feed.author({"name": phrases(language).words["brand"]})
    feed.language("zh-CN" if language == "zh" else "en")
    feed.generator("minxin")
    feed.updated(max((e.at for e in plan.events), default=datetime(_AUTHORITY_SINCE, 1, 1, tzinfo=UTC)))
    if site_url and safe_url(site_url):
        feed.link(href=f"{site_url.rstrip('/')}/{quote(plan.name)}", rel="self", type="application/atom+xml")
        feed.link(href=site_url, rel="alternate")
    reader = Channel.model_validate({"name": "feed", "url": "json://localhost", "language": language})
    for event in plan.events:
        _add(feed.add_entry(order="prepend"), event, reader, site_url, known)
    _replace(folder / plan.name, feed.atom_str(pretty=True))
    return Feed(folder / plan.name, plan.title, len(plan.events))


def _add(
    entry: FeedEntry,
    event: Event,
    reader: Channel,
    site_url: str | None,
    known: Mapping[int, tuple[Pledge, Sequence[Observation]]],
) -> None:
    pledge, line = known.get(event.pledge_id or 0, (None, ()))
    message = changes([Item(event, pledge, tuple(line))], reader)
    view = message.places[0].themes[0].items[0]
    entry.id(_tag(site_url, f"event:{event.id}"))
    entry.title(message.subject)
    entry.updated(event.at)
    entry.published(event.at)
    entry.content(render_entry(view, reader.language), type="html")
    if view.url:
        entry.link(href=view.url, rel="alternate")
    for term in (clean(event.place), str(event.theme or ""), str(event.type)):
        if term:
            entry.category(term=term)


def _replace(path: Path, content: bytes) -> None:
    """Write whole or not at all, and only what differs."""
    if path.exists() and path.read_bytes() == content:
        return
    temporary = path.with_name(path.name + ".part")
    temporary.write_bytes(content)
    os.replace(temporary, path)
