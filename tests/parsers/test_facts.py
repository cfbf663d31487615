"""What documents say about themselves: over invented places, and over the real documents where they are at hand."""

from __future__ import annotations

import csv
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.seeds import load_regions
from parsers.dochead import frame_of
from parsers.facts import read_facts
from parsers.records import DocumentKind, Facts, Given, Region
from parsers.regions import Gazetteer

PLACES = Gazetteer.of(
    [
        Region("1", "云岭省", "云岭省", 1),
        Region("2", "临岚市", "云岭省临岚市", 2),
        Region("3", "青屿区", "云岭省临岚市青屿区", 3),
        Region("4", "望汀县", "云岭省临岚市望汀县", 3),
        Region("5", "海北市", "海北市", 1),
        Region("6", "青屿区", "海北市青屿区", 3),
        Region("7", "新造区", "海北市新造区", 3),
        Region("8", "桐下自治州", "云岭省桐下自治州", 2),
    ]
)


def facts(text: str, **known: object) -> Facts:
    return read_facts(text, Given(**known), PLACES)  # type: ignore[arg-type]


REPORT_HEAD = "各位代表：\n现在，我代表区人民政府，向大会报告工作，请予审议。\n"

KINDS = [
    ("2024年海北市政府工作报告\n各位代表：", DocumentKind.REPORT),
    (REPORT_HEAD, DocumentKind.REPORT),
    ("一、2022年工作回顾\n一年来，全区新增就业3万人。\n二、2023年主要任务\n新增学位500个。", DocumentKind.REPORT),
    ("三、着力改善民生\n新增学位500个，改造小区3个。", DocumentKind.REPORT),
    ("青屿区2024年十件民生实事\n一、新增学位500个。\n二、新建公园3个。", DocumentKind.LIST),
    ("今年要办好十件民生实事。（1）新增学位500个；（2）新建公园3个；（3）改造公厕6座。", DocumentKind.LIST),
    ("海北市：今年民心工程一季度进展情况公布\n已完成停车场3处。", DocumentKind.BULLETIN),
    ("2024年民生实事项目完成情况\n新增学位500个。", DocumentKind.BULLETIN),
    ("政府工作报告重点任务落实情况\n已新增学位500个。", DocumentKind.BULLETIN),
    ("上半年全市经济运行情况\n今年上半年，地区生产总值同比增长5%。", DocumentKind.BULLETIN),
    (
        "临岚稳步前行\n今年以来，临岚市经济回升，同比增长4%。工业增加值增长6%，环比加快。累计接待游客30万人次。",
        DocumentKind.BULLETIN,
    ),
    ("2022年计划执行情况与2023年计划草案的报告\n新增学位500个。", DocumentKind.REPORT),
    (
        "30个民生实事项目加快建设\n截至7月底，30个项目已全部启动，已完成12个，完成率40%。",
        DocumentKind.BULLETIN,
    ),
    # a reporter's story with speakers is none of them, a bulletin that a paper prints stays one
    (
        "青屿新貌——民生实事成绩单\n记者 甲乙\n“码头变了样。”渔民老丁说。局长丙表示，已完成码头改造40处。新增车位3个。",
        DocumentKind.OTHER,
    ),
    (
        "本报讯 记者甲乙\n《政府工作报告》公布，2022年新增学位500个。报告指出，2023年将新建公园3个。",
        DocumentKind.OTHER,
    ),
    ("本报讯(记者甲) 上半年，海北市民生实事进展顺利。已完成6件，累计新增学位500个。", DocumentKind.BULLETIN),
    ("关于政府工作报告的问答\n记者：学位怎么办？\n局长丙表示，将新增500个。局长介绍，还将建公园。", DocumentKind.OTHER),
    ("关于您来信的答复\n您好：您反映的路灯问题收悉。经了解，已安装路灯3盏。感谢支持。", DocumentKind.OTHER),
    ("今年的实事大家投了哪项？\n楼主：我投了第3项。\n顶一下，听说要建2个公园。", DocumentKind.OTHER),
    # a report without head
    ("全县经济社会发展主要预期目标是：生产总值增长6%。", DocumentKind.REPORT),
    ("我们将重点抓好以下七个方面的工作：\n新增学位500个。", DocumentKind.REPORT),
    ("序号 | 工作任务 | 责任单位 | 落实进展情况\n1 | 新增学位500个 | 局 | 已新增300个", DocumentKind.BULLETIN),
    # a notice that hands the year's works out is their list, one that says what is done is a bulletin
    (
        "3月2日，海北市政府办印发通知，分解10件民生实事，要求跟踪进度。\n一、新增学位500个。\n责任单位：教育局\n"
        "完成时限：年底前\n二、新建公园3个。\n责任单位：园林局\n完成时限：年底前",
        DocumentKind.LIST,
    ),
    (
        "海北市通报10件民生实事推进情况。\n一、已新增学位300个。\n责任单位：教育局\n二、公园已开工。\n"
        "责任单位：园林局\n三、车位已完成。\n责任单位：住建局",
        DocumentKind.BULLETIN,
    ),
    ("关于召开春季运动会的通知\n各街道：请按时参加。", DocumentKind.OTHER),
    ("", DocumentKind.OTHER),
]


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_kind(text: str, kind: DocumentKind) -> None:
    assert facts(text).kind is kind


