"""An invented bulletin to the end of August, which tables of sentences are read in."""

from __future__ import annotations

from parsers.records import DocumentKind, Facts, Statement
from parsers.statements import extract

AUGUST = Facts(DocumentKind.BULLETIN, "海州省青石市", 2031, "2031-08-31", None, None)


def read(text: str) -> tuple[Statement, ...]:
    """The statements of the text below the bulletin's title."""
    return extract(f"渔业实事进展情况通报\n{text}\n", AUGUST)
