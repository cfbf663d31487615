"""A PDF's text as lines: wrapped lines joined to paragraphs, ruled tables as rows, page numbers left out."""

from __future__ import annotations

import io
import re
import struct
import zlib
from collections.abc import Iterator
from typing import Any

from parsers.rendering import clean_line, join_cells
from parsers.unpacking import Unreadable, refuse_pdf_bombs

MOST_PAGES = 200
MOST_PAGE_OBJECTS = 30_000
MOST_CONTENTS = 12_000_000
_LEAST_CHARS_A_PAGE = 8
_PAGE_NUMBER = re.compile(r"[-—–－\s]*(?:第\s*)?\d{1,4}(?:\s*页)?[-—–－\s]*|\d{1,4}\s*/\s*\d{1,4}")
_PARAGRAPH_END = re.compile("[。！？；：:;!?]$")
# pdfminer raises whatever a broken file leads it into.
_BROKEN = (
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    AssertionError,
    NotImplementedError,
    EOFError,
    OSError,
    OverflowError,
    RecursionError,
    ZeroDivisionError,
    struct.error,
    zlib.error,
)


def pdf_lines(data: bytes) -> Iterator[str]:
    """Lines of a PDF. Raises Unreadable where it is broken, protected, too long or a scan."""
    import pdfplumber
    from pdfminer.psexceptions import PSException
    from pdfplumber.utils.exceptions import PdfminerException

    refuse_pdf_bombs(data)
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            if len(document.pages) > MOST_PAGES:
                raise Unreadable(f"more than {MOST_PAGES} pages")
            pieces: list[_Piece] = []
            _refuse_long_contents(document.pages)
            for page in document.pages:
                pieces += _page_pieces(page)
                page.close()
            pages = len(document.pages)
    except Unreadable:
        raise
    except (*_BROKEN, PSException, PdfminerException) as error:
        reason = f"{type(error).__name__} {error}"
        words = "protected by a password" if "Password" in reason or "Encrypt" in reason else "a broken PDF file"
        raise Unreadable(words) from None
    lines = _paragraphs(pieces)
    if sum(map(len, lines)) < _LEAST_CHARS_A_PAGE * pages:
        raise Unreadable("pages without text, perhaps a scan")
    yield from lines


def _refuse_long_contents(pages: list[Any]) -> None:
    """Drawing instructions are read in Python at about a megabyte a second: more than any text needs is refused."""
    from pdfminer.pdftypes import PDFStream, resolve1

    total = 0
    for page in pages:
        for part in page.page_obj.contents:
            stream = resolve1(part)
            total += len(stream.get_data()) if isinstance(stream, PDFStream) else 0
            if total > MOST_CONTENTS:
                raise Unreadable(f"more than {MOST_CONTENTS} bytes of drawing instructions")


class _Piece:
    """A printed line or a table row, with where it stands on its page."""

    __slots__ = ("is_row", "left", "right", "size", "text", "top")

    def __init__(self, text: str, top: float, left: float, right: float, size: float, is_row: bool) -> None:
        self.text, self.top, self.left, self.right = text, top, left, right
        self.size, self.is_row = size, is_row


def _page_pieces(page: Any) -> list[_Piece]:
    """Lines and rows of one page from top to bottom, without its number."""
    if len(page.chars) + len(page.lines) + len(page.rects) + len(page.curves) > MOST_PAGE_OBJECTS:
        raise Unreadable(f"a page of more than {MOST_PAGE_OBJECTS} objects")
    pieces: list[_Piece] = []
    boxes: list[tuple[float, float, float, float]] = []
    for table in page.find_tables() if page.lines or page.rects or page.edges else ():
        rows = table.extract()
        if not rows or max(len(row) for row in rows) < 2:
            continue
        boxes.append(table.bbox)
        for row, cells in zip(table.rows, rows, strict=True):
            text = join_cells(clean_line(cell or "") for cell in cells)
            if text:
                pieces.append(_Piece(text, row.bbox[1], row.bbox[0], row.bbox[2], 0, True))
    rest = page.filter(lambda thing: not _inside(thing, boxes)) if boxes else page
    for line in rest.extract_text_lines(strip=True, return_chars=True):
        size = max(char["size"] for char in line["chars"])
        pieces.append(_Piece(clean_line(line["text"]), line["top"], line["x0"], line["x1"], size, False))
    pieces = sorted((piece for piece in pieces if piece.text), key=lambda piece: piece.top)
    for at in (-1, 0):
        if pieces and not pieces[at].is_row and _PAGE_NUMBER.fullmatch(pieces[at].text):
            del pieces[at]
    return pieces


def _inside(thing: dict[str, Any], boxes: list[tuple[float, float, float, float]]) -> bool:
    middle_x, middle_y = (thing["x0"] + thing["x1"]) / 2, (thing["top"] + thing["bottom"]) / 2
    return any(x0 <= middle_x <= x1 and top <= middle_y <= bottom for x0, top, x1, bottom in boxes)


def _paragraphs(pieces: list[_Piece]) -> list[str]:
    """Join a line to the one before it if that one ran to the right margin and this one is not indented."""
    printed = [piece for piece in pieces if not piece.is_row]
    if not printed:
        return [piece.text for piece in pieces]
    margin_right = max(piece.right for piece in printed)
    margin_left = min(piece.left for piece in printed)
    lines: list[str] = []
    before: _Piece | None = None
    for piece in pieces:
        full = before is not None and not before.is_row and before.right >= margin_right - 2 * before.size
        flush = not piece.is_row and piece.left <= margin_left + 0.8 * piece.size
        same = before is not None and abs(before.size - piece.size) < 1
        if full and flush and same and not (before and _ends_short(before, margin_right)):
            lines[-1] = clean_line(f"{lines[-1]}\n{piece.text}")
        else:
            lines.append(piece.text)
        before = piece
    return lines


def _ends_short(piece: _Piece, margin_right: float) -> bool:
    """Whether a line that nearly fills the measure still ends its paragraph."""
    return _PARAGRAPH_END.search(piece.text) is not None and piece.right < margin_right - 0.5 * piece.size
