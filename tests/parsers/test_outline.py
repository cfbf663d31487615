"""Headings, tense, items, deadlines and themes of small invented documents."""

from __future__ import annotations

import pytest

from parsers.explain import explain
from parsers.normalise import to_main
from parsers.output import as_json
from parsers.records import DocumentKind, Facts, Statement, StatementKind, Theme
from parsers.statements import extract

REPORT = Facts(DocumentKind.REPORT, "海州省青石市", 2025, "year", None, None)
LIST = Facts(DocumentKind.LIST, "海州省青石市", 2025, "year", None, None)
BULLETIN = Facts(DocumentKind.BULLETIN, "海州省青石市", 2025, "H1", None, None)


def _read(text: str, facts: Facts) -> tuple[Statement, ...]:
    return extract(to_main(text), facts)


TWO_SECTIONS = """政府工作报告
一、2024年工作回顾
（一）民生持续改善
新建便民食堂12家。柳桥水文站建成。
二、2025年重点工作
（一）办好民生实事
新建便民食堂15家。建成柳桥客运站。今年已新建公厕2座。
"""


def test_sections_give_path_and_tense() -> None:
    rows = {s.quote: s for s in _read(TWO_SECTIONS, REPORT)}
    assert rows["新建便民食堂12家"].kind is StatementKind.ACHIEVED
    assert rows["新建便民食堂15家"].kind is StatementKind.TARGET
    assert rows["新建便民食堂15家"].path == (
        "二、2025年重点工作",
        "（一）办好民生实事".replace("（", "(").replace("）", ")"),
    )
    assert rows["柳桥水文站建成"].kind is StatementKind.STATUS
    assert rows["建成柳桥客运站"].kind is StatementKind.MILESTONE
    assert rows["新建公厕2座"].kind is StatementKind.ACHIEVED


NUMBERINGS = ("一、", "（一）", "1.", "1、", "（1）", "①", "第一部分 ")


@pytest.mark.parametrize("mark", NUMBERINGS)
def test_numberings_make_headings(mark: str) -> None:
    text = f"{mark}方便群众出行\n新建公交站台9座。"
    assert _read(text, LIST)[0].path[-1].endswith("方便群众出行")


def test_items_inside_a_paragraph_have_numbers() -> None:
    rows = _read("一是方便群众出行。新建公交站台9座。二是改善群众居住。改造老楼4栋。", LIST)
    assert [(s.item, s.low) for s in rows] == [(1, 9), (2, 4)]


@pytest.mark.parametrize(
    "mark", ["1.", "1、", "1．", "１．", "1 ", "（1）", "(1)", "（二）", "二、", "①", "1）", "一是"]
)
def test_item_numbers_stay_out_of_quote_and_subject(mark: str) -> None:
    (found,) = extract(f"{mark}新增机动车停车泊位300个。", LIST)
    assert (found.action, found.subject) == ("新增", "机动车停车泊位")
    assert found.quote == "新增机动车停车泊位300个"


@pytest.mark.parametrize("text", ["服务业增加值49.8亿元", "制造业投资3亿元", "种植业产值6亿元"])
def test_trades_are_no_verbs(text: str) -> None:
    (found,) = extract(text, LIST)
    assert found.subject.startswith(text[:3])


def test_wrapped_bullets_are_read_as_one_line() -> None:
    rows = _read("●新建柳桥、青石等处的\n渔民服务站8个\n●改造码头3座\n●新建公厕5座", LIST)
    assert [s.low for s in rows] == [8, 3, 5]
    assert rows[0].action == "新建"


BROKEN = """过去五年，青石市海洋经济保持平稳，渔港、码头和航道的
面貌有了很大变化。2024年全市实现海洋生产总值34.5亿
元，年均增长8.3%；地方财政收入4.6亿元，渔民人均收入2.1
万元，比上年增长7.9%；新建渔港泊位36处，累计达到120
- 2 -
处，改造渔村道路52公里，渔民出行条件得到改善。
"""


def test_lines_broken_at_the_width_of_the_page_are_joined() -> None:
    rows = [(s.low, s.unit, s.subject) for s in _read(BROKEN, REPORT)]
    assert (3_450_000_000, "元", "海洋生产总值") in rows
    assert (21_000, "元", "渔民人均收入") in rows
    assert (120, "处", "渔港泊位") in rows


