"""What the lines above say while a text is read from its top: open headings, tense, table columns."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property

from parsers.ahead import NO_MONTH
from parsers.doctense import announces_works, default_tense
from parsers.records import DocumentKind
from parsers.restated import heads_items
from parsers.tables import Header
from parsers.tense import Tense, Turn
from parsers.turns import planned_year


@dataclass(slots=True)
class Line:
    """A stretch of the folded text to be read as prose. `path` are the headings above it, outermost first."""

    start: int
    end: int
    path: tuple[str, ...]
    tense: Tense
    item: int | None
    title: bool = False
    """A title line, which is read for no statements."""
    lead: str = ""
    """The paragraph's opening sentence, its topic."""
    turns: tuple[Turn, ...] = ()
    """Where inside the line the tense changes."""
    about: str = ""
    """The piece of work that the line is about, by its heading or its own opening."""
    this: str = ""
    """The piece of work named last, which 该项目 means."""
    named: str = ""
    """What a table's row is named."""
    value: bool = False
    """A table's cell that holds nothing but a value."""
    ahead: float = NO_MONTH
    """The first month that the document can only look ahead to."""
    due: tuple[int, int] | None = None
    """Where a table's row says by when all of it is to be done."""
    measured: tuple[int, str] | None = None
    """For a table's cell with a bare number: where its row's name starts, and the unit."""

    def tense_at(self, position: int) -> Tense:
        """The tense of the sentence at `position`."""
        if not self.turns:
            return self.tense
        index = bisect_right(self.turns, position, key=lambda turn: turn[0])
        return self.turns[index - 1][1] if index else self.tense


FOOTER = re.compile(
    r"\s*(?:版权声明|免责声明|相关(?:阅读|链接|新闻|文章)|责任编辑|上一篇|下一篇|扫一扫|打印本页|延伸阅读|推荐阅读|"
    r"热门推荐)"
)
_Heading = tuple[int, str, Tense | None]
"""A heading's level, its words, and the tense it announces."""


@dataclass  # without slots: what the whole text says is worked out once, where a line asks for it
class State:
    """What the lines above say: open headings, the tense of the prose, the columns of the table."""

    text: str
    kind: DocumentKind
    year: int | None = None
    tabular: bool = True
    ahead: float = NO_MONTH
    stack: list[_Heading] = field(default_factory=list)
    path: tuple[str, ...] = ()
    """The open headings, outermost first."""
    section: Tense | None = None
    """The tense of the innermost heading that says one."""
    prose: Tense | None = None
    footer: bool = False
    body: bool = False
    columns: Header | None = None
    looked_back: bool = False
    sided: bool = False
    """A table sets pledges beside progress, but its cells cannot be told apart by their places."""
    restated: frozenset[int] = frozenset()
    """Starts of lines that repeat a pledge."""
    about: str = ""
    """The work that the lines here are about: 该项目."""
    this: str = ""
    headed: bool = False
    """A line of its own names it, so the lines below are about it too."""

    @cached_property
    def own(self) -> str:
        """The text without lines that name other pages."""
        return "\n".join(line for line in self.text.split("\n") if FOOTER.match(line) is None)

    @cached_property
    def planned(self) -> int | None:
        """The year of the commitments."""
        return planned_year(self.own, self.year, self.kind, self.default)

    @cached_property
    def default(self) -> Tense:
        """The tense of the whole document."""
        return default_tense(self.own, self.kind)

    @cached_property
    def announces(self) -> bool:
        """Whether this is a list of items that are planned: it tells of last year in a paragraph, not in items."""
        if self.kind is DocumentKind.OTHER:
            return announces_works(self.text)
        return self.kind is DocumentKind.LIST and self.default is Tense.PLAN and _itemized(self.text)

    @cached_property
    def listed_from(self) -> int | None:
        """The first year that a list announced here can be for, None where the document announces none."""
        if self.kind is DocumentKind.OTHER and _MADE_KNOWN.search(self.own[:_OPENING]):
            return self.year or 0
        return self.year + 1 if self.kind is DocumentKind.BULLETIN and self.year else None

    @cached_property
    def heads(self) -> bool:
        """Whether the items begin with the pledge that they then tell of."""
        return heads_items(self.text)

    def under(self, headings: list[_Heading]) -> None:
        """From here on these headings are open."""
        self.stack = headings
        self.path = tuple(heading for _, heading, _ in headings)
        self.section = next((tense for _, _, tense in reversed(headings) if tense is not None), None)

    @property
    def tense(self) -> Tense:
        """The tense that holds for a line here."""
        return self.section or self.prose or self.default


_MADE_KNOWN = re.compile("票决|公布|出炉|征集|候选|发布")
_OPENING = 400
_ITEMS = re.compile(
    r"(?m)^[ 　\t]*(?:[一二三四五六七八九十]{1,3}[、.．]|[(（][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.、．]|0\d |"
    r"(?:项目|实事)[一二三四五六七八九十\d]{1,3}[：、]|[●•■◆★☑☐✓√➤►▶◇①-⑳])"
)
_LEAST_ITEMS = 3
_SHORT = 150
"""No longer is a line that is an item of a list without numbers."""


def _itemized(text: str) -> bool:
    """Whether a text is made of items, by their numbers or by short lines that count something."""
    if len(_ITEMS.findall(text)) >= _LEAST_ITEMS:
        return True
    counting = [line for line in text.split("\n") if re.search(r"\d[万亿]?[一-鿿]", line)]
    short = sum(len(line) <= _SHORT for line in counting)
    return short > _LEAST_ITEMS and short >= 0.6 * len(counting)
