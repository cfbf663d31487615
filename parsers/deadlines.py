"""By when: 年底前, 10月底前, 自7月1日起, as an ISO date where the year is known."""

from __future__ import annotations

import calendar
import re
from functools import lru_cache

from parsers.clauses import Sentence

_VERBS = (
    "可?(?:基本|全面|正式|全部|主体|进场|对外|整体|试)*(?:运营|建成|竣工|完工|投[用入产运]|交[付房]|完成(?!情况|率|的)|开[工园馆诊放学业街]|动工|通[车水]|封顶|启[用动]|"
    "供水|招生|揭牌|合龙|贯通|试运|施工)"
)
_DEADLINE = re.compile(
    r"(?P<since>自|从)?(?:(?P<year>20\d\d)年|(?P<this>今年|本年)|"
    r"(?P<next>明年))?(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日|"
    rf"(?P<end>底|末)|(?P<mid>中旬|上旬|下旬|份)?)?(?:之前|以前|前|起|(?={_VERBS}))"
    rf"|(?P<only>20\d\d)年(?={_VERBS})"
    r"|(?:(?P<year2>20\d\d)年|(?P<this2>今年|本年)|(?P<next2>明年))?(?P<yearend>(?:年底|(?<=20\d\d年)底|(?<=[今本明]年)底)(?:之前|以前|前)?|(?<![月一-鿿])底前|年末前?|年内|"
    rf"[上下]半年|第?[一二三四]季度(?:末)?(?:前|(?={_VERBS}))|"
    r"三季度末|春节前|汛期前|入冬前|[供采][暖热][期季]前)"
    r"|到(?P<until>20\d\d)年(?:底|末)?"
    r"|(?P<term>全年|今年|20\d\d年)(?=[新改扩建完开培发增减达继再])"
)
_TERMS = {
    "上半年": (6, 30),
    "下半年": (12, 31),
    "一季度": (3, 31),
    "二季度": (6, 30),
    "三季度": (9, 30),
    "四季度": (12, 31),
}


_AS_OF = re.compile(r"截[至止]|[由从较比](?:20\d\d年)?$")
_CUE = re.compile(r"[前底起年上下到月季](?:(?<=[前底起])|(?<=年)[内末]|(?<=[上下])半年|(?<=到)20|(?<=月)|(?<=季)度)")
Deadlines = list[re.Match[str]]


def named(text: str, sentence: Sentence) -> Deadlines:
    """The deadlines a sentence names, those of its first 400 characters, and last the one its item or row names."""
    stop = min(sentence.end, sentence.start + 400)
    limit = _limit(text, sentence)
    if _CUE.search(text, sentence.start, stop) is None:
        return [limit] if limit else []
    found = _DEADLINE.finditer(text, sentence.start, stop)
    own = [m for m in found if not _AS_OF.search(text, max(sentence.start, m.start() - 8), m.start())]
    return [*own, limit] if limit else own


_ALONE = (
    r"(?P<since>)(?P<until>)(?P<term>)(?P<only>)(?P<this2>)(?P<next2>)"
    r"(?:(?:(?P<year>20\d\d)年|(?P<this>今年|本年)|(?P<next>明年))?(?P<month>\d{1,2})月"
    r"(?:(?P<day>\d{1,2})日|(?P<end>底|末)|(?P<mid>中旬|上旬|下旬|份)?)?|"
    r"(?:(?P<year2>20\d\d)年)?(?P<yearend>年?底|年内|[上下]半年|第?[一二三四]季度末?))(?:之前|以前|前|完成)?"
)
"""A date that is all a label or a cell says."""
_LIMIT = re.compile(
    r"(?:(?:完成|办结|建设|整改|竣工|实施)?(?:时限|期限)|(?:完成|竣工|完工|建成|交付)时间|时间要求)(?:要求)?(?:为|是)?：?"
    rf"{_ALONE}(?=[。；，)\s|]|$)"
)
"""新建渔民食堂12家。…完成时限：10月底前: of the whole item."""
DATED_CELL = re.compile(_ALONE)
"""A cell that is nothing but a date."""
_LIMIT_CUE = re.compile("时限|期限|时间")
_LABELLED = re.compile(r"\n[ 　]*[(]?[一-鿿]{2,8}：[^\n]{0,60}")
_MOST_LABELLED = 5
_FURTHEST_LIMIT = 400


@lru_cache(maxsize=1)  # asked for every sentence of a text
def _may_limit(text: str) -> bool:
    return _LIMIT_CUE.search(text) is not None


