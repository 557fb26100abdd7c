"""What commands share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.helpers.once import derived_once


@pytest.fixture(scope="module")
def known_keys() -> Iterator[None]:
    """For a module that opens the same desks again and again."""
    with derived_once():
        yield
