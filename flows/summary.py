"""What a night found, counted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from storage.records import Event


@dataclass(slots=True)
class Summary:
    """Counts of one pass, filled while it goes on."""

    run: int = 0
    sources: int = 0
    fetched: Counter[str] = field(default_factory=Counter)
    """Fetches by outcome."""
    documents: int = 0
    """Captures read and compared."""
    statements: int = 0
    suspect: list[tuple[str, str]] = field(default_factory=list)
    """(address, reason in words)."""
    unreadable: list[tuple[str, str]] = field(default_factory=list)
    """Attachments no program can read (address, what they are): for a person to open."""
    events: list[Event] = field(default_factory=list)
    notices: int = 0
    """Messages accepted by a channel."""
    parked: int = 0
    problems: list[str] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        """The figures alone, for programs."""
        return {
            "run": self.run,
            "sources": self.sources,
            "fetched": self.fetched.total(),
            "documents": self.documents,
            "statements": self.statements,
            "suspect": len(self.suspect),
            "unreadable": len(self.unreadable),
            "events": len(self.events),
            "announced": sum(not e.baseline for e in self.events),
            "notices": self.notices,
            "problems": len(self.problems),
        }


def markdown(summary: Summary) -> str:
    """The summary as the run page shows it."""
    by_type = Counter(str(e.type) for e in summary.events if not e.baseline)
    baseline = sum(e.baseline for e in summary.events)
    lines = [f"# Night {summary.run}", "", "| what | how many |", "| --- | --- |"]
    lines += [f"| {name} | {value} |" for name, value in summary.counts().items() if name != "run"]
    lines += ["", "| fetch outcome | pages |", "| --- | --- |"]
    lines += [f"| {outcome} | {n} |" for outcome, n in sorted(summary.fetched.items())]
    if by_type or baseline:
        lines += ["", "| event | how many |", "| --- | --- |"]
        lines += [f"| {kind} | {n} |" for kind, n in sorted(by_type.items())]
        lines += [f"| recorded at first sight, not announced | {baseline} |"] if baseline else []
    for title, rows in (
        ("Suspect pages", [f"{u}: {why}" for u, why in summary.suspect]),
        ("Attachments not readable, for a person to open", [f"{u}: {why}" for u, why in summary.unreadable]),
        ("Problems", summary.problems),
    ):
        if rows:
            lines += ["", f"## {title}", ""] + [f"- {_cell(row)}" for row in rows[:50]]
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")
