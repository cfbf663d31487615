"""A check of the sources as a person or a program reads it: lines, Markdown, JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from flows.check import Check, Checked, Seen
from flows.errors import Problem, WrongUse

FORMS = (".md", ".json")
_MOST_PAGES = 50


def lines(check: Check) -> Iterator[str]:
    """The check for a terminal."""
    for checked in check.sources:
        yield f"{checked.source.id}  {checked.source.place}  {state(checked)}"
        for name, value in _rows(checked):
            yield f"  {name:12} {value}"
        for page in checked.suspects():
            yield f"  {'suspect':12} {page.url} ({page.suspect})"
        for page in checked.pages:
            if page.unreadable:
                yield f"  {'unreadable':12} {page.url} ({page.suspect})"


def state(checked: Checked) -> str:
    """Health in words, with the reason where there is one."""
    if checked.healthy:
        return "healthy"
    word = "nothing could be asked for" if checked.healthy is None else "unhealthy"
    return f"{word}: {checked.reason}" if checked.reason else word


def _rows(checked: Checked) -> list[tuple[str, str]]:
    documents = checked.documents()
    kinds = ", ".join(f"{n} {kind}" for kind, n in Counter(str(p.kind) for p in documents).most_common())
    end = "" if checked.complete else ", not read to their end"
    rows = [
        ("start", checked.source.start[0]),
        ("layout", f"{checked.source.layout}, {'verified' if checked.source.verified else 'not verified'}"),
        ("robots", checked.robots),
        ("pages found", f"{checked.found} in {checked.lists} lists{end}"),
        ("fetched", ", ".join(f"{n} {outcome}" for outcome, n in checked.outcomes) or "nothing"),
        ("documents", f"{len(documents)} ({kinds})" if documents else "0"),
        ("newest", checked.newest.isoformat() if checked.newest else "no date"),
        ("statements", str(checked.statements)),
    ]
    return rows + ([("list problem", checked.list_problem)] if checked.list_problem else [])


def target(file: Path) -> Path:
    """The report's file, if one can be written there. Raises WrongUse before anything is fetched."""
    if file.suffix not in FORMS:
        raise WrongUse(f"{file}: name the report something.md or something.json")
    if not file.parent.is_dir():
        raise WrongUse(f"{file.parent}: no such folder for the report")
    return file


def write(check: Check, file: Path) -> None:
    """Write the report, Markdown or JSON by the name's ending. Raises Problem where it cannot be written."""
    text = _json(check) if file.suffix == ".json" else markdown(check)
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise Problem(f"{file}: cannot be written ({error.strerror})") from None


def markdown(check: Check) -> str:
    """The report as Markdown: one line a source, then one section a source with its pages."""
    out = [f"# Sources, {check.at:%Y-%m-%d %H:%M} UTC", ""]
    out += [f"The crawl: {_cell(check.problem)}", ""] if check.problem else []
    out += ["| source | place | health | found | documents | newest | statements | suspect |", "| --- " * 8 + "|"]
    for c in check.sources:
        cells = (c.source.id, c.source.place, state(c), c.found, len(c.documents()), c.newest or "", c.statements,
                 len(c.suspects()))  # fmt: skip
        out.append("| " + " | ".join(_cell(str(cell)) for cell in cells) + " |")
    for c in check.sources:
        out += ["", f"## {c.source.id}", ""]
        out += [f"- {name}: {_cell(value)}" for name, value in [("health", state(c)), *_rows(c)]]
        if c.pages:
            out += ["", "| page | title | kind | year | date | statements | suspect |", "| --- " * 7 + "|"]
            out += [_page(page) for page in c.pages[:_MOST_PAGES]]
    return "\n".join(out) + "\n"


def _page(page: Seen) -> str:
    cells = (page.url, page.title, page.kind, page.year, page.published_at, page.statements, page.suspect)
    return "| " + " | ".join(_cell("" if cell is None else str(cell)) for cell in cells) + " |"


def _cell(text: str) -> str:
    """Text of a page must not end the table or become markup."""
    return " ".join(text.split()).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;").replace("[", "\\[")


def _json(check: Check) -> str:
    said = {"at": check.at.isoformat(), "problem": check.problem or None, "sources": [_plain(c) for c in check.sources]}
    return json.dumps(said, ensure_ascii=False, indent=2) + "\n"


def _plain(c: Checked) -> dict[str, object]:
    return {
        "source": c.source.id,
        "place": c.source.place,
        "layout": c.source.layout,
        "start": list(c.source.start),
        "verified": c.source.verified,
        "healthy": c.healthy,
        "reason": c.reason or None,
        "robots": c.robots,
        "lists": c.lists,
        "found": c.found,
        "complete": c.complete,
        "list_problem": c.list_problem or None,
        "outcomes": dict(c.outcomes),
        "newest": c.newest.isoformat() if c.newest else None,
        "statements": c.statements,
        "pages": [
            {
                "url": p.url, "title": p.title, "attachment": p.attachment, "kind": p.kind, "year": p.year,
                "published_at": p.published_at.isoformat() if p.published_at else None, "statements": p.statements,
                "suspect": p.suspect or None, "unreadable": p.unreadable,
            }
            for p in c.pages
        ],
    }  # fmt: skip
