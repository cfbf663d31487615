"""How far work has come: preparing, started, under way, completed, by what its verb and object say.

A step of a larger work (桩基施工, 主体封顶) leaves the work under way; what only prepares it (选址, 招标) leaves it in
preparation, even where the step itself is done.
"""

from __future__ import annotations

import re
from functools import lru_cache

from parsers.records import Number, WorkStatus

_TO_PREPARE = (
    r"前期(?:工作|手续|准备|准备工作)?|(?:招投标?|招标)(?:工作|程序|手续|公告|文件)?|选址|踏勘|勘[察测查探]|调研|摸底(?:调查|排查)?|入户(?:调查|评估|摸底)|"
    r"(?:初步|方案|勘[察测查]|规划|施工图|概念)?设计(?:方案|图纸?)?|施工图(?:审查|设计)?|图纸(?:审查|会审)?|可研(?:报告)?|可行性研究(?:报告)?|立项|"
    r"方案(?:编制|比选|评审|公示)?|(?:财政|专家|概算|预算|财政投资)?评审|(?:清单|概算|预算|图纸)?审[查核](?!办)|批复|(?:征求|征集|意见)(?:意见)?(?:征集|征求)?|意见建议征集|"
    r"(?<!竣工)(?<!验收)备案|许可|施工许可证|用地预审|手续|合同(?:签订)?|(?:政府|设备)采购(?:招标|程序|手续|计划|文件)|政府采购|采购合同|(?:设备|苗木|材料|物资)采购|(?:招标|中标)公告|专题报告|测算|申报|需求登记|公示|征[地迁拆收](?:工作|拆迁)?|拆迁|地勘|论证|筹备|策划"
)
PREPARED = re.compile(rf"(?:{_TO_PREPARE})(?:等)?(?:前期)?(?:工作|手续|阶段)?$")
"""Words that what was done ends with, where it only prepares the work."""
_PREPARING = re.compile(
    r"前期|招投?标|(?<!竣工验收)(?<!竣工)(?<!验收)备案|方案|踏勘|调研|(?<!无障碍)设计|策划|筹备|征集|可研|可行性研究|立项|名单|名额分配|审批|报批|选址|计划书|摸底|"
    r"(?:政府采购|(?<=完成)(?:设备|苗木|材料|物资)采购|采购(?:招标|公告|程序|合同|计划|文件))|论证|"
    r"编制|拟定|征求意见|勘察|勘测|勘查|手续|许可|地勘|勘探|施工图|比选|评审|洽谈|谋划|批复|获批|挂网|招标公告|合同|测算|申报|"
    r"需求登记|入户(?:调查|评估|摸底)|用地预审|图纸|征[地迁拆收](?!安置)|拆迁(?!安置)|施工准备|准备工作|设计方案|列入[^，]*(?:计划|清单|项目库)"
)
_PART_ONLY = re.compile(
    r"(?:消防验收|专项验收|节能验收|主体(?:结构|工程)?|桩基|地下[一二三四]?[层室]?(?:结构)?(?=工程|施工|结构|$)|路基|基坑(?:支护|开挖)?|支护|承台|上部结构|下部结构|二次结构|土地平整|场地平整|"
    r"基础(?=施工|浇筑|开挖|工程)|土方(?=工程|开挖)|土建|钢结构(?=吊装|安装)|设备(?=安装|调试|单机)|(?:室内|内部|内外|精)?(?=装修|装饰)|内外(?=装|墙)|管[道网](?=铺设)|桥面(?=铺装)|[一二三四五]层(?=浇筑|楼面)|幕墙(?=安装))"
    r"(?:工程|建设)?(?:施工|浇筑|吊装|安装|铺装|铺设|开挖|砌筑|验收|封顶|部分|装修|装饰|墙?粉刷|楼面|单机调试|调试)?(?:工程|工作)?$"
)
"""A step of building that leaves more to do."""
_MORE_TO_DO = re.compile(r"封顶|结顶|合龙|吊装到位|(?:设备|材料)(?:已)?(?:到位|到货)")
STARTED = re.compile(r"启动|开始|开工|动工|复工|开建|落地建设|破土|开幕|进场(?!调试|安装|道路)")
_GOING_ON = re.compile(
    r"处[于在]|推进中|进行中|建设中|施工(?!许可)|收尾|展开|调试(?!完成)|进入(?!试)[^，]{0,14}(?:阶段|环节)"
)
_PARTLY = re.compile(r"部分|初步")


