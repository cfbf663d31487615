"""Statements without a number: milestones of plans, and the state of named work in bulletins and reviews."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from parsers.clauses import Sentence, holds, skip_adverbs, skip_times, tidy
from parsers.edges import last_characters
from parsers.records import DocumentKind, WorkStatus
from parsers.states import BAD_SUBJECT, STARTED, Found, overlaps, states
from parsers.tense import Tense
from parsers.verbheads import trie_pattern

_EVENTS = r"会|赛|节|展|活动|论坛|博览|比赛|马拉松|仪式|会议|联赛|锦标赛|杯|周|月|讲堂"
_VAGUE = re.compile(
    r"(?:体系|机制|格局|氛围|环境|能力|水平|模式|基础|合力|优势|局面|作用|力度|制度|框架|方式|路径|环节|质效|服务|"
    r"成果|成效|生态|保障|优化|提升|更新|转型|发展|新高地|防线|屏障|联动|意识|"
    r"优先|政策|突破|举措|治理|关系|导向|"
    r"统一|结合|动能|引擎|标杆|亮点|样板|高地|贡献|跨越|循环|转化|衔接|现代化|均等化|常态化|一体化|规范化|标准化|"
    r"便利化|任务落实|新进展|新局面|统筹|精神|建设年|成就|进展|胜利|增长|稳定|平衡|"
    r"发展目标|增收|共赢)$"
)
_VERB_OBJECT = re.compile(
    r"(?P<v>建成投用|建成投运|建成投产|建成开放|建成启用|建成|建设投用|竣工投用|投入使用|投用|启用|开工建设|动工建设|动工|动建|开工|竣工|启动实施|启动建设|启动|"
    r"开办|开设|开通|举办|承办|主办|成功举办|组建成立|挂牌成立|成立|组建|创建|创成|"
    r"争创|获评|获批|荣获|入选|筹建|"
    r"实现|完成|办好|建立|开展|开诊|设立|打通|通车|上线|揭牌|增开|出台|筹办|通过|编制完成|放开|全面消除|消除|开馆|"
    r"建设完成)(?:了)?"
)
_ENDING = re.compile(
    r"(?P<v>正式投入使用|(?:整体)?搬迁(?:投用|启用|入驻)|(?:完成|完工)(?:投用|通车|验收)|投入使用|建成投用|建成投运|建成投产|建成开诊|建成开放|建成启用|建成使用|建成通车|建成运营|"
    r"建成|竣工投用|竣工通车|竣工验收|下闸蓄水|全线贯通|全线通车|具备通车条件|竣工投产|竣工|完工|开工建设|"
    r"开工|动工|复工|通车运营|通车|投产运行|投产达效|投产达产|投产|投运|投用|开诊|开园|开馆|开业|开放|"
    r"(?:安装|敷设|铺设|施工|建设|整治|清理|验收|调试|粉刷|装修)(?:到位|完毕|完成)|(?<!实现)(?<!达到)(?<!了)全覆盖|启用|正式实施|正式施行|上线运行|上线试运行|上线运营|上线|正式运行|正式运营|投入运营|投入运行|试运行|试运营|首店运营|运营|揭牌运营|揭牌成立|揭牌|"
    r"挂牌成立|挂牌|落户|签约落地|落地建设|落地|达产|量产|获批|收官|封顶|主体完工|封闭施工|"
    r"完成|出让|交付使用|交付|办复|通航|在[^，]{1,4}(?:举办|召开)|启动建设|启动|成立|摘帽|出列|验收)(?:了)?$"
)
_OBJECT_RULES: dict[str, re.Pattern[str]] = {
    "完成": re.compile(
        r"(?:任务|建设|改造|编制|筛查|工程|普查|迁建|项目|改革|普法|修订|规划|验收|整治|招标|搬迁|扩建|重建|拆除|创建|换届|"
        r"选举|修缮|治理|整改|主体|区划|清零|建档|方案|挂牌|登记|目标|扩面|大修|维修|修复|铺设|安装|拓宽|加固|清淤|升级|提升|绿化|亮化|硬化|购买|检测|排查|评估|签约|采购|招录|发放|认定|工作|施工|浇筑|封顶|结顶|基础|吊装|铺装|敷设|摊铺)"
    ),
    "实现": re.compile(
        r"(?:全覆盖|通车|投产|竣工|投用|开工|脱贫摘帽|清零|“?一网通办|摘帽|连冠|投运|运营|通航|量产|达产|全域覆盖|开通运行|开通运营|开通|贯通|"
        r"双覆盖)$|□$"
    ),
    "办好": re.compile(rf"(?:{_EVENTS})(?:等[一-鿿]{{0,8}})?$"),
    "通过": re.compile(r"(?:复审|验收|评估|认定|审批|审查|评审|复核|督导|考核)$"),
    "筹办": re.compile(rf"(?:{_EVENTS})$"),
    "建立": re.compile(r"(?:集团|中心|联盟|基地|站|室|库|平台|队伍?|基金|公司|委员会|学院|研究院|园|档案|馆)$"),
    "开展": re.compile(r"(?:试点|普查|试点工作)$"),
    "出台": re.compile(r"□|(?:条例|办法|规划|细则|实施方案)$"),
    "启动": re.compile(r"."),
    "创建": re.compile(
        r"(?:区|县|市|城市|学校|乡镇|镇|村|社区|基地|园|单位|中心|示范|品牌|街道|商圈|医院|□|企业|站|店|家庭|机关|"
        r"景区|城)"
    ),
}
_FINISH = frozenset(("建成", "投入使用", "竣工", "完成", "实现"))
_NEGATIVE = re.compile(r"尚未|未能|不够|不足|亟待|有待|没有|还需|问题")


_NOT_YET = re.compile(r"尚未|未能|还未|暂未")
_SOLVING = re.compile(r"解决|缓解|破解|化解|改善|消除|补齐|整治|整改|改变|杜绝|针对")
_MANNER = re.compile(
    r"(?:倒排|挂图|抢抓|紧盯|压茬|优化|强化|细化|加强|科学|严格|统筹|全力以赴|克服|加快(?=进度)|抢)[^□]{0,8}$"
)


def _faulted(masked: str, sentence: Sentence) -> bool:
    """Whether the sentence names a shortcoming, not one that the work removes: 解决座位不足问题."""
    for start, end in sentence.clauses:
        if _NOT_YET.search(masked, start, end):
            continue
        fault = _NEGATIVE.search(masked, start, end)
        if fault and not _SOLVING.search(masked, start, fault.start()):
            return True
    return False


_CUE_WORDS = """
建成 投入使用 投用 启用 开工 竣工 启动 开办 开设 开通 举办 承办 主办 成立 组建
创建 创成 争创 获评 获批 荣获 入选 筹建 实现 完成 办好 建立 开展 开诊 设立 打通
通车 上线 揭牌 增开 出台 筹办 通过 放开 消除 开馆 完工 动工 复工 蓄水 投产 投运
开园 开业 开放 运行 运营 挂牌 落户 落地 达产 量产 收官 封顶 施工 出让 交付 办复
通航 动建 召开 全覆盖 到位 完毕 摘帽 出列 验收
"""
_CUE = re.compile(trie_pattern(_CUE_WORDS.split()))
_STATE_CUE = re.compile(
    rf"{_CUE.pattern}|已|正|(?:项目|工程)(?:进入|处于|有序|稳步|加快|顺利|按计划|持续|推进|建设|实施)"
)


def cues(masked: str, kind: DocumentKind) -> list[int]:
    """Where words stand that every row without number needs, in one pass over the text."""
    pattern = _CUE if kind is DocumentKind.REPORT else _STATE_CUE
    return [m.start() for m in pattern.finditer(masked)]


def find(
    text: str, masked: str, sentence: Sentence, kind: DocumentKind, taken: list[tuple[int, int]], cues: list[int],
    about: str = "",
) -> Iterator[Found]:  # fmt: skip
    """The rows without number of a sentence, from the words at `cues`.

    `taken`: sorted stretches of its rows with a number. `about`: what a clause is about that does not say it.
    """
    stating = kind is not DocumentKind.REPORT
    if (not stating and not holds(cues, sentence.start, sentence.end)) or _faulted(masked, sentence):
        return
    if stating and Tense.REVIEW in sentence.tenses:
        stated = list(states(text, masked, sentence, taken))
        yield from stated
        taken = sorted([*taken, *((s.start, s.end) for s in stated)])
    before: tuple[int, int] | None = None
    label, opening = "", _opening(text, masked, sentence)
    for start, end in sentence.clauses:
        if masked.startswith("：", end) and _LABEL.fullmatch(masked, start, end):
            label = tidy(text[skip_times(masked, start, end) : end])
        above, before = before, before if before and _MANNER.match(masked, start, end) else (start, end)
        if not holds(cues, start, end):
            continue
        start = _behind(masked, taken, start, end)
        if not holds(cues, start, end) or _NOT_YET.search(masked, start, end) or overlaps(taken, start, end):
            continue
        tense = sentence.tense_at(start)
        for begin, stop in _members(masked, start, end):
            found = _clause(text, masked, begin, stop, tense)
            found = found or _finishing(text, masked, above, (begin, stop), tense)
            known = label or sentence.line.about or opening or (about if tense is Tense.PLAN else "")
            if found is not None and _ONLY_PART.fullmatch(found.subject):
                found = _whole(text, masked, above, found) or (_of(found, known) if known else None)
            if found is None and known:
                found = _about(text, masked, begin, stop, tense, known)
            if found is not None:
                yield found


_OPENS = re.compile(
    r"[^，。；：\d]{4,28}?(?:场|馆|路|桥|校|小学|中学|幼儿园|项目|工程|中心|医院|公园|广场|道|线|站|厂|楼)(?:(?:[东西南北]段|[一二三]期|□+))?"
    r"(?=尚|目前|已|正|位于|计划|拟|预计|将)"
)


def _opening(text: str, masked: str, sentence: Sentence) -> str:
    """The named place or work a sentence of several clauses opens with: 柳桥停车场尚在征拆，预计4月底建成."""
    if len(sentence.clauses) < 2:
        return ""
    start = skip_times(masked, *sentence.clauses[0])
    match = _OPENS.match(masked, start, sentence.clauses[0][1])
    return tidy(text[start : match.end()]) if match else ""


_LABEL = re.compile(r"[^，。；：]{4,30}(?<!方面)(?<!领域)(?<!情况)(?<!任务)(?<!内容)(?<!如下)(?<![类年是])")
_ONLY_PART = re.compile(
    r"(?:工程)?项目|工程|(?:基础|土建|主体)工程(?:建设|施工)?|(?:项目|工程)?主体(?:结构)?(?:建设|工程|施工|封顶)?(?:任务)?|(?:项目|工程)?(?:全部|所有)?(?:建设|改造|施工)(?:任务|工作)?"
)


def _whole(text: str, masked: str, above: tuple[int, int] | None, found: Found) -> Found | None:
    """甲小学扩建工程，年内完成主体建设: the part of the work that the clause before names."""
    named = _WORK_NAMED.match(masked, *above) if above else None
    if above is None or named is None or found.end - above[0] > 120:
        return None
    start = skip_adverbs(masked, above[0], named.end())
    subject = tidy(text[start : named.end()]) + found.subject
    return Found(start, found.end, found.action, subject, found.rule, found.status)


def _of(found: Found, about: str) -> Found:
    return Found(found.start, found.end, found.action, about + found.subject, found.rule, found.status)


_AND_ALSO = re.compile(r"(?<=[一-鿿]{2})并(?:已|将|正式)?[一-鿿]{2,8}$")


def _about(text: str, masked: str, start: int, end: int, tense: Tense, about: str) -> Found | None:
    """于9月全面完工并投入使用: only when it was finished; what, the heading above names."""
    also = _AND_ALSO.search(masked, start, end)
    stop = also.start() if also else end
    match = _ENDING.search(masked, max(start, stop - 12), stop)
    if match is None or match.end() != stop:
        return None
    lead = _LEADS.sub("", text[start : match.start()], count=1)
    if tidy(re.sub(r"^[该本](?:项目|工程)", "", tidy(_BEFORE_FINISH.sub("", lead)))):
        return None
    status = _status(match["v"], about) if tense is Tense.REVIEW else None
    rule = "state-subject-verb" if tense is Tense.REVIEW else "milestone-subject-verb"
    return Found(skip_times(masked, start, match.start()), end, match["v"], about, rule, status)


_WORK_NAMED = re.compile(r"[^，：]{4,50}(?:项目|工程|建设|改造|迁建|扩建)$")
_JOINT = re.compile(r"(?:、|以及|[和及与])(?:新建|建设|改造|完成|建成)?(?:约|不少于|超过)?$")


def before_number(text: str, masked: str, start: int, number: int) -> Found | None:
    """完成青石河综合治理工程和6座泵站建设: what the verb at `start` finishes besides what is counted from `number`."""
    match = _VERB_OBJECT.match(masked, start, number)
    joint = _JOINT.search(masked, max(start, number - 8), number)
    if match is None or joint is None or joint.start() - match.end() < 4:
        return None
    return _verb_object(text, masked, match, joint.start(), Tense.PLAN)


_MEMBER_END = re.compile(
    r"(?<=[一-鿿]{4})(?:投入使用|建成|投用|竣工|开工|通车|投产|运营|启用|开馆|开园|开诊|完工)(?=、[一-鿿]{4})"
)


_ENDING_LAST = last_characters(_ENDING.pattern)


def _ending(masked: str, start: int, end: int) -> re.Match[str] | None:
    """The finishing verb at the end of a clause."""
    if masked[end - 1 : end] not in _ENDING_LAST:
        return None
    return _ENDING.search(masked, max(start, end - 12), end)


def _members(masked: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """甲馆开馆、乙中心投用: each with a finishing verb of its own. Else the clause as it is."""
    last = _ending(masked, start, end)
    if last is not None and last.end() == end:
        for match in _MEMBER_END.finditer(masked, start, end):
            yield start, match.end()
            start = match.end() + 1
    yield start, end


def _behind(masked: str, taken: list[tuple[int, int]], start: int, end: int) -> int:
    """A clause whose first member is taken goes on behind it: 3个码头建成、某航道动工."""
    index = bisect_left(taken, (end, 0))
    stops = [e for s, e in taken[max(0, index - 12) : index] if start <= e < end and masked.startswith("、", e)]
    return max(stops) + 1 if stops else start


_CONTINUING = re.compile(r"深入|持续|继续|扎实|不断|巩固|全面推进|深化")
_LEADS = re.compile(r"(?:可?确保|推动|力争|加快|推进|支持|争取|促进|加快推进|积极|全力|助力|做好|组织|深入|精心|引导)+")


def _clause(text: str, masked: str, start: int, end: int, tense: Tense) -> Found | None:
    if end - start > 160 or end - start < 5:
        return None
    begin = skip_adverbs(masked, start, end)
    lead = _LEADS.match(masked, begin, end)
    head = skip_adverbs(masked, lead.end(), end) if lead else begin
    match = _VERB_OBJECT.match(masked, head, end)
    if match and not (match["v"] in ("开展", "创建", "建立") and _CONTINUING.search(masked, start, head)):
        found = _verb_object(text, masked, match, end, tense)
        if found is not None:
            return found
    match = _ending(masked, start, end)
    if match and match.end() == end:
        plain = skip_times(masked, start, match.start())
        subject_start = head if lead else begin if begin > plain and _IDIOM.match(masked, plain) else plain
        found = _subject_verb(text, masked, subject_start, match, tense)
        if found is None or not _DOES.search(found.subject):
            return found
    return _timed(text, masked, begin, end, tense) or _inner(text, masked, begin, end, tense)


_DOES = re.compile(r"(?<=[一-鿿]{2})完成(?=[一-鿿]|$)")
"""宿舍楼完成主体验收: the last word is part of what was done."""
_PURSUED = re.compile(
    r"(?:(?:全力|加快|抓好|推进|推动|做好|实施|加速|扎实|积极|有序|抓紧|统筹|持续|继续|大力|进一步)+)(?=[^，]{4})|"
    r"(?=[^，]{4,40}(?:项目|工程|建设|改造)(?:建设)?(?:工作)?$)"
)


_TIMES = (
    r"(?:到|于|在|预计|计划|力争|确保)?(?:20\d\d年?|今年|明年)?(?:20\d\d年|年底前?|年内|年末|\d{1,2}月(?:底|份|中旬|上旬|"
    r"末)?(?:前|之前)?|"
    r"[一二三四]季度|上半年|下半年|[春夏秋冬]季(?:学期)?(?:开学)?前?|开学前|供[暖热]季前|春节前|汛期前|国庆(?:节)?前|中秋前|对外)"
)
_LED = re.compile(rf"(?:{_LEADS.pattern})|(?:{_TIMES})")


def _finishing(
    text: str, masked: str, before: tuple[int, int] | None, span: tuple[int, int], tense: Tense
) -> Found | None:
    """推进甲建设，确保年底前竣工: the finishing verb's subject is the object of the clause before."""
    start, end = span
    match = _ending(masked, start, end)
    pursued = _PURSUED.match(masked, *before) if before else None
    if before is not None and _ending(masked, *before) is not None:
        return None  # 计划4月开工，11月完工: no work is named
    if match is None or before is None or pursued is None or not _LED.match(masked, start, end):
        return None
    if len(tidy(_BEFORE_FINISH.sub("", _LEADS.sub("", text[start : match.start()], count=1)))) > 2:
        return None
    subject = tidy(
        re.sub(r"(?<=项目|工程)建设工作$|(?<=建设|改造|项目|工程)工作$", "", text[pursued.end() : before[1]])
    )
    if len(subject) < 4 or BAD_SUBJECT.match(subject) or _VAGUE.search(subject) or end - before[0] > 120:
        return None
    rule = "state-subject-verb" if tense is Tense.REVIEW else "milestone-subject-verb"
    status = _status(match["v"], subject) if tense is Tense.REVIEW else None
    return Found(before[0], match.end(), match["v"], subject, rule, status)


