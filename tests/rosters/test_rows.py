from __future__ import annotations

import pytest

from bsuh_desktop.domain.roster import RosterRow
from bsuh_desktop.rosters.files.table import Cell, written_cell
from bsuh_desktop.rosters.rows import read_learner, turned_roll
from bsuh_desktop.rosters.vocabulary import Field


def read(**texts: str) -> tuple[RosterRow, list[str]]:
    cells: dict[Field, list[Cell]] = {field: [Cell(texts[field])] for field in texts if field in KNOWN}  # type: ignore
    learner, said = read_learner(7, {"roll": [Cell("1")], "name": [Cell("Rahim")], **cells})
    return learner, [remark.code for remark in said]


KNOWN = ("roll", "name", "sex", "age", "disability", "guardian", "assent", "refusal")


@pytest.mark.parametrize(
    ("text", "roll"),
    [
        ("12.0", "12"),
        ("১২.০০", "১২"),
        ("2026-12-08 00:00:00", "8-12"),
        ("8-Dec", "8-12"),
        ("8-December", "8-12"),
        ("Dec-08", "12-08"),
        ("8/12/2026", "8-12"),
        ("12", None),
        ("১২", None),
        ("৮-ক-১২", None),
        ("2024-08-12", None),
        ("12.5", None),
        ("8-Abc-12", None),
        ("8-Abc", None),
        ("Dec", None),
        ("A-12", None),
    ],
)
def test_rolls_that_a_spreadsheet_turned(text: str, roll: str | None) -> None:
    assert turned_roll(text) == roll


def test_a_date_of_the_spreadsheet_is_a_roll_that_it_turned() -> None:
    assert turned_roll("2024-08-12", dated=True) == "12-8"
    assert turned_roll("2024-08-12 10:30", dated=True) == "12-8"
    learner, said = read_learner(7, {"roll": [Cell("2026-12-08", dated=True)], "name": [Cell("Rahim")]})
    assert (learner.roll, [remark.code for remark in said]) == ("8-12", ["roll_turned"])


def test_a_turned_roll_is_proposed_and_told() -> None:
    learner, said = read(roll="12.0")
    assert (learner.roll, said) == ("12", ["roll_turned"])


def test_rolls_stay_as_the_school_writes_them() -> None:
    assert [read(roll=roll)[0].roll for roll in ("১২", "৮-ক-১২", "012", "–", "")] == ["১২", "৮-ক-১২", "012", None, None]
    assert read(roll="–")[1] == ["no_roll"]


def test_a_roll_worked_out_by_the_spreadsheet() -> None:
    learner, said = read_learner(7, {"roll": [Cell("12", formula=True)], "name": [Cell("Rahim")]})
    assert (learner.roll, [remark.code for remark in said]) == ("12", ["formula"])
    learner, said = read_learner(7, {"roll": [Cell("", formula=True)], "name": [Cell("Rahim")]})
    assert (learner.roll, [remark.code for remark in said]) == (None, ["formula", "no_roll"])


@pytest.mark.parametrize(
    ("names", "bangla", "english", "codes"),
    [
        (["মোঃ রাকিব"], "মোঃ রাকিব", None, []),
        (["Md. Rakib"], None, "Md. Rakib", []),
        (["Rakib", "রাকিব"], "রাকিব", "Rakib", []),
        (["রাকিব (Rakib)"], "রাকিব (Rakib)", None, []),
        (["Rakib ১২"], None, "Rakib ১২", []),
        (["Rakib", "Rakib"], None, "Rakib", []),
        (["Rakib", "Karim"], None, "Rakib", ["two_names"]),
        (["", "Rakib"], None, "Rakib", []),
        ([""], None, None, ["no_name"]),
        (["১২৩"], None, None, ["no_name"]),
        (["12"], None, None, ["no_name"]),
    ],
)
def test_names(names: list[str], bangla: str | None, english: str | None, codes: list[str]) -> None:
    learner, said = read_learner(7, {"roll": [Cell("1")], "name": [Cell(name) for name in names]})
    assert (learner.name_bn, learner.name_en) == (bangla, english)
    assert [remark.code for remark in said] == codes


def test_signs_that_show_nothing_are_no_name() -> None:
    learner, said = read_learner(7, {"roll": [Cell("1")], "name": [written_cell("\u3164\u2800")]})
    assert (learner.name_bn, learner.name_en) == (None, None)
    assert [remark.code for remark in said] == ["no_name"]


