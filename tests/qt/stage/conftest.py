"""What the tests of the stage share: fonts, and a little pack with its words filled in."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from bsuh_desktop.content.reader import Pack, read_pack
from bsuh_desktop.qt.stage.fonts import load_fonts
from tests.helpers.packs import WORDS, good_files, write_folder


@pytest.fixture(autouse=True)
def fonts(qapp: QGuiApplication) -> None:
    load_fonts()


@pytest.fixture
def pack(tmp_path: Path) -> Pack:
    return read_pack(write_folder(tmp_path / "pack", good_files()), WORDS)
