"""A class is merged with its double: who is proposed, what is joined, what every file still says, and undoing it."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from bsuh_desktop.domain.roster import RosterRow
from bsuh_desktop.services.class_lists import class_groups
from bsuh_desktop.services.class_lists.class_groups import (
    as_row,
    change_learner,
    class_group,
    learners_of,
    remove_class,
)
from bsuh_desktop.services.class_lists.draft import keep, known_class, merged
from bsuh_desktop.services.class_lists.merge_classes import merge_classes, outcome, propose, undo_merge
from bsuh_desktop.services.class_sheets.class_sheet import check_sheet, new_number, printed
from bsuh_desktop.services.class_sheets.paper_form import PaperDraft, PaperMark, paper_form
from bsuh_desktop.services.classroom.conduct import Conduct
from bsuh_desktop.services.classroom.new_class import open_class
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.prepared_classes import (
    ClassWish,
    move_earlier,
    move_to,
    prepare_class,
    prepared_classes,
)
from bsuh_desktop.services.erasure.retention import purge, retention_view
from bsuh_desktop.services.erasure.withdraw import people_of_group, withdraw
from bsuh_desktop.services.hand_over import seal
from bsuh_desktop.services.hand_over import seal as class_facts
from bsuh_desktop.services.safekeeping.opening import open_unlocked
from bsuh_desktop.store.salvage.merge_rows import settle
from tests.helpers import prepared
from tests.helpers.cipher import decrypted_pages
from tests.helpers.consent import refuse
from tests.helpers.desks import clock_at, copied_desk
from tests.helpers.double import FIRST, SECOND, brought, taught
from tests.helpers.erasure import opened, pass_days, received
from tests.helpers.grants import refused
from tests.helpers.later_lists import a_plan, listed


class Double:
    """Two lists of one class, both taught once."""

    def __init__(self, folder: Path, **second: object) -> None:
        self.desk = copied_desk(folder, clock_at())
        self.stays = brought(self.desk, "8", FIRST)
        self.goes = brought(self.desk, "Group 8", SECOND, **second)  # type: ignore[arg-type]
        self.first, self.second = taught(self.desk, self.stays), taught(self.desk, self.goes)

    def line(self, group: str, roll: str) -> int:
        return next(one.line for one in learners_of(self.desk, group) if one.roll == roll)

    def pairs(self, *rolls: tuple[str, str]) -> dict[int, int]:
        return {self.line(self.goes, goes): self.line(self.stays, stays) for goes, stays in rolls}

    def merge(self, *rolls: tuple[str, str]) -> None:
        merge_classes(self.desk, self.stays, self.goes, self.pairs(*rolls))

    def ids(self, group: str) -> dict[str, str | None]:
        return {one.roll: one.learner for one in self.desk.store.rosters.lines(group)}

    def names(self, held: Conduct) -> dict[str, tuple[str | None, str | None]]:
        """The names in a lesson, by the learner's id there."""
        seated = self.desk.store.rosters.seated(held.session)
        return {learner: (line.name_bn, line.name_en) for learner, line in seated.items()}

    def recorded(self) -> list[object]:
        """Journals, rows and names of both lessons as a file says them."""
        return [
            ([entry.data for entry in self.desk.store.journal.entries(one.session)], facts.rows, facts.names)
            for one in (self.first, self.second)
            for facts in [class_facts.attendance_facts(self.desk, one.session, 1)]
        ]


ALL = (("1", "1"), ("2", "2"), ("7", "3"))


def of_roll(desk: Desk, group: str, roll: str) -> RosterRow:
    return as_row(next(one for one in learners_of(desk, group) if one.roll == roll))


@pytest.fixture
def double(tmp_path: Path) -> Double:
    return Double(tmp_path / "desk")


def test_pairs_are_proposed_by_roll_and_likeness_of_names(double: Double) -> None:
    found = propose(double.desk, double.stays, double.goes)
    assert [(one.goes.roll, one.stays.roll, one.because) for one in found.pairs] == [
        ("1", "1", "name"),
        ("2", "2", "spelling"),
        ("7", "3", "name"),
    ]


def test_a_roll_alone_is_enough_only_where_no_names_speak_against_it(tmp_path: Path) -> None:
    two = Double(tmp_path, refusing=("1", "9"))
    found = propose(two.desk, two.stays, two.goes)
    first = found.pairs[0]
    assert (first.goes.roll, first.stays.roll, first.because) == ("1", "1", "roll")
    other = brought(two.desk, "9", ("1 সম্পূর্ণ অন্য নাম",))
    assert propose(two.desk, two.stays, other).pairs == ()


