"""Aligning two captures of one page, and telling what an aligned pair changed."""

from __future__ import annotations

import time
from dataclasses import replace
from itertools import permutations
from random import Random

import pytest

from flows.assign import assign
from flows.compare import align, difference, likeness
from parsers.records import Comparator, Statement, WorkStatus
from tests.flows.planning import done, said

SEATS = said("义务教育学位", 3640, "个")
NURSERY = said("学前教育学位", 1260, "个")
PARKING = said("公共停车泊位", 2400, "个", action="新建")
ROAD = said("滨江南路下穿通道", action="建成通车")


def pairs(old: list[Statement], new: list[Statement]) -> list[tuple[int, int]]:
    return [(p.old, p.new) for p in align(old, new).pairs]


SAME: list[tuple[str, Statement, Statement]] = [
    (
        "number in 万",
        said("就业", 19000, "人", quote="新增就业1.9万人"),
        said("就业", 19000, "人", quote="新增就业19000人"),
    ),
    ("full width", said("学位", 300, "个"), said("学位", 300, "个", quote="新增学位３００个")),
    ("punctuation", said("“口袋公园”", 4, "个"), said('"口袋公园"', 4, "个", quote='新增,"口袋公园"4个')),
    ("square metres", said("绿地", 150000, "平方米"), said("绿地", 150000.0, "㎡")),
    ("kilometres", said("管网", 19.6, "公里"), said("管网", 19600, "米")),
    ("people", said("残疾人", 50, "名"), said("残疾人", 50, "人")),
    ("kind by section", said("学位", 300, "个"), done("学位", 300, "个", action="新增")),
]


@pytest.mark.parametrize(("name", "old", "new"), SAME, ids=[n for n, _, _ in SAME])
def test_another_spelling_is_no_difference(name: str, old: Statement, new: Statement) -> None:
    assert pairs([old, PARKING], [PARKING, new]) == [(1, 0), (0, 1)]
    assert not difference(old, new).target
    assert not difference(old, new).wording


CHANGED: list[tuple[str, Statement, Statement]] = [
    ("number", SEATS, said("义务教育学位", 3460, "个")),
    ("unit", SEATS, said("义务教育学位", 3640, "套")),
    (
        "comparator",
        SEATS,
        said("义务教育学位", 3640, "个", cmp=Comparator.AT_LEAST, quote="新增义务教育学位不少于3640个"),
    ),
    ("deadline", SEATS, said("义务教育学位", 3640, "个", deadline="2031-10-31")),
    ("upper end", said("站点", 3, "个", high=5), said("站点", 3, "个", high=6)),
    ("from", said("限额", 25, "元", old=18), said("限额", 25, "元", old=17)),
    (
        "a number where there was none",
        said("医保报销限额", action="提高"),
        said("医保报销限额", 25, "元", action="提高到"),
    ),
]


@pytest.mark.parametrize(("name", "old", "new"), CHANGED, ids=[n for n, _, _ in CHANGED])
def test_what_is_promised_changed(name: str, old: Statement, new: Statement) -> None:
    old = replace(old, kind=SEATS.kind)
    assert pairs([NURSERY, old], [NURSERY, new]) == [(0, 0), (1, 1)]
    assert difference(old, new).target


APART: list[tuple[Statement, Statement]] = [
    (SEATS, NURSERY),
    (SEATS, said("学前教育学位", 3640, "个")),
    (said("老旧小区", 2, "个", action="改造"), said("旧楼区", 2, "个", action="改造")),
    (said("小学", 2, "所", action="建成"), said("初中", 2, "所", action="建成")),
    (said("供热管网", 20, "公里", action="改造"), said("燃气管网", 20, "公里", action="改造")),
    (PARKING, done("公共停车泊位", 500, "个", action="新建")),
]


@pytest.mark.parametrize(("old", "new"), APART)
def test_two_things_are_not_one(old: Statement, new: Statement) -> None:
    assert likeness(old, new) == 0 or pairs([old], [new]) == []
    found = align([old], [new])
    assert (found.only_old, found.only_new) == ((0,), (0,))


def test_reworded_subject_is_the_same_row() -> None:
    old = said("高龄独居老人红外监测设备", 1200, "户", action="安装")
    new = said("高龄独居老人智能监测设备", 1200, "户", action="安装")
    assert pairs([old], [new]) == [(0, 0)]
    assert difference(old, new).wording


def test_one_assignment_beats_line_by_line() -> None:
    """Each old row prefers the same new row; only together do both find their own."""
    old = [said("社区卫生服务站", 11, "个", action="改造"), said("社区卫生服务中心站点", 4, "个", action="改造")]
    new = [said("社区卫生服务中心站点", 5, "个", action="改造"), said("社区卫生服务站", 12, "个", action="改造")]
    assert pairs(old, new) == [(1, 0), (0, 1)]


def test_equal_sentences_under_two_headings_keep_their_headings() -> None:
    a, b = replace(PARKING, path=("东片",)), replace(PARKING, path=("西片",))
    assert pairs([a, b], [b, a]) == [(1, 0), (0, 1)]


def test_equal_sentences_in_two_states_keep_their_states() -> None:
    a, b = done("学位", 1, "个", status=WorkStatus.STARTED), done("学位", 1, "个")
    assert pairs([a, b], [b, a]) == [(1, 0), (0, 1)]


def test_removed_and_added_stay_alone() -> None:
    found = align([SEATS, PARKING, ROAD], [SEATS, ROAD, NURSERY])
    assert (found.only_old, found.only_new) == ((1,), (2,))


def test_assignment_is_optimal_on_small_graphs() -> None:
    rng = Random(5)
    for _ in range(300):
        n, m = rng.randint(1, 4), rng.randint(1, 4)
        cost = {(i, j): rng.random() for i in range(n) for j in range(m) if rng.random() < 0.7}
        chosen = assign([(i, j, c) for (i, j), c in cost.items()], 0.6)
        columns = [*range(m), *[None] * n]
        best = min(
            sum(min(0.0, cost.get((i, j), 1.0) - 0.6) for i, j in enumerate(order[:n]) if j is not None)
            for order in set(permutations(columns, n))
        )
        assert sum(c - 0.6 for _, _, c in chosen) == pytest.approx(best)


def test_large_pages_stay_bounded() -> None:
    old = [said(f"第{i % 7}片区老旧小区", i + 1, "个", action="改造") for i in range(1500)]
    new = [replace(s, low=(s.low or 0) + 5000, quote=s.quote + "整") for s in old]
    begun = time.process_time()
    found = align(old, new)
    assert time.process_time() - begun < 4
    assert len(found.pairs) == 1500
