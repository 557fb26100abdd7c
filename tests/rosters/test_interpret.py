from __future__ import annotations

import csv
import datetime
import io
import json
from pathlib import Path

import msgspec
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bsuh_desktop.domain.learner import FACTS, UNSPECIFIED
from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.rosters.files.table import broken
from bsuh_desktop.rosters.interpret import understand
from bsuh_desktop.rosters.preview import ClassListPreview
from bsuh_desktop.rosters.read_options import DEFAULT_OPTIONS, NO_HEADING, Part, ReadOptions

DATA = Path(__file__).parents[1] / "data"
SHARED = Path(__file__).parents[3] / "shared" / "data"
LISTS = ["class-6-kha.csv", "class-8-girls.xlsx", "class-9-latin-semicolon.csv"]
ANY_NUMBER = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def read(folder: Path, text: str, wishes: ReadOptions = DEFAULT_OPTIONS) -> ClassListPreview:
    path = folder / "list.csv"
    path.write_bytes(text.encode())
    return understand(path, wishes)


def remarks_of(preview: ClassListPreview) -> list[tuple[int, str]]:
    return [(remark.row, remark.code) for remark in preview.remarks]


@pytest.mark.parametrize("name", LISTS)
def test_the_lists_of_three_schools_row_by_row(name: str) -> None:
    truth = json.loads((DATA / name).with_suffix(".truth.json").read_text("utf-8"))
    preview = understand(DATA / name)
    assert msgspec.to_builtins(preview.learners) == tuple(
        dict.fromkeys(FACTS, UNSPECIFIED) | one for one in truth["learners"]
    )
    assert [list(remark) for remark in remarks_of(preview)] == truth["remarks"]
    assert [column.place for column in preview.columns if not column.taken] == truth["not_taken"]
    assert preview.heading_row == truth["heading_row"]


@pytest.mark.skipif(not SHARED.is_dir(), reason="the lists as they were handed to us are not on this machine")
@pytest.mark.parametrize("name", LISTS)
def test_our_copies_are_the_lists_as_handed_to_us(name: str) -> None:
    assert (DATA / name).read_bytes() == (SHARED / name).read_bytes()


def test_sixth_grade_has_eight_refusals() -> None:
    learners = understand(DATA / "class-6-kha.csv").learners
    assert [one.card for one in learners if not one.may_be_named("letters")] == [9, 16, 20, 22, 28, 38, 41, 55]


def test_a_list_without_a_consent_column_was_not_asked() -> None:
    learners = understand(DATA / "class-8-girls.xlsx").learners
    assert {(one.guardian, one.assent) for one in learners} == {("not_asked", "not_asked")}


def test_two_learners_with_one_roll_stay_two(tmp_path: Path) -> None:
    preview = read(tmp_path, "roll,name\n12,Rahim\n১২,Karim\n012,Salma\n13,Mina\n")
    assert [(one.roll, one.card) for one in preview.learners] == [("12", 12), ("১২", 1), ("012", 2), ("13", 13)]
    assert [(remark.row, str(remark.message)) for remark in preview.remarks] == [
        (3, "Roll ১২ appears 3 times (rows 2, 3, 4). Choose one."),
        (4, "Roll 012 appears 3 times (rows 2, 3, 4). Choose one."),
    ]


def test_two_learners_with_one_name_stay_two(tmp_path: Path) -> None:
    preview = read(tmp_path, "roll,name\n1,মোঃ রাকিব\n2,সালমা\n3,মো: রাকিব\n4,মোহাম্মদ রাকিব\n")
    assert [one.name_bn for one in preview.learners] == ["মোঃ রাকিব", "সালমা", "মো: রাকিব", "মোহাম্মদ রাকিব"]
    assert remarks_of(preview) == [(4, "same_name"), (5, "same_name")]
    assert str(preview.remarks[0].message) == "Rows 2, 4, 5 have the same name. They stay separate learners."


def test_empty_rows_are_told_only_where_a_learner_may_be_missing(tmp_path: Path) -> None:
    preview = read(tmp_path, "roll,name,sl\n1,Rahim,1\n,,2\n\n2,Karim,4\n,,5\n,-,6\n\n")
    assert [one.row for one in preview.learners] == [2, 5]
    assert remarks_of(preview) == [(3, "empty_row"), (4, "empty_row")]


