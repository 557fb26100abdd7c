from __future__ import annotations

from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from bsuh_desktop.content.reader import Pack, find_pack, readable_packs
from bsuh_desktop.content.schema import Layout, Part, Slide
from bsuh_desktop.paths import resources
from bsuh_desktop.services.classroom.class_picture import sections_of

TAPS = find_pack(resources(), "taps-traps-taka")


def deck(*slides: tuple[Layout, Part | None]) -> Pack:
    """A module of slides of one minute each."""
    made = tuple(Slide(f"s{place}", layout, 1, part=part) for place, (layout, part) in enumerate(slides))
    return replace(TAPS, decks={"bn": made})


def spans(pack: Pack) -> list[tuple[str, int, int]]:
    return [(section.name.text, section.first, section.last) for section in sections_of(pack)]


def test_the_sections_of_taps_traps_taka_are_its_45_minutes() -> None:
    sections = sections_of(TAPS)
    assert [(section.name.text, section.planned) for section in sections] == [
        ("Opening", 4),
        ("First questions", 5),
        ("Lesson", 26),
        ("Last questions", 6),
        ("Help", 4),
    ]
    assert sum(section.planned for section in sections) == TAPS.minutes == 45


@pytest.mark.parametrize("pack", tuple(readable_packs(resources())), ids=lambda pack: pack.id)
def test_every_slide_stands_in_one_section(pack: Pack) -> None:
    numbers = [number for _, first, last in spans(pack) for number in range(first, last + 1)]
    assert numbers == list(range(1, len(pack.slides("bn")) + 1))


PLAIN: Sequence[tuple[Layout, Part | None]] = (("cover", None), ("steps", None), ("statement", None), ("help", None))


def test_a_module_without_forms_has_no_questions_before_or_after() -> None:
    assert spans(deck(*PLAIN)) == [("Opening", 1, 1), ("Lesson", 2, 3), ("Help", 4, 4)]
    assert spans(deck(("cover", None))) == [("Opening", 1, 1)]
    assert spans(deck(("statement", None))) == [("Lesson", 1, 1)]


def test_a_module_that_asks_only_before_or_only_after() -> None:
    before = deck(("cover", None), ("statement", "pre"), ("statement", None), ("help", None))
    after = deck(("cover", None), ("statement", None), ("statement", "post"), ("help", None))
    assert spans(before) == [("Opening", 1, 1), ("First questions", 2, 2), ("Lesson", 3, 3), ("Help", 4, 4)]
    assert spans(after) == [("Opening", 1, 1), ("Lesson", 2, 2), ("Last questions", 3, 3), ("Help", 4, 4)]


def test_the_time_of_a_section_is_that_of_its_slides() -> None:
    spent = {0: 99, 1: 1, 2: 20, 4: 300, 5: 4000}
    assert [section.spent_ms for section in sections_of(TAPS, spent)] == [21, 0, 4300, 0, 0]
