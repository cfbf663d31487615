"""The number stands before its noun and the verb behind: 16家企业完成改制, 9个项目全部完工, 4项正在实施."""

from __future__ import annotations

import re

from parsers.clauses import drop_comparison, skip_times, tidy
from parsers.lexicon import Token
from parsers.owners import joined
from parsers.predicates import GOES, noun_of
from parsers.quantities import Quantity
from parsers.scopes import AREA, MAIN_DONE, Row, Scope
from parsers.verbwords import Verb

NAMED = re.compile(r"等$|、|(?:及|和|以及|与)$")
GENERIC = re.compile(r"^(?:项目|工程|政策|工作|措施|活动|赛事|任务|事项)$")
ADVERBS = re.compile(
    r"(?:必须|务必|(?:汛|秋收|节|冬歇|雨季|假期|供暖)后|[上下]半年|[一二三四]季度|\d{1,2}月(?:\d{1,2}日|[上中下]旬|底|份|初)?起?|也|将|要|需|仍|均将|(?:\d{1,2}月(?:份|底|初)?)?开始|完成或超额|完成或提前|正?按(?:照)?(?:序时|时序)(?:进度|计划)?|预计|[春秋]季(?:学期|开学)?|(?:将|已|已经|也将)*(?:于|在)(?:20\d\d年)?(?:今年|明年|本月|下月|上月)?(?:年底|年内|月底|\d{1,2}月(?:份|底|初|\d{1,2}日|[上中下]旬)?)?(?:之?前)?(?:将)?|(?:于|在)?(?:[春夏秋冬]季)?(?:开学|供[暖热]|汛期|春节|国庆(?:节)?|年底|月底|入冬)(?:之)?前|年内|今年(?:内)?|\d{1,2}月底?前?|已(?:经)?|正在|全部|全面|有序|集中|紧张|加紧|抓紧|提前|加速|按序时(?:进度)?|按时序(?:进度)?|按计划|正?着手(?:准备)?|准备|略有|率先|圆满|"
    r"(?<=工程|项目|任务|工作)[总整]体|大幅|全线|汛前|加快|(?:明年|今年|20\d\d年)[初底内]?|拟|计划(?=$|明年|20)|稳步|动态|如期|按期|均|都|顺利|向(?:市民|社会|公众)|"
    r"正(?=$|如期|有序|按|加)|成功|正式|陆续|目前|年内|新|稳定|共|合计|提前或超额|超额|超前|或)+$"
)


_FINISHED = re.compile(r"(?<=[一-鿿]{2})(?:完工|建成|竣工|开工|动工|验收|完成|脱贫)$")
_ALL_OF = re.compile(r"^(?:已|均|都|全部|全面)+(?=[一-鿿]{2})")
_ONLY_WORK = re.compile("改造|建设|整治|修缮|维修|治理|安装|搬迁|拆除|更新|清理|验收")
ALSO_VERB = re.compile(
    r"施工|建设|使用|投用|投入使用|验收|到位|运营|运行|完毕|开[园学诊馆业]|招生|开放|通车|通水|入住|投产|营业|出列"
)
_HOW = re.compile(f"(?:情况)?(?:{GOES})")


_GOING_ON = re.compile(
    r"(?:(?:仍|尚|还|也|均|都)?(?:正)?在|(?:主体|基础|室内外?|地下室)?(?=施工))"
    r"(?P<v>装修|装饰|施工|建设|改造|征拆|招标|安装|推进|办理|审批|铺设|整治|收尾|验收|实施|调试)(?:之中|中)?$"
)
"""What goes on with those counted, where no noun stands between."""
_IDLE = re.compile(
    r"[尚还仍均都至今]*(?P<v>(?:未|没有)能?(?:按计划|如期|按期|按时)?(?:启动|开工|动工|开建|实施|完工|建成|完成))(?:建设|施工|改造)?$"
)
_KEEPS_PACE = re.compile(
    r"[一-鿿]{0,8}?(?P<v>(?:达到|快于)或(?:超过|快于|达到)|达到|超过|快于|慢于|低于|滞后于|落后于|符合)(?:序时|时序|时间|节点)(?:进度)?(?:要求)?"
)
"""13件达到或超过时序进度: how many keep to what was set."""
_PACE_ENDS = "度序时点求"


def going_on(scope: Scope, quantity: Quantity, right: int) -> Token | None:
    """What goes on, waits or keeps its pace, where no noun or a short one stands between: 2家在装修, 6项未启动."""
    masked = scope.masked
    match = _GOING_ON.match(masked, quantity.end, right)
    if match is None and masked[right - 1] in _PACE_ENDS:
        match = _KEEPS_PACE.fullmatch(masked, quantity.end, right)
    if match is None and (masked.find("未", quantity.end, right) >= 0 or masked.find("没有", quantity.end, right) >= 0):
        match = _IDLE.search(masked, quantity.end, right)
    return Token(match.start("v"), match.end("v"), match["v"], frozenset((Verb.EVENT,))) if match else None