def test_titles_stand_above_the_headings_and_between_printed_pages(tmp_path: Path) -> None:
    preview = read(tmp_path, "My School,\n,\nroll,name\n1,Rahim\nroll,name\n2,Karim\n")
    assert preview.heading_row == 3
    assert remarks_of(preview) == [(1, "extra_title"), (5, "extra_title")]
    assert [one.row for one in preview.learners] == [4, 6]


def test_a_learner_without_a_roll_or_a_name_is_a_learner(tmp_path: Path) -> None:
    preview = read(tmp_path, "roll,name,sex\n,Rahim,m\n1,,f\n,—,f\n")
    assert [(one.card, one.name_en, one.sex) for one in preview.learners] == [
        (2, "Rahim", "m"),
        (1, None, "f"),
        (3, None, "f"),
    ]
    assert remarks_of(preview) == [(2, "no_roll"), (3, "no_name"), (4, "no_roll"), (4, "no_name")]


def test_remarks_are_in_the_order_of_the_file(tmp_path: Path) -> None:
    preview = read(tmp_path, "roll,name\n1,Rahim\n1,Karim\n,Salma\n")
    assert remarks_of(preview) == [(3, "duplicate_roll"), (4, "no_roll")]


def test_more_learners_than_cards(tmp_path: Path) -> None:
    preview = read(tmp_path, "roll,name\n" + "".join(f"{n},N{'abcdefghij'[n % 10] * n}\n" for n in range(1, 203)))
    assert remarks_of(preview) == [(202, "no_card"), (203, "no_card")]


def test_what_is_not_in_the_allow_list_is_named_by_its_place_and_never_read(tmp_path: Path) -> None:
    text = (
        "roll,name,Guardian's phone,পিতার নাম,জন্ম তারিখ,Address,01711000000,,Guardian\n"
        "1,Rahim,01712345678,আব্দুল,2013-05-04,Sylhet,x,y,Abdul\n"
    )
    preview = read(tmp_path, text)
    assert [(column.place, column.heading, column.meaning) for column in preview.columns if not column.taken] == [
        ("C", "Guardian's phone", "phone"),
        ("D", "পিতার নাম", "parent"),
        ("E", "জন্ম তারিখ", "birth"),
        ("F", "Address", "address"),
        ("G", "", "other"),
        ("H", "", "other"),
        ("I", "Guardian", "parent"),
    ]
    kept = msgspec.json.encode(preview.learners).decode() + str([str(remark.message) for remark in preview.remarks])
    for value in ("01712345678", "আব্দুল", "2013", "Sylhet", "Abdul"):
        assert value not in kept


def test_no_sentence_holds_a_name(tmp_path: Path) -> None:
    text = "roll,নাম,name,sex,age,disability,consent,assent\n"
    text += "".join(f"{roll},{name},Mina,,,,,\n" for roll, name in enumerate(("সালমা", "মিনা", "রীতা", "নীলা"), 1))
    for roll in ("Zahanara1", "Zahanara1", ""):
        text += f"{roll},Zahanara,Nurjahan,Zahanara,Zahanara,Zahanara,Zahanara,Zahanara\n"
    preview = read(tmp_path, text)
    assert {"duplicate_roll", "same_name", "two_names", "unknown_word", "no_roll"} <= {r.code for r in preview.remarks}
    for remark in preview.remarks:
        assert "Zahanara" not in str(remark.message)
        assert "Zahanara" not in repr(remark)


def test_a_phone_beside_a_name_and_a_long_roll_are_dropped(tmp_path: Path) -> None:
    preview = read(tmp_path, "roll,name\n1,Rahim (01711-000001)\n1990123456789,Karim\n3,01711000001\n")
    assert [(one.roll, one.name_en) for one in preview.learners] == [("1", "Rahim"), (None, "Karim"), ("3", None)]
    assert remarks_of(preview) == [
        (2, "number_not_taken"),
        (3, "no_roll"),
        (3, "number_not_taken"),
        (4, "no_name"),
        (4, "number_not_taken"),
    ]


