"""Sentences as any office writes them: which way they look, by when, what of, and how named work stands."""

from __future__ import annotations

from datetime import date

import pytest

from parsers.records import DocumentKind, Facts, Statement, StatementKind, WorkStatus
from parsers.statements import extract
from tests.parsers.bulletin import read

A, T = StatementKind.ACHIEVED, StatementKind.TARGET
REPORT = Facts(DocumentKind.REPORT, "海州省青石市", 2031, "year", None, date(2031, 1, 20))
LIST = Facts(DocumentKind.LIST, "海州省青石市", 2031, "year", None, date(2031, 1, 20))
PLANS, REVIEW = "二、2031年工作安排\n", "一、2030年工作回顾\n"


def report(text: str) -> tuple[Statement, ...]:
    return extract(f"青石市政府工作报告\n{text}\n", REPORT)


def listed(text: str) -> tuple[Statement, ...]:
    return extract(f"青石市2031年渔业实事清单\n{text}\n", LIST)


Row = tuple[StatementKind, str, str, float]


def _rows(found: tuple[Statement, ...]) -> list[Row]:
    return [(s.kind, s.action, s.subject, s.low) for s in found if s.low is not None]


IN_BULLETINS: list[tuple[str, list[Row]]] = [
    # What was set, however it is said, and what was done of it.
    ("工作目标为完成渔厕改造160户，目前完成112户。", [(T, "完成", "渔厕改造", 160), (A, "完成", "渔厕改造", 112)]),
    ("任务指标为改造渔屋120户，目前完成80户。", [(T, "改造", "渔屋", 120), (A, "完成", "渔屋", 80)]),
    ("年度目标新建渔园12个，截至8月底已建成7个。", [(T, "新建", "渔园", 12), (A, "建成", "渔园", 7)]),
    ("8月底前应完成渔屋20户，实际完成17户。", [(T, "完成", "渔屋", 20), (A, "完成", "渔屋", 17)]),
    ("全年应开展渔医义诊12场，已开展8场。", [(T, "开展", "渔医义诊", 12), (A, "开展", "渔医义诊", 8)]),
    ("渔屋改造：目标数30户，完成数25户。", [(T, "", "渔屋改造", 30), (A, "完成", "渔屋改造", 25)]),
    ("全年预计新增渔业就业1100人，目前已新增823人。", [(T, "新增", "渔业就业", 1100), (A, "新增", "渔业就业", 823)]),
    ("预计9月底前，完成投资2亿元。", [(T, "完成", "投资", 2e8)]),
    ("待验收合格后投入运营，可新增渔位20个。", [(T, "新增", "渔位", 20)]),
    ("【年度目标】改造渔屋16户。【进展情况】已完工9户。", [(T, "改造", "渔屋", 16), (A, "完工", "渔屋", 9)]),
    ("1.新增渔位50个。目标完成情况：新增32个。", [(T, "新增", "渔位", 50), (A, "新增", "渔位", 32)]),
    # Names.
    ("本月完成渔灯安装9台，累计完成58台。", [(A, "完成", "渔灯安装", 9), (A, "完成", "渔灯安装", 58)]),
    (
        "青山镇完成渔民户厕86户，柳河镇完成74户。",
        [(A, "完成", "青山镇渔民户厕", 86), (A, "完成", "柳河镇渔民户厕", 74)],
    ),
    # Numbers and what they are of.
    ("渔民满意度达到百分之九十八。", [(A, "达到", "渔民满意度", 98)]),
    ("开展渔医义诊百余场，惠及渔民上万人次。", [(A, "开展", "渔医义诊", 100), (A, "惠及", "渔民", 10000)]),
    ("渔业总产值迈上千亿台阶。", [(A, "迈上", "渔业总产值", 1e11)]),
    ("全市共有80岁以上高龄渔民老人1.3万。", [(A, "", "共有80岁以上高龄渔民老人", 13000)]),
    ("渔业营收增长9%，比全省平均高2个百分点。", [(A, "增长", "渔业营收", 9), (A, "高", "渔业营收", 2)]),
    ("调解渔事纠纷236件，调解成功率98%。", [(A, "调解", "渔事纠纷", 236), (A, "", "调解成功率", 98)]),
    ("渔位缺口缩小到1.1万个。", [(A, "缩小到", "渔位缺口", 11000)]),
    ("尚有渔屋12户未完成。", [(A, "未完成", "渔屋", 12)]),
    (
        "城镇、渔村居民收入分别达到4.8万元、2.6万元，增长5%、7%。",
        [
            (A, "达到", "城镇居民收入", 48000),
            (A, "增长", "城镇居民收入", 5),
            (A, "达到", "渔村居民收入", 26000),
            (A, "增长", "渔村居民收入", 7),
        ],
    ),
    ("2个渔港项目未能按期开工。", [(A, "未能按期开工", "渔港项目", 2)]),
    ("完成渔路任务50公里中的36公里。", [(A, "完成", "渔路任务", 36)]),
    ("6个渔港项目累计完成投资3亿元。", [(A, "完成投资", "渔港项目", 6), (A, "完成", "渔港项目投资", 3e8)]),
    ("在200平方公里范围内建设渔灯30个。", [(A, "建设", "渔灯", 30)]),
    ("新建长3.2公里的渔港步道。", [(A, "新建", "渔港步道", 3.2)]),
    ("其余3个渔港项目预计2032年3月完工。", [(T, "完工", "渔港项目", 3)]),
    ("新增渔民就业86人，超出目标3人。", [(A, "新增", "渔民就业", 86), (A, "超出", "渔民就业", 3)]),
    ("新增渔民就业86人，距全年目标还差14人。", [(A, "新增", "渔民就业", 86), (A, "差", "渔民就业", 14)]),
    ("渔业固定资产投资增长3%，未达到5%的预期目标。", [(A, "增长", "渔业固定资产投资", 3)]),
    ("新增发明专利32件。", [(A, "新增", "发明专利", 32)]),
    ("现已经建成渔屋8户。", [(A, "建成", "渔屋", 8)]),
]


