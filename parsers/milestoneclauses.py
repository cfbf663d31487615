"""A clause without a number as a milestone or state: its verb, what it finishes, and when."""

from __future__ import annotations

import re
from dataclasses import replace

from parsers.clauses import skip_adverbs, skip_times, tidy
from parsers.edges import last_characters
from parsers.stateforms import BAD_SUBJECT, Found
from parsers.tense import Tense
from parsers.workstatus import of_work

_EVENTS = r"会|赛|节|展|季|活动|论坛|博览|比赛|马拉松|仪式|会议|联赛|锦标赛|杯|周|月|讲堂"
VAGUE = re.compile(
    r"(?:体系|机制|格局|氛围|环境|能力|水平|模式|基础|合力|优势|局面|作用|力度|制度|框架|方式|路径|环节|质效|服务|"
    r"成果|成效|生态|保障|优化|(?<!改造)提升|更新|转型|发展|新高地|防线|屏障|联动|意识|"
    r"优先|政策|突破|举措|治理|关系|导向|"
    r"统一|结合|动能|引擎|标杆|亮点|样板|高地|贡献|跨越|循环|转化|衔接|现代化|均等化|常态化|一体化|规范化|标准化|"
    r"便利化|任务落实|新进展|新局面|统筹|精神|建设年|成就|进展|胜利|增长|稳定|平衡|"
    r"发展目标|增收|共赢|之年|攻坚期|关键期)$"
)
VERB_OBJECT = re.compile(
    r"(?P<v>建成投用|建成投运|建成投产|建成开放|建成启用|建成|建设投用|竣工投用|投入使用|投用|投运|启用|开工建设|动工建设|动工|动建|开工|竣工|启动实施|启动建设|启动|"
    r"开办|开设|开通|举办|承办|主办|成功举办|组建成立|挂牌成立|成立|组建|创建|创成|"
    r"争创|获评|被评为|被认定为|被命名为|获批|荣获|入选|筹建|"
    r"实现|完成|办好|建立|开展|开诊|设立|打通|通车|上线运行|上线|揭牌|增开|出台|筹办|通过|开放(?=[^，]{3})|编制完成|放开|全面消除|消除|开馆|"
    r"建设完成)(?:了)?"
)
ENDING = re.compile(
    r"(?P<v>正式投入使用|投入试(?:运营|运行|生产)|建成运行|(?:通水|并网|通车)运行|(?:成功|圆满|如期)举办|建成开学|建成招生|建成通水|开学招生|开学|招生|合龙|结顶|(?:主线|全线|隧道)贯通|通水试运行|通水|试开放|(?:首车|首台)?下线|(?:整体)?搬迁(?:投用|启用|入驻)|迁入新址|挂牌(?:运行|运营)|并网供热|(?:完成|完工)(?:投用|通车|验收)|投入使用|建成投用|建成投运|建成投产|建成开诊|建成开放|建成启用|建成使用|建成通车|建成运营|(?:建成|竣工|完工)(?:交付(?:使用)?|投产|开[园馆放街诊业]|启用|投运|运营|验收)|开通运营|启动运营|开街|投入执勤|(?:恢复|实现)通行|恢复通车|贯通|试开[馆园放业]|"
    r"建成|竣工投用|竣工通车|竣工验收|下闸蓄水|全线贯通|全线通车|具备通车条件|竣工投产|竣工|完工|开工建设|"
    r"开工|动工|复工|通车运营|通车|投产运行|投产达效|投产达产|投产|投运|投用|开诊|开园|开馆|开业|开放|"
    r"(?:安装|敷设|铺设|施工|建设|整治|清理|验收|调试|粉刷|装修|浇筑|开挖|灌浆|摊铺|吊装|架设|拆除)(?:到位|完毕|完成|结束)|开幕|(?<!实现)(?<!达到)(?<!了)全覆盖|启用|正式实施|正式施行|上线运行|上线试运行|上线运营|上线|正式运行|正式运营|投入运营|投入运行|试运行|试运营|并网发电|全部并网|首店运营|(?:恢复|重新)(?:营业|开业|开放)|运营|揭牌运营|揭牌成立|揭牌|"
    r"挂牌成立|挂牌|落户|签约落地|落地建设|落地|达产|量产|获批|收官|封顶|主体完工|封闭施工|"
    r"试生产|(?:通水|联动|设备)?调试|点火(?:运行)?|进场施工|(?<=前)(?:全面|全部)?进场|建成供水|供水|"
    r"完成|出让|交付使用|交付|交房|办复|通航|在[^，]{1,4}(?:举办|召开)|启动建设|启动|成立|摘帽|出列|验收)(?:了)?$"
)
_OBJECT_RULES: dict[str, re.Pattern[str]] = {
    "完成": re.compile(
        r"(?:任务|建设|改造|编制|筛查|工程|普查|迁建|项目|改革|普法|修订|规划|验收|整治|招标|招投标|搬迁|扩建|重建|拆除|创建|换届|"
        r"选举|修缮|治理|整改|主体|区划|清零|建档|方案|挂牌|登记|目标|扩面|大修|大中修|维修|修复|铺设|安装|拓宽|加固|清淤|升级|提升|绿化|亮化|硬化|购买|评审|审核|批复|勘探|入户|扩容|桩基|粉刷|装修|装饰|立项|环评|征迁|检测|排查|评估|签约|采购|招录|发放|认定|工作|施工|浇筑|封顶|结顶|基础|吊装|铺装|敷设|摊铺|平整|支护|备案|布展|回填|申报|选址|踏勘|绑扎|贯通|开挖|移交|公示|调试)"
    ),
    "实现": re.compile(
        r"(?:全覆盖|通车|投产|竣工|投用|开工|脱贫摘帽|(?<!动态)清零|“?一网通办|摘帽|连冠|投运|运营|通航|量产|达产|全域覆盖|开通运行|开通运营|开通|贯通|"
        r"双覆盖)$|□$"
    ),
    "办好": re.compile(rf"(?:{_EVENTS})(?:等[一-鿿]{{0,8}})?$"),
    "通过": re.compile(r"(?:复审|验收|评估|认定|审批|审查|评审|复核|督导|考核)$"),
    "筹办": re.compile(rf"(?:{_EVENTS})$"),
    "建立": re.compile(r"(?:集团|中心|联盟|基地|站|室|库|平台|队伍?|基金|公司|委员会|学院|研究院|园|档案|馆)$"),
    "开展": re.compile(r"(?:试点|普查|试点工作)$"),
    "开放": re.compile(r"(?:中心|馆|园|场|站|厅|室)$"),
    "出台": re.compile(r"□|(?:条例|办法|规划|细则|实施方案)$"),
    "启动": re.compile(r"."),
    "创建": re.compile(
        r"(?:区|县|市|城市|学校|乡镇|镇|村|社区|基地|园|单位|中心|示范|品牌|街道|商圈|医院|□|企业|站|店|家庭|机关|"
        r"景区|城)"
    ),
}
_ENDING_LAST = last_characters(ENDING.pattern)


