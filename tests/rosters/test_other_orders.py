"""Lists of one file whose headings stand in another order, or nowhere, and names that others stand beside."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from msgspec.structs import replace

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.rosters.choose_list import choose
from bsuh_desktop.rosters.files.table import LONGEST_CELL
from bsuh_desktop.rosters.interpret import understand
from bsuh_desktop.rosters.preview import ClassListPreview
from bsuh_desktop.rosters.read_options import ReadOptions
from tests.helpers.sheets import sheet
from tests.helpers.whole_lists import BOYS, GIRLS

Learners = list[tuple[int, str | None, str | None, str]]


def read(folder: Path, *lines: str) -> ClassListPreview:
    path = folder / "list.csv"
    path.write_text("\n".join(line.replace("|", ";") for line in lines) + "\n", "utf-8")
    return understand(path)


def learners(preview: ClassListPreview) -> Learners:
    return [(one.row, one.roll, one.name_bn or one.name_en, one.sex[0]) for one in preview.learners]


def codes(preview: ClassListPreview) -> set[tuple[int, str]]:
    return {(remark.row, remark.code) for remark in preview.remarks}


def test_halves_in_another_order(tmp_path: Path) -> None:
    preview = read(
        tmp_path, "Roll|Name|Father|Roll|Father|Name", "1|Rahim|Abdul|3|Gopal|Rita", "2|Mina|Ali|4|Salam|Karim"
    )
    assert learners(preview) == [
        (2, "1", "Rahim", "u"),
        (3, "2", "Mina", "u"),
        (102, "3", "Rita", "u"),
        (103, "4", "Karim", "u"),
    ]


def test_halves_headed_as_boys_and_girls(tmp_path: Path) -> None:
    preview = read(tmp_path, "রোল|ছাত্রের নাম|রোল|ছাত্রীর নাম", "১|রহিম|১|মিনা", "২|করিম|২|রিতা")
    assert learners(preview) == [
        (2, "১", "রহিম", "m"),
        (3, "২", "করিম", "m"),
        (102, "১", "মিনা", "f"),
        (103, "২", "রিতা", "f"),
    ]
    assert {(0, "joined"), (1, "sex_elsewhere"), (101, "sex_elsewhere")} <= codes(preview)


def test_tables_below_one_another_in_another_order(tmp_path: Path) -> None:
    lines = (
        "Roll|Name|Sex||",
        "1|Rahim|m||",
        "2|Mina|f||",
        "||||",
        "SL|Roll|Name|Father|Sex",
        "1|3|Rita|Abdul|f",
        "2|4|Karim|Gopal|m",
    )
    assert learners(read(tmp_path, *lines)) == [
        (2, "1", "Rahim", "m"),
        (3, "2", "Mina", "f"),
        (6, "3", "Rita", "f"),
        (7, "4", "Karim", "m"),
    ]


def test_a_table_of_a_page_goes_on_without_headings(tmp_path: Path) -> None:
    rows = [["Roll", "Name"], ["1", "Rahim"], ["2", "Mina"]], [["3", "Rita"], ["4", "Karim"]]
    cells = ["".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in table) for table in rows]
    path = tmp_path / "list.html"
    path.write_text("<html>" + "<p>".join(f"<table>{table}</table>" for table in cells), "utf-8")
    preview = understand(path)
    assert [one.roll for one in preview.learners] == ["1", "2", "3", "4"]
    assert (0, "joined") in codes(preview)


@pytest.mark.parametrize(
    "other", ["Camp name", "Respondent name", "সুপারভাইজারের নাম", "Abbar nam", "Fathar Name", "Guadian name"]
)
def test_the_bare_name_goes_before_somebody_elses(tmp_path: Path, other: str) -> None:
    for own in ("Name", "নাম", "Chatrer nam"):
        preview = read(tmp_path, f"Roll|{other}|{own}", "1|Abdul Gafur|Rahim Uddin", "2|Gopal Das|Mina Das")
        assert [one.name_en for one in preview.learners] == ["Rahim Uddin", "Mina Das"]


def test_a_title_or_a_total_ends_a_block(tmp_path: Path) -> None:
    lines = ("Roll|Name", "Girls|", "1|Mina", "2|Rita", "Section B|", "3|Rahim")
    assert [one[3] for one in learners(read(tmp_path, *lines))] == ["f", "f", "u"]
    assert [one[3] for one in learners(read(tmp_path, *lines[:4], "Total|2", "3|Rahim"))] == ["f", "f", "u"]


def test_a_sheet_of_pupils_is_not_one_of_boys(tmp_path: Path) -> None:
    for name, sex in (("ছাত্র তালিকা", "unspecified"), ("ছাত্রী তালিকা", "f"), ("ছাত্র", "m")):
        book = openpyxl.Workbook()
        page = book.create_sheet(name)
        for row in (["Roll", "Name"], [1, "Mina"], [2, "Rahim"]):
            page.append(row)
        del book["Sheet"]
        book.save(tmp_path / "list.xlsx")
        assert {one.sex for one in understand(tmp_path / "list.xlsx").learners} == {sex}


def test_a_name_in_the_row_below_every_learner(tmp_path: Path) -> None:
    father = ("Roll|Name", "1|Rahim", "|Abdul", "2|Mina", "|Gopal", "3|Rita", "|Salam")
    assert [one[2] for one in learners(read(tmp_path, *father))] == ["Rahim", "Mina", "Rita"]
    english = ("রোল|নাম", "১|রহিম", "|Rahim", "২|মিনা", "|Mina", "৩|রিতা", "|Rita")
    both = [(one.name_bn, one.name_en) for one in read(tmp_path, *english).learners]
    assert both == [("রহিম", "Rahim"), ("মিনা", "Mina"), ("রিতা", "Rita")]
    # One without a roll among many is a learner.
    assert len(read(tmp_path, *father[:3], "2|Mina", "3|Rita", "4|Karim").learners) == 5


def test_a_column_for_roles_says_who_is_no_learner(tmp_path: Path) -> None:
    preview = read(
        tmp_path, "SL|Name|Role", "1|Hasan|Teacher", "2|Rina|Facilitator", "3|Rahim|Learner", "4|Mina|Student"
    )
    assert [one[2] for one in learners(preview)] == ["Rahim", "Mina"]
    assert (2, "rows_left_out") in codes(preview)


def test_a_second_name_behind_a_tight_sign_in_most_cells(tmp_path: Path) -> None:
    for sign in ("- ", "/", ": "):
        lines = [f"{n}|{child}{sign}{father}" for n, child, father in _PAIRS]
        preview = read(tmp_path, "Roll|Name", *lines)
        assert [one[2] for one in learners(preview)] == ["Rahim Uddin", "Mina Das", "Rita Das"]
    # A single one is a name of its own.
    alone = read(tmp_path, "Roll|Name", "1|Umme Kulsum/Abida Sultana", "2|Mina Das", "3|Rita Das", "4|Karim Ali")
    assert alone.learners[0].name_en == "Umme Kulsum/Abida Sultana"


_PAIRS = ((1, "Rahim Uddin", "Abdul Gafur"), (2, "Mina Das", "Gopal Das"), (3, "Rita Das", "Salam Mia"))


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("রহিম উদ্দিন ১২/০৩/২০১১", "রহিম উদ্দিন"),
        ("Rahim Uddin rahim@example.org", "Rahim Uddin"),
        ("Rahim Uddin 02-9123456", "Rahim Uddin"),
        ("রহিম উদ্দিন গ্রামঃ রামপুর", "রহিম উদ্দিন"),
        ("রহিম উদ্দিন পিঃ আব্দুল গফুর", "রহিম উদ্দিন"),
        ("আব্দুল গফুর এর ছেলে রহিম উদ্দিন", "রহিম উদ্দিন"),
        ("Rahim Uddin S.O Abdul Gafur", "Rahim Uddin"),
        ("Joy S. O. Rozario", "Joy S. O. Rozario"),
        ("iwng DwÏb wcZvt Avãyj", "রহিম উদ্দিন"),
        ("Rahim Uddin (Hindu)", "Rahim Uddin"),
        ("মোঃ আব্দুল্লাহ\nআল মামুন", "মোঃ আব্দুল্লাহ আল মামুন"),
    ],
)
def test_what_stands_beside_a_name(tmp_path: Path, cell: str, name: str) -> None:
    path = tmp_path / "list.csv"
    path.write_text(f'Roll;Name\n1;"{cell}"\n2;Mina Das\n', "utf-8")
    one = understand(path).learners[0]
    assert (one.name_bn or one.name_en) == name


def test_what_stands_beside_a_roll(tmp_path: Path) -> None:
    lines = [f"{n} (Abdul Karim)|N{'abc'[n - 1] * 3}" for n in (1, 2, 3)]
    assert [one[1] for one in learners(read(tmp_path, "Roll|Name", *lines))] == ["1", "2", "3"]
    preview = read(tmp_path, "Roll|Name", "1990-1234-5678-9000|Rahim", "2|Mina")
    assert [one[1] for one in learners(preview)] == [None, "2"]
    preview = read(tmp_path, "Name (Roll)|Sex", "Rahim Uddin (1)|m", "Mina Das, D/O Gopal (2)|f")
    assert [one[1:3] for one in learners(preview)] == [("1", "Rahim Uddin"), ("2", "Mina Das")]


def test_a_half_without_learners(tmp_path: Path) -> None:
    preview = read(tmp_path, "Roll|Name||Roll|Name", "1|Rahim||", "2|Mina||")
    assert (len(preview.learners), codes(preview)) == (2, set())
    with pytest.raises(KnownError) as refused:
        read(tmp_path, "Roll|Name|Note|Roll|Name|Note", "||x|||y")
    assert refused.value.code == "no_learners"


def test_halves_and_further_tables_of_a_second_sheet_are_counted_on_too(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheets = {
        "A": (("Roll", "Name"), (1, "Rahim"), (2, "Mina"), (3, "Rita"), (4, "Karim"), (5, "Salma"), (6, "Mita")),
        "B": (("Roll", "Name"), (7, "Jamal"), ("SL", "Roll", "Name"), (1, 8, "Kamal"), (2, 9, "Nasima")),
        "C": (("Roll", "Name", None, "Roll", "Name"), (10, "Asha", None, 12, "Bina"), (11, "Tarek", None, 13, "Dipa")),
    }
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(row)
    del book["Sheet"]
    book.save(tmp_path / "list.xlsx")
    preview = understand(tmp_path / "list.xlsx", ReadOptions(sheet="A", together=("B", "C")))
    assert [one.roll for one in preview.learners] == list(map(str, range(1, 14)))
    places = [one.row for one in preview.learners]
    assert places[6:9] == [102, 104, 105]
    assert len(set(places)) == len(places)
    assert (preview.sheet, preview.together) == ("A", ("B", "C")), "each once"
    said = [remark.message.fields["rows"] for remark in preview.remarks if remark.code == "joined"]
    assert [str(one) for one in said] == [str(places[11])]


def test_a_hidden_column_of_a_half_stays_hidden() -> None:
    table = sheet("Roll|Name|Sex|Roll|Name|Sex", "1|Rahim|m|3|Rita|f", "2|Mina|f|4|Karim|m", hidden=frozenset({2, 5}))
    lists = choose([table], ReadOptions())
    assert [[column.meaning for column in one.columns.values()] for one in lists] == [["roll", "name", "other"]] * 2
    assert [one.columns[2].reason for one in lists] == ["hidden", "hidden"]


def test_a_hidden_row_of_a_text_file_in_one_column_is_told() -> None:
    lines = sheet("Roll,Name,Sex", "1,Rahim,m", "2,Mina,f")
    rows = tuple(replace(row, hidden=row.number == 3) for row in lines.rows)
    (one,) = choose([replace(lines, rows=rows)], ReadOptions())
    assert [row.hidden for row in one.sheet.rows] == [False, False, True]


def test_a_long_row_whose_columns_were_lost_is_parted_whole() -> None:
    answers = ",".join(["Strongly agree with it"] * 60)
    questions = ",".join(f"Question {number}" for number in range(60))
    lines = [f'"Roll,Name,{questions},Consent"']
    lines += [f'"{roll},{name},{answers},no"' for roll, name in enumerate(GIRLS, 1)]
    assert min(map(len, lines[1:])) > LONGEST_CELL
    preview = understand("\n".join(lines).encode())
    assert [one.guardian for one in preview.learners] == ["no"] * len(GIRLS)


def test_halves_below_a_row_of_unknown_headings_that_a_person_chose() -> None:
    pairs = zip(enumerate(GIRLS, 1), enumerate(BOYS, len(GIRLS) + 1), strict=True)
    rows = [f"{roll},{name},,{other},{his}" for (roll, name), (other, his) in pairs]
    text = "\n".join(("The upper school,,,,", "Kromo,Porichoy,,Kromo,Porichoy", *rows)).encode()
    found = understand(text)
    chosen = understand(text, ReadOptions(heading_row=2))
    assert [one.roll for one in chosen.learners] == [str(roll) for roll in range(1, len(GIRLS + BOYS) + 1)]
    assert learners(chosen) == learners(found)
    assert "joined" in {remark.code for remark in chosen.remarks}


def test_rows_of_halves_are_not_those_of_a_table_below() -> None:
    halves = [f"{roll},Rahim {'abcdefghij'[roll]},,{roll + 10},Mina {'abcdefghij'[roll]}" for roll in range(1, 10)]
    below = [f"{place},{place + 100},Rita {'abcdefghij'[place % 10]}{place // 10 * 'x'}" for place in range(1, 110)]
    preview = understand("\n".join(("Roll,Name,,Roll,Name", *halves, "SL,Roll,Name", *below)).encode())
    rows = [one.row for one in preview.learners]
    assert (len(rows), len(set(rows))) == (127, 127)


def test_what_is_said_of_the_first_sheet_stands_on_nobody_of_the_second(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for name, count in (("A", 94), ("B", 10)):
        page = book.create_sheet(name)
        page.append(("Roll", "Name"))
        for roll in range(count):
            page.append((roll + 1, f"{name} Rahim {'abcdefghij'[roll // 10]}{'abcdefghij'[roll % 10]}"))
    book["A"]["A102"], book["A"]["B102"] = "Total", 94
    del book["Sheet"]
    book.save(tmp_path / "list.xlsx")
    preview = understand(tmp_path / "list.xlsx", ReadOptions(sheet="A", together=("B",)))
    rows = {one.row for one in preview.learners}
    assert {remark.row for remark in preview.remarks if remark.code == "totals_row"} == {102}
    assert 102 not in rows
    assert {1002, 1011} <= rows


def test_halves_are_no_other_sheet(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for name in ("A", "B"):
        page = book.create_sheet(name)
        for row in (("Roll", "Name", None, "Roll", "Name"), (1, "Rahim", None, 3, "Mina"), (2, "Rita", None, 4, "Ali")):
            page.append(row)
    del book["Sheet"]
    book.save(tmp_path / "list.xlsx")
    preview = understand(tmp_path / "list.xlsx")
    assert (len(preview.learners), preview.sheets, preview.together) == (4, ("A", "B"), ())
