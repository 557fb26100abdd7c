from __future__ import annotations

from pathlib import Path

import pytest

from bsuh_desktop.domain.codes import read_sheet_number
from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.services.class_sheets.class_sheet import SheetWish, look_up, save_sheet
from bsuh_desktop.services.classroom.new_class import open_wished_class
from bsuh_desktop.services.desk.prepared_classes import ClassWish
from tests.helpers.desks import NAMES, a_group, practice_desk, rows
from tests.helpers.papers import copied

PACK = "taps-traps-taka"


def test_a_sheet_with_names_stands_where_it_was_asked_for(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    group = a_group(desk, rows(4, refusing=[2]))
    saved = save_sheet(desk, SheetWish((group,), PACK, names=True), tmp_path)
    text = "\n".join(copied(saved.path.read_bytes()))
    assert saved.path.name == f"class-sheet-{saved.number}.pdf"
    assert saved.number in text
    assert NAMES[1] in text
    assert NAMES[2] not in text, "who may not be named stands by the roll"
    sheet = look_up(desk, saved.number.lower())
    assert sheet is not None
    assert (sheet.groups, sheet.pack, sheet.day.isoformat()) == ((group,), PACK, "2026-08-03")


def test_names_stand_on_it_only_if_they_are_wanted(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    saved = save_sheet(desk, SheetWish((a_group(desk),), PACK), tmp_path)
    text = "\n".join(copied(saved.path.read_bytes()))
    assert not any(name in text for name in NAMES)


def test_a_roll_that_is_no_number_is_printed_beside_it(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    import msgspec

    learners = [msgspec.structs.replace(one, roll=f"৮-ক-{one.card}") for one in rows(2)]
    saved = save_sheet(desk, SheetWish((a_group(desk, learners),), PACK), tmp_path)
    assert "(৮-ক-2)" in "\n".join(copied(saved.path.read_bytes()))


def test_each_print_is_a_sheet_of_its_own(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    wish = SheetWish((a_group(desk),), PACK)
    numbers = {save_sheet(desk, wish, tmp_path).number for _ in range(3)}
    assert len({read_sheet_number(number) for number in numbers}) == 3


def test_the_rest_of_a_class_has_its_own_cards(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    first, second = a_group(desk), a_group(desk, rows(2))
    conduct = open_wished_class(desk, ClassWish((first, second), PACK))
    saved = save_sheet(desk, SheetWish(session=conduct.session, language="en"), tmp_path)
    text = "\n".join(copied(saved.path.read_bytes()))
    assert "6" in [word for line in copied(saved.path.read_bytes()) for word in line.split()]
    assert "Grade 8, section Ka" in text


def test_no_number_is_taken_by_a_sheet_that_was_not_written(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    wish = SheetWish((a_group(desk),), PACK)
    with pytest.raises(KnownError) as caught:
        save_sheet(desk, wish, desk.folder)
    assert caught.value.code == "own_folder"
    with pytest.raises(KnownError) as caught:
        save_sheet(desk, wish, tmp_path / "a stick that is not there")
    assert caught.value.code == "stick_removed"
    query = "SELECT count(*) FROM facts WHERE name LIKE 'sheets/%'"
    assert desk.store.db.conn.execute(query).fetchone()[0] == 0
