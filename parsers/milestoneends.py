"""Finishing verbs that stand apart from the work they finish: 推进甲馆建设，年底前竣工; 一期投用，二期开工."""

from __future__ import annotations

import re

from parsers.clauses import skip_times, tidy
from parsers.headings import without_verb
from parsers.milestoneclauses import BEFORE_FINISH, LEADS, TIMED, TIMES, VAGUE, ending, row_of
from parsers.stateforms import BAD_SUBJECT, Found
from parsers.tense import Tense
from parsers.works import behind_office

_AND_ALSO = re.compile(r"(?<=[一-鿿]{2})并(?:已|将|正式)?[一-鿿]{2,8}$")


def only_ends(masked: str, start: int, end: int) -> re.Match[str] | None:
    """The finishing verb at the end of a clause, or the first of two there."""
    also = _AND_ALSO.search(masked, start, end) if masked.find("并", start, end) >= 0 else None
    stop = also.start() if also else end
    match = ending(masked, start, stop)
    return match if match is not None and match.end() == stop else None


def rest_of(text: str, start: int, ends: re.Match[str]) -> str:
    """What stands before the finishing verb besides when: nothing in 于9月全面完工. `ends`: `only_ends`."""
    lead = LEADS.sub("", _AWAITS.sub("", text[start : ends.start()]), count=1)
    return tidy(re.sub(r"^[该本](?:项目|工程)", "", tidy(BEFORE_FINISH.sub("", lead))))


def about_work(text: str, clause: tuple[int, int], ends: re.Match[str], tense: Tense, about: str) -> Found:
    """于9月全面完工并投入使用: only when it was finished; what, the words before it name."""
    start, end = clause
    begin = end - len(text[start:end].lstrip(" 　"))  # with when: 预计3月开馆
    return row_of("subject-verb", (begin, end), ends["v"], about, tense)


def phase_of(text: str, above: tuple[int, int] | None, rest: str, work: str) -> str:
    """渔港公园一期5月开放，二期年底开工: the phase with the name of its work."""
    named = _PHASED.match(text, *above) if above is not None else None
    whole = without_verb(tidy(named["work"])) if named is not None else _PHASE_OF.sub("", work)
    return whole + rest if whole else ""


PHASE = re.compile(r"[一二三四五六]期(?:工程|项目)?")
_PHASED = re.compile(rf"[ 　]*(?P<work>[^，。；：\d]{{3,28}}?)(?={PHASE.pattern})")
_PHASE_OF = re.compile(rf"(?:{PHASE.pattern}|建设|项目)$")
"""云岭科技园建设，一期上半年投用: the phase of what."""
_AWAITS = re.compile(r"^[ 　]*待[^，。；]{2,16}后(?:即|便)?")
"""待附属设施完工后即可通车: what comes first."""


_PURSUED = re.compile(
    r"(?:在[^，\d]{2,8}(?=[新改扩建]))?(?:(?:规划建设|规划|谋划|全力|加快|抓好|协调|推进|推动|做好|实施|加速|扎实|积极|有序|抓紧|统筹|持续|继续|大力|进一步|"
    r"高标准|高质量|新建改建|新建|改建|扩建|改扩建|新改扩建|续建|迁建|建设(?![东西南北中]?路|街|大道)|改造提升|提升改造|改造|打造)+)(?=[^，]{4})|"
    r"(?!作为|随着|依托|围绕)(?=[^，]{4,40}(?:项目|工程|建设|改造)(?:建设)?(?:工作)?$)"
)


_RELATIVE = re.compile(r"^(?:开工|启动|完工|竣工|投用|通车|交付)的(?=[^，]{4})")
"""原计划6月完工的渔路改造工程: which one."""
_NUMBER = re.compile(r"[ 　]*[(（]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）、.．] ?(?=[^\d])")
_LED = re.compile(rf"并?(?:(?:{LEADS.pattern})|(?:{TIMES}))")


def finishing(
    text: str, masked: str, before: tuple[int, int] | None, span: tuple[int, int], tense: Tense
) -> Found | None:
    """推进甲建设，确保年底前竣工: the finishing verb's subject is the object of the clause before."""
    start, end = span
    match = ending(masked, start, end)
    numbered = _NUMBER.match(masked, *before) if before else None
    before = (numbered.end(), before[1]) if before and numbered else before
    before = (behind_office(masked, skip_times(masked, *before), before[1]), before[1]) if before else before
    pursued = _PURSUED.match(masked, *before) if before else None
    if before is not None and ending(masked, *before) is not None:
        return None  # 计划4月开工，11月完工: no work is named
    if match is None or before is None or pursued is None or not _LED.match(masked, start, end):
        return None
    lead = LEADS.sub("", text[start : match.start()].removeprefix("并"), count=1)
    if len(tidy(BEFORE_FINISH.sub("", lead))) > 2:
        return None
    subject = without_verb(
        tidy(re.sub(r"(?<=项目|工程)建设工作$|(?<=建设|改造|项目|工程)工作$", "", text[pursued.end() : before[1]]))
    )
    subject = _RELATIVE.sub("", subject)
    bad = BAD_SUBJECT.match(subject) or VAGUE.search(subject) or subject.endswith("%")
    if len(subject) < 4 or bad or end - before[0] > 120:
        return None
    if TIMED.match(masked, *before):
        return None  # 渔港9月底前完成主体建设，10月开工: a step of a work and when
    return row_of("subject-verb", (before[0], match.end()), match["v"], subject, tense)
