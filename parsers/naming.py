"""Subjects that other rows, the heading or the topic sentence tell: of 27 projects 19 are done, 该项目 …"""

from __future__ import annotations

import re
from itertools import pairwise

from parsers.owners import CAPACITY, NEEDS_TOPIC, joined
from parsers.parts import is_group, is_part, is_step
from parsers.scopes import FOR_WHOM, OF_ANYTHING, SO_FAR, Row, work_of

_OF = re.compile(
    r"[^，。；、\d]{0,14}?(?:中|里|当中)的?[，]?(?:截至[^，。；]{0,8}?(?=已))?(?:目前)?(?:已(?:经)?)?(?:有|完成|开工|"
    r"竣工|完工|建成)?$"
)


_HAVE = re.compile(r"[^，。；、\d]{2,14}(?:已有|又有|中有|已)")
_DONE = re.compile(
    r"^[^，。；、\d]{2,24}(?:完成|开工|竣工|完工|建成|投用|启动|交付|开建|办结|投产)(?:了)?$|"
    r"^[^，。；、\d]{2,24}已(?:经)?[一-鿿]{1,4}$"
)


_AMONG = re.compile(r"(?<=[一-鿿]{2})(?:当)?中$")
_OTHERS = re.compile(r"(?:其余|剩余|其他|另外)?中?")


def name_parts(folded: str, rows: list[Row]) -> None:
    """36座灯塔中已有12座点亮: the first number is the total of the second, no row of its own."""
    if len(rows) < 2:
        return
    totals: list[Row] = []
    for row, following in pairwise(rows):
        if row.quantity.unit == following.quantity.unit and row.quantity.low > following.quantity.low:
            between = folded[row.quantity.end : min(following.quantity.start, row.quantity.end + 40)]
            if (
                not between.startswith("(")
                and not SO_FAR.fullmatch(between)
                and (
                    _OF.fullmatch(between)
                    or _HAVE.fullmatch(between)
                    or (following.rule == "subject-verb-number" and _DONE.search(between))
                )
            ):
                following.total = row.quantity.low
                totals.append(row)
                following.subject = following.subject.removeprefix(row.subject + "中") or following.subject
                following.subject = _AMONG.sub("", following.subject)
                if _OTHERS.fullmatch(following.subject):  # 其余27项中已完成19项: of what was named first
                    earlier = next((r for r in rows if r.quantity.unit == row.quantity.unit and r is not row), None)
                    before = earlier is not None and earlier.quantity.number < row.quantity.number
                    following.subject = earlier.subject if earlier and before else following.subject
    if totals:
        rows[:] = [r for r in rows if not any(r is t for t in totals)]


_THIS_WORK = re.compile(
    r"(?:[该本](?:项目|工程))?(?:项目|工程)?(?P<what>(?:计划)?(?:总?投资额?|(?:年度计划)?投入|总体进度|(?:总体)?形象进度|工程进度|总工程量|年度投资|(?:投入)?资金|进度)?"
    r"(?:占[^，]{2,8})?)"
)


_HEAD_VERB = re.compile(
    r"^(?:新\((?:改、扩|改扩|改|扩)\)建|新改扩建|改扩建|建成投用|开工建设|新建|改建|扩建|建设|建成|完成|实施|推进|打通|新增|打造|开展)+(?=.{3})"
)
_BUILT = re.compile(r"建|收尾|施工|开工|动工|改造|实施|提升|修|铺|整治|治理")
_TOPIC_WORK = re.compile(r"[^，。；：\d]{4,24}(?:项目|工程|改造|建设|新建|迁建|扩建|整治)")


def known_work(rows: list[Row], context: str) -> str:
    """What a clause without a subject is about: what the sentence counted last, or the paragraph's topic."""
    if _TOPIC_WORK.fullmatch(context.strip()):
        return context.strip()
    last = rows[-1] if rows else None
    if (
        last is not None
        and _BUILT.search(last.action)
        and last.quantity.unit not in ("%", "元")
        and 1 < len(last.subject) <= 30
    ):
        return last.subject
    return ""


