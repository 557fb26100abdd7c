from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.helplines import OLD_HELP_FILE, built_in_help, help_of, is_free_day_and_night
from bsuh_desktop.services.safekeeping.first_run import NewDesk, first_run
from bsuh_desktop.services.safekeeping.opening import open_desk
from bsuh_desktop.trust.programme import FocalPoint, Programme, sign_programme
from tests.helpers.attendance import PARTNER, programme
from tests.helpers.desks import PASSPHRASE, clock_at
from tests.helpers.keys import key

FOCAL = LocalText("রেহানা পারভীন", "Rehana Parvin")
POINTS = (FocalPoint(PARTNER, FOCAL, "01700000000"), FocalPoint(PARTNER + 1, LocalText("অন্য", "Somebody else"), "1"))


def named(**changes: object) -> Programme:
    """The trial programme with focal points."""
    return replace(programme(), **{"focal_points": POINTS, **changes})


def joined(folder: Path) -> Desk:
    wish = NewDesk(PASSPHRASE, "Shirin", "4826", sign_programme(named(), key("root")), PARTNER)
    return first_run(folder, wish, clock_at())[0]


def test_before_any_desk_is_open_the_countrys_own_lines_help() -> None:
    help_ = built_in_help()
    assert (help_.danger.number, help_.child.number, [line.number for line in help_.others]) == ("999", "1098", ["109"])
    assert not help_.focal_points
    assert not any(line.verified for line in (help_.danger, help_.child, *help_.others)), (
        "nobody has called them for the demonstration"
    )


def test_focal_points_are_everybodys_and_ones_own() -> None:
    points = tuple(FocalPoint(partner, LocalText(str(partner), str(partner)), "01") for partner in (0, 3, 4))
    help_ = help_of(named(focal_points=points), partner=3)
    assert [point.names.en for point in help_.focal_points] == ["0", "3"]


def test_a_line_that_the_programme_leaves_out_is_the_countrys_own() -> None:
    own = programme().helplines[0]
    help_ = help_of(named(helplines=(replace(own, id="police-of-the-hills", number="01320000888"),)))
    assert (help_.danger.number, help_.child.number) == ("999", "1098")
    assert [line.number for line in help_.others] == ["01320000888"]


def test_only_of_the_countrys_own_line_can_be_said_that_it_is_free() -> None:
    own = next(line for line in programme().helplines if line.id == "child")
    assert is_free_day_and_night(help_of(programme()).child)
    other = help_of(named(helplines=(replace(own, number="01320000888"),)))
    assert other.child.number == "01320000888"
    assert not is_free_day_and_night(other.child)


def test_no_desk_leaves_helplines_in_its_folder_and_those_of_before_go(tmp_path: Path) -> None:
    joined(tmp_path).close()
    assert not (tmp_path / OLD_HELP_FILE).exists()
    (tmp_path / OLD_HELP_FILE).write_text("{}")
    open_desk(tmp_path, PASSPHRASE, clock_at()).close()
    assert not (tmp_path / OLD_HELP_FILE).exists()


def test_a_folder_in_its_place_keeps_nobody_from_working(tmp_path: Path) -> None:
    joined(tmp_path).close()
    (tmp_path / OLD_HELP_FILE).mkdir()
    open_desk(tmp_path, PASSPHRASE, clock_at()).close()
