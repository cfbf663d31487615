"""Which way sentences look: news and reports that mix results with plans, in invented documents."""

from __future__ import annotations

import random
import re

import pytest

from flows.reading import read_bytes
from parsers import tense
from parsers.doctense import announces_works
from parsers.normalise import fold
from parsers.outline import lines
from parsers.records import DocumentKind, Facts, Given, StatementKind
from parsers.statements import extract

TARGET, ACHIEVED = StatementKind.TARGET, StatementKind.ACHIEVED


def _kinds(text: str, kind: DocumentKind, year: int | None = 2031) -> list[tuple[float, StatementKind]]:
    facts = Facts(kind, "海州省青石市", year, "year", None, None)
    return [(s.low or 0, s.kind) for s in extract(text, facts) if s.low is not None]


MIXED = (
    # a year before the one of the plans looks back, and so do the sentences behind it, also in the next paragraphs
    (
        "政府工作报告公布，2030年青石市新建渔港3座。改造码头4座。\n更换浮标500个。\n"
        "报告指出，2031年，青石市将新建渔港6座。改造码头7座。",
        DocumentKind.OTHER,
        {3: ACHIEVED, 4: ACHIEVED, 500: ACHIEVED, 6: TARGET, 7: TARGET},
    ),
    ("去年新建灯塔3座。今年新建灯塔5座。", DocumentKind.OTHER, {3: ACHIEVED, 5: TARGET}),
    (
        "2031年，全市新建渔港3座，已交付2座。\n下一步，我们要做好收尾。新建码头8座。",
        DocumentKind.BULLETIN,
        {3: ACHIEVED, 2: ACHIEVED, 8: TARGET},
    ),
    # the noun is no time: the works of a year, the basis of a plan
    ("2031年10件民生实事已经审议通过，现予公布。\n1.新建公厕9座。", DocumentKind.LIST, {9: TARGET}),
    ("在2030年新建公厕4座的基础上，今年新建公厕9座。", DocumentKind.LIST, {9: TARGET}),
    # a comparison inside a plan stays a plan
    (
        "2031年重大项目计划共安排项目70个，总投资90亿元，同比增长8%，年度计划完成投资30亿元。",
        DocumentKind.OTHER,
        {70: TARGET, 9_000_000_000: TARGET, 8: TARGET, 3_000_000_000: TARGET},
    ),
    ("2030年完成投资60亿元，计划完成率112%。2031年计划完成投资70亿元。", DocumentKind.OTHER, {112: ACHIEVED}),
    # the target restated, then the result
    ("“修渔港”项目计划新建渔港5座，实际新建渔港6座。", DocumentKind.BULLETIN, {5: TARGET, 6: ACHIEVED}),
    ("目标任务：新建渔港5座。进展情况：新建渔港2座。", DocumentKind.BULLETIN, {5: TARGET, 2: ACHIEVED}),
    ("项目内容\n新建渔港5座。\n渔民的话\n新建凉亭2座，已经用上了。", DocumentKind.BULLETIN, {5: TARGET, 2: ACHIEVED}),
    ("1.改造码头30座。已改造码头28座。", DocumentKind.BULLETIN, {30: TARGET, 28: ACHIEVED}),
    (
        "2030年民生实事全部完成，新增泊位52个。\n2031年民生实事包括：新增泊位60个。",
        DocumentKind.LIST,
        {52: ACHIEVED, 60: TARGET},
    ),
    ("去年完成的12个项目将全部投用，改造码头40座。", DocumentKind.OTHER, {40: TARGET}),
    (
        "1.补浮标。全年目标3万只，一季度补浮标9200只，完成率31%。\n2.修渔港。年内新建渔港7座；截至3月底新建渔港2座。",
        DocumentKind.BULLETIN,
        {30000: TARGET, 9200: ACHIEVED, 31: ACHIEVED, 7: TARGET, 2: ACHIEVED},
    ),
    ("力争全年新建渔港9座，12月底前改造码头4座。", DocumentKind.BULLETIN, {9: TARGET, 4: TARGET}),
    # a day in the news
    (
        "青石市将新建渔港30座。4月8日，集中开工活动举行，开工项目20个。全年新建码头9座。",
        DocumentKind.OTHER,
        {30: TARGET, 20: ACHIEVED, 9: TARGET},
    ),
)


@pytest.mark.parametrize(("text", "kind", "wanted"), MIXED)
def test_years_and_times_turn_the_tense(text: str, kind: DocumentKind, wanted: dict[float, StatementKind]) -> None:
    got = dict(_kinds(text, kind))
    assert {low: got.get(low) for low in wanted} == wanted


def test_a_review_inside_an_item_ends_with_it() -> None:
    text = "一、修渔港。2030年新建渔港3座。\n二、修码头。新建码头4座。\n三、修灯塔。将新建灯塔5座。"
    assert dict(_kinds(text, DocumentKind.LIST)) == {3: ACHIEVED, 4: TARGET, 5: TARGET}


