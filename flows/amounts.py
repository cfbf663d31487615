"""Quantities as a reader writes them."""

from __future__ import annotations

from parsers.records import Comparator, Number

_AROUND = {
    Comparator.AT_LEAST: "{}以上",
    Comparator.AT_MOST: "{}以内",
    Comparator.ABOUT: "{}左右",
}


def number(value: Number | None) -> str:
    """A number the Chinese way: 2,880; 1.9万; 1.16亿.

    >>> [number(n) for n in (2880, 19000, 116000000, 19.6, 12345)]
    ['2,880', '1.9万', '1.16亿', '19.6', '12,345']
    """
    if value is None:
        return ""
    for size, sign in ((100_000_000, "亿"), (10_000, "万")):
        scaled = value / size
        if abs(scaled) >= 1 and round(scaled, 2) == scaled:
            return f"{scaled:,.2f}".rstrip("0").rstrip(".") + sign
    return f"{value:,.6g}" if isinstance(value, float) and not value.is_integer() else f"{int(value):,}"


def amount(cmp: Comparator | None, low: Number | None, high: Number | None, unit: str | None) -> str:
    """A quantity with its comparator and unit; empty for a statement without a number.

    >>> amount(Comparator.AT_LEAST, 5000, 5000, "人次")
    '5,000人次以上'
    """
    if low is None:
        return ""
    if cmp is Comparator.RANGE:
        return f"{number(low)}–{number(high)}{unit or ''}"
    return _AROUND.get(cmp or Comparator.EQUAL, "{}").format(f"{number(low)}{unit or ''}")
