"""How a bulletin's words say the state of work: started, under way, completed; and states without 已 or 正在."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from parsers.clauses import skip_times, tidy
from parsers.records import WorkStatus
from parsers.workstatus import of_words


@dataclass(frozen=True, slots=True)
class Found:
    """A row without a number, offsets in the folded text."""

    start: int
    end: int
    action: str
    subject: str
    rule: str
    status: WorkStatus | None


BAD_SUBJECT = re.compile(
    r"^(?:[促稳扩抓强惠调][一-鿿]{1,3}、|一[所座个条处]|十[来几]|[几数]十|分别|于\d|较好地|(?:落实|加强|强化|坚持|扩大)(?!.{0,20}(?:工程|项目)$)|完成时限|届时|(?:城市)?“断头路”$|一(?P<each>[一-鿿])(?P=each)|一[幅幕张派]|[一-鿿、]{1,12}难$|针对|根据|按照|结合|待[^，。；]{2,16}后|(?:建设|改造|施工)(?:并|$)|[该本](?:项目|工程|街道|区|县|市)$|正在|均|已|随着|以上|上述|其余|其他|各项|有关|(?:全年|年度|既定|预定)(?:工作)?(?:目标)?任务(?:目标)?$|[一-鿿]{0,4}生产任务$|全年目标|一批|一系列|相关|所有|"
    r"多项|多个|工作|项目|全部|年度目标$|目标任务$|部分|这|那|更多|各类|优质|一些|大批|"
    r"人民群众|我们|他们|大家)|.{0,60}(?:更加|变得|越来越|日益|的任务|以来|最后一[公里米]+”?)$"
)


def overlaps(taken: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether one of the sorted stretches meets start..end; stretches are short, so few need a look."""
    index = bisect_left(taken, (end, 0))
    return any(e > start for _, e in taken[max(0, index - 12) : index])


_UNMARKED = re.compile(
    r"(?<=[一-鿿]{6})(?P<under>(?:施工|建设|装修|改造|安装|铺设|开挖|浇筑|招标|办理)(?:中|完毕))$|"
    r"(?:项目|工程|学校|分校|小学|中学|幼儿园|医院|中心|公园|大桥|泵站|水厂|码头|街区□*|体育馆|文化馆|图书馆|博物馆|改造|建设|整治|治理|修复|迁建|扩建|铺设|提升|[一二三四]期|(?<=.{6})(?:工作|服务|采购))(?P<said>(?:进入|处于)[^，。；]{2,12}阶段|(?:有序|稳步|加快|顺利|按计划|持续|正常)(?:推进|实施|建设|开展|"
    r"施工)(?:中)?|启动[^，]{0,4}(?:调试|试运行|安装|装修|施工|招标|招商)|开始[一-鿿]{0,4}(?:施工|铺设|安装|装修|调试)|"
    r"(?:推进|建设|施工|实施)中|完成(?:招标|立项|可研|设计|选址|备案|环评|征迁|主体[^，。；]{0,6}))$"
)
_NAMED = re.compile(
    r"□{4,}(?:项目|工程|活动|行动|平台|任务)?(?:于|在)?(?:\d{1,2}月(?:份|底|初|中旬|上旬|下旬)?|[一二三四]季度|提前|如期|按期|顺利|"
    r"全面|成功|正式|全部|基本)*(?P<said>(?:完成|建成|建立|成立|组建|开工|启动|投用|投入使用|通过|实现|发布|举办|竣工|完工|进入|进场)"
    r"[^，。；]{0,40})$"
)
_UP_TO = re.compile(
    r"(?P<name>[^，。；：]{3,30}?)(?:已|目前)?(?P<v>完成|施工|建设|浇筑)至(?P<what>[^，。；]{1,10}(?:层|楼面|楼|米|高程|零))"
)
"""甲学校施工至地上五层: how far the building has come."""


def unmarked(text: str, masked: str, start: int, end: int) -> Iterator[Found]:
    """甲项目进入收尾阶段: a state without 已 or 正在."""
    named = _NAMED.fullmatch(masked, start, end)
    if named is not None:
        said = text[named.start("said") : end]
        name = tidy(text[start : start + masked[start:end].count("□")])
        yield Found(start, end, first_verb(said), name + object_of(said), "state-marked", of_words("已", said))
        return
    reached = _UP_TO.fullmatch(masked, skip_times(masked, start, end), end)
    if reached is not None:
        name = tidy(text[reached.start("name") : reached.end("name")] + reached["what"])
        yield Found(reached.start(), end, reached["v"], name, "state-marked", WorkStatus.UNDER_WAY)
        return
    state = _UNMARKED.search(masked, start, end)
    if state is None:
        return
    begin = skip_times(masked, start, end)
    said = state["said"] or state["under"]
    subject = tidy(text[begin : state.start("said" if state["said"] else "under")])
    if len(subject) >= 6 and not BAD_SUBJECT.match(subject):
        mark = "已" if said.endswith("完毕") else "正在"
        yield Found(begin, end, first_verb(said), subject, "state-marked", of_words(mark, said))


def own_work(text: str, match: re.Match[str], end: int) -> Iterator[Found]:
    """已开展甲并制定乙: no subject before the mark; each verb has its own object."""
    at = match.end()
    for part in re.split(r"并(?=[一-鿿]{2})", text[at:end]):
        stop = at + len(part)
        verb = _ACTION.match(part)
        subject = tidy(part[verb.end() :]) if verb else ""
        if verb and len(subject) >= 4 and not BAD_SUBJECT.match(subject):
            yield Found(at, stop, verb.group(), subject, "state-marked", of_words(match["mark"], part))
        at = stop + 1


_ACTION = re.compile(
    r"开展|完成|确定|启动|建立|发布|公布|铺设|拟定|制定|编制|建成|开工|复工|竣工|投用|投入使用|组织|进行|推进|实施|办理|形成|通过|签订|"
    r"招标|筹备|落实|申报|下达|上线|开通|进场|施工|征集|收尾|验收|召开|举办|印发|"
    r"出台|成立|发放|列入|开放|贯通|通车|合龙|对外服务|对外开放|服务(?=$)|迁入|入住|入驻|挂网|批复|到位|到货|开园|开馆|开诊|开街|做|取得|进入|投产|开业|交付|移交|纳入|提交|封顶|运营|运行|装修|安装"
)


def object_of(said: str) -> str:
    """What the verb of 完成管道铺设 is done to; empty where there is no verb or object."""
    match = _ACTION.search(said[:12])
    words = tidy(said[match.end() :]) if match else ""
    return words if len(words) <= 40 else ""


_WHEN = re.compile(
    r"^[于在]?(?:20\d\d年)?\d{1,2}月(?:\d{1,2}日|[上中下]旬|底|初|份)?(?:正式|全面|顺利)?|^(?:全线|主线|面?[向对](?:社会|市民|公众|群众|读者|游客|居民|全社会)(?:免费)?)(?=[一-鿿]{2})"
)


def first_verb(said: str) -> str:
    """The action of what is said behind the mark: 施工 of 施工至三层."""
    said = _WHEN.sub("", said)
    match = _ACTION.search(said[:12])
    return match.group() if match else said[:2]
