from __future__ import annotations

import pytest

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.domain.roster import RosterRow, assign_cards
from bsuh_desktop.services.class_lists import enrol
from bsuh_desktop.services.classroom.class_picture import ClassPicture, ListedName, class_picture
from bsuh_desktop.services.classroom.commands import MarkRoll
from bsuh_desktop.services.classroom.conduct import Conduct
from bsuh_desktop.services.classroom.new_class import open_class
from bsuh_desktop.services.classroom.roll_input import Entry, marks_of, read_among, read_entry
from tests.helpers import prepared
from tests.helpers.desks import practice_desk


def take(conduct: Conduct, entry: Entry) -> None:
    MarkRoll(marks_of(entry, "absent"), entry.visitors)(conduct)


@pytest.fixture(scope="module")
def picture(tmp_path_factory: pytest.TempPathFactory) -> ClassPicture:
    """The practice class: rolls ১ to ৫৮ on the cards 1 to 58."""
    desk = practice_desk(tmp_path_factory.mktemp("desk"))
    return class_picture(desk, prepared.at_roll_call(desk))


@pytest.fixture
def two_sections(tmp_path_factory: pytest.TempPathFactory) -> tuple[Conduct, ClassPicture]:
    """Sections ka and kha in one room, rolls 1 to 4 in each: cards 1 to 4, then 5 to 8. Two are called রহিমা খাতুন."""
    desk = practice_desk(tmp_path_factory.mktemp("desk"))
    names = ["রহিমা খাতুন", "শ্রেয়া দাস", "জ্যোৎস্না চাকমা", "মং চাই"]
    groups = []
    for section in ("ka", "kha"):
        rolls = [str(number) for number in range(1, 5)]
        rows = [
            RosterRow(row=card, roll=roll, card=card, name_bn=name if section == "ka" or roll == "1" else None,
                      name_en=None, guardian="yes")
            for card, roll, name in zip(assign_cards(rolls), rolls, names, strict=True)
        ]  # fmt: skip
        group = enrol.new_group("eiin:107845", 2026, "8", section)
        enrol.agree(desk, group, "letters", rows)
        groups.append(group.id)
    conduct = open_class(desk, groups, prepared.PACK)
    return conduct, class_picture(desk, conduct)


def cards(picture: ClassPicture, typed: str, by_name: bool = True) -> list[tuple[int, ...]]:
    return [one.cards for one in read_entry(picture, typed, by_name).meant]


@pytest.mark.parametrize("typed", ["7", "৭", " 07 ", "7 "])
def test_a_number_is_that_card_in_either_script(picture: ClassPicture, typed: str) -> None:
    assert cards(picture, typed) == [(7,)]


@pytest.mark.parametrize("typed", ["59", "999999999999", "not here", "5 59", "5 x"])
def test_nobody(picture: ClassPicture, typed: str) -> None:
    entry = read_entry(picture, typed, by_name=True)
    assert not entry.ready
    assert entry.unclear is not None
    assert entry.unclear.cards == ()


@pytest.mark.parametrize("typed", ["", "  ", " , "])
def test_nothing(picture: ClassPicture, typed: str) -> None:
    entry = read_entry(picture, typed, by_name=True)
    assert (entry.meant, entry.visitors, entry.ready) == ((), 0, False)


@pytest.mark.parametrize("typed", ["kironmoyee", "KIRON", "কিরণম\u09dfী", "কিরণম\u09af\u09bcী"])
def test_a_piece_of_a_name_in_either_script_and_any_unicode_form(picture: ClassPicture, typed: str) -> None:
    assert cards(picture, typed) == [(7,)]


def test_several_are_all_named(picture: ClassPicture) -> None:
    (several,) = cards(picture, "das")
    assert len(several) > 1
    assert cards(picture, "das2") == cards(picture, "das ২") == [several[1:2]]
    assert cards(picture, "das0") == [()]


def test_in_public_view_no_name_is_looked_for(picture: ClassPicture) -> None:
    assert cards(picture, "kironmoyee", by_name=False) == [()]
    assert cards(picture, "das2", by_name=False) == [()]
    assert cards(picture, "7", by_name=False) == [(7,)]


@pytest.mark.parametrize("typed", ["5 12, 17 8L 22l 40e +2 +", "৫ ১২, ১৭ ৮দ ২২দ ৪০চ +২ +"])
def test_a_whole_roll_in_one_entry(picture: ClassPicture, typed: str) -> None:
    entry = read_entry(picture, typed, by_name=False)
    assert [(one.cards, one.mark) for one in entry.meant] == [
        ((5,), None),
        ((12,), None),
        ((17,), None),
        ((8,), "late"),
        ((22,), "late"),
        ((40,), "left_early"),
    ]
    assert (entry.visitors, entry.ready) == (3, True)


def test_a_roll_of_two_sections_is_chosen_by_a_letter(two_sections: tuple[Conduct, ClassPicture]) -> None:
    _, picture = two_sections
    assert cards(picture, "1") == [(1, 5)]
    assert cards(picture, "1a 1b 2খL") == [(1,), (5,), (6,)]
    assert read_entry(picture, "2খL", by_name=True).meant[0].mark == "late"
    assert cards(picture, "1c") == [()]


def test_a_roll_with_a_letter_of_its_own_is_that_roll() -> None:
    names = {card: ListedName(roll) for card, roll in ((1, "12L"), (12, "12"), (3, "৮-ক-১২"))}
    entry = read_among(names, "12l 8-ক-12 12", by_name=False)
    assert [(one.cards, one.mark) for one in entry.meant] == [((1,), None), ((3,), None), ((12,), None)]
    assert read_among(names, "999999999999", by_name=False).meant[0].cards == ()


def test_two_of_one_name_are_told_apart(two_sections: tuple[Conduct, ClassPicture]) -> None:
    _, picture = two_sections
    assert cards(picture, "রহিমা") == [(1, 5)]
    assert cards(picture, "রহিমা2") == [(5,)]
    by_card = {row.card: row.learner for row in picture.view.rows}
    assert {
        card: str(picture.distinctions[learner]) for card, learner in by_card.items() if learner in picture.distinctions
    } == {
        1: "1 of 2 with this name",
        5: "2 of 2 with this name",
    }
    called = {card: str(picture.called.learners[learner]) for card, learner in by_card.items()}
    assert (called[1], called[5]) == ("Roll 1, section Ka", "Number 5 (roll 1, section Kha)")


def test_an_entry_is_taken_whole_or_not_at_all(two_sections: tuple[Conduct, ClassPicture]) -> None:
    conduct, picture = two_sections

    def statuses() -> list[str]:
        return [row.status for row in conduct.view().rows]

    take(conduct, read_entry(picture, "1a 2aL +2", by_name=True))
    assert statuses()[:3] == ["absent", "late", "not_called"]
    assert [row.card for row in conduct.view().rows if row.visitor] == [9, 10]
    before, events = statuses(), conduct.state.events
    with pytest.raises(KnownError, match="cannot leave early"):
        take(conduct, read_entry(picture, "3a 1aE", by_name=True))
    assert (statuses(), conduct.state.events) == (before, events)
    take(conduct, read_entry(picture, "1a 2aL", by_name=True))
    assert statuses()[:2] == ["present", "present"], "the same once more is present again"
