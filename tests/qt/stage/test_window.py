"""The class sees what the control says: from what is kept at once, fading if motion is wanted, dark if it must be."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QAbstractAnimation, Qt, QVariantAnimation
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from bsuh_desktop.content.reader import Pack
from bsuh_desktop.presenters.stage import StageContent
from bsuh_desktop.qt.stage import palette
from bsuh_desktop.qt.stage.renderer import content_image
from bsuh_desktop.qt.stage.shortcuts import Command, command_of
from bsuh_desktop.qt.stage.stage import Stage
from tests.helpers.hands import key
from tests.qt.stage.conftest import alike

BLACK = 0xFF000000
ACTIVITY = 5


@pytest.fixture
def stage(qtbot: QtBot, pack: Pack) -> Iterator[Stage]:
    """A stage in a small window of its own, on a class that has not begun."""
    desk = QWidget()
    qtbot.addWidget(desk)
    stage = Stage(desk)
    stage.window.resize(640, 480)
    stage.window.show()
    qtbot.waitExposed(stage.window)
    stage.control.take(pack, "en")
    yield stage
    stage.close()


def seen(stage: Stage) -> QImage:
    return stage.window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def drawn(stage: Stage, pack: Pack, content: StageContent) -> bool:
    return alike(seen(stage), content_image(content, pack, stage.window.width(), stage.window.height()))


def fading(stage: Stage) -> bool:
    """Whether one picture fades into the next."""
    fade = stage.window.findChild(QVariantAnimation)
    return fade is not None and fade.state() == QAbstractAnimation.State.Running


def show(stage: Stage, number: int, qtbot: QtBot) -> None:
    """Moves to a slide and lets its neighbours be drawn and its fade end."""
    stage.control.show(number)
    wanted = [stage.control.next_content, stage.control.previous_content, stage.control.shown]
    qtbot.waitUntil(lambda: all(stage.renderer.image(content) for content in wanted if content and content.drawn))
    qtbot.waitUntil(lambda: not fading(stage))


def test_before_the_first_slide_there_is_a_heart_in_the_dark(stage: Stage) -> None:
    image = seen(stage)
    assert image.pixel(5, 5) == BLACK
    assert image.pixel(320, 275) == palette.CORAL.rgb()


def test_a_slide_fills_the_window_to_the_pixel(stage: Stage, pack: Pack, qtbot: QtBot) -> None:
    show(stage, 2, qtbot)
    assert drawn(stage, pack, StageContent("en", 2))
    stage.window.resize(800, 450)
    qtbot.waitUntil(lambda: drawn(stage, pack, StageContent("en", 2)))


def test_black_is_black_at_once_and_comes_back_at_once(stage: Stage, pack: Pack, qtbot: QtBot) -> None:
    show(stage, 2, qtbot)
    stage.control.set_black(True)
    image = seen(stage)
    assert {image.pixel(x, y) for x in range(0, 640, 7) for y in range(0, 480, 7)} == {BLACK}
    stage.control.set_black(False)
    assert drawn(stage, pack, StageContent("en", 2))
    assert not fading(stage)


def test_the_neighbours_are_there_at_the_key_press(stage: Stage, pack: Pack, qtbot: QtBot) -> None:
    stage.window.set_motion(False)
    show(stage, 2, qtbot)
    stage.control.show(3)
    assert drawn(stage, pack, StageContent("en", 3))
    stage.control.show(2)
    assert drawn(stage, pack, StageContent("en", 2))


def test_a_picture_that_is_not_drawn_yet_leaves_the_one_before(stage: Stage, pack: Pack, qtbot: QtBot) -> None:
    stage.window.set_motion(False)
    show(stage, 2, qtbot)
    stage.control.show(7)
    assert drawn(stage, pack, StageContent("en", 2))
    qtbot.waitUntil(lambda: drawn(stage, pack, StageContent("en", 7)))


def test_one_picture_fades_into_the_next_and_a_key_cuts_that_short(stage: Stage, pack: Pack, qtbot: QtBot) -> None:
    show(stage, 2, qtbot)
    stage.control.show(3)
    assert fading(stage)
    between = seen(stage)
    assert not alike(between, content_image(StageContent("en", 2), pack, 640, 480))
    assert not alike(between, content_image(StageContent("en", 3), pack, 640, 480))
    stage.control.show(2)
    assert fading(stage)
    stage.control.set_black(True)
    assert not fading(stage)
    stage.control.set_black(False)
    assert drawn(stage, pack, StageContent("en", 2))


def test_a_fade_ends(stage: Stage, pack: Pack, qtbot: QtBot) -> None:
    show(stage, 2, qtbot)
    stage.control.show(3)
    qtbot.waitUntil(lambda: not fading(stage))
    assert drawn(stage, pack, StageContent("en", 3))


def test_without_motion_nothing_fades(stage: Stage, pack: Pack, qtbot: QtBot) -> None:
    show(stage, 2, qtbot)
    stage.control.show(3)
    stage.window.set_motion(False)
    assert drawn(stage, pack, StageContent("en", 3))
    stage.control.show(2)
    assert not fading(stage)


def test_neither_the_clock_nor_a_count_of_answers_fades(stage: Stage, pack: Pack, qtbot: QtBot) -> None:
    show(stage, ACTIVITY, qtbot)
    faded: dict[StageContent, bool] = {}

    def look(content: StageContent) -> None:
        faded[content] = fading(stage)

    stage.renderer.ready.connect(look)
    stage.control.toggle_timer()
    # Which of its seconds is drawn first is the machine's own affair.
    qtbot.waitUntil(lambda: bool(faded) and drawn(stage, pack, stage.control.shown))
    ticked = list(faded.values())
    assert all(content.left_s is not None for content in faded)
    stage.control.ask("q1", "shared", 58)
    asked = stage.control.shown
    qtbot.waitUntil(lambda: asked in faded and not fading(stage))
    stage.control.update_answered(1, 58)
    heard = stage.control.shown
    qtbot.waitUntil(lambda: heard in faded)
    assert drawn(stage, pack, heard)
    assert (any(ticked), faded[asked], faded[heard]) == (False, True, False)


def test_frozen_it_stands_still_through_a_change_of_size(stage: Stage, pack: Pack, qtbot: QtBot) -> None:
    show(stage, 2, qtbot)
    stage.control.set_frozen(True)
    stage.control.show(6)
    qtbot.waitUntil(lambda: stage.renderer.image(StageContent("en", 6)) is not None)
    assert drawn(stage, pack, StageContent("en", 2))
    stage.window.resize(800, 450)
    qtbot.waitUntil(lambda: drawn(stage, pack, StageContent("en", 2)))
    stage.control.set_frozen(False)
    qtbot.waitUntil(lambda: drawn(stage, pack, StageContent("en", 6)))


def test_leaving_the_class_darkens_it(stage: Stage, qtbot: QtBot) -> None:
    show(stage, 2, qtbot)
    stage.control.leave()
    assert seen(stage).pixel(320, 275) == palette.CORAL.rgb()


def test_its_keys_are_told_and_the_pointer_is_hidden(stage: Stage) -> None:
    heard: list[Command | None] = []

    def hear(event: QKeyEvent) -> None:
        heard.append(command_of(event))

    stage.window.key_pressed.connect(hear)
    for keys in ("Right", "B", "Esc"):
        key(stage.window, keys)
    assert heard == ["next", "black", None]
    assert stage.window.cursor().shape() == Qt.CursorShape.BlankCursor


def test_a_person_who_closes_it_goes_back_to_the_desk(stage: Stage, qtbot: QtBot) -> None:
    stage.projector.set_on(True, over_desk=True)
    with qtbot.waitSignal(stage.projector.showing_changed) as told:
        stage.window.windowHandle().close()
    assert told.args == [False]
    stage.projector.toggle()
    assert stage.window.isVisible()


def test_it_has_a_name_in_its_language(stage: Stage) -> None:
    assert stage.window.windowTitle() == stage.window.accessibleName() == "Be Smart Use Heart: projector"
