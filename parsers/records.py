"""The records that leave `parsers/`: frozen dataclasses and the closed sets they use.

Offsets are character positions in the *stored main text* (simplified characters, pinyin notes removed, nothing else
folded), and `text[start:end] == quote` holds for every statement.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

Number = int | float


class StatementKind(StrEnum):
    """The four kinds of statement."""

    TARGET = "target"
    MILESTONE = "milestone"
    ACHIEVED = "achieved"
    STATUS = "status"


class Comparator(StrEnum):
    """How the number is meant."""

    EQUAL = "="
    AT_LEAST = ">="
    AT_MOST = "<="
    ABOUT = "~"
    RANGE = "range"


class WorkStatus(StrEnum):
    """The state of a piece of work as a sentence words it."""

    PREPARING = "preparing"
    STARTED = "started"
    UNDER_WAY = "under_way"
    COMPLETED = "completed"


class Theme(StrEnum):
    """Closed set of themes."""

    EMPLOYMENT = "就业"
    EDUCATION = "教育"
    HEALTH = "医疗卫生"
    ELDERLY = "养老"
    SOCIAL_SECURITY = "社会保障"
    HOUSING = "住房"
    URBAN_RENEWAL = "城市更新"
    TRANSPORT = "交通市政"
    ENVIRONMENT = "生态环境"
    COMMERCE = "商业便民"
    CULTURE = "文化旅游"
    SPORT = "体育"
    SAFETY = "公共安全"
    ECONOMY = "经济产业"
    GOVERNANCE = "政务改革"
    OTHER = "其他"


class DocumentKind(StrEnum):
    """What a document is."""

    LIST = "list"
    REPORT = "report"
    BULLETIN = "bulletin"
    OTHER = "other"


class PageProblem(StrEnum):
    """Why a fetched page is not to be compared: it becomes `suspect`, never a change."""

    NO_MAIN_TEXT = "no_main_text"
    CHALLENGE = "challenge"
    RATE_LIMITED = "rate_limited"
    MAINTENANCE = "maintenance"
    LOGIN = "login"
    MESSAGE = "message"
    HOME_PAGE = "home_page"
    EMPTY_LIST = "empty_list"
    NOT_READABLE = "not_readable"


@dataclass(frozen=True, slots=True)
class Statement:
    """One row as `gold/GUIDELINES.md` defines it. `low` and `high` are None for milestone and status rows."""

    kind: StatementKind
    quote: str
    start: int
    end: int
    action: str
    subject: str
    theme: Theme
    rule: str
    confidence: float
    cmp: Comparator | None = None
    low: Number | None = None
    high: Number | None = None
    unit: str | None = None
    old: Number | None = None
    """The old value in 从X提高到Y; `from` in JSON."""
    status: WorkStatus | None = None
    deadline: str | None = None
    """ISO date `2026-10-31` where the year is known, else as written."""
    path: tuple[str, ...] = ()
    """Headings above the statement, outermost first."""
    item: int | None = None
    """Number of the list item the statement stands in."""
    place: str | None = None
    """A lower place named inside the statement (东丽区), full name where it is certain."""
    total: Number | None = None
    """The m of n of m (48项中已有24项完成: low 24, total 48)."""
    of_task: bool = False
    """The percentage is a share of the year's task (完成全年任务的30.7%)."""
    cumulative: bool = False
    """The figure is said to be cumulative (累计, 截至)."""


@dataclass(frozen=True, slots=True)
class Region:
    """One row of `seeds/regions.csv`."""

    code: str
    name: str
    full_name: str
    level: int
    """1 province or municipality, 2 prefecture, 3 district or county."""


@dataclass(frozen=True, slots=True)
class Given:
    """What the caller knows about a document; it wins over what the text says."""

    place: str | None = None
    year: int | None = None
    url: str | None = None
    title: str | None = None
    published_at: date | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What a document says about itself. None where neither text nor caller says it."""

    kind: DocumentKind
    place: str | None
    year: int | None
    period: str | None
    """`year`, `Q1`, `H1`, `Q3`, or an ISO date for 截至."""
    title: str | None
    published_at: date | None
    issuer: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A document read: its facts, its stored main text and its statements in text order."""

    facts: Facts
    text: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class MainText:
    """The body cut out of a page. `problem` set means `text` must not be compared."""

    text: str
    title: str | None
    published_at: date | None
    layout: str
    """Name of the layout that was recognised, or `unknown`."""
    charset: str
    problem: PageProblem | None = None
    detail: str = ""
    """In words, why it is a problem."""
    attachments: tuple[str, ...] = ()
    """Absolute addresses of attachments linked from the article."""
    whole_url: str | None = None
    """Address that shows the whole document where this page shows only a part of it."""
    further_urls: tuple[str, ...] = ()
    """Addresses of the article's other pages, in order, where a portal publishes it in several."""
