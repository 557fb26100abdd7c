"""Every screen in both languages, in usual letters and twice as large: nothing is cut, everything can be reached.

The pages with most on them are also seen on the smallest laptop of the field.
"""

from __future__ import annotations

from collections.abc import Iterator
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
All looks of all screens are seen on demand (`soak`)."""

SMALL = (1024, 768)
FULLEST = (
    "home-unfinished",
    "home-day-full",
    "home-mended",
    "held",
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
    check(tmp_path, name, USUAL if name in FULLEST else IN_TURN[list(SCENES).index(name) % 2])


@pytest.mark.soak
@pytest.mark.usefixtures("windows")
@pytest.mark.parametrize("name", SCENES)
def test_a_screen_in_every_look(tmp_path: Path, name: str) -> None:
    check(tmp_path, name, LOOKS)


def check(folder: Path, name: str, looks: tuple[Look, ...]) -> None:
    found: dict[str, list[str]] = {}
    for look, window, small in seen(name, folder, looks):
        found[f"{look} small" if small else str(look)] = clipped(window)
        if small:
            assert (window.width(), window.height()) == SMALL, "nothing in it asks for more"
        elif look in WALKED:
            found[str(look)] += out_of_reach(window)
    assert {look: sentences for look, sentences in found.items() if sentences} == {}


def seen(name: str, folder: Path, wanted: tuple[Look, ...]) -> Iterator[tuple[Look, QWidget, bool]]:
    """The scene in the looks that are wanted; a full one then in all of them once more in a small window, without going
    there anew where one visit is enough."""
    scene = SCENES[name]
    rounds = 2 if name in FULLEST else 1
    visits = [wanted] * rounds if scene.afresh else [wanted * rounds]
    looks = 0
    for number, those in enumerate(visits):
        for look, window in looks_of(scene, folder / str(number), those):
            small = looks >= len(wanted)
            if small:
                window.resize(*SMALL)
                until_laid_out(window)
            yield look, window, small
            looks += 1


def test_the_fullest_are_among_them() -> None:
    assert set(FULLEST) <= SCENES.keys()
