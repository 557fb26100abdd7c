from __future__ import annotations

from pathlib import Path

import pytest

from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.domain.roster import LAST_CARD
from bsuh_desktop.services.class_lists import decide, draft
from bsuh_desktop.services.class_lists.class_groups import learners_of
from bsuh_desktop.services.class_lists.import_plan import ImportPlan, RowRemark, Severity
from tests.helpers.cipher import decrypted_pages
from tests.helpers.command import ROOT
from tests.helpers.desks import practice_desk
from tests.helpers.later_lists import a_plan, held_against, in_class, listed, plan_here
from tests.helpers.work import steps

DATA = ROOT / "tests" / "data"
KHA = DATA / "class-6-kha.csv"
PLACE = ("eiin:107845", "6", "kha")

DOUBLES = """\
রোল,নাম,লিঙ্গ,মোবাইল,সম্মতি
12,নুসরাত চক্রবর্ত্তী,মেয়ে,01711000000,হ্যাঁ
13,মো: রাকিব ত্রিপুরা,ছেলে,,হ্যাঁ
১২,ঐশ্বর্য ভট্টাচার্য্য,মেয়ে,,হ্যাঁ
,শান্ত চাকমা,ছেলে,,না
1,হৃদয় সরকার,xyz,,হ্যাঁ
"""
"""Rows 2 and 4 share a roll, 3 has a colon in the name, 5 no roll, 6 an unknown word."""

NO_CONSENT = "roll,name\n1,রহিমা খাতুন\n2,করিম মিয়া\n3,শ্রেয়া দাস\n"


@pytest.fixture
def doubles(tmp_path: Path) -> ImportPlan:
    return written(tmp_path, DOUBLES)


def written(folder: Path, text: str) -> ImportPlan:
    """The plan of a list that says `text`."""
    path = folder / "list.csv"
    path.write_text(text, "utf-8")
    return plan_here(path)


def severities(plan: ImportPlan) -> dict[int, Severity]:
    return {row.row: row.severity for row in plan.rows if row.severity != "ok"}


def codes(plan: ImportPlan, row: int) -> list[str]:
    return [remark.code for remark in plan.row(row).remarks]


def rolls(plan: ImportPlan) -> list[tuple[str | None, int]]:
    return [(learner.roll, learner.card) for learner in plan.learners]


def test_a_good_list_may_be_agreed_to_as_it_is() -> None:
    plan = plan_here(KHA)
    assert (plan.file_name, plan.heading_row, plan.notes) == ("class-6-kha.csv", 1, ())
    assert all(column.taken for column in plan.columns)
    assert [column.meaning.text for column in plan.columns] == ["roll", "name", "sex", "age", "guardian's consent"]
    counts = plan.counts
    assert (counts.learners, counts.ok, counts.look, counts.stop) == (58, 58, 0, 0)
    assert (counts.named, counts.unnamed) == (50, 8)
    assert plan.why_not is None


def test_what_is_wrong_stands_at_its_row(doubles: ImportPlan) -> None:
    assert severities(doubles) == {2: "stop", 3: "look", 4: "stop", 5: "look", 6: "look"}
    assert codes(doubles, 2) == codes(doubles, 4) == ["duplicate_roll"]
    assert str(doubles.row(4).remarks[0].message) == "This roll is in rows 2, 4. Choose whose it is."
    not_taken = [(column.words, column.meaning.text) for column in doubles.columns if not column.taken]
    assert not_taken == [("মোবাইল", "phone number")]
    assert str(doubles.why_not) == "Rows to fix first: 2."


def test_a_roll_is_kept_by_one_and_the_other_gets_a_free_card(doubles: ImportPlan) -> None:
    plan = decide.keep_roll(doubles, 4)
    assert rolls(plan) == [(None, 2), ("13", 13), ("১২", 12), (None, 3), ("1", 1)]
    assert codes(plan, 2) == ["roll_given"]
    assert plan.counts.stop == 0
    assert plan.why_not is None
    other = decide.keep_roll(plan, 2)
    assert rolls(other) == [("12", 12), ("13", 13), (None, 2), (None, 3), ("1", 1)]
    assert decide.undo_decision(plan, 4) == doubles


def test_a_roll_put_right_in_its_place(doubles: ImportPlan) -> None:
    plan = decide.correct_roll(doubles, 4, " ৩১ ")
    assert rolls(plan)[2] == ("৩১", 31)
    assert plan.counts.stop == 0
    again = decide.correct_roll(plan, 4, "১৩")
    assert severities(again)[3] == severities(again)[4] == "stop"
    given = decide.correct_roll(decide.keep_roll(doubles, 2), 4, "40")
    assert rolls(given)[2] == ("40", 40), "a roll that was written afterwards holds"
    assert codes(given, 4) == []
    assert decide.correct_roll(doubles, 5, "5").row(5).severity == "ok"


def test_a_row_left_out_is_nobodys_double(doubles: ImportPlan) -> None:
    plan = decide.leave_out(doubles, 2)
    assert (plan.counts.learners, plan.counts.left_out, plan.counts.stop) == (4, 1, 0)
    assert [learner.row for learner in plan.learners] == [3, 4, 5, 6]
    assert plan.row(4).learner.card == 12
    everybody = plan
    for row in (3, 4, 5, 6):
        everybody = decide.leave_out(everybody, row)
    assert str(everybody.why_not) == "There is nobody on this list."


