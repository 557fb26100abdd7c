from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from bsuh_desktop.domain.consent import Basis, ConsentAnswer
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.people import AgeBand
from bsuh_desktop.domain.roster import LAST_CARD, RosterRow
from bsuh_desktop.services.class_lists import decide
from bsuh_desktop.services.class_lists.class_groups import Learner
from bsuh_desktop.services.class_lists.draft import merged
from bsuh_desktop.services.class_lists.import_plan import Change, ImportPlan, RowRemark
from tests.helpers.later_lists import a_known_class, a_plan, held_against, in_class, listed

RAHIMA, KARIM, SHREYA, MONG, NADIA = "রহিমা খাতুন", "করিম মিয়া", "শ্রেয়া দাস", "মং চাই", "নাদিয়া সুলতানা"
CLASS = (in_class(11, "1", RAHIMA), in_class(12, "2", KARIM), in_class(13, "3", SHREYA), in_class(14, "4", MONG))


def changes(plan: ImportPlan) -> dict[int, tuple[Change, int | None]]:
    """What is new about each row, and who it is."""
    return {row.row: (row.change, row.was.line if row.was else None) for row in plan.rows}


def codes(plan: ImportPlan, row: int) -> list[str]:
    return [remark.code for remark in plan.row(row).remarks]


def test_the_same_list_says_nothing_new() -> None:
    plan = held_against(CLASS, [listed(row, one.roll, one.name_bn) for row, one in enumerate(CLASS, 2)])
    assert changes(plan) == {2: ("same", 11), 3: ("same", 12), 4: ("same", 13), 5: ("same", 14)}
    assert plan.gone == ()
    assert plan.why_not is None
    assert [row.remarks for row in plan.rows] == [()] * 4


def test_new_gone_renamed_and_moved_are_each_shown() -> None:
    rows = [
        listed(2, "1", "রহিমা খাতূন"),
        listed(3, "9", KARIM),
        listed(4, "3", SHREYA),
        listed(5, "5", NADIA),
    ]
    plan = held_against(CLASS, rows)
    assert changes(plan) == {2: ("renamed", 11), 3: ("moved", 12), 4: ("same", 13), 5: ("new", None)}
    assert [(one.line, one.stays, one.severity) for one in plan.gone] == [(14, False, "ok")]
    assert (codes(plan, 2), codes(plan, 3)) == (["renamed"], ["moved"])
    assert [plan.row(row).severity for row in (2, 3, 4, 5)] == ["look", "ok", "ok", "ok"]
    counts = plan.counts
    assert (counts.same, counts.new, counts.renamed, counts.moved, counts.gone) == (1, 1, 1, 1, 1)
    assert (counts.learners, counts.named) == (4, 4)


def test_a_spelling_of_ours_stays_where_it_is_one_name() -> None:
    ours = in_class(11, "1", "মোঃ রকিব")
    plan = held_against([ours], [listed(2, "1", "মো: রকিব", name_en="Md. Rakib")])
    assert plan.row(2).change == "same"
    assert (plan.row(2).learner.name_bn, plan.row(2).learner.name_en) == ("মোঃ রকিব", "Md. Rakib")
    plain = held_against([ours], [listed(2, "1", "মো: রকিব")])
    assert (plain.row(2).learner.name_bn, plain.row(2).remarks) == ("মোঃ রকিব", ())


def test_of_a_new_spelling_a_person_may_keep_ours_or_say_another_learner() -> None:
    plan = held_against(CLASS[:1], [listed(2, "1", "রহিমা খাতূন")])
    assert plan.row(2).learner.name_bn == "রহিমা খাতূন"
    ours = decide.keep_name(plan, 2)
    assert (ours.row(2).change, ours.row(2).learner.name_bn, ours.row(2).severity) == ("same", RAHIMA, "ok")
    another = decide.another_learner(plan, 2)
    assert (another.row(2).change, [one.line for one in another.gone]) == ("new", [11])
    assert decide.undo_decision(another, 2) == decide.undo_decision(ours, 2) == plan
    assert decide.leave_as_it_is(plan, 2).row(2).severity == "ok"


def test_a_name_in_the_other_script_is_added() -> None:
    plan = held_against(CLASS, [listed(2, "1", None, name_en="Rahima Khatun"), listed(3, "2", KARIM)])
    (row, _) = plan.rows
    assert (row.change, row.learner.name_bn, row.learner.name_en) == ("renamed", RAHIMA, "Rahima Khatun")


