"""Rules and their proof: every rule carries examples it must fire on and counter-examples it must leave alone.

One generic test runs both ways over `all_rules()`; `tests.rule_use` prints the rules no document ever used.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence and what must come out of it: `action|subject|cmp low-high unit` or, for rows without number,
    `action|subject`. For exclusions `wanted` is the number that is left out, as written."""

    text: str
    wanted: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A named rule. `confidence` is the share of its rows a careful reader would keep, 0 to 1."""

    name: str
    meaning: str
    confidence: float
    examples: tuple[Example, ...]
    counter: tuple[str, ...] = ()
    """Texts on which the rule must not fire."""


def rule(name: str, meaning: str, confidence: float, examples: dict[str, str], counter: tuple[str, ...] = ()) -> Rule:
    """Build a rule; `examples` maps text to what is wanted."""
    return Rule(name, meaning, confidence, tuple(Example(t, w) for t, w in examples.items()), counter)
