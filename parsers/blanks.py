"""Blanks and footnote marks of the folded text: which go, which stand for a comma, which belong to a number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from parsers.alternation import trie_pattern
from parsers.layers import Edit
from parsers.verbwords import CLASSES, Verb

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
# 重 点 项 目, 2 0 2 4 年 工 作: letters apart
_LETTERS = re.compile(rf"(?<![{_HAN}A-Za-z0-9])[{_HAN}0-9](?: [{_HAN}0-9](?![{_HAN}A-Za-z0-9])){{3,}}+")
_LETTERS_CUE = re.compile(f" [{_HAN}0-9] [{_HAN}0-9] [{_HAN}0-9]")
_LEAST_LETTERS = 3
_VERBS_APART = trie_pattern([f"{w[0]} {w[1]}" for w in CLASSES if len(w) == 2 and Verb.STRONG in CLASSES[w]])
_BLANKS = re.compile(
    r"(?P<number>(?<![0-9.])[0-9]++(?:(?: ?\. ?|， ?| )[0-9]++)++)"
    # footnote marks behind a word
    rf"|(?P<foot>(?<=[{_HAN}A-Za-z0-9%)”’》])\[(?:注 ?)?[0-9]{{1,3}}\](?! ?[0-9]{{0,4}} ?号)"
    rf"|(?<=[{_HAN}”’》])[⁰¹²³⁴-⁹]{{1,3}}+|(?<=[”’])[①-⑳](?=[，。；、：{_HAN}]))"
    # marks of certain items before a number: 、*3家
    rf"|(?P<mark>(?<=[、，和及])\*(?=[0-9{_HAN}]))"
    # blanks between a number and the character beside it, then all others
    rf"|(?P<unit>(?<=[0-9]) {{1,2}}(?=[{_HAN}%‰℃]))"
    rf"|(?P<lead>(?<=[{_HAN}]) (?=[0-9]))"
    # the two ends of a range: 2 — 3 个
    r"|(?P<dash>(?<=[0-9]) (?=[—–~～] ?[0-9])|(?<=[0-9] [—–~～]) (?=[0-9])|(?<=[0-9][—–~～]) (?=[0-9]))"
    # a verb torn apart at the width of a page: ，新 增
    rf"|(?P<verb>(?<=[，。；、])(?:{_VERBS_APART}))"
    # a rate and what it turned to: 由 11% 降到 6%
    r"|(?P<rate>(?<=[0-9]%) (?=[降提增升上下以左和、，]))"
    # the number of an item apart from its sign: 5 ．改造
    r"|(?P<item>(?<=[0-9]) {1,2}(?=[．、]))"
    r"|(?P<run>[ \t]++\n[ \t]*+|\n[ \t]++|[ \t]{2,}+)"
)
_BLANK_OR_FOOTNOTE = re.compile("[ *\t\\[⁰¹²³⁴-⁹①-⑳]")
_LINE_BREAK = re.compile(r"\n[ \t]*")
_MEASURED = re.compile(rf" {{0,2}}[{_HAN}%‰℃]")
_DIGITS_APART = re.compile(r"[0-9](?: ?\. ?[0-9]| [0-9]){1,14}")
_YEAR_APART = re.compile(r"(?:19|20) [0-9]{2}")
_YEAR_SIGN = re.compile(r" {0,2}年")
_THOUSANDS_APART = re.compile(r"[1-9][0-9]{0,2}(?: [0-9]{3}){1,3}(?:\.[0-9]+)?")
_PARTED = re.compile(r"[0-9]{1,9}\.[0-9]{1,2} [0-9]{1,2}|[0-9]{1,4} [0-9]{1,4}(?:\.[0-9]{1,4})?")
"""One number with a blank inside, where a word stands right before it: 投资10.1 7亿元."""
_RAGGED = re.compile(r"[0-9](?: [0-9]{1,3}){2,5}|[0-9] [0-9]{3}")
"""1 4 860: a number broken at more than one place, or at its thousands."""
_NUMBERED_THING = re.compile(r"[第表图件号年月注]$")
_DECIMAL_APART = re.compile(r"(?:.* )?([0-9]{1,9} ?\. ?[0-9]{1,4})")
_IS_HAN = re.compile(f"[{_HAN}]")
_SPACE = re.compile(" +")
_ITEM_NUMBER = re.compile(rf"[0-9]{{1,2}}(?:\.| +(?![{_HAN}]?[年月日%万亿]))")


def letter_edits(text: str) -> Iterator[Edit]:
    """Words whose letters stand apart are joined: 重 点 项 目, 2 0 2 4 年 工 作."""
    if _LETTERS_CUE.search(text) is None:
        return
    for match in _LETTERS.finditer(text):
        letters = sum(c > "9" for c in match[0])
        if letters >= _LEAST_LETTERS and 2 * letters >= len(match[0]) // 2:
            yield from ((m.start(), m.end(), "") for m in _SPACE.finditer(text, match.start(), match.end()))


_STOPLESS = re.compile(rf"(?<=[{_HAN}0-9%)”]) (?=[{_HAN}“])")
_DASHED = re.compile(rf"(?: \[[0-9]{{1,2}}\])* - (?=[{_HAN}“])")
_MARKS = re.compile(r"[，。；：]")
_LEAST_BLANKS = 6


def stop_edits(text: str) -> Iterator[Edit]:
    """Commas for the blanks of a line in which blanks stand for them: 实施某工程 改造道路3公里 新建公园2个."""
    if text.count(" ") < _LEAST_BLANKS:
        return
    for line in re.finditer(r"[^\n]{60,}", text):
        blanks = list(_STOPLESS.finditer(text, line.start(), line.end()))
        marks = len(_MARKS.findall(line.group()))
        if len(blanks) < _LEAST_BLANKS or 3 * marks > len(blanks) or len(line.group()) < 5 * len(blanks):
            continue
        dashes = [(m.start(), m.end(), "。") for m in _DASHED.finditer(text, line.start(), line.end())]
        commas = [(m.start(), m.end(), "，") for m in blanks]
        within = [c for c in commas if not any(a <= c[0] < b for a, b, _ in dashes)]
        yield from sorted([*dashes, *within])


def blank_edits(text: str) -> Iterator[Edit]:
    """The edits of lines that hold a blank or the sign of a footnote; most lines do not and cost nothing."""
    sign, done = _BLANK_OR_FOOTNOTE.search(text), 0
    while sign is not None:
        # A line with the break before it and, behind it, the break and the blanks that follow.
        start = max(text.rfind("\n", done, sign.start()), done)
        line_break = _LINE_BREAK.search(text, sign.end())
        done = line_break.end() if line_break else len(text)
        yield from _blank_edits_in(text, start, done)
        sign = _BLANK_OR_FOOTNOTE.search(text, done)


def _blank_edits_in(text: str, begin: int, stop: int) -> Iterator[Edit]:
    for match in _BLANKS.finditer(text, begin, stop):
        start, end, kind = match.start(), match.end(), match.lastgroup
        if kind == "number":
            first = _number_start(text, match)
            yield from ((m.start(), m.end(), "") for m in _SPACE.finditer(text, first, end))
        elif kind == "verb":
            yield start + 1, start + 2, ""
        elif kind == "run":
            new = "\n" if "\n" in match[0] else "\t" if "\t" in match[0] else " "
            if new != match[0]:
                yield start, end, new
        elif kind == "item":
            if _heads_line(text, start):
                yield start, end, ""
        elif kind != "unit" or not _starts_item(text, start):
            yield start, end, ""


_PARTED_SURELY = re.compile(rf"(?<=[{_HAN}] )[0-9]{{1,4}} 0[0-9]{{0,3}}(?= ?[{_HAN}])")


_PARTED_DECIMAL = re.compile(r"[0-9]{1,4} \.[0-9]{1,2} ?[%万亿个米公]")


@lru_cache(maxsize=1)
def _parts_numbers(text: str) -> bool:
    """Whether the text has blanks inside its numbers at random places: 学位 68 00 个."""
    return len(_PARTED_SURELY.findall(text)) > 1 or _PARTED_DECIMAL.search(text) is not None


def _number_start(text: str, match: re.Match[str]) -> int:
    """Where, in a row of digit groups, one number with blanks inside begins; its end if the groups are several."""
    row, start, end = match[0], match.start(), match.end()
    if " " not in row or not _MEASURED.match(text, end):
        return end
    if _YEAR_APART.fullmatch(row) and _YEAR_SIGN.match(text, end):
        return start
    before = text[max(0, start - 1) : start]
    if (
        _RAGGED.fullmatch(row)
        and (_IS_HAN.match(before) or _IS_HAN.match(text, start - 2))
        and before not in "第表图号"
    ):
        return start
    if _IS_HAN.match(before) and _PARTED.fullmatch(row):
        return end if _NUMBERED_THING.match(before) else start
    if before == " " and _IS_HAN.match(text, start - 2) and _PARTED.fullmatch(row) and _parts_numbers(text):
        return start
    decimal = _DECIMAL_APART.fullmatch(row)
    if decimal:
        first = start + decimal.start(1)
        if not decimal[1].count(" ") or not _item_at(text, first):
            return start if _DIGITS_APART.fullmatch(row) else first
        return end
    return start if _DIGITS_APART.fullmatch(row) or _THOUSANDS_APART.fullmatch(row) else end


def _heads_line(text: str, blank: int) -> bool:
    """Whether nothing but one or two digits stands before the blank on its line."""
    return text[max(0, blank - 12) : blank].rpartition("\n")[2].strip(" \t　").isdigit()


def _starts_item(text: str, blank: int) -> bool:
    """Whether the number before the blank is the number of a list item or table row, not a quantity."""
    start = blank
    while start > 0 and blank - start < 3 and text[start - 1].isdigit():
        start -= 1
    return _item_at(text, start)


def _item_at(text: str, start: int) -> bool:
    """Whether a line starts at `start` (blanks aside) with what looks like the number of an item."""
    head = text[max(0, start - 8) : start].rstrip(" \t")
    return (head.endswith("\n") or (not head and start <= 8)) and _ITEM_NUMBER.match(text, start) is not None
