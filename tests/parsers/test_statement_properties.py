"""What holds for every text: quotes are the text, no text raises, order does not matter, time grows linearly."""

from __future__ import annotations

import re
import time
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from parsers.explain import explain
from parsers.normalise import fold, to_main
from parsers.output import as_json
from parsers.records import DocumentKind, Facts, Statement
from parsers.statements import extract

FACTS = Facts(DocumentKind.LIST, "海州省青石市", 2025, "year", None, None)

_WORDS = st.sampled_from(
    [
        "新增",
        "新建",
        "改造",
        "完成",
        "实现",
        "确保",
        "已完成",
        "分别",
        "均",
        "达到",
        "从",
        "提高到",
        "由",
        "降至",
        "在",
        "为",
        "对",
        "将",
        "等",
        "其中",
        "占",
        "的",
        "了",
        "、",
        "，",
        "。",
        "；",
        "：",
        "(",
        ")",
        "（",
        "“",
        "”",
        "《",
        "》",
        "\n",
        "一是",
        "（二）",
        "3.",
        "—",
        "学位",
        "小区",
        "老人",
        "覆盖率",
        "产值",
        "项目",
        "12",
        "3.5",
        "百",
        "万",
        "亿",
        "一",
        "两",
        "三",
        "十五",
        "个",
        "所",
        "家",
        "元",
        "%",
        "个百分点",
        "平方米",
        "人次",
        "工作日",
        "以上",
        "以内",
        "左右",
        "约",
        "超过",
        "2025年",
        "7月底前",
        "第",
        "全覆盖",
        "投入使用",
        "开工",
        "启动",
        "正在",
        "前期工作",
        "&nbsp;",
        "<br>",
        "\\r\\n",
        "1",
        "8",
        "0",
        "户",
    ]
)
TEXTS = st.lists(_WORDS, max_size=60).map("".join) | st.text(max_size=120)
PARAGRAPHS = st.lists(
    st.lists(
        st.sampled_from(("新建水塔3座。", "改造管网5公里、泵站2座。", "粮食产量增长4%。", "柳桥客运站投入使用。")),
        min_size=1,
        max_size=4,
    ).map("".join),
    min_size=2,
    max_size=6,
    unique=True,
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@example("²\t0", DocumentKind.LIST)
@given(TEXTS, st.sampled_from(list(DocumentKind)))
def test_quotes_are_the_text_and_nothing_raises(raw: str, kind: DocumentKind) -> None:
    text = to_main(raw)
    for statement in extract(text, replace(FACTS, kind=kind)):
        assert text[statement.start : statement.end] == statement.quote
        assert statement.quote
        assert 0 < statement.confidence <= 1
        as_json(statement)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_explain_tells_of_every_sentence_without_raising(raw: str) -> None:
    text = to_main(raw)
    for sentence in explain(text, FACTS):
        assert text[sentence.start : sentence.end] == sentence.sentence
        assert all(text[f.start : f.end] == f.quote for f in sentence.fired)


def _bare(statements: tuple[Statement, ...]) -> list[Statement]:
    return sorted((replace(s, start=0, end=0) for s in statements), key=repr)


@settings(max_examples=60, deadline=None)
@given(PARAGRAPHS, st.randoms())
def test_shuffled_paragraphs_change_only_offsets(paragraphs: list[str], random: object) -> None:
    shuffled = paragraphs[:]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert _bare(extract("\n".join(paragraphs), FACTS)) == _bare(extract("\n".join(shuffled), FACTS))


_SIMPLE, _TRADITIONAL = "学进项电网经济个区设务达体积余户产业", "學進項電網經濟個區設務達體積餘戶產業"
_READINGS = dict(
    zip(
        _TRADITIONAL,
        [
            "xué",
            "jìn",
            "xiàng",
            "diàn",
            "wǎng",
            "jīng",
            "jì",
            "gè",
            "qū",
            "shè",
            "wù",
            "dá",
            "tǐ",
            "jī",
            "yú",
            "hù",
            "chǎn",
            "yè",
        ],
        strict=True,
    )
)
_WIDE = str.maketrans({c: chr(ord(c) + 0xFEE0) for c in "0123456789.%()"})
_SENTENCES = st.lists(
    st.sampled_from(
        (
            "新增学位480个、公办学校3所。",
            "改造电网12.5公里，受益居民3600余户。",
            "工业经济增长6.5%，产业项目达到25项。",
            "完成4个小区、29万平方米设施改造。",
            "2030年全区新建电站3座。",
            "2031年，全区将新建电站5座。",
            "柳桥区体育馆投入使用。",
            "48项任务中已有24项完成。",
        )
    ),
    min_size=1,
    max_size=5,
).map("".join)


@settings(max_examples=60, deadline=None)
@given(_SENTENCES, st.booleans(), st.booleans(), st.sampled_from(list(DocumentKind)))
def test_variants_of_a_text_say_the_same(plain: str, with_pinyin: bool, wide: bool, kind: DocumentKind) -> None:
    variant = plain.translate(str.maketrans(_SIMPLE, _TRADITIONAL))
    if with_pinyin:
        variant = "".join(f"{c}({_READINGS[c]})" if c in _READINGS else c for c in variant)
    if wide:
        variant = re.sub(r"[0-9.%]+", lambda m: m[0].translate(_WIDE), variant)

    def said(text: str) -> list[Statement]:
        found = extract(to_main(text), replace(FACTS, kind=kind))
        return [replace(s, quote=fold(s.quote).text, start=0, end=0) for s in found]

    assert said(variant) == said(plain)


ADVERSARIAL = (
    *(
        "的",
        "1",
        "（",
        "(",
        "、",
        "“",
        "万",
        "一",
        "新建",
        "1个",
        "1个、",
        "从1",
        "分别1个",
        "在1个",
        "，",
        "完成1个的",
    ),
    *("至1", "百分之", "《", "1,", "占的", "已", "  ", "由3万元提高", "共", "其中", "等", "(1个", "A、B均达1%、", "1."),
    *("——", "正在", "\n", "●新建\n", "一是", "到2030年", "1个小区"),
    *(
        "2024年",
        "去年",
        "2024年，将",
        "目标：",
        "序号\n",
        "1\n",
        "1 a b ",
        "|1|",
        "3月1日举行",
        "不低于的1倍",
        "1.2 3亿",
    ),
    *(
        "新建渔园3个，已建成2个，",
        "渔馆一期已投运，二期正在施工，",
        "新建渔馆，年底前投用，",
        "完成时限：10月底前。",
    ),
)


@pytest.mark.parametrize("unit", ADVERSARIAL, ids=[repr(u) for u in ADVERSARIAL])
def test_time_is_linear_on_repetitions(unit: str) -> None:
    text = unit * (20_000 // len(unit))
    extract(text[:2000], FACTS)
    began = time.process_time()
    extract(text, FACTS)
    assert time.process_time() - began < 4.0