def name_work(rows: list[Row], about: str) -> None:
    """Under a heading that names one work, 该项目 and 完成项目投资 are about it."""
    head = _HEAD_VERB.match(about)
    verb, what = (head.group(), about[head.end() :]) if head else ("", about)
    for row in rows:
        share = row.quantity.unit == "%"
        if not row.subject and (share or not row.verb) and row.quantity.start - row.start < 2:
            inner = None if share or verb or row.action else _INNER_VERB.fullmatch(about)
            row.action = row.action or ("" if share else inner["verb"] if inner else verb)
            row.subject = inner["of"] + inner["what"] if inner else what
            continue
        counted = row.quantity.unit not in OF_ANYTHING or (row.quantity.unit == "元" and row.action in _PAID)
        if not row.subject and row.verb is not None and counted:
            row.subject = about  # 校舍改造。改造1.5万平方米
        elif not row.subject and row.action in _TO_VALUE:
            row.subject = what  # a cell of values under its indicator: 控制在900人以内
        elif not row.action and row.subject == what:
            row.action = "" if share else verb
        if (
            row.subject in _BARE_PARTS
            or (share and is_part(row.subject, about))
            or (row.action == "完成" and is_step(row.subject, about))
        ):
            row.subject = about + row.subject
            continue
        if len(row.subject) >= _LEAST_NAME and what.endswith(row.subject) and what != row.action + row.subject:
            row.subject = what
        this = _THIS_WORK.fullmatch(row.subject)
        if this is not None and row.subject and row.rule != "number-noun" and row.quantity.unit in ("元", "%"):
            row.subject = about + this["what"]


_TASK_OF = re.compile(r"(?:年度|全年|目标|年初|计划)*(?:任务|计划|目标)(?:数|量)?(?P<rate>[一-鿿]{0,4}率)?")


def name_bare_parts(rows: list[Row], here: dict[str, str]) -> None:
    """建成9所，主体完工12所: the main part of what the paragraph counts."""
    for row in rows:
        if row.subject in _BARE_PARTS:
            row.subject = here.get(row.quantity.unit, "") + row.subject


_REST_OF = frozenset(("其余", "剩余", "其他", "另外"))
_OF_IT = re.compile(r"投资(?:额|完成率)?(?:年度计划|计划)?")


def name_by_cell(rows: list[Row], named: str) -> None:
    """老旧渔屋改造 | 开工21个: what the name of the table's row tells."""
    for row in rows:
        if not row.subject and row.quantity.unit not in OF_ANYTHING:
            head = _HEAD_VERB.match(named) if not row.action else None  # 新增渔位 | 900个，其中公共渔位300个
            row.action = head.group() if head else row.action
            row.subject = row.base = named[head.end() :] if head else named
        elif row.subject in _REST_OF:
            row.subject = named
        elif row.quantity.unit == "%" and is_part(row.subject, named) and not is_group(named):
            row.subject = named + row.subject
        elif NEEDS_TOPIC.match(row.subject) or CAPACITY.match(row.subject) or _OF_IT.fullmatch(row.subject):
            row.subject = named + (row.subject[2:] if named.endswith(row.subject[:2]) else row.subject)
        elif is_step(row.subject, named):
            row.subject = named + row.subject


def name_task(rows: list[Row], work: str) -> None:
    """年度任务5200户，已完成4316户，完成率83% in an item with a title: of the work that the title names."""
    for row in rows:
        task = _TASK_OF.fullmatch(row.subject) if row.subject else None
        if task is not None and task["rate"]:
            row.subject = work + task["rate"]
        elif task is not None:
            row.subject = work if row.action and row.quantity.unit != "%" else work + row.subject
        elif not row.subject and row.verb is not None and row.quantity.unit not in OF_ANYTHING and not is_group(work):
            row.subject = work  # 2.渔民保险。参保缴费33万人
        elif not row.subject and not is_group(work) and (row.action == "占" or _bare_goal(row)):
            row.subject = work  # 2.渔港泊位。目标1800个，完成1530个，占85%
        elif row.quantity.unit in ("%", "百分点") and _RATE.fullmatch(row.subject) and NEEDS_TOPIC.match(row.subject):
            row.subject = work + row.subject


def _bare_goal(row: Row) -> bool:
    return row.rule == "name-number" and row.quantity.unit not in OF_ANYTHING


