"""Where a list is looked for: sticks, and the folders that everybody has, stand beside the files."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog

from bsuh_desktop.system import sticks
from tests.helpers import prepared
from tests.helpers.hands import key
from tests.helpers.visit import visiting

pytestmark = pytest.mark.usefixtures("windows")


def beside(dialog: QFileDialog) -> list[Path]:
    return [Path(url.toLocalFile()) for url in dialog.sidebarUrls() if url.toLocalFile()]


def test_a_stick_stands_beside_the_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stick = tmp_path / "KINGSTON"
    stick.mkdir()
    monkeypatch.setattr(sticks, "_removable", lambda: [stick])
    with visiting(tmp_path, prepared.as_made) as visit:
        visit.unlock()
        visit.press("rail_classes", "import_list", "choose_file")
        visit.quiet()
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QFileDialog)
        assert beside(dialog)[0] == stick
        assert Path.home() in beside(dialog)
        key(dialog, "Escape")


def test_the_dialog_may_be_closed_before_the_sticks_are_found(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.as_made) as visit:
        visit.unlock()
        visit.press("rail_classes", "import_list", "choose_file")
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QFileDialog)
        key(dialog, "Escape")
        visit.quiet()
        assert visit.see("choose_file").isVisible()
