"""Which charset a page is in: declarations right, wrong and missing."""

from __future__ import annotations

import codecs

import pytest

from parsers.charset import decode

SIMPLIFIED = "石桥区今年新建社区食堂4个，改造提升7个，惠及居民1.2万人。"
TRADITIONAL = "石橋區今年新建社區食堂4個，改造提升7個，惠及居民1.2萬人，區長陳國華說。"
META = '<meta http-equiv="Content-Type" content="text/html; charset={}"><p>'


def page(declared: str | None, text: str, real: str) -> bytes:
    return ((META.format(declared) if declared else "<p>") + text).encode(real)


@pytest.mark.parametrize(
    ("data", "header", "text", "charset"),
    [
        (page("utf-8", SIMPLIFIED, "utf-8"), None, SIMPLIFIED, "utf-8"),
        (page("gb2312", SIMPLIFIED, "gbk"), None, SIMPLIFIED, "gb18030"),
        (page("GBK", SIMPLIFIED, "gb18030"), None, SIMPLIFIED, "gb18030"),
        (page(None, SIMPLIFIED, "gbk"), "text/html; charset=GB2312", SIMPLIFIED, "gb18030"),
        (page(None, SIMPLIFIED, "gbk"), None, SIMPLIFIED, "gb18030"),
        (page(None, SIMPLIFIED, "utf-8"), None, SIMPLIFIED, "utf-8"),
        (page("utf-8", SIMPLIFIED, "gbk"), "text/html; charset=utf-8", SIMPLIFIED, "gb18030"),
        (page("gb2312", SIMPLIFIED, "utf-8"), "text/html; charset=gbk", SIMPLIFIED, "utf-8"),
        (page("iso-8859-1", SIMPLIFIED, "gbk"), "text/html; charset=ISO-8859-1", SIMPLIFIED, "gb18030"),
        (page("big5", TRADITIONAL, "big5"), None, TRADITIONAL, "big5hkscs"),
        (page(None, TRADITIONAL, "big5"), None, TRADITIONAL, "big5hkscs"),
        (page("big5", SIMPLIFIED, "gbk"), None, SIMPLIFIED, "gb18030"),
        (codecs.BOM_UTF8 + page("gb2312", SIMPLIFIED, "utf-8"), None, SIMPLIFIED, "utf-8"),
        (codecs.BOM_UTF16_LE + SIMPLIFIED.encode("utf-16-le"), None, SIMPLIFIED, "utf-16-le"),
        (f'<?xml version="1.0" encoding="gb2312"?><p>{SIMPLIFIED}'.encode("gbk"), None, SIMPLIFIED, "gb18030"),
    ],
)
def test_the_real_charset_is_found(data: bytes, header: str | None, text: str, charset: str) -> None:
    got = decode(data, header)
    assert got.charset == charset
    assert got.text.endswith(text)


def test_four_byte_characters_leave_no_digits() -> None:
    rare = "刘㙍镇、𠅤村共3处"
    got = decode(page("gb2312", rare, "gb18030"))
    assert got.text.endswith(rare)
    assert [c for c in got.text.split("<p>")[1] if c.isdigit()] == ["3"]


def test_characters_beyond_gb2312_survive_its_declaration() -> None:
    assert decode(page("gb2312", "朱镕的喆堃祎玥", "gbk")).text.endswith("朱镕的喆堃祎玥")


def test_a_page_cut_off_inside_a_character_is_still_utf8() -> None:
    data = page("utf-8", SIMPLIFIED, "utf-8")[:-1]
    got = decode(data)
    assert got.charset == "utf-8"
    assert got.text.endswith(SIMPLIFIED[:-1])


def test_one_broken_byte_does_not_overturn_a_declaration() -> None:
    data = page("utf-8", SIMPLIFIED * 5, "utf-8")
    data = data[:-9] + b"\xff" + data[-9:]
    assert decode(data).charset == "utf-8"


def test_short_gbk_that_happens_to_be_valid_utf8() -> None:
    pair = "模".encode("gbk")  # both bytes also spell one two-byte UTF-8 sequence
    assert pair.decode("utf-8")
    assert decode(META.format("gbk").encode() + pair).text.endswith("模")


def test_anything_decodes() -> None:
    for data in (b"", b"\xff", bytes(range(256)) * 9, b"\x81", b"\x81\x30\x81"):
        assert isinstance(decode(data).text, str)
