"""A document from its text: main text, facts, statements."""

from __future__ import annotations

from parsers.facts import read_facts
from parsers.normalise import to_main
from parsers.records import Document, Given
from parsers.regions import Gazetteer
from parsers.statements import extract


def read(text: str, given: Given, regions: Gazetteer) -> Document:
    """Read a document. `text` may still hold traditional characters and pinyin notes; no text raises.

    The offsets of the statements count in `Document.text`, the stored main text.
    """
    return read_main(to_main(text), given, regions)


def read_main(main: str, given: Given, regions: Gazetteer) -> Document:
    """Like `read`, of a text that is a main text already: one that `to_main` or `main_text` gave."""
    facts = read_facts(main, given, regions)
    return Document(facts, main, extract(main, facts, regions))