_TIMED = re.compile(
    r"(?P<name>[^，。；：]{4,40}?)(?:计划|预计|拟|将|力争|确保)?(?:于|在)?(?:20\d\d年)?(?:\d{1,2}月(?:底|份|中旬|上旬|下旬|初)?(?:之?前)?|年底前?|年内|"
    r"[一二三四]季度(?:末?前)?|[上下]半年)(?:基本|全面|正式|全部)?(?P<v>完成|启动|开展|实现|制定)(?P<what>[^，。；：的]{2,16})$"
)
_STEP = re.compile(r"主体|基础|招标|设计|方案|接种|筛查|建设|施工|改造|验收|装修|手续|工程|任务|整治|创建|评选|投用")


def _timed(text: str, masked: str, start: int, end: int, tense: Tense) -> Found | None:
    """青石小学11月底前完成主体工程: who, by when, and the step."""
    match = _TIMED.match(masked, start, end) if tense is Tense.PLAN else None
    if match is None or not _STEP.search(match["what"]) or _UNDERTAKEN.search(match["name"]):
        return None
    name = tidy(text[match.start("name") : match.end("name")])
    if len(name) < 4 or BAD_SUBJECT.match(name) or re.fullmatch(_TIMES, name):
        return None
    subject = name + text[match.start("what") : end].strip()
    return Found(match.start("name"), end, match["v"], subject, "milestone-subject-verb", None)