def of_words(mark: str, said: str, subject: str = "") -> WorkStatus:
    """How far the work is of which something is said with 已 or 正在 (`mark`), by that and by what it is said of."""
    if _PREPARING.search(said) or PREPARED.search(subject):
        return WorkStatus.PREPARING
    if STARTED.search(said):
        return WorkStatus.STARTED
    more = _GOING_ON.search(said) or _MORE_TO_DO.search(subject[-2:] + said) or _PART_ONLY.search(said)
    in_hand = "正" in mark or "在" in mark or _PARTLY.match(said) is not None
    return WorkStatus.UNDER_WAY if in_hand or more or subject.endswith("主体") else WorkStatus.COMPLETED


def of_work(verb: str, subject: str) -> WorkStatus:
    """How far the work is that something was finished of: `subject` is what the verb finished."""
    if verb.startswith("未") or (PREPARED.search(subject) and verb != "通过"):
        return WorkStatus.PREPARING
    if STARTED.search(verb):
        return WorkStatus.STARTED
    more = _MORE_TO_DO.search(verb) is not None or _PART_ONLY.search(subject) is not None
    return WorkStatus.UNDER_WAY if more else WorkStatus.COMPLETED


_COMPLETED = re.compile(r"完成|建成|竣工|投用|投入使用|完工|投产|通车|收官|开诊|运营$|开放$|交付|入住")
_RATE_OF_DONE = re.compile(r"(?:完成|办结|竣工|完工|建成|投用)率$|(?:形象|工程|总体|整体|建设|施工)进度$")
_RATE_OF_BEGUN = re.compile(r"(?:开工|动工|启动|复工|开复工)率$")
_OF_WHAT_WAS_SET = re.compile(r"(?:任务|目标|计划)数?$")


@lru_cache(maxsize=1024)  # the verbs of a language are few
def of_verb(verb: str) -> WorkStatus | None:
    """What the verb of counted things says alone; None where it says nothing of how far they are."""
    if "投资" in verb:
        return None
    if verb.startswith(("未", "没有")):
        return WorkStatus.PREPARING if STARTED.search(verb) or "实施" in verb else WorkStatus.UNDER_WAY
    if verb.startswith("主体"):
        return WorkStatus.UNDER_WAY
    if _COMPLETED.search(verb):
        return WorkStatus.COMPLETED
    if _MORE_TO_DO.search(verb):
        return WorkStatus.UNDER_WAY
    return WorkStatus.STARTED if STARTED.search(verb) else None


def of_counted(verb: str, subject: str, *, going_on: bool) -> WorkStatus | None:
    """How far counted things are. `going_on`: the text says that it is being done (正在, 在)."""
    if verb and not _CLEARED.search(subject) and PREPARED.search(verb if going_on and verb not in _DOING else subject):
        return WorkStatus.PREPARING if going_on or verb in _DOING else of_verb(verb)
    if _MAIN_PART.search(subject):
        done = of_verb(verb)
        return WorkStatus.UNDER_WAY if done is WorkStatus.COMPLETED else done
    if going_on and verb:
        return WorkStatus.UNDER_WAY
    return of_verb(verb) or (WorkStatus.UNDER_WAY if verb == "在建" else None)


_CLEARED = re.compile("(?:征[地迁拆收]|拆迁|征收)$")
"""完成征地12亩: so much land is taken."""
_MAIN_PART = re.compile(r"主体$|(?:桩基|基础)施工$")
_DOING = frozenset(("完成", "开展", "进行", "办理", "推进", "做", "编制", "取得", "通过", "落实", "签订", "确定"))


def of_share(verb: str, subject: str, share: Number) -> WorkStatus | None:
    """How far the work is of which a share is done: 完成75%, 完成率102%, 占全年任务的60%."""
    if _RATE_OF_BEGUN.search(subject):
        return WorkStatus.STARTED
    if "完成" in verb or _RATE_OF_DONE.search(subject) or (verb in _SHARES and _OF_WHAT_WAS_SET.search(subject)):
        return WorkStatus.COMPLETED if share >= _ALL else WorkStatus.UNDER_WAY
    return None


_ALL = 100
_SHARES = frozenset(("占", "占到", "为", "达", "达到", "相当于"))
