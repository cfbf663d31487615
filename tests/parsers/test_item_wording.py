"""How the items of bulletins are worded: their titles, what was done of what was set, and what has not begun."""

from __future__ import annotations

import pytest

from parsers.records import DocumentKind, Facts, StatementKind, WorkStatus
from parsers.statements import extract
from tests.parsers.bulletin import read

A, T, M = StatementKind.ACHIEVED, StatementKind.TARGET, StatementKind.MILESTONE
Row = tuple[StatementKind, str, str, float]


ROWS: list[tuple[str, list[Row]]] = [
    # What was set, and what was done of it.
    ("全年计划搬迁渔户1500户，上半年已搬迁683户。", [(T, "搬迁", "渔户", 1500), (A, "搬迁", "渔户", 683)]),
    ("渔民营养改善计划惠及渔民3万人。", [(A, "惠及", "渔民营养改善计划渔民", 30000)]),
    ("渔港福道建设任务12公里，建成3.5公里。", [(T, "", "渔港福道建设任务", 12), (A, "建成", "渔港福道建设", 3.5)]),
    ("任务为签约渔户1300户，截至6月底签约712户。", [(T, "签约", "渔户", 1300), (A, "签约", "渔户", 712)]),
    (
        "完成投资9亿元，占全年计划投资的54%。",
        [(A, "完成", "投资", 9e8), (A, "占", "投资全年计划投资", 54)],
    ),
    ("下半年，将强化调度，倒排工期，渔业实事完成率达到100%。", [(T, "达到", "渔业实事完成率", 100)]),
    ("渔街新增泊位计划900个，已建成610个。", [(T, "新增", "渔街泊位", 900), (A, "建成", "渔街泊位", 610)]),
    (
        "“渔户厕改”项目计划三季度末完成300户，实际完成340户。",
        [(T, "完成", "“渔户厕改”项目", 300), (A, "完成", "“渔户厕改”项目", 340)],
    ),
    # Titles.
    ("渔港安防设施200公里。上半年已完成46公里。", [(T, "", "渔港安防设施", 200), (A, "完成", "渔港安防设施", 46)]),
    ("渔村养老站建设。已建成3个，5个正在装修。", [(A, "建成", "渔村养老站建设", 3), (A, "装修", "渔村养老站建设", 5)]),
    ("“渔医进社区”项目，累计上门服务2.1万人次。", [(A, "上门服务", "“渔医进社区”项目", 21000)]),
    # How many came so far.
    (
        "20件实事中，已提前完成或超额完成年度任务的有3件；推进缓慢的有2件。",
        [(A, "完成", "实事年度任务", 3), (A, "推进", "实事", 2)],
    ),
    ("9个渔港项目提前完成年度建设目标。", [(A, "完成", "渔港项目年度建设目标", 9)]),
    ("20个为民办实事项目中，有11个项目进展较快。", [(A, "进展", "为民办实事项目", 11)]),
    ("有7个渔港项目实施较慢。", [(A, "实施", "渔港项目", 7)]),
    ("已有21个渔港项目动工实施。", [(A, "动工实施", "渔港项目", 21)]),
    ("改扩建项目已动工10个。", [(A, "动工", "改扩建项目", 10)]),
    # Words that are no part of the subject.
    ("完成4所渔村学校环境整治工作并常态化推进。", [(A, "完成", "渔村学校环境整治工作", 4)]),
    ("综合改造提升渔街97万平方米。", [(A, "改造提升", "渔街", 970000)]),
    ("更新改造输水管道9公里，加装渔灯300盏。", [(A, "更新改造", "输水管道", 9), (A, "加装", "渔灯", 300)]),
    ("推进18件渔业实事落地见效。", [(A, "推进", "渔业实事", 18)]),
    ("新建（改建）8家渔民食堂。", [(A, "新建", "渔民食堂", 8)]),
    ("打造2个渔港公园正着手准备招标。", [(A, "招标", "渔港公园", 2)]),
    ("渔民学校提质改造建设完成70%。", [(A, "完成", "渔民学校提质改造建设", 70)]),
    ("渔路养护工程9公里5月份开工。", [(A, "开工", "渔路养护工程", 9)]),
    ("实施渔民保障工程完成投入4.3亿元。", [(A, "完成", "渔民保障工程投入", 4.3e8)]),
    ("为民办实事项目累计完成投入4.3亿元。", [(A, "完成", "为民办实事项目投入", 4.3e8)]),
    (
        "渔民体检、渔港保洁、渔路巡查完成率分别为12%、23%、34%。",
        [(A, "为", "渔民体检完成率", 12), (A, "为", "渔港保洁完成率", 23), (A, "为", "渔路巡查完成率", 34)],
    ),
    ("建成投运渔灯桩450个。", [(A, "建成投运", "渔灯桩", 450)]),
]


