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
from tests.helpers.sampled import few_or_all
from tests.helpers.scenes import HIGH_CONTRAST, LOOKS, SCENES, Look, looks_of

SAMPLE = (
    "door",
    "home-next-class",
    "learners",
    "roll-call",
    "teach-answers",
    "device-question",
    "child-help",
    "this-screen",
    "crash",
)
"""Something of everything: tables, chips, fields, answers, messages, dialogs, the window that goes round."""

CALM, HIGH, LARGE = LOOKS[0], *HIGH_CONTRAST

pytestmark = pytest.mark.usefixtures("windows")


@few_or_all("looks", (LARGE,), HIGH_CONTRAST)
@pytest.mark.parametrize("name", SAMPLE)
def test_a_screen_stands_in_high_contrast(tmp_path: Path, name: str, looks: tuple[Look, ...]) -> None:
    """In the look that needs most room; in each of them on demand."""
    stands(name, tmp_path, looks)


@pytest.mark.parametrize(("name", "looks"), [("set-up", (HIGH,)), ("wrap-up-papers", HIGH_CONTRAST)])
def test_what_was_shown_before_is_dressed_anew(tmp_path: Path, name: str, looks: tuple[Look, ...]) -> None:
    fresh, *_ = stands(name, tmp_path / "1", looks)
    scene = dataclasses.replace(SCENES[name], afresh=False)
    *_, dressed_anew = [window.grab().toImage() for _, window in looks_of(scene, tmp_path / "2", (CALM, HIGH))]
    assert dressed_anew == fresh


def stands(name: str, folder: Path, looks: tuple[Look, ...]) -> list[QImage]:
    """Nothing of the scene is clipped or out of reach in any of `looks`; its pictures."""
    found: dict[str, list[str]] = {}
    pictures: list[QImage] = []
    for look, window in looks_of(SCENES[name], folder, looks):
        # Before the keys go round in it.
        pictures.append(window.grab().toImage())
        found[str(look)] = clipped(window) + out_of_reach(window)
    assert {look: sentences for look, sentences in found.items() if sentences} == {}
    return pictures