def test_names_in_an_old_font_are_proposed_beside_what_was_typed(tmp_path: Path) -> None:
    rows = "".join(
        f"{roll},{name}\n" for roll, name in enumerate(("†gvt iwKe", "mvjgv LvZzb 01711000001", "†gvt •"), 1)
    )
    preview = read(tmp_path, "†ivj,bvg\n" + rows)
    assert [one.name_bn for one in preview.learners] == ["মোঃ রকিব", "সালমা খাতুন", None]
    assert preview.originals == {2: "†gvt iwKe", 3: "mvjgv LvZzb", 4: "†gvt •"}
    assert remarks_of(preview) == [
        (2, "converted"),
        (3, "converted"),
        (3, "number_not_taken"),
        (4, "not_converted"),
        (4, "no_name"),
    ]


def test_of_a_school_the_first_class_is_read_and_all_are_told(tmp_path: Path) -> None:
    text = "My School,,,\nclass,section,roll,name\n6,A,1,Rahim\n6,A,2,Karim\n,,,\n6,B,1,Mina\n,,,\n6,B,1,Rita\n"
    preview = read(tmp_path, text)
    assert [(one.part.section, one.learners) for one in preview.parts] == [("A", 2), ("B", 2)]
    assert (preview.part, [one.row for one in preview.learners]) == (Part("6", "A"), [3, 4])
    assert remarks_of(preview) == [(1, "extra_title")]
    other = read(tmp_path, text, ReadOptions(part=Part("6", "B")))
    assert (other.part, [(one.row, one.card) for one in other.learners]) == (Part("6", "B"), [(6, 1), (8, 2)])
    assert remarks_of(other) == [(1, "extra_title"), (7, "empty_row"), (8, "duplicate_roll")]


def test_what_is_said_behind_the_last_row_of_a_class_belongs_to_it(tmp_path: Path) -> None:
    text = "class,roll,name\n6,1,Rahim\n6,,Total\n7,1,Mina\n7,2,Total\n"
    assert remarks_of(read(tmp_path, text)) == [(3, "totals_row")]
    assert remarks_of(read(tmp_path, text, ReadOptions(part=Part("7", "")))) == [(5, "totals_row")]


def test_a_list_without_headings_is_guessed_and_says_so(tmp_path: Path) -> None:
    preview = read(tmp_path, "1,Rahim,m\n2,Karim,m\n3,Mina,f\n")
    assert [(one.roll, one.name_en, one.sex) for one in preview.learners][2] == ("3", "Mina", "f")
    assert (preview.heading_row, remarks_of(preview)) == (NO_HEADING, [(0, "no_heading")])


def test_without_headings_a_person_may_say_what_the_columns_hold(tmp_path: Path) -> None:
    wishes = ReadOptions(heading_row=NO_HEADING, columns={"A": "name", "B": "roll"})
    preview = read(tmp_path, "a,b\nc,d\n", wishes)
    assert [(one.name_en, one.roll) for one in preview.learners] == [("a", "b"), ("c", "d")]


def test_the_row_of_headings_that_a_person_says(tmp_path: Path) -> None:
    text = "roll,name\n1,Rahim\nnumber,who\n2,Karim\n"
    assert [one.row for one in read(tmp_path, text, ReadOptions(heading_row=3, columns={"B": "name"})).learners] == [4]