ROWS = """2031年渔港民生实事进展表
（截至2031年10月底）
下列实事由县人代会确定，县政府督办，渔港各镇会同有关部门分头落实，按月公开，欢迎渔民监督。进展如下：
序号 | 项目 | 年度任务 | 当前进度 | 评价 | 牵头单位
1 | 渔路修缮 | 新改建渔路48公里，实施护栏安装120公里 | 渔路铺筑路面46公里；护栏安装完成120公里 | 按序时推进 | 县渔路局
2 | 渔港水厂二期 | 建成通水，日供水能力3万吨，主管网18公里 | 土建完成92%，设备安装完成60% | 按序时推进 | 县渔水局
3 | 渔老服务 | 建设助餐点2家、渔老食堂15家，改造渔屋60户 | 助餐点1家已运营；渔屋改造完工41户 | 提前完成 | 县渔政局
4 | 渔医联合体 | 渔民签约率不低于75%，配置流动渔医车6辆 | 签约率76.4%，渔医车配置6辆，巡诊渔村31个 | 提前完成 | 县渔医局
"""


def test_the_rows_of_a_table_are_never_joined() -> None:
    found = _read(ROWS, Facts(DocumentKind.BULLETIN, "海州省青石市", 2031, "2031-10-31", None, None))
    assert {(s.item, s.path[-1]) for s in found if s.item} == {
        (1, "渔路修缮"), (2, "渔港水厂二期"), (3, "渔老服务"), (4, "渔医联合体"),
    }  # fmt: skip


CELLS = """2031年渔港民生实事进展表
序号 | 项目 | 年度任务 | 当前进度 | 牵头单位
1 | 老旧渔屋改造 | 开工改造21个，涉及渔民2987户 | 开工21个，完工14个 | 县渔建局
2 | 渔港水厂二期 | 建成通水 | 土建完成92%，设备安装完成60% | 县渔水局
"""


def test_the_name_of_the_row_tells_what_its_cells_leave_out() -> None:
    found = _read(CELLS, Facts(DocumentKind.BULLETIN, "海州省青石市", 2031, "2031-10-31", None, None))
    subjects = [s.subject for s in found if s.kind is StatementKind.ACHIEVED]
    assert subjects == ["老旧渔屋改造", "老旧渔屋改造", "渔港水厂二期土建", "渔港水厂二期设备安装"]


MIXED = """2031年渔港民生实事进展表
序号
项目
目标任务
完成情况
责任单位
1
渔户饮水
建成渔水站20座
建成渔水站17座
县渔水局
2\t渔市改造\t改造渔市6家\t渔市改造完成4家\t县渔商局
3
渔健身
建设渔民球场5片
渔民球场完工5片
县渔体局
"""


def test_rows_of_cells_on_lines_and_of_tabs_stand_in_one_table() -> None:
    found = _read(MIXED, Facts(DocumentKind.BULLETIN, "海州省青石市", 2031, "2031-10-31", None, None))
    assert [s.low for s in found] == [20, 17, 6, 4, 5, 5]


def test_short_numbered_lines_in_a_row_are_items_and_no_headings() -> None:
    rows = _read("1、柳桥渔港建成投用\n2、青石大桥开工建设\n3、新建公厕5座", LIST)
    assert [(s.action, s.item) for s in rows] == [("建成投用", 1), ("开工建设", 2), ("新建", 3)]


DEADLINES = (
    ("10月底前新建公厕3座。", "2025-10-31"),
    ("年底前新建公厕3座。", "2025-12-31"),
    ("自7月1日起发放补贴300元。", "2025-07-01"),
    ("到2030年，新建公厕300座。", "2030-12-31"),
    ("明年2月底前新建公厕3座。", "2026-02-28"),
    ("新建公厕3座。", None),
    ("改造渔港码头泊位3处，全部于9月底前完成。", "2025-09-30"),
    ("6月底前新建公厕3座，年底前完成渔道9公里。", "2025-06-30"),
    ("渔校3所于9月底前建成。", "2025-09-30"),
    ("6月底前投产新渔厂3座、年底前完成扩建。", "2025-06-30"),
    ("改造渔港码头泊位3处，预计12月15日前投入使用。", "2025-12-15"),
    ("改造青石、柳桥、海州等渔村的老旧码头泊位3处，9月底前公布细则。", None),
)


@pytest.mark.parametrize(("text", "wanted"), DEADLINES)
def test_deadlines(text: str, wanted: str | None) -> None:
    assert _read(text, LIST)[0].deadline == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("截至6月底，已新建公厕3座。", None),
        ("截至2024年底，已新建公厕3座。", None),
        ("自7月1日起，已发放补贴300元。", "2025-07-01"),
    ],
)
def test_what_is_past_has_no_deadline(text: str, wanted: str | None) -> None:
    assert _read(text, BULLETIN)[0].deadline == wanted


