"""Bringing a class list: choose, look, decide; nothing of it is kept."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLineEdit, QMenu, QRadioButton

from bsuh_desktop.presenters.rows import Row
from bsuh_desktop.qt.widgets import painted_text
from bsuh_desktop.qt.widgets.row_delegate import PaintedRow
from bsuh_desktop.qt.widgets.row_table import RowTable
from bsuh_desktop.services.class_lists.class_groups import class_groups
from bsuh_desktop.services.class_lists.import_plan import ImportPlan, ImportRow
from tests.helpers import prepared
from tests.helpers.class_pages import read, shows
from tests.helpers.hands import choose, key, named, pick, press, settle, tab_to, until_focused, write
from tests.helpers.list_pages import (
    DOUBTFUL,
    LISTS,
    NEXT_TERM,
    PLAIN,
    asked,
    bring,
    on_page,
    open_row,
    press_verb,
    row,
    say_class,
    table,
    told,
    with_first_term,
    written,
)
from tests.helpers.slot_work import counting_work
from tests.helpers.visit import Visit, visiting
from tests.helpers.whole_lists import GIRLS, girls_and_boys

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


def choose_file(visit: Visit, path: Path) -> None:
    visit.press("choose_file")
    pick(path)
    visit.quiet()


def bring_another(visit: Visit, path: Path) -> None:
    """Back from the preview of one list of the class to that of another one."""
    visit.press("back")
    choose_file(visit, path)
    visit.press("go_on")


def keep_list(visit: Visit) -> None:
    """From the preview on; everybody's letter was seen."""
    visit.press("go_on")
    on_page(visit, "consent")
    visit.press("read_aloud", "all_letters", "keep")
    on_page(visit, "classes")


def holders(text: str) -> list[str]:
    """What holds `text` in this process, but for what is on the way here. Plans do not tell names as texts."""
    gc.collect()
    rows = [one for one in gc.get_objects() if isinstance(one, ImportPlan | ImportRow | Row | PaintedRow)]
    lines = [key for key in painted_text._cache if text in key[0]]
    return [repr(type(one)) for one in rows if text in _told_by(one)] + [str(line[0]) for line in lines]


def _told_by(one: ImportPlan | ImportRow | Row | PaintedRow) -> str:
    if isinstance(one, Row | PaintedRow):
        return str(one)
    rows = one.rows if isinstance(one, ImportPlan) else (one,)
    return "\n".join(f"{each.learner.name_bn}" for each in rows)


def test_file_and_class_are_asked_for_and_enter_goes_on(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.as_made) as visit:
        choosing(visit)
        assert (read(visit, "reason"), enabled(visit, "go_on")) == ("Choose a file or paste a table first", False)
        choose_file(visit, written(tmp_path, PLAIN))
        assert "class.csv Learners: 4" in read(visit, "file_news")
        until_focused(visit.see("place_words"), "the class comes next")
        visit.write("place_words", "Nodipar Girls' School")
        visit.press("language_bn")
        assert read(visit, "reason") == "কোন শ্রেণি বা দল, লিখুন"
        assert named(visit.window, "place_words", QComboBox).currentText() == "নদীপাড় বালিকা বিদ্যালয়"
        visit.press("language_en")
        visit.write("grade", "৭")
        assert enabled(visit, "go_on")
        key(visit.see("grade"), "Return")
        visit.quiet()
        assert read(visit, "header_over") == "Classes › Grade 7"


def test_a_file_may_be_dropped_and_none_is_needed(tmp_path: Path) -> None:
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
        visit.press("back", "import_list")
        assert read(visit, "reason") == "Choose a file or paste a table first", "another list begins anew"
        assert not enabled(visit, "by_hand")
        say_class(visit, place="শাপলা কিশোর-কিশোরী ক্লাব", grade="Friday group", section="")
        visit.press("by_hand")
        on_page(visit, "learners")
        (made,) = asked(visit, class_groups)
        assert (made.group.place, made.learners, made.title.en) == ("club:0001", 0, "Friday group")


