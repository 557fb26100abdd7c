"""What the desk must remember before the register says that a file is here: nobody waits for a desk that is locked."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.presenters.collection.files_presenter import Remembering
from bsuh_desktop.services.collection.collected_files import CollectedObservations
from tests.helpers import programme_desks
from tests.helpers.hands import until
from tests.helpers.slow_desk import held
from tests.helpers.until import PATIENCE_S
from tests.helpers.visit import Visit, visiting

pytestmark = pytest.mark.usefixtures("windows")

SEEN = CollectedObservations(withdrawn=((b"k" * 32, ("0123456789abcdef",)),))


@pytest.fixture
def visit(tmp_path: Path) -> Iterator[Visit]:
    with visiting(tmp_path, programme_desks.coordinator) as visit:
        visit.unlock()
        yield visit


@pytest.fixture
def register_thread() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1) as thread:
        yield thread


def code_of(kept: Future[None]) -> str:
    error = kept.exception(PATIENCE_S)
    return error.code if isinstance(error, KnownError) else ""


def test_what_is_asked_of_a_locked_desk_is_refused(visit: Visit, register_thread: ThreadPoolExecutor) -> None:
    keeping = Remembering(visit.bridge)
    keeping.begin()
    visit.bridge.lock()
    visit.quiet()
    keeping.begin()
    kept = register_thread.submit(keeping.keep, SEEN)
    until(kept.done, "nobody waits")
    assert code_of(kept) == "locked"


def test_whoever_waits_for_a_desk_goes_when_the_app_closes(visit: Visit, register_thread: ThreadPoolExecutor) -> None:
    keeping = Remembering(visit.bridge)
    keeping.begin()
    with held(visit.bridge):
        kept = register_thread.submit(keeping.keep, SEEN)
        visit.bridge.closing.emit()
        assert code_of(kept) == "locked"