PLACED = [
    ("2024年海北市青屿区政府工作报告\n各位代表：", "海北市青屿区"),
    ("望汀县2024年民生实事\n一、新增学位500个。", "云岭省临岚市望汀县"),
    # the title's place is one of two namesakes: the text or the forum's tag tells
    ("青屿区2024年民生实事\n落实市委部署，与海北市第三医院合作。", "海北市青屿区"),
    ("[海北] 青屿区2024年民生实事\n一、新增学位500个。", "海北市青屿区"),
    ("青屿区2024年民生实事\n临岚市支持。", "云岭省临岚市青屿区"),
    ("青屿区2024年民生实事\n一、新增学位500个。", None),
    # the meeting's name
    ("政府工作报告\n——2023年1月9日在望汀县第十八届人民代表大会第三次会议上\n海北市来宾。", "云岭省临岚市望汀县"),
    ("政府工作报告\n（2023年1月9日在市第五届人民代表大会第三次会议上）\n海北市在前进，海北市有我市的明天。", "海北市"),
    # only the body speaks: its own level counts, not the place above
    (REPORT_HEAD + "海北市支持，我区新造区医院落成，全区新造商圈、新造公园开放。", "海北市新造区"),
    (REPORT_HEAD + "全市产值增长，海北港扩建，海北高新区落地，海北机场启用，我市新造区建公园。", "海北市"),
    # a province whose counties are named
    ("今年办好民生实事，平安云岭建设。在望汀、桐下建设公园30个。", "云岭省"),
    # slogans bear a county's name while the province stands in comparisons
    (REPORT_HEAD + "平安望汀建设扎实，居全省前列，云岭省望汀站开通，获评全省先进，全省第一。", "云岭省临岚市望汀县"),
    # the paper's home
    ("【来源：临岚晚报】\n我市改造小区40个。", "云岭省临岚市"),
    # streets are no places
    ("今年推进新造路变电站、海北路水厂建设，改造小区3个。", None),
    # portal tails do not mislead
    ("临岚市2024年实事\n一、新增学位。\n二、新建公园。\n版权声明：海北网\n- 海北市新造区要闻", "云岭省临岚市"),
    ("无地名。", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "place"), PLACED)
def test_place(text: str, place: str | None) -> None:
    assert facts(text).place == place


def test_a_given_place_wins() -> None:
    assert facts("2024年海北市政府工作报告", place="望汀县").place == "云岭省临岚市望汀县"
    assert facts("2024年海北市政府工作报告", place="天外县").place == "天外县"