def test_where_nothing_but_rolls_says_who_is_who_a_person_does() -> None:
    rows = [
        listed(row, one.roll, None, name_en=name)
        for row, one, name in zip((2, 3), CLASS[:2], ("Rahima", "Karim"), strict=True)
    ]
    plan = decide.is_whole_class(held_against(CLASS[:2], rows))
    assert str(plan.why_not) == "No name on the list matches the class. Are the rolls the same as before?"
    assert decide.rolls_are_the_same(plan).why_not is None
    assert held_against(CLASS[:3], [*rows, listed(4, "3", SHREYA)]).why_not is None, "one name tells that they stand"
    unnamed = [in_class(line, str(line - 10), RAHIMA, "not_asked") for line in (11, 12)]
    assert held_against(unnamed, rows).why_not is None, "nobody's name is put to another's"
    assert held_against(CLASS[:2], [listed(2, "1", None), listed(3, "2", None)]).why_not is None


def test_a_roll_with_another_name_is_another_learner_until_a_person_says_so() -> None:
    plan = held_against(
        CLASS, [listed(row, one.roll, one.name_bn) for row, one in enumerate(CLASS[:3], 2)] + [listed(5, "4", NADIA)]
    )
    assert (changes(plan)[5], codes(plan, 5), [one.line for one in plan.gone]) == (
        ("new", 14),
        ["roll_of_another"],
        [14],
    )
    married = decide.same_learner(plan, 5, 14)
    assert (changes(married)[5], married.gone, married.row(5).severity) == (("renamed", 14), (), "ok")
    assert decide.another_learner(plan, 5).row(5).severity == "ok"


def test_whose_roll_it_is_was_decided_for_the_last_list() -> None:
    kept = (in_class(11, "", RAHIMA), in_class(12, "12", KARIM))
    plan = held_against(kept, [listed(2, "12", RAHIMA), listed(3, "১২", KARIM)])
    assert [(row.change, row.learner.roll, row.learner.card) for row in plan.rows] == [
        ("same", None, 1),
        ("same", "১২", 12),
    ]
    assert (codes(plan, 2), codes(plan, 3), plan.why_not) == (["roll_given"], [], None)
    by_hand = decide.correct_roll(plan, 2, "12")
    assert codes(by_hand, 2) == ["duplicate_roll", "moved"]
    alone = held_against(kept, [listed(2, "12", RAHIMA), listed(3, "9", KARIM)])
    assert [row.learner.roll for row in alone.rows] == ["12", "9"], "nobody has it any more"


def test_a_list_without_rolls_leaves_the_rolls() -> None:
    plan = held_against(CLASS, [listed(row, None, one.name_bn) for row, one in enumerate(CLASS, 2)])
    assert [row.change for row in plan.rows] == ["same"] * 4
    assert [row.learner.roll for row in plan.rows] == ["1", "2", "3", "4"]


def test_two_of_one_name_are_told_apart_by_their_rolls_or_not_at_all() -> None:
    twins = (in_class(11, "1", KARIM), in_class(12, "2", KARIM))
    assert changes(held_against(twins, [listed(2, "2", KARIM), listed(3, "1", KARIM)])) == {
        2: ("same", 12),
        3: ("same", 11),
    }
    plan = held_against(twins, [listed(2, "7", KARIM), listed(3, "8", KARIM)])
    assert changes(plan) == {2: ("new", 11), 3: ("new", 11)}
    assert [codes(plan, row) for row in (2, 3)] == [["name_of_another"]] * 2, "neither is lost without a word"
    same = decide.same_learner(plan, 3, 11)
    assert changes(same) == {2: ("moved", 12), 3: ("moved", 11)}
    assert codes(decide.another_learner(plan, 2), 2) == []