def test_every_kind_of_file_that_is_read_is_offered(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.as_made) as visit:
        choosing(visit)
        visit.press("choose_file")
        dialog = visit.dialog()
        assert isinstance(dialog, QFileDialog)
        offered = " ".join(dialog.nameFilters())
        kinds = ("xlsx", "xls", "ods", "csv", "tsv", "docx", "odt", "html", "mht", "xml", "fods")
        assert [kind for kind in kinds if f"*.{kind} " not in offered.replace(")", " ")] == []
        key(dialog, "Escape")
        visit.quiet()


def copy(text: str = "", path: Path | None = None) -> None:
    """Somebody has copied a text or a file."""
    copied = QMimeData()
    copied.setText(text or str(path))
    if path is not None:
        copied.setUrls([QUrl.fromLocalFile(str(path))])
    QApplication.clipboard().setMimeData(copied)
    settle()


def pasted(visit: Visit) -> tuple[QComboBox, QLineEdit]:
    """Somebody has pasted a list, and comes to the school: its box, and the field in it."""
    choosing(visit)
    copy(PLAIN.replace(",", "\t"))
    visit.press("paste_table")
    box = named(visit.window, "place_words", QComboBox)
    school = box.lineEdit()
    assert school is not None
    return box, school


def paste_by_mouse(field: QLineEdit) -> None:
    """Opens the menu of a field, and takes what it calls so."""
    place = field.rect().center()
    QApplication.sendEvent(field, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, field.mapToGlobal(place)))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    (action,) = (one for one in menu.actions() if one.text().replace("&", "").startswith("Paste"))
    action.trigger()
    menu.close()


def test_no_pasted_name_stands_in_a_field(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.as_made) as visit:
        box, school = pasted(visit)
        until_focused(box, "the class comes next")
        before = box.currentText()
        control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
        for key_, held in ((Qt.Key.Key_V, control), (Qt.Key.Key_Insert, shift)):
            QTest.keyClick(visit.window.windowHandle(), key_, held)
            visit.quiet()
            assert box.currentText() == before, "whatever has the keyboard"
        assert "Pasted table Learners: 4" in read(visit, "file_news")
        for table in (PLAIN.replace(",", "\t"), "Roll\tName\n1\tMina Das", "Mina Das\u2028Rita Das\x0bLima Das"):
            for field in (school, *(named(visit.window, name, QLineEdit) for name in ("grade", "section"))):
                was = field.text()
                copy(table)
                field.setFocus()
                paste_by_mouse(field)
                visit.quiet()
                assert field.text() == was, "nor by mouse"
        assert "No table was copied." in read(visit, "file_news"), "names without line ends are none"
        copy(PLAIN)
        for field in (school, named(visit.window, "grade", QLineEdit)):
            QTest.mouseClick(field, Qt.MouseButton.MiddleButton)
            assert not field.acceptDrops()
            assert "ক্ষিতীশ" not in field.text()


def test_words_are_pasted_into_a_field_and_the_list_stays(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.as_made) as visit:
        box, school = pasted(visit)
        for paste in (paste_by_mouse, lambda _: key(box, "Ctrl+V")):
            for copied in ("Kaliganga\tHigh School", "Kaliganga\nHigh School\n"):
                copy(copied)
                box.setFocus()
                school.selectAll()
                paste(school)
                assert box.currentText() == "Kaliganga High School", (paste, copied)
        cell = QMimeData()
        cell.setText("Nodipar School")
        cell.setHtml("<table><tr><td>Nodipar School</td></tr></table>")
        QApplication.clipboard().setMimeData(cell)
        school.selectAll()
        key(box, "Ctrl+V")
        assert box.currentText() == "Nodipar School", "a cell of a spreadsheet"
        visit.write("grade", "7")
        assert "Pasted table Learners: 4" in read(visit, "file_news")
        assert enabled(visit, "go_on"), "what is pasted counts as typed"


