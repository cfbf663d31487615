"""The outline of a text: every line with the headings above it, its tense and its list item."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parsers.ahead import NO_MONTH
from parsers.headings import (
    ABOUT,
    ABOUT_CUE,
    ALONE,
    GROUPED,
    LEVELS,
    PLEDGE_HEADING,
    PLEDGED_WORK,
    SIZED,
    TITLED,
    TOLD_OF,
    heading_of,
    heading_only,
    is_item,
    is_title,
    item_of,
    level_of,
    without_verb,
)
from parsers.headingtense import heading_tense, is_label, prose_tense
from parsers.outlinestate import FOOTER, Line, State
from parsers.parts import is_group
from parsers.records import DocumentKind
from parsers.restated import PLEDGED, PLEDGED_ALONE, PLEDGED_FIRST, RESTATED, labelled, restated, told
from parsers.tablerows import table_row
from parsers.tables import (
    Cell,
    cells_of,
    header_of,
    may_hold_table,
    spaced_cells,
    spaced_header,
    stacked_cells,
    stacked_header,
    two_sided,
)
from parsers.tense import Tense, Turn
from parsers.turns import Place, announced, turns

_LINE = re.compile(r"[^\n]+")
_GOES_ON = re.compile(r"[ 　]*(?:[—–-]{2}|[●•■◆★※·○◎▪]|而|但|不过|同时|此外|其中|另外)")
"""A line that belongs to the paragraph before it."""


def lines(text: str, kind: DocumentKind, year: int | None = None, ahead: float = NO_MONTH) -> Iterator[Line]:
    """The lines of the folded text that can hold statements, with path, tense and item. `year`: what they are for;
    `ahead`: the first month they can only look ahead to."""
    state = State(text, kind, year, may_hold_table(text), ahead)
    spans = [m.span() for m in _LINE.finditer(text) if m.group().strip()]
    state.restated = restated(text, spans) if kind is DocumentKind.BULLETIN else frozenset()
    at = 0
    while at < len(spans):
        start, end = spans[at]
        cells, used = _cells(text, spans, at, state) if state.tabular else ([], 0)
        if used:
            if cells:
                yield from table_row(cells, state)
            state.body, at = True, at + used
            continue
        at += 1
        footer = FOOTER.match(text, start, end) is not None
        state.footer = state.footer or footer
        if state.footer and (footer or len(text[start:end].strip()) < 60):
            continue
        yield _prose(text, start, end, state, spans[at] if at < len(spans) else None)


def _cells(text: str, spans: list[tuple[int, int]], at: int, state: State) -> tuple[list[Cell], int]:
    """The cells of the table row that starts at line `at` and how many lines it takes; 0 lines where there is none.

    A header takes its lines without giving cells.
    """
    start, end = spans[at]
    if " | " in text[start:end] or text.find("\t", start, end) >= 0:
        cells = cells_of(text, start, end, state.columns)
        named = header_of(cells) if cells else None
        state.columns = named or state.columns
        return ([], 1) if named else (cells, 1) if len(cells) > 1 else ([], 0)
    state.sided = state.sided or (state.kind is DocumentKind.BULLETIN and two_sided(text, spans, at))
    spaced = spaced_header(text, start, end)
    stacked = None if spaced else stacked_header(text, spans, at)
    named = spaced or stacked
    if named is not None:
        state.columns = named
        return [], named.width if stacked else 1
    if state.columns is None or not state.columns.numbered or not text[start:end].lstrip()[:1].isdigit():
        return [], 0
    cells = spaced_cells(text, start, end, state.columns)
    if cells:
        return cells, 1
    cells = stacked_cells(text, spans, at, state.columns)
    return cells, len(cells)


def _prose(text: str, start: int, end: int, state: State, following: tuple[int, int] | None) -> Line:
    """A line of prose or a heading, and what it changes for the lines below. `following`: the next line."""
    stripped = text[start:end].strip()
    level, number_end = level_of(text, start, end)
    if state.prose is Tense.REVIEW and state.kind is DocumentKind.OTHER and not _GOES_ON.match(text, start, end):
        state.prose = None if state.announces else state.prose  # news of a list told of last year's in a paragraph
    if level is None and _opens_year(stripped, state):
        state.under([])
        state.prose = Tense.PLAN
    _tell_about(text, (start, number_end, end), level, state)
    heading = heading_of(text, start, number_end if level is not None else start, end)
    headed = heading and (level is not None or len(stripped) < 30)
    own = heading_tense(heading, lambda: state.planned) if headed else None
    if _opens(stripped, heading, own, level, state):
        return Line(start, end, state.path, Tense.PLAN, None, title=True)
    if state.section is None and (level is None or level == len(LEVELS)):
        state.prose = prose_tense(text[start:end]) or state.prose
    state.body = state.body or len(stripped) > 50
    pledge = state.kind is DocumentKind.LIST and PLEDGE_HEADING.search(stripped) is not None
    whole = level is not None and not pledge and heading_only(stripped) and not is_item(text, level, following)
    item = item_of(text, start, end) if level is not None else None
    tense = state.tense
    turned = () if whole else _turned(text, (start, number_end, end), level, state)
    if state.sided and not turned:
        tense = Tense.REVIEW if told(text, start, end) else Tense.PLAN
    if start in state.restated:
        tense, turned = Tense.PLAN, ()
    listed = _announced(text, start, end, state)
    if listed is not None:
        state.under([(-1, listed.group("what"), Tense.PLAN)])  # above whatever numbering the items have
        turned = (*(t for t in turned if t[0] < listed.start()), (listed.start(), Tense.PLAN))
    return Line(
        start, end, state.path, tense, item, title=whole, lead=heading, turns=turned, about=state.about,
        this=state.this, ahead=state.ahead,
    )  # fmt: skip


def _opens(stripped: str, heading: str, own: Tense | None, level: int | None, state: State) -> bool:
    """Note the section that a line opens, with the tense its heading says; whether the line is nothing but a title."""
    if level is not None and level < len(LEVELS):
        state.under([*(s for s in state.stack if s[0] < level), (level, heading or stripped[:40], own)])
        if own is not None or level <= 1:
            state.prose = None
        return False
    if not is_title(stripped, state.body):
        return False
    if own is not None:
        state.under([(0, stripped, own)])
        state.prose = state.prose if is_label(stripped) else own
    elif len(stripped) < 26 and (state.body or (state.stack and is_label(state.stack[0][1]))):
        state.under([(0, stripped, None)])
    return True


def _tell_about(text: str, span: tuple[int, int, int], level: int | None, state: State) -> None:
    """Note the piece of work that a line and those below it are about. `span`: line, words behind the number, end."""
    start, number_end, end = span
    named = ABOUT.match(text[start:end].strip()) if ABOUT_CUE.search(text, start, min(end, start + _OPENING)) else None
    if named is None and level is None and state.headed:
        return
    if named is not None and GROUPED.fullmatch(named["name"]):
        named = None
    opened = _opened(text, number_end, end, numbered=level is not None) if state.kind is DocumentKind.BULLETIN else ""
    state.about = without_verb(named["name"]) if named else opened
    state.this = state.about or state.this
    state.headed = named is not None and end - start - named.end() < 4
    if level is None or state.about or state.kind is not DocumentKind.BULLETIN:
        return
    alone = ALONE.fullmatch(text[number_end:end].rstrip())
    if alone is not None and not is_group(alone["name"]):
        state.about, state.headed = alone["name"], True  # the lines below it tell of it


_OPENING = 64
"""Characters in which the name of a work that a line opens with ends."""
_OPENINGS = (PLEDGED_WORK, TOLD_OF, SIZED)


def _opened(text: str, start: int, end: int, *, numbered: bool) -> str:
    """The work that an item or paragraph of a bulletin opens with, empty where it opens with none."""
    opened = next((m for p in _OPENINGS if (m := p.match(text, start, end))), None) if numbered else None
    if opened is not None:
        return opened["name"]
    titled = TITLED.match(text, start, end)
    name = (titled["quoted"] or titled["plain"]) if titled else ""
    return "" if GROUPED.fullmatch(name) or is_group(name) else name


def _turned(text: str, span: tuple[int, int, int], level: int | None, state: State) -> tuple[Turn, ...]:
    """Where the tense changes inside a line; what outlasts it is noted for the lines below."""
    start, number_end, end = span
    coming = (state.planned or 0) > (state.year or state.planned or 0)
    place = Place(state.tense, state.section is not None, state.kind, state.planned, state.looked_back, coming)
    found = turns(text, start, end, place)
    if level is None and found.carried:
        state.prose = Tense.PLAN if state.announces and state.kind is DocumentKind.LIST else found.carried
        state.looked_back = found.looked_back
    if state.kind is not DocumentKind.BULLETIN:
        return found.turns
    repeated = (RESTATED if level is not None else PLEDGED_ALONE).match(text, number_end, end)
    if repeated is None and level is not None and state.heads:
        repeated = PLEDGED.match(text, number_end, end) or PLEDGED_FIRST.match(text, number_end, end)
    if repeated is None:
        told_apart = labelled(text, start, end)
        return (*told_apart, *(t for t in found.turns if not told_apart or t[0] > told_apart[-1][0]))
    later = (t for t in found.turns if t[0] > repeated.end())
    return ((start, Tense.PLAN), (repeated.end(), Tense.REVIEW), *later)


def _announced(text: str, start: int, end: int, state: State) -> re.Match[str] | None:
    """The words of a paragraph that announce the items below as a list to come."""
    return None if state.listed_from is None else announced(text, start, end, state.year or 0, state.listed_from)


_YEAR_IS = re.compile(r"(20\d\d)年(?:是|，是)")


def _opens_year(stripped: str, state: State) -> bool:
    """Whether a paragraph turns from review to a later year: 2026年是…关键之年."""
    opened = _YEAR_IS.match(stripped) if stripped.startswith("20") else None
    if opened is None:
        return False
    headings = [heading for heading in state.path if not heading.endswith("会议上")]
    years = [int(y) for heading in headings for y in re.findall(r"20\d\d", heading)]
    if not years:
        return state.prose is Tense.REVIEW and int(opened[1]) == state.planned
    return int(opened[1]) > max(years)
