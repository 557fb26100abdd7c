"""The smallest laptop of the field, 1024x768: the pages with most on them, in letters of any size, cut nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers.clipping import clipped
from tests.helpers.hands import until_laid_out
from tests.helpers.scenes import SCENES, looks_of

SMALL = (1024, 768)


@pytest.mark.usefixtures("windows")
@pytest.mark.parametrize(
    "name",
    [
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
    ],
)
def test_a_page_on_a_small_screen(tmp_path: Path, name: str) -> None:
    found: dict[str, list[str]] = {}
    for look, window in looks_of(SCENES[name], tmp_path):
        window.resize(*SMALL)
        until_laid_out(window)
        found[str(look)] = clipped(window)
        assert (window.width(), window.height()) == SMALL, "nothing in it asks for more"
    assert {look: sentences for look, sentences in found.items() if sentences} == {}
