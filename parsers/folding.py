"""The folded working text: one form of digits, brackets, spaces and markup, with every span mapped back.

Conventions of the folded text: digits and letters are ASCII; `%`, `()`, `~`, `+` and a full stop or comma between
digits are ASCII; comma, semicolon, colon, question and exclamation mark elsewhere are Chinese (，；：？！);
a run of blanks is one space (one tab if it holds a tab); no blank stands inside a number, nor between a number and
the character beside it; typed-in markup is gone.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from parsers.blanks import blank_edits, letter_edits, stop_edits
from parsers.layers import Edit, Layer
from parsers.wrapping import breaks


class Folded:
    """A folded text. `text` is what rules read; `span` leads back to the main text it was made from."""

    __slots__ = ("_layers", "text")

    def __init__(self, text: str, layers: tuple[Layer, ...] = ()) -> None:
        self.text = text
        self._layers = layers

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the main text of `text[start:end]`: from its first to behind its last character.

        Removed blanks or markup inside belong to the span, those before and behind it do not.
        """
        for layer in reversed(self._layers):
            start, end = layer.span(start, end)
        return start, end


@lru_cache(maxsize=1)  # facts and statements of a document are read from one folded text
def fold(text: str) -> Folded:
    """The folded working text of a main text, in linear time."""
    layers: list[Layer] = []
    for edits in (_markup_edits, letter_edits, _note_edits, _wrap_edits, stop_edits, blank_edits):
        found = list(edits(text))
        if found:
            layers.append(Layer(text, found))
            text = layers[-1].text
        if edits is _markup_edits:  # entities may have brought new signs in
            text = _in_one_form(text)
    return Folded(text, tuple(layers))


def _signs(signs: str, forms: str) -> dict[int, int]:
    return {ord(a): ord(b) for a, b in zip(signs, forms, strict=True)}


_FORMS = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_FORMS |= _signs("％（）～〜∼＋＜＞＝＊／＃＆［］〔〕｛｝｜＂＇", "%()~~~+<>=*/#&[][]{}|\"'")
_FORMS |= _signs(",;:?!", "，；：？！")
_FORMS |= dict.fromkeys((0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000), ord(" "))
_FORMED = re.compile(f"[{re.escape(''.join(map(chr, _FORMS)))}]")
# The sign stands first in both patterns, the look behind it second: the search then skips to signs in one step.
_BETWEEN_DIGITS = re.compile(r"[．，：－﹣−](?<=[0-9].)(?=[0-9])")
_ASCII = {"．": ".", "：": ":", "－": "-", "﹣": "-", "−": "-"}
_THOUSANDS = re.compile(r"[1-9](?<![0-9.].)[0-9]{0,2}(?:，[0-9]{3})++(?![0-9])")


def _in_one_form(text: str) -> str:
    """One character for one."""
    formed = text
    for sign in set(_FORMED.findall(text)):  # several times faster than str.translate on Chinese text
        formed = formed.replace(sign, chr(_FORMS[ord(sign)]))
    formed = _BETWEEN_DIGITS.sub(lambda m: _between(text, m), formed)
    return _THOUSANDS.sub(lambda m: m[0].replace("，", ","), formed)


def _between(text: str, match: re.Match[str]) -> str:
    """ASCII for a sign between digits; a Chinese comma stays one, it mostly parts two numbers."""
    sign = match[0]
    return text[match.start()] if sign == "，" else _ASCII[sign]


_NOTE = re.compile(r"\[\d{1,2}\](?:\[\d{1,2}\])*")


def _note_edits(text: str) -> Iterable[Edit]:
    """Marks of footnotes go: 建成9座[3]; one that a blank follows ends the sentence."""
    for match in _NOTE.finditer(text):
        start = match.start() - (text[match.start() - 1 : match.start()] == " ")
        before, after = text[start - 1 : start] if start else "\n", text[match.end() : match.end() + 1]
        if before == "\n" or before.isascii():
            continue  # a number at a line's head, an index in code
        ends = after in ("", " ", "\n") and before not in "。；！？，、："
        yield start, match.end(), "。" if ends else ""


_BREAKING = "p|br|div|li|ul|ol|tr|table|tbody|h[1-6]|hr|section|article"
_INLINE = "span|b|i|u|em|strong|font|a|td|th|img|sup|sub|center|o:p|small|big|label|code"
_MARKUP = re.compile(
    rf"(?P<brk></?(?:{_BREAKING})(?:\s[^<>\n]{{0,300}})?/?>)"
    rf"|(?P<tag></?(?:{_INLINE})(?:\s[^<>\n]{{0,300}})?/?>)"
    r"|(?P<bb>\[/?(?:b|i|u|s|size|color|font|align|url|img|quote|p|backcolor|table|tr|td|list|hr|center|indent|attach)"
    r"(?:=[^\[\]\n]{0,80})?\])"
    r"|(?P<esc>(?<![:\\])(?:\\r\\n|\\[nrt])++(?![a-z]))"
    r"|(?P<ent>&(?:nbsp|ensp|emsp|thinsp|amp|lt|gt|quot|apos|ldquo|rdquo|lsquo|rsquo|middot|mdash|ndash|hellip|times"
    r"|permil|deg|bull|yen|#\d{1,6}|#x[0-9a-f]{1,5});)",
    re.IGNORECASE,
)
_MARKUP_SIGN = re.compile(r"[<\\&\[]")


def _markup_edits(text: str) -> Iterator[Edit]:
    if _MARKUP_SIGN.search(text) is None:
        return
    for match in _MARKUP.finditer(text):
        kind = match.lastgroup
        if kind == "ent":
            new = html.unescape(match[0])
        elif kind == "esc":
            new = "\n" if "n" in match[0] or "r" in match[0] else " "
        else:
            new = "\n" if kind == "brk" else ""
        yield match.start(), match.end(), new


def _wrap_edits(text: str) -> Iterator[Edit]:
    return ((start, end, "") for start, end in breaks(text))