@pytest.mark.parametrize(("text", "rows"), IN_BULLETINS)
def test_in_bulletins(text: str, rows: list[Row]) -> None:
    assert _rows(read(text)) == rows


IN_REPORTS: list[tuple[str, list[Row]]] = [
    (PLANS + "去年新增渔位18个，今年新增24个。", [(A, "新增", "渔位", 18), (T, "新增", "渔位", 24)]),
    (PLANS + "2030年建成渔园12个，今年建设15个。", [(A, "建成", "渔园", 12), (T, "建设", "渔园", 15)]),
    (PLANS + "渔位数由去年的32个增加到38个。", [(T, "增加到", "渔位数", 38)]),
    (PLANS + "今年新增渔位24个，较去年多6个。", [(T, "新增", "渔位", 24), (T, "多", "渔位", 6)]),
    (
        REVIEW + "生产总值完成42亿元，高于年度目标0.2个百分点。",
        [(A, "完成", "生产总值", 42e8), (A, "高于", "生产总值", 0.2)],
    ),
    (
        REVIEW + "新增渔民就业865人，高于年度计划65人。",
        [(A, "新增", "渔民就业", 865), (A, "高于", "渔民就业年度计划", 65)],
    ),
    (REVIEW + "我们承诺建成8个渔民食堂，现在建成了11个。", [(T, "建成", "渔民食堂", 8), (A, "建成", "渔民食堂", 11)]),
]


@pytest.mark.parametrize(("text", "rows"), IN_REPORTS)
def test_in_reports(text: str, rows: list[Row]) -> None:
    assert _rows(report(text)) == rows


BY_WHEN: list[tuple[str, list[str | None]]] = [
    ("上半年完成渔路20公里，下半年完成40公里，全年完成60公里。", ["2031-06-30", "2031-12-31", None]),
    ("到2033年，建成渔屋500套，今年开工180套。", ["2033-12-31", None]),
    ("新建渔桥3座，3月底前完成设计，5月底前开工，11月底前建成投用。", ["2031-11-30"]),
    ("新建渔路60公里，剩余19公里预计11月底前完工。", [None, "2031-11-30"]),
    ("改造渔屋30户，甲渔馆预计6月建成。", [None]),
    ("渔馆9月投入使用，新增渔位30个。", [None]),
    ("1.新建渔民食堂12家。责任单位：市渔业局。完成时限：10月底前。", ["2031-10-31"]),
    ("1.新建渔民食堂12家（市渔业局，9月底前）。", ["2031-09-30"]),
    ("渔屋30户10月底完工。", ["2031-10-31"]),
    ("渔屋30户三季度完工。", ["2031-09-30"]),
]


