"""Statements as plain JSON values."""

from __future__ import annotations

from parsers.records import Number, Statement


def as_json(statement: Statement) -> dict[str, object]:
    """The fields of a statement under their published names, enums as strings, integral numbers as int."""
    return {
        "kind": statement.kind.value,
        "quote": statement.quote,
        "start": statement.start,
        "end": statement.end,
        "action": statement.action,
        "subject": statement.subject,
        "cmp": statement.cmp.value if statement.cmp else None,
        "low": plain(statement.low),
        "high": plain(statement.high),
        "unit": statement.unit,
        "from": plain(statement.old),
        "status": statement.status.value if statement.status else None,
        "theme": statement.theme.value,
        "deadline": statement.deadline,
        "path": list(statement.path),
        "item": statement.item,
        "place": statement.place,
        "total": plain(statement.total),
        "of_task": statement.of_task,
        "cumulative": statement.cumulative,
        "rule": statement.rule,
        "confidence": statement.confidence,
    }


def plain(number: Number | None) -> Number | None:
    """`number` as int where it is integral."""
    if isinstance(number, float) and number.is_integer():
        return int(number)
    return number
