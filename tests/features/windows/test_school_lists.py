"""A class list as a school office sends it, and the next term's list of the same class: by mouse and typing alone.

Both are XLS, typed in an old font, with the families' phone numbers. Every step is an event on a control that can be
seen; what the windows say is held against what the store has afterwards.
"""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QPushButton

from bsuh_desktop.services.class_lists.class_groups import Learner, class_groups, learners_of
from bsuh_desktop.services.desk.desk import Desk
from tests.helpers import hands, list_pages, prepared
from tests.helpers.class_pages import read, shows
from tests.helpers.hands import named, press, until_focused
from tests.helpers.list_pages import FIRST_TERM, NEXT_TERM, asked, on_page, press_verb, row, table, told, written
from tests.helpers.slot_work import counting_work
from tests.helpers.visit import Visit, visiting
from tests.helpers.whole_lists import halves
from tests.helpers.whole_lists import learners as everybody

MOST_ACTIONS = 25
FIRST = {
    "1": "মোঃ রকিব হাসান",
    "2": "প্রিয়া রানী দাস",
    "3": "নুসরাত জাহান",
    "4": "ক্ষিতীশ চন্দ্র রায়",
    "5": "শ্রেয়া চক্রবর্তী",
    "6": "খ্রিস্টিনা গোমেজ",
    "7": "",
    "8": "জান্নাতুল ফেরদৌস",
    "9": "মংসিং মারমা",
    "10": "ফারজানা আক্তার",
    "11": "তানভীর ইসলাম",
    "12": "সুস্মিতা ভট্টাচার্য",
    "": "ঐশ্বর্য ত্রিপুরা",
    "14": "আব্দুল্লাহ আল মামুন",
    "15": "উম্মে হাবিবা",
    "16": "কৃষ্ণা সরকার",
    "17": "রফিকুল ইসলাম",
    "18": "স্মৃতি কর্মকার",
    "19": "শান্ত চাকমা",
    "20": "লামিয়া সুলতানা",
}
"""By roll, as the class is kept: roll 7 said no, and one of the two with roll 12 has none for now."""

GONE, NEW = ("9", "19"), {"21": "আয়েশা সিদ্দিকা", "22": "সৌরভ পাল"}
NEXT = {
    **{roll: name for roll, name in FIRST.items() if roll not in (*GONE, "")},
    **NEW,
    "1": "নুসরাত জাহান",
    "3": "মোঃ রকিব হাসান",
    "5": "শ্রেয়া চক্রবর্ত্তী",
    "13": "ঐশ্বর্য ত্রিপুরা",
}


@dataclasses.dataclass
class Facilitator:
    """A person with a mouse, who counts what they do: each click, each field that is written, is one action."""

    visit: Visit
    actions: int = 0

    def press(self, *names: str) -> None:
        self.actions += len(names)
        self.visit.press(*names)

    def write(self, name: str, text: str) -> None:
        self.actions += 1
        self.visit.write(name, text)

    def choose(self, path: Path) -> None:
        self.press("choose_file")
        self.actions += 2
        hands.pick(path)
        self.visit.quiet()

    def press_verb(self, key: str) -> None:
        self.actions += 1
        press_verb(self.visit, key)

    def press_in_dialog(self, name: str) -> None:
        self.actions += 1
        press(named(self.visit.dialog(), name))
        self.visit.quiet()

    def pick_in_dialog(self, name: str, text: str) -> None:
        self.actions += 2
        hands.choose(named(self.visit.dialog(), name, QComboBox), text)
        self.visit.quiet()

    def note_refusal(self, roll: str) -> None:
        self.actions += 2
        list_pages.note(self.visit, "refused", roll)

    def understood(self, key: str) -> tuple[str, str]:
        """The light of a row, and what is said about it."""
        cell = row(self.visit, key).cells[4]
        return cell.light, cell.text

    def key_of(self, roll: str, on_list: bool = True) -> str:
        """The row of that roll, as far as it is shown: of the list, or of who is not on it."""
        rows = [each.key for each in table(self.visit).rows() if each.cells[1].text == roll]
        return next(key for key in rows if key.isdigit() == on_list)


def learners(desk: Desk) -> list[Learner]:
    """Those of the only class."""
    (group,) = class_groups(desk)
    return learners_of(desk, group.group.id)


def names_of(learners: list[Learner]) -> dict[str, str]:
    """The names by roll."""
    return {one.roll: one.name_bn for one in learners}


def bring_the_first(person: Facilitator) -> None:
    visit = person.visit
    person.press("rail_classes", "import_list")
    person.choose(FIRST_TERM)
    person.write("place_words", "Kaliganga High School")
    person.write("grade", "8")
    person.write("section", "Kha")
    person.press("go_on")
    assert "মোবাইল\nskipped: phone number" in read(visit, "columns_card")
    assert row(visit, "5").cells[2].text == "প্রিয়া রানী দাস"
    assert row(visit, "5").cells[2].second == "wcÖqv ivbx `vm"
    assert "Names typed in an old font: 20. Compare them." in read(visit, "groups")
    person.press("converted_agree")
    assert person.understood("15") == person.understood("16") == ("stop", "This roll appears twice")
    person.press_verb("15")
    person.press_in_dialog("keeper_15")
    person.press_in_dialog("save")
    assert person.understood("20") == ("look", "An unknown word")
    person.press_verb("20")
    assert [read(visit, f"{state}_count") for state in ("ok", "look", "stop")] == ["20", "0", "0"]
    person.press("go_on")
    on_page(visit, "consent")
    person.press("read_aloud", "all_letters")
    person.note_refusal("7")
    person.press("keep")
    on_page(visit, "classes")