_INNER = re.compile(
    r"(?<=[区县市镇乡])启动(?=[^的，]{4,30}(?:计划|工程|项目|行动|建设)$)|"
    r"(?<![推进深化持续开展争])(?:建成|实现|成功创建|成功举办|完成|创成|获评)(?=[^的]{3})"
)


def _inner(text: str, masked: str, begin: int, end: int, tense: Tense) -> Found | None:
    """A milestone verb inside the clause, behind a subject or a means: 依托园区建成中心."""
    match = _INNER.search(masked[begin:end])
    if match is None or match.start() < 3:
        return None
    inner = _VERB_OBJECT.match(masked, begin + match.start(), end)
    if inner is None:
        inner = _VERB_OBJECT.match(masked, begin + match.start() + 2, end)
    if inner is None:
        return None
    found = _verb_object(text, masked, inner, end, tense)
    if found is None:
        return None
    if inner["v"] not in ("实现", "完成", "创成", "获评"):
        will = _WILL.search(masked, begin, match.start() + begin) or inner["v"] == "启动"
        return found if will else None
    lead = tidy(_LEADS.sub("", text[begin : inner.start()], count=1))
    if not lead or len(lead) > 30:
        return None
    lead = "" if lead in ("这里", "那里", "该县", "该区", "该市") else lead
    return Found(begin, found.end, found.action, lead + found.subject, found.rule, found.status)