@pytest.mark.parametrize(("text", "wanted"), ROWS, ids=[text for text, _ in ROWS])
def test_the_items_of_a_bulletin(text: str, wanted: list[Row]) -> None:
    found = [(s.kind, s.action, s.subject, s.low) for s in read(text) if s.low is not None]
    assert found[-len(wanted) :] == wanted


WAITING = [
    ("综合治理渔港，“渔岸”建设2公里未启动。", 2, "“渔岸”建设"),
    ("5个渔港项目尚未开工。", 5, "渔港项目"),
    ("渔港工程共31项，正在开展前期工作5项。", 5, "渔港工程前期工作"),
]


@pytest.mark.parametrize(("text", "count", "subject"), WAITING)
def test_what_has_not_begun_is_in_preparation(text: str, count: float, subject: str) -> None:
    found = [(s.subject, s.status) for s in read(text) if s.low == count]
    assert found == [(subject, WorkStatus.PREPARING)]


FOLLOWED = [
    ("2所渔村学校进入收尾阶段，9月份投入使用。", "投入使用", "渔村学校"),
    ("其余3座渔桥正在施工，预计12月底通车。", "通车", "渔桥"),
    ("柳河幼儿园项目已完成总工程量的90%，计划12月底前完成。", "完成", "柳河幼儿园项目"),
]


@pytest.mark.parametrize(("text", "action", "subject"), FOLLOWED)
def test_when_what_was_counted_is_to_be_ready(text: str, action: str, subject: str) -> None:
    assert [(s.action, s.subject) for s in read(text) if s.kind is M] == [(action, subject)]


@pytest.mark.parametrize(
    "text",
    ["（二）滞后项目。渔港福道任务12公里，完成率35%。", "二、区级为民办实事项目\n渔市改造因清退受阻，尚未动工。"],
)
def test_a_heading_over_many_works_names_none(text: str) -> None:
    assert not any("滞后项目" in s.subject or "为民办实事" in s.subject for s in read(text))


def test_when_something_opened_last_year_this_year_is_still_told_of() -> None:
    """去年12月开业 dates one thing; it does not look back at the year, so 今年新增 is no plan."""
    news = Facts(DocumentKind.OTHER, "海州省青石市", 2031, None, None, None)
    text = "渔民食堂见闻\n渔村食堂去年12月开业，可容纳80人就餐。像这样的食堂，青石市目前已有57个，其中今年新增9个。\n"
    assert {s.kind for s in extract(text, news) if s.low is not None} == {A}


QUOTED = [
    ("渔村食堂9个。目前，已建成7个。", "渔村食堂9个。目前，已建成7个"),
    ("渔村公路改造。计划改造90公里，实际完成70公里。", "渔村公路改造。计划改造90公里，实际完成70公里"),
    ("渔馆项目主体已封顶，室内装饰完成60%。", "渔馆项目主体已封顶，室内装饰完成60%"),
    ("建成渔村食堂9个，新增餐位300个。", "新增餐位300个"),
]


@pytest.mark.parametrize(("text", "quote"), QUOTED)
def test_a_quote_holds_the_words_of_its_subject(text: str, quote: str) -> None:
    last = [s for s in read(text) if s.low is not None][-1]
    assert last.quote == quote
    assert set(last.subject) <= set(last.quote)


