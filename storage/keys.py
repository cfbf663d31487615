"""Content keys: how a statement or a pledge is found again after a page was fetched or parsed anew."""

from __future__ import annotations

from hashlib import sha256

from parsers.records import Number, Statement
from parsers.wording import fold, in_base, joined, measure, unit_key
from storage.records import Pledge


def _number(value: Number | None, unit: str | None) -> str:
    return "" if value is None else f"{in_base(value, unit):.10g}"


def digest(*parts: object) -> str:
    """64 hexadecimal digits over the parts, in order; None counts as empty."""
    return sha256(joined(parts).encode()).hexdigest()


def statement_key(statement: Statement) -> str:
    """What the sentence says (quote, numbers, measure), not where it stands or how a parser names its subject."""
    s = statement
    return sentence_key(s.quote, s.low, s.high, s.unit)


def sentence_key(quote: str, low: Number | None, high: Number | None, unit: str | None) -> str:
    """`statement_key` from its parts: a pledge keeps those of its statement of record."""
    return digest(fold(quote), _number(low, unit), _number(high, unit), measure(unit))


def pledge_key(pledge: Pledge) -> str:
    """The pledge's identity without its changing value: place, year, subject, action, unit."""
    return digest(fold(pledge.place), pledge.year, fold(pledge.subject), fold(pledge.action), unit_key(pledge.unit))
