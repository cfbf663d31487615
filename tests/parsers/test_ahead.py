"""What a bulletin looks ahead to, and how the work of an item stands."""

from __future__ import annotations

from datetime import date

import pytest

from parsers.ahead import NO_MONTH, first_month_ahead
from parsers.records import DocumentKind, Facts, StatementKind, WorkStatus
from parsers.statements import extract

BULLETIN = DocumentKind.BULLETIN


def _facts(period: str | None, published: date | None = None, kind: DocumentKind = BULLETIN) -> Facts:
    return Facts(kind, "海州省青石市", 2031, period, None, published)


MONTHS = [
    (_facts("H1"), 7),
    (_facts("H1", date(2031, 8, 3)), 8.03),
    (_facts("2031-08-31", date(2031, 9, 8)), 9.08),
    (_facts("Q3"), 10),
    (_facts("H1", date(2032, 2, 1)), NO_MONTH),
    (_facts("2030-08-31"), NO_MONTH),
    (_facts(None), NO_MONTH),
    (_facts("H1", kind=DocumentKind.REPORT), NO_MONTH),
]


@pytest.mark.parametrize(("facts", "month"), MONTHS)
def test_the_first_month_ahead(facts: Facts, month: float) -> None:
    assert first_month_ahead(facts) == month


MILESTONE, STATUS = StatementKind.MILESTONE, StatementKind.STATUS
AUGUST = _facts("2031-08-31")
TO_COME = [
    ("渔灯基地一期正在联调联试，预计12月底前试生产。", (MILESTONE, "试生产", "渔灯基地一期")),
    ("柳桥停车场务必于9月20日前完成土地划拨，10月上旬开工建设。", (MILESTONE, "完成", "柳桥停车场土地划拨")),
    ("柳桥停车场务必于9月20日前完成主体建设，10月上旬开工建设。", (MILESTONE, "开工建设", "柳桥停车场")),
    ("下步打算：统筹工期，力争2032年3月底前高标准农田全部建成。", (MILESTONE, "建成", "高标准农田")),
    ("确保高标准农田12月底前全部建成。", (MILESTONE, "建成", "高标准农田")),
    ("渔村养老互助点9月底前全部开工，12月15日前建成并投入运营。", (MILESTONE, "建成", "渔村养老互助点")),
    ("柳桥区民政局加快渔史馆迁建前期手续办理，力争年底前开工建设。", (MILESTONE, "开工建设", "渔史馆迁建")),
    ("渔女疫苗接种项目已完成摸底，9月份启动第一针接种。", (MILESTONE, "启动", "第一针接种")),
    ("市渔港福利中心二期正在开展施工图审查，10月份开工。", (MILESTONE, "开工", "市渔港福利中心二期")),
    ("渔街菜市场改造5月开工。", (STATUS, "开工", "渔街菜市场改造")),
    ("渔街菜市场改造2030年10月开工。", (STATUS, "开工", "渔街菜市场改造")),
    ("市渔史馆新馆因设计变更正在装修收尾，预计2032年3月开馆。", (MILESTONE, "开馆", "市渔史馆新馆")),
    ("市教育局：渔村小学北校区项目，教学楼均已封顶，力争明年春季学期投用。", (MILESTONE, "投用", "渔村小学北校区项目")),
]


@pytest.mark.parametrize(("text", "wanted"), TO_COME)
def test_a_month_that_is_still_to_come_makes_a_milestone(text: str, wanted: tuple[StatementKind, str, str]) -> None:
    found = [(s.kind, s.action, s.subject) for s in extract(text, AUGUST)]
    assert wanted in found
    assert (STATUS, *wanted[1:]) not in found or wanted[0] is STATUS


