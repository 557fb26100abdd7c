"""Class lists: all classes, a list from a file, consent in one sitting, learners by hand."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec.structs import replace
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.widgets.restyled import desk_say
from bsuh_desktop.services.class_lists.class_groups import class_groups, store_group
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.recent_folders import note_folder
from tests.helpers import double, hand_over, prepared
from tests.helpers.ended_classes import lessons_of_each_kind
from tests.helpers.hands import choose, key, pick
from tests.helpers.list_pages import (
    FIRST_TERM,
    LISTS,
    NEXT_TERM,
    choose_more,
    open_row,
    table,
    with_first_term,
    written,
)
from tests.helpers.scenes.scene import Scene
from tests.helpers.sources import ROOT
from tests.helpers.visit import Visit
from tests.helpers.whole_lists import BROKEN, LONG_ROLLS, girls_and_boys, halves

LIST = ROOT / "tests" / "data" / "class-6-kha.csv"
DOUBTFUL = """Roll,Name,Sex,Consent
1,ক্ষিতীশ রহমান,M,yes
2,শ্রেয়া খাতুন,F,yes
2,সাবরিনা দত্ত,F,no
,মং চাই,M,yes
5,,F,yes
6,শ্রেয়া খাতুন,F,maybe
"""
"""A roll twice, a roll and a name missing, a name twice, an answer that is none."""

A_PART = """Roll,Name,Sex
1,মোঃ রকিব হাসান,M
21,আয়েশা সিদ্দিকা,F
22,সাব্বির আহম্মেদ,M
"""
"""Three of that class, one of them new, one perhaps new."""

STILL_THERE = A_PART + "7,সাব্বির আহমেদ,M\n"
"""The same, with somebody who has the roll of the learner who said no."""


def _taught_and_another(desk: Desk) -> None:
    prepared.finished(desk)
    store_group(desk, "eiin:107845", "9", "ga")


def _answered_long_ago(desk: Desk) -> None:
    prepared.four(desk)
    (group,) = class_groups(desk)
    for one in desk.store.rosters.lines(group.group.id):
        desk.store.rosters.change_line(replace(one, notice="aloud-1"))


def classes(visit: Visit) -> None:
    """All classes."""
    visit.unlock()
    visit.in_private()
    visit.press("rail_classes")


def choosing(visit: Visit) -> None:
    """Which file, and which class?"""
    classes(visit)
    visit.press("import_list")


def pasting(visit: Visit) -> None:
    """A table that was copied is read."""
    choosing(visit)
    QGuiApplication.clipboard().setText(A_PART.replace(",", "\t"))
    visit.press("paste_table")


def pasting_nothing(visit: Visit) -> None:
    """What was copied is no table."""
    choosing(visit)
    QGuiApplication.clipboard().setText("https://example.org")
    visit.press("paste_table")


def looking(visit: Visit) -> None:
    """A list in order."""
    choosing(visit)
    _bring(visit, LIST)


def deciding(visit: Visit) -> None:
    """A list that asks for decisions."""
    choosing(visit)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "class-7-ka.csv"
        path.write_text(DOUBTFUL, "utf-8")
        _bring(visit, path)


def _bring(visit: Visit, path: Path, grade: str = "6") -> None:
    visit.press("choose_file")
    pick(path)
    visit.quiet()
    visit.write("place_words", "Kaliganga High School")
    visit.write("grade", grade)
    visit.write("section", "Kha")
    visit.press("go_on")


def old_font(visit: Visit) -> None:
    """A list typed in an old font: twenty names to compare."""
    choosing(visit)
    _bring(visit, FIRST_TERM, "8")


def a_row(visit: Visit) -> None:
    """A row of it is decided."""
    old_font(visit)
    open_row(visit, "15")


def old_font_in_public(visit: Visit) -> None:
    """The same, on a screen that the class may see."""
    old_font(visit)
    visit.bridge.projector.set_shows_this_screen(None)
    visit.quiet()


def merging(visit: Visit) -> None:
    """The next term's list of a class that is on the laptop."""
    choosing(visit)
    _bring(visit, NEXT_TERM, "8")


def merging_all(visit: Visit) -> None:
    """All its rows, and who is not on it."""
    merging(visit)
    visit.press("all_rows")


def consent_of_new(visit: Visit) -> None:
    """Only who is new in that class is asked."""
    merging(visit)
    visit.press("converted_agree")
    open_row(visit, next(row.key for row in table(visit).rows() if row.state == "stop"))
    visit.press("left", "save", "go_on")


