"""The desk in high contrast: a sample of all screens stands as the calm ones do, and is the same however it came about.

`installer/window-pictures` shows all of them so.
"""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from tests.helpers.access import out_of_reach
from tests.helpers.clipping import clipped
from tests.helpers.scenes import HIGH_CONTRAST, LOOKS, SCENES, Look, looks_of

SAMPLE = (
    "door",
    "home-next-class",
    "learners",
    "roll-call",
    "teach-answers",
    "device-question",
    "wrap-up-papers",
    "child-help",
    "this-screen",
    "crash",
)
"""Something of everything: tables, chips, fields, answers, messages, dialogs, the window that goes round."""

SWITCHED = ("set-up", "wrap-up-papers")
CALM, HIGH = LOOKS[0], HIGH_CONTRAST[0]

pytestmark = pytest.mark.usefixtures("windows")


@pytest.mark.parametrize("name", SAMPLE)
def test_a_screen_stands_in_high_contrast(tmp_path: Path, name: str) -> None:
    found = {
        str(look): clipped(window) + out_of_reach(window)
        for look, window in looks_of(SCENES[name], tmp_path, HIGH_CONTRAST)
    }
    assert {look: sentences for look, sentences in found.items() if sentences} == {}


@pytest.mark.parametrize("name", SWITCHED)
def test_what_was_shown_before_is_dressed_anew(tmp_path: Path, name: str) -> None:
    assert last_picture(name, tmp_path / "1", (CALM, HIGH)) == last_picture(name, tmp_path / "2", (HIGH,))


def last_picture(name: str, folder: Path, looks: tuple[Look, ...]) -> QImage:
    """The scene in the last of `looks`, after it stood in the others."""
    scene = dataclasses.replace(SCENES[name], afresh=False)
    pictures = [window.grab().toImage() for _, window in looks_of(scene, folder, looks)]
    return pictures[-1]
