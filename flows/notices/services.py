"""What each service shows and takes, as data: format, size limit and pace. Unknown services get plain text.

Limits are set below what the services document, because titles, signatures and JSON around the text count as well.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum


class Style(StrEnum):
    """Which of the three renderings a service gets."""

    MAIL = "mail"
    MARKDOWN = "markdown"
    TEXT = "text"


class Unit(StrEnum):
    """In what a service counts the length of a message."""

    CHARS = "chars"
    BYTES = "bytes"
    JSON = "json"
    """Bytes of the text as an ASCII JSON string, six for a Chinese character."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a service writes Markdown; `{}` stands for the text, in `link` `{0}` for it and `{1}` for the address."""

    strong: str
    link: str
    heading: str
    hard_breaks: bool
    """A line break inside a paragraph needs two spaces before it."""
    inside: bool = True
    """Bold works in the middle of a word, as Chinese needs it."""


COMMON = Dialect("**{}**", "[{0}]({1})", "### {}", hard_breaks=True)
SLACK = Dialect("*{}*", "<{1}|{0}>", "*{}*", hard_breaks=False, inside=False)
TELEGRAM = Dialect("*{}*", "[{0}]({1})", "*{}*", hard_breaks=False)


@dataclass(frozen=True, slots=True)
class Service:
    """One service. `limit` counts the body in `unit`; `title` in characters, 0 where the subject goes into the body."""

    name: str
    style: Style
    limit: int
    unit: Unit = Unit.CHARS
    title: int = 0
    pace: float = 0.0
    """Seconds between two messages."""
    dialect: Dialect = COMMON

    def size(self, text: str) -> int:
        """Length of a body as the service counts it."""
        if self.unit is Unit.CHARS:
            return len(text.encode("utf-16-le")) // 2
        if self.unit is Unit.BYTES:
            return len(text.encode())
        return len(json.dumps(text))


_MAIL = Service("mail", Style.MAIL, 2_000_000, Unit.BYTES, title=150)
_JSON = Service("JSON webhook", Style.TEXT, 100_000, Unit.JSON, title=150)

SERVICES: dict[str, Service] = {
    "mailto": _MAIL,
    "mailtos": _MAIL,
    "json": _JSON,
    "jsons": _JSON,
    # 4,096 bytes of Markdown, 20 messages a minute
    "wecombot": Service("企业微信", Style.MARKDOWN, 4_000, Unit.BYTES, pace=3.1),
    # 20,000 bytes, 20 messages a minute
    "dingtalk": Service("钉钉", Style.MARKDOWN, 18_000, Unit.BYTES, title=60, pace=3.1),
    # 20 KB of request body, 100 messages a minute
    "feishu": Service("飞书", Style.TEXT, 18_000, Unit.BYTES, pace=0.7),
    "lark": Service("Lark", Style.TEXT, 18_000, Unit.BYTES, pace=0.7),
    # 40,000 characters are taken, but what is longer than a screen or two is folded away
    "slack": Service("Slack", Style.MARKDOWN, 7_500, title=150, pace=1.2, dialect=SLACK),
    # 4,096 UTF-16 units; 20 messages a minute in a group
    "tgram": Service("Telegram", Style.MARKDOWN, 4_000, pace=3.1, dialect=TELEGRAM),
    # 4,096 bytes; Apprise turns a request above 8,000 bytes of ASCII JSON into an attachment
    "ntfy": Service("ntfy", Style.MARKDOWN, 3_500, Unit.BYTES, title=60, pace=1.0),
    "ntfys": Service("ntfy", Style.MARKDOWN, 3_500, Unit.BYTES, title=60, pace=1.0),
    "discord": Service("Discord", Style.MARKDOWN, 1_900, pace=1.0),
    "mmost": Service("Mattermost", Style.MARKDOWN, 3_900, pace=1.0),
    "mmosts": Service("Mattermost", Style.MARKDOWN, 3_900, pace=1.0),
    "zulip": Service("Zulip", Style.MARKDOWN, 9_500, title=60, pace=1.0),
    "gotify": Service("Gotify", Style.MARKDOWN, 30_000, title=150),
    "gotifys": Service("Gotify", Style.MARKDOWN, 30_000, title=150),
    "bark": Service("Bark", Style.TEXT, 2_500, Unit.BYTES, title=60, pace=1.0),
    "barks": Service("Bark", Style.TEXT, 2_500, Unit.BYTES, title=60, pace=1.0),
}

TERMINAL = Service("terminal", Style.TEXT, 1_000_000, title=150)


def service_for(schema: str, body_maxlen: int = 2_000) -> Service:
    """The row for an Apprise schema; for unknown ones plain text within Apprise's own `body_maxlen` characters."""
    return SERVICES.get(schema.lower()) or Service(schema, Style.TEXT, max(120, body_maxlen - 20), pace=1.0)