@pytest.mark.parametrize("said", ["yes", "not_asked", "no"])
def test_a_kept_no_stays_whatever_the_list_says(said: ConsentAnswer) -> None:
    kept = (*CLASS[:2], in_class(13, "3", SHREYA, "no"))
    plan = held_against(kept, [listed(2, "1", RAHIMA), listed(3, "2", KARIM), listed(4, "3", SHREYA, said, age="18+")])
    row = plan.row(4)
    assert (row.change, row.learner.guardian, row.refused, row.may_be_named, row.asks) == (
        "same",
        "no",
        True,
        False,
        False,
    )
    assert row.severity == ("ok" if said == "no" else "look")
    sat = decide.with_consent(plan, ())
    assert [one.may_be_named for one in sat.rows] == [True, True, False]
    assert sat.row(4).learner.assent == "not_asked"


def test_who_said_no_does_not_become_an_adult_by_a_list() -> None:
    kept = (*CLASS[:2], in_class(13, "3", SHREYA, "no", "yes"))
    plan = held_against(kept, [listed(2, "1", RAHIMA), listed(3, "2", KARIM), listed(4, "3", SHREYA, age="18+")])
    assert (plan.row(4).learner.age, plan.row(4).may_be_named) == ("unspecified", False)


def test_what_the_list_says_of_a_name_is_settled_where_ours_stays() -> None:
    converted = RowRemark("converted", Message("x"), "look", "name")
    said = {2: (converted,), 3: (RowRemark("hidden_row", Message("y"), "look"),)}
    plan = a_plan([listed(2, "1", "মো: রকিব"), listed(3, "2", KARIM)], said=said)
    assert (codes(plan, 2), codes(plan, 3)) == (["converted", "colon"], ["hidden_row"])
    held = merged(plan, a_known_class([in_class(11, "1", "মোঃ রকিব"), CLASS[1]]))
    assert (codes(held, 2), codes(held, 3)) == ([], ["hidden_row"])


def test_who_said_no_and_is_not_found_is_asked_for() -> None:
    kept = (*CLASS[:3], in_class(14, "4", MONG, "no"))
    plan = held_against(
        kept, [*(listed(row, one.roll, one.name_bn) for row, one in enumerate(CLASS[:3], 2)), listed(5, "7", MONG)]
    )
    (gone,) = plan.gone
    assert (gone.severity, gone.remarks[0].code, plan.counts.stop) == ("stop", "who_said_no", 1)
    assert str(plan.why_not) == "Rows to fix first: 1."
    assert [row.row for row in decide.could_be(plan, 14)] == [5]
    found = decide.who_said_no(plan, 14, 5)
    assert (changes(found)[5], found.row(5).may_be_named, found.why_not, found.gone) == (("moved", 14), False, None, ())
    left = decide.who_said_no(plan, 14, None)
    assert (left.why_not, left.gone[0].stays, left.row(5).may_be_named) == (None, False, True)
    assert decide.undo_line_decision(left, 14) == plan
    assert decide.undo_line_decision(found, 14) == plan


def a_new_neighbour(*refused: Learner) -> ImportPlan:
    """The class with those who said no behind it, and a list that names a new learner besides."""
    known = [listed(row, one.roll, one.name_bn) for row, one in enumerate(CLASS[:3], 2)]
    theirs = [listed(10 + one.line, one.roll, f"নাম {chr(0x995 + one.line)}") for one in refused]
    return held_against((*CLASS[:3], *refused), [*known, *theirs, listed(90, "41", NADIA)])


def test_who_said_no_is_looked_for_among_girls_if_she_was_one() -> None:
    she = replace(in_class(14, "4", MONG, "no"), sex="f")
    theirs = [
        listed(24, "4", "আরিফ হোসেন", sex="m"),
        listed(25, "40", NADIA, sex="f"),
        listed(26, "41", "তানিয়া আক্তার"),
    ]
    known = [listed(row, one.roll, one.name_bn) for row, one in enumerate(CLASS[:3], 2)]
    plan = held_against((*CLASS[:3], she), [*known, *theirs])
    assert [row.row for row in decide.could_be(plan, 14)] == [25, 26, 24], "her roll is a boy's now"


def test_beside_a_new_learner_a_roll_alone_does_not_say_who_said_no() -> None:
    plan = a_new_neighbour(in_class(14, "4", MONG, "no"))
    assert (changes(plan)[24], changes(plan)[90]) == (("new", 14), ("new", None))
    assert [(one.line, one.severity, one.has_roll) for one in plan.gone] == [(14, "stop", 24)]
    assert [row.row for row in decide.could_be(plan, 14)] == [24, 90], "who has the roll stands first"
    moved = decide.who_said_no(plan, 14, 90)
    assert [(row.row, row.may_be_named) for row in moved.rows[3:]] == [(24, True), (90, False)]
    assert moved.why_not is None
    alone = decide.leave_out(plan, 90)
    assert (changes(alone)[24], alone.row(24).severity) == (("same", 14), "look"), "nobody else could be them"


