"""Handing one rendered message to one service, through Apprise's plugins.

What Apprise does not do is done here: a Message-ID of our own and a plain twin for mail, an idempotency key for
webhooks, and reading the answer of services that refuse with HTTP 200. The channel's address is a secret: no
exception leaves this module and every reason is one of a closed set of phrases.
"""

from __future__ import annotations

import json
import logging
import re
import smtplib
import ssl
import threading
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from flows.config import Channel, ConfigError
from flows.notices import mail
from flows.notices.render import Rendered
from flows.notices.services import Service, Style, service_for

if TYPE_CHECKING:
    from apprise.plugins import NotifyBase

CONNECT_SECONDS = 10.0
READ_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whether the service took the message; `reason` in words when not, `note` for a partial success."""

    accepted: bool
    reason: str = ""
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Parcel:
    """What is handed over. `data` goes into JSON webhooks beside the text."""

    rendered: Rendered
    message_id: str
    data: Mapping[str, Any] = field(default_factory=dict)


class Unusable(Exception):
    """The channel's address cannot be used; the message holds no part of it."""


@dataclass(frozen=True, slots=True)
class _Job:
    """One attempt: everything a sender needs."""

    plugin: Any
    service: Service
    parcel: Parcel
    heard: list[str]
    """What libraries logged meanwhile."""
    handing_over: Callable[[], None]


class Line:
    """An open way to one channel."""

    def __init__(self, channel: Channel) -> None:
        """Raises Unusable for an address that is missing or that Apprise does not understand."""
        self._plugin = _plugin(channel)
        self.service: Service = service_for(self._plugin.schema, int(self._plugin.body_maxlen))

    def send(self, parcel: Parcel, handing_over: Callable[[], None] = lambda: None) -> Outcome:
        """One attempt. Never raises. `handing_over` is called just before what cannot be taken back."""
        with _hushed() as heard:
            try:
                send = _SENDERS.get(type(self._plugin).__name__, _send_by_apprise)
                return send(_Job(self._plugin, self.service, parcel, heard, handing_over))
            except Exception as error:  # noqa: BLE001 - a plugin may raise anything, and its text may hold the address
                return Outcome(False, f"unexpected {type(error).__name__}")


def _plugin(channel: Channel) -> NotifyBase:
    try:
        address = channel.secret_url()
    except ConfigError as error:
        raise Unusable(str(error).removeprefix(f"channel {channel.name}: ")) from None
    with _hushed():
        from apprise import Apprise

        plugin = None
        with suppress(Exception):
            plugin = Apprise.instantiate(address, asset=_asset())
    if plugin is None:
        raise Unusable("its address is not one Apprise understands")
    given = vars(plugin)
    plugin.socket_connect_timeout = given.get("socket_connect_timeout", CONNECT_SECONDS)
    plugin.socket_read_timeout = given.get("socket_read_timeout", READ_SECONDS)
    plugin.request_rate_per_sec = 0  # the deliverer keeps the pace
    return plugin


def prepare() -> None:
    """Load Apprise and its plugins, which takes about a second. Call it before threads open channels."""
    _asset()


@cache
def _asset() -> Any:
    import urllib3

    with warnings.catch_warnings():  # a plugin imports a module that Python is about to drop
        warnings.simplefilter("ignore", DeprecationWarning)
        from apprise import Apprise, AppriseAsset, PersistentStoreMode

        Apprise.instantiate("json://localhost")
    urllib3.disable_warnings(urllib3.exceptions.InsecureRequestWarning)
    for name in ("apprise", "urllib3", "urllib3.connectionpool", "urllib3.util.retry", "requests"):
        logging.getLogger(name).addFilter(_ear)
    return AppriseAsset(
        app_id="minxin",
        app_desc="minxin",
        app_url="",
        image_url_mask="",  # no pictures from Apprise's own site in anybody's chat
        image_url_logo="",
        async_mode=False,
        storage_mode=PersistentStoreMode.MEMORY,
        http_redirects=False,
        interpret_emojis=False,
        pgp_autogen=False,
        pem_autogen=False,
    )


class _Ear(logging.Filter):
    """Keeps what libraries log while a message is being sent from every handler: it may hold the address."""

    def __init__(self) -> None:
        super().__init__()
        self.local = threading.local()

    def filter(self, record: logging.LogRecord) -> bool:
        heard: list[str] | None = getattr(self.local, "heard", None)
        if heard is None:
            return record.name.partition(".")[0] != "apprise"
        if record.levelno >= logging.WARNING:
            heard.append(record.getMessage())
        return False


_ear = _Ear()


@contextmanager
def _hushed() -> Iterator[list[str]]:
    """Within it, this thread's library logs go into the list and nowhere else."""
    _asset()
    heard: list[str] = []
    _ear.local.heard = heard
    try:
        yield heard
    finally:
        _ear.local.heard = None