def look_at_the_next(person: Facilitator) -> None:
    visit = person.visit
    person.press("import_list")
    person.choose(NEXT_TERM)
    person.write("grade", "8")
    person.write("section", "Kha")
    person.press("go_on")
    assert read(visit, "header_title") == "What has changed"
    shown = table(visit).rows()
    on_list = {each.cells[1].text: each.cells[4] for each in shown if each.key.isdigit()}
    assert {roll: (cell.light, cell.text) for roll, cell in on_list.items()} == {
        "1": ("info", "Roll was 3"),
        "3": ("info", "Roll was 1"),
        "5": ("look", "Name was শ্রেয়া চক্রবর্তী"),
        "7": ("look", "New"),
        "13": ("info", "Had no roll"),
        "21": ("look", "New"),
        "22": ("look", "New"),
    }
    off_list = {each.cells[1].text: each.cells[4] for each in shown if not each.key.isdigit()}
    assert {roll: (cell.light, cell.text) for roll, cell in off_list.items()} == {
        "7": ("stop", "Not found on the list"),
        "9": ("unused", "Left the class"),
        "19": ("unused", "Left the class"),
    }
    assert [read(visit, f"{change}_count") for change in ("moved", "renamed", "gone")] == ["3", "1", "3"]


def bring_the_next(person: Facilitator) -> None:
    """Who said no last time is found under the name that the office writes again, and stays without one."""
    visit = person.visit
    person.press("converted_agree")
    person.press_verb(person.key_of("7", on_list=False))
    person.pick_in_dialog("found", "Roll 7: সাব্বির আহমেদ, Boy")
    person.press_in_dialog("save")
    person.press_verb(person.key_of("5"))
    assert [read(visit, f"{change}_count") for change in ("new", "moved", "renamed", "gone")] == ["2", "3", "1", "2"]
    person.press("go_on")
    on_page(visit, "consent")
    person.press("read_aloud", "all_letters", "keep")
    on_page(visit, "classes")


@pytest.mark.usefixtures("windows")
def test_a_list_in_an_old_font_and_the_next_term_s(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.as_made) as visit, counting_work() as counted:
        visit.unlock()
        visit.in_private()
        person = Facilitator(visit)
        bring_the_first(person)
        print(f"A list typed in an old font, with two problems: {person.actions} actions")
        assert person.actions < MOST_ACTIONS
        assert told(visit) == "The list is saved. Learners: 20, with a name: 19"
        first = asked(visit, learners)
        assert names_of(first) == FIRST

        person.actions = 0
        look_at_the_next(person)
        bring_the_next(person)
        print(f"The next term's list: {person.actions} actions")
        assert person.actions < MOST_ACTIONS
        assert told(visit) == "The class is up to date. Learners: 20, new: 2, gone: 2"
        following = asked(visit, learners)
    assert names_of(following) == NEXT
    lines = {one.line: one for one in following}
    stayed = {one.line for one in first if one.roll not in GONE}
    assert stayed <= set(lines), "who stays keeps the lessons that they sat in"
    assert {lines[line].roll for line in set(lines) - stayed} == set(NEW)
    assert counted.too_much == []


def bring_halves(person: Facilitator, path: Path, section: str) -> None:
    person.choose(path)
    person.write("place_words", "Kaliganga High School")
    person.write("grade", "7")
    person.write("section", section)
    person.press("go_on")


def keep_all(person: Facilitator) -> None:
    """Everybody's letter was seen."""
    person.press("go_on")
    on_page(person.visit, "consent")
    person.press("read_aloud", "all_letters", "keep")
    on_page(person.visit, "classes")


@pytest.mark.usefixtures("windows")
def test_a_printed_register_of_two_halves_and_next_year_s(tmp_path: Path) -> None:
    """What is asked of the whole list is answered once; the next list of the school proposes the same answers."""
    first, following = written(tmp_path, halves(), "first.csv"), written(tmp_path, halves(30), "next.csv")
    with visiting(tmp_path, prepared.as_made) as visit, counting_work() as counted:
        visit.unlock()
        visit.in_private()
        person = Facilitator(visit)
        person.press("rail_classes", "import_list")
        bring_halves(person, first, "Ka")
        assert read(visit, "reason") == "Say first whether these lists are one class."
        assert not visit.see("go_on").isEnabled()
        visit.press("language_bn")
        assert "লিঙ্গের কলামে মেয়ে কোনটি: “১” নাকি “২”?" in read(visit, "groups")
        assert named(visit.window, "sex_words_boy_first", QPushButton).text() == "“২” মেয়ে, “১” ছেলে"
        person.press("sex_words_boy_first")
        until_focused(visit.see("joined_no"), "the next question has the keyboard")
        visit.press("language_en")
        assert [row(visit, key).cells[3].text for key in ("2", "102")] == ["Girl", "Girl"]
        person.press("joined_agree")
        assert (visit.see("go_on").isEnabled(), read(visit, "go_on")) == (True, "Use 40 learners")
        keep_all(person)
        assert told(visit) == "The list is saved. Learners: 40, with a name: 40"
        kept = asked(visit, learners)
        assert names_of(kept) == {roll: name for roll, name, _ in everybody(40)}
        assert [one.sex for one in kept] == [{"2": "f", "1": "m"}[code] for _, _, code in everybody(40)]

        person.press("import_list")
        bring_halves(person, following, "Kha")
        assert shows(visit, "read_as_last")
        assert [row(visit, key).cells[3].text for key in ("2", "102")] == ["Girl", "Boy"]
        assert read(visit, "reason") == "Say first whether these lists are one class."
        person.press("joined_agree", "sex_words_boy_first")
        keep_all(person)
        assert told(visit) == "The list is saved. Learners: 30, with a name: 30"
    assert counted.too_much == []
