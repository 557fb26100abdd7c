"""A class list that stands in a document, pasted: by mouse and keys alone, in fewer than ten actions."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from bsuh_desktop.qt.class_lists.import_list import ImportList
from bsuh_desktop.services.class_lists.class_groups import Learner, class_groups, learners_of
from bsuh_desktop.services.class_lists.import_plan import PastedTable
from bsuh_desktop.services.desk.desk import Desk
from tests.helpers import prepared
from tests.helpers.class_pages import read
from tests.helpers.hands import key, settle
from tests.helpers.list_files import page
from tests.helpers.list_pages import CLASS_6_KHA, asked, on_page, table, told
from tests.helpers.visit import Visit, visiting

MOST_ACTIONS = 9
HEAD = "<meta name=Generator content='Microsoft Word 15'><style>p.MsoNormal {margin:0cm}</style>"
HEADINGS = ["রোল", "শিক্ষার্থীর নাম", "লিঙ্গ", "পিতার নাম", "মোবাইল"]
FATHER, PHONE = "আব্দুল মজিদ", "01711000111"


def names() -> dict[str, str]:
    """The class by its rolls."""
    with CLASS_6_KHA.open(encoding="utf-8-sig", newline="") as file:
        return {row["roll"]: row["name"] for row in csv.DictReader(file)}


def copy_table() -> None:
    """Somebody marks the table in Word and presses Ctrl+C."""
    rows = [[roll, name, "F", FATHER, PHONE] for roll, name in names().items()]
    copied = QMimeData()
    copied.setHtml(page([HEADINGS, *([f"<p class=MsoNormal>{cell}</p>" for cell in row] for row in rows)], HEAD))
    copied.setText("\n".join("\t".join(row) for row in rows))
    QGuiApplication.clipboard().setMimeData(copied)
    settle()


def pasted(visit: Visit) -> bytearray:
    """The bytes that the page holds."""
    shown = visit.window.page
    assert isinstance(shown, ImportList)
    plan = shown._presenter.looking.plan
    assert plan is not None
    assert isinstance(plan.source, PastedTable)
    return plan.source.data()


def learners(desk: Desk) -> list[Learner]:
    """Those of the class that was pasted."""
    return learners_of(desk, class_groups(desk)[-1].group.id)


def on_disk(folder: Path, text: str) -> list[Path]:
    """The files in which `text` stands."""
    forms = text.encode(), text.encode("utf-16-le")
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path for path in files if any(form in path.read_bytes() for form in forms)]


@pytest.mark.usefixtures("windows")
def test_58_names_are_pasted_from_a_document(tmp_path: Path) -> None:
    actions = 0

    with visiting(tmp_path, prepared.with_class) as visit:
        visit.unlock()
        visit.in_private()

        def press(*buttons: str) -> None:
            nonlocal actions
            actions += len(buttons)
            visit.press(*buttons)

        def write(field: str, text: str) -> None:
            nonlocal actions
            actions += 1
            visit.write(field, text)

        copy_table()
        press("rail_classes")
        key(visit.window, "Ctrl+V")
        actions += 1
        on_page(visit, "import_list")
        assert "Pasted table Learners: 58" in read(visit, "file_news")
        key(visit.window, "F9")
        assert "পেস্ট করা ছক শিক্ষার্থী: ৫৮ জন" in read(visit, "file_news")
        write("grade", "৬")
        write("section", "খ")
        press("go_on")
        assert read(visit, "file_name") == "পেস্ট করা ছক"
        assert table(visit).rows()[0].cells[2].text == names()["1"]
        copied = pasted(visit)
        key(visit.window, "F9")
        assert read(visit, "file_name") == "Pasted table"
        assert "মোবাইল\nskipped: phone number" in read(visit, "columns_card")
        press("go_on")
        on_page(visit, "consent")
        assert any(copied)
        press("read_aloud", "all_letters", "keep")
        on_page(visit, "classes")
        assert told(visit) == "The list is saved. Learners: 58, with a name: 58"
        assert not any(copied)
        assert {one.roll: one.name_bn for one in asked(visit, learners)} == names()
        print(f"A table of 58 names, pasted: {actions} actions")
        assert actions <= MOST_ACTIONS
    for text in (names()["1"], FATHER, PHONE):
        assert on_disk(tmp_path, text) == []