def test_the_joined_class_has_the_lessons_of_both_and_everything_recorded_stays(double: Double) -> None:
    desk, before = double.desk, double.recorded()
    files = [seal.seal_class(desk, one.session) for one in (double.first, double.second)]
    ids = double.ids(double.stays) | {"9": double.ids(double.goes)["9"]}
    pairs = double.pairs(*ALL)
    assert outcome(desk, double.stays, double.goes, pairs) == merge_classes(desk, double.stays, double.goes, pairs)
    (card,) = class_groups.class_groups(desk)
    assert (card.group.id, card.learners, card.unnamed, card.taught) == (double.stays, 5, 0, 2)
    assert [one.grade for one in card.merged] == ["Group 8"]
    assert double.ids(double.stays) == ids, "who was joined is known by the list that stays, the others as before"
    assert double.recorded() == before
    assert [seal.seal_class(desk, one.session) for one in (double.first, double.second)] == files
    later = taught(desk, double.stays)
    assert {row.learner for row in class_facts.attendance_facts(desk, later.session, 1).rows} == set(ids.values())
    assert {one.seat.group for one in later.state.attendees.values()} == {double.stays}
    assert class_group(desk, double.stays).taught == 3
    assert retention_view(desk).groups[0].names == 8


def test_nothing_is_joined_that_nobody_joined(double: Double) -> None:
    double.merge(("1", "1"))
    rolls = [one.roll for one in learners_of(double.desk, double.stays)]
    assert rolls == ["1", "2", "3", "4", "2", "7", "9"]
    again = [one for one in learners_of(double.desk, double.stays) if one.roll == "2"][1]
    change_learner(double.desk, double.stays, again.line, replace(as_row(again), name_bn="শ্রেয়া দত্ত"))
    with refused("roll_taken"):
        change_learner(double.desk, double.stays, again.line, replace(as_row(again), roll="3"))


def test_undone_both_lists_are_as_before(double: Double) -> None:
    desk, before = double.desk, double.recorded()
    lists = [learners_of(desk, group) for group in (double.stays, double.goes)]
    cards = class_groups.class_groups(desk)
    double.merge(*ALL)
    undo_merge(desk, double.goes)
    assert class_groups.class_groups(desk) == cards
    assert [learners_of(desk, group) for group in (double.stays, double.goes)] == lists
    assert double.recorded() == before
    for table in ("joined_groups", "joined_learners"):
        assert desk.store.db.conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0] == 0


def test_a_lesson_of_the_joined_class_or_a_taken_name_stands_in_the_way(double: Double) -> None:
    desk = double.desk
    double.merge(*ALL)
    taken = class_groups.store_group(desk, "eiin:107845", "Group 8", "ka")
    with refused("class_exists"):
        undo_merge(desk, double.goes)
    remove_class(desk, taken.id)
    running = open_class(desk, [double.stays], prepared.PACK)
    with refused("class_not_finished"):
        undo_merge(desk, double.goes)
    running.finish()
    with refused("merge_stays"):
        undo_merge(desk, double.goes)


@pytest.mark.parametrize("where", ["stays", "goes"])
def test_a_no_in_either_list_keeps_the_learner_nameless_in_both(tmp_path: Path, where: str) -> None:
    two = Double(tmp_path, refusing=("1",) if where == "goes" else ())
    desk = two.desk
    ids = two.ids(two.stays)["1"], two.ids(two.goes)["1"]
    if where == "stays":
        refuse(desk, two.stays, [two.line(two.stays, "1")])
    assert merge_classes(desk, two.stays, two.goes, two.pairs(("1", "1"), ("2", "2"))).names == 1
    one = learners_of(desk, two.stays)[0]
    assert (one.roll, one.named, one.said_no) == ("1", False, True)
    yes = next(filter(None, ids if where == "goes" else reversed(ids)))
    said_yes = two.first if where == "goes" else two.second
    assert yes not in said_yes.state.questions["q5"].answers
    contents, names = opened(desk, seal.seal_class(desk, said_yes.session).bytes)
    assert contents.details.withdrawn == (yes,)
    assert yes not in names
    undo_merge(desk, two.goes)
    assert [learners_of(desk, group)[0].said_no for group in (two.stays, two.goes)] == [True, True]


