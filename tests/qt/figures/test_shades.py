"""Tiles are read in every shade and in both palettes; hidden months are told as hidden, empty ones as empty."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QColor

from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.qt import colours
from bsuh_desktop.qt.figures.shades import HIDDEN_STEP, ink_on, shade
from bsuh_desktop.qt.figures.steps import SHADES
from bsuh_desktop.qt.figures.trend import months_of
from bsuh_desktop.register.asked import Counts
from bsuh_desktop.services.figures.values import FigureRow, Table


@pytest.fixture(params=["calm", "high"])
def palette(request: pytest.FixtureRequest) -> Iterator[str]:
    """Each palette, and the calm one again afterwards."""
    colours.use(request.param)
    yield request.param
    colours.use("calm")


def test_letters_are_read_on_every_shade(palette: str) -> None:
    steps = (HIDDEN_STEP, *range(SHADES + 1))
    ratios = {step: colours.contrast(QColor(ink_on(step)), shade(step)) for step in steps}
    assert min(ratios.values()) >= 4.5, ratios
    assert len({shade(step).name() for step in steps}) >= len(steps) - 1


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


def month(value: str, classes: int | None) -> FigureRow:
    counts = None if classes is None else Counts(classes, 0, 0, 0, 0, 0, 0, 0)
    return FigureRow((value,), (LocalText(value, value),), counts)


def test_a_hidden_month_is_not_an_empty_one() -> None:
    table = Table(("month",), (month("2026-05", 3), month("2026-07", None)), 1)
    shown = months_of(table, "2026-04", "2026-07")
    assert [one.classes for one in shown] == [0, 3, 0, None]
    assert str(shown[3].said("en", 10)) == "July 2026: hidden: groups under 10, so nobody can be picked out"
    assert str(shown[0].said("en", 10)) == "April 2026: no class"
    assert [one.month for one in months_of(table, "", "")] == ["2026-05", "2026-06", "2026-07"]
    assert months_of(Table(("month",), (), 0), "", "2026-07") == ()


def test_where_even_the_whole_is_hidden_no_month_is_called_empty() -> None:
    shown = months_of(Table(("month",), (), 0), "2026-06", "2026-07", all_hidden=True)
    assert [one.classes for one in shown] == [None, None]
