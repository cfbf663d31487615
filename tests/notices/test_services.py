"""What each service receives, from the real plugins to a real receiver on loopback.

Addresses of services that cannot be given in a channel's address are constants of Apprise's plugins; they alone are
pointed at the receiver.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from flows.notices.channels import Line, Outcome, Parcel
from flows.notices.message import Item, changes
from flows.notices.render import render
from flows.notices.services import SERVICES
from tests.notices.world import an_event, channel
from tests.receivers import Hook, Mood, always, hook_server

ITEMS = [Item(an_event()), Item(an_event(id=52, subject="学生餐厅", unit="处", old=12, new=15))]

Pointing = Callable[[pytest.MonkeyPatch, Hook], str]


def at(plugin: str, constant: str, template: str) -> Callable[[pytest.MonkeyPatch, Hook], None]:
    """Point a plugin's address constant at the receiver."""

    def point(patch: pytest.MonkeyPatch, hook: Hook) -> None:
        from apprise.plugins import N_MGR

        patch.setattr(N_MGR[plugin], constant, hook.url + template)

    return point


def send(hook: Hook, url: str, point: Callable[[pytest.MonkeyPatch, Hook], None] | None, patch: Any) -> Outcome:
    if point:
        point(patch, hook)
    desk = channel("desk", url)
    line = Line(desk)
    message = changes(ITEMS, desk, number="0a1b2c3d", site_url="https://pledges.example/")
    return line.send(Parcel(render(message, line.service), "0a1b2c3d4e5f"))


WECOM = at("wecombot", "notify_url", "/cgi-bin/webhook/send?key={key}")
DING = at("dingtalk", "notify_url", "/robot/send?access_token={token}")
FEISHU = at("feishu", "notify_url", "/open-apis/bot/v2/hook/{token}/")
LARK = at("lark", "notify_url", "/open-apis/bot/v2/hook/")
SLACK = at("slack", "webhook_url", "/services")
TELEGRAM = at("tgram", "notify_url", "/bot")


def wecom(body: Any) -> str:
    assert body["msgtype"] == "markdown"
    return str(body["markdown"]["content"])


def dingtalk(body: Any) -> str:
    assert body["msgtype"] == "markdown"
    assert body["at"]["isAtAll"] is False
    assert "1,700个" in body["markdown"]["title"]
    return str(body["markdown"]["text"])


def feishu(body: Any) -> str:
    assert body["msg_type"] == "text"
    return str(body["content"]["text"])


def slack(body: Any) -> str:
    (attachment,) = body["attachments"]
    assert "1,700个" in attachment["title"]
    return str(attachment["text"])


def telegram(body: Any) -> str:
    assert body["chat_id"] == 12345 or body["chat_id"] == "12345"
    assert body["parse_mode"].upper() == "MARKDOWN"
    return str(body["text"])


def ntfy(body: Any) -> str:
    assert body["topic"] == "pledges"
    assert "1,700个" in body["title"]
    return str(body["message"])


def webhook(body: Any) -> str:
    assert body["id"] == "0a1b2c3d4e5f"
    return str(body["message"])


OK = b'{"errcode": 0, "errmsg": "ok"}'
CASES = [
    ("wecombot://botkey-1", WECOM, OK, "/cgi-bin/webhook/send?key=botkey-1", wecom, "**1700**"),
    ("dingtalk://token1", DING, OK, "/robot/send?access_token=token1", dingtalk, "**1700**"),
    (
        "feishu://token-2",
        FEISHU,
        b'{"code": 0, "msg": "success"}',
        "/open-apis/bot/v2/hook/token-2/",
        feishu,
        "【1700】",
    ),
    ("lark://token-3", LARK, b'{"StatusCode": 0}', "/open-apis/bot/v2/hook/token-3", feishu, "【1700】"),
    (
        "slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ",
        SLACK,
        b"ok",
        "/services/T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ",
        slack,
        "【1700】",
    ),
    (
        "tgram://123456789:abcdefg_hijklmnop/12345/",
        TELEGRAM,
        b'{"ok": true}',
        "/bot123456789:abcdefg_hijklmnop/sendMessage",
        telegram,
        "*1700*",
    ),
    ("ntfy://{host}/pledges", None, b"{}", "/", ntfy, "**1700**"),
    ("json://{host}/in?-a=b", None, b"{}", "/in?a=b", webhook, "【1700】"),
]


