"""The pictures of the windows are all there, as large as the screens they stand for; dialogs lie over their window."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest
from make_window_pictures import SIZES, contents, pictures_of, stages
from PySide6.QtCore import QPoint
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication

from bsuh_desktop.content.reader import read_pack
from bsuh_desktop.qt.look import colours
from tests.helpers.packs import WORDS, good_files, write_folder
from tests.helpers.scenes import HIGH_CONTRAST, LOOKS, SCENES


def taken(name: str) -> dict[str, QPixmap]:
    return {path.as_posix(): picture for path, picture in pictures_of(SCENES[name])}


@pytest.mark.usefixtures("windows")
class TestScreens:
    def test_a_screen_is_taken_in_each_look(self) -> None:
        pictures, looks = taken("door"), LOOKS + HIGH_CONTRAST
        assert list(pictures) == [f"screens/door-{look}.png" for look in looks]
        assert {picture.size().toTuple() for picture in pictures.values()} == {(1366, 768)}
        assert len({bytes(picture.toImage().constBits()) for picture in pictures.values()}) == len(looks)

    def test_a_dialog_lies_over_its_window(self) -> None:
        picture = taken("crash")["screens/crash-en-100.png"].toImage()
        assert picture.size().toTuple() == (1366, 768)
        assert picture.pixelColor(QPoint(20, 500)).lightness() < colours.NIGHT.lightness(), "the page is dimmed"
        assert picture.pixelColor(QPoint(683, 384)) not in (colours.NIGHT, colours.IVORY)


def test_all_that_the_stage_shows_has_a_name_of_its_own(tmp_path: Path) -> None:
    pack = read_pack(write_folder(tmp_path / "pack", good_files()), WORDS)
    shown = dict(contents(pack, "bn"))
    assert len(shown) == len(pack.slides("bn")) + 2 * len(pack.items)
    assert {name for name in shown if name.startswith("results")} == {f"results-{item.id}" for item in pack.items}
    tallies = [content.tally for content in shown.values() if content.tally]
    assert all(tally.answered <= 45 for tally in tallies)


def test_the_stage_is_taken_in_both_sizes(qapp: QApplication) -> None:
    path, picture = next(iter(islice(stages(), 1)))
    assert path == Path("stage", "1024x768", "01-cover-en.png")
    assert picture.size().toTuple() == SIZES[0] == (1024, 768)