_WILL = re.compile(r"(?:将|拟|计划|力争|确保|年底前|年内)(?:新|全面|基本|顺利|如期|正式)?$")
_NO_OBJECT = (
    "的",
    "率",
    "后",
    "投资",
    "以来",
    "以",
    "时",
    "健全",
    "完善",
    "高品质",
    "高质量",
    "高水平",
    "各类",
    "系列",
    "承办",
    "好",
)


def _verb_object(text: str, masked: str, match: re.Match[str], end: int, tense: Tense) -> Found | None:
    verb = match["v"]
    hidden = masked[match.end() : end].rstrip(" 　、")
    stop = match.end() + len(hidden)
    subject = tidy(text[match.end() : stop])
    if len(subject) < 3 or BAD_SUBJECT.match(subject):
        return None
    wanted = _OBJECT_RULES.get(verb)
    if wanted is not None and not wanted.search(hidden):
        return None
    if _VAGUE.search(hidden) and not (
        verb in ("启动", "举办", "开展", "办好") or hidden.endswith("□") or verb == "完成"
    ):
        return None
    if hidden.startswith(_NO_OBJECT) or "…" in hidden:
        return None
    status = _status(verb, subject) if tense is Tense.REVIEW else None
    rule = "state-verb-object" if tense is Tense.REVIEW else "milestone-verb-object"
    return Found(match.start(), stop, verb, subject, rule, status)


