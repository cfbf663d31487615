"""Normal forms: what counts as one subject, one unit, one value."""

from __future__ import annotations

import time

import pytest

from parsers.wording import (
    comparable,
    exclude,
    fold,
    masked,
    measure,
    parts,
    rest,
    same_value,
    similarity,
    unit_key,
    what,
    works,
    works_agree,
)


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("新增，学位 ３００个。", "新增学位300个"),
        ("增长6.5%", "增长6.5%"),
        ("“口袋公园”", "口袋公园"),
        ("ＰＭ2.5", "pm2.5"),
        ("1.\t甲", "1甲"),
    ],
)
def test_fold(text: str, want: str) -> None:
    assert fold(text) == want
    assert fold(want) == want


def test_masked_numbers_are_alike() -> None:
    assert masked("新增学位2880个") == masked("新增学位1.9万个")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("燃气旧管网改造项目", "燃气旧管网"),
        ("全区义务教育学位", "义务教育学位"),
        ("老旧小区提升改造工程", "老旧小区"),
    ],
)
def test_one_thing(one: str, other: str) -> None:
    assert what(one) == what(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("创业补贴", "创业帮扶"), ("社区治理", "社区维护"), ("义务教育学位", "学前教育学位"), ("项目", "工程")],
)
def test_two_things(one: str, other: str) -> None:
    assert what(one) != what(other)


@pytest.mark.parametrize(
    ("one", "other", "want"),
    [
        ("新建", "提升改造", False),
        ("新建", "增设", True),
        ("新建改扩建", "改造", True),
        ("增长", "下降", False),
        ("完成", "改造", True),
        ("编制", "改造", False),
    ],
)
def test_kinds_of_work(one: str, other: str, want: bool) -> None:
    assert works_agree(works(one), works(other)) is want


@pytest.mark.parametrize(
    ("one", "other", "want"),
    [
        ("义务教育学位", "学前教育学位", True),
        ("小学学位", "初中学位", True),
        ("小学、初中学位", "初中学位", False),
        ("供热管网", "供热管网", False),
        ("城镇就业", "就业", False),
        ("外贸出口", "外贸进口", True),
    ],
)
def test_words_that_exclude_one_another(one: str, other: str, want: bool) -> None:
    assert exclude(one, other) is want
    assert exclude(other, one) is want


def test_what_is_left_of_two_subjects() -> None:
    left = rest("家庭养老床位", "养老床位")
    assert (left.mine, left.theirs, left.rival) == ("家庭", "", False)
    assert rest("老旧小区", "旧楼区").rival


@pytest.mark.parametrize(
    ("unit", "key"),
    [("㎡", "平方米"), ("平米", "平方米"), ("千米", "公里"), ("个百分点", "百分点"), ("套（间）", "套"), (None, "")],
)
def test_units_have_one_name(unit: str | None, key: str) -> None:
    assert unit_key(unit) == key


@pytest.mark.parametrize(
    ("one", "unit", "other", "other_unit", "want"),
    [
        (19.6, "公里", 19600, "米", True),
        (3, "公顷", 30000, "平方米", True),
        (15, "亩", 1, "公顷", True),
        (5, "个", 5, "套", False),
        (5, "名", 5, "人", True),
        (None, "个", 5, "个", False),
        (None, None, None, None, True),
    ],
)
def test_equal_values(
    one: float | None, unit: str | None, other: float | None, other_unit: str | None, want: bool
) -> None:
    assert same_value(one, unit, other, other_unit) is want


def test_measures() -> None:
    assert measure("公里") == measure("米") == "length"
    assert comparable("个", "所")
    assert not comparable("个", "人次")
    assert not comparable("%", "百分点")


def test_members_of_a_list() -> None:
    assert parts("特色庙会和惠民演出、非遗展览") == ("特色庙会", "惠民演出", "非遗展览")


def test_overlong_subjects_are_compared_cheaply() -> None:
    begun = time.process_time()
    assert similarity("的" * 500_000, "地" * 500_000) == 0
    assert rest("甲" + "的" * 500_000, "的" * 500_000).mine == "甲"
    assert time.process_time() - begun < 1