PROBED: list[tuple[str, list[Row]]] = [
    ("渔民补助资金已发放900万元。", [(A, "发放", "渔民补助资金", 9e6)]),
    ("渔港项目开工率100%，竣工率56%。", [(A, "", "渔港项目开工率", 100), (A, "", "渔港项目竣工率", 56)]),
    ("渔获抽检合格率99%。", [(A, "", "渔获抽检合格率", 99)]),
    ("累计服务12万人次，日均300人次。", [(A, "服务", "", 120000), (A, "", "日均", 300)]),
    ("完成投资9亿元，超时间进度6个百分点。", [(A, "完成", "投资", 9e8), (A, "超", "投资时间进度", 6)]),
    ("应发放渔补900万元，实发800万元。", [(T, "发放", "渔补", 9e6), (A, "发放", "实发", 8e6)]),
    ("今年要改造渔屋120座，目前完成88座。", [(T, "改造", "渔屋", 120), (A, "完成", "渔屋", 88)]),
    ("渔港建成后，日处理能力可达2万吨。", [(T, "达", "日处理能力", 20000)]),
    ("年度考核指标120座，目前完成88座。", [(T, "", "年度考核指标", 120), (A, "完成", "年度考核指标", 88)]),
    ("尚需改造渔屋40座。", [(T, "改造", "渔屋", 40)]),
    ("较年初计划多完成8座。", [(A, "完成", "", 8)]),
    ("上半年计划开工的12个渔港项目全部如期开工。", [(A, "开工", "渔港项目", 12)]),
    ("为明年开工储备渔港项目12个。", [(A, "储备", "明年开工渔港项目", 12)]),
    ("像这样的渔民食堂，青石县目前已有57个。", [(A, "", "渔民食堂", 57)]),
    ("目前，全县已有57个渔民食堂。", [(A, "", "渔民食堂", 57)]),
    ("新开、调整公交线路70条。", [(A, "新开、调整", "公交线路", 70)]),
    ("选择90条渔街开展改造试点。", [(A, "开展", "渔街改造试点", 90)]),
    ("免费接种疫苗实现应接尽接、培训渔医319人次。", [(A, "培训", "渔医", 319)]),
    ("36个渔港项目完成投资9亿元。其中已完工15个。", [(A, "完工", "渔港项目", 15)]),
]


@pytest.mark.parametrize(("text", "wanted"), PROBED, ids=[text for text, _ in PROBED])
def test_what_probing_found(text: str, wanted: list[Row]) -> None:
    found = [(s.kind, s.action, s.subject, s.low) for s in read(text) if s.low is not None]
    assert found[-len(wanted) :] == wanted


def test_a_plan_on_top_of_what_was_done_is_a_plan() -> None:
    report = Facts(DocumentKind.REPORT, "海州省青石市", 2031, "year", None, None)
    text = "政府工作报告\n二、2031年重点工作\n在去年改造渔屋120座的基础上，再改造150座。\n"
    assert [(s.kind, s.low) for s in extract(text, report)] == [(A, 120), (T, 150)]


STATES = [
    ("渔库主体完工，正在装修。", "完工", "渔库主体"),
    ("渔民楼主体封顶。渔史馆正在装修。", "封顶", "渔民楼主体"),
    ("二是实施渔校照明改造工程（第三项）正在编制招标文件。", "编制", "渔校照明改造工程"),
]


@pytest.mark.parametrize(("text", "action", "subject"), STATES)
def test_the_state_of_a_part_or_of_a_listed_work(text: str, action: str, subject: str) -> None:
    found = [(s.action, s.subject) for s in read(text) if s.kind is StatementKind.STATUS]
    assert found[0] == (action, subject)


READY = [
    ("柳桥大桥桥面铺装已经完成，计划于11月底通车。", "通车", "柳桥大桥"),
    ("渔民照护中心主体结构已封顶，预计10月投入试运营。", "投入试运营", "渔民照护中心"),
]


@pytest.mark.parametrize(("text", "action", "subject"), READY)
def test_a_state_and_when_the_whole_is_to_be_ready(text: str, action: str, subject: str) -> None:
    assert [(s.action, s.subject) for s in read(text) if s.kind is M] == [(action, subject)]


OFFICES: list[tuple[str, list[Row]]] = [
    ("县教育局计划改造渔校食堂22个，目前7个已开工。", [(T, "改造", "渔校食堂", 22), (A, "开工", "渔校食堂", 7)]),
    ("县文旅体局计划送戏进渔村312场。", [(T, "", "送戏进渔村", 312)]),
    ("县人社局一季度城镇新增就业1320人。", [(A, "新增", "城镇就业", 1320)]),
    (
        "渔业实事项目共10大类24个子项目，已完成15个，其余9个按计划推进。",
        [(A, "完成", "子项目", 15), (A, "推进", "子项目", 9)],
    ),
    ("为7.9万名老人发放到位。", [(A, "发放到位", "老人", 79000)]),
    ("渔女“两癌”免费检查1.3万人。", [(A, "", "渔女“两癌”免费检查", 13000)]),
    ("到6月底子项开工率达到100%、完工率达到30%。", [(A, "达到", "子项开工率", 100), (A, "达到", "子项完工率", 30)]),
    ("应征迁渔屋213户，已签约198户。", [(T, "征迁", "渔屋", 213), (A, "签约", "渔屋", 198)]),
    ("7个渔港项目未按计划开工。", [(A, "未按计划开工", "渔港项目", 7)]),
    ("列入今年计划的渔屋14座，已完工9座。", [(T, "列入", "渔屋", 14), (A, "完工", "渔屋", 9)]),
]