def _send_by_apprise(job: _Job) -> Outcome:
    from apprise import NotifyFormat, NotifyType

    rendered = job.parcel.rendered
    form = NotifyFormat.MARKDOWN if job.service.style is Style.MARKDOWN else NotifyFormat.TEXT
    job.plugin.notify_format = form
    job.handing_over()
    taken = job.plugin.notify(body=rendered.body, title=rendered.title, notify_type=NotifyType.INFO, body_format=form)
    return Outcome(True) if taken else Outcome(False, _why(job.heard))


def _why(heard: list[str]) -> str:
    """A reason of our own words from what Apprise logged: only a status number is taken over."""
    said = " ".join(heard)
    if status := re.search(r"error=(\d{3})\b", said):
        return f"refused (HTTP {status.group(1)})"
    return "no connection or no answer in time" if "onnection" in said else "refused"


def _send_json(job: _Job) -> Outcome:
    plugin, parcel = job.plugin, job.parcel
    plugin.headers = {**plugin.headers, "Idempotency-Key": parcel.message_id}
    plugin.payload_extras = {**plugin.payload_extras, "id": parcel.message_id, **parcel.data}
    return _send_by_apprise(job)


def _send_wecom(job: _Job) -> Outcome:
    content = job.parcel.rendered.body
    return _post(job, job.plugin.api_url, {"msgtype": "markdown", "markdown": {"content": content}})


def _send_dingtalk(job: _Job) -> Outcome:
    plugin, rendered = job.plugin, job.parcel.rendered
    params: dict[str, str] = {}
    if plugin.secret:
        params["timestamp"], params["sign"] = plugin.get_signature()
    payload = {
        "msgtype": "markdown",
        "markdown": {"title": rendered.title, "text": rendered.body},
        "at": {"atMobiles": plugin.targets, "isAtAll": False},
    }
    return _post(job, plugin.notify_url.format(token=plugin.token), payload, params)


def _send_feishu(job: _Job) -> Outcome:
    payload = {"msg_type": "text", "content": {"text": job.parcel.rendered.body}}
    return _post(job, job.plugin.notify_url.format(token=job.plugin.token), payload)


def _send_lark(job: _Job) -> Outcome:
    return _post(job, job.plugin.webhook_url, {"msg_type": "text", "content": {"text": job.parcel.rendered.body}})


def _post(job: _Job, url: str, payload: dict[str, Any], params: dict[str, str] | None = None) -> Outcome:
    """Post JSON and read the answer: these services refuse with status 200 and a code in the body."""
    import requests

    job.handing_over()
    try:
        answer = requests.post(
            url,
            data=json.dumps(payload, ensure_ascii=False).encode(),
            headers={"Content-Type": "application/json; charset=utf-8", "User-Agent": job.plugin.app_id},
            params=params,
            verify=job.plugin.verify_certificate,
            timeout=job.plugin.request_timeout,
            allow_redirects=False,
        )
    except requests.Timeout:
        return Outcome(False, "no answer in time")
    except requests.RequestException:
        return Outcome(False, "no connection")
    if answer.status_code != 200:
        return Outcome(False, f"refused (HTTP {answer.status_code})")
    try:
        said = answer.json()
        code = next((said[key] for key in ("errcode", "code", "StatusCode") if key in said), None)
    except (ValueError, TypeError):
        return Outcome(False, "answered something that is not JSON")
    if code in (0, "0"):
        return Outcome(True)
    return Outcome(False, f"refused (code {code})" if isinstance(code, int) else "answered without a code")


def _send_mail(job: _Job) -> Outcome:
    """One transaction for all recipients, so that a repeat can never reach only some of them twice."""
    plugin = job.plugin
    message = mail.message(plugin, job.parcel.rendered, job.parcel.message_id)
    try:
        with mail.connection(plugin) as smtp:
            note = mail.transaction(smtp, plugin.from_addr[1], mail.recipients(plugin), message, job.handing_over)
        return Outcome(True, note=note)
    except mail.AllRefused:
        return Outcome(False, "every recipient is refused")
    except smtplib.SMTPAuthenticationError as error:
        return Outcome(False, f"login refused (SMTP {error.smtp_code})")
    except smtplib.SMTPResponseException as error:
        return Outcome(False, f"refused (SMTP {error.smtp_code})")
    except ssl.SSLCertVerificationError:
        return Outcome(False, "the server's certificate is not trusted")
    except TimeoutError:
        return Outcome(False, "no answer in time")
    except (OSError, smtplib.SMTPException):
        return Outcome(False, "no connection")


_SENDERS: dict[str, Callable[[_Job], Outcome]] = {
    "NotifyEmail": _send_mail,
    "NotifyJSON": _send_json,
    "NotifyWeComBot": _send_wecom,
    "NotifyDingTalk": _send_dingtalk,
    "NotifyFeishu": _send_feishu,
    "NotifyLark": _send_lark,
}
"""By the plugin's class; every other service goes through Apprise's own sending."""
