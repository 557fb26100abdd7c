"""Tiles are read in every shade and in both palettes."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QColor

from bsuh_desktop.presenters.figures.upper_half import SHADES
from bsuh_desktop.qt.figures.district_map import ink_on, shade
from bsuh_desktop.qt.look import colours


@pytest.fixture(params=["calm", "high"])
def palette(request: pytest.FixtureRequest) -> Iterator[str]:
    """Each palette, and the calm one again afterwards."""
    colours.use(request.param)
    yield request.param
    colours.use("calm")


def test_letters_are_read_on_every_shade(palette: str) -> None:
    steps = range(SHADES + 1)
    ratios = {step: colours.contrast(QColor(ink_on(step)), shade(step)) for step in steps}
    assert min(ratios.values()) >= 4.5, ratios
    assert len({shade(step).name() for step in steps}) == len(steps)


def test_shades_go_from_pale_to_dark(palette: str) -> None:
    light = [shade(step).lightnessF() for step in range(1, SHADES + 1)]
    assert light == sorted(light, reverse=True)


def test_each_shade_is_a_clear_step_in_grey_and_green_all_the_way(palette: str) -> None:
    shades = [shade(step) for step in range(1, SHADES + 1)]
    grounds = [colours.PAPER, *shades]
    ratios = [colours.contrast(pale, dark) for pale, dark in itertools.pairwise(grounds)]
    assert min(ratios) >= 1.15, "seen in black and white"
    assert min(ratios[1:]) >= 1.3, "and by a pale projector"
    assert min(one.hslSaturationF() for one in shades) > 0.25, "not grey"
    assert {round(one.hslHueF() * 360 / 30) for one in shades} == {5}, "one hue"
