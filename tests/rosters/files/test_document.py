from __future__ import annotations

import pytest

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.rosters.files.read_file import read_bytes
from bsuh_desktop.rosters.files.table import LAST_ROW, Sheet
from tests.helpers.list_files import CLASS, docx, odt, odt_cell, odt_table, word_cell, word_row, word_table
from tests.rosters.files.test_web_page import drawn


def sheets_of(data: bytes) -> tuple[Sheet, ...]:
    return read_bytes(data).sheets


def of_runs(runs: str) -> str:
    """What is read of a cell with these runs."""
    table = (
        f"<w:tbl>{word_row(word_cell('Roll'), word_cell('Name'))}{word_row(word_cell('1'), word_cell(runs))}</w:tbl>"
    )
    return sheets_of(docx(table))[0].rows[1].cell(1).text


def refusal(data: bytes) -> str:
    with pytest.raises(KnownError) as refused:
        read_bytes(data)
    return refused.value.code


@pytest.mark.parametrize("data", [docx(word_table(CLASS)), odt(odt_table(CLASS))], ids=["docx", "odt"])
def test_a_table_is_a_list(data: bytes) -> None:
    (sheet,) = sheets_of(data)
    assert sheet.name == ""
    assert read_bytes(data).encoding == ""
    assert [[cell.text for cell in row.cells] for row in sheet.rows] == CLASS


@pytest.mark.parametrize("part", ["word/document2.xml", "other/Text.xml"])
def test_a_document_is_where_the_package_says(part: str) -> None:
    assert len(sheets_of(docx(word_table(CLASS), part))[0].rows) == len(CLASS)


def test_cells_over_columns_and_rows_are_merged() -> None:
    span, first, more = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    (sheet,) = sheets_of(
        docx(
            "<w:tbl>"
            + word_row(word_cell("Class 7", '<w:gridSpan w:val="3"/>'))
            + word_row(word_cell("Roll", first), word_cell("Name", span + first))
            + word_row(word_cell("", more), word_cell("not shown", span + more))
            + word_row(word_cell("1"), word_cell("A"), word_cell("B"))
            + word_row(word_cell("B"), word_cell("C"), properties='<w:gridBefore w:val="1"/>')
            + "</w:tbl>"
        )
    )
    assert drawn(sheet) == ["Class 7 | > | >", "Roll | Name | >", "v | v | >", "1 | A | B", " | B | C"]


def test_cells_over_columns_and_rows_are_merged_in_an_odt() -> None:
    rows = "</table:table-row><table:table-row>"
    over = 'table:number-columns-spanned="2" table:number-rows-spanned="2"'
    covered = "<table:covered-table-cell/>"
    (sheet,) = sheets_of(
        odt(
            "<table:table><table:table-header-rows><table:table-row>"
            + odt_cell("Name", over) + covered + odt_cell("Roll") + rows + covered * 2 + odt_cell("-") + rows
            + odt_cell("A<text:tab/>B<text:line-break/>C<text:note>1</text:note>") + odt_cell("D") + odt_cell("1")
            + "</table:table-row></table:table-header-rows></table:table>"
        )
    )  # fmt: skip
    assert drawn(sheet) == ["Name | > | Roll", "v | > | -", "A B C | D | 1"]


def test_a_name_in_several_runs_and_lines() -> None:
    assert of_runs("<w:r><w:t>Ra</w:t></w:r><w:r><w:t>hima</w:t><w:tab/><w:t>Kha</w:t><w:br/></w:r>") == "Rahima Kha"
    assert of_runs("<w:r><w:t>Al</w:t><w:noBreakHyphen/><w:t>Amin</w:t></w:r></w:p><w:p><w:r><w:t>B</w:t></w:r>") == (
        "Al-Amin B"
    )


def test_lines_of_a_cell_are_told_apart() -> None:
    lines = "<w:r><w:t>Rahima</w:t><w:br/><w:t>Abdul</w:t></w:r>"
    words = sheets_of(docx("<w:tbl>" + word_row(word_cell("Name"), word_cell(lines)) * 2 + "</w:tbl>"))[0]
    free = sheets_of(odt(odt_table([["Name", "Rahima</text:p><text:p>Abdul"]] * 2)))[0]
    assert [sheet.rows[1].cells[1].first_line for sheet in (words, free)] == ["Rahima", "Rahima"]


