from __future__ import annotations

import pytest

from tests.helpers.attacks.world import World


@pytest.fixture(scope="session")
def world() -> World:
    """A programme with two coordinators and their devices, made for this run."""
    return World()