def a_part(visit: Visit, text: str = A_PART) -> None:
    """A few learners of that class: is it the whole class? And who said no is not among them."""
    choosing(visit)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "class-8-kha.csv"
        path.write_text(text, "utf-8")
        _bring(visit, path, "8")


def still_there(visit: Visit) -> None:
    """Who said no may be in the row that has their roll, or be one of the new ones."""
    a_part(visit, STILL_THERE)


def taken_back(visit: Visit) -> None:
    """A row that was left out, and may come back."""
    old_font(visit)
    open_row(visit, "15")
    visit.press("leave_out")
    key(table(visit), "Return")
    visit.quiet()


def who_said_no(visit: Visit) -> None:
    """Who said no is asked for."""
    a_part(visit)
    open_row(visit, next(row.key for row in table(visit).rows() if row.state == "stop"))


def whole_school(visit: Visit) -> None:
    """A list of all classes, of which one is read."""
    choosing(visit)
    _bring(visit, LISTS / "school-2000.xlsx")


def three_sheets(visit: Visit) -> None:
    """A workbook of which one sheet is the list."""
    choosing(visit)
    _bring(visit, LISTS / "three-sheets.xlsx")


def _made(visit: Visit, make: Callable[[Path], Path]) -> None:
    choosing(visit)
    with TemporaryDirectory() as folder:
        _bring(visit, make(Path(folder)))


def side_by_side(visit: Visit) -> None:
    """Two lists side by side with codes for the sex: what is asked of the whole list."""
    _made(visit, lambda folder: written(folder, halves()))


def side_by_side_answered(visit: Visit) -> None:
    """The same once it is answered."""
    choosing(visit)
    with TemporaryDirectory() as folder:
        _bring(visit, written(Path(folder), halves()))
        visit.press("joined_agree", "sex_words_boy_first")


def broken(visit: Visit) -> None:
    """Names whose letters were broken and put right, and long numbers under roll."""
    _made(visit, lambda folder: written(folder, LONG_ROLLS + BROKEN.partition("\n")[2]))


def sheets_together(visit: Visit) -> None:
    """Two sheets read as one class."""
    choosing(visit)
    with TemporaryDirectory() as folder:
        _bring(visit, girls_and_boys(Path(folder)))
        box = visit.see("together")
        assert isinstance(box, QComboBox)
        choose(box, box.itemText(2))
        visit.quiet()


def heading_row(visit: Visit) -> None:
    """Which row holds the headings?"""
    choosing(visit)
    _bring(visit, LISTS / "head-teacher.xlsx")
    visit.press("choose_headings")


def code_page(visit: Visit) -> None:
    """A text file that does not say what it is written in."""
    choosing(visit)
    _bring(visit, LISTS / "class-9-bijoy.csv")


def without_headings(visit: Visit) -> None:
    """A list without any heading."""
    choosing(visit)
    _bring(visit, LISTS / "no-header.csv")


def consent(visit: Visit) -> None:
    """Before the notice is read."""
    looking(visit)
    visit.press("go_on")


def refusals(visit: Visit) -> None:
    """After it."""
    consent(visit)
    visit.press("read_aloud")


def adults(visit: Visit) -> None:
    """What adults hear."""
    consent(visit)
    visit.press("adults")


def earlier_notice(visit: Visit) -> None:
    """What a learner heard before the answer."""
    learners(visit)
    open_row(visit, table(visit).rows()[0].key)
    visit.press("read_notice")


def learners(visit: Visit) -> None:
    """The learners of a class."""
    classes(visit)
    visit.press("open_learners")


def renaming(visit: Visit) -> None:
    """Another name for a class that was taught."""
    classes(visit)
    choose_more(visit, desk_say(Message("Rename")))


def renaming_taken(visit: Visit) -> None:
    """The name of another class."""
    renaming(visit)
    visit.write("grade", "9")
    visit.write("section", "Ga")


def deleting(visit: Visit) -> None:
    """A class that was practised is about to be deleted."""
    classes(visit)
    choose_more(visit, desk_say(Message("Delete")))


def merging_classes(visit: Visit) -> None:
    """Which class is the double, and which list stays?"""
    classes(visit)
    choose_more(visit, desk_say(Message("Merge with another class")))


def merging_pair(visit: Visit) -> None:
    """The first pair."""
    merging_classes(visit)
    visit.press("compare")


