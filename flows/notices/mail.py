"""Mail with a Message-ID of our own and a plain twin, sent as the fields of Apprise's mail plugin say."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formataddr, formatdate
from typing import Any

from flows.notices.render import Rendered

_RESERVED = frozenset({"message-id", "subject", "from", "to", "cc", "bcc", "date", "reply-to", "mime-version"})


class AllRefused(Exception):
    """The server takes none of the recipients."""


def message(plugin: Any, rendered: Rendered, message_id: str) -> EmailMessage:
    """The mail, the same for every attempt but for its date."""
    name, sender = plugin.from_addr
    made = EmailMessage()
    made["Subject"] = rendered.title
    made["From"] = formataddr((name or "", sender))
    made["To"] = ", ".join(formataddr((n or "", a)) for n, a in plugin.targets)
    if plugin.cc:
        made["Cc"] = ", ".join(sorted(plugin.cc))
    if plugin.reply_to:
        made["Reply-To"] = ", ".join(sorted(plugin.reply_to))
    made["Date"] = formatdate(localtime=False)
    made["Message-ID"] = f"<{message_id}@{sender.rpartition('@')[2] or 'localhost'}>"
    made["Auto-Submitted"] = "auto-generated"
    made["X-Minxin-Notice"] = message_id
    for key, value in plugin.headers.items():
        if key.lower() not in _RESERVED:
            made[key] = value
    made.set_content(rendered.body, cte="base64")
    if rendered.html:
        made.add_alternative(rendered.html, subtype="html", cte="base64")
    return made


def recipients(plugin: Any) -> list[str]:
    """All addresses that get the mail, each once."""
    return list(dict.fromkeys([a for _, a in plugin.targets] + sorted(plugin.cc) + sorted(plugin.bcc)))


@contextmanager
def connection(plugin: Any) -> Iterator[smtplib.SMTP]:
    """An open connection, secured and logged in as the plugin says. Raises OSError and SMTPException."""
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
        with suppress(OSError, smtplib.SMTPException):  # the mail is accepted: a failing farewell changes nothing
            smtp.quit()
    finally:
        smtp.close()


def transaction(
    smtp: smtplib.SMTP, sender: str, to: Sequence[str], mail: EmailMessage, handing_over: Callable[[], None]
) -> str | None:
    """Send to all at once; a note when some are refused for good. Raises AllRefused, OSError, SMTPException.

    A recipient refused for now stops everything before the hand-over: nobody gets it, so that everybody gets it once.
    """
    smtp.ehlo_or_helo_if_needed()
    _expect(smtp.mail(sender), 250)
    refused = 0
    for recipient in to:
        code, words = smtp.rcpt(recipient)
        if 400 <= code < 500:
            raise smtplib.SMTPResponseException(code, words)
        refused += code not in (250, 251)
    if refused == len(to):
        raise AllRefused
    handing_over()
    _expect(smtp.data(mail.as_bytes(policy=SMTP)), 250)
    return f"{refused} of {len(to)} recipients refused" if refused else None


def _expect(answer: tuple[int, bytes], code: int) -> None:
    if answer[0] != code:
        raise smtplib.SMTPResponseException(*answer)