def name_steps(rows: list[Row], work: str) -> None:
    """新建渔路68公里。完成路基52公里，完成率76%: a part of what the item's pledge counts, and its rate."""
    for row in rows:
        if row.subject.removesuffix("完成率") in _LAID:
            row.subject = work + row.subject


_LAID = frozenset(("路基", "路面", "水稳层", "基础", "主体", "桩基", "管沟"))
_RATE = re.compile(r"[一-鿿]{2,4}率")
_AT_PLACE = re.compile(r"[一-鿿]{2,8}(?:街道|[镇乡县区市旗]|苏木|管委会)(?:\([^()]*\))?")


def name_place(rows: list[Row], label: str) -> None:
    """甲镇：26个项目全部开工，完成投资4亿元: of the place before the colon."""
    if _AT_PLACE.fullmatch(label) is None:
        return
    works = next((r.subject for r in rows if r.subject.endswith("项目") and len(r.subject) <= _LEAST_NAME), "")
    for row in rows:
        general = not row.subject or row.subject == works or row.subject.startswith("投资")
        if general or NEEDS_TOPIC.match(row.subject):
            row.subject = label + (works if row.subject.startswith("投资") else "") + row.subject


_BARE_PARTS = frozenset(("主体", "基础", "土建", "桩基"))
_PAID = frozenset(("发放", "投放", "贷放", "拨付", "兑付"))
_LEAST_NAME = 4
_INNER_VERB = re.compile(r"(?P<of>城镇|城乡|农村|全[市区县省])(?P<verb>新增)(?P<what>[一-鿿]{2,12})")
_TO_VALUE = frozenset(("控制在", "达到", "达", "增长", "提升", "提高", "提高到", "提升到", "下降", "降至", "降低"))


_COUNTED_AS = frozenset("项个件")


def name_rest(rows: list[Row], counted: dict[str, str], here: dict[str, str], *, headed: bool = False) -> None:
    """9项实事中3项完成；4项正在实施: what is counted goes on through the text.

    `counted`: unit to subject; `here`: the same for the paragraph, and for every unit. `headed`: a heading names the
    work of what has no name.
    """
    known = {} if headed else here
    for row in rows:
        unit = row.quantity.unit
        if row.subject in _REST_OF and unit in _COUNTED_AS:
            row.subject = known.get(unit, "") or counted.get(unit, "") or row.subject  # 其余9个按计划推进
        if row.rule == "number-noun-verb" and not row.subject:
            row.subject = joined((counted if unit in _COUNTED_AS else known).get(unit, ""), row.prefix)
        elif not row.subject and row.rule == "subject-verb-number" and _BECAME.search(row.action):
            row.subject = here.get(unit, "")  # 改造小区32个。截至9月底，已开工30个
        elif not row.subject and row.action:
            row.subject = here.get(f"{row.action} {unit}", "")  # 培训渔工800人次。目前已培训310人次
        elif row.subject and unit not in OF_ANYTHING and row.action not in FOR_WHOM and row.subject not in _BARE_PARTS:
            here[unit] = row.base or work_of(row)
            here[f"{row.action} {unit}"] = row.base or row.subject
            if unit in _COUNTED_AS:
                counted[unit] = _DIVIDED_INTO.sub("", row.base or row.subject)


_DIVIDED_INTO = re.compile(r"^.*(?:分解|细化|大类|如下)(?:为|成)?|中$")
"""实事共分解任务, 10大类实事: what the rest of the text counts."""
_BECAME = re.compile(r"开工|完工|竣工|建成|完成|投用|投入使用|启动|在建|交付|通车|投产|验收|开放|运营|挂牌")


_SPENT = frozenset(("投入", "投资", "安排", "筹措", "筹集", "拨付", "争取", "下达", "统筹"))


def name_money(rows: list[Row]) -> None:
    """投入680万元，对105户…进行改造: the money is for what the next clause does."""
    for row, following in pairwise(rows):
        bare = not row.subject and row.action in _SPENT
        spent = row.quantity.unit == "元" and bare
        if spent and 1 <= following.start - row.quantity.end <= 3 and following.quantity.unit != "元":
            row.subject, row.end = following.subject, max(row.end, following.end)