def test_deadline_stays_as_written_without_a_year() -> None:
    facts = Facts(DocumentKind.LIST, None, None, None, None, None)
    assert _read("10月底前新建公厕3座。", facts)[0].deadline == "10月底前"


THEMES = (
    ("新增公办幼儿园学位800个。", Theme.EDUCATION),
    ("新增护理型养老床位90张。", Theme.ELDERLY),
    ("城镇新增就业2300人。", Theme.EMPLOYMENT),
    ("筹集保障性租赁住房150套。", Theme.HOUSING),
    ("改造老旧小区17个。", Theme.URBAN_RENEWAL),
    ("改建农村公路66公里。", Theme.TRANSPORT),
    ("新建口袋公园7个。", Theme.ENVIRONMENT),
    ("改造农贸市场4家。", Theme.COMMERCE),
    ("举办惠民演出80场。", Theme.CULTURE),
    ("新建健身步道12公里。", Theme.SPORT),
    ("新建微型消防站25个。", Theme.SAFETY),
    ("规模以上工业增加值增长6%。", Theme.ECONOMY),
    ("完成两癌免费筛查9000人。", Theme.HEALTH),
    ("为700名残疾人适配辅助器具。", Theme.SOCIAL_SECURITY),
    ("推出政务服务“一件事”30项。", Theme.GOVERNANCE),
)


@pytest.mark.parametrize(("text", "wanted"), THEMES)
def test_themes_by_content(text: str, wanted: Theme) -> None:
    assert _read(text, LIST)[0].theme is wanted


def test_theme_by_heading_where_the_words_say_nothing() -> None:
    assert _read("一、丰富群众文化旅游生活\n新增点位20个。", LIST)[0].theme is Theme.CULTURE


BULLETINS = (
    ("青石大桥项目正在办理施工许可。", "preparing"),
    ("青石大桥项目已全面开工。", "started"),
    ("青石大桥项目正在进行桥面铺装施工。", "under_way"),
    ("青石大桥项目已建成通车。", "completed"),
)


@pytest.mark.parametrize(("text", "wanted"), BULLETINS)
def test_states_of_work(text: str, wanted: str) -> None:
    rows = _read(text, BULLETIN)
    assert [(s.kind.value, s.status.value if s.status else None) for s in rows] == [("status", wanted)]


def test_share_of_the_task_and_total_and_cumulative() -> None:
    share, part = _read("渔民培训已完成全年任务的70%。36座灯塔中已有12座完工。", BULLETIN)
    assert (share.low, share.of_task, share.status and share.status.value) == (70, True, "under_way")
    assert (part.low, part.total) == (12, 36)
    assert _read("累计改造老楼40栋。", BULLETIN)[0].cumulative


VARIANTS = (
    "新增停车位360个，改造管网1.2万米，覆盖率达到85%以上。",
    "新增停车位３６０个，改造管网１．２万米，覆盖率达到８５％以上。",
    "新增停車位360個，改造管網1.2萬米，覆蓋率達到85%以上。",
    "新增停车位 3 6 0 个，改造管网 1. 2万米，覆盖率达到 85 %以上。",
    "新增停车位360个[12]，改造管网1.2万米，<b>覆盖率</b>达到85%以上。",
)


@pytest.mark.parametrize("text", VARIANTS)
def test_typed_variants_give_the_same_statements(text: str) -> None:
    rows = [(s.action, s.subject, s.low, s.unit, s.rule) for s in _read(text, LIST)]
    assert rows == [(s.action, s.subject, s.low, s.unit, s.rule) for s in _read(VARIANTS[0], LIST)]
    assert len(rows) == 3


def test_explain_says_why_a_number_is_left_out() -> None:
    sentences = list(explain(to_main("2025年新建公厕3座，排名全省第2位。"), LIST))
    assert [f.rule for s in sentences for f in s.fired] == ["verb-object-number"]
    assert {(o.number, o.rule) for s in sentences for o in s.left_out} == {("2位", "ordinal"), ("2025", "no-unit")}


def test_json_has_the_published_names_and_whole_numbers() -> None:
    row = as_json(_read("护林员补贴从300元提高到420元。", LIST)[0])
    assert (row["from"], row["low"], row["kind"], row["cmp"]) == (300, 420, "target", "=")
    assert {"quote", "start", "end", "action", "subject", "high", "unit", "status", "theme", "deadline", "path"} <= set(
        row
    )


