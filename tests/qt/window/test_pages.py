"""Which pages there are: each has its place on the rail, its section of a guide, and its own name."""

from __future__ import annotations

import importlib

from bsuh_desktop.qt.dialogs.guide_sections import SECTIONS, read_guide
from bsuh_desktop.qt.window.pages import BELONGS, COORDINATING, PAGES, PLACES, STEPS, UNFRAMED


def test_a_place_of_the_rail_is_lit_on_each_page_that_has_the_rail() -> None:
    places = {key for key, _, _ in (*PLACES, *COORDINATING)}
    assert PAGES.keys() - UNFRAMED - places - set(STEPS) - BELONGS.keys() == {"new_key"}, "it stands before the desk"
    assert set(BELONGS.values()) <= places


def test_each_page_has_its_section_in_both_languages() -> None:
    assert PAGES.keys() <= SECTIONS.keys()
    for name, section in SECTIONS.items():
        for language in ("bn", "en"):
            anchors = read_guide(section.guide, language).headings
            assert not section.anchor or section.anchor in anchors, name


def test_each_page_is_called_as_its_key_says() -> None:
    for name, place in PAGES.items():
        module, _, screen = place.partition(":")
        assert getattr(importlib.import_module(f"bsuh_desktop.qt.{module}"), screen).name == name
