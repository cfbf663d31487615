"""What two texts say by themselves, whatever a parser makes of them."""

from __future__ import annotations

import time

import pytest

from flows.evidence import Texts, letters, plain


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("新增就业1.9万人。", "新增就业 19000 人"),
        ("改造３.5万㎡", "改造35000平方米"),
        ("新建9千米道路", "新建9公里道路"),
        ("发放3千份", "发放3000份"),
        ("“四好”公路（二期）", '"四好"公路(二期)'),
        ("投资2.6亿元", "投资26000万元"),
        ("建成两座桥、十二所学校", "建成2座桥、12所学校"),
        ("培训一万五千人次", "培训1.5万人次"),
    ],
)
def test_equal_but_for_dress(one: str, other: str) -> None:
    assert letters(one) == letters(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("2所", "12所"), ("5公里", "5米"), ("3万人", "3人"), ("甲乙", "乙甲"), ("两座", "三座"), ("三级医院", "3级医院")],
)
def test_not_equal(one: str, other: str) -> None:
    assert letters(one) != letters(other)


OLD = "一、教育\n新建学校12所。新增学位900个。\n二、交通\n修路3.5公里。"


@pytest.mark.parametrize(
    ("new", "quote", "appeared", "vanished"),
    [
        (OLD.replace("12所", "2所"), "学校2所", True, True),
        (OLD, "新建学校12所", False, False),
        (OLD + "新建学校12所。", "新建学校12所", True, False),
        (OLD.replace("新建学校12所。", ""), "新建学校12所", True, True),
        (OLD.replace("3.5公里", "3500米"), "修路3500米", True, True),
        (OLD.replace("。", "；").replace("\n", ""), "修路3.5公里", False, False),
    ],
)
def test_words_that_came_and_went(new: str, quote: str, appeared: bool, vanished: bool) -> None:
    texts = Texts(OLD, new)
    assert texts.appeared(quote) is appeared
    assert texts.vanished(quote) is vanished


def test_moved_about() -> None:
    assert Texts(OLD, "二、交通\n修路3.5公里；\n一、教育\n新增学位９００个，新建学校12所").rearranged
    assert not Texts(OLD, OLD.replace("900", "800")).rearranged
    assert not Texts("", OLD).rearranged


def test_a_sentence_is_found_in_another_dress() -> None:
    new = "修路 3.5 公里，新增学位 ９００ 个"
    place = Texts(OLD, new).locate("新增学位900个")
    assert place is not None
    assert new[place[0] : place[1]] == "新增学位 ９００ 个"
    assert Texts(OLD, "新建学校112所").locate("学校12所") is None
    assert Texts(OLD, "12所学校").locate("2所学校") is None


def test_how_much_of_a_text_is_left() -> None:
    long = "".join(f"第{n}项，新建站点{n}个。" for n in range(1, 60))
    assert Texts(long, long[: len(long) // 2]).left == pytest.approx(0.5, abs=0.05)
    assert Texts(long, long).left == 1
    assert Texts(long, long[len(long) // 2 :]).left == 1


def test_without_texts_everything_is_evidence() -> None:
    texts = Texts("", "")
    assert texts.appeared("甲")
    assert texts.vanished("甲")
    assert texts.locate("甲") is None


@pytest.mark.parametrize("unit", ["的", "9", "9.", "千米", "万", "㎡", "（", "一", "二十"])
def test_long_strange_texts_take_linear_time(unit: str) -> None:
    begun = time.process_time()
    texts = Texts(unit * 30_000, unit * 29_999)
    assert texts.rearranged in (True, False)
    texts.appeared(unit * 50)
    plain(unit * 30_000)
    assert time.process_time() - begun < 3