YEARS = [
    ("2024年海北市政府工作报告\n各位代表：", 2024),
    ("二〇二四年海北市民生实事\n一、新增学位。", 2024),
    ("2 0 2 4 年海北市民生实事\n一、新增学位。", 2024),
    ("2022年计划执行情况与2023年计划安排\n新增学位500个。", 2023),
    ("海北市2021—2025年规划\n新增学位500个。", None),
    ("政府工作报告\n——2023年1月9日在海北市第五届人民代表大会第三次会议上\n各位代表：", 2023),
    ("政府工作报告\n——2022年12月28日在海北市第五届人民代表大会第一次会议上\n各位代表：", 2023),
    (REPORT_HEAD + "一、2022年工作回顾\n甲。\n二、2023年重点工作\n乙。", 2023),
    (REPORT_HEAD + "一、2022年工作回顾\n甲。\n二、到2035年远景目标\n乙。", 2022),
    ("人代会开幕\n报告分三部分：2017年工作回顾；2018年总体思路和目标任务；加强自身建设。", 2018),
    (REPORT_HEAD + "今年是中华人民共和国成立70周年。", 2019),
    (REPORT_HEAD + "今年是“十四五”规划收官之年。", 2025),
    (REPORT_HEAD + "2021年是“十四五”开局之年，到2035年基本实现目标。", 2021),
    ("为改善民生，区委、区政府决定实施2023年20项民心工程。", 2023),
    ("海北今年民生实事进展\n发布时间：2022-07-03\n上半年已建成公园3个。", 2022),
    ("关于202310月份民生实事进展情况的通报\n截至1031日，已完成6件。", 2023),
    ("海北今年民生实事一季度进展\n喜迎二十大，已建成公园3个。", 2022),
    ("新增就业3万人，到2025年达到5万人，到2035年翻一番。", None),
    (REPORT_HEAD + "（2023年1月9日在海北市第五届人民代表大会第三次会议上）\n一、2022年工作回顾\n甲。", 2022),
    ("本报讯 报告公布，2022年新增学位500个。报告指出，2023年，海北市将新建公园3个。", 2023),
    ("从2020年1月1日起提高标准。2020年3月已发放。", 2020),
    ("关于重点工作推进情况的通报\n现将2031年重点工作上半年完成情况通报如下：\n新建渔园3个。", 2031),
    (REPORT_HEAD + "今年新增就业3万人。", None),
    # an excerpt that only looks back is for the year it looks back on, whatever year the report is named by
    ("2023年海北市政府工作报告\n各位代表：\n一、2022年工作回顾\n较好完成了主要目标任务。新增就业3万人。", 2022),
    ("2023年海北市政府工作报告\n各位代表：\n一、2022年工作回顾\n甲。\n二、今年工作安排\n乙。", 2023),
]


@pytest.mark.parametrize(("text", "year"), YEARS)
def test_year(text: str, year: int | None) -> None:
    assert facts(text).year == year


def test_a_given_year_and_date_win() -> None:
    assert facts("2024年海北市民生实事", year=2022).year == 2022
    assert facts("今年办好民生实事。", published_at=date(2020, 3, 1)).year == 2020


