"""What is still being built is not ready, whatever day is named; and names that hold a word of time."""

from __future__ import annotations

import pytest

from parsers.records import DocumentKind, Facts, StatementKind
from parsers.statements import extract
from tests.parsers.bulletin import read

A, T, S, M = StatementKind.ACHIEVED, StatementKind.TARGET, StatementKind.STATUS, StatementKind.MILESTONE


def _kinds(text: str) -> list[tuple[StatementKind, str, str]]:
    return [(s.kind, s.action, s.subject) for s in read(text)]


@pytest.mark.parametrize(
    "when", ["年底可", "年底", "春节前", "月底", "月底可", "下月", "入冬前", "国庆前", "年内", "四季度", "10月"]
)
def test_what_is_being_built_will_be_ready(when: str) -> None:
    assert _kinds(f"渔民医院住院楼正在装修，{when}投入使用。") == [
        (S, "装修", "渔民医院住院楼"),
        (M, "投入使用", "渔民医院住院楼"),
    ]


@pytest.mark.parametrize("when", ["已于7月", "已"])
def test_another_part_that_is_ready_stays_a_state(when: str) -> None:
    assert _kinds(f"渔民医院住院楼正在装修，渔民医院门诊楼{when}投入使用。")[1][0] is S


ROWS: list[tuple[str, list[tuple[StatementKind, str, str]]]] = [
    ("打通未来路等断头路3条，新增泊位2860个。", [(A, "打通", "断头路"), (A, "新增", "泊位")]),
    ("未来三年，新增泊位2860个。", [(T, "新增", "泊位")]),
    ("这里规划建设渔民公寓1200套，目前9栋楼已全部封顶。", [(T, "规划建设", "渔民公寓"), (A, "封顶", "楼")]),
    ("规划新建的14所渔校全部开工。", [(A, "开工", "新建渔校")]),
    ("20项渔业实事全部完成，总投入5.4亿元。", [(A, "完成", "渔业实事"), (A, "", "总投入")]),
    ("远程渔医累计服务1.2万人次。", [(A, "服务", "远程渔医")]),
    (
        "计划改造56个渔区，进场54个，完工41个，铺设管道96公里。",
        [(T, "改造", "渔区"), (A, "进场", "渔区"), (A, "完工", "渔区"), (A, "铺设", "管道")],
    ),
    ("下半年计划开工渔馆9座，完工5座。", [(T, "开工", "渔馆"), (T, "完工", "渔馆")]),
    (
        "1、新增泊位（区渔管局）。目标1800个，完成1530个，占85%。",
        [(T, "", "新增泊位"), (A, "完成", "新增泊位"), (A, "占", "新增泊位")],
    ),
    ("渔课服务覆盖面100%。", [(A, "", "渔课服务覆盖面")]),
    ("完成投资8亿元，群众满意度达到95%以上。", [(A, "完成", "投资"), (A, "达到", "群众满意度")]),
    ("渔业实事32项，达到时序进度11项。", [(A, "", "渔业实事"), (A, "达到", "渔业实事时序进度")]),
    ("改造渔村26个、91栋楼。", [(A, "改造", "渔村"), (A, "改造", "楼")]),
]


@pytest.mark.parametrize(("text", "wanted"), ROWS, ids=[text for text, _ in ROWS])
def test_plans_and_results_side_by_side(text: str, wanted: list[tuple[StatementKind, str, str]]) -> None:
    assert _kinds(text) == wanted


TENSES: list[tuple[str, StatementKind]] = [
    ("确保了3.2万名渔童按时入学。", A),
    ("确保3.2万名渔童按时入学。", T),
    ("下月完成改造36公里。", T),
    ("今年的目标是新建公厕36座。", T),
    ("尚有36公里需改造。", T),
    ("待改造36公里。", T),
    ("需投入资金3亿元。", T),
    ("拟上市企业达到36家。", A),
    ("拟新建公厕36座。", T),
    ("新增规划建设用地360亩。", A),
    ("引进计划投资36亿元的项目3个。", A),
    ("按计划完成改造36公里。", A),
    ("比计划多建3座。", A),
]


@pytest.mark.parametrize(("text", "kind"), TENSES)
def test_words_that_look_ahead_and_words_that_only_seem_to(text: str, kind: StatementKind) -> None:
    assert {k for k, _, _ in _kinds(text)} == {kind}


def test_what_a_place_adds_once_it_is_built_is_to_come() -> None:
    assert _kinds("渔民停车楼正在施工，建成后，新增泊位560个。")[-1] == (T, "新增", "泊位")


def test_news_of_what_was_done_over_the_years_reports() -> None:
    news = Facts(DocumentKind.OTHER, "海州省青石市", 2031, None, None, None)
    found = extract("渔业见闻\n青石市先后投资3.6亿元，新建渔园36个。\n", news)
    assert {s.kind for s in found} == {A}


SO_FAR: list[tuple[str, list[tuple[StatementKind, str, str]]]] = [
    ("新建渔校4所已开工3所。", [(T, "新建", "渔校"), (A, "开工", "渔校")]),
    ("老旧渔村改造31个目前已完工21个。", [(T, "改造", "老旧渔村"), (A, "完工", "老旧渔村改造")]),
    ("31个渔村已完工21个。", [(A, "完工", "渔村")]),
    ("新增学位目标1080个。", [(T, "新增", "学位")]),
    ("完成新增学位目标1080个。", [(A, "完成", "新增学位")]),
    ("送戏85场，放映1012场。", [(A, "送戏", "戏"), (A, "放映", "")]),
    ("渔民低保累计保障8.74万人。", [(A, "保障", "渔民低保")]),
    ("拨付资金2亿元，拨付率达93.5%。", [(A, "拨付", "资金"), (A, "达", "资金拨付率")]),
    (
        "渔桥项目完成工程量60%，比计划快5个百分点。",
        [(A, "完成", "渔桥项目工程量"), (A, "快", "渔桥项目工程量")],
    ),
    ("渔路完成率55%，较序时进度快5个百分点。", [(A, "", "渔路完成率"), (A, "快", "渔路完成率序时进度")]),
]


@pytest.mark.parametrize(("text", "wanted"), SO_FAR, ids=[text for text, _ in SO_FAR])
def test_how_many_of_them_there_are_so_far(text: str, wanted: list[tuple[StatementKind, str, str]]) -> None:
    assert _kinds(text) == wanted


HOPED: list[tuple[str, list[tuple[StatementKind, str, str]]]] = [
    ("渔民医院新院区争取早日建成投用。", [(M, "建成投用", "渔民医院新院区")]),
    ("青石渔史博物馆明年开放。", [(M, "开放", "青石渔史博物馆")]),
    ("渔民体育馆项目预计9月竣工，目前主体已封顶。", [(M, "竣工", "渔民体育馆项目"), (S, "封顶", "渔民体育馆项目")]),
    ("渔民文化馆主体工程基本完工，正在室内装修。", [(S, "装修", "渔民文化馆主体工程")]),
]


@pytest.mark.parametrize(("text", "wanted"), HOPED, ids=[text for text, _ in HOPED])
def test_what_is_hoped_for_is_not_done(text: str, wanted: list[tuple[StatementKind, str, str]]) -> None:
    assert _kinds(text) == wanted