def test_what_was_copied_is_pasted_by_button_or_keys_and_a_field_takes_its_own(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.as_made) as visit:
        choosing(visit)
        QApplication.clipboard().clear()
        visit.press("paste_table")
        assert "No table was copied." in read(visit, "file_news")
        visit.press("language_bn")
        assert "কোনো ছক কপি করা হয়নি।" in read(visit, "file_news")
        visit.press("language_en")
        copy(PLAIN.replace(",", "\t"))
        visit.press("paste_table")
        assert "Pasted table Learners: 4" in read(visit, "file_news")
        until_focused(visit.see("place_words"), "the class comes next")
        copy(path=written(tmp_path, DOUBTFUL))
        visit.see("choose_file").setFocus()
        key(visit.window, "Ctrl+V")
        visit.quiet()
        assert "class.csv Learners: 5" in read(visit, "file_news")
        copy("7")
        visit.see("grade").setFocus()
        key(visit.see("grade"), "Ctrl+V")
        assert named(visit.window, "grade", QLineEdit).text() == "7"
        assert "class.csv" in read(visit, "file_news"), "a field takes its own text"
        copy(PLAIN)
        for field in ("grade", "section", "place_words"):
            visit.see("choose_file").setFocus()
            visit.see(field).setFocus()
            key(visit.see(field), "Ctrl+V")
            visit.quiet()
            assert "Pasted table Learners: 4" in read(visit, "file_news")
            part = visit.see(field)
            text = part.currentText() if isinstance(part, QComboBox) else named(visit.window, field, QLineEdit).text()
            assert "ক্ষিতীশ" not in text, "no name stands in a field"
            copy(PLAIN)
        visit.write("place_words", "Kaliganga High School")
        visit.press("go_on")
        copy(path=written(tmp_path, DOUBTFUL))
        key(table(visit), "Ctrl+V")
        visit.quiet()
        assert read(visit, "file_name") == "Pasted table", "a list that is looked at is not replaced"


def test_problems_keep_their_row_are_found_and_put_right(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.as_made) as visit:
        bring(visit, written(tmp_path, DOUBTFUL))
        assert understood(visit, "2") == ("ok", "Fine")
        assert understood(visit, "3") == understood(visit, "4") == ("stop", "This roll appears twice")
        assert understood(visit, "5") == ("look", "No roll")
        assert understood(visit, "6") == ("look", "A colon in the name")
        assert [read(visit, f"{state}_count") for state in ("ok", "look", "stop")] == ["1", "2", "2"]
        assert "Mobile\nskipped: phone number" in read(visit, "columns_card")
        assert (read(visit, "reason"), enabled(visit, "go_on")) == ("Rows to fix first: 2.", False)
        table(visit).set_current("2")
        for touch in ("Down", "Down", "Down", "Return"):
            key(table(visit), touch)
        key(visit.dialog(), "Return")
        visit.quiet()
        assert understood(visit, "5") == ("look", "No roll"), "the safe verb decides nothing"
        visit.press("only_problems")
        assert [each.key for each in table(visit).rows()] == ["3", "4", "5", "6"]
        visit.press("all_rows")
        visit.write("search", "চাই")
        assert [each.key for each in table(visit).rows()] == ["5"]
        visit.write("search", "২")
        assert [each.key for each in table(visit).rows()] == ["3", "4"]
        visit.write("search", "")
        put_all_right(visit)


def put_all_right(visit: Visit) -> None:
    """One row after the other."""
    give_the_roll_to_row_4(visit)
    press_verb(visit, "3")
    assert understood(visit, "3") == ("stop", "This roll appears twice"), "it can be decided again"
    press_verb(visit, "5")
    assert understood(visit, "5") == ("ok", "Kept as it is")
    press_verb(visit, "6")
    assert row(visit, "6").cells[2].text == "মোঃ রাকিব ত্রিপুরা"
    assert read(visit, "look_count") == "0"
    write_row_4(visit)
    open_row(visit, "4")
    press(named(visit.dialog(), "leave_out"))
    visit.quiet()
    assert understood(visit, "4") == ("unused", "Left out")
    assert read(visit, "go_on") == "Use 4 learners"


def give_the_roll_to_row_4(visit: Visit) -> None:
    """Which has the same as row 3."""
    press_verb(visit, "3")
    press(named(visit.dialog(), "keeper_4", QRadioButton))
    press(named(visit.dialog(), "save"))
    visit.quiet()
    assert (row(visit, "3").cells[1].text, row(visit, "4").cells[1].text) == ("—", "2")
    assert understood(visit, "3") == ("ok", "Another learner has this roll")
    assert (read(visit, "go_on"), enabled(visit, "go_on")) == ("Use 5 learners", True)


