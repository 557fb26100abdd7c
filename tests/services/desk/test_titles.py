from __future__ import annotations

from pathlib import Path

from bsuh_desktop.domain.events import GroupRef
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.services.desk.titles import class_title, module_title
from tests.helpers.desks import practice_desk

KA, KHA = (GroupRef(section, "eiin:107845", 2026, "8", section) for section in ("ka", "kha"))


def test_a_class_of_two_sections() -> None:
    assert class_title([KA]) == LocalText("৮ম শ্রেণি, ক শাখা", "Grade 8, section Ka")
    assert class_title([KA, KHA]).bn == "৮ম শ্রেণি, ক শাখা + ৮ম শ্রেণি, খ শাখা"


def test_a_class_without_a_list_has_a_title_too() -> None:
    assert class_title([]).en == class_title([GroupRef("x", "local:1", 2026, "", "")]).en == "Class without a list"


def test_a_module_that_went_from_the_shelf_is_called_by_its_id(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    assert module_title(desk, "taps-traps-taka").en == "Taps, Traps and Taka"
    assert module_title(desk, "gone") == LocalText("gone", "gone")
