"""By when: 年底前, 10月底前, 自7月1日起, as an ISO date where the year is known."""

from __future__ import annotations

import calendar
import re

from parsers.clauses import Sentence

_DEADLINE = re.compile(
    r"(?P<since>自|从)?(?:(?P<year>20\d\d)年|(?P<this>今年|本年)|"
    r"(?P<next>明年))?(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日|"
    r"(?P<end>底|末)|(?P<mid>中旬|上旬|下旬|份)?)?(?:之前|以前|前|起)"
    r"|(?:(?P<year2>20\d\d)年|(?P<this2>今年|本年)|(?P<next2>明年))?(?P<yearend>(?<!月)年?底(?:之前|以前|前)?|年末前?|年内|"
    r"上半年|[一二三四]季度(?:末)?前|"
    r"三季度末|春节前|汛期前|入冬前|供暖期前|采暖季前)"
    r"|到(?P<until>20\d\d)年(?:底|末)?"
)
_TERMS = {"上半年": (6, 30), "一季度": (3, 31), "二季度": (6, 30), "三季度": (9, 30), "四季度": (12, 31)}


_AS_OF = re.compile(r"截[至止]")
_CUE = re.compile(r"[前底起年上到](?:(?<=[前底起])|(?<=年)[内末]|(?<=上)半年|(?<=到)20)")
Deadlines = list[re.Match[str]]


def named(text: str, sentence: Sentence) -> Deadlines:
    """The deadlines a sentence names, those of its first 400 characters."""
    stop = min(sentence.end, sentence.start + 400)
    if _CUE.search(text, sentence.start, stop) is None:
        return []
    found = _DEADLINE.finditer(text, sentence.start, stop)
    return [m for m in found if not _AS_OF.search(text, max(sentence.start, m.start() - 8), m.start())]


_TRAILING = re.compile(
    r"(?:全部|全面|基本|正式)?(?:完成|建成|竣工|投用|开工|完工|到位|启用|投入使用|交付|落实|实施)"
    r"(?:使用|运营|建设|任务|投用)?(?=[，。；)\n]|$)"
)
_BREAK = re.compile("[，；。、]")
_OPENS = ("，", "(", "于", "在", "争", "保", "计", "划", "并")


def deadline(said: Deadlines, before: int, year: int | None, *, past: bool = False) -> str | None:
    """The last deadline that stands before or shortly behind `before`; as written where the year is not known.

    Without one, the deadline of a clause of its own behind it: 发放补贴9600人次，9月底前完成. What is `past`
    has no deadline, but may say since when it holds.
    """
    if not said:
        return None
    if past:
        said = [m for m in said if m["since"]]
    last = next((m for m in reversed(said) if _holds(m, before)), None)
    if last is None:
        last = next((m for m in said if _trails(m)), None)
    return _written(last, year) if last else None


_NEAR = 12


def _holds(match: re.Match[str], before: int) -> bool:
    """Whether the deadline stands before, or shortly behind in the same clause: 新建渔园5个，年底前完成渔道9公里."""
    if match.start() <= before:
        return True
    return match.start() <= before + _NEAR and _BREAK.search(match.string, before, match.start()) is None


def _trails(match: re.Match[str]) -> bool:
    text = match.string
    return _TRAILING.match(text, match.end()) is not None and text.endswith(_OPENS, 0, match.start())


def _written(match: re.Match[str], year: int | None) -> str | None:
    if match["until"]:
        return f"{match['until']}-12-31"
    if match["month"]:
        month = int(match["month"])
        known = int(match["year"]) if match["year"] else year + bool(match["next"]) if year else None
        if known is None or not 1 <= month <= 12:
            return match.group()
        last = calendar.monthrange(known, month)[1]
        day = (
            int(match["day"])
            if match["day"]
            else 20
            if match["mid"] == "中旬"
            else 10
            if match["mid"] == "上旬"
            else last
        )
        return f"{known}-{month:02d}-{day:02d}" if 1 <= day <= last else match.group()
    known = int(match["year2"]) if match["year2"] else year + bool(match["next2"]) if year else None
    word = match["yearend"]
    term = next(
        (t for name, t in _TERMS.items() if word.startswith(name)),
        (12, 31) if "年" in word or word.startswith("底") else None,
    )
    if known is None or term is None:
        return match.group()
    return f"{known}-{term[0]:02d}-{term[1]:02d}"