@pytest.mark.parametrize(
    "unseen",
    [
        '<w:del w:id="1"><w:r><w:delText>Father</w:delText></w:r></w:del>',
        '<w:del w:id="1"><w:r><w:t>Father</w:t></w:r></w:del>',
        '<w:moveFrom w:id="1"><w:r><w:t>Father</w:t></w:r></w:moveFrom>',
        '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText> INCLUDETEXT Father </w:instrText></w:r>',
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>Father</w:t></w:r>",
        '<w:r><w:rPr><w:vanish w:val="1"/></w:rPr><w:tab/><w:t>Father</w:t></w:r>',
        "<w:r><x:AlternateContent xmlns:x='y'><x:Fallback><w:t>Father</w:t></x:Fallback></x:AlternateContent></w:r>",
        "<w:r><a:t xmlns:a='y'>Father</a:t></w:r>",
    ],
)
def test_what_is_not_seen_is_not_read(unseen: str) -> None:
    assert of_runs(f"<w:r><w:t>Rahima</w:t></w:r>{unseen}") == "Rahima"


@pytest.mark.parametrize(
    "properties",
    [
        '<w:vanish w:val="0"/>',
        '<w:vanish w:val="false"/>',
        "<w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange>",
    ],
)
def test_what_was_hidden_once_is_read(properties: str) -> None:
    assert of_runs(f"<w:r><w:rPr>{properties}</w:rPr><w:t>Rahima</w:t></w:r>") == "Rahima"


def test_a_deleted_row_is_none() -> None:
    gone = word_row(word_cell("3"), word_cell("Gone"), properties='<w:del w:id="1" w:author="A"/>')
    new = word_row(word_cell("4"), word_cell("New"), properties='<w:ins w:id="1" w:author="A"/>')
    (sheet,) = sheets_of(docx(word_table(CLASS).replace("</w:tbl>", f"{gone}{new}</w:tbl>")))
    assert [row.cells[0].text for row in sheet.rows] == ["Roll", "1", "2", "12", "4"]


def test_a_table_within_another_is_its_own() -> None:
    outer = "<w:tbl>" + word_row(word_cell("a"), word_cell("b"))
    outer += (
        word_row(word_cell("c"), f"<w:tc>{word_table(CLASS)}<w:p><w:r><w:t>d</w:t></w:r></w:p></w:tc>") + "</w:tbl>"
    )
    first, second = sheets_of(docx(outer))
    assert drawn(first) == ["a | b", "c | d"]
    assert [first.name, second.name, len(second.rows)] == ["1", "2", len(CLASS)]


def test_a_formula_is_no_name() -> None:
    assert sheets_of(docx(word_table([["Roll", "Name"], ["1", "=cmd|x"]])))[0].rows[1].cells[1].formula
    table = odt_table([["Roll", "Name"], ["1", "A"]]).replace("string", 'float" table:formula="ooow:1+1')
    assert sheets_of(odt(table))[0].rows[1].cells[0].formula


def test_a_document_without_a_table_says_how_to_go_on() -> None:
    for data in (docx("<w:p><w:r><w:t>Roll, Name</w:t></w:r></w:p>"), odt("<text:p>Roll</text:p>")):
        with pytest.raises(KnownError, match="write the learners one by one") as refused:
            read_bytes(data)
        assert refused.value.code == "list_is_document"


def test_a_list_has_an_end() -> None:
    assert refusal(docx(word_table([["1", "A"]] * (LAST_ROW + 1)))) == "list_too_long"


@pytest.mark.parametrize("span", ["x", "9" * 5000, ""])
def test_numbers_that_are_none(span: str) -> None:
    cell = word_cell("A", f'<w:gridSpan w:val="{span}"/>')
    assert refusal(docx(f"<w:tbl>{word_row(cell)}</w:tbl>")) == "list_torn"


@pytest.mark.parametrize(
    "head", ['<!DOCTYPE x [<!ENTITY a "aaaa">]>', '<!DOCTYPE x SYSTEM "file:///etc/passwd">', "<!DOCTYPE x>"]
)
def test_no_document_type(head: str) -> None:
    assert refusal(docx(word_table(CLASS), head=head)) == "list_torn"


def test_damage() -> None:
    assert refusal(docx("<w:tbl>")) == "list_torn"
