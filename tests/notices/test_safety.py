"""Addresses of channels stay secret, and scraped text stays text."""

from __future__ import annotations

import io
import json
import logging
import re
import sqlite3
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from flows.notices.deliver import Policy
from flows.notices.message import Item, changes
from flows.notices.preview import plain, rulings, try_channels
from flows.notices.render import render
from flows.notices.services import SERVICES
from flows.notices.text import clean, for_chat, safe_url
from storage.engine import Database
from tests.notices.world import NOW, World, a_draft, an_event, channel, mail_url
from tests.receivers import Mood, always, hook_server, mail_server

USER, PASSWORD, TOKEN, QUERY = "user-zq81", "word-kx52", "token9vt37", "query-wj64"
SECRETS = (USER, PASSWORD, TOKEN, QUERY)

HOSTILE = [
    "整治河道\r\nBcc: evil@example.com\r\n\r\n<b>12</b>条",
    "<script>alert(1)</script><img src=x onerror=alert(1)>绿道12公里",
    '@all @所有人 @everyone @here <!channel> <!here> <@U123> <at user_id="all">所有人</at> 12处',
    "[点这里](http://evil.example/a) ![x](http://evil.example/b.png) <http://evil.example|文件> 12处",
    "{{ config }} {% for x in ().__class__.__bases__ %}{{ x }}{% endfor %} {# c #} ${7*7} %s {0} 12处",
    "**粗** _斜_ `码` ~~删~~ # 题 > 引 | 表 | \\ 12处",
    "\u202e反转\u202c \u2066x\u2069 \u200b零宽\u2028换行\u2029 \x00\x07 \ud800 12处",
    "。" * 5000 + "12处",
    "1" * 20000,
    '=HYPERLINK("http://evil.example","x") 12处',
]
BAD_URLS = [
    "javascript:alert(1)",
    "data:text/html,x",
    "http://user:pw@h/",
    "//h/x",
    "http://[::1",
    "http://h/a)b](c<d>|e f\n",
]


def dump(database: Database) -> str:
    """Everything that is in the ledger, as text."""
    assert database.engine.url.database
    with sqlite3.connect(database.engine.url.database) as connection:
        text = "\n".join(connection.iterdump())
    connection.close()
    return text


