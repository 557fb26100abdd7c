"""Where the stage stands with one screen, and when the class may see the desk. Two screens: tests/features."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from bsuh_desktop.qt.stage.projector import Projector
from bsuh_desktop.qt.stage.stage import Stage


@pytest.fixture
def stage(qtbot: QtBot) -> Iterator[Stage]:
    """A stage beside a desk that is open on the only screen."""
    desk = QWidget()
    qtbot.addWidget(desk)
    desk.resize(400, 300)
    desk.show()
    qtbot.waitExposed(desk)
    stage = Stage(desk)
    yield stage
    stage.close()


@pytest.fixture
def projector(stage: Stage) -> Projector:
    return stage.projector


def test_with_one_screen_the_desk_is_public_until_somebody_says_that_no_projector_shows_it(
    projector: Projector, qtbot: QtBot
) -> None:
    assert (projector.arrangement, projector.public, projector.shows_this_screen) == ("one", True, None)
    with qtbot.waitSignal(projector.public_changed) as told:
        projector.set_shows_this_screen(False)
    assert told.args == [False]
    projector.set_shows_this_screen(True)
    assert projector.public
    projector.set_shows_this_screen(None)
    assert projector.public


def test_a_projector_that_is_awaited_never_covers_the_desk(projector: Projector) -> None:
    projector.set_on(True)
    assert not projector.showing


def test_the_stage_is_put_over_the_desk_and_left_again(stage: Stage, qtbot: QtBot) -> None:
    projector = stage.projector
    with qtbot.waitSignal(projector.showing_changed):
        projector.toggle()
    assert projector.showing
    assert stage.window.isFullScreen()
    assert stage.window.geometry() == stage.window.screen().geometry()
    qtbot.waitUntil(stage.window.isActiveWindow)
    projector.leave()
    assert not projector.showing
    projector.toggle()
    projector.toggle()
    assert not projector.showing


def test_a_black_stage_over_the_desk_hides_it(stage: Stage) -> None:
    projector = stage.projector
    stage.control.set_black(True)
    assert projector.public
    projector.toggle()
    assert not projector.public
    projector.leave()
    assert projector.public


def test_there_is_nothing_to_swap_with_one_screen(projector: Projector) -> None:
    projector.toggle()
    projector.swap()
    assert projector.showing
