"""Changes without meaning: how the same document can look another day. Each mutator has an example that shows it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from random import Random
from typing import Any

Change = Callable[[str, Random], str]


@dataclass(frozen=True, slots=True)
class Noise:
    """A mutator of text; `example` is (before, after) with a seed of 1."""

    name: str
    change: Change
    example: tuple[str, str]


_NUMBER = re.compile(r"(?<![0-9.第年])([1-9][0-9]*(?:\.[0-9]+)?)(万|亿)?(?=[一-龥㎡])(?![年月日号条章届届])")


def spelled_out(text: str, rng: Random) -> str:
    """1.9万人 becomes 19000人."""

    def plain(hit: re.Match[str]) -> str:
        if hit[2] != "万":
            return hit[0]
        value = round(float(hit[1]) * 10_000, 6)
        return f"{value:.0f}" if value == int(value) and value < 1e7 else hit[0]

    return _NUMBER.sub(plain, text)


def in_wan(text: str, rng: Random) -> str:
    """19000人 becomes 1.9万人."""

    def short(hit: re.Match[str]) -> str:
        if hit[2] or "." in hit[1] or int(hit[1]) < 10_000:
            return hit[0]
        return f"{int(hit[1]) / 10_000:.10g}万"

    return _NUMBER.sub(short, text)


def full_width(text: str, rng: Random) -> str:
    """Digits (all, or one in two numbers) in full-width forms."""
    wide = str.maketrans("0123456789%", "０１２３４５６７８９％")
    every = rng.random() < 0.5
    return re.sub(r"[0-9%]+", lambda m: m[0].translate(wide) if every or rng.random() < 0.5 else m[0], text)


@lru_cache
def _converter() -> Any:
    import opencc

    return opencc.OpenCC("s2t")


def traditional(text: str, rng: Random) -> str:
    """The mirror in traditional characters."""
    return str(_converter().convert(text))


_READINGS = {"新": "xīn", "建": "jiàn", "学": "xué", "改": "gǎi", "个": "gè", "进": "jìn", "发": "fā", "业": "yè"}


def pinyin(text: str, rng: Random) -> str:
    """A mirror's traditional characters with pinyin in brackets."""

    def noted(hit: re.Match[str]) -> str:
        return f"{hit[0]}({_READINGS[hit[0]]})" if rng.random() < 0.1 else hit[0]

    return str(_converter().convert(re.sub("|".join(_READINGS), noted, text)))


def punctuation(text: str, rng: Random) -> str:
    """Other marks for the same pauses."""
    swaps = [("；", "。"), ("，", ","), ("“", '"'), ("”", '"'), ("（", "("), ("）", ")"), ("：", ":"), ("；", ";")]
    for old, new in rng.sample(swaps, 3):
        text = text.replace(old, new)
    return text


def blanks(text: str, rng: Random) -> str:
    """Indents, blank lines, trailing blanks and hard blanks."""
    lines = []
    for line in text.splitlines():
        lines.append(rng.choice(["", "\u3000\u3000", "  ", "\u00a0"]) + line + rng.choice(["", " ", "\u3000"]))
        lines.extend([""] * rng.randint(0, 2))
    return "\n".join(lines)


def chinese_numerals(text: str, rng: Random) -> str:
    """5所 becomes 五所, 2个 两个."""
    words = dict(zip("23456789", "两三四五六七八九", strict=True))
    return re.sub(r"(?<![0-9.第至-])[2-9](?=[所座个家])", lambda m: words[m[0]] if rng.random() < 0.6 else m[0], text)


def heading_style(text: str, rng: Random) -> str:
    """一、 becomes （一）."""
    return re.sub(r"(?m)^(\s*)([一二三四五六七八九十]{1,3})、", lambda m: f"{m[1]}（{m[2]}）", text)


def spaced_numbers(text: str, rng: Random) -> str:
    """Blanks between a number and its unit (180 户), as word processors leave them."""
    return re.sub(r"(?<=[0-9])(?=[个人所套户公平亩])", lambda _: " " if rng.random() < 0.5 else "", text)


_HEADING = re.compile(r"^\s*(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)")


def _blocks(text: str) -> list[list[str]]:
    blocks: list[list[str]] = [[]]
    for line in text.splitlines():
        if _HEADING.match(line) and len(line) < 60:
            blocks.append([])
        blocks[-1].append(line)
    return blocks


def reordered(text: str, rng: Random) -> str:
    """The paragraphs of each section in another order."""
    out = []
    for block in _blocks(text):
        head, rest = block[:1], block[1:]
        rng.shuffle(rest)
        out += head + rest
    return "\n".join(out)


def shuffled(text: str, rng: Random) -> str:
    """All paragraphs in another order, headings and title in place."""
    lines = text.splitlines()
    free = [n for n, line in enumerate(lines) if n and not _HEADING.match(line)]
    order = free[:]
    rng.shuffle(order)
    moved = dict(zip(free, order, strict=True))
    return "\n".join(lines[moved.get(n, n)] for n in range(len(lines)))


