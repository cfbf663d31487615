"""Addresses as pages write them, read without raising: a malformed one is no address."""

from __future__ import annotations

from urllib.parse import SplitResult, urljoin, urlsplit


def split(url: str | None) -> SplitResult | None:
    """The parts of an address, or None if there is none or it is malformed."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
        parts.hostname, parts.port  # noqa: B018 - both are only checked when asked for
    except ValueError:
        return None
    return parts


def join(base: str, reference: str) -> str:
    """`reference` made absolute by `base`, as far as both can be read; empty if it cannot."""
    try:
        return urljoin(base, reference)
    except ValueError:
        return ""
