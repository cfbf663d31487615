"""Many words as one pattern."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

_NONE: Mapping[str, str] = MappingProxyType({})


def trie_pattern(words: Iterable[str], guards: Mapping[str, str] = _NONE, ends: Mapping[str, str] = _NONE) -> str:
    """An alternation grouped by first character, longest first: several times faster than a flat one.

    `guards`: what must hold behind a first character; in front of all of them it would keep a search from skipping to
    them. `ends`: what must hold behind a whole word.
    """
    by_first: dict[str, list[str]] = {}
    for word in sorted(set(words), key=lambda w: (-len(w), w)):
        by_first.setdefault(word[0], []).append(re.escape(word[1:]) + ends.get(word, ""))
    parts = []
    for first, rests in by_first.items():
        rest = "" if rests == [""] else f"(?:{'|'.join(rests)})"
        parts.append(re.escape(first) + guards.get(first, "") + rest)
    return "|".join(parts)
