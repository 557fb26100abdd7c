from __future__ import annotations

from msgspec.structs import replace

from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.services.helplines import built_in_help, help_of
from bsuh_desktop.trust.programme import FocalPoint
from tests.helpers.attendance import programme


def test_the_childrens_line_stands_first_before_any_desk_is_open() -> None:
    help_ = built_in_help()
    assert [line.number for line in help_.helplines] == ["1098", "999", "109"]
    assert not help_.focal_points
    assert not any(line.verified for line in help_.helplines), "nobody has called them for the demonstration"


def test_focal_points_are_everybodys_and_ones_own() -> None:
    points = tuple(FocalPoint(partner, LocalText(str(partner), str(partner)), "01") for partner in (0, 3, 4))
    help_ = help_of(replace(programme(), focal_points=points), partner=3)
    assert [point.names.en for point in help_.focal_points] == ["0", "3"]
