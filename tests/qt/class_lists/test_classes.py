"""The page of all classes: each on its card, and the ways to bring more."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from bsuh_desktop.documents.blank_list import blank_list_pdf
from bsuh_desktop.qt.class_lists.classes import Classes
from bsuh_desktop.qt.widgets.binding import BoundCard
from bsuh_desktop.qt.widgets.text_lines import TextLines
from bsuh_desktop.services.class_lists.class_groups import store_group
from bsuh_desktop.services.desk.desk import Desk
from tests.helpers import hand_over, prepared
from tests.helpers.class_pages import read
from tests.helpers.hands import key, named, pick, press, tab_to, until, until_laid_out
from tests.helpers.list_pages import choose_more, on_page
from tests.helpers.printing import FilePrinters, asked_for_printer, press_print, printed
from tests.helpers.visit import Visit, visiting

pytestmark = pytest.mark.usefixtures("windows")


def two_classes(desk: Desk) -> None:
    """A class that was taught, and one whose learners are still to be written."""
    prepared.finished(desk)
    store_group(desk, "eiin:107846", "9", "ga")


def at_classes(visit: Visit) -> None:
    visit.unlock()
    visit.press("rail_classes")


def cards(visit: Visit, part: str) -> list[QWidget]:
    """That part of each card, from the top."""
    parts = [each for each in visit.window.page.findChildren(QWidget, part) if each.isVisible()]
    return sorted(parts, key=lambda each: each.mapTo(visit.window, each.rect().topLeft()).y())


def test_the_buttons_of_a_card_are_about_its_class(tmp_path: Path) -> None:
    with visiting(tmp_path, two_classes) as visit:
        at_classes(visit)
        press(cards(visit, "open_learners")[1])
        on_page(visit, "learners")
        assert read(visit, "header_title") == "Grade 9, section Ga"
        visit.press("back")
        on_page(visit, "classes")
        press(cards(visit, "start_preparing")[0])
        on_page(visit, "set_up")
        assert "Grade 8, section Ka" in read(visit, "class_card")


def test_a_class_without_a_list_goes_straight_to_set_up(tmp_path: Path) -> None:
    with visiting(tmp_path, two_classes) as visit:
        at_classes(visit)
        visit.press("without_list")
        on_page(visit, "set_up")
        assert "without a list" in read(visit, "class_card")


def test_a_blank_list_is_saved_and_printed_from_the_bar(tmp_path: Path) -> None:
    papers = tmp_path / "papers"
    papers.mkdir()
    with visiting(tmp_path, two_classes) as visit:
        at_classes(visit)
        visit.press("blank_list")
        key(visit.dialog(), "F9")
        assert visit.dialog().windowTitle() == "খালি তালিকা প্রিন্ট করুন"
        visit.press("file_to_folder")
        pick(papers)
        visit.quiet()
        assert read(visit, "news").strip() == "খালি তালিকা এই ফোল্ডারে আছে: papers।"
        (path,) = papers.iterdir()
        visit.bridge.printers = FilePrinters(tmp_path / "out.pdf")
        visit.press("blank_list", "file_print")
        press_print(asked_for_printer(visit))
        printed(visit)
        until(lambda: "২টি" in read(visit, "news"), "it is told")
        assert path.read_bytes() == blank_list_pdf()


def test_keys_go_through_the_cards_in_their_order(tmp_path: Path) -> None:
    with visiting(tmp_path, two_classes) as visit:
        at_classes(visit)
        assert visit.window.focusWidget() is cards(visit, "start_preparing")[0]
        assert tab_to(visit.window, "open_learners") is cards(visit, "open_learners")[1]


def test_the_page_begins_at_the_class_whose_list_was_kept(tmp_path: Path) -> None:
    with visiting(tmp_path, two_classes) as visit:
        at_classes(visit)
        page = visit.window.page
        assert isinstance(page, Classes)
        second = page._shown[1].group
        visit.go("home")
        visit.go("classes", group=second)
        assert visit.window.focusWidget() is cards(visit, "start_preparing")[1]


def test_cards_speak_the_desks_language_at_once(tmp_path: Path) -> None:
    with visiting(tmp_path, two_classes) as visit:
        at_classes(visit)
        visit.press("language_bn")
        assert "৮ম শ্রেণি, ক শাখা\nকালীগঙ্গা উচ্চ বিদ্যালয়" in read(visit, "body")


def test_a_class_is_renamed_by_its_menu_in_either_language(tmp_path: Path) -> None:
    with visiting(tmp_path, two_classes) as visit:
        at_classes(visit)
        choose_more(visit, "Rename")
        assert visit.dialog().windowTitle() == "Another name for Grade 8, section Ka?"
        visit.write("section", "")
        visit.write("grade", "9")
        key(named(visit.window, "grade"), "F9")
        assert read(visit, "called") == "তখন ক্লাসের নাম হবে: ৯ম শ্রেণি"
        assert "আগের নামই থাকবে" in read(visit, "keeps_name")
        visit.press("save")
        assert "৯ম শ্রেণি\n" in read(visit, "body")
        assert "আগে ছিল ৮ম শ্রেণি, ক শাখা" in read(visit, "news")
        assert visit.window.focusWidget() is cards(visit, "more")[0]


def test_a_class_is_deleted_by_its_menu_and_is_gone_from_the_page(tmp_path: Path) -> None:
    with visiting(tmp_path, two_classes) as visit:
        at_classes(visit)
        choose_more(visit, "Delete")
        key(visit.dialog(), "F9")
        assert "সংখ্যাসহ, নাম ছাড়া থাকবে: ১টি" in "\n".join(each.text() for each in visit.dialog().findChildren(TextLines))
        press(named(visit.dialog(), "delete"))
        visit.quiet()
        assert [each.text() for each in visit.window.page.findChildren(QLabel, "class_title") if each.isVisible()] == [
            "৯ম শ্রেণি, গ শাখা"
        ]
        assert "মোছা নাম: ৫৬টি" in read(visit, "news")


def test_a_class_that_has_not_arrived_leads_to_hand_over(tmp_path: Path) -> None:
    with visiting(tmp_path, hand_over.three) as visit:
        at_classes(visit)
        choose_more(visit, "Delete", 2)
        assert "cannot be deleted yet" in read(visit, "news")
        visit.press("hand_over")
        on_page(visit, "hand_over")


def test_a_card_has_the_space_of_its_form_again_wherever_it_was_made(tmp_path: Path) -> None:
    with visiting(tmp_path, two_classes) as visit:
        spaces: list[set[int]] = []
        visit.window.resize(1366, 728)
        at_classes(visit)
        for height in (728, 768, 728, 768):
            visit.window.resize(1366, height)
            until_laid_out(visit.window)
            layouts = [card.layout() for card in visit.window.page.findChildren(BoundCard)]
            spaces.append({layout.contentsMargins().top() for layout in layouts if layout is not None})
        assert spaces == [{11}, {16}, {11}, {16}], "what its form says, and two thirds of that"