def ending(masked: str, start: int, end: int) -> re.Match[str] | None:
    """The finishing verb at the end of a clause."""
    if masked[end - 1 : end] not in _ENDING_LAST:
        return None
    return ENDING.search(masked, max(start, end - 12), end)


_CONTINUING = re.compile(r"深入|持续|继续|扎实|不断|巩固|全面推进|深化")
LEADS = re.compile(
    r"(?:可?确保|力促|促成|促使|保障(?=[^，]{4,}(?:开通|投用|建成|通车|运营|投产|竣工|完工)$)|协调推进|谋划|推动|力争|加快|推进|支持|争取|促进|加快推进|积极|全力|助力|做好|组织|深入|精心|引导)+"
)


def clause(text: str, masked: str, start: int, end: int, tense: Tense) -> Found | None:
    """The row without number of one clause: verb and object, subject and finishing verb, or a step with its time."""
    if end - start > 160 or end - start < 5:
        return None
    begin = skip_adverbs(masked, start, end)
    lead = LEADS.match(masked, begin, end)
    head = skip_adverbs(masked, lead.end(), end) if lead else begin
    match = VERB_OBJECT.match(masked, head, end)
    if match and not (match["v"] in ("开展", "创建", "建立") and _CONTINUING.search(masked, start, head)):
        found = verb_object(text, masked, match, end, tense)
        if found is not None:
            return found
    match = ending(masked, start, end)
    if match and match.end() == end and not (match["v"] == "全覆盖" and "实现" in masked[start:end]):
        plain = skip_times(masked, start, match.start())
        subject_start = head if lead else begin if begin > plain and _IDIOM.match(masked, plain) else plain
        found = _subject_verb(text, masked, subject_start, match, tense)
        if found is None or not _DOES.search(found.subject):
            return found
    return _timed(text, masked, begin, end, tense) or _inner(text, masked, begin, end, tense)


