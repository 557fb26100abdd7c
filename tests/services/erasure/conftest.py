"""A desk of its own for each test of forgetting."""

from __future__ import annotations

from pathlib import Path

import pytest

from bsuh_desktop.services.desk.desk import Desk
from tests.helpers.desks import clock_at, copied_desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Nobody has worked at it."""
    return copied_desk(tmp_path, clock_at())