def merging_decided(visit: Visit) -> None:
    """Every pair is decided; what the merge comes to."""
    merging_pair(visit)
    visit.press("one_learner", "one_learner", "two_learners")


def merging_too_many(visit: Visit) -> None:
    """More learners than a class may have, whatever is said of the pairs."""
    merging_classes(visit)
    combo = visit.see("other")
    assert isinstance(combo, QComboBox)
    choose(combo, combo.itemText(1))
    visit.press("compare")


def merging_too_many_by_pairs(visit: Visit) -> None:
    """The same by what was said of them."""
    merging_too_many(visit)
    visit.press("one_learner", "one_learner", "one_learner", "two_learners")


def merged(visit: Visit) -> None:
    """The merged class on its card."""
    merging_decided(visit)
    visit.press("merge", "back")


def file_of_list(visit: Visit) -> None:
    """The dialog that asks for the file of a list."""
    classes(visit)
    visit.press("import_list")
    visit.bridge.change(lambda desk: note_folder(desk, LIST.parent))
    visit.quiet()
    visit.press("choose_file")


def folder_for_files(visit: Visit) -> None:
    """The same for a folder to write into."""
    classes(visit)
    visit.bridge.change(lambda desk: note_folder(desk, LIST.parent.parent))
    visit.quiet()
    visit.go("hand_over")
    visit.press("to_folder")


def history(visit: Visit) -> None:
    """What was taught to the first class."""
    classes(visit)
    choose_more(visit, desk_say(Message("History")))


SCENES = (
    Scene("classes", classes, prepared.with_class),
    Scene("classes-rename", renaming, _taught_and_another, afresh=True),
    Scene("classes-rename-taken", renaming_taken, _taught_and_another, afresh=True),
    Scene("classes-delete", deleting, _taught_and_another, afresh=True),
    Scene("classes-not-arrived", deleting, hand_over.three),
    Scene("classes-merged", merged, double.twice),
    Scene("merge-which", merging_classes, double.twice),
    Scene("merge-pair", merging_pair, double.twice),
    Scene("merge-decided", merging_decided, double.twice),
    Scene("merge-too-many", merging_too_many, partial(double.with_a_full_class, same=3)),
    Scene("merge-too-many-by-pairs", merging_too_many_by_pairs, partial(double.with_a_full_class, same=4)),
    Scene("classes-taught", classes, lessons_of_each_kind),
    Scene("classes-none", classes, prepared.as_made),
    Scene("import-choosing", choosing, prepared.with_class),
    Scene("import-pasted", pasting, prepared.with_class),
    Scene("import-nothing-pasted", pasting_nothing, prepared.with_class),
    Scene("file-to-read", file_of_list, prepared.as_made),
    Scene("file-folder", folder_for_files, prepared.finished),
    Scene("import-looking", looking, prepared.with_class),
    Scene("import-deciding", deciding, prepared.with_class),
    Scene("import-old-font", old_font, prepared.as_made),
    Scene("import-row", a_row, prepared.as_made, afresh=True),
    Scene("import-public", old_font_in_public, prepared.as_made),
    Scene("import-merge", merging, with_first_term),
    Scene("import-merge-all", merging_all, with_first_term),
    Scene("import-part", a_part, with_first_term),
    Scene("import-still-there", still_there, with_first_term),
    Scene("import-row-again", taken_back, prepared.as_made, afresh=True),
    Scene("import-who", who_said_no, with_first_term, afresh=True),
    Scene("import-school", whole_school, prepared.as_made),
    Scene("import-sheets", three_sheets, prepared.as_made),
    Scene("import-halves", side_by_side, prepared.as_made),
    Scene("import-halves-answered", side_by_side_answered, prepared.as_made),
    Scene("import-broken", broken, prepared.as_made),
    Scene("import-together", sheets_together, prepared.as_made),
    Scene("import-headings", heading_row, prepared.as_made, afresh=True),
    Scene("import-code-page", code_page, prepared.as_made),
    Scene("import-bare", without_headings, prepared.as_made),
    Scene("consent", consent, prepared.with_class),
    Scene("consent-merge", consent_of_new, with_first_term),
    Scene("consent-refusals", refusals, prepared.with_class),
    Scene("consent-adults", adults, prepared.with_class),
    Scene("history", history, lessons_of_each_kind),
    Scene("learners", learners, prepared.with_class),
    Scene("learners-notice", earlier_notice, _answered_long_ago, afresh=True),
)
