"""Real receivers on loopback: a mail server (with TLS and login on demand) and a webhook server, both moody on demand.

A mood is asked for with every message, so that a receiver can refuse, be slow or drop connections now and then.
"""

from __future__ import annotations

import asyncio
import json
import ssl
import threading
import time
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from enum import Enum, auto
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session


class Mood(Enum):
    """What a receiver does with a message."""

    TAKE = auto()
    REFUSE = auto()
    SLOW = auto()
    """Takes it, after a while."""
    DROP = auto()
    """Closes the connection without taking it."""
    TAKE_AND_DROP = auto()
    """Takes it, and closes the connection without saying so."""


def always(mood: Mood) -> Callable[[], Mood]:
    """A receiver that never changes its mind."""
    return lambda: mood


content = always(Mood.TAKE)
"""A receiver that takes everything."""


@dataclass
class Mailbox:
    """A running mail server. `messages` holds what was taken, in order."""

    host: str
    port: int
    messages: list[EmailMessage] = field(default_factory=list)
    recipients: list[list[str]] = field(default_factory=list)
    moods: list[Mood] = field(default_factory=list)
    """What it did with each attempt."""
    attempts: list[int] = field(default_factory=list)
    """For each message, the place of its attempt in `moods`."""

    def ids(self) -> list[str]:
        """Message-IDs in order of arrival."""
        return [str(m["Message-ID"]) for m in self.messages]

    def part(self, index: int, subtype: str) -> str:
        """A text part (`plain` or `html`) of a message."""
        body = self.messages[index].get_body((subtype,))
        assert body is not None
        return str(body.get_content())


class _Handler:
    def __init__(self, box: Mailbox, mood: Callable[[], Mood], slow: float, unknown: Mapping[str, str]) -> None:
        self.box, self.mood, self.slow, self.unknown = box, mood, slow, unknown

    async def handle_RCPT(
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if address in self.unknown:
            return self.unknown[address]
        envelope.rcpt_tos.append(address)
        return "250 yes"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:
        mood = self.mood()
        self.box.moods.append(mood)
        attempt = len(self.box.moods) - 1
        if mood is Mood.REFUSE:
            return "451 not now"
        if mood is Mood.SLOW:
            await asyncio.sleep(self.slow)
        if mood is not Mood.DROP:
            assert isinstance(envelope.content, bytes)
            message = message_from_bytes(envelope.content, policy=policy.default)
            assert isinstance(message, EmailMessage)
            self.box.messages.append(message)
            self.box.attempts.append(attempt)
            self.box.recipients.append(list(envelope.rcpt_tos))
        if mood in (Mood.DROP, Mood.TAKE_AND_DROP):
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
        return "250 taken"


class _FreePort(Controller):
    """Listens on a port of the system's choice, which is known only once it listens."""

    def factory(self) -> SMTP:
        with warnings.catch_warnings():  # login inside implicit TLS, which the library takes for login without TLS
            warnings.simplefilter("ignore", UserWarning)
            return SMTP(self.handler, **self.SMTP_kwargs)

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]  # type: ignore[union-attr]
        super()._trigger_server()  # type: ignore[no-untyped-call]


@contextmanager
def mail_server(
    mood: Callable[[], Mood] = content,
    *,
    tls: ssl.SSLContext | None = None,
    implicit: bool = False,
    login: tuple[str, str] | None = None,
    unknown: Mapping[str, str] | None = None,
    slow: float = 0.5,
) -> Iterator[Mailbox]:
    """A mail server on a free port. `tls` offers STARTTLS, or speaks TLS from the start if `implicit`.

    `unknown` gives answers to recipients it does not take (`550 no such box`).
    """
    box = Mailbox("127.0.0.1", 0)

    def check(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
        right = isinstance(data, LoginPassword) and (data.login.decode(), data.password.decode()) == login
        return AuthResult(success=right, handled=right)

    options: dict[str, Any] = {"decode_data": False}
    if login:
        options.update(authenticator=check, auth_required=True, auth_require_tls=tls is not None and not implicit)
    if tls and not implicit:
        options.update(tls_context=tls, require_starttls=True)
    context = tls if implicit else None
    handler = _Handler(box, mood, slow, unknown or {})
    controller = _FreePort(handler, hostname="127.0.0.1", port=0, ssl_context=context, **options)
    controller.start()
    box.port = controller.port
    try:
        yield box
    finally:
        controller.stop()


@dataclass(frozen=True)
class Request:
    """One request a webhook server saw."""

    method: str
    path: str
    headers: dict[str, str]
    """Names in lower case."""
    body: bytes
    taken: bool
    attempt: int
    """Place of the request in the server's `moods`."""

    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


@dataclass
class Hook:
    """A running webhook server. `taken` are the requests it accepted."""

    host: str
    port: int
    requests: list[Request] = field(default_factory=list)
    moods: list[Mood] = field(default_factory=list)

    @property
    def taken(self) -> list[Request]:
        """Requests that were accepted, also those whose sender was not told."""
        return [r for r in self.requests if r.taken]

    @property
    def url(self) -> str:
        """Address of the server."""
        return f"http://{self.host}:{self.port}"


@contextmanager
def hook_server(
    mood: Callable[[], Mood] = content,
    *,
    answer: bytes = b"{}",
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    slow: float = 0.5,
) -> Iterator[Hook]:
    """A webhook server on a free port that answers `status` with `answer`, or as its mood tells."""
    hook = Hook("127.0.0.1", 0)
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            body = self.rfile.read(length)
            if len(body) < length:  # the sender died in the middle of it
                self.close_connection = True
                return
            now = mood()
            with lock:
                hook.moods.append(now)
                attempt = len(hook.moods) - 1
            if now is Mood.SLOW:
                time.sleep(slow)
            took = now in (Mood.TAKE, Mood.SLOW, Mood.TAKE_AND_DROP)
            seen = {k.lower(): v for k, v in self.headers.items()}
            hook.requests.append(Request(self.command, self.path, seen, body, took, attempt))
            if now in (Mood.DROP, Mood.TAKE_AND_DROP):
                self.close_connection = True
                return
            self.send_response(503 if now is Mood.REFUSE else status)
            for name, value in (headers or {}).items():
                self.send_header(name, value)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            try:
                self.wfile.write(answer)
            except OSError:  # the sender was killed meanwhile
                self.close_connection = True

        do_PUT = do_POST

        def log_message(self, format: str, *args: Any) -> None:
            pass

        def handle_error(self) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: Any, client_address: Any) -> None:
            pass  # senders are killed in the middle on purpose

    server = Server((hook.host, 0), Handler)
    hook.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield hook
    finally:
        server.shutdown()
        server.server_close()


def certificates(folder: Path) -> tuple[ssl.SSLContext, Path]:
    """A server's TLS context for localhost and the file with the authority a client must trust."""
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost", "127.0.0.1").configure_cert(context)
    trusted = folder / "authority.pem"
    authority.cert_pem.write_to_path(str(trusted))
    return context, trusted
