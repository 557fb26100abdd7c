"""Bringing a class list: choose, look, decide; nothing of it is kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QRadioButton

from bsuh_desktop.services.class_groups import class_groups
from tests.helpers import prepared
from tests.helpers.class_pages import read
from tests.helpers.hands import key, named, pick, press, write
from tests.helpers.list_pages import (
    DOUBTFUL,
    PLAIN,
    asked,
    bring,
    on_page,
    press_verb,
    row,
    say_class,
    table,
    told,
    written,
)
from tests.helpers.visit import Visit, visiting

pytestmark = pytest.mark.usefixtures("windows")


def choosing(visit: Visit) -> None:
    visit.unlock()
    visit.press("rail_classes", "import_list")


def enabled(visit: Visit, name: str) -> bool:
    return visit.see(name).isEnabled()


def understood(visit: Visit, key_: str) -> tuple[str, str]:
    """The light of a row, and what is said about it."""
    cell = row(visit, key_).cells[4]
    return cell.light, cell.text


def test_file_and_class_are_asked_for_one_by_one(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.as_made) as visit:
        choosing(visit)
        assert (read(visit, "reason"), enabled(visit, "go_on")) == ("Choose the file first", False)
        visit.press("choose_file")
        pick(written(tmp_path, PLAIN))
        visit.quiet()
        assert "class.csv Learners: 4" in read(visit, "file_news")
        assert read(visit, "reason") == "Say which school or club it is"
        visit.write("place_words", "Nodipar Girls' School")
        assert read(visit, "reason") == "Say which grade or group it is"
        visit.write("grade", "৭")
        assert enabled(visit, "go_on")
        key(visit.see("grade"), "Return")
        visit.quiet()
        assert read(visit, "header_over") == "Classes › Grade 7"


def test_a_file_that_is_no_list_is_told_with_its_remedy(tmp_path: Path) -> None:
    picture = tmp_path / "class.csv"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(40))
    with visiting(tmp_path, prepared.as_made) as visit:
        choosing(visit)
        visit.press("choose_file")
        pick(picture)
        visit.quiet()
        assert "This is a picture, not a list. Give an XLSX, XLS, ODS or CSV." in read(visit, "file_news")
        assert not enabled(visit, "go_on")


def test_a_file_may_be_dropped(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.as_made) as visit:
        choosing(visit)
        carried = QMimeData()
        carried.setUrls([QUrl.fromLocalFile(str(written(tmp_path, PLAIN)))])
        copy, left, plain = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        zone = visit.see("drop_zone")
        QApplication.sendEvent(zone, QDragEnterEvent(QPoint(20, 20), copy, carried, left, plain))
        QApplication.sendEvent(zone, QDropEvent(QPointF(20, 20), copy, carried, left, plain))
        visit.quiet()
        assert "class.csv Learners: 4" in read(visit, "file_news")


def test_problems_keep_their_row_and_have_their_remedy(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.as_made) as visit:
        bring(visit, written(tmp_path, DOUBTFUL))
        assert understood(visit, "2") == ("ok", "Fine")
        assert understood(visit, "3") == understood(visit, "4") == ("stop", "This roll appears twice")
        assert understood(visit, "5") == ("look", "No roll")
        assert understood(visit, "6") == ("look", "A colon in the name")
        assert [read(visit, f"{state}_count") for state in ("ok", "look", "stop")] == ["1", "2", "2"]
        assert "Mobile\nnot taken: phone number" in read(visit, "columns_card")
        assert (read(visit, "reason"), enabled(visit, "go_on")) == ("Rows to put right first: 2.", False)


def test_a_double_roll_goes_to_the_one_that_is_chosen(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.as_made) as visit:
        bring(visit, written(tmp_path, DOUBTFUL))
        press_verb(visit, "3")
        dialog = visit.dialog()
        press(named(dialog, "keeper_4", QRadioButton))
        press(named(dialog, "save"))
        visit.quiet()
        assert (row(visit, "3").cells[1].text, row(visit, "4").cells[1].text) == ("—", "2")
        assert understood(visit, "3") == ("ok", "Another has this roll")
        assert (read(visit, "go_on"), enabled(visit, "go_on")) == ("Take 5 learners", True)
        press_verb(visit, "3")
        assert understood(visit, "3") == ("stop", "This roll appears twice"), "it can be decided again"


def test_looks_are_settled_in_their_row(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.as_made) as visit:
        bring(visit, written(tmp_path, DOUBTFUL))
        press_verb(visit, "5")
        assert understood(visit, "5") == ("ok", "Left as it is")
        press_verb(visit, "6")
        assert row(visit, "6").cells[2].text == "মোঃ রাকিব ত্রিপুরা"
        assert read(visit, "look_count") == "0"


def test_a_row_is_written_right_or_left_out(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.as_made) as visit:
        bring(visit, written(tmp_path, DOUBTFUL))
        table(visit).set_current("4")
        key(table(visit), "Return")
        write(named(visit.dialog(), "roll", QLineEdit), "৭")
        write(named(visit.dialog(), "name_bn", QLineEdit), "সাবরিনা আক্তার")
        key(named(visit.dialog(), "name_bn", QLineEdit), "Return")
        visit.quiet()
        assert [cell.text for cell in row(visit, "4").cells[1:3]] == ["৭", "সাবরিনা আক্তার"]
        key(table(visit), "Return")
        press(named(visit.dialog(), "leave_out"))
        visit.quiet()
        assert understood(visit, "4") == ("unused", "Left out")
        assert read(visit, "go_on") == "Take 4 learners"


def test_the_safe_verb_of_a_decision_decides_nothing(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.as_made) as visit:
        bring(visit, written(tmp_path, DOUBTFUL))
        table(visit).set_current("2")
        for touch in ("Down", "Down", "Down", "Return"):
            key(table(visit), touch)
        key(visit.dialog(), "Return")
        visit.quiet()
        assert understood(visit, "5") == ("look", "No roll")


def test_rows_are_found_by_problem_name_and_roll(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.as_made) as visit:
        bring(visit, written(tmp_path, DOUBTFUL))
        visit.press("only_problems")
        assert [each.key for each in table(visit).rows()] == ["3", "4", "5", "6"]
        visit.press("all_rows")
        visit.write("search", "চাই")
        assert [each.key for each in table(visit).rows()] == ["5"]
        visit.write("search", "২")
        assert [each.key for each in table(visit).rows()] == ["3", "4"]


def test_no_name_stands_here_while_others_may_look_on(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.as_made) as visit:
        bring(visit, written(tmp_path, PLAIN))
        assert row(visit, "2").cells[2].text == "ক্ষিতীশ রহমান"
        visit.bridge.projector.set_shows_this_screen(None)
        visit.quiet()
        assert {each.cells[2].text for each in table(visit).rows()} == {"hidden"}
        visit.write("search", "ক্ষিতীশ")
        assert table(visit).rows() == ()
        visit.press("nobody_sees")
        assert [each.cells[2].text for each in table(visit).rows()] == ["ক্ষিতীশ রহমান"]


def test_a_row_that_is_being_decided_is_put_away_when_the_class_may_look_on(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.as_made) as visit:
        bring(visit, written(tmp_path, DOUBTFUL))
        press_verb(visit, "3")
        assert named(visit.dialog(), "name_bn").isVisible()
        visit.bridge.projector.set_shows_this_screen(None)
        visit.quiet()
        assert visit.seen() is visit.window
        assert understood(visit, "3") == ("stop", "This roll appears twice"), "nothing was decided"


def test_nothing_is_kept_by_looking(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.as_made) as visit:
        bring(visit, written(tmp_path, PLAIN))
        visit.press("go_on")
        on_page(visit, "consent")
        visit.press("back")
        on_page(visit, "import_list")
        assert len(table(visit).rows()) == 4
        visit.press("back", "back")
        on_page(visit, "classes")
        assert asked(visit, class_groups) == []


def test_without_a_file_the_class_is_made_empty(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.as_made) as visit:
        choosing(visit)
        assert not enabled(visit, "by_hand")
        say_class(visit, place="শাপলা কিশোর-কিশোরী ক্লাব", grade="Friday group", section="")
        visit.press("by_hand")
        on_page(visit, "learners")
        (made,) = asked(visit, class_groups)
        assert (made.group.place, made.learners, made.title.en) == ("club:0001", 0, "Friday group")


def test_a_narrow_table_is_decided_by_a_button_below_it(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.as_made) as visit:
        bring(visit, written(tmp_path, DOUBTFUL))
        visit.window.set_text_scale(2.0)
        visit.quiet()
        assert len(row(visit, "3").cells) == 3
        table(visit).set_current("5")
        visit.press("decide_row")
        press(named(visit.dialog(), "save"))
        visit.quiet()
        assert row(visit, "5").cells[2].text == "Left as it is"
