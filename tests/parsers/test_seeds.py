"""The data that comes with the program."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from flows.seeds import SEEDS, SeedError, load_pledges, load_regions
from parsers.records import StatementKind

TABLE = load_regions()


def region_rows() -> list[dict[str, str]]:
    with (SEEDS / "regions.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_list_is_whole() -> None:
    levels = Counter(row["level"] for row in region_rows())
    assert levels["1"] == 34
    assert levels["2"] >= 333
    assert levels["3"] >= 2840


def test_codes_and_full_names_are_unique() -> None:
    rows = region_rows()
    assert len({row["code"] for row in rows}) == len(rows)
    assert len({row["full_name"] for row in rows}) == len(rows)


def test_every_place_lies_in_a_place() -> None:
    for row in region_rows():
        region = TABLE.by_full_name(row["full_name"])
        assert region is not None
        above = TABLE.parent(region)
        assert (above is None) == (region.level == 1), region
        assert above is None or above.level < region.level
        assert above is None or above.code[:2] == region.code[:2]


@pytest.mark.parametrize(
    ("name", "context", "full"),
    [
        ("河东区", "天津市", "天津市河东区"),
        ("河东区", "临沂市", "山东省临沂市河东区"),
        ("河东区", "", None),
        ("和平区", "辽宁省沈阳市", "辽宁省沈阳市和平区"),
        ("浦东新区", "", "上海市浦东新区"),
        ("济源市", "", "河南省济源市"),
        ("恩施州", "", "湖北省恩施土家族苗族自治州"),
        ("吉林", "", "吉林省"),
        ("临平区", "", "浙江省杭州市临平区"),  # since 2021
        ("米林市", "", "西藏自治区林芝市米林市"),  # since 2023
        ("和安县", "", "新疆维吾尔自治区和田地区和安县"),  # since 2024
        ("江干区", "", "浙江省杭州市江干区"),  # until 2021, older reports name it
        ("莱芜市", "", "山东省莱芜市"),  # until 2019
    ],
)
def test_names(name: str, context: str, full: str | None) -> None:
    assert TABLE.full_name(name, context) == full


def test_words_that_meet_are_no_places() -> None:
    text = "要会同县直部门推进农村合作市场建设，完成县级任务，提高县域能力，建设老城区。"
    assert [text[m.start : m.end] for m in TABLE.mentions(text) if not m.short] == []


def test_more_places_can_be_given(tmp_path: Path) -> None:
    more = tmp_path / "more.csv"
    more.write_text("code,name,full_name,level\n120199,云汀新区,天津市云汀新区,3\n", encoding="utf-8")
    assert load_regions([more]).full_name("云汀新区") == "天津市云汀新区"
    assert load_regions().full_name("云汀新区") is None


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("name,code\n", ":1: the columns must be code,name,full_name,level"),
        ("code,name,full_name,level\n1,甲市,甲市\n", ":2: need code"),
        ("code,name,full_name,level\n1,甲市,甲市,1\n2,乙区,甲市丙区,3\n", ":3: need code"),
        ("code,name,full_name,level\n1,甲市,甲市,9\n", ":2: need code"),
    ],
)
def test_a_bad_file_of_places_is_told(tmp_path: Path, content: str, said: str) -> None:
    file = tmp_path / "places.csv"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(SeedError, match=said):
        load_regions([file])


def test_a_missing_file_of_places_is_told(tmp_path: Path) -> None:
    with pytest.raises(SeedError, match="cannot be read"):
        load_regions([tmp_path / "none.csv"])


def test_pledges() -> None:
    pledges = load_pledges()
    assert {p.year for p in pledges} == {0, 2021, 2023}
    for pledge in pledges:
        assert TABLE.by_full_name(pledge.place) is not None
        assert pledge.kind is StatementKind.TARGET
        assert pledge.low is not None
        assert pledge.high is not None
        assert pledge.low <= pledge.high
        assert pledge.subject
        assert pledge.cmp is not None
    assert len({(p.place, p.year, p.action, p.subject, p.unit) for p in pledges}) == len(pledges)


def test_pledges_without_a_year_have_year_zero() -> None:
    with (SEEDS / "pledges.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(load_pledges()) == len(rows)
    assert sum(1 for row in rows if not row["year"]) == sum(p.year == 0 for p in load_pledges()) > 0
    assert list(rows[0]) == ["place", "year", "action", "subject", "cmp", "value", "unit", "theme"]


def test_pledges_are_the_numbers_of_the_documents(shared: Path) -> None:
    """Each seed pledge's number, unit and subject stand in the document of its place and year."""
    names = {
        ("天津市河东区", 2021): "seed3_*", ("天津市河东区", 2023): "seed1_*",
        ("天津市河西区", 0): "seed0_*", ("天津市红桥区", 0): "seed2_*",
    }  # fmt: skip
    for pledge in load_pledges():
        (file,) = (shared / "gold" / "statements").glob(names[pledge.place, pledge.year])
        with file.open(encoding="utf-8", newline="") as rows:
            found = [
                row
                for row in csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE)
                if row["kind"] == "target" and row["subject"] == pledge.subject and row["action"] == pledge.action
            ]
        assert any(float(row["low"]) == pledge.low and (row["unit"] or None) == pledge.unit for row in found), pledge


@pytest.mark.parametrize(
    ("text", "named"), [("新增城区公共停车泊位1000个", []), ("广州市增城区新增泊位", ["广州市增城区"])]
)
def test_a_name_that_arises_where_words_meet_is_no_place(text: str, named: list[str]) -> None:
    assert [text[m.start : m.end] for m in TABLE.mentions(text)] == named
