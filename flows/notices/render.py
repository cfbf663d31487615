"""Three renderings of one message from one set of templates: HTML mail with its plain twin, Markdown, short text.

`message.j2` says what stands in a message and in which order; `html.j2`, `md.j2` and `txt.j2` say how a part looks.
HTML is escaped by Jinja; for the others every text of the view is disarmed before a template sees it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from typing import TypeVar

from jinja2 import Environment, PackageLoader, StrictUndefined

from flows.notices.message import ItemView, Message
from flows.notices.phrases import phrases
from flows.notices.services import TERMINAL, Dialect, Service, Style
from flows.notices.text import Piece, for_chat, for_mail_text, shorten

T = TypeVar("T")

_KEPT = frozenset({"url", "more_url", "language"})
"""Fields that are no text for a reader: addresses are made safe where the view is built."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """What is handed to a service. `html` is set for mail only, `body` is then its plain twin."""

    title: str
    body: str
    html: str | None = None
    shown: int = 0
    """Items told in full; the others are counted and pointed to."""


def render(message: Message, service: Service) -> Rendered:
    """The message in the service's format, never longer than the service takes."""
    if service.style is Style.MAIL:
        return _mail(message, service)
    title = shorten(for_chat(message.subject), service.title) if service.title else ""
    safe = disarmed(message, for_chat)
    room = service.limit - 10
    count = _most(safe.size, lambda n: service.size(_body(safe.limited(n), service)) <= room)
    if count or not safe.size:
        body = _body(safe.limited(count), service)
        if service.size(body) <= room:
            return Rendered(title, body, shown=count)
    return Rendered(title, _cut(safe, service, room))


def render_plain(message: Message) -> str:
    """The body of the message as text for a terminal; the subject is a line of its own for the caller to print."""
    return render(message, TERMINAL).body


def render_entry(item: ItemView, language: str) -> str:
    """One change as an HTML fragment, for feeds and pages."""
    template = _environment("html").get_template("entry.j2")
    return template.render(item=item, say=phrases(language).say).strip()


def disarmed(value: T, how: Callable[[str], str]) -> T:
    """A copy of a view in which every text went through `how`; addresses stay."""
    if isinstance(value, str):
        return how(value)  # type: ignore[return-value]
    if isinstance(value, tuple):
        return tuple(disarmed(v, how) for v in value)  # type: ignore[return-value]
    if is_dataclass(value) and not isinstance(value, type):
        changed = {f.name: disarmed(getattr(value, f.name), how) for f in fields(value) if f.name not in _KEPT}
        return replace(value, **changed)
    return value


def bar(share: float, width: int = 10) -> str:
    """A share as a row of blocks; what is reported beyond the target fills it.

    >>> bar(0.34)
    '▓▓▓░░░░░░░'
    """
    full = max(0, min(width, int(share * width + 1e-9)))
    return "▓" * full + "░" * (width - full)


def _mail(message: Message, service: Service) -> Rendered:
    count = _most(message.size, lambda n: service.size(_part("html", message.limited(n), service)) <= service.limit)
    shown = message.limited(count)
    text = _part("txt", disarmed(shown, for_mail_text), service)
    return Rendered(shorten(message.subject, service.title), text, _part("html", shown, service), count)


def _most(size: int, fits: Callable[[int], bool]) -> int:
    """The largest number of items that fits, 0 where not even one does. Longer messages are never shorter texts."""
    if fits(size):
        return size
    low, high = 0, size - 1
    while low < high:
        middle = (low + high + 1) // 2
        if fits(middle):
            low = middle
        else:
            high = middle - 1
    return low


def _cut(message: Message, service: Service, room: int) -> str:
    """One item that is too long by itself: its beginning up to a line or sentence, then the pointer and the number."""
    say = phrases(message.language)
    plain = replace(service, style=Style.TEXT)
    whole = _body(replace(message.limited(1), why="", how="", number="", more=0), plain)
    pointer = f"{say.say('cut_at')}\n{message.more_url}" if message.more_url else say.say("cut")
    end = f"\n{pointer}\n{say.say('id', id=message.number)}" if message.number else f"\n{pointer}"
    low, high = 0, len(whole)
    while low < high:
        middle = (low + high + 1) // 2
        if service.size(shorten(whole, middle) + end) <= room:
            low = middle
        else:
            high = middle - 1
    return shorten(whole, low) + end


def _body(message: Message, service: Service) -> str:
    return _part("md" if service.style is Style.MARKDOWN else "txt", message, service)


def _part(form: str, message: Message, service: Service) -> str:
    template = _environment(form).get_template("message.j2")
    text = template.render(
        m=message, form=f"{form}.j2", say=phrases(message.language).say, titled=bool(service.title), d=service.dialect
    )
    if form == "html":
        return text
    return _tidy(text, hard=form == "md" and service.dialect.hard_breaks)


def _tidy(text: str, *, hard: bool) -> str:
    """No blanks at line ends, no two empty lines; hard line breaks inside paragraphs where the dialect wants them."""
    lines: list[str] = []
    for line in (raw.rstrip() for raw in text.strip().splitlines()):
        if line or (lines and lines[-1]):
            lines.append(line)
    if hard:
        lines = [
            f"{a}  " if a and b and not a.startswith("#") else a for a, b in zip(lines, [*lines[1:], ""], strict=True)
        ]
    return "\n".join(lines)


def _inside(dialect: Dialect) -> Callable[[str], str]:
    """Bold within a sentence; brackets where the dialect or the text's own edges would not let it be bold."""

    def apply(text: str) -> str:
        bold = dialect.inside and text[0].isalnum() and text[-1].isalnum()
        return dialect.strong.format(text) if bold else f"【{text}】"

    return apply


def _pieces(pieces: tuple[Piece, ...], strong: Callable[[str], str]) -> str:
    return "".join(strong(p.text) if p.changed and p.text.strip() else p.text for p in pieces)


@cache
def _environment(form: str) -> Environment:
    environment = Environment(
        loader=PackageLoader("flows.notices", "templates"),
        autoescape=form == "html",
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals["bar"] = bar
    environment.filters["md_pieces"] = lambda pieces, d: _pieces(pieces, _inside(d))
    environment.filters["txt_pieces"] = lambda pieces: _pieces(pieces, lambda t: f"【{t}】")
    environment.filters["strong"] = lambda text, d: d.strong.format(text)
    environment.filters["heading"] = lambda text, d: d.heading.format(text)
    environment.filters["link"] = lambda url, text, d: d.link.format(text, url)
    return environment
