"""Real edits of a document, each with what must be reported about it and nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random

from flows.compare import is_pledge
from parsers.records import Comparator, Number, Statement, StatementKind
from parsers.wording import same_value
from storage.records import EventType

Told = tuple[EventType, Number | None, Number | None]


@dataclass(frozen=True, slots=True)
class Edited:
    """The text of the next nights and the events expected over them, as a multiset of (type, old, new)."""

    text: str
    expected: tuple[Told, ...]
    nights: int = 1
    about: str = ""
    also: frozenset[EventType] = field(default=frozenset())
    """Types that may come besides (completion after a bulletin)."""


Edit = Callable[[str, Sequence[Statement], Random], Edited | None]

_TOKEN = re.compile(r"(?<![0-9.])([0-9]+(?:\.[0-9]+)?)(万|亿|千)?")
_SCALE: dict[str | None, int] = {None: 1, "千": 1000, "万": 10_000, "亿": 100_000_000}


def _number_at(text: str, s: Statement) -> tuple[int, int, str | None] | None:
    """Start and end of the number token that carries `low`, and its scale; None where it is not plain digits."""
    if s.low is None or s.low != s.high:
        return None
    hits = [
        h
        for h in _TOKEN.finditer(text, s.start, s.end)
        if same_value(round(float(h[1]) * _SCALE[h[2]], 6), None, float(s.low), None)
    ]
    return (hits[0].start(1), hits[0].end(1), hits[0][2]) if len(hits) == 1 else None


def _alone(text: str, statements: Sequence[Statement], s: Statement) -> bool:
    """Its sentence and its subject are not said twice, and no other statement's number is the same token."""
    same = [x for x in statements if x.subject == s.subject and x.unit == s.unit]
    return text.count(s.quote) == 1 and len(same) == 1


def _choose(
    text: str, statements: Sequence[Statement], rng: Random, want: Callable[[Statement], bool]
) -> tuple[Statement, tuple[int, int, str | None]] | None:
    fit = [(s, at) for s in statements if want(s) and _alone(text, statements, s) and (at := _number_at(text, s))]
    tokens = [at[:2] for _, at in fit]
    fit = [(s, at) for s, at in fit if tokens.count(at[:2]) == 1]
    return rng.choice(fit) if fit else None


def _numbers(s: Statement) -> bool:
    return s.low is not None and s.low > 0 and s.old is None and s.total is None


def _changed(s: Statement, token: str, scale: str | None, up: bool, rng: Random) -> tuple[str, Number]:
    """The token's new digits and the value they make."""
    places = len(token.split(".")[1]) if "." in token else 0
    step = rng.uniform(0.05, 0.6)
    value = float(token) * (1 + step if up else 1 - step)
    smallest = 10**-places
    value = max(value, float(token) + smallest) if up else min(value, float(token) - smallest)
    digits = f"{max(value, smallest):.{places}f}"
    new = Decimal(digits) * _SCALE[scale]
    return digits, int(new) if new == int(new) else float(new)


def _number(up: bool, promise: bool) -> Edit:
    def edit(text: str, statements: Sequence[Statement], rng: Random) -> Edited | None:
        found = _choose(text, statements, rng, lambda s: is_pledge(s) is promise and _numbers(s))
        if not found:
            return None
        s, (start, end, scale) = found
        digits, new = _changed(s, text[start:end], scale, up, rng)
        if same_value(new, None, s.low, None) or float(digits) == 0:
            return None
        down = EventType.PROGRESS_REPORTED if up else EventType.PROGRESS_REGRESSED
        kind = EventType.TARGET_CHANGED if promise else down
        return Edited(text[:start] + digits + text[end:], ((kind, s.low, new),), about=s.quote)

    return edit


_OTHER_UNIT = "个>套 所>间 家>户 人>户 公里>米 套>户 户>套 平方米>亩 座>间 处>座 张>个 亩>公顷 人次>人"
_UNITS = {pair.split(">")[0]: pair.split(">")[1] for pair in re.split(" ", _OTHER_UNIT)}


def unit(text: str, statements: Sequence[Statement], rng: Random) -> Edited | None:
    """另一计量单位: the number stays."""
    found = _choose(
        text, statements, rng, lambda s: s.kind is StatementKind.TARGET and _numbers(s) and s.unit in _UNITS
    )
    if not found:
        return None
    s, (_, end, scale) = found
    at = end + len(scale or "")
    if not text.startswith(s.unit or "", at):
        return None
    edited = text[:at] + _UNITS[s.unit or ""] + text[at + len(s.unit or "") :]
    return Edited(edited, ((EventType.TARGET_CHANGED, s.low, s.low),), about=s.quote)


def comparator(text: str, statements: Sequence[Statement], rng: Random) -> Edited | None:
    """A plain number becomes a lower bound or a rough figure."""
    found = _choose(
        text, statements, rng,
        lambda s: s.kind is StatementKind.TARGET and _numbers(s) and s.cmp is Comparator.EQUAL and s.unit != "%",
    )  # fmt: skip
    if not found:
        return None
    s, (start, _, _) = found
    word = rng.choice(["不少于", "约", "不低于"])
    return Edited(text[:start] + word + text[start:], ((EventType.TARGET_CHANGED, s.low, s.low),), about=s.quote)


