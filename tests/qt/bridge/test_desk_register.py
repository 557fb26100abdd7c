"""The register of a coordinator's desk, before any file came."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers import programme_desks
from tests.helpers.visit import visiting


@pytest.mark.usefixtures("windows")
def test_nothing_waits_where_no_register_was_begun_and_looking_begins_none(tmp_path: Path) -> None:
    with visiting(tmp_path, programme_desks.coordinator) as visit:
        visit.unlock()
        visit.bridge.register.count_waiting()
        visit.quiet()
        assert visit.bridge.waiting == 0
        assert not (visit.bridge.profile / "register").exists()
