"""A laptop with a projector beside it, or showing the same: where the stage stands, and what the class may see."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from bsuh_desktop.content.reader import Pack
from bsuh_desktop.qt.stage.renderer import PREVIEW
from bsuh_desktop.qt.stage.stage import Stage
from tests.helpers.two_screens import PROJECTOR

LAPTOP_AREA, PROJECTOR_AREA = QRect(0, 0, 1366, 768), QRect(1366, 0, 1024, 768)
MIRRORED = "1024/271x768/203+0+0"

Plug = Callable[[str | None], None]


@pytest.fixture
def plug(qtbot: QtBot) -> Iterator[Plug]:
    """Puts a PROJECTOR beside this process's own screen, LAPTOP, where it is told to be."""
    if not os.environ.get("DISPLAY") or shutil.which("Xvfb") is None:
        pytest.skip("this display may be somebody's own")

    def wait_for(*names: str) -> None:
        qtbot.waitUntil(lambda: sorted(screen.name() for screen in QGuiApplication.screens()) == sorted(names))

    def screens(projector: str | None) -> None:
        _xrandr("--delmonitor", "PROJECTOR")
        wait_for("LAPTOP")
        if projector:
            _xrandr("--setmonitor", "PROJECTOR", projector, "none")
            wait_for("LAPTOP", "PROJECTOR")

    yield screens
    screens(None)


def _xrandr(*words: str) -> None:
    # It says that it knows no output of that name, and does what it is asked.
    subprocess.run(["xrandr", *words], check=False, capture_output=True)


@pytest.fixture
def desk(qtbot: QtBot, plug: Plug) -> QWidget:
    plug(PROJECTOR)
    desk = QWidget()
    qtbot.addWidget(desk)
    desk.setGeometry(100, 100, 400, 300)
    desk.show()
    qtbot.waitExposed(desk)
    return desk


@pytest.fixture
def stage(desk: QWidget) -> Iterator[Stage]:
    stage = Stage(desk)
    yield stage
    stage.close()


def drawn(stage: Stage, qtbot: QtBot) -> QSize:
    """The size of the picture that the stage has ready."""
    qtbot.waitUntil(lambda: stage.renderer.image(stage.control.shown) is not None)
    image = stage.renderer.image(stage.control.shown)
    assert image is not None
    return image.size()


def test_the_stage_stands_on_the_projector_and_the_desk_is_private(
    stage: Stage, desk: QWidget, pack: Pack, qtbot: QtBot
) -> None:
    projector = stage.projector
    assert (projector.arrangement, projector.public) == ("two", False)
    stage.control.take(pack, "en")
    stage.control.show(2)
    assert drawn(stage, qtbot) == PREVIEW, "until the class looks, pictures are small"
    projector.set_on(True)
    assert drawn(stage, qtbot) == PROJECTOR_AREA.size()
    assert stage.window.geometry() == PROJECTOR_AREA
    assert stage.window.isFullScreen()
    assert not projector.public
    projector.set_on(False)
    assert not projector.showing


def test_without_its_screen_it_hides_and_the_desk_is_public(
    stage: Stage, desk: QWidget, plug: Plug, qtbot: QtBot
) -> None:
    projector = stage.projector
    projector.set_on(True)
    with qtbot.waitSignals([projector.public_changed, projector.showing_changed, projector.screens_changed]):
        plug(None)
    assert (projector.arrangement, projector.public, projector.showing) == ("one", True, False)
    assert desk.isVisible()
    with qtbot.waitSignal(projector.showing_changed):
        plug(PROJECTOR)
    assert stage.window.geometry() == PROJECTOR_AREA
    assert not projector.public


def test_it_hides_at_once_so_that_it_is_not_moved_over_the_desk(
    stage: Stage, qapp: QGuiApplication, plug: Plug
) -> None:
    seen: list[bool] = []

    def look(_screen: QScreen) -> None:
        seen.append(stage.window.isVisible())

    stage.projector.set_on(True)
    qapp.screenRemoved.connect(look)
    plug(None)
    qapp.screenRemoved.disconnect(look)
    assert seen == [False]


def test_what_was_answered_holds_until_the_screens_change(stage: Stage, plug: Plug, qtbot: QtBot) -> None:
    projector = stage.projector
    with qtbot.waitSignal(projector.screens_changed):
        plug(None)
    projector.set_shows_this_screen(False)
    assert not projector.public
    with qtbot.waitSignal(projector.screens_changed):
        plug(PROJECTOR)
    with qtbot.waitSignal(projector.screens_changed):
        plug(None)
    assert (projector.shows_this_screen, projector.public) == (None, True)


def test_a_projector_that_shows_the_same_makes_the_desk_public(stage: Stage, plug: Plug, qtbot: QtBot) -> None:
    projector = stage.projector
    projector.set_on(True)
    with qtbot.waitSignal(projector.screens_changed):
        plug(MIRRORED)
    assert (projector.arrangement, projector.public, projector.showing) == ("mirrored", True, False)
    projector.set_shows_this_screen(False)
    assert projector.public


def test_names_go_at_once_and_come_back_when_the_screens_are_settled(
    stage: Stage, qapp: QGuiApplication, plug: Plug, qtbot: QtBot
) -> None:
    told: list[str] = []

    def gone(_screen: QScreen) -> None:
        told.append("unplugged")

    stage.projector.public_changed.connect(lambda public: told.append("public" if public else "private"))
    stage.projector.screens_changed.connect(lambda: told.append("settled"))
    qapp.screenRemoved.connect(gone)
    for place in (None, PROJECTOR):
        with qtbot.waitSignal(stage.projector.screens_changed):
            plug(place)
    qapp.screenRemoved.disconnect(gone)
    assert told == ["public", "unplugged", "settled", "private", "settled"]


def test_over_the_desk_it_moves_to_the_projector_that_comes(stage: Stage, plug: Plug, qtbot: QtBot) -> None:
    projector = stage.projector
    with qtbot.waitSignal(projector.screens_changed):
        plug(None)
    projector.toggle()
    assert stage.window.geometry() == LAPTOP_AREA
    with qtbot.waitSignal(projector.screens_changed):
        plug(PROJECTOR)
    assert stage.window.geometry() == PROJECTOR_AREA
    with qtbot.waitSignal(projector.screens_changed):
        plug(None)
    assert not projector.showing


def test_stage_and_desk_change_places(stage: Stage, desk: QWidget, qtbot: QtBot) -> None:
    stage.projector.set_on(True)
    stage.projector.swap()
    assert stage.window.geometry() == LAPTOP_AREA
    assert PROJECTOR_AREA.contains(desk.geometry())
    assert desk.size().width() == 400
    stage.projector.swap()
    assert stage.window.geometry() == PROJECTOR_AREA
    assert LAPTOP_AREA.contains(desk.geometry())


def test_a_desk_dragged_to_the_projector_changes_places_with_the_stage(
    stage: Stage, desk: QWidget, qtbot: QtBot
) -> None:
    stage.projector.set_on(True)
    desk.move(1500, 100)
    qtbot.waitUntil(lambda: stage.window.geometry() == LAPTOP_AREA)
