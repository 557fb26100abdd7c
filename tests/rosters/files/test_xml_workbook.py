from __future__ import annotations

import pytest

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.rosters.files.read_file import read_bytes
from bsuh_desktop.rosters.files.table import LAST_ROW, Cell, Sheet
from tests.helpers.list_files import CLASS, xml_cell, xml_row, xml_sheet, xml_workbook
from tests.rosters.files.test_web_page import drawn

STYLES = """<Style ss:ID="s1"><NumberFormat ss:Format="000"/></Style><Style ss:ID="s2"><NumberFormat ss:Format="0%"/>
</Style><Style ss:ID="s3"><NumberFormat ss:Format="Short Date"/></Style>
<Style ss:ID="s4"><NumberFormat ss:Format="Percent"/></Style>"""


def sheet_of(*rows: str, more: str = "") -> Sheet:
    return read_bytes(xml_workbook(f"<Table>{''.join(rows)}</Table>{more}", styles=STYLES)).sheets[0]


def refusal(data: bytes) -> str:
    with pytest.raises(KnownError) as refused:
        read_bytes(data)
    return refused.value.code


def test_each_sheet_is_a_list_under_its_name() -> None:
    read = read_bytes(xml_workbook(xml_sheet(CLASS), "<Table/>", xml_sheet([["Fees"]])))
    assert [sheet.name for sheet in read.sheets] == ["S1", "S3"]
    assert [[cell.text for cell in row.cells] for row in read.sheets[0].rows] == CLASS
    assert read.encoding == ""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le"])
def test_bangla_in_either_encoding(encoding: str) -> None:
    data = xml_workbook(xml_sheet(CLASS)).decode().replace("?>", f' encoding="{encoding[:6]}"?>', 1).encode(encoding)
    assert read_bytes(data).sheets[0].rows[1].cells[1].text == "রাবেয়া খাতুন"


def test_rows_and_cells_that_say_where_they_are() -> None:
    sheet = sheet_of(
        xml_row(xml_cell("A"), xml_cell("C", attributes='ss:Index="3"')),
        xml_row(xml_cell("B", attributes='ss:Index="2"'), xml_cell("C"), attributes='ss:Index="4"'),
        xml_row(attributes='ss:Span="2"'),
        xml_row(xml_cell("A")),
    )
    assert drawn(sheet) == ["A |  | C", "", "", " | B | C", "", "", "", "A"]
    assert [row.number for row in sheet.rows] == list(range(1, 9))


def test_merged_cells() -> None:
    both = 'ss:MergeAcross="1" ss:MergeDown="1"'
    sheet = sheet_of(
        xml_row(xml_cell("Class 7", attributes='ss:MergeAcross="2"')),
        xml_row(xml_cell("Roll", attributes='ss:MergeDown="1"'), xml_cell("Name", attributes=both)),
        xml_row(xml_cell("-", attributes='ss:Index="4"')),
        xml_row(*map(xml_cell, "1ABC")),
    )
    assert drawn(sheet) == ["Class 7 | > | >", "Roll | Name | >", "v | v | > | -", "1 | A | B | C"]


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        (xml_cell("12", "Number"), Cell("12")),
        (xml_cell("12.0", "Number"), Cell("12")),
        (xml_cell("7", "Number", 'ss:StyleID="s1"'), Cell("007")),
        (xml_cell("0.25", "Number", 'ss:StyleID="s2"'), Cell("25%")),
        (xml_cell("0.25", "Number", 'ss:StyleID="s4"'), Cell("25.00%")),
        (xml_cell("1", "Boolean"), Cell("TRUE")),
        (xml_cell("2026-12-08T00:00:00.000", "DateTime", 'ss:StyleID="s3"'), Cell("2026-12-08", dated=True)),
        (xml_cell("1899-12-31T08:30:00.000", "DateTime"), Cell("8:30")),
        (xml_cell("#REF!", "Error"), Cell("", formula=True)),
        (xml_cell("13", "Number", 'ss:Formula="=R[-1]C+1"'), Cell("13", formula=True)),
        ('<Cell ss:Formula="=1"/>', Cell("", formula=True)),
        (xml_cell("=1"), Cell("", formula=True)),
        (xml_cell("x", "Number"), Cell("x")),
        (xml_cell("x", "DateTime"), Cell("x")),
        (xml_cell("<B>Ra</B><Font>hima</Font>"), Cell("Rahima")),
        ('<Cell><Data ss:Type="String">A</Data><Comment><ss:Data>phone</ss:Data></Comment></Cell>', Cell("A")),
    ],
)
def test_a_value_is_shown_as_the_spreadsheet_shows_it(cell: str, read: Cell) -> None:
    assert sheet_of(xml_row(cell, xml_cell("B"))).rows[0].cells[0] == read


