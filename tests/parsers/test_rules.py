"""Every rule on its own examples and counter-examples, both ways."""

from __future__ import annotations

import pytest

from parsers.exclusions import EXCLUSIONS
from parsers.explain import explain
from parsers.normalise import to_main
from parsers.records import DocumentKind, Facts, Statement
from parsers.rules import Rule
from parsers.statementrules import RULES
from parsers.statements import extract


def _facts(kind: DocumentKind) -> Facts:
    return Facts(kind, None, 2025, None, None, None)


def _kind(rule: Rule) -> DocumentKind:
    return DocumentKind.BULLETIN if rule.name.startswith("state") else DocumentKind.LIST


def _shown(statement: Statement) -> str:
    words = f"{statement.action}|{statement.subject}"
    if statement.low is None or statement.cmp is None:
        return words
    ends = f"{statement.low}" + (f"-{statement.high}" if statement.high != statement.low else "")
    return f"{words}|{statement.cmp.value}{ends}{statement.unit}"


POSITIVE = [(r, e.text, e.wanted) for r in RULES for e in r.examples]
NEGATIVE = [(r, t) for r in RULES for t in r.counter]


@pytest.mark.parametrize(("rule", "text", "wanted"), POSITIVE, ids=[f"{r.name}-{t[:12]}" for r, t, _ in POSITIVE])
def test_rule_finds_its_examples(rule: Rule, text: str, wanted: str) -> None:
    main = to_main(text)
    found = extract(main, _facts(_kind(rule)))
    assert wanted in [_shown(s) for s in found if s.rule == rule.name], [(s.rule, _shown(s)) for s in found]


@pytest.mark.parametrize(("rule", "text"), NEGATIVE, ids=[f"{r.name}-{t[:12]}" for r, t in NEGATIVE])
def test_rule_leaves_its_counter_examples(rule: Rule, text: str) -> None:
    assert rule.name not in [s.rule for s in extract(to_main(text), _facts(_kind(rule)))]


EXCLUDED = [(x.rule, e.text, e.wanted) for x in EXCLUSIONS for e in x.rule.examples]
KEPT = [(x.rule, t) for x in EXCLUSIONS for t in x.rule.counter]


@pytest.mark.parametrize(("rule", "text", "wanted"), EXCLUDED, ids=[f"{r.name}-{t[:12]}" for r, t, _ in EXCLUDED])
def test_exclusion_leaves_a_number_out(rule: Rule, text: str, wanted: str) -> None:
    left = [(o.rule, o.number) for x in explain(to_main(text), _facts(DocumentKind.LIST)) for o in x.left_out]
    assert (rule.name, wanted) in left


@pytest.mark.parametrize(("rule", "text"), KEPT, ids=[f"{r.name}-{t[:12]}" for r, t in KEPT])
def test_exclusion_keeps_a_quantity(rule: Rule, text: str) -> None:
    main = to_main(text)
    left = [o.rule for x in explain(main, _facts(DocumentKind.LIST)) for o in x.left_out]
    assert rule.name not in left
    assert any(s.low is not None for s in extract(main, _facts(DocumentKind.LIST)))


def test_names_are_unique_and_every_rule_is_proved() -> None:
    rules = [*RULES, *(x.rule for x in EXCLUSIONS)]
    assert len({r.name for r in rules}) == len(rules)
    assert all(r.examples and r.counter for r in rules)
