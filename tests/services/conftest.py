"""The office that keeps the trial programme's root key, and a coordinator whom it made: one pair for each module."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bsuh_desktop.services.desk.desk import Desk
from tests.helpers.grants import coordinator_desk, office_desk


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    desk = office_desk(tmp_path_factory.mktemp("office"))
    yield desk
    desk.close()


@pytest.fixture(scope="module")
def coordinator(tmp_path_factory: pytest.TempPathFactory, office: Desk) -> Iterator[Desk]:
    desk = coordinator_desk(tmp_path_factory.mktemp("coordinator"), office)
    yield desk
    desk.close()