def deadline(text: str, statements: Sequence[Statement], rng: Random) -> Edited | None:
    """A deadline is added before a statement; others of its sentence may take it over."""
    fit = [
        s
        for s in statements
        if s.kind is StatementKind.TARGET and _alone(text, statements, s) and s.deadline is None and s.old is None
        and re.search(r"(?:^|[，。；：\n]|\d[.、．])\s*$", text[max(0, s.start - 4) : s.start])
    ]  # fmt: skip
    if not fit:
        return None
    s = rng.choice(fit)
    edited = text[: s.start] + f"{rng.choice([6, 9, 10])}月底前" + text[s.start :]
    begin = max(text.rfind(mark, 0, s.start) for mark in "。；\n")
    same = [x for x in statements if begin < x.start < _sentence_end(text, s.start) and is_pledge(x)]
    also = frozenset({EventType.TARGET_CHANGED}) if len(same) > 1 else frozenset()
    return Edited(edited, ((EventType.TARGET_CHANGED, s.low, s.low),), about=s.quote, also=also)


def _sentence_end(text: str, at: int) -> int:
    ends = [e for mark in "。；\n" if (e := text.find(mark, at)) >= 0]
    return min(ends, default=len(text))


def removed(text: str, statements: Sequence[Statement], rng: Random) -> Edited | None:
    """A paragraph goes. Nothing is said the first night, all its pledges the second."""
    lines = text.split("\n")
    offsets = [0]
    for line in lines:
        offsets.append(offsets[-1] + len(line) + 1)
    fit = []
    for n, _ in enumerate(lines):
        inside = [s for s in statements if offsets[n] <= s.start < offsets[n + 1]]
        if (
            inside
            and all(is_pledge(s) and _alone(text, statements, s) for s in inside)
            and len(inside) * 4 < len(statements)
        ):
            fit.append((n, inside))
    if not fit:
        return None
    n, inside = rng.choice(fit)
    edited = "\n".join(lines[:n] + lines[n + 1 :])
    expected = tuple((EventType.PLEDGE_REMOVED, s.low, None) for s in inside)
    return Edited(edited, expected, nights=2, about=lines[n][:60])


def removed_clause(text: str, statements: Sequence[Statement], rng: Random) -> Edited | None:
    """One clause of a sentence goes; its neighbours stay as they are."""
    fit = []
    for s in statements:
        before, after = text[s.start - 1 : s.start], text[s.end : s.end + 1]
        clear = all(x is s or x.end <= s.start or x.start >= s.end for x in statements)
        if is_pledge(s) and s.low and clear and before in ("，", "；") and after in ("，", "；", "。"):
            fit.append(s)
    if not fit:
        return None
    s = rng.choice([x for x in fit if _alone(text, statements, x)] or fit)
    edited = text[: s.start - 1] + text[s.end :]
    return Edited(edited, ((EventType.PLEDGE_REMOVED, s.low, None),), nights=2, about=s.quote)


def plain_number(text: str, statements: Sequence[Statement], rng: Random) -> Edited | None:
    """A lower bound becomes a plain number."""
    fit = [
        (s, hit)
        for s in statements
        if s.kind is StatementKind.TARGET and s.cmp is Comparator.AT_LEAST and _alone(text, statements, s)
        and (hit := re.search(r"不少于|不低于|以上|超过", text[s.start : s.end]))
    ]  # fmt: skip
    if not fit:
        return None
    s, hit = rng.choice(fit)
    edited = text[: s.start + hit.start()] + text[s.start + hit.end() :]
    return Edited(edited, ((EventType.TARGET_CHANGED, s.low, s.low),), about=s.quote)


_NEW = (
    ("新建社区图书室{}个", 3, 40), ("发放家庭医生签约补贴{}人", 900, 4000), ("改造乡镇集贸市场{}处", 2, 9),
    ("铺设雨污分流管线{}公里", 11, 60), ("为{}户困难家庭更换燃气软管", 300, 2500), ("栽植行道树{}株", 500, 9000),
    ("培训基层网格员{}人次", 100, 900), ("新增共享单车停放点{}处", 12, 90), ("建设乡村篮球场{}个", 2, 20),
)  # fmt: skip


def added(text: str, statements: Sequence[Statement], rng: Random) -> Edited | None:
    """A new sentence with one new pledge, after a paragraph that promises."""
    lines = text.split("\n")
    at = 0
    fit = []
    for n, line in enumerate(lines):
        inside = [k for k, s in enumerate(statements) if at <= s.start < at + len(line) + 1]
        around = statements[max(0, inside[0] - 3) : inside[-1] + 4] if inside else []
        if around and all(is_pledge(s) for s in around):
            fit.append(n)
        at += len(line) + 1
    if not fit:
        return None
    n = rng.choice(fit)
    words, low, high = rng.choice(_NEW)
    value = rng.randint(low, high)
    sentence = words.format(value)
    number = re.match(r"\s*(\d{1,2})([.、])", lines[n])
    line = f"{int(number[1]) + 1}{number[2]}{sentence}。" if number else sentence + "。"
    edited = "\n".join([*lines[: n + 1], line, *lines[n + 1 :]])
    return Edited(edited, ((EventType.PLEDGE_ADDED, None, value),), about=sentence)


EDITS: dict[str, Edit] = {
    "number_up": _number(up=True, promise=True),
    "number_down": _number(up=False, promise=True),
    "unit": unit,
    "comparator": comparator,
    "deadline": deadline,
    "removed": removed,
    "removed_clause": removed_clause,
    "plain_number": plain_number,
    "added": added,
    "bulletin_up": _number(up=True, promise=False),
    "bulletin_down": _number(up=False, promise=False),
}