PERIODS = [
    ("2024年海北市政府工作报告", "year"),
    ("今年要办好民生实事。（1）新增学位；（2）新建公园；（3）改造公厕。", "year"),
    (REPORT_HEAD + "新增就业。", None),
    ("海北市2024年民生实事一季度进展情况\n已完成。", "Q1"),
    ("海北市2024年民生实事上半年完成情况\n已完成。", "H1"),
    ("海北市2024年民生实事1-6月进展\n已完成。", "H1"),
    ("海北市2024年民生实事前三季度进展\n已完成。", "Q3"),
    ("海北市2024年民生实事完成情况\n截至12月25日，受上半年停工影响，完成16件。", "year"),
    ("海北市2024年民生实事完成情况\n截至10月25日，完成16件。", "2024-10-25"),
    ("海北市2024年民生实事完成情况\n一季度启动，现已完成。", "year"),
    ("海北市2024年民生实事进展\n上半年已完成6件。", "H1"),
    ("海北市2024年民生实事进展情况\n截至10月底，已完成6件。", "2024-10-31"),
    ("海北市2024年民生实事进展情况\n截至2月底，已完成6件。", "2024-02-29"),
    ("海北市2024年民生实事进展情况\n截至2023年11月15日，已完成6件。", "2023-11-15"),
    ("民生实事加快推进\n2024年，海北市安排30项，截至今年7月，已完成6件。", "2024-07-31"),
    ("海北市2024年9月份民生实事进展情况\n已完成6件。", "2024-09-30"),
    ("2024年民生实事进度表(截至1031日)\n已完成6件。", "2024-10-31"),
    ("民生实事进展情况通报\n截至10月底，已完成6件。", None),  # of which year?
    ("海北市2024年民生实事进展\n经过半年的施工，码头完工。", "year"),
    ("临岚稳步前行\n今年上半年，同比增长4%。工业增加值同比增长6%。累计接待游客30万人次。", None),
    ("海北市2024年十件民生实事全部完成\n2024年，共新增学位500个。", "year"),
    (
        "渔村新事\n记者甲 3月2日，记者从2024年海北市民生实事三季度推进会上获悉。渔民老丁说好。局长丙表示，车位多了。",
        "Q3",
    ),
    ("关于召开春季运动会的通知\n2024年3月，各街道：请按时参加。", None),
]


@pytest.mark.parametrize(("text", "period"), PERIODS)
def test_period(text: str, period: str | None) -> None:
    assert facts(text).period == period


FORUM = (
    "设为首页收藏本站\n查看: 12|回复: 0\n[海北] 2024年青屿区民生实事\n[复制链接]\n积分\n"
    "发表于 2024-2-1 08:00:01 | 显示全部楼层\n一、甲。"
)
TITLES = [
    ("  2024年海北市政府工作报告  \n各位代表：", "2024年海北市政府工作报告"),
    ("工作报告\n2024年望汀县政府工作报告\n时间：2024-01-24 作者：甲\n三、乙\n丙。", "2024年望汀县政府工作报告"),
    ("深化改革 勇往直前\n以实干推动海北发展\n今年以来，海北市稳中向好。", "以实干推动海北发展"),
    (FORUM, "2024年青屿区民生实事"),
    ("海北:今年民心工程进展情况公布\n正文在此。", "海北:今年民心工程进展情况公布"),
    ("政府工作报告\n——2023年1月9日在海北市第五届人民代表大会第三次会议上\n各位代表：", "政府工作报告"),
    ("□望汀县人民政府县长 某 某\n各位代表:", None),
    ("本报记者 甲乙\n今年海北市新增学位500个。", None),
    ("序号 | 工作任务 | 进展情况 |\n1 | 甲乙 | 丙 |", None),
    ("—2018年2月2日在望汀县第十八届人民代表大会第二次会议上\n县长 某某某\n各位代表:", None),
    ("(云岭省)临岚市人民政府工作报告(2024年)\n加快发展。", "(云岭省)临岚市人民政府工作报告(2024年)"),
    ("望汀县第十八届人民代表大会第二次会议开幕\n昨日上午，会议开幕。", "望汀县第十八届人民代表大会第二次会议开幕"),
    ("您当前的位置: 望汀新闻 > 要闻\n望汀新增学位500个\n昨日，望汀县学校落成。", "望汀新增学位500个"),
    ("四、改善民生\n新增学位500个。", None),
    ("(三)改善民生\n新增学位500个。", None),
    ("各位代表！今年办好民生实事：\n一是新增学位500个。", None),
    ("", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "title"), TITLES)
def test_title(text: str, title: str | None) -> None:
    assert facts(text).title == title


def test_a_given_title_serves_as_the_texts_own() -> None:
    found = facts("一、新增学位500个。", title="海北市新造区2024年民生实事上半年进展情况")
    assert (found.kind, found.place, found.year, found.period) == (
        DocumentKind.BULLETIN, "海北市新造区", 2024, "H1",
    )  # fmt: skip