_DOES = re.compile(r"(?<=[一-鿿]{2})完成(?=[一-鿿]|$)")
"""宿舍楼完成主体验收: the last word is part of what was done."""
TIMES = (
    r"(?:务必)?(?:到|于|在|预计|计划|力争|确保|确定|定于|拟于|将于|争取|有望){0,2}(?:20\d\d年?|今年|明年)?(?:20\d\d年|年底前?|年内|年末|春节前|\d{1,2}月(?:\d{1,2}日|底|份|初|[上中下]旬|"
    r"末)?(?:前|之前)?|"
    r"第?[一二三四]季度末?|上半年|下半年|月底(?:前)?|下个?月底?(?:前)?|入冬前|(?:汛期|雨季|供暖季|学期)结束前|清明节?前|“?[五十]一”?前|[一-鿿]{2}节前|[春夏秋冬]季(?:学期)?(?:开学)?前?|开学前|供[暖热](?:季|期)?前|春节前|主?汛期前|国庆(?:节)?前|中秋前|对外)"
)
TIMED = re.compile(
    r"(?P<name>[^，。；：]{4,40}?)(?:计划|预计|拟|将|力争|确保|务必)?(?:于|在)?(?:20\d\d年)?(?:\d{1,2}月(?:\d{1,2}日|底|份|中旬|上旬|下旬|初)?(?:之?前)?|年底前?|年内|"
    r"[一二三四]季度(?:末?前)?|[上下]半年)(?:基本|全面|正式|全部)?(?P<v>完成|启动|开展|实现|制定)(?P<what>[^，。；：的]{2,16})$"
)
_STEP = re.compile(
    r"主体|基础|招标|设计|方案|接种|筛查|建设|施工|改造|验收|装修|手续|工程|任务|整治|创建|评选|投用|划拨"
)


def _timed(text: str, masked: str, start: int, end: int, tense: Tense) -> Found | None:
    """青石小学11月底前完成主体工程: who, by when, and the step."""
    match = TIMED.match(masked, start, end) if tense is Tense.PLAN else None
    if match is None or not _STEP.search(match["what"]) or _UNDERTAKEN.search(match["name"]):
        return None
    name = tidy(text[match.start("name") : match.end("name")])
    if not _names(name) or re.fullmatch(TIMES, name):
        return None
    subject = name + text[match.start("what") : end].strip()
    return row_of("subject-verb", (match.start("name"), end), match["v"], subject, tense)


_INNER = re.compile(
    r"(?<=[区县市镇乡])启动(?=[^的，]{4,30}(?:计划|工程|项目|行动|建设)$)|"
    r"(?<![推进深化持续开展争])(?:建成|实现|成功创建|成功举办|创成|获评|(?<!工作)(?<!考核)(?:被评为|被认定为|被命名为))(?=[^的]{3})|(?<![推进深化持续开展争])完成(?=[^的]{2})|"
    r"(?<=[院校园馆案目程计统])通过(?=[^，的]{2,16}(?:评审|验收|认定|复审)$)|(?<=[区县市镇乡村])(?:组建|设立)(?=[^的]{4})|"
    r"(?<=[院校园馆区县市镇乡村])创建(?=[^，的]{0,3}(?:级|国家|省|全国|示范|文明|卫生)[^，的]{2,12}$)"
)


def _inner(text: str, masked: str, begin: int, end: int, tense: Tense) -> Found | None:
    """A milestone verb inside the clause, behind a subject or a means: 依托园区建成中心."""
    match = _INNER.search(masked[begin:end])
    if match is None or match.start() < 3:
        return None
    inner = VERB_OBJECT.match(masked, begin + match.start(), end)
    if inner is None:
        inner = VERB_OBJECT.match(masked, begin + match.start() + 2, end)
    if inner is None:
        return None
    found = verb_object(text, masked, inner, end, tense, least=2)
    if found is None:
        return None
    if inner["v"] not in ("实现", "完成", "创成", "获评", "被评为", "被认定为", "被命名为", "创建", "通过"):
        if inner["v"] in ("组建", "设立") and tense is Tense.PLAN:
            return found
        will = _WILL.search(masked, begin, match.start() + begin) or inner["v"] == "启动"
        return found if will else None
    lead = tidy(LEADS.sub("", text[begin : inner.start()], count=1))
    if not lead or len(lead) > 30 or _COUNTED.match(lead):
        return None
    lead = "" if lead in ("这里", "那里", "该县", "该区", "该市") else lead
    return replace(found, start=begin, subject=lead + found.subject)


