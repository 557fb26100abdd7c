"""Every screen in both languages, in usual letters and twice as large: nothing is cut, everything can be reached.

The pages with most on them are also seen on the smallest laptop of the field: the window is made smaller where it
stands, as a person does it, so that what was measured for the larger one must be measured anew. What is left to the
demand run (`-m soak`): the fullest in English letters twice as large, all others in the two looks of the next screen,
and dialogs, to which each look takes a way of its own, in usual letters.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from tests.helpers.access import out_of_reach
from tests.helpers.clipping import clipped
from tests.helpers.hands import until_laid_out
from tests.helpers.scenes import LOOKS, SCENES, Look, looks_of

WALKED = (LOOKS[0], LOOKS[2], LOOKS[3])
"""Where Tab goes does not depend on the language, but on what stands beside and below."""

USUAL = LOOKS[:3]
"""Of the fullest pages. English in letters twice as large hardly ever needs more room than Bangla."""

IN_TURN = ((LOOKS[0], LOOKS[2]), (LOOKS[1], LOOKS[3]))
"""All other screens in usual letters and in large ones, each in another language: the next screen the other way round.
Dialogs in large ones alone, which need the most room: the page behind each is seen in its own looks. All looks of all
screens are seen on demand (`soak`)."""

SMALL = (1024, 768)
FULLEST = (
    "home-unfinished",
    "home-day-full",
    "home-mended",
    "held",
    "history",
    "import-merge-all",
    "import-part",
    "import-row",
    "import-school",
    "import-still-there",
    "learners",
    "set-up",
    "roll-call",
    "roll-call-77",
    "teach",
    "teach-by-voice-question",
    "teach-clock-jumped",
    "wrap-up",
    "cover-wrong-pin",
    "paper-class-filled",
    "programme-asked",
    "grant-requests-room",
    "verify-several",
    "hand-over-states",
    "receive-read",
    "inbox-to-decide",
    "laptop",
    "read-out",
    "figures",
)


@pytest.mark.usefixtures("windows")
@pytest.mark.parametrize("name", SCENES)
def test_a_screen_in_its_looks(tmp_path: Path, name: str) -> None:
    check(tmp_path, name, few_looks(name))


@pytest.mark.soak
@pytest.mark.usefixtures("windows")
@pytest.mark.parametrize("name", SCENES)
def test_a_screen_in_every_look(tmp_path: Path, name: str) -> None:
    check(tmp_path, name, LOOKS)


def few_looks(name: str) -> tuple[Look, ...]:
    """Those in which the suite sees a screen."""
    if name in FULLEST:
        return USUAL
    usual, large = IN_TURN[list(SCENES).index(name) % 2]
    return (large,) if SCENES[name].afresh else (usual, large)


def check(folder: Path, name: str, looks: tuple[Look, ...]) -> None:
    found: dict[str, list[str]] = {}
    for look, window in looks_of(SCENES[name], folder, looks):
        found[str(look)] = clipped(window)
        if look in WALKED:
            found[str(look)] += out_of_reach(window)
        if name in FULLEST:
            found[f"{look} small"] = clipped_when_small(window)
    assert {look: sentences for look, sentences in found.items() if sentences} == {}


def clipped_when_small(window: QWidget) -> list[str]:
    """What is cut in the same window on the smallest laptop; to dress everything once more in the same look would take
    ten times as long as to lay it out."""
    usual = window.size()
    window.resize(*SMALL)
    until_laid_out(window)
    assert (window.width(), window.height()) == SMALL, "nothing in it asks for more"
    found = clipped(window)
    window.resize(usual)
    until_laid_out(window)
    return found


def test_the_fullest_are_among_them() -> None:
    assert set(FULLEST) <= SCENES.keys()
