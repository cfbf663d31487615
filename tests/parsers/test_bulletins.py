"""Progress bulletins: pledges restated above their progress, tables, labels, and works named by a heading."""

from __future__ import annotations

import pytest

from parsers.normalise import to_main
from parsers.records import DocumentKind, Facts, Statement
from parsers.statements import extract

BULLETIN = Facts(DocumentKind.BULLETIN, "海州省青石市", 2031, "H1", None, None)
LIST = Facts(DocumentKind.LIST, "海州省青石市", 2031, "year", None, None)

Row = tuple[str, str, str, float | None]


def _rows(text: str, facts: Facts = BULLETIN) -> list[Row]:
    main = to_main(text)
    found = extract(main, facts)
    assert all(main[s.start : s.end] == s.quote for s in found)
    return [_row(s) for s in found]


def _row(s: Statement) -> Row:
    return s.kind.value, s.action, s.subject, s.low


RESTATED = (
    # an item of the list, then a line that tells how far it is
    (
        "1.新增停车泊位500个\n目前已新增停车泊位210个。",
        [("target", "新增", "停车泊位", 500), ("achieved", "新增", "停车泊位", 210)],
    ),
    (
        "实事一：新建渔港公园9座，加固栈桥40座。\n截至6月底，已新建渔港公园4座。",
        [
            ("target", "新建", "渔港公园", 9),
            ("target", "加固", "栈桥", 40),
            ("achieved", "新建", "渔港公园", 4),
        ],
    ),
    (
        "渔村污水治理项目\n新建污水管网60公里。\n进展情况：已建设污水管网31公里。\n"
        "渔村道路提升项目\n硬化道路80公里。\n进展情况：已硬化道路44公里。",
        [
            ("target", "新建", "污水管网", 60),
            ("achieved", "建设", "污水管网", 31),
            ("target", "硬化", "道路", 80),
            ("achieved", "硬化", "道路", 44),
        ],
    ),
    (
        "一、新建码头3座；加固堤防9公里。上半年，新建码头2座。",
        [("target", "新建", "码头", 3), ("target", "加固", "堤防", 9), ("achieved", "新建", "码头", 2)],
    ),
    # the first steps of what was promised
    ("提升渔港绿地9公顷，已完成苗木采购。", [("target", "提升", "渔港绿地", 9), ("status", "完成", "苗木采购", None)]),
    ("更新渔民驿站15个，完成设备招标。", [("target", "更新", "渔民驿站", 15), ("status", "完成", "设备招标", None)]),
    ("计划改造渔校38所，完成投资570万元。", [("target", "改造", "渔校", 38), ("achieved", "完成", "投资", 5.7e6)]),
    # the results of most items come at once, of one behind the names
    (
        "1.新建泵站9座。已建成5座。\n2.培训渔工800人次。目前已培训310人次。\n3.打通渔路4条。云渔路等2条渔路已通车。",
        [
            ("target", "新建", "泵站", 9),
            ("achieved", "建成", "泵站", 5),
            ("target", "培训", "渔工", 800),
            ("achieved", "培训", "渔工", 310),
            ("target", "打通", "渔路", 4),
            ("achieved", "通车", "渔路", 2),
        ],
    ),
    (
        "1.渔民住宅适老化改造1500户。已完成入户评估900户。",
        [
            ("target", "改造", "渔民住宅适老化", 1500),
            ("achieved", "完成", "渔民住宅适老化改造入户评估", 900),
        ],
    ),
)


@pytest.mark.parametrize(("text", "wanted"), RESTATED)
def test_what_was_promised_is_told_from_what_was_reached(text: str, wanted: list[Row]) -> None:
    assert _rows(text) == wanted


TABLES = (
    # blanks between the cells
    (
        "县区 年度目标任务 完成进度\n1.募集渔业见习岗位300个 完成310个，完成率103.3%\n"
        "2.开展渔民培训800人次 完成260人次",
        [("target", 300), ("achieved", 310), ("achieved", 103.3), ("target", 800), ("achieved", 260)],
    ),
    # a name's cell spans two rows
    (
        "序号 | 分类 | 实事内容 | 完成情况 |\n1 | 渔村建设 | 新建卫生室4家。 | 新建卫生室5家。 |\n"
        "2 | 改造码头6座。 | 改造码头2座。 | |",
        [("target", 4), ("achieved", 5), ("target", 6), ("achieved", 2)],
    ),
    # the number's cell spans two rows
    (
        "序号 | 项目内容 | 进展情况 | 责任单位 |\n1 | 新建渔港7座。 | 新建渔港3座。 | 渔业局 |\n"
        "新增养殖网箱托管点90个。 | 新增养殖网箱托管点95个。 | ||",
        [("target", 7), ("achieved", 3), ("target", 90), ("achieved", 95)],
    ),
    # every cell on a line of its own, the last in two paragraphs
    (
        "序号\n目标任务\n牵头单位\n进展情况\n1\n新建文化站8座。\n文化局\n文化站：已建成3座。\n其余正在施工。\n2\n新建球场9座。\n"
        "体育局\n已建成5座。",
        [("target", 8), ("achieved", 3), ("target", 9), ("achieved", 5)],
    ),
)