def write_row_4(visit: Visit) -> None:
    """Another roll and name, by keys."""
    open_row(visit, "4")
    write(named(visit.dialog(), "roll", QLineEdit), "৭")
    write(named(visit.dialog(), "name_bn", QLineEdit), "সাবরিনা আক্তার")
    key(named(visit.dialog(), "name_bn", QLineEdit), "Return")
    visit.quiet()
    assert [cell.text for cell in row(visit, "4").cells[1:3]] == ["7", "সাবরিনা আক্তার"]


def test_no_name_stands_here_while_others_may_look_on_nor_when_the_page_is_left(tmp_path: Path) -> None:
    name = "ঐন্দ্রিলা চট্টোপাধ্যায়"
    with visiting(tmp_path, prepared.as_made) as visit:
        bring(visit, written(tmp_path, PLAIN.replace("মং চাই", name)))
        page = visit.window.page
        assert row(visit, "5").cells[2].text == name
        assert len(holders(name)) > 1, "they see what the page keeps"
        visit.bridge.projector.set_shows_this_screen(None)
        visit.quiet()
        assert {each.cells[2].text for each in table(visit).rows()} == {"hidden"}
        visit.write("search", name[:4])
        assert table(visit).rows() == ()
        visit.press("nobody_sees")
        assert [each.cells[2].text for each in table(visit).rows()] == [name]
        visit.press("go_on")
        on_page(visit, "consent")
        visit.press("back")
        on_page(visit, "import_list")
        assert len(table(visit).rows()) == 4
        visit.write("search", name[:4])
        visit.press("back", "back")
        on_page(visit, "classes")
        assert holders(name) == []
        assert [field.text() for field in page.findChildren(QLineEdit) if field.objectName() == "search"] == [""]
        assert asked(visit, class_groups) == [], "nothing is kept by looking"


def test_a_narrow_table_is_decided_by_a_button_below_it(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.as_made) as visit:
        bring(visit, written(tmp_path, DOUBTFUL))
        press_verb(visit, "3")
        assert named(visit.dialog(), "name_bn").isVisible()
        visit.bridge.projector.set_shows_this_screen(None)
        visit.quiet()
        assert visit.seen() is visit.window, "a row that is being decided is put away when the class may look on"
        assert understood(visit, "3") == ("stop", "This roll appears twice"), "nothing was decided"
        visit.in_private()
        visit.window.set_text_scale(2.0)
        visit.quiet()
        assert len(row(visit, "3").cells) == 3
        table(visit).set_current("5")
        visit.press("decide_row")
        press(named(visit.dialog(), "save"))
        visit.quiet()
        assert row(visit, "5").cells[2].text == "Kept as it is"
        for decided, open_again in (("leave_out", "Left out"), ("again", "No roll")):
            visit.press("decide_row")
            press(named(visit.dialog(), decided))
            visit.quiet()
            assert row(visit, "5").cells[2].text == open_again
        visit.press("decide_row")
        assert not shows(visit, "again"), "nothing is decided that could be taken back"


def test_a_column_is_mapped_by_hand_and_in_the_next_list_of_that_school_like_it(tmp_path: Path) -> None:
    text = DOUBTFUL.replace("Name", "Called").replace("Roll", "Roll no").replace("2,সাবরিনা", "3,সাবরিনা")
    path, another = written(tmp_path, text), written(tmp_path, text, "another.csv")
    with visiting(tmp_path, prepared.as_made) as visit:
        bring(visit, path)
        assert not shows(visit, "read_as_last")
        assert row(visit, "5").cells[2].text == ""
        press_verb(visit, "5")
        choose(named(visit.window, "column_B", QComboBox), "name")
        visit.quiet()
        assert "Called\n→ name" in read(visit, "columns_card")
        assert named(visit.window, "column_B").accessibleDescription() == "What is this column: Called"
        assert row(visit, "2").cells[2].text == "ক্ষিতীশ রহমান"
        assert understood(visit, "5") == ("look", "No roll"), "with a name it is another learner"
        assert "Mobile\nskipped: phone number" in read(visit, "columns_card")
        assert visit.window.page.findChild(QComboBox, "column_D") is None, "a phone number is never mapped"
        path.unlink()
        the_list_stays(visit)
        keep_list(visit)
        visit.press("import_list")
        choose_file(visit, another)
        say_class(visit, section="Ga")
        visit.press("go_on")
        assert shows(visit, "read_as_last")
        assert row(visit, "2").cells[2].text == "ক্ষিতীশ রহমান"