@pytest.mark.parametrize("mood", [Mood.REFUSE, Mood.DROP, Mood.SLOW])
def test_addresses_show_nowhere_after_failing(
    database: Database, mood: Mood, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    heard = io.StringIO()
    handler = logging.StreamHandler(heard)
    handler.addFilter(lambda record: record.name != "mail.log")  # the receiver's own log, which is in this process
    root = logging.getLogger()
    names = ["", "apprise", "urllib3", "urllib3.connectionpool", "requests", "flows"]
    before = {name: logging.getLogger(name).level for name in names}
    for name in names:
        logging.getLogger(name).setLevel(logging.DEBUG)  # as loud as a scheduler may set it
    root.addHandler(handler)
    try:
        with hook_server(always(mood), slow=0.6) as hook, mail_server(always(mood), slow=0.6) as box:
            from apprise.plugins import N_MGR

            monkeypatch.setattr(N_MGR["tgram"], "notify_url", hook.url + "/bot")
            monkeypatch.setattr(N_MGR["wecombot"], "notify_url", hook.url + "/send?key={key}")
            monkeypatch.setattr(N_MGR["slack"], "webhook_url", hook.url + "/services")
            late = "rto=0.3&cto=0.3"
            world = World(
                database,
                channel("hook", f"json://{USER}:{PASSWORD}@127.0.0.1:{hook.port}/{TOKEN}/?-key={QUERY}&{late}"),
                channel("mail", mail_url(box.port).replace("reader@", f"{USER}@") + f"&{late}"),
                channel("tgram", f"tgram://123456789:{TOKEN}_abcdefghi/12345/?{late}"),
                channel("wecom", f"wecombot://{TOKEN}?{late}"),
                channel("slack", f"slack://T1JJ3T3L2/A1BRTD4JD/{TOKEN}aaaaaaaaaaaaaaaa?{late}"),
                channel("ntfy", f"ntfy://{USER}:{PASSWORD}@127.0.0.1:{hook.port}/{TOKEN}?{late}"),
                channel("nobody", f"json://{USER}:{PASSWORD}@127.0.0.1:9/{TOKEN}?{late}"),
                channel("broken", f"nonsense://{USER}:{PASSWORD}@{TOKEN}"),
                channel("wrong", f"slack://{TOKEN}"),
                channel("ops", f"json://{USER}@127.0.0.1:9/{TOKEN}?{late}", operator=True),
            )
            run = world.events(1)
            policy = Policy(pauses=(), paced=False)
            report = world.deliver(policy=policy)
            again = world.deliver(policy=policy)
            trials = list(try_channels(world.notify))
            told = [repr(t) for t in trials] + list(report.problems) + list(again.problems)
    finally:
        root.removeHandler(handler)
        for name, level in before.items():
            logging.getLogger(name).setLevel(level)
    assert report.sent == 0
    assert not any(t.ok for t in trials)
    assert report.parked >= 9
    shown = capfd.readouterr()
    places = {
        "report": "\n".join(told) + repr(report),
        "ledger": dump(database),
        "logs": heard.getvalue(),
        "output": shown.out + shown.err,
        "configuration": repr(world.notify) + world.notify.model_dump_json(),
        "outbox": repr(world.outbox.log()) + repr(world.outbox.waiting()),
        "preview": repr(rulings(world.notify, [an_event(run=run)], NOW)),
    }
    found = [(where, secret) for where, text in places.items() for secret in SECRETS if secret in text]
    assert found == []
    assert "HTTP 503" in places["ledger"] or mood is not Mood.REFUSE


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += attrs


OURS = {
    "html", "head", "meta", "title", "body", "div", "p", "strong", "h2", "h3", "br", "a", "hr",
    "table", "tr", "td",
}  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_page_full_of_such_text_arrives_as_text(database: Database, text: str) -> None:
    storable = text.replace("\x00", "").encode("utf-8", "replace").decode()
    fields: dict[str, Any] = {"subject": storable, "title": storable, "place": storable[:150], "unit": storable[:20]}
    fields |= {"quote_old": storable + "12", "quote_new": storable + "13", "url": "http://127.0.0.1/" + storable[:80]}
    with mail_server() as box, hook_server(answer=b'{"errcode": 0}') as hook:
        world = World(database, channel("mail", mail_url(box.port)), channel("hook", f"json://127.0.0.1:{hook.port}/"))
        world.write(world.run(), [a_draft(1, **fields)])
        assert world.deliver().problems == ()
    (message,) = box.messages
    assert box.recipients == [["reader@example.org"]]
    assert set(message.keys()) == {
        "Subject", "From", "To", "Date", "Message-ID", "Auto-Submitted", "X-Minxin-Notice", "MIME-Version",
        "Content-Type",
    }  # fmt: skip
    assert len(message.get_all("Subject") or []) == 1
    assert len(str(message["Subject"])) <= 150
    parser = _Tags()
    parser.feed(box.part(0, "html"))
    assert parser.tags <= OURS
    assert {name for name, _ in parser.attributes} <= {
        "style", "lang", "charset", "name", "content", "href", "role", "cellpadding", "cellspacing", "border",
        "width", "height", "bgcolor",
    }  # fmt: skip
    assert all(v and v.startswith("http://127.0.0.1/") for n, v in parser.attributes if n == "href")
    assert hook.taken[0].json()["events"][0]["subject"] == storable  # programs get it as it is


_OUR_LINKS = re.compile(
    r"""<http://h/[^|<>\s]*\|网址>   # Slack
    | \[网址\]\(http://h/[^()\s]*\) # Markdown
    | ^http://h/[^()<>\s]*$""",  # a line of its own in plain text
    re.MULTILINE | re.VERBOSE,
)


@pytest.mark.parametrize("schema", sorted(SERVICES))
def test_nothing_acts_in_any_rendering(schema: str) -> None:
    desk = channel("desk", "json://x")
    events = [an_event(id=i, subject=t, title=t, quote_old=t, quote_new=t + "13", detail=t, url="http://h/" + t[:50])
              for i, t in enumerate(HOSTILE)]  # fmt: skip
    out = render(changes([Item(e) for e in events], desk), SERVICES[schema])
    assert not re.search(r"[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069\u200b\u2028\u2029]", out.body + out.title)
    assert "49" not in out.body  # nothing was evaluated
    text = _OUR_LINKS.sub("", out.body)
    assert not re.search(r"\w+://", text)
    if SERVICES[schema].style != "mail":
        assert "@" not in text
        assert "<" not in text
        assert "](" not in text
        for mark in ("`", "~~", "_"):
            assert mark not in text


def test_plain_for_the_terminal_has_no_control_characters() -> None:
    shown = plain([an_event(subject="\x1b[2J\x1b]0;x\x07清屏", place="\x1b[31m红市")])
    assert "\x1b" not in shown
    assert "清屏" in shown
    assert plain([]) == ""


@pytest.mark.parametrize("url", BAD_URLS)
def test_only_plain_web_addresses_become_links(url: str) -> None:
    made = safe_url(url)
    assert made is None or re.fullmatch(r"https?://[\w.:\[\]-]+/[A-Za-z0-9/:?=&%+,;.~_#-]*", made)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert for_chat(for_chat(text)) == for_chat(text)
    json.dumps(clean(text)).encode()


def test_address_from_a_file_or_the_environment(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with hook_server() as hook:
        secret = tmp_path / "address"
        secret.write_text(f"json://127.0.0.1:{hook.port}/a\n", encoding="utf-8")
        monkeypatch.setenv("TEST_HOOK_ADDRESS", f"json://127.0.0.1:{hook.port}/b")
        world = World(
            database,
            channel("file", f"file:{secret}"),
            channel("environment", "env:TEST_HOOK_ADDRESS"),
            channel("missing", f"file:{tmp_path / 'nowhere'}"),
        )
        assert [t.ok for t in try_channels(world.notify)] == [True, True, False]
        assert [t.ok for t in try_channels(world.notify, ["file"])] == [True]
        assert sorted(r.path for r in hook.taken) == ["/a", "/a", "/b"]
    assert "测试" in hook.taken[0].json()["title"]
