"""The characters a pattern can begin or end with: never too few, or a search would be left out that finds something."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

import pytest

from parsers import clauses, exclusions, headings, lexicon, milestoneclauses, objectframes, prose, quantities, turns
from parsers.edges import first_characters, last_characters, matches_at, without_end

_FIRST = [
    ("新建|改建", "新改"),
    (r"(?:同比)?增长", "同增"),
    (r"(?:(?:到|至)?(?:今|去)年|[①-③]是)+", "到至今去①②③"),
    (r"(?<!不)足|全(?=市)", "足全"),
    (r"[*\-|]+x|\(y\)", "*-|("),
    (r"a{0,2}b|c{1,3}|d*+e|(?P<n>f)", "abcdef"),
    (r"\n|\t?z", "\n\tz"),
]
_LAST = [
    ("新建|修缮", "建缮"),
    (r"(?:已|将)(?:经)?", "已将经"),
    (r"(?:了|新(?=$))+$", "了新\n"),
    (r"计划(?:任务)?$", "划务\n"),
    (r"x[^一]{0,3}(?:建|成)", "建成"),
]


@pytest.mark.parametrize(("pattern", "wanted"), _FIRST)
def test_first(pattern: str, wanted: str) -> None:
    assert first_characters(pattern) == frozenset(wanted)


@pytest.mark.parametrize(("pattern", "wanted"), _LAST)
def test_last(pattern: str, wanted: str) -> None:
    assert last_characters(pattern) == frozenset(wanted)


def test_digits_of_every_script_and_all_blanks() -> None:
    assert first_characters(r"\d年") >= set("09٣３")
    assert first_characters(r"\s") == {c for c in map(chr, range(0x3100)) if c.isspace()}


@pytest.mark.parametrize("pattern", [".年", "[^年]月", r"\w", "(?:甲)?", "[一-鿿]{2}", r"甲*", r"\u4e00"])
def test_nothing_is_said_of_what_can_begin_with_anything(pattern: str) -> None:
    with pytest.raises(ValueError):
        first_characters(pattern)


def _texts(pattern: re.Pattern[str], count: int) -> Iterator[str]:
    draw = random.Random(7)
    pieces = [*re.findall(r"[一-鿿]+|[A-Z][A-Za-z]+ ?©?", pattern.pattern), *"0289年月日（(）) 　、，：一二①\n—-的】"]
    for _ in range(count):
        yield "".join(draw.choices(pieces, k=draw.randrange(1, 6)))


@pytest.mark.parametrize(
    ("pattern", "first", "last"),
    [
        (clauses._HEAD, clauses._HEAD_FIRST, None),
        (clauses._MILD, clauses._MILD_FIRST, None),
        (clauses._STRIP_HEAD, clauses._STRIP_HEAD_FIRST, None),
        (clauses._TAIL, None, clauses._TAIL_LAST),
        (clauses._STRIP_TAIL, None, clauses._STRIP_TAIL_LAST),
        (quantities._BEFORE_END, None, quantities._BEFORE_LAST),
        (quantities._AFTER, quantities._AFTER_FIRST, None),
        (exclusions._RANK, None, exclusions._RANK_LAST),
        (lexicon._FALSE_AFTER, lexicon._FALSE_FIRST, None),
        (milestoneclauses.ENDING, None, milestoneclauses._ENDING_LAST),
        (objectframes._EXCEEDS, None, objectframes._EXCEEDS_LAST),
    ],
    ids=lambda value: "" if value is None or isinstance(value, frozenset) else value.pattern[:12],
)
def test_no_match_is_lost(pattern: re.Pattern[str], first: frozenset[str] | None, last: frozenset[str] | None) -> None:
    """Texts of the words of the pattern itself, drawn at random: what matches has its edge among the characters."""
    matched = 0
    for text in _texts(pattern, 3000):
        if first is not None:
            found = pattern.match(text)
            assert not (found and found.end()) or text[0] in first
        else:
            found = pattern.search(text)
            assert not found or text[-1] in (last or ())
        matched += bool(found and found.group())
    assert matched > 100


@pytest.mark.parametrize(
    ("cue", "pattern", "most_before"),
    [
        (turns._CUE, turns._MARK, turns._MOST_BEFORE_CUE),
        (headings._INLINE_SIGN, headings._INLINE, headings._MOST_BEFORE_SIGN),
    ],
)
def test_looking_at_cues_finds_the_same(cue: re.Pattern[str], pattern: re.Pattern[str], most_before: int) -> None:
    matched = 0
    for text in _texts(pattern, 6000):
        start, end = len(text) // 5, len(text)
        wanted = [m.span() for m in pattern.finditer(text, start, end)]
        assert [m.span() for m in matches_at(cue, pattern, text, start, end, most_before)] == wanted, text
        matched += bool(wanted)
    assert matched > 100


@pytest.mark.parametrize(
    ("cue", "pattern"), [(prose._IMPRINT_CUE, prose._IMPRINT), (prose._LINE_CUE, prose._LINE)], ids=("imprint", "line")
)
def test_lines_of_chrome_hold_a_cue(cue: re.Pattern[str], pattern: re.Pattern[str]) -> None:
    found = [text for text in _texts(pattern, 6000) if pattern.search(text)]
    assert len(found) > 100
    assert all(cue.search(text) for text in found if prose.is_chrome(text) or pattern.fullmatch(text))


def test_without_end() -> None:
    bare = without_end("(?:超过|大关)+$")
    assert (bare("产值超过大关"), bare("产值超过\n"), bare("超过产值"), bare("")) == ("产值", "产值\n", "超过产值", "")