def the_list_stays(visit: Visit) -> None:
    """Though its file is gone, so that no column can be read otherwise."""
    column = named(visit.window, "column_C", QComboBox)
    choose(column, "skipped")
    visit.quiet()
    assert told(visit)
    assert [each.cells[3].text for each in table(visit).rows()] == ["Boy", "Girl", "Girl", "Boy", "Boy"]
    assert column.currentText() == "sex", "the column says again what is read from it"
    assert enabled(visit, "go_on")


def test_of_a_list_of_a_school_the_class_that_was_said_is_read_or_one_is_picked(tmp_path: Path) -> None:
    text = "Class,Section,Roll,Name\n6,A,1,রহিমা খাতুন\n6,A,2,করিম মিয়া\n8,C,1,শ্রেয়া দাস\n"
    with visiting(tmp_path, prepared.as_made) as visit:
        choosing(visit)
        visit.in_private()
        choose_file(visit, written(tmp_path, text))
        assert read(visit, "file_news") == "class.csv Learners: 3, in 2 classes"
        say_class(visit, grade="8", section="E")
        visit.press("go_on")
        part = named(visit.window, "part", QComboBox)
        assert (part.currentText(), enabled(visit, "go_on")) == ("", False)
        assert read(visit, "reason") == "The list has several classes. Choose this one."
        for picked, keys in (("Grade 6, section A", ["2", "3"]), ("Grade 8, section C", ["4"])):
            choose(part, picked)
            visit.quiet()
            shown = [each.key for each in table(visit).rows()]
            assert (part.currentText(), shown, enabled(visit, "go_on")) == (picked, keys, True)
        visit.press("back")
        say_class(visit)
        choose_file(visit, LISTS / "school-2000.xlsx")
        visit.press("go_on")
        said, before = part.currentText(), table(visit).rows()
        assert said == "Grade 6, section Kha"
        another = next(part.itemText(place) for place in range(part.count()) if "Grade 7" in part.itemText(place))
        begin_and_stop(visit, part, another)
        assert (part.currentText(), table(visit).rows()) == (said, before)
        assert enabled(visit, "go_on")


def begin_and_stop(visit: Visit, part: QComboBox, another: str) -> None:
    """While a list is read it can be stopped, and nothing else."""
    choose(part, another)
    assert read(visit, "reason") == "The list is being read"
    assert not any(enabled(visit, name) for name in ("go_on", "rows", "part"))
    until_focused(visit.see("stop_reading"))
    press(visit.see("stop_reading"))
    visit.quiet()
    assert not shows(visit, "stop_reading")


def test_a_list_of_two_hundred_answers_at_once(tmp_path: Path) -> None:
    """Every remark, button and filter; the lists of a school have hundreds of rows, a class at most two hundred."""
    rows = "".join(
        f"{roll},{'†gvt iwKe nvmvb' if roll % 2 else 'Hk¦h© wÎcyiv'} {roll},maybe\n" for roll in range(1, 201)
    )
    with visiting(tmp_path, prepared.as_made) as visit:
        choosing(visit)
        visit.in_private()
        # Two hundred rows are made and measured in one go.
        with counting_work(200 * 1_000) as brought:
            choose_file(visit, written(tmp_path, "Roll,Name,Sex\n" + rows))
            say_class(visit)
            visit.press("go_on")
        assert len(table(visit).rows()) == 200
        with counting_work() as looked_at:
            press_verb(visit, "5")
            visit.press("only_problems", "all_rows")
            visit.write("search", "১")
            visit.write("search", "")
            press_verb(visit, "9")
    assert brought.too_much + looked_at.too_much == []


