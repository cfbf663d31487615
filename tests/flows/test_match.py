"""Which pledge a result reports on, and which promises are one pledge."""

from __future__ import annotations

import csv

import pytest

from flows.match import Index, restates
from flows.sides import of_pledge, of_statement
from parsers.records import Statement, StatementKind, Theme, WorkStatus
from storage.records import Pledge, Verdict
from tests.conftest import SHARED
from tests.flows.planning import PLACE, done, said
from tests.mutations.documents import gold

SURE, UNSURE, NONE = Verdict.SURE, Verdict.UNSURE, Verdict.NONE


def pledge(s: Statement, id_: int = 1) -> Pledge:
    return Pledge(id_, PLACE, 2031, s.subject, s.action, s.unit, s.theme, s.kind, s.cmp, s.low, s.high, quote=s.quote)


def verdict(result: Statement, *promises: Statement) -> tuple[Verdict, int | None]:
    found = Index([(n, pledge(p, n)) for n, p in enumerate(promises)]).find(result)
    return (found[0].judgement.verdict, found[0].pledge) if found else (NONE, None)


PIPES = said("燃气旧管网", 100, "公里", action="改造")
RESULTS: list[tuple[Statement, Statement, Verdict]] = [
    (done("燃气旧管网改造", 19.6, "公里"), PIPES, SURE),
    (done("燃气旧管网改造", 19600, "米"), PIPES, SURE),
    (done("燃气旧管网改造项目", 30.7, "%", of_task=True), PIPES, SURE),
    (done("燃气旧管网改造工程", action="开展", status=WorkStatus.PREPARING), PIPES, SURE),
    (done("供热旧管网改造", 19.6, "公里"), PIPES, NONE),
    (done("燃气旧管网改造", 2000, "公里"), PIPES, UNSURE),
    (done("燃气旧管网改造", 90, "公里", quote="五年来改造燃气旧管网90公里"), PIPES, UNSURE),
    (done("燃气旧管网改造", 90, "公里", path=("“十四五”时期成就",)), PIPES, UNSURE),
    (done("燃气旧管网改造", 8, "户"), PIPES, UNSURE),
    (done("义务教育学位", 900, "个"), said("学位", 2000, "个"), UNSURE),
    (done("普通高中学位", 900, "个"), said("义务教育学位", 2000, "个"), NONE),
    (done("公共(含专用)泊位", 90, "个", action="新增"), said("公共泊位", 200, "个"), SURE),
    (done("自习室", 9, "间", action="新增"), said("(三)自习室", 20, "间"), SURE),
    (done("养老床位占全年计划", 40, "%", of_task=True), said("养老床位", 700, "张"), SURE),
    (done("养老床位", 2100, "张", action="达到"), said("养老床位", 700, "张"), UNSURE),
    (done("新增就业", 2100, "人", action="达到"), said("城镇就业", 7000, "人"), UNSURE),
    (done("旅游收入", 21, "亿元", action="达到"), said("旅游收入", 30, "亿元", action="实现"), SURE),
    (done("居民", 1500, "户", action="惠及"), said("居民", 6200, "户", action="惠及"), UNSURE),
    (done("公厕", 2, "座", action="新建"), said("公厕", 6, "座", action="提升改造"), UNSURE),
    (done("公厕", 2, "座", action="改造"), said("公厕", 6, "座", action="提升改造"), SURE),
    (done("保障房", 900, "套", action="建成"), said("保障房", 2000, "套", action="新开工"), UNSURE),
    (done("群众文艺演出", 40, "场", action="举办"), said("社区健身广场", 8, "个", action="新建"), NONE),
    (done("区妇幼保健院新院区", action="投入使用"), said("区妇幼保健院新院区", action="建成"), SURE),
]


@pytest.mark.parametrize(("result", "promise", "want"), RESULTS)
def test_verdicts(result: Statement, promise: Statement, want: Verdict) -> None:
    assert verdict(result, promise)[0] is want


def test_the_unit_and_the_work_choose_among_pledges_on_one_thing() -> None:
    homes, area = said("老旧小区改造", 17, "个", action="完成"), said("老旧小区改造", 290000, "平方米", action="完成")
    assert verdict(done("老旧小区改造", 4, "个"), area, homes) == (SURE, 1)
    new, old = said("公厕", 2, "座", action="新建"), said("公厕", 9, "座", action="改造")
    assert verdict(done("公厕", 1, "座", action="改造"), new, old) == (SURE, 1)


def test_what_is_begun_and_what_is_finished_are_told_apart() -> None:
    begun, finished = said("安置房", 6000, "套", action="开工建设"), said("安置房", 5000, "套", action="竣工")
    assert verdict(done("安置房", 900, "套", action="开工"), finished, begun) == (SURE, 1)
    assert verdict(done("安置房", 900, "套", action="竣工"), begun, finished) == (SURE, 1)


