"""One worker draws what is wanted most, keeps three pictures, and never answers for what nobody wants any more."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import pytest
from PySide6.QtCore import QSize, Qt
from pytestqt.qtbot import QtBot

from bsuh_desktop.content.reader import Pack
from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.presenters.stage import StageContent, Tally
from bsuh_desktop.qt.stage.renderer import PREVIEW, SlideRenderer, content_image
from tests.qt.stage.conftest import alike

SIZE = QSize(640, 480)


def slide(number: int) -> StageContent:
    return StageContent("en", number)


@pytest.fixture
def renderer(qapp: object, pack: Pack) -> Iterator[SlideRenderer]:
    renderer = SlideRenderer()
    renderer.set_size(SIZE)
    renderer.set_pack(pack)
    yield renderer
    renderer.close()


@pytest.fixture
def drawn(renderer: SlideRenderer) -> list[StageContent]:
    """What became ready, in order."""
    seen: list[StageContent] = []
    renderer.ready.connect(seen.append)
    return seen


def kept(renderer: SlideRenderer) -> set[int]:
    return {number for number in range(1, 8) if renderer.image(slide(number))}


def test_a_picture_is_ready_and_then_at_hand(renderer: SlideRenderer, pack: Pack, qtbot: QtBot) -> None:
    assert renderer.image(slide(1)) is None
    with qtbot.waitSignal(renderer.ready) as ready:
        renderer.wish(slide(1))
    assert ready.args == [slide(1)]
    image = renderer.image(slide(1))
    assert image
    assert alike(image, content_image(slide(1), pack, 640, 480))
    preview, pixmap = renderer.preview(slide(1)), renderer.pixmap(slide(1))
    assert preview
    assert preview.size() == SIZE.scaled(PREVIEW, Qt.AspectRatioMode.KeepAspectRatio)
    assert pixmap is not None
    assert renderer.pixmap(slide(1)) is pixmap


def test_three_are_kept_and_no_more(renderer: SlideRenderer, drawn: list[StageContent], qtbot: QtBot) -> None:
    ordered: list[object] = []
    renderer._ordered.connect(ordered.append)
    renderer.wish(slide(2), slide(3), slide(1), slide(4))
    qtbot.waitUntil(lambda: len(drawn) == 3)
    renderer.wish(slide(2), slide(3), slide(1), slide(4))
    assert len(ordered) == 3, "the fourth is not drawn, and no other one again"
    assert drawn == [slide(2), slide(3), slide(1)]
    renderer.wish(slide(3), slide(4), slide(2))
    assert kept(renderer) == {2, 3}
    qtbot.waitUntil(lambda: len(drawn) == 4)
    assert kept(renderer) == {2, 3, 4}
    assert drawn[-1] == slide(4)


def test_the_newest_wish_comes_first_and_stale_ones_never(
    renderer: SlideRenderer, drawn: list[StageContent], qtbot: QtBot
) -> None:
    renderer.wish(slide(1), slide(2), slide(3))
    renderer.wish(slide(6), slide(7), slide(5))
    qtbot.waitUntil(lambda: len(drawn) == 3)
    assert drawn == [slide(6), slide(7), slide(5)]
    assert kept(renderer) == {5, 6, 7}


def test_a_picture_under_way_is_not_drawn_twice(
    renderer: SlideRenderer, drawn: list[StageContent], qtbot: QtBot
) -> None:
    for _ in range(3):
        renderer.wish(slide(1), slide(2))
    qtbot.waitUntil(lambda: len(drawn) == 2)
    renderer.wish(slide(1), slide(2))
    with qtbot.waitSignal(renderer.ready):
        renderer.wish(slide(3))
    assert drawn == [slide(1), slide(2), slide(3)]


def test_another_size_draws_anew(renderer: SlideRenderer, qtbot: QtBot) -> None:
    with qtbot.waitSignal(renderer.ready):
        renderer.wish(slide(1))
    with qtbot.waitSignal(renderer.ready):
        renderer.set_size(QSize(320, 240))
    image = renderer.image(slide(1))
    assert image
    assert image.size() == QSize(320, 240)


def test_another_pack_forgets_the_first(renderer: SlideRenderer, module: Pack, qtbot: QtBot) -> None:
    with qtbot.waitSignal(renderer.ready):
        renderer.wish(slide(1))
    before = renderer.image(slide(1))
    renderer.set_pack(module)
    assert renderer.image(slide(1)) is None
    qtbot.waitUntil(lambda: renderer.image(slide(1)) is not None)
    assert renderer.image(slide(1)) != before


def test_the_dark_is_never_drawn(renderer: SlideRenderer, drawn: list[StageContent], qtbot: QtBot) -> None:
    renderer.wish(StageContent("en"), StageContent("en", 2, black=True), None, slide(1))
    qtbot.waitUntil(lambda: bool(drawn))
    assert drawn == [slide(1)]


def test_results_are_kept_by_their_counts(renderer: SlideRenderer, qtbot: QtBot) -> None:
    contents = [StageContent("en", 3, tally=Tally("q1", "hands", {"A": count})) for count in (6, 7)]
    renderer.wish(*contents)
    qtbot.waitUntil(lambda: all(renderer.image(content) for content in contents))
    assert renderer.image(contents[0]) != renderer.image(contents[1])


def test_a_picture_that_is_missing_is_told_once_and_the_others_are_drawn(
    renderer: SlideRenderer, pack: Pack, qtbot: QtBot
) -> None:
    refused: list[KnownError] = []
    renderer.failed.connect(refused.append)
    renderer.set_pack(msgspec.structs.replace(pack, media_files={}))
    with qtbot.waitSignal(renderer.ready):
        renderer.wish(slide(1), slide(2))
    renderer.wish(slide(1), slide(2))
    with qtbot.waitSignal(renderer.ready):
        renderer.wish(slide(1), slide(2), slide(3))
    assert [error.code for error in refused] == ["picture_missing"]
    assert kept(renderer) == {2, 3}


def test_it_ends_in_the_middle_of_its_work(qapp: object, pack: Pack) -> None:
    renderer = SlideRenderer()
    renderer.set_pack(pack)
    renderer.wish(slide(1), slide(2), slide(3))
    renderer.close()
