"""What the two main texts themselves say: whether words are new, gone, or only moved about.

A parser may read one sentence differently once its neighbours change. An event therefore needs evidence in the text: a
sentence that was not there before, or one that is there no longer.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cached_property, lru_cache

from parsers.numerals import CHINESE, chinese

_SCALE = {"万": 10_000, "亿": 100_000_000, "千": 1000, "百": 100}
_UNITS = {
    "㎡": "平方米",
    "平米": "平方米",
    "m2": "平方米",
    "㎞": "公里",
    "千米": "公里",
    "km": "公里",
    "平方千米": "平方公里",
}
_SIGNS = "".join(u for u in _UNITS if len(u) == 1)
_COUNTED = frozenset("个所座家处项条户套人名位张台辆亩米场次件种类间部栋幢支只公平")
"""What follows a Chinese numeral that counts something (两座), unlike one in a name (三级医院)."""
_TOKEN = re.compile(
    rf"([0-9]+(?:\.[0-9]+)?)((?:[万亿百]|千(?!米))*)|({'|'.join(sorted(_UNITS, key=len, reverse=True))})"
    rf"|({CHINESE}++)|([\w%])"
)


@dataclass(frozen=True, slots=True)
class Plain:
    """A text without punctuation, spaces and spelling: its letters and its numbers by value, each with its place."""

    letters: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    bag: Counter[str]
    """How often each letter and each number occurs."""


def plain(text: str) -> Plain:
    """Bring a text into the form that texts and quotes are compared in: `1.9万人。` and `19000 人` are `19000人`."""
    chars, places = _folded(text)
    tokens: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    bag: Counter[str] = Counter()
    for hit in _TOKEN.finditer(chars):
        token = _token(hit, chars[hit.end() : hit.end() + 1])
        bag[token] += 1
        tokens.append(token)
        starts += [places[hit.start()]] * len(token)
        ends += [places[hit.end() - 1] + 1] * len(token)
    return Plain("".join(tokens), tuple(starts), tuple(ends), bag)


def _token(hit: re.Match[str], following: str) -> str:
    """What stands for a piece of text: a number by its value, a unit by its one name, else the text itself."""
    digits, scale, unit, numeral, _ = hit.groups()
    if digits:
        return _value(digits, scale)
    if unit:
        return _UNITS[unit]
    value = chinese(numeral) if numeral and following in _COUNTED else None
    return hit[0] if value is None else f"{value:.12g}"


@lru_cache(maxsize=16384)
def letters(quote: str) -> str:
    """A sentence without its dress: two sentences of equal letters say the same."""
    return plain(quote).letters


def _folded(text: str) -> tuple[str, list[int]]:
    """Letters, digits, `%` and points, compatibility forms resolved, each with the place it came from."""
    chars: list[str] = []
    places: list[int] = []
    for n, char in enumerate(text):
        form = char if char.isascii() or "一" <= char <= "鿿" or char in _SIGNS else unicodedata.normalize("NFKC", char)
        for c in form.lower():
            if c.isalnum() or c in "%." or c in _SIGNS:
                chars.append(c)
                places.append(n)
    return "".join(chars), places


def _value(digits: str, scale: str) -> str:
    value = float(digits)
    for word in scale:
        value *= _SCALE[word]
    return f"{value:.12g}"


class Texts:
    """The old and the new main text of a page. Where either is empty, everything counts as evidence."""

    def __init__(self, old: str, new: str) -> None:
        self.known = bool(old) and bool(new)
        self._texts = old, new

    @cached_property
    def _old(self) -> Plain:
        return plain(self._texts[0])

    @cached_property
    def _new(self) -> Plain:
        return plain(self._texts[1])

    @cached_property
    def rearranged(self) -> bool:
        """The same letters and numbers in another order or dress: paragraphs moved, lines broken, 1.9万 for 19000."""
        return self.known and self._old.bag == self._new.bag

    @cached_property
    def left(self) -> float:
        """Where the new text is nothing but the beginning of the old one: how much of it; else 1.

        The last letters are not compared, for a number may have been cut through.
        """
        old, new = self._old.letters, self._new.letters
        cut = self.known and len(new) < len(old) and old.startswith(new[: max(0, len(new) - 20)])
        return len(new) / len(old) if cut else 1.0

    def appeared(self, quote: str) -> bool:
        """The sentence occurs more often than before; also where it cannot be found at all."""
        before, after = self._counts(quote)
        return not self.known or after > before or after == 0

    def vanished(self, quote: str) -> bool:
        """The sentence occurs less often than before; also where it cannot be found at all."""
        before, after = self._counts(quote)
        return not self.known or after < before or before == 0

    def _counts(self, quote: str) -> tuple[int, int]:
        if not self.known:
            return 0, 0
        pattern = _pattern(letters(quote))
        return len(pattern.findall(self._old.letters)), len(pattern.findall(self._new.letters))

    def locate(self, quote: str) -> tuple[int, int] | None:
        """Start and end in the new text of the first stretch that differs from `quote` in nothing but dress."""
        wanted = letters(quote)
        hit = _pattern(wanted).search(self._new.letters) if self.known and wanted else None
        return (self._new.starts[hit.start()], self._new.ends[hit.end() - 1]) if hit else None


def _pattern(wanted: str) -> re.Pattern[str]:
    """The quote with whole numbers: 2所学校 is not found inside 12所学校."""
    before = r"(?<![0-9.])" if wanted[:1].isdigit() else ""
    after = r"(?![0-9.])" if wanted[-1:].isdigit() else ""
    return re.compile(before + re.escape(wanted) + after)