@pytest.mark.parametrize("how", ["withdraw", "change", "from the lesson"])
def test_a_later_no_holds_for_both(double: Double, how: str) -> None:
    desk = double.desk
    ids = double.ids(double.stays)["2"], double.ids(double.goes)["2"]
    old = double.line(double.goes, "2")
    double.merge(*ALL)
    one = learners_of(desk, double.stays)[1]
    assert one.sat
    if how == "change":
        change_learner(desk, double.stays, one.line, replace(as_row(one), assent="no"))
    else:
        gone = withdraw(desk, [old if how == "from the lesson" else one.line])
        assert (gone.people, gone.names, gone.answers, gone.classes) == (2, 2, 2, 2)
    for conduct, learner in zip((double.first, double.second), ids, strict=True):
        assert learner not in conduct.state.questions["q5"].answers
        facts = class_facts.attendance_facts(desk, conduct.session, 2)
        assert facts.details.withdrawn == (learner,)
    pages = decrypted_pages(desk.folder, desk.vault.store_key)
    assert not [name for name in ("শ্রেয়া দাস", "শ্রেয়া দাশ") if name.encode() in pages]
    undo_merge(desk, double.goes)
    assert [learners_of(desk, group)[1].said_no for group in (double.stays, double.goes)] == [True, True]


def test_the_narrower_ground_holds_for_both(tmp_path: Path) -> None:
    two = Double(tmp_path, basis="school")
    desk = two.desk
    line = two.line(two.goes, "9")
    row = as_row(next(one for one in learners_of(desk, two.goes) if one.line == line))
    change_learner(desk, two.goes, line, replace(row, guardian="not_asked"))
    assert learners_of(desk, two.goes)[3].named, "the school may say so"
    assert merge_classes(desk, two.stays, two.goes, two.pairs(*ALL)).names == 1
    assert desk.store.rosters.basis(two.stays) == "letters"
    assert [one.named for one in learners_of(desk, two.stays)] == [True, True, True, True, False]
    assert "উম্মে হাবিবা".encode() not in decrypted_pages(desk.folder, desk.vault.store_key)


def test_a_name_that_may_not_stand_on_the_list_any_more_goes_from_the_other_list_too(double: Double) -> None:
    desk = double.desk
    double.merge(*ALL)
    one = learners_of(desk, double.stays)[1]
    change_learner(desk, double.stays, one.line, replace(as_row(one), guardian="not_asked"))
    pages = decrypted_pages(desk.folder, desk.vault.store_key)
    assert not [name for name in ("শ্রেয়া দাস", "শ্রেয়া দাশ") if name.encode() in pages]
    facts = [class_facts.attendance_facts(desk, held.session, 2) for held in (double.first, double.second)]
    assert [len(one.names) for one in facts] == [3, 3]


@pytest.mark.parametrize("how", ["by hand", "by a later list"])
def test_a_corrected_spelling_reaches_the_lessons_of_both(double: Double, how: str) -> None:
    desk, mended = double.desk, "শ্রেয়া দাসী"
    ids = [str(double.ids(group)["2"]) for group in (double.stays, double.goes)]
    line, row = double.line(double.goes, "2"), of_roll(desk, double.goes, "2")
    change_learner(desk, double.goes, line, replace(row, name_en="Shreya Das"))
    double.merge(*ALL)
    apart = double.names(double.second)
    if how == "by hand":
        row = of_roll(desk, double.stays, "2")
        change_learner(desk, double.stays, double.line(double.stays, "2"), replace(row, name_bn=mended))
    else:
        read = [listed(at, one.roll, one.name_bn) for at, one in enumerate(learners_of(desk, double.stays), 2)]
        read[1] = replace(read[1], name_bn=mended)
        keep(desk, merged(a_plan(read), known_class(desk, desk.store.rosters.group(double.stays))), "", "", "")
    for held, learner in zip((double.first, double.second), ids, strict=True):
        assert double.names(held)[learner][0] == mended
    assert double.names(double.second) == {**apart, ids[1]: (mended, "Shreya Das")}, "and nobody else's changes"
    assert "শ্রেয়া দাশ".encode() not in decrypted_pages(desk.folder, desk.vault.store_key)
    undo_merge(desk, double.goes)
    assert [of_roll(desk, group, "2").name_bn for group in (double.stays, double.goes)] == [mended, mended]


def test_one_of_two_names_that_goes_leaves_the_other_list_a_name(double: Double) -> None:
    desk, other = double.desk, str(double.ids(double.goes)["2"])
    line, row = double.line(double.stays, "2"), of_roll(desk, double.stays, "2")
    change_learner(desk, double.stays, line, replace(row, name_en="Shreya Das"))
    double.merge(*ALL)
    change_learner(desk, double.stays, line, replace(row, name_bn=None, name_en="Shreya Das"))
    assert double.names(double.second)[other] == (None, "Shreya Das")


