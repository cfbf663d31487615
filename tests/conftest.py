"""What all tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
"""Real documents and pages that are not part of the project; absent in a user's clone."""


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real documents; the test is skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("the folder of real documents (../shared) is not beside this checkout")
    return SHARED
