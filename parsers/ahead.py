"""The months and quarters that a bulletin can only look ahead to."""

from __future__ import annotations

import re

from parsers.records import DocumentKind, Facts

_NAMED_MONTH = re.compile(
    r"(?<!\d)(?P<year>(?:20\d\d|去|上)年)?(?P<month>1[0-2]|[1-9])月(?!(?:\d{1,2}日)?起)(?:(?P<day>\d{1,2})日)?"
)
_QUARTER = re.compile(r"(?<![前\d])(?<![\d去上]年)(?P<of>[二三四])季度(?!以来)")
_QUARTER_BEGINS = {"二": 4, "三": 7, "四": 10}
NO_MONTH = 13
"""Behind every month: the text looks ahead to none."""
_DAYS = 100
"""A month and a day as one number: 9.13 is 13 September."""
_PERIOD_ENDS = {"Q1": 3, "H1": 6, "Q3": 9}


def first_month_ahead(facts: Facts) -> float:
    """The first month of its year that a bulletin can only look ahead to: behind its period, and not before it came
    out, with the day it did (9.13 is 13 September). `NO_MONTH` where it tells neither."""
    period, year, published = facts.period or "", facts.year, facts.published_at
    if facts.kind is DocumentKind.OTHER and published is not None and year in (None, published.year):
        return published.month + 1  # news can tell of any day of its month
    if facts.kind is not DocumentKind.BULLETIN or (published and year and published.year != year):
        return NO_MONTH
    closed = int(period[5:7]) if year and period.startswith(f"{year}-") else _PERIOD_ENDS.get(period)
    return max(closed + 1, published.month + published.day / _DAYS if published else 0) if closed else NO_MONTH


def _comes(named: re.Match[str], ahead: float) -> bool:
    """Whether a month, or a day of it, lies ahead."""
    month = int(named["month"])
    return month + int(named["day"]) / _DAYS >= ahead if named["day"] else month >= int(ahead)


def names_coming(text: str, start: int, end: int, ahead: float) -> bool:
    """Whether a clause names a month or quarter from `ahead` on: 9月份启动接种 in a bulletin to the end of August."""
    if ahead == NO_MONTH:
        return False
    months = _NAMED_MONTH.finditer(text, start, end)
    if any(m["year"] is None and _comes(m, ahead) for m in months):
        return True
    quarter = _QUARTER.search(text, start, end)
    return quarter is not None and _QUARTER_BEGINS[quarter["of"]] >= int(ahead)
