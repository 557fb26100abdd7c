from __future__ import annotations

import io
import zipfile

import pytest

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.rosters.files.features.find_features import xlsx_marks
from bsuh_desktop.rosters.files.features.sheet_features import SheetFeatures
from bsuh_desktop.rosters.files.table import LAST_ROW

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
FORMATS = """<numFmts><numFmt numFmtId="164" formatCode="000"/></numFmts>
<cellStyleXfs><xf numFmtId="10"/></cellStyleXfs>
<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="9"/></cellXfs>"""


def book(*sheets: str, state: str = "visible", target: str = "worksheets/sheet") -> bytes:
    """A workbook as its parts are written by hand: `sheets` are what stands in each sheet's part."""
    listed = "".join(f'<sheet name="S{n}" state="{state}" r:id="r{n}"/>' for n in range(len(sheets)))
    targets = "".join(f'<Relationship Id="r{n}" Target="{target}{n}.xml"/>' for n in range(len(sheets)))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("xl/workbook.xml", f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}">{listed}</workbook>')
        archive.writestr("xl/_rels/workbook.xml.rels", f"<Relationships>{targets}</Relationships>")
        archive.writestr("xl/styles.xml", f'<styleSheet xmlns="{MAIN}">{FORMATS}</styleSheet>')
        for number, sheet in enumerate(sheets):
            archive.writestr(f"xl/worksheets/sheet{number}.xml", f'<worksheet xmlns="{MAIN}">{sheet}</worksheet>')
    return file.getvalue()


def marks_of(sheet: str) -> SheetFeatures:
    return xlsx_marks(book(sheet))[0]


def test_hidden_rows() -> None:
    marks = marks_of('<row r="2" hidden="1"/><row r="4" hidden="true"/><row r="5" ht="0"/><row r="6" hidden="0"/>')
    assert marks.hidden_rows == {1, 3, 4}


def test_hidden_columns() -> None:
    marks = marks_of('<cols><col min="2" max="3" hidden="1"/><col min="5" max="5" width="0"/></cols>')
    assert marks.hidden_columns == {1, 2, 4}
    assert max(marks_of('<cols><col min="9" max="16384" hidden="1"/></cols>').hidden_columns) == 99


def test_formulas_and_errors() -> None:
    marks = marks_of(
        '<row r="3"><c r="B3"><f>A3+1</f><v>7</v></c><c r="C3" t="e"><v>#N/A</v></c><c r="AA3"><v>1</v></c></row>'
    )
    assert marks.formulas == {(2, 1), (2, 2)}
    assert marks.last == (2, 26)


def test_rows_and_cells_that_do_not_say_where_they_are() -> None:
    marks = marks_of('<row><c/><c><f>A1</f></c></row><row r="5"><c r="C5"/><c><f>A1</f></c></row><row hidden="1"/>')
    assert marks.formulas == {(0, 1), (4, 3)}
    assert marks.hidden_rows == {5}


def test_number_formats() -> None:
    marks = marks_of(
        '<row r="1"><c s="0"><v>1</v></c><c s="1"><v>7</v></c><c s="2"><v>0.5</v></c><c s="1" t="s"><v>0</v></c></row>'
    )
    assert marks.formats == {(0, 1): "000", (0, 2): "0%"}


def test_prefixed_tags() -> None:
    marks = marks_of(f'<x:row xmlns:x="{MAIN}" r="1" hidden="1"><x:c r="A1"><x:f>B1</x:f></x:c></x:row>')
    assert marks == SheetFeatures("S0", hidden_rows={0}, formulas={(0, 0)}, last=(0, 0))


@pytest.mark.parametrize("target", ["worksheets/sheet", "/xl/worksheets/sheet", "./Worksheets/sheet"])
def test_sheets_are_found_by_their_relations(target: str) -> None:
    marks = xlsx_marks(book('<row r="1" hidden="1"/>', '<row r="2" hidden="1"/>', target=target))
    assert [(sheet.name, sheet.hidden_rows) for sheet in marks] == [("S0", {0}), ("S1", {1})]


def test_a_sheet_that_is_not_visible_may_be_as_long_as_it_likes() -> None:
    long = f'<row r="{LAST_ROW + 1}"><c><v>1</v></c></row>'
    assert [sheet.visible for sheet in xlsx_marks(book(long, state="veryHidden"))] == [False]
    with pytest.raises(KnownError) as refused:
        marks_of(long)
    assert refused.value.code == "list_too_long"


def test_styled_cells_below_the_list_hold_nothing() -> None:
    assert marks_of(f'<row r="{LAST_ROW + 1}"><c s="1"/></row>').last == (-1, -1)
