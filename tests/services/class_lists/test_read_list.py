from __future__ import annotations

from pathlib import Path

import pytest

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.rosters.read_options import DEFAULT_OPTIONS, Part, ReadOptions
from bsuh_desktop.services.class_lists import decide, read_list
from bsuh_desktop.services.class_lists.draft import merged
from bsuh_desktop.services.class_lists.import_plan import ImportPlan
from bsuh_desktop.services.class_lists.read_list import as_last_time, reread, with_column
from tests.helpers.later_lists import a_known_class, in_class, plan_here

UNKNOWN = "রোল,পরীক্ষার্থীবৃন্দ,মোবাইল\n1,রহিমা খাতুন,01711000000\n2,করিম মিয়া,01711000001\n3,শ্রেয়া দাস,01711000002\n"
"""The names stand under words that are in no list of ours."""

DOUBLES = "roll,name,consent\n12,রহিমা খাতুন,yes\n12,মো: করিম,yes\n,শ্রেয়া দাস,yes\n"


def written(folder: Path, text: str, encoding: str = "utf-8") -> ImportPlan:
    path = folder / "list.csv"
    path.write_text(text, encoding)
    return plan_here(path)


def names(plan: ImportPlan) -> list[str | None]:
    return [row.learner.name_bn for row in plan.rows]


def test_a_column_is_mapped_by_hand(tmp_path: Path) -> None:
    plan = written(tmp_path, UNKNOWN)
    assert names(plan) == [None] * 3
    (column,) = [column for column in plan.columns if column.letter == "B"]
    assert (column.choice, column.changeable, column.taken) == ("none", True, False)
    mapped = reread(plan, with_column(plan, "B", "name"))
    assert names(mapped) == ["রহিমা খাতুন", "করিম মিয়া", "শ্রেয়া দাস"]
    assert [(column.letter, column.choice) for column in mapped.columns if column.taken] == [
        ("A", "roll"),
        ("B", "name"),
    ]
    assert names(reread(mapped, with_column(mapped, "B", "none"))) == [None] * 3


def test_what_is_never_read_has_no_choice(tmp_path: Path) -> None:
    plan = written(tmp_path, UNKNOWN)
    (phone,) = [column for column in plan.columns if column.letter == "C"]
    assert (phone.changeable, phone.choices, phone.choice) == (False, (), "none")
    asked = reread(plan, with_column(plan, "C", "name"))
    assert names(asked) == [None] * 3, "even whoever asks for it does not get it"
    assert not [row for row in asked.rows if "0171" in str(row)]


def test_a_field_that_is_given_to_another_column_leaves_the_first(tmp_path: Path) -> None:
    plan = written(tmp_path, "roll,serial no,name\n7,1,রহিমা খাতুন\n9,2,করিম মিয়া\n")
    moved = reread(plan, with_column(plan, "B", "roll"))
    assert [row.learner.roll for row in moved.rows] == ["1", "2"]
    assert {column.letter: column.choice for column in moved.columns}["A"] == "none"


def test_the_consent_of_one_parent_is_not_given_up_for_the_others(tmp_path: Path) -> None:
    plan = written(tmp_path, "roll,name,father's consent,said\n7,রহিমা খাতুন,no,yes\n9,করিম মিয়া,yes,yes\n")
    both = reread(plan, with_column(plan, "D", "guardian"))
    assert [row.learner.guardian for row in both.rows] == ["no", "yes"]


def test_decisions_stay_where_the_row_is_the_same_learner(tmp_path: Path) -> None:
    plan = decide.keep_roll(written(tmp_path, DOUBLES), 3)
    plan = decide.correct_name(decide.leave_as_it_is(plan, 4), 2, "রহিমা বেগম", "")
    assert reread(plan, plan.options) == plan
    again = reread(plan, with_column(plan, "C", "none"))
    assert (again.decisions.given, names(again)[0], again.row(4).severity) == ({2: 3}, "রহিমা বেগম", "ok")


def test_what_was_looked_at_is_open_again_where_it_reads_otherwise(tmp_path: Path) -> None:
    plan = written(tmp_path, "roll,name,sex,consent\n1,মো: করিম,?,yes\n2,মো: রহিম,f,yes\n")
    looked_at = decide.agree_to_all(decide.leave_as_it_is(plan, 2), "colon")
    assert [row.severity for row in looked_at.rows] == ["ok", "ok"]
    assert reread(looked_at, with_column(plan, "D", "none")).decisions == looked_at.decisions
    again = reread(looked_at, with_column(plan, "B", "none"))
    assert [row.severity for row in again.rows] == ["look", "look"]


def test_a_file_that_was_changed_meanwhile_loses_decisions_about_others(tmp_path: Path) -> None:
    plan = decide.correct_name(written(tmp_path, DOUBLES), 2, "রহিমা বেগম", "")
    assert isinstance(plan.source, Path)
    plan.source.write_text(DOUBLES.replace("12,রহিমা খাতুন", "5,নাদিয়া সুলতানা"), "utf-8")
    assert names(reread(plan, plan.options))[0] == "নাদিয়া সুলতানা"


def test_a_sitting_is_held_anew(tmp_path: Path) -> None:
    plan = decide.with_consent(written(tmp_path, "roll,name\n1,ক খ\n"), ())
    assert reread(plan, plan.options).needs_consent