def _limit(text: str, sentence: Sentence) -> re.Match[str] | None:
    """The date by which all of an item or of a table's row is to be done."""
    line = sentence.line
    if line.due is not None:
        return DATED_CELL.fullmatch(text, *line.due)
    if not _may_limit(text):
        return None
    end = min(line.end, sentence.end + _FURTHEST_LIMIT)
    for _ in range(_MOST_LABELLED):  # 责任单位：…, 完成时限：… on lines of their own below the item
        below = _LABELLED.match(text, end)
        if below is None:
            break
        end = below.end()
    return _LIMIT.search(text, sentence.start, end) if _LIMIT_CUE.search(text, sentence.start, end) else None


_TRAILING = re.compile(
    r"(?:全部|全面|基本|正式)?(?:完成|建成|竣工|投用|开工|完工|到位|启用|投入使用|交付|落实|实施)"
    r"(?:使用|运营|建设|任务|投用)?(?=[，。；)\n]|$)|(?:[一-鿿]{2})?(?:到位|完毕|结束)(?=[，。；)\n]|$)"
)
_BREAK = re.compile("[，；。、]")


def deadline(said: Deadlines, before: int, year: int | None, *, past: bool = False) -> str | None:
    """The last deadline that stands before or shortly behind `before`; as written where the year is not known.

    Without one, the deadline of a clause of its own behind it: 发放补贴9600人次，9月底前完成. What is `past`
    has no deadline, but may say since when it holds.
    """
    if not said:
        return None
    if past:
        said = [m for m in said if m["since"]]
    limit = said[-1] if said and said[-1].re in (_LIMIT, DATED_CELL) else None
    said = said[:-1] if limit else said
    last = next((m for m in reversed(said) if _holds(m, before)), None)
    if last is None:
        trailing = [m for m in said if _trails(m)]
        finishing = [m for m in trailing if not _BEGINS.match(m.string, m.end())]
        last = finishing[-1] if finishing else trailing[0] if trailing else None
    last = last or limit
    return _written(last, year) if last else None


_NEAR = 12
_ENDS_IN = "前起底末内年"
"""How a deadline ends that what follows in the sentence may share."""
_LONGEST_LEAD = 30
_OWN_VERB = re.compile(_VERBS)
_CLOSES = re.compile("(?:使用|运营|运行|开放|通车|投用|建设)?[，；。]")


def _holds(match: re.Match[str], before: int) -> bool:
    """Whether the deadline stands before, or shortly behind in the same clause: 新建渔园5个，年底前完成渔道9公里."""
    if match.start() <= before:
        ends = match.group()[-1] in _ENDS_IN or match["term"] is not None
        own = _OWN_VERB.match(match.string, match.end())
        closed = own is not None and _CLOSES.match(match.string, own.end()) is not None
        bound = closed or (own is not None and match.group()[-1] not in "前起")
        alone = _BREAK.search(match.string, match.end(), before) is None
        return alone or (ends and not bound)  # 9月投用 is of its own clause
    return match.start() <= before + _NEAR and _BREAK.search(match.string, before, match.start()) is None


_BEGINS = re.compile(r"(?:全部|全面|正式)?(?:开工|启动)")
_LEADS_IN = re.compile(
    r"(?:[ 　(（]|预计|计划|力争|确保|争取|要求|务必|可望|有望|全部|全面|均|并|拟|将|可|能|于|在|至|到|要|需|目标)*"
)


def _trails(match: re.Match[str]) -> bool:
    """Whether the deadline stands in a clause of its own, which names nothing else: ，9月底前完成."""
    text, start = match.string, match.start()
    clause = 1 + max(text.rfind(sign, max(0, start - _LONGEST_LEAD), start) for sign in "，。；：、（(\n")
    if not clause or _LEADS_IN.fullmatch(text, clause, start) is None:
        return False  # 剩余9公里预计11月底前完工: of that rest
    return _TRAILING.match(text, match.end()) is not None or text.startswith(")", match.end())


def _written(match: re.Match[str], year: int | None) -> str | None:
    if match["term"]:
        return None  # 上半年完成9公里，全年完成30公里: of the year, by no day of it
    if match["only"]:
        return f"{match['only']}-12-31"
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
        (t for name, t in _TERMS.items() if word.removeprefix("第").startswith(name)),
        (12, 31) if "年" in word or word.startswith("底") else None,
    )
    if known is None or term is None:
        return match.group()
    return f"{known}-{term[0]:02d}-{term[1]:02d}"