@pytest.mark.parametrize(("text", "wanted"), TABLES)
def test_the_columns_of_a_table_say_which_way_it_looks(text: str, wanted: list[tuple[str, float]]) -> None:
    assert [(kind, low) for kind, _, _, low in _rows(text) if low is not None] == wanted


def test_what_is_planned_for_each_month_is_no_progress() -> None:
    text = (
        "序号 | 实事项目 | 进度安排 | 责任单位 |\n1 | 新建驿站7家。 | 3月底前建成2家，9月底前7家全部建成。 | 民政局 |"
    )
    assert [(kind, low) for kind, _, _, low in _rows(text, LIST)] == [("target", 7), ("target", 2), ("target", 7)]


NAMED = (
    ("（三）渔村道路提升工程。该工程投入资金700万元，现已全部完工。", ("status", "完工", "渔村道路提升工程", None)),
    ("青石小学扩建项目\n该项目正在进行桩基施工。", ("status", "进行", "青石小学扩建项目", None)),
    (
        "1.柳桥水厂迁建工程。\n完成项目投资900万元，于7月全面完工。",
        ("achieved", "完成", "柳桥水厂迁建工程投资", 9_000_000),
    ),
    ("1.柳桥水厂迁建工程。\n于5月全面完工并投入使用。", ("status", "完工", "柳桥水厂迁建工程", None)),
    ("青石文体中心：砌体工程完成30%，室内装修完成12%。", ("achieved", "完成", "青石文体中心室内装修", 12)),
    ("柳桥幼儿园：配套设备已启动招标程序。", ("status", "启动", "柳桥幼儿园配套设备", None)),
    ("柳桥泵站已竣工并投入使用。", ("status", "竣工", "柳桥泵站", None)),
    ("照明更新项目\n基础工程已全部完工。", ("status", "完工", "照明更新项目基础工程", None)),
)


@pytest.mark.parametrize(("text", "wanted"), NAMED)
def test_a_work_is_named_by_its_heading_or_label(text: str, wanted: Row) -> None:
    assert wanted in _rows("民生实事进展情况\n" + text)


PREDICATES = (
    ("6条街巷正在清障。", ("清障", "街巷")),
    ("12项任务推进正常。", ("推进", "任务")),
    ("其余8个项目已进场施工。", ("进场施工", "项目")),
    ("4座停车楼完工投用。", ("完工投用", "停车楼")),
    ("40所渔校校舍改造完成。", ("完成", "渔校校舍改造")),
    ("7座码头进入收尾阶段。", ("进入收尾阶段", "码头")),
    ("101名困境渔童得到救助。", ("得到救助", "困境渔童")),
    ("渔村改造30个项目全面开工。", ("开工", "渔村改造项目")),
    ("海藻研发基地、渔机生产总部等3个项目开工。", ("开工", "海藻研发基地、渔机生产总部等项目")),
    ("新建项目已开工47处。", ("开工", "新建项目")),
)


@pytest.mark.parametrize(("text", "wanted"), PREDICATES)
def test_what_became_of_the_things_counted(text: str, wanted: tuple[str, str]) -> None:
    assert [(action, subject) for _, action, subject, _ in _rows(text)] == [wanted]


STEPS: tuple[tuple[str, list[tuple[str, str]]], ...] = (
    ("柳桥幼儿园11月底前完成基础工程。", [("完成", "柳桥幼儿园基础工程")]),
    ("乡道大中修：7月底前开工，11月底前建成。", [("开工", "乡道大中修"), ("建成", "乡道大中修")]),
    ("渔村管网改造。管网改造涉及渔户，预计6月开工，年底完工。", [("开工", "渔村管网改造"), ("完工", "渔村管网改造")]),
    ("完成青石河治理工程和6座泵站建设。", [("完成", "青石河治理工程")]),
    ("计划4月开工，11月完工。", []),
    (
        "1、青石高铁通车，客运枢纽建成投用\n2、建成柳桥公交专用道\n3、推进商务区建设",
        [("通车", "青石高铁"), ("建成投用", "客运枢纽"), ("建成", "柳桥公交专用道")],
    ),
)


@pytest.mark.parametrize(("text", "wanted"), STEPS)
def test_steps_of_named_works(text: str, wanted: list[tuple[str, str]]) -> None:
    assert [(a, s) for kind, a, s, _ in _rows(text, LIST) if kind == "milestone"] == wanted