def test_all_who_said_no_are_the_same_learners_at_once_where_rolls_stand() -> None:
    plan = a_new_neighbour(in_class(14, "4", MONG, "no"), in_class(15, "5", MONG, "no"))
    (group,) = decide.groups(plan)[:1]
    assert (group.code, group.rows) == (decide.ONLY_BY_ROLL, (24, 25))
    same = decide.same_by_roll(plan)
    assert [(row.row, row.may_be_named) for row in same.rows[3:]] == [(24, False), (25, False), (90, True)]
    assert (same.gone, same.why_not, decide.groups(same)) == ((), None, ())
    one_open = decide.undo_decision(same, 25)
    assert [one.has_roll for one in one_open.gone] == [25], "and one of them can be taken back"
    assert decide.undo_decision(one_open, 24) == plan


def test_one_who_said_no_is_a_group_but_not_who_was_decided_about() -> None:
    plan = a_new_neighbour(in_class(14, "4", MONG, "no"))
    assert decide.groups(plan)[0].count == 1
    left = decide.who_said_no(plan, 14, None)
    assert (decide.groups(left), decide.same_by_roll(left)) == ((), left)


def test_a_no_of_the_list_is_more_than_a_roll() -> None:
    known = [listed(row, one.roll, one.name_bn) for row, one in enumerate(CLASS[:3], 2)]
    kept = (*CLASS[:3], in_class(14, "4", MONG, "no"))
    plan = held_against(kept, [*known, listed(5, "4", SHREYA, "no"), listed(6, "41", NADIA)])
    assert (changes(plan)[5], plan.gone) == (("same", 14), ())


def test_two_without_a_name_who_changed_their_rolls_are_not_mixed_up() -> None:
    kept = (*CLASS[:2], in_class(13, "3", SHREYA, "not_asked"), in_class(14, "4", MONG, "no"))
    known = [listed(row, one.roll, one.name_bn) for row, one in enumerate(CLASS[:2], 2)]
    plan = held_against(kept, [*known, listed(4, "4", SHREYA), listed(5, "3", MONG)])
    assert plan.counts.stop == 1
    assert plan.gone[0].has_roll == 4


def test_the_list_s_own_no_does_not_hide_another_row_with_that_roll() -> None:
    kept = (*CLASS[:2], in_class(13, "3", SHREYA, "no"), in_class(14, "4", MONG, "no"))
    known = [listed(row, one.roll, one.name_bn) for row, one in enumerate(CLASS[:2], 2)]
    plan = held_against(kept, [*known, listed(4, "3", NADIA), listed(5, "3", SHREYA, "no"), listed(6, "4", "শান্ত চাকমা")])
    assert (changes(plan)[5], [one.line for one in plan.gone]) == (("same", 13), [14])


def test_two_rows_with_the_roll_of_who_said_no_are_both_open() -> None:
    kept = (*CLASS[:3], in_class(14, "4", MONG, "no"))
    known = [listed(row, one.roll, one.name_bn) for row, one in enumerate(CLASS[:3], 2)]
    plan = held_against(kept, [*known, listed(5, "4", NADIA), listed(6, "4", MONG)])
    assert [one.severity for one in plan.gone] == ["stop"]


def test_who_said_no_may_have_the_name_of_a_classmate_who_left() -> None:
    kept = (*CLASS[:3], in_class(14, "4", MONG, "no"), in_class(15, "5", MONG))
    plan = held_against(
        kept, [*(listed(row, one.roll, one.name_bn) for row, one in enumerate(CLASS[:3], 2)), listed(5, "4", MONG)]
    )
    assert changes(plan)[5] == ("moved", 15)
    assert [row.row for row in decide.could_be(plan, 14)] == [5]
    found = decide.who_said_no(plan, 14, 5)
    assert (changes(found)[5], found.row(5).may_be_named, found.why_not) == (("same", 14), False, None)