def test_two_equal_pledges_are_for_a_person_to_tell_apart() -> None:
    twice = said("停车泊位", 300, "个"), said("停车泊位", 500, "个")
    assert verdict(done("停车泊位", 100, "个", action="新增"), *twice)[0] is UNSURE


def test_the_state_of_a_work_promised_in_two_measures_goes_to_the_first() -> None:
    quote = "完成17个老旧小区、29万平方米改造"
    two = said("老旧小区改造", 17, "个", quote=quote), said("老旧小区改造", 290000, "平方米", quote=quote)
    state = done("老旧小区改造项目", action="推进", status=WorkStatus.UNDER_WAY)
    assert verdict(state, *two) == (SURE, 0)
    assert verdict(state, two[0], said("老旧小区改造", 290000, "平方米"))[0] is UNSURE


def test_reasons_are_in_words() -> None:
    found = Index([(1, pledge(said("学位", 2000, "个")))]).find(done("义务教育学位", 900, "个"))
    assert "义务教育" in found[0].judgement.why
    assert found[0].judgement.score < 0.9


RESTATED: list[tuple[Statement, Statement, Verdict]] = [
    (said("义务教育学位", 2880, "个"), said("义务教育学位", 2680, "个", action="增加"), SURE),
    (said("义务教育学位", 2880, "个"), said("学前教育学位", 2880, "个"), NONE),
    (said("停车泊位", 300, "个"), said("城市停车泊位", 300, "个"), SURE),
    (said("停车泊位", 300, "个"), said("城市停车泊位", 500, "个"), UNSURE),
    (said("停车泊位", 300, "个"), said("城市停车泊位", 900, "个"), NONE),
    (said("居民", 6200, "户", action="惠及"), said("居民", 6200, "户", action="惠及"), SURE),
    (said("居民", 6200, "户", action="惠及"), said("居民", 3100, "户", action="惠及"), UNSURE),
    (said("养老床位", 700, "张"), said("养老床位", 9100, "张", action="达到"), UNSURE),
    (said("智慧社区食堂", 8, "家", action="建设"), said("嵌入式社区食堂", 8, "家", action="建设"), NONE),
    (said("滨江路下穿通道", action="建成通车"), said("滨江路下穿通道南段", action="建成通车"), SURE),
    (said("滨江路通道", action="建成通车"), said("滨江路下穿通道南段", action="建成通车"), UNSURE),
    (said("公厕", 2, "座", action="新建"), said("公厕", 2, "座", action="改造"), NONE),
    (said("老旧小区", 2, "个", action="改造"), said("老旧小区", 2, "户", action="改造"), NONE),
    (said("滨江南路", action="开工"), said("滨江南路", action="建成通车"), NONE),
    (said("滨江南路", action="建成"), said("滨江南路", action="建成通车"), SURE),
]


@pytest.mark.parametrize(("one", "other", "want"), RESTATED)
def test_restatements(one: Statement, other: Statement, want: Verdict) -> None:
    assert restates(of_statement(one), of_pledge(pledge(other))).verdict is want
    assert restates(of_pledge(pledge(other)), of_statement(one)).verdict is want


def test_bars_on_the_linked_documents() -> None:
    """Sure: nothing that is not linked; sure and unsure: nearly all links; no hard negative sure."""
    table = SHARED / "gold" / "links" / "d02_d01.tsv"
    if not table.is_file():
        pytest.skip("the linked documents (../shared/gold/links) are not beside this checkout")
    links: set[tuple[str, str]] = set()
    hard: set[tuple[str, str]] = set()
    into = links
    with table.open(encoding="utf-8", newline="") as lines:
        for row in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row and row[0].startswith("#"):
                into = hard
            elif len(row) == 3 and row[0] != "progress_quote":
                into.add((row[0], row[1]))
    promises, results = gold("d01_tianjin_2024_report"), gold("d02_tianjin_2024_review")
    index = Index([(n, pledge(p, n)) for n, p in enumerate(promises)])
    sure, either = set(), set()
    for result in results:
        for found in index.find(result):
            pair = (result.quote, promises[found.pledge].quote)
            either.add(pair)
            if found.judgement.verdict is SURE:
                sure.add(pair)
    assert sure
    assert len(sure & links) >= 0.95 * len(sure), sure - links
    assert len(either & links) >= 0.85 * len(links), links - either
    assert not sure & hard
    assert len(either) <= 3 * len(links)


def test_a_pledge_of_another_theme_is_told_in_the_reasons() -> None:
    promise = said("停车泊位", 300, "个", theme=Theme.TRANSPORT)
    found = Index([(1, pledge(promise))]).find(done("停车泊位", 100, "个", theme=Theme.OTHER))
    assert found[0].judgement.verdict is SURE
    assert "主题不同" in found[0].judgement.why
    assert promise.kind is StatementKind.TARGET