def test_a_file_that_is_gone_is_said_and_the_plan_stands(tmp_path: Path) -> None:
    plan = written(tmp_path, DOUBLES)
    assert isinstance(plan.source, Path)
    plan.source.unlink()
    with pytest.raises(KnownError) as caught:
        reread(plan, plan.options)
    assert caught.value.code == "list_not_found"
    assert len(plan.rows) == 3
    assert as_last_time(plan, ReadOptions(headings={"name": "none"})) is plan


def test_another_code_page(tmp_path: Path) -> None:
    plan = written(tmp_path, "roll;name\n1;Чакма Мин\n", "cp1251")
    assert plan.encoding == "cp1252"
    again = reread(plan, read_list.with_encoding(plan, "cp1251"))
    assert (again.encoding, again.row(2).learner.name_en) == ("cp1251", "Чакма Мин")


def test_another_class_of_the_list_is_decided_anew(tmp_path: Path) -> None:
    plan = written(tmp_path, "শ্রেণি,শাখা,রোল,নাম\n৬,ক,1,রহিমা খাতুন\n৬,ক,,করিম মিয়া\n৬,খ,1,শ্রেয়া দাস\n৬,খ,2,মং চাই\n")
    assert (plan.part, [part.learners for part in plan.parts]) == (Part("৬", "ক"), [2, 2])
    plan = decide.leave_as_it_is(plan, 3)
    other = reread(plan, read_list.with_part(plan, Part("৬", "খ")))
    assert (names(other), other.decisions.left_as_is) == (["শ্রেয়া দাস", "মং চাই"], frozenset())


def test_a_list_that_is_held_against_a_class_stays_so(tmp_path: Path) -> None:
    base = a_known_class([in_class(11, "1", "রহিমা খাতুন"), in_class(12, "2", "করিম মিয়া")])
    plan = decide.stays(merged(written(tmp_path, UNKNOWN), base), 12)
    again = reread(plan, with_column(plan, "B", "name"))
    assert [row.change for row in again.rows] == ["same", "same", "new"]
    assert again.base == base
    nobody = reread(decide.is_whole_class(again), with_column(again, "A", "none"))
    assert not nobody.decisions.whole_class, "whoever agreed to few leaving did not agree to all"


def test_who_said_no_is_asked_for_anew_where_other_names_are_read(tmp_path: Path) -> None:
    same = (in_class(11, "1", "রহিমা খাতুন"), in_class(13, "3", "নাদিয়া সুলতানা"), in_class(14, "4", "শান্ত চাকমা"))
    base = a_known_class([*same, in_class(12, "2", "করিম মিয়া", "no")])
    known = [f"{one.roll},{one.name_bn},পদবি" for one in same]
    read = [
        f"৬,{section},{row}" for section, new in (("ক", "শ্রেয়া দাস"), ("খ", "মং চাই")) for row in (f"7,{new},ক খ", *known)
    ]
    text = "\n".join(["শ্রেণি,শাখা,রোল,নাম,পরীক্ষার্থীবৃন্দ", *read])
    plan = written(tmp_path, text)
    plan = merged(reread(plan, read_list.with_part(plan, Part("৬", "ক"))), base)
    left, found = decide.who_said_no(plan, 12, None), decide.who_said_no(plan, 12, 2)
    assert (left.why_not_decided, found.why_not_decided) == (None, None)
    for wishes in (read_list.with_part(plan, Part("৬", "খ")), with_column(plan, "D", "none")):
        assert [[one.severity for one in reread(before, wishes).gone] for before in (left, found)] == [["stop"]] * 2
    assert reread(left, plan.options) == left
    assert reread(found, plan.options) == found


def test_a_list_is_read_as_the_last_one_was(tmp_path: Path) -> None:
    plan = written(tmp_path, UNKNOWN)
    again = as_last_time(plan, ReadOptions(headings={"পরীক্ষার্থীবৃন্দ": "name"}))
    assert (names(again)[0], again.as_last_time) == ("রহিমা খাতুন", True)
    assert as_last_time(plan, ReadOptions(headings={"কিছুই নয়": "name"}, sheet="Sheet9")) is plan
    assert as_last_time(plan, DEFAULT_OPTIONS) is plan
    said = reread(plan, with_column(plan, "B", "none"))
    assert as_last_time(said, ReadOptions(headings={"পরীক্ষার্থীবৃন্দ": "name"})) is said, (
        "what was said of this list counts"
    )


def test_a_code_page_of_the_last_list_is_not_put_on_a_file_that_says_its_own(tmp_path: Path) -> None:
    plan = written(tmp_path, DOUBLES)
    assert as_last_time(plan, ReadOptions(encoding="cp1251")) is plan
    old = written(tmp_path, "roll;name\n1;Чакма Мин\n", "cp1251")
    assert as_last_time(old, ReadOptions(encoding="cp1251")).row(2).learner.name_en == "Чакма Мин"


def test_columns_by_their_letters_are_for_lists_without_headings(tmp_path: Path) -> None:
    bare = written(tmp_path, "1,রহিমা খাতুন,মেয়ে\n2,করিম মিয়া,ছেলে\n3,শ্রেয়া দাস,মেয়ে\n")
    habits = ReadOptions(heading_row=0, columns={"C": "none"})
    assert [row.learner.sex for row in bare.rows] == ["f", "m", "f"]
    assert [row.learner.sex for row in as_last_time(bare, habits).rows] == ["unspecified"] * 3
    headed = written(tmp_path, "roll,name,sex\n1,রহিমা খাতুন,মেয়ে\n")
    assert as_last_time(headed, habits) is headed