def test_a_name_with_a_colon_is_offered_its_sign(doubles: ImportPlan) -> None:
    (remark,) = doubles.row(3).remarks
    assert (remark.code, remark.offer) == ("colon", "মোঃ রাকিব ত্রিপুরা")
    taken = decide.take_offer(doubles, 3)
    assert (taken.row(3).learner.name_bn, taken.row(3).severity) == ("মোঃ রাকিব ত্রিপুরা", "ok")
    left = decide.leave_as_it_is(doubles, 3)
    assert (left.row(3).learner.name_bn, left.row(3).severity) == ("মো: রাকিব ত্রিপুরা", "ok")


def test_a_corrected_name_answers_what_was_said_of_the_old_one(tmp_path: Path) -> None:
    plan = written(tmp_path, "roll,name,consent\n1,=A1,yes\n2,,yes\n3,কখগ,yes\n")
    assert (codes(plan, 2), codes(plan, 3)) == (["formula"], ["no_name"])
    for row in (2, 3):
        plan = decide.correct_name(plan, row, " রহিমা  খাতুন ", "")
        assert (plan.row(row).learner.name_bn, plan.row(row).learner.name_en) == ("রহিমা খাতুন", None)
        assert plan.row(row).severity == "ok"


def test_a_stop_cannot_be_left_as_it_is(doubles: ImportPlan) -> None:
    assert decide.leave_as_it_is(doubles, 2).row(2).severity == "stop"


def test_a_list_with_more_learners_than_cards(tmp_path: Path) -> None:
    text = "roll,name,consent\n" + "".join(f"{roll},নাম,yes\n" for roll in range(1, LAST_CARD + 2))
    plan = written(tmp_path, text)
    assert codes(plan, LAST_CARD + 2)[-1] == "no_card"
    assert plan.row(LAST_CARD + 2).severity == "stop"
    assert str(plan.why_not) == "This list has 201 learners. A class has at most 200."
    fewer = decide.leave_out(plan, 2)
    assert (fewer.counts.stop, fewer.row(LAST_CARD + 2).learner.card) == (0, 1)


def test_without_a_consent_column_the_notice_comes_first(tmp_path: Path) -> None:
    plan = written(tmp_path, NO_CONSENT)
    assert plan.needs_consent
    assert plan.why_not is not None
    assert plan.counts.named == 0
    asked = decide.with_consent(plan, {3})
    assert (asked.why_not, asked.counts.named, asked.counts.unnamed) == (None, 2, 1)
    assert [(row.refused, row.may_be_named) for row in asked.rows] == [(False, True), (True, False), (False, True)]
    assert decide.without_sitting(asked) == plan
    nameless = decide.on_basis(plan, "none")
    assert (nameless.why_not, nameless.counts.named) == (None, 0)
    by_school = decide.on_basis(decide.with_consent(plan, {3}, None), "school")
    assert by_school.counts.named == 2
    assert [learner.guardian for learner in by_school.learners] == ["not_asked"] * 3


def test_a_no_of_the_list_stays_a_no(tmp_path: Path) -> None:
    text = "roll,name,consent,assent,age\n1,ক খ,no,,12\n2,গ ঘ,yes,no,12\n3,চ ছ,,,12\n4,জ ঝ,,,19\n"
    plan = decide.with_consent(written(tmp_path, text), ())
    assert [row.may_be_named for row in plan.rows] == [False, False, True, True]
    careful = decide.with_consent(plan, (), None)
    assert [row.may_be_named for row in careful.rows] == [False, False, False, True], "letters are still to come"


def test_a_letter_that_is_missing_is_no_yes(tmp_path: Path) -> None:
    plan = decide.with_consent(written(tmp_path, NO_CONSENT), {3}, "yes", without_letter={4})
    assert [row.may_be_named for row in plan.rows] == [True, False, False]
    assert [row.learner.guardian for row in plan.rows] == ["yes", "not_asked", "not_asked"]


def test_nothing_is_kept_before_everything_is_decided(tmp_path: Path, doubles: ImportPlan) -> None:
    desk = practice_desk(tmp_path)
    with pytest.raises(KnownError) as caught:
        draft.keep(desk, doubles, *PLACE)
    assert caught.value.code == "not_now"
    assert desk.store.rosters.groups() == []