def moved_paragraph(text: str, rng: Random) -> str:
    """Two neighbouring paragraphs of one section change places."""
    blocks = _blocks(text)
    wide = [b for b in blocks if len(b) > 2]
    if wide:
        block = rng.choice(wide)
        n = rng.randrange(1, len(block) - 1)
        block[n], block[n + 1] = block[n + 1], block[n]
    return "\n".join(line for b in blocks for line in b)


def one_paragraph(text: str, rng: Random) -> str:
    """The items of a section run together in one paragraph."""
    out = []
    for block in _blocks(text):
        joined = "".join(
            line if line.endswith(("。", "；", "：")) else line + "。" for line in block[1:] if line.strip()
        )
        out += [*block[:1], joined] if joined and rng.random() < 0.7 else block
    return "\n".join(out)


def broken_lines(text: str, rng: Random) -> str:
    """A new line after each sentence."""
    return re.sub(r"(?<=。)(?!\n)", lambda _: "\n" if rng.random() < 0.8 else "", text)


def renumbered(text: str, rng: Random) -> str:
    """1. becomes 1、 or (1)."""
    style = rng.choice(["{}、", "（{}）", "{}．"])
    return re.sub(r"(?m)^(\s*)(\d{1,2})[.、．](?!\d)", lambda m: m[1] + style.format(m[2]), text)


def unit_spelling(text: str, rng: Random) -> str:
    """㎡ for 平方米, 千米 for 公里."""
    pairs = [("平方米", "㎡"), ("公里", "千米"), ("平方米", "平米")]
    old, new = rng.choice(pairs)
    return text.replace(old, new)


def around(text: str, rng: Random) -> str:
    """A line of the page around the text changes."""
    return text + rng.choice(["\n打印本页 关闭窗口", "\n分享到：", "\n责任编辑：林舟", "\n（来源：区政府办）"])


NOISE: tuple[Noise, ...] = (
    Noise("spelled_out", spelled_out, ("新增就业1.9万人", "新增就业19000人")),
    Noise("in_wan", in_wan, ("新增就业23000人", "新增就业2.3万人")),
    Noise("full_width", full_width, ("建成5所", "建成５所")),
    Noise("traditional", traditional, ("新增学位", "新增學位")),
    Noise("pinyin", pinyin, ("新建改造新增发展个数", "新建改造新增發展個數")),
    Noise("punctuation", punctuation, ("（一）甲；乙，丙", "(一）甲。乙，丙")),
    Noise("blanks", blanks, ("甲\n乙", "\u3000\u3000甲\u3000\n  乙\n")),
    Noise("chinese_numerals", chinese_numerals, ("建成5所、2个", "建成五所、2个")),
    Noise("heading_style", heading_style, ("一、题\n甲", "（一）题\n甲")),
    Noise("spaced_numbers", spaced_numbers, ("建成5所、6个", "建成5 所、6个")),
    Noise("reordered", reordered, ("一、题\n甲\n乙\n丙", "一、题\n乙\n丙\n甲")),
    Noise("shuffled", shuffled, ("题\n甲\n一、丁\n乙\n丙", "题\n乙\n一、丁\n丙\n甲")),
    Noise("moved_paragraph", moved_paragraph, ("一、题\n甲\n乙", "一、题\n乙\n甲")),
    Noise("one_paragraph", one_paragraph, ("一、题\n甲\n乙", "一、题\n甲。乙。")),
    Noise("broken_lines", broken_lines, ("甲。乙。", "甲。\n乙。")),
    Noise("renumbered", renumbered, ("1.甲\n2.乙", "1、甲\n2、乙")),
    Noise("unit_spelling", unit_spelling, ("改造3万平方米", "改造3万㎡")),
    Noise("around", around, ("甲", "甲\n分享到：")),
)


def truncated(text: str, rng: Random) -> str:
    """Only the beginning arrived."""
    return text[: int(len(text) * rng.uniform(0.05, 0.4))]


def emptied(text: str, rng: Random) -> str:
    """An empty page."""
    return ""


def home_page(text: str, rng: Random) -> str:
    """Headlines instead of the article."""
    titles = [
        "区领导调研重点项目",
        "我区召开经济运行分析会",
        "第三届读书节开幕",
        "关于道路临时管制的通告",
        "政务服务大厅新增窗口2个",
    ]
    return "\n".join(rng.sample(titles, 4))


def captcha(text: str, rng: Random) -> str:
    """A challenge that answered with status 200."""
    return "访问过于频繁，请输入验证码后继续访问"


UNHEALTHY: tuple[Noise, ...] = (
    Noise("truncated", truncated, ("甲乙丙丁戊己庚辛壬癸甲乙", "甲")),
    Noise("emptied", emptied, ("甲", "")),
    Noise(
        "home_page",
        home_page,
        ("甲", "我区召开经济运行分析会\n区领导调研重点项目\n政务服务大厅新增窗口2个\n关于道路临时管制的通告"),
    ),
    Noise("captcha", captcha, ("甲", "访问过于频繁，请输入验证码后继续访问")),
)
"""What answers instead of the page. Pages of few statements are left out: three lines more or less prove nothing."""
