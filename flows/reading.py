"""Reading a saved file or a capture into a document: bytes, main text, facts, statements."""

from __future__ import annotations

import logging
from pathlib import Path

from flows.seeds import load_regions
from parsers import maintext
from parsers.document import read_main
from parsers.records import Document, Given, MainText, PageProblem
from parsers.regions import Gazetteer

logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it writes a line for every oddity of a PDF

MAX_BYTES = 20_000_000
"""A saved page larger than this is no document of ours; the largest report seen has 0.3 MB."""


class Unreadable(Exception):
    """A file that gives no document; the message is one line and says what to do."""


def read_file(file: Path, given: Given) -> Document:
    """Read a saved .html, .txt, .pdf, .docx, .xlsx or .csv file.

    Raises Unreadable where it is missing, empty, too large, binary, or gives no main text.
    """
    return read_bytes(file_bytes(file), given, name=str(file))[1]


def file_bytes(file: Path) -> bytes:
    """The file's bytes, or Unreadable."""
    try:
        size = file.stat().st_size
        if size > MAX_BYTES:
            raise Unreadable(f"{file}: {size / 1e6:.0f} MB, more than {MAX_BYTES / 1e6:.0f} MB; save the article alone")
        data = file.read_bytes()
    except FileNotFoundError:
        raise Unreadable(f"{file}: no such file") from None
    except OSError as error:
        raise Unreadable(f"{file}: cannot be read ({error.strerror})") from None
    if not data.strip():
        raise Unreadable(f"{file}: is empty; save the page again")
    return data


def read_bytes(data: bytes, given: Given, *, name: str, content_type: str | None = None) -> tuple[MainText, Document]:
    """Main text and document of a page's bytes. Raises Unreadable where the main text is not to be trusted."""
    main = maintext.main_text(data, url=given.url, content_type=content_type)
    if main.problem is not None:
        raise Unreadable(f"{name}: {_ADVICE.get(main.problem, 'gives no main text')}{_detail(main)}")
    return main, document_of(main, given)


def document_of(main: MainText, given: Given, regions: Gazetteer | None = None) -> Document:
    """Facts and statements of a main text; title and date of the page serve where the caller gives none."""
    given = Given(
        place=given.place,
        year=given.year,
        url=given.url,
        title=given.title or main.title,
        published_at=given.published_at or main.published_at,
    )
    return read_main(main.text, given, regions or load_regions())


def _detail(main: MainText) -> str:
    return f" ({main.detail})" if main.detail else ""


_ADVICE = {
    PageProblem.NO_MAIN_TEXT: "no main text can be told from the page's frame; save the article page itself",
    PageProblem.CHALLENGE: "is a script challenge, not the article; save it from a browser",
    PageProblem.RATE_LIMITED: "is a 'too many visits' page, not the article; save it again later",
    PageProblem.MAINTENANCE: "is a maintenance page, not the article; save it again later",
    PageProblem.LOGIN: "is a login page, not the article; log in and save it again",
    PageProblem.MESSAGE: "is a message page of the site, not the article",
    PageProblem.HOME_PAGE: "is a home page, not an article; save the article itself",
    PageProblem.EMPTY_LIST: "is an empty list, not an article",
    PageProblem.NOT_READABLE: "is no text, HTML, PDF, DOCX, XLSX or CSV that can be read",
}