def test_a_refused_name_is_nowhere_in_the_data_after_agreeing(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    plan = decide.with_consent(written(tmp_path, NO_CONSENT), {3})
    group = draft.keep(desk, plan, *PLACE, notice="aloud-1")
    pages = decrypted_pages(desk.folder, desk.vault.store_key)
    assert "রহিমা খাতুন".encode() in pages
    assert "করিম".encode() not in pages
    assert [(one.roll, one.named) for one in learners_of(desk, group.id)] == [("1", True), ("2", False), ("3", True)]
    assert {line.notice for line in desk.store.rosters.lines(group.id)} == {"aloud-1"}


def test_what_was_decided_is_what_is_kept(tmp_path: Path, doubles: ImportPlan) -> None:
    desk = practice_desk(tmp_path)
    plan = decide.take_offer(decide.leave_out(decide.keep_roll(doubles, 2), 6), 3)
    group = draft.keep(desk, plan, *PLACE, notice="aloud-1")
    kept = [(one.card, one.roll, one.name_bn) for one in learners_of(desk, group.id)]
    assert kept == [
        (12, "12", "নুসরাত চক্রবর্ত্তী"),
        (13, "13", "মোঃ রাকিব ত্রিপুরা"),
        (1, "", "ঐশ্বর্য ভট্টাচার্য্য"),
        (2, "", ""),
    ]
    assert [learner.card for learner in plan.learners] == [card for card, _, _ in kept]
    assert {line.notice for line in desk.store.rosters.lines(group.id)} == {"practice-1"}, "nothing was read aloud"
    with pytest.raises(KnownError) as caught:
        draft.keep(desk, plan, *PLACE)
    assert caught.value.code == "class_exists"


def test_the_workbook_of_a_school() -> None:
    plan = plan_here(DATA / "class-8-girls.xlsx")
    assert plan.counts.learners == len(plan.rows)
    assert plan.notes
    # What the reader remarks is what the plan says; nothing is lost and nothing is said twice.
    for row in plan.rows:
        assert len(set(codes(plan, row.row))) == len(codes(plan, row.row))


def an_old_font(*more: int) -> ImportPlan:
    """Five rows of which three were converted; those in `more` have an unknown word, too, and 6 was hidden."""
    converted = RowRemark("converted", Message("x"), "look", "name")
    word = RowRemark("unknown_word", Message("x"), "look", "sex")
    said = {row: (converted, word) if row in more else (converted,) for row in (2, 3, 5)}
    said[6] = (RowRemark("hidden_row", Message("x"), "look"),)
    return a_plan([listed(row, str(row), f"নাম {'ক' * row}") for row in range(2, 7)], said=said)


def test_rows_with_one_remark_are_agreed_to_all_at_once() -> None:
    plan = an_old_font(3)
    (group,) = decide.groups(plan)
    assert (group.code, group.rows, group.count) == ("converted", (2, 3, 5), 3)
    agreed = decide.agree_to_all(plan, "converted")
    assert [row.severity for row in agreed.rows] == ["ok", "look", "ok", "ok", "look"], "the word stays open"
    assert decide.groups(agreed) == ()
    assert [remark.severity for remark in agreed.row(3).remarks] == ["ok", "look"]
    back = decide.undo_decision(agreed, 2)
    assert [row.severity for row in back.rows] == ["look", "look", "ok", "ok", "look"]


def test_a_name_from_an_old_font_is_kept_only_once_a_person_has_compared_it() -> None:
    plan = an_old_font(3)
    assert str(plan.why_not_decided) == "Names to compare first: 3."
    typed = decide.leave_out(decide.correct_name(plan, 2, "রকিব", ""), 5)
    assert typed.to_compare == 1
    assert decide.leave_as_it_is(typed, 3).why_not_decided is None
    assert decide.agree_to_all(plan, "converted").why_not_decided is None


def test_rows_with_one_remark_are_left_out_all_at_once() -> None:
    plan = decide.leave_as_it_is(an_old_font(), 3)
    out = decide.leave_out_all(plan, "converted")
    assert [row.row for row in out.rows if row.left_out] == [2, 5], "whoever was looked at stays"


def test_rows_that_were_decided_are_in_no_group() -> None:
    plan = decide.leave_out(decide.leave_as_it_is(an_old_font(), 3), 5)
    assert decide.groups(plan) == ()
    assert plan.decisions.rows == {3, 5}


def test_the_sex_is_what_a_person_says() -> None:
    plan = decide.correct_sex(an_old_font(2), 2, "f")
    assert (plan.row(2).learner.sex, codes(plan, 2)) == ("f", ["converted"])
    assert decide.undo_decision(plan, 2) == an_old_font(2)


def test_a_decision_takes_no_longer_than_the_class_is_large() -> None:
    for later in (False, True):
        few, many = (_decision_steps(_a_long_list(count, later)) for count in (50, 200))
        print(f"a decision about 200 learners, {later=}: {many:,} steps, about 50: {few:,}")
        assert many < 6 * few, "four times as many; compared each with each it would be sixteen"


def _a_long_list(count: int, later: bool) -> ImportPlan:
    """Of a new class, or of one in which everybody is spelt otherwise."""
    names = [f"মোঃ রকিব {chr(0x995 + number % 30)}{chr(0x995 + number // 30)}" for number in range(count)]
    read = [listed(number + 2, str(number + 1), name) for number, name in enumerate(names)]
    spelt = [in_class(number + 1, str(number + 1), f"{name}ক") for number, name in enumerate(names)]
    return held_against(spelt, read) if later else a_plan(read)


def _decision_steps(plan: ImportPlan) -> int:
    decide.leave_as_it_is(plan, 2)
    return steps(lambda: decide.leave_as_it_is(plan, 3))
