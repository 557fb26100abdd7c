from __future__ import annotations

import io
import zipfile

import pytest

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.rosters.files.features.find_features import OdsMarks
from bsuh_desktop.rosters.files.features.sheet_features import SheetFeatures
from bsuh_desktop.rosters.files.table import LAST_COLUMN, LAST_ROW

TEXT = '<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>'


def book(*sheets: str, styles: str = "") -> bytes:
    tables = "".join(f'<table:table table:name="S{n}" {sheet}</table:table>' for n, sheet in enumerate(sheets))
    names = " ".join(f'xmlns:{name}="urn:{name}"' for name in ("office", "table", "text", "style", "calcext"))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("content.xml", f"<office:document-content {names}>{styles}{tables}</office:document-content>")
    return file.getvalue()


def marks_of(rows: str) -> SheetFeatures:
    return OdsMarks(book(f">{rows}")).sheets[0]


def row(cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{cells}</table:table-row>"


def test_hidden_rows_and_columns_with_repeats() -> None:
    marks = marks_of(
        '<table:table-column table:number-columns-repeated="2"/>'
        '<table:table-column table:visibility="collapse" table:number-columns-repeated="2"/>'
        + row(TEXT, 'table:number-rows-repeated="3"')
        + row(TEXT, 'table:visibility="filter" table:number-rows-repeated="2"')
        + row(TEXT, 'table:visibility="visible"')
    )
    assert marks.hidden_columns == {2, 3}
    assert marks.hidden_rows == {3, 4}
    assert marks.last == (5, 0)


def test_formulas_errors_and_repeats() -> None:
    formula = '<table:table-cell table:formula="of:=1" office:value-type="float" office:value="1"/>'
    error = '<table:table-cell office:value-type="string" calcext:value-type="error"/>'
    empty = '<table:table-cell table:number-columns-repeated="3"/>'
    marks = marks_of(row(TEXT) + row(empty + formula + error, 'table:number-rows-repeated="2"'))
    assert marks.formulas == {(1, 3), (1, 4), (2, 3), (2, 4)}


def test_merged_ranges() -> None:
    spans = (
        '<table:table-cell table:number-columns-spanned="2" table:number-rows-spanned="3"/><table:covered-table-cell/>'
    )
    assert marks_of(row(TEXT) + row(TEXT + spans)).merges == [((1, 1), (3, 2))]


def test_what_a_number_looks_like_stands_beside_it() -> None:
    number = '<table:table-cell office:value-type="{}" office:value="7"><text:p>{}</text:p></table:table-cell>'
    cells = (("float", "007"), ("float", "7"), ("percentage", "25%"), ("percentage", "12.50 %"), ("string", "007"))
    marks = marks_of(row("".join(number.format(*cell) for cell in cells)))
    assert marks.formats == {(0, 0): "000", (0, 2): "0%", (0, 3): "0.00%"}


def test_a_sheet_whose_style_hides_it() -> None:
    style = (
        '<style:style style:name="h" style:family="table"><style:table-properties table:display="false"/></style:style>'
    )
    long = row(TEXT, f'table:number-rows-repeated="{LAST_ROW + 1}"')
    sheets = OdsMarks(book(f'table:style-name="h">{long}', f">{row(TEXT)}", styles=style)).sheets
    assert [(sheet.name, sheet.visible) for sheet in sheets] == [("S0", False), ("S1", True)]


def test_rows_declared_to_the_end_of_the_sheet() -> None:
    empty = row('<table:table-cell table:number-columns-repeated="16384"/>', 'table:number-rows-repeated="1048575"')
    assert marks_of(row(TEXT) + empty).last == (0, 0)
    with pytest.raises(KnownError) as refused:
        marks_of(row(TEXT, 'table:number-rows-repeated="1048576"'))
    assert refused.value.code == "list_too_long"


def test_hidden_to_the_end_of_the_sheet() -> None:
    marks = marks_of(
        '<table:table-column table:visibility="collapse" table:number-columns-repeated="16384"/>'
        + row("", 'table:visibility="collapse" table:number-rows-repeated="1048576"')
    )
    assert (len(marks.hidden_rows), len(marks.hidden_columns)) == (LAST_ROW, LAST_COLUMN)
