"""What the two main texts themselves say: whether words are new, gone, or only moved about.

A parser may read one sentence differently once its neighbours change. An event therefore needs evidence in the text: a
sentence that was not there before, or one that is there no longer.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cached_property

from parsers.wording import fold

_SCALE = {"万": 10_000, "亿": 100_000_000, "千": 1000, "百": 100}
_TOKEN = re.compile(r"([0-9]+(?:\.[0-9]+)?)([万亿千百]*)|(.)", re.DOTALL)
_WORD = re.compile(r"[\w%]")


class Texts:
    """The old and the new main text of a page. Where either is empty, everything counts as evidence."""

    def __init__(self, old: str, new: str) -> None:
        self.known = bool(old) and bool(new)
        self.old, self.new = old, new

    @cached_property
    def _old(self) -> str:
        return fold.__wrapped__(self.old)

    @cached_property
    def _new(self) -> str:
        return fold.__wrapped__(self.new)

    @cached_property
    def rearranged(self) -> bool:
        """The same letters and numbers in another order or dress: paragraphs moved, lines broken, 1.9万 for 19000."""
        return self.known and _bag(self._old) == _bag(self._new)

    def appeared(self, quote: str) -> bool:
        """The sentence occurs more often than before."""
        return not self.known or _count(quote, self._new) > _count(quote, self._old)

    def vanished(self, quote: str) -> bool:
        """The sentence occurs less often than before."""
        return not self.known or _count(quote, self._new) < _count(quote, self._old)

    def locate(self, quote: str) -> tuple[int, int] | None:
        """Start and end in the new text of the first stretch that differs from `quote` in nothing but dress."""
        if not self.known:
            return None
        literal = self.new.find(quote)
        if literal >= 0 and not _cuts_number(self.new, literal, literal + len(quote)):
            return literal, literal + len(quote)
        letters, places = self._letters
        hit = _pattern(_plain(quote)).search(letters) if _plain(quote) else None
        return (places[hit.start()], places[hit.end() - 1] + 1) if hit else None

    @cached_property
    def _letters(self) -> tuple[str, list[int]]:
        """The new text's letters, each with its place."""
        letters: list[str] = []
        places: list[int] = []
        for n, char in enumerate(self.new):
            for letter in _plain(char):
                letters.append(letter)
                places.append(n)
        return "".join(letters), places


def _plain(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", text).lower() if _WORD.match(c) and c != "_")


def _pattern(folded: str) -> re.Pattern[str]:
    """The quote as whole numbers: 2所学校 is not found inside 12所学校."""
    before = r"(?<![0-9.])" if folded[:1].isdigit() else ""
    after = r"(?![0-9.])" if folded[-1:].isdigit() else ""
    return re.compile(before + re.escape(folded) + after)


def _cuts_number(text: str, start: int, end: int) -> bool:
    left = start > 0 and text[start].isdigit() and (text[start - 1].isdigit() or text[start - 1] == ".")
    right = end < len(text) and text[end - 1].isdigit() and (text[end].isdigit() or text[end] == ".")
    return left or right


def _count(quote: str, folded_text: str) -> int:
    folded = fold(quote)
    return len(_pattern(folded).findall(folded_text)) if folded else 0


def _bag(folded: str) -> Counter[str]:
    """How often each letter and each number occurs; numbers by their value."""
    bag: Counter[str] = Counter()
    for hit in _TOKEN.finditer(folded):
        digits, scale, letter = hit.groups()
        if letter is not None:
            bag[letter] += 1
            continue
        value = float(digits)
        for word in scale:
            value *= _SCALE[word]
        bag[f"{value:.10g}"] += 1
    return bag
