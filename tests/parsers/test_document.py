"""Reading a document whole: the same statements, whatever form the text came in."""

from __future__ import annotations

from pathlib import Path

from flows.seeds import load_regions
from parsers.document import read
from parsers.records import DocumentKind, Given, Region, StatementKind
from parsers.regions import Gazetteer

PLACES = Gazetteer.of([Region("1", "海北市", "海北市", 1), Region("2", "新造区", "海北市新造区", 3)])
PLAIN = "海北市新造区2024年十件民生实事\n一、新增义务教育学位1500个。\n二、改造老旧小区12个。\n"
MIRRORED_LINES = (
    "海北市新造區2024年十件民生實(shí)事",
    "一、新增義務(wù)教育學(xué)位１５００個(gè)。",
    "二、改造老舊小區(qū)１２ 個(gè)。",
    "",
)
MIRRORED = "\r\n".join(MIRRORED_LINES)


def test_a_document_is_read() -> None:
    document = read(PLAIN, Given(), PLACES)
    assert document.facts.kind is DocumentKind.LIST
    assert (document.facts.place, document.facts.year) == ("海北市新造区", 2024)
    assert document.text == PLAIN
    targets = {(s.low, s.unit) for s in document.statements if s.kind is StatementKind.TARGET}
    assert {(1500, "个"), (12, "个")} <= targets


def test_quotes_are_pieces_of_the_stored_text() -> None:
    for source in (PLAIN, MIRRORED):
        document = read(source, Given(), PLACES)
        assert document.statements
        for statement in document.statements:
            assert document.text[statement.start : statement.end] == statement.quote


def test_a_mirrored_copy_says_the_same() -> None:
    def said(source: str) -> list[tuple[object, ...]]:
        return [
            (s.kind, s.action, s.subject, s.cmp, s.low, s.high, s.unit)
            for s in read(source, Given(), PLACES).statements
        ]

    assert said(MIRRORED) == said(PLAIN)


def test_what_is_given_wins() -> None:
    facts = read(PLAIN, Given(place="海北市", year=2020, title="另一标题"), PLACES).facts
    assert (facts.place, facts.year, facts.title) == ("海北市", 2020, "另一标题")


def test_nothing_to_read() -> None:
    for text in ("", "\n\n", "？？？", "\ud800", "一" * 5000):
        document = read(text, Given(), PLACES)
        assert document.statements == ()
        assert document.facts.place is None


def test_the_seeds_are_recognised(shared: Path) -> None:
    expected = {
        "000": (DocumentKind.REPORT, "天津市河西区", None),
        "001": (DocumentKind.LIST, "天津市河东区", 2023),
        "002": (DocumentKind.REPORT, "天津市红桥区", None),
        "003": (DocumentKind.REPORT, "天津市河东区", 2021),
        "004": (DocumentKind.BULLETIN, "天津市", 2022),
    }
    regions = load_regions()
    for number, (kind, place, year) in expected.items():
        raw = next((shared / "seeds").glob(f"{number}_*.txt")).read_text(encoding="utf-8")
        document = read(raw, Given(), regions)
        assert (document.facts.kind, document.facts.place, document.facts.year) == (kind, place, year)
        assert document.statements
        assert all(document.text[s.start : s.end] == s.quote for s in document.statements)
