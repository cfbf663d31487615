"""Why a sentence gave what it gave: the rules that fired, and why each number was left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from parsers import numerals
from parsers.exclusions import EXCLUSIONS
from parsers.normalise import fold
from parsers.records import Facts
from parsers.statements import walk
from parsers.writing import Read


@dataclass(frozen=True, slots=True)
class Fired:
    """A rule and the words it made a row of, in the stored main text."""

    rule: str
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A number that is no quantity, as written, and why."""

    number: str
    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class Explained:
    """A sentence of the main text, its tense (`plan`, `review`), path, rules and excluded numbers."""

    sentence: str
    start: int
    end: int
    tense: str
    path: tuple[str, ...]
    fired: tuple[Fired, ...]
    left_out: tuple[LeftOut, ...]


_MEANING = {e.rule.name: e.rule.meaning for e in EXCLUSIONS}
_NUMBER = re.compile(rf"(?<![\d.])(?:{numerals.DIGITS})[万亿]?")


def explain(text: str, facts: Facts) -> Iterator[Explained]:
    """Sentence by sentence, in text order; sentences without rows or numbers too."""
    folded = fold(text)
    for read in walk(folded.text, facts, every=True):
        start, end = folded.span(read.sentence.start, read.sentence.end)
        fired = []
        for rule, s, e in [(r.rule, r.start, r.end) for r in read.rows] + [
            (f.rule, f.start, f.end) for f in read.found
        ]:
            a, b = folded.span(s, e)
            fired.append(Fired(rule, text[a:b], a, b))
        tenses = sorted({t.value for t in read.sentence.tenses})
        yield Explained(
            text[start:end], start, end, "+".join(tenses), read.sentence.line.path, tuple(fired),
            tuple(_left_out(folded.text, read)),
        )  # fmt: skip


def _left_out(folded: str, read: Read) -> Iterator[LeftOut]:
    used = [r.quantity for r in read.rows]
    seen: list[tuple[int, int]] = []
    for quantity in read.quantities:
        seen.append((quantity.number, quantity.unit_end))
        if quantity.excluded:
            yield LeftOut(quantity.words, quantity.excluded, _MEANING[quantity.excluded])
        elif quantity not in used:
            yield LeftOut(quantity.words, "part", "the old value, the total or a description of another number")
    for match in _NUMBER.finditer(folded, read.sentence.start, read.sentence.end):
        if not any(s <= match.start() < e for s, e in seen):
            after = folded[match.end() : match.end() + 1]
            reason = "a date, year or time" if after in "年月日号时点" and after else "no unit stands behind it"
            yield LeftOut(match.group(), "no-unit", reason)