def test_headings_outweigh_years() -> None:
    text = "一、2031年工作安排\n新建渔港5座。2030年规划的码头新建4座。\n二、2030年工作回顾\n新建渔港3座。"
    assert dict(_kinds(text, DocumentKind.REPORT)) == {5: TARGET, 4: TARGET, 3: ACHIEVED}


def test_a_heading_with_an_earlier_year_looks_back() -> None:
    text = (
        "2030年主要工作\n新建渔港3座。\n2031年的总体要求\n2031年的主要预期目标是：新建渔港5座。\n"
        "成绩单\n改造码头7座\n任务书\n改造码头8座"
    )
    assert dict(_kinds(text, DocumentKind.REPORT)) == {3: ACHIEVED, 5: TARGET, 7: ACHIEVED, 8: TARGET}


def test_turns_are_positions_in_order() -> None:
    folded = fold("去年新建灯塔3座。今年将新建灯塔5座。去年改造灯塔2座。").text
    (line,) = lines(folded, DocumentKind.OTHER, 2031)
    places = [at for at, _ in line.turns]
    assert places == sorted(places) == [0, folded.index("今年"), folded.rindex("去年")]


def test_every_word_that_turns_a_clause_holds_a_cue() -> None:
    """Texts of the patterns' own words, drawn at random: where a pattern finds something, the cue does."""
    draw = random.Random(11)
    patterns = [tense._TO_PLAN, tense._TO_REVIEW, tense._SET_HERE, tense._RESULT, tense._COMPARED, tense._SET]
    for pattern in patterns:
        pieces = [*re.findall(r"[一-鿿]+", pattern.pattern), *"0235年月底前到一二三为约阶段，的"]
        found = 0
        for _ in range(4000):
            text = "".join(draw.choices(pieces, k=draw.randrange(1, 6)))
            if pattern.search(text):
                found += 1
                assert tense._CUE.search(text), text
        assert found > 10


HEADLINES = [
    ("“票”出来的渔港清单！青石市2031年十件渔民实事出炉", True),
    ("今年办哪些渔民实事，代表投票说了算", True),
    ("青石市公布2031年民心工程项目清单", True),
    ("青石市2030年十件渔民实事完成情况公布", False),
    ("青石市渔民实事上半年进展通报发布", False),
    ("渔民实事年终答卷来了", False),
    ("青石市渔民实事推进有力", False),
]


@pytest.mark.parametrize(("line", "ahead"), HEADLINES)
def test_headlines_of_a_list_that_has_been_chosen(line: str, ahead: bool) -> None:
    assert announces_works(f"{line}\n2031-01-17　青石日报\n正文") is ahead


CHOSEN = """青石市2031年十件渔民实事出炉
从去年10月起，市政府征集到意见建议2317条，再由278名市人大代表现场投票，选出十件。
【路】打通断头渔路6条，新增渔位4000个。市渔医院新院区年内启用。
去年的渔民实事办得怎样？会上报告了完成情况。
——新增学位1620个。
——改造渔屋17个。
下一步，将组建10个监督小组。
"""


def test_news_of_a_list_tells_last_year_only_where_it_says_so() -> None:
    found = extract(CHOSEN, Facts(DocumentKind.OTHER, "海州省青石市", 2031, None, None, None))
    kinds = {s.low: s.kind for s in found if s.low is not None}
    done = {low for low, kind in kinds.items() if kind is StatementKind.ACHIEVED}
    assert {1620, 17} <= done
    assert done.isdisjoint({6, 4000, 10})
    assert 278 not in kinds
    assert [s.kind for s in found if s.low is None] == [StatementKind.MILESTONE]


SUMMARY = """青石县渔业局2030年工作总结及2031年工作打算
2030年，县渔业局扎实开展工作，取得新成效。
一、2030年主要工作
（一）兜底保障更加有力。渔民救助标准提高到680元，排查渔户2300户。
二、2031年工作打算
一是新建渔港3座。
"""


def test_a_summary_with_plans_looks_back_and_then_ahead() -> None:
    document = read_bytes(SUMMARY.encode(), Given(), name="summary")[1]
    assert (document.facts.kind, document.facts.year) == (DocumentKind.REPORT, 2031)
    assert [(s.low, s.kind) for s in document.statements] == [(680, ACHIEVED), (2300, ACHIEVED), (3, TARGET)]


def test_a_year_to_date_turns_a_paragraph_that_began_with_the_plan() -> None:
    text = "渔港项目建设简报\n今年安排渔港项目128个，年度计划投资215亿元。1—10月累计完成投资187亿元。"
    kinds = dict(_kinds(text, DocumentKind.BULLETIN))
    assert kinds[18_700_000_000] is ACHIEVED
    assert kinds[21_500_000_000] is TARGET


def test_what_was_only_begun_is_a_result() -> None:
    kinds = dict(_kinds("渔业实事进展通报\n渔位建设年度任务24个，仅开工11个，建成3个。", DocumentKind.BULLETIN))
    assert (kinds[24], kinds[11], kinds[3]) == (TARGET, ACHIEVED, ACHIEVED)