_IDIOM = re.compile(r"全面|全力|进一步|大力|积极|如期|按期|高质量|高标准|加快|顺利|圆满")
_AMBIGUOUS = frozenset(
    [
        "开放",
        "启动",
        "完成",
        "落地",
        "验收",
        "成立",
        "上线",
        "运营",
        "建成",
        "落户",
        "挂牌",
        "收官",
        "交付",
        "达产",
        "获批",
        "启用",
        "完工",
    ]
)
_UNDERTAKEN = re.compile(
    r"吸引|招引|扩大|深化|推进|加强|狠抓|推动|加快(?!建)|强化|坚持|确保|促进|健全|围绕|支持|持续|严格|统筹|聚焦|以.{1,8}为"
)


_BEFORE_FINISH = re.compile(
    rf"(?:{_TIMES}|已(?:经)?|正式|全部|全面|成功|顺利|圆满|基本|均|建设|率先|如期|按期|实现|高质量|高标准|提前|按时|"
    rf"主体|预计|将|能|可|有望|恢复|正在|目前|按(?:序时|时序|计划|期)(?:进度)?|，)+$"
)


_WHEN_PLANNED = re.compile(rf"(?<=[一-鿿)])(?:计划|预计|拟)(?:于|在)?{_TIMES}")
"""甲路计划于12月地面道路通车: when stands between the work and its part."""
_COST = re.compile(r"(?:总投资|投资|耗资)[^，。；的]{2,10}元的")