_COUNTED = re.compile("[两三四五六七八九十][处个座所]")
_WILL = re.compile(r"(?:将|拟|计划|力争|确保|年底前|年内)(?:新|全面|基本|顺利|如期|正式)?$")
_NO_WORK = re.compile(
    r"“(?:[一二三四五六七八九十双零满多][^”]{0,4}(?:下降|提升|增长|突破|改善|丰收|增)|满堂红|开门红|零[^”]{1,4})”$|确定的[^，]{0,6}任务$|\d[^，]{1,6}的(?:年度|全年|目标)*(?:任务|目标)$|的(?:[一二三四五六七八九]成|一半|三分之[一二])(?:以上)?$|"
    r"零的突破|(?:措施|做法|模式|理念)”?$"
)
_NO_OBJECT = (
    "的",
    "并",
    "情况",
    "工程量",
    "总工程量",
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


def verb_object(
    text: str, masked: str, match: re.Match[str], end: int, tense: Tense, *, least: int = 3
) -> Found | None:
    """完成甲学校建设: `match` is the verb with its object behind it, which has at least `least` characters."""
    verb = match["v"]
    hidden = masked[match.end() : end].rstrip(" 　、")
    stop = match.end() + len(hidden)
    subject = tidy(text[match.end() : stop])
    also = _AND_OPENS.search(subject)
    subject = subject[: also.start()] if also else subject
    if len(subject) < least or BAD_SUBJECT.match(subject) or _NO_WORK.search(subject):
        return None
    wanted = _OBJECT_RULES.get(verb)
    if wanted is not None and not wanted.search(hidden):
        return None
    if VAGUE.search(hidden) and not (
        verb in ("启动", "举办", "开展", "办好") or hidden.endswith("□") or verb == "完成"
    ):
        return None
    if hidden.startswith(_NO_OBJECT) or "…" in hidden:
        return None
    return row_of("verb-object", (match.start(), stop), verb, subject, tense)


_AND_OPENS = re.compile(
    r"并(?:于|在)?[^，]{0,10}?(?:正式|全面|如期|顺利|同步)*(?:开学|投用|投入使用|投入运营|开放|运营|启用|通车|招生|开诊|使用|交付|通水|入驻|开工|开工建设)$"
)
"""建成甲学校并于9月1日开学: the second verb is no part of the object."""
_IDIOM = re.compile(
    r"确保|力争|务必|全面|全力|进一步|大力|积极|如期|按期|高质量|高标准(?!(?:基本)?农田)|加快|顺利|圆满"
)
_OF_MUCH = "开放 启动 完成 落地 验收 成立 上线 运营 建成 落户 挂牌 收官 交付 达产 获批 启用 完工"
_AMBIGUOUS = frozenset(_OF_MUCH.split())
_UNDERTAKEN = re.compile(
    r"吸引|招引|扩大|深化|推进|加强|狠抓|推动|加快(?!建)|强化|坚持|确保|促进|健全|围绕|支持|持续|严格|统筹|聚焦|以.{1,8}为"
)
BEFORE_FINISH = re.compile(
    rf"(?:{TIMES}|[向对](?:市民|社会|公众|群众|游客|居民)(?:免费)?|即将|分别(?:于|在)?|(?<=月)、|已(?:经)?|正式|全部|全面|成功|顺利|圆满|基本|均|建设|率先|如期|按期|实现|高质量|高标准|提前|按时|陆续|相继|先后|"
    rf"主体(?=$)|现?(?:调整|推迟|延期|延后|顺延)[至到]|(?<![中平草高])原(?=计划|定|预计|$)|日前|近日|[昨今][日天]|迎来|(?:改造|修缮|整修|升级)后|预计|争取|早日|尽早|尽快|明年|将|能|可|有望|恢复|正在|目前|按(?:序时|时序|计划|期)(?:进度)?|，)+$"
)
_WHEN_PLANNED = re.compile(rf"(?<=[一-鿿)])(?:计划|预计|拟)(?:于|在)?{TIMES}")
"""甲路计划于12月地面道路通车: when stands between the work and its part."""
_SO_FAR = re.compile(r"(?<=[一-鿿]{3}[目程馆校院园路桥厂站心建造])目前(?=[一-鿿]{2})")
"""渔馆建设项目目前主体工程基本完成."""
_BOTH_DONE = re.compile(
    r"(?P<v>建成|竣工|完工|投用|投入使用)并(?:(?:顺利|已|全部)?通过[^，]{0,8}|(?:面)?[向对][^，]{1,6})$"
)
_OF_SCHOOLS = frozenset(("开学", "招生", "开学招生", "建成开学", "建成招生"))
_SCHOOL = re.compile(r"(?:(?<!高)(?<!各)校区?|园|小学|中学|一中|附中|学院|大学|分部|[东西南北]部)$")
_OF_MAIN = re.compile(r"(?<=[一-鿿]{2})主体(?:结构|工程)?(?P<v>封顶|完工|结顶|竣工)$")
_COST = re.compile(
    r"(?:总投资|投资|耗资)[^，。；的]{2,10}元的|由[^，。；]{2,14}(?:承建|建设|投资|实施)的|(?:新建|改建|扩建)的(?=[^，]{4})"
)


def _names(subject: str) -> bool:
    """Whether the words are enough to name a work and no phrase of report language."""
    return (len(subject) >= 4 or _PLACE.fullmatch(subject) is not None) and not BAD_SUBJECT.match(subject)


_PLACE = re.compile("[一-鿿]{2}[路街桥园馆楼]")


def _subject_verb(text: str, masked: str, start: int, match: re.Match[str], tense: Tense) -> Found | None:
    raw = masked[start : match.start()]
    if "正在" in raw and match["v"] in ("调试", "安装调试", "设备调试"):
        return None
    if raw.endswith("并"):  # 已竣工并投入使用: the first of two verbs ends the subject
        first = ENDING.search(masked, max(start, match.start() - 13), match.start() - 1)
        if first is None or first.end() != match.start() - 1:
            return None
        found = _subject_verb(text, masked, start, first, tense)
        return replace(found, end=match.end()) if found else None
    first = _BOTH_DONE.search(raw)
    if first is not None:  # 平台建成并通过验收: the first verb is the one that finishes it
        subject = tidy(BEFORE_FINISH.sub("", text[start : start + first.start()]))
        return row_of("subject-verb", (start, match.end()), first["v"], subject, tense) if _names(subject) else None
    if raw.endswith("通过") and match["v"].endswith("验收"):  # 某园6月通过竣工验收
        subject = tidy(BEFORE_FINISH.sub("", text[start : match.start() - 2]))
        found = row_of("subject-verb", (start, match.end()), "通过", subject + match["v"], tense)
        return found if _names(subject) else None
    main = _OF_MAIN.search(masked, start, match.end())
    named = skip_times(masked, start, main.start()) < main.start() if main is not None else False
    if main is not None and named and match.end() == main.end():  # 冷库主体完工: of the main part, short as it is
        begin = skip_times(masked, start, main.start())
        subject = tidy(text[begin : main.start("v")])
        return row_of("subject-verb", (begin, match.end()), main["v"], subject, tense)
    cost = _COST.match(text, start, match.start())
    start = cost.end() if cost else start
    subject = tidy(_SO_FAR.sub("", _WHEN_PLANNED.sub("", BEFORE_FINISH.sub("", text[start : match.start()]))))
    if not _names(subject) or (VAGUE.search(subject) and match["v"] != "完成" and "□" not in raw):
        return None
    if match["v"].endswith("召开") and subject.endswith("会议"):
        return None
    if match["v"] in _OF_SCHOOLS and not _SCHOOL.search(subject):
        return None
    if match["v"] == "全覆盖" and tense is Tense.REVIEW:
        return None
    if _UNDERTAKEN.search(raw) and match["v"] in _AMBIGUOUS:
        return None
    return row_of("subject-verb", (start, match.end()), match["v"], subject, tense)


def row_of(frame: str, span: tuple[int, int], verb: str, subject: str, tense: Tense) -> Found:
    """A state where the text looks back, a milestone where it looks ahead. `frame`: how verb and subject stand."""
    if tense is Tense.REVIEW:
        return Found(*span, verb, subject, f"state-{frame}", of_work(verb, subject))
    return Found(*span, verb, subject, f"milestone-{frame}", None)
