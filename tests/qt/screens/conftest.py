"""What the tests of all screens share: a real bridge on a real profile, in the look of the desk, and a way to wait."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bsuh_desktop.qt.bridge import Bridge
from bsuh_desktop.qt.i18n import speak, switch
from bsuh_desktop.qt.theme import apply_theme
from bsuh_desktop.settings import Settings
from tests.helpers.desks import PASSPHRASE, clock_at, practice_desk

PATIENCE_MS = 20_000
"""How long a test waits at most for what the desk's thread does; two cores may be busy."""

Until = Callable[[Callable[[], object]], None]


@pytest.fixture
def until(qtbot: QtBot) -> Until:
    """Runs the windows until a condition holds: `until(lambda: bridge.facts)`."""

    def wait(condition: Callable[[], object]) -> None:
        qtbot.waitUntil(lambda: bool(condition()), timeout=PATIENCE_MS)

    return wait


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    """Where the facilitator's data stands, or will stand: nothing is there yet."""
    return tmp_path / "profile"


@pytest.fixture
def fresh_bridge(qapp: QApplication, profile: Path) -> Iterator[Bridge]:
    """A laptop on which nobody has set up anything; it speaks English."""
    with _bridge(qapp, profile) as bridge:
        yield bridge


@pytest.fixture
def locked_bridge(qapp: QApplication, profile: Path) -> Iterator[Bridge]:
    """A practice desk that is locked with `PASSPHRASE`."""
    practice_desk(profile.parent, clock_at()).close()
    with _bridge(qapp, profile) as bridge:
        yield bridge


@pytest.fixture
def bridge(locked_bridge: Bridge, until: Until) -> Bridge:
    """A practice desk, unlocked; its clock stands at a Monday morning and runs."""
    locked_bridge.unlock(PASSPHRASE)
    until(lambda: locked_bridge.facts)
    return locked_bridge


@contextmanager
def _bridge(qapp: QApplication, profile: Path) -> Iterator[Bridge]:
    """Speaks as the shell lets it speak: the translator follows the desk's language."""
    apply_theme(qapp)
    bridge = Bridge(profile, clock_at(), Settings(language="en"))
    translator = speak(qapp, bridge.language)
    bridge.language_changed.connect(lambda: switch(qapp, translator, bridge.language))
    try:
        yield bridge
    finally:
        bridge.close()
        qapp.removeTranslator(translator)