def test_a_roll_does_not_speak_for_a_boy_who_was_a_girl() -> None:
    kept = (*CLASS[:3], replace(in_class(14, "4", MONG, "no"), sex="m"))
    rest = [listed(row, one.roll, one.name_bn) for row, one in enumerate(CLASS[:3], 2)]
    assert changes(held_against(kept, [*rest, listed(5, "4", NADIA, sex="m")]))[5] == ("same", 14)
    plan = held_against(kept, [*rest, listed(5, "4", NADIA, sex="f")])
    assert (changes(plan)[5], [one.severity for one in plan.gone]) == (("new", 14), ["stop"])


def test_where_rolls_moved_no_roll_speaks_for_who_said_no() -> None:
    kept = (*CLASS[:3], in_class(14, "4", MONG, "no"))
    rows = [
        listed(2, "2", RAHIMA),
        listed(3, "3", KARIM),
        listed(4, "1", SHREYA),
        listed(5, "5", MONG),
        listed(6, "4", NADIA),
    ]
    plan = held_against(kept, rows)
    assert changes(plan)[6] == ("new", 14)
    assert [(one.line, one.severity) for one in plan.gone] == [(14, "stop")]


def test_whom_the_list_does_not_name_may_stay() -> None:
    plan = held_against(CLASS, [listed(row, one.roll, one.name_bn) for row, one in enumerate(CLASS[:3], 2)])
    stays = decide.stays(plan, 14)
    (gone,) = stays.gone
    assert (gone.stays, gone.learner.roll, gone.learner.card, stays.counts.learners, stays.counts.gone) == (
        True,
        "4",
        4,
        4,
        0,
    )
    assert decide.leaves(stays, 14).gone[0].stays is False
    assert decide.undo_line_decision(stays, 14) == plan


def test_who_stays_loses_a_roll_that_the_list_gives_to_another() -> None:
    plan = held_against(
        CLASS, [*(listed(row, one.roll, one.name_bn) for row, one in enumerate(CLASS[:3], 2)), listed(5, "৪", NADIA)]
    )
    (gone,) = decide.stays(plan, 14).gone
    assert (gone.learner.roll, gone.learner.card) == ("", 5)
    assert [remark.code for remark in gone.remarks] == ["stays", "roll_given"]


def test_no_card_is_left_for_who_stays() -> None:
    full = [listed(roll + 1, str(roll), f"{NADIA} {'ক' * roll}") for roll in range(1, LAST_CARD + 1)]
    (gone,) = decide.stays(held_against(CLASS[3:], full), 14).gone
    assert (gone.severity, gone.learner.card, [remark.code for remark in gone.remarks][-1]) == ("stop", 0, "no_card")


def test_more_than_a_third_leaving_is_asked_about() -> None:
    two = [listed(2, "1", RAHIMA), listed(3, "2", KARIM)]
    plan = held_against(CLASS, two)
    assert plan.asks_whole_class
    assert str(plan.why_not) == "Learners who are not on the list: 2. Is it the list of the whole class?"
    assert decide.is_whole_class(plan).why_not is None
    part = decide.all_stay(plan)
    assert (part.why_not, part.counts.learners, part.counts.staying) == (None, 4, 2)
    assert not held_against(CLASS, [*two, listed(4, "3", SHREYA)]).asks_whole_class


def test_the_question_about_the_whole_class_is_answered_though_many_said_no() -> None:
    kept = (*CLASS[:1], *(in_class(line, str(line), SHREYA, "no") for line in (13, 14, 15)))
    plan = held_against((*kept, CLASS[1], CLASS[2]), [listed(2, "1", RAHIMA), listed(3, "90", NADIA)])
    assert not plan.asks_whole_class, "two of six leave; three are asked for"
    for line in (13, 14, 15):
        plan = decide.who_said_no(plan, line, None)
    assert plan.asks_whole_class


def test_all_stay_does_not_answer_for_who_said_no() -> None:
    plan = held_against((*CLASS[:2], in_class(13, "3", SHREYA, "no")), [listed(2, "1", RAHIMA)])
    assert [(one.line, one.stays, one.severity) for one in decide.all_stay(plan).gone] == [
        (12, True, "ok"),
        (13, False, "stop"),
    ]