def test_the_names_cell_spans_rows_of_a_table_without_progress() -> None:
    text = (
        "项目名称 | 工作任务 | 计划完成时间 | 牵头单位 |\n1.渔村环境项目 | 改造渔村6个； | 11月 | 建设局 |\n"
        "新建渔港公园2处； | 11月 | 建设局 | |\n3.道路项目 | 硬化道路40公里。 | 10月 | 交通局 |"
    )
    assert [(kind, low) for kind, _, _, low in _rows(text)] == [("target", 6), ("target", 2), ("target", 40)]


def test_rates_stand_behind_how_many_names_there_are() -> None:
    text = "渔民培训、渔村夜校、渔港巡查等3项完成率分别达38%、64%、70%。"
    assert [(subject, low) for _, _, subject, low in _rows(text)] == [
        ("渔民培训完成率", 38),
        ("渔村夜校完成率", 64),
        ("渔港巡查完成率", 70),
    ]


def test_a_sentence_opens_with_the_place_that_is_to_be_finished() -> None:
    text = "柳桥公共停车场尚在征拆初期，计划明年4月底建成投用。"
    assert ("milestone", "建成投用", "柳桥公共停车场", None) in _rows(text)


def test_what_is_planned_for_a_date_is_no_state() -> None:
    text = "截至6月底，滨河路（一期）计划于12月地面道路通车，渔港电厂三期计划三季度建成投用。"
    assert _rows(text) == [
        ("milestone", "通车", "滨河路(一期)地面道路", None),
        ("milestone", "建成投用", "渔港电厂三期", None),
    ]


STATES: tuple[tuple[str, list[str]], ...] = (
    (
        "柳桥小学已完成征地，东教学楼正在打桩，西教学楼正在招标。",
        ["柳桥小学", "柳桥小学东教学楼", "柳桥小学西教学楼"],
    ),
    ("青石医院住院楼建设项目完成前期手续，正在招标。", ["青石医院住院楼建设项目"]),
    ("一条条渔村小路已成为通途。", []),
    ("渔村行路难、停船难正在逐步改善。", []),
    ("青石渠控藻工程河底护底施工中。", ["青石渠控藻工程河底护底"]),
    ("渔童补贴提标，完成入户情况调查，正在统计人数。", ["渔童补贴提标"]),
)


@pytest.mark.parametrize(("text", "subjects"), STATES)
def test_a_state_is_told_of_the_work_it_is_about(text: str, subjects: list[str]) -> None:
    assert [subject for kind, _, subject, _ in _rows(text) if kind == "status"] == subjects


def test_the_progress_in_a_row_is_about_the_work_of_the_row() -> None:
    text = (
        "序号 | 项目名称 | 年限 | 子项目 | 建设内容 | 年度目标 | 完成情况 |\n"
        "1 | 一、渔校提升工程 | 2031 | 完成柳桥渔校食堂建设 | 新建一幢食堂 | 当年完成 | 已完成装修 |\n"
        "2 | 2031 | 启动青石渔校迁建工程 | 旧楼原址重建 | 开工建设 | 已完成施工招标，正在办理许可证 |"
    )
    found = [(kind, subject) for kind, _, subject, _ in _rows(text) if kind != "target"]
    assert ("milestone", "柳桥渔校食堂建设") in found
    assert ("status", "青石渔校迁建工程") in found


def test_a_paragraph_may_label_its_results() -> None:
    text = "①新建码头3座。项目进展：至6月底，新建码头2座。②新增泊位9个。项目进展：新增泊位4个。"
    assert [(kind, low) for kind, _, _, low in _rows(text)] == [
        ("target", 3),
        ("achieved", 2),
        ("target", 9),
        ("achieved", 4),
    ]


COUNTED = (
    ("2031年度11件渔民实事共有20个子项。", [("渔民实事", 11), ("渔民实事子项", 20)]),
    ("10件渔民实事共分解为32个子项目。", [("渔民实事", 10), ("渔民实事子项目", 32)]),
    ("渔市改造项目，已建成9座，建成并营业6座。", [("渔市改造项目", 9), ("渔市改造项目", 6)]),
    ("90座码头中已有8座码头提前完工。", [("码头", 8)]),
    ("渔民就业2700人 不断提高渔村养老水平。", [("渔民", 2700)]),
    ("轨道交通建设完成投资7亿元。", [("轨道交通建设投资", 7e8)]),
    ("开设2031年渔童暑托班24个。", [("渔童暑托班", 24)]),
    ("海港类工程稳步推进，累计完成投资4亿元。", [("海港类工程投资", 4e8)]),
    ("渔船建造项目完工354艘，占年度目标的52%。", [("渔船建造项目", 354), ("渔船建造项目年度目标", 52)]),
)


@pytest.mark.parametrize(("text", "wanted"), COUNTED)
def test_what_is_counted(text: str, wanted: list[tuple[str, float]]) -> None:
    assert [(subject, low) for _, _, subject, low in _rows(text)] == wanted