@pytest.mark.parametrize(("text", "deadlines"), BY_WHEN)
def test_by_when(text: str, deadlines: list[str | None]) -> None:
    assert [s.deadline for s in listed(text) if s.low is not None] == deadlines


def test_what_is_done_has_no_deadline_of_what_comes_next() -> None:
    found = read("渔港水厂主体已完工，12月底前全面竣工。")
    assert [(s.subject, s.action, s.deadline) for s in found] == [
        ("渔港水厂主体", "完工", None),
        ("渔港水厂", "竣工", "2031-12-31"),
    ]


MILESTONES: list[tuple[str, list[tuple[str, str]]]] = [
    ("新建渔港消防站，年底前投入使用。", [("投入使用", "渔港消防站")]),
    ("改造提升渔港农贸市场，10月底前重新开业。", [("重新开业", "渔港农贸市场")]),
    ("推进渔港水厂建设，9月底前封顶，年底前完工。", [("封顶", "渔港水厂建设"), ("完工", "渔港水厂建设")]),
    ("建设渔民康复中心，建筑面积8600平方米，年内主体封顶。", [("封顶", "渔民康复中心")]),
    ("渔港公园一期5月1日对外开放，二期年底前开工。", [("开放", "渔港公园一期"), ("开工", "渔港公园二期")]),
    ("启动渔医院康复楼建设，完成地下室施工。", [("启动", "渔医院康复楼建设"), ("完成", "渔医院康复楼建设地下室施工")]),
    ("促成渔港水厂开工。", [("开工", "渔港水厂")]),
    ("确保渔民安置房项目竣工交付。", [("竣工交付", "渔民安置房项目")]),
    ("上线运行智慧渔港平台。", [("上线运行", "智慧渔港平台")]),
    ("区渔业局将加快推进渔港口袋公园建设，确保国庆节前开放。", [("开放", "渔港口袋公园建设")]),
    ("建成和平里渔民食堂。", [("建成", "和平里渔民食堂")]),
]


@pytest.mark.parametrize(("text", "milestones"), MILESTONES)
def test_milestones(text: str, milestones: list[tuple[str, str]]) -> None:
    assert [(s.action, s.subject) for s in listed(text) if s.kind is StatementKind.MILESTONE] == milestones


COMPLETED, UNDER_WAY = WorkStatus.COMPLETED, WorkStatus.UNDER_WAY
PREPARING, STARTED = WorkStatus.PREPARING, WorkStatus.STARTED
STATES: list[tuple[str, list[tuple[str, str, WorkStatus]]]] = [
    (
        "渔港水厂一期已投运，二期正在施工，三期正在开展前期工作。",
        [
            ("投运", "渔港水厂一期", COMPLETED),
            ("施工", "渔港水厂二期", UNDER_WAY),
            ("开展", "渔港水厂三期", PREPARING),
        ],
    ),
    ("渔路改造工程未按期开工。", [("未开工", "渔路改造工程", PREPARING)]),
    ("渔桥改造工程因管线迁改尚未开工。", [("未开工", "渔桥改造工程", PREPARING)]),
    ("渔民服务中心已对市民开放。", [("开放", "渔民服务中心", COMPLETED)]),
    ("渔港隧道已全线贯通。", [("贯通", "渔港隧道", COMPLETED)]),
    ("正在推进的渔港隧道工程已贯通。", [("贯通", "渔港隧道工程", COMPLETED)]),
    ("渔病防控中心新址尚在装修。", [("装修", "渔病防控中心新址", UNDER_WAY)]),
    ("成功路管网改造工程已完工。", [("完工", "成功路管网改造工程", COMPLETED)]),
    ("10.打通金沙路断头路。已通车。", [("通车", "金沙路断头路", COMPLETED)]),
    ("6.建设渔港文体中心。正在进行主体施工。", [("进行", "渔港文体中心", UNDER_WAY)]),
]


@pytest.mark.parametrize(("text", "states"), STATES)
def test_states(text: str, states: list[tuple[str, str, WorkStatus]]) -> None:
    found = [(s.action, s.subject, s.status) for s in read(text) if s.kind is StatementKind.STATUS]
    assert found == states