def number_noun_verb(scope: Scope, quantity: Quantity, begin: int, right: int, verb: Token) -> Row:
    """16家企业完成改制, 9个项目全部完工."""
    at = skip_times(scope.masked, begin, quantity.start)  # 确保12月20日前20件实事完成
    begin = begin if scope.masked.startswith("的", at) else at
    raw = scope.text[begin : quantity.start]
    if (
        verb.word.endswith("完成") and len(verb.word) > 2 and verb.word[0] not in "未没"
    ):  # 改造完成: the work belongs to the noun
        verb = Token(verb.end - 2, verb.end, "完成", verb.kinds)
    noun = _ALL_OF.sub("", ADVERBS.sub("", drop_comparison(ADVERBS.sub("", scope.words(quantity.end, verb.start)))))
    noun = _WHY.sub("", noun)
    finished = _FINISHED.search(noun)
    if finished is not None and scope.text.startswith(finished.group(), verb.start - len(finished.group())):
        noun = noun[: finished.start()]
        verb = Token(verb.start - len(finished.group()), verb.end, finished.group() + verb.word, verb.kinds)
    lead = _lead(raw, noun)
    action = scope.text[verb.start : verb.end]
    if verb.word in MAIN_DONE:  # 5座水库主体完工: of the main part
        noun, action = noun + action[:2], action[2:]
    if not lead and _ONLY_WORK.fullmatch(noun):  # 38所已全部改造完成
        action, noun = noun + action, ""
    target, end = _target(scope, action, verb.end, right)
    if action == "完成" and target.startswith("投资") and quantity.unit != "元":
        action, target = "完成投资", ""  # 6个项目完成投资3亿元: the money, not the projects
    if ALSO_VERB.fullmatch(target):
        action, target = action + target, ""  # 进场施工
    if noun and REST.fullmatch(lead):
        lead = lead.removesuffix("的") if lead.startswith(("剩余", "余下")) else ""
    if not noun and REST.fullmatch(lead) and scope.rows and scope.rows[-1].quantity.unit == quantity.unit:
        topic, at = scope.subject_before(begin, unit=quantity.unit)
        return Row(
            quantity, "number-noun-verb", action, joined(topic, target), at, max(end, verb.end), verb=verb, base=topic
        )
    start = begin + len(raw) - len(raw.lstrip(" 　、，")) if raw.strip(" 　、，") else quantity.start
    if not noun and not lead:  # 4项正在实施: of what was counted above
        return Row(quantity, "number-noun-verb", action, "", start, max(end, verb.end), verb=verb, prefix=target)
    return Row(
        quantity, "number-noun-verb", action, lead + noun + target, start, max(end, verb.end), verb=verb,
        base=lead + noun if target else "",
    )  # fmt: skip


_WHY = re.compile(r"^(?:因[^，]{2,16}|受[^，]{2,14}影响)$")
"""2户因资金问题尚未开工: why, not what."""
_NOT_LEADING = re.compile(
    r"^(?:共|现|已|还|尚|仍)?有$|^(?:加快|抓紧|推进|完成)+(?:剩余|余下|其余)?$|^约$|^这$|^将?(?:确保|力争)$|^以上$|^.{0,6}共有$|^(?:选择|选取|选定|遴选)$|.{0,12}承诺$"
)


REMAINS = re.compile(r"^[尚仍还]有(?=[一-鿿]{2})")
"""尚有渔屋12户未完成."""


def _lead(raw: str, noun: str) -> str:
    """The words before the number that belong to the name of what is counted."""
    lead = REMAINS.sub("", _NOT_LEADING.sub("", tidy(raw)))
    lead = DECIDED.sub("", lead) if len(lead) > 5 else lead
    lead = "" if AREA.fullmatch(raw.removesuffix("的")) else lead  # 4个渔镇的6个渔园建成
    if lead and NAMED.search(raw.strip()):
        return lead + "等" if GENERIC.match(noun) else ""
    return lead


def _target(scope: Scope, action: str, start: int, right: int) -> tuple[str, int]:
    """What stands behind the verb, and where it ends: 16家企业完成改制."""
    if scope.masked.startswith(("、", "并"), start):
        return "", start
    target, end = noun_of(scope, action, start, right)
    if target.startswith("中") and not target.startswith(("中心", "中小", "中学")):
        return "", start + 1  # 正在施工中
    return ("", end) if _HOW.fullmatch(target) else (target, end)


DECIDED = re.compile(
    r"^[^，。；]{0,24}(?:会议|全会|代会|代表|政府|年初|区委|县委|市委|社会)(?:[^，。；]{0,6})(?:确定|票决(?:产生|通过)?|承诺|公布|安排)的?(?:[一二三四五六七八九十\d]{1,3}个方面)?"
)
"""市人大会议确定的十个方面30件实事: who set them."""
REST = re.compile(r"(?:剩下|其余|其他|其它|其中|另外?|剩余|还有|余下|有|另有)*(?:的)?")
