"""The gazetteer, over a small table of invented places."""

from __future__ import annotations

import time

import pytest

from parsers.records import Region
from parsers.regions import Gazetteer, stem


def rows(*chains: str) -> list[Region]:
    """Regions from chains like `云岭省/临岚市/青屿区`, each place once."""
    found: dict[str, Region] = {}
    for chain in chains:
        full = ""
        for name in chain.split("/"):
            full += name
            level = 1 if full == name else 2 if name.endswith(("自治州", "市", "地区")) and chain.count("/") == 2 else 3
            if chain.count("/") == 1 and full != name:
                level = 2 if not name.endswith(("区", "县")) else 3
            found.setdefault(full, Region(str(len(found)), name, full, level))
    return list(found.values())


PLACES = Gazetteer.of(
    rows(
        "云岭省/临岚市/青屿区",
        "云岭省/临岚市/望汀县",
        "云岭省/临岚市/城区",
        "云岭省/云岭市",
        "海北市/青屿区",
        "海北市/新造区",
        "云岭省/澜木苗族彝族自治州/桐下侗族自治县",
        "云岭省/澜木苗族彝族自治州/丰县",
        "云岭省/临岚市/沙溪县",
        "云岭省/云岭市/沙溪县区",
    )
)


@pytest.mark.parametrize(
    ("name", "context", "full"),
    [
        ("青屿区", "", None),
        ("青屿区", "海北市", "海北市青屿区"),
        ("青屿区", "临岚今年新建小学，云岭省临岚市", "云岭省临岚市青屿区"),
        ("海北青屿", "", "海北市青屿区"),
        ("海北青屿区", "", "海北市青屿区"),
        ("云岭省青屿区", "", "云岭省临岚市青屿区"),
        ("临岚市", "", "云岭省临岚市"),
        ("望汀", "", "云岭省临岚市望汀县"),
        ("云岭", "", "云岭省"),
        ("云岭市", "", "云岭省云岭市"),
        ("澜木州", "", "云岭省澜木苗族彝族自治州"),
        ("桐下县", "", "云岭省澜木苗族彝族自治州桐下侗族自治县"),
        ("沙溪县", "", "云岭省临岚市沙溪县"),
        ("云岭省临岚市", "", "云岭省临岚市"),
        ("无此县", "", None),
        ("", "", None),
    ],
)
def test_full_name(name: str, context: str, full: str | None) -> None:
    assert PLACES.full_name(name, context) == full


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("在云岭省临岚市望汀县召开", ["云岭省临岚市望汀县"]),
        ("临岚市、望汀县", ["临岚市", "望汀县"]),
        ("海北市青屿区与海北新造", ["海北市青屿区", "海北新造"]),
        ("建设老城区，临岚市城区", ["临岚市城区"]),
        ("收入丰县级财力", []),  # words that meet are no place
        ("2021年丰县新建", ["丰县"]),
        ("澜木州丰县", ["澜木州丰县"]),
        ("全无地名。", []),
        ("", []),
        ("岭", []),
    ],
)
def test_mentions(text: str, named: list[str]) -> None:
    assert [text[m.start : m.end] for m in PLACES.mentions(text)] == named


def test_a_chain_is_its_last_place() -> None:
    (mention,) = PLACES.mentions("海北市青屿区")
    assert [r.full_name for r in mention.regions] == ["海北市青屿区"]
    assert not mention.short


def test_lower_places() -> None:
    text = "其中，青屿区菜市场已完成，新造一处；海北市不算，望汀县也不算。"
    found = [(text[a:b], name) for a, b, name in PLACES.lower_places(text, "海北市")]
    assert found == [("青屿区", "海北市青屿区")]


def test_within() -> None:
    assert PLACES.within("海北市青屿区", "海北市")
    assert PLACES.within("海北市", "海北市")
    assert not PLACES.within("海北市", "海北市青屿区")
    assert not PLACES.within("云岭省临岚市", "海北市")


def test_above_and_parent() -> None:
    region = PLACES.by_full_name("云岭省临岚市青屿区")
    assert region is not None
    assert [r.full_name for r in PLACES.above(region)] == ["云岭省临岚市", "云岭省"]
    assert PLACES.by_full_name("青屿区") is None


def test_the_later_of_two_rows_counts() -> None:
    twice = Gazetteer.of([Region("1", "甲市", "甲市", 1), Region("2", "甲市", "甲市", 1)])
    assert [r.code for r in (twice.by_full_name("甲市"),) if r] == ["2"]


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("青屿区", "青屿"),
        ("云岭省", "云岭"),
        ("澜木苗族彝族自治州", "澜木"),
        ("桐下蒙古族自治县", "桐下"),
        ("丰县", "丰县"),
        ("河原壮族自治区", "河原"),
        ("珠屿特别行政区", "珠屿"),
    ],
)
def test_stem(name: str, short: str) -> None:
    assert stem(name) == short


@pytest.mark.parametrize("unit", ["海北市", "青屿", "云岭省临岚市", "丰县", "的", "海"])
def test_time_is_linear(unit: str) -> None:
    def seconds(size: int) -> float:
        begin = time.perf_counter()
        PLACES.mentions((unit * size)[:size])
        return time.perf_counter() - begin

    seconds(100)
    assert seconds(160_000) < 80 * seconds(10_000) + 0.2