def test_another_spelling_may_be_another_learner_and_who_said_no_may_stay(tmp_path: Path) -> None:
    with visiting(tmp_path, with_first_term) as visit:
        bring(visit, NEXT_TERM, grade="8")
        assert row(visit, "8").cells[4].text == "Name was শ্রেয়া চক্রবর্তী"
        open_row(visit, "8")
        press(named(visit.dialog(), "who_other", QRadioButton))
        press(named(visit.dialog(), "save"))
        visit.quiet()
        assert row(visit, "8").cells[4].text == "New"
        assert [each.cells[2].text for each in table(visit).rows() if each.cells[1].text == "5"] == [
            "শ্রেয়া চক্রবর্ত্তী",
            "শ্রেয়া চক্রবর্তী",
        ], "who was there before has left"
        visit.press("all_rows")
        open_row(visit, "8")
        press(named(visit.dialog(), "who_our_name", QRadioButton))
        press(named(visit.dialog(), "save"))
        visit.quiet()
        assert row(visit, "8").cells[2].text == "শ্রেয়া চক্রবর্তী"
        who_said_no_may_stay_and_be_asked_for_again(visit)


def who_said_no(visit: Visit) -> PaintedRow:
    """The line of the class of the first term whose learner said no."""
    return next(each for each in table(visit).rows() if each.cells[1].text == "7" and not each.key.isdigit())


def who_said_no_may_stay_and_be_asked_for_again(visit: Visit) -> None:
    """Without standing on the list. What was asked about all rows is answered, and asks no more."""
    lines = named(visit.window, "groups")
    assert lines.property("role") == "look"
    visit.press("converted_agree")
    assert lines.property("role") == "card"
    line = who_said_no(visit).key
    press_verb(visit, line)
    assert not named(visit.dialog(), "save").isEnabled(), "nothing is said yet"
    press(named(visit.dialog(), "stays", QRadioButton))
    press(named(visit.dialog(), "save"))
    visit.quiet()
    assert (who_said_no(visit).cells[4].text, enabled(visit, "go_on")) == ("Stays in the class", True)
    open_row(visit, line)
    assert named(visit.dialog(), "stays", QRadioButton).isChecked()
    press(named(visit.dialog(), "left", QRadioButton))
    press(named(visit.dialog(), "save"))
    visit.quiet()
    assert who_said_no(visit).cells[4].text == "Left the class"
    press_verb(visit, line)
    assert who_said_no(visit).cells[4].text == "Not found on the list"
    press_verb(visit, line)
    key(visit.dialog(), "Escape")
    visit.quiet()
    assert not enabled(visit, "go_on"), "nothing was decided"


def test_a_decision_speaks_either_language_and_waits_behind_a_lock(tmp_path: Path) -> None:
    with visiting(tmp_path, with_first_term) as visit:
        bring(visit, NEXT_TERM, grade="8")
        for line in ("8", who_said_no(visit).key):
            open_row(visit, line)
            question = visit.dialog().windowTitle()
            key(visit.dialog(), "F9")
            visit.quiet()
            assert (visit.bridge.language, visit.dialog().windowTitle() != question) == ("bn", True)
            key(visit.dialog(), "F9")
            visit.quiet()
            before = row(visit, line)
            visit.bridge.lock()
            visit.quiet()
            assert visit.seen() is visit.window
            visit.unlock()
            on_page(visit, "import_list")
            assert row(visit, line) == before, "nothing was decided"
            assert visit.dialog().windowTitle() == question, "it is asked again"
            key(visit.dialog(), "Escape")
            visit.quiet()
        open_row(visit, "8")
        assert read(visit, "sex_label") == "Girl or boy"
        visit.bridge.set_language("bn")
        visit.quiet()
        assert visit.dialog().windowTitle() == "তালিকার সারি ৮"
        choose(named(visit.dialog(), "sex", QComboBox), "ছেলে")
        press(named(visit.dialog(), "save"))
        visit.quiet()
        assert row(visit, "8").cells[3].text == "ছেলে"