@pytest.mark.parametrize(("url", "point", "answer", "path", "text_of", "mark"), CASES, ids=[c[0][:8] for c in CASES])
def test_body_as_the_service_expects_it(
    url: str, point: Any, answer: bytes, path: str, text_of: Any, mark: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with hook_server(answer=answer) as hook:
        assert send(hook, url.format(host=f"127.0.0.1:{hook.port}"), point, monkeypatch) == Outcome(True)
        (request,) = hook.taken
        assert (request.method, request.path) == ("POST", path)
        assert request.headers["content-type"].startswith("application/json")
        assert b"apprise" not in request.body.lower()
        text = text_of(request.json())
        assert mark in text
        assert "教育" in text
        assert "0a1b2c3d" in text  # the number that lets a reader fold a repeat
        assert "http://127.0.0.1/qinghe/list.html" in text
        if not SERVICES[url.partition(":")[0]].title:
            assert "云州市青禾区" in text.splitlines()[0]


@pytest.mark.parametrize(
    ("url", "point", "answer", "reason"),
    [
        ("wecombot://botkey-1", WECOM, b'{"errcode": 93000, "errmsg": "invalid webhook"}', "refused (code 93000)"),
        ("dingtalk://token1", DING, b'{"errcode": 310000, "errmsg": "sign not match"}', "refused (code 310000)"),
        ("feishu://token-2", FEISHU, b'{"code": 9499, "msg": "Bad Request"}', "refused (code 9499)"),
        ("feishu://token-2", FEISHU, b"<html>gateway</html>", "answered something that is not JSON"),
        ("wecombot://botkey-1", WECOM, b"{}", "answered without a code"),
        ("wecombot://botkey-1", WECOM, b"[]", "answered without a code"),
    ],
)
def test_refusals_that_come_with_status_200(
    url: str, point: Any, answer: bytes, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with hook_server(answer=answer) as hook:
        assert send(hook, url, point, monkeypatch) == Outcome(False, reason)


@pytest.mark.parametrize(("url", "point"), [(c[0], c[1]) for c in CASES], ids=[c[0][:8] for c in CASES])
@pytest.mark.parametrize("mood", [Mood.REFUSE, Mood.DROP])
def test_refusals_and_dropped_connections(url: str, point: Any, mood: Mood, monkeypatch: pytest.MonkeyPatch) -> None:
    with hook_server(always(mood), answer=OK) as hook:
        outcome = send(hook, url.format(host=f"127.0.0.1:{hook.port}"), point, monkeypatch)
        assert len(hook.requests) == 1
    assert not outcome.accepted
    assert ("503" in outcome.reason) is (mood is Mood.REFUSE)


def test_dingtalk_signature(monkeypatch: pytest.MonkeyPatch) -> None:
    with hook_server(answer=OK) as hook:
        assert send(hook, "dingtalk://secret9@token1", DING, monkeypatch).accepted
        query = parse_qs(urlsplit(hook.taken[0].path).query)
        assert query["timestamp"][0].isdigit()
        assert query["sign"][0]


@pytest.mark.parametrize(
    ("url", "point", "answer", "place"),
    [
        ("wecombot://botkey-1", WECOM, OK, ("text", "content")),
        ("feishu://token-2", FEISHU, b'{"code": 0}', ("content", "text")),
        ("lark://token-3", LARK, b'{"code": 0}', ("content", "text")),
    ],
)
def test_same_address_and_envelope_as_apprise_itself(
    url: str, point: Any, answer: bytes, place: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where we post ourselves, to read the answer, Apprise's own sending of a text goes to the same place."""
    from apprise import Apprise

    with hook_server(answer=answer) as hook:
        assert send(hook, url, point, monkeypatch).accepted
        native = Apprise.instantiate(url)
        assert native is not None
        native.request_rate_per_sec = 0
        assert native.send(body="abc")
        ours, theirs = hook.taken
    assert ours.path.rstrip("/") == theirs.path.rstrip("/")
    assert theirs.json()[place[0]][place[1]] == "abc"
    assert set(theirs.json()) - {"text"} <= set(ours.json())


def test_redirects_are_not_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A receiver cannot send a message, and the secrets in its address, on to somewhere else."""
    with hook_server() as target, hook_server(status=307, headers={"Location": target.url + "/stolen"}) as hook:
        outcome = send(hook, f"json://user:pass@127.0.0.1:{hook.port}/", None, monkeypatch)
        assert not outcome.accepted
        assert target.requests == []


def test_every_service_of_the_table_is_one_of_apprise() -> None:
    from apprise.plugins import N_MGR

    assert [schema for schema in SERVICES if schema not in N_MGR] == []
    for schema, service in SERVICES.items():
        body = N_MGR[schema].body_maxlen
        limit = body if isinstance(body, int) else 10**9
        most = service.limit if service.unit == "chars" else service.limit // 3
        assert schema.startswith(("json", "mailto")) or most <= limit, schema
    assert json.dumps("教") == '"\\u6559"'