TABLE = """序号 | 项目名称 | 目标任务 | 责任单位 | 进展情况
1 | 养老服务 | 新增养老床位300张 | 3个部门 | 已新增180张，完成60%
2 | 停车设施 | 新增停车位2000个 | 市城管局 | 停车楼项目正在招标
"""


def test_table_rows_are_read_by_column() -> None:
    rows = _read(TABLE, BULLETIN)
    assert [(s.kind.value, s.item, s.low, s.subject) for s in rows] == [
        ("target", 1, 300, "养老床位"),
        ("achieved", 1, 180, "养老床位"),
        ("achieved", 1, 60, "养老床位"),
        ("target", 2, 2000, "停车位"),
        ("status", 2, None, "停车楼项目"),
    ]
    assert {s.path[-1] for s in rows} == {"养老服务", "停车设施"}


def _briefly(text: str, facts: Facts) -> list[tuple[str, int | None, float | None, str]]:
    return [(s.kind.value, s.item, s.low, s.subject) for s in _read(text, facts)]


def test_a_row_without_its_first_cell_is_set_to_the_right() -> None:
    text = """类别 | 序号 | 工作任务 | 牵头单位 | 落实进展情况 |
一、渔民保障 | 1 | 新增养老床位300张。 | 市民政局 王海 | 已完成。已新增养老床位310张。 |
2 | 改造码头5座。 | 市交通局 | 已改造码头2座。 |
"""
    assert _briefly(text, BULLETIN) == [
        ("target", 1, 300, "养老床位"),
        ("achieved", 1, 310, "养老床位"),
        ("target", 2, 5, "码头"),
        ("achieved", 2, 2, "码头"),
    ]


def test_rows_that_only_blanks_part_have_columns_too() -> None:
    text = """序号 项目名称 主要内容 牵头单位
1 渔民就业 新增渔民就业700人，认定基地3家 区人社局
2 码头改造 改造渔村 码头5座 区交通局
"""
    assert _briefly(text, LIST) == [
        ("target", 1, 700, "渔民就业"),
        ("target", 1, 3, "基地"),
        ("target", 2, 5, "渔村码头"),
    ]


def test_cells_on_lines_of_their_own_have_columns_too() -> None:
    text = """序号
项目名称
目标任务
进展情况
责任单位
1
码头改造
改造码头5座
已改造码头2座
3个部门
2
渔港建设
新建渔港3座
已新建渔港1座
区农业局
"""
    assert _briefly(text, BULLETIN) == [
        ("target", 1, 5, "码头"),
        ("achieved", 1, 2, "码头"),
        ("target", 2, 3, "渔港"),
        ("achieved", 2, 1, "渔港"),
    ]


MILESTONES = (
    ("推进青石客运站建设，确保10月底前投入使用。", ("投入使用", "青石客运站建设")),
    ("海州大桥年底前建成通车。", ("建成通车", "海州大桥")),
    ("实现乡村公交全覆盖。", ("实现", "乡村公交全覆盖")),
    ("通过国家园林城市复审。", ("通过", "国家园林城市复审")),
)


@pytest.mark.parametrize(("text", "wanted"), MILESTONES)
def test_milestones(text: str, wanted: tuple[str, str]) -> None:
    assert [(s.action, s.subject) for s in _read(text, LIST)] == [wanted]


RHETORIC = (
    "坚持人民至上，深化改革开放。",
    "建立健全长效机制，建成更加完善的服务体系。",
    "推动更多优质项目落地。",
    "办好渔民满意的学堂。",
    "深入推进全省美丽渔港创建。",
    "渔民收入与港口发展同步增长。",
)


@pytest.mark.parametrize("text", RHETORIC)
def test_rhetoric_is_no_statement(text: str) -> None:
    assert _read(text, LIST) == ()


def test_a_later_year_closes_the_headings_above() -> None:
    text = "一、2024年工作回顾\n新建渔港公园9座，加固栈桥40座。\n2025年是柳桥建市的关键之年。\n新建灯塔12座。"
    assert [(s.kind, s.path) for s in _read(text, REPORT)] == [
        (StatementKind.ACHIEVED, ("一、2024年工作回顾",)),
        (StatementKind.ACHIEVED, ("一、2024年工作回顾",)),
        (StatementKind.TARGET, ()),
    ]