DATES = [
    ("海北市民生实事\n发布日期：2024-02-03 10:00\n一、甲。", date(2024, 2, 3)),
    ("海北市民生实事\n2024年2月3日 来源：海北日报\n一、甲。", date(2024, 2, 3)),
    ("海北市民生实事\n2021-9-27 10:12\n版主\n发表于 2021-6-29 09:51:44 | 显示全部楼层\n一、甲。", date(2021, 6, 29)),
    ("海北市民生实事\n海北日报2022年7月8日讯 甲。", date(2022, 7, 8)),
    ("海北市民生实事\n海北日报 2022-07-08 第2版 本报记者 甲乙\n甲。", date(2022, 7, 8)),
    ("海北市公告\n一、甲。\n二、乙。\n海北市人民政府\n2022年2月19日", date(2022, 2, 19)),
    ("海北市民生实事\n发布日期：2024-02-31\n一、甲。", None),
    ("自2023年7月1日起提高标准。", None),
]


@pytest.mark.parametrize(("text", "day"), DATES)
def test_published_at(text: str, day: date | None) -> None:
    assert facts(text).published_at == day


ISSUERS = [
    ("2024年海北市政府工作报告\n各位代表：", "海北市人民政府"),
    ("2024年望汀县政府工作报告\n现在，我代表县人民政府，向大会报告。", "云岭省临岚市望汀县人民政府"),
    ("海北市民生实事进展\n海北市民心工程办公室通报，已完成3件。", "海北市民心工程办公室"),
    ("临岚前行\n今年增长4%。\n数据来源：中共临岚市委宣传部", "中共临岚市委宣传部"),
    ("海北市民生实事\n一、甲。", None),
]


@pytest.mark.parametrize(("text", "issuer"), ISSUERS)
def test_issuer(text: str, issuer: str | None) -> None:
    assert facts(text).issuer == issuer


def test_the_frame_leaves_chrome_out() -> None:
    text = "首页 > 公开\n海北市民生实事\n字号：大 中 小\n一、甲。\n二、乙。\n责任编辑：丙\n扫一扫打开\n无关要闻"
    assert [line.text for line in frame_of(text).lines] == ["海北市民生实事", "一、甲。", "二、乙。"]


SHAPED = st.sampled_from("海北市青屿区年月日20241()[]第五届人大在截至。\n，一、报告")


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.one_of(SHAPED, st.characters()), max_size=120))
def test_no_text_raises(text: str) -> None:
    found = facts(text)
    assert found.title is None or "\n" not in found.title
    assert found.year is None or 2000 <= found.year <= 2060


@pytest.mark.parametrize(
    "unit", ["的", "1", "2021年", "第五届人大", "海北市", "今年是", "截至", "一、", "X > ", "a\n", "；2017年"]
)
def test_time_is_linear(unit: str) -> None:
    def seconds(size: int) -> float:
        text = (unit * size)[:size]
        begin = time.perf_counter()
        facts(text)
        return time.perf_counter() - begin

    seconds(100)
    # Sixteen times the text may cost about sixteen times; quadratic would be 256 times.
    assert seconds(160_000) < 80 * seconds(10_000) + 0.2


NOT_IN_THE_TEXT = {
    ("d03_guizhou_2026_list", "year"),
    ("d04_shiyan_2024_list", "year"),
    ("d04_shiyan_2024_list", "place"),
    ("d06_zunyi_2023_bulletin", "year"),
}
"""Facts of the table that come from the page's address: the text names neither this year nor this place."""


def test_the_real_documents(shared: Path) -> None:
    regions = load_regions()
    with (shared / "gold" / "documents.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    assert rows
    for row in rows:
        text = (shared / "gold" / "texts" / f"{row['file']}.txt").read_text(encoding="utf-8")
        found = read_facts(text, Given(), regions)
        for column in ("kind", "place", "year", "period", "title"):
            value = getattr(found, column)
            expected = "" if (row["file"], column) in NOT_IN_THE_TEXT else row[column]
            assert ("" if value is None else str(value)) == expected, (row["file"], column)