def _subject_verb(text: str, masked: str, start: int, match: re.Match[str], tense: Tense) -> Found | None:
    raw = masked[start : match.start()]
    if raw.endswith("并"):  # 已竣工并投入使用: the first of two verbs ends the subject
        first = _ENDING.search(masked, max(start, match.start() - 13), match.start() - 1)
        if first is None or first.end() != match.start() - 1:
            return None
        found = _subject_verb(text, masked, start, first, tense)
        return replace(found, end=match.end()) if found else None
    cost = _COST.match(text, start, match.start())
    start = cost.end() if cost else start
    subject = tidy(_WHEN_PLANNED.sub("", _BEFORE_FINISH.sub("", text[start : match.start()])))
    if len(subject) < 4 or BAD_SUBJECT.match(subject) or (_VAGUE.search(subject) and match["v"] not in ("完成",)):
        return None
    if match["v"].endswith("召开") and subject.endswith("会议"):
        return None
    if match["v"] == "全覆盖" and tense is Tense.REVIEW:
        return None
    if _UNDERTAKEN.search(raw) and match["v"] in _AMBIGUOUS:
        return None
    status = _status(match["v"], subject) if tense is Tense.REVIEW else None
    rule = "state-subject-verb" if tense is Tense.REVIEW else "milestone-subject-verb"
    return Found(start, match.end(), match["v"], subject, rule, status)


def _status(verb: str, subject: str) -> WorkStatus:
    if STARTED.search(verb):
        return WorkStatus.PREPARING if re.search(r"前期|筹备|招标", subject) else WorkStatus.STARTED
    return WorkStatus.COMPLETED
