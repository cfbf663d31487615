"""Two texts of one document: the stored main text, and a folded working text for the rules.

`to_main` gives the text that is kept and quoted: simplified characters, no pinyin notes, plain line ends. `fold` gives
what the rules read, with digits, brackets and spaces in one form, and maps every span of it back to the main text.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Any

from parsers.brokenbytes import SURROGATE, repair
from parsers.folding import Folded, fold
from parsers.readings import plain_readings

__all__ = ["Folded", "fold", "to_main"]

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003134f"
_LINE_ENDS = re.compile("[\r\v\f\x1c-\x1e\x85\u2028\u2029](?:(?<=\r)\n)?")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]"
)
_ODD = re.compile(
    "[\ud800-\udfff\x00-\x08\v-\x1f\x7f-\x9f\u00ad\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]"
)
"""The characters that the two patterns above and half a character are made of: one search for all three."""
_IS_HAN = re.compile(f"[{_HAN}]")
_ONE_NOTE = "[(（] ?[a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜńňǹɡɑ]{1,6} ?[)）]"
_NOTES = re.compile(f"{_ONE_NOTE}(?:{_ONE_NOTE})*")
_NOTE_PART = re.compile("[(（] ?([^ )）]+) ?[)）]")
_SYLLABLE = re.compile("(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:[aeiouü]{1,3}(?:ng|n|r)?|n|ng)")
_TONED = re.compile("[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹ]")
_TONELESS = str.maketrans("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹɡɑ", "aaaaeeeeiiiioooouuuuüüüünnnga")


def to_main(text: str) -> str:
    """The stored main text of `text`. Doing it twice changes nothing more; no text raises.

    Line ends become newline, invisible characters go, pinyin notes behind characters go, characters broken by a
    converter are mended where only one fits, traditional characters become simplified. Nothing else is altered.
    """
    if _ODD.search(text) is not None:
        text = SURROGATE.sub("\ufffd", text)
        text = _INVISIBLE.sub("", _LINE_ENDS.sub("\n", text))
    # Compatibility ideographs become the characters OpenCC would make of them too.
    text = unicodedata.normalize("NFC", text)
    simple = _simplified(text) == text
    if not simple:  # only a text in traditional characters went through such a converter
        text = repair(text)
    bare = _NOTES.sub(_without_note, text)
    return bare if simple and bare == text else _settled(bare)


def _without_note(match: re.Match[str]) -> str:
    char = match.string[match.start() - 1 : match.start()]
    if not _IS_HAN.match(char):
        return match[0]
    return "".join(m[0] for m in _NOTE_PART.finditer(match[0]) if not _is_reading(char, m[1]))


def _is_reading(char: str, note: str) -> bool:
    """Whether `note` is a pinyin syllable: with its tone behind any character, without it only where it is right."""
    plain = note.translate(_TONELESS)
    tones = len(_TONED.findall(note))
    if tones == 1:
        return _SYLLABLE.fullmatch(plain) is not None
    return tones == 0 and plain in plain_readings().get(char, frozenset())


@cache
def _converter() -> Any:
    from opencc import OpenCC  # loaded at first use, not at import

    return OpenCC("t2s")


def _simplified(text: str) -> str:
    return str(_converter().convert(text))


def _settled(text: str) -> str:
    """Simplified until nothing changes: one character takes two steps, and phrases may form on the way."""
    for _ in range(4):
        simpler = _simplified(text)
        if simpler == text:
            break
        text = simpler
    return text
