"""Every screen in both languages, in usual letters and twice as large: nothing is cut, everything can be reached."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers.access import out_of_reach
from tests.helpers.clipping import clipped
from tests.helpers.scenes import LOOKS, SCENES, looks_of

WALKED = (LOOKS[0], LOOKS[2])
"""Where Tab goes does not depend on the language, but on what stands beside and below."""


@pytest.mark.usefixtures("windows")
@pytest.mark.parametrize("name", SCENES)
def test_a_screen_in_every_look(tmp_path: Path, name: str) -> None:
    found: dict[str, list[str]] = {}
    for look, window in looks_of(SCENES[name], tmp_path):
        found[str(look)] = clipped(window)
        if look in WALKED:
            found[str(look)] += out_of_reach(window)
    assert {look: sentences for look, sentences in found.items() if sentences} == {}
