"""The main text of pages: real ones beside the checkout, and saved ones about invented places."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsers.maintext import main_text

BODIES = [
    ("thread_edited_static", "edited"),
    ("thread_filler1_static", "filler1"),
    ("thread_paged_cpall", "paged"),
    ("thread_seed001_static", "seed001"),
    ("thread_seed003_static", "seed003"),
    ("archiver_thread", "seed003"),
]


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip() and line.strip() != "@@PAGE@@"]


@pytest.mark.parametrize(("page", "truth"), BODIES)
def test_body_equals_what_was_posted(shared: Path, page: str, truth: str) -> None:
    got = main_text((shared / "pages/discuz" / f"{page}.html").read_bytes())
    assert got.problem is None
    assert got.text.splitlines() == lines((shared / "pages/truth" / f"{truth}.txt").read_text(encoding="utf-8"))
