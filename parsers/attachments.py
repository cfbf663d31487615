"""Attachments as text: PDF, DOCX, XLSX and CSV from their bytes, tables as rows. Everything else is `NOT_READABLE`.

Files come from strangers: sizes, pages and rows are bounded before anything is unpacked (`parsers.unpacking`), nothing
an archive names is followed, and macros are not looked at.
"""

from __future__ import annotations

import csv
import io
import struct
import warnings
import zlib
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time
from typing import Any
from zipfile import BadZipFile

from parsers.addresses import split
from parsers.charset import decode
from parsers.filetypes import FileKind
from parsers.normalise import to_main
from parsers.pdftext import pdf_lines
from parsers.records import MainText, PageProblem
from parsers.rendering import clean_line, join_cells
from parsers.unpacking import Unreadable, office_kind

MOST_BYTES = 20_000_000
MOST_CHARS = 3_000_000
MOST_ROWS = 50_000
MOST_COLUMNS = 200
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DELIMITERS = ",;\t|"
_SNIFF_ROWS = 20
_SNIFF = 65536
_SURE_DELIMITERS = 2

_REFUSED = {
    FileKind.OLE: "an old Word, Excel or WPS file",
    FileKind.RTF: "an RTF file",
    FileKind.IMAGE: "a picture",
    FileKind.ARCHIVE: "a packed archive",
    FileKind.BINARY: "a file of unknown kind",
}
# python-docx, openpyxl and what they stand on raise whatever a broken file leads them into.
_BROKEN = (
    BadZipFile,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    NotImplementedError,
    EOFError,
    SyntaxError,
    OSError,
    OverflowError,
    RecursionError,
    struct.error,
    zlib.error,
    csv.Error,
)


def read_attachment(data: bytes, kind: FileKind) -> MainText:
    """Read an attachment. Never raises on content: `problem` and `detail` say what is wrong."""
    layout, charset = kind.value, ""
    try:
        if len(data) > MOST_BYTES:
            raise Unreadable(f"larger than {MOST_BYTES} bytes")
        if kind in _REFUSED:
            raise Unreadable(_REFUSED[kind])
        if kind is FileKind.ZIP:
            layout = office_kind(data)
        if kind is FileKind.CSV:
            charset = decode(data).charset
        text = to_main("\n".join(_bounded(_READERS[layout](data))))
    except Unreadable as error:
        return MainText("", None, None, layout, charset, PageProblem.NOT_READABLE, str(error))
    except _BROKEN as error:
        detail = f"a broken {layout} file ({type(error).__name__})"
        return MainText("", None, None, layout, charset, PageProblem.NOT_READABLE, detail)
    if not text.strip():
        return MainText("", None, None, layout, charset, PageProblem.NOT_READABLE, "no text in it, perhaps a scan")
    return MainText(text, None, None, layout, charset)


def _bounded(lines: Iterable[str]) -> Iterator[str]:
    size = 0
    for line in lines:
        size += len(line)
        if size > MOST_CHARS:
            raise Unreadable(f"more than {MOST_CHARS} characters")
        if line:
            yield line


def _row(cells: Iterable[str]) -> str:
    return join_cells(clean_line(cell) for cell in cells)


def docx_lines(data: bytes) -> Iterator[str]:
    """Lines of a DOCX: paragraphs, and table rows. Deleted text, fields and text boxes' second copies are left out."""
    from docx import Document

    yield from _blocks(Document(io.BytesIO(data)).element.body)


def _blocks(container: Any) -> Iterator[str]:
    """Paragraphs and tables below `container`, also those inside content controls. Iterative in depth of controls."""
    stack = [iter(container)]
    while stack:
        element = next(stack[-1], None)
        if element is None:
            stack.pop()
        elif element.tag == f"{_W}p":
            yield from _paragraph(element)
        elif element.tag == f"{_W}tbl":
            for row in element.iterchildren(f"{_W}tr"):
                yield _row(" ".join(_cell_lines(cell)) for cell in row.iterchildren(f"{_W}tc"))
        elif element.tag in _WRAPPERS:
            stack.append(iter(element))


_WRAPPERS = {f"{_W}{name}" for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")}
_LEFT_OUT = {f"{_W}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "instrText", "txbxContent")} | {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
}


def _cell_lines(cell: Any) -> Iterator[str]:
    for paragraph in cell.iter(f"{_W}p"):
        yield from _paragraph(paragraph)


def _paragraph(paragraph: Any) -> list[str]:
    parts: list[str] = []
    stack = [iter(paragraph)]
    while stack:
        element = next(stack[-1], None)
        if element is None:
            stack.pop()
            continue
        if element.tag in _LEFT_OUT:
            continue
        if element.tag == f"{_W}t":
            parts.append(element.text or "")
        elif element.tag == f"{_W}tab":
            parts.append(" ")
        elif element.tag in (f"{_W}br", f"{_W}cr"):
            parts.append("\n")
        elif element.tag == f"{_W}noBreakHyphen":
            parts.append("-")
        else:
            stack.append(iter(element))
    return [line for piece in "".join(parts).split("\n") if (line := clean_line(piece))]


def xlsx_lines(data: bytes) -> Iterator[str]:
    """Rows of the visible sheets of an XLSX, values as last saved; a sheet's name where there are several."""
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of every extension it leaves alone
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        for sheet in sheets:
            if len(sheets) > 1:
                yield clean_line(sheet.title)
            for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS)):
                if number >= MOST_ROWS:
                    raise Unreadable(f"more than {MOST_ROWS} rows")
                yield _row(_value(cell) for cell in row)
        book.close()


def _value(cell: Any) -> str:
    """A cell as a reader sees it: 0.307 in a percent format is 30.7%."""
    value = cell.value
    if value is None or isinstance(value, bool):
        return "" if value is None else ("是" if value else "否")
    if isinstance(value, int | float):
        percent = "%" in str(cell.number_format or "")
        return f"{value * 100 if percent else value:.12g}" + ("%" if percent else "")
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value).replace("_x000D_", " ")


def csv_lines(data: bytes) -> Iterator[str]:
    """Rows of a CSV file."""
    text = decode(data).text
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter(text) or ",")
    for number, row in enumerate(rows):
        if number >= MOST_ROWS:
            raise Unreadable(f"more than {MOST_ROWS} rows")
        yield _row(row[:MOST_COLUMNS])


def is_table(text: str, url: str | None) -> bool:
    """Whether plain text is a CSV file: by its name, or because its rows could hardly be anything else."""
    parts = split(url)
    if parts is not None and parts.path.lower().endswith(".csv"):
        return True
    found = delimiter(text)
    if found is None or "。" in text[:_SNIFF]:
        return False
    first = text[:_SNIFF].split("\n", 1)[0]
    return first.count(found) >= _SURE_DELIMITERS


def delimiter(text: str) -> str | None:
    """The character that parts the first rows into the same number of cells, two or more; None if there is none."""
    lines = [line for line in text[:_SNIFF].splitlines() if line.strip()][:_SNIFF_ROWS]
    if len(lines) < 3:
        return None
    for candidate in _DELIMITERS:
        try:
            widths = {len(row) for row in csv.reader(lines, delimiter=candidate)}
        except csv.Error:
            continue
        if len(widths) == 1 and widths != {1}:
            return candidate
    return None


_READERS: dict[str, Callable[[bytes], Iterable[str]]] = {
    "pdf": pdf_lines,
    "docx": docx_lines,
    "xlsx": xlsx_lines,
    "csv": csv_lines,
}