@pytest.mark.parametrize(("text", "wanted"), OFFICES, ids=[text for text, _ in OFFICES])
def test_who_plans_and_what_is_set(text: str, wanted: list[Row]) -> None:
    found = [(s.kind, s.action, s.subject, s.low) for s in read(text) if s.low is not None]
    assert found[-len(wanted) :] == wanted


def test_items_told_of_in_the_line_below_are_pledges() -> None:
    """Three items have a word of progress below them, so the fourth, whose result has none, is a pledge as well."""
    text = (
        "1.新建渔屋9座。\n已建成7座。\n2.改造渔路12公里。\n已完成9公里。\n3.新增渔位300个。\n已新增280个。\n"
        "4.新增托位400个。\n新增托位436个。\n5.新建渔馆3座。\n目前建成1座。\n"
    )
    found = {(s.kind, s.low) for s in read(text)}
    assert {(T, 9), (T, 12), (T, 300), (T, 400), (T, 3), (A, 436)} <= found


FURTHER: list[tuple[str, list[Row]]] = [
    (
        "25件渔业实事中，7件提前完成全年任务，3件略有滞后。",
        [(A, "完成", "渔业实事全年任务", 7), (A, "滞后", "渔业实事", 3)],
    ),
    ("15件渔业实事达到或快于时序进度。", [(A, "达到或快于", "渔业实事时序进度", 15)]),
    ("渔屋改造任务为300户，目前已完成200户。", [(T, "为", "渔屋改造任务", 300), (A, "完成", "渔屋改造", 200)]),
    ("县渔业局提前下拨渔补1.3亿元。", [(A, "下拨", "渔补", 1.3e8)]),
    ("县渔业局利用边角地新增渔位210个。", [(A, "新增", "渔位", 210)]),
    ("年初承诺的10件渔业实事，8件全面完成。", [(A, "完成", "渔业实事", 8)]),
    (
        "改造完成渔市18家，分别为河东区5家、江北区13家。",
        [(A, "改造完成", "河东区渔市", 5), (A, "改造完成", "江北区渔市", 13)],
    ),
    ("渔民参保人次达1052万，新增就业3万人。", [(A, "达", "渔民参保人次", 1.052e7), (A, "新增", "就业", 30000)]),
    ("打通渔港路北段等断头路2条。", [(A, "打通", "断头路", 2)]),
    ("为6800户独居老人家庭免费安装报警器。", [(A, "安装", "独居老人家庭报警器", 6800)]),
    ("涉及渔村14个、渔民300户，已完工9个。", [(A, "完工", "渔村", 9)]),
    (
        "市级渔港项目完成投资9亿元，投资完成率70%。",
        [(A, "完成", "市级渔港项目投资", 9e8), (A, "", "市级渔港项目投资完成率", 70)],
    ),
    ("2个渔校主体完工，正在进行室内装修，秋季可新增学位700个。", [(T, "新增", "学位", 700)]),
    ("新建渔港公厕三座，办结渔民诉求九件。", [(A, "新建", "渔港公厕", 3), (A, "办结", "渔民诉求", 9)]),
]


@pytest.mark.parametrize(("text", "wanted"), FURTHER, ids=[text for text, _ in FURTHER])
def test_further_wordings(text: str, wanted: list[Row]) -> None:
    found = [(s.kind, s.action, s.subject, s.low) for s in read(text) if s.low is not None]
    assert found[-len(wanted) :] == wanted


def test_a_heading_alone_on_its_line_names_what_the_line_below_tells() -> None:
    found = [(s.action, s.subject, s.low) for s in read("4.渔区公厕改造。\n原计划改造18座，实际完成21座。\n") if s.low]
    assert found == [("改造", "渔区公厕改造", 18), ("完成", "渔区公厕改造", 21)]


def test_blanks_around_the_dash_of_a_range_are_none() -> None:
    found = [(s.low, s.high, s.unit) for s in read("组建渔医联合体 2 — 3 个。") if s.low]
    assert found == [(2, 3, "个")]
