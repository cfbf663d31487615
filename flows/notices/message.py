"""What a message says, before any format: views over events, grouped by place and theme, with clean text only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from flows.config import Channel
from flows.notices.once import completing, covered
from flows.notices.phrases import Phrases, phrases
from flows.notices.text import Piece, clean, marked, safe_url, shorten
from parsers.records import Number
from storage.records import Event, EventType, Observation, Pledge

IMPORTANCE = (
    EventType.SOURCE_UNHEALTHY,
    EventType.TARGET_CHANGED,
    EventType.PLEDGE_REMOVED,
    EventType.PROGRESS_REGRESSED,
    EventType.PROGRESS_INCONSISTENT,
    EventType.PLEDGE_OVERDUE,
    EventType.BULLETIN_OVERDUE,
    EventType.DOCUMENT_GONE,
    EventType.PLEDGE_COMPLETED,
    EventType.PROGRESS_REPORTED,
    EventType.PLEDGE_ADDED,
    EventType.PLEDGE_REWORDED,
    EventType.DOCUMENT_NEW,
    EventType.DOCUMENT_EDITED,
    EventType.SOURCE_RECOVERED,
)
"""The order in which events are told where not all can be."""

_DIRECTED = frozenset({EventType.TARGET_CHANGED})
_POINTS = 5
_QUOTE = 200


@dataclass(frozen=True, slots=True)
class Item:
    """One event with what the ledger knows of its pledge."""

    event: Event
    pledge: Pledge | None = None
    observations: tuple[Observation, ...] = ()
    """Of the pledge, oldest first."""


@dataclass(frozen=True, slots=True)
class ItemView:
    """One change as it is shown. All text is clean; `url` is safe inside markup or None."""

    headline: str
    old: tuple[Piece, ...]
    new: tuple[Piece, ...]
    source: str
    url: str | None
    capture: str
    share: float | None
    """0.196 for 19.6 of 100; may exceed 1."""
    share_words: str
    line: str
    detail: str


@dataclass(frozen=True, slots=True)
class ThemeView:
    """The changes of one theme."""

    name: str
    items: tuple[ItemView, ...]


@dataclass(frozen=True, slots=True)
class PlaceView:
    """The changes of one place."""

    name: str
    themes: tuple[ThemeView, ...]


@dataclass(frozen=True, slots=True)
class CountView:
    """One line of a summary: how many of what."""

    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Message:
    """A whole message; `places` holds what is shown, `more` counts what is not."""

    subject: str
    lead: str
    language: str
    counts: tuple[CountView, ...] = ()
    places: tuple[PlaceView, ...] = ()
    more: int = 0
    more_url: str | None = None
    why: str = ""
    how: str = ""
    number: str = ""
    """Short form of the message id, the same in a repeat."""

    @property
    def size(self) -> int:
        """How many items are shown."""
        return sum(len(t.items) for p in self.places for t in p.themes)

    def limited(self, count: int) -> Message:
        """The same message with only the first `count` items; the others are counted in `more`."""
        places, left = [], count
        for place in self.places:
            themes = []
            for theme in place.themes:
                if left > 0:
                    themes.append(ThemeView(theme.name, theme.items[:left]))
                    left -= min(left, len(theme.items))
            if themes:
                places.append(PlaceView(place.name, tuple(themes)))
        return replace(self, places=tuple(places), more=self.more + max(0, self.size - count))


def changes(
    items: Sequence[Item], channel: Channel, *, number: str = "", site_url: str | None = None, quote: int = _QUOTE
) -> Message:
    """A message that tells every item, one fact once. `quote` is the length at which a quote is shortened."""
    say = phrases(channel.language)
    completions = completing(i.event for i in items)
    items = [i for i in items if not covered(i.event, completions)]
    ordered = sorted(items, key=lambda i: _rank(i.event))
    first = ordered[0].event
    others = len({i.event.place for i in items}) - 1
    key = "subject_one" if len(items) == 1 else "subject_places" if others else "subject_many"
    subject = say.say(
        key,
        place=_place(say, first.place),
        headline=_headline(say, first),
        count=len(items),
        others=len(items) - 1,
        places=others + 1,
        other_places=others,
    )
    lead = say.say("lead_one") if len(items) == 1 else say.say("lead", count=len(items))
    message = Message(shorten(subject, 120), lead, channel.language, places=_grouped(say, ordered, quote))
    return _framed(message, say, channel, number, site_url)


def summary(
    kinds: Mapping[EventType, int],
    places: Mapping[str, int],
    chosen: Sequence[Item],
    channel: Channel,
    *,
    number: str = "",
    site_url: str | None = None,
    baseline: bool = False,
) -> Message:
    """Counts instead of changes, with a few `chosen` ones: for a flood, or for the first sight of a source."""
    say = phrases(channel.language)
    total = sum(kinds.values())
    place = max(places, key=lambda p: (places[p], p)) if places else ""
    key = ("subject_baseline" if baseline else "subject_flood") + ("_places" if len(places) > 1 else "")
    subject = say.say(
        key, place=_place(say, place), count=say.number(total), places=len(places), other_places=len(places) - 1
    )
    lead = say.say("lead_baseline") if baseline else say.say("lead_flood", count=total, limit=channel.flood)
    counts = [CountView(say.labels[k], kinds[k]) for k in IMPORTANCE if kinds.get(k)]
    if len(places) > 1:
        top = Counter(dict(places)).most_common(10)
        counts += [CountView(_place(say, name), count) for name, count in top]
    message = Message(
        shorten(subject, 120),
        lead,
        channel.language,
        counts=tuple(counts),
        places=_grouped(say, sorted(chosen, key=lambda i: _rank(i.event)), _QUOTE),
        more=0 if baseline else total - len(chosen),
    )
    return _framed(message, say, channel, number, site_url)


def operation(key: str, channel: Channel, /, *, number: str = "", **values: object) -> Message:
    """A message to whoever runs the watch: `parked`, `overdue` or `test`, with the values their phrases name."""
    say = phrases(channel.language)
    filled = {name: clean(str(value)) for name, value in values.items()}
    message = Message(say.say(f"subject_{key}", **filled), say.say(f"lead_{key}", **filled), channel.language)
    return _framed(message, say, channel, number, None)


def _framed(message: Message, say: Phrases, channel: Channel, number: str, site_url: str | None) -> Message:
    return replace(
        message,
        more_url=safe_url(site_url),
        why=say.say("why", channel=channel.name, reason=_reason(say, channel)),
        how=say.say("how", channel=channel.name),
        number=number,
    )


def _reason(say: Phrases, channel: Channel) -> str:
    parts = []
    if channel.operator:
        parts.append(say.say("reason_operator"))
    if channel.places:
        parts.append(say.say("reason_places", places=say.words["list"].join(map(clean, channel.places))))
    if channel.themes:
        parts.append(say.say("reason_themes", themes=say.words["list"].join(channel.themes)))
    if channel.events:
        parts.append(say.say("reason_events", events=say.words["list"].join(say.labels[e] for e in channel.events)))
    if channel.sources:
        parts.append(say.say("reason_sources", sources=say.words["list"].join(map(clean, channel.sources))))
    if channel.min_change:
        parts.append(say.say("reason_change", percent=f"{channel.min_change:g}"))
    return say.words["comma"].join(parts) or say.say("reason_none")


def _rank(event: Event) -> tuple[int, str, int]:
    return IMPORTANCE.index(event.type), event.place, event.id


def _place(say: Phrases, place: str) -> str:
    return clean(place) or say.say("unknown_place")


def _grouped(say: Phrases, items: Sequence[Item], quote: int) -> tuple[PlaceView, ...]:
    """By place and theme; the most important first, so that what is cut off matters least."""
    places: dict[str, dict[str, list[ItemView]]] = {}
    for item in items:
        event = item.event
        name = _place(say, event.place)
        if event.year:
            name = say.say("of", place=name, year=event.year)
        theme = str(event.theme) if event.theme else say.say("no_theme")
        places.setdefault(name, {}).setdefault(theme, []).append(_view(say, item, quote))
    return tuple(
        PlaceView(name, tuple(ThemeView(theme, tuple(views)) for theme, views in themes.items()))
        for name, themes in places.items()
    )


def _headline(say: Phrases, event: Event) -> str:
    label, subject = say.labels[event.type], shorten(clean(event.subject or event.title or event.source), 60)
    unit = clean(event.unit)
    old, new = say.amount(event.old, unit), say.amount(event.new, unit)
    if not (old and new) or old == new:
        value = new or old
        key = "headline_value" if value else "headline"
        return say.say(key, label=label, subject=subject, value=value).strip(" :：")
    way = _way(say, event)
    return say.say("headline_change_by" if way else "headline_change", label=label, subject=subject, old=old, new=new,
                   **way)  # fmt: skip


def _way(say: Phrases, event: Event) -> dict[str, str]:
    """Direction and size of a changed target."""
    if event.type not in _DIRECTED or not event.old or event.new is None:
        return {}
    size = abs(event.new - event.old) / abs(event.old)
    return {"way": say.say("up" if event.new > event.old else "down"), "percent": say.percent(size)}


def _view(say: Phrases, item: Item, quote: int) -> ItemView:
    event, pledge = item.event, item.pledge
    before, now = clean(event.quote_old), clean(event.quote_new)
    if before == now:  # a bulletin may repeat the target word by word: one quote says it
        before = ""
    old, new = marked(before, now, quote) if before and now else ((_whole(before, quote)), (_whole(now, quote)))
    source = shorten(clean(event.title), 100)
    if event.document_date:
        source = f"{source} {say.day(event.document_date)}".strip()
    share = pledge.share if pledge else None
    return ItemView(
        headline=_headline(say, event),
        old=old,
        new=new,
        source=source,
        url=safe_url(event.url),
        capture=clean(event.capture),
        share=share,
        share_words=_share_words(say, pledge),
        line=_line(say, item),
        detail=shorten(clean(event.detail), quote),
    )


def _whole(text: str, limit: int) -> tuple[Piece, ...]:
    return (Piece(shorten(text, limit)),) if text else ()


def _share_words(say: Phrases, pledge: Pledge | None) -> str:
    if pledge is None:
        return ""
    parts = []
    if pledge.share is not None:
        parts.append(say.say("share", percent=say.percent(pledge.share)))
    if pledge.low is not None:
        parts.append(say.say("of_target", amount=say.amount(pledge.low, clean(pledge.unit))))
    if state := say.progress[pledge.progress]:
        parts.append(say.say("state", state=state))
    return say.words["comma"].join(parts)


def _line(say: Phrases, item: Item) -> str:
    points = [
        say.say("point", day=say.day(o.as_of), value=value)
        for o in item.observations[-_POINTS:]
        if (value := _observed(say, o.value, clean(o.unit), o.percent))
    ]
    return say.say("line", points=" → ".join(points)) if points else ""


def _observed(say: Phrases, value: Number | None, unit: str, percent: float | None) -> str:
    words = say.amount(value, unit)
    if percent is None:
        return words
    share = f"{percent:g}%"
    return f"{words}（{share}）" if words and words != share and say.lang == "zh" else words or share