def test_a_text_file_tells_its_code_and_is_read_in_another(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes("roll,name\n1,Zoé\n".encode("cp1252"))
    assert (understand(path).encoding, understand(path).learners[0].name_en) == ("cp1252", "Zoé")
    other = understand(path, ReadOptions(encoding="cp1251"))
    assert (other.encoding, other.learners[0].name_en) == ("cp1251", "Zoй")


def test_headings_and_nobody_below_them(tmp_path: Path) -> None:
    with pytest.raises(KnownError) as refused:
        read(tmp_path, "title,\nroll,name\n,\n")
    assert refused.value.code == "no_learners"


@pytest.mark.parametrize("text", ["title\n", "a,b\nc,d\n", "1,Rahim\n"])
def test_no_headings(tmp_path: Path, text: str) -> None:
    with pytest.raises(KnownError) as refused:
        read(tmp_path, text)
    assert refused.value.code == "no_heading"


def workbook(folder: Path, **sheets: list[list[object]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(folder / "list.xlsx")
    return folder / "list.xlsx"


def test_a_hidden_row_is_read_and_asked_about(tmp_path: Path) -> None:
    path = workbook(tmp_path, all=[["Roll", "Name"], [1, "Rahim"], [2, "Karim"]])
    book = openpyxl.load_workbook(path)
    book.worksheets[0].row_dimensions[3].hidden = True
    book.save(path)
    preview = understand(path)
    assert [one.name_en for one in preview.learners] == ["Rahim", "Karim"]
    assert remarks_of(preview) == [(3, "hidden_row")]


def test_a_roll_that_is_a_date_to_the_spreadsheet(tmp_path: Path) -> None:
    path = workbook(tmp_path, all=[["Roll", "Name"], [datetime.date(2026, 12, 8), "Rahim"], ["2026-12-09", "Karim"]])
    preview = understand(path)
    assert [one.roll for one in preview.learners] == ["8-12", "2026-12-09"]
    assert remarks_of(preview) == [(2, "roll_turned")]


WORDS = st.sampled_from(
    [
        "roll",
        "রোল",
        "name",
        "নাম",
        "sex",
        "বয়স",
        "consent",
        "শিশুর সম্মতি",
        "phone",
        "guardian",
        "yes",
        "না",
        "12.0",
        "=1",
        "১২",
    ]
)
CELLS = st.one_of(WORDS, st.text(st.characters(codec="utf-8"), max_size=8), st.text('",;|\t\n\r\x00 =', max_size=4))
TABLES = st.lists(st.lists(CELLS, max_size=6), max_size=8)


@ANY_NUMBER
@given(
    TABLES,
    st.sampled_from(",;\t|"),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1252"]),
    st.booleans(),
)
def test_any_table_of_text_is_a_preview_or_a_sentence(
    tmp_path: Path, table: list[list[str]], separator: str, encoding: str, headed: bool
) -> None:
    text = io.StringIO()
    csv.writer(text, delimiter=separator).writerows([["roll", "name", "age"], *table] if headed else table)
    (tmp_path / "any.csv").write_bytes(text.getvalue().encode(encoding, "replace"))
    _preview_or_sentence(tmp_path / "any.csv")


@ANY_NUMBER
@given(st.binary(max_size=300), st.sampled_from(["", "PK\x03\x04", "roll,name\n", "\xff\xfe", "\xef\xbb\xbf"]))
def test_any_bytes_are_a_preview_or_a_sentence(tmp_path: Path, data: bytes, head: str) -> None:
    (tmp_path / "any.csv").write_bytes(head.encode("latin-1") + data)
    _preview_or_sentence(tmp_path / "any.csv")


@settings(deadline=None, max_examples=150)
@given(st.lists(st.tuples(st.integers(0, 6000), st.integers(0, 255)), min_size=1, max_size=3), st.integers(0, 7000))
def test_a_damaged_workbook_is_a_preview_or_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, flips: list[tuple[int, int]], length: int
) -> None:
    data = bytearray((DATA / "class-8-girls.xlsx").read_bytes())
    for place, value in flips:
        data[place] = value
    path = tmp_path_factory.mktemp("damaged") / "any.xlsx"
    path.write_bytes(data[:length] if length < len(data) and length % 2 else data)
    _preview_or_sentence(path)


def _preview_or_sentence(path: Path) -> None:
    try:
        preview = understand(path)
    except KnownError:
        return
    assert len({one.row for one in preview.learners}) == len(preview.learners) > 0
    assert all(str(remark.message) for remark in preview.remarks)
    assert [remark.row for remark in preview.remarks] == sorted(remark.row for remark in preview.remarks)


def test_one_name_heading_over_names_is_enough(tmp_path: Path) -> None:
    for heading in ("নাম,স্বাক্ষর", "Name,Remarks", "নাম,শনি,রবি", "Name,School Name"):
        preview = read(tmp_path, f"Class VIII-A\n{heading}\nRahim Uddin,\nMina Das,\nRita Das,\n")
        assert [one.name_en for one in preview.learners] == ["Rahim Uddin", "Mina Das", "Rita Das"]
        assert preview.heading_row == 2


def test_broken_letters_are_a_proposal_that_shows_nobody_else(tmp_path: Path) -> None:
    lines = "রোল,নাম\n১,রহিম উদ্দিন (পিতা: আব্দুল গফুর)\n২,মিনা দাস\n"
    preview = read(tmp_path, broken(lines, "bytes"))
    assert [one.name_bn for one in preview.learners] == ["রহিম উদ্দিন", "মিনা দাস"]
    assert remarks_of(preview) == [(2, "repaired"), (2, "words_not_taken"), (3, "repaired")]
    assert preview.originals == {2: broken("রহিম উদ্দিন", "bytes"), 3: broken("মিনা দাস", "bytes")}


def test_lost_letters_are_told(tmp_path: Path) -> None:
    for text in ("Roll,Name\n1,????? ????\n2,??? ??\n3,????\n", "???,???\n1,????? ????\n2,??? ??\n3,????\n"):
        with pytest.raises(KnownError) as refused:
            read(tmp_path, text)
        assert refused.value.code == "letters_lost"
    preview = read(tmp_path, "Roll,Name,Name (Bangla)\n1,Rahim,???\n2,Mina,????\n3,Rita,?? ??\n")
    assert [one.name_en for one in preview.learners] == ["Rahim", "Mina", "Rita"]


def test_question_marks_that_stand_for_digits_are_no_lost_letters(tmp_path: Path) -> None:
    with pytest.raises(KnownError) as refused:
        read(tmp_path, "General,12346\n# ?/?,12346\n# ??/??,12346\n# ???/???,12346\n")
    assert refused.value.code == "no_heading"


def test_why_nobody_has_a_name(tmp_path: Path) -> None:
    preview = read(tmp_path, "Roll,Father's name\n1,Abdul\n2,Karim\n")
    assert (0, "column_not_taken") in remarks_of(preview)


def book(folder: Path, **sheets: list[list[object]]) -> Path:
    made = openpyxl.Workbook()
    for name, rows in sheets.items():
        page = made.create_sheet(name)
        for row in rows:
            page.append(row)
    del made["Sheet"]
    made.save(folder / "list.xlsx")
    return folder / "list.xlsx"


def test_several_sheets_into_one_class(tmp_path: Path) -> None:
    girls: list[list[object]] = [["Roll", "Name"], [1, "Mina"], [2, "Rita"]]
    boys: list[list[object]] = [["Name", "Roll", "Father"], ["Rahim", 3, "Abdul"], ["Karim", 4, "Gafur"]]
    path = book(tmp_path, Girls=girls, Boys=boys, Notes=[["Nothing here"]])
    alone = understand(path)
    assert (alone.sheet, alone.sheets, alone.together) == ("Boys", ("Girls", "Boys", "Notes"), ())
    both = understand(path, ReadOptions(sheet="Girls", together=("Boys", "Notes")))
    assert [(one.row, one.roll, one.name_en, one.sex) for one in both.learners] == [
        (2, "1", "Mina", "f"),
        (3, "2", "Rita", "f"),
        (102, "3", "Rahim", "m"),
        (103, "4", "Karim", "m"),
    ]
    assert both.together == ("Boys",)
    assert "sheets_joined" in {code for _, code in remarks_of(both)}


def test_the_sheet_with_typed_names_goes_first(tmp_path: Path) -> None:
    master: list[list[object]] = [["Roll", "Name"], [1, "Mina"], [2, "Rita"]]
    register: list[list[object]] = [["Roll", "Name", "Sex"], [1, "=Master!B2", "f"], [2, "=Master!B3", "f"]]
    assert understand(book(tmp_path, Register=register, Master=master)).sheet == "Master"


def test_lists_beside_one_another_with_their_words_above(tmp_path: Path) -> None:
    lines = ("Girls,,,Boys,", "Roll,Name,,Roll,Name", "1,Mina,,1,Rahim", "2,Rita,,2,Karim", "3,Mita,,,")
    preview = read(tmp_path, "\n".join(lines) + "\n")
    assert [(one.row, one.name_en, one.sex) for one in preview.learners] == [
        (3, "Mina", "f"),
        (4, "Rita", "f"),
        (5, "Mita", "f"),
        (103, "Rahim", "m"),
        (104, "Karim", "m"),
    ]


def test_three_lists_beside_one_another(tmp_path: Path) -> None:
    lines = ["Sl,Roll,Name,Sl,Roll,Name,Sl,Roll,Name"]
    lines += [
        f"{n},{n},A{'bcd'[n - 1] * 3},{n + 3},{n + 3},B{'bcd'[n - 1] * 3},{n + 6},{n + 6},C{'bcd'[n - 1] * 3}"
        for n in (1, 2, 3)
    ]
    preview = read(tmp_path, "\n".join(lines) + "\n")
    assert [one.roll for one in preview.learners] == list("123456789")
    assert (0, "joined") in remarks_of(preview)


def rolls_and_names(preview: ClassListPreview) -> list[tuple[str | None, str | None]]:
    return [(one.roll, one.name_bn or one.name_en) for one in preview.learners]


def test_numbers_printed_for_learners_to_come_are_no_learners(tmp_path: Path) -> None:
    rows = ["Serial,Roll,Name,Sign", "1,1,Rahim,", "2,2,Mina,", *(f"{n},{n},," for n in range(3, 9))]
    preview = read(tmp_path, "\n".join(rows) + "\n")
    assert rolls_and_names(preview) == [("1", "Rahim"), ("2", "Mina")]
    assert remarks_of(preview) == [(4, "rows_left_out")]
    assert preview.remarks[0].message.fields == {"row": 4, "count": 6}
    # One or two may be learners whose names are missing, and a list of rolls alone is one.
    assert len(read(tmp_path, "Roll,Name\n1,Rahim\n2,\n3,\n").learners) == 3
    assert len(read(tmp_path, "Roll,Name\n1,\n2,\n3,\n4,\n").learners) == 4


def test_roll_and_name_in_one_cell(tmp_path: Path) -> None:
    preview = read(tmp_path, "রোল ও নাম,উপস্থিতি\n০১ - রহিম উদ্দিন,✓\n০২ - মিনা দাস,✓\n০৩ - রিতা দাস,\n")
    assert rolls_and_names(preview) == [("০১", "রহিম উদ্দিন"), ("০২", "মিনা দাস"), ("০৩", "রিতা দাস")]


def test_lists_of_names_alone_beside_one_another(tmp_path: Path) -> None:
    preview = read(tmp_path, "Name,Sign,Name,Sign\nRahim,,Mina,\nKarim,,Rita,\n")
    assert [(one.row, one.name_en) for one in preview.learners] == [
        (2, "Rahim"),
        (3, "Karim"),
        (102, "Mina"),
        (103, "Rita"),
    ]
    assert (0, "joined") in remarks_of(preview)


def test_a_text_file_that_was_opened_wrongly(tmp_path: Path) -> None:
    rows = ["Roll,Name,Sex,Mobile", "1,Rahim (Tutul),m,01711000111", '2,"Mina, Das",f,01711000112']
    preview = understand(book(tmp_path, Sheet1=[[row] for row in rows]))
    assert rolls_and_names(preview) == [("1", "Rahim (Tutul)"), ("2", "Mina, Das")]
    names: list[list[object]] = [["Name"], ["Hasan, Md. Rakib"], ["Das, Mina"], ["Roy, Rita"]]
    preview = understand(book(tmp_path, Sheet1=names))
    assert [one.name_en for one in preview.learners] == ["Hasan, Md. Rakib", "Das, Mina", "Roy, Rita"]


def test_a_table_that_goes_on_is_proposed(tmp_path: Path) -> None:
    head = "<tr><th>Roll</th><th>Name</th></tr>"
    tables = [
        "".join(f"<tr><td>{roll}</td><td>Name {letter * 3}</td></tr>" for roll, letter in rows)
        for rows in (((1, "a"), (2, "b")), ((3, "c"), (4, "d")))
    ]
    path = tmp_path / "list.html"
    path.write_text("<html><p>x</p>".join(f"<table>{head}{rows}</table>" for rows in tables), "utf-8")
    preview = understand(path)
    assert [(one.row, one.roll) for one in preview.learners] == [(2, "1"), (3, "2"), (102, "3"), (103, "4")]
    assert (0, "joined") in remarks_of(preview)
    assert len(understand(path, ReadOptions(joined=False)).learners) == 2
    assert (0, "joined") not in remarks_of(understand(path, ReadOptions(joined=True)))


def test_the_column_of_the_learners_goes_before_another_name(tmp_path: Path) -> None:
    text = "Name,Student's name,Roll\nBilkis,Rahim,1\nBilkis,Mina,2\n"
    assert rolls_and_names(read(tmp_path, text)) == [("1", "Rahim"), ("2", "Mina")]
