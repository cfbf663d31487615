"""Attachments as text, and those that are refused."""

from __future__ import annotations

import io
import time
import zipfile
import zlib
from datetime import date
from typing import Any

import pytest
from docx import Document
from openpyxl import Workbook

from parsers.attachments import MOST_BYTES, delimiter
from parsers.filetypes import FileKind, file_kind
from parsers.maintext import main_text
from parsers.records import PageProblem

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx() -> bytes:
    document = Document()
    document.add_heading("石桥区2031年民生实事任务分解表", 0)
    paragraph = document.add_paragraph("一、新建社区食堂")
    paragraph.add_run("4").bold = True
    paragraph.add_run("个，改造提升7个。")
    table = document.add_table(rows=2, cols=3)
    for row, cells in zip(table.rows, [("项目", "目标", "责任单位"), ("托位", "新增300个", "")], strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    document.add_paragraph("以上任务年底前完成。")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def xlsx() -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "民生实事"
    rows: list[list[Any]] = [
        ["项目", "目标", "完成率", "日期"],
        ["食堂", 4, 0.307, date(2031, 3, 31)],
        ["托位", 300.0, 1, None],
    ]
    for row in rows:
        sheet.append(row)
    for cell in sheet["C"]:
        cell.number_format = "0.0%"
    hidden = book.create_sheet("底稿")
    hidden.append(["旧目标", 99])
    hidden.sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def pdf(*pages: list[tuple[float, float, str]], stream: bytes | None = None) -> bytes:
    """A PDF with text at (x, y) in a font every viewer has; `stream` replaces the content of every page."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>"]
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(len(pages)))
    objects.append(f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>".encode())
    objects.append(
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[<</Type/Font"
        b"/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>"
        b"/DW 1000/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/FontBBox[0 -200 1000 900]"
        b"/Ascent 880/Descent -120/ItalicAngle 0/CapHeight 880/StemV 80>>>>]>>"
    )
    for i, page in enumerate(pages):
        content = stream or b"".join(
            b"BT /F1 12 Tf %.1f %.1f Td <%s> Tj ET\n" % (x, y, text.encode("utf-16-be").hex().encode())
            for x, y, text in page
        )
        packed = content if stream else zlib.compress(content)
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents %d 0 R>>"
            % (5 + 2 * i)
        )
        objects.append(b"<</Length %d/Filter/FlateDecode>>\nstream\n%s\nendstream" % (len(packed), packed))
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    return out + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, start)


def test_docx() -> None:
    got = main_text(docx())
    assert (got.layout, got.problem) == ("docx", None)
    assert got.text.split("\n") == [
        "石桥区2031年民生实事任务分解表",
        "一、新建社区食堂4个，改造提升7个。",
        "项目 | 目标 | 责任单位",
        "托位 | 新增300个",
        "以上任务年底前完成。",
    ]


def changed(data: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """The archive with one member changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for member in source.infolist():
            body = source.read(member)
            if member.filename == name:
                assert old in body
                body = body.replace(old, new)
            target.writestr(member.filename, body)
    return out.getvalue()


def added(data: bytes, name: str, body: bytes) -> bytes:
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as target:
        target.writestr(name, body)
    return out.getvalue()


def test_docx_with_tracked_changes_reads_as_accepted() -> None:
    tracked = (
        "<w:ins><w:r><w:t>其中老旧小区2个，</w:t></w:r></w:ins><w:del><w:r><w:delText>共9个</w:delText></w:r></w:del>"
    )
    before = "<w:r><w:t>个，改造提升7个。</w:t></w:r>".encode()
    got = main_text(changed(docx(), "word/document.xml", before, tracked.encode() + before))
    assert "新建社区食堂4其中老旧小区2个，个，改造" in got.text
    assert "共9个" not in got.text


def test_xlsx_values_as_a_reader_sees_them() -> None:
    got = main_text(xlsx())
    assert (got.layout, got.problem) == ("xlsx", None)
    assert got.text.split("\n") == [
        "项目 | 目标 | 完成率 | 日期",
        "食堂 | 4 | 30.7% | 2031-03-31",
        "托位 | 300 | 100%",
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gbk"])
@pytest.mark.parametrize("between", [",", "\t", ";"])
def test_csv(encoding: str, between: str) -> None:
    rows = [["项目", "目标", "说明"], ["食堂", "4", "新建"], ["托位", "300", "新增"], ["公厕", "20", "改造"]]
    data = "\r\n".join(between.join(row) for row in rows).encode(encoding)
    got = main_text(data, url="http://www.shiqiao.example/ms.csv")
    assert got.layout == "csv"
    assert got.text.split("\n") == [" | ".join(row) for row in rows]
    assert delimiter("一行\n两行\n三行") is None


def test_prose_with_commas_is_no_csv() -> None:
    text = "今年,新建食堂4个,改造7个。\n去年,完成投资260万元,增长5%。\n明年,计划整治12处,惠及1.2万人。\n"
    assert main_text(text.encode()).layout == "text"


def test_pdf_paragraphs_are_joined_and_page_numbers_left_out() -> None:
    wide = "一、石桥区今年新建社区食堂四个改造提升七个并在十月底前全部投入使用方便周边群众"
    first = [
        (60.0, 780.0, wide),
        (60.0, 760.0, "就近用餐。"),
        (84.0, 740.0, "二、整治积水点12处。"),
        (290.0, 40.0, "— 1 —"),
    ]
    second = [(84.0, 780.0, "三、新增托位300个。"), (290.0, 40.0, "— 2 —")]
    got = main_text(pdf(first, second))
    assert (got.layout, got.problem) == ("pdf", None)
    assert got.text.split("\n") == [wide + "就近用餐。", "二、整治积水点12处。", "三、新增托位300个。"]


def test_a_pdf_without_text_is_not_readable() -> None:
    got = main_text(pdf([(60.0, 780.0, "1")], [], []))
    assert got.problem is PageProblem.NOT_READABLE
    assert "scan" in got.detail


DOCTYPE = b'<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
XML = b"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>"


def archive(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, body in members.items():
            target.writestr(name.replace("__", "/"), body)
    return out.getvalue()


REFUSED = {
    "an old Word file": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 4096,
    "RTF": b"{\\rtf1\\ansi text}",
    "a picture": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + bytes(range(256)) * 4,
    "OFD": archive(**{"OFD.xml": b"<ofd/>", "Doc_0__Document.xml": b"<d/>"}),
    "any archive": archive(**{"a.txt": b"x"}),
    "a zip bomb": added(docx(), "word/media/image1.bmp", b"\0" * 30_000_000),
    "a big unpacked file": archive(**{f"word__{i}.bin": bytes(range(256)) * 100_000 for i in range(5)}),
    "a path outside": added(docx(), "../../etc/cron.d/x", b"x"),
    "an absolute path": added(docx(), "/etc/passwd", b"x"),
    "a document type declaration": changed(docx(), "word/document.xml", XML, XML + DOCTYPE),
    "an external entity in a sheet": changed(xlsx(), "xl/workbook.xml", b"<workbook", DOCTYPE + b"<workbook"),
    "a truncated docx": docx()[:-2000],
    "a docx with broken XML": changed(docx(), "word/document.xml", b"</w:body>", b""),
    "an xlsx without sheets": archive(**{"xl__workbook.xml": b"<workbook/>"}),
    "a truncated pdf": pdf([(60.0, 780.0, "新建社区食堂4个，改造7个")])[:300],
    "a pdf bomb": pdf([(0.0, 0.0, "x")], stream=zlib.compress(b"0 " * 60_000_000)),
    "a pdf bomb in a bomb": pdf([(0.0, 0.0, "x")], stream=zlib.compress(zlib.compress(b"0 " * 60_000_000))),
    "a pdf of endless drawing": pdf([(0.0, 0.0, "x")], stream=zlib.compress(b"0 " * 8_000_000)),
    "too big": b"%PDF-1.4\n" + b"x" * MOST_BYTES,
}


@pytest.mark.parametrize("what", REFUSED)
def test_refused_with_a_reason_and_soon(what: str) -> None:
    start = time.perf_counter()
    got = main_text(REFUSED[what])
    assert time.perf_counter() - start < 5
    assert (got.text, got.problem) == ("", PageProblem.NOT_READABLE)
    assert got.detail


def test_too_many_members() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for i in range(3001):
            target.writestr(f"word/{i}", b"")
    got = main_text(out.getvalue())
    assert "3000 files" in got.detail


def test_kinds_are_told_by_content() -> None:
    assert file_kind(docx()) is FileKind.ZIP
    assert file_kind(pdf([])) is FileKind.PDF
    assert file_kind("正文。".encode()) is None
    assert file_kind(b"BMW sells 3 cars") is None
    assert file_kind(b"a,b\n1,2\n", "text/csv; charset=gbk") is FileKind.CSV
