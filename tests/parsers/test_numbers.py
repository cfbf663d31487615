"""Numerals, units and quantities as tables."""

from __future__ import annotations

import re

import pytest

from parsers import numerals, units
from parsers.quantities import scan

NUMERALS = (
    ("3", "", 3),
    ("2,750", "", 2750),
    ("12.5", "", 12.5),
    ("1.65", "万", 16500),
    ("0.07", "亿", 7_000_000),
    ("1.24", "万亿", 1_240_000_000_000),
    ("十", "", 10),
    ("十二", "", 12),
    ("二十", "", 20),
    ("两", "", 2),
    ("一百零五", "", 105),
    ("三千二百", "", 3200),
    ("一万五千", "", 15000),
    ("两亿三千万", "", 230_000_000),
    ("二〇二五", "", 2025),
    ("二三", "", None),
)


@pytest.mark.parametrize(("token", "magnitude", "wanted"), NUMERALS)
def test_numerals(token: str, magnitude: str, wanted: float | None) -> None:
    assert numerals.value(token, magnitude) == wanted


QUANTITIES = (
    ("新增车位360个", "=360 个"),
    ("新增车位3,600个", "=3600 个"),
    ("改造管网1.2万米", "=12000 米"),
    ("办理渔户登记1628对。", "=1628 对"),
    ("占总数的四分之三。", "=75 %"),
    ("惠及7万余人", ">=70000 人"),
    ("惠及渔民300多户", ">=300 户"),
    ("惠及10余万人次", ">=100000 人次"),
    ("培育1-2个品牌", "range1-2 个"),
    ("培育3至5家企业", "range3-5 家"),
    ("增长12%—15%", "range12-15 %"),
    ("补助2万至3万元", "range20000-30000 元"),
    ("不少于40场", ">=40 场"),
    ("不超过6个工作日", "<=6 工作日"),
    ("占比80%以上", ">=80 %"),
    ("控制在4%以内", "<=4 %"),
    ("增长5%左右", "~5 %"),
    ("约900名", "~900 名"),
    ("已签约9家", "=9 家"),
    ("近30亿元", "~3000000000 元"),
    ("提高3个百分点", "=3 百分点"),
    ("浓度降至31微克/立方米", "=31 微克/立方米"),
    ("新建两座水厂", "=2 座"),
    ("培训二十个班组", "=20 个"),
    ("补助一万五千人", "=15000 人"),
    ("装机12万千瓦", "=120000 千瓦"),
    ("覆盖38万居民", "=380000 人"),
    ("新建160个(标准车位)以上停车位", ">=160 个"),
    ("筹集房源80套(间)", "=80 套(间)"),
    ("标准提高到640元/人月", "=640 元/人月"),
    ("标准提高到7300元/人年", "=7300 元/人年"),
    ("标准提高到7300元/人·年", "=7300 元/人·年"),
    ("租金降至18元/平方米/月", "=18 元/平方米/月"),
    ("租金降至18元/平方米·月", "=18 元/平方米·月"),
    ("处理能力达500吨/日", "=500 吨/日"),
    ("抽检5批次/千人", "=5 批次/千人"),
    ("敷设管线640延长米", "=640 延长米"),
    ("室温不低于19℃", ">=19 ℃"),
    ("门票降至6折", "=6 折"),
    ("补助不低于当地最低工资的1.5倍", ">=1.5 倍"),
    ("费用不超过同类机构平均价的90%", "<=90 %"),
    ("新增渔船2千艘", "=2000 艘"),
)


@pytest.mark.parametrize(("text", "wanted"), QUANTITIES)
def test_quantities(text: str, wanted: str) -> None:
    shown = [
        f"{q.cmp.value}{q.low}" + (f"-{q.high}" if q.high != q.low else "") + f" {q.unit}"
        for q in scan(text)
        if not q.excluded
    ]
    assert shown == [wanted]


NOT_READ = ("2025年3月1日", "青石路12号", "电话2345678", "3部门联合", "5条例外", "PM2.5", "5G网络", "第3季度")


@pytest.mark.parametrize("text", NOT_READ)
def test_numbers_that_are_no_quantity(text: str) -> None:
    assert [q.words for q in scan(text) if not q.excluded] == []


@pytest.mark.parametrize("group", units.GROUPS, ids=[g.name for g in units.GROUPS])
def test_every_unit_group_is_read_in_its_example(group: units.UnitGroup) -> None:
    found = [q.unit for q in scan(group.example) if not q.excluded]
    assert any(units.canonical(u) in found for u in group.units), found


def test_unit_list_has_no_doubles_and_is_one_pattern() -> None:
    listed = [u for g in units.GROUPS for u in g.units]
    assert len(set(listed)) == len(listed)
    assert all(re.fullmatch(units.PATTERN, u) for u in listed)
