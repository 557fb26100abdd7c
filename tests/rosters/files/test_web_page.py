from __future__ import annotations

import contextlib
from email.message import EmailMessage

import pytest

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.rosters.files.read_file import read_bytes
from bsuh_desktop.rosters.files.table import LAST_COLUMN, LAST_ROW, MOST_NESTED, MOST_TABLES, Sheet
from tests.helpers.list_files import CLASS, page


def sheets_of(text: str | bytes) -> tuple[Sheet, ...]:
    return read_bytes(text if isinstance(text, bytes) else text.encode()).sheets


def drawn(sheet: Sheet) -> list[str]:
    """A row a line: > is merged from the left, v from above, = is a formula."""
    marks = {"": "", "right": ">", "down": "v"}
    rows = ([cell.text + "=" * cell.formula + marks[cell.merged] for cell in row.cells] for row in sheet.rows)
    return [" | ".join(row) for row in rows]


def refusal(text: str) -> str:
    with pytest.raises(KnownError) as refused:
        sheets_of(text)
    return refused.value.code


def test_a_table_is_a_list() -> None:
    (sheet,) = sheets_of(page(CLASS))
    assert sheet.name == ""
    assert [row.number for row in sheet.rows] == [1, 2, 3, 4]
    assert [[cell.text for cell in row.cells] for row in sheet.rows] == CLASS


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("declared", ["", "utf-8", "windows-1252"])
def test_bangla_in_every_encoding_whatever_is_declared(encoding: str, declared: str) -> None:
    head = f'<meta http-equiv=Content-Type content="text/html; charset={declared}">' if declared else ""
    assert drawn(sheets_of(page(CLASS, head).encode(encoding))[0])[1] == "1 | রাবেয়া খাতুন | F"


@pytest.mark.parametrize(
    ("head", "encoding", "name"),
    [
        ('<meta charset="windows-1251">', "cp1251", "Мария"),
        ("<META HTTP-EQUIV='Content-Type' CONTENT='text/html; charset=Windows-1250'>", "cp1250", "Zoë Čapek"),
        ('<meta charset="rot13">', "cp1252", "Zoë – D’Costa"),
        ("", "cp1252", "Zoë – D’Costa"),
    ],
)
def test_an_old_code_page_is_the_one_that_is_declared_if_it_is_known(head: str, encoding: str, name: str) -> None:
    data = page([["Roll", "Name"], ["1", name]], head).encode(encoding)
    assert read_bytes(data).encoding == encoding
    assert drawn(sheets_of(data)[0])[1] == f"1 | {name}"
    assert read_bytes(data, "cp1256").encoding == "cp1256"


def test_entities_and_breaks() -> None:
    (sheet,) = sheets_of(
        page([["Roll", "Name"], ["&#2535;", "D&rsquo;Costa&nbsp;<br>A&amp;B"], ["2", "<p>A</p><p>B</p>"]])
    )
    assert drawn(sheet)[1:] == ["১ | D’Costa A&B", "2 | A B"]
    assert [row.cells[1].first_line for row in sheet.rows] == ["", "D’Costa", "A"]


def test_a_line_of_the_file_is_no_line_of_the_page() -> None:
    (sheet,) = sheets_of("<table><tr><td>Roll<td>Name\r\nof\nlearner<tr><td>1<td>\n<p>Al-\nAmin</p>\n</table>")
    assert drawn(sheet) == ["Roll | Name of learner", "1 | Al- Amin"]
    assert [row.cells[1].first_line for row in sheet.rows] == ["", ""]


def test_what_need_not_be_closed_and_what_is_not_opened() -> None:
    (sheet,) = sheets_of("</td></table><table><tr><th>Roll<th>Name<tr><td>1<td>A</tr></tr><td>2<td>B")
    assert drawn(sheet) == ["Roll | Name", "1 | A", "2 | B"]


def test_cells_over_columns_and_rows_are_merged() -> None:
    (sheet,) = sheets_of(
        "<table><tr><td colspan=3>Class 7<tr><td rowspan=2>Roll<td colspan=2 rowspan='2'>Name<td>Sex"
        "<tr><td>-<tr><td>1<td>A<td>B<td>F</table>"
    )
    assert drawn(sheet) == ["Class 7 | > | >", "Roll | Name | > | Sex", "v | v | > | -", "1 | A | B | F"]


def test_a_span_without_end_is_no_longer_than_the_table() -> None:
    (sheet,) = sheets_of("<table><tr><td rowspan=999999999>A<td colspan=1e9>B<tr><td colspan=99999>C<tr><td>D</table>")
    assert len(sheet.rows[1].cells) == LAST_COLUMN
    assert drawn(sheet)[0] == "A | B"
    assert drawn(sheet)[2] == "v | D"
    assert refusal("<table>" + "<tr><td colspan=100>A" * 2000) == "list_too_heavy"
    assert refusal("<table><tr><td rowspan=9999 colspan=100>A" + "<tr>" * 5000) == "list_too_heavy"


