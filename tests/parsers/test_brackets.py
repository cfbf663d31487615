"""Numbers in brackets, totals, units that stand once, and words around a name that are no part of it."""

from __future__ import annotations

import pytest

from parsers.records import DocumentKind, Facts, StatementKind
from parsers.statements import extract
from tests.parsers.bulletin import AUGUST, read

A, T = StatementKind.ACHIEVED, StatementKind.TARGET

ROWS: list[tuple[str, list[tuple[StatementKind, str, str, float]]]] = [
    # A bracket tells what became of the number before it, or what was set.
    ("新建渔园6个（已建成4个）。", [(T, "新建", "渔园", 6), (A, "建成", "渔园", 4)]),
    ("新建渔园6个（其中已建成4个）。", [(T, "新建", "渔园", 6), (A, "建成", "渔园", 4)]),
    ("新建渔园6个（已建成6个）。", [(A, "新建", "渔园", 6), (A, "建成", "渔园", 6)]),
    ("建成渔园6个（已开工4个）。", [(A, "建成", "渔园", 6), (A, "开工", "渔园", 4)]),
    ("改造渔路3.6万米（目前完成2.8万米）。", [(T, "改造", "渔路", 36000), (A, "完成", "渔路", 28000)]),
    ("新增泊位620个（任务600个）。", [(A, "新增", "泊位", 620), (T, "", "泊位", 600)]),
    ("新增泊位620个（年度目标600个）。", [(A, "新增", "泊位", 620), (T, "", "泊位", 600)]),
    # The whole of which a number is part, behind it or in front.
    ("12座渔闸中已有7座完工。", [(A, "完工", "渔闸", 7)]),
    ("12座渔闸中有7座完成改造。", [(A, "完成", "渔闸改造", 7)]),
    ("4座渔桥中3座已竣工通车。", [(A, "竣工通车", "渔桥", 3)]),
    ("4个街道的6个渔园建成开放。", [(A, "建成开放", "街道", 4), (A, "建成开放", "渔园", 6)]),
    ("其中新建类5项、改造类4项。", [(A, "", "新建类", 5), (A, "", "改造类", 4)]),
    (
        "甲镇完成渔厕改造320户，乙镇完成280户。",
        [(A, "完成", "甲镇渔厕改造", 320), (A, "完成", "乙镇渔厕改造", 280)],
    ),
    # A unit that stands once, behind the last number.
    ("甲率、乙率分别提高0.6、1.2个百分点。", [(A, "提高", "甲率", 0.6), (A, "提高", "乙率", 1.2)]),
    (
        "甲区、乙区、丙区分别完成12、15和20公里。",
        [(A, "完成", f"{c}区", n) for c, n in zip("甲乙丙", (12, 15, 20), strict=True)],
    ),
    ("甲港、乙港投资分别为1.2和30.4亿元。", [(A, "为", "甲港投资", 1.2e8), (A, "为", "乙港投资", 30.4e8)]),
    # Plans among results, and words that are no part of a name.
    ("渔校主体已封顶，预计新增学位720个。", [(T, "新增", "学位", 720)]),
    (
        "渔港项目计划总投资3亿元，累计完成投资2亿元。",
        [(T, "", "渔港项目计划总投资", 3e8), (A, "完成", "渔港项目投资", 2e8)],
    ),
    ("全年任务31个小区，已开工28个。", [(T, "", "小区", 31), (A, "开工", "小区", 28)]),
    ("渔童康复救助应救尽救，累计救助326名。", [(A, "救助", "渔童康复救助", 326)]),
]


@pytest.mark.parametrize(("text", "wanted"), ROWS, ids=[text for text, _ in ROWS])
def test_numbers_beside_numbers(text: str, wanted: list[tuple[StatementKind, str, str, float]]) -> None:
    found = read(text)
    assert [(s.kind, s.action, s.subject, s.low) for s in found if s.low is not None] == wanted