def test_aliases_are_read_once_however_long_the_list_is(double: Double) -> None:
    desk = double.desk
    asked: list[str] = []

    def read(ask: Callable[[], object]) -> int:
        desk.store.db.conn.set_trace_callback(asked.append)
        ask()
        desk.store.db.conn.set_trace_callback(None)
        count = sum("FROM joined_learners" in one and "line, into_line" in one for one in asked)
        asked.clear()
        return count

    double.merge(*ALL)
    form = paper_form(desk, [double.stays], prepared.PACK)
    number = new_number(desk, form)
    marks: dict[int, PaperMark] = {one.card: "present" for one in form.learners}
    assert read(lambda: learners_of(desk, double.stays)) == 1
    assert read(lambda: people_of_group(desk, double.stays)) == 1
    assert read(lambda: check_sheet(desk, form, PaperDraft(sheet=number, marks=marks), False)) == 1


def test_a_narrower_ground_holds_for_lists_that_were_merged_before_and_for_who_left(tmp_path: Path) -> None:
    two = Double(tmp_path)
    desk = two.desk
    class_groups.remove_learner(desk, two.stays, two.line(two.stays, "4"))
    two.merge(*ALL)
    nobody = brought(desk, "10", (), basis="none")
    assert merge_classes(desk, nobody, two.stays, {}).names == 8
    pages = decrypted_pages(desk.folder, desk.vault.store_key)
    assert not [name for name in (*FIRST, *SECOND) if name.partition(" ")[2].encode() in pages]


def test_names_of_both_stay_until_every_lesson_of_either_has_its_receipt(double: Double) -> None:
    desk = double.desk
    double.merge(*ALL)
    received(desk, double.first.session)
    pass_days(desk, 91)
    assert purge(desk).names == 0
    assert [one.session for one in retention_view(desk).groups[0].missing] == [double.second.session]
    received(desk, double.second.session)
    pass_days(desk, 91)
    assert purge(desk, desk.today()).names == 8
    assert not any(one.named for one in people_of_group(desk, double.stays))


def test_a_learner_of_both_is_one_person_of_the_class(double: Double) -> None:
    double.merge(*ALL)
    people = people_of_group(double.desk, double.stays)
    assert [(one.roll, one.sessions) for one in people] == [("1", 2), ("2", 2), ("3", 2), ("4", 1), ("9", 1)]
    class_groups.remove_learner(double.desk, double.stays, double.line(double.stays, "1"))
    assert [one.roll for one in learners_of(double.desk, double.stays)] == ["2", "3", "4", "9"]


def test_whoever_never_sat_anywhere_leaves_nothing_of_either_line(tmp_path: Path) -> None:
    desk = copied_desk(tmp_path, clock_at())
    stays, goes = brought(desk, "8", FIRST), brought(desk, "Group 8", SECOND)
    here, there = (learners_of(desk, group)[1].line for group in (stays, goes))
    merge_classes(desk, stays, goes, {there: here})
    class_groups.remove_learner(desk, stays, here)
    pages = decrypted_pages(desk.folder, desk.vault.store_key)
    assert not [name for name in ("শ্রেয়া দাস", "শ্রেয়া দাশ") if name.encode() in pages]
    undo_merge(desk, goes)
    assert [one.roll for one in learners_of(desk, goes)] == ["1", "7", "9"]


def test_plans_and_printed_sheets_are_of_the_joined_class(double: Double) -> None:
    desk = double.desk
    prepare_class(desk, ClassWish((double.stays, double.goes), prepared.PACK))
    number = new_number(desk, paper_form(desk, [double.goes], prepared.PACK))
    double.merge(*ALL)
    assert [one.wish.groups for one in prepared_classes(desk)] == [(double.stays,)]
    sheet = printed(desk, number)
    assert sheet is not None
    assert sheet.groups == (double.stays,)


def test_what_was_prepared_for_either_list_comes_back_when_they_are_taken_apart(double: Double) -> None:
    desk, stays, goes = double.desk, double.stays, double.goes
    of_both, of_one = (prepare_class(desk, ClassWish(groups, prepared.PACK)) for groups in ((goes, stays), (goes,)))
    double.merge(*ALL)
    new = prepare_class(desk, ClassWish((stays,), prepared.PACK))
    move_to(desk, of_both.id, desk.today() + datetime.timedelta(1))
    move_earlier(desk, new.id)
    shown = next(one for one in prepared_classes(desk) if one.id == of_one.id)
    prepare_class(desk, replace(shown.wish, by="shared"), time=datetime.time(10))
    assert {one.id: one.wish.groups for one in prepared_classes(desk)} == dict.fromkeys(
        (of_both.id, of_one.id, new.id), (stays,)
    )
    undo_merge(desk, goes)
    assert {one.id: one.wish.groups for one in prepared_classes(desk)} == {
        of_both.id: (goes, stays),
        of_one.id: (goes,),
        new.id: (stays,),
    }