ITEM = "2.青石水库除险加固。总投资6840万元，改造渠道72公里。建设状态：{}。下步安排：主汛期前全面完工，新增灌溉3万亩。"
STANDS = [
    ("在建", WorkStatus.UNDER_WAY),
    ("已开工", WorkStatus.STARTED),
    ("已竣工", WorkStatus.COMPLETED),
    ("前期", WorkStatus.PREPARING),
]


@pytest.mark.parametrize(("word", "status"), STANDS)
def test_a_label_tells_how_the_work_of_the_item_stands(word: str, status: WorkStatus) -> None:
    found = extract(ITEM.format(word), AUGUST)
    assert [(s.subject, s.status) for s in found if s.kind is STATUS] == [("青石水库除险加固", status)]
    assert [s.subject for s in found if s.kind is MILESTONE] == ["青石水库除险加固"]
    assert {s.kind for s in found if s.low is not None} == {StatementKind.TARGET}
    assert not any("安排" in s.subject or "状态" in s.subject for s in found)


PARTS = [
    ("青石水库除险加固主坝灌浆结束，溢洪道正在开挖。", "青石水库除险加固溢洪道"),
    ("青石菜市场改造完成，东门市场正在装修。", "东门市场"),
]


@pytest.mark.parametrize(("text", "work"), PARTS)
def test_a_part_is_told_by_the_work_before_it(text: str, work: str) -> None:
    assert work in [s.subject for s in extract(text, AUGUST) if s.kind is STATUS]


WAITS = [
    ("渔光路受征收影响尚未开工。", "渔光路"),
    ("青石泵站因征迁滞后，至今尚未开工。", "青石泵站"),
    ("柳桥镇管网延伸段因林地手续未批，尚未开工。", "柳桥镇管网延伸段"),
    ("青石渔港改造项目尚未开工，正在办理施工许可手续。", "青石渔港改造项目"),
]


@pytest.mark.parametrize(("text", "work"), WAITS)
def test_a_work_not_begun_is_in_preparation(text: str, work: str) -> None:
    assert [(s.subject, s.status) for s in extract(text, AUGUST) if s.kind is STATUS] == [(work, WorkStatus.PREPARING)]


OWNED = [
    ("完成渔港任务数14个，占任务数的67%。", ["渔港任务数"] * 2),
    ("营造林3.4万亩。", ["营造林"]),
    ("渔港食堂供餐2.6万份。", ["渔港食堂"]),
    ("接入渔港停车场23个，错时开放机关停车场16家。", ["渔港停车场", "机关停车场"]),
    ("改造渔户厕所200户，新增完工36户，累计完工158户。", ["渔户厕所"] * 3),
    ("8项渔业实事已办结2项，序时推进5项，滞后1项。", ["渔业实事"] * 3),
    ("建成安置住房1236套，交房980套。", ["安置住房"] * 2),
    ("新增渔港停车位190个，仅完成目标任务的31.7%。", ["渔港停车位", "新增渔港停车位目标任务"]),
    (
        "柳桥镇：26个项目全部开工，竣工17个，完成投资4.1亿元。青石小学完成改造3栋。",
        ["柳桥镇项目", "柳桥镇项目", "柳桥镇项目投资", "青石小学改造"],
    ),
    (
        "1.渔户厕所改造。年度任务5200户，已完成4316户，完成率83%。",
        ["渔户厕所改造年度任务", "渔户厕所改造", "渔户厕所改造完成率"],
    ),
    ("(1)新改建渔港公路68公里。完成路基52.4公里，完成率77%。", ["渔港公路", "渔港公路路基", "渔港公路路基完成率"]),
    ("3.渔民培训提升。培训2.16万人次，完成年度任务的72%。", ["", "渔民培训提升年度任务"]),
]


@pytest.mark.parametrize(("text", "subjects"), OWNED)
def test_the_place_or_work_before_tells_whose_they_are(text: str, subjects: list[str]) -> None:
    found = [s.subject for s in extract(f"柳桥区渔业实事进展情况通报\n{text}\n", AUGUST) if s.low is not None]
    assert [f for f, wanted in zip(found, subjects, strict=True) if wanted] == [s for s in subjects if s]


