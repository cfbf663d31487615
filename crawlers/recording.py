"""Answers and failures -> lines of the spool. Pure."""

from __future__ import annotations

from datetime import datetime

from scrapy.http import Response

from crawlers import links
from crawlers.middlewares import Plan
from crawlers.records import Fetch, Outcome
from parsers.pageproblems import page_problem

_NOT_KEPT = frozenset({"set-cookie", "set-cookie2"})  # session tokens are nobody's evidence


def answer(plan: Plan, response: Response, sha256: str | None, now: datetime) -> Fetch:
    """The line for an answer whose body lies in the spool under `sha256`."""
    outcome, detail = _judge(response)
    content_type = _text(response.headers.get("Content-Type"))
    return Fetch(
        source=plan.source.id,
        url=plan.url,
        requested_url=plan.requested,
        final_url=response.url,
        role=plan.role,
        outcome=outcome,
        status=response.status,
        fetched_at=now,
        headers=_headers(response),
        sha256=sha256,
        size=len(response.body),
        content_type=content_type,
        charset=links.charset(response.body, content_type),
        etag=_text(response.headers.get("ETag")),
        last_modified=_text(response.headers.get("Last-Modified")),
        title_hint=plan.title,
        parent=plan.parent,
        duration=round(response.meta.get("download_latency", 0.0), 4),
        detail=detail,
    )


def failure(plan: Plan, outcome: Outcome, detail: str, status: int | None, url: str, now: datetime) -> Fetch:
    """The line for a fetch that brought nothing; `url` is where it ended."""
    return Fetch(
        source=plan.source.id,
        url=plan.url,
        requested_url=plan.requested,
        final_url=url,
        role=plan.role,
        outcome=outcome,
        status=status,
        fetched_at=now,
        title_hint=plan.title,
        parent=plan.parent,
        detail=detail,
    )


def problem(response: Response) -> str | None:
    """What speaks against a page, as `kind: in words`; None where nothing does."""
    content_type = _text(response.headers.get("Content-Type"))
    finding = page_problem(response.body, url=response.url, content_type=content_type)
    return f"{finding.problem}: {finding.detail}".rstrip(": ") if finding else None


def _judge(response: Response) -> tuple[Outcome, str]:
    status = response.status
    if status == 304:
        return Outcome.NOT_MODIFIED, ""
    if 200 <= status < 300:
        return Outcome.OK, _page_detail(response)
    return Outcome.HTTP_ERROR, f"HTTP {status}"


def _page_detail(response: Response) -> str:
    """A page with a wrong Content-Length is cut without a sign but its missing end."""
    kind = response.headers.get("Content-Type") or b""
    if b"html" not in kind.lower() or b"</html" in response.body[-2000:].lower():
        return ""
    return "page has no end tag" if b"<html" in response.body[:2000].lower() else ""


def _headers(response: Response) -> tuple[tuple[str, str], ...]:
    return tuple(
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in response.headers.items()
        if name.decode("latin-1").lower() not in _NOT_KEPT
        for value in values
    )


def _text(value: bytes | None) -> str | None:
    return value.decode("latin-1") if value is not None else None
