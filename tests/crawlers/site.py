"""A site on loopback that misbehaves on request: a path of a `Site` answers with bytes exactly as told.

It is no HTTP library but a socket server, since it has to break HTTP: wrong lengths, answers that stop, floods.
"""

from __future__ import annotations

import gzip
import socket
import ssl
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

Sender = Callable[[socket.socket], None]


@dataclass(slots=True)
class Request:
    """What the crawler asked."""

    path: str
    headers: dict[str, str]
    at: float


@dataclass(slots=True)
class Answer:
    """What the site says. `raw` wins over everything and talks to the socket itself."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": "text/html; charset=utf-8"})
    length: int | None = None
    """Content-Length to claim instead of the true one."""
    raw: Sender | None = None


Handler = Callable[[Request], Answer]


class Site:
    """`site.on(path, answer)`; unknown paths are 404. `asked` keeps every request."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.asked: list[Request] = []
        self._answers: dict[str, Handler] = {}
        self._fallback: Handler = lambda _: Answer(b"nothing here", 404)
        self._tls = tls
        self._lock = threading.Lock()
        self._socket = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = int(self._socket.getsockname()[1])
        self._open = True
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    @property
    def base(self) -> str:
        """Address of the site without a slash."""
        return f"{'https' if self._tls else 'http'}://127.0.0.1:{self.port}"

    def on(self, path: str, answer: Answer | bytes | str | Handler) -> str:
        """Set what a path (with its query) answers; returns its address."""
        if isinstance(answer, (bytes, str)):
            answer = Answer(answer.encode() if isinstance(answer, str) else answer)
        fixed = answer
        self._answers[path] = (lambda _: fixed) if isinstance(fixed, Answer) else fixed
        return self.base + path

    def otherwise(self, handler: Handler) -> None:
        """Set what all other paths answer."""
        self._fallback = handler

    def count(self, path: str) -> int:
        """How often a path was asked for."""
        return Counter(request.path for request in self.asked)[path]

    def times(self, prefix: str = "/") -> list[float]:
        """When paths with this beginning were asked for."""
        return [request.at for request in self.asked if request.path.startswith(prefix)]

    def close(self) -> None:
        """Stop answering."""
        self._open = False
        self._socket.close()

    def _serve(self) -> None:
        while self._open:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._talk, args=(connection,), daemon=True).start()

    def _talk(self, connection: socket.socket) -> None:
        try:
            if self._tls:
                connection = self._tls.wrap_socket(connection, server_side=True)
            connection.settimeout(20)
            with connection, connection.makefile("rb") as lines:
                while self._open and (request := _read(lines)):
                    with self._lock:
                        self.asked.append(request)
                    answer = self._answers.get(request.path, self._fallback)(request)
                    if answer.raw:
                        answer.raw(connection)
                        return
                    connection.sendall(head(answer) + answer.body)
        except OSError:
            return  # the crawler went away, which is its right


def _read(lines: object) -> Request | None:
    readline = lines.readline  # type: ignore[attr-defined]
    first = readline(8192).split()
    if len(first) < 2:
        return None
    headers: dict[str, str] = {}
    while (line := readline(8192).strip()) != b"":
        name, _, value = line.decode("latin-1").partition(":")
        headers[name.strip().lower()] = value.strip()
    return Request(first[1].decode("latin-1"), headers, time.monotonic())


def head(answer: Answer) -> bytes:
    """Status line and headers."""
    length = len(answer.body) if answer.length is None else answer.length
    lines = [f"HTTP/1.1 {answer.status} Status", f"Content-Length: {length}"]
    lines += [f"{name}: {value}" for name, value in answer.headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


def page(title: str, *parts: str, next_url: str | None = None) -> str:
    """A plain page of the invented portal."""
    more = f'<a href="{next_url}">下一页</a>' if next_url else ""
    return f"<html><head><title>{title}</title></head><body><h1>{title}</h1>{''.join(parts)}{more}</body></html>"


def links(*items: tuple[str, str]) -> str:
    """A list of links."""
    return "<ul>" + "".join(f'<li><a href="{url}">{text}</a></li>' for url, text in items) + "</ul>"


# ---- misbehaviour


def slow(seconds: float) -> Answer:
    """Says nothing for a while, then hangs up."""
    return Answer(raw=lambda _: time.sleep(seconds))


def drip(seconds: float) -> Answer:
    """Sends a byte at a time without end."""

    def send(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100000\r\n\r\n")
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            connection.sendall(b"x")
            time.sleep(0.05)

    return Answer(raw=send)


def truncated(body: bytes) -> Answer:
    """Announces more than it sends."""
    return Answer(raw=lambda c: c.sendall(head(Answer(body, length=len(body) * 2)) + body))


def broken_chunks() -> Answer:
    """Hangs up within a chunk."""
    start = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n1000\r\n<html>"
    return Answer(raw=lambda c: c.sendall(start))


def hang_up() -> Answer:
    """Closes the connection without a word."""
    return Answer(raw=lambda _: None)


def garbage() -> Answer:
    """Does not speak HTTP."""
    return Answer(raw=lambda c: c.sendall(b"\x00\x01\x02 this is not HTTP\r\n\r\n"))


def bomb(size: int) -> Answer:
    """A few kilobytes that become `size` bytes."""
    packed = gzip.compress(b"\0" * size, 9)
    return Answer(packed, headers={"Content-Type": "text/html", "Content-Encoding": "gzip"})


def endless() -> Answer:
    """A body without length and without end."""

    def send(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n")
        while True:
            connection.sendall(b"y" * 65536)

    return Answer(raw=send)


def redirect(target: str, status: int = 302, **headers: str) -> Answer:
    """Sends the reader on."""
    return Answer(b"", status, {"Location": target, **{k.replace("_", "-"): v for k, v in headers.items()}})


def flapping(body: str, failures: int, status: int = 503, retry_after: str | None = None) -> Handler:
    """Fails so many times, then works."""
    left = [failures]

    def answer(_: Request) -> Answer:
        if left[0]:
            left[0] -= 1
            return Answer(b"busy", status, {"Retry-After": retry_after} if retry_after else {})
        return Answer(body.encode())

    return answer


@contextmanager
def running(tls: ssl.SSLContext | None = None) -> Iterator[Site]:
    """A site for one test."""
    site = Site(tls)
    try:
        yield site
    finally:
        site.close()
