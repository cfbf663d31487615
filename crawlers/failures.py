"""Exceptions of Scrapy and Twisted -> outcomes. Every way a fetch can fail has its word here."""

from __future__ import annotations

from collections.abc import Iterator

from scrapy import Request
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)
from twisted.internet.error import ConnectError, TCPTimedOutError
from twisted.python.failure import Failure

from crawlers.middlewares import Stopped
from crawlers.records import Outcome

_PLAIN: tuple[tuple[type[BaseException], Outcome, str], ...] = (
    (DownloadTimeoutError, Outcome.TIMEOUT, "no complete answer in time"),
    (TCPTimedOutError, Outcome.TIMEOUT, "no connection in time"),
    (CannotResolveHostError, Outcome.DNS, "host name cannot be resolved"),
    (DownloadConnectionRefusedError, Outcome.REFUSED, "connection refused"),
    (ResponseDataLossError, Outcome.TRUNCATED, "answer broke off before its announced end"),
    (DownloadCancelledError, Outcome.TOO_LARGE, "larger than the limit for one page"),
    (UnsupportedURLSchemeError, Outcome.OFF_LIMITS, "not an http(s) address"),
    (ConnectError, Outcome.REFUSED, "no connection"),
)


def explain(error: BaseException, request: Request) -> tuple[Outcome, str, int | None]:
    """(outcome, detail in words, HTTP status if one came) of a failed request."""
    if isinstance(error, Stopped):
        return error.outcome, error.detail, error.status
    if isinstance(error, IgnoreRequest) and request.meta.get("redirect_times"):
        return Outcome.REDIRECT_LOOP, f"still redirected after {request.meta['redirect_times']} hops", None
    if any(_is_tls(reason) for reason in _reasons(error)):
        return Outcome.TLS, f"no secure connection ({_words(error)})", None
    if told := _from_browser(error):
        return (*told, None)
    for kind, outcome, words in _PLAIN:
        if isinstance(error, kind):
            return outcome, words, None
    if isinstance(error, DownloadFailedError):
        return Outcome.REFUSED, f"connection broke before an answer came ({_words(error)})", None
    return Outcome.ERROR, f"{type(error).__name__}: {_words(error)}", None


_BROWSER = (
    ("Timeout", Outcome.TIMEOUT, "no complete page in time"),
    ("ERR_NAME_NOT_RESOLVED", Outcome.DNS, "host name cannot be resolved, or leads where the source may not"),
    ("ERR_CONNECTION_REFUSED", Outcome.REFUSED, "connection refused"),
    ("ERR_TOO_MANY_REDIRECTS", Outcome.REDIRECT_LOOP, "redirected for ever"),
    ("ERR_CERT", Outcome.TLS, "no secure connection"),
    ("ERR_SSL", Outcome.TLS, "no secure connection"),
    ("ERR_CONTENT_LENGTH_MISMATCH", Outcome.TRUNCATED, "answer broke off before its announced end"),
    ("ERR_INCOMPLETE_CHUNKED", Outcome.TRUNCATED, "answer broke off before its announced end"),
    ("ERR_", Outcome.REFUSED, "connection broke before an answer came"),
)


def _from_browser(error: BaseException) -> tuple[Outcome, str] | None:
    """What Chromium says in its own words."""
    if type(error).__module__.partition(".")[0] != "playwright":
        return None
    text = str(error)
    return next(((outcome, words) for mark, outcome, words in _BROWSER if mark in text), None)


def _reasons(error: BaseException | None) -> Iterator[BaseException]:
    """The error and what it was made of; Twisted keeps a list of failures inside."""
    depth = 0
    while error is not None and depth < 5:
        yield error
        for reason in getattr(error, "reasons", None) or ():
            if isinstance(reason, Failure) and reason.value is not None:
                yield reason.value
        error, depth = error.__cause__, depth + 1


def _is_tls(error: BaseException) -> bool:
    return type(error).__module__.partition(".")[0] in ("OpenSSL", "service_identity", "ssl")


def _words(error: BaseException) -> str:
    last = list(_reasons(error))[-1]
    return " ".join(str(last).split())[:200] or type(last).__name__