def test_a_table_within_another_is_its_own() -> None:
    inner = page(CLASS)
    outer = f"<table><tr><td>Menu<td>Home<tr><td>Left<td>before {inner} behind</table>"
    first, second = sheets_of(outer)
    assert [first.name, second.name] == ["1", "2"]
    assert drawn(first) == ["Menu | Home", "Left | before behind"]
    assert len(second.rows) == len(CLASS)


def test_tables_of_one_row_or_one_column_are_left_out() -> None:
    (sheet,) = sheets_of(f"<table><tr><td>a<td>b</table><table><tr><td>a<tr><td>b</table>{page(CLASS)}")
    assert len(sheet.rows) == len(CLASS)


def test_a_column_alone_is_a_list_where_nothing_else_is() -> None:
    (sheet,) = sheets_of(page([["Name"], ["A"], ["B"]]))
    assert drawn(sheet) == ["Name", "A", "B"]


def test_a_page_without_a_table() -> None:
    assert refusal("<html><p>Roll, Name") == "list_is_web_page"
    assert refusal("<table><tr><td>a<td>b</table>") == "list_is_web_page"


def test_scripts_forms_and_comments_are_not_read() -> None:
    (sheet,) = sheets_of(
        "<table><tr><td>Roll<td>Name<tr><td>1<script>document.write('<td>x')</script><td>A<style>b</style>"
        "<!-- <td>no --><![if !vml]>B<![endif]><tr><td>2<td><select><option>C<option>D</select><input value=E>F</table>"
    )
    assert drawn(sheet) == ["Roll | Name", "1 | AB", "2 | F"]


def test_a_declaration_that_does_not_end_or_is_none_breaks_nothing() -> None:
    (sheet,) = sheets_of("<table><tr><td>Roll<td>Name<tr><td>1<td>A<![if Version<![x</table>")
    assert drawn(sheet)[0] == "Roll | Name"
    # What is left of this one only some parsers take.
    with contextlib.suppress(KnownError):
        sheets_of("<table><tr><td>Roll<td>Name<tr><td>1<td>A<!<![x>[if Version</table>")


def test_hidden_rows_and_columns_and_formulas() -> None:
    (sheet,) = sheets_of(
        "<table><col width=9><col style='display: none; width:0'><tr><td>Roll<td>Phone<td>Name"
        "<tr style='mso-x:1;display:none'><td x:num x:fmla='=A1+1'>1<td>0<td>A<tr><td>=1+1<td>0<td>B</table>"
    )
    assert sheet.hidden_columns == {1}
    assert [row.hidden for row in sheet.rows] == [False, True, False]
    assert drawn(sheet)[1:] == ["1= | 0 | A", "= | 0 | B"]


def test_a_list_has_an_end() -> None:
    rows = "<tr><td>1<td>A" * LAST_ROW
    assert len(sheets_of(f"<table>{rows}<tr><td>")[0].rows) == LAST_ROW
    assert refusal(f"<table>{rows}<tr><td>2") == "list_too_long"


def test_too_many_tables_are_no_class_list() -> None:
    assert len(sheets_of(page(CLASS) * MOST_TABLES)) == MOST_TABLES
    assert refusal(page(CLASS) * (MOST_TABLES + 1)) == "list_too_heavy"
    assert refusal("<table><tr><td>" * (MOST_NESTED + 1)) == "list_too_heavy"


def test_the_clipboard_of_windows() -> None:
    head = "Version:0.9\r\nStartHTML:0000000105\r\nEndHTML:0000000999\r\nStartFragment:0000000141\r\n"
    fragment = f"<body><!--StartFragment-->{page(CLASS)}<!--EndFragment--></body>"
    assert drawn(sheets_of(head + fragment)[0])[1] == "1 | রাবেয়া খাতুন | F"


def test_a_web_archive() -> None:
    mail = EmailMessage()
    mail.set_content("a letter")
    mail.add_alternative(page(CLASS), subtype="html")
    mail.add_attachment(b"\x89PNG", maintype="image", subtype="png")
    archive = b"MIME-Version: 1.0\r\n" + mail.as_bytes().replace(b"MIME-Version: 1.0\n", b"", 1)
    assert drawn(sheets_of(archive)[0])[1] == "1 | রাবেয়া খাতুন | F"
    with pytest.raises(KnownError) as refused:
        sheets_of(b"MIME-Version: 1.0\r\n\r\nHello")
    assert refused.value.code == "list_is_web_page"