def test_the_value_of_a_formula_is_a_proposal() -> None:
    for text, name, code in (
        ("Rahim", "Rahim", "calculated"),
        ("", None, "formula"),
        ("http://x.example", None, "formula"),
        ("cmd|' /C calc'!A0", None, "formula"),
    ):
        learner, said = read_learner(7, {"roll": [Cell("1")], "name": [Cell(text, formula=True)]})
        assert (learner.name_bn, learner.name_en, [remark.code for remark in said]) == (None, name, [code])


def test_words_that_are_known() -> None:
    learner, said = read(sex="ছাত্রী", age="১১", disability="নেই", guardian="হ্যাঁ", assent="না")
    assert (learner.sex, learner.age, learner.disability) == ("f", "9-12", "no")
    assert (learner.guardian, learner.assent, said) == ("yes", "no", [])


@pytest.mark.parametrize("field", KNOWN[2:])
def test_an_unknown_word_means_nothing_and_is_told(field: str) -> None:
    learner, said = read(**{field: "হয়তো"})
    assert learner == read()[0]
    assert said == ["unknown_word"]


@pytest.mark.parametrize("field", KNOWN[2:])
def test_nothing_written_needs_no_remark(field: str) -> None:
    assert read(**{field: "-"}) == (read()[0], [])


@pytest.mark.parametrize("text", ["yes", ""])
@pytest.mark.parametrize("field", KNOWN[2:])
def test_a_formula_decides_nothing(field: Field, text: str) -> None:
    cells: dict[Field, list[Cell]] = {"roll": [Cell("1")], "name": [Cell("Rahim")], field: [Cell(text, formula=True)]}
    learner, said = read_learner(7, cells)
    assert learner == read()[0]
    assert [remark.code for remark in said] == ["formula"]


def test_words_in_an_old_font() -> None:
    learner, said = read(sex="QvÎx", guardian="Am¤§wZ", assent="n¨vu")
    assert (learner.sex, learner.guardian, learner.assent, said) == ("f", "no", "yes", [])


def test_yes_and_no_at_once_is_a_no_that_is_looked_at() -> None:
    learner, said = read(guardian="✓", refusal="✓")
    assert (learner.guardian, said) == ("no", ["unknown_word"])


def test_one_refusal_of_several_counts() -> None:
    cells: dict[Field, list[Cell]] = {"name": [Cell("Rahim")], "refusal": [Cell(""), Cell("✓")]}
    assert read_learner(7, cells)[0].guardian == "no"


def test_who_refused_said_no_and_who_did_not_was_not_thereby_asked() -> None:
    assert read(refusal="yes")[0].guardian == "no"
    assert read(refusal="no")[0].guardian == "not_asked"
    assert read(refusal="yes", guardian="yes")[0].guardian == "no"
    assert read(refusal="no", guardian="yes")[0].guardian == "yes"


def test_a_damaged_sign_is_told_and_is_no_letter_of_another_script() -> None:
    damaged: dict[Field, list[Cell]] = {"roll": [Cell("1\ufffd")], "name": [Cell("রহি\ufffdমা")]}
    learner, said = read_learner(4, damaged)
    assert learner.name_bn == "রহি\ufffdমা"
    assert [remark.code for remark in said] == ["damaged_sign"]


def test_the_word_for_a_refusal_below_refused_is_one() -> None:
    assert read(refusal="Refused")[0].guardian == "no"
    assert read(refusal="অসম্মতি", guardian="yes")[0].guardian == "no"
    assert read(refusal="না")[0].guardian == "not_asked"


@pytest.mark.parametrize(
    ("father", "mother", "answer", "code"),
    [
        ("yes", "no", "no", ["unknown_word"]),
        ("", "no", "no", []),
        ("yes", "", "yes", []),
        ("", "", "not_asked", []),
        ("yes", "perhaps", "yes", ["unknown_word"]),
    ],
)
def test_a_no_of_one_parent_is_a_no(father: str, mother: str, answer: str, code: list[str]) -> None:
    both = [Cell(father), Cell(mother)]
    learner, said = read_learner(7, {"roll": [Cell("1")], "name": [Cell("Rahim")], "guardian": both, "assent": both})
    assert (learner.guardian, learner.assent) == (answer, answer)
    assert [remark.code for remark in said] == code * 2


@pytest.mark.parametrize(
    "words", ["did not sign", "Yes (father no)", "স্বাক্ষর করেনি", "সম্মতি (পরে না)", "withdrawn by mother"]
)
def test_an_unknown_answer_that_denies_something_is_a_no(words: str) -> None:
    learner, said = read(guardian=words)
    assert (learner.guardian, said) == ("no", ["unknown_word"])


@pytest.mark.parametrize("words", ["will tell", "not asked by teacher", "পরে জানাবে"])
def test_an_unknown_answer_that_denies_nothing_was_not_asked(words: str) -> None:
    assert read(guardian=words)[0].guardian == "not_asked"
