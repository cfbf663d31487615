"""A threaded HTTP server on loopback that serves the sample portal as it stands on night one or two."""

from __future__ import annotations

import gzip
import hashlib
import itertools
import sys
import threading
from dataclasses import dataclass, replace
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from urllib.parse import urlsplit

from flows.sample.content import NIGHTS, SAMPLE, content
from flows.sample.pages import Answer, Pages


@dataclass(frozen=True, slots=True)
class Request:
    """One request the portal has answered. `path` carries the query."""

    night: int
    method: str
    path: str
    status: int
    user_agent: str


class SamplePortal:
    """The sample portal on `127.0.0.1` and a free port, while the `with` block lasts.

    `slow_seconds` is what the slow page makes a reader wait; `seed` makes the noise of the requests repeatable.
    """

    def __init__(self, slow_seconds: float = 1.0, seed: int = 0) -> None:
        self._night = NIGHTS[0]
        self._slow = slow_seconds
        self._numbers = itertools.count(seed)
        self._lock = threading.Lock()
        self._requests: list[Request] = []
        self._closing = threading.Event()
        self._server: ThreadingHTTPServer | None = None
        self._thread: threading.Thread | None = None
        self._pages: Pages | None = None

    def __enter__(self) -> SamplePortal:
        handler = type("SampleHandler", (_Handler,), {"portal": self})
        self._server = _Server(("127.0.0.1", 0), handler)
        self._pages = Pages(content(), self.base_url)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing.set()
        if self._server and self._thread:
            self._server.shutdown()
            self._thread.join()
            self._server.server_close()

    @property
    def base_url(self) -> str:
        """`http://127.0.0.1:PORT`, without a closing slash."""
        if self._server is None:
            raise RuntimeError("the sample portal runs only inside its with block")
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    @property
    def night(self) -> int:
        """The night the portal shows, 1 or 2. Setting it changes what the next request sees."""
        return self._night

    @night.setter
    def night(self, value: int) -> None:
        if value not in NIGHTS:
            raise ValueError(f"the sample portal knows nights 1 and 2, not {value}")
        self._night = value

    @property
    def requests(self) -> tuple[Request, ...]:
        """All requests answered so far, in order."""
        with self._lock:
            return tuple(self._requests)

    def write_sources(self, folder: Path) -> Path:
        """Write the sources of this portal, with its port, to `folder/sample.toml`; returns that path."""
        folder.mkdir(parents=True, exist_ok=True)
        text = (SAMPLE / "sources.toml").read_text(encoding="utf-8")
        target = folder / "sample.toml"
        target.write_text(text.replace("{base}", self.base_url), encoding="utf-8")
        return target

    def answer(self, method: str, target: str, user_agent: str, known: str | None) -> tuple[Answer, str]:
        """Answer one request and log it (called by the server's threads); returns the answer and its ETag.

        `known` is the reader's If-None-Match; an answer it names has status 304 and no body.
        """
        if self._pages is None:
            raise RuntimeError("the sample portal runs only inside its with block")
        url = urlsplit(target)
        with self._lock:
            night, number = self._night, next(self._numbers)
        found = self._pages.answer(url.path, url.query, night, number)
        tag = f'"{hashlib.sha256(found.body).hexdigest()[:16]}"'
        if known == tag and found.status == HTTPStatus.OK:
            found = replace(found, status=HTTPStatus.NOT_MODIFIED, body=b"")
        with self._lock:
            self._requests.append(Request(night, method, target, found.status, user_agent))
        if found.slow:
            self._closing.wait(self._slow)
        return found, tag


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A reader that hangs up is no error of the portal; all else is told as usual."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class _Handler(BaseHTTPRequestHandler):
    portal: SamplePortal
    protocol_version = "HTTP/1.1"
    server_version = "SamplePortal"
    sys_version = ""

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def _answer(self, *, with_body: bool) -> None:
        found, tag = self.portal.answer(
            self.command, self.path, self.headers.get("User-Agent", ""), self.headers.get("If-None-Match")
        )
        body = found.body
        self.send_response(found.status)
        self.send_header("Content-Type", found.content_type)
        self.send_header("ETag", tag)
        if body and "gzip" in self.headers.get("Accept-Encoding", ""):
            body = gzip.compress(body, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if with_body:
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """The terminal belongs to the demo."""
