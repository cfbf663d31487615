"""Numerals as written in Chinese official prose: 2,880  1.2万  一万五千  两  二十。"""

from __future__ import annotations

from parsers.records import Number

THOUSANDS = r"(?:,\d{3}(?!\d))*+(?:\.\d++)?+"
"""Pattern of what follows the first digits of a number: thousands and decimals."""
DIGITS = rf"\d++{THOUSANDS}"
"""Pattern of a number in digits, with optional thousands separators and decimals."""
CHINESE = "(?:[零〇一二两三四五六七八九十百万亿]|千(?![瓦米克伏卡]))"
"""Pattern of one character of a Chinese numeral."""

_FIGURES = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10_000, "亿": 100_000_000}
_SCALE = _SMALL | _LARGE


def scale(magnitude: str) -> int:
    """The factor of a run of magnitude words: 万 → 10000, 千亿 → 100000000000."""
    factor = 1
    for character in magnitude:
        factor *= _SCALE.get(character, 1)
    return factor


def chinese(token: str) -> int | None:
    """The value of a Chinese numeral, None where the characters make no number (二三, 〇 alone counts as 0)."""
    if not token or any(c not in _FIGURES and c not in _SCALE for c in token):
        return None
    if len(token) > 1 and all(c in _FIGURES for c in token):
        return int("".join(str(_FIGURES[c]) for c in token)) if len(token) == 4 else None
    total = section = figure = 0
    seen = False
    for c in token:
        if c in _FIGURES:
            if seen and figure:
                return None
            figure, seen = _FIGURES[c], True
        elif c in _SMALL:
            section += (figure if seen else 1) * _SMALL[c]
            figure, seen = 0, False
        else:
            section += figure
            total = (total + (section or 1)) * _LARGE[c] if c == "亿" else total + (section or 1) * _LARGE[c]
            section, figure, seen = 0, 0, False
    return total + section + figure


def value(token: str, magnitude: str = "") -> Number | None:
    """The value of digits or a Chinese numeral, times 万, 亿 …; integral values come back as int."""
    if token.isascii() and token[:1].isdigit():
        if len(token) <= 15 and token.isdigit():
            return int(token) * scale(magnitude) if magnitude else int(token)
        plain = token.replace(",", "")
        whole, _, part = plain.partition(".")
        if len(whole) > 15:
            return None
        number = int(whole + part) * scale(magnitude)
        return _exact(number, len(part))
    got = chinese(token)
    return None if got is None else got * scale(magnitude)


def _exact(number: int, decimals: int) -> Number:
    """`number / 10**decimals`, as int where it divides: 1.65 and 万 give 16500, not 16499.999."""
    power: int = 10**decimals
    return number // power if number % power == 0 else number / power
