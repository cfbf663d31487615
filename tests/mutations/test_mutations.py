"""A few hundred cases of the mutation bench; `python -m tests.mutations` runs it whole."""

from __future__ import annotations

from random import Random

import pytest

from tests.mutations.bench import read, run_edits, run_noise, sources
from tests.mutations.documents import invented
from tests.mutations.edits import EDITS
from tests.mutations.noise import NOISE, UNHEALTHY, Noise


@pytest.mark.parametrize("noise", [*NOISE, *UNHEALTHY], ids=lambda n: n.name)
def test_each_noise_does_what_its_example_shows(noise: Noise) -> None:
    before, after = noise.example
    assert noise.change(before, Random(1)) == after


@pytest.mark.parametrize("name", sorted(EDITS))
def test_each_edit_finds_something_to_change(name: str) -> None:
    changed = 0
    for source in invented():
        text, statements = read(source.text, source.facts)
        edited = EDITS[name](text, statements, Random(3))
        if edited is not None:
            changed += 1
            assert edited.text != text
            assert edited.expected
    assert changed


@pytest.mark.slow
def test_noise_is_silent() -> None:
    tally = run_noise(sources(), 60, 11)
    assert tally.wrong == []


@pytest.mark.slow
def test_edits_are_told() -> None:
    tally = run_edits(sources(), 60, 11)
    assert len(tally.wrong) <= 1, tally.wrong
