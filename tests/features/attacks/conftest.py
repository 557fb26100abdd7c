"""What all attacks share."""

from __future__ import annotations

import pytest

from tests.helpers.attacks.world import World


@pytest.fixture(scope="session")
def world() -> World:
    """A fresh programme for this run."""
    return World()