def test_the_format_of_a_row() -> None:
    row = xml_row(xml_cell("7", "Number"), attributes='ss:StyleID="s1"')
    assert sheet_of(row).rows[0].cells[0].text == "007"


def test_hidden_rows_columns_and_sheets() -> None:
    columns = '<Column/><Column ss:Hidden="1" ss:Span="1"/><Column ss:Index="6" ss:Width="0"/><Column/>'
    row = xml_row(*map(xml_cell, "ABC"))
    sheet = sheet_of(columns, row, row.replace("<Row", '<Row ss:Hidden="1"'), row.replace("<Row", '<Row ss:Height="0"'))
    assert sheet.hidden_columns == {1, 2, 5}
    assert [one.hidden for one in sheet.rows] == [False, True, True]
    options = "<x:WorksheetOptions><x:Visible>{}</x:Visible></x:WorksheetOptions>"
    for hidden in ("SheetHidden", "SheetVeryHidden"):
        data = xml_workbook(xml_sheet(CLASS) + options.format(hidden), xml_sheet(CLASS))
        assert [one.name for one in read_bytes(data).sheets] == ["S2"]


def test_nothing_in_any_sheet() -> None:
    assert refusal(xml_workbook("<Table/>", "<Table><Row/></Table>")) == "list_empty"


def test_a_list_has_an_end() -> None:
    far = xml_row(xml_cell("A"), attributes=f'ss:Index="{LAST_ROW + 1}"')
    assert refusal(xml_workbook(f"<Table>{far}</Table>")) == "list_too_long"
    assert refusal(xml_workbook(f"<Table>{far.replace(str(LAST_ROW + 1), '9' * 4000)}</Table>")) == "list_too_long"
    beside = xml_row(xml_cell("A"), xml_cell("B", attributes='ss:Index="16384"'))
    assert drawn(sheet_of(beside))[0].split(" |")[0] == "A"


@pytest.mark.parametrize("head", ['<!DOCTYPE x [<!ENTITY a "aaaa">]>', '<!DOCTYPE x SYSTEM "file:///etc/passwd">'])
def test_no_document_type(head: str) -> None:
    assert refusal(xml_workbook(xml_sheet(CLASS), head=head)) == "list_torn"


def test_what_xml_forbids_but_programs_write() -> None:
    cells = ["&#2;1", "Ra\x01hi&#x1F;ma", "&#10;&#x9F0;&#13;", "&#31;&#032;x"]
    data = b"\xef\xbb\xbf\r\n  " + xml_workbook(xml_sheet([cells, ["2"]]))
    assert drawn(read_bytes(data).sheets[0])[0] == "1 | Rahima | ৰ | x"


def test_letters_by_their_names_of_web_pages() -> None:
    named = sheet_of("<Row><Cell><Data>Jos&eacute; &amp; Rita&ndash;Mina &LT;</Data></Cell></Row>")
    assert named.rows[0].cells[0].text == "José & Rita–Mina <"
    assert refusal(xml_workbook(xml_sheet([["&secret;"]]))) == "list_torn"


def test_damage() -> None:
    whole = xml_workbook(xml_sheet(CLASS))
    assert refusal(whole[:-9]) == "list_torn"
    assert refusal(whole.replace(b"<Row ", b"<Row ss:Index='x'")) == "list_torn"