def test_consent_is_carried_over_and_asked_only_of_the_new() -> None:
    rows = [listed(2, "1", RAHIMA, "not_asked"), listed(3, "9", NADIA, "not_asked")]
    plan = decide.is_whole_class(held_against(CLASS, rows))
    assert [row.may_be_named for row in plan.rows] == [True, False]
    assert plan.needs_consent
    assert [learner.row for learner in plan.to_ask] == [3]
    sat = decide.with_consent(plan, ())
    assert [(row.may_be_named, row.learner.assent) for row in sat.rows] == [(True, "not_asked"), (True, "yes")]
    refused = decide.with_consent(plan, {2, 3})
    assert [row.may_be_named for row in refused.rows] == [False, False], "a no is heard from everybody"
    assert not decide.is_whole_class(held_against(CLASS, rows[:1])).needs_consent


def test_only_who_sat_in_a_class_and_says_no_anew_withdraws() -> None:
    kept = [replace(one, sat=True) for one in CLASS[:2]] + [CLASS[2], replace(CLASS[3], sat=True, assent="no")]
    plan = held_against(kept, [listed(row, one.roll, one.name_bn) for row, one in enumerate(kept, 2)])
    assert plan.withdrawing == 0
    assert decide.with_consent(plan, {2, 4, 5}).withdrawing == 1, "said in the room, of one who sat there"
    by_list = held_against(kept, [listed(2, "1", RAHIMA, "no"), listed(3, "2", KARIM, "no"), listed(4, "3", SHREYA)])
    assert by_list.withdrawing == 2
    assert decide.leave_out(by_list, 2).withdrawing == 1


def test_a_no_of_the_list_is_heard_and_a_yes_brings_the_name() -> None:
    kept = (CLASS[0], in_class(12, "2", KARIM, "not_asked"))
    plan = held_against(kept, [listed(2, "1", RAHIMA, "no"), listed(3, "2", KARIM, "yes")])
    assert [(row.change, row.may_be_named, codes(plan, row.row)) for row in plan.rows] == [
        ("same", False, ["says_no_now"]),
        ("same", True, []),
    ]


def test_who_grew_up_is_asked_themselves() -> None:
    plan = held_against(CLASS[:1], [listed(2, "1", RAHIMA, age="18+")])
    assert (codes(plan, 2), plan.row(2).asks) == (["grown_up"], True)
    assert decide.with_consent(plan, ()).row(2).may_be_named


def test_no_names_in_a_merge_is_said_of_the_new_alone() -> None:
    plan = decide.on_basis(held_against(CLASS, [listed(2, "1", RAHIMA), listed(3, "9", NADIA)]), "none")
    assert [row.may_be_named for row in plan.rows] == [True, False]


def test_a_row_left_out_leaves_the_class() -> None:
    plan = decide.leave_out(held_against(CLASS[:2], [listed(2, "1", RAHIMA), listed(3, "2", KARIM)]), 3)
    assert [(one.line, one.stays) for one in plan.gone] == [(12, False)]


def test_a_corrected_name_is_held_against_the_class_anew() -> None:
    plan = held_against(CLASS[:1], [listed(2, "7", "রহিমা খতুন")])
    assert plan.row(2).change == "new"
    assert changes(decide.correct_name(plan, 2, RAHIMA, "")) == {2: ("moved", 11)}


def test_a_corrected_name_is_neither_ours_nor_the_lists() -> None:
    plan = decide.keep_name(held_against(CLASS[:1], [listed(2, "1", "রহিমা খাতূন")]), 2)
    corrected = decide.correct_name(plan, 2, "রহিমা খাতুনী", "")
    assert (corrected.row(2).change, corrected.row(2).learner.name_bn) == ("renamed", "রহিমা খাতুনী")
    assert (decide.keep_name(corrected, 2).row(2).learner.name_bn, corrected.row(2).severity) == (RAHIMA, "ok")


NAMES = [RAHIMA, KARIM, SHREYA, MONG, NADIA, "মোঃ রকিব", "মো: রকিব", "মোছাঃ রহিমা খাতুন", "রহিমা খাতূন", "শান্ত চাকমা"]
ANSWERS: st.SearchStrategy[ConsentAnswer] = st.sampled_from(("yes", "no", "not_asked"))
ROLLS = st.sampled_from(["", "1", "2", "3", "4", "5", "৩", "৮-ক-১"])
AGES: st.SearchStrategy[AgeBand] = st.sampled_from(("unspecified", "13-17", "18+"))
BASES: st.SearchStrategy[Basis] = st.sampled_from(("letters", "school"))


