from __future__ import annotations

import contextlib
import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.services.desk import Desk, open_desk
from bsuh_desktop.services.first_run import NewDesk, first_run
from bsuh_desktop.services.helplines import (
    HELP_FILE,
    built_in_help,
    help_at_door,
    help_of,
    is_free_day_and_night,
    keep_help,
    kept_help,
)
from bsuh_desktop.services.programmes.offers import join
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


def numbers_of_others(folder: Path) -> list[str]:
    return [line.number for line in help_at_door(folder).others]


def test_before_any_desk_is_open_the_countrys_own_lines_help() -> None:
    help_ = built_in_help()
    assert (help_.danger.number, help_.child.number, [line.number for line in help_.others]) == ("999", "1098", ["109"])
    assert not help_.focal_points
    assert not any(line.verified for line in help_.contacts), "nobody has called them for the demonstration"


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


def test_the_lock_screen_knows_the_programme_that_was_joined(tmp_path: Path) -> None:
    desk = joined(tmp_path)
    desk.close()
    help_ = help_at_door(tmp_path)
    assert [(point.number, point.names) for point in help_.focal_points] == [("01700000000", FOCAL)]
    assert "Shirin" not in (tmp_path / HELP_FILE).read_text(), "nothing of this desk stands there"


def test_a_newer_programme_and_a_lost_file_are_written_anew(tmp_path: Path) -> None:
    desk = joined(tmp_path)
    newer = named(version=programme().version + 1, focal_points=(replace(POINTS[0], phone="01800000000"),))
    join(desk, sign_programme(newer, key("root")), PARTNER)
    assert [point.number for point in help_at_door(tmp_path).focal_points] == ["01800000000"]
    desk.close()
    (tmp_path / HELP_FILE).unlink()
    open_desk(tmp_path, PASSPHRASE, clock_at()).close()
    assert [point.number for point in help_at_door(tmp_path).focal_points] == ["01800000000"]


def test_what_was_not_taken_in_after_all_does_not_stand_there(tmp_path: Path) -> None:
    desk = joined(tmp_path)
    newer = named(version=programme().version + 1, focal_points=())
    with contextlib.suppress(ZeroDivisionError), desk.transaction():
        join(desk, sign_programme(newer, key("root")), PARTNER)
        assert not help_at_door(tmp_path).focal_points
        raise ZeroDivisionError
    desk.close()
    assert [point.names for point in help_at_door(tmp_path).focal_points] == [FOCAL]


def test_a_desk_that_practises_leaves_nothing(tmp_path: Path) -> None:
    keep_help(tmp_path, help_of(named(), PARTNER))
    first_run(tmp_path, NewDesk(PASSPHRASE, "Shirin"), clock_at())[0].close()
    assert not (tmp_path / HELP_FILE).exists()
    assert help_at_door(tmp_path) == built_in_help()


@pytest.mark.parametrize(
    "change",
    [
        lambda kept: b"",
        lambda kept: b"\xff\xfe",
        lambda kept: json.dumps([1]).encode(),
        lambda kept: json.dumps({**kept, "format": 2}).encode(),
        lambda kept: json.dumps({**kept, "help": {**kept["help"], "danger": None}}).encode(),
        lambda kept: json.dumps({**kept, "help": {**kept["help"], "child": {"number": "", "names": {}}}}).encode(),
        lambda kept: json.dumps(
            {**kept, "help": {**kept["help"], "child": {"number": "<b>1</b>", "names": {}}}}
        ).encode(),
    ],
)
def test_a_damaged_file_is_the_countrys_own_help(tmp_path: Path, change: object) -> None:
    keep_help(tmp_path, help_of(named(), PARTNER))
    kept = json.loads((tmp_path / HELP_FILE).read_bytes())
    assert callable(change)
    (tmp_path / HELP_FILE).write_bytes(change(kept))
    assert kept_help(tmp_path) is None
    assert help_at_door(tmp_path) == built_in_help()


def test_a_disk_that_refuses_keeps_nobody_from_working(tmp_path: Path) -> None:
    (tmp_path / HELP_FILE).mkdir()
    keep_help(tmp_path, help_of(named()))
    keep_help(tmp_path, None)
    keep_help(tmp_path / "not there", help_of(named()))
    assert numbers_of_others(tmp_path) == ["109"]