LAST_CLAUSE = [
    ("青石大桥钢梁吊装到位，完成总工程量的86%，预计2032年6月底通车。", "青石大桥"),
    ("渔光组件项目设备安装过半，10月中旬可试生产。", "渔光组件项目"),
    ("渔史馆新馆布展收尾，确定10月1日开馆。", "渔史馆新馆"),
    ("渔病区土建和安装已完成，正在做竣工验收准备，预计9月上旬投入使用。", "渔病区"),
    ("足渔公园（一期）草坪铺设完毕，9月底向市民开放。", "足渔公园(一期)"),
    ("4.柳桥二热源。累计完成投资1.24亿元，正在进行锅炉吊装，预计2032年9月投入运行。", "柳桥二热源"),
]


@pytest.mark.parametrize(("text", "work"), LAST_CLAUSE)
def test_the_last_clause_tells_when_the_work_before_it_is_ready(text: str, work: str) -> None:
    found = extract(f"渔业实事进展情况通报\n{text}", AUGUST)
    assert [s.subject for s in found if s.kind is MILESTONE] == [work]


PLANNED = [
    "全年目标：新建渔屋21座。目前渔屋建成14座。",
    "全年目标：新建渔屋21座。目前各镇均已动工；渔屋改造完工14座。",
    "渔屋改造年内安排21座，已完工14座。",
    "年度任务为改造渔屋21座，实际改造14座。",
    "今年四季度改造渔屋21座，目前已改造14座。",
    "四季度改造渔屋21座，目前已改造14座。",
    "下一阶段改造渔屋21座。目前已改造14座。",
    "有望新增渔屋21座，目前已新增14座。",
    "年度任务改造渔屋21座，已完工14座。",
    "全年任务新建渔屋21座，已建成14座。",
    "应改造渔屋21座，实际改造14座。",
    "需改造渔屋21座，已改造14座。",
    "原计划改造渔屋21座，实际改造14座。",
    "承诺改造渔屋21座，已改造14座。",
    "今年确定改造渔屋21座，已改造14座。",
    "任务数21座，已改造14座。",
    "任务数21座，完成数14座。",
    "市下达任务21座，已完成14座。",
    "应当改造渔屋21座，已改造14座。",
    "省定任务21座，已完成14座。",
    "计划竣工渔屋21座，已竣工14座。",
    "年度计划新开工渔屋21座，已开工14座。",
    "今年计划交付渔屋21座，已交付14座。",
]


@pytest.mark.parametrize("text", PLANNED)
def test_what_is_planned_beside_what_is_done_is_no_result(text: str) -> None:
    found = [(s.kind, s.low) for s in extract(f"柳桥区渔业实事进展情况通报\n{text}\n", AUGUST)]
    assert found == [(StatementKind.TARGET, 21), (StatementKind.ACHIEVED, 14)]


DONE = ["去年四季度改造21座。", "较计划提前完成改造21座。", "为确保供暖，更换管网21座。", "将21座渔屋纳入改造。"]


@pytest.mark.parametrize("text", DONE)
def test_words_of_plans_that_tell_why_or_how_make_no_plan(text: str) -> None:
    assert [s.kind for s in extract(f"柳桥区渔业实事进展情况通报\n{text}\n", AUGUST)] == [StatementKind.ACHIEVED]


def test_a_day_before_the_bulletin_came_out_lies_behind_it() -> None:
    told = _facts("2031-08-31", date(2031, 9, 13))
    text = "渔业实事进展情况通报\n柳桥小学迁建项目9月1日投入使用。渔馆迁建项目9月20日投入使用。\n"
    assert [(s.kind, s.subject) for s in extract(text, told)] == [
        (STATUS, "柳桥小学迁建项目"),
        (MILESTONE, "渔馆迁建项目"),
    ]