def keys_are_at(visit: Visit) -> str:
    focused = visit.window.focusWidget()
    return focused.objectName() if focused is not None else ""


def test_rows_that_share_a_remark_are_settled_at_once_and_keys_go_on_to_the_next(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.as_made) as visit:
        bring(visit, written(tmp_path, "Roll,Name,Sex\n1,রহিমা,?\n2,করিম,?\n,শ্রেয়া,F\n,মং চাই,M\n"))
        for pressed, then in (("unknown_word_agree", "no_roll_agree"), ("no_roll_agree", "rows")):
            visit.press(pressed)
            assert keys_are_at(visit) == then
        bring_another(visit, LISTS / "hidden.xlsx")
        assert "Rows that are hidden in the file" in read(visit, "groups")
        rows = int(read(visit, "all_rows").split()[-1])
        hidden = int(read(visit, "look_count"))
        visit.press("hidden_row_leave_out")
        assert not enabled(visit, "hidden_row_agree"), "the line stays where it is, and is settled"
        assert read(visit, "look_count") == "0"
        assert read(visit, "go_on") == f"Use {rows - hidden} learners"
        bring_another(visit, written(tmp_path, "Roll,Name,Sex\n1,রহিমা,?\n2,করিম,maybe\n3,শ্রেয়া,F\n4,মং চাই,later\n"))
        settle_without_a_mouse(visit)


def settle_without_a_mouse(visit: Visit) -> None:
    """One problem after the other."""
    visit.press("only_problems")
    open_row(visit, "3")
    press(named(visit.dialog(), "save"))
    visit.quiet()
    assert (table(visit).current_key(), keys_are_at(visit)) == ("5", "rows"), "the next one is under the hand"
    for _ in range(5):
        key(table(visit), "Right")
    key(table(visit), "Return")
    visit.quiet()
    assert table(visit).current_key() == "2", "the last one, and its button"
    key(table(visit), "Return")
    visit.quiet()
    assert table(visit).rows() == ()


def test_the_row_of_the_headings_is_chosen_by_keys_alone_and_says_no_name(tmp_path: Path) -> None:
    below = "".join(f"{roll},{name}\n" for roll, name in enumerate(GIRLS[:5], 1))
    with visiting(tmp_path, prepared.as_made) as visit:
        bring(visit, written(tmp_path, "Roll,Name\n8,The upper school\n" + below))
        key(tab_to(visit.window, "choose_headings"), "Space")
        rows = named(visit.dialog(), "top_rows", RowTable)
        until_focused(rows, "the rows have the keyboard")
        assert (rows.current_key(), rows.accessibleName()) == ("1", "The first rows of the list")
        assert [each.cells[1].text for each in rows.rows()] == [
            "Roll · Name",
            "number, length 1 · name, length 16",
            f"number, length 1 · name, length {len(GIRLS[0])}",
        ]
        visit.bridge.projector.set_shows_this_screen(None)
        visit.quiet()
        assert rows.rows()[2].cells[1].text == "hidden · hidden"
        key(rows, "F9")
        visit.quiet()
        assert rows.rows()[0].cells[0].second == "এখন শিরোনাম"
        key(rows, "F9")
        visit.in_private()
        key(rows, "Down")
        key(rows, "Return")
        visit.quiet()
        assert read(visit, "file_rows") == "Rows: 5. Headings in row 2"
        visit.press("choose_headings", "no_row")
        assert read(visit, "file_rows").endswith("No headings found")
        visit.press("choose_headings", "back")
        assert read(visit, "file_rows").endswith("No headings found"), "nothing was chosen"


def test_girls_and_boys_of_two_sheets_are_one_class(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.as_made) as visit:
        bring(visit, girls_and_boys(tmp_path))
        together = named(visit.window, "together", QComboBox)
        assert together.accessibleName() == "Other sheets of this class"
        choose(together, "“Boys” too")
        visit.quiet()
        assert (read(visit, "go_on"), together.currentText()) == ("Use 20 learners", "Boys")
        assert row(visit, "102").cells[3].text == "Boy"
        assert "Row 3 of sheet “Boys” is row 103 here." in read(visit, "file_notes")