@pytest.mark.parametrize("size", ["总投资1.6亿元的", "占地60亩的", "总建筑面积3万平方米的"])
def test_how_large_a_work_is_belongs_to_no_name(size: str) -> None:
    found = read(f"{size}渔民文化中心已开工。")
    assert [s.subject for s in found if s.low is None] == ["渔民文化中心"]


def test_a_shared_unit_keeps_its_quote_whole() -> None:
    text = "渔业实事进展情况通报\n甲率、乙率分别提高0.6、1.2个百分点。\n"
    for s in extract(text, AUGUST):
        assert text[s.start : s.end] == s.quote
        assert s.quote.endswith("1.2个百分点")


def test_months_of_which_only_the_last_is_named_are_no_quantities() -> None:
    assert [s for s in read("一期、二期分别于3、5月完工。") if s.low is not None] == []


JOINED: list[tuple[str, list[tuple[StatementKind, str, str, float]]]] = [
    # Characters that join two things stand inside other words too.
    ("完成9个渔区改造、惠及渔民1.8万户。", [(A, "完成", "渔区改造", 9), (A, "惠及", "渔民", 18000)]),
    ("组建6支渔队、参与志愿者2000人。", [(A, "组建", "渔队", 6), (A, "参与", "志愿者", 2000)]),
    ("新增建设用地指标1500亩。", [(A, "新增", "建设用地指标", 1500)]),
    ("免费为渔家妇女“两癌”筛查5万人。", [(A, "筛查", "渔家妇女“两癌”", 50000)]),
    (
        "县政府10件民生实事共22项任务，已完成5项，进展滞后2项。",
        [(A, "", "民生实事", 10), (A, "", "任务", 22), (A, "完成", "任务", 5), (A, "滞后", "任务", 2)],
    ),
    (
        "新签约渔业项目136个，其中亿元以上项目52个、10亿元以上6个。",
        [
            (A, "新签约", "渔业项目", 136),
            (A, "新签约", "亿元以上项目", 52),
            (A, "新签约", "10亿元以上项目", 6),
        ],
    ),
    ("新建（改扩建）渔校8所。", [(A, "新建", "渔校", 8)]),
]


@pytest.mark.parametrize(("text", "wanted"), JOINED, ids=[text for text, _ in JOINED])
def test_words_that_only_look_like_joints(text: str, wanted: list[tuple[StatementKind, str, str, float]]) -> None:
    found = read(text)
    assert [(s.kind, s.action, s.subject, s.low) for s in found if s.low is not None] == wanted


def test_parts_of_the_whole_that_a_rate_interrupts() -> None:
    text = "渔业实事进展情况通报\n一、改造老旧渔村18个。已开工16个，开工率88.9%，其中完工4个。县二幼已竣工验收。\n"
    found = extract(text, AUGUST)
    assert [(s.action, s.subject) for s in found] == [
        ("改造", "老旧渔村"),
        ("开工", "老旧渔村"),
        ("", "老旧渔村开工率"),
        ("完工", "老旧渔村"),
        ("竣工", "县二幼"),
    ]


PLANS = Facts(DocumentKind.REPORT, "海州省青石市", 2031, "year", None, None)


@pytest.mark.parametrize(
    ("text", "action", "subject"),
    [
        ("加快推进渔馆迁建，年内完成主体工程。", "完成", "渔馆迁建主体工程"),
        ("渔北污水处理厂6月底前通水试运行。", "通水试运行", "渔北污水处理厂"),
        ("2.推进渔民养老院建设，6月底前投入使用。", "投入使用", "渔民养老院建设"),
    ],
)
def test_the_work_that_a_milestone_names(text: str, action: str, subject: str) -> None:
    found = extract(f"政府工作报告\n二、2031年重点工作\n{text}\n", PLANS)
    assert [(s.kind, s.action, s.subject) for s in found] == [(StatementKind.MILESTONE, action, subject)]