def test_what_was_prepared_for_either_list_goes_with_the_merged_class(double: Double) -> None:
    desk, other = double.desk, class_groups.store_group(double.desk, "eiin:107845", "9", "ga").id
    for groups in ((double.goes,), (double.stays, double.goes), (double.goes, other)):
        prepare_class(desk, ClassWish(groups, prepared.PACK))
    double.merge(*ALL)
    assert remove_class(desk, double.stays).planned == 2
    assert [one.wish.groups for one in prepared_classes(desk)] == [(other,)]


def test_a_merged_class_is_deleted_with_both_lists(double: Double) -> None:
    desk = double.desk
    double.merge(*ALL)
    gone = remove_class(desk, double.stays)
    assert (gone.learners, gone.lessons) == (5, 2), "a joined learner is one"
    assert class_groups.class_groups(desk) == []
    pages = decrypted_pages(desk.folder, desk.vault.store_key)
    assert not [name for name in (*FIRST, *SECOND) if name.partition(" ")[2].encode() in pages]
    assert [len(class_facts.attendance_facts(desk, one.session, 2).rows) for one in (double.first, double.second)] == [
        4,
        4,
    ]


def test_three_lists_are_one_class_and_come_apart_newest_first(double: Double) -> None:
    desk = double.desk
    third = brought(desk, "9", ("1 ক্ষিতীশ রহমান",))
    (line,) = [one.line for one in learners_of(desk, third)]
    double.merge(*ALL)
    merge_classes(desk, third, double.stays, {double.line(double.stays, "1"): line})
    assert [one.roll for one in learners_of(desk, third)] == ["1", "2", "3", "4", "9"]
    assert class_group(desk, third).taught == 2
    assert len(desk.store.joined.same_as([line])) == 3
    undo_merge(desk, double.stays)
    assert [len(learners_of(desk, group)) for group in (third, double.stays)] == [1, 5]
    undo_merge(desk, double.goes)
    assert [len(learners_of(desk, group)) for group in (third, double.stays, double.goes)] == [1, 4, 4]


def test_what_changed_meanwhile_or_is_too_many_is_refused(double: Double) -> None:
    desk, pairs = double.desk, double.pairs(*ALL)
    class_groups.remove_learner(desk, double.stays, double.line(double.stays, "1"))
    with refused("class_changed"):
        merge_classes(desk, double.stays, double.goes, pairs)
    with refused("class_changed"):
        merge_classes(desk, double.stays, double.stays, {})
    many = brought(desk, "7", tuple(f"{number} নাম {'ক' * number}" for number in range(100, 299)))
    with refused("too_many_learners"):
        merge_classes(desk, double.stays, many, {})
    open_class(desk, [double.goes], prepared.PACK)
    with refused("class_not_finished"):
        propose(desk, double.stays, double.goes)


def test_a_merge_is_there_after_the_desk_was_closed(double: Double) -> None:
    double.merge(*ALL)
    desk = double.desk
    desk.close()
    again = open_unlocked(desk.folder, desk.vault, desk.clock)
    assert [one.roll for one in learners_of(again, double.stays)] == ["1", "2", "3", "4", "9"]
    again.close()


def test_a_repair_keeps_a_merge_and_drops_what_has_lost_an_end(double: Double) -> None:
    double.merge(*ALL)
    joined = double.desk.store.joined
    whole = joined.into(), joined.lines()
    settle(double.desk.store.db)
    assert (joined.into(), joined.lines()) == whole
    goes, stays = next(iter(joined.lines().items()))
    joined.merge(double.stays, double.goes, {stays: goes}, 0)
    assert set(joined.parts(double.stays)) == {double.stays, double.goes}
    assert joined.listed([goes])[goes] in (goes, stays)
    settle(double.desk.store.db)
    assert len(double.desk.store.rosters.groups()) == 1, "two copies that merged the other way each leave one list"
    assert len(joined.lines()) == 3
    left = joined.into(), joined.lines()
    joined.merge("LOSTGROUP0000", double.stays, {99_998: goes, 99_999: stays}, 0)
    settle(double.desk.store.db)
    assert (joined.into(), joined.lines()) == left
