"""The Figures page: a country, one district's classes alone, and before anything was collected."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox

from bsuh_desktop.services.desk.desk import Desk
from tests.helpers import country_desk
from tests.helpers.hands import choose, named
from tests.helpers.scenes.scene import Scene
from tests.helpers.visit import Visit


def page(visit: Visit) -> None:
    """The page, as soon as everything is counted."""
    visit.unlock()
    visit.press("rail_figures")
    visit.quiet()


def by_district(visit: Visit) -> None:
    """The table by districts, two of which have few learners."""
    page(visit)
    visit.press("map_as_table")


def by_place(visit: Visit) -> None:
    """The table by schools, the most classes first."""
    page(visit)
    choose(named(visit.window, "by", QComboBox), "By: Place")
    visit.quiet()
    choose(named(visit.window, "sort_by", QComboBox), "Sorted by: Classes")
    visit.quiet()


def by_month(visit: Visit) -> None:
    """The trend as a table."""
    page(visit)
    visit.press("trend_as_table")


def by_sex(visit: Visit) -> None:
    """Girls and boys, in rounded numbers."""
    page(visit)
    choose(named(visit.window, "by", QComboBox), "By: Girl or boy")
    visit.quiet()


def one_small_class(desk: Desk) -> None:
    """So few that nobody is told."""
    country_desk.coordinator(desk)
    country_desk.collected(desk, [country_desk.one_class(1, 3, 0, 6)])


SCENES = (
    Scene("figures", page, country_desk.country),
    Scene("figures-by-district", by_district, country_desk.country),
    Scene("figures-nothing", page, country_desk.coordinator),
)
"""Every layout once: they are seen in every look."""

MORE = (
    Scene("figures-by-place", by_place, country_desk.country),
    Scene("figures-by-month", by_month, country_desk.country),
    Scene("figures-by-sex", by_sex, country_desk.country),
    Scene("figures-few", page, one_small_class),
)
"""The same in other states, for pictures."""