@st.composite
def classes(draw: st.DrawFn) -> tuple[Basis, list[Learner]]:
    """Any class as it may be kept: each roll once."""
    basis = draw(BASES)
    rolls = draw(
        st.lists(ROLLS, max_size=6, unique_by=lambda roll: roll.translate(str.maketrans("৩", "3")) or object())
    )
    return basis, [
        in_class(line, roll, draw(st.sampled_from(NAMES)), draw(ANSWERS), draw(ANSWERS), basis)
        for line, roll in enumerate(rolls, 11)
    ]


@st.composite
def lists(draw: st.DrawFn) -> list[RosterRow]:
    """Any list: rolls shuffled and doubled, names missing and spelt anew, answers of every kind."""
    count = draw(st.integers(1, 7))
    names = st.one_of(st.none(), st.sampled_from(NAMES))
    return [
        listed(row, draw(ROLLS) or None, draw(names), draw(ANSWERS), draw(ANSWERS), age=draw(AGES))
        for row in range(2, 2 + count)
    ]


@given(classes(), lists(), st.data())
def test_whatever_the_class_and_the_list_nobody_is_two_and_no_stays_no(
    kept: tuple[Basis, list[Learner]], rows: list[RosterRow], data: st.DataObject
) -> None:
    basis, learners = kept
    plan = merged(a_plan(rows, basis), a_known_class(learners, basis))
    if data.draw(st.booleans()):
        plan = decide.leave_out(plan, data.draw(st.sampled_from(rows)).row)
    if data.draw(st.booleans()):
        plan = decide.with_consent(plan, data.draw(st.sets(st.sampled_from([row.row for row in rows]))))
    here = [row for row in plan.rows if not row.left_out]
    found = [row.was.line for row in here if row.was and row.change != "new"]
    assert all(row.change in ("same", "new", "renamed", "moved") for row in here)
    assert sorted([*found, *(one.line for one in plan.gone)]) == [one.line for one in learners], "each is one or gone"
    refused = {one.line for one in learners if "no" in (one.guardian, one.assent)}
    for row in here:
        if row.was and row.change != "new" and row.was.line in refused:
            assert not row.may_be_named
    for one in plan.gone:
        assert (one.severity == "stop") == (one.line in refused), "nobody who said no is lost without a person"


@given(classes(), lists())
def test_what_was_decided_about_the_class_can_be_taken_back(
    kept: tuple[Basis, list[Learner]], rows: list[RosterRow]
) -> None:
    basis, learners = kept
    plan = merged(a_plan(rows, basis), a_known_class(learners, basis))
    again = plan
    for one in plan.gone:
        again = decide.undo_line_decision(decide.who_said_no(again, one.line, rows[0].row), one.line)
    assert decide.undo_decision(again, rows[0].row) == plan


@given(st.integers(2, 5), st.integers(1, 3), st.integers(1, 4), st.randoms(use_true_random=False))
def test_where_the_rolls_were_given_anew_nobody_who_said_no_is_named(
    named: int, refusing: int, shift: int, order: Random
) -> None:
    people = [f"নাম {chr(0x995 + number)}" for number in range(named + refusing)]
    said_no = set(people[:refusing])
    rolls = [str(number) for number in range(1, len(people) + 1)]
    kept = [
        in_class(line, roll, name, "no" if name in said_no else "yes")
        for line, (roll, name) in enumerate(zip(rolls, people, strict=True), 11)
    ]
    turned = [rolls[(place + shift) % len(rolls)] for place in range(len(rolls))]
    read = [listed(row, roll, name) for row, (roll, name) in enumerate(zip(turned, people, strict=True), 2)]
    order.shuffle(read)
    plan = held_against(kept, read)
    if turned != rolls:
        assert plan.counts.stop == refusing, "each is asked for"
        assert plan.why_not_decided is not None
        for one, name in zip(kept, people, strict=True):
            if name in said_no:
                row = next(row.row for row in read if row.name_bn == name)
                plan = decide.who_said_no(plan, one.line, row)
    assert plan.why_not_decided is None
    assert {row.learner.name_bn for row in plan.rows if not row.may_be_named} == said_no
