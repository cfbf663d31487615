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
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formataddr, formatdate
from functools import cache
from typing import TYPE_CHECKING, Any

from flows.config import Channel, ConfigError
from flows.notices.render import Rendered
from flows.notices.services import Service, service_for

if TYPE_CHECKING:
    from apprise.plugins import NotifyBase

CONNECT_SECONDS = 10.0
READ_SECONDS = 20.0
_RESERVED = frozenset({"message-id", "subject", "from", "to", "cc", "bcc", "date", "reply-to", "mime-version"})


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


class Line:
    """An open way to one channel."""

    def __init__(self, channel: Channel) -> None:
        """Raises Unusable for an address that is missing or that Apprise does not understand."""
        self._plugin = _plugin(channel)
        self.service: Service = service_for(self._plugin.schema, int(self._plugin.body_maxlen))

    def send(self, parcel: Parcel) -> Outcome:
        """One attempt. Never raises."""
        with _hushed() as heard:
            try:
                send = _SENDERS.get(type(self._plugin).__name__, _send_by_apprise)
                return send(self._plugin, self.service, parcel, heard)
            except Exception as error:  # noqa: BLE001 - a plugin may raise anything, and its text may hold the address
                return Outcome(False, f"unexpected {type(error).__name__}")


def _plugin(channel: Channel) -> NotifyBase:
    try:
        address = channel.secret_url()
    except ConfigError as error:
        raise Unusable(str(error)) from None
    with _hushed():
        from apprise import Apprise

        plugin = None
        with suppress(Exception):
            plugin = Apprise.instantiate(address, asset=_asset())
    if plugin is None:
        raise Unusable(f"channel {channel.name}: its address is not one Apprise understands")
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


def _send_by_apprise(plugin: NotifyBase, service: Service, parcel: Parcel, heard: list[str]) -> Outcome:
    from apprise import NotifyFormat, NotifyType

    form = NotifyFormat.MARKDOWN if service.style == "markdown" else NotifyFormat.TEXT
    plugin.notify_format = form
    taken = plugin.notify(
        body=parcel.rendered.body, title=parcel.rendered.title, notify_type=NotifyType.INFO, body_format=form
    )
    return Outcome(True) if taken else Outcome(False, _why(heard))


def _why(heard: list[str]) -> str:
    """A reason of our own words from what Apprise logged: only a status number is taken over."""
    said = " ".join(heard)
    if status := re.search(r"error=(\d{3})\b", said):
        return f"refused (HTTP {status.group(1)})"
    return "no connection or no answer in time" if "onnection" in said else "refused"


def _send_json(plugin: Any, service: Service, parcel: Parcel, heard: list[str]) -> Outcome:
    plugin.headers = {**plugin.headers, "Idempotency-Key": parcel.message_id}
    plugin.payload_extras = {**plugin.payload_extras, "id": parcel.message_id, **parcel.data}
    return _send_by_apprise(plugin, service, parcel, heard)


def _send_wecom(plugin: Any, service: Service, parcel: Parcel, heard: list[str]) -> Outcome:  # noqa: ARG001
    return _post(plugin, plugin.api_url, {"msgtype": "markdown", "markdown": {"content": parcel.rendered.body}})


def _send_dingtalk(plugin: Any, service: Service, parcel: Parcel, heard: list[str]) -> Outcome:  # noqa: ARG001
    params: dict[str, str] = {}
    if plugin.secret:
        params["timestamp"], params["sign"] = plugin.get_signature()
    payload = {
        "msgtype": "markdown",
        "markdown": {"title": parcel.rendered.title, "text": parcel.rendered.body},
        "at": {"atMobiles": plugin.targets, "isAtAll": False},
    }
    return _post(plugin, plugin.notify_url.format(token=plugin.token), payload, params)


def _send_feishu(plugin: Any, service: Service, parcel: Parcel, heard: list[str]) -> Outcome:  # noqa: ARG001
    payload = {"msg_type": "text", "content": {"text": parcel.rendered.body}}
    return _post(plugin, plugin.notify_url.format(token=plugin.token), payload)


def _send_lark(plugin: Any, service: Service, parcel: Parcel, heard: list[str]) -> Outcome:  # noqa: ARG001
    return _post(plugin, plugin.webhook_url, {"msg_type": "text", "content": {"text": parcel.rendered.body}})


