"""The stored main text and the folded working text."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from parsers.brokenbytes import repair
from parsers.normalise import fold, to_main
from parsers.readings import by_reading, plain_readings


@pytest.mark.parametrize(
    ("raw", "main"),
    [
        # one traditional character to one simplified one, by the words they stand in
        ("乾燥箱在山裏,乾隆年間的臺階徵收後顯著改善", "干燥箱在山里,乾隆年间的台阶征收后显著改善"),
        ("新增學位300個,瞭解詳情,遠眺瞭望臺", "新增学位300个,了解详情,远眺瞭望台"),
        ("显著改善,乾隆,著名景点,里程", "显著改善,乾隆,著名景点,里程"),
        # pinyin notes
        ("改造項(xiàng)目進(jìn)展順(shùn)利", "改造项目进展顺利"),
        ("醫(yī)療機(jī)構(gòu)（gòu）", "医疗机构"),
        ("進（jìn）展", "进展"),
        ("項(xiang)目", "项目"),
        ("進(jin)(jìn)展", "进展"),
        ("長(zha\u0301ng)期", "长期"),
        ("綠(lǜ)化", "绿化"),
        ("項(water)目", "项(water)目"),
        ("個(can)人", "个(can)人"),
        ("产值(GDP)、(一)、(含嵌入式)", "产值(GDP)、(一)、(含嵌入式)"),
        ("浓度(PM2.5)、协议(agreement)", "浓度(PM2.5)、协议(agreement)"),
        ("门(急)诊、套(间)", "门(急)诊、套(间)"),
        ("街景(an)好", "街景(an)好"),
        ("中文(Běijīng)", "中文(Běijīng)"),
        # line ends, invisible characters, composition
        ("一\r\n二\r三\u2028四\x0b五", "一\n二\n三\n四\n五"),
        ("\ufeff新\u200b增\x00 5\u00ad个", "新增 5个"),
        ("e\u0301 \u2126 \uf9dc", "é Ω 隆"),
        ("半\ud800个", "半\ufffd个"),
        ("", ""),
    ],
)
def test_main_text(raw: str, main: str) -> None:
    assert to_main(raw) == main


def broken(before: str, lost: str, reading: str, after: str) -> str:
    """What a converter makes that annotates raw GBK bytes: the reading stands behind the lost first byte."""
    code = (before + lost + after).encode("gbk")
    cut = len(before.encode("gbk")) + 1
    return (code[:cut] + b"(" + reading.encode("gbk") + b")" + code[cut:]).decode("gbk", "replace")


@pytest.mark.parametrize(
    ("before", "lost", "reading", "after"),
    [("海津", "濱", "yàn", "水廠擴建"), ("燃", "氣", "xì", "舊管網")],
)
def test_broken_characters_are_mended(before: str, lost: str, reading: str, after: str) -> None:
    made = broken(before, lost, reading, after)
    assert lost not in made
    assert repair(made) == before + lost + after
    assert to_main(made) == to_main(before + lost + after)


@pytest.mark.parametrize(
    "text",
    [
        "為什麼?yàn)好",  # no byte fits
        "津?zz)I水",  # no reading
        "真的嗎?(hǎo)的",
        "津?yàn)",
        "津?yàn)5",  # no second byte
        "津?yàn)馀馀馀馀",  # never back in step
        "津?yàn)\U0001f600",
        "x?yàn)I",
    ],
)
def test_what_cannot_be_mended_surely_stays(text: str) -> None:
    assert repair(text) == text


def test_a_simplified_text_is_not_taken_for_a_broken_one() -> None:
    assert to_main("津?yàn)I水厂") == "津?yàn)I水厂"


def test_readings() -> None:
    assert "進" in by_reading()["jìn"]
    assert "lü" in plain_readings()["綠"]


@pytest.mark.parametrize(
    ("main", "folded"),
    [
        ("新增 180 户", "新增180户"),
        ("提供1. 6万个", "提供1.6万个"),
        ("约 12. 5 万个", "约12.5万个"),
        ("2 0 2 3 年计划", "2023年计划"),
        ("20 23 年", "2023年"),
        ("管网1 9 . 6 公里", "管网19.6公里"),
        ("共 12 000 人", "共12000人"),
        ("增长 6.5 %。", "增长6.5%。"),
        ("１２．５％，３，０００人", "12.5%，3,000人"),
        ("1,000人,21，00,3，4500,1，200户", "1,000人，21，00,3，4500,1,200户"),
        ("9:00至18：00", "9:00至18:00"),
        ("（一）甲;乙?丙!", "(一)甲；乙？丙！"),
        ("１～２个", "1~2个"),
        ("公园[24]，步道〔3〕。", "公园，步道。"),
        ("国发〔2024〕15号", "国发[2024]15号"),
        ("甲\\r\\n\\r\\n乙\\n丙\\t丁", "甲\n乙\n丙 丁"),
        ("D:\\new\\temp", "D：\\new\\temp"),
        ("新建&nbsp;&nbsp;180&nbsp;个&lt;&amp;", "新建 180个<&"),
        ("<p>甲<br/>乙</span><span style='x'>丙</p>", "\n甲\n乙丙\n"),
        ("甲<3个", "甲<3个"),
        ("　　一、　　标题  \n　正文", " 一、 标题\n正文"),
        ("甲\t\t乙", "甲\t乙"),
        ("投资10.1 7亿元", "投资10.17亿元"),
        ("投资1 2.5亿元", "投资12.5亿元"),
        ("公厕71 个", "公厕71个"),
        ("“一码办”³服务，“两张网”②。“三个池”①建设", "“一码办”服务，“两张网”。“三个池”建设"),
        ("包括①码头②灯塔，面积30m²", "包括①码头②灯塔，面积30m²"),
        ("附件1 3.5万个", "附件1 3.5万个"),
        ("重 点 项 目 清 单", "重点项目清单"),
        ("[b]青石[/b][size=3]渔港[/size]", "青石渔港"),
        ("学位 68 00 个，床位 5 00 张，泊位 87 2 个", "学位6800个，床位500张，泊位872个"),
        ("、*3家渔社", "、3家渔社"),
        (
            "实施渔港加固工程 新建泊位3处 改造栈桥2座 拓宽渔港道路 修复防波堤坝 完善航标设施 疏浚进港航道 "
            "整治渔村巷道 - 建设渔村公园",
            "实施渔港加固工程，新建泊位3处，改造栈桥2座，拓宽渔港道路，修复防波堤坝，完善航标设施，疏浚进港航道，"
            "整治渔村巷道。建设渔村公园",
        ),
        ("2 0 2 4 年 工 作 要 点", "2024年工作要点"),
        ("改造渔市1个 [3] 新建码头2座[4][5]", "改造渔市1个。 新建码头2座。"),
        ("建成渔村夜校[3]8处", "建成渔村夜校8处"),
        ("建成渔村夜校8处。[3]", "建成渔村夜校8处。"),
        # left as they are
        ("1. 6所学校", "1. 6所学校"),
        ("1 便利店建设", "1 便利店建设"),
        ("1 2 3 4", "1 2 3 4"),
        ("周 波", "周 波"),
        ("泊位 87 2 个", "泊位87 2个"),
        ("渔港 公园 码头 栈桥", "渔港 公园 码头 栈桥"),
        ("2023 20项", "2023 20项"),
    ],
)
def test_fold(main: str, folded: str) -> None:
    assert fold(main).text == folded


@pytest.mark.parametrize(
    ("main", "piece", "quote"),
    [
        ("今年新增学位 2 8 8 0 个。", "2880个", "2 8 8 0 个"),
        ("今年新增<b>180</b>&nbsp;户，", "180户", "180</b>&nbsp;户"),
        ("长１．５公里[3]，宽", "1.5公里", "１．５公里"),
        ("甲\\r\\n乙", "\n", "\\r\\n"),
        ("　　一、甲", "一、甲", "一、甲"),
    ],
)
def test_spans_lead_back(main: str, piece: str, quote: str) -> None:
    folded = fold(main)
    start = folded.text.index(piece)
    first, last = folded.span(start, start + len(piece))
    assert main[first:last] == quote


def test_an_empty_span_is_empty() -> None:
    folded = fold("甲&nbsp;&nbsp;乙 3 个")
    for at in range(len(folded.text) + 1):
        start, end = folded.span(at, at)
        assert start == end


NOISE = st.text(
    alphabet=st.one_of(
        st.sampled_from(
            "進項著乾氣學?()（）jìnxiàngyan 0123.,，％%[]〔〕\\rnt<br/>p&;#nbs\n\t\u3000\xa0年户个馀f\ufeff\u200b"
        ),
        st.characters(),
        st.characters(categories=["Cs"]),
    ),
    max_size=60,
)


@settings(max_examples=400, deadline=None)
@given(NOISE)
@example("薴")
@example("乾(gān)隆")
@example("津?yàn)I水廠")
@example("豈(qǐ)\u0301")
def test_main_text_twice_is_main_text(text: str) -> None:
    once = to_main(text)
    assert to_main(once) == once
    once.encode("utf-8")


@settings(max_examples=400, deadline=None)
@given(NOISE)
def test_every_folded_character_has_its_place(text: str) -> None:
    folded = fold(text)
    before = 0
    for at in range(len(folded.text)):
        start, end = folded.span(at, at + 1)
        assert before <= start < end <= len(text)
        before = start
        kept = folded.text[at]
        if kept.isalnum() and ord(kept) < 0xFF00 and end - start == 1:
            assert text[start] == kept or 0xFF10 <= ord(text[start]) <= 0xFF5A
    if folded.text:
        whole = folded.span(0, len(folded.text))
        assert whole == (folded.span(0, 1)[0], folded.span(len(folded.text) - 1, len(folded.text))[1])


WORDS = st.lists(
    st.sampled_from(
        [
            "新增学位",
            "改造小区",
            "，",
            "。",
            "（一）",
            "个",
            "公里",
            "进展",
            "项目",
            "第一批",
            "电网",
            "；",
            "经济",
            "%",
            "1",
            "25",
            "3.6",
            "480",
        ]
    ),
    min_size=1,
    max_size=25,
).map("".join)
TRADITIONAL = str.maketrans("学进项电网经济个区", "學進項電網經濟個區")
READING = {"學": "xué", "進": "jìn", "項": "xiàng", "電": "diàn", "網": "wǎng", "經": "jīng", "濟": "jì", "個": "gè"}
WIDE = str.maketrans({c: chr(ord(c) + 0xFEE0) for c in "0123456789.%"})


@settings(max_examples=200, deadline=None)
@given(WORDS, st.booleans(), st.booleans())
def test_variants_of_a_text_fold_to_one(plain: str, with_pinyin: bool, wide: bool) -> None:
    variant = plain.translate(TRADITIONAL)
    if with_pinyin:
        variant = "".join(f"{c}({READING[c]})" if c in READING else c for c in variant)
    if wide:
        variant = re.sub(r"[0-9.%]+", lambda m: m[0].translate(WIDE), variant)
    assert fold(to_main(variant)).text == fold(to_main(plain)).text


@pytest.mark.parametrize(
    "unit",
    [
        "的",
        "1 ",
        "1",
        "1.",
        "1. ",
        "(",
        "進(",
        "進(jìn)",
        "津?yàn)",
        "津?yàn)馀",
        "[1]",
        "<p ",
        "<br",
        "&",
        "&#1",
        "\\n",
        "、",
        " ",
        "\t",
        "\n ",
    ],
)
def test_time_is_linear(unit: str) -> None:
    def seconds(size: int) -> float:
        text = (unit * size)[:size]
        best = 9.0
        for _ in range(2):
            begin = time.perf_counter()
            fold(to_main(text))
            best = min(best, time.perf_counter() - begin)
        return best

    to_main("進")
    # Sixteen times the text may cost about sixteen times; quadratic would be 256 times.
    assert seconds(160_000) < 80 * seconds(10_000) + 0.2


def test_the_mirrored_document_becomes_the_plain_one(shared: Path) -> None:
    raw = next((shared / "seeds").glob("004_*.txt")).read_text(encoding="utf-8")
    plain = next((shared / "gold" / "texts").glob("seed4_*.txt")).read_text(encoding="utf-8")
    assert to_main(raw).split() == plain.split()


def test_simplified_documents_stay_as_they_are(shared: Path) -> None:
    for file in sorted((shared / "gold" / "texts").glob("*.txt")):
        text = file.read_text(encoding="utf-8")
        assert to_main(text) == text, file.name