def test_a_column_of_units_measures_the_bare_numbers() -> None:
    text = (
        "序号 | 考核指标 | 单位 | 工作目标 | 已完成数 | 占年任务之比 | 备注 |\n"
        "1 | 城镇新增就业 | 万人 | 5.2 | 7.23 | 139.0% | 人社局 |\n"
        "2 | 渔村道路硬化 | 公里 | 1360 | 1361.92 | 100.1% | 交通局 |"
    )
    main = to_main(text)
    found = extract(main, BULLETIN)
    assert [(s.kind.value, s.action, s.subject, s.low, s.unit) for s in found] == [
        ("target", "新增", "城镇就业", 52000, "人"),
        ("achieved", "新增", "城镇就业", 72300, "人"),
        ("achieved", "", "城镇新增就业完成率", 139, "%"),
        ("target", "", "渔村道路硬化", 1360, "公里"),
        ("achieved", "", "渔村道路硬化", 1361.92, "公里"),
        ("achieved", "", "渔村道路硬化完成率", 100.1, "%"),
    ]
    assert found[1].quote == "城镇新增就业 | 万人 | 5.2 | 7.23"
    assert all(main[s.start : s.end] == s.quote for s in found)


def test_a_column_of_offices_is_no_column_of_units() -> None:
    text = "序号 | 项目名称 | 单位 | 年度目标 | 完成情况 |\n1 | 渔港改造 | 交通局 | 改造渔港3座 | 改造渔港2座 |"
    assert [(kind, low) for kind, _, _, low in _rows(text)] == [("target", 3), ("achieved", 2)]


def test_a_table_of_indicators() -> None:
    text = (
        "类别 | 指标名称 | 年度目标 | 完成情况 | 责任部门 |\n"
        "渔业 | 1、渔业产值增长率 | 6%以上 | 8.97% | 渔业局 |\n"
        "民生 | 2、登记失业人数 | 控制在10410人内 | 7919人 | 人社局 |\n"
        "民生 | 3、新增渔港泊位 | 3个 | 4个 | 交通局 |"
    )
    assert _rows(text) == [
        ("target", "", "渔业产值增长率", 6),
        ("achieved", "", "渔业产值增长率", 8.97),
        ("target", "控制在", "登记失业人数", 10410),
        ("achieved", "", "登记失业人数", 7919),
        ("target", "新增", "渔港泊位", 3),
        ("achieved", "新增", "渔港泊位", 4),
    ]


def test_a_heading_of_tasks_met_looks_back() -> None:
    text = "（一）2项渔民实事提前完成目标任务。渔港净水项目于3月完工并投入使用。"
    assert _rows(text)[-1] == ("status", "完工", "渔港净水项目", None)


def test_a_groups_cell_spans_rows_and_a_name_stands_beside_the_target() -> None:
    text = (
        "类别\t序号\t主要任务\t全年目标任务\t牵头单位\t推进情况\t是否达序\t说明\n"
        "渔民教育\t1\t渔校食堂改造\t改造食堂15个\t区渔业局\t已完成12个\t是\t\n"
        "\t2\t渔民书屋\t建成8个\t区渔业局\t建成7个\t否\t\n"
        "\t3\t渔品分类小区\t新增小区60个\t区渔业局\t建成亭房96座\t是\t\n"
        "\t4\t海神福利院\t竣工并投入使用\t区渔业局\t已竣工\t是\t\n"
    )
    assert [(kind, subject, low) for kind, _, subject, low in _rows(text)] == [
        ("target", "食堂", 15),
        ("achieved", "食堂", 12),
        ("target", "渔民书屋", 8),
        ("achieved", "渔民书屋", 7),
        ("target", "小区", 60),
        ("achieved", "亭房", 96),
        ("milestone", "海神福利院", None),
        ("status", "海神福利院", None),
    ]


def test_the_items_below_an_announcement_are_promised() -> None:
    text = (
        "渔民实事票决出炉\n会上报告了2030年实事完成情况，改造渔村17个，惠及2860户。\n"
        "2031年海北市十件渔民实事项目涵盖34项任务，主要包括：\n一、渔村工程。改造渔村14个，新建渔园4个。"
    )
    for kind, year in ((DocumentKind.OTHER, 2031), (DocumentKind.BULLETIN, 2030)):
        facts = Facts(kind, "海北市", year, "year", None, None)
        assert [(told, low) for told, _, _, low in _rows(text, facts)][-2:] == [("target", 14), ("target", 4)]


def test_a_later_word_about_an_earlier_year_leaves_an_item_promised() -> None:
    text = "1.开工改造渔村118个，2030年续建的43个渔村6月底前全部竣工。"
    assert next(kind for kind, *_ in _rows(text, LIST)) == "target"
