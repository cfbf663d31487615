"""Parts of a work and the steps towards it, which are told by the work's name."""

from __future__ import annotations

import re

_PART = re.compile(
    r"(?:(?:门诊|住院|教学|综合|宿舍|医技|办公|实验|食堂|地下|[一二三四五\d]号)楼?|基础|主体|土建|装修|安装|配套|附属|室内|室外|桩基|管网)(?:工程|结构|设施|部分|装修|施工)?"
)
_STEP = re.compile(
    r"(?![^，]*[路街桥村镇区县校院园站厂巷河湖项])[一-鿿、]{1,9}(?:施工|安装|装修|装饰|采购|招标|铺设|吊装|浇筑|征拆|征迁|勘察|评审|审批|调试|登记|评估|摸底|验收)"
)


_GROUP = re.compile(r"(?![一-鿿]*[厂院校桥库馆站])[一-鿿]{2,6}(?:工程|行动|项目)")
"""教育提质工程: a heading over many works."""


def is_group(title: str) -> bool:
    """Whether a title is that of many works: 教育提质工程, 改善办学条件."""
    return _GROUP.fullmatch(title) is not None or _AIM.match(title) is not None or title.endswith(_FIELDS)


_FIELDS = ("方面", "领域", "服务", "工作", "情况", "事业", "保障", "民生")
_AIM = re.compile(r"改善|提升|完善|加强|推进|优化|健全|扩大|保障|促进|强化|深化|提高|实施|开展|建设|稳定|加快|落实")


def is_part(subject: str, work: str) -> bool:
    """Whether the words name a part of the work or a step towards it: 主体工程, 设备安装."""
    return work != "" and (is_step(subject, work) or _PART.fullmatch(subject) is not None)


def is_step(subject: str, work: str) -> bool:
    """Whether the words name a step towards the work: 入户评估, 设备招标."""
    return work != "" and _STEP.fullmatch(subject) is not None and _GROUP.fullmatch(work) is None