def _post(plugin: Any, url: str, payload: dict[str, Any], params: dict[str, str] | None = None) -> Outcome:
    """Post JSON and read the answer: these services refuse with status 200 and a code in the body."""
    import requests

    try:
        answer = requests.post(
            url,
            data=json.dumps(payload, ensure_ascii=False).encode(),
            headers={"Content-Type": "application/json; charset=utf-8", "User-Agent": plugin.app_id},
            params=params,
            verify=plugin.verify_certificate,
            timeout=plugin.request_timeout,
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


def _send_mail(plugin: Any, service: Service, parcel: Parcel, heard: list[str]) -> Outcome:  # noqa: ARG001
    """One transaction for all recipients, so that a repeat can never reach only some of them twice."""
    message = _mail(plugin, parcel)
    recipients = [address for _, address in plugin.targets] + sorted(plugin.cc) + sorted(plugin.bcc)
    try:
        with _smtp(plugin) as smtp:
            return _transaction(smtp, plugin.from_addr[1], list(dict.fromkeys(recipients)), message)
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


@contextmanager
def _smtp(plugin: Any) -> Iterator[smtplib.SMTP]:
    context = ssl.create_default_context()
    if not plugin.verify_certificate:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    timeout = max(plugin.request_timeout)
    if plugin.secure_mode == "ssl":
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(plugin.smtp_host, plugin.port, timeout=timeout, context=context)
    else:
        smtp = smtplib.SMTP(plugin.smtp_host, plugin.port, timeout=timeout)
    try:
        if plugin.secure_mode == "starttls":
            smtp.starttls(context=context)
        if plugin.user and plugin.password:
            smtp.login(plugin.user, plugin.password)
        yield smtp
        with suppress(OSError, smtplib.SMTPException):  # the message is accepted: a failing farewell changes nothing
            smtp.quit()
    finally:
        smtp.close()


def _transaction(smtp: smtplib.SMTP, sender: str, recipients: list[str], message: EmailMessage) -> Outcome:
    smtp.ehlo_or_helo_if_needed()
    _expect(smtp.mail(sender), 250)
    refused = 0
    for recipient in recipients:
        code, words = smtp.rcpt(recipient)
        if 400 <= code < 500:  # later: nobody gets it now, so that everybody gets it once
            raise smtplib.SMTPResponseException(code, words)
        refused += code not in (250, 251)
    if refused == len(recipients):
        return Outcome(False, "every recipient is refused")
    _expect(smtp.data(message.as_bytes(policy=SMTP)), 250)
    return Outcome(True, note=f"{refused} of {len(recipients)} recipients refused" if refused else None)


def _expect(answer: tuple[int, bytes], code: int) -> None:
    if answer[0] != code:
        raise smtplib.SMTPResponseException(*answer)


def _mail(plugin: Any, parcel: Parcel) -> EmailMessage:
    name, sender = plugin.from_addr
    message = EmailMessage()
    message["Subject"] = parcel.rendered.title
    message["From"] = formataddr((name or "", sender))
    message["To"] = ", ".join(formataddr((n or "", a)) for n, a in plugin.targets)
    if plugin.cc:
        message["Cc"] = ", ".join(sorted(plugin.cc))
    if plugin.reply_to:
        message["Reply-To"] = ", ".join(sorted(plugin.reply_to))
    message["Date"] = formatdate(localtime=False)
    message["Message-ID"] = f"<{parcel.message_id}@{sender.rpartition('@')[2] or 'localhost'}>"
    message["Auto-Submitted"] = "auto-generated"
    message["X-Minxin-Notice"] = parcel.message_id
    for key, value in plugin.headers.items():
        if key.lower() not in _RESERVED:
            message[key] = value
    message.set_content(parcel.rendered.body, cte="base64")
    if parcel.rendered.html:
        message.add_alternative(parcel.rendered.html, subtype="html", cte="base64")
    return message


_SENDERS: dict[str, Callable[[Any, Service, Parcel, list[str]], Outcome]] = {
    "NotifyEmail": _send_mail,
    "NotifyJSON": _send_json,
    "NotifyWeComBot": _send_wecom,
    "NotifyDingTalk": _send_dingtalk,
    "NotifyFeishu": _send_feishu,
    "NotifyLark": _send_lark,
}
"""By the plugin's class; every other service goes through Apprise's own sending."""
