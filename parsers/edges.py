"""With which characters what a pattern matches can begin or end: a look at one character saves most searches.

The patterns here are alternations of words of one language, most of which are absent from most texts. `re` itself only
skips ahead by first character where every alternative starts with a plain letter.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache

_TOKEN = re.compile(
    r"(?P<look>\(\?<?[=!])|(?P<open>\((?:\?(?::|>|P<\w+>))?)|(?P<close>\))|(?P<bar>\|)|"
    r"(?P<many>(?:\{(?P<least>\d+)[\d,]*\}|[?*+])[?+]?)|(?P<edge>[\^$])|"
    r"(?P<set>\[(?:\\.|[^\]\\])+\]|\\?.)",
    re.DOTALL,
)
_MEMBER = re.compile(r"\\.|[^\\]", re.DOTALL)
_RANGE = re.compile(rf"({_MEMBER.pattern})-({_MEMBER.pattern})", re.DOTALL)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r"}
_MOST_OF_A_RANGE = 1000
_DIGITS_END, _BLANKS_END = 0x20000, 0x3100
"""No script has digits or blanks further on."""


@dataclass(slots=True)
class _Part:
    """One item of an alternative: a character or class as written, or the alternatives of a group."""

    written: str = ""
    group: list[list[_Part]] | None = None
    optional: bool = False
    empty: bool = False
    """Takes no character: a look ahead or behind, the edge of the text."""


def first_characters(pattern: str) -> frozenset[str]:
    """The characters a match can begin with. Raises ValueError where that is nearly any, or none at all."""
    return _edge(pattern, from_end=False)


def last_characters(pattern: str) -> frozenset[str]:
    """The characters a match can end with. Raises ValueError where that is nearly any, or none at all.

    A line break is among them where the pattern ends at `$`, which also stands in front of a last line break.
    """
    found = _edge(pattern, from_end=True)
    return found | {"\n"} if pattern.endswith("$") else found


def without_end(pattern: str) -> Callable[[str], str]:
    """A function that takes what `pattern` matches at the end of a text off it. The pattern ends at `$`."""
    compiled, last = re.compile(pattern), last_characters(pattern)
    return lambda text: compiled.sub("", text) if text[-1:] in last else text


def matches_at(
    cue: re.Pattern[str], pattern: re.Pattern[str], text: str, start: int, end: int, most_before: int
) -> Iterator[re.Match[str]]:
    """What `pattern.finditer` gives, looked for only where there is a cue.

    Every match of the pattern must hold a cue, no further than `most_before` characters behind its start.
    """
    done = start
    for sign in cue.finditer(text, start, end):
        if sign.start() < done:
            continue
        match = pattern.search(text, max(done, sign.start() - most_before), end)
        if match is None:
            return
        yield match
        done = match.end()


def _edge(pattern: str, *, from_end: bool) -> frozenset[str]:
    found, may_be_empty = _characters(_alternatives(_TOKEN.finditer(pattern)), from_end=from_end)
    if may_be_empty:
        raise ValueError(f"matches the empty text: {pattern}")
    return found


def _alternatives(tokens: Iterable[re.Match[str]]) -> list[list[_Part]]:
    """Parse up to the bracket that closes the group, or to the end."""
    found: list[list[_Part]] = [[]]
    for token in tokens:
        kind = token.lastgroup
        if kind == "close":
            break
        if kind == "bar":
            found.append([])
        elif kind == "many":
            found[-1][-1].optional = token[0][0] in "?*" or token["least"] == "0"
        elif kind == "edge":
            found[-1].append(_Part(empty=True))
        elif kind in ("look", "open"):
            found[-1].append(_Part(group=_alternatives(tokens), empty=kind == "look"))
        else:
            found[-1].append(_Part(token[0]))
    return found


def _characters(alternatives: list[list[_Part]], *, from_end: bool) -> tuple[frozenset[str], bool]:
    """The characters at one edge, and whether the alternatives can match without any."""
    found: set[str] = set()
    may_be_empty = False
    for parts in alternatives:
        for part in reversed(parts) if from_end else parts:
            if part.empty:
                continue
            if part.group is None:
                chars, empty = _members(part.written), False
            else:
                chars, empty = _characters(part.group, from_end=from_end)
            found |= chars
            if not (part.optional or empty):
                break
        else:
            may_be_empty = True
    return frozenset(found), may_be_empty


def _members(written: str) -> frozenset[str]:
    """The characters of a class in brackets, of an escape, or of a plain character."""
    if written == "." or written.startswith("[^"):
        raise ValueError(f"nearly every character: {written}")
    inside = written[1:-1] if len(written) > 2 and written[0] == "[" else written
    found: set[str] = set()
    for first, last in _RANGE.findall(inside):
        low, high = min(map(ord, _member(first))), max(map(ord, _member(last)))
        if high - low > _MOST_OF_A_RANGE:
            raise ValueError(f"nearly every character: {written}")
        found |= set(map(chr, range(low, high + 1)))
    return frozenset(found).union(*map(_member, _MEMBER.findall(_RANGE.sub("", inside))))


def _member(written: str) -> frozenset[str]:
    """The characters of one character or escape."""
    escaped = written[1:]
    if escaped in ("d", "s"):
        return _digits_and_blanks()[escaped]
    if escaped.isalnum() and escaped not in _ESCAPES:
        raise ValueError(f"not understood: {written}")
    return frozenset(_ESCAPES.get(escaped, escaped) or written)


@cache
def _digits_and_blanks() -> dict[str, frozenset[str]]:
    r"""What `\d` and `\s` match."""
    every = "".join(map(chr, range(_DIGITS_END)))
    return {"d": frozenset(re.findall(r"\d", every)), "s": frozenset(re.findall(r"\s", every[:_BLANKS_END]))}
